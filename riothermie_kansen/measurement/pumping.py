"""Long stretches without flow, and pumps that go on and off: what shapes the flow besides its users."""

from __future__ import annotations

import numpy as np

from ..kentallen import Kentallen
from ..messages import LANGUAGES, message
from ..wording import dutch
from .hourly import still_limit
from .moments import DAY_S, HOUR_S, calendar_days
from .results import DryDays, Pumping
from .rows import Track, run_starts
from .series import Bools, Hourly

_STILL, _FLOWS, _UNKNOWN = 1, 0, 2


def pumping_regime(rows: Track, hourly: Hourly, days: DryDays, kentallen: Kentallen) -> Pumping:
    """Return how much of the time the water stands still, and how often it starts.

    Parameters
    ----------
    rows
        Checked flow by its own steps, m3/h, NaN where unknown.
    hourly
        The hours of it.
    days
        Which hours lie on a dry day; all count when none does.
    kentallen
        ``meetreeks``.

    Notes
    -----
    Leusden par. 2.1 and 2.2: the sewer was used as a buffer of the pumping station behind it, so the water stood still
    for long and the measured flow told nothing of the catchment. A stretch belongs to the day on which it begins.
    """
    flow = rows.value
    counts = _counting(rows, hourly, days)
    known = ~np.isnan(flow)
    limit = still_limit(rows, kentallen)
    mean = limit / kentallen.value("meetreeks.stil") if limit else float(np.nanmean(flow))
    state = np.where(flow <= limit, np.int8(_STILL), np.int8(_FLOWS))
    state[~known] = _UNKNOWN
    time = float(rows.hold[known & counts].sum())
    still = state == _STILL
    share = float(rows.hold[still & counts].sum()) / time if time else 0.0
    start = run_starts(np.append(False, (state[1:] == state[:-1]) & ~rows.gap[:-1]))
    lasting = np.add.reduceat(rows.hold, start)
    long = still[start] & counts[start] & (lasting >= kentallen.value("meetreeks.stil_uren") * HOUR_S)
    stretches = lasting[long] / HOUR_S
    in_days = time / DAY_S
    per_day = float(len(stretches) / in_days) if in_days else 0.0
    starts = _starts(rows, counts, limit, kentallen.value("meetreeks.aan") * mean)
    starts_per_day = starts / in_days if in_days else 0.0
    found = share >= kentallen.value("meetreeks.stil_deel") and per_day >= kentallen.value("meetreeks.stil_per_dag")
    cycling = starts_per_day >= kentallen.value("meetreeks.starts")
    mean_h = float(stretches.mean()) if len(stretches) else 0.0
    longest_h = float(stretches.max()) if len(stretches) else 0.0
    night = _night_share(rows, still & counts, hourly.calendar, kentallen.value("meetreeks.nacht_einde"))
    key = "analyse_pompregime" if found else "analyse_geen_pompregime"
    mostly = night > kentallen.value("meetreeks.nacht_deel")
    if found and mostly and per_day < kentallen.value("meetreeks.nacht_per_dag"):
        key = "analyse_nacht_stil"
    if not share:
        key = "analyse_nooit_stil"
    words = {}
    for language in LANGUAGES:
        parts = [
            message(
                key,
                language,
                share=_number(100 * share, language, 0),
                per_day=_number(per_day, language, 1),
                mean=_number(mean_h, language, 1),
                longest=_number(longest_h, language, 1),
                limit=_number(limit, language, 1),
                hours=_number(kentallen.value("meetreeks.stil_uren"), language, 1),
            )
        ]
        if cycling:
            parts.append(message("analyse_pomp_schakelt", language, starts=_number(starts_per_day, language, 0)))
        words[language] = " ".join(parts)
    return Pumping(share, per_day, mean_h, longest_h, bool(found), words, float(starts_per_day), bool(cycling))


def _counting(rows: Track, hourly: Hourly, days: DryDays) -> Bools:
    """Return which rows lie on a dry day; all when there is none."""
    if not days.dry.any():
        return np.ones(len(rows.time), dtype=np.bool_)
    first = int(hourly.begin[0].astype("datetime64[s]").astype(np.int64)) // HOUR_S
    return np.asarray(days.dry[rows.time // HOUR_S - first], dtype=np.bool_)


def _starts(rows: Track, counts: Bools, limit: float, running: float) -> int:
    """Return how often the flow goes from still to running; what lies between the two changes nothing."""
    level = np.where(rows.value <= limit, np.int8(0), np.where(rows.value >= running, np.int8(1), np.int8(-1)))
    clear = np.flatnonzero(level >= 0)
    if len(clear) < 2:
        return 0
    # a gap in between may hide a start or a stop: it is none
    gaps = np.cumsum(rows.gap)
    same_part = gaps[clear[1:]] == gaps[clear[:-1]]
    begins = (level[clear[1:]] == 1) & (level[clear[:-1]] == 0) & same_part & counts[clear[1:]]
    return int(begins.sum())


def _night_share(rows: Track, still: Bools, calendar: bool, until: float) -> float:
    """Return which share of the still time lies between midnight and an hour of the morning."""
    at = np.flatnonzero(still)
    total = float(rows.hold[at].sum())
    if not total:
        return 0.0
    _, hour, _ = calendar_days(rows.time[at].astype("datetime64[s]"), calendar)
    return float(rows.hold[at][hour < until].sum()) / total


def _number(value: float, language: str, decimals: int) -> str:
    """Return a number as the language writes it, a whole one without decimals."""
    number = round(value, decimals)
    return dutch(number) if language == "nl" else f"{number:.10g}"
