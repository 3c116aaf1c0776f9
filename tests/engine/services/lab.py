"""A real server on this machine that speaks what public services speak, and that can be told to be broken.

Protocols: WFS with GeoJSON (``/wfs``), OGC API Features (``/ogc``), ArcGIS REST (``/arcgis/FeatureServer/N``) and the
download service of the BGT (``/bgt``). A layer is a list of GeoJSON features in RD. In a test: ``with Lab(layers) as
lab``. As a program of its own: ``lab.py CONFIG.json`` writes the port; the file has the members layers and faults, and
is read again before each request, so that faults can be changed while it runs.

Faults, per server:
fail              times that each address answers `fail_status` (500) before it works; -1: always
retry_after       text of the header Retry-After of those answers
slow_s            seconds before each answer
truncate, html    times that each address gives half of its JSON, or a web page
cut               times that each address breaks the connection halfway
gzip              pack the answers
matched           number that is named instead of the right one; "unknown"; "absent"
returned          number of objects that the page says it has
hits              False: refuses to count
names, filter     False: refuses propertyName, filter
repeat            gives the first page whatever page is asked
self_next         the link to the next page is the page itself
stop              refuses (400) to go beyond so many objects
silent_stop       gives nothing beyond so many objects
lost              objects left out at the end
page              objects per page at most
crs               gives places in this EPSG number (-4326: latitude first)
say               names this reference system instead
exception         a refusal in XML with status 200
esri_error        an error of this code within an answer with status 200, `fail` times
pagination        False: ArcGIS without resultOffset
elsewhere         links lead to another host
order             status of the order of a zip: states until COMPLETED, e.g. ["PENDING", "FAILED"]
zip               "broken": half a zip; "empty": no files
expired           times that a page that is not the first is refused with 404
"""

from __future__ import annotations

import gzip
import http.client
import io
import json
import sys
import threading
import time
import zipfile
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import shapely
from shapely.geometry import mapping, shape

ESRI = {"Point": "esriGeometryPoint", "LineString": "esriGeometryPolyline", "Polygon": "esriGeometryPolygon"}
EXCEPTION = (
    '<?xml version="1.0"?><ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1"><ows:Exception>'
    "<ows:ExceptionText>laag bestaat niet</ows:ExceptionText></ows:Exception></ows:ExceptionReport>"
)


