"""One measurement of heat demand in a process of its own; prints its outcome as JSON. `bench_demand` calls it.

Usage: bench_demand_measure.py WHAT FOLDER CASE
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
LAYERS = {"PANDEN": "pand", "VERBLIJFSOBJECTEN": "verblijfsobject", "BUURTEN": "buurten"}
OUTPUTS = ("GEBOUWEN", "OBJECTEN_UIT", "BUURTEN_UIT", "SAMENVATTING", "MELDINGEN")
LABEL_COLUMNS = (
    *("Pand_opnamedatum", "Pand_registratiedatum", "Pand_energieklasse", "Pand_bagverblijfsobjectid"),
    *("Pand_gebouwklasse", "Pand_gebouwtype", "Pand_gebruiksoppervlakte"),
)
VERSION = ["status", "voorkomenIdentificatie", "beginGeldigheid", "eindGeldigheid"]


def bag(folder: Path) -> Path:
    """Return the GeoPackage of the municipality."""
    return folder / "gemeente.gpkg"


def labels(folder: Path) -> Path:
    """Return the file with labels."""
    return folder / "labels.csv"


def output(folder: Path, name: str) -> Path:
    """Return the GeoPackage of an output."""
    return folder / f"vraag-{name.lower()}.gpkg"


def clocks() -> Callable[[], Outcome]:
    """Start the clocks; return what reads them."""
    began, cpu = time.perf_counter(), time.process_time()
    return lambda: {"wall": time.perf_counter() - began, "cpu": time.process_time() - cpu}


def make(folder: Path, case: str) -> Outcome:
    """Write the municipality."""
    del case
    from bench_homes import municipality, write_labels
    from bench_qgis import application

    application()
    from bench_home_layers import write

    made = municipality()
    return {**write(bag(folder), made), "labels": write_labels(labels(folder), made)}


def read_peer(folder: Path, case: str) -> Outcome:
    """Measure how QGIS reads the layers and pandas the labels, as they are."""
    del case
    import pandas as pd
    from bench_qgis import application, peak_mb, read_layers

    application()
    found = read_layers(bag(folder), list(LAYERS.values()))
    taken = clocks()
    rows = len(pd.read_csv(labels(folder), sep=";", skiprows=2, dtype=str, usecols=list(LABEL_COLUMNS)))
    return {"layers": found["cpu"], "labels": taken()["cpu"], "features": found["features"], "rows": rows,
            "cpu": found["cpu"] + taken()["cpu"], "mb": peak_mb()}  # fmt: skip


def write_peer(folder: Path, case: str) -> Outcome:
    """Measure how QGIS itself writes the outputs, made beforehand."""
    del case
    from bench_qgis import application, write_layers

    application()
    return write_layers({name: output(folder, name) for name in OUTPUTS}, folder)


def pandas_peer(folder: Path, case: str) -> Outcome:
    """Measure what a script with geopandas does: read, take what is there now, join objects, labels and buurten."""
    del case
    import geopandas as gpd
    import pandas as pd
    from bench_qgis import peak_mb

    taken = clocks()
    file = bag(folder)
    panden = gpd.read_file(file, layer="pand", columns=["identificatie", "oorspronkelijkBouwjaar", *VERSION])
    panden = _current(panden, ["Pand in gebruik", "Pand in gebruik (niet ingemeten)"])
    objects = gpd.read_file(
        file, layer="verblijfsobject", columns=["identificatie", "gebruiksdoel", "oppervlakte", "pandRef", *VERSION]
    )
    objects = _current(objects, ["Verblijfsobject in gebruik", "Verblijfsobject in gebruik (niet ingemeten)"])
    objects["pand_id"] = objects["pandRef"].astype(str).str.extract(r"([0-9]{16})", expand=False)
    buurten = gpd.read_file(file, layer="buurten")
    read = taken()["cpu"]
    known = objects.merge(
        panden[["id", "oorspronkelijkBouwjaar"]], left_on="pand_id", right_on="id", suffixes=("", "_p")
    )
    rest = objects[~objects["pand_id"].isin(panden["id"])]
    placed = gpd.sjoin(rest, panden[["id", "oorspronkelijkBouwjaar", "geometry"]], predicate="within", rsuffix="p")
    placed = placed.drop_duplicates("id_left").rename(columns={"id_left": "id", "id_p": "id_p"})
    joined = pd.concat([known, placed])
    table = pd.read_csv(labels(folder), sep=";", skiprows=2, dtype=str, usecols=list(LABEL_COLUMNS))
    table = table[table["Pand_bagverblijfsobjectid"].isin(joined["id"])]
    table = table.sort_values(["Pand_opnamedatum", "Pand_registratiedatum"])
    table = table.drop_duplicates("Pand_bagverblijfsobjectid", keep="last")
    joined = joined.merge(table, how="left", left_on="id", right_on="Pand_bagverblijfsobjectid")
    joined = gpd.GeoDataFrame(joined.drop(columns=["index_p"], errors="ignore"), geometry="geometry", crs=28992)
    inside = gpd.sjoin(joined, buurten[["buurtcode", "geometry"]], predicate="intersects").drop_duplicates("id")
    per_pand = inside.groupby("id_p")["oppervlakte"].agg(["size", "sum"])
    made = panden.merge(per_pand, how="left", left_on="id", right_index=True)
    return taken() | {
        "read": read,
        "panden": len(made),
        "objecten": len(joined),
        "labels": int(joined["Pand_energieklasse"].notna().sum()),
        "buurt": len(inside),
        "area": float(made["sum"].sum()),
        "mb": peak_mb(),
    }


def _current(frame: Any, used: list[str]) -> Any:
    """Return the newest version of each object that has not ended and is in use."""
    frame = frame[frame["eindGeldigheid"].isna()].sort_values(["identificatie", "voorkomenIdentificatie"])
    frame = frame.drop_duplicates("identificatie", keep="last")
    frame = frame[frame["status"].isin(used)].copy()
    frame["id"] = frame["identificatie"].str[-16:]
    return frame


def whole(folder: Path, case: str) -> Outcome:
    """Measure `warmtevraag` in a running QGIS whose Python packages are loaded, and its steps."""
    del case
    import geopandas  # noqa: F401 (loaded beforehand)
    import scipy.sparse  # noqa: F401
    from bench_qgis import application, peak_mb, plugin, timed_steps

    application()
    plugin()
    from qgis import processing
    from riothermie_plugin.algorithms import layers, outputs
    from riothermie_plugin.riothermie_kansen.demand import demand
    from riothermie_plugin.riothermie_kansen.report import demand_report

    parts = [
        (layers, "read"),
        (demand, "read_panden read_objects build_stock read_labels read_neighbourhoods enrich demand_of"),
        (demand_report, "demand_html"),
        (outputs, "write_all"),
    ]
    steps = timed_steps(parts, time.process_time)
    given = {key: f"{bag(folder)}|layername={name}" for key, name in LAYERS.items()}
    given |= {"LABELS": str(labels(folder)), "RAPPORT": str(folder / "vraag.html")}
    given |= {name: str(output(folder, name)) for name in OUTPUTS}
    taken = clocks()
    result = processing.run("riothermie:warmtevraag", given)
    taken = taken()
    numbers = ("PANDEN_IN", "PANDEN_WEGGELATEN", "OBJECTEN_IN", "OBJECTEN_WEGGELATEN", "GEBOUWEN_AANTAL", "WARMTE_GJ")
    objects = int(result["WONINGEN"] + result["UTILITEIT"])
    return taken | {
        "mb": peak_mb(),
        "steps": {name: value[0] for name, value in steps.items()} | {"all": taken["cpu"]},
        "objecten": objects,
        **{name: result[name] for name in numbers},
    }


def _stock() -> Any:
    """Return the municipality as the stock that the demand is reckoned for."""
    import geopandas as gpd
    import numpy as np
    import pandas as pd
    from bench_homes import municipality, outlines

    from riothermie_kansen.demand.result import Stock
    from riothermie_kansen.demand.stock import COLUMNS, EXTRA

    made = municipality()
    chance = np.random.default_rng(1)
    n = len(made.object_id)
    home = made.use == "woonfunctie"
    size = np.bincount(made.pand, minlength=len(made.pand_id))[made.pand]
    kind = np.select([size > 1, made.width[made.pand] > 12, made.width[made.pand] > 7], ["appartement", "vrijstaand",
                     "2-onder-1-kap"], "tussen").astype(object)  # fmt: skip
    label = np.array(["A", "B", "C", "D", "E", "F", "G", ""], dtype=object)[chance.integers(0, 8, n)]
    column: dict[str, Any] = dict.fromkeys((*COLUMNS, *EXTRA), "")
    column |= {
        "object_id": made.object_id, "pand_id": made.pand_id[made.pand], "woning": home.astype(int),
        "gebruik": np.where(home, "wonen", [text.replace("functie", "") for text in made.use]).astype(object),
        "type": np.where(home, kind, "").astype(object), "hoogbouw": (size > 20).astype(int),
        "bouwjaar": made.year[made.pand].astype(float), "oppervlakte_m2": made.area.astype(float), "label": label,
        "inwoners": np.nan, "building": made.pand, "x": made.x, "y": made.y,
        "type_bron": "bag", "bouwjaar_bron": "bag", "oppervlakte_bron": "bag", "label_bron": "ep-online",
    }  # fmt: skip
    objects = pd.DataFrame({name: pd.Series(values, index=range(n)) for name, values in column.items()})
    buildings = gpd.GeoDataFrame(
        {"pand_id": made.pand_id, "bouwjaar": made.year.astype(float), "losse": False, "reason": ""},
        geometry=outlines(made), crs=28992,
    )  # fmt: skip
    return Stock(buildings, objects, {}, {})


def demand(folder: Path, case: str) -> Outcome:
    """Measure the demand step alone: from the stock to the demand per object, building, buurt and type."""
    del folder, case
    from bench_qgis import peak_mb

    from riothermie_kansen.demand.choices import Settings
    from riothermie_kansen.demand.reckon import demand_of
    from riothermie_kansen.kentallen import load

    stock = _stock()
    kentallen = load()
    taken = clocks()
    found = demand_of(stock, settings=Settings(), kentallen=kentallen)
    return taken() | {
        "gj": found.totals["warmte_gj"],
        "most": float(found.buildings["warmte_gj"].max()),
        "mb": peak_mb(),
    }


def demand_peer(folder: Path, case: str) -> Outcome:
    """Measure the same sums with pandas: the tables melted, merged on type, period and label, and grouped."""
    del folder, case
    import pandas as pd
    from bench_qgis import peak_mb

    stock = _stock()
    objects = stock.objects
    tables = [
        pd.read_csv(ROOT / "riothermie_kansen" / "kentallen" / f"vesta_{name}.csv", sep=";", decimal=",")
        for name in ("woningen", "utiliteit")
    ]
    taken = clocks()
    table = pd.concat(tables)
    letters = [
        table.assign(letter=word.upper(), a=table[f"rv_{word}_gj"], b=table[f"rv_{word}_gj_m2"]) for word in "abcdefg"
    ]
    usual = table.assign(letter="", a=0.0, b=0.0)
    for word in "abcdefg":
        mine = usual["label"] == word.upper()
        usual.loc[mine, "a"], usual.loc[mine, "b"] = (
            usual.loc[mine, f"rv_{word}_gj"],
            usual.loc[mine, f"rv_{word}_gj_m2"],
        )
    long = pd.concat([*letters, usual]).dropna(subset=["tot"])
    long = long[["type", "tot", "letter", "a", "b", "tap_gj", "tap_gj_m2"]].assign(tot=lambda t: t["tot"].astype(int))
    rows = objects[["object_id", "pand_id", "oppervlakte_m2"]].copy()
    tall = objects["hoogbouw"].map({0: " laag", 1: " hoog"})
    rows["type"] = objects["type"].where(objects["type"] != "appartement", objects["type"] + tall)
    rows["uses"] = objects["gebruik"].where(objects["woning"] == 0, "").str.split(",")
    rows = rows.assign(letter=objects["label"], year=objects["bouwjaar"]).explode("uses")
    rows["type"] = rows["type"].where(rows["uses"] == "", rows["uses"])
    last = long.groupby("type")["tot"].max()
    rows["year"] = rows["year"].clip(upper=rows["type"].map(last)).astype(int)
    rows = pd.merge_asof(
        rows.sort_values("year"), long.sort_values("tot"), left_on="year", right_on="tot", by=["type", "letter"],
        direction="forward",
    )  # fmt: skip
    rows["gj"] = (
        rows["a"] + rows["b"] * rows["oppervlakte_m2"] + rows["tap_gj"] + rows["tap_gj_m2"] * rows["oppervlakte_m2"]
    )
    per_object = rows.groupby("object_id")["gj"].mean()
    made = objects[["object_id", "pand_id", "type", "bouwjaar"]].merge(per_object, on="object_id")
    per_pand = stock.buildings.merge(made.groupby("pand_id")["gj"].agg(["sum", "size"]), how="left", on="pand_id")
    summary = made.groupby(["type", pd.cut(made["bouwjaar"], [0, 1930, 1965, 1992, 2025])], observed=True)["gj"].mean()
    return taken() | {"gj": float(per_pand["sum"].sum()), "most": float(per_pand["sum"].max()), "rows": len(summary),
                      "mb": peak_mb()}  # fmt: skip


def _plots(count: int) -> tuple[Any, Any, Any]:
    """Return footprints, about `count` kavels that cover them, and centre lines of streets.

    Kavels are hexagons with a winding border of 120 points that neighbours share, as buurten have.
    """
    import numpy as np
    import shapely
    from bench_homes import CELL, municipality, outlines

    shapes = outlines(municipality())
    west, south, east, north = shapely.total_bounds(shapes)
    side = np.sqrt((east - west) * (north - south) / count / 2.598)
    column, row = (
        grid.ravel() for grid in np.meshgrid(np.arange((east - west) / (1.5 * side) + 2),
                                             np.arange((north - south) / (1.732 * side) + 2))
    )  # fmt: skip
    x, y = west + 1.5 * side * column, south + np.sqrt(3.0) * side * (row + 0.5 * (column % 2))
    angle = np.radians(60.0 * np.arange(6))
    ring = np.stack([x[:, None] + side * np.cos(angle), y[:, None] + side * np.sin(angle)], axis=-1)
    kavels = shapely.segmentize(shapely.polygons(ring), side / 19.99)
    kavels = shapely.transform(kavels, lambda xy: xy + 0.03 * side * np.sin(xy[:, ::-1] * 13.0 / side))
    across, along = np.arange(south - 10.0, north, CELL[1]), np.arange(west, east, CELL[0])
    a, b = (grid.ravel() for grid in np.meshgrid(along, across))
    start = np.column_stack([a, b])
    ends = [np.stack([start, start + step], axis=1) for step in ((CELL[0], 0.0), (0.0, CELL[1]))]
    return shapes, kavels, shapely.linestrings(np.concatenate(ends))


def overlay(folder: Path, case: str) -> Outcome:
    """Measure in which kavel every building counts, and how many metres of street every kavel has."""
    del folder
    from bench_qgis import peak_mb

    from riothermie_kansen.kavels.assign import assign, metres_in

    shapes, kavels, lines = _plots(int(case))
    taken = clocks()
    found = assign(shapes, kavels)
    buildings = taken()["cpu"]
    _, _, metres = metres_in(lines, kavels)
    used = taken()
    return used | {
        "buildings": buildings,
        "streets": used["cpu"] - buildings,
        "inside": int((found.kavel >= 0).sum()),
        "metres": float(metres.sum()),
        "kavels": len(kavels),
        "lines": len(lines),
        "mb": peak_mb(),
    }


def overlay_peer(folder: Path, case: str) -> Outcome:
    """Measure the same with shapely alone: a tree of kavels, asked by every building and every street."""
    del folder
    import numpy as np
    import shapely
    from bench_qgis import peak_mb

    shapes, kavels, lines = _plots(int(case))
    taken = clocks()
    tree = shapely.STRtree(kavels)
    building, kavel = tree.query(shapely.point_on_surface(shapes), predicate="intersects")
    building, first = np.unique(building, return_index=True)
    kavel = kavel[first]
    buildings = taken()["cpu"]
    line, at = tree.query(lines, predicate="intersects")
    metres = shapely.length(shapely.intersection(lines[line], kavels[at]))
    used = taken()
    return used | {"buildings": buildings, "streets": used["cpu"] - buildings, "inside": len(building),
                   "metres": float(metres.sum()), "mb": peak_mb()}  # fmt: skip


def match(folder: Path, case: str, *, costs_only: bool) -> Outcome:
    """Measure an energy match of a town, and the greedy ways to choose."""
    del folder
    from bench_match import match as matched
    from bench_qgis import peak_mb

    return matched(case, costs_only=costs_only) | {"mb": peak_mb()}


def match_proved(folder: Path, case: str) -> Outcome:
    """Measure energy matches of small towns against their proved optimum."""
    del folder, case
    from bench_match import proved

    return proved()


MEASURES: dict[str, Callable[[Path, str], Outcome]] = {
    "make": make,
    "read": read_peer,
    "write": write_peer,
    "pandas": pandas_peer,
    "whole": whole,
    "demand": demand,
    "demand-pandas": demand_peer,
    "overlay": overlay,
    "overlay-shapely": overlay_peer,
    "match": lambda folder, case: match(folder, case, costs_only=False),
    "match-proved": match_proved,
    "match-costs": lambda folder, case: match(folder, case, costs_only=True),
}

if __name__ == "__main__":
    what, where, which = sys.argv[1:]
    print("OUTCOME", json.dumps(MEASURES[what](Path(where), which)), flush=True)
    # without taking QGIS down: that is no part of a measurement, and it crashes on layers that Python still holds
    os._exit(0)
