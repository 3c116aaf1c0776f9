"""What concepts cost a resident: by hand, and what must always hold."""

import dataclasses
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.demand.columns import APPARTEMENT, WONINGTYPEN
from riothermie_kansen.economics.columns import BEWONER_COLUMNS, CONCEPTEN
from riothermie_kansen.economics.resident.choices import ISOLATIES, SUBSIDIES, Choices
from riothermie_kansen.economics.resident.costs import mean_per_type, resident_costs
from riothermie_kansen.economics.resident.dwellings import Dwellings, one_dwelling
from riothermie_kansen.economics.resident.insulation import heat_after, insulated
from riothermie_kansen.economics.resident.lifetime import factor, in_words, left_over, replacements
from riothermie_kansen.economics.resident.rates import annuity, growth
from riothermie_kansen.errors import InputError

K = kentallen.load()
NOTHING = Choices(isolatie="geen", subsidies="geen")
TERRACED = {"type": "tussen", "oppervlakte_m2": 110.0, "warmte_gj": 36.0}


def costs(concepts=CONCEPTEN, choices=NOTHING, numbers=K, **dwelling):
    return resident_costs(
        one_dwelling(kentallen=numbers, **{**TERRACED, **dwelling}),
        concepten=concepts, choices=choices, kentallen=numbers,
    )  # fmt: skip


def value(concept, column, choices=NOTHING, numbers=K, **dwelling):
    return float(costs((concept,), choices, numbers, **dwelling).amounts[column][0, 0])


def many(rows):
    frame = pd.DataFrame(
        [
            {
                "woning_id": f"w{k}", "label": "", "bouwjaar": math.nan, "woningen": 1.0, "in_blok": 1.0,
                "oppervlakte_m2": 110.0, "tap_gj": 0.2 * heat, "rv_gj": 0.8 * heat, "warmte_gj": heat, "koude_gj": 0.0,
                "geisoleerd": False, "type": kind,
            }
            for k, (kind, heat) in enumerate(rows)
        ]
    )  # fmt: skip
    return Dwellings(frame)


def test_boiler_by_hand():
    """36 GJ is 1,137.4 m3; EUR 2,000 with VAT, again after 15 years; gas rises 2 % a year."""
    gas = 36000.0 / 31.65
    assert value("cv", "gas_m3") == pytest.approx(gas)
    assert value("cv", "investering_incl_eur") == pytest.approx(2420.0)
    assert value("cv", "herinvestering_eur") == pytest.approx(2420.0)
    assert value("cv", "jaar_eur") == pytest.approx(250 + 50 + gas * 1.28)
    rising = (1.02**30 - 1) / 0.02
    assert value("cv", "tco_eur") == pytest.approx(2420 + 2420 + 30 * 300 + gas * 1.28 * rising)


def test_network_by_hand():
    """501 and 595 a year with VAT are 606 and 720 of table 6-7; a bronnet pays no heat, an MT-net no heat pump."""
    assert value("bronnet", "vast_eur_jaar") == pytest.approx(501 * 1.21)
    assert value("mt", "vast_eur_jaar") == pytest.approx(595 * 1.21)
    assert value("bronnet", "stroom_kwh") == pytest.approx(36 / 0.0036 / 4.8)
    assert value("bronnet", "afname_gj") == value("mt", "stroom_kwh") == 0.0
    assert value("mt", "afname_eur_jaar") == pytest.approx(36 * 47.38)
    assert value("mt", "installatie_eur") == 0.0


def test_loops_by_hand():
    """Heating and tap water each at its own COP; 2 to 50 degrees at half of Carnot is 3.366, as given 4.5."""
    assert value("lus", "stroom_kwh") == pytest.approx((28 / (0.5 * 323.15 / 48) + 8 / 2.6) / 0.0036)
    given = dataclasses.replace(NOTHING, cop_lussen="gegeven")
    for concept in ("lus", "mini"):
        assert value(concept, "stroom_kwh", given) == pytest.approx((28 / 4.5 + 8 / 2.6) / 0.0036)
    assert value("bronnet", "stroom_kwh", given) == value("bronnet", "stroom_kwh")
    assert value("mini", "bron_eur") < value("lus", "bron_eur")
    assert value("bronnet", "bron_eur") == 0.0


