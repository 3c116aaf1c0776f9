"""Algorithm `energiematch`, run as QGIS runs it: a small town made by hand, selected pipes, and real streets."""

import re

import pytest
from qgis import processing
from qgis.core import (
    NULL,
    QgsApplication,
    QgsExpression,
    QgsExpressionContext,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorLayer,
)
from riothermie_plugin.algorithms.energiematch import NUMBERS, Energiematch
from riothermie_plugin.algorithms.styling import style_text
from riothermie_plugin.riothermie_kansen.match import columns
from riothermie_plugin.riothermie_kansen.network.columns import TRACE_COLUMNS
from riothermie_plugin.riothermie_kansen.schema import MELDING_COLUMNS, names

from tests.algorithms import made
from tests.algorithms.made import layer, rows
from tests.algorithms.town import HOUSES, at, buildings, house, source, streets

COLUMNS = {
    "SELECTIE": columns.SELECTIE_COLUMNS,
    "TRACE": TRACE_COLUMNS,
    "VOLLOOP_TABEL": columns.VOLLOOP_COLUMNS,
    "KROMME": columns.KROMME_COLUMNS,
    "MELDINGEN": MELDING_COLUMNS,
}
DEMAND = 30 * 20
"""GJ a year of the town: 20 homes."""


def run(feedback=None, **parameters):
    inputs = {"STRATEN": streets(), "GEBOUWEN": buildings(), "BRON": source(), "AANBOD_GJ": 450}
    return made.run("energiematch", feedback, **(inputs | parameters))


def sentence(**parameters):
    """Return the one sentence with which a run is refused."""
    return made.refusal(lambda: run(**parameters))


@pytest.fixture(scope="module")
def town(provider):
    """Return the outcome of the standard run, its rows and its log."""
    log = made.Log()
    result = run(log)
    return result, {name: rows(result[name]) for name in made.OUTPUTS["energiematch"]}, log


def test_the_algorithm_is_there():
    algorithm = QgsApplication.processingRegistry().algorithmById("riothermie:energiematch")
    assert isinstance(algorithm, Energiematch)
    assert algorithm.shortHelpString()
    assert algorithm.parameterDefinition("GEBOUWEN") is not None
    for definition in algorithm.parameterDefinitions():
        assert definition.help(), definition.name()


def test_every_output_has_its_columns(town):
    result, _, _ = town
    for name, wanted in COLUMNS.items():
        assert tuple(result[name].fields().names()) == names(wanted), name
    assert result["SELECTIE"].crs().authid() == "EPSG:28992"


def test_the_selection_adds_up(town):
    result, tables, log = town
    selection = tables["SELECTIE"]
    assert sorted(row["pand_id"] for row in selection) == sorted("abcdefgh")
    mine = [row for row in selection if row["gekozen"] == 1]
    assert [row["rang"] for row in mine] == list(range(1, len(mine) + 1))
    assert all(row["reden"] for row in selection)
    assert result["GEKOZEN"] == len(mine)
    assert result["WONINGEN"] == sum(row["woningen"] for row in mine)
    assert result["WARMTE_GJ"] == pytest.approx(sum(row["warmte_gj"] for row in mine))
    assert mine[-1]["cum_gj"] == pytest.approx(result["WARMTE_GJ"])
    assert result["WARMTE_GJ"] <= result["AANBOD_GJ"] == 450
    assert result["BENUT_PROCENT"] == pytest.approx(100 * result["WARMTE_GJ"] / 450)
    # 450 GJ is fifteen homes: the flat of twelve and three others fit exactly
    assert result["WARMTE_GJ"] == 450
    assert result["HOOGSTENS_GJ"] == pytest.approx(450)
    assert any(f"8 buildings = {len(mine)} chosen + {8 - len(mine)} listed" in line for line in log.lines)


