"""The page about loops: balanced, in both languages, without a number that is none."""

import re
from html.parser import HTMLParser

import geopandas as gpd
import numpy as np
import pytest
import shapely

from riothermie_kansen.kentallen import load
from riothermie_kansen.report.loop_report import loop_html
from riothermie_kansen.subsurface.boreholes.plan import plan_loops
from riothermie_kansen.subsurface.boreholes.result import Settings

RD = "EPSG:28992"
KENTALLEN = load()
X, Y = 150_000.0, 450_000.0
VOID = {"meta", "br"}


class Balanced(HTMLParser):
    """Reads a page and fails on tags that do not match."""

    def __init__(self):
        super().__init__()
        self.open, self.words = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def read(page):
    parser = Balanced()
    parser.feed(page)
    assert parser.open == []
    return " ".join(" ".join(parser.words).split())


def plan(n=4, kw=8.0, green=True, ids=None):
    houses = gpd.GeoDataFrame(
        {"pand_id": ids or [f"P{i}" for i in range(n)], "woningen": 1, "rv_kw": kw, "tap_kw": 0.0, "warmte_gj": 5 * kw},
        geometry=[shapely.box(X + 8 * i, Y + 10, X + 8 * i + 8, Y + 20) for i in range(n)], crs=RD,
    )  # fmt: skip
    lots = gpd.GeoDataFrame(
        {"id": np.arange(n).astype(str)},
        geometry=[shapely.box(X + 8 * i, Y, X + 8 * i + 8, Y + 26) for i in range(n)], crs=RD,
    )  # fmt: skip
    public = gpd.GeoDataFrame({"id": ["g"]}, geometry=[shapely.box(X, Y + 28, X + 30, Y + 40)], crs=RD)
    return plan_loops(
        houses, lots, green=public if green else None, settings=Settings(depth_m=60.0, w_per_m=40.0),
        kentallen=KENTALLEN,
    )  # fmt: skip


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_says_what_fits_and_how_the_ground_cools(language):
    made = plan(kw=60.0)
    page = loop_html(made, kentallen=KENTALLEN, sources=["gebouwen: a < b"], language=language, version="1.2.3")
    words = read(page)
    for said in {
        "nl": ("Wat past", "Waar de lussen staan", "Wat niet past", "Hoe de bodem afkoelt", "KLIC", "1.2.3", "a < b"),
        "en": ("What fits", "Where the loops are", "What does not fit", "How the ground cools", "KLIC", "1.2.3"),
    }[language]:
        assert said in words
    assert not re.search(r"\bnan\b|\bNone\b|\binf\b|loop_report_", words)
    # a sign on the map for each loop that lies in the part that is drawn: here all, besides those of the legend
    assert page.count("<circle") >= len(made.loops)
    assert f">{len(made.loops)}<" in page


def test_nothing_from_outside_and_no_script():
    page = loop_html(plan(), kentallen=KENTALLEN)
    assert "<script" not in page
    assert not re.findall(r'(?:src|href)="(?!#)', page)


def test_names_cannot_break_the_page():
    page = loop_html(plan(2, kw=60.0, ids=["<i>1", '"2&']), kentallen=KENTALLEN)
    assert "<i>1" in read(page)
    assert "<i>1" not in page


def test_a_plan_without_loops_is_told_too():
    houses = gpd.GeoDataFrame(
        {"pand_id": ["A"], "rv_kw": [8.0], "warmte_gj": [40.0]}, geometry=[shapely.box(X, Y, X + 5, Y + 5)], crs=RD
    )
    made = plan_loops(houses, settings=Settings(estimate=False), kentallen=KENTALLEN)
    words = read(loop_html(made, kentallen=KENTALLEN))
    assert "geen grond" in words
    assert "Hoe de bodem afkoelt" not in words


def test_changed_kentallen_are_marked():
    own = KENTALLEN.replace({"lus.afstand": 8.0})
    assert "gewijzigd" in read(loop_html(plan(), kentallen=own))
    assert "gewijzigd" not in read(loop_html(plan(), kentallen=KENTALLEN))
