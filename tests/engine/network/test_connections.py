"""Candidate house connections: where they start and end, what they may not pass, and why there is none."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.affinity import translate

from riothermie_kansen import kentallen
from riothermie_kansen.errors import CancelledError, InputError
from riothermie_kansen.network.connections import component_of_buildings, connect
from riothermie_kansen.network.graph import EXISTING, GAP, StreetGraph, values
from riothermie_kansen.network.reasons import REASONS, reason_text
from riothermie_kansen.readers.buildings import read_buildings
from riothermie_kansen.readers.sources import read_sources

K = kentallen.load()
X, Y = 150000.0, 450000.0


def at(geometry):
    return translate(geometry, X, Y)


def streets(*lines, kind=None):
    """Return a graph of lines that meet at their ends."""
    lines = [at(shapely.LineString(line)) for line in lines]
    places = sorted({point for line in lines for point in (line.coords[0], line.coords[-1])})
    index = {place: i for i, place in enumerate(places)}
    n = len(lines)
    return StreetGraph(
        np.array(places),
        np.array([[index[line.coords[0]], index[line.coords[-1]]] for line in lines]),
        values(lines),
        shapely.length(lines),
        np.array(kind or [0] * n, dtype=np.int8),
        values([f"s{i}" for i in range(n)]),
        values([""] * n),
    )


def houses(shapes, **columns):
    table = {"pand_id": list(shapes), **columns}
    frame = gpd.GeoDataFrame(table, geometry=[at(shape) for shape in shapes.values()], crs=28992)
    return read_buildings(frame, required_field="status" if "status" in columns else None, kentallen=K)


def box(x, y, width=8.0, depth=10.0):
    return shapely.box(x, y, x + width, y + depth)


def source(*places):
    points = [at(shapely.Point(place)) for place in places]
    return read_sources(gpd.GeoDataFrame({"naam": [f"b{i}" for i in range(len(places))]}, geometry=points, crs=28992))


def connected(graph, buildings, sources=None, **options):
    return connect(graph, buildings, sources or source((0, 0)), kentallen=K, **options)


def local(result, building=None):
    """Return the lines as lists of local coordinates, rounded to mm."""
    chosen = range(len(result.building)) if building is None else np.flatnonzero(result.building == building)
    return [[(round(x - X, 3), round(y - Y, 3)) for x, y in result.lines[i].coords] for i in chosen]


STREET = ((0, 0), (100, 0))


def test_the_connection_starts_at_the_facade_and_is_perpendicular():
    result = connected(streets(STREET), houses({"a": box(20, 5)}))
    (line,) = local(result)
    assert line[0][1] == 5
    assert line[1] == (line[0][0], 0)
    assert 20 <= line[0][0] <= 28
    assert result.length.tolist() == pytest.approx([5])
    assert result.reason.tolist() == [""]


def test_a_point_is_connected_from_the_point():
    result = connected(streets(STREET), houses({"a": shapely.Point(30, 12)}))
    assert local(result) == [[(30, 12), (30, 0)]]


def test_the_street_is_split_at_the_foot():
    graph = streets(STREET)
    result = connected(graph, houses({"a": shapely.Point(30, 12), "b": shapely.Point(70, 5)}))
    assert result.graph.nodes[:2].tolist() == graph.nodes.tolist()
    assert sorted((result.graph.nodes[2:] - [X, Y]).tolist()) == [[30, 0], [70, 0]]
    assert result.graph.length.tolist() == pytest.approx([30, 40, 30])
    assert result.graph.street.tolist() == ["s0"] * 3
    assert result.graph.ends.tolist() == [[0, 2], [2, 3], [3, 1]]


def test_the_nearest_streets_are_candidates_each_once():
    rows = [((-100, y), (100, y)) for y in (0, 40, 70, 90)]
    graph = streets(*rows, *(((-100, a), (-100, b)) for a, b in ((0, 40), (40, 70), (70, 90))))
    result = connected(graph, houses({"a": shapely.Point(50, 15)}), candidates=3, reach_m=60)
    assert result.length.tolist() == pytest.approx([15, 25, 55])
    assert connected(graph, houses({"a": shapely.Point(50, 15)}), candidates=2).length.tolist() == [15, 25]
    assert connected(graph, houses({"a": shapely.Point(50, 15)}), reach_m=20).length.tolist() == [15]


def test_a_street_that_is_too_far():
    result = connected(streets(STREET), houses({"a": shapely.Point(50, 61), "b": shapely.Point(50, 60)}), reach_m=60)
    assert result.reason.tolist() == ["te_ver", ""]


def test_reach_is_measured_from_the_facade():
    result = connected(streets(STREET), houses({"a": box(20, 59, depth=50)}), reach_m=60)
    assert result.length.tolist() == pytest.approx([59])


def test_not_through_a_neighbour():
    """The house behind gets round the one in front, in a straight line, from a corner."""
    shapes = {"achter": box(20, 30), "voor": box(18, 5, width=12)}
    result = connected(streets(STREET), houses(shapes), candidates=1)
    assert result.reason.tolist() == ["", ""]
    (line,) = (result.lines[i] for i in np.flatnonzero(result.building == 0))
    assert not line.intersects(at(box(18, 5, width=12)).buffer(-0.05))
    assert line.touches(at(shapes["achter"]))
    assert 30 < line.length < 60


def test_only_a_slanting_line_is_free():
    """Walls on both sides leave one opening, that no perpendicular line from the house goes through."""
    shapes = {"huis": box(50, 40, 4, 4), "links": box(-20, 20, 78, 4), "rechts": box(61, 20, 79, 4)}
    result = connected(streets(((-100, 0), (200, 0))), houses(shapes), reach_m=60)
    assert result.reason[0] == ""
    line = result.lines[np.flatnonzero(result.building == 0)[0]]
    assert not any(line.intersects(at(shapes[name]).buffer(-0.05)) for name in ("links", "rechts"))
    at_wall = line.intersection(shapely.LineString([(X, Y + 22), (X + 100, Y + 22)]))
    assert 57.9 < at_wall.x - X < 61.1


def test_walled_in():
    ring = box(30, 10, 40, 40).difference(box(35, 15, 30, 30))
    result = connected(streets(STREET), houses({"binnen": box(45, 25, 4, 4), "ring": ring}))
    assert result.reason.tolist() == ["geblokkeerd", ""]
    assert set(result.building) == {1}


def test_terraced_houses_share_walls():
    row = {f"h{i}": box(10 + 8 * i, 6) for i in range(8)}
    result = connected(streets(STREET), houses(row), candidates=1)
    assert result.reason.tolist() == [""] * 8
    assert result.length.tolist() == pytest.approx([6] * 8)


def test_a_slanting_street_makes_corners_the_nearest_point():
    """The nearest point of each house is the corner it shares with its neighbour, which does not block it."""
    row = {f"h{i}": box(10 + 8 * i, 6) for i in range(6)}
    result = connected(streets(((0, -30), (100, 5))), houses(row), candidates=1)
    assert result.reason.tolist() == [""] * 6
    direction = np.array([100.0, 35.0]) / np.hypot(100, 35)
    for i, line in enumerate(result.lines):
        start, end = np.array(line.coords)
        assert (start - [X, Y]).tolist() == pytest.approx([18 + 8 * i, 6])
        assert abs((end - start) @ direction) < 1e-6


def test_along_a_shared_wall_is_not_through_the_neighbour():
    """From a recessed house the way to the street runs along the side wall of its neighbour."""
    shapes = {"a": shapely.box(20, 20, 20.4, 30), "b": shapely.box(20.4, 5, 30, 30), "c": shapely.box(10, 5, 20, 30)}
    result = connected(streets(STREET), houses(shapes), candidates=1)
    line = result.lines[np.flatnonzero(result.building == 0)[0]]
    assert line.length == pytest.approx(20)
    assert result.reason.tolist() == ["", "", ""]


def test_not_through_the_building_itself():
    """A U-shaped building with the street in front of its closed side."""
    u = box(20, 10, 30, 20).difference(box(25, 15, 20, 20))
    result = connected(streets(STREET, ((35, 60), (35, 25))), houses({"u": u}), candidates=3)
    for line in result.lines:
        assert not line.intersects(at(u).buffer(-0.05))


def test_forbidden_ground_and_lines_block():
    shapes = {"a": box(20, 5), "b": box(60, 5)}
    hedge = gpd.GeoDataFrame(geometry=[at(shapely.box(0, 1, 45, 2)), at(shapely.LineString([(50, 3), (99, 3)]))])
    result = connected(streets(STREET), houses(shapes), forbidden=hedge, reach_m=15)
    assert result.reason.tolist() == ["geblokkeerd", "geblokkeerd"]
    assert connected(streets(STREET), houses(shapes), reach_m=15).reason.tolist() == ["", ""]


def test_forbidden_lines_may_touch_an_end():
    wall = [at(shapely.LineString([(0, 5), (99, 5)]))]
    assert connected(streets(STREET), houses({"a": box(20, 5)}), forbidden=wall).length.tolist() == [5]


def test_same_footprint_twice_is_two_connections():
    result = connected(streets(STREET), houses({"a": box(20, 5), "b": box(20, 5)}), candidates=1)
    assert result.building.tolist() == [0, 1]
    assert result.node[0] == result.node[1]
    assert "1 aansluitpunt wordt door meer panden gedeeld" in result.notes[0]


def test_feet_close_together_share_a_node():
    shapes = {f"p{i}": shapely.Point(50 + 0.04 * i, 5) for i in range(6)}
    result = connected(streets(STREET), houses(shapes))
    feet = result.graph.nodes[result.node][:, 0] - X
    # 50.00 takes 50.04 and 50.08; 50.12 takes 50.16 and 50.20
    assert feet.tolist() == pytest.approx([50, 50, 50, 50.12, 50.12, 50.12])
    assert result.graph.length.sum() == pytest.approx(100)


def test_a_foot_near_a_corner_is_in_the_corner():
    result = connected(streets(STREET), houses({"a": shapely.Point(99.95, 5)}))
    assert len(result.graph.ends) == 1
    assert result.graph.nodes[result.node].tolist() == [[X + 100, Y]]


def test_a_corner_house_has_no_candidates_that_save_nothing():
    """Both streets are nearest in their common corner: one candidate there, not two."""
    graph = streets(((0, 0), (50, 0)), ((50, 0), (100, 0)), ((50, 0), (50, -40)))
    result = connected(graph, houses({"a": shapely.Point(50, 10)}))
    assert local(result) == [[(50, 10), (50, 0)]]


def test_a_candidate_in_a_corner_a_little_shorter_than_round_is_left_out():
    graph = streets(((0, 0), (50, 0)), ((50, 0), (50, -40)))
    # to the corner 11.18; straight to the street and along it 10 + 5
    for detour, expected in ((1.25, [10, 11.18]), (1.0, [10, 11.18]), (1.4, [10])):
        options = K.replace({"aansluiting.omweg": detour})
        result = connect(graph, houses({"a": shapely.Point(45, 10)}), source((0, 0)), kentallen=options)
        assert np.round(result.length, 2).tolist() == expected


def test_a_street_through_the_building():
    result = connected(streets(STREET), houses({"a": box(20, -5), "in": box(-10, -50, 200, 100)}), candidates=1)
    assert result.length.tolist() == [0, 0]
    assert result.findings.counts() == {"pand_op_straat": 2}


def test_a_point_on_the_street():
    result = connected(streets(STREET), houses({"a": shapely.Point(40, 0)}))
    assert result.length.tolist() == [0]
    assert result.findings.counts() == {"pand_op_straat": 1}


def test_existing_pipes_take_feet_bridged_gaps_do_not():
    lines = (((0, 0), (40, 0)), ((40, 0), (60, 0)), ((60, 0), (100, 0)))
    graph = streets(*lines, kind=[0, GAP, EXISTING])
    result = connected(graph, houses({"a": shapely.Point(50, 10), "b": shapely.Point(80, 10)}), candidates=1)
    assert (result.graph.nodes[result.node][:, 0] - X).tolist() in ([40, 80], [60, 80])
    assert result.graph.kind.tolist() == [0, GAP, EXISTING, EXISTING]


def test_streets_of_a_source_go_first():
    """A path of its own before the door is no use: the street behind it is connected to the source."""
    graph = streets(STREET, ((20, 8), (30, 8)))
    result = connected(graph, houses({"a": shapely.Point(25, 10), "b": shapely.Point(25, 80)}), reach_m=75)
    assert local(result, 0) == [[(25, 10), (25, 0)]]
    # of the loose path only for a building that reaches nothing else
    assert local(result, 1) == [[(25, 80), (25, 8)]]
    _, label = result.graph.components()
    assert component_of_buildings(result).tolist() == label[result.node].tolist()
    assert label[result.node[0]] != label[result.node[1]]


def test_parts_of_buildings_without_a_candidate():
    result = connected(streets(STREET), houses({"a": shapely.Point(25, 10), "b": shapely.Point(25, 800)}))
    assert component_of_buildings(result).tolist() == [0, -1]


def test_reasons_of_the_reader_stay_and_excluded_buildings_still_block():
    shapes = {"achter": box(20, 30), "nul": box(60, 5), "uit": box(-40, 5, width=180)}
    buildings = houses(shapes, rv_kw=[5, 0, 5], status=["", "", "verboden"])
    result = connected(streets(((-100, 0), (200, 0))), buildings, reach_m=40)
    assert result.reason.tolist() == ["geblokkeerd", "geen_vraag", "verboden"]
    assert len(result.building) == 0


def test_all_excluded_leaves_the_streets_as_they_are():
    buildings = houses({"a": box(20, 5)}, status=["verboden"])
    result = connected(streets(STREET), buildings)
    assert result.reason.tolist() == ["verboden"]
    assert len(result.graph.ends) == 1


def test_a_building_without_a_place():
    frame = gpd.GeoDataFrame({"pand_id": ["a", "b"]}, geometry=[None, at(box(20, 5))], crs=28992)
    result = connected(streets(STREET), read_buildings(frame, kentallen=K))
    assert result.reason.tolist() == ["geen_geometrie", ""]


def test_sources_on_a_node_on_a_line_and_beside_it():
    graph = streets(STREET, ((100, 0), (100, 50)))
    result = connected(graph, houses({"a": box(20, 5)}), source((100, 0), (40, 0), (60, -30)))
    assert (result.graph.nodes[result.source_node] - [X, Y]).tolist() == [[100, 0], [40, 0], [60, 0]]
    assert result.source_line[:2].tolist() == [None, None]
    assert result.source_line[2].length == pytest.approx(30)
    assert result.graph.length.sum() == pytest.approx(150)


def test_two_sources_at_one_place():
    result = connected(streets(STREET), houses({"a": box(20, 5)}), source((40, 0), (40, 0)))
    assert result.source_node[0] == result.source_node[1]
    assert result.findings.counts() == {"bron_gedeeld": 2}


def test_a_source_too_far_says_how_far():
    with pytest.raises(InputError) as error:
        connected(streets(STREET), houses({"a": box(20, 5)}), source((0, 0), (50, 300)))
    text = error.value.text("nl")
    assert "b1" in text
    assert "300 m" in text
    assert "250 m" in text
    assert connected(streets(STREET), houses({"a": box(20, 5)}), source((50, 300)), source_reach_m=300).source_line[0]


@pytest.mark.parametrize("option", [{"reach_m": 0}, {"source_reach_m": -1}, {"candidates": 0}, {"reach_m": np.nan}])
def test_limits_that_are_none(option):
    with pytest.raises(InputError, match="more than 0"):
        connected(streets(STREET), houses({"a": box(20, 5)}), **option)


def test_no_street():
    with pytest.raises(InputError, match="no street"):
        connected(streets(STREET, kind=[GAP]), houses({"a": box(20, 5)}))


def test_cancel():
    with pytest.raises(CancelledError):
        connected(streets(STREET), houses({"a": box(20, 5)}), cancelled=lambda: True)


def service(*rows):
    table = {"pand_id": [row[0] for row in rows], "dn": "DN20"}
    return gpd.GeoDataFrame(table, geometry=[at(shapely.LineString(row[1])) for row in rows], crs=28992)


def test_existing_connections_by_id_and_by_place():
    shapes = {"a": box(20, 5), "b": box(60, 5)}
    lines = service(("a", [(22, 0), (22, 2), (24, 2), (24, 5)]), ("", [(64, 5), (70, 0)]))
    result = connected(streets(STREET), houses(shapes), service=lines, candidates=1)
    assert result.building[result.existing].tolist() == [0, 1]
    assert local(result)[int(np.flatnonzero(result.existing)[0])] == [(24, 5), (24, 2), (22, 2), (22, 0)]
    assert local(result)[int(np.flatnonzero(result.existing)[1])] == [(64, 5), (70, 0)]
    assert (result.graph.nodes[result.node[result.existing]] - [X, Y]).tolist() == [[22, 0], [70, 0]]
    assert (~result.existing).sum() == 2


def test_existing_connections_that_serve_nothing_are_listed():
    buildings = houses({"a": box(20, 5), "b": box(60, 5)}, status=["", "verboden"])
    lines = service(("a", [(24, 5), (24, 3)]), ("weg", [(5, 5), (5, 0)]), ("b", [(64, 5), (64, 0)]))
    result = connected(streets(STREET), buildings, service=lines)
    assert not result.existing.any()
    assert result.findings.counts() == {
        "aansluitleiding_zonder_pand": 1,
        "aansluitleiding_ongebruikt": 1,
        "aansluitleiding_los": 1,
    }


def test_an_existing_connection_saves_a_building_that_is_walled_in():
    ring = box(30, 10, 40, 40).difference(box(35, 15, 30, 30))
    lines = service(("binnen", [(47, 25), (47, 0)]))
    result = connected(streets(STREET), houses({"binnen": box(45, 25, 4, 4), "ring": ring}), service=lines)
    assert result.reason.tolist() == ["", ""]
    assert result.existing[result.building == 0].tolist() == [True]


def test_every_reason_has_a_sentence():
    for key in REASONS:
        for language in ("nl", "en"):
            text = reason_text(key, language, reach=60, length=10, count=3, cost="€ 9.000", limit="€ 8.000")
            assert text.endswith(".")
            assert "{" not in text
    assert reason_text("") == ""
    assert reason_text("te_ver", reach=60) == "Er is geen straat binnen 60 m van het pand."


def test_where_the_shortest_line_is_blocked_another_part_of_the_facade_is_tried():
    """The nearest corner looks at a kiosk; the middle of that wall does not."""
    around = [((0, -10), (-100, 0)), ((-100, 0), (-100, 80)), ((-100, 80), (100, 80))]
    graph = streets(((0, -10), (100, 10)), *around)
    free = connected(graph, houses({"huis": box(20, 20, 20, 10)}), source((100, 10)))
    kiosk = connected(graph, houses({"huis": box(20, 20, 20, 10), "kiosk": box(40.5, 9, 3, 2)}), source((100, 10)))
    corner, middle = 22 / np.sqrt(1.04), 24 / np.sqrt(1.04)
    assert free.length.tolist() == pytest.approx([corner, np.hypot(20, 30), 50])
    assert kiosk.length[kiosk.building == 0].tolist() == pytest.approx([middle, np.hypot(20, 30), 50])
    assert local(kiosk, 0)[0][0] == (30, 20)


def test_an_existing_connection_takes_the_place_of_a_new_one_to_the_same_point():
    lines = service(("a", [(30, 12), (31, 6), (30, 0)]))
    result = connected(streets(STREET), houses({"a": shapely.Point(30, 12)}), service=lines)
    assert result.existing.tolist() == [True]
    assert local(result) == [[(30, 12), (31, 6), (30, 0)]]


def test_a_foot_does_not_move_into_a_house():
    """Sharing the foot of the neighbour would pull the connection through a pillar beside it: it keeps its own."""
    shapes = {"a": shapely.Point(50, 20), "b": shapely.Point(50.5, 20), "zuil": box(49.9, 0.01, 0.35, 0.4)}
    wide = K.replace({"aansluiting.tolerantie_voetpunt": 0.6, "aansluiting.tolerantie_gevel": 0.01})
    pillar = houses(shapes, rv_kw=[5, 5, 0])
    result = connect(streets(((0, 0), (50.1, 0)), ((50.1, 0), (100, 0))), pillar, source((0, 0)), kentallen=wide)
    for line in result.lines:
        assert not line.intersects(at(shapes["zuil"]).buffer(-0.01, join_style="mitre"))
    assert (result.reason == [("", "", "geen_vraag")]).all()
