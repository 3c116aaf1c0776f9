"""Where the water of a pipe comes from and where it goes to; the same for the pipes of a heat network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import breadth_first_order

from ..messages import LANGUAGES, message

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Trails:
    """Directed pipes, prepared for following them.

    Attributes
    ----------
    tail, head
        Node where a pipe begins and ends along its flow, by number, shape (n_pipes,).
    flows
        Whether anything flows in a pipe; a pipe without is never part of a trail, shape (n_pipes,).
    assumed
        Pipes of which the direction is a guess, shape (n_pipes,).
    down, up
        Nodes that follow a node with the flow and against it, shape (n_nodes, n_nodes).
    """

    tail: Ints
    head: Ints
    flows: Flags
    assumed: Flags
    down: csr_array
    up: csr_array


@dataclass(frozen=True)
class Trail:
    """What lies above and below a pipe; rows in order, without the pipe itself.

    Attributes
    ----------
    upstream
        Pipes from which something reaches this one.
    downstream
        Pipes that something from this one reaches.
    last
        Of the pipe itself and those downstream the ones after which nothing follows.
    loop
        Whether the pipe reaches itself: then a pipe may lie on both sides.
    """

    upstream: Ints
    downstream: Ints
    last: Ints
    loop: bool


def prepare(begin: Sequence[str], end: Sequence[str], backward: Flags, flows: Flags, assumed: Flags) -> Trails:
    """Prepare pipes for following them; once per layer.

    Parameters
    ----------
    begin, end
        Id of the node at each side of the pipes as they are drawn, length n_pipes; "" is a node of its own.
    backward
        Pipes that flow from their end to their begin, shape (n_pipes,).
    flows
        Pipes in which something flows, shape (n_pipes,).
    assumed
        Pipes of which the direction is a guess, shape (n_pipes,).
    """
    n = len(begin)
    ids = np.array([*begin, *end], dtype=object)
    absent = np.flatnonzero(ids == "")
    codes, known = pd.factorize(ids, sort=False)
    codes = codes.astype(np.int64)
    codes[absent] = len(known) + np.arange(len(absent))
    first, second = codes[:n], codes[n:]
    tail, head = np.where(backward, second, first), np.where(backward, first, second)
    size = len(known) + len(absent)
    ones = np.ones(int(flows.sum()))
    down = coo_array((ones, (tail[flows], head[flows])), shape=(size, size)).tocsr()
    return Trails(tail, head, np.asarray(flows, dtype=bool), np.asarray(assumed, dtype=bool), down, down.T.tocsr())


def follow(trails: Trails, pipe: int) -> Trail:
    """Return what lies above and below a pipe: every way where the flow splits or joins.

    Parameters
    ----------
    pipe
        Row of the pipe.
    """
    nothing = np.zeros(0, dtype=np.int64)
    if not trails.flows[pipe]:
        return Trail(nothing, nothing, nothing, loop=False)
    above = _reached(trails.up, int(trails.tail[pipe]))
    below = _reached(trails.down, int(trails.head[pipe]))
    others = trails.flows.copy()
    others[pipe] = False
    upstream = np.flatnonzero(others & above[trails.head])
    downstream = np.flatnonzero(others & below[trails.tail])
    way = np.append(downstream, pipe)
    leaves = np.diff(trails.down.indptr) > 0
    last = np.sort(way[~leaves[trails.head[way]]])
    return Trail(upstream, downstream, last, loop=bool(below[trails.tail[pipe]]))


def _reached(links: csr_array, start: int) -> Flags:
    """Return which nodes can be reached from a node, itself included."""
    found = np.zeros(links.shape[0], dtype=bool)
    found[breadth_first_order(links, start, directed=True, return_predecessors=False)] = True
    return found


def of_map(begin: Sequence[str], end: Sequence[str], direction: Sequence[str], flow_ls: Floats) -> Trails:
    """Prepare the pipes of a kansenkaart.

    Parameters
    ----------
    begin, end
        ``knoop_begin`` and ``knoop_eind``, length n_pipes.
    direction
        ``stroomrichting``; water in a pipe without one is taken to run as drawn, and called a guess.
    flow_ls
        ``dwa_gem_ls``, NaN or 0 without water, shape (n_pipes,).
    """
    words = {name: {message(name, language) for language in LANGUAGES} for name in ("flow_forward", "flow_backward")}
    flows = np.asarray(np.nan_to_num(flow_ls) > 0, dtype=bool)
    backward = np.array([text in words["flow_backward"] for text in direction], dtype=bool)
    told = backward | np.array([text in words["flow_forward"] for text in direction], dtype=bool)
    return prepare(begin, end, backward, flows, flows & ~told)


def of_pipes(begin: Sequence[str], end: Sequence[str], begin_m: Floats, end_m: Floats) -> Trails:
    """Prepare sewer pipes of which no flow is known: water runs to the lower end.

    Parameters
    ----------
    begin, end
        ``knoop_begin`` and ``knoop_eind``, length n_pipes.
    begin_m, end_m
        ``bob_begin_m`` and ``bob_eind_m``, m NAP, shape (n_pipes,); where they are equal or unknown the water is taken
        to run as drawn, and that is called a guess.
    """
    backward = np.asarray(end_m > begin_m, dtype=bool)
    assumed = np.asarray(~(backward | (begin_m > end_m)), dtype=bool)
    return prepare(begin, end, backward, np.ones(len(begin), dtype=bool), assumed)


def of_trace(pipe: Sequence[str], feeding: Sequence[str], network: Sequence[str]) -> Trails:
    """Prepare the pipes of a heat network: upstream is the way back to the source, downstream what a pipe feeds.

    Parameters
    ----------
    pipe, feeding
        ``trace_id`` and ``voeding_id``, "" for a pipe at the source, length n_pipes.
    network
        ``nettype``: networks in one layer do not touch, length n_pipes.
    """
    begin = [f"{kind}\t{name}" if name else "" for kind, name in zip(network, feeding, strict=True)]
    end = [f"{kind}\t{name}" for kind, name in zip(network, pipe, strict=True)]
    none = np.zeros(len(begin), dtype=bool)
    return prepare(begin, end, none, ~none, none)
