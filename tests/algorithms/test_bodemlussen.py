"""The algorithm `bodemlussen`: from layers made by hand to loops, verdicts and a report."""

import pytest
from qgis import processing
from qgis.core import QgsProcessingFeatureSourceDefinition, QgsProject, QgsVectorLayer, QgsWkbTypes

from tests.algorithms import ground
from tests.algorithms.made import Log, layer, refusal, rows
from tests.engine.subsurface.regis_set import Area, write_folder

OUTPUTS = ("LUSSEN", "GEBOUWEN_UIT", "GROND", "OVERZICHT", "MELDINGEN")
X, Y = 150_000, 450_000


def box(x, y, width, height):
    x, y = X + x, Y + y
    return f"POLYGON(({x} {y},{x + width} {y},{x + width} {y + height},{x} {y + height},{x} {y}))"


def houses(kind="Polygon", crs="EPSG:28992"):
    """Return three houses of 8 kW on a row of parcels of 20 m wide, a shed without demand, and one without demand."""
    places = [box(20 * i + 6, 10, 8, 10) for i in range(3)] + [box(62, 30, 3, 3)]
    if kind == "Point":
        places = [f"POINT({X + 20 * i + 10} {Y + 15})" for i in range(3)] + [f"POINT({X + 63} {Y + 31})"]
    attributes = [("A", 1, 8.0, 40.0), ("B", 1, 8.0, 40.0), ("C", 2, 16.0, 80.0), ("S", 0, 0.0, 0.0)]
    table = [(place, *row) for place, row in zip(places, attributes, strict=True)]
    return layer(kind, "pand_id:string woningen:int rv_kw:double warmte_gj:double", table, "gebouwen", crs)


def parcels(crs="EPSG:28992"):
    table = [(box(20 * i, 0, 20, 40), f"{i}") for i in range(3)]
    return layer("Polygon", "perceelnummer:string", table, "percelen", crs)


def run(log=None, **parameters):
    given = {"GEBOUWEN": houses(), "PERCELEN": parcels(), "W_PER_M": 40.0}
    chosen = dict.fromkeys(OUTPUTS, "TEMPORARY_OUTPUT") | given | parameters
    return processing.run("riothermie:bodemlussen", chosen, feedback=log or Log())


def by_id(output, key="pand_id"):
    return {row[key]: row for row in rows(output)}


def test_the_whole(tmp_path):
    log = Log()
    made = run(log, RAPPORT=str(tmp_path / "lussen.html"))
    found = by_id(made["GEBOUWEN_UIT"])
    assert {name: row["oordeel"] for name, row in found.items()} == {
        "A": "past", "B": "past", "C": "past", "S": "geen vraag",
    }  # fmt: skip
    # 8 kW, COP 4 and 40 W/m: 150 m; two homes together 16 kW (0.81 simultaneous): 243 m in two loops
    assert found["A"]["meters"] == pytest.approx(150.0)
    assert found["A"]["lussen_nodig"] == found["A"]["lussen_geplaatst"] == 1
    assert found["C"]["meters"] == pytest.approx(150.0 * 2 * (0.62 + 0.38 / 2), abs=0.1)
    assert found["C"]["lussen_geplaatst"] == 2
    assert [row["diepte_m"] for row in rows(made["LUSSEN"])] == [150.0, 150.0, 121.5, 121.5]
    assert made["LUSSEN_AANTAL"] == 4
    assert made["KLEINSTE_AFSTAND"] >= 6.0
    assert made["PAST"] == 3
    assert sum(row["panden"] for row in rows(made["OVERZICHT"])) == 4
    assert sum(row["woningen"] for row in rows(made["LUSSEN"])) == pytest.approx(4.0)
    drops = [[row[f"daling_{year}_k"] for year in (1, 5, 25, 50)] for row in rows(made["LUSSEN"])]
    assert all(drop == sorted(drop) and drop[0] > 0 for drop in drops)
    text = (tmp_path / "lussen.html").read_text(encoding="utf-8")
    assert "<svg" in text
    assert "Wat past" in text or "What fits" in text
    assert any("3" in line and "4" in line for line in log.lines)


def test_loops_stand_where_they_may():
    made = run()
    ground = [feature.geometry() for feature in made["GROND"].getFeatures()]
    for feature in made["LUSSEN"].getFeatures():
        assert min(area.distance(feature.geometry()) for area in ground) < 1e-6
    own = by_id(made["GROND"], "perceel_id")
    # 20 x 40 less 1 m on each side, less the house of 8 x 10 with 2 m around it (corners rounded)
    assert own["0"]["vrij_m2"] == pytest.approx(18 * 38 - (12 * 14 - (4 - 3.14159) * 4), abs=2.0)


