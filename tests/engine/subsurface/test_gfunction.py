"""Line sources: against point sources added up by numerical integration, and against limits that are known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import dblquad
from scipy.special import erfc

from riothermie_kansen import kentallen
from riothermie_kansen.errors import CancelledError, InputError
from riothermie_kansen.subsurface.boreholes import line_source
from riothermie_kansen.subsurface.boreholes.gfunction import infinite_response, responses
from riothermie_kansen.subsurface.boreholes.line_source import W_PER_GJ, YEAR_S, Loops, influence, reach_m
from riothermie_kansen.subsurface.boreholes.soil import Ground
from tests.engine.subsurface.made_heat import loops

STANDARD = kentallen.load()
SAND = Ground(2.4, 2.5e6)
HEAD = STANDARD.value("bodem.kop_m")
WALL = STANDARD.value("bodem.boorstraal_mm") / 1000.0


def by_points(distance, seconds, drawn, felt, head):
    """Return the response as point sources along both loops, less their mirror images above the surface."""
    reach = np.sqrt(4.0 * SAND.diffusivity * seconds)

    def point(z, source):
        near, image = np.hypot(distance, z - source), np.hypot(distance, z + source)
        return erfc(near / reach) / near - erfc(image / reach) / image

    total, _ = dblquad(point, head, drawn, head, felt, epsabs=1e-7, epsrel=1e-7)
    # q / (4 pi lambda) times the mean over the loop that feels it, in units of q / (2 pi lambda)
    return total / (2.0 * (felt - head))


@pytest.mark.parametrize("years", [1.0, 50.0])
@pytest.mark.parametrize(("drawn", "felt"), [(60.0, 60.0), (120.0, 40.0), (40.0, 120.0)])
def test_against_point_sources(years, drawn, felt):
    for distance in (5.0, 30.0):
        ours = responses([distance], years * YEAR_S, SAND.diffusivity, [drawn], [felt], HEAD).item()
        assert ours == pytest.approx(by_points(distance, years * YEAR_S, drawn, felt, HEAD), rel=1e-5)


def test_a_very_long_loop_is_an_infinite_one():
    distance = np.array([WALL, 1.0, 10.0])
    long = responses(distance, YEAR_S, SAND.diffusivity, [20000.0], [20000.0], HEAD)[:, 0]
    np.testing.assert_allclose(long, infinite_response(distance, YEAR_S, SAND.diffusivity), rtol=2e-3)
    short = responses(distance, YEAR_S, SAND.diffusivity, [100.0], [100.0], HEAD)[:, 0]
    assert (short < infinite_response(distance, YEAR_S, SAND.diffusivity)).all()


def test_what_one_loop_does_to_another_is_what_that_does_back():
    """Reciprocity: the heat that a loop of one length makes felt over another one."""
    one = responses([8.0], 10 * YEAR_S, SAND.diffusivity, [150.0], [60.0], HEAD).item() * (60.0 - HEAD)
    other = responses([8.0], 10 * YEAR_S, SAND.diffusivity, [60.0], [150.0], HEAD).item() * (150.0 - HEAD)
    assert one == pytest.approx(other, rel=1e-12)


def exact(some, years):
    """Return the drop at each loop by every loop, without tables, classes or a cut-off, shape (n, n)."""
    apart = np.maximum(np.hypot(*(some.xy[:, None] - some.xy[None]).transpose(2, 0, 1)), WALL)
    felt = np.empty_like(apart)
    for i in range(len(some)):
        # a distance for each source: the diagonal of distances by sources
        felt[i] = np.diag(
            responses(apart[i], years * YEAR_S, SAND.diffusivity, some.depth_m, some.depth_m[[i] * len(some)], HEAD)
        )
    flux = some.net_gj * W_PER_GJ / (some.depth_m - HEAD)
    return felt * flux[None, :] / (2.0 * np.pi * SAND.conductivity)


def scattered(n, area, seed=1, depths=(100.0, 150.0, 220.0)):
    source = np.random.default_rng(seed)
    return loops(source.uniform(0.0, np.sqrt(n * area), (n, 2)), source.choice(depths, n), source.uniform(-5, 30, n))


def test_field_against_the_exact_sum():
    some = scattered(25, 300.0)
    found = influence(some, ground=SAND, kentallen=STANDARD, years=(5, 50))
    for at, years in enumerate((5, 50)):
        sums = exact(some, years)
        np.testing.assert_allclose(found.own_k[:, at], np.diag(sums), atol=2e-4)
        np.testing.assert_allclose(found.others_k[:, at], sums.sum(axis=1) - np.diag(sums), atol=5e-4)
    np.fill_diagonal(sums, 0.0)
    best = np.abs(sums).argmax(axis=1)
    assert found.worst.tolist() == some.system[best].tolist()
    np.testing.assert_allclose(found.worst_k, sums[np.arange(25), best], atol=1e-4)
    np.testing.assert_allclose(found.worst_m, np.hypot(*(some.xy - some.xy[best]).T), rtol=1e-9)


def test_many_different_depths_stay_close_to_the_exact_sum():
    source = np.random.default_rng(5)
    some = loops(source.uniform(0.0, 160.0, (60, 2)), source.uniform(40.0, 400.0, 60), source.uniform(10, 60, 60))
    found = influence(some, ground=SAND, kentallen=STANDARD, years=(50,))
    assert len(np.unique(np.round(some.depth_m, 1))) > line_source.DEPTHS
    total = exact(some, 50).sum(axis=1)
    np.testing.assert_allclose(found.total_k[:, 0], total, rtol=0.02)
    assert np.abs(found.total_k[:, 0] / total - 1.0).mean() < 0.005


def test_what_lies_beyond_the_reach_is_less_than_promised():
    """A plain of loops a cut-off further out: the part that is left out of the drop in the middle."""
    years, side = 50.0, 12.0
    reach = reach_m(years, SAND, STANDARD)
    steps = np.arange(-60, 61) * side
    x, y = (places.ravel() for places in np.meshgrid(steps, steps))
    far = np.hypot(x, y)
    felt = responses(np.maximum(far, WALL), years * YEAR_S, SAND.diffusivity, [150.0], [150.0], HEAD)[:, 0]
    assert far.max() > 3.0 * reach
    assert felt[far > reach].sum() < 2e-5 * felt.sum()
    # and the sum with it is the one of the whole plain
    field = loops(np.stack([x, y], axis=1), 150.0, 20.0)
    middle = loops([[0.0, 0.0]], 150.0, 0.0, ["midden"])
    found = influence(field, middle, ground=SAND, kentallen=STANDARD, years=(years,))
    scale = 20.0 * W_PER_GJ / (150.0 - HEAD) / (2.0 * np.pi * SAND.conductivity)
    assert found.others_k[0, 0] == pytest.approx(felt.sum() * scale, rel=1e-4)


def test_loops_of_one_system_are_its_own():
    some = loops([[0, 0], [6, 0], [40, 0]], 150.0, 20.0, ["a", "a", "b"])
    found = influence(some, ground=SAND, kentallen=STANDARD, years=(25,))
    sums = exact(some, 25)
    np.testing.assert_allclose(found.own_k[:2, 0], [sums[0, 0] + sums[0, 1], sums[1, 0] + sums[1, 1]], atol=1e-4)
    np.testing.assert_allclose(found.others_k[2, 0], sums[2, 0] + sums[2, 1], atol=1e-4)
    assert found.worst.tolist() == ["b", "b", "a"]
    assert found.worst_k[2] == pytest.approx(sums[2, 0] + sums[2, 1], abs=1e-4)
    assert found.worst_m[2] == pytest.approx(34.0)


def test_places_that_draw_no_heat_feel_all_of_it():
    found = influence(
        loops([[0, 0]], 150.0, 20.0), loops([[10, 0], [5000, 0]], 100.0, np.nan, ["x", "y"]), ground=SAND,
        kentallen=STANDARD, years=(25,),
    )  # fmt: skip
    both = loops([[0, 0], [10, 0]], [150.0, 100.0], [20.0, 0.0])
    assert found.others_k[0, 0] == pytest.approx(exact(both, 25)[1, 0], abs=1e-4)
    assert (found.own_k == 0.0).all()
    assert found.others_k[1, 0] == 0.0
    assert found.worst.tolist() == ["s00000", ""]
    assert np.isnan(found.worst_m[1])


def test_no_loops_at_all():
    none = loops(np.empty((0, 2)))
    assert influence(none, ground=SAND, kentallen=STANDARD).total_k.shape == (0, 4)
    felt = influence(none, loops([[0, 0]]), ground=SAND, kentallen=STANDARD)
    assert (felt.total_k == 0.0).all()
    assert felt.worst.tolist() == [""]


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.1, 3.0))
def test_superposition_order_and_place_do_not_matter(seed, factor):
    some = scattered(25, 400.0, seed)
    found = influence(some, ground=SAND, kentallen=STANDARD, years=(1, 25))
    order = np.random.default_rng(seed).permutation(len(some))
    moved = Loops(
        some.xy[order] + [155000.0, 463000.0], some.depth_m[order], factor * some.net_gj[order], some.system[order]
    )
    again = influence(moved, ground=SAND, kentallen=STANDARD, years=(1, 25))
    np.testing.assert_allclose(again.total_k, factor * found.total_k[order], rtol=1e-6, atol=1e-7)
    assert (again.worst == found.worst[order]).all()
    away = Loops(some.xy[1:], some.depth_m[1:], some.net_gj[1:], some.system[1:])
    less = influence(away, some, ground=SAND, kentallen=STANDARD, years=(1, 25))
    only = Loops(some.xy[:1], some.depth_m[:1], some.net_gj[:1], some.system[:1])
    rest = influence(only, some, ground=SAND, kentallen=STANDARD, years=(1, 25))
    np.testing.assert_allclose(less.total_k + rest.total_k, found.total_k, rtol=1e-9, atol=1e-9)


def test_the_ground_gets_colder_with_the_years_and_warmer_from_cooling():
    found = influence(loops([[0, 0], [7, 0]], 150.0, [20.0, -20.0]), ground=SAND, kentallen=STANDARD)
    assert (np.diff(found.own_k[0]) > 0.0).all()
    assert (found.others_k[0] < 0.0).all()
    np.testing.assert_allclose(found.own_k[0], -found.own_k[1])


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"xy": [[np.nan, 0.0]]}, "coordinates"),
        ({"depth": 0.5}, "0.5 m"),
        ({"net": np.nan}, "draws no heat"),
        ({"years": (5.0, 1.0)}, "ascending"),
        ({"years": (0.0, 1.0)}, "above 0"),
        ({"years": ()}, "above 0"),
    ],
)
def test_figures_that_cannot_be_are_refused(changed, words):
    given_ = {"xy": [[0.0, 0.0]], "depth": 150.0, "net": 20.0, "years": (1.0,)} | changed
    years = given_.pop("years")
    with pytest.raises(InputError, match=words):
        influence(loops(**given_), ground=SAND, kentallen=STANDARD, years=years)


def test_cancelling_stops():
    with pytest.raises(CancelledError):
        influence(scattered(20, 300.0), ground=SAND, kentallen=STANDARD, cancelled=lambda: True)
