"""Offtakes on a kansenkaart: temperatures, the room that is left, and a verdict on each."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from ..callbacks import Cancelled, Progress, never, silent, stop_if
from ..findings import Findings
from ..kentallen import Kentallen
from ..readers.offtakes import EXISTING, read_offtakes
from ..schema import RD
from ..wording import note
from .graph import MEAN, Floats, FlowMap, flow_map
from .heat import Balance, Taken, arriving, balance, carrier
from .places import locate
from .remarks import list_ends, list_points, list_spacing, notes_of
from .room import Limits, asked, room_per_pipe
from .spacing import exchanger_lengths, next_downstream
from .tables import Run, pipes_table, points_table, season_table
from .temperature import FLAT, season, season_notes
from .verdict import VERDICTS, Naming, decide


@dataclass(frozen=True)
class Settings:
    """Choices of a run beside the kentallen.

    Attributes
    ----------
    flow
        One of `graph.FLOWS`.
    profile
        One of `temperature.PROFILES`.
    """

    flow: str = MEAN
    profile: str = FLAT


@dataclass(frozen=True)
class Claims:
    """Offtakes on a kansenkaart.

    Attributes
    ----------
    pipes
        The kansenkaart, RD, columns `PIPE_COLUMNS`.
    points
        Every offtake, RD, columns `POINT_COLUMNS`, sorted by punt_id; geometry None where nothing is known of it.
    season
        Columns `SEASON_COLUMNS`.
    findings, notes
        What was repaired, assumed or left out; Dutch sentences.
    totals
        Number of offtakes per verdict, granted_kw, room at the outlets (kW) and the error of the heat balance (kW).
    heat
        Where the heat that was taken shows.
    """

    pipes: gpd.GeoDataFrame
    points: gpd.GeoDataFrame
    season: pd.DataFrame
    findings: Findings
    notes: list[str]
    totals: dict[str, float]
    heat: Balance


def claims(
    chart: gpd.GeoDataFrame,
    points: gpd.GeoDataFrame | None = None,
    *,
    nodes: gpd.GeoDataFrame | pd.DataFrame | None = None,
    temperatures: pd.DataFrame | None = None,
    settings: Settings | None = None,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Claims:
    """Judge offtakes on a kansenkaart, and tell what room they leave.

    Parameters
    ----------
    chart
        ``KANSENKAART`` of the algorithm kansenkaart.
    points
        Existing and planned offtakes, see `readers.offtakes`; None for none: then the room is what the limits allow.
    nodes
        ``KNOPEN_UIT`` of the kansenkaart.
    temperatures
        Temperature per month, see `temperature.month_temperatures`.
    settings
        Choices of the run.
    kentallen
        All coefficients; parameters of a run are replaced in it beforehand.

    Raises
    ------
    InputError
        One of the inputs cannot be used.
    CancelledError
        The user cancelled.
    """
    settings = settings or Settings()
    findings = Findings()
    year = season(kentallen, settings.profile, temperatures)
    offtakes = read_offtakes(_none() if points is None else points)
    sewer = flow_map(chart, nodes, flow=settings.flow, kentallen=kentallen, cancelled=cancelled)
    progress(20)
    findings.extend(sewer.findings)
    findings.extend(offtakes.findings)
    limits = Limits(
        kw_per_ls_k=kentallen.value("bron.dichtheid") * kentallen.value("bron.warmtecapaciteit") / 1000.0,
        pipe_k=year.room_k(kentallen.value("bron.delta_t"), kentallen.value("bron.t_na_winning_min")),
        end_k=kentallen.value("onttrekking.delta_t_rwzi"),
    )
    placed = locate(offtakes.frame, sewer, kentallen, findings)
    taking = np.flatnonzero(placed.problem == "")
    taken = placed.taken(taking)
    wanted = _wanted(offtakes.frame.iloc[taking], sewer, taken, limits, kentallen)
    stop_if(cancelled)
    carry = carrier(sewer, kentallen.value("onttrekking.herstel"))
    progress(30)
    asking = asked(carry, taken, limits, cancelled=cancelled)
    progress(50)
    frame = offtakes.frame.iloc[taking]
    naming = Naming(sewer, limits, frame["punt_id"].to_numpy(dtype=object))
    verdicts = decide(
        asking,
        wanted,
        (frame["status"] == EXISTING).to_numpy(dtype=bool),
        frame["prioriteit"].to_numpy(dtype=np.float64),
        naming,
        kentallen.value("onttrekking.concurrent"),
    )
    room = room_per_pipe(carry, taken, verdicts.granted_kw, limits, cancelled=cancelled)
    progress(80)
    at_node = arriving(carry, taken, verdicts.granted_kw)
    heat = balance(carry, taken, verdicts.granted_kw, at_node)
    lengths, origin = _lengths(frame, sewer, taken, np.where(verdicts.granted_kw > 0, verdicts.granted_kw, wanted))
    factors = kentallen.table("onttrekking.herstellengte")
    # what gets nothing is not there
    reach = np.where(verdicts.granted_kw > 0, lengths * max(factors), np.nan)
    following = next_downstream(sewer, taken, reach, verdicts.granted_kw > 0, cancelled=cancelled)
    run = Run(sewer, limits, year, carry, taken, verdicts, asking, kentallen, naming)
    judged = points_table(run, offtakes, placed, taking, wanted, lengths, origin)
    list_points(run, judged, findings)
    list_spacing(run, judged, taking, lengths, following, findings)
    list_ends(run, at_node, findings)
    progress(90)
    pipes = pipes_table(run, room, at_node)
    notes = [*offtakes.notes, *sewer.notes, *season_notes(year, settings.profile, own_table=temperatures is not None)]
    notes += notes_of(run, heat, pipes)
    progress(100)
    counts = judged["oordeel"].value_counts()
    left = np.maximum(limits.of_ends(sewer) - at_node[sewer.ends], 0.0)[~sewer.stuck[sewer.ends]]
    totals = {verdict: float(counts.get(verdict, 0)) for verdict in VERDICTS}
    totals |= {"granted_kw": heat.extracted, "end_room_kw": float(left.sum()), "error_kw": abs(heat.error)}
    return Claims(pipes, judged, season_table(run, at_node), findings, notes, totals, heat)


def _none() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"vermogen_kw": np.zeros(0)}, geometry=np.empty(0, dtype=object), crs=RD)


def _wanted(frame: gpd.GeoDataFrame, sewer: FlowMap, taken: Taken, limits: Limits, kentallen: Kentallen) -> Floats:
    """Return the power that is asked at the side of the source, kW, shape (n,)."""
    cop = frame["cop"].to_numpy(dtype=np.float64)
    cop = np.where(np.isnan(cop), kentallen.value("warmtepomp.cop"), cop)
    building = frame["vermogen_gebouw_kw"].to_numpy(dtype=np.float64) * (cop - 1.0) / cop
    share = frame["aandeel"].to_numpy(dtype=np.float64) * limits.of_pipes(sewer)[taken.pipe]
    power_kw = frame["vermogen_kw"].to_numpy(dtype=np.float64)
    return np.where(np.isfinite(power_kw), power_kw, np.where(np.isfinite(building), building, share))


def _lengths(
    frame: gpd.GeoDataFrame, sewer: FlowMap, taken: Taken, kw: Floats
) -> tuple[Floats, npt.NDArray[np.object_]]:
    """Return the length of each plant (m) and where it comes from."""
    given = frame["lengte_m"].to_numpy(dtype=np.float64)
    guessed = exchanger_lengths(sewer, taken, kw)
    origin = np.where(
        np.isfinite(given), note("claims_length_given"), np.where(np.isfinite(guessed), note("claims_length_guess"), "")
    )
    return np.where(np.isfinite(given), given, guessed), origin.astype(object)
