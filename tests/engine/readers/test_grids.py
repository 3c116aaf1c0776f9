"""Rasters of one quantity: the same numbers whatever the form, the library and the way the rows run."""

import contextlib
import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from riothermie_kansen.callbacks import never
from riothermie_kansen.errors import CancelledError, InputError
from riothermie_kansen.readers.grid_axes import Axes, cell_of, edges_of
from riothermie_kansen.readers.grids import open_grid, sample
from riothermie_kansen.readers.idf import read_header
from tests.engine.subsurface.regis_set import Area, idf, write_netcdf, write_raster, write_tif

AREA = Area(x=156_000.0, y=461_000.0, columns=7, rows=4)
VALUES = np.arange(28.0).reshape(4, 7) / 4 - 3  # exact in single precision


def libraries():
    """Return which of the two libraries are here and find their coordinate systems.

    A rasterio with PROJ of its own does not where PROJ_DATA points to those of another version.
    """
    found = []
    if importlib.util.find_spec("rasterio"):
        from rasterio.crs import CRS
        from rasterio.errors import CRSError

        with contextlib.suppress(CRSError):
            CRS.from_epsg(28992)
            found.append("rasterio")
    if importlib.util.find_spec("osgeo"):
        found.append("gdal")
    return found


LIBRARIES = libraries()
needs_library = pytest.mark.skipif(not LIBRARIES, reason="neither rasterio nor the bindings of GDAL are (usable) here")


def read(path, xy, way=""):
    with open_grid(Path(path), way=way) as grid:
        return sample(grid, np.asarray(xy, dtype=float))


def refused(path, way=""):
    with pytest.raises(InputError) as error:
        read(path, AREA.centres(), way)
    for language in ("en", "nl"):
        assert Path(path).name in error.value.text(language)
    return error.value.key


@pytest.mark.parametrize("form", ["idf", "idf8", "idfx", "nc"])
@pytest.mark.parametrize("ascending", [False, True])
def test_forms_that_need_no_library(tmp_path, form, ascending):
    path = write_raster(tmp_path / "een", VALUES, AREA, form=form, ascending=ascending)
    values, inside = read(path, AREA.centres())
    assert_array_equal(values, VALUES.ravel())
    assert inside.all()


def test_degrees_beside_a_raster_in_netcdf_are_no_second_raster(tmp_path):
    grids = {"band": VALUES, "lat": VALUES * 0 + 52, "lon": VALUES * 0 + 5}
    write_netcdf(tmp_path / "een.nc", grids, AREA, axes=("y", "x"))
    assert_array_equal(read(tmp_path / "een.nc", AREA.centres())[0], VALUES.ravel())
    write_netcdf(tmp_path / "twee.nc", {"band": VALUES, "nog": VALUES}, AREA, axes=("y", "x"))
    assert refused(tmp_path / "twee.nc") == "netcdf_geen_raster"


@needs_library
@pytest.mark.parametrize("way", LIBRARIES)
@pytest.mark.parametrize("form", ["tif", "asc"])
@pytest.mark.parametrize("ascending", [False, True])
def test_forms_that_need_a_library(tmp_path, form, ascending, way):
    path = write_raster(tmp_path / "een", VALUES, AREA, form=form, ascending=ascending, crs=form == "tif")
    values, inside = read(path, AREA.centres(), way)
    assert_array_equal(values, VALUES.ravel())
    assert inside.all()


@pytest.mark.skipif(len(LIBRARIES) < 2, reason="rasterio and the bindings of GDAL are not both installed here")
def test_both_libraries_give_the_same_numbers_on_tiles_with_nodata(tmp_path):
    area = Area(columns=70, rows=50)
    values = np.arange(3500.0).reshape(50, 70)
    values[values % 11 == 3] = -9999.0
    path = tmp_path / "tegels.tif"
    write_tif(path, values, area, tile=16)
    steps = np.random.default_rng(3)
    xy = np.column_stack([steps.uniform(155_500, 163_500, 4000), steps.uniform(460_500, 466_500, 4000)])
    by_rasterio, by_gdal = (read(path, xy, way) for way in ("rasterio", "gdal"))
    assert_array_equal(by_rasterio[0], by_gdal[0])
    assert_array_equal(by_rasterio[1], by_gdal[1])
    column = np.floor((xy[:, 0] - area.x) / 100).astype(int)
    row = 49 - np.floor((xy[:, 1] - area.y) / 100).astype(int)
    inside = (column >= 0) & (column < 70) & (row >= 0) & (row < 50)
    expected = np.full(4000, np.nan)
    expected[inside] = values[row[inside], column[inside]]
    expected[expected == -9999.0] = np.nan
    assert_array_equal(by_gdal[0], expected)
    assert_array_equal(by_gdal[1], inside)


