"""Questions of who gets the heat made by hand, with their proved best answer."""

import itertools

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_matrix

from riothermie_kansen.match.problem import Problem
from riothermie_kansen.match.selection import Ground, Measure, select
from riothermie_kansen.match.units import make_supply, make_units
from riothermie_kansen.network.layout import lay
from riothermie_kansen.network.loads import SPACE, design_power
from riothermie_kansen.network.task import first_weights
from tests.engine.network.made_place import Place, random_place


def question(place, *, heat=None, share=0.5, kw=np.inf, block=None, required=None, can=None, preference=None,
             fixed=None, weight=1.0, tolerance=0.01):  # fmt: skip
    """Return the question for a place: `share` of the heat of all that can be connected is there."""
    b = len(place.houses)
    loads = place.task.at_building
    heat = np.asarray(7.2 * loads[:, SPACE] if heat is None else heat, dtype=float)
    can = np.ones(b, dtype=bool) if can is None else np.asarray(can)
    return Problem(
        heat_gj=heat, homes=loads[:, 1].copy(), rv_kw=loads[:, 2].copy(), tap_kw=loads[:, 3].copy(),
        block=np.arange(b) if block is None else np.asarray(block), can=can,
        required=np.zeros(b, dtype=bool) if required is None else np.asarray(required),
        preference=np.zeros(b) if preference is None else np.asarray(preference, dtype=float),
        fixed_eur=np.zeros(b) if fixed is None else np.asarray(fixed, dtype=float),
        supply_gj=share * float(heat[can].sum()), supply_kw=kw, network_weight=weight, tolerance=tolerance,
    )  # fmt: skip


def random_town(seed, *, columns=5, rows=4, count=12, kw=1.0):
    """Return a bent grid of streets with small houses: no pipe needs more than the smallest diameter."""
    rng = np.random.default_rng(seed)
    nodes = {f"n{i}{j}": (60.0 * i + rng.integers(-15, 15), 60.0 * j + rng.integers(-15, 15))
             for i in range(columns) for j in range(rows)}  # fmt: skip
    pairs = [(f"n{i}{j}", f"n{i + 1}{j}") for i in range(columns - 1) for j in range(rows)]
    pairs += [(f"n{i}{j}", f"n{i}{j + 1}") for i in range(columns) for j in range(rows - 1)]
    streets = [(a, b, {"factor": float(rng.choice([0.7, 1.0, 1.0, 1.4, 2.0]))}) for a, b in pairs]
    names = list(nodes)
    houses = {}
    for h in range(count):
        feet = rng.choice(len(names), int(rng.integers(1, 3)), replace=False)
        houses[f"h{h:02d}"] = (kw, 1, {names[f]: float(rng.integers(3, 30)) for f in feet})
    return Place(nodes, streets, houses, [names[int(rng.integers(len(names)))]], method="deens", cop=1.1)


def random_question(seed, *, count=12, blocks=None, big=False, **more):
    """Return a place and a question with random heat, blocks and fixed costs; `big`: pipes of many diameters."""
    make = random_place if big else random_town
    place = make(seed, columns=5, rows=4, count=count)
    rng = np.random.default_rng(1000 + seed)
    heat = np.round(rng.uniform(20.0, 60.0, count), 1)
    block = np.arange(count) if blocks is None else rng.integers(0, blocks, count)
    more = {"share": float(rng.uniform(0.3, 0.7)), "fixed": rng.integers(0, 8, count) * 500.0} | more
    return place, question(place, heat=heat, block=block, **more)


def ground(task, problem, found):
    """Return what the search knew, from what it handed out."""
    units = make_units(problem, task.regime)
    weight = problem.network_weight
    euro = (1.0 - weight) / weight * found.reference_eur_gj
    measure = Measure(problem.heat_gj, problem.supply_gj, False)
    return Ground(task, problem, units, make_supply(problem, units, task.regime), euro, found.least_gj, measure)


