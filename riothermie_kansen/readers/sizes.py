"""Widths and heights in millimetres inside: units, outside diameters of plastics, eggs, impossible values."""

from __future__ import annotations

import math
import re
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..findings import Findings
from ..kentallen import Kentallen
from .codes import PLASTICS
from .values import Flags, Reals, Texts, mapped, numbers, parse_number

UNITS = {1.0: "mm", 10.0: "cm", 1000.0: "m"}
"""Factor to millimetres and the name of the unit, in order of preference."""

_PAIR = re.compile(r"\s*([0-9.,]+)\s*(?:mm)?\s*[/x×*]\s*([0-9.,]+)\s*(?:mm)?\s*", re.IGNORECASE)
"""Width and height in one value: ``400/600``."""

_BOUNDS = {
    "Beton": "riool.maat_beton",
    "GewapendBeton": "riool.maat_gewapend_beton",
    "PVC": "riool.maat_pvc",
    "PE": "riool.maat_pe",
    "HDPE": "riool.maat_pe",
    "Polypropyleen": "riool.maat_pe",
    "Gres": "riool.maat_gres",
    "Metselwerk": "riool.maat_metselwerk",
}
"""Material to the kental with its smallest and largest width."""

_NO_PAIR = complex(math.inf, math.inf)
_TOLERANCE = 0.005
"""Relative difference within which a size is a trade size (rounding of converted values)."""
_ROUND = 0.01
"""Relative difference of width and height of a pipe that is still round."""


class Sizes(NamedTuple):
    """Inside sizes in mm, shape (n,), NaN where unknown, and which were reduced from outside to inside."""

    width: Reals
    height: Reals
    reduced: Flags


class Raw(NamedTuple):
    """Sizes as delivered, shape (n,): numbers in an unknown unit, NaN where unknown."""

    width: Reals
    height: Reals
    wall: Reals
    sdr: Reals


def widths(values: pd.Series) -> tuple[Reals, Reals, Flags]:
    """Return widths, heights in the same value (``400/600``), and where something else stands. Shape (n,)."""
    width, wrong = numbers(values)
    height = np.full(len(width), np.nan)
    if wrong.any():
        pairs = mapped(values[wrong], _pair, _NO_PAIR).astype(np.complex128)
        ok = np.isfinite(pairs)
        places = np.flatnonzero(wrong)[ok]
        width[places], height[places] = pairs[ok].real, pairs[ok].imag
        wrong[places] = False
    return width, height, wrong


def _pair(value: Any) -> complex:
    """Return width and height as the two parts of a number; not finite when there are no two."""
    match = _PAIR.fullmatch(value) if isinstance(value, str) else None
    return complex(parse_number(match[1]), parse_number(match[2])) if match else _NO_PAIR


