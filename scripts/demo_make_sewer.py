#!/usr/bin/env python3
"""Make the synthetic sewer of the demo: along the real streets of Wageningen, in the spelling of GWSW beheer.

Usage: scripts/demo_make_sewer.py [FILE]

Writes resources/demo/verzonnen_riool.gpkg, or FILE, with pipes, manholes and a pump. Nothing of it exists: the streets
are those of the NWB and the dwellings those of the BAG in resources/demo/wageningen_nwb_bag.gpkg, the rest is made up
by the rules below. The same file every time. To be run in a Python that can import qgis.

A combined sewer lies in every street and falls along the shortest way to one pumping station, with manholes at most
60 m apart; diameters grow with the length upstream. Three trunks bring the water of the rest of the town, and from the
pumping station a pressure main leaves the town.
"""

from __future__ import annotations

import heapq
import math
import os
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
MADE = "2026-11-21T00:00:00.000Z"  # a fixed date: the same bytes every time
os.environ["OGR_CURRENT_DATE"] = MADE

from demo_data import RD, made, read, settle, write  # noqa: E402 (the platform must be chosen first)
from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsLayerMetadata,
    QgsPointXY,
)
from qgis.PyQt.QtCore import QMetaType  # noqa: E402

DEMO = Path(__file__).resolve().parents[1] / "resources" / "demo"
TOWN, TARGET = DEMO / "wageningen_nwb_bag.gpkg", DEMO / "verzonnen_riool.gpkg"

STATION = (173505.0, 443480.0)  # where Nijenoord Allee and Rooseveltweg meet
TRUNKS = {
    "oost": ((174600.0, 443680.0), 1000, 108.0),
    "zuid": ((173505.0, 442900.0), 800, 54.0),
    "campus": ((174300.0, 444700.0), 500, 20.0),
}
"""Where each trunk enters, its diameter (mm), and what it brings (m3/h): together 50 l/s, in the order of a town of
36,000 inhabitants at 120 l/day; a constant flow, because nothing is known of its course."""
MAIN_END = (173094.0, 443540.0)  # where the pressure main leaves the town
MAIN_MM, MAIN_ASIDE = 400, 4.0  # m beside the middle of the street
PUMP_M3H = 360.0  # capacity

MANHOLE_M = 60.0
LOW_M = 3.0  # invert at the pumping station, NAP
GROUND_M = 1.4  # least depth of an invert below the surface
SIZES = ((600.0, 300, 1 / 300), (1500.0, 400, 1 / 450), (3000.0, 500, 1 / 600), (math.inf, 600, 1 / 800))
"""Length upstream (m) up to which a diameter (mm) does, and its slope."""
TRUNK_SLOPE = 1 / 1200
TRUNK_PULL = 0.4  # a way along a trunk counts as this part of its length: streets drain to it
REACH_M = 60.0  # a building drains to a sewer within this distance

WARNING = (
    "Verzonnen: dit riool bestaat niet. Getekend langs de straten van het NWB (2020), met de woningen van de BAG "
    "(2019) in dit deel van Wageningen. Ligging, diameters, bob's, gemaal, persleiding en het water dat van elders "
    "komt zijn bedacht, in de velden van GWSW-beheer."
)

Place = tuple[float, float]


@dataclass
class Pipe:
    """A pipe between two manholes, in the direction of the water."""

    line: QgsGeometry
    begin: Place
    end: Place
    street: str
    upstream_m: float = 0.0
    size: int = 0
    homes: int = 0
    lateral: float = 0.0
    bob: tuple[float, float] = (0.0, 0.0)


@dataclass
class Sewer:
    """Pipes by the manhole they leave, in order from the pumping station up."""

    station: Place
    pipes: dict[Place, Pipe] = field(default_factory=dict)


def key(x: float, y: float) -> Place:
    """Return a place on the millimetre."""
    return round(x, 3), round(y, 3)


