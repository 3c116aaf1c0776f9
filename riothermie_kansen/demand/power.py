"""Power for space heating (per m2, by label, by full load hours), tap water (comfort class, boiler) and cooling."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ..units import GJ_PER_KWH
from .columns import APPARTEMENT, LABELS
from .vesta import Floats, Texts

if TYPE_CHECKING:
    from ..kentallen import Kentallen

LITRE_KG = 1e-3
"""m3 in a litre: with the density of water it gives kilograms."""

BY_HOURS = "vollasturen"
POWERS = ("w_per_m2", "label", BY_HOURS)
"""How the power for space heating of a dwelling is found."""

TAPS = ("cw", "boiler")
"""How the power for tap water of a dwelling is found: a flow heater by comfort class, or a boiler."""


def power_of_area(w_m2: npt.ArrayLike, area_m2: npt.ArrayLike) -> Floats:
    """Return W/m2 times m2, in kW (Leusden par. 4.2: 50 W/m2; Putten table 2-4: 25 W/m2)."""
    return np.asarray(
        np.asarray(w_m2, dtype=np.float64) * np.asarray(area_m2, dtype=np.float64) / 1000.0, dtype=np.float64
    )


def power_of_hours(heat_gj: npt.ArrayLike, hours: float) -> Floats:
    """Return the power in kW that gives a demand in GJ a year in so many full load hours."""
    return np.asarray(np.asarray(heat_gj, dtype=np.float64) / GJ_PER_KWH / hours, dtype=np.float64)


def power_of_boiler(
    litres: npt.ArrayLike, *, delta_t: float, hours: float, heat_capacity: float = 4.18, density: float = 1000.0
) -> Floats:
    """Return the power in kW that heats a boiler: V rho cp dT / (3600 t) (Putten par. 2.2 and table 2-4).

    Parameters
    ----------
    litres
        Content, l, any shape.
    delta_t
        Rise in temperature, K.
    hours
        Time to heat it, h.
    heat_capacity
        Of water, kJ/(kg K).
    density
        Of water, kg/m3.
    """
    mass = np.asarray(litres, dtype=np.float64) * LITRE_KG * density
    return np.asarray(mass * heat_capacity * delta_t / 3600.0 / hours, dtype=np.float64)


def boiler_power(litres: npt.ArrayLike, kentallen: Kentallen) -> Floats:
    """Return `power_of_boiler` with the kentallen ``tapwater.*`` and ``bron.*``."""
    return power_of_boiler(
        litres,
        delta_t=kentallen.value("tapwater.boiler_delta_t"),
        hours=kentallen.value("tapwater.boiler_opwarmtijd"),
        heat_capacity=kentallen.value("bron.warmtecapaciteit"),
        density=kentallen.value("bron.dichtheid"),
    )


def class_power(comfort_class: float, kentallen: Kentallen) -> float:
    """Return the power in kW of a comfort class (CW 1 to 6).

    That of class 4 (``vraag.vermogen_tap``, Leusden table 4-5) in proportion to the litres per minute of the classes.
    """
    flow = kentallen.table("tapwater.cw_liter_per_minuut")
    chosen = min(max(round(comfort_class), 1), len(flow))
    return kentallen.value("vraag.vermogen_tap") * flow[chosen - 1] / flow[3]


def space_power(
    *, home: npt.ArrayLike, area_m2: Floats, label: Texts, space_gj: Floats, kentallen: Kentallen, power: str
) -> Floats:
    """Return the power for space heating of each object, kW, shape (n,).

    A dwelling by `power`; one without an area has ``vraag.vermogen_rv``, one without a label ``vraag.rv_w_m2``. Other
    objects always by full load hours: the sources have no power per m2 that can be reproduced for them.

    Parameters
    ----------
    home
        Shape (n,): is a dwelling.
    area_m2, label, space_gj
        Shape (n,): NaN or "" where not known.
    power
        One of `POWERS`.
    """
    dwelling = np.asarray(home, dtype=bool)
    if power == BY_HOURS:
        own = power_of_hours(space_gj, kentallen.value("vraag.vollasturen_rv"))
    else:
        w_m2 = np.full(len(dwelling), kentallen.value("vraag.rv_w_m2"))
        if power == "label":
            by_label = dict(zip(LABELS, kentallen.table("vraag.rv_w_m2_label"), strict=True))
            w_m2 = np.array([by_label.get(str(text), usual) for text, usual in zip(label, w_m2, strict=True)])
        own = power_of_area(w_m2, area_m2)
        own = np.where(np.isnan(own), kentallen.value("vraag.vermogen_rv"), own)
    other = power_of_hours(space_gj, kentallen.value("vraag.vollasturen_utiliteit"))
    return np.where(dwelling, own, other)


def tap_power(*, home: npt.ArrayLike, kind: Texts, tap_gj: Floats, kentallen: Kentallen, tap: str) -> Floats:
    """Return the power for tap water of each object, kW, shape (n,).

    A dwelling by `tap`; other objects by the full load hours of Leusden tables 4-4 and 4-5.

    Parameters
    ----------
    home
        Shape (n,): is a dwelling.
    kind
        Shape (n,): type of dwelling.
    tap_gj
        Shape (n,): tap water, GJ a year.
    tap
        One of `TAPS`.
    """
    dwelling = np.asarray(home, dtype=bool)
    flat = kind == APPARTEMENT
    if tap == "boiler":
        litres = np.where(
            flat, kentallen.value("tapwater.boiler_appartement"), kentallen.value("tapwater.boiler_woning")
        )
        own = boiler_power(litres, kentallen)
    else:
        classes = {name: class_power(kentallen.value(f"tapwater.cw_{name}"), kentallen) for name in _CLASSES}
        own = np.where(flat, classes[APPARTEMENT], classes["woning"])
    other = power_of_hours(tap_gj, kentallen.value("vraag.vollasturen_tap_utiliteit"))
    return np.where(dwelling, own, other)


_CLASSES = ("woning", APPARTEMENT)


def cold_power(*, home: npt.ArrayLike, cold_gj: Floats, kentallen: Kentallen) -> Floats:
    """Return the power for cooling of each object by full load hours (Leusden tables 4-2 and 4-3), kW, shape (n,)."""
    own = power_of_hours(cold_gj, kentallen.value("vraag.vollasturen_koude"))
    other = power_of_hours(cold_gj, kentallen.value("vraag.vollasturen_koude_utiliteit"))
    return np.where(np.asarray(home, dtype=bool), own, other)
