#!/usr/bin/env python3
"""Make the project, the A3 sheets, the logs and the report of the network from the GeoPackages of the algorithms.

Usage: scripts/demo_map.py FOLDER

FOLDER holds, as `scripts/demo` leaves them there: the GeoPackages of opportunity map, offtakes, measurement, demand,
match, kavels, restrictions, suitability, loops, mini networks, heat network, business case, costs of residents and CO2,
what ``qgis_process run --json`` printed for each (.json beside it), and the input of Wageningen. Adds background tables
to some of the GeoPackages, writes the project, a log for each, the sheets as picture and PDF, and a report of the
network, and prints in short what came out. To be run in a Python that can import qgis.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import demo_ground  # noqa: E402 (the platform must be chosen first)
import demo_heat  # noqa: E402
import demo_measurement  # noqa: E402
import demo_money  # noqa: E402
import demo_net  # noqa: E402
import demo_offtakes  # noqa: E402
import demo_part  # noqa: E402
import demo_sewer  # noqa: E402
from demo_data import RD, read_run, settle  # noqa: E402
from demo_facts import maker  # noqa: E402
from qgis.core import (  # noqa: E402
    Qgis,
    QgsApplication,
    QgsBookmark,
    QgsCoordinateReferenceSystem,
    QgsLayerTreeGroup,
    QgsMapThemeCollection,
    QgsProject,
    QgsReferencedRectangle,
    QgsVectorLayer,
)

CHANCES, NETWORK, PROJECT = "kansenkaart-bodegraven-reeuwijk", "warmtenet-wageningen", "riothermie-demo"
OFFTAKES, SERIES = "onttrekkingen-bodegraven", "debietmeting-bsm2"
DEMAND, MATCH, KAVELS = "warmtevraag-wageningen", "energiematch-wageningen", "warmtekavels-wageningen"
SHEET, DRILL_SHEET, MONEY_SHEET = "wie-krijgt-de-warmte", "mag-hier-worden-geboord", "loont-het"
GROUND = (
    *("bodemrestricties-gebied-wageningen", "bodemrestricties-gebouwen-wageningen", "wkogeschiktheid-wageningen"),
    *("bodemlussen-wageningen", "miniwarmtenetten-wageningen"),
)
MONEY = ("businesscase-wageningen", "bewonerskosten-wageningen", "co2-wageningen")
OPEN = {"Kansenkaart", "Tracé, beide netten", "Energiematch: wie krijgt warmte"}
"""Layers that show their legend when the project opens."""


def assemble(
    project: QgsProject,
    chances: demo_sewer.Chances,
    offtakes: demo_offtakes.Offtakes,
    heat: demo_heat.Heat,
    ground: demo_ground.Ground,
    network: demo_net.Network,
    money: demo_money.Money,
) -> None:
    """Fill the project: groups, order, paths, extent, a bookmark per map and a theme for each."""
    crs = QgsCoordinateReferenceSystem(RD)
    facts, taken, match, drill, net = (one.facts for one in (chances, offtakes, heat, ground, network))
    paid = money.facts
    project.setCrs(crs)
    title = f"{facts.title} en {net.title.lower()}"
    project.setTitle(title)
    project.setFilePathStorage(Qgis.FilePathType.Relative)
    details = project.metadata()
    details.setTitle(title)
    details.setAuthor(maker())
    told = [
        *(facts.title, facts.warning, *(f"{what}: {how}" for what, how in facts.assumptions), ""),
        *(taken.title, taken.warning, *(f"{what}: {how}" for what, how in taken.assumptions), ""),
        *(match.title, match.warning, *(f"{what}: {how}" for what, how in match.assumptions), match.limits, ""),
        *(drill.title, drill.warning, *(f"{what}: {how}" for what, how in drill.assumptions), drill.limits, ""),
        *(net.title, net.warning, *(f"{what}: {how}" for what, how in net.assumptions), net.limits, ""),
        *(paid.title, paid.warning, *(f"{what}: {how}" for what, how in paid.assumptions), paid.limits),
    ]
    details.setAbstract("\n".join(told))
    details.setLanguage("NLD")
    project.setMetadata(details)
    groups = chances.groups | offtakes.groups | heat.groups | ground.groups | network.groups | money.groups
    for name, layers in groups.items():
        _group(project, name, layers)
    root = project.layerTreeRoot()
    quiet = ("Controle", demo_offtakes.GROUP, demo_heat.TABLES, demo_ground.GROUP, demo_ground.TABLES)
    for name in (*quiet, "Warmtenet", demo_net.CHECKS, demo_money.GROUP, demo_money.TABLES):
        root.findGroup(name).setItemVisibilityChecked(False)
    for layer in (*heat.hidden, *ground.hidden, *network.hidden, *money.hidden):
        root.findLayer(layer.id()).setItemVisibilityChecked(False)
    shown = heat.shown | {"source": network.shown["source"], "streets": network.shown["streets"]}
    below = ground.shown | {"streets": shown["streets"], "area": shown["area"]}
    _themes(
        project,
        {
            "Kansenkaart": groups["Kansenkaart riothermie"],
            demo_offtakes.GROUP: groups[demo_offtakes.GROUP],
            "Warmtevraag": [shown[name] for name in ("borders", "buildings", "streets", "area")],
            "Energiematch": [shown[name] for name in ("source", "trace", "borders", "selection", "streets", "area")],
            "Warmtekavels": [shown[name] for name in ("source", "kavels", "streets", "area")],
            "Bodemrestricties": [below[name] for name in ("systems", "borders", "both", "ground", "streets", "area")],
            "WKO-geschiktheid": [below[name] for name in ("borders", "streets", "cells", "area")],
            "Bodemlussen": [below[name] for name in ("systems", "borders", "loops", "fits", "streets", "area")],
            "Miniwarmtenetten": [
                below[name] for name in ("places", "pipes", "clusters", "neighbours", "streets", "area")
            ],
            "Warmtenet": [layer for layer in groups["Warmtenet"] if layer not in network.hidden],
            "Goedkoopste warmte": [money.shown["cheapest"], *(shown[name] for name in ("streets", "area"))],
            "Bronnet tegenover gas": [money.shown["extra"], *(shown[name] for name in ("streets", "area"))],
        },
    )
    for words, extent in (
        (facts.title, chances.extent),
        (taken.title, offtakes.extent),
        (match.title, heat.extent),
        (drill.title, ground.extent),
        (net.title, network.extent),
        (paid.title, money.extent),
    ):
        _bookmark(project, words, QgsReferencedRectangle(extent, crs))
    project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(chances.extent, crs))


def _group(project: QgsProject, name: str, layers: list[QgsVectorLayer]) -> None:
    group: QgsLayerTreeGroup = project.layerTreeRoot().addGroup(name)
    for layer in layers:
        project.addMapLayer(layer, False)
        group.addLayer(layer).setExpanded(layer.name() in OPEN)


def _themes(project: QgsProject, themes: dict[str, list[QgsVectorLayer]]) -> None:
    """Add a theme per map: a click shows its layers and no others."""
    for name, layers in themes.items():
        theme = QgsMapThemeCollection.MapThemeRecord()
        theme.setLayerRecords([QgsMapThemeCollection.MapThemeLayerRecord(layer) for layer in layers])
        project.mapThemeCollection().insert(name, theme)


def _bookmark(project: QgsProject, name: str, extent: QgsReferencedRectangle) -> None:
    mark = QgsBookmark()
    mark.setName(name)
    mark.setExtent(extent)
    project.bookmarkManager().addBookmark(mark)


def main() -> None:
    """Make everything."""
    folder = Path(sys.argv[1])
    names = (CHANCES, OFFTAKES, SERIES, DEMAND, MATCH, KAVELS, *GROUND, NETWORK, *MONEY)
    runs = {name: read_run(folder / f"{name}.json") for name in names}
    given = folder / demo_net.INPUT
    chances = demo_sewer.prepare(folder / f"{CHANCES}.gpkg", runs[CHANCES])
    offtakes = demo_offtakes.prepare(folder / f"{OFFTAKES}.gpkg")
    three = (DEMAND, MATCH, KAVELS)
    packages = tuple(folder / f"{name}.gpkg" for name in three)
    heat = demo_heat.prepare(packages, tuple(runs[name] for name in three), given)
    below = tuple(runs[name] for name in GROUND)
    ground = demo_ground.prepare(tuple(folder / f"{name}.gpkg" for name in GROUND), below, folder / demo_ground.INPUT)
    network = demo_net.prepare(folder / f"{NETWORK}.gpkg", runs[NETWORK], given)
    told = tuple(runs[name] for name in MONEY)
    money = demo_money.prepare(tuple(folder / f"{name}.gpkg" for name in MONEY), told)

    project = QgsProject.instance()
    assemble(project, chances, offtakes, heat, ground, network, money)
    background = {name: network.shown[name] for name in ("source", "streets")}
    sheets = (
        demo_sewer.sheet_of(project, chances),
        demo_heat.sheet_of(project, heat, background),
        demo_ground.sheet_of(project, ground, {"streets": background["streets"], "area": heat.shown["area"]}),
        demo_net.sheet_of(project, network),
        demo_money.sheet_of(project, money, background | {"area": heat.shown["area"]}),
    )
    for layout in sheets:
        project.layoutManager().addLayout(layout)
    if not project.write(str(folder / f"{PROJECT}.qgz")):
        sys.exit(f"demo_map.py: {project.error()}")
    demo_sewer.write_files(chances, sheets[0], runs[CHANCES])
    demo_part.write_files(heat, sheets[1], tuple(runs[name] for name in three), folder / SHEET)
    demo_part.write_files(ground, sheets[2], below, folder / DRILL_SHEET)
    demo_net.write_files(network, sheets[3], runs[NETWORK])
    demo_part.write_files(money, sheets[4], told, folder / MONEY_SHEET)
    demo_offtakes.write_files(offtakes, runs[OFFTAKES])
    demo_measurement.write_log(folder / f"{SERIES}.gpkg", runs[SERIES])
    project.clear()
    for name in names:
        settle(folder / f"{name}.gpkg")
    for facts in (chances.facts, offtakes.facts, heat.facts, ground.facts, network.facts, money.facts):
        assumed = (f"  {what}: {how}." for what, how in facts.assumptions)
        print("\n".join([f"{facts.title}. {facts.warning}.", *assumed, facts.message, ""]))
    print(f"{heat.facts.proof}\n{ground.facts.proof}\n{network.facts.proof}\n{money.facts.proof}")
    print(f"\n{demo_measurement.summary(runs[SERIES])}")


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
