"""The opportunity map of the demo: towns, places where the water comes together, sheet, log."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo_data import finish, log_text, made, read, write
from demo_facts import Facts, read_facts
from demo_layout import compose
from demo_sheet import export
from demo_styles import style_points, style_towns
from qgis.core import (
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsSpatialIndex,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaType

TOWNS = Path(__file__).resolve().parents[1] / "resources" / "demo" / "kernen.csv"
REACH, SHRINK = 90.0, 60.0  # m: sewers this close to each other belong to one town, drawn 30 m wider than its sewers
FAR = 20000  # scale
SMALL = 30000.0  # m2: fewer is a lonely street


@dataclass(frozen=True)
class Chances:
    """Everything about the opportunity map that the project shows.

    Attributes
    ----------
    package
        GeoPackage with the layers.
    groups
        Layers per group of the project.
    shown
        Layers of the sheet by name.
    town, extent
        Name and extent of the main map.
    """

    package: Path
    facts: Facts
    groups: dict[str, list[QgsVectorLayer]]
    shown: dict[str, QgsVectorLayer]
    town: str
    extent: QgsRectangle


def prepare(package: Path, run: dict[str, Any]) -> Chances:
    """Add the tables verzamelpunten and kernen to the GeoPackage, and return its layers with their styles.

    Parameters
    ----------
    package
        GeoPackage with the tables kansenkaart, knopen and meldingen.
    run
        What the run printed.
    """
    pipes, nodes = read(package, "kansenkaart", "Kansenkaart"), read(package, "knopen", "Rioolknopen")
    findings = read(package, "meldingen", "Meldingen")
    areas = towns(pipes, nodes)
    write(areas, package, "kernen")
    facts = read_facts(run, pipes, nodes, areas)
    write(points(nodes, facts), package, "verzamelpunten")

    areas = read(package, "kernen", "Kernen (afgeleid uit het riool)")
    style_towns(areas)
    finish(areas, "Kernen", "Gebied met vrijvervalriool, afgeleid uit het riool; alleen achtergrond van de kaart.")
    places = read(package, "verzamelpunten", "Verzamelpunten")
    style_points(places)
    finish(places, "Verzamelpunten", "Knopen waar het meeste afvalwater het vrijvervalriool verlaat, en hun warmte.")
    town = focus(pipes, areas)
    label_best(pipes)
    extent = town.geometry().boundingBox()
    extent.scale(1.04)
    return Chances(
        package=package,
        facts=facts,
        groups={"Kansenkaart riothermie": [places, pipes, areas], "Controle": [findings, nodes]},
        shown={"pipes": pipes, "places": places, "areas": areas},
        town=str(town["naam"]),
        extent=extent,
    )


def sheet_of(project: QgsProject, chances: Chances) -> QgsPrintLayout:
    """Return the print layout; the project holds the layers."""
    return compose(project, chances.shown, chances.facts, chances.town, chances.extent)


def write_files(chances: Chances, layout: QgsPrintLayout, run: dict[str, Any]) -> None:
    """Write picture, PDF and log beside the GeoPackage."""
    target = chances.package.with_suffix("")
    export(layout, f"{target}.png", f"{target}.pdf")
    facts = chances.facts
    head = [facts.title, f"{facts.maker}, QGIS {run['qgis_version']}", facts.source]
    Path(f"{target}.log").write_text(log_text(run, head), encoding="utf-8")


def towns(pipes: QgsVectorLayer, nodes: QgsVectorLayer) -> QgsVectorLayer:
    """Return the built-up areas, derived from the gravity sewers, named by the prefix of their manholes."""
    with TOWNS.open(encoding="utf-8") as file:
        known = {row["voorvoegsel"]: row for row in csv.DictReader(file)}
    request = QgsFeatureRequest().setFilterExpression("\"functie\" = 'vrijverval'").setNoAttributes()
    reach = [feature.geometry().buffer(REACH, 4) for feature in pipes.getFeatures(request)]
    areas = QgsGeometry.unaryUnion(reach).buffer(-SHRINK, 4).asGeometryCollection()
    index = QgsSpatialIndex(nodes.getFeatures(), flags=QgsSpatialIndex.Flag.FlagStoreFeatureGeometries)
    prefixes = {feature.id(): str(feature["knoop_id"])[:2] for feature in nodes.getFeatures()}
    layer = made("Polygon", dict.fromkeys(("naam", "kant"), QMetaType.Type.QString))
    for area in sorted(areas, key=lambda item: -item.area()):
        if area.area() < SMALL:
            continue
        inside = [i for i in index.intersects(area.boundingBox()) if area.intersects(index.geometry(i))]
        common = Counter(prefixes[i] for i in inside).most_common(1)
        feature = QgsFeature(layer.fields())
        feature.setGeometry(area.simplify(2.0))
        town = known.pop(common[0][0], None) if common else None  # the largest area of a prefix bears the name
        if town:
            feature["naam"], feature["kant"] = town["naam"], town["kant"]
        layer.dataProvider().addFeature(feature)
    return layer


def points(nodes: QgsVectorLayer, facts: Facts) -> QgsVectorLayer:
    """Return the places where most waste water comes together."""
    real, whole, text = QMetaType.Type.Double, QMetaType.Type.Int, QMetaType.Type.QString
    fields = {"nr": whole, "knoop_id": text, "soort": text, "kern": text, "inwoners": real, "dwa_gem_ls": real}
    layer = made("Point", fields | {"vermogen_gebouw_kw": real, "woningen_wko": whole})
    for place in facts.places:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(nodes.getFeature(place.fid).geometry())
        for name in layer.fields().names():
            feature[name] = getattr(place, name)
        layer.dataProvider().addFeature(feature)
    return layer


def focus(pipes: QgsVectorLayer, areas: QgsVectorLayer) -> QgsFeature:
    """Return the town with the pipe that has most power."""
    request = QgsFeatureRequest().setLimit(1)
    request.setFilterExpression("\"functie\" = 'vrijverval'")
    request.addOrderBy('"vermogen_gebouw_kw"', ascending=False)
    best = next(pipes.getFeatures(request)).geometry()
    return max(areas.getFeatures(), key=lambda area: area.geometry().intersection(best).length())


def label_best(pipes: QgsVectorLayer) -> None:
    """Show the labels of the best class that there is from afar; in a small municipality that is "beperkt"."""
    labels = pipes.labeling().clone()
    for rule in labels.rootRule().children():
        request = QgsFeatureRequest().setFilterExpression(rule.filterExpression()).setLimit(1)
        if any(True for _ in pipes.getFeatures(request)):
            rule.setMinimumScale(max(rule.minimumScale(), FAR))
            break
    pipes.setLabeling(labels)