@pytest.mark.parametrize("absent", ["rasterio", "osgeo"])
def test_where_one_library_is_absent_the_other_one_reads(tmp_path, monkeypatch, absent):
    other = "gdal" if absent == "rasterio" else "rasterio"
    if other not in LIBRARIES:
        pytest.skip(f"{other} is not installed here")
    path = write_raster(tmp_path / "een", VALUES, AREA)
    monkeypatch.setitem(sys.modules, absent, None)
    assert_array_equal(read(path, AREA.centres())[0], VALUES.ravel())


def test_where_both_are_absent_it_is_said(tmp_path, monkeypatch):
    path = tmp_path / "een.asc"
    write_raster(tmp_path / "een", VALUES, AREA, form="asc")
    monkeypatch.setitem(sys.modules, "rasterio", None)
    monkeypatch.setitem(sys.modules, "osgeo", None)
    assert refused(path) == "raster_zonder_lezer"


@needs_library
@pytest.mark.parametrize("way", LIBRARIES)
@pytest.mark.parametrize("nodata", [-9999.0, 1e30, -3.4028234663852886e38, 999.25, float("nan")])
def test_nodata_in_every_spelling(tmp_path, way, nodata):
    values = VALUES.copy()
    values[1, 2], values[3, 6] = nodata, -9999.0  # -9999 is never a value, whatever the header says
    path = write_raster(tmp_path / "een", values, AREA, nodata=nodata)
    found, inside = read(path, AREA.centres(), way)
    expected = VALUES.copy()
    expected[1, 2] = expected[3, 6] = np.nan
    assert_array_equal(found, expected.ravel())
    assert inside.all()


@needs_library
@pytest.mark.parametrize("way", LIBRARIES)
def test_another_crs_is_transformed(tmp_path, way):
    from pyproj import Transformer

    # two rows of three cells in UTM 31N around Leusden, far larger than the difference between transformations
    area = Area(x=661_000.0, y=5_777_000.0, columns=3, rows=2, size=1000.0)
    path = tmp_path / "utm.tif"
    write_tif(path, np.arange(6.0).reshape(2, 3), area, crs=32631)
    x, y = Transformer.from_crs("EPSG:32631", "EPSG:28992", always_xy=True).transform(*area.centres().T)
    values, inside = read(path, np.column_stack([x, y]), way)
    assert_array_equal(values, np.arange(6.0))
    assert inside.all()
    assert not read(path, [[100_000.0, 400_000.0], [np.nan, 0.0], [1e12, 1e12]], way)[1].any()


@needs_library
@pytest.mark.parametrize("way", LIBRARIES)
def test_without_crs_rd_is_assumed_only_where_rd_lies(tmp_path, way):
    write_tif(tmp_path / "rd.tif", VALUES, AREA, crs=None)
    with open_grid(tmp_path / "rd.tif", way=way) as grid:
        assert grid.rd_assumed
        assert grid.axes.crs == ""
    write_tif(tmp_path / "elders.tif", VALUES, Area(x=661_000.0, y=5_777_000.0, columns=7, rows=4), crs=None)
    assert refused(tmp_path / "elders.tif", way) == "raster_zonder_crs"


@needs_library
@pytest.mark.parametrize("way", LIBRARIES)
@pytest.mark.parametrize("crs", [7415, 28992])
def test_rd_with_heights_is_rd(tmp_path, way, crs):
    if crs == 7415 and "gdal" not in LIBRARIES:
        pytest.skip("writing a compound CRS takes the bindings of GDAL")
    write_tif(tmp_path / "rd.tif", VALUES, AREA, crs=crs)
    with open_grid(tmp_path / "rd.tif", way=way) as grid:
        assert (grid.axes.crs, grid.rd_assumed) == ("", False)


@needs_library
@pytest.mark.parametrize("way", LIBRARIES)
def test_what_is_no_raster_is_refused(tmp_path, way):
    (tmp_path / "kapot.tif").write_bytes(b"II*\0 and then nothing of use")
    (tmp_path / "tekst.asc").write_text("ncols 3\nnrows 2\nrommel", encoding="ascii")
    assert refused(tmp_path / "kapot.tif", way) == "raster_geen"
    assert refused(tmp_path / "tekst.asc", way) == "raster_geen"
    assert refused(tmp_path / "weg.tif", way) == "raster_onleesbaar"