def test_hybrid_by_hand():
    assert value("hybride", "gas_m3") == pytest.approx(0.2 * 36000 / 31.65)
    assert value("hybride", "stroom_kwh") == pytest.approx(0.8 * 36 / 0.0036 / 3.2)


def test_vat_rightly_and_as_printed():
    """11,800 + 8,317 + 4,411 with 21 % VAT less 3,540 + 3,325; as printed 21 % over the balance."""
    right = Choices(isolatie="geen")
    gross, subsidy = 11800 + 8317 + 4411, 3540 + 3325
    assert value("bronnet", "investering_incl_eur", right) == pytest.approx(1.21 * gross - subsidy)
    wrong = dataclasses.replace(right, btw="afgedrukt")
    assert value("bronnet", "investering_incl_eur", wrong) == pytest.approx(1.21 * (gross - subsidy))
    assert value("bronnet", "herinvestering_eur", right) == pytest.approx(1.21 * 11800)
    assert value("bronnet", "herinvestering_eur", wrong) == pytest.approx(11800)


def test_subsidy_in_amounts():
    """1,250 + 225 for each of 5 kW above the first + 200; 3,775 for the connection; a share of insulating."""
    choices = Choices(isolatie="alle", besparing=False, subsidies="bedrag")
    assert value("bronnet", "subsidie_eur", choices) == pytest.approx(1250 + 5 * 225 + 200 + 3775 + 0.3 * 7718.75)
    assert value("mt", "subsidie_eur", choices) == pytest.approx(3775 + 0.3 * 7718.75)
    assert value("cv", "subsidie_eur", choices) == pytest.approx(0.3 * 7718.75)


def test_larger_dwelling_has_a_dearer_heat_pump():
    """Half of the price goes with the demand: twice the heat is one and a half times the price."""
    assert value("bronnet", "installatie_eur", warmte_gj=72.0) == pytest.approx(1.5 * 11800)
    assert value("cv", "installatie_eur", warmte_gj=72.0) == 2000.0
    flat = K.replace({"bewoner.installatie_schaal": 0.0})
    assert value("bronnet", "installatie_eur", numbers=flat, warmte_gj=72.0) == 11800.0


def test_insulation_by_label_or_year():
    label = np.array(["A", "B", "C", "G", "", "", "", "C"], dtype=object)
    year = np.array([1930, 1930, 2020, 1990, 1991, 1992, math.nan, math.nan])
    assert list(insulated("label", label, year, K)) == [False, False, True, True, True, False, False, True]
    assert insulated("alle", label, year, K).all()
    assert not insulated("geen", label, year, K).any()


def test_insulation_saves_on_space_heating_only():
    """A fifth of 45 GJ is 9 GJ; a dwelling with little space heating does not go below tap water."""
    after = heat_after(np.array([37.0, 1.0, 37.0]), np.array([8.0, 9.0, 8.0]), np.array([True, True, False]), K)
    assert list(after) == [28.0, 0.0, 37.0]
    choices = Choices(isolatie="alle")
    assert value("cv", "warmte_gj", choices, warmte_gj=45.0) == pytest.approx(36.0)
    assert value("cv", "isolatie_eur", choices, warmte_gj=45.0) == pytest.approx(7718.75)
    assert value("cv", "warmte_gj", dataclasses.replace(choices, besparing=False), warmte_gj=45.0) == 45.0


def test_insulation_only_for_some_concepts():
    found = costs(("cv", "bronnet"), Choices(isolatie="alle", isolatie_concepten=("bronnet",)), warmte_gj=45.0)
    assert list(found.amounts["isolatie_eur"][0]) == pytest.approx([0.0, 7718.75])
    assert list(found.amounts["warmte_gj"][0]) == pytest.approx([45.0, 36.0])


