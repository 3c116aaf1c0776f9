"""Which dwellings are insulated, what it costs, and what heat they need then."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ...demand.columns import LABELS, TUSSEN, WONINGTYPEN
from ...demand.insulation import insulate
from ...kentallen import Kentallen
from .choices import ISOLATIE_ALLE, ISOLATIE_GEEN

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]

PARTS = ("gevel", "raam", "dak", "vloer")
"""Parts of the shell with a price per m2; draught proofing has one per piece."""


def insulated(which: str, label: Texts, year: Floats, kentallen: Kentallen) -> Flags:
    """Return which dwellings are insulated.

    By label: those of ``isolatie.vanaf_label`` or worse; without a label those built before
    ``bewoner.isolatie_bouwjaar``; without either none.

    Parameters
    ----------
    which
        One of `choices.ISOLATIES`.
    label, year
        Shape (n,): A to G or "", and year of building or NaN.
    """
    if which == ISOLATIE_GEEN:
        return np.zeros(len(label), dtype=bool)
    if which == ISOLATIE_ALLE:
        return np.ones(len(label), dtype=bool)
    best = round(kentallen.value("isolatie.vanaf_label")) - 1
    letter = label.astype(str)
    unknown = ~np.isin(letter, LABELS)
    old = np.nan_to_num(year, nan=np.inf) < kentallen.value("bewoner.isolatie_bouwjaar")
    return np.asarray(np.isin(letter, LABELS[best:]) | (unknown & old), dtype=bool)


def areas(part: str, dwelling_type: Texts, area_m2: Floats, kentallen: Kentallen) -> Floats:
    """Return the area of a part of the shell, m2: that of the type, in proportion to the floor area. Shape (n,).

    An unknown type counts as a terraced house, an unknown floor area as that of the reference.
    """
    reference = kentallen.value("bewoner.isolatie_oppervlakte")
    places = {name: k for k, name in enumerate(WONINGTYPEN)}
    at = np.array([places.get(str(name), places[TUSSEN]) for name in dwelling_type], dtype=np.int64)
    table = np.array(kentallen.table(f"bewoner.isolatie_{part}"))
    return np.asarray(table[at] * np.where(np.isfinite(area_m2), area_m2, reference) / reference, dtype=np.float64)


def insulation_eur(dwelling_type: Texts, area_m2: Floats, kentallen: Kentallen) -> Floats:
    """Return the costs of insulating, EUR without VAT: area times price of each part, and draught proofing.

    Source: Leusden, table 6-4. Shape (n,).
    """
    total = np.full(
        len(dwelling_type), kentallen.value("bewoner.isolatie_kier_eur") * kentallen.value("bewoner.isolatie_kieren")
    )
    for part in PARTS:
        price = kentallen.value(f"bewoner.isolatie_{part}_eur")
        total = total + price * areas(part, dwelling_type, area_m2, kentallen)
    return np.asarray(total, dtype=np.float64)


def heat_after(space_gj: Floats, tap_gj: Floats, saves: Flags, kentallen: Kentallen) -> Floats:
    """Return space heating after insulating, GJ: less by ``bewoner.isolatie_reductie`` of the whole demand.

    Source: Leusden 6.5.1; insulation saves on space heating only, so it never becomes less than 0. Shape (n,).
    """
    share = np.where(saves, kentallen.value("bewoner.isolatie_reductie"), 0.0)
    return np.asarray(insulate(space_gj, tap_gj, share).space_gj, dtype=np.float64)
