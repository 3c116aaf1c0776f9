"""The cash flow of a business case, year by year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from .case import Case

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Flows:
    """The lines of a cash flow, each of shape (H + 1,) or (n, H + 1): year 0 to the horizon, a row per run.

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
        Cash flow, discount factor, present value, net present value so far, and cash flow without the loan.
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
        raise NotImplementedError


def cash_flow(case: Case) -> Flows:
    """Return the cash flow of a case."""
    raise NotImplementedError
