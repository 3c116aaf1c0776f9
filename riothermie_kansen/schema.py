"""The one normalised schema of a sewer: what readers hand on and every later step expects.

Readers forgive, this schema does not: `Sewer.validate` raises on what a reader should have repaired.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

import geopandas as gpd
import numpy as np
import pandas as pd

from .errors import InputError
from .findings import Findings

RD = "EPSG:28992"
"""CRS of the analysis: RD New, metres."""

Kind = Literal["text", "int", "real"]


@dataclass(frozen=True)
class Column:
    """A column of a table: name, type, unit and what it means (Dutch, shown as alias in QGIS).

    `decimals` are the digits after the comma with which it is handed out, see `rounded`; None for all.
    """

    name: str
    kind: Kind
    unit: str
    title: str
    decimals: int | None = None


SOORTEN = ("gemengd", "vuilwater", "hemelwater", "pers", "overig")
"""Public values of ``soort``."""

FUNCTIES = ("vrijverval", "druk", "pers", "pomp", "doorlaat", "overstort", "geen")
"""What a pipe does for dry weather flow.

vrijverval: gravity sewer that carries DWA; druk: pressure or vacuum sewer that premises discharge into; pers: pressure
main that only transports; pomp: pump between two nodes; doorlaat: orifice or valve; overstort: weir, never carries DWA;
geen: on the map, not in the DWA network (storm water, drains, culverts, storage).
"""

DWA_FUNCTIES = ("vrijverval", "druk", "pers", "pomp", "doorlaat")
"""Functions that carry dry weather flow."""

KNOOPSOORTEN = ("put", "pomp", "gemaal", "overstort", "uitlaat", "rwzi", "overig")
"""Values of ``soort`` of a node. rwzi: treatment plant or hand-over point, the outlet of the DWA network."""

LEIDING_COLUMNS = (
    Column("leiding_id", "text", "", "Leiding"),
    Column("naam", "text", "", "Naam"),
    Column("soort", "text", "", "Soort"),
    Column("functie", "text", "", "Functie voor DWA"),
    Column("type", "text", "", "Type (GWSW)"),
    Column("stelsel", "text", "", "Stelsel"),
    Column("vorm", "text", "", "Vorm"),
    Column("breedte_mm", "real", "mm", "Breedte of diameter (inwendig)"),
    Column("hoogte_mm", "real", "mm", "Hoogte (inwendig)"),
    Column("materiaal", "text", "", "Materiaal"),
    Column("bob_begin_m", "real", "m NAP", "BOB begin"),
    Column("bob_eind_m", "real", "m NAP", "BOB eind"),
    Column("knoop_begin", "text", "", "Knoop begin"),
    Column("knoop_eind", "text", "", "Knoop eind"),
    Column("lengte_m", "real", "m", "Lengte"),
    Column("verhang", "real", "m/m", "Verhang"),
    Column("jaar", "int", "", "Jaar van aanleg"),
)
"""Public columns of a pipe, in order (``LEIDINGEN_UIT``)."""

KNOOP_COLUMNS = (
    Column("knoop_id", "text", "", "Knoop"),
    Column("soort", "text", "", "Soort"),
    Column("type", "text", "", "Type (GWSW)"),
    Column("maaiveld_m", "real", "m NAP", "Maaiveld"),
    Column("capaciteit_ls", "real", "l/s", "Pompcapaciteit"),
)
"""Public columns of a node, in order (``KNOPEN_UIT``); later steps add theirs."""

MELDING_COLUMNS = (
    Column("soort", "text", "", "Soort melding"),
    Column("ernst", "text", "", "Ernst"),
    Column("object_id", "text", "", "Object"),
    Column("tekst", "text", "", "Toelichting"),
)
"""Public columns of ``MELDINGEN``."""

PIPE_EXTRA = ("bron_rij", "capaciteit_ls", "woningen", "ve_bedrijven", "dwa_lateraal_ls")
"""Columns of a pipe inside the engine, beside the public ones.

