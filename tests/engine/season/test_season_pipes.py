"""The season of pipes: many at once against one by one, classes, and the dwellings that just fit."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.errors import FieldError, InputError
from riothermie_kansen.season.pipes import SEIZOEN_LEIDING_COLUMNS, SeasonSettings, season_of_flow, seasons
from riothermie_kansen.season.profiles import demand_year, usable_cooling
from riothermie_kansen.season.supply import Flows, passes_again, supply_shape
from riothermie_kansen.season.windows import largest_window

VALUES = kentallen.load()
YEAR = demand_year(VALUES)
WARM = usable_cooling(VALUES, 2.0, [12.0] * 12)
SETTINGS = SeasonSettings(cop=4.0, dwelling_gj=35.0)


def of_pipes(mean, lowest, dwellings, settings=SETTINGS):
    pipes = pd.DataFrame({"dwa_gem_ls": mean, "dwa_min_ls": lowest})
    return seasons(pipes, dwellings, year=YEAR, cooling=WARM, settings=settings, kentallen=VALUES)


def of_one(mean, lowest, dwellings, settings=SETTINGS):
    flow = Flows(np.array([float(mean)]), np.array([float(lowest)]))
    return season_of_flow(flow, dwellings, year=YEAR, cooling=WARM, settings=settings, kentallen=VALUES)


@given(
    st.lists(
        st.tuples(st.floats(0.1, 40), st.floats(0, 1), st.integers(0, 400), st.booleans()), min_size=1, max_size=6
    ),
    st.sampled_from([0.0, 2.0, 30.0]),
)
def test_many_pipes_are_each_pipe_alone(rows, cooling):
    settings = SeasonSettings(4.0, 35.0, cooling)
    mean, part, dwellings, _ = (np.array(column, float) for column in zip(*rows, strict=True))
    made = of_pipes(mean, mean * part, dwellings, settings)
    for row in range(len(rows)):
        alone = of_one(mean[row], mean[row] * part[row], dwellings[row], settings)
        assert made["aanbod_gj"][row] == pytest.approx(alone.supply_gj)
        assert made["vraag_gj"][row] == pytest.approx(alone.demand_gj)
        assert made["direct_gj"][row] == pytest.approx(alone.direct_gj)
        assert made["wko_gj"][row] == pytest.approx(alone.from_store_gj, abs=1e-6)
        assert made["tekort_gj"][row] == pytest.approx(alone.shortage_gj, abs=1e-6)
        season = made["wko_nodig"][row] == "ja"
        assert season == (alone.needed and not alone.day_only)
        assert made["wko_inhoud_gj"][row] == pytest.approx(alone.capacity_gj if season else 0.0, abs=1e-6)


def test_classes():
    """From few to many dwellings on 10 l/s: direct, buffer of a day, WKO, too little; and none."""
    made = of_pipes([10.0] * 6 + [0.0], [3.6] * 6 + [0.0], [5, 40, 60, 80, 0, np.nan, 20])
    assert made["seizoen"].tolist() == ["direct", "dagbuffer", "wko", "tekort", "geen", "geen", "geen"]
    assert made["wko_nodig"].tolist() == ["nee", "nee", "ja", "ja", "", "", ""]
    assert (made["wko_inhoud_gj"] > 0).tolist() == [False, False, True, True, False, False, False]
    assert made["wko_inhoud_m3"][2] == pytest.approx(made["wko_inhoud_gj"][2] * 47.847, rel=1e-4)
    assert made["tekort_gj"][6] == pytest.approx(20 * 26.25)
    assert all(made["seizoen_reden"] != "")
    assert "60 woningen een WKO" in made["seizoen_reden"][2]
    assert list(made.columns) == [column.name for column in SEIZOEN_LEIDING_COLUMNS]


@given(st.floats(0.5, 60), st.floats(0.0, 1.0), st.sampled_from([0.0, 3.0]))
def test_the_dwellings_that_just_fit(mean, part, cooling):
    settings = SeasonSettings(4.0, 35.0, cooling)
    made = of_pipes([mean], [mean * part], [1.0], settings)
    closing, buffered = int(made["woningen_jaar"][0]), int(made["woningen_zonder_wko"][0])
    assert of_one(mean, mean * part, closing, settings).closes
    assert not of_one(mean, mean * part, closing + 1, settings).closes
    enough = of_one(mean, mean * part, buffered, settings)
    assert not enough.needed or enough.day_only
    more = of_one(mean, mean * part, buffered + 1, settings)
    assert more.needed
    assert not more.day_only
    assert buffered <= closing


def test_the_year_closes_for_more_than_the_rule_of_thumb():
    """10 l/s at 2 K is 83.6 kW. R5: 83.6 x 6000 h x 0.95 x 4/3 = 2287 GJ, 65 dwellings.

    RIONED's curve cut at its mean runs 6774 h, and what goes directly has no loss: 77.
    """
    made = of_pipes([10.0], [3.6], [65])
    assert made["aanbod_gj"][0] == pytest.approx(83.6 * 6774.4 * 3.6e-3, rel=1e-4)
    assert made["seizoen"][0] == "wko"
    assert 65 < made["woningen_jaar"][0] < 83.6 * 6774.4 * 3.6e-3 / 26.25 + 1


def test_supply_of_a_day():
    """10 l/s with RIONED's own lowest hour of 36 %: every hour below the mean as the curve, above it the mean."""
    curve = np.array(VALUES.table("dwa.verloop_inwoner")) / 100 * 24
    hours = supply_shape(Flows(np.array([10.0]), np.array([3.6])), VALUES)[:, 0]
    assert hours == pytest.approx(np.minimum(10 * curve, 10))
    assert supply_shape(Flows(np.array([10.0]), np.array([10.0])), VALUES)[:, 0] == pytest.approx(np.full(24, 10.0))
    assert supply_shape(Flows(np.array([10.0]), np.array([0.0])), VALUES).min() == pytest.approx(0)
    wide = supply_shape(Flows(np.array([10.0]), np.array([3.6])), VALUES, 1000.0)[:, 0]
    assert wide == pytest.approx(10 * curve)


