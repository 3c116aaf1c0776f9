import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from riothermie_kansen import kentallen
from riothermie_kansen.errors import InputError
from riothermie_kansen.schema import names
from riothermie_kansen.sewer.potential import (
    POTENTIAL_COLUMNS,
    PotentialSettings,
    annual_heat_gj,
    building_power_kw,
    dwellings_with_wko,
    notes,
    potential,
    source_power_kw,
    suffices,
    usable_delta_t,
)
from riothermie_kansen.sewer.simultaneity import LEUSDEN, METHODS, N_DEPENDENT, Simultaneity

STANDARD = kentallen.load()
SETTINGS = PotentialSettings.from_kentallen(STANDARD)
NUMERIC = ["vermogen_gem_kw", "vermogen_min_kw", "vermogen_gebouw_kw", "warmte_wko_gj", "woningen_direct",
           "woningen_wko"]  # fmt: skip

flows = hnp.arrays(np.float64, st.integers(1, 30), elements=st.floats(0, 5000, allow_nan=False))
powers = st.floats(0, 1e6, allow_nan=False)
methods = st.sampled_from(METHODS)


def pipes(mean, night=None, **columns):
    mean = np.asarray(mean, dtype=float)
    night = mean / 4 if night is None else np.asarray(night, dtype=float)
    standard = {
        "functie": "vrijverval", "soort": "gemengd", "breedte_mm": 500.0, "hoogte_mm": np.nan, "lengte_m": 60.0,
        "jaar": np.nan, "dwa_max_ls": 2 * mean,
    }  # fmt: skip
    return pd.DataFrame({**standard, **columns, "dwa_gem_ls": mean, "dwa_min_ls": night})


def run(frame, settings=SETTINGS, values=STANDARD):
    return potential(frame, settings=settings, kentallen=values)


def test_hand_computed_pipe():
    """10 l/s mean, 4 l/s at night, 2 K, COP 4: by hand."""
    row = run(pipes([10.0], [4.0])).iloc[0]
    assert row["vermogen_gem_kw"] == pytest.approx(83.6)  # 10 kg/s x 4.18 x 2
    assert row["vermogen_min_kw"] == pytest.approx(33.44)
    assert row["vermogen_gebouw_kw"] == pytest.approx(111.466667)  # 83.6 x 4/3
    assert row["warmte_wko_gj"] == pytest.approx(2287.296)  # 111.4667 kW x 6000 h x 0.0036 x 0.95
    assert row["woningen_wko"] == 65  # 2287.3 / 35 = 65.4
    assert row["woningen_direct"] == 1  # 44.6 kW: one dwelling asks 32.85, two ask 5.85 x 1.62 + 27 x 1.414 = 47.7


def test_columns_and_index():
    frame = pipes([1.0, 2.0, 3.0]).set_index(np.array([7, 3, 5]))
    found = run(frame)
    assert tuple(found.columns) == names(POTENTIAL_COLUMNS)
    assert list(found.index) == [7, 3, 5]
    assert found["woningen_wko"].is_monotonic_increasing


def test_no_pipes():
    found = run(pipes([]))
    assert tuple(found.columns) == names(POTENTIAL_COLUMNS)
    assert len(found) == 0


def test_unknown_flow_is_not_zero():
    found = run(pipes([np.nan, 5.0, 0.0], [np.nan, np.nan, 0.0]))
    assert found[NUMERIC].iloc[0].isna().all()
    assert found.loc[0, ["kans", "reden", "wisselaars"]].tolist() == ["", "Debiet onbekend.", ""]
    assert np.isnan(found["woningen_direct"].iloc[1])
    assert found["woningen_wko"].iloc[1] == 32
    assert (found[NUMERIC].iloc[2] == 0).all()
    assert found["kans"].iloc[2] == "geen"


def test_numbers_of_another_kind():
    """pandas' nullable and integer columns are numbers as well."""
    frame = pipes([10.0, 20.0])
    other = frame.assign(
        dwa_gem_ls=pd.array([10, 20], dtype="Int64"),
        jaar=pd.array([None, 1950], dtype="Int64"),
        breedte_mm=pd.array([500.0, None], dtype="Float64"),
        functie=frame["functie"].astype("string"),
    )
    found, plain = run(other), run(pipes([10.0, 20.0], breedte_mm=[500.0, np.nan], jaar=[np.nan, 1950.0]))
    pd.testing.assert_frame_equal(found, plain)


@given(flows, st.floats(0, 50))
def test_more_flow_is_never_less(flow, extra):
    before, after = run(pipes(flow)), run(pipes(flow + extra))
    for column in NUMERIC:
        assert (after[column] >= before[column]).all()
    order = {"geen": 0, "beperkt": 1, "mogelijk": 2, "kansrijk": 3}
    assert (after["kans"].map(order) >= before["kans"].map(order)).all()


@given(flows, st.floats(0.1, 10))
def test_power_is_proportional_to_flow_and_cooling(flow, factor):
    rho, cp = 1000.0, 4.18
    power = source_power_kw(flow, 2.0, rho, cp)
    assert np.allclose(source_power_kw(flow * factor, 2.0, rho, cp), factor * power)
    assert np.allclose(source_power_kw(flow, 2.0 * factor, rho, cp), factor * power)
    assert np.allclose(annual_heat_gj(power * factor, 6000, 0.95, 4), factor * annual_heat_gj(power, 6000, 0.95, 4))


@given(flows, st.randoms(use_true_random=False))
def test_row_order_does_not_matter(flow, random):
    order = list(range(len(flow)))
    random.shuffle(order)
    frame = pipes(flow)
    pd.testing.assert_frame_equal(run(frame).iloc[order], run(frame.iloc[order]))