def test_insulated_demand_is_not_lowered_again():
    dwellings = many([("tussen", 36.0)])
    dwellings.frame["geisoleerd"] = True
    found = resident_costs(dwellings, concepten=("cv",), choices=Choices(isolatie="alle"), kentallen=K)
    assert found.amounts["warmte_gj"][0, 0] == 36.0
    assert found.amounts["isolatie_eur"][0, 0] == pytest.approx(7718.75)
    assert any("al die na isolatie" in text for text in found.notes)


def test_block_shares_fee_and_standing_charge():
    one = costs(("bronnet", "mt"), NOTHING, type=APPARTEMENT, in_blok=22)
    block = costs(("bronnet", "mt"), dataclasses.replace(NOTHING, telling="blok"), type=APPARTEMENT, in_blok=22)
    for column in ("bak_eur", "vast_eur_jaar"):
        assert list(block.amounts[column][0] * 22) == pytest.approx(list(one.amounts[column][0]))
    assert value("bronnet", "bak_eur", dataclasses.replace(NOTHING, telling="blok")) == 4411.0


def test_flat_has_no_loop_and_it_is_never_cheapest():
    found = costs(CONCEPTEN, NOTHING, type=APPARTEMENT)
    at = [CONCEPTEN.index("lus"), CONCEPTEN.index("mini")]
    assert not found.possible[0, at].any()
    assert found.possible.sum() == len(CONCEPTEN) - 2
    for values in found.amounts.values():
        assert np.isnan(values[0, at]).all()
    assert all("appartement" in text for text in found.reasons[0, at])
    assert found.cheapest[0] not in ("lus", "mini", "")
    only = costs(("lus", "mini"), NOTHING, type=APPARTEMENT)
    assert only.cheapest[0] == ""
    assert only.frame["goedkoopst"].sum() == 0


def test_replacing():
    assert [one.year for one in replacements("cv", 30, K)] == [15.0]
    assert [one.year for one in replacements("cv", 31, K)] == [15.0, 30.0]
    assert [(one.year, one.share) for one in replacements("lucht", 30, K)] == [(12.5, 0.75), (25.0, 1.0)]
    assert [(one.year, one.share) for one in replacements("hybride", 45, K)] == [
        (12.5, 0.75),
        (25.0, 1.0),
        (37.5, 0.75),
    ]
    assert replacements("mt", 100, K) == ()
    assert replacements("bronnet", 25, K) == ()
    assert in_words(replacements("lucht", 30, K)) == "12,5 en 25"
    assert in_words(replacements("cv", 60, K)) == "15, 30 en 45"
    assert factor(replacements("cv", 30, K), 0.02) == pytest.approx(1.02**15)
    assert factor(replacements("cv", 30, K), 0.02, 0.02) == pytest.approx(1.0)


def test_what_is_left_at_the_end():
    """A boiler of 15 years is 10 years old after 25; a heat pump of 25 years is as good as new after 25."""
    assert left_over("cv", 25, 0.0, K) == pytest.approx(1 / 3)
    assert left_over("cv", 15, 0.0, K) == pytest.approx(0.0)
    assert left_over("bronnet", 30, 0.0, K) == pytest.approx(0.8)
    assert left_over("bronnet", 30, 0.02, K) == pytest.approx(0.8 * 1.02**25)
    # after 10 years: of the outdoor unit (75 %) a fifth, of the rest 60 %
    assert left_over("lucht", 10, 0.0, K) == pytest.approx(0.75 * 0.2 + 0.25 * 0.6)
    # after 20 years: the second unit is 7.5 of 12.5 years old
    assert left_over("lucht", 20, 0.0, K) == pytest.approx(0.75 * 0.4 + 0.25 * 0.2)
    assert left_over("mt", 10, 0.0, K) == 0.0
    half = dataclasses.replace(NOTHING, restwaarde=0.5)
    assert value("bronnet", "restwaarde_eur", half) == pytest.approx(0.5 * 0.8 * 11800 * 1.21)
    assert value("bronnet", "tco_eur", half) == pytest.approx(value("bronnet", "tco_eur") - 0.4 * 11800 * 1.21)


