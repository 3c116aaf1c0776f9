"""Which sewer heat exchangers fit a pipe, why, and how long they would be."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..errors import InputError
from ..messages import template
from ..wording import Texts, dutch, dutch_floor, join, place

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

TABLE = Path(__file__).parent.parent / "kentallen" / "wisselaars.csv"
"""The table of exchangers; a user may hand in an edited copy."""

GRAVITY = ("vrijverval",)
PRESSURE = ("pers", "druk")
SEWERS = {"vrijverval": GRAVITY, "pers": PRESSURE}
"""Word in the column ``riool`` -> functions of a pipe."""

EXISTING, BYPASS, REPLACEMENT = "bestaand", "bypass", "vervanging"
PLACES = (EXISTING, BYPASS, REPLACEMENT)
"""Words in the column ``plaatsing``: in the existing sewer, in a pressure main or a bypass of it, in a new pipe."""

MAX_ROWS = 39
"""Three states per row packed in one 64-bit number."""

TEXT_COLUMNS = ("code", "naam", "kort", "riool", "plaatsing", "ondergrond", "bron", "toelichting")
NUMBER_COLUMNS = (
    "dn_min_mm",
    "dn_max_mm",
    "debiet_min_ls",
    "kw_per_m",
    "kw_per_m2",
    "kw_per_m_laag",
    "kw_per_m_hoog",
)


@dataclass(frozen=True)
class Exchanger:
    """A row of the table.

    Attributes
    ----------
    code, naam, kort
        Key, full name and short name (the one on the map).
    riool
        Functions of a pipe it suits.
    plaatsing
        One of `PLACES`.
    dn_min_mm, dn_max_mm, debiet_min_ls
        Limits, NaN for none. The flow is the mean dry weather flow.
    kw_per_m, kw_per_m2
        Source power per metre, or per square metre of the full circumference; NaN where the other one holds.
    kw_per_m_laag, kw_per_m_hoog
        Range in the sources.
    ondergrond
        What it asks of groundwater or filling, in words.
    bron, toelichting
        Source and note.
    """

    code: str
    naam: str
    kort: str
    riool: tuple[str, ...]
    plaatsing: str
    dn_min_mm: float
    dn_max_mm: float
    debiet_min_ls: float
    kw_per_m: float
    kw_per_m2: float
    kw_per_m_laag: float
    kw_per_m_hoog: float
    ondergrond: str
    bron: str
    toelichting: str


@dataclass(frozen=True)
class Fit:
    """Exchangers per pipe.

    Attributes
    ----------
    wisselaars
        Shape (n,): short names in the order of the table, "" for none.
    lengte_m
        Shape (n,): length of the first one for the power asked, NaN where there is none or its output is unknown.
    past
        Shape (n,): that length is at most the length of the pipe; False where one of them is unknown.
    reden
        Shape (n,): why the first one fits and how its length compares, "" where no exchanger fits.
    """

    wisselaars: Texts
    lengte_m: Array
    past: Mask
    reden: Texts


def read_exchangers(path: Path | str | None = None) -> tuple[Exchanger, ...]:
    """Return the table of exchangers, in the order of preference.

    Parameters
    ----------
    path
        CSV with semicolons, decimal comma or point, columns as in `TABLE`; None or "" for that table itself.

    Raises
    ------
    InputError
        The file cannot be read, a column is missing or a value is not allowed.
    """
    return _own() if path is None or str(path) == "" else _read(Path(path))


@cache
def _own() -> tuple[Exchanger, ...]:
    """Return the plugin's own table; only that is kept, a user may change his between two runs."""
    return _read(TABLE)


def _read(path: Path) -> tuple[Exchanger, ...]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, delimiter=";")
            rows = list(reader)
            columns = reader.fieldnames or ()
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError("exchanger_file", path=path.name, reason=type(error).__name__) from error
    for column in (*TEXT_COLUMNS, *NUMBER_COLUMNS):
        if column not in columns:
            raise InputError("exchanger_column", path=path.name, column=column)
    if not 0 < len(rows) <= MAX_ROWS:
        raise InputError(
            "exchanger_value", path=path.name, row="-", column="code", value=len(rows), expected=f"1-{MAX_ROWS}"
        )
    table = tuple(_exchanger(row, number, path.name) for number, row in enumerate(rows, start=2))
    codes = [exchanger.code for exchanger in table]
    for number, code in enumerate(codes, start=2):
        if code == "" or code in codes[: number - 2]:
            raise InputError("exchanger_value", path=path.name, row=number, column="code", value=code, expected="uniek")
    return table


