"""The costs of each concept for each dwelling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ...callbacks import Cancelled, Progress, never, silent
from ...kentallen import Kentallen
from ..columns import CONCEPTEN
from .choices import Choices
from .dwellings import Dwellings

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class ResidentCosts:
    """The costs of concepts.

    Attributes
    ----------
    dwellings, concepts
        Rows (n) and columns (c) of the arrays.
    amounts
        Name of a numeric column of `columns.BEWONER_COLUMNS` to shape (n, c); NaN where a concept is not possible.
    reasons
        Shape (n, c): why it is not possible, or what to bear in mind (Dutch).
    possible
        Shape (n, c).
    notes
        Assumptions, for the report and the log (Dutch).
    """

    dwellings: Dwellings
    concepts: tuple[str, ...]
    amounts: dict[str, Floats]
    reasons: npt.NDArray[np.object_]
    possible: npt.NDArray[np.bool_]
    notes: tuple[str, ...]

    @property
    def frame(self) -> pd.DataFrame:
        """Columns `columns.BEWONER_COLUMNS`: a row per dwelling and concept, in the order of both."""
        raise NotImplementedError

    @property
    def cheapest(self) -> npt.NDArray[np.object_]:
        """Shape (n,): the concept with the lowest ``per_jaar_eur``; the first in order of equal ones, "" for none."""
        raise NotImplementedError


def resident_costs(
    dwellings: Dwellings,
    *,
    concepten: Sequence[str] = CONCEPTEN,
    choices: Choices | None = None,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> ResidentCosts:
    """Return the costs of each concept for each dwelling."""
    raise NotImplementedError
