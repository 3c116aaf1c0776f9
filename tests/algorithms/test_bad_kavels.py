"""Bad input for `warmtekavels`: every building counts once whatever the kavels are, or one plain sentence."""

import pytest
from qgis import processing
from qgis.core import NULL

from tests.algorithms import homes, made
from tests.algorithms.made import layer, rows
from tests.algorithms.town import X, Y, streets, turned

OUTPUTS = dict.fromkeys(("KAVELS_UIT", "TABEL", "GEBOUWEN_UIT", "MELDINGEN"), "TEMPORARY_OUTPUT")
WEST = (homes._ring(-10, -10, 60, 50), "A", "West")
EAST = (homes._ring(20, -10, 200, 200), "B", "Oost")
NORTH = (homes._ring(-10, 50, 300, 60), "C", "Noord")


@pytest.fixture(scope="module")
def buildings(provider):
    """Return the map of warmtevraag of the small neighbourhood: 8 homes and a shop."""
    return made.run("warmtevraag", PANDEN=homes.panden(), VERBLIJFSOBJECTEN=homes.objects())["GEBOUWEN"]


def kavels(*given, fields="kavel_id:string naam:string", kind="Polygon", crs="EPSG:28992"):
    return turned(layer(kind, fields, given, name="kavels"), crs)


@pytest.fixture
def run(buildings):
    """Return a function that runs the algorithm and returns its outcome, checked, with the table by id."""

    def call(given=None, feedback=None, **parameters):
        inputs = {"GEBOUWEN": buildings, "KAVELS": given}
        result = processing.run("riothermie:warmtekavels", OUTPUTS | inputs | parameters, feedback=feedback)
        table = {row["kavel_id"]: row for row in rows(result["TABEL"])}
        assert len(table) == len(rows(result["TABEL"]))
        for name in ("woningen", "vraag_gj", "utiliteit", "gebouwen"):
            parts = sum(row[name] or 0 for key, row in table.items() if key != "totaal")
            assert parts == pytest.approx(table["totaal"][name] or 0)
        assert result["TOTAAL_WONINGEN"] == 8
        assert len(rows(result["GEBOUWEN_UIT"])) == 7
        return result, table

    return call


def kinds(result):
    return sorted(row["soort"] for row in rows(result["MELDINGEN"]))


def sentence(run, given=None, **parameters):
    """Return the one sentence with which a run is refused."""
    return made.refusal(lambda: run(given, **parameters))


def test_kavels_that_overlap_twice_and_three_times(run):
    result, table = run(kavels(WEST, EAST, NORTH))
    assert kinds(result) == ["kavel_overlap", "kavel_overlap"]
    # 30 x 50 m of A and B, 200 x 60 m of B and C
    assert result["OVERLAP_HA"] == pytest.approx(0.15 + 1.2)
    assert (table["A"]["woningen"], table["B"]["woningen"], table["C"]["woningen"]) == (3, 1, 4)
    middle = (homes._ring(25, 30, 30, 60), "D", "Midden")  # over all three
    result, table = run(kavels(WEST, EAST, NORTH, middle))
    assert kinds(result) == ["kavel_leeg", *["kavel_overlap"] * 5]
    area = sum(row["oppervlakte_ha"] or 0 for key, row in table.items() if key not in ("rest", "totaal"))
    # A, what B adds, what C adds; D adds nothing
    assert area == pytest.approx((60 * 50 + 200 * 200 - 30 * 50 + 300 * 60 - 200 * 60) / 10000)


def test_a_kavel_that_is_there_twice(run):
    result, table = run(kavels(WEST, WEST))
    assert kinds(result) == ["kavel_id_dubbel", "kavel_overdekt", "kavel_overlap"]
    assert (table["A"]["woningen"], table["A (2)"]["woningen"]) == (3, 0)
    _, other = run(kavels(WEST, (homes._ring(50, -10, 200, 200), "A", "Elders")))
    assert sorted(other) == ["A", "A (2)", "rest", "totaal"]
    assert sum(other[key]["woningen"] for key in ("A", "A (2)")) == 4


def test_kavel_outside_and_kavel_without_area(run):
    far, line = (homes._ring(50000, 50000, 10, 10), "V", "Ver"), (homes._ring(0, 0, 10, 0), "Z", "nul")
    result, table = run(kavels(WEST, far, (None, "N", "niets"), line))
    assert kinds(result) == ["kavel_leeg", "kavel_zonder_vlak", "kavel_zonder_vlak"]
    assert sorted(table) == ["A", "V", "rest", "totaal"]
    assert "no polygon" in sentence(run, kavels((None, "N", "niets")))
    assert "lines" in sentence(run, streets())


