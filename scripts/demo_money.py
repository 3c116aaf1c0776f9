"""Does it pay, in the demo: business case, costs of residents and CO2; layers, sheet, logs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo_data import log_text, read
from demo_ground_styles import named_style
from demo_money_facts import MoneyFacts, read_money_facts
from demo_money_layout import compose_money
from demo_sheet import export
from qgis.core import QgsPrintLayout, QgsProject, QgsRectangle, QgsVectorLayer

GROUP, TABLES = "Loont het", "Loont het, tabellen en meldingen"
EXTRA = "Meerkosten bronnet"
"""Style of the buildings in their GeoPackage: what a bronnet costs more than gas."""


@dataclass(frozen=True)
class Money:
    """Everything about money and CO2 that the project shows.

    Attributes
    ----------
    packages
        GeoPackages of `businesscase`, `bewonerskosten` and `co2`.
    groups
        Layers per group of the project.
    hidden
        Layers that are off when their group is on.
    shown
        Layers of the sheet, by a short name.
    extent
        What the maps show.
    """

    packages: tuple[Path, Path, Path]
    facts: MoneyFacts
    groups: dict[str, list[QgsVectorLayer]]
    hidden: list[QgsVectorLayer]
    shown: dict[str, QgsVectorLayer]
    extent: QgsRectangle


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
    facts = read_money_facts(runs, scenarios, draws, tables[resident.stem, "aandelen"], checked)
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


def write_files(money: Money, layout: QgsPrintLayout, runs: tuple[dict[str, Any], ...], sheet: Path) -> None:
    """Write picture and PDF of the sheet, and a log beside each GeoPackage.

    Parameters
    ----------
    runs
        What the three runs printed.
    sheet
        Picture and PDF without what comes after the dot.
    """
    export(layout, f"{sheet}.png", f"{sheet}.pdf")
    facts = money.facts
    told = [f"{what}: {how}." for what, how in facts.assumptions]
    for package, run in zip(money.packages, runs, strict=True):
        title = run["algorithm_details"]["name"]
        head = [f"{title}, Wageningen", f"{facts.maker}, QGIS {run['qgis_version']}", f"{facts.warning}.", facts.source]
        package.with_suffix(".log").write_text(log_text(run, [*head, *told]), encoding="utf-8")
