"""A table of the user with how much insulation saves, by energy label."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..errors import InputError
from .dwelling_words import labels
from .fields import Aliases, find
from .values import numbers, texts

REDUCTION: Aliases = {
    "label": ("label", "energielabel", "energieklasse", "klasse", "labelklasse"),
    "reductie": (
        *("reductie", "besparing", "reductiepercentage", "besparingspercentage", "reductieprocent", "besparingprocent"),
        *("percentage", "procent", "aandeel", "deel", "reduction", "saving"),
    ),
}
"""Roles of the columns."""


def read_reductions(table: pd.DataFrame) -> dict[str, float]:
    """Return the share of the heat demand that is saved, by label.

    Shares are parts (0,15) or percentages (15 or 15 %). What has the sign is a percentage; of what has none all are
    percentages when one of them is more than 1. A+ and better are A.

    Parameters
    ----------
    table
        Columns with a label and a number; empty rows do not count.

    Returns
    -------
    dict
        Label (A to G) to share, at least 0 and less than 1.

    Raises
    ------
    InputError
        A column is missing, there are no rows, a label or number is none, a number is negative or 100 % or more, or a
        label has two numbers.
    """
    columns = find(table, REDUCTION)
    missing = next((role for role in REDUCTION if role not in columns), None)
    if missing is not None:
        raise InputError("isolatietabel_kolom", column=missing, columns=", ".join(map(str, table.columns)))
    named, given = columns.all("label")[0], columns.all("reductie")[0]
    there = (texts(named) != "") | (texts(given) != "")
    named, given = named[there], given[there]
    if not len(named):
        raise InputError("isolatietabel_leeg")
    letters, _, wrong = labels(named)
    for text, letter, bad in zip(named, letters, wrong, strict=True):
        if bad or letter == "":
            raise InputError("isolatietabel_label", value=str(text))
    percent = np.array(["%" in str(text) for text in given], dtype=bool)
    share, wrong = numbers(pd.Series([str(text).replace("%", "") for text in given], dtype=object))
    for text, value, bad in zip(given, share, wrong, strict=True):
        if bad or np.isnan(value):
            raise InputError("isolatietabel_getal", value=str(text))
    if (share[~percent] > 1.0).any():
        percent[:] = True
    share = np.where(percent, share / 100.0, share)
    found: dict[str, float] = {}
    for letter, value, text in zip(letters, share.tolist(), given, strict=True):
        if not 0.0 <= value < 1.0:
            raise InputError("isolatietabel_bereik", label=letter, value=str(text))
        if found.setdefault(letter, value) != value:
            raise InputError("isolatietabel_dubbel", label=letter)
    return dict(sorted(found.items()))
