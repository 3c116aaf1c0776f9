"""Dry days: rain per Dutch day, days after rain, long intervals, snow, unknown rain, and low flow without rain."""

import numpy as np
import pytest

from riothermie_kansen.errors import InputError
from riothermie_kansen.findings import Findings
from riothermie_kansen.measurement.cleaning import clean
from riothermie_kansen.measurement.drydays import dry_days
from riothermie_kansen.measurement.snow import rain_and_melt
from tests.engine.measurement.made_series import STANDARD, rain_on, series, settings, weather

START = "2023-01-09"
"""A Monday; with wintertijd the first hour is 00:00 on the Dutch clock."""


def days_of(flow, rain, *, clock="wintertijd", kentallen=STANDARD, **choices):
    hourly = clean(series(flow, start=START, clock=clock), kentallen=kentallen).hourly
    findings, notes = Findings(), []
    found = dry_days(hourly, rain, settings=settings(**choices), kentallen=kentallen, findings=findings, notes=notes)
    return found, findings, notes


def steady(days):
    return 100.0 + np.arange(24 * days) % 24 + 1e-3 * np.arange(24 * days)


def dry(found):
    return list(found.table["droog"] == "ja")


def local_rain(day_mm, *, before=2):
    """Return hourly rain at 11:00-12:00 UTC of each day, `before` days before the measurement first."""
    mm = np.concatenate([np.zeros(before), day_mm, [0.0]])
    start = np.datetime64(START, "D") - np.timedelta64(before, "D")
    rain = np.zeros(24 * len(mm))
    rain[11::24] = mm
    return weather(rain, start=str(start))


def test_threshold_and_the_day_after():
    found, _, _ = days_of(steady(7), local_rain([0, 1.0, 1.1, 0, 0, 12.0, 0]))
    assert dry(found) == [True, True, False, False, True, False, False]
    assert found.method == "neerslag"
    assert found.days == 3
    assert found.dry.sum() == 72
    assert list(found.table["neerslag_mm"]) == pytest.approx([0, 1.0, 1.1, 0, 0, 12.0, 0])
    assert "1,1 mm" in found.table["reden"][2]
    assert found.table["reden"][3] == "de dag na 1,1 mm"


def test_heavy_rain_takes_a_day_more():
    after = local_rain([12.0, 0, 0, 0, 0])
    assert dry(days_of(steady(5), after)[0]) == [False, False, False, True, True]
    assert dry(days_of(steady(5), after, days_after=2)[0]) == [False, False, False, False, True]
    assert dry(days_of(steady(5), after, days_after=0)[0]) == [False, True, True, True, True]


def test_rain_before_the_measurement_counts():
    mm = [0, 0, 0]
    rain = local_rain(mm)
    rain.rain_mm[24 + 20] = 4.0  # the evening before
    assert dry(days_of(steady(3), rain)[0]) == [False, True, True]


def test_rain_counts_for_the_dutch_day():
    """At 22:30 UTC in summer it is the next day on the Dutch clock."""
    hourly = clean(series(steady(4), start="2023-07-03T22:00"), kentallen=STANDARD).hourly
    rain = weather(np.zeros(24 * 6), start="2023-07-02")
    rain.rain_mm[24 * 2 + 22] = 5.0  # 4 July 22:00-23:00 UTC
    found = dry_days(hourly, rain, settings=settings(days_after=0), kentallen=STANDARD, findings=Findings(), notes=[])
    assert list(found.table["datum"]) == ["04-07-2023", "05-07-2023", "06-07-2023", "07-07-2023"]
    assert dry(found) == [True, False, True, True]


def test_day_from_08_to_08_counts_for_both_dates():
    """KNMI rain station: 6 mm between 10 January 08:00 and 11 January 08:00 UTC makes both days wet."""
    mm = np.zeros(9)
    mm[3] = 6.0  # 2023-01-10 08:00 to 2023-01-11 08:00
    rain = weather(mm, start="2023-01-07T08:00", step=86400)
    found, _, notes = days_of(steady(5), rain, days_after=0)
    assert list(found.table["datum"][:3]) == ["09-01-2023", "10-01-2023", "11-01-2023"]
    assert dry(found) == [True, False, False, True, True]
    assert any("08-08" in text for text in notes)


def test_day_in_utc_does_not_touch_the_next_dutch_day():
    """00-24 UTC ends at 01:00 on the Dutch clock: one hour is no touch."""
    mm = np.zeros(9)
    mm[3] = 6.0
    rain = weather(mm, start="2023-01-07T00:00", step=86400)
    assert dry(days_of(steady(5), rain, days_after=0)[0]) == [True, False, True, True, True]