def test_bad_input():
    with pytest.raises(InputError) as caught:
        of_one(10, 4, -1)
    assert caught.value.key == "season_dwellings"
    with pytest.raises(InputError) as caught:
        of_one(10, 4, 1, SeasonSettings(1.0, 35.0))
    assert caught.value.key == "potential_cop"
    with pytest.raises(FieldError) as caught:
        seasons(
            gpd.GeoDataFrame({"dwa_gem_ls": [1.0]}), [1], year=YEAR, cooling=WARM, settings=SETTINGS, kentallen=VALUES
        )
    assert caught.value.key == "season_map_column"


@given(
    st.lists(st.lists(st.integers(-9, 9), min_size=3, max_size=3), min_size=1, max_size=4),
    st.lists(st.integers(1, 4), min_size=4, max_size=4),
)
def test_largest_window_is_that_of_the_days_written_out(days, times):
    steps, count = np.array(days, float), np.array(times[: len(days)])
    out = np.repeat(steps, count, axis=0).ravel()
    if out.sum() > 0:
        steps, out = -steps, -out
    n = len(out)
    expected = max(0.0, *(np.concatenate([out, out])[i : i + k].sum() for i in range(n) for k in range(1, n + 1)))
    assert largest_window(steps[:, :, None], count)[0] == pytest.approx(expected)


def along(tail, head, share, selected):
    return passes_again(np.array(tail), np.array(head), np.array(share, float), np.array(selected)).tolist()


def test_water_in_a_row_counts_once():
    """A-B-C-D, first and last selected: the water of the first passes the last."""
    assert along([0, 1, 2], [1, 2, 3], [1, 1, 1], [True, False, True]) == pytest.approx([1, 1, 0])


def test_water_at_a_split():
    """A splits at 1 into 70 % and 30 %; only the 30 % branch is selected."""
    assert along([0, 1, 1], [1, 2, 3], [1, 0.7, 0.3], [True, False, True]) == pytest.approx([0.3, 0, 0])


def test_parallel_branches_do_not_share():
    assert along([0, 1, 2], [2, 2, 3], [1, 1, 1], [True, True, False]) == pytest.approx([0, 0, 0])


def test_a_circle_gives_back_what_passes_again():
    """Pipe 1-2 splits at 2: 60 % leaves, 40 % is pumped back to 1 and passes again. All of that meets pipe 1-2."""
    met = along([0, 1, 2, 2], [1, 2, 3, 1], [1, 1, 0.6, 0.4], [True, True, False, False])
    assert met == pytest.approx([1, 0.4, 0, 1])
    closed = along([0, 1, 2], [1, 2, 1], [1, 1, 1], [True, False, False])
    assert closed == pytest.approx([0, 0, 0])