def test_shapes_of_kavels(run):
    bowtie = f"POLYGON(({X} {Y},{X + 100} {Y + 100},{X + 100} {Y},{X} {Y + 100},{X} {Y}))"
    _, table = run(kavels((bowtie, "S", "Strik")))
    assert table["S"]["oppervlakte_ha"] == pytest.approx(0.5)
    rings = [homes._ring(*box).removeprefix("POLYGON") for box in ((-10, -10, 310, 310), (-1, 55, 41, 25))]
    # a hole round the flats, and the flats as a part of their own
    holed = f"MULTIPOLYGON((({rings[0][2:-2]}),({rings[1][2:-2]})))"
    _, table = run(kavels((holed, "M", "m"), kind="MultiPolygon"))
    assert (table["M"]["woningen"], table["rest"]["woningen"]) == (4, 4)
    round_it = ",".join(f"{X + x} {Y + y}" for x, y in ((-40, 40), (60, 140), (160, 40), (60, -60), (-40, 40)))
    _, table = run(kavels((f"CURVEPOLYGON(CIRCULARSTRING({round_it}))", "K", "k"), kind="CurvePolygon"))
    assert table["K"]["oppervlakte_ha"] == pytest.approx(3.14159, rel=1e-3)
    assert table["K"]["woningen"] == 8


def test_another_coordinate_system(run):
    _, here = run(kavels(WEST, EAST))
    _, there = run(kavels(WEST, EAST, crs="EPSG:4326"))
    for key, row in here.items():
        for name in ("woningen", "vraag_gj", "oppervlakte_ha"):
            assert there[key][name] == (pytest.approx(row[name], rel=1e-6) if row[name] else row[name])


@pytest.mark.parametrize(
    ("fields", "first", "second", "ids"),
    [
        ("kavel_id:int naam:string", (1, "x"), (2, "x"), ["1", "2"]),
        ("kavel_id:double naam:string", (1.0, "x"), (2.5, NULL), ["1", "2.5"]),
        ("kavel_id:string naam:date", (NULL, "2020-01-01"), ("q", NULL), ["2020-01-01", "q"]),
        ("fid:string naam:string", ("f", "q"), ("f", "q"), ["f", "f (2)"]),
        ("id:int naam:bool", (1, True), (2, False), ["1", "2"]),
        ("kavel_id:string naam:string", ("rest", "totaal"), ("totaal", "rest"), ["rest (2)", "totaal (2)"]),
        ("kavel_id:string woningen:int rest:string", ("A", 9, "x"), ("B", 9, "x"), ["A", "B"]),
    ],
)  # fmt: skip
def test_fields_of_odd_types(run, fields, first, second, ids):
    _, table = run(kavels((WEST[0], *first), (EAST[0], *second), fields=fields))
    assert sorted(set(table) - {"rest", "totaal"} | (set(ids) & set(table))) == ids
    assert table["totaal"]["woningen"] == 8


def test_kavels_without_a_name_are_numbered(run):
    for given in (kavels((WEST[0], "", ""), (EAST[0], " ", NULL)), kavels((WEST[0],), (EAST[0],), fields="")):
        _, table = run(given)
        assert len(table) == 4
        assert all(row["kavel_id"].strip() and row["naam"].strip() for row in table.values())


def test_a_second_run_over_its_own_kavels(run):
    result, first = run(kavels(WEST, EAST))
    _, again = run(result["KAVELS_UIT"])
    assert again == first
    _, table = run(result["KAVELS_UIT"], GEBOUWEN=result["GEBOUWEN_UIT"])
    for key, row in first.items():
        assert (table[key]["woningen"], table[key]["vraag_gj"]) == (row["woningen"], row["vraag_gj"])


def test_the_map_as_a_shapefile_with_cut_names(run, buildings, tmp_path):
    file = str(tmp_path / "gebouwen.shp")
    saved = processing.run("native:savefeatures", {"INPUT": buildings, "OUTPUT": file})["OUTPUT"]
    _, cut = run(kavels(WEST, EAST), GEBOUWEN=saved)
    _, whole = run(kavels(WEST, EAST))
    for key, row in whole.items():
        for name in ("woningen", "utiliteit", "corporatie", "label_ab", "label_meest"):
            assert cut[key][name] == row[name], (key, name)


def test_the_order_of_the_rows_does_not_matter(run):
    assert run(kavels(WEST, EAST, NORTH))[1] == run(kavels(NORTH, EAST, WEST))[1]


def test_fields_and_areas_that_are_not_there(run):
    assert "foo" in sentence(run, kavels(WEST), ID_VELD="foo")
    _, table = run(kavels(WEST), GEBIED=homes.area(0, 0, 10, 10))
    assert "buiten het gebied" in table["rest"]["reden"]
    assert "dense" in sentence(run)
