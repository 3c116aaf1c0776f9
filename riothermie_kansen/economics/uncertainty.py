"""How uncertain each assumption is: its range, its distribution and where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..errors import InputError
from ..kentallen import Kentallen
from ..messages import message
from ..wording import amount, dutch
from .assumptions import KEYS, VASTRECHT, Assumptions, key_of
from .columns import NETTYPEN
from .project import Choices, Project
from .solve import Array, outcome, value_of, variables, varied

DRIEHOEK, UNIFORM, NORMAAL, LOGNORMAAL, KEUZE = "driehoek", "uniform", "normaal", "lognormaal", "keuze"
VORMEN = (DRIEHOEK, UNIFORM, NORMAAL, LOGNORMAAL, KEUZE)
"""Kinds of distribution: triangular with its top at the value in use; uniform; normal with low and high at two standard
deviations and cut off there; lognormal with low and high as quantiles; or a choice, which is varied but not drawn."""

TIMES = "x"
"""Unit of a range that multiplies the value in use."""

_GROUP = "onzekerheid."
_WORDS: Mapping[str, str] = {VASTRECHT: "Vastrecht"}


@dataclass(frozen=True)
class Uncertainty:
    """The range of an assumption.

    Attributes
    ----------
    veld
        A field of `Assumptions`, or ``"vastrecht"``.
    naam
        In words (Dutch).
    vorm
        One of `VORMEN`.
    waarde, laag, hoog
        Value in use, low and high value, in `eenheid`; the value in use lies between them.
    eenheid
        Unit.
    bron
        Where the range comes from (Dutch).
    verruimd
        Whether the range was widened to hold the value in use.
    """

    veld: str
    naam: str
    vorm: str
    waarde: float
    laag: float
    hoog: float
    eenheid: str
    bron: str
    verruimd: bool = False


def uncertainties(project: Project, assumptions: Assumptions, kentallen: Kentallen) -> tuple[Uncertainty, ...]:
    """Return the range of every assumption that has one, in order of key.

    Raises
    ------
    InputError
        A low value is above the high one.
    """
    found = []
    known = variables()
    for key in kentallen:
        if not key.startswith(_GROUP) or key.count(".") != 2:
            continue
        _, kind, name = key.split(".")
        field, nettype = _field(name)
        if kind not in VORMEN or field not in known:
            raise ValueError(f"{key}: no such distribution or assumption")
        if nettype in ("", project.nettype):
            found.append(_range(key, kind, field, project, assumptions, kentallen))
    return tuple(found)


def name_of(field: str, nettype: str, kentallen: Kentallen) -> str:
    """Return the name of an assumption in words (Dutch)."""
    return _WORDS.get(field) or kentallen[key_of(field, nettype)].naam


def unit_of(field: str, nettype: str, kentallen: Kentallen) -> str:
    """Return the unit of an assumption."""
    return kentallen["tarieven.vastrecht_mt" if field == VASTRECHT else key_of(field, nettype)].eenheid


def in_words(field: str, value: float, unit: str, language: str = "nl") -> str:
    """Return a value of an assumption as it is said: a percentage, an amount of money with what it is per, or a factor.

    Parameters
    ----------
    field
        A field of `Assumptions`, or ``"vastrecht"``.
    value
        In `unit`.
    unit
        As in the kental.
    language
        ``"en"`` or ``"nl"``.
    """
    if unit in ("-", "1/jr") and not field.startswith("cop"):
        if field.endswith("_factor"):
            return message("waarde_maal", language, value=_figure(value, language, 3))
        share = _figure(100.0 * value, language, 1)
        return message("waarde_procent" if unit == "-" else "waarde_procent_jaar", language, value=share)
    money, *per = unit.split("/")
    if money == "EUR":
        said = [message("waarde_per_jaar", language) if one == "jr" else f"per {one}" for one in per]
        return " ".join([f"{_figure(value, language, 0 if abs(value) >= 100.0 else 2)}\N{NO-BREAK SPACE}EUR", *said])
    return _figure(value, language, 2) + (f" {unit}" if unit != "-" else "")


def ends(
    project: Project,
    choices: Choices,
    assumptions: Assumptions,
    kentallen: Kentallen,
    ranges: tuple[Uncertainty, ...],
) -> tuple[Array, Array]:
    """Return the net present value at the low and at the high value of each assumption, the rest as it is.

    All are worked out as runs of one case.

    Parameters
    ----------
    project, choices, assumptions, kentallen
        The business case; the assumptions single figures.
    ranges
        The assumptions, (n,).

    Returns
    -------
    tuple
        Two arrays of shape (n,), EUR.
    """
    count = len(ranges)
    values = {}
    for i, one in enumerate(ranges):
        column = np.full(2 * count, one.waarde)
        column[2 * i], column[2 * i + 1] = one.laag, one.hoog
        values[one.veld] = column
    changed, numbers = varied(project, assumptions, values)
    found = np.broadcast_to(outcome(changed, choices, numbers, kentallen), (2 * count,))
    return found[0::2].copy(), found[1::2].copy()


def search_range(field: str, used: float, nettype: str, kentallen: Kentallen) -> tuple[float, float]:
    """Return the range in which a tipping point of an assumption is sought.

    From the lowest allowed value to some times the value in use (``onzekerheid.factor_hoogst``), and at most the
    highest allowed value.
    """
    low, high = kentallen["tarieven.vastrecht_mt" if field == VASTRECHT else key_of(field, nettype)].bereik
    most = kentallen.value("onzekerheid.factor_hoogst") * abs(used)
    return low, min(high, most) if most > low else high


def _field(name: str) -> tuple[str, str]:
    """Return the field and the kind of network that the name of a kental is about; "" for both kinds."""
    if name not in KEYS:
        for nettype in NETTYPEN:
            if name.endswith(f"_{nettype}"):
                return name.removesuffix(f"_{nettype}"), nettype
    return name, ""


def _range(
    key: str, kind: str, field: str, project: Project, assumptions: Assumptions, kentallen: Kentallen
) -> Uncertainty:
    kental = kentallen[key]
    low, high = kentallen.table(key)
    if low > high:
        raise InputError("onzekerheid_volgorde", kental=key, low=dutch(low), high=dutch(high))
    used = value_of(project, assumptions, field)
    unit = kental.eenheid
    if unit == TIMES:
        low, high = low * used, high * used
        unit = unit_of(field, project.nettype, kentallen)
    # a lognormal range and a factor are about the value in use; a range in figures may lie beside it
    outside = kental.eenheid != TIMES and kind != LOGNORMAAL and not low <= used <= high
    return Uncertainty(
        veld=field,
        naam=kental.naam,
        vorm=kind,
        waarde=used,
        laag=min(low, used) if outside else low,
        hoog=max(high, used) if outside else high,
        eenheid=unit,
        bron=kental.bron,
        verruimd=outside,
    )


def _figure(value: float, language: str, decimals: int) -> str:
    """Return a figure with at most so many decimals."""
    text = amount(value, decimals) if language == "nl" else f"{value:,.{decimals}f}"
    mark = "," if language == "nl" else "."
    return text.rstrip("0").rstrip(mark) if mark in text and decimals else text
