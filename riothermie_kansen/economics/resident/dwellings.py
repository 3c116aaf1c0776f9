"""Dwellings of which the costs are worked out: one, one per type, or those of a layer of buildings."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


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


def one_dwelling(
    *,
    type: str,
    oppervlakte_m2: float,
    warmte_gj: float,
    tap_gj: float | None = None,
    koude_gj: float = 0.0,
    label: str = "",
    bouwjaar: float = float("nan"),
    in_blok: int = 1,
    woning_id: str = "woning",
) -> Dwellings:
    """Return one dwelling; without `tap_gj` the kental of warm tap water is not needed, all heat counts alike.

    Raises
    ------
    InputError
        The type is unknown, or a number is negative, missing or impossible.
    """
    raise NotImplementedError


def dwellings_of(buildings: pd.DataFrame) -> Dwellings:
    """Return the dwellings of buildings with columns ``GEBOUWEN``: a row per building with dwellings only."""
    raise NotImplementedError


def by_type(dwellings: Dwellings) -> Dwellings:
    """Return the mean dwelling per type, weighted by number, in order of `WONINGTYPEN`; woning_id is the type."""
    raise NotImplementedError