def _exchanger(row: dict[str, str | None], number: int, path: str) -> Exchanger:
    texts = {column: (row[column] or "").strip() for column in TEXT_COLUMNS}
    numbers = {column: _number(row[column], column, number, path) for column in NUMBER_COLUMNS}
    sewers: list[str] = []
    for word in texts["riool"].split("+"):
        if word.strip() not in SEWERS:
            raise InputError(
                "exchanger_value",
                path=path,
                row=number,
                column="riool",
                value=texts["riool"],
                expected="vrijverval, pers, vrijverval+pers",
            )
        sewers.extend(SEWERS[word.strip()])
    if texts["plaatsing"] not in PLACES:
        raise InputError(
            "exchanger_value",
            path=path,
            row=number,
            column="plaatsing",
            value=texts["plaatsing"],
            expected=", ".join(PLACES),
        )
    return Exchanger(
        code=texts["code"],
        naam=texts["naam"],
        kort=texts["kort"] or texts["naam"],
        riool=tuple(sewers),
        plaatsing=texts["plaatsing"],
        ondergrond=texts["ondergrond"],
        bron=texts["bron"],
        toelichting=texts["toelichting"],
        **numbers,
    )


def _number(text: str | None, column: str, number: int, path: str) -> float:
    text = (text or "").strip()
    if text == "":
        return float("nan")
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = float("nan")
    if not 0.0 < value < float("inf"):
        raise InputError("exchanger_value", path=path, row=number, column=column, value=text, expected="> 0")
    return value


def nominal_size_mm(width_mm: npt.ArrayLike, height_mm: npt.ArrayLike) -> Array:
    """Return the inner size that decides whether an exchanger fits: the smaller of width and height.

    Parameters
    ----------
    width_mm, height_mm
        Shape (n,): inner sizes; NaN, 0 or less is unknown. An unknown height counts as the width (round).

    Returns
    -------
    Array
        Shape (n,): mm, NaN where the width is unknown.
    """
    width = np.asarray(width_mm, dtype=np.float64)
    height = np.asarray(height_mm, dtype=np.float64)
    width = np.where(width > 0, width, np.nan)
    return np.where(height > 0, np.fmin(width, height) + 0.0 * width, width)


def exchanger_length_m(power_kw: npt.ArrayLike, kw_per_m: npt.ArrayLike) -> Array:
    """Return the length of exchanger for a source power: P / (kW per m).

    Source: Putten Matchpoint (Tauw), par. 2.3.1: 127.5 kW in 80 m.
    """
    return np.asarray(power_kw, dtype=np.float64) / np.asarray(kw_per_m, dtype=np.float64)


def fit(
    *,
    function: npt.ArrayLike,
    size_mm: Array,
    flow_ls: Array,
    power_kw: Array,
    length_m: Array,
    table: tuple[Exchanger, ...],
) -> Fit:
    """Return the exchangers that fit each pipe.

    Parameters
    ----------
    function
        Shape (n,): function of the pipe.
    size_mm
        Shape (n,): from `nominal_size_mm`, NaN is unknown: then what would fit is named with its condition.
    flow_ls
        Shape (n,): mean dry weather flow, NaN is unknown (then no minimum applies).
    power_kw
        Shape (n,): source power that the length is for.
    length_m
        Shape (n,): length of the pipe, NaN is unknown.
    table
        Exchangers in order of preference.
    """
    functions = np.asarray(function, dtype=object).astype(str)
    states = np.zeros((len(functions), len(table)), dtype=np.int8)
    unknown = np.isnan(size_mm)
    for column, exchanger in enumerate(table):
        sewer = np.isin(functions, exchanger.riool)
        sewer &= ~(flow_ls < exchanger.debiet_min_ls)
        wrong_size = (size_mm < exchanger.dn_min_mm) | (size_mm > exchanger.dn_max_mm)
        limited = not (np.isnan(exchanger.dn_min_mm) and np.isnan(exchanger.dn_max_mm))
        states[:, column] = np.where(sewer & ~wrong_size, np.where(unknown & limited, 1, 2), 0)
    some = states.any(axis=1)
    best = np.argmax(states > 0, axis=1)
    per_m = np.where(some, _kw_per_m(size_mm, best, table), np.nan)
    needed = exchanger_length_m(power_kw, per_m)
    fits = needed <= length_m
    return Fit(
        wisselaars=_names(states, table),
        lengte_m=needed,
        past=fits,
        reden=_reasons(states, best, some, size_mm, needed, length_m, table),
    )


