"""The algorithm `warmtekavels`: from layers to kavels, a table for a spreadsheet, a report and numbers."""

import pytest
from qgis import processing
from qgis.core import QgsProcessingException, QgsProject, QgsVectorLayer

from tests.algorithms.made import Log, layer, rows

OUTPUTS = ("KAVELS_UIT", "TABEL", "GEBOUWEN_UIT", "MELDINGEN")
HOMES = "pand_id:string woningen:int rv_kw:double tap_kw:double warmte_gj:double label:string label_bron:string"
MAP_FIELDS = (
    "leiding_id:string functie:string knoop_begin:string knoop_eind:string stroomrichting:string lengte_m:double "
    "dwa_gem_ls:double dwa_min_ls:double dwa_eigen_ls:double warmte_wko_gj:double vermogen_gebouw_kw:double kans:string"
)
FORWARD = "begin naar eind"
MAP = (
    ("LINESTRING(0 50,100 50)", "AC", "vrijverval", "A", "C", FORWARD, 100.0, 10.0, 3.6, 10.0, 1500.0, 80.0,
     "mogelijk"),
    ("LINESTRING(100 50,300 50)", "CD", "vrijverval", "C", "D", FORWARD, 200.0, 16.0, 6.6, 6.0, 2400.0, 130.0,
     "kansrijk"),
)  # fmt: skip


def square(x, y, size=100):
    return f"POLYGON(({x} {y},{x + size} {y},{x + size} {y + size},{x} {y + size},{x} {y}))"


def kavels(areas=None):
    """Return two kavels that overlap 10 x 100 m, and one far away."""
    usual = ((square(0, 0), "K2", "West"), (square(90, 0), "K10", "Oost"), (square(9000, 0), "K1", "Leeg"))
    return layer("Polygon", "KAVELNR:string NAAM:string", usual if areas is None else areas, name="kavels")


def homes(places=((20, 20), (40, 20), (95, 20), (150, 20), (500, 20))):
    """Return a home per place, 36 GJ each."""
    features = [
        (f"POINT({x} {y})", f"P{i}", 1, 6.0, 20.0, 36.0, "B" if i else "D", "ep-online")
        for i, (x, y) in enumerate(places)
    ]
    return layer("Point", HOMES, features, name="gebouwen")


def run(feedback=None, **parameters):
    """Run the algorithm with temporary outputs."""
    outputs = dict.fromkeys(OUTPUTS, "TEMPORARY_OUTPUT")
    return processing.run("riothermie:warmtekavels", outputs | parameters, feedback=feedback or Log())


def by_id(output, field="kavel_id"):
    return {row[field]: row for row in rows(output)}


