"""`energiematch` as somebody in a hurry uses it: odd layers in real files. Right numbers or one sentence."""

import os

import pytest
from qgis import processing
from qgis.core import NULL, QgsApplication, QgsProcessingContext

from tests.algorithms import made
from tests.algorithms.made import layer, rows
from tests.algorithms.packages import read, refused, stored, tables
from tests.algorithms.town import FIELDS, HOUSES, at, buildings, streets, turned

SOURCE = "bron_id:string vermogen_kw:double warmte_gj:double"
WEIGHTS = ("AFSTAND", "RIOOL", "DICHTHEID", "TYPE", "EIGENDOM", "ISOLATIE")
BLOCKS = f"{FIELDS} blok:string"
ISLANDS = (((0, 0), (100, 0)), ((100, 100), (200, 100)), ((0, 200), (100, 200)))
"""Streets in three pieces: a and b lie on that of the source; c, d, e, g and f, h on the others."""

PER_HOME = 6.0 * 35.0 / 5.85
"""GJ of a home of 6 kW when only its power is known: the ratio of the kentallen of a home."""


def sources(*places, crs="EPSG:28992"):
    """Return sources of (x, y, GJ a year, kW)."""
    given = [(f"POINT({at(x, y)})", f"bron {n}", kw, gj) for n, (x, y, gj, kw) in enumerate(places)]
    return turned(layer("Point", SOURCE, given, name="bron"), crs)


def houses(change, fields=FIELDS, rows_=HOUSES):
    """Return the houses, each changed by a function of its number and row."""
    return layer("Polygon", fields, [change(n, house) for n, house in enumerate(rows_)], name="gebouwen")


def heat(*values, fields=FIELDS):
    """Return the houses with another heat demand, the last value for all that follow."""
    return houses(lambda n, house: (*house[:5], values[min(n, len(values) - 1)], house[6]), fields)


def with_words(words, blocks=()):
    """Return the houses with a word for each in keuze, and a block."""

    def change(n, house):
        return (*house[:-1], words[n] if n < len(words) else NULL, blocks[n] if n < len(blocks) else NULL)

    return houses(change, BLOCKS)


@pytest.fixture
def run(tmp_path):
    """Return a function that runs on GeoPackages, into GeoPackages, and checks what always holds."""
    out = tmp_path / "uit"
    out.mkdir()

    def call(feedback=None, **parameters):
        inputs = {"STRATEN": streets(), "GEBOUWEN": buildings(), "BRON": sources((-5, 0, 200.0, NULL))}
        targets = {name: str(out / f"{name.lower()}.gpkg") for name in made.OUTPUTS["energiematch"]}
        given = targets | {"RAPPORT": str(out / "rapport.html")} | stored(inputs | parameters, tmp_path / "in")
        before = sorted(out.iterdir())
        try:
            result = processing.run("riothermie:energiematch", given, feedback=feedback or made.Log())
        except Exception:
            assert sorted(out.iterdir()) == before
            raise
        found = rows(read(result["SELECTIE"]))
        chosen = [row for row in found if row["gekozen"]]
        assert len(found) == result["GEBOUWEN_AANTAL"]
        assert all(row["reden"] and row["soort"] for row in found)
        assert len(chosen) == result["GEKOZEN"]
        assert sum(row["woningen"] for row in chosen) == result["WONINGEN"]
        assert sum(row["afname_gj"] for row in chosen) == pytest.approx(result["WARMTE_GJ"], abs=0.001 * len(found))
        return result | {"rows": {row["pand_id"]: row for row in found}}

    return call


