"""Algorithm `kansenkaart` with measurements, run as QGIS runs it."""

import pytest
from qgis.core import (
    NULL,
    QgsApplication,
    QgsExpression,
    QgsProcessingException,
    QgsProject,
)
from riothermie_plugin.algorithms.styling import style_text

from tests.algorithms import made
from tests.algorithms.made import Log, layer, pipes, rows

PERSON = 120 / 86400
OUTPUT_OF_A_MEASUREMENT = (
    "naam:string dwa_gem_ls:double dwa_min_ls:double dwa_max_ls:double temperatuur_c:double periode:string "
    "droge_dagen:int bron:string"
)


def run(feedback=None, **parameters):
    parameters = {"LEIDINGEN": pipes(), "INWONERS_TOTAAL": 36000} | parameters
    return made.run("kansenkaart", feedback, **parameters)


def by_id(result):
    return {row["leiding_id"]: row for row in rows(result["KANSENKAART"])}


def measured(rows_, fields=OUTPUT_OF_A_MEASUREMENT, **more):
    return layer("Point", fields, rows_, name="metingen", **more)


def hand(litres=25.0, lowest=5.0):
    return measured([("POINT(1150 1002)", "Hoofdriool", litres, lowest, NULL, 12.0, "jan 2023", 14, "a.csv")])


def texts(result, kind):
    return [row["tekst"] for row in rows(result["MELDINGEN"]) if row["soort"] == kind]


def test_the_output_of_debietmeting_plugs_in_without_any_choice():
    """AB (100 m), BC (100 m) and DB (50 m): 36,000 inhabitants by length, all through BC."""
    result = run(METINGEN=hand())
    got = by_id(result)
    estimate = 36000 * PERSON
    assert got["BC"]["dwa_gem_ls"] == 25.0
    assert got["BC"]["dwa_min_ls"] == 5.0
    assert got["BC"]["dwa_raming_ls"] == pytest.approx(estimate)
    for pipe, share in (("AB", 0.4), ("DB", 0.2)):
        assert got[pipe]["dwa_gem_ls"] == pytest.approx(share * 25.0)
        assert got[pipe]["meetfactor"] == pytest.approx(25.0 / estimate)
        assert got[pipe]["gemeten_deel"] == pytest.approx(1.0)
    assert {pipe: row["dwa_status"] for pipe, row in got.items()} == {
        "AB": "gecorrigeerd", "BC": "gemeten", "DB": "gecorrigeerd",
    }  # fmt: skip
    assert got["BC"]["vermogen_gem_kw"] == pytest.approx(25.0 * 4.18 * 2)
    assert result["AANTAL_METINGEN"] == 1
    assert result["MEETFACTOR"] == pytest.approx(0.5)
    assert result["TOTAAL_DWA_LS"] == pytest.approx(25.0)
    assert result["AFGEVOERD_LS"] + result["GESTRAND_LS"] == pytest.approx(25.0)
    assert len(texts(result, "meting_gebruikt")) == 1


def test_without_measurements_the_status_is_an_estimate():
    log = Log()
    result = run(log)
    assert {row["dwa_status"] for row in by_id(result).values()} == {"raming"}
    assert (result["AANTAL_METINGEN"], result["MEETFACTOR"]) == (0, 1.0)
    assert any("elk debiet is een raming" in line for line in log.lines)


def test_fields_of_ones_own_and_their_units():
    frame = measured([("POINT(1150 1002)", 999.0, 90.0, 18.0)], "anders_ls:double droog_m3h:double nacht_m3h:double")
    got = by_id(run(METINGEN=frame, METING_GEM_VELD="droog_m3h", METING_MIN_VELD="nacht_m3h"))
    assert got["BC"]["dwa_gem_ls"] == pytest.approx(25.0)
    assert got["BC"]["dwa_min_ls"] == pytest.approx(5.0)


def test_a_pipe_by_name_and_the_greatest_distance():
    fields = "naam:string debiet_gem_ls:double leiding_id:string"
    named = run(METINGEN=measured([("POINT(1150 1002)", "A", 4.0, "DB")], fields))
    assert by_id(named)["DB"]["dwa_status"] == "gemeten"
    far = measured([("POINT(1150 970)", "A", 4.0, NULL)], fields)
    assert texts(run(METINGEN=far), "meting_te_ver")
    assert by_id(run(METINGEN=far, METING_AFSTAND=40))["BC"]["dwa_status"] == "gemeten"


