"""A peak source beside the source of a network: what it costs, and what becomes smaller by it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..errors import InputError
from ..kentallen import Kentallen
from ..wording import amount, dutch, note
from .assumptions import Assumptions
from .case import Item, Number
from .columns import BRONNET, PIEK, RIOTHERMIE, WARMTEPOMP, WKO
from .energy import number
from .project import Choices, Project


def with_peak(
    project: Project, choices: Choices, a: Assumptions, kentallen: Kentallen
) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """Return the items with a peak source, and what there is to say of it (sentences, Dutch).

    What gives heat without it becomes cheaper, an estimate as if those costs go by kW: collective heat pumps by the
    share of the power that the peak source takes over; a source with storage, which gathers the heat of a year, and its
    storage only by the share of the heat; a source without storage by that of the power.

    Raises
    ------
    InputError
        The power is not known.
    """
    capacity = project.bron_kw if project.nettype == BRONNET else project.warmtepomp_kw
    if not bool(np.all(np.asarray(capacity) > 0.0)):
        raise InputError("econ_piek_vermogen", case=project.naam)
    stored = any(item.soort == WKO for item in project.posten)
    gathered = a.piek_warmte_deel if stored else a.piek_vermogen_deel
    taken = {RIOTHERMIE: gathered, WKO: gathered, WARMTEPOMP: a.piek_vermogen_deel}
    items = [_less(item, taken[item.soort]) if item.soort in taken else item for item in project.posten]
    if not any(item.soort == PIEK for item in items):
        cost = np.asarray(capacity) * a.piek_vermogen_deel * a.piek_eur_kw
        kental = "exploitatie.piek_eur_kw"
        origin = note("econ_piek_per_kw", kw=_kw(capacity, a), kental=kental, source=kentallen[kental].bron)
        items.append(Item("piekvoorziening", note("econ_piek"), PIEK, number(cost), bron=origin))
    said = note(
        f"econ_piek_{choices.piek}",
        kw=_kw(capacity, a),
        heat=_percent(a.piek_warmte_deel),
    )
    smaller = [
        note("econ_piek_deel", item=item.naam, share=_percent(taken[item.soort]))
        for item in project.posten
        if item.soort in taken
    ]
    return tuple(items), (f"{said} {note('econ_piek_aanname', items='; '.join(smaller))}" if smaller else said,)


def _less(item: Item, share: Number) -> Item:
    """Return an item that is smaller by a share, and says so."""
    cost = number(np.asarray(item.direct_eur, dtype=np.float64) * (1.0 - np.asarray(share)))
    origin = note("econ_piek_kleiner", source=item.bron, share=_percent(share)).removeprefix("; ")
    return replace(item, direct_eur=cost, bron=origin)


def _kw(capacity: Number, a: Assumptions) -> str:
    return amount(float((np.asarray(capacity) * a.piek_vermogen_deel).reshape(-1)[0]))


def _percent(share: Number) -> str:
    return dutch(round(100.0 * float(np.asarray(share, dtype=np.float64).reshape(-1)[0]), 2))
