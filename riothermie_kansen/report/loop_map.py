"""A map of loops on paper: the busiest part of the area, with the ground that is free, buildings and loops."""

from __future__ import annotations

from html import escape

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from scipy.spatial import cKDTree

from ..subsurface.boreholes.columns import (
    DEELS,
    GEEN_GROND,
    GEVRAAGD,
    NIET,
    OPENBAAR,
    PAST,
    TE_ONDIEP,
    VERBODEN,
)  # fmt: skip
from ..subsurface.boreholes.result import LoopPlan
from .language import Words
from .svg import FONT_SIZE, GRID, INK, PAPER, RED, SAND, element, number, text, text_width

Floats = npt.NDArray[np.float64]

WIDTH, HEIGHT = 760.0, 500.0
WIDE_M = 220.0
"""Width of the part that is drawn: a street or two, so that single loops can be told apart."""

VERDICT_COLOURS = {
    PAST: "#7fb3da", DEELS: "#f2c14e", NIET: "#d1731f", VERBODEN: "#8c0d14", TE_ONDIEP: "#a65a8e",
    GEEN_GROND: "#6b5b4d",
}  # fmt: skip
"""Colours of verdicts, on this map and in the bars."""

GROUND, PUBLIC = "#e9f0dc", "#c7dba6"


def loop_map(plan: LoopPlan, words: Words, own: Words) -> str:
    """Return a map of the part with most loops; "" where there are none."""
    if not len(plan.loops):
        return ""
    xy = shapely.get_coordinates(np.asarray(plan.loops.geometry.array))
    scale = WIDTH / WIDE_M
    tall_m = HEIGHT / scale
    centre = _busiest(xy, tall_m / 2.0)
    west, north = centre[0] - WIDE_M / 2.0, centre[1] + tall_m / 2.0
    window = shapely.box(west, north - tall_m, west + WIDE_M, north)

    def path(geometry: shapely.Geometry) -> str:
        parts = shapely.get_parts(geometry)
        rings = [ring for part in parts for ring in (shapely.get_exterior_ring(part), *_holes(part))]
        return "".join(
            "M" + "L".join(f"{number((x - west) * scale)},{number((north - y) * scale)}" for x, y in _xy(ring)) + "Z"
            for ring in rings
        )

    drawn = [element("rect", x=0, y=0, width=WIDTH, height=HEIGHT, fill="#f7f5f0")]
    ground = plan.ground
    for _, row in _within(ground, window).iterrows():
        colour = PUBLIC if row["grond"] == OPENBAAR else GROUND
        drawn.append(element("path", d=path(row["geometry"]), fill=colour, fill_rule="evenodd"))
    for _, row in _within(plan.buildings, window).iterrows():
        if shapely.get_dimensions(row["geometry"]) < 2:
            continue
        colour = VERDICT_COLOURS.get(row["oordeel"], GRID)
        drawn.append(
            element("path", d=path(row["geometry"]), fill=colour, stroke=PAPER, stroke_width=0.6, fill_rule="evenodd")
        )
    shown = _within(plan.loops, window)
    for x, y, over in zip(shown.geometry.x, shown.geometry.y, shown["invloed"] == "boven de grens", strict=True):
        drawn.append(
            element(
                "circle", cx=(x - west) * scale, cy=(north - y) * scale, r=4.2, fill=RED if over else INK,
                stroke=PAPER, stroke_width=1.2,
            )
        )  # fmt: skip
    clip = element("clipPath", element("rect", x=0, y=0, width=WIDTH, height=HEIGHT), id="loopmap")
    inside = element("g", "".join(drawn), clip_path="url(#loopmap)")
    title = own.say("map_title")
    legend, bottom = _legend(plan, own)
    return element(
        "svg",
        f"<title>{escape(title)}</title>{clip}{inside}{_bar(scale, words)}{legend}",
        xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {number(WIDTH)} {number(bottom)}",
        font_size=FONT_SIZE, fill=INK, role="img", aria_label=title,
    )  # fmt: skip


def _busiest(xy: Floats, reach: float) -> Floats:
    """Return the loop with most loops within reach; of several the first."""
    count = cKDTree(xy).query_ball_point(xy, reach, return_length=True)
    return np.asarray(xy[int(np.argmax(count))], dtype=np.float64)


def _within(frame: gpd.GeoDataFrame, window: shapely.Geometry) -> gpd.GeoDataFrame:
    geometry = np.asarray(frame.geometry.array, dtype=object)
    return frame.iloc[np.flatnonzero(shapely.intersects(geometry, window))]


def _holes(part: shapely.Geometry) -> list[shapely.Geometry]:
    return [shapely.get_interior_ring(part, i) for i in range(shapely.get_num_interior_rings(part))]


def _xy(ring: shapely.Geometry) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in shapely.get_coordinates(ring)[:-1]]


def _bar(scale: float, words: Words) -> str:
    """Return a bar of 20 m in the corner of the map."""
    metres = 20.0
    x, y = WIDTH - 14.0 - metres * scale, HEIGHT - 12.0
    line = element("path", d=f"M{number(x)},{number(y - 5)}v5h{number(metres * scale)}v-5", fill="none", stroke=INK)
    return line + text(x + metres * scale / 2.0, y - 6.0, f"{words.number(metres)} m", anchor="middle", size=11.0)


def _legend(plan: LoopPlan, own: Words) -> tuple[str, float]:
    """Return the legend below the map, with what occurs only, and where it ends."""
    found = set(plan.buildings["oordeel"])
    items = [("box", VERDICT_COLOURS[word], word) for word in GEVRAAGD if word in found]
    items += [("box", GRID, own.say("map_other")), ("box", GROUND, own.say("map_own"))]
    if (plan.ground["grond"] == OPENBAAR).any():
        items.append(("box", PUBLIC, own.say("map_public")))
    items.append(("dot", INK, own.say("map_loop")))
    if (plan.loops["invloed"] == "boven de grens").any():
        items.append(("dot", RED, own.say("map_over")))
    drawn, x, y = [], 0.0, HEIGHT + 18.0
    for kind, colour, label in items:
        wide = 20.0 + text_width(label) + 18.0
        if x + wide > WIDTH:
            x, y = 0.0, y + 18.0
        if kind == "dot":
            drawn.append(element("circle", cx=x + 7.0, cy=y - 4.0, r=4.2, fill=colour))
        else:
            drawn.append(
                element("rect", x=x, y=y - 10.0, width=14.0, height=11.0, fill=colour, stroke=SAND, stroke_width=0.5)
            )
        drawn.append(text(x + 20.0, y, label))
        x += wide
    return "".join(drawn), y + 8.0
