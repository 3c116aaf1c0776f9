"""Which assumption matters most: the net present value at the low and the high value of each, the rest as it is."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..kentallen import Kentallen
from ..schema import names
from .assumptions import Assumptions
from .columns import GEVOELIGHEID_COLUMNS
from .montecarlo import Simulation
from .project import Choices, Project
from .solve import function_of, roots
from .uncertainty import Uncertainty, ends, uncertainties


def tornado(
    project: Project,
    choices: Choices,
    assumptions: Assumptions,
    kentallen: Kentallen,
    *,
    simulation: Simulation | None = None,
) -> pd.DataFrame:
    """Return the table `GEVOELIGHEID_COLUMNS`: the assumption with the largest difference first, ties by field.

    Parameters
    ----------
    project, choices, assumptions, kentallen
        The business case; the assumptions single figures.
    simulation
        The draws, for the rank correlation; None leaves it NaN.
    """
    ranges = uncertainties(project, assumptions, kentallen)
    low, high = ends(project, choices, assumptions, kentallen, ranges)
    related = {} if simulation is None else simulation.correlatie
    frame = pd.DataFrame(
        {
            "variant": project.naam,
            "aanname": [one.naam for one in ranges],
            "veld": [one.veld for one in ranges],
            "waarde": [one.waarde for one in ranges],
            "laag": [one.laag for one in ranges],
            "hoog": [one.hoog for one in ranges],
            "eenheid": [one.eenheid for one in ranges],
            "ncw_laag_eur": low,
            "ncw_hoog_eur": high,
            "uitslag_eur": np.abs(high - low),
            "kantelpunt": [_tipping(project, choices, assumptions, kentallen, one) for one in ranges],
            "verdeling": [one.vorm for one in ranges],
            "correlatie": [related.get(one.veld, float("nan")) for one in ranges],
            "bron": [one.bron for one in ranges],
        }
    )[list(names(GEVOELIGHEID_COLUMNS))]
    order = np.lexsort((frame["veld"].to_numpy(dtype=str), -np.round(frame["uitslag_eur"].to_numpy(dtype=float), 2)))
    return frame.iloc[order].reset_index(drop=True)


def _tipping(
    project: Project, choices: Choices, assumptions: Assumptions, kentallen: Kentallen, one: Uncertainty
) -> float:
    """Return the value nearest to the one in use, within the range, at which the outcome is zero; NaN if none."""
    if not one.laag < one.hoog:
        return float("nan")
    found = roots(function_of(project, choices, assumptions, kentallen, one.veld), one.laag, one.hoog)
    return min(found, key=lambda value: (abs(value - one.waarde), value), default=float("nan"))
