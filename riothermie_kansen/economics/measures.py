"""What a cash flow comes to: net present value, pay-back time, internal rate, unprofitable top, cost of heat."""

from __future__ import annotations

from dataclasses import dataclass

from .case import Case, Number
from .cashflow import Flows


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
    """Return the outcomes of a case."""
    raise NotImplementedError
