"""The report on an energy match: complete, in two languages, and the same numbers as the tables."""

import re
from xml.dom import minidom

import pytest

from riothermie_kansen.match.score import NETWORK, PARTS
from riothermie_kansen.report.match_report import match_html
from tests.engine.match.made_match import K, match, row


def page(found, language="nl", **options):
    return match_html(found, kentallen=K, **({"sources": ["gebouwen: proef"], "version": "1.0"} | options),
                      language=language)  # fmt: skip


def cells(text, caption):
    """Return the rows of the table with a caption, as texts."""
    part = next(piece for piece in text.split("<table")[1:] if caption in piece)
    found = re.findall(r"<tr>(.*?)</tr>", part.split("</table>")[0], flags=re.DOTALL)
    return [
        re.sub(r"<[^>]+>", "", "|".join(re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", line))).split("|") for line in found
    ]


@pytest.fixture(scope="module")
def found():
    houses = row([20.0 * i for i in range(1, 13)], label=["A", "G", ""] * 4, type=["tussen"] * 12,
                 warmte_gj=[30.0 + i for i in range(12)])  # fmt: skip
    return match(houses, 200.0)


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_it_is_one_whole_page(found, language):
    text = page(found, language)
    assert text.startswith("<!doctype html>")
    assert not re.search(r"\{[a-z_]+\}|\bnan\b|\binf\b|None", text)
    assert "<script" not in text
    for svg in re.findall(r"<figure>.*?(<svg.*</svg>).*?</figure>", text, flags=re.DOTALL):
        assert minidom.parseString(svg).documentElement.getAttribute("role") == "img"
    assert text.count("<h2 ") == 8
    assert page(found, language) == text


def test_the_tables_are_those_of_the_match(found):
    text = page(found)
    reasons = cells(text, "Elk gebouw van de laag")
    assert reasons[-1][:2] == ["Totaal", "12"]
    assert sum(int(line[1]) for line in reasons[1:-1]) == 12
    uptake = cells(text, "De selectie bij verschillende volloop")
    assert [line[0] for line in uptake[1:]] == ["100 %", "90 %", "70 %", "50 %"]
    assert uptake[1][2] == f"{found.totals['warmte_gj']:.0f}"
    score = cells(text, "Onderdelen van de score")
    assert len(score) == len(PARTS) + 2
    shown = dict(zip([*PARTS, NETWORK], [line[1] for line in score[1:]], strict=True))
    assert shown["afstand"] == "3"
    assert shown["eigendom"] == "telt niet mee"
    assert shown[NETWORK] == "10"
    order = cells(text, "De eerste")
    assert [line[1] for line in order[1:]] == found.selection["pand_id"].iloc[: len(order) - 1].tolist()


def test_the_plot_ends_at_what_was_chosen(found):
    desc = re.search(r"<desc>(.*?)</desc>", page(found))[1]
    assert f"{found.totals['woningen']:.0f} woningen" in desc
    assert f"{found.totals['warmte_gj']:.0f} GJ" in desc
    assert "aanbod van 200 GJ" in desc


def test_without_streets_it_says_so_and_shows_no_costs():
    text = page(match(row([20, 40, 60]), 70.0, streets=None))
    assert "Zonder straten is er geen net" in text
    assert "EUR per woning" not in text
    assert "telt niet mee" in text


def test_with_nothing_chosen_it_still_stands():
    text = page(match(row([20, 40]), 5.0))
    assert text.count("<figure>") == 1
    assert not re.search(r"\bnan\b|\binf\b", text)


def test_without_a_limit_on_the_heat():
    text = page(match(row([20, 40]), None, supply_kw=1000.0))
    assert "geen grens opgegeven" in text
    assert not re.search(r"\bnan\b|\binf\b", text)


def test_ids_are_escaped():
    text = page(match(row([20, 40], pand_id=["<script>a", "b&c"]), 500.0))
    assert "<script" not in text
    assert "&lt;script&gt;a" in text


def test_changed_kentallen_are_marked(found):
    text = match_html(found, kentallen=K.replace({"match.gewicht_type": 9.0}))
    assert text.count("gewijzigd") == 1