@pytest.mark.parametrize(
    ("layer_", "words"),
    [
        (lambda: layer("Polygon", FIELDS, [], name="gebouwen"), ("is empty",)),
        (lambda: houses(lambda _, house: (None, *house[1:])), ("8 buildings has a place",)),
        (lambda: heat(0.0), ("No building (of 8) can get heat",)),
        (lambda: houses(lambda _, house: (*house[:3], 0.0, 0.0, 0.0, NULL)), ("8 buildings has a heat demand",)),
        (lambda: heat(-3.0, 30.0), ("Building a has -3 in warmte_gj", "cannot be negative")),
        (lambda: heat(30.0, 1e300), ("asks 1e+300 GJ", "more than any building can")),
        (lambda: heat(30.0, 99999999.0), ("asks 99.999.999 GJ", "10.000.000")),
        (lambda: with_words(["misschien"]), ()),
    ],
)
def test_buildings_that_cannot_be(run, layer_, words):
    refused(lambda: run(GEBOUWEN=layer_(), VERPLICHT_VELD="keuze"), *words)


@pytest.mark.parametrize("value", [NULL, float("nan")])
def test_heat_that_is_not_known_follows_from_the_power(run, value):
    result = run(GEBOUWEN=heat(value))
    assert all(row["warmte_gj"] == pytest.approx(PER_HOME * row["woningen"], abs=0.001)
               for row in result["rows"].values())  # fmt: skip
    assert result["WARMTE_GJ"] == pytest.approx(PER_HOME * result["WONINGEN"])


def test_a_text_for_heat_is_listed_and_a_comma_is_none(run):
    text = FIELDS.replace("warmte_gj:double", "warmte_gj:string")
    result = run(GEBOUWEN=heat("veel", "30,0", fields=text))
    assert result["rows"]["a"]["warmte_gj"] == pytest.approx(PER_HOME, abs=0.001)
    assert {result["rows"][name]["warmte_gj"] for name in "bcdefgh"} == {30.0}
    findings = rows(read(result["MELDINGEN"]))
    assert [(row["soort"], row["object_id"]) for row in findings] == [("tekst_in_getal", "a")]


def test_one_source_of_three_counts(run):
    """One gives 0, one does not tell, one gives 100 GJ: three homes of 30."""
    result = run(BRON=sources((-5, 0, 0.0, NULL), (205, 205, NULL, NULL), (-5, 5, 100.0, NULL)))
    assert (result["AANBOD_GJ"], result["WARMTE_GJ"], result["BENUT_PROCENT"]) == (100, 90, 90)
    assert [row["soort"] for row in rows(read(result["MELDINGEN"]))] == ["match_bron_zonder_gj"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (lambda: sources((-5, 0, 0.0, NULL), (205, 205, 0.0, NULL)), ("2 sources together give no heat",)),
        (lambda: sources((-50000, 0, 100.0, NULL)), ("Source bron 0 lies 50000 m from the nearest street",)),
        (lambda: sources((-5, 0, 50.0, NULL), (-50000, 0, 100.0, NULL)), ("Source bron 1",)),
        (lambda: layer("Point", SOURCE, [(None, "x", NULL, 9.0)], name="bron"), ("No source (of 1) has a place",)),
        (lambda: layer("None", SOURCE, [(None, "x", NULL, 9.0)], name="bron"), ("no geometry",)),
        (lambda: layer("Point", SOURCE, [], name="bron"), ("is empty",)),
    ],
)
def test_sources_that_cannot_be(run, given, words):
    refused(lambda: run(BRON=given()), *words)


def test_a_source_far_away_without_streets(run):
    result = run(BRON=sources((-50000, 0, 100.0, NULL)), STRATEN=None)
    assert (result["WARMTE_GJ"], result["WONINGEN"]) == (90, 3)
    assert "LENGTE_M" not in result


def test_layers_in_other_coordinate_systems(run):
    here = run()
    for system in ("EPSG:4326", "EPSG:3857"):
        there = run(BRON=sources((-5, 0, 200.0, NULL), crs=system), GEBOUWEN=buildings(crs=system))
        assert there["LENGTE_M"] == pytest.approx(here["LENGTE_M"], abs=0.01)
        assert [row["gekozen"] for row in there["rows"].values()] == [row["gekozen"] for row in here["rows"].values()]


