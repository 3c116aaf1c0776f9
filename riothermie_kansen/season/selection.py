"""The season of an opportunity map: every pipe of it, and a selection together."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from ..callbacks import Cancelled, Progress, never, part, silent, stop_if
from ..claims.graph import FlowMap, flow_map
from ..errors import FieldError, InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..measurement.series import Weather
from ..readers.values import numbers, texts
from ..schema import names
from ..sewer.opportunity import KANSENKAART_COLUMNS
from ..sewer.potential import annual_heat_gj, dwellings_with_wko, source_power_kw
from ..wording import amount, note
from .pipes import SEIZOEN_LEIDING_COLUMNS, SeasonSettings, season_of_flow, seasons
from .profiles import cooling_notes, demand_year, usable_cooling
from .result import SeasonBalance
from .supply import Flows, selected_flow, supply_shape

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

SEIZOENSKAART_COLUMNS = (*KANSENKAART_COLUMNS, *SEIZOEN_LEIDING_COLUMNS)
"""Columns of ``LEIDINGEN_UIT``, in order."""

DWELLINGS = "woningen_wko"
"""Column with the dwellings of a pipe where the user names no other."""


@dataclass(frozen=True)
class MapSeason:
    """The season of an opportunity map.

    Attributes
    ----------
    pipes
        The selected pipes, RD, columns `SEIZOENSKAART_COLUMNS`; each as if it were the only source.
    balance
        The selection together, the same water counted once.
    dwellings
        That the selection heats in `balance`.
    flow
        Of the selection, shape (1,).
    full_load_hours
        Hours per year in which the exchanger at its design flow would take what it takes over the year (h).
    degree_days
        Weighted degree days per month, shape (12,).
    findings, notes
        What was repaired or assumed; counts and assumptions, Dutch sentences.
    """

    pipes: gpd.GeoDataFrame
    balance: SeasonBalance
    dwellings: float
    flow: Flows
    full_load_hours: float
    degree_days: Floats
    findings: Findings
    notes: list[str] = field(default_factory=list)


def season_of_map(
    frame: gpd.GeoDataFrame,
    *,
    selected: Collection[str] | None = None,
    dwellings: float | None = None,
    dwellings_field: str | None = None,
    tap_share: float | None = None,
    weather: Weather | None = None,
    weather_year: int | None = None,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> MapSeason:
    """Return the season of the pipes of an opportunity map and of a selection of them.

    Parameters
    ----------
    frame
        ``KANSENKAART`` of the algorithm kansenkaart, the whole map: water of a selected pipe may reach another one
        through pipes that are not selected.
    selected
        ``leiding_id`` of the selected pipes; None for all.
    dwellings
        Dwellings that the selection heats; None for what its flow can heat by the rule of R5 and R6.
    dwellings_field
        Column of `frame` with the dwellings of each pipe; None for `DWELLINGS`.
    tap_share, weather, weather_year
        As for `profiles.demand_year`.
    kentallen
        All coefficients; parameters of a run are replaced in it beforehand.
    progress, cancelled
        How the work reports and stops.

    Raises
    ------
    InputError
        The frame is no opportunity map, has no water or not the field that is asked, or a number cannot be right.
    CancelledError
        The user cancelled.
    """
    if dwellings_field and dwellings_field not in frame.columns:
        raise FieldError("season_field", column=dwellings_field)
    if not len(frame):
        raise InputError("season_map_empty")
    settings = SeasonSettings.from_kentallen(kentallen)
    settings.source_gj()
    year = demand_year(kentallen, tap_share=tap_share, weather=weather, year=weather_year)
    delta_t = kentallen.value("bron.delta_t")
    cooling = usable_cooling(kentallen, delta_t)
    sewer = flow_map(frame, kentallen=kentallen, cancelled=cancelled)
    progress(20)
    stop_if(cancelled)
    ids = sewer.frame["leiding_id"].to_numpy(dtype=object)
    chosen = np.ones(len(ids), dtype=bool) if selected is None else np.isin(ids.astype(str), sorted(selected))
    if not chosen.any():
        raise InputError("season_map_empty")
    findings = Findings()
    findings.extend(sewer.findings)
    if weather is not None and not year.by_day:
        findings.add("seizoen_weer", "waarschuwing", [weather.source])
    flow = selected_flow(sewer, chosen)
    if flow.mean[0] <= 0:
        raise InputError("season_map_dry", n=int(chosen.sum()))
    per_pipe = _dwellings(frame, sewer, dwellings_field, findings, chosen)
    shown = sewer.frame[chosen].reset_index(drop=True)
    made = seasons(
        shown,
        per_pipe[chosen],
        year=year,
        cooling=cooling,
        settings=settings,
        kentallen=kentallen,
        progress=part(progress, 20, 85),
        cancelled=cancelled,
    )
    number = _rule_of_thumb(flow, kentallen) if dwellings is None else float(dwellings)
    balance = season_of_flow(flow, number, year=year, cooling=cooling, settings=settings, kentallen=kentallen)
    design = kentallen.value("seizoen.wisselaar_debiet") * flow.mean[0]
    hours = float(supply_shape(flow, kentallen).mean() / design * 8760.0)
    pipes = gpd.GeoDataFrame(pd.concat([shown, made], axis=1), geometry="geometry", crs=sewer.frame.crs)
    no_nodes = note("claims_note_no_nodes")  # where the water leaves the map does not matter to a season
    progress(100)
    return MapSeason(
        pipes[[*names(SEIZOENSKAART_COLUMNS), "geometry"]],
        balance,
        number,
        flow,
        hours,
        year.degree_days,
        findings,
        [
            *(line for line in sewer.notes if line != no_nodes),
            *year.notes,
            *cooling_notes(kentallen, delta_t, cooling),
            note(
                "season_note_selection",
                n=amount(int(chosen.sum())),
                total=amount(len(ids)),
                flow=amount(float(flow.mean[0]), 2),
                hours=amount(hours),
            ),
            note("season_note_dwellings_rule" if dwellings is None else "season_note_dwellings", n=amount(number)),
            note("season_note_pipes", field=dwellings_field or DWELLINGS),
            note("season_note_storage"),
        ],
    )


def _rule_of_thumb(flow: Flows, kentallen: Kentallen) -> float:
    """Return the dwellings that a mean flow heats with storage, R5 and R6."""
    power = source_power_kw(
        flow.mean, kentallen.value("bron.delta_t"), kentallen.value("bron.dichtheid"),
        kentallen.value("bron.warmtecapaciteit"),
    )  # fmt: skip
    heat = annual_heat_gj(
        power, kentallen.value("wko.vollasturen"), kentallen.value("wko.rendement"), kentallen.value("warmtepomp.cop")
    )
    return float(dwellings_with_wko(heat, kentallen.value("vraag.warmte_per_woning"))[0])


def _dwellings(
    frame: gpd.GeoDataFrame, sewer: FlowMap, column: str | None, findings: Findings, chosen: Bools
) -> Floats:
    """Return the dwellings of each pipe of the map; what is no number counts as none and is listed."""
    if not column or column == DWELLINGS:
        return np.asarray(sewer.frame[DWELLINGS].to_numpy(dtype=np.float64), dtype=np.float64)
    values, wrong = numbers(frame[column])
    bad = np.asarray(wrong, dtype=bool) | (values < 0)
    given = pd.Series(np.where(bad, np.nan, values), index=texts(frame["leiding_id"]))
    given = given[~given.index.duplicated()]
    ids = sewer.frame["leiding_id"]
    odd = chosen & ids.isin(set(texts(frame["leiding_id"])[bad])).to_numpy()
    findings.add(
        "seizoen_woningen",
        "waarschuwing",
        ids.to_numpy(dtype=object)[odd],
        sewer.frame.geometry.to_numpy()[odd],
        column=column,
    )
    return np.asarray(given.reindex(ids).to_numpy(dtype=np.float64), dtype=np.float64)
