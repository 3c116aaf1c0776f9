"""Runs of `pdokophalen` against servers on this machine."""

import contextlib
import subprocess
import sys

from qgis import processing

from tests.algorithms import open_data
from tests.algorithms.made import Log
from tests.engine.services.lab import Lab, feature

WFS = ("pdok_gwsw", "bag", "cbs_wijkenbuurten", "cbs_vierkanten100", "grondwaterbescherming", "natura2000")
OGC = ("pdok_gwsw_ogc", "nwb")
X, Y = open_data.X, open_data.Y
EXTENT = f"{X},{X + 400},{Y},{Y + 400} [EPSG:28992]"
NOBODY = "http://127.0.0.1:9"


@contextlib.contextmanager
def qgis_server(folder, root):
    """Run a QGIS Server; give (its address, its log of requests, name of a layer to what it offers)."""
    files, frames = open_data.write(folder)
    log = folder / "log.txt"
    program = root / "tests" / "algorithms" / "qgis_server.py"
    running = subprocess.Popen(
        [sys.executable, str(program), str(log), *map(str, files)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        port = next(line for line in running.stdout if line.strip().isdigit())
        yield f"http://127.0.0.1:{int(port)}", log, frames
    finally:
        running.kill()
        running.wait()
        running.stdout.close()


@contextlib.contextmanager
def laboratory(**faults):
    """Run the services of the WKO-tool and the download of the BGT; give service to (address, `Lab`)."""
    with contextlib.ExitStack() as stack:
        labs = {name: stack.enter_context(Lab(layers, **faults)) for name, layers in open_data.ground().items()}
        found = {name: (lab.bases()["arcgis"], lab) for name, lab in labs.items()}
        bgt = stack.enter_context(Lab(open_data.surfaces(), **faults))
        yield found | {"bgt": (bgt.bases()["bgt"], bgt)}


@contextlib.contextmanager
def two_services(**faults):
    """Run two services with one small layer each; give service to (address, `Lab`)."""
    layers = {
        "natura2000": {"natura2000": [feature(open_data.box(0.0, 0.0, 50.0 + i), nr=i) for i in range(20)]},
        "grondwaterbescherming": {
            "AM.DrinkingWaterProtectionArea": [feature(open_data.box(90.0, 0.0, 50.0), naam="Wageningse Berg")]
        },
    }
    with contextlib.ExitStack() as stack:
        labs = {name: stack.enter_context(Lab(made, **faults)) for name, made in layers.items()}
        yield {name: (lab.bases()["wfs"], lab) for name, lab in labs.items()}


def of_server(address):
    """Return service to address for a QGIS Server."""
    return dict.fromkeys(WFS, f"{address}/wfs") | dict.fromkeys(OGC, f"{address}/wfs3")


def of_labs(labs):
    """Return service to address for `laboratory`."""
    return {name: address for name, (address, _) in labs.items()}


def services(folder, bases):
    """Return a file with addresses."""
    file = folder / "diensten.toml"
    file.write_text("[diensten]\n" + "".join(f'{key} = "{value}"\n' for key, value in bases.items()))
    return str(file)


def hasty(folder, **others):
    """Return a file with kentallen that keep a test short, and pages small."""
    file = folder / "kentallen.toml"
    values = {"wachttijd": 0.01, "pogingen": 2, "bladzijde": 15, "peiling": 0.01} | others
    file.write_text("[dienst]\n" + "".join(f"{key} = {value}\n" for key, value in values.items()))
    return str(file)


def fetch(folder, bases, log=None, **given):
    """Run the algorithm with an extent, unless another place is given; return (what comes out, the GeoPackage)."""
    target = folder / "gegevens.gpkg"
    place = {} if {"GEMEENTE", "GEBIED", "OMVANG"} & set(given) else {"OMVANG": EXTENT}
    asked = {
        "HERVATTEN": False, "DIENSTEN": services(folder, bases), "KENTALLEN": hasty(folder),
        "GEOPACKAGE": str(target), "MELDINGEN": "TEMPORARY_OUTPUT",
    } | place | given  # fmt: skip
    return processing.run("riothermie:pdokophalen", asked, feedback=log or Log()), target


def left_over(folder):
    """Return what a run may have left in a folder beside its inputs."""
    return sorted(path.name for path in folder.iterdir() if path.suffix != ".toml")
