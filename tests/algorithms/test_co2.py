"""The algorithm `co2`: on numbers, on buildings made by hand, and what it refuses."""

import csv

import pytest
from osgeo import ogr
from qgis import processing
from qgis.core import QgsVectorLayer, QgsWkbTypes

from tests.algorithms.ground import ring
from tests.algorithms.made import Log, layer, refusal, rows

FIELDS = (
    "pand_id:string woningen:int type:string warmte_gj:double rv_gj:double tap_gj:double koude_gj:double utiliteit:int"
)
HOMES = (
    (ring(0, 0, 6, 10), "a", 1, "hoek", 40.0, 30.0, 10.0, 1.0, 0),
    (ring(6, 0, 6, 10), "b", 1, "tussen", 30.0, 20.0, 10.0, 0.0, 0),
    (ring(60, 0, 12, 10), "c", 12, "appartement", 200.0, 130.0, 70.0, 3.0, 0),
    (ring(90, 0, 3, 3), "schuur", 0, "geen verblijfsobject", 0.0, 0.0, 0.0, 0.0, 0),
)
WAYS = ("cv", "bronnet", "mt", "hybride", "lucht", "lus", "mini")


def buildings(kind="Polygon", homes=HOMES):
    return layer(kind, FIELDS, homes, name="gebouwen")


def run(feedback=None, **parameters):
    """Run the algorithm with a temporary table."""
    return processing.run("riothermie:co2", {"CO2": "TEMPORARY_OUTPUT"} | parameters, feedback=feedback or Log())


def test_numbers(tmp_path):
    log = Log()
    made = run(
        log, WARMTE_GJ=12902, TAP_GJ=3884, WONINGEN=358, VERLIES_VAN="opgewekt", BRONVERLIES="stroom", JAAR=2023,
        VARIANTEN="TEMPORARY_OUTPUT", MELDINGEN="TEMPORARY_OUTPUT", RAPPORT=str(tmp_path / "co2.html"),
    )  # fmt: skip
    # table 6-1 of Leusden over 3.6
    assert made["UITSTOOT_CV"] == pytest.approx(2916 / 3.6, abs=1)
    assert made["UITSTOOT_BRONNET"] == pytest.approx(1189 / 3.6, abs=1.5)
    assert made["CERTIFICATEN_BRONNET"] == pytest.approx(47_972, rel=0.005)
    assert made["BESPARING_BRONNET"] == pytest.approx(made["UITSTOOT_CV"] - made["UITSTOOT_BRONNET"])
    table = rows(made["CO2"])
    assert len(table) == 7 * 30
    assert {row["concept"] for row in table} == set(WAYS)
    for row in table:
        if row["jaar"] == 2023:
            assert row["tonnen"] == pytest.approx(made[f"UITSTOOT_{row['concept'].upper()}"], abs=0.006)
    assert made["CO2"].wkbType() == QgsWkbTypes.Type.NoGeometry
    assert {row["variant"] for row in rows(made["VARIANTEN"])} >= {"zoals gerekend", "elektriciteit: groen"}
    assert len(rows(made["MELDINGEN"])) == made["AANTAL_MELDINGEN"] == 1  # 4.8 asks much of a heat pump
    page = (tmp_path / "co2.html").read_text(encoding="utf-8")
    assert page.count("<figure>") == 2
    assert any("0,352" in line for line in log.lines)


