"""The kansenkaart: from a sewer and its inhabitants to the heat each pipe can give."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from scipy.spatial import cKDTree

from ..callbacks import Cancelled, Progress, never, part, silent, stop_if
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..schema import KNOOP_COLUMNS, LEIDING_COLUMNS, Column, Sewer, names
from ..wording import amount, note
from .classify import rule_text
from .exchangers import Exchanger
from .flow import accumulate, day_curve
from .inflow import Inflow, gather
from .network import Network, build, pieces
from .potential import POTENTIAL_COLUMNS, PotentialSettings, potential
from .potential import notes as potential_notes
from .routing import LOWEST, MAIN, METHODS, PUMP, Pipes, Plan, arrays, plan
from .splits import SplitReport, divide

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

NEIGHBOURS = 12
"""Nearest nodes among which another piece of the network is looked for."""


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


def opportunity_map(
    sewer: Sewer,
    premises: Premises,
    *,
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
    flows, through, persons_at = _flows(pipes, directed, inflow, kentallen)
    progress(80)
    stop_if(cancelled)
    frame = _pipe_frame(network, pipes, directed, flows, inflow)
    frame = frame.join(potential(frame, settings=settings, kentallen=kentallen, exchangers=exchangers))
    frame["reden"] = _with_unknown_inverts(frame)
    stuck = directed.outlet == LOWEST
    _list_flow(network, pipes, directed, through, flows, kentallen.value("stroming.tegen_verhang_m"), findings)
    progress(95)
    leaves = directed.outlet != ""
    entered = float(inflow.node_ls.sum() + inflow.pipe_ls.sum())
    discharged, held = float(through[leaves & ~stuck].sum()), float(through[stuck].sum())
    notes = [
        *sewer.notes,
        *inflow.notes,
        *_flow_notes(pipes, directed, report, method, entered, discharged, held),
        *potential_notes(settings, kentallen),
        rule_text(kentallen),
    ]
    nodes = network.nodes.copy()
    nodes["afvoerpunt"] = directed.outlet
    nodes["inwoners"] = persons_at
    nodes["dwa_gem_ls"] = through
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
    )


@dataclass(frozen=True)
class _Flows:
    mean: Floats
    lowest: Floats
    highest: Floats
    persons: Floats


def _flows(pipes: Pipes, directed: Plan, inflow: Inflow, kentallen: Kentallen) -> tuple[_Flows, Floats, Floats]:
    """Return the flows per pipe, and the mean flow and inhabitants through each node."""
    graph = directed.graph()
    mean, through = accumulate(graph, inflow.node_ls.sum(axis=1), inflow.pipe_ls.sum(axis=1))
    persons, persons_at = accumulate(graph, inflow.node_persons, inflow.pipe_persons)
    hours = travel_hours(pipes, directed, mean, kentallen)
    curves = np.array(list(inflow.curves.values()))
    lowest, highest = day_curve(graph, inflow.node_ls, inflow.pipe_ls, curves, hours)
    return _Flows(mean, np.minimum(lowest, mean), np.maximum(highest, mean), persons), through, persons_at


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


def _pipe_frame(network: Network, pipes: Pipes, directed: Plan, flows: _Flows, inflow: Inflow) -> gpd.GeoDataFrame:
    frame = network.pipes.copy()
    frame["inwoners"] = flows.persons
    frame["inwoners_eigen"] = inflow.pipe_persons
    own = np.asarray(inflow.pipe_source, dtype=object)
    frame["bron_dwa"] = np.where((own == "") & (flows.mean > 0), note("flow_from_upstream"), own)
    forward = directed.tail == pipes.begin
    moves = flows.mean > 0
    frame["stroomrichting"] = np.where(moves, np.where(forward, note("flow_forward"), note("flow_backward")), "")
    frame["dwa_gem_ls"], frame["dwa_min_ls"], frame["dwa_max_ls"] = flows.mean, flows.lowest, flows.highest
    frame["dwa_eigen_ls"] = inflow.pipe_ls.sum(axis=1)
    return frame


def _with_unknown_inverts(frame: gpd.GeoDataFrame) -> npt.NDArray[np.object_]:
    """Return the reasons, with a word where the direction does not follow from inverts because they are unknown."""
    unknown = (
        (frame["functie"] == "vrijverval")
        & frame[["bob_begin_m", "bob_eind_m"]].isna().any(axis=1)
        & frame["kans"].isin(("kansrijk", "mogelijk", "beperkt"))
    ).to_numpy()
    reasons: npt.NDArray[np.object_] = frame["reden"].to_numpy(dtype=object).copy()
    reasons[unknown] = reasons[unknown] + (" " + note("flow_unknown_invert"))
    return reasons


def _list_flow(
    network: Network,
    pipes: Pipes,
    directed: Plan,
    through: Floats,
    flows: _Flows,
    uphill_m: float,
    findings: Findings,
) -> None:
    """List pieces without an outlet, assumed outlets, and water that runs uphill or against its registration."""
    geometry = network.pipes.geometry.to_numpy()
    ids = network.pipes["leiding_id"].to_numpy(dtype=object)
    stuck = np.flatnonzero(directed.outlet == LOWEST)
    piece = pieces(network)
    carries = network.carries_dwa()
    of_pipe = piece[pipes.begin[carries]]
    count = np.bincount(of_pipe, minlength=int(piece.max(initial=0)) + 1)
    length = np.bincount(of_pipe, weights=pipes.length[carries], minlength=len(count))
    findings.add(
        "geen_afvoerpunt",
        "waarschuwing",
        network.nodes["knoop_id"].to_numpy(dtype=object)[stuck],
        network.nodes.geometry.to_numpy()[stuck],
        aantal=count[piece[stuck]],
        lengte=[amount(metres) for metres in length[piece[stuck]]],
        debiet=[amount(flow, 3) for flow in through[stuck]],
        afstand=[_distance_words(metres) for metres in _nearest_other(network, piece, carries, pipes, piece[stuck])],
    )
    for kind, outlet in (("gemaal_zonder_vervolg", PUMP), ("einde_persleiding", MAIN)):
        leaves = np.flatnonzero((directed.outlet == outlet) & (through > 0))
        findings.add(
            kind,
            "info",
            network.nodes["knoop_id"].to_numpy(dtype=object)[leaves],
            network.nodes.geometry.to_numpy()[leaves],
            debiet=[amount(flow, 3) for flow in through[leaves]],
        )
    moves = (flows.mean > 0) & pipes.gravity
    forward = directed.tail == pipes.begin
    rise = np.where(forward, directed.z_eind - directed.z_begin, directed.z_begin - directed.z_eind)
    known = np.isfinite(pipes.z_begin) & np.isfinite(pipes.z_eind)
    uphill = np.flatnonzero(moves & directed.by_invert & known & (rise > uphill_m))
    findings.add(
        "tegen_verhang", "info", ids[uphill], geometry[uphill], hoogte=[amount(metres, 2) for metres in rise[uphill]]
    )
    turned = np.flatnonzero(moves & ~directed.by_invert & ~forward)
    findings.add("tegen_registratie", "info", ids[turned], geometry[turned])


def _nearest_other(
    network: Network,
    piece: npt.NDArray[np.int64],
    carries: npt.NDArray[np.bool_],
    pipes: Pipes,
    wanted: npt.NDArray[np.int64],
) -> Floats:
    """Return how far the nodes of some pieces lie from the nearest node of another piece (m); inf when far."""
    on = np.zeros(len(piece), dtype=bool)
    on[pipes.begin[carries]] = on[pipes.eind[carries]] = True
    nodes = np.flatnonzero(on)
    where = shapely.get_coordinates(network.nodes.geometry.to_numpy())[nodes]
    asked = np.flatnonzero(np.isin(piece[nodes], wanted))
    nearest = np.full(int(piece.max(initial=0)) + 1, np.inf)
    if len(asked):
        # the neighbours of a node are mostly its own piece: a handful is enough to meet another one nearby
        distance, other = cKDTree(where).query(where[asked], k=min(NEIGHBOURS, len(nodes)))
        distance, other = distance.reshape(len(asked), -1), other.reshape(len(asked), -1)
        strange = piece[nodes[other]] != piece[nodes[asked]][:, None]
        np.minimum.at(nearest, piece[nodes[asked]], np.where(strange, distance, np.inf).min(axis=1))
    return np.asarray(nearest[wanted], dtype=np.float64)


def _distance_words(metres: float) -> str:
    if not np.isfinite(metres):
        return ""
    return " " + note("flow_nearest_piece", metres=amount(metres, 2))


def _flow_notes(
    pipes: Pipes,
    directed: Plan,
    report: SplitReport,
    method: str,
    entered: float,
    discharged: float,
    held: float,
) -> list[str]:
    blind = pipes.gravity & ~directed.by_invert
    unknown = method == "bob" and bool(pipes.gravity.any()) and bool(blind[pipes.gravity].all())
    notes = [note("flow_note_method_unknown" if unknown else f"flow_note_method_{method}")]
    if method == "bob" and blind.any() and not unknown:
        notes.append(
            note("flow_note_no_inverts", n=amount(int(blind.sum())), length=amount(float(pipes.length[blind].sum())))
        )
    if report.splits:
        key = "flow_note_splits" if directed.by_invert.any() else "flow_note_splits_by_size"
        key = "flow_note_splits_too_large" if report.too_large else key
        notes.append(note(key, n=amount(report.splits), looped=amount(report.looped), unsolved=amount(report.unsolved)))
    notes.append(
        note(
            "flow_note_balance",
            entered=amount(entered, 3),
            discharged=amount(discharged, 3),
            held=amount(held, 3),
            n=amount(int((directed.outlet == LOWEST).sum())),
        )
    )
    return notes
