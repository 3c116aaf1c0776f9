"""Plots of what heat costs a resident: the stack of costs per concept, prices and where the order turns, types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..economics.columns import BRONNET, CV, HYBRIDE, LUCHT, LUS, MINI, MT
from .axes import Axis, Scale, Tick, Values, label_axis, number_axis
from .charts import PLOT, Panel, chart
from .language import Words
from .marks import Bars, Box, Line, Mark
from .pointers import Moment, Points
from .svg import BLUE, GREY, INK, ORANGE, STONE, Floats, text

COLOURS: Mapping[str, tuple[str, str | None]] = {
    CV: ("#4d4d4d", "6 3"),
    BRONNET: ("#08519c", None),
    MT: ("#b5420b", None),
    HYBRIDE: ("#e8a21c", "8 3 2 3"),
    LUCHT: ("#6fb3e0", "2 3"),
    LUS: ("#6b4a1e", "4 2"),
    MINI: ("#2a9d8f", None),
}
"""Colour of a concept, as on the map, and the dashes of its line."""

PARTS = (
    ("investering", INK),
    ("herinvestering", STONE),
    ("vast", BLUE),
    ("energie", ORANGE),
)
"""Parts of the costs, from the bottom of a stack up, and their colour."""

TAIL = 0.5
"""Percentage of the buildings at both ends that stands in the outer bars of a distribution."""


@dataclass(frozen=True)
class Names:
    """Names that stand above values, in the middle."""

    x: Floats
    y: Floats
    names: tuple[str, ...]
    label: str = ""
    right: bool = False

    def values(self) -> Floats:
        """Return the values, with room for the names above them."""
        return np.concatenate([self.y, 1.06 * self.y])

    def draw(self, x: Scale, y: Scale, box: Box) -> str:
        """Return the names."""
        places = zip(x.at(self.x).tolist(), y.at(self.y).tolist(), self.names, strict=True)
        return "".join(
            text(a, b - 6.0, name, anchor="middle", bold=True, halo=True)
            for a, b, name in places
            if np.isfinite(a) and np.isfinite(b)
        )

    def swatch(self, x: float, y: float) -> str:
        """Return nothing: it has no name in the legend."""
        return ""


def tco_plot(parts: pd.DataFrame, years: float, words: Words, own: Words) -> str:
    """Return the stack of costs over the period per concept.

    Parameters
    ----------
    parts
        A row per concept: ``concept`` and the columns of `PARTS`, EUR.
    years
        Length of the period.
    """
    places = np.arange(len(parts), dtype=np.float64)
    base = np.zeros(len(parts))
    marks: list[Mark] = []
    for name, colour in PARTS:
        height = np.nan_to_num(parts[name].to_numpy(dtype=np.float64)) / 1000.0
        if height.any():
            marks.append(Bars(places, places + 1.0, base + height, base, own.say(f"part_{name}"), colour, gap=0.36))
        base = base + height
    marks.append(Names(places + 0.5, base, tuple(words.number(value, 0) for value in base)))
    cheapest = int(np.argmin(base))
    return chart(
        [Panel(marks, Values(own.say("axis_tco", years=words.shortest(years))), height=290)],
        concept_axis(parts["concept"].tolist(), own),
        title=own.say("tco_title"),
        description=own.say(
            "tco_description",
            concept=own.say(str(parts["concept"].iloc[cheapest])),
            tco=words.number(1000.0 * base[cheapest]),
        ),
        words=words,
    )


def concept_axis(concepts: Sequence[str], own: Words) -> Axis:
    """Return an axis of concepts, each on two lines."""
    ticks = []
    for i, concept in enumerate(concepts):
        first, _, second = own.say(f"short_{concept}").partition("|")
        ticks.append(Tick(i + 0.5, first, second))
    return Axis(0.0, float(max(len(concepts), 1)), tuple(ticks), grid=False)


def price_plot(carrier: str, grid: pd.DataFrame, flips: pd.DataFrame, price: float, words: Words, own: Words) -> str:
    """Return the cost per year of each concept against the price of a carrier, with the points where the order turns.

    Parameters
    ----------
    carrier
        One of `economics.resident.prices.DRAGERS`.
    grid
        Columns ``prijs`` and one per concept: EUR per year.
    flips
        Columns ``prijs``, ``eur_jaar``, ``van``, ``naar``: where another concept becomes the cheapest.
    price
        Price that was reckoned with.
    """
    at = grid["prijs"].to_numpy(dtype=np.float64)
    marks: list[Mark] = [Moment(price, own.say("price_now", price=words.number(price, 2)), GREY)]
    for concept, (colour, dash) in COLOURS.items():
        if concept in grid and grid[concept].notna().any():
            value = grid[concept].to_numpy(dtype=np.float64)
            marks.append(Line(at, value, own.say(concept), colour, 2.0, dash))
    if len(flips):
        where, cost = (flips[name].to_numpy(dtype=np.float64) for name in ("prijs", "eur_jaar"))
        marks.append(Points(where, cost, tuple(words.number(value, 2) for value in where), guides=True))
    found = own.say(f"axis_{carrier}")
    axis = number_axis(at, PLOT, words, Values(found, low=float(at.min()), high=float(at.max())), apart=60.0)
    return chart(
        [Panel(marks, Values(own.say("axis_year"), zero=False), height=260)],
        axis,
        title=own.say(f"price_title_{carrier}"),
        description=own.say("price_description", n=words.number(len(flips))),
        words=words,
    )


def type_plot(table: pd.DataFrame, words: Words, own: Words) -> str:
    """Return bars of the cost per year per type of dwelling, a bar per concept.

    Parameters
    ----------
    table
        A row per type; its index is their name, a column per concept: EUR per year.
    """
    concepts = [concept for concept in COLOURS if concept in table and table[concept].notna().any()]
    wide = 1.0 / (len(concepts) + 1.2)
    places = np.arange(len(table), dtype=np.float64)
    marks: list[Mark] = []
    for i, concept in enumerate(concepts):
        left = places + wide * (0.6 + i)
        value = table[concept].to_numpy(dtype=np.float64)
        marks.append(Bars(left, left + wide, value, None, own.say(concept), COLOURS[concept][0], gap=0.1))
    return chart(
        [Panel(marks, Values(own.say("axis_year")), height=250)],
        label_axis([str(name) for name in table.index]),
        title=own.say("type_title"),
        description=own.say("type_description", n=words.number(len(table))),
        words=words,
    )


def share_plot(counts: Mapping[str, float], words: Words, own: Words) -> str:
    """Return a bar per concept: the dwellings for which it is the cheapest."""
    concepts = [concept for concept in COLOURS if counts.get(concept, 0.0) > 0.0]
    places = np.arange(len(concepts), dtype=np.float64)
    marks: list[Mark] = []
    values = np.array([counts[concept] for concept in concepts], dtype=np.float64)
    for i, concept in enumerate(concepts):
        one = places[i : i + 1]
        marks.append(Bars(one, one + 1.0, values[i : i + 1], None, "", COLOURS[concept][0], gap=0.4))
    marks.append(Names(places + 0.5, values, tuple(words.number(value) for value in values)))
    return chart(
        [Panel(marks, Values(own.say("axis_homes")), height=170)],
        concept_axis(concepts, own),
        title=own.say("share_title"),
        description=own.say("share_description"),
        words=words,
    )


def extra_plot(extra: Floats, homes: Floats, concept: str, words: Words, own: Words) -> str:
    """Return the dwellings by what a concept costs them more per year than a gas boiler.

    Parameters
    ----------
    extra, homes
        Shape (n,): EUR per dwelling per year, and the number of dwellings; NaN where it is not known.
    """
    there = np.isfinite(extra) & (homes > 0)
    ends = np.percentile(extra[there], (TAIL, 100.0 - TAIL))
    step = _class_width(ends)
    low = np.floor(ends[0] / step) * step
    high = max(np.ceil(ends[1] / step) * step, low + step)
    edges = np.arange(low, high + 0.5 * step, step)
    # what lies beyond stands in the outer bars
    within = np.clip(extra[there], edges[0], edges[-1])
    counts, _ = np.histogram(within, edges, weights=homes[there])
    bars = []
    for cheaper, colour in ((True, "#2f7ebc"), (False, "#e6760f")):
        mine = (edges[1:] <= 0.0) == cheaper
        if counts[mine].any():
            label = own.say("cheaper" if cheaper else "dearer")
            bars.append(Bars(edges[:-1][mine], edges[1:][mine], counts[mine].astype(np.float64), None, label, colour))
    marks: list[Mark] = [*bars, Moment(0.0, "", INK)]
    name = own.say("axis_extra", concept=own.say(concept))
    axis = number_axis(edges, PLOT, words, Values(name, zero=False), apart=70.0)
    return chart(
        [Panel(marks, Values(own.say("axis_homes")), height=180)],
        axis,
        title=own.say("extra_title", concept=own.say(concept)),
        description=own.say("extra_description"),
        words=words,
    )


def _class_width(values: Floats) -> float:
    """Return a round width of classes: some twenty of them."""
    span = float(np.ptp(values)) if len(values) else 0.0
    return float(next((step for step in (10.0, 20.0, 25.0, 50.0, 100.0, 200.0, 500.0) if span / step <= 24), 1000.0))
