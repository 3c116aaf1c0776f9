"""Which buildings are worth their costs, and the curve of costs against connections."""

from itertools import pairwise

import numpy as np
import pytest

from riothermie_kansen.errors import InputError
from riothermie_kansen.network.columns import CURVE_COLUMNS
from riothermie_kansen.network.curve import cost_curve
from riothermie_kansen.network.economy import choose
from riothermie_kansen.schema import names
from tests.engine.network.made_place import Place, random_place
from tests.engine.network.test_layout import check

FIXED = 200.0
"""EUR per connection beside its pipe."""


def row(distances=(20.0, 20.0, 20.0, 300.0, 300.0), kw=6.0, homes=1):
    """Return houses along a street, each so far from the one before."""
    x = np.cumsum(distances)
    nodes = {"s": (0.0, 0.0)} | {f"n{i}": (float(at), 0.0) for i, at in enumerate(x)}
    chain = list(nodes)
    streets = list(pairwise(chain))
    houses = {f"h{i}": (kw, homes, {f"n{i}": 5.0}) for i in range(len(x))}
    return Place(nodes, streets, houses, ["s"])


def chosen(place, *, can=None, power=None, **options):
    n = len(place.houses)
    sources = place.sources(power)
    result = choose(
        place.task, place.frame, sources, place.everyone if can is None else can, fixed_eur=np.full(n, FIXED),
        **({"thorough": False, "bound": False} | options),
    )  # fmt: skip
    check(place, result.layout, result.connected)
    left = (place.everyone if can is None else can) & ~result.connected
    assert ((result.reason != "") == left).all()
    return result


def test_without_a_limit_all_are_connected():
    place = row()
    result = chosen(place, bound=True)
    assert result.connected.all()
    assert result.layout.bound == pytest.approx(result.layout.total)


def test_far_houses_that_cost_more_than_the_limit_are_left_out():
    place = row()
    sizer = place.task.pricer.sizer
    near = 20 * sizer.price_of(4.0) + 5 * sizer.price_of(4.0, service=True) + FIXED
    result = chosen(place, limit_dwelling=near * 1.01)
    assert result.connected.tolist() == [True, True, True, False, False]
    assert set(result.reason[3:]) == {"te_duur"}
    far = 300 * sizer.price_of(4.0) + 5 * sizer.price_of(4.0, service=True) + FIXED
    # the reason says what it would cost to join: the first far house 300 m, the second 600 m
    assert result.words[3]["cost"].replace(".", "") == str(round(far))
    assert result.words[4]["cost"].replace(".", "") == str(round(far + 300 * sizer.price_of(4.0)))
    assert chosen(place, limit_dwelling=far * 1.01).connected.all()
    assert len(result.notes) == 1


def test_a_far_group_pays_for_its_street_together():
    # 10 houses at the end of 300 m: alone none is worth it, together they are
    place = row((20.0, 20.0, 300.0, *[1.0] * 9))
    near = np.arange(12) < 2
    extra = place.lay().total - place.lay(near).total
    assert extra > 300 * place.task.pricer.sizer.price_of(40.0)
    each = extra / 10 + FIXED
    assert chosen(place, limit_dwelling=each * 1.01).connected.all()
    assert chosen(place, limit_dwelling=each * 0.98).connected.tolist() == near.tolist()


def test_required_houses_stay_and_carry_the_street_for_others():
    place = row()
    place.frame.loc[4, "status"] = "verplicht"
    sizer = place.task.pricer.sizer
    connection = 5 * sizer.price_of(4.0, service=True) + FIXED
    # the street is laid for the last one: the others need only pay for their own connection
    result = chosen(place, limit_dwelling=connection * 1.01)
    assert result.connected.all()
    result = chosen(place, limit_dwelling=connection * 0.99)
    assert result.connected.tolist() == [False, False, False, False, True]


def test_a_limit_nobody_meets_is_said_in_one_sentence():
    with pytest.raises(InputError) as caught:
        chosen(row(), limit_dwelling=1.0)
    assert caught.value.key == "network_none_pays"
    assert "1 EUR per woning" in caught.value.text("nl")
    with pytest.raises(InputError):
        chosen(row(), limit_mwh=0.0)


def test_a_limit_per_mwh_looks_at_heat():
    place = row()
    place.frame["warmte_gj"] = [36.0, 36.0, 36.0, 36.0, 3600.0]
    sizer = place.task.pricer.sizer
    near = (20 * sizer.price_of(4.0) + 5 * sizer.price_of(4.0, service=True) + FIXED) / 10
    # the last one uses a hundred times as much and pays for the way to it
    assert chosen(place, limit_mwh=near * 1.02).connected.all()
    place.frame["warmte_gj"] = [36.0, 36.0, 36.0, 36.0, np.nan]
    result = chosen(place, limit_mwh=near * 1.02)
    assert result.connected.tolist() == [True, True, True, False, False]
    assert set(result.reason[3:]) == {"te_duur_mwh"}
    assert result.words[4]["cost"] == "-"


def test_dwellings_count_and_a_building_without_counts_as_one():
    place = row((20.0, 300.0))
    sizer = place.task.pricer.sizer
    flat = row((20.0, 300.0), homes=20)
    limit = 0.2 * 300 * sizer.price_of(4.0)
    assert chosen(place, limit_dwelling=limit).connected.tolist() == [True, False]
    assert chosen(flat, limit_dwelling=limit).connected.all()
    none = row((20.0, 300.0), homes=0)
    assert chosen(none, limit_dwelling=limit).connected.tolist() == [True, False]


