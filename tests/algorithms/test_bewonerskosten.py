"""The algorithm `bewonerskosten`: one home reckoned by hand, a street of buildings, and what cannot be."""

import pytest
from qgis import processing
from qgis.core import NULL, QgsProject, QgsSymbolLayer, QgsVectorLayer

from tests.algorithms.ground import ring, spot
from tests.algorithms.made import Log, layer, refusal, rows

TABLES = ("KOSTEN", "GEVOELIGHEID", "KANTELPUNTEN")
OF_BUILDINGS = ("GEBOUWEN_UIT", "AANDELEN", "MELDINGEN")
CONCEPTS = ("cv", "bronnet", "mt", "hybride", "lucht", "lus", "mini")
FIELDS = (
    "pand_id:string type:string woningen:int utiliteit:int label:string bouwjaar:int oppervlakte_m2:double "
    "rv_gj:double tap_gj:double warmte_gj:double warmte_voor_gj:double koude_gj:double rv_kw:double tap_kw:double"
)


def building(place, name, kind="tussen", homes=1, others=0, label="C", heat=45.0, area=110.0):
    """Return a building of which a fifth of the heat is tap water."""
    shape = ring(20 * place, 0, 8, 10)
    each = [NULL] * 7 if heat is None else [0.8 * heat, 0.2 * heat, heat, heat, 0.0, 6.0, 8.0]
    return (shape, name, kind, homes, others, label, 1975, area, *each)


STREET = (
    building(0, "hoek", "hoek", heat=50.0),
    building(1, "tussen"),
    building(2, "villa", "vrijstaand", label="G", heat=90.0, area=200.0),
    building(3, "flat", "appartement", homes=20, heat=500.0, area=1400.0, label="B"),
    building(4, "winkel", "utiliteit", homes=0, others=1, heat=80.0),
    building(5, "schuur", "geen verblijfsobject", homes=0, label="", heat=0.0, area=0.0),
    building(6, "raadsel", heat=None),
)


def buildings(rows_=STREET, kind="Polygon", crs="EPSG:28992"):
    return layer(kind, FIELDS, rows_, name="gebouwen", crs=crs)


def run(feedback=None, **parameters):
    """Run the algorithm with temporary outputs."""
    wanted = (*TABLES, *OF_BUILDINGS) if parameters.get("GEBOUWEN") is not None else TABLES
    outputs = dict.fromkeys(wanted, "TEMPORARY_OUTPUT")
    return processing.run("riothermie:bewonerskosten", outputs | parameters, feedback=feedback or Log())


def test_one_home_by_hand(tmp_path):
    """A home with the heat of the reference home of Leusden (36 GJ), on a source network.

    Investment (11800 + 8317 + 4411) x 1.21 - 0.30 x 11800 - 3325; a year (249 + 4 x 63) x 1.21 + 50 and
    36 GJ / 3.6 / 4.8 MWh of EUR 320; the heat pump once more after 25 years.
    """
    report = tmp_path / "kosten.html"
    made = run(WARMTE_GJ=36.0, RAPPORT=str(report))
    found = {row["concept"]: row for row in rows(made["KOSTEN"])}
    assert tuple(found) == CONCEPTS
    invested = (11800.0 + 8317.0 + 4411.0) * 1.21 - 0.30 * 11800.0 - 3325.0
    a_year = (249.0 + 4 * 63.0) * 1.21 + 50.0 + 36.0 / 3.6 / 4.8 * 320.0
    assert found["bronnet"]["investering_incl_eur"] == pytest.approx(invested, abs=0.01)
    assert found["bronnet"]["jaar_eur"] == pytest.approx(a_year, abs=0.01)
    assert found["bronnet"]["tco_eur"] == pytest.approx(invested + 11800.0 * 1.21 + 30 * a_year, abs=0.05)
    assert made["TCO_BRONNET"] == pytest.approx(found["bronnet"]["tco_eur"], abs=0.01)
    assert made["JAAR_BRONNET"] == pytest.approx(made["TCO_BRONNET"] / 30, abs=0.01)
    assert made["MEER_BRONNET"] == pytest.approx(made["JAAR_BRONNET"] - made["JAAR_CV"], abs=0.01)
    assert "MEER_CV" not in made
    cheapest = min(CONCEPTS, key=lambda concept: found[concept]["per_jaar_eur"])
    assert made["GOEDKOOPST"] == cheapest
    assert [concept for concept in CONCEPTS if found[concept]["goedkoopst"]] == [cheapest]
    page = report.read_text(encoding="utf-8")
    assert page.count("<figure") == 4
    assert "<script" not in page
    assert f"{round(invested):,}" in page


