"""REGIS II: the same stack from every delivery, and what is wrong with one is told. All sets are synthetic."""

import sys
from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from riothermie_kansen import kentallen
from riothermie_kansen.errors import CancelledError, InputError
from riothermie_kansen.readers.regis import cell_centres, read_stack
from tests.engine.readers.test_grids import LIBRARIES
from tests.engine.subsurface.regis_set import (
    LEUSDEN,
    NODATA,
    Area,
    Layer,
    write_folder,
    write_netcdf,
    write_raster,
    write_regis,
)

STANDARD = kentallen.load()
AREA = Area()
XY = AREA.centres()
SLOPE = np.arange(30.0).reshape(5, 6) / 8
LAYERS = {
    "mv": Layer(3.0 + SLOPE, 3.0 + SLOPE),
    "NUhlc": Layer(3.0 + SLOPE, 0.0, kv=0.25),
    "NUBXz1": Layer(0.0, -15.0 - SLOPE, kh=8.0 + SLOPE),
    "NUEEk1": Layer(np.where(SLOPE > 2, -15.0 - SLOPE, np.nan), np.where(SLOPE > 2, -22.0, np.nan), c=1024.0),
    "NUPZ-WAz3": Layer(-62.0, -122.0, kh=75.0, kd=4500.0),
}
"""Numbers that single precision holds exactly."""

EXPECTED = {
    "NUhlc": (3.0 + SLOPE, 0.0),
    "NUBXz1": (0.0, -15.0 - SLOPE),
    "NUEEk1": (np.where(SLOPE > 2, -15.0 - SLOPE, np.nan), np.where(SLOPE > 2, -22.0, np.nan)),
    "NUPZ-WAz3": (-62.0, -122.0),
}

needs_gdal = pytest.mark.skipif("gdal" not in LIBRARIES, reason="the bindings of GDAL are not installed here")
needs_library = pytest.mark.skipif(not LIBRARIES, reason="neither rasterio nor the bindings of GDAL are installed here")


def stack_of(source, xy=XY, **given):
    return read_stack(source, xy, kentallen=STANDARD, **given)


def refused(source, xy=XY):
    with pytest.raises(InputError) as error:
        stack_of(source, xy)
    assert error.value.text("en") != error.value.text("nl")
    return error.value


def same(stack):
    """Check all numbers of a stack of `LAYERS` by hand."""
    assert stack.codes.tolist() == list(EXPECTED)
    assert stack.old_codes.tolist() == ["HLc", "BXz1", "EEk1", "PZWAz3"]
    assert stack.kind.tolist() == ["complex", "zand", "klei", "zand"]
    assert stack.names[3] == "Formatie van Peize en Formatie van Waalre, derde zandige eenheid"
    for i, (top, bottom) in enumerate(EXPECTED.values()):
        assert_array_equal(stack.top_m[i], AREA.full(top).ravel())
        assert_array_equal(stack.bottom_m[i], AREA.full(bottom).ravel())
    assert_array_equal(stack.kh_md[1], (8.0 + SLOPE).ravel())
    assert_array_equal(stack.kh_md[3], np.full(30, 75.0))
    assert np.isnan(stack.kh_md[[0, 2]]).all()
    thick = stack.thickness_m
    assert_array_equal(stack.kd_m2d[3], np.full(30, 4500.0))
    assert_allclose(stack.kd_m2d[1], ((8.0 + SLOPE) * (15.0 + SLOPE)).ravel())
    assert_allclose(stack.c_d[0], ((3.0 + SLOPE) / 0.25).ravel())
    assert_allclose(stack.kv_md[2], thick[2] / 1024.0)
    assert_array_equal(np.isnan(stack.c_d[2]), (SLOPE <= 2).ravel())
    assert_array_equal(stack.surface_m, (3.0 + SLOPE).ravel())
    assert stack.covered.all()


@pytest.mark.parametrize("form", ["idf", "idf8", "idfx", "nc"])
@pytest.mark.parametrize("old_codes", [False, True])
def test_folder_in_forms_that_need_no_library(tmp_path, form, old_codes):
    same(stack_of(write_folder(tmp_path / "regis", LAYERS, form=form, old_codes=old_codes)))


