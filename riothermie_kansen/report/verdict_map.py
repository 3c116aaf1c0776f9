"""A small map of the verdicts on drilling, for the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..subsurface.columns import BODEMLUS, OORDELEN, WKO
from .language import Words
from .restriction_plots import COLOURS, WIDTH, drawing, legend
from .svg import GREY, INK, element, number, text, text_width

Floats = npt.NDArray[np.float64]
Shapes = npt.NDArray[np.object_]

DRAWN = 2000
"""Of more places the map shows squares, each in the colour of the heaviest verdict in it."""

FEW = 200
"""Dots are large when there are no more."""

SQUARES = 90
"""Squares along the longest side of that map."""

OUTLINED = 150
"""Borders of a map with more areas in the drawing are left out: they would hide the places."""

HIGHEST = 520.0
"""Of the map, in units of the drawing."""


def verdict_map(
    places: gpd.GeoDataFrame, areas: Sequence[tuple[str, gpd.GeoDataFrame]], words: Words, own: Words
) -> str:
    """Return a small map per technique, beside each other, with the outlines of the maps that were used.

    Parameters
    ----------
    places
        Places with their verdicts.
    areas
        Name of a role and its areas.
    words, own
        Language, and the sentences of the report.
    """
    shapes = np.asarray(places.geometry.array, dtype=object)
    there = ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)
    if not there.any():
        return ""
    west, south, east, north = _frame(shapes[there])
    room = (WIDTH - 20.0) / 2.0
    scale = min(room / (east - west), HIGHEST / (north - south))
    high = scale * (north - south)
    drawn = [legend(own, 0.0)]
    for i, (technique, title) in enumerate(((WKO, own.say("wko")), (BODEMLUS, own.say("bodemlus")))):
        left = i * (room + 20.0)
        drawn.append(text(left, 48.0, title, bold=True))
        placed = _Paper(west, north, scale, left, 58.0)
        inside = _places(shapes[there], places[technique].to_numpy(dtype=object)[there], placed)
        inside += _outlines(areas, placed, (west, south, east, north))
        wide = scale * (east - west)
        # an inner svg with its own window cuts off what sticks out
        window = " ".join(number(value) for value in (left, 58.0, wide, high))
        drawn.append(element("svg", inside, x=left, y=58.0, width=wide, height=high, viewBox=window))
        drawn.append(
            element(
                "rect", x=left, y=58.0, width=scale * (east - west), height=high, fill="none", stroke=GREY,
                stroke_width=0.8,
            )
        )  # fmt: skip
        drawn.append(_bar(left, 58.0 + high, scale, words))
    return drawing("".join(drawn), 58.0 + high + 22.0, own.say("map_title"), "", words)


@dataclass(frozen=True)
class _Paper:
    """Where a place comes on the drawing: its corner in RD, units per metre, and where that corner is drawn."""

    west: float
    north: float
    scale: float
    left: float
    top: float

    def at(self, coordinates: Floats) -> Floats:
        """Return the places of coordinates, shape (n, 2)."""
        return np.column_stack(
            [
                self.left + self.scale * (coordinates[:, 0] - self.west),
                self.top + self.scale * (self.north - coordinates[:, 1]),
            ]
        )

    def path(self, shape: shapely.Geometry) -> str:
        """Return the path of a geometry."""
        pieces = []
        for part in shapely.get_parts(shape):
            rings = (
                [shapely.get_exterior_ring(part), *(shapely.get_interior_ring(part, k) for k in range(_holes(part)))]
                if shapely.get_type_id(part) == 3
                else [part]
            )
            for ring in rings:
                places = self.at(shapely.get_coordinates(ring)).tolist()
                dots = " ".join(f"{number(x)},{number(y)}" for x, y in places)
                pieces.append(f"M{dots}" + ("Z" if shapely.get_type_id(part) == 3 else ""))
        return "".join(pieces)


def _holes(part: shapely.Geometry) -> int:
    return int(shapely.get_num_interior_rings(part))


def _frame(shapes: Shapes) -> tuple[float, float, float, float]:
    """Return the extent of places with some room around it."""
    west, south, east, north = (float(value) for value in shapely.total_bounds(shapes))
    margin = max(0.06 * max(east - west, north - south), 25.0)
    # not so narrow that nothing of the surroundings is seen
    wide, high = max(east - west, 0.45 * (north - south)), max(north - south, 0.45 * (east - west))
    x, y = (east + west) / 2.0, (north + south) / 2.0
    return x - wide / 2.0 - margin, y - high / 2.0 - margin, x + wide / 2.0 + margin, y + high / 2.0 + margin


def _places(shapes: Shapes, verdicts: Shapes, paper: _Paper) -> str:
    if len(shapes) > DRAWN:
        return _squares(shapes, verdicts, paper)
    drawn = []
    simple = shapely.simplify(shapes, 0.4 / paper.scale)
    tiny = shapely.get_dimensions(shapes) == 0
    bounds = shapely.bounds(shapes)
    # what would be smaller than a dot on the drawing becomes one
    tiny |= (np.maximum(bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1]) * paper.scale) < 2.0
    spots = paper.at(shapely.get_coordinates(shapely.centroid(shapes)))
    size = 3.4 if len(shapes) <= FEW else 1.7
    for verdict in OORDELEN:
        colour = COLOURS[verdict]
        rows = np.flatnonzero((verdicts == verdict) & ~tiny)
        areas = rows[shapely.get_dimensions(shapes[rows]) == 2]
        lines = rows[shapely.get_dimensions(shapes[rows]) == 1]
        if len(areas):
            data = "".join(paper.path(shape) for shape in simple[areas])
            drawn.append(element("path", d=data, fill=colour, stroke=INK, stroke_width=0.3, fill_rule="evenodd"))
        if len(lines):
            data = "".join(paper.path(shape) for shape in simple[lines])
            drawn.append(element("path", d=data, fill="none", stroke=INK, stroke_width=4.0))
            drawn.append(element("path", d=data, fill="none", stroke=colour, stroke_width=3.0))
        for x, y in spots[(verdicts == verdict) & tiny].tolist():
            drawn.append(element("circle", cx=x, cy=y, r=size, fill=colour, stroke=INK, stroke_width=size / 8.0))
    return "".join(drawn)


def _squares(shapes: Shapes, verdicts: Shapes, paper: _Paper) -> str:
    """Return squares in the colour of the heaviest verdict in each."""
    spots = paper.at(shapely.get_coordinates(shapely.centroid(shapes)))
    side = float(np.ptp(spots, axis=0).max()) / SQUARES
    heavy = np.array([OORDELEN.index(verdict) for verdict in verdicts.tolist()])
    cells = pd.DataFrame(np.floor(spots / side).astype(np.int64), columns=["x", "y"]).assign(heavy=heavy)
    worst = cells.groupby(["x", "y"], sort=True)["heavy"].max()
    drawn = []
    for code, verdict in enumerate(OORDELEN):
        here = worst.index[worst.to_numpy() == code]
        data = "".join(
            f"M{number(x * side)},{number(y * side)}h{number(side)}v{number(side)}h{number(-side)}Z" for x, y in here
        )
        if data:
            drawn.append(element("path", d=data, fill=COLOURS[verdict]))
    return "".join(drawn)


def _outlines(
    areas: Sequence[tuple[str, gpd.GeoDataFrame]], paper: _Paper, box: tuple[float, float, float, float]
) -> str:
    """Return the borders of the areas of the maps within the drawing, dashed, with the name of their role."""
    frame = shapely.box(*box)
    drawn = []
    for role, frames in areas:
        shapes = np.asarray(frames.geometry.array, dtype=object)
        shapes = shapes[shapely.intersects(shapes, frame)]
        if not 0 < len(shapes) <= OUTLINED:
            continue
        cut = shapely.simplify(shapely.intersection(shapely.boundary(shapes), frame), 0.5 / paper.scale)
        cut = cut[~shapely.is_empty(cut)]
        data = "".join(paper.path(shape) for line in cut for shape in shapely.get_parts(line)
                       if shapely.get_dimensions(shape) == 1)  # fmt: skip
        if not data:
            continue
        drawn.append(element("path", d=data, fill="none", stroke=INK, stroke_width=1.0, stroke_dasharray="5 3"))
        longest = cut[int(np.argmax(shapely.length(cut)))]
        x, y = paper.at(
            shapely.get_coordinates(shapely.line_interpolate_point(_longest(longest), 0.5, normalized=True))
        )[0]
        x, y = float(x), max(float(y) - 4.0, paper.top + 11.0)
        edge = paper.left + paper.scale * (box[2] - box[0])
        ends = x + 4.0 + text_width(role, 10.0) > edge
        drawn.append(
            text(edge - 3.0 if ends else x + 4.0, y, role, anchor="end" if ends else "start", size=10.0, halo=True)
        )
    return "".join(drawn)


def _longest(line: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(shapely.line_merge(line))
    return parts[int(np.argmax(shapely.length(parts)))]


def _bar(left: float, bottom: float, scale: float, words: Words) -> str:
    """Return a bar of distance under the map."""
    for metres in (5000, 2000, 1000, 500, 200, 100, 50, 20, 10):
        if metres * scale <= 130.0:
            break
    label = f"{words.number(metres)} m"
    line = element("path", d=f"M{number(left)},{number(bottom + 10.0)}h{number(metres * scale)}", stroke=INK,
                   stroke_width=2.0)  # fmt: skip
    return line + text(left + metres * scale + 6.0, bottom + 14.0, label, colour=GREY, size=11.0)