def test_prices_and_fees_of_ones_own():
    usual = run()
    log = Log()
    made = run(log, GASPRIJS=2.28, JAREN=15, BAK=0.0, SUBSIDIES="geen", CONCEPTEN=["bronnet", "cv"])
    assert "(bewoner.gasprijs): 2.28 EUR/m3 instead of 1.28." in "\n".join(log.lines)
    found = {row["concept"]: row for row in rows(made["KOSTEN"])}
    assert tuple(found) == ("cv", "bronnet")  # in the order of the list, whatever the order in which they are given
    assert found["bronnet"]["bak_eur"] == found["bronnet"]["subsidie_eur"] == 0.0
    assert found["bronnet"]["tco_eur"] == pytest.approx(
        found["bronnet"]["investering_incl_eur"] + 15 * found["bronnet"]["jaar_eur"], abs=0.05
    )
    before = {row["concept"]: row for row in rows(usual["KOSTEN"])}["cv"]
    assert found["cv"]["gas_eur_jaar"] - before["gas_eur_jaar"] == pytest.approx(before["gas_m3"], abs=0.2)
    assert not {"TCO_MT", "TCO_LUS"} & set(made)


def test_table_of_leusden():
    """Leusden 't Ruige Veld, tables 6-6 and 6-8, from the amounts that it prints; totals are rounded to EUR 2,500."""
    amounts = [f"{c}.isolatie=6685; {c}.subsidie_isolatie=2005" for c in ("cv", "bronnet", "mt", "hybride", "lucht")]
    amounts += [
        "cv.herinvestering=2000",
        "bronnet.installatie=11800; bronnet.aanpassing=8267; bronnet.bak=4411; bronnet.subsidie_warmtepomp=3540",
        "bronnet.subsidie_aansluiting=3325; bronnet.herinvestering=11800",
        "mt.aanpassing=0; mt.bak=4411; mt.subsidie_aansluiting=3325; mt.onderhoud=0",
        "hybride.installatie=6500; hybride.aanpassing=3000; hybride.subsidie_warmtepomp=1950",
        "lucht.installatie=13000; lucht.aanpassing=7041; lucht.subsidie_warmtepomp=3900",
        "hybride.herinvestering=11375; lucht.herinvestering=22750",
    ]
    made = run(
        WARMTE_GJ=38.0, LABEL="C", ISOLATIE="alle", BESPARING=False, BTW="afgedrukt", INDEXERING="afgedrukt",
        CONCEPTEN=["cv", "bronnet", "mt", "hybride", "lucht"], BEDRAGEN="; ".join(amounts),
    )  # fmt: skip
    printed = {
        # investment without VAT, costs a year, TCO
        "cv": (6680, 1825, 85000), "bronnet": (22293, 1356, 80000), "mt": (5766, 2520, 82500),
        "hybride": (12200, 1450, 70000), "lucht": (20800, 1150, 82500),
    }  # fmt: skip
    for row in rows(made["KOSTEN"]):
        invested, a_year, tco = printed[row["concept"]]
        assert row["investering_excl_eur"] == pytest.approx(invested, abs=50)
        assert row["jaar_eur"] == pytest.approx(a_year, abs=30)
        assert row["tco_eur"] == pytest.approx(tco, abs=1250)
    assert made["GOEDKOOPST"] == "hybride"
    assert max(printed, key=lambda concept: made[f"TCO_{concept.upper()}"]) == "cv"