def test_the_whole(tmp_path):
    log = Log()
    made = run(
        log,
        KAVELS=kavels(),
        GEBOUWEN=homes(),
        KANSENKAART=layer("LineString", MAP_FIELDS, MAP, name="kansenkaart"),
        STRATEN=layer("LineString", "straat:string", (("LINESTRING(0 30,400 30)", "S"),), name="straten"),
        GEBIED=layer("Polygon", "gm:string", ((square(-100, -100, 700), "Stad"),), name="gemeente"),
        RAPPORT=str(tmp_path / "kavels.html"),
    )
    found = by_id(made["TABEL"])
    assert list(found) == ["K1", "K2", "K10", "rest", "totaal"]
    assert [found[name]["woningen"] for name in found] == [0, 3, 1, 1, 5]
    assert [found[name]["naam"] for name in ("K2", "K10")] == ["West", "Oost"]
    # both kavels reach both pipes: what flows through the last one, once
    assert [found[name]["aanbod_gj"] for name in ("K2", "K10", "totaal")] == pytest.approx([2400.0] * 3)
    assert found["K2"]["aanbod_gedeeld_gj"] == pytest.approx(2400.0)
    assert found["K2"]["dekking"] == 100.0
    assert found["K2"]["straat_m"] == pytest.approx(100.0)
    assert found["K10"]["straat_m"] == pytest.approx(90.0)
    assert found["K2"]["label_meest"] == "B"
    assert found["K1"]["dekking"] is None
    assert found["K1"]["reden"].startswith("Geen gebouw met warmtevraag.")
    # 49 ha, of which 1 in K2 and 0.9 in K10
    assert found["rest"]["oppervlakte_ha"] == pytest.approx(49 - 1.9)
    areas = by_id(made["KAVELS_UIT"])
    assert set(areas) == {"K1", "K2", "K10"}
    assert areas["K2"]["woningen"] == 3
    where = {row["pand_id"]: (row["kavel_id"], row["ook_in"]) for row in rows(made["GEBOUWEN_UIT"])}
    assert where["P2"] == ("K2", "K10")
    assert where["P4"] == ("rest", None)
    kinds = [row["soort"] for row in rows(made["MELDINGEN"])]
    assert sorted(kinds) == ["kavel_leeg", "kavel_overlap"]
    numbers = {
        key: made[key] for key in ("AANTAL_KAVELS", "WONINGEN", "REST_WONINGEN", "TOTAAL_WONINGEN", "LEGE_KAVELS")
    }
    assert list(numbers.values()) == [3, 4, 1, 5, 1]
    assert made["VRAAG_GJ"] == pytest.approx(144.0)
    assert made["AANBOD_GJ"] == pytest.approx(2400.0)
    assert made["OVERLAP_HA"] == pytest.approx(0.1)
    page = (tmp_path / "kavels.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "<svg" in page
    assert "3 kavels. Homes: 4 in kavels + 1 in none = 5." in log.lines


@pytest.mark.parametrize("extension", ["xlsx", "ods", "csv"])
def test_the_table_opens_in_a_spreadsheet(tmp_path, extension):
    file = str(tmp_path / f"kavels.{extension}")
    made = run(KAVELS=kavels(), GEBOUWEN=homes(), TABEL=file)
    assert made["TABEL"] == file
    table = QgsVectorLayer(file, "tabel", "ogr")
    assert table.isValid()
    found = by_id(table)
    assert list(found) == ["K1", "K2", "K10", "rest", "totaal"]
    assert [int(found[name]["woningen"]) for name in found] == [0, 3, 1, 1, 5]
    assert float(found["totaal"]["vraag_gj"]) == pytest.approx(180.0)
    assert found["K2"]["regime_wcw"] == "beperkt gereguleerd"


def test_kavels_are_proposed_without_any(tmp_path):
    grid = [(10 + 20 * i, 10 + 20 * j) for i in range(10) for j in range(10)]
    target = str(tmp_path / "voorstel.gpkg")
    made = run(GEBOUWEN=homes([*grid, (5000, 5000)]), WONINGEN_MIN=20, KAVELS_UIT=target)
    found = rows(QgsVectorLayer(target, "kavels", "ogr"))
    assert [(row["kavel_id"], row["herkomst"], row["woningen"]) for row in found] == [("W1", "gevormd", 100)]
    assert made["REST_WONINGEN"] == 1
    # a second run on what was proposed gives the same
    again = run(KAVELS=target, GEBOUWEN=homes([*grid, (5000, 5000)]))
    assert by_id(again["TABEL"])["W1"]["woningen"] == 100
    assert by_id(again["TABEL"])["W1"]["herkomst"] == "gegeven"


def test_fields_and_ways_to_count():
    flat = layer("Point", HOMES, [("POINT(20 20)", "P", 12, 36.0, 60.0, 300.0, "", "")], name="gebouwen")
    single = by_id(run(KAVELS=kavels(), GEBOUWEN=flat)["TABEL"])
    assert single["K2"]["aansluitingen"] == 12
    made = run(KAVELS=kavels(), GEBOUWEN=flat, ID_VELD="NAAM", NAAM_VELD="KAVELNR", TELWIJZE="blok")
    found = by_id(made["TABEL"])
    assert found["West"]["naam"] == "K2"
    assert (found["West"]["aansluitingen"], found["West"]["regime_wcw"]) == (1, "geen collectief systeem")


def test_what_cannot_be_is_told_beforehand():
    lines = layer("LineString", "KAVELNR:string", [("LINESTRING(0 0,1 1)", "A")], name="lijnen")
    nothing = kavels([])
    for parameters, words in (
        ({"KAVELS": lines, "GEBOUWEN": homes()}, "lijnen"),
        ({"KAVELS": nothing, "GEBOUWEN": homes()}, "is empty"),
        ({"GEBOUWEN": homes(), "ID_VELD": "NAAM"}, "no kavels"),
        ({"KAVELS": kavels(), "GEBOUWEN": homes(), "TELWIJZE": "anders"}, "is no choice"),
        ({"KAVELS": kavels(), "GEBOUWEN": homes(), "BEREIK_M": -5}, "cannot be"),
    ):
        with pytest.raises(QgsProcessingException) as caught:
            run(**parameters)
        assert words in str(caught.value)


def test_what_goes_wrong_in_the_run_is_one_sentence(tmp_path):
    target = tmp_path / "kavels.gpkg"
    with pytest.raises(QgsProcessingException) as caught:
        run(GEBOUWEN=homes(), KAVELS_UIT=str(target))
    assert "Nergens" in str(caught.value) or "No part of the area" in str(caught.value)
    assert not target.exists()


def test_cancel_leaves_nothing(tmp_path):
    target = tmp_path / "kavels.gpkg"
    made = run(Log(cancel_at=40.0), KAVELS=kavels(), GEBOUWEN=homes(), KAVELS_UIT=str(target))
    assert made == {}
    assert not target.exists()


def test_style_and_metadata_go_along(tmp_path):
    target = tmp_path / "kavels.gpkg"
    run(KAVELS=kavels(), GEBOUWEN=homes(), KAVELS_UIT=str(target))
    found = QgsVectorLayer(str(target), "kavels", "ogr")
    assert found.renderer().type() == "RuleRenderer"
    labels = [rule.label() for rule in found.renderer().rootRule().children()]
    assert labels[0] == "Dekking 75 % en meer"
    assert found.attributeAlias(found.fields().lookupField("vraag_gj")) == "Warmtevraag [GJ/jaar]"
    assert "Een gebouw telt in één kavel" in found.metadata().abstract()


def test_layers_of_the_project_find_themselves():
    from riothermie_plugin.algorithms.warmtekavels import Warmtekavels

    kept = [kavels(), layer("LineString", MAP_FIELDS, MAP, name="kansenkaart")]
    fields = "kavel_id:string naam:string"
    kept.append(layer("Polygon", fields, [(square(0, 0), "K", "N")], name="warmtekavels"))
    QgsProject.instance().addMapLayers(kept)
    try:
        algorithm = Warmtekavels()
        algorithm.initAlgorithm()
        assert algorithm.parameterDefinition("KANSENKAART").defaultValue() == kept[1].id()
        assert algorithm.parameterDefinition("KAVELS").defaultValue() in (kept[0].id(), kept[2].id())
    finally:
        QgsProject.instance().removeMapLayers([item.id() for item in kept])
