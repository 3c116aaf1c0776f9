"""The synthetic towns of `bench_towns` as a sewer delivery in GWSW spelling: beheer_leiding, beheer_put and addresses.

Every town drains to a pumping station, and a pressure main lifts its water to one treatment plant. Run in a Python that
can import qgis: QgsVectorFileWriter is by far the fastest way to write a GeoPackage.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from bench_towns import Towns, towns
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsPointXY,
    QgsVectorFileWriter,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QMetaType

ADDRESSES = 1.5
"""Addresses per pipe."""

PIPE_FIELDS = (
    "Stelsel stelseltype naam uri type beginpunt uriB eindpunt uriE Begindatum Einddatum BobBeginpuntLeiding:r "
    "datumInwinningBobBegin wijzeInwinningBobBegin BobEindpuntLeiding:r datumInwinningBobEind wijzeInwinningBobEind "
    "MateriaalLeiding VormLeiding BreedteLeiding:i HoogteLeiding:i LengteLeiding:r Wanddikte:i Verbindingstype "
    "Fundering datumLining DatumInspectie DatumReiniging WIONThema AantalWoningen:i Aantal_ieBedrijven:i "
    "Aantal_ieRecreatie:i AfvoerendOppervlak:r"
)
NODE_FIELDS = (
    "Stelsel stelseltype naam uri type Begindatum Einddatum Maaiveldhoogte:r datumInwinningMaaiveld "
    "wijzeInwinningMaaiveld MateriaalPut VormPut BreedtePut:i LengtePut:i HoogtePut:i Wanddikte:i Fundering "
    "DatumReiniging DatumInspectie AantalWoningen:i Aantal_ieBedrijven:i Aantal_ieRecreatie:i AfvoerendOppervlak:r "
    "BergendOppervlak:r"
)
ADDRESS_FIELDS = "identificatie status gebruiksdoel oppervlakte:i postcode huisnummer:i bouwjaar:i"
GWSW = "http://data.gwsw.nl/1.6/totaal/"
TOWN = "http://sparql.gwsw.nl/repositories/Synthetisch#"
KINDS = {"r": QMetaType.Type.Double, "i": QMetaType.Type.Int, "": QMetaType.Type.QString}


def write(file: Path, pipes: int) -> dict[str, int]:
    """Write the delivery of towns with `pipes` gravity pipes; return the number of features per layer."""
    made = towns(pipes, cycles=False)
    chance = np.random.default_rng(pipes)
    plant = QgsPointXY(float(made.x.mean()), float(made.y.min()) - 500.0)
    addresses = int(ADDRESSES * pipes)
    layer(file, "beheer_leiding", PIPE_FIELDS, QgsWkbTypes.Type.LineString, _pipes(made, plant, chance), first=True)
    layer(file, "beheer_put", NODE_FIELDS, QgsWkbTypes.Type.Point, _nodes(made, plant, chance))
    layer(file, "adressen", ADDRESS_FIELDS, QgsWkbTypes.Type.Point, _addresses(made, addresses, chance))
    return {
        "beheer_leiding": len(made.tail) + len(made.outlets),
        "beheer_put": len(made.x) + 1,
        "adressen": addresses,
    }


def _pipes(made: Towns, plant: QgsPointXY, chance: np.random.Generator) -> Iterable[tuple[QgsGeometry, dict[str, Any]]]:
    n = len(made.tail)
    size = np.select([made.upstream > 3000, made.upstream > 1000, made.upstream > 300], [1000, 700, 500], 300)[
        made.tail
    ]
    unknown, no_invert, egg = (chance.random(n) < part for part in (0.03, 0.02, 0.05))
    foul = chance.random(n) < 0.3
    bend = chance.random(n) < 0.3
    x, y = made.x, made.y
    year = chance.integers(1950, 2020, n)
    for row, (a, b) in enumerate(zip(made.tail.tolist(), made.head.tolist(), strict=True)):
        points = [QgsPointXY(x[a], y[a]), QgsPointXY(x[b], y[b])]
        if bend[row]:
            points.insert(1, QgsPointXY((x[a] + x[b]) / 2 + 1.0, (y[a] + y[b]) / 2 + 1.0))
        geometry = QgsGeometry.fromPolylineXY(points)
        width = None if unknown[row] else int(size[row])
        kind = "VuilwaterRiool" if foul[row] else "GemengdRiool"
        yield (
            geometry,
            {
                **_common(f"L{row}", kind, int(year[row])),
                **_ends(f"K{a}", f"K{b}"),
                "BobBeginpuntLeiding": None if no_invert[row] else round(float(made.invert[a]), 2),
                "BobEindpuntLeiding": None if no_invert[row] else round(float(made.invert[b]), 2),
                "wijzeInwinningBobBegin": f"{GWSW}Gemeten",
                "wijzeInwinningBobEind": f"{GWSW}Gemeten",
                "MateriaalLeiding": f"{GWSW}{'Beton' if year[row] < 1980 else 'PVC'}",
                "VormLeiding": f"{GWSW}{'Eivormig' if egg[row] else 'Rond'}",
                "BreedteLeiding": width,
                "HoogteLeiding": width if width is None or not egg[row] else width * 3 // 2,
                "LengteLeiding": round(geometry.length(), 2),
                "WIONThema": "rioolVrijverval",
            },
        )
    for outlet in made.outlets.tolist():
        geometry = QgsGeometry.fromPolylineXY([QgsPointXY(x[outlet], y[outlet]), plant])
        yield (
            geometry,
            {
                **_common(f"P{outlet}", "Persleiding", 1990),
                **_ends(f"K{outlet}", "RWZI"),
                "MateriaalLeiding": f"{GWSW}PE",
                "VormLeiding": f"{GWSW}Rond",
                "BreedteLeiding": 400,
                "LengteLeiding": round(geometry.length(), 2),
            },
        )


def _common(name: str, kind: str, year: int) -> dict[str, Any]:
    return {
        "Stelsel": "Synthetisch",
        "stelseltype": f"{GWSW}GemengdStelsel",
        "naam": name,
        "uri": f"{TOWN}{name}",
        "type": f"{GWSW}{kind}",
        "Begindatum": f"{year}-01-01",
    }


def _ends(begin: str, end: str) -> dict[str, Any]:
    return {"beginpunt": begin, "uriB": f"{TOWN}{begin}", "eindpunt": end, "uriE": f"{TOWN}{end}"}


def _nodes(made: Towns, plant: QgsPointXY, chance: np.random.Generator) -> Iterable[tuple[QgsGeometry, dict[str, Any]]]:
    station = np.zeros(len(made.x), dtype=bool)
    station[made.outlets] = True
    year = chance.integers(1950, 2020, len(made.x))
    for row, (x, y) in enumerate(zip(made.x.tolist(), made.y.tolist(), strict=True)):
        yield (
            QgsGeometry.fromPointXY(QgsPointXY(x, y)),
            {
                **_common(f"K{row}", "Rioolgemaal" if station[row] else "Inspectieput", int(year[row])),
                "Maaiveldhoogte": round(float(made.invert[row]) + 2.5, 2),
                "MateriaalPut": f"{GWSW}Beton",
                "VormPut": f"{GWSW}Vierkant",
                "BreedtePut": 800,
            },
        )
    yield QgsGeometry.fromPointXY(plant), _common("RWZI", "RWZI", 1980)


def _addresses(made: Towns, count: int, chance: np.random.Generator) -> Iterable[tuple[QgsGeometry, dict[str, Any]]]:
    pipe = np.sort(chance.integers(0, len(made.tail), count))
    along, aside = chance.random(count), chance.choice([-8.0, 8.0], count)
    a, b = made.tail[pipe], made.head[pipe]
    dx, dy = made.x[b] - made.x[a], made.y[b] - made.y[a]
    length = np.hypot(dx, dy)
    x = made.x[a] + along * dx - aside * dy / length
    y = made.y[a] + along * dy + aside * dx / length
    for row, place in enumerate(zip(x.tolist(), y.tolist(), strict=True)):
        yield (
            QgsGeometry.fromPointXY(QgsPointXY(*place)),
            {
                "identificatie": f"{row:016d}",
                "status": "Verblijfsobject in gebruik",
                "gebruiksdoel": "woonfunctie",
                "oppervlakte": 100,
                "huisnummer": row % 200 + 1,
            },
        )


def layer(
    file: Path,
    name: str,
    spec: str,
    kind: QgsWkbTypes.Type,
    rows: Iterable[tuple[QgsGeometry, dict[str, Any]]],
    *,
    first: bool = False,
) -> None:
    """Write one table of a GeoPackage."""
    fields = QgsFields()
    for word in spec.split():
        field, _, letter = word.partition(":")
        fields.append(QgsField(field, KINDS[letter]))
    names = fields.names()
    writer = new_writer(file, name, fields, kind, first=first)
    batch: list[QgsFeature] = []
    for geometry, values in rows:
        feature = QgsFeature(fields)
        feature.setAttributes([values.get(field) for field in names])
        feature.setGeometry(geometry)
        batch.append(feature)
        if len(batch) == 10_000:
            add(writer, batch)
            batch = []
    add(writer, batch)


def new_writer(file: Path, name: str, fields: QgsFields, kind: QgsWkbTypes.Type, *, first: bool) -> QgsVectorFileWriter:
    """Return a writer of a table in a GeoPackage; the first one makes the file."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName, options.fileEncoding = "GPKG", name, "UTF-8"
    actions = QgsVectorFileWriter.ActionOnExistingFile
    options.actionOnExistingFile = actions.CreateOrOverwriteFile if first else actions.CreateOrOverwriteLayer
    writer = QgsVectorFileWriter.create(
        str(file), fields, kind, QgsCoordinateReferenceSystem("EPSG:28992"), QgsCoordinateTransformContext(), options
    )
    if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
        raise OSError(writer.errorMessage())
    return writer


def add(writer: QgsVectorFileWriter, features: Sequence[QgsFeature]) -> None:
    """Write features, or say why that went wrong."""
    if features and not writer.addFeatures(list(features)):
        raise OSError(writer.errorMessage())
