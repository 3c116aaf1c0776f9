"""`warmtekavels` as somebody in a hurry uses it: odd kavels in real files. Sums that add up, or one sentence."""

import pytest
from qgis import processing
from qgis.core import NULL, QgsApplication, QgsProcessingContext

from tests.algorithms import homes, made
from tests.algorithms.made import layer, rows
from tests.algorithms.packages import read, refused, stored, tables
from tests.algorithms.town import X, Y, streets, turned

OUTPUTS = ("KAVELS_UIT", "TABEL", "GEBOUWEN_UIT", "MELDINGEN")
HOMES = "pand_id:string woningen:int rv_kw:double tap_kw:double warmte_gj:double"
SUMS = (
    "oppervlakte_ha", "gebouwen", "woningen", "utiliteit", "aansluitingen", "vraag_gj", "straat_m", "net_m", "net_eur",
    "net_woningen", "gekozen_woningen",
)  # fmt: skip


def box(x, y, width, depth):
    return homes._ring(x, y, width, depth)


def home(x, y, name, n=1, gj=30.0):
    """Return a building of 8 x 8 m with n homes of 6 and 2 kW and 30 GJ."""
    return (box(x, y, 8, 8), name, n, 6.0 * n, 2.0 * n, gj * n)


# two homes in A, five in C, two in neither
BUILDINGS = (
    home(10, 10, "0001"),
    home(30, 10, "0002"),
    home(110, 10, "0003"),
    home(130, 10, "0004", 4),
    home(300, 300, "0005", 2),
)
A, C = (box(0, 0, 100, 100), "A", "West"), (box(100, 0, 100, 100), "C", "Oost")


def gebouwen(given=BUILDINGS, fields=HOMES, kind="Polygon", crs="EPSG:28992"):
    return turned(layer(kind, fields, given, name="gebouwen"), crs)


def kavels(*given, fields="kavel_id:string naam:string", kind="Polygon", crs="EPSG:28992"):
    return turned(layer(kind, fields, given or (A, C), name="kavels"), crs)


def points(*places):
    return gebouwen([(f"POINT({X + x} {Y + y})", f"{n}", 1, 6.0, 2.0, 30.0) for n, (x, y) in enumerate(places)],
                    kind="Point")  # fmt: skip


@pytest.fixture
def run(tmp_path):
    """Return a function that runs on GeoPackages, into GeoPackages, and checks that kavels and rest are the whole."""
    out = tmp_path / "uit"
    out.mkdir()

    def call(feedback=None, **parameters):
        inputs = {"GEBOUWEN": gebouwen(), "KAVELS": kavels()}
        targets = {name: str(out / f"{name.lower()}.gpkg") for name in OUTPUTS} | {"RAPPORT": str(out / "r.html")}
        before = sorted(out.iterdir())
        given = targets | stored(inputs | parameters, tmp_path / "in")
        try:
            result = processing.run("riothermie:warmtekavels", given, feedback=feedback or made.Log())
        except Exception:
            assert sorted(out.iterdir()) == before
            raise
        listed = rows(read(result["TABEL"]))
        table = {row["kavel_id"]: row for row in listed}
        assert list(table)[-2:] == ["rest", "totaal"]
        assert len(table) == len(listed)
        for name in SUMS:
            if table["totaal"][name] is not None:
                parts = sum(row[name] or 0 for key, row in table.items() if key != "totaal")
                assert round(parts, 6) == table["totaal"][name], name
        for row in rows(read(result["KAVELS_UIT"])):
            assert {name: row[name] for name in SUMS} == {name: table[row["kavel_id"]][name] for name in SUMS}
        where = rows(read(result["GEBOUWEN_UIT"]))
        for key in set(table) - {"totaal"}:
            assert sum(row["woningen"] for row in where if row["kavel_id"] == key) == table[key]["woningen"]
        assert result["TOTAAL_WONINGEN"] == sum(row["woningen"] for row in where)
        assert result["WONINGEN"] + result["REST_WONINGEN"] == result["TOTAAL_WONINGEN"]
        return result | {"rows": table, "kinds": sorted(row["soort"] for row in rows(read(result["MELDINGEN"])))}

    return call


