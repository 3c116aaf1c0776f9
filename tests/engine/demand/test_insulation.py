"""Insulation: the total falls by the share, tap water stays."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen.demand.insulation import insulate, share_of, shares
from riothermie_kansen.errors import InputError
from tests.engine.demand.made_demand import K

AMOUNT = st.floats(0, 1e4)


@given(rows=st.lists(st.tuples(AMOUNT, AMOUNT, st.floats(0, 0.99)), min_size=1))
def test_total_falls_by_exactly_the_share_unless_space_heating_is_gone(rows):
    space, tap, share = (np.array(column) for column in zip(*rows, strict=True))
    found = insulate(space, tap, share)
    after, before = found.space_gj + tap, space + tap
    assert (found.space_gj >= 0).all()
    assert (found.space_gj <= space).all()
    np.testing.assert_allclose(after[~found.bound], ((1 - share) * before)[~found.bound], rtol=1e-9, atol=1e-9)
    assert (after[found.bound] >= ((1 - share) * before)[found.bound]).all()
    assert (found.space_gj[found.bound] == 0).all()


def test_unknown_stays_unknown_and_nothing_asked_is_nothing_done():
    found = insulate([np.nan, 10.0, 10.0], [1.0, np.nan, 5.0], [0.4, 0.0, 0.0])
    assert np.isnan(found.space_gj[0])
    assert list(found.space_gj[1:]) == [10.0, 10.0]
    assert not found.bound.any()


def test_scenarios():
    assert shares("geen", K) == {}
    assert shares("label_c_15", K) == dict.fromkeys("CDEFG", 0.15)
    assert shares("label_c_40", K) == dict.fromkeys("CDEFG", 0.40)
    assert shares("label_c_40", K.replace({"isolatie.vanaf_label": 6})) == dict.fromkeys("FG", 0.40)
    assert shares("eigen", K) == dict(zip("ABCDEFG", K.table("isolatie.reductie_label"), strict=True))
    assert shares("eigen", K, {"d": 0.3}) == {"D": 0.3}
    labels = np.array(["A", "D", ""], dtype=object)
    assert list(share_of(labels, {"D": 0.3})) == [0.0, 0.3, 0.0]


@pytest.mark.parametrize(
    ("scenario", "reductions", "key"),
    [("veel", None, "vraag_keuze"), ("eigen", {"H": 0.1}, "isolatie_label"), ("eigen", {"C": 1.0}, "isolatie_deel"),
     ("eigen", {"C": -0.1}, "isolatie_deel"), ("eigen", {"C": float("nan")}, "isolatie_deel")],
)  # fmt: skip
def test_wrong_scenarios(scenario, reductions, key):
    with pytest.raises(InputError) as caught:
        shares(scenario, K, reductions)
    assert caught.value.key == key
    assert caught.value.text("nl")
