"""Maps of restrictions and existing systems over the synthetic municipality of `bench_homes`: no place has such maps.

5,000 areas with a winding border of 200 points, each point of the municipality on average in one, and 6,000 systems.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import shapely
from bench_homes import municipality, outlines

AREAS = {
    "VERBOD": 300,
    "DIEPTEBEPERKING": 500,
    "ORDENING": 200,
    "GRONDWATERBESCHERMING": 500,
    "ARCHEOLOGIE": 2500,
    "NATUUR": 500,
    "AARDKUNDIG": 300,
    "INTERFERENTIE": 200,
}
SYSTEMS = {"OBES": 500, "GBES": 5000, "ONTTREKKINGEN": 500}
TYPES = {"OBES": "OBES", "GBES": "GBES", "ONTTREKKINGEN": "GWO"}
CORNERS, RADIUS_M, SEED = 200, 65.0, 6

AREA_FIELDS = "Bronhouder Naam Max_Diepte Type Datum"
SYSTEM_FIELDS = "installatie_id type status_instal bodemzijdigvermogen:r einddiepte:r pompcapaciteit:r"


def places() -> tuple[Any, Any]:
    """Return ids and footprints of the 150 k buildings."""
    made = municipality()
    return made.pand_id, outlines(made)


def areas(bounds: Any) -> dict[str, Any]:
    """Return role to polygons, somewhere within bounds."""
    chance = np.random.default_rng(SEED)
    angle = np.linspace(0.0, 2.0 * np.pi, CORNERS, endpoint=False)
    found = {}
    for role, count in AREAS.items():
        middle = chance.uniform(bounds[:2], bounds[2:], (count, 2))
        radius = RADIUS_M * np.exp(chance.normal(0.0, 0.5, (count, 1)))
        turn = chance.uniform(0.0, 6.0, (count, 1))
        radius = radius * (1.0 + 0.2 * np.sin(5 * angle + turn) + 0.05 * np.sin(31 * angle + turn))
        ring = np.stack([middle[:, :1] + radius * np.cos(angle), middle[:, 1:] + radius * np.sin(angle)], axis=-1)
        found[role] = shapely.polygons(ring)
    return found


def systems(bounds: Any) -> dict[str, Any]:
    """Return role to points, shape (s, 2), somewhere within bounds."""
    chance = np.random.default_rng(SEED + 1)
    return {role: chance.uniform(bounds[:2], bounds[2:], (count, 2)) for role, count in SYSTEMS.items()}


def write(file: Path) -> dict[str, int]:
    """Write everything as layers, called as their roles; return the number of features per layer."""
    from bench_layers import layer
    from qgis.core import QgsGeometry, QgsWkbTypes

    def geometry(shape: Any) -> QgsGeometry:
        made = QgsGeometry()
        made.fromWkb(shapely.to_wkb(shape))
        return made

    chance = np.random.default_rng(SEED + 2)
    ids, shapes = places()
    bounds = shapely.total_bounds(shapes)
    rows = ((geometry(shape), {"pand_id": name}) for name, shape in zip(ids.tolist(), shapes, strict=True))
    layer(file, "LOCATIES", "pand_id", QgsWkbTypes.Type.Polygon, rows, first=True)
    kinds = ["Waterwingebied", "Grondwaterbeschermingsgebied", "Boringsvrije zone"]
    for role, found in areas(bounds).items():
        depth = chance.choice(["tot 50 m", "80", "100 m -mv", ""], len(found))
        kind = chance.choice(kinds, len(found)) if role == "GRONDWATERBESCHERMING" else np.full(len(found), "")
        rows = (
            (geometry(shape), {"Bronhouder": "Provincie", "Naam": f"{role.title()} {i}", "Type": str(kind[i]),
                               "Max_Diepte": str(depth[i]) if role == "DIEPTEBEPERKING" else None,
                               "Datum": "2024-05-01"})
            for i, shape in enumerate(found)
        )  # fmt: skip
        layer(file, role, AREA_FIELDS, QgsWkbTypes.Type.Polygon, rows)
    for role, found in systems(bounds).items():
        rows = (
            (geometry(shapely.Point(xy)), {"installatie_id": f"{role}{i:05d}", "type": TYPES[role],
                                           "status_instal": "In gebruik", "bodemzijdigvermogen": float(5 + i % 90),
                                           "einddiepte": 150.0, "pompcapaciteit": None})
            for i, xy in enumerate(found)
        )  # fmt: skip
        layer(file, role, SYSTEM_FIELDS, QgsWkbTypes.Type.Point, rows)
    return {"LOCATIES": len(ids), **AREAS, **SYSTEMS}
