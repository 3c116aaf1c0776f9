"""Plots of the CO2 of ways to heat: bars by source, and the course over the years."""

from __future__ import annotations

import numpy as np

from ..economics.co2.result import Co2Result
from ..economics.columns import BRONNET, CV, HYBRIDE, LUCHT, LUS, MINI, MT
from .axes import Axis, Tick, Values, label_axis
from .charts import PLOT, Panel, chart
from .language import Words
from .marks import Bars, Line, Mark
from .svg import BLUE, GREY, INK, LIGHT_BLUE, ORANGE, RED, SAND, STONE, TEAL

LINES = {
    CV: (INK, "6 3"), BRONNET: (BLUE, None), MT: (RED, None), HYBRIDE: (STONE, "8 3 2 3"), LUCHT: (ORANGE, "2 3"),
    LUS: (TEAL, None), MINI: (TEAL, "5 3"),
}  # fmt: skip
"""Colour and dashes of the line of each way to heat."""

PARTS = (("gas_t", "gas", INK), ("warmte_kwh", "power_heat", BLUE), ("pomp_kwh", "power_pumps", LIGHT_BLUE),
         ("koude_kwh", "power_cold", SAND))  # fmt: skip
"""Column, name and colour of each part of a bar; kWh are turned into tonnes."""


def emission_bars(result: Co2Result, words: Words, own: Words) -> str:
    """Return a bar per way to heat, stacked by where the CO2 of the first year comes from."""
    rows = result.first()
    n = len(rows)
    begin = np.arange(n, dtype=np.float64)
    base = np.zeros(n)
    marks: list[Mark] = []
    factor = rows["factor_kg_kwh"].to_numpy(dtype=np.float64) / 1000.0
    for column, name, colour in PARTS:
        part = rows[column].to_numpy(dtype=np.float64) * (1.0 if column.endswith("_t") else factor)
        if part.any():
            marks.append(Bars(begin, begin + 1.0, base + part, base, own.say(name), colour, gap=0.4))
            base = base + part
    least = rows.iloc[int(np.argmin(rows["tonnen"].to_numpy()))]
    labels = [own.say(f"short_{key}") for key in rows["concept"]]
    return chart(
        [Panel(marks, Values(own.say("axis_tonnes")), height=250.0)],
        label_axis(labels),
        title=own.say("bars_title"),
        description=own.say(
            "bars_description", name=own.say(f"name_{least['concept']}"), tonnes=words.rounded(float(least["tonnen"]))
        ),
        words=words,
    )


def years_plot(result: Co2Result, words: Words, own: Words) -> str:
    """Return a line per way to heat over the years, and the factor of electricity below them."""
    years = result.path.jaren.astype(np.float64)
    marks: list[Mark] = []
    for concept in result.concepts:
        rows = result.frame[result.frame["concept"] == concept.key]
        colour, dash = LINES[concept.key]
        marks.append(
            Line(years, rows["tonnen"].to_numpy(dtype=np.float64), own.say(f"name_{concept.key}"), colour, 2.0, dash)
        )
    below = Panel([Line(years, result.path.kg_kwh, "", GREY, 2.0)], Values(own.say("axis_factor")), height=70.0)
    return chart(
        [Panel(marks, Values(own.say("axis_tonnes")), height=270.0), below],
        _years(result.path.jaren, own),
        title=own.say("path_title"),
        description=own.say("path_description", first=int(years[0]), last=int(years[-1])),
        words=words,
    )


def _years(years: np.ndarray[tuple[int, ...], np.dtype[np.int64]], own: Words) -> Axis:
    """Return an axis of years: a number without a dot, on round years."""
    first, last = int(years[0]), int(years[-1])
    room = PLOT / 40.0
    step = next(n for n in (1, 2, 5, 10, 20, 50, 100) if (last - first) / n <= room)
    ticks = tuple(Tick(float(year), str(year)) for year in range(first, last + 1) if year % step == 0)
    high = float(last) if last > first else first + 1.0
    return Axis(float(first), high, ticks or (Tick(float(first), str(first)),), own.say("axis_year"), grid=False)
