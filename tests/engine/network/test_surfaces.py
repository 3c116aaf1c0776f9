"""Price of a trench: factor of what lies above it, crossings, and what is forbidden."""

from itertools import pairwise

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, Polygon, box

from riothermie_kansen import kentallen
from riothermie_kansen.errors import CancelledError, InputError
from riothermie_kansen.findings import Findings
from riothermie_kansen.network.barriers import read_barriers
from riothermie_kansen.network.surface_table import surface_table
from riothermie_kansen.network.surfaces import forbidden_parts, price_surfaces

KENTALLEN = kentallen.load()
WATER, DITCH, RAIL = (KENTALLEN.value(f"ondergrond.kruising_{kind}_eur") for kind in ("water", "sloot", "spoor"))


def lines(*points):
    result = np.empty(len(points), dtype=object)
    result[:] = [LineString(p) for p in points]
    return result


def frame(shapes, **columns):
    return gpd.GeoDataFrame(columns, geometry=list(shapes), crs=28992)


def price(streets, barriers, **options):
    found = price_surfaces(streets, barriers, kentallen=KENTALLEN, **options)
    total = found.parts.groupby("edge")["lengte_m"].sum()
    assert total.to_numpy() == pytest.approx(shapely.length(streets), abs=1e-9)
    weighted = (found.parts["lengte_m"] * found.parts["factor"]).groupby(found.parts["edge"]).sum()
    assert found.factor * shapely.length(streets) == pytest.approx(weighted.to_numpy())
    return found


def parts(found):
    return [tuple(row) for row in found.parts[["edge", "klasse", "lengte_m", "factor"]].itertuples(index=False)]


def crossings(found):
    return [tuple(row) for row in found.crossings.itertuples(index=False)]


def test_no_barriers_leave_the_factor_of_the_street():
    found = price(lines([(0, 0), (10, 0)], [(0, 5), (10, 5)]), None, base_factor=np.array([1.3, np.nan]))
    assert found.factor.tolist() == [1.3, 1.0]
    assert found.klasse.tolist() == ["standaard", "standaard"]
    assert found.crossings_eur.tolist() == [0, 0]
    assert price(lines([(0, 0), (10, 0)]), frame([])).factor.tolist() == [1.0]


def test_no_lines():
    found = price_surfaces(np.empty(0, dtype=object), frame([box(0, 0, 1, 1)], factor=[2.0]), kentallen=KENTALLEN)
    assert len(found.factor) == len(found.parts) == len(found.crossings) == 0


def test_class_of_the_street_that_the_table_knows_has_its_factor():
    streets = lines([(0, 0), (10, 0)], [(0, 5), (10, 5)], [(0, 9), (10, 9)])
    found = price(
        streets,
        None,
        base_class=np.array(["gesloten verharding", "zelfbedacht", "bouwrijp"], dtype=object),
        base_factor=np.array([np.nan, np.nan, np.nan]),
    )
    assert found.factor == pytest.approx([(36 / 9) ** 0.19, 1.0, 0.51])
    assert found.klasse.tolist() == ["gesloten verharding", "zelfbedacht", "bouwrijp"]


def test_factor_is_weighted_with_the_length():
    found = price(lines([(0, 0), (100, 0)]), frame([box(20, -5, 50, 5)], factor=[2.0], klasse=["plein"]))
    assert parts(found) == [(0, "plein", pytest.approx(30), 2.0), (0, "standaard", pytest.approx(70), 1.0)]
    assert found.factor == pytest.approx([1.3])
    assert found.klasse.tolist() == ["standaard"]


def test_where_areas_overlap_the_dearest_at_ground_level_counts():
    shapes = [box(0, -5, 60, 5), box(40, -5, 100, 5), box(50, -5, 60, 5)]
    found = price(
        lines([(0, 0), (100, 0)]),
        frame(shapes, factor=[1.5, 1.2, 9.0], klasse=["a", "b", "viaduct"], relatieveHoogteligging=[0, 0, 1]),
    )
    assert parts(found) == [(0, "a", pytest.approx(60), 1.5), (0, "b", pytest.approx(40), 1.2)]
    # above nothing else it counts
    alone = price(lines([(0, 0), (100, 0)]), frame([shapes[2]], factor=[9.0], relatieveHoogteligging=[1]))
    assert alone.factor == pytest.approx([1.8])


