"""Which blocks get the heat: (nearly) all that can be used, at the least network cost, preferences weighed in.

The question: choose blocks S and a network T of streets that connects them to the sources, so that

    J = w C(S, T) / r  -  (1 - w) sum over buildings in S of h p

is least, with C the costs of pipes (every pipe at the diameter for its simultaneous power) and connections (EUR), h the
heat (GJ a year) and p the preference (0-1) of a building, w the weight of the network, and r the costs per GJ a year of
the baseline, so that both terms are GJ a year. S holds the required blocks, keeps within the heat and the power of the
supply, and uses at least a part 1 - tolerance of the most heat that was found to fit. When everything that can be
connected fits, everything is chosen.
"""

from __future__ import annotations

import numpy as np

from ..callbacks import Cancelled, Progress, never, part, silent, stop_if
from ..network.graph import IntArray
from ..network.loads import SPACE, consumers
from ..network.site import BoolArray
from ..network.task import Task
from ..wording import amount, dutch, note
from .bound import objective_bound
from .exchange import ANEW, every_set, searched
from .growing import laid
from .marginal import marginal_costs
from .most import fullest, heat_bound
from .problem import Chosen, Optimum, Problem
from .selection import Ground, Measure, Selection, enough, select
from .units import ROUNDING, Supply, Units, make_supply, make_units

STARTS = {False: 2, True: 3}
"""First selections of a quick and a thorough search."""

ROUND_WORK, ROUNDS = {False: 150_000, True: 600_000}, {False: (4, 20), True: (10, 60)}
"""Rounds of a quick and a thorough search: the first number divided by the size of the question, within the range."""

BUILDING = 10
"""Edges of the site that a building in the baseline counts for in the size of the question: pipes that move."""

SWAP_WORK, SWAPS = {False: 150_000, True: 600_000}, {False: (0, 100), True: (0, 300)}
"""As for the rounds: swaps of two blocks that are tried."""


COMBINATIONS = {False: 100, True: 400}
"""Sets of blocks that use enough heat and fit, up to which all of them are laid."""

WHOLE_TO = {False: 10_000, True: 100_000}
"""Size up to which the network of everything, cut back, is a first selection too."""


def greedy_selection(
    task: Task, problem: Problem, order: IntArray, *, thorough: bool = False, cancelled: Cancelled = never
) -> Chosen:
    """Return what a planner gets who takes blocks in order as long as they fit.

    Parameters
    ----------
    task
        Site, prices and loads.
    problem
        The question.
    order
        Shape (b,): rank of each building, the lowest first; a block comes at its first building.
    thorough
        Of the layout of the network.

    Returns
    -------
    Chosen
        Required blocks first; a block that does not fit is skipped. The network is laid as that of the best selection.
    """
    units = make_units(problem, task.regime)
    supply = make_supply(problem, units, task.regime)
    ground = _ground(task, problem, units, supply, np.zeros(len(units), dtype=bool))
    one = laid(ground, greedy_units(supply, order), thorough=thorough, cancelled=cancelled)
    return _chosen(ground, one, _reference(ground, one))


def greedy_units(supply: Supply, order: IntArray) -> BoolArray:
    """Return the units that fit when they are taken in order, shape (u,); parameters as for `greedy_selection`."""
    units = supply.units
    rank = np.full(len(units), np.iinfo(np.int64).max)
    at = np.flatnonzero(units.of >= 0)
    np.minimum.at(rank, units.of[at], np.asarray(order, dtype=np.int64)[at])
    chosen = units.required.copy()
    used = float(units.heat[chosen].sum())
    for k in np.lexsort((np.arange(len(units)), rank)).tolist():
        if chosen[k] or not units.heat[k] > 0 or used + units.heat[k] > supply.gj * (1.0 + ROUNDING):
            continue
        chosen[k] = True
        if np.isfinite(supply.kw) and not supply.fits(chosen):
            chosen[k] = False
        else:
            used += float(units.heat[k])
    return chosen


