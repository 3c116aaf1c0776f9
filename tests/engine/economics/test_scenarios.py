"""The scenario matrix: against the reference variants, and every combination once."""

from dataclasses import replace

import numpy as np
import pytest

from riothermie_kansen.economics.assumptions import settle
from riothermie_kansen.economics.case import Group, Stream
from riothermie_kansen.economics.columns import SCENARIO_COLUMNS
from riothermie_kansen.economics.project import Choices
from riothermie_kansen.economics.scenarios import scenarios
from riothermie_kansen.economics.solve import outcome
from riothermie_kansen.errors import CancelledError
from riothermie_kansen.schema import names
from tests.engine.economics import leusden
from tests.engine.economics.neighbourhood import STANDARD, project, settled


def row(frame, uptake, telling="juridisch", wis="ja", certificaten="ja", sde=None):
    chosen = frame[
        (frame["volloop"] == uptake)
        & (frame["telling"] == telling)
        & (frame["wis"] == wis)
        & (frame["certificaten"] == certificaten)
    ]
    chosen = chosen if sde is None else chosen[chosen["sde"] == sde]
    assert len(chosen) == 1
    return chosen.iloc[0]


@pytest.fixture(scope="module")
def bron():
    return scenarios(*settled())


@pytest.fixture(scope="module")
def mt():
    return scenarios(*settled("mt"))


def test_every_combination_once(bron, mt):
    assert list(bron.frame.columns) == list(names(SCENARIO_COLUMNS))
    assert len(bron.frame) == 4 * 2**3
    assert len(mt.frame) == 4 * 2**4
    for found in (bron, mt):
        key = found.frame[["volloop", "telling", "wis", "certificaten", "sde"]]
        assert not key.duplicated().any()
        assert not found.frame["scenario"].duplicated().any()
        assert found.frame["gekozen"].sum() == 1
    assert set(bron.frame["sde"]) == {"nee"}


def test_uptakes_of_the_reference(bron, mt):
    for net, found in (("bron", bron), ("mt", mt)):
        for uptake in (1.0, 0.9, 0.7, 0.5):
            expected = leusden.CUMULATIVE["B", net, round(100 * uptake)]
            sde = "nee" if net == "bron" else "ja"
            assert row(found.frame, uptake, sde=sde)["ncw_eur"] == pytest.approx(expected[-1], abs=1.0)
            line = found.cumulatief[uptake][list(leusden.YEARS)]
            np.testing.assert_allclose(line, expected, atol=1.0)


def test_variants_of_the_reference(bron, mt):
    expected = {name: value for (reading, net, name), value in leusden.VARIANTS.items() if reading == "B"}
    assert row(bron.frame, 0.7, telling="woning")["ncw_eur"] == pytest.approx(expected["individueel"], abs=1.0)
    assert row(bron.frame, 0.7, wis="nee")["ncw_eur"] == pytest.approx(expected["zonder_wis"], abs=1.0)
    assert row(mt.frame, 0.7, sde="nee")["ncw_eur"] == pytest.approx(expected["wis"], abs=1.0)
    assert row(mt.frame, 0.7, wis="nee", sde="ja")["ncw_eur"] == pytest.approx(expected["sde"], abs=1.0)
    assert row(mt.frame, 0.7, wis="nee", sde="nee")["ncw_eur"] == pytest.approx(expected["geen"], abs=1.0)


def test_without_certificates(bron):
    """Printed in thousands for 100, 90, 70 and 50 %: 365, 133, -332, -797; break-even 84.3 %."""
    for uptake, thousands in ((1.0, 365), (0.9, 133), (0.7, -332), (0.5, -797)):
        with_them, without = (row(bron.frame, uptake, certificaten=said) for said in ("ja", "nee"))
        assert without["ncw_eur"] == pytest.approx(1000 * thousands, abs=1000)
        assert with_them["ncw_zonder_certificaten_eur"] == without["ncw_eur"] == without["ncw_zonder_certificaten_eur"]
        assert with_them["breakeven_volloop"] == pytest.approx(0.6812, abs=5e-5)
        assert without["breakeven_volloop"] == pytest.approx(0.843, abs=5e-4)


