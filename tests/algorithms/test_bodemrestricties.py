"""The algorithm `bodemrestricties`: verdicts on layers made by hand, in the deliveries that they come in."""

import pytest
from qgis import processing
from qgis.core import QgsProcessingException, QgsProject, QgsVectorLayer, QgsWkbTypes

from tests.algorithms.ground import (
    AREA_ROLES,
    SYSTEM_ROLES,
    areas,
    geojson,
    geopackage,
    houses,
    nothing_else,
    ring,
    run,
    spot,
    systems,
    track,
)
from tests.algorithms.made import Log, layer, refusal, rows

FIRST, SECOND, THIRD, FOURTH = (f"{i:016d}" for i in range(1, 5))


def by_id(output):
    return {row["locatie_id"]: row for row in rows(output)}


def maps(crs=("EPSG:28992",) * 3):
    """Return a prohibition on half of the first house, a limit of 60 m on the second, archaeology on the third."""
    return {
        "VERBOD": [areas([(ring(-20, -20, 25, 60), 1, "Provincie")], name="verbodsgebieden", crs=crs[0])],
        "DIEPTEBEPERKING": [
            areas(
                [(ring(90, -20, 60, 60), 1, "Provincie", "tot 60 m")],
                "fid:int Bronhouder:string Max_Diepte:string",
                name="dieptebeperking",
                crs=crs[1],
            )
        ],
        "ARCHEOLOGIE": [areas([(ring(190, -20, 60, 60), 1, "Gemeente")], name="archeologie", crs=crs[2])],
    }


