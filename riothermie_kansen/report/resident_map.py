"""A small map of the cheapest concept per building, for the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from .language import Words
from .svg import GREY, INK, Floats, element, number, text, text_width

Shapes = npt.NDArray[np.object_]

WIDTH, HIGHEST = 760.0, 620.0
"""Of the map, in units of the drawing."""

DRAWN = 2500
"""Of more buildings the map shows squares, each in the colour of the concept that is the cheapest for most homes."""

SQUARES = 110
"""Squares along the longest side of that map."""

NOTHING = "#e3e1dc"
"""Colour of buildings without a result."""

BARS_M = (5000, 2000, 1000, 500, 200, 100, 50, 20, 10)
"""Lengths of the bar of distance."""


def resident_map(
    buildings: gpd.GeoDataFrame, close: npt.NDArray[np.bool_], colours: Mapping[str, str], words: Words, own: Words,
    faint: str = "",
) -> tuple[str, float]:  # fmt: skip
    """Return the map as SVG ("" when no building has a place), and the side of its squares in m (0 for buildings).

    Parameters
    ----------
    buildings
        Columns ``goedkoopst``, ``woningen`` and geometry (areas or points).
    close
        Shape (n,): whether the next concept costs hardly more; these are light.
    colours
        Concept to colour, in order of the legend.
    words, own
        Language, and the sentences of the report.
    faint
        What the light colours mean, for the legend.
    """
    shapes = np.asarray(buildings.geometry.array, dtype=object)
    there = ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)
    if not there.any():
        return "", 0.0
    shapes = shapes[there]
    concept = buildings["goedkoopst"].astype(object).fillna("").to_numpy(dtype=object)[there]
    light = close[there] & (concept != "")
    homes = np.nan_to_num(buildings["woningen"].to_numpy(dtype=np.float64)[there])
    west, south, east, north = _frame(shapes)
    scale = min(WIDTH / (east - west), HIGHEST / (north - south))
    present = [name for name in colours if (concept == name).any()]
    extra = [(own.say("map_nothing"), NOTHING)] if (concept == "").any() else []
    if faint and light.any() and len(shapes) <= DRAWN:
        palest = max(present, key=lambda name: int((light & (concept == name)).sum()))
        extra.append((faint, mixed(colours[palest])))
    key, top = _legend([*((own.say(name), colours[name]) for name in present), *extra])
    spots = _at(shapely.get_coordinates(shapely.centroid(shapes)), west, north, scale)
    side = 0.0
    if len(shapes) > DRAWN:
        side = float(np.ptp(spots, axis=0).max()) / SQUARES
        inside = _squares(spots, concept, homes, side, colours)
    else:
        inside = _shapes(shapes, concept, light, spots, west, north, scale, colours)
    wide, high = scale * (east - west), scale * (north - south)
    left = (WIDTH - wide) / 2.0
    drawn = element("svg", inside, x=left, y=top, width=wide, height=high, viewBox=f"0 0 {number(wide)} {number(high)}")
    edge = element("rect", x=left, y=top, width=wide, height=high, fill="none", stroke=GREY, stroke_width=0.8)
    content = key + drawn + edge + _bar(left, top + high, scale, words)
    title = own.say("map_title")
    head = element("title", title)
    picture = element(
        "svg", head + content, xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(WIDTH)} {number(top + high + 22.0)}", font_size=12.0, fill=INK, role="img",
        aria_label=title, lang=words.code,
    )  # fmt: skip
    return picture, side / scale


def _frame(shapes: Shapes) -> tuple[float, float, float, float]:
    """Return the extent of buildings with some room around it."""
    west, south, east, north = (float(value) for value in shapely.total_bounds(shapes))
    margin = max(0.03 * max(east - west, north - south), 15.0)
    return west - margin, south - margin, east + margin, north + margin


def _at(coordinates: Floats, west: float, north: float, scale: float) -> Floats:
    """Return the places of coordinates, shape (n, 2)."""
    return np.column_stack([scale * (coordinates[:, 0] - west), scale * (north - coordinates[:, 1])])


def _shapes(
    shapes: Shapes, concept: Shapes, light: npt.NDArray[np.bool_], spots: Floats, west: float, north: float,
    scale: float, colours: Mapping[str, str],
) -> str:  # fmt: skip
    """Return the buildings, a path per concept; what is smaller than a dot, and points, as dots."""
    areas = shapely.get_dimensions(shapes) == 2
    simple = shapely.simplify(shapes, 0.3 / scale)
    drawn = []
    pale = [(name, True, mixed(colour)) for name, colour in colours.items()]
    for name, faint, colour in (*((name, False, one) for name, one in colours.items()), *pale, ("", False, NOTHING)):
        mine = (concept == name) & (light == faint)
        data = []
        for shape in simple[mine & areas]:
            for polygon in shapely.get_parts(shape):
                rings = [shapely.get_exterior_ring(polygon)]
                rings += [shapely.get_interior_ring(polygon, k) for k in range(shapely.get_num_interior_rings(polygon))]
                for ring in rings:
                    places = _at(shapely.get_coordinates(ring), west, north, scale).tolist()
                    data.append("M" + " ".join(f"{number(x)},{number(y)}" for x, y in places) + "Z")
        if data:
            drawn.append(
                element("path", d="".join(data), fill=colour, stroke=GREY, stroke_width=0.25, fill_rule="evenodd")
            )
        for x, y in spots[mine & ~areas].tolist():
            drawn.append(element("circle", cx=x, cy=y, r=2.4, fill=colour, stroke=GREY, stroke_width=0.3))
    return "".join(drawn)


def mixed(colour: str, share: float = 0.55) -> str:
    """Return a colour (``#rrggbb``) with so much white in it."""
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(part + share * (255 - part)):02x}" for part in parts)


