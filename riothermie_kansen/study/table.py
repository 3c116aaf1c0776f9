"""The table of steps that is kept with the results: what was done, what not and why."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from ..schema import Column

DONE, SAME, SKIPPED, FAILED = "gedaan", "ongewijzigd", "overgeslagen", "mislukt"
"""States of a step. ongewijzigd: taken from the earlier run, because nothing that it depends on has changed."""

STAP_COLUMNS = (
    Column("volgorde", "int", "", "Volgorde"),
    Column("stap", "text", "", "Stap"),
    Column("naam", "text", "", "Wat"),
    Column("stand", "text", "", "Stand (gedaan, ongewijzigd, overgeslagen, mislukt)"),
    Column("reden", "text", "", "Waarom niet"),
    Column("aannamen", "text", "", "Wat is aangenomen of ontbrak"),
    Column("lagen", "text", "", "Tabellen"),
    Column("duur_s", "real", "s", "Rekentijd", 1),
    Column("wanneer", "text", "", "Wanneer berekend"),
    Column("versie", "text", "", "Versie van de plugin"),
    Column("getallen", "text", "", "Getallen die eruit kwamen (JSON)"),
    Column("vingerafdruk", "text", "", "Vingerafdruk van invoer en keuzes"),
)


@dataclass(frozen=True)
class Row:
    """A row of the table of steps; attributes as `STAP_COLUMNS`."""

    stap: str
    naam: str
    stand: str
    reden: str = ""
    aannamen: str = ""
    lagen: tuple[str, ...] = ()
    duur_s: float = 0.0
    wanneer: str = ""
    versie: str = ""
    getallen: dict[str, float] = field(default_factory=dict)
    vingerafdruk: str = ""


def frame(rows: Sequence[Row]) -> pd.DataFrame:
    """Return the table, in the order of the rows."""
    names = [column.name for column in STAP_COLUMNS]
    made = [
        (
            *(i, row.stap, row.naam, row.stand, row.reden, row.aannamen, ", ".join(row.lagen), round(row.duur_s, 1)),
            *(row.wanneer, row.versie, json.dumps(row.getallen, sort_keys=True), row.vingerafdruk),
        )
        for i, row in enumerate(rows, 1)
    ]
    return pd.DataFrame(made, columns=names)


def read(records: Sequence[dict[str, object]]) -> dict[str, Row]:
    """Return the rows of an earlier run by step, from records with the columns of `STAP_COLUMNS`; others are skipped.

    Only steps that left something to take over are returned.
    """
    found: dict[str, Row] = {}
    for record in records:
        text = {name: str(record.get(name) or "") for name in ("stap", "naam", "stand", "aannamen", "lagen")}
        text |= {name: str(record.get(name) or "") for name in ("wanneer", "versie", "vingerafdruk")}
        if text["stand"] not in (DONE, SAME) or not text["vingerafdruk"]:
            continue
        tables = tuple(table for table in text["lagen"].split(", ") if table)
        spent = record.get("duur_s")
        try:
            numbers = json.loads(str(record.get("getallen") or "{}"))
        except ValueError:
            continue
        found[text["stap"]] = Row(
            text["stap"], text["naam"], text["stand"], "", text["aannamen"], tables,
            float(spent) if isinstance(spent, (int, float)) else 0.0,
            text["wanneer"], text["versie"], numbers, text["vingerafdruk"],
        )  # fmt: skip
    return found