@pytest.mark.parametrize("field", ["AANBOD_GJ", "AANBOD_KW"])
@pytest.mark.parametrize("value", [-1, float("inf"), float("nan"), "veel", "2*300", "1e400", "12 GJ"])
def test_a_supply_that_is_no_number(run, field, value):
    text = refused(lambda: run(**{field: value}), "cannot be; give a number")
    assert text.endswith("at least 0.")


def test_a_supply_of_nothing_and_of_too_much(run):
    assert run(AANBOD_GJ=0)["AANBOD_GJ"] == 200  # the field of the source
    assert run(AANBOD_GJ="450")["AANBOD_GJ"] == 450
    assert run(AANBOD_GJ=1e300)["WONINGEN"] == 20
    for little in ({"AANBOD_GJ": 1e-9}, {"AANBOD_GJ": 1e-300}, {"AANBOD_KW": 1e-9}):
        result = run(**little)
        assert (result["GEKOZEN"], result["WARMTE_GJ"], result["LENGTE_M"]) == (0, 0, 0)


def test_required_and_excluded(run):
    result = run(GEBOUWEN=with_words(["ja", "-1", NULL, "nee"]), VERPLICHT_VELD="keuze")
    assert (result["rows"]["a"]["gekozen"], result["rows"]["b"]["soort"]) == (1, "verboden")
    clash = with_words(["ja", "verboden"], ["x", "x"])
    refused(
        lambda: run(GEBOUWEN=clash, VERPLICHT_VELD="keuze", BLOK_VELD="blok"),
        "Block x", "a (verplicht)", "b (verboden)",
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["int", "double", "bool"])
def test_a_required_field_that_is_a_number(run, kind):
    fields = FIELDS.replace("keuze:string", f"keuze:{kind}")
    words = [1, *[0] * 7] if kind == "bool" else [1, -1, 0, NULL, 0, 0, 0, 0]
    given = houses(lambda n, house: (*house[:-1], words[n]), fields)
    result = run(GEBOUWEN=given, VERPLICHT_VELD="keuze", AANBOD_GJ=30)
    assert [name for name, row in result["rows"].items() if row["gekozen"]] == ["a"]
    assert result["rows"]["b"]["soort"] == ("aanbod_op" if kind == "bool" else "verboden")


def test_ids_as_numbers_are_ids(run):
    """An id that lost its leading zeros is another text, but every building is still there, once."""
    numbered = houses(lambda n, house: (house[0], n + 1, *house[2:]), FIELDS.replace("pand_id:string", "pand_id:int"))
    padded = houses(lambda n, house: (house[0], f"{n + 1:016d}", *house[2:]))
    one, other = run(GEBOUWEN=numbered), run(GEBOUWEN=padded)
    assert {int(name) for name in one["rows"]} == {int(name) for name in other["rows"]} == set(range(1, 9))
    assert [row["gekozen"] for row in one["rows"].values()] == [row["gekozen"] for row in other["rows"].values()]
    assert (one["KOSTEN_EUR"], one["WARMTE_GJ"]) == (other["KOSTEN_EUR"], other["WARMTE_GJ"])


def islands():
    return layer(
        "LineString", "naam:string",
        [(f"LINESTRING({at(*a)},{at(*b)})", f"s{n}") for n, (a, b) in enumerate(ISLANDS)], name="stukken",
    )  # fmt: skip


@pytest.mark.parametrize("must", [False, True])
def test_a_block_on_two_islands_of_streets(run, must):
    """c cannot be reached, so a of the same block gets nothing either; b is the only one that can."""
    given = with_words(["ja" if must else NULL], ["q", NULL, "q"])
    result = run(STRATEN=islands(), GEBOUWEN=given, BLOK_VELD="blok", VERPLICHT_VELD="keuze")
    kinds = {name: row["soort"] for name, row in result["rows"].items()}
    assert kinds == {"a": "blok_niet_heel", "b": "gekozen", **dict.fromkeys("cdefgh", "straatdeel_los")}
    assert result["WARMTE_GJ"] == 30
    found = [row["soort"] for row in rows(read(result["MELDINGEN"]))]
    assert found.count("match_verplicht_kan_niet") == must


