"""Plots of what a business case rests on: costs and income per home, what matters most, and the chances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from .axes import Axis, Scale, Tick, Values, number_axis
from .charts import PLOT, Panel, chart
from .language import Words
from .marks import NOTHING, Bars, Box, Mark, filled_box
from .pointers import Moment
from .svg import (
    BLUE,
    GREY,
    INK,
    LIGHT_BLUE,
    ORANGE,
    RED,
    SAND,
    STONE,
    TEAL,
    Floats,
    element,
    number,
    text,
)

COLOURS = {
    "investering": "#7a3b10",
    "herinvestering": "#b5703a",
    "onderhoud": ORANGE,
    "elektriciteit": RED,
    "administratie": SAND,
    "overige_lasten": STONE,
    "bak": INK,
    "subsidie": "#54708c",
    "vastrecht": BLUE,
    "warmte": LIGHT_BLUE,
    "sde": TEAL,
    "certificaten": "#7db5af",
    "overige_baten": "#c5ddda",
    "restwaarde": "#e3e3e3",
    "lening": GREY,
}
"""Colour of a line of the build-up: costs warm, income cool."""

BINS = 40
"""Bars of the distribution."""

_THOUSAND = 1000.0
_ROW = 30.0
_WIDEST = 44
_PAIR = 100


@dataclass(frozen=True)
class Spreads:
    """Horizontal bars around a value, one per row: how far a result moves when one thing changes.

    Attributes
    ----------
    low, high
        Shape (n,): results at the low and the high end of what changes.
    middle
        Result as it is.
    names_low, names_high
        What stands at the ends: the low and the high value of what changes.
    """

    low: Floats
    high: Floats
    middle: float
    names_low: Sequence[str]
    names_high: Sequence[str]
    colour_low: str = ORANGE
    colour_high: str = BLUE
    label: str = ""
    right: bool = False

    def values(self) -> Floats:
        """Return nothing: its rows are fixed."""
        return NOTHING

    def draw(self, x: Scale, y: Scale, box: Box) -> str:
        """Return two boxes per row, from the middle to each end, with the names at their ends."""
        drawn = []
        centre = float(x.at(self.middle))
        for row, ends in enumerate(zip(self.low.tolist(), self.high.tolist(), strict=True)):
            place = float(y.at(row + 0.5))
            for value, name, colour in zip(
                ends,
                (self.names_low[row], self.names_high[row]),
                (self.colour_low, self.colour_high),
                strict=True,
            ):
                if not np.isfinite(value):
                    continue
                at = float(x.at(value))
                left, wide = min(at, centre), abs(at - centre)
                drawn.append(element("rect", x=left, y=place - 8.0, width=wide, height=16.0, fill=colour))
                outside = at < centre or (at == centre and value == ends[0])
                anchor, shift = ("end", -4.0) if outside else ("start", 4.0)
                drawn.append(text(at + shift, place + 4.0, name, anchor=anchor, size=11.0, halo=True))
        line = element(
            "path", d=f"M{number(centre)},{number(box.top)}V{number(box.bottom)}", stroke=INK, stroke_width=1.2
        )
        return "".join(drawn) + line

    def swatch(self, x: float, y: float) -> str:
        """Return a filled box."""
        return filled_box(x, y, self.colour_high, 1.0)


@dataclass(frozen=True)
class Sign:
    """Only a line of the legend: a colour and what it stands for."""

    colour: str
    label: str
    right: bool = False

    def values(self) -> Floats:
        """Return nothing."""
        return NOTHING

    def draw(self, x: Scale, y: Scale, box: Box) -> str:
        """Return nothing."""
        return ""

    def swatch(self, x: float, y: float) -> str:
        """Return a filled box."""
        return filled_box(x, y, self.colour, 1.0)


def stack_plot(parts: pd.DataFrame, words: Words, own: Words) -> str:
    """Return costs beside income per home, both as present values; the gap is the net present value per home.

    Parameters
    ----------
    parts
        Columns variant, kant ("lasten" or "baten"), regel, naam, eur_woning: EUR per home, all of them 0 or more.
    words, own
        Numbers, and sentences of the report.
    """
    marks: list[Mark] = []
    ticks: list[Tick] = []
    said: list[str] = []
    variants = list(dict.fromkeys(parts["variant"]))
    for i, variant in enumerate(variants):
        ticks.append(Tick(2.0 * i + 1.0, "", _short(str(variant), _PAIR // len(variants))))
        for j, side in enumerate(("lasten", "baten")):
            rows = parts[(parts["variant"] == variant) & (parts["kant"] == side)]
            place, base = 2.0 * i + j, 0.0
            for name, title, amount in zip(rows["regel"], rows["naam"], rows["eur_woning"], strict=True):
                top = base + float(amount)
                marks.append(
                    Bars(
                        np.array([place]), np.array([place + 1.0]), np.array([top]), np.array([base]), str(title),
                        COLOURS.get(str(name), GREY), gap=0.5,
                    )
                )  # fmt: skip
                base = top
            ticks.append(Tick(place + 0.5, own.say(f"stack_{side}")))
            said.append(f"{variant}, {ticks[-1].label}: {words.rounded(base)} EUR")
    return chart(
        [Panel(marks, Values(own.say("axis_stack")), height=300.0)],
        Axis(0.0, 2.0 * len(variants), tuple(ticks), grid=False),
        title=own.say("stack_title"),
        description=own.say("stack_description", sums="; ".join(said)),
        words=words,
    )


def tornado_plot(rows: pd.DataFrame, value_eur: float, words: Words, own: Words, *, paying: bool = True) -> str:
    """Return how far the net present value moves when one assumption at a time goes to its low or high end.

    Parameters
    ----------
    rows
        Columns aanname, laag, hoog (as text), ncw_laag_eur and ncw_hoog_eur; the widest first.
    value_eur
        The net present value as it is.
    words, own
        Numbers, and sentences of the report.
    paying
        Whether there is income, so that zero is where it just pays.
    """
    low, high = (rows[name].to_numpy(dtype=np.float64) / _THOUSAND for name in ("ncw_laag_eur", "ncw_hoog_eur"))
    middle = value_eur / _THOUSAND
    found = np.concatenate([low, high, [middle, 0.0] if paying else [middle]])
    found = found[np.isfinite(found)]
    room = 0.16 * (float(found.max()) - float(found.min()) or 1.0)
    wanted = Values(own.say("axis_tornado"), zero=False)
    axis = number_axis(np.array([found.min() - room, found.max() + room]), 0.6 * PLOT, words, wanted, apart=90.0)
    n = len(rows)
    names = tuple(Tick(i + 0.5, _short(str(name))) for i, name in enumerate(rows["aanname"]))
    marks: list[Mark] = [
        Sign(ORANGE, own.say("tornado_low")),
        Sign(BLUE, own.say("tornado_high")),
        *([Moment(0.0, colour=GREY, dash="5 3", label=own.say("tornado_zero"))] if paying else []),
        Spreads(low, high, middle, [str(value) for value in rows["laag"]], [str(value) for value in rows["hoog"]]),
    ]
    widest = str(rows["aanname"].iloc[0]) if n else ""
    return chart(
        [Panel(marks, Values(low=0.0, high=float(max(n, 1)), inverted=True, grid=False, ticks=names), height=_ROW * n)],
        axis,
        title=own.say("tornado_title"),
        description=own.say("tornado_description", n=words.number(n), widest=widest),
        words=words,
    )


def chance_plot(
    values_eur: Floats, marked: Sequence[tuple[float, str]], words: Words, own: Words, *, paying: bool = True
) -> str:
    """Return how often each net present value came out of the draws, losses apart from gains.

    Parameters
    ----------
    values_eur
        Shape (n,): a value per draw.
    marked
        Values to point at, with their names.
    words, own
        Numbers, and sentences of the report.
    paying
        Whether there is income: without it a value below zero is no loss but costs.
    """
    found = values_eur[np.isfinite(values_eur)] / _THOUSAND
    low, high = (float(value) for value in np.quantile(found, [0.002, 0.998]))
    # an edge at zero, so that no bar holds both losses and gains
    step = max((high - low) / BINS, 1e-9 * max(abs(low), abs(high), 1.0))
    edges = step * np.arange(np.floor(low / step), np.ceil(high / step) + 1.5)
    counts, _ = np.histogram(found, edges)
    share = 100.0 * counts / len(found)
    loss = edges[1:] <= 0.5 * step
    marks: list[Mark] = [
        Bars(edges[:-1][side], edges[1:][side], share[side], label=own.say(name), colour=colour, gap=0.06)
        for side, name, colour in (
            (loss, "chance_loss" if paying else "chance_costs", ORANGE),
            (~loss, "chance_gain", TEAL),
        )
        if side.any()
    ]
    marks += [Moment(value / _THOUSAND, name, INK) for value, name in marked if np.isfinite(value)]
    axis = number_axis(edges, PLOT, words, Values(own.say("axis_chance"), zero=False, grid=False), apart=80.0)
    positive = words.percent(float((found > 0.0).mean()))
    return chart(
        [Panel(marks, Values(own.say("axis_share")), height=220.0)],
        axis,
        title=own.say("chance_title"),
        description=own.say("chance_description", n=words.number(len(found)), share=positive),
        words=words,
    )


def _short(name: str, most: int = _WIDEST) -> str:
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"
