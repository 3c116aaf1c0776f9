"""What the user chooses for mini networks, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd

from ...errors import InputError
from ...findings import Findings
from .columns import DEFINITIES, DOELEN, KOSTEN, LUS, VARIANTEN


@dataclass(frozen=True)
class Settings:
    """What the user chooses.

    Attributes
    ----------
    least, most
        Smallest and largest number of dwellings in a mini network. None: those of the definition (``mini.n_min``,
        ``mini.n_max`` or ``mini.n_max_folder``).
    definition
        One of `columns.DEFINITIES`.
    per_loop
        Largest number of dwellings per loop; None: ``mini.n_per_lus``.
    depth_m
        Greatest depth of a loop, m below the surface; None: ``mini.lus_diepte_max``. A restriction may allow less.
    w_per_m
        Heat from the ground, W per m of loop, where `soil` does not tell; None: the kental.
    variant
        One of `columns.VARIANTEN`.
    goal
        One of `columns.DOELEN`.
    public
        Loops may be in public green (with permission), where own ground has no room.
    attention
        Buildings with the verdict "aandacht" take part.
    unknown
        Buildings of which the ground was not judged in full ("onbekend"), or not at all, take part.
    id_field
        Column with the id of the buildings; None for one whose name is known.
    """

    least: int | None = None
    most: int | None = None
    definition: str = DEFINITIES[0]
    per_loop: int | None = None
    depth_m: float | None = None
    w_per_m: float | None = None
    variant: str = LUS
    goal: str = KOSTEN
    public: bool = True
    attention: bool = True
    unknown: bool = True
    id_field: str | None = None

    def check(self) -> None:
        """Raise when a choice cannot be.

        Raises
        ------
        InputError
            A word is not one of those that are possible, or a number is.
        """
        for value, allowed in (
            (self.definition, DEFINITIES), (self.variant, VARIANTEN), (self.goal, DOELEN),
        ):  # fmt: skip
            if value not in allowed:
                raise InputError("unknown_method", method=value, allowed=", ".join(allowed))
        low = 2 if self.least is None else self.least
        if low < 2:
            raise InputError("mini_least", value=low)
        if self.most is not None and self.most < low:
            raise InputError("mini_most", least=low, most=self.most)
        if self.per_loop is not None and self.per_loop < 1:
            raise InputError("mini_per_loop", value=self.per_loop)
        for name, number in (("mini_depth", self.depth_m), ("mini_yield", self.w_per_m)):
            if number is not None and not number > 0:
                raise InputError(name, value=f"{number:g}")


@dataclass
class MiniPlan:
    """Mini networks.

    Attributes
    ----------
    clusters
        (Multi)Polygon, `RD`, columns `columns.CLUSTER_COLUMNS`; in order of cluster_id.
    buildings
        The buildings as read, `RD`, columns `columns.BUILDING_COLUMNS`, in order of pand_id: each once.
    pipes
        LineString, `RD`, columns `columns.PIPE_COLUMNS`.
    loops
        Point, `RD`, columns `columns.LOOP_COLUMNS`.
    left
        Columns `columns.LEFT_COLUMNS`: buildings in no cluster, by reason.
    findings, notes
        What was left out, repaired or noticed; counts and assumptions (Dutch).
    totals
        Numbers by name: clusters, woningen, panden, lussen, meters_lus, leiding_m, over_woningen,
        ongeschikt_woningen, alle_woningen, kosten_mini_eur, kosten_lus_eur, kosten_cv_eur, kosten_lucht_eur (means per
        dwelling in a cluster), voordeel_eur (all clusters, a year), grens_eur (proved upper bound on the saving of any
        division), gat (proved distance to the optimum, share of the saving), volgorde_eur (the saving of first come,
        first served), ... NaN where not known.
    """

    clusters: gpd.GeoDataFrame
    buildings: gpd.GeoDataFrame
    pipes: gpd.GeoDataFrame
    loops: gpd.GeoDataFrame
    left: pd.DataFrame
    findings: Findings
    notes: list[str] = field(default_factory=list)
    totals: dict[str, float] = field(default_factory=dict)
