"""May we drill here, in the demo: restrictions, aquifer, ground loops, mini networks; layers, sheet, logs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo_data import finish, made, read, write
from demo_ground_facts import GroundFacts, Tables, read_ground_facts
from demo_ground_layout import NEAR_SIZE_M, compose_ground
from demo_ground_styles import named_style, number_networks, style_borders, style_ground, style_systems
from demo_part import Part
from qgis.core import NULL, QgsFeature, QgsGeometry, QgsPrintLayout, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QMetaType
from qgis.PyQt.QtGui import QTransform

GROUP, TABLES = "Mag hier worden geboord", "Mag hier worden geboord, tabellen en meldingen"
INPUT = "aangenomen_beperkingen.gpkg"
BORDERS = {
    "VERBOD": ("aangenomen_wko_verbod", "Verbodsgebied"),
    "GRONDWATERBESCHERMING": ("aangenomen_grondwaterbescherming", "Waterwingebied"),
    "DIEPTEBEPERKING": ("aangenomen_wko_dieptebeperking", "Dieptebeperking"),
    "INTERFERENTIE": ("aangenomen_interferentiegebied", "Interferentiegebied"),
    "ARCHEOLOGIE": ("aangenomen_archeologie", "Archeologie"),
    "ORDENING": ("aangenomen_wko_ordening", "Ordening"),
    "NATUUR": ("aangenomen_natuur", "Natuur"),
    "AARDKUNDIG": ("aangenomen_aardkundig", "Aardkundige waarden"),
}
SYSTEMS = {
    "OBES": ("aangenomen_wko_obes", "Open systeem (WKO)"),
    "GBES": ("aangenomen_wko_gbes", "Gesloten systeem"),
    "ONTTREKKINGEN": ("aangenomen_wko_onttrekking", "Onttrekking"),
}
"""Role to table of the input and title."""

EMPTY_M = 5.0  # how precisely the emptiest place of an area is found
WIDE = 5.0  # a name is this many times as wide as it is high


@dataclass(frozen=True, kw_only=True)
class Ground(Part):
    """Drilling; `near` is what the second map shows."""

    facts: GroundFacts
    near: QgsRectangle


def prepare(packages: tuple[Path, ...], runs: tuple[dict[str, Any], ...], given: Path) -> Ground:
    """Add the made-up restrictions to the second GeoPackage, and return the layers with their styles.

    Parameters
    ----------
    packages
        GeoPackages with the output of `bodemrestricties` (the area, the buildings), `wkogeschiktheid`, `bodemlussen`
        and `miniwarmtenetten`.
    runs
        What these runs printed.
    given
        GeoPackage with the made-up restrictions.
    """
    area, homes, wells, loops, mini = packages
    layers = {
        "systems": _systems(homes, given),
        "places": read(mini, "lussen", "Miniwarmtenetten: lussen"),
        "pipes": read(mini, "leidingen", "Miniwarmtenetten: leidingen"),
        "clusters": read(mini, "clusters", "Miniwarmtenetten"),
        "neighbours": read(mini, "gebouwen", "Miniwarmtenetten: gebouwen"),
        "loops": read(loops, "lussen", "Bodemlussen"),
        "fits": read(loops, "gebouwen", "Bodemlussen: gebouwen"),
        "free": read(loops, "grond", "Grond voor bodemlussen"),
        "homes": read(homes, "locaties", "Bodemlussen: oordeel per gebouw"),
        "both": read(homes, "locaties", "WKO en bodemlussen: oordeel per gebouw"),
        "ground": read(area, "delen", "Bodemlussen: oordeel over de grond"),
        "cells": read(wells, "geschiktheid", "Geschiktheid voor WKO (verzonnen lagen)"),
        "doublets": read(wells, "gebieden", "Doubletten in het gebied (verzonnen lagen)"),
    }
    named_style(layers["homes"], "Bodemlussen")
    named_style(layers["ground"], "Bodemlussen")
    style_ground(layers["ground"])
    layers["homes"].setLabelsEnabled(False)  # the border on the map tells the depth
    number_networks(layers["clusters"])
    layers["borders"] = _borders(homes, given, layers["homes"])
    tables = [
        read(homes, "lagen", "Gebruikte kaarten (verzonnen)"),
        read(loops, "overzicht", "Bodemlussen: overzicht"),
        read(mini, "overzicht", "Miniwarmtenetten: wie overblijft"),
        read(wells, "lagen", "Lagen van de ondergrond (verzonnen)"),
    ]
    titles = ("bodemrestricties, gebied", "bodemrestricties, gebouwen", "wkogeschiktheid", "bodemlussen")
    findings = [
        read(package, "meldingen", f"Meldingen {title}")
        for package, title in zip(packages, (*titles, "miniwarmtenetten"), strict=True)
    ]
    near = _busiest(layers["clusters"])
    facts = read_ground_facts(
        runs,
        Tables(
            area=read(area, "locaties", "Gebied met oordeel"),
            homes=layers["homes"],
            cells=layers["cells"],
            overview=tables[1],
            clusters=layers["clusters"],
        ),
        {row["cluster_id"] for row in layers["clusters"].getFeatures() if near.contains(row.geometry().boundingBox())},
    )
    extent = QgsRectangle(layers["ground"].extent())
    extent.scale(1.01)
    return Ground(
        packages=packages,
        facts=facts,
        groups={
            GROUP: [
                *(layers[name] for name in ("systems", "borders", "places", "pipes", "clusters", "neighbours")),
                *(layers[name] for name in ("loops", "fits", "free", "homes", "both", "ground", "doublets", "cells")),
            ],
            TABLES: [*findings, *tables],
        },
        hidden=[layers[name] for name in ("neighbours", "loops", "fits", "free", "both", "doublets", "cells")],
        shown=layers,
        extent=extent,
        near=near,
    )


def sheet_of(project: QgsProject, ground: Ground, background: dict[str, QgsVectorLayer]) -> QgsPrintLayout:
    """Return the print layout; the project holds the layers.

    Parameters
    ----------
    background
        Layers "streets" and "area".
    """
    return compose_ground(project, ground.shown | background, ground.facts, ground.extent, ground.near)


def _borders(package: Path, given: Path, buildings: QgsVectorLayer) -> QgsVectorLayer:
    """Return the made-up areas, each with the place farthest from buildings and border, where its name goes."""
    text, real = QMetaType.Type.QString, QMetaType.Type.Double
    layer = made("Polygon", {"rol": text, "titel": text, "naam_x": real, "naam_y": real})
    full = QgsGeometry.unaryUnion([row.geometry() for row in buildings.getFeatures()])
    titles = {}
    for role, (table, title) in BORDERS.items():
        for row in read(given, table, title).getFeatures():
            titles[role] = f"{title} (verzonnen)"
            feature = QgsFeature(layer.fields())
            feature.setGeometry(row.geometry())
            empty = row.geometry().difference(full)
            empty.transform(QTransform.fromScale(1.0 / WIDE, 1.0))
            spot = empty.poleOfInaccessibility(EMPTY_M)[0].asPoint()
            depth = f"|tot {row['Max_Diepte']} m" if role == "DIEPTEBEPERKING" else ""
            feature.setAttributes([role, title + depth, WIDE * spot.x(), spot.y()])
            layer.dataProvider().addFeature(feature)
    write(layer, package, "beperkingen")
    drawn = read(package, "beperkingen", "Beperkingen (verzonnen)")
    style_borders(drawn, titles)
    finish(drawn, "Beperkingen van de bodem (verzonnen)", "Verzonnen gebieden; invoer van het voorbeeld.")
    return drawn


def _systems(package: Path, given: Path) -> QgsVectorLayer:
    """Return the made-up systems."""
    text = QMetaType.Type.QString
    layer = made("Point", {"rol": text, "titel": text, "naam": text})
    titles = {}
    for role, (table, title) in SYSTEMS.items():
        for row in read(given, table, title).getFeatures():
            titles[role] = f"{title} (verzonnen)"
            feature = QgsFeature(layer.fields())
            feature.setGeometry(row.geometry())
            name = row["installatie_id"]
            feature.setAttributes([role, title, "" if name == NULL else name])
            layer.dataProvider().addFeature(feature)
    write(layer, package, "systemen")
    drawn = read(package, "systemen", "Bestaande systemen (verzonnen)")
    style_systems(drawn, titles)
    finish(drawn, "Bestaande systemen in de bodem (verzonnen)", "Verzonnen systemen; invoer van het voorbeeld.")
    return drawn


def _busiest(clusters: QgsVectorLayer) -> QgsRectangle:
    """Return the rectangle of the second map around the mini network where most homes are in one; ties by id."""
    wide, tall = NEAR_SIZE_M
    rows = sorted(clusters.getFeatures(), key=lambda row: row["cluster_id"])
    boxes = [row.geometry().boundingBox() for row in rows]
    places = [QgsRectangle.fromCenterAndSize(box.center(), wide, tall) for box in boxes]

    def homes(place: QgsRectangle) -> int:
        return sum(int(row["woningen"]) for row, box in zip(rows, boxes, strict=True) if place.contains(box))

    return max(places, key=homes)