def stretches(streets: Iterable[QgsFeature]) -> list[tuple[Place, Place, str, QgsGeometry]]:
    """Return the streets cut into equal stretches of at most `MANHOLE_M`."""
    found = []
    for street in streets:
        shape = street.geometry()
        shape.convertToSingleType()
        line = shape.constGet()
        n = max(1, math.ceil(line.length() / MANHOLE_M))
        for i in range(n):
            part = line.curveSubstring(line.length() * i / n, line.length() * (i + 1) / n)
            begin, end = part.startPoint(), part.endPoint()
            found.append((key(begin.x(), begin.y()), key(end.x(), end.y()), str(street["stt_naam"]), QgsGeometry(part)))
    return found


def ways(rows: list[tuple[Place, Place, str, QgsGeometry]], pulled: set[int], start: Place) -> dict[Place, int]:
    """Return per manhole the stretch by which it drains to `start`, nearest manholes first; equal ones by place."""
    around = defaultdict(list)
    for i, (begin, end, _, line) in enumerate(rows):
        metres = line.length() * (TRUNK_PULL if i in pulled else 1.0)
        around[begin].append((end, metres, i))
        around[end].append((begin, metres, i))
    via: dict[Place, int] = {}
    heap: list[tuple[float, Place, int]] = [(0.0, start, -1)]
    while heap:
        metres, here, row = heapq.heappop(heap)
        if here in via:
            continue
        via[here] = row
        for there, extra, i in around[here]:
            if there not in via:
                heapq.heappush(heap, (metres + extra, there, i))
    return via


def nearest(places: Iterable[Place], to: Place) -> Place:
    """Return the place nearest to another one."""
    return min(places, key=lambda place: (math.dist(place, to), place))


def along(rows: list[tuple[Place, Place, str, QgsGeometry]], via: dict[Place, int], start: Place) -> list[int]:
    """Return the stretches from a manhole down to the end."""
    found = []
    while via[start] >= 0:
        found.append(via[start])
        begin, end, *_ = rows[via[start]]
        start = end if start == begin else begin
    return found


def drawn(streets: Iterable[QgsFeature]) -> tuple[Sewer, list[QgsGeometry]]:
    """Return the gravity sewer, and the line of the pressure main stretch by stretch."""
    rows = stretches(streets)
    everywhere = {place for row in rows for place in row[:2]}
    station = nearest(everywhere, STATION)
    first = ways(rows, set(), station)
    heads = {name: nearest(first, place) for name, (place, *_) in TRUNKS.items()}
    trunk = {name: along(rows, first, head) for name, head in heads.items()}
    via = ways(rows, {i for path in trunk.values() for i in path}, station)
    sewer = Sewer(station)
    for place, row in via.items():
        if row >= 0:
            begin, end, street, line = rows[row]
            turned = line if place == begin else QgsGeometry(line.constGet().reversed())
            sewer.pipes[place] = Pipe(turned, place, end if place == begin else begin, street)
    for place in reversed(sewer.pipes):
        pipe = sewer.pipes[place]
        pipe.upstream_m += pipe.line.length()
        pipe.size = max(pipe.size, next(size for limit, size, _ in SIZES if pipe.upstream_m <= limit))
        if pipe.end in sewer.pipes:
            sewer.pipes[pipe.end].upstream_m += pipe.upstream_m
            sewer.pipes[pipe.end].size = max(sewer.pipes[pipe.end].size, pipe.size)
    for name, (_, size, lateral) in TRUNKS.items():
        sewer.pipes[heads[name]].lateral = lateral
        place = heads[name]
        while place in sewer.pipes:
            sewer.pipes[place].size = max(sewer.pipes[place].size, size)
            place = sewer.pipes[place].end
    sloped(sewer)
    back = along(rows, first, nearest(first, MAIN_END))
    return sewer, [rows[i][3] for i in reversed(back)]


def sloped(sewer: Sewer) -> None:
    """Give every pipe its inverts, from the pumping station up."""
    level = {sewer.station: LOW_M}
    slopes = {size: slope for _, size, slope in SIZES}
    for place, pipe in sewer.pipes.items():
        level[place] = level[pipe.end] + pipe.line.length() * slopes.get(pipe.size, TRUNK_SLOPE)
        pipe.bob = (level[place], level[pipe.end])