def inside(
    raw: Raw,
    shape: Texts,
    material: Texts,
    pressure: Flags,
    ids: Texts,
    points: npt.NDArray[Any] | None,
    *,
    kentallen: Kentallen,
    findings: Findings,
    outside: bool = True,
) -> Sizes:
    """Return inside sizes in millimetres.

    Parameters
    ----------
    raw
        Sizes as delivered.
    shape, material
        Shape (n,): as `codes.SHAPES` and `codes.MATERIALS` spell them.
    pressure
        Shape (n,): whether it is a pressure pipe.
    ids, points
        Shape (n,): for the findings.
    kentallen
        Bounds, trade sizes and SDR: ``riool.*``.
    findings
        Grows with what was converted or is impossible.
    outside
        Whether sizes of plastics are outside diameters (GWSW: yes; HydX and own output: no).

    Notes
    -----
    Plastic: inside = width - 2 x wall, with wall = width / SDR when it is not known, SDR 41 when that is not known
    either (Stichting RIONED, GWSW-Hyd, "Binnenmaat profiel").
    """
    low, high = _bounds(material, pressure, kentallen)
    width, height, wall = raw.width.copy(), raw.height.copy(), raw.wall.copy()
    unknown = kentallen.table("riool.onbekend_getal")
    for values in (width, height, wall):
        values[(values == 0) | np.isin(np.abs(values), unknown)] = np.nan
    width = np.where(np.isnan(width) & np.isin(shape, ("", "Rond")), height, width)
    factor = _factors(width, low, high, material, kentallen, findings)
    factor = _odd_ones(width, factor, low, high, ids, points, kentallen, findings)
    width *= factor
    least, most = kentallen.table("riool.maat_uiterst")
    bad = (width < least) | (width > most)
    if bad.any():
        findings.add(
            "maat_onmogelijk", "waarschuwing", ids[bad], _at(points, bad), value=[f"{v:g}" for v in raw.width[bad]]
        )
    odd = ~bad & ((width < low) | (width > high))
    if odd.any():
        findings.add(
            "maat_opvallend",
            "info",
            ids[odd],
            _at(points, odd),
            value=[f"{v:g}" for v in width[odd]],
            material=[m or "onbekend" for m in material[odd]],
        )
    width[bad] = np.nan
    height = _heights(height, width, factor, shape, ids, points, kentallen, findings)
    reduced = np.zeros(len(width), dtype=bool)
    if outside:
        reduced = np.isin(material, PLASTICS) & np.isfinite(width)
        lost = 2 * _walls(wall, raw.sdr, width, reduced, ids, points, kentallen, findings)
        height = np.where(reduced, height - lost, height)
        width = np.where(reduced, width - lost, width)
    return Sizes(np.round(width, 1), np.round(height, 1), reduced)


def _bounds(material: Texts, pressure: Flags, kentallen: Kentallen) -> tuple[Reals, Reals]:
    """Return the smallest and largest plausible width of each pipe."""
    limits = np.tile(kentallen.table("riool.maat_overig"), (len(material), 1))
    for name, kental in _BOUNDS.items():
        limits[material == name] = kentallen.table(kental)
    limits[pressure] = kentallen.table("riool.maat_druk")
    return limits[:, 0], limits[:, 1]


def _factors(width: Reals, low: Reals, high: Reals, material: Texts, kentallen: Kentallen, findings: Findings) -> Reals:
    """Return the factor to mm of each pipe: of the whole column, or of its material where that clearly differs."""
    known = np.isfinite(width) & (width > 0)
    share_needed = kentallen.value("riool.eenheid_aandeel")
    column = _best(width[known], low[known], high[known], share_needed)
    factor = np.full(len(width), column)
    if column != 1.0:
        findings.add("maat_eenheid", "waarschuwing", ["kolom"], unit=UNITS[column], n=int(known.sum()))
    for name in np.unique(material[known].astype(str)):
        rows = known & (material == name)
        if rows.sum() < kentallen.value("riool.eenheid_aantal"):
            continue
        own = _best(width[rows], low[rows], high[rows], share_needed)
        if own != column and _share(width[rows] * column, low[rows], high[rows]) < share_needed:
            factor[rows] = own
            findings.add(
                "maat_eenheid_materiaal",
                "waarschuwing",
                ["kolom"],
                unit=UNITS[own],
                n=int(rows.sum()),
                material=name or "onbekend",
            )
    return factor


def _best(width: Reals, low: Reals, high: Reals, needed: float) -> float:
    """Return the factor to mm under which the most widths are plausible; mm as long as enough of them are."""
    shares = {factor: _share(width * factor, low, high) for factor in UNITS}
    if shares[1.0] >= needed:
        return 1.0
    best = max(shares, key=lambda factor: shares[factor])
    return best if shares[best] >= needed else 1.0


def _share(width: Reals, low: Reals, high: Reals) -> float:
    return float(((width >= low) & (width <= high)).mean()) if len(width) else 1.0


