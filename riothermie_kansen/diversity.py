"""How much of the summed power of n dwellings is asked for at the same time: the published formulas."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def danish(n: npt.ArrayLike, limit: float) -> Array:
    """Return g + (1 - g)/n for numbers of dwellings (1 or more), with `limit` as g.

    Space heating with g = 0.62: the Danish rule as used by THERMOS and pythermonet.
    """
    return np.asarray(limit + (1.0 - limit) / np.asarray(n, dtype=np.float64), dtype=np.float64)


def winter(n: npt.ArrayLike) -> Array:
    """Return the factor of Winter, Haslauer and Obernberger (2001) for numbers of dwellings (1 or more).

    Measured in Austrian and German networks, fitted up to about 200 consumers. Close to 1 for the first ten, below
    0.62 + 0.38/n from about 90 on.
    """
    number = np.asarray(n, dtype=np.float64)
    factor = 0.449677646267461 + 0.551234688 / (1.0 + (number / 53.84382392) ** 1.762743268)
    return np.minimum(factor, 1.0)


def square_root(n: npt.ArrayLike, floor: float) -> Array:
    """Return 1/sqrt(n), at least `floor`, for numbers of dwellings (1 or more).

    Tap water in a public Dutch tool for apartment buildings: total = power of a dwelling x sqrt(n).
    """
    return np.maximum(floor, 1.0 / np.sqrt(np.asarray(n, dtype=np.float64)))
