"""Algorithm wkogeschiktheid: from the rasters of REGIS to a map of suitability, a table of layers and a report."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest
from qgis import processing
from qgis.core import QgsMapLayer, QgsVectorLayer

from tests.algorithms.made import Log, layer, refusal, rows

ROOT = Path(__file__).resolve().parents[2]
OUTPUTS = ("GESCHIKTHEID", "LAGEN", "GEBIEDEN", "MELDINGEN")


def _regis_set():
    path = ROOT / "tests" / "engine" / "subsurface" / "regis_set.py"
    spec = importlib.util.spec_from_file_location("regis_set_shell", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SET = _regis_set()
SHALLOW = {
    "mv": SET.Layer(3.0, 3.0),
    "NUhlc": SET.Layer(3.0, -14.0, kv=0.001),
    "NUKRz3": SET.Layer(-14.0, -54.0, kh=40.0),
    "NUWAk1": SET.Layer(-54.0, -90.0, kv=0.0005),
}


@pytest.fixture(scope="module")
def regis(tmp_path_factory):
    """Return a folder with the synthetic set of Leusden: 6 x 5 cells of 100 m from (156000, 461000)."""
    return SET.write_folder(tmp_path_factory.mktemp("regis") / "set", form="asc")


def square(x, y, size=100.0):
    return f"POLYGON(({x} {y},{x + size} {y},{x + size} {y + size},{x} {y + size},{x} {y}))"


def points(*places, crs="EPSG:28992"):
    found = places or ((156050, 461050, "A"), (156350, 461250, "B"))
    return layer("Point", "naam:string", [(f"POINT({x} {y})", name) for x, y, name in found], name="punten", crs=crs)


def area(*shapes):
    found = shapes or ((square(156000, 461000, 500), "Wijk"),)
    return layer("Polygon", "naam:string", found, name="gebied")


def run(feedback=None, **parameters):
    outputs = dict.fromkeys(OUTPUTS, "TEMPORARY_OUTPUT")
    return processing.run("riothermie:wkogeschiktheid", outputs | parameters, feedback=feedback or Log())


def test_points(regis, tmp_path):
    log = Log()
    made = run(log, REGIS=str(regis), PUNTEN=points(), RAPPORT=str(tmp_path / "wko.html"))
    found = {row["punt_id"]: row for row in rows(made["GESCHIKTHEID"])}
    assert list(found) == ["A", "B"]
    a = found["A"]
    assert (a["klasse"], a["laag"]) == ("geschikt", "NUPZ-WAz3")
    assert (a["top_mv_m"], a["basis_mv_m"], a["dikte_m"], a["kh_md"]) == (65.0, 125.0, 60.0, 75.0)
    assert a["kd_m2d"] == 4500.0
    assert a["hto"] == "alleen in de laag van de WKO"
    assert "240 tot 280 m" in a["hto_reden"]
    assert a["wkt"] == "Point (156050 461050)"
    assert made["GESCHIKTHEID"].crs().authid() == "EPSG:28992"
    layers = rows(made["LAGEN"])
    assert [row["code"] for row in layers if row["punt_id"] == "A"] == [code for code in SET.LEUSDEN if code != "mv"]
    assert [row["code"] for row in layers if row["rol"] == "wko"] == ["NUPZ-WAz3"] * 2
    assert made["GEBIEDEN"].featureCount() == 0
    assert [made[name] for name in ("AANTAL", "GESCHIKT", "MATIG", "ONGESCHIKT", "ONBEKEND")] == [2, 2, 0, 0, 0]
    assert made["DEBIET_M3H"] == pytest.approx(250.0)
    assert "DOUBLETTEN" not in made  # not known for points
    assert "Suitable 2 + fair 0 + unsuitable 0 + unknown 0 = 2." in log.lines
    page = (tmp_path / "wko.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert page.count("<svg") == 3


def test_area(regis, tmp_path):
    target = str(tmp_path / "wko.gpkg")
    made = run(REGIS=str(regis / "NUPZ-WAz3-t-ck.asc"), GEBIED=area(), GESCHIKTHEID=target)
    cells = QgsVectorLayer(target, "cellen", "ogr")
    assert cells.featureCount() == 25
    assert {feature.geometry().area() for feature in cells.getFeatures()} == {10000.0}
    assert {feature["klasse"] for feature in cells.getFeatures()} == {"geschikt"}
    [row] = rows(made["GEBIEDEN"])
    assert (row["gebied_id"], row["cellen"], row["geschikt"], row["oppervlakte_ha"]) == ("Wijk", 25, 100.0, 25.0)
    assert row["doubletten"] == made["DOUBLETTEN"] > 0
    assert made["TOTAAL_KW"] == pytest.approx(made["DOUBLETTEN"] * made["VERMOGEN_KW"])
    # the style is in the file itself, and the titles of the fields
    message, good = cells.loadDefaultStyle()
    assert good, message
    labels = [item.label() for item in cells.renderer().legendSymbolItems()]
    assert labels[:3] == ["Geschikt", "Matig", "Ongeschikt"]
    assert cells.attributeAlias(cells.fields().lookupField("kh_md")).endswith("[m/d]")
    assert "Onbekend is geen oordeel" in cells.metadata().abstract()


@pytest.mark.parametrize("axes", [("layer", "y", "x"), ("x", "y", "layer")])
def test_one_netcdf_with_any_order_of_axes(regis, tmp_path, axes):
    file = tmp_path / "REGIS.nc"
    SET.write_regis(file, axes=axes)
    found = [rows(run(REGIS=str(source), PUNTEN=points())["GESCHIKTHEID"]) for source in (regis, file)]
    for name in ("klasse", "laag", "top_m", "basis_m", "kh_md", "reden", "hto_reden"):
        assert [row[name] for row in found[0]] == [row[name] for row in found[1]]


def test_larger_cells(regis):
    made = run(REGIS=str(regis), GEBIED=area(), CELGROOTTE=200)
    assert {round(f.geometry().area()) for f in made["GESCHIKTHEID"].getFeatures()} == {40000}


def test_restrictions_limit_the_depth_and_forbid(regis):
    limits = layer(
        "Polygon",
        "locatie_id:string wko:string bodemlus:string max_diepte_m:double",
        [
            (square(156000, 461000), "1", "aandacht", "aandacht", 90.0),
            (square(156300, 461200), "2", "verboden", "", None),
        ],
        name="restricties",
    )
    made = run(REGIS=str(regis), PUNTEN=points((156050, 461050, "A"), (156350, 461250, "B"), (156550, 461450, "C")),
               RESTRICTIES=limits)  # fmt: skip
    found = {row["punt_id"]: row for row in rows(made["GESCHIKTHEID"])}
    assert (found["A"]["max_diepte_m"], found["A"]["basis_mv_m"], found["A"]["wko"]) == (90.0, 90.0, "aandacht")
    assert (found["B"]["klasse"], found["B"]["klasse_bodem"]) == ("ongeschikt", "geschikt")
    assert found["C"]["wko"] is None
    assert [row["soort"] for row in rows(made["MELDINGEN"])] == ["aquifer_niet_getoetst"]


def test_points_in_another_crs_and_outside(regis):
    log = Log()
    wgs = points((5.393, 52.136, "ver"), (4.9, 52.3, "Amsterdam"), crs="EPSG:4326")
    text = refusal(lambda: run(log, REGIS=str(regis), PUNTEN=wgs))
    assert "REGIS" in text or "raster" in text
    some = points((156050, 461050, "in"), (250000, 500000, "uit"))
    made = run(REGIS=str(regis), PUNTEN=some)
    found = {row["punt_id"]: row for row in rows(made["GESCHIKTHEID"])}
    assert (found["in"]["klasse"], found["uit"]["klasse"]) == ("geschikt", "onbekend")
    assert made["ONBEKEND"] == 1
    assert "aquifer_buiten" in {row["soort"] for row in rows(made["MELDINGEN"])}


def test_parameters_are_kentallen(regis):
    made = run(REGIS=str(regis), PUNTEN=points(), DIEPTE_MAX=60, VOLLASTUREN=3000, DELTA_T=8)
    [one, _] = rows(made["GESCHIKTHEID"])
    assert one["laag"] == "NUPZ-WAz1"
    # 28 m with 25 m/d; more hours clog sooner: 1500 to 3000 gives a factor of the root of a half
    flow = 3.14159265 * 0.8 * 28 * 1000 * (25 / 150) ** 0.6 * (0.1 / (4 * 6000)) ** 0.5
    assert one["debiet_m3h"] == round(flow)
    assert made["VERMOGEN_KW"] == pytest.approx(flow * 4180 * 8 / 3600, rel=1e-6)


def test_points_that_are_buildings(regis):
    made = run(REGIS=str(regis), PUNTEN=area((square(156020, 461020, 10), "pand")))
    assert [row["wkt"] for row in rows(made["GESCHIKTHEID"])] == ["Point (156025 461025)"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Neither an area nor points were given"),
        ({"PUNTEN": "points", "GEBIED": "area"}, "Both an area and points were given"),
        ({"PUNTEN": "empty"}, "is empty"),
        ({"GEBIED": "area", "NAAM_VELD": "naam"}, "no points"),
        ({"PUNTEN": "points", "REGIS": "/nergens/REGIS.nc"}, "does not exist"),
        ({"PUNTEN": "points", "RESTRICTIES": "points"}, "no field wko"),
        ({"GEBIED": "far"}, ""),
    ],
)
def test_bad_input_is_refused_in_one_sentence(regis, given, words):
    made = {
        "points": points(), "area": area(), "far": area((square(10000, 310000), "ver")),
        "empty": layer("Point", "naam:string", [], name="leeg"), "naam": "naam",
    }  # fmt: skip
    parameters = {name: made.get(value, value) for name, value in given.items()}
    assert words in refusal(lambda: run(**({"REGIS": str(regis)} | parameters)))


def test_folder_without_rasters(tmp_path):
    (tmp_path / "lees.txt").write_text("niets")
    text = refusal(lambda: run(REGIS=str(tmp_path), PUNTEN=points()))
    assert tmp_path.name in text


def test_nodata_everywhere(tmp_path):
    nothing = {code: SET.Layer(float("nan"), float("nan"), float("nan")) for code in ("NUBXz1", "NUEEk1")}
    folder = SET.write_folder(tmp_path / "leeg", nothing, form="asc")
    made = run(REGIS=str(folder), PUNTEN=points())
    assert [row["klasse"] for row in rows(made["GESCHIKTHEID"])] == ["onbekend"] * 2


@pytest.mark.parametrize("percent", [1, 30, 70])
def test_cancelled_run_leaves_nothing(regis, tmp_path, percent):
    target = tmp_path / "wko.gpkg"
    made = run(
        Log(percent), REGIS=str(regis), GEBIED=area(), GESCHIKTHEID=str(target), RAPPORT=str(tmp_path / "r.html")
    )
    assert "AANTAL" not in made
    assert list(tmp_path.iterdir()) == []


def test_own_output_as_points_again(regis):
    first = run(REGIS=str(regis), GEBIED=area())["GESCHIKTHEID"]
    assert first.type() == QgsMapLayer.LayerType.VectorLayer
    again = rows(run(REGIS=str(regis), PUNTEN=first)["GESCHIKTHEID"])
    assert [row["klasse"] for row in again] == ["geschikt"] * 25
    assert [row["punt_id"] for row in again] == [row["punt_id"] for row in rows(first)]


def test_demo_set_is_judged():
    folder = ROOT / "resources" / "demo" / "regis_verzonnen"
    if not folder.is_dir():
        pytest.skip("no demo set")
    made = run(REGIS=str(folder), PUNTEN=points((173850, 443650, "midden")))
    [row] = rows(made["GESCHIKTHEID"])
    assert (row["klasse"], row["laag"]) == ("geschikt", "NUPZ-WAz3")


def geotop(path, code=6, area=None):
    """Write voxels of one lithoclass from -50 to 2 m NAP; return the path."""
    area = area or SET.Area()
    SET.write_geotop(path, np.full((104, area.rows, area.columns), code), area)
    return str(path)


@pytest.fixture(scope="module")
def shallow(tmp_path_factory):
    """Return a folder with a synthetic set of which the sand lies from 17 to 57 m below the surface."""
    return SET.write_folder(tmp_path_factory.mktemp("ondiep") / "set", SHALLOW, form="asc")


def test_geotop_as_second_opinion(shallow, tmp_path):
    report = tmp_path / "wko.html"
    sand, clay = (
        run(REGIS=str(shallow), PUNTEN=points(), GEOTOP=geotop(tmp_path / f"g{code}.nc", code), RAPPORT=str(report))
        for code in (6, 2)
    )
    page = report.read_text(encoding="utf-8")
    assert "geotop: g2.nc" in page
    assert "GeoTOP:" in page
    for made, share, against in ((sand, 100.0, 0), (clay, 0.0, 2)):
        found = rows(made["GESCHIKTHEID"])
        assert [row["geotop_zand"] for row in found] == [share] * 2
        assert [row["geotop_m"] for row in found] == [36.0] * 2
        assert [row["klasse"] for row in found] == ["geschikt"] * 2  # it never decides
        assert made["GEOTOP_TEGEN"] == against
        assert sum("GeoTOP spreekt dit tegen" in row["reden"] for row in found) == against
        voxels = [row for row in rows(made["LAGEN"]) if row["rol"] == "geotop"]
        assert [(row["punt_id"], row["volgnr"], row["top_m"], row["basis_m"]) for row in voxels] == [
            ("A", 1, 2.0, -50.0), ("B", 1, 2.0, -50.0),
        ]  # fmt: skip
        assert all(row["kh_md"] is None and row["kd_m2d"] is None for row in voxels)
    assert {row["naam"] for row in rows(clay["LAGEN"]) if row["rol"] == "geotop"} == {"klei"}
    assert "aquifer_geotop" in {row["soort"] for row in rows(clay["MELDINGEN"])}
    without = run(REGIS=str(shallow), PUNTEN=points())
    assert "GEOTOP_TEGEN" not in without
    assert [row["geotop_zand"] for row in rows(without["GESCHIKTHEID"])] == [None] * 2
    assert "geotop" not in {row["rol"] for row in rows(without["LAGEN"])}


def test_geotop_that_does_not_reach(shallow, tmp_path):
    west = SET.Area(columns=2)
    file = geotop(tmp_path / "g.nc", area=west)
    made = run(REGIS=str(shallow), PUNTEN=points(), GEOTOP=file)
    assert [row["geotop_zand"] for row in rows(made["GESCHIKTHEID"])] == [100.0, None]
    assert "geotop_punten_buiten" in {row["soort"] for row in rows(made["MELDINGEN"])}
    text = refusal(lambda: run(REGIS=str(shallow), PUNTEN=points((156350, 461250, "B")), GEOTOP=file))
    assert "GeoTOP" in text
    assert "g.nc" in text
    assert "weg.nc" in refusal(lambda: run(REGIS=str(shallow), PUNTEN=points(), GEOTOP=str(tmp_path / "weg.nc")))
    no_geotop = tmp_path / "regis.nc"
    SET.write_regis(no_geotop)
    assert "GeoTOP" in refusal(lambda: run(REGIS=str(shallow), PUNTEN=points(), GEOTOP=str(no_geotop)))


def test_real_geotop_in_an_area(shared_data, tmp_path):
    grid = SET.Area(139_500.0, 454_700.0, 19, 15)
    folder = SET.write_folder(tmp_path / "set", SHALLOW, grid, form="asc")
    file = shared_data / "subsurface" / "geotop_usp.nc"
    wijk = area((square(140_000, 455_000, 500), "Wijk"))
    made = run(REGIS=str(folder), GEBIED=wijk, GEOTOP=str(file), RAPPORT=str(tmp_path / "wko.html"))
    found = rows(made["GESCHIKTHEID"])
    assert len(found) == 25
    assert all(50.0 <= row["geotop_zand"] <= 100.0 for row in found)  # sand of the Rhine
    assert {row["geotop_m"] for row in found} == {36.0}
    assert {row["punt_id"] for row in rows(made["LAGEN"]) if row["rol"] == "geotop"} == {
        row["punt_id"] for row in found
    }
    assert (tmp_path / "wko.html").read_text(encoding="utf-8").count("GeoTOP") > 3


def test_doublets_without_a_verdict_stand_apart(regis, tmp_path):
    limits = layer(
        "Polygon", "locatie_id:string wko:string max_diepte_m:double",
        [(square(156000, 461000, 300), "1", "toegestaan", None), (square(156300, 461300, 200), "2", "verboden", None)],
        name="restricties",
    )  # fmt: skip
    report = tmp_path / "wko.html"
    made, free = (
        run(REGIS=str(regis), GEBIED=area(), RESTRICTIES=limits, RAPPORT=str(report)),
        run(REGIS=str(regis), GEBIED=area()),
    )
    found = rows(made["GESCHIKTHEID"])
    [row] = rows(made["GEBIEDEN"])
    assert made["ZONDER_OORDEEL"] == sum(cell["wko"] is None for cell in found) > 0
    assert row["zonder_oordeel"] == pytest.approx(100.0 * made["ZONDER_OORDEEL"] / 25, abs=0.05)
    assert (row["doubletten"], row["doubletten_zonder_oordeel"]) == (
        made["DOUBLETTEN"], made["DOUBLETTEN_ZONDER_OORDEEL"],
    )  # fmt: skip
    assert 0 < made["DOUBLETTEN"] + made["DOUBLETTEN_ZONDER_OORDEEL"] <= free["DOUBLETTEN"]
    assert "ZONDER_OORDEEL" not in free
    [whole] = rows(free["GEBIEDEN"])
    assert (whole["zonder_oordeel"], whole["doubletten_zonder_oordeel"]) == (None, None)
    page = report.read_text(encoding="utf-8")
    assert "verboden (bodem: geschikt)" in page
    assert "geschikt, zonder oordeel" in page
