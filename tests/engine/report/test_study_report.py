"""The report on a study: figures checked by hand, what it says of them, and what it does with what lacks."""

import re
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import LineString, Point, box

import riothermie_kansen.report as package
from riothermie_kansen import kentallen, messages
from riothermie_kansen.report.business_words import short_money
from riothermie_kansen.report.language import Words
from riothermie_kansen.report.study_basis import made_up, missing_of
from riothermie_kansen.report.study_facts import facts_of, part_of
from riothermie_kansen.report.study_model import Asked, Head, Picture, Table, written
from riothermie_kansen.report.study_report import study_html, study_of
from riothermie_kansen.report.study_sheets import booklet
from riothermie_kansen.results import About, Changed, Part, Results
from riothermie_kansen.roles import ROLES, role

STANDARD = kentallen.load()
CHAPTERS = ("sewer", "source", "demand", "match", "network", "ground", "kavels", "case", "resident", "co2")


def places(rows, geometry):
    return gpd.GeoDataFrame(pd.DataFrame(rows), geometry=geometry, crs="EPSG:28992")


def part(key, frame, *, name="", algorithm=None, **about):
    made = About(algorithm=role(key).algorithm if algorithm is None else algorithm, version="1.6.0", **about)
    return Part(role(key), name or key, frame, made)


def buildings(heat=(40.0, 60.0, 100.0), homes=(1, 1, 2), x=0.0):
    n = len(heat)
    return places(
        {"pand_id": list("abcdefgh"[:n]), "type": "hoek", "woningen": homes, "warmte_gj": heat, "rv_gj": heat,
         "tap_gj": 0.0, "rv_kw": 5.0, "bron": "warmte: vesta"},
        [Point(x + i, 0.0) for i in range(n)],
    )  # fmt: skip


def sewer(heat=(50.0, 30.0), kinds=("kansrijk", "geen"), x=0.0, status="raming"):
    n = len(heat)
    return places(
        {"leiding_id": [f"L{i}" for i in range(n)], "kans": kinds, "lengte_m": 1000.0, "dwa_gem_ls": 12.0,
         "warmte_wko_gj": heat, "woningen_wko": 3, "vermogen_gebouw_kw": 60.0, "dwa_status": status, "reden": "r"},
        [LineString([(x, i), (x + 9.0, i)]) for i in range(n)],
    )  # fmt: skip


def order(supply=150.0):
    return pd.DataFrame({"methode": ["optimaal"], "nr": [1], "pand_id": ["a"], "gekozen": [1], "cum_gj": [40.0],
                         "aanbod_gj": [supply]})  # fmt: skip


def choice():
    return buildings().assign(gekozen=[1, 0, 1], afname_gj=[40.0, 0.0, 100.0], soort=["gekozen", "duurder", "gekozen"])


def case(name, ncw, low, high, *, q05=None, q95=None, heat=100.0, years=30, income=True):
    """Return the tables of a business case of one variant: scenarios, quantiles of the draws, cash flow."""
    quantiles = {0.05: q05 if q05 is not None else low - 1.0, 0.1: low, 0.5: ncw, 0.9: high,
                 0.95: q95 if q95 is not None else high + 1.0}  # fmt: skip
    return (
        pd.DataFrame(
            {"variant": name, "scenario": ["70 %", "100 %"], "gekozen": [1, 0], "volloop": [0.7, 1.0],
             "investering_eur": [2e6, 3e6], "investering_woning_eur": [20e3, 18e3], "ncw_eur": [ncw, ncw + 5.0],
             "onrendabele_top_eur": [7e5, 0.0], "telling": "juridisch"}
        ),
        pd.DataFrame(
            {"variant": name, "kans": list(quantiles), "ncw_eur": list(quantiles.values()),
             "investering_eur": [1e6, 1.5e6, 2e6, 3e6, 4e6]}
        ),
        pd.DataFrame(
            {"variant": name, "jaar": np.arange(years + 1), "woningen": [0.0] + [100.0] * years,
             "warmte_gj": [0.0] + [heat] * years, "vastrecht_eur": [0.0] + [500.0 if income else 0.0] * years,
             "warmte_eur": 0.0, "investering_eur": 0.0}
        ),
    )  # fmt: skip


