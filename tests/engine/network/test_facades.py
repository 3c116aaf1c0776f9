"""A facade along the street has no single nearest point: the connection starts in its middle."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.affinity import rotate, translate

from riothermie_kansen import kentallen
from riothermie_kansen.network.connections import connect
from riothermie_kansen.network.facades import middles, segments_of, walls_of
from riothermie_kansen.network.graph import StreetGraph, values
from riothermie_kansen.readers.buildings import read_buildings
from riothermie_kansen.readers.sources import read_sources

K = kentallen.load()
X, Y = 150000.0, 450000.0
STREET = [(0, 0), (100, 0)]


def middle(street, shape, *, near_m=0.05, least_m=1.0):
    """Return where the way from a shape to a street starts, None where the nearest point stays what it is."""
    lines, shapes = values([shapely.LineString(street)]), values([shape])
    start, foot = shapely.get_coordinates(shapely.shortest_line(shapely.boundary(shape), lines[0]))
    one = np.zeros(1, dtype=np.int64)
    which, place = middles(
        walls_of(shapes), segments_of(lines), lines, one, one, start[None], foot[None], near_m=near_m, least_m=least_m
    )
    return tuple(place[0].round(6)) if len(which) else None


@pytest.mark.parametrize("first", range(4))
def test_the_middle_of_a_wall_along_the_street_wherever_the_ring_starts(first):
    ring = [(20, 5), (28, 5), (28, 15), (20, 15)]
    assert middle(STREET, shapely.Polygon(ring[first:] + ring[:first])) == (24, 5)
    assert middle(STREET, shapely.Polygon((ring[first:] + ring[:first])[::-1])) == (24, 5)


def test_a_ring_that_starts_in_the_middle_of_the_facade():
    """The facade consists of two walls, at the end and at the start of the ring."""
    assert middle(STREET, shapely.Polygon([(22, 5), (28, 5), (28, 15), (20, 15), (20, 5)])) == (24, 5)


def test_a_corner_in_a_straight_street_changes_nothing():
    assert middle([(0, 0), (21, 0), (25, 0), (100, 0)], shapely.box(20, 5, 28, 15)) == (24, 5)


def test_only_what_lies_before_the_street_counts():
    assert middle([(0, 0), (26, 0)], shapely.box(20, 5, 28, 15)) == (23, 5)
    # past the end of the street by all but half a metre: its end gives the place
    assert middle([(0, 0), (20.5, 0)], shapely.box(20, 5, 28, 15)) is None


def test_a_slanting_facade():
    def slanting(rise):
        return shapely.Polygon([(20, 5), (28, 5 + rise), (28, 15), (20, 15)])

    assert middle(STREET, slanting(0.04)) == (24, 5.02)
    # the first half of the wall is less than 5 cm farther off than its corner
    assert middle(STREET, slanting(0.1)) == (22, 5.025)
    # of a wall that turns away within a metre the corner is the nearest point
    assert middle(STREET, slanting(0.5)) is None
    assert middle(STREET, rotate(shapely.box(20, 5, 28, 15), 45)) is None


def test_the_longest_part_of_a_facade_counts_of_equal_ones_the_first_along_the_street():
    def wings(left, right):
        return shapely.box(20, 5, 40, 20).difference(shapely.box(20 + left, 0, 40 - right, 10))

    assert middle(STREET, wings(6, 5)) == (23, 5)
    assert middle(STREET, wings(5, 6)) == (37, 5)
    assert middle(STREET, wings(6, 6)) == (23, 5)
    assert middle(STREET[::-1], wings(6, 6)) == (37, 5)


def test_a_downpipe_does_not_part_a_facade():
    assert middle(STREET, shapely.box(20, 5, 28, 15).difference(shapely.box(22, 5, 22.1, 5.04))) == (23.96, 5)


def test_a_street_that_bends_round_the_building():
    """Both legs are equally near: that along the longer wall counts, of equals the first."""
    legs = [(0, 0), (30, 0), (30, 40)]
    assert middle(legs, shapely.box(13, 5, 25, 15)) == (19, 5)
    assert middle(legs, shapely.box(17, 5, 25, 15)) == (25, 10)
    assert middle(legs, shapely.box(15, 5, 25, 15)) == (20, 5)
    assert middle(legs[::-1], shapely.box(15, 5, 25, 15)) == (25, 10)


def test_shorter_than_the_least_stays():
    assert middle(STREET, shapely.box(20, 5, 20.9, 15)) is None
    assert middle(STREET, shapely.box(20, 5, 20.9, 15), least_m=0.5) == (20.45, 5)


def test_what_is_no_polygon_and_several_polygons():
    assert len(walls_of(values([shapely.Point(1, 2), None])).ring) == 0
    two = shapely.MultiPolygon([shapely.box(20, 5, 24, 15), shapely.box(30, 5, 36, 15)])
    assert middle(STREET, two) == (33, 5)


def town(shapes, turn=0.0, moved=None):
    """Return the candidates of houses in a street plan, turned by an angle; `moved` disturbs the coordinates."""
    places = [(0, 0), (60, 0), (120, 0), (0, 60), (60, 60), (120, 60)]
    pairs = [(0, 1), (1, 2), (3, 4), (4, 5), (0, 3), (1, 4), (2, 5)]

    def put(geometry):
        return translate(rotate(geometry, turn, origin=(0, 0)), X, Y)

    lines = [put(shapely.LineString([places[a], places[b]])) for a, b in pairs]
    points = [put(shapely.Point(place)) for place in places]
    houses = [put(shape) for shape in shapes]
    if moved is not None:
        shake = np.random.default_rng(moved)
        nodes = [translate(point, *shake.uniform(-1e-6, 1e-6, 2)) for point in points]
        lines = [shapely.LineString([nodes[a], nodes[b]]) for a, b in pairs]
        points = nodes
        rings = [shapely.get_coordinates(house)[:-1] for house in houses]
        houses = [shapely.Polygon(ring + shake.uniform(-1e-6, 1e-6, ring.shape)) for ring in rings]
    n = len(pairs)
    graph = StreetGraph(
        shapely.get_coordinates(points), np.array(pairs), values(lines), shapely.length(lines), np.zeros(n, np.int8),
        values([f"s{i}" for i in range(n)]), values([""] * n),
    )  # fmt: skip
    names = [f"p{i:02d}" for i in range(len(houses))]
    frame = gpd.GeoDataFrame({"pand_id": names}, geometry=houses, crs=28992)
    source = gpd.GeoDataFrame({"naam": ["b"]}, geometry=[points[0]], crs=28992)
    return connect(graph, read_buildings(frame, kentallen=K), read_sources(source), kentallen=K)


BLOCKS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 1), st.integers(3, 8), st.integers(4, 12), st.integers(3, 9)),
    min_size=1, max_size=12, unique_by=lambda row: row[:2],
)  # fmt: skip


def boxes(rows):
    """Return houses along the two long streets, parallel to them, in plots of 20 m."""
    shapes = []
    for column, side, width, depth, away in rows:
        x = 20 * column + 7
        y = away if side == 0 else 60 - away - depth
        shapes.append(shapely.box(x, y, x + width, y + depth))
    return shapes


@settings(max_examples=60)
@given(BLOCKS, st.integers(0, 1000), st.sampled_from([0.0, 17.0, 45.0, 90.0]))
def test_a_micrometre_changes_nothing(rows, seed, turn):
    shapes = boxes(rows)
    plain, shaken = town(shapes, turn), town(shapes, turn, seed)
    assert plain.building.tolist() == shaken.building.tolist()
    assert plain.length == pytest.approx(shaken.length, abs=1e-3)
    assert shapely.hausdorff_distance(plain.lines, shaken.lines).max() < 1e-3


@settings(max_examples=40)
@given(BLOCKS, st.floats(1.0, 359.0))
def test_turned_data_gives_turned_connections(rows, turn):
    shapes = boxes(rows)
    plain, turned = town(shapes), town(shapes, turn)
    back = values([rotate(translate(line, -X, -Y), -turn, origin=(0, 0)) for line in turned.lines])
    own = values([translate(line, -X, -Y) for line in plain.lines])
    assert plain.building.tolist() == turned.building.tolist()
    assert shapely.hausdorff_distance(own, back).max() < 1e-3


@given(BLOCKS)
def test_a_way_is_hardly_longer_than_the_shortest(rows):
    shapes = boxes(rows)
    found = town(shapes)
    for b, shape in enumerate(shapes):
        first = found.length[found.building == b][0]
        nearest = min(shape.distance(shapely.LineString([(0, y), (120, y)])) for y in (0, 60))
        sides = min(shape.distance(shapely.LineString([(x, 0), (x, 60)])) for x in (0, 60, 120))
        assert min(nearest, sides) - 1e-6 <= first <= min(nearest, sides) + 0.05
