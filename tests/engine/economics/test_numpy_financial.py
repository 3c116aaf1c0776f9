"""Net present value, internal rate and loans against numpy-financial, an independent implementation.

numpy-financial lives in the environment with the solvers of others; `scripts/test` runs this file there.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen.economics.build import build_case
from riothermie_kansen.economics.case import Finance
from riothermie_kansen.economics.cashflow import cash_flow
from riothermie_kansen.economics.finance import annuity, balance, present_value, service
from riothermie_kansen.economics.measures import measures
from riothermie_kansen.economics.montecarlo import draws
from riothermie_kansen.economics.solve import varied
from riothermie_kansen.economics.uncertainty import KEUZE, uncertainties
from tests.engine.economics import leusden
from tests.engine.economics.neighbourhood import settled

npf = pytest.importorskip("numpy_financial", reason="numpy-financial has its own environment: scripts/setup dev latest")

RATES = st.floats(-0.05, 0.3).filter(lambda rate: abs(rate) > 1e-4)
YEARS = st.integers(1, 40)


@given(RATES, YEARS)
def test_annuity(rate, years):
    assert annuity(rate, years) == pytest.approx(-npf.pmt(rate, years, 1.0), rel=1e-9)


def test_annuity_without_interest():
    assert annuity(0.0, 15) == pytest.approx(-npf.pmt(0.0, 15, 1.0))


@given(RATES, YEARS)
def test_what_is_owed_of_an_annuity(rate, years):
    paid = np.arange(years + 1)
    theirs = -npf.fv(rate, paid, npf.pmt(rate, years, 1.0), 1.0)
    np.testing.assert_allclose(balance(rate, years, level=True), theirs, atol=1e-8)


@pytest.mark.parametrize(("rate", "years"), [(0.04, 15), (0.01, 30), (0.12, 5)])
def test_interest_and_repayment_of_an_annuity(rate, years):
    finance = Finance(horizon=30, looptijd=years, rente=rate, disconto=0.06, inflatie=0.02, annuitair=True)
    loans = np.zeros(31)
    loans[0] = 250_000.0
    interest, repaid = service(loans, finance)
    per = np.arange(1, years + 1)
    np.testing.assert_allclose(interest[1 : years + 1], -npf.ipmt(rate, per, years, 250_000.0), atol=1e-6)
    np.testing.assert_allclose(repaid[1 : years + 1], -npf.ppmt(rate, per, years, 250_000.0), atol=1e-6)
    assert interest[years + 1 :].sum() == repaid[years + 1 :].sum() == 0.0


@given(RATES, RATES, YEARS)
def test_worth_of_the_payments(rate, discount, years):
    yearly = -npf.pmt(rate, years, 1.0)
    theirs = npf.npv(discount, [0.0, *[yearly] * years])
    assert present_value(rate, discount, years, level=True) == pytest.approx(theirs, rel=1e-8)


@pytest.mark.parametrize(("reading", "net", "uptake"), leusden.CUMULATIVE)
def test_net_present_value_of_the_reference(reading, net, uptake):
    flows = cash_flow(leusden.case(net, uptake / 100, reading))
    assert float(flows.npv) == pytest.approx(npf.npv(0.06, flows.kasstroom), abs=1e-5)


@pytest.mark.parametrize("uptake", [1.0, 0.9, 0.7])
@pytest.mark.parametrize("reading", "AB")
def test_internal_rate_of_the_reference(reading, uptake):
    case = leusden.case("bron", uptake, reading)
    flows = cash_flow(case)
    found = measures(case, flows)
    assert found.irr_aantal == 1
    assert found.irr == pytest.approx(npf.irr(flows.projectkasstroom), abs=1e-8)


def test_draws_run_by_run():
    """Each draw on its own, its cash flow discounted by numpy-financial, is the outcome of all at once."""
    project, choices, assumptions, own = settled()
    ranges = [one for one in uncertainties(project, assumptions, own) if one.vorm != KEUZE]
    drawn = {one.veld: draws(one, 50, 11, own) for one in ranges}
    drawn["disconto"] = np.linspace(0.02, 0.1, 50)
    changed, numbers = varied(project, assumptions, drawn)
    together = cash_flow(build_case(changed, choices, numbers, own)).npv
    for run in range(50):
        changed, numbers = varied(project, assumptions, {field: column[run] for field, column in drawn.items()})
        alone = cash_flow(build_case(changed, choices, numbers, own))
        theirs = npf.npv(float(numbers.disconto), alone.kasstroom)
        assert together[run] == pytest.approx(theirs, abs=1e-4)
