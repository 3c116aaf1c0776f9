"""Class and reason of the season of a pipe, for whole columns at once (Dutch, as all texts of the map)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..messages import template
from ..units import GJ_PER_KWH
from ..wording import Texts, amount, note, place
from .balance import CLOSE
from .words import SMALL_GJ

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

CLASSES = ("direct", "dagbuffer", "wko", "tekort", "geen")
"""Values of ``seizoen``.

direct: at every moment enough; dagbuffer: every day enough; wko: the year closes with a seasonal storage; tekort: not
even then; geen: no dwellings or no water.
"""


def season_class(wet: Bools, demand: Floats, direct: Floats, shortage: Floats, every_day: Bools) -> Texts:
    """Return one of `CLASSES` per pipe.

    Parameters
    ----------
    wet
        Whether there is water, shape (n,).
    demand, direct, shortage
        Asked, delivered at once and not delivered even with a storage (GJ), shapes (n,).
    every_day
        Whether every day gives at least what it asks, shape (n,).
    """
    lacks = demand - direct > CLOSE * demand
    chosen = np.select(
        [~wet | (demand <= 0), ~lacks, every_day, shortage <= 0], ["geen", "direct", "dagbuffer", "wko"], "tekort"
    )
    return np.asarray(chosen, dtype=object)


def season_reasons(made: pd.DataFrame, kind: Texts) -> Texts:
    """Return a sentence per pipe: why a WKO is needed or not.

    Parameters
    ----------
    made
        Columns vraag_gj, aanbod_gj, direct_gj, wko_gj, tekort_gj, inhoud_gj, woningen_seizoen.
    kind
        From `season_class`, shape (n,).
    """
    demand, content = made["vraag_gj"].to_numpy(), made["inhoud_gj"].to_numpy()
    values = {
        "dwellings": _dwellings(made["woningen_seizoen"].to_numpy()),
        "share": _amounts(100 * _part(made["direct_gj"].to_numpy(), demand), 0),
        "short": _amounts(100 * _part(made["tekort_gj"].to_numpy(), demand), 1),
        "content": np.where(content < SMALL_GJ, _amounts(content, 1), _amounts(content, 0)).astype(object),
        "buffer": _amounts(made["inhoud_gj"] / GJ_PER_KWH, 0),
        "stored": _amounts(made["wko_gj"], 0),
        "supply": _amounts(made["aanbod_gj"], 0),
    }
    texts = np.full(len(made), "", dtype=object)
    wet = made["aanbod_gj"].to_numpy() > 0
    for key, mask in {
        "season_reden_droog": (kind == "geen") & ~wet,
        "season_reden_geen": (kind == "geen") & wet,
        **{f"season_reden_{name}": kind == name for name in CLASSES[:-1]},
    }.items():
        texts = np.where(mask, place(mask, template(key, "nl"), **values), texts)
    return np.asarray(texts, dtype=object)


def _dwellings(number: Floats) -> Texts:
    word = np.where(number == 1, note("season_dwelling"), note("season_dwellings_word")).astype(object)
    return np.asarray(_amounts(number, 0) + " " + word, dtype=object)


def _amounts(values: npt.ArrayLike, decimals: int) -> Texts:
    """Return numbers as Dutch texts; each different one is written once."""
    rounded, inverse = np.unique(np.round(np.asarray(values, dtype=np.float64), decimals), return_inverse=True)
    texts = np.array([amount(value, decimals) for value in rounded.tolist()], dtype=object)
    return np.asarray(texts[inverse.ravel()], dtype=object)


def _part(value: Floats, whole: Floats) -> Floats:
    return np.divide(value, whole, out=np.zeros_like(value), where=whole > 0)