@settings(max_examples=200, deadline=None)
@given(
    concept=st.sampled_from(CONCEPTEN), years=st.integers(1, 100), life=st.floats(1, 60), outdoor=st.floats(1, 60),
)  # fmt: skip
def test_replacing_and_what_is_left_always_hold(concept, years, life, outdoor):
    """In order and before the end, never sooner after another than it lasts, and the book value is a share."""
    names = {f"bewoner.levensduur_{name}": life for name in ("cv", "ww", "lucht")}
    numbers = K.replace({**names, "bewoner.buitenunit_jaar": outdoor})
    found = replacements(concept, years, numbers)
    times = [one.year for one in found]
    assert times == sorted(times)
    assert all(0 < year < years for year in times)
    whole = [one.year for one in found if one.share == 1.0]
    assert np.allclose(np.diff([0.0, *whole]), life)
    if concept != "mt":
        assert len(whole) == max(math.ceil(years / life - 1e-9) - 1, 0)
    assert -1e-9 <= left_over(concept, years, 0.0, numbers) <= 1.0


ALONE = K.replace({"bewoner.hybride_ketel": 0.0})


def hybrid(column, share, **choices):
    numbers = K.replace({"bewoner.hybride_ketel": share})
    return value("hybride", column, dataclasses.replace(NOTHING, **choices), numbers)


def test_boiler_beside_a_hybrid_is_replaced_as_that_of_the_gas_boiler():
    """1.75 x 6,500 and one boiler of 2,000 in 30 years, with VAT; nothing for the boiler at the start."""
    assert value("hybride", "herinvestering_eur") == pytest.approx(1.21 * (1.75 * 6500 + 2000))
    assert hybrid("herinvestering_eur", 0.0) == pytest.approx(1.21 * 1.75 * 6500)
    assert hybrid("herinvestering_eur", 0.5) == pytest.approx(1.21 * (1.75 * 6500 + 1000))
    assert hybrid("herinvestering_eur", 1.0, btw="afgedrukt") == pytest.approx(1.75 * 6500 + 2000)
    assert hybrid("investering_incl_eur", 1.0) == hybrid("investering_incl_eur", 0.0)
    again = value("cv", "herinvestering_eur")
    for years in (10, 15, 16, 30, 46):
        cv = value("cv", "herinvestering_eur", dataclasses.replace(NOTHING, jaren=years))
        more = hybrid("tco_eur", 1.0, jaren=years) - hybrid("tco_eur", 0.0, jaren=years)
        assert more == pytest.approx(cv)
        assert cv == pytest.approx(again * max(math.ceil(years / 15) - 1, 0))
    # a boiler of another price is that of both
    dear = dataclasses.replace(NOTHING, bedragen={"cv": {"installatie": 3000.0}})
    assert value("hybride", "herinvestering_eur", dear) == pytest.approx(1.21 * (1.75 * 6500 + 3000))
    # an amount that is given takes the place of both
    given_amount = dataclasses.replace(NOTHING, bedragen={"hybride": {"herinvestering": 5000.0}})
    assert value("hybride", "herinvestering_eur", given_amount) == 5000.0


def test_boiler_beside_a_hybrid_is_paid_in_its_own_year():
    """Discounted 2 % from year 15, at a price that rises 1 % a year; whatever the size of the heat pump."""
    rising = {"index_herinvestering": 0.01, "disconto": 0.02}
    more = hybrid("tco_contant_eur", 1.0, **rising) - hybrid("tco_contant_eur", 0.0, **rising)
    assert more == pytest.approx(2420 * (1.01 / 1.02) ** 15)
    choices = dataclasses.replace(NOTHING, **rising)
    large = [value("hybride", "herinvestering_eur", choices, numbers, warmte_gj=72.0) for numbers in (K, ALONE)]
    assert large[0] - large[1] == pytest.approx(2420 * 1.01**15)


