"""The cheapest layout: a Steiner tree at a first price, then again at the price of each pipe's own diameter."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..callbacks import Cancelled, Progress, never, part, silent, stop_if
from .graph import IntArray
from .rehang import rehang
from .reroute import reroute
from .site import BoolArray
from .steiner import polish, solve, variant
from .task import PAYS, Layout, Task, first_weights, own_price, sized

ROUNDS = 12
"""Largest number of times that edges are priced anew at their own diameter; it usually stops after two or three."""

MOVES = {False: 3, True: 30}
CYCLES = {False: 2, True: 8}
"""Of a quick and a thorough search: rounds in which key paths move (`reroute`), and how often such rounds and a sweep
over the large parts (`rehang`) follow each other."""

SWEEP = 4_000_000
"""Nodes that a sweep over the large parts may visit."""

RESTART_WORK = 250_000
"""Edges that the restarts at the first price may look at: what is to be found on true costs is worth more."""

START_WORK, STARTS = 20_000, 20
"""A thorough search starts anew from other trees: the first number divided by the edges, at most the second number."""

THOROUGH_TO = 20_000
"""Street edges up to which the layout is searched for thoroughly when the user leaves the choice to the plugin."""


def lay(
    task: Task,
    wanted: BoolArray,
    *,
    thorough: bool,
    bound: bool,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Layout:
    """Return the cheapest network found that connects buildings to the sources.

    Parameters
    ----------
    wanted
        Shape (b,): buildings to connect; all reached from the root (`Site.reached`).
    thorough
        Restart the search many times.
    bound
        Work out a lower bound on the weight at the first price.

    Notes
    -----
    Buildings are leaves: a toll on every connection, taken off again, makes a way through one dearer than any other.
    What an edge costs depends on what it carries. So the tree is sized, its edges are priced at their own diameter and
    the others at that of what they would take over, and the tree is improved at those prices, until it stops paying.
    Then parts of the network move to other ways as long as the true costs fall (`reroute`), and a thorough search does
    so from other trees too.
    """
    site = task.site
    edges, terminal = _ground(task, wanted)
    u, v = site.ends[edges, 0], site.ends[edges, 1]
    first = first_weights(task)
    service = site.service[edges]
    first_toll = np.where(service, site.toll(first), 0.0)
    found = solve(
        site.size, u, v, first[edges] + first_toll, terminal,
        thorough=thorough, bound=bound, penalty=first_toll, work=RESTART_WORK,
        progress=part(progress, 0, 60), cancelled=cancelled,
    )  # fmt: skip
    best = improved(
        task, sized(task, edges[found.edges], wanted), wanted, moves=MOVES[thorough], cycles=CYCLES[thorough],
        progress=part(progress, 60, 80), cancelled=cancelled,
    )  # fmt: skip
    starts = int(np.clip(START_WORK // max(len(edges), 1), 0, STARTS)) if thorough else 0
    for k in range(starts):
        stop_if(cancelled)
        weight = own_price(task, best, first)
        toll = np.where(service, site.toll(weight), 0.0)
        tree = np.flatnonzero(np.isin(edges, best.edges))
        tree = variant(site.size, u, v, weight[edges] + toll, terminal, tree, toll, k)
        other = reroute(
            task, sized(task, edges[tree], wanted), edges, terminal, wanted, first, rounds=MOVES[thorough],
            cancelled=cancelled,
        )  # fmt: skip
        other = rehang(task, other, edges, terminal, wanted, work=SWEEP, cancelled=cancelled)
        progress(80.0 + 20.0 * (k + 1) / starts)
        if other.total < best.total * (1.0 - PAYS):
            best = replace(other, rounds=best.rounds)
    # every tree has one toll per building
    lowest = found.bound - float(wanted.sum()) * float(first_toll.max(initial=0.0))
    return replace(best, bound=lowest)


def improved(
    task: Task,
    layout: Layout,
    wanted: BoolArray,
    *,
    moves: int,
    cycles: int,
    work: int = SWEEP,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Layout:
    """Return a network that is at most as dear, with the same buildings: priced anew, then moved on true costs.

    Parameters
    ----------
    layout
        A network that connects the buildings.
    wanted
        Shape (b,): the buildings.
    moves
        Rounds of `reroute` in a cycle.
    cycles
        Cycles of `reroute` and `rehang`; 0 for pricing anew only.
    work
        See `rehang`.
    """
    site = task.site
    edges, terminal = _ground(task, wanted)
    u, v = site.ends[edges, 0], site.ends[edges, 1]
    first = first_weights(task)
    service = site.service[edges]
    best, rounds = layout, 0
    tree = np.flatnonzero(np.isin(edges, layout.edges))
    for _ in range(ROUNDS):
        stop_if(cancelled)
        weight = own_price(task, best, first)
        toll = np.where(service, site.toll(weight), 0.0)
        tree = polish(site.size, u, v, weight[edges] + toll, terminal, tree, toll)
        other = sized(task, edges[tree], wanted)
        if other.total >= best.total * (1.0 - PAYS):
            break
        best, rounds = other, rounds + 1
    for k in range(cycles):
        before = best.total
        best = reroute(task, best, edges, terminal, wanted, first, rounds=moves, cancelled=cancelled)
        best = rehang(task, best, edges, terminal, wanted, work=work, cancelled=cancelled)
        progress(100.0 * (k + 1) / cycles)
        if best.total >= before * (1.0 - PAYS):
            break
    return replace(best, rounds=rounds)


def _ground(task: Task, wanted: BoolArray) -> tuple[IntArray, BoolArray]:
    """Return the edges that a network of some buildings may use, and the nodes that it joins, shape (n,)."""
    site = task.site
    use = np.ones(len(site.ends), dtype=bool)
    use[site.service] = wanted[site.ends[site.service, 1] - site.building_node[0]]
    use &= site.reached()[site.ends].all(axis=1)
    terminal = np.zeros(site.size, dtype=bool)
    terminal[site.building_node[wanted]] = True
    terminal[site.root] = True
    return np.flatnonzero(use), terminal
