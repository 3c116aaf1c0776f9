"""Units of a measured series: from the names, brackets, unit rows and unit columns of loggers to one spelling."""

from __future__ import annotations

import re
from typing import Literal

Quantity = Literal["debiet", "volume", "niveau", "temperatuur", "neerslag"]

FLOW = {
    "l/s": 3.6,
    "l/min": 0.06,
    "l/h": 0.001,
    "l/d": 0.001 / 24,
    "m3/s": 3600.0,
    "m3/min": 60.0,
    "m3/h": 1.0,
    "m3/d": 1 / 24,
    "Ml/d": 1000 / 24,
    "ft3/s": 0.3048**3 * 3600.0,
    "gal/min": 0.003785411784 * 60.0,
    "Mgal/d": 3785.411784 / 24,
}
"""Unit of flow to m3/h; a foot is 0.3048 m and a gallon 231 cubic inches (US)."""

LEVEL = {
    "m": 1.0,
    "dm": 0.1,
    "cm": 0.01,
    "mm": 0.001,
    "m NAP": 1.0,
    "cm NAP": 0.01,
    "mm NAP": 0.001,
    "in": 0.0254,
    "ft": 0.3048,
}
"""Unit of level to m."""

KELVIN = 273.15
TEMPERATURE = {"°C": 0.0, "K": -KELVIN}
"""Unit of temperature to what is added for degrees C."""

RAIN = {"mm": 1.0, "0,1 mm": 0.1, "cm": 10.0}
"""Unit of rain to mm."""

INTENSITY = {"mm/h": 1.0, "mm/d": 1 / 24, "mm/min": 60.0, "mm/5min": 12.0, "mm/10min": 6.0, "mm/15min": 4.0}
"""Unit of the intensity of rain to mm/h."""

VOLUME = ("m3", "l")
"""Volumes: not a flow."""

_AMOUNT = {
    **dict.fromkeys(("l", "ltr", "liter", "liters", "litre", "litres", "lit", "dm3"), "l"),
    **dict.fromkeys(("m3", "cbm", "kuub", "cum", "mc"), "m3"),
    **dict.fromkeys(("cubicmeter", "cubicmeters", "cubicmetre", "cubicmetres", "kubiekemeter"), "m3"),
    **dict.fromkeys(("ft3", "cuft", "cf", "cubicfeet", "cubicfoot"), "ft3"),
    **dict.fromkeys(("gal", "gallon", "gallons", "usgal"), "gal"),
    **dict.fromkeys(("mgal", "milliongallons"), "Mgal"),
    **dict.fromkeys(("ml", "megalitre", "megaliter", "1000m3"), "Ml"),
    **dict.fromkeys(("mm", "millimeter"), "mm"),
}
_PERIOD = {
    **dict.fromkeys(("s", "sec", "second", "seconde", "sek"), "s"),
    **dict.fromkeys(("min", "minuut", "minute", "mn"), "min"),
    **dict.fromkeys(("h", "u", "uur", "hr", "hour", "hrs", "std"), "h"),
    **dict.fromkeys(("d", "dag", "day", "etm", "etmaal", "dg", "tag"), "d"),
}
_FIXED = {
    **dict.fromkeys(("lps", "ls"), "l/s"),
    **dict.fromkeys(("lpm", "lmin"), "l/min"),
    **dict.fromkeys(("lph", "lh", "lu"), "l/h"),
    **dict.fromkeys(("m3s", "cms", "cumecs"), "m3/s"),
    "m3min": "m3/min",
    **dict.fromkeys(("m3h", "m3u", "m3uur", "m3hr", "cbmh", "cmh"), "m3/h"),
    **dict.fromkeys(("m3d", "m3dag", "m3etm", "m3etmaal", "cbmd", "cmd", "m3day"), "m3/d"),
    **dict.fromkeys(("mld", "megalitersperday"), "Ml/d"),
    **dict.fromkeys(("cfs", "cusecs"), "ft3/s"),
    **dict.fromkeys(("gpm", "usgpm"), "gal/min"),
    "mgd": "Mgal/d",
}
"""Flow units without a stroke, as in names of columns."""

_TEMPERATURE = dict.fromkeys(
    ("°c", "c", "degc", "degreesc", "degreescelsius", "gradenc", "gradencelsius", "grc", "celsius", "ºc", "oc", "deg"),
    "°C",
)
_TENTH_MM = ("0,1mm", "0.1mm", "1/10mm", "tiendemm", "01mm")
_STRIP = re.compile(r"[\s\u00a0\u202f_·*\u22c5]+")
_POWERS = (("³", "3"), ("^", ""), ("⁻¹", "-1"), ("㎥", "m3"), ("m**3", "m3"))
_INVERSE = re.compile(r"(.+?)\.?(s|sec|min|h|hr|uur|u|d|dag)-1")
_TIMES = re.compile(r"[x×](?=[0-9])")
_NAP = re.compile(r"(m|cm|mm)?[+\-/]?(?:t\.?o\.?v\.?)?(?:nap|tawmnap)")


def plain(text: str) -> str:
    """Return a unit as it is compared: lower case, without spaces, brackets and superscripts."""
    text = text.strip().strip("[](){}<>\"'").strip()
    for old, new in _POWERS:
        text = text.replace(old, new)
    return _STRIP.sub("", text.lower()).replace("\u2212", "-")


