"""Class of a pipe on the opportunity map (``kans``) and the reason in words (``reden``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ..messages import message, template
from ..schema import DWA_FUNCTIES
from ..wording import Texts, dutch, dutch_floor, fill, join, place
from .exchangers import GRAVITY, PRESSURE

if TYPE_CHECKING:
    from ..kentallen import Kentallen

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

KANSEN = ("kansrijk", "mogelijk", "beperkt", "geen")
"""Values of ``kans``, best first; "" where the flow is unknown."""

USABLE = KANSEN[:3]
"""Classes of a pipe that may be a source of heat."""


@dataclass(frozen=True)
class Limits:
    """Thresholds of the classes, from ``kansen.*``."""

    night_ls: float
    mean_ls: float
    size_high_mm: float
    size_low_mm: float
    power_kw: float
    replaced_before: float

    @classmethod
    def from_kentallen(cls, kentallen: Kentallen) -> Limits:
        """Return the thresholds of the kentallen."""
        return cls(
            night_ls=kentallen.value("kansen.nachtdebiet_min"),
            mean_ls=kentallen.value("kansen.debiet_min"),
            size_high_mm=kentallen.value("kansen.dn_kansrijk"),
            size_low_mm=kentallen.value("kansen.dn_mogelijk"),
            power_kw=kentallen.value("kansen.vermogen_min"),
            replaced_before=kentallen.value("kansen.jaar_vervanging"),
        )


def rule_text(kentallen: Kentallen) -> str:
    """Return the rule behind the classes in two Dutch sentences, for the legend."""
    limits = Limits.from_kentallen(kentallen)
    return message(
        "kans_regel",
        "nl",
        night=dutch(limits.night_ls),
        mean=dutch(limits.mean_ls),
        dn_high=dutch(limits.size_high_mm),
        dn_low=dutch(limits.size_low_mm),
        power=dutch(limits.power_kw),
        year=dutch(limits.replaced_before),
    )


def class_labels(kentallen: Kentallen) -> dict[str, str]:
    """Return what the legend says per class, with the thresholds of this run (Dutch), by class with a capital."""
    limits = Limits.from_kentallen(kentallen)
    return {
        "Kansrijk": message("kans_label_kansrijk", "nl", night=dutch(limits.night_ls), dn=dutch(limits.size_high_mm)),
        "Mogelijk": message("kans_label_mogelijk", "nl", mean=dutch(limits.mean_ls), dn=dutch(limits.size_low_mm)),
        "Beperkt": message("kans_label_beperkt", "nl", power=dutch(limits.power_kw)),
    }


def classify(
    *,
    function: npt.ArrayLike,
    kind: npt.ArrayLike,
    size_mm: Array,
    year: Array,
    mean_ls: Array,
    night_ls: Array,
    building_kw: Array,
    limits: Limits,
) -> tuple[Texts, Texts]:
    """Return the class and the reason of each pipe.

    Parameters
    ----------
    function, kind
        Shape (n,): ``functie`` and ``soort`` of the pipe.
    size_mm
        Shape (n,): from `exchangers.nominal_size_mm`. Unknown (NaN) is not small: then only the flow counts.
    year
        Shape (n,): year of construction, NaN is unknown (then no replacement is assumed).
    mean_ls, night_ls
        Shape (n,): dry weather flow, mean and in the minimum hour; NaN is unknown.
    building_kw
        Shape (n,): building-side power at the mean flow.
    limits
        Thresholds.

    Returns
    -------
    tuple[Texts, Texts]
        Each of shape (n,): one of `KANSEN` or "", and the reason in Dutch.

    Notes
    -----
    The thresholds are those of KASAG and the Bundesverband Wärmepumpe (10 l/s, DN 1000, 50 kW) and of Leusden (DN 400);
    a pressure main and a sewer that is due for replacement have no minimum size, because a new piece of pipe can be
    given the size that the exchanger asks for.
    """
    functions = np.asarray(function, dtype=object).astype(str)
    pressure = np.isin(functions, PRESSURE)
    pipe = np.isin(functions, GRAVITY) | pressure
    wet = pipe & ~(mean_ls <= 0)
    known = wet & ~np.isnan(mean_ls)
    unknown_size = np.isnan(size_mm) & ~pressure
    free = pressure | (year < limits.replaced_before)
    night_ok, mean_ok = night_ls >= limits.night_ls, mean_ls >= limits.mean_ls
    high_ok = free | unknown_size | (size_mm >= limits.size_high_mm)
    low_ok = free | unknown_size | (size_mm >= limits.size_low_mm)

    promising = known & night_ok & high_ok
    possible = known & ~promising & mean_ok & low_ok
    limited = known & ~promising & ~possible & (building_kw >= limits.power_kw)
    too_small = known & ~promising & ~possible & ~limited
    named = promising | possible | limited
    kans = np.select([promising, possible, limited, wet & ~known], [*KANSEN[:3], ""], default=KANSEN[3]).astype(object)
    reason = np.full(len(functions), "", dtype=object)
    size = _Size(
        mm=size_mm[named], year=year[named], pressure=pressure[named], high_ok=high_ok[named], low_ok=low_ok[named]
    )
    reason[named] = _named_reason(kans[named].astype(str), size, mean_ls[named], night_ls[named], limits)
    others = {
        "kans_gem_onbekend": wet & ~known,
        "kans_droog": pipe & ~wet,
        "kans_overstort": functions == "overstort",
        "kans_pomp": np.isin(functions, ("pomp", "doorlaat")),
    }
    for key, mask in others.items():
        reason[mask] = template(key, "nl")
    dry = ~np.isin(functions, (*DWA_FUNCTIES, "overstort"))
    reason[dry] = fill(template("kans_geen_dwa", "nl"), soort=np.asarray(kind, dtype=object)[dry])
    reason[too_small] = fill(
        template("kans_te_klein", "nl"),
        value=dutch_floor(mean_ls[too_small], 1),
        power=dutch_floor(building_kw[too_small], 0),
        limit=dutch(limits.power_kw),
    )
    return kans, reason


@dataclass(frozen=True)
class _Size:
    """Whether pipes are large enough, and why: arrays of shape (n,)."""

    mm: Array
    year: Array
    pressure: Mask
    high_ok: Mask
    low_ok: Mask


def _named_reason(kans: npt.NDArray[np.str_], size: _Size, mean_ls: Array, night_ls: Array, limits: Limits) -> Texts:
    """Return what speaks for each pipe that is worth naming, and what it falls short of."""
    night, mean, sizes = dutch_floor(night_ls, 1), dutch_floor(mean_ls, 1), dutch_floor(size.mm, 0)
    night_limit, mean_limit = dutch(limits.night_ls), dutch(limits.mean_ls)
    high, low = dutch(limits.size_high_mm), dutch(limits.size_low_mm)
    promising, possible, limited = (kans == word for word in KANSEN[:3])
    gravity = ~size.pressure
    unknown = np.isnan(size.mm) & gravity
    night_ok, mean_ok = night_ls >= limits.night_ls, mean_ls >= limits.mean_ls

    def text(key: str, mask: Mask, **values: str | Texts) -> Texts:
        return place(mask, template(key, "nl"), **values)

    good = join(
        ", ",
        text("kans_nacht_genoeg", night_ok, value=night, limit=night_limit),
        text("kans_gem_genoeg", mean_ok & ~night_ok, value=mean, limit=mean_limit),
        text("kans_pers", size.pressure),
        text("kans_dn_genoeg", promising & gravity & (size.mm >= limits.size_high_mm), value=sizes, limit=high),
        text("kans_dn_genoeg", possible & gravity & (size.mm >= limits.size_low_mm), value=sizes, limit=low),
        text("kans_vervanging", gravity & (size.year < limits.replaced_before), year=dutch_floor(size.year, 0)),
        text("kans_dn_onbekend", (promising | possible) & unknown),
    )
    bad = join(
        ", ",
        text("kans_gem_tekort", limited & ~mean_ok, value=mean, limit=mean_limit),
        text("kans_nacht_tekort", night_ls < limits.night_ls, value=night, limit=night_limit),
        text("kans_nacht_onbekend", np.isnan(night_ls)),
        text("kans_dn_tekort", limited & ~size.low_ok, value=sizes, limit=low),
        text("kans_dn_tekort", possible & ~size.high_ok, value=sizes, limit=high),
        text("kans_dn_onbekend", limited & unknown),
    )
    return join(f", {template('kans_maar', 'nl')} ", good, bad)
