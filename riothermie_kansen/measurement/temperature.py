"""The temperature of the sewage: by week, after extraction, at the treatment plant."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..kentallen import Kentallen
from ..messages import LANGUAGES, message
from ..wording import dutch
from .results import Temperatures
from .series import Floats, Hourly

_WEEK = 7


def cold_temperature(hourly: Hourly, kentallen: Kentallen) -> float:
    """Return the temperature (degrees C) that the coldest hours, a share by kental, stay below; NaN if unmeasured."""
    known = hourly.temperature_c[~np.isnan(hourly.temperature_c)]
    return float(np.quantile(known, kentallen.value("meetreeks.koud_deel"))) if len(known) else float("nan")


def usable_cooling(delta_t: float, hourly: Hourly, kentallen: Kentallen) -> float:
    """Return the cooling (K) that leaves the sewage above its minimum in all but the coldest hours; 0 when none does.

    As `sewer.potential.usable_delta_t`, with the measured temperature; without one the cooling stays as it is.
    """
    cold = cold_temperature(hourly, kentallen)
    if np.isnan(cold):
        return delta_t
    return max(min(delta_t, cold - kentallen.value("bron.t_na_winning_min")), 0.0)


def temperatures(
    hourly: Hourly,
    coolings: list[float],
    *,
    rwzi_share: float | None,
    at_plant: dict[float, float],
    kentallen: Kentallen,
) -> Temperatures | None:
    """Return what the temperature of the sewage is and what cooling does to it, or None when it was not measured.

    Parameters
    ----------
    hourly
        Means of hours.
    coolings
        K.
    rwzi_share
        Share of this sewer in the inflow of the treatment plant, 0-1; None for unknown.
    at_plant
        Cooling of the plant's inflow per cooling, see `plant_cooling`.
    kentallen
        ``bron.t_na_winning_min`` and ``bron.t_rwzi_min``.
    """
    known = hourly.temperature_c[~np.isnan(hourly.temperature_c)]
    if not len(known):
        return None
    limit = kentallen.value("bron.t_na_winning_min")
    lowest = float(known.min())
    after = {cooling: lowest - cooling for cooling in coolings}
    cold = {cooling: float((known - cooling < limit).mean()) for cooling in coolings}
    weeks = _weeks(hourly)
    return Temperatures(
        weeks=weeks,
        minimum_c=lowest,
        mean_c=float(known.mean()),
        maximum_c=float(known.max()),
        after_c=after,
        cold_share=cold,
        rwzi_k=at_plant,
        verdict={
            language: _verdict(language, weeks, lowest, coolings[0], cold, at_plant, rwzi_share, kentallen)
            for language in LANGUAGES
        },
    )


def _weeks(hourly: Hourly) -> pd.DataFrame:
    """Return the weeks with a temperature: from Monday, or per seven days from the first where dates are not real."""
    use = ~np.isnan(hourly.temperature_c)
    day = hourly.date.astype("datetime64[D]").astype(np.int64)
    # 1970-01-01 was a Thursday
    monday = (day + 3) // _WEEK * _WEEK - 3 if hourly.calendar else (day - day[0]) // _WEEK * _WEEK + day[0]
    grouped = pd.Series(hourly.temperature_c[use]).groupby(monday[use])
    found = grouped.agg(["min", "mean", "max"])
    return pd.DataFrame(
        {
            "begin": found.index.to_numpy().astype(np.int64).astype("datetime64[D]").astype("datetime64[s]"),
            "laagste": found["min"].to_numpy(),
            "gemiddeld": found["mean"].to_numpy(),
            "hoogste": found["max"].to_numpy(),
        }
    )


def _verdict(
    language: str,
    weeks: pd.DataFrame,
    lowest: float,
    cooling: float,
    cold: dict[float, float],
    at_plant: dict[float, float],
    rwzi_share: float | None,
    kentallen: Kentallen,
) -> list[str]:
    limit = kentallen.value("bron.t_na_winning_min")

    def text(value: float, decimals: int = 1) -> str:
        return dutch(value, decimals) if language == "nl" else f"{value:.{decimals}f}"

    values = {
        "lowest": text(lowest),
        "cooling": text(cooling),
        "after": text(lowest - cooling),
        "limit": text(limit),
        "share": text(100.0 * cold[cooling]),
    }
    if lowest - cooling <= 0.0:
        key = "analyse_bevriezing"
    elif cold[cooling] > 0:
        key = "analyse_te_koud"
    else:
        key = "analyse_geen_bevriezing"
    sentences = [message(key, language, **values)]
    minimum = kentallen.value("bron.t_rwzi_min")
    coldest = float(np.min(weeks["gemiddeld"].to_numpy(dtype=np.float64)))
    values = {"cooling": text(cooling), "minimum": text(minimum), "week": text(coldest)}
    if rwzi_share is None:
        sentences.append(message("analyse_rwzi_onbekend", language, **values))
        return sentences
    values |= {"share": text(100.0 * rwzi_share, 0), "at_plant": text(at_plant[cooling], 2)}
    key = "analyse_rwzi_koud" if coldest - at_plant[cooling] < minimum else "analyse_rwzi_warm"
    sentences.append(message(key, language, **values))
    return sentences


def plant_cooling(coolings: list[float], rwzi_share: float | None, used_share: float) -> dict[float, float]:
    """Return per cooling how much colder (K) the inflow of the treatment plant becomes, NaN when its share is unknown.

    This sewer is a share of the inflow, and the exchanger cools a share of this sewer (`mean_used_share`), so the
    inflow becomes delta T x share x share colder, on average. Heat that comes back from the soil on the way is left
    out: the plant sees at most this.
    """
    share = float("nan") if rwzi_share is None else rwzi_share
    return {cooling: cooling * share * used_share for cooling in coolings}


def mean_used_share(flow_m3h: Floats, design_m3h: float) -> float:
    """Return which share of the water an exchanger for a design flow (m3/h) cools: mean min(q, Qd) over mean q."""
    mean = float(flow_m3h.mean()) if len(flow_m3h) else 0.0
    return float(np.minimum(flow_m3h, design_m3h).mean()) / mean if mean > 0 else 0.0