def test_a_block_field_with_gaps(run):
    result = run(GEBOUWEN=with_words([], ["x", " x", "x ", "", " ", NULL, "X"]), BLOK_VELD="blok")
    blocks = {name: row["blok"] for name, row in result["rows"].items()}
    assert blocks == {"a": "x", "b": "x", "c": "x", "g": "X"} | dict.fromkeys("defh")
    assert len({result["rows"][name]["gekozen"] for name in "abc"}) == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (lambda: layer("LineString", "n:string", [("LINESTRING(9 9, 99 9)", "ver")], name="ver"), ("lie elsewhere",)),
        (lambda: layer("LineString", "n:string", [(None, "x")], name="niets"), ("1",)),
        (lambda: layer("LineString", "n:string", [], name="niets"), ("niets", "is empty")),
        (buildings, ("polygons", "lines are needed")),
    ],
)
def test_streets_that_do_not_serve(run, given, words):
    refused(lambda: run(STRATEN=given()), *words[1:])


@pytest.mark.parametrize("how", [{}, {"STRATEN": None}])
def test_all_weights_nothing(run, how):
    refused(lambda: run(**dict.fromkeys((f"GEWICHT_{part}" for part in WEIGHTS), 0), **how), "weight 0")


@pytest.mark.parametrize(
    "given",
    [{"GEWICHT_AFSTAND": -1}, {"GEWICHT_AFSTAND": "veel"}, {"GEWICHT_NETKOSTEN": 0}, {"VOLLOOP": 101},
     {"VOLLOOP": "alle"}, {"RESERVE": 1}],
)  # fmt: skip
def test_numbers_outside_their_range(run, given):
    refused(lambda: run(**given), "cannot be; give a number from")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[match]\nvolloop = [200.0, 90.0, 70.0, 50.0]", "200"),
        ("[match]\nvolloop = [100.0, -5.0, 70.0, 50.0]", "-5"),
        ("[match]\nvolloop = []", "4"),
        ('[match]\nvolloop = ["veel"]', "4"),
        ("[match]\nvolloop = 50", "4"),
        ("onzin", "TOML"),
    ],
)
def test_a_list_of_uptakes_that_is_nonsense(run, tmp_path, text, words):
    file = tmp_path / "mijn.toml"
    file.write_text(text, encoding="utf-8")
    refused(lambda: run(KENTALLEN=str(file)), "mijn.toml", words)


def test_uptakes_that_are_there_twice_and_not_round(run, tmp_path):
    file = tmp_path / "mijn.toml"
    file.write_text("[match]\nvolloop = [100.0, 100.0, 33.333, 50.0]", encoding="utf-8")
    table = rows(read(run(KENTALLEN=str(file), VOLLOOP=33.333)["VOLLOOP_TABEL"]))
    assert [row["volloop"] for row in table] == [100, 50, 33.333]
    homes = {row["volloop"]: row["aangesloten_woningen"] for row in table}
    assert homes[33.333] <= homes[50] <= homes[100]


@pytest.mark.parametrize("name", ["VERPLICHT_VELD", "BLOK_VELD"])
def test_a_field_that_is_not_there_is_told_with_those_that_are(run, name):
    refused(lambda: run(**{name: "wijk"}), '"wijk"', "pand_id, woningen, rv_kw, tap_kw, warmte_gj, keuze")


