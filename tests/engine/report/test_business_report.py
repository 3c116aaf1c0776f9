"""The page on the business case: the answer follows from the outcome, numbers add up, in both languages."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from riothermie_kansen import kentallen
from riothermie_kansen.economics.case import Group, Item
from riothermie_kansen.economics.columns import BRONNET, MT
from riothermie_kansen.economics.project import Project
from riothermie_kansen.economics.supplier import business_cases
from riothermie_kansen.economics.supplier_given import Given, standing_charge
from riothermie_kansen.report.business_plots import chance_plot, stack_plot, tornado_plot
from riothermie_kansen.report.business_report import answer, business_html
from riothermie_kansen.report.business_words import figure_of, money, share_of_draws, short_money
from riothermie_kansen.report.cash_plots import cash_flow_plot, value_plot
from riothermie_kansen.report.language import Words
from riothermie_kansen.wording import estimated, euro
from tests.engine.report.test_restriction_report import read

K = kentallen.load()
NL, EN = (Words(language) for language in ("nl", "en"))
OWN_NL, OWN_EN = (Words(language, "business_report_") for language in ("nl", "en"))

OPEN = re.compile(r"\{[a-z_]+\}")
"""A placeholder that was not filled."""


def project(naam="Bronnet", nettype=BRONNET):
    return Project(
        naam,
        nettype,
        2023.0,
        (
            Item("riothermie", "Riothermie <b>", "riothermie", 60000.0, onderhoud=0.02, bron="tabel 6-2 & eigen"),
            Item("transportnet", "Leidingen", "transportnet", 90000.0, onderhoud=0.013),
            Item("afleverset", "Sets", "afleverset", 20000.0, onderhoud=0.0, levensduur=15.0),
        ),
        (Group("Huizen", 30, 30, 210.0, 1080.0), Group("Flat", 20, 1, 90.0, 600.0, altijd=True)),
    )  # fmt: skip


def worked_out(*projects, **given):
    return business_cases(projects or [project()], K, runs=300, **given)


@pytest.fixture(scope="module")
def both():
    return worked_out(project(), project("MT-net", MT))


def test_what_the_page_says(both):
    page = business_html(both, kentallen=K, sources=["hoeveelheden: proef"], version="9.9")
    words = read(page)
    assert "Kan het uit: businesscase van een warmtenet" in words
    assert "hoeveelheden: proef" in words
    assert "Riothermie Kansen 9.9" in words
    assert page.count("<figure") == 2 * 4 + 1
    assert "tarieven.bak" in words
    assert "Riothermie &lt;b&gt;" in page
    assert "<b>" not in page.split("Riothermie &lt;b&gt;")[1][:20]
    for variant in both.variants:
        assert answer(variant, NL, OWN_NL).split(".")[0] in words
    assert not OPEN.search(words)
    assert "nan" not in words.split()


def test_in_english(both):
    words = read(business_html(both, kentallen=K, language="en"))
    assert "Does it pay: business case of a heat network" in words
    assert not OPEN.search(words)
    for dutch in ("Kantelt bij", "Naast elkaar", "Lasten en baten", "duizend EUR"):
        assert dutch not in words


def test_total_of_the_investment(both):
    words = read(business_html(both, kentallen=K))
    table = words.split("wordt binnen de businesscase niet vervangen.")[1]
    found = re.search(r"Totaal \(EUR\) [\d.]+ [\d.]+ ([\d.]+)|Totaal \(EUR\) – ?([\d.]+)", table)
    assert found is not None
    # 170,000 with 36 % of surcharges, as direct, surcharges and total
    assert re.search(r"170\.000 (– )?61\.200 (– )?231\.200", table)


@pytest.mark.parametrize(
    ("charge", "begin"),
    [(5000.0, "de businesscase sluit."), (0.0, "de businesscase sluit niet.")],
)
def test_the_answer_follows_from_the_range(charge, begin):
    variant = worked_out(given=Given(standing_charge(charge), {})).variants[0]
    low, high = variant.simulation.kwantiel(0.1), variant.simulation.kwantiel(0.9)
    assert (low > 0) == (charge > 0)
    assert (high < 0) == (charge == 0)
    assert begin in answer(variant, NL, OWN_NL)


def test_the_answer_is_open_where_the_range_holds_zero():
    variant = worked_out().variants[0]
    tipping = variant.root("vastrecht").waarde
    for step, words in ((20.0, "sluit onder deze aannamen, maar"), (-20.0, "sluit onder deze aannamen niet, maar")):
        near = worked_out(given=Given(standing_charge(tipping + step), {})).variants[0]
        assert near.simulation.kwantiel(0.1) < 0.0 < near.simulation.kwantiel(0.9)
        assert (near.ncw_eur > 0) == (step > 0)
        assert words in answer(near, NL, OWN_NL)


def test_costs_without_income_are_compared():
    free = Given({**standing_charge(0.0), "tarieven.bak": 0.0}, {"certificaten": False})
    cases = worked_out(given=free)
    variant = cases.variants[0]
    assert variant.kostenvergelijking
    assert not worked_out().variants[0].kostenvergelijking
    said = answer(variant, NL, OWN_NL)
    assert f"zijn nu {money(-variant.ncw_eur, NL)} waard" in said
    assert "sluit" not in said
    for page, title in (
        (business_html(cases, kentallen=K), "Wat het kost: kostenvergelijking"),
        (business_html(cases, kentallen=K, language="en"), "What it costs: comparison of costs"),
    ):
        words = read(page)
        assert title in words
        assert "Onrendabele top" not in words
        for wrong in ("kan net uit", "kan niet uit", "just pays", "does not pay", "sluit niet"):
            assert wrong not in words
        assert not OPEN.search(words)
        # without the plot per uptake
        assert page.count("<figure") == 4
    # beside one that does have income it keeps its name and has no chance
    mixed = business_cases(
        [project(), replace(project("Kosten"), kentallen=free.kentallen, keuzes=free.keuzes)], K, runs=200
    )
    words = read(business_html(mixed, kentallen=K))
    assert "Kan het uit" in words
    assert "Kosten: een kostenvergelijking" in words


def test_values_outside_the_draws_are_called_so():
    variant = worked_out().variants[0]
    assert "bijna alle" not in answer(variant, NL, OWN_NL)
    for shift, word in ((-5e6, "dus gunstiger dan bijna alle"), (5e6, "dus ongunstiger dan bijna alle")):
        moved = replace(variant.simulation, ncw_eur=variant.simulation.ncw_eur + shift)
        assert word in answer(replace(variant, simulation=moved), NL, OWN_NL)


def test_many_variants_are_turned_round():
    cases = worked_out(*(project(f"Variant {i}") for i in range(6)))
    page = business_html(cases, kentallen=K)
    words = read(page)
    # two plots of costs and income, three variants each
    assert page.count("<figure") == 6 * 4 + 2
    head = words.split("Hoofdcijfers per variant.")[1][:120]
    assert "Variant – Investering met opslagen" in head or "Variant Investering met opslagen" in head


def test_amounts_in_words():
    assert money(103620.1, NL) == "104.000\u00a0EUR"
    assert money(float("nan"), NL) == "–"
    assert short_money(-2066410.4, NL) == ("−2,07", "mln EUR")
    assert short_money(999000.0, EN) == ("999,000", "EUR")
    assert figure_of("volloop", 0.681, NL) == "68,1\u00a0%"
    assert figure_of("bak_eur", 4411.0, NL) == "4.411\u00a0EUR"
    assert figure_of("bak_eur", 3655.9046, NL) == "3.660\u00a0EUR"
    assert figure_of("warmteprijs_eur_gj", 51.3056, EN) == "51.3\u00a0EUR/GJ"
    assert figure_of("investering_factor", 1.061, NL) == "×\u00a01,06"
    assert figure_of("vastrecht", float("nan"), NL) == "–"
    assert share_of_draws(0.004, NL, OWN_NL) == "minder dan 1 %"
    assert share_of_draws(0.999, EN, OWN_EN) == "more than 99 %"
    assert share_of_draws(0.0, NL, OWN_NL) == "0 %"
    assert share_of_draws(1.0, NL, OWN_NL) == "100 %"


def test_bars_of_a_year_end_at_what_comes_in_and_goes_out(both):
    variant = both.variants[1]
    flow = variant.flows.frame(variant.name)
    drawn = cash_flow_plot(flow, NL, OWN_NL)
    assert "vastrecht" in drawn
    assert "warmte" in drawn
    # nothing comes from SDE++ in a case without it, and nothing is said of it
    without = flow.assign(sde_eur=0.0, certificaten_eur=0.0)
    assert "SDE++" in drawn
    assert "SDE++" not in cash_flow_plot(without, NL, OWN_NL)
    # borrowed to the last euro: no money of the supplier itself, so no plot of it
    assert "eigen geld" not in drawn
    assert "eigen geld" in cash_flow_plot(flow.assign(lening_eur=0.0), NL, OWN_NL)


def test_plots_of_little(both):
    years = np.linspace(0.0, -5e5, 2)
    assert "100 %" in value_plot({"100 %": years}, NL, OWN_NL)
    same = chance_plot(np.full(50, 12345.0), [(12345.0, "P50")], NL, OWN_NL)
    assert "P50" in same
    assert "100 %" in same
    row = both.variants[0].sensitivity.head(1).assign(laag="1", hoog="2", ncw_laag_eur=np.nan)
    assert "<rect" in tornado_plot(row, 0.0, NL, OWN_NL)
    parts = pd.DataFrame(
        [("V & W", "lasten", "investering", "Investering", 100.0), ("V & W", "baten", "bak", "BAK", 40.0)],
        columns=["variant", "kant", "regel", "naam", "eur_woning"],
    )
    drawn = stack_plot(parts, NL, OWN_NL)
    assert ">V &amp; W</text>" in drawn
    assert "V &amp; W, lasten: 100 EUR; V &amp; W, baten: 40 EUR" in drawn


def test_losses_and_gains_never_share_a_bar():
    values = np.concatenate([np.full(30, -1.0), np.full(70, 1.0)]) * 1e5
    drawn = chance_plot(values, [], NL, OWN_NL)
    assert "kan niet uit" in drawn
    assert "70 %" in drawn
    assert "kan niet uit" not in chance_plot(values[30:] + np.arange(70.0), [], NL, OWN_NL)


def test_a_choice_that_turns_the_sign_is_a_warning(both):
    for variant in both.variants:
        turning = [one for one in variant.contested if one.omslag]
        page = read(business_html(replace(both, variants=(variant,)), kentallen=K))
        for one in turning:
            assert one.melding("nl").replace("\u00a0", " ") in page
        if len(turning) > 1:
            assert f"hangt aan {len(turning)} betwiste keuzes" in page


def test_what_matters_most_in_words(both):
    words = read(business_html(both, kentallen=K))
    for variant in both.variants:
        first = variant.sensitivity.iloc[0]
        ends = [money(first[f"ncw_{end}_eur"], NL).replace("\u00a0", " ") for end in ("laag", "hoog")]
        assert f"gaat de netto contante waarde van {ends[0]} naar {ends[1]}" in words
        half = [money(variant.simulation.kwantiel(share), NL).replace("\u00a0", " ") for share in (0.25, 0.75)]
        assert f"ligt tussen {half[0]} en {half[1]}" in words
        # more of what costs is worse, more of what pays is better
        drawn = variant.simulation.verdelingen.dropna(subset=["correlatie"])
        most = drawn.sort_values("correlatie", key=abs).iloc[-1]
        assert most["veld"] in ("investering_factor", "exploitatie_factor", "elektra_eur_kwh", "volloop")
        turn = "beter" if most["veld"] == "volloop" else "slechter"
        assert f"(rangcorrelatie {NL.number(most['correlatie'], 2)}): hoe hoger, hoe {turn}" in words
    english = read(business_html(both, kentallen=K, language="en"))
    assert "What matters most is" in english
    assert "the higher it is, the " in english


def test_one_form_for_amounts_of_money():
    assert euro(-287824.4) == "\N{MINUS SIGN}287.824\u00a0EUR"
    assert euro(1234.5, "en", 1) == "1,234.5\u00a0EUR"
    assert euro(-0.2) == "0\u00a0EUR"
    for value in (-287824.4, 103620.1, 0.0, -5787274.7):
        assert estimated(value) == money(value, NL)
        assert estimated(value, "en") == money(value, EN)
