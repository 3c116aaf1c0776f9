"""The rules that apply at a place, in words: what must be asked or reported, and how the system must be run."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ...kentallen import Kentallen
from ...readers.values import Flags, Texts
from ...wording import dutch, note
from .reasons import BETWEEN

Floats = npt.NDArray[np.float64]


def rules_in_words(
    forbidden: Flags, interference: Flags, tested: Flags, power_kw: float | None, kentallen: Kentallen
) -> Texts:
    """Return the rules for each place, shape (n,).

    Parameters
    ----------
    forbidden
        Shape (n, 2): the whole place is forbidden for WKO, for loops.
    interference
        Shape (n,): (a part of) the place lies in an interference area.
    tested
        Shape (n,): there was a map of interference areas that reaches the place.
    power_kw
        Power of the closed system on the side of the ground; None where not known.
    """
    codes = forbidden[:, 0] * 8 + forbidden[:, 1] * 4 + interference * 2 + tested
    made = np.full(16, "", dtype=object)
    for code in np.unique(codes).tolist():
        closed = _closed(bool(code & 4), bool(code & 2), bool(code & 1), power_kw, kentallen)
        made[code] = BETWEEN.join((_open(bool(code & 8), kentallen), *closed))
    return np.asarray(made[codes], dtype=object)


def _open(forbidden: bool, kentallen: Kentallen) -> str:
    """Return the rules for an open system."""
    if forbidden:
        return note("restricties_regel_wko_verboden")
    return note(
        "restricties_regel_wko",
        flow=dutch(kentallen.value("restrictie.vergunning_m3h")),
        hot=dutch(kentallen.value("restrictie.infiltratie_hoog")),
    )


def _closed(
    forbidden: bool, interference: bool, tested: bool, power_kw: float | None, kentallen: Kentallen
) -> tuple[str, ...]:
    """Return the rules for a closed system."""
    if forbidden:
        return (note("restricties_regel_lus_verboden"),)
    limit, weeks = kentallen.value("restrictie.vergunning_kw"), kentallen.value("restrictie.melding_weken")
    large = power_kw is not None and power_kw >= limit
    if interference:
        key = "interferentie"
    elif large:
        key = "groot"
    elif power_kw is None:
        key = "onbekend" if tested else "onbekend_niet_getoetst"
    else:
        key = "klein" if tested else "klein_niet_getoetst"
    asked = note(f"restricties_regel_lus_{key}", limit=dutch(limit), weeks=dutch(weeks))
    run = note(
        "restricties_regel_lus_gebruik",
        low=dutch(kentallen.value("bodem.t_vloeistof_laag")),
        high=dutch(kentallen.value("bodem.t_vloeistof_hoog")),
        years=dutch(kentallen.value("bodem.balans_jaren")),
        influence=dutch(kentallen.value("bodem.invloed_grens")),
    )
    return asked, run
