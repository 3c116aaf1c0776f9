#!/usr/bin/env python3
"""Make the project and the A3 map of a kansenkaart that lies in a GeoPackage.

Usage: scripts/demo_map.py GEOPACKAGE RUN.JSON NAME

GEOPACKAGE holds the tables kansenkaart, knopen and meldingen, RUN.JSON is what ``qgis_process run --json`` printed.
Adds the tables verzamelpunten and kernen to it, writes NAME.qgz, NAME.png, NAME.pdf and NAME.log beside it, and prints
in short what came out. To be run in a Python that can import qgis; `scripts/demo` does.
"""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from demo_facts import Facts, read_facts  # noqa: E402 (the platform must be chosen first)
from demo_layout import compose, export  # noqa: E402
from demo_styles import style_points, style_towns  # noqa: E402
from qgis.core import (  # noqa: E402
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsField,
    QgsGeometry,
    QgsLayerMetadata,
    QgsLayerTreeGroup,
    QgsProject,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsSpatialIndex,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaType  # noqa: E402

RD = "EPSG:28992"
TOWNS = ROOT / "resources" / "demo" / "kernen.csv"
REACH, SHRINK = 90.0, 60.0  # m: sewers this close to each other belong to one town, drawn 30 m wider than its sewers
FAR = 20000  # scale
SMALL = 30000.0  # m2: fewer is a lonely street


def read(package: Path, table: str, name: str) -> QgsVectorLayer:
    """Return a table of the GeoPackage, with the style and metadata that it carries."""
    layer = QgsVectorLayer(f"{package}|layername={table}", name, "ogr")
    if not layer.isValid():
        sys.exit(f"demo_map.py: cannot read {table} in {package}")
    return layer


def made(kind: str, fields: dict[str, QMetaType.Type]) -> QgsVectorLayer:
    """Return an empty layer in memory."""
    layer = QgsVectorLayer(f"{kind}?crs={RD}", "nieuw", "memory")
    layer.dataProvider().addAttributes([QgsField(name, type_) for name, type_ in fields.items()])
    layer.updateFields()
    return layer


def write(layer: QgsVectorLayer, package: Path, table: str) -> None:
    """Write a layer in memory to a table of the GeoPackage."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.layerName = table
    options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
    context = QgsProject.instance().transformContext()
    code, message, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(package), context, options)
    if code != QgsVectorFileWriter.WriterError.NoError:
        sys.exit(f"demo_map.py: {table}: {message}")


def finish(layer: QgsVectorLayer, title: str, about: str) -> None:
    """Keep style and metadata of a layer in the GeoPackage itself."""
    metadata = QgsLayerMetadata()
    metadata.setTitle(title)
    metadata.setAbstract(about)
    metadata.setLanguage("NLD")
    metadata.setCrs(QgsCoordinateReferenceSystem(RD))
    layer.setMetadata(metadata)
    layer.saveDefaultMetadata()
    layer.saveStyleToDatabase(layer.name(), title, True, "")


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


def assemble(project: QgsProject, groups: dict[str, list[QgsVectorLayer]], facts: Facts, extent: QgsRectangle) -> None:
    """Fill the project: groups, order, paths, extent."""
    crs = QgsCoordinateReferenceSystem(RD)
    project.setCrs(crs)
    project.setTitle(facts.title)
    project.setFilePathStorage(Qgis.FilePathType.Relative)
    details = project.metadata()
    details.setTitle(facts.title)
    details.setAuthor(facts.maker)
    details.setAbstract("\n".join([facts.warning, *(f"{what}: {how}" for what, how in facts.assumptions)]))
    details.setLanguage("NLD")
    project.setMetadata(details)
    for name, layers in groups.items():
        group: QgsLayerTreeGroup = project.layerTreeRoot().addGroup(name)
        for layer in layers:
            project.addMapLayer(layer, False)
            group.addLayer(layer).setExpanded(layer.name() == "Kansenkaart")
    project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(extent, crs))


def label_best(pipes: QgsVectorLayer) -> None:
    """Show the labels of the best class that there is from afar; in a small municipality that is "beperkt"."""
    labels = pipes.labeling().clone()
    for rule in labels.rootRule().children():
        request = QgsFeatureRequest().setFilterExpression(rule.filterExpression()).setLimit(1)
        if any(True for _ in pipes.getFeatures(request)):
            rule.setMinimumScale(max(rule.minimumScale(), FAR))
            break
    pipes.setLabeling(labels)


def settle(package: Path) -> None:
    """Bring what SQLite keeps beside the GeoPackage into the file itself, so that it can be moved alone."""
    with closing(sqlite3.connect(package)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")


def report(run: dict[str, Any], facts: Facts) -> str:
    """Return the log: what the run said, and its numbers."""
    numbers = [f"{name} = {value}" for name, value in run["results"].items() if not isinstance(value, str)]
    version = f"{facts.maker}, QGIS {run['qgis_version']}"
    return "\n".join([facts.title, version, facts.source, "", *run["log"]["info"], "", *numbers, ""])


def main() -> None:
    """Make everything."""
    package, run, name = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")), sys.argv[3]
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

    project = QgsProject.instance()
    groups = {
        "Kansenkaart riothermie": [places, pipes, areas],
        "Controle": [findings, nodes],
    }
    assemble(project, groups, facts, extent)
    project.layerTreeRoot().findGroup("Controle").setItemVisibilityChecked(False)
    layout = compose(project, {"pipes": pipes, "places": places, "areas": areas}, facts, str(town["naam"]), extent)
    project.layoutManager().addLayout(layout)
    target = package.with_name(name)
    if not project.write(f"{target}.qgz"):
        sys.exit(f"demo_map.py: {project.error()}")
    export(layout, f"{target}.png", f"{target}.pdf")
    project.clear()
    settle(package)
    Path(f"{target}.log").write_text(report(run, facts), encoding="utf-8")
    print("\n".join([facts.warning + ".", *(f"  {what}: {how}." for what, how in facts.assumptions), facts.message]))


if __name__ == "__main__":
    application = QgsApplication([], False)  # False: no windows
    application.initQgis()
    try:
        main()
        code = 0
    except SystemExit as stop:
        code = 1
        print(stop.code, file=sys.stderr)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # exitQgis() with live Python references can crash at exit
