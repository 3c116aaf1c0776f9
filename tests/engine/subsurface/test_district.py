"""A district where everybody drills: temperatures of the fluid by hand, who makes it, and who can drill together."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.errors import CancelledError, InputError
from riothermie_kansen.subsurface.boreholes.district import HAALT_HET, HAALT_HET_NIET, ZONDER_BUREN, district
from riothermie_kansen.subsurface.boreholes.gfunction import responses
from riothermie_kansen.subsurface.boreholes.line_source import W_PER_GJ, YEAR_S, Field, Loops, influence
from riothermie_kansen.subsurface.boreholes.loop_length import loops_needed
from riothermie_kansen.subsurface.boreholes.soil import SOORTEN, Ground, specific_yield
from tests.engine.subsurface.made_heat import loops, stack

STANDARD = kentallen.load()
SAND = Ground(2.4, 2.5e6)
LIMIT = 1.5


def everybody(some, peak=6.0, drawn=None, temperature=10.5, existing=None, values=STANDARD, **options):
    return district(
        some, peak_kw=peak, ground_gj=np.maximum(some.net_gj, 0.0) if drawn is None else drawn,
        temperature_c=temperature, ground=SAND, existing=existing, kentallen=values, **options,
    )  # fmt: skip


def street(n, apart, **options):
    return loops([[i * apart, 0.0] for i in range(n)], **options)


def test_fluid_of_one_loop_by_hand():
    """Three pulses, the borehole and half of the difference over the loop, each worked out here."""
    found = everybody(loops([[0, 0]], 150.0, 20.0), peak=6.0, drawn=25.0).systems.iloc[0]

    def by(seconds):
        felt = responses([0.1], seconds, SAND.diffusivity, [150.0], [150.0], 1.0).item()
        return felt / (2.0 * np.pi * SAND.conductivity)

    year, month, peak = 20.0 * W_PER_GJ / 149.0, 0.18 * 25e9 / (YEAR_S / 12.0) / 149.0, 6000.0 / 149.0
    drop = year * by(25 * YEAR_S) + (month - year) * by(YEAR_S / 12.0) + (peak - month) * by(6 * 3600.0) + peak * 0.10
    assert found["t_vloeistof_c"] == pytest.approx(10.5 - drop - 1.5, abs=1e-3)
    assert found["t_alleen_c"] == found["t_vloeistof_c"]
    assert found["w_per_m"] == pytest.approx(40.0)
    assert (found["verlies_pct"], found["verlies_w_m"], found["rendement_pct"]) == (0.0, 0.0, 0.0)
    assert found["oordeel"] == HAALT_HET
    assert found["kan_samen"]


@pytest.mark.parametrize("soil", ["zand", "grind", "klei", "leem", "kalksteen", "onbekend"])
@pytest.mark.parametrize("depth", [60.0, 150.0, 300.0])
def test_a_loop_alone_at_the_yield_of_its_soil_stays_above_the_lowest_temperature(soil, depth):
    """Yield per metre and temperature agree: who drills by the table, alone and without cooling, makes it."""
    kind = {"leem": "complex", "grind": "onbekend"}.get(soil, soil)
    one = specific_yield(stack([(kind, 0.0, -600.0)], 0.0), None, [[0, 0]], depth, kentallen=STANDARD)
    yield_w = STANDARD.value(f"bodem.opbrengst_{soil}")
    ground = Ground(STANDARD.value(f"bodem.geleiding_{soil}"), STANDARD.value(f"bodem.capaciteit_{soil}") * 1e6)
    need = loops_needed(
        np.nan, yield_w * depth * 1800.0 * 3.6e-6 / 0.75, w_per_m=yield_w, depth_m=depth, kentallen=STANDARD
    )
    assert need.metres[0] == pytest.approx(depth)
    some = loops([[0, 0]], depth, need.net_gj)
    found = district(
        some, peak_kw=need.ground_kw, ground_gj=need.ground_gj, temperature_c=one.temperature, ground=ground,
        kentallen=STANDARD,
    )  # fmt: skip
    assert set(SOORTEN) >= {soil}
    assert found.systems["oordeel"].tolist() == [HAALT_HET]
    assert found.systems["t_vloeistof_c"].iloc[0] > -3.0


def test_loss_is_the_part_of_the_budget_that_neighbours_take():
    found = everybody(street(5, 8.0, depth=150.0, net=20.0))
    rows = found.systems
    # budget: from 10.5 to -3 less half of 3 K over the loop
    np.testing.assert_allclose(rows["verlies_pct"], 100.0 * rows["buren_25_k"] / (10.5 + 3.0 - 1.5))
    np.testing.assert_allclose(rows["verlies_w_m"], rows["verlies_pct"] / 100.0 * rows["w_per_m"])
    np.testing.assert_allclose(rows["rendement_pct"], 3.0 * rows["buren_25_k"])
    np.testing.assert_allclose(rows["t_alleen_c"] - rows["t_vloeistof_c"], rows["buren_25_k"])
    np.testing.assert_allclose(rows["daling_50_k"], rows["eigen_50_k"] + rows["buren_50_k"])
    assert rows["verlies_pct"].idxmax() == 2, "the middle of a row loses most"
    assert found.totals["verlies_hoogst_pct"] == rows["verlies_pct"].max()


def test_scaling_down_by_the_loss_gives_the_lowest_temperature_back():
    """With the part of its yield that is left a system is as cold as it was alone at full yield: the loss is real."""
    some = street(2, 6.0, depth=150.0, net=[20.0, 200.0])
    row = everybody(some, peak=[6.0, 20.0]).systems.iloc[0]
    lowest = row["t_alleen_c"]
    values = STANDARD.replace({"bodem.t_vloeistof_laag": float(lowest)})
    loss = everybody(some, peak=[6.0, 20.0], values=values).systems.iloc[0]["verlies_pct"] / 100.0
    less = Loops(some.xy, some.depth_m, some.net_gj * [1.0 - loss, 1.0], some.system)
    again = everybody(less, peak=[6.0 * (1.0 - loss), 20.0]).systems.iloc[0]
    assert again["t_vloeistof_c"] == pytest.approx(lowest, abs=1e-3)


def test_who_no_longer_makes_it():
    some = loops([[0, 0], [5, 0], [500, 0], [900, 0]], 150.0, 33.0, list("abcd"))
    found = everybody(some, peak=[7.6, 7.6, 7.6, 12.0])
    rows = found.systems.set_index("systeem_id")
    assert rows["oordeel"].to_dict() == {"a": ZONDER_BUREN, "b": ZONDER_BUREN, "c": HAALT_HET, "d": HAALT_HET_NIET}
    assert rows["kan_samen"].to_dict() == {"a": True, "b": False, "c": True, "d": False}
    assert found.totals["haalt_het"] == 1
    assert found.totals["alleen_zonder_buren"] == 2
    assert found.totals["haalt_het_niet"] == 1
    assert found.totals["kan_samen_pct"] == 50.0
    assert "Als alle 4 systemen boren, houdt er 1 na 25 jaar de vloeistof boven -3 °C" in found.notes[0]


def test_cooling_brings_the_district_within_the_limit():
    some = street(20, 7.0, depth=150.0, net=25.0)
    found = everybody(some)
    assert found.totals["boven_grens"] > 0
    less = 1.0 - found.totals["regeneratie_pct"] / 100.0
    again = everybody(Loops(some.xy, some.depth_m, some.net_gj * less, some.system), drawn=25.0)
    assert again.systems["buren_25_k"].max() == pytest.approx(LIMIT)
    assert again.totals["boven_grens"] <= 1
    balanced = everybody(Loops(some.xy, some.depth_m, some.net_gj * 0.0, some.system), drawn=25.0)
    assert (balanced.systems["buren_50_k"] == 0.0).all()
    assert balanced.totals["kan_samen"] == 20


def test_existing_systems_keep_their_room_and_take_no_part():
    old = loops([[0, 0]], 150.0, 20.0, ["oud"])
    near = everybody(loops([[4, 0], [300, 0]], 150.0, [60.0, 30.0], ["bij", "ver"]), existing=old)
    rows = near.systems.set_index("systeem_id")
    assert rows["bestaand"].to_dict() == {"bij": False, "oud": True, "ver": False}
    assert rows.loc["oud", "boven_grens"]
    assert rows["kan_samen"].to_dict() == {"bij": False, "oud": False, "ver": True}
    assert rows.loc["oud", "oordeel"] == ""
    assert np.isnan(rows.loc["oud", "t_vloeistof_c"])
    assert near.totals["bestaand_boven_grens"] == 1
    assert near.totals["systemen"] == 2


def test_existing_systems_that_harm_each_other_do_not_stop_everybody():
    old = loops([[0, 0], [4, 0]], 150.0, 60.0, ["o1", "o2"])
    found = everybody(loops([[150, 0]], 150.0, 20.0, ["ver"]), existing=old).systems.set_index("systeem_id")
    assert found.loc["o1", "boven_grens"]
    assert found.loc["ver", "kan_samen"]


def crowd(seed, n=40, area=250.0):
    source = np.random.default_rng(seed)
    return loops(
        source.uniform(0, np.sqrt(n * area), (n, 2)), source.choice([100.0, 150.0], n), source.uniform(5, 30, n),
        [f"s{i}" for i in source.integers(0, n, n)],
    )  # fmt: skip


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000))
def test_the_group_keeps_within_the_limits_and_nobody_else_fits(seed):
    some = crowd(seed)
    found = everybody(some, peak=some.depth_m * 0.035).systems.set_index("systeem_id")
    chosen = found.index[found["kan_samen"]]
    inside = np.isin(some.system, chosen)
    only = Loops(some.xy[inside], some.depth_m[inside], some.net_gj[inside], some.system[inside])
    alone = everybody(only, peak=only.depth_m * 0.035).systems
    assert (alone["buren_25_k"] <= LIMIT + 1e-3).all()
    assert (alone["t_vloeistof_c"] >= -3.0 - 1e-3).all()
    for other in found.index[~found["kan_samen"]]:
        more = inside | (some.system == other)
        joined = Loops(some.xy[more], some.depth_m[more], some.net_gj[more], some.system[more])
        after = everybody(joined, peak=joined.depth_m * 0.035).systems
        assert (after["buren_25_k"] > LIMIT - 1e-3).any() or (after["t_vloeistof_c"] < -3.0 + 1e-3).any()


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000))
def test_counts_add_up_and_order_does_not_matter(seed):
    some = crowd(seed)
    order = np.random.default_rng(seed + 1).permutation(len(some))
    mixed = Loops(some.xy[order], some.depth_m[order], some.net_gj[order], some.system[order])
    one = everybody(some, peak=some.depth_m * 0.035)
    other = everybody(mixed, peak=mixed.depth_m * 0.035)
    pd.testing.assert_frame_equal(one.systems, other.systems, rtol=1e-6, atol=1e-6)
    totals = one.totals
    assert totals["systemen"] == len(set(some.system))
    assert totals["haalt_het"] + totals["alleen_zonder_buren"] + totals["haalt_het_niet"] == totals["systemen"]
    assert one.systems["lussen"].sum() == len(some)
    assert one.systems["verlies_pct"].between(0.0, 100.0).all()


def test_the_years_are_those_of_the_line_sources():
    some = street(3, 9.0, depth=120.0, net=18.0)
    found = everybody(some).systems
    drop = influence(some, ground=SAND, kentallen=STANDARD)
    for at, year in enumerate((1, 5, 25, 50)):
        np.testing.assert_allclose(found[f"daling_{year}_k"], drop.total_k[:, at])


def test_an_empty_district():
    found = everybody(loops(np.empty((0, 2))), peak=[])
    assert len(found.systems) == 0
    assert found.totals["systemen"] == 0
    assert np.isnan(found.totals["kan_samen_pct"])


@pytest.mark.parametrize("wrong", [-1.0, np.nan, np.inf])
def test_power_that_cannot_be_is_refused(wrong):
    with pytest.raises(InputError, match="no power or heat"):
        everybody(loops([[0, 0]]), peak=wrong)


def test_cancelling_stops():
    calls = iter([False] * 1 + [True] * 1000)
    with pytest.raises(CancelledError):
        everybody(street(5, 50.0), cancelled=lambda: next(calls))


def largest_group(some, room):
    """Return the size of the largest group that keeps within its room, by trying all of them."""
    every = np.arange(len(some))
    field = Field.build(some, some, np.array([25.0]), SAND, STANDARD)
    effect = field.drops(every[:, None], every[None, :])[0][:, :, 0]
    np.fill_diagonal(effect, 0.0)
    groups = (np.arange(2 ** len(some))[:, None] >> every) & 1
    fits = ((groups @ effect.T <= room) | (groups == 0)).all(axis=1)
    return int(groups[fits].sum(axis=1).max())


def test_the_group_is_close_to_the_largest_one():
    sizes = []
    for seed in range(20):
        source = np.random.default_rng(seed)
        side = np.sqrt(11 * source.choice([60.0, 120.0, 250.0]))
        some = loops(source.uniform(0, side, (11, 2)), 150.0, source.uniform(10, 35, 11))
        found = everybody(some, peak=5.5)
        room = np.minimum(LIMIT, found.systems["t_alleen_c"].to_numpy() + 3.0)
        sizes.append((found.totals["kan_samen"], largest_group(some, room)))
    ours, most = np.array(sizes).T
    assert (ours <= most).all()
    assert ours.sum() >= 0.9 * most.sum()
    assert (ours < most).any(), "cases that tell the two apart"
