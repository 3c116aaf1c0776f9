"""Every number of an analysis in one table, 2 K and 3 K side by side, with what it is in Dutch."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pandas as pd

from ..kentallen import Kentallen
from ..sewer.potential import dwellings_with_wko
from ..wording import dutch, note
from .cleaning import lasting_s, measured_days
from .results import (
    UITKOMSTEN_COLUMNS,
    DryDays,
    Duration,
    Extraneous,
    Pause,
    Profile,
    Pumping,
    Settings,
    Temperatures,
    Yield,
)
from .series import Hourly
from .yields import FEW, SIDE_BY_SIDE, rounded_down

_NAN = float("nan")


class _Table:
    """Rows of the outcomes as they come."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, float, float, float, str, str]] = []

    def one(self, part: str, name: str, value: float, unit: str, text: str = "") -> None:
        """Add a number that does not depend on the cooling."""
        self.rows.append((part, name, value, _NAN, _NAN, unit, text))

    def each(
        self, part: str, name: str, yields: list[Yield], value: Callable[[Yield], float], unit: str, text: str = ""
    ) -> None:
        """Add a number for the chosen cooling, for 2 K and for 3 K."""
        by = {found.delta_t: value(found) for found in yields}
        if by:
            two, three = (by.get(cooling, _NAN) for cooling in SIDE_BY_SIDE)
            self.rows.append((part, name, value(yields[0]), two, three, unit, text))


def outcomes(
    *,
    hourly: Hourly,
    pauses: list[Pause],
    days: DryDays,
    profile: Profile | None,
    extraneous: Extraneous | None,
    pumping: Pumping,
    duration: Duration,
    temperatures: Temperatures | None,
    at_plant: dict[float, float],
    direct: list[Yield],
    stored: list[Yield],
    settings: Settings,
    kentallen: Kentallen,
) -> pd.DataFrame:
    """Return ``UITKOMSTEN``: each number with unit and explanation; estimates are called so."""
    table = _Table()
    _measurement(table, hourly, pauses, days)
    if profile is not None:
        _dry_day(table, profile, days)
    if extraneous is not None:
        _extraneous(table, extraneous)
    _pumping(table, pumping)
    _duration(table, duration, settings, kentallen)
    _direct(table, direct, settings)
    _stored(table, stored, settings, kentallen)
    if temperatures is not None:
        _temperatures(table, temperatures, stored, kentallen)
    if settings.rwzi_share is not None:
        name = "Afkoeling van de aanvoer van de rwzi"
        table.each("Rwzi", name, stored, lambda y: at_plant[y.delta_t], "K", note("uitkomst_rwzi"))
    return pd.DataFrame(table.rows, columns=[column.name for column in UITKOMSTEN_COLUMNS])


def _measurement(table: _Table, hourly: Hourly, pauses: list[Pause], days: DryDays) -> None:
    part = "Meting"
    known = hourly.flow_m3h[~np.isnan(hourly.flow_m3h)]
    table.one(part, "Gemeten", measured_days(hourly), "d", note("uitkomst_gemeten"))
    table.one(part, "Meetstap", hourly.step_s / 60.0, "min")
    for kind, name in (
        ("gat", "Gaten"),
        ("leeg", "Lege waarden"),
        ("negatief", "Negatieve waarden"),
        ("nul", "Uitval naar nul"),
        ("vast", "Vastzittende waarden"),
    ):
        hours = sum(lasting_s(pause) for pause in pauses if pause.kind == kind) / 3600.0
        if hours:
            table.one(part, name, hours, "h", note("uitkomst_niet_gevuld"))
    table.one(part, "Gemiddeld debiet", float(known.mean()), "m3/h", note("uitkomst_alle_uren"))
    table.one(part, "Laagste uur", float(known.min()), "m3/h", note("uitkomst_alle_uren"))
    table.one(part, "Hoogste uur", float(known.max()), "m3/h", note("uitkomst_alle_uren"))
    key = "uitkomst_droog_neerslag" if days.method == "neerslag" else "uitkomst_droog_debiet"
    table.one(part, "Droge dagen", days.days, "d", note(key))


def _dry_day(table: _Table, profile: Profile, days: DryDays) -> None:
    part = "Droge dag"
    at = note("uitkomst_uur", days=days.days)
    table.one(part, "Laagste uur", profile.minimum_m3h, "m3/h", note("uitkomst_laagste_uur", days=days.days))
    table.one(part, "Tijdstip laagste uur", profile.minimum_hour, "uur", at)
    table.one(part, "Hoogste uur", profile.maximum_m3h, "m3/h", at)
    table.one(part, "Tijdstip hoogste uur", profile.maximum_hour, "uur", at)
    table.one(part, "Gemiddeld debiet", profile.mean_m3h, "m3/h", at)
    table.one(part, "Volume", profile.day_m3, "m3/d", at)


def _extraneous(table: _Table, extraneous: Extraneous) -> None:
    part = "Rioolvreemd water"
    text = note("uitkomst_vreemd" if extraneous.reliable else "uitkomst_vreemd_onzeker")
    table.one(part, "Nachtdebiet", extraneous.night_m3h, "m3/h", note("uitkomst_nacht"))
    table.one(part, "Rioolvreemd water", extraneous.flow_m3h, "m3/h", text)
    table.one(part, "Aandeel in de droogweerafvoer", 100.0 * extraneous.share, "%", text)
    table.one(part, "Inwoners bij de rest", extraneous.persons, "inw", note("uitkomst_inwoners"))


