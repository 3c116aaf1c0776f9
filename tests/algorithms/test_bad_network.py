"""Bad input for `warmtenet`: the right answer or one plain sentence, and never half an output."""

import pytest
from qgis.core import NULL

from tests.algorithms import made
from tests.algorithms.made import layer, rows
from tests.algorithms.town import HOUSES, at, buildings, house, source, streets

ONE = [house(140, 10, "x")]


def run(feedback=None, **parameters):
    inputs = {"STRATEN": streets(), "GEBOUWEN": buildings(), "BRON": source(), "NETTYPE": "mt"}
    return made.run("warmtenet", feedback, **(inputs | parameters))


def sentence(**parameters):
    """Return the one sentence with which a run is refused."""
    return made.refusal(lambda: run(**parameters))


def listed(result):
    return {row["pand_id"]: row["soort"] for row in rows(result["NIET_AANGESLOTEN"])}


def lines(*wkt, fields="naam:string"):
    return layer("LineString", fields, [(text, str(n)) for n, text in enumerate(wkt)], name="lijnen")


def test_one_building():
    got = run(GEBOUWEN=buildings(ONE))
    assert got["AANGESLOTEN"] == 1
    assert got["GAT_PROCENT"] == pytest.approx(0, abs=1e-6)
    assert got["LENGTE_M"] < 5 + 150 + 15


def test_streets_in_two_pieces_name_the_buildings_on_the_loose_one():
    island = (f"LINESTRING({at(1000, 0)},{at(1100, 0)})", "eiland", NULL, NULL)
    got = run(STRATEN=streets(extra=[island]), GEBOUWEN=buildings([*HOUSES, house(1040, 5, "ver")]))
    assert listed(got) == {"ver": "straatdeel_los"}
    assert "los" in rows(got["NIET_AANGESLOTEN"])[0]["reden"]
    bridged = run(
        STRATEN=streets(extra=[island]), GEBOUWEN=buildings([*HOUSES, house(1040, 5, "ver")]), BRUG_GATEN_M=900
    )
    assert listed(bridged) == {}
    assert bridged["AANTAL_MELDINGEN"] > 0


def test_source_far_off_the_streets_is_one_sentence():
    assert sentence(BRON=source(place=(-9000, 0)))


def test_source_on_a_node_and_on_a_street():
    for place in ((0, 0), (50, 0)):
        got = run(BRON=source(place=place))
        assert got["AANGESLOTEN"] == len(HOUSES)
        assert all(row["lengte_m"] > 0 for row in rows(got["TRACE"]))


def test_source_without_a_place_is_one_sentence():
    assert sentence(BRON=layer("Point", "bron_id:string", [(None, "a")], name="bron"))


def test_no_demand_is_one_sentence_and_zero_or_null_is_a_reason():
    nothing = [(*row[:2], 0, 0.0, 0.0, 0.0, NULL) for row in HOUSES]
    assert "demand" in sentence(GEBOUWEN=buildings(nothing))
    mixed = [nothing[0], (*HOUSES[1][:2], NULL, NULL, NULL, NULL, NULL), *HOUSES[2:]]
    got = run(GEBOUWEN=buildings(mixed))
    assert got["AANGESLOTEN"] + got["NIET_AANGESLOTEN_AANTAL"] == len(HOUSES)
    assert listed(got)["a"] == "geen_vraag"


def test_building_on_the_street_line():
    got = run(GEBOUWEN=buildings([*ONE, house(40, -4, "op")]))
    assert listed(got) == {}
    by_id = {row["pand_id"]: row for row in rows(got["AANSLUITINGEN"])}
    assert by_id["op"]["lengte_m"] == pytest.approx(0, abs=1e-6)


def test_two_buildings_with_the_same_footprint_stay_two():
    got = run(GEBOUWEN=buildings([house(40, 10, "x"), house(40, 10, "y")]))
    assert {row["pand_id"] for row in rows(got["AANSLUITINGEN"])} == {"x", "y"}
    assert got["WONINGEN"] == 2


def test_building_without_a_place_is_listed():
    got = run(GEBOUWEN=buildings([*ONE, (None, *house(0, 0, "weg")[1:])]))
    assert listed(got) == {"weg": "geen_geometrie"}


