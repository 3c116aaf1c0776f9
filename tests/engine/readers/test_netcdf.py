"""NetCDF: axes in their stored order, whatever reads it."""

import sys

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from riothermie_kansen.errors import InputError
from riothermie_kansen.readers import netcdf
from riothermie_kansen.readers.netcdf import open_netcdf, without_nodata
from riothermie_kansen.readers.netcdf_axes import columns_at, place_of
from tests.engine.readers.test_grids import LIBRARIES
from tests.engine.subsurface.regis_set import Area, write_geotop, write_netcdf, write_regis

ORDERS = [("x", "y", "z"), ("z", "y", "x"), ("y", "z", "x"), ("x", "z", "y")]
AREA = Area(columns=5, rows=4)
VOXELS = np.arange(7 * 4 * 5).reshape(7, 4, 5)  # z, rows from the north, columns
needs_gdal = pytest.mark.skipif("gdal" not in LIBRARIES, reason="the bindings of GDAL are not installed here")
needs_both = pytest.mark.skipif(
    len(LIBRARIES) < 2, reason="rasterio and the bindings of GDAL are not both installed here"
)


def columns(path, name="lithok", way=""):
    with open_netcdf(path, way=way) as data:
        variable = data.variables[name]
        place = place_of(data, variable, 100.0)
        return columns_at(data, variable, place, *place.axes.cells(AREA.centres())), data.way


@pytest.mark.parametrize("axes", ORDERS)
def test_classic_netcdf_in_any_order(tmp_path, axes):
    write_geotop(tmp_path / "g.nc", VOXELS, AREA, axes=axes)
    found, way = columns(tmp_path / "g.nc")
    assert way == "scipy"
    assert_array_equal(found, VOXELS.reshape(7, 20).T)


@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_a_large_classic_netcdf_is_mapped_and_closed(tmp_path, monkeypatch):
    write_geotop(tmp_path / "g.nc", VOXELS, AREA)
    monkeypatch.setattr(netcdf, "_MAPPED_BYTES", 0)
    assert_array_equal(columns(tmp_path / "g.nc")[0], VOXELS.reshape(7, 20).T)


@needs_gdal
@pytest.mark.parametrize("axes", ORDERS)
@pytest.mark.parametrize("way", LIBRARIES)
def test_netcdf_4_in_any_order(tmp_path, axes, way):
    write_geotop(tmp_path / "g.nc", VOXELS, AREA, axes=axes, form=4)
    found, used = columns(tmp_path / "g.nc", way=way)
    assert used == way
    assert_array_equal(found, VOXELS.reshape(7, 20).T)


@needs_both
def test_axes_of_equal_length_are_told_apart_by_rasterio_or_refused(tmp_path):
    """Its bands do not name their axes: of two of one length the coordinates tell which is which."""
    area = Area(columns=4, rows=4)
    values = np.arange(112).reshape(7, 4, 4)
    for axes in (("z", "y", "x"), ("z", "x", "y"), ("x", "y", "z")):
        path = tmp_path / f"{''.join(axes)}.nc"
        write_geotop(path, values, area, axes=axes, form=4)
        try:
            with open_netcdf(path, way="rasterio") as data:
                variable = data.variables["lithok"]
                assert variable.axes == axes
        except InputError as error:
            assert error.key == "netcdf_volgorde"
        with open_netcdf(path, way="gdal") as data:
            assert data.variables["lithok"].axes == axes


@needs_both
def test_both_libraries_read_the_real_model_alike(shared_data):
    path = shared_data / "subsurface" / "geotop_usp.nc"
    for part in (((), ()), ((2, 3, 100), (4, 5, 50))):
        found = []
        for way in ("gdal", "rasterio"):
            with open_netcdf(path, way=way) as data:
                assert data.variables["lithok"].axes == ("x", "y", "z")
                assert data.variables["lithok"].shape == (19, 15, 313)
                found.append([data.read(name, *part) for name in ("lithok", "strat", "kans_5")])
        for by_gdal, by_rasterio in zip(*found, strict=True):
            assert_array_equal(by_gdal, by_rasterio)
            assert np.isfinite(by_gdal).any()


def test_axes_without_names_that_say_so_go_by_their_attributes(tmp_path):
    write_netcdf(tmp_path / "a.nc", {"top": VOXELS[0]}, AREA, axes=("x", "y"))
    found, _ = columns(tmp_path / "a.nc", "top")
    assert_array_equal(found[:, 0], VOXELS[0].ravel())


