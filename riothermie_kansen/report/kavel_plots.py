"""Plots of warmtekavels: demand against supply, and line density, a row per kavel."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..kavels.columns import GOED, LAAG, MATIG
from .axes import Axis, Values, number_axis
from .language import Words
from .svg import BLUE, GREY, GRID, INK, LIGHT_BLUE, ORANGE, SAND, STONE, TEAL, element, number, text, text_width

Floats = npt.NDArray[np.float64]

PLOTTED = 40
"""Of more kavels the ones with most demand are plotted."""

WIDTH, ROW, LEFT, RIGHT, TOP = 760.0, 30.0, 170.0, 96.0, 44.0
CLASS_COLOURS = {GOED: TEAL, MATIG: ORANGE, LAAG: SAND, "": GRID}


def balance_plot(kavels: pd.DataFrame, words: Words, own: Words) -> str:
    """Return a bar for the demand of each kavel, and under it one for its supply: sewer, shared part of it, others."""
    rows = largest(kavels)
    demand = _column(rows, "vraag_gj")
    shared = np.minimum(_column(rows, "aanbod_gedeeld_gj"), _column(rows, "aanbod_gj"))
    sewer, other = _column(rows, "aanbod_gj"), _column(rows, "aanbod_bron_gj")
    axis = number_axis(np.concatenate([demand, sewer + other]), WIDTH - LEFT - RIGHT, words, Values(), apart=90.0)
    legend = [(own.say("plot_demand"), STONE)]
    if sewer.any():
        legend += [(own.say("plot_own"), BLUE), (own.say("plot_shared"), LIGHT_BLUE)]
    if other.any():
        legend.append((own.say("plot_source"), ORANGE))

    def bars(i: int, top: float, at: Callable[[float], float]) -> str:
        drawn = _bar(at(0.0), at(demand[i]), top + 4.0, STONE)
        edges = np.cumsum([0.0, sewer[i] - shared[i], shared[i], other[i]])
        for colour, begin, end in zip((BLUE, LIGHT_BLUE, ORANGE), edges[:-1], edges[1:], strict=True):
            drawn += _bar(at(begin), at(end), top + 15.0, colour)
        return drawn

    marks = [
        "" if not np.isfinite(share) else own.say("plot_covered", share=words.number(share))
        for share in rows["dekking"].to_numpy(dtype=np.float64)
    ]
    return _rows(rows, axis, bars, marks, legend, own.say("plot_balance_title"), own.say("plot_axis_gj"), words)


def density_plot(kavels: pd.DataFrame, good: float, fair: float, words: Words, own: Words) -> str:
    """Return a bar for the line density of each kavel, with the borders of its classes."""
    rows = largest(kavels[kavels["lijndichtheid"].notna()])
    density = _column(rows, "lijndichtheid")
    # a few metres of street beside a tall building say nothing: they would flatten all the others
    most = max(2.0 * good, float(np.quantile(density, 0.9)) * 1.2 if len(density) else 0.0)
    axis = number_axis([0.0, min(max(float(density.max(initial=0.0)), good), most)], WIDTH - LEFT - RIGHT, words)
    classes = rows["lijndichtheid_klasse"].to_numpy(dtype=object)

    def bars(i: int, top: float, at: Callable[[float], float]) -> str:
        return _bar(at(0.0), at(min(density[i], axis.high)), top + 8.0, CLASS_COLOURS[classes[i]], 14.0)

    marks = [words.number(value, 2) for value in density]
    legend = [(own.say(f"plot_{name}"), CLASS_COLOURS[name]) for name in (GOED, MATIG, LAAG)]
    limits = [value for value in (fair, good) if value <= axis.high]
    return _rows(
        rows, axis, bars, marks, legend, own.say("plot_density_title"), own.say("plot_axis_density"), words, limits
    )


def largest(kavels: pd.DataFrame) -> pd.DataFrame:
    """Return the kavels with most demand, at most `PLOTTED`, in their own order."""
    order = np.argsort(-kavels["vraag_gj"].to_numpy(dtype=np.float64), kind="stable")[:PLOTTED]
    return kavels.iloc[np.sort(order)]


def _column(rows: pd.DataFrame, name: str) -> Floats:
    return np.asarray(np.nan_to_num(rows[name].to_numpy(dtype=np.float64)), dtype=np.float64)


def _bar(begin: float, end: float, top: float, colour: str, height: float = 10.0) -> str:
    if end - begin < 0.05:
        return ""
    return element("rect", x=begin, y=top, width=end - begin, height=height, fill=colour)


def _rows(
    rows: pd.DataFrame,
    axis: Axis,
    bars: Callable[[int, float, Callable[[float], float]], str],
    marks: list[str],
    legend: list[tuple[str, str]],
    title: str,
    unit: str,
    words: Words,
    limits: list[float] | None = None,
) -> str:
    """Return a drawing with a row per kavel: its name, what `bars` draws at a height, and a mark at the end."""
    scale = axis.scale(LEFT, WIDTH - RIGHT)

    def at(value: float) -> float:
        return float(scale.at(value))

    bottom = TOP + ROW * len(rows)
    drawn = [_legend(legend)]
    for tick in axis.ticks:
        place = at(tick.value)
        drawn.append(_line(place, TOP, bottom, GRID))
        drawn.append(text(place, bottom + 17.0, tick.label, anchor="middle", colour=GREY))
    for i, name in enumerate(rows["naam"]):
        top = TOP + ROW * i
        drawn.append(text(LEFT - 8.0, top + 19.0, _short(str(name), LEFT - 14.0), anchor="end"))
        drawn.append(bars(i, top, at))
        drawn.append(text(WIDTH - RIGHT + 8.0, top + 19.0, marks[i], colour=GREY))
    drawn += [_line(at(value), TOP, bottom, INK, "4 3") for value in limits or ()]
    drawn.append(_line(LEFT, TOP, bottom, GREY))
    drawn.append(text((LEFT + WIDTH - RIGHT) / 2.0, bottom + 36.0, unit, anchor="middle", colour=GREY))
    described = "; ".join(f"{name}: {mark}" for name, mark in zip(rows["naam"], marks, strict=True) if mark)
    return element(
        "svg",
        element("title", _escaped(title)) + element("desc", _escaped(described)) + "".join(drawn),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(WIDTH)} {number(bottom + 44.0)}",
        font_size=12.0,
        fill=INK,
        role="img",
        aria_label=title,
        lang=words.code,
    )


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")


def _line(x: float, top: float, bottom: float, colour: str, dash: str | None = None) -> str:
    return element(
        "path", d=f"M{number(x)},{number(top)}V{number(bottom)}", stroke=colour, stroke_width=1.0, stroke_dasharray=dash
    )


def _legend(items: list[tuple[str, str]]) -> str:
    drawn, x = "", LEFT
    for label, colour in items:
        drawn += element("rect", x=x, y=10.0, width=14.0, height=10.0, fill=colour) + text(x + 19.0, 19.0, label)
        x += 19.0 + text_width(label) + 16.0
    return drawn


def _short(name: str, room: float) -> str:
    """Return a name that fits."""
    if text_width(name) <= room:
        return name
    kept = name
    while kept and text_width(f"{kept}…") > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"
