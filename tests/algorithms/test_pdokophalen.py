"""`pdokophalen` on a real QGIS Server (WFS and OGC API Features) with data as PDOK has it."""

import subprocess
import sys

import pytest
from qgis import processing

from tests.algorithms import open_data
from tests.algorithms.made import Log
from tests.algorithms.packages import read, tables

WFS = ("pdok_gwsw", "bag", "cbs_wijkenbuurten", "cbs_vierkanten100", "grondwaterbescherming", "natura2000")
OGC = ("pdok_gwsw_ogc", "nwb")
EXTENT = f"{open_data.X},{open_data.X + 400},{open_data.Y},{open_data.Y + 400} [EPSG:28992]"
ON_SERVER = ["riool", "bag", "nwb", "cbs", "grondwaterbescherming", "natuur"]


@pytest.fixture(scope="module")
def server(tmp_path_factory, root):
    """Return (address, log of requests, frames that it offers) of a QGIS Server."""
    folder = tmp_path_factory.mktemp("bron")
    files, frames = open_data.write(folder)
    log = folder / "log.txt"
    program = root / "tests" / "algorithms" / "qgis_server.py"
    running = subprocess.Popen(
        [sys.executable, str(program), str(log), *map(str, files)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        line = next(line for line in running.stdout if line.strip().isdigit())
        yield f"http://127.0.0.1:{int(line)}", log, frames
    finally:
        running.kill()
        running.wait()
        running.stdout.close()


def services(folder, address, **others):
    """Return a file with the addresses of the server."""
    found = dict.fromkeys(WFS, f"{address}/wfs") | dict.fromkeys(OGC, f"{address}/wfs3") | others
    file = folder / "diensten.toml"
    file.write_text("[diensten]\n" + "".join(f'{key} = "{value}"\n' for key, value in found.items()))
    return str(file)


def hasty(folder, **others):
    """Return a file with kentallen that make a test short: little waiting."""
    file = folder / "kentallen.toml"
    values = {"wachttijd": 0.01, "pogingen": 2, "bladzijde": 15} | others
    file.write_text("[dienst]\n" + "".join(f"{key} = {value}\n" for key, value in values.items()))
    return str(file)


def fetch(folder, address, log=None, **given):
    """Run the algorithm; return (numbers and outputs, GeoPackage)."""
    target = folder / "gegevens.gpkg"
    asked = {
        "DATASETS": ON_SERVER, "HERVATTEN": False, "DIENSTEN": services(folder, address),
        "KENTALLEN": hasty(folder), "GEOPACKAGE": str(target), "MELDINGEN": "TEMPORARY_OUTPUT",
    } | given  # fmt: skip
    made = processing.run("riothermie:pdokophalen", asked, feedback=log or Log())
    return made, target


@pytest.fixture(scope="module")
def fetched(server, tmp_path_factory):
    """Return (outputs, GeoPackage, log) of a run with an extent."""
    log = Log()
    made, target = fetch(tmp_path_factory.mktemp("doel"), server[0], log, OMVANG=EXTENT)
    return made, target, log


def test_everything_arrives(fetched, server):
    made, target, _ = fetched
    expected = {
        "riool_leiding": 8, "riool_put": 9, "riool_pomp": 1, "riool_gebied": 1, "riool_bouwwerk": 1, "bag_pand": 40,
        "bag_verblijfsobject": 40, "nwb_wegvakken": 19, "cbs_gemeenten": 1, "cbs_buurten": 2, "cbs_vierkanten100": 4,
        "natura2000": 1, "grondwaterbescherming": 1,
    }  # fmt: skip
    counts = {name: read(f"{target}|layername={name}").featureCount() for name in tables(target) - {"bronnen"}}
    assert counts == expected
    assert (made["OBJECTEN"], made["LAGEN"], made["MISLUKT"]) == (sum(expected.values()), len(expected), 0)
