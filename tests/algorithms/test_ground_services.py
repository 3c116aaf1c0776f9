"""`bodemrestricties` on maps behind a WFS and an ArcGIS FeatureServer, as of PDOK, provinces and the WKO-tool."""

import json
import subprocess
import sys

import pytest

from tests.algorithms.ground import X, Y, houses, nothing_else, run
from tests.algorithms.made import Log, rows


def square(x, y, size):
    return [[X + x, Y + y], [X + x + size, Y + y], [X + x + size, Y + y + size], [X + x, Y + y + size], [X + x, Y + y]]


FAR = 60_000
SERVED = {
    "boringsvrije_zone": {
        "kind": "polygon",
        "fields": {"naam": "string", "max_diepte": "double"},
        "features": [
            [square(90, -20, 60), ["zone", 45.0]],
            *([square(FAR + 100 * i, 0, 50), [f"ver {i}", 30.0]] for i in range(300)),
        ],
    },
    "gesloten": {
        "kind": "point",
        "fields": {"installatie_id": "string", "type": "string", "bodemzijdigvermogen": "double"},
        "features": [
            [[[X + 330, Y + 5]], ["G1", "GBES", 10.0]],
            *([[[X + FAR, Y + 20 * i]], [f"V{i}", "GBES", 10.0]] for i in range(300)),
        ],
    },
    "verbodsgebieden": {
        "kind": "polygon",
        "fields": {"Bronhouder": "string"},
        "features": [[square(-20, -20, 40), ["Provincie"]], [square(FAR, 0, 500), ["Provincie"]]],
    },
    "ver_weg": {"kind": "polygon", "fields": {"naam": "string"}, "features": [[square(FAR, 0, 500), ["ver"]]]},
}  # fmt: skip


@pytest.fixture(scope="module")
def service(tmp_path_factory, root):
    """Return (address, folder with the log) of a server that runs on this machine."""
    folder = tmp_path_factory.mktemp("dienst")
    for name, layer in SERVED.items():
        (folder / f"{name}.json").write_text(json.dumps(layer))
    server = subprocess.Popen(
        [sys.executable, str(root / "tests" / "algorithms" / "ground_server.py"), str(folder)],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield f"http://127.0.0.1:{int(server.stdout.readline())}", folder
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()


def wfs(address, name):
    return f"WFS://url='{address}/wfs' typename='app:{name}' srsname='EPSG:28992' version='2.0.0'"


def arcgis(address, name):
    number = sorted(SERVED).index(name)
    return f"arcgisfeatureserver://crs='EPSG:28992' url='{address}/arcgis/rest/services/wko/FeatureServer/{number}'"


@pytest.mark.parametrize("source", [wfs, arcgis], ids=["wfs", "arcgis"])
def test_maps_of_a_service(service, source):
    address, folder = service
    log = Log()
    given = {
        "VERBOD": [source(address, "verbodsgebieden")],
        "DIEPTEBEPERKING": [source(address, "boringsvrije_zone")],
        "GBES": [source(address, "gesloten")],
    }
    made = run(log, LOCATIES=houses(), **nothing_else(**given))
    found = rows(made["LOCATIES_UIT"])
    assert [row["wko"] for row in found] == ["verboden", "aandacht", "toegestaan", "aandacht"]
    assert [row["max_diepte_m"] for row in found] == [None, 45.0, None, None]
    assert found[3]["afstand_gbes_m"] == pytest.approx(20.0, abs=0.1)
    assert found[3]["bodemlus"] == "aandacht"
    assert "G1" in found[3]["gbes"]
    # of hundreds of features only those near the houses were fetched, and that is said
    listed = {row["rol"]: row for row in rows(made["LAGEN"]) if row["gelezen"]}
    assert {role: row["gelezen"] for role, row in listed.items()} == {"VERBOD": 1, "DIEPTEBEPERKING": 1, "GBES": 1}
    assert all(row["datum"] for row in listed.values())
    assert sum("only what lies near" in line for line in log.lines) == 3
    assert (folder / "log.txt").read_text()


@pytest.mark.parametrize("source", [wfs, arcgis], ids=["wfs", "arcgis"])
def test_a_service_of_elsewhere_is_no_test(service, source):
    """Nothing nearby may mean that nothing is there, or that the map ends before: here all of it lies 60 km away."""
    address, _ = service
    given = nothing_else(NATUUR=[source(address, "ver_weg")])
    made = run(LOCATIES=houses(), **given)
    assert made["WKO_TOEGESTAAN"] == 0
    assert "natuur" in rows(made["LOCATIES_UIT"])[0]["niet_getoetst"]
