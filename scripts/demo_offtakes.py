"""The offtakes of the demo, which are made up: what room they leave in the sewer of the opportunity map; their log."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo_data import log_text, read
from demo_facts import SOURCE, maker
from qgis.core import QgsFeature, QgsRectangle, QgsVectorLayer

from riothermie_kansen.kentallen import load
from riothermie_kansen.wording import amount, dutch

GROUP = "Onttrekkingen (aangenomen)"
MARGIN = 250.0  # m around the offtakes
VERDICTS = ("past", "past deels", "concurreert", "past niet", "boven de grens", "niet meegenomen")


@dataclass(frozen=True)
class OfftakeFacts:
    """What is said about the offtakes in words, in Dutch."""

    title: str
    warning: str
    message: str
    assumptions: list[tuple[str, str]]
    maker: str


@dataclass(frozen=True)
class Offtakes:
    """Everything about the offtakes that the project shows.

    Attributes
    ----------
    package
        GeoPackage with the layers.
    groups
        Layers per group of the project.
    extent
        Around the offtakes.
    """

    package: Path
    facts: OfftakeFacts
    groups: dict[str, list[QgsVectorLayer]]
    extent: QgsRectangle


def prepare(package: Path) -> Offtakes:
    """Return the layers of the offtakes, with the styles that they carry.

    Parameters
    ----------
    package
        GeoPackage with the output of `onttrekkingen`.
    """
    points = read(package, "onttrekkingen", "Onttrekkingen (aangenomen)")
    room = read(package, "ruimte", "Ruimte per leiding")
    months = read(package, "temperatuur_maand", "Temperatuur per maand")
    findings = read(package, "meldingen", "Meldingen onttrekkingen")
    extent = QgsRectangle(points.extent())
    extent.grow(MARGIN)
    return Offtakes(package, _facts(points), {GROUP: [points, findings, room, months]}, extent)


def write_files(offtakes: Offtakes, run: dict[str, Any]) -> None:
    """Write the log beside the GeoPackage."""
    facts = offtakes.facts
    head = [facts.title, f"{facts.maker}, QGIS {run['qgis_version']}", facts.warning, SOURCE]
    offtakes.package.with_suffix(".log").write_text(log_text(run, head), encoding="utf-8")


def _facts(points: QgsVectorLayer) -> OfftakeFacts:
    value = load().value
    rows = sorted(points.getFeatures(), key=lambda row: str(row["punt_id"]))
    rows.sort(key=lambda row: VERDICTS.index(row["oordeel"]))
    pipe, end = dutch(value("bron.delta_t")), dutch(value("onttrekking.delta_t_rwzi"))
    return OfftakeFacts(
        title="Onttrekkingen op het riool van Bodegraven",
        warning="De onttrekkingen zijn verzonnen en de kansenkaart eronder is een schatting",
        message=f"{'; '.join(_verdict(row) for row in rows)}.",
        assumptions=[
            ("Onttrekkingen", f"{amount(len(rows))} verzonnen afnemers; het zwembad geldt als bestaand"),
            (
                "Grenzen",
                f"hooguit {pipe} K kouder in een leiding, {end} K bij een gemaal; geen herstel onderweg",
            ),
            ("Temperatuur", "de maandtabel van het rioolwater is een aanname"),
        ],
        maker=maker(),
    )


def _verdict(row: QgsFeature) -> str:
    """Return an offtake with its verdict in words: "School: past deels, 4,3 van 10 kW"."""
    granted, asked = (dutch(round(row[name], 1)) for name in ("toegekend_kw", "vermogen_kw"))
    return f"{row['punt_id']}: {row['oordeel']}, {granted} van {asked} kW"
