"""Profile, extraneous water, pumping, duration curve, yields and temperatures, by hand."""

import numpy as np
import pytest

from riothermie_kansen.errors import InputError
from riothermie_kansen.measurement import duration, temperature
from riothermie_kansen.measurement.analysis import analyse
from riothermie_kansen.measurement.results import (
    DAGEN_COLUMNS,
    DUURKROMME_COLUMNS,
    PROFIEL_COLUMNS,
    UITKOMSTEN_COLUMNS,
    Settings,
)
from riothermie_kansen.sewer.daycurve import standard_curves
from tests.engine.measurement.made_series import STANDARD, rain_on, series, settings

INHABITANT = standard_curves(STANDARD)["inwoner"]


def run(
    flow, rain=None, *, step=3600, start="2023-01-09", clock="wintertijd", warm=None, kentallen=STANDARD, **choices
):
    measured = series(flow, start=start, step=step, clock=clock, temperature=warm)
    return analyse(measured, rain, settings=settings(**choices), kentallen=kentallen)


def no_rain(days, *, start="2023-01-07"):
    return rain_on([], start=start, n=days + 3)


def outcome(found, part, name):
    table = found.outcomes
    return table[(table["onderdeel"] == part) & (table["grootheid"] == name)].iloc[0]


def test_profile_by_hand():
    """Three working days and a weekend: means, spread, percentiles, lowest and highest hour."""
    day = 100.0 + np.arange(24.0)
    day[6], day[18] = 40.0, 300.0
    level = np.array([0.9, 1.0, 1.1, 1.3, 1.5])  # Wednesday until Sunday
    found = run(np.concatenate([day * one for one in level]), no_rain(9), start="2023-01-11", warm=12.5)
    profile = found.profile
    assert profile.minimum_m3h == pytest.approx(40.0 * level.mean())
    assert profile.minimum_hour == 6
    assert profile.maximum_m3h == pytest.approx(300.0 * level.mean())
    assert profile.maximum_hour == 18
    assert profile.day_m3 == pytest.approx(day.sum() * level.mean())
    table = profile.table.set_index(["dagsoort", "uur"])
    assert list(profile.table["dagsoort"].unique()) == ["droog", "werkdag", "weekend"]
    assert table.loc[("droog", 6), "spreiding_m3h"] == pytest.approx(np.std(40.0 * level, ddof=1))
    assert table.loc[("droog", 6), "p10_m3h"] == pytest.approx(40.0 * np.quantile(level, 0.1))
    assert table.loc[("werkdag", 6), "debiet_m3h"] == pytest.approx(40.0)
    assert table.loc[("weekend", 6), "debiet_m3h"] == pytest.approx(56.0)
    assert table.loc[("droog", 6), "debiet_ls"] == pytest.approx(40.0 * level.mean() / 3.6)
    assert (table.loc["weekend", "dagen"] == 2).all()
    assert (table["temperatuur_c"] == 12.5).all()
    assert found.findings.count("meting_weinig_droge_dagen") == 0


def test_tables_have_their_columns():
    found = run(100.0 + np.arange(96.0) % 24, no_rain(4), warm=12.0)
    for table, columns in (
        (found.profile.table, PROFIEL_COLUMNS),
        (found.duration.table, DUURKROMME_COLUMNS),
        (found.days.table, DAGEN_COLUMNS),
        (found.outcomes, UITKOMSTEN_COLUMNS),
    ):
        assert list(table.columns) == [column.name for column in columns]
    assert len(found.duration.table) == 100
    assert len(found.days.table) == 4
    assert (found.outcomes["toelichting"].notna()).all()
    odd = run(100.0 + np.arange(96.0) % 24, no_rain(4), availability=0.775)
    assert len(odd.duration.table) == 101
    assert odd.duration.table["beschikbaarheid"].is_monotonic_increasing


def test_no_dry_day_leaves_what_follows_from_the_whole_series():
    found = run(100.0 + np.arange(96.0) % 24, rain_on(range(7), start="2023-01-07", n=7))
    assert (found.days.days, found.profile, found.extraneous, found.direct) == (0, None, None, [])
    assert found.stored[0].source_kw > 0
    assert found.findings.count("meting_geen_droge_dag") == 1
    assert any("Geen droge dag" in text for text in found.notes)
    assert np.isnan(found.duration.table["debiet_droog_m3h"]).all()
    assert run(
        100.0 + np.arange(96.0) % 24, rain_on(range(7), start="2023-01-07", n=7), curve="droog"
    ).duration.flow_m3h == pytest.approx(found.duration.flow_m3h)


def test_daily_values_have_no_day_profile():
    found = run(100.0 + np.arange(30.0), step=86400)
    assert found.profile is None
    assert found.findings.count("meting_stap_grof") == 1
    assert found.stored[0].flow_m3h > 0