@needs_library
@pytest.mark.parametrize("form", ["tif", "asc"])
@pytest.mark.parametrize("old_codes", [False, True])
@pytest.mark.parametrize("ascending", [False, True])
def test_folder_in_forms_that_need_a_library(tmp_path, form, old_codes, ascending):
    folder = write_folder(tmp_path / "regis", LAYERS, form=form, old_codes=old_codes, ascending=ascending)
    same(stack_of(folder))


@pytest.mark.parametrize("axes", [("layer", "y", "x"), ("x", "y", "layer"), ("y", "layer", "x"), ("x", "layer", "y")])
@pytest.mark.parametrize("ascending", [False, True])
@pytest.mark.parametrize("old_codes", [False, True])
def test_one_netcdf_in_any_order_of_axes(tmp_path, axes, ascending, old_codes):
    path = write_regis(tmp_path / "REGIS.nc", LAYERS, axes=axes, ascending=ascending, old_codes=old_codes)
    stack = stack_of(path)
    same(stack)
    assert any(", ".join(axes) in note for note in stack.notes)
    same(stack_of(tmp_path))  # the folder it stands in, alone


@pytest.mark.parametrize("corners", [False, True])
@pytest.mark.parametrize("bounds", [False, True])
def test_coordinates_of_corners_and_of_centres(tmp_path, corners, bounds):
    same(stack_of(write_regis(tmp_path / "r.nc", LAYERS, corners=corners, bounds=bounds)))


@needs_gdal
@pytest.mark.parametrize("axes", [("layer", "y", "x"), ("x", "y", "layer")])
@pytest.mark.parametrize("crs", [False, True])
def test_netcdf_4(tmp_path, axes, crs):
    same(stack_of(write_regis(tmp_path / "REGIS.nc", LAYERS, axes=axes, form=4, crs=crs)))


@needs_gdal
@pytest.mark.parametrize("absent", ["rasterio", "osgeo"])
def test_netcdf_4_and_geotiff_by_either_library(tmp_path, monkeypatch, absent):
    if len(LIBRARIES) < 2:
        pytest.skip("rasterio is not installed here")
    path, folder = write_regis(tmp_path / "REGIS.nc", LAYERS, form=4), write_folder(tmp_path / "tif", LAYERS)
    monkeypatch.setitem(sys.modules, absent, None)
    same(stack_of(path))
    same(stack_of(folder))


@needs_gdal
@pytest.mark.skipif(len(LIBRARIES) < 2, reason="rasterio is not installed here")
def test_axes_of_units_that_rasterio_alone_cannot_name_are_refused(tmp_path, monkeypatch):
    """Texts on the last axis are no band and no coordinate to it: better no stack than one of the wrong units."""
    last = write_regis(tmp_path / "a.nc", LAYERS, axes=("x", "y", "layer"), form=4)
    unnamed = write_regis(tmp_path / "b.nc", LAYERS, form=4, unnamed=True)
    monkeypatch.setitem(sys.modules, "osgeo", None)
    assert refused(last).key == "netcdf_volgorde"
    assert refused(unnamed).key == "regis_namen_onleesbaar"


def test_order_of_the_layers_in_the_file_is_irrelevant(tmp_path):
    same(stack_of(write_regis(tmp_path / "r.nc", LAYERS, order=list(LAYERS)[::-1])))


def test_leusden_by_hand(tmp_path):
    """Peize-Waalre sand 3 lies at 65-125 m below a surface of 3 m NAP with 75 m/d; 240-280 m has 3.5; below is clay."""
    stack = stack_of(write_folder(tmp_path / "leusden", LEUSDEN, form="idf"))
    best = stack.codes.tolist().index("NUPZ-WAz3")
    assert_allclose(stack.surface_m - stack.top_m[best], 65.0)
    assert_allclose(stack.surface_m - stack.bottom_m[best], 125.0)
    assert_allclose(stack.kh_md[best], 75.0)
    assert_allclose(stack.kd_m2d[best], 4500.0)
    assert stack.kind[best - 1] == stack.kind[best + 1] == "klei"
    assert_allclose(stack.c_d[best + 1], 115.0 / 0.0004, rtol=1e-5)
    deep = stack.codes.tolist().index("NUOOz1")
    assert_allclose(stack.surface_m - stack.top_m[deep], 240.0)
    assert_allclose(stack.kh_md[deep], 3.5)
    assert stack.kind[-1] == "klei"
    assert stack.findings.count() == 0


