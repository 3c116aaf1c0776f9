"""What to read from a measured series: which columns, in which units, and what had to be assumed for that."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..errors import InputError
from ..measurement.series import Clock
from ..wording import note
from .measured_columns import (
    PARAMETER,
    POINT,
    UNIT,
    Name,
    chosen,
    fit,
    is_counter,
    is_other,
    is_weak,
    listed,
    names_rain,
    no_flow,
    place_of,
    quantity_of,
    taken_apart,
)
from .measured_kinds import kind
from .measured_layout import Layout
from .measured_moments import Moments, find_moments
from .measured_units import FLOW, flow_unit, unit_of

RECOGNISE = "herkennen"
"""The choice of unit or clock that leaves it to the reader."""

_HOURS = 24
_WINTER = re.compile(r"wintertijd|winter time|(?:zonder|geen) zomertijd|no dst", re.IGNORECASE)
_LOCAL = re.compile(
    r"lokale tijd|\blokaal\b|local ?time|zomertijd|CET/CEST|Europe/Amsterdam|kloktijd|\bCEST\b", re.IGNORECASE
)
_ZONE = re.compile(r"\b(?:MET|MEZ|CET)\b(?!/)")
"""Middle European time; "met" is a Dutch word, so only in capitals, and where time is spoken of."""

_ABOUT_TIME = re.compile(r"tijd|time|datum|date|zone|\bTZ|klok|zeit", re.IGNORECASE)
_UNIT_WORDS = re.compile(r"[;|*\s:=\[\]()\"]+")


@dataclass
class Plan:
    """What is read.

    Attributes
    ----------
    moments
        How times are made.
    names
        The columns taken apart, in order.
    flow
        Place of the column with the flow, or with the values of a delivery of one row per parameter.
    others
        "niveau", "temperatuur" and "neerslag" to their place, where they are there.
    labels
        "parameter", "eenheid" and "meetpunt" to their place: what the rows are of.
    long
        Whether the labels decide what a value is of.
    unit
        Unit of flow from the user or the names; "" when the rows must tell.
    given
        Whether the user gave the unit.
    point
        Measuring point that the user wants, "" for the only one.
    notes
        Sentences for the log (Dutch).
    """

    moments: Moments
    names: list[Name]
    flow: int
    others: dict[str, int] = field(default_factory=dict)
    labels: dict[str, int] = field(default_factory=dict)
    long: bool = False
    unit: str = ""
    given: bool = False
    point: str = ""
    notes: list[str] = field(default_factory=list)


def make_plan(layout: Layout, file: str, unit: str, columns: Mapping[str, str] | None) -> Plan:
    """Return what to read.

    Parameters
    ----------
    layout
        The make-up of the delivery.
    file
        Its name, for sentences.
    unit
        Unit of flow, or "herkennen".
    columns
        The user's choice: role to column name.

    Raises
    ------
    InputError
        There is no column with times or none with a flow, it cannot be decided which, or the unit is not one of flow.
    FieldError
        A chosen column is not there.
    """
    names = [taken_apart(name, layout.units[place]) for place, name in enumerate(layout.names)]
    shown = layout.shown()
    own = chosen(columns, shown)
    moments = find_moments(layout, names, own, file)
    free = [place for place in range(len(names)) if place not in moments.columns]
    numeric = [place for place in free if layout.kinds[place]["getal"]]
    plan = Plan(moments, names, -1)
    _labels(plan, layout, own, columns)
    if "debiet" in own:
        plan.flow = own["debiet"]
    else:
        plan.flow = _flow_column(plan, layout, numeric, shown, file)
    for quantity in ("niveau", "temperatuur", "neerslag"):
        if quantity in own:
            plan.others[quantity] = own[quantity]
            continue
        taken = {plan.flow, *plan.others.values(), *own.values()}
        scores = {
            place: fit(names[place], quantity)
            for place in numeric
            if place not in taken and (quantity != "neerslag" or names_rain(names[place]))
        }
        best = max(scores.values(), default=0)
        if best:
            plan.others[quantity] = next(place for place, score in scores.items() if score == best)
    if plan.flow in plan.labels.values():
        plan.labels = {role: place for role, place in plan.labels.items() if place != plan.flow}
    _unused(plan, layout, numeric, shown)
    if layout.guessed:
        plan.notes.append(note(f"meetreeks_notitie_{layout.guessed}"))
    _unit(plan, layout, unit, shown)
    return plan


def _labels(plan: Plan, layout: Layout, own: dict[str, int], columns: Mapping[str, str] | None) -> None:
    for role, aliases in (("parameter", PARAMETER), ("eenheid", UNIT), ("meetpunt", POINT)):
        place = own.get(role, place_of(plan.names, aliases))
        if place >= 0 and place not in plan.moments.columns and any(layout.kinds[place].values()):
            kinds = layout.kinds[place]
            if role in own or kinds["tekst"] or (role == "meetpunt" and kinds["getal"]):
                plan.labels[role] = place
    wanted = {str(role).strip().lower(): str(value).strip() for role, value in (columns or {}).items() if value}
    point = wanted.get("meetpunt", wanted.get("point", ""))
    plan.point = "" if "meetpunt" in own else point


def _flow_column(plan: Plan, layout: Layout, numeric: list[int], shown: list[str], file: str) -> int:
    """Return the column with the flow; rows that say themselves what they are of make the plan a long one."""
    names = plan.names
    taken = set(plan.labels.values())
    scores = {place: fit(names[place], "debiet") for place in numeric if place not in taken}
    best = max(scores.values(), default=0)
    if best:
        first = [place for place, score in scores.items() if score == best]
        if len(first) > 1:
            raise InputError("meetreeks_keuze_debiet", file=file, columns=listed(shown[place] for place in first))
        return first[0]
    if not layout.has_header:
        if len(numeric) == 1:
            return numeric[0]
        key = "meetreeks_zonder_kop" if numeric else "meetreeks_geen_getallen"
        raise InputError(key, file=file, columns=listed(shown))
    weak = [place for place in numeric if is_weak(names[place]) and place not in taken]
    unknown = [
        place
        for place in numeric
        if place not in taken
        and quantity_of(names[place])[0] is None
        and not is_other(names[place])
        and not is_counter(names[place])
    ]
    found = weak or unknown
    if len(found) == 1 and not (found == unknown and _empty_flow(plan, layout)):
        plan.long = "parameter" in plan.labels
        if found != weak:
            plan.notes.append(note("meetreeks_notitie_enige_kolom", column=shown[found[0]]))
        return found[0]
    empty = _empty_flow(plan, layout)
    if empty:
        raise InputError("meetreeks_geen_getallen", file=file, columns=empty)
    if len(found) >= _HOURS and all(kind(shown[place]) in ("klok", "getal") for place in found):
        raise InputError("meetreeks_breed", file=file, count=len(found), columns=listed((shown[found[0]], "...")))
    if len(found) > 1:
        raise InputError("meetreeks_keuze_debiet", file=file, columns=listed(shown[place] for place in found))
    raise no_flow(file, names)


def _empty_flow(plan: Plan, layout: Layout) -> str:
    """Return the name of a column that is called flow and has no number in the sample, "" when there is none."""
    for place, name in enumerate(plan.names):
        if fit(name, "debiet") and not layout.kinds[place]["getal"] and place not in plan.moments.columns:
            return name.full
    return ""


def _unused(plan: Plan, layout: Layout, numeric: list[int], shown: list[str]) -> None:
    """Note which columns are used and which are not, so that a wrong guess is seen."""
    used = {plan.flow, *plan.others.values(), *plan.labels.values(), *plan.moments.columns}
    flows = [shown[place] for place in numeric if place not in used and fit(plan.names[place], "debiet")]
    rest = [
        shown[place]
        for place in range(len(shown))
        if place not in used and shown[place] not in flows and any(layout.kinds[place][k] for k in ("getal", "tekst"))
    ]
    told = [shown[plan.flow], *(f"{role} {shown[place]}" for role, place in plan.others.items())]
    plan.notes.append(
        note("meetreeks_notitie_kolommen", time=listed(shown[p] for p in plan.moments.columns), flow=listed(told))
    )
    if flows:
        plan.notes.append(note("meetreeks_notitie_andere_debieten", flow=shown[plan.flow], columns=listed(flows)))
    if rest:
        plan.notes.append(note("meetreeks_notitie_ongebruikt", columns=listed(rest)))


def _unit(plan: Plan, layout: Layout, unit: str, shown: list[str]) -> None:
    """Settle the unit of flow as far as the user, the names and the lines above them tell."""
    name = plan.names[plan.flow]
    found = unit_of(name.unit, "debiet")
    if not found and unit_of(name.unit, "volume") and not plan.long:
        found = ""
    if unit and unit.strip().lower() not in (RECOGNISE, "recognise"):
        given = flow_unit(unit)
        if given not in FLOW:
            raise InputError("meetreeks_eenheid_keuze", unit=unit, units=", ".join(FLOW))
        if found and found != given:
            plan.notes.append(
                note("meetreeks_notitie_eenheid_anders", column=shown[plan.flow], found=found, given=given)
            )
        plan.unit, plan.given = given, True
        return
    plan.unit = found or _above(layout)


def _above(layout: Layout) -> str:
    """Return the unit of flow in the lines before the header when there is just one."""
    found = set()
    for line in layout.preamble:
        for word in _UNIT_WORDS.split(line):
            bare = word.removeprefix("CUNIT").removeprefix("RUNIT")
            if "/" in bare or "³" in bare:
                found.add(unit_of(bare, "debiet"))
    found.discard("")
    return found.pop() if len(found) == 1 else ""


def clock_hint(text: str) -> Clock | None:
    """Return the clock that a name or a line says it is on: "Tijd (UTC)", "Tijdzone: MET", "wintertijd"."""
    flat = " ".join(text.split())
    if _WINTER.search(flat) or (_ABOUT_TIME.search(flat) and _ZONE.search(flat)):
        return "wintertijd"
    if _LOCAL.search(flat):
        return "lokaal"
    match = re.search(r"(?:UTC|GMT)\s*(?:([+-])\s*0?([0-9]{1,2})(?::?00)?)?(?![0-9a-z])", flat, re.IGNORECASE)
    if match is None or re.search(r"[a-z](?:utc|gmt)", flat):
        return None
    hours = int(f"{match[1] or '+'}{match[2] or 0}")
    return {0: "utc", 1: "wintertijd"}.get(hours)  # type: ignore[return-value]
