"""`debietmeting` as QGIS runs it: real series, made ones with known answers, and every form in which they come."""

import json
import re
import zipfile
from pathlib import Path

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingUtils,
    QgsProject,
    QgsReferencedPointXY,
    QgsVectorLayer,
)
from riothermie_plugin.algorithms.debietmeting import Debietmeting

from tests.algorithms import flows, made
from tests.algorithms.made import Log, rows

LEUSDEN = {"DELTA_T": 3, "GELIJKTIJDIGHEID": "leusden"}


def run(feedback=None, **parameters):
    return made.run("debietmeting", feedback, **parameters)


@pytest.fixture
def weather_flow(shared_data):
    return shared_data / "weather_flow"


@pytest.fixture
def bsm2(weather_flow):
    return {"METING": str(weather_flow / "bsm2_influent_hourly.csv"), "BEGINDATUM": "2000-01-01"}


def outcomes(result):
    """Return what the table of outcomes says, by part and quantity."""
    return {(row["onderdeel"], row["grootheid"]): row for row in rows(result["UITKOMSTEN"])}


def test_golden_figures_of_leusden_from_a_series(tmp_path):
    """50 m3/h gives 174 kW and 232 kW; 170 m3/h, there 77 % of the time, 592 kW, 16 000 GJ and 450 dwellings."""
    got = run(METING=flows.csv(tmp_path), **LEUSDEN)
    assert got["MIN_UUR_M3H"] == pytest.approx(50)
    assert got["VERMOGEN_DIRECT_KW"] == pytest.approx(174, rel=0.004)
    assert got["VERMOGEN_DIRECT_GEBOUW_KW"] == pytest.approx(232, abs=0.5)
    assert got["DEBIET_WKO_M3H"] == pytest.approx(170)
    assert got["VERMOGEN_WKO_KW"] == pytest.approx(592, rel=0.003)
    assert got["WARMTE_WKO_GJ"] == pytest.approx(16_000, rel=0.015)
    assert got["WONINGEN_WKO"] // 50 * 50 == 450


def test_golden_figures_of_leusden_at_2_k(tmp_path):
    got = run(METING=flows.csv(tmp_path), DELTA_T=2, GELIJKTIJDIGHEID="leusden")
    assert got["WARMTE_WKO_GJ"] == pytest.approx(10_600, rel=0.02)
    assert got["WONINGEN_WKO"] // 50 * 50 == 300
    three = run(METING=flows.csv(tmp_path), **LEUSDEN)
    assert got["WARMTE_WKO_GJ"] == pytest.approx(2 / 3 * three["WARMTE_WKO_GJ"])


def test_2_k_and_3_k_stand_side_by_side(tmp_path):
    got = run(METING=flows.csv(tmp_path), DELTA_T=2.5)
    kw = {key: row for key, row in outcomes(got).items() if row["eenheid"] == "kW"}
    assert kw
    for row in kw.values():
        assert row["waarde_3k"] == pytest.approx(1.5 * row["waarde_2k"])
        assert row["waarde_gekozen"] == pytest.approx(1.25 * row["waarde_2k"])


def test_volume_and_profile_of_a_made_day(tmp_path):
    got = run(METING=flows.csv(tmp_path))
    assert got["DAGVOLUME_M3"] == pytest.approx(sum(flows.DAY))
    assert got["DWA_GEM_M3H"] == pytest.approx(sum(flows.DAY) / 24)
    assert got["AANTAL_RIJEN"] == 28 * 24
    dry = {row["uur"]: row for row in rows(got["PROFIEL"]) if row["dagsoort"] == "droog"}
    assert [dry[hour]["debiet_m3h"] for hour in range(24)] == pytest.approx(list(flows.DAY))
    assert all(row["spreiding_m3h"] == pytest.approx(0, abs=1e-9) for row in dry.values())
    days = rows(got["DAGEN"])
    assert len(days) == 28
    assert all(row["volume_m3"] == pytest.approx(sum(flows.DAY)) for row in days)


def test_duration_curve_marks_the_choice(tmp_path):
    got = run(METING=flows.csv(tmp_path), BESCHIKBAARHEID=0.5)
    curve = rows(got["DUURKROMME"])
    chosen = [row for row in curve if row["keuze"] and abs(row["beschikbaarheid"] - 0.5) < 1e-9]
    assert len(chosen) == 1
    assert chosen[0]["debiet_m3h"] == pytest.approx(got["DEBIET_WKO_M3H"])
    flow = [row["debiet_m3h"] for row in sorted(curve, key=lambda row: row["beschikbaarheid"])]
    assert flow == sorted(flow, reverse=True)