def test_a_quotation_takes_the_place_of_a_key_figure():
    usual, own = (run(BEDRAGEN=text, SUBSIDIES="geen") for text in ("", "bronnet.aanpassing=0"))
    assert usual["INVESTERING_BRONNET"] - own["INVESTERING_BRONNET"] == pytest.approx(8317.0 * 1.21, abs=0.01)
    assert usual["INVESTERING_LUCHT"] == own["INVESTERING_LUCHT"]


def test_floor_heating_for_loops_is_a_choice():
    """28 GJ at 3.366 or at 4.5, the 8 GJ of hot water alike; EUR 0.32 per kWh."""
    heat = {"WARMTE_GJ": 36.0, "TAP_GJ": 8.0, "LABEL": "B"}
    usual, floor = run(**heat), run(**heat, COP_LUSSEN="gegeven")
    less = 28.0 / 0.0036 * (48 / (0.5 * 323.15) - 1 / 4.5) * 0.32
    for concept in ("LUS", "MINI"):
        assert usual[f"JAAR_{concept}"] - floor[f"JAAR_{concept}"] == pytest.approx(less, abs=0.01)
    assert usual["JAAR_BRONNET"] == floor["JAAR_BRONNET"]


def test_the_order_turns_at_the_tipping_point():
    made = run(CONCEPTEN=["cv", "bronnet"])
    price = made["KANTELPUNT_GAS"]
    assert price == pytest.approx(min(row["prijs"] for row in rows(made["KANTELPUNTEN"]) if row["drager"] == "gas"))
    below, above = (run(CONCEPTEN=["cv", "bronnet"], GASPRIJS=price + step)["GOEDKOOPST"] for step in (-0.01, 0.01))
    assert (below, above) == ("cv", "bronnet")
    at = run(CONCEPTEN=["cv", "bronnet"], GASPRIJS=price)
    assert at["JAAR_CV"] == pytest.approx(at["JAAR_BRONNET"], abs=0.01)


def test_every_building_once(tmp_path):
    log, report, book = Log(), tmp_path / "kosten.html", tmp_path / "kosten.xlsx"
    made = run(log, GEBOUWEN=buildings(), RAPPORT=str(report), WERKBOEK=str(book))
    found = {row["pand_id"]: row for row in rows(made["GEBOUWEN_UIT"])}
    assert set(found) == {row[1] for row in STREET}
    assert made["PANDEN"] == 7
    assert made["WONINGEN"] == 23
    assert made["OVERGESLAGEN"] == 3
    for name in ("winkel", "schuur", "raadsel"):
        assert not found[name]["goedkoopst"]
        assert found[name]["cv_eur_jaar"] is None
        assert found[name]["reden"]
    for name in ("hoek", "tussen", "villa", "flat"):
        row = found[name]
        costs = {concept: row[f"{concept}_eur_jaar"] for concept in CONCEPTS if row[f"{concept}_eur_jaar"] is not None}
        best = min(costs, key=costs.get)
        assert row["goedkoopst"] == best
        assert row["voorsprong_eur_jaar"] == pytest.approx(sorted(costs.values())[1] - costs[best], abs=0.02)
        for concept, cost in costs.items():
            assert row[f"{concept}_tov_cv_eur_jaar"] == pytest.approx(cost - costs["cv"], abs=0.02)
    assert found["flat"]["lus_eur_jaar"] is None  # no ground of one's own: never the cheapest
    parts = rows(made["AANDELEN"])
    assert sum(row["panden"] for row in parts) == 7
    assert sum(row["woningen"] for row in parts) == 24
    assert {row["woning_id"] for row in rows(made["KOSTEN"])} == {"hoek", "tussen", "vrijstaand", "appartement"}
    text = "\n".join(log.lines)
    assert "Buildings: 7 = 4 reckoned (23 homes) + 3 without a result, all listed." in text
    page = report.read_text(encoding="utf-8")
    assert page.count("<figure") == 8
    assert "Building by building" in page
    whole = QgsVectorLayer(str(book), "boek", "ogr")
    names = [sheet.split("!!::!!")[1] for sheet in whole.dataProvider().subLayers()]
    assert names[:5] == ["Kosten", "Prijzen", "Kantelpunten", "Aandelen", "Gebouwen"]
    sheet = QgsVectorLayer(f"{book}|layername=Kosten", "kosten", "ogr")
    assert sheet.featureCount() == len(rows(made["KOSTEN"]))
    assert sheet.fields().field("tco_eur").isNumeric()


