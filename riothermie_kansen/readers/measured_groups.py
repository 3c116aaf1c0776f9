"""Deliveries that say per row what it is of: measuring point, parameter and unit; one series is taken out of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..errors import InputError
from ..measurement.series import Bools, Floats
from ..wording import amount, note
from .measured_columns import Name, fit, is_counter, is_weak, listed, quantity_of, taken_apart
from .measured_plan import Plan
from .measured_rows import Rows
from .measured_units import unit_of

_LISTED = 8


@dataclass
class Choice:
    """The series that were taken.

    Attributes
    ----------
    flow
        Which rows are of the flow, shape (n,); None for all.
    unit
        Unit of flow that the rows name, "" for none.
    others
        "niveau", "temperatuur", "neerslag" to the rows that are of it, and their unit.
    """

    flow: Bools | None
    unit: str
    others: dict[str, tuple[Bools, str]]


def choose(rows: Rows, plan: Plan, file: str, notes: list[str]) -> Choice:
    """Return which rows are of the flow, and which of the level, temperature and rain at the same measuring point.

    Parameters
    ----------
    rows
        With their labels.
    plan
        What the labels are.
    file
        Name for the errors.
    notes
        Grow.

    Raises
    ------
    InputError
        More than one measuring point, parameter or unit fits, or none.
    """
    if rows.label is None or not rows.labels:
        return Choice(None, "", {})
    roles = list(plan.labels)
    texts = [dict(zip(roles, label, strict=True)) for label in rows.labels]
    maybe = "meetpunt" in roles and "parameter" not in roles and not is_flow_named(plan)
    if maybe and any(quantity_of(taken_apart(text["meetpunt"]))[0] == "debiet" for text in texts):
        # a column "naam" or "station" may hold what is measured
        texts = [{**text, "parameter": text["meetpunt"], "meetpunt": ""} for text in texts]
        plan.long = True
    places = list(range(len(texts)))
    names = [taken_apart(text.get("parameter", ""), text.get("eenheid", "")) for text in texts]
    flows = _flows(names, places, file) if plan.long else places
    flows = _at_point(texts, flows, plan, file)
    unit = _one_unit(texts, flows, names, plan, file)
    point = texts[flows[0]].get("meetpunt", "")
    others: dict[str, tuple[Bools, str]] = {}
    if plan.long:
        for quantity in ("niveau", "temperatuur", "neerslag"):
            scores = {
                place: fit(names[place], quantity) for place in places if texts[place].get("meetpunt", "") == point
            }
            best = max(scores.values(), default=0)
            if best:
                place = next(place for place, score in scores.items() if score == best)
                others[quantity] = (rows.label == place, names[place].unit)
        taken = names[flows[0]].full
        left = sorted({name.full for i, name in enumerate(names) if i not in flows and name.full != taken})
        notes.append(note("meetreeks_notitie_parameter", parameter=taken, others=listed(left[:_LISTED]) or "-"))
    if point:
        notes.append(note("meetreeks_notitie_meetpunt", point=point))
    everything = len(flows) == len(texts)
    return Choice(None if everything else np.isin(rows.label, flows), unit, others)


def is_flow_named(plan: Plan) -> bool:
    """Tell whether the column of values is called flow itself."""
    name = plan.names[plan.flow]
    return bool(fit(name, "debiet")) and not is_weak(name)


def _flows(names: list[Name], places: list[int], file: str) -> list[int]:
    """Return the labels that are of the flow; without a parameter of that name, the only one."""
    scores = {place: fit(names[place], "debiet") for place in places}
    best = max(scores.values(), default=0)
    if not best:
        different = {name.full for name in names}
        if len(different) == 1 and not quantity_of(names[0])[0] and not is_counter(names[0]):
            return places
        counters = [name for name in names if is_counter(name)]
        if counters:
            raise InputError("meetreeks_teller", file=file, column=counters[0].full)
        raise InputError("meetreeks_geen_debiet", file=file, columns=listed(sorted(different)[:_LISTED]))
    found = [place for place, score in scores.items() if score == best]
    different = {names[place].full for place in found}
    if len(different) > 1:
        raise InputError("meetreeks_keuze_parameter", file=file, columns=listed(sorted(different)[:_LISTED]))
    return [place for place in places if names[place].full in different and scores[place]]


def _at_point(texts: list[dict[str, str]], flows: list[int], plan: Plan, file: str) -> list[int]:
    """Return the labels of the measuring point: the one that the user wants, or the only one."""
    points = sorted({texts[place].get("meetpunt", "") for place in flows} - {""})
    if plan.point:
        found = [place for place in flows if texts[place].get("meetpunt", "").lower() == plan.point.lower()]
        if not found:
            raise InputError(
                "meetreeks_meetpunt_onbekend", file=file, point=plan.point, points=listed(points[:_LISTED])
            )
        return found
    if len(points) > 1:
        raise InputError("meetreeks_meetpunten", file=file, count=len(points), points=listed(points[:_LISTED]))
    return flows


def _one_unit(texts: list[dict[str, str]], flows: list[int], names: list[Name], plan: Plan, file: str) -> str:
    """Return the unit of flow in the rows, "" when they name none."""
    written = {names[place].unit if plan.long else texts[place].get("eenheid", "") for place in flows}
    units = sorted({unit_of(text, "debiet") for text in written} - {""})
    if len(units) > 1:
        raise InputError("meetreeks_eenheden_gemengd", file=file, units=", ".join(units))
    volumes = [text for text in written if unit_of(text, "volume")]
    if volumes and not units:
        raise InputError("meetreeks_volume", file=file, column=plan.names[plan.flow].full, unit=volumes[0])
    return units[0] if units else ""


def _nth(time: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return for each time how many rows before it have the same one: the hour that the clock shows twice."""
    order = np.argsort(time, kind="stable")
    rising = time[order]
    first = np.searchsorted(rising, rising)
    nth = np.empty(len(time), dtype=np.int64)
    nth[order] = np.arange(len(time)) - first
    return nth


def beside(
    time: npt.NDArray[np.int64], values: Floats, flow: Bools, other: Bools, notes: list[str], quantity: str
) -> Floats:
    """Return values of other rows at the times of the flow, NaN where there is none.

    Parameters
    ----------
    time, values
        Of all rows, shape (n,).
    flow, other
        Which rows are of the flow and of the other quantity, shape (n,).
    notes
        Grows with how many rows found no flow at their time.
    quantity
        Its name.
    """
    wanted, given, found = time[flow], time[other], values[other]
    order = np.argsort(given, kind="stable")
    given, found = given[order], found[order]
    if not given.size:
        return np.full(wanted.shape, np.nan)
    place = np.minimum(np.searchsorted(given, wanted) + _nth(wanted), given.size - 1)
    # fewer of the other than of the flow at that time: the first one counts
    place = np.where(given[place] == wanted, place, np.minimum(np.searchsorted(given, wanted), given.size - 1))
    hit = given[place] == wanted
    lost = given.size - np.unique(place[hit]).size
    if lost:
        notes.append(note("meetreeks_notitie_los", quantity=quantity, count=amount(lost)))
    return np.where(hit, found[place], np.nan)