def test_bgt_classes_keep_the_order_of_alliander():
    rows = [
        ("berm", "groenvoorziening"),
        ("voetpad", "open verharding"),
        ("fietspad", "open verharding"),
        ("rijbaan lokale weg", "open verharding"),
        ("rijbaan regionale weg", "open verharding"),
        ("fietspad", "gesloten verharding"),
        ("rijbaan lokale weg", "gesloten verharding"),
        ("rijbaan regionale weg", "gesloten verharding"),
        ("rijbaan autosnelweg", "gesloten verharding"),
    ]
    shapes = [box(10 * i, -1, 10 * i + 10, 1) for i in range(len(rows))]
    streets = lines(*([(10 * i + 1, 0), (10 * i + 9, 0)] for i in range(len(rows))))
    found = price(streets, frame(shapes, function=[row[0] for row in rows], surfaceMaterial=[row[1] for row in rows]))
    assert found.factor == pytest.approx([(w / 9) ** 0.19 for w in (5, 9, 10, 12, 15, 37, 39, 42, 159)])
    assert found.factor[1] == 1.0
    assert (np.diff(found.factor) > 0).all()
    assert found.klasse[6] == "lokale weg, gesloten verharding"


@pytest.mark.parametrize(
    ("columns", "klasse"),
    [
        ({"bgt_functie": ["fietspad"], "bgt_fysiekvoorkomen": ["open verharding"]}, "fietspad, open verharding"),
        ({"functie": ["voetpad"], "fysiek_voorkomen": ["open verharding"]}, "voetpad, open verharding"),
        ({"type": ["waterloop"], "plus_type": ["sloot"]}, "sloot"),
        (
            {"class": ["http://www.geostandaarden.nl/imgeo/def/2.1#waterloop"], "plus-type": ["waardeOnbekend"]},
            "waterloop",
        ),
        ({"layer": ["bgt_waterdeel_V"]}, "water"),
        ({"highway": ["residential"], "surface": ["asphalt"]}, "lokale weg, gesloten verharding"),
        ({"typeweg": ["straat"], "verhardingstype": ["open verharding"]}, "lokale weg, open verharding"),
        ({"klasse": ["bouwrijp"]}, "bouwrijp"),
        ({"function": ["Berm"], "layer": ["pand"]}, "berm"),
    ],
)
def test_spellings(columns, klasse):
    found = price(lines([(0, 0), (10, 0)]), frame([box(-5, -5, 15, 5)], **columns))
    assert found.klasse.tolist() == [klasse]
    assert found.findings.count() == 0


def test_unknown_class_is_listed():
    barriers = frame([box(0, -5, 10, 5), None], functie=["raadsel", "voetpad"], id=["q", "r"])
    found = price(lines([(0, 0), (10, 0)]), barriers)
    texts = found.findings.frame(None)["tekst"].tolist()
    assert texts == [
        "Barrière r heeft geen geometrie en telt niet mee.",
        "Barrière q heeft geen factor en geen bekende klasse (raadsel): telt niet mee. Geef een veld factor.",
    ]
    assert found.factor.tolist() == [1.0]


def test_ended_and_planned_objects_do_not_count():
    barriers = frame(
        [box(0, -5, 10, 5)] * 3,
        factor=[5.0, 6.0, 1.5],
        eindRegistratie=["2016-01-01", None, None],
        **{"bgt-status": ["bestaand", "plan", "bestaand"]},
    )
    found = price(lines([(0, 0), (10, 0)]), barriers)
    assert found.factor.tolist() == [1.5]
    assert found.notes == ["2 vervallen of geplande objecten tussen de barrières tellen niet mee."]


def test_negative_factor_is_one_sentence():
    with pytest.raises(InputError, match=r"Barrier rij 2 has the factor -1\."):
        price(lines([(0, 0), (10, 0)]), frame([box(0, 0, 1, 1)] * 2, factor=[1.0, -1.0]))


def test_river_is_one_crossing_also_in_pieces_and_over_a_node():
    river = frame([box(40, -50, 50, 50), box(50, -50, 60, 50)], type=["waterloop", "waterloop"])
    assert crossings(price(lines([(0, 0), (100, 0)]), river)) == [(0, "water", 1.0, WATER)]
    # the same street as three edges with nodes in the river, and a dead end into it
    split = price(lines([(0, 0), (45, 0)], [(45, 0), (55, 0)], [(100, 0), (55, 0)], [(50, 99), (50, 20)]), river)
    assert crossings(split) == [(0, "water", 0.5, WATER), (2, "water", 0.5, WATER), (3, "water", 0.5, WATER)]
    assert split.crossings_eur.tolist() == [WATER / 2, 0, WATER / 2, WATER / 2]