@given(powers, methods)
def test_dwellings_is_the_largest_number_that_fits(power, method):
    simultaneity = Simultaneity.from_kentallen(STANDARD, method)
    n = simultaneity.dwellings(power)
    assert simultaneity.demand_kw(n) <= power < simultaneity.demand_kw(n + 1)


@given(st.integers(0, 10**7), methods)
def test_dwellings_inverts_demand(n, method):
    simultaneity = Simultaneity.from_kentallen(STANDARD, method)
    assert simultaneity.dwellings(simultaneity.demand_kw(n)) == n


def test_demand_by_hand():
    simultaneity = Simultaneity(N_DEPENDENT, space_kw=6.0, tap_kw=27.0, space=0.62, tap=0.08)
    assert simultaneity.demand_kw(0) == 0
    assert simultaneity.demand_kw(1) == pytest.approx(33.0)
    assert simultaneity.demand_kw(25) == pytest.approx(25 * (6 * 0.6352 + 27 * 0.2))
    assert simultaneity.demand_kw(1000) == pytest.approx(1000 * (6 * 0.62038 + 27 * 0.08))
    fixed = Simultaneity(LEUSDEN, space_kw=6.0, tap_kw=27.0, space=0.6, tap=0.08)
    assert fixed.demand_kw([1, 10]) == pytest.approx([5.76, 57.6])


def test_small_groups_get_fewer_dwellings_than_the_constants_say():
    small = np.array([20.0, 100.0, 232.0])
    depends = Simultaneity.from_kentallen(STANDARD).dwellings(small)
    fixed = Simultaneity.from_kentallen(STANDARD, LEUSDEN).dwellings(small)
    assert depends.tolist() == [0, 7, 25]  # 7: 5.85 x 7 x 0.6743 + 27 x 2.6458 = 99.05 kW, 8: 106.3 kW
    assert fixed.tolist() == [3, 17, 40]


def test_choice_of_method_reaches_the_dwellings():
    frame = pipes([20.0], [10.0])
    fixed = run(frame, PotentialSettings.from_kentallen(STANDARD, LEUSDEN))
    assert fixed["woningen_direct"].iloc[0] == 19  # 111.5 kW / (5.85 x 0.60 + 27 x 0.08)
    assert run(frame)["woningen_direct"].iloc[0] == 8


def test_winter_limits_the_cooling():
    assert usable_delta_t(2.0, 10.0, 5.0) == 2.0
    assert usable_delta_t(8.0, 10.0, 5.0) == 5.0
    cold = PotentialSettings(delta_t=3.0, t_winter=6.5, cop=4.0, warmte_per_woning_gj=35.0)
    assert run(pipes([10.0]), cold)["vermogen_gem_kw"].iloc[0] == pytest.approx(62.7)  # 1.5 K
    (sentence,) = notes(cold, STANDARD)
    assert sentence == (
        "De afkoeling is beperkt van 3 tot 1,5 K: bij 6,5 °C in de winter zou het afvalwater anders kouder worden dan "
        "5 °C."
    )
    assert notes(SETTINGS, STANDARD) == []


def test_settings_follow_the_kentallen():
    values = STANDARD.replace({"bron.delta_t": 3.0, "warmtepomp.cop": 5.0, "vraag.warmte_per_woning": 40.0})
    assert PotentialSettings.from_kentallen(values) == PotentialSettings(3.0, 10.0, 5.0, 40.0, N_DEPENDENT)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: building_power_kw(100.0, 1.0), "COP is 1"),
        (lambda: building_power_kw(100.0, float("nan")), "COP is nan"),
        (lambda: source_power_kw(1.0, 0.0, 1000.0, 4.18), "DELTA_T"),
        (lambda: source_power_kw([1.0, -2.5], 2.0, 1000.0, 4.18), "-2.5 l/s"),
        (lambda: source_power_kw([np.nan, np.inf], 2.0, 1000.0, 4.18), "inf l/s"),
        (lambda: source_power_kw(1.0, 2.0, 0.0, 4.18), "rho"),
        (lambda: annual_heat_gj(1.0, 0.0, 0.95, 4.0), "vollasturen"),
        (lambda: dwellings_with_wko(1.0, 0.0), "warmte_per_woning"),
        (lambda: usable_delta_t(2.0, 5.0, 5.0), "T_WINTER"),
        (lambda: usable_delta_t(-1.0, 10.0, 5.0), "DELTA_T"),
        (lambda: Simultaneity.from_kentallen(STANDARD, "gok"), "gok"),
        (lambda: Simultaneity(N_DEPENDENT, 0.0, 0.0, 0.6, 0.08), "not both 0"),
        (lambda: Simultaneity.from_kentallen(STANDARD).dwellings([-1.0]), "-1 kW"),
        (lambda: run(pipes([1.0]), PotentialSettings(2.0, 10.0, 0.5, 35.0)), "COP is 0.5"),
        (lambda: run(pipes([1.0]), PotentialSettings(2.0, 3.0, 4.0, 35.0)), "bron.t_na_winning_min"),
    ],
)
def test_impossible_values_are_one_sentence(call, words):
    with pytest.raises(InputError) as error:
        call()
    for language in ("en", "nl"):
        text = error.value.text(language)
        assert "\n" not in text
        assert text.endswith(".")
    assert words in error.value.text("en")


def test_suffices():
    assert suffices([267.0, 100.0, np.nan], 165.7).tolist() == [True, False, False]
