"""Profiles of a HydX: Profiel.csv, and the standard profiles of Stichting RIONED where it lacks one."""

from __future__ import annotations

import numpy as np

from ..findings import Findings
from ..kentallen import Kentallen
from . import codes, sizes
from .csvfiles import Table
from .discharges import standard
from .tables import Geometries
from .values import Texts, key, numbers, parse_number


def profiles(
    table: Table | None,
    wanted: Texts,
    ids: Texts,
    geometry: Geometries,
    kentallen: Kentallen,
    findings: Findings,
) -> tuple[Texts, Texts, sizes.Sizes]:
    """Return shape, material and inside sizes of the profiles of connections, each of shape (n,).

    Parameters
    ----------
    table
        Profiel.csv, None when it is not there; what it lacks comes from the standard profiles.
    wanted
        Shape (n,): PRO_IDE.
    ids, geometry
        Shape (n,): for the findings.
    kentallen, findings
        As everywhere.
    """
    known: dict[str, tuple[str, str, float, float]] = {}
    for source in (standard("Profiel"), table):
        if source is not None:
            known |= _profile_table(source, kentallen.value("riool.tabel_meter"), findings)
    nothing = ("", "", np.nan, np.nan)
    found = [known.get(key(name), nothing) for name in wanted]
    shape = np.array([item[0] for item in found], dtype=object)
    material = np.array([item[1] for item in found], dtype=object)
    width, height = (np.array([item[i] for item in found], dtype=np.float64) for i in (2, 3))
    lost = np.array([bool(name) and key(name) not in known for name in wanted], dtype=bool)
    findings.add("hydx_profiel_onbekend", "waarschuwing", ids[lost], geometry[lost], profile=wanted[lost])
    none = np.full(len(ids), np.nan)
    size = sizes.inside(
        sizes.Raw(width, height, none, none),
        codes.translate(shape, codes.SHAPES),
        codes.translate(material, codes.MATERIALS),
        np.zeros(len(ids), dtype=bool),
        ids,
        geometry,
        kentallen=kentallen,
        findings=findings,
        outside=False,
    )
    return codes.translate(shape, codes.SHAPES), codes.translate(material, codes.MATERIALS), size


def _profile_table(table: Table, metres_below: float, findings: Findings) -> dict[str, tuple[str, str, float, float]]:
    """Return shape, material, width and height (mm) per profile."""
    (width, _), (height, _) = (numbers(table.series(column)) for column in ("PRO_BRE", "PRO_HGT"))
    result = {}
    for i, name in enumerate(table.text("PRO_IDE")):
        wide, high = _tabulated(table.text("TAB_BRE")[i]), _tabulated(table.text("TAB_HGT")[i])
        w, h = width[i], height[i]
        if np.isnan(w) and len(wide):
            w = max(wide) * (1000.0 if max(wide) < metres_below else 1.0)
        if np.isnan(h) and len(high) > 1:
            h = (max(high) - min(high)) * (1000.0 if max(high) < metres_below else 1.0)
        if np.isnan(h) and len(wide) == 1 and not len(high) and wide[0] >= metres_below:
            h = wide[0]  # RIONED's own test file has the height of its rectangles one column too far
        if np.isnan(w):
            findings.add("hydx_profiel_zonder_maat", "info", [name])
        result[key(name)] = (table.text("PRO_VRM")[i], table.text("PRO_MAT")[i], w, h)
    return result


def _tabulated(text: str) -> list[float]:
    """Return the numbers of a tabulated profile: separated by spaces."""
    return [number for part in text.split() if np.isfinite(number := parse_number(part)) and number >= 0]