def test_extraneous_water_is_found_back():
    """1000 inhabitants with RIONED's curve (120 m3/d) and 4 m3/h all day."""
    day = 4.0 + 120.0 * INHABITANT
    found = run(np.tile(day, 6), no_rain(6)).extraneous
    assert found.flow_m3h == pytest.approx(4.0)
    assert found.night_m3h == pytest.approx(4.0 + 120.0 * 0.015)
    assert found.persons == pytest.approx(1000.0)
    assert found.share == pytest.approx(96.0 / 216.0)
    assert found.reliable


def test_extraneous_water_is_never_negative():
    day = 100.0 * INHABITANT
    day[:5] *= 0.5
    found = run(np.tile(day, 6), no_rain(6)).extraneous
    assert found.flow_m3h == 0.0
    assert found.persons == pytest.approx(day.sum() * 1000.0 / 120.0)


def test_flat_day_tells_nothing_of_extraneous_water():
    day = 100.0 + 10.0 * np.sin(np.arange(24.0))
    assert not run(np.tile(day, 6), no_rain(6)).extraneous.reliable


def buffered(days, still_rows):
    """Return a flow per ten minutes that stands still at the begin of every eight hours and runs after it."""
    part = np.concatenate([np.zeros(still_rows), 200.0 + np.arange(48 - still_rows)])
    return np.tile(part, 3 * days)


def test_pumping_regime_is_recognised_and_said():
    """Three times a day 4 hours without flow: half of the time."""
    found = run(buffered(6, 24), no_rain(6), step=600)
    pumping = found.pumping
    assert pumping.found
    assert pumping.share == pytest.approx(0.5)
    assert pumping.stretches_per_day == pytest.approx(3.0)
    assert (pumping.mean_h, pumping.longest_h) == (pytest.approx(4.0), pytest.approx(4.0))
    assert "pompregime" in pumping.words["nl"]
    assert "50 %" in pumping.words["nl"]
    assert "pumping regime" in pumping.words["en"]
    assert not found.extraneous.reliable
    assert found.findings.count("meting_pompregime") == 1
    assert not pumping.cycling


def test_night_without_flow_may_be_a_small_catchment():
    day = np.concatenate([np.full(24, 0.5), 20.0 + np.arange(120.0)])  # per ten minutes, still from 0 to 4
    pumping = run(np.tile(day, 6), no_rain(6), step=600).pumping
    assert pumping.found
    assert "klein gebied" in pumping.words["nl"]


def test_pump_that_goes_on_and_off_has_its_own_name():
    """Ten minutes on, twenty off, day and night: 48 starts a day and no long stretch."""
    flow = np.tile([90.0, 0.0, 0.0], 48 * 5) + np.tile([1.0, 0.0, 0.0], 48 * 5) * (np.arange(720) % 7)
    pumping = run(flow, no_rain(5), step=600).pumping
    assert pumping.cycling
    assert not pumping.found
    assert pumping.starts_per_day == pytest.approx(48.0, rel=0.02)
    assert "48 keer per dag" in pumping.words["nl"]


def test_gravity_flow_is_no_regime():
    pumping = run(np.tile(100.0 * INHABITANT, 6), no_rain(6)).pumping
    assert (pumping.found, pumping.cycling, pumping.share) == (False, False, 0.0)
    assert pumping.words["nl"].startswith("Geen pompregime")


def test_flow_at_an_availability_by_definition():
    """The largest value of the series with share(q >= Q) >= A, tried for every value."""
    rng = np.random.default_rng(3)
    flow = np.round(rng.gamma(2.0, 50.0, 357), 0)
    for availability in (0.001, 0.01, 0.1, 0.33, 0.5, 0.77, 0.9, 0.999, 1.0):
        expected = max(q for q in flow if (flow >= q).mean() >= availability)
        assert duration.available_flow(flow, availability) == expected


def test_full_load_hours_by_summing():
    flow = np.array([10.0, 20.0, 30.0, 40.0])
    # min(q, 25): 10 + 20 + 25 + 25 = 80, a quarter of it is 20, over 25 is 0.8
    assert duration.full_load_hours(flow, 25.0) == pytest.approx(0.8 * 8760)
    assert list(duration.full_load_hours(flow, [10.0, 40.0])) == pytest.approx([8760.0, 0.625 * 8760])
    assert np.isnan(duration.full_load_hours(flow, 0.0))
    assert duration.heat_gj(0.0, np.nan, 4.0, STANDARD) == 0.0


