"""Tipping points: against the printed break-evens, closed forms, and functions with known roots."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen.economics.breakeven import break_even, break_evens
from riothermie_kansen.economics.cashflow import cash_flow
from riothermie_kansen.economics.project import Choices
from riothermie_kansen.economics.solve import outcome, roots, value_of, variables, varied
from riothermie_kansen.errors import InputError
from tests.engine.economics import leusden
from tests.engine.economics.neighbourhood import settled


def test_the_project_is_the_reference():
    for net in ("bron", "mt"):
        for uptake in (1.0, 0.9, 0.7, 0.5):
            found = outcome(*settled(net, values={"financieel.volloop": uptake}))
            assert found[0] == pytest.approx(leusden.CUMULATIVE["B", net, round(100 * uptake)][-1], abs=1.0)


def test_break_even_uptake_of_leusden():
    found = break_even(*settled(), "volloop")
    assert found.waarde == pytest.approx(leusden.BREAK_EVEN["B"], abs=5e-5)
    assert found.waarden == (found.waarde,)
    assert found.soort == "vanaf"
    assert found.gebruikt == 0.7
    assert found.reden == "Volloop: de netto contante waarde is positief vanaf 68,1 %."
    assert found.text("en") == "Volloop: the net present value is positive from 68.1 % on."


def test_break_even_uptake_without_certificates():
    found = break_even(*settled(choices=Choices(certificaten=False)), "volloop")
    assert found.waarde == pytest.approx(0.843, abs=5e-4)


@pytest.mark.parametrize(("reading", "uptake"), leusden.BREAK_EVEN.items())
def test_roots_of_the_reference_cases(reading, uptake):
    found = roots(lambda shares: cash_flow(leusden.case("bron", shares, reading)).npv, 0.0, 1.0)
    assert found == pytest.approx((uptake,), abs=5e-5)


@pytest.mark.parametrize("field", ["volloop", "vastrecht", "bak_eur", "investering_factor", "wis_eur", "disconto"])
@pytest.mark.parametrize("net", ["bron", "mt"])
def test_at_the_tipping_point_nothing_is_left(net, field):
    project, choices, assumptions, own = settled(net)
    for root in break_even(project, choices, assumptions, own, field).waarden:
        changed, numbers = varied(project, assumptions, {field: root})
        assert abs(outcome(changed, choices, numbers, own)[0]) < 0.01


def test_heat_price_of_the_mt_network_by_hand():
    """Heat is sold from year 1 on at a price that rises by inflation: its worth is linear in the price."""
    project, choices, assumptions, own = settled("mt")
    heat = (215 * 0.7 + 140) * 36.04
    worth = heat * sum((1.02 / 1.06) ** t for t in range(1, 31))
    short = -outcome(project, choices, assumptions, own)[0]
    found = break_even(project, choices, assumptions, own, "warmteprijs_eur_gj")
    assert found.waarde == pytest.approx(40.0 + short / worth, rel=1e-9)
    assert found.eenheid == "EUR/GJ"


def test_standing_charge_by_hand():
    project, choices, assumptions, own = settled()
    worth = (215 * 0.7 + 5) * sum((1.02 / 1.06) ** t for t in range(1, 31))
    base = outcome(project, choices, assumptions, own)[0]
    found = break_even(project, choices, assumptions, own, "vastrecht")
    assert found.gebruikt == 501.0
    assert found.waarde == pytest.approx(501.0 - base / worth, rel=1e-9)


def test_without_a_root_it_says_why():
    never = break_even(*settled("mt"), "volloop")
    assert np.isnan(never.waarde)
    assert never.waarden == ()
    assert never.soort == "nooit"
    assert "negatief" in never.reden
    assert break_even(*settled(), "warmteprijs_eur_gj").soort == "los"
    always = break_even(*settled(values={"tarieven.bak": 20000.0}), "vastrecht", low=0.0)
    assert always.soort == "altijd"


def test_what_the_project_gives_itself_is_varied_too():
    """Electricity in euro per year moves in proportion to its price; upkeep in euro with its own amount."""
    project, choices, assumptions, own = settled()
    changed, _ = varied(project, assumptions, {"elektra_eur_kwh": 0.38, "administratie_eur": 90.0})
    before = {stream.key: stream.eur for stream in project.jaarposten}
    after = {stream.key: stream.eur for stream in changed.jaarposten}
    assert after["elektriciteit"] == pytest.approx(2 * before["elektriciteit"])
    assert after["administratie"] == pytest.approx(2 * before["administratie"])
    assert {key for key in before if after[key] != before[key]} == {"elektriciteit", "administratie"}
    assert value_of(project, assumptions, "elektra_eur_kwh") == 0.19
    found = break_even(project, choices, assumptions, own, "elektra_eur_kwh")
    assert found.soort == "tot"
    assert found.waarde > 0.19


def test_several_at_once():
    found = break_evens(*settled())
    assert [one.veld for one in found] == [
        "volloop", "vastrecht", "bak_eur", "warmteprijs_eur_gj", "investering_factor",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "limits", "words"),
    [
        ("volop", {}, "volloop"),
        ("horizon", {}, "horizon"),
        ("volloop", {"low": 0.9, "high": 0.5}, "0,9"),
        ("volloop", {"low": 0.5, "high": 0.5}, "0,5"),
        ("volloop", {"low": float("nan")}, "nan"),
        ("volloop", {"high": float("inf")}, "inf"),
    ],
)
def test_bad_questions(field, limits, words):
    with pytest.raises(InputError) as caught:
        break_even(*settled(), field, **limits)
    assert words in caught.value.text("nl")


def test_a_range_beyond_what_can_be_is_refused():
    with pytest.raises(InputError):
        break_even(*settled(), "volloop", low=0.0, high=1.2)


def test_every_field_can_be_varied():
    project, choices, assumptions, own = settled("mt")
    for field in variables():
        used = value_of(project, assumptions, field)
        changed, numbers = varied(project, assumptions, {field: np.full(3, used)})
        found = outcome(changed, choices, numbers, own)
        assert np.ptp(found) == 0.0
        assert found[0] == pytest.approx(leusden.CUMULATIVE["B", "mt", 70][-1], abs=1.0), field


@given(st.sets(st.integers(-99, 99), min_size=1, max_size=5), st.sampled_from([1.0, -1.0]))
def test_roots_of_a_polynomial(tenths, sign):
    places = sorted(tenth / 10 for tenth in tenths)
    found = roots(lambda x: sign * np.prod([x - place for place in places], axis=0), -10.0, 10.0)
    assert found == pytest.approx(places, abs=1e-7)


def test_roots_of_a_piecewise_linear_function_are_exact():
    bend = lambda x: np.where(x < 0.3, x - 0.1, np.where(x < 0.31, 0.2 - 30 * (x - 0.3), -0.1 + (x - 0.31)))  # noqa: E731
    assert roots(bend, 0.0, 1.0) == pytest.approx((0.1, 0.3 + 0.2 / 30, 0.41), abs=1e-11)


def test_a_pair_of_roots_between_two_points_of_the_grid():
    dip = lambda x: np.abs(x - 0.50001) - 1e-4  # noqa: E731
    assert roots(dip, 0.0, 1.0) == pytest.approx((0.49991, 0.50011), abs=1e-10)


def test_roots_where_it_touches_lies_flat_or_never_comes():
    assert roots(lambda x: np.maximum(x - 0.5, 0.0), 0.0, 1.0) == pytest.approx((0.0, 0.5), abs=4e-3)
    assert roots(np.zeros_like, 0.0, 1.0) == ()
    assert roots(lambda x: np.full_like(x, 3.0), 0.0, 1.0) == ()
    assert roots(lambda x: x + 1.0, 0.0, 1.0) == ()
    assert roots(lambda x: x, 0.0, 1.0) == (0.0,)
    assert roots(lambda x: x - 1.0, 0.0, 1.0) == (1.0,)