def business(*cases, flips=()):
    tables = [pd.concat(found, ignore_index=True) for found in zip(*cases, strict=True)]
    parts = [part(key, table) for key, table in zip(("scenarios", "kansverdeling", "kasstroom"), tables, strict=True)]
    rows = [{"variant": variant, "keuze": choice, "lezing": "anders", "gekozen": 0, "ncw_eur": 1.0, "omslag": 1}
            for variant, choice in flips]  # fmt: skip
    return [*parts, part("betwist", pd.DataFrame(rows))] if rows else parts


def made(*parts, language="nl", full=True, **asked):
    return study_of(
        Results(tuple(parts)), Asked(**asked), kentallen=STANDARD, language=language, full=full, version="1.6.0",
        date="2026-11-21",
    )  # fmt: skip


def chapter(study, key):
    return next((found for found in study.chapters if found.key == key), None)


def text_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]*>", " ", html, flags=re.DOTALL)).replace("\u00a0", " ")


def test_figures_are_sums_of_the_layers():
    facts = facts_of(
        Results((part("gebouwen", buildings()), part("selectie", choice()), part("keuze", order()))), STANDARD
    )
    assert (facts.demand_gj, facts.homes, facts.buildings) == (200.0, 4.0, 3.0)
    assert (facts.chosen_gj, facts.chosen_homes, facts.chosen_buildings) == (140.0, 3.0, 2.0)
    assert (facts.supply.gj, facts.supply.source) == (150.0, "match")
    assert facts.share == pytest.approx(0.75)


@pytest.mark.parametrize(
    ("parts", "gj", "source"),
    [
        (("kansenkaart",), 50.0, "pipe"),  # the best pipe, not the sum: pipes share their heat
        (("kansenkaart", "bronpunten"), 90.0, "points"),
        (("kansenkaart", "bronpunten", "keuze"), 150.0, "match"),
        (("bronpunten", "keuze of points"), 90.0, "points"),  # the choice was given what the points give
        ((), np.nan, ""),
    ],
)
def test_heat_of_the_sewer_comes_from_what_tells_most(parts, gj, source):
    points = places({"bron_id": ["p", "q"], "leiding_id": "L0", "rang": [1, 2], "warmte_gj": [60.0, 30.0],
                     "bereik_gj": 9.0, "gj_per_eur": 0.1}, [Point(0, 0), Point(5, 0)])  # fmt: skip
    frames = {"kansenkaart": sewer(), "bronpunten": points, "keuze": order(), "keuze of points": order(90.0)}
    found = facts_of(Results(tuple(part(key.split()[0], frames[key]) for key in parts)), STANDARD).supply
    assert found.gj == pytest.approx(gj, nan_ok=True)
    assert found.source == source


@pytest.mark.parametrize(
    ("supply", "said"), [(190.0, "Warmte is er genoeg"), (100.0, "voor een deel"), (20.0, "weinig")]
)
def test_verdict_follows_the_share(supply, said):
    study = made(part("gebouwen", buildings()), part("keuze", order(supply)))
    assert said in study.verdict
    assert "niet doorgerekend" in study.verdict


@pytest.mark.parametrize(
    ("ncw", "low", "high", "said"),
    [
        (2e6, 1e6, 3e6, "is het rendabel (Bronnet)"),
        (1e6, -1e6, 3e6, "komt positief uit, maar"),
        (-1e6, -3e6, 1e6, "komt negatief uit, maar"),
        (-2e6, -3e6, -1e6, "is het niet rendabel (Bronnet)"),
    ],
)
def test_verdict_follows_the_range(ncw, low, high, said):
    assert said in made(*business(case("Bronnet", ncw, low, high))).verdict


def test_best_variant_leads_and_all_losing_is_said():
    study = made(*business(case("MT-net", -9e6, -12e6, -7e6), case("Bronnet", -2e6, -3e6, -1e6)))
    assert [found.name for found in facts_of(Results(tuple(business(case("A", 1.0, 0.0, 2.0)))), STANDARD).cases] == [
        "A"
    ]
    assert "geen van de netten rendabel" in study.verdict
    tiles = {tile.title: tile for tile in study.answer.tiles}
    assert tiles["Netto contante waarde, Bronnet"].value == "−2"
    assert not any("MT-net" in title for title in tiles)


