"""Balance of a system over the years: more warmth back than out within five years, or an ever colder ground."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...kentallen import Kentallen

Floats = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]

OVERSCHOT, BALANS, TEKORT, GEEN = "warmteoverschot", "in balans", "koudeoverschot", ""


@dataclass(frozen=True)
class Balance:
    """Balance of n systems.

    Attributes
    ----------
    out_gj, back_gj
        Shape (n,): heat drawn from the ground and brought back over the term of the rule (five years), GJ.
    share
        Shape (n,): `back_gj` / `out_gj`; NaN where nothing is drawn.
    verdict
        Shape (n,): `OVERSCHOT` (not allowed), `BALANS`, `TEKORT` or `GEEN` (nothing drawn or brought back).
    extra_gj
        Shape (n,): heat per year that would still have to be brought back for a full balance; 0 where none.
    """

    out_gj: Floats
    back_gj: Floats
    share: Floats
    verdict: Texts
    extra_gj: Floats


def balance(ground_gj: npt.ArrayLike, back_gj: npt.ArrayLike, *, kentallen: Kentallen) -> Balance:
    """Return the balance of systems that draw and bring back the same heat each year, GJ a year, shape (n,)."""
    raise NotImplementedError
