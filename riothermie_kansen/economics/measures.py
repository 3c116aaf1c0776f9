"""What a cash flow comes to: net present value, pay-back time, internal rate, unprofitable top, cost of heat."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .case import Case, Number
from .cashflow import Flows
from .columns import REGELS_LASTEN
from .energy import number
from .finance import present_value
from .rates import internal_rate
from .uptake import Floats

_CENT = 0.005


@dataclass(frozen=True)
class Measures:
    """Outcomes of a case, each a figure or one per run; NaN: there is none.

    Attributes
    ----------
    investering_eur
        All that is built up to the horizon except replacements, with surcharges, in money of the year itself.
    lening_eur
        Borrowed for it.
    ncw_eur
        Net present value at the horizon.
    tvt_jaar, tvt_disconto_jaar
        Years until the cash flow without loan, added up (and discounted), is 0 or more and stays so.
    irr
        Internal rate of return of the cash flow without loan; NaN when there is none or more than one.
    irr_aantal
        Number of rates at which the cash flow without loan is worth 0.
    onrendabele_top_eur
        Extra grant in year 0 that makes the net present value 0; 0 when it is positive already.
    eerste_jaar_negatief
        First year with a negative cash flow.
    laagste_ncw_eur, jaar_laagste_ncw
        Lowest net present value so far, and its year.
    investering_per_woning_eur, ncw_per_woning_eur
        Per dwelling that can connect.
    kostprijs_eur_gj
        Levelised cost of heat: all costs without loan, BAK, subsidies and certificates, discounted, over the heat,
        discounted.
    """

    investering_eur: Number
    lening_eur: Number
    ncw_eur: Number
    tvt_jaar: Number
    tvt_disconto_jaar: Number
    irr: Number
    irr_aantal: Number
    onrendabele_top_eur: Number
    eerste_jaar_negatief: Number
    laagste_ncw_eur: Number
    jaar_laagste_ncw: Number
    investering_per_woning_eur: Number
    ncw_per_woning_eur: Number
    kostprijs_eur_gj: Number


def measures(case: Case, flows: Flows) -> Measures:
    """Return the outcomes of a case.

    Parameters
    ----------
    case
        The case.
    flows
        Its cash flow, see `cashflow.cash_flow`.
    """
    lines = flows.lijnen
    homes = sum(group.woningen for group in case.groepen)
    per_home = 1.0 / homes if homes else np.nan
    built = -lines["investering_eur"].sum(axis=-1)
    own = flows.projectkasstroom
    discounted = own * flows.disconteringsfactor
    rate, rates = internal_rate(own)
    negative = flows.kasstroom < -_CENT
    return Measures(
        investering_eur=number(built),
        lening_eur=number(_initial_loan(case, flows).sum(axis=-1)),
        ncw_eur=number(flows.npv),
        tvt_jaar=number(payback(own)),
        tvt_disconto_jaar=number(payback(discounted)),
        irr=number(rate),
        irr_aantal=number(rates),
        onrendabele_top_eur=number(unprofitable_top(case, flows)),
        eerste_jaar_negatief=number(np.where(negative.any(axis=-1), negative.argmax(axis=-1), np.nan)),
        laagste_ncw_eur=number(flows.ncw.min(axis=-1)),
        jaar_laagste_ncw=number(flows.ncw.argmin(axis=-1)),
        investering_per_woning_eur=number(built * per_home),
        ncw_per_woning_eur=number(flows.npv * per_home),
        kostprijs_eur_gj=number(_cost_of_heat(flows)),
    )


def payback(flow: Floats) -> Floats:
    """Return the years until a cash flow, added up, is 0 or more and stays so to the horizon; NaN: never.

    Between two years it is taken to grow evenly.

    Parameters
    ----------
    flow
        Shape (H + 1,) or (n, H + 1).
    """
    total = np.cumsum(flow, axis=-1)
    short = total < -_CENT
    last = flow.shape[-1] - 1
    behind = np.where(short.any(axis=-1), last - short[..., ::-1].argmax(axis=-1), -1)  # last year that is short
    here = np.take_along_axis(total, np.maximum(behind, 0)[..., None], -1)[..., 0]
    there = np.take_along_axis(total, np.minimum(behind + 1, last)[..., None], -1)[..., 0]
    rise = np.where(there > here, there - here, 1.0)
    years = behind + np.minimum(-here / rise, 1.0)
    return np.asarray(np.where(behind < 0, 0.0, np.where(behind == last, np.nan, years)), dtype=np.float64)


def unprofitable_top(case: Case, flows: Flows) -> Floats:
    """Return the extra grant in year 0 that makes the net present value 0, EUR; 0 when it is not negative.

    A grant saves the loan of year 0 first, each euro worth the present value of its payments, and is cash after that:
    a line with one bend, solved on each side of it.
    """
    finance = case.financiering
    short = np.maximum(-flows.npv, 0.0)
    if not finance.lening:
        return np.asarray(short, dtype=np.float64)
    worth = np.asarray(present_value(finance.rente, finance.disconto, finance.looptijd, level=finance.annuitair))
    loan = _initial_loan(case, flows)[..., 0]
    saved = loan * worth
    return np.asarray(np.where(short <= saved, short / worth, loan + short - saved), dtype=np.float64)


def _initial_loan(case: Case, flows: Flows) -> Floats:
    """Return what is borrowed in each year for what is built (not for replacing)."""
    if not case.financiering.lening:
        return np.zeros(len(flows.jaren))
    lines = flows.lijnen
    return np.maximum(-lines["investering_eur"] - lines["bak_eur"] - lines["subsidie_eur"], 0.0)


def _cost_of_heat(flows: Flows) -> Floats:
    costs: Floats = np.zeros(1)
    for name in ("investering_eur", "herinvestering_eur", *(f"{line}_eur" for line in REGELS_LASTEN)):
        costs = costs - flows.lijnen[name]
    costs = costs - flows.lijnen["restwaarde_eur"]
    paid = (costs * flows.disconteringsfactor).sum(axis=-1)
    heat = (flows.warmte_gj * flows.disconteringsfactor).sum(axis=-1)
    paid, heat = np.broadcast_arrays(paid, heat)
    return np.divide(paid, heat, out=np.full(paid.shape, np.nan), where=heat > 0.0)
