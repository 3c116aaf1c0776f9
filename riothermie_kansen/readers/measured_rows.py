"""The rows of a measured series, part by part: times, values, and what cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from ..callbacks import Cancelled, Progress, stop_if
from ..measurement.series import Bools, Floats
from .measured_layout import Layout
from .measured_moments import Moments
from .measured_numbers import NumberTally, as_text, read_numbers
from .measured_plan import Plan
from .measured_table import AnyBlock, TableBlock
from .measured_times import DAY, NONE, Integers, TimeTally, civil, read_clock, read_times
from .measured_units import flow_unit

SHOWN = 5
"""Line numbers that a finding names."""

MOST_LABELS = 500
"""More different labels than this are no labels."""

_SUMMARY = re.compile(
    r"(?:sub)?(?:totaal|total|som|sum|gem|gemiddeld|gemiddelde|average|avg|mean|max|maximum|min|minimum|eind|einde|"
    r"end|aantal|count|stdev|mittelwert|summe)\b",
    re.IGNORECASE,
)
_COMMENT = ("#", "//", "%", "*")


@dataclass
class BadRows:
    """Rows without a readable time, by what they are.

    Attributes
    ----------
    count
        "kop" (the header again), "totaal", "opmerking" and "fout" to the number of rows.
    lines
        The first line numbers of "fout".
    examples
        What stood there.
    """

    count: dict[str, int] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)


@dataclass
class Rows:
    """All rows with a readable time.

    Attributes
    ----------
    time
        Seconds since 1970, shape (n,); for times as numbers those numbers.
    open
        Per part whether day and month may be the other way round, with the number of rows of the part.
    values
        "debiet", "niveau", ... to numbers as delivered, shape (n,).
    label
        Place in `labels`, shape (n,); None without labels.
    labels
        Texts of the label columns, in order of the plan.
    read
        Rows read, those without a time included; headers, totals, comments and empty lines are not.
    """

    time: npt.NDArray[np.int64] | Floats
    open: list[tuple[bool | Bools, int]]
    values: dict[str, Floats]
    label: npt.NDArray[np.int32] | None
    labels: list[tuple[str, ...]]
    read: int
    bad: BadRows
    times: TimeTally
    numbers: dict[str, NumberTally]


def collect(
    blocks: Iterable[tuple[AnyBlock, float]],
    layout: Layout,
    plan: Plan,
    progress: Progress,
    cancelled: Cancelled,
) -> Rows:
    """Return all rows with a time.

    Parameters
    ----------
    blocks
        The rows in parts, with how much has been read in percent.
    layout, plan
        The make-up of the delivery and what to read of it.
    progress, cancelled
        Called between the parts.

    Raises
    ------
    CancelledError
        The user cancelled.
    """
    columns = {"debiet": plan.flow, **plan.others}
    times = TimeTally(order=first_order(layout, plan.moments))
    bad = BadRows()
    tallies = {role: NumberTally() for role in columns}
    moments: list[npt.NDArray[np.int64] | Floats] = []
    values: dict[str, list[Floats]] = {role: [] for role in columns}
    opened: list[tuple[bool | Bools, int]] = []
    codes: list[npt.NDArray[np.int32]] = []
    known: dict[bytes, int] = {}
    labels: list[tuple[str, ...]] = []
    read = 0
    for part, percent in blocks:
        stop_if(cancelled)
        block = part
        if len(block) and block.line[0] < layout.first:
            block = block.take(np.flatnonzero(block.line >= layout.first))
        if not len(block):
            continue
        when, good, undecided = _moments(block, plan.moments, layout, times)
        read += len(block)
        if not good.all():
            read -= _sorted_out(block.take(np.flatnonzero(~good)), layout, plan, bad)
            rows = np.flatnonzero(good)
            block, when = block.take(rows), when[rows]
            undecided = undecided if isinstance(undecided, bool) else undecided[rows]
        if not len(block):
            continue
        moments.append(when)
        opened.append((undecided, len(block)))
        for role, column in columns.items():
            values[role].append(_numbers(block, column, layout, tallies[role]))
        if plan.labels and len(labels) <= MOST_LABELS:
            codes.append(_labels(block, list(plan.labels.values()), known, labels))
        progress(percent)
    time: npt.NDArray[Any] = np.concatenate(moments) if moments else np.empty(0, dtype=np.int64)
    del moments
    joined = {}
    for role in columns:
        parts = values.pop(role)
        joined[role] = np.concatenate(parts) if parts else np.empty(0)
    full = plan.labels and len(labels) <= MOST_LABELS and codes
    label = np.concatenate(codes) if full else None
    return Rows(time, opened, joined, label, labels if full else [], read, bad, times, tallies)


def _moments(
    block: AnyBlock, moments: Moments, layout: Layout, tally: TimeTally
) -> tuple[npt.NDArray[np.int64] | Floats, Bools, bool | Bools]:
    """Return the time of each row, where it is one, and where day and month may be the other way round."""
    if moments.kind == "getal":
        numbers = _numbers(block, moments.columns[0], layout, NumberTally())
        return numbers, ~np.isnan(numbers), False
    if moments.kind == "delen":
        return _parts(block, moments, layout)
    seconds = read_times(block.cells(moments.columns[0]), tally)
    undecided = tally.open.pop()
    good = seconds != NONE
    if moments.kind == "datum_tijd":
        clock = _clock(block, moments, layout)
        good &= clock != NONE
        seconds = np.where(good, seconds // DAY * DAY + clock, NONE)
    return seconds, good, undecided


def _clock(block: AnyBlock, moments: Moments, layout: Layout) -> Integers:
    """Return seconds since midnight from a column with clock times."""
    column = moments.columns[1]
    if moments.detail == "klok":
        return read_clock(block.cells(column))
    if moments.detail == "datumtijd":
        seconds = read_times(block.cells(column), TimeTally())
        return np.where(seconds == NONE, NONE, seconds % DAY)
    numbers = _numbers(block, column, layout, NumberTally())
    good = ~np.isnan(numbers) & (numbers >= 0)
    number = np.where(good, numbers, 0.0)
    if moments.detail == "dagdeel":
        seconds = np.rint(number * DAY).astype(np.int64)
    elif moments.detail in ("uur", "uurvak"):
        first = 1 if moments.detail == "uurvak" else 0
        good &= number >= first
        seconds = np.rint((number - first) * 3600).astype(np.int64)
    else:
        digits = number.astype(np.int64) * (1 if moments.detail == "uurminuutseconde" else 100)
        hour, minute, second = digits // 10_000, digits // 100 % 100, digits % 100
        good &= (minute < 60) & (second < 60)
        seconds = hour * 3600 + minute * 60 + second
    return np.where(good & (seconds <= DAY), seconds, NONE)


def _parts(block: AnyBlock, moments: Moments, layout: Layout) -> tuple[Integers, Bools, bool]:
    """Return times from columns for year, month, day and further."""
    numbers = [_numbers(block, column, layout, NumberTally()) for column in moments.columns]
    good = ~np.isnan(numbers).any(axis=0)
    year, month, day, *clock = [np.where(good, number, 0).astype(np.int64) for number in numbers]
    days = civil(year, month, day)
    good &= days != NONE
    seconds = days * DAY
    for part, factor, limit in zip(clock, (3600, 60, 1), (24, 59, 60), strict=False):
        good &= (part >= 0) & (part <= limit)
        seconds = seconds + part * factor
    return np.where(good, seconds, NONE), good, False


def _numbers(block: AnyBlock, column: int, layout: Layout, tally: NumberTally) -> Floats:
    if isinstance(block, TableBlock):
        numbers = block.numbers(column)
        if numbers is not None:
            return numbers
    return read_numbers(block.cells(column), layout.decimal, block.line, tally, layout.thousands)


def _labels(
    block: AnyBlock, columns: list[int], known: dict[bytes, int], labels: list[tuple[str, ...]]
) -> npt.NDArray[np.int32]:
    """Return the place in `labels` of each row; new ones are added."""
    parts = [block.cells(column).data for column in columns]
    both = np.ascontiguousarray(np.concatenate(parts, axis=1))
    widths = [part.shape[1] for part in parts]
    total = both.shape[1]
    texts = both.view(f"S{total}").ravel()
    if (both == both[0]).all():
        unique, inverse = texts[:1], np.zeros(len(both), dtype=np.int64)
    else:
        unique, inverse = np.unique(texts, return_inverse=True)
    places = np.empty(len(unique), dtype=np.int32)
    for place, row in enumerate(unique.tolist()):
        raw, cells, at = row.ljust(total, b"\0"), [], 0
        for width in widths:
            cells.append(raw[at : at + width].rstrip(b"\0"))
            at += width
        mark = b"\0".join(cells)
        if mark not in known:
            known[mark] = len(labels)
            labels.append(tuple(as_text(cell) for cell in cells))
        places[place] = known[mark]
    return np.asarray(places[inverse.reshape(-1)], dtype=np.int32)


def _sorted_out(block: AnyBlock, layout: Layout, plan: Plan, bad: BadRows) -> int:
    """Sort rows without a time by what they are; return how many of them are no row of the measurement at all."""
    everything = np.arange(len(block))
    column = plan.moments.columns[0]
    when, first, flow = (block.cells(place).texts(everything) for place in (column, 0, plan.flow))
    header = layout.header[column].lower() if column < len(layout.header) else ""
    none = 0
    for line, time, start, value in zip(block.line.tolist(), when, first, flow, strict=True):
        if not time and not value:
            none += 1
            continue
        if (header and time.lower() == header) or flow_unit(value):
            what = "kop"
        elif start.startswith(_COMMENT):
            what = "opmerking"
        elif _SUMMARY.match(start) or _SUMMARY.match(time):
            what = "totaal"
        else:
            what = "fout"
            if len(bad.lines) < SHOWN:
                bad.lines.append(line)
                bad.examples.append(time or "-")
        bad.count[what] = bad.count.get(what, 0) + 1
        none += what != "fout"
    return none


def first_order(layout: Layout, moments: Moments) -> str:
    """Return "jmd" when years of two digits stand in front, "?" otherwise: from the sample."""
    if moments.kind not in ("tekst", "datum_tijd"):
        return "?"
    found = [
        match.groups()
        for row in layout.sample
        for match in [re.match(r"([0-9]{2})[-/]([0-9]{2})[-/]([0-9]{2})(?![0-9])", row[moments.columns[0]])]
        if match
    ]
    if not found:
        return "?"
    first, last = {int(part[0]) for part in found}, {int(part[2]) for part in found}
    return "jmd" if max(first) > 31 or (len(first) < len(last) and max(last) <= 31) else "?"
