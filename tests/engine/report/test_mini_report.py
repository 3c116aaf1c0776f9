"""The page about mini networks: numbers add up, what was not tested is said, in both languages."""

import re

import geopandas as gpd
import numpy as np
import pytest
import shapely

from riothermie_kansen.report.language import Words
from riothermie_kansen.report.mini_plots import cost_curves, size_plot
from riothermie_kansen.report.mini_report import mini_html
from tests.engine.report.test_restriction_report import read
from tests.engine.subsurface.made_mini import K, X, Y, house, plan, row


@pytest.fixture(scope="module")
def result():
    return plan(
        [*row(7), house(300, kind="vrijstaand", name="<b>villa&"), house(0, 400, woningen=20, kind="appartement")]
    )


def test_what_the_page_says(result):
    words = read(mini_html(result, kentallen=K, sources=["gebouwen: proef"], version="9.9"))
    totals = result.totals
    assert "Miniwarmtenetten: buren die bodemlussen delen" in words
    assert f"van {totals['alle_woningen']:.0f}" in words
    assert "is het boren niet getoetst" in words
    assert "Dat is de beste verdeling die er is" in words
    assert "prijspeil januari 2024" in words
    assert "Riothermie Kansen 9.9" in words
    assert "mini.n_per_lus" in words
    for cluster in result.clusters["cluster_id"]:
        assert cluster in words
    english = read(mini_html(result, kentallen=K, language="en"))
    assert "neighbours that share ground loops" in english


def test_costs_are_those_of_the_clusters(result):
    words = read(mini_html(result, kentallen=K))
    mini, air = result.totals["kosten_mini_eur"], result.totals["kosten_lucht_eur"]
    table = words.split("verschil met een miniwarmtenet.")[1]
    found = re.search(r"miniwarmtenet ([\d.]+) – cv-ketel op aardgas ([\d.]+) ", table)
    assert float(found[1].replace(".", "")) == round(mini)
    assert float(found[2].replace(".", "")) == round(result.totals["kosten_cv_eur"])
    assert ("luchtwarmtepomp is voor deze woningen" in words) == (air < mini)


def test_left_over_adds_up(result):
    left = int(result.left["woningen"].sum())
    assert left + int(result.clusters["woningen"].sum()) == int(result.totals["alle_woningen"])
    words = read(mini_html(result, kentallen=K))
    for reason in result.left["reden"]:
        assert " ".join(reason.split()) in words


def test_what_has_to_be_arranged_is_counted_per_network(result):
    words = read(mini_html(result, kentallen=K))
    first = result.clusters["regelen"].iloc[0].split(". ")[0] + "."
    assert re.search(re.escape(first) + f" {len(result.clusters)} ", words)


def test_dots_stand_on_the_table_of_the_folder(result):
    own, words = Words("nl", "mini_report_"), Words("nl")
    drawing = cost_curves(result.clusters, K, words, own)
    assert drawing.count("<circle") == len(result.clusters) + 1  # and one in the legend
    bars = size_plot(result.clusters, words, own)
    assert "miniwarmtenetten" in bars
    assert np.isfinite(result.clusters["gas_m3"]).all()


def test_nobody_can_share():
    alone = plan([house(0, kind="vrijstaand")])
    assert len(alone.clusters) == 0
    words = read(mini_html(alone, kentallen=K))
    assert "Er is geen cluster van buren gevonden" in words


def test_a_point_counts_for_all_networks_whatever_their_power():
    ground = gpd.GeoDataFrame(
        {"wko": ["toegestaan"], "bodemlus": ["toegestaan"], "max_diepte_m": [np.nan]},
        geometry=[shapely.box(X - 500, Y - 500, X + 3000, Y + 3000)], crs="EPSG:28992",
    )  # fmt: skip
    result = plan([*row(3), *row(5, 200.0, gas=1500.0)], restrictions=ground)
    assert len(result.clusters) > 1
    told = [text for text in result.clusters["regelen"] if "kW uit de bodem" in text]
    assert len(set(told)) > 1
    words = read(mini_html(result, kentallen=K))
    assert "kW uit de bodem" not in words
    assert words.count("Het gesloten bodemenergiesysteem ten minste 4 weken voor de aanleg melden") == 1