def test_the_whole(tmp_path):
    log = Log()
    made = run(log, LOCATIES=houses(), **nothing_else(**maps()), RAPPORT=str(tmp_path / "bodem.html"))
    found = by_id(made["LOCATIES_UIT"])
    verdicts = [(found[name]["wko"], found[name]["bodemlus"]) for name in (FIRST, SECOND, THIRD, FOURTH)]
    assert verdicts[0] == ("verboden", "verboden")
    assert verdicts[1:3] == [("aandacht", "aandacht")] * 2
    assert verdicts[3] == ("toegestaan", "toegestaan")
    assert found[FIRST]["wko_verboden"] == pytest.approx(50.0)
    assert found[FIRST]["wko_toegestaan"] == pytest.approx(50.0)
    assert [found[name]["max_diepte_m"] for name in (FIRST, SECOND, THIRD)] == [None, 60.0, None]
    assert "archeologie" in found[THIRD]["redenen"].lower()
    assert all(found[name]["niet_getoetst"] is None for name in found)
    # each house once, in the order that it was given, with its own geometry
    assert [row["locatie_id"] for row in rows(made["LOCATIES_UIT"])] == [FIRST, SECOND, THIRD, FOURTH]
    assert sum(feature.geometry().area() for feature in made["LOCATIES_UIT"].getFeatures()) == pytest.approx(400.0)
    # the parts add up to the whole
    parts = rows(made["DELEN"])
    assert sum(part["oppervlakte_m2"] for part in parts) == pytest.approx(400.0)
    assert {part["wko"] for part in parts if part["locatie_id"] == FIRST} == {"verboden", "toegestaan"}
    listed = {row["rol"]: row for row in rows(made["LAGEN"])}
    assert set(listed) == {*AREA_ROLES, *SYSTEM_ROLES}
    assert listed["VERBOD"]["geraakt"] == 1
    numbers = ("LOCATIES_AANTAL", "WKO_TOEGESTAAN", "WKO_AANDACHT", "WKO_VERBODEN", "WKO_ONBEKEND", "MAX_DIEPTE_M")
    assert [made[name] for name in numbers] == [4, 1, 2, 1, 0, 60.0]
    assert (made["KAARTEN"], made["ROLLEN_ONTBREKEN"]) == (11, 0)
    assert "WKO: 1 allowed + 0 not tested in full + 2 attention + 1 forbidden = 4 places." in log.lines
    page = (tmp_path / "bodem.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert page.count("<svg") >= 2
    assert "Not tested" not in page


def test_a_missing_map_is_never_read_as_allowed(tmp_path):
    given = maps()
    everything = nothing_else(**given)
    for left_out in ("NATUUR", "GBES"):
        some = {role: value for role, value in everything.items() if role != left_out}
        made = run(LOCATIES=houses(), **some, RAPPORT=str(tmp_path / "bodem.html"))
        assert (made["WKO_TOEGESTAAN"], made["LUS_TOEGESTAAN"], made["ROLLEN_ONTBREKEN"]) == (0, 0, 1)
        fourth = by_id(made["LOCATIES_UIT"])[FOURTH]
        assert fourth["bodemlus"] == "onbekend"
        assert fourth["niet_getoetst"]
        assert "Not tested" in (tmp_path / "bodem.html").read_text(encoding="utf-8")
        listed = {row["rol"]: row for row in rows(made["LAGEN"])}
        assert listed[left_out]["bron"] is None
        assert listed[left_out]["opmerking"]


def test_layers_in_three_systems_and_the_places_in_a_fourth():
    plain = by_id(run(LOCATIES=houses(), **nothing_else(**maps()))["LOCATIES_UIT"])
    crs = ("EPSG:4326", "EPSG:3857", "EPSG:25831")
    mixed = by_id(run(LOCATIES=houses(crs="EPSG:4258"), **nothing_else(**maps(crs)))["LOCATIES_UIT"])
    for name in plain:
        for field in ("wko", "bodemlus", "max_diepte_m"):
            assert mixed[name][field] == plain[name][field]
        assert mixed[name]["wko_verboden"] == pytest.approx(plain[name]["wko_verboden"], abs=0.2)


def test_a_trace_is_cut_where_the_verdict_changes():
    trace = layer("LineString", "trace_id:string", [(track((-50, 5), (350, 5)), "T1")], name="trace")
    made = run(LOCATIES=trace, **nothing_else(**maps()))
    (row,) = rows(made["LOCATIES_UIT"])
    # forbidden 25 m of 400, attention 60 + 60
    assert row["wko_verboden"] == pytest.approx(100 * 25 / 400, abs=0.1)
    assert row["wko_aandacht"] == pytest.approx(100 * 120 / 400, abs=0.1)
    assert row["wko"] == "verboden"
    assert row["max_diepte_m"] == 60.0
    parts = rows(made["DELEN"])
    assert sum(part["lengte_m"] for part in parts) == pytest.approx(400.0, abs=0.2)
    assert sum(part["lengte_m"] for part in parts if part["wko"] == "verboden") == pytest.approx(25.0, abs=0.1)
    for name in ("LOCATIES_UIT", "DELEN"):
        assert QgsWkbTypes.geometryType(made[name].wkbType()) == trace.geometryType()


def test_points_come_out_as_points(tmp_path):
    target = str(tmp_path / "punten.gpkg")
    places = layer("Point", "naam:string", [(spot(0, 5), "a"), (spot(100, 5), "b"), (spot(300, 5), "c")], name="p")
    made = run(LOCATIES=places, **nothing_else(**maps()), LOCATIES_UIT=target)
    found = QgsVectorLayer(target, "p", "ogr")
    assert found.wkbType() == QgsWkbTypes.Type.Point
    assert [row["wko"] for row in rows(found)] == ["verboden", "aandacht", "toegestaan"]
    assert [row["wko_verboden"] for row in rows(found)] == [100.0, 0.0, 0.0]
    assert rows(made["DELEN"]) == []


def test_several_maps_in_a_role_from_files_of_several_kinds(tmp_path):
    one = geojson(tmp_path / "verbod.geojson", areas([(ring(-20, -20, 40, 60), 1, "Utrecht")]))
    other = geopackage(tmp_path / "verbod.gpkg", areas([(ring(290, -20, 40, 60), 1, "Gelderland")]), "verbod")
    made = run(LOCATIES=houses(), **nothing_else(VERBOD=[one, other]))
    assert [row["wko"] for row in rows(made["LOCATIES_UIT"])] == ["verboden", "toegestaan", "toegestaan", "verboden"]
    listed = [row["bron"] for row in rows(made["LAGEN"]) if row["rol"] == "VERBOD"]
    assert listed == ["verbod", "verbod (2)"]
    # the file has a date, its features have none
    assert all(row["datum"] for row in rows(made["LAGEN"]) if row["rol"] == "VERBOD")


def test_leusden_as_it_was_found_there():
    """Synthetic: what the study of 't Ruige Veld found (archaeology along the district, two closed systems nearby, no
    objection), on places made up in the exact deliveries."""
    district = layer("Polygon", "kavel_id:string", [(ring(0, 0, 400, 300), "'t Ruige Veld")], name="wijk")
    strip = areas([(ring(380, -50, 60, 400), "31")], "id:string", name="wko_archeologie", crs="EPSG:4326")
    near = systems(
        [
            (spot(-30, 100), "GBES-1", "GBES", "Actief", 12.0, 150.0),
            (spot(200, -40), "GBES-2", "GBES", "Actief", 8.0, 120.0),
        ],
        name="Gesloten bodemenergiesystemen",
    )
    made = run(LOCATIES=district, **nothing_else(ARCHEOLOGIE=[strip], GBES=[near]))
    (row,) = rows(made["LOCATIES_UIT"])
    assert (row["wko"], row["bodemlus"]) == ("aandacht", "aandacht")
    assert made["WKO_VERBODEN"] == made["LUS_VERBODEN"] == 0
    assert row["wko_verboden"] == 0.0
    assert row["gbes_binnen"] == 2
    assert row["afstand_gbes_m"] == pytest.approx(30.0, abs=0.1)
    assert "GBES-1" in row["redenen"]
    assert "archeologie" in row["redenen"].lower()
    # 20 of 400 m along the eastern edge
    assert "5 % van het vlak" in row["redenen"]


def test_putten_as_it_was_found_there():
    """Synthetic: no restriction and no system at Matchpoint according to the WKO-tool: allowed, with the rules."""
    place = layer("Polygon", "naam:string", [(ring(0, 0, 120, 80), "Matchpoint")], name="locatie")
    made = run(LOCATIES=place, **nothing_else(), VERMOGEN_KW=50)
    (row,) = rows(made["LOCATIES_UIT"])
    assert (row["wko"], row["bodemlus"], row["max_diepte_m"]) == ("toegestaan", "toegestaan", None)
    rules = row["regels"]
    for words in ("4 weken", "70 kW", "-3", "30 °C", "5 jaar", "BUM"):
        assert words in rules, rules
    above = run(LOCATIES=place, **nothing_else(), VERMOGEN_KW=100)
    assert rows(above["LOCATIES_UIT"])[0]["regels"] != rules


def test_systems_nearby_ask_for_attention_and_forbid_nothing():
    mixed = systems(
        [
            (spot(405, 5), "O1", "OBES", "Actief", 900.0, 80.0),
            (spot(330, 5), "G1", "GBES", "Actief", 10.0, 150.0),
            (spot(3000, 3000), "W1", "GWO", "Actief", None, 40.0),
        ],
        name="Installaties",
    )
    given = nothing_else(OBES=[mixed], GBES=[mixed], ONTTREKKINGEN=[mixed])
    made = run(LOCATIES=houses(), **given)
    found = by_id(made["LOCATIES_UIT"])
    assert made["WKO_VERBODEN"] == made["LUS_VERBODEN"] == 0
    assert found[FOURTH]["afstand_obes_m"] == pytest.approx(95.0, abs=0.1)
    assert found[FOURTH]["afstand_gbes_m"] == pytest.approx(20.0, abs=0.1)
    assert found[FOURTH]["bodemlus"] == "aandacht"
    smaller = run(LOCATIES=houses(), **given, ZOEKAFSTAND_OBES_M=50, ZOEKAFSTAND_GBES_M=10)
    assert by_id(smaller["LOCATIES_UIT"])[FOURTH]["wko"] == "toegestaan"
    assert by_id(smaller["LOCATIES_UIT"])[FOURTH]["afstand_obes_m"] == pytest.approx(95.0, abs=0.1)


def test_registrations_of_the_bro(shared_data):
    file = shared_data / "subsurface" / "GUF000000016723.xml"
    place = layer("Point", "naam:string", [("POINT(118290 439851)", "buur")], name="p")
    others = {role: value for role, value in nothing_else().items() if role not in SYSTEM_ROLES}
    for given in ([str(file)], [str(file.parent)]):
        made = run(LOCATIES=place, **others, GUF_XML=given)
        (row,) = rows(made["LOCATIES_UIT"])
        assert row["afstand_gbes_m"] == pytest.approx(36.0, abs=0.1)
        assert "GUF000000016723" in row["gbes"]
        assert (row["bodemlus"], row["gbes_binnen"]) == ("aandacht", 1)
        # one file with a closed system does not tell that there are no open ones
        assert made["ROLLEN_ONTBREKEN"] == 2
        assert "open systemen" in row["niet_getoetst"]


def test_invalid_areas_are_repaired_and_listed(shared_data):
    file = shared_data / "subsurface" / "grondwatervoorraad_pv26.gpkg"
    place = layer("Point", "naam:string", [("POINT(138500 424300)", "a")], name="p")
    made = run(LOCATIES=place, GRONDWATERBESCHERMING=[str(file)])
    listed = {row["rol"]: row for row in rows(made["LAGEN"])}["GRONDWATERBESCHERMING"]
    assert (listed["gelezen"], listed["gerepareerd"]) == (7, 2)
    assert sum("gerepareerd" in row["soort"] for row in rows(made["MELDINGEN"])) >= 1


def test_depths_with_text_with_a_field_and_with_a_default():
    zone = "naam:string grens:string"
    limits = [areas([(ring(-20, -20, 60, 60), "a", "40 m -mv"), (ring(90, -20, 60, 60), "b", "zie verordening")], zone)]
    found = by_id(run(LOCATIES=houses(), DIEPTEBEPERKING=limits, DIEPTE_VELD="grens")["LOCATIES_UIT"])
    assert (found[FIRST]["max_diepte_m"], found[SECOND]["max_diepte_m"]) == (40.0, None)
    made = run(LOCATIES=houses(), DIEPTEBEPERKING=limits, DIEPTE_VELD="grens", STANDAARD_DIEPTE=75)
    assert by_id(made["LOCATIES_UIT"])[SECOND]["max_diepte_m"] == 75.0
    assert made["MAX_DIEPTE_M"] == 40.0


def test_the_output_goes_into_warmtekavels(tmp_path):
    target = str(tmp_path / "bodem.gpkg")
    made = run(LOCATIES=houses(), **nothing_else(**maps()), LOCATIES_UIT=target)
    assert made["LOCATIES_UIT"] == target
    homes = layer(
        "Point", "pand_id:string woningen:int rv_kw:double tap_kw:double warmte_gj:double",
        [(spot(x + 5, 5), f"{i:016d}", 1, 6.0, 20.0, 36.0) for i, x in enumerate((0, 100, 200, 300), 1)],
        name="gebouwen",
    )  # fmt: skip
    kavel = layer("Polygon", "kavel_id:string", [(ring(-50, -50, 500, 200), "K")], name="kavels")
    table = processing.run(
        "riothermie:warmtekavels",
        {"KAVELS": kavel, "GEBOUWEN": homes, "KANSEN": target, "TABEL": "TEMPORARY_OUTPUT",
         "KAVELS_UIT": "TEMPORARY_OUTPUT"},
        feedback=Log(),
    )["TABEL"]  # fmt: skip
    found = {row["kavel_id"]: row for row in rows(table)}["K"]
    assert found["bodem_oordeel"] == "1 verboden, 2 aandacht, 1 toegestaan"


def test_what_cannot_be_is_told_beforehand(tmp_path):
    installations = systems([(spot(0, 0), "G1", "GBES", "Actief", 10.0, 150.0)], name="installaties")
    limits = maps()["DIEPTEBEPERKING"]
    for parameters, words in (
        ({}, "nothing to judge by"),
        ({"VERBOD": []}, "nothing to judge by"),
        ({"VERBOD": [layer("Polygon", "a:int", [(ring(0, 0, 9, 9), 1)], name="zonder", crs="")]}, "coordinate"),
        ({"VERBOD": ["weg.gpkg"]}, "weg.gpkg"),
        ({"VERBOD": [str(tmp_path / "weg.gpkg"), maps()["VERBOD"][0]]}, "weg.gpkg"),
        ({"VERBOD": [installations]}, "installaties"),
        ({"GBES": limits}, "dieptebeperking"),
        ({"DIEPTEBEPERKING": limits, "DIEPTE_VELD": "diep"}, "Max_Diepte"),
        ({"VERBOD": maps()["VERBOD"], "DIEPTE_VELD": "diep"}, "no map with depth limits"),
        ({"GUF_XML": [str(tmp_path / "weg.xml")]}, "weg.xml"),
        ({"VERBOD": maps()["VERBOD"], "LOCATIES": houses(())}, "is empty"),
        ({"VERBOD": maps()["VERBOD"], "VERMOGEN_KW": -1}, "cannot be"),
    ):
        text = refusal(lambda given=parameters: run(**{"LOCATIES": houses()} | given), longest=500)
        assert words in text, text


def test_no_output_over_a_map_that_is_read(tmp_path):
    source = geopackage(tmp_path / "kaart.gpkg", maps()["VERBOD"][0], "verbod")
    text = refusal(lambda: run(LOCATIES=houses(), VERBOD=[source], LOCATIES_UIT=str(tmp_path / "kaart.gpkg")))
    assert "overwrite an input" in text
    assert QgsVectorLayer(source, "x", "ogr").featureCount() == 1


def test_cancel_leaves_nothing(tmp_path):
    target, report = tmp_path / "bodem.gpkg", tmp_path / "bodem.html"
    for percent in (5.0, 40.0, 60.0):
        made = run(
            Log(cancel_at=percent), LOCATIES=houses(), **nothing_else(**maps()), LOCATIES_UIT=str(target),
            RAPPORT=str(report),
        )  # fmt: skip
        assert made == {}
        assert not target.exists()
        assert not report.exists()


def test_styles_and_metadata_go_along(tmp_path):
    target = tmp_path / "bodem.gpkg"
    run(LOCATIES=houses(), **nothing_else(**maps()), LOCATIES_UIT=str(target))
    found = QgsVectorLayer(str(target), "bodem", "ogr")
    assert found.renderer().type() == "RuleRenderer"
    labels = [rule.label() for rule in found.renderer().rootRule().children()]
    assert labels[0] == "WKO en bodemlussen verboden"
    # every place has one colour
    filters = [rule.filterExpression() for rule in found.renderer().rootRule().children()]
    coloured = [row["locatie_id"] for where in filters for row in found.getFeatures(where)]
    assert sorted(coloured) == [FIRST, SECOND, THIRD, FOURTH]
    count, _, names, _, _ = found.listStylesInDatabase()
    assert count == 3
    assert {"WKO", "Bodemlussen"} <= set(names)
    assert "VERBOD = verbodsgebieden" in "\n".join(found.metadata().history())
    assert "bevoegd gezag" in "\n".join(found.metadata().rights())


def test_layers_of_the_project_find_their_role():
    from riothermie_plugin.algorithms.bodemrestricties import Bodemrestricties

    kept = [
        areas([], name="Verbodsgebieden"),
        areas([], "fid:int Bronhouder:string Max_Diepte:double", name="kaart 12"),
        areas([], name="Restrictie ordening"),
        systems([], name="Open bodemenergiesystemen"),
        systems([], name="Gesloten bodemenergiesystemen"),
        areas([], "locatie_id:string wko:string bodemlus:string", name="Archeologie oordeel"),
        houses(),
    ]
    QgsProject.instance().addMapLayers(kept)
    try:
        algorithm = Bodemrestricties()
        algorithm.initAlgorithm()
        defaults = {name: algorithm.parameterDefinition(name).defaultValue() for name in (*AREA_ROLES, *SYSTEM_ROLES)}
        assert defaults["VERBOD"] == [kept[0].id()]
        assert defaults["DIEPTEBEPERKING"] == [kept[1].id()]
        assert defaults["ORDENING"] == [kept[2].id()]
        assert (defaults["OBES"], defaults["GBES"]) == ([kept[3].id()], [kept[4].id()])
        assert not defaults["ARCHEOLOGIE"]
    finally:
        QgsProject.instance().removeMapLayers([item.id() for item in kept])


def test_the_engine_refuses_in_one_sentence(tmp_path):
    broken = tmp_path / "stuk.xml"
    broken.write_text("<dispatchDataResponse><a>", encoding="utf-8")
    target = tmp_path / "bodem.gpkg"
    with pytest.raises(QgsProcessingException) as caught:
        run(LOCATIES=houses(), GUF_XML=[str(broken)], LOCATIES_UIT=str(target))
    assert "stuk.xml" in str(caught.value)
    assert not target.exists()


def test_a_file_with_several_layers_says_which_one_was_read(tmp_path):
    file = tmp_path / "provincie.gpkg"
    geopackage(file, maps()["VERBOD"][0], "verbod")
    processing.run(
        "native:package",
        {"LAYERS": [maps()["ARCHEOLOGIE"][0]], "OUTPUT": str(file), "OVERWRITE": False, "SAVE_STYLES": False},
    )
    log = Log()
    made = run(log, LOCATIES=houses(), VERBOD=[str(file)])
    assert [row["bron"] for row in rows(made["LAGEN"]) if row["bron"]] == ["verbod"]
    assert [line for line in log.lines if "several layers" in line and "archeologie" in line]


def test_layers_of_one_geopackage_are_told_apart(tmp_path):
    file = tmp_path / "provincie.gpkg"
    geopackage(file, maps()["VERBOD"][0], "verbod")
    processing.run(
        "native:package",
        {"LAYERS": [maps()["ARCHEOLOGIE"][0]], "OUTPUT": str(file), "OVERWRITE": False, "SAVE_STYLES": False},
    )
    log = Log()
    given = {"VERBOD": [f"{file}|layername=verbod"], "ARCHEOLOGIE": [f"{file}|layername=archeologie"]}
    made = run(log, LOCATIES=houses(), **given)
    assert [row["bron"] for row in rows(made["LAGEN"]) if row["bron"]] == ["verbod", "archeologie"]
    # the date of the file in the same words in the table, the reasons and the log
    date = next(row["datum"] for row in rows(made["LAGEN"]) if row["bron"] == "archeologie")
    assert date.startswith("bestand van 20")
    assert f"(kaart archeologie, {date})" in by_id(made["LOCATIES_UIT"])[THIRD]["redenen"]
    assert [line for line in log.lines if line.startswith("archeologie: ") and f"geen eigen datum, {date}" in line]
    assert not [line for line in log.lines if 'provincie"' in line or "provincie:" in line]


def test_every_input_is_called_after_its_table(tmp_path):
    """Places and maps in one file: log, metadata and report call each by its table, not by the file."""
    file = tmp_path / "stad.gpkg"
    geopackage(file, houses(), "panden")
    processing.run(
        "native:package",
        {"LAYERS": maps()["ARCHEOLOGIE"], "OUTPUT": str(file), "OVERWRITE": False, "SAVE_STYLES": False},
    )
    log, report = Log(), tmp_path / "bodem.html"
    given = {
        name: f"{file}|layername={table}" for name, table in (("LOCATIES", "panden"), ("ARCHEOLOGIE", "archeologie"))
    }
    target = tmp_path / "uit.gpkg"
    made = run(log, **given, LOCATIES_UIT=str(target), RAPPORT=str(report))
    assert [line for line in log.lines if line.startswith("LOCATIES: ") and '"panden"' in line]
    assert [line for line in log.lines if line.startswith("ARCHEOLOGIE: ") and '"archeologie"' in line]
    assert "locaties: panden; archeologie: archeologie" in report.read_text(encoding="utf-8")
    history = QgsVectorLayer(made["LOCATIES_UIT"], "x", "ogr").metadata().history()
    assert [line for line in history if "panden (stad.gpkg)" in line]
    alone = geopackage(tmp_path / "gemeente.gpkg", houses(), "panden")
    log = Log()
    run(log, LOCATIES=alone, ARCHEOLOGIE=[given["ARCHEOLOGIE"]])
    assert [line for line in log.lines if line.startswith("LOCATIES: ") and '"gemeente"' in line]


def test_tables_of_two_files_with_one_name_are_told_apart(tmp_path):
    made = []
    for province in ("utrecht", "limburg"):
        file = tmp_path / f"{province}.gpkg"
        geopackage(file, maps()["VERBOD"][0], "verbod")
        processing.run(
            "native:package",
            {"LAYERS": maps()["ARCHEOLOGIE"], "OUTPUT": str(file), "OVERWRITE": False, "SAVE_STYLES": False},
        )
        made.append(f"{file}|layername=verbod")
    found = run(LOCATIES=houses(), VERBOD=made)
    assert sorted(row["bron"] for row in rows(found["LAGEN"]) if row["bron"]) == ["verbod", "verbod (limburg)"]
