"""Dry weather flow that a HydX registers itself: Debiet.csv x Verloop.csv."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..findings import Findings
from ..kentallen import Kentallen
from ..messages import message
from ..schema import DWA_FUNCTIES
from .csvfiles import Table, parse
from .values import Flags, Reals, Texts, key, numbers

RIONED = Path(__file__).parent / "rioned"
"""Standard tables of Stichting RIONED (licence beside them)."""

HOURS = tuple(f"U{hour:02d}_DAG" for hour in range(24))
_DAYS = 7
_PER_PERSON = ("inwoner", "bedrijf", "kantoor")
"""Curves whose volume is per unit: without a number of units they say nothing."""


class Curve(NamedTuple):
    """A day curve: mean volume per unit in m3/d over the week, and 24 fractions of the week's volume that sum to 1."""

    name: str
    volume_m3d: float
    hours: npt.NDArray[np.float64]
    days: int


def standard(name: str) -> Table:
    """Return a standard table of Stichting RIONED: ``Verloop`` or ``Profiel``."""
    path = RIONED / f"{name}.csv"
    return parse(path.name, path.read_bytes())


def curves(table: Table | None, findings: Findings, notes: list[str], kentallen: Kentallen) -> dict[str, Curve]:
    """Return the curves of Verloop.csv by normalised name, and the standard ones that it lacks.

    DAG is one day for the whole week, VAR a row per weekday, CST a constant flow with a volume per weekday; the volume
    is m3 per unit per day (GWSW-Hyd, "Vuilwater en lateraal debiet"), or litres when it could only be litres.

    Parameters
    ----------
    table
        Verloop.csv, None when it is not there.
    findings, notes, kentallen
        As everywhere.
    """
    known = _curves(standard("Verloop"), 1.0, Findings())
    usual = {name: known[name] for name in known if name in _PER_PERSON}
    if table is None:
        return usual
    factor = _unit(table, usual, kentallen)
    if factor != 1.0:
        notes.append(message("notitie_verloop_liter", "nl"))
    return usual | _curves(table, factor, findings)


def _unit(table: Table, usual: dict[str, Curve], kentallen: Kentallen) -> float:
    """Return the factor to m3: volumes of the standard curves that are a hundred times too large are litres."""
    volume, _ = numbers(table.series("VER_VOL"))
    too_large = kentallen.value("riool.verloop_liter")
    for name, value in zip(table.text("VER_IDE"), volume, strict=True):
        curve = usual.get(key(name))
        if curve is not None and value > too_large * curve.volume_m3d:
            return 0.001
    return 1.0


def _curves(table: Table, factor: float, findings: Findings) -> dict[str, Curve]:
    volume, _ = numbers(table.series("VER_VOL"))
    hours = np.column_stack([numbers(table.series(column))[0] for column in HOURS])
    names, kinds = table.text("VER_IDE"), table.text("VER_TYP")
    rows: dict[str, list[int]] = {}
    for i, name in enumerate(names):
        if key(name):
            rows.setdefault(key(name), []).append(i)
    found: dict[str, Curve] = {}
    for short, index in rows.items():
        curve = _curve(names[index[0]], kinds[index[0]].upper(), volume[index] * factor, hours[index])
        if curve is None:
            findings.add("hydx_verloop_onbruikbaar", "waarschuwing", [names[index[0]]])
            continue
        if kinds[index[0]].upper() in ("VAR", "CST") and 1 < len(index) < _DAYS:
            findings.add("hydx_verloop_dagen", "info", [names[index[0]]], n=len(index))
        found[short] = curve
    return found


def _curve(name: str, kind: str, volume: Reals, hours: Reals) -> Curve | None:
    """Return one curve from its rows: a row, or one per weekday (a weekday that is missing has no flow)."""
    volume = np.where(volume >= 0, volume, np.nan)
    if np.isnan(volume).all():
        return None
    if kind == "CST" or (kind not in ("DAG", "VAR") and np.isnan(hours).all()):
        hours = np.ones_like(hours)
    weight = np.where(hours > 0, hours, 0.0)
    total = weight.sum(axis=1)
    usable = np.isfinite(volume) & ((total > 0) | (volume == 0))
    if not usable.any():
        return None
    weight[total == 0] = 1.0
    share = weight[usable] / weight[usable].sum(axis=1, keepdims=True)
    days = 1 if kind == "DAG" or len(volume) == 1 else max(_DAYS, len(volume))
    if kind == "DAG":  # more rows would be the same curve given twice: the first counts
        volume, usable, share = volume[usable][:1], np.ones(1, dtype=bool), share[:1]
    week = (volume[usable][:, None] * share).sum(axis=0)
    if week.sum() == 0:
        return Curve(name, 0.0, share.mean(axis=0), days)
    return Curve(name, float(week.sum()) / days, week / week.sum(), days)