def counts(result):
    """Return homes and GJ per row."""
    return {key: (row["woningen"], row["vraag_gj"]) for key, row in result["rows"].items()}


def test_the_usual(run):
    assert counts(run()) == {"A": (2, 60), "C": (5, 150), "rest": (2, 60), "totaal": (9, 270)}


def test_overlap_duplicates_and_one_in_the_other(run):
    overlap = run(KAVELS=kavels(A, (box(50, 0, 100, 100), "C", "Oost")))
    assert (overlap["OVERLAP_HA"], overlap["rows"]["C"]["oppervlakte_ha"]) == (0.5, 0.5)
    assert counts(overlap)["C"] == (5, 150)
    three = run(KAVELS=kavels(A, A, A))
    assert counts(three) == {"A": (2, 60), "A (2)": (0, 0), "A (3)": (0, 0), "rest": (7, 210), "totaal": (9, 270)}
    assert three["kinds"] == ["kavel_id_dubbel"] * 2 + ["kavel_overdekt"] * 2 + ["kavel_overlap"] * 3
    assert (three["LEGE_KAVELS"], three["OVERLAP_WONINGEN"]) == (2, 6)
    large = (box(0, 0, 400, 400), "Z", "Groot")
    nested = run(KAVELS=kavels(A, large))
    assert counts(nested)["Z"] == (7, 210)
    assert nested["rows"]["Z"]["oppervlakte_ha"] == 15.0
    under = run(KAVELS=kavels(large, (A[0], "ZZ", "Klein")))
    assert counts(under)["ZZ"] == (0, 0)
    assert under["rows"]["ZZ"]["reden"].startswith("Alle gebouwen met warmtevraag daarin tellen in een ander kavel.")


def test_shapes_of_kavels(run):
    bowtie = f"POLYGON(({X} {Y},{X + 100} {Y + 100},{X + 100} {Y},{X} {Y + 100},{X} {Y}))"
    log = made.Log()
    crossed = run(log, KAVELS=kavels((bowtie, "S", "Strik")))
    assert (crossed["rows"]["S"]["oppervlakte_ha"], crossed["kinds"]) == (0.5, ["kavel_hersteld"])
    assert any("Invalid polygons" in line for line in log.lines)
    west, east, hole = (
        box(*ring).removeprefix("POLYGON") for ring in ((0, 0, 100, 100), (100, 0, 60, 60), (5, 5, 20, 20))
    )
    # one kavel of two parts, with a hole round building 0001
    parts = f"MULTIPOLYGON(({west[1:-1]},{hole[1:-1]}),({east[1:-1]}))"
    result = run(KAVELS=kavels((parts, "M", "Twee delen"), kind="MultiPolygon"))
    assert counts(result) == {"M": (6, 180), "rest": (3, 90), "totaal": (9, 270)}
    assert result["rows"]["M"]["oppervlakte_ha"] == pytest.approx(1.0 + 0.36 - 0.04)
    empty = run(KAVELS=kavels(("POLYGON EMPTY", "L", "Leeg"), (None, "N", "Niets"), A))
    assert list(empty["rows"]) == ["A", "rest", "totaal"]
    assert empty["kinds"] == ["kavel_zonder_vlak"] * 2
    far = run(KAVELS=kavels((box(90000, 0, 10, 10), "V", "Ver")))
    assert counts(far) == {"V": (0, 0), "rest": (9, 270), "totaal": (9, 270)}
    assert far["kinds"] == ["kavel_leeg"]


