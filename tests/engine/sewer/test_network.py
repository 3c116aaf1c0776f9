"""From pipes as delivered to nodes and pipes between them: every pipe is in the network or listed."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen import kentallen, schema
from riothermie_kansen.callbacks import never
from riothermie_kansen.errors import CancelledError, InputError
from riothermie_kansen.findings import Findings
from riothermie_kansen.readers.gwsw import read_sewer
from riothermie_kansen.sewer.flow import accumulate
from riothermie_kansen.sewer.network import build, pieces
from riothermie_kansen.sewer.routing import arrays, plan
from riothermie_kansen.sewer.splits import divide

K = kentallen.load()


@pytest.fixture(scope="module")
def made(as_read):
    """Return a function that makes a network of pipes and nodes."""

    def make(pipes, nodes=(), tolerance=0.05):
        return build(as_read(pipes, nodes), tolerance_m=tolerance, kentallen=K)

    return make


def ends(network):
    """Return the ends of every pipe as names of nodes."""
    table = network.pipes
    return dict(zip(table["leiding_id"], zip(table["knoop_begin"], table["knoop_eind"], strict=True), strict=True))


def counts_add_up(given, network):
    """Every pipe that came in is in the network, listed as double, or there in parts."""
    split = network.findings.frame(schema.RD)
    split = split[split["soort"] == "leiding_gesplitst"]
    parts = sum(int(text.split(" is in ")[1].split(" delen")[0]) - 1 for text in split["tekst"])
    doubles = network.findings.count("dubbele_leiding")
    return given == len(network.pipes) + doubles - parts


def test_node_ids_go_before_coordinates(made):
    network = made(
        [("a", [(0, 0), (10, 0)], {"knoop_begin": "P1", "knoop_eind": "P2"}),
         ("b", [(10.4, 0), (20, 0)], {"knoop_begin": "P2", "knoop_eind": "P3"})],
        [("P1", (0, 0)), ("P2", (10, 0)), ("P3", (20, 0))],
    )  # fmt: skip
    assert ends(network) == {"a": ("P1", "P2"), "b": ("P2", "P3")}
    assert network.findings.counts() == {}


def test_a_pipe_far_from_its_node_is_followed_and_listed(made):
    network = made(
        [("a", [(0, 0), (10, 0)], {"knoop_begin": "P1", "knoop_eind": "P2"})], [("P1", (0, 0)), ("P2", (13, 0))]
    )
    assert ends(network)["a"] == ("P1", "P2")
    assert network.findings.counts() == {"knoop_ver_van_leiding": 1}
    assert " 3 m" in network.findings.frame(schema.RD)["tekst"].iloc[0]


def test_a_line_drawn_the_other_way_round_than_its_node_ids_is_no_reason_to_complain(made):
    network = made(
        [("a", [(10, 0), (0, 0)], {"knoop_begin": "P1", "knoop_eind": "P2"})], [("P1", (0, 0)), ("P2", (10, 0))]
    )
    assert ends(network)["a"] == ("P1", "P2")
    assert network.findings.count() == 0


def test_ends_without_ids_meet_within_the_tolerance(made):
    network = made([("a", [(0, 0), (10, 0)]), ("b", [(10.03, 0.03), (20, 0)]), ("c", [(10, -0.2), (10, -9)])])
    names = ends(network)
    assert names["a"][1] == names["b"][0]
    assert names["c"][0] != names["a"][1]
    assert len(network.nodes) == 5
    assert network.nodes["soort"].eq("put").all()


def test_ends_without_ids_go_to_the_nearest_node_of_the_layer(made):
    network = made([("a", [(0, 0), (10, 0)])], [("P1", (0.04, 0)), ("P9", (0.02, 0)), ("far", (10.2, 0))])
    assert ends(network)["a"][0] == "P9"
    assert ends(network)["a"][1].startswith("k10.00_0.00")
    assert len(network.nodes) == 4


def test_a_node_that_is_not_in_the_layer_is_made_at_the_pipe_end_and_listed_once(made):
    network = made(
        [("a", [(0, 0), (10, 0)], {"knoop_begin": "P1", "knoop_eind": "X"}),
         ("b", [(10, 0), (20, 0)], {"knoop_begin": "X", "knoop_eind": "P1"})],
        [("P1", (0, 0))],
    )  # fmt: skip
    assert ends(network)["b"][0] == "X"
    assert network.nodes.set_index("knoop_id").geometry["X"].equals(shapely.Point(10, 0))
    assert network.findings.counts()["knoop_ontbreekt"] == 1


def test_an_id_that_the_coordinates_would_give_twice_gets_a_number(made):
    # 1 cm apart with a tolerance of 1 mm: two nodes whose coordinates round to the same
    network = made([("a", [(0.001, 0), (10, 0)]), ("b", [(0.004, 0), (0, 10)])], tolerance=0.001)
    assert sorted(n for n in network.nodes["knoop_id"] if n.startswith("k0.00_0.00")) == ["k0.00_0.00", "k0.00_0.00_2"]


def test_doubles_keep_the_one_that_is_known_best(made):
    network = made(
        [("a", [(0, 0), (10, 0)]), ("b", [(10, 0), (0, 0)], {"breedte_mm": 300.0}), ("c", [(0, 0), (5, 1), (10, 0)])]
    )
    assert network.pipes["leiding_id"].tolist() == ["b", "c"]
    found = network.findings.frame(schema.RD)
    assert found["object_id"].tolist() == ["a"]
    assert "precies op b" in found["tekst"].iloc[0]


def test_two_pumps_between_the_same_nodes_are_two_pumps(made):
    pump = {"functie": "pomp"}
    network = made([("p1", [(0, 0), (10, 0)], pump), ("p2", [(0, 0), (10, 0)], pump), ("a", [(-9, 0), (0, 0)])])
    assert len(network.pipes) == 3
    assert network.findings.count("dubbele_leiding") == 0


def test_a_storm_sewer_on_a_foul_sewer_is_no_double(made):
    network = made([("a", [(0, 0), (10, 0)]), ("h", [(0, 0), (10, 0)], {"functie": "geen", "soort": "hemelwater"})])
    assert len(network.pipes) == 2
    assert network.carries_dwa().tolist() == [True, False]


def test_a_pipe_that_ends_on_another_splits_it(made):
    network = made(
        [("main", [(0, 0), (100, 0)], {"bob_begin_m": 2.0, "bob_eind_m": 1.0, "lengte_m": 110.0, "woningen": 11.0,
                                       "bron_rij": 7}),
         ("side", [(30, 40), (30, 0.03)])]
    )  # fmt: skip
    first, second = (network.pipes.set_index("leiding_id").loc[name] for name in ("main-1", "main-2"))
    assert first["knoop_eind"] == second["knoop_begin"] == ends(network)["side"][1]
    assert (first["bob_begin_m"], first["bob_eind_m"]) == pytest.approx((2.0, 1.7))
    assert (second["bob_begin_m"], second["bob_eind_m"]) == pytest.approx((1.7, 1.0))
    assert (first["lengte_m"], second["lengte_m"]) == pytest.approx((33.0, 77.0))
    assert (first["woningen"], second["woningen"]) == pytest.approx((3.3, 7.7))
    assert first["verhang"] == pytest.approx(0.3 / 33)
    assert (first["bron_rij"], second["bron_rij"]) == (7, 7)
    assert network.findings.counts() == {"leiding_gesplitst": 1}
    assert counts_add_up(2, network)


def test_one_unknown_invert_stays_unknown_on_its_side_of_the_split(made):
    network = made([("main", [(0, 0), (100, 0)], {"bob_begin_m": 2.0}), ("side", [(50, 40), (50, 0)])])
    parts = network.pipes.set_index("leiding_id")
    assert parts.loc["main-1", "bob_begin_m"] == 2.0
    assert parts.loc[["main-1", "main-2"], "bob_eind_m"].isna().all()
    assert parts["verhang"].isna().all()


def test_many_ends_on_one_pipe(made):
    sides = [(f"s{x}", [(x, 5), (x, 0)]) for x in (70, 10, 40)]
    network = made([("main", [(0, 0), (100, 0)]), *sides])
    parts = [name for name in network.pipes["leiding_id"] if name.startswith("main")]
    assert parts == ["main-1", "main-2", "main-3", "main-4"]
    assert network.pipes.set_index("leiding_id").loc[parts, "lengte_m"].tolist() == pytest.approx([10, 30, 30, 30])
    assert len(set(pieces(network)[network.pipes["begin"]])) == 1
    assert counts_add_up(4, network)


def test_a_pressure_main_that_passes_a_manhole_is_not_split(made):
    main = {"functie": "pers", "soort": "pers"}
    network = made([("main", [(0, 0), (100, 0)], main), ("a", [(50, 0), (50, 40)])])
    assert len(network.pipes) == 2


def test_a_pressure_main_is_split_where_another_joins_it_and_at_a_pump(made):
    main = {"functie": "pers", "soort": "pers"}
    network = made([("main", [(0, 0), (100, 0)], main), ("other", [(50, 40), (50, 0)], main)])
    assert network.findings.counts()["leiding_gesplitst"] == 1
    network = made(
        [("main", [(0, 0), (100, 0)], main), ("a", [(20, 40), (20, 0)])], [("gemaal", (20, 0), {"soort": "gemaal"})]
    )
    assert network.findings.counts()["leiding_gesplitst"] == 1


def test_a_pressure_main_that_ends_on_a_gravity_sewer_splits_that(made):
    main = {"functie": "pers", "soort": "pers"}
    network = made([("street", [(0, 0), (100, 0)]), ("main", [(50, 40), (50, 0)], main)])
    assert sorted(network.pipes["leiding_id"]) == ["main", "street-1", "street-2"]


def test_storm_sewers_neither_split_nor_are_split(made):
    storm = {"functie": "geen", "soort": "hemelwater"}
    network = made([("street", [(0, 0), (100, 0)]), ("storm", [(50, 40), (50, 0)], storm)])
    assert len(network.pipes) == 2
    network = made([("storm", [(0, 0), (100, 0)], storm), ("street", [(50, 40), (50, 0)])])
    assert len(network.pipes) == 2


def test_pipes_without_length_and_onto_themselves_are_listed(made):
    network = made(
        [("a", [(0, 0), (10, 0)]), ("zero", [(10, 0), (10, 0.01)]), ("ring", [(10, 0), (20, 5), (20, -5), (10, 0)])]
    )
    assert network.findings.counts() == {"leiding_zonder_lengte": 1, "leiding_sluit_op_zichzelf": 1}
    assert len(network.pipes) == 3
    ring = network.pipes.set_index("leiding_id").loc["ring"]
    assert ring["begin"] == ring["eind"]


def test_unknown_lengths_stay_unknown_and_do_not_stop_the_water(made):
    pipes = [("a", [(0, 0), (10, 0)], {"lengte_m": np.nan}), ("b", [(10, 0), (20, 0)], {"lengte_m": np.nan}),
             ("c", [(50, 50), (60, 50)])]  # fmt: skip
    network = made(pipes)
    assert network.findings.counts()["los_stuk"] == 1
    assert network.pipes["lengte_m"].isna().sum() == 2
    directed = plan(arrays(network, K), "bob")
    _, through = accumulate(directed.graph(), np.ones(len(network.nodes)), np.zeros(len(network.pipes)))
    assert through[directed.outlet != ""].sum() == pytest.approx(len(network.nodes))


def test_separate_pieces_are_listed_but_the_largest(made):
    network = made([("a", [(0, 0), (10, 0)]), ("b", [(10, 0), (20, 0)]), ("c", [(0, 99), (30, 99)])])
    found = network.findings.frame(schema.RD)
    assert found["object_id"].tolist() == ["c"]
    assert "1 leiding (30 m)" in found["tekst"].iloc[0]
    assert pieces(network)[network.pipes["begin"]].tolist().count(pieces(network)[0]) == 2


def test_an_empty_sewer_is_an_empty_network(as_read):
    network = build(as_read([]), tolerance_m=0.05, kentallen=K)
    assert (len(network.pipes), len(network.nodes)) == (0, 0)
    assert {"begin", "eind", "verhang"} <= set(network.pipes.columns)
    assert network.findings.count() == 0
    only_nodes = build(as_read([], [("P1", (0, 0))]), tolerance_m=0.05, kentallen=K)
    assert len(only_nodes.nodes) == 1


def test_tables_that_do_not_follow_the_schema_are_refused(as_read):
    broken = as_read([("a", [(0, 0), (1, 1)]), ("a", [(1, 1), (2, 2)])])
    with pytest.raises(InputError):
        build(broken, tolerance_m=0.05, kentallen=K)


def test_cancel_between_the_steps(as_read):
    asked = iter([False, True])
    with pytest.raises(CancelledError):
        build(as_read([("a", [(0, 0), (1, 1)])]), tolerance_m=0.05, kentallen=K, cancelled=lambda: next(asked))
    assert not never()


@st.composite
def street_plans(draw):
    """Return random pipes on a coarse grid: shared ends, doubles, points, ends on the middle of others."""
    place = st.tuples(st.integers(0, 4), st.integers(0, 3))
    rows = draw(st.lists(st.tuples(place, place, st.sampled_from(["vrijverval", "pers", "druk", "geen"]),
                                   st.one_of(st.none(), st.integers(0, 8))), min_size=1, max_size=14))  # fmt: skip
    pipes = []
    for i, (a, b, functie, z) in enumerate(rows):
        soort = "hemelwater" if functie == "geen" else "gemengd"
        bob = {"bob_begin_m": z / 4, "bob_eind_m": z / 8} if z is not None and functie == "vrijverval" else {}
        line = [(20.0 * a[0], 20.0 * a[1]), (20.0 * b[0], 20.0 * b[1])]
        pipes.append((f"L{i:02d}", line, {"functie": functie, "soort": soort, "bron_rij": i, **bob}))
    return pipes


def described(network):
    """Return the network as a table that does not depend on the order of the rows."""
    table = network.pipes[
        ["leiding_id", "knoop_begin", "knoop_eind", "lengte_m", "bob_begin_m", "bob_eind_m", "functie"]
    ]
    return table.sort_values("leiding_id").reset_index(drop=True)


def flows(network):
    shape = arrays(network, K)
    directed = plan(shape, "bob")
    node_ls = np.zeros(len(network.nodes))
    pipe_ls = np.where(network.carries_dwa(), 0.1 * network.pipes["lengte_m"], 0.0)
    divide(shape, directed, node_ls, pipe_ls, K)
    flow, through = accumulate(directed.graph(), node_ls, pipe_ls)
    assert through[directed.outlet != ""].sum() == pytest.approx(pipe_ls.sum(), rel=1e-9, abs=1e-12)
    signed = np.where(directed.tail == shape.begin, flow, -flow)
    return dict(zip(network.pipes["leiding_id"], signed, strict=True))


@given(street_plans(), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_the_order_of_the_rows_does_not_matter(made, pipes, chance):
    network = made(pipes)
    shuffled = list(pipes)
    chance.shuffle(shuffled)
    again = made(shuffled)
    pd.testing.assert_frame_equal(described(again), described(network))
    assert sorted(again.nodes["knoop_id"]) == sorted(network.nodes["knoop_id"])
    assert again.findings.counts() == network.findings.counts()
    assert counts_add_up(len(pipes), network)
    first, second = flows(network), flows(again)
    assert second == pytest.approx(first, rel=1e-5, abs=1e-7)


@given(street_plans())
@settings(max_examples=60)
def test_no_dwa_pipe_ends_on_the_middle_of_a_gravity_sewer_any_more(made, pipes):
    network = made(pipes)
    points = network.nodes.geometry.to_numpy()
    gravity = network.pipes[network.pipes["functie"] == "vrijverval"]
    dwa = network.pipes[network.carries_dwa()]
    for node in set(dwa["begin"]) | set(dwa["eind"]):
        for pipe in gravity.itertuples():
            if node not in (pipe.begin, pipe.eind):
                assert shapely.distance(points[node], pipe.geometry) > 0.05
    length = network.pipes["lengte_m"].sum() + 0.0
    given_length = sum(shapely.LineString(p[1]).length for p in pipes)
    double = network.findings.frame(schema.RD)
    double = double[double["soort"] == "dubbele_leiding"]["object_id"]
    lost = sum(shapely.LineString(p[1]).length for p in pipes if p[0] in set(double))
    assert length + lost == pytest.approx(given_length)


@pytest.fixture(scope="module")
def bodegraven(shared_data):
    path = shared_data / "sewer" / "bodegraven_gwsw_default.gpkg"
    return read_sewer(
        gpd.read_file(path, layer="default_lijn"), nodes=gpd.read_file(path, layer="default_punt"), kentallen=K
    )


@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_bodegraven_comes_in_whole(bodegraven):
    network = build(bodegraven, tolerance_m=0.05, kentallen=K)
    dropped = sum(bodegraven.findings.count(kind) for kind in bodegraven.dropped_kinds)
    assert bodegraven.read["leidingen"] == 8986
    assert len(bodegraven.pipes) + dropped == 8986
    assert counts_add_up(len(bodegraven.pipes), network)
    assert network.nodes["knoop_id"].is_unique
    assert network.pipes["leiding_id"].is_unique
    # the parts of split pipes are as long as the whole ones
    double = network.findings.frame(schema.RD).query("soort == 'dubbele_leiding'")["object_id"]
    kept = bodegraven.pipes[~bodegraven.pipes["leiding_id"].isin(double)]
    assert network.pipes.geometry.length.sum() == pytest.approx(kept.geometry.length.sum(), rel=1e-9)


def test_bodegraven_in_another_order_is_the_same_network(bodegraven):
    shuffled = schema.Sewer(
        bodegraven.pipes.sample(frac=1.0, random_state=3), bodegraven.nodes.sample(frac=1.0, random_state=4),
        bodegraven.inflow, bodegraven.read, Findings(),
    )  # fmt: skip
    one, two = (build(s, tolerance_m=0.05, kentallen=K) for s in (bodegraven, shuffled))
    pd.testing.assert_frame_equal(described(one), described(two))
    assert one.findings.counts() == two.findings.counts()
