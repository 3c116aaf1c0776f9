"""Degree days, the spread of the demand over the year, and the cooling of the sewage."""

import math
from statistics import NormalDist

import numpy as np
import pytest

from riothermie_kansen import kentallen
from riothermie_kansen.errors import InputError, KentalError
from riothermie_kansen.measurement.series import Weather
from riothermie_kansen.season.profiles import DAYS, cooling_notes, demand_year, usable_cooling

VALUES = kentallen.load()
WEIGHTS = (1.1, 1.1, 1.0, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 1.0, 1.1, 1.1)


def weather(first, air, hours=1):
    """Return weather from a date on, a value per step of so many hours."""
    step = np.timedelta64(hours, "h")
    begin = np.datetime64(first, "s") + step * np.arange(len(air))
    nothing = np.full(len(air), np.nan)
    return Weather(begin, begin + step, nothing, np.asarray(air, float), nothing, "eigen")


def test_shares_of_a_year_add_up():
    made = demand_year(VALUES)
    assert made.month.tolist() == list(range(1, 13))
    assert made.times.tolist() == DAYS.tolist()
    assert (made.demand.sum(axis=1) * made.times).sum() == pytest.approx(1)
    assert (made.cooling.sum(axis=1) * made.times).sum() == pytest.approx(1)
    # July: 31 x 0.8 x 1.053 K (normal, mean 18.3, spread 3.0) = 26.1 of 2843 degree days, and tap water
    assert made.demand[6].sum() == pytest.approx(0.301 / 365 + 0.699 * 26.1 / 2843 / 31, rel=0.002)
    assert made.demand[0].sum() > 4 * made.demand[6].sum()
    assert made.cooling[6].sum() > made.cooling[0].sum() * 1000


def test_normals_count_cold_and_warm_days():
    """Each month: days x weight x mean of max(0, 18 - T), T normal around the mean; here by adding up quantiles."""
    made = demand_year(VALUES)
    quantiles = (np.arange(20_000) + 0.5) / 20_000
    for month, mean in enumerate(VALUES.table("seizoen.luchttemperatuur")):
        days = np.array([NormalDist(mean, 3.0).inv_cdf(q) for q in quantiles[::20]])
        expected = np.maximum(18 - days, 0).mean() * DAYS[month] * WEIGHTS[month]
        assert made.degree_days[month] == pytest.approx(expected, rel=0.01, abs=0.2)
    assert 2700 < made.degree_days.sum() < 3000


def test_without_spread_the_mean_counts():
    values = VALUES.replace({"seizoen.spreiding_luchttemperatuur": 0.0})
    made = demand_year(values)
    assert made.degree_days[0] == pytest.approx((18 - 3.6) * 31 * 1.1)
    assert made.degree_days[6] == 0  # 18.3 in July


def test_only_tap_water_is_flat():
    made = demand_year(VALUES, tap_share=1.0)
    assert np.allclose(made.demand.sum(axis=1), 1 / 365)


def test_demand_peaks_when_the_sewer_is_low():
    """Leusden par. 2.4: the demand is highest in the morning."""
    january = demand_year(VALUES).demand[0]
    assert 6 <= int(january.argmax()) <= 9
    assert january[:5].max() < january.mean()


def test_a_year_of_weather_day_by_day():
    """8 degrees all year: 10 degree days a day, weighted by the month."""
    made = demand_year(VALUES, weather=weather("2001-01-01", np.full(365 * 24, 8.0)))
    assert len(made.month) == 365
    assert made.times.tolist() == [1] * 365
    assert made.degree_days == pytest.approx(10 * DAYS * np.array(WEIGHTS))
    assert (made.demand.sum()) == pytest.approx(1)
    assert not made.cooling.any()
    assert "2001" in made.source


def test_the_most_ordinary_year_counts():
    air = np.concatenate([np.full(365, 0.0), np.full(365, 9.0), np.full(365, 11.0)])
    days = weather("2001-01-01", air, hours=24)
    assert "2002" in demand_year(VALUES, weather=days).source
    assert "2001" in demand_year(VALUES, weather=days, year=2001).source
    with pytest.raises(InputError, match="2005"):
        demand_year(VALUES, weather=days, year=2005)


def test_few_days_are_filled_many_are_not():
    air = np.full(365, 5.0)
    air[100:105] = np.nan
    made = demand_year(VALUES, weather=weather("2001-01-01", air, hours=24))
    assert len(made.month) == 365
    assert any("5 dagen" in note for note in made.notes)
    air[100:120] = np.nan
    made = demand_year(VALUES, weather=weather("2001-01-01", air, hours=24))
    assert len(made.month) == 12
    assert any("geen compleet kalenderjaar" in note for note in made.notes)


def test_degree_days_of_de_bilt_2000(shared_data):
    """KNMI hours of De Bilt: computed apart, line by line, 2659 degree days and 2683 weighted ones."""
    days = {}
    for line in (shared_data / "weather_flow" / "uurgeg_260_1991-2000.txt").read_text("latin-1").splitlines():
        cells = line.split(",")
        if len(cells) > 10 and cells[0].strip() == "260":
            days.setdefault(cells[1], []).append(int(cells[7]) / 10)
    degree = {day: max(0.0, 18.0 - math.fsum(values) / 24) for day, values in days.items()}
    weighted = [value * WEIGHTS[int(day[4:6]) - 1] for day, value in degree.items()]
    assert len(days) == 366
    assert math.fsum(degree.values()) == pytest.approx(2659.4, abs=0.1)
    assert math.fsum(weighted) == pytest.approx(2683.5, abs=0.1)
    air = [value for day in sorted(days) for value in days[day]]
    made = demand_year(VALUES, weather=weather("2000-01-01", air))
    assert made.degree_days.sum() == pytest.approx(math.fsum(weighted))
    assert len(made.month) == 366


def test_cooling_of_the_sewage():
    temperature = [6, 10, 10, 10, 10, 20, 20, 20, 10, 10, 10, 4]
    usable = usable_cooling(VALUES, 2.0, temperature)
    assert usable.tolist() == [1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0]
    assert len(cooling_notes(VALUES, 2.0, usable)) == 1
    warmer = VALUES.replace({"seizoen.afkoeling_factor": [1, 1, 1, 1, 1, 3, 3, 3, 1, 1, 1, 1]})
    assert usable_cooling(warmer, 2.0, temperature)[5:8].tolist() == [6, 6, 6]
    assert not cooling_notes(VALUES, 2.0, usable_cooling(VALUES, 2.0, [20] * 12))


def test_bad_input():
    with pytest.raises(InputError) as caught:
        usable_cooling(VALUES, 2.0, [5.0] * 12)
    assert caught.value.key == "season_cooling"
    with pytest.raises(InputError) as caught:
        usable_cooling(VALUES, 0.0, [15.0] * 12)
    assert caught.value.key == "potential_delta_t"
    with pytest.raises(InputError) as caught:
        demand_year(VALUES, tap_share=1.5)
    assert caught.value.key == "season_tap_share"
    hot = weather("2001-01-01", np.full(365, 30.0), hours=24)
    with pytest.raises(InputError) as caught:
        demand_year(VALUES, weather=hot)
    assert caught.value.key == "season_no_degree_days"
    assert demand_year(VALUES, weather=hot, tap_share=1.0).demand.sum() == pytest.approx(1)
    with pytest.raises(KentalError):
        demand_year(VALUES.replace({"seizoen.dagverloop_tapwater": [0.0] * 24}))
