"""Splits in made-up streets with flat stretches and pools: whatever the water levels say, all water leaves."""

import numpy as np
import pytest

from riothermie_kansen import kentallen
from riothermie_kansen.sewer.flow import accumulate
from riothermie_kansen.sewer.loops import _leave_dead_ends
from riothermie_kansen.sewer.routing import Pipes, plan
from riothermie_kansen.sewer.sections import sections_of
from riothermie_kansen.sewer.splits import divide


def streets(side, seed):
    """Return a grid of streets that falls to a plant in its corner, with a third of the pipes left out at random."""
    chance = np.random.default_rng(seed)
    node = np.arange(side * side).reshape(side, side)
    across = np.stack([node[1:].ravel(), node[:-1].ravel()])
    along = np.stack([node[:, 1:].ravel(), node[:, :-1].ravel()])
    tree = np.stack(
        [np.arange(1, side * side), np.where(node.ravel() % side, node.ravel() - 1, node.ravel() - side)[1:]]
    )
    extra = np.concatenate([across, along], axis=1)
    begin, eind = np.unique(np.concatenate([tree, extra[:, chance.random(extra.shape[1]) < 0.3]], axis=1), axis=1)
    turned = chance.random(len(begin)) < 0.3
    begin, eind = np.where(turned, eind, begin), np.where(turned, begin, eind)
    row, column = np.divmod(np.arange(side * side), side)
    z = np.round(0.04 * (row + column) + chance.normal(0.0, 0.04, side * side), 2)
    n, nodes = len(begin), side * side
    plant = np.arange(nodes) == 0
    no = np.zeros(n, dtype=bool)
    unknown = np.full(n, np.nan)
    return Pipes(
        begin, eind, np.full(n, 40.0), z[begin], z[eind], np.arange(n),
        sections_of(np.full(n, 300.0), unknown, np.full(n, "Rond", dtype=object), 300.0), unknown, ~no, no, no.copy(),
        np.zeros(nodes, dtype=bool), plant, np.arange(nodes), ~no,
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(16))
def test_all_water_leaves(seed):
    pipes = streets(22, seed)
    chance = np.random.default_rng(seed + 100)
    node_ls = np.where(chance.random(pipes.n_nodes) < 0.1, 0.02, 0.0)
    pipe_ls = np.where(chance.random(len(pipes.begin)) < 0.7, chance.exponential(0.01, len(pipes.begin)), 0.0)
    directed = plan(pipes, "bob")
    report = divide(pipes, directed, node_ls, pipe_ls, kentallen.load())
    assert report.looped > 100
    flow, through = accumulate(directed.graph(), node_ls, pipe_ls)
    assert through[0] == pytest.approx(node_ls.sum() + pipe_ls.sum(), rel=1e-9)
    assert (flow >= 0).all()


def test_a_node_to_which_all_pipes_run_sends_its_water_back():
    # 0 is the plant; 2 sends its water to 1 and, by a last bit of flow, to 3, where nothing leads on
    pipes = streets(2, 0)
    directed = plan(pipes, "bob")
    directed.tail[:3], directed.head[:3] = [1, 2, 2], [0, 1, 3]
    directed.open[:3], directed.open[3:] = True, False
    directed.weight[:3] = [1.0, 1.0, 1e-9]
    _leave_dead_ends(directed, np.arange(3))
    assert directed.tail[:3].tolist() == [1, 2, 3]
    assert directed.head[:3].tolist() == [0, 1, 2]
    assert directed.shares()[:3].tolist() == [1.0, 1.0, 1.0]