@pytest.mark.parametrize(
    ("fields", "first", "second", "ids", "titles"),
    [
        ("kavel_id:int naam:double", (1, 2.5), (2, 3.0), ["1", "2"], ["2.5", "3"]),
        ("kavel_id:int naam:int", (7, 2020), (7, NULL), ["7", "7 (2)"], ["7", "2020"]),
        ("kavel_id:string naam:string", (NULL, "Noord"), ("q", NULL), ["1", "q"], ["Noord", "q"]),
        ("kavel_id:string naam:string", ("", ""), (" ", NULL), ["1", "2"], ["1", "2"]),
    ],
)
def test_ids_and_names(run, fields, first, second, ids, titles):
    """Where a kavel has no id, the fid of the GeoPackage is its id."""
    result = run(KAVELS=kavels((A[0], *first), (C[0], *second), fields=fields))
    found = list(result["rows"].values())[:-2]
    assert [row["kavel_id"] for row in found] == ids
    assert [row["naam"] for row in found] == titles
    assert {(row["woningen"], row["vraag_gj"]) for row in found} == {(2, 60), (5, 150)}


def test_layers_in_another_coordinate_system(run):
    here = run()
    for system in ("EPSG:4326", "EPSG:3857"):
        there = run(KAVELS=kavels(crs=system), GEBOUWEN=gebouwen(crs=system))
        assert counts(there) == counts(here)
        assert there["rows"]["A"]["oppervlakte_ha"] == 1.0


def test_buildings_on_a_shared_border(run):
    """The largest part of a footprint decides; exactly half, and a point on the border, count in the first."""
    on = [home(96, 10, "half"), home(92, 30, "west"), home(97, 50, "east"), home(98, 70, "more east")]
    assert counts(run(GEBOUWEN=gebouwen(on))) == {
        "A": (2, 60), "C": (2, 60), "rest": (0, 0), "totaal": (4, 120),
    }  # fmt: skip
    border = run(GEBOUWEN=points((100, 10), (100, 50), (100, 100), (200, 50), (201, 50)))
    assert counts(border) == {"A": (3, 90), "C": (1, 30), "rest": (1, 30), "totaal": (5, 150)}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"KAVELS": streets}, ("lines", "polygons are needed")),
        ({"KAVELS": lambda: points((1, 1))}, ("points", "polygons are needed")),
        ({"KAVELS": lambda: layer("Polygon", "n:string", [(None, "x")], name="k")}, ("no polygon",)),
        ({"KAVELS": lambda: layer("Polygon", "n:string", [], name="k")}, ("is empty",)),
        ({"GEBOUWEN": lambda: gebouwen([])}, ("is empty",)),
        ({"GEBOUWEN": lambda: gebouwen([(*row[:5], -1.0) for row in BUILDINGS])}, ("-1 in warmte_gj",)),
        ({"GEBOUWEN": lambda: gebouwen([(*row[:5], 1e300) for row in BUILDINGS])}, ("more than any building",)),
        ({"GEBOUWEN": lambda: gebouwen([(*row[:2], -2, *row[3:]) for row in BUILDINGS])}, ("-2 in woningen",)),
        ({"GEBIED": lambda: layer("Polygon", "n:string", [(None, "x")], name="g")}, ("area has no polygon",)),
        ({"GEBIED": lambda: layer("Polygon", "n:string", [], name="g")}, ("is empty",)),
        ({"STRATEN": lambda: layer("LineString", "n:string", [], name="s")}, ("is empty",)),
        ({"TRACE": streets}, ("not TRACE", "rol, kosten_eur")),
        ({"AANSLUITINGEN": lambda: points((1, 1))}, ("not AANSLUITINGEN", "kosten_eur")),
        ({"SELECTIE": gebouwen}, ("not SELECTIE", "gekozen")),
        ({"KANSEN": gebouwen}, ("no field wko or bodemlus",)),
        ({"KANSENKAART": streets}, ("no kansenkaart",)),
        ({"BEREIK_M": -1}, ("from 0 to 5000",)),
        ({"BEREIK_M": "ver"}, ("from 0 to 5000",)),
        ({"ID_VELD": "foo"}, ("foo",)),
        ({"KAVELS": None}, ("dense enough for a kavel of at least 50 homes",)),
        ({"KAVELS": None, "WONINGEN_MIN": 1}, ("at least 1 home:",)),
        ({"KAVELS": None, "GEBOUWEN": lambda: gebouwen([(None, *row[1:]) for row in BUILDINGS])}, ("none of the 5",)),
        ({"KAVELS": None, "GEBOUWEN": lambda: gebouwen([(*row[:5], 0.0) for row in BUILDINGS])}, ("none of the 5",)),
    ],
)  # fmt: skip
def test_what_cannot_be(run, given, words):
    made_layers = {name: value() if callable(value) else value for name, value in given.items()}
    refused(lambda: run(**made_layers), *words)


