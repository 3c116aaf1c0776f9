"""Closed systems that are there already, as loops: what a register tells of them, and what must be assumed."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ...findings import Findings
from ...kentallen import Kentallen
from ...units import GJ_PER_KWH, GJ_PER_MWH
from ...wording import amount, dutch
from .line_source import Loops

Floats = npt.NDArray[np.float64]

MOST = 25
"""Findings of a kind that are given one by one."""


def existing_loops(installations: gpd.GeoDataFrame, *, w_per_m: float, kentallen: Kentallen) -> tuple[Loops, Findings]:
    """Return the closed systems of a layer of installations as loops, in order of id.

    A system is a point on the map. By its power and depth it has as many loops as the yield asks; they lie in a square
    around the point. The heat of the register counts as drawn from the ground, its cold as brought back. Without heat
    it follows from the power by full-load hours, without power from the depth and the yield: more rather than less.
    Rows of one id are one system; where they all say the same, its figures are those of the whole.

    Parameters
    ----------
    installations
        ``.frame`` of `readers.installations.read_installations`, role GBES: geometry in RD, installatie_id, actief,
        vermogen_kw, diepte_m, warmte_mwh, koude_mwh.
    w_per_m
        Yield to derive a missing power or number of loops, W/m.
    kentallen
        ``bodem.*``.
    """
    findings = Findings()
    rows = installations.sort_values("installatie_id", kind="stable").reset_index(drop=True)
    shapes = np.asarray(shapely.centroid(rows.geometry.to_numpy()), dtype=object)
    ids = rows["installatie_id"].astype(str).to_numpy(dtype=object)
    active = rows["actief"].to_numpy(dtype=bool) & ~shapely.is_empty(shapes) & ~shapely.is_missing(shapes)
    if not active.all():
        findings.add("gbes_buiten_bedrijf", "info", [""], n=int((~active).sum()), all=len(rows))
    rows, shapes, ids = rows[active].reset_index(drop=True), shapes[active], ids[active]
    power, heat, cold = (_per_row(rows, name, ids) for name in ("vermogen_kw", "warmte_mwh", "koude_mwh"))
    depth = _known(rows["diepte_m"])
    shallow = ~(depth > kentallen.value("bodem.kop_m"))
    depth[shallow] = kentallen.value("bodem.diepte_standaard")
    _say(findings, "gbes_zonder_diepte", ids, shapes, shallow, depth=dutch(kentallen.value("bodem.diepte_standaard")))
    hours, full = kentallen.value("bodem.vollasturen"), kentallen.value("bodem.vollasturen_opbrengst")
    no_heat, no_power = ~(heat >= 0.0), ~(power > 0.0)
    assumed = no_heat & no_power
    _say(findings, "gbes_zonder_gegevens", ids, shapes, assumed, value=dutch(w_per_m), hours=amount(full))
    _say(findings, "gbes_zonder_warmte", ids, shapes, no_heat & ~no_power, hours=amount(hours))
    heat_gj = np.where(no_heat, power * hours * GJ_PER_KWH, heat * GJ_PER_MWH)
    heat_gj = np.where(assumed, w_per_m / 1000.0 * depth * full * GJ_PER_KWH, heat_gj)
    back_gj = kentallen.value("bodem.regeneratie") * np.where(cold > 0.0, cold, 0.0) * GJ_PER_MWH
    count = np.ceil(np.where(no_power, w_per_m * depth, 1000.0 * power) / (w_per_m * depth) - 1e-9)
    count = np.clip(count, 1, kentallen.value("bodem.bestaand_lussen")).astype(np.int64)
    row = np.repeat(np.arange(len(rows)), count)
    xy = np.stack([shapely.get_x(shapes), shapely.get_y(shapes)], axis=1).reshape(-1, 2)
    places = xy[row] + _square(count, kentallen.value("bodem.bestaand_afstand"))
    return Loops(places, depth[row], ((heat_gj - back_gj) / count)[row], ids[row]), findings


def _known(column: pd.Series) -> Floats:
    return np.array(pd.to_numeric(column, errors="coerce"), dtype=np.float64)


def _per_row(rows: gpd.GeoDataFrame, name: str, ids: npt.NDArray[np.object_]) -> Floats:
    """Return a figure per row; one that all rows of a system repeat is that of the whole, and is shared out."""
    values = _known(rows[name])
    groups = pd.Series(values).groupby(ids)
    same = groups.transform("nunique", dropna=False).to_numpy() == 1
    size = groups.transform("size").to_numpy()
    return np.asarray(np.where(same, values / size, values), dtype=np.float64)


def _square(count: npt.NDArray[np.int64], apart: float) -> Floats:
    """Return the places of the loops of each system around its point, shape (sum of count, 2), m."""
    number = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    side = np.repeat(np.ceil(np.sqrt(count) - 1e-9), count).astype(np.int64)
    places = np.stack([number % side, number // side], axis=1).astype(np.float64)
    index = np.repeat(np.arange(len(count)), count)
    middle = np.stack([np.bincount(index, places[:, axis], len(count)) for axis in (0, 1)], axis=1)
    return np.asarray(apart * (places - (middle / np.maximum(count, 1)[:, None])[index]), dtype=np.float64)


def _say(
    findings: Findings,
    kind: str,
    ids: npt.NDArray[np.object_],
    shapes: npt.NDArray[np.object_],
    mask: npt.NDArray[np.bool_],
    **values: str,
) -> None:
    findings.add_most(kind, "waarschuwing", ids[mask], shapes[mask], most=MOST, **values)
