"""Points, lines and areas: which part has which verdict, each metre once, and the parts together the place again."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen.callbacks import stop_if
from riothermie_kansen.errors import CancelledError, FieldError
from riothermie_kansen.schema import names
from riothermie_kansen.subsurface.columns import OORDELEN, RESTRICTIE_COLUMNS
from riothermie_kansen.subsurface.restrictions.result import DEEL_COLUMNS, LAAG_COLUMNS, Settings
from riothermie_kansen.subsurface.restrictions.verdict import in_tenths, verdicts
from tests.engine.subsurface.made_restrictions import (
    RD,
    X,
    Y,
    areas,
    box,
    first,
    judged,
    layer,
    line,
    nothing,
    point,
    shares,
    systems,
)


def maps(**shapes):
    """Return maps by role from boxes."""
    return {role: [areas(role, *boxes)] for role, boxes in shapes.items()}


def test_an_area_by_parts():
    """A square of 100 x 100 m: 30 m forbidden, of which 10 m also archaeology, which has 20 m of its own."""
    result = judged([box(0, 0, 100, 100)], maps(VERBOD=[box(-50, -50, 30, 150)], ARCHEOLOGIE=[box(20, -9, 50, 200)]),
                    complete=True)  # fmt: skip
    row = first(result)
    assert shares(row) == {"verboden": 30.0, "aandacht": 20.0, "toegestaan": 50.0}
    assert (row["wko"], row["bodemlus"]) == ("verboden", "verboden")
    assert "Verbodsgebied (30 % van het vlak)" in row["redenen"]
    assert "Aandachtsgebied archeologie (30 % van het vlak)" in row["redenen"]
    parts = result.areas
    assert parts["wko"].tolist() == ["verboden", "aandacht", "toegestaan"]
    assert parts["oppervlakte_m2"].tolist() == pytest.approx([3000.0, 2000.0, 5000.0])
    assert parts["deel"].tolist() == pytest.approx([30.0, 20.0, 50.0])
    assert parts["redenen"].str.count("; ").tolist() == [1, 0, 0]
    assert "archeologie" in parts["redenen"].iloc[0]  # the strip where both are


def test_a_trace_by_length():
    """500 m: 100 m along the border of a prohibition, which counts, and 150 m through archaeology."""
    trace = line((0, 0), (500, 0))
    result = judged([trace], maps(VERBOD=[box(100, 0, 200, 50)], ARCHEOLOGIE=[box(350, -9, 900, 9)]), complete=True)
    row = first(result)
    assert shares(row) == {"verboden": 20.0, "aandacht": 30.0, "toegestaan": 50.0}
    assert "(20 % van de lengte)" in row["redenen"]
    assert result.areas["lengte_m"].sum() == pytest.approx(500.0)
    assert result.totals["wko_verboden_m"] == pytest.approx(100.0)
    assert result.areas["oppervlakte_m2"].isna().all()


def test_points_in_on_and_out():
    spots = [point(50, 50), point(100, 50), point(100.001, 50), shapely.MultiPoint([point(1, 1), point(500, 1)])]
    result = judged(spots, maps(VERBOD=[box(0, 0, 100, 100)]), complete=True)
    assert result.locations["wko"].tolist() == ["verboden", "verboden", "toegestaan", "verboden"]
    assert shares(result.locations.iloc[3]) == {"verboden": 50.0, "toegestaan": 50.0}
    assert "(50 % van de punten)" in result.locations["redenen"].iloc[3]
    assert len(result.areas) == 0


def test_an_area_that_only_touches_is_not_in_it():
    place = box(0, 0, 100, 100)
    result = judged([place, line((0, 0), (0, 100))], maps(VERBOD=[box(100, 0, 200, 100), box(-50, 100, 0, 200)]),
                    complete=True)  # fmt: skip
    assert result.locations["wko"].tolist() == ["toegestaan"] * 2
    assert set(result.layers["geraakt"]) == {0}


def test_a_sliver_is_told_and_does_not_count():
    """1 % of the place counts (an assumption); what is heavier counts along."""
    place = [box(0, 0, 1000, 1)]
    for width, verdict in ((9.9, "toegestaan"), (10.0, "verboden")):
        row = first(judged(place, maps(VERBOD=[box(0, 0, width, 1)]), complete=True))
        assert row["wko"] == verdict
        assert "Verbodsgebied (" in row["redenen"]
    assert row["wko_verboden"] == 1.0
    row = first(judged(place, maps(VERBOD=[box(0, 0, 9, 1)], ARCHEOLOGIE=[box(9, 0, 18, 1)]), complete=True))
    assert row["wko"] == "aandacht"
    assert "minder dan 1 % van het vlak" in row["redenen"]


def test_the_depth_is_the_shallowest_anywhere():
    limits = areas("DIEPTEBEPERKING", box(0, 0, 3, 100), box(3, 0, 100, 100), diepte=[40.0, 90.0])
    result = judged([box(0, 0, 100, 100)], {"DIEPTEBEPERKING": [limits]}, complete=True)
    assert first(result)["max_diepte_m"] == 40.0
    # a forbidden part and its own depths
    cut = judged([box(0, 0, 100, 100)], {"DIEPTEBEPERKING": [limits]} | maps(VERBOD=[box(50, 0, 100, 100)]))
    assert cut.areas["max_diepte_m"].tolist() == [90.0, 40.0, 90.0]


def test_techniques_cut_a_place_each_in_their_own_way():
    """20 m deep forbids loops and asks attention for WKO; together with archaeology that gives four parts."""
    limits = areas("DIEPTEBEPERKING", box(0, 0, 50, 100), diepte=[20.0])
    result = judged([box(0, 0, 100, 100)], {"DIEPTEBEPERKING": [limits]} | maps(ARCHEOLOGIE=[box(0, 0, 100, 40)]),
                    complete=True)  # fmt: skip
    row = first(result)
    assert shares(row, "wko") == {"aandacht": 70.0, "toegestaan": 30.0}
    assert shares(row, "bodemlus") == {"verboden": 50.0, "aandacht": 20.0, "toegestaan": 30.0}
    found = {(part["wko"], part["bodemlus"]): part["oppervlakte_m2"] for part in result.areas.to_dict("records")}
    assert found == pytest.approx(
        {("aandacht", "verboden"): 5000.0, ("aandacht", "aandacht"): 2000.0, ("toegestaan", "toegestaan"): 3000.0}
    )


def test_places_in_every_state():
    """Nothing is lost: as many rows as were given, in order, with the geometry as it was given."""
    bow = shapely.Polygon([(X, Y), (X + 100, Y + 100), (X + 100, Y), (X, Y + 100)])
    flat = shapely.Polygon([(X, Y), (X + 50, Y), (X, Y)])
    shapes = [
        None,
        shapely.Point(),
        bow,
        flat,
        line((5, 5), (5, 5)),
        shapely.GeometryCollection([box(0, 0, 10, 10), point(500, 500)]),
        shapely.force_3d(box(0, 0, 10, 10), 3.0),
        shapely.MultiLineString([line((0, 0), (10, 0)), line((0, 0), (10, 0))]),
        shapely.MultiPolygon([box(0, 0, 10, 10), box(20, 0, 30, 10)]),
    ]
    frame = layer(shapes, naam=["a", "a", "b", "c", "d", "e", "f", "g", "h"])
    result = judged(frame, maps(VERBOD=[box(-1, -1, 15, 15)]), complete=True)
    found = result.locations
    assert len(found) == len(shapes)
    assert found["locatie_id"].tolist() == ["a", "a (2)", "b", "c", "d", "e", "f", "g", "h"]
    assert found["wko"].tolist() == ["onbekend", "onbekend", *["verboden"] * 7]
    assert result.totals["zonder_plaats"] == 2
    for old, new in zip(shapes, found.geometry, strict=True):
        assert (old is None and new is None) or shapely.to_wkb(old) == shapely.to_wkb(new)
    assert shares(found.iloc[7]) == {"verboden": 100.0}  # the same metre twice is one metre
    assert shares(found.iloc[8]) == {"verboden": 50.0, "toegestaan": 50.0}
    assert found.iloc[:2][["wko_toegestaan", "lus_verboden"]].isna().all(axis=None)
    assert result.findings.counts() == {"locatie_zonder_plaats": 2, "locatie_hersteld": 2, "locatie_id_dubbel": 1}
    bow_tie = found.iloc[2]
    # two triangles of 2500 m2; of the left one x < 15 and y < 15 is a triangle of 225 / 2
    assert result.areas.loc[result.areas["locatie_id"] == "b", "oppervlakte_m2"].sum() == pytest.approx(5000.0)
    assert bow_tie["wko_verboden"] == pytest.approx(100 * 112.5 / 5000, abs=0.06)


def test_columns_types_and_crs():
    result = judged(layer([point(0, 0)], pand_id=["0307100000000001"]).to_crs(4326), maps(VERBOD=[box(-9, -9, 9, 9)]))
    assert tuple(result.locations.columns) == (*names(RESTRICTIE_COLUMNS), "geometry")
    assert tuple(result.areas.columns) == (*names(DEEL_COLUMNS), "geometry")
    assert tuple(result.layers.columns) == names(LAAG_COLUMNS)
    assert result.locations.crs == result.areas.crs == RD
    assert first(result)["wko"] == "verboden"  # in degrees as well
    assert first(result)["pand_id"] == first(result)["locatie_id"] == "0307100000000001"
    for column in RESTRICTIE_COLUMNS:
        kind = result.locations[column.name].dtype.kind
        assert kind in {"text": "OU", "int": "i", "real": "f"}[column.kind], column.name


def test_which_id_a_place_gets():
    def ids(**columns):
        return judged(layer([point(0, 0), point(5, 5)], **columns), complete=True).locations["locatie_id"].tolist()

    assert ids(fid=[7, 8], pand_id=["p", "q"]) == ["p", "q"]
    assert ids(fid=[7, 8], pand_id=["p", "p"]) == ["7", "8"]  # objects in one building
    assert ids(pand_id=["p", "p"]) == ["p", "p (2)"]
    assert ids(object_id=["a", "b"], pand_id=["p", "q"]) == ["a", "b"]
    assert ids(kleur=["rood", "geel"]) == ["rij 1", "rij 2"]


def test_the_id_of_the_user():
    frame = layer([point(0, 0)], id=["x"], mijn=["y"])
    assert first(judged(frame, complete=True))["locatie_id"] == "x"
    assert first(judged(frame, complete=True, settings=Settings(id_field="mijn")))["locatie_id"] == "y"
    with pytest.raises(FieldError):
        judged(frame, complete=True, settings=Settings(id_field="jouw"))


def test_parts_may_be_left_out():
    result = judged([box(0, 0, 9, 9)], maps(VERBOD=[box(0, 0, 5, 9)]), settings=Settings(parts=False))
    assert len(result.areas) == 0
    assert tuple(result.areas.columns) == (*names(DEEL_COLUMNS), "geometry")


def test_cancel_and_progress():
    seen = []
    judged([box(0, 0, 9, 9)], maps(VERBOD=[box(0, 0, 5, 9)]), progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 100
    with pytest.raises(CancelledError):
        judged([box(0, 0, 9, 9)], maps(VERBOD=[box(0, 0, 5, 9)]), cancelled=lambda: True)
    with pytest.raises(CancelledError):
        stop_if(lambda: True)


def test_the_shared_polygons_that_are_not_valid(shared_data):
    """Seven polygons of a province, some invalid: repaired, counted, and their points judged."""
    frame = gpd.read_file(shared_data / "subsurface" / "grondwatervoorraad_pv26.gpkg")
    from riothermie_kansen.readers.restriction_areas import read_areas
    from tests.engine.subsurface.made_restrictions import K

    read = read_areas(frame, "GRONDWATERBESCHERMING", name="Grondwatervoorraad", kentallen=K)
    inside = shapely.point_on_surface(np.asarray(read.frame.geometry.array, dtype=object))
    result = judged(layer([*inside, *read.frame.geometry]), {"GRONDWATERBESCHERMING": [read]})
    assert (result.locations["wko"] == "aandacht").all()
    row = result.layers.set_index("rol").loc["GRONDWATERBESCHERMING"]
    assert row["gerepareerd"] == read.repaired > 0
    assert row["gelezen"] == len(frame) == row["aantal"] + row["weggelaten"]
    areas_of = result.areas.groupby("locatie_id")["oppervlakte_m2"].sum()
    n = len(inside)
    assert areas_of.sum() == pytest.approx(shapely.area(np.asarray(read.frame.geometry.array[:n])).sum(), rel=1e-9)


corner = st.integers(0, 12)
rectangle = st.tuples(corner, corner, corner, corner).filter(lambda r: r[0] != r[2] and r[1] != r[3])
ROLES = ("VERBOD", "ARCHEOLOGIE", "NATUUR", "DIEPTEBEPERKING")


def cells(rectangles):
    """Return which unit squares of a 12 x 12 grid lie in any of the rectangles: the independent answer."""
    grid = np.zeros((12, 12), dtype=bool)
    for x0, y0, x1, y1 in rectangles:
        grid[min(x0, x1) : max(x0, x1), min(y0, y1) : max(y0, y1)] = True
    return grid


def boxes(rectangles):
    return [box(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in rectangles]


@settings(max_examples=60)
@given(
    st.dictionaries(st.sampled_from(ROLES), st.lists(rectangle, min_size=1, max_size=4), min_size=1),
    rectangle,
    st.floats(5.0, 300.0),
)
def test_shares_against_counted_squares(drawn, place, depth):
    """Verdicts of a grid of unit squares, counted one by one."""
    given_maps = {
        role: [areas(role, *boxes(rects), **({"diepte": [depth] * len(rects)} if role == "DIEPTEBEPERKING" else {}))]
        for role, rects in drawn.items()
    }
    result = judged(boxes([place]), given_maps, complete=True)
    row, mine = first(result), cells([place])
    for technique, least, most in (("wko", 10, 200), ("bodemlus", 30, 500)):
        limited = 3 if depth < least else 2 if depth < most else 0
        weight = np.zeros((12, 12), dtype=int)
        for role, rects in drawn.items():
            code = {"VERBOD": 3, "ARCHEOLOGIE": 2, "NATUUR": 2, "DIEPTEBEPERKING": limited}[role]
            weight = np.maximum(weight, code * cells(rects))
        counted = {OORDELEN[code]: 100.0 * (weight[mine] == code).mean() for code in range(4)}
        assert shares(row, technique) == pytest.approx({k: v for k, v in counted.items() if v}, abs=0.1)
        assert sum(shares(row, technique).values()) == pytest.approx(100.0, abs=1e-9)
        parts = result.areas.groupby(technique)["oppervlakte_m2"].sum().to_dict()
        assert parts == pytest.approx({OORDELEN[c]: float((weight[mine] == c).sum()) for c in set(weight[mine])})
        assert row[technique] == OORDELEN[weight[mine].max()]  # the least part, 1 of 144 squares, is less than 1 %...
    whole = shapely.union_all(result.areas.geometry.to_numpy())
    assert whole.symmetric_difference(boxes([place])[0]).area == pytest.approx(0.0, abs=1e-9)
    assert result.areas["oppervlakte_m2"].sum() == pytest.approx(mine.sum())  # and no metre twice


@settings(max_examples=25)
@given(st.lists(rectangle, min_size=1, max_size=6), st.lists(rectangle, min_size=1, max_size=5), st.randoms())
def test_the_order_of_rows_maps_and_places_does_not_matter(drawn, places, chance):
    def run(order_areas, order_places):
        shapes, spots = boxes(drawn), boxes(places)
        named = [f"zone {i}" for i in range(len(shapes))]
        one = areas("ARCHEOLOGIE", *[shapes[i] for i in order_areas], naam=[named[i] for i in order_areas], name="A")
        two = areas("ARCHEOLOGIE", box(2, 2, 7, 7), name="B")
        pair = [one, two] if order_areas[0] % 2 else [two, one]
        wells = [point(i, 3) for i in range(5)]
        some = systems("GBES", *[wells[i % 5] for i in order_areas], ids=[f"w{i}" for i in order_areas])
        frame = layer([spots[i] for i in order_places], id=[f"p{i}" for i in order_places])
        result = judged(frame, {"ARCHEOLOGIE": pair}, {"GBES": [some]})
        return (
            result.locations.drop(columns="geometry").sort_values("locatie_id").reset_index(drop=True),
            result.areas.drop(columns="geometry").sort_values("deel_id").reset_index(drop=True),
        )

    straight = run(list(range(len(drawn))), list(range(len(places))))
    rows, spots = list(range(len(drawn))), list(range(len(places)))
    chance.shuffle(rows)
    chance.shuffle(spots)
    mixed = run(rows, spots)
    assert straight[0].equals(mixed[0])
    assert (
        straight[1].drop(columns=["deel", "oppervlakte_m2"]).equals(mixed[1].drop(columns=["deel", "oppervlakte_m2"]))
    )
    assert straight[1]["oppervlakte_m2"].to_numpy() == pytest.approx(mixed[1]["oppervlakte_m2"].to_numpy())


@given(st.lists(st.integers(0, 1000), min_size=4, max_size=4).filter(any))
def test_tenths_add_up(weights):
    part = np.array([weights], dtype=float) / sum(weights)
    found = in_tenths(part)
    assert np.rint(found.sum() * 10) == 1000
    assert np.abs(found - 100 * part).max() <= 0.1
    assert (found[part == 0] == 0).all()


def test_the_heaviest_with_a_real_share():
    share = np.array([[[0.985, 0.0, 0.009, 0.006], [0.0, 0.995, 0.004, 0.001]]])
    assert verdicts(share, 0.01).tolist() == [[2, 1]]
    assert verdicts(share, 0.0).tolist() == [[3, 3]]
    assert verdicts(np.zeros((1, 2, 4)), 0.01).tolist() == [[0, 0]]


def test_a_collection_of_all_dimensions_in_one_layer():
    shapes = [point(5, 5), line((0, 5), (20, 5)), box(0, 0, 20, 10)]
    given_maps, installed = nothing("VERBOD")
    result = judged(shapes, given_maps | maps(VERBOD=[box(0, 0, 10, 10)]), installed)
    assert [shares(row) for _, row in result.locations.iterrows()] == [
        {"verboden": 100.0}, {"verboden": 50.0, "toegestaan": 50.0}, {"verboden": 50.0, "toegestaan": 50.0},
    ]  # fmt: skip
    assert result.areas["locatie_id"].tolist() == ["rij 2", "rij 2", "rij 3", "rij 3"]
