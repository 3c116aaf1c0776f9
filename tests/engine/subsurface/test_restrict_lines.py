"""Pieces of slanting lines: what overlaps counts once, against areas put together before they cut the line."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiLineString, Point

from riothermie_kansen import kentallen as all_kentallen
from riothermie_kansen.readers.restriction_areas import read_areas
from riothermie_kansen.subsurface.restrictions.judge import judge
from riothermie_kansen.subsurface.restrictions.lines import along
from riothermie_kansen.subsurface.restrictions.result import Settings
from riothermie_kansen.subsurface.restrictions.tidy import without_crumbs

K = all_kentallen.load()
X, Y = 155_000.0, 463_000.0

spots = st.tuples(st.floats(0, 1000), st.floats(0, 1000)).map(lambda at: (X + at[0], Y + at[1]))
traces = st.lists(spots, min_size=2, max_size=5, unique=True).map(LineString).filter(lambda line: line.length > 1)
discs = st.lists(st.tuples(spots, st.floats(20, 400)), min_size=1, max_size=8)


def pieces_of(line, found):
    areas = np.array([Point(at).buffer(radius) for at, radius in found], dtype=object)
    return areas, shapely.intersection(areas, line)


@settings(deadline=None, max_examples=100)
@given(traces, discs)
def test_overlaps_count_once(line, found):
    line = shapely.unary_union(line)
    areas, pieces = pieces_of(line, found)
    inside, outside = along(line, pieces)
    whole = shapely.union_all(areas)
    assert inside.length == pytest.approx(line.intersection(whole).length, abs=1e-3)
    assert outside.length == pytest.approx(line.difference(whole).length, abs=1e-3)
    assert inside.length + outside.length == pytest.approx(line.length, abs=1e-6)
    # and cut again: what runs along the inside is the inside
    again, rest = along(inside, pieces)
    assert (again.length, rest.length) == (pytest.approx(inside.length, abs=1e-3), pytest.approx(0.0, abs=1e-3))


def test_rings_parts_and_points():
    ring = LineString([(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)])
    line = MultiLineString([ring, [(20, 0), (30, 0)]])
    pieces = np.array([LineString([(0, 5), (0, 0), (5, 0)]), LineString([(3, 0), (8, 0)]), Point(25, 0)], dtype=object)
    inside, outside = along(line, pieces)
    assert (inside.length, outside.length) == (pytest.approx(13.0), pytest.approx(37.0))
    assert along(line, pieces[2:])[1] is line
    assert along(line, np.array([line], dtype=object))[1].is_empty


def test_shares_of_a_slanting_trace():
    # 100 discs along a trace that is slanting: it lies within one of them from end to end
    line = LineString([(X, Y), (X + 871.3, Y + 417.9)])
    areas = [line.interpolate(i / 99, normalized=True).buffer(60.0) for i in range(100)]
    maps = gpd.GeoDataFrame({"id": range(100)}, geometry=areas, crs=28992)
    found = judge(
        gpd.GeoDataFrame({"id": ["a"]}, geometry=[line], crs=28992),
        {
            "VERBOD": [read_areas(maps.iloc[:50], "VERBOD", name="verbod", kentallen=K)],
            "NATUUR": [read_areas(maps.iloc[25:], "NATUUR", name="natuur", kentallen=K)],
        },
        {},
        settings=Settings(),
        kentallen=K,
    )
    exact = 100.0 * line.intersection(shapely.union_all(areas[:50])).length / line.length
    row = found.locations.iloc[0]
    assert row["wko_verboden"] == pytest.approx(exact, abs=0.051)
    assert row["wko_aandacht"] == pytest.approx(100.0 - exact, abs=0.051)
    parts = found.areas.set_index("wko")
    assert parts.length.to_dict() == pytest.approx(
        {"verboden": exact / 100 * line.length, "aandacht": (1 - exact / 100) * line.length}, abs=1e-3
    )
    assert "Natuur" in parts.loc["verboden", "redenen"] or "natuur" in parts.loc["verboden", "redenen"]
    assert "erbod" not in parts.loc["aandacht", "redenen"]


def test_crumbs_of_rounding_are_no_parts():
    large, small = shapely.box(0, 0, 10, 10), shapely.box(20, 0, 20.001, 0.001)
    shapes = np.array([shapely.MultiPolygon([small, large]), shapely.MultiPolygon([small]), large], dtype=object)
    found = without_crumbs(shapes)
    assert [shape.equals(other) for shape, other in zip(found, [large, small, large], strict=True)] == [True] * 3
