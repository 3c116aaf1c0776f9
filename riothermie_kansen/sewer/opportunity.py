"""The kansenkaart: from a sewer and its inhabitants to the heat each pipe can give."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from ..callbacks import Cancelled, Progress, never, part, silent, stop_if
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..readers.measuring_points import MeasuringPoints, nothing_measured
from ..schema import KNOOP_COLUMNS, LEIDING_COLUMNS, Column, Sewer, names
from ..wording import note
from .classify import USABLE, rule_text
from .correction import Corrected, correct, list_measurements, reasons
from .correction import notes as measuring_notes
from .exchangers import Exchanger
from .flow import FlowGraph, accumulate, day_curve
from .flow_findings import flow_notes, list_flow
from .gauges import place
from .inflow import Inflow, gather
from .network import Network, build
from .potential import POTENTIAL_COLUMNS, PotentialSettings, potential
from .potential import notes as potential_notes
from .routing import LOWEST, METHODS, Pipes, Plan, arrays, plan
from .splits import divide

Floats = npt.NDArray[np.float64]

FLOW_COLUMNS = (
    Column("inwoners", "real", "inw", "Inwoners bovenstrooms, deze leiding meegeteld"),
    Column("inwoners_eigen", "real", "inw", "Inwoners die op deze leiding lozen"),
    Column("bron_dwa", "text", "", "Herkomst van de DWA"),
    Column("stroomrichting", "text", "", "Stroomrichting ten opzichte van de registratie"),
    Column("dwa_gem_ls", "real", "l/s", "DWA gemiddeld"),
    Column("dwa_min_ls", "real", "l/s", "DWA laagste uur"),
    Column("dwa_max_ls", "real", "l/s", "DWA hoogste uur"),
    Column("dwa_eigen_ls", "real", "l/s", "DWA die in deze leiding zelf komt"),
    Column("dwa_raming_ls", "real", "l/s", "DWA gemiddeld volgens de kentallen"),
    Column("meetfactor", "real", "-", "Gecorrigeerd ten opzichte van geraamd"),
    Column("gemeten_deel", "real", "-", "Deel van het water dat langs een meting komt"),
    Column("dwa_status", "text", "", "DWA: raming, gecorrigeerd of gemeten"),
)
"""Flow of a pipe on the kansenkaart, after the columns of the sewer."""

KANSENKAART_COLUMNS = (*LEIDING_COLUMNS, *FLOW_COLUMNS, *POTENTIAL_COLUMNS)
"""Columns of ``KANSENKAART``, in order."""

NODE_FLOW_COLUMNS = (
    Column("afvoerpunt", "text", "", "Soort afvoerpunt"),
    Column("inwoners", "real", "inw", "Inwoners bovenstrooms"),
    Column("dwa_gem_ls", "real", "l/s", "DWA gemiddeld"),
    Column("opstuwing_m", "real", "m NAP", "Peil waarop het water naar een afvoerpunt overloopt"),
)
KNOPEN_COLUMNS = (*KNOOP_COLUMNS, *NODE_FLOW_COLUMNS)
"""Columns of ``KNOPEN_UIT`` of the kansenkaart, in order."""


@dataclass(frozen=True)
class Premises:
    """Who lives and works on the sewer: the arguments of `inflow.gather`, all optional."""

    addresses: gpd.GeoDataFrame | None = None
    persons_field: str | None = None
    links: pd.DataFrame | None = None
    companies: gpd.GeoDataFrame | None = None
    company_field: str | None = None
    areas: gpd.GeoDataFrame | None = None
    area_field: str | None = None
    total: float | None = None


@dataclass(frozen=True)
class OpportunityMap:
    """The kansenkaart.

    Attributes
    ----------
    pipes
        Every pipe of the sewer, RD, columns `KANSENKAART_COLUMNS`.
    nodes
        Every node, RD, columns `KNOPEN_COLUMNS`.
    findings
        What was repaired, assumed or left out by readers, topology, inflow and flow.
    persons, unplaced_persons
        Inhabitants given, and those that found no pipe.
    inflow_ls, discharged_ls, stuck_ls
        Water that enters (l/s), reaches an outlet, and gathers where nothing leads on: inflow = discharged + stuck.
        Where measurements contradict each other the difference counts as inflow.
    measurements, measured_factor
        Measurements used, and corrected over estimated inflow of the water that passes one (1 without any).
    notes
        Assumptions and counts, Dutch sentences; the rule of the classes is the last.
    """

    pipes: gpd.GeoDataFrame
    nodes: gpd.GeoDataFrame
    findings: Findings
    persons: float
    unplaced_persons: float
    inflow_ls: float
    discharged_ls: float
    stuck_ls: float
    notes: list[str]
    measurements: int = 0
    measured_factor: float = 1.0


def opportunity_map(
    sewer: Sewer,
    premises: Premises,
    *,
    measured: MeasuringPoints | None = None,
    method: str = "bob",
    simultaneity: str = "n-afhankelijk",
    exchangers: tuple[Exchanger, ...] | None = None,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> OpportunityMap:
    """Combine a sewer with its dry weather flow into the heat potential per pipe.

    Parameters
    ----------
    sewer
        From a reader.
    premises
        Inhabitants and companies.
    measured
        Measured flow at places, from `readers.measuring_points`; the flow is corrected with it.
    method
        Direction of gravity sewers, one of `routing.METHODS`.
    simultaneity
        One of `simultaneity.METHODS`.
    exchangers
        From `exchangers.read_exchangers`; None for the plugin's own table.
    kentallen
        All coefficients; parameters of a run are replaced in it beforehand.

    Raises
    ------
    InputError
        The sewer is empty, has no pipe that carries dry weather flow, or there is no inflow at all.
    CancelledError
        The user cancelled.
    """
    if method not in METHODS:
        raise InputError("unknown_method", method=method, allowed=", ".join(METHODS))
    if not len(sewer.pipes):
        raise InputError("no_pipes")
    settings = PotentialSettings.from_kentallen(kentallen, methode=simultaneity)
    findings = Findings()
    findings.extend(sewer.findings)
    network = build(
        sewer,
        tolerance_m=kentallen.value("stroming.tolerantie_m"),
        kentallen=kentallen,
        progress=part(progress, 0, 25),
        cancelled=cancelled,
    )
    findings.extend(network.findings)
    if not network.carries_dwa().any():
        raise InputError("no_dwa_pipes", n=len(network.pipes))
    inflow = gather(
        network,
        sewer,
        addresses=premises.addresses,
        persons_field=premises.persons_field,
        links=premises.links,
        companies=premises.companies,
        company_field=premises.company_field,
        areas=premises.areas,
        area_field=premises.area_field,
        total=premises.total,
        kentallen=kentallen,
        progress=part(progress, 25, 45),
        cancelled=cancelled,
    )
    findings.extend(inflow.findings)
    pipes = arrays(network, kentallen)
    directed = plan(pipes, method, cancelled=cancelled)
    progress(50)
    report = divide(
        pipes, directed, inflow.node_ls.sum(axis=1), inflow.pipe_ls.sum(axis=1), kentallen, cancelled=cancelled
    )
    progress(65)
    stop_if(cancelled)
    graph = directed.graph()
    estimate = _estimate(graph, pipes, directed, inflow, kentallen)
    progress(75)
    stop_if(cancelled)
    ids = network.pipes["leiding_id"].to_numpy(dtype=object)
    points = nothing_measured() if measured is None else measured
    findings.extend(points.findings)
    gauges = place(points, network, sewer, estimate[0], kentallen, findings)
    flows = correct(
        graph, inflow.node_ls.sum(axis=1), inflow.pipe_ls.sum(axis=1), estimate, gauges, cancelled=cancelled
    )
    list_measurements(flows, gauges, ids, kentallen, findings)
    persons, persons_at = accumulate(flows.calibration.graph, inflow.node_persons, inflow.pipe_persons)
    progress(80)
    stop_if(cancelled)
    frame = _pipe_frame(network, pipes, directed, flows, inflow)
    frame["inwoners"] = persons
    frame["dwa_raming_ls"] = estimate[0]
    frame = frame.join(potential(frame, settings=settings, kentallen=kentallen, exchangers=exchangers))
    frame["reden"] = reasons(_with_unknown_inverts(frame), flows, estimate[0])
    stuck = directed.outlet == LOWEST
    uphill_m = kentallen.value("stroming.tegen_verhang_m")
    list_flow(network, pipes, directed, flows.through, flows.mean, uphill_m, findings)
    progress(95)
    leaves = directed.outlet != ""
    entered = float(inflow.node_ls.sum(axis=1) @ flows.calibration.node_factor + flows.own.sum())
    discharged, held = float(flows.through[leaves & ~stuck].sum()), float(flows.through[stuck].sum())
    notes = [
        *sewer.notes,
        *inflow.notes,
        *flow_notes(pipes, directed, report, method, entered, discharged, held),
        *([note("meting_notitie_geen")] if measured is None else [*measured.notes, *measuring_notes(flows, gauges)]),
        *potential_notes(settings, kentallen),
        rule_text(kentallen),
    ]
    nodes = network.nodes.copy()
    nodes["afvoerpunt"] = directed.outlet
    nodes["inwoners"] = persons_at
    nodes["dwa_gem_ls"] = flows.through
    nodes["opstuwing_m"] = directed.level
    progress(100)
    return OpportunityMap(
        gpd.GeoDataFrame(frame[[*names(KANSENKAART_COLUMNS), "geometry"]], geometry="geometry", crs=network.pipes.crs),
        gpd.GeoDataFrame(nodes[[*names(KNOPEN_COLUMNS), "geometry"]], geometry="geometry", crs=network.pipes.crs),
        findings,
        inflow.given_persons,
        inflow.unplaced_persons,
        entered,
        discharged,
        held,
        notes,
        gauges.used,
        flows.calibration.overall,
    )


def _estimate(
    graph: FlowGraph, pipes: Pipes, directed: Plan, inflow: Inflow, kentallen: Kentallen
) -> tuple[Floats, Floats, Floats]:
    """Return the mean, lowest and highest hour in each pipe by the kentallen."""
    mean, _ = accumulate(graph, inflow.node_ls.sum(axis=1), inflow.pipe_ls.sum(axis=1))
    hours = travel_hours(pipes, directed, mean, kentallen)
    curves = np.array(list(inflow.curves.values()))
    lowest, highest = day_curve(graph, inflow.node_ls, inflow.pipe_ls, curves, hours)
    return mean, np.minimum(lowest, mean), np.maximum(highest, mean)


def travel_hours(pipes: Pipes, directed: Plan, mean_ls: Floats, kentallen: Kentallen) -> Floats:
    """Return how long a rise of the flow takes through each pipe (h), shape (n_pipes,).

    Gravity sewers: length over the kinematic wave celerity at the mean flow (`sections.Sections.wave_speed`), at
    least ``stroming.golfsnelheid_min_ms``; where size or slope is unknown ``stroming.golfsnelheid_ms``. Filled
    pressure mains and pumps pass a rise on at once.
    """
    slope = np.abs(directed.z_begin - directed.z_eind) / pipes.length
    known = pipes.gravity & np.isfinite(slope) & (slope > 0) & pipes.size_known & (mean_ls > 0)
    speed = np.full(len(slope), kentallen.value("stroming.golfsnelheid_ms"))
    rows = np.flatnonzero(known)
    speed[rows] = pipes.sections.take(rows).wave_speed(
        mean_ls[rows] / 1000.0, slope[rows], kentallen.value("stroming.manning")
    )
    speed = np.maximum(speed, kentallen.value("stroming.golfsnelheid_min_ms"))
    return np.where(pipes.gravity, pipes.length / speed / 3600.0, 0.0)


def _pipe_frame(network: Network, pipes: Pipes, directed: Plan, flows: Corrected, inflow: Inflow) -> gpd.GeoDataFrame:
    frame = network.pipes.copy()
    frame["inwoners_eigen"] = inflow.pipe_persons
    own = np.asarray(inflow.pipe_source, dtype=object)
    frame["bron_dwa"] = np.where((own == "") & (flows.mean > 0), note("flow_from_upstream"), own)
    forward = directed.tail == pipes.begin
    moves = flows.mean > 0
    frame["stroomrichting"] = np.where(moves, np.where(forward, note("flow_forward"), note("flow_backward")), "")
    frame["dwa_gem_ls"], frame["dwa_min_ls"], frame["dwa_max_ls"] = flows.mean, flows.lowest, flows.highest
    frame["dwa_eigen_ls"], frame["meetfactor"] = flows.own, flows.factor
    frame["gemeten_deel"], frame["dwa_status"] = flows.part, flows.status
    return frame


def _with_unknown_inverts(frame: gpd.GeoDataFrame) -> npt.NDArray[np.object_]:
    """Return the reasons, with a word where the direction does not follow from inverts because they are unknown."""
    unknown = (
        (frame["functie"] == "vrijverval")
        & frame[["bob_begin_m", "bob_eind_m"]].isna().any(axis=1)
        & frame["kans"].isin(USABLE)
    ).to_numpy()
    reasons: npt.NDArray[np.object_] = frame["reden"].to_numpy(dtype=object).copy()
    reasons[unknown] = reasons[unknown] + (" " + note("flow_unknown_invert"))
    return reasons