class Lab:
    """The server; `faults` may be changed while it runs, `log` holds each request as (path, parameters)."""

    def __init__(self, layers=None, port=0, config=None, **faults):
        self.config = config
        self.layers, self.faults = dict(layers or {}), dict(faults)
        self.asked, self.log, self.orders = Counter(), [], {}
        self.lock = threading.Lock()
        lab = self

        class Answer(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                lab.answer(self, b"")

            def do_POST(self):
                lab.answer(self, self.rfile.read(int(self.headers.get("Content-Length", 0))))

            def log_message(self, *_):
                """Keep silent."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request, address):
                """Keep silent: connections break here on purpose."""

        self.server = Server(("127.0.0.1", port), Answer)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def bases(self):
        """Return the addresses of all services of the catalogue, by kind of service."""
        return {"wfs": f"{self.url}/wfs", "ogc": f"{self.url}/ogc", "arcgis": f"{self.url}/arcgis/FeatureServer",
                "bgt": f"{self.url}/bgt", "rioned": f"{self.url}/rioned/{{gemeente}}-beheer/wfs"}  # fmt: skip

    def paths(self):
        return [path for path, _ in self.log]

    def fault(self, name, otherwise=None):
        return self.faults.get(name, otherwise)

    def times(self, name, address):
        """Return whether a fault still happens at an address, and count it."""
        number = self.fault(name, 0)
        with self.lock:
            self.asked[name, address] += 1
            return number < 0 or self.asked[name, address] <= number

    def answer(self, request, body):
        """Answer a request, the way the faults say."""
        if self.config is not None:
            told = json.loads(Path(self.config).read_text(encoding="utf-8"))
            self.layers, self.faults = told.get("layers", {}), told.get("faults", {})
        parts = urlsplit(request.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        with self.lock:
            self.log.append((parts.path, query if not body else json.loads(body)))
        time.sleep(self.fault("slow_s", 0))
        address = request.path
        if "esri_error" not in self.faults and self.times("fail", address):
            headers = {"Retry-After": self.fault("retry_after")} if self.fault("retry_after") else {}
            return self.give(request, b"<h1>stuk</h1>", "text/html", self.fault("fail_status", 500), headers)
        if self.times("html", address):
            return self.give(request, b"<!DOCTYPE html><html><body>Meld u aan</body></html>", "text/html")
        if self.fault("exception"):
            return self.give(request, EXCEPTION.encode(), "text/xml")
        if "esri_error" in self.faults and self.times("fail", address):
            told = {"error": {"code": self.fault("esri_error"), "message": "mislukt", "details": ["te druk"]}}
            return self.give(request, json.dumps(told).encode())
        content, kind, status, headers = self.content(parts.path, query, body)
        if self.times("truncate", address):
            content = content[: len(content) // 2]
        if self.fault("gzip"):
            content, headers = gzip.compress(content), {**headers, "Content-Encoding": "gzip"}
        return self.give(request, content, kind, status, headers, cut=self.times("cut", address))

    def content(self, path, query, body):
        """Return body, type, status and headers of the right answer."""
        pieces = path.strip("/").split("/")
        if pieces[0] == "ogc":
            return self.ogc(pieces[2], query)
        if pieces[0] == "arcgis":
            return self.arcgis(pieces, query)
        if pieces[0] == "bgt":
            return self.bgt(path, pieces, body)
        if pieces[0] in {"wfs", "rioned"}:
            return self.wfs({key.lower(): value for key, value in query.items()})
        return b"{}", "application/json", 404, {}

    def found(self, name, query):
        """Return the features of a layer in a box, or None when the layer does not exist."""
        layer = self.layers.get(name)
        if layer is None:
            return None
        box = query.get("bbox") or query.get("geometry")
        if not box:
            return layer
        low_x, low_y, high_x, high_y = map(float, box.split(",")[:4])
        area = shapely.box(low_x, low_y, high_x, high_y)
        return [f for f in layer if f["geometry"] is None or shapely.intersects(area, shape(f["geometry"]))]

    def paged(self, found, start, size):
        """Return a page, whether there is more, and whether it is refused."""
        whole = found[: len(found) - self.fault("lost", 0)]
        if self.fault("repeat"):
            start = 0
        if "stop" in self.faults and start + size > self.faults["stop"]:
            return [], False, True
        if "silent_stop" in self.faults:
            whole = whole[: self.faults["silent_stop"]]
        size = min(size, self.fault("page", size))
        return whole[start : start + size], start + size < len(whole), False

    def collection(self, page, found):
        """Return a page as GeoJSON."""
        made = {"type": "FeatureCollection", "features": [self.placed(f) for f in page]}
        matched = self.fault("matched", len(found))
        if matched != "absent":
            made["numberMatched"] = matched
        made["numberReturned"] = self.fault("returned", len(page))
        return made

    def placed(self, feature):
        """Return a feature in the reference system that is given."""
        system = self.fault("crs")
        if not system or feature["geometry"] is None:
            return feature
        import geopandas as gpd

        moved = gpd.GeoSeries([shape(feature["geometry"])], crs="EPSG:28992").to_crs(f"EPSG:{abs(system)}").iloc[0]
        if system < 0:
            moved = shapely.transform(moved, lambda points: points[:, ::-1])
        return {**feature, "geometry": mapping(moved)}

    def wfs(self, asked):
        """Answer GetFeature."""
        name = (asked.get("typenames") or asked.get("typename", "")).rpartition(":")[2]
        refused = (asked.get("resulttype") == "hits" and self.fault("hits") is False) or (
            ("propertyname" in asked and self.fault("names") is False)
            or ("filter" in asked and self.fault("filter") is False)
            or ("filter" in asked and "bbox" in asked)
        )
        found = self.found(name, asked)
        if found is None or refused:
            return EXCEPTION.encode(), "text/xml", 400, {}
        if "filter" in asked:
            code = asked["filter"].partition("Literal>")[2].partition("<")[0]
            found = [f for f in found if f["properties"].get("gemeentecode") == code]
        if "propertyname" in asked:
            wanted = asked["propertyname"].split(",")
            found = [{**f, "geometry": None, "properties": {k: f["properties"][k] for k in wanted}} for f in found]
        if asked.get("resulttype") == "hits":
            named = f'numberMatched="{self.fault("matched", len(found))}"' if self.fault("matched") != "absent" else ""
            return f"<wfs:FeatureCollection {named}/>".encode(), "text/xml", 200, {}
        page, _, refuse = self.paged(found, int(asked.get("startindex", 0)), int(asked.get("count", 10**9)))
        if refuse:
            return EXCEPTION.encode(), "text/xml", 400, {}
        made = self.collection(page, found)
        if self.fault("wfs_numbers") is not True:
            made.pop("numberMatched", None)
        made["crs"] = {"type": "name", "properties": {"name": self.fault("say", "urn:ogc:def:crs:EPSG::28992")}}
        return json.dumps(made).encode(), "application/json", 200, {}

    def ogc(self, name, asked):
        """Answer items."""
        found = self.found(name, asked)
        if found is None:
            return b'{"code": "NotFound"}', "application/json", 404, {}
        start, size = int(asked.get("offset", 0)), int(asked.get("limit", 10))
        if start and self.fault("expired") and self.times("expired", "next"):
            return b'{"code": "cursor"}', "application/json", 404, {}
        page, more, refuse = self.paged(found, start, size)
        if refuse:
            return b'{"code": "BadRequest"}', "application/json", 400, {}
        made = self.collection(page, found)
        path = f"/ogc/collections/{name}/items?"
        following = path + urlencode({**asked, "offset": start + len(page)})
        if self.fault("self_next"):
            following = path + urlencode(asked)
        if self.fault("elsewhere"):
            following = f"http://elders.voorbeeld.nl{following}"
        made["links"] = [{"rel": "self", "href": path + urlencode(asked)}]
        if more or self.fault("self_next") or (self.fault("repeat") and start < 10**6):
            made["links"].append({"rel": "next", "href": following})
        crs = self.fault("say", "http://www.opengis.net/def/crs/EPSG/0/28992")
        return json.dumps(made).encode(), "application/geo+json", 200, {"Content-Crs": f"<{crs}>"}

    def arcgis(self, pieces, asked):
        """Answer a layer or a query."""
        names = list(self.layers)
        number = int(pieces[2])
        if number >= len(names):
            return b'{"error": {"code": 404, "message": "Layer not found"}}', "application/json", 200, {}
        layer = self.layers[names[number]]
        if pieces[-1] != "query":
            told = {"id": number, "name": names[number], "maxRecordCount": self.fault("page", 1000),
                    "objectIdField": "OBJECTID", "fields": [{"name": "OBJECTID", "type": "esriFieldTypeOID"}],
                    "advancedQueryCapabilities": {"supportsPagination": self.fault("pagination", True)}}  # fmt: skip
            return json.dumps(told).encode(), "application/json", 200, {}
        found = self.found(names[number], asked)
        if asked.get("returnCountOnly") == "true":
            return json.dumps({"count": self.fault("matched", len(found))}).encode(), "application/json", 200, {}
        numbered = [(layer.index(f) + 1, f) for f in found]
        if "OBJECTID > " in asked.get("where", ""):
            after = int(asked["where"].rpartition(" ")[2])
            numbered = [pair for pair in numbered if pair[0] > after]
        start = int(asked.get("resultOffset", 0)) if self.fault("pagination", True) else 0
        page, more, refuse = self.paged(numbered, start, int(asked.get("resultRecordCount", 1000)))
        if refuse:
            return b'{"error": {"code": 400, "message": "Invalid"}}', "application/json", 200, {}
        made = {
            "objectIdFieldName": "OBJECTID",
            "spatialReference": {"wkid": 28992, "latestWkid": 28992},
            "fields": [
                {"name": "OBJECTID", "type": "esriFieldTypeOID"},
                {"name": "datum", "type": "esriFieldTypeDate"},
            ],
            "features": [
                {"attributes": {"OBJECTID": i, **f["properties"]}, "geometry": esri(self.placed(f)["geometry"])}
                for i, f in page
            ],
            **({"exceededTransferLimit": True} if more else {}),
        }
        return json.dumps(made).encode(), "application/json", 200, {}

    def bgt(self, path, pieces, body):
        """Take an order, tell how far it is, hand over the zip."""
        if path.endswith("/full/custom"):
            order = json.loads(body)
            unknown = [name for name in order["featuretypes"] if name not in self.layers]
            if unknown or order["format"] != "gmllight":
                return b'{"error": "featuretype"}', "application/json", 400, {}
            number = str(len(self.orders) + 1)
            self.orders[number] = [order, 0]
            told = {"downloadRequestId": number, "_links": {"status": {"href": f"{path}/{number}/status"}}}
            return json.dumps(told).encode(), "application/json", 202, {}
        if pieces[-1] == "status":
            order = self.orders[pieces[-2]]
            states = [*self.fault("order", ["PENDING", "RUNNING"]), "COMPLETED"]
            state = states[min(order[1], len(states) - 1)]
            order[1] += 1
            told = {"status": state, "progress": 50 if state == "RUNNING" else 100 if state == "COMPLETED" else 0}
            if state == "COMPLETED":
                told["_links"] = {"download": {"href": f"/bgt/extract/{pieces[-2]}/extract.zip"}}
            return json.dumps(told).encode(), "application/json", 201 if state == "COMPLETED" else 200, {}
        order = self.orders[pieces[-2]][0]
        area = shapely.from_wkt(order["geofilter"])
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in order["featuretypes"] if self.fault("zip") != "empty" else ():
                inside = [f for f in self.layers[name] if shapely.intersects(area, shape(f["geometry"]))]
                archive.writestr(f"bgt_{name}.gml", gml(name, inside))
        made = content.getvalue()
        return made[: len(made) // 2] if self.fault("zip") == "broken" else made, "application/zip", 200, {}

    def give(self, request, content, kind="application/json", status=200, headers=None, *, cut=False):
        """Write an answer; `cut`: half of it, and then the connection breaks."""
        try:
            request.send_response(status)
            request.send_header("Content-Type", kind)
            request.send_header("Content-Length", str(len(content)))
            for name, value in (headers or {}).items():
                request.send_header(name, value)
            if cut:
                request.close_connection = True
                content = content[: len(content) // 2]
            request.end_headers()
            request.wfile.write(content)
        except ConnectionError:
            request.close_connection = True


def esri(geometry):
    """Return a geometry of GeoJSON as ArcGIS writes it: outer rings clockwise."""
    if geometry is None:
        return None
    kind, places = geometry["type"], geometry["coordinates"]
    if kind == "Point":
        return {"x": places[0], "y": places[1]}
    if kind == "LineString":
        return {"paths": [places]}
    if kind == "MultiLineString":
        return {"paths": places}
    polygons = [places] if kind == "Polygon" else places
    return {"rings": [ring if shapely.LinearRing(ring).is_ccw == bool(i) else ring[::-1]
                      for polygon in polygons for i, ring in enumerate(polygon)]}  # fmt: skip


def gml(name, features):
    """Return features as GML-light, with a crest as a second geometry where they have one."""
    members = "".join(
        f'<gml:featureMember><{name.capitalize()} gml:id="b{i}">'
        + "".join(f"<{k}>{v}</{k}>" for k, v in f["properties"].items() if v is not None)
        + "<geometrie2d>"
        + '<gml:Polygon srsName="urn:ogc:def:crs:EPSG::28992"><gml:exterior><gml:LinearRing><gml:posList>'
        + " ".join(f"{x} {y}" for x, y in f["geometry"]["coordinates"][0])
        + "</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></geometrie2d>"
        + f"</{name.capitalize()}></gml:featureMember>"
        for i, f in enumerate(features)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2">'
        f"{members}</gml:FeatureCollection>"
    )


def feature(geometry, **fields):
    """Return a feature of GeoJSON."""
    return {"type": "Feature", "properties": fields, "geometry": None if geometry is None else mapping(geometry)}


def fetch(request, cancelled):
    """Answer a request over a real connection: a `Fetch` of the engine."""
    from riothermie_kansen.errors import CancelledError
    from riothermie_kansen.services import Response, ServiceError

    if cancelled():
        raise CancelledError
    parts = urlsplit(request.url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=request.timeout_s)
    try:
        connection.request(request.method, request.url.partition(parts.netloc)[2], request.body, dict(request.headers))
        answer = connection.getresponse()
        body = answer.read()
        return Response(answer.status, dict(answer.getheaders()), body, request.url)
    except TimeoutError as error:
        raise ServiceError("tijd", url=request.url, seconden=request.timeout_s) from error
    except (OSError, http.client.HTTPException) as error:
        raise ServiceError("verbinding", url=request.url, reden=type(error).__name__) from error
    finally:
        connection.close()


if __name__ == "__main__":
    lab = Lab(config=sys.argv[1])
    sys.stdout.write(f"{lab.server.server_port}\n")
    sys.stdout.flush()
    lab.server.serve_forever()