def test_boiler_beside_a_hybrid_is_worth_something_only_when_it_was_paid():
    """After 20 years the boiler of year 15 is 5 years old; the one of the start was there and has no value."""
    for years, left in ((10, 0.0), (15, 0.0), (20, 2 / 3), (30, 0.0)):
        more = hybrid("restwaarde_eur", 1.0, jaren=years, restwaarde=1.0)
        more -= hybrid("restwaarde_eur", 0.0, jaren=years, restwaarde=1.0)
        assert more == pytest.approx(2420 * left)


def test_years_of_replacing_a_hybrid_in_words():
    assert costs(("hybride",)).years[0] == "12,5, 15 en 25"
    assert costs(("hybride",), numbers=ALONE).years[0] == "12,5 en 25"
    together = K.replace({"bewoner.buitenunit_jaar": 15.0})
    assert costs(("hybride",), numbers=together).years[0] == "15 en 25"


def test_growth_against_closed_forms():
    assert growth(0.0, 30) == 30.0
    assert growth(0.02, 30) == pytest.approx((1.02**30 - 1) / 0.02)
    assert annuity(15, 0.04) == pytest.approx((1 - 1.04**-15) / 0.04)
    # what rises as fast as it is discounted is worth the same every year
    assert growth(0.03, 20, 0.03) == pytest.approx(20 / 1.03)


def test_present_value_by_hand():
    """Replacing after 15 years, gas rising 2 % and discounted 2 %, fixed costs discounted."""
    found = value("cv", "tco_contant_eur")
    gas = 36000 / 31.65 * 1.28
    assert found == pytest.approx(2420 + 2420 / 1.02**15 + 300 * annuity(30, 0.02) + gas * 30 / 1.02)
    present = dataclasses.replace(NOTHING, maatstaf="contant")
    assert value("cv", "per_jaar_eur", present) == pytest.approx(found / annuity(30, 0.02))
    assert value("cv", "per_jaar_eur") == pytest.approx(value("cv", "tco_eur") / 30)


def test_index_per_carrier_and_as_printed():
    """Leusden lets all yearly costs of the boiler rise with gas, and of the hybrid none."""
    printed = dataclasses.replace(NOTHING, index_wijze="afgedrukt")
    rising = (1.02**30 - 1) / 0.02
    assert value("cv", "vast_tco_eur", printed) == pytest.approx(300 * rising)
    assert value("cv", "vast_tco_eur") == pytest.approx(9000.0)
    year = value("hybride", "energie_eur_jaar")
    assert value("hybride", "energie_tco_eur", printed) == pytest.approx(30 * year)
    gas = value("hybride", "gas_eur_jaar")
    assert value("hybride", "energie_tco_eur") == pytest.approx(30 * (year - gas) + rising * gas)


def test_cooling_counts_when_asked():
    cool = dataclasses.replace(NOTHING, koeling=True)
    warm = value("lus", "stroom_kwh", koude_gj=5.0)
    assert value("lus", "stroom_kwh", cool, koude_gj=5.0) - warm == pytest.approx(5 / 0.0036 / 20)
    assert value("cv", "stroom_kwh", cool, koude_gj=5.0) == pytest.approx(5 / 0.0036 / 4.0)
    assert value("bronnet", "stroom_kwh", cool, koude_gj=5.0) - value("bronnet", "stroom_kwh") == pytest.approx(
        5 / 0.0036 / 6.5
    )