def _squares(spots: Floats, concept: Shapes, homes: Floats, side: float, colours: Mapping[str, str]) -> str:
    """Return squares in the colour of the concept that is the cheapest for most homes; equal ones by order."""
    order = {name: i for i, name in enumerate((*colours, ""))}
    cells = pd.DataFrame(np.floor(spots / side).astype(np.int64), columns=["x", "y"])
    cells = cells.assign(code=[order.get(name, len(colours)) for name in concept], homes=homes)
    counted = cells.groupby(["x", "y", "code"], sort=True, as_index=False)["homes"].sum()
    best = counted.sort_values(["x", "y", "homes", "code"], ascending=[True, True, False, True]).drop_duplicates(
        ["x", "y"]
    )
    drawn = []
    for code, colour in enumerate((*colours.values(), NOTHING)):
        here = best[best["code"] == code]
        data = "".join(
            f"M{number(x * side)},{number(y * side)}h{number(side)}v{number(side)}h{number(-side)}Z"
            for x, y in zip(here["x"].tolist(), here["y"].tolist(), strict=True)
        )
        if data:
            drawn.append(element("path", d=data, fill=colour))
    return "".join(drawn)


def _legend(items: Sequence[tuple[str, str]]) -> tuple[str, float]:
    """Return the colours with what they stand for, on as many lines as it takes, and where the map begins."""
    drawn, x, y = "", 0.0, 10.0
    for label, colour in items:
        room = 19.0 + text_width(label) + 14.0
        if x > 0.0 and x + room > WIDTH:
            x, y = 0.0, y + 18.0
        drawn += element("rect", x=x, y=y, width=14.0, height=10.0, fill=colour, stroke=GREY, stroke_width=0.4)
        drawn += text(x + 19.0, y + 9.0, label)
        x += room
    return drawn, y + 22.0


def _bar(left: float, bottom: float, scale: float, words: Words) -> str:
    """Return a bar of distance under the map."""
    metres = next((length for length in BARS_M if length * scale <= 130.0), BARS_M[-1])
    label = f"{words.number(metres)} m"
    data = f"M{number(left)},{number(bottom + 10.0)}h{number(metres * scale)}"
    line = element("path", d=data, stroke=INK, stroke_width=2.0)
    return line + text(left + metres * scale + 6.0, bottom + 14.0, label, colour=GREY, size=11.0)
