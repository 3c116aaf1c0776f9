"""A part of the demo that several runs make together: what the project shows of it, its sheet and its logs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo_data import log_text
from demo_facts import PLACE, SheetFacts
from demo_sheet import export
from qgis.core import QgsPrintLayout, QgsRectangle, QgsVectorLayer


@dataclass(frozen=True, kw_only=True)
class Part:
    """Everything about one subject that the project shows.

    Attributes
    ----------
    packages
        GeoPackages of the runs.
    facts
        What the sheet says.
    groups
        Layers per group of the project.
    hidden
        Layers that are off when their group is on.
    shown
        Layers by a short name.
    extent
        What the maps show.
    """

    packages: tuple[Path, ...]
    facts: SheetFacts
    groups: dict[str, list[QgsVectorLayer]]
    hidden: list[QgsVectorLayer]
    shown: dict[str, QgsVectorLayer]
    extent: QgsRectangle


def write_files(part: Part, layout: QgsPrintLayout, runs: tuple[dict[str, Any], ...], sheet: Path) -> None:
    """Write picture and PDF of the sheet, and a log beside each GeoPackage.

    Parameters
    ----------
    runs
        What the runs printed, in the order of the GeoPackages.
    sheet
        Picture and PDF without what comes after the dot.
    """
    export(layout, f"{sheet}.png", f"{sheet}.pdf")
    facts = part.facts
    told = [f"{what}: {how}." for what, how in facts.assumptions]
    for package, run in zip(part.packages, runs, strict=True):
        title = run["algorithm_details"]["name"]
        head = [f"{title}, {PLACE}", f"{facts.maker}, QGIS {run['qgis_version']}", f"{facts.warning}.", facts.source]
        package.with_suffix(".log").write_text(log_text(run, [*head, *told]), encoding="utf-8")
