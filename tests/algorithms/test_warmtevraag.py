"""Algorithm `warmtevraag`, run as QGIS runs it: hand-computed demand, every kind of input, and what comes after it."""

import csv
import zipfile
from pathlib import Path

import pytest
from qgis import processing
from qgis.core import (
    NULL,
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
)
from riothermie_plugin.algorithms.warmtevraag import Warmtevraag
from riothermie_plugin.riothermie_kansen.demand import columns
from riothermie_plugin.riothermie_kansen.demand.demand import Settings
from riothermie_plugin.riothermie_kansen.demand.heat import METHODS
from riothermie_plugin.riothermie_kansen.demand.insulation import SCENARIOS
from riothermie_plugin.riothermie_kansen.demand.new_build import NIEUWBOUW_COLUMNS
from riothermie_plugin.riothermie_kansen.demand.power import POWERS, TAPS
from riothermie_plugin.riothermie_kansen.schema import MELDING_COLUMNS, names

from tests.algorithms import homes, made, town
from tests.algorithms.homes import NAMES
from tests.algorithms.made import layer, rows

# PBL, Vesta MAIS 5.0: a terraced home of 1975-1991 with its usual label C
TERRACE_GJ, TERRACE_GJ_M2, TAP_GJ = 15.37397657, 0.086813975, 7.3


def run(feedback=None, **parameters):
    inputs = {"PANDEN": homes.panden(), "VERBLIJFSOBJECTEN": homes.objects()}
    return made.run("warmtevraag", feedback, **(inputs | parameters))


def by_name(result):
    """Return the rows of the map by the name of the building."""
    back = {pand: name for name, pand in NAMES.items()}
    return {back.get(row["pand_id"], row["pand_id"]): row for row in rows(result["GEBOUWEN"])}


def test_hand_computed_terrace():
    """110 m2 in the middle of a terrace of 1980: 15.37 + 0.0868 x 110 GJ, 50 W/m2, CW 4."""
    log = made.Log()
    got = run(log)
    middle = by_name(got)["rij2"]
    assert middle["type"] == "tussen"
    assert middle["type_bron"] == "afgeleid"
    assert middle["label"] == "C"
    assert middle["rv_gj"] == pytest.approx(TERRACE_GJ + 110 * TERRACE_GJ_M2)
    assert middle["tap_gj"] == pytest.approx(TAP_GJ)
    assert middle["warmte_gj"] == pytest.approx(TERRACE_GJ + 110 * TERRACE_GJ_M2 + TAP_GJ)
    assert (middle["rv_kw"], middle["tap_kw"]) == (pytest.approx(5.5), pytest.approx(27.0))
    assert middle["bron"].startswith("warmte: vesta")
    assert (got["PANDEN_IN"], got["OBJECTEN_IN"]) == (7, 9)
    assert (got["PANDEN_WEGGELATEN"], got["OBJECTEN_WEGGELATEN"]) == (0, 0)
    assert (got["GEBOUWEN_AANTAL"], got["WONINGEN"], got["UTILITEIT"]) == (7, 8, 1)
    assert any("Panden: 7 read = 7 used + 0 listed." in line for line in log.lines)
    assert any("Objects: 9 read = 9 used + 0 listed." in line for line in log.lines)
    assert log.errors == []


def test_types_objects_and_empty_buildings():
    got = by_name(run())
    assert {name: row["type"] for name, row in got.items()} == {
        "rij1": "hoek", "rij2": "tussen", "rij3": "hoek", "villa": "vrijstaand", "flat": "appartement",
        "winkel": "utiliteit", "schuur": "geen verblijfsobject",
    }  # fmt: skip
    assert got["flat"]["woningen"] == 4
    assert got["flat"]["oppervlakte_m2"] == 320
    assert (got["winkel"]["woningen"], got["winkel"]["utiliteit"], got["winkel"]["inwoners"]) == (0, 1, 0)
    assert got["schuur"]["warmte_gj"] == 0
    assert got["schuur"]["reden"]


