"""Candidate connections in made-up towns against brute force, and in real ones."""

import itertools

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.network.connections import connect
from riothermie_kansen.network.graph import StreetGraph, values
from riothermie_kansen.network.streets import street_graph
from riothermie_kansen.readers.buildings import read_buildings
from riothermie_kansen.readers.sources import read_sources
from riothermie_kansen.readers.streets import read_streets

K = kentallen.load()
WALL = K.value("aansluiting.tolerantie_gevel")
FOOT = K.value("aansluiting.tolerantie_voetpunt")
REACH = 60.0

HOUSE = st.tuples(
    st.integers(0, 110),
    st.integers(0, 110),
    st.sampled_from([4, 7, 12, 30]),
    st.sampled_from([5, 10]),
    st.integers(0, 3),
)


def town(houses):
    """Return a grid of four blocks with a bent street, houses (rotated rectangles, points) and a source."""
    x = (0.0, 55.0, 120.0)
    places = [(a, b) for a in x for b in x]
    pairs = [(0, 1), (1, 2), (3, 4), (4, 5), (6, 7), (7, 8), (0, 3), (3, 6), (1, 4), (4, 7), (2, 5), (5, 8)]
    lines = [shapely.LineString([places[a], places[b]]) for a, b in pairs]
    lines[2] = shapely.LineString([places[3], (50, 30), places[4]])
    n = len(lines)
    names = values([f"s{i}" for i in range(n)])
    graph = StreetGraph(
        np.array(places), np.array(pairs), values(lines), shapely.length(lines), np.zeros(n, np.int8), names,
        values([""] * n),
    )  # fmt: skip
    shapes = []
    for a, b, width, depth, turn in houses:
        box = shapely.box(a, b, a + width, b + depth)
        shapes.append(
            shapely.Point(a + 0.3, b + 0.7) if turn == 3 else shapely.affinity.rotate(box, 20 * turn, origin=(a, b))
        )
    frame = gpd.GeoDataFrame({"pand_id": [f"p{i:02d}" for i in range(len(shapes))]}, geometry=shapes, crs=28992)
    source = gpd.GeoDataFrame({"naam": ["b"]}, geometry=[shapely.Point(-3, 20)], crs=28992)
    return graph, frame, read_sources(source)


def free(line, others):
    """Tell whether a line passes through none of the shapes, by cutting it."""
    return all(line.intersection(other).length == 0 for other in others)


@settings(max_examples=60)
@given(st.lists(HOUSE, min_size=1, max_size=14))
def test_candidates_obey_the_rules(houses):
    graph, frame, source = town(houses)
    result = connect(graph, read_buildings(frame, kentallen=K), source, reach_m=REACH, kentallen=K)
    shapes = frame.geometry.to_numpy()
    solid = [shape.buffer(-WALL, join_style="mitre") for shape in shapes]
    counts = np.bincount(result.building, minlength=len(shapes))
    assert ((counts > 0) == (result.reason == "")).all()
    assert counts.max(initial=0) <= 3
    for building, node, line in zip(result.building, result.node, result.lines, strict=True):
        start, end = (shapely.Point(place) for place in line.coords)
        facade = shapes[building] if shapes[building].geom_type == "Point" else shapes[building].boundary
        assert line.length == 0 or facade.distance(start) < 1e-9
        assert (shapely.get_coordinates(end) == result.graph.nodes[node]).all()
        assert line.length <= REACH + FOOT
        assert free(line, solid)
    assert result.graph.length.sum() == pytest.approx(graph.length.sum(), rel=1e-9)
    # brute force: where the shortest line to the nearest street is free, it is the first candidate
    for b, shape in enumerate(shapes):
        facade = shape if shape.geom_type == "Point" else shape.boundary
        shortest = min((shapely.shortest_line(facade, line) for line in graph.lines), key=shapely.length)
        own = result.length[result.building == b]
        if shortest.length > REACH:
            assert result.reason[b] in ("te_ver", "")
        elif shape.disjoint(shapely.MultiLineString(list(graph.lines))) and free(shortest, solid):
            assert own.min() <= shortest.length + FOOT
        # a free line from a corner or the middle of a wall to the nearest point of a street is never missed
        if not len(own):
            for line, place in itertools.product(graph.lines, corners(shape)):
                way = shapely.shortest_line(place, line)
                assert way.length > REACH or not free(way, solid)


