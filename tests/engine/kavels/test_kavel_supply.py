"""Heat of a sewer for areas: the same litre counts once, whatever the pipes."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen.errors import InputError
from riothermie_kansen.kavels.supply import read_pipes, supply
from tests.engine.claims.made_sewer import K, Made, sewers

# 1 l/s cooled 2 K is 8.36 kW at the source; COP 4: 4/3; 6000 h with an efficiency of 0.95
GJ = 8.36 * 4 / 3 * 6000 * 3.6e-3 * 0.95
KW = 8.36 * 4 / 3

# 10 and 6 l/s meet at C and go on as 16; another sewer of 5 l/s beside it
Y = Made(
    [
        ("AC", "A", "C", 1.0, 10.0, 100.0),
        ("BC", "B", "C", 1.0, 6.0, 100.0),
        ("CD", "C", "D", 1.0, 0.0, 100.0),
        ("EF", "E", "F", 1.0, 5.0, 100.0),
    ]
)


def around(sewer, *pipes, margin=1.0):
    """Return an area that holds pipes, and only these."""
    return shapely.union_all([sewer.line(sewer.ids.index(pipe)).buffer(margin) for pipe in pipes])


def given_by(sewer, *groups, reach=0.0, least="alle", **columns):
    """Return the supply of kavels around groups of pipes."""
    pipes = read_pipes(sewer.chart(**columns), least=least, kentallen=K)
    return supply(pipes, np.array([around(sewer, *group) for group in groups], dtype=object), reach)


def litres(sewer, chosen):
    """Return the water that passes one of the pipes, counted where it first does (the engine counts the last)."""
    n = len(sewer.pipes)
    matrix, known = np.eye(n), np.zeros(n)
    for i, (_, tail, _, share, own, _) in enumerate(sewer.pipes):
        known[i] = own + share * sewer.inflow.get(tail, 0.0)
        for j, (name, _, head, _, _, _) in enumerate(sewer.pipes):
            if head == tail and name not in chosen:
                matrix[i, j] -= share
    fresh = np.linalg.solve(matrix, known)
    return sum(value for value, name in zip(fresh, sewer.ids, strict=True) if name in chosen)


def test_water_counts_once_within_a_kavel():
    found = given_by(Y, ("AC", "CD"), ("AC", "BC"), ("AC", "BC", "CD"), ("CD",), ("AC", "EF"), ())
    assert found.reach_gj[:5] == pytest.approx(np.array([16, 16, 16, 16, 15]) * GJ)
    assert found.power_kw[:5] == pytest.approx(np.array([16, 16, 16, 16, 15]) * KW)


def test_water_of_two_kavels_is_shared():
    found = given_by(Y, ("AC",), ("BC",), ("CD",), ("EF",))
    assert found.reach_gj == pytest.approx(np.array([10, 6, 16, 5]) * GJ)
    # all water of A and B also passes CD, and all water of CD passes A or B
    assert found.shared_gj == pytest.approx(np.array([10, 6, 16, 0]) * GJ)
    assert found.all_gj == pytest.approx(21 * GJ)
    assert found.common_gj == pytest.approx(16 * GJ)
    assert list(found.best) == ["AC", "BC", "CD", "EF"]


def test_part_of_the_water_is_shared():
    found = given_by(Y, ("AC",), ("CD", "EF"))
    assert found.reach_gj == pytest.approx(np.array([10, 21]) * GJ)
    assert found.shared_gj == pytest.approx(np.array([10, 10]) * GJ)
    assert (found.all_gj, found.map_gj) == pytest.approx((21 * GJ, 21 * GJ))


def test_reach_and_what_lies_inside():
    line = Y.line(0)
    kavel = line.buffer(1.0)
    pipes = read_pipes(Y.chart(), least="alle", kentallen=K)
    # the pipes lie 1000 m apart
    near = supply(pipes, np.array([kavel], dtype=object), 998.0)
    far = supply(pipes, np.array([kavel], dtype=object), 1000.0)
    assert near.reach_gj == pytest.approx([10 * GJ])
    assert far.reach_gj == pytest.approx([16 * GJ])
    assert far.inside_gj == pytest.approx([10 * GJ])


def test_pipes_of_a_low_class_only_carry_on():
    classes = ["beperkt", "geen", "mogelijk", "kansrijk"]
    low = given_by(Y, ("AC",), ("BC",), ("CD",), least="beperkt", kans=classes)
    assert low.reach_gj == pytest.approx(np.array([10, 0, 16]) * GJ)
    assert low.shared_gj == pytest.approx(np.array([10, 0, 10]) * GJ)
    high = given_by(Y, ("AC",), ("BC",), ("CD",), ("EF",), least="mogelijk", kans=classes)
    assert high.reach_gj == pytest.approx(np.array([0, 0, 16, 5]) * GJ)
    assert high.map_gj == pytest.approx(21 * GJ)


def test_the_heat_of_the_map_goes_before_what_follows_from_the_flow():
    found = given_by(Y, ("AC", "CD"), warmte_wko_gj=[100.0, 60.0, 160.0, 50.0], vermogen_gebouw_kw=[1.0, 0.6, 1.6, 0.5])
    assert found.reach_gj == pytest.approx([160.0])
    assert found.power_kw == pytest.approx([1.6])


def test_without_nodes_the_largest_pipe_counts():
    chart = Y.chart().drop(columns=["knoop_begin", "knoop_eind", "stroomrichting"])
    pipes = read_pipes(chart, least="alle", kentallen=K)
    found = supply(pipes, np.array([around(Y, "AC", "BC"), around(Y, "BC", "EF")], dtype=object), 0.0)
    assert found.reach_gj == pytest.approx(np.array([10, 6]) * GJ)
    assert found.shared_gj == pytest.approx(np.array([6, 6]) * GJ)
    assert np.isnan(found.common_gj)
    assert any("knoop_begin" in note for note in pipes.notes)


def test_other_layers_are_refused():
    roads = gpd.GeoDataFrame({"naam": ["A"]}, geometry=[shapely.LineString([(0, 0), (1, 1)])], crs="EPSG:28992")
    with pytest.raises(InputError) as caught:
        read_pipes(roads, kentallen=K)
    assert caught.value.key == "claims_not_a_map"
    with pytest.raises(InputError) as caught:
        read_pipes(Y.chart(), least="goed", kentallen=K)
    assert caught.value.key == "unknown_method"


@settings(max_examples=60)
@given(st.data())
def test_every_litre_once(data):
    sewer = data.draw(sewers())
    real = [name for name, tail, head, *_ in sewer.pipes if tail != head]  # one that ends where it begins leads nowhere
    groups = data.draw(st.lists(st.lists(st.sampled_from(real), min_size=1, unique=True), min_size=1, max_size=4))
    found = given_by(sewer, *groups)
    everyone = {pipe for group in groups for pipe in group}
    close = {"rel": 1e-6, "abs": 1e-5}
    for k, group in enumerate(groups):
        others = {pipe for i, other in enumerate(groups) if i != k for pipe in other}
        mine = litres(sewer, set(group))
        assert found.reach_gj[k] == pytest.approx(mine * GJ, **close)
        common = mine + litres(sewer, others) - litres(sewer, everyone)
        assert found.shared_gj[k] == pytest.approx(common * GJ, **close)
        assert -1e-9 <= found.shared_gj[k] <= found.reach_gj[k] * (1 + 1e-9)
    assert found.all_gj == pytest.approx(litres(sewer, everyone) * GJ, **close)
    assert found.reach_gj.max() <= found.all_gj * (1 + 1e-6) + 1e-5
    assert found.all_gj <= found.map_gj * (1 + 1e-6) + 1e-5
    assert found.common_gj <= found.shared_gj.sum() + 1e-5
