"""Dry weather flow that the sewer itself registers: dwellings and companies in GWSW, discharges in HydX."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..findings import Findings
from ..kentallen import Kentallen
from ..schema import DWA_FUNCTIES, Sewer
from ..wording import amount, note
from .allocation import shares, summed
from .daycurve import COMPANY, FLAT, INHABITANT, normalised, same
from .network import Network
from .origin import pieces
from .spread import Placed

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]

INHABITANT_NAMES = (INHABITANT, "inwoners")
"""Names, lower case, of a HydX curve whose units are inhabitants."""

_SECONDS_PER_DAY = 86_400.0
_LS_PER_M3D = 1000.0 / _SECONDS_PER_DAY

_SHORTEST_M = 1e-6
_COLUMNS = ("woningen", "ve_bedrijven", "dwa_lateraal_ls")


@dataclass
class Registered:
    """What was registered and asked for.

    Attributes
    ----------
    persons
        Inhabitants.
    flows
        Curve to l/s.
    sources
        Name of the source and the pipes it feeds, shape (n_pipes,).
    """

    persons: Placed
    flows: dict[str, Placed] = field(default_factory=dict)
    sources: list[tuple[str, npt.NDArray[np.bool_]]] = field(default_factory=list)


def has_persons(sewer: Sewer) -> bool:
    """Tell whether the sewer registers dwellings or inhabitants."""
    counted = any((table["woningen"] > 0).any() for table in (sewer.pipes, sewer.nodes))
    return counted or bool(_is_inhabitant(sewer.inflow).any())


def has_companies(sewer: Sewer) -> bool:
    """Tell whether the sewer registers the discharge of companies."""
    counted = any((table["ve_bedrijven"] > 0).any() for table in (sewer.pipes, sewer.nodes))
    varying = [np.ptp(np.asarray(hours, dtype=float)) > 0 for hours in sewer.inflow["uren"]]
    return counted or bool((~_is_inhabitant(sewer.inflow) & np.array(varying, dtype=bool)).any())


def has_any(sewer: Sewer) -> bool:
    """Tell whether the sewer registers any dry weather flow."""
    return len(sewer.inflow) > 0 or any(
        (table[column] > 0).any() for table in (sewer.pipes, sewer.nodes) for column in _COLUMNS
    )


def from_register(
    network: Network,
    sewer: Sewer,
    curves: dict[str, FloatArray],
    kentallen: Kentallen,
    findings: Findings,
    notes: list[str],
    *,
    persons: bool,
    companies: bool,
) -> Registered:
    """Collect what the sewer registers.

    AantalWoningen counts for ``dwa.inwoners_per_adres`` inhabitants each, Aantal_ie for ``dwa.liter_per_ie`` litres a
    day, LateraalDebietDWA as it stands, the same in every hour. HydX discharges keep their own volume and curve.
    What belongs to a pipe that was split is divided over its pieces by length.

    Parameters
    ----------
    curves
        Curves so far; own curves of the source are added.
    persons, companies
        Whether to take inhabitants and companies; constant and lateral discharges are always taken.
    """
    result = Registered(Placed.nothing(network))
    per_home = kentallen.value("dwa.inwoners_per_adres")
    per_person = kentallen.value("dwa.liter_per_inwoner") / _SECONDS_PER_DAY
    per_ie = kentallen.value("dwa.liter_per_ie") / _SECONDS_PER_DAY
    if persons:
        placed = _from_column(network, "woningen", per_home, findings)
        _add(result.persons, placed, 1.0)
        _add(result.flows.setdefault(INHABITANT, Placed.nothing(network)), placed, per_person)
        _name(result, "GWSW AantalWoningen", placed)
        if placed.given:
            homes, inhabitants = amount(placed.given / per_home), amount(placed.given)
            notes.append(note("inflow_note_homes", homes=homes, each=amount(per_home, 2), persons=inhabitants))
    if companies:
        placed = _from_column(network, "ve_bedrijven", per_ie, findings)
        _add(result.flows.setdefault(COMPANY, Placed.nothing(network)), placed, 1.0)
        _name(result, "GWSW Aantal_ie", placed)
        if placed.given:
            notes.append(note("inflow_note_ie", ie=amount(placed.given / per_ie), flow=amount(placed.given, 2)))
    placed = _from_column(network, "dwa_lateraal_ls", 1.0, findings)
    _add(result.flows.setdefault(FLAT, Placed.nothing(network)), placed, 1.0)
    _name(result, "GWSW LateraalDebietDWA", placed)
    if placed.given:
        notes.append(note("inflow_note_lateral", flow=amount(placed.given, 2)))
    if len(sewer.inflow):
        locate = _Locator(network, sewer)
        _from_discharges(locate, sewer.inflow, curves, result, findings, notes, persons=persons, companies=companies)
    return result


def _from_column(network: Network, column: str, factor: float, findings: Findings) -> Placed:
    """Place factor x a number that pipes and nodes register."""
    placed = Placed.nothing(network)
    on_network = (placed.pipes, placed.nodes)
    tables = ((network.pipes, "leiding_id"), (network.nodes, "knoop_id"))
    for (table, name), into, carries in zip(tables, on_network, _carries(network), strict=True):
        values = table[column].to_numpy(dtype=float, na_value=np.nan)
        lost = (values > 0) & ~carries
        for kind, rows in (("registratie_negatief", values < 0), ("registratie_zonder_dwa", lost)):
            where = np.flatnonzero(rows)
            findings.add(
                kind,
                "waarschuwing",
                table[name].to_numpy(dtype=object)[where],
                table.geometry.to_numpy()[where],
                field=column,
                value=[amount(value, 2) for value in values[where]],
            )
        given = factor * np.where(values > 0, values, 0.0)
        np.add(into, given, out=into, where=carries)
        placed.given += float(given.sum())
        placed.unplaced += float(given[lost].sum())
    return placed


def _carries(network: Network) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Tell which pipes carry dry weather flow, and which nodes have such a pipe."""
    pipes = network.pipes["functie"].isin(DWA_FUNCTIES).to_numpy(dtype=bool)
    nodes = np.zeros(len(network.nodes), dtype=bool)
    for end in ("begin", "eind"):
        nodes[network.pipes[end].to_numpy(dtype=np.intp)[pipes]] = True
    return pipes, nodes


