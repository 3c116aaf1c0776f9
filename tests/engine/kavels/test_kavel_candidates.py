"""Kavels that are proposed: dense, connected, around a source, without overlap."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen.errors import InputError
from tests.engine.claims.made_sewer import Made
from tests.engine.kavels.made_area import K, add_up, buildings, layer, plots, rows

SMALL = K.replace({"kavel.woningen_min": 5, "vraag.warmte_per_woning": 36.0})


def street_of(y, n=20, x=5.0, step=10.0):
    """Return places of homes along a street at a height."""
    return [(x + step * i, y + 8.0) for i in range(n)]


def lines(*ends):
    return layer([shapely.LineString(pair) for pair in ends], straat_id=[f"S{i}" for i in range(len(ends))])


# 20 homes along 200 m: 200 MWh, 1 per metre; with 72 GJ each 2 per metre
DENSE = street_of(0)
FAR = street_of(1000)
ROADS = lines(((0, 0), (200, 0)), ((200, 0), (200, 1000)), ((0, 1000), (200, 1000)))


def apart(result):
    """Return the area that lies in more than one kavel."""
    shapes = np.asarray(result.kavels.geometry.array)
    return float(shapely.area(shapes).sum() - shapely.area(shapely.union_all(shapes)))


def test_dense_streets_become_kavels_and_thin_ones_do_not():
    homes = buildings([*DENSE, *FAR, *street_of(400, 3, 210)], warmte_gj=[108.0] * 20 + [72.0] * 20 + [36.0] * 3)
    result = plots(None, homes, streets=lines(((0, 0), (200, 0)), ((0, 1000), (200, 1000)), ((205, 300), (205, 700))),
                   kentallen=SMALL)  # fmt: skip
    found = rows(result)
    assert list(result.kavels["kavel_id"]) == ["W1", "W2"]
    assert result.kavels["herkomst"].tolist() == ["gevormd", "gevormd"]
    # the one with most demand first
    assert [found["W1"]["vraag_gj"], found["W2"]["vraag_gj"]] == pytest.approx([2160.0, 1440.0])
    assert [found[name]["woningen"] for name in ("W1", "W2", "rest", "totaal")] == [20, 20, 3, 43]
    assert add_up(result) == []
    assert any("een voorstel, geen besluit" in note for note in result.notes)


def test_streets_that_touch_are_one_kavel_and_a_short_gap_joins():
    homes = buildings([*DENSE, *street_of(0, 20, 240)], warmte_gj=[108.0] * 40)
    gap = lines(((0, 0), (200, 0)), ((200, 0), (230, 0)), ((230, 0), (440, 0)))
    assert len(plots(None, homes, streets=gap, kentallen=SMALL).kavels) == 1
    strict = SMALL.replace({"kavel.verbinding": 20})
    assert len(plots(None, homes, streets=gap, kentallen=strict).kavels) == 2


def test_kavels_follow_the_buildings():
    homes = buildings(street_of(0, 18), warmte_gj=[126.0] * 18)
    shape = plots(None, homes, streets=ROADS, kentallen=SMALL).kavels.geometry.iloc[0]
    footprints = shapely.union_all(np.asarray(homes.geometry.array))
    assert shape.covers(footprints)
    # a strip of 15 m around footprints of 8 m, along 178 m
    assert shapely.within(shape, footprints.buffer(25.0))
    assert shape.geom_type == "Polygon"
    assert len(shape.interiors) == 0


def test_no_building_is_cut_in_two():
    # a long hall of another part of town beside a dense street: its middle is far, its end is near
    homes = buildings([*street_of(0, 18), (90, 130)], warmte_gj=[126.0] * 18 + [36.0])
    hall = shapely.box(86, 20, 94, 240)
    homes.loc[18, "geometry"] = hall
    big = shapely.box(170, 4, 180, 60)
    homes.loc[17, "geometry"] = big
    shape = plots(None, homes, streets=lines(((0, 0), (200, 0))), kentallen=SMALL).kavels.geometry.iloc[0]
    assert shape.intersection(hall).area == pytest.approx(0.0, abs=0.1)
    assert shape.intersection(big).area == pytest.approx(big.area, rel=1e-3)


def test_offices_alone_are_no_kavel():
    homes = buildings(DENSE, warmte_gj=[900.0] * 20, woningen=[0] * 20, utiliteit=[1] * 20)
    with pytest.raises(InputError) as caught:
        plots(None, homes, streets=ROADS, kentallen=SMALL)
    assert caught.value.key == "kavels_geen_kandidaat"


def test_without_streets_dense_squares_count():
    # 5 x 8 homes on 1 ha, and 4 homes far away
    grid = [(1000 + 20 * i, 1000 + 25 * j) for i in range(8) for j in range(5)]
    homes = buildings([*grid, (9000, 9000), (9100, 9000), (9200, 9000), (9300, 9000)])
    result = plots(None, homes, kentallen=SMALL.replace({"kavel.woningen_ha": 10}))
    assert [row["woningen"] for row in rows(result).values()] == [40, 4, 44]


def test_a_source_feeds_what_it_can():
    homes = buildings(DENSE, warmte_gj=[108.0] * 20)
    # stretches of 50 m with 5 homes each: 540 GJ
    parts = lines(*(((50 * i, 0), (50 * i + 50, 0)) for i in range(4)))
    spot = layer([shapely.Point(195, 30)], bron_id=["gemaal"], warmte_gj=[1100.0])
    result = plots(None, homes, streets=parts, sources=spot, kentallen=SMALL)
    assert list(result.kavels["naam"]) == ["Kandidaat 1, bron gemaal"]
    # two stretches of 540 GJ fit in 1100, the nearest ones
    assert rows(result)["W1"]["vraag_gj"] == pytest.approx(1080.0)
    assert result.kavels.geometry.iloc[0].centroid.x > 120
    assert rows(result)["W1"]["dekking"] == 100.0


def test_two_sources_do_not_take_the_same_homes():
    homes = buildings(DENSE, warmte_gj=[108.0] * 20)
    parts = lines(*(((50 * i, 0), (50 * i + 50, 0)) for i in range(4)))
    spots = layer([shapely.Point(195, 30), shapely.Point(5, 30)], bron_id=["oost", "west"], warmte_gj=[1100.0, 1700.0])
    result = plots(None, homes, streets=parts, sources=spots, kentallen=SMALL)
    # west is larger and goes first: three stretches; the fourth is for east
    assert [row["vraag_gj"] for row in rows(result).values()][:2] == pytest.approx([1620.0, 540.0])
    assert apart(result) == pytest.approx(0.0, abs=0.1)
    assert result.table["woningen"].iloc[:-1].sum() == 20


def test_a_sewer_feeds_its_water_once():
    # two streets 1000 m apart along one sewer: its 1500 GJ are for one of them
    sewer = Made([("AC", "A", "C", 1.0, 10.0, 200.0), ("CD", "C", "D", 1.0, 0.0, 200.0)])
    homes = buildings([(x + 1000, y + 1000) for x, y in (*DENSE, *FAR)], warmte_gj=[108.0] * 20 + [72.0] * 20)
    roads = lines(*(((1000 + 50 * i, y), (1050 + 50 * i, y)) for y in (1000, 2000) for i in range(4)))
    chart = sewer.chart(kans="mogelijk", warmte_wko_gj=[1500.0, 1500.0], vermogen_gebouw_kw=[80.0, 80.0])
    result = plots(None, homes, streets=roads, map_=chart, kentallen=SMALL)
    assert len(result.kavels) == 1
    found = rows(result)["W1"]
    assert found["vraag_gj"] <= 1500.0
    assert found["aanbod_gj"] == pytest.approx(1500.0)
    both = sewer.chart(kans="mogelijk", warmte_wko_gj=[1500.0, 3000.0], vermogen_gebouw_kw=[80.0, 80.0])
    more = plots(None, homes, streets=roads, map_=both, kentallen=SMALL)
    assert rows(more)["totaal"]["aanbod_gj"] == pytest.approx(3000.0)


def test_nothing_dense_enough_is_told():
    with pytest.raises(InputError) as caught:
        plots(None, buildings(street_of(0, 3)), streets=ROADS, kentallen=SMALL)
    assert caught.value.key == "kavels_geen_kandidaat"
    spot = layer([shapely.Point(9000, 9000)], bron_id=["ver"], warmte_gj=[9000.0])
    with pytest.raises(InputError) as caught:
        plots(None, buildings(DENSE, warmte_gj=[108.0] * 20), streets=ROADS, sources=spot, kentallen=SMALL)
    assert caught.value.key == "kavels_geen_kandidaat_bron"


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=20, max_size=90, unique=True),
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_proposals_never_overlap_and_hold_their_homes(cells, with_source, order):
    homes = buildings([(10.0 * x + 1, 10.0 * y + 1) for x, y in cells], warmte_gj=[90.0] * len(cells))
    spots = [shapely.Point(100, 100), shapely.Point(500, 400)]
    sources = layer(spots, bron_id=["a", "b"], warmte_gj=[1500.0, 1500.0]) if with_source else None
    try:
        result = plots(None, homes, sources=sources, kentallen=SMALL)
    except InputError as error:
        assert error.key.startswith("kavels_geen_kandidaat")
        return
    assert apart(result) == pytest.approx(0.0, abs=0.5)
    assert result.kavels.geometry.is_valid.all()
    assert not result.kavels.geometry.is_empty.any()
    assert (result.kavels["woningen"] > 0).all()
    assert add_up(result) == []
    mixed = list(range(len(homes)))
    order.shuffle(mixed)
    again = plots(None, homes.iloc[mixed], sources=sources, kentallen=SMALL)
    assert again.table.equals(result.table)
    assert shapely.equals(again.kavels.geometry.array, result.kavels.geometry.array).all()


def test_a_source_of_unknown_heat_sets_no_limit_and_covers_nothing_known():
    homes = buildings(DENSE, warmte_gj=[108.0] * 20)
    parts = lines(*(((50 * i, 0), (50 * i + 50, 0)) for i in range(4)))
    spot = layer([shapely.Point(195, 30)], bron_id=["gemaal"])
    result = plots(None, homes, streets=parts, sources=spot, kentallen=SMALL)
    kavel = rows(result)["W1"]
    assert kavel["vraag_gj"] == pytest.approx(20 * 108.0)
    assert np.isnan(kavel["dekking"])
    assert np.isnan(rows(result)["totaal"]["dekking"])
    assert np.isnan(kavel["aanbod_bron_gj"])
    assert result.findings.counts()["kavel_bron_onbekend"] == 1