@pytest.mark.parametrize(
    ("q05", "low", "middle", "high", "q95", "said"),
    [
        (-5e6, -4e6, -3e6, -2e6, -1e6, "minder dan 5 %"),
        (1e6, 2e6, 3e6, 4e6, 5e6, "meer dan 95 %"),
        (-2e6, -1e6, 1e6, 2e6, 3e6, "50 % tot 90 %"),
    ],
)
def test_chance_is_bracketed_by_the_quantiles(q05, low, middle, high, q95, said):
    study = made(*business(case("Bronnet", middle, low, high, q05=q05, q95=q95)))
    row = dict(zip([head.title for head in chapter(study, "case").tables[0].heads],
                   chapter(study, "case").tables[0].rows[0], strict=True))  # fmt: skip
    assert row["Kans op rendabel"].replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("ncw", "said"), [(-2e6, "is het niet rendabel (Bronnet); hoe"), (2e6, "is het rendabel (Bronnet)")]
)
def test_without_draws_no_range_is_claimed(ncw, said):
    """The table of draws was not kept: then nothing reaches above or below zero, and no empty brackets are printed."""
    study = made(*(one for one in business(case("Bronnet", ncw, -3e6, 3e6)) if one.role.key != "kansverdeling"))
    assert said in study.verdict
    text = text_of(study_html(study, {}))
    assert "reikt tot" not in text
    assert "(–" not in text
    assert "– tot" not in text
    assert "de bandbreedte staat niet in deze lagen" in text


def test_costs_of_residents_alone_are_not_called_missing():
    costs = pd.DataFrame({"woning_id": ["hoek"], "concept": ["cv"], "per_jaar_eur": [2000.0], "woningen": [3.0]})
    study = made(part("bewonerskosten", costs))
    assert chapter(study, "resident").tables
    assert not any("bewonerskosten" in text for text in study.missing)
    assert any("bewonerskosten" in text for text in made(part("gebouwen", buildings())).missing)


def test_english_units_and_states():
    fetched = pd.DataFrame({"dataset": ["a", "b"], "datum": "2026-11-01", "aantal": [1.0, np.nan], "url": "http://h",
                            "licentie": "CC0", "stand": ["opgehaald", "mislukt"]})  # fmt: skip
    study = made(part("gebouwen", buildings()), part("bronnen", fetched), language="en")
    text = text_of(study_html(study, {}))
    assert "GJ/yr" in text
    assert "GJ/jr" not in text
    assert "mln" not in text
    assert {row[3] for row in chapter(study, "data").tables[0].rows} == {"fetched", "failed"}
    assert short_money(2e6, Words("en")) == ("2", "million EUR")


def test_comparison_of_costs_is_no_loss():
    study = made(*business(case("Bronnet", -2e6, -3e6, -1e6, income=False)))
    assert "niet doorgerekend" in study.verdict
    assert "kost het contant 2 mln EUR (1 mln EUR tot 3 mln EUR)" in text_of(study_html(study, {}))


def test_costs_of_more_than_the_source_gives_are_told():
    parts = [part("gebouwen", buildings()), part("keuze", order(150.0))]
    small = made(*parts, *business(case("Bronnet", -1e6, -2e6, 1e6, heat=150.0)))
    large = made(*parts, *business(case("Bronnet", -1e6, -2e6, 1e6, heat=400.0)))
    assert not small.answer.warnings
    assert "tot 400 GJ per jaar, en de bron geeft 150 GJ" in " ".join(large.answer.warnings)


def test_contested_choices_that_turn_the_outcome_are_told():
    study = made(*business(case("Bronnet", -1e6, -2e6, 1e6), flips=[("Bronnet", "telling van de subsidie")]))
    assert "telling van de subsidie" in dict(study.questions)["Hoe zeker is dat?"][0]


def test_sewer_of_another_place_does_not_count():
    near = facts_of(Results((part("gebouwen", buildings()), part("kansenkaart", sewer(x=1500.0)))), STANDARD)
    far = Results((part("gebouwen", buildings()), part("kansenkaart", sewer(x=30_000.0))))
    assert near.supply.gj == 50.0
    assert not near.elsewhere
    facts = facts_of(far, STANDARD)
    assert np.isnan(facts.supply.gj)
    assert facts.elsewhere == ("kansenkaart (30 km)",)
    assert "kansenkaart (30 km)" in " ".join(made(*far.parts).answer.warnings)


def test_layers_that_do_not_agree_are_told():
    other = choice().assign(woningen=[1, 1, 9])
    study = made(part("gebouwen", buildings()), part("selectie", other))
    assert any("Warmtevraag van gebouwen: 4; Wie krijgt de warmte: 11" in text for text in study.answer.warnings)