def test_sums_are_the_same_in_every_table():
    got = run(NIEUWBOUW=plan_table())
    buildings, objects = rows(got["GEBOUWEN"]), rows(got["OBJECTEN_UIT"])
    around, total = rows(got["BUURTEN_UIT"]), rows(got["SAMENVATTING"])[-1]
    for name in ("rv_gj", "tap_gj", "warmte_gj", "koude_gj", "rv_kw", "tap_kw", "inwoners"):
        assert sum(row[name] or 0 for row in buildings) == pytest.approx(sum(row[name] or 0 for row in objects))
    heat = sum(row["warmte_gj"] for row in buildings)
    assert got["WARMTE_GJ"] == pytest.approx(heat)
    assert sum(row["warmte_gj"] for row in around) == pytest.approx(heat)
    assert total["type"] == "totaal"
    assert total["totaal_gj"] == pytest.approx(heat)
    assert total["objecten"] == len(objects) == got["WONINGEN"] + got["UTILITEIT"]


def test_public_fields_crs_types_and_style():
    got = run(NIEUWBOUW=plan_table())
    for name, wanted in (
        ("GEBOUWEN", columns.GEBOUW_COLUMNS),
        ("OBJECTEN_UIT", columns.OBJECT_COLUMNS),
        ("BUURTEN_UIT", columns.BUURT_COLUMNS),
        ("SAMENVATTING", columns.SAMENVATTING_COLUMNS),
        ("NIEUWBOUW_UIT", NIEUWBOUW_COLUMNS),
        ("MELDINGEN", MELDING_COLUMNS),
    ):
        assert tuple(got[name].fields().names()) == names(wanted), name
    assert got["GEBOUWEN"].crs() == QgsCoordinateReferenceSystem("EPSG:28992")
    assert got["GEBOUWEN"].geometryType() == Qgis.GeometryType.Polygon
    public = {
        "pand_id", "woningen", "utiliteit", "bouwjaar", "type", "label", "oppervlakte_m2", "rv_gj", "tap_gj",
        "warmte_gj", "koude_gj", "rv_kw", "tap_kw", "inwoners", "eigenaar", "bron",
    }  # fmt: skip
    assert public <= set(got["GEBOUWEN"].fields().names())
    address = {"postcode", "huisnummer", "huisletter", "toevoeging", "straat", "x", "y"}
    assert not address & set(got["OBJECTEN_UIT"].fields().names())


def test_choices_and_defaults_are_those_of_the_engine():
    assert Warmtevraag.ISOLATIES == SCENARIOS
    assert Warmtevraag.VERMOGENS == POWERS
    assert Warmtevraag.TAPWATERS == TAPS
    assert Warmtevraag.METHODES == METHODS
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("riothermie:warmtevraag")
    settings = Settings()
    wanted = {
        "ISOLATIE": settings.insulation, "VERMOGEN": settings.power, "TAPWATER": settings.tap,
        "METHODE": settings.method, "ISOLATIE_UTILITEIT": settings.insulate_others,
        "VERMOGEN_VOLGT": settings.power_follows, "KALIBREREN": settings.calibrate,
        "KALIBREREN_VIVET": settings.scale_vivet, "GEPLAND": settings.planned,
    }  # fmt: skip
    assert {name: algorithm.parameterDefinition(name).defaultValue() for name in wanted} == wanted


def test_insulation_scenarios():
    """Label C saves 15 % or 40 % of all its heat; A and B nothing; an own table what it says."""
    before = by_name(run())
    for scenario, share in (("label_c_15", 0.15), ("label_c_40", 0.40)):
        got = by_name(run(ISOLATIE=scenario))
        for name in ("rij2", "villa"):
            keeps = 1 - share if before[name]["label"] in "CDEFG" else 1
            assert got[name]["warmte_gj"] == pytest.approx(keeps * before[name]["warmte_gj"])
            assert got[name]["warmte_voor_gj"] == pytest.approx(before[name]["warmte_gj"])
    assert before["villa"]["label"] in "AB"
    table = layer("NoGeometry", "label:string reductie:string", [(None, "C", "25 %")], name="isolatie")
    got = by_name(run(ISOLATIE="eigen", ISOLATIETABEL=table))
    assert got["rij2"]["warmte_gj"] == pytest.approx(0.75 * before["rij2"]["warmte_gj"])


