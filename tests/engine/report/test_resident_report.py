"""The page about what heat costs a resident: numbers are those of the tables, both languages, maps small and large."""

import re
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pytest
import shapely

from riothermie_kansen import kentallen
from riothermie_kansen.economics.columns import CONCEPTEN
from riothermie_kansen.economics.resident.choices import BTW_AFGEDRUKT, Choices
from riothermie_kansen.economics.resident.dwellings import one_dwelling
from riothermie_kansen.economics.resident_result import FloorLoops, resident_result
from riothermie_kansen.report.language import Words
from riothermie_kansen.report.resident_map import DRAWN, mixed, resident_map
from riothermie_kansen.report.resident_plots import COLOURS, extra_plot
from riothermie_kansen.report.resident_report import resident_html
from tests.engine.economics.test_resident_buildings import layer
from tests.engine.report.test_restriction_report import read

K = kentallen.load()
HOME = one_dwelling(type="tussen", oppervlakte_m2=110.0, warmte_gj=36.0, kentallen=K)
NL, OWN = Words("nl"), Words("nl", "resident_report_")


def html(result, **more):
    return resident_html(result, concept="bronnet", kentallen=K, **more)


@pytest.fixture(scope="module")
def one():
    return resident_result(dwelling=HOME, kentallen=K)


@pytest.fixture(scope="module")
def many():
    return resident_result(buildings=layer(), kentallen=K)


def amount(value):
    return NL.number(float(value))


def test_page_of_one_home(one):
    page = html(one, sources=["één woning"], version="9.9")
    words = read(page)
    frame = one.costs.frame.set_index("concept")
    line = re.search(r"Alle kosten \(TCO\) ((?:[\d.]+ ){7})", words)[1].split()
    assert line == [amount(frame.loc[concept, "tco_eur"]) for concept in CONCEPTEN]
    line = re.search(r"Investering na subsidies, met btw ((?:[\d.]+ ){7})", words)[1].split()
    assert line == [amount(frame.loc[concept, "investering_incl_eur"]) for concept in CONCEPTEN]
    assert f"EUR {amount(frame['per_jaar_eur'].min())} per jaar alles bij elkaar" in words
    assert "Riothermie Kansen 9.9" in words
    assert "bewoner.gasprijs" in words
    assert "<script" not in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    english = read(html(one, language="en"))
    assert "What does heat cost a resident?" in english
    assert "Gebouw voor gebouw" not in words


def test_the_parts_of_the_tco_add_up(one):
    words = read(html(one))
    found = {}
    for name in ("Herinvestering in de periode, met btw", "Vastrecht en onderhoud", "Energie", "Alle kosten (TCO)"):
        cells = re.search(re.escape(name) + r" ((?:(?:[\d.]+|–) ){7})", words)[1].split()
        found[name] = np.array([0.0 if cell == "–" else float(cell.replace(".", "")) for cell in cells])
    invested = one.costs.frame["investering_incl_eur"].to_numpy()
    parts = [values for name, values in found.items() if name != "Alle kosten (TCO)"]
    assert np.abs(invested + sum(parts) - found["Alle kosten (TCO)"]).max() <= 2.0


def test_another_order_in_the_folder_is_said(one):
    """The folder has an air heat pump as the cheapest of four in every row; these figures may not."""
    frame = one.costs.frame.set_index("concept").loc[["cv", "lucht", "lus", "mini"]]
    assert frame["folder_eur_jaar"].idxmin() == "lucht"
    assert ("De bronnen zijn het niet eens" in read(html(one))) == (frame["per_jaar_eur"].idxmin() != "lucht")
    alike = resident_result(dwelling=HOME, concepten=("lus", "mini"), kentallen=K)
    assert alike.cheapest == "mini"  # as in the folder
    assert "De bronnen zijn het niet eens" not in read(html(alike))


def test_what_floor_heating_would_change_is_told(one):
    words = read(html(replace(one, floor=FloorLoops(3.366, 4.5, 40.0, 179.6, 1.0, 1.0, "mini"))))
    assert "Met vloerverwarming van 40 °C (COP 4,5 in plaats van 3,4 met radiatoren) kost een lus EUR 180 per" in words
    assert "per jaar minder en is een miniwarmtenet het goedkoopst; wat andere warmtepompen" in words
    assert ("Met vloerverwarming van" in read(html(one))) == (one.floor is not None)
    without = resident_result(dwelling=HOME, concepten=("cv", "bronnet"), kentallen=K)
    assert "Met vloerverwarming van" not in read(html(without))


def test_what_floor_heating_would_change_in_a_layer(many):
    words = read(html(replace(many, floor=FloorLoops(3.366, 4.5, 40.0, 200.0, 5.0, 12.0, "lus"))))
    assert "kost een lus gemiddeld EUR 200 per jaar minder" in words
    assert "wordt een eigen of gedeelde lus het goedkoopst voor 5 van de 12 woningen waar die kan" in words


def test_small_difference_is_no_order():
    close, far = (
        resident_html(
            resident_result(dwelling=HOME, concepten=("cv", "bronnet"), kentallen=values), concept="bronnet",
            kentallen=values,
        )
        for values in (K.replace({"bewoner.verschil_klein": 2000.0}), K.replace({"bewoner.verschil_klein": 0.0}))
    )  # fmt: skip
    sentence = "lees er geen volgorde in"
    assert sentence in read(close)
    assert sentence not in read(far)


def test_reckoning_as_printed_is_a_warning():
    printed = resident_result(dwelling=HOME, choices=Choices(btw=BTW_AFGEDRUKT), kentallen=K)
    assert 'class="warning"' in html(printed)


