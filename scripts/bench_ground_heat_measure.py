"""One measurement of loops and mini networks in a process of its own; `bench_ground_heat` calls it.

Usage: bench_ground_heat_measure.py WHAT FOLDER CASE
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench_ground_measure import clocks

Outcome = dict[str, Any]

CELLS, CELL_M, TILE, POINTS = 10_000, 2.0, 256, 150_000
OUTPUTS = ("LUSSEN", "GEBOUWEN_UIT", "GROND", "OVERZICHT", "MELDINGEN")
LOOPS, YEARS = 1_000, (1.0, 5.0, 25.0, 50.0)
DISTANCE = 6.0
SEEDS = range(100, 140)


def raster(folder: Path) -> Path:
    """Return the raster."""
    return folder / "ground.tif"


def rows_map(folder: Path, case: str) -> Path:
    """Return the GeoPackage of a town: KIND-COUNT."""
    return folder / f"rows-{case}.gpkg"


def make_raster(folder: Path, case: str) -> Outcome:
    """Write a raster in tiles: a surface that waves, in centimetres, with holes."""
    del case
    import numpy as np
    from osgeo import gdal

    made = gdal.GetDriverByName("GTiff").Create(
        str(raster(folder)), CELLS, CELLS, 1, gdal.GDT_Float32,
        ["TILED=YES", f"BLOCKXSIZE={TILE}", f"BLOCKYSIZE={TILE}", "COMPRESS=DEFLATE"],
    )  # fmt: skip
    made.SetGeoTransform((150_000.0, CELL_M, 0.0, 450_000.0 + CELLS * CELL_M, 0.0, -CELL_M))
    band = made.GetRasterBand(1)
    band.SetNoDataValue(-9999.0)
    chance, column = np.random.default_rng(1), np.arange(CELLS)
    for begin in range(0, CELLS, TILE):
        row = np.arange(begin, min(begin + TILE, CELLS))[:, None]
        values = 5.0 * np.sin(row / 300.0) * np.cos(column / 500.0) + chance.normal(0.0, 0.05, (len(row), CELLS))
        values[(row // 700 + column // 900) % 11 == 0] = -9999.0
        band.WriteArray(np.round(values, 2).astype("float32"), 0, begin)
    made.FlushCache()
    return {"mb": raster(folder).stat().st_size / 1e6}


def _spots() -> Any:
    import numpy as np

    return np.array([150_000.0, 450_000.0]) + np.random.default_rng(2).uniform(0.0, CELLS * CELL_M, (POINTS, 2))


def sample_ours(folder: Path, case: str) -> Outcome:
    """Measure our sampling, through the library of the case."""
    import numpy as np

    from riothermie_kansen.readers.grids import open_grid, sample

    xy = _spots()
    with open_grid(raster(folder), way=case) as warm:
        sample(warm, xy[:1])
    taken = clocks()
    with open_grid(raster(folder), way=case) as grid:
        values, inside = sample(grid, xy)
    return taken() | {"sum": float(np.nansum(values)), "empty": int(np.isnan(values).sum()), "in": int(inside.sum())}


def sample_blocks(folder: Path, case: str) -> Outcome:
    """Measure a loop over the tiles that hold points, each read once."""
    import numpy as np

    xy = _spots()
    row = np.floor((450_000.0 + CELLS * CELL_M - xy[:, 1]) / CELL_M).astype(int)
    column = np.floor((xy[:, 0] - 150_000.0) / CELL_M).astype(int)
    read = _tile_reader(folder, case)
    read(0, 0)
    taken = clocks()
    read = _tile_reader(folder, case)
    tile = row // TILE * 1000 + column // TILE
    order = np.argsort(tile, kind="stable")
    tiles, start = np.unique(tile[order], return_index=True)
    values = np.empty(len(xy))
    for name, mine in zip(tiles, np.split(order, start[1:]), strict=True):
        data = read(int(name) // 1000 * TILE, int(name) % 1000 * TILE)
        values[mine] = data[row[mine] % TILE, column[mine] % TILE]
    values[values == -9999.0] = np.nan
    return taken() | {"sum": float(np.nansum(values)), "empty": int(np.isnan(values).sum()), "in": len(values)}


def _tile_reader(folder: Path, case: str) -> Callable[[int, int], Any]:
    if case == "gdal":
        from osgeo import gdal

        data = gdal.Open(str(raster(folder)))
        return lambda row, column: data.GetRasterBand(1).ReadAsArray(
            column, row, min(TILE, CELLS - column), min(TILE, CELLS - row)
        )
    import rasterio
    from rasterio.windows import Window

    opened = rasterio.open(raster(folder))
    return lambda row, column: opened.read(
        1, window=Window(column, row, min(TILE, CELLS - column), min(TILE, CELLS - row))
    )


def sample_points(folder: Path, case: str) -> Outcome:
    """Measure `rasterio.sample`, point by point as given."""
    del case
    import numpy as np
    import rasterio

    xy = _spots()
    taken = clocks()
    with rasterio.open(raster(folder)) as data:
        values = np.fromiter((value[0] for value in data.sample(xy)), dtype=float, count=len(xy))
    values[values == -9999.0] = np.nan
    return taken() | {"sum": float(np.nansum(values))}


def _field() -> Any:
    """Return loops of three depths at random, no two closer than the distance, and the ground."""
    import numpy as np

    from riothermie_kansen.subsurface.boreholes.line_source import Loops
    from riothermie_kansen.subsurface.boreholes.soil import Ground

    chance = np.random.default_rng(4)
    cell = chance.permutation(40 * 40)[:LOOPS]
    xy = 3.0 * DISTANCE * np.column_stack([cell % 40, cell // 40]) + chance.uniform(0.0, DISTANCE, (LOOPS, 2))
    depth = chance.choice([80.0, 120.0, 150.0], LOOPS)
    names = np.array([f"lus {k:04d}" for k in range(LOOPS)], dtype=object)
    return Loops(xy, depth, chance.uniform(10.0, 40.0, LOOPS), names), Ground(2.4, 2.5e6)


def heat_ours(folder: Path, case: str) -> Outcome:
    """Measure what loops do to each other; keep it."""
    del case
    import numpy as np

    from riothermie_kansen.kentallen import load
    from riothermie_kansen.subsurface.boreholes.line_source import influence

    loops, ground = _field()
    standard = load()
    taken = clocks()
    found = influence(loops, ground=ground, kentallen=standard, years=YEARS)
    used = taken()
    np.save(folder / "heat-ours.npy", found.total_k)
    return used | {"mean": float(found.total_k[:, -1].mean())}


def heat_peer(folder: Path, case: str) -> Outcome:
    """Measure the same with pygfunction, all pairs of loops: exact (kept), or quick, by its approximation."""
    import numpy as np
    import pygfunction

    from riothermie_kansen.kentallen import load
    from riothermie_kansen.subsurface.boreholes.line_source import W_PER_GJ, YEAR_S

    loops, ground = _field()
    standard = load()
    head, wall = standard.value("bodem.kop_m"), standard.value("bodem.boorstraal_mm") / 1000.0
    field = [
        pygfunction.boreholes.Borehole(H=depth - head, D=head, r_b=wall, x=x, y=y)
        for depth, (x, y) in zip(loops.depth_m, loops.xy, strict=True)
    ]
    heat = loops.net_gj * W_PER_GJ / (loops.depth_m - head) / (2.0 * np.pi * ground.conductivity)
    drop = np.empty((LOOPS, len(YEARS)))
    taken = clocks()
    # ten loops at a time: more at once takes gigabytes, and longer
    for begin in range(0, LOOPS, 10):
        some = slice(begin, begin + 10)
        answer = pygfunction.heat_transfer.finite_line_source(
            np.array(YEARS) * YEAR_S, ground.diffusivity, field, field[some], approximation=case == "quick"
        )
        drop[some] = np.einsum("pst,s->pt", answer, heat)
    used = taken()
    if case != "quick":
        np.save(folder / "heat-peer.npy", drop)
    return used | {"mean": float(drop[:, -1].mean())}


def heat_apart(folder: Path, case: str) -> Outcome:
    """Return the largest difference of the two, K and as a part (%) of the drop."""
    del case
    import numpy as np

    ours, peer = np.load(folder / "heat-ours.npy"), np.load(folder / "heat-peer.npy")
    return {"k": float(np.abs(ours - peer).max()), "percent": float((100.0 * np.abs(ours / peer - 1.0)).max())}


def placed(folder: Path, case: str) -> Outcome:
    """Place as many loops as fit in the gardens of a town, and count those of a regular grid."""
    del folder
    import numpy as np
    import shapely
    from bench_rows import most_on_a_grid, town

    from riothermie_kansen.kentallen import load
    from riothermie_kansen.subsurface.boreholes.ground import Blocked, free_ground
    from riothermie_kansen.subsurface.boreholes.places import fit

    kind, count = case.split("-")
    houses, parcels, _ = town(int(count), kind)
    standard = load()
    blocked = Blocked.of((np.asarray(houses.geometry.array, dtype=object), standard.value("lus.afstand_gebouw")))
    free = free_ground(
        np.asarray(parcels.geometry.array, dtype=object), standard.value("lus.afstand_grens"), blocked
    )  # fmt: skip
    taken = clocks()
    found = fit(
        free, np.full(len(free), 9), distance=DISTANCE, taken=np.empty((0, 2)), apart=False, kentallen=standard
    )  # fmt: skip
    used = taken()
    inside = shapely.dwithin(shapely.points(found.xy), free[found.piece], 1e-6).all()
    used |= {"loops": len(found.xy) if inside else 0}
    return used | {"grid": most_on_a_grid(free[~shapely.is_empty(free)], DISTANCE)}


def exact(folder: Path, case: str) -> Outcome:
    """Place loops in small rows of gardens, and let a solver find the most there can be on the same places."""
    del folder, case
    import numpy as np

    from riothermie_kansen.subsurface.boreholes.assign import choose
    from tests.engine.subsurface.test_loops_placing import exactly, gardens, in_turn, places_of

    held, best, turns, short, cpu = 0, 0, 0, 0, [0.0, 0.0]
    for seed in SEEDS:
        chance = np.random.default_rng(seed)
        free, quota = gardens(chance, 6), chance.integers(1, 3, 6)
        places = places_of(free)
        taken = clocks()
        mine = int(choose(places, quota, DISTANCE).sum())
        cpu[0] += taken()["cpu"]
        taken = clocks()
        most = exactly(places, quota, DISTANCE)
        cpu[1] += taken()["cpu"]
        held, best, short = held + mine, best + most, max(short, most - mine)
        turns += in_turn(places, quota, DISTANCE)
    return {"held": held, "best": best, "turns": turns, "short": short, "cpu": cpu[0], "solver": cpu[1]}


def mini(folder: Path, case: str) -> Outcome:
    """Measure mini networks in a town, without reading and writing."""
    del folder
    from bench_qgis import peak_mb
    from bench_rows import town

    from riothermie_kansen.kentallen import load
    from riothermie_kansen.subsurface.mini_networks.mini import mini_networks
    from riothermie_kansen.subsurface.mini_networks.result import Settings

    kind, count = case.split("-")
    houses, parcels, streets = town(int(count), kind)
    standard = load()
    taken = clocks()
    totals = mini_networks(houses, parcels, streets=streets, settings=Settings(), kentallen=standard).totals
    names = ("clusters", "woningen", "voordeel_eur", "volgorde_eur", "gat")
    return taken() | {"mb": peak_mb()} | {name: float(totals[name]) for name in names}


def make_rows(folder: Path, case: str) -> Outcome:
    """Write a town."""
    from bench_rows import town

    kind, count = case.split("-")
    houses, parcels, streets = town(int(count), kind)
    for name, frame in (("GEBOUWEN", houses), ("PERCELEN", parcels), ("STRATEN", streets)):
        frame.to_file(rows_map(folder, case), layer=name, driver="GPKG")
    return {"houses": len(houses)}


def loops_whole(folder: Path, case: str) -> Outcome:
    """Measure `bodemlussen` in a running QGIS whose Python packages are loaded, and its steps."""
    import geopandas  # noqa: F401 (loaded beforehand)
    import scipy.optimize
    import scipy.spatial  # noqa: F401
    from bench_qgis import application, peak_mb, plugin, timed_steps

    application()
    plugin()
    from qgis import processing
    from riothermie_plugin.algorithms import layers, outputs
    from riothermie_plugin.riothermie_kansen.report import loop_report
    from riothermie_plugin.riothermie_kansen.subsurface.boreholes import plan

    town, estimated = case.removesuffix("-estimated"), case.endswith("-estimated")
    parts = [
        (layers, "read"),
        (plan, "read_homes _land around_buildings free_ground _soil fit share_out effects made_plan"),
        (loop_report, "loop_html"),
        (outputs, "write_all"),
    ]
    steps = timed_steps(parts, time.process_time)
    given: Outcome = {name: str(folder / f"loops-{name.lower()}-{case}.gpkg") for name in OUTPUTS}
    read = ("GEBOUWEN", "STRATEN") if estimated else ("GEBOUWEN", "PERCELEN")
    given |= {name: f"{rows_map(folder, town)}|layername={name}" for name in read}
    given["RAPPORT"] = str(folder / f"loops-{case}.html")
    taken = clocks()
    result = processing.run("riothermie:bodemlussen", given)
    used = taken()
    return used | {
        "mb": peak_mb(),
        "steps": {name: value[0] for name, value in steps.items()} | {"all": used["cpu"]},
        "loops": result["LUSSEN_AANTAL"],
        "fit": result["PAST"],
    }


MEASURES: dict[str, Callable[[Path, str], Outcome]] = {
    "make-raster": make_raster,
    "sample": sample_ours,
    "sample-blocks": sample_blocks,
    "sample-points": sample_points,
    "heat": heat_ours,
    "heat-pygfunction": heat_peer,
    "heat-apart": heat_apart,
    "placed": placed,
    "exact": exact,
    "mini": mini,
    "make-rows": make_rows,
    "loops": loops_whole,
}

if __name__ == "__main__":
    what, where, which = sys.argv[1:]
    print("OUTCOME", json.dumps(MEASURES[what](Path(where), which)), flush=True)
    # without taking QGIS down: that is no part of a measurement, and it crashes on layers that Python still holds
    os._exit(0)