def test_made_up_data_are_named_once_without_folder():
    results = Results(
        (
            part("kansenkaart", sewer(), parameters=(("LEIDINGEN", "leiding (verzonnen_riool.gpkg)"),)),
            part("gebouwen", buildings(), sources=("gebied: aangenomen_gebied", "regis: /data/x/regis_verzonnen")),
            part("selectie", choice(), parameters=(("GEBIED", "aangenomen_gebied (streets.gpkg)"),)),
        )
    )
    assert made_up(results) == ["verzonnen_riool.gpkg", "aangenomen_gebied", "regis_verzonnen"]
    assert "verzonnen_riool.gpkg, aangenomen_gebied, regis_verzonnen" in made(*results.parts).answer.warnings[0]
    assert "bladzijde 2" in booklet(made(*results.parts), results).warning


def test_changed_kentallen_are_listed_and_clashes_told():
    change = Changed("dwa.liter_per_inwoner", "100 l/d", "120")
    study = made(
        part("kansenkaart", sewer(), kentallen=(change,)),
        part("gebouwen", buildings(), kentallen=(Changed(change.key, "110 l/d", "120"),)),
    )
    rows = chapter(study, "assumptions").tables[0].rows
    assert [(row[1], row[2], row[4]) for row in rows] == [
        (change.key, "100 l/d", "kansenkaart"), (change.key, "110 l/d", "warmtevraag"),
    ]  # fmt: skip
    assert any(change.key in text for text in chapter(study, "data").warnings)


def test_of_outputs_with_one_role_its_own_algorithm_tells():
    pipes = places({"nettype": ["bronnet"], "lengte_m": [1.0]}, [LineString([(0, 0), (1, 0)])])
    results = Results(
        (
            part("trace", pipes, name="keuze", algorithm="energiematch", date="2026-11-22"),
            part("trace", pipes, name="net", date="2026-11-21"),
        )
    )
    assert part_of(results, "trace").name == "net"


def test_what_is_not_there_is_listed_and_what_is_there_not():
    every = missing_of(Results(()), Words("nl", "study_report_"))
    assert len(every) == len(CHAPTERS)
    some = missing_of(Results((part("gebouwen", buildings()),)), Words("nl", "study_report_"))
    assert [text for text in every if text not in some] == ["Warmtevraag: er is geen uitvoer van warmtevraag gegeven."]


def test_steps_that_were_left_out_say_why():
    steps = pd.DataFrame({"stap": ["co2", "warmtevraag"], "naam": ["CO2", "Vraag"], "stand": ["overgeslagen", "gedaan"],
                          "reden": ["geen vraag", None], "aannamen": [None, "geen labels"],
                          "vingerafdruk": ["", "x"]})  # fmt: skip
    study = made(part("gebouwen", buildings()), part("stappen", steps))
    assert study.missing[0] == "CO2: geen vraag"
    assert not any("uitvoer van co2" in text for text in study.missing)
    assert ("Vraag", "geen labels") in chapter(study, "assumptions").tables[0].rows


def test_fetched_data_tell_date_licence_and_what_failed():
    table = pd.DataFrame({"dataset": ["bag_pand", "x"], "naam": ["Panden", None], "url": "https://service/wfs", "stand":
                          ["opgehaald", "mislukt"], "datum": ["2026-11-20T10:00", ""], "aantal": [12, np.nan],
                          "licentie": "CC0", "opmerking": ["", "geen antwoord"]})  # fmt: skip
    table["aanbieder"] = "Kadaster"
    study = made(part("gebouwen", buildings()), part("bronnen", table))
    found, services = chapter(study, "data").tables[:2]
    assert found.rows[0] == ("Panden", "2026-11-20", 12.0, "opgehaald", "")
    assert found.texts(Words("nl"))[1] == ["x", "", "–", "mislukt", "geen antwoord"]
    assert services.rows == (("Kadaster", "CC0", "https://service/wfs"),)  # of both, once
    assert "https:/<wbr>/<wbr>service/<wbr>wfs" in study_html(study, {})  # may break, and is copied without a space


def test_findings_are_counted():
    found = places({"soort": "x", "ernst": ["fout", "info", "info"], "object_id": "", "tekst": "t"}, [Point(0, 0)] * 3)
    study = made(part("gebouwen", buildings()), part("meldingen", found, algorithm="warmtevraag"))
    table = next(table for table in chapter(study, "data").tables if table.name == "Meldingen")
    assert table.rows == (("warmtevraag", 1, 0, 2),)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("full", [True, False])