def flow_unit(text: str) -> str:
    """Return the unit of flow that a text is (see `FLOW`), a volume (see `VOLUME`), or ""."""
    unit = _TIMES.sub("", plain(text), count=1)
    if text.strip() == "ML/d" or unit in _FIXED:
        return _FIXED.get(unit, "Ml/d")
    if match := _INVERSE.fullmatch(unit):
        unit = f"{match[1]}/{match[2]}"
    amount, slash, period = unit.replace("per", "/", 1).replace("p/", "/").partition("/")
    if amount == "ml":  # Ml per day is a thousand m3; ml per second is no flow of a sewer
        return "Ml/d" if _PERIOD.get(period) == "d" else ""
    kind = _AMOUNT.get(amount, "")
    if kind == "mm":
        return ""
    if not slash:
        return kind if kind in VOLUME else ""
    found = f"{kind}/{_PERIOD.get(period.strip('.'), '')}"
    return found if found in FLOW else ""


def level_unit(text: str) -> str:
    """Return the unit of level that a text is (see `LEVEL`), or ""."""
    unit = plain(text)
    if match := _NAP.fullmatch(unit):
        return f"{match[1] or 'm'} NAP"
    if unit in ("meter", "mtr", "mwk", "mh2o", "mwc"):
        return "m"
    return unit if unit in LEVEL else ""


def temperature_unit(text: str) -> str:
    """Return the unit of temperature that a text is (see `TEMPERATURE`), or ""."""
    unit = plain(text)
    return "K" if unit in ("k", "kelvin") else _TEMPERATURE.get(unit, "")


def rain_unit(text: str) -> str:
    """Return the unit of rain that a text is (see `RAIN` and `INTENSITY`), or ""."""
    unit = plain(text)
    if unit in _TENTH_MM:
        return "0,1 mm"
    amount, slash, period = unit.replace("per", "/", 1).partition("/")
    if amount not in ("mm", "cm", "millimeter"):
        return ""
    if not slash:
        return "cm" if amount == "cm" else "mm"
    steps = period[: len(period) - len(period.lstrip("0123456789"))]
    found = f"mm/{steps}{_PERIOD.get(period[len(steps) :], '')}"
    return found if found in INTENSITY and amount != "cm" else ""


def unit_of(text: str, quantity: Quantity) -> str:
    """Return the unit of a quantity that a text is, in one spelling; "" when it is none.

    Parameters
    ----------
    text
        A unit as written: "m³/uur", "[l/s]", "mNAP".
    quantity
        What it is a unit of; "debiet" gives no volume, "volume" nothing else.
    """
    if quantity in ("debiet", "volume"):
        unit = flow_unit(text)
        return unit if (unit in VOLUME) == (quantity == "volume") else ""
    return {"niveau": level_unit, "temperatuur": temperature_unit, "neerslag": rain_unit}[quantity](text)


def split_name(name: str) -> tuple[str, str]:
    """Return a column name without its unit, and the unit as written ("" when the name bears none).

    "Q [l/s]", "flow (m3/h)", "debiet_m3d", "Debiet in m3/uur", "Afvoer, l/s", "Flow - m3/h" and "l/s" are all known.
    """
    name = " ".join(name.split())
    for match in re.finditer(r"[\[(]([^\[\]()]+)[\])]", name):
        if _any_unit(match[1], bracket=True):
            return (name[: match.start()] + " " + name[match.end() :]).strip(), match[1].strip()
    if _any_unit(name, bracket=False):
        return "", name
    for match in () if re.search(r"[\[\]()]", name) else re.finditer(r"[\s_,;:.\-]", name):
        rest = name[match.end() :].strip()
        if match.group() == "." and plain(rest) == "m":
            continue  # "Q.m" is a measured flow in a forecasting system
        if rest and _any_unit(rest, bracket=False):
            return re.sub(r"[\s_,;:\-]+(?:in)?$", "", name[: match.start()]), rest
    words = name.split(" ")
    for place, word in enumerate(words):
        if flow_unit(word) in FLOW and "/" in word and not _factor(words[place - 1] if place else ""):
            return " ".join(words[:place] + words[place + 1 :]), word
    if glued := re.fullmatch(r"([QqHhTt])_?((?:m3|l).+|cm|mm)", name):
        return (glued[1], glued[2]) if _any_unit(glued[2], bracket=False) else (name, "")
    return name, ""


def _factor(word: str) -> bool:
    """Tell whether a word before a unit multiplies it: "10 m3/h" is not m3/h."""
    return bool(re.fullmatch(r"[\[(]?[x×*]?[0-9.,]+|[\[(]?[x×*]", word))


def _any_unit(text: str, *, bracket: bool) -> bool:
    """Tell whether a text is a unit; outside brackets a lone letter is a name ("T", "l", "Q.h")."""
    unit = plain(text)
    if flow_unit(text) or rain_unit(text):
        return bracket or unit not in ("l", "lu", "ml", "mc")
    found = level_unit(text) or temperature_unit(text)
    return bool(found) and (bracket or unit not in ("c", "k", "deg", "celsius", "nap") or text == "C")
