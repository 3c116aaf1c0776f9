"""The coldest fluid that goes into a loop: the ground after years, a cold month and a peak, one on top of the other.

The three pulses of Philippe, Bernier and Marchio (ASHRAE Journal, July 2010): the yearly mean for as long as the system
runs, the rest of the coldest month for a month, and the rest of the peak for hours; then the borehole itself.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ...kentallen import Kentallen
from .gfunction import responses
from .line_source import W_PER_GJ, YEAR_S
from .soil import Ground

Floats = npt.NDArray[np.float64]

MONTH_S = YEAR_S / 12.0


def winter_drop(
    depth_m: Floats, peak_kw: Floats, ground_gj: Floats, net_gj: Floats, *, ground: Ground, kentallen: Kentallen
) -> Floats:
    """Return how far the fluid that goes in lies below the wall of the borehole over the year, K, in the coldest hours.

    Parameters
    ----------
    depth_m
        Shape (n,): depth of the end of each loop, m.
    peak_kw
        Shape (n,): power drawn from the ground at the peak, kW.
    ground_gj
        Shape (n,): heat drawn in a year, GJ.
    net_gj
        Shape (n,): the same less what comes back, GJ.
    ground
        Conductivity and capacity.
    kentallen
        ``bodem.*``.
    """
    head, wall = kentallen.value("bodem.kop_m"), kentallen.value("bodem.boorstraal_mm") / 1000.0
    length = depth_m - head
    year = net_gj * W_PER_GJ / length
    peak = np.maximum(1000.0 * peak_kw / length, year)
    month = np.clip(kentallen.value("bodem.maandfactor") * 12.0 * ground_gj * W_PER_GJ / length, year, peak)
    values, index = np.unique(np.round(depth_m, 1), return_inverse=True)
    by_month, by_peak = (
        responses([wall], seconds, ground.diffusivity, values, values, head)[0][index.reshape(-1)]
        / (2.0 * np.pi * ground.conductivity)
        for seconds in (MONTH_S, kentallen.value("bodem.piekduur") * 3600.0)
    )
    borehole = peak * kentallen.value("bodem.weerstand_boorgat")
    below = (month - year) * by_month + (peak - month) * by_peak + borehole
    # without a peak nothing flows
    half = np.where(peak > 0.0, 0.5 * kentallen.value("bodem.delta_t_lus"), 0.0)
    return np.asarray(below + half, dtype=np.float64)
