"""The cash flow of a business case, year by year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..schema import names
from .case import Case
from .checks import check_case
from .columns import KASSTROOM_COLUMNS, REGELS_BATEN, REGELS_LASTEN
from .finance import service
from .investment import outlays, replacements
from .operation import operate
from .uptake import Floats, built, column, connected, dwellings, heat_gj, steps, years


@dataclass(frozen=True)
class Flows:
    """The lines of a cash flow, each of shape (H + 1,) or (n, H + 1): year 0 to the horizon, a row per run.

    A line that is the same in all runs may have shape (H + 1,) beside others with a row per run.

    Attributes
    ----------
    jaren
        Shape (H + 1,): years.
    woningen, aansluitingen, warmte_gj
        Connected dwellings, connections that pay, and heat delivered (GJ) in a year; 0 in year 0.
    lijnen
        Money by column of `columns.KASSTROOM_COLUMNS` from ``investering_eur`` to ``restwaarde_eur``; what goes out is
        negative.
    kasstroom, disconteringsfactor, contant, ncw, projectkasstroom
        Cash flow, discount factor, present value, net present value so far (added up), and cash flow without the loan.
    """

    jaren: npt.NDArray[np.int64]
    woningen: Floats
    aansluitingen: Floats
    warmte_gj: Floats
    lijnen: dict[str, Floats]
    kasstroom: Floats
    disconteringsfactor: Floats
    contant: Floats
    ncw: Floats
    projectkasstroom: Floats

    @property
    def npv(self) -> Floats:
        """Net present value at the horizon: shape () or (n,)."""
        return np.asarray(self.ncw[..., -1])

    def frame(self, variant: str, run: int = 0) -> pd.DataFrame:
        """Return the table `columns.KASSTROOM_COLUMNS` of one run: a row per year."""
        values: dict[str, object] = {"variant": variant, "jaar": self.jaren}
        for name in names(KASSTROOM_COLUMNS)[2:]:
            line = self.lijnen.get(name)
            if line is None:
                line = getattr(self, name.removesuffix("_eur"))
            values[name] = (line if line.ndim == 1 else line[run]) + 0.0  # + 0.0: no minus before a 0
        return pd.DataFrame(values, columns=list(names(KASSTROOM_COLUMNS)))


def cash_flow(case: Case) -> Flows:
    """Return the cash flow of a case.

    Year t has what is built for those who connect the year after, less their contribution and subsidy. What is then
    left to pay is borrowed (where there is a loan) and served from the year after; what is over is cash. The subsidy
    so far is ``min(eur * connections so far, share * investment so far)`` and a fixed amount. Replacing is paid by a
    loan of its own. The net present value adds up ``cash flow / (1 + discount) ** t`` (Leusden 6.1).

    Raises
    ------
    InputError
        The case cannot be reckoned, see `checks.check_case`.
    """
    check_case(case)
    finance = case.financiering
    t = years(case)
    spent = outlays(case)
    again, book = replacements(case)
    contribution = _contribution(case)
    grant = _grant(case, spent)
    tranche = spent - contribution - grant
    borrowed = np.zeros(len(t))
    if finance.lening:
        borrowed = np.maximum(tranche, 0.0)
        if finance.herfinanciering:
            borrowed = borrowed + np.maximum(again, 0.0)
    interest, repaid = service(borrowed, finance)

    lines: dict[str, Floats] = {
        "investering_eur": -spent,
        "herinvestering_eur": -again,
        "bak_eur": contribution,
        "subsidie_eur": grant,
        "lening_eur": borrowed,
    }
    operated = operate(case)
    lines |= {f"{line}_eur": operated[line] for line in (*REGELS_BATEN, *REGELS_LASTEN)}
    lines |= {"rente_eur": -interest, "aflossing_eur": -repaid}
    lines["restwaarde_eur"] = column(finance.restwaarde) * book[..., None] * (t == t[-1])
    flow = _total(lines)
    own = flow - borrowed + interest + repaid
    discounting = (1.0 + column(finance.disconto)) ** -t
    present = flow * discounting
    return Flows(
        jaren=t.astype(np.int64),
        woningen=dwellings(case),
        aansluitingen=connected(case, case.bak_telling),
        warmte_gj=heat_gj(case),
        lijnen=lines,
        kasstroom=flow,
        disconteringsfactor=discounting,
        contant=present,
        ncw=np.cumsum(present, axis=-1),
        projectkasstroom=own,
    )


def _contribution(case: Case) -> Floats:
    """Return the contributions to connection costs in each year: paid as connections are made, rising by inflation."""
    made = steps(built(connected(case, case.bak_telling)))
    return column(case.bak_eur) * made * (1.0 + column(case.financiering.inflatie)) ** years(case)


def _grant(case: Case, spent: Floats) -> Floats:
    """Return the subsidy on the investment received in each year."""
    grant = case.subsidie
    ready = built(connected(case, grant.telling))
    so_far = np.minimum(column(grant.eur) * ready, column(grant.deel) * np.cumsum(spent, axis=-1))
    first = column(grant.vast_eur) * (years(case) == 0.0)
    return np.asarray(steps(np.maximum(so_far, 0.0)) + first, dtype=np.float64)


def _total(lines: dict[str, Floats]) -> Floats:
    total: Floats = np.zeros(1)
    for line in lines.values():
        total = total + line
    return total
