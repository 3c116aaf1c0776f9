"""Plots of the heat demand: by type and period, per home, by label, and per neighbourhood."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..demand.columns import LABELS, UTILITEIT, WONINGTYPEN
from ..demand.totals import TOTAL
from ..demand.vesta import UNKNOWN
from .axes import Axis, Tick, Values, label_axis
from .charts import PLOT, Panel, chart
from .language import Words
from .marks import Bars, Mark
from .svg import BLUE, INK, LIGHT_BLUE, ORANGE, SAND, STONE, TEAL, Floats, text_width

COLOURS = {
    "appartement": INK,
    "tussen": BLUE,
    "hoek": LIGHT_BLUE,
    "2-onder-1-kap": TEAL,
    "vrijstaand": "#8fc1b5",
    UNKNOWN: SAND,
}
"""Colour of each type of home, from the bottom of a stack up."""

REGISTERED = ("ep-online", "vivet", "eigen")
"""Sources of a label that somebody registered."""

MOST_NEIGHBOURHOODS = 10
"""So many neighbourhoods fit in a plot; the table has them all."""


def period_order(periods: Sequence[str]) -> list[str]:
    """Return construction periods from old to new, what has no year last."""

    def place(period: str) -> tuple[float, str]:
        years = re.findall(r"\d{4}", period)
        if not years:
            return np.inf, period
        return float(years[0]) - (0.5 if len(years) == 1 and not period[:4].isdigit() else 0.0), period

    return sorted(dict.fromkeys(periods), key=place)


def _period_axis(periods: Sequence[str], words: Words) -> Axis:
    """Return an axis of periods, each on two lines: its first year above its last one."""
    ticks = []
    for i, period in enumerate(periods):
        years = re.findall(r"\d{4}", period)
        if len(years) > 1:
            first, second = years[0], f"– {years[1]}"
        else:
            first, _, second = (period or words.say("unknown")).partition(" ")
        ticks.append(Tick(i + 0.5, first, second))
    return Axis(0.0, float(max(len(periods), 1)), tuple(ticks), grid=False)


def of_kind(summary: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a summary that are of homes, their type a key of `COLOURS` in ``soort``."""
    rows = summary[~summary["type"].isin([TOTAL, UTILITEIT])].copy()
    rows["soort"] = np.where(rows["type"].isin(WONINGTYPEN), rows["type"].astype(object), UNKNOWN)
    return rows


def type_and_period(summary: pd.DataFrame, words: Words, own: Words) -> str:
    """Return the plot of heat demand and number of the homes by type and period."""
    rows = of_kind(summary)
    periods = period_order([str(period) for period in rows["bouwperiode"]])
    heat, count = (
        rows.pivot_table(index="soort", columns="bouwperiode", values=name, aggfunc="sum", fill_value=0.0).reindex(
            columns=periods, fill_value=0.0
        )
        for name in ("totaal_gj", "objecten")
    )
    high = Panel(_stacked(heat / 1000.0, own), Values(own.say("axis_heat_tj")), height=230)
    low = Panel(_stacked(count, own, legend=False), Values(own.say("axis_homes")), height=120)
    total = heat.sum()
    return chart(
        [high, low],
        _period_axis(periods, words),
        title=own.say("period_title"),
        description=own.say("period_description", period=str(total.idxmax()), heat=words.number(float(total.max()))),
        words=words,
    )


def _stacked(table: pd.DataFrame, own: Words, *, legend: bool = True) -> list[Mark]:
    """Return bars on top of each other: a row of the table per kind, a column per place on the axis."""
    places = np.arange(table.shape[1], dtype=np.float64)
    base = np.zeros(table.shape[1])
    marks: list[Mark] = []
    for kind, colour in COLOURS.items():
        if kind not in table.index or not float(table.loc[kind].sum()):
            continue
        top = base + table.loc[kind].to_numpy(dtype=np.float64)
        label = own.say(f"type_{kind.replace('-', '_')}") if legend else ""
        marks.append(Bars(places, places + 1.0, top, base, label, colour, gap=0.24))
        base = top
    return marks