def test_power_stays_or_falls_with_insulation():
    """5.5 kW of 110 m2 stays, and the log says how to let it fall; then it falls as much as space heating."""
    stays, falls, hours = made.Log(), made.Log(), made.Log()
    before = by_name(run())["rij2"]
    got = by_name(run(stays, ISOLATIE="label_c_40"))["rij2"]
    assert got["rv_kw"] == pytest.approx(5.5)
    assert sum("VERMOGEN_VOLGT" in line for line in stays.lines) == 1
    got = by_name(run(falls, ISOLATIE="label_c_40", VERMOGEN_VOLGT=True))["rij2"]
    share = 1 - 0.4 * before["warmte_gj"] / before["rv_gj"]
    assert got["rv_gj"] == pytest.approx(share * before["rv_gj"])
    assert got["rv_kw"] == pytest.approx(5.5 * share)
    run(hours, ISOLATIE="label_c_40", VERMOGEN="vollasturen")
    assert not any("VERMOGEN_VOLGT" in line for line in (*falls.lines, *hours.lines))
    plain = made.Log()
    run(plain, ISOLATIE="geen")
    assert not any("VERMOGEN_VOLGT" in line for line in plain.lines)


def test_other_objects_are_insulated_when_asked():
    before, homes_only, both = (
        by_name(run(**chosen))
        for chosen in ({}, {"ISOLATIE": "label_c_15"}, {"ISOLATIE": "label_c_15", "ISOLATIE_UTILITEIT": True})
    )
    assert before["winkel"]["label"] in "CDEFG"
    assert homes_only["winkel"]["warmte_gj"] == pytest.approx(before["winkel"]["warmte_gj"])
    assert both["winkel"]["warmte_gj"] == pytest.approx(0.85 * before["winkel"]["warmte_gj"])
    assert both["rij2"]["warmte_gj"] == pytest.approx(homes_only["rij2"]["warmte_gj"])


def test_method_of_space_heating(tmp_path):
    """95.5 kWh/m2 on the label of the middle home, 110 m2: 37.8 GJ; ETM gives the kental of label C."""
    file = tmp_path / "labels.csv"
    file.write_text(ep_online(label_line(2, "C") + "95,5"))
    got = by_name(run(LABELS=str(file), METHODE="label"))
    assert got["rij2"]["rv_gj"] == pytest.approx(95.5 * 110 * 0.0036)
    assert "warmte: ep-online" in got["rij2"]["bron"]
    assert got["rij3"]["rv_gj"] == pytest.approx(by_name(run())["rij3"]["rv_gj"])
    own = tmp_path / "mijn.toml"
    own.write_text("vraag.etm_kwh_m2 = [10, 20, 30, 40, 50, 60, 70]")
    etm = by_name(run(METHODE="etm", KENTALLEN=str(own)))["rij2"]
    assert etm["rv_gj"] == pytest.approx(30 * 110 * 0.0036)


def test_figures_of_vivet_are_scaled_when_asked():
    """A home of 40 + 8 GJ at the PBL; with KALIBREREN_VIVET all eight homes together have the gas of the buurt."""
    fields = "vbo_id:string woning_type:string Ruimteverwarming:double Warm_tapwater:double"
    figures = layer("NoGeometry", fields, [(None, homes.object_id(2), "4", 40.0, 8.0)], name="vivet")
    inputs = {"REFERENTIE": figures, "BUURTEN": homes.neighbourhood(gas=1000)}
    kept, scaled = run(**inputs), run(**inputs, KALIBREREN_VIVET=True)
    assert by_name(kept)["rij2"]["warmte_gj"] == pytest.approx(48)
    wanted = 8 * (1000 - 37) * 0.03165
    homes_of = [row for row in rows(scaled["OBJECTEN_UIT"]) if row["woning"] == 1]
    assert sum(row["warmte_gj"] for row in homes_of) == pytest.approx(wanted)
    (factor,) = {row["factor_cbs"] for row in homes_of}
    assert by_name(scaled)["rij2"]["warmte_gj"] == pytest.approx(40 * factor + 8)


def test_own_insulation_from_a_file(tmp_path):
    file = tmp_path / "isolatie.csv"
    file.write_text("Label;Reductie\nC;0,25\nD;0,3\n")
    before, got = by_name(run())["rij2"], by_name(run(ISOLATIE="eigen", ISOLATIETABEL=str(file)))["rij2"]
    assert got["warmte_gj"] == pytest.approx(0.75 * before["warmte_gj"])


