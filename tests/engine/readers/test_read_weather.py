"""Rain, air temperature and snow: files of KNMI against sums of their own lines, tables of any step."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from riothermie_kansen import kentallen
from riothermie_kansen.errors import CancelledError, InputError
from riothermie_kansen.measurement.series import Measured
from riothermie_kansen.readers.weather import read_weather, weather_of

KENTALLEN = kentallen.load()
NO_TRACE = KENTALLEN.replace({"weer.spoor_mm": 0.0})

PREAMBLE = (
    "BRON: KONINKLIJK NEDERLANDS METEOROLOGISCH INSTITUUT (KNMI)\r\n"
    "# STN         LON(east)   LAT(north)  ALT(m)      NAME\r\n"
    "# 260         5.180       52.100      1.90        De Bilt\r\n"
    "# 240         4.790       52.318      -3.30       Schiphol\r\n"
    "# RH        : Uursom van de neerslag (in 0.1 mm) (-1 voor <0.05 mm)\r\n"
)


def read(tmp_path, text, name="uurgeg.txt", kentallen_=KENTALLEN, **options):
    path = tmp_path / name
    path.write_bytes(text.encode())
    return read_weather(path, kentallen=kentallen_, **options)


def stamps(values):
    return values.astype("datetime64[m]").astype(str).tolist()


def sums(path, columns, station):
    """Return per column the sum of its numbers, -1 left out, and the lines: an independent reading of the file."""
    totals, traces, lines = dict.fromkeys(columns, 0), 0, 0
    header = []
    for line in path.read_text(encoding="latin-1").splitlines():
        cells = [cell.strip(" #") for cell in line.split(",")]
        if "YYYYMMDD" in cells and "STN" in cells:
            header = cells
        elif header and cells[0] == station:
            lines += 1
            for column in columns:
                text = cells[header.index(column)]
                if text == "-1" and column == "RH":
                    traces += 1
                elif text:
                    totals[column] += int(text)
    return totals, traces, lines


def test_hours_of_knmi_read_completely(shared_data):
    path = shared_data / "weather_flow" / "uurgeg_260_1991-2000.txt"
    totals, traces, lines = sums(path, ("RH", "T"), "260")
    weather = read_weather(path, kentallen=NO_TRACE)
    assert len(weather.begin) == lines == 8784
    assert round(float(weather.rain_mm.sum()) * 10) == totals["RH"] == 9324
    assert round(float(weather.air_c.sum()) * 10) == totals["T"]
    assert stamps(weather.begin[[0, -1]]) == ["2000-01-01T00:00", "2000-12-31T23:00"]
    assert (weather.end - weather.begin == np.timedelta64(1, "h")).all()
    assert np.isnan(weather.snow_cm).all()
    assert weather.findings.count() == 0
    assert "260" in weather.source
    # hour 5 of 1 January runs from 4 to 5 UT and has 0.4 mm and 5.5 degrees
    assert (weather.rain_mm[4], weather.air_c[4]) == (pytest.approx(0.4), pytest.approx(5.5))
    with_trace = read_weather(path, kentallen=KENTALLEN)
    assert with_trace.rain_mm.sum() == pytest.approx(totals["RH"] / 10 + traces * 0.025)
    assert any("1.208 keer" in line for line in with_trace.notes)


def test_the_trace_fits_the_rain_gauge_beside_it(shared_data):
    """The kental of -1 against the days of station 550: hours of 260 with it come nearer than with nothing or 0.05."""
    folder = shared_data / "weather_flow"
    days = read_weather(folder / "neerslaggeg_DE-BILT_550.txt", kentallen=KENTALLEN)
    misses = {}
    for small in (0.0, 0.025, 0.05):
        hours = read_weather(folder / "uurgeg_260_1991-2000.txt", kentallen=KENTALLEN.replace({"weer.spoor_mm": small}))
        place = np.searchsorted(days.end, hours.end)
        inside = place < len(days.end)
        per_day = np.bincount(place[inside], hours.rain_mm[inside], minlength=len(days.end))
        misses[small] = float(((per_day - days.rain_mm)[1:] ** 2).sum())
    assert misses[0.025] < misses[0.0]
    assert misses[0.025] < misses[0.05]


@pytest.mark.parametrize(
    ("name", "station", "first", "last", "rows"),
    [
        ("neerslaggeg_DE-BILT_550.txt", "550", "1999-12-31T08:00", "2000-12-31T08:00", 366),
        ("neerslaggeg_ESBEEK_831.txt", "831", "1950-12-31T08:00", "2017-04-30T08:00", 24227),
    ],
)
def test_rain_stations_read_completely(shared_data, name, station, first, last, rows):
    path = shared_data / "weather_flow" / name
    totals, _, lines = sums(path, ("RD",), station)
    weather = read_weather(path, kentallen=KENTALLEN)
    assert len(weather.begin) == lines == rows
    assert round(float(np.nansum(weather.rain_mm)) * 10) == totals["RD"]
    assert stamps(weather.begin[:1]) == [first]
    assert stamps(weather.end[-1:]) == [last]
    assert (weather.end - weather.begin == np.timedelta64(1, "D")).all()
    assert weather.source == f"KNMI-neerslagstation {station} {name[12:-8].replace('-', ' ')}, dagen (8-8 UTC)"
    assert np.isnan(weather.air_c).all()


def test_snow_codes_and_missing_values(tmp_path):
    text = (
        "STN,YYYYMMDD,   RD,   SX,\r\n"
        "550,20000101,   11,    0,\r\n"
        "550,20000102,     ,   12,\r\n"
        "550,20000103,    5,  997,\r\n"
        "550,20000104,    0,  998,\r\n"
        "550,20000106,   30,     ,\r\n"
    )
    weather = read(tmp_path, text, "neerslaggeg_DE-BILT_550.txt")
    np.testing.assert_allclose(weather.rain_mm, [1.1, np.nan, 0.5, 0.0, 3.0])
    np.testing.assert_allclose(weather.snow_cm, [0.0, 12.0, 0.5, 1.0, np.nan])
    assert stamps(weather.end) == [f"2000-01-{day:02d}T08:00" for day in (1, 2, 3, 4, 6)]
    assert weather.findings.counts() == {"neerslag_leeg_deel": 1, "neerslag_gaten": 1}


HOURS = (
    "# STN,YYYYMMDD,   HH,   RH,    T\r\n"
    "  260,20230101,    1,    4,   55\r\n"
    "  260,20230101,    2,   -1,   50\r\n"
    "  260,20230101,   24,     ,  -12\r\n"
)


def test_the_newer_download_with_chosen_columns(tmp_path):
    weather = read(tmp_path, PREAMBLE + HOURS)
    assert stamps(weather.begin) == ["2023-01-01T00:00", "2023-01-01T01:00", "2023-01-01T23:00"]
    np.testing.assert_allclose(weather.rain_mm, [0.4, 0.025, np.nan])
    np.testing.assert_allclose(weather.air_c, [5.5, 5.0, -1.2])
    assert weather.source == "KNMI-station 260 De Bilt, uurgegevens"
    without = read(tmp_path, PREAMBLE + HOURS.replace("# STN", "STN").replace("\r\n", "\n"))
    np.testing.assert_array_equal(without.rain_mm, weather.rain_mm)


def test_days_of_knmi(tmp_path):
    text = (
        "# STN,YYYYMMDD,DDVEC,FHVEC,   TG,   RH\r\n\r\n"
        "  260,20230101,  200,   30,  101,   25\r\n"
        "  260,20230102,  200,   30,   95,   -1\r\n"
    )
    weather = read(tmp_path, text, "etmgeg_260.txt")
    assert stamps(weather.begin) == ["2023-01-01T00:00", "2023-01-02T00:00"]
    assert stamps(weather.end) == ["2023-01-02T00:00", "2023-01-03T00:00"]
    np.testing.assert_allclose(weather.rain_mm, [2.5, 0.025])
    np.testing.assert_allclose(weather.air_c, [10.1, 9.5])
    assert "daggegevens" in weather.source


def test_more_stations_ask_for_one(tmp_path):
    text = PREAMBLE + HOURS + "  240,20230101,    1,    9,   60\r\n"
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    assert caught.value.key == "neerslag_stations"
    assert "240 Schiphol, 260 De Bilt" in caught.value.text("nl")
    for station in (240, "240", "schiphol", "240 Schiphol"):
        weather = read(tmp_path, text, station=station)
        assert weather.rain_mm.tolist() == [0.9]
    with pytest.raises(InputError) as caught:
        read(tmp_path, text, station=310)
    assert caught.value.key == "neerslag_station_onbekend"


def test_a_table_of_knmi_reads_as_the_file(tmp_path):
    expected = read(tmp_path, HOURS)
    frame = pd.DataFrame(
        {"STN": [260] * 3, "YYYYMMDD": [20230101] * 3, "HH": [1, 2, 24], "RH": [4, -1, None], "T": ["55", "50", "-12"]}
    )
    weather = read_weather(frame, kentallen=KENTALLEN)
    assert stamps(weather.begin) == stamps(expected.begin)
    np.testing.assert_array_equal(weather.rain_mm, expected.rain_mm)
    np.testing.assert_array_equal(weather.air_c, expected.air_c)
    one_column = pd.DataFrame({"regel": HOURS.replace("\r", "").strip().split("\n")})
    np.testing.assert_array_equal(read_weather(one_column, kentallen=KENTALLEN).rain_mm, expected.rain_mm)


def test_rows_in_another_order_and_double(tmp_path):
    text = (
        "# STN,YYYYMMDD,   HH,   RH\r\n260,20230101,    3,    9\r\n260,20230101,    1,    4\r\n"
        "260,20230101,    1,    5\r\n260,2023,    1,    5\r\n"
    )
    weather = read(tmp_path, text)
    assert stamps(weather.begin) == ["2023-01-01T00:00", "2023-01-01T02:00"]
    np.testing.assert_allclose(weather.rain_mm, [0.4, 0.9])
    assert weather.findings.counts() == {"neerslag_zonder_datum": 1, "neerslag_dubbel": 1, "neerslag_gaten": 1}


def test_a_table_of_five_minutes_counts_back_to_the_row_before(tmp_path):
    times = [dt.datetime(2023, 1, 30, 10) + dt.timedelta(minutes=5 * i) for i in range(20)]  # noqa: DTZ001
    text = "Tijd;Neerslag (mm);Luchttemperatuur (°C)\n" + "".join(
        f"{t:%d-%m-%Y %H:%M};{i % 3 / 10:.1f};4,5\n".replace(".", ",")
        for i, t in enumerate(times)
        if i not in (7, 8, 9)
    )
    weather = read(tmp_path, text, "regen.csv")
    # winter: the Dutch clock is an hour ahead of UTC
    assert stamps(weather.begin[:2]) == ["2023-01-30T08:55", "2023-01-30T09:00"]
    assert stamps(weather.end[:2]) == ["2023-01-30T09:00", "2023-01-30T09:05"]
    # after the gap a row still counts for its five minutes
    assert (weather.end - weather.begin == np.timedelta64(5, "m")).all()
    np.testing.assert_allclose(weather.rain_mm, [i % 3 / 10 for i in range(20) if i not in (7, 8, 9)])
    np.testing.assert_allclose(weather.air_c, 4.5)


def test_a_table_of_days_counts_for_its_dates(tmp_path):
    text = "Datum;mm\n" + "".join(f"2023-03-{day};{day}\n" for day in range(24, 29))
    weather = read(tmp_path, text, "regen.csv")
    # local days: 26 March has 23 hours
    assert stamps(weather.begin) == [
        *("2023-03-23T23:00", "2023-03-24T23:00", "2023-03-25T23:00", "2023-03-26T22:00", "2023-03-27T22:00"),
    ]
    assert (weather.begin[1:] == weather.end[:-1]).all()
    assert weather.rain_mm.tolist() == [24, 25, 26, 27, 28]


def test_a_table_with_the_begin_of_each_hour(tmp_path):
    text = "Begin (UTC);Regen [0,1 mm]\n" + "".join(f"2023-01-01 {hour:02d}:00;{hour % 5}\n" for hour in range(24))
    weather = read(tmp_path, text, "regen.csv")
    assert stamps(weather.begin[:1]) == ["2023-01-01T00:00"]
    assert stamps(weather.end[-1:]) == ["2023-01-02T00:00"]
    np.testing.assert_allclose(weather.rain_mm, np.arange(24) % 5 / 10)


def test_an_intensity_counts_for_its_step(tmp_path):
    text = "Tijd (UTC);Neerslagintensiteit (mm/h)\n" + "".join(
        f"2023-01-01 00:{minute:02d};6,0\n" for minute in range(0, 60, 10)
    )
    np.testing.assert_allclose(read(tmp_path, text, "regen.csv").rain_mm, 1.0)


def test_values_without_a_name_in_a_file_about_rain(tmp_path):
    text = "tijd;waarde\n" + "".join(f"2023-01-01 {hour:02d}:00;{hour % 2}\n" for hour in range(24))
    assert read(tmp_path, text, "neerslag_middenweg.csv").rain_mm.sum() == 12
    with pytest.raises(InputError) as caught:
        read(tmp_path, text, "meting.csv")
    assert caught.value.key == "neerslag_geen_kolom"


FLOW = "tijd;debiet (m3/h)\n" + "".join(f"2023-01-01 {hour:02d}:00;{hour}\n" for hour in range(24))

BAD = {
    "neerslag_geen_kolom": FLOW,
    "neerslag_geen_bestand": "Beste heer,\nHierbij de regen.\nGroet\n",
    "neerslag_leeg": "",
    "neerslag_geen_tijd": "neerslag;debiet\n" + "".join(f"{i % 3};{i % 4}\n" for i in range(24)),
    "neerslag_knmi_zonder_neerslag": "# STN,YYYYMMDD,   HH,    T\n260,20230101,    1,   55\n",
    "neerslag_teller": "tijd;neerslag mm\n" + "".join(f"2023-01-01 {hour:02d}:00;{hour}\n" for hour in range(24)),
    "meetreeks_excel": "PK\x03\x04aaaaaaaa",
}


@pytest.mark.parametrize("key", BAD)
def test_one_sentence_for_what_is_no_rain(tmp_path, key):
    with pytest.raises(InputError) as caught:
        read(tmp_path, BAD[key], "meting.csv")
    assert caught.value.key == key
    for language in ("nl", "en"):
        text = caught.value.text(language)
        assert "{" not in text
        assert text.endswith(".")


def test_a_knmi_file_without_rows(tmp_path):
    with pytest.raises(InputError) as caught:
        read(tmp_path, PREAMBLE + "# STN,YYYYMMDD,   HH,   RH\r\n")
    assert caught.value.key == "neerslag_leeg"
    with pytest.raises(InputError) as caught:
        read_weather(tmp_path / "weg.txt", kentallen=KENTALLEN)
    assert caught.value.key == "neerslag_bestaat_niet"


def test_cancel(tmp_path):
    with pytest.raises(CancelledError):
        read(tmp_path, HOURS, cancelled=lambda: True)


def measured(rain, clock="wintertijd"):
    time = np.datetime64("2023-01-01T00:00", "s") + np.arange(4) * np.timedelta64(15, "m")
    return Measured(time, np.ones(4), None, None, rain, clock, "m3/h", "meting.csv", 4)


def test_the_rain_of_the_measurement_itself():
    weather = weather_of(measured(np.array([0.0, 0.4, np.nan, 1.2])))
    assert stamps(weather.begin) == ["2022-12-31T22:45", "2022-12-31T23:00", "2022-12-31T23:15", "2022-12-31T23:30"]
    assert stamps(weather.end)[-1] == "2022-12-31T23:45"
    np.testing.assert_array_equal(weather.rain_mm, [0.0, 0.4, np.nan, 1.2])
    assert weather.source == "de neerslagkolom van meting.csv"
    assert weather_of(measured(None)) is None
    assert weather_of(measured(np.full(4, np.nan))) is None
