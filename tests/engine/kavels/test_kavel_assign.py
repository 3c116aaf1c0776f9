"""Who belongs where: every building, metre and hectare in one kavel, so that all adds up."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen.kavels.assign import assign, metres_in, overlaps, territories
from tests.engine.kavels.made_area import add_up, buildings, house, kavels, layer, plots, rows, square


def shapes(*items):
    made = np.empty(len(items), dtype=object)
    made[:] = items
    return made


def test_the_point_inside_decides():
    # the first stands half over the border: its middle is in B; the second lies in none
    found = assign(shapes(house(102, 50), house(300, 50), None), shapes(square(0, 0), square(100, 0)))
    assert found.kavel.tolist() == [1, -1, -1]


def test_in_an_overlap_the_largest_part_of_the_footprint_decides_then_the_first():
    # kavel 1 holds the whole house, kavel 0 only 3/4 of it; the second house lies in both
    found = assign(shapes(house(50, 50), house(20, 20)), shapes(shapely.box(0, 0, 52, 100), square(0, 0)))
    assert found.kavel.tolist() == [1, 0]
    assert list(zip(found.building.tolist(), found.inside.tolist(), strict=True)) == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_a_house_on_the_border_of_two_kavels_goes_to_the_first():
    found = assign(shapes(house(100, 50), shapely.Point(100, 20)), shapes(square(0, 0), square(100, 0)))
    assert found.kavel.tolist() == [0, 0]


def test_territories_are_the_kavels_without_earlier_ones():
    made = territories(shapes(square(0, 0), square(50, 0), square(500, 0)))
    assert shapely.area(made).tolist() == pytest.approx([10000.0, 5000.0, 10000.0])


def test_each_metre_counts_once():
    along_border = shapely.LineString([(100, -50), (100, 150)])
    across = shapely.LineString([(-50, 50), (250, 50)])
    inside = shapely.LineString([(10, 10), (10, 90)])
    line, kavel, metres = metres_in(shapes(along_border, across, inside), shapes(square(0, 0), square(100, 0)))
    assert list(zip(line.tolist(), kavel.tolist(), metres.tolist(), strict=True)) == [
        (0, 0, 100.0), (1, 0, 100.0), (1, 1, 100.0), (2, 0, 80.0),
    ]  # fmt: skip


def test_overlaps_are_measured_pair_by_pair_and_slivers_counted():
    # A and B share 20 x 100 m with a house of 3; B and C share a strip of 0.5 m; A and C touch
    areas = shapes(square(0, 0), square(80, 0), shapely.box(179.5, 0, 279.5, 100), shapely.box(0, 100, 50, 150))
    found = assign(shapes(house(90, 50)), areas)
    table, splinters = overlaps(areas, np.array(list("ABCD"), dtype=object), found, np.array([3.0]), 2.0)
    assert table[["kavel_a", "kavel_b"]].to_numpy().tolist() == [["A", "B"]]
    assert table["overlap_ha"].tolist() == pytest.approx([0.2])
    assert table["woningen"].tolist() == [3.0]
    assert splinters == 1


def test_a_sliver_with_homes_is_listed():
    areas = shapes(square(0, 0), shapely.box(99.5, 0, 200, 100))
    found = assign(shapes(shapely.Point(99.7, 50)), areas)
    table, splinters = overlaps(areas, np.array(["A", "B"], dtype=object), found, np.array([1.0]), 2.0)
    assert (len(table), splinters) == (1, 0)


def test_overlap_in_the_table():
    result = plots(
        kavels(A=square(0, 0), B=square(80, 0)), buildings([(10, 50), (90, 50), (95, 20), (150, 50), (400, 400)])
    )
    found = rows(result)
    assert [found[name]["woningen"] for name in ("A", "B", "rest", "totaal")] == [3, 1, 1, 5]
    assert [found[name]["overlap_woningen"] for name in ("A", "B")] == [2, 2]
    assert [found[name]["overlap_ha"] for name in ("A", "B")] == pytest.approx([0.2, 0.2])
    assert [found[name]["oppervlakte_ha"] for name in ("A", "B")] == pytest.approx([1.0, 0.8])
    assert "0,20 ha in een ander kavel" in found["B"]["reden"]
    assert result.findings.count("kavel_overlap") == 1
    where = result.buildings.set_index("pand_id")
    assert where.loc["P001", ["kavel_id", "ook_in"]].tolist() == ["A", "B"]
    assert where.loc["P004", ["kavel_id", "ook_in"]].tolist() == ["rest", ""]
    assert (result.totals["overlap_ha"], result.totals["overlap_woningen"]) == pytest.approx((0.2, 2.0))


@st.composite
def towns(draw):
    """Kavels that overlap at will, buildings, streets, a municipality."""
    whole = st.integers(0, 40).map(lambda value: value * 10.0)
    areas = []
    for _ in range(draw(st.integers(1, 5))):
        x, y, w, h = (draw(whole) for _ in range(4))
        areas.append(shapely.box(x, y, x + w + 10, y + h + 10))
    places = draw(st.lists(st.tuples(whole, whole), min_size=1, max_size=25))
    homes = draw(st.lists(st.integers(0, 4), min_size=len(places), max_size=len(places)))
    ends = draw(st.lists(st.tuples(whole, whole, whole, whole), max_size=6))
    lines = [shapely.LineString([(a, b), (c, d + 5.0)]) for a, b, c, d in ends]
    points = draw(st.booleans())
    return areas, places, homes, lines, points


@settings(max_examples=60)
@given(towns(), st.randoms(use_true_random=False))
def test_kavels_and_rest_are_the_whole_in_any_order(town, order):
    areas, places, homes, lines, points = town
    given_kavels = layer(areas, id=[f"K{i}" for i in range(len(areas))])
    given_homes = buildings(
        places, footprint=not points, woningen=homes, inwoners=[2.1 * n for n in homes], koude_gj=[0.5] * len(homes)
    )
    streets = layer(lines, straat_id=[f"S{i}" for i in range(len(lines))]) if lines else None
    area = layer([shapely.box(-20, -20, 300, 300)])
    trace = layer(lines, lengte_m=[line.length for line in lines], kosten_eur=[100.0] * len(lines)) if lines else None
    result = plots(given_kavels, given_homes, streets=streets, area=area, trace=trace)
    assert add_up(result) == []
    whole = rows(result)["totaal"]
    assert whole["woningen"] == sum(homes)
    assert whole["vraag_gj"] == pytest.approx(36.0 * len(homes))
    assert whole["inwoners"] == pytest.approx(2.1 * sum(homes))
    if lines:
        there = shapely.union_all([*areas, *area.geometry])  # streets beyond kavels and municipality are of others
        expected = sum(line.intersection(there).length for line in lines)
        assert whole["straat_m"] == pytest.approx(expected)
        assert whole["net_eur"] == pytest.approx(100.0 * len(lines))
    everything = shapely.union_all([*areas, shapely.box(-20, -20, 300, 300)])
    assert whole["oppervlakte_ha"] == pytest.approx(everything.area / 1e4)
    assert result.buildings["woningen"].sum() == sum(homes)
    # the same, given in another order
    mixed_kavels, mixed_homes = list(range(len(areas))), list(range(len(places)))
    order.shuffle(mixed_kavels)
    order.shuffle(mixed_homes)
    again = plots(
        given_kavels.iloc[mixed_kavels], given_homes.iloc[mixed_homes], streets=streets, area=area, trace=trace
    )
    assert again.table.equals(result.table)
    assert again.buildings.drop(columns="geometry").equals(result.buildings.drop(columns="geometry"))


def test_kavels_in_another_coordinate_system():
    base = 155000.0, 463000.0
    area = gpd.GeoDataFrame({"id": ["A"]}, geometry=[square(*base)], crs="EPSG:28992").to_crs(4326)
    result = plots(area, buildings([(base[0] + 50, base[1] + 50), (base[0] + 500, base[1])]).to_crs(25831))
    assert [rows(result)[name]["woningen"] for name in ("A", "rest")] == [1, 1]