def discharges(
    table: Table | None,
    known: dict[str, Curve],
    nodes: Texts,
    pipes: pd.DataFrame,
    findings: Findings,
    notes: list[str],
) -> pd.DataFrame:
    """Return the discharges of Debiet.csv as in `Sewer.inflow`.

    VWD is sewage; so is LAT with a curve (what pressure sewers and process discharges bring in: GWSW-Hyd). LAT with a
    surface is rain. A curve of a process discharge needs no number of units. What is not used is listed.

    Parameters
    ----------
    table
        Debiet.csv, None when it is not there.
    known
        See `curves`.
    nodes
        Ids of nodes; an id that is also one of a pipe is a node.
    pipes
        Pipes of the schema. Sewage on a pipe that carries none goes to its begin node.
    findings, notes
        As everywhere.
    """
    if table is None or len(table) == 0:
        return empty_inflow()
    ids, kind = table.text("UNI_IDE"), np.char.upper(table.text("DEB_TYP").astype(str)).astype(object)
    curve_name = np.array([key(name) for name in table.text("VER_IDE")], dtype=object)
    units, wrong = numbers(table.series("AVV_ENH"))
    surface, _ = numbers(table.series("AFV_OPP"))
    at_node, at_pipe = _isin(ids, nodes), _isin(ids, pipes["leiding_id"].to_numpy(dtype=object))
    reason = np.full(len(ids), "", dtype=object)

    def because(rows: Flags, why: str) -> None:
        reason[rows & (reason == "")] = why

    because(~(at_node | at_pipe), "hydx_debiet_zonder_object")
    because((kind == "LAT") & ((surface > 0) | (curve_name == "")), "hydx_debiet_regen")
    because(~np.isin(kind.astype(str), ("VWD", "LAT")), "hydx_debiet_soort")
    because(~_isin(curve_name, np.array(list(known), dtype=object)), "hydx_verloop_onbekend")
    because(wrong | (units < 0), "hydx_debiet_eenheden")
    per_unit = np.isin(curve_name.astype(str), _PER_PERSON)
    because(np.isnan(units) & per_unit, "hydx_debiet_eenheden")
    for why in dict.fromkeys(text for text in reason if text):
        rows = reason == why
        info = why == "hydx_debiet_regen"
        findings.add(
            why,
            "info" if info else "waarschuwing",
            ids[rows],
            curve=[name or "niet ingevuld" for name in table.text("VER_IDE")[rows]],
            kind_of=[name or "niet ingevuld" for name in kind[rows]],
        )
    use = np.flatnonzero(reason == "")
    single = np.isnan(units)
    if single[use].any():
        notes.append(message("notitie_proceslozing", "nl", n=int(single[use].sum())))
    units = np.where(single, 1.0, units)
    if (kind[use] == "LAT").any():
        notes.append(message("notitie_lateraal_verloop", "nl", n=int((kind[use] == "LAT").sum())))
    used = [known[name] for name in curve_name[use]]
    names = [key(curve.name) if key(curve.name) in ("inwoner", "bedrijf") else curve.name for curve in used]
    volume = np.array([curve.volume_m3d for curve in used], dtype=np.float64) * units[use]
    op = np.where(at_node[use], "knoop", "leiding").astype(object)
    target = ids[use]
    dry = pipes.loc[~pipes["functie"].isin(DWA_FUNCTIES)].set_index("leiding_id")["knoop_begin"]
    moved = (op == "leiding") & _isin(target, dry.index.to_numpy(dtype=object))
    to = dry.reindex(target[moved]).to_numpy(dtype=object)
    findings.add("hydx_debiet_verplaatst", "info", target[moved], node=to)
    target[moved], op[moved] = to, "knoop"
    return _inflow(list(target), list(op), names, units[use], volume, [curve.hours for curve in used])


def _isin(values: Texts, allowed: Texts) -> Flags:
    return np.asarray(pd.Series(values, dtype=object).isin(set(allowed)).to_numpy(), dtype=bool)


def empty_inflow() -> pd.DataFrame:
    """Return `Sewer.inflow` without rows."""
    return _inflow([], [], [], np.empty(0), np.empty(0), [])


def _inflow(
    ids: list[str],
    op: list[str],
    curve: list[str],
    units: Reals,
    volume: Reals,
    hours: list[npt.NDArray[np.float64]],
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "object_id": pd.Series(ids, dtype=object),
            "op": pd.Series(op, dtype=object),
            "curve": pd.Series(curve, dtype=object),
            "eenheden": pd.Series(units, dtype=np.float64),
            "volume_m3d": pd.Series(volume, dtype=np.float64),
            "uren": pd.Series(hours, dtype=object),
        }
    )