def test_points_as_buildings():
    points = layer("Point", "pand_id:string rv_kw:double", [(f"POINT({at(140, 20)})", "p", 6.0)], name="punten")
    assert run(GEBOUWEN=points)["AANGESLOTEN"] == 1


def test_closed_and_self_crossing_streets():
    eight = f"LINESTRING({at(0, 0)},{at(200, 200)},{at(200, 0)},{at(0, 200)},{at(0, 0)})"
    got = run(STRATEN=lines(eight), GEBOUWEN=buildings(ONE))
    assert got["AANGESLOTEN"] == 1


def test_multipart_streets_with_z():
    parts = f"MULTILINESTRING Z(({at(0, 0)} 1,{at(200, 0)} 2),({at(0, 0)} 1,{at(0, 200)} 5))"
    got = run(STRATEN=layer("MultiLineStringZ", "naam:string", [(parts, "a")], name="straten"), GEBOUWEN=buildings(ONE))
    assert got["AANGESLOTEN"] == 1


def test_barrier_around_the_source_is_one_sentence():
    ring = [(-20, -20), (20, -20), (20, 20), (-20, 20), (-20, -20)]
    wall = lines(f"LINESTRING({','.join(at(x, y) for x, y in ring)})")
    assert "forbidden areas" in sentence(VERBODEN=wall)


def test_all_buildings_forbidden_is_one_sentence():
    assert sentence(GEBOUWEN=buildings([(*row[:-1], "verboden") for row in HOUSES]), VERPLICHT_VELD="keuze")


def test_negative_numbers_are_one_sentence():
    negative = (f"LINESTRING({at(0, -50)},{at(100, -50)})", "min", -2.0, NULL)
    assert sentence(STRATEN=streets(extra=[negative]), FACTOR_VELD="factor")
    less = [(*HOUSES[0][:3], -6.0, *HOUSES[0][4:]), *HOUSES[1:]]
    assert sentence(GEBOUWEN=buildings(less))


def test_unknown_word_in_the_field_of_required_buildings_is_one_sentence():
    words = [(*row[:-1], "misschien") for row in HOUSES]
    assert "misschien" in sentence(GEBOUWEN=buildings(words), VERPLICHT_VELD="keuze")


def test_table_of_pipes_that_is_something_else_is_one_sentence(tmp_path):
    wrong = tmp_path / "adressen.csv"
    wrong.write_text("straat;huisnummer\nDorpsstraat;1\n", encoding="utf-8")
    assert "adressen.csv" in sentence(LEIDINGTABEL=str(wrong))


def test_own_table_of_pipes_counts(tmp_path):
    own = tmp_path / "eigen.csv"
    own.write_text("label;binnen_mm;prijs_eur_m\nXL;200;100\n", encoding="utf-8")
    got = run(LEIDINGTABEL=str(own), NETTYPE="bronnet")
    assert {row["dn"] for row in rows(got["TRACE"])} == {"XL"}
    # house connections count at the price of pipe in a garden
    street = {row["eur_m"] for row in rows(got["TRACE"]) if row["rol"] != "aansluiting"}
    assert street == {100.0}
    assert all(row["eur_m"] == pytest.approx(100.0 * row["factor"]) for row in rows(got["TRACE"]))


def test_a_source_that_is_too_small_lists_who_gets_nothing():
    got = run(BRON=source(power=75.0))
    assert got["AANGESLOTEN"] + got["NIET_AANGESLOTEN_AANTAL"] == len(HOUSES)
    assert set(listed(got).values()) == {"bron_vol"}
    assert 0 < got["VERMOGEN_KW"] <= 75.0


def test_two_sources_share_the_buildings():
    places = [(f"POINT({at(-5, 0)})", "west"), (f"POINT({at(205, 200)})", "oost")]
    two = layer("Point", "bron_id:string", places, name="bron")
    got = run(BRON=two)
    assert {row["bron_id"] for row in rows(got["TRACE"])} == {"west", "oost"}
    assert got["LENGTE_M"] < run()["LENGTE_M"]
