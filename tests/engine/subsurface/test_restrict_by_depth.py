"""Parts of areas and traces: a limit of depth holds where its map draws it, and not beside it."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.subsurface.made_restrictions import areas, box, judged, line, point

HERE = box(0, 0, 100, 100)


def parts(places, *maps, role="DIEPTEBEPERKING", **more):
    return judged(places, {role: list(maps)} | more, complete=True).areas


def test_an_area_is_cut_where_the_limit_ends():
    found = parts([HERE], areas("DIEPTEBEPERKING", box(0, 0, 30, 100), Max_Diepte=[80.0]))
    assert found["oppervlakte_m2"].tolist() == pytest.approx([3_000.0, 7_000.0])
    assert found["max_diepte_m"].iloc[0] == 80.0
    assert np.isnan(found["max_diepte_m"].iloc[1])
    assert "80 m" in found["redenen"].iloc[0]
    assert "80 m" not in found["redenen"].iloc[1]


def test_a_part_that_asks_for_attention_keeps_its_depth_where_the_limit_does_not_reach():
    """Archaeology over half, a limit over another half: four quarters, of which two with a limit."""
    found = parts(
        [HERE],
        areas("DIEPTEBEPERKING", box(0, 0, 50, 100), Max_Diepte=[80.0]),
        ARCHEOLOGIE=[areas("ARCHEOLOGIE", box(0, 50, 100, 100))],
    )
    limited = found[found["max_diepte_m"] == 80.0]
    assert limited["oppervlakte_m2"].sum() == pytest.approx(5_000.0)
    assert found["oppervlakte_m2"].sum() == pytest.approx(10_000.0)
    free = found[found["max_diepte_m"].isna()]
    assert sorted(free["bodemlus"]) == ["aandacht", "toegestaan"]
    assert free["oppervlakte_m2"].tolist() == pytest.approx([2_500.0, 2_500.0])


def test_where_limits_overlap_the_shallowest_governs():
    found = parts(
        [HERE],
        areas("DIEPTEBEPERKING", box(0, 0, 60, 100), box(40, 0, 100, 100), Max_Diepte=[120.0, 50.0]),
    )
    assert found["max_diepte_m"].tolist() == [50.0, 120.0]
    assert found["oppervlakte_m2"].tolist() == pytest.approx([6_000.0, 4_000.0])


def test_a_limit_everywhere_cuts_nothing_and_hides_deeper_ones():
    found = parts([HERE], areas("DIEPTEBEPERKING", box(-9, -9, 109, 109), box(0, 0, 10, 10), Max_Diepte=[60.0, 90.0]))
    assert found["max_diepte_m"].tolist() == [60.0]
    assert found["oppervlakte_m2"].tolist() == pytest.approx([10_000.0])


def test_a_trace_is_cut_too():
    found = parts([line((0, 50), (100, 50))], areas("DIEPTEBEPERKING", box(-1, 0, 25, 99), Max_Diepte=[80.0]))
    assert found["lengte_m"].tolist() == pytest.approx([25.0, 75.0])
    assert found["max_diepte_m"].fillna(0.0).tolist() == [80.0, 0.0]


def test_parts_are_numbered_and_each_once():
    found = parts(
        [HERE, box(200, 0, 300, 100)],
        areas("DIEPTEBEPERKING", box(0, 0, 30, 100), box(250, 0, 260, 100), Max_Diepte=[80.0, 60.0]),
    )
    assert found["deel_id"].is_unique
    assert found.groupby("locatie_id")["deel"].sum().tolist() == pytest.approx([100.0, 100.0])


SQUARES = st.tuples(
    st.integers(-20, 90), st.integers(-20, 90), st.integers(5, 120), st.sampled_from([40.0, 60.0, 90.0])
)


@settings(max_examples=40, deadline=None)
@given(st.lists(SQUARES, min_size=1, max_size=5), st.lists(SQUARES, max_size=2))
def test_any_spot_has_the_depth_of_the_shallowest_limit_over_it(limits, digs):
    shapes = [box(x, y, x + size, y + size) for x, y, size, _ in limits]
    depths = np.array([depth for *_, depth in limits])
    more = {"ARCHEOLOGIE": [areas("ARCHEOLOGIE", *(box(x, y, x + s, y + s) for x, y, s, _ in digs))]}
    found = parts([HERE], areas("DIEPTEBEPERKING", *shapes, Max_Diepte=depths.tolist()), **more)
    assert found["oppervlakte_m2"].sum() == pytest.approx(10_000.0, rel=1e-6)
    spots = [point(x + 0.5, y + 0.5) for x in range(0, 100, 7) for y in range(0, 100, 7)]
    held = gpd.GeoSeries(spots)
    inside = np.array([held.within(part).to_numpy() for part in found.geometry])
    assert (inside.sum(axis=0) == 1).all()
    of_part = found["max_diepte_m"].to_numpy()[inside.argmax(axis=0)]
    over = np.array([shapely.contains(shape, np.array(spots)) for shape in shapes])
    expected = np.where(over, depths[:, None], np.inf).min(axis=0)
    assert np.where(np.isnan(of_part), np.inf, of_part).tolist() == expected.tolist()