def corners(shape):
    places = np.array(shape.coords if shape.geom_type == "Point" else shape.exterior.coords)
    middles = (places[1:] + places[:-1]) / 2
    return shapely.points(np.concatenate([places, middles]))


@settings(max_examples=30)
@given(st.lists(HOUSE, min_size=2, max_size=14), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(houses, random):
    graph, frame, source = town(houses)
    order = list(range(len(frame)))
    random.shuffle(order)
    outcomes = []
    for rows in (frame, frame.iloc[order]):
        result = connect(graph, read_buildings(rows, kentallen=K), source, reach_m=REACH, kentallen=K)
        lines = [line.wkb for line in result.lines]
        outcomes.append((result.building.tolist(), lines, result.reason.tolist(), result.graph.ends.tolist()))
    assert outcomes[0] == outcomes[1]


def real(streets, buildings, source):
    graph = street_graph(read_streets(streets, kentallen=K), snap_m=0.5, bridge_m=0.0, kentallen=K)
    return graph, connect(graph, buildings, source, reach_m=REACH, kentallen=K)


def check(graph, result, buildings):
    """Check on real data what the made-up towns are checked on, with array operations."""
    shapes = buildings.frame.geometry.to_numpy()
    solid = shapely.buffer(shapes, -WALL, join_style="mitre")
    solid = solid[~shapely.is_empty(solid)]
    assert len(shapely.STRtree(solid).query(result.lines, predicate="intersects")[0]) == 0
    starts = shapely.get_point(result.lines, 0)
    assert shapely.distance(starts, shapely.boundary(shapes[result.building])).max() < 1e-6
    counts = np.bincount(result.building, minlength=len(shapes))
    assert ((counts > 0) == (result.reason == "")).all()
    assert result.graph.length.sum() == pytest.approx(graph.length.sum(), rel=1e-9)
    far = shapely.distance(shapes[result.reason == "te_ver"], shapely.MultiLineString(list(graph.lines)))
    assert (far > REACH).all()
    assert result.length.max() <= REACH + FOOT


def test_wageningen(shared_data):
    file = shared_data / "streets_buildings" / "wageningen_nwb_bag.gpkg"
    streets = gpd.read_file(file, layer="nwb_wegvakken_2020").to_crs(28992)
    frame = gpd.read_file(file, layer="bag_pand_2019").to_crs(28992)
    buildings = read_buildings(frame, kentallen=K)
    assert buildings.read == len(buildings.frame) == 1000
    middle = gpd.GeoDataFrame({"naam": ["bron"]}, geometry=[streets.geometry.iloc[100].centroid], crs=28992)
    graph, result = real(streets, buildings, read_sources(middle))
    check(graph, result, buildings)
    counts = {key: int((result.reason == key).sum()) for key in set(result.reason)}
    # a shed has no dwellings; panden lie up to 300 m from the clipped streets
    assert counts == {"": 578, "geen_vraag": 275, "vraag_onbekend": 56, "te_ver": 87, "geblokkeerd": 4}


def test_topotherm(shared_data):
    folder = shared_data / "heatnet" / "topotherm"
    streets, sinks, source = (gpd.read_file(folder / f"{name}.gpkg") for name in ("roads", "sinks", "source"))
    buildings = read_buildings(sinks, kentallen=K)
    assert buildings.frame["rv_kw"].sum() == pytest.approx(sinks["ts_0"].sum())
    assert buildings.frame["warmte_gj"].sum() == pytest.approx((sinks["ts_0"] * sinks["flh_0"]).sum() * 0.0036)
    graph, result = real(streets, buildings, read_sources(source))
    assert set(result.reason) == {""}
    assert set(result.building) == set(range(200))
    assert result.graph.length.sum() == pytest.approx(graph.length.sum(), rel=1e-9)
