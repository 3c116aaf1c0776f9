"""The inflow: from inhabitants, companies and registrations to litres per second on pipes and nodes.

Which inhabitants: what the user gives goes before what the sewer registers, and one source is used, the finest:
addresses, areas, one total, registration (GWSW AantalWoningen, HydX Debiet). Companies come on top: the user's layer,
else what is registered. Registered lateral and constant discharges are always taken.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from ..callbacks import Cancelled, Progress, never, part, silent, stop_if
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..schema import Sewer
from ..wording import amount, note
from . import registered
from .allocation import connectable
from .daycurve import COMPANY, FLAT, INHABITANT, standard_curves
from .network import Network
from .premises import from_addresses, from_companies
from .spread import Placed, from_areas, from_total

FloatArray = npt.NDArray[np.float64]

_SECONDS_PER_DAY = 86_400.0


@dataclass
class Inflow:
    """Mean dry weather flow that enters the network, per day curve.

    Attributes
    ----------
    curves
        Name to fractions of the day, shape (24,), sum 1; in the order of the columns below. "inwoner", "bedrijf" and
        "vlak" are always there, in this order.
    pipe_ls
        Mean l/s that enters each pipe, shape (n_pipes, n_curves), in the order of ``network.pipes``.
    node_ls
        Mean l/s that enters at each node, shape (n_nodes, n_curves).
    pipe_persons, node_persons
        Inhabitants, shapes (n_pipes,) and (n_nodes,).
    pipe_source
        In words, what each pipe's flow comes from, e.g. ``"adressen + bedrijven"``; "" for none. Shape (n_pipes,).
    unplaced_persons, unplaced_ls
        What was given but found no pipe. Extraneous water is not part of it.
    findings
        What was assumed, repaired or left out, per object.
    notes
        Assumptions and counts, Dutch sentences.
    given_persons
        Inhabitants given: those on pipes and nodes plus the unplaced ones.
    """

    curves: dict[str, FloatArray]
    pipe_ls: FloatArray
    node_ls: FloatArray
    pipe_persons: FloatArray
    node_persons: FloatArray
    pipe_source: npt.NDArray[np.object_]
    unplaced_persons: float = 0.0
    unplaced_ls: float = 0.0
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)
    given_persons: float = 0.0


def gather(
    network: Network,
    sewer: Sewer,
    *,
    addresses: gpd.GeoDataFrame | None = None,
    persons_field: str | None = None,
    links: pd.DataFrame | None = None,
    companies: gpd.GeoDataFrame | None = None,
    company_field: str | None = None,
    areas: gpd.GeoDataFrame | None = None,
    area_field: str | None = None,
    total: float | None = None,
    max_distance_m: float | None = None,
    persons_per_address: float | None = None,
    litres_per_person: float | None = None,
    extraneous_percent: float | None = None,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Inflow:
    """Collect the dry weather flow that enters a sewer.

    Parameters
    ----------
    network
        The sewer as a network.
    sewer
        The sewer as read, for what it registers itself.
    addresses, persons_field, links
        Addresses (points, RD), the field with inhabitants (recognised when not given) and a BGT-inlooptabel, see
        `premises.from_addresses`.
    companies, company_field
        Companies (points, RD) and the field with their discharge, see `premises.from_companies`. None or an empty
        layer: registered companies count.
    areas, area_field
        Areas (polygons, RD) and the field with inhabitants, see `spread.from_areas`.
    total
        Inhabitants of the whole sewer.
    max_distance_m, persons_per_address, litres_per_person, extraneous_percent
        In place of ``dwa.max_afstand``, ``dwa.inwoners_per_adres``, ``dwa.liter_per_inwoner`` and ``dwa.rioolvreemd``.
        Extraneous water is a percentage of the mean flow that enters each pipe and node, equal in every hour.

    Returns
    -------
    Inflow
        What enters where. Persons on pipes and nodes plus the unplaced ones equal the persons given.

    Raises
    ------
    InputError
        There is no inflow at all, no pipe that can take it, or a layer or value cannot be used.
    KentalError
        A parameter is out of range.
    """
    kentallen = _with_parameters(
        kentallen,
        {
            "dwa.max_afstand": max_distance_m,
            "dwa.inwoners_per_adres": persons_per_address,
            "dwa.liter_per_inwoner": litres_per_person,
            "dwa.rioolvreemd": extraneous_percent,
        },
    )
    findings, notes = Findings(), list[str]()
    if companies is not None and not len(companies):
        notes.append(note("inflow_note_no_companies"))
        companies = None
    sources = [
        name for name, given in (("adressen", addresses), ("buurten", areas), ("totaal", total)) if given is not None
    ]
    _check(network, sewer, sources, companies)
    notes.extend(_ignored(sources, sewer, companies))

    curves = standard_curves(kentallen)
    step = part(progress, 0, 60)
    persons = Placed.nothing(network)
    fed: list[tuple[str, npt.NDArray[np.bool_]]] = []
    lines: list[str] = []
    if addresses is not None:
        persons = from_addresses(
            network,
            addresses,
            persons_field,
            links,
            sewer,
            kentallen,
            findings,
            lines,
            progress=step,
            cancelled=cancelled,
        )
    elif areas is not None:
        persons = from_areas(network, areas, area_field, kentallen, findings, lines, progress=step, cancelled=cancelled)
    elif total is not None:
        persons = from_total(network, total, kentallen, lines)
    if sources:
        fed.append((sources[0], persons.pipes > 0))
    notes.extend(lines)
    per_person = kentallen.value("dwa.liter_per_inwoner") / _SECONDS_PER_DAY
    flows = {INHABITANT: _scaled(persons, per_person)}

    stop_if(cancelled)
    if companies is not None:
        flows[COMPANY] = from_companies(
            network,
            companies,
            company_field,
            kentallen,
            findings,
            notes,
            progress=part(progress, 60, 85),
            cancelled=cancelled,
        )
        fed.append(("bedrijven", flows[COMPANY].pipes > 0))
    own = registered.from_register(
        network, sewer, curves, kentallen, findings, notes, persons=not sources, companies=companies is None
    )
    fed.extend(own.sources)
    stop_if(cancelled)

    columns = list(curves)
    pipe_ls = np.zeros((len(network.pipes), len(columns)))
    node_ls = np.zeros((len(network.nodes), len(columns)))
    unplaced_ls = 0.0
    for flow in (flows, own.flows):
        for name, placed in flow.items():
            pipe_ls[:, columns.index(name)] += placed.pipes
            node_ls[:, columns.index(name)] += placed.nodes
            unplaced_ls += placed.unplaced
    percent = kentallen.value("dwa.rioolvreemd")
    flat = columns.index(FLAT)
    pipe_ls[:, flat] += percent / 100.0 * pipe_ls.sum(axis=1)
    node_ls[:, flat] += percent / 100.0 * node_ls.sum(axis=1)

    inflow = Inflow(
        curves=curves,
        pipe_ls=pipe_ls,
        node_ls=node_ls,
        pipe_persons=persons.pipes + own.persons.pipes,
        node_persons=persons.nodes + own.persons.nodes,
        pipe_source=_sources(len(network.pipes), fed),
        unplaced_persons=persons.unplaced + own.persons.unplaced,
        unplaced_ls=unplaced_ls,
        findings=findings,
        notes=notes,
        given_persons=persons.given + own.persons.given,
    )
    notes.append(
        note(
            "inflow_note_sum",
            persons=amount(inflow.pipe_persons.sum() + inflow.node_persons.sum()),
            unplaced=amount(inflow.unplaced_persons),
            flow=amount(pipe_ls.sum() + node_ls.sum(), 2),
            lost=amount(unplaced_ls, 2),
        )
    )
    notes.append(note("inflow_note_extraneous", percent=amount(percent)))
    progress(100.0)
    return inflow


def _with_parameters(kentallen: Kentallen, values: dict[str, float | None]) -> Kentallen:
    return kentallen.replace({key: value for key, value in values.items() if value is not None})


def _check(network: Network, sewer: Sewer, sources: list[str], companies: gpd.GeoDataFrame | None) -> None:
    """Raise when there is nothing to let in, or nothing to let it into."""
    if not sources and companies is None and not registered.has_any(sewer):
        raise InputError("inflow_none")
    if (sources or companies is not None) and not len(connectable(network.pipes)):
        raise InputError("inflow_no_pipes")


def _ignored(sources: list[str], sewer: Sewer, companies: gpd.GeoDataFrame | None) -> list[str]:
    """Return a note for each source that another one makes superfluous."""
    notes = [note("inflow_note_ignored", used=sources[0], ignored=name) for name in sources[1:]]
    if sources and registered.has_persons(sewer):
        notes.append(note("inflow_note_register_ignored", used=sources[0]))
    if companies is not None and registered.has_companies(sewer):
        notes.append(note("inflow_note_companies_ignored"))
    if not sources and not registered.has_persons(sewer):
        notes.append(note("inflow_note_no_persons"))
    return notes


def _scaled(placed: Placed, factor: float) -> Placed:
    return Placed(placed.pipes * factor, placed.nodes * factor, placed.unplaced * factor, placed.given * factor)


def _sources(n: int, fed: list[tuple[str, npt.NDArray[np.bool_]]]) -> npt.NDArray[np.object_]:
    """Return the names of the sources that feed each pipe, joined by a plus sign."""
    names = np.full(n, "", dtype=object)
    for name, pipes in fed:
        first = pipes & (names == "")
        names[pipes & ~first] += f" + {name}"
        names[first] = name
    return names
