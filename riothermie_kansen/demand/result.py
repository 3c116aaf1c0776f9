"""What stands between the steps of the heat demand: the stock of buildings and objects, and the result."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd

from ..findings import Findings


@dataclass
class Stock:
    """Buildings with the objects in them, each object in exactly one building.

    Attributes
    ----------
    buildings
        `schema.RD`; (Multi)Polygon 2D, or Point when there are no panden; sorted by pand_id, RangeIndex. Columns:
        pand_id (text, unique), bouwjaar (float, NaN unknown), losse (bool: stands for objects without a pand), reason
        (text, "" or a sentence).
    objects
        Sorted by object_id, RangeIndex. Columns of `columns.OBJECT_COLUMNS` up to ``buurtcode``, with NaN for numbers
        and "" for texts that are not known, and: building (int, row of `buildings`), postcode, huisnummer (text),
        huisletter, toevoeging (text), x, y (m, RD; NaN unknown).
    read
        Rows per input as delivered, by name (``"panden"``, ``"verblijfsobjecten"``).
    dropped
        Rows of an input that are not a building or object, by input and kind:
        ``read["panden"] == buildings from a row + sum(dropped["panden"].values())``, and the same for objects.
    findings
        What was left out, joined by position, or repaired.
    notes
        Sentences for the log and the metadata (Dutch).
    """

    buildings: gpd.GeoDataFrame
    objects: pd.DataFrame
    read: dict[str, int]
    dropped: dict[str, dict[str, int]]
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)


@dataclass
class HeatDemand:
    """The heat demand of an area.

    Attributes
    ----------
    buildings
        Columns `columns.GEBOUW_COLUMNS`, `schema.RD`; one row per building of the stock, and those of new-build plans
        with a place.
    objects
        Columns `columns.OBJECT_COLUMNS`.
    neighbourhoods, summary, new_build
        Columns `columns.BUURT_COLUMNS`, `columns.SAMENVATTING_COLUMNS`, `new_build.NIEUWBOUW_COLUMNS`.
    findings
        What was left out, repaired or assumed.
    notes
        Sentences for the log and the metadata (Dutch).
    totals
        Numbers by name: panden, objecten, woningen, utiliteit, inwoners, warmte_gj, rv_gj, tap_gj, koude_gj, ...
    read, dropped
        As in `Stock`.
    """

    buildings: gpd.GeoDataFrame
    objects: pd.DataFrame
    neighbourhoods: pd.DataFrame
    summary: pd.DataFrame
    new_build: pd.DataFrame
    findings: Findings
    notes: list[str]
    totals: dict[str, float]
    read: dict[str, int] = field(default_factory=dict)
    dropped: dict[str, dict[str, int]] = field(default_factory=dict)
