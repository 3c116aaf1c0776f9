"""What the map tool tells of a pipe: its own figures, and what lies above and below it, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qgis.PyQt.QtCore import QCoreApplication

from ..algorithms.environment import amount
from .map_tool_layers import PIPES, TRACE, Followed

translate = QCoreApplication.translate

TIED = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Told:
    """What is told of a pipe, as plain text.

    Attributes
    ----------
    title
        Which pipe.
    rows
        (label, value) of its own.
    reason
        Why it is what it is, "" for nothing.
    upstream, downstream
        (head, totals) of what lies above and below it; None for a pipe that cannot be followed.
    notes
        What one should know of it.
    """

    title: str
    rows: tuple[tuple[str, str], ...]
    reason: str
    upstream: tuple[str, str] | None
    downstream: tuple[str, str] | None
    notes: tuple[str, ...]


def length(metres: float) -> str:
    """Return a length in m or km."""
    return f"{amount(metres)}{TIED}m" if metres < 1000 else f"{amount(metres / 1000, 1)}{TIED}km"


def small(value: float) -> int:
    """Return the decimals with which a flow or power is shown: fewer as it is larger."""
    return 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2


def told(values: Mapping[str, Any], followed: Followed, trail: Any, row: int) -> Told:
    """Return what is told of a pipe.

    Parameters
    ----------
    values
        Lower-case name of each field to its value; None where it has none.
    followed, trail, row
        Its layer, what lies above and below it, and its row.
    """
    if followed.kind == TRACE:
        return _of_trace(values, followed, trail, row)
    return _of_sewer(values, followed, trail, row)


def _of_sewer(values: Mapping[str, Any], followed: Followed, trail: Any, row: int) -> Told:
    name = str(values.get("naam") or values.get("leiding_id") or "")
    rows = _rows(
        values,
        (translate("Riothermie", "Chance (kans)"), "kans", ""),
        (translate("Riothermie", "Mean dry weather flow"), "dwa_gem_ls", "l/s"),
        (translate("Riothermie", "Flow in the lowest hour"), "dwa_min_ls", "l/s"),
        (translate("Riothermie", "Power for buildings, mean flow"), "vermogen_gebouw_kw", "kW"),
        (translate("Riothermie", "Room left after offtakes"), "ruimte_kw", "kW"),
        (translate("Riothermie", "Homes, straight from the sewer"), "woningen_direct", ""),
        (translate("Riothermie", "Homes, with storage (WKO)"), "woningen_wko", ""),
        (translate("Riothermie", "Homes over the seasons"), "woningen_seizoen", ""),
        (translate("Riothermie", "Inhabitants upstream and here"), "inwoners", ""),
        (translate("Riothermie", "Kind"), "soort", ""),
        (translate("Riothermie", "Function"), "functie", ""),
        (translate("Riothermie", "Width"), "breedte_mm", "mm"),
        (translate("Riothermie", "Material"), "materiaal", ""),
        (translate("Riothermie", "Year"), "jaar", "jaar"),
    )
    reasons = [str(values[name]) for name in ("reden", "ruimte_reden") if values.get(name)]
    notes = []
    if not followed.linked:
        notes.append(translate("Riothermie", "This layer does not tell which nodes its pipes join: nothing to follow."))
    elif not followed.trails.flows[row]:
        notes.append(translate("Riothermie", "No waste water is known in this pipe: nothing to follow."))
    if notes:
        return Told(translate("Riothermie", "Pipe {}").format(name), rows, " ".join(reasons), None, None, tuple(notes))
    if followed.kind == PIPES:
        notes.append(
            translate(
                "Riothermie",
                "Followed by the levels of the pipe ends; the map of opportunities (kansenkaart) knows the flow.",
            )
        )
    notes += _doubts(followed, trail, row)
    came = translate("Riothermie", "The water comes from")
    goes = translate("Riothermie", "The water goes to")
    return Told(
        translate("Riothermie", "Pipe {}").format(name),
        rows,
        " ".join(reasons),
        (came, _above(followed, trail, row)),
        (goes, _below(followed, trail)),
        tuple(notes),
    )


def _above(followed: Followed, trail: Any, row: int) -> str:
    """Return the totals of the sewer above a pipe."""
    if not len(trail.upstream):
        return translate("Riothermie", "nothing: here it begins")
    parts = [_pipes(followed, trail.upstream)]
    people = followed.numbers["inwoners"][row] if "inwoners" in followed.numbers else float("nan")
    if people >= 0:
        parts.append(_people(people))
    return " · ".join(parts)


def _below(followed: Followed, trail: Any) -> str:
    """Return the totals of the sewer below a pipe, and the water at its ends."""
    if not len(trail.downstream):
        return translate("Riothermie", "nothing: here the sewer on this map ends")
    ends = {int(followed.trails.head[last]) for last in trail.last}
    parts = [_pipes(followed, trail.downstream)]
    if len(ends) == 1:
        parts.append(translate("Riothermie", "one end"))
    elif ends:
        parts.append(translate("Riothermie", "{} ends").format(amount(len(ends))))
    if "inwoners" in followed.numbers and ends:
        people = followed.numbers["inwoners"][_arriving(followed, ends)]
        total = float(people[people > 0].sum())
        if total > 0:
            parts.append(translate("Riothermie", "{} there").format(_people(total)))
    return " · ".join(parts)


def _arriving(followed: Followed, ends: set[int]) -> Any:
    """Return which pipes with water arrive at some nodes."""
    import numpy as np

    return followed.trails.flows & np.isin(followed.trails.head, sorted(ends))


def _of_trace(values: Mapping[str, Any], followed: Followed, trail: Any, row: int) -> Told:
    rows = _rows(
        values,
        (translate("Riothermie", "Network"), "nettype", ""),
        (translate("Riothermie", "Role"), "rol", ""),
        (translate("Riothermie", "Diameter"), "dn", ""),
        (translate("Riothermie", "Design flow"), "debiet_ls", "l/s"),
        (translate("Riothermie", "Design power"), "vermogen_kw", "kW"),
        (translate("Riothermie", "Homes behind it"), "n_woningen", ""),
        (translate("Riothermie", "Connections behind it"), "n_aansluitingen", ""),
        (translate("Riothermie", "Velocity"), "snelheid_ms", "m/s"),
        (translate("Riothermie", "Length"), "lengte_m", "m"),
        (translate("Riothermie", "Costs (estimate)"), "kosten_eur", "EUR"),
    )
    back, feeds = translate("Riothermie", "The way back to the source"), translate("Riothermie", "It feeds")
    upstream = translate("Riothermie", "nothing: the source is here")
    if len(trail.upstream):
        upstream = _pipes(followed, trail.upstream)
    if values.get("bron_id"):
        upstream += " · " + translate("Riothermie", "source: {}").format(values["bron_id"])
    downstream = translate("Riothermie", "nothing: here the network ends")
    if len(trail.downstream):
        downstream = _pipes(followed, trail.downstream)
        homes = followed.numbers["n_woningen"][row]
        if homes >= 0:
            downstream += " · " + _homes(homes)
    notes = _doubts(followed, trail, row)
    if not followed.linked:
        notes.append(translate("Riothermie", "This layer does not tell which pipe feeds which: nothing to follow."))
    title = translate("Riothermie", "Part of the network {}").format(values.get("trace_id") or "")
    reason = str(values.get("reden_dn") or "")
    reason = translate("Riothermie", "Why this diameter: {}").format(reason) if reason else ""
    return Told(title, rows, reason, (back, upstream), (feeds, downstream), tuple(notes))


def _doubts(followed: Followed, trail: Any, row: int) -> list[str]:
    """Return what is uncertain of a trail."""
    notes = []
    guessed = followed.trails.assumed
    n = int(guessed[trail.upstream].sum() + guessed[trail.downstream].sum() + guessed[row])
    if n == 1:
        notes.append(translate("Riothermie", "The direction of one of these pipes is a guess: as it was drawn."))
    elif n:
        text = translate("Riothermie", "The direction of {} of these pipes is a guess: as they were drawn.")
        notes.append(text.format(amount(n)))
    if trail.loop:
        notes.append(translate("Riothermie", "This pipe lies in a loop: it is above and below itself."))
    return notes


def _pipes(followed: Followed, rows: Any) -> str:
    """Return the number and length of some pipes."""
    import numpy as np

    metres = float(np.nansum(followed.numbers["lengte_m"][rows]))
    if len(rows) == 1:
        return translate("Riothermie", "1 pipe, {}").format(length(metres))
    return translate("Riothermie", "{n} pipes, {length}").format(n=amount(len(rows)), length=length(metres))


def _people(number: float) -> str:
    return translate("Riothermie", "{} inhabitants").format(amount(number)).replace(" ", TIED)


def _homes(number: float) -> str:
    if round(number) == 1:
        return translate("Riothermie", "1 home")
    return translate("Riothermie", "{} homes").format(amount(number)).replace(" ", TIED)


def _rows(values: Mapping[str, Any], *wanted: tuple[str, str, str]) -> tuple[tuple[str, str], ...]:
    """Return (label, value) of the fields that have a value."""
    found = []
    for label, field, unit in wanted:
        value = values.get(field)
        if value is None or value == "":
            continue
        if unit == "jaar":  # a year has no thousands
            text = str(int(value)) if isinstance(value, (int, float)) else str(value)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            decimals = small(value) if unit in ("l/s", "kW", "m/s") else 0
            text = f"{amount(value, decimals)}{TIED}{unit}".strip(TIED)
        else:
            text = str(value)
        found.append((label, text))
    return tuple(found)
