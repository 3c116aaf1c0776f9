"""Columns of the tables about CO2 beside `economics.columns.CO2_COLUMNS`."""

from __future__ import annotations

from ...schema import Column
from ..columns import CONCEPTEN
from .concepts import NAMES

VARIANT_COLUMNS = (
    Column("variant", "text", "", "Variant"),
    Column("concept", "text", "", "Manier van verwarmen"),
    Column("gekozen", "int", "", "Zoals gerekend (1)"),
    Column("factor_kg_kwh", "real", "kg/kWh", "CO2 van elektriciteit", 3),
    Column("elektriciteit_kwh", "real", "kWh/jaar", "Elektriciteit", 0),
    Column("tonnen", "real", "t/jaar", "CO2", 2),
    Column("besparing_t", "real", "t/jaar", "Minder CO2 dan de cv-ketel", 2),
    Column("besparing_deel", "real", "-", "Besparing als deel", 4),
)
"""``VARIANTEN``: the first year with other assumptions, one changed at a time."""

TYPE_COLUMNS = (
    Column("type", "text", "", "Type"),
    Column("panden", "int", "", "Gebouwen"),
    Column("woningen", "int", "", "Woningen"),
    Column("rv_gj", "real", "GJ/jaar", "Ruimteverwarming", 1),
    Column("tap_gj", "real", "GJ/jaar", "Warm tapwater", 1),
    Column("koude_gj", "real", "GJ/jaar", "Koelvraag", 1),
    *(Column(f"{key}_t", "real", "t/jaar", f"CO2 met {NAMES[key]}", 2) for key in CONCEPTEN),
)
"""``TYPEN``: a row per type of building, in the first year."""

BUILDING_COLUMNS = (
    Column("pand_id", "text", "", "Pand"),
    Column("type", "text", "", "Type"),
    Column("woningen", "int", "", "Woningen"),
    Column("rv_gj", "real", "GJ/jaar", "Ruimteverwarming", 2),
    Column("tap_gj", "real", "GJ/jaar", "Warm tapwater", 2),
    Column("koude_gj", "real", "GJ/jaar", "Koelvraag", 2),
    *(Column(f"{key}_t", "real", "t/jaar", f"CO2 met {NAMES[key]}", 3) for key in CONCEPTEN),
    Column("besparing_t", "real", "t/jaar", "Grootste besparing", 3),
    Column("zuinigst", "text", "", "Manier met de minste CO2"),
    Column("reden", "text", "", "Waarom het niet meetelt"),
)
"""``GEBOUWEN_UIT``: a row per building, in the first year."""
