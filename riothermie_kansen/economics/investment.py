"""What it costs to build: direct costs, surcharges with their base, and the total per item."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from .case import Case, Number


@dataclass(frozen=True)
class Investment:
    """The investment of a case when all is built, at the price of year 0.

    Attributes
    ----------
    direct, surcharge, total_item
        Per item (in order of `Case.posten`): direct costs, surcharges on it, and both, EUR.
    surcharges
        Per surcharge (in order of `Case.opslagen`): its amount over all items, EUR.
    total
        All, EUR.
    frame
        `INVESTERING_COLUMNS`: a row per item and then one per surcharge; of runs, the first.
    """

    direct: tuple[Number, ...]
    surcharge: tuple[Number, ...]
    total_item: tuple[Number, ...]
    surcharges: tuple[Number, ...]
    total: Number
    frame: pd.DataFrame


def invest(case: Case) -> Investment:
    """Return the investment of a case."""
    raise NotImplementedError
