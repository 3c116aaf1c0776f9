"""Insulation: how much less heat dwellings with a poor label ask for.

The reports give the reduction as a part of the total demand (Leusden par. 4.2 and table 4-1). Insulation saves on space
heating only, so that part of the total is taken off space heating, and tap water stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ..errors import InputError
from .columns import LABELS
from .vesta import Floats, Texts

if TYPE_CHECKING:
    from ..kentallen import Kentallen

NONE, LIGHT, HEAVY, OWN = "geen", "label_c_15", "label_c_40", "eigen"
SCENARIOS = (NONE, LIGHT, HEAVY, OWN)
"""Scenarios: none; 15 % or 40 % for a dwelling of label C or worse; a share per label."""


@dataclass(frozen=True)
class Insulated:
    """Space heating after insulation; shapes (n,).

    Attributes
    ----------
    space_gj
        GJ a year.
    share
        Part of the total demand that was asked to be saved.
    bound
        Space heating was less than what was asked: it became 0, and the total fell by less.
    """

    space_gj: Floats
    share: Floats
    bound: npt.NDArray[np.bool_]


def shares(scenario: str, kentallen: Kentallen, reductions: Mapping[str, float] | None = None) -> dict[str, float]:
    """Return the part of the total demand that is saved, by label; labels that are not there save nothing.

    Parameters
    ----------
    scenario
        One of `SCENARIOS`.
    reductions
        Shares by label for scenario eigen; None for the kental ``isolatie.reductie_label``.

    Raises
    ------
    InputError
        There is no such scenario, a key is no label, or a share is not between 0 and 1.
    """
    if scenario not in SCENARIOS:
        raise InputError("vraag_keuze", name="ISOLATIE", value=scenario, allowed=", ".join(SCENARIOS))
    if scenario == NONE:
        return {}
    if scenario == OWN:
        own = dict(zip(LABELS, kentallen.table("isolatie.reductie_label"), strict=True))
        given = own if reductions is None else {str(label).strip().upper(): r for label, r in reductions.items()}
        for label, share in given.items():
            if label not in LABELS:
                raise InputError("isolatie_label", label=label, allowed=", ".join(LABELS))
            if not 0.0 <= share < 1.0:
                raise InputError("isolatie_deel", label=label, value=share)
        return given
    share = kentallen.value("isolatie.reductie_licht" if scenario == LIGHT else "isolatie.reductie_zwaar")
    best = round(kentallen.value("isolatie.vanaf_label")) - 1
    return {label: share for place, label in enumerate(LABELS) if place >= best}


def insulate(space_gj: npt.ArrayLike, tap_gj: npt.ArrayLike, share: npt.ArrayLike) -> Insulated:
    """Take a part of the total demand off space heating, down to 0.

    Parameters
    ----------
    space_gj, tap_gj
        Shape (n,): GJ a year.
    share
        Shape (n,): part of space heating and tap water together.
    """
    space, tap, part = (np.asarray(values, dtype=np.float64) for values in (space_gj, tap_gj, share))
    wanted = np.where(part > 0, space - part * (space + tap), space)
    return Insulated(np.maximum(wanted, 0.0), part, np.asarray((wanted < 0) & (part > 0), dtype=bool))


def share_of(label: Texts, by_label: Mapping[str, float]) -> Floats:
    """Return the share of each label, 0 where there is none. Shape (n,)."""
    return np.array([by_label.get(str(text), 0.0) for text in label], dtype=np.float64)