def test_power_and_tap_water():
    hours = by_name(run(VERMOGEN="vollasturen"))["rij2"]
    assert hours["rv_kw"] == pytest.approx(hours["rv_gj"] / 0.0036 / 1111)
    own = by_name(run(W_PER_M2=40, CW_KLASSE=6))
    assert own["rij2"]["rv_kw"] == pytest.approx(4.4)
    assert own["rij2"]["tap_kw"] == pytest.approx(27 * 11 / 7.5)
    assert own["flat"]["tap_kw"] == pytest.approx(4 * 27)
    label = by_name(run(VERMOGEN="label"))["villa"]
    assert label["rv_kw"] == pytest.approx({"A": 44, "B": 46}[label["label"]] * 200 / 1000)
    boiler = by_name(run(TAPWATER="boiler"))["rij2"]
    assert boiler["tap_kw"] == pytest.approx(180 * 4.18 * 52 / (3 * 3600), rel=0.01)  # Putten: 3.6 kW


def test_neighbourhood_scales_to_its_gas():
    """Eight homes of (1000 - 37) m3 at 31.65 MJ: the sum of the homes is that, shop aside."""
    got = run(BUURTEN=homes.neighbourhood(gas=1000))
    (row,) = rows(got["BUURTEN_UIT"])
    wanted = 8 * (1000 - 37) * 0.03165
    assert row["gas_gj"] == pytest.approx(wanted)
    of_homes = [r for r in rows(got["OBJECTEN_UIT"]) if r["woning"] == 1]
    assert sum(r["warmte_gj"] for r in of_homes) == pytest.approx(wanted)
    assert {r["buurtcode"] for r in of_homes} == {"BU02000101"}
    assert sum(r["inwoners"] for r in of_homes) == pytest.approx(20)
    plain, unscaled = by_name(run()), run(BUURTEN=homes.neighbourhood(gas=1000), KALIBREREN=False)
    assert by_name(unscaled)["rij2"]["warmte_gj"] == pytest.approx(plain["rij2"]["warmte_gj"])
    assert by_name(got)["winkel"]["warmte_gj"] == pytest.approx(plain["winkel"]["warmte_gj"])


def test_area_keeps_what_lies_in_it_and_scales_with_all():
    whole = by_name(run(BUURTEN=homes.neighbourhood(gas=1000)))
    log = made.Log()
    got = run(log, BUURTEN=homes.neighbourhood(gas=1000), GEBIED=homes.area(-5, -5, 30, 20))
    inside = by_name(got)
    assert set(inside) == {"rij1", "rij2", "rij3"}
    assert got["BUITEN_GEBIED"] == 4
    assert got["WONINGEN"] == 3
    assert inside["rij2"]["warmte_gj"] == pytest.approx(whole["rij2"]["warmte_gj"])
    assert any("4 gebouwen" in line for line in log.lines)


EP = (
    "Pand_opnamedatum;Pand_energieklasse;Pand_gebouwklasse;Pand_postcode;Pand_huisnummer;Pand_huisnummer_toev;"
    "Pand_detailaanduiding;Pand_bagverblijfsobjectid;Pand_bagpandid;Pand_gebouwtype;Pand_gebruiksoppervlakte;"
    "Pand_warmtebehoefte"
)


def ep_online(*lines, before=("PublicatieDatum;20240101", "LaatstVerwerkteMutatievolgnummer;12345678")):
    return "\n".join([*before, EP, *lines]) + "\n"


def label_line(n, label, date="20230615", kind="Rijwoning tussen"):
    return f"{date};{label};W;7300AA;{n};;;{homes.object_id(n)};{NAMES['rij2']};{kind};110;"


@pytest.mark.parametrize("form", ["csv", "zip", "no metadata", "table"])
def test_labels_of_ep_online(form, tmp_path):
    """The newest label of the middle home is A: less heat, and the map says who says so."""
    lines = (label_line(2, "G", "20150101"), label_line(2, "A+++", "20230615"), label_line(99, "D"))
    file = tmp_path / "v20240101_v2_csv.csv"
    file.write_text(ep_online(*lines, before=() if form == "no metadata" else ("PublicatieDatum;20240101", "X;1")))
    given = str(file)
    if form == "zip":
        given = str(tmp_path / "labels.zip")
        with zipfile.ZipFile(given, "w") as archive:
            archive.write(file, file.name)
    if form == "table":
        given = layer(
            "NoGeometry", "Pand_bagverblijfsobjectid:string Pand_energieklasse:string Pand_opnamedatum:string",
            [(None, homes.object_id(2), "A+++", "2023-06-15")], name="labels",
        )  # fmt: skip
    got = by_name(run(LABELS=given))
    assert got["rij2"]["label"] == "A"
    assert got["rij2"]["label_bron"] == "ep-online"
    assert got["rij2"]["warmte_gj"] < by_name(run())["rij2"]["warmte_gj"] - 1
    assert got["rij3"]["label_bron"] == "afgeleid"
    if form == "zip":
        assert list(Path(QgsProcessingUtils.tempFolder()).glob("**/labels.zip")) == []


