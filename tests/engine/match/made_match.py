"""Small places for an energy match, made by hand, and what must hold for every outcome."""

import geopandas as gpd
import numpy as np
import pytest
from shapely import LineString, Point, box

from riothermie_kansen import kentallen
from riothermie_kansen.match.columns import KROMME_COLUMNS, SELECTIE_COLUMNS, SOORTEN, VOLLOOP_COLUMNS
from riothermie_kansen.match.match import Settings, energy_match
from riothermie_kansen.network.columns import TRACE_COLUMNS
from riothermie_kansen.network.place import PlaceSettings
from riothermie_kansen.schema import names

K = kentallen.load()
X, Y = 150_000.0, 460_000.0


def frame(shapes, **columns):
    """Return a layer in RD."""
    return gpd.GeoDataFrame(columns, geometry=list(shapes), crs=28992)


def line(*points):
    return LineString([(X + x, Y + y) for x, y in points])


def street(length=1000.0):
    """Return one straight street, in two parts."""
    half = length / 2.0
    return frame([line((0, 0), (half, 0)), line((half, 0), (length, 0))], wvk_id=["s1", "s2"])


def row(places, *, y=8.0, **columns):
    """Return houses beside the street at places along it: 1 dwelling, 30 GJ, unless said otherwise."""
    n = len(places)
    base = {"pand_id": [f"p{i:03d}" for i in range(n)], "woningen": [1] * n, "rv_kw": [6.0] * n, "tap_kw": [3.0] * n,
            "warmte_gj": [30.0] * n}  # fmt: skip
    shapes = [box(X + x - 3.0, Y + y, X + x + 3.0, Y + y + 8.0) for x in places]
    return frame(shapes, **(base | columns))


def source(x=0.0, y=0.0, **columns):
    """Return a source at the begin of the street."""
    return frame([Point(X + x, Y + y)], **({"bron_id": ["gemaal"]} | columns))


def match(
    buildings, supply_gj=None, *, sources=None, streets="street", sewer=None, water=None, values=None, required=None,
    **options
):  # fmt: skip
    """Return a match, checked; a quick search unless said otherwise; `values` replace kentallen."""
    given = {"effort": "snel", "supply_gj": supply_gj} | options
    if required:
        given["place"] = PlaceSettings(required_field=required)
    found = energy_match(
        buildings,
        source() if sources is None else sources,
        streets=street() if isinstance(streets, str) else streets,
        sewer=sewer,
        water=water,
        settings=Settings(**given),
        kentallen=K.replace(values) if values else K,
    )
    check(found)
    return found


def chosen(found):
    """Return the ids of the chosen buildings, in order of joining."""
    return found.selection.loc[found.selection["gekozen"] == 1, "pand_id"].tolist()


def of(found, pand):
    """Return the row of a building."""
    return found.selection.set_index("pand_id").loc[pand]


def check(found):
    """Check what must hold for every match."""
    table, totals = found.selection, found.totals
    assert tuple(table.columns) == (*names(SELECTIE_COLUMNS), "geometry")
    assert tuple(found.uptake.columns) == names(VOLLOOP_COLUMNS)
    assert tuple(found.curve.columns) == names(KROMME_COLUMNS)
    assert tuple(found.trace.columns) == (*names(TRACE_COLUMNS), "geometry")
    assert table.crs.to_epsg() == 28992
    assert table["pand_id"].is_unique
    # every building is chosen, or has a reason
    assert set(table["soort"]) <= set(SOORTEN)
    assert ((table["soort"] == "gekozen") == (table["gekozen"] == 1)).all()
    assert (table["reden"] != "").all()
    assert not [text for text in [*table["reden"], *found.notes] if "{" in text or "nan" in text.lower()]
    mine = table[table["gekozen"] == 1]
    assert totals["gekozen"] == len(mine)
    assert totals["gebouwen"] == len(table)
    assert totals["woningen"] == mine["woningen"].sum()
    # chosen ones first, in order; what adds up never falls, and ends at the total
    assert mine["rang"].tolist() == list(range(1, len(mine) + 1))
    assert table["rang"].iloc[len(mine) :].isna().all()
    np.testing.assert_allclose(mine["cum_gj"], mine["afname_gj"].cumsum())
    np.testing.assert_allclose(mine["cum_woningen"], mine["woningen"].cumsum())
    assert mine["cum_kw"].is_monotonic_increasing
    assert mine["afname_gj"].sum() == pytest.approx(totals["warmte_gj"])
    assert table["cum_gj"].iloc[len(mine) :].isna().all()
    if len(mine):
        assert mine["cum_kw"].iloc[-1] == pytest.approx(totals["vermogen_kw"])
    scores = table.loc[table["score"].notna(), ["score", *(f"score_{p}" for p in ("afstand", "type", "isolatie"))]]
    assert ((scores.isna()) | ((scores >= -1e-9) & (scores <= 100 + 1e-9))).all().all()
    check_blocks(table)
    check_uptake(found)
    check_supply(found)


def check_blocks(table):
    """A block is whole among those that can be connected."""
    can = table[(table["blok"] != "") & ~table["soort"].isin(("geen_vraag", "vraag_onbekend"))]
    assert (can.groupby("blok")["gekozen"].nunique() <= 1).all()


def check_uptake(found):
    table = found.uptake
    assert table["volloop"].is_monotonic_decreasing
    assert table["warmte_gj"].is_monotonic_decreasing
    assert table["passend_woningen"].is_monotonic_increasing
    assert (table["aangesloten_woningen"] <= table["woningen"] + 1e-9).all()


def check_supply(found):
    totals = found.totals
    if "verplicht" not in " ".join(found.selection["reden"]):
        assert totals["warmte_gj"] <= totals["aanbod_gj"] * (1 + 1e-9)
        assert totals["vermogen_kw"] <= totals["aanbod_kw"] * (1 + 1e-6)
    if len(found.trace):
        # every chosen building hangs on the network, and no other
        mine = found.selection[found.selection["gekozen"] == 1]
        ends = found.trace.loc[found.trace["rol"] == "aansluiting", "pand_id"]
        assert set(ends) <= set(mine["pand_id"])
        # the steps of joining add up to the network, which is billed in cents
        steps = found.curve[found.curve["gekozen"] == 1]
        last = steps.loc[steps["methode"] == found.curve["methode"].iloc[0], "cum_eur"].iloc[-1]
        assert last == pytest.approx(totals["kosten_eur"], abs=0.02 * len(found.trace) + 1.0)
        assert totals["lengte_m"] == pytest.approx(found.trace["lengte_m"].sum())
