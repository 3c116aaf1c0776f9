"""The duration curve: how often a flow is there, what it gives per year, and when another kW no longer pays."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..findings import Findings
from ..kentallen import Kentallen
from ..sewer.potential import annual_heat_gj, building_power_kw, m3h_to_ls, source_power_kw
from ..units import GJ_PER_KWH
from ..wording import amount, dutch, note
from .results import DUURKROMME_COLUMNS, DryDays, Duration, Settings
from .series import Floats, Hourly

YEAR_H = 8760.0


def available_flow(flow_m3h: npt.ArrayLike, availability: npt.ArrayLike) -> Floats:
    """Return the largest flow that is there at least a share of the time.

    Parameters
    ----------
    flow_m3h
        Shape (n,): flow of hours, m3/h, no NaN.
    availability
        Any shape: share of the hours, 0-1.

    Returns
    -------
    Floats
        Shape of `availability`: the largest Q of the series with share(q >= Q) >= availability, NaN without hours.
    """
    falling = -np.sort(-np.asarray(flow_m3h, dtype=np.float64))
    share = np.asarray(availability, dtype=np.float64)
    if not len(falling):
        return np.full(share.shape, np.nan)
    # the k-th largest is there k hours; what is left of rounding must not ask for another hour
    at = np.ceil(share * len(falling) - 1e-9).astype(np.int64)
    return np.asarray(falling[np.clip(at, 1, len(falling)) - 1], dtype=np.float64)


def full_load_hours(flow_m3h: npt.ArrayLike, design_m3h: npt.ArrayLike) -> Floats:
    """Return the full load hours per year of an exchanger: the mean over hours of min(q, Qd), over Qd, x 8760.

    Parameters
    ----------
    flow_m3h
        Shape (n,): flow of hours, m3/h, no NaN.
    design_m3h
        Any shape: flow that the exchanger can cool, m3/h.

    Returns
    -------
    Floats
        Shape of `design_m3h`, h per year; NaN at a design flow of 0.
    """
    flow = np.sort(np.asarray(flow_m3h, dtype=np.float64))
    design = np.asarray(design_m3h, dtype=np.float64)
    below = np.searchsorted(flow, design, side="left")
    sums = np.append(0.0, np.cumsum(flow))
    used = (sums[below] + design * (len(flow) - below)) / max(len(flow), 1)
    return np.asarray(np.where(design > 0, used / np.where(design > 0, design, 1.0), np.nan) * YEAR_H)


def yearly_cost_per_kw(kentallen: Kentallen) -> float:
    """Return what a kW of source (exchanger and storage) costs per year: annuity and maintenance, EUR.

    Source: investments of Leusden table 6-2 per kW, loan of par. 6.1, maintenance of par. 6.2 (rules R14, R15).
    """
    rate, years = kentallen.value("kosten_bron.rente"), kentallen.value("kosten_bron.looptijd")
    annuity = rate / (1.0 - (1.0 + rate) ** -years) if rate > 0 else 1.0 / years
    return kentallen.value("kosten_bron.riothermie") * (
        annuity + kentallen.value("kosten_bron.onderhoud_riothermie")
    ) + kentallen.value("kosten_bron.wko") * (annuity + kentallen.value("kosten_bron.onderhoud_wko"))


def marginal_cost(availability: npt.ArrayLike, kentallen: Kentallen) -> Floats:
    """Return what the last GJ of source heat costs at an availability (EUR/GJ), after the loss of the storage.

    Another kW of source delivers only while the flow is larger than the design flow, so A x 8760 h per year::

        cost = yearly cost per kW / (A x 8760 h x 0.0036 GJ/kWh x efficiency of the storage)
    """
    share = np.asarray(availability, dtype=np.float64)
    return np.asarray(
        yearly_cost_per_kw(kentallen) / (share * YEAR_H * GJ_PER_KWH * kentallen.value("wko.rendement")),
        dtype=np.float64,
    )


def economic_availability(kentallen: Kentallen) -> float:
    """Return the availability at which the last GJ costs what it is worth; NaN when no GJ is worth its cost.

    Costs per kW are the same for each kW, so this share follows from the kentallen alone; the flow that belongs to it
    follows from the series.
    """
    share = float(marginal_cost(1.0, kentallen)) / kentallen.value("kosten_bron.waarde_gj")
    return share if share <= 1.0 else float("nan")


def heat_gj(power_kw: npt.ArrayLike, hours: npt.ArrayLike, cop: float, kentallen: Kentallen) -> Floats:
    """Return the yearly heat at the building of source powers (kW) with full load hours, with storage (rule R5), GJ."""
    per_kwh = annual_heat_gj(1.0, 1.0, kentallen.value("wko.rendement"), cop)
    power = np.asarray(power_kw, dtype=np.float64)
    return np.asarray(np.where(power == 0, 0.0, power * np.asarray(hours) * per_kwh), dtype=np.float64)


def duration_curve(
    hourly: Hourly,
    days: DryDays,
    *,
    cooling_k: float,
    settings: Settings,
    kentallen: Kentallen,
    findings: Findings,
    notes: list[str],
) -> Duration:
    """Return the duration curve of a measurement, and heat and cost against availability.

    Parameters
    ----------
    hourly
        Means of hours.
    days
        Which hours lie on a dry day.
    cooling_k
        Cooling of the sewage (K) that powers are reckoned with; 0 gives no power.
    settings
        Availability, full load hours, COP, and which hours count.
    kentallen
        ``bron``, ``wko`` and ``kosten_bron``.
    findings, notes
        Get what was noticed and assumed.

    Notes
    -----
    Heat by the series is added up per hour: the mean over the measured hours of min(q, Qd), x 8760 h. The rule of
    thumb takes a fixed number of full load hours (Leusden par. 2.5: 6000).
    """
    every = hourly.flow_m3h[~np.isnan(hourly.flow_m3h)]
    dry = hourly.flow_m3h[days.dry & ~np.isnan(hourly.flow_m3h)]
    flow = every
    if settings.curve == "droog":
        if len(dry):
            flow = dry
        else:
            notes.append(note("analyse_kromme_alle"))
    share = np.unique(np.round(np.append(np.arange(1, 101) / 100.0, settings.availability), 9))
    design = available_flow(flow, share)
    rho, cp = kentallen.value("bron.dichtheid"), kentallen.value("bron.warmtecapaciteit")
    power = source_power_kw(m3h_to_ls(design), cooling_k, rho, cp) if cooling_k > 0 else np.zeros(len(design))
    hours = full_load_hours(flow, design)
    economic = economic_availability(kentallen)
    economic_flow = float(available_flow(flow, economic)) if np.isfinite(economic) else float("nan")
    if not np.isfinite(economic):
        notes.append(
            note(
                "analyse_niet_economisch",
                cost=dutch(float(marginal_cost(1.0, kentallen)), 1),
                value=dutch(kentallen.value("kosten_bron.waarde_gj")),
            )
        )
    choice = np.full(len(share), "", dtype=object)
    if np.isfinite(economic):
        choice[int(np.abs(share - economic).argmin())] = note("analyse_keuze_economisch")
    chosen = int(np.abs(share - settings.availability).argmin())
    choice[chosen] = "; ".join(part for part in (note("analyse_keuze_gekozen"), str(choice[chosen])) if part)
    table = pd.DataFrame(
        {
            "beschikbaarheid": share,
            "debiet_m3h": available_flow(every, share),
            "debiet_droog_m3h": available_flow(dry, share),
            "vermogen_kw": power,
            "vermogen_gebouw_kw": building_power_kw(power, settings.cop),
            "vollasturen_h": hours,
            "warmte_reeks_gj": heat_gj(power, hours, settings.cop, kentallen),
            "warmte_vuistregel_gj": heat_gj(power, settings.full_load_hours, settings.cop, kentallen),
            "grenskosten_eur_gj": marginal_cost(share, kentallen),
            "keuze": choice,
        }
    )[[column.name for column in DUURKROMME_COLUMNS]]
    _extrapolation(hourly, days, findings, notes)
    return Duration(
        table=table,
        availability=settings.availability,
        flow_m3h=float(design[chosen]),
        series_hours=float(hours[chosen]),
        economic=economic,
        economic_m3h=economic_flow,
        hours=len(every),
        dry_hours=len(dry),
    )


def missing_months(hourly: Hourly) -> list[int]:
    """Return the months of the year (1-12) without a measured hour; all of them when dates are not known."""
    if not hourly.calendar:
        return list(range(1, 13))
    months = hourly.date[~np.isnan(hourly.flow_m3h)].astype("datetime64[M]").astype(np.int64) % 12 + 1
    return sorted(set(range(1, 13)) - {int(month) for month in np.unique(months)})


def _extrapolation(hourly: Hourly, days: DryDays, findings: Findings, notes: list[str]) -> None:
    """Say what the step from this measurement to a year rests on."""
    measured = int((~np.isnan(hourly.flow_m3h)).sum())
    wet = 100.0 * (1.0 - float((days.dry & ~np.isnan(hourly.flow_m3h)).sum()) / max(measured, 1))
    in_days = measured / 24.0
    if not hourly.calendar:
        notes.append(note("analyse_extrapolatie_ongedateerd", days=amount(in_days), wet=dutch(wet, 0)))
        return
    missing = missing_months(hourly)
    if not missing and in_days >= 350:
        notes.append(note("analyse_heel_jaar", days=amount(in_days), wet=dutch(wet, 0)))
        return
    names = note("analyse_maanden").split()
    months = ", ".join(names[month - 1] for month in missing) or note("analyse_geen_maand")
    findings.add("meting_extrapolatie", "info", ["jaar"], days=amount(in_days), wet=dutch(wet, 0), months=months)
    notes.append(note("analyse_extrapolatie", days=amount(in_days), wet=dutch(wet, 0), months=months))
