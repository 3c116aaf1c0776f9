"""Findings: what repeats an earlier one is left out on request."""

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
