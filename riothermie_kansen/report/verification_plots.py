"""Plots of recomputed reports: printed series beside ours, and the net present value under each reading."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..economics.verify.readings import UPTAKES, Reading
from ..economics.verify.series import Line as SeriesLine
from ..economics.verify.series import Series
from .axes import Axis, Tick, Values
from .charts import Panel, chart
from .language import Words
from .marks import Dots, Line, Mark
from .svg import BLUE, GREY, INK, ORANGE, RED, TEAL

COLOURS = ((TEAL, None), (ORANGE, "7 3"), (BLUE, "2 3"))
"""Colour and dashes of each series."""

UPTAKE_LOOKS = ((INK, None, 2.4), (BLUE, None, 1.6), (TEAL, "7 3", 2.2), (RED, "2 3", 1.8))
"""Colour, dashes and width of the line of each uptake, from 100 to 50 %."""

DRAWN = ("standaard", "lezing_a", "lezing_b")
"""Readings that are drawn."""


def cumulative(series: Series) -> SeriesLine:
    """Return the line of a series that adds up: the last one."""
    return series.regels[-1]


def series_plot(series: Sequence[Series], words: Words, own: Words) -> str:
    """Return what each variant has spent up to each year: dots as printed, lines as we reckon.

    Where the source made an error the line as it reckoned is drawn too, thin and grey.
    """
    marks: list[Mark] = []
    for i, one in enumerate(series):
        colour, dash = COLOURS[i % len(COLOURS)]
        line = cumulative(one)
        years = line.jaren.astype(np.float64)
        if not np.array_equal(line.nagebootst, line.waarden):
            marks.append(Line(years, line.nagebootst / 1000.0, own.say("as_source"), GREY, 1.0))
        marks.append(Line(years, line.waarden / 1000.0, one.variant, colour, 2.0, dash))
        marks.append(Dots(years, line.afgedrukt / 1000.0, own.say("as_printed"), INK, 1.9))
    return chart(
        [Panel(marks, Values(own.say("axis_spent")), height=300.0)],
        _years(words, own),
        title=own.say("series_title"),
        description=own.say("series_description", n=len(series)),
        words=words,
    )


def npv_plot(readings: Sequence[Reading], network: str, words: Words, own: Words) -> str:
    """Return the net present value so far, a panel per reading with a line per uptake.

    Parameters
    ----------
    network
        ``"bronnet"`` or ``"mt"``.
    """
    panels = []
    for reading in readings:
        if reading.naam not in DRAWN:
            continue
        marks: list[Mark] = [Line(np.array([0.0, 30.0]), np.zeros(2), "", GREY, 1.0)]
        for uptake, (colour, dash, width) in zip(UPTAKES, UPTAKE_LOOKS, strict=True):
            values = reading.opgeteld[network, uptake] / 1e6
            label = own.say("uptake", share=words.percent(uptake))
            marks.append(Line(np.arange(len(values), dtype=np.float64), values, label, colour, width, dash))
        panels.append(Panel(marks, Values(own.say(f"axis_{reading.naam}")), height=190.0))
    return chart(
        panels,
        _years(words, own),
        title=own.say(f"npv_title_{network}"),
        description=own.say("npv_description"),
        words=words,
    )


def _years(words: Words, own: Words) -> Axis:
    ticks = tuple(Tick(float(year), words.number(year)) for year in range(0, 31, 5))
    return Axis(0.0, 30.0, ticks, own.say("axis_year"))
