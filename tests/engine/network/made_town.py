"""A town made by hand as layers, and what must hold for every design."""

from collections import Counter

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely import LineString, Point, box

from riothermie_kansen import kentallen
from riothermie_kansen.network.columns import (
    AANSLUITING_COLUMNS,
    CURVE_COLUMNS,
    HOEVEELHEDEN_COLUMNS,
    NIET_COLUMNS,
    ROLLEN,
    TRACE_COLUMNS,
)
from riothermie_kansen.network.design import Settings, design_network
from riothermie_kansen.network.reasons import REASONS
from riothermie_kansen.schema import names

K = kentallen.load()
X, Y = 120_000.0, 450_000.0


def frame(shapes, **columns):
    """Return a layer in RD."""
    return gpd.GeoDataFrame(columns, geometry=list(shapes), crs=28992)


def at(*points):
    return LineString([(X + x, Y + y) for x, y in points])


def grid(columns=3, rows=3, step=100.0):
    """Return streets along a grid, the ids in reading order."""
    lines = [at((i * step, j * step), ((i + 1) * step, j * step)) for j in range(rows) for i in range(columns - 1)]
    lines += [at((i * step, j * step), (i * step, (j + 1) * step)) for j in range(rows - 1) for i in range(columns)]
    return frame(lines, wvk_id=[f"s{i:02d}" for i in range(len(lines))])


def house(x, y, width=8.0, depth=10.0):
    return box(X + x, Y + y, X + x + width, Y + y + depth)


PLACES = ((20, 10), (45, 10), (70, 10), (20, 82), (120, 12), (150, 84), (180, 112), (30, 112), (70, 150), (112, 160),
          (150, 178), (185, 130))  # fmt: skip


def homes(places=PLACES, **columns):
    """Return houses (polygons) with one dwelling each, unless said otherwise."""
    n = len(places)
    base = {"pand_id": [f"p{i:02d}" for i in range(n)], "woningen": [1] * n, "rv_kw": [6.0] * n, "tap_kw": [3.0] * n,
            "warmte_gj": [30.0] * n}  # fmt: skip
    return frame([house(*place) for place in places], **(base | columns))


def source(x=-5.0, y=0.0, **columns):
    return frame([Point(X + x, Y + y)], **({"bron_id": ["gemaal"]} | columns))


def design(streets=None, buildings=None, sources=None, *, settings=None, layers=None, **options):
    """Return the designs; `options` are settings (a quick search unless said), `layers` the optional layers."""
    return design_network(
        grid() if streets is None else streets,
        homes() if buildings is None else buildings,
        source() if sources is None else sources,
        settings=Settings(**({"effort": "snel"} | options)) if settings is None else settings,
        kentallen=K,
        **(layers or {}),
    )


def check(one, count=None, kept=()):
    """Check what must hold for every design; `count` is the number of buildings that were read."""
    trace, joined, left, bill = one.trace, one.connections, one.unconnected, one.quantities
    for table, columns in ((trace, TRACE_COLUMNS), (joined, AANSLUITING_COLUMNS), (left, NIET_COLUMNS)):
        assert tuple(table.columns) == (*names(columns), "geometry")
        assert table.crs.to_epsg() == 28992
    assert tuple(bill.columns) == names(HOEVEELHEDEN_COLUMNS)
    assert tuple(one.curve.columns) == names(CURVE_COLUMNS)
    # every building once, with a reason when it is out
    every = Counter([*joined["pand_id"], *left["pand_id"]])
    assert set(every.values()) <= {1}
    assert count is None or len(every) == count
    assert set(left["soort"]) <= set(REASONS)
    assert (left["reden"] != "").all()
    assert one.totals["aangesloten"] == len(joined)
    assert one.totals["niet_aangesloten"] == len(left)
    assert one.totals["woningen"] == joined["woningen"].sum()
    check_costs(one)
    check_tree(one, kept)
    check_sizes(one)
    for number in ("lengte_m", "kosten_eur", "vermogen_kw", "warmte_gj", "pompdruk_kpa"):
        assert np.isfinite(one.totals[number])
    if np.isfinite(one.totals["gat_procent"]):
        assert one.totals["gat_procent"] >= 0
    texts = [*one.notes, *trace["reden_dn"], *left["reden"]]
    assert not [text for text in texts if "{" in text or "nan" in text.lower() or "None" in text]


def check_costs(one):
    trace, joined, bill = one.trace, one.connections, one.quantities
    assert one.totals["lengte_m"] == pytest.approx(trace["lengte_m"].sum())
    assert one.totals["kosten_eur"] == pytest.approx(bill["kosten_eur"].sum(), abs=0.005)
    assert one.totals["kosten_laag_eur"] <= one.totals["kosten_eur"] <= one.totals["kosten_hoog_eur"]
    service = trace["rol"] == "aansluiting"
    on_pipe = dict(zip(trace["trace_id"], trace["kosten_eur"], strict=True))
    items = joined["kosten_eur"] - [on_pipe.get(name, 0.0) for name in joined["trace_id"]]
    assert (items > -0.005).all()
    assert one.totals["kosten_eur"] == pytest.approx(trace["kosten_eur"].sum() + items.sum(), abs=0.02)
    assert trace.loc[service, "kosten_eur"].sum() + items.sum() == pytest.approx(joined["kosten_eur"].sum(), abs=0.02)
    pipe = trace["eur_m"] * trace["lengte_m"] + trace["kruisingen_eur"]
    assert trace["kosten_eur"].to_numpy() == pytest.approx(pipe.to_numpy(), abs=0.1)
    metres = bill[bill["eenheid"] == "m"]["hoeveelheid"].sum()
    assert metres == pytest.approx(trace["lengte_m"].sum(), abs=1e-6 * len(bill) + 0.01 * len(bill))