def test_season_balance_adds_up(tmp_path):
    got = run(METING=flows.csv(tmp_path), WONINGEN=100)
    season = rows(got["SEIZOEN"])
    assert [row["maand"] for row in season] == list(range(1, 13))
    for row in season:
        served = row["direct_gj"] + row["uit_wko_gj"] + row["tekort_gj"]
        assert served == pytest.approx(row["vraag_gj"], abs=1e-6)
    assert sum(row["vraag_gj"] for row in season) == pytest.approx(100 * 35 * 3 / 4, rel=1e-6)
    twice = run(METING=flows.csv(tmp_path), WONINGEN=200)
    assert sum(row["vraag_gj"] for row in rows(twice["SEIZOEN"])) == pytest.approx(2 * 100 * 35 * 3 / 4, rel=1e-6)


def test_cooling_charges_the_storage(tmp_path):
    got = run(METING=flows.csv(tmp_path), WONINGEN=450, KOUDE_GJ=1000)
    assert sum(row["regeneratie_gj"] for row in rows(got["SEIZOEN"])) > 0
    none = run(METING=flows.csv(tmp_path), WONINGEN=450)
    assert sum(row["regeneratie_gj"] for row in rows(none["SEIZOEN"])) == 0


FORMS = {
    "csv": flows.csv,
    "csv with a preamble": lambda folder: flows.csv(folder, before=["Debietmeting Middenweg", "Logger;12345", ""]),
    "tsv, iso, points": lambda folder: flows.csv(
        folder, name="m.tsv", separator="\t", comma=False, form="%Y-%m-%dT%H:%M:%S"
    ),
    "xlsx of Excel": lambda folder: flows.xlsx(
        folder / "m.xlsx",
        {"Toelichting": [["Meting"]], "Blad1": [["Meting put 12"], [], ["tijd", "debiet_m3h"], *flows.series()]},
    ),
    "xlsx sheet": lambda folder: (
        flows.xlsx(
            folder / "m.xlsx",
            {"Ander": [["tijd", "q"], *flows.series(5)], "Reeks": [["tijd", "debiet_m3h"], *flows.series()]},
        )
        + "|layername=Reeks"
    ),
    "xlsx of GDAL": lambda folder: flows.save(flows.table(), folder / "m.xlsx", "XLSX"),
    "ods": lambda folder: flows.save(flows.table(), folder / "m.ods", "ODS"),
    "gpkg": lambda folder: flows.save(flows.table(), folder / "m.gpkg", "GPKG"),
    "gpkg table": lambda folder: flows.save(flows.table(), folder / "m.gpkg", "GPKG") + "|layername=meting",
    "memory": lambda _: flows.table(),
    "memory, texts": lambda _: flows.table(
        [(time.strftime("%d-%m-%Y %H:%M"), f"{flow:.1f}".replace(".", ",")) for time, flow in flows.series()],
        fields="tijd:string debiet_m3h:string",
    ),
    "definition": lambda folder: QgsProcessingFeatureSourceDefinition(flows.csv(folder)),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same(form, tmp_path):
    got = run(METING=FORMS[form](tmp_path), EENHEID="m3/h")
    assert got["AANTAL_RIJEN"] == 28 * 24
    assert got["MIN_UUR_M3H"] == pytest.approx(50)
    assert got["DEBIET_WKO_M3H"] == pytest.approx(170)
    assert got["DAGVOLUME_M3"] == pytest.approx(sum(flows.DAY))


def test_layers_of_the_project_and_a_selection(tmp_path):
    file = flows.csv(tmp_path, comma=False, separator=",", form="%Y-%m-%d %H:%M")
    layer = QgsVectorLayer(file, "mijn meting", "ogr")
    text = QgsVectorLayer(f"file://{file}?delimiter=,", "tekst", "delimitedtext")
    for item in (layer, text):
        QgsProject.instance().addMapLayer(item)
    try:
        for value in ("mijn meting", layer.id(), text, text.id()):
            assert run(METING=value)["AANTAL_RIJEN"] == 28 * 24
        layer.selectByIds(list(range(1, 24 * 7 + 1)))
        chosen = QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True)
        assert run(METING=chosen)["AANTAL_RIJEN"] == 24 * 7
    finally:
        QgsProject.instance().removeMapLayers([layer.id(), text.id()])


