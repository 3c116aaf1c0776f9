"""Does it pay, in the demo: business case, costs of residents and CO2; layers, sheet, logs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo_data import read
from demo_ground_styles import named_style
from demo_money_facts import MoneyFacts, read_money_facts
from demo_money_layout import compose_money
from demo_part import Part
from qgis.core import QgsPrintLayout, QgsProject, QgsRectangle, QgsVectorLayer

GROUP, TABLES = "Loont het", "Loont het, tabellen en meldingen"
EXTRA = "Meerkosten bronnet"
"""Style of the buildings in their GeoPackage: what a bronnet costs more than gas."""


@dataclass(frozen=True, kw_only=True)
class Money(Part):
    """Money and CO2."""

    facts: MoneyFacts


def prepare(packages: tuple[Path, Path, Path], runs: tuple[dict[str, Any], dict[str, Any], dict[str, Any]]) -> Money:
    """Return the layers with their styles, and what the sheet says.

    Parameters
    ----------
    packages
        GeoPackages with the output of `businesscase`, `bewonerskosten` and `co2`.
    runs
        What these runs printed.
    """
    business, resident, carbon = packages
    tables = {
        (package.stem, name): read(package, name, title)
        for package, name, title in (
            (business, "kasstroom", "Businesscase: kasstroom per jaar"),
            (business, "investering", "Businesscase: investering"),
            (business, "scenarios", "Businesscase: scenario's"),
            (business, "gevoeligheid", "Businesscase: gevoeligheid"),
            (business, "kansverdeling", "Businesscase: kansverdeling"),
            (business, "betwist", "Businesscase: betwiste aannamen"),
            (business, "rekenna", "Putten en Leusden nagerekend"),
            (resident, "kosten", "Bewonerskosten per type en concept"),
            (resident, "kantelpunten", "Bewonerskosten: prijzen waarbij het omslaat"),
            (resident, "gevoeligheid", "Bewonerskosten bij andere prijzen"),
            (resident, "aandelen", "Bewonerskosten: woningen naar goedkoopste concept"),
            (carbon, "co2", "CO2 per concept en jaar"),
            (carbon, "varianten", "CO2 bij andere aannamen"),
            (carbon, "typen", "CO2 naar type gebouw"),
        )
    }
    scenarios, draws, checked = (tables[business.stem, name] for name in ("scenarios", "kansverdeling", "rekenna"))
    shares, costs = (tables[resident.stem, name] for name in ("aandelen", "kosten"))
    facts = read_money_facts(runs, scenarios, draws, shares, costs, checked)
    findings = [
        read(package, "meldingen", f"Meldingen {name}")
        for package, name in zip(packages, ("businesscase", "bewonerskosten", "co2"), strict=True)
    ]
    cheapest = read(resident, "gebouwen", "Goedkoopste warmte per gebouw")
    extra = read(resident, "gebouwen", "Wat een bronnet meer kost dan gas")
    named_style(extra, EXTRA)
    emitted = read(carbon, "gebouwen", "CO2 per gebouw")
    return Money(
        packages=packages,
        facts=facts,
        groups={GROUP: [cheapest, extra, emitted], TABLES: [*findings, *tables.values()]},
        hidden=[extra, emitted],
        shown={"cheapest": cheapest, "extra": extra},
        extent=QgsRectangle(cheapest.extent()),
    )


def sheet_of(project: QgsProject, money: Money, background: dict[str, QgsVectorLayer]) -> QgsPrintLayout:
    """Return the print layout; the project holds the layers.

    Parameters
    ----------
    background
        Layers "source", "streets" and "area".
    """
    return compose_money(project, money.shown | background, money.facts, money.extent)