def optimise(
    task: Task,
    problem: Problem,
    order: IntArray,
    *,
    thorough: bool,
    bound: bool,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Optimum:
    """Return the best selection found, the baseline, and what is proved.

    Parameters
    ----------
    task, problem, order
        As for `greedy_selection`.
    thorough
        Search longer, and lay the networks thoroughly.
    bound
        Work out bounds on heat and objective.
    """
    units = make_units(problem, task.regime)
    supply = make_supply(problem, units, task.regime)
    greedy_chosen = greedy_units(supply, order)
    full = fullest(supply)
    ground = _ground(task, problem, units, supply, full)
    greedy = laid(ground, greedy_chosen, thorough=thorough, cancelled=cancelled)
    progress(20.0)
    reference = _reference(ground, greedy)
    weight = problem.network_weight
    most = max(float(units.heat[full].sum()), greedy.heat)
    everything = bool((full | (units.heat <= 0)).all())
    least = most if everything else max((1.0 - problem.tolerance) * most, float(units.heat[units.required].sum()))
    ground = Ground(
        task, problem, units, supply, (1.0 - weight) / weight * reference, least, ground.measure
    )  # fmt: skip
    greedy = select(ground, greedy.chosen, greedy.layout)
    starts = [greedy] if enough(ground, greedy) else [laid(ground, full, thorough=False, cancelled=cancelled)]
    best = starts[0]
    size = len(task.site.ends) + BUILDING * int(units.buildings(greedy.chosen).sum())
    if not everything:
        alone = laid(ground, units.required, thorough=False, cancelled=cancelled)
        best = searched(
            ground, starts, alone, starts=STARTS[thorough], rounds=_count(size, ROUND_WORK, ROUNDS, thorough),
            swaps=_count(size, SWAP_WORK, SWAPS, thorough), combinations=COMBINATIONS[thorough],
            whole=size <= WHOLE_TO[thorough], thorough=thorough, progress=part(progress, 20, 70), cancelled=cancelled,
        )  # fmt: skip
        again = laid(ground, best.chosen, thorough=thorough, cancelled=cancelled)
        best = again if again.net < best.net else best
    stop_if(cancelled)
    progress(80.0)
    lowest = np.nan
    if bound:
        lowest = objective_bound(
            ground, best, thorough=thorough, progress=part(progress, 80, 97), cancelled=cancelled
        )  # fmt: skip
    marginal = marginal_costs(task, problem, best.layout, units.buildings(best.chosen), cancelled)
    progress(100.0)
    return Optimum(
        best=_chosen(ground, best, reference),
        greedy=_chosen(ground, greedy, reference),
        bound_gj=heat_bound(supply),
        bound_objective=lowest * weight / reference,
        marginal_eur=marginal,
        words=_words(ground, everything, least / most if most > 0 else 1.0, size, thorough),
        least_gj=least,
        reference_eur_gj=reference,
        gain_eur=best.net - lowest,
    )


def _words(ground: Ground, everything: bool, share: float, size: int, thorough: bool) -> tuple[str, ...]:
    """Return what was asked and how it was searched (Dutch)."""
    if everything:
        return (note("match_zoek_alles"),)
    words = [
        note(
            "match_zoek_doel", least=amount(ground.least_gj), part=dutch(100.0 * share, 1),
            euro=amount(ground.euro_per_gj),
        ),
    ]  # fmt: skip
    sets = every_set(ground, COMBINATIONS[thorough])
    if sets is not None:
        words.append(note("match_zoek_combinaties", sets=amount(float(len(sets)))))
    else:
        rounds = _count(size, ROUND_WORK, ROUNDS, thorough)
        words.append(
            note(
                "match_zoek_ronden", effort="grondig" if thorough else "snel",
                starts=amount(float(STARTS[thorough] + rounds)), rounds=amount(float(rounds)),
                anew=amount(float(ANEW * rounds)),
                swaps=amount(float(2 * _count(size, SWAP_WORK, SWAPS, thorough))),
            )
        )  # fmt: skip
    return tuple(words)


def _count(size: int, work: dict[bool, int], limits: dict[bool, tuple[int, int]], thorough: bool) -> int:
    """Return how often something is done in a search."""
    low, high = limits[thorough]
    return int(np.clip(work[thorough] // max(size, 1), low, high))


def _ground(task: Task, problem: Problem, units: Units, supply: Supply, full: BoolArray) -> Ground:
    """Return what the search knows before the baseline is there: preferences weigh nothing, any heat is enough."""
    heat, gj = float(units.heat.sum()), max(supply.gj, 1e-12)
    measure = Measure(problem.heat_gj, min(supply.gj, heat), False)
    if np.isfinite(supply.kw) and supply.power(np.ones(len(units), bool)) / max(supply.kw, 1e-12) > max(heat / gj, 1.0):
        count = consumers(units.loads[full].sum(axis=0)[None, :]) if full.any() else np.ones(1)
        factor = float(task.regime.factors(count)[0][0])
        measure = Measure(units.each[:, SPACE], supply.kw / factor, True)
    return Ground(task, problem, units, supply, 0.0, 0.0, measure)


def _reference(ground: Ground, one: Selection) -> float:
    """Return the costs per GJ a year of a selection; 1 when there are none."""
    cost = one.layout.total + float(ground.units.fixed[one.chosen].sum())
    return cost / one.heat if cost > 0 and one.heat > 0 else 1.0


def _chosen(ground: Ground, one: Selection, reference: float) -> Chosen:
    """Return a selection as it is handed out."""
    units = ground.units
    cost = one.layout.total + float(units.fixed[one.chosen].sum())
    weight = ground.problem.network_weight
    worth = float(units.worth[one.chosen].sum())
    return Chosen(
        units.buildings(one.chosen), one.layout, one.heat, ground.supply.power(one.chosen), cost,
        weight * cost / reference - (1.0 - weight) * worth,
    )  # fmt: skip
