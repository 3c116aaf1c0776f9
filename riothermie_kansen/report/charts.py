"""A chart: panels above each other on one x-axis, with axes, legend, and words for who cannot see it.

::

    chart(
        [Panel([Bars(begin, end, rain)], Values("neerslag, mm", inverted=True), height=60),
         Panel([Line(time, flow, "debiet")], Values("debiet, m³/h"))],
        time_axis(first, last, PLOT, words),
        title="Debiet en neerslag", description="...", words=words,
    )

What is drawn is cut off at the edge of its panel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

import numpy as np

from .axes import Axis, Scale, Values, number_axis
from .language import Words
from .marks import SWATCH, Box, Mark
from .svg import FONT_SIZE, GREY, GRID, element, number, text, text_width

WIDTH = 760.0
"""Width of a chart in its own units; on the page it is scaled to the column."""

PLOT = 660.0
"""About the width between the y-axes: what to make an x-axis for."""

LINE_HEIGHT = 16.0
EDGE = 14.0


@dataclass(frozen=True)
class Panel:
    """A part of a chart with its own y-axis.

    Attributes
    ----------
    marks
        What is drawn, the first at the back.
    y
        Axis on the left.
    right
        Axis on the right for the marks with ``right``; None for none.
    height
        Of the panel without its title, in units of the drawing.
    """

    marks: Sequence[Mark]
    y: Values = field(default_factory=Values)
    right: Values | None = None
    height: float = 240.0

    def axis(self, words: Words, *, right: bool = False) -> Axis:
        """Return the axis that its marks need, on the left or on the right."""
        found = [mark.values() for mark in self.marks if mark.right == right]
        asked = self.right if right and self.right is not None else self.y
        apart = 34.0 if self.height > 120.0 else 26.0
        return number_axis(np.concatenate(found) if found else np.empty(0), self.height, words, asked, apart=apart)


def chart(panels: Sequence[Panel], x: Axis, *, title: str, description: str, words: Words, width: float = WIDTH) -> str:
    """Return a chart as SVG.

    Parameters
    ----------
    panels
        From top to bottom.
    x
        The axis they share.
    title, description
        For screen readers: what the chart is, and what it shows.
    words
        How numbers are written.
    width
        In units of the drawing.
    """
    lefts = [panel.axis(words) for panel in panels]
    rights = [panel.axis(words, right=True) if panel.right else None for panel in panels]
    margin_left = _margin(lefts)
    margin_right = max(_margin([axis for axis in rights if axis]) if any(rights) else EDGE, _overhang(x))
    drawn: list[str] = []
    legend, top = _legend([mark for panel in panels for mark in panel.marks if mark.label], margin_left, width)
    drawn.append(legend)
    for i, (panel, left, right) in enumerate(zip(panels, lefts, rights, strict=True)):
        titled = bool(left.title or (right and right.title))
        top += (LINE_HEIGHT + 8.0 if titled else 4.0) + (8.0 if i else 0.0)
        box = Box(margin_left, top, width - margin_right, top + panel.height)
        drawn.append(_panel(panel, left, right, x, box, width))
        top = box.bottom
    drawn.append(_below(x, Box(margin_left, top, width - margin_right, top)))
    top += 19.0 + (14.0 if any(tick.under for tick in x.ticks) else 0.0) + (17.0 if x.title else 0.0)
    head = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
    return element(
        "svg",
        head + "".join(drawn),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(top + 4.0)}",
        font_size=FONT_SIZE,
        fill="#16324a",
        role="img",
        aria_label=f"{title}. {description}",
    )


def _margin(axes: Sequence[Axis]) -> float:
    return max((text_width(tick.label) for axis in axes for tick in axis.ticks), default=0.0) + 14.0


def _overhang(x: Axis) -> float:
    """Return the room that a label at the very end of an x-axis takes beside it."""
    near = [tick for tick in x.ticks if tick.value > x.high - 0.02 * (x.high - x.low)]
    return max((0.5 * text_width(label) for tick in near for label in (tick.label, tick.under)), default=0.0) + 2.0


def _legend(marks: Sequence[Mark], left: float, width: float) -> tuple[str, float]:
    """Return the legend above the panels, on as many lines as it takes, and where it ends."""
    shown: dict[str, Mark] = {}
    for mark in marks:
        shown.setdefault(mark.label, mark)
    if not shown:
        return "", 0.0
    drawn, x, y = [], left, 9.0
    for label, mark in shown.items():
        room = SWATCH + 7.0 + text_width(label)
        if x > left and x + room > width - EDGE:
            x, y = left, y + LINE_HEIGHT + 2.0
        drawn.append(mark.swatch(x, y) + text(x + SWATCH + 7.0, y + 4.0, label))
        x += room + 18.0
    return "".join(drawn), y + 9.0


def _panel(panel: Panel, left: Axis, right: Axis | None, x: Axis, box: Box, width: float) -> str:
    across, up = x.scale(box.left, box.right), left.scale(box.bottom, box.top)
    other = right.scale(box.bottom, box.top) if right else up
    grid = [_rule(float(up.at(tick.value)), box) for tick in left.ticks] if left.grid else []
    if x.grid:
        grid += [_post(float(across.at(tick.value)), box) for tick in x.ticks]
    marks = "".join(mark.draw(across, other if mark.right else up, box) for mark in panel.marks)
    # an inner svg with its own window cuts off what sticks out, without an id that could be double on a page;
    # its edge leaves room for half a stroke
    edge = 1.0
    window = {"x": box.left - edge, "y": box.top - edge, "width": box.right - box.left + 2 * edge}
    high = box.bottom - box.top + 2 * edge
    view = " ".join(number(value) for value in (window["x"], window["y"], window["width"], high))
    inner = element("svg", marks, **window, height=high, viewBox=view) if marks else ""
    base = box.top if left.inverted else box.bottom
    foot = element("path", d=f"M{number(box.left)},{number(base)}H{number(box.right)}", stroke=GREY, stroke_width=1.0)
    return (
        "".join(grid)
        + inner
        + foot
        + _beside(left, up, box, 2.0)
        + (_beside(right, other, box, width - 2.0, right=True) if right else "")
    )


def _rule(y: float, box: Box) -> str:
    return element("path", d=f"M{number(box.left)},{number(y)}H{number(box.right)}", stroke=GRID)


def _post(x: float, box: Box) -> str:
    return element("path", d=f"M{number(x)},{number(box.top)}V{number(box.bottom)}", stroke=GRID)


def _beside(axis: Axis, scale: Scale, box: Box, edge: float, *, right: bool = False) -> str:
    """Return the labels and the title of a y-axis."""
    x, anchor = (box.right + 7.0, "start") if right else (box.left - 7.0, "end")
    drawn = [text(x, float(scale.at(tick.value)) + 4.0, tick.label, anchor=anchor, colour=GREY) for tick in axis.ticks]
    if axis.title:
        side = "end" if right else "start"
        drawn.append(text(edge, box.top - 9.0, axis.title, anchor=side, colour=GREY))
    return "".join(drawn)


def _below(axis: Axis, box: Box) -> str:
    """Return ticks, labels and title of the x-axis."""
    scale = axis.scale(box.left, box.right)
    drawn = []
    for tick in axis.ticks:
        place = float(scale.at(tick.value))
        drawn.append(element("path", d=f"M{number(place)},{number(box.bottom)}v4", stroke=GREY))
        drawn.append(text(place, box.bottom + 17.0, tick.label, anchor="middle", colour=GREY))
        if tick.under:
            drawn.append(text(place, box.bottom + 31.0, tick.under, anchor="middle", colour=GREY))
    if axis.title:
        lower = box.bottom + (48.0 if any(tick.under for tick in axis.ticks) else 34.0)
        drawn.append(text((box.left + box.right) / 2.0, lower, axis.title, anchor="middle", colour=GREY))
    return "".join(drawn)