def test_buildings_without_place_or_demand(run):
    nowhere = run(GEBOUWEN=gebouwen([(None, *row[1:]) for row in BUILDINGS]))
    assert counts(nowhere) == {"A": (0, 0), "C": (0, 0), "rest": (9, 270), "totaal": (9, 270)}
    assert "5 gebouwen hebben geen plaats" in nowhere["rows"]["rest"]["reden"]
    cold = run(GEBOUWEN=gebouwen([(*row[:5], 0.0) for row in BUILDINGS]))
    assert counts(cold) == {"A": (2, 0), "C": (5, 0), "rest": (2, 0), "totaal": (9, 0)}
    assert cold["kinds"] == ["kavel_leeg"] * 2
    unknown = run(GEBOUWEN=gebouwen([(*row[:3], NULL, NULL, NULL) for row in BUILDINGS]))
    assert "Van 2 gebouwen is de warmtevraag niet bekend" in unknown["rows"]["A"]["reden"]
    text = HOMES.replace("warmte_gj:double", "warmte_gj:string")
    words = ["30,5", "veel", "30", "120", NULL]
    spelled = run(GEBOUWEN=gebouwen([(*row[:5], word) for row, word in zip(BUILDINGS, words, strict=True)], text))
    # "veel" and nothing follow from the power: 6 kW is 6 x 35 / 5.85 GJ
    assert counts(spelled)["C"] == (5, 150)
    assert counts(spelled)["A"][1] == pytest.approx(30.5 + 35.9, abs=0.1)
    assert spelled["kinds"] == ["tekst_in_getal"]


def test_streets_within_the_municipality_and_elsewhere(run):
    """One street of 1000 m: 100 m in A, 100 in C, 50 of rest within the municipality."""
    street = layer("LineString", "n:string", [(f"LINESTRING({X} {Y + 50},{X + 1000} {Y + 50})", "S")], name="straten")
    area = layer("Polygon", "n:string", [(box(0, 0, 250, 100), "G")], name="gemeente")
    log = made.Log()
    inside = run(log, STRATEN=street, GEBIED=area)["rows"]
    assert [inside[key]["straat_m"] for key in ("A", "C", "rest", "totaal")] == [100, 100, 50, 250]
    # 60 GJ is 16.667 MWh; the two homes of the rest lie beyond the municipality, so along its 50 m nothing is asked
    assert [inside[key]["lijndichtheid"] for key in ("A", "rest")] == [0.167, 0.0]
    assert inside["totaal"]["lijndichtheid"] == round(210 / 3.6 / 250, 3)
    assert any(line.startswith("750 m straat ligt buiten het gebied") for line in log.lines)
    assert run(STRATEN=street)["rows"]["rest"]["straat_m"] == 800
    far = layer("LineString", "n:string", [("LINESTRING(9000 400000,9100 400000)", "S")], name="straten")
    elsewhere = run(STRATEN=far)["rows"]
    assert elsewhere["A"]["lijndichtheid"] is None
    assert "Er ligt geen straat van de laag in" in elsewhere["A"]["reden"]
    away = run(GEBIED=layer("Polygon", "n:string", [(box(50000, 0, 100, 100), "G")], name="g"))
    assert away["BUITEN_WONINGEN"] == 9


