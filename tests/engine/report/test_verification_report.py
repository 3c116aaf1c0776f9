"""The page with recomputed reports: every figure is on it, in both languages, and nothing comes from outside."""

import dataclasses
import re
from html.parser import HTMLParser

import pytest

from riothermie_kansen import kentallen
from riothermie_kansen.economics.verify.columns import ONVERKLAARD, UITKOMSTEN
from riothermie_kansen.economics.verify.run import STUDIES, shipped, verify
from riothermie_kansen.report.language import Words
from riothermie_kansen.report.verification_report import verification_html
from riothermie_kansen.report.verification_tables import CLASSES, SIGNS, difference, shown

K = kentallen.load()
FOUND = [verify(shipped(name, kentallen=K)) for name in STUDIES]
PAGE = {
    language: verification_html(FOUND, kentallen=K, language=language, version="1.2.3") for language in ("nl", "en")
}
NL = Words("nl")


class Reader(HTMLParser):
    """Checks that what is opened is closed, and gathers the text."""

    def __init__(self):
        super().__init__()
        self.open, self.text = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in ("meta", "br", "link", "path", "circle"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def text_of(page):
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    return " ".join(reader.text)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_figure_is_on_the_page(language):
    text = text_of(PAGE[language])
    for found in FOUND:
        for row in found.rows.to_dict("records"):
            assert row["id"] in text
            assert row["oorzaak"] in text
            assert row["formule"] in text or row["oordeel"] == "overgenomen"
        for one in found.findings:
            assert one.titel in text
            assert one.gevolg in text


@pytest.mark.parametrize("language", ["nl", "en"])
def test_page_stands_on_its_own(language):
    page = PAGE[language]
    assert not re.search(r"<(script|link|img|iframe)\b|\bsrc=|url\(", page)
    assert not re.findall(
        r"verification_report_\w+|\{\w+\}|\bnan\b|\bNone\b", re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    )
    assert f'<html lang="{language}">' in page
    assert page.count('role="img"') == 3


def test_dutch_and_english_have_the_same_figures():
    def numbers(page):
        return len(re.findall(r'<tr class="first">', page))

    assert numbers(PAGE["nl"]) == numbers(PAGE["en"]) == sum(len(found.rows) for found in FOUND) + 1  # the example
    assert "194.269" in text_of(PAGE["nl"])
    assert "194,269" in text_of(PAGE["en"])


def test_one_report_alone():
    for found in FOUND:
        page = verification_html([found], kentallen=K, language="nl")
        text = text_of(page)
        assert found.study.bron in text
        others = [one.study.bron for one in FOUND if one is not found]
        assert not any(name in text for name in others)


def test_what_is_unexplained_is_said_first():
    rows = FOUND[0].rows.copy()
    rows.loc[0, "oordeel"] = ONVERKLAARD
    page = verification_html([dataclasses.replace(FOUND[0], rows=rows)], kentallen=K, language="nl")
    assert "verschil zonder verklaring" in page
    assert page.index("verschil zonder verklaring") < page.index("<nav>")
    assert "verschil zonder verklaring" not in PAGE["nl"]


def test_text_of_a_study_is_escaped():
    rows = FOUND[0].rows.copy()
    rows.loc[0, "oorzaak"] = "<b>x</b> & y"
    page = verification_html([dataclasses.replace(FOUND[0], rows=rows)], kentallen=K, language="nl")
    assert "&lt;b&gt;x&lt;/b&gt; &amp; y" in page


def test_each_judgement_has_its_look_and_words():
    assert set(SIGNS) == set(CLASSES) == set(UITKOMSTEN)
    assert len(set(SIGNS.values())) == len(UITKOMSTEN)


@pytest.mark.parametrize(("value", "printed", "ours", "apart"), [
    (363317.5, 364000.0, "363.318", "−682"),
    (25.7117, 25.7, "25,71", "+0,01"),
    (15.0, 15.0, "15", "0"),
    (2.2355, 2.2, "2,24", "+0,04"),
    (55.2, 55.0, "55,2", "+0,2"),
    (194268.6, 224884.0, "194.269", "−30.615"),
    (0.5, 0.5, "0,5", "0"),
    (float("nan"), 3.0, "–", ""),
])  # fmt: skip
def test_values_and_differences_as_they_are_read(value, printed, ours, apart):
    assert shown(value, printed, NL) == ours
    assert difference(value, printed, NL) == apart
