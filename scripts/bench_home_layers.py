"""The synthetic municipality of `bench_homes` as layers: BAG with history as GDAL reads the extract, and CBS buurten.

Run in a Python that can import qgis, see `bench_layers`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from bench_homes import (
    COMING_PANDEN,
    GONE_OBJECTS,
    GONE_PANDEN,
    OLD_OBJECTS,
    OLD_PANDEN,
    SEED,
    Municipality,
    buurten,
    outlines,
)
from bench_layers import KINDS, add, layer, new_writer
from qgis.core import QgsFeature, QgsField, QgsFields, QgsGeometry, QgsWkbTypes
from qgis.PyQt.QtCore import QDate, QDateTime, QMetaType, QTime

VERSION = (
    "status geconstateerd:b documentDatum:d documentNummer voorkomenIdentificatie:i beginGeldigheid:d eindGeldigheid:d "
    "tijdstipRegistratie:t eindRegistratie:t tijdstipInactief:t tijdstipRegistratieLV:t tijdstipEindRegistratieLV:t "
    "tijdstipInactiefLV:t tijdstipNietBagLV:t"
)
PAND_FIELDS = f"oorspronkelijkBouwjaar:i identificatie {VERSION}"
OBJECT_FIELDS = (
    "gebruiksdoel oppervlakte:i hoofdadresNummeraanduidingRef nevenadresNummeraanduidingRef pandRef identificatie "
    + VERSION
)
"""Fields in the order of the LVBAG driver; what it gives as a list is JSON text in a GeoPackage."""

BUURT_FIELDS = (
    "buurtcode buurtnaam gemeentenaam water aantal_inwoners:i aantal_huishoudens:i gemiddelde_huishoudsgrootte:r "
    "woningvoorraad:i gemiddeld_gasverbruik_totaal:i percentage_woningen_met_stadsverwarming:i"
)
TYPES = {"b": QMetaType.Type.Bool, "d": QMetaType.Type.QDate, "t": QMetaType.Type.QDateTime, **KINDS}
OLD, NOW, THEN = "2009-05-01", "2015-03-02", "2012-08-09"


def write(file: Path, made: Municipality) -> dict[str, int]:
    """Write the layers; return the number of features per layer."""
    chance = np.random.default_rng(SEED + 2)
    panden = _versions(file, "pand", PAND_FIELDS, QgsWkbTypes.Type.Polygon, _panden(made, chance), chance, first=True)
    objects = _versions(file, "verblijfsobject", OBJECT_FIELDS, QgsWkbTypes.Type.Point, _objects(made, chance), chance)
    squares, count = buurten(made)
    layer(file, "buurten", BUURT_FIELDS, QgsWkbTypes.Type.Polygon, _buurten(squares, count))
    return {"pand": panden, "verblijfsobject": objects, "buurten": len(squares)}


Version = tuple[bytes, list[Any]]


def _versions(
    file: Path, name: str, spec: str, kind: QgsWkbTypes.Type, rows: list[Version], chance: np.random.Generator, *,
    first: bool = False,
) -> int:  # fmt: skip
    """Write rows in no order."""
    fields = QgsFields()
    for word in spec.split():
        title, _, letter = word.partition(":")
        fields.append(QgsField(title, TYPES[letter]))
    writer = new_writer(file, name, fields, kind, first=first)
    batch: list[QgsFeature] = []
    for at in chance.permutation(len(rows)).tolist():
        shape, values = rows[at]
        feature = QgsFeature(fields)
        feature.setAttributes(values)
        geometry = QgsGeometry()
        geometry.fromWkb(shape)
        feature.setGeometry(geometry)
        batch.append(feature)
        if len(batch) == 10_000:
            add(writer, batch)
            batch = []
    add(writer, batch)
    return len(rows)


def _version(status: str, number: int, begin: str, end: str) -> list[Any]:
    """Return the values of `VERSION`."""
    day = QDate.fromString(begin, "yyyy-MM-dd")
    until = QDate.fromString(end, "yyyy-MM-dd") if end else None
    moment = QDateTime(day, QTime(10, 11, 12))
    after = QDateTime(until, QTime(10, 11, 12)) if end else None
    return [status, False, day, "1", number, day, until, moment, after, None, moment, after, None, None]


def _panden(made: Municipality, chance: np.random.Generator) -> list[Version]:
    """Return all versions of panden: those of now, earlier ones, demolished and planned ones."""
    shapes = shapely.to_wkb(outlines(made))
    again = set(chance.permutation(len(shapes))[:OLD_PANDEN].tolist())
    before = _version("Pand in gebruik (niet ingemeten)", 1, OLD, NOW)
    only, later = _version("Pand in gebruik", 1, OLD, ""), _version("Pand in gebruik", 2, NOW, "")
    rows: list[Version] = []
    for at, (shape, pand, year) in enumerate(zip(shapes, made.pand_id, made.year.tolist(), strict=True)):
        own = [year, f"NL.IMBAG.Pand.{pand}"]
        if at in again:
            rows.append((shape, own + before))
        rows.append((shape, own + (later if at in again else only)))
    stood, gone = _version("Pand in gebruik", 1, OLD, THEN), _version("Pand gesloopt", 2, THEN, "")
    coming = _version("Bouwvergunning verleend", 1, NOW, "")
    n = GONE_PANDEN + COMING_PANDEN
    places = shapely.to_wkb(shapely.transform(outlines(made)[:n], lambda xy: xy - [0.0, 60_000.0]))
    for at, shape in enumerate(places):
        own = [1950, f"NL.IMBAG.Pand.03071001{at:08d}"]
        rows += [(shape, own + stood), (shape, own + gone)] if at < GONE_PANDEN else [(shape, own + coming)]
    return rows


def _objects(made: Municipality, chance: np.random.Generator) -> list[Version]:
    """Return all versions of objects: those of now, earlier ones, and those that were withdrawn."""
    shapes = shapely.to_wkb(shapely.points(made.x, made.y))
    again = set(chance.permutation(len(shapes))[:OLD_OBJECTS].tolist())
    before = _version("Verblijfsobject gevormd", 1, OLD, NOW)
    only, later = (_version("Verblijfsobject in gebruik", n, d, "") for n, d in ((1, OLD), (2, NOW)))
    rows: list[Version] = []
    pand = np.where(made.lost, "0307100099999998", made.pand_id[made.pand])
    for at, (shape, name, use, area, home) in enumerate(
        zip(shapes, made.object_id, made.use, made.area.tolist(), pand, strict=True)
    ):
        uses = ", ".join(f'"{word}"' for word in use.split(","))
        own = [
            f"[ {uses} ]", area, f"NL.IMBAG.Nummeraanduiding.03072000{at:08d}", None, f'[ "NL.IMBAG.Pand.{home}" ]',
            f"NL.IMBAG.Verblijfsobject.{name}",
        ]  # fmt: skip
        if at in again:
            rows.append((shape, own + before))
        rows.append((shape, own + (later if at in again else only)))
    stood = _version("Verblijfsobject in gebruik", 1, OLD, THEN)
    gone = _version("Verblijfsobject ingetrokken", 2, THEN, "")
    for at in range(GONE_OBJECTS):
        own = [
            '[ "woonfunctie" ]', 80, f"NL.IMBAG.Nummeraanduiding.03072001{at:08d}", None,
            f'[ "NL.IMBAG.Pand.03071001{at % GONE_PANDEN:08d}" ]', f"NL.IMBAG.Verblijfsobject.03070101{at:08d}",
        ]  # fmt: skip
        rows += [(shapes[at], own + stood), (shapes[at], own + gone)]
    return rows


def _buurten(squares: Any, count: Any) -> Iterable[tuple[QgsGeometry, dict[str, Any]]]:
    for at, (shape, homes) in enumerate(zip(shapely.to_wkb(squares), count.tolist(), strict=True)):
        geometry = QgsGeometry()
        geometry.fromWkb(shape)
        yield (
            geometry,
            {
                "buurtcode": f"BU0307{at:04d}",
                "buurtnaam": f"Buurt {at}",
                "gemeentenaam": "Synthetisch",
                "water": "NEE",
                "aantal_inwoners": int(2.1 * homes),
                "aantal_huishoudens": homes,
                "gemiddelde_huishoudsgrootte": 2.1,
                "woningvoorraad": homes,
                "gemiddeld_gasverbruik_totaal": 1000 + 10 * (at % 40),
                "percentage_woningen_met_stadsverwarming": 0,
            },
        )
