"""Pay-back time, internal rate, unprofitable top and cost of heat: by hand, and put back into the case."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen.economics.case import Case, Finance, Grant, Group, Item, Stream
from riothermie_kansen.economics.cashflow import cash_flow
from riothermie_kansen.economics.measures import measures, payback
from riothermie_kansen.economics.rates import HIGHEST, LOWEST, internal_rate
from tests.engine.economics import leusden


def own(*, income=100.0, invest=1000.0, cost=0.0, **finance):
    """Return a case paid from own means: one item, income per GJ of one GJ a year, a fixed yearly cost."""
    given_ = {"horizon": 30, "looptijd": 15, "rente": 0.04, "disconto": 0.06, "inflatie": 0.0, "lening": False}
    return Case(
        naam="x",
        nettype="mt",
        prijspeil=2023.0,
        posten=(Item("a", "a", "transportnet", invest),),
        opslagen=(),
        groepen=(Group("g", 2, 1, warmte_gj=1.0),),
        jaarposten=(
            Stream("w", "w", "warmte", income, "gj", index=0.0),
            Stream("o", "o", "onderhoud", cost, index=0.0),
        ),
        bak_eur=0.0,
        bak_telling="juridisch",
        subsidie=Grant(),
        financiering=Finance(**{**given_, **finance}),
    )


def of(case):
    return measures(case, cash_flow(case))


def test_pay_back_time_by_hand():
    found = of(own(income=150.0))
    assert found.tvt_jaar == pytest.approx(6 + 100 / 150)
    # discounted at 6 %: 150 (1 - 1.06 ** -n) / 0.06 passes 1000 in year 9
    after = [150 * (1 - 1.06**-n) / 0.06 for n in (8, 9)]
    assert found.tvt_disconto_jaar == pytest.approx(8 + (1000 - after[0]) / (after[1] - after[0]))
    assert found.investering_eur == 1000.0
    assert found.investering_per_woning_eur == 500.0
    assert found.eerste_jaar_negatief == 0.0  # own means: the investment itself
    assert found.laagste_ncw_eur == -1000.0
    assert found.jaar_laagste_ncw == 0.0


@pytest.mark.parametrize(("flow", "years"), [
    ([-100, 50, 50, 10], 2.0),
    ([-100, 40, 40, 40], 2.5),
    ([0, 10, 10, 10], 0.0),
    ([-100, 10, 10, 10], np.nan),
    ([-100, 150, -100, 80], 2 + 50 / 80),  # above 0 in year 1, but not for good
    ([100, -50, -100, 20], np.nan),
    ([-100, 100, 0, 0], 1.0),
])  # fmt: skip
def test_pay_back_is_for_good(flow, years):
    assert float(payback(np.array(flow, dtype=float))) == pytest.approx(years, nan_ok=True)


def test_internal_rate_closed_form():
    assert of(own(income=1080.0, horizon=1)).irr == pytest.approx(0.08)
    rate, count = internal_rate(np.array([[-100.0, 110.0], [-100.0, 50.0], [-100.0, 0.0], [100.0, 10.0]]))
    assert rate == pytest.approx([0.10, -0.50, np.nan, np.nan], nan_ok=True)
    assert count.tolist() == [1, 1, 0, 0]


def test_two_rates_are_counted_and_none_is_chosen():
    rate, count = internal_rate(np.array([-100.0, 230.0, -132.0]))  # worth 0 at 10 % and at 20 %
    assert np.isnan(float(rate))
    assert int(count) == 2


@given(st.lists(st.floats(1.0, 1000.0), min_size=1, max_size=40), st.floats(100.0, 20000.0))
def test_at_the_internal_rate_the_flow_is_worth_nothing(income, invest):
    flow = np.array([-invest, *income])
    rate, count = internal_rate(flow)
    years = np.arange(len(flow))
    if int(count) == 1:
        worth = flow / (1.0 + float(rate)) ** years
        assert worth.sum() == pytest.approx(0.0, abs=1e-6 * np.abs(worth).sum())
    else:  # the rate lies outside the range that is looked in: worth less than 0 at its lowest, or more at its highest
        assert (flow / LOWEST**years).sum() < 0 or (flow / HIGHEST**years).sum() > 0


@pytest.mark.parametrize(("reading", "net", "uptake"), leusden.CUMULATIVE)
@pytest.mark.parametrize("level", [False, True])
def test_the_unprofitable_top_makes_the_outcome_nothing(reading, net, uptake, level):
    case = leusden.case(net, uptake / 100, reading)
    case = replace(case, financiering=replace(case.financiering, annuitair=level))
    found = of(case)
    given_ = replace(case, subsidie=replace(case.subsidie, vast_eur=found.onrendabele_top_eur))
    after = float(cash_flow(given_).npv)
    if found.ncw_eur >= 0:
        assert found.onrendabele_top_eur == 0.0
        assert after == pytest.approx(found.ncw_eur)
    else:
        assert found.onrendabele_top_eur > 0.0
        assert after == pytest.approx(0.0, abs=1e-3)


def test_the_unprofitable_top_beyond_the_loan_is_cash():
    case = own(income=1.0, cost=200.0, lening=True)
    found = of(case)
    assert found.onrendabele_top_eur > 1000.0  # more than the loan
    after = replace(case, subsidie=Grant(vast_eur=found.onrendabele_top_eur))
    assert float(cash_flow(after).npv) == pytest.approx(0.0, abs=1e-6)


@given(st.floats(0.0, 0.12), st.floats(0.0, 500.0))
def test_at_the_cost_of_heat_the_case_without_loan_is_worth_nothing(discount, cost):
    case = own(cost=cost, disconto=discount)
    price = of(case).kostprijs_eur_gj
    after = replace(case, jaarposten=(replace(case.jaarposten[0], eur=price), case.jaarposten[1]))
    assert float(cash_flow(after).npv) == pytest.approx(0.0, abs=1e-6)


def test_runs_have_a_measure_each():
    uptakes = np.array([0.5, 0.7, 1.0])
    found = of(leusden.case("bron", uptakes, "B"))
    for i, uptake in enumerate(uptakes):
        alone = of(leusden.case("bron", float(uptake), "B"))
        for name in found.__dataclass_fields__:
            together = np.broadcast_to(getattr(found, name), 3)
            assert together[i] == pytest.approx(getattr(alone, name), rel=1e-9, nan_ok=True), name


def test_leusden_bronnet_at_70_percent():
    found = of(leusden.case("bron", 0.7, "B"))
    assert found.investering_eur == pytest.approx(2723500)
    assert found.investering_per_woning_eur == pytest.approx(7671.8, abs=0.1)  # table 6-2: 7,670
    assert found.ncw_eur == pytest.approx(49081, abs=1)
    assert found.eerste_jaar_negatief == 1.0
    assert -80000 < found.laagste_ncw_eur < -73082  # year 10 has -73,082, the lowest comes before
    assert 5 < found.jaar_laagste_ncw < 15
    assert found.irr_aantal == 1.0
