"""Contested choices: each reading against the reference or by hand, and the warnings."""

from dataclasses import replace

import numpy as np
import pytest

from riothermie_kansen.economics.cashflow import cash_flow
from riothermie_kansen.economics.columns import BETWIST_COLUMNS
from riothermie_kansen.economics.contested import contested, contested_frame, warnings
from riothermie_kansen.economics.project import Choices
from riothermie_kansen.economics.solve import outcome
from riothermie_kansen.errors import CancelledError
from riothermie_kansen.schema import names
from tests.engine.economics import leusden
from tests.engine.economics.neighbourhood import STANDARD, settled


def by_key(found):
    return {one.key: {reading.key: reading for reading in one.lezingen} for one in found}


@pytest.fixture(scope="module")
def bron():
    return contested(*settled())


@pytest.fixture(scope="module")
def mt():
    return contested(*settled("mt"))


def test_the_reading_in_use_is_first_and_is_the_outcome(bron, mt):
    for found, net in ((bron, "bron"), (mt, "mt")):
        base = outcome(*settled(net))[0]
        for one in found:
            assert [reading.gekozen for reading in one.lezingen] == [True] + [False] * (len(one.lezingen) - 1)
            assert one.gekozen.ncw_eur == pytest.approx(base, abs=1e-6)


def test_readings_of_the_reference(bron, mt):
    found = by_key(bron)
    assert found["wis"]["wis_geen"].ncw_eur == pytest.approx(leusden.VARIANTS["B", "bron", "zonder_wis"], abs=1)
    assert found["telling"]["telling_woning"].ncw_eur == pytest.approx(
        leusden.VARIANTS["B", "bron", "individueel"], abs=1
    )
    assert found["certificaten"]["certificaten_geen"].ncw_eur == pytest.approx(-332_000, abs=1000)
    assert by_key(mt)["sde"]["sde_geen"].ncw_eur == pytest.approx(leusden.VARIANTS["B", "mt", "wis"], abs=1)


def test_certificates_by_hand(bron):
    """Gas of a boiler less electricity of pumps and heat pumps, EUR 100 per tonne, 15 years, not indexed; times 3.6."""
    heat = 36.04 * (0.7 * 215 + 140)
    gas = heat / STANDARD.value("co2.ketelrendement") * STANDARD.value("co2.ef_gas") / 1000
    kwh = heat / 0.0036 * (1 / STANDARD.value("cop.bronnet") + STANDARD.value("cop.pomp_deel"))
    yearly = 100 * (gas - kwh * STANDARD.value("co2.ef_elektra") / 1000)
    worth = yearly * sum(1.06**-t for t in range(1, 16))
    found = by_key(bron)["certificaten"]
    none = found["certificaten_geen"].ncw_eur
    assert found["certificaten_berekend"].ncw_eur - none == pytest.approx(worth)
    assert found["certificaten_afgedrukt"].ncw_eur - none == pytest.approx(3.6 * worth)
    given = 172700 / 3.6 / 355 * 290.5 * sum(1.06**-t for t in range(1, 16))
    assert found["certificaten_opgegeven"].ncw_eur - none == pytest.approx(given)
    assert "3,6 maal" in found["certificaten_afgedrukt"].naam()


def test_boiler_that_is_replaced_by_hand():
    """Certificates of the kentallen: a boiler of 100 % uses a tenth less gas, 15 years at EUR 100 per tonne."""
    project, choices, assumptions, own = settled()
    plain = replace(project, jaarposten=tuple(one for one in project.jaarposten if one.key != "certificaten"))
    boiler = next(one for one in contested(plain, choices, assumptions, own) if one.key == "ketel")
    used, other = (one.ncw_eur for one in boiler.lezingen)
    assert boiler.gekozen.naam() == "90 %"
    heat = 36.04 * (0.7 * 215 + 140)
    tonnes = heat * STANDARD.value("co2.ef_gas") / 1000 * (1 / 0.9 - 1)
    assert used - other == pytest.approx(100 * tonnes * sum(1.06**-t for t in range(1, 16)))


def test_certificates_of_the_kentallen_are_no_amount_that_was_given():
    project, choices, assumptions, own = settled()
    plain = replace(project, jaarposten=tuple(one for one in project.jaarposten if one.key != "certificaten"))
    found = by_key(contested(plain, choices, assumptions, own))["certificaten"]
    assert list(found) == ["certificaten_berekend", "certificaten_geen", "certificaten_afgedrukt"]


def test_wis_is_counted_one_way_where_every_dwelling_is_a_connection():
    project, choices, assumptions, own = settled()
    alone = replace(project, groepen=(replace(project.groepen[0]),))
    found = by_key(contested(alone, choices, assumptions, own))
    assert list(found["wis"]) == ["wis_woning", "wis_geen"]
    assert "telling" not in found