bron_rij: row of the input layer it came from (int, -1: made by the reader, e.g. a pump between two nodes);
capaciteit_ls: pump capacity; woningen, ve_bedrijven: dwellings and company population equivalents that the source
registers on it; dwa_lateraal_ls: registered lateral dry weather flow.
"""

NODE_EXTRA = ("woningen", "ve_bedrijven", "dwa_lateraal_ls")
"""Columns of a node inside the engine, beside the public ones: as for pipes."""

TEXT_DEFAULT = ""
"""Unknown text is the empty string, unknown numbers are NaN (``jaar`` too): never 0, never "None"."""


@dataclass
class Sewer:
    """A sewer as read: normalised, not yet a network.

    Attributes
    ----------
    pipes
        LineString (2D, simple), `RD`. Columns: `LEIDING_COLUMNS` and `PIPE_EXTRA`. ``leiding_id`` unique and not
        empty; ``knoop_begin``/``knoop_eind`` "" where the source has no node ids; unknown numbers NaN; ``verhang`` NaN
        where a BOB is unknown.
    nodes
        Point, `RD`. Columns: `KNOOP_COLUMNS` and `NODE_EXTRA`. May be empty. ``knoop_id`` unique and not empty.
    inflow
        DWA that the source itself registers as day curves (HydX Debiet x Verloop), one row per discharge: object_id,
        op ("knoop" or "leiding"), curve ("inwoner", "bedrijf" or an own name), eenheden, volume_m3d (units x volume per
        unit per day, mean over the week), and uren: 24 fractions (sum 1) averaged over the week. May be empty.
    read
        Number of rows of every input as delivered, by name (``"leidingen"``, ``"putten"``, ``"pompen"``).
    findings
        What the reader repaired or left out; each row of ``leidingen`` is in `pipes` or listed here with a kind in
        `dropped_kinds`, so ``read["leidingen"] == pipes from a row + listed``.
    dropped_kinds
        Kinds of finding that stand for a pipe that was left out.
    source
        In words, what was read, e.g. ``"GWSW beheer_leiding"``.
    """

    pipes: gpd.GeoDataFrame
    nodes: gpd.GeoDataFrame
    inflow: pd.DataFrame
    read: dict[str, int]
    findings: Findings
    dropped_kinds: tuple[str, ...] = ()
    source: str = ""
    notes: list[str] = field(default_factory=list)

    def validate(self) -> None:
        """Raise when the tables do not follow the schema.

        Raises
        ------
        InputError
            A column is missing, an id is empty or double, or a value is not one of the allowed ones.
        """
        _require(self.pipes, "leidingen", (*names(LEIDING_COLUMNS), *PIPE_EXTRA), "leiding_id")
        _require(self.nodes, "knopen", (*names(KNOOP_COLUMNS), *NODE_EXTRA), "knoop_id")
        for table, column, allowed in (
            (self.pipes, "soort", SOORTEN),
            (self.pipes, "functie", FUNCTIES),
            (self.nodes, "soort", KNOOPSOORTEN),
        ):
            wrong = table.loc[~table[column].isin(allowed), column]
            if len(wrong):
                raise InputError("schema_value", column=column, value=wrong.iloc[0], allowed=", ".join(allowed))


def names(columns: Iterable[Column]) -> tuple[str, ...]:
    """Return the names of columns."""
    return tuple(column.name for column in columns)


def rounded(frame: pd.DataFrame, columns: Iterable[Column]) -> pd.DataFrame:
    """Return a table with the numbers as they are handed out: each in the digits of its column."""
    result: pd.DataFrame = frame.copy()
    for column in columns:
        if column.decimals is not None:
            # + 0.0: no minus before a 0
            result[column.name] = np.round(frame[column.name].to_numpy(dtype=np.float64), column.decimals) + 0.0
    return result


def _require(table: Any, name: str, columns: tuple[str, ...], key: str) -> None:
    for column in columns:
        if column not in table.columns:
            raise InputError("schema_column", table=name, column=column)
    if len(table) and ((table[key] == "").any() or table[key].duplicated().any()):
        raise InputError("schema_id", table=name, column=key)
