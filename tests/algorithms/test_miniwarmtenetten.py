"""The algorithm `miniwarmtenetten`: neighbours into clusters, on layers made by hand and on Wageningen."""

import pytest
from qgis import processing
from qgis.core import QgsProject, QgsVectorLayer

from tests.algorithms.ground import X, Y, nothing_else, ring
from tests.algorithms.ground import run as restrict
from tests.algorithms.made import Log, layer, refusal, rows

OUTPUTS = ("CLUSTERS", "GEBOUWEN_UIT", "LEIDINGEN", "LUSSEN_UIT", "OVERZICHT", "MELDINGEN")
FIELDS = (
    "pand_id:string woningen:int type:string rv_kw:double tap_kw:double rv_gj:double tap_gj:double warmte_gj:double"
)


def home(name, x, y, kind="tussen", homes=1, heat=40.0):
    return (ring(x, y, 6, 10), name, homes, kind, 6.0, 8.0, 0.8 * heat, 0.2 * heat, heat)


def terrace(n=6, y=0, prefix="rij"):
    """Return a row of homes with their walls shared."""
    kinds = ["hoek", *["tussen"] * (n - 2), "hoek"]
    return [home(f"{prefix}{i}", 6 * i, y, kinds[i]) for i in range(n)]


def buildings(rows_=None):
    usual = [*terrace(), home("villa", 400, 400, "vrijstaand"), home("flat", 200, 200, "appartement", 24, 600.0)]
    return layer("Polygon", FIELDS, usual if rows_ is None else rows_, name="gebouwen")


def streets():
    line = f"LINESTRING({X - 50} {Y - 6},{X + 450} {Y - 6})"
    return layer("LineString", "wvk_id:string", [(line, "s1")], name="straten")


def parcels(n=6):
    """Return a deep garden per home of the row."""
    return layer(
        "Polygon", "perceelnummer:string", [(ring(6 * i, -3, 6, 40), f"A{i}") for i in range(n)], name="percelen"
    )


def run(feedback=None, **parameters):
    """Run the algorithm with temporary outputs."""
    outputs = dict.fromkeys(OUTPUTS, "TEMPORARY_OUTPUT")
    return processing.run("riothermie:miniwarmtenetten", outputs | parameters, feedback=feedback or Log())


def test_the_whole(tmp_path):
    log = Log()
    made = run(log, GEBOUWEN=buildings(), PERCELEN=parcels(), STRATEN=streets(), RAPPORT=str(tmp_path / "mini.html"))
    found = {row["pand_id"]: row for row in rows(made["GEBOUWEN_UIT"])}
    assert set(found) == {*(f"rij{i}" for i in range(6)), "villa", "flat"}
    clusters = {row["cluster_id"]: row for row in rows(made["CLUSTERS"])}
    # everybody once: in one cluster, left over, or not able to take part
    members = [name for name, row in found.items() if row["cluster_id"]]
    assert {found[name]["cluster_id"] for name in members} == set(clusters)
    assert sorted(members) == [f"rij{i}" for i in range(6)]
    for name in ("villa", "flat"):
        assert not found[name]["cluster_id"]
        assert found[name]["reden"]
    assert sum(row["woningen"] for row in clusters.values()) == made["WONINGEN"] == 6
    assert made["WONINGEN"] + made["OVER_WONINGEN"] + made["ONGESCHIKT_WONINGEN"] == made["ALLE_WONINGEN"] == 31
    assert sum(row["woningen"] for row in rows(made["OVERZICHT"])) == 25
    assert all(2 <= row["woningen"] <= 10 for row in clusters.values())
    assert sum(row["lussen"] for row in clusters.values()) == len(rows(made["LUSSEN_UIT"])) == made["LUSSEN_AANTAL"]
    assert made["LEIDING_M"] == pytest.approx(
        sum(row["leiding_m"] for row in clusters.values()), abs=0.1 * len(clusters)
    )
    assert made["KOSTEN_MINI_EUR"] < made["KOSTEN_LUS_EUR"]
    assert made["GAT_PROCENT"] == pytest.approx(0.0, abs=0.01)
    # nothing was given on the ground: that is said
    assert {row["bodemlus"] for row in clusters.values()} == {"onbekend"}
    page = (tmp_path / "mini.html").read_text(encoding="utf-8")
    assert page.count("<figure") == 2
    assert "drilling was not tested" in page
    assert "1 mini network. Homes: 6 in it + " in "\n".join(log.lines)