def test_layers_in_several_crs_give_the_same():
    one = by_id(run()["GEBOUWEN_UIT"])
    context = QgsProject.instance().transformContext()
    moved = processing.run(
        "native:reprojectlayer", {"INPUT": parcels(), "TARGET_CRS": "EPSG:4326", "OUTPUT": "TEMPORARY_OUTPUT"}
    )["OUTPUT"]
    trees = layer("Point", "naam:string", [(f"POINT({X + 10} {Y + 5})", "eik")], "bomen")
    far = processing.run(
        "native:reprojectlayer", {"INPUT": trees, "TARGET_CRS": "EPSG:3857", "OUTPUT": "TEMPORARY_OUTPUT"}
    )["OUTPUT"]
    assert context is not None
    other = by_id(run(PERCELEN=moved, BOMEN=far)["GEBOUWEN_UIT"])
    assert {name: row["oordeel"] for name, row in one.items()} == {name: row["oordeel"] for name, row in other.items()}
    # the tree takes a disk of 2.5 m from the first garden, to the ground that 2 m around the house leaves
    gone = one["A"]["vrij_m2"] - other["A"]["vrij_m2"]
    assert gone == pytest.approx(3.14159 * 2.5**2, abs=2.0)


def test_verdicts_limit_depth_and_forbid():
    verdicts = layer(
        "Polygon", "pand_id:string bodemlus:string max_diepte_m:double redenen:string",
        [
            (box(6, 10, 8, 10), "A", "verboden", None, "waterwingebied"),
            (box(26, 10, 8, 10), "B", "aandacht", 80.0, "archeologie"),
            (box(46, 10, 8, 10), "C", "toegestaan", 20.0, ""),
        ],
        "oordelen",
    )  # fmt: skip
    found = by_id(run(RESTRICTIES=verdicts)["GEBOUWEN_UIT"])
    assert found["A"]["oordeel"] == "verboden"
    assert "waterwingebied" in found["A"]["reden"]
    # 150 m in loops of at most 80 m
    assert (found["B"]["oordeel"], found["B"]["lussen_nodig"], found["B"]["max_diepte_m"]) == ("past", 2, 80.0)
    assert "80 m" in found["B"]["reden"]
    assert found["C"]["oordeel"] == "te ondiep"
    left_out = by_id(run(RESTRICTIES=verdicts, AANDACHT="uitsluiten")["GEBOUWEN_UIT"])
    assert left_out["B"]["oordeel"] == "verboden"


def test_public_ground_takes_what_does_not_fit():
    tight = layer("Polygon", "perceelnummer:string", [(box(20 * i + 5, 9, 10, 12), f"{i}") for i in range(3)], "klein")
    green = layer(
        "Polygon", "bgt_fysiekVoorkomen:string identificatie:string",
        [(box(0, 45, 60, 20), "groenvoorziening", "G1"), (box(0, -30, 60, 20), "erf", "E1")], "groen",
    )  # fmt: skip
    without = run(PERCELEN=tight)
    assert {row["oordeel"] for row in rows(without["GEBOUWEN_UIT"])} == {"past niet", "geen vraag"}
    assert without["LUSSEN_AANTAL"] == 0
    made = run(PERCELEN=tight, GROEN=green)
    assert made["PAST"] == 3
    assert made["LUSSEN_OPENBAAR"] == made["LUSSEN_AANTAL"] == 4
    assert {row["perceel_id"] for row in rows(made["LUSSEN"])} == {"G1"}
    assert "toestemming" in by_id(made["GEBOUWEN_UIT"])["A"]["reden"]


def test_without_parcels_they_are_estimated_or_said_to_be_absent():
    log = Log()
    made = run(log, PERCELEN=None)
    assert {row["perceel_bron"] for row in rows(made["GEBOUWEN_UIT"]) if row["lussen_nodig"]} == {"geschat"}
    assert any("geschat" in line for line in log.lines)
    none = run(PERCELEN=None, PERCELEN_SCHATTEN="nee")
    assert {row["oordeel"] for row in rows(none["GEBOUWEN_UIT"])} == {"geen grond", "geen vraag"}


def test_points_have_a_layer_of_points():
    made = run(GEBOUWEN=houses("Point"))
    assert made["GEBOUWEN_UIT"].wkbType() == QgsWkbTypes.Type.Point
    assert made["PAST"] == 3
    areas = run()["GEBOUWEN_UIT"]
    assert areas.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry


def test_existing_systems_keep_loops_away_and_cool_them():
    spots = layer(
        "Point", "installatie_id:string type:string bodemzijdigvermogen:double einddiepte:double warmtevraag:double",
        [(f"POINT({X + 10} {Y + 36})", "77", "GBES", 20.0, 150.0, 40.0)], "WKO gesloten",
    )  # fmt: skip
    one, other = run(), run(BESTAAND=spots)
    assert by_id(other["GEBOUWEN_UIT"])["A"]["vrij_m2"] < by_id(one["GEBOUWEN_UIT"])["A"]["vrij_m2"] - 100.0
    at = next(spots.getFeatures()).geometry()
    assert min(feature.geometry().distance(at) for feature in other["LUSSEN"].getFeatures()) >= 10.0
    assert by_id(other["GEBOUWEN_UIT"])["A"]["buren_k"] > by_id(one["GEBOUWEN_UIT"])["A"]["buren_k"]


