"""The district of topotherm (heat sinks, roads, one source, and the connected graph that its authors made of them).

Two questions: how short a tree in exactly their graph is, and what the network costs that `design_network` makes of the
same roads, sinks and source, beside the cheapest network in their graph at the same prices.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from bench_streets import Graph

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

NET = "mt"
REACH_M = 80.0
"""The farthest sink lies 54 m from a road, the source 78 m."""


def graph(data: Path) -> tuple[Graph, pd.DataFrame]:
    """Return their graph with its sinks and source to be joined, and the nodes of their sinks (rows as delivered)."""
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
    return Graph(len(names), u, v, roads.length.to_numpy(), terminal, source), pd.DataFrame({"node": node})


def costs(data: Path) -> dict[str, Any]:
    """Return length and costs of our network, and of the cheapest one in their graph."""
    from riothermie_kansen import kentallen
    from riothermie_kansen.network.design import Settings, design_network
    from riothermie_kansen.readers.buildings import read_buildings

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
    settings = Settings(nettypes=(NET,), reach_m=REACH_M, effort="grondig", curve=False)
    design = design_network(roads, homes, source, settings=settings, kentallen=values)[0]
    theirs = _cheapest_in(data, read_buildings(homes, kentallen=values).frame, values)
    return {
        "length": design.totals["lengte_m"],
        "cost": float(design.trace["kosten_eur"].sum()),
        "connected": design.totals["aangesloten"],
        "gap": design.totals["gat_procent"],
        **{f"their_{key}": value for key, value in theirs.items()},
    }


def _cheapest_in(data: Path, homes: pd.DataFrame, values: Any) -> dict[str, float]:
    """Return length and costs of the cheapest network in their graph: its roads and its connections, our prices."""
    from riothermie_kansen.network.catalogue import catalogue
    from riothermie_kansen.network.graph import Connections, StreetGraph
    from riothermie_kansen.network.graph import values as objects
    from riothermie_kansen.network.layout import lay
    from riothermie_kansen.network.loads import Regime, building_loads
    from riothermie_kansen.network.site import Pricer, build_site
    from riothermie_kansen.network.sizing import Sizer
    from riothermie_kansen.network.surfaces import price_surfaces
    from riothermie_kansen.network.task import Task

    problem, sinks = graph(data)
    lines = gpd.read_file(data / "roads_connnected.gpkg").to_crs(28992).geometry.to_numpy()
    building = np.full(problem.size, -1)
    building[sinks["node"]] = np.arange(len(sinks))
    leaf = np.maximum(building[problem.u], building[problem.v])
    own = leaf >= 0
    feed = (problem.u == problem.source) | (problem.v == problem.source)
    street = np.flatnonzero(~own & ~feed)
    service = np.flatnonzero(own)
    inner = np.where(building[problem.u] >= 0, problem.v, problem.u)[service]
    (first,) = np.flatnonzero(feed)
    m = len(street)
    streets = StreetGraph(
        nodes=np.zeros((problem.size, 2)),
        ends=np.column_stack([problem.u, problem.v])[street],
        lines=objects(lines[street]),
        length=problem.weight[street],
        kind=np.zeros(m, dtype=np.int8),
        street=objects([""] * m),
        existing_dn=objects([""] * m),
    )
    made = Connections(
        graph=streets,
        building=leaf[service],
        node=inner,
        lines=objects(lines[service]),
        length=problem.weight[service],
        existing=np.zeros(len(service), dtype=bool),
        reason=objects([""] * len(sinks)),
        source_node=np.array([problem.v[first] if problem.u[first] == problem.source else problem.u[first]]),
        source_line=objects([lines[first]]),
    )
    surfaces = price_surfaces(
        objects([*streets.lines, *made.lines]), None, kentallen=values, service=np.arange(m + len(service)) >= m
    )
    site = build_site(
        made, surfaces, price_surfaces(objects([lines[first]]), None, kentallen=values), len(sinks)
    )  # fmt: skip
    regime = Regime.from_kentallen(values, NET, method="deens")
    sizer = Sizer.build(catalogue(NET, kentallen=values), regime, kentallen=values)
    pricer = Pricer(
        site, sizer, np.full(len(site.ends), -1), values.value("kosten_net.verzwaren_factor"),
        values.value("kosten_net.indexering"),
    )  # fmt: skip
    task = Task(site, pricer, regime, building_loads(homes["woningen"], homes["rv_kw"], homes["tap_kw"], regime))
    found = lay(task, np.ones(len(sinks), dtype=bool), thorough=True, bound=True)
    return {"length": float(site.length[found.edges].sum()), "cost": found.total, "edges": float(len(found.edges))}
