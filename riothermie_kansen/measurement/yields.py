"""What the measured source gives: directly and with storage, at the chosen cooling and at 2 K and 3 K."""

from __future__ import annotations

import numpy as np

from ..findings import Findings
from ..kentallen import Kentallen
from ..sewer.potential import building_power_kw, dwellings_with_wko, m3h_to_ls, source_power_kw
from ..sewer.simultaneity import Simultaneity
from ..wording import dutch, note
from .duration import heat_gj
from .results import Duration, Profile, Settings, Yield
from .series import Hourly
from .temperature import cold_temperature, usable_cooling

SIDE_BY_SIDE = (2.0, 3.0)
"""Coolings (K) that are always worked out: the usual one, and that of Leusden."""


FEW = 4.0
"""Times the multiple of ``meetreeks.woningen_afronding``: below this rounding down would tell much too little."""


def rounded_down(dwellings: float, kentallen: Kentallen) -> float:
    """Return a number of dwellings as it is told: down to a multiple by kental, unless there are few."""
    step = kentallen.value("meetreeks.woningen_afronding")
    return step * float(np.floor(dwellings / step)) if dwellings >= FEW * step else dwellings


def coolings(settings: Settings) -> list[float]:
    """Return the coolings to work out: the chosen one first, then 2 K and 3 K where they differ from it."""
    return [settings.delta_t, *(cooling for cooling in SIDE_BY_SIDE if cooling != settings.delta_t)]


def limits(
    settings: Settings, hourly: Hourly, *, kentallen: Kentallen, findings: Findings, notes: list[str]
) -> dict[float, float]:
    """Return per cooling what the measured temperature leaves of it (K); say so where it is less."""
    used = {cooling: usable_cooling(cooling, hourly, kentallen) for cooling in coolings(settings)}
    values = {
        "cold": dutch(cold_temperature(hourly, kentallen), 1),
        "share": dutch(100.0 * kentallen.value("meetreeks.koud_deel")),
        "minimum": dutch(kentallen.value("bron.t_na_winning_min")),
    }
    for cooling, left in used.items():
        if left < cooling:
            texts = {"asked": dutch(cooling), "used": dutch(left, 1), **values}
            notes.append(note("analyse_afkoeling_beperkt", **texts))
            findings.add(
                "meting_afkoeling_beperkt", "waarschuwing", [f"{dutch(cooling)} K"], used=dutch(left, 1), **values
            )
    return used


def direct_yields(
    profile: Profile | None, used: dict[float, float], *, settings: Settings, kentallen: Kentallen
) -> list[Yield]:
    """Return what the source gives without storage: from the lowest hour of the mean dry day (rule R3).

    The power of the whole hour counts, with the dwellings that ask for no more at once (`sewer.simultaneity`).

    Parameters
    ----------
    profile
        The mean dry day; None gives no yields.
    used
        Per cooling what can be used of it, K.
    settings
        COP and simultaneity.
    kentallen
        ``bron``, ``vraag`` and ``gelijktijdigheid``.
    """
    if profile is None:
        return []
    simultaneity = Simultaneity.from_kentallen(kentallen, settings.simultaneity)
    found = []
    for cooling, left in used.items():
        source = _power(profile.minimum_m3h, left, kentallen)
        building = float(building_power_kw(source, settings.cop))
        found.append(
            Yield(
                delta_t=cooling,
                flow_m3h=profile.minimum_m3h,
                source_kw=source,
                building_kw=building,
                heat_gj=float("nan"),
                heat_series_gj=float("nan"),
                dwellings=float(simultaneity.dwellings(building)),
                used_k=left,
            )
        )
    return found


def stored_yields(
    duration: Duration, used: dict[float, float], *, settings: Settings, kentallen: Kentallen
) -> list[Yield]:
    """Return what the source gives with storage: from the flow at the chosen availability (rules R4, R5, R6).

    Parameters
    ----------
    duration
        The duration curve.
    used
        Per cooling what can be used of it, K.
    settings
        COP, full load hours and heat per dwelling.
    kentallen
        ``bron`` and ``wko``.
    """
    found = []
    for cooling, left in used.items():
        source = _power(duration.flow_m3h, left, kentallen)
        heat = float(heat_gj(source, settings.full_load_hours, settings.cop, kentallen))
        found.append(
            Yield(
                delta_t=cooling,
                flow_m3h=duration.flow_m3h,
                source_kw=source,
                building_kw=float(building_power_kw(source, settings.cop)),
                heat_gj=heat,
                heat_series_gj=float(heat_gj(source, duration.series_hours, settings.cop, kentallen)),
                dwellings=float(dwellings_with_wko(heat, settings.dwelling_gj)),
                used_k=left,
            )
        )
    return found


def _power(flow_m3h: float, cooling: float, kentallen: Kentallen) -> float:
    if cooling <= 0:
        return 0.0
    rho, cp = kentallen.value("bron.dichtheid"), kentallen.value("bron.warmtecapaciteit")
    return float(source_power_kw(m3h_to_ls(flow_m3h), cooling, rho, cp))