@pytest.mark.parametrize("kind", ["Polygon", "Point"])
def test_map_shows_every_building_in_one_class(tmp_path, kind):
    street = [(spot(20 * i, 5), *row[1:]) for i, row in enumerate(STREET)] if kind == "Point" else STREET
    target = tmp_path / "kaart.gpkg"
    for shown, concept in (("goedkoopst", "bronnet"), ("meerkosten", "mt")):
        run(GEBOUWEN=buildings(street, kind), KAART=shown, KAART_CONCEPT=concept, GEBOUWEN_UIT=str(target))
        found = QgsVectorLayer(str(target), "kaart", "ogr")
        rules = found.renderer().rootRule().children()
        filters = [rule.filterExpression() for rule in rules if rule.filterExpression() != "FALSE"]
        per_row = [len(list(found.getFeatures(where))) for where in filters]
        assert sum(per_row) == found.featureCount() == 7
        field = "goedkoopst" if shown == "goedkoopst" else "mt_tov_cv_eur_jaar"
        assert all(field in where for where in filters)
        labels = [rule.label() for rule in rules]
        assert ("MT-net tegenover gas, per woning/jaar" in labels) == (shown == "meerkosten")
        assert "KAART_CONCEPT" in "\n".join(found.metadata().history()) or concept == "bronnet"
        count, _, names, _, _ = found.listStylesInDatabase()
        assert count >= 2, names
        target.unlink()


def test_light_colours_of_the_map_follow_the_kental(tmp_path):
    """With a limit that nothing exceeds every building is light, and the legend names that limit."""
    values = tmp_path / "eigen.toml"
    values.write_text("[bewoner.verschil_klein]\nwaarde = 1500.0\n", encoding="utf-8")
    for more, said in (({}, "EUR 100/jaar"), ({"KENTALLEN": str(values)}, "EUR 1500/jaar")):
        target = tmp_path / f"kaart{len(more)}.gpkg"
        run(GEBOUWEN=buildings(STREET), GEBOUWEN_UIT=str(target), **more)
        found = QgsVectorLayer(str(target), "kaart", "ogr")
        rules = found.renderer().rootRule().children()
        assert [rule.label() for rule in rules if said in rule.label()] == [rules[-1].label()]
        tint = rules[0].symbol().symbolLayer(0).dataDefinedProperties().property(QgsSymbolLayer.Property.FillColor)
        assert f"< {1500.0 if more else 100.0}, color_mix" in tint.asExpression()


def test_order_of_the_buildings_is_nothing():
    one, other = (run(GEBOUWEN=buildings(street)) for street in (STREET, STREET[::-1]))
    for name in ("KOSTEN", "GEBOUWEN_UIT", "GEVOELIGHEID", "KANTELPUNTEN", "AANDELEN"):
        assert rows(one[name]) == rows(other[name])


