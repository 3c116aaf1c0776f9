"""One measurement of a network in a process of its own; prints its outcome as JSON. `bench_net` calls it.

Usage: bench_net_measure.py WHAT FOLDER CASE (a problem whose arrays lie in FOLDER/problems, a town, or for topotherm
its folder)
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from bench_qgis import application, peak_mb, plugin, read_layers, timed_steps, write_layers  # noqa: E402
from bench_steiner import load, must_be_a_tree  # noqa: E402

Outcome = dict[str, Any]
INPUTS = {"STRATEN": "straten", "GEBOUWEN": "gebouwen", "BRON": "bron"}
OUTPUTS = ("TRACE", "AANSLUITINGEN", "NIET_AANGESLOTEN", "HOEVEELHEDEN", "MELDINGEN")


def ours(folder: Path, case: str, *, thorough: bool) -> Outcome:
    """Measure the search for a tree, and how much of it the proof takes."""
    from riothermie_kansen.network.steiner import search

    problem = load(folder, case)
    (bound,) = timed_steps([(search, "_bound")], time.process_time).values()
    began, cpu = time.perf_counter(), time.process_time()
    found = search.solve(
        problem.size, problem.u, problem.v, problem.weight, problem.terminal, thorough=thorough, bound=True
    )
    taken = {"wall": time.perf_counter() - began, "cpu": time.process_time() - cpu}
    must_be_a_tree(problem, found.edges)
    proof = bound[0]
    return taken | {
        "search": taken["cpu"] - proof,
        "proof": proof,
        "cost": float(problem.weight[found.edges].sum()),
        "bound": found.bound,
        "restarts": found.restarts,
        "mb": peak_mb(),
    }


def mehlhorn(folder: Path, case: str) -> Outcome:
    """Measure networkx on a graph that is there already."""
    import networkx as nx
    import numpy as np
    from networkx.algorithms.approximation import steiner_tree

    problem = load(folder, case)
    order = np.argsort(-problem.weight, kind="stable")  # of parallel edges the last one, the cheapest, stays
    columns = (column[order].tolist() for column in (problem.u, problem.v, problem.weight))
    graph = nx.Graph()
    graph.add_weighted_edges_from(zip(*columns, strict=True))
    terminals = np.flatnonzero(problem.terminal).tolist()
    began, cpu = time.perf_counter(), time.process_time()
    tree = steiner_tree(graph, terminals, method="mehlhorn")
    taken = {"wall": time.perf_counter() - began, "cpu": time.process_time() - cpu}
    return taken | {"cost": float(tree.size("weight")), "mb": peak_mb()}


def union(folder: Path, case: str) -> Outcome:
    """Measure the union of the shortest paths from the source: a Dijkstra of scipy, walked back from the terminals."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    problem = load(folder, case)
    began, cpu = time.perf_counter(), time.process_time()
    low, high = np.minimum(problem.u, problem.v), np.maximum(problem.u, problem.v)
    order = np.lexsort((problem.weight, high, low))
    first = np.append(True, (np.diff(low[order]) != 0) | (np.diff(high[order]) != 0))
    kept = order[first & (low[order] != high[order])]
    matrix = csr_matrix((problem.weight[kept], (low[kept], high[kept])), shape=(problem.size,) * 2)
    away, before = dijkstra(matrix, directed=False, indices=problem.source, return_predecessors=True)
    used = problem.terminal.copy()
    here = np.flatnonzero(used)
    while len(here):
        above = np.unique(before[here][before[here] >= 0])
        here = above[~used[above]]
        used[here] = True
    nodes = np.flatnonzero(used & (before >= 0))
    cost = float((away[nodes] - away[before[nodes]]).sum())
    return {"wall": time.perf_counter() - began, "cpu": time.process_time() - cpu, "cost": cost, "mb": peak_mb()}


def topotherm(folder: Path, case: str) -> Outcome:
    """Price our network for the district of topotherm, and the cheapest one in the graph of its authors."""
    del folder
    from bench_topotherm import costs

    began, cpu = time.perf_counter(), time.process_time()
    found = costs(Path(case))
    return found | {"wall": time.perf_counter() - began, "cpu": time.process_time() - cpu}