def test_restrictions_of_the_ground_decide_who_takes_part():
    ban = layer("Polygon", "fid:int", [(ring(-1, -20, 19.5, 60), 1)], name="verbodsgebieden")
    judged = restrict(LOCATIES=buildings(), ID_VELD="pand_id", **nothing_else(VERBOD=[ban]))["LOCATIES_UIT"]
    made = run(GEBOUWEN=buildings(), PERCELEN=parcels(), STRATEN=streets(), RESTRICTIES=judged)
    found = {row["pand_id"]: row for row in rows(made["GEBOUWEN_UIT"])}
    assert [bool(found[f"rij{i}"]["cluster_id"]) for i in range(6)] == [False, False, False, False, True, True]
    assert {row["bodemlus"] for row in rows(made["CLUSTERS"])} == {"toegestaan"}


def test_smallest_and_largest_number_of_homes():
    row = terrace(12)
    made = run(GEBOUWEN=buildings(row), STRATEN=streets(), MIN=4, MAX=5)
    sizes = [row["woningen"] for row in rows(made["CLUSTERS"])]
    assert sizes
    assert all(4 <= size <= 5 for size in sizes)
    wide = run(GEBOUWEN=buildings(row), STRATEN=streets(), MIN=11, DEFINITIE="2-50")
    assert all(row["woningen"] >= 11 for row in rows(wide["CLUSTERS"]))


def test_what_cannot_be_is_told_beforehand():
    points = layer("Point", "pand_id:string", [(f"POINT({X} {Y})", "p")], name="punten")
    for parameters, words in (
        ({"GEBOUWEN": buildings([])}, "is empty"),
        ({"GEBOUWEN": points}, "holds points"),
        ({"GEBOUWEN": buildings(), "STRATEN": parcels()}, "holds polygons"),
        ({"GEBOUWEN": buildings(), "MIN": 8, "MAX": 4}, "smaller than the smallest"),
        ({"GEBOUWEN": buildings(), "MIN": 0}, "cannot be"),
        ({"GEBOUWEN": buildings(), "MIN": 1}, "at least 2"),
        ({"GEBOUWEN": buildings(), "MIN": 12}, "smaller than"),
        ({"GEBOUWEN": buildings(), "DEFINITIE": "3-7"}, "is no choice"),
        ({"GEBOUWEN": buildings(), "DIEPTE": 0}, "more than 0"),
        ({"GEBOUWEN": buildings(), "RESTRICTIES": parcels()}, ""),
    ):
        text = refusal(lambda given=parameters: run(**given))
        assert words in text, text


def test_nobody_can_share(tmp_path):
    made = run(GEBOUWEN=buildings([home("alleen", 0, 0, "vrijstaand")]), RAPPORT=str(tmp_path / "mini.html"))
    assert (made["AANTAL_CLUSTERS"], made["ALLE_WONINGEN"]) == (0, 1)
    assert rows(made["GEBOUWEN_UIT"])[0]["reden"]
    assert "No cluster of neighbours" in (tmp_path / "mini.html").read_text(encoding="utf-8")


def test_cancel_leaves_nothing(tmp_path):
    target = tmp_path / "mini.gpkg"
    for percent in (10.0, 50.0):
        made = run(Log(cancel_at=percent), GEBOUWEN=buildings(), STRATEN=streets(), CLUSTERS=str(target))
        assert made == {}
        assert not target.exists()


def test_styles_and_metadata_go_along(tmp_path):
    target = tmp_path / "mini.gpkg"
    run(GEBOUWEN=buildings(), PERCELEN=parcels(), STRATEN=streets(), CLUSTERS=str(target))
    found = QgsVectorLayer(str(target), "mini", "ogr")
    filters = [rule.filterExpression() for rule in found.renderer().rootRule().children()]
    assert sum(len(list(found.getFeatures(where))) for where in filters) == found.featureCount() > 0
    assert "DEFINITIE = 2-10" in "\n".join(found.metadata().history())
    assert "prijspeil januari 2024" in found.metadata().abstract()


def test_layers_of_the_project_find_themselves():
    from riothermie_plugin.algorithms.miniwarmtenetten import Miniwarmtenetten

    verdicts = layer("Polygon", "locatie_id:string wko:string bodemlus:string max_diepte_m:double", [], name="bodem")
    kept = [buildings(), parcels(), streets(), verdicts]
    QgsProject.instance().addMapLayers(kept)
    try:
        algorithm = Miniwarmtenetten()
        algorithm.initAlgorithm()
        names = ("GEBOUWEN", "PERCELEN", "STRATEN", "RESTRICTIES")
        assert [algorithm.parameterDefinition(name).defaultValue() for name in names] == [one.id() for one in kept]
    finally:
        QgsProject.instance().removeMapLayers([item.id() for item in kept])