def test_the_network_belongs_to_the_selection(town):
    result, tables, _ = town
    ends = {row["pand_id"] for row in tables["TRACE"] if row["rol"] == "aansluiting"}
    assert ends == {row["pand_id"] for row in tables["SELECTIE"] if row["gekozen"] == 1}
    assert result["LENGTE_M"] == pytest.approx(sum(row["lengte_m"] for row in tables["TRACE"]))
    assert result["KOSTEN_EUR"] >= sum(row["kosten_eur"] for row in tables["TRACE"])
    assert result["KOSTEN_SCORE_EUR"] > 0
    assert result["WARMTE_SCORE_GJ"] <= 450


def test_uptake_and_curve(town):
    _, tables, _ = town
    assert [row["volloop"] for row in tables["VOLLOOP_TABEL"]] == [100, 90, 70, 50]
    first = tables["VOLLOOP_TABEL"][0]
    assert first["warmte_gj"] == 450
    assert {row["methode"] for row in tables["KROMME"]} == {"optimaal", "score"}
    assert {row["aanbod_gj"] for row in tables["KROMME"]} == {450}


def test_weights_are_in_the_log_and_the_metadata(tmp_path):
    log = made.Log()
    file = tmp_path / "uit.gpkg"
    run(log, GEWICHT_TYPE=7, SELECTIE=str(file))
    assert any("7 instead of 2" in line or "7 in plaats van 2" in line for line in log.lines)
    assert any("Gewichten van de score" in line and "type woning 7" in line for line in log.lines)
    metadata = QgsVectorLayer(str(file), "s", "ogr").metadata()
    assert "Gewichten van de score" in metadata.abstract()
    assert any("GEWICHT_TYPE = 7" in item for item in metadata.history())
    assert "match.gewicht_type = 7" in " ".join(metadata.history())


def test_what_stands_in_the_file_is_styled_and_titled(tmp_path):
    file = tmp_path / "uit.gpkg"
    run(SELECTIE=str(file))
    found = QgsVectorLayer(str(file), "s", "ogr")
    assert found.renderer().type() == "RuleRenderer"
    labels = [rule.label() for rule in found.renderer().rootRule().children()]
    assert labels[0] == "Gekozen"
    assert found.attributeAlias(found.fields().lookupField("cum_gj")).endswith("[GJ/jaar]")
    # every building falls in one rule of the legend
    rules = {rule.label(): rule.filterExpression() for rule in found.renderer().rootRule().children()}
    rim = rules.pop("Oranje rand: op score alleen andersom gekozen")  # drawn over the others
    for feature in found.getFeatures():
        hits = [r for r in rules.values() if r not in ("FALSE", "") and _holds(r, feature)]
        assert len(hits) == 1, feature["soort"]
        assert _holds(rim, feature) == (feature["gekozen"] != (feature["volgens_score"] or 0))


def _holds(expression, feature):
    context = QgsExpressionContext()
    context.setFeature(feature)
    return bool(QgsExpression(expression).evaluate(context))


def test_every_kind_of_reason_has_a_place_in_the_legend():
    for name in ("selectie.qml", "selectie_punten.qml"):
        style = style_text(name).replace("&apos;", "'")
        assert [kind for kind in columns.SOORTEN if kind != "gekozen" and f"'{kind}'" not in style] == []


def test_the_report(tmp_path):
    file = tmp_path / "rapport.html"
    result = run(RAPPORT=str(file))
    assert result["RAPPORT"] == str(file)
    text = file.read_text(encoding="utf-8")
    assert text.count("<figure>") == 1
    assert "Energ" in text
    assert not re.search(r"\{[a-z_]+\}|nan|None<", text)
    assert "<script" not in text
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "").split("Kentallen")[0].split("Key figures")[0]


def test_without_streets(tmp_path):
    file = tmp_path / "rapport.html"
    result = run(STRATEN=None, RAPPORT=str(file))
    assert "KOSTEN_EUR" not in result
    assert "GAT_PROCENT" not in result
    assert result["TRACE"].featureCount() == 0
    assert result["WARMTE_GJ"] == 450
    assert all(row["marginaal_eur"] is None for row in rows(result["SELECTIE"]))
    assert file.read_text(encoding="utf-8").count("<figure>") == 1


