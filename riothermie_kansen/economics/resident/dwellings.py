"""Dwellings of which the costs are worked out: one, or those of a layer of buildings."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ...demand.columns import LABELS, WONINGTYPEN
from ...errors import InputError
from ...kentallen import Kentallen

Floats = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]

NUMBERS = ("bouwjaar", "woningen", "in_blok", "oppervlakte_m2", "rv_gj", "tap_gj", "warmte_gj", "koude_gj")
"""Columns of `Dwellings` that are numbers."""


@dataclass(frozen=True)
class Dwellings:
    """Dwellings, a row for each one or for some that are alike.

    Attributes
    ----------
    frame
        RangeIndex; columns: woning_id (text, unique), type (one of `demand.columns.WONINGTYPEN`, "" unknown), label
        ("" unknown), bouwjaar (NaN unknown), woningen (number that the row stands for), in_blok (dwellings of the block
        that share a connection, 1 for a house), oppervlakte_m2 (NaN unknown), rv_gj, tap_gj, warmte_gj, koude_gj (per
        dwelling and year), geisoleerd (bool: the heat is already that after insulating).
    """

    frame: pd.DataFrame

    def texts(self, name: str) -> Texts:
        """Return a column of texts, shape (n,)."""
        return np.asarray(self.frame[name].to_numpy(dtype=object), dtype=object)

    def numbers(self, name: str) -> Floats:
        """Return a column of numbers, shape (n,)."""
        return np.asarray(self.frame[name].to_numpy(dtype=np.float64), dtype=np.float64)

    def __len__(self) -> int:
        return len(self.frame)


def one_dwelling(
    *,
    type: str,  # noqa: A002 - the word of the column
    oppervlakte_m2: float,
    warmte_gj: float,
    kentallen: Kentallen,
    tap_gj: float | None = None,
    koude_gj: float = 0.0,
    label: str = "",
    bouwjaar: float = math.nan,
    in_blok: int = 1,
    woning_id: str = "woning",
) -> Dwellings:
    """Return one dwelling; without `tap_gj` that of the kental ``bewoner.tap_gj``.

    Parameters
    ----------
    type
        One of `demand.columns.WONINGTYPEN`.
    warmte_gj, tap_gj, koude_gj
        Heat a year before insulating, of which warm tap water; cooling.
    label
        A to G (A+ and better count as A), "" unknown.
    in_blok
        Dwellings of the block that it is in.

    Raises
    ------
    InputError
        The type or label is unknown, a number is negative, missing or more than a dwelling can ask, or there is more
        tap water than heat.
    """
    if type not in WONINGTYPEN:
        raise InputError("bewoner_type", value=type, allowed=", ".join(WONINGTYPEN))
    letter = label.strip().upper().rstrip("+")
    if letter and letter not in LABELS:
        raise InputError("bewoner_label", value=label, allowed=", ".join(LABELS))
    most = kentallen.value("referentie.max_gj")
    smallest, largest = kentallen.table("label.oppervlakte")
    for name, value, low, high in (
        ("OPPERVLAKTE_M2", oppervlakte_m2, smallest, largest),
        ("WARMTE_GJ", warmte_gj, _LEAST_HEAT, most),
        ("TAP_GJ", 0.0 if tap_gj is None else tap_gj, 0.0, most),
        ("KOUDE_GJ", koude_gj, 0.0, most),
        ("IN_BLOK", float(in_blok), 1.0, math.inf),
    ):
        if not (math.isfinite(value) and low <= value <= high):
            raise InputError("bewoner_getal", name=name, value=float(value), low=float(low), high=float(high))
    if tap_gj is not None and tap_gj > warmte_gj:
        raise InputError("bewoner_tap", tap=float(tap_gj), heat=float(warmte_gj))
    tap = min(kentallen.value("bewoner.tap_gj"), warmte_gj) if tap_gj is None else tap_gj
    row = {
        "woning_id": woning_id, "type": type, "label": letter, "bouwjaar": float(bouwjaar), "woningen": 1.0,
        "in_blok": float(in_blok), "oppervlakte_m2": float(oppervlakte_m2), "rv_gj": warmte_gj - tap, "tap_gj": tap,
        "warmte_gj": float(warmte_gj), "koude_gj": float(koude_gj), "geisoleerd": False,
    }  # fmt: skip
    return Dwellings(pd.DataFrame([row]))


_LEAST_HEAT = 0.1
"""Less heat a year is no dwelling that is heated, GJ."""
