"""Plots of mini networks: yearly costs by gas use, and how many homes share."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..kentallen import Kentallen
from .axes import Axis, Tick, Values, number_axis
from .charts import PLOT, Panel, chart
from .language import Words
from .marks import Bars, Dots, Line, Mark
from .svg import BLUE, GREY, INK, ORANGE, TEAL

CONCEPTS = (("mini", TEAL, None), ("cv", INK, "6 3"), ("lus", BLUE, None), ("lucht", ORANGE, "2 3"))
"""Concept, colour and dashes of its line; the name is that of the kental ``mini.tabel_...``."""


def cost_curves(clusters: pd.DataFrame, kentallen: Kentallen, words: Words, own: Words) -> str:
    """Return the lines of the folder's table with a dot per cluster."""
    gas = np.asarray(kentallen.table("mini.tabel_gas"), dtype=np.float64)
    marks: list[Mark] = [
        Line(gas, np.asarray(kentallen.table(f"mini.tabel_{name}"), dtype=np.float64), own.say(name), colour, 2.0, dash)
        for name, colour, dash in CONCEPTS
    ]
    found = clusters["gas_m3"].to_numpy(dtype=np.float64)
    cost = clusters["kosten_mini_eur"].to_numpy(dtype=np.float64)
    marks.append(Dots(found, cost, own.say("dots"), GREY, 2.6))
    axis = number_axis(np.concatenate([gas, found]), PLOT, words, Values(own.say("axis_gas"), zero=False), apart=70.0)
    return chart(
        [Panel(marks, Values(own.say("axis_cost")), height=280.0)],
        axis,
        title=own.say("curve_title"),
        description=own.say("curve_description", n=words.number(len(clusters))),
        words=words,
    )


def size_plot(clusters: pd.DataFrame, words: Words, own: Words) -> str:
    """Return a bar for each number of homes: how many mini networks have it."""
    sizes = clusters["woningen"].to_numpy(dtype=np.int64)
    least, most = int(sizes.min()), int(sizes.max())
    counts = np.bincount(sizes, minlength=most + 1)[least:].astype(np.float64)
    homes = np.arange(least, most + 1)
    step = max(1, -(-len(homes) // 20))
    ticks = tuple(Tick(float(n), words.number(int(n))) for n in homes[::step])
    axis = Axis(least - 0.5, most + 0.5, ticks, own.say("axis_size"), grid=False)
    bars = Bars(homes - 0.5, homes + 0.5, counts, colour=TEAL)
    return chart(
        [Panel([bars], Values(own.say("axis_number")), height=170.0)],
        axis,
        title=own.say("size_title"),
        description=own.say("size_description", n=words.number(len(clusters)), most=words.number(most)),
        words=words,
    )
