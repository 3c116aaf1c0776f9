"""Leusden's net present value: both readings, every printed year, all variants, to the euro."""

import numpy as np
import pytest
from scipy.optimize import brentq

from riothermie_kansen.economics.cashflow import cash_flow
from riothermie_kansen.economics.investment import invest
from riothermie_kansen.economics.measures import measures
from tests.engine.economics import leusden


@pytest.mark.parametrize(("reading", "net", "uptake"), leusden.CUMULATIVE)
def test_cumulative_net_present_value(reading, net, uptake):
    flows = cash_flow(leusden.case(net, uptake / 100, reading))
    found = flows.ncw[list(leusden.YEARS)]
    assert np.abs(found - leusden.CUMULATIVE[reading, net, uptake]).max() < 1.0


@pytest.mark.parametrize(("reading", "net", "name"), leusden.VARIANTS)
def test_variants(reading, net, name):
    flows = cash_flow(leusden.case(net, 0.7, reading, **leusden.variant(name)))
    assert float(flows.npv) == pytest.approx(leusden.VARIANTS[reading, net, name], abs=1.0)


@pytest.mark.parametrize(("reading", "net", "uptake"), leusden.LOANS)
def test_loans(reading, net, uptake):
    case = leusden.case(net, uptake / 100, reading)
    assert measures(case, cash_flow(case)).lening_eur == pytest.approx(leusden.LOANS[reading, net, uptake], abs=1.0)


@pytest.mark.parametrize("reading", "AB")
def test_break_even_uptake(reading):
    root = brentq(lambda uptake: float(cash_flow(leusden.case("bron", uptake, reading)).npv), 0.4, 1.0)
    assert root == pytest.approx(leusden.BREAK_EVEN[reading], abs=5e-5)


@pytest.mark.parametrize("net", ["bron", "mt"])
def test_all_uptakes_at_once_are_those_one_by_one(net):
    uptakes = np.array([1.0, 0.9, 0.7, 0.5])
    together = cash_flow(leusden.case(net, uptakes, "B"))
    assert together.ncw.shape == (4, 31)
    for i, uptake in enumerate(uptakes):
        alone = cash_flow(leusden.case(net, float(uptake), "B"))
        np.testing.assert_allclose(together.ncw[i], alone.ncw, rtol=0, atol=1e-6)
        np.testing.assert_allclose(together.frame("x", i)["ncw_eur"], alone.frame("x")["ncw_eur"], atol=1e-6)


@pytest.mark.parametrize(("net", "total", "auk", "profit", "contingency"), [
    ("bron", 2723500.0, 156600, 254000, 355000),
    ("mt", 5969200.0, 351100, 571000, 658000),
])  # fmt: skip
def test_table_6_2(net, total, auk, profit, contingency):
    found = invest(leusden.case(net, 1.0, "A"))
    assert found.total == pytest.approx(total, abs=1e-6)
    assert found.surcharges[:3] == pytest.approx((auk, profit, contingency), abs=500)
    rows = found.frame
    assert rows.loc[rows["soort"] != "opslag", "totaal_eur"].sum() == pytest.approx(total)
    assert rows.loc[rows["soort"] == "opslag", "opslag_eur"].sum() == pytest.approx(rows["opslag_eur"].sum() / 2)


def test_replacing_all_installations_costs_a_with_its_surcharges():
    line = cash_flow(leusden.case("bron", 0.7, "A")).lijnen["herinvestering_eur"]
    assert np.flatnonzero(line).tolist() == [15]
    assert line[15] == pytest.approx(-835400 * 2723500 / 1957100 * 1.02**15)
    assert not cash_flow(leusden.case("bron", 0.7, "B")).lijnen["herinvestering_eur"].any()