def test_a_higher_limit_connects_no_fewer_and_is_worth_no_less():
    for seed in range(4):
        place = random_place(seed, columns=5, rows=4, count=12, big=seed % 2 == 0)
        homes = np.maximum(place.frame["woningen"].to_numpy(), 1.0)
        counts, surplus = [], []
        limits = [8e3, 1.5e4, 2.5e4, 5e4, 1e5, 1e7]
        for limit in limits:
            try:
                result = chosen(place, limit_dwelling=limit)
            except InputError as error:
                assert error.key == "network_none_pays"
                counts.append(0.0)
                surplus.append(0.0)
                continue
            who = result.connected
            counts.append(float(homes[who].sum()))
            surplus.append(float((limit * homes - FIXED)[who].sum()) - result.layout.total)
            # nobody is connected at a loss: taking all away gives 0
            assert surplus[-1] >= 0
            # the surplus of the set that is right for a lower limit can only grow
        assert counts[-1] == homes.sum()
        assert all(a <= b + 1e-6 for a, b in pairwise(surplus))
        assert sum(a > b for a, b in pairwise(counts)) == 0


def test_the_best_choice_of_tiny_places_by_brute_force():
    right = number = 0
    for seed in range(6):
        place = random_place(seed, columns=3, rows=2, count=4, big=seed % 2 == 0)
        homes = np.maximum(place.frame["woningen"].to_numpy(), 1.0)
        limit = (1e4, 2e4, 4e4)[seed % 3]
        best = 0.0
        for group in range(1, 16):
            who = np.array([group >> i & 1 for i in range(4)], dtype=bool)
            best = max(best, float((limit * homes - FIXED)[who].sum()) - place.cheapest(who))
        try:
            result = chosen(place, limit_dwelling=limit, thorough=True)
            found = float((limit * homes - FIXED)[result.connected].sum()) - result.layout.total
        except InputError:
            found = 0.0
        assert found <= best + 1e-6
        number += 1
        right += found >= best - 1e-6
    assert right >= 0.75 * number


def test_limits_of_sources_and_of_costs_together():
    place = row((20.0, 20.0, 20.0, 20.0, 300.0))
    result = chosen(place, power=[2 * 4 * 1.05], limit_dwelling=2e4)
    assert result.connected.sum() == 2
    assert sorted(result.reason) == ["", "", "bron_vol", "bron_vol", "te_duur"]
    with pytest.raises(InputError) as caught:
        chosen(place, power=[0.1])
    assert caught.value.key == "network_sources_too_small"


def test_what_cannot_be_connected_is_not_judged():
    place = row()
    can = np.array([True, True, False, True, True])
    result = chosen(place, can=can)
    assert result.connected.tolist() == can.tolist()
    assert result.reason.tolist() == [""] * 5


def curve_of(place, **options):
    layout = place.lay(thorough=False, bound=False)
    return layout, cost_curve(place.task, layout, place.frame, np.full(len(place.houses), FIXED), **options)


def test_the_curve_by_hand():
    place = row()
    layout, table = curve_of(place)
    sizer = place.task.pricer.sizer
    connection = 5 * sizer.price_of(4.0, service=True) + FIXED
    street = sizer.price_of(4.0)
    assert tuple(table.columns) == tuple(name for name in names(CURVE_COLUMNS) if name != "nettype")
    cost = dict(zip(table["aansluitingen"], table["kosten_eur"], strict=True))
    assert cost[5] == pytest.approx(layout.total + 5 * FIXED) == pytest.approx(660 * street + 5 * connection)
    assert cost[3] == pytest.approx(60 * street + 3 * connection)
    last = table.iloc[-1]
    assert last["eur_woning"] == pytest.approx(cost[5] / 5)
    assert last["marginaal_eur_woning"] == pytest.approx((cost[5] - cost[3]) / 2)
    assert last["eur_mwh"] == pytest.approx(cost[5] / (5 * 43.2 / 3.6))
    assert table["stap"].tolist() == list(range(1, len(table) + 1))


def test_the_curve_rises_and_ends_with_all():
    for seed in range(15):
        place = random_place(seed, columns=6, rows=4, count=16, sources=1 + seed % 2, existing=seed % 3 == 0)
        layout, table = curve_of(place)
        last = table.iloc[-1]
        assert last["aansluitingen"] == 16
        assert last["kosten_eur"] == pytest.approx(layout.total + 16 * FIXED)
        assert last["woningen"] == place.frame["woningen"].sum()
        for column in ("aansluitingen", "woningen", "warmte_gj", "kosten_eur"):
            assert table[column].is_monotonic_increasing
        assert table["aansluitingen"].is_unique
        assert len(table) > 2
        assert (table["marginaal_eur_woning"] > 0).all()


def test_the_curve_of_a_run_ends_at_its_total():
    place = row()
    result = chosen(place)
    assert result.curve["kosten_eur"].iloc[-1] == pytest.approx(result.layout.total + 5 * FIXED)
    assert len(chosen(place, curve=False).curve) == 0
