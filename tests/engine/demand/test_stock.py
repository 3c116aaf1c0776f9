"""The stock: buildings with their objects, by hand."""

import numpy as np
import pytest

from riothermie_kansen.demand.columns import OBJECT_COLUMNS
from riothermie_kansen.demand.stock import build_stock
from riothermie_kansen.errors import CancelledError, InputError
from tests.engine.demand.made_stock import K, at, box, objects, panden

NAN = np.nan


def stock(pand, obj, k=K):
    return build_stock(pand, obj, kentallen=k)


def row(made, object_id):
    (found,) = made.objects[made.objects["object_id"] == object_id].to_dict("records")
    return found


def building(made, pand_id):
    (found,) = made.buildings[made.buildings["pand_id"] == pand_id].to_dict("records")
    return found


def test_three_houses_and_a_shed():
    pand = panden(
        ("3", box(12, 0), {"bouwjaar": 1975.0}),
        ("1", box(0, 0), {"bouwjaar": 1930.0}),
        ("2", box(6, 0)),
        ("4", box(30, 0, 3, 3)),
    )
    obj = objects(
        ("b", at(7, 1), {"pand_id": "2", "bouwjaar": 1931.0, "postcode": "1234AB", "huisnummer": "12"}),
        ("a", at(1, 1), {"pand_id": "1", "bouwjaar": NAN}),
        ("c", None, {"pand_id": "3", "bouwjaar": NAN, "oppervlakte_m2": NAN}),
    )
    made = stock(pand, obj)
    assert list(made.buildings["pand_id"]) == ["1", "2", "3", "4"]
    assert list(made.objects["object_id"]) == ["a", "b", "c"]
    assert list(made.objects["building"]) == [0, 1, 2]
    assert list(made.objects["type"]) == ["hoek", "tussen", "hoek"]
    assert list(made.objects["type_bron"]) == ["afgeleid"] * 3
    assert list(made.objects["bouwjaar"]) == [1930.0, 1931.0, 1975.0]
    assert list(made.buildings["bouwjaar"][:3]) == [1930.0, 1931.0, 1975.0]
    assert np.isnan(made.buildings["bouwjaar"][3])
    assert list(made.objects["oppervlakte_m2"]) == [100.0, 100.0, pytest.approx(54 * 2.5 * 0.8)]
    assert list(made.objects["oppervlakte_bron"]) == ["bag", "bag", "afgeleid"]
    assert row(made, "b")["postcode"] == "1234AB"
    assert (row(made, "c")["x"], row(made, "c")["y"]) == (150_015.0, 450_004.5)
    assert list(made.buildings["reason"]) == ["", "", "", "Geen verblijfsobject: schuur, garage of ander bijgebouw."]
    assert not made.buildings["losse"].any()
    assert made.read == {"panden": 4, "verblijfsobjecten": 3}
    assert made.dropped == {"panden": {}, "verblijfsobjecten": {}}


def test_the_table_of_objects_has_its_columns():
    made = stock(panden(("1", box(0, 0))), objects(("a", at(1, 1))))
    names = [column.name for column in OBJECT_COLUMNS]
    first = names[: names.index("buurtcode") + 1]
    assert list(made.objects)[: len(first)] == first
    assert set(made.objects) - set(first) == {
        *("building", "postcode", "huisnummer", "huisletter", "toevoeging", "x", "y")
    }
    kinds = {column.name: column.kind for column in OBJECT_COLUMNS if column.name in first}
    for name, kind in kinds.items():
        if kind == "text":
            assert made.objects[name].map(type).eq(str).all(), name
        else:
            assert made.objects[name].dtype.kind in "if", name


def test_use_decides_what_is_a_dwelling():
    obj = objects(
        ("a", at(1, 1), {"gebruik": "wonen"}),
        ("b", at(101, 1), {"gebruik": "industrie,wonen"}),
        ("c", at(201, 1), {"gebruik": "winkel"}),
    )
    made = stock(panden(("1", box(0, 0)), ("2", box(100, 0)), ("3", box(200, 0))), obj)
    assert list(made.objects["woning"]) == [1, 1, 0]
    assert list(made.objects["type"]) == ["vrijstaand", "vrijstaand", ""]
    assert list(made.objects["type_bron"]) == ["afgeleid", "afgeleid", ""]
    assert any("1 object heeft wonen en een ander gebruik" in text for text in made.notes)