@pytest.mark.parametrize(("unit", "factor"), [("l/s", 3.6), ("m3/d", 1 / 24), ("l/min", 0.06), ("m3/s", 3600)])
def test_unit_that_was_chosen(unit, factor, tmp_path):
    file = flows.csv(tmp_path, header=("tijd", "afvoer"))
    assert run(METING=file, EENHEID=unit)["MIN_UUR_M3H"] == pytest.approx(50 * factor)


def test_unit_of_the_name_is_recognised(tmp_path):
    file = flows.csv(tmp_path, header=("Datum/tijd", "Debiet [l/s]"))
    assert run(METING=file)["MIN_UUR_M3H"] == pytest.approx(180)


def test_names_of_columns(tmp_path):
    both = [(time, flow, 0.5 * flow) for time, flow in flows.series()]
    file = flows.csv(tmp_path, both, header=("t1", "x", "y"))
    assert run(METING=file, TIJD_VELD="t1", DEBIET_VELD="y", EENHEID="m3/h")["MIN_UUR_M3H"] == pytest.approx(25)


def test_rain_as_a_column_decides_which_days_are_dry(tmp_path):
    """Rain on days 5 and 6 (from 0), the day after it, and the first day, before which it is unknown: 24 of 28 left."""
    rainy = [
        (time, flow * (3 if 5 <= i // 24 <= 6 else 1), 0.2 if 5 <= i // 24 <= 6 else 0.0)
        for i, (time, flow) in enumerate(flows.series())
    ]
    file = flows.csv(tmp_path, rainy, header=("tijd", "debiet_m3h", "neerslag_mm"))
    got = run(METING=file)
    assert got["DROGE_DAGEN"] == 24
    assert got["MIN_UUR_M3H"] == pytest.approx(50)
    assert run(METING=file, DAGEN_NA_REGEN=0)["DROGE_DAGEN"] == 26
    assert run(METING=file, DROGE_DAG_MM=5)["DROGE_DAGEN"] == 27
    wet = [row["datum"] for row in rows(got["DAGEN"]) if row["droog"] == "nee"]
    assert wet == ["09-01-2023", "14-01-2023", "15-01-2023", "16-01-2023"]


def test_long_stretches_without_flow_are_a_pump_regime(tmp_path):
    pump = [0.0 if hour % 4 else 400.0 for hour in range(24)]
    got = run(METING=flows.csv(tmp_path, flows.series(14, pump)))
    assert got["POMPREGIME"] == 1
    assert run(METING=flows.csv(tmp_path))["POMPREGIME"] == 0


def test_temperature(tmp_path):
    warm = [(time, flow, 12.0 - (i % 24 == 6)) for i, (time, flow) in enumerate(flows.series())]
    got = run(METING=flows.csv(tmp_path, warm, header=("tijd", "debiet_m3h", "temperatuur_c")))
    assert got["T_MIN_C"] == pytest.approx(11)
    assert "T_MIN_C" not in run(METING=flows.csv(tmp_path))


@pytest.mark.parametrize("rain", ["neerslaggeg_DE-BILT_550.txt", "uurgeg_260_1991-2000.txt"])
def test_bsm2_with_knmi(bsm2, weather_flow, rain, tmp_path):
    report = tmp_path / "rapport.html"
    log = Log()
    got = run(log, **bsm2, NEERSLAG=str(weather_flow / rain), RAPPORT=str(report))
    assert got["AANTAL_RIJEN"] == 14617
    assert 50 < got["DROGE_DAGEN"] < 366
    assert 0 < got["MIN_UUR_M3H"] < got["DWA_GEM_M3H"]
    assert 5 < got["T_MIN_C"] < 15
    assert log.errors == []
    findings = rows(got["MELDINGEN"])
    assert len(findings) == got["AANTAL_MELDINGEN"]
    text = report.read_text(encoding="utf-8")
    assert text.lstrip().lower().startswith("<!doctype html>")
    assert "<svg" in text
    assert not re.search(r"(src|href)=[\"']?https?:", text)


def test_zip_of_the_knmi_is_read_and_nothing_of_it_stays(bsm2, weather_flow, tmp_path):
    file = tmp_path / "neerslaggeg_DE-BILT_550.zip"
    text = weather_flow / "neerslaggeg_DE-BILT_550.txt"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(text, text.name)
    temporary = Path(QgsProcessingUtils.tempFolder())
    before = set(temporary.rglob("*.csv"))
    got = run(**bsm2, NEERSLAG=str(file))
    assert got["DROGE_DAGEN"] == run(**bsm2, NEERSLAG=str(text))["DROGE_DAGEN"]
    assert set(temporary.rglob("*.csv")) == before


def test_bsm2_mean_is_that_of_the_file(bsm2, weather_flow):
    """The mean of all hours in the table of days is the mean of the file, by hand."""
    lines = (weather_flow / "bsm2_influent_hourly.csv").read_text().split()[1:]
    flow = [float(line.split(",")[1]) / 24 for line in lines[: 24 * 600]]
    got = run(**bsm2)
    days = [row["volume_m3"] for row in rows(got["DAGEN"]) if row["volume_m3"] is not None][:600]
    assert sum(days) == pytest.approx(sum(flow), rel=1e-3)


def test_measuring_point(tmp_path):
    file = flows.csv(tmp_path)
    for place in (
        "155000,463000",
        "155000,463000 [EPSG:28992]",
        "5.38720621,52.15517440 [EPSG:4326]",
        QgsPointXY(155000, 463000),
        QgsReferencedPointXY(QgsPointXY(155000, 463000), QgsCoordinateReferenceSystem("EPSG:28992")),
    ):
        got = run(METING=file, PUNT=place, MEETPUNT="TEMPORARY_OUTPUT", NAAM="Middenweg")
        (point,) = rows(got["MEETPUNT"])
        assert got["MEETPUNT"].crs().authid() == "EPSG:28992"
        geometry = next(got["MEETPUNT"].getFeatures()).geometry().asPoint()
        assert geometry.distance(155000, 463000) < 1
        assert point["naam"] == "Middenweg"
        assert point["dwa_min_ls"] == pytest.approx(50 / 3.6)
        assert point["dwa_gem_ls"] == pytest.approx(sum(flows.DAY) / 24 / 3.6)
        assert point["dwa_max_ls"] == pytest.approx(330 / 3.6)
        assert point["droge_dagen"] == got["DROGE_DAGEN"]
        assert point["periode"] == "9-1-2023 t/m 5-2-2023"


@pytest.mark.parametrize("target", ["TEMPORARY_OUTPUT", "meetpunt.gpkg", "meetpunt.shp"])
def test_measuring_point_calibrates_the_kansenkaart(target, tmp_path):
    """The pipe under the point has the measured flow; an estimate without it. The flow is small, as these 14 homes."""
    target = target if target == "TEMPORARY_OUTPUT" else str(tmp_path / target)
    got = run(
        METING=flows.csv(tmp_path, header=("tijd", "afvoer")), EENHEID="l/h", PUNT="1150,1001 [EPSG:28992]",
        MEETPUNT=target, NAAM="put C",
    )  # fmt: skip
    mean_ls = sum(flows.DAY) / 24 / 3600
    assert got["DWA_GEM_M3H"] == pytest.approx(mean_ls * 3.6)
    plain = made.run("kansenkaart", LEIDINGEN=made.pipes(), INWONERS_TOTAAL=14 * 2.2)
    measured = made.run("kansenkaart", LEIDINGEN=made.pipes(), INWONERS_TOTAAL=14 * 2.2, METINGEN=got["MEETPUNT"])
    before, after = ({row["leiding_id"]: row for row in rows(result["KANSENKAART"])} for result in (plain, measured))
    assert measured["AANTAL_METINGEN"] == 1
    (pipe,) = [name for name, row in after.items() if row["dwa_status"] == "gemeten"]
    assert after[pipe]["knoop_eind"] == before[pipe]["knoop_eind"]
    assert after[pipe]["dwa_gem_ls"] == pytest.approx(mean_ls)
    assert after[pipe]["dwa_min_ls"] == pytest.approx(50 / 3600)
    assert after[pipe]["dwa_raming_ls"] == pytest.approx(before[pipe]["dwa_gem_ls"])
    assert {row["dwa_status"] for row in before.values()} == {"raming"}


def test_no_point_without_a_place(tmp_path):
    got = run(METING=flows.csv(tmp_path), MEETPUNT="TEMPORARY_OUTPUT")
    assert "MEETPUNT" not in got


def test_tables_in_every_format(tmp_path):
    file = flows.csv(tmp_path)
    plain = run(METING=file)
    names = made.OUTPUTS["debietmeting"]
    for extension in ("gpkg", "xlsx", "ods", "csv"):
        targets = {name: str(tmp_path / f"{name}.{extension}") for name in names}
        got = run(METING=file, **targets)
        for name in names:
            layer = QgsVectorLayer(got[name], name, "ogr")
            assert layer.isValid()
            if name == "MELDINGEN" and extension in ("xlsx", "ods"):
                continue  # without a number below it GDAL does not know a header as such
            assert layer.featureCount() == plain[name].featureCount(), (name, extension)
            own = [field for field in layer.fields().names() if field != "fid"]
            assert own == plain[name].fields().names()
    book = tmp_path / "alles.gpkg"
    run(METING=file, **{name: f"ogr:dbname='{book}' table=\"{name.lower()}\" ()" for name in names})
    for name in names:
        layer = QgsVectorLayer(f"{book}|layername={name.lower()}", name, "ogr")
        assert layer.featureCount() == plain[name].featureCount()
        assert "METING = meting.csv" in "\n".join(layer.metadata().history())
        assert layer.fields().field("debiet_m3h").alias() == "Gemiddeld debiet [m3/h]" if name == "PROFIEL" else True


def test_own_tables_as_input_are_not_proposed(tmp_path):
    got = run(METING=flows.csv(tmp_path))
    series = flows.table(name="meting")
    layers = [got["PROFIEL"], got["DUURKROMME"], got["DAGEN"], series]
    for layer in layers:
        QgsProject.instance().addMapLayer(layer)
    try:
        algorithm = Debietmeting()
        algorithm.initAlgorithm({})
        assert algorithm.parameterDefinition("METING").defaultValue() == series.id()
        assert algorithm.parameterDefinition("NEERSLAG").defaultValue() is None
    finally:
        QgsProject.instance().removeMapLayers([layer.id() for layer in layers])


def test_twice_the_same(tmp_path):
    file = flows.csv(tmp_path)
    reports = [tmp_path / f"{n}.html" for n in (1, 2)]
    first, second = (run(METING=file, RAPPORT=str(report)) for report in reports)
    assert reports[0].read_bytes() == reports[1].read_bytes()
    for name in made.OUTPUTS["debietmeting"]:
        assert rows(first[name]) == rows(second[name])


def test_kentallen_of_the_user_win_and_are_told(tmp_path):
    own = tmp_path / "eigen.toml"
    own.write_text("[droogweer]\ndrempel = 2.5\n[wko]\nrendement = 0.5\n")
    log = Log()
    got = run(log, METING=flows.csv(tmp_path), KENTALLEN=str(own))
    assert got["WARMTE_WKO_GJ"] == pytest.approx(run(METING=flows.csv(tmp_path))["WARMTE_WKO_GJ"] * 0.5 / 0.95)
    assert any("droogweer.drempel" in line for line in log.lines)


def test_as_a_step_of_a_model(tmp_path):
    model = QgsProcessingModelAlgorithm("Meting", "proef")
    child = QgsProcessingModelChildAlgorithm("riothermie:debietmeting")
    child.setChildId("meting")
    file = flows.csv(tmp_path)
    child.addParameterSources("METING", [QgsProcessingModelChildParameterSource.fromStaticValue(file)])
    model.addChildAlgorithm(child)
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    results, good = model.run({}, context, Log())
    assert good
    assert results["CHILD_RESULTS"]["meting"]["MIN_UUR_M3H"] == pytest.approx(50)


def test_cancelled_run_leaves_nothing(tmp_path):
    (folder := tmp_path / "uit").mkdir()
    file = flows.csv(tmp_path)
    for percent in (1, 50, 70, 85, 90):
        log = Log(cancel_at=percent)
        got = run(log, METING=file, PROFIEL=str(folder / "p.gpkg"), RAPPORT=str(folder / "r.html"))
        assert "PROFIEL" not in got
        assert list(folder.iterdir()) == []


def test_through_qgis_process(process, tmp_path):
    file = flows.csv(tmp_path)
    report = tmp_path / "r.html"
    code, found, said = process(
        "--json", "run", "riothermie:debietmeting", "--", f"METING={file}", "DELTA_T=3", f"RAPPORT={report}",
        f"PROFIEL={tmp_path / 'p.csv'}",
    )  # fmt: skip
    assert code == 0, said
    assert found["results"]["MIN_UUR_M3H"] == pytest.approx(50)
    assert found["results"]["VERMOGEN_WKO_KW"] == pytest.approx(592.2, abs=0.1)
    assert 'lang="nl"' in report.read_text(encoding="utf-8")[:300]


def test_knmi_text_through_qgis_process(process, bsm2, weather_flow):
    rain = str(weather_flow / "neerslaggeg_DE-BILT_550.txt")
    inputs = {**bsm2, "NEERSLAG": rain}
    code, found, said = process("run", "riothermie:debietmeting", "-", stdin=json.dumps({"inputs": inputs}))
    assert code == 0, said
    assert found["results"]["DROGE_DAGEN"] > 50