def test_units_that_are_nowhere_under_the_points_are_left_out_and_told(tmp_path):
    layers = {**LAYERS, "NUURz1": Layer(np.nan, np.nan, kh=np.nan)}
    stack = stack_of(write_folder(tmp_path / "r", layers, form="idf"))
    same(stack)
    assert any("5 lagen in de levering, waarvan er 4 voorkomen op de 30 punten" in note for note in stack.notes)


def test_surface_is_derived_where_no_raster_gives_it(tmp_path):
    layers = {code: layer for code, layer in LAYERS.items() if code != "mv"}
    stack = stack_of(write_folder(tmp_path / "r", layers, form="idf"))
    same(stack)
    assert any("afgeleid uit de bovenkant van de hoogste laag" in note for note in stack.notes)


@pytest.mark.parametrize(("given", "kept"), [("top", "bottom"), ("bottom", "top")])
def test_thickness_stands_in_for_a_level(tmp_path, given, kept):
    folder = write_folder(tmp_path / "r", LAYERS, form="idf")
    name = {"top": "b", "bottom": "t"}[given]
    (folder / f"NUPZ-WAz3-{name}-ck.IDF").unlink()
    write_raster(folder / "NUPZ-WAz3-d-ck", AREA.full(60.0), AREA, form="idf")
    same(stack_of(folder))
    assert kept


def test_unknown_units_are_kept_where_they_lie_and_listed(tmp_path):
    layers = {**LAYERS, "NUXYk7": Layer(-30.0, -40.0, kv=0.001), "NUABz": Layer(-130.0, -140.0, kh=5.0)}
    stack = stack_of(write_folder(tmp_path / "r", layers, form="idf"))
    assert stack.codes.tolist() == ["NUhlc", "NUBXz1", "NUEEk1", "NUXYk7", "NUPZ-WAz3", "NUABz"]
    assert stack.kind[[3, 5]].tolist() == ["klei", "zand"]
    rows = stack.findings.frame(None)
    assert rows.loc[rows["soort"] == "regis_onbekende_laag", "object_id"].tolist() == ["NUABz", "NUXYk7"]
    same(replace(stack, **{f: getattr(stack, f)[[0, 1, 2, 4]] for f in (
        "codes", "old_codes", "names", "kind", "top_m", "bottom_m", "kh_md", "kv_md", "kd_m2d", "c_d"
    )}))  # fmt: skip


def test_two_files_for_one_unit_are_told_and_the_first_form_is_read(tmp_path):
    folder = write_folder(tmp_path / "r", LAYERS, form="idf")
    write_raster(folder / "PZWAz3-t-ck", AREA.full(-1.0), AREA, form="asc")
    stack = stack_of(folder)
    same(stack)
    (text,) = stack.findings.frame(None)["tekst"]
    assert "PZWAz3-t-ck.asc" in text
    assert "NUPZ-WAz3-t-ck.IDF" in text


def test_a_unit_without_top_or_bottom_is_left_out_and_told(tmp_path):
    folder = write_folder(tmp_path / "r", {**LAYERS, "NUURz1": Layer(-30.0, -40.0, kh=4.0)}, form="idf")
    (folder / "NUURz1-b-ck.IDF").unlink()
    stack = stack_of(folder)
    same(stack)
    rows = stack.findings.frame(None)
    assert rows[["soort", "object_id"]].to_numpy().tolist() == [["regis_zonder_ligging", "NUURz1"]]


def test_no_top_at_all_is_refused(tmp_path):
    folder = write_folder(tmp_path / "r", {"NUURz1": Layer(-30.0, -40.0)}, form="idf")
    (folder / "NUURz1-t-ck.IDF").unlink()
    assert refused(folder).key == "regis_geen_ligging"
    assert refused(write_regis(tmp_path / "r.nc", LAYERS, names=("bottom", "kh"))).key == "regis_geen_top"


def test_top_below_bottom_counts_as_absent_and_is_told(tmp_path):
    layers = {**LAYERS, "NUURz1": Layer(np.where(SLOPE > 3, -50.0, -30.0), -40.0)}
    stack = stack_of(write_folder(tmp_path / "r", layers, form="idf"))
    i = stack.codes.tolist().index("NUURz1")
    assert_array_equal(np.isnan(stack.top_m[i]), (SLOPE > 3).ravel())
    assert_array_equal(np.isnan(stack.bottom_m[i]), (SLOPE > 3).ravel())
    (text,) = stack.findings.frame(None)["tekst"]
    assert f"op {int((SLOPE > 3).sum())} punten" in text