def test_unknown_use_follows_the_building():
    none = {"gebruik": ""}
    pand = panden(*((str(i), box(100 * i, 0, *size)) for i, size in enumerate([(6, 9)] * 4 + [(30, 30)])))
    obj = objects(
        ("a", at(1, 1), none),
        ("b", at(101, 1), none),
        ("b2", at(101, 2), {"gebruik": "kantoor"}),
        ("c", at(201, 1), none),
        ("c2", at(201, 2)),
        ("d", at(301, 1), {**none, "oppervlakte_m2": 5000.0}),
        ("e", at(401, 1), {**none, "oppervlakte_m2": NAN}),
        ("f", at(901, 1), {**none, "oppervlakte_m2": NAN}),
    )
    made = stock(pand, obj)
    found = dict(zip(made.objects["object_id"], made.objects["woning"], strict=True))
    assert found == {"a": 1, "b": 0, "b2": 0, "c": 1, "c2": 1, "d": 0, "e": 0, "f": 1}
    assert set(made.objects["gebruik"]) == {"", "kantoor", "wonen"}
    assert any("3 tellen als woning en 3 als utiliteit" in text for text in made.notes)


def test_garages_with_an_address_are_no_neighbours():
    pand = panden(("1", box(0, 0)), ("2", box(6, 0, 3, 6)), ("3", box(9, 0)))
    for use, expected in (("overig", "vrijstaand"), ("winkel", "hoek")):
        obj = objects(("a", at(1, 1)), ("b", at(7, 1), {"gebruik": use}), ("c", at(10, 1)))
        assert row(stock(pand, obj), "a")["type"] == expected


def test_flats_and_high_flats():
    pand = panden(("1", box(0, 0, 20, 10)), ("2", box(100, 0, 20, 10)))
    low = [(f"a{i}", at(1, 1), {"oppervlakte_m2": 80.0}) for i in range(8)]
    high = [(f"b{i:02}", at(101, 1), {"oppervlakte_m2": 80.0}) for i in range(10)]
    made = stock(pand, objects(*low, *high))
    # 640 / (200 x 0.8) = 4 storeys, 800 / 160 = 5
    assert set(made.objects["type"]) == {"appartement"}
    assert made.objects.groupby("building")["hoogbouw"].mean().tolist() == [0.0, 1.0]


def test_own_fields_go_before_what_is_derived():
    pand = panden(("1", box(0, 0), {"type": "hoek", "eigenaar": "corporatie", "label": "C"}), ("2", box(90, 0)))
    obj = objects(
        ("a", at(1, 1), {"inwoners": 3.0}),
        ("b", at(2, 2), {"type": "tussen", "eigenaar": "particulier", "label": "A"}),
        ("c", at(91, 1), {"gebruik": "winkel", "type": "tussen"}),
    )
    made = stock(pand, obj)
    a, b, c = (row(made, name) for name in "abc")
    assert (a["type"], a["type_bron"], a["eigenaar"], a["eigenaar_bron"]) == ("hoek", "eigen", "corporatie", "eigen")
    assert (a["label"], a["label_bron"], a["inwoners"], a["inwoners_bron"]) == ("C", "eigen", 3.0, "eigen")
    assert (b["type"], b["eigenaar"], b["label"], b["inwoners_bron"]) == ("tussen", "particulier", "A", "")
    assert (c["type"], c["type_bron"], c["eigenaar_bron"]) == ("", "", "")


@pytest.mark.parametrize("value", [0.0, 1.0, 4.0, 16_000.0, 9999.0, 999_999.0])
def test_an_area_that_cannot_be_is_replaced_and_listed(value):
    made = stock(panden(("1", box(0, 0))), objects(("a", at(1, 1), {"oppervlakte_m2": value})))
    assert row(made, "a")["oppervlakte_m2"] == pytest.approx(108.0)
    assert row(made, "a")["oppervlakte_bron"] == "afgeleid"
    assert made.findings.counts() == {"object_oppervlakte": 1}
    assert any("1 object is de oppervlakte onbekend of onmogelijk: 1 afgeleid" in text for text in made.notes)


def test_objects_without_a_pand_lose_no_demand():
    pand = panden(("1", box(0, 0)), ("2", at(50, 0)))
    obj = objects(
        ("a", at(-2, 1)),
        ("b", at(200, 0)),
        ("c", at(200, 0)),
        ("d", None, {"pand_id": "9"}),
        ("e", at(300, 0), {"pand_id": "8"}),
        ("f", at(50, 1), {"pand_id": "2"}),
        dropped={"object_gepland": 2},
    )
    made = stock(pand, obj)
    assert list(made.buildings["pand_id"]) == ["1", "2", "8", "los-b"]
    assert list(made.buildings["losse"]) == [False, False, True, True]
    assert set(made.buildings.geom_type) == {"Polygon"}
    assert building(made, "8")["geometry"].bounds == (150_298.0, 449_998.0, 150_302.0, 450_002.0)
    assert building(made, "los-b")["reason"] == "Adres zonder pand: het vierkant geeft alleen de plaats aan."
    assert building(made, "2")["reason"] == "Pand zonder omtrek: het vierkant geeft alleen de plaats aan."
    assert building(made, "1")["reason"] == "Objecten toegevoegd omdat ze vlakbij liggen: 1."
    # the square says nothing about the size
    assert (row(made, "e")["oppervlakte_m2"], row(made, "b")["type"]) == (100.0, "appartement")
    assert made.findings.counts() == {"object_bij_pand": 1, "object_los": 3, "object_zonder_plaats": 1}
    assert made.dropped["verblijfsobjecten"] == {"object_gepland": 2, "object_zonder_plaats": 1}
    assert made.read["verblijfsobjecten"] == 8 == len(made.objects) + 3
    assert any("1 op pand-id" in text and "3 zijn een eigen gebouw, 1 weggelaten" in text for text in made.notes)