def objective(task, problem, found, chosen, layout):
    """Return the objective of units with their network, from its definition."""
    cost = layout.total + problem.fixed_eur[chosen].sum()
    worth = (problem.heat_gj * problem.preference)[chosen].sum()
    return problem.network_weight * cost / found.reference_eur_gj - (1.0 - problem.network_weight) * worth


def by_trying(task, problem, found):
    """Return the lowest objective over all sets of blocks that use enough heat and fit, each laid thoroughly."""
    here = ground(task, problem, found)
    units = here.units
    best = np.inf
    for pick in itertools.product((False, True), repeat=len(units)):
        chosen = np.array(pick, dtype=bool) | units.required
        heat = float(units.heat[chosen].sum())
        if heat < found.least_gj * (1.0 - 1e-9) or not here.supply.fits(chosen) or not chosen.any():
            continue
        one = select(here, chosen, lay(task, units.buildings(chosen), thorough=True, bound=False))
        best = min(best, objective(task, problem, found, units.buildings(chosen), one.layout))
    return best


def by_programme(task, problem, found):
    """Return the lowest objective when no pipe needs more than the smallest diameter: a flow on the streets, proved.

    Whole numbers: an edge is laid or not, a block gets the heat or not; every building that does asks for one unit of
    flow from the root over laid edges. Buildings are leaves.
    """
    site, here = task.site, ground(task, problem, found)
    units = here.units
    weight = first_weights(task)
    power = design_power(task.at_building.sum(axis=0)[None, :], task.regime)[0]
    assert np.ptp(task.pricer.sizer.price(np.append(power, 0.0))) == 0
    building = site.ends[:, 1] - site.building_node[0]
    use = ~site.service | (units.of[np.where(site.service, building, 0)] >= 0)
    edges = np.flatnonzero(use)
    m, u = len(edges), len(units)
    ends = site.ends[edges]
    # edges, units, flow along, flow back
    cost = np.concatenate([weight[edges], -here.gain, np.zeros(2 * m)])
    total = float((units.of >= 0).sum())
    rows, columns, values, low, high = [], [], [], [], []

    def row(entries, least, most):
        for column, value in entries:
            rows.append(len(low))
            columns.append(column)
            values.append(value)
        low.append(least)
        high.append(most)

    for k in range(m):
        row([(m + u + k, 1.0), (2 * m + u + k, 1.0), (k, -total)], -np.inf, 0.0)
    for node in range(site.size):
        if node == site.root:
            continue
        entries = [(m + u + k, 1.0) for k in np.flatnonzero(ends[:, 1] == node)]
        entries += [(m + u + k, -1.0) for k in np.flatnonzero(ends[:, 0] == node)]
        entries += [(2 * m + u + k, 1.0) for k in np.flatnonzero(ends[:, 0] == node)]
        entries += [(2 * m + u + k, -1.0) for k in np.flatnonzero(ends[:, 1] == node)]
        b = node - site.building_node[0]
        if 0 <= b < len(units.of) and units.of[b] >= 0:
            entries.append((m + int(units.of[b]), -1.0))
        row(entries, 0.0, 0.0)
    row([(m + k, units.heat[k]) for k in range(u)], found.least_gj * (1.0 - 1e-9), here.supply.gj * (1.0 + 1e-9))
    lower, upper = np.zeros(len(cost)), np.concatenate([np.ones(m + u), np.full(2 * m, total)])
    lower[m : m + u][units.required] = 1.0
    # no way leads through a building
    upper[2 * m + u :][site.service[edges]] = 0.0
    shape = (len(low), len(cost))
    result = milp(
        cost, constraints=LinearConstraint(coo_matrix((values, (rows, columns)), shape=shape).tocsr(), low, high),
        integrality=np.concatenate([np.ones(m + u), np.zeros(2 * m)]), bounds=Bounds(lower, upper),
        options={"mip_rel_gap": 1e-9},
    )  # fmt: skip
    assert result.status == 0
    return problem.network_weight / found.reference_eur_gj * float(result.fun)
