"""One measurement of the ground in a process of its own; prints its outcome as JSON. `bench_ground` calls it.

Usage: bench_ground_measure.py WHAT FOLDER CASE
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

Outcome = dict[str, Any]
OUTPUTS = ("LOCATIES_UIT", "DELEN", "LAGEN", "MELDINGEN")
RADIUS_M = 100.0


def maps(folder: Path) -> Path:
    """Return the GeoPackage with places and maps."""
    return folder / "bodem.gpkg"


def output(folder: Path, name: str) -> Path:
    """Return the GeoPackage of an output."""
    return folder / f"bodem-{name.lower()}.gpkg"


def clocks() -> Callable[[], Outcome]:
    """Start the clocks; return what reads them."""
    began, cpu = time.perf_counter(), time.process_time()
    return lambda: {"wall": time.perf_counter() - began, "cpu": time.process_time() - cpu}


def make(folder: Path, case: str) -> Outcome:
    """Write the places and the maps."""
    del case
    from bench_qgis import application

    application()
    from bench_ground_maps import write

    return write(maps(folder))


def read_peer(folder: Path, case: str) -> Outcome:
    """Measure how QGIS reads the layers, as they are."""
    del case
    from bench_ground_maps import AREAS, SYSTEMS
    from bench_qgis import application, read_layers

    application()
    return read_layers(maps(folder), ["LOCATIES", *AREAS, *SYSTEMS])


def write_peer(folder: Path, case: str) -> Outcome:
    """Measure how QGIS itself writes the outputs, made beforehand."""
    del case
    from bench_qgis import application, write_layers

    application()
    return write_layers({name: output(folder, name) for name in OUTPUTS}, folder)


def whole(folder: Path, case: str) -> Outcome:
    """Measure `bodemrestricties` in a running QGIS whose Python packages are loaded, and its steps."""
    del case
    import geopandas  # noqa: F401 (loaded beforehand)
    import scipy.spatial  # noqa: F401
    from bench_ground_maps import AREAS, SYSTEMS
    from bench_qgis import application, peak_mb, plugin, timed_steps

    application()
    plugin()
    from qgis import processing
    from riothermie_plugin.algorithms import layers, outputs
    from riothermie_plugin.riothermie_kansen.readers import installations, restriction_areas
    from riothermie_plugin.riothermie_kansen.report import restriction_report
    from riothermie_plugin.riothermie_kansen.subsurface.restrictions import judge

    parts = [
        (layers, "read"),
        (restriction_areas, "read_areas"),
        (installations, "read_installations"),
        (judge, "judge read_places overlay grouped near shares parts_of"),
        (restriction_report, "restriction_html"),
        (outputs, "write_all"),
    ]
    steps = timed_steps(parts, time.process_time)
    given: Outcome = {"LOCATIES": f"{maps(folder)}|layername=LOCATIES", "RAPPORT": str(folder / "bodem.html")}
    given |= {role: [f"{maps(folder)}|layername={role}"] for role in (*AREAS, *SYSTEMS)}
    given |= {name: str(output(folder, name)) for name in OUTPUTS}
    taken = clocks()
    result = processing.run("riothermie:bodemrestricties", given)
    taken = taken()
    verdicts = ("TOEGESTAAN", "ONBEKEND", "AANDACHT", "VERBODEN")
    return taken | {
        "mb": peak_mb(),
        "steps": {name: value[0] for name, value in steps.items()} | {"all": taken["cpu"]},
        "places": result["LOCATIES_AANTAL"],
        "judged": sum(result[f"WKO_{word}"] for word in verdicts),
    }


def _laid(case: str) -> tuple[Any, Any]:
    """Return the buildings, as points or areas, and all the areas of restrictions."""
    import numpy as np
    import shapely
    from bench_ground_maps import areas, places

    shapes = places()[1]
    laid = np.concatenate(list(areas(shapely.total_bounds(shapes)).values()))
    return (shapely.point_on_surface(shapes) if case == "points" else shapes), laid


def overlay(folder: Path, case: str) -> Outcome:
    """Measure which building lies in which area, of areas also with what part."""
    del folder
    import geopandas as gpd
    from bench_qgis import peak_mb

    from riothermie_kansen.kentallen import load
    from riothermie_kansen.subsurface.restrictions.locations import read_places
    from riothermie_kansen.subsurface.restrictions.overlay import overlay as laid_over

    shapes, laid = _laid(case)
    places = read_places(gpd.GeoDataFrame(geometry=shapes, crs=28992), load())
    taken = clocks()
    found = laid_over(places, laid)
    used = taken()
    square = float((found.share * places.size[found.place]).sum())
    return used | {"pairs": len(found.place), "square": square, "mb": peak_mb()}


def overlay_peer(folder: Path, case: str) -> Outcome:
    """Measure the same with shapely: trees asked either way and geopandas, the least counts; then all intersections."""
    del folder
    import geopandas as gpd
    import shapely
    from bench_qgis import peak_mb

    shapes, laid = _laid(case)
    frame, zones = gpd.GeoDataFrame(geometry=shapes, crs=28992), gpd.GeoDataFrame(geometry=laid, crs=28992)
    frame.sindex, zones.sindex  # noqa: B018 (made beforehand: a tree is made below)
    taken = clocks()
    building, area = shapely.STRtree(laid).query(shapes, predicate="intersects")
    asked = taken()["cpu"]
    area, building = shapely.STRtree(shapes).query(laid, predicate="intersects")
    asking = taken()["cpu"] - asked
    gpd.sjoin(frame, zones, predicate="intersects")
    joined = taken()["cpu"] - asked - asking
    square = float(len(building))
    cut = 0.0
    if case != "points":
        began = taken()["cpu"]
        size = shapely.area(shapely.intersection(shapes[building], laid[area]))
        cut, square = taken()["cpu"] - began, float(size.sum())
        building = building[size > 0]
    return {"cpu": min(asked, asking, joined) + cut, "tree": asked, "turned": asking, "sjoin": joined, "cut": cut,
            "pairs": len(building), "square": square, "mb": peak_mb()}  # fmt: skip


def distances(folder: Path, case: str) -> Outcome:
    """Measure the nearest of the closed systems, how many are near, and the part of each building near one."""
    del folder
    import geopandas as gpd
    import numpy as np
    import shapely
    from bench_ground_maps import systems
    from bench_qgis import peak_mb

    from riothermie_kansen.kentallen import load
    from riothermie_kansen.subsurface.restrictions.distances import near, systems_of
    from riothermie_kansen.subsurface.restrictions.locations import read_places

    shapes, _ = _laid(case)
    xy = systems(shapely.total_bounds(shapes))["GBES"]
    table = gpd.GeoDataFrame(
        {"installatie_id": [f"G{i:05d}" for i in range(len(xy))], "actief": True, "vermogen_kw": np.nan},
        geometry=shapely.points(xy), crs=28992,
    )  # fmt: skip
    places = read_places(gpd.GeoDataFrame(geometry=shapes, crs=28992), load())
    taken = clocks()
    found = near(places, systems_of([table]), RADIUS_M)
    used = taken()
    return used | {"metres": float(found.distance.sum()), "count": int(found.count.sum()), "mb": peak_mb()}


def distances_peer(folder: Path, case: str) -> Outcome:
    """Measure distance and number with shapely, from a tree; the part near a system is ours alone."""
    del folder
    import shapely
    from bench_ground_maps import systems
    from bench_qgis import peak_mb

    shapes, _ = _laid(case)
    spots = shapely.points(systems(shapely.total_bounds(shapes))["GBES"])
    taken = clocks()
    tree = shapely.STRtree(spots)
    (building, _), metres = tree.query_nearest(shapes, return_distance=True, all_matches=False)
    near, _ = tree.query(shapes, predicate="dwithin", distance=RADIUS_M)
    return taken() | {"metres": float(metres.sum()), "count": len(near), "buildings": len(building), "mb": peak_mb()}


MEASURES: dict[str, Callable[[Path, str], Outcome]] = {
    "make": make,
    "read": read_peer,
    "write": write_peer,
    "whole": whole,
    "overlay": overlay,
    "overlay-shapely": overlay_peer,
    "distances": distances,
    "distances-shapely": distances_peer,
}

if __name__ == "__main__":
    what, where, which = sys.argv[1:]
    print("OUTCOME", json.dumps(MEASURES[what](Path(where), which)), flush=True)
    # without taking QGIS down: that is no part of a measurement, and it crashes on layers that Python still holds
    os._exit(0)