def test_choices_reach_the_engine():
    assert run(METHODE="score")["KROMME"].featureCount() == 8
    few = run(VOLLOOP=50, FLATS_ALTIJD=False)
    assert few["GEKOZEN"] == 8
    assert few["WARMTE_GJ"] == pytest.approx(DEMAND / 2)
    assert run(NETTYPE="mt")["KOSTEN_EUR"] != run()["KOSTEN_EUR"]
    assert run(RESERVE=0.5)["AANBOD_GJ"] == 225
    small = run(AANBOD_GJ=None, AANBOD_KW=10)
    assert small["VERMOGEN_KW"] <= 10
    assert "AANBOD_GJ" not in small


def test_required_and_blocks():
    chosen = [house(40, 10, "a", choice="verboden"), *HOUSES[1:3], house(140, 110, "d", homes=12, choice="verboden"),
              *HOUSES[4:]]  # fmt: skip
    result = run(GEBOUWEN=buildings(chosen), VERPLICHT_VELD="keuze")
    found = {row["pand_id"]: row["soort"] for row in rows(result["SELECTIE"])}
    assert found["a"] == found["d"] == "verboden"
    blocks = [house(40, 10, "a", choice="x"), house(60, 10, "b", choice="x"), *HOUSES[2:]]
    result = run(GEBOUWEN=buildings(blocks), BLOK_VELD="keuze", AANBOD_GJ=30)
    found = {row["pand_id"]: row for row in rows(result["SELECTIE"])}
    assert found["a"]["gekozen"] == found["b"]["gekozen"] == 0
    assert found["a"]["blok"] == "x"
    assert result["GEKOZEN"] == 1


PIPE_FIELDS = (
    "leiding_id:string knoop_begin:string knoop_eind:string stroomrichting:string dwa_gem_ls:double "
    "dwa_eigen_ls:double warmte_wko_gj:double vermogen_gebouw_kw:double kans:string"
)


def sewer():
    """Return a main of three pipes after each other, all with the same water."""
    lines = [((-90, -20), (-60, -20)), ((-60, -20), (-30, -20)), ((-30, -20), (0, -20))]
    return layer(
        "LineString", PIPE_FIELDS,
        [(f"LINESTRING({at(*a)},{at(*b)})", f"L{i}", f"k{i}", f"k{i + 1}", "begin naar eind", 4.0,
          4.0 if i == 0 else 0.0, 300.0, 20.0, "kansrijk") for i, (a, b) in enumerate(lines)], name="kansenkaart",
    )  # fmt: skip


def test_selected_pipes_share_their_water():
    main = sewer()
    QgsProject.instance().addMapLayer(main)
    try:
        main.selectByExpression("\"leiding_id\" IN ('L0', 'L2')")
        chosen = QgsProcessingFeatureSourceDefinition(main.id(), selectedFeaturesOnly=True)
        log = made.Log()
        result = run(log, BRON=chosen, AANBOD_GJ=None, RIOOL=main)
        # the pipe between them is not selected, but the whole layer tells that the water passes through it
        assert result["AANBOD_GJ"] == pytest.approx(300)
        assert "AANBOD_KW" not in result  # through a storage
        assert all(row["afstand_riool_m"] is not None for row in rows(result["SELECTIE"]))
        assert any("hetzelfde water telt één keer" in line for line in log.lines)
    finally:
        QgsProject.instance().removeMapLayer(main.id())


def test_points_stay_points():
    points = layer("Point", "pand_id:string woningen:int", [(f"POINT({at(50, 5)})", "x", 3)], name="adressen")
    result = run(GEBOUWEN=points)
    assert result["SELECTIE"].wkbType().name == "Point"
    assert result["WARMTE_GJ"] == 105


def test_another_coordinate_system():
    here, there = run(), run(GEBOUWEN=buildings(crs="EPSG:4326"), STRATEN=streets(crs="EPSG:4326"))
    assert there["WARMTE_GJ"] == here["WARMTE_GJ"]
    assert there["LENGTE_M"] == pytest.approx(here["LENGTE_M"], abs=0.5)