def test_short_interval_over_midnight_is_shared():
    """Three hours from 22:00 to 01:00 on the clock with 3 mm: 2 mm and 1 mm."""
    mm = np.zeros(8 * 6)
    rain = weather(mm, start="2023-01-08T21:00", step=3 * 3600)
    rain.rain_mm[8] = 3.0  # 9 January 21:00 UTC = 22:00
    found, _, _ = days_of(steady(4), rain, days_after=0)
    assert list(found.table["neerslag_mm"][:3]) == pytest.approx([2.0, 1.0, 0.0])


def test_days_without_rain_data_are_not_dry():
    """Rain until the end of 11 January: the days after it are unknown and listed, and so may the next one be wet."""
    rain = rain_on([], start="2023-01-07", n=5)
    found, findings, notes = days_of(steady(6), rain)
    assert dry(found) == [True, True, True, False, False, False]
    assert findings.counts()["meting_neerslag_onbekend"] == 3
    assert any("niet bekend" in text for text in notes)
    missing = rain_on([], start="2023-01-07", n=10)
    missing.rain_mm[24 * 4 + 3 : 24 * 4 + 9] = np.nan
    found, findings, _ = days_of(steady(6), missing)
    assert dry(found) == [True, True, False, False, True, True]
    assert findings.counts()["meting_neerslag_onbekend"] == 1
    assert found.table["reden"][3] == "neerslag van de dag ervoor niet bekend"


def test_unknown_hours_of_a_wet_day_leave_it_wet():
    rain = rain_on([4], start="2023-01-07", n=10)
    rain.rain_mm[24 * 4 + 3] = np.nan
    rain.rain_mm[24 * 4 + 15 : 24 * 4 + 20] = np.nan
    found, findings, _ = days_of(steady(6), rain)
    assert "mm neerslag" in found.table["reden"][2]
    assert findings.count() == 0


def test_rain_of_another_period():
    with pytest.raises(InputError) as error:
        days_of(steady(4), rain_on([], start="2022-01-07", n=10))
    assert error.value.key == "measurement_rain_period"
    text = error.value.text("nl")
    assert "07-01-2022" in text
    assert "09-01-2023" in text


def test_rain_beside_days_without_a_date():
    with pytest.raises(InputError) as error:
        days_of(steady(4), rain_on([], start="2023-01-07", n=10), clock="onbekend")
    assert error.value.key == "measurement_rain_undated"


def test_day_with_too_few_hours_is_not_dry():
    flow = steady(4)
    flow[24 + 2 : 24 + 5] = np.nan
    flow[48 + 2 : 48 + 4] = np.nan
    found, _, _ = days_of(flow, local_rain([0, 0, 0, 0]))
    assert dry(found) == [True, False, True, True]
    assert found.table["reden"][1] == "maar 21 uur gemeten"
    assert list(found.table["uren"]) == [24, 21, 22, 24]
    assert np.isnan(found.table["volume_m3"][2])
    assert found.table["volume_m3"][3] == pytest.approx(flow[72:].sum())
    assert found.table["minimum_m3h"][3] == pytest.approx(flow[72:].min())


def test_first_and_last_day_are_not_whole():
    hourly = clean(series(steady(3), start="2023-01-09T11:00", clock="wintertijd"), kentallen=STANDARD).hourly
    found = dry_days(
        hourly, local_rain([0, 0, 0, 0]), settings=settings(), kentallen=STANDARD, findings=Findings(), notes=[]
    )
    assert list(found.table["uren"]) == [13, 24, 24, 11]
    assert dry(found) == [False, True, True, False]
    assert np.isnan(found.table["volume_m3"][[0, 3]]).all()


def test_snow_lies_and_melts():
    """4 mm at -2 degrees stays; then 1 degree for a day melts at most 3.5 mm, the next day the last 0.5 mm."""
    mm, air = np.zeros(24 * 4), np.full(24 * 4, -2.0)
    mm[12] = 4.0
    air[24:] = 1.0
    # precipitation at 1 degree would be snow as well, but there is none
    rain, melt, method = rain_and_melt(weather(mm, air=air), STANDARD)
    assert method == "graaddagen"
    assert rain.sum() == 0.0
    assert melt.reshape(4, 24).sum(axis=1) == pytest.approx([0.0, 3.5, 0.5, 0.0])


