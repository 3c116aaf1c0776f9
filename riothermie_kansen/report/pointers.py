"""What a chart points at: marked values, moments and points with a name each, and shaded periods."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .axes import Scale
from .marks import NOTHING, SWATCH, Box, Line, filled_box
from .svg import INK, PAPER, SAND, Floats, element, number, text, text_width


@dataclass(frozen=True)
class Level:
    """A line across the panel at a value of y, with its name on it.

    Attributes
    ----------
    near
        End at which the name stands: "left" or "right".
    below
        Whether the name stands under the line.
    """

    value: float
    name: str = ""
    colour: str = INK
    dash: str | None = "5 3"
    near: str = "right"
    below: bool = False
    label: str = ""
    right: bool = False

    def values(self) -> Floats:
        """Return the value."""
        return np.array([self.value])

    def draw(self, x: Scale, y: Scale, box: Box) -> str:
        """Return line and name."""
        height = float(y.at(self.value))
        if not box.top - 0.5 <= height <= box.bottom + 0.5:
            return ""
        line = element(
            "path",
            d=f"M{number(box.left)},{number(height)}H{number(box.right)}",
            stroke=self.colour,
            stroke_width=1.2,
            stroke_dasharray=self.dash,
        )
        if not self.name:
            return line
        under = (self.below or height - box.top < 16.0) and box.bottom - height > 16.0
        place = height + 14.0 if under else height - 5.0
        at, anchor = (box.left + 5.0, "start") if self.near == "left" else (box.right - 5.0, "end")
        return line + text(at, place, self.name, anchor=anchor, colour=self.colour, halo=True)

    def swatch(self, x: float, y: float) -> str:
        """Return a piece of the line."""
        return Line(NOTHING, NOTHING, colour=self.colour, width=1.2, dash=self.dash).swatch(x, y)


@dataclass(frozen=True)
class Moment:
    """A line down the panel at a value of x, with its name at the top."""

    value: float
    name: str = ""
    colour: str = INK
    dash: str | None = "5 3"
    label: str = ""
    right: bool = False

    def values(self) -> Floats:
        """Return nothing: it fits any y-axis."""
        return NOTHING

    def draw(self, x: Scale, y: Scale, box: Box) -> str:
        """Return line and name."""
        place = float(x.at(self.value))
        if not box.left - 0.5 <= place <= box.right + 0.5:
            return ""
        line = element(
            "path",
            d=f"M{number(place)},{number(box.top)}V{number(box.bottom)}",
            stroke=self.colour,
            stroke_width=1.2,
            stroke_dasharray=self.dash,
        )
        if not self.name:
            return line
        fits = place + 5.0 + text_width(self.name) <= box.right
        at, anchor = (place + 5.0, "start") if fits else (place - 5.0, "end")
        return line + text(at, box.top + 12.0, self.name, anchor=anchor, colour=self.colour, halo=True)

    def swatch(self, x: float, y: float) -> str:
        """Return a piece of the line."""
        return Line(NOTHING, NOTHING, colour=self.colour, width=1.2, dash=self.dash).swatch(x, y)


@dataclass(frozen=True)
class Spans:
    """Shaded intervals of x over the whole height; never narrower than one unit, so that none disappears.

    Attributes
    ----------
    begin, end
        Shape (n,): values.
    """

    begin: Floats
    end: Floats
    label: str = ""
    colour: str = SAND
    opacity: float = 0.55
    right: bool = False

    def values(self) -> Floats:
        """Return nothing: they fit any y-axis."""
        return NOTHING

    def draw(self, x: Scale, y: Scale, box: Box) -> str:
        """Return the intervals as one path; those that touch are joined."""
        if not len(self.begin):
            return ""
        left = np.clip(x.at(self.begin), box.left, box.right - 1.0)
        right = np.clip(np.maximum(x.at(self.end), left + 1.0), box.left + 1.0, box.right)
        order = np.argsort(left, kind="stable")
        left, right = left[order], np.maximum.accumulate(right[order])
        new = np.concatenate([[True], left[1:] > right[:-1] + 0.2])
        ends = right[np.append(np.flatnonzero(new)[1:] - 1, len(right) - 1)]
        data = "".join(
            f"M{number(a)},{number(box.top)}H{number(b)}V{number(box.bottom)}H{number(a)}Z"
            for a, b in zip(left[new].tolist(), ends.tolist(), strict=True)
        )
        return element("path", d=data, fill=self.colour, fill_opacity=f"{self.opacity:.2f}")

    def swatch(self, x: float, y: float) -> str:
        """Return a filled box."""
        return filled_box(x, y, self.colour, self.opacity)


@dataclass(frozen=True)
class Points:
    """Marked points with a name each, and lines from them to the axes; names keep clear of each other.

    Attributes
    ----------
    x, y
        Shape (n,): values; a point with a NaN is left out with its name.
    names
        Shape (n,).
    guides
        Whether dashed lines lead to both axes.
    below
        Whether names rather stand under their point.
    """

    x: Floats
    y: Floats
    names: tuple[str, ...]
    colour: str = INK
    guides: bool = True
    below: bool = False
    label: str = ""
    right: bool = False

    def values(self) -> Floats:
        """Return y."""
        return self.y

    def draw(self, x: Scale, y: Scale, box: Box) -> str:
        """Return guides, dots and names."""
        lines, dots, names = "", "", ""
        taken: list[Box] = []
        places = list(zip(x.at(self.x).tolist(), y.at(self.y).tolist(), self.names, strict=True))
        places = [(a, b, name) for a, b, name in places if np.isfinite(a) and np.isfinite(b)]
        taken += [Box(a - 5.0, b - 5.0, a + 5.0, b + 5.0) for a, b, _ in places]
        for a, b, name in places:
            if self.guides:
                side = box.right if self.right else box.left
                data = f"M{number(side)},{number(b)}H{number(a)}V{number(box.bottom)}"
                lines += element(
                    "path", d=data, fill="none", stroke=self.colour, stroke_width=1.0, stroke_dasharray="2 3"
                )
            dots += element("circle", cx=a, cy=b, r=4.5, fill=self.colour, stroke=PAPER, stroke_width=1.5)
            if name:
                found, anchor, at, height = _room(a, b, text_width(name), box, taken, self.below)
                taken.append(found)
                names += text(at, height, name, anchor=anchor, colour=self.colour, bold=True, halo=True)
        return lines + dots + names

    def swatch(self, x: float, y: float) -> str:
        """Return a dot."""
        return element("circle", cx=x + SWATCH / 2, cy=y, r=4.5, fill=self.colour)


def _room(x: float, y: float, width: float, box: Box, taken: list[Box], below: bool) -> tuple[Box, str, float, float]:
    """Return where a name beside a point fits: its box, anchor, x and baseline."""
    found: list[tuple[float, int, tuple[Box, str, float, float]]] = []
    lifts = (18.0, -9.0, 34.0, -25.0, 50.0, -41.0) if below else (-9.0, 18.0, -25.0, 34.0, -41.0, 50.0)
    tries = [(side, lift) for lift in lifts for side in ("start", "end")]
    for order, (anchor, lift) in enumerate(tries):
        at = x + 8.0 if anchor == "start" else x - 8.0
        left = at if anchor == "start" else at - width
        there = Box(left, y + lift - 11.0, left + width, y + lift + 3.0)
        trouble = there.outside(box) + 1000.0 * sum(there.overlaps(other) for other in taken)
        found.append((trouble, order, (there, anchor, at, y + lift)))
    return min(found, key=lambda one: one[:2])[2]
