"""Street graph: where lines meet, what stays once, what is left out, and that no metre vanishes."""

import geopandas as gpd
import networkx as nx
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, box

from riothermie_kansen import kentallen
from riothermie_kansen.errors import CancelledError, InputError
from riothermie_kansen.network.graph import EXISTING, GAP, STREET
from riothermie_kansen.network.streets import street_graph, street_values
from riothermie_kansen.readers.streets import read_streets

KENTALLEN = kentallen.load()


def read(lines, **columns):
    columns.setdefault("straat_id", [f"s{i}" for i in range(len(lines))])
    shapes = [line if isinstance(line, shapely.Geometry) or line is None else LineString(line) for line in lines]
    return read_streets(gpd.GeoDataFrame(columns, geometry=shapes, crs=28992), kentallen=KENTALLEN)


def graph(lines, *, snap=0.5, bridge=0.0, columns=None, **options):
    return street_graph(read(lines, **(columns or {})), snap_m=snap, bridge_m=bridge, kentallen=KENTALLEN, **options)


def edges(found):
    """Return the edges as a set of (street, points in one direction)."""
    result = []
    for street, line in zip(found.street, found.lines, strict=True):
        points = [(round(x, 6), round(y, 6)) for x, y in line.coords]
        result.append((street, tuple(min(points, points[::-1]))))
    return sorted(result)


def texts(found, kind):
    frame = found.findings.frame(None)
    return frame.loc[frame["soort"] == kind, "tekst"].tolist()


def check(found):
    """Check what holds for every graph."""
    assert (found.length > 0).all()
    assert (found.ends[:, 0] != found.ends[:, 1]).all()
    assert shapely.length(found.lines) == pytest.approx(found.length)
    start, end = shapely.get_point(found.lines, 0), shapely.get_point(found.lines, -1)
    assert (shapely.get_coordinates(start) == found.nodes[found.ends[:, 0]]).all()
    assert (shapely.get_coordinates(end) == found.nodes[found.ends[:, 1]]).all()
    assert sorted(set(found.ends.ravel())) == list(range(len(found.nodes)))
    b = found.balance
    assert b.read + b.moved + b.gaps == pytest.approx(b.graph + b.duplicate + b.forbidden + b.dropped, abs=1e-6)
    assert b.graph == pytest.approx(found.length.sum())


def test_crossing_on_one_level_meets():
    found = graph([[(0, 0), (10, 0)], [(5, -5), (5, 5)]])
    check(found)
    assert edges(found) == [
        ("s0", ((0, 0), (5, 0))),
        ("s0", ((5, 0), (10, 0))),
        ("s1", ((5, -5), (5, 0))),
        ("s1", ((5, 0), (5, 5))),
    ]
    assert (found.kind == STREET).all()


@pytest.mark.parametrize(
    "columns",
    [
        {"niveau": [0, 1]},
        {"bridge": ["yes", None]},
        {"jte_id_beg": [1, 3], "jte_id_end": [2, 4]},
    ],
)
def test_viaduct_does_not_meet(columns):
    found = graph([[(0, 0), (10, 0)], [(5, -5), (5, 5)]], columns=columns)
    check(found)
    assert len(found.ends) == 2
    assert found.components()[0] == 2


def test_line_without_junction_ids_meets_one_with():
    found = graph([[(0, 0), (10, 0)], [(5, -5), (5, 5)]], columns={"jte_id_beg": [1, None], "jte_id_end": [2, None]})
    assert len(found.ends) == 4


def test_bridge_joins_the_streets_at_its_ends_but_not_the_one_below():
    lines = [[(0, 0), (40, 0)], [(40, 0), (60, 0)], [(60, 0), (100, 0)], [(50, -50), (50, 50)]]
    found = graph(lines, columns={"layer": ["0", "1", "0", "0"]})
    count, part = found.components()
    assert count == 2
    assert len(found.ends) == 4
    assert sorted(np.bincount(part)) == [2, 4]


def test_bridge_that_begins_at_a_point_of_a_street_joins_it():
    """OSM: ways share a point without being split there."""
    found = graph([[(0, 0), (50, 0), (100, 0)], [(50, 0), (50, 50)]], columns={"layer": [0, 1]})
    assert found.components()[0] == 1
    # on the line, but not at one of its points: it may pass below
    found = graph([[(0, 0), (100, 0)], [(50, 0), (50, 50)]], columns={"layer": [0, 1]})
    assert found.components()[0] == 2


