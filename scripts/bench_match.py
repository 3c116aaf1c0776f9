"""The synthetic towns of `bench_streets` for an energy match, and the greedy choices that it is compared with."""

from __future__ import annotations

import heapq
import itertools
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

SUPPLY = {"S": 0.30, "M": 0.15, "L": 0.05}
"""Part of the demand that the source can give."""

SMALL, SEEDS, PARTS = (16, 20, 24, 28), 6, (None, 0.25)
"""Small towns with a proved optimum: buildings, towns of each, part of the demand that is there (None: by chance)."""

HEAT_GJ, ROOM_KW, TAP_KW = (20.0, 60.0), 6.0, 2.0
"""Demand of a dwelling: the heat differs."""


def layers(name: str) -> tuple[Any, Any, Any, float]:
    """Return streets, buildings and source of a town, and what the source gives (GJ a year)."""
    import geopandas as gpd
    import shapely
    from bench_streets import TOWNS, town

    made = town(TOWNS[name])
    chance = np.random.default_rng(len(made.street))
    n = len(made.street)
    heat = made.homes * chance.uniform(*HEAT_GJ, n)
    streets = gpd.GeoDataFrame(
        {"wvk_id": np.arange(len(made.ends)) + 1}, geometry=shapely.linestrings(made.xy[made.ends]), crs=28992
    )
    buildings = gpd.GeoDataFrame(
        {
            "pand_id": [f"{row:016d}" for row in range(n)],
            "woningen": made.homes, "rv_kw": ROOM_KW * made.homes, "tap_kw": TAP_KW * made.homes, "warmte_gj": heat,
            "bouwjaar": chance.integers(1920, 2020, n),
            "label": np.array(list("ABCDEFG"), dtype=object)[chance.integers(0, 7, n)],
            "type": np.where(made.homes > 1, "appartement", "tussen").astype(object),
            "eigenaar": np.where(chance.random(n) < 0.3, "corporatie", "particulier").astype(object),
        },
        geometry=shapely.box(*(made.place - 4.0).T, *(made.place + 4.0).T), crs=28992,
    )  # fmt: skip
    source = gpd.GeoDataFrame({"bron_id": ["bron"]}, geometry=shapely.points(made.xy[[made.source]] + 3.0), crs=28992)
    return streets, buildings, source, SUPPLY[name] * float(heat.sum())


def match(name: str, *, costs_only: bool) -> dict[str, Any]:
    """Match a town, and choose once more as a planner does who takes what costs least per GJ first.

    Parameters
    ----------
    name
        Of `bench_streets.TOWNS`.
    costs_only
        The score hardly counts, so that all that is compared is the costs.
    """
    from riothermie_kansen import kentallen
    from riothermie_kansen.match import match as module
    from riothermie_kansen.match.optimise import greedy_selection

    values = {"match.gewicht_netkosten": 100.0} if costs_only else {}
    if costs_only:
        values |= {f"match.gewicht_{part}": 0.0 for part in ("riool", "dichtheid", "type", "eigendom", "isolatie")}
        values["match.gewicht_afstand"] = 0.1
    streets, buildings, source, supply = layers(name)
    asked: list[tuple[Any, ...]] = []
    optimise = module.optimise

    def kept(task: Any, problem: Any, order: Any, **named: Any) -> Any:
        asked.append((task, problem, order, named["thorough"]))
        return optimise(task, problem, order, **named)

    module.optimise = kept
    began, cpu = time.perf_counter(), time.process_time()
    found = module.energy_match(
        buildings, source, streets=streets, settings=module.Settings(supply_gj=supply),
        kentallen=kentallen.load().replace(values) if values else kentallen.load(),
    )  # fmt: skip
    taken = {"wall": time.perf_counter() - began, "cpu": time.process_time() - cpu}
    task, problem, order, thorough = asked[0]
    cpu = time.process_time()
    scored = greedy_selection(task, problem, order, thorough=thorough)
    by_score = time.process_time() - cpu
    cpu = time.process_time()
    least = greedy_selection(task, problem, cheapest_first(task, problem), thorough=thorough)
    totals = found.totals
    return taken | {
        "supply": supply, "eur": totals["kosten_eur"], "gj": totals["warmte_gj"], "gap": totals["gat_procent"],
        "most": totals["hoogstens_gj"], "chosen": totals["gekozen"],
        "score-eur": scored.cost_eur, "score-gj": scored.heat_gj, "score-cpu": by_score,
        "least-eur": least.cost_eur, "least-gj": least.heat_gj, "least-cpu": time.process_time() - cpu,
    }  # fmt: skip


