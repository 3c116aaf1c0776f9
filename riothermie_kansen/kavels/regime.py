"""Connections and regime of the Wet collectieve warmte (Wcw): a first reading of the law, which a lawyer decides."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..diversity import danish, square_root
from ..errors import InputError
from ..kentallen import Kentallen
from ..wording import amount, note
from .stock import Homes

Floats = npt.NDArray[np.float64]

INDIVIDUAL, BLOCK = "individueel", "blok"
COUNTS = (INDIVIDUAL, BLOCK)
"""How connections are counted: one per dwelling and per other object; or one per building up to
``wcw.grens_kleinverbruik``, and one per object in larger ones."""

NONE, LIMITED, SMALL, BASIC = "geen collectief systeem", "beperkt gereguleerd", "klein collectief", "basis"
"""Regimes."""


def power_kw(homes: Floats, space_kw: Floats, tap_kw: Floats, kentallen: Kentallen) -> Floats:
    """Return what groups of consumers ask at once, kW: space heating and tap water, each with its simultaneity.

    Parameters
    ----------
    homes
        Number of consumers, any shape; 0 counts as 1.
    space_kw, tap_kw
        Summed power, same shape.
    """
    n = np.maximum(homes, 1.0)
    space = danish(n, kentallen.value("gelijktijdigheid.rv_grens"))
    tap = square_root(n, kentallen.value("gelijktijdigheid.tap_grens"))
    return np.asarray(space * space_kw + tap * tap_kw, dtype=np.float64)


def connections(homes: Homes, count: str, kentallen: Kentallen) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Return the connections of small consumers in each building, and which buildings are a large consumer.

    Only buildings with demand have connections. A building without dwellings that asks more than
    ``wcw.grens_kleinverbruik`` is a large consumer and has none.

    Raises
    ------
    InputError
        The way to count does not exist.
    """
    if count not in COUNTS:
        raise InputError("unknown_method", method=count, allowed=", ".join(COUNTS))
    limit = kentallen.value("wcw.grens_kleinverbruik")
    others = np.nan_to_num(homes.utiliteit)
    objects = homes.woningen + others
    objects = np.where(objects > 0, objects, 1.0)
    asked = power_kw(objects, homes.rv_kw, homes.tap_kw, kentallen)
    large = homes.has_demand & (homes.woningen == 0) & (asked > limit)
    if count == BLOCK:
        objects = np.where(asked <= limit, 1.0, objects)
    return np.where(homes.has_demand & ~large, objects, 0.0), large


def regime(number: float, kentallen: Kentallen) -> tuple[str, str]:
    """Return the regime of a number of connections, and a remark where the sources differ ("" for none).

    Source: Wet collectieve warmte and the reading of it named at the kentallen ``wcw``.
    """
    low, high = kentallen.value("wcw.grens_beperkt"), kentallen.value("wcw.grens_klein")
    if number < 2:
        return (NONE if number else ""), ""
    if number < low:
        return LIMITED, ""
    if number <= high:
        edge = note("kavels_reden_wcw_grens", n=amount(number)) if number in (low, high) else ""
        return SMALL, edge
    return BASIC, ""