def check_tree(one, kept=()):
    trace, joined = one.trace, one.connections
    assert trace["trace_id"].is_unique
    assert set(trace["rol"]) <= set(ROLLEN)
    assert (trace["lengte_m"] > 0).all()
    assert shapely.length(trace.geometry.to_numpy()) == pytest.approx(trace["lengte_m"].to_numpy(), abs=1e-3)
    assert set(shapely.get_type_id(trace.geometry.to_numpy())) <= {1}
    by_id = trace.set_index("trace_id")
    start = shapely.get_point(by_id.geometry.to_numpy(), 0)
    end = dict(zip(by_id.index, shapely.get_point(by_id.geometry.to_numpy(), -1), strict=True))
    seen = set()
    children = {}
    for name, fed, first in zip(by_id.index, by_id["voeding_id"], start, strict=True):
        if fed == "":
            seen.add(name)
            continue
        # feeders stand above what they feed, so that there is no ring
        assert fed in seen
        seen.add(name)
        children.setdefault(fed, []).append(name)
        assert by_id.loc[fed, "bron_id"] == by_id.loc[name, "bron_id"]
        assert by_id.loc[fed, "rol"] != "aansluiting"
        assert end[fed].distance(first) < 0.11
    houses = joined.set_index("pand_id")
    service = by_id[by_id["rol"] == "aansluiting"]
    assert sorted(service["pand_id"]) == sorted(houses.index[houses["trace_id"] != ""])
    for name, pand in service["pand_id"].items():
        assert houses.loc[pand, "trace_id"] == name
        assert end[name].distance(houses.geometry[pand]) < 0.11 or pand in kept
        assert houses.loc[pand, "lengte_m"] == pytest.approx(service.loc[name, "lengte_m"])
    bare = houses[houses["trace_id"] == ""]
    assert (bare["lengte_m"] < 1e-3).all()
    for name, row in by_id.iterrows():
        below = children.get(name, [])
        assert row["n_aansluitingen"] >= 1
        part = by_id.loc[below]
        if row["rol"] == "aansluiting":
            assert not below
            assert row["n_woningen"] == houses.loc[row["pand_id"], "woningen"]
            assert row["vermogen_kw"] == pytest.approx(houses.loc[row["pand_id"], "vermogen_kw"])
        elif not len(bare):
            assert row["n_woningen"] == part["n_woningen"].sum()
            assert row["n_aansluitingen"] == part["n_aansluitingen"].sum()
        if len(part):
            assert row["vermogen_kw"] >= part["vermogen_kw"].max() - 1e-9
            if not len(bare):
                assert row["vermogen_kw"] <= part["vermogen_kw"].sum() + 1e-9
            assert row["druk_kpa"] >= 0
            assert (part["druk_kpa"] >= row["druk_kpa"] - 1e-9).all() or (
                part["druk_kpa"] <= row["druk_kpa"] + 1e-9
            ).all()
    total = one.totals["niet_aangesloten"] + one.totals["aangesloten"]
    assert total >= len(houses)
    far = by_id[by_id["rol"] == "aansluiting"]
    for name, pand in far["pand_id"].items():
        way, up = 0.0, name
        while up:
            way += by_id.loc[up, "lengte_m"]
            up = by_id.loc[up, "voeding_id"]
        assert houses.loc[pand, "afstand_bron_m"] == pytest.approx(way, abs=0.2)


def check_sizes(one):
    trace = one.trace
    by_id = trace.set_index("trace_id")
    new = trace[(trace["voeding_id"] != "") & (trace["rol"] != "aansluiting")]
    for name, fed in zip(new["trace_id"], new["voeding_id"], strict=True):
        own, up = by_id.loc[name], by_id.loc[fed]
        if "bestaand" not in (own["status"], up["status"]):
            # no diameter grows downstream
            assert own["binnen_mm"] * own["aantal"] <= up["binnen_mm"] * up["aantal"] + 1e-9
    assert (trace["vermogen_kw"] <= trace["som_kw"] + 1e-9).all()
    assert (trace["gelijktijdigheid"] <= 1.0 + 1e-9).all()
    assert (trace["snelheid_ms"] >= 0).all()
    assert (trace["reden_dn"] != "").all()


def same(one, two):
    """Check that two designs are the same, to the last bit of their geometry."""
    for name in ("trace", "connections", "unconnected", "quantities", "curve"):
        a, b = getattr(one, name), getattr(two, name)
        if isinstance(a, gpd.GeoDataFrame):
            assert shapely.to_wkb(a.geometry.to_numpy()).tolist() == shapely.to_wkb(b.geometry.to_numpy()).tolist()
            a, b = pd.DataFrame(a.drop(columns="geometry")), pd.DataFrame(b.drop(columns="geometry"))
        pd.testing.assert_frame_equal(a, b, check_exact=True)
    assert one.notes == two.notes
    assert one.totals == pytest.approx(two.totals, rel=0, abs=0, nan_ok=True)
