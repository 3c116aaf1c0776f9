"""One measurement of the bench in a process of its own; prints its outcome as JSON. `bench_sewer` calls it.

Usage: bench_measure.py WHAT FOLDER PIPES
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

Outcome = dict[str, Any]
INPUTS = {"LEIDINGEN": "beheer_leiding", "PUTTEN": "beheer_put", "ADRESSEN": "adressen"}
OUTPUTS = ("KANSENKAART", "KNOPEN_UIT", "MELDINGEN")


def arrays(folder: Path, pipes: int, name: str) -> Path:
    """Return the folder with the arrays of the towns."""
    return folder / f"{name}-{pipes}"


def make_arrays(folder: Path, pipes: int) -> Outcome:
    """Write the towns as arrays, with cycles and without: making them is no part of a measurement."""
    import numpy as np
    from bench_towns import towns

    for name, cycles in (("cycles", True), ("splits", False)):
        target = arrays(folder, pipes, name)
        target.mkdir(exist_ok=True)
        made = towns(pipes, cycles=cycles)
        for column in ("tail", "head", "share", "outlets"):
            np.save(target / f"{column}.npy", getattr(made, column))
    return {}


def load(folder: Path, pipes: int, name: str) -> list[Any]:
    """Return tail, head, share, outlets and the number of nodes."""
    import numpy as np

    made = [np.load(arrays(folder, pipes, name) / f"{c}.npy") for c in ("tail", "head", "share", "outlets")]
    return [*made, int(max(made[0].max(), made[1].max())) + 1]


def accumulate_ours(folder: Path, pipes: int, name: str) -> Outcome:
    """Measure `flow_graph` and `accumulate`; one unit of water enters in each pipe."""
    import numpy as np

    from riothermie_kansen.sewer.flow import accumulate, flow_graph

    tail, head, share, outlets, n = load(folder, pipes, name)
    began = time.perf_counter()
    graph = flow_graph(tail, head, share, n)
    built = time.perf_counter()
    _, through = accumulate(graph, np.zeros(n), np.ones(len(tail)))
    ended = time.perf_counter()
    # before the checks: they are no part of the work
    memory = peak_mb()
    return {
        "seconds": ended - began,
        "graph_seconds": built - began,
        "mb": memory,
        "balance": abs(through[outlets].sum() / len(tail) - 1.0),
        "check": float(np.sort(through)[-1000:].sum()),
    }


def accumulate_networkx(folder: Path, pipes: int, name: str) -> Outcome:
    """Measure the same with networkx: graph, condensation of the cycles, and a loop in topological order."""
    import networkx as nx
    import numpy as np

    tail, head, share, outlets, n = load(folder, pipes, name)
    columns = tail.tolist(), head.tolist(), share.tolist()
    began = time.perf_counter()
    graph = nx.DiGraph()
    graph.add_nodes_from(range(n))
    graph.add_weighted_edges_from(zip(*columns, strict=True))
    built = time.perf_counter()
    through = dict.fromkeys(graph, 0.0)
    if name == "splits":
        for node in nx.topological_sort(graph):
            passing = through[node]
            for follower, data in graph.succ[node].items():
                through[follower] += data["weight"] * passing + 1.0
    else:
        condensed = nx.condensation(graph)
        members = condensed.nodes(data="members")
        for group in nx.topological_sort(condensed):
            nodes = members[group]
            if len(nodes) > 1:
                _solve(graph, list(nodes), through)
            for node in nodes:
                passing = through[node]
                for follower, data in graph.succ[node].items():
                    if follower not in nodes:
                        through[follower] += data["weight"] * passing + 1.0
    ended = time.perf_counter()
    memory = peak_mb()
    flows = np.fromiter((through[node] for node in range(n)), float, n)
    return {
        "seconds": ended - began,
        "graph_seconds": built - began,
        "mb": memory,
        "balance": abs(flows[outlets].sum() / len(tail) - 1.0),
        "check": float(np.sort(flows)[-1000:].sum()),
    }


def _solve(graph: Any, nodes: list[int], through: dict[int, float]) -> None:
    """Solve the flows through the nodes of one cycle together."""
    import numpy as np

    place = {node: row for row, node in enumerate(nodes)}
    matrix, right = np.eye(len(nodes)), np.array([through[node] for node in nodes])
    for node in nodes:
        for follower, data in graph.succ[node].items():
            if follower in place:
                matrix[place[follower], place[node]] -= data["weight"]
                right[place[follower]] += 1.0
    through.update(zip(nodes, np.linalg.solve(matrix, right).tolist(), strict=True))


def delivery(folder: Path, pipes: int) -> Path:
    """Return the GeoPackage of the towns."""
    return folder / f"towns-{pipes}.gpkg"


def output(folder: Path, pipes: int, name: str) -> Path:
    """Return the GeoPackage of an output."""
    return folder / f"{name.lower()}-{pipes}.gpkg"


def make_layers(folder: Path, pipes: int) -> Outcome:
    """Write the towns as a GeoPackage."""
    application()
    from bench_layers import write

    written = write(delivery(folder, pipes), pipes)
    return {"features": sum(written.values())}


def read_peer(folder: Path, pipes: int) -> Outcome:
    """Measure how QGIS itself reads the inputs."""
    application()
    return read_layers(delivery(folder, pipes), list(INPUTS.values()))


def write_peer(folder: Path, pipes: int) -> Outcome:
    """Measure how QGIS itself writes the outputs of `kansenkaart`."""
    application()
    return write_layers({name: output(folder, pipes, name) for name in OUTPUTS}, folder)


def parameters(folder: Path, pipes: int) -> dict[str, str]:
    """Return the parameters of `kansenkaart`."""
    file = delivery(folder, pipes)
    return {key: f"{file}|layername={name}" for key, name in INPUTS.items()} | {
        name: str(output(folder, pipes, name)) for name in OUTPUTS
    }


def map_ours(folder: Path, pipes: int) -> Outcome:
    """Measure `kansenkaart` in a running QGIS whose Python packages are loaded, and its steps."""
    application()
    plugin()
    began = time.perf_counter()
    steps = _timed_steps()
    loaded = time.perf_counter()
    from qgis import processing

    result = processing.run("riothermie:kansenkaart", parameters(folder, pipes))
    return {
        "seconds": time.perf_counter() - loaded,
        "mb": peak_mb(),
        "imports": loaded - began,
        "steps": {name: taken[0] for name, taken in steps.items()},
        "balance": abs((result["AFGEVOERD_LS"] + result["GESTRAND_LS"]) / result["TOTAAL_DWA_LS"] - 1.0),
        "features": result["AANTAL_UIT"],
    }


def _timed_steps() -> dict[str, list[float]]:
    """Put a stopwatch on the steps of `kansenkaart`; return the seconds by name, filled while it runs."""
    from riothermie_plugin.algorithms import layers, outputs, sinks, styling
    from riothermie_plugin.riothermie_kansen import findings
    from riothermie_plugin.riothermie_kansen.readers import gwsw
    from riothermie_plugin.riothermie_kansen.sewer import opportunity

    return timed_steps(
        [
            (layers, "read"),
            (gwsw, "read_sewer"),
            (opportunity, "build gather arrays plan divide _estimate correct _pipe_frame potential list_flow"),
            (findings.Findings, "frame"),
            (outputs, "write_all"),
            (sinks, "write"),
            (styling, "embed"),
        ]
    )


MEASURES: dict[str, Callable[[Path, int], Outcome]] = {
    "make-arrays": make_arrays,
    "make-layers": make_layers,
    "ours-cycles": lambda folder, pipes: accumulate_ours(folder, pipes, "cycles"),
    "ours-splits": lambda folder, pipes: accumulate_ours(folder, pipes, "splits"),
    "networkx-cycles": lambda folder, pipes: accumulate_networkx(folder, pipes, "cycles"),
    "networkx-splits": lambda folder, pipes: accumulate_networkx(folder, pipes, "splits"),
    "read": read_peer,
    "write": write_peer,
    "map": map_ours,
}

if __name__ == "__main__":
    what, where, size = sys.argv[1:]
    print("OUTCOME", json.dumps(MEASURES[what](Path(where), int(size))), flush=True)
    # without taking QGIS down: that is no part of a measurement, and it crashes on layers that Python still holds
    os._exit(0)
