"""Which column of a measured series holds what, by the names that Dutch, English and German loggers give."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..errors import FieldError, InputError
from .measured_units import FLOW, VOLUME, Quantity, split_name, unit_of
from .values import key

ROLES = ("tijd", "datum", "uur", "debiet", "niveau", "temperatuur", "neerslag", "parameter", "eenheid", "meetpunt")
"""What a column may be; the user's own choice of columns goes by these names."""

ENGLISH = {
    "time": "tijd",
    "date": "datum",
    "hour": "uur",
    "flow": "debiet",
    "level": "niveau",
    "temperature": "temperatuur",
    "rain": "neerslag",
    "unit": "eenheid",
    "point": "meetpunt",
}
"""The same roles in English."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORDS = {
    "debiet": (
        *("debiet", "afvoer", "flow", "flowrate", "discharge", "durchfluss", "durchflu", "abfluss", "zufluss", "q"),
        *("volumestroom", "volumestrom", "qtot", "qtotaal", "qgem", "aanvoer", "influent", "dwa", "debit"),
    ),
    "niveau": (
        *("niveau", "waterstand", "waterniveau", "hoogte", "level", "peil", "waterpeil", "diepte", "depth", "stage"),
        *("vulhoogte", "waterhoogte", "h", "fullstand", "fuellstand", "wasserstand", "waterdiepte"),
    ),
    "temperatuur": (
        *("temperatuur", "temp", "temperature", "t", "watertemperatuur", "temperatur", "tw", "wassertemperatur"),
        *("watertemp", "wtemp", "tempwater"),
    ),
    "neerslag": (
        *("neerslag", "regen", "rain", "rainfall", "precipitation", "precip", "prcp", "rh", "niederschlag", "regenval"),
        *("neerslagsom", "neerslagintensiteit"),
    ),
}
"""Words that name a quantity, whole."""

_STEMS = {
    "debiet": ("debiet", "afvoer", "flow", "discharge", "durchflu", "abflu"),
    "niveau": ("niveau", "waterstand", "peil", "wasserstand"),
    "temperatuur": ("temperatu",),
    "neerslag": ("neerslag", "regen", "rainfall", "niederschlag", "precip"),
}
"""Parts of words that name a quantity: "uurdebiet", "debietmeting"."""

WEAK = ("waarde", "value", "meetwaarde", "meting", "wert", "messwert", "measurement", "result", "resultaat", "data")
"""Names of a column with values that does not say of what."""

_NO_MEASUREMENT = _words(
    "kwaliteit quality status flag code opmerking remark remarks comment id nr nummer batterij battery "
    "accu spanning volt voltage signaal signal snelheid velocity geschwindigkeit v ph geleidbaarheid ec "
    "qc qf kwaliteitscode statuscode validatie "
    "o2 zuurstof druk pressure lucht air buiten buitenlucht omgeving luft ambient outside "
    "luchttemperatuur buitentemperatuur airtemp intern box logger pcb seconden draaiuren uren starts "
    "alarm setpoint gewenst betrouwbaarheid interpolation"
)
"""Words of columns that are no flow, level, sewage temperature or rain."""

_AIR = _words(
    "lucht air buiten buitenlucht omgeving luft ambient outside luchttemperatuur buitentemperatuur "
    "airtemp intern box logger pcb board panel kast apparaat"
)
_COUNTER = _words(
    "stand meterstand teller tellerstand totaal total totaliser totalizer counter cumulatief cumulative "
    "volume som sum inhoud hoeveelheid summe zahlerstand"
)
_WORSE = _words(
    "max maximum min minimum setpoint gewenst verwacht model berekend ontwerp limiet grens alarm ruw raw "
    "p10 p90 velocity snelheid percentage procent kwaliteit quality status flag code qc qf kwaliteitscode statuscode"
)
_BETTER = _words(
    "gem gemiddeld gemiddelde mean avg average gevalideerd validated gecorrigeerd corrected "
    "totaal total qtot qtotaal qgem"
)

_TIME = (
    *("datumtijd", "datetime", "tijdstip", "timestamp", "tijdstempel", "zeitstempel", "datumentijd", "dateandtime"),
    *("datetimestamp", "datumzeit", "meettijd", "meettijdstip", "moment", "tijd", "time", "zeit", "datum", "date"),
    *("meetdatum", "begin", "start", "begintijd", "starttijd", "starttime", "begindatum", "startdatum", "van", "from"),
    *("dag", "day", "days", "dagen", "dagnummer", "uren", "hours", "uur", "hour", "epoch", "unix", "unixtime"),
    *("timestampms", "timestamputc", "tag", "t", "seconds", "seconden", "sec", "minuten", "minutes", "ts", "peildatum"),
)
"""Names of a column with times, the most reliable one first."""

_END = _words("eind einde end tot until eindtijd endtime einddatum to ende bis stop")
DATE = ("datum", "date", "meetdatum", "dag", "day", "yyyymmdd", "begindatum", "startdatum", "peildatum", "datumdag")
CLOCK = ("tijd", "time", "uur", "hour", "hh", "uhrzeit", "zeit", "tijdstip", "hhmm", "hhmmss", "begintijd", "kloktijd")
PARTS = (
    ("jaar", "year", "yyyy", "jahr", "jr"),
    ("maand", "month", "monat", "mnd", "mm", "mo"),
    ("dag", "day", "dd", "tag"),
    ("uur", "hour", "hh", "u", "stunde", "uren"),
    ("minuut", "minute", "min", "mi", "minuten", "minutes"),
    ("seconde", "second", "sec", "ss", "s", "seconden"),
)
"""Names of columns for year, month, day, hour, minute and second."""

PARAMETER = (
    *("parameter", "parameternaam", "parametercode", "parameterid", "grootheid", "grootheidcode", "variabele"),
    *("variable", "parameteromschrijving", "grootheidomschrijving", "quantity", "tijdreeks", "reeks", "tag", "tagname"),
    *("signaalnaam", "sensor", "kanaal", "channel", "tagnaam", "field"),
)
UNIT = ("eenheid", "unit", "units", "einheit", "eenheidcode", "eenh", "uom")
POINT = (
    *("meetpunt", "locatie", "meetlocatie", "location", "locationid", "locatieid", "station", "stationnaam", "site"),
    *("meetpuntid", "meetpuntcode", "meetpuntnaam", "locatiecode", "locatienaam", "gemaal", "put", "object", "naam"),
)


@dataclass(frozen=True)
class Name:
    """A column name taken apart: words in lower case, the unit as written."""

    full: str
    words: tuple[str, ...]
    key: str
    unit: str


def taken_apart(name: str, unit: str = "") -> Name:
    """Return a column name in its parts.

    Parameters
    ----------
    name
        As delivered.
    unit
        Unit from elsewhere (a row of units); "" to look for it in the name.
    """
    bare, found = split_name(name)
    flat = unicodedata.normalize("NFKD", bare.replace("ß", "ss")).encode("ascii", "ignore").decode("ascii")
    flat = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", flat)
    words = tuple(word for word in re.split(r"[^0-9a-z]+", flat.lower()) if word)
    return Name(name, words, "".join(words), unit or found)


def fit(name: Name, quantity: Quantity) -> int:
    """Return how well a name fits a quantity: 0 not at all, 100 for its very name.

    Parameters
    ----------
    name
        From `taken_apart`.
    quantity
        "debiet", "niveau", "temperatuur" or "neerslag".
    """
    own = bool(name.unit) and bool(unit_of(name.unit, quantity))
    if quantity == "debiet" and is_counter(name):
        return 0
    if name.unit and not own and _elsewhere(name.unit, quantity):
        return 0
    if quantity == "temperatuur" and _AIR & set(name.words):
        return 0
    words = [re.sub(r"[0-9]+$", "", word) or word for word in name.words]
    score = 0
    if name.key in _WORDS[quantity]:
        score = 90
    elif set(words) & set(_WORDS[quantity]):
        score = 70
    elif any(stem in word for word in words for stem in _STEMS[quantity]):
        score = 60
    elif own and not _NO_MEASUREMENT & set(words) and not _names_other(words, quantity):
        score = 50 if quantity in ("debiet", "temperatuur", "neerslag") or not name.words else 0
    if not score:
        return 0
    score += 10 * (own and quantity == "debiet")
    score -= 30 * bool(_WORSE & set(name.words)) - 3 * bool(_BETTER & set(name.words))
    return max(score, 1)


def _names_other(words: list[str], quantity: Quantity) -> bool:
    """Tell whether words name another quantity: the mm of a level are no rain."""
    return any(
        set(words) & set(_WORDS[other]) or any(stem in word for word in words for stem in _STEMS[other])
        for other in _WORDS
        if other != quantity
    )


def names_rain(name: Name) -> bool:
    """Tell whether a name says that it is rain: by a word, or a unit that is not of length alone."""
    unit = unit_of(name.unit, "neerslag")
    return bool(fit(replace(name, unit=""), "neerslag")) or (bool(unit) and not unit_of(name.unit, "niveau"))


def _elsewhere(unit: str, quantity: Quantity) -> bool:
    """Tell whether a unit is that of another quantity."""
    others: tuple[Quantity, ...] = ("debiet", "volume", "niveau", "temperatuur", "neerslag")
    return any(unit_of(unit, other) for other in others if other != quantity)


def is_counter(name: Name) -> bool:
    """Tell whether a name is that of a volume or a meter reading, not of a flow."""
    if unit_of(name.unit, "debiet") in FLOW:
        return False
    return unit_of(name.unit, "volume") in VOLUME or bool(_COUNTER & set(name.words))


def quantity_of(name: Name) -> tuple[Quantity | None, int]:
    """Return the quantity that a name fits best, and how well; rain goes before level ("neerslaghoogte")."""
    order: tuple[Quantity, ...] = ("neerslag", "temperatuur", "debiet", "niveau")
    scores = [(fit(name, quantity), -place, quantity) for place, quantity in enumerate(order)]
    score, _, quantity = max(scores)
    return (quantity, score) if score else (None, 0)


def is_weak(name: Name) -> bool:
    """Tell whether a name says that there are values, but not of what."""
    return name.key in WEAK or (bool(name.words) and name.words[-1] in WEAK)


def is_other(name: Name) -> bool:
    """Tell whether a name is known to be of something else than what is measured here."""
    return bool(_NO_MEASUREMENT & set(name.words)) or name.key in (*UNIT, *PARAMETER, *POINT) or is_end(name)


def is_end(name: Name) -> bool:
    """Tell whether a name is that of the end of an interval."""
    return bool(_END & set(name.words))


def time_rank(name: Name) -> int:
    """Return how well a name fits a column of times: 0 not at all, higher is better."""
    if is_end(name):
        return 1 if name.words and set(name.words) & set(_TIME) else 0
    keys = [name.key, re.sub(r"(utc|gmt|met|cet|mez|mezt|lokaal|local|lokaletijd|nl)$", "", name.key)]
    for found in keys:
        if found in _TIME:
            return 100 - _TIME.index(found)
    hits = [100 - _TIME.index(word) for word in name.words if word in _TIME]
    return max(hits) // 2 if hits else 0


def place_of(names: Iterable[Name], aliases: tuple[str, ...]) -> int:
    """Return the place of the first name among some aliases, in the order of the aliases; -1 for none."""
    keys = [name.key or key(name.full) for name in names]
    return next((keys.index(alias) for alias in aliases if alias in keys), -1)


def chosen(columns: Mapping[str, str] | None, names: list[str]) -> dict[str, int]:
    """Return the user's columns: role to place.

    Parameters
    ----------
    columns
        Role (see `ROLES`, or in English) to a column name, or its number from 1.
    names
        Names of the columns.

    Raises
    ------
    FieldError
        A role is unknown, or there is no such column.
    """
    found: dict[str, int] = {}
    lower = [" ".join(name.lower().split()) for name in names]
    for given, column in (columns or {}).items():
        role = ENGLISH.get(str(given).strip().lower(), str(given).strip().lower())
        text = " ".join(str(column or "").split())
        if not text:
            continue
        if role not in ROLES:
            raise FieldError("meetreeks_rol_onbekend", role=given, roles=", ".join(ROLES))
        number = re.fullmatch(r"(?:kolom |column )?([0-9]+)", text.lower())
        if lower.count(text.lower()) == 1:
            found[role] = lower.index(text.lower())
        elif text.lower() not in lower and number and 1 <= int(number[1]) <= len(names):
            found[role] = int(number[1]) - 1
        elif role == "meetpunt":
            continue  # the name of a measuring point, not of a column
        else:
            raise FieldError("meetreeks_kolom_onbekend", role=role, column=text, columns=", ".join(names))
    return found


def listed(names: Iterable[str]) -> str:
    """Return names for a sentence."""
    return ", ".join(name or "-" for name in names)


def no_flow(file: str, names: list[Name]) -> InputError:
    """Return the error for a series without a flow: a counter and a volume get their own."""
    for name in names:
        if unit_of(name.unit, "volume"):
            return InputError("meetreeks_volume", file=file, column=name.full, unit=name.unit)
    for name in names:
        if is_counter(name):
            return InputError("meetreeks_teller", file=file, column=name.full)
    return InputError("meetreeks_geen_debiet", file=file, columns=listed(name.full for name in names))
