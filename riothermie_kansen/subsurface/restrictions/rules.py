"""What each map means for each technique: the table of role x technique -> effect, and the depth that governs.

The effects themselves stand in ``kentallen/restricties.toml`` (0 none, 1 attention, 2 forbidden, for WKO and loops), so
that a municipality can judge otherwise in a file of its own. `TABLE` says which of them a role or kind of area has.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...kentallen import Kentallen
from ...readers.values import Texts
from ..columns import BODEMLUS, INSTALLATIES, OORDELEN, ROLLEN, TECHNIEKEN, WKO

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

ALLOWED, UNKNOWN, ATTENTION, FORBIDDEN = range(len(OORDELEN))
"""Verdicts as numbers: their place in `OORDELEN`, the heavier the higher."""

_EFFECTS = np.array([ALLOWED, ATTENTION, FORBIDDEN], dtype=np.int64)
"""What 0, 1 and 2 in the kentallen mean."""

UNKNOWN_PROTECTION = "bescherming_onbekend"
"""Effect of groundwater protection of a kind that is missing or not known."""

TABLE: dict[tuple[str, str], str] = {
    ("VERBOD", ""): "verbod",
    ("DIEPTEBEPERKING", ""): "dieptebeperking",
    ("ORDENING", ""): "ordening",
    ("GRONDWATERBESCHERMING", "waterwingebied"): "waterwingebied",
    ("GRONDWATERBESCHERMING", "beschermingsgebied"): "beschermingsgebied",
    ("GRONDWATERBESCHERMING", "boringsvrije zone"): "boringsvrije_zone",
    ("GRONDWATERBESCHERMING", "strategische voorraad"): "strategische_voorraad",
    ("GRONDWATERBESCHERMING", ""): UNKNOWN_PROTECTION,
    ("ARCHEOLOGIE", ""): "archeologie",
    ("NATUUR", ""): "natuur",
    ("AARDKUNDIG", ""): "aardkundig",
    ("INTERFERENTIE", ""): "interferentie",
    ("OBES", ""): "obes",
    ("GBES", ""): "gbes",
    ("ONTTREKKINGEN", ""): "onttrekkingen",
}
"""Role and kind of area -> name of the kental ``restrictie.gevolg_...`` with its effect on WKO and on loops.

A kind that is not here counts as "".
"""

BY_DEPTH = ("dieptebeperking", "boringsvrije_zone", "strategische_voorraad", UNKNOWN_PROTECTION)
"""Effects that only hold where no depth is known: a depth takes their place. Of other effects the heavier counts."""

_LEAST = {WKO: "restrictie.diepte_minst_wko", BODEMLUS: "bodem.diepte_minst"}
_MOST = {WKO: "restrictie.diepte_hoogst_wko", BODEMLUS: "bodem.diepte_hoogst"}
"""Depths between which a limit matters: less than the first is a prohibition, from the second on it limits nothing."""


@dataclass(frozen=True)
class Effect:
    """What areas do to both techniques.

    Attributes
    ----------
    codes
        Shape (a, 2): verdict for each of `TECHNIEKEN`.
    names
        Shape (a,): entry of `TABLE`, e.g. ``"boringsvrije_zone"``.
    """

    codes: Ints
    names: Texts


def effects(role: str, kinds: Texts, depth_m: Floats, kentallen: Kentallen) -> Effect:
    """Return what areas of one role mean for each technique.

    Parameters
    ----------
    role
        One of `ROLLEN`.
    kinds
        Shape (a,): kind of area, "" where it has none.
    depth_m
        Shape (a,): depth below which nothing may be made, m below surface; NaN where not known.
    """
    names = np.array([TABLE.get((role, kind), TABLE[role, ""]) for kind in kinds], dtype=object)
    codes = np.zeros((len(kinds), len(TECHNIEKEN)), dtype=np.int64)
    for name in sorted(set(names)):
        codes[names == name] = _stated(name, kentallen)
    known = np.isfinite(depth_m)
    if known.any():
        limited = by_depth(depth_m, kentallen)
        governed = known & np.isin(names.astype(str), BY_DEPTH)
        codes[known] = np.maximum(codes, limited)[known]
        codes[governed] = limited[governed]
    return Effect(codes, names)


def by_depth(depth_m: Floats, kentallen: Kentallen) -> Ints:
    """Return the verdict that a limited depth gives, shape (a, 2); `ALLOWED` where no depth is known."""
    codes = np.full((len(depth_m), len(TECHNIEKEN)), ALLOWED, dtype=np.int64)
    for column, technique in enumerate(TECHNIEKEN):
        least, most = kentallen.value(_LEAST[technique]), kentallen.value(_MOST[technique])
        codes[depth_m < most, column] = ATTENTION
        codes[depth_m < least, column] = FORBIDDEN
    return codes


def matters(role: str, kentallen: Kentallen) -> Flags:
    """Tell for which techniques a map of a role can change the verdict, shape (2,)."""
    names = [name for (of, _), name in TABLE.items() if of == role]
    found = np.array([_stated(name, kentallen) > ALLOWED for name in names]).any(axis=0)
    return np.asarray(found | any(name in BY_DEPTH for name in names), dtype=bool)


def search_distance(role: str, kentallen: Kentallen) -> float:
    """Return within how many metres an installation of a role asks for attention."""
    name = {"OBES": "obes", "GBES": "gbes", "ONTTREKKINGEN": "onttrekking"}[role]
    return kentallen.value(f"restrictie.zoekafstand_{name}")


def fetch_distance(kentallen: Kentallen) -> float:
    """Return how far around the places a service is read, m: at least as far as installations are searched."""
    return max(
        kentallen.value("restrictie.dienst_straal"), *(search_distance(role, kentallen) for role in INSTALLATIES)
    )


def order_of(role: str) -> int:
    """Return the place of a role, for lists that are always in the same order."""
    return ROLLEN.index(role)


def is_installation(role: str) -> bool:
    """Tell whether a layer of this role holds existing systems."""
    return role in INSTALLATIES


def _stated(name: str, kentallen: Kentallen) -> Ints:
    """Return the effect of an entry of `TABLE` on each technique; a broken number counts as the next heavier one."""
    values = np.ceil(np.array(kentallen.table(f"restrictie.gevolg_{name}"))).astype(np.int64)
    return np.asarray(_EFFECTS[values], dtype=np.int64)
