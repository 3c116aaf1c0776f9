"""Small Steiner problems and their exact answers, for the tests of this folder."""

import networkx as nx
import numpy as np


def optimum(size, u, v, weight, terminal):
    """Return the cost of the cheapest tree that joins all terminals (Dreyfus and Wagner 1971), independent of ours."""
    away = np.full((size, size), np.inf)
    np.fill_diagonal(away, 0.0)
    for a, b, w in zip(u, v, weight, strict=True):
        if a != b:
            away[a, b] = away[b, a] = min(away[a, b], w)
    for k in range(size):
        away = np.minimum(away, away[:, k, None] + away[None, k, :])
    ends = np.flatnonzero(terminal)
    if len(ends) < 2:
        return 0.0
    best = {1 << i: away[t] for i, t in enumerate(ends[:-1])}
    for group in range(1, 1 << (len(ends) - 1)):
        if group in best:
            continue
        joined = np.full(size, np.inf)
        part = (group - 1) & group
        while part:
            joined = np.minimum(joined, best[part] + best[group ^ part])
            part = (part - 1) & group
        best[group] = (joined[:, None] + away).min(axis=0)
    return float(best[(1 << (len(ends) - 1)) - 1][ends[-1]])


def is_tree(size, u, v, edges, terminal):
    """Tell whether edges form one tree that holds all terminals, each edge once."""
    edges = np.asarray(edges)
    if len(np.unique(edges)) != len(edges):
        return False
    graph = nx.MultiGraph()
    graph.add_nodes_from(np.flatnonzero(terminal).tolist())
    graph.add_edges_from(zip(u[edges].tolist(), v[edges].tolist(), strict=True))
    return graph.number_of_nodes() == 0 or nx.is_tree(graph)


def random_case(seed, *, size=(5, 16), terminals=(2, 7), dense=1.0, whole=True):
    """Return (size, u, v, weight, terminal): a connected graph with loops, parallel edges, ties and zero weights."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(*size))
    order = rng.permutation(n)
    u = [int(order[i]) for i in range(1, n)]
    v = [int(order[rng.integers(0, i)]) for i in range(1, n)]
    extra = int(rng.integers(0, max(2, int(dense * 2 * n))))
    u += rng.integers(0, n, extra).tolist()
    v += rng.integers(0, n, extra).tolist()
    weight = rng.integers(0, 12, len(u)).astype(float) if whole else rng.random(len(u)) * 10
    terminal = np.zeros(n, dtype=bool)
    terminal[rng.choice(n, min(n, int(rng.integers(*terminals))), replace=False)] = True
    return n, np.array(u), np.array(v), weight, terminal


def street_case(seed, side=5, terminals=7):
    """Return a grid with one-edge-wide dead ends and chains, as streets are."""
    rng = np.random.default_rng(seed)
    graph = nx.grid_2d_graph(side, side)
    gone = [edge for edge in graph.edges if rng.random() < 0.25]
    for edge in gone:
        graph.remove_edge(*edge)
        if not nx.is_connected(graph):
            graph.add_edge(*edge)
    number = {node: i for i, node in enumerate(graph.nodes)}
    pairs = sorted((number[a], number[b]) for a, b in graph.edges)
    u, v = np.array([p[0] for p in pairs]), np.array([p[1] for p in pairs])
    weight = rng.integers(20, 200, len(u)).astype(float)
    terminal = np.zeros(len(number), dtype=bool)
    terminal[rng.choice(len(number), terminals, replace=False)] = True
    return len(number), u, v, weight, terminal
