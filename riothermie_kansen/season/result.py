"""What a season balance says."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from ..schema import Column

SEIZOEN_COLUMNS = (
    Column("maand", "int", "", "Maand"),
    Column("aanbod_gj", "real", "GJ", "Warmte die het riool kan geven (bronzijde)"),
    Column("vraag_gj", "real", "GJ", "Warmtevraag aan de bronzijde (vraag zonder de stroom van de warmtepomp)"),
    Column("direct_gj", "real", "GJ", "Direct geleverd"),
    Column("naar_wko_gj", "real", "GJ", "Uit het riool in de WKO"),
    Column("regeneratie_gj", "real", "GJ", "Door koeling in de WKO"),
    Column("uit_wko_gj", "real", "GJ", "Uit de WKO geleverd"),
    Column("tekort_gj", "real", "GJ", "Niet geleverd"),
    Column("voorraad_gj", "real", "GJ", "Voorraad in de WKO aan het eind van de maand"),
)
"""Columns of ``SEIZOEN``: a row per month."""


@dataclass(frozen=True)
class SeasonBalance:
    """A year of source against demand, repeated until the storage begins as it ends.

    Attributes
    ----------
    table
        `SEIZOEN_COLUMNS`, twelve rows.
    supply_gj, demand_gj
        What the sewer could give and what the demand asks at the side of the source, GJ per year.
    direct_gj, to_store_gj, regeneration_gj, from_store_gj, shortage_gj
        Delivered directly; from sewer into the storage; from cooling into the storage; delivered from the storage;
        not delivered. demand = direct + from_store + shortage, and from_store = efficiency (to_store + regeneration).
    capacity_gj
        What the storage must hold: its fullest minus its emptiest moment, GJ.
    needed
        Whether a storage is needed (R7): the demand is somewhere above the supply.
    closes
        Whether supply and regeneration cover the demand over the year.
    words
        Sentences keyed by language ("nl", "en"): what this means.
    cooling_gj
        Heat that cooling gives, GJ per year; what is not in `regeneration_gj` finds no use.
    efficiency
        Part of what is stored that comes back.
    day_only
        A storage is needed, but only from hour to hour: every day gives as much as it asks, a buffer of a day will do.
    volume_m3
        Groundwater that `capacity_gj` moves between the wells, m3.
    """

    table: pd.DataFrame
    supply_gj: float
    demand_gj: float
    direct_gj: float
    to_store_gj: float
    regeneration_gj: float
    from_store_gj: float
    shortage_gj: float
    capacity_gj: float
    needed: bool
    closes: bool
    words: dict[str, list[str]] = field(default_factory=dict)
    cooling_gj: float = 0.0
    efficiency: float = 1.0
    day_only: bool = False
    volume_m3: float = float("nan")
