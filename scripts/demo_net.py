"""The heat network of the demo: background layers, layers per type of network, sheet, report."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo_data import finish, log_text, made, read, write
from demo_net_facts import CONNECTED, OUTSIDE, NetFacts, read_net_facts
from demo_net_layout import compose_net
from demo_net_report import report_html
from demo_net_styles import style_buildings, style_source, style_streets
from demo_sheet import export
from qgis.core import QgsFeature, QgsPrintLayout, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QMetaType
from qgis.PyQt.QtXml import QDomDocument

ROOT = Path(__file__).resolve().parents[1]
STYLES = ROOT / "resources" / "styles"
INPUT = "wageningen_nwb_bag.gpkg"
CHECKS = "Warmtenet, tabellen en meldingen"
ID_LENGTH = 16  # of a pand in the BAG; the delivery lost the first 0
STREETS, BUILDINGS, SOURCE = "nwb_wegvakken_2020", "bag_pand_2019", "aangenomen_bron"


@dataclass(frozen=True)
class Network:
    """Everything about the heat network that the project shows.

    Attributes
    ----------
    package
        GeoPackage with the layers.
    groups
        Layers per group of the project.
    hidden
        Layers that are off when the project opens.
    """

    package: Path
    facts: NetFacts
    groups: dict[str, list[QgsVectorLayer]]
    hidden: list[QgsVectorLayer]
    shown: dict[str, QgsVectorLayer]
    extent: QgsRectangle


def prepare(package: Path, run: dict[str, Any], given: Path) -> Network:
    """Add the background to the GeoPackage, and return its layers with their styles.

    Parameters
    ----------
    package
        GeoPackage with the output of `warmtenet`.
    run
        What the run printed.
    given
        GeoPackage with its input.
    """
    unconnected = read(package, "niet_aangesloten", "Niet aangesloten")
    connections = read(package, "aansluitingen", "Aansluitingen")
    quantities = read(package, "hoeveelheden", "Hoeveelheden")
    curve = read(package, "kromme", "Kosten en aansluitingen")
    findings = read(package, "meldingen", "Meldingen warmtenet")
    both = read(package, "trace", "Tracé, beide netten")

    panden = _buildings(given, connections, unconnected)
    outside = sum(1 for _ in panden.getFeatures(f"\"uitkomst\" = '{OUTSIDE}'"))
    facts = read_net_facts(run, quantities, curve, unconnected, outside)
    write(_streets(given), package, "straten")
    write(panden, package, "panden")
    write(read(given, SOURCE, ""), package, "bron")
    streets = read(package, "straten", "Straten (NWB 2020)")
    style_streets(streets)
    finish(streets, "Straten", "Invoer van het voorbeeld: wegvakken van het NWB, 2020.")
    buildings = read(package, "panden", "Panden (BAG 2019)")
    style_buildings(buildings)
    finish(buildings, "Panden", "Invoer van het voorbeeld: panden van de BAG, 2019, met de uitkomst (bronnet).")
    source = read(package, "bron", "Aangenomen bron")
    style_source(source)
    finish(source, "Aangenomen bron", "Verzonnen plaats van de warmtebron; invoer van het voorbeeld.")

    single = {}
    for net, title in (("bronnet", "Tracé bronnet"), ("mt", "Tracé MT-net")):
        layer = read(package, "trace", title)
        layer.setSubsetString(f"\"nettype\" = '{net}'")
        _style(layer, STYLES / f"trace_{net}.qml")
        single[net] = layer
    extent = QgsRectangle(both.extent())
    extent.combineExtentWith(source.extent())
    extent.scale(1.02)
    return Network(
        package=package,
        facts=facts,
        groups={
            "Warmtenet": [source, unconnected, connections, both, *single.values(), buildings, streets],
            CHECKS: [findings, quantities, curve],
        },
        hidden=[*single.values(), unconnected],
        shown={"source": source, "buildings": buildings, "streets": streets, **single},
        extent=extent,
    )


def _style(layer: QgsVectorLayer, file: Path) -> None:
    """Give a layer the style of a file; `loadNamedStyle` would take the one in the GeoPackage."""
    document = QDomDocument()
    document.setContent(file.read_text(encoding="utf-8"))
    good, message = layer.importNamedStyle(document)
    if not good:
        sys.exit(f"demo_map.py: {file.name}: {message}")


def sheet_of(project: QgsProject, network: Network) -> QgsPrintLayout:
    """Return the print layout; the project holds the layers."""
    return compose_net(project, network.shown, network.facts, network.extent)


def write_files(network: Network, layout: QgsPrintLayout, run: dict[str, Any]) -> None:
    """Write picture, PDF, report and log beside the GeoPackage."""
    target = network.package.with_suffix("")
    export(layout, f"{target}.png", f"{target}.pdf")
    Path(f"{target}.html").write_text(report_html(network.facts, f"{target.name}.png"), encoding="utf-8")
    head = [network.facts.title, f"{network.facts.maker}, QGIS {run['qgis_version']}", network.facts.source]
    Path(f"{target}.log").write_text(log_text(run, head), encoding="utf-8")


def _streets(given: Path) -> QgsVectorLayer:
    layer = made("LineString", {"wvk_id": QMetaType.Type.Int, "naam": QMetaType.Type.QString})
    for street in read(given, STREETS, "").getFeatures():
        feature = QgsFeature(layer.fields())
        feature.setGeometry(street.geometry())
        feature["wvk_id"], feature["naam"] = street["wvk_id"], street["stt_naam"]
        layer.dataProvider().addFeature(feature)
    return layer


def _buildings(given: Path, connections: QgsVectorLayer, unconnected: QgsVectorLayer) -> QgsVectorLayer:
    """Return the panden with what became of them in the bronnet."""
    mine = "\"nettype\" = 'bronnet'"
    outcome = {str(row["pand_id"]): (CONNECTED, "", row["woningen"]) for row in connections.getFeatures(mine)}
    outcome |= {
        str(row["pand_id"]): (str(row["soort"]), str(row["reden"]), row["woningen"])
        for row in unconnected.getFeatures(mine)
    }
    beyond = (OUTSIDE, "Buiten het aangenomen gebied", 0)
    text = QMetaType.Type.QString
    fields = {"pand_id": text, "bouwjaar": QMetaType.Type.Int, "woningen": QMetaType.Type.Int}
    layer = made("MultiPolygon", fields | {"uitkomst": text, "reden": text})
    for building in read(given, BUILDINGS, "").getFeatures():
        feature = QgsFeature(layer.fields())
        geometry = building.geometry()
        geometry.convertToMultiType()
        feature.setGeometry(geometry)
        name = str(building["identificatie"]).zfill(ID_LENGTH)
        feature["pand_id"], feature["bouwjaar"] = name, building["bouwjaar"]
        feature["uitkomst"], feature["reden"], feature["woningen"] = outcome.get(name, beyond)
        layer.dataProvider().addFeature(feature)
    return layer
