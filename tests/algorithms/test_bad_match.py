"""Bad input for `energiematch`: the right answer or one plain sentence, and a second run over its own map."""

import pytest
from qgis import processing
from qgis.core import NULL

from tests.algorithms import made
from tests.algorithms.made import layer, rows
from tests.algorithms.town import FIELDS, HOUSES, at, buildings, streets

SOURCE = "bron_id:string vermogen_kw:double warmte_gj:double"


def sources(*places):
    """Return sources of (x, y, GJ a year, kW)."""
    given = [(f"POINT({at(x, y)})", f"bron {n}", kw, gj) for n, (x, y, gj, kw) in enumerate(places)]
    return layer("Point", SOURCE, given, name="bron")


def run(feedback=None, **parameters):
    inputs = {"STRATEN": streets(), "GEBOUWEN": buildings(), "BRON": sources((-5, 0, 200.0, NULL))}
    return made.run("energiematch", feedback, **(inputs | parameters))


def sentence(**parameters):
    """Return the one sentence with which a run is refused."""
    return made.refusal(lambda: run(**parameters))


def with_choice(choices):
    """Return the houses with a word each."""
    return buildings([(*house[:-1], choice) for house, choice in zip(HOUSES, choices, strict=True)])


def chosen(result):
    return {row["pand_id"] for row in rows(result["SELECTIE"]) if row["gekozen"]}


def kinds(result):
    return {row["pand_id"]: row["soort"] for row in rows(result["SELECTIE"])}


def test_a_second_run_over_its_own_map_is_the_same():
    first = run()
    again = run(GEBOUWEN=first["SELECTIE"])
    assert rows(again["SELECTIE"]) == rows(first["SELECTIE"])
    assert again["KOSTEN_EUR"] == first["KOSTEN_EUR"]


def test_the_selection_goes_into_a_heat_network():
    """The network of the chosen buildings is that of the match: nothing of their demand is lost on the way."""
    match = run()
    mine = processing.run(
        "native:extractbyexpression",
        {"INPUT": match["SELECTIE"], "EXPRESSION": '"gekozen" = 1', "OUTPUT": "TEMPORARY_OUTPUT"},
    )["OUTPUT"]
    net = made.run("warmtenet", STRATEN=streets(), GEBOUWEN=mine, BRON=sources((-5, 0, NULL, NULL)))
    assert net["AANGESLOTEN"] == match["GEKOZEN"] == 5
    assert net["LENGTE_M"] == pytest.approx(match["LENGTE_M"], rel=1e-6)
    assert net["KOSTEN_EUR"] == pytest.approx(match["KOSTEN_EUR"], rel=1e-6)


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ((-5, 0, 0.0, NULL), "no heat"),
        ((-5, 0, -10.0, NULL), "0 GJ a year or more"),
        ((-5, 0, NULL, -10.0), "more than 0 kW"),
        ((-5, 0, NULL, NULL), "AANBOD_GJ"),
        ((-400, 0, 200.0, NULL), "400 m from the nearest street"),
    ],
)
def test_sources_that_cannot_be(given, part):
    assert part in sentence(BRON=sources(given))


def test_supply_that_is_negative():
    assert "AANBOD" in sentence(AANBOD_GJ=-1) or "heat" in sentence(AANBOD_GJ=-1).lower()


def test_more_than_enough_and_far_too_little():
    most = run(BRON=sources((-5, 0, 1e9, NULL)))
    assert (most["GEKOZEN"], most["WONINGEN"], most["WARMTE_GJ"]) == (8, 20, 600)
    least = run(BRON=sources((-5, 0, 1.0, NULL)))
    assert (least["GEKOZEN"], least["KOSTEN_EUR"], least["LENGTE_M"]) == (0, 0, 0)
    assert set(kinds(least).values()) == {"aanbod_op"}
    assert all(row["reden"] for row in rows(least["SELECTIE"]))


def test_two_sources_add_up():
    both = run(BRON=sources((-5, 0, 60.0, NULL), (205, 205, 100.0, NULL)))
    assert (both["AANBOD_GJ"], both["WARMTE_GJ"]) == (160, 150)
    unknown = run(BRON=sources((-5, 0, 60.0, NULL), (205, 205, NULL, NULL)))
    assert (unknown["AANBOD_GJ"], unknown["WARMTE_GJ"]) == (60, 60)
    assert {row["soort"] for row in rows(unknown["MELDINGEN"])} == {"match_bron_zonder_gj"}


def test_buildings_that_may_not_or_must():
    assert "excluded" in sentence(GEBOUWEN=with_choice(["verboden"] * 8), VERPLICHT_VELD="keuze")
    assert "misschien" in sentence(GEBOUWEN=with_choice(["misschien"] * 8), VERPLICHT_VELD="keuze")
    result = run(GEBOUWEN=with_choice(["verplicht"] * 8), VERPLICHT_VELD="keuze")
    assert (result["GEKOZEN"], result["BENUT_PROCENT"]) == (8, 300)
    assert {row["soort"] for row in rows(result["MELDINGEN"])} == {"match_verplicht_te_veel"}


