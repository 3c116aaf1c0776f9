"""GeoTOP beside REGIS II: its column in the table, and what it says of the sand of the chosen aquifer."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen import kentallen as all_kentallen
from riothermie_kansen.errors import InputError
from riothermie_kansen.readers.geotop import LITHOKLASSEN, Voxels, read_voxels
from riothermie_kansen.readers.regis import read_stack
from riothermie_kansen.subsurface.aquifer import columns
from riothermie_kansen.subsurface.aquifer.judge import judge_aquifers
from riothermie_kansen.subsurface.aquifer.shallow import column_table, merged
from riothermie_kansen.subsurface.aquifer.table import ROL_GEOTOP

K = all_kentallen.load()
NAN = np.nan
AIR = -127


def regis_set():
    spec = importlib.util.spec_from_file_location("regis_set_geotop", Path(__file__).with_name("regis_set.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SET = regis_set()
SHALLOW = {
    # synthetic: sand from 17 to 57 m below a surface of 3 m NAP, 36 m of it within the reach of GeoTOP
    "mv": SET.Layer(3.0, 3.0),
    "NUhlc": SET.Layer(3.0, -14.0, kv=0.001),
    "NUKRz3": SET.Layer(-14.0, -54.0, kh=40.0),
    "NUWAk1": SET.Layer(-54.0, -90.0, kv=0.0005),
}


def lithok(*runs, area=None):
    """Return voxels of 0.5 m from -50 m NAP, the same under each cell: (class, metres) from below up."""
    area = area or SET.Area()
    column = np.concatenate([np.full(round(metres / 0.5), code) for code, metres in runs])
    return np.broadcast_to(column[:, None, None], (len(column), area.rows, area.columns))


def judged(folder, geotop, xy=((156050.0, 461050.0),), kentallen=K, **more):
    places = np.asarray(xy, dtype=float)
    stack = read_stack(folder, places, kentallen=kentallen)
    voxels = None if geotop is None else read_voxels(geotop, places, kentallen=kentallen)
    ids = [f"P{i}" for i in range(len(places))]
    return judge_aquifers(stack, xy=places, ids=ids, voxels=voxels, kentallen=kentallen, **more)


@pytest.fixture(scope="module")
def shallow(tmp_path_factory):
    return SET.write_folder(tmp_path_factory.mktemp("ondiep") / "regis", SHALLOW, form="asc")


def test_column_and_share_by_hand(shallow, tmp_path):
    # -50..-40 clay, -40..-14 medium sand with 6 m of gravel on it, then peat to 2.5 m NAP
    runs = ((2, 10.0), (6, 20.0), (8, 6.0), (1, 16.5), (AIR, 10.0))
    SET.write_geotop(tmp_path / "g.nc", lithok(*runs))
    found = judged(shallow, tmp_path / "g.nc")
    point = found.points.iloc[0]
    assert point["laag"] == "NUKRz3"
    # of 40 m the lowest 4 m lie under GeoTOP; of the rest 26 m is sand or gravel
    assert point["geotop_m"] == pytest.approx(36.0)
    assert point["geotop_zand"] == pytest.approx(100.0 * 26.0 / 36.0)
    assert "GeoTOP" not in point["reden"]
    rows = found.layers[found.layers["rol"] == ROL_GEOTOP]
    assert list(rows["naam"]) == [LITHOKLASSEN[code] for code in (1, 8, 6, 2)]
    assert list(rows["code"]) == ["lithoklasse 1", "lithoklasse 8", "lithoklasse 6", "lithoklasse 2"]
    assert list(rows["volgnr"]) == [1, 2, 3, 4]
    assert rows["top_m"].tolist() == [2.5, -14.0, -20.0, -40.0]
    assert rows["basis_m"].tolist() == [-14.0, -20.0, -40.0, -50.0]
    assert rows["top_mv_m"].tolist() == [0.5, 17.0, 23.0, 43.0]  # from the surface of REGIS, at 3 m NAP
    assert rows[["kh_md", "kv_md", "kd_m2d", "c_d", "pakket"]].isna().all(axis=None)
    assert set(found.layers["rol"][: len(found.layers) - len(rows)]) <= {"", "wko"}
    assert list(found.layers.columns) == [column.name for column in columns.LAAG_COLUMNS]


@pytest.mark.parametrize(("sand", "told"), [(17.5, True), (18.0, False), (0.0, True)])
def test_contradiction_is_said_and_decides_nothing(shallow, tmp_path, sand, told):
    SET.write_geotop(tmp_path / "g.nc", lithok((2, 36.0 - sand), (5, sand), (2, 17.0)))
    found, alone = judged(shallow, tmp_path / "g.nc"), judged(shallow, None)
    assert ("GeoTOP spreekt dit tegen" in found.points["reden"].iloc[0]) == told  # 18 of 36 m is the limit itself
    assert ("aquifer_geotop" in found.findings.counts()) == told
    same = [column.name for column in columns.PUNT_COLUMNS if column.name not in ("geotop_zand", "geotop_m", "reden")]
    assert found.points[same].equals(alone.points[same])
    assert alone.points[["geotop_zand", "geotop_m"]].isna().all(axis=None)
    assert found.layers[found.layers["rol"] != ROL_GEOTOP].reset_index(drop=True).equals(alone.layers)
    assert any("GeoTOP" in note for note in found.notes)
    assert not any("GeoTOP" in note for note in alone.notes)


def test_limit_is_a_kental_and_little_says_nothing(shallow, tmp_path):
    SET.write_geotop(tmp_path / "g.nc", lithok((2, 36.0), (1, 17.0)))
    for change in ({"aquifer.geotop_zand_min": 0.0}, {"aquifer.geotop_minst_m": 36.5}):
        found = judged(shallow, tmp_path / "g.nc", kentallen=K.replace(change))
        assert found.points["geotop_zand"].iloc[0] == 0.0
        assert "tegen" not in found.points["reden"].iloc[0]


def test_a_deep_aquifer_is_out_of_reach(tmp_path):
    folder = SET.write_folder(tmp_path / "leusden", form="asc")
    SET.write_geotop(tmp_path / "g.nc", lithok((2, 53.0)))
    point = judged(folder, tmp_path / "g.nc").points.iloc[0]
    assert point["laag"] == "NUPZ-WAz3"  # from -62 m NAP
    assert np.isnan(point["geotop_zand"])
    assert point["geotop_m"] == 0.0
    assert "GeoTOP" not in point["reden"]


def test_partly_outside_is_a_finding_and_wholly_outside_is_refused(shallow, tmp_path):
    SET.write_geotop(tmp_path / "g.nc", lithok((6, 53.0), area=SET.Area(columns=2)), SET.Area(columns=2))
    found = judged(shallow, tmp_path / "g.nc", xy=[[156050, 461050], [156450, 461050]])
    assert found.findings.counts()["geotop_punten_buiten"] == 1
    assert found.points["geotop_zand"].round(6).tolist()[0] == 100.0
    assert np.isnan(found.points["geotop_zand"].iloc[1])
    assert set(found.layers.loc[found.layers["rol"] == ROL_GEOTOP, "punt_id"]) == {"P0"}
    with pytest.raises(InputError) as error:
        judged(shallow, tmp_path / "g.nc", xy=[[156450, 461050]])
    assert error.value.key == "geotop_dekt_niet"


def test_geotop_where_regis_has_nothing(shallow, tmp_path):
    area = SET.Area(columns=8)
    SET.write_geotop(tmp_path / "g.nc", lithok((6, 50.0), (2, 2.0), area=area), area)
    found = judged(shallow, tmp_path / "g.nc", xy=[[156050, 461050], [156750, 461050]])
    assert list(found.points["klasse"])[1] == "onbekend"
    rows = found.layers[found.layers["punt_id"] == "P1"]
    assert list(rows["rol"]) == [ROL_GEOTOP] * 2
    assert rows["top_mv_m"].tolist() == [0.0, 2.0]  # from the surface of GeoTOP itself


def test_real_geotop_with_a_synthetic_set_around_it(shared_data, tmp_path):
    """GeoTOP v1.6 near Utrecht is sand of the Rhine under a thin cover; a clay that is none there is contradicted."""
    file = shared_data / "subsurface" / "geotop_usp.nc"
    area = SET.Area(139_500.0, 454_700.0, 19, 15)
    folder = SET.write_folder(tmp_path / "regis", SHALLOW, area, form="asc")
    x, y = 139_500.0 + 100.0 * np.arange(19) + 50.0, 454_700.0 + 100.0 * np.arange(15) + 50.0
    xy = np.column_stack([a.ravel() for a in np.meshgrid(x, y, indexing="ij")])
    found = judged(folder, file, xy=xy)
    voxels = read_voxels(file, xy, kentallen=K)
    inside = (voxels.z_bottom_m >= -54.0) & (voxels.z_top_m <= -14.0)  # whole voxels: -50 to -14 m NAP
    part = voxels.lithoclass[:, inside]
    share = 100.0 * np.isin(part, [5, 6, 7, 8]).sum(axis=1) / (part >= 0).sum(axis=1)
    assert found.points["geotop_zand"].to_numpy() == pytest.approx(share)
    assert found.points["geotop_m"].to_numpy() == pytest.approx(0.5 * (part >= 0).sum(axis=1))
    told = found.points["reden"].str.contains("GeoTOP spreekt dit tegen")
    assert told.to_numpy().tolist() == (share < 50.0).tolist()
    rows = found.layers[found.layers["rol"] == ROL_GEOTOP]
    assert rows["dikte_m"].sum() == pytest.approx(0.5 * (voxels.lithoclass >= 0).sum())
    assert rows["punt_id"].nunique() == 285


columns_of = st.lists(st.lists(st.sampled_from([-1, *LITHOKLASSEN]), min_size=6, max_size=6), min_size=1, max_size=5)


@settings(max_examples=60, deadline=None)
@given(classes=columns_of)
def test_runs_lose_no_voxel(classes):
    litho = np.array(classes, dtype=np.int16)
    low = -3.0 + 0.5 * np.arange(6)
    n = len(litho)
    voxels = Voxels(litho, litho, low, low + 0.5, np.zeros(n), np.ones(n, dtype=bool))
    ids = np.array([f"P{i}" for i in range(n)], dtype=object)
    table = column_table(voxels, np.zeros(n), ids)
    back = np.full(litho.shape, -1)
    codes = {name: code for code, name in LITHOKLASSEN.items()}
    for _, row in table.iterrows():
        inside = (low + 0.25 < row["top_m"]) & (low + 0.25 > row["basis_m"])
        back[int(row["punt_id"][1:]), inside] = codes[row["naam"]]
    assert (back == litho).all()
    for _, rows in table.groupby("punt_id"):
        assert rows["volgnr"].tolist() == list(range(1, len(rows) + 1))
        assert rows["top_m"].is_monotonic_decreasing
        touching = rows["basis_m"].to_numpy()[:-1] == rows["top_m"].to_numpy()[1:]
        assert not (touching & (rows["naam"].to_numpy()[:-1] == rows["naam"].to_numpy()[1:])).any()
    both = merged(table, table, ids)
    assert both["punt_id"].tolist() == [one for one in ids for _ in range(2 * int((table["punt_id"] == one).sum()))]