def test_refusals_in_one_sentence(tmp_path):
    assert "0" in refusal(lambda: run(W_PER_M=0.0))
    assert "weg.nc" in refusal(lambda: run(GEOTOP=str(tmp_path / "weg.nc")))
    empty = layer("Polygon", "pand_id:string", [], "leeg")
    assert "leeg" in refusal(lambda: run(GEBOUWEN=empty))
    other = layer("Polygon", "kleur:string", [(box(0, 0, 10, 10), "rood")], "vlakken")
    assert "max_diepte_m" in refusal(lambda: run(RESTRICTIES=other))
    lines = layer("LineString", "naam:string", [(f"LINESTRING({X} {Y},{X + 5} {Y})", "a")], "lijnen")
    refusal(lambda: run(PERCELEN=lines))


def test_cancelling_leaves_nothing(tmp_path):
    target = tmp_path / "lussen.gpkg"
    made = run(Log(cancel_at=50.0), LUSSEN=str(target), RAPPORT=str(tmp_path / "r.html"))
    assert not target.exists()
    assert not (tmp_path / "r.html").exists()
    assert made.get("LUSSEN_AANTAL") is None


def test_style_and_titles_are_kept_in_the_file(tmp_path):
    target = tmp_path / "lussen.gpkg"
    run(LUSSEN=str(target))
    found = QgsVectorLayer(f"{target}|layername=lussen", "lussen", "ogr")
    assert found.isValid()
    assert found.attributeDisplayName(found.fields().lookupField("diepte_m")).startswith("Diepte")
    assert found.listStylesInDatabase()[0] > 0


def test_a_selection_counts_only(tmp_path):
    gebouwen = houses()
    QgsProject.instance().addMapLayer(gebouwen)
    try:
        gebouwen.selectByExpression("pand_id = 'B'")
        made = run(GEBOUWEN=QgsProcessingFeatureSourceDefinition(gebouwen.id(), True))
        assert [row["pand_id"] for row in rows(made["GEBOUWEN_UIT"])] == ["B"]
    finally:
        QgsProject.instance().removeMapLayer(gebouwen.id())


def test_verdicts_of_bodemrestricties_go_straight_in():
    corner = (X - ground.X, Y - ground.Y)
    prohibition = ground.areas([(ground.ring(corner[0], corner[1], 19, 40), 1, "Provincie")], name="verbodsgebieden")
    shallow = ground.areas(
        [(ground.ring(corner[0] + 21, corner[1], 18, 40), 1, "Provincie", "tot 80 m")],
        "fid:int Bronhouder:string Max_Diepte:string",
        name="dieptebeperking",
    )
    maps = {"VERBOD": [prohibition], "DIEPTEBEPERKING": [shallow]}
    judged = ground.run(Log(), LOCATIES=houses(), **ground.nothing_else(**maps))["LOCATIES_UIT"]
    found = by_id(run(RESTRICTIES=judged)["GEBOUWEN_UIT"])
    assert found["A"]["oordeel"] == "verboden"
    assert (found["B"]["max_diepte_m"], found["B"]["lussen_nodig"]) == (80.0, 2)
    assert found["C"]["oordeel"] == "past"
    # the same map, judged for the parcels: the verdict holds for the ground
    by_parcel = ground.run(Log(), LOCATIES=parcels(), **ground.nothing_else(**maps))["LOCATIES_UIT"]
    again = by_id(run(RESTRICTIES=by_parcel)["GEBOUWEN_UIT"])
    assert again["A"]["lussen_geplaatst"] == 0
    assert again["B"]["max_diepte_m"] == 80.0


def test_the_ground_of_regis_gives_the_yield(tmp_path):
    folder = write_folder(tmp_path / "regis", area=Area(x=X - 200.0, y=Y - 200.0))
    made = run(REGIS=str(folder), W_PER_M=None)
    found = by_id(made["GEBOUWEN_UIT"])
    assert 20.0 <= found["A"]["w_per_m"] <= 60.0
    assert "REGIS" in found["A"]["opbrengst_bron"]
    assert found["A"]["meters"] == pytest.approx(6000.0 / found["A"]["w_per_m"], abs=0.6)
    # one of the rasters stands for its folder
    one = next(folder.iterdir())
    assert by_id(run(REGIS=str(one), W_PER_M=None)["GEBOUWEN_UIT"])["A"]["meters"] == found["A"]["meters"]


def test_real_geotop_gives_the_yield_where_it_lies_and_is_refused_elsewhere(shared_data):
    file = shared_data / "subsurface" / "geotop_usp.nc"
    assert "GeoTOP" in refusal(lambda: run(GEOTOP=str(file), W_PER_M=None))
    x, y = 141_050, 455_550
    wkt = f"POLYGON(({x} {y},{x + 8} {y},{x + 8} {y + 10},{x} {y + 10},{x} {y}))"
    house = layer("Polygon", "pand_id:string woningen:int rv_kw:double warmte_gj:double", [(wkt, "U", 1, 8.0, 40.0)])
    near = by_id(run(GEBOUWEN=house, PERCELEN=None, GEOTOP=str(file), W_PER_M=None, DIEPTE=50.0)["GEBOUWEN_UIT"])
    assert "GeoTOP" in near["U"]["opbrengst_bron"]
    assert 20.0 <= near["U"]["w_per_m"] <= 60.0
