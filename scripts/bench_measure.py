"""One measurement of the bench in a process of its own; prints its outcome as JSON. `bench_run` calls it.

Usage: bench_measure.py WHAT FOLDER PIPES
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

Outcome = dict[str, Any]
INPUTS = {"LEIDINGEN": "beheer_leiding", "PUTTEN": "beheer_put", "ADRESSEN": "adressen"}
OUTPUTS = ("KANSENKAART", "KNOPEN_UIT", "MELDINGEN")


def peak_mb() -> float:
    """Return the largest memory (MB) that this process has had, interpreter and libraries included."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1000.0


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


KEPT: list[Any] = []
"""What QGIS must not lose while it runs."""


def application() -> None:
    """Start QGIS without a display, with Processing."""
    sys.path.append("/usr/share/qgis/python/plugins")
    from qgis.core import QgsApplication

    started = QgsApplication([], False)
    started.initQgis()
    KEPT.append(started)


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
    """Measure QGIS itself: iterate over the features of the input layers, attributes and geometry taken."""
    application()
    from qgis.core import QgsVectorLayer

    file, count = delivery(folder, pipes), 0
    began = time.perf_counter()
    for name in INPUTS.values():
        layer = QgsVectorLayer(f"{file}|layername={name}", name, "ogr")
        for feature in layer.getFeatures():
            feature.attributes()
            feature.geometry()
            count += 1
    return {"seconds": time.perf_counter() - began, "mb": peak_mb(), "features": count}


def write_peer(folder: Path, pipes: int) -> Outcome:
    """Measure QGIS itself: write the features of the outputs of `kansenkaart` once more, made beforehand."""
    application()
    from bench_layers import add, new_writer
    from qgis.core import QgsVectorLayer

    seconds, count = 0.0, 0
    for name in OUTPUTS:
        layer = QgsVectorLayer(str(output(folder, pipes, name)), name, "ogr")
        layer_fields, features = layer.fields(), list(layer.getFeatures())
        layer_fields.remove(layer_fields.lookupField("fid"))
        for feature in features:
            feature.setFields(layer_fields, False)
            feature.setAttributes(feature.attributes()[1:])
        began = time.perf_counter()
        writer = new_writer(folder / f"peer-{name}-{pipes}.gpkg", name, layer_fields, layer.wkbType(), first=True)
        add(writer, features)
        del writer
        seconds += time.perf_counter() - began
        count += len(features)
    return {"seconds": seconds, "mb": peak_mb(), "features": count}


def parameters(folder: Path, pipes: int) -> dict[str, str]:
    """Return the parameters of `kansenkaart`."""
    file = delivery(folder, pipes)
    return {key: f"{file}|layername={name}" for key, name in INPUTS.items()} | {
        name: str(output(folder, pipes, name)) for name in OUTPUTS
    }


def plugin() -> None:
    """Load the repository as a plugin, whatever its folder is called, and register its provider."""
    from processing.core.Processing import Processing

    Processing.initialize()
    name = "riothermie_plugin"
    spec = importlib.util.spec_from_file_location(name, ROOT / "__init__.py", submodule_search_locations=[str(ROOT)])
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    made = module.classFactory(None)
    made.initProcessing()
    KEPT.append(made)


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
    from riothermie_plugin.algorithms import layers, outputs
    from riothermie_plugin.riothermie_kansen import findings
    from riothermie_plugin.riothermie_kansen.readers import gwsw
    from riothermie_plugin.riothermie_kansen.sewer import opportunity

    steps: dict[str, list[float]] = {}
    for owner, names in (
        (layers, "read"),
        (gwsw, "read_sewer"),
        (opportunity, "build gather arrays plan divide _flows _pipe_frame potential _list_flow"),
        (findings.Findings, "frame"),
        (outputs, "write_all write _embed"),
    ):
        for name in names.split():
            title = f"{owner.__name__.rpartition('.')[2]}.{name}"
            setattr(owner, name, _stopwatch(getattr(owner, name), steps.setdefault(title, [0.0])))
    return steps


def _stopwatch(function: Callable[..., Any], taken: list[float]) -> Callable[..., Any]:
    def timed(*given: Any, **named: Any) -> Any:
        began = time.perf_counter()
        try:
            return function(*given, **named)
        finally:
            taken[0] += time.perf_counter() - began

    return timed


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
