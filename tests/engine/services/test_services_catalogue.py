"""The catalogue is whole and says of each dataset what it is; geometry and systems of answers."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen.errors import InputError
from riothermie_kansen.services import (
    GROUPS,
    SEWER_SOURCES,
    dataset,
    datasets,
    of_group,
    services,
    with_bases,
    workspace,
)
from riothermie_kansen.services.esri import geometry_of
from riothermie_kansen.services.places import DEGREES, RD, SWAPPED, WEB, declared, in_rd, judged


def test_keys_tables_and_addresses():
    keys = [item.key for item in datasets()]
    assert len(keys) == len(set(keys))
    for item in datasets():
        assert item.groep in GROUPS
        assert item.base.startswith("https://")
        assert item.tabel.isidentifier()
        assert item.naam
        assert item.name
        assert item.rechten
        assert item.bron in {"code", "afgeleid"}
        assert ("{gemeente}" in item.base) == (item.kind == "rioned")
        assert item.title("nl") == item.naam


def test_each_source_of_sewers_fills_the_same_tables():
    tables = [sorted(item.tabel for item in of_group("riool", source)) for source in SEWER_SOURCES]
    assert tables[0] == tables[1] == tables[2]
    assert len(tables[0]) == 5


def test_one_table_is_filled_once_per_choice():
    for source in SEWER_SOURCES:
        chosen = [item.tabel for group in GROUPS for item in of_group(group, source)]
        assert len(chosen) == len(set(chosen))
        assert all(of_group(group, source) for group in GROUPS)


def test_only_one_map_of_the_wko_tool_is_a_prohibition():
    """Public code exists that takes the layers with installations for prohibitions."""
    prohibited = [item for item in datasets() if "bodemrestricties.VERBOD" in item.rol]
    assert [(item.service, item.layer) for item in prohibited] == [("wko_restricties", "4")]
    for item in datasets():
        if item.service == "wko_installaties":
            assert set(item.rol) <= {f"bodemrestricties.{role}" for role in ("OBES", "GBES", "ONTTREKKINGEN")}
            assert "geen verbod" in item.opmerking


def test_addresses_can_be_replaced_per_service_and_per_dataset():
    known = with_bases({"bag": "http://localhost:1/wfs/", "bag_pand": "http://localhost:2/wfs?map=x"})
    assert dataset("bag_pand", known).base == "http://localhost:2/wfs?map=x"
    assert dataset("bag_verblijfsobject", known).base == "http://localhost:1/wfs"
    assert dataset("nwb_wegvakken", known).base == dataset("nwb_wegvakken").base
    assert set(services()) >= {"bag", "nwb", "bgt", *SEWER_SOURCES}
    with pytest.raises(InputError, match="no service or dataset bagg"):
        with_bases({"bagg": "http://h/x"})
    with pytest.raises(InputError, match="must start with"):
        with_bases({"bag": "file:///etc"})


def test_an_address_with_a_password_is_refused_without_repeating_it():
    with pytest.raises(InputError, match="authentication") as caught:
        with_bases({"bag": "https://jan:geheim@server.nl/wfs"})
    assert "geheim" not in caught.value.text("en") + caught.value.text("nl")
    assert dataset("bag_pand", with_bases({"bag": "https://server.nl/wfs?wie=a@b.nl"})).base.endswith("a@b.nl")


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("Alphen aan den Rijn", "AlphenAanDenRijn"), ("Utrecht", "Utrecht"),
        ("Bodegraven-Reeuwijk", "BodegravenReeuwijk"),
        ("Súdwest-Fryslân", "SudwestFryslan"), ("'s-Hertogenbosch", "SHertogenbosch"), ("  de  Bilt ", "DeBilt"),
    ],
)  # fmt: skip
def test_municipalities_as_rioned_spells_them(name, there):
    assert workspace(name) == there


def test_polygons_of_arcgis():
    outer = [[0, 0], [0, 10], [10, 10], [10, 0], [0, 0]]
    hole = [[2, 2], [8, 2], [8, 8], [2, 8], [2, 2]]
    island = [[4, 4], [4, 6], [6, 6], [6, 4], [4, 4]]
    with_hole = shapely.Polygon(outer, [hole])
    assert geometry_of({"rings": [outer]}).equals(shapely.Polygon(outer))
    assert geometry_of({"rings": [outer, hole]}).equals(with_hole)
    assert geometry_of({"rings": [hole, outer]}).equals(with_hole)
    assert geometry_of({"rings": [outer[::-1], hole[::-1]]}).equals(with_hole)
    whole = geometry_of({"rings": [island, hole, outer]})
    assert whole.area == 100 - 36 + 4
    assert whole.geom_type == "MultiPolygon"
    other = [[20, 0], [20, 5], [25, 5], [25, 0], [20, 0]]
    assert geometry_of({"rings": [outer, hole, other]}).area == 100 - 36 + 25


@given(st.integers(0, 5), st.randoms(use_true_random=False), st.booleans())
def test_rings_within_rings_alternate_whatever_their_order_and_direction(depth, chance, turned):
    rings = [list(shapely.box(i, i, 20 - i, 20 - i).exterior.coords) for i in range(depth + 1)]
    expected = sum((-1) ** i * (20 - 2 * i) ** 2 for i in range(depth + 1))
    chance.shuffle(rings)
    rings = [ring[::-1] if turned else ring for ring in rings]
    found = geometry_of({"rings": rings})
    assert found.is_valid
    assert found.area == expected


def test_other_geometry_of_arcgis():
    assert geometry_of({"x": 1, "y": 2, "z": 3}).equals(shapely.Point(1, 2))
    assert geometry_of({"paths": [[[0, 0], [1, 1]]]}).geom_type == "LineString"
    assert geometry_of({"paths": [[[0, 0], [1, 1]], [[2, 2], [3, 3]]]}).geom_type == "MultiLineString"
    assert geometry_of({"points": [[0, 0], [1, 1]]}).geom_type == "MultiPoint"
    bad = [None, {}, {"x": None, "y": 1}, {"x": "NaN", "y": "NaN"}, {"rings": []}, {"rings": [[[0, 0], [1, 1]]]},
           {"paths": [[[0, 0]]]}, {"paths": []}, {"curvePaths": [[[0, 0], {"c": [[1, 1], [0, 1]]}]]}, {"rings": "x"},
           {"points": []}, {"rings": [[["a", 0], [1, 1], [2, 2]]]}]  # fmt: skip
    assert [geometry_of(given) for given in bad] == [None] * len(bad)


def test_names_of_reference_systems():
    assert declared("urn:ogc:def:crs:EPSG::28992") == 28992
    assert declared("<http://www.opengis.net/def/crs/EPSG/0/28992>") == 28992
    assert declared("EPSG:4326") == 4326
    assert declared("urn:ogc:def:crs:EPSG:9.9.1:3857") == 3857
    assert declared("urn:ogc:def:crs:OGC:1.3:CRS84") == 4326
    assert declared("http://www.opengis.net/def/crs/OGC/1.3/CRS84") == 4326
    assert [declared(text) for text in ("", None, "RD", "EPSG:")] == [None] * 4


def test_numbers_tell_the_system():
    def spot(x, y):
        return np.array([shapely.Point(x, y), None, shapely.Point(0, 0), shapely.Point(x + 0.1, y)], dtype=object)

    assert judged(spot(174_000, 444_000)) == RD
    assert judged(spot(5.6, 51.9)) == DEGREES
    assert judged(spot(51.9, 5.6)) == SWAPPED
    assert judged(spot(630_000, 6_790_000)) == WEB
    assert judged(spot(-50_000_000, 1)) is None
    assert judged(np.array([None], dtype=object)) == RD


def test_systems_that_neither_side_tells_stay_as_they_are():
    places = np.array([shapely.Point(-50_000_000, 1)], dtype=object)
    same, system = in_rd(places, None)
    assert system is None
    assert same[0].equals(places[0])
    amersfoort = np.array([shapely.Point(5.387638889, 52.155161111)], dtype=object)
    moved, system = in_rd(amersfoort, None)
    assert system == DEGREES
    assert moved[0].distance(shapely.Point(155_000, 463_000)) < 150
