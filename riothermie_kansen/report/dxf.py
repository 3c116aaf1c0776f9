"""A heat network as a DXF drawing in RD: a layer per role and diameter, points for connections and sources."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from ..callbacks import Cancelled, never, stop_if
from ..errors import InputError
from .dxf_format import CONTINUOUS, DASHED, ENCODING, Drawing, Layer

PREFIX = "WARMTENET"
ROLES = {"transport": (1, 70), "distributie": (30, 40), "aansluiting": (8, 18)}
"""Colour (AutoCAD colour index: red, orange, grey) and line weight (0.01 mm) of a role."""

OTHER = (7, 25)
CONNECTION = Layer(8, CONTINUOUS, 18)
SOURCE = Layer(5, CONTINUOUS, 50)
LABEL = Layer(7, CONTINUOUS, 18)

TEXT_M = 1.6
"""Height of a label, m: 1.6 mm on a plot 1:1000."""

TEXT_ROOM = 0.8
"""Width of a character as a part of its height, with some air: a label must fit on its line."""

EVERY = 2000

Geometries = npt.NDArray[np.object_]


def write_dxf(
    path: Path | str, trace: gpd.GeoDataFrame, connections: gpd.GeoDataFrame, *, cancelled: Cancelled = never
) -> None:
    """Write a heat network to a DXF file.

    Parameters
    ----------
    path
        The file; replaced when it exists, untouched when the drawing cannot be made.
    trace, connections
        As in `network_dxf`.
    cancelled
        Tells whether to stop.

    Raises
    ------
    InputError
        The file cannot be written.
    CancelledError
        The user cancelled.
    """
    text = network_dxf(trace, connections, cancelled=cancelled)
    try:
        Path(path).write_text(text, encoding=ENCODING, newline="\r\n")
    except OSError as error:
        raise InputError("network_dxf_file", path=path, reason=error.strerror or type(error).__name__) from error


def network_dxf(trace: gpd.GeoDataFrame, connections: gpd.GeoDataFrame, *, cancelled: Cancelled = never) -> str:
    """Return a heat network as the text of a DXF file.

    Parameters
    ----------
    trace
        LineStrings, EPSG:28992, columns `network.columns.TRACE_COLUMNS`. Layer: ``WARMTENET-<ROL>-<DN>``, with the
        type of network after WARMTENET when there are two, and ``-BESTAAND`` at the end for existing pipe. A line that
        nothing feeds starts at a source.
    connections
        Points, columns `network.columns.AANSLUITING_COLUMNS`. Layer: ``WARMTENET-AANSLUITPUNT``.
    cancelled
        Tells whether to stop.

    Returns
    -------
    str
        Lines that end with a line feed; the same for the same input.

    Raises
    ------
    CancelledError
        The user cancelled.
    """
    drawing = Drawing()
    lines = np.asarray(trace.geometry.to_numpy(), dtype=object)
    points = np.asarray(connections.geometry.to_numpy(), dtype=object)
    places = np.concatenate([lines, points])
    if len(places):  # shapely 2.0 has no bounds of nothing
        drawing.show(shapely.total_bounds(places))
    two = trace["nettype"].nunique() > 1
    several = trace["aantal"].fillna(1).to_numpy(dtype=float) > 1
    labels = trace["dn"].fillna("").astype(str).to_numpy(dtype=object)
    labels[several] = [f"{n:.0f} x {dn}" for n, dn in zip(trace["aantal"][several], labels[several], strict=True)]
    columns = (trace[name].to_numpy(dtype=object) for name in ("nettype", "rol", "status"))
    for i, (line, label, nettype, role, status) in enumerate(zip(lines, labels, *columns, strict=True)):
        if i % EVERY == 0:
            stop_if(cancelled)
        if line is None or line.is_empty:
            continue
        old = status == "bestaand"
        name = layer_name([nettype if two else "", role, label, status if old else ""])
        drawing.layer(name, Layer(ROLES.get(role, OTHER)[0], DASHED if old else CONTINUOUS, ROLES.get(role, OTHER)[1]))
        drawing.polyline(name, shapely.get_coordinates(line))
    street = (trace["rol"] != "aansluiting").to_numpy()
    _labels(drawing, labels[street], lines[street])
    _connections(drawing, points, connections["pand_id"].to_numpy(dtype=object))
    _sources(drawing, trace, lines)
    return drawing.text()


def layer_name(parts: Sequence[str]) -> str:
    """Return the name of a layer: capitals, the parts joined with ``-``; only letters, digits, ``_``, ``.``, ``-``."""
    plain = (unicodedata.normalize("NFKD", str(part)).replace("ø", "o").upper() for part in parts)
    kept = (re.sub(r"[^A-Z0-9_.-]+", "", part) for part in plain)
    return "-".join([PREFIX, *(part for part in kept if part)])[:255]


def _labels(drawing: Drawing, labels: Geometries, lines: Geometries) -> None:
    """Write diameters above the middle of lines that are long enough, along them and never upside down."""
    half = 0.5 * TEXT_M * TEXT_ROOM * np.array([len(label) for label in labels], dtype=float)
    middle = 0.5 * shapely.length(lines)
    fits = (half > 0) & (half <= middle)
    labels, lines, half, middle = labels[fits], lines[fits], half[fits], middle[fits]
    before, centre, after = (
        shapely.get_coordinates(shapely.line_interpolate_point(lines, middle + step)) for step in (-half, 0.0, half)
    )
    turn = np.arctan2(after[:, 1] - before[:, 1], after[:, 0] - before[:, 0])
    turn = np.where(turn > np.pi / 2, turn - np.pi, np.where(turn <= -np.pi / 2, turn + np.pi, turn))
    places = centre + 0.4 * TEXT_M * np.column_stack([-np.sin(turn), np.cos(turn)])
    name = layer_name(["tekst"])
    drawing.layer(name, LABEL)
    for label, place, angle in zip(labels, places.tolist(), np.degrees(turn).tolist(), strict=True):
        drawing.write(name, label, place, TEXT_M, angle=angle)


def _connections(drawing: Drawing, points: Geometries, ids: Geometries) -> None:
    """Draw a point with its building per connection."""
    layer, names = layer_name(["aansluitpunt"]), layer_name(["aansluitpunt", "tekst"])
    there = ~shapely.is_missing(points) & ~shapely.is_empty(points)
    drawing.layer(layer, CONNECTION)
    drawing.layer(names, CONNECTION)
    for (x, y), name in zip(shapely.get_coordinates(points[there]).tolist(), ids[there], strict=True):
        drawing.point(layer, (x, y))
        drawing.write(names, str(name or ""), (x + TEXT_M, y), TEXT_M)


def _sources(drawing: Drawing, trace: gpd.GeoDataFrame, lines: Geometries) -> None:
    """Draw the places where the lines start that nothing feeds."""
    first = (trace["voeding_id"].fillna("") == "").to_numpy()
    layer = layer_name(["bron"])
    seen = set()
    for line, name in zip(lines[first], trace["bron_id"].fillna("").to_numpy(dtype=object)[first], strict=True):
        if line is None or line.is_empty:
            continue
        x, y = shapely.get_coordinates(line)[0].tolist()
        if (x, y, name) in seen:
            continue
        seen.add((x, y, name))
        drawing.layer(layer, SOURCE)
        drawing.point(layer, (x, y))
        drawing.write(layer, str(name), (x + TEXT_M, y + TEXT_M), 2 * TEXT_M)
