"""Pressure from the pump to the connections: by hand, on trees, and against the class of the pipes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.findings import Findings
from riothermie_kansen.network.catalogue import catalogue
from riothermie_kansen.network.graph import values
from riothermie_kansen.network.loads import Regime
from riothermie_kansen.network.pressure import Heads, check_class, pressure
from riothermie_kansen.network.sizing import Sizer
from riothermie_kansen.network.tree import root_tree

STANDARD = kentallen.load()
HEADS = Heads(surcharge=0.25, consumer_kpa=50.0, source_kpa=40.0, static_kpa=150.0)


def test_heads_of_the_kentallen():
    assert Heads.from_kentallen(STANDARD, "mt") == Heads(0.25, 50.0, 50.0, 150.0)
    assert Heads.from_kentallen(STANDARD, "bronnet") == Heads(0.25, 30.0, 50.0, 150.0)


def test_pressure_by_hand():
    #  0 -100 m- 1 -200 m- 2 (consumer)
    #            1 - 50 m- 3 (consumer);  a second network 4 -10 m- 5
    ends = np.array([[0, 1], [1, 2], [1, 3], [5, 4]])
    rooted = root_tree(6, ends, np.arange(4), np.array([0, 4]))
    edge = rooted.edge
    result = pressure(
        rooted,
        pa_m=np.array([100.0, 50.0, 300.0, 80.0])[edge],
        length_m=np.array([100.0, 200.0, 50.0, 10.0])[edge],
        heads=HEADS,
        consumer=np.array([False, True, True, True])[edge],
    )
    by_edge = np.argsort(edge)
    # twice the length, 25 % on top: 2 x 1.25 x 10 kPa
    assert result.drop_kpa[by_edge].tolist() == pytest.approx([25.0, 25.0, 37.5, 2.0])
    assert result.lost_kpa[by_edge].tolist() == pytest.approx([25.0, 50.0, 62.5, 2.0])
    assert result.needed_kpa[by_edge].tolist() == pytest.approx([115.0, 140.0, 152.5, 92.0])
    assert result.critical[by_edge].tolist() == [True, False, True, True]
    assert result.root.tolist() == [0, 4]
    assert result.pump_kpa.tolist() == pytest.approx([152.5, 92.0])
    assert result.root[result.tree][by_edge].tolist() == [0, 0, 0, 4]


def test_of_two_equal_ways_the_first_is_critical():
    rooted = root_tree(4, np.array([[0, 1], [1, 3], [1, 2]]), np.arange(3), np.array([0]))
    result = pressure(rooted, pa_m=np.full(3, 100.0), length_m=np.full(3, 100.0), heads=HEADS)
    assert dict(zip(rooted.edge.tolist(), result.critical.tolist(), strict=True)) == {0: True, 1: True, 2: False}


@st.composite
def forests(draw):
    """Draw rooted trees."""
    size = draw(st.integers(1, 25))
    roots = draw(st.integers(1, 3))
    ends = np.array([[draw(st.integers(0, roots + i - 1)), roots + i] for i in range(size)])
    return ends, root_tree(size + roots, ends, np.arange(size), np.arange(roots))


@given(forests(), st.randoms(use_true_random=False))
def test_on_any_forest(made, source):
    ends, rooted = made
    t = len(rooted.edge)
    pa_m = np.array([source.uniform(0, 300) for _ in range(t)])
    length = np.array([source.uniform(0.1, 100) for _ in range(t)])
    result = pressure(rooted, pa_m=pa_m, length_m=length, heads=HEADS)
    drop = {int(rooted.lower[i]): 2.5 * pa_m[i] * length[i] / 1000 for i in range(t)}
    above = {int(b): int(a) for a, b in ends}
    for i in range(t):
        node, lost = int(rooted.lower[i]), 0.0
        while node in above:
            lost += drop[node]
            node = above[node]
        assert result.lost_kpa[i] == pytest.approx(lost)
        assert result.root[result.tree[i]] == node
        assert result.pump_kpa[result.tree[i]] >= result.needed_kpa[i]
    # the critical way of each tree runs from its root and adds up to the pump head
    for k in range(len(result.root)):
        way = result.critical & (result.tree == k)
        assert result.drop_kpa[way].sum() + 90.0 == pytest.approx(result.pump_kpa[k])
        assert (rooted.parent[way] < 0).sum() == 1


def test_pipes_of_too_low_a_class_are_listed():
    table = catalogue("bronnet", kentallen=STANDARD)
    own = Sizer.build(table, Regime.from_kentallen(STANDARD, "bronnet"), kentallen=STANDARD)
    rooted = root_tree(4, np.array([[0, 1], [1, 2], [2, 3]]), np.arange(3), np.array([0]))
    sizes = own.size([12000.0, 1000.0, 4.0], service=[False, False, True])
    result = pressure(
        rooted, pa_m=np.array([100.0, 100.0, 100.0]), length_m=np.array([2000.0, 1360.0, 10.0]), heads=HEADS
    )
    findings = Findings()
    low = check_class(result, sizes, table, HEADS, ids=values(["a", "b", "c"]), findings=findings)
    # 500 + 340 + 2.5 + 90 = 932.5 kPa of pump and 1.5 bar at rest: 10.8 bar; after the first pipe 2.5 bar less
    assert low.tolist() == [True, False, False]
    frame = findings.frame("EPSG:28992")
    assert frame["soort"].tolist() == ["drukklasse", "leiding_parallel"]
    assert frame["object_id"].tolist() == ["a", "a"]
    assert "de druk van 10,8 bar (rustdruk plus pomp) is hoger dan de drukklasse van 10 bar" in frame["tekst"][0]
    assert "3 paren PE450 SDR17 naast elkaar" in frame["tekst"][1]
    assert "715,8 l/s" in frame["tekst"][1]