def test_along_in_water_gives_the_factor_and_no_crossing():
    canal = frame([box(10 * i, -5, 10 * i + 10, 5) for i in range(10)], type=["gracht"] * 10)
    found = price(lines([(5, 0), (95, 0)]), canal)
    assert crossings(found) == []
    assert found.factor == pytest.approx([(129 / 9) ** 0.19])


def test_two_ditches_are_two_crossings_and_a_sliver_is_none():
    ditches = frame([box(10, -5, 12, 5), box(20, -5, 22, 5), box(30, -5, 30.2, 5)], type=["sloot"] * 3)
    assert crossings(price(lines([(0, 0), (100, 0)]), ditches)) == [(0, "sloot", 2.0, DITCH)]


def test_width_counts_over_a_node():
    ditch = frame([box(9.7, -5, 10.3, 5)], type=["sloot"])
    found = price(lines([(0, 0), (10, 0)], [(10, 0), (20, 0)]), ditch)
    assert crossings(found) == [(0, "sloot", 0.5, DITCH), (1, "sloot", 0.5, DITCH)]
    narrow = frame([box(9.8, -5, 10.2, 5)], type=["sloot"])
    assert crossings(price(lines([(0, 0), (10, 0)], [(10, 0), (20, 0)]), narrow)) == []


def test_rails_count_each_unless_they_are_one_bundle():
    tracks = frame([LineString([(x, -5), (x, 5)]) for x in (20, 24, 70)], layer=["bgt_spoor_L"] * 3)
    found = price(lines([(0, 0), (100, 0)]), tracks)
    assert crossings(found) == [(0, "spoor", 2.0, RAIL)]
    assert found.factor.tolist() == [1.0]
    # a node on the rails: half on each side
    split = price(lines([(0, 0), (70, 0)], [(70, 0), (100, 0)]), tracks)
    assert crossings(split) == [(0, "spoor", 1.5, RAIL), (1, "spoor", 0.5, RAIL)]


def test_what_passes_overhead_is_no_crossing_and_a_bridge_over_water_is():
    shapes = [box(40, -50, 60, 50), box(0, -3, 100, 3)]
    rail = frame([shapes[0]], functie=["spoorbaan"], hoogteniveau=[1])
    assert crossings(price(lines([(0, 0), (100, 0)]), rail)) == []
    bridge = frame(shapes, klasse=["kanaal", "rijbaan lokale weg"], hoogteniveau=[0, 1])
    found = price(lines([(0, 0), (100, 0)]), bridge)
    assert crossings(found) == [(0, "water", 1.0, WATER)]
    assert found.parts["klasse"].tolist() == ["lokale weg", "waterloop"]


def test_main_road_is_crossed_once_and_not_when_followed():
    road = frame([box(0, -5, 100, 5)], functie=["rijbaan regionale weg"])
    found = price(lines([(50, -40), (50, 40)], [(0, 0), (100, 0)]), road)
    assert found.crossings[["edge", "soort", "aantal"]].to_numpy().tolist() == [[0, "regionale_weg", 1.0]]


def test_house_connection_ends_in_the_road_without_crossing_it():
    road = frame([box(0, -5, 100, 5)], functie=["rijbaan regionale weg"])
    houses = lines([(50, -40), (50, 0)], [(60, 12), (60, -20)], [(70, 12), (70, 0)])
    service = np.array([True, True, False])
    found = price(houses, road, service=service)
    assert found.crossings[["edge", "aantal"]].to_numpy().tolist() == [[1, 1.0], [2, 0.5]]
    # a house across the water does need the crossing
    canal = frame([box(0, -5, 100, 5)], type=["kanaal"])
    assert price(houses, canal, service=service).crossings["aantal"].tolist() == [0.5, 1.0, 0.5]


def test_line_without_length_has_the_factor_of_the_street():
    streets = lines([(5, 0), (5, 0)], [(0, 0), (10, 0)])
    found = price(streets, frame([box(0, -5, 5, 5)], factor=[2.0]), base_factor=np.array([1.2, 1.2]))
    assert found.factor == pytest.approx([1.2, 1.6])
    assert found.crossings_eur.tolist() == [0, 0]


def test_barriers_that_were_read_before_give_the_same():
    barriers = frame([box(20, -5, 50, 5), box(60, -5, 70, 5)], type=["sloot", "kanaal"], verboden=[None, "ja"])
    known = read_barriers(barriers, kentallen=KENTALLEN, findings=Findings(), notes=[])
    street = lines([(0, 0), (100, 0)])
    assert parts(price(street, known)) == parts(price(street, barriers))
    one, two = (forbidden_parts(given, kentallen=KENTALLEN).geometry.tolist() for given in (known, barriers))
    assert one == two == [box(60, -5, 70, 5)]


