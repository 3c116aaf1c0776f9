"""Algorithm `kansenkaart`, run as QGIS runs it: toolbox, batch, model, second run, real sewers."""

from pathlib import Path

import numpy as np
import pytest
from qgis import processing
from qgis.core import (
    NULL,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterFeatureSource,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QEventLoop, QTimer
from riothermie_plugin.algorithms.kansenkaart import Kansenkaart
from riothermie_plugin.riothermie_kansen.schema import MELDING_COLUMNS, names
from riothermie_plugin.riothermie_kansen.sewer import opportunity, routing, simultaneity

from tests.algorithms import made
from tests.algorithms.made import PIPES, layer, pipes, rows

ADDRESSES = [("POINT(1050 1005)", 100), ("POINT(1105 1040)", 50), ("POINT(1150 6000)", 7)]


def run(**parameters):
    return made.run("kansenkaart", **parameters)


def by_id(output):
    return {row["leiding_id"]: row for row in rows(output)}


def addresses(rows_=tuple(ADDRESSES)):
    return layer("Point", "inwoners:int", rows_, name="adressen")


def test_hand_computed_flow_power_and_heat():
    """AB takes 100 inhabitants, DB 50; BC carries 150 x 120 l/d = 0.2083 l/s."""
    result = run(LEIDINGEN=pipes(), ADRESSEN=addresses())
    got = by_id(result["KANSENKAART"])
    flow = 150 * 120 / 86400
    assert [got[i]["inwoners"] for i in ("AB", "DB", "BC")] == pytest.approx([100, 50, 150])
    assert got["BC"]["dwa_gem_ls"] == pytest.approx(flow)
    power = flow * 4.18 * 2
    assert got["BC"]["vermogen_gem_kw"] == pytest.approx(power)
    assert got["BC"]["vermogen_gebouw_kw"] == pytest.approx(power * 4 / 3)
    assert got["BC"]["warmte_wko_gj"] == pytest.approx(power * 6000 * 0.0036 * 0.95 * 4 / 3)
    assert got["BC"]["dwa_min_ls"] < got["BC"]["dwa_gem_ls"] < got["BC"]["dwa_max_ls"]
    assert got["BC"]["kans"] == "geen"
    assert got["BC"]["reden"]
    assert result["TOTAAL_INWONERS"] == 157
    assert result["INWONERS_NIET_AANGESLOTEN"] == 7
    assert result["TOTAAL_DWA_LS"] == pytest.approx(flow)
    assert result["AFGEVOERD_LS"] + result["GESTRAND_LS"] == pytest.approx(flow)


def test_public_fields_crs_and_types():
    result = run(LEIDINGEN=pipes(), INWONERS_TOTAAL=150)
    for name, columns in (
        ("KANSENKAART", opportunity.KANSENKAART_COLUMNS),
        ("KNOPEN_UIT", opportunity.KNOPEN_COLUMNS),
        ("MELDINGEN", MELDING_COLUMNS),
    ):
        assert tuple(result[name].fields().names()) == names(columns)
        assert result[name].crs() == QgsCoordinateReferenceSystem("EPSG:28992")
    wanted = (
        "leiding_id soort stelsel vorm breedte_mm hoogte_mm materiaal bob_begin_m bob_eind_m knoop_begin knoop_eind "
        "lengte_m verhang jaar inwoners dwa_gem_ls dwa_min_ls dwa_max_ls vermogen_gem_kw vermogen_min_kw "
        "vermogen_gebouw_kw warmte_wko_gj woningen_direct woningen_wko wisselaars kans reden"
    )
    assert set(wanted.split()) <= set(result["KANSENKAART"].fields().names())
    number = result["KANSENKAART"].fields().field("woningen_wko")
    assert number.typeName() == "int8"


def test_parameters_change_what_they_should():
    base = by_id(run(LEIDINGEN=pipes(), INWONERS_TOTAAL=1000)["KANSENKAART"])["BC"]
    more = by_id(run(LEIDINGEN=pipes(), INWONERS_TOTAAL=1000, DELTA_T=3, LITER_PER_INWONER=60, COP=3)["KANSENKAART"])[
        "BC"
    ]
    assert more["dwa_gem_ls"] == pytest.approx(base["dwa_gem_ls"] / 2)
    assert more["vermogen_gem_kw"] == pytest.approx(base["vermogen_gem_kw"] * 3 / 2 / 2)
    assert more["vermogen_gebouw_kw"] == pytest.approx(more["vermogen_gem_kw"] * 1.5)
    wet = by_id(run(LEIDINGEN=pipes(), INWONERS_TOTAAL=1000, RIOOLVREEMD_PCT=50)["KANSENKAART"])["BC"]
    assert wet["dwa_gem_ls"] == pytest.approx(base["dwa_gem_ls"] * 1.5)
    cheap = by_id(run(LEIDINGEN=pipes(), INWONERS_TOTAAL=9000, WARMTE_PER_WONING=70)["KANSENKAART"])["BC"]
    dear = by_id(run(LEIDINGEN=pipes(), INWONERS_TOTAAL=9000)["KANSENKAART"])["BC"]
    assert cheap["woningen_wko"] < dear["woningen_wko"]


def test_inhabitants_per_address_and_the_greatest_distance():
    bare = layer("Point", "naam:string", [("POINT(1050 1005)", "a"), ("POINT(1150 1060)", "b")], name="adressen")
    result = run(LEIDINGEN=pipes(), ADRESSEN=bare, INWONERS_PER_ADRES=3)
    assert result["TOTAAL_INWONERS"] == pytest.approx(6)
    near = run(LEIDINGEN=pipes(), ADRESSEN=bare, INWONERS_PER_ADRES=3, MAX_AFSTAND=10)
    assert near["INWONERS_NIET_AANGESLOTEN"] == pytest.approx(3)


def test_direction_by_invert_or_as_registered():
    """The pipe is drawn uphill: its inverts say that the water runs the other way."""
    up = [("LINESTRING(1000 1000,1100 1000)", "op", "GemengdRiool", "GemengdStelsel", 1.0, 2.0, 300, "Beton", NULL)]
    nodes = {}
    for method in ("bob", "administratief"):
        result = run(LEIDINGEN=pipes(up), INWONERS_TOTAAL=100, RICHTING=method)
        nodes[method] = {row["wkt"]: row["dwa_gem_ls"] for row in rows(result["KNOPEN_UIT"])}
    assert nodes["bob"]["Point (1000 1000)"] > nodes["bob"]["Point (1100 1000)"]
    assert nodes["administratief"]["Point (1000 1000)"] < nodes["administratief"]["Point (1100 1000)"]


def test_choices_are_those_of_the_engine():
    assert Kansenkaart.RICHTINGEN == routing.METHODS
    assert Kansenkaart.METHODEN == simultaneity.METHODS


def test_defaults_are_those_of_the_design():
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("riothermie:kansenkaart")
    wanted = {"INWONERS_PER_ADRES": 2.2, "LITER_PER_INWONER": 120, "DELTA_T": 2.0, "T_WINTER": 10, "COP": 4.0}
    wanted |= {"WARMTE_PER_WONING": 35, "RICHTING": "bob", "GELIJKTIJDIGHEID": "n-afhankelijk", "TOLERANTIE": 0.05}
    assert {name: algorithm.parameterDefinition(name).defaultValue() for name in wanted} == wanted


def test_areas_companies_and_links_are_read():
    square = "MULTIPOLYGON(((900 900,1300 900,1300 1100,900 1100,900 900)))"
    areas = layer("MultiPolygon", "aantal_inwoners:int mensen:int", [(square, 200, 300)], name="buurten")
    assert run(LEIDINGEN=pipes(), GEBIEDEN=areas)["TOTAAL_INWONERS"] == 200
    assert run(LEIDINGEN=pipes(), GEBIEDEN=areas, GEBIEDEN_VELD="mensen")["TOTAAL_INWONERS"] == 300
    works = layer("Point", "ie:double grootte:double", [("POINT(1050 1005)", 10, 20)], name="bedrijven")
    one, two = (
        run(LEIDINGEN=pipes(), INWONERS_TOTAAL=150, BEDRIJVEN=works, BEDRIJVEN_VELD=field)["TOTAAL_DWA_LS"]
        for field in ("ie", "grootte")
    )
    assert one == pytest.approx((150 + 10) * 120 / 86400)
    assert two == pytest.approx((150 + 20) * 120 / 86400)
    panden = layer(
        "Polygon", "inwoners:int", [("POLYGON((1040 1001,1060 1001,1060 1009,1040 1001))", 30)], name="panden"
    )
    assert run(LEIDINGEN=pipes(), ADRESSEN=panden)["TOTAAL_INWONERS"] == 30


def test_registered_dwellings_count_when_nothing_is_given():
    result = run(LEIDINGEN=pipes())
    assert result["TOTAAL_INWONERS"] == pytest.approx(14 * 2.2)


def test_classes_and_numbers_agree():
    result = run(LEIDINGEN=pipes(), INWONERS_TOTAAL=40000)
    classes = [row["kans"] for row in rows(result["KANSENKAART"])]
    for name in ("kansrijk", "mogelijk", "beperkt"):
        assert result[f"AANTAL_{name.upper()}"] == classes.count(name)
    assert classes.count("geen") < 3
    assert result["AANTAL_MELDINGEN"] == result["MELDINGEN"].featureCount()


def test_metadata_tells_parameters_kentallen_assumptions_and_rule(tmp_path):
    own = tmp_path / "eigen.toml"
    own.write_text("[kansen]\nvermogen_min = 60\n")
    file = tmp_path / "kaart.gpkg"
    run(LEIDINGEN=pipes(), INWONERS_TOTAAL=150, DELTA_T=2.5, KENTALLEN=str(own), KANSENKAART=str(file))
    got = QgsVectorLayer(str(file), "kaart", "ogr")
    history = "\n".join(got.metadata().history())
    assert "Parameter INWONERS_TOTAAL = 150" in history
    assert "Kental bron.delta_t = 2.5 K (standaard 2)" in history
    assert "Kental kansen.vermogen_min = 60 kW (standaard 50)" in history
    assert "60 kW" in got.metadata().abstract()
    assert "150 inwoners" in got.metadata().abstract()
    assert got.labelsEnabled()
    assert got.renderer().type() == "RuleRenderer"


def test_style_has_a_rule_for_every_pipe_and_a_dutch_legend(tmp_path):
    file = tmp_path / "kaart.gpkg"
    storm = ("LINESTRING(0 0,9 0)", "H", "Hemelwaterriool", "Hemelwaterstelsel", NULL, NULL, 300, "Beton", NULL)
    own = tmp_path / "eigen.toml"
    own.write_text("[kansen]\nvermogen_min = 60\n")
    run(LEIDINGEN=pipes([*PIPES, storm]), INWONERS_TOTAAL=40000, KANSENKAART=str(file), KENTALLEN=str(own))
    got = QgsVectorLayer(str(file), "kaart", "ogr")
    from qgis.core import QgsExpression, QgsExpressionContext

    rules = [rule for rule in got.renderer().rootRule().children() if rule.symbol() is not None]
    # the thresholds of this run stand in the legend
    assert [rule.label() for rule in rules][:3] == [
        "Kansrijk: nacht ≥ 10 l/s; DN ≥ 1000, persleiding of vervanging",
        "Mogelijk: gemiddeld ≥ 10 l/s; DN ≥ 400, persleiding of vervanging",
        "Beperkt: minder, maar ≥ 60 kW",
    ]
    for feature in got.getFeatures():
        context = QgsExpressionContext()
        context.setFields(got.fields())
        context.setFeature(feature)
        hits = [rule.label() for rule in rules if QgsExpression(rule.filterExpression()).evaluate(context)]
        assert len(hits) == 1, (feature["leiding_id"], hits)
        assert (hits == ["Hemelwater en overig"]) == (feature["leiding_id"] == "H")


def test_batch_gives_the_same_each_time(tmp_path):
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("riothermie:kansenkaart")
    results = []
    for number in range(3):
        parameters = {"LEIDINGEN": pipes(), "INWONERS_TOTAAL": 150, "KANSENKAART": str(tmp_path / f"{number}.gpkg")}
        context, feedback = QgsProcessingContext(), made.Log()
        good, text = algorithm.checkParameterValues(parameters, context)
        assert good, text
        result, good = algorithm.run(parameters, context, feedback)
        assert good, feedback.errors
        results.append(rows(QgsVectorLayer(result["KANSENKAART"], "x", "ogr")))
    assert results[0] == results[1] == results[2]


def test_in_a_background_thread_as_the_toolbox_does():
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("riothermie:kansenkaart")
    context, feedback = QgsProcessingContext(), made.Log()
    context.setProject(QgsProject.instance())
    source = pipes()
    parameters = {"LEIDINGEN": source, "INWONERS_TOTAAL": 150.0, "KANSENKAART": "TEMPORARY_OUTPUT"}
    good, text = algorithm.checkParameterValues(parameters, context)
    assert good, text
    task = QgsProcessingAlgRunnerTask(algorithm, parameters, context, feedback)
    loop, done = QEventLoop(), []
    task.executed.connect(lambda good, results: (done.append((good, results)), loop.quit()))
    QTimer.singleShot(30000, loop.quit)
    QgsApplication.taskManager().addTask(task)
    loop.exec()
    assert done, "the task did not end"
    assert done[0][0], feedback.errors
    assert context.getMapLayer(done[0][1]["KANSENKAART"]).featureCount() == 3


def test_as_a_child_of_a_model(tmp_path):
    model = QgsProcessingModelAlgorithm("Kaart en buffer", "proef")
    source = QgsProcessingParameterFeatureSource("riool", "Riool", [QgsProcessing.SourceType.TypeVectorLine])
    model.addModelParameter(source, QgsProcessingModelParameter("riool"))
    child = QgsProcessingModelChildAlgorithm("riothermie:kansenkaart")
    child.setChildId("kaart")
    child.addParameterSources("LEIDINGEN", [QgsProcessingModelChildParameterSource.fromModelParameter("riool")])
    child.addParameterSources("INWONERS_TOTAAL", [QgsProcessingModelChildParameterSource.fromStaticValue(150)])
    child.addParameterSources("RICHTING", [QgsProcessingModelChildParameterSource.fromStaticValue("administratief")])
    model.addChildAlgorithm(child)
    after = QgsProcessingModelChildAlgorithm("native:extractbyattribute")
    after.setChildId("deel")
    after.addParameterSources("INPUT", [QgsProcessingModelChildParameterSource.fromChildOutput("kaart", "KANSENKAART")])
    after.addParameterSources("FIELD", [QgsProcessingModelChildParameterSource.fromStaticValue("leiding_id")])
    after.addParameterSources("VALUE", [QgsProcessingModelChildParameterSource.fromStaticValue("BC")])
    output = QgsProcessingModelOutput("Deel")
    output.setChildId("deel")
    output.setChildOutputName("OUTPUT")
    after.setModelOutputs({"Deel": output})
    model.addChildAlgorithm(after)
    file = tmp_path / "model.model3"
    assert model.toFile(str(file))
    read_back = QgsProcessingModelAlgorithm()
    assert read_back.fromFile(str(file))
    result = processing.run(read_back.create(), {"riool": pipes(), "deel:Deel": "TEMPORARY_OUTPUT"})
    got = rows(result["deel:Deel"])
    assert [row["inwoners"] for row in got] == pytest.approx([150])


def test_second_run_over_its_own_output(tmp_path):
    first = run(
        LEIDINGEN=pipes(),
        INWONERS_TOTAAL=150,
        KANSENKAART=str(tmp_path / "a.gpkg"),
        KNOPEN_UIT=str(tmp_path / "k.gpkg"),
    )
    second = run(LEIDINGEN=str(tmp_path / "a.gpkg"), PUTTEN=str(tmp_path / "k.gpkg"), INWONERS_TOTAAL=150)
    before, after = by_id(QgsVectorLayer(first["KANSENKAART"], "a", "ogr")), by_id(second["KANSENKAART"])
    assert before.keys() == after.keys()
    for pipe, row in before.items():
        row.pop("fid")
        assert after[pipe] == pytest.approx(row)


def test_after_rioolinlezen_it_gives_the_same_as_at_once():
    layers = made.run("rioolinlezen", LEIDINGEN=pipes())
    chained = run(LEIDINGEN=layers["LEIDINGEN_UIT"], PUTTEN=layers["KNOPEN_UIT"])
    once = run(LEIDINGEN=pipes())
    assert chained["TOTAAL_INWONERS"] == pytest.approx(once["TOTAAL_INWONERS"])
    a, b = by_id(chained["KANSENKAART"]), by_id(once["KANSENKAART"])
    for pipe in b:
        assert a[pipe]["dwa_gem_ls"] == pytest.approx(b[pipe]["dwa_gem_ls"])
        assert a[pipe]["breedte_mm"] == b[pipe]["breedte_mm"]


def test_bodegraven(shared_data):
    file = shared_data / "sewer" / "bodegraven_gwsw_default.gpkg"
    log = made.Log()
    result = run(
        LEIDINGEN=f"{file}|layername=default_lijn", PUTTEN=f"{file}|layername=default_punt", INWONERS_TOTAAL=35000,
        feedback=log,
    )  # fmt: skip
    assert result["AANTAL_IN"] == 8986
    assert result["TOTAAL_DWA_LS"] == pytest.approx(35000 * 120 / 86400)
    assert result["AFGEVOERD_LS"] + result["GESTRAND_LS"] == pytest.approx(result["TOTAAL_DWA_LS"], rel=1e-9)
    assert log.errors == []
    assert log.seen == sorted(log.seen)
    assert max(np.diff([0, *log.seen])) < 30


def test_hydx_test_set_with_its_own_discharges(shared_data):
    result = run(HYDX=str(shared_data / "sewer" / "hydx_testhyd"))
    assert result["AANTAL_IN"] == 96
    assert result["TOTAAL_DWA_LS"] > 0
    assert result["AFGEVOERD_LS"] + result["GESTRAND_LS"] == pytest.approx(result["TOTAAL_DWA_LS"], rel=1e-9)


BELLINGE = """leiding_id=link; knoop_begin=from_node; knoop_eind=to_node; bob_begin_m=bob_from; bob_eind_m=bob_to;
lengte_m=length_m; breedte_mm="geom1_m"*1000; vorm=if("shape"='CIRCULAR', 'Rond', "shape"); soort='gemengd';
functie=case when "type"='conduit' then 'vrijverval' when "type"='pump' then 'pomp'
when "type" in ('orifice', 'outlet') then 'doorlaat' else 'overstort' end; put.naam=node;
put.type=if("type"='outfall', 'Rwzi', 'Inspectieput'); put.dwa_lateraal_ls=dwf_lps"""


def test_bellinge_through_the_field_map(shared_data):
    """Real sewer with loops and pumps: EPA-SWMM has 12.40 l/s in the last pipe."""
    file = shared_data / "sewer" / "bellinge_swmm.gpkg"
    result = run(LEIDINGEN=f"{file}|layername=links", PUTTEN=f"{file}|layername=nodes", VELDEN=BELLINGE)
    assert result["AANTAL_IN"] == result["AANTAL_UIT"] == 1044
    assert result["TOTAAL_DWA_LS"] == pytest.approx(12.41, abs=0.01)
    assert result["AFGEVOERD_LS"] + result["GESTRAND_LS"] == pytest.approx(result["TOTAAL_DWA_LS"], rel=1e-9)
    last = by_id(result["KANSENKAART"])["F74F370_F74F360_l1"]
    assert last["dwa_gem_ls"] == pytest.approx(12.3993, rel=0.01)


def test_an_own_table_of_exchangers_replaces_that_of_the_plugin_and_is_read_anew_each_run(tmp_path):
    standard = Path(__file__).resolve().parents[2] / "riothermie_kansen" / "kentallen" / "wisselaars.csv"
    head, first, *_ = standard.read_text(encoding="utf-8").splitlines()
    own = tmp_path / "wisselaars.csv"
    for name in ("Eigen goot", "Andere goot"):
        cells = first.split(";")
        cells[2] = name
        own.write_text("\n".join([head, ";".join(cells)]), encoding="utf-8")
        result = run(LEIDINGEN=pipes(), INWONERS_TOTAAL=60000, WISSELAARS=str(own))
        assert {row["wisselaars"] for row in rows(result["KANSENKAART"])} - {"", None} == {name}


def test_a_table_of_exchangers_that_is_something_else_is_one_sentence(tmp_path):
    wrong = tmp_path / "adressen.csv"
    wrong.write_text("straat;huisnummer\nDorpsstraat;1\n", encoding="utf-8")
    with pytest.raises(QgsProcessingException, match=r"adressen\.csv.*code"):
        run(LEIDINGEN=pipes(), INWONERS_TOTAAL=60000, WISSELAARS=str(wrong))