def banned(*given, fields="wko:string"):
    return layer("Polygon", fields, given, name="verboden")


def test_outside_a_prohibition_no_restriction_is_known(run, tmp_path):
    """The layer forbids around 0003 (one home of five in C) and far in the north-east; nowhere it allows."""
    log = made.Log()
    zones = banned((box(105, 5, 20, 20), "verboden"), (box(290, 290, 5, 5), "verboden"))
    table = run(log, KANSEN=zones)["rows"]
    assert [table[key]["beperking"] for key in ("A", "C", "rest")] == [0.0, 20.0, 0.0]
    assert table["C"]["bodem_oordeel"] == "1 verboden, 4 geen bekende beperking"
    assert table["A"]["bodem_oordeel"] == "2 geen bekende beperking"
    assert table["totaal"]["bodem_oordeel"] == "1 verboden, 8 geen bekende beperking"
    assert any("Dat is geen toestemming" in line for line in log.lines)
    page = (tmp_path / "uit" / "r.html").read_text(encoding="utf-8")
    assert "1 verboden, 4 geen bekende beperking" in page
    assert "Homes by verdict" in page


def test_places_that_were_judged_and_a_layer_of_elsewhere(run):
    judged = banned((box(105, 5, 20, 20), "verboden", "boringsvrij"), fields="wko:string redenen:string")
    table = run(KANSEN=judged)["rows"]
    assert (table["C"]["beperking"], table["C"]["bodem_oordeel"]) == (100.0, "1 verboden, 4 geen oordeel")
    assert (table["A"]["beperking"], table["A"]["bodem_oordeel"]) == (None, "2 geen oordeel")
    log = made.Log()
    table = run(log, KANSEN=banned((box(70000, 0, 20, 20), "verboden")))["rows"]
    assert {row["bodem_oordeel"] for row in table.values()} == {f"{n} geen oordeel" for n in (2, 5, 9)}
    assert any("ligt ergens anders" in line for line in log.lines)
    none = run()["rows"]
    assert {(row["beperking"], row["bodem_oordeel"]) for row in none.values()} == {(None, None)}


def test_ids_that_lost_their_leading_zeros_go_by_place(run):
    """0001 became 1: a verdict and a selection by building are not lost, the place tells which building is meant."""
    fields = "pand_id:int woningen:int gekozen:int wko:string"
    given = [(row[0], n + 1, row[2], 1, "toegestaan" if n else "verboden") for n, row in enumerate(BUILDINGS)]
    lost = layer("Polygon", fields, given, name="selectie")
    kept = layer("Polygon", fields.replace("pand_id:int", "pand_id:string"),
                 [(shape, f"{n:04d}", *rest) for shape, n, *rest in given], name="selectie")  # fmt: skip
    one, other = (run(SELECTIE=made_, KANSEN=made_)["rows"] for made_ in (lost, kept))
    for key, row in one.items():
        assert (row["gekozen_woningen"], row["bodem_oordeel"]) == (
            other[key]["gekozen_woningen"], other[key]["bodem_oordeel"],
        )  # fmt: skip
    assert one["A"]["bodem_oordeel"] == "1 verboden, 1 toegestaan"
    assert [one[key]["gekozen_woningen"] for key in ("A", "C", "rest", "totaal")] == [2, 5, 2, 9]


def test_an_empty_network_is_no_network(run):
    """A match that chose nobody has no trace: 0 m, which is not the same as not given."""
    trace = layer("LineString", "trace_id:string rol:string lengte_m:double kosten_eur:double", [], name="trace")
    assert [row["net_m"] for row in run(TRACE=trace)["rows"].values()] == [0, 0, 0, 0]
    assert [row["net_m"] for row in run()["rows"].values()] == [None] * 4