def test_tree_hinders_within_five_metres():
    found = price(lines([(0, 0), (100, 0)]), frame([Point(50, 3)], layer=["bomen"]))
    # chord of a circle of 5 m at 3 m from its centre: 8 m (the circle is drawn with corners)
    assert parts(found)[0] == (0, "boom", pytest.approx(8, abs=0.1), pytest.approx((13 / 9) ** 0.19))


def test_line_with_a_factor_has_some_width_and_a_point_has_none():
    hedge = frame([LineString([(50, -5), (50, 5)]), Point(10, 0)], factor=[3.0, 3.0], id=["h", "p"])
    found = price(lines([(0, 0), (100, 0)]), hedge)
    assert parts(found)[0] == (0, "opgegeven factor", pytest.approx(1.0), 3.0)
    assert found.findings.frame(None)["tekst"].tolist() == ["Barrière p is een punt zonder omvang en telt niet mee."]


def test_invalid_polygon_is_repaired():
    bow_tie = Polygon([(0, -5), (20, 5), (20, -5), (0, 5)])
    found = price(lines([(0, 1), (20, 1)]), frame([bow_tie], factor=[2.0]))
    # the bow tie covers all but the middle: at height 1 from 0 to 8 and from 12 to 20
    assert parts(found)[0] == (0, "opgegeven factor", pytest.approx(16), 2.0)


def test_forbidden_by_field_or_factor_is_for_the_streets():
    barriers = frame(
        [box(0, 0, 1, 1), box(1, 0, 2, 1), box(2, 0, 3, 1), LineString([(0, 0), (0, 1)]), None],
        factor=[1.2, 100.0, None, None, 1e9],
        verboden=[None, None, "ja", 1, None],
        layer=["a", "b", "c", "spoor", "d"],
    )
    found = forbidden_parts(barriers, kentallen=KENTALLEN)
    assert found.geometry.tolist() == [box(1, 0, 2, 1), box(2, 0, 3, 1), LineString([(0, 0), (0, 1)])]
    priced = price(lines([(-5, 0.5), (5, 0.5)]), barriers)
    assert parts(priced) == [
        (0, "opgegeven factor", pytest.approx(1.0), 1.2),
        (0, "standaard", pytest.approx(9.0), 1.0),
    ]
    assert crossings(priced) == []
    word = frame([box(0, 0, 1, 1)], factor=["verboden"])
    assert len(forbidden_parts(word, kentallen=KENTALLEN)) == 1
    assert len(forbidden_parts(None, kentallen=KENTALLEN)) == 0


def test_power_is_a_kental():
    flat = KENTALLEN.replace({"ondergrond.macht": 0.0})
    road = frame([box(-1, -1, 11, 1)], functie=["rijbaan autosnelweg"])
    assert price_surfaces(lines([(0, 0), (10, 0)]), road, kentallen=flat).factor.tolist() == [1.0]


def test_table_has_sources_and_prices_for_each_crossing():
    rows = pd.read_csv(kentallen.FOLDER / "ondergrond.csv", sep=";", dtype=str, keep_default_na=False, encoding="utf-8")
    assert (rows["bron"].str.len() > 5).all()
    assert sum(map(len, surface_table().values())) == len(rows)


def test_cancel():
    with pytest.raises(CancelledError):
        price(lines([(0, 0), (10, 0)]), frame([box(0, 0, 1, 1)], factor=[1.0]), cancelled=lambda: True)


number = st.integers(0, 30).map(float)
rectangle = st.tuples(number, number, st.integers(1, 9), st.integers(1, 9)).map(
    lambda r: box(r[0], r[1], r[0] + r[2], r[1] + r[3])
)
street = (
    st.tuples(number, number, number, number).filter(lambda r: r[:2] != r[2:]).map(lambda r: LineString([r[:2], r[2:]]))
)