@pytest.mark.parametrize(
    ("parameters", "part"),
    [
        ({"AANBOD_GJ": None}, "AANBOD_GJ"),
        ({"AANBOD_GJ": -1}, "-1"),
        ({"VOLLOOP": 0}, "0"),
        ({"METHODE": "loting"}, "loting"),
        ({"GEWICHT_AFSTAND": 99}, "99"),
        ({"BLOK_VELD": "wijk"}, "wijk"),
    ],
)
def test_what_cannot_be_is_one_sentence(parameters, part):
    assert part in sentence(**parameters)


def test_an_empty_layer_is_named():
    empty = layer("Polygon", "pand_id:string", [], name="niets")
    assert "niets" in sentence(GEBOUWEN=empty)


def test_sources_that_give_nothing():
    dry = layer("Point", "bron_id:string warmte_gj:double", [(f"POINT({at(0, 0)})", "put", 0.0)], name="bron")
    assert "AANBOD_GJ" in sentence(BRON=dry, AANBOD_GJ=None)
    unknown = layer("Point", "bron_id:string warmte_gj:double", [(f"POINT({at(0, 0)})", "put", NULL)], name="bron")
    assert "AANBOD_GJ" in sentence(BRON=unknown, AANBOD_GJ=None)


def test_outputs_may_not_overwrite_inputs(tmp_path):
    file = str(tmp_path / "gebouwen.gpkg")
    processing.run("native:savefeatures", {"INPUT": buildings(), "OUTPUT": file})
    assert "gebouwen.gpkg" in sentence(GEBOUWEN=file, SELECTIE=file)


@pytest.mark.parametrize("moment", [5.0, 30.0, 60.0])
def test_cancel_leaves_nothing(moment, tmp_path):
    algorithm = QgsApplication.processingRegistry().algorithmById("riothermie:energiematch").create()
    context, log = QgsProcessingContext(), made.Log(cancel_at=moment)
    wanted = {name: str(tmp_path / f"{name}.gpkg") for name in made.OUTPUTS["energiematch"]}
    inputs = {"STRATEN": streets(), "GEBOUWEN": buildings(), "BRON": source(), "AANBOD_GJ": 450}
    result, _ = algorithm.run(inputs | wanted | {"RAPPORT": str(tmp_path / "r.html")}, context, log)
    assert log.isCanceled()
    assert result == {}
    assert list(tmp_path.iterdir()) == []


def test_wageningen(shared_data, tmp_path):
    file = shared_data / "streets_buildings" / "wageningen_nwb_bag.gpkg"
    copy = tmp_path / "w.gpkg"
    copy.write_bytes(file.read_bytes())
    place = layer("Point", "bron_id:string warmte_gj:double", [("POINT(174030 443638)", "gemaal", 8000.0)], name="bron")
    report = tmp_path / "rapport.html"
    log = made.Log()
    result = made.run(
        "energiematch", log, GEBOUWEN=f"{copy}|layername=bag_pand_2019", STRATEN=f"{copy}|layername=nwb_wegvakken_2020",
        BRON=place, REKENWIJZE="snel", RAPPORT=str(report),
    )  # fmt: skip
    table = rows(result["SELECTIE"])
    assert len(table) == result["GEBOUWEN_AANTAL"] == 1000
    assert all(row["reden"] for row in table)
    assert 7800 <= result["WARMTE_GJ"] <= 8000
    # the network decides: cheaper than the choice by score for as good as the same heat
    assert result["KOSTEN_EUR"] < 0.8 * result["KOSTEN_SCORE_EUR"]
    assert result["WARMTE_GJ"] >= 0.98 * result["WARMTE_SCORE_GJ"]
    assert set(NUMBERS) - set(result) <= {"AANBOD_KW", "GAT_PROCENT"}
    assert report.stat().st_size > 20_000