def test_buildings_each_and_together(tmp_path):
    made = run(
        GEBOUWEN=buildings(), CONCEPTEN=["bronnet", "lus"], TYPEN="TEMPORARY_OUTPUT", GEBOUWEN_UIT="TEMPORARY_OUTPUT",
        MELDINGEN="TEMPORARY_OUTPUT",
    )  # fmt: skip
    assert made["WARMTE_TOTAAL_GJ"] == pytest.approx(270.0)
    assert "UITSTOOT_MT" not in made
    each = {row["pand_id"]: row for row in rows(made["GEBOUWEN_UIT"])}
    assert set(each) == {"a", "b", "c", "schuur"}
    assert each["schuur"]["reden"] == "geen warmtevraag"
    assert not each["a"]["reden"]
    for way in ("cv", "bronnet", "lus"):
        total = sum(row[f"{way}_t"] for row in each.values() if row["pand_id"] != "schuur")
        assert total == pytest.approx(made[f"UITSTOOT_{way.upper()}"], abs=0.002)
    assert each["a"]["cv_t"] == pytest.approx(40 / 0.9 * 0.0565 + 1 / 4 / 3.6e-3 * 0.352 / 1000, abs=6e-4)
    assert made["GEBOUWEN_UIT"].geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry
    types = {row["type"]: row for row in rows(made["TYPEN"])}
    assert set(types) == {"hoek", "tussen", "appartement"}
    assert sum(row["woningen"] for row in types.values()) == 14
    kinds = [row["soort"] for row in rows(made["MELDINGEN"])]
    assert kinds.count("co2_nul_vraag") == 1
    assert len(kinds) == made["AANTAL_MELDINGEN"]


def test_points_stay_points():
    points = [(f"POINT({100 * i} 0)", *row[1:]) for i, row in enumerate(HOMES)]
    made = run(GEBOUWEN=buildings("Point", points), GEBOUWEN_UIT="TEMPORARY_OUTPUT")
    assert made["GEBOUWEN_UIT"].geometryType() == QgsWkbTypes.GeometryType.PointGeometry
    assert made["WARMTE_TOTAAL_GJ"] == pytest.approx(270.0)


def test_tables_are_raw_numbers_in_every_format(tmp_path):
    for name in ("co2.csv", "co2.xlsx", "co2.gpkg"):
        target = tmp_path / name
        made = run(
            WARMTE_GJ=1000, JAREN=2, CO2=str(target), WERKBOEK=str(tmp_path / f"werkboek_{target.suffix[1:]}.xlsx")
        )
        read = QgsVectorLayer(str(target), "co2", "ogr")
        assert read.featureCount() == 14
        tonnes = {(row["concept"], int(row["jaar"])): float(row["tonnen"]) for row in rows(read)}
        assert tonnes["cv", 2026] == pytest.approx(made["UITSTOOT_CV"], abs=0.006)
    with (tmp_path / "co2.csv").open(encoding="utf-8") as stream:
        first = next(csv.DictReader(stream))
    assert float(first["warmte_gj"]) == 1000.0
    book = ogr.Open(str(tmp_path / "werkboek_csv.xlsx"))
    sheets = [book.GetLayer(i).GetName() for i in range(book.GetLayerCount())]
    assert sheets == ["CO2", "VARIANTEN", "Kolommen"]


def test_choices_reach_the_engine():
    usual = run(WARMTE_GJ=1000, TAP_GJ=300, KOUDE_GJ=36)
    apart = run(WARMTE_GJ=1000, TAP_GJ=300, KOUDE_GJ=36, KETEL="apart", KOELING="geen")
    assert apart["UITSTOOT_CV"] == pytest.approx((700 / 1.05 + 300 / 0.85) * 0.0565)
    assert usual["UITSTOOT_CV"] == pytest.approx(1000 / 0.9 * 0.0565 + 36 / 4 / 3.6 * 0.352)
    green = run(WARMTE_GJ=1000, STROOM="groen")
    assert green["UITSTOOT_BRONNET"] == 0.0
    own = run(WARMTE_GJ=1000, STROOM="eigen", FACTOR=0.1, COP_MT=4, VERLIES_MT=0.2)
    assert own["UITSTOOT_MT"] == pytest.approx((1.2 / 4 + 0.04) * 1000 / 3.6 * 0.1)
    putten = run(WARMTE_GJ=1000, TAP_GJ=400, COP_BRONNET=5.1, COP_BRONNET_TAP=3.2, CONCEPTEN=["bronnet"])
    assert putten["UITSTOOT_BRONNET"] == pytest.approx((600 / 5.1 + 400 / 3.2 + 40) / 3.6 * 0.352)
    carnot = run(WARMTE_GJ=1000, TAP_GJ=0, COP="carnot", T_BRONNET=10, T_RV=50, CARNOT=0.4, CONCEPTEN=["bronnet"])
    assert carnot["UITSTOOT_BRONNET"] == pytest.approx((40 / (0.4 * 323.15) + 0.04) * 1000 / 3.6 * 0.352)
    # loops: 2 to 50 degrees at half of Carnot, hot water not above 2.6; or 4.5 and 2.6
    heat = {"WARMTE_GJ": 1000, "TAP_GJ": 300, "CONCEPTEN": ["lus", "mini"]}
    usual, floor = run(**heat), run(**heat, COP_LUSSEN="gegeven")
    assert usual["UITSTOOT_LUS"] == pytest.approx((700 * 48 / (0.5 * 323.15) + 300 / 2.6) / 3.6 * 0.352)
    assert floor["UITSTOOT_LUS"] == floor["UITSTOOT_MINI"] == pytest.approx((700 / 4.5 + 300 / 2.6) / 3.6 * 0.352)
    own = run(**heat, COP_LUS=4, COP_LUS_TAP=3)
    assert own["UITSTOOT_MINI"] == pytest.approx((700 / 4 + 300 / 3) / 3.6 * 0.352)


