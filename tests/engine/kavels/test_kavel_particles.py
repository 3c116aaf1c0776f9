"""Supply of kavels on a municipality's sewer by following its water: every litre counts once, whoever could take it."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from scipy.sparse import coo_matrix, identity
from scipy.sparse.linalg import spsolve

from riothermie_kansen.kavels.supply import read_pipes, supply
from riothermie_kansen.readers.gwsw import read_sewer
from riothermie_kansen.sewer.opportunity import Premises, opportunity_map
from tests.engine.kavels.made_area import K

INHABITANTS, LITRES_PER_DAY = 35_000.0, 120.0
DROPS = 200_000


class Water:
    """Pipes of an opportunity map with the water that enters each and the part that each takes at its first node.

    From the columns of the map alone: flow, own inflow, nodes and direction.
    """

    def __init__(self, table):
        wet = table[(table["stroomrichting"] != "") & (table["dwa_gem_ls"] > 0)].reset_index(drop=True)
        ahead = (wet["stroomrichting"] == "begin naar eind").to_numpy()
        begin, end = wet["knoop_begin"].to_numpy(), wet["knoop_eind"].to_numpy()
        nodes, number = np.unique(np.concatenate([np.where(ahead, begin, end), np.where(ahead, end, begin)]),
                                  return_inverse=True)  # fmt: skip
        self.count, self.nodes = len(wet), len(nodes)
        self.tail, self.head = number[: self.count], number[self.count :]
        flow, self.own = wet["dwa_gem_ls"].to_numpy(), np.nan_to_num(wet["dwa_eigen_ls"].to_numpy())
        rest = np.maximum(flow - self.own, 0.0)  # what comes from the node
        out = np.bincount(self.tail, rest, self.nodes)
        self.share = np.divide(rest, out[self.tail], out=np.zeros(self.count), where=out[self.tail] > 0)
        at_node = out - np.bincount(self.head, flow, self.nodes)
        # water that enters at a node itself; less than nothing is an end, where it leaves
        self.enters = np.where((out > 0) & (at_node > 1e-9), at_node, 0.0)
        self.flow, self.geometry = flow, wet.geometry.to_numpy()

    def first_met(self, chosen):
        """Return the water (l/s) that passes a chosen pipe, counted at the first one, by a balance over all pipes."""
        nodes = coo_matrix((np.where(chosen, 0.0, 1.0), (self.head, np.arange(self.count))), (self.nodes, self.count))
        takes = coo_matrix((self.share, (np.arange(self.count), self.tail)), (self.count, self.nodes))
        begin = self.own + self.share * self.enters[self.tail]
        fresh = spsolve((identity(self.count) - takes @ nodes).tocsc(), begin)
        return float(fresh[chosen].sum())

    def drops(self, chosen, n, chance):
        """Return the water (l/s) that meets each set of chosen pipes (k, pipes), and any of them, from drops followed.

        A drop begins in a pipe or at a node, as much water as enters there, and takes a way at each node by chance.
        """
        where = np.concatenate([self.own, self.enters])
        start = chance.choice(len(where), n, p=where / where.sum())
        order = np.argsort(self.tail, kind="stable")
        first = np.searchsorted(self.tail[order], np.arange(self.nodes + 1))
        steps = np.concatenate([[0.0], np.cumsum(self.share[order])])
        met = np.zeros((n, len(chosen)), dtype=bool)

        def next_pipe(node):
            low, high = steps[first[node]], steps[first[node + 1]]
            going = high - low > 1e-12
            pipe = np.full(len(node), -1)
            want = low[going] + chance.random(int(going.sum())) * (high - low)[going]
            pipe[going] = order[np.searchsorted(steps, want, side="right") - 1]
            return pipe

        pipe = np.where(start < self.count, start, -1)
        late = start >= self.count
        pipe[late] = next_pipe(start[late] - self.count)
        drop = np.flatnonzero(pipe >= 0)
        for _ in range(self.count):
            met[drop] |= chosen[:, pipe[drop]].T
            pipe[drop] = next_pipe(self.head[pipe[drop]])
            drop = drop[pipe[drop] >= 0]
            if not len(drop):
                break
        return where.sum() * met.mean(axis=0), where.sum() * met.any(axis=1).mean(), met


@pytest.fixture(scope="module")
def chart(shared_data):
    file = shared_data / "sewer" / "bodegraven_gwsw_default.gpkg"
    lines, points = (gpd.read_file(file, layer=name) for name in ("default_lijn", "default_punt"))
    return opportunity_map(read_sewer(lines, nodes=points, kentallen=K), Premises(total=INHABITANTS), kentallen=K).pipes


def circles(table):
    """Return kavels that share water: round the largest pipe and places of its kern; and one elsewhere."""
    places = shapely.get_coordinates(table.geometry.centroid.to_numpy())
    largest = places[np.argmax(table["dwa_gem_ls"])]
    away = np.array([(0.0, 0.0), (300.0, 0.0), (-400.0, 200.0), (0.0, -500.0), (200.0, 300.0)])
    middles = np.vstack([largest + away, places[np.argmin(places[:, 0])]])
    return shapely.buffer(shapely.points(middles), [100.0, 150.0, 300.0, 250.0, 600.0, 1500.0])


def test_every_litre_of_a_municipality_once(chart):
    water, kavels, reach = Water(chart), circles(chart), 50.0
    total = water.own.sum() + water.enters.sum()
    assert total == pytest.approx(INHABITANTS * LITRES_PER_DAY / 86400, rel=1e-3)
    per_ls = 1.0 / (chart["dwa_gem_ls"] / chart["warmte_wko_gj"])[chart["dwa_gem_ls"] > 0].median()
    pipes = read_pipes(chart, least="alle", kentallen=K)
    found = supply(pipes, kavels, reach)
    near = np.array([shapely.dwithin(water.geometry, kavel, reach) for kavel in kavels])
    # by a balance over the whole sewer: exactly
    mine = np.array([water.first_met(one) for one in near])
    others = np.array([water.first_met(np.delete(near, k, axis=0).any(axis=0)) for k in range(len(near))])
    everyone = water.first_met(near.any(axis=0))
    assert found.reach_gj == pytest.approx(mine * per_ls, rel=1e-4)
    assert found.all_gj == pytest.approx(everyone * per_ls, rel=1e-4)
    assert found.shared_gj == pytest.approx((mine + others - everyone) * per_ls, rel=1e-3, abs=1e-3)
    # adding up the pipes would count most of the water many times
    assert (water.flow * near.any(axis=0)).sum() > 5 * everyone
    # by drops that are followed one by one: as far as chance goes
    met, any_, each = water.drops(near, DROPS, np.random.default_rng(1))
    sigma = total * np.sqrt(np.maximum(mine / total, 1e-4) / DROPS)
    assert (np.abs(met - mine) <= 5 * sigma).all()
    assert abs(any_ - everyone) <= 5 * total * np.sqrt(0.25 / DROPS)
    assert ((found.shared_gj > 0) == [True] * 5 + [False]).all()
    shared = np.array([(each[:, k] & np.delete(each, k, axis=1).any(axis=1)).mean() for k in range(len(near))]) * total
    assert (np.abs(shared - found.shared_gj / per_ls) <= 5 * sigma).all()
    common = (each.sum(axis=1) > 1).mean() * total
    assert common == pytest.approx(found.common_gj / per_ls, abs=5 * total * np.sqrt(0.25 / DROPS))
