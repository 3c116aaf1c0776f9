"""What no building can ask: a dummy value or a comma in the wrong place, told before it spoils every sum."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .errors import InputError
from .kentallen import Kentallen
from .readers.values import Texts
from .wording import amount

_READABLE = 1e15
"""Numbers below this are written in full."""


def refuse_impossible(ids: Texts, heat_gj: npt.NDArray[np.float64], kentallen: Kentallen) -> None:
    """Raise when a building asks more heat than ``vraag.warmte_hoogstens``.

    Parameters
    ----------
    ids, heat_gj
        Shape (b,): buildings and their heat, GJ a year; NaN counts as none.

    Raises
    ------
    InputError
        With the building that asks most.
    """
    heat = np.nan_to_num(heat_gj)
    most = kentallen.value("vraag.warmte_hoogstens")
    too_much = heat > most
    if too_much.any():
        worst = int(np.argmax(heat))
        value = float(heat[worst])
        # a number of hundreds of digits is no sentence
        shown = amount(value) if value < _READABLE else f"{value:.3g}"
        raise InputError("gebouw_te_veel", building=ids[worst], value=shown, most=amount(most), n=int(too_much.sum()))