def test_half_a_level_counts_as_absent_and_is_told(tmp_path):
    layers = {**LAYERS, "NUURz1": Layer(-30.0, np.where(SLOPE > 3, -40.0, np.nan))}
    stack = stack_of(write_folder(tmp_path / "r", layers, form="idf"))
    i = stack.codes.tolist().index("NUURz1")
    assert_array_equal(np.isnan(stack.top_m[i]), (SLOPE <= 3).ravel())
    assert stack.findings.counts() == {"regis_halve_ligging": 1}


def test_impossible_values_are_taken_out_and_told(tmp_path):
    layers = {
        "NUBXz1": Layer(np.where(SLOPE > 3, 6000.0, 0.0), -15.0, kh=np.where(SLOPE > 2, -5.0, 8.0)),
        "NUURz1": Layer(-30.0, -40.0, kh=np.where(SLOPE > 1, 1e5, 0.0)),
    }
    stack = stack_of(write_folder(tmp_path / "r", layers, form="idf"))
    assert_array_equal(np.isnan(stack.top_m[0]), (SLOPE > 3).ravel())
    assert_array_equal(np.isnan(stack.kh_md[0]), (SLOPE > 2).ravel())
    assert np.isnan(stack.kh_md[1]).all()  # 0 is an empty cell, 100,000 m/d impossible
    texts = stack.findings.frame(None)["tekst"].tolist()
    assert len(texts) == 4
    assert sum("onmogelijke waarde" in text for text in texts) == 3


@pytest.mark.parametrize("nodata", [-9999.0, 1e30, -3.4028234663852886e38])
def test_nodata_everywhere_gives_no_layers_and_says_so(tmp_path, nodata):
    folder = tmp_path / "r"
    folder.mkdir()
    for name in ("NUBXz1-t-ck", "NUBXz1-b-ck", "NUBXz1-kh-sk"):
        write_raster(folder / name, AREA.full(nodata), AREA, form="idf", nodata=nodata)
    stack = stack_of(folder)
    assert stack.top_m.shape == stack.kh_md.shape == (0, 30)
    assert stack.covered.all()
    assert np.isnan(stack.surface_m).all()
    assert stack.findings.counts() == {"regis_zonder_lagen": 1}


def test_rasters_elsewhere_are_refused_with_both_places(tmp_path):
    error = refused(write_folder(tmp_path / "r", LAYERS, form="idf"), XY + np.array([50_000.0, 0.0]))
    assert error.key == "regis_dekt_niet"
    assert "x 156000 y 461000" in error.text("nl")
    assert "x 206300" in error.text("nl")


def test_points_partly_outside_are_told_and_not_covered(tmp_path):
    xy = np.vstack([XY, [[100.0, 400_000.0], [np.nan, np.nan]]])
    stack = stack_of(write_folder(tmp_path / "r", LAYERS, form="idf"), xy)
    assert_array_equal(stack.covered, [True] * 30 + [False] * 2)
    assert np.isnan(stack.top_m[:, 30:]).all()
    assert np.isnan(stack.surface_m[30:]).all()
    (text,) = stack.findings.frame(None)["tekst"]
    assert text.startswith("2 van 32 punten liggen buiten")


def test_no_points_at_all(tmp_path):
    stack = stack_of(write_folder(tmp_path / "r", LAYERS, form="idf"), np.empty((0, 2)))
    assert stack.top_m.shape == (0, 0)
    assert len(stack.covered) == 0


