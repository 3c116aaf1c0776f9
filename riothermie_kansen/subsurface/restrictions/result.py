"""What the user chooses for restrictions of the ground, what the readers hand on, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import geopandas as gpd
import pandas as pd

from ...findings import Findings
from ...schema import Column
from ..columns import ROLLEN

DEEL_COLUMNS = (
    Column("deel_id", "text", "", "Deel"),
    Column("locatie_id", "text", "", "Locatie"),
    Column("pand_id", "text", "", "Pand"),
    Column("wko", "text", "", "Oordeel WKO"),
    Column("bodemlus", "text", "", "Oordeel bodemlus"),
    Column("max_diepte_m", "real", "m", "Grootste diepte (onder maaiveld)", 1),
    Column("deel", "real", "%", "Deel van de locatie", 2),
    Column("lengte_m", "real", "m", "Lengte", 1),
    Column("oppervlakte_m2", "real", "m2", "Oppervlakte", 1),
    Column("redenen", "text", "", "Redenen"),
)
"""``DELEN``: the parts of lines and areas, each with one verdict per technique and one greatest depth."""

LAAG_COLUMNS = (
    Column("rol", "text", "", "Rol"),
    Column("bron", "text", "", "Kaart"),
    Column("datum", "text", "", "Nieuwste datum in de kaart"),
    Column("gelezen", "int", "", "Objecten in de kaart"),
    Column("aantal", "int", "", "Objecten die meetellen"),
    Column("gerepareerd", "int", "", "Vlakken die zijn hersteld"),
    Column("weggelaten", "int", "", "Objecten die niet meetellen"),
    Column("geraakt", "int", "", "Locaties waar de kaart iets over zegt"),
    Column("opmerking", "text", "", "Bijzonderheden"),
)
"""``LAGEN``: a row per map that was given, and one per role without a map."""


class Layer(Protocol):
    """A map as its reader returns it."""

    @property
    def frame(self) -> gpd.GeoDataFrame:
        """What counts, in RD."""

    @property
    def name(self) -> str:
        """Name of the map."""

    @property
    def datum(self) -> str:
        """Newest date in it (ISO or a year), "" where it has none."""

    @property
    def findings(self) -> Findings:
        """What was repaired or left out."""

    @property
    def notes(self) -> list[str]:
        """Sentences for the log."""

    @property
    def read(self) -> int:
        """Rows of the map."""

    @property
    def dropped(self) -> dict[str, int]:
        """Rows that do not count, by kind of finding."""


class AreaLayer(Layer, Protocol):
    """A map of areas as `...readers.restriction_areas.read_areas` returns it.

    Columns of `frame`: area_id, naam, soort, diepte_m, diepte_standaard, diepte_tekst, status, bron, datum.
    """

    @property
    def repaired(self) -> int:
        """Areas that were not valid and now are."""


class InstallationLayer(Layer, Protocol):
    """A map of existing systems as `...readers.installations.read_installations` returns it.

    Columns of `frame`: installatie_id, actief, vermogen_kw.
    """


@dataclass(frozen=True)
class Settings:
    """What the user chooses.

    Attributes
    ----------
    id_field
        Column with the id of a location; None or "" for those whose name is known.
    power_kw
        Power on the side of the ground of the closed system that is planned, kW; None where not known yet: then the
        rules for both sides of the limit are told.
    search_obes_m, search_gbes_m, search_abstraction_m
        Within how many metres an existing system asks for attention; None for the kental.
    required
        Roles that must have been tested before anything is called ``toegestaan``.
    parts
        Make `Judgement.areas`: the parts of lines and areas.
    """

    id_field: str | None = None
    power_kw: float | None = None
    search_obes_m: float | None = None
    search_gbes_m: float | None = None
    search_abstraction_m: float | None = None
    required: tuple[str, ...] = ROLLEN
    parts: bool = True

    def search(self, role: str) -> float | None:
        """Return the distance that was chosen for a role of installations, None for the kental."""
        chosen: Mapping[str, float | None] = {
            "OBES": self.search_obes_m,
            "GBES": self.search_gbes_m,
            "ONTTREKKINGEN": self.search_abstraction_m,
        }
        return chosen[role]


@dataclass
class Judgement:
    """Verdicts.

    Attributes
    ----------
    locations
        A row per location as given, in the same order, columns ``RESTRICTIE_COLUMNS`` and the geometry as given, in
        `RD` (None where there was none). Shares are in tenths of a percent and add up to 100; NaN without a place.
    areas
        Parts of the lines and areas with one verdict per technique and one greatest depth; their lengths and areas add
        up to those of the locations. Empty when not asked for; points have no parts.
    layers
        Columns `LAAG_COLUMNS`.
    findings
        What was left out, repaired or noticed, also by the readers of the maps.
    notes
        Counts and assumptions (Dutch), also those of the readers.
    totals
        Numbers by name: locaties, zonder_plaats, wko_toegestaan ... bodemlus_verboden, met_diepte, vlakken,
        installaties, kaarten, rollen_gegeven, rollen_niet_gegeven, and metres and square metres of lines and areas by
        verdict (wko_verboden_m, wko_verboden_m2 ...).
    """

    locations: gpd.GeoDataFrame
    areas: gpd.GeoDataFrame
    layers: pd.DataFrame
    findings: Findings
    notes: list[str] = field(default_factory=list)
    totals: dict[str, float] = field(default_factory=dict)