def _kw_per_m(size_mm: Array, best: npt.NDArray[np.intp], table: tuple[Exchanger, ...]) -> Array:
    per_m = np.array([exchanger.kw_per_m for exchanger in table])[best]
    per_m2 = np.array([exchanger.kw_per_m2 for exchanger in table])[best]
    return np.where(np.isnan(per_m), per_m2 * np.pi * size_mm / 1000.0, per_m)


def _names(states: npt.NDArray[np.int8], table: tuple[Exchanger, ...]) -> Texts:
    codes = states.astype(np.int64) @ 3 ** np.arange(len(table), dtype=np.int64)
    _, first, inverse = np.unique(codes, return_index=True, return_inverse=True)
    texts = np.array([_name_list(states[row], table) for row in first], dtype=object)
    return np.asarray(texts[inverse.reshape(-1)], dtype=object) if len(texts) else np.empty(0, dtype=object)


def _name_list(states: npt.NDArray[np.int8], table: tuple[Exchanger, ...]) -> str:
    """Return the names for one combination of states: those for the present pipe, then those for a new one."""
    now: list[str] = []
    later: list[str] = []
    for state, exchanger in zip(states, table, strict=True):
        if state:
            name = exchanger.kort + (f" (DN {_limits(exchanger)})" if state == 1 else "")
            (later if exchanger.plaatsing == REPLACEMENT else now).append(name)
    parts = [", ".join(now)] if now else []
    if later:
        word = template("wisselaar_vervanging" if now else "wisselaar_alleen_vervanging", "nl")
        parts.append(f"{word}: {', '.join(later)}")
    text = "; ".join(parts)
    return f"{template('wisselaar_diameter_onbekend', 'nl')}: {text}" if 1 in states else text


def _limits(exchanger: Exchanger) -> str:
    """Return the sizes an exchanger suits, "" for all."""
    sides = (("≥", exchanger.dn_min_mm), ("≤", exchanger.dn_max_mm))
    return " en ".join(f"{sign} {dutch(limit)}" for sign, limit in sides if not np.isnan(limit))


def _reasons(
    states: npt.NDArray[np.int8],
    best: npt.NDArray[np.intp],
    some: Mask,
    size_mm: Array,
    needed_m: Array,
    length_m: Array,
    table: tuple[Exchanger, ...],
) -> Texts:
    sizes = dutch_floor(size_mm, 0)
    text = np.where(some, "", template("wisselaar_geen", "nl")).astype(object)
    for column, exchanger in enumerate(table):
        chosen = some & (best == column)
        for state in (1, 2):
            text = join("", text, place(chosen & (states[:, column] == state), _reason(exchanger, state), size=sizes))
    # a length rounded up and the pipe's rounded down never contradict the comparison before rounding
    needed = dutch_floor(np.ceil(needed_m - 1e-9), 0)
    available = dutch_floor(length_m, 0)
    known = some & np.isfinite(needed_m)
    text = join(": ", text, place(known, template("wisselaar_lengte", "nl"), length=needed))
    sizeless = some & np.isnan(needed_m) & np.isnan(size_mm)
    text = join(": ", text, place(sizeless, template("wisselaar_lengte_onbekend", "nl")))
    longer, fits = known & (needed_m > length_m), known & (needed_m <= length_m)
    text = join(", ", text, place(longer, template("wisselaar_langer", "nl"), available=available))
    return join(", ", text, place(fits, template("wisselaar_past", "nl"), available=available))


def _reason(exchanger: Exchanger, state: int) -> str:
    """Return the sentence for one exchanger as a template, with the placeholder size where the size is known."""
    replacement = exchanger.plaatsing == REPLACEMENT
    conditions = [] if replacement else [template(f"wisselaar_{exchanger.plaatsing}", "nl")]
    limits = _limits(exchanger)
    if limits:
        conditions.append(
            template("wisselaar_mits" if state == 1 else "wisselaar_dn", "nl").replace("{limits}", limits)
        )
    if exchanger.ondergrond:
        conditions.append(_literal(exchanger.ondergrond))
    words = _literal(exchanger.kort) + (f", {template('wisselaar_alleen_vervanging', 'nl')}" if replacement else "")
    return words + (f" ({', '.join(conditions)})" if conditions else "")


def _literal(text: str) -> str:
    """Return a text from the table as it must stand in a template."""
    return text.replace("{", "{{").replace("}", "}}")
