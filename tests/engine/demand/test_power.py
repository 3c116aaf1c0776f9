"""Power per m2, by label, by full load hours; comfort classes and boilers."""

import numpy as np
import pytest

from riothermie_kansen.demand import vesta
from riothermie_kansen.demand.columns import LABELS
from riothermie_kansen.demand.power import class_power, cold_power, power_of_boiler, space_power, tap_power
from tests.engine.demand.made_demand import K


def space(power, home=True, area=117.0, label="C", gj=25.5, kentallen=K):
    found = space_power(
        home=[home], area_m2=np.array([area]), label=np.array([label], dtype=object), space_gj=np.array([gj]),
        kentallen=kentallen, power=power,
    )  # fmt: skip
    return float(found[0])


def test_power_of_a_dwelling():
    assert space("w_per_m2") == pytest.approx(5.85)
    assert space("w_per_m2", label="G") == pytest.approx(5.85)
    assert space("label", label="G") == pytest.approx(72 * 0.117)
    assert space("label", label="") == pytest.approx(5.85)
    assert space("vollasturen") == pytest.approx(25.5 / 0.0036 / 1111)
    for power in ("w_per_m2", "label"):
        assert space(power, area=np.nan) == K.value("vraag.vermogen_rv")


def test_power_of_another_object_is_by_hours():
    for power in ("w_per_m2", "label", "vollasturen"):
        assert space(power, home=False, gj=106.0) == pytest.approx(17.8, abs=0.01)
        assert np.isnan(space(power, home=False, gj=np.nan))


def test_w_per_m2_by_label_is_what_its_source_says():
    """50 W/m2 in proportion to the space heating of a terraced house of 117 m2, mean over the periods of Vesta."""
    table = vesta.dwelling_table()
    kind = table.kinds.index("tussen")
    rows = slice(table.first[kind], table.last[kind] + 1)
    demand = (table.space_gj[rows] + 117 * table.space_gj_m2[rows]).mean(axis=0)
    assert list(np.round(50 * demand / demand[LABELS.index("C")])) == list(K.table("vraag.rv_w_m2_label"))


def test_comfort_classes():
    assert [round(class_power(number, K), 1) for number in (3, 4, 5, 6)] == [21.6, 27.0, 32.4, 39.6]
    # the same from the water itself: 7.5 l/min, 52 K warmer
    assert class_power(4, K) == pytest.approx(7.5 * 4.18 * 52 / 60, rel=0.01)


def tap(kind="tussen", home=True, gj=7.3, tap="cw", kentallen=K):
    kinds = np.array([kind], dtype=object)
    return float(tap_power(home=[home], kind=kinds, tap_gj=np.array([gj]), kentallen=kentallen, tap=tap)[0])


def test_tap_power():
    assert tap() == tap("appartement") == 27.0
    small = K.replace({"tapwater.cw_appartement": 3})
    assert tap("appartement", kentallen=small) == pytest.approx(21.6)
    assert tap(kentallen=small) == 27.0
    assert tap(tap="boiler") == pytest.approx(180 * 4.18 * 52 / 3600 / 3)
    assert tap("appartement", tap="boiler") == pytest.approx(100 * 4.18 * 52 / 3600 / 3)
    assert tap(home=False, gj=55.5) == pytest.approx(27.0, abs=0.01)


def test_boiler_in_half_the_time_asks_twice_the_power():
    assert power_of_boiler(180, delta_t=52, hours=1.5) == pytest.approx(2 * power_of_boiler(180, delta_t=52, hours=3))


def test_cooling_power():
    found = cold_power(home=[True, False], cold_gj=np.array([1.2, 80.0]), kentallen=K)
    assert list(found) == pytest.approx([1.2 / 0.0036 / 249, 80 / 0.0036 / 239])
