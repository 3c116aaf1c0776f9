"""Loans: what is borrowed each year, and the interest and repayment that follow."""

from __future__ import annotations

import numpy as np

from ..errors import InputError
from .case import Finance, Number
from .energy import number
from .uptake import Floats, column

_NO_INTEREST = 1e-12


def annuity(rate: Number, years: int) -> Number:
    """Return the equal yearly amount that pays back EUR 1 with interest: ``r / (1 - (1 + r) ** -n)``, ``1 / n`` at 0.

    Raises
    ------
    InputError
        There is no whole year, or the rate is -100 % or lower.
    """
    _check(rate, years)
    r = np.asarray(rate, dtype=np.float64)
    none = np.abs(r) < _NO_INTEREST
    safe = np.where(none, 1.0, r)
    return number(np.where(none, 1.0 / years, -safe / np.expm1(-years * np.log1p(safe))))


def balance(rate: Number, years: int, *, level: bool) -> Floats:
    """Return what is still owed of EUR 1 after 0, 1, ... `years` payments, shape (years + 1,) or (n, years + 1).

    Parameters
    ----------
    rate
        Interest per year.
    years
        Of the loan.
    level
        Equal yearly amounts (annuity): ``1 - ((1 + r) ** j - 1) / ((1 + r) ** n - 1)``; else linear: ``1 - j / n``.

    Raises
    ------
    InputError
        See `annuity`.
    """
    _check(rate, years)
    paid = np.arange(years + 1, dtype=np.float64)
    linear = 1.0 - paid / years
    if not level:
        return linear
    r = column(rate)
    none = np.abs(r) < _NO_INTEREST
    log = np.log1p(np.where(none, 1.0, r))
    return np.where(none, linear, 1.0 - np.expm1(log * paid) / np.expm1(log * years))


def present_value(rate: Number, discount: Number, years: int, *, level: bool = False) -> Number:
    """Return the present value of the payments on a loan of EUR 1: 0.88249 for 15 years, linear, 4 %, at 6 %."""
    owed = balance(rate, years, level=level)
    payment = owed[..., :-1] * (1.0 + column(rate)) - owed[..., 1:]
    return number((payment / (1.0 + column(discount)) ** np.arange(1, years + 1)).sum(axis=-1))


def service(loans: Floats, finance: Finance) -> tuple[Floats, Floats]:
    """Return interest and repayment of each year.

    A loan of year t is served in years t + 1 to t + the term; what is still owed at the horizon is paid then.

    Parameters
    ----------
    loans
        Shape (H + 1,) or (n, H + 1): borrowed in each year, EUR.
    finance
        Term, interest, and whether the yearly amounts are equal.

    Returns
    -------
    tuple
        Interest and repayment (both above zero), shapes (H + 1,) or (n, H + 1).
    """
    horizon = loans.shape[-1] - 1
    owed = balance(finance.rente, finance.looptijd, level=finance.annuitair)
    shape = np.broadcast_shapes(loans.shape[:-1], owed.shape[:-1], np.asarray(finance.rente).shape)
    interest = np.zeros((*shape, horizon + 1))
    repaid = np.zeros((*shape, horizon + 1))
    for start in np.flatnonzero(loans.reshape(-1, horizon + 1).any(axis=0)):
        n = min(finance.looptijd, horizon - int(start))
        here = loans[..., start, None]
        during = slice(int(start) + 1, int(start) + n + 1)
        interest[..., during] += here * owed[..., :n] * column(finance.rente)
        repaid[..., during] += here * (owed[..., :n] - owed[..., 1 : n + 1])
        repaid[..., horizon] += loans[..., start] * owed[..., n]
    return interest, repaid


def _check(rate: Number, years: int) -> None:
    if years < 1:
        raise InputError("econ_looptijd", value=years)
    if not bool(np.all(np.asarray(rate) > -1.0)):
        raise InputError("econ_voet", name="rente", value=100.0 * float(np.min(rate)))