def test_numbers_in_the_table_are_rounded_and_still_add_up(run, tmp_path):
    odd = [(*row[:5], gj) for row, gj in zip(BUILDINGS, (10.04, 10.04, 33.333, 77.777, 10.04), strict=True)]
    book = str(tmp_path / "uit" / "tabel.csv")
    result = processing.run(
        "riothermie:warmtekavels",
        {"GEBOUWEN": gebouwen(odd), "KAVELS": kavels(), "KAVELS_UIT": "TEMPORARY_OUTPUT", "TABEL": book},
    )
    table = {row["kavel_id"]: row for row in rows(read(result["TABEL"]))}
    heat = [float(table[key]["vraag_gj"]) for key in ("A", "C", "rest", "totaal")]
    assert heat == [20.1, 111.1, 10.0, 141.2]
    assert round(sum(heat[:3]), 6) == heat[3]
    assert len(table["A"]["vraag_kw"].partition(".")[2]) <= 1
    assert counts(run(GEBOUWEN=gebouwen(odd)))["A"] == (2, 20.1)


def test_one_kavel_in_words(run):
    log = made.Log()
    run(log, KAVELS=kavels(A))
    assert "1 kavel. Homes: 2 in it + 7 outside it = 9." in log.lines
    assert any(line.startswith("1 kavel gelezen = 1 in de tabel") for line in log.lines)
    several = made.Log()
    run(several)
    assert "2 kavels. Homes: 7 in kavels + 2 in none = 9." in several.lines


def test_kavels_that_are_proposed_hold_what_they_say(run):
    grid = [(8 * i, 8 * j) for i in range(10) for j in range(10)]
    result = run(KAVELS=None, GEBOUWEN=points(*grid, (900, 900)), WONINGEN_MIN=20)
    assert counts(result) == {"W1": (100, 3000), "rest": (1, 30), "totaal": (101, 3030)}


@pytest.mark.parametrize("named", [False, True])
def test_outputs_as_tables_of_the_file_with_the_kavels(run, tmp_path, named):
    file = tmp_path / "wijk.gpkg"
    processing.run("native:savefeatures", {"INPUT": kavels(), "OUTPUT": str(file)})
    given = f"{file}|layername=wijk" if named else str(file)
    targets = {name: f"ogr:dbname='{file}' table=\"{name.lower()}\" (geom)" for name in OUTPUTS}
    refused(lambda: run(KAVELS=given, KAVELS_UIT=str(file)), "overwrite an input")
    assert counts(run(KAVELS=given, **targets)) == counts(run())
    assert {"wijk", *(name.lower() for name in OUTPUTS)} <= tables(file)


@pytest.mark.parametrize("moment", [10.0, 50.0, 85.0])
def test_cancel_leaves_nothing(tmp_path, moment):
    file = tmp_path / "wijk.gpkg"
    processing.run("native:savefeatures", {"INPUT": kavels(), "OUTPUT": str(file)})
    algorithm = QgsApplication.processingRegistry().algorithmById("riothermie:warmtekavels").create()
    targets = {name: f"ogr:dbname='{file}' table=\"{name.lower()}\" (geom)" for name in OUTPUTS}
    inputs = {"GEBOUWEN": gebouwen(), "KAVELS": f"{file}|layername=wijk", "RAPPORT": str(tmp_path / "r.html")}
    log = made.Log(cancel_at=moment)
    result, _ = algorithm.run(inputs | targets, QgsProcessingContext(), log)
    assert log.isCanceled()
    assert result == {}
    assert tables(file) == {"wijk"}
    assert {item.name.partition("-")[0] for item in tmp_path.iterdir()} == {"wijk.gpkg"}


def test_nothing_is_left_of_a_run_that_cannot_write(run, tmp_path):
    (tmp_path / "bestand").write_text("x", encoding="utf-8")
    for target in (tmp_path / "nergens" / "k.gpkg", tmp_path / "bestand" / "k.gpkg"):
        refused(lambda target=target: run(KAVELS_UIT=str(target)), "another folder")
    text = refused(lambda: run(MELDINGEN="/proc/m.gpkg"))
    assert text.startswith("Findings cannot be written, so no output was made:")