def test_given_amounts_take_the_place_of_kentallen():
    choices = dataclasses.replace(NOTHING, bedragen={"mt": {"bak": 0.0, "vast": 900.0, "herinvestering": 1000.0}})
    assert value("mt", "bak_eur", choices) == 0.0
    assert value("mt", "jaar_eur", choices) == pytest.approx(900 + 36 * 47.38)
    assert value("mt", "herinvestering_eur", choices) == 1000.0
    # its year was not given: counted halfway
    assert value("mt", "tco_contant_eur", choices) - value(
        "mt", "tco_contant_eur", dataclasses.replace(choices, bedragen={"mt": {"bak": 0.0, "vast": 900.0}})
    ) == pytest.approx(1000 * 1.02**-15)
    assert any("mt.vast" in text for text in costs(("mt",), choices).notes)


def test_frame_has_the_columns_and_adds_up():
    found = resident_costs(many([("tussen", 40.0), (APPARTEMENT, 25.0), ("vrijstaand", 80.0)]), kentallen=K).frame
    assert list(found.columns) == [column.name for column in BEWONER_COLUMNS]
    assert list(found["concept"]) == list(CONCEPTEN) * 3
    done = found[found["tco_eur"].notna()]
    parts = done[["investering_incl_eur", "herinvestering_eur", "vast_tco_eur", "energie_tco_eur"]].sum(axis=1)
    assert np.allclose(parts - done["restwaarde_eur"], done["tco_eur"], atol=0.05)
    bought = done[["installatie_eur", "bron_eur", "isolatie_eur", "aanpassing_eur", "bak_eur"]].sum(axis=1)
    assert np.allclose(bought - done["subsidie_eur"], done["investering_excl_eur"], atol=0.05)
    assert (found.groupby("woning_id")["goedkoopst"].sum() == 1).all()
    best = done[done["goedkoopst"] == 1].set_index("woning_id")["per_jaar_eur"]
    assert np.allclose(best, done.groupby("woning_id")["per_jaar_eur"].min())
    assert (done["meer_eur_jaar"] >= 0).all()


def test_mean_per_type_is_weighted():
    dwellings = many([("tussen", 30.0), ("tussen", 60.0), ("hoek", 40.0)])
    dwellings.frame["woningen"] = [3.0, 1.0, 2.0]
    found = mean_per_type(resident_costs(dwellings, choices=NOTHING, kentallen=K))
    assert list(found.dwellings.frame["woning_id"]) == ["hoek", "tussen"]
    assert list(found.dwellings.frame["woningen"]) == [2.0, 4.0]
    at = CONCEPTEN.index("cv")
    assert found.amounts["warmte_gj"][1, at] == pytest.approx((3 * 30 + 60) / 4)
    lone = resident_costs(many([("hoek", 40.0)]), choices=NOTHING, kentallen=K)
    assert np.allclose(found.amounts["tco_eur"][0], lone.amounts["tco_eur"][0])
    assert np.allclose(found.amounts["meer_eur_jaar"].min(axis=1), 0.0)


@settings(max_examples=60, deadline=None)
@given(
    kind=st.sampled_from(WONINGTYPEN), heat=st.floats(1, 300), years=st.integers(1, 60),
    insulate=st.sampled_from(ISOLATIES), subsidy=st.sampled_from(SUBSIDIES), label=st.sampled_from(["", "A", "C", "G"]),
)  # fmt: skip
def test_what_always_holds(kind, heat, years, insulate, subsidy, label):
    """Subsidies never make it dearer, a higher price never cheaper, and at zero rates it is a plain sum."""
    dwelling = {"type": kind, "warmte_gj": heat, "label": label}
    choices = Choices(jaren=years, isolatie=insulate, subsidies=subsidy, index_gas=0.0, disconto=0.0)
    found = costs(CONCEPTEN, choices, **dwelling)
    able = found.possible
    tco, present = found.amounts["tco_eur"], found.amounts["tco_contant_eur"]
    assert np.allclose(tco[able], present[able])
    once = found.amounts["investering_incl_eur"] + found.amounts["herinvestering_eur"]
    assert np.allclose((once + years * found.amounts["jaar_eur"])[able], tco[able])
    without = costs(CONCEPTEN, dataclasses.replace(choices, subsidies="geen"), **dwelling)
    assert (tco[able] <= without.amounts["tco_eur"][able] + 1e-6).all()
    dear = costs(CONCEPTEN, dataclasses.replace(choices, gasprijs_eur_m3=5.0), **dwelling)
    assert (dear.amounts["tco_eur"][able] >= tco[able] - 1e-6).all()
    assert (found.amounts["meer_eur_jaar"][able] >= 0).all()


