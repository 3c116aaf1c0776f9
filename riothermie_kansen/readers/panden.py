"""One building per pand, from rows that may be verblijfsobjecten, labels or doubles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..findings import Findings
from ..wording import amount, note
from .demand import Demand
from .shapes import Shapes
from .tables import unique_ids
from .values import Flags, Reals, Texts

Ints = npt.NDArray[np.int64]

REQUIRED, OPTIONAL, FORBIDDEN = 0, 1, 2
"""Status of a row."""

_RANK = np.array([1, 0, 2])
"""Of rows of one pand forbidden goes before required, required before optional."""


@dataclass(frozen=True)
class Rows:
    """The rows of a layer, shape (n,) each.

    Attributes
    ----------
    pand
        Id of the pand; one that occurs once where there is none.
    vbo
        Id of the verblijfsobject, None when the rows are panden.
    geometry
        Point, area or None.
    demand
        What the row needs.
    status
        `REQUIRED`, `OPTIONAL` or `FORBIDDEN`.
    """

    pand: Texts
    vbo: Texts | None
    geometry: Shapes
    demand: Demand
    status: Ints


@dataclass(frozen=True)
class Panden:
    """One row per building, shape (b,) each.

    Attributes
    ----------
    row
        The row of the layer that it has its place from.
    ids
        Unique.
    demand, status
        Of all its rows.
    """

    row: Ints
    ids: Texts
    demand: Demand
    status: Ints


def one_per_pand(
    all_rows: Rows, keep: Ints, label_m: float, findings: Findings, notes: list[str], dropped: dict[str, int]
) -> Panden:
    """Return one building per pand.

    Verblijfsobjecten are summed, each once. Of rows that are panden the one with the largest area and demand counts;
    the others are doubles, unless they stand somewhere else: then the id is not an id, and they get one of their own.

    Parameters
    ----------
    all_rows
        The layer.
    keep
        Shape (k,): the rows that count.
    label_m
        A point within this distance (m) of a pand with its id is a label of that pand.
    findings, notes, dropped
        Grow; `dropped` counts the rows that are no building, by kind.
    """
    pand, vbo, geometry, demand = all_rows.pand, all_rows.vbo, all_rows.geometry, all_rows.demand
    rows = _ordered(keep, all_rows)
    first = np.concatenate([[True], pand[rows[1:]] != pand[rows[:-1]]])
    leader = rows[first][np.cumsum(first) - 1]
    ids = pand.copy()
    own = first.copy()
    if vbo is not None:
        again = (_first_alike(pand[rows], vbo[rows]) < np.arange(len(rows))) & (vbo[rows] != "")
        _list_doubles(rows[again], pand, geometry, findings, dropped)
        rows, leader, own = rows[~again], leader[~again], own[~again]
        merged = int((~own).sum())
        notes.append(note("gebouwen_notitie_vbo", rows=amount(len(rows)), buildings=amount(len(rows) - merged)))
        if merged:
            dropped["verblijfsobject"] = merged
    else:
        other = np.flatnonzero(~first)
        there = ~(shapely.is_missing(geometry[rows[other]]) | shapely.is_missing(geometry[leader[other]]))
        one, lead = geometry[rows[other]], geometry[leader[other]]
        # a label of a pand may stand beside it; outlines of one pand touch, else the id is not an id
        label = (shapely.get_dimensions(one) == 0) | (shapely.get_dimensions(lead) == 0)
        apart = there & ~shapely.dwithin(one, lead, np.where(label, label_m, 0.0))
        # elsewhere the id starts again, once per footprint
        apart = other[apart]
        begin = apart[_first_alike(pand[rows[apart]], shapely.to_wkb(geometry[rows[apart]]))]
        own[begin] = True
        leader[apart] = rows[begin]
        double = np.flatnonzero(~own)
        equal = demand.same(rows[double], leader[double])
        _list_doubles(rows[double[equal]], pand, geometry, findings, dropped)
        _list_doubles(rows[double[~equal]], pand, geometry, findings, dropped, differs=True)
        renamed, _ = unique_ids(pand[rows[own]])
        named = rows[own]
        ids[named] = renamed
        changed = named[renamed != pand[named]]
        findings.add("pand_id_dubbel", "waarschuwing", ids[changed], geometry[changed], name=list(pand[changed]))
    return _summed(all_rows, rows, leader, own, ids)


def _ordered(rows: Ints, of: Rows) -> Ints:
    """Return rows by pand; of one pand the largest area goes first, then the largest demand."""
    shapes = of.geometry[rows]
    xmin, ymin, xmax, ymax = np.nan_to_num(shapely.bounds(shapes), nan=np.inf).T
    area = np.nan_to_num(shapely.area(shapes))
    # a demand of 0 says more than one that is not known
    rv, tap, heat, homes = (
        np.nan_to_num(column[rows], nan=-1.0)
        for column in (of.demand.rv_kw, of.demand.tap_kw, of.demand.warmte_gj, of.demand.woningen)
    )
    unit = pd.factorize(of.vbo[rows], sort=True)[0] if of.vbo is not None else np.zeros(len(rows))
    pand = pd.factorize(of.pand[rows], sort=True)[0]
    demand = (unit, -homes, -heat, -tap, -rv)
    place = (ymax, xmax, ymin, xmin, -area, shapely.is_missing(shapes))
    return np.asarray(rows[np.lexsort((of.status[rows], *demand, *place, pand))], dtype=np.int64)


def _first_alike(pand: Texts, what: npt.NDArray[np.object_]) -> Ints:
    """Return for each row the first one with the same pand and the same second value."""
    one, other = pd.factorize(pand)[0], pd.factorize(what)[0]
    _, first, inverse = np.unique(one * (other.max(initial=0) + 1) + other, return_index=True, return_inverse=True)
    return np.asarray(first[inverse], dtype=np.int64)


def _list_doubles(
    rows: Ints,
    pand: Texts,
    geometry: Shapes,
    findings: Findings,
    dropped: dict[str, int],
    *,
    differs: bool = False,
) -> None:
    kind = "pand_dubbel_anders" if differs else "pand_dubbel"
    findings.add(kind, "waarschuwing" if differs else "info", pand[rows], geometry[rows])
    if len(rows):
        dropped[kind] = len(rows)


def _summed(of: Rows, rows: Ints, leader: Ints, own: Flags, ids: Texts) -> Panden:
    """Return buildings with the demand of their first row or, of verblijfsobjecten, of all their rows."""
    heads = rows[own]
    group = np.full(len(ids), -1)
    group[heads] = np.arange(len(heads))
    at = group[leader]
    strongest = np.zeros(len(heads), dtype=np.int64)
    np.maximum.at(strongest, at, _RANK[of.status[rows]])
    demand, total = of.demand, of.demand.take(heads)
    if of.vbo is not None:
        total.rv_kw = _total(demand.rv_kw[rows], at, len(heads))
        total.tap_kw = _total(demand.tap_kw[rows], at, len(heads))
        total.warmte_gj = _total(demand.warmte_gj[rows], at, len(heads))
        total.woningen = _total(demand.woningen[rows], at, len(heads))
        total.utiliteit = np.bincount(at, ~demand.utiliteit[rows], len(heads)) == 0
        total.gemengd = np.bincount(at, demand.gemengd[rows], len(heads)) > 0
    return Panden(heads, ids[heads], total, np.argsort(_RANK)[strongest])


def _total(values: Reals, at: Ints, n: int) -> Reals:
    """Return the sum per building, NaN where no row has a value."""
    known = ~np.isnan(values)
    total = np.bincount(at, np.where(known, values, 0.0), n)
    return np.where(np.bincount(at, known, n) > 0, total, np.nan)