def test_changed_kentallen_are_listed(one):
    values = K.replace({"bewoner.gasprijs": 2.5})
    page = read(resident_html(resident_result(dwelling=HOME, kentallen=values), concept="mt", kentallen=values))
    assert "bewoner.gasprijs 1,28 2,5 EUR/m³" in page
    assert "Alle kentallen hebben hun standaardwaarde" in read(html(one))


def test_page_of_buildings(many):
    words = read(html(many))
    totals = many.plan.totals
    best = many.cheapest
    share = NL.percent(totals[f"goedkoopst_{best}"] / totals["berekend_woningen"])
    assert f"voor {amount(totals[f'goedkoopst_{best}'])} van de {amount(totals['berekend_woningen'])} woningen" in words
    assert share in words
    assert f"Samen {amount(totals['panden'])} {amount(totals['woningen'])}" in words
    for reason in many.plan.cheapest.query("berekend == 0")["goedkoopst"]:
        assert reason in words
    for kind in many.costs.dwellings.frame["woning_id"]:
        assert kind in words
    english = read(html(many, language="en"))
    assert "Building by building" in english


def test_near_ties_over_a_layer_are_counted_in_the_answer(many):
    """The page says at the top how many homes have a next concept that costs hardly more, with the limit of the run."""
    frame = many.plan.frame
    for limit in (0.0, 100.0, 2000.0):
        values = K.replace({"bewoner.verschil_klein": limit})
        words = read(resident_html(many, concept="bronnet", kentallen=values))
        homes = frame.loc[frame["voorsprong_eur_jaar"] < limit, "woningen"].sum()
        said = f"Bij {amount(homes)} van de {amount(many.plan.totals['berekend_woningen'])} woningen is het volgende"
        assert (said in words) == (homes > 0)
        assert (f"licht, in elke kleur: het volgende is nog geen EUR {amount(limit)} duurder" in words) == (homes > 0)
    assert (frame["voorsprong_eur_jaar"] < 2000.0).any()


def test_what_is_of_one_type_says_so(many, one):
    words, main = read(html(many)), many.costs.dwellings.frame["woning_id"].iloc[many.main]
    # bars, three tables and the three prices
    assert words.count(f"Woningtype: {main}.") == 7
    assert re.search(rf"{main}: daarboven is|geen gasprijs in het bereik", words)
    assert "Woningtype:" not in read(html(one))


def test_years_of_kentallen_are_years(one):
    assert "bewoner.isolatie_bouwjaar 1992 jaar" in read(html(one))


def test_one_concept_alone_and_none_against_gas():
    alone = resident_result(dwelling=HOME, concepten=("mt",), kentallen=K)
    words = read(html(alone))
    assert "een ander concept is niet doorgerekend" in words
    assert "Tegenover een cv-ketel" not in words
    flat = one_dwelling(type="appartement", oppervlakte_m2=70.0, warmte_gj=25.0, kentallen=K)
    nothing = read(html(resident_result(dwelling=flat, concepten=("lus", "mini"), kentallen=K)))
    assert "Geen enkel concept kon worden doorgerekend" in nothing


def places(n):
    rng = np.random.default_rng(7)
    points = shapely.points(rng.uniform(0, 2000, n), rng.uniform(0, 1500, n))
    names = np.array([*CONCEPTEN, ""], dtype=object)[np.arange(n) % 8]
    return gpd.GeoDataFrame({"goedkoopst": names, "woningen": 1 + np.arange(n) % 3}, geometry=points, crs=28992)


def colours():
    return {name: colour for name, (colour, _) in COLOURS.items()}


def test_map_of_few_has_a_dot_for_each_and_of_many_squares():
    few = places(80)
    light = np.arange(80) % 2 == 0
    drawn, side = resident_map(few, light, colours(), NL, OWN)
    assert side == 0.0
    assert drawn.count("<circle") == 80
    for name, colour in colours().items():
        mine = (few["goedkoopst"] == name).to_numpy()
        assert drawn.count(f'r="2.4" fill="{colour}"') == (mine & ~light).sum()
        assert drawn.count(f'r="2.4" fill="{mixed(colour)}"') == (mine & light).sum()
    many = places(DRAWN + 1)
    drawn, side = resident_map(many, np.zeros(DRAWN + 1, dtype=bool), colours(), NL, OWN)
    assert side == pytest.approx(2000 / 110, rel=0.02)
    assert "<circle" not in drawn
    backwards = many.iloc[::-1].reset_index(drop=True)
    assert resident_map(backwards, np.zeros(DRAWN + 1, dtype=bool), colours(), NL, OWN)[0] == drawn


def test_map_without_places_is_none():
    nowhere = gpd.GeoDataFrame({"goedkoopst": ["cv"], "woningen": [1]}, geometry=[None], crs=28992)
    assert resident_map(nowhere, np.zeros(1, dtype=bool), colours(), NL, OWN) == ("", 0.0)


def test_distribution_counts_every_home_also_the_far_ones():
    extra = np.array([-5000.0, *np.linspace(-300.0, 500.0, 997), 90000.0, np.nan])
    drawn = extra_plot(extra, np.full(len(extra), 2.0), "bronnet", NL, OWN)
    assert "90.000" not in drawn
    assert "goedkoper dan gas" in drawn
    same = extra_plot(np.full(3, 120.0), np.ones(3), "mt", NL, OWN)
    assert "duurder dan gas" in same
    assert "goedkoper dan gas" not in same