@given(st.lists(street, min_size=1, max_size=5), st.lists(st.tuples(rectangle, st.integers(0, 4)), max_size=8))
@settings(max_examples=100)
def test_length_per_class_as_an_overlay_finds_it(streets, areas):
    """Areas laid over each other in order of price by GEOS give the same length per class."""
    array = np.empty(len(streets), dtype=object)
    array[:] = streets
    factor = [1.0 + 0.5 * k for _, k in areas]
    barriers = frame([a for a, _ in areas], factor=factor, klasse=[f"k{k}" for _, k in areas])
    found = price(array, barriers)
    got = found.parts.set_index(["edge", "klasse"])["lengte_m"].to_dict()
    for i, line in enumerate(streets):
        left = line
        for k in range(4, -1, -1):
            of_class = shapely.unary_union([a for a, kind in areas if kind == k])
            assert got.get((i, f"k{k}"), 0.0) == pytest.approx(left.intersection(of_class).length, abs=1e-5)
            left = left.difference(of_class)


@given(st.lists(rectangle, max_size=8), st.lists(st.integers(1, 39), max_size=4, unique=True))
@settings(max_examples=100)
def test_crossings_do_not_depend_on_the_nodes_along_a_street(areas, nodes):
    """The crossings of a street are those of its parts together, wherever it is cut; GEOS counts the boundaries."""
    water = frame(areas, type=["kanaal"] * len(areas))
    whole = price(lines([(-1, 15.5), (41, 15.5)]), water)
    wet = shapely.intersection(LineString([(-1, 15.5), (41, 15.5)]), shapely.unary_union(areas))
    pieces = shapely.line_merge(wet)
    # areas 1 m apart are one passage
    merged = shapely.unary_union(shapely.buffer(shapely.get_parts(pieces), 0.5 + 1e-6, cap_style="square"))
    expected = 0 if pieces.is_empty else len(getattr(merged, "geoms", [merged]))
    assert whole.crossings["aantal"].sum() == expected
    stations = [-1, *(n + 0.5 for n in sorted(nodes)), 41]
    # a node within a gap that is bridged would separate its two sides
    dry = [s for s in stations[1:-1] if not merged.is_empty and not pieces.intersects(Point(s, 15.5))]
    stations = [s for s in stations if s not in dry or not merged.buffer(1e-3).intersects(Point(s, 15.5))]
    cut = price(lines(*([(a, 15.5), (b, 15.5)] for a, b in pairwise(stations))), water)
    assert cut.crossings["aantal"].sum() == expected


def test_areas_exactly_as_far_apart_as_is_joined_are_one_passage_wherever_the_line_starts():
    water = frame([box(19, 7, 28, 16), box(29, 7, 30, 16)], type=["kanaal"] * 2)
    for start in (-1, 0.1, 1.5, 7.3):
        found = price(lines([(start, 15.5), (41, 15.5)]), water)
        assert found.crossings["aantal"].tolist() == [1]


def test_real_bgt_of_otterlo(shared_data):
    path = shared_data / "streets_buildings" / "otterlo_bgt.gpkg"
    layers = {name: gpd.read_file(path, layer=name) for name in ("wegdeel", "waterdeel", "ondersteunendwegdeel")}
    barriers = gpd.GeoDataFrame(pd.concat(layers.values(), ignore_index=True), crs=28992)
    west, south, east, north = layers["wegdeel"].total_bounds
    streets = lines(
        *([(x, y), (x + 40, y + 90)] for x in np.arange(west, east, 150) for y in np.arange(south, north, 90))
    )
    found = price(streets, barriers)
    assert found.findings.counts() == {}
    # history does not count
    current = {name: layer[layer["eindRegistratie"].isna()] for name, layer in layers.items()}
    assert found.notes[0].startswith(
        f"{sum(map(len, layers.values())) - sum(map(len, current.values())):,}".replace(",", ".")
    )
    everything = shapely.unary_union(list(streets))
    water = current["waterdeel"]
    ditches = shapely.unary_union(
        water.geometry[(water["plus-type"] == "sloot") | (water["class"] == "greppel, droge sloot")].to_numpy()
    )
    klasse = found.parts.groupby("klasse")["lengte_m"].sum()
    assert klasse["sloot"] + klasse["greppel"] == pytest.approx(everything.intersection(ditches).length, abs=0.5)
    verges = current["ondersteunendwegdeel"]
    verges = verges.geometry[verges["function"] == "berm"].to_numpy()
    berm = klasse[klasse.index.str.startswith("berm")].sum()
    assert berm == pytest.approx(everything.intersection(shapely.unary_union(verges)).length, rel=0.01)
    # a crossing per piece of street in a ditch, but for slivers, near neighbours and ends
    pieces = shapely.get_parts(shapely.intersection(streets, ditches))
    count = found.crossings.loc[found.crossings["soort"] == "sloot", "aantal"].sum()
    assert count == pytest.approx((shapely.length(pieces) >= 0.5).sum(), rel=0.1)
    assert count > 20