def delivery(folder: Path, case: str) -> Path:
    """Return the GeoPackage of a town."""
    return folder / f"town-{case}.gpkg"


def output(folder: Path, case: str, name: str) -> Path:
    """Return the GeoPackage of an output."""
    return folder / f"{name.lower()}-{case}.gpkg"


def make_layers(folder: Path, case: str) -> Outcome:
    """Write a town as a GeoPackage."""
    application()
    from bench_street_layers import write
    from bench_streets import TOWNS, town

    return {"features": sum(write(delivery(folder, case), town(TOWNS[case])).values())}


def read_peer(folder: Path, case: str) -> Outcome:
    """Measure how QGIS itself reads the inputs."""
    application()
    return read_layers(delivery(folder, case), list(INPUTS.values()))


def write_peer(folder: Path, case: str) -> Outcome:
    """Measure how QGIS itself writes the outputs of `warmtenet`, made beforehand."""
    application()
    return write_layers({name: output(folder, case, name) for name in OUTPUTS}, folder)


def whole(folder: Path, case: str, effort: str) -> Outcome:
    """Measure `warmtenet` in a running QGIS whose Python packages are loaded, its steps, and its layout once more."""
    application()
    plugin()
    layouts = _layouts()
    steps = _timed_steps()
    from qgis import processing

    given = {key: f"{delivery(folder, case)}|layername={name}" for key, name in INPUTS.items()}
    given |= {name: str(output(folder, case, name)) for name in OUTPUTS}
    began, cpu = time.perf_counter(), time.process_time()
    result = processing.run("riothermie:warmtenet", given | {"NETTYPE": "bronnet", "REKENWIJZE": effort})
    taken = {"wall": time.perf_counter() - began, "cpu": time.process_time() - cpu}
    memory, steps = peak_mb(), {name: seconds[0] for name, seconds in steps.items()}
    cpu = time.process_time()
    layouts[0]()
    numbers = ("LENGTE_M", "KOSTEN_EUR", "AANGESLOTEN", "NIET_AANGESLOTEN_AANTAL", "GAT_PROCENT")
    return taken | {
        "layout": time.process_time() - cpu,
        "mb": memory,
        "steps": steps | {"all": taken["cpu"]},
        **{name: result[name] for name in numbers},
    }


def _layouts() -> list[Callable[[], Any]]:
    """Return what lays the same trees once more, quick and without a proof; filled while `warmtenet` runs."""
    from riothermie_plugin.riothermie_kansen.network import layout

    solve, again = layout.solve, []

    def kept(*given: Any, **named: Any) -> Any:
        again.append(lambda: solve(*given, **named | {"thorough": False, "bound": False}))
        return solve(*given, **named)

    layout.solve = kept
    return again


def _timed_steps() -> dict[str, list[float]]:
    """Put a stopwatch (CPU) on the steps of `warmtenet`; return the seconds by name, filled while it runs."""
    from riothermie_plugin.algorithms import layers, outputs
    from riothermie_plugin.riothermie_kansen.network import design, economy, layout, place
    from riothermie_plugin.riothermie_kansen.network.steiner import search

    parts = [
        (layers, "read"),
        (place, "read_streets read_buildings street_graph connect price_surfaces build_site"),
        (design, "choose cost_bound outcome"),
        (economy, "lay"),
        (layout, "solve polish sized own_price"),
        (search, "grow improve _bound"),
        (outputs, "write_all"),
    ]
    return timed_steps(parts, time.process_time)


MEASURES: dict[str, Callable[[Path, str], Outcome]] = {
    "quick": lambda folder, case: ours(folder, case, thorough=False),
    "thorough": lambda folder, case: ours(folder, case, thorough=True),
    "mehlhorn": mehlhorn,
    "union": union,
    "topotherm": topotherm,
    "make-layers": make_layers,
    "read": read_peer,
    "write": write_peer,
    "whole-quick": lambda folder, case: whole(folder, case, "snel"),
    "whole-auto": lambda folder, case: whole(folder, case, "auto"),
}

if __name__ == "__main__":
    what, where, which = sys.argv[1:]
    print("OUTCOME", json.dumps(MEASURES[what](Path(where), which)), flush=True)
    # without taking QGIS down: that is no part of a measurement, and it crashes on layers that Python still holds
    os._exit(0)