def test_an_object_of_a_pand_that_is_not_there_yet_is_told_so():
    pand = panden(("1", box(0, 0)), dropped={"pand_gepland": 1}, absent={"7": "pand_gepland"})
    made = stock(pand, objects(("a", at(1, 1), {"pand_id": "7"}), ("b", None, {"pand_id": "7"})))
    assert made.findings.counts() == {"object_pand_afwezig": 1, "object_zonder_plaats": 1}
    assert row(made, "a")["pand_id"] == "1"


def test_several_panden_are_listed_and_are_one_house():
    pand = panden(("1", box(0, 0)), ("2", box(6, 0)), ("3", box(12, 0)), ("4", box(18, 0)))
    obj = objects(
        ("a", at(1, 1)), ("b", at(7, 1), {"pand_id": "2", "panden": "2,3"}), ("c", at(19, 1), {"pand_id": "4"})
    )
    made = stock(pand, obj)
    assert list(made.objects["type"]) == ["hoek", "tussen", "hoek"]
    assert building(made, "3")["reason"] == "Hoort bij een object dat in pand 2 telt."
    assert made.findings.counts() == {"object_meer_panden": 1}


def test_without_panden_each_pand_id_or_address_is_a_point():
    obj = objects(
        ("a", at(0, 0), {"pand_id": "1", "bouwjaar": 1960.0}),
        ("b", at(9, 0), {"pand_id": "1"}),
        ("c", at(0, 30)),
        ("d", at(0, 40), {"gebruik": "winkel", "oppervlakte_m2": NAN}),
        ("e", None, {"pand_id": "1"}),
        ("f", None),
    )
    made = stock(None, obj)
    assert list(made.buildings["pand_id"]) == ["1", "los-c", "los-d"]
    assert list(made.buildings["losse"]) == [False, True, True]
    assert set(made.buildings.geom_type) == {"Point"}
    assert list(made.objects["type"]) == ["appartement", "appartement", "tussen", "", "appartement"]
    assert list(made.objects["type_bron"]) == ["afgeleid", "afgeleid", "kental", "", "afgeleid"]
    assert row(made, "d")["oppervlakte_bron"] == "kental"
    assert building(made, "1")["bouwjaar"] == 1960.0
    assert made.findings.counts() == {"object_zonder_plaats": 1}
    assert made.read == {"verblijfsobjecten": 6}
    assert set(made.buildings["reason"]) == {""}


def test_a_pand_at_the_edge_of_the_objects():
    pand = panden(
        ("1", box(0, 0), {"aantal_objecten": 1.0}),
        ("2", box(6, 0), {"aantal_objecten": 1.0, "gebruik": "wonen"}),
        ("3", box(12, 0), {"aantal_objecten": 12.0, "gebruik": "wonen"}),
    )
    made = stock(pand, objects(("a", at(1, 1)), ("c", at(13, 1))))
    # the house in between is there, though its object is not delivered; of the flat only one is
    assert list(made.objects["type"]) == ["hoek", "appartement"]
    assert building(made, "2")["reason"] == "Geen objecten in de laag, hoewel het pand er 1 telt."
    assert made.findings.counts() == {"pand_objecten_ontbreken": 1}


