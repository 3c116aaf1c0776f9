"""What a chart draws: lines, bands, bars and dots, in values of the data; `pointers` has what it points at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from .axes import Scale
from .svg import (
    BLUE,
    Floats,
    element,
    number,
    path_data,
    runs,
    thinned,
    thinned_band,
)


@dataclass(frozen=True)
class Box:
    """A part of the drawing: x and y of its corners, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Return whether two boxes share any part."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def outside(self, other: Box) -> float:
        """Return how far this box sticks out of another one."""
        return max(other.left - self.left, self.right - other.right, 0.0) + max(
            other.top - self.top, self.bottom - other.bottom, 0.0
        )


class Mark(Protocol):
    """Something that a panel draws."""

    @property
    def label(self) -> str:
        """Name in the legend; "" for none."""

    @property
    def right(self) -> bool:
        """Whether it belongs to the y-axis on the right."""

    def values(self) -> Floats:
        """Return the values that must fit on the y-axis."""

    def draw(self, x: Scale, y: Scale, box: Box) -> str:
        """Return the drawing within a panel."""

    def swatch(self, x: float, y: float) -> str:
        """Return its sign in the legend, `SWATCH` wide, its middle at height `y`."""


SWATCH = 18.0
NOTHING: Floats = np.empty(0)


@dataclass(frozen=True)
class Line:
    """A line through points; NaN interrupts it.

    Attributes
    ----------
    x, y
        Shape (n,): values.
    dash
        As in SVG, e.g. "5 3".
    """

    x: Floats
    y: Floats
    label: str = ""
    colour: str = BLUE
    width: float = 1.6
    dash: str | None = None
    opacity: float = 1.0
    right: bool = False

    def values(self) -> Floats:
        """Return y."""
        return self.y

    def draw(self, x: Scale, y: Scale, box: Box) -> str:
        """Return the path."""
        return self._path(path_data(*thinned(x.at(self.x), y.at(self.y))))

    def swatch(self, x: float, y: float) -> str:
        """Return a piece of the line."""
        return self._path(f"M{number(x)},{number(y)}h{number(SWATCH)}")

    def _path(self, data: str) -> str:
        if not data:
            return ""
        return element(
            "path",
            d=data,
            fill="none",
            stroke=self.colour,
            stroke_width=float(self.width),
            stroke_linejoin="round",
            stroke_linecap="butt" if self.dash else "round",
            stroke_dasharray=self.dash,
            stroke_opacity=None if self.opacity == 1.0 else f"{self.opacity:.2f}",
        )


