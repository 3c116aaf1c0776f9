"""The selection against proved best ones: a programme in whole numbers, and every set of blocks tried."""

import numpy as np
import pytest

from riothermie_kansen.match.optimise import optimise
from tests.engine.match.made_choice import by_programme, by_trying, random_question


def solved(seed, *, thorough=False, **options):
    place, problem = random_question(seed, **options)
    order = np.random.default_rng(seed).permutation(len(problem.can))
    return place, problem, optimise(place.task, problem, order, thorough=thorough, bound=True)


def test_few_buildings_get_the_proved_best_selection():
    gaps, below, greedy = [], [], []
    for seed in range(2):
        place, problem, found = solved(seed, count=12)
        best = by_programme(place.task, problem, found)
        gaps.append(found.best.objective / best - 1.0)
        below.append(1.0 - found.bound_objective / best)
        greedy.append(found.greedy.objective / best - 1.0)
    assert max(gaps) < 1e-6
    assert min(gaps) > -1e-6
    assert min(below) > -1e-6
    assert np.mean(greedy) > 0.1


def test_more_buildings_come_close_to_the_proved_best_selection():
    gaps, below = [], []
    for seed in (1, 3):
        place, problem, found = solved(seed, count=24, share=0.5)
        best = by_programme(place.task, problem, found)
        gaps.append(found.best.objective / best - 1.0)
        below.append(1.0 - found.bound_objective / best)
    assert min(gaps) > -1e-6
    assert np.mean(gaps) < 0.01
    assert max(gaps) < 0.03
    assert min(below) > -1e-6
    assert np.mean(below) < 0.2


def test_preferences_against_the_proved_best_selection():
    chance = np.random.default_rng(5)
    for seed in range(2):
        place, problem, found = solved(seed, count=11, preference=chance.random(11), weight=0.5)
        best = by_programme(place.task, problem, found)
        assert found.best.objective == pytest.approx(best, rel=1e-6, abs=1e-6)
        assert found.bound_objective <= best + 1e-6


def test_with_true_diameters_every_set_of_blocks_was_tried():
    gaps = []
    for seed in range(2):
        place, problem, found = solved(seed, count=11, blocks=8, big=True)
        best = by_trying(place.task, problem, found)
        gaps.append(found.best.objective / best - 1.0)
        assert found.bound_objective <= best * (1.0 + 1e-9)
    # laid quickly here, thoroughly there
    assert max(gaps) < 0.02


def test_the_bound_is_close_where_blocks_are_small():
    _, _, found = solved(2, count=60, share=0.5)
    assert found.bound_objective <= found.best.objective
    assert found.gap < 0.1
