"""Findings: what repeats an earlier one is left out on request."""

import numpy as np
from shapely import Point

from riothermie_kansen.findings import Findings


def findings(*nodes):
    made = Findings()
    made.add("knoop_ontbreekt", "info", list(nodes), [Point(0, 0)] * len(nodes))
    return made


def test_unique_keeps_the_first_of_what_is_said_twice():
    together = Findings()
    for found in (findings("a", "b"), findings("b", "a", "c")):
        together.extend(found)
    got = together.unique()
    assert got.frame("EPSG:28992")["object_id"].tolist() == ["a", "b", "c"]
    assert got.counts() == {"knoop_ontbreekt": 3}
    assert together.count() == 5
    assert Findings().unique().count() == 0


def test_many_of_a_kind_are_one_finding():
    made = Findings()
    names = np.array(["d", "a", "c", "b", "a"], dtype=object)
    made.add_most("bag_postcode", "info", names, value=[1, 2, 3, 4, 2], most=4)
    made.add_most("bag_postcode", "info", names, value=[1, 2, 3, 4, 2], most=5)
    made.add_most("knoop_ontbreekt", "info", np.array(["x"] * 3, dtype=object), most=2)
    made.add_most("knoop_ontbreekt", "info", np.array([], dtype=object), most=2)
    rows = made.frame("EPSG:28992")
    assert rows["object_id"].tolist() == ["", "a", "a", "b", "c", "d", ""]
    assert rows["tekst"].iloc[0].startswith("5 keer; de eerste: De postcode '2' van a heeft")
    assert rows["tekst"].iloc[0].endswith("Verder onder meer: b, c, d.")
    assert rows["tekst"].iloc[6].startswith("3 keer: ")
    assert made.counts() == {"bag_postcode": 6, "knoop_ontbreekt": 1}
    assert rows.geometry.isna().all()


def test_many_names_of_which_five_are_shown():
    made = Findings()
    made.add_most("knoop_ontbreekt", "info", np.array([f"{i:04d}" for i in range(12345)], dtype=object), most=1)
    text = made.frame("EPSG:28992")["tekst"].iloc[0]
    assert text.startswith("12.345 keer; de eerste: ")
    assert text.endswith("Verder onder meer: 0001, 0002, 0003, 0004, 0005.")


def test_places_stay_with_their_objects():
    made = Findings()
    places = np.array([Point(2, 0), Point(1, 0)], dtype=object)
    made.add_most("knoop_ontbreekt", "info", np.array(["b", "a"], dtype=object), places, most=2)
    rows = made.frame("EPSG:28992")
    assert dict(zip(rows["object_id"], rows.geometry.x, strict=True)) == {"a": 1, "b": 2}