def _odd_ones(
    width: Reals,
    factor: Reals,
    low: Reals,
    high: Reals,
    ids: Texts,
    points: npt.NDArray[Any] | None,
    kentallen: Kentallen,
    findings: Findings,
) -> Reals:
    """Return the factors, with those of single pipes that are only a plausible trade size in another unit.

    What is a trade size already stays: concrete of 150 mm is odd, but it is not 1500 mm.
    """
    factor = factor.copy()
    rows = np.flatnonzero((width > 0) & ((width * factor < low) | (width * factor > high)))
    sizes = np.sort(kentallen.table("riool.handelsmaten"))
    rows = rows[~_near(width[rows] * factor[rows], sizes)]
    for other, unit in UNITS.items():
        size = width[rows] * other
        fits = (other != factor[rows]) & (size >= low[rows]) & (size <= high[rows]) & _near(size, sizes)
        if fits.any():
            found = rows[fits]
            findings.add(
                "maat_hersteld",
                "waarschuwing",
                ids[found],
                None if points is None else points[found],
                value=[f"{v:g}" for v in width[found]],
                unit=unit,
                size=[f"{v:g}" for v in size[fits]],
            )
        factor[rows[fits]] = other
        rows = rows[~fits]
    return factor


def _near(size: Reals, sizes: Reals) -> Flags:
    """Tell which sizes are trade sizes, within rounding."""
    place = np.clip(np.searchsorted(sizes, size), 1, len(sizes) - 1)
    distance = np.minimum(np.abs(size - sizes[place - 1]), np.abs(size - sizes[place]))
    return np.asarray(distance <= _TOLERANCE * size)


def _heights(
    height: Reals,
    width: Reals,
    factor: Reals,
    shape: Texts,
    ids: Texts,
    points: npt.NDArray[Any] | None,
    kentallen: Kentallen,
    findings: Findings,
) -> Reals:
    """Return heights in mm: as delivered where that can be, else from the shape."""
    least, most = kentallen.table("riool.hoogte_breedte")
    height = height * factor
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = height / width
    bad = np.isfinite(width) & np.isfinite(height) & ~((ratio >= least) & (ratio <= most))
    if bad.any():
        findings.add(
            "hoogte_onmogelijk", "waarschuwing", ids[bad], _at(points, bad), value=[f"{v:g}" for v in height[bad]]
        )
    height[bad | np.isnan(width)] = np.nan
    rond = (shape == "Rond") & np.isfinite(height) & (np.abs(height - width) > _ROUND * width)
    if rond.any():
        findings.add(
            "rond_met_hoogte",
            "info",
            ids[rond],
            _at(points, rond),
            width=[f"{v:g}" for v in width[rond]],
            height=[f"{v:g}" for v in height[rond]],
        )
    missing = np.isnan(height)
    height = np.where(missing & np.isin(shape, ("", "Rond")), width, height)
    egg = missing & np.isin(shape, ("Eivormig", "EivormigOmgekeerd"))
    return np.where(egg, width * kentallen.value("riool.ei_hoogte_breedte"), height)


def _walls(
    wall: Reals,
    sdr: Reals,
    width: Reals,
    plastic: Flags,
    ids: Texts,
    points: npt.NDArray[Any] | None,
    kentallen: Kentallen,
    findings: Findings,
) -> Reals:
    """Return the wall thickness of plastics in mm."""
    limit = kentallen.value("riool.wanddikte_breedte")
    bad = plastic & np.isfinite(wall) & ~((wall > 0) & (wall <= limit * width))
    if bad.any():
        findings.add(
            "wanddikte_onmogelijk", "waarschuwing", ids[bad], _at(points, bad), value=[f"{v:g}" for v in wall[bad]]
        )
    ratio = np.where(sdr >= 1 / limit, sdr, kentallen.value("riool.sdr_kunststof"))
    return np.where(np.isfinite(wall) & ~bad, wall, width / ratio)


def _at(points: npt.NDArray[Any] | None, rows: Flags) -> npt.NDArray[Any] | None:
    return None if points is None else points[rows]