def test_melt_makes_a_day_wet():
    rain = local_rain([7.5, 0, 0, 0, 0, 0])
    rain.air_c[:] = -3.0
    rain.air_c[24 * 4 :] = 2.0  # from 11 January 00:00 UTC, 01:00 on the clock: 7 mm a day
    found, _, notes = days_of(steady(6), rain, days_after=0)
    assert dry(found) == [True, True, False, True, True, True]
    assert list(found.table["smelt_mm"][2:4]) == pytest.approx([7.0 * 23 / 24, 7.5 - 7.0 * 23 / 24])
    assert "smelt" in found.table["reden"][2]
    assert any("Schatting" in text for text in notes)


def test_a_dry_day_tells_what_fell_as_snow():
    rain = local_rain([7.5, 0])
    rain.air_c[:] = -3.0
    found, _, _ = days_of(steady(2), rain)
    assert dry(found) == [True, True]
    assert list(found.table["reden"]) == [
        "droog: 0,0 mm (hoogstens 1); 7,5 mm viel als sneeuw (schatting)", "droog: 0,0 mm (hoogstens 1)",
    ]  # fmt: skip


def test_two_days_after_heavy_rain_says_so():
    found, _, _ = days_of(steady(3), local_rain([12.0, 0, 0]))
    assert list(found.table["reden"][1:]) == ["de dag na 12,0 mm", "2 dagen na 12,0 mm"]


def test_snow_cover_that_falls_is_melt():
    cover = np.array([0, 5, 5, 2, np.nan, 1, 0.0])
    rain, melt, method = rain_and_melt(weather(np.zeros(7), step=86400, snow=cover), STANDARD)
    assert method == "sneeuwdek"
    assert list(melt) == pytest.approx([0, 0, 0, 3.0, 0, 0, 1.0])
    assert rain.sum() == 0


def test_unknown_rain_and_air_make_no_snow():
    mm = np.array([2.0, np.nan, 3.0])
    rain, melt, _ = rain_and_melt(weather(mm, air=np.array([np.nan, -5.0, -5.0])), STANDARD)
    assert rain[0] == 2.0
    assert np.isnan(rain[1])
    assert rain[2] == 0.0
    assert melt.sum() == 0.0


def test_low_flow_without_rain():
    """Day 4 has a third more flow than the lowest day around it: not dry. Less than a fifth more: dry."""
    flow = np.concatenate([100 * np.ones(24) * level + np.arange(24) * 0.1 for level in (1, 1.1, 1.0, 1.33, 1.19, 1)])
    found, _, notes = days_of(flow, None)
    assert found.method == "debiet"
    assert dry(found) == [True, True, True, False, True, True]
    assert np.isnan(found.table["neerslag_mm"]).all()
    assert "schatting" in found.table["reden"][3]
    assert any("schatting" in text for text in notes)


def test_low_flow_looks_around_the_day_only():
    """A high winter and a low summer: each is compared with its own three weeks."""
    flow = np.concatenate([np.full(24 * 40, 200.0), np.full(24 * 40, 100.0)]) + np.arange(24 * 80) % 24 * 0.1
    found = np.array(dry(days_of(flow, None)[0]))
    assert found[:30].all()
    assert found[40:80].all()  # the clock changes on 26 March: the last hour is on a day of its own
    assert not found[30:40].any()


def test_low_flow_allows_for_the_week():
    """Weekends 30 % lower (industry) must not be the only dry days; one wet Wednesday is seen."""
    week = np.array([1, 1, 1, 1, 1, 0.7, 0.7])
    level = np.tile(week, 6)
    level[16] *= 1.5
    flow = np.concatenate([100 * one + np.arange(24) * 0.1 for one in level])
    found = np.array(dry(days_of(flow, None)[0]))
    assert not found[16]
    assert found.sum() == 41


def test_dry_day_with_a_high_flow_is_told():
    level = np.ones(8)
    level[3] = 1.8
    flow = np.concatenate([100 * one + np.arange(24) * 0.1 for one in level])
    found, findings, _ = days_of(flow, local_rain(np.zeros(8)))
    assert found.days == 8
    table = findings.frame(None)
    assert list(table[table["soort"] == "meting_droge_dag_hoog"]["object_id"]) == ["12-01-2023"]


def test_rain_that_does_not_show_is_told():
    rain = local_rain(np.tile([0.0, 0.0, 5.0], 6))
    assert days_of(steady(18), rain)[1].counts().get("meting_regen_onzichtbaar") == 1
    flow = steady(18)
    flow[np.repeat(np.tile([False, False, True], 6), 24)] *= 2.0
    assert days_of(flow, rain)[1].count("meting_regen_onzichtbaar") == 0


def test_no_rain_values_at_all():
    with pytest.raises(InputError) as error:
        days_of(steady(4), weather(np.empty(0)))
    assert error.value.key == "measurement_rain_empty"
