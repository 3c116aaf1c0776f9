"""Draws: their distributions against closed forms, and what must hold whatever the seed."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from riothermie_kansen.economics.columns import KANSVERDELING_COLUMNS, VERDELING_COLUMNS
from riothermie_kansen.economics.montecarlo import draws, inverse, monte_carlo
from riothermie_kansen.economics.project import Choices
from riothermie_kansen.economics.solve import outcome, varied
from riothermie_kansen.economics.uncertainty import KEUZE, VORMEN, Uncertainty, uncertainties
from riothermie_kansen.errors import CancelledError, InputError
from riothermie_kansen.schema import names
from tests.engine.economics.neighbourhood import STANDARD, settled

DRAWN = tuple(kind for kind in VORMEN if kind != KEUZE)


def assumption(kind, low=1.0, high=3.0, top=1.5):
    return Uncertainty("volloop", "Volloop", kind, top, low, high, "-", "aanname")


@pytest.fixture(scope="module")
def bron():
    return monte_carlo(*settled(), runs=4000, seed=7)


@pytest.mark.parametrize(
    ("kind", "peer"),
    [
        ("uniform", stats.uniform(1.0, 2.0)),
        ("driehoek", stats.triang(0.25, loc=1.0, scale=2.0)),
        ("lognormaal", stats.lognorm(np.log(3.0) / 2 / stats.norm.ppf(0.9), scale=np.sqrt(3.0))),
    ],
)
def test_distributions_against_scipy(kind, peer):
    chance = np.linspace(0.001, 0.999, 501)
    np.testing.assert_allclose(inverse(assumption(kind), chance, 0.1), peer.ppf(chance), rtol=1e-9)
    assert stats.kstest(draws(assumption(kind), 20_000, 1, STANDARD), peer.cdf).pvalue > 1e-4


def test_normal_is_cut_off_at_two_deviations():
    chance = np.linspace(0.0, 1.0, 401)
    even = inverse(assumption("normaal", top=2.0), chance, 0.1)
    peer = stats.truncnorm(-2.0, 2.0, loc=2.0, scale=0.5)
    np.testing.assert_allclose(even, peer.ppf(chance), atol=1e-9)
    skew = inverse(assumption("normaal", top=1.5), np.array([0.0, 0.5, 1.0]), 0.1)
    np.testing.assert_allclose(skew, [1.0, 1.5, 3.0], atol=1e-12)


@given(
    st.sampled_from(DRAWN),
    st.floats(0.1, 10.0),
    st.floats(0.01, 10.0),
    st.floats(0.0, 1.0),
    st.floats(0.0001, 0.9999),
)
def test_quantiles_rise_and_stay_within_bounds(kind, low, width, place, chance):
    one = assumption(kind, low, low + width, low + place * width)
    found = inverse(one, [chance / 2, chance], 0.1)
    assert found[0] <= found[1] + 1e-12
    if kind != "lognormaal":
        assert (found >= low - 1e-9).all()
        assert (found <= low + width + 1e-9).all()
    else:
        assert (found > 0).all()
        ends = inverse(one, [0.1, 0.9], 0.1)
        np.testing.assert_allclose(ends, [low, low + width], rtol=1e-9)


def test_same_seed_same_draws_another_seed_others(bron):
    again = monte_carlo(*settled(), runs=4000, seed=7)
    np.testing.assert_array_equal(bron.ncw_eur, again.ncw_eur)
    other = monte_carlo(*settled(), runs=4000, seed=8)
    assert not np.array_equal(bron.ncw_eur, other.ncw_eur)
    assert other.kans_positief == pytest.approx(bron.kans_positief, abs=0.05)


def test_a_longer_simulation_begins_with_the_shorter_one(bron):
    short = monte_carlo(*settled(), runs=500, seed=7)
    np.testing.assert_allclose(short.ncw_eur, bron.ncw_eur[:500], rtol=1e-12, atol=1e-6)


def test_another_range_leaves_the_other_draws_alone():
    """All other assumptions fixed, the outcome is that of the one left, in the order of its draws."""
    project, _, assumptions, own = settled()
    ranges = {one.veld: one for one in uncertainties(project, assumptions, own)}
    narrow = replace(ranges["volloop"], laag=0.6)
    first, second = (draws(one, 100, 3, own) for one in (ranges["volloop"], narrow))
    assert not np.array_equal(first, second)
    np.testing.assert_array_equal(np.argsort(first), np.argsort(second))


def test_run_by_run_it_is_the_same(bron):
    project, choices, assumptions, own = settled()
    ranges = [one for one in uncertainties(project, assumptions, own) if one.vorm != KEUZE]
    drawn = {one.veld: draws(one, 4000, 7, own) for one in ranges}
    for run in (0, 17, 3999):
        changed, numbers = varied(project, assumptions, {field: column[run] for field, column in drawn.items()})
        assert outcome(changed, choices, numbers, own)[0] == pytest.approx(bron.ncw_eur[run], abs=1e-4)


def test_tables_and_chances(bron):
    assert list(bron.frame.columns) == list(names(KANSVERDELING_COLUMNS))
    assert list(bron.verdelingen.columns) == list(names(VERDELING_COLUMNS))
    assert bron.kans_positief == (bron.ncw_eur > 0).sum() / 4000
    values = list(bron.kwantielen.values())
    assert values == sorted(values)
    assert bron.kwantielen[0.5] == pytest.approx(np.median(bron.ncw_eur))
    assert bron.kwantiel(0.5) == pytest.approx(bron.kwantielen[0.5])
    for chance, value in bron.kwantielen.items():
        assert np.mean(bron.ncw_eur <= value) == pytest.approx(chance, abs=1e-3)
    assert bron.basis_eur == pytest.approx(49081, abs=1)
    assert set(bron.verdelingen["verdeling"]) <= set(DRAWN)
    assert "wis_eur" not in set(bron.verdelingen["veld"])
    assert bron.trekkingen == 4000
    assert bron.zaad == 7


def test_investment_is_drawn_with_its_factor(bron):
    project, _, assumptions, own = settled()
    one = {found.veld: found for found in uncertainties(project, assumptions, own)}["investering_factor"]
    np.testing.assert_allclose(bron.investering_eur, 2723500.0 * draws(one, 4000, 7, own))


def test_correlations_have_the_right_sign(bron):
    assert bron.correlatie["volloop"] > 0.1
    assert bron.correlatie["investering_factor"] < -0.5
    expected = stats.spearmanr(draws(assumption("driehoek", 0.5, 1.0, 0.7), 4000, 7, STANDARD), bron.ncw_eur).statistic
    assert bron.correlatie["volloop"] == pytest.approx(expected, abs=1e-9)


def test_what_makes_no_difference_is_said(bron):
    """The heat of this project counts in nothing: certificates and electricity are given in euro."""
    assert np.isnan(bron.correlatie["warmte_factor"])
    assert any("Warmtevraag" in note for note in bron.notes)
    assert "onafhankelijk" in bron.notes[0]
    assert "mediaan" in bron.notes[-1]


def test_all_ranges_closed_gives_the_base_every_time():
    keys = [key for key in STANDARD if key.startswith("onzekerheid.") and key.count(".") == 2]
    project, _, assumptions, _ = settled()
    used = {one.veld: one for one in uncertainties(project, assumptions, STANDARD)}
    fixed = {}
    for key in keys:
        name = key.split(".")[2]
        unit = STANDARD[key].eenheid
        value = 1.0 if unit == "x" else used[name.removesuffix("_bronnet")].waarde if not name.endswith("_mt") else 0.5
        fixed[key] = [value, value] if not name.endswith("_mt") else list(STANDARD.table(key))
    found = monte_carlo(*settled(values=fixed), runs=100)
    assert np.ptp(found.ncw_eur) < 1e-6
    assert found.ncw_eur[0] == pytest.approx(found.basis_eur, abs=1e-6)
    assert found.kans_positief == 1.0
    assert all(np.isnan(value) for value in found.correlatie.values())
    assert not any("mediaan" in text for text in found.notes)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**40))
def test_more_subsidy_never_lowers_the_chance(seed):
    with_it = monte_carlo(*settled(), runs=200, seed=seed)
    without = monte_carlo(*settled(choices=Choices(wis=False)), runs=200, seed=seed)
    assert (with_it.ncw_eur >= without.ncw_eur - 1e-6).all()
    assert with_it.kans_positief >= without.kans_positief


@pytest.mark.parametrize("runs", [0, 99, -5, 10_000_000, 1.5, True, "veel"])
def test_bad_numbers_of_draws(runs):
    with pytest.raises(InputError) as caught:
        monte_carlo(*settled(), runs=runs)
    assert str(runs) in caught.value.text("nl")


@pytest.mark.parametrize("seed", [-1, 0.5, True, None])
def test_bad_seeds(seed):
    with pytest.raises(InputError):
        monte_carlo(*settled(), runs=100, seed=seed)


def test_cancelling():
    with pytest.raises(CancelledError):
        monte_carlo(*settled(), runs=100, cancelled=lambda: True)


def test_in_parts_it_is_the_same_and_progress_moves():
    seen = []
    long = monte_carlo(*settled(), runs=20_500, seed=7, progress=seen.append)
    assert len(seen) == 3
    assert seen[-1] == 100.0
    assert len(long.ncw_eur) == 20_500
    assert np.isfinite(long.ncw_eur).all()
