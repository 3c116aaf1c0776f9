"""Plots of a business case through the years: the cash flow, and the net present value as it adds up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from .axes import Axis, Tick, Values, nice_step
from .charts import PLOT, Panel, chart
from .language import Words
from .marks import Bars, Line, Mark
from .pointers import Level
from .svg import BLUE, GREY, INK, LIGHT_BLUE, ORANGE, RED, SAND, STONE, TEAL, Floats

PARTS = (
    ("fixed", ("vastrecht_eur",), BLUE),
    ("heat", ("warmte_eur",), LIGHT_BLUE),
    ("support", ("sde_eur", "certificaten_eur"), TEAL),
    ("other_income", ("overige_baten_eur", "restwaarde_eur"), SAND),
    ("maintenance", ("onderhoud_eur",), ORANGE),
    ("electricity", ("elektriciteit_eur",), RED),
    ("other_costs", ("administratie_eur", "overige_lasten_eur"), STONE),
    ("loan_service", ("rente_eur", "aflossing_eur"), GREY),
)
"""What the bars of a year are made of: name, columns of the cash flow, colour; what comes in lies above zero."""

OWN_MONEY = ("investering_eur", "herinvestering_eur", "bak_eur", "subsidie_eur", "lening_eur")
"""What is built, less what others pay of it: together the money of the supplier itself."""

CURVES = ((BLUE, None, 2.6), (TEAL, "8 3", 2.2), (ORANGE, "5 3", 2.2), (RED, "2 3", 2.2), (GREY, "1 3", 2.0))
"""Colour, dashes and width of the lines of the uptakes."""

_CENT = 0.005
_THOUSAND = 1000.0


def cash_flow_plot(flow: pd.DataFrame, words: Words, own: Words) -> str:
    """Return the cash flow per year: what comes in above zero, what goes out below it, and what is left.

    Parameters
    ----------
    flow
        Columns `economics.columns.KASSTROOM_COLUMNS`, of one variant, in order of year.
    words, own
        Numbers, and sentences of the report.
    """
    years = flow["jaar"].to_numpy(dtype=np.float64)
    above, below, left = (np.zeros(len(flow)) for _ in range(3))
    marks: list[Mark] = []
    for name, columns, colour in PARTS:
        amount = _sum(flow, columns)
        left = left + amount
        for base, part in ((above, np.maximum(amount, 0.0)), (below, np.minimum(amount, 0.0))):
            if np.abs(part).max(initial=0.0) < _CENT:
                continue
            marks.append(_bars(years, base, base + part, own.say(f"part_{name}"), colour))
            np.add(base, part, out=base)
    marks.append(Line(years, left / _THOUSAND, own.say("part_left"), INK, 2.2))
    panels = [Panel(marks, Values(own.say("axis_flow")), height=270.0)]
    money = _sum(flow, OWN_MONEY)
    if np.abs(money).max(initial=0.0) >= _CENT:
        bars = _bars(years, np.zeros(len(money)), money, own.say("part_own_money"), INK)
        panels.append(Panel([bars], Values(own.say("axis_own_money")), height=90.0))
    return chart(
        panels,
        _years(years, words, own, half=0.5),
        title=own.say("flow_title"),
        description=own.say("flow_description", n=words.number(len(flow) - 1), left=words.number(float(left[-1]))),
        words=words,
    )


def value_plot(curves: Mapping[str, Floats], words: Words, own: Words) -> str:
    """Return the net present value as it adds up over the years, a line per uptake.

    Parameters
    ----------
    curves
        Name of the line to its values per year from 0, shape (horizon + 1,), EUR.
    words, own
        Numbers, and sentences of the report.
    """
    marks: list[Mark] = [Level(0.0, dash=None, colour=GREY)]
    ends: list[str] = []
    longest = max(len(values) for values in curves.values())
    for (name, values), (colour, dash, width) in zip(curves.items(), _looks(len(curves)), strict=True):
        marks.append(Line(np.arange(len(values), dtype=np.float64), values / _THOUSAND, name, colour, width, dash))
        ends.append(f"{name}: {words.rounded(float(values[-1]))} EUR")
    return chart(
        [Panel(marks, Values(own.say("axis_value")), height=280.0)],
        _years(np.arange(longest, dtype=np.float64), words, own),
        title=own.say("value_title"),
        description=own.say("value_description", ends="; ".join(ends)),
        words=words,
    )


def _looks(n: int) -> Sequence[tuple[str, str | None, float]]:
    return [CURVES[i % len(CURVES)] for i in range(n)]


def _sum(flow: pd.DataFrame, columns: Sequence[str]) -> Floats:
    found: Floats = flow[list(columns)].to_numpy(dtype=np.float64).sum(axis=1)
    return found


def _bars(years: Floats, base: Floats, top: Floats, label: str, colour: str) -> Bars:
    """Return bars in thousands of euros, each in the middle of its year."""
    return Bars(years - 0.5, years + 0.5, top / _THOUSAND, base.copy() / _THOUSAND, label, colour)


def _years(years: Floats, words: Words, own: Words, *, half: float = 0.0) -> Axis:
    last = float(years[-1])
    step = max(nice_step(max(last, 1.0), int(PLOT / 60.0)), 1.0)
    step = step if step == round(step) else 5.0
    ticks = tuple(Tick(float(year), words.number(float(year))) for year in np.arange(0.0, last + 0.5, step))
    return Axis(-half, last + half, ticks, own.say("axis_year"), grid=False)
