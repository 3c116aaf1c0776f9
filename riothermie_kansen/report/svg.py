"""Drawing in SVG: elements with escaped attributes, text, and paths through values with gaps.

Coordinates are user units of the drawing, y downwards, rounded to a tenth.
"""

from __future__ import annotations

from html import escape

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

INK = "#16324a"
GREY = "#5f6b73"
GRID = "#e4dfd4"
PAPER = "#ffffff"
"""Colours of text, axes, grid lines and ground; those of the other reports of the plugin."""

BLUE = "#2f7ebc"
LIGHT_BLUE = "#a9cbe6"
ORANGE = "#e08a1e"
RED = "#c0391b"
TEAL = "#0f766e"
SAND = "#c9c2b4"
STONE = "#9a927f"
"""Colours of data, none red beside green. Those that stand beside each other differ in brightness or in dashes too, so
that they stay apart in grey print and for colour-blind eyes."""

FONT_SIZE = 12.0

NARROW = frozenset("ijltfrI.,:;'|!()[] -")
WIDE = frozenset("mwMW%@")


def number(value: float) -> str:
    """Return a coordinate with at most one decimal: ``12.5``, ``12``, ``0``."""
    text = f"{value:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


def element(name: str, content: str = "", **attributes: object) -> str:
    """Return an element.

    Parameters
    ----------
    name
        Name of the element.
    content
        What stands in it: elements, or text that is escaped already.
    attributes
        Values are escaped, numbers rounded to a tenth; ``_`` in a name becomes ``-``, one at the end is left out
        (``class_``); None leaves the attribute out.
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{given}>{content}</{name}>" if content else f"<{name}{given}/>"


def _value(value: object) -> str:
    return number(value) if isinstance(value, float) else escape(str(value), quote=True)


def text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    size: float = FONT_SIZE,
    colour: str = INK,
    bold: bool = False,
    halo: bool = False,
) -> str:
    """Return a line of text with its baseline at (x, y).

    Parameters
    ----------
    x, y
        Place.
    words
        Plain text; escaped here.
    anchor
        "start", "middle" or "end": which part of the text stands at `x`.
    size, colour, bold
        Look.
    halo
        Whether a white edge keeps it apart from the lines behind it.
    """
    edge = {"stroke": PAPER, "stroke_width": 3.5, "stroke_linejoin": "round", "paint_order": "stroke"} if halo else {}
    return element(
        "text",
        escape(words),
        x=float(x),
        y=float(y),
        text_anchor=None if anchor == "start" else anchor,
        font_size=None if size == FONT_SIZE else float(size),
        font_weight="600" if bold else None,
        fill=None if colour == INK else colour,
        **edge,
    )


def text_width(words: str, size: float = FONT_SIZE) -> float:
    """Return about how wide a text is: a sans serif's average widths, on the generous side."""
    units = sum(0.34 if sign in NARROW else 0.9 if sign in WIDE else 0.68 if sign.isupper() else 0.59 for sign in words)
    return units * size


def path_data(x: Floats, y: Floats) -> str:
    """Return the ``d`` of a path through points; where x or y is NaN the path is interrupted.

    A point alone between two gaps becomes a stroke of no length, which round line ends show as a dot.

    Parameters
    ----------
    x, y
        Shape (n,): coordinates.
    """
    there = np.isfinite(x) & np.isfinite(y)
    pieces: list[str] = []
    for start, end in runs(there):
        places = [f"{number(a)},{number(b)}" for a, b in zip(x[start:end].tolist(), y[start:end].tolist(), strict=True)]
        pieces.append(f"M{places[0]}" + (f"L{' '.join(places[1:])}" if len(places) > 1 else "h0"))
    return "".join(pieces)


def runs(mask: Bools) -> list[tuple[int, int]]:
    """Return begin and end (exclusive) of each unbroken stretch of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


def thinned(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return a line of very many points as a line that looks the same, gaps and extremes included.

    Of the points within one unit of width (a column) the first, the lowest, the highest and the last stay, per
    unbroken stretch: with strokes of about a unit wide the picture does not change (M4; Jugel, Jerzak, Hackenbroich
    and Markl, VLDB 2014). Where the gaps are so many that this would leave a great number of stretches, each column
    becomes a stroke of its own from its lowest to its highest value, so that nothing is drawn across a gap either.

    Parameters
    ----------
    x, y
        Shape (n,): coordinates; NaN in `y` is a gap. Where `x` goes back, nothing is left out.

    Returns
    -------
    tuple[Floats, Floats]
        Fewer points, NaN between stretches.
    """
    there = np.isfinite(x) & np.isfinite(y)
    if not there.any():
        return x[:0], y[:0]
    columns = float(np.ptp(x[there])) + 1.0
    if len(x) <= 4 * columns or (np.diff(x[np.isfinite(x)]) < 0).any():
        return x, y
    stretch = np.cumsum(np.diff(np.concatenate([[False], there]).astype(np.int8)) == 1)[there]
    x, y = x[there], y[there]
    column = np.floor(x).astype(np.int64)
    changed = np.diff(column, prepend=column[0] - 1) != 0
    new = changed | (np.diff(stretch, prepend=0) != 0)
    if int(new.sum()) > 3 * columns:
        lowest, highest = _extremes(y, changed)
        middle = column[changed] + 0.5
        gap = np.full(len(middle), np.nan)
        return np.column_stack([middle, middle, gap]).ravel(), np.column_stack([y[lowest], y[highest], gap]).ravel()
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(x)) - 1
    lowest, highest = _extremes(y, new)
    kept = np.unique(np.concatenate([first, lowest, highest, last]))
    x, y, stretch = x[kept], y[kept], stretch[kept]
    breaks = np.flatnonzero(np.diff(stretch)) + 1
    return np.insert(x, breaks, np.nan), np.insert(y, breaks, np.nan)


def _extremes(y: Floats, new: Bools) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return where the lowest and the highest value of each group is; groups are consecutive, `new` begins one."""
    group = np.cumsum(new)
    order = np.lexsort((y, group))
    start = np.flatnonzero(new)
    end = np.append(start[1:], len(y)) - 1
    return order[start], order[end]


def thinned_band(x: Floats, low: Floats, high: Floats) -> tuple[Floats, Floats, Floats]:
    """Return a band of very many points with one point per column: its lowest low and its highest high.

    Parameters
    ----------
    x, low, high
        Shape (n,): coordinates, `x` not going back; NaN is a gap. A column with a value in it counts as filled.
    """
    if len(x) <= 2 * (float(np.ptp(x)) + 1.0 if len(x) else 1.0):
        return x, low, high
    column = np.floor(x).astype(np.int64)
    start = np.flatnonzero(np.diff(column, prepend=column[0] - 1))
    return column[start] + 0.5, np.fmin.reduceat(low, start), np.fmax.reduceat(high, start)
