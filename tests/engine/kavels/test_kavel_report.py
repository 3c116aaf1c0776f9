"""The page about warmtekavels: what it says, in both languages, and that nothing in a name breaks it."""

import re
from html.parser import HTMLParser

import pytest
import shapely

from riothermie_kansen.report.kavel_plots import PLOTTED, largest
from riothermie_kansen.report.kavel_report import kavel_html
from tests.engine.kavels.made_area import K, buildings, kavels, layer, plots, square

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
    """Return the words of a page."""
    parser = Balanced()
    parser.feed(page)
    assert parser.open == []
    return " ".join(" ".join(parser.words).split())


@pytest.fixture(scope="module")
def result():
    street = layer([shapely.LineString([(0, 20), (400, 20)])], id=[1])
    spots = layer([shapely.Point(50, -100)], bron_id=["pomp"], warmte_gj=[100.0])
    homes = buildings([(10, 10), (30, 10), (90, 10), (150, 10), (390, 10)], label=["A", "C", "", "D", "B"])
    areas = kavels(**{"A <b>&": square(0, 0), "B": square(80, 0), "leeg": square(0, 900)})
    return plots(areas, homes, streets=street, sources=spots)


def test_the_table_of_the_council(result):
    words = read(kavel_html(result, kentallen=K, sources=["kavels: proef"], version="9.9"))
    assert "Warmtekavels: vraag en aanbod van warmte per gebied" in words
    assert "A <b>&" in words
    assert "Rest: in geen kavel" in words
    assert "een jurist beslist" in words
    assert "9 december 2025" in words
    assert "Overlap tussen kavels" in words
    assert "wcw.grens_klein" in words
    assert "Riothermie Kansen 9.9" in words
    # supply of the sewer was not given: no column of it
    assert "Riothermie, GJ per jaar" not in words
    assert "Andere bronnen, GJ per jaar" in words


def test_both_languages_say_the_same(result):
    dutch, english = (kavel_html(result, kentallen=K, language=language) for language in ("nl", "en"))
    for tag in ("<h2", "<tr", "<svg", "<figure", "<rect"):
        assert dutch.count(tag) == english.count(tag)
    assert '<html lang="en">' in english
    assert "Homes in no kavel" in read(english)


def test_bars_are_as_long_as_their_values(result):
    page = kavel_html(result, kentallen=K)
    first = page[page.index("<svg") : page.index("</svg>")]
    demand = [float(width) for width in re.findall(r'width="([0-9.]+)" height="10" fill="#9a927f"', first)]
    # the legend, then A with 3 homes (108 GJ) and B with 1 (36 GJ); the empty kavel has no row
    assert len(demand) == 3
    assert demand[1] / demand[2] == pytest.approx(3.0, rel=0.01)
    assert "leeg" not in first


def test_of_many_kavels_the_largest_are_plotted():
    places = [(200.0 * i + 10, 10.0) for i in range(60)]
    homes = buildings(places, warmte_gj=[float(i + 1) for i in range(60)])
    made = plots(kavels(**{f"K{i}": square(200.0 * i, 0) for i in range(60)}), homes)
    rows = largest(made.kavels)
    assert len(rows) == PLOTTED
    assert rows["vraag_gj"].min() == 21.0
    words = read(kavel_html(made, kentallen=K))
    assert "De 40 kavels met de meeste vraag van 60." in words


def test_restrictions_are_told_in_words_and_only_when_given(result):
    assert "Woningen per oordeel" not in kavel_html(result, kentallen=K)
    assert "Beperkingen en plannen" not in kavel_html(result, kentallen=K)
    homes = buildings([(10, 10), (30, 10), (150, 10)])
    zone = layer([shapely.box(0, 0, 20, 20)], wko=["verboden"])
    words = read(kavel_html(plots(kavels(A=square(0, 0)), homes, restrictions=zone), kentallen=K))
    assert "Woningen per oordeel" in words
    assert "1 verboden, 1 geen bekende beperking" in words
    assert "dat is geen toestemming" in words
