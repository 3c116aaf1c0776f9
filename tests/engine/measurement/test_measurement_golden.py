"""Leusden through the whole analysis: a series with the properties of its figures, and the figures that follow."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from riothermie_kansen.measurement.analysis import analyse
from riothermie_kansen.measurement.duration import available_flow, marginal_cost, yearly_cost_per_kw
from tests.engine.measurement.made_series import STANDARD, rain_on, series, settings

COPY = Path(__file__).resolve().parents[2] / "data" / "golden" / "potential.toml"
with COPY.open("rb") as file:
    FIGURES = {figure["id"]: figure for figure in tomllib.load(file)["figure"]}

DRY, WET = 24, 12


def close(value, figure):
    return abs(float(value) - figure["expected"]) <= max(figure["tol_abs"], figure["tol_rel"] * abs(figure["expected"]))


def leusden_hours():
    """36 days from 13 December 2022 in Dutch time: 24 dry ones, then 12 wet ones.

    Hours below 170 m3/h: 8 on each dry day (2-9 o'clock) and 6 more on wet days, 198 of 864. So 170 is reached in 666
    hours, 77.1 % of the time, and nothing above 170 is: 666 is the first number of at least 77 % of 864.
    """
    night = [200, 170, 150, 130, 110, 95, 80, 65, 55, 50]
    day = np.array([*night, 190, 260, 300, 320, 310, 300, 290, 280, 290, 310, 320, 300, 270, 230], dtype=float)
    sway = np.where(np.arange(DRY) % 2 == 0, -8.0, 8.0)
    dry = np.tile(day, (DRY, 1))
    dry[:, 2:10] += sway[:, None]  # the mean stays, no value is repeated for long
    wet = np.full((WET, 24), 400.0) + np.arange(24) * 7.0
    wet[:6, 9] = 120.0
    return np.concatenate([dry, wet]).ravel()


@pytest.fixture(scope="module")
def leusden():
    hours = leusden_hours()
    flow = np.repeat(hours, 12)  # a row per five minutes
    temperature = 12.5 + 2.5 * np.sin(np.arange(len(flow)) / 700.0)
    measured = series(flow, start="2022-12-13", step=300, clock="lokaal", temperature=temperature)
    rain = rain_on(range(2 + DRY, 2 + DRY + WET), start="2022-12-11", n=2 + DRY + WET + 1)
    return analyse(measured, rain, settings=settings(delta_t=3.0), kentallen=STANDARD)


def of(yields, delta_t):
    return next(found for found in yields if found.delta_t == delta_t)


def outcome(analysis, part, name):
    table = analysis.outcomes
    return table[(table["onderdeel"] == part) & (table["grootheid"] == name)].iloc[0]


def test_the_series_has_the_properties(leusden):
    assert leusden.days.days == DRY
    assert leusden.profile.minimum_m3h == pytest.approx(50.0)
    assert leusden.profile.minimum_hour == 9
    assert leusden.duration.flow_m3h == 170.0
    known = leusden.hourly.flow_m3h
    assert len(known) == 864
    assert (known >= 170.0).mean() >= 0.77 > (known > 170.0).mean()


def test_direct_supply(leusden):
    """Par. 2.4: 50 m3/h and 3 K give 174 kW, 232 kW at the building, about 25 dwellings."""
    found = of(leusden.direct, 3.0)
    assert close(found.source_kw, FIGURES["L-SRC-02"])
    assert found.building_kw == pytest.approx(232.0, abs=0.5)
    assert found.dwellings == FIGURES["L-SRC-04"]["expected"] == 25


def test_supply_with_storage(leusden):
    """Par. 2.5: 170 m3/h, 77 % of the time, 592 kW, 16,000 GJ, 450 dwellings at 3 K; 10,600 GJ and 300 at 2 K."""
    three, two = of(leusden.stored, 3.0), of(leusden.stored, 2.0)
    assert close(three.source_kw, FIGURES["L-SRC-05"])
    assert close(three.heat_gj, FIGURES["L-SRC-06"])
    assert two.heat_gj == pytest.approx(10_600, rel=0.02)
    rounded = outcome(leusden, "Met WKO", "Woningen, afgerond")
    assert (rounded["waarde_gekozen"], rounded["waarde_3k"], rounded["waarde_2k"]) == (450.0, 450.0, 300.0)


def test_temperature_of_leusden_leaves_three_kelvin(leusden):
    """Par. 2.3: 10 to 15 degrees in winter, so no risk of freezing."""
    assert leusden.temperatures.minimum_c == pytest.approx(10.0, abs=0.01)
    assert leusden.temperatures.maximum_c == pytest.approx(15.0, abs=0.01)
    assert [found.used_k for found in leusden.stored] == [3.0, 2.0]
    assert leusden.temperatures.verdict["nl"][0].startswith("Geen risico op bevriezing")


def test_three_kelvin_at_ten_degrees_stays_three():
    flow = np.tile([100.0, 110.0], 48)
    found = analyse(series(flow, temperature=10.0), None, settings=settings(delta_t=3.0), kentallen=STANDARD)
    assert found.stored[0].used_k == 3.0


def test_heat_by_the_series_is_the_integral(leusden):
    """Independent of the engine: every hour cooled by 3 K up to 170 m3/h, a year long."""
    cooled = sum(min(hour, 170.0) for hour in leusden_hours()) / 864
    source_gj = cooled / 3.6 * 4.18 * 3.0 * 8760 * 3.6e-3
    assert of(leusden.stored, 3.0).heat_series_gj == pytest.approx(source_gj * 0.95 * 4.0 / 3.0, rel=1e-9)
    row = leusden.duration.table.set_index("beschikbaarheid").loc[0.77]
    assert row["warmte_reeks_gj"] == pytest.approx(source_gj * 0.95 * 4.0 / 3.0, rel=1e-9)
    assert row["warmte_vuistregel_gj"] == pytest.approx(of(leusden.stored, 3.0).heat_gj)
    assert "gekozen" in row["keuze"]


def test_cost_of_the_last_gj_at_leusdens_choice():
    """873 + 369 EUR/kW over 15 years at 4 % (factor 0.0899), maintenance 1.3 % and 2.5 %: 132 EUR per kW per year."""
    cost = 873 * (0.0899411 + 0.013) + 369 * (0.0899411 + 0.025)
    assert yearly_cost_per_kw(STANDARD) == pytest.approx(cost, rel=1e-6)
    assert float(marginal_cost(0.77, STANDARD)) == pytest.approx(cost / (0.77 * 8760 * 3.6e-3 * 0.95), rel=1e-6)


def test_availability_of_figure_2_7():
    """Of 100 hours 77 have 170 m3/h or more."""
    flow = np.concatenate([np.full(23, 60.0), [170.0], np.linspace(171, 400, 76)])
    assert available_flow(flow, 0.77) == 170.0
    assert available_flow(flow, 0.78) == 60.0
