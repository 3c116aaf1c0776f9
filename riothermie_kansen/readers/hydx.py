"""GWSW.hydx (HydX): the CSV files with which hydraulic models are exchanged, read whole."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..callbacks import Cancelled, Progress, never, silent, stop_if
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..messages import message
from ..schema import Sewer
from .csvfiles import Table, read_tables
from .discharges import curves, discharges
from .profiles import profiles
from .tables import (
    Geometries,
    lengths,
    levels,
    node_frame,
    not_numbers,
    pipe_frame,
    slopes,
    unique_ids,
    zero_is_unknown,
)
from .values import Flags, Reals, Texts, numbers

FILES = (
    *("Knooppunt", "Verbinding", "Kunstwerk", "Debiet", "Verloop", "Profiel", "Oppervlak", "ItObject", "Nwrw"),
    "Meta",
)
"""Files of a HydX; the first two must be there."""

REQUIRED = {"Knooppunt": ("UNI_IDE", "KNP_XCO", "KNP_YCO"), "Verbinding": ("UNI_IDE", "KN1_IDE", "KN2_IDE", "VRB_TYP")}
"""Columns without which a HydX is not a network."""

DROPPED = ("hydx_leiding_afgekapt", "hydx_knoop_ontbreekt")
"""Kinds of finding that stand for a row of Verbinding.csv that was left out."""

_M3H_PER_LS = 3.6
_CONNECTIONS: dict[tuple[str, str], tuple[str, str, str]] = {
    ("GSL", "GMD"): ("gemengd", "vrijverval", "GemengdRiool"),
    ("GSL", "DWA"): ("vuilwater", "vrijverval", "Vuilwaterriool"),
    ("GSL", "HWA"): ("hemelwater", "geen", "Hemelwaterriool"),
    ("GSL", "NVT"): ("overig", "vrijverval", "VrijvervalTransportleiding"),
    ("ITR", ""): ("hemelwater", "geen", "Infiltratieriool"),
    ("OPL", ""): ("overig", "geen", "OpenLeiding"),
    ("DRL", ""): ("overig", "doorlaat", "Doorlaat"),
    ("OVS", ""): ("overig", "overstort", "Overstortdrempel"),
    ("PMP", ""): ("overig", "pomp", "Pomp"),
}
"""VRB_TYP and INZ_TYP ("": any) to soort, functie and GWSW type (GWSW-Hyd, "Typeringen" and "Type inzameling")."""

_NODES = {"UIT": "Uitlaat", "ITP": "Infiltratieput", "INS": "Inspectieput", "CMP": "Compartiment"}
_NODE_SORTS = {"UIT": "uitlaat", "ITP": "overig"}
_ONE_WAY_BACK = "2_1"


def read_hydx(
    folder: Path,
    *,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Sewer:
    """Read a HydX: a folder, a zip, or one of its files.

    Parameters
    ----------
    folder
        Where it is; file names in any case, also one folder deeper.
    kentallen
        Bounds: ``riool.*``.
    progress, cancelled
        Told how far it is; asked whether to stop.

    Returns
    -------
    Sewer
        Valid (`Sewer.validate`); every row of Verbinding.csv is in it or in its findings. Lines are straight between
        their nodes: HydX has no vertices. Sizes are inside sizes already (GWSW-Hyd, "Binnenmaat profiel").

    Raises
    ------
    InputError
        It is not a HydX, a file or column that cannot be missed is not there, or a file is not text.
    CancelledError
        The user cancelled.
    """
    findings, notes = Findings(), list[str]()
    tables = read_tables(Path(folder), FILES)
    _check(tables, Path(folder))
    progress(20)
    stop_if(cancelled)
    _list_uneven(tables, findings)
    nodes = _nodes(tables["Knooppunt"], kentallen, findings)
    progress(40)
    stop_if(cancelled)
    pipes = _pipes(tables, nodes, kentallen, findings, notes)
    _mark_pumps(nodes, pipes)
    progress(80)
    stop_if(cancelled)
    known = curves(tables.get("Verloop"), findings, notes, kentallen)
    node_ids, pipe_ids = nodes["knoop_id"].to_numpy(dtype=object), pipes["leiding_id"].to_numpy(dtype=object)
    both = sorted(set(node_ids) & set(pipe_ids))
    findings.add("hydx_id_dubbel", "waarschuwing", both)
    verbinding = tables["Verbinding"]
    sewer = Sewer(
        pipes=pipes,
        nodes=nodes,
        inflow=discharges(tables.get("Debiet"), known, node_ids, pipes, findings, notes),
        read={
            "leidingen": len(verbinding) + len(verbinding.cut),
            "putten": len(tables["Knooppunt"]) + len(tables["Knooppunt"].cut),
        }
        | {name.lower(): len(tables[name]) for name in ("Kunstwerk", "Debiet") if name in tables},
        findings=findings,
        dropped_kinds=DROPPED,
        source="GWSW.hydx",
        notes=notes,
    )
    sewer.validate()
    progress(100)
    return sewer


def _check(tables: dict[str, Table], folder: Path) -> None:
    if not tables:
        raise InputError("hydx_geen_map", path=folder)
    for name, columns in REQUIRED.items():
        if name not in tables:
            raise InputError("hydx_bestand_ontbreekt", path=folder, file=f"{name}.csv")
        table = tables[name]
        for column in columns:
            if column not in table.cells:
                raise InputError("hydx_kolom", file=table.name, column=column)
        if len(table) == 0:
            raise InputError("hydx_geen_rijen", file=table.name)


def _list_uneven(tables: dict[str, Table], findings: Findings) -> None:
    """List rows that were cut off or have too few or too many cells, and files that Meta.csv announces in vain."""
    for name, table in tables.items():
        for line, first in table.cut:
            kind = DROPPED[0] if name == "Verbinding" else "hydx_rij_afgekapt"
            findings.add(kind, "fout", [first or table.name], file=table.name, line=line)
        for lines, kind in ((table.short, "hydx_te_weinig_cellen"), (table.long, "hydx_te_veel_cellen")):
            findings.add(kind, "waarschuwing", [f"{table.name}:{line}" for line in lines], file=table.name, line=lines)
    if "Meta" in tables and len(tables["Meta"]):
        announced, _ = numbers(tables["Meta"].series("ALG_ATL"))
        if announced[0] > len(tables):
            findings.add("hydx_bestanden_ontbreken", "info", ["Meta.csv"], n=f"{announced[0]:g}", found=len(tables))


def _nodes(table: Table, kentallen: Kentallen, findings: Findings) -> gpd.GeoDataFrame:
    ids = table.text("UNI_IDE").copy()
    unnamed = ids == ""
    ids[unnamed] = [f"rij {line}" for line in table.line[unnamed]]
    (x, _), (y, _) = (numbers(table.series(column)) for column in ("KNP_XCO", "KNP_YCO"))
    there = np.isfinite(x) & np.isfinite(y)
    findings.add("knoop_zonder_plaats", "waarschuwing", ids[~there])
    again = pd.Series(ids, dtype=object)[there].duplicated().to_numpy()
    rows = np.flatnonzero(there)
    points = np.array(shapely.points(x[rows], y[rows]), dtype=object).reshape(len(rows))
    if again.any():
        first = pd.Series(rows, index=ids[rows])[lambda s: ~s.index.duplicated()]
        twin = rows[again]
        original = first.loc[ids[twin]].to_numpy()
        moved = np.hypot(x[twin] - x[original], y[twin] - y[original]) > 0
        findings.add("hydx_knoop_dubbel", "info", ids[twin][~moved], points[again][~moved])
        findings.add("hydx_knoop_verplaatst", "waarschuwing", ids[twin][moved], points[again][moved])
    rows, points = rows[~again], points[~again]
    kind = np.array([text.upper() for text in table.text("KNP_TYP")[rows]], dtype=object)
    ground, wrong = numbers(table.series("MVD_NIV"))
    not_numbers("MVD_NIV", table.series("MVD_NIV").iloc[rows], wrong[rows], ids[rows], findings, points)
    return node_frame(
        {
            "knoop_id": ids[rows],
            "soort": np.array([_NODE_SORTS.get(name, "put") for name in kind], dtype=object),
            "type": np.array([_NODES.get(name, name) for name in kind], dtype=object),
            "maaiveld_m": levels(ground[rows], "MVD_NIV", ids[rows], points, kentallen, findings),
        },
        points,
    )


def _pipes(
    tables: dict[str, Table],
    nodes: gpd.GeoDataFrame,
    kentallen: Kentallen,
    findings: Findings,
    notes: list[str],
) -> gpd.GeoDataFrame:
    table = tables["Verbinding"]
    begin, end = table.text("KN1_IDE"), table.text("KN2_IDE")
    place = dict(zip(nodes["knoop_id"], range(len(nodes)), strict=True))
    first = np.array([place.get(name, -1) for name in begin], dtype=np.int64)
    last = np.array([place.get(name, -1) for name in end], dtype=np.int64)
    named = table.text("UNI_IDE").copy()
    empty = named == ""
    named[empty] = [f"rij {line}" for line in table.line[empty]]
    lost = (first < 0) | (last < 0)
    missing = np.where(first < 0, begin, end)
    findings.add(
        "hydx_knoop_ontbreekt",
        "fout",
        named[lost],
        node=[name or "niet ingevuld" for name in missing[lost]],
        line=table.line[lost],
    )
    rows = np.flatnonzero(~lost)
    ids, changed = unique_ids(named[rows])
    begin, end, first, last = begin[rows], end[rows], first[rows], last[rows]
    form = _form(table, rows)
    direction = np.array([text.upper() for text in table.text("STR_RCH")[rows]], dtype=object)
    back = (direction == _ONE_WAY_BACK) & np.isin(form.function.astype(str), ("pomp", "doorlaat"))
    begin, end = np.where(back, end, begin), np.where(back, begin, end)
    first, last = np.where(back, last, first), np.where(back, first, last)
    xy = shapely.get_coordinates(np.asarray(nodes.geometry.array, dtype=object))
    geometry = np.empty(len(rows), dtype=object)
    geometry[:] = shapely.linestrings(np.stack([xy[first], xy[last]], axis=1)) if len(rows) else []
    findings.add("dubbele_leiding_id", "info", ids[changed], geometry[changed], name=named[rows][changed])
    closed = (direction == "GSL") & (form.function != "geen") & (form.function != "overstort")
    findings.add("verbinding_gesloten", "waarschuwing", ids[closed], geometry[closed])
    function = np.where(closed, "geen", form.function)
    _list_forms(table, rows, form, ids, geometry, findings)

    def column(name: str) -> Reals:
        series = table.series(name).iloc[rows]
        found, wrong = numbers(series)
        not_numbers(name, series, wrong, ids, findings, geometry)
        return found

    length = lengths(column("VRB_LEN"), geometry, ids, kentallen, findings)
    one, two = (levels(column(n), n, ids, geometry, kentallen, findings) for n in ("BOB_KN1", "BOB_KN2"))
    one, two = np.where(back, two, one), np.where(back, one, two)
    one, two = zero_is_unknown(one, two, length, ids, geometry, kentallen, findings)
    shape, material, size = profiles(
        tables.get("Profiel"), table.text("PRO_IDE")[rows], ids, geometry, kentallen, findings
    )
    own_name = table.text("LEI_IDE")[rows]
    designed = np.array([text.upper() == "ONT" for text in table.text("STA_OBJ")[rows]], dtype=bool)
    if designed.any():
        notes.append(message("notitie_hydx_ontwerp", "nl", n=int(designed.sum())))
    return pipe_frame(
        {
            "leiding_id": ids,
            "naam": np.where(own_name == "", named[rows], own_name),
            "soort": form.sort,
            "functie": function,
            "type": form.type,
            "stelsel": _systems(tables["Knooppunt"], begin),
            "vorm": shape,
            "materiaal": material,
            "breedte_mm": size.width,
            "hoogte_mm": size.height,
            "bob_begin_m": one,
            "bob_eind_m": two,
            "knoop_begin": begin,
            "knoop_eind": end,
            "lengte_m": length,
            "verhang": slopes(one, two, length),
            "bron_rij": rows,
            "capaciteit_ls": _capacities(tables.get("Kunstwerk"), ids, findings),
        },
        geometry,
    )


class _Form(NamedTuple):
    """What connections are, shape (n,); and which have a VRB_TYP or INZ_TYP that is not known."""

    sort: Texts
    function: Texts
    type: Texts
    unknown: Flags
    vague: Flags


def _form(table: Table, rows: npt.NDArray[np.int64]) -> _Form:
    kind = [text.upper() for text in table.text("VRB_TYP")[rows]]
    collect = [text.upper() for text in table.text("INZ_TYP")[rows]]
    found, unknown, vague = [], [], []
    for vrb, inz in zip(kind, collect, strict=True):
        form = _CONNECTIONS.get((vrb, inz)) or _CONNECTIONS.get((vrb, ""))
        vague.append(form is None and vrb == "GSL")
        if vague[-1]:
            form = _CONNECTIONS["GSL", "NVT"]
        unknown.append(form is None)
        found.append(form or ("overig", "geen", vrb))
    sort, function, name = (np.array([form[i] for form in found], dtype=object) for i in range(3))
    return _Form(sort, function, name, np.array(unknown, dtype=bool), np.array(vague, dtype=bool))


def _list_forms(
    table: Table, rows: npt.NDArray[np.int64], form: _Form, ids: Texts, geometry: Geometries, findings: Findings
) -> None:
    for mask, kind, column in (
        (form.unknown, "hydx_type_onbekend", "VRB_TYP"),
        (form.vague, "hydx_inzameling_onbekend", "INZ_TYP"),
    ):
        value = [text or "niet ingevuld" for text in table.text(column)[rows][mask]]
        findings.add(kind, "waarschuwing", ids[mask], geometry[mask], value=value)


def _systems(table: Table, begin: Texts) -> Texts:
    """Return the system (RST_IDE) of the node where each connection begins."""
    system = dict(zip(table.text("UNI_IDE"), table.text("RST_IDE"), strict=True))
    return np.array([system.get(name, "") for name in begin], dtype=object)


def _capacities(table: Table | None, ids: Texts, findings: Findings) -> Reals:
    """Return capacities of pumps and orifices in l/s; HydX has m3/h (nens/hydxlib: /3.6)."""
    result = np.full(len(ids), np.nan)
    if table is None:
        return result
    flow = np.full(len(table), np.nan)
    for column in ("PMP_CAP", "DRL_CAP"):
        found, wrong = numbers(table.series(column))
        not_numbers(column, table.series(column), wrong, table.text("UNI_IDE"), findings, None)
        flow = np.where(np.isnan(flow), found, flow)
    known = dict(zip(table.text("UNI_IDE"), flow, strict=True))
    result[:] = [known.get(name, np.nan) for name in ids]
    return np.where(result >= 0, result, np.nan) / _M3H_PER_LS


def _mark_pumps(nodes: gpd.GeoDataFrame, pipes: gpd.GeoDataFrame) -> None:
    """Give nodes where pumps begin ``soort`` pomp and the capacity of their pumps together: alternating pumps are one.

    GWSW-Hyd, "Kunstwerken": two pumps that run together are two connections, two that take turns are one.
    """
    pumps = pipes.loc[pipes["functie"] == "pomp", ["knoop_begin", "capaciteit_ls"]]
    total = pumps.groupby("knoop_begin")["capaciteit_ls"].sum(min_count=1)
    at = nodes["knoop_id"].isin(total.index).to_numpy()
    nodes["soort"] = np.where(at & (nodes["soort"] == "put").to_numpy(), "pomp", nodes["soort"].to_numpy(dtype=object))
    nodes["capaciteit_ls"] = np.where(at, nodes["knoop_id"].map(total).to_numpy(dtype=np.float64), np.nan)
