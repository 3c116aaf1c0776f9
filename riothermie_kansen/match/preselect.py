"""Which buildings of a large place take part in the choice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ..wording import amount, dutch, note
from .blocks import Blocks
from .choice import Ground
from .power import Demand
from .supply import Supply

if TYPE_CHECKING:
    from ..kentallen import Kentallen


def nearest(ground: Ground, blocks: Blocks, supply: Supply, demand: Demand, kentallen: Kentallen) -> Blocks:
    """Return the blocks of which only those near enough can be chosen; `ground.inside` tells which.

    Of a large place the buildings nearest to the source take part, until they ask a number of times what can be given;
    a block takes part as a whole, and what is required always.

    Parameters
    ----------
    ground
        Where the buildings lie; what takes part is written to it.
    blocks, supply, demand
        What can be chosen, what there is, and what the buildings take.
    kentallen
        With ``match.voorselectie`` and ``match.voorselectie_panden``.
    """
    most = kentallen.value("match.voorselectie_panden")
    if blocks.can.sum() <= most:
        return blocks
    distance = np.full(blocks.count, np.inf)
    np.minimum.at(distance, blocks.number[blocks.can], ground.distance_m[blocks.can])
    order = np.lexsort((np.arange(blocks.count), distance))
    order = order[np.isfinite(distance[order])]
    size = np.bincount(blocks.number[blocks.can], minlength=blocks.count)
    times = kentallen.value("match.voorselectie")
    inside = np.zeros(blocks.count, dtype=bool)
    heat, power = blocks.total(demand.gj), blocks.total(demand.loads[:, 2])
    before = np.cumsum(size[order]) <= most
    for asked, given in ((heat, supply.gj), (power, supply.kw)):
        if np.isfinite(given):
            before |= np.cumsum(asked[order]) - asked[order] < times * given
    inside[order[before]] = True
    inside[blocks.number[blocks.required]] = True
    ground.inside = np.asarray(inside[blocks.number] | ~blocks.can, dtype=bool)
    out = blocks.can & ~ground.inside
    if out.any():
        near = blocks.can & ground.inside
        free = near & ~blocks.required
        ground.reach_m = float(ground.distance_m[free if free.any() else near].max())
        ground.notes.append(
            note(
                "match_notitie_voorselectie",
                buildings=amount(int(near.sum())),
                all=amount(int(blocks.can.sum())),
                reach=amount(ground.reach_m),
                times=dutch(times),
            )
        )
    return replace(blocks, can=blocks.can & ground.inside)
