"""Demand of objects: which source counts, and what is done without."""

import numpy as np
import pytest

from riothermie_kansen.demand.heat import object_heat
from riothermie_kansen.demand.vesta import dwelling_table, utility_table
from tests.engine.demand.made_demand import OFFICE, K, objects, random_stock


def heat(*rows, kentallen=K, method="vesta"):
    return object_heat(
        objects(*rows), dwellings=dwelling_table(), utility=utility_table(), kentallen=kentallen, method=method
    )


def test_vesta_by_type_period_label_and_area():
    found = heat({}, {"label": "G"}, {"type": "appartement"}, {"type": "appartement", "hoogbouw": 1.0})
    assert found.space_gj[0] == pytest.approx(15.37397657 + 100 * 0.086813975)
    assert found.space_gj[1] == pytest.approx(15.13434809 + 100 * 0.190299246)
    assert list(found.tap_gj[[0, 2, 3]]) == [7.3, 5.5, 5.4]
    assert found.cold_gj[0] == pytest.approx(1.296)
    assert list(found.source) == ["vesta"] * 4
    assert found.period[0] == "1975-1991"
    assert found.space_gj[2] != found.space_gj[3]


def test_unknown_label_is_that_of_type_and_period():
    found = heat({"label": "", "label_bron": ""}, {"label": "", "bouwjaar": 1900.0}, {"label": "D"})
    assert list(found.label) == ["C", "E", "D"]
    assert list(found.label_source) == ["afgeleid", "afgeleid", "ep-online"]
    assert found.space_gj[0] == heat({}).space_gj[0]


def test_unknown_year_is_the_kental():
    found = heat({"bouwjaar": np.nan, "label": ""}, {"bouwjaar": 1975.0, "label": ""})
    assert found.space_gj[0] == found.space_gj[1]
    assert list(found.period) == ["onbekend", "1975-1991"]
    assert found.label[0] == "C"
    other = heat({"bouwjaar": np.nan, "label": ""}, kentallen=K.replace({"vraag.bouwjaar_onbekend": 1900}))
    assert other.label[0] == "E"


@pytest.mark.parametrize("row", [{"oppervlakte_m2": np.nan}, {"oppervlakte_m2": 0.0}, {"type": ""}])
def test_without_area_or_type_the_kental(row):
    found = heat(row)
    assert found.source[0] == "kental"
    assert found.space_gj[0] == pytest.approx(35 * (1 - 0.301))
    if "type" in row:
        assert found.space_gj[0] + found.tap_gj[0] == pytest.approx(35.0)
    else:
        assert found.tap_gj[0] == 7.3


def test_vivet_goes_before_all():
    for method in ("vesta", "label", "etm"):
        rows = [
            {"vivet_rv_gj": 20.0, "vivet_tap_gj": 9.0, "label_kwh_m2": 80.0},
            {"vivet_tap_gj": 9.0},
            {"type": "", "vivet_rv_gj": 0.0},
        ]
        found = heat(*rows, method=method)
        assert (found.space_gj[0], found.tap_gj[0], found.source[0]) == (20.0, 9.0, "vivet")
        assert found.tap_gj[1] == 9.0
        assert found.source[1] != "vivet"
        assert (found.space_gj[2], found.source[2]) == (0.0, "vivet")


def test_demand_on_the_label():
    found = heat({"label_kwh_m2": 80.0}, {}, method="label")
    assert found.space_gj[0] == pytest.approx(80 * 100 * 0.0036)
    assert list(found.source) == ["ep-online", "vesta"]
    assert list(heat({"label_kwh_m2": 80.0}).source) == ["vesta"]


def test_etm_by_label():
    found = heat({"label": "A"}, {"label": "G"}, method="etm")
    assert list(found.space_gj) == pytest.approx([118 * 0.36, 403 * 0.36])
    assert list(found.source) == ["kental"] * 2
    assert any("Energy Transition Model" in text for text in found.notes)


def test_office_by_hand():
    found = heat(OFFICE | {"oppervlakte_m2": 1000.0, "bouwjaar": 1960.0, "label": "B"})
    assert found.space_gj[0] == pytest.approx(238.1008)
    assert found.tap_gj[0] == pytest.approx(3.7768)
    assert found.cold_gj[0] == pytest.approx(86.802)
    assert (found.source[0], found.period[0]) == ("vesta", "1921-1975")


def test_several_uses_count_equally():
    shop, office = (heat(OFFICE | {"gebruik": use}) for use in ("winkel", "kantoor"))
    both = heat(OFFICE | {"gebruik": "kantoor,winkel"})
    assert both.space_gj[0] == pytest.approx((shop.space_gj[0] + office.space_gj[0]) / 2)
    assert both.tap_gj[0] == pytest.approx((shop.tap_gj[0] + office.tap_gj[0]) / 2)
    assert both.label[0] == shop.label[0]


def test_object_without_use_year_or_area():
    found = heat(OFFICE | {"gebruik": ""}, OFFICE | {"gebruik": "overig"}, OFFICE | {"oppervlakte_m2": np.nan},
                 OFFICE | {"bouwjaar": np.nan})  # fmt: skip
    assert found.space_gj[0] == found.space_gj[1] > 0
    assert np.isnan(found.space_gj[2])
    assert found.source[2] == ""
    assert found.space_gj[3] == pytest.approx(50.93824)


def test_dwelling_with_another_use_is_a_dwelling():
    found = heat({"gebruik": "winkel,wonen"}, {})
    assert found.space_gj[0] == found.space_gj[1]


def test_notes_count_every_dwelling():
    table = random_stock(1).objects
    found = object_heat(table, dwellings=dwelling_table(), utility=utility_table(), kentallen=K)
    sources = dict(zip(*np.unique(found.source[table["woning"] == 1], return_counts=True), strict=True))
    assert sum(sources.values()) == (table["woning"] == 1).sum()
    for source, n in sources.items():
        assert any(f" {n} woning" in text for text in found.notes), source


def test_order_of_rows_does_not_matter():
    table = random_stock(2).objects
    options = {"dwellings": dwelling_table(), "utility": utility_table(), "kentallen": K}
    found = object_heat(table, **options)
    order = np.random.default_rng(0).permutation(len(table))
    other = object_heat(table.iloc[order].reset_index(drop=True), **options)
    for name in ("space_gj", "tap_gj", "cold_gj"):
        np.testing.assert_array_equal(getattr(found, name)[order], getattr(other, name))
    assert list(found.label[order]) == list(other.label)
