"""Edges of a layout joined to stretches of pipe."""

import numpy as np
import pandas as pd
import pytest
import shapely

from riothermie_kansen.network.stretches import fed_by, laid_sizes, stretches, surface_of
from tests.engine.network.made_place import Place, random_place


def made(place, layout=None):
    layout = place.lay(thorough=False, bound=False) if layout is None else layout
    return layout, stretches(place.task.site, place.task.pricer, layout, place.connections)


def same_street(place):
    """Make all edges of a place one street."""
    place.connections.graph.street[:] = "straat"
    return place


def row(**more):
    """Return a street of four edges; houses at the second and the last node."""
    nodes = {"s": (0, 0), "a": (10, 0), "b": (20, 0), "c": (30, 0), "d": (40, 0)}
    streets = [("s", "a", more.get("first", {})), ("b", "a"), ("b", "c"), ("d", "c")]
    return Place(nodes, streets, {"h": (6, 1, {"a": 5}), "k": (6, 1, {"d": 7})}, more.get("sources", [("s", 3.0)]))


def test_edges_between_junctions_become_one_line():
    layout, pipes = made(same_street(row()))
    # from the source to s, s to a, a to d in one, and the two connections
    assert len(pipes.length) == 5
    assert sorted(pipes.length.tolist()) == [3.0, 5.0, 7.0, 10.0, 30.0]
    long = int(np.argmax(pipes.length))
    assert list(pipes.line[long].coords) == [(10, 0), (20, 0), (30, 0), (40, 0)]
    assert pipes.street[long] == "straat"
    assert pipes.at_source.sum() == 1
    assert pipes.service.sum() == 2
    assert sorted(pipes.building[pipes.service].tolist()) == [0, 1]
    assert (pipes.building[~pipes.service] == -1).all()
    first = int(np.flatnonzero(pipes.at_source)[0])
    assert list(pipes.line[first].coords) == [(-3, 0), (0, 0)]
    assert pipes.parent[first] == -1
    # numbered from the source: a stretch comes after the one that feeds it
    assert (pipes.parent < np.arange(5)).all()
    assert layout.total == pytest.approx(layout.cost.sum())


def test_another_street_and_another_existing_pipe_start_a_new_stretch():
    place = row()
    _, pipes = made(place)
    assert len(pipes.length) == 7
    assert sorted(pipes.street[~pipes.service & ~pipes.at_source].tolist()) == ["s0", "s1", "s2", "s3"]
    place = same_street(row(first={"dn": "PE160 SDR17"}))
    nodes = {"s": (0, 0), "a": (10, 0), "b": (20, 0)}
    place = same_street(Place(nodes, [("s", "a", {"dn": "PE160 SDR17"}), ("a", "b")], {"h": (6, 1, {"b": 5})}, ["s"]))
    layout, pipes = made(place)
    assert sorted(pipes.length.tolist()) == [5.0, 10.0, 10.0]
    sizes, status = laid_sizes(place.task.pricer, layout.rooted.edge, layout.loads.power_kw)
    at = dict(zip(pipes.length.tolist(), pipes.last.tolist(), strict=True))
    assert status[pipes.last[0]] == "bestaand"
    assert place.task.pricer.sizer.catalogue.label[sizes.index[pipes.last[0]]] == "PE160 SDR17"
    assert status[at[5.0]] == "nieuw"


def test_edges_without_length_are_no_stretch_and_are_jumped_over():
    # the source lies on the street, and so does the house
    nodes = {"s": (0, 0), "a": (10, 0), "b": (25, 0)}
    place = Place(nodes, [("s", "a"), ("a", "b")], {"h": (6, 1, {"a": 0}), "k": (6, 1, {"b": 4})}, ["s"])
    layout, pipes = made(place)
    assert pipes.length.tolist() == [10.0, 15.0, 4.0]
    assert pipes.parent.tolist() == [-1, 0, 1]
    assert (pipes.of < 0).sum() == 2
    assert len(layout.edges) == 5


def test_a_house_where_the_source_is_needs_no_stretch():
    place = Place({"s": (0, 0), "a": (10, 0)}, [("s", "a")], {"h": (6, 1, {"s": 0})}, ["s"])
    layout, pipes = made(place)
    assert len(pipes.length) == 0
    assert len(pipes.line) == 0
    assert len(layout.edges) == 2
    table = pd.DataFrame({"edge": [0], "klasse": ["x"], "lengte_m": [10.0], "factor": [1.0]})
    assert len(surface_of(pipes, layout, table)) == 0


def test_surfaces_of_edges_become_those_of_stretches():
    place = same_street(row())
    layout, pipes = made(place)
    edges = np.arange(len(place.task.site.ends))
    table = pd.DataFrame({"edge": edges, "klasse": "gras", "lengte_m": place.task.site.length, "factor": 1.0})
    rows = surface_of(pipes, layout, table)
    total = rows.groupby("edge")["lengte_m"].sum()
    assert total.index.tolist() == list(range(5))
    assert total.to_numpy() == pytest.approx(pipes.length)


def test_random_layouts_keep_their_length_and_direction():
    for seed in range(30):
        place = random_place(seed, columns=6, rows=4, count=12, sources=1 + seed % 3, existing=seed % 2 == 0)
        if seed % 3 == 0:
            same_street(place)
        layout, pipes = made(place)
        site, rooted = place.task.site, layout.rooted
        assert pipes.length.sum() == pytest.approx(site.length[layout.edges].sum())
        assert shapely.length(pipes.line) == pytest.approx(pipes.length)
        assert set(shapely.get_type_id(pipes.line)) == {1}
        power = layout.loads.power_kw
        for stretch in range(len(pipes.length)):
            members = np.flatnonzero(pipes.of == stretch)
            # all edges of a stretch carry the same, in the same pipe, from the same source
            assert np.ptp(power[members]) == 0
            assert len(set(place.task.pricer.have[rooted.edge[members]].tolist())) == 1
            assert pipes.last[stretch] == members.max()
            up = pipes.parent[stretch]
            assert up < stretch
            if up >= 0:
                assert pipes.source[up] == pipes.source[stretch]
                end = shapely.get_point(pipes.line[up], -1)
                assert end.distance(shapely.get_point(pipes.line[stretch], 0)) < 1e-9
        assert (fed_by(site, layout)[pipes.last] == pipes.source).all()