def test_end_near_a_line_joins_it_and_farther_not():
    near = graph([[(0, 0), (10, 0)], [(5, 0.4), (5, 5)]])
    check(near)
    assert edges(near) == [
        ("s0", ((0, 0), (5, 0))),
        ("s0", ((5, 0), (10, 0))),
        ("s1", ((5, 0), (5, 5))),
    ]
    assert near.balance.moved == pytest.approx(0.4)
    far = graph([[(0, 0), (10, 0)], [(5, 0.6), (5, 5)]])
    assert far.components()[0] == 2
    assert len(far.ends) == 2


def test_ends_near_each_other_are_one_node():
    found = graph([[(0, 0), (10, 0)], [(10.3, 0.1), (20, 0)], [(10.1, 0.2), (10, 10)]])
    check(found)
    assert len(found.nodes) == 4
    assert found.components()[0] == 1


def test_overshoot_leaves_no_stub_and_is_listed():
    found = graph([[(0, 0), (10, 0)], [(5, -0.1), (5, 5)]])
    check(found)
    assert edges(found) == [
        ("s0", ((0, 0), (5, 0))),
        ("s0", ((5, 0), (10, 0))),
        ("s1", ((5, 0), (5, 5))),
    ]
    assert texts(found, "straat_stukje") == [
        "Straat s1: 0,10 m bij kruisingen en uiteinden valt binnen de samenvoegafstand en is weggelaten."
    ]
    assert found.balance.dropped == pytest.approx(0.1)


def test_chain_of_short_lines_does_not_swallow_a_long_one():
    """Ends 0.4 m apart in a row are one node; the line beside them comes back to that node and stays."""
    steps = [[(0.4 * i, 0), (0.4 * i + 0.4, 0)] for i in range(5)]
    found = graph([*steps, [(0, 0), (-4, 3), (6, 3), (2, 0)]])
    check(found)
    assert {street for street, _ in edges(found)} == {"s5"}
    assert found.balance.dropped == pytest.approx(2.0)
    assert found.balance.graph == pytest.approx(5 + 10 + np.hypot(6, 3))