def test_measurements_in_degrees():
    frame = measured([("POINT(4.9 52.1)", "A", 4.0, NULL, NULL, NULL, NULL, NULL, NULL)], crs="EPSG:4326")
    assert len(texts(run(METINGEN=frame), "meting_te_ver")) == 1


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (lambda: measured([("POINT(1150 1002)", "A", 4.0)], "naam:string waterstand:double"), "METING_GEM_VELD"),
        (lambda: measured([("POINT(1150 1002)", "A", 4.0)], "naam:string waterstand:double"), "waterstand"),
        (lambda: measured([]), "METINGEN"),
    ],
)
def test_a_layer_without_a_mean_or_without_rows_is_one_sentence(frame, words):
    with pytest.raises(QgsProcessingException) as caught:
        run(METINGEN=frame())
    assert words in str(caught.value)
    assert "Traceback" not in str(caught.value)


def test_rows_that_cannot_be_used_are_listed():
    frame = measured(
        [
            ("POINT(1150 1002)", "goed", 25.0, 30.0, NULL, NULL, NULL, NULL, NULL),
            ("POINT(1150 1002)", "leeg", NULL, 1.0, NULL, NULL, NULL, NULL, NULL),
            (None, "nergens", 3.0, 1.0, NULL, NULL, NULL, NULL, NULL),
        ]
    )
    result = run(METINGEN=frame)
    assert result["AANTAL_METINGEN"] == 1
    assert len(texts(result, "meting_minimum_past_niet")) == 1
    assert len(texts(result, "meting_zonder_gemiddelde")) == 1
    assert len(texts(result, "meting_zonder_plaats")) == 1
    got = by_id(result)["BC"]
    assert 0 < got["dwa_min_ls"] < got["dwa_gem_ls"] == 25.0


def test_the_map_takes_its_own_output_again():
    """A second run reads the fields of the sewer, not the flow of the first one."""
    first = run(METINGEN=hand())
    second = run(LEIDINGEN=first["KANSENKAART"])
    assert by_id(second)["BC"]["dwa_gem_ls"] == pytest.approx(36000 * PERSON)
    assert {row["dwa_status"] for row in by_id(second).values()} == {"raming"}


def test_measured_pipes_have_a_mark_on_the_map(tmp_path):
    result = run(METINGEN=hand())
    style = tmp_path / "kansenkaart.qml"
    style.write_text(style_text("kansenkaart.qml"), encoding="utf-8")
    chances = result["KANSENKAART"]
    message, good = chances.loadNamedStyle(str(style))
    assert good, message
    rules = chances.renderer().rootRule().children()
    labels = [rule.label() for rule in rules]
    mark = rules[labels.index("Debiet gemeten")]
    context = chances.createExpressionContext()
    wanted = QgsExpression(mark.filterExpression())
    marked = []
    for feature in chances.getFeatures():
        context.setFeature(feature)
        if wanted.evaluate(context):
            marked.append(feature["leiding_id"])
    assert marked == ["BC"]
    # drawn above all lines
    passes = {
        rule.label(): max(layer.renderingPass() for layer in rule.symbol().symbolLayers())
        for rule in rules
        if rule.symbol() is not None
    }
    assert max(passes, key=passes.get) == "Debiet gemeten"
    context.setFeature(next(f for f in chances.getFeatures() if f["leiding_id"] == "BC"))
    tip = QgsExpression.replaceExpressionText(chances.mapTipTemplate(), context)
    assert "gemeten; raming 50,0 l/s" in tip


def test_the_dialog_proposes_a_layer_of_measurements_and_not_the_nodes():
    def proposed():
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("riothermie:kansenkaart")
        return algorithm.parameterDefinition("METINGEN").defaultValue()

    project = QgsProject.instance()
    project.addMapLayer(run()["KNOPEN_UIT"])
    try:
        assert proposed() is None
        frame = hand()
        project.addMapLayer(frame)
        assert proposed() == frame.id()
    finally:
        project.clear()


def test_standard_distance_and_help():
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("riothermie:kansenkaart")
    assert algorithm.parameterDefinition("METING_AFSTAND").defaultValue() == 25.0
    for name in ("METINGEN", "METING_GEM_VELD", "METING_MIN_VELD", "METING_AFSTAND"):
        assert algorithm.parameterDefinition(name).help()
    outputs = {definition.name() for definition in algorithm.outputDefinitions()}
    assert {"AANTAL_METINGEN", "MEETFACTOR"} <= outputs