def test_every_chapter_in_both_languages(language, full):
    study = made(*whole(), language=language, full=full, plaats="Ede")
    assert {found.key for found in study.chapters} >= set(CHAPTERS)
    page = study_html(study, {})
    assert page.startswith("<!doctype html>")
    assert f'<html lang="{language}">' in page
    assert "<script" not in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    assert re.search(r"[a-z]_[a-z]+_[a-z]+\}", page) is None
    words = text_of(page)
    assert " nan " not in words.lower()
    assert " None " not in words
    assert words.index("What does it cost?" if language == "en" else "Wat kost het?") < words.index("1. ")
    assert (len(study.raw) > 0) == full


def test_short_report_is_a_part_of_the_full_one():
    short, full = (study_html(made(*whole(), full=full), {}) for full in (False, True))
    assert len(short) < len(full)
    assert short.count("<table") < full.count("<table")
    assert "aanname van een laag" in full
    assert "aanname van een laag" not in short


def test_all_tables_are_in_the_workbook_as_numbers():
    study = made(*whole())
    for table in study.tables:
        frame = table.frame()
        assert list(frame.columns) == [column.name for column in table.columns()]
        assert len(frame) == len(table.rows)
        for column in table.columns():
            if column.kind == "real":
                assert (
                    pd.to_numeric(frame[column.name]).notna().any() or not len(frame) or frame[column.name].isna().all()
                )
    assert {raw.name for raw in study.raw} >= {"tabel_scenarios", "tabel_hoeveelheden", "tabel_co2"}


def test_columns_with_one_title_get_a_number():
    head = Head("Warmte", "GJ", "whole")
    table = Table("t", "", (Head("Naam"), head, head), (("a", 1.0, 2.0),))
    assert table.frame().to_dict("records") == [{"Naam": "a", "Warmte (GJ)": 1.0, "Warmte (GJ) 2": 2.0}]


@pytest.mark.parametrize(
    ("value", "form", "said"),
    [(1234.5, "whole", "1.234"), (1234.5, "rounded", "1.230"), (0.256, "share", "26 %"), (None, "one", "–"),
     (float("nan"), "text", "–"), ("2026-11-21", "text", "2026\u201111\u201121"), ("a-b", "text", "a-b")],
)  # fmt: skip
def test_values_are_written_as_their_column_says(value, form, said):
    assert written(value, form, Words("nl")) == said


@pytest.mark.parametrize("language", ["nl", "en"])
def test_texts_of_layers_are_escaped(language):
    bad = "<img src=x onerror=alert(1)>&\"'"
    frame = choice().assign(soort=[bad, bad, bad], type=bad)
    study = made(
        part("gebouwen", frame, name=bad, sources=(bad,), notes=(bad,), rights=(bad,), parameters=(("X", bad),)),
        part("selectie", frame), language=language, titel=bad, plaats=bad, vraag=bad, organisatie=bad,
    )  # fmt: skip
    page = study_html(study, {"answer": Picture(b"\x89PNG", 10, 10, 5000.0, ((bad, ((bad, b"x"),)),))})
    assert "<img src=x" not in page
    assert page.count("&lt;img src=x") > 8


@pytest.mark.parametrize("found", ROLES, ids=lambda found: found.key)
@pytest.mark.parametrize("fill", [None, 1.0, "x"])
def test_layer_with_only_the_columns_that_tell_its_role(found, fill):
    rows = {name: [fill] * 2 for name in found.fields}
    shape = {"line": LineString([(0, 0), (1, 1)]), "polygon": box(0, 0, 1, 1)}.get(found.geometry, Point(0, 0))
    frame = pd.DataFrame(rows, dtype=object)
    one = part(found.key, frame if found.geometry == "none" else places(frame, [shape] * 2))
    study = made(one)
    assert "<h1>" in study_html(study, {})
    assert booklet(study, Results((one,))).sheets