def test_kentallen_file_counts_as_entered(tmp_path):
    file = tmp_path / "eigen.toml"
    file.write_text("[cop]\nmt = 3.5\n[net]\nverlies_mt = 0.1\n", encoding="utf-8")
    made = run(WARMTE_GJ=1000, COP="carnot", KENTALLEN=str(file), CONCEPTEN=["mt"])
    assert made["UITSTOOT_MT"] == pytest.approx((1.1 / 3.5 + 0.04) * 1000 / 3.6 * 0.352)


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({}, "WARMTE_GJ"),
        ({"WARMTE_GJ": 0}, "WARMTE_GJ"),
        ({"WARMTE_GJ": 10, "TAP_GJ": 20}, "20"),
        ({"WARMTE_GJ": 10, "GEBOUWEN_UIT": "TEMPORARY_OUTPUT"}, "GEBOUWEN"),
        ({"WARMTE_GJ": 10, "WERKBOEK": "boek.ods"}, "xlsx"),
        ({"WARMTE_GJ": 10, "STROOM": "eigen"}, "FACTOR"),
        ({"WARMTE_GJ": 10, "FACTOR": 0.2}, "FACTOR"),
        ({"WARMTE_GJ": 10, "STROOM": "keten", "JAAR": 2015}, "2015"),
        ({"WARMTE_GJ": 10, "STROOM": "kolen"}, "kolen"),
        ({"WARMTE_GJ": 10, "COP": "carnot", "T_RV": 10, "T_BRONNET": 20}, "20"),
        ({"WARMTE_GJ": 10, "CO2": "/proc/geen/co2.gpkg"}, ""),
    ],
)
def test_refused_in_a_sentence(parameters, said):
    text = refusal(lambda: run(**parameters))
    assert said in text
    assert len(text) > 20


def test_buildings_and_a_number_are_refused():
    assert "GEBOUWEN" in refusal(lambda: run(GEBOUWEN=buildings(), WARMTE_GJ=10))


def test_buildings_without_demand_are_refused():
    none = [(*row[:4], 0.0, 0.0, 0.0, 0.0, 0) for row in HOMES]
    assert "4" in refusal(lambda: run(GEBOUWEN=buildings(homes=none)))


def test_nothing_is_left_behind_when_it_fails(tmp_path):
    report, book, table = tmp_path / "r.html", tmp_path / "b.xlsx", tmp_path / "t.gpkg"
    wrong = str(tmp_path / "weg" / "v.gpkg")
    refusal(lambda: run(CO2=str(table), WARMTE_GJ=10, RAPPORT=str(report), WERKBOEK=str(book), VARIANTEN=wrong))
    assert list(tmp_path.iterdir()) == []
