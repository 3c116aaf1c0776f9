"""GeoTOP: voxels at points, of a real part of the model and of synthetic ones in its form."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from riothermie_kansen import kentallen
from riothermie_kansen.errors import CancelledError, InputError
from riothermie_kansen.readers.geotop import LITHOKLASSEN, UNKNOWN, read_voxels
from tests.engine.readers.test_grids import LIBRARIES
from tests.engine.subsurface.regis_set import Area, write_geotop, write_netcdf, write_regis

STANDARD = kentallen.load()
AREA = Area(columns=5, rows=4)
XY = AREA.centres()
LITHOK = np.full((8, 4, 5), -127)
LITHOK[:6] = np.array([7, 7, 6, 5, 2, 1])[:, None, None]
LITHOK[6, 1:3, 2:] = 0  # raised ground on a part

needs_gdal = pytest.mark.skipif("gdal" not in LIBRARIES, reason="the bindings of GDAL are not installed here")


def voxels(path, xy=XY, **given):
    return read_voxels(path, xy, kentallen=STANDARD, **given)


def refused(path, xy=XY):
    with pytest.raises(InputError) as error:
        voxels(path, xy)
    assert error.value.text("en") != error.value.text("nl")
    return error.value.key


def same(found):
    expected = np.where(LITHOK == -127, UNKNOWN, LITHOK).reshape(8, 20).T
    assert_array_equal(found.lithoclass, expected)
    assert_array_equal(found.strat, np.where(expected == UNKNOWN, UNKNOWN, expected + 1000))
    assert_array_equal(found.z_bottom_m, [-50.0, -49.5, -49.0, -48.5, -48.0, -47.5, -47.0, -46.5])
    assert_array_equal(found.z_top_m, found.z_bottom_m + 0.5)
    surface = np.full((4, 5), -47.0)
    surface[1:3, 2:] = -46.5
    assert_array_equal(found.surface_m, surface.ravel())
    assert found.covered.all()


@pytest.mark.parametrize("axes", [("x", "y", "z"), ("z", "y", "x"), ("y", "z", "x"), ("x", "z", "y")])
@pytest.mark.parametrize("upward", [True, False])
def test_any_order_of_axes_and_heights_up_or_down(tmp_path, axes, upward):
    write_geotop(tmp_path / "g.nc", LITHOK, AREA, axes=axes, upward=upward)
    same(voxels(tmp_path / "g.nc"))
    same(voxels(tmp_path))  # alone in its folder


@needs_gdal
@pytest.mark.parametrize("axes", [("x", "y", "z"), ("z", "y", "x")])
def test_netcdf_4(tmp_path, axes):
    write_geotop(tmp_path / "g.nc", LITHOK, AREA, axes=axes, form=4)
    same(voxels(tmp_path / "g.nc"))


def test_points_outside_and_voxels_that_are_not_there_are_told(tmp_path):
    empty = LITHOK.copy()
    empty[:, 0, 0] = -127
    write_geotop(tmp_path / "g.nc", empty, AREA)
    found = voxels(tmp_path / "g.nc", np.vstack([XY, [[0.0, 400_000.0]]]))
    assert_array_equal(found.covered, [True] * 20 + [False])
    assert np.isnan(found.surface_m[[0, 20]]).all()
    assert (found.lithoclass[[0, 20]] == UNKNOWN).all()
    assert found.findings.counts() == {"geotop_punten_buiten": 1, "geotop_zonder_voxels": 1}


def test_classes_that_are_not_in_the_list_are_told(tmp_path):
    odd = LITHOK.copy()
    odd[2, 3, 4] = 42
    write_geotop(tmp_path / "g.nc", odd, AREA)
    found = voxels(tmp_path / "g.nc")
    assert found.lithoclass[19, 2] == UNKNOWN
    assert found.strat[19, 2] == 1042
    (text,) = found.findings.frame(None)["tekst"]
    assert "(zoals 42)" in text


def test_air_is_0_in_the_units_of_some_versions(tmp_path):
    write_geotop(tmp_path / "g.nc", LITHOK, AREA, strat=np.where(LITHOK == -127, 0, 3030))
    found = voxels(tmp_path / "g.nc")
    assert_array_equal(found.strat, np.where(LITHOK == -127, UNKNOWN, 3030).reshape(8, 20).T)
    assert found.surface_m.max() == -46.5


def test_nodata_everywhere(tmp_path):
    write_geotop(tmp_path / "g.nc", np.full((8, 4, 5), -127), AREA)
    found = voxels(tmp_path / "g.nc")
    assert (found.lithoclass == UNKNOWN).all()
    assert np.isnan(found.surface_m).all()
    assert found.findings.counts() == {"geotop_zonder_voxels": 1}


def test_a_model_elsewhere_or_another_file_is_refused(tmp_path):
    write_geotop(tmp_path / "g.nc", LITHOK, AREA)
    assert refused(tmp_path / "g.nc", XY + 20_000.0) == "geotop_dekt_niet"
    assert refused(tmp_path / "weg.nc") == "geotop_niet_gevonden"
    write_regis(tmp_path / "r.nc")
    assert refused(tmp_path / "r.nc") == "geotop_geen"
    assert refused(tmp_path) == "geotop_map"
    write_netcdf(tmp_path / "plat.nc", {"lithok": LITHOK[0]}, AREA, axes=("y", "x"))
    assert refused(tmp_path / "plat.nc") == "geotop_geen"


def test_cancel(tmp_path):
    write_geotop(tmp_path / "g.nc", LITHOK, AREA)
    with pytest.raises(CancelledError):
        voxels(tmp_path / "g.nc", cancelled=lambda: True)


def test_no_points(tmp_path):
    write_geotop(tmp_path / "g.nc", LITHOK, AREA)
    found = voxels(tmp_path / "g.nc", np.empty((0, 2)))
    assert found.lithoclass.shape == (0, 8)
    assert len(found.surface_m) == 0


@pytest.mark.skipif(not LIBRARIES, reason="neither rasterio nor the bindings of GDAL are installed here")
def test_real_part_of_the_model(shared_data):
    """GeoTOP v1.6 near Utrecht: 19 x 15 cells of 100 m whose lower left corners begin at x 139,500 and y 454,700."""
    path = shared_data / "subsurface" / "geotop_usp.nc"
    x, y = 139_500.0 + 100.0 * np.arange(19), 454_700.0 + 100.0 * np.arange(15)
    xy = np.column_stack([a.ravel() for a in np.meshgrid(x + 30.0, y + 70.0, indexing="ij")])
    found = voxels(path, xy)
    assert found.covered.all()
    assert found.lithoclass.shape == (285, 313)
    # as counted in the file itself: 59,315 voxels of air or without a value, 15,395 of medium and 7,758 of coarse sand
    classes, counts = np.unique(found.lithoclass, return_counts=True)
    assert dict(zip(classes.tolist(), counts.tolist(), strict=True)) == {
        -1: 59315, 0: 220, 1: 248, 2: 1414, 3: 2385, 5: 2233, 6: 15395, 7: 7758, 8: 237,
    }  # fmt: skip
    assert set(classes.tolist()) - {UNKNOWN} <= set(LITHOKLASSEN)
    assert (found.z_bottom_m[0], found.z_top_m[-1]) == (-50.0, 106.5)
    # the fields lie at 2 to 2.5 m NAP, the banks of the motorways and the fortress above them
    assert np.median(found.surface_m) == 2.5
    assert 0.0 <= found.surface_m.min() <= found.surface_m.max() <= 10.0
    # corners, not centres: the cell begins at its coordinate
    edge = voxels(path, [[139_500.0, 454_700.0], [139_499.9, 454_700.0], [141_400.0, 456_200.0]])
    assert_array_equal(edge.covered, [True, False, True])
    assert_array_equal(edge.lithoclass[0], found.lithoclass[0])
    assert_array_equal(edge.lithoclass[2], found.lithoclass[-1])
