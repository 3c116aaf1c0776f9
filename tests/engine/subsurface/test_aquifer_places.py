"""Names, points and cells of a judgement, and areas with the doublets that fit."""

import importlib.util
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import LineString, Point, Polygon, box

from riothermie_kansen import kentallen as all_kentallen
from riothermie_kansen.errors import InputError
from riothermie_kansen.readers.regis import read_stack
from riothermie_kansen.subsurface.aquifer import places
from riothermie_kansen.subsurface.aquifer.judge import judge_aquifers

K = all_kentallen.load()
RD = "EPSG:28992"


def regis_set():
    spec = importlib.util.spec_from_file_location("regis_set_places", Path(__file__).with_name("regis_set.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SET = regis_set()


@pytest.fixture(scope="module")
def leusden(tmp_path_factory):
    """Return a folder with the synthetic set of Leusden: 6 x 5 cells from (156000, 461000)."""
    return SET.write_folder(tmp_path_factory.mktemp("leusden") / "regis", form="asc")


def areas(*shapes, names=None):
    frame = gpd.GeoDataFrame({"naam": names or [f"G{i}" for i in range(len(shapes))]}, geometry=list(shapes), crs=RD)
    return places.areas_of(frame)[0]


def judged(folder, frame, **more):
    ids, xy, size = places.cells_of(folder, frame, kentallen=K)
    stack = read_stack(folder, xy, kentallen=K)
    return judge_aquifers(stack, xy=xy, ids=ids, size_m=size, areas=frame, kentallen=K, **more)


def test_leusden_from_files(leusden):
    """As the report says (par. 3.3 and 3.4), in the exact file format; the set is synthetic."""
    found = judged(leusden, areas(box(156000, 461000, 156600, 461500)))
    assert len(found.points) == 30
    assert set(found.points["klasse"]) == {"geschikt"}
    assert set(found.points["laag"]) == {"NUPZ-WAz3"}
    assert set(found.points["top_mv_m"].round(1)) == {65.0}
    assert set(found.points["basis_mv_m"].round(1)) == {125.0}
    assert set(found.points["hto"]) == {"alleen in de laag van de WKO"}
    assert found.points["hto_reden"].str.contains("van 240 tot 280 m onder maaiveld: 40 m, kh 3,5 m/d").all()
    assert found.points["laag_naam"].iloc[0].endswith("derde zandige eenheid")
    row = found.area.iloc[0]
    assert (row["cellen"], row["geschikt"], row["oppervlakte_ha"]) == (30, 100.0, pytest.approx(30.0))
    # 250 m3/h over 60 m: r = 57.8 m, 173 m apart: 3 x 4 wells fit in 600 x 500 m
    assert row["doubletten"] == 6
    assert row["totaal_kw"] == pytest.approx(6 * 250 * 20.9e3 / 3600)


@pytest.mark.parametrize(("form", "old"), [("tif", False), ("idf", True), ("nc", False)])
def test_the_same_in_other_formats_and_codes(leusden, tmp_path, form, old):
    other = SET.write_folder(tmp_path / form, form=form, old_codes=old)
    area = areas(box(156000, 461000, 156300, 461200))
    one, two = judged(leusden, area).points, judged(other, area).points
    for name in ("punt_id", "klasse", "laag", "reden", "hto_reden"):
        assert list(one[name]) == list(two[name])


def test_a_raster_of_a_set_stands_for_its_folder(leusden):
    assert places.model_of(leusden / "NUPZ-WAz3-t-ck.asc") == leusden
    assert places.model_of(leusden) == leusden
    assert places.model_of(leusden / "REGIS.nc") == leusden / "REGIS.nc"  # not there: told when it is read


def test_areas_smaller_than_a_cell_and_half_outside(leusden):
    frame = areas(
        box(156210, 461210, 156215, 461215), box(155800, 461000, 156100, 461100), box(156050, 461050, 156150, 461150)
    )
    found = judged(leusden, frame)
    assert list(found.area["cellen"]) == [1, 3, 4]
    assert list(found.area["doubletten"]) == [0, 0, 0]
    assert list(found.area["onbekend"].round(1)) == [0.0, 66.7, 0.0]
    for name in ("geschikt", "matig", "ongeschikt", "onbekend"):
        assert found.area[name].between(0, 100).all()
    assert found.area[["geschikt", "matig", "ongeschikt", "onbekend"]].sum(axis=1).tolist() == pytest.approx([100] * 3)
    counts = found.findings.counts()
    assert counts["aquifer_overlap"] == 1
    assert counts["aquifer_buiten"] == 2


def test_area_outside_is_refused(leusden):
    with pytest.raises(InputError) as error:
        judged(leusden, areas(box(100000, 400000, 100100, 400100)))
    assert error.value.key == "regis_dekt_gebied_niet"


def test_points_keep_their_name_and_are_counted():
    frame = gpd.GeoDataFrame(
        {"ID": ["a", "a", "b", "a (2)"]},
        geometry=[Point(1, 2), box(10, 10, 12, 12), None, Point(3, 4)],
        crs=RD,
    )
    names, xy, findings = places.points_of(frame)
    assert list(names) == ["a", "a (3)", "a (2)"]
    assert xy.tolist() == [[1, 2], [11, 11], [3, 4]]
    assert findings.counts() == {"aquifer_zonder_plaats": 1}


def test_names_are_chosen_found_or_numbered():
    frame = gpd.GeoDataFrame({"naam": ["x", None], "straat": ["y", "z"]}, geometry=[Point(1, 2)] * 2, crs=RD)
    assert list(places.points_of(frame)[0]) == ["x", "punt 2"]  # only the empty one gets a number
    filled = frame.assign(id=["", None], name=["k", "l"])
    assert list(places.points_of(filled)[0]) == ["k", "l"]  # a field that names all comes first
    assert list(places.points_of(frame[["straat", "geometry"]])[0]) == ["punt 1", "punt 2"]
    land = frame.set_geometry([box(0, 0, 1, 1), box(2, 2, 3, 3)])
    assert list(places.areas_of(land)[0]["gebied_id"]) == ["x", "gebied 2"]
    assert list(places.points_of(frame, "naam")[0]) == ["x", "punt 2"]
    assert list(places.points_of(frame, "STRAAT")[0]) == ["y", "z"]
    with pytest.raises(InputError) as error:
        places.points_of(frame, "weg")
    assert error.value.key == "aquifer_geen_veld"


def test_nothing_with_a_place_is_refused():
    none = gpd.GeoDataFrame({"naam": ["x"]}, geometry=[Polygon()], crs=RD)
    with pytest.raises(InputError) as error:
        places.points_of(none)
    assert error.value.key == "aquifer_geen_plaats"
    with pytest.raises(InputError) as error:
        places.areas_of(none.set_geometry([LineString([(0, 0), (1, 1)])]))
    assert error.value.key == "aquifer_geen_vlak"


def test_invalid_area_counts():
    bow = Polygon([(156000, 461000), (156200, 461200), (156200, 461000), (156000, 461200)])
    found, findings = places.areas_of(gpd.GeoDataFrame({"naam": ["strik"]}, geometry=[bow], crs=RD))
    assert found.geometry.iloc[0].is_valid
    assert found.geometry.area.iloc[0] == pytest.approx(20000.0)
    assert findings.count() == 0
    assert np.array_equal(found["gebied_id"], ["strik"])