class _Locator:
    """Finds the pieces of a pipe, or the node, that a discharge names."""

    def __init__(self, network: Network, sewer: Sewer) -> None:
        self.network = network
        on_pipe, on_node = _carries(network)
        found = pieces(network, sewer)
        self._pieces = found[on_pipe[found["pipe"].to_numpy()]]
        self._sources = pd.Series(np.arange(len(sewer.pipes)), index=sewer.pipes["leiding_id"].astype(str).to_numpy())
        ids = network.nodes["knoop_id"].astype(str).to_numpy()
        self._nodes = pd.Series(np.arange(len(ids)), index=ids)[on_node]

    def pipes(self, ids: npt.NDArray[Any], values: FloatArray) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
        """Return values per pipe id of the source on the pipes of the network, and which of them found one."""
        source = self._sources.reindex(ids).fillna(-1).to_numpy(dtype=np.intp)
        group = self._pieces["source"].to_numpy(dtype=np.intp)
        amounts = summed(source[source >= 0], values[source >= 0], len(self._sources))
        # pumps may be drawn without length
        piece = shares(amounts, group, self._pieces["metres"].to_numpy(dtype=float).clip(min=_SHORTEST_M))
        found = np.zeros(len(self._sources) + 1, dtype=bool)
        found[group] = True
        on_pipes = summed(self._pieces["pipe"].to_numpy(dtype=np.intp), piece, len(self.network.pipes))
        return on_pipes, found[source]

    def nodes(self, ids: npt.NDArray[Any], values: FloatArray) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
        """Return values per node id on the nodes of the network, and which of them found one."""
        node = self._nodes.reindex(ids).fillna(-1).to_numpy(dtype=np.intp)
        found = node >= 0
        return summed(node[found], values[found], len(self.network.nodes)), found