def test_numbers_in_tables_are_rounded(run):
    result = run(GEBOUWEN=heat(30.123456, 29.987654, 30.5), AANBOD_GJ=123.456789)
    for name, digits in (("SELECTIE", 3), ("KROMME", 3), ("VOLLOOP_TABEL", 3)):
        for row in rows(read(result[name])):
            for column, value in row.items():
                if isinstance(value, float):
                    assert value == round(value, digits), (name, column, value)
    table = rows(read(result["VOLLOOP_TABEL"]))[0]
    assert table["kosten_eur"] == round(table["kosten_eur"])
    assert table["warmte_gj"] == pytest.approx(result["WARMTE_GJ"], abs=0.05)


def test_places_where_nothing_can_be_written(run, tmp_path):
    file = tmp_path / "een.gpkg"
    processing.run("native:savefeatures", {"INPUT": buildings(), "OUTPUT": str(file)})
    for target in (tmp_path / "nergens" / "s.gpkg", file / "s.gpkg"):
        refused(lambda target=target: run(SELECTIE=str(target)), "another folder")
    refused(lambda: run(RAPPORT=str(tmp_path)), "another folder")
    refused(lambda: run(RAPPORT=str(file), SELECTIE=str(file)), "overwrite another output")
    refused(lambda: run(SELECTIE="/proc/selectie.gpkg"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_is_read_only(run, tmp_path):
    shut = tmp_path / "dicht"
    shut.mkdir(mode=0o555)
    refused(lambda: run(SELECTIE=str(shut / "s.gpkg")), "another folder")


@pytest.mark.parametrize("named", [False, True])
def test_output_as_a_table_of_the_file_with_the_buildings(run, tmp_path, named):
    file = tmp_path / "wijk.gpkg"
    processing.run("native:savefeatures", {"INPUT": buildings(), "OUTPUT": str(file)})
    given = f"{file}|layername=wijk" if named else str(file)
    target = f"ogr:dbname='{file}' table=\"selectie\" (geom)"
    refused(lambda: run(GEBOUWEN=given, SELECTIE=target.replace("selectie", "wijk")), "overwrite an input")
    result = run(GEBOUWEN=given, SELECTIE=target)
    assert result["SELECTIE"] == f"{file}|layername=selectie"
    assert {"wijk", "selectie"} <= tables(file)
    # and once more over its own table
    assert run(GEBOUWEN=given, SELECTIE=target)["WARMTE_GJ"] == result["WARMTE_GJ"]


@pytest.mark.parametrize("moment", [20.0, 88.0])
def test_cancel_leaves_the_file_with_the_buildings_as_it_was(tmp_path, moment):
    file = tmp_path / "wijk.gpkg"
    processing.run("native:savefeatures", {"INPUT": buildings(), "OUTPUT": str(file)})
    algorithm = QgsApplication.processingRegistry().algorithmById("riothermie:energiematch").create()
    targets = {name: f"ogr:dbname='{file}' table=\"{name.lower()}\" (geom)" for name in ("SELECTIE", "TRACE")}
    inputs = {"STRATEN": streets(), "GEBOUWEN": f"{file}|layername=wijk", "BRON": sources((-5, 0, 200.0, NULL))}
    log = made.Log(cancel_at=moment)
    result, _ = algorithm.run(inputs | targets | {"KROMME": "", "MELDINGEN": ""}, QgsProcessingContext(), log)
    assert log.isCanceled()
    assert result == {}
    assert tables(file) == {"wijk"}
    assert len(rows(read(file))) == 8


def test_a_failure_half_way_leaves_no_table_behind(run, tmp_path):
    """The last output has no place: the table that was made in the file of the buildings before it is gone again."""
    file = tmp_path / "wijk.gpkg"
    processing.run("native:savefeatures", {"INPUT": buildings(), "OUTPUT": str(file)})
    target = f"ogr:dbname='{file}' table=\"selectie\" (geom)"
    text = refused(lambda: run(GEBOUWEN=f"{file}|layername=wijk", SELECTIE=target, MELDINGEN="/proc/m.gpkg"))
    assert text.startswith("Findings cannot be written, so no output was made:")
    assert tables(file) == {"wijk"}
