"""The tornado: every assumption at its ends, each as if it were turned alone."""

import numpy as np
import pytest

from riothermie_kansen.economics.columns import GEVOELIGHEID_COLUMNS
from riothermie_kansen.economics.montecarlo import monte_carlo
from riothermie_kansen.economics.sensitivity import tornado
from riothermie_kansen.economics.solve import outcome, varied
from riothermie_kansen.economics.uncertainty import KEUZE, in_words, uncertainties
from riothermie_kansen.errors import InputError
from riothermie_kansen.schema import names
from tests.engine.economics import leusden
from tests.engine.economics.neighbourhood import STANDARD, settled


@pytest.fixture(scope="module", params=["bron", "mt"])
def made(request):
    return settled(request.param)


def test_ends_are_those_of_turning_one_alone(made):
    project, choices, assumptions, own = made
    frame = tornado(*made)
    assert list(frame.columns) == list(names(GEVOELIGHEID_COLUMNS))
    for found in frame.itertuples():
        for value, expected in ((found.laag, found.ncw_laag_eur), (found.hoog, found.ncw_hoog_eur)):
            changed, numbers = varied(project, assumptions, {found.veld: value})
            assert outcome(changed, choices, numbers, own)[0] == pytest.approx(expected, abs=0.01)


def test_largest_first_and_every_range_once(made):
    frame = tornado(*made)
    swing = frame["uitslag_eur"].to_numpy()
    assert (np.diff(np.round(swing, 2)) <= 0).all()
    project, _, assumptions, own = made
    assert sorted(frame["veld"]) == sorted(one.veld for one in uncertainties(project, assumptions, own))
    assert frame["bron"].str.len().min() > 5
    assert not frame["veld"].duplicated().any()


def test_uptake_of_leusden_by_hand():
    frame = tornado(*settled()).set_index("veld")
    assert frame.loc["volloop", "ncw_laag_eur"] == pytest.approx(leusden.CUMULATIVE["B", "bron", 50][-1], abs=1)
    assert frame.loc["volloop", "ncw_hoog_eur"] == pytest.approx(leusden.CUMULATIVE["B", "bron", 100][-1], abs=1)
    assert frame.loc["volloop", "kantelpunt"] == pytest.approx(leusden.BREAK_EVEN["B"], abs=5e-5)
    assert frame.loc["wis_eur", "ncw_laag_eur"] == pytest.approx(leusden.VARIANTS["B", "bron", "zonder_wis"], abs=1)


def test_tipping_points_lie_within_the_range(made):
    frame = tornado(*made).dropna(subset="kantelpunt")
    assert ((frame["kantelpunt"] >= frame["laag"]) & (frame["kantelpunt"] <= frame["hoog"])).all()


def test_correlation_of_the_draws_has_the_sign_of_the_swing(made):
    draws = monte_carlo(*made, runs=2000, seed=3)
    frame = tornado(*made, simulation=draws)
    known = frame[frame["correlatie"].abs() > 0.1]
    assert len(known) >= 3
    assert (np.sign(known["correlatie"]) == np.sign(known["ncw_hoog_eur"] - known["ncw_laag_eur"])).all()
    assert frame.loc[frame["verdeling"] == KEUZE, "correlatie"].isna().all()
    assert tornado(*made)["correlatie"].isna().all()


def test_a_value_outside_its_range_widens_it():
    project, _, assumptions, own = settled(values={"financieel.volloop": 0.4})
    found = {one.veld: one for one in uncertainties(project, assumptions, own)}["volloop"]
    assert (found.laag, found.hoog, found.waarde, found.verruimd) == (0.4, 1.0, 0.4, True)


def test_a_factor_follows_the_value_in_use():
    project, _, assumptions, own = settled(values={"exploitatie.elektra_eur_kwh": 0.3})
    found = {one.veld: one for one in uncertainties(project, assumptions, own)}["elektra_eur_kwh"]
    assert found.laag == pytest.approx(0.64 * 0.3)
    assert found.hoog == pytest.approx(1.39 * 0.3)
    assert not found.verruimd


def test_a_range_the_wrong_way_round():
    made = settled(values={"onzekerheid.driehoek.volloop": [0.9, 0.5]})
    with pytest.raises(InputError) as caught:
        tornado(*made)
    assert "onzekerheid.driehoek.volloop" in caught.value.text("nl")


def test_ranges_are_of_their_own_kind_of_network():
    fields = {}
    for net in ("bron", "mt"):
        project, _, assumptions, own = settled(net)
        fields[net] = {one.veld for one in uncertainties(project, assumptions, own)}
    assert "cop_woning" in fields["bron"] - fields["mt"]
    assert {"cop", "warmteprijs_eur_gj", "sde_eur_gj"} <= fields["mt"] - fields["bron"]


def test_every_assumption_without_a_source_says_so():
    """A range has a source or is called an assumption: nothing in between."""
    for key, kental in STANDARD.items():
        if key.startswith(("onzekerheid.", "betwist.")):
            known = ("Leusden", "Putten", "AACE", "ACM", "aanname", "rekeninstelling")
            assert any(word in kental.bron for word in known), key


@pytest.mark.parametrize(
    ("field", "value", "unit", "nl", "en"),
    [
        ("volloop", 0.6573, "-", "65,7 %", "65.7 %"),
        ("volloop", 0.7, "-", "70 %", "70 %"),
        ("rente", 0.04, "1/jr", "4 % per jaar", "4 % per year"),
        ("cop_woning", 4.8, "-", "4,8", "4.8"),
        ("investering_factor", 1.065, "-", "1,065 maal", "1.065 times"),
        ("bak_eur", 4411.0, "EUR", "4.411\u00a0EUR", "4,411\u00a0EUR"),
        ("vastrecht", 460.86, "EUR/jr", "461\u00a0EUR per jaar", "461\u00a0EUR per year"),
        ("warmteprijs_eur_gj", 53.65, "EUR/GJ", "53,65\u00a0EUR per GJ", "53.65\u00a0EUR per GJ"),
        ("elektra_eur_kwh", 0.19, "EUR/kWh", "0,19\u00a0EUR per kWh", "0.19\u00a0EUR per kWh"),
        ("vastrecht_kw_eur", 63.0, "EUR/kW/jr", "63\u00a0EUR per kW per jaar", "63\u00a0EUR per kW per year"),
        ("ef_gas_kg_gj", 56.5, "kg/GJ", "56,5 kg/GJ", "56.5 kg/GJ"),
        ("bak_eur", 20000.0, "EUR", "20.000\u00a0EUR", "20,000\u00a0EUR"),
    ],
)
def test_in_words(field, value, unit, nl, en):
    assert in_words(field, value, unit) == nl
    assert in_words(field, value, unit, "en") == en