@settings(max_examples=25, deadline=None)
@given(
    rows=st.lists(st.tuples(st.sampled_from(WONINGTYPEN), st.floats(1, 200)), min_size=2, max_size=8),
    seed=st.randoms(use_true_random=False),
)
def test_order_of_dwellings_does_not_matter(rows, seed):
    order = list(range(len(rows)))
    seed.shuffle(order)
    straight = resident_costs(many(rows), kentallen=K)
    mixed = resident_costs(many([rows[k] for k in order]), kentallen=K)
    assert np.allclose(straight.amounts["tco_eur"][order], mixed.amounts["tco_eur"], equal_nan=True)
    assert list(straight.cheapest[order]) == list(mixed.cheapest)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"jaren": 0}, "1 to 100 years, not 0"),
        ({"jaren": 101}, "not 101"),
        ({"gasprijs_eur_m3": -1.0}, "gasprijs_eur_m3 is -1"),
        ({"bak_eur": math.nan}, "bak_eur is nan"),
        ({"disconto": -1.0}, "disconto is -100 %"),
        ({"index_gas": 1.5}, "index_gas is 150 %"),
        ({"restwaarde": 1.2}, "120 %"),
        ({"isolatie": "half"}, "half is not one of the choices: geen, alle, label"),
        ({"btw": "x"}, "x is not one"),
        ({"bedragen": {"mt": {"bakk": 1.0}}}, "bakk is not one"),
        ({"bedragen": {"mt": {"bak": -1.0}}}, "mt.bak is -1"),
        ({"isolatie_concepten": ("zon",)}, "zon is not one"),
    ],
)
def test_impossible_choices_are_one_sentence(wrong, words):
    with pytest.raises(InputError) as error:
        costs(CONCEPTEN, Choices(**wrong))
    assert words in str(error.value)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"type": "kasteel"}, "kasteel is unknown"),
        ({"warmte_gj": 0.0}, "WARMTE_GJ is 0"),
        ({"warmte_gj": -5.0}, "WARMTE_GJ is -5"),
        ({"warmte_gj": math.nan}, "WARMTE_GJ is nan"),
        ({"warmte_gj": 1e9}, "WARMTE_GJ is 1000000000"),
        ({"oppervlakte_m2": 0.0}, "OPPERVLAKTE_M2 is 0"),
        ({"tap_gj": 40.0}, "more warm tap water (40 GJ) than heat in all (36 GJ)"),
        ({"koude_gj": -1.0}, "KOUDE_GJ is -1"),
        ({"label": "Z"}, "label Z is unknown"),
        ({"in_blok": 0}, "IN_BLOK is 0"),
    ],
)
def test_impossible_dwelling_is_one_sentence(wrong, words):
    with pytest.raises(InputError) as error:
        costs(("cv",), **wrong)
    assert words in str(error.value)


def test_numbers_in_a_dutch_sentence_have_a_comma():
    with pytest.raises(InputError) as error:
        costs(("cv",), warmte_gj=36.5, tap_gj=40.25)
    assert "40,25 GJ" in error.value.text("nl")
    assert "36,5 GJ" in error.value.text("nl")
    assert "40.25 GJ" in error.value.text("en")


def test_label_with_plus_and_small_letter():
    assert one_dwelling(**TERRACED, kentallen=K, label="a+++").frame["label"][0] == "A"


