"""A measured series to everything it tells: the steps in their order."""

from __future__ import annotations

import numpy as np

from ..callbacks import Cancelled, Progress, never, part, silent, stop_if
from ..findings import Findings
from ..kentallen import Kentallen
from ..wording import dutch, note
from .cleaning import clean
from .drydays import dry_days
from .duration import duration_curve
from .extraneous import extraneous_water
from .outcomes import outcomes
from .profile import mean_dry_day
from .pumping import pumping_regime
from .results import Analysis, Settings
from .series import Measured, Weather
from .temperature import mean_used_share, plant_cooling, temperatures
from .yields import coolings, direct_yields, limits, stored_yields


def analyse(
    measured: Measured,
    weather: Weather | None,
    *,
    settings: Settings,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Analysis:
    """Return everything that a measurement of flow tells about the sewer as a source of heat.

    Parameters
    ----------
    measured
        As delivered.
    weather
        Rain (and air temperature or snow); None when none is given: dry days then follow from low flow.
    settings
        What the user chose.
    kentallen
        All kentallen.
    progress, cancelled
        See `callbacks`.

    Raises
    ------
    InputError
        The measurement is empty, too short, zero or negative, or the rain is of another period.
    """
    settings.validate()
    findings = Findings()
    findings.extend(measured.findings)
    notes = list(measured.notes)
    if weather is not None:
        findings.extend(weather.findings)
        notes += weather.notes
    cleaned = clean(measured, kentallen=kentallen, progress=part(progress, 0, 80), cancelled=cancelled)
    findings.extend(cleaned.findings)
    notes += cleaned.notes
    hourly = cleaned.hourly
    stop_if(cancelled)
    days = dry_days(hourly, weather, settings=settings, kentallen=kentallen, findings=findings, notes=notes)
    profile = mean_dry_day(hourly, days, kentallen=kentallen, findings=findings, notes=notes)
    progress(85)
    stop_if(cancelled)
    pumping = pumping_regime(cleaned.flow, hourly, days, kentallen)
    if pumping.found:
        findings.add("meting_pompregime", "waarschuwing", ["debiet"], words=pumping.words["nl"])
    elif pumping.cycling:
        notes.append(pumping.words["nl"])
    extraneous = None if profile is None else extraneous_water(profile, pumping, kentallen)
    progress(90)
    stop_if(cancelled)
    used = limits(settings, hourly, kentallen=kentallen, findings=findings, notes=notes)
    duration = duration_curve(
        hourly,
        days,
        cooling_k=used[settings.delta_t],
        settings=settings,
        kentallen=kentallen,
        findings=findings,
        notes=notes,
    )
    direct = direct_yields(profile, used, settings=settings, kentallen=kentallen)
    stored = stored_yields(duration, used, settings=settings, kentallen=kentallen)
    flow = hourly.flow_m3h[~np.isnan(hourly.flow_m3h)]
    at_plant = plant_cooling(coolings(settings), settings.rwzi_share, mean_used_share(flow, duration.flow_m3h))
    warmth = temperatures(
        hourly,
        coolings(settings),
        rwzi_share=settings.rwzi_share,
        at_plant=at_plant,
        kentallen=kentallen,
    )
    if warmth is None:
        notes.append(note("analyse_geen_temperatuur", winter=dutch(kentallen.value("bron.t_winter"))))
    progress(95)
    stop_if(cancelled)
    table = outcomes(
        hourly=hourly,
        pauses=cleaned.pauses,
        days=days,
        profile=profile,
        extraneous=extraneous,
        pumping=pumping,
        duration=duration,
        temperatures=warmth,
        at_plant=at_plant,
        direct=direct,
        stored=stored,
        settings=settings,
        kentallen=kentallen,
    )
    progress(100)
    return Analysis(
        measured=measured,
        weather=weather,
        hourly=hourly,
        settings=settings,
        pauses=cleaned.pauses,
        days=days,
        profile=profile,
        extraneous=extraneous,
        pumping=pumping,
        duration=duration,
        temperatures=warmth,
        direct=direct,
        stored=stored,
        outcomes=table,
        findings=findings,
        notes=notes,
    )