def housed(sewer: Sewer, buildings: Iterable[QgsFeature]) -> None:
    """Count the dwellings of each building at the nearest pipe within `REACH_M`."""
    pipes = list(sewer.pipes.values())
    for building in buildings:
        homes = int(building["aantal_verblijfsobjecten"])
        if homes and "woonfunctie" in str(building["gebruiksdoel"]):
            centre = building.geometry().centroid()
            metres, at = min((pipe.line.distance(centre), i) for i, pipe in enumerate(pipes))
            if metres <= REACH_M:
                pipes[at].homes += homes


def main_line(parts: list[QgsGeometry], station: Place) -> list[QgsGeometry]:
    """Return the pressure main beside the street, in two pipes, from the pumping station on."""
    merged = QgsGeometry.collectGeometry(parts).mergeLines()
    line = QgsGeometry(merged.constGet().geometryN(0).clone()) if merged.isMultipart() else merged
    points = line.asPolyline()
    if math.dist(station, (points[0].x(), points[0].y())) > math.dist(station, (points[-1].x(), points[-1].y())):
        line = QgsGeometry.fromPolylineXY(points[::-1])
    beside = line.simplify(1.0).offsetCurve(MAIN_ASIDE, 8, QgsGeometry.JoinStyle.Round, 2.0).asPolyline()
    whole = QgsGeometry.fromPolylineXY([QgsPointXY(*station), *beside[1:]])
    metres = whole.length()
    cuts = ((0.0, metres / 2), (metres / 2, metres))
    return [QgsGeometry(whole.constGet().curveSubstring(begin, end)) for begin, end in cuts]


TEXT, REAL, WHOLE = QMetaType.Type.QString, QMetaType.Type.Double, QMetaType.Type.Int
PIPE_FIELDS = {
    "Stelsel": TEXT, "stelseltype": TEXT, "naam": TEXT, "type": TEXT, "beginpunt": TEXT, "eindpunt": TEXT,
    "Begindatum": TEXT, "BobBeginpuntLeiding": REAL, "BobEindpuntLeiding": REAL, "MateriaalLeiding": TEXT,
    "VormLeiding": TEXT, "BreedteLeiding": WHOLE, "HoogteLeiding": WHOLE, "LengteLeiding": REAL,
    "AantalWoningen": WHOLE, "LateraalDebietDWA": REAL, "opmerking": TEXT,
}  # fmt: skip
NODE_FIELDS = {
    "Stelsel": TEXT, "stelseltype": TEXT, "naam": TEXT, "type": TEXT, "Begindatum": TEXT, "Maaiveldhoogte": REAL,
    "MateriaalPut": TEXT,
}  # fmt: skip
PUMP_FIELDS = {
    "Stelsel": TEXT, "stelseltype": TEXT, "naam": TEXT, "type": TEXT, "Begindatum": TEXT, "Pompcapaciteit1": REAL,
}  # fmt: skip
COMBINED, PRESSED, SINCE = "GemengdStelsel", "Persleidingsysteem", "1975-01-01"