@pytest.mark.parametrize("concepts", [(), ("zon",), ("cv", "cv")])
def test_impossible_concepts(concepts):
    with pytest.raises(InputError):
        costs(concepts)


def test_notes_tell_what_was_chosen():
    text = " ".join(costs(CONCEPTEN, Choices(btw="afgedrukt", index_wijze="afgedrukt", telling="blok")).notes)
    assert "Dat is niet juist" in text
    assert "telt als één aansluiting" in text
    assert "Niet meegenomen: koken" in text
    assert "Zonder subsidies" in " ".join(costs(CONCEPTEN, NOTHING).notes)


def told(concepts, choices=NOTHING, numbers=K, **dwelling):
    return " ".join(costs(concepts, choices, numbers, **dwelling).notes)


def test_notes_tell_what_one_concept_pays_and_another_does_not():
    every = told(CONCEPTEN)
    assert "Hij wordt elke 15 jaar vervangen voor 100 % van de prijs van een cv-ketel" in every
    assert "wordt nooit vervangen" in told(CONCEPTEN, numbers=ALONE)
    assert "wordt nooit vervangen" not in every
    parts = {
        "geen huur van de afleverset": "mt",
        "geen beheer en geen vastrecht": "lus",
        "telt bij de start als nieuw": "hybride",
    }
    for words, concept in parts.items():
        assert words in every
        assert words not in told([name for name in CONCEPTEN if name not in (concept, "mini")])
    assert "100 % van de onderwaarde); co2 rekent met de ketel van Leusden (rendement 0,90) en komt 11 % hoger" in every
    assert "De m3 gas" not in told(("bronnet", "mt", "lucht", "lus", "mini"))
    assert "Wat koken zelf verbruikt" in told(("cv", "lucht"))
    assert "Wat koken zelf verbruikt" not in told(("cv", "hybride"))
    assert "Wat koken zelf verbruikt" not in told(("bronnet", "lucht"))
    rented = K.replace({"tarieven.huur_afleverset": 120.0})
    assert "geen huur van de afleverset" not in told(CONCEPTEN, numbers=rented)
    assert "Zonder restwaarde" not in told(CONCEPTEN, dataclasses.replace(NOTHING, restwaarde=1.0))


def test_notes_tell_what_the_cop_of_loops_rests_on():
    assert "3,4 voor verwarming van 50 °C en 2,6 voor tapwater van 65 °C" in told(CONCEPTEN)
    assert "(4,8); die van lussen volgt uit de temperaturen met 50 % van Carnot" in told(CONCEPTEN)
    floor = told(CONCEPTEN, dataclasses.replace(NOTHING, cop_lussen="gegeven"))
    assert "(4,5 voor verwarming, 2,6 voor tapwater) is die van Putten bij vloerverwarming van 40 °C" in floor
    assert "uit een ander rapport met lagere waarden" in floor
    own = told(CONCEPTEN, numbers=K.replace({"cop.lus_rv": 3.9}))
    assert "opgegeven: 3,9 voor verwarming" in own
    assert "in het voordeel van het bronnet" not in own
    assert "De COP van lussen" not in told(("cv", "bronnet"))


def test_notes_tell_how_a_block_counts():
    block = dataclasses.replace(NOTHING, telling="blok")
    flat = {"type": APPARTEMENT, "in_blok": 22}
    assert "hier geldt geen grens" in told(("bronnet",), block, **flat)
    assert "Kies bij beide dezelfde telling" in told(("bronnet",), **flat)
    assert "Kies bij beide dezelfde telling" not in told(("bronnet",))
    assert "Kies bij beide dezelfde telling" not in told(("cv",), **flat)


def test_heat_of_resident_and_supplier_is_nearly_the_same():
    """Leusden prints 47.38 with VAT for the one and 40 without for the other: EUR 1.02 apart."""
    supplier = K.value("tarieven.warmteprijs") * (1 + K.value("bewoner.btw"))
    assert supplier - K.value("bewoner.warmteprijs") == pytest.approx(1.02)
