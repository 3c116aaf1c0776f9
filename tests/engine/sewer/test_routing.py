"""From network to directed flow: outlets, pumps, stuck water; and mass, whatever the network looks like."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.sewer.flow import accumulate
from riothermie_kansen.sewer.loops import _without_circles
from riothermie_kansen.sewer.network import build
from riothermie_kansen.sewer.routing import LOWEST, MAIN, PLANT, PUMP, arrays, plan
from riothermie_kansen.sewer.splits import divide

K = kentallen.load()
MAINS = {"functie": "pers", "soort": "pers"}
LIFT = {"functie": "pomp"}


@pytest.fixture(scope="module")
def route(as_read):
    """Return a function that routes 1 l/s into every gravity pipe; flow per pipe is positive from begin to eind."""

    def run(pipes, nodes=(), method="bob"):
        network = build(as_read(pipes, nodes), tolerance_m=0.05, kentallen=K)
        shape = arrays(network, K)
        directed = plan(shape, method)
        own = np.where(shape.gravity, 1.0, 0.0)
        none = np.zeros(len(network.nodes))
        divide(shape, directed, none, own, K)
        flow, through = accumulate(directed.graph(), none, own)
        signed = np.where(directed.tail == shape.begin, flow, -flow)
        names = network.nodes["knoop_id"].to_numpy(dtype=object)
        out = {names[i]: (directed.outlet[i], through[i]) for i in np.flatnonzero(directed.outlet != "")}
        assert sum(litres for _, litres in out.values()) == pytest.approx(own.sum(), rel=1e-12)
        return dict(zip(network.pipes["leiding_id"], signed, strict=True)), out

    return run


def bob(begin, eind, **more):
    return {"bob_begin_m": begin, "bob_eind_m": eind, **more}


def test_a_street_falls_to_its_pumping_station(route):
    flow, out = route(
        [("a", [(0, 0), (50, 0)], bob(1.0, 0.8)), ("b", [(100, 0), (50, 0)], bob(0.5, 0.8))],
        [("G", (100, 0), {"soort": "gemaal"})],
    )
    assert flow == {"a": 1.0, "b": -2.0}
    assert out == {"G": (PUMP, 2.0)}


def test_a_sewer_that_falls_away_from_a_pump_is_drained_by_it(route):
    # a lift in the line: the pump is no outlet, the plant is
    flow, out = route(
        [("a", [(0, 0), (50, 0)], bob(1.0, 0.5)), ("b", [(50, 0), (100, 0)], bob(2.0, 1.8))],
        [("G", (50, 0), {"soort": "gemaal"}), ("Z", (100, 0), {"soort": "rwzi"})],
    )
    assert flow == {"a": 1.0, "b": 2.0}
    assert out == {"Z": (PLANT, 2.0)}


def test_without_an_outlet_the_water_gathers_in_the_lowest_node(route):
    flow, out = route([("a", [(0, 0), (50, 0)], bob(1.0, 0.8)), ("b", [(50, 0), (100, 0)], bob(0.8, 0.9))])
    assert flow == {"a": 1.0, "b": -1.0}
    assert out == {"k50.00_0.00": (LOWEST, 2.0)}


def test_without_inverts_the_water_gathers_where_the_pipes_are_drawn_to(route):
    pipes = [("a", [(0, 0), (50, 0)]), ("b", [(50, 0), (100, 0)]), ("c", [(50, 40), (50, 0)])]
    flow, out = route(pipes)
    assert flow == {"a": 1.0, "b": 3.0, "c": 1.0}
    assert out == {"k100.00_0.00": (LOWEST, 3.0)}


def test_administratief_follows_the_drawing_against_the_slope(route):
    pipes = [("a", [(0, 0), (50, 0)], bob(1.0, 0.8)), ("b", [(50, 0), (100, 0)], bob(0.8, 5.0))]
    assert route(pipes, [("Z", (100, 0), {"soort": "rwzi"})], "administratief") == (
        {"a": 1.0, "b": 2.0},
        {"Z": (PLANT, 2.0)},
    )


def test_a_chain_of_catchments_ends_at_the_plant(route):
    # two catchments; each pumps through a main into the next; a booster half-way; then the plant
    flow, out = route(
        [
            ("a", [(0, 0), (50, 0)], bob(1.0, 0.5)),
            ("m1", [(50, 0), (200, 0)], MAINS),
            ("m2", [(200, 0), (400, 0)], MAINS),
            ("b", [(400, 0), (450, 0)], bob(2.0, 1.5)),
            ("m3", [(450, 0), (900, 0)], MAINS),
        ],
        [
            ("G1", (50, 0), {"soort": "gemaal"}), ("B", (200, 0), {"soort": "pomp"}),
            ("G2", (450, 0), {"soort": "gemaal"}), ("Z", (900, 0), {"soort": "rwzi"}),
        ],
    )  # fmt: skip
    assert flow == {"a": 1.0, "m1": 1.0, "m2": 1.0, "b": 2.0, "m3": 2.0}
    assert out == {"Z": (PLANT, 2.0)}


def test_a_main_with_nothing_behind_it_is_an_outlet(route):
    flow, out = route(
        [("a", [(0, 0), (50, 0)], bob(1.0, 0.5)), ("m", [(50, 0), (200, 0)], MAINS)],
        [("G", (50, 0), {"soort": "gemaal"})],
    )
    assert flow == {"a": 1.0, "m": 1.0}
    assert out == {"k200.00_0.00": (MAIN, 1.0)}


def test_of_two_pumps_between_the_same_nodes_the_second_stands_by(route):
    flow, _ = route(
        [
            ("a", [(0, 0), (50, 0)], bob(1.0, 0.5)),
            ("p2", [(50, 0), (60, 0)], LIFT | {"capaciteit_ls": 30.0}),
            ("p1", [(50, 0), (60, 0)], LIFT),
            ("b", [(60, 0), (100, 0)], bob(3.0, 2.0)),
        ],
        [("Z", (100, 0), {"soort": "rwzi"})],
    )
    assert flow == {"a": 1.0, "p1": 1.0, "p2": 0.0, "b": 2.0}


def test_two_pumps_to_different_places_share_by_capacity(route):
    flow, out = route(
        [
            ("a", [(0, 0), (50, 0)], bob(1.0, 0.5)),
            ("p1", [(50, 0), (60, 0)], LIFT | {"capaciteit_ls": 30.0}),
            ("p2", [(50, 0), (50, 20)], LIFT | {"capaciteit_ls": 10.0}),
            ("b", [(60, 0), (100, 0)], bob(3.0, 2.0)),
            ("c", [(50, 20), (50, 90)], bob(3.0, 2.0)),
        ],
        [("Z1", (100, 0), {"soort": "rwzi"}), ("Z2", (50, 90), {"soort": "rwzi"})],
    )
    assert (flow["p1"], flow["p2"]) == pytest.approx((0.75, 0.25))
    assert out["Z1"][1] == pytest.approx(1.75)


def test_pumps_that_only_pump_in_a_circle_leave_the_water_stuck(route):
    flow, out = route(
        [
            ("a", [(0, 0), (50, 0)], bob(1.0, 0.5)), ("p", [(50, 0), (100, 0)], LIFT),
            ("b", [(100, 0), (150, 0)], bob(1.0, 0.5)), ("q", [(150, 0), (0, 0)], LIFT),
        ]
    )  # fmt: skip
    assert {kind for kind, _ in out.values()} == {LOWEST}
    assert all(np.isfinite(list(flow.values())))


def test_a_pump_into_its_own_catchment_with_a_way_out(route):
    # the pump lifts to a manhole from which part runs back to it; the overflow of the pool leads to the plant
    flow, out = route(
        [
            ("a", [(0, 0), (50, 0)], bob(1.0, 0.5)), ("p", [(50, 0), (80, 0)], LIFT),
            ("back", [(80, 0), (40, 40), (0, 0)], bob(3.0, 1.0)), ("on", [(80, 0), (200, 0)], bob(3.0, 2.0)),
        ],
        [("Z", (200, 0), {"soort": "rwzi"})],
    )  # fmt: skip
    assert out["Z"][1] == pytest.approx(3.0)
    assert flow["p"] >= 1.0


def test_a_valve_passes_water_and_a_weir_does_not(route):
    flow, out = route(
        [
            ("a", [(0, 0), (50, 0)], bob(1.0, 0.8)),
            ("valve", [(50, 0), (51, 0)], {"functie": "doorlaat"}),
            ("weir", [(50, 0), (50, 1)], {"functie": "overstort"}),
            ("b", [(51, 0), (90, 0)], bob(0.8, 0.7)),
        ],
        [("G", (90, 0), {"soort": "gemaal"}), ("U", (50, 1), {"soort": "uitlaat"})],
    )
    assert flow["weir"] == 0.0
    assert flow["valve"] == 2.0
    assert out == {"G": (PUMP, 3.0)}


def test_an_opening_with_unknown_inverts_lies_level_at_the_higher_bottom(route, as_read):
    pipes = [
        ("a", [(0, 0), (50, 0)], bob(1.0, 0.9)),
        ("valve", [(50, 0), (50.5, 0)], {"functie": "doorlaat"}),
        ("b", [(50.5, 0), (90, 0)], bob(-1.0, -1.1)),
    ]
    network = build(as_read(pipes, [("G", (90, 0), {"soort": "gemaal"})]), tolerance_m=0.05, kentallen=K)
    directed = plan(arrays(network, K), "bob")
    assert (directed.z_begin[1], directed.z_eind[1]) == (0.9, 0.9)


@pytest.mark.parametrize("method", ["bob", "administratief"])
def test_nothing_but_pressure_mains(route, method):
    _, out = route([("m", [(0, 0), (100, 0)], MAINS), ("n", [(100, 0), (200, 0)], MAINS)], method=method)
    assert {kind for kind, _ in out.values()} <= {MAIN}


FUNCTIONS = ["vrijverval", "vrijverval", "vrijverval", "pers", "druk", "pomp", "doorlaat", "overstort", "geen"]


@st.composite
def towns(draw):
    """Return random pipes of every function on a grid, with random inverts, pumps and plants."""
    place = st.tuples(st.integers(0, 3), st.integers(0, 3))
    level = st.one_of(st.none(), st.integers(-4, 4).map(lambda z: z / 8))
    rows = draw(st.lists(st.tuples(place, place, st.sampled_from(FUNCTIONS), level, level), min_size=1, max_size=22))
    pipes = []
    for i, (a, b, functie, begin, eind) in enumerate(rows):
        bobs = bob(np.nan if begin is None else begin, np.nan if eind is None else eind)
        # a bend of its own: no double, no end on its middle
        line = [(30.0 * a[0], 30.0 * a[1]), (-100.0 - i, 7.0 * i), (30.0 * b[0], 30.0 * b[1])]
        pipes.append((f"L{i:02d}", line, {"functie": functie, **bobs}))
    marked = draw(st.dictionaries(place, st.sampled_from(["gemaal", "pomp", "rwzi", "put"]), max_size=5))
    nodes = [(f"N{x}{y}", (30.0 * x, 30.0 * y), {"soort": soort}) for (x, y), soort in sorted(marked.items())]
    return pipes, nodes


@given(case=towns(), method=st.sampled_from(["bob", "administratief"]), litres=st.sampled_from([1e-4, 1.0, 500.0]))
@settings(max_examples=150)
def test_all_water_ends_at_an_outlet_or_is_stuck(as_read, case, method, litres):
    pipes, nodes = case
    network = build(as_read(pipes, nodes), tolerance_m=0.05, kentallen=K)
    shape = arrays(network, K)
    directed = plan(shape, method)
    own = np.where(network.carries_dwa() & ~shape.pump, litres, 0.0)
    report = divide(shape, directed, np.zeros(len(network.nodes)), own, K)
    flow, through = accumulate(directed.graph(), np.zeros(len(network.nodes)), own)
    assert np.isfinite(flow).all()
    assert (flow >= -1e-9 * litres).all()
    assert through[directed.outlet != ""].sum() == pytest.approx(own.sum(), rel=1e-9, abs=1e-12)
    assert report.unsolved >= 0
    # only a circle through a pump may be a circle
    share = directed.shares()
    used = (share > 0) & ~shape.pump & ~shape.pressure
    graph = nx.DiGraph(list(zip(directed.tail[used], directed.head[used], strict=True)))
    assert nx.is_directed_acyclic_graph(graph)


def test_two_pipes_to_a_dead_end_do_not_make_a_circle(as_read):
    # 500 l/s enter in every pipe of a street whose end has two pipes; nothing flows round through them
    corner, far, end = (0.0, 0.0), (30.0, 60.0), (30.0, 30.0)
    pipes = [(f"L{i:02d}", [corner, (-100.0 - i, 7.0 * i), corner], {}) for i in range(12)]
    pipes.append(("m", [corner, (-112.0, 84.0), (0.0, 30.0)], MAINS))
    pipes.append(("s", [corner, (-113.0, 91.0), far], {}))
    pipes.append(("e1", [end, (-114.0, 98.0), far], {}))
    pipes.append(("e2", [end, (-115.0, 105.0), far], bob(0.0, 0.125)))
    network = build(as_read(pipes), tolerance_m=0.05, kentallen=K)
    shape = arrays(network, K)
    directed = plan(shape, "bob")
    divide(shape, directed, np.zeros(len(network.nodes)), np.where(shape.gravity, 500.0, 0.0), K)
    used = (directed.shares() > 0) & shape.gravity
    assert nx.is_directed_acyclic_graph(nx.DiGraph(list(zip(directed.tail[used], directed.head[used], strict=True))))


@st.composite
def circulations(draw):
    """Return pipes, and flows that bring water from each node to node 0, with circles added."""
    n = draw(st.integers(2, 8))
    down = [(node, draw(st.integers(0, node - 1))) for node in range(1, n)]
    pairs = [*down, *draw(st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=12))]
    q = np.zeros(len(pairs))
    for k, litres in enumerate(draw(st.lists(st.integers(0, 9), min_size=len(pairs), max_size=len(pairs)))):
        # what this pipe carries goes back from its end by the tree: down from there, and up again to its begin
        q[k] += litres
        if k >= len(down):
            for node, sign in ((pairs[k][1], 1.0), (pairs[k][0], -1.0)):
                at = node
                while at:
                    q[at - 1] += sign * litres
                    at = down[at - 1][1]
    return pairs, q, n


@given(circulations())
def test_flows_without_circles_keep_the_balance(case):
    pairs, q, n = case
    begin, eind = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
    found = _without_circles(begin, eind, q, n)
    graph = nx.DiGraph()
    for a, b, flow in zip(begin, eind, found, strict=True):
        if flow:
            graph.add_edge(*((a, b) if flow > 0 else (b, a)))
    assert nx.is_directed_acyclic_graph(graph)
    for flows in (q, found):
        net = np.bincount(eind, flows, n) - np.bincount(begin, flows, n)
        expected = np.bincount(eind, q, n) - np.bincount(begin, q, n)
        assert net == pytest.approx(expected, abs=1e-9)
    # no pipe turns, and none carries more than before
    assert (np.abs(found) <= np.abs(q) + 1e-9).all()
    assert (found * q >= 0).all()


@given(case=towns(), method=st.sampled_from(["bob", "administratief"]), chance=st.randoms(use_true_random=False))
@settings(max_examples=80)
def test_directions_do_not_depend_on_the_order_of_pipes_and_nodes(as_read, case, method, chance):
    pipes, nodes = case
    found = []
    for shuffled in (False, True):
        rows, points = list(pipes), [*nodes, *((f"Z{i}", (30.0 * i, 90.0)) for i in range(4))]
        points = list({xy: (name, xy, *more) for name, xy, *more in points}.values())
        if shuffled:
            chance.shuffle(rows)
            chance.shuffle(points)
        network = build(as_read(rows, points), tolerance_m=0.05, kentallen=K)
        directed = plan(arrays(network, K), method)
        name = network.nodes["knoop_id"].to_numpy(dtype=object)
        ways = zip(name[directed.tail], name[directed.head], directed.open, directed.shares().round(9), strict=True)
        found.append(
            (dict(zip(network.pipes["leiding_id"], ways, strict=True)), dict(zip(name, directed.outlet, strict=True)))
        )
    assert found[0] == found[1]


def test_between_two_equal_nodes_the_id_decides_not_the_row(as_read):
    # A and B spill equally high straight to Z; the pipe between them, over a higher crest, could run either way
    pipes = [("a", [(0, 0), (50, 0)], bob(1.0, 0.5)), ("b", [(100, 0), (50, 0)], bob(1.0, 0.5)),
             ("c", [(0, 0), (50, 40), (100, 0)], bob(1.1, 1.1))]  # fmt: skip
    nodes = [("A", (0, 0)), ("B", (100, 0)), ("Z", (50, 0), {"soort": "rwzi"})]
    heads = set()
    for order in (nodes, nodes[::-1]):
        network = build(as_read(pipes, order), tolerance_m=0.05, kentallen=K)
        directed = plan(arrays(network, K), "bob")
        heads.add(network.nodes["knoop_id"].iloc[directed.head[2]])
    assert len(heads) == 1
