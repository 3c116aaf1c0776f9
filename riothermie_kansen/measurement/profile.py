"""The mean dry day: flow per hour with its spread, working days and weekends apart."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..findings import Findings
from ..kentallen import Kentallen
from ..sewer.potential import m3h_to_ls
from ..wording import dutch, note
from .moments import HOUR_S, duration_text
from .results import PROFIEL_COLUMNS, DryDays, Profile
from .series import Bools, Hourly

HOURS = 24
DRY, WORKING, WEEKEND = "droog", "werkdag", "weekend"


def mean_dry_day(
    hourly: Hourly, days: DryDays, *, kentallen: Kentallen, findings: Findings, notes: list[str]
) -> Profile | None:
    """Return the mean dry day, or None when there is none.

    Parameters
    ----------
    hourly
        Means of hours.
    days
        Which hours lie on a dry day.
    kentallen
        ``droogweer.dagen_weinig`` and ``meetreeks.stap_max``.
    findings, notes
        Get what was noticed and assumed.

    Notes
    -----
    Rule R3 (Leusden par. 2.4): the flow for direct delivery is the lowest hour of the mean dry day. Ties: the earliest
    hour. Spread: standard deviation between days (n - 1), and the flows that are not reached on 10 % and 90 % of them
    (linear between days).
    """
    if hourly.step_s > kentallen.value("meetreeks.stap_max") * HOUR_S:
        findings.add("meting_stap_grof", "waarschuwing", [duration_text(hourly.step_s)])
        return None
    if not days.days:
        findings.add("meting_geen_droge_dag", "waarschuwing", ["dagen"])
        notes.append(note("analyse_geen_droge_dag"))
        return None
    few = kentallen.value("droogweer.dagen_weinig")
    if days.days < few:
        findings.add("meting_weinig_droge_dagen", "waarschuwing", ["dagen"], days=days.days, limit=dutch(few))
    parts = [_rows(DRY, hourly, days.dry)]
    if hourly.calendar:
        for kind, mask in ((WORKING, ~hourly.weekend), (WEEKEND, hourly.weekend)):
            if (days.dry & mask & ~np.isnan(hourly.flow_m3h)).any():
                parts.append(_rows(kind, hourly, days.dry & mask))
    table = pd.concat(parts, ignore_index=True)
    flow = parts[0]["debiet_m3h"].to_numpy(dtype=np.float64)
    absent = np.flatnonzero(np.isnan(flow))
    if len(absent):
        findings.add("meting_uur_ontbreekt", "waarschuwing", [f"{hour} uur" for hour in absent])
    low, high = int(np.nanargmin(flow)), int(np.nanargmax(flow))
    mean = float(np.nanmean(flow))
    return Profile(
        table=table,
        minimum_m3h=float(flow[low]),
        minimum_hour=low,
        maximum_m3h=float(flow[high]),
        maximum_hour=high,
        mean_m3h=mean,
        day_m3=HOURS * mean,
    )


def _rows(kind: str, hourly: Hourly, mask: Bools) -> pd.DataFrame:
    """Return 24 rows of the profile from the hours that count."""
    use = mask & ~np.isnan(hourly.flow_m3h)
    grouped = pd.Series(hourly.flow_m3h[use]).groupby(hourly.hour[use])
    warm = mask & ~np.isnan(hourly.temperature_c)
    hours = range(HOURS)
    mean = grouped.mean().reindex(hours)
    return pd.DataFrame(
        {
            "dagsoort": kind,
            "uur": np.arange(HOURS),
            "debiet_m3h": mean.to_numpy(),
            "debiet_ls": m3h_to_ls(mean.to_numpy()),
            "spreiding_m3h": grouped.std().reindex(hours).to_numpy(),
            "p10_m3h": grouped.quantile(0.1).reindex(hours).to_numpy(),
            "p90_m3h": grouped.quantile(0.9).reindex(hours).to_numpy(),
            "temperatuur_c": pd.Series(hourly.temperature_c[warm])
            .groupby(hourly.hour[warm])
            .mean()
            .reindex(hours)
            .to_numpy(),
            "dagen": grouped.count().reindex(hours, fill_value=0).to_numpy(),
        }
    )[[column.name for column in PROFIEL_COLUMNS]]
