"""Parcels, public ground and obstacles as they are delivered: nothing is lost without being counted."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely

from riothermie_kansen.errors import InputError
from riothermie_kansen.readers.parcels import BOMEN, GROEN, PERCELEN, RIOOL, read_ground, read_obstacles

RD = "EPSG:28992"
X, Y = 150_000.0, 450_000.0


def square(x, y=0.0, side=10.0):
    return shapely.box(X + x, Y + y, X + x + side, Y + y + side)


def frame(columns, geometry, crs=RD):
    return gpd.GeoDataFrame(columns, geometry=list(geometry), crs=crs)


def adds_up(found):
    count = len(found.frame) if hasattr(found, "frame") else len(found.geometry)
    return found.read == count + sum(found.dropped.values())


def test_cadastral_names_are_made_of_their_parts():
    found = read_ground(
        frame(
            {
                "kadastraleGemeentecode": ["LSD00", "LSD00"], "sectie": ["A", "A"], "perceelnummer": [12, 7],
                "identificatieLokaalID": ["1", "2"],
            },
            [square(0), square(20)],
        ),
        PERCELEN,
    )  # fmt: skip
    assert list(found.frame["perceel_id"]) == ["LSD00 A 12", "LSD00 A 7"]
    assert adds_up(found)


def test_everything_that_is_no_ground_is_listed():
    bow = shapely.Polygon([(X, Y + 50), (X + 10, Y + 60), (X + 10, Y + 50), (X, Y + 60)])
    rows = frame(
        {
            "id": ["a", "a", "a", "b", "c", "d", "e", "f"],
            "eindRegistratie": [None, None, None, "2020-01-01", None, None, None, None],
            "relatieveHoogteligging": [0, 0, 0, 0, -1, 0, 0, 0],
        },
        [square(0), square(0), square(20), square(40), square(60), None, shapely.Point(X, Y), bow],
    )
    found = read_ground(rows, PERCELEN)
    assert adds_up(found)
    assert found.dropped == {
        "grond_dubbel": 1, "grond_historie": 1, "grond_niet_maaiveld": 1, "grond_zonder_vlak": 1,
        "grond_geen_vlak_rij": 1,
    }  # fmt: skip
    # two places with one id stay two, and a bow tie becomes its two triangles
    assert list(found.frame["perceel_id"]) == ["a", "a (2)", "f"]
    assert found.frame.geometry.is_valid.all()
    assert found.frame.geometry.iloc[2].area == pytest.approx(50.0)
    assert {"grond_hersteld", "grond_id_dubbel"} <= set(found.findings.counts())


def test_a_yard_is_not_public_but_it_is_ground():
    rows = frame({"fysiek_voorkomen": ["groenvoorziening", "erf"]}, [square(0), square(20)])
    assert len(read_ground(rows, GROEN).frame) == 1
    assert read_ground(rows, GROEN).dropped == {"grond_erf": 1}
    assert len(read_ground(rows, PERCELEN).frame) == 2


def test_the_order_of_rows_does_not_matter():
    rows = frame({"id": list("aabbc")}, [square(20.0 * i) for i in range(5)])
    one = read_ground(rows, PERCELEN).frame
    other = read_ground(rows.iloc[::-1].reset_index(drop=True), PERCELEN).frame
    assert list(one["perceel_id"]) == list(other["perceel_id"])
    assert one.geometry.geom_equals(other.geometry).all()


def test_ground_in_degrees_is_brought_to_rd():
    rows = frame({"id": ["a"]}, [square(0)]).to_crs("EPSG:4326")
    assert read_ground(rows, PERCELEN).frame.geometry.iloc[0].area == pytest.approx(100.0, abs=0.01)


def test_obstacles_keep_their_kind():
    rows = frame(
        {"naam": ["a", "b", "c", "d"], "status": ["bestaand", "bestaand", "vervallen", ""]},
        [shapely.Point(X, Y), shapely.LineString([(X, Y), (X + 5, Y)]), shapely.Point(X, Y), None],
    )
    found = read_obstacles(rows, BOMEN)
    assert list(shapely.get_dimensions(found.geometry)) == [0, 1]
    assert found.dropped == {"obstakel_zonder_plaats": 1, "grond_historie": 1}
    assert adds_up(found)


def test_a_layer_without_areas_is_refused_and_an_empty_one_is_not():
    lines = frame({"id": ["a"]}, [shapely.LineString([(X, Y), (X + 5, Y)])])
    with pytest.raises(InputError) as error:
        read_ground(lines, PERCELEN)
    assert error.value.key == "grond_geen_vlak"
    assert len(read_ground(frame({"id": np.empty(0, dtype=object)}, []), GROEN).frame) == 0
    assert len(read_obstacles(frame({"id": np.empty(0, dtype=object)}, []), RIOOL).geometry) == 0


def test_the_bgt_of_a_village(shared_data):
    path = shared_data / "streets_buildings" / "otterlo_bgt.gpkg"
    rows = gpd.read_file(path, layer="ondersteunendwegdeel")
    found = read_ground(rows, GROEN)
    assert adds_up(found)
    assert len(found.frame) > 0
    assert found.frame["perceel_id"].is_unique
    assert found.frame.geometry.is_valid.all()