def _from_discharges(
    locate: _Locator,
    inflow: pd.DataFrame,
    curves: dict[str, FloatArray],
    result: Registered,
    findings: Findings,
    notes: list[str],
    *,
    persons: bool,
    companies: bool,
) -> None:
    """Place the discharges of HydX, each with its own volume and curve."""
    names = _curve_names(inflow, curves, findings)
    inhabitants = _is_inhabitant(inflow)
    wanted = np.where(inhabitants, persons, companies | (names == FLAT))
    volume = inflow["volume_m3d"].to_numpy(dtype=float, na_value=np.nan)
    ids = inflow["object_id"].astype(str).to_numpy(dtype=object)
    wrong = ~(np.isfinite(volume) & (volume >= 0))
    findings.add("debiet_ongeldig", "waarschuwing", ids[wrong & wanted])
    use = wanted & ~wrong & (volume > 0)
    units = np.nan_to_num(inflow["eenheden"].to_numpy(dtype=float, na_value=0.0))
    on_pipe = (inflow["op"] == "leiding").to_numpy(dtype=bool)
    fed = Placed.nothing(locate.network)
    for name in dict.fromkeys(names[use]):
        rows = np.flatnonzero(use & (names == name))
        flow = _discharged(locate, ids[rows], on_pipe[rows], volume[rows] * _LS_PER_M3D, findings)
        _add(result.flows.setdefault(name, Placed.nothing(locate.network)), flow, 1.0)
        _add(fed, flow, 1.0)
        notes.append(note("inflow_note_discharge", rows=amount(len(rows)), curve=name, flow=amount(flow.given, 3)))
    rows = np.flatnonzero(use & inhabitants & (units > 0))
    _add(result.persons, _discharged(locate, ids[rows], on_pipe[rows], units[rows], None), 1.0)
    _name(result, "HydX Debiet", fed)


def _discharged(
    locate: _Locator,
    ids: npt.NDArray[Any],
    on_pipe: npt.NDArray[np.bool_],
    values: FloatArray,
    findings: Findings | None,
) -> Placed:
    on_pipes, found_pipe = locate.pipes(ids[on_pipe], values[on_pipe])
    on_nodes, found_node = locate.nodes(ids[~on_pipe], values[~on_pipe])
    lost = np.concatenate([np.flatnonzero(on_pipe)[~found_pipe], np.flatnonzero(~on_pipe)[~found_node]])
    if findings is not None:
        findings.add("debiet_zonder_dwa", "waarschuwing", ids[lost], value=[amount(value, 3) for value in values[lost]])
    return Placed(on_pipes, on_nodes, unplaced=float(values[lost].sum()), given=float(values.sum()))


def _curve_names(inflow: pd.DataFrame, curves: dict[str, FloatArray], findings: Findings) -> npt.NDArray[Any]:
    """Return the curve per discharge; a curve that is not there yet is added to `curves`."""
    names = np.empty(len(inflow), dtype=object)
    for i, (own, hours) in enumerate(zip(inflow["curve"].astype(str), inflow["uren"], strict=True)):
        try:
            curve = normalised(hours)
        except ValueError:
            findings.add("debiet_verloop", "waarschuwing", [inflow["object_id"].iloc[i]], curve=own)
            curve = curves[FLAT]
        names[i] = _known_as(own.strip().lower(), curve, curves)
    return names


def _known_as(name: str, curve: FloatArray, curves: dict[str, FloatArray]) -> str:
    """Return the name a curve has in `curves`, after adding it when it is a new one."""
    if same(curve, curves[FLAT]):
        return FLAT
    name = INHABITANT if name in INHABITANT_NAMES else name
    serial = 1
    title = name
    while title in curves and not same(curve, curves[title]):
        serial += 1
        title = f"{name} {serial}"
    curves.setdefault(title, curve)
    return title


def _is_inhabitant(inflow: pd.DataFrame) -> npt.NDArray[np.bool_]:
    if not len(inflow):
        return np.zeros(0, dtype=bool)
    return np.asarray(inflow["curve"].astype(str).str.strip().str.lower().isin(INHABITANT_NAMES), dtype=bool)


def _add(total: Placed, extra: Placed, factor: float) -> None:
    total.pipes += factor * extra.pipes
    total.nodes += factor * extra.nodes
    total.unplaced += factor * extra.unplaced
    total.given += factor * extra.given


def _name(result: Registered, source: str, placed: Placed) -> None:
    if placed.given:
        result.sources.append((source, placed.pipes > 0))