@given(st.lists(st.integers(0, 29), min_size=1, max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
def test_points_do_not_know_each_other(tmp_path, which):
    """Any choice of points, in any order and with doubles, gives the columns that all points give."""
    folder = tmp_path / "r"
    if not folder.exists():
        write_folder(folder, LAYERS, form="idf")
    whole, some = stack_of(folder), stack_of(folder, XY[which])
    place = {code: i for i, code in enumerate(whole.codes)}
    shown = [place[code] for code in some.codes]
    for name in ("top_m", "bottom_m", "kh_md", "kv_md", "kd_m2d", "c_d"):
        assert_array_equal(getattr(some, name), getattr(whole, name)[shown][:, which])
    hidden = [i for i in range(len(whole.codes)) if i not in shown]
    assert np.isnan(whole.top_m[hidden][:, which]).all()
    assert_array_equal(some.surface_m, whole.surface_m[which])


def test_files_that_are_no_regis_are_listed(tmp_path):
    folder = write_folder(tmp_path / "r", LAYERS, form="idf")
    write_raster(folder / "ahn_hoogte", AREA.full(1.0), AREA, form="idf")
    (folder / "leesmij.txt").write_text("x", encoding="utf-8")
    write_raster(folder / "NUBXz1-t-sd", AREA.full(1.0), AREA, form="idf")
    stack = stack_of(folder)
    same(stack)
    rows = stack.findings.frame(None)
    assert rows[["soort", "object_id"]].to_numpy().tolist() == [["regis_geen_regis", "ahn_hoogte.IDF"]]


def test_folders_in_folders(tmp_path):
    folder = write_folder(tmp_path / "r" / "rasters", LAYERS, form="idf")
    (tmp_path / "r" / "kh").mkdir()
    for path in folder.glob("*-kh-*"):
        path.rename(tmp_path / "r" / "kh" / path.name)
    same(stack_of(tmp_path / "r"))


def test_what_is_no_delivery_is_refused(tmp_path):
    assert refused(tmp_path / "weg").key == "regis_niet_gevonden"
    assert refused(tmp_path).key == "regis_geen_rasters"
    (tmp_path / "regis.zip").write_bytes(b"PK")
    assert refused(tmp_path / "regis.zip").key == "regis_zip"
    path = write_raster(tmp_path / "NUBXz1-t-ck", AREA.full(1.0), AREA, form="idf")
    assert refused(path).key == "regis_bestand"


def test_netcdf_without_names_of_units_or_without_units_is_refused(tmp_path):
    assert refused(write_regis(tmp_path / "r.nc", LAYERS, unnamed=True)).key == "regis_lagen_zonder_naam"
    write_netcdf(tmp_path / "p.nc", {"top": SLOPE, "bottom": SLOPE - 1}, AREA, axes=("y", "x"))
    assert refused(tmp_path / "p.nc").key == "regis_geen_lagen"


def test_axes_of_a_netcdf_the_wrong_way_round(tmp_path):
    path = write_regis(tmp_path / "r.nc", LAYERS, rename={"x": "y", "y": "x"}, bounds=False)
    stack = stack_of(path)
    same(stack)
    assert stack.findings.counts() == {"raster_gekeerd": 1}


def test_cancel_and_progress(tmp_path):
    folder = write_folder(tmp_path / "r", LAYERS, form="idf")
    with pytest.raises(CancelledError):
        stack_of(folder, cancelled=lambda: True)
    told = []
    stack_of(folder, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 100.0
    assert len(told) > 10


def test_cells_of_an_area_are_those_of_the_rasters(tmp_path):
    folder = write_folder(tmp_path / "r", LAYERS, form="idf")
    whole = shapely.box(156_000, 461_000, 156_600, 461_500)
    xy, size = cell_centres(folder, whole, kentallen=STANDARD)
    assert size == 100.0
    assert_array_equal(xy, XY)
    xy, size = cell_centres(folder, shapely.box(156_040, 461_040, 156_160, 461_060), kentallen=STANDARD)
    assert_array_equal(xy, [[156_050.0, 461_050.0], [156_150.0, 461_050.0]])
    xy, size = cell_centres(folder, whole, size_m=210.0, kentallen=STANDARD)
    assert size == 200.0
    assert xy[0].tolist() == [156_100.0, 461_300.0]  # 461,500 is no border of cells of 200 m


def test_cells_of_two_areas_that_overlap_count_once(tmp_path):
    folder = write_folder(tmp_path / "r", LAYERS, form="idf")
    parts = shapely.MultiPolygon(
        [shapely.box(156_000, 461_000, 156_300, 461_300), shapely.box(156_200, 461_200, 156_600, 461_500)]
    )
    xy, _ = cell_centres(folder, parts, kentallen=STANDARD)
    assert len(xy) == len(np.unique(xy, axis=0)) == 9 + 12 - 1


def test_too_many_cells_are_taken_together(tmp_path):
    folder = write_folder(tmp_path / "r", LAYERS, form="idf")
    few = STANDARD.replace({"regis.cellen_hoogste": 7})
    xy, size = cell_centres(folder, shapely.box(156_000, 461_000, 156_600, 461_500), kentallen=few)
    assert 0 < len(xy) <= 7
    assert size == 300.0
    country = Area(x=0.0, y=300_000.0, columns=28, rows=32, size=10_000.0)
    large = write_folder(tmp_path / "land", {"NUBXz1": Layer(0.0, -10.0)}, country, form="idf")
    xy, size = cell_centres(large, shapely.box(0, 300_000, 280_000, 620_000), kentallen=STANDARD)
    assert (len(xy), size) == (28 * 32, 10_000.0)


def test_an_area_elsewhere_has_no_cells(tmp_path):
    folder = write_folder(tmp_path / "r", LAYERS, form="idf")
    for area in (shapely.box(10_000, 400_000, 10_500, 400_500), shapely.box(156_001, 461_001, 156_002, 461_002)):
        with pytest.raises(InputError) as error:
            cell_centres(folder, area, kentallen=STANDARD)
        assert error.value.key == "regis_dekt_gebied_niet"


@needs_library
def test_cells_of_rasters_in_another_crs_are_squares_in_rd(tmp_path):
    from tests.engine.subsurface.regis_set import write_tif

    area = Area(x=661_000.0, y=5_777_000.0, columns=9, rows=9, size=1000.0)
    folder = tmp_path / "r"
    folder.mkdir()
    for name, value in (("NUBXz1-t-ck", 0.0), ("NUBXz1-b-ck", -10.0)):
        write_tif(folder / f"{name}.tif", area.full(value), area, crs=32631)
    xy, size = cell_centres(folder, shapely.box(156_010, 461_010, 156_290, 461_290), kentallen=STANDARD)
    assert size == 100.0
    assert_array_equal(np.unique(xy), [156_050.0, 156_150.0, 156_250.0, 461_050.0, 461_150.0, 461_250.0])
    stack = stack_of(folder, xy)
    assert_array_equal(stack.top_m, np.zeros((1, 9)))


def test_nodata_of_the_file_is_that_of_the_set():
    assert NODATA == -9999.0


def test_rasters_with_cells_of_another_size_or_place_are_read_at_the_points_themselves(tmp_path):
    """Points of one cell of the first raster may lie in different cells of the next one."""
    folder = write_folder(tmp_path / "r", {"NUhlc": Layer(1.0 + SLOPE, 0.0)}, form="idf")
    fine = Area(columns=12, rows=10, size=50.0)
    parts = np.arange(120.0).reshape(10, 12) / 8
    write_folder(folder, {"NUBXz1": Layer(0.0, -20.0 - parts, kh=5.0)}, fine, form="idf")
    shifted = Area(x=AREA.x - 30.0, columns=7)
    west = np.arange(35.0).reshape(5, 7) / 8
    write_folder(folder, {"NUURz1": Layer(-50.0, -60.0 - west, kv=0.5)}, shifted, form="idf")
    xy = fine.centres()
    stack = stack_of(folder, xy)
    assert stack.codes.tolist() == ["NUhlc", "NUBXz1", "NUURz1"]
    assert_array_equal(stack.bottom_m[1], -20.0 - parts.ravel())
    column, row = ((xy - [AREA.x, AREA.y]) // 100).astype(int).T
    assert_array_equal(stack.top_m[0], 1.0 + SLOPE[4 - row, column])
    moved = ((xy[:, 0] - shifted.x) // 100).astype(int)
    assert_array_equal(stack.bottom_m[2], -60.0 - west[4 - row, moved])
    assert stack.covered.all()


def test_counts_in_findings_are_points_and_not_cells(tmp_path):
    layers = {**LAYERS, "NUURz1": Layer(np.where(SLOPE > 3, -50.0, -30.0), -40.0)}
    xy = np.repeat(XY, 3, axis=0)
    stack = stack_of(write_folder(tmp_path / "r", layers, form="idf"), xy)
    (text,) = stack.findings.frame(None)["tekst"]
    assert f"op {3 * int((SLOPE > 3).sum())} punten" in text
    assert any("voorkomen op de 90 punten" in note for note in stack.notes)
    assert_array_equal(stack.top_m[:, ::3], stack_of(tmp_path / "r").top_m)