def test_blocks_of_odd_values():
    """Empty and NULL are no block; numbers are names."""
    result = run(GEBOUWEN=with_choice(["x", "x", NULL, "", "y", "y", "x", NULL]), BLOK_VELD="keuze")
    found = {row["pand_id"]: row for row in rows(result["SELECTIE"])}
    assert {name for name, row in found.items() if row["blok"] == "x"} == {"a", "b", "g"}
    assert {name for name, row in found.items() if not row["blok"]} == {"c", "d", "h"}
    assert len({found[name]["gekozen"] for name in "abg"}) == 1
    numbers = layer("Polygon", FIELDS.replace("keuze:string", "keuze:int"),
                    [(*house[:-1], n // 2) for n, house in enumerate(HOUSES)], name="gebouwen")  # fmt: skip
    found = {row["pand_id"]: row for row in rows(run(GEBOUWEN=numbers, BLOK_VELD="keuze")["SELECTIE"])}
    assert {row["blok"] for row in found.values()} == {"0", "1", "2", "3"}
    for pair in ("ab", "cd", "ef", "gh"):
        assert len({found[name]["gekozen"] for name in pair}) == 1
    clash = with_choice(["x"] * 8)
    assert chosen(run(GEBOUWEN=clash, BLOK_VELD="keuze")) == set()


def test_weights_of_nothing():
    parts = ("AFSTAND", "RIOOL", "DICHTHEID", "TYPE", "EIGENDOM", "ISOLATIE")
    assert "weight 0" in sentence(**{f"GEWICHT_{part}": 0 for part in parts})


def test_one_building():
    alone = run(GEBOUWEN=buildings(HOUSES[:1]))
    assert (alone["GEKOZEN"], alone["WARMTE_GJ"], alone["GAT_PROCENT"]) == (1, 30, pytest.approx(0, abs=0.01))
    assert run(GEBOUWEN=buildings(HOUSES[3:4]))["GEKOZEN"] == 0


def test_streets_in_pieces():
    pieces = [
        (f"LINESTRING({at(*a)},{at(*b)})", name)
        for name, a, b in (("x", (0, 0), (100, 0)), ("y", (100, 100), (200, 100)), ("z", (0, 200), (100, 200)))
    ]
    result = run(STRATEN=layer("LineString", "naam:string", pieces, name="stukken"))
    assert chosen(result) == {"a", "b"}
    assert set(kinds(result).values()) == {"gekozen", "straatdeel_los"}


@pytest.mark.parametrize(
    ("demand", "part"),
    [((0.0, 0.0, 0.0), "heat demand"), ((NULL, NULL, NULL), "heat demand"), ((6.0, 2.0, -30.0), "negative")],
)
def test_demand_that_cannot_be(demand, part):
    homes = 0 if demand[0] == 0.0 else NULL if demand[0] == NULL else 1
    assert part in sentence(GEBOUWEN=buildings([(*house[:2], homes, *demand, NULL) for house in HOUSES]))


def test_ids_twice_no_place_and_fields_that_clash():
    double = run(GEBOUWEN=buildings([(house[0], "a", *house[2:]) for house in HOUSES]))
    assert len({row["pand_id"] for row in rows(double["SELECTIE"])}) == 8
    nowhere = run(GEBOUWEN=buildings([(None, *HOUSES[0][1:]), *HOUSES[1:]]))
    assert kinds(nowhere)["a"] == "geen_geometrie"
    more = layer("Polygon", f"{FIELDS} gekozen:int score:string cum_gj:double reden:string",
                 [(*house, 1, "q", 9.0, "r") for house in HOUSES], name="gebouwen")  # fmt: skip
    assert rows(run(GEBOUWEN=more)["SELECTIE"]) == rows(run()["SELECTIE"])


def test_the_order_of_the_rows_does_not_matter():
    first = run()
    turned = run(GEBOUWEN=buildings(HOUSES[::-1]), STRATEN=streets())
    for name in ("SELECTIE", "VOLLOOP_TABEL", "KROMME"):
        assert rows(turned[name]) == rows(first[name])


@pytest.mark.parametrize("end", ["shp", "xlsx", "csv", "ods"])
def test_output_formats(end, tmp_path):
    files = {name: str(tmp_path / f"{name.lower()}.{end}") for name in made.OUTPUTS["energiematch"]}
    result = run(**files)
    assert result["GEKOZEN"] == 5
    for name in files:
        assert list(tmp_path.glob(f"{name.lower()}.*"))
