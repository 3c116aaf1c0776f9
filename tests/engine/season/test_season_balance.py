"""The balance of a year: by hand, as a linear programme, and what always holds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from riothermie_kansen.errors import InputError
from riothermie_kansen.season.balance import levels, season_balance, store_m3_per_gj, totals

HALF = 1000.0 / 3.6
"""Hours in which 1 kW is 1 GJ."""


def halves(supply, demand, cooling=(0, 0), eta=1.0, **more):
    """Return the balance of a summer (month 6) and a winter (month 12); kW are GJ."""
    return season_balance(
        np.array(supply, float), np.array(demand, float), np.array(cooling, float), [HALF, HALF], [6, 12],
        efficiency=eta, **more,
    )  # fmt: skip


def test_two_seasons_without_loss():
    """10 all year against 20 in the winter: half directly, half through a storage of 10."""
    made = halves((10, 10), (0, 20))
    assert made.supply_gj == pytest.approx(20)
    assert (made.direct_gj, made.to_store_gj, made.from_store_gj) == pytest.approx((10, 10, 10))
    assert made.capacity_gj == pytest.approx(10)
    assert made.shortage_gj == 0
    assert made.needed
    assert made.closes
    assert not made.day_only
    table = made.table.set_index("maand")
    assert len(table) == 12
    assert table.loc[6, "naar_wko_gj"] == pytest.approx(10)
    assert table.loc[12, "uit_wko_gj"] == pytest.approx(10)
    assert table["voorraad_gj"].tolist() == pytest.approx([0] * 5 + [10] * 6 + [0])


def test_two_seasons_with_loss():
    """With 80 % back, the 10 that can be stored give 8: 2 are lacking."""
    made = halves((10, 10), (0, 20), eta=0.8)
    assert (made.to_store_gj, made.from_store_gj, made.shortage_gj) == pytest.approx((10, 8, 2))
    assert made.capacity_gj == pytest.approx(10)
    assert made.needed
    assert not made.closes


def test_no_more_is_charged_than_is_used():
    made = halves((30, 10), (5, 18), eta=0.8)
    assert (made.direct_gj, made.from_store_gj, made.to_store_gj) == pytest.approx((15, 8, 10))
    assert made.closes
    assert made.capacity_gj == pytest.approx(10)


def test_cooling_goes_before_the_sewer():
    made = halves((10, 10), (0, 20), cooling=(4, 0))
    assert (made.regeneration_gj, made.to_store_gj, made.from_store_gj) == pytest.approx((4, 6, 10))
    assert made.capacity_gj == pytest.approx(10)


def test_cooling_of_more_than_is_needed():
    made = halves((10, 10), (0, 20), cooling=(25, 0), eta=0.5)
    assert (made.regeneration_gj, made.to_store_gj, made.from_store_gj) == pytest.approx((20, 0, 10))
    assert made.cooling_gj == pytest.approx(25)
    assert made.capacity_gj == pytest.approx(20)
    assert "5,0 GJ geen bestemming" in " ".join(made.words["nl"])


def test_no_storage_where_supply_is_always_enough():
    """Putten: the winter power is enough, so no WKO (par. 2.3.2)."""
    made = season_balance(
        np.full(12, 165.7), np.linspace(20, 150, 12), 0.0, np.full(12, 730.0), np.arange(1, 13), efficiency=0.95
    )
    assert not made.needed
    assert made.closes
    assert made.capacity_gj == made.to_store_gj == made.shortage_gj == 0
    assert made.direct_gj == pytest.approx(made.demand_gj)
    assert any("niet nodig" in sentence for sentence in made.words["nl"])


def test_charges_as_late_as_it_can():
    """Four seasons, surplus 6 in spring, 6 in summer, 6 in autumn, and 6 lacking: only the autumn charges."""
    made = season_balance([6, 6, 6, 0], [0, 0, 0, 6], 0.0, np.full(4, HALF), [4, 7, 10, 1], efficiency=1.0)
    table = made.table.set_index("maand")
    assert table.loc[[4, 7, 10], "naar_wko_gj"].tolist() == pytest.approx([0, 0, 6])
    assert made.capacity_gj == pytest.approx(6)


def test_leusden_592_kw_heats_450_dwellings():
    """592 kW at the source for 6000 h, COP 4: 450 homes of 35 GJ close, with or without a moment of direct delivery."""
    hours = np.array([6000.0, 2760.0])
    demand_gj = 450 * 35 * 3 / 4
    # the source of Leusden runs 6000 h; all demand in the other hours goes through the storage
    apart = season_balance([592.17, 0], [0, demand_gj / (2760 * 3.6e-3)], 0.0, hours, [7, 1], efficiency=0.95)
    assert apart.supply_gj == pytest.approx(12791, abs=1)
    assert apart.direct_gj == 0
    assert apart.closes
    assert apart.from_store_gj == pytest.approx(demand_gj)
    more = season_balance([592.17, 0], [0, 463 * 26.25 / (2760 * 3.6e-3)], 0.0, hours, [7, 1], efficiency=0.95)
    assert not more.closes  # 592 x 6000 x 0.95 gives 462.9 homes of 35 GJ (16 202 GJ at the building)
    flat = season_balance([592.17, 0], demand_gj / (8760 * 3.6e-3), 0.0, hours, [7, 1], efficiency=0.95)
    assert flat.closes
    assert flat.direct_gj == pytest.approx(demand_gj * 6000 / 8760)


def test_a_buffer_of_a_day_is_no_season_storage():
    """24 GJ a day on both sides, supply at night and demand by day: every day is enough."""
    supply = np.tile(np.repeat([4.0, 0.0], 12), 12)
    demand = np.tile(np.repeat([0.0, 4.0], 12), 12)
    month, days = np.repeat(np.arange(1, 13), 24), np.full(288, 30)
    made = season_balance(supply, demand, 0.0, 1.0, month, efficiency=1.0, repeats=days)
    assert made.needed
    assert made.day_only
    assert made.demand_gj == pytest.approx(360 * 48 * 3.6e-3)
    assert made.capacity_gj == pytest.approx(48 * 3.6e-3)


def test_typical_days_are_days_in_a_row():
    """288 typical hours, each day repeated, are the 8640 hours written out."""
    rng = np.random.default_rng(1)
    supply, demand, cooling = rng.uniform(0, 10, (3, 12, 24))
    demand *= np.where(np.isin(np.arange(12), (0, 1, 2, 10, 11)), 2.0, 0.7)[:, None]
    month = np.repeat(np.arange(1, 13), 24)
    short = season_balance(
        supply.ravel(), demand.ravel(), cooling.ravel() * 0.1, 1.0, month, efficiency=0.9, repeats=np.full(288, 30)
    )
    out = [np.repeat(values, 30, axis=0).ravel() for values in (supply, demand, cooling * 0.1)]
    long = season_balance(*out, 1.0, np.repeat(np.arange(1, 13), 720), efficiency=0.9)
    assert short.capacity_gj == pytest.approx(long.capacity_gj)
    assert np.allclose(short.table, long.table)


def test_groundwater():
    """A GJ at 5 K: 1e6 / (1000 x 4.18 x 5) = 47.8 m3."""
    assert store_m3_per_gj(1000, 4.18, 5) == pytest.approx(47.85, abs=0.01)
    made = halves((10, 10), (0, 20), m3_per_gj=47.85)
    assert made.volume_m3 == pytest.approx(478.5)
    assert any("479 m3" in sentence or "478 m3" in sentence for sentence in made.words["nl"])


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"efficiency": 0.0}, "season_efficiency"),
        ({"efficiency": 1.1}, "season_efficiency"),
        ({"month": [1, 13]}, "season_month"),
        ({"supply_kw": [1, -1]}, "season_value"),
        ({"demand_kw": [1, np.nan]}, "season_value"),
        ({"cooling_kw": [1, 2, 3]}, "season_length"),
        ({"hours": [0, 0]}, "season_empty"),
        ({"repeats": [1]}, "season_length"),
    ],
)
def test_bad_input(change, key):
    given_values = {
        "supply_kw": [1, 1], "demand_kw": [1, 1], "cooling_kw": 0.0, "hours": [1, 1], "month": [1, 2],
        "efficiency": 0.9,
    } | change  # fmt: skip
    with pytest.raises(InputError) as caught:
        season_balance(**given_values)
    assert caught.value.key == key
    assert caught.value.text("nl")


years = st.integers(2, 9).flatmap(
    lambda n: st.tuples(
        *(st.lists(st.integers(0, 30), min_size=n, max_size=n) for _ in range(3)),
        st.sampled_from([0.5, 0.8, 0.95, 1.0]),
    )
)


def balance_of(supply, demand, cooling, eta):
    n = len(supply)
    return season_balance(
        np.array(supply, float), np.array(demand, float), np.array(cooling, float), np.full(n, HALF),
        np.arange(1, n + 1), efficiency=eta,
    )  # fmt: skip


@given(years)
def test_what_always_holds(year):
    """Conservation, bounds and a level that is cyclic."""
    supply, demand, _, eta = year
    made = balance_of(*year)
    scale = max(made.demand_gj, 1)
    assert made.demand_gj == pytest.approx(made.direct_gj + made.from_store_gj + made.shortage_gj, abs=1e-9 * scale)
    assert made.from_store_gj == pytest.approx(eta * (made.to_store_gj + made.regeneration_gj), abs=1e-9 * scale)
    table = made.table.iloc[: len(supply)]
    for name, value in (
        ("aanbod_gj", made.supply_gj), ("vraag_gj", made.demand_gj), ("direct_gj", made.direct_gj),
        ("naar_wko_gj", made.to_store_gj), ("regeneratie_gj", made.regeneration_gj),
        ("uit_wko_gj", made.from_store_gj), ("tekort_gj", made.shortage_gj),
    ):  # fmt: skip
        assert made.table[name].sum() == pytest.approx(value, abs=1e-7)
    assert (table["direct_gj"] + table["naar_wko_gj"] <= table["aanbod_gj"] + 1e-7).all()
    assert (table["direct_gj"] + table["uit_wko_gj"] + table["tekort_gj"]).to_numpy() == pytest.approx(demand, abs=1e-7)
    level = table["voorraad_gj"].to_numpy()
    rise = table["naar_wko_gj"] + table["regeneratie_gj"] - table["uit_wko_gj"] / eta
    assert level - np.roll(level, 1) == pytest.approx(rise.to_numpy(), abs=1e-7)
    assert level.min() == pytest.approx(0, abs=1e-9)
    assert level.max() == pytest.approx(made.capacity_gj, abs=1e-9)


@given(years, st.integers(0, 8), st.integers(1, 10))
def test_more_supply_is_never_more_shortage(year, where, extra):
    supply, demand, cooling, eta = year
    more = list(supply)
    more[where % len(more)] += extra
    assert balance_of(more, demand, cooling, eta).shortage_gj <= balance_of(*year).shortage_gj + 1e-9


@given(years, st.integers(1, 8))
def test_a_year_may_begin_in_any_month(year, turn):
    *series, eta = year
    turned = balance_of(*(np.roll(values, turn) for values in series), eta)
    made = balance_of(*year)
    for name in ("direct_gj", "to_store_gj", "regeneration_gj", "from_store_gj", "shortage_gj", "capacity_gj"):
        assert getattr(turned, name) == pytest.approx(getattr(made, name), abs=1e-9)


@given(st.lists(years, min_size=2, max_size=5))
def test_many_at_once_are_one_by_one(several):
    n = min(len(year[0]) for year in several)
    columns = [np.array([year[i][:n] for year in several], float).T for i in range(3)]
    surplus, need = np.maximum(columns[0] - columns[1], 0), np.maximum(columns[1] - columns[0], 0) / 0.9
    together = levels(surplus, need, columns[2])
    for column in range(len(several)):
        alone = levels(surplus[:, column], need[:, column], columns[2][:, column])
        assert together[:, column] == pytest.approx(alone, abs=1e-9)


def programme(surplus, deficit, cooling, eta, bound=None):
    """Return the least shortage of a cyclic storage by linear programming, and the least size that reaches it.

    Variables per step: charge, cooling used, discharge, level at the end; and the size. Cooling is used first: the sum
    of charge is bounded by what cooling leaves open, and cooling that is all used comes when it comes.
    """
    n = len(surplus)
    need = deficit.sum() / eta
    used = min(cooling.sum(), need)
    charged = min(surplus.sum(), need - used)
    size = 4 * n
    rows, right = [], []
    for i in range(n):
        row = np.zeros(size + 1)
        row[[i, n + i]] = 1
        row[2 * n + i] = -1 / eta
        row[3 * n + i] -= 1
        row[3 * n + (i - 1) % n] += 1
        rows.append(row)
        right.append(0)
    limits = [
        *((0, value) for value in surplus), *((0, value) for value in cooling), *((0, value) for value in deficit),
        *[(0, None)] * n, (0, None),
    ]  # fmt: skip
    below = np.zeros((n, size + 1))
    for i in range(n):
        below[i, 3 * n + i], below[i, size] = 1, -1
    goal = np.zeros(size + 1)
    goal[2 * n : 3 * n] = -1
    first = linprog(goal, below, np.zeros(n), np.array(rows), right, limits)
    assert first.status == 0
    delivered = -first.fun
    totals_rows = np.zeros((3, size + 1))
    totals_rows[0, :n] = totals_rows[1, n : 2 * n] = totals_rows[2, 2 * n : 3 * n] = 1
    goal = np.zeros(size + 1)
    goal[size] = 1
    second = linprog(
        goal, below, np.full(n, 1e-9), np.vstack([rows, totals_rows]), [*right, charged, used, delivered], limits
    )
    assert second.status == 0
    return deficit.sum() - delivered, second.fun


@given(years)
def test_against_a_linear_programme(year):
    supply, demand, cooling, eta = (*(np.array(values, float) for values in year[:3]), year[3])
    made = balance_of(*year)
    shortage, size = programme(np.maximum(supply - demand, 0), np.maximum(demand - supply, 0), cooling, eta)
    assert made.shortage_gj == pytest.approx(shortage, abs=1e-6)
    assert made.capacity_gj == pytest.approx(size, abs=1e-5)


def test_totals_of_arrays():
    year = totals([10.0, 10.0], [10.0, 5.0], [0.0, 8.0], 0.5)
    assert year.regeneration.tolist() == [0, 8]
    assert year.to_store.tolist() == [10, 2]
    assert year.from_store.tolist() == [5, 5]
    assert year.shortage.tolist() == [5, 0]
