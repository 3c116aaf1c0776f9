"""A real QGIS Server on this machine: every table of some GeoPackages by WFS and by OGC API Features.

Usage: qgis_server.py LOG GEOPACKAGE ... . Writes the port; each request becomes a line of LOG. A program of its own,
with one request at a time: that is how QGIS Server works. The WFS is on /wfs, the OGC API on /wfs3.

Layers of QGIS Server have no namespace: names in a request lose their prefix. Nothing else is touched.
"""

import os
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsProject, QgsVectorLayer
from qgis.server import QgsBufferServerRequest, QgsBufferServerResponse, QgsServer, QgsServerRequest


def project_of(files):
    """Return a project with every table of some GeoPackages, offered under its own name."""
    project = QgsProject()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:28992"))
    ids = []
    for file in files:
        whole = QgsVectorLayer(file, "x", "ogr")
        for item in whole.dataProvider().subLayers():
            table = item.split(whole.dataProvider().sublayerSeparator())[1]
            layer = QgsVectorLayer(f"{file}|layername={table}", table, "ogr")
            layer.serverProperties().setShortName(table)
            project.addMapLayer(layer)
            ids.append(layer.id())
    project.writeEntry("WFSLayers", "/", ids)
    for layer_id in ids:
        project.writeEntry("WFSLayersPrecision", f"/{layer_id}", 3)
    return project


class Answer(BaseHTTPRequestHandler):
    """Hands requests to QGIS Server."""

    def do_GET(self):
        with Path(sys.argv[1]).open("a") as log:
            log.write(f"{self.path}\n")
        parts = urlsplit(self.path)
        query = [
            (key, value.rpartition(":")[2] if key.lower().startswith("typename") else value)
            for key, value in parse_qsl(parts.query)
        ]
        address = f"http://{self.headers['Host']}{parts.path}?{urlencode(query)}"
        asked = QgsBufferServerRequest(address, QgsServerRequest.Method.GetMethod, dict(self.headers))
        answer = QgsBufferServerResponse()
        SERVER.handleRequest(asked, answer, PROJECT)
        body = bytes(answer.body())
        self.send_response(answer.statusCode())
        for name, value in answer.headers().items():
            if name.lower() != "content-length":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Keep silent."""


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    SERVER = QgsServer()
    PROJECT = project_of(sys.argv[2:])
    door = HTTPServer(("127.0.0.1", 0), Answer)
    sys.stdout.write(f"{door.server_port}\n")
    sys.stdout.flush()
    door.serve_forever()