def _pumping(table: _Table, pumping: Pumping) -> None:
    part = "Stilstand"
    words = pumping.words["nl"]
    table.one(part, "Deel van de tijd zonder stroming", 100.0 * pumping.share, "%", words)
    table.one(part, "Lange stilstanden", pumping.stretches_per_day, "1/d")
    table.one(part, "Gemiddelde duur", pumping.mean_h, "h")
    table.one(part, "Langste duur", pumping.longest_h, "h")
    table.one(part, "Starts", pumping.starts_per_day, "1/d")


def _duration(table: _Table, duration: Duration, settings: Settings, kentallen: Kentallen) -> None:
    part = "Duurkromme"
    by_dry = settings.curve == "droog" and duration.dry_hours > 0
    which = note("uitkomst_kromme_droog" if by_dry else "uitkomst_kromme_alle")
    table.one(part, "Gekozen beschikbaarheid", 100.0 * duration.availability, "%", which)
    table.one(part, "Debiet bij die beschikbaarheid", duration.flow_m3h, "m3/h", note("uitkomst_debiet"))
    table.one(part, "Vollasturen volgens de reeks", duration.series_hours, "h/jr", note("uitkomst_vollasturen"))
    if math.isfinite(duration.economic):
        value = dutch(kentallen.value("kosten_bron.waarde_gj"))
        table.one(
            part,
            "Economische beschikbaarheid",
            100.0 * duration.economic,
            "%",
            note("uitkomst_economisch", value=value),
        )
        table.one(part, "Debiet daarbij", duration.economic_m3h, "m3/h", note("uitkomst_economisch_debiet"))
    table.one(part, "Gemeten uren", duration.hours, "h")
    table.one(part, "Gemeten uren op droge dagen", duration.dry_hours, "h")


def _direct(table: _Table, direct: list[Yield], settings: Settings) -> None:
    part = "Zonder WKO"
    table.each(part, "Afkoeling", direct, lambda y: y.used_k, "K", note("uitkomst_afkoeling"))
    table.each(part, "Bronvermogen", direct, lambda y: y.source_kw, "kW", note("uitkomst_direct"))
    table.each(part, "Vermogen gebouwzijdig", direct, lambda y: y.building_kw, "kW", _cop(settings))
    table.each(
        part,
        "Woningen",
        direct,
        lambda y: y.dwellings,
        "woningen",
        note("uitkomst_gelijktijdigheid", method=settings.simultaneity),
    )


def _stored(table: _Table, stored: list[Yield], settings: Settings, kentallen: Kentallen) -> None:
    part = "Met WKO"
    step = kentallen.value("meetreeks.woningen_afronding")
    table.each(part, "Afkoeling", stored, lambda y: y.used_k, "K", note("uitkomst_afkoeling"))
    table.each(part, "Bronvermogen", stored, lambda y: y.source_kw, "kW", note("uitkomst_wko"))
    table.each(part, "Vermogen gebouwzijdig", stored, lambda y: y.building_kw, "kW", _cop(settings))
    rule = note("uitkomst_warmte", hours=dutch(settings.full_load_hours))
    table.each(part, "Warmte per jaar, vuistregel", stored, lambda y: y.heat_gj, "GJ/jr", rule)
    table.each(
        part, "Warmte per jaar, reeks", stored, lambda y: y.heat_series_gj, "GJ/jr", note("uitkomst_warmte_reeks")
    )
    per = note("uitkomst_woningen", gj=dutch(settings.dwelling_gj))
    table.each(part, "Woningen", stored, lambda y: y.dwellings, "woningen", per)
    table.each(
        part,
        "Woningen, afgerond",
        stored,
        lambda y: rounded_down(y.dwellings, kentallen),
        "woningen",
        note("uitkomst_woningen_afgerond", step=dutch(step), least=dutch(FEW * step)),
    )
    table.each(
        part,
        "Woningen volgens de reeks",
        stored,
        lambda y: float(dwellings_with_wko(y.heat_series_gj, settings.dwelling_gj)),
        "woningen",
        note("uitkomst_woningen_reeks"),
    )


def _temperatures(table: _Table, found: Temperatures, stored: list[Yield], kentallen: Kentallen) -> None:
    part = "Temperatuur"
    verdict = found.verdict["nl"]
    table.one(part, "Laagste", found.minimum_c, "°C", note("uitkomst_uurgemiddelde"))
    table.one(part, "Gemiddelde", found.mean_c, "°C", note("uitkomst_uurgemiddelde"))
    table.one(part, "Hoogste", found.maximum_c, "°C", note("uitkomst_uurgemiddelde"))
    limit = dutch(kentallen.value("bron.t_na_winning_min"))
    table.each(part, "Laagste na winning", stored, lambda y: found.after_c[y.delta_t], "°C", verdict[0])
    table.each(
        part,
        "Deel van de uren te koud",
        stored,
        lambda y: 100.0 * found.cold_share[y.delta_t],
        "%",
        note("uitkomst_te_koud", limit=limit),
    )


def _cop(settings: Settings) -> str:
    return note("uitkomst_cop", cop=dutch(settings.cop))
