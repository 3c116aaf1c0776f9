"""Doublets of an area: per aquifer, and apart where restrictions gave no verdict."""

import importlib.util
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import box

from riothermie_kansen import kentallen as all_kentallen
from riothermie_kansen.readers.regis import read_stack
from riothermie_kansen.subsurface.aquifer import places
from riothermie_kansen.subsurface.aquifer.area import doublets_in
from riothermie_kansen.subsurface.aquifer.areas import aquifers
from riothermie_kansen.subsurface.aquifer.judge import judge_aquifers

K = all_kentallen.load()
RD = "EPSG:28992"


def regis_set():
    spec = importlib.util.spec_from_file_location("regis_set_areas", Path(__file__).with_name("regis_set.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SET = regis_set()
AREA = SET.Area(columns=20, rows=10)
WHOLE = (156000, 461000, 158000, 462000)


def halves():
    """Return layers of which the western half has a thick aquifer, the eastern half a thin one that is another."""
    west = np.broadcast_to(np.arange(20) < 10, (10, 20))
    return {
        "mv": SET.Layer(3.0, 3.0),
        "NUhlc": SET.Layer(3.0, np.where(west, -62.0, -30.0), kv=0.001),
        "NUPZ-WAz1": SET.Layer(np.where(west, np.nan, -30.0), np.where(west, np.nan, -55.0), kh=30.0),
        "NUWAk1": SET.Layer(np.where(west, np.nan, -55.0), np.where(west, np.nan, -122.0), kv=0.0005),
        "NUPZ-WAz3": SET.Layer(np.where(west, -62.0, np.nan), np.where(west, -122.0, np.nan), kh=75.0),
        "NUMSk1": SET.Layer(-122.0, -237.0, kv=0.0004),
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return SET.write_folder(tmp_path_factory.mktemp("helften") / "regis", halves(), AREA, form="asc")


def judged(folder, shape, restrictions=None):
    frame = places.areas_of(gpd.GeoDataFrame({"naam": ["G"]}, geometry=[shape], crs=RD))[0]
    ids, xy, size = places.cells_of(folder, frame, kentallen=K)
    stack = read_stack(folder, xy, kentallen=K)
    return judge_aquifers(stack, xy=xy, ids=ids, size_m=size, areas=frame, restrictions=restrictions, kentallen=K)


def test_two_aquifers_add_up(folder):
    found = judged(folder, box(*WHOLE))
    points, row = found.points, found.area.iloc[0]
    total = power = 0.0
    for layer, left in (("NUPZ-WAz3", 156000), ("NUPZ-WAz1", 157000)):
        mine = points[points["laag"] == layer]
        assert len(mine) == 100
        n = doublets_in(box(left, 461000, left + 1000, 462000), mine["bronafstand_m"].iloc[0])
        total, power = total + n, power + n * mine["vermogen_kw"].iloc[0]
        assert f"{n} in {layer} (bronnen op {mine['bronafstand_m'].iloc[0]:.0f} m)" in row["reden"]
    assert (row["doubletten"], row["totaal_kw"]) == (total, pytest.approx(power))
    # each alone gives the same: nothing is gained or lost by taking them together
    alone = [judged(folder, box(x, 461000, x + 1000, 462000)).area.iloc[0] for x in (156000, 157000)]
    assert row["doubletten"] == sum(one["doubletten"] for one in alone)
    # and a ceiling stays one: as many as the ground of the cells could hold, but for wells along the edges
    assert total >= 0.9 * points["doubletten_ha"].sum()
    assert np.isnan(row["doubletten_zonder_oordeel"])
    assert np.isnan(found.totals["zonder_oordeel"])


def test_choices_that_share_a_unit_are_one_aquifer():
    codes = np.array(["B+C", "A", "A+B", "D", "C"], dtype=object)
    found = aquifers(codes)
    assert len(set(found[[0, 1, 2, 4]])) == 1
    assert found[3] != found[0]
    assert aquifers(codes[::-1])[::-1].tolist() == found.tolist()


def test_cells_without_a_verdict_count_apart(folder):
    given = gpd.GeoDataFrame({"wko": ["toegestaan"]}, geometry=[box(156000, 461000, 156500, 462000)], crs=RD)
    found, free = judged(folder, box(*WHOLE), given), judged(folder, box(*WHOLE))
    row, all_ = found.area.iloc[0], free.area.iloc[0]
    # the verdict of an area reaches half a cell, and a cell is its middle: 5 columns of cells and the one beside them
    judged_cells = (found.points["wko"] != "").sum()
    assert found.totals["zonder_oordeel"] == 200 - judged_cells > 0
    assert row["zonder_oordeel"] == pytest.approx(100.0 * (200 - judged_cells) / 200)
    width = judged_cells / 10 * 100
    distance = found.points.loc[found.points["laag"] == "NUPZ-WAz3", "bronafstand_m"].iloc[0]
    assert row["doubletten"] == doublets_in(box(156000, 461000, 156000 + width, 462000), distance)
    assert row["doubletten"] + row["doubletten_zonder_oordeel"] == all_["doubletten"]
    assert row["totaal_kw"] < all_["totaal_kw"]
    assert found.totals["doubletten"] == row["doubletten"]
    assert found.totals["doubletten_zonder_oordeel"] == row["doubletten_zonder_oordeel"] > 0
    assert "geen oordeel van de beperkingen kregen" in row["reden"]


def test_unknown_is_a_verdict_and_forbidden_is_neither(folder):
    given = gpd.GeoDataFrame(
        {"wko": ["onbekend", "verboden"]},
        geometry=[box(156000, 461000, 157000, 462000), box(157000, 461000, 158000, 462000)],
        crs=RD,
    )
    found = judged(folder, box(*WHOLE), given)
    assert (found.totals["zonder_oordeel"], found.totals["doubletten_zonder_oordeel"]) == (0, 0)
    forbidden = int((found.points["wko"] == "verboden").sum())
    assert (found.totals["verboden"], found.totals["ongeschikt"]) == (forbidden, forbidden)
    assert forbidden >= 100
    assert "PZ-WAz1" not in found.area.iloc[0]["reden"]


def test_no_verdict_reaches_the_area(folder):
    far = gpd.GeoDataFrame({"wko": ["toegestaan"]}, geometry=[box(0, 0, 1, 1)], crs=RD)
    row = judged(folder, box(*WHOLE), far).area.iloc[0]
    assert (row["doubletten"], row["totaal_kw"], row["zonder_oordeel"]) == (0.0, 0.0, 100.0)
    assert row["doubletten_zonder_oordeel"] > 0
    assert row["reden"].startswith("0 doubletten")