def test_another_coordinate_system():
    flat = QgsVectorLayer("Polygon?crs=EPSG:4326", "x", "memory")
    turned = processing.run(
        "native:reprojectlayer", {"INPUT": buildings(), "TARGET_CRS": flat.crs(), "OUTPUT": "TEMPORARY_OUTPUT"}
    )["OUTPUT"]
    made = run(GEBOUWEN=turned)
    assert made["GEBOUWEN_UIT"].crs().authid() == "EPSG:28992"
    assert made["TCO_CV"] == pytest.approx(run(GEBOUWEN=buildings())["TCO_CV"])


def test_tables_in_other_formats(tmp_path):
    for ending in ("csv", "xlsx", "gpkg"):
        target = tmp_path / f"kosten.{ending}"
        made = run(KOSTEN=str(target))
        found = QgsVectorLayer(str(target), "kosten", "ogr")
        assert found.featureCount() == 7
        names = [field.name() for field in found.fields()]
        row = next(feature for feature in found.getFeatures() if feature["concept"] == "cv")
        assert "tco_eur" in names
        assert float(row["tco_eur"]) == pytest.approx(made["TCO_CV"], abs=0.01)


def test_what_cannot_be_is_told_beforehand(tmp_path):
    lines = layer("LineString", "pand_id:string", [("LINESTRING(0 0,1 1)", "a")], name="lijnen")
    for parameters, words in (
        ({"GEBOUWEN": buildings([])}, "is empty"),
        ({"GEBOUWEN": lines}, "holds lines"),
        ({"CONCEPTEN": []}, "choose at least one"),
        ({"CONCEPTEN": ["bronnet", "kachel"]}, "bronnet, kachel is no choice"),
        ({"TYPE": "kasteel"}, "is no choice"),
        ({"JAREN": 0}, "cannot be"),
        ({"JAREN": 101}, "cannot be"),
        ({"GASPRIJS": -1.0}, "cannot be"),
        ({"DISCONTO": -1.0}, "cannot be"),
        ({"WARMTE_GJ": -5.0}, "cannot be"),
        ({"WARMTE_GJ": 0.0}, "WARMTE_GJ is 0"),
        ({"TAP_GJ": 50.0}, "more warm tap water"),
        ({"BAK": -1.0}, "cannot be"),
        ({"VASTRECHT_MT": "veel"}, "cannot be"),
        ({"BEDRAGEN": "bronnet.instalatie=9500"}, "bronnet.installatie?"),
        ({"BEDRAGEN": "bronnet.installatie=9.500"}, "write 9500"),
        ({"GEBOUWEN_UIT": str(tmp_path / "kaart.gpkg")}, "needs buildings"),
        ({"WERKBOEK": str(tmp_path / "boek.ods")}, ".xlsx"),
        ({"KOSTEN": str(tmp_path / "x.gpkg"), "GEVOELIGHEID": str(tmp_path / "x.gpkg")}, "overwrite another output"),
        ({"RAPPORT": str(tmp_path / "nergens" / "x.html")}, "another folder"),
        ({"GEBOUWEN": buildings(STREET[4:])}, "None of the 3 buildings"),
    ):
        text = refusal(lambda given=parameters: run(**given), ends=".?")
        assert words in text, text
    assert not list(tmp_path.iterdir())


def test_cancel_leaves_nothing(tmp_path):
    files = {name: tmp_path / f"{name}.{end}" for name, end in (("KOSTEN", "gpkg"), ("WERKBOEK", "xlsx"))}
    for percent in (20.0, 60.0, 76.0):
        made = run(Log(cancel_at=percent), GEBOUWEN=buildings(), **{name: str(file) for name, file in files.items()})
        assert made == {}
        assert not list(tmp_path.iterdir())


def test_layer_of_the_project_finds_itself():
    from riothermie_plugin.algorithms.bewonerskosten import Bewonerskosten

    kept = buildings()
    QgsProject.instance().addMapLayers([kept])
    try:
        algorithm = Bewonerskosten()
        algorithm.initAlgorithm()
        assert algorithm.parameterDefinition("GEBOUWEN").defaultValue() == kept.id()
    finally:
        QgsProject.instance().removeMapLayers([kept.id()])