def test_investment_per_dwelling(bron):
    rows = bron.frame[bron.frame["telling"] == "juridisch"]
    connected = 140 + 215 * rows["volloop"]
    np.testing.assert_allclose(rows["investering_eur"], 2723500.0)
    np.testing.assert_allclose(rows["investering_woning_eur"], 2723500.0 / connected)


def test_unprofitable_top_closes_the_gap(bron):
    """A grant in year 0 lowers the loan: 0.88249 of it is the gain."""
    one = row(bron.frame, 0.5)
    assert one["onrendabele_top_eur"] * 0.882488 == pytest.approx(-one["ncw_eur"], rel=1e-4)
    assert row(bron.frame, 0.9)["onrendabele_top_eur"] == 0.0


def test_lines_to_compare(bron, mt):
    final = {name: round(line[-1]) for name, line in bron.vergelijking.items()}
    assert final["Elke woning een eigen aansluiting"] == pytest.approx(1755358, abs=1)
    assert final["Zonder WIS"] == pytest.approx(-1128621, abs=1)
    assert len(final) == 4
    assert "Zonder SDE++" in mt.vergelijking
    assert len(bron.jaren) == len(bron.vergelijking["Zonder WIS"]) == 31


def test_the_uptake_in_use_is_among_them():
    found = scenarios(*settled(values={"financieel.volloop": 0.63}))
    assert sorted(set(found.frame["volloop"])) == [0.5, 0.63, 0.7, 0.9, 1.0]
    assert found.frame.loc[found.frame["gekozen"] == 1, "volloop"].tolist() == [0.63]
    assert found.frame["scenario"].iloc[0].startswith("100 %")


def test_chosen_settings_come_first_and_are_marked():
    made = settled(choices=Choices(certificaten=False, wis=False))
    found = scenarios(*made)
    first = found.frame[found.frame["gekozen"] == 1].iloc[0]
    assert (first["certificaten"], first["wis"], first["volloop"]) == ("nee", "nee", 0.7)
    assert first["ncw_eur"] == pytest.approx(outcome(*made)[0])
    assert "Met WIS" in found.vergelijking
    assert "Met CO2-certificaten" in found.vergelijking


def test_counting_is_left_out_where_every_dwelling_is_a_connection():
    made = project()
    alone = replace(made, groepen=(Group("huizen", 355, 355, warmte_gj=355 * 36.0),))
    chosen, own, assumptions = settle(alone, Choices(), STANDARD)
    found = scenarios(alone, chosen, assumptions, own)
    assert set(found.frame["telling"]) == {"juridisch"}
    assert len(found.frame) == 4 * 2**2


@pytest.mark.parametrize(
    "choices",
    [
        Choices(tarief_telling="woning", wis_telling="juridisch"),
        Choices(wis_telling="juridisch"),
        Choices(sde=False),
        Choices(sde=True),
        Choices(tarief_telling="woning", annuitair=True, certificaten=False),
    ],
)
@pytest.mark.parametrize("net", ["bron", "mt"])
def test_the_row_in_use_is_the_outcome(net, choices):
    made = settled(net, choices=choices)
    found = scenarios(*made)
    rows = found.frame[found.frame["gekozen"] == 1]
    assert rows["ncw_eur"].tolist() == pytest.approx([outcome(*made)[0]])
    assert len(found.frame) == 4 * (2**4 if net == "mt" or choices.sde else 2**3)
    assert not found.frame["scenario"].duplicated().any()
    assert found.vergelijking["Gekozen uitgangspunt"][-1] == pytest.approx(rows["ncw_eur"].iloc[0])


def test_sde_that_the_project_brings_itself_can_be_turned_off():
    made, chosen, assumptions, own = settled()
    subsidy = Stream("sde", "SDE++", "sde", 10_000.0, index=0.0, tot=15)
    project_with = replace(made, jaarposten=(*made.jaarposten, subsidy))
    found = scenarios(project_with, chosen, assumptions, own)
    assert set(found.frame["sde"]) == {"ja", "nee"}
    gain = found.vergelijking["Gekozen uitgangspunt"][-1] - found.vergelijking["Zonder SDE++"][-1]
    assert gain == pytest.approx(10_000 * sum(1.06**-t for t in range(1, 16)))


def test_cancelling():
    with pytest.raises(CancelledError):
        scenarios(*settled(), cancelled=lambda: True)


def test_progress_reaches_the_end():
    seen = []
    scenarios(*settled(), progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 100.0
