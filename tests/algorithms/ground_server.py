"""A small server on this machine that speaks as much WFS and ArcGIS FeatureServer as QGIS asks for.

Usage: ground_server.py FOLDER. Each FOLDER/NAME.json has the members kind (polygon or point), fields (name to string or
double) and features (a list of [list of places, values]) in RD; every request is a line in FOLDER/log.txt. Writes the
port. A program of its own: QGIS may hold Python while it waits for an answer.
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

FOLDER = Path(sys.argv[1])
LAYERS = {path.stem: json.loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))}
SPACES = (
    'xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:ows="http://www.opengis.net/ows/1.1" '
    'xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:app="http://voorbeeld.nl/app"'
)
RD = "urn:ogc:def:crs:EPSG::28992"
ESRI = {"polygon": "esriGeometryPolygon", "point": "esriGeometryPoint"}
PAGE = 100


def near(layer, box):
    """Return numbers (from 1) and features that meet a box, all of them without one."""
    found = []
    for number, (places, values) in enumerate(layer["features"], 1):
        xs, ys = [x for x, _ in places], [y for _, y in places]
        if box is None or (min(xs) <= box[2] and max(xs) >= box[0] and min(ys) <= box[3] and max(ys) >= box[1]):
            found.append((number, places, values))
    return found


def capabilities(root):
    """Return what the WFS offers."""
    calls = "".join(
        f'<ows:Operation name="{name}"><ows:DCP><ows:HTTP><ows:Get xlink:href="{root}/wfs?"/></ows:HTTP></ows:DCP>'
        "</ows:Operation>"
        for name in ("GetCapabilities", "DescribeFeatureType", "GetFeature")
    )
    types = "".join(
        f"<wfs:FeatureType><wfs:Name>app:{name}</wfs:Name><wfs:Title>{name}</wfs:Title><wfs:DefaultCRS>{RD}"
        "</wfs:DefaultCRS><ows:WGS84BoundingBox><ows:LowerCorner>3 50</ows:LowerCorner><ows:UpperCorner>8 54"
        "</ows:UpperCorner></ows:WGS84BoundingBox></wfs:FeatureType>"
        for name in LAYERS
    )
    return (
        f'<wfs:WFS_Capabilities version="2.0.0" {SPACES}><ows:OperationsMetadata>{calls}</ows:OperationsMetadata>'
        f"<wfs:FeatureTypeList>{types}</wfs:FeatureTypeList></wfs:WFS_Capabilities>"
    )


def schema(name):
    """Return the fields of a layer."""
    layer = LAYERS[name]
    kind = {"polygon": "gml:MultiSurfacePropertyType", "point": "gml:PointPropertyType"}[layer["kind"]]
    fields = "".join(
        f'<xsd:element name="{field}" type="xsd:{form}" minOccurs="0" nillable="true"/>'
        for field, form in layer["fields"].items()
    )
    return (
        '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:gml="http://www.opengis.net/gml/3.2" '
        'xmlns:app="http://voorbeeld.nl/app" targetNamespace="http://voorbeeld.nl/app" elementFormDefault="qualified">'
        '<xsd:import namespace="http://www.opengis.net/gml/3.2" '
        'schemaLocation="http://schemas.opengis.net/gml/3.2.1/gml.xsd"/>'
        f'<xsd:complexType name="{name}Type"><xsd:complexContent><xsd:extension base="gml:AbstractFeatureType">'
        f'<xsd:sequence>{fields}<xsd:element name="geom" type="{kind}" minOccurs="0"/></xsd:sequence></xsd:extension>'
        f'</xsd:complexContent></xsd:complexType><xsd:element name="{name}" type="app:{name}Type" '
        'substitutionGroup="gml:AbstractFeature"/></xsd:schema>'
    )


def collection(name, asked):
    """Return the features of a layer as GML."""
    layer = LAYERS[name]
    box = [float(value) for value in asked["bbox"].split(",")[:4]] if asked.get("bbox") else None
    found = near(layer, box)
    if asked.get("resulttype") == "hits":
        return (
            f'<wfs:FeatureCollection {SPACES} numberMatched="{len(found)}" numberReturned="0" '
            'timeStamp="2026-01-01T00:00:00Z"/>'
        )
    start = int(asked.get("startindex", 0))
    found = found[start : start + int(asked.get("count", len(found) or 1))]
    members = "".join(member(name, layer, *feature) for feature in found)
    return (
        f'<wfs:FeatureCollection {SPACES} numberMatched="{len(layer["features"])}" numberReturned="{len(found)}" '
        f'timeStamp="2026-01-01T00:00:00Z">{members}</wfs:FeatureCollection>'
    )


def member(name, layer, number, places, values):
    """Return a feature as GML."""
    numbers = " ".join(f"{x} {y}" for x, y in places)
    if layer["kind"] == "point":
        shape = f'<gml:Point srsName="{RD}" gml:id="g{number}"><gml:pos>{numbers}</gml:pos></gml:Point>'
    else:
        shape = (
            f'<gml:MultiSurface srsName="{RD}" gml:id="g{number}"><gml:surfaceMember><gml:Polygon gml:id="p{number}">'
            f"<gml:exterior><gml:LinearRing><gml:posList>{numbers}</gml:posList></gml:LinearRing></gml:exterior>"
            "</gml:Polygon></gml:surfaceMember></gml:MultiSurface>"
        )
    fields = "".join(
        f"<app:{field}>{value}</app:{field}>"
        for field, value in zip(layer["fields"], values, strict=True)
        if value is not None
    )
    return (
        f'<wfs:member><app:{name} gml:id="{name}.{number}">{fields}<app:geom>{shape}</app:geom></app:{name}>'
        "</wfs:member>"
    )


def described(number, name):
    """Return a layer as a FeatureServer describes it."""
    layer = LAYERS[name]
    forms = {"string": "esriFieldTypeString", "double": "esriFieldTypeDouble"}
    fields = [{"name": "OBJECTID", "type": "esriFieldTypeOID", "alias": "OBJECTID"}]
    fields += [{"name": field, "type": forms[form], "alias": field, "length": 200}
               for field, form in layer["fields"].items()]  # fmt: skip
    reference = {"wkid": 28992, "latestWkid": 28992}
    return {
        "currentVersion": 11.1, "id": number, "name": name, "type": "Feature Layer", "objectIdField": "OBJECTID",
        "geometryType": ESRI[layer["kind"]], "fields": fields, "maxRecordCount": PAGE, "capabilities": "Query",
        "extent": {"xmin": 0, "ymin": 300000, "xmax": 300000, "ymax": 640000, "spatialReference": reference},
        "supportedQueryFormats": "JSON", "advancedQueryCapabilities": {"supportsPagination": True},
    }  # fmt: skip


def queried(name, asked):
    """Return the answer to a query of a FeatureServer."""
    layer = LAYERS[name]
    box = None
    if asked.get("geometry"):
        text = asked["geometry"]
        given = json.loads(text) if text.startswith("{") else None
        box = (
            [given["xmin"], given["ymin"], given["xmax"], given["ymax"]]
            if given
            else [float(value) for value in text.split(",")]
        )
    found = near(layer, box)
    if asked.get("returnIdsOnly") == "true":
        return {"objectIdFieldName": "OBJECTID", "objectIds": [number for number, _, _ in found]}
    if asked.get("returnCountOnly") == "true":
        return {"count": len(found)}
    if asked.get("objectIds"):
        wanted = {int(value) for value in asked["objectIds"].split(",")}
        found = [feature for feature in found if feature[0] in wanted]
    start = int(asked.get("resultOffset", 0))
    found = found[start : start + min(int(asked.get("resultRecordCount", PAGE)), PAGE)]
    features = [
        {
            "attributes": {"OBJECTID": number, **dict(zip(layer["fields"], values, strict=True))},
            "geometry": {"x": places[0][0], "y": places[0][1]} if layer["kind"] == "point" else {"rings": [places]},
        }
        for number, places, values in found
    ]
    reference = {"wkid": 28992, "latestWkid": 28992}
    return {
        "objectIdFieldName": "OBJECTID", "geometryType": ESRI[layer["kind"]], "spatialReference": reference,
        "fields": described(0, name)["fields"], "features": features,
    }  # fmt: skip


class Answer(BaseHTTPRequestHandler):
    """Answers to what QGIS asks."""

    def do_GET(self):
        self.answer(urlsplit(self.path).query)

    def do_POST(self):
        self.answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def answer(self, query):
        """Write the answer to a request."""
        path = urlsplit(self.path).path
        asked = {key: values[0] for key, values in parse_qs(query).items()}
        with (FOLDER / "log.txt").open("a") as log:
            log.write(f"{path} {json.dumps(asked, sort_keys=True)}\n")
        if path == "/wfs":
            asked = {key.lower(): value for key, value in asked.items()}
            name = asked.get("typenames", asked.get("typename", "")).rpartition(":")[2]
            call = asked.get("request", "").lower()
            text = (
                capabilities(f"http://{self.headers['Host']}")
                if call == "getcapabilities"
                else schema(name)
                if call == "describefeaturetype"
                else collection(name, asked)
            )
            return self.give(f'<?xml version="1.0" encoding="UTF-8"?>{text}', "text/xml")
        pieces = path.strip("/").split("/")
        names = list(LAYERS)
        if pieces[-1] == "query":
            return self.give(json.dumps(queried(names[int(pieces[-2])], asked)), "application/json")
        if pieces[-1].isdigit():
            return self.give(json.dumps(described(int(pieces[-1]), names[int(pieces[-1])])), "application/json")
        listed = [{"id": i, "name": name, "type": "Feature Layer"} for i, name in enumerate(names)]
        return self.give(json.dumps({"currentVersion": 11.1, "layers": listed, "tables": []}), "application/json")

    def give(self, text, kind):
        """Write a text."""
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Keep silent."""


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