def steps(x: npt.ArrayLike, y: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Return the points of a line that keeps each value over its interval.

    Parameters
    ----------
    x
        Shape (n + 1,): edges of the intervals, or shape (n, 2): begin and end of each; where an end is not the next
        begin, the line is interrupted.
    y
        Shape (n,): values, NaN for none.
    """
    edges = np.asarray(x, dtype=np.float64)
    ends = edges if edges.ndim == 2 else np.column_stack([edges[:-1], edges[1:]])
    value = np.asarray(y, dtype=np.float64)
    breaks = 2 * (np.flatnonzero(ends[1:, 0] != ends[:-1, 1]) + 1)
    return np.insert(ends.ravel(), breaks, np.nan), np.insert(np.repeat(value, 2), breaks, np.nan)


@dataclass(frozen=True)
class Band:
    """The area between two lines, e.g. a spread; NaN interrupts it."""

    x: Floats
    low: Floats
    high: Floats
    label: str = ""
    colour: str = BLUE
    opacity: float = 0.22
    right: bool = False

    def values(self) -> Floats:
        """Return both lines."""
        return np.concatenate([self.low, self.high])

    def draw(self, x: Scale, y: Scale, box: Box) -> str:
        """Return the area."""
        below, above = y.at(self.low), y.at(self.high)
        place, one, other = thinned_band(x.at(self.x), np.minimum(below, above), np.maximum(below, above))
        there = np.isfinite(place) & np.isfinite(one) & np.isfinite(other)
        parts = []
        for start, end in runs(there):
            around = np.concatenate([place[start:end], place[start:end][::-1]])
            height = np.concatenate([one[start:end], other[start:end][::-1]])
            parts.append(f"{path_data(around, height)}Z")
        if not parts:
            return ""
        return element("path", d="".join(parts), fill=self.colour, fill_opacity=f"{self.opacity:.2f}")

    def swatch(self, x: float, y: float) -> str:
        """Return a filled box."""
        return filled_box(x, y, self.colour, self.opacity)


@dataclass(frozen=True)
class Bars:
    """Bars from `base` to `top` over the intervals from `begin` to `end`.

    Attributes
    ----------
    begin, end, base, top
        Shape (n,): values; no bar where `top` is NaN.
    gap
        Share of the width that stays open between bars wider than four units.
    """

    begin: Floats
    end: Floats
    top: Floats
    base: Floats | None = None
    label: str = ""
    colour: str = BLUE
    opacity: float = 1.0
    gap: float = 0.12
    outline: str | None = None
    right: bool = False

    def values(self) -> Floats:
        """Return both ends of the bars."""
        return np.concatenate([self.top, self._base()])

    def draw(self, x: Scale, y: Scale, box: Box) -> str:
        """Return the bars as one path."""
        left, right = x.at(self.begin), x.at(self.end)
        inset = np.where(right - left > 4.0, 0.5 * self.gap * (right - left), 0.0)
        left, right = left + inset, np.maximum(right - inset, left + inset + 0.8)
        one, other = y.at(self._base()), y.at(self.top)
        there = np.isfinite(left) & np.isfinite(right) & np.isfinite(other) & (np.abs(one - other) > 1e-9)
        data = "".join(
            f"M{number(a)},{number(c)}H{number(b)}V{number(d)}H{number(a)}Z"
            for a, b, c, d in zip(
                *(one_.tolist() for one_ in (left[there], right[there], one[there], other[there])), strict=True
            )
        )
        return self._box(data) if data else ""

    def swatch(self, x: float, y: float) -> str:
        """Return a filled box."""
        return self._box(f"M{number(x)},{number(y - 5)}h{number(SWATCH)}v10h{number(-SWATCH)}Z")

    def _base(self) -> Floats:
        return np.zeros_like(self.top) if self.base is None else self.base

    def _box(self, data: str) -> str:
        return element(
            "path",
            d=data,
            fill=self.colour,
            fill_opacity=None if self.opacity == 1.0 else f"{self.opacity:.2f}",
            stroke=self.outline,
            stroke_width=0.8 if self.outline else None,
        )


@dataclass(frozen=True)
class Dots:
    """Separate points; none where x or y is NaN."""

    x: Floats
    y: Floats
    label: str = ""
    colour: str = BLUE
    size: float = 3.0
    right: bool = False

    def values(self) -> Floats:
        """Return y."""
        return self.y

    def draw(self, x: Scale, y: Scale, box: Box) -> str:
        """Return a circle per point."""
        places = np.column_stack([x.at(self.x), y.at(self.y)])
        places = places[np.isfinite(places).all(axis=1)]
        return "".join(self._dot(a, b) for a, b in places.tolist())

    def swatch(self, x: float, y: float) -> str:
        """Return a dot."""
        return self._dot(x + SWATCH / 2, y)

    def _dot(self, x: float, y: float) -> str:
        return element("circle", cx=x, cy=y, r=float(self.size), fill=self.colour)


def filled_box(x: float, y: float, colour: str, opacity: float) -> str:
    """Return a filled box as a sign in the legend."""
    box = f"M{number(x)},{number(y - 5)}h{number(SWATCH)}v10h{number(-SWATCH)}Z"
    return element("path", d=box, fill=colour, fill_opacity=f"{opacity:.2f}")
