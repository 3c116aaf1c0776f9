"""Algorithm `bronpunten` as QGIS runs it, on a town made by hand and on the synthetic sewer of the demo."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from qgis import processing
from qgis.core import (
    QgsApplication,
    QgsExpression,
    QgsExpressionContext,
    QgsProcessingContext,
    QgsProject,
    QgsVectorLayer,
)
from riothermie_plugin.algorithms.bronpunten_parameters import SourcePointsAlgorithm
from riothermie_plugin.algorithms.energiematch_parameters import MatchAlgorithm
from riothermie_plugin.algorithms.inputs import WITH_HEAT, recognised
from riothermie_plugin.algorithms.styling import style_text
from riothermie_plugin.riothermie_kansen.network.loads import NETS
from riothermie_plugin.riothermie_kansen.schema import MELDING_COLUMNS, names
from riothermie_plugin.riothermie_kansen.source_points.columns import BRONPUNT_COLUMNS, KANDIDAAT_COLUMNS

from tests.algorithms import made
from tests.algorithms.made import Log, layer, pipes, refusal, rows

OUTPUTS = dict.fromkeys(("BRONPUNTEN", "KANDIDATEN", "MELDINGEN"), "TEMPORARY_OUTPUT")
SEWER = {"LEIDINGEN": "leiding", "PUTTEN": "put", "POMPEN": "pomp"}


@pytest.fixture(scope="module")
def chart():
    """Return the kansenkaart of the T of three pipes, with so many people that all can be a source."""
    return made.run("kansenkaart", LEIDINGEN=pipes(), INWONERS_TOTAAL=40000)["KANSENKAART"]


def buildings(*rows_):
    fields = "pand_id:string warmte_gj:double woningen:int rv_kw:double tap_kw:double"
    return layer("Point", fields, rows_, name="gebouwen")


NEAR = ("POINT(1150 1030)", "dichtbij", 2000, 60, 300, 100)


def run(chart, feedback=None, **parameters):
    inputs = {"KANSENKAART": chart, "GEBOUWEN": buildings(NEAR)}
    return processing.run("riothermie:bronpunten", OUTPUTS | inputs | parameters, feedback=feedback or Log())


def test_choices_are_those_of_the_engine():
    assert SourcePointsAlgorithm.NETTYPES == NETS


def test_point_of_a_town_made_by_hand(chart):
    log = Log()
    result = run(chart, log)
    points, places = rows(result["BRONPUNTEN"]), rows(result["KANDIDATEN"])
    # the building stands beside BC: 30 m from its middle, straight, times 1.3
    assert points[0]["leiding_id"] == "BC"
    assert points[0]["wkt"] == "Point (1150 1000)"
    assert points[0]["lengte_m"] == 39
    assert (points[0]["bereik_gj"], points[0]["woningen"]) == (2000, 60)
    assert result["BEREIK_GJ"] == 2000
    assert result["WONINGEN"] == 60
    assert result["KOSTEN_EUR"] == points[0]["kosten_eur"]
    assert result["AANTAL_BRONPUNTEN"] == len(points) == 1
    assert result["AANTAL_KANDIDATEN"] == len(places) == 3
    assert sorted(row["volgorde"] for row in places) == [1, 2, 3]
    assert "3 candidates = 1 chosen + 2 listed with a reason." in log.lines
    assert points[0]["reden"] in log.lines
    assert log.seen == sorted(log.seen)
    assert log.seen[-1] > 95


def test_fields_style_and_metadata(chart, tmp_path):
    file = tmp_path / "bron.gpkg"
    own = tmp_path / "eigen.toml"
    own.write_text("[bronkeuze]\nschaal = 1.0\n")
    table = 'ogr:dbname="{}" table="{}" (geom)'
    targets = {name: table.format(file, name.lower()) for name in OUTPUTS}
    run(chart, KENTALLEN=str(own), BEREIK_M=800, **targets)
    for name, columns, style in (
        ("bronpunten", BRONPUNT_COLUMNS, "bronpunten.qml"),
        ("kandidaten", KANDIDAAT_COLUMNS, "bronkandidaten.qml"),
        ("meldingen", MELDING_COLUMNS, "meldingen.qml"),
    ):
        got = QgsVectorLayer(f"{file}|layername={name}", name, "ogr")
        assert tuple(got.fields().names())[1:] == names(columns)
        assert got.renderer().type() == "RuleRenderer"
        assert style_text(style)
        history = "\n".join(got.metadata().history())
        assert "Kental bronkeuze.schaal = 1 - (standaard 0.6)" in history
        assert "Parameter BEREIK_M = 800" in history
        context = QgsExpressionContext()
        context.setFields(got.fields())
        for feature in got.getFeatures():
            context.setFeature(feature)
            labels = got.labeling().settings().fieldName if got.labelsEnabled() else "1"
            expression = QgsExpression(labels)
            assert expression.evaluate(context)
            assert not expression.hasEvalError(), expression.evalErrorString()
    assert "Kosten zijn ramingen" in QgsVectorLayer(f"{file}|layername=bronpunten", "b", "ogr").metadata().abstract()


def test_energiematch_and_warmtenet_take_the_points(chart):
    points = run(chart)["BRONPUNTEN"]
    found = made.run("energiematch", GEBOUWEN=buildings(NEAR), BRON=points)
    assert found["AANBOD_GJ"] == pytest.approx(rows(points)[0]["warmte_gj"])
    assert found["AANBOD_KW"] == pytest.approx(rows(points)[0]["vermogen_kw"])
    assert found["GEKOZEN"] == 1
    street = layer("LineString", "wvk_id:string", [("LINESTRING(1000 1010,1200 1010)", "s")], name="straten")
    net = made.run("warmtenet", GEBOUWEN=buildings(NEAR), BRON=points, STRATEN=street)
    assert net["AANGESLOTEN"] == 1


def test_layer_is_recognised_as_source_and_not_as_buildings(chart):
    points = run(chart)["BRONPUNTEN"].clone()
    QgsProject.instance().addMapLayer(points)
    try:
        assert recognised(MatchAlgorithm.KNOWN["BRON"], "spot") == points.id()
        assert recognised(MatchAlgorithm.KNOWN["GEBOUWEN"], "building") is None
        assert recognised(WITH_HEAT, "building") is None
    finally:
        QgsProject.instance().removeMapLayer(points.id())


def test_parameters_change_what_they_should(chart):
    far = buildings(NEAR, ("POINT(1050 1600)", "ver", 3000, 80, 400, 100))
    base = run(chart, GEBOUWEN=far)
    assert base["BEREIK_GJ"] == 5000
    assert run(chart, GEBOUWEN=far, BEREIK_M=200)["BEREIK_GJ"] == 2000
    assert run(chart, GEBOUWEN=far, OMWEG=3)["BEREIK_GJ"] == 2000
    assert run(chart, GEBOUWEN=far, NETTYPE="mt")["KOSTEN_EUR"] > base["KOSTEN_EUR"]
    # two places of demand, each nearest to another pipe, and a reach that joins none of them
    apart = buildings(NEAR, ("POINT(1050 1040)", "links", 3000, 80, 400, 100))
    assert run(chart, GEBOUWEN=apart, BEREIK_M=60)["AANTAL_BRONPUNTEN"] == 2
    assert run(chart, GEBOUWEN=apart, BEREIK_M=60, AANTAL=1)["AANTAL_BRONPUNTEN"] == 1


def test_existing_offtakes_are_not_available(chart):
    everything = run(chart, GEBOUWEN=buildings((*NEAR[:2], 90000, *NEAR[3:])))["WARMTE_GJ"]
    points = layer("Point", "punt_id:string leiding_id:string vermogen_kw:double status:string",
                   [("POINT(1150 1000)", "er al", "BC", 100, "bestaand")], name="punten")  # fmt: skip
    taken = processing.run("riothermie:onttrekkingen", {
        "KANSENKAART": chart, "PUNTEN": points, "KANSENKAART_UIT": "TEMPORARY_OUTPUT",
        "PUNTEN_UIT": "TEMPORARY_OUTPUT", "SEIZOEN": "TEMPORARY_OUTPUT", "MELDINGEN": "TEMPORARY_OUTPUT",
    }, feedback=Log())["KANSENKAART_UIT"]  # fmt: skip
    left = run(taken, GEBOUWEN=buildings((*NEAR[:2], 90000, *NEAR[3:])))["WARMTE_GJ"]
    assert everything - left == pytest.approx(100 * 6000 * 0.0036 * 0.95 * 4 / 3, abs=2)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"VERMOGEN_MIN_KW": 9000}, "None of the 3 pipes of the kansenkaart can be a source"),
        ({"BEREIK_M": 10}, "within 10 m of the 3 places along the sewer there is too little heat demand"),
        ({"KANSENKAART": pipes()}, "This layer is no kansenkaart"),
        ({"AANTAL": 0}, "give a number from 1 to 50"),
        ({"AANTAL": 1.5}, "give a whole number"),
        ({"NETTYPE": "lauw"}, "choose one of: bronnet, mt"),
        ({"GEBOUWEN": buildings()}, "is empty: choose another one"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(chart, wrong, says):
    assert says in refusal(lambda: run(chart, **wrong))


def test_cancelled_or_failed_run_leaves_nothing(chart, tmp_path):
    files = {name: str(tmp_path / f"{name}.gpkg") for name in OUTPUTS}
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("riothermie:bronpunten")
    log = Log(cancel_at=30)
    result, _ = algorithm.run(
        {"KANSENKAART": chart, "GEBOUWEN": buildings(NEAR), **files}, QgsProcessingContext(), log
    )  # fmt: skip
    assert result == {}
    assert not list(tmp_path.iterdir())
    refusal(lambda: run(chart, BEREIK_M=10, **files))
    assert not list(tmp_path.iterdir())


def test_empty_geometry_and_strange_values_are_listed(chart):
    odd = buildings(NEAR, (None, "nergens", 500, 5, 50, 20), ("POINT EMPTY", "leeg", 500, 5, 50, 20))
    log = Log()
    result = run(chart, log, GEBOUWEN=odd)
    assert result["BEREIK_GJ"] == 2000
    assert any(line.startswith("1 gebouwen vragen samen 2.000 GJ per jaar; 2 doen niet mee") for line in log.lines)


@pytest.fixture(scope="module")
def demo(root, tmp_path_factory):
    """Return a folder with copies of the data, and the runs of kansenkaart and bronpunten on the synthetic sewer."""
    folder = tmp_path_factory.mktemp("demo")
    for name in ("verzonnen_riool.gpkg", "wageningen_nwb_bag.gpkg"):
        shutil.copy(root / "resources" / "demo" / name, folder)
    sewer = {name: f"{folder}/verzonnen_riool.gpkg|layername=verzonnen_beheer_{what}" for name, what in SEWER.items()}
    town = f"{folder}/wageningen_nwb_bag.gpkg|layername="
    found = made.run("kansenkaart", **sewer)
    points = processing.run("riothermie:bronpunten", OUTPUTS | {
        "KANSENKAART": found["KANSENKAART"], "KNOPEN": found["KNOPEN_UIT"], "GEBOUWEN": f"{town}bag_pand_2019",
        "STRATEN": f"{town}nwb_wegvakken_2020",
    }, feedback=Log())  # fmt: skip
    return folder, found, points


def test_synthetic_sewer_is_a_whole_one(demo):
    folder, found, _ = demo
    assert found["AANTAL_UIT"] == found["AANTAL_IN"] == 469
    assert found["AANTAL_MELDINGEN"] == 0
    assert found["AFGEVOERD_LS"] == pytest.approx(found["TOTAAL_DWA_LS"])
    assert 45 < found["TOTAAL_DWA_LS"] < 60
    classes = [row["kans"] for row in rows(found["KANSENKAART"])]
    assert min(classes.count(kans) for kans in ("kansrijk", "mogelijk", "beperkt")) > 5
    assert (folder / "verzonnen_riool.gpkg").stat().st_size < 1_000_000
    for what in SEWER.values():
        part = QgsVectorLayer(f"{folder}/verzonnen_riool.gpkg|layername=verzonnen_beheer_{what}", what, "ogr")
        assert "Verzonnen" in part.metadata().title()
        assert "bestaat niet" in part.metadata().abstract()


def test_source_points_of_the_synthetic_sewer(demo):
    _, found, result = demo
    points = rows(result["BRONPUNTEN"])
    assert points
    assert [row["rang"] for row in points] == list(range(1, len(points) + 1))
    supply = max(row["warmte_wko_gj"] for row in rows(found["KANSENKAART"]))
    assert 0.5 * supply < result["BEREIK_GJ"] <= result["WARMTE_GJ"] <= supply + len(points)
    lines = {row["leiding_id"]: row for row in found["KANSENKAART"].getFeatures()}
    for feature in result["BRONPUNTEN"].getFeatures():
        assert feature.geometry().distance(lines[feature["leiding_id"]].geometry()) < 1e-6
    rates = [row["gj_per_eur"] for row in points]
    assert rates[0] == max(row["gj_per_eur"] for row in rows(result["KANDIDATEN"]) if row["volgorde"] == 1)


def test_script_draws_the_same_sewer(root, demo, tmp_path):
    again = tmp_path / "riool.gpkg"
    script = root / "scripts" / "demo_make_sewer.py"
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, str(script), str(again)], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    for what in SEWER.values():
        first, second = (
            [(f.attributes(), f.geometry().asWkt(3)) for f in QgsVectorLayer(uri, what, "ogr").getFeatures()]
            for uri in (
                f"{file}|layername=verzonnen_beheer_{what}" for file in (demo[0] / "verzonnen_riool.gpkg", again)
            )
        )
        assert first == second
        assert first


def test_qgis_process_in_dutch(process, demo, tmp_path):
    folder, _, _ = demo
    kaart = tmp_path / "kaart.gpkg"
    sewer = {name: f"{folder}/verzonnen_riool.gpkg|layername=verzonnen_beheer_{what}" for name, what in SEWER.items()}
    made.run("kansenkaart", **sewer, KANSENKAART=str(kaart))
    town = f"{folder}/wageningen_nwb_bag.gpkg|layername="
    code, found, said = process("run", "riothermie:bronpunten", "-", stdin=json.dumps({"inputs": {
        "KANSENKAART": str(kaart), "GEBOUWEN": f"{town}bag_pand_2019", "STRATEN": f"{town}nwb_wegvakken_2020",
        "BRONPUNTEN": str(tmp_path / "bron.gpkg"), "NETTYPE": "mt", "AANTAL": 2,
    }}))  # fmt: skip
    assert code == 0, said
    assert found["results"]["AANTAL_BRONPUNTEN"] == 2
    assert " kandidaten = 2 gekozen + " in said
    assert QgsVectorLayer(str(tmp_path / "bron.gpkg"), "bron", "ogr").featureCount() == 2
