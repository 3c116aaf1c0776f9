"""Extraneous water from the flow at night: an estimate."""

from __future__ import annotations

import numpy as np

from ..kentallen import Kentallen
from ..sewer.daycurve import INHABITANT, standard_curves
from .profile import HOURS
from .results import Extraneous, Profile, Pumping
from .series import Floats


def extraneous_water(profile: Profile, pumping: Pumping, kentallen: Kentallen) -> Extraneous | None:
    """Return what of the dry weather flow is not from inhabitants, or None when it cannot be told.

    Parameters
    ----------
    profile
        The mean dry day.
    pumping
        Storage and pumps make the night meaningless.
    kentallen
        ``dwa.verloop_inwoner``, ``dwa.liter_per_inwoner`` and ``meetreeks.piek_min``.

    Notes
    -----
    Extraneous water E (m3/h) flows all day, the rest of the day's volume D follows the curve of inhabitants. In a night
    hour that is a fraction f of it: Qn = E + f (D - 24 E), so E = (Qn - f D) / (1 - 24 f). f is the lowest hour of
    RIONED's curve; Qn is the mean of as many consecutive hours as the curve has at its lowest, where the mean dry day
    is lowest: in a large catchment the night arrives late. Never below 0. A catchment that flattens the curve shows a
    high night as well; the two cannot be told apart, so a flat day is not reliable.
    """
    curve = standard_curves(kentallen)[INHABITANT]
    fraction = float(curve.min())
    if 1.0 - HOURS * fraction <= 1e-9:
        return None
    flow = profile.table["debiet_m3h"].to_numpy(dtype=np.float64)[:HOURS]
    if np.isnan(flow).any():
        return None
    night = _lowest_mean(flow, int(np.isclose(curve, fraction).sum()))
    day = float(flow.sum())
    share_of_day = (night - fraction * day) / (1.0 - HOURS * fraction)
    water = max(share_of_day, 0.0)
    mean = day / HOURS
    flat = profile.maximum_m3h < kentallen.value("meetreeks.piek_min") * mean
    litres = kentallen.value("dwa.liter_per_inwoner")
    return Extraneous(
        night_m3h=night,
        flow_m3h=water,
        share=water / mean if mean > 0 else 0.0,
        persons=(day - HOURS * water) * 1000.0 / litres,
        reliable=not (flat or pumping.found or pumping.cycling),
    )


def _lowest_mean(flow: Floats, hours: int) -> float:
    """Return the lowest mean of consecutive hours, over midnight too."""
    around = np.append(flow, flow[: hours - 1])
    return float(np.convolve(around, np.full(hours, 1.0 / hours), mode="valid").min())
