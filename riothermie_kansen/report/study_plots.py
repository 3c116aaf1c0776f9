"""Plots of a study: heat asked and given, and ranges beside each other; drawn as rows with a bar each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .axes import Axis, Values, number_axis
from .language import Words
from .svg import BLUE, GREY, GRID, INK, LIGHT_BLUE, PAPER, element, number, text, text_width

WIDTH, ROW, RIGHT, TOP = 760.0, 36.0, 30.0, 14.0
NARROWEST, WIDEST = 90.0, 260.0
"""Room for the names at the left."""


@dataclass(frozen=True)
class Bar:
    """A bar from zero: its name, value and colour."""

    name: str
    value: float
    colour: str


@dataclass(frozen=True)
class Range:
    """A range with the value that was reckoned with."""

    name: str
    low: float
    value: float
    high: float


def bar_plot(bars: Sequence[Bar], title: str, unit: str, words: Words) -> str:
    """Return bars below each other, with their values at the end."""
    axis_room = 78.0
    left = _left([bar.name for bar in bars])
    axis = number_axis(
        [0.0, *(bar.value for bar in bars)], WIDTH - left - RIGHT - axis_room, words, Values(), apart=90.0
    )
    scale = axis.scale(left, WIDTH - RIGHT - axis_room)
    drawn = []
    for i, bar in enumerate(bars):
        top, end = TOP + ROW * i, float(scale.at(bar.value))
        drawn.append(text(left - 10.0, top + 22.0, bar.name, anchor="end"))
        drawn.append(
            element("rect", x=left, y=top + 6.0, width=max(end - left, 0.5), height=ROW - 13.0, fill=bar.colour)
        )
        drawn.append(text(end + 7.0, top + 22.0, words.rounded(bar.value), bold=True))
    told = "; ".join(f"{bar.name}: {words.rounded(bar.value)}" for bar in bars)
    return _drawing("".join(drawn), len(bars), axis, left, WIDTH - RIGHT - axis_room, title, told, unit, words)


def range_plot(ranges: Sequence[Range], words: Words, own: Words) -> str:
    """Return a bar from the low to the high end of each range, with a mark at the value that was reckoned with."""
    left = _left([one.name for one in ranges])
    values = np.array([value for one in ranges for value in (one.low, one.value, one.high)] + [0.0])
    room = 0.12 * (float(values.max()) - float(values.min()) or 1.0)
    axis = number_axis(
        [float(values.min()) - room, float(values.max()) + room], WIDTH - left - RIGHT, words, Values(zero=False),
        apart=90.0,
    )  # fmt: skip
    scale = axis.scale(left, WIDTH - RIGHT)
    drawn = []
    zero = float(scale.at(0.0))
    for i, one in enumerate(ranges):
        top = TOP + ROW * i
        begin, end, middle = (float(scale.at(value)) for value in (one.low, one.high, one.value))
        drawn.append(text(left - 10.0, top + 22.0, one.name, anchor="end"))
        drawn.append(
            element("rect", x=begin, y=top + 8.0, width=max(end - begin, 1.0), height=ROW - 17.0, fill=LIGHT_BLUE)
        )
        drawn.append(element("rect", x=middle - 2.0, y=top + 4.0, width=4.0, height=ROW - 9.0, fill=INK, stroke=PAPER))
        drawn.append(text(begin - 5.0, top + 22.0, words.rounded(one.low), anchor="end", colour=GREY, halo=True))
        drawn.append(text(end + 5.0, top + 22.0, words.rounded(one.high), colour=GREY, halo=True))
    bottom = TOP + ROW * len(ranges)
    drawn.append(
        element("line", x1=zero, x2=zero, y1=TOP, y2=bottom, stroke=BLUE, stroke_width=1.6, stroke_dasharray="5 3")
    )
    told = "; ".join(
        f"{one.name}: {words.rounded(one.low)} … {words.rounded(one.value)} … {words.rounded(one.high)}"
        for one in ranges
    )
    return _drawing(
        "".join(drawn), len(ranges), axis, left, WIDTH - RIGHT, own.say("ranges_title"), told, own.say("axis_million"),
        words,
    )  # fmt: skip


def _left(names: Sequence[str]) -> float:
    """Return the room that names need."""
    return float(np.clip(max((text_width(name) for name in names), default=0.0) + 16.0, NARROWEST, WIDEST))


def _drawing(
    content: str, n: int, axis: Axis, left: float, right: float, title: str, told: str, unit: str, words: Words
) -> str:
    """Return rows with their axis below."""
    scale = axis.scale(left, right)
    bottom = TOP + ROW * n
    lines = []
    for tick in axis.ticks:
        place = float(scale.at(tick.value))
        lines.append(element("line", x1=place, x2=place, y1=TOP, y2=bottom, stroke=GRID))
        lines.append(text(place, bottom + 17.0, tick.label, anchor="middle", colour=GREY))
    lines.append(text((left + right) / 2.0, bottom + 36.0, unit, anchor="middle", colour=GREY))
    heading = element("title", _escaped(title)) + element("desc", _escaped(told))
    return element(
        "svg", heading + "".join(lines) + content, xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(WIDTH)} {number(bottom + 44.0)}", font_size=12.0, fill=INK, role="img", aria_label=title,
        lang=words.code,
    )  # fmt: skip


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")
