"""Layers as small blocks of text: whole numbers that differ little, words once, compressed.

Coordinates are rounded to a raster and stored as steps from the one before. What a browser needs to read them back
stands in ``resources/web/decode.js``.
"""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from .model import Labels, WebLayer
from .naming import found_by, named_by, plain

DIMENSION = {"point": 0, "line": 1, "polygon": 2}
DIGITS = 6
"""Significant digits of numbers: more than a popup shows."""

LEVEL = 7
"""Of compression: 9 takes three times as long for one percent."""

FEW = 0.6
"""Texts are stored once each when fewer than this share of them differ."""


def packed(content: object) -> str:
    """Return JSON, compressed (zlib), in base64: the same bytes for the same content."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(zlib.compress(text.encode(), LEVEL)).decode("ascii")


def shape(layer: WebLayer, tolerance: float, raster: float) -> dict[str, Any]:
    """Return the places of a layer.

    Parameters
    ----------
    layer
        Geometries in RD (m).
    tolerance
        Lines and outlines may move this far (m); 0 keeps every vertex. Douglas and Peucker (1973), by GEOS.
    raster
        Coordinates are rounded to this (m).

    Returns
    -------
        ``p``: parts per feature; ``n``: vertices per part; ``d``: steps x, y, x, y ... in `raster`, from ``x``, ``y``.
        Rings of areas are not closed; holes are parts too, for a fill of odd and even.
    """
    geometries = np.asarray(layer.geometries, dtype=object)
    if tolerance > 0.0 and layer.kind != "point":
        # an area must stay an area; a line may cross itself, and is done many times as fast
        geometries = shapely.simplify(geometries, tolerance, preserve_topology=layer.kind == "polygon")
    parts, owner = shapely.get_parts(geometries, return_index=True)
    while (shapely.get_type_id(parts) >= 4).any():
        parts, back = shapely.get_parts(parts, return_index=True)
        owner = owner[back]
    fits = (shapely.get_dimensions(parts) == DIMENSION[layer.kind]) & ~shapely.is_empty(parts)
    parts, owner = parts[fits], owner[fits]
    if layer.kind == "polygon":
        parts, back = shapely.get_rings(parts, return_index=True)
        owner = owner[back]
    coordinates, part = shapely.get_coordinates(parts, return_index=True)
    steps = np.round(coordinates / raster).astype(np.int64)
    keep = _kept(steps, part, closed=layer.kind == "polygon")
    steps, part = steps[keep], part[keep]
    start = steps[0] if len(steps) else np.zeros(2, dtype=np.int64)
    return {
        "p": np.bincount(owner, minlength=len(geometries)).tolist(),
        "n": np.bincount(part, minlength=len(parts)).tolist(),
        "x": int(start[0]),
        "y": int(start[1]),
        "q": raster,
        "d": np.diff(steps, axis=0, prepend=start[None, :]).ravel().tolist(),
    }


def _kept(steps: npt.NDArray[np.int64], part: npt.NDArray[np.int64], *, closed: bool) -> npt.NDArray[np.bool_]:
    """Return which vertices stay: not those on the one before; of a ring not the last one, which repeats the first."""
    first = np.r_[True, part[1:] != part[:-1]] if len(part) else np.zeros(0, dtype=bool)
    last = np.r_[part[1:] != part[:-1], True] if len(part) else np.zeros(0, dtype=bool)
    same = np.zeros(len(part), dtype=bool)
    same[1:] = (steps[1:] == steps[:-1]).all(axis=1)
    keep = first | ~same
    if closed:
        return np.asarray(keep & ~(last & ~first))
    return np.asarray(keep | last)  # a line that is shorter than the raster keeps its end


def content(layer: WebLayer, key: str) -> dict[str, Any]:
    """Return all of a layer but its places; `key` names it in links."""
    fields = list(layer.fields)
    return {
        "key": key,
        "title": layer.title,
        "group": layer.group,
        "kind": layer.kind,
        "on": layer.visible,
        "background": layer.background,
        "opacity": round(layer.opacity, 2),
        "scale": list(layer.scale),
        "levels": layer.levels,
        "symbols": [_bare(symbol) for symbol in layer.symbols],
        "looks": [list(look) for look in layer.looks],
        "look": [np.asarray(look).tolist() for look in layer.look],
        "bands": list(layer.bands),
        "legend": [[item.label, item.depth, item.symbol] for item in layer.legend],
        "labels": [_labels(item) for item in layer.labels],
        "fields": [
            {
                "name": field.name, "title": field.title, "unit": field.unit, "plain": plain(field),
                "codes": dict(field.codes),
            }
            for field in fields
        ],
        "values": [
            _numbers(values) if field.numeric else _texts(values)
            for field, values in zip(fields, layer.values, strict=True)
        ],
        "search": found_by(fields),
        "names": named_by(fields),
    }  # fmt: skip


def _bare(symbol: Any) -> dict[str, Any]:
    """Return a symbol without a range of scales that says nothing."""
    return {name: value for name, value in symbol.items() if not (name == "scale" and not any(value))}


def _labels(labels: Labels) -> dict[str, Any]:
    return {
        "texts": _texts(labels.texts), "size_mm": labels.size_mm, "color": labels.color, "halo": labels.halo,
        "halo_mm": labels.halo_mm, "scale": list(labels.scale), "along": labels.along, "beside": labels.beside,
    }  # fmt: skip


def _numbers(values: Any) -> dict[str, Any]:
    """Return numbers with `DIGITS` significant digits; whole ones without a point; None for what is no number."""
    numbers = np.asarray(values, dtype=np.float64)
    finite = np.isfinite(numbers)
    whole = finite & (numbers == np.round(numbers)) & (np.abs(numbers) < 2.0**53)
    return {
        "v": [
            int(number) if is_whole else float(f"{number:.{DIGITS}g}") if is_finite else None
            for number, is_whole, is_finite in zip(numbers.tolist(), whole.tolist(), finite.tolist(), strict=True)
        ]
    }


def _texts(values: Any) -> dict[str, Any]:
    """Return texts; where many are the same each of them once, and their numbers (-1 for none)."""
    series = pd.Series(list(values), dtype=object)
    codes, unique = pd.factorize(series)
    if len(unique) < FEW * max(len(series), 1):
        return {"u": [str(text) for text in unique], "i": codes.tolist()}
    return {"v": [None if code < 0 else str(text) for code, text in zip(codes, series, strict=True)]}
