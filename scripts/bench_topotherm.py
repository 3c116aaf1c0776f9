"""The district of topotherm (heat sinks, roads, one source, and the connected graph that its authors made of them).

Two questions: how short a tree in exactly their graph is, and what the network costs that `design_network` makes of the
same roads, sinks and source, beside the cheapest network in their graph at the same prices.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from bench_streets import Graph

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from riothermie_kansen.network.graph import Connections

NET = "mt"
REACH_M = 80.0
"""The farthest sink lies 54 m from a road, the source 78 m."""


def graph(data: Path) -> Graph:
    """Return their graph, with its sinks and its source to be joined."""
    return _graph(data)[0]


def _graph(data: Path) -> tuple[Graph, np.ndarray, np.ndarray, np.ndarray]:
    """Return their graph, its lines, the places of its nodes, and the node of each sink."""
    roads = gpd.read_file(data / "roads_connnected.gpkg").to_crs(28992)
    names = pd.Index(sorted({*roads["u"], *roads["v"]}))
    u, v = names.get_indexer(roads["u"]), names.get_indexer(roads["v"])
    xy = np.zeros((len(names), 2))
    xy[u] = [line.coords[0][:2] for line in roads.geometry]
    xy[v] = [line.coords[-1][:2] for line in roads.geometry]
    sinks = gpd.read_file(data / "sinks.gpkg").to_crs(28992)
    place = np.column_stack([sinks.geometry.x, sinks.geometry.y])
    node = np.array([int(np.hypot(*(xy - point).T).argmin()) for point in place])
    source = int(names.get_indexer(gpd.read_file(data / "source.gpkg")["Node_ID"])[0])
    terminal = np.zeros(len(names), dtype=bool)
    terminal[node] = terminal[source] = True
    problem = Graph(len(names), u, v, roads.length.to_numpy(), terminal, source)
    return problem, roads.geometry.to_numpy(), xy, node


def costs(data: Path) -> dict[str, Any]:
    """Return length and costs of our network, and of the cheapest one in their graph.

    Both are laid, sized and priced by `design_network`; for theirs the streets and the house connections to choose from
    are those of their graph.
    """
    from riothermie_kansen import kentallen
    from riothermie_kansen.network import design, place

    values = kentallen.load()
    roads, sinks, source = (gpd.read_file(data / f"{name}.gpkg").to_crs(28992) for name in ("roads", "sinks", "source"))
    homes = gpd.GeoDataFrame(
        {
            "pand_id": [f"P{i:04d}" for i in range(len(sinks))],
            "woningen": 1,
            "rv_kw": sinks["ts_0"].to_numpy(),
            "tap_kw": 0.0,
            "warmte_gj": (sinks["ts_0"] * sinks["flh_0"] * 0.0036).to_numpy(),
        },
        geometry=sinks.geometry.to_numpy(),
        crs=28992,
    )
    settings = design.Settings(nettypes=(NET,), reach_m=REACH_M, effort="grondig", curve=False)
    ours = design.design_network(roads, homes, source, settings=settings, kentallen=values)[0]
    made = _their_connections(data)
    place.connect = lambda *_, **__: made  # type: ignore[assignment]
    theirs = design.design_network(roads, homes, source, settings=settings, kentallen=values)[0]
    return {
        f"{whose}_{name}": value
        for whose, found in (("our", ours), ("their", theirs))
        for name, value in {
            "length": found.totals["lengte_m"],
            "cost": float(found.trace["kosten_eur"].sum()),
            "connected": found.totals["aangesloten"],
            "gap": found.totals["gat_procent"],
        }.items()
    }


def _their_connections(data: Path) -> Connections:
    """Return their graph as what `connect` would have made: streets, a connection per sink, and the source."""
    from riothermie_kansen.network.graph import Connections, StreetGraph
    from riothermie_kansen.network.graph import values as objects

    problem, lines, xy, sinks = _graph(data)
    building = np.full(problem.size, -1)
    building[sinks] = np.arange(len(sinks))
    feed = np.flatnonzero((problem.u == problem.source) | (problem.v == problem.source))
    own = np.flatnonzero((building[problem.u] >= 0) | (building[problem.v] >= 0))
    street = np.setdiff1d(np.arange(len(lines)), np.concatenate([feed, own]))
    # from the building, or the source, to the street
    turned = (building[problem.v] >= 0) | (problem.v == problem.source)
    lines = np.where(turned, shapely.reverse(lines), lines)
    inner = np.where(turned, problem.u, problem.v)
    texts = objects([""] * len(street))
    streets = StreetGraph(
        nodes=xy,
        ends=np.column_stack([problem.u, problem.v])[street],
        lines=objects(lines[street]),
        length=problem.weight[street],
        kind=np.zeros(len(street), dtype=np.int8),
        street=texts,
        existing_dn=texts,
    )
    return Connections(
        graph=streets,
        building=np.maximum(building[problem.u], building[problem.v])[own],
        node=inner[own],
        lines=objects(lines[own]),
        length=problem.weight[own],
        existing=np.zeros(len(own), dtype=bool),
        reason=objects([""] * len(sinks)),
        source_node=inner[feed],
        source_line=objects(lines[feed]),
    )