def test_sheets_say_the_same_and_areas_have_their_own():
    parts = whole()
    study = made(*parts, plaats="Ede", vraag="Kan het?")
    assert "Kan het?" in text_of(study_html(study, {})).split("Wat kost het?")[0]
    printed = booklet(study, Results(tuple(parts)))
    assert printed.cover.lines[0] == study.verdict
    assert len(printed.cover.figures) <= 4
    assert printed.sheets[0].lines[: len(study.answer.warnings)] == study.answer.warnings
    keys = [sheet.key for sheet in printed.sheets]
    assert len(keys) == len(set(keys))
    assert printed.after in keys
    assert [sheet.key for sheet in printed.atlas.sheets] == ["A", "B"]
    for sheet in printed.sheets:
        for table in sheet.tables:
            assert all(len(row) == len(table.head) for row in table.rows)


def test_network_is_drawn_with_districts_only_when_they_tell_its_costs():
    parts = whole()
    same = chapter(made(*parts), "kavels").roles
    other = [part("trace", one.frame.assign(kosten_eur=9.0)) if one.role.key == "trace" else one for one in parts]
    assert "trace" in same
    assert "trace" not in chapter(made(*other), "kavels").roles


def test_why_match_and_design_cost_different_sums_is_told_with_the_share_of_each_source_point():
    """Homes as chosen; 50,000 EUR in the design, 20,000 in the match; 9 of 10 kW leave the first point."""
    line = LineString([(0, 0), (9, 0)])
    pipes = places({"trace_id": ["t", "u", "v"], "voeding_id": ["", "t", ""], "bron_id": ["p", "p", "q"],
                    "nettype": "bronnet", "rol": "transport", "dn": "PE63", "vermogen_kw": [9.0, 9.0, 1.0],
                    "lengte_m": 50.0, "kosten_eur": [20_000.0, 20_000.0, 10_000.0]}, [line] * 3)  # fmt: skip
    ends = places({"pand_id": ["a", "c"], "trace_id": "t", "nettype": "bronnet", "bron_id": ["p", "q"],
                   "woningen": [1, 2], "warmte_gj": [40.0, 100.0], "vermogen_kw": 5.0},
                  [Point(0, 0), Point(2, 0)])  # fmt: skip
    uptake = pd.DataFrame({"volloop": [1.0], "gebouwen": 2, "aangesloten_woningen": 3, "passende_woningen": 3,
                           "kosten_eur": 20_000.0, "warmte_gj": 140.0})  # fmt: skip

    def said(*names):
        points = places({"bron_id": list(names), "leiding_id": "L0", "rang": 1, "warmte_gj": 75.0, "bereik_gj": 70.0,
                         "gj_per_eur": 0.1, "kosten_eur": 1e5, "reden": "r"}, [Point(0, 0)] * len(names))  # fmt: skip
        parts = [one for one in whole() if one.role.key not in ("trace", "bronpunten", "aansluitingen")]
        new = [part("trace", pipes), part("aansluitingen", ends), part("volloop", uptake), part("bronpunten", points)]
        return " ".join(chapter(made(*parts, *new), "network").lines)

    assert "90 % uit p, 10 % uit q" in said("p", "q")
    assert "20.000" in said("p", "q")
    assert "100 GJ per jaar uit q" in said("p", "q")  # 75 was estimated for it
    assert "GJ per jaar uit p" not in said("p", "q")
    assert "uit p" not in said("p")


@pytest.mark.parametrize(("homes", "told"), [(120, True), (100, False), (143, False)])
def test_blocks_that_join_whatever_the_uptake_are_told(homes, told):
    """100 homes at an uptake of 70 %: of 120 more than 84, of 100 all, of 143 no more than 70 %."""
    ends = places({"pand_id": ["a"], "trace_id": "t", "nettype": "bronnet", "woningen": [homes],
                   "warmte_gj": 40.0, "vermogen_kw": 5.0}, [Point(0, 0)])  # fmt: skip
    parts = [one for one in whole() if one.role.key != "aansluitingen"]
    lines = chapter(made(*parts, part("aansluitingen", ends)), "case").lines
    assert any(f"100 van de {homes} woningen" in line for line in lines) == told


def test_nobody_left_is_told_apart_from_not_known():
    def left(*more):
        found = chapter(made(*whole(), *more), "network")
        table = next(one for one in found.tables if "net" in one.name.lower())
        return table.rows[0][-1]

    empty = places({"pand_id": [], "nettype": [], "woningen": [], "soort": [], "reden": []}, [])
    assert left(part("niet_aangesloten", empty)) == 0.0
    assert np.isnan(left())


def test_order_of_the_layers_does_not_matter():
    parts = whole()
    first, last = (text_of(study_html(made(*order), {})).split("1. ")[0] for order in (parts, parts[::-1]))
    assert first == last