def test_objects_counted_by_the_panden():
    pand = panden(
        ("1", box(0, 0), {"aantal_objecten": 1.0, "gebruik": "wonen", "oppervlakte_min_m2": 120.0}),
        ("2", box(50, 0), {"aantal_objecten": 0.0}),
        ("3", box(100, 0), {"gebruik": "kantoor"}),
        ("4", box(150, 0, 20, 20), {"aantal_objecten": 4.0, "gebruik": "kantoor,winkel,wonen"}),
        ("5", box(200, 0), {"aantal_objecten": 9999.0, "gebruik": "wonen"}),
        ("6", box(250, 0), {"oppervlakte_min_m2": 30.0, "oppervlakte_max_m2": 30.0}),
    )
    pand.frame.loc[3, ["oppervlakte_min_m2", "oppervlakte_max_m2"]] = [50.0, 200.0]
    made = stock(pand, None)
    assert list(made.objects["object_id"]) == ["1-1", "3-1", "4-1", "4-2", "4-3", "4-4", "5-1", "6-1"]
    assert list(made.objects["gebruik"]) == ["wonen", "kantoor", "wonen", "wonen", "kantoor", "winkel", "wonen", ""]
    # smallest, geometric mean twice, largest; the last one without area: 54 m2 x 2
    assert list(made.objects["oppervlakte_m2"]) == pytest.approx([120, 54 * 1.28, 50, 100, 100, 200, 108, 30])
    assert list(made.objects["oppervlakte_bron"]) == ["bag", "afgeleid", *["afgeleid"] * 4, "afgeleid", "bag"]
    assert row(made, "1-1")["x"] == pytest.approx(150_003.0)
    assert made.findings.counts() == {"pand_objecten_veel": 1}
    assert made.read == {"panden": 6}
    assert any("8 objecten afgeleid uit het aantal en het gebruik van 6 panden" in text for text in made.notes)


@pytest.mark.parametrize(
    ("uses", "n", "expected"),
    [
        ("wonen", 3, ["wonen"] * 3),
        ("kantoor,wonen", 1, ["kantoor,wonen"]),
        ("kantoor,wonen", 3, ["wonen", "wonen", "kantoor"]),
        ("kantoor,winkel,wonen", 2, ["wonen", "kantoor,winkel"]),
        ("kantoor,winkel", 3, ["kantoor", "winkel", "kantoor"]),
        ("kantoor,sport,winkel", 2, ["kantoor", "sport,winkel"]),
        ("", 2, ["", ""]),
        ("kantoor,wonen", 0, []),
    ],
)
def test_uses_shared_over_counted_objects(uses, n, expected):
    made = stock(panden(("1", box(0, 0), {"gebruik": uses, "aantal_objecten": float(n)})), None)
    assert list(made.objects["gebruik"]) == expected


def test_small_detached_houses_tell_that_panden_are_missing():
    def told(small, large, k=K):
        sizes = [(6, 9)] * small + [(10, 12)] * large
        pand = panden(*((f"{i:02}", box(30 * i, 0, *size)) for i, size in enumerate(sizes)))
        obj = objects(*((f"{i:02}", at(30 * i + 1, 1)) for i in range(len(sizes))))
        return any("lijken buurpanden in de laag te ontbreken" in text for text in stock(pand, obj, k).notes)

    assert told(10, 29)
    assert not told(10, 30)  # a quarter
    assert not told(9, 0)
    assert told(9, 0, K.replace({"gebouw.aantal_klein": 9}))


def test_panden_that_know_nothing():
    pand = panden(("1", box(0, 0)), ("2", box(50, 0, 4, 8)), ("3", at(100, 0)), ("4", box(150, 0, 30, 30)))
    made = stock(pand, None)
    assert list(made.objects["object_id"]) == ["1-1", "3-1", "4-1"]
    assert list(made.objects["woning"]) == [1, 1, 0]
    assert set(made.objects["gebruik"]) == {""}
    (text,) = (text for text in made.notes if "grove schatting" in text)
    assert "3 panden vanaf 33 m2" in text
    assert "1 kleiner pand als schuur" in text


def test_nothing_at_all():
    for pand, obj in ((None, None), (panden(), None), (None, objects()), (panden(), objects())):
        with pytest.raises(InputError) as caught:
            stock(pand, obj)
        assert caught.value.key == "voorraad_leeg"
    # no objects in the area: what the panden count
    assert len(stock(panden(("1", box(0, 0), {"aantal_objecten": 2.0})), objects()).objects) == 2
    # and no objects with a place
    made = stock(panden(("1", box(0, 0))), objects(("a", None)))
    assert (len(made.buildings), len(made.objects), made.findings.count()) == (1, 0, 1)
    made = stock(None, objects(("a", None)))
    assert (len(made.buildings), len(made.objects)) == (0, 0)


def test_it_stops_when_asked_and_tells_how_far_it_is():
    pand, obj = panden(("1", box(0, 0))), objects(("a", at(1, 1)))
    with pytest.raises(CancelledError):
        build_stock(pand, obj, kentallen=K, cancelled=lambda: True)
    steps = []
    build_stock(pand, obj, kentallen=K, progress=steps.append)
    assert steps == sorted(steps)
    assert steps[-1] == 100.0


def test_the_input_stays_as_it_is():
    pand, obj = panden(("2", box(0, 0)), ("1", box(9, 0))), objects(("b", at(1, 1)), ("a", at(50, 1)))
    before = pand.frame.copy(), obj.frame.copy()
    stock(pand, obj)
    for frame, copy in zip((pand.frame, obj.frame), before, strict=True):
        assert frame.equals(copy)
