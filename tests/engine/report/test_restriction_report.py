"""The page about restrictions of the ground: verdicts add up, what was not tested is said, names cannot break it."""

import re
from html.parser import HTMLParser

import numpy as np
import pytest
import shapely

from riothermie_kansen.report.language import MISSING, Words
from riothermie_kansen.report.restriction_plots import share_plot
from riothermie_kansen.report.restriction_report import restriction_html
from riothermie_kansen.report.verdict_map import DRAWN, verdict_map
from riothermie_kansen.subsurface.columns import ROLLEN
from tests.engine.subsurface.made_restrictions import K, areas, box, judged, layer, line, point, systems

VOID = {"meta", "br"}
EVIL = 'St. Jan <b>& "co"'


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
    """Return the words of a page."""
    parser = Balanced()
    parser.feed(page)
    assert parser.open == []
    return " ".join(" ".join(parser.words).split())


def maps():
    """Return a prohibition and a limit of 60 m."""
    return {
        "VERBOD": [areas("VERBOD", box(-10, -10, 50, 110), name=EVIL)],
        "DIEPTEBEPERKING": [areas("DIEPTEBEPERKING", box(190, -10, 310, 110), max_diepte=[60.0])],
    }


@pytest.fixture(scope="module")
def result():
    places = layer(
        [box(0, 0, 100, 100), box(200, 0, 300, 100), line((0, 150), (400, 150)), point(350, 50)],
        naam=[EVIL, "B", "trace", "punt"],
    )
    near = {"GBES": [systems("GBES", point(360, 50), bodemzijdigvermogen=[12.0])]}
    return judged(places, maps(), near)


def test_what_the_page_says(result):
    page = restriction_html(result, kentallen=K, sources=["locaties: proef"], version="9.9")
    words = read(page)
    assert "Mag hier worden geboord" in words
    assert EVIL in words
    assert "1 punt, 1 lijn, 2 vlakken" in words
    assert "Niet getoetst, omdat er geen kaart voor is gegeven: ordening" in words
    assert "natuur" in words
    assert "GBES-0" in words
    assert "60" in words
    assert "Riothermie Kansen 9.9" in words
    assert "restrictie.zoekafstand_gbes" in words
    english = read(restriction_html(result, kentallen=K, language="en"))
    assert "May we drill here" in english
    assert "groundwater protection" in english


def test_nothing_is_missing_when_every_map_was_given(result):
    whole = judged(layer([point(0, 0)]), complete=True)
    words = read(restriction_html(whole, kentallen=K))
    assert "Niet getoetst, omdat" not in words
    assert f"Kaarten die ontbraken 0 van {len(ROLLEN)} soorten" in words


def test_places_near_a_system_are_counted_for_every_kind():
    near = {
        "ONTTREKKINGEN": [systems("ONTTREKKINGEN", point(0, 0))],
        "GBES": [systems("GBES", point(0, 0))],
    }
    words = read(restriction_html(judged(layer([point(90, 0), point(450, 0), point(600, 0)]), {}, near), kentallen=K))
    assert re.search(r"Gesloten systemen 1 90 ", words)
    assert re.search(r"Onttrekkingen 2 90 ", words)


def test_shares_of_length_and_surface_are_weighed_by_size():
    """A small area that is forbidden and a large one that is not: one in two places, one in hundred square metres."""
    given = {"VERBOD": [areas("VERBOD", box(-5, -5, 15, 15))]}
    result = judged(layer([box(0, 0, 10, 10), box(100, 0, 190, 110)]), given, complete=True)
    page = restriction_html(result, kentallen=K)
    described = re.search(r"WKO \(open\), locaties: ([^;]*); WKO \(open\), oppervlakte: ([^;]*);", page)
    assert described[1] == "toegestaan 50 %, niet alles getoetst 0 %, aandacht 0 %, verboden 50 %"
    assert described[2] == "toegestaan 99 %, niet alles getoetst 0 %, aandacht 0 %, verboden 1 %"