def test_names_of_axes_in_other_words(tmp_path):
    names = {"x": "easting", "y": "northing"}
    write_netcdf(tmp_path / "a.nc", {"top": VOXELS[0]}, AREA, axes=("y", "x"), rename=names)
    assert_array_equal(columns(tmp_path / "a.nc", "top")[0][:, 0], VOXELS[0].ravel())


def test_coordinates_the_wrong_way_round_are_read_by_what_they_are(tmp_path):
    write_netcdf(tmp_path / "a.nc", {"top": VOXELS[0]}, AREA, axes=("y", "x"), rename={"x": "y", "y": "x"})
    with open_netcdf(tmp_path / "a.nc") as data:
        assert place_of(data, data.variables["top"], 100.0).turned
    assert_array_equal(columns(tmp_path / "a.nc", "top")[0][:, 0], VOXELS[0].ravel())


def test_no_axes_x_and_y_is_refused_with_the_axes_that_are_there(tmp_path):
    write_netcdf(tmp_path / "a.nc", {"top": VOXELS[0]}, AREA, axes=("y", "x"), rename={"x": "rij", "y": "kolom"})
    with open_netcdf(tmp_path / "a.nc") as data, pytest.raises(InputError) as error:
        place_of(data, data.variables["top"], 100.0)
    assert error.value.key == "netcdf_assen"
    assert "kolom, rij" in error.value.text("nl")


def test_bounds_go_before_the_shape_of_coordinates(tmp_path):
    """Coordinates of REGIS.nc are corners; its bounds say so also where cells do not begin at whole multiples."""
    area = Area(x=156_030.0, y=461_070.0, columns=5, rows=4)
    path = write_regis(tmp_path / "r.nc", area=area)
    with open_netcdf(path) as data:
        axes = place_of(data, data.variables["top"], 100.0).axes
    assert axes.bounds() == (156_030.0, 461_070.0, 156_530.0, 461_470.0)


@pytest.mark.parametrize(
    "content", [b"", b"geen netcdf", b"CDF\x01", b"CDF\x01" + b"\xff" * 400, b"\x89HDF\r\n\x1a\n" * 9]
)
def test_what_is_no_netcdf_is_refused(tmp_path, content):
    path = tmp_path / "raar.nc"
    path.write_bytes(content)
    with pytest.raises(InputError) as error, open_netcdf(path):
        pass
    assert error.value.key in ("netcdf_geen", "netcdf_onleesbaar")


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9, 0.99])
def test_classic_netcdf_cut_off_is_refused(tmp_path, share):
    whole = write_regis(tmp_path / "r.nc")
    data = whole.read_bytes()
    path = tmp_path / "half.nc"
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(InputError) as error, open_netcdf(path) as opened:
        [opened.read(name) for name in opened.variables]
    assert error.value.key == "netcdf_onleesbaar"


@needs_gdal
@pytest.mark.parametrize("exceptions", [False, True])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_netcdf_4_cut_off_is_refused_with_and_without_exceptions_of_gdal(tmp_path, share, exceptions):
    from osgeo import gdal

    write_geotop(tmp_path / "g.nc", VOXELS, AREA, form=4)
    data = (tmp_path / "g.nc").read_bytes()
    (tmp_path / "half.nc").write_bytes(data[: int(len(data) * share)])
    before = gdal.GetUseExceptions()
    (gdal.UseExceptions if exceptions else gdal.DontUseExceptions)()
    try:
        with pytest.raises(InputError), open_netcdf(tmp_path / "half.nc") as opened:
            opened.read("lithok")
        assert gdal.GetUseExceptions() == exceptions
        assert columns(tmp_path / "g.nc", way="gdal")[1] == "gdal"
    finally:
        (gdal.UseExceptions if before else gdal.DontUseExceptions)()


def test_netcdf_4_without_a_library_is_refused(tmp_path, monkeypatch):
    (tmp_path / "g.nc").write_bytes(b"\x89HDF\r\n\x1a\n" + b"\0" * 100)
    monkeypatch.setitem(sys.modules, "rasterio", None)
    monkeypatch.setitem(sys.modules, "osgeo", None)
    with pytest.raises(InputError) as error, open_netcdf(tmp_path / "g.nc"):
        pass
    assert error.value.key == "netcdf_onleesbaar"


def test_nodata_of_single_precision_and_of_every_delivery():
    stored = np.array([1.5, -9999.0, -3.4028235e38, 1e30, 999.9, np.nan, -127.0], dtype="f4")
    assert_array_equal(without_nodata(stored, (999.9,)), [1.5, np.nan, np.nan, np.nan, np.nan, np.nan, -127.0])
    assert_array_equal(without_nodata(np.array([3, -127, 7], dtype="i2"), (-127.0,)), [3.0, np.nan, 7.0])
