"""Heat produced, COP by Carnot, electricity and gas: by hand, and what must hold for any figures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen.economics.energy import (
    OPGEWEKT,
    carnot_efficiency,
    cop_carnot,
    cop_together,
    electricity_kwh,
    gas_gj,
    gas_m3,
    produced_gj,
    pump_kwh,
)
from riothermie_kansen.errors import InputError

TEMPERATURE = st.floats(-20.0, 30.0)
LIFT = st.floats(5.0, 90.0)
SHARE = st.floats(0.05, 1.0)


def test_by_hand():
    # 323.15 / 40 K = 8.07875; half of it
    assert cop_carnot(10.0, 50.0, 0.5) == pytest.approx(4.039375)
    assert carnot_efficiency(4.039375, 10.0, 50.0) == pytest.approx(0.5)
    assert electricity_kwh(3.6, 4.0) == pytest.approx(250.0)
    assert pump_kwh(3.6, 0.04) == pytest.approx(40.0)
    assert gas_gj(9.0, 0.9) == pytest.approx(10.0)
    assert gas_m3(9.0, 0.9, 31.65) == pytest.approx(10_000 / 31.65)
    assert produced_gj(100.0, 0.25) == 125.0
    assert produced_gj(75.0, 0.25, of=OPGEWEKT) == 100.0
    # 40 GJ at COP 4 and 20 GJ at COP 2 take 20 GJ of electricity: 3, not the mean of 4 and 2 weighted by heat (3.33)
    assert cop_together(40.0, 4.0, 20.0, 2.0) == pytest.approx(3.0)
    assert cop_together(0.0, 4.0, 0.0, 2.0) == 4.0


@given(TEMPERATURE, LIFT, SHARE)
def test_efficiency_is_the_inverse_of_cop(source, lift, share):
    cop = cop_carnot(source, source + lift, share)
    assert carnot_efficiency(cop, source, source + lift) == pytest.approx(share)


@given(TEMPERATURE, LIFT, SHARE, st.floats(0.1, 20.0))
def test_a_greater_lift_never_helps(source, lift, share, more):
    assert cop_carnot(source, source + lift + more, share) < cop_carnot(source, source + lift, share)
    assert cop_carnot(source - more, source + lift, share) < cop_carnot(source, source + lift, share)


@given(st.floats(0.0, 1e6), st.floats(0.0, 0.9))
def test_what_is_produced_less_its_loss_is_delivered(heat, loss):
    made = produced_gj(heat, loss, of=OPGEWEKT)
    assert made * (1.0 - loss) == pytest.approx(heat)
    # the same loss as a share of what is produced is more heat than as a share of what is delivered
    assert made >= produced_gj(heat, loss) * (1.0 - 1e-12)


def test_arrays_are_the_same_as_figures():
    source, sink, share = np.array([2.0, 12.0]), np.array([40.0, 65.0]), np.array([0.4, 0.5])
    made = cop_carnot(source, sink, share)
    assert made.tolist() == [cop_carnot(a, b, c) for a, b, c in zip(source, sink, share, strict=True)]
    assert isinstance(cop_carnot(2.0, 40.0, 0.5), float)
    heat = np.array([10.0, 0.0, 30.0])
    assert electricity_kwh(heat, 4.0).tolist() == [electricity_kwh(value, 4.0) for value in heat.tolist()]
    assert produced_gj(10.0, np.array([0.0, 0.5])).tolist() == [10.0, 15.0]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: cop_carnot(50.0, 50.0, 0.5), "colder"),
        (lambda: cop_carnot(60.0, 50.0, 0.5), "60"),
        (lambda: cop_carnot(np.array([5.0, np.nan]), 50.0, 0.5), "colder"),
        (lambda: cop_carnot(10.0, 50.0, 0.0), "0.4 to 0.6"),
        (lambda: cop_carnot(10.0, 50.0, 1.2), "1.2"),
        (lambda: produced_gj(10.0, -0.1), "-0.1"),
        (lambda: produced_gj(10.0, 1.0, of=OPGEWEKT), "loss"),
        (lambda: electricity_kwh(10.0, 0.0), "COP"),
        (lambda: electricity_kwh(10.0, -3.0), "-3"),
        (lambda: gas_gj(10.0, 0.0), "boiler"),
        (lambda: gas_m3(10.0, -1.0, 31.65), "boiler"),
    ],
)
def test_impossible_figures_are_refused_in_a_sentence(call, said):
    with pytest.raises(InputError) as caught:
        call()
    assert said in caught.value.text("en")
    assert caught.value.text("nl") != caught.value.text("en")
