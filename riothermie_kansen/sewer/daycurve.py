"""Day curves: which part of a day's dry weather flow runs off in each hour."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..errors import KentalError
from ..kentallen import Kentallen

FloatArray = npt.NDArray[np.float64]

INHABITANT = "inwoner"
"""Curve of households: RIONED's standard "Inwoner"."""

COMPANY = "bedrijf"
"""Curve of companies: RIONED's standard "Bedrijf"."""

FLAT = "vlak"
"""The same flow in every hour: extraneous water and constant discharges."""

HOURS = 24


def standard_curves(kentallen: Kentallen) -> dict[str, FloatArray]:
    """Return the curves that are always there, in this order: inwoner, bedrijf, vlak.

    Parameters
    ----------
    kentallen
        ``dwa.verloop_inwoner`` and ``dwa.verloop_bedrijf``: 24 percentages, 0-1 h first. RIONED's sum to 100; others
        are scaled.

    Returns
    -------
    dict
        Name to fractions of the day, shape (24,), sum 1.

    Raises
    ------
    KentalError
        A curve has no 24 hours, or nothing but zeros.
    """
    return {
        INHABITANT: _from_kental(kentallen, "dwa.verloop_inwoner"),
        COMPANY: _from_kental(kentallen, "dwa.verloop_bedrijf"),
        FLAT: np.full(HOURS, 1.0 / HOURS),
    }


def normalised(hours: npt.ArrayLike) -> FloatArray:
    """Return 24 hourly shares scaled to sum 1.

    Raises
    ------
    ValueError
        There are not 24 of them, one is negative or not a number, or their sum is 0.
    """
    shares = np.asarray(hours, dtype=float)
    total = shares.sum()
    if shares.shape != (HOURS,) or not np.isfinite(shares).all() or (shares < 0).any() or total <= 0:
        raise ValueError("a day curve has 24 shares, not negative, not all 0")
    return np.asarray(shares / total, dtype=float)


def same(a: FloatArray, b: FloatArray) -> bool:
    """Tell whether two curves are equal (to 1e-6 of the day)."""
    return bool(np.allclose(a, b, rtol=0.0, atol=1e-6))


def _from_kental(kentallen: Kentallen, key: str) -> FloatArray:
    try:
        return normalised(kentallen.table(key))
    except ValueError as error:
        raise KentalError("inflow_curve", kental=key) from error
