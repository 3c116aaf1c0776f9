"""Addresses and companies as points: how many inhabitants or litres each has, and which pipe takes them."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..callbacks import Cancelled, Progress, part
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..readers.bag_names import RESIDENTS
from ..schema import Sewer
from ..wording import amount, note
from .allocation import as_points, connectable, nearest, summed
from .columns import EMPTY, OK, UNREADABLE, chosen_column, find_column, identifiers, key, numbers, texts
from .links import linked_pipes
from .network import Network
from .spread import Placed

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]

DWELLINGS = ("aantalwoningen", "woningen", "aantalverblijfsobjecten", "aantaladressen", "aantalvbo")
"""Names of the field with the number of dwellings at one point."""

BAG_IDS = (
    "identificatie",
    "woningvboid",
    "vboid",
    "bagverblijfsobjectid",
    "pandbagverblijfsobjectid",
    "verblijfsobjectidentificatie",
    "nummeraanduidingidentificatie",
    "bagid",
)
"""Names of a field that identifies an address: two rows with the same value are the same address."""

ADDRESS_NAMES = (*BAG_IDS, "adresid", "id", "gmlid", "objectid", "fid")
"""Names of the field to call an address or company by in a finding."""

NOT_IN_USE = (
    "gevormd",
    "ingetrokken",
    "nietgerealiseerd",
    "buitengebruik",
    "gesloopt",
    "tenonrechteopgevoerd",
    "bouwvergunningverleend",
    "bouwgestart",
)
"""Words, as `readers.values.key`, in a BAG status that say nobody lives there (not yet, or no longer)."""

_SECONDS_PER_DAY = 86_400.0
_DAYS_PER_YEAR = 365.0
_M3D = 1000.0 / _SECONDS_PER_DAY

COMPANY_FIELDS = (
    (("ie", "aantalie", "ve", "aantalve", "inwonerequivalent", "inwonerequivalenten", "vervuilingseenheden"), "ie"),
    (("aantaliebedrijven", "iebedrijven", "vebedrijven", "grondslag", "grondslagsum"), "ie"),
    (("m3d", "m3dag", "m3perdag", "debietm3d", "dwam3d", "volumem3d"), "m3/d"),
    (("m3j", "m3jaar", "m3perjaar", "waterverbruikm3", "waterverbruikm3j", "waterverbruikm3jaar"), "m3/jaar"),
    (("zakresult",), "l/h"),
)
"""Names of the field with a company's discharge, and its unit; ZAK_RESULT is GeoDynGemGWSW's drinking water use."""

_LS_PER_UNIT = {"m3/d": _M3D, "m3/jaar": _M3D / _DAYS_PER_YEAR, "l/h": 1.0 / 3600.0}


def from_addresses(
    network: Network,
    addresses: gpd.GeoDataFrame,
    persons_field: str | None,
    links: pd.DataFrame | None,
    sewer: Sewer,
    kentallen: Kentallen,
    findings: Findings,
    notes: list[str],
    *,
    progress: Progress,
    cancelled: Cancelled,
) -> Placed:
    """Put the inhabitants of addresses on the pipes that take them.

    A number in the field with inhabitants counts; where it is missing, negative, unreadable or beyond
    ``dwa.max_inwoners_per_adres`` the address gets ``dwa.inwoners_per_adres`` for each dwelling. An address without a
    home (BAG: gebruiksdoel without woonfunctie), not in use or given twice does not count. The BGT-inlooptabel names
    the pipe where it can, else it is the nearest one within ``dwa.max_afstand``.

    Parameters
    ----------
    addresses
        Points (areas are represented by a point inside), RD.
    persons_field
        Field with inhabitants; None or "" recognises it.
    links
        BGT-inlooptabel, see `links.linked_pipes`.

    Returns
    -------
    Placed
        Persons.

    Raises
    ------
    InputError
        The layer is empty, or the named field does not exist.
    """
    if not len(addresses):
        raise InputError("inflow_addresses_empty")
    names = identifiers(addresses, ADDRESS_NAMES)
    points = as_points(addresses.geometry.to_numpy())
    persons = _persons(addresses, persons_field, names, points, kentallen, findings, notes)
    rows = np.flatnonzero(~np.isnan(persons))
    names, points, persons = names[rows], points[rows], persons[rows]
    notes.insert(0, note("inflow_note_addresses", persons=amount(persons.sum()), addresses=amount(len(rows))))
    pipe = np.full(len(rows), -1, dtype=np.intp)
    if links is not None and len(links):
        pipe, far = linked_pipes(
            network, sewer, links, addresses.iloc[rows], points, kentallen.value("dwa.max_afstand")
        )
        findings.add("koppeling_ver", "waarschuwing", names[far], points[far])
        linked = int((pipe >= 0).sum())
        notes.append(note("inflow_note_links", linked=amount(linked), rest=amount(len(rows) - linked)))
    free = np.flatnonzero(pipe < 0)
    pipe[free] = _nearest_within(
        network, points[free], names[free], "adres", kentallen, findings, part(progress, 10, 100), cancelled
    )
    return _placed(network, pipe, persons, _junctions(network, pipe, points, free, kentallen))


def from_companies(
    network: Network,
    companies: gpd.GeoDataFrame,
    field: str | None,
    kentallen: Kentallen,
    findings: Findings,
    notes: list[str],
    *,
    progress: Progress,
    cancelled: Cancelled,
) -> Placed:
    """Put the discharge of companies on the nearest pipe within ``dwa.max_afstand``.

    Parameters
    ----------
    companies
        Points (areas are represented by a point inside), RD.
    field
        Field with the discharge in population equivalents, m3 a day, m3 a year or l/h, by its name; None or ""
        recognises it. Without a usable value a company counts for ``dwa.ie_per_bedrijf``.

    Returns
    -------
    Placed
        Mean discharge in l/s.

    Raises
    ------
    InputError
        The named field does not exist.
    """
    companies = _only_companies(companies, findings, notes)
    names = identifiers(companies, ADDRESS_NAMES)
    points = as_points(companies.geometry.to_numpy())
    per_ie = kentallen.value("dwa.liter_per_ie") / _SECONDS_PER_DAY
    standard = kentallen.value("dwa.ie_per_bedrijf") * per_ie
    flow = np.full(len(companies), standard)
    column = chosen_column(companies, field, [alias for group, _ in COMPANY_FIELDS for alias in group], "bedrijven")
    assumed = len(companies)
    unit = ""
    if column is not None:
        unit = next((unit for group, unit in COMPANY_FIELDS if _is_one_of(column, group)), "ie")
        values, state = numbers(companies[column])
        good = (state == OK) & (values >= 0)
        flow = np.where(good, values * _LS_PER_UNIT.get(unit, per_ie), standard)
        assumed = int((~good).sum())
        bad = np.flatnonzero((state == UNREADABLE) | (values < 0))
        shown = texts(companies[column])
        findings.add(
            "bedrijf_onleesbaar", "waarschuwing", names[bad], points[bad], value=list(shown[bad]), field=column
        )
    notes.append(
        note(
            "inflow_note_companies",
            companies=amount(len(companies)),
            flow=amount(flow.sum(), 2),
            field=f"{column} ({unit})" if column else "-",
            assumed=amount(assumed),
            each=amount(kentallen.value("dwa.ie_per_bedrijf"), 1),
        )
    )
    pipe = _nearest_within(network, points, names, "bedrijf", kentallen, findings, progress, cancelled)
    return _placed(network, pipe, flow, _junctions(network, pipe, points, np.arange(len(pipe)), kentallen))


def _only_companies(companies: gpd.GeoDataFrame, findings: Findings, notes: list[str]) -> gpd.GeoDataFrame:
    """Return the rows that are a company: BAG points that are homes and nothing else, or not in use, are not."""
    names = identifiers(companies, ADDRESS_NAMES)
    points = as_points(companies.geometry.to_numpy())
    unused = _says(companies, "status", NOT_IN_USE)
    uses = find_column(companies, ("gebruiksdoel",))
    home = np.zeros(len(companies), dtype=bool)
    if uses is not None:
        home = np.array([key(value) == "woonfunctie" for value in texts(companies[uses])], dtype=bool) & ~unused
    for kind, rows in (("bedrijf_niet_in_gebruik", unused), ("bedrijf_is_woning", home)):
        where = np.flatnonzero(rows)
        findings.add(kind, "info", names[where], points[where])
        if len(where):
            notes.append(note(f"inflow_note_{kind}", companies=amount(len(where))))
    return companies[~(unused | home)]


def _persons(
    addresses: gpd.GeoDataFrame,
    persons_field: str | None,
    names: npt.NDArray[Any],
    points: npt.NDArray[Any],
    kentallen: Kentallen,
    findings: Findings,
    notes: list[str],
) -> FloatArray:
    """Return the inhabitants per address, NaN where it does not count."""
    per_address = kentallen.value("dwa.inwoners_per_adres")
    limit = kentallen.value("dwa.max_inwoners_per_adres")
    dwellings = _dwellings(addresses, names, points, findings)
    standard = dwellings * per_address
    column = chosen_column(addresses, persons_field, RESIDENTS, "adressen")
    if column is None:
        values, state = np.full(len(addresses), np.nan), np.full(len(addresses), EMPTY, dtype=np.int8)
        shown = np.full(len(addresses), "", dtype=object)
    else:
        values, state = numbers(addresses[column])
        shown = texts(addresses[column])
    known = (state == OK) & (values >= 0) & (values <= limit)
    persons = np.where(known, values, standard)

    unused = _says(addresses, "status", NOT_IN_USE)
    homeless = _no_home(addresses) & ~(known & (values > 0)) & ~unused
    counts = ~(unused | homeless)
    counts &= ~_repeated(addresses, points, persons, shown, counts)
    repeated = ~(unused | homeless | counts)
    for kind, severity, rows in (
        ("adres_niet_in_gebruik", "info", unused),
        ("adres_geen_woning", "info", homeless),
        ("adres_dubbel", "info", repeated),
    ):
        where = np.flatnonzero(rows)
        findings.add(kind, severity, names[where], points[where])  # type: ignore[arg-type]
        if len(where):
            notes.append(note(f"inflow_note_{kind}", addresses=amount(len(where))))
    if column is None:
        notes.append(note("inflow_note_per_address", each=amount(per_address, 2)))
    else:
        for kind, rows in (
            ("inwoners_onbekend", state == EMPTY),
            ("inwoners_onleesbaar", state == UNREADABLE),
            ("inwoners_negatief", values < 0),
            ("inwoners_ongeloofwaardig", values > limit),
        ):
            where = np.flatnonzero(rows & counts)
            findings.add(
                kind,
                "info" if kind == "inwoners_onbekend" else "waarschuwing",
                names[where],
                points[where],
                value=list(shown[where]),
                used=[amount(value, 2) for value in persons[where]],
                field=column,
            )
        notes.append(
            note(
                "inflow_note_field",
                field=column,
                known=amount(int((known & counts).sum())),
                rest=amount(int((~known & counts).sum())),
                each=amount(per_address, 2),
            )
        )
    return np.where(counts, persons, np.nan)


def _dwellings(
    addresses: gpd.GeoDataFrame, names: npt.NDArray[Any], points: npt.NDArray[Any], findings: Findings
) -> FloatArray:
    """Return the number of dwellings at each point: 1 unless a field says otherwise."""
    column = find_column(addresses, DWELLINGS)
    if column is None:
        return np.ones(len(addresses))
    values, state = numbers(addresses[column])
    good = (state == OK) & (values >= 0)
    bad = np.flatnonzero((state == UNREADABLE) | (values < 0))
    shown = texts(addresses[column])
    findings.add("woningen_onleesbaar", "waarschuwing", names[bad], points[bad], value=list(shown[bad]), field=column)
    return np.where(good, values, 1.0)


def _no_home(addresses: gpd.GeoDataFrame) -> npt.NDArray[np.bool_]:
    """Tell which addresses have BAG uses (gebruiksdoel) but not woonfunctie; without a use it may be a houseboat."""
    return _says(addresses, "gebruiksdoel", ("functie",)) & ~_says(addresses, "gebruiksdoel", ("woonfunctie",))


def _says(addresses: gpd.GeoDataFrame, alias: str, words: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    column = find_column(addresses, (alias,))
    if column is None:
        return np.zeros(len(addresses), dtype=bool)
    codes, values = pd.factorize(pd.Series(texts(addresses[column]), dtype=object))
    hit = np.array([any(word in key(value) for word in words) for value in values], dtype=bool)
    return np.asarray(hit[codes], dtype=bool)


def _repeated(
    addresses: gpd.GeoDataFrame,
    points: npt.NDArray[Any],
    persons: FloatArray,
    shown: npt.NDArray[Any],
    counts: npt.NDArray[np.bool_],
) -> npt.NDArray[np.bool_]:
    """Tell which rows repeat an address; the one that stays does not depend on the order of the rows."""
    repeated = np.zeros(len(addresses), dtype=bool)
    column = find_column(addresses, BAG_IDS)
    if column is None:
        return repeated
    ids = texts(addresses[column])
    rows = np.flatnonzero(counts & (ids != ""))
    if not pd.Series(ids[rows], dtype=object).duplicated().any():
        return repeated
    table = pd.DataFrame(
        {
            "id": ids[rows],
            "x": shapely.get_x(points[rows]),
            "y": shapely.get_y(points[rows]),
            "persons": -persons[rows],
            "shown": shown[rows].astype(str),
        }
    )
    table = table.sort_values(["id", "x", "y", "persons", "shown"], kind="stable")
    repeated[rows[table.index[table["id"].duplicated()].to_numpy()]] = True
    return repeated


def _nearest_within(
    network: Network,
    points: npt.NDArray[Any],
    names: npt.NDArray[Any],
    what: str,
    kentallen: Kentallen,
    findings: Findings,
    progress: Progress,
    cancelled: Cancelled,
) -> IntArray:
    """Return the row of ``network.pipes`` that takes each point, -1 (and a finding) where there is none."""
    limit = kentallen.value("dwa.max_afstand")
    pipes = connectable(network.pipes)
    lines = network.pipes.geometry.to_numpy()[pipes]
    position, distance = nearest(points, lines, progress=progress, cancelled=cancelled)
    within = distance <= limit
    placeless = np.flatnonzero(np.isnan(distance))
    findings.add(f"{what}_zonder_plaats", "fout", names[placeless])
    far = np.flatnonzero(distance > limit)
    findings.add(
        f"{what}_te_ver",
        "waarschuwing",
        names[far],
        points[far],
        distance=[amount(value) for value in distance[far]],
        limit=amount(limit),
    )
    taken = np.full(len(points), -1, dtype=np.intp)
    taken[within] = pipes[position[within]]
    return taken


def _junctions(
    network: Network, pipe: IntArray, points: npt.NDArray[Any], rows: IntArray, kentallen: Kentallen
) -> IntArray:
    """Return the node at which a point joins, -1 where it joins a pipe on its way.

    A point whose nearest place on the pipe is a manhole with more pipes joins there: its water does not pass the pipe
    that ends in it. Only `rows` are looked at: a pipe that the BGT-inlooptabel names is taken as it is.
    """
    node = np.full(len(pipe), -1, dtype=np.intp)
    rows = rows[pipe[rows] >= 0]
    if not len(rows):
        return node
    pipes = network.pipes
    lines = pipes.geometry.to_numpy()[pipe[rows]]
    at = shapely.line_locate_point(lines, points[rows])
    edge = kentallen.value("stroming.tolerantie_m")
    begin, end = (pipes[column].to_numpy()[pipe[rows]] for column in ("begin", "eind"))
    found = np.where(at <= edge, begin, np.where(at >= shapely.length(lines) - edge, end, -1))
    carries = network.carries_dwa()
    degree = np.bincount(pipes["begin"].to_numpy()[carries], minlength=len(network.nodes))
    degree += np.bincount(pipes["eind"].to_numpy()[carries], minlength=len(network.nodes))
    node[rows] = np.where((found >= 0) & (degree[found] > 1), found, -1)
    return node


def _placed(network: Network, pipe: IntArray, values: FloatArray, node: IntArray) -> Placed:
    there = pipe >= 0
    at_node = there & (node >= 0)
    on_pipe = there & ~at_node
    return Placed(
        summed(pipe[on_pipe], values[on_pipe], len(network.pipes)),
        summed(node[at_node], values[at_node], len(network.nodes)),
        unplaced=float(values[~there].sum()),
        given=float(values.sum()),
    )


def _is_one_of(column: str, aliases: tuple[str, ...]) -> bool:
    return find_column(pd.DataFrame(columns=[column]), aliases) is not None
