"""Who gets the heat in the demo: heat demand, energy match and kavels; layers, sheet, logs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo_data import finish, made, read, write
from demo_heat_facts import HeatFacts, read_heat_facts
from demo_heat_layout import compose_heat
from demo_heat_styles import style_area, style_kavel_borders
from demo_part import Part
from qgis.core import QgsFeature, QgsGeometry, QgsPrintLayout, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QMetaType
from qgis.PyQt.QtGui import QTransform

GROUP, TABLES = "Wie krijgt de warmte", "Wie krijgt de warmte, tabellen en meldingen"
KAVELS, AREA = "aangenomen_kavels", "aangenomen_gebied"
EMPTY_M = 5.0  # how precisely the emptiest place of a kavel is found
WIDE = 4.0  # a name is this many times as wide as it is high


@dataclass(frozen=True, kw_only=True)
class Heat(Part):
    """Demand, match and kavels."""

    facts: HeatFacts


def prepare(
    packages: tuple[Path, Path, Path], runs: tuple[dict[str, Any], dict[str, Any], dict[str, Any]], given: Path
) -> Heat:
    """Add area and borders to the last GeoPackage, and return the layers with their styles.

    Parameters
    ----------
    packages
        GeoPackages with the output of `warmtevraag`, `energiematch` and `warmtekavels`.
    runs
        What these runs printed.
    given
        GeoPackage with the input of the example.
    """
    demand, match, plots = packages
    buildings = read(demand, "gebouwen", "Warmtevraag per gebouw")
    summary = read(demand, "samenvatting", "Warmtevraag naar type en periode")
    selection = read(match, "selectie", "Energiematch: wie krijgt warmte")
    trace = read(match, "trace", "Energiematch: net")
    uptake = read(match, "volloop", "Energiematch: volloop")
    curve = read(match, "kromme", "Energiematch: opgetelde warmte")
    kavels = read(plots, "kavels", "Warmtekavels (aangenomen)")
    table = read(plots, "tabel", "Tabel warmtekavels")
    homes = read(plots, "gebouwen", "Gebouwen per kavel")
    findings = [
        read(package, "meldingen", f"Meldingen {name}")
        for package, name in zip(packages, ("warmtevraag", "energiematch", "warmtekavels"), strict=True)
    ]
    facts = read_heat_facts(runs, summary, selection, uptake, table)

    write(_borders(read(given, KAVELS, ""), buildings), plots, "grenzen")
    write(_area(read(given, AREA, "")), plots, "gebied")
    borders = read(plots, "grenzen", "Grenzen van de kavels (aangenomen)")
    style_kavel_borders(borders)
    finish(borders, "Grenzen van de kavels", "Verzonnen indeling in kavels; invoer van het voorbeeld.")
    area = read(plots, "gebied", "Aangenomen gebied")
    style_area(area)
    finish(area, "Aangenomen gebied", "Verzonnen grens: panden daarbuiten doen niet mee; invoer van het voorbeeld.")

    extent = QgsRectangle(area.extent())
    extent.combineExtentWith(trace.extent())
    extent.scale(1.01)
    return Heat(
        packages=packages,
        facts=facts,
        groups={
            GROUP: [borders, trace, selection, homes, buildings, kavels, area],
            TABLES: [*findings, summary, uptake, curve, table],
        },
        hidden=[homes, buildings, kavels],
        shown={
            "buildings": buildings,
            "selection": selection,
            "trace": trace,
            "borders": borders,
            "kavels": kavels,
            "area": area,
        },
        extent=extent,
    )


def sheet_of(project: QgsProject, heat: Heat, background: dict[str, QgsVectorLayer]) -> QgsPrintLayout:
    """Return the print layout; the project holds the layers.

    Parameters
    ----------
    background
        Layers "source" and "streets".
    """
    return compose_heat(project, heat.shown | background, heat.facts, heat.extent)


def _borders(kavels: QgsVectorLayer, buildings: QgsVectorLayer) -> QgsVectorLayer:
    """Return the kavels, each with the place farthest from buildings and border, where its name goes."""
    text, real = QMetaType.Type.QString, QMetaType.Type.Double
    layer = made("Polygon", {"kavel_id": text, "naam": text, "naam_x": real, "naam_y": real})
    full = QgsGeometry.unaryUnion([row.geometry() for row in buildings.getFeatures()])
    for kavel in kavels.getFeatures():
        feature = QgsFeature(layer.fields())
        feature.setGeometry(kavel.geometry())
        empty = kavel.geometry().difference(full)
        empty.transform(QTransform.fromScale(1.0 / WIDE, 1.0))
        place, _ = empty.poleOfInaccessibility(EMPTY_M)
        spot = place.asPoint()
        feature.setAttributes([kavel["kavel_id"], kavel["naam"], WIDE * spot.x(), spot.y()])
        layer.dataProvider().addFeature(feature)
    return layer


def _area(area: QgsVectorLayer) -> QgsVectorLayer:
    layer = made("Polygon", {"naam": QMetaType.Type.QString})
    for row in area.getFeatures():
        feature = QgsFeature(layer.fields())
        feature.setGeometry(row.geometry())
        feature["naam"] = row["naam"]
        layer.dataProvider().addFeature(feature)
    return layer