def plan_table():
    """Return the plan of Putten as a table."""
    plan = (
        (None, "Nultredenwoning", 6, 153.6, 2.2, 180),
        (None, "Benedenwoning", 4, 100.0, 2.0, 100),
        (None, "Bovenwoning", 8, 50.0, 2.0, 100),
        (None, "Hoek- en tussenwoning", 10, 162.0, 2.2, 180),
    )
    fields = "type:string aantal:int oppervlakte_m2:double personen:double boiler_l:double"
    return layer("NoGeometry", fields, plan, name="plan")


def test_new_build_alone_gives_the_tables_of_putten():
    """Putten, tables 2-6 and 2-7: 128,769 kWh a year, 82.1 and 83.5 kW."""
    got = made.run("warmtevraag", NIEUWBOUW=plan_table())
    total = rows(got["NIEUWBOUW_UIT"])[-1]
    assert total["aantal"] == 28
    assert total["totaal_kwh"] == pytest.approx(128769, abs=2)
    assert total["koude_kwh"] == pytest.approx(14531, abs=1)
    assert total["tap_kwh"] == pytest.approx(45228, abs=2)
    assert total["tap_kw"] == pytest.approx(82.1, abs=0.1)
    assert total["rv_kw"] == pytest.approx(83.5, abs=0.1)
    assert got["GEBOUWEN_AANTAL"] == 0


def test_new_build_is_in_a_table_unless_nobody_wants_it(tmp_path):
    """The dialog asks for the table; without plans there is none, unless as a file; left out, the log says so."""
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("riothermie:warmtevraag")
    assert algorithm.parameterDefinition("NIEUWBOUW_UIT").createByDefault()
    assert "NIEUWBOUW_UIT" not in run()
    file = tmp_path / "plan.csv"
    run(NIEUWBOUW_UIT=str(file))
    assert len(file.read_text().splitlines()) == 1
    log, quiet = made.Log(), made.Log()
    made.run("warmtevraag", log, NIEUWBOUW=plan_table(), NIEUWBOUW_UIT=None)
    assert sum("are in no table" in line for line in log.lines) == 1
    made.run("warmtevraag", quiet, NIEUWBOUW=plan_table())
    assert not any("are in no table" in line for line in quiet.lines)


def test_new_build_from_a_csv_file_and_on_the_map(tmp_path):
    file = tmp_path / "plan.csv"
    file.write_text("Type woning;Aantal;Oppervlakte per woning (m2)\nbenedenwoning;4;100\n", encoding="utf-8")
    got = run(NIEUWBOUW=str(file))
    assert rows(got["NIEUWBOUW_UIT"])[-1]["aantal"] == 4
    for kind, place in (("Point", "POINT(120100 450030)"), ("Polygon", homes._ring(90, 20, 20, 20))):
        fields = "naam:string type:string aantal:int oppervlakte_m2:double"
        plans = layer(kind, fields, [(place, "Veld", "tussenwoning", 12, 120.0)], name="plan")
        on_map = by_name(run(NIEUWBOUW=plans))
        (new,) = (row for name, row in on_map.items() if name not in NAMES)
        assert new["woningen"] == 12
        assert new["bron"] == "nieuwbouw"
        assert new["wkt"].startswith(("Polygon", "MultiPolygon")), new["wkt"]
        assert new["warmte_gj"] > 0


def test_panden_without_objects_and_objects_without_panden():
    panden = run(VERBLIJFSOBJECTEN=None)
    assert panden["WONINGEN"] == 8
    assert panden["OBJECTEN_IN"] == 0
    objects = run(PANDEN=None)
    assert objects["PANDEN_IN"] == 0
    assert objects["WONINGEN"] == 8
    assert objects["GEBOUWEN"].geometryType() == Qgis.GeometryType.Point
    assert len(rows(objects["GEBOUWEN"])) == 6  # no shed


