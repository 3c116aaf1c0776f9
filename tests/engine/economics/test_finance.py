"""Loans against closed forms and against paying them off by hand."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen.economics.case import Finance
from riothermie_kansen.economics.finance import annuity, balance, present_value, service
from riothermie_kansen.errors import InputError

RATES = st.floats(0.0, 0.3) | st.just(0.0)


def finance(rate, years, horizon=30, *, level=False):
    return Finance(horizon=horizon, looptijd=years, rente=rate, disconto=0.06, inflatie=0.02, annuitair=level)


def test_present_value_of_a_linear_loan():
    assert present_value(0.04, 0.06, 15) == pytest.approx(0.88249, abs=5e-6)
    by_hand = sum((1 / 15 + 0.04 * (1 - (t - 1) / 15)) / 1.06**t for t in range(1, 16))
    assert present_value(0.04, 0.06, 15) == pytest.approx(by_hand, rel=1e-12)


def test_annuity_closed_form():
    # EUR 1000 in 2 years at 10 %: 1000 * 1.21 * 0.1 / 0.21
    assert 1000 * annuity(0.10, 2) == pytest.approx(576.190476, abs=1e-6)
    assert annuity(0.0, 20) == 0.05
    assert annuity(1e-9, 20) == pytest.approx(0.05, abs=1e-8)


def test_annuity_of_many_rates():
    found = annuity(np.array([0.0, 0.04, 0.1]), 15)
    assert found == pytest.approx([annuity(0.0, 15), annuity(0.04, 15), annuity(0.1, 15)])


@given(RATES, st.integers(1, 40), st.booleans())
def test_at_its_own_rate_a_loan_is_worth_itself(rate, years, level):
    assert present_value(rate, rate, years, level=level) == pytest.approx(1.0, rel=1e-9)


@given(RATES, st.integers(1, 40))
def test_an_annuity_is_level_and_ends_at_zero(rate, years):
    owed = balance(rate, years, level=True)
    payments = [before * (1 + rate) - after for before, after in pairwise(owed)]
    assert payments == pytest.approx([annuity(rate, years)] * years, rel=1e-7)
    assert owed[0] == 1.0
    assert owed[-1] == 0.0
    assert (np.diff(owed) < 0).all()


@given(RATES, st.integers(1, 15), st.lists(st.floats(0, 1e6), min_size=1, max_size=15), st.booleans())
def test_what_is_borrowed_is_paid_back_within_the_horizon(rate, years, loans, level):
    horizon = 20
    borrowed = np.zeros(horizon + 1)
    borrowed[: len(loans)] = loans
    interest, repaid = service(borrowed, finance(rate, years, horizon, level=level))
    assert repaid.sum() == pytest.approx(borrowed.sum(), rel=1e-9, abs=1e-6)
    assert interest.sum() >= -1e-9
    # interest on what is owed at the beginning of a year, whatever loans there are
    owed = np.concatenate(([0.0], np.cumsum(borrowed - repaid)[:-1]))
    assert interest == pytest.approx(rate * owed, abs=1e-3)


def test_what_is_still_owed_at_the_horizon_is_paid_then():
    borrowed = np.zeros(31)
    borrowed[20] = 1500.0
    interest, repaid = service(borrowed, finance(0.04, 15))
    assert repaid[21:30] == pytest.approx([100.0] * 9)
    assert repaid[30] == pytest.approx(100.0 + 500.0)
    assert interest[21] == pytest.approx(60.0)
    assert interest[30] == pytest.approx(0.04 * 600.0)


def test_no_loan_no_service():
    interest, repaid = service(np.zeros((3, 31)), finance(np.full(3, 0.04), 15))
    assert not interest.any()
    assert not repaid.any()
    assert interest.shape == (3, 31)


@pytest.mark.parametrize(("rate", "years"), [(-1.0, 15), (-1.5, 15), (0.04, 0)])
def test_a_loan_that_cannot_be(rate, years):
    with pytest.raises(InputError):
        annuity(rate, years)