@needs_library
@pytest.mark.parametrize("way", LIBRARIES)
def test_swapped_axes_of_a_raster_are_refused(tmp_path, way):
    write_tif(tmp_path / "om.tif", VALUES, Area(x=461_000.0, y=156_000.0, columns=7, rows=4), crs=None)
    assert refused(tmp_path / "om.tif", way) == "raster_assen_verwisseld"


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda data: data[:20], "idf_afgebroken"),
        (lambda data: data[:-4], "idf_afgebroken"),
        (lambda data: b"\x01\x02\x03\x04" + data[4:], "idf_geen"),
        (lambda data: data[:4] + b"\xff\xff\xff\xff" + data[8:], "idf_geen"),  # minus one column
        (lambda data: data[:4] + b"\xff\xff\xff\x7f" * 2 + data[12:], "idf_geen"),  # more cells than a disk holds
        (lambda data: data[:0], "idf_afgebroken"),
    ],
)
def test_damaged_idf_is_refused(tmp_path, change, key):
    path = tmp_path / "een.idf"
    path.write_bytes(change(idf(VALUES, AREA)))
    assert refused(path) == key


def test_idf_with_levels_and_unequal_cells(tmp_path):
    for double in (False, True):
        for unequal in (False, True):
            path = tmp_path / f"{double}{unequal}.idf"
            path.write_bytes(idf(VALUES, AREA, double=double, unequal=unequal, levels=True))
            assert_array_equal(read(path, AREA.centres())[0], VALUES.ravel())
    data = bytearray(idf(VALUES, AREA, unequal=True))
    # the first column 50 m and the second 150 m wide
    data[44:52] = np.array([50.0, 150.0], dtype="<f4").tobytes()
    path.write_bytes(bytes(data))
    assert_allclose(read_header(path).x_edges[:4], [156_000, 156_050, 156_200, 156_300])
    assert read(path, [[156_060.0, 461_350.0]])[0] == VALUES[0, 1]


def test_header_of_an_idf_of_unequal_cells_may_be_long(tmp_path):
    area = Area(columns=3000, rows=2, x=0.0, y=400_000.0, size=50.0)
    path = tmp_path / "breed.idf"
    path.write_bytes(idf(np.arange(6000.0).reshape(2, 3000), area, unequal=True))
    assert read(path, [[149_975.0, 400_025.0]])[0] == 5999.0


def test_cancel_while_sampling(tmp_path):
    path = write_raster(tmp_path / "een", VALUES, AREA, form="idf")
    with open_grid(path) as grid:
        sample(grid, AREA.centres(), cancelled=never)
        with pytest.raises(CancelledError):
            sample(grid, AREA.centres(), cancelled=lambda: True)


@given(
    edges=st.lists(st.integers(0, 40), min_size=2, max_size=12, unique=True).map(sorted),
    values=st.lists(st.integers(-5, 45) | st.floats(-5, 45), max_size=30),
    falling=st.booleans(),
)
def test_cell_of_is_the_same_for_rising_and_falling_axes(edges, values, falling):
    rising = np.array(edges, dtype=float)
    found = cell_of(rising[::-1] if falling else rising, np.array(values, dtype=float))
    for value, cell in zip(values, found, strict=True):
        own = [i for i in range(len(edges) - 1) if edges[i] <= value < edges[i + 1]]
        own = own or ([len(edges) - 2] if value == edges[-1] else [-1])
        assert cell == (len(edges) - 2 - own[0] if falling and own[0] >= 0 else own[0])


@given(order=st.permutations(range(28)))
def test_order_of_the_points_is_irrelevant(order):
    axes = Axes(AREA.x + 100.0 * np.arange(8), AREA.y + 100.0 * np.arange(5)[::-1])
    row, column = axes.cells(AREA.centres()[list(order)])
    assert_array_equal(VALUES[row, column], VALUES.ravel()[list(order)])


@pytest.mark.parametrize(
    ("coordinates", "edges"),
    [
        ([100.0, 200.0, 300.0], [100, 200, 300, 400]),  # corners, as TNO delivers them
        ([150.0, 250.0, 350.0], [100, 200, 300, 400]),  # centres
        ([300.0, 200.0, 100.0], [400, 300, 200, 100]),
        ([350.0, 250.0, 150.0], [400, 300, 200, 100]),
        ([500.0], [500, 600]),
        ([550.0], [500, 600]),
        ([0.0, 10.0, 30.0], [-5, 5, 20, 40]),  # unequal: halfway between
        ([120.0, 220.0], [70, 170, 270]),  # neither: centres
    ],
)
def test_edges_from_coordinates(coordinates, edges):
    assert_allclose(edges_of(np.array(coordinates), 100.0, file="f", axis="x"), edges)


@pytest.mark.parametrize("coordinates", [[], [1.0, 1.0], [1.0, 3.0, 2.0], [1.0, np.nan], [np.inf, 2.0]])
def test_coordinates_that_do_not_run_are_refused(coordinates):
    with pytest.raises(InputError) as error:
        edges_of(np.array(coordinates), 100.0, file="f.nc", axis="x")
    assert error.value.key == "netcdf_as_onregelmatig"
