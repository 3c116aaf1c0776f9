"""One measurement of series, offtakes and seasons in a process of its own; prints its outcome as JSON.

`bench_series` calls it. Usage: bench_series_measure.py WHAT FOLDER CASE (rows of a series, or pipes of a sewer)
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from bench_measure import delivery, make_layers, parameters  # noqa: E402
from bench_qgis import application, peak_mb, plugin, timed_steps  # noqa: E402

Outcome = dict[str, Any]
Case = tuple[Path, int]
STYLES = {"comma": (";", ",", None), "iso": (",", ".", None), "dutch": (";", ",", "%d-%m-%Y %H:%M:%S")}
"""Style of a text file to its sign between cells, its decimal sign, and what pandas must be told of its times."""

STEP = 5
OFFTAKES = 100
MEASURED = 200
LIMIT_K = 2.0
SAMPLE = 500
"""Pipes whose season is worked out hour by hour; the rest follows from them."""


def series(folder: Path, rows: int, style: str) -> Path:
    """Return the text file of a series."""
    return folder / f"series-{style}-{rows}.csv"


def make_series(folder: Path, rows: int) -> Outcome:
    """Write a synthetic series in every style: flow through the day with noise and rain, a row every 5 s."""
    import numpy as np

    chance = np.random.default_rng(rows)
    begin = np.datetime64("2023-01-01T00:00:00")
    part = 500_000
    files = {style: series(folder, rows, style).open("w", encoding="ascii") for style in STYLES}
    files["comma"].write("tijd;debiet (m3/h)\n")
    files["dutch"].write("Datum en tijd;Debiet (m3/h)\n")
    files["iso"].write("time,flow_m3h\n")
    for start in range(0, rows, part):
        n = np.arange(start, min(start + part, rows))
        hour = n * STEP / 3600
        flow = 90 - 50 * np.cos((hour - 3.0) / 12 * np.pi) + 40 * (hour % 171 < 9) + chance.normal(0, 3, len(n))
        times = np.datetime_as_string(begin + n * np.timedelta64(STEP, "s"))
        values = np.char.mod("%.1f", flow)
        lines = "\n".join(f"{t};{q}" for t, q in zip(times.tolist(), values.tolist(), strict=True)) + "\n"
        files["comma"].write(lines.replace("T", " ").replace(".", ","))
        files["iso"].write(lines.replace(";", ","))
        turned = re.sub(r"(....)-(..)-(..)T", r"\3-\2-\1 ", lines)
        files["dutch"].write(turned.replace(".", ","))
    for file in files.values():
        file.close()
    return {}


def read_ours(folder: Path, rows: int, style: str) -> Outcome:
    """Measure `read_measurement`."""
    from riothermie_kansen import kentallen
    from riothermie_kansen.readers.measurements import read_measurement

    numbers = kentallen.load()
    before = peak_mb()
    began, cpu = time.perf_counter(), time.process_time()
    found = read_measurement(series(folder, rows, style), kentallen=numbers)
    taken = {"wall": time.perf_counter() - began, "cpu": time.process_time() - cpu}
    return taken | {
        "mb": peak_mb(), "before_mb": before, "rows": len(found.time), "sum": float(found.flow_m3h.sum()),
        "last": str(found.time[-1]),
    }  # fmt: skip


def read_pandas(folder: Path, rows: int, style: str) -> Outcome:
    """Measure pandas, told all that there is to know: delimiter, decimal sign, and how the times are written."""
    import pandas as pd

    sign, decimal, form = STYLES[style]
    before = peak_mb()
    began, cpu = time.perf_counter(), time.process_time()
    table = pd.read_csv(series(folder, rows, style), sep=sign, decimal=decimal)
    moments = pd.to_datetime(table.iloc[:, 0], format=form).to_numpy()
    flow = table.iloc[:, 1].to_numpy()
    taken = {"wall": time.perf_counter() - began, "cpu": time.process_time() - cpu}
    return taken | {
        "mb": peak_mb(), "before_mb": before, "rows": len(flow), "sum": float(flow.sum()),
        "last": str(moments[-1].astype("datetime64[s]")),
    }  # fmt: skip


def chain(folder: Path, rows: int) -> Outcome:
    """Measure reading, analysis, season and report of a series."""
    from riothermie_kansen import kentallen
    from riothermie_kansen.measurement.analysis import analyse
    from riothermie_kansen.measurement.results import Settings
    from riothermie_kansen.readers.measurements import read_measurement
    from riothermie_kansen.report.measurement_report import measurement_html
    from riothermie_kansen.season.measured import season_of_measurement

    numbers = kentallen.load()
    marks = [time.process_time()]
    began = time.perf_counter()
    measured = read_measurement(series(folder, rows, "comma"), kentallen=numbers)
    marks.append(time.process_time())
    analysis = analyse(measured, None, settings=Settings.from_kentallen(numbers), kentallen=numbers)
    marks.append(time.process_time())
    season = season_of_measurement(analysis, dwellings=100, weather=None, kentallen=numbers)
    marks.append(time.process_time())
    page = measurement_html(analysis, season, kentallen=numbers)
    marks.append(time.process_time())
    steps = {
        name: marks[i + 1] - marks[i]
        for i, name in enumerate(("read_measurement", "analyse", "season_of_measurement", "measurement_html"))
    }
    cpu = marks[-1] - marks[0]
    return {
        "wall": time.perf_counter() - began, "cpu": cpu, "mb": peak_mb(), "page_mb": len(page) / 1e6,
        "steps": steps | {"all": cpu},
    }  # fmt: skip


def _tree(pipes: int) -> tuple[Any, ...]:
    """Return a sewer without splits: tail, head, own inflow (l/s), flow (l/s) and which pipes have an offtake."""
    import numpy as np
    from bench_towns import towns

    from riothermie_kansen.sewer.flow import accumulate, flow_graph

    made = towns(int(pipes * 1.14), cycles=False)
    order = np.lexsort((np.arange(len(made.tail)), -made.share, made.tail))
    first = order[np.unique(made.tail[order], return_index=True)[1]][:pipes]
    tail, head = made.tail[first], made.head[first]
    n = len(made.x)
    own = np.random.default_rng(pipes).uniform(0.001, 0.02, len(tail))
    flow, _ = accumulate(flow_graph(tail, head, np.ones(len(tail)), n), np.zeros(n), own)
    large = np.flatnonzero(flow > np.quantile(flow, 0.9))
    chosen = np.sort(np.random.default_rng(1).choice(large, OFFTAKES, replace=False))
    return tail, head, n, own, flow, chosen


def _chart(pipes: int) -> tuple[Any, ...]:
    """Return that sewer as a kansenkaart, its offtakes and what each takes (kW)."""
    import geopandas as gpd
    import numpy as np
    import shapely

    from riothermie_kansen.sewer.opportunity import KANSENKAART_COLUMNS

    tail, head, _, own, flow, chosen = _tree(pipes)
    n = len(tail)
    columns = {c.name: np.full(n, "", object) if c.kind == "text" else np.full(n, np.nan) for c in KANSENKAART_COLUMNS}
    columns |= {
        "leiding_id": np.array([f"L{i:06d}" for i in range(n)], dtype=object),
        "functie": np.full(n, "vrijverval", dtype=object),
        "knoop_begin": np.array([f"K{i:06d}" for i in tail], dtype=object),
        "knoop_eind": np.array([f"K{i:06d}" for i in head], dtype=object),
        "stroomrichting": np.full(n, "begin naar eind", dtype=object),
        "breedte_mm": np.full(n, 500.0), "lengte_m": np.full(n, 40.0),
        "dwa_gem_ls": flow, "dwa_min_ls": flow / 4, "dwa_eigen_ls": own, "dwa_raming_ls": flow,
    }  # fmt: skip
    x, y = 20_000.0 + 50.0 * (np.arange(n) % 1000), 310_000.0 + 50.0 * (np.arange(n) // 1000)
    lines = shapely.linestrings(np.stack([np.stack([x, y], 1), np.stack([x + 40.0, y], 1)], 1))
    kw = 0.02 * LIMIT_K * 4.18 * flow[chosen]
    points = gpd.GeoDataFrame(
        {"naam": [f"P{i}" for i in range(len(chosen))], "vermogen_kw": kw, "leiding_id": columns["leiding_id"][chosen]},
        geometry=shapely.line_interpolate_point(lines[chosen], 20.0),
        crs="EPSG:28992",
    )
    return gpd.GeoDataFrame(columns, geometry=lines, crs="EPSG:28992"), points, chosen, kw


def room_ours(folder: Path, pipes: int) -> Outcome:
    """Measure the room per pipe from the directed graph, and the whole judgement of the offtakes."""
    del folder
    import numpy as np

    from riothermie_kansen import kentallen
    from riothermie_kansen.claims.claims import claims
    from riothermie_kansen.claims.graph import flow_map
    from riothermie_kansen.claims.heat import Taken, carrier
    from riothermie_kansen.claims.room import Limits, room_per_pipe

    numbers = kentallen.load()
    chart, points, chosen, kw = _chart(pipes)
    sewer = flow_map(chart, kentallen=numbers)
    limits = Limits(4.18, LIMIT_K, LIMIT_K)
    taken = Taken(chosen, np.full(len(chosen), 20.0))
    cpu = time.process_time()
    found = room_per_pipe(carrier(sewer, 0.0), taken, kw, limits)
    room = time.process_time() - cpu
    cpu = time.process_time()
    judged = claims(chart, points, kentallen=numbers)
    return {
        "cpu": room, "whole": time.process_time() - cpu, "mb": peak_mb(), "check": float(found.kw.sum()),
        "granted": float(judged.totals["granted_kw"]), "asked": float(kw.sum()),
        "balance": float(judged.totals["error_kw"] / kw.sum()),
    }  # fmt: skip


def room_networkx(folder: Path, pipes: int) -> Outcome:
    """Measure the same with networkx: each offtake walks down its path, then a pass from the outlets upwards.

    On a tree, without recovery of heat on the way, that is exact.
    """
    del folder
    import networkx as nx

    tail, head, _, _, flow, chosen = _tree(pipes)
    kw = (0.02 * LIMIT_K * 4.18 * flow[chosen]).tolist()
    columns = tail.tolist(), head.tolist(), flow.tolist()
    cpu = time.process_time()
    graph = nx.DiGraph()
    graph.add_edges_from((a, b, {"flow": q, "taken": 0.0}) for a, b, q in zip(*columns, strict=True))
    for pipe, power in zip(chosen.tolist(), kw, strict=True):
        here, data = columns[1][pipe], graph[columns[0][pipe]][columns[1][pipe]]
        data["taken"] += power
        while graph.succ[here]:
            here, data = next(iter(graph.succ[here].items()))
            data["taken"] += power
    left = {}
    rooms = 0.0
    for node in reversed(list(nx.topological_sort(graph))):
        if not graph.succ[node]:
            arriving = graph.in_edges(node, data=True)
            left[node] = sum(LIMIT_K * 4.18 * data["flow"] - data["taken"] for _, _, data in arriving)
        for follower, data in graph.succ[node].items():
            left[node] = min(LIMIT_K * 4.18 * data["flow"] - data["taken"], left[follower])
            rooms += max(left[node], 0.0)
    return {"cpu": time.process_time() - cpu, "mb": peak_mb(), "check": rooms}


def season_ours(folder: Path, pipes: int) -> Outcome:
    """Measure the season of every pipe."""
    del folder
    import numpy as np

    from riothermie_kansen import kentallen
    from riothermie_kansen.season.pipes import SeasonSettings, seasons
    from riothermie_kansen.season.profiles import demand_year, usable_cooling

    numbers = kentallen.load()
    chart, *_ = _chart(pipes)
    dwellings = np.ceil(chart["dwa_gem_ls"].to_numpy() * 2)
    year, cooling = demand_year(numbers), usable_cooling(numbers, LIMIT_K)
    settings = SeasonSettings.from_kentallen(numbers)
    cpu = time.process_time()
    found = seasons(chart, dwellings, year=year, cooling=cooling, settings=settings, kentallen=numbers)
    taken = time.process_time() - cpu
    return {"cpu": taken, "mb": peak_mb(), "check": float(found["direct_gj"].iloc[:SAMPLE].sum())}


def season_hourly(folder: Path, pipes: int) -> Outcome:
    """Measure a loop over pipes in numpy, 8760 hours each: direct delivery, and the level of the storage."""
    del folder
    import numpy as np

    from riothermie_kansen import kentallen
    from riothermie_kansen.season.pipes import SeasonSettings, kw_per_ls
    from riothermie_kansen.season.profiles import demand_year, usable_cooling
    from riothermie_kansen.season.supply import pipe_flows, supply_shape

    numbers = kentallen.load()
    chart, *_ = _chart(pipes)
    rows = chart.iloc[:SAMPLE]
    dwellings = np.ceil(rows["dwa_gem_ls"].to_numpy() * 2)
    year, cooling = demand_year(numbers), usable_cooling(numbers, LIMIT_K)
    asked = np.repeat(year.demand, year.times, axis=0).ravel() * SeasonSettings.from_kentallen(numbers).source_gj()
    power = np.repeat(kw_per_ls(numbers, cooling)[np.repeat(year.month, year.times) - 1], 24) * 3.6e-3
    shape = supply_shape(pipe_flows(rows), numbers)
    direct = 0.0
    cpu = time.process_time()
    for row, number in enumerate(dwellings.tolist()):
        supply = np.tile(shape[:, row], 365) * power
        demand = asked * number
        straight = np.minimum(supply, demand)
        direct += float(straight.sum())
        level = np.cumsum(supply - straight - (demand - straight) / 0.95)
        level.max()
        level.min()
    taken = (time.process_time() - cpu) * pipes / len(rows)
    return {"cpu": taken, "mb": peak_mb(), "check": direct}


def map_plain(folder: Path, pipes: int) -> Outcome:
    """Make the towns and their kansenkaart without measurements, and a layer of measurements on it."""
    if delivery(folder, pipes).exists():
        application()
    else:
        make_layers(folder, pipes)  # starts QGIS too
    plugin()
    import geopandas as gpd
    import numpy as np
    from qgis import processing

    given = parameters(folder, pipes)
    processing.run("riothermie:kansenkaart", given)
    chart = gpd.read_file(given["KANSENKAART"])
    wet = chart[chart["dwa_gem_ls"] > chart["dwa_gem_ls"].quantile(0.5)]
    chosen = wet.sort_values("leiding_id").iloc[:: max(len(wet) // MEASURED, 1)][:MEASURED].copy()
    factor = np.random.default_rng(2).uniform(0.7, 1.3, len(chosen))
    chosen["gem_ls"] = chosen["dwa_gem_ls"] * factor
    chosen["naam"] = [f"M{i}" for i in range(len(chosen))]
    chosen.geometry = chosen.geometry.interpolate(0.5, normalized=True)
    chosen[["naam", "leiding_id", "gem_ls", "geometry"]].to_file(folder / f"measured-{pipes}.gpkg")
    return {}


def map_measured(folder: Path, pipes: int) -> Outcome:
    """Measure `kansenkaart` with measurements, and what they cost in it."""
    application()
    plugin()
    from riothermie_plugin.riothermie_kansen.readers import measuring_points
    from riothermie_plugin.riothermie_kansen.sewer import opportunity

    steps = timed_steps(
        [(measuring_points, "read_measuring_points"), (opportunity, "place correct list_measurements")],
        time.process_time,
    )
    from qgis import processing

    given = parameters(folder, pipes) | {"METINGEN": str(folder / f"measured-{pipes}.gpkg")}
    cpu = time.process_time()
    result = processing.run("riothermie:kansenkaart", given)
    whole = time.process_time() - cpu
    parts = {name: seconds[0] for name, seconds in steps.items()}
    return {
        "cpu": whole, "calibration": sum(parts.values()), "steps": parts, "mb": peak_mb(),
        "measurements": result["AANTAL_METINGEN"],
        "balance": abs((result["AFGEVOERD_LS"] + result["GESTRAND_LS"]) / result["TOTAAL_DWA_LS"] - 1.0),
    }  # fmt: skip


MEASURES: dict[str, Callable[[Path, int], Outcome]] = {
    "make-series": make_series,
    **{f"read-{style}": lambda folder, n, style=style: read_ours(folder, n, style) for style in STYLES},
    **{f"pandas-{style}": lambda folder, n, style=style: read_pandas(folder, n, style) for style in STYLES},
    "chain": chain,
    "room": room_ours,
    "room-networkx": room_networkx,
    "season": season_ours,
    "season-hourly": season_hourly,
    "map-plain": map_plain,
    "map-measured": map_measured,
}

if __name__ == "__main__":
    what, where, size = sys.argv[1:]
    print("OUTCOME", json.dumps(MEASURES[what](Path(where), int(size))), flush=True)
    # without taking QGIS down: that is no part of a measurement, and it crashes on layers that Python still holds
    os._exit(0)
