"""Places and maps of the ground made by hand, in the deliveries that they come in."""

import json
from pathlib import Path

from qgis import processing
from qgis.core import QgsProject, QgsVectorFileWriter, QgsVectorLayer

from tests.algorithms.made import Log, layer
from tests.algorithms.town import turned

X, Y = 155000, 463000
"""South-west corner, in RD."""

AREA_ROLES = (
    "VERBOD", "DIEPTEBEPERKING", "GRONDWATERBESCHERMING", "ORDENING", "INTERFERENTIE", "ARCHEOLOGIE", "NATUUR",
    "AARDKUNDIG",
)  # fmt: skip
SYSTEM_ROLES = ("OBES", "GBES", "ONTTREKKINGEN")
OUTPUTS = ("LOCATIES_UIT", "DELEN", "LAGEN", "MELDINGEN")
WKO_TOOL = "installatie_id:string type:string status_instal:string bodemzijdigvermogen:double einddiepte:double"
"""Attributes of an installation in the services of the WKO-tool."""


def ring(x, y, width, depth):
    """Return a rectangle as WKT; x and y from the corner."""
    corners = ((0, 0), (width, 0), (width, depth), (0, depth), (0, 0))
    return "POLYGON((" + ",".join(f"{X + x + dx} {Y + y + dy}" for dx, dy in corners) + "))"


def spot(x, y):
    """Return a point as WKT; x and y from the corner."""
    return f"POINT({X + x} {Y + y})"


def track(*places):
    """Return a line as WKT; places from the corner."""
    return "LINESTRING(" + ",".join(f"{X + x} {Y + y}" for x, y in places) + ")"


def areas(rows, fields="fid:int Bronhouder:string", name="kaart", crs="EPSG:28992"):
    """Return a map with rows of (WKT, *attributes)."""
    return turned(layer("Polygon", fields, rows, name=name), crs)


def systems(rows, fields=WKO_TOOL, name="systemen", crs="EPSG:28992"):
    """Return a layer of installations."""
    return turned(layer("Point", fields, rows, name=name), crs)


def houses(places=((0, 0), (100, 0), (200, 0), (300, 0)), crs="EPSG:28992"):
    """Return panden of 10 x 10 m."""
    rows = [(ring(x, y, 10, 10), f"{i:016d}") for i, (x, y) in enumerate(places, 1)]
    return turned(layer("Polygon", "identificatie:string", rows, name="panden"), crs)


def nothing_else(**given):
    """Return an empty map for every role that is not given: then all were tested."""
    found = {role: [areas([], name=f"lege kaart {role.lower()}")] for role in AREA_ROLES if role not in given}
    found |= {role: [systems([], name=f"geen {role.lower()}")] for role in SYSTEM_ROLES if role not in given}
    return found | given


def run(feedback=None, **parameters):
    """Run bodemrestricties with temporary outputs."""
    outputs = dict.fromkeys(OUTPUTS, "TEMPORARY_OUTPUT")
    return processing.run("riothermie:bodemrestricties", outputs | parameters, feedback=feedback or Log())


def geojson(path, made, crs=28992):
    """Write a layer as GeoJSON with the old member ``crs``, all numbers as text, as viewers export it."""
    features = [
        {
            "type": "Feature",
            "geometry": json.loads(feature.geometry().asJson(12)),
            "properties": {
                name: value if value is None or isinstance(value, str) else f"{value:g}"
                for name, value in feature.attributeMap().items()
            },
        }
        for feature in made.getFeatures()
    ]
    whole = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{crs}"}},
        "features": features,
    }
    Path(path).write_text(json.dumps(whole), encoding="utf-8")
    return str(path)


def geopackage(path, made, table):
    """Write a layer to a table of a GeoPackage; return how it is named as a source."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = table
    context = QgsProject.instance().transformContext()
    assert QgsVectorFileWriter.writeAsVectorFormatV3(made, str(path), context, options)[1] == ""
    found = f"{path}|layername={table}"
    assert QgsVectorLayer(found, table, "ogr").isValid()
    return found