@pytest.mark.parametrize("form", ["csv", "table", "EPSG:4326", "MultiPolygonZ", "CurvePolygon"])
def test_every_form_of_delivery_gives_the_same(form, tmp_path):
    plain = by_name(run())
    inputs = {}
    if form == "csv":
        file = tmp_path / "vbo.csv"
        with file.open("w", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow([field.partition(":")[0] for field in homes.OBJECT_FIELDS.split()])
            writer.writerows([["" if v == NULL else v for v in row[1:]] for row in homes.object_rows()])
        inputs["VERBLIJFSOBJECTEN"] = str(file)
    elif form == "table":
        inputs["VERBLIJFSOBJECTEN"] = homes.objects(
            [(None, *row[1:]) for row in homes.object_rows()], kind="NoGeometry"
        )
    elif form == "EPSG:4326":
        inputs = {"PANDEN": homes.panden(crs=form), "VERBLIJFSOBJECTEN": homes.objects(crs=form)}
    elif form == "MultiPolygonZ":
        wkt = [(row[0].replace("POLYGON((", "MULTIPOLYGON(((") + ")", *row[1:]) for row in homes.pand_rows()]
        inputs["PANDEN"] = homes.panden(wkt, kind="MultiPolygonZ")
    else:
        wkt = [(row[0].replace("POLYGON(", "CURVEPOLYGON("), *row[1:]) for row in homes.pand_rows()]
        inputs["PANDEN"] = homes.panden(wkt, kind="CurvePolygon")
    got = by_name(run(**inputs))
    assert set(got) == set(plain)
    for name, row in got.items():
        for key, value in row.items():
            if key != "wkt":
                wanted = plain[name][key]
                assert value == (pytest.approx(wanted, rel=1e-6) if isinstance(wanted, float) else wanted), (name, key)


def test_fields_of_the_user():
    fields = homes.PAND_FIELDS + " soort_huis:string van_wie:string klasse_e:string"
    rows_ = [(*row, "vrijstaand", "Corporatie", "G") for row in homes.pand_rows()]
    got = by_name(
        run(PANDEN=homes.panden(rows_, fields=fields), WONINGTYPE_VELD="soort_huis", EIGENAAR_VELD="van_wie",
            LABEL_VELD="klasse_e")
    )  # fmt: skip
    row = got["rij2"]
    assert (row["type"], row["type_bron"]) == ("vrijstaand", "eigen")
    assert (row["label"], row["label_bron"]) == ("G", "eigen")
    assert (row["eigenaar"], row["corporatie_woningen"]) == ("corporatie", 1)
    people = [(*row, 3) for row in homes.object_rows()]
    objects = homes.objects(people, fields=homes.OBJECT_FIELDS + " mensen:int")
    assert run(VERBLIJFSOBJECTEN=objects, INWONERS_VELD="mensen")["INWONERS"] == pytest.approx(27)


def test_ownership_from_a_table():
    owned = layer("NoGeometry", "pand_id:string", [(None, NAMES["flat"])], name="bezit")
    got = by_name(run(EIGENDOM=owned))
    assert got["flat"]["corporatie_woningen"] == 4
    assert got["flat"]["eigenaar"] == "corporatie"
    assert got["rij1"]["corporatie_woningen"] == 0


def test_kentallen_file_metadata_and_report(tmp_path):
    file = tmp_path / "mijn.toml"
    file.write_text("vraag.rv_w_m2 = 40")
    outputs = {"GEBOUWEN": str(tmp_path / "g.gpkg"), "RAPPORT": str(tmp_path / "r.html")}
    log = made.Log()
    got = run(log, KENTALLEN=str(file), BUURTEN=homes.neighbourhood(), **outputs)
    assert any("vraag.rv_w_m2" in line for line in log.lines)
    saved = QgsVectorLayer(outputs["GEBOUWEN"], "g", "ogr")
    by_id = {row["pand_id"]: row for row in rows(saved)}
    assert by_id[NAMES["rij2"]]["rv_kw"] == pytest.approx(4.4)
    history = "\n".join(saved.metadata().history())
    assert "vraag.rv_w_m2 = 40" in history
    assert "panden: panden" in history
    text = Path(got["RAPPORT"]).read_text(encoding="utf-8")
    assert "Vermogen ruimteverwarming per m2" in text
    assert text.count("<figure>") == 4  # by period, per home, labels, neighbourhoods
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert "<script" not in text
    styles = saved.listStylesInDatabase()[2]
    assert "Warmtevraag per m2" in styles
    assert saved.renderer().type() == "RuleRenderer"


@pytest.mark.parametrize("end", ["shp", "geojson", "gpkg"])
def test_output_formats(end, tmp_path):
    run(GEBOUWEN=str(tmp_path / f"g.{end}"), SAMENVATTING=str(tmp_path / "s.xlsx"), BUURTEN_UIT=str(tmp_path / "b.csv"),
        OBJECTEN_UIT=str(tmp_path / "o.ods"))  # fmt: skip
    saved = QgsVectorLayer(str(tmp_path / f"g.{end}"), "g", "ogr")
    assert saved.featureCount() == 7
    short = {name[:10] for name in names(columns.GEBOUW_COLUMNS)}
    assert len({name[:10] for name in saved.fields().names()} - short - {"fid"}) <= (2 if end == "shp" else 0)
    assert {row["pand_id"] for row in rows(saved)} == set(NAMES.values())
    assert (tmp_path / "s.xlsx").stat().st_size > 0
    assert (tmp_path / "o.ods").stat().st_size > 0
    assert "BU" in (tmp_path / "b.csv").read_text() or "buurtcode" in (tmp_path / "b.csv").read_text()


def test_layers_recognise_themselves():
    """In a project with panden, objects, neighbourhoods and an earlier outcome the dialog proposes the right ones."""
    earlier = run()["GEBOUWEN"]
    layers = {"PANDEN": homes.panden(), "VERBLIJFSOBJECTEN": homes.objects(), "BUURTEN": homes.neighbourhood()}
    ids = {name: QgsProject.instance().addMapLayer(item).id() for name, item in layers.items()}
    other = QgsProject.instance().addMapLayer(earlier.clone()).id()
    try:
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("riothermie:warmtevraag")
        for name, wanted in ids.items():
            assert algorithm.parameterDefinition(name).defaultValue() == wanted, name
        for name in ("LABELS", "REFERENTIE", "EIGENDOM", "NIEUWBOUW", "ISOLATIETABEL", "GEBIED"):
            assert algorithm.parameterDefinition(name).defaultValue() is None, name
    finally:
        QgsProject.instance().removeMapLayers([*ids.values(), other])


def test_the_map_goes_into_warmtenet():
    got = run()
    net = made.run("warmtenet", STRATEN=town.streets(), GEBOUWEN=got["GEBOUWEN"], BRON=town.source(), NETTYPE="mt")
    joined = {row["pand_id"]: row for row in rows(net["AANSLUITINGEN"])}
    assert set(joined) == set(NAMES.values()) - {NAMES["schuur"]}
    assert net["WONINGEN"] == got["WONINGEN"]
    assert net["WARMTE_GJ"] == pytest.approx(got["WARMTE_GJ"])
    (listed,) = rows(net["NIET_AANGESLOTEN"])
    assert listed["pand_id"] == NAMES["schuur"]


def test_the_map_gives_inhabitants_to_kansenkaart():
    got = run()
    pipe = (f"LINESTRING({town.at(-10, 20)},{town.at(90, 20)})", "AB", "GemengdRiool", "GemengdStelsel", 2.0, 1.5, 300,
            "Beton", NULL)  # fmt: skip
    result = made.run(
        "kansenkaart", LEIDINGEN=made.pipes([pipe]), ADRESSEN=got["GEBOUWEN"], INWONERS_VELD="inwoners"
    )  # fmt: skip
    assert result["TOTAAL_INWONERS"] == pytest.approx(got["INWONERS"], abs=0.01)


def test_the_map_goes_into_energiematch():
    got = run()
    outputs = dict.fromkeys(("SELECTIE", "TRACE", "VOLLOOP_TABEL", "MELDINGEN"), "TEMPORARY_OUTPUT")
    source = layer("Point", "bron_id:string warmte_gj:double", [(f"POINT({town.at(-5, 0)})", "riool", 120.0)])
    match = processing.run(
        "riothermie:energiematch",
        outputs | {"GEBOUWEN": got["GEBOUWEN"], "BRON": source, "STRATEN": town.streets(), "NETTYPE": "mt"},
        feedback=made.Log(),
    )
    found = {row["pand_id"]: row for row in rows(match["SELECTIE"])}
    assert set(found) == set(NAMES.values())
    buildings = {row["pand_id"]: row for row in rows(got["GEBOUWEN"])}
    for pand, row in found.items():
        assert row["warmte_gj"] == pytest.approx(buildings[pand]["warmte_gj"], abs=0.0051)  # two decimals
        assert row["woningen"] == buildings[pand]["woningen"]
    chosen = [row for row in found.values() if row["gekozen"]]
    assert chosen
    assert sum(row["warmte_gj"] for row in chosen) <= 120


def test_the_map_goes_into_warmtekavels():
    got = run()
    outputs = dict.fromkeys(("KAVELS_UIT", "TABEL", "GEBOUWEN_UIT", "MELDINGEN"), "TEMPORARY_OUTPUT")
    terrace = homes.area(-5, -5, 30, 20)
    plots = processing.run(
        "riothermie:warmtekavels", outputs | {"KAVELS": terrace, "GEBOUWEN": got["GEBOUWEN"]}, feedback=made.Log()
    )
    table = {row["kavel_id"]: row for row in rows(plots["TABEL"])}
    assert table["totaal"]["woningen"] == got["WONINGEN"]
    # sums with one decimal
    assert table["totaal"]["vraag_gj"] == pytest.approx(got["WARMTE_GJ"], abs=0.051)
    assert table["totaal"]["inwoners"] == pytest.approx(got["INWONERS"], abs=0.051)
    (kavel,) = (row for name, row in table.items() if name not in ("totaal", "rest"))
    by_ = by_name(got)
    assert kavel["woningen"] == 3
    terrace_gj = sum(by_[name]["warmte_gj"] for name in ("rij1", "rij2", "rij3"))
    assert kavel["vraag_gj"] == pytest.approx(terrace_gj, abs=0.051)
    assert kavel["vraag_gj"] + table["rest"]["vraag_gj"] == pytest.approx(table["totaal"]["vraag_gj"])


def test_a_second_run_is_the_same_and_cancel_leaves_nothing(tmp_path):
    first, again = run(), run()
    for name in ("GEBOUWEN", "OBJECTEN_UIT", "SAMENVATTING", "MELDINGEN"):
        assert rows(first[name]) == rows(again[name])
    target = tmp_path / "g.gpkg"
    log = made.Log(cancel_at=30)
    assert run(log, GEBOUWEN=str(target), RAPPORT=str(tmp_path / "r.html")) == {}
    assert list(tmp_path.iterdir()) == []
    assert log.seen == sorted(log.seen)


def test_real_apeldoorn(shared_data):
    """Names cut to ten characters and EPSG:4326: everything that was read is used or listed."""
    folder = shared_data / "streets_buildings" / "apeldoorn_bag"
    names_ = {"PANDEN": "bag_gebouw", "VERBLIJFSOBJECTEN": "bag_verblijfsobject", "BUURTEN": "bag_buurt"}
    got = made.run("warmtevraag", **{name: str(folder / f"{file}.shp") for name, file in names_.items()})
    assert (got["PANDEN_IN"], got["OBJECTEN_IN"]) == (382, 490)
    assert got["PANDEN_IN"] == got["GEBOUWEN_AANTAL"] + got["PANDEN_WEGGELATEN"]
    assert got["OBJECTEN_IN"] == got["WONINGEN"] + got["UTILITEIT"] + got["OBJECTEN_WEGGELATEN"]
    listed = rows(got["MELDINGEN"])
    assert sum(row["soort"] == "pand_gepland" for row in listed) == got["PANDEN_WEGGELATEN"]
    assert {row["buurtcode"] for row in rows(got["OBJECTEN_UIT"])} == {"BU02000706"}


def test_real_otterlo_comes_in_whole(shared_data):
    """History, points and curved areas in one layer, addresses outside every pand."""
    folder = shared_data / "streets_buildings"
    got = made.run(
        "warmtevraag", PANDEN=f"{folder}/otterlo_bgt.gpkg|layername=pand",
        VERBLIJFSOBJECTEN=str(folder / "dutch_addresses_28992.gpkg"),
    )  # fmt: skip
    assert (got["PANDEN_IN"], got["OBJECTEN_IN"]) == (2273, 2481)
    assert got["WONINGEN"] + got["UTILITEIT"] + got["OBJECTEN_WEGGELATEN"] == 2481
    buildings = rows(got["GEBOUWEN"])
    loose = sum(row["pand_id"].startswith("los-") for row in buildings)
    assert len(buildings) == got["PANDEN_IN"] - got["PANDEN_WEGGELATEN"] + loose
    assert all(row["wkt"] for row in buildings)


def test_help_says_what_may_be_personal():
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("riothermie:warmtevraag")
    assert "personal data" in algorithm.parameterDefinition("OBJECTEN_UIT").help()
