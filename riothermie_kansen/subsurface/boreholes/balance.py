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
    drawn, brought = np.broadcast_arrays(
        np.atleast_1d(np.asarray(ground_gj, dtype=np.float64)), np.atleast_1d(np.asarray(back_gj, dtype=np.float64))
    )
    years = kentallen.value("bodem.balans_jaren")
    margin = kentallen.value("bodem.balans_marge")
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(drawn > 0.0, brought / drawn, np.nan)
    verdict = np.full(len(drawn), TEKORT, dtype=object)
    # a heat surplus is forbidden from the first joule; only what is short may be rounded away
    verdict[(share >= 1.0 - margin) & (brought <= drawn)] = BALANS
    verdict[brought > drawn] = OVERSCHOT
    verdict[(drawn == 0.0) & (brought == 0.0)] = GEEN
    return Balance(drawn * years, brought * years, share, verdict, np.maximum(drawn - brought, 0.0))