def test_every_sentence_is_used():
    """Keys of the messages stand in the code, or are made of a word that does."""
    code = "".join(path.read_text(encoding="utf-8") for path in Path(package.__file__).parent.glob("study_*.py"))
    made_of = ("answer_alone_", "state_", "range_", "kans_", "verdict_", "can_", "ground_", "net_", "sheet_", "method_")
    known = set(re.findall(r"[\"']([a-z_0-9]+)\*?[\"']", code))
    every = messages.keys()
    keys = [key.removeprefix("study_report_") for key in every if key.startswith("study_report_")]
    assert [key for key in keys if key.removesuffix("_one") not in known and not key.startswith(made_of)] == []


def whole():
    """Return a study with everything, small enough to follow."""
    heat = buildings()
    pipes = places({"trace_id": "t", "voeding_id": "", "nettype": ["bronnet"], "rol": "transport", "dn": "PE63",
                    "lengte_m": [100.0], "kosten_eur": [50_000.0]}, [LineString([(0, 0), (9, 0)])])  # fmt: skip
    ends = places({"pand_id": ["a", "c"], "trace_id": "t", "nettype": "bronnet", "woningen": [1, 2],
                   "warmte_gj": [40.0, 100.0], "vermogen_kw": 5.0}, [Point(0, 0), Point(2, 0)])  # fmt: skip
    bill = pd.DataFrame({"nettype": "bronnet", "post": ["leiding", "aansluitset"], "rol": ["transport", "aansluiting"],
                         "dn": "PE63", "klasse": "standaard", "hoeveelheid": [100.0, 2.0], "eenheid": ["m", "st"],
                         "prijs_eur": [400.0, 5000.0], "kosten_eur": [40_000.0, 10_000.0], "bron": "b"})  # fmt: skip
    areas = places({"kavel_id": ["A", "B"], "naam": ["Een", "Twee"], "herkomst": "gegeven", "woningen": [1, 3],
                    "vraag_gj": [40.0, 160.0], "aanbod_gj": [50.0, np.nan], "aanbod_gedeeld_gj": 0.0,
                    "aanbod_bron_gj": 0.0, "dekking": [100.0, 0.0], "lijndichtheid": [2.0, 0.4],
                    "lijndichtheid_klasse": ["goed", "laag"], "net_eur": [50_000.0, 0.0], "regime_wcw": "klein",
                    "reden": "r"}, [box(-1, -1, 1, 1), box(1, -1, 9, 1)])  # fmt: skip
    verdicts = places({"locatie_id": ["a", "b"], "wko": ["verboden", "toegestaan"], "bodemlus": "aandacht",
                       "max_diepte_m": np.nan, "wko_verboden": "", "niet_getoetst": ["NATUUR", ""]},
                      [Point(0, 0), Point(1, 0)])  # fmt: skip
    shares = pd.DataFrame({"goedkoopst": ["cv", "bronnet", "Geen woning"], "berekend": [1, 1, 0], "panden": [2, 1, 5],
                           "woningen": [3, 1, 0], "utiliteit": 0})  # fmt: skip
    years = pd.DataFrame({"concept": ["cv", "bronnet"] * 2, "naam": "n", "jaar": [2026, 2026, 2027, 2027],
                          "tonnen": [10.0, 4.0] * 2, "besparing_t": [0.0, 6.0] * 2, "besparing_deel": [0.0, 0.6] * 2,
                          "opgeteld_t": [0.0, 6.0, 0.0, 12.0], "gas_t": 1.0, "elektriciteit_t": 1.0,
                          "factor_kg_kwh": 0.3})  # fmt: skip
    points = places({"bron_id": ["p"], "leiding_id": "L0", "rang": [1], "warmte_gj": [150.0], "bereik_gj": 140.0,
                     "gj_per_eur": 0.1, "kosten_eur": 1e5, "reden": "r"}, [Point(0, 0)])  # fmt: skip
    return [
        part("kansenkaart", sewer(), notes=("aanname van een laag",)), part("bronpunten", points),
        part("gebouwen", heat), part("selectie", choice()), part("keuze", order()), part("trace", pipes),
        part("aansluitingen", ends), part("hoeveelheden", bill), part("restricties", verdicts), part("kavels", areas),
        *business(case("Bronnet", -1e6, -2e6, 1e6)), part("aandelen", shares), part("co2", years),
    ]  # fmt: skip
