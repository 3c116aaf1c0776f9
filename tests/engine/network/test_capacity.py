"""Sources with a limited power, on places made by hand."""

import numpy as np
import pytest

from riothermie_kansen.network.capacity import ENOUGH, exclusive, fit_sources, used_power, without
from tests.engine.network.made_place import Place, random_place
from tests.engine.network.test_layout import check

LOSS = 1.05
"""A bronnet loses 5 % (net.verlies_bron); a house of 6 kW with COP 3 takes 4 kW."""


def line(count, sources, kw=6.0):
    """Return houses along a street of 50 m per house, all of them at once at full power."""
    nodes = {f"n{i}": (50.0 * i, 0) for i in range(count + 1)}
    streets = [(f"n{i}", f"n{i + 1}") for i in range(count)]
    houses = {f"h{i}": (kw, 1, {f"n{i}": 5}) for i in range(count + 1)}
    return Place(nodes, streets, houses, sources)


def fit(place, limits, required=()):
    layout = place.lay()
    needed = np.isin(place.houses, required)
    return fit_sources(place.task, layout, place.everyone, needed, np.array(limits, dtype=float))


def within(place, fitted, limits):
    used = used_power(place.task, fitted.layout)
    limit = np.where(np.isnan(limits), np.inf, limits)
    assert (used <= limit * (1.0 + 2 * ENOUGH)).all()
    check(place, fitted.layout, fitted.connected)
    return used


def test_without_a_limit_nothing_changes():
    place = line(5, ["n0", "n5"])
    fitted = fit(place, [np.nan, np.nan])
    assert fitted.connected.all()
    assert fitted.moved == 0
    assert fitted.layout.total == pytest.approx(place.lay().total)
    assert within(place, fitted, [np.nan, np.nan]).sum() == pytest.approx(6 * 4 * LOSS)


def test_what_one_source_cannot_feed_moves_to_the_other():
    place = line(5, ["n0", ("n0", 10.0)])
    before = place.lay()
    assert used_power(place.task, before).tolist() == pytest.approx([24 * LOSS, 0.0])
    fitted = fit(place, [3.5 * 4 * LOSS, 100.0])
    used = within(place, fitted, [3.5 * 4 * LOSS, 100.0])
    assert fitted.connected.all()
    assert fitted.moved >= 1
    assert used.sum() == pytest.approx(24 * LOSS)


def test_two_sources_at_both_ends_share_a_line():
    # the break of 10 m longer is where the layout would cut the line; the limit moves it by two houses
    place = line(7, ["n0", "n7"])
    limits = [2 * 4 * LOSS, 6 * 4 * LOSS]
    fitted = fit(place, limits)
    used = within(place, fitted, limits)
    assert fitted.connected.all()
    assert used.tolist() == pytest.approx([8 * LOSS, 24 * LOSS])
    # houses 0 and 1 stay with the first: the street between houses 1 and 2 is the one without pipe
    assert "n1n2" not in place.used(fitted.layout)[0]


def test_demand_beyond_all_limits_leaves_out_the_dearest():
    nodes = {"s": (0, 0), "a": (40, 0), "b": (80, 0), "far": (400, 0)}
    streets = [("s", "a"), ("a", "b"), ("b", "far")]
    houses = {"g": (6, 1, {"a": 5}), "h": (6, 1, {"b": 5}), "i": (6, 1, {"far": 5})}
    place = Place(nodes, streets, houses, ["s"])
    fitted = fit(place, [2 * 4 * LOSS])
    assert fitted.connected.tolist() == [True, True, False]
    assert within(place, fitted, [2 * 4 * LOSS]).tolist() == pytest.approx([8 * LOSS])
    assert place.used(fitted.layout)[0] == {"as", "ab"}
    # the far one is required: another one goes
    fitted = fit(place, [2 * 4 * LOSS], required=["i"])
    assert fitted.connected[2]
    assert fitted.connected.sum() == 2
    # required ones go last, but go when there is no other way
    fitted = fit(place, [4 * LOSS], required=["g", "h", "i"])
    assert fitted.connected.sum() == 1
    within(place, fitted, [4 * LOSS])


def test_a_source_that_is_too_small_for_anything_connects_nothing():
    place = line(3, ["n0"])
    fitted = fit(place, [0.5])
    assert not fitted.connected.any()
    assert len(fitted.layout.edges) == 0
    assert used_power(place.task, fitted.layout).tolist() == [0.0]


def test_a_source_without_power_left_feeds_nobody_and_gets_no_pipe():
    # the nearest source of all is too small for one house; what led to it may not stay behind as a stub
    place = line(4, ["n0", ("n4", 10.0)])
    fitted = fit(place, [np.nan, 1.0])
    assert fitted.connected.all()
    assert within(place, fitted, [np.nan, 1.0])[1] == 0.0
    assert place.used(fitted.layout)[2] == {0}


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 1.2])
def test_random_places_stay_within_the_limits(share):
    whole = 0
    for seed in range(12):
        place = random_place(seed, columns=5, rows=4, count=9, sources=1 + seed % 3, existing=seed % 4 == 0)
        layout = place.lay(thorough=False, bound=False)
        rng = np.random.default_rng(seed)
        total = used_power(place.task, layout).sum()
        parts = rng.dirichlet(np.ones(len(place.task.site.source_edges)))
        limits = share * total * parts
        if seed % 5 == 0:
            limits[0] = np.nan
        required = rng.random(9) < 0.3
        fitted = fit_sources(place.task, layout, place.everyone, required, limits)
        within(place, fitted, limits)
        whole += fitted.connected.all()
        again = fit_sources(place.task, layout, place.everyone, required, limits)
        assert again.layout.edges.tolist() == fitted.layout.edges.tolist()
        if np.isfinite(limits).all() and len(limits) == 1 and share > 1:
            assert fitted.connected.all()
    assert whole >= (1 if share < 1 else 4)


def test_costs_that_are_for_one_building_only():
    place = line(3, ["n0"])
    layout = place.lay()
    own = exclusive(place.task.site, layout)
    house = 5 * place.task.pricer.sizer.price_of(4.0, service=True)
    street = 50 * place.task.pricer.sizer.price_of(4.0)
    assert own.tolist() == pytest.approx([house, house, house, house + street])
    kept = without(place.task.site, layout, np.array([True, True, False, False]))
    # a house, the source, and the street in between
    assert len(kept) == 4
