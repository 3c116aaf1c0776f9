"""A small map of the cells by class, for the report."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import shapely

from ..subsurface.aquifer.columns import GESCHIKT, MATIG, ONBEKEND, ONGESCHIKT
from ..subsurface.aquifer.result import Suitability
from ..subsurface.columns import VERBODEN
from .axes import nice_step
from .language import Words
from .svg import GREY, INK, element, number, text, text_width

Floats = npt.NDArray[np.float64]

COLOURS = {
    GESCHIKT: "#1f6f9f", MATIG: "#9fcbe3", ONGESCHIKT: "#e8b27a", VERBODEN: "#8c0d14", ONBEKEND: "url(#none)",
}  # fmt: skip
"""Those of the map itself; they differ in lightness."""

WIDTH, HIGHEST, TOP, MARGIN = 760.0, 400.0, 30.0, 6.0
TOLERANCE = 0.4
"""Outlines are drawn to this many units of the drawing."""


def class_map(found: Suitability, words: Words, own: Words) -> str:
    """Return the cells in the colour of their class, north up, with the outlines of the areas and a scale bar.

    Parameters
    ----------
    found
        Judgement of cells.
    words, own
        How numbers are written, and the sentences of the report.
    """
    cells = np.asarray(found.points.geometry.array, dtype=object)
    outlines = np.asarray(found.area.geometry.array, dtype=object)
    west, south, east, north = shapely.total_bounds(np.concatenate([cells, outlines]))
    scale = min((WIDTH - 2 * MARGIN) / (east - west), HIGHEST / (north - south))
    klass = found.points["klasse"].to_numpy(dtype=object)
    klass = np.where(found.points["wko"].to_numpy(dtype=object) == VERBODEN, VERBODEN, klass)
    bounds = shapely.bounds(cells)
    left, right = MARGIN + (bounds[:, 0] - west) * scale, MARGIN + (bounds[:, 2] - west) * scale
    top, bottom = TOP + (north - bounds[:, 3]) * scale, TOP + (north - bounds[:, 1]) * scale
    hatch = element("path", d="M0,6L6,0", stroke="#8d8678", stroke_width=1.0)
    ground = element("rect", width=6.0, height=6.0, fill="#efece5")
    pattern = element("pattern", ground + hatch, id="none", width=6.0, height=6.0, patternUnits="userSpaceOnUse")
    drawn = [element("defs", pattern)]
    shown = [name for name in COLOURS if (klass == name).any()]
    for name in shown:
        which = klass == name
        data = "".join(
            f"M{a:.2f},{c:.2f}H{b:.2f}V{d:.2f}H{a:.2f}Z"
            for a, b, c, d in zip(*(one[which].tolist() for one in (left, right, top, bottom)), strict=True)
        )
        drawn.append(element("path", d=data, fill=COLOURS[name]))
    for shape in outlines:
        data = _outline(shapely.simplify(shape, TOLERANCE / scale), west, north, scale)
        drawn.append(element("path", d=data, fill="none", stroke=INK, stroke_width=1.5))
    at = MARGIN
    for name in shown:
        label = own.say(f"class_{name}")
        drawn.append(element("rect", x=at, y=4.0, width=16.0, height=12.0, fill=COLOURS[name], stroke=GREY))
        drawn.append(text(at + 21.0, 14.0, label))
        at += 38.0 + text_width(label)
    low = TOP + (north - south) * scale + 18.0
    drawn.append(_bar(east - west, scale, low, words, own))
    title = element("title", own.say("map_title"))
    return element(
        "svg", title + "".join(drawn), viewBox=f"0 0 {number(WIDTH)} {number(low + 12.0)}", role="img",
        xmlns="http://www.w3.org/2000/svg", font_size=12.0, fill=INK,
    )  # fmt: skip


def _bar(width_m: float, scale: float, at: float, words: Words, own: Words) -> str:
    """Return a scale bar of about a fifth of the map."""
    length = nice_step(width_m, 5)
    data = f"M{number(MARGIN)},{number(at - 4)}v4H{number(MARGIN + length * scale)}v-4"
    line = element("path", d=data, fill="none", stroke=INK, stroke_width=1.2)
    return line + text(MARGIN + length * scale + 6.0, at + 2.0, own.say("map_scale", length=words.number(length)))


def _outline(shape: shapely.Geometry, west: float, north: float, scale: float) -> str:
    pieces = []
    for polygon in shapely.get_parts(shape):
        for ring in shapely.get_rings(polygon):
            xy = shapely.get_coordinates(ring)
            places = " ".join(f"{MARGIN + (x - west) * scale:.1f},{TOP + (north - y) * scale:.1f}" for x, y in xy)
            pieces.append(f"M{places}Z")
    return "".join(pieces)
