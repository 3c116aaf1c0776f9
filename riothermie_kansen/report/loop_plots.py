"""Plots of a district where everybody drills: temperature over the years, and who loses how much."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..subsurface.boreholes.district import HAALT_HET, HAALT_HET_NIET, ZONDER_BUREN, District
from .axes import Axis, Tick, Values, number_axis
from .charts import PLOT, Panel, chart
from .language import Words
from .marks import Band, Bars, Dots, Line, Mark
from .svg import ORANGE, RED, STONE, TEAL

Floats = npt.NDArray[np.float64]

PREFIX = "loop_plots_"
SPREAD = (10.0, 90.0)
"""Percentiles between which the systems of the band lie."""

COLUMNS = 200
"""Columns of the plot of losses; of more systems each column is the mean of its part."""

VERDICTS = ((HAALT_HET, "keeps", TEAL), (ZONDER_BUREN, "alone", ORANGE), (HAALT_HET_NIET, "fails", RED))


def cooling_plot(district: District, words: Words) -> str:
    """Return the drop in temperature at the systems of the plan over the years as SVG; "" without systems or years.

    The years stand on a logarithmic axis: there a loop on its own cools along a straight line.
    """
    own_words = Words(words.language, PREFIX)
    rows = district.systems[~district.systems["bestaand"].astype(bool)]
    years = np.array(district.years)
    if not len(rows) or len(years) < 2:
        return ""
    total = np.stack([rows[f"daling_{year:g}_k"].to_numpy(dtype=np.float64) for year in years], axis=1)
    own = np.stack([rows[f"eigen_{year:g}_k"].to_numpy(dtype=np.float64) for year in years], axis=1)
    x = np.log10(years)
    low, high = np.percentile(total, SPREAD, axis=0)
    marks: list[Mark] = [
        Band(x, low, high, own_words.say("spread")),
        Line(x, own.mean(axis=0), own_words.say("own"), TEAL, dash="5 3"),
        Line(x, total.mean(axis=0), own_words.say("mean"), width=2.2),
        Dots(x, total.mean(axis=0)),
        Line(x, total.max(axis=0), own_words.say("most"), STONE, dash="2 3"),
    ]
    last = list(district.years).index(district.verdict_year)
    ticks = tuple(Tick(float(place), words.shortest(year)) for place, year in zip(x, years, strict=True))
    return chart(
        [Panel(marks, Values(own_words.say("drop")))],
        Axis(float(x[0]), float(x[-1]), ticks, own_words.say("years")),
        title=own_words.say("cooling_title"),
        description=own_words.say(
            "cooling_desc",
            year=words.shortest(district.verdict_year),
            mean=words.number(float(total[:, last].mean()), 1),
            others=words.number(float((total - own)[:, last].mean()), 1),
            most=words.number(float(total[:, last].max()), 1),
        ),
        words=words,
    )


def loss_plot(district: District, words: Words) -> str:
    """Return the yield that each system of the plan loses, most first, coloured by verdict, as SVG; "" without any."""
    own_words = Words(words.language, PREFIX)
    rows = district.systems[~district.systems["bestaand"].astype(bool)]
    if not len(rows):
        return ""
    loss = rows["verlies_pct"].to_numpy(dtype=np.float64)
    verdict = rows["oordeel"].to_numpy(dtype=object)
    order = np.lexsort((np.arange(len(loss)), -loss))
    marks: list[Mark] = []
    parts = np.array_split(order, min(len(order), COLUMNS))
    edges = np.cumsum([0, *(len(part) for part in parts)]) * 100.0 / len(order)
    for name, key, colour in VERDICTS:
        if (verdict == name).any():
            marks.append(_columns(parts, loss, edges, verdict, name, own_words.say(key), colour))
    axis = number_axis([0.0, 100.0], PLOT, words, Values(own_words.say("part"), 0.0, 100.0), apart=60.0)
    return chart(
        [Panel(marks, Values(own_words.say("loss")))],
        axis,
        title=own_words.say("loss_title"),
        description=own_words.say(
            "loss_desc",
            n=words.number(len(loss)),
            year=words.shortest(district.verdict_year),
            middle=words.number(float(np.percentile(loss, 50.0)), 0),
            high=words.number(float(np.percentile(loss, 90.0)), 0),
        ),
        words=words,
    )


def _columns(
    parts: list[npt.NDArray[np.int64]],
    loss: Floats,
    edges: Floats,
    verdict: npt.NDArray[np.object_],
    name: str,
    label: str,
    colour: str,
) -> Bars:
    """Return the columns of one verdict: within a part each verdict takes its share of the height."""
    names = [known for known, _, _ in VERDICTS]
    at = names.index(name)
    base, top = np.zeros(len(parts)), np.full(len(parts), np.nan)
    for i, part in enumerate(parts):
        mean = float(loss[part].mean())
        below = sum(float(np.mean(verdict[part] == other)) for other in names[:at])
        share = float(np.mean(verdict[part] == name))
        if share:
            base[i], top[i] = below * mean, (below + share) * mean
    return Bars(edges[:-1], edges[1:], top, base, label, colour, gap=0.06 if len(parts) < 60 else 0.0)