def test_economic_limit_is_where_the_last_gj_costs_its_worth():
    found = run(100.0 + np.arange(96.0), no_rain(4))
    share = found.duration.economic
    assert duration.marginal_cost(share, STANDARD) == pytest.approx(STANDARD.value("kosten_bron.waarde_gj"))
    assert share == pytest.approx(132.28 / (8.0 * 8760 * 3.6e-3 * 0.95), rel=1e-4)
    table = found.duration.table
    marked = table[table["keuze"].str.contains("economische")]
    assert list(marked["beschikbaarheid"]) == [0.55]
    cheap = run(100.0 + np.arange(96.0), no_rain(4), kentallen=STANDARD.replace({"kosten_bron.waarde_gj": 1.0}))
    assert np.isnan(cheap.duration.economic)
    assert any("indicatie" in text for text in cheap.notes)


def test_economic_limit_maximises_worth_minus_cost():
    """Independent: of all sizes the one with the largest yearly gain is the flow at the economic availability."""
    rng = np.random.default_rng(5)
    flow = rng.gamma(3.0, 40.0, 24 * 40)
    kw = np.sort(flow) / 3.6 * 4.18 * 2.0
    gain = [
        8.0 * 0.95 * np.minimum(kw, size).mean() * 8760 * 3.6e-3 - duration.yearly_cost_per_kw(STANDARD) * size
        for size in kw
    ]
    found = run(flow, no_rain(40))
    best = float(np.sort(flow)[int(np.argmax(gain))])
    assert found.duration.economic_m3h == pytest.approx(best)


def test_dry_curve_counts_when_chosen():
    """Wet days have twice the flow: the curve over dry hours is lower."""
    flow = np.concatenate([100.0 + np.arange(72.0) % 24, 300.0 + np.arange(72.0) % 24])
    rain = rain_on([5, 6, 7], start="2023-01-07", n=9)
    every, dry = run(flow, rain), run(flow, rain, curve="droog")
    assert every.duration.hours == dry.duration.hours == 144
    assert every.duration.dry_hours == 72
    assert dry.duration.flow_m3h == pytest.approx(duration.available_flow(flow[:72], 0.77))
    assert every.duration.flow_m3h == pytest.approx(duration.available_flow(flow, 0.77))
    assert dry.duration.flow_m3h < every.duration.flow_m3h


def test_extrapolation_is_said():
    found = run(100.0 + np.arange(96.0) % 24, no_rain(4))
    assert duration.missing_months(found.hourly) == list(range(2, 13))
    text = found.findings.frame(None).set_index("soort").loc["meting_extrapolatie", "tekst"]
    assert "februari" in text
    assert "januari" not in text
    assert any("ongedateerd" in t or "zonder datum" in t for t in run(100.0 + np.arange(96.0), clock="onbekend").notes)


def test_chosen_cooling_first_and_two_and_three_beside_it():
    flow = 100.0 + np.arange(96.0) % 24
    assert [y.delta_t for y in run(flow, no_rain(4), delta_t=4.0).stored] == [4.0, 2.0, 3.0]
    assert [y.delta_t for y in run(flow, no_rain(4)).direct] == [2.0, 3.0]
    row = outcome(run(flow, no_rain(4), delta_t=4.0), "Met WKO", "Bronvermogen")
    assert row["waarde_gekozen"] == pytest.approx(2 * row["waarde_2k"])
    assert row["waarde_3k"] == pytest.approx(1.5 * row["waarde_2k"])


def test_measured_cold_limits_the_cooling():
    """At 7 degrees and a minimum of 5 degrees 2 K is left of 3 K; at 5 degrees nothing."""
    flow = 100.0 + np.arange(96.0) % 24
    found = run(flow, no_rain(4), warm=7.0, delta_t=3.0)
    assert [y.used_k for y in found.stored] == pytest.approx([2.0, 2.0])
    assert found.stored[0].source_kw == pytest.approx(found.stored[1].source_kw)
    assert found.findings.count("meting_afkoeling_beperkt") == 1
    assert any("beperkt tot 2,0 K" in text for text in found.notes)
    frozen = run(flow, no_rain(4), warm=5.0, delta_t=3.0)
    assert [y.source_kw for y in (*frozen.stored, *frozen.direct)] == [0.0] * 4
    assert frozen.direct[0].dwellings == 0.0
    assert (frozen.duration.table["vermogen_kw"] == 0).all()


def test_one_cold_shower_does_not_limit_the_cooling():
    warm = np.full(96, 11.0)
    warm[40:43] = 4.0
    found = run(100.0 + np.arange(96.0) % 24, no_rain(4), warm=warm, delta_t=3.0)
    assert found.stored[0].used_k == 3.0
    assert found.temperatures.after_c[3.0] == pytest.approx(1.0)
    assert found.temperatures.cold_share[3.0] == pytest.approx(3 / 96)
    assert "geen bevriezing" in found.temperatures.verdict["nl"][0]
    warm[40:43] = 2.5
    ice = run(100.0 + np.arange(96.0) % 24, no_rain(4), warm=warm, delta_t=3.0)
    assert ice.temperatures.verdict["nl"][0].startswith("Risico op bevriezing")