def proved() -> dict[str, Any]:
    """Match small towns of which a programme in whole numbers proves the best selection.

    Returns
    -------
    dict
        How far (%) the quick selection lies above the optimum, on average and at most; the same of the choice of a
        planner who takes the buildings in any order; CPU seconds of a match and of a programme.
    """
    from riothermie_kansen.match.optimise import optimise
    from tests.engine.match.made_choice import by_programme, random_question

    above: list[tuple[float, float]] = []
    cpu = [0.0, 0.0]
    for count, seed, part in itertools.product(SMALL, range(SEEDS), PARTS):
        place, problem = random_question(seed, count=count, **({} if part is None else {"share": part}))
        order = np.random.default_rng(seed).permutation(count)
        began = time.process_time()
        found = optimise(place.task, problem, order, thorough=False, bound=False)
        between = time.process_time()
        best = by_programme(place.task, problem, found)
        cpu = [cpu[0] + between - began, cpu[1] + time.process_time() - between]
        above.append(tuple(100.0 * (one.objective / best - 1.0) for one in (found.best, found.greedy)))  # type: ignore[arg-type]
    ours, other = np.array(above).T
    return {
        "cases": len(above), "mean": float(ours.mean()), "worst": float(ours.max()), "other": float(other.mean()),
        "cpu": cpu[0] / len(above), "programme": cpu[1] / len(above),
    }  # fmt: skip


def cheapest_first(task: Any, problem: Any) -> Any:
    """Return the rank of each building when the one that costs least per GJ to hang on the network so far goes next.

    Costs: the way over the streets to what is there already, at the smallest diameter, and the connection.
    """
    growing = Growing(task, problem)
    growing.spread([task.site.root])
    turn, used = 0, 0.0
    while growing.best and used < 1.5 * problem.supply_gj:
        _, building, node = heapq.heappop(growing.best)
        if growing.rank[building] >= 0:
            continue
        growing.rank[building], turn = turn, turn + 1
        used += growing.heat[building]
        path = []
        while growing.away[node] > 0.0:
            path.append(node)
            node = growing.before[node]
        growing.spread(path)
    rank = np.array(growing.rank)
    return np.where(rank < 0, len(rank), rank)


class Growing:
    """A network that grows, and what it costs to hang each building on it."""

    def __init__(self, task: Any, problem: Any) -> None:
        from riothermie_kansen.network.task import first_weights

        site = task.site
        self.weight = first_weights(task).tolist()
        self.heat = problem.heat_gj.tolist()
        self.rank = [-1] * len(self.heat)
        self.away, self.before = [np.inf] * site.size, [-1] * site.size
        self.best: list[tuple[float, int, int]] = []
        self.ways: list[list[tuple[int, int]]] = [[] for _ in range(site.size)]
        self.candidates: list[list[tuple[int, float]]] = [[] for _ in range(site.size)]
        first_building = int(site.building_node[0])
        for edge, (a, b) in enumerate(site.ends.tolist()):
            if not site.service[edge]:
                self.ways[a].append((b, edge))
                self.ways[b].append((a, edge))
            elif problem.can[b - first_building]:
                eur = self.weight[edge] + float(problem.fixed_eur[b - first_building])
                self.candidates[a].append((b - first_building, eur))

    def spread(self, starts: list[int]) -> None:
        """Add nodes to the network, and look anew at what they came nearer to."""
        heap = [(0.0, node) for node in starts]
        for node in starts:
            self.away[node] = 0.0
        while heap:
            here, node = heapq.heappop(heap)
            if here > self.away[node]:
                continue
            for building, eur in self.candidates[node]:
                if self.rank[building] < 0:
                    heapq.heappush(self.best, ((here + eur) / self.heat[building], building, node))
            for other, edge in self.ways[node]:
                there = here + self.weight[edge]
                if there < self.away[other] - 1e-9:
                    self.away[other], self.before[other] = there, node
                    heapq.heappush(heap, (there, other))
