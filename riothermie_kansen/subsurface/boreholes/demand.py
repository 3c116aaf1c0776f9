"""Power and heat that the heat pumps of buildings ask, as far as their loops are concerned."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ...diversity import danish, square_root
from ...kavels.stock import Homes
from ...kentallen import Kentallen

Floats = npt.NDArray[np.float64]


def pump_power(homes: Homes, kentallen: Kentallen) -> Floats:
    """Return the power of the heat pumps of each building, kW; 0 without demand. Shape (b,).

    Space heating of n dwellings with g + (1 - g) / n; tap water warms a tank per dwelling (``net.boiler_kw``) with
    1 / sqrt(n). They take turns, so the larger counts: 5.85 kW for a dwelling of 5.85 kW, whatever its tap.
    """
    n = np.maximum(homes.woningen, 1.0)
    space = homes.rv_kw * danish(n, kentallen.value("gelijktijdigheid.rv_grens"))
    tank = np.minimum(homes.tap_kw, n * kentallen.value("net.boiler_kw"))
    tap = tank * square_root(n, kentallen.value("gelijktijdigheid.tap_grens"))
    return np.where(homes.has_demand, np.maximum(space, tap), 0.0)