def test_bars_fill_their_row():
    words, own = Words("nl"), Words("nl", "restriction_report_")
    drawing = share_plot([("een", [0.5, 0.0, 0.3, 0.2]), ("twee", [0.0, 1.0, 0.0, 0.0])], words, own)
    wide = {}
    for x, y, width in re.findall(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="26"', drawing):
        wide.setdefault(y, []).append((float(x), float(width)))
    assert [len(bars) for bars in wide.values()] == [3, 1]
    ends = {round(sum(width for _, width in bars), 0) for bars in wide.values()}
    assert len(ends) == 1


def test_reasons_are_counted_without_what_is_of_one_place():
    given = {"ARCHEOLOGIE": [areas("ARCHEOLOGIE", box(-500, -500, 500, 5), name="kaart")]}
    houses = [box(20 * i, -i, 20 * i + 10, 10 - i) for i in range(5)]  # each is covered for another part
    result = judged(layer(houses), given, complete=True)
    assert len(set(result.locations["redenen"])) == 5
    words = read(restriction_html(result, kentallen=K))
    reason = result.locations["redenen"].iloc[0].split(" (")[0]
    table = words.split("deel en afstand staan bij elke locatie.")[1].split("Systemen in de buurt")[0]
    assert table.count(reason) == 1
    assert re.search(re.escape(reason) + r"[^%]* 5 ", table)


def test_the_map_of_a_reason_has_a_column_of_its_own():
    """With the date of the file, and a bracket in its name; a sentence about no map has none."""
    zone = areas("VERBOD", box(-5, -5, 5, 5), naam=["Zone"], name="verbod (limburg)")
    zone.datum = "bestand van 2026-11-21"
    result = judged([point(0, 0), point(90, 90)], {"VERBOD": [zone]}, complete=True)
    assert result.locations["redenen"].iloc[0].endswith("(kaart verbod (limburg), bestand van 2026-11-21)")
    page = restriction_html(result, kentallen=K)
    found = [
        [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)]
        for row in re.findall(r"<tr>(.*?)</tr>", page, flags=re.DOTALL)
    ]
    rows = [row for row in found if len(row) == 3]
    reason = "Verbodsgebied &#x27;Zone&#x27;: WKO en bodemlussen verboden"
    assert [reason, "verbod (limburg), bestand van 2026-11-21", "1"] in rows
    assert ["Geen beperking gevonden op de kaarten die zijn gegeven", MISSING, "1"] in rows


def test_many_places_become_squares_with_the_heaviest_verdict():
    places = layer([point(10 * (i % 50), 10 * (i // 50)) for i in range(DRAWN + 10)])
    given = {"VERBOD": [areas("VERBOD", box(-5, -5, 100, 100))]}
    result = judged(places, given, complete=True)
    words, own = Words("nl"), Words("nl", "restriction_report_")
    drawing = verdict_map(result.locations, [], words, own)
    assert "<circle" not in drawing
    assert len(drawing) < 400_000
    few = verdict_map(result.locations.iloc[:100], [], words, own)
    assert few.count("<circle") == 200


def test_places_without_a_place_and_odd_shapes_do_not_break_it():
    shapes = [None, box(0, 0, 10, 10).difference(box(3, 3, 6, 6)), shapely.MultiPoint([(158_000, 460_000)]),
              shapely.GeometryCollection([point(5, 5)])]  # fmt: skip
    result = judged(layer(shapes), maps())
    assert np.isnan(result.locations["max_diepte_m"]).any()
    read(restriction_html(result, areas=[("VERBOD", maps()["VERBOD"][0].frame)], kentallen=K))


def test_borders_of_very_many_areas_are_left_out():
    words, own = Words("nl"), Words("nl", "restriction_report_")
    result = judged(layer([box(0, 0, 100, 100)]), complete=True)
    few, many = (
        layer([shapely.Point(158_000 + i % 100, 460_000 + i // 3).buffer(3) for i in range(n)]) for n in (3, 400)
    )
    assert "Zone" in verdict_map(result.locations, [("Zone", few)], words, own)
    assert "Zone" not in verdict_map(result.locations, [("Zone", many)], words, own)