def test_closed_ring_becomes_two_edges():
    found = graph([[(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]])
    check(found)
    assert len(found.ends) == 2
    assert found.length == pytest.approx([20, 20])
    assert len(found.nodes) == 2


def test_street_that_crosses_itself_meets_itself():
    found = graph([[(0, 0), (10, 0), (10, 10), (5, 10), (5, -5)]])
    check(found)
    # loop from (5, 0) over the corner and back: cut halfway
    assert found.balance.graph == pytest.approx(40)
    assert len(found.ends) == 4
    degree = np.bincount(found.ends.ravel())
    assert degree[(found.nodes == (5, 0)).all(axis=1)] == [4]


def test_street_that_runs_back_over_itself_counts_once():
    found = graph([[(0, 0), (10, 0), (4, 0)]])
    check(found)
    assert found.balance.graph == pytest.approx(10)
    assert found.balance.duplicate == pytest.approx(6)


def test_same_line_twice_counts_once_also_when_drawn_the_other_way():
    found = graph([[(0, 0), (5, 1), (10, 0)], [(10, 0), (5, 1), (0, 0)], [(0, 0), (5, 1), (10, 0)]])
    check(found)
    assert edges(found) == [("s0", ((0, 0), (5, 1), (10, 0)))]
    assert len(texts(found, "dubbele_straat")) == 2
    assert texts(found, "dubbele_straat")[0] == "Straat s1 valt over 10,2 m samen met s0: telt één keer."


def test_coincident_part_counts_once():
    found = graph([[(0, 0), (10, 0)], [(4, 0), (20, 0)]])
    check(found)
    assert edges(found) == [
        ("s0", ((0, 0), (4, 0))),
        ("s0", ((4, 0), (10, 0))),
        ("s1", ((10, 0), (20, 0))),
    ]
    assert found.balance.duplicate == pytest.approx(6)


def test_lines_that_part_at_a_bend_are_one_up_to_there():
    found = graph([[(0, 0), (10, 0), (20, 0), (30, 10)], [(0, 0), (10, 0), (20, 0), (30, -10)]])
    check(found)
    assert edges(found)[0] == ("s0", ((0, 0), (10, 0), (20, 0)))
    assert len(found.ends) == 3


def test_near_parallel_counts_once_and_a_dual_carriageway_stays():
    cross_street = [(50, -20), (50, 20)]
    near = graph([[(0, 0), (100, 0)], [(0, 0.3), (100, 0.3)], cross_street])
    check(near)
    assert {street for street, _ in edges(near)} == {"s0", "s2"}
    assert near.balance.duplicate == pytest.approx(100, abs=1)
    dual = graph([[(0, 0), (100, 0)], [(0, 8), (100, 8)], cross_street])
    check(dual)
    assert {street for street, _ in edges(dual)} == {"s0", "s1", "s2"}
    assert dual.balance.duplicate == 0
    # two ways around between the same two nodes: both stay
    around = graph([[(0, 0), (50, 5), (100, 0)], [(0, 0), (50, -5), (100, 0)]])
    assert len(around.ends) == 2


def test_existing_pipe_wins_where_it_coincides():
    streets = read([[(0, 0), (100, 0)]], straat_id=["a"])
    pipes = read([[(20, 0), (60, 0)]], straat_id=["z"], dn=["DN 80"])
    found = street_graph(streets, existing=pipes, snap_m=0.5, bridge_m=0, kentallen=KENTALLEN)
    check(found)
    assert found.street.tolist() == ["a", "a", "z"]
    assert found.kind.tolist() == [STREET, STREET, EXISTING]
    assert found.existing_dn.tolist() == ["", "", "DN 80"]
    assert found.length.tolist() == pytest.approx([20, 40, 40])


def test_the_same_id_in_two_layers_stays_two_streets():
    streets = read([[(0, 0), (100, 0)]], straat_id=["1"], naam=["Dorpsstraat"])
    extra = read([[(100, 0), (100, 50)]], straat_id=["1"], naam=["getekend"])
    found = street_graph(streets, extra=extra, snap_m=0.5, bridge_m=0, kentallen=KENTALLEN)
    assert found.street.tolist() == ["1", "1 (2)"]
    assert street_values(found, streets, extra=extra).naam.tolist() == ["Dorpsstraat", "getekend"]


def test_values_of_a_gap_are_unknown():
    lines = [[(0, 0), (10, 0)], [(13, 0), (20, 0)]]
    frame = gpd.GeoDataFrame(
        {"id": ["a", "b"], "prijs": [1.5, None], "soort_weg": ["klinkers", None]},
        geometry=[LineString(line) for line in lines],
        crs=28992,
    )
    streets = read_streets(frame, factor_field="prijs", class_field="soort_weg", kentallen=KENTALLEN)
    found = street_graph(streets, snap_m=0.5, bridge_m=5, kentallen=KENTALLEN)
    assert found.street.tolist() == ["a", "b", ""]
    values = street_values(found, streets)
    assert values.factor == pytest.approx([1.5, np.nan, np.nan], nan_ok=True)
    assert values.klasse.tolist() == ["klinkers", "", ""]


def test_forbidden_polygon_is_cut_out_at_its_boundary():
    found = graph([[(0, 0), (100, 0)], [(50, 30), (50, 60)]], forbidden=gpd.GeoSeries([box(40, -5, 60, 40)]).to_frame())
    check(found)
    assert edges(found) == [
        ("s0", ((0, 0), (40, 0))),
        ("s0", ((60, 0), (100, 0))),
        ("s1", ((50, 40), (50, 60))),
    ]
    assert texts(found, "straat_verboden") == [
        "Straat s0: 20,0 m ligt in verboden gebied en is weggelaten.",
        "Straat s1: 10,0 m ligt in verboden gebied en is weggelaten.",
    ]
    assert found.balance.forbidden == pytest.approx(30)
    assert found.components()[0] == 3


def test_forbidden_line_interrupts_a_street_and_existing_pipes_stay():
    forbidden = gpd.GeoDataFrame(geometry=[LineString([(50, -5), (50, 5)]), None, Point()], crs=28992)
    found = graph([[(0, 0), (100, 0)]], forbidden=forbidden)
    check(found)
    assert found.components()[0] == 2
    assert found.balance.forbidden == pytest.approx(0.5, abs=1e-3)
    pipes = read([[(0, 0), (100, 0)]], dn=["DN 80"])
    streets = read([[(100, 0), (100, 100)]], straat_id=["a"])
    kept = street_graph(streets, existing=pipes, forbidden=forbidden, snap_m=0.5, bridge_m=0, kentallen=KENTALLEN)
    assert kept.components()[0] == 1
    assert kept.balance.forbidden == 0


def test_overlapping_and_invalid_forbidden_areas_count_once():
    bow_tie = shapely.Polygon([(40, -5), (60, 5), (60, -5), (40, 5)])
    forbidden = gpd.GeoDataFrame(geometry=[box(40, -5, 60, 5), bow_tie, box(50, -5, 70, 5)], crs=28992)
    found = graph([[(0, 0), (100, 0)]], forbidden=forbidden)
    check(found)
    assert found.balance.forbidden == pytest.approx(30)


def test_everything_forbidden_is_one_sentence():
    with pytest.raises(InputError, match="All streets lie in the forbidden area"):
        graph([[(0, 0), (100, 0)]], forbidden=gpd.GeoDataFrame(geometry=[box(-5, -5, 200, 5)]))


def test_no_street_is_one_sentence():
    with pytest.raises(InputError, match="none of the 1 features"):
        graph([None])


def test_loose_parts_are_listed_with_length_and_number():
    found = graph([[(0, 0), (100, 0)], [(0, 50), (30, 50)], [(30, 50), (30, 60)], [(0, 90), (0, 91)]])
    assert texts(found, "straten_los") == [
        "Het deel van het stratennet met straat s1 staat los van het grootste deel: 40 m, aantal straatdelen 2.",
        "Het deel van het stratennet met straat s3 staat los van het grootste deel: 1 m, aantal straatdelen 1.",
    ]


def test_gaps_are_bridged_shortest_first_and_only_where_they_join():
    lines = [[(0, 0), (100, 0)], [(103, 0), (200, 0)], [(0, 4), (100, 4)], [(100, 20), (200, 20)]]
    found = graph(lines, bridge=5)
    check(found)
    gaps = found.lines[found.kind == GAP]
    assert shapely.length(gaps).tolist() == pytest.approx([3, 4])
    assert found.street[found.kind == GAP].tolist() == ["", ""]
    assert texts(found, "gat_overbrugd")[0].startswith("Een gat van 3,0 m tussen de straten s0 en s1 is overbrugd")
    assert len(texts(found, "gat_overbrugd")) == 2
    assert found.components()[0] == 2
    assert texts(found, "straten_los")[0].startswith("Het deel van het stratennet met straat s3")
    assert graph(lines, bridge=2.9).components()[0] == 4


def test_gap_may_meet_the_middle_of_a_street():
    found = graph([[(0, 0), (100, 0)], [(50, 3), (50, 50)]], bridge=5)
    check(found)
    assert found.components()[0] == 1
    assert edges(found)[0] == ("", ((50, 0), (50, 3)))
    assert len(found.ends) == 4


def test_gap_does_not_cross_forbidden_ground():
    lines = [[(0, 0), (100, 0)], [(104, 0), (200, 0)]]
    wall = gpd.GeoDataFrame(geometry=[LineString([(102, -50), (102, 50)])])
    assert graph(lines, bridge=5).components()[0] == 1
    assert graph(lines, bridge=5, forbidden=wall).components()[0] == 2
    # a street that was cut at a ditch is not joined again over that ditch
    ditch = gpd.GeoDataFrame(geometry=[box(50, -9, 53, 9)])
    assert graph([[(0, 0), (100, 0)]], bridge=5, forbidden=ditch).components()[0] == 2


def test_streets_that_cross_on_two_levels_are_no_gap():
    found = graph([[(0, 0), (100, 0)], [(50, -50), (50, 50)]], columns={"niveau": [0, 1]}, bridge=5)
    assert found.components()[0] == 2
    assert not (found.kind == GAP).any()


def test_two_piece_city_with_snap_zero_needs_exact_ends():
    lines = [[(0, 0), (10, 0)], [(10.01, 0), (20, 0)]]
    assert graph(lines, snap=0).components()[0] == 2
    assert graph(lines, snap=0.02).components()[0] == 1


def test_cancel():
    with pytest.raises(CancelledError):
        graph([[(0, 0), (10, 0)]], cancelled=lambda: True)


coordinate = st.integers(0, 12).map(lambda k: 10.0 * k)
line = st.lists(st.tuples(coordinate, coordinate), min_size=2, max_size=5).filter(lambda points: len(set(points)) > 1)
net = st.lists(line, min_size=1, max_size=8)


@given(net)
@settings(max_examples=150)
def test_length_and_parts_as_a_union_finds_them(lines):
    """The union of all lines, noded by GEOS, is an independent answer for coincident parts and crossings."""
    found = graph(lines, snap=0)
    check(found)
    union = shapely.unary_union([LineString(points) for points in lines])
    assert found.balance.graph == pytest.approx(union.length, abs=0.05)
    meet = nx.Graph()
    pieces = list(getattr(union, "geoms", [union]))
    meet.add_nodes_from(range(len(pieces)))
    tree = shapely.STRtree(pieces)
    meet.add_edges_from(tree.query(pieces, predicate="intersects").T)
    assert found.components()[0] == nx.number_connected_components(meet)
    assert shapely.unary_union(list(found.lines)).hausdorff_distance(union) < 0.01


@given(net, st.sampled_from([0.0, 0.5, 4.0, 12.0]), st.sampled_from([0.0, 15.0]), st.randoms())
@settings(max_examples=100)
def test_balance_and_order(lines, snap, bridge, random):
    """No metre vanishes, and the order of the rows does not matter."""
    ids = [f"s{i}" for i in range(len(lines))]
    levels = [i % 2 for i in range(len(lines))]
    forbidden = gpd.GeoDataFrame(geometry=[box(33, 33, 57, 48), LineString([(0, 77), (120, 71)])])
    row = list(range(len(lines)))
    random.shuffle(row)

    def run(rows):
        try:
            return graph(
                [lines[i] for i in rows],
                columns={"straat_id": [ids[i] for i in rows], "niveau": [levels[i] for i in rows]},
                snap=snap,
                bridge=bridge,
                forbidden=forbidden,
            )
        except InputError as error:
            return error.key

    found, again = run(range(len(lines))), run(row)
    if isinstance(found, str):
        assert found == again
        return
    check(found)
    total = sum(LineString(points).length for points in lines)
    assert found.balance.read == pytest.approx(total)
    assert (found.nodes == again.nodes).all()
    assert (found.ends == again.ends).all()
    assert shapely.equals_exact(found.lines, again.lines, 0).all()
    assert found.street.tolist() == again.street.tolist()
    assert found.findings.counts() == again.findings.counts()


@given(net, st.sampled_from([4.0, 12.0]))
@settings(max_examples=100)
def test_a_line_that_falls_together_is_listed(lines, snap):
    """With a coarse tolerance every line is in the graph, doubled, or listed with what was left out of it."""
    try:
        found = graph(lines, snap=snap)
    except InputError as error:
        # nothing but lines that fall together: said in one sentence
        assert error.key == "streets_all_short"
        return
    frame = found.findings.frame(None)
    listed = set(frame.loc[frame["soort"].isin(["dubbele_straat", "straat_stukje"]), "object_id"])
    assert {f"s{i}" for i in range(len(lines))} <= set(found.street) | listed
    # scraps longer than the tolerance stand out
    long = frame["soort"] == "straat_samengevallen"
    assert found.balance.dropped <= snap * 20 * len(lines) or long.any()


def test_real_streets_of_wageningen(shared_data):
    """NWB, clipped: three parts of 159, 44 and 2 junctions; the junction ids are an independent answer."""
    path = shared_data / "streets_buildings" / "wageningen_nwb_bag.gpkg"
    frame = gpd.read_file(path, layer="nwb_wegvakken_2020")
    streets = read_streets(frame, kentallen=KENTALLEN)
    found = street_graph(streets, snap_m=0.5, bridge_m=0, kentallen=KENTALLEN)
    check(found)
    names = nx.MultiGraph(list(zip(streets.lines["knoop_begin"], streets.lines["knoop_eind"], strict=True)))
    parts = sorted(map(len, nx.connected_components(names)), reverse=True)
    assert parts == [159, 44, 2]
    _, label = found.components()
    assert sorted(np.bincount(label), reverse=True) == parts
    assert len(found.ends) == names.number_of_edges() == 247
    assert found.balance.graph == pytest.approx(frame.length.sum())
    assert found.findings.counts() == {"straten_los": 2}
    joined = street_graph(streets, snap_m=0.5, bridge_m=20, kentallen=KENTALLEN)
    check(joined)
    assert joined.components()[0] == 1
    assert joined.findings.counts() == {"gat_overbrugd": 2}


def test_real_streets_of_two_years_count_once(shared_data):
    path = shared_data / "streets_buildings" / "wageningen_nwb_bag.gpkg"
    new, old = (
        read_streets(gpd.read_file(path, layer=f"nwb_wegvakken_{year}"), kentallen=KENTALLEN) for year in (2020, 2019)
    )
    alone = street_graph(new, snap_m=0.5, bridge_m=0, kentallen=KENTALLEN)
    both = street_graph(new, extra=old, snap_m=0.5, bridge_m=0, kentallen=KENTALLEN)
    check(both)
    # what of 2019 lies on 2020, by GEOS
    near = new.lines.geometry.buffer(0.6)
    on = old.lines.geometry.intersection(shapely.unary_union(near.to_numpy())).length.sum()
    assert on == pytest.approx(25534, abs=1)
    assert both.balance.duplicate == pytest.approx(on, rel=0.003)
    assert alone.balance.graph <= both.balance.graph < 1.05 * alone.balance.graph
