"""The season of an opportunity map: the way of the water, homes per pipe, words and report."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from riothermie_kansen import kentallen
from riothermie_kansen.callbacks import never
from riothermie_kansen.errors import CancelledError, InputError
from riothermie_kansen.report.season_report import season_html
from riothermie_kansen.season.selection import SEIZOENSKAART_COLUMNS, season_of_map
from riothermie_kansen.season.words import month_names

VALUES = kentallen.load()
ROWS = (
    ("AC", "A", "C", "begin naar eind", 10.0, 3.6, 10.0, 65),
    ("CB", "C", "B", "eind naar begin", 6.0, 3.0, 6.0, 39),  # drawn against the stream
    ("CD", "C", "D", "begin naar eind", 12.0, 5.0, 0.0, 78),  # a split at C: three quarters and one
    ("CE", "C", "E", "begin naar eind", 4.0, 1.6, 0.0, 26),
)


def opportunity_map(rows=ROWS, **more):
    names = (
        "leiding_id", "knoop_begin", "knoop_eind", "stroomrichting", "dwa_gem_ls", "dwa_min_ls", "dwa_eigen_ls",
        "woningen_wko",
    )  # fmt: skip
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)) | more
    lines = [shapely.LineString([(i, 0), (i + 1, 100)]) for i in range(len(rows))]
    return gpd.GeoDataFrame(columns | {"functie": "vrijverval", "lengte_m": 100.0}, geometry=lines, crs="EPSG:28992")


@pytest.mark.parametrize(
    ("selected", "flow"),
    [
        (None, 16.0),  # 12 + 4, where the water leaves
        ({"AC", "CB"}, 16.0),
        ({"AC"}, 10.0),
        ({"AC", "CD"}, 12.0 + 10.0 * 0.25),  # a quarter of AC's water goes another way
        ({"CD", "CE"}, 16.0),
        ({"CE"}, 4.0),
    ],
)
def test_water_of_a_selection_counts_once(selected, flow):
    made = season_of_map(opportunity_map(), selected=selected, kentallen=VALUES)
    assert made.flow.mean[0] == pytest.approx(flow)
    assert len(made.pipes) == (4 if selected is None else len(selected))
    assert made.balance.supply_gj == pytest.approx(flow / 10 * 2038.8, rel=0.2)


def test_order_of_the_rows_does_not_matter():
    frame = opportunity_map()
    made, turned = (season_of_map(f, kentallen=VALUES) for f in (frame, frame.iloc[::-1].reset_index(drop=True)))
    assert turned.balance.capacity_gj == pytest.approx(made.balance.capacity_gj)
    one, other = (m.pipes.set_index("leiding_id")["wko_inhoud_gj"] for m in (made, turned))
    assert other.reindex(one.index).to_numpy() == pytest.approx(one.to_numpy())


def test_columns_of_the_map():
    made = season_of_map(opportunity_map(), kentallen=VALUES)
    assert list(made.pipes.columns) == [*(column.name for column in SEIZOENSKAART_COLUMNS), "geometry"]
    assert made.pipes.crs.to_epsg() == 28992
    assert made.dwellings == 104  # 16 l/s: 3659 GJ by the rule of thumb, R5 and R6


def test_homes_of_a_field():
    frame = opportunity_map(plan=["12", "kapot", "-3", None])
    made = season_of_map(frame, dwellings_field="plan", kentallen=VALUES)
    number = made.pipes.set_index("leiding_id")["woningen_seizoen"]
    assert number[["AC", "CB", "CD", "CE"]].tolist() == [12, 0, 0, 0]
    assert made.findings.counts()["seizoen_woningen"] == 2
    with pytest.raises(InputError) as caught:
        season_of_map(frame, dwellings_field="weg", kentallen=VALUES)
    assert caught.value.key == "season_field"


def test_nothing_to_work_with():
    with pytest.raises(InputError) as caught:
        season_of_map(opportunity_map().iloc[:0], kentallen=VALUES)
    assert caught.value.key == "season_map_empty"
    with pytest.raises(InputError) as caught:
        season_of_map(opportunity_map(), selected={"XX"}, kentallen=VALUES)
    assert caught.value.key == "season_map_empty"
    dry = (*ROWS, ("FG", "F", "G", "", 0.0, 0.0, 0.0, 0))
    with pytest.raises(InputError) as caught:
        season_of_map(opportunity_map(dry), selected={"FG"}, kentallen=VALUES)
    assert caught.value.key == "season_map_dry"
    with pytest.raises(CancelledError):
        season_of_map(opportunity_map(), kentallen=VALUES, cancelled=lambda: True)
    assert season_of_map(opportunity_map(), kentallen=VALUES, cancelled=never).balance.closes


@pytest.mark.parametrize("language", ["nl", "en"])
def test_report(language):
    made = season_of_map(opportunity_map(), kentallen=VALUES.replace({"bron.delta_t": 3.0}))
    page = season_html(made, kentallen=VALUES, sources=["kansenkaart: <proef>"], language=language, version="9.9")
    assert page.count("<figure>") == 1
    assert "&lt;proef&gt;" in page
    assert "<script" not in page
    assert "9.9" in page
    assert ("het jaar sluit" if language == "nl" else "the year closes") in page
    assert page == season_html(
        made, kentallen=VALUES, sources=["kansenkaart: <proef>"], language=language, version="9.9"
    )


def test_months_in_words():
    assert month_names([1, 2, 11, 12], "nl") == "november tot en met februari"
    assert month_names([3, 4], "nl") == "maart en april"
    assert month_names([1, 2, 3, 6], "en") == "January to March and June"
    assert month_names(range(1, 13), "nl") == "elke maand"
    assert month_names([], "nl") == ""
    assert month_names(np.array([7]), "nl") == "juli"