def test_replacing_everything_by_hand(bron):
    """Riothermie, storage and plant room at the price of year 15, with surcharges, a new loan of 15 years."""
    again = (517000 + 218400 + 100000) * leusden.MULTIPLE["bron"] * 1.02**15
    service = [again / 15 + 0.04 * again * (1 - j / 15) for j in range(15)]
    worth = sum(value / 1.06 ** (16 + j) for j, value in enumerate(service))
    found = by_key(bron)["vervanging"]
    assert found["vervanging_opgegeven"].ncw_eur - found["vervanging_alles"].ncw_eur == pytest.approx(worth)


def test_nothing_is_replaced(mt):
    found = by_key(mt)["vervanging"]
    assert found["vervanging_niets"].ncw_eur > found["vervanging_opgegeven"].ncw_eur
    assert found["vervanging_alles"].ncw_eur < found["vervanging_opgegeven"].ncw_eur


def test_costs_that_do_not_follow_the_uptake_by_hand(bron):
    """Electricity and billing in full instead of for 290.5 of 355 dwellings."""
    extra = (27400 + 9680) * (1 - 290.5 / 355) * sum((1.02 / 1.06) ** t for t in range(1, 31))
    found = by_key(bron)["meegroei"]
    assert found["meegroei_opgegeven"].ncw_eur - found["meegroei_vast"].ncw_eur == pytest.approx(extra)


def test_per_legal_connection_is_the_first_reading_of_the_subsidy(bron):
    case = leusden.case("bron", 0.7, "B")
    grant = type(case.subsidie)(6000.0, 0.49, "juridisch")
    expected = float(cash_flow(type(case)(**{**vars(case), "subsidie": grant})).npv)
    assert by_key(bron)["wis"]["wis_juridisch"].ncw_eur == pytest.approx(expected, abs=1.0)


def test_what_makes_no_difference_is_no_choice_here(bron, mt):
    """Heat, loss and COP count in nothing where electricity and certificates are given in euro; surcharges are own."""
    assert {"warmte", "cop", "verlies", "onvoorzien", "sde", "onderhoud"}.isdisjoint(by_key(bron))
    assert "warmte" in by_key(mt)
    assert all(one.verschil_eur >= 0.01 for one in (*bron, *mt))


def test_largest_first(bron, mt):
    for found in (bron, mt):
        sizes = [one.verschil_eur for one in found]
        assert sizes == sorted(sizes, reverse=True)


def test_warnings_where_the_sign_turns(bron, mt):
    """At 70 % reading B is just positive: certificates, WIS, what is replaced and what follows the uptake turn it."""
    turning = {one.key for one in bron if one.omslag}
    assert turning == {"certificaten", "wis", "vervanging", "meegroei"}
    said = warnings(bron)
    assert len(said) == 4
    assert all("positief is, hangt aan een betwiste keuze" in text for text in said)
    assert any("'geen certificaten' (\N{MINUS SIGN}33" in text for text in said)
    assert all("hangs on a contested choice" in text for text in warnings(bron, "en"))
    assert {one.key for one in mt if one.omslag} == {
        one.key for one in mt if any(reading.ncw_eur > 0 for reading in one.lezingen)
    }


def test_no_warnings_where_nothing_turns():
    sure = contested(*settled("mt", values={"financieel.volloop": 0.5}))
    assert len(sure) >= 6
    assert warnings(sure) == ()
    assert {one.melding() for one in sure} == {""}


def test_a_negative_outcome_that_hangs_on_a_choice():
    found = contested(*settled(choices=Choices(certificaten=False)))
    texts = warnings(found)
    assert any("negatief is, hangt aan" in text and "'het opgegeven bedrag'" in text for text in texts)
    first = by_key(found)["certificaten"]
    assert [reading.gekozen for reading in first.values()] == [True, False, False, False]
    assert next(iter(first)) == "certificaten_geen"


def test_table(bron):
    frame = contested_frame("bron B", bron)
    assert list(frame.columns) == list(names(BETWIST_COLUMNS))
    assert len(frame) == sum(len(one.lezingen) for one in bron)
    assert frame.groupby("keuze")["gekozen"].sum().eq(1).all()
    base = frame.loc[frame["gekozen"] == 1, "ncw_eur"].iloc[0]
    np.testing.assert_array_equal(frame["omslag"] == 1, (frame["ncw_eur"] > 0) != (base > 0))
    assert contested_frame("x", ()).empty


def test_every_choice_and_reading_has_words_in_both_languages(bron, mt):
    for one in (*bron, *mt):
        for language in ("nl", "en"):
            assert one.naam(language)
            assert one.uitleg(language).endswith(".")
            for reading in one.lezingen:
                assert "{" not in reading.naam(language)


def test_cancelling():
    with pytest.raises(CancelledError):
        contested(*settled(), cancelled=lambda: True)
