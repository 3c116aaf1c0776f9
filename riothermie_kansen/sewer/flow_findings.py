"""What there is to tell about the flow: water that gathers, leaves or climbs, and the balance in words."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import shapely
from scipy.spatial import cKDTree

from ..findings import Findings
from ..wording import amount, note
from .network import Network, pieces
from .routing import LOWEST, MAIN, PUMP, Pipes, Plan
from .splits import SplitReport

Floats = npt.NDArray[np.float64]

NEIGHBOURS = 12
"""Nearest nodes among which another piece of the network is looked for."""


def list_flow(
    network: Network,
    pipes: Pipes,
    directed: Plan,
    through: Floats,
    mean: Floats,
    uphill_m: float,
    findings: Findings,
) -> None:
    """List pieces without an outlet, assumed outlets, and water that runs uphill or against its registration.

    Parameters
    ----------
    network, pipes, directed
        The sewer, its arrays and its directions.
    through, mean
        Mean flow through the nodes and in the pipes, l/s.
    uphill_m
        Rise of the inverts along the flow above which a pipe is listed, m.
    findings
        Is added to.
    """
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
    moves = (mean > 0) & pipes.gravity
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


def flow_notes(
    pipes: Pipes,
    directed: Plan,
    report: SplitReport,
    method: str,
    entered: float,
    discharged: float,
    held: float,
) -> list[str]:
    """Return how the flow was directed and divided, and its balance, as Dutch sentences.

    Parameters
    ----------
    pipes, directed, report, method
        The arrays of the sewer, its directions, its splits, and the method of `routing.METHODS`.
    entered, discharged, held
        Flow that enters, reaches an outlet, and gathers where nothing leads on, l/s.
    """
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