def main(target: Path) -> None:
    """Write the sewer."""
    with tempfile.TemporaryDirectory() as folder:
        town = Path(shutil.copy(TOWN, folder))
        streets, buildings = read(town, "nwb_wegvakken_2020", "straten"), read(town, "bag_pand_2019", "panden")
        sewer, parts = drawn(sorted(streets.getFeatures(), key=lambda row: row["wvk_id"]))
        housed(sewer, buildings.getFeatures())
    names = {sewer.station: "GEMAAL"}
    names |= {place: f"V{i:04d}" for i, place in enumerate(sewer.pipes, 1)}
    rows = []
    for i, pipe in enumerate(sewer.pipes.values(), 1):
        note = "water van de rest van de stad" if pipe.lateral else None
        rows.append((
            pipe.line, "verzonnen gemengd stelsel", COMBINED, f"VR{i:04d}", "GemengdRiool", names[pipe.begin],
            names[pipe.end], SINCE, round(pipe.bob[0], 2), round(pipe.bob[1], 2), "Beton", "Rond", pipe.size, pipe.size,
            round(pipe.line.length(), 2), pipe.homes or None, pipe.lateral or None, note,
        ))  # fmt: skip
    pressed = main_line(parts, sewer.station)
    ends = ["GEMAAL", "VP0001", "OVERDRACHT"]
    for i, line in enumerate(pressed, 1):
        rows.append((
            line, "verzonnen persleiding", PRESSED, f"VPL{i:02d}", "Persleiding", ends[i - 1], ends[i], SINCE, None,
            None, "PE", "Rond", MAIN_MM, MAIN_MM, round(line.length(), 2), None, None, None,
        ))  # fmt: skip
    nodes = [
        (QgsGeometry.fromPointXY(QgsPointXY(*place)), "verzonnen gemengd stelsel", COMBINED, names[place],
         "Inspectieput", SINCE, round(pipe.bob[0] + GROUND_M + pipe.size / 1000, 2), "Beton")
        for place, pipe in sewer.pipes.items()
    ]  # fmt: skip
    for line, name, kind in ((pressed[0], "VP0001", "Hulpstuk"), (pressed[1], "OVERDRACHT", "Overnamepunt")):
        point = line.asPolyline()[-1]
        nodes.append((QgsGeometry.fromPointXY(point), "verzonnen persleiding", PRESSED, name, kind, SINCE, None, None))
    station = QgsGeometry.fromPointXY(QgsPointXY(*sewer.station))
    surface = round(LOW_M + GROUND_M + max(pipe.size for pipe in sewer.pipes.values()) / 1000, 2)
    nodes.append((station, "verzonnen gemengd stelsel", COMBINED, "GEMAAL", "Pompput", SINCE, surface, "Beton"))
    pump = (station, "verzonnen gemengd stelsel", COMBINED, "GEMAAL", "Rioolgemaal", SINCE, PUMP_M3H)
    target.unlink(missing_ok=True)
    for table, kind, fields, features, title in (
        ("verzonnen_beheer_leiding", "LineString", PIPE_FIELDS, rows, "Verzonnen riool: leidingen"),
        ("verzonnen_beheer_put", "Point", NODE_FIELDS, nodes, "Verzonnen riool: putten"),
        ("verzonnen_beheer_pomp", "Point", PUMP_FIELDS, [pump], "Verzonnen riool: gemaal"),
    ):
        saved(target, table, kind, fields, features, title)
    with closing(sqlite3.connect(target)) as connection, connection:
        connection.execute("UPDATE gpkg_metadata_reference SET timestamp = ?", (MADE,))
    settle(target)
    sizes = Counter(pipe.size for pipe in sewer.pipes.values())
    homes = sum(pipe.homes for pipe in sewer.pipes.values())
    print(f"{len(rows)} pipes, {homes} dwellings, by size {dict(sorted(sizes.items()))}, {target.stat().st_size} bytes")


def saved(
    target: Path, table: str, kind: str, fields: dict[str, QMetaType.Type], rows: list[tuple], title: str
) -> None:
    """Write a table with its title and the warning that it is made up."""
    layer = made(kind, fields)
    features = []
    for geometry, *values in rows:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(geometry)
        feature.setAttributes(values)
        features.append(feature)
    if not layer.dataProvider().addFeatures(features)[0]:
        sys.exit(f"demo_make_sewer.py: {table} takes not all features")
    write(layer, target, table)
    metadata = QgsLayerMetadata()
    metadata.setTitle(title)
    metadata.setAbstract(WARNING)
    metadata.setLanguage("NLD")
    metadata.setCrs(QgsCoordinateReferenceSystem(RD))
    stored = read(target, table, table)
    stored.setMetadata(metadata)
    stored.saveDefaultMetadata()


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
    sys.stdout.flush()
    os._exit(0)