def test_treatment_plant_by_mixing():
    """A tenth of the inflow, cooled by 2 K up to the design flow: energy balance of the mixture by hand."""
    flow = np.tile([50.0, 100.0, 150.0, 200.0], 24)
    found = run(flow, no_rain(4), warm=11.0, rwzi_share=0.1, availability=0.75)
    assert found.duration.flow_m3h == 100.0
    cooled = np.minimum(flow, 100.0).mean() / flow.mean()
    assert found.temperatures.rwzi_k[2.0] == pytest.approx(2.0 * 0.1 * cooled)
    assert outcome(found, "Rwzi", "Afkoeling van de aanvoer van de rwzi")["waarde_3k"] == pytest.approx(0.3 * cooled)
    assert "blijft boven 10,0" in found.temperatures.verdict["nl"][1]
    cold = run(flow, no_rain(4), warm=9.0, rwzi_share=0.1)
    assert "waterschap" in cold.temperatures.verdict["nl"][1]
    assert "niet bekend" in run(flow, no_rain(4), warm=9.0).temperatures.verdict["nl"][1]


def test_weeks_begin_on_monday():
    warm = np.repeat([10.0, 12.0, 14.0], 24 * 4)  # Thursday to Sunday, Monday to Thursday, Friday to Monday
    found = run(100.0 + np.arange(288.0) % 24, no_rain(12, start="2023-01-10"), start="2023-01-12", warm=warm)
    weeks = found.temperatures.weeks
    assert [str(b)[:10] for b in weeks["begin"].to_numpy()] == ["2023-01-09", "2023-01-16", "2023-01-23"]
    assert list(weeks["laagste"]) == [10.0, 12.0, 14.0]
    assert list(weeks["hoogste"]) == [10.0, 14.0, 14.0]
    assert weeks["gemiddeld"][1] == pytest.approx((4 * 12.0 + 3 * 14.0) / 7)


def test_weeks_without_a_calendar():
    warm = np.repeat([10.0, 12.0], 24 * 7)
    found = run(100.0 + np.arange(336.0) % 24, start="2001-01-03", clock="onbekend", warm=warm)
    assert list(found.temperatures.weeks["gemiddeld"]) == [10.0, 12.0]
    assert found.days.table["datum"][0] == "dag 1"
    assert set(found.profile.table["dagsoort"]) == {"droog"}


def test_used_share():
    assert temperature.mean_used_share(np.array([1.0, 3.0]), 2.0) == 0.75
    assert temperature.mean_used_share(np.array([]), 2.0) == 0.0


@pytest.mark.parametrize(
    ("choice", "key"),
    [
        ({"delta_t": 0.0}, "measurement_setting"),
        ({"cop": 1.0}, "measurement_setting"),
        ({"availability": 77.0}, "measurement_setting"),
        ({"dry_mm": -1.0}, "measurement_setting"),
        ({"days_after": -1}, "measurement_setting"),
        ({"full_load_hours": float("nan")}, "measurement_setting"),
        ({"rwzi_share": 1.5}, "measurement_setting"),
        ({"curve": "nat"}, "measurement_curve"),
        ({"simultaneity": "onzin"}, "potential_method"),
    ],
)
def test_wrong_choice_is_one_sentence(choice, key):
    with pytest.raises(InputError) as error:
        settings(**choice)
    assert error.value.key == key
    assert "{" not in error.value.text("nl")


def test_settings_come_from_the_kentallen():
    assert settings() == Settings(1.0, 1, 2.0, 4.0, 0.77, 6000.0, 35.0)
    assert settings(dry_mm=0.5, delta_t=None).dry_mm == 0.5
    changed = Settings.from_kentallen(STANDARD.replace({"droogweer.drempel": 2.0}), cop=3.0)
    assert (changed.dry_mm, changed.cop) == (2.0, 3.0)


def test_findings_and_notes_of_the_readers_come_along():
    measured = series(100.0 + np.arange(96.0) % 24)
    measured.notes.append("van de lezer")
    rain = no_rain(4)
    rain.notes.append("van het weer")
    found = analyse(measured, rain, settings=settings(), kentallen=STANDARD)
    assert found.notes[:2] == ["van de lezer", "van het weer"]
    assert measured.notes == ["van de lezer"]


def test_progress_rises_to_the_end():
    seen = []
    analyse(series(100.0 + np.arange(96.0)), None, settings=settings(), kentallen=STANDARD, progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 100