def per_home(objects: pd.DataFrame, words: Words, own: Words) -> str:
    """Return the plot of the mean heat demand per home by type: space heating with tap water on top."""
    homes = objects[objects["woning"] == 1]
    mean = homes.groupby("type")[["rv_gj", "tap_gj"]].mean().reindex(list(WONINGTYPEN)).dropna(how="all")
    places = np.arange(len(mean), dtype=np.float64)
    rv, tap = (mean[name].fillna(0.0).to_numpy(dtype=np.float64) for name in ("rv_gj", "tap_gj"))
    marks = [
        Bars(places, places + 1.0, rv, None, own.say("rv"), BLUE, gap=0.4),
        Bars(places, places + 1.0, rv + tap, rv, own.say("tap"), ORANGE, gap=0.4),
    ]
    names = [own.say(f"type_{kind.replace('-', '_')}") for kind in mean.index]
    return chart(
        [Panel(marks, Values(own.say("axis_gj_home")), height=200)],
        label_axis(names),
        title=own.say("home_title"),
        description=own.say(
            "home_description", low=words.rounded(float((rv + tap).min())), high=words.rounded(float((rv + tap).max()))
        ),
        words=words,
    )


def labels(objects: pd.DataFrame, words: Words, own: Words) -> str:
    """Return the plot of homes by energy label, registered or not."""
    homes = objects[objects["woning"] == 1]
    known = homes["label_bron"].isin(REGISTERED).to_numpy()
    label = homes["label"].where(homes["label"].isin(LABELS), "").to_numpy(dtype=object)
    kinds = [*LABELS, ""] if (label == "").any() else list(LABELS)
    registered, other = (
        np.array([float(((label == kind) & mask).sum()) for kind in kinds]) for mask in (known, ~known)
    )
    places = np.arange(len(kinds), dtype=np.float64)
    marks: list[Mark] = [Bars(places, places + 1.0, registered, None, own.say("label_registered"), BLUE, gap=0.3)]
    if other.any():
        marks.append(Bars(places, places + 1.0, registered + other, registered, own.say("label_other"), SAND, gap=0.3))
    return chart(
        [Panel(marks, Values(own.say("axis_homes")), height=180)],
        label_axis([kind or words.say("unknown") for kind in kinds]),
        title=own.say("label_title"),
        description=own.say("label_description", n=words.number(float(registered.sum()))),
        words=words,
    )


def _shortened(text: str, width: float) -> str:
    """Return a text that fits a width, its end left out where it must."""
    kept = len(text)
    while kept > 1 and text_width(text if kept == len(text) else f"{text[:kept]}…") > width:
        kept -= 1
    return text if kept == len(text) else f"{text[:kept].rstrip()}…"


def neighbourhoods(table: pd.DataFrame, after: Floats, words: Words, own: Words) -> str:
    """Return the plot of demand per neighbourhood: by key figures, by gas use, and after scaling.

    Parameters
    ----------
    table
        Rows of `demand.columns.BUURT_COLUMNS` that have their gas use.
    after
        Shape (n,): heat of the homes after scaling, before insulation, GJ a year.
    """
    order = np.argsort(-table["gas_gj"].to_numpy(dtype=np.float64), kind="stable")[:MOST_NEIGHBOURHOODS]
    chosen = table.iloc[order]
    places = np.arange(len(chosen), dtype=np.float64)
    width = 0.26
    marks = []
    for i, (values, key, colour) in enumerate(
        (
            (chosen["model_gj"].to_numpy(dtype=np.float64), "by_model", STONE),
            (chosen["gas_gj"].to_numpy(dtype=np.float64), "by_gas", ORANGE),
            (after[order], "after", BLUE),
        )
    ):
        left = places + 0.11 + i * width
        marks.append(Bars(left, left + width, values / 1000.0, None, own.say(key), colour, gap=0.1))
    names = chosen["buurtnaam"].where(chosen["buurtnaam"] != "", chosen["buurtcode"])
    shown = [_shortened(str(name), 0.95 * PLOT / len(chosen)) for name in names]
    return chart(
        [Panel(marks, Values(own.say("axis_heat_tj")), height=210)],
        label_axis(shown),
        title=own.say("neighbourhood_title"),
        description=own.say("neighbourhood_description", n=len(chosen)),
        words=words,
    )
