"""The order in which buildings join a network, against a plain search of the same."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen.match.blocks import make_blocks
from riothermie_kansen.match.fill import fill, ranked
from riothermie_kansen.match.order import joining_order
from riothermie_kansen.match.power import demand_with
from riothermie_kansen.network.layout import lay
from riothermie_kansen.network.place import PlaceSettings, make_task, read_place
from tests.engine.match.made_match import K, frame, line, row, source


def town():
    streets = frame(
        [line((0, 0), (300, 0)), line((100, 0), (100, 200)), line((200, 0), (200, 300))], wvk_id=list("abc")
    )
    houses = row([20, 60, 90, 130, 160, 190, 240, 280, 110, 210], warmte_gj=[30.0, 40, 50, 60, 35, 45, 55, 65, 70, 25])
    place = read_place(streets, houses, source(), settings=PlaceSettings(), kentallen=K)
    return place, make_task(place, "bronnet", PlaceSettings(), K)


PLACE, PREPARED = town()
N = len(PLACE.buildings.frame)


def plainly(layout, chosen, number, heat, fixed, score):
    """Return blocks in order, working out anew after every step what each one still needs."""
    site, rooted = PREPARED.task.site, layout.rooted
    at = {node: i for i, node in enumerate(rooted.lower.tolist())}
    ways = {}
    for b in np.flatnonzero(chosen).tolist():
        way, up = set(), at[int(site.building_node[b])]
        while up >= 0:
            way.add(up)
            up = int(rooted.parent[up])
        ways[b] = way
    blocks = sorted({int(number[b]) for b in ways})
    laid, order, spent = set(), [], []
    while blocks:
        rows = []
        for k in blocks:
            mine = [b for b in ways if number[b] == k]
            new = set.union(*(ways[b] for b in mine)) - laid
            cost = sum(layout.cost[e] for e in new) + sum(fixed[b] for b in mine)
            rate = round(cost / sum(heat[b] for b in mine), 6)
            rows.append((rate, -max(score[b] for b in mine), k, new, cost))
        rate, _, k, new, cost = min(rows, key=lambda one: one[:3])
        laid |= new
        order.append(k)
        spent.append(cost)
        blocks.remove(k)
    return order, spent


@settings(max_examples=25)
@given(st.data())
def test_the_order_is_that_of_a_plain_search(data):
    chosen = np.array(data.draw(st.lists(st.booleans(), min_size=N, max_size=N).filter(any)))
    names = np.array(data.draw(st.lists(st.sampled_from(["", "", "x", "y"]), min_size=N, max_size=N)), dtype=object)
    blocks = make_blocks(names, PLACE.buildings.frame, PLACE.reason)
    whole = np.array([chosen[blocks.number == k].any() for k in range(blocks.count)])
    chosen = whole[blocks.number]
    score = np.array(data.draw(st.lists(st.integers(0, 100), min_size=N, max_size=N)), dtype=float)
    heat = PLACE.buildings.frame["warmte_gj"].to_numpy()
    layout = lay(PREPARED.task, chosen, thorough=False, bound=False)
    found = joining_order(PREPARED.task.site, layout, chosen, blocks, heat=heat, fixed_eur=PREPARED.fixed_eur,
                          score=score)  # fmt: skip
    order, spent = plainly(layout, chosen, blocks.number, heat, PREPARED.fixed_eur, score)
    assert sorted(found.building.tolist()) == np.flatnonzero(chosen).tolist()
    assert list(dict.fromkeys(blocks.number[found.building].tolist())) == order
    # costs add up to those of the network, block after block
    each = [found.cost_eur[blocks.number[found.building] == k].sum() for k in order]
    assert each == pytest.approx(spent)
    assert found.cost_eur.sum() == pytest.approx(layout.total + PREPARED.fixed_eur[chosen].sum())


def test_nothing_chosen_gives_no_order():
    blocks = make_blocks(np.array([""] * N, dtype=object), PLACE.buildings.frame, PLACE.reason)
    none = np.zeros(N, dtype=bool)
    layout = lay(PREPARED.task, ~none, thorough=False, bound=False)
    found = joining_order(PREPARED.task.site, layout, none, blocks, heat=np.ones(N), fixed_eur=np.zeros(N),
                          score=np.zeros(N))  # fmt: skip
    assert len(found.building) == 0


@given(st.data())
def test_filling_takes_what_fits_in_order(data):
    frame_ = PLACE.buildings.frame
    names = np.array(data.draw(st.lists(st.sampled_from(["", "", "x"]), min_size=N, max_size=N)), dtype=object)
    blocks = make_blocks(names, frame_, PLACE.reason)
    demand = demand_with(frame_, 1.0, np.zeros(N, dtype=bool), PREPARED.task.regime)
    score = np.array(data.draw(st.lists(st.integers(0, 9), min_size=N, max_size=N)), dtype=float)
    order = ranked(blocks, score, demand.gj)
    gj, kw = data.draw(st.floats(0, 600)), data.draw(st.one_of(st.just(np.inf), st.floats(0, 60)))
    taken = fill(blocks, order, demand, gj=gj, kw=kw)
    # the same, block by block and from the beginning each time
    expected = np.zeros(N, dtype=bool)
    for k in order.tolist():
        trial = expected | (blocks.number == k)
        if demand.gj[trial].sum() <= gj * (1 + 1e-9) and demand.power_kw(trial) <= kw * (1 + 1e-9):
            expected = trial
    assert taken.tolist() == expected.tolist()
    mean = [np.average(score[blocks.number == k], weights=demand.gj[blocks.number == k]) for k in order.tolist()]
    assert all(a >= b - 1e-9 for a, b in pairwise(mean))
