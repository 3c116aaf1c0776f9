"""Measured series in the styles in which loggers and databases deliver them: the same series comes out of each."""

import datetime as dt

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import Point

from riothermie_kansen import kentallen
from riothermie_kansen.errors import CancelledError
from riothermie_kansen.readers import measured_text
from riothermie_kansen.readers.measurements import read_measurement

KENTALLEN = kentallen.load()
N = 60
BEGIN = dt.datetime(2023, 1, 30, 22, 0)  # noqa: DTZ001
FLOW = [round(20 + 10 * np.sin(i / 4), 2) for i in range(N)]
"""Flow in the unit of the delivery."""

EN_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
NL_MONTHS = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]


def at(i, minutes=5):
    return BEGIN + dt.timedelta(minutes=minutes * i)


def comma(value, decimals=2):
    return f"{value:.{decimals}f}".replace(".", ",")


def us(moment):
    hour = moment.hour % 12 or 12
    return f"{moment.month}/{moment.day}/{moment.year} {hour}:{moment:%M:%S} {'AM' if moment.hour < 12 else 'PM'}"


def read(tmp_path, text, encoding="utf-8", name="meting.csv", **options):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return read_measurement(path, kentallen=KENTALLEN, **options)


def rows(make, n=N):
    return "".join(make(i, at(i), FLOW[i]) + "\n" for i in range(n))


def expect(measured, factor, times=None):
    """Check times and flow; `factor` is from the unit of the delivery to m3/h."""
    expected = np.array([at(i) for i in range(N)] if times is None else times, dtype="datetime64[s]")
    assert measured.time.dtype == np.dtype("datetime64[s]")
    assert measured.time.tolist() == expected.tolist()
    np.testing.assert_allclose(measured.flow_m3h, np.array(FLOW) * factor, rtol=1e-12)


LOGGERS = {
    "Isco with a header in four lines": (
        '"Isco Quantity","Flow Rate","Level","Temperature"\n"Label","Middenweg","Middenweg","Middenweg"\n'
        '"Units","l/s","m","°C"\n"Time"\n' + rows(lambda _i, t, q: f'"{us(t)}",{q},0.25,12.5'),
        {"factor": 3.6, "unit": "l/s", "level": 0.25, "temperature": 12.5},
    ),
    "Isco with the unit in the name": (
        "Site Name: Middenweg\n\nDate/Time,Flow Rate (l/s),Level (m),Velocity (m/s)\n"
        + rows(lambda _i, t, q: f"{us(t)},{q},0.25,0.44"),
        {"factor": 3.6, "unit": "l/s", "level": 0.25},
    ),
    "Nivus": (
        "NivuFlow 750;SN 1234\nMessstelle;Middenweg\n\n"
        "Datum;Uhrzeit;Durchfluss [l/s];Füllstand [m];Geschwindigkeit [m/s];Temperatur [°C]\n"
        + rows(lambda _i, t, q: f"{t:%d.%m.%Y;%H:%M:%S};{comma(q)};0,25;0,44;12,5"),
        {"factor": 3.6, "unit": "l/s", "level": 0.25, "temperature": 12.5, "encoding": "cp1252"},
    ),
    "Nivus with a row of units": (
        "Datum\tUhrzeit\tDurchfluss\tFüllstand\n\t\t[l/s]\t[cm]\n"
        + rows(lambda _i, t, q: f"{t:%d.%m.%Y}\t{t:%H:%M:%S}\t{comma(q)}\t25,0"),
        {"factor": 3.6, "unit": "l/s", "level": 0.25},
    ),
    "Flo-Dar": (
        "Date Time,Level (mm),Velocity (m/s),Flow (l/s),Battery (V)\n"
        + rows(lambda _i, t, q: f"{t.day:02d}-{EN_MONTHS[t.month - 1]}-{t:%y %H:%M:%S},250,0.44,{q},12.2"),
        {"factor": 3.6, "unit": "l/s", "level": 0.25},
    ),
    "WISKI export": (
        "#Station Name;Middenweg\n#Parameter Name;Q\n#Ts Unit;m³/s\n#Timezone;UTC+1\n#Timestamp;Value;Quality Code\n"
        + rows(lambda _i, t, q: f"{t};{q};200"),
        {"factor": 3600.0, "unit": "m3/s", "clock": "wintertijd"},
    ),
    "ZRXP": (
        "#ZRXPVERSION2300.100|*|ZRXPCREATORdb|*|\n#TZUTC+1|*|\n#SANR12|*|CNAMEQ|*|CUNITm³/s|*|RINVAL-777|*|\n"
        "#LAYOUT(timestamp,value,status)|*|\n" + rows(lambda _i, t, q: f"{t:%Y%m%d%H%M%S} {q} 200"),
        {"factor": 3600.0, "unit": "m3/s", "clock": "wintertijd"},
    ),
    "HydroNET with begin and end": (
        "Begin;Eind;Waarde (m3/h)\n"
        + rows(lambda i, t, q: f"{t:%d-%m-%Y %H:%M};{at(i + 1):%d-%m-%Y %H:%M};{comma(q)}"),
        {"factor": 1.0, "unit": "m3/h"},
    ),
    "FEWS with locations above the header": (
        "Location Names,Middenweg,Middenweg\nLocation Ids,MW1,MW1\nTime,Q.meting [m3/h],T.meting [°C]\n"
        + rows(lambda _i, t, q: f"{t},{q},12.5"),
        {"factor": 1.0, "unit": "m3/h", "temperature": 12.5},
    ),
    "FEWS with parameter and unit below each other": (
        "GMT,MW1,MW1\nParameter,Q.m,H.m\nUnit,m3/s,m\n" + rows(lambda _i, t, q: f"{t},{q},0.25"),
        {"factor": 3600.0, "unit": "m3/s", "level": 0.25, "clock": "utc"},
    ),
    "telecontrol of pumping stations, with a total": (
        "Datum;Tijd;Gemaal Middenweg - Debiet (m3/h);Gemaal Middenweg - Niveau (mNAP);Pomp 1 (uren)\n"
        + rows(lambda i, t, q: f"{t:%d-%m-%Y;%H:%M:%S};{comma(q)};-1,23;{12345 + i / 60:.2f}")
        + "Totaal;;1200,0;;\n",
        {"factor": 1.0, "unit": "m3/h", "level": -1.23},
    ),
    "a row per parameter": (
        "Locatie;Parameter;Datum;Tijd;Waarde;Eenheid\n"
        + rows(
            lambda _i, t, q: "\n".join(
                f"Middenweg;{name};{t:%d-%m-%Y;%H:%M};{value};{unit}"
                for name, value, unit in (("H", "-1,23", "mNAP"), ("Q", comma(q), "l/s"), ("T", "12,5", "°C"))
            )
        ),
        {"factor": 3.6, "unit": "l/s", "level": -1.23, "temperature": 12.5, "rows": 3 * N},
    ),
    "UTF-16 with bars": (
        "datumtijd|debiet (m3/d)|kwaliteit\n" + rows(lambda _i, t, q: f"{t:%Y%m%d %H%M}|{comma(q)}|goed"),
        {"factor": 1 / 24, "unit": "m3/d", "encoding": "utf-16"},
    ),
    "everything in quotes": (
        '"Tijd","Debiet (l/s)","Temperatuur"\n' + rows(lambda _i, t, q: f'"{t:%d-%m-%Y %H:%M}","{comma(q)}","12,5"'),
        {"factor": 3.6, "unit": "l/s", "temperature": 12.5},
    ),
    "decimal commas between commas": (
        "Tijd,Debiet (l/s)\n" + rows(lambda _i, t, q: f"{t:%d-%m-%Y %H:%M},{comma(q)}"),
        {"factor": 3.6, "unit": "l/s"},
    ),
    "spaces, a name for date and clock": (
        "Datum/tijd   Debiet (m3/h)   Temp\n" + rows(lambda _i, t, q: f"  {t:%d-%m-%Y %H:%M}   {q:8.2f}   12.5"),
        {"factor": 1.0, "unit": "m3/h", "temperature": 12.5},
    ),
    "columns for year, month, day, hour and minute": (
        "jaar;maand;dag;uur;minuut;Q (m3/h)\n" + rows(lambda _i, t, q: f"{t:%Y;%m;%d;%H;%M};{comma(q)}"),
        {"factor": 1.0, "unit": "m3/h"},
    ),
    "unit behind each value": (
        "tijd;debiet\n" + rows(lambda _i, t, q: f"{t};{comma(q)} l/s"),
        {"factor": 3.6, "unit": "l/s"},
    ),
    "unit in its own column": (
        "tijd;waarde;eenheid\n" + rows(lambda _i, t, q: f"{t};{comma(q)};l/min"),
        {"factor": 0.06, "unit": "l/min"},
    ),
    "month in letters, Dutch": (
        "Tijd;Afvoer m3/uur\n" + rows(lambda _i, t, q: f"{t.day} {NL_MONTHS[t.month - 1]} {t:%Y %H:%M};{comma(q)}"),
        {"factor": 1.0, "unit": "m3/h"},
    ),
    "old Mac line ends": (
        ("tijd;debiet l/s\n" + rows(lambda _i, t, q: f"{t};{comma(q)}")).replace("\n", "\r"),
        {"factor": 3.6, "unit": "l/s"},
    ),
    "clock as an hour and minute in one number": (
        "datum;HHMM;Q_ls\n" + rows(lambda _i, t, q: f"{t:%Y%m%d};{t.hour * 100 + t.minute};{q}"),
        {"factor": 3.6, "unit": "l/s"},
    ),
}


@pytest.mark.parametrize("style", LOGGERS)
def test_a_file_as_the_logger_delivered_it(tmp_path, style):
    text, told = LOGGERS[style]
    measured = read(tmp_path, text, told.get("encoding", "utf-8"))
    expect(measured, told["factor"])
    assert measured.unit == told["unit"]
    assert measured.clock == told.get("clock", "lokaal")
    assert measured.rows == told.get("rows", N)
    for values, name in ((measured.level_m, "level"), (measured.temperature_c, "temperature")):
        if name in told:
            np.testing.assert_allclose(values, told[name], rtol=1e-12)
        else:
            assert values is None
    assert measured.findings.count() == 0
    assert measured.notes


@pytest.mark.parametrize(
    ("written", "factor", "unit"),
    [
        *(("Debiet [l/s]", 3.6, "l/s"), ("debiet_ls", 3.6, "l/s"), ("Q (dm3/s)", 3.6, "l/s"), ("Qm3h", 1.0, "m3/h")),
        *(("debiet m³/h", 1.0, "m3/h"), ("Flow (m3/hr)", 1.0, "m3/h"), ("Afvoer, m3/uur", 1.0, "m3/h")),
        *(("cbm/h", 1.0, "m3/h"), ("debiet_m3d", 1 / 24, "m3/d"), ("Debiet in m3/etmaal", 1 / 24, "m3/d")),
        *(("Q [m3/dag]", 1 / 24, "m3/d"), ("Q l/min", 0.06, "l/min"), ("Q_m3_s", 3600.0, "m3/s")),
        *(("debiet (l/h)", 0.001, "l/h"), ("flow [m3/min]", 60.0, "m3/min"), ("Debiet (m³·h⁻¹)", 1.0, "m3/h")),
    ],
)
def test_units_in_the_name_of_the_column(tmp_path, written, factor, unit):
    measured = read(tmp_path, f"tijd;{written}\n" + rows(lambda _i, t, q: f"{t};{comma(q)}"))
    expect(measured, factor)
    assert measured.unit == unit


def test_a_given_unit_wins_and_a_difference_is_told(tmp_path):
    text = "tijd;debiet (m3/h)\n" + rows(lambda _i, t, q: f"{t};{comma(q)}")
    measured = read(tmp_path, text, unit="l/s")
    expect(measured, 3.6)
    assert any("m3/h" in line and "l/s" in line for line in measured.notes)
    same = read(tmp_path, text, unit="m3/uur")
    expect(same, 1.0)
    assert not any("noemt" in line for line in same.notes)


def test_without_a_header_the_first_column_is_time_and_the_other_one_flow(tmp_path):
    text = rows(lambda _i, t, q: f"{t};{comma(q)}")
    expect(read(tmp_path, text, unit="l/s"), 3.6)


def test_times_with_an_offset_are_utc(tmp_path):
    text = "tijd;debiet l/s\n" + rows(lambda _i, t, q: f"{t:%Y-%m-%dT%H:%M:%S}+01:00;{comma(q)}")
    measured = read(tmp_path, text)
    expect(measured, 3.6, [at(i) - dt.timedelta(hours=1) for i in range(N)])
    assert measured.clock == "utc"
    mixed = rows(lambda i, t, q: f"{t:%Y-%m-%dT%H:%M:%S}{'+01:00' if i % 2 else 'Z'};{comma(q)}")
    measured = read(tmp_path, "tijd;debiet l/s\n" + mixed)
    expect(measured, 3.6, [at(i) - dt.timedelta(hours=i % 2) for i in range(N)])


def test_seconds_and_milliseconds_since_1970(tmp_path):
    seconds = [int(at(i).replace(tzinfo=dt.UTC).timestamp()) for i in range(N)]
    for scale in (1, 1000):
        text = "timestamp,flow_m3h\n" + rows(lambda i, _t, q, scale=scale: f"{seconds[i] * scale},{q}")
        measured = read(tmp_path, text)
        expect(measured, 1.0)
        assert measured.clock == "utc"


@pytest.mark.parametrize("decimals", [4, 5, 10])
def test_day_numbers_of_excel(tmp_path, decimals):
    """44956 is 30 January 2023; 22:00 is 0.91666.... With four decimals a day number is right to 4.3 s."""
    text = "Tijd;Debiet (m3/h)\n" + rows(
        lambda i, _t, q: f"{comma(44956 + (22 * 60 + 5 * i) / 1440, decimals)};{comma(q)}"
    )
    expect(read(tmp_path, text), 1.0)


@pytest.mark.parametrize("minutes", [60, 30, 15, 5, 1])
def test_day_fractions_of_four_decimals_are_put_back_on_the_step(tmp_path, minutes):
    """0.0417 of a day is 3602.9 s, and an hour is meant."""
    text = "dag,debiet_m3d\n" + rows(lambda i, _t, q: f"{i * minutes / 1440:.4f},{q}")
    measured = read(tmp_path, text)
    assert set(np.diff(measured.time).astype(int).tolist()) == {60 * minutes}
    assert measured.clock == "onbekend"
    assert any("onbekende datum" in line for line in measured.notes)
    dated = read(tmp_path, text, start=dt.date(2023, 1, 30))
    expect(dated, 1 / 24, [dt.datetime(2023, 1, 30) + dt.timedelta(minutes=minutes * i) for i in range(N)])  # noqa: DTZ001
    assert dated.clock == "lokaal"
    assert read(tmp_path, text, start="30-01-2023").time.tolist() == dated.time.tolist()


def test_hours_from_the_begin(tmp_path):
    measured = read(tmp_path, "uren;debiet m3/h\n" + rows(lambda i, _t, q: f"{i / 4};{q}"), start="2023-01-30 22:00")
    expect(measured, 1.0, [at(i, 15) for i in range(N)])


@pytest.mark.parametrize("sign", ["-", "/"])
def test_month_in_front_where_days_prove_it(tmp_path, sign):
    times = [at(i, 24 * 60) for i in range(N)]
    text = "tijd;flow l/s\n" + "".join(
        f"{t.month:02d}{sign}{t.day:02d}{sign}{t.year} 06:00;{q}\n" for t, q in zip(times, FLOW, strict=True)
    )
    expect(read(tmp_path, text), 3.6, [t.replace(hour=6) for t in times])


def test_month_in_front_where_only_then_the_series_is_regular(tmp_path):
    """1 to 12 January as 01/01 to 01/12: day in front it would jump from month to month."""
    times = [dt.datetime(2023, 1, 1) + dt.timedelta(hours=4 * i) for i in range(N)]  # noqa: DTZ001
    text = "tijd;flow l/s\n" + "".join(f"{t:%m/%d/%Y %H:%M};{q}\n" for t, q in zip(times, FLOW, strict=True))
    measured = read(tmp_path, text)
    expect(measured, 3.6, times)
    assert any("maand voorop" in line for line in measured.notes)


def test_day_in_front_where_nothing_tells(tmp_path):
    times = [dt.datetime(2023, 2, 1) + dt.timedelta(minutes=15 * i) for i in range(N)]  # noqa: DTZ001
    text = "tijd;flow l/s\n" + "".join(f"{t:%d-%m-%Y %H:%M};{q}\n" for t, q in zip(times, FLOW, strict=True))
    measured = read(tmp_path, text)
    expect(measured, 3.6, times)
    assert any("Nederlandse volgorde" in line for line in measured.notes)


def test_years_of_two_digits_in_front(tmp_path):
    times = [at(i, 24 * 60) for i in range(N)]
    text = "tijd;flow l/s\n" + "".join(f"{t:%y-%m-%d %H:%M};{q}\n" for t, q in zip(times, FLOW, strict=True))
    expect(read(tmp_path, text), 3.6, times)


def test_the_end_of_a_day_as_24_hours(tmp_path):
    times = [dt.datetime(2023, 1, 1) + dt.timedelta(hours=i + 1) for i in range(N)]  # noqa: DTZ001
    text = "YYYYMMDD,HH,debiet_ls\n" + "".join(
        f"{t - dt.timedelta(hours=1):%Y%m%d},{(t.hour - 1) % 24 + 1},{q}\n" for t, q in zip(times, FLOW, strict=True)
    )
    # hours that are numbered from 1 to 24 are hours, as those of KNMI, and no moments
    found = read(tmp_path, text)
    expect(found, 3.6, [t - dt.timedelta(hours=1) for t in times])
    assert any("uur 24 als 23:00 tot 24:00" in note for note in found.notes)
    text = "datum;tijd;Q (l/s)\n" + "".join(
        f"{t - dt.timedelta(hours=1):%d-%m-%Y};{(t.hour - 1) % 24 + 1:02d}:00;{q}\n"
        for t, q in zip(times, FLOW, strict=True)
    )
    expect(read(tmp_path, text), 3.6, times)


def test_thousands(tmp_path):
    values = [f"{q * 100:,.1f}".translate(str.maketrans(",.", ".,")) for q in FLOW]
    text = "tijd;debiet m3/d\n" + rows(lambda i, t, _q: f"{t};{values[i]}")
    expect(read(tmp_path, text), 100 / 24)
    # 400, 1.234: the whole numbers of three digits tell that the point separates thousands
    whole = [round(q * 40) for q in FLOW]
    text = "tijd;debiet m3/d\n" + rows(lambda i, t, _q: f"{t};{whole[i]:,}".replace(",", "."))
    measured = read(tmp_path, text)
    np.testing.assert_allclose(measured.flow_m3h, np.array(whole) / 24)
    assert any("duizendtallen" in line for line in measured.notes)


def test_three_decimals_stay_decimals(tmp_path):
    text = "tijd;debiet m3/d\n" + rows(lambda _i, t, q: f"{t};{q:.3f}")
    expect(read(tmp_path, text), 1 / 24)


def test_dirt_is_counted_and_listed(tmp_path):
    dirt = {0: "OVER", 5: "", 9: "<0,1", 14: "#N/A", 20: "---", 30: "-9999", 31: "9999", 40: "n/a", 41: "-"}
    text = (
        "# logger 5\n\nTijd;Debiet [l/s];\n"
        + "".join(f"{t:%d-%m-%Y %H:%M};{dirt.get(i, comma(FLOW[i]))};\n" for i, t in enumerate(at(i) for i in range(N)))
        + "\nTijd;Debiet [l/s];\n;;\nfoute regel;3,0;\n99-99-2023 10:00;3,0;\n# klaar\nGemiddelde;12,3;\n"
    )
    measured = read(tmp_path, text)
    assert len(measured.time) == N
    assert measured.rows == N + 2
    assert np.flatnonzero(np.isnan(measured.flow_m3h)).tolist() == sorted(dirt)
    assert measured.findings.counts() == {
        "meetrij_zonder_tijd": 1,
        "meetwaarde_onleesbaar": 1,
        "meetwaarde_foutcode": 2,
    }
    told = measured.findings.frame(None).set_index("soort")["tekst"]
    # three lines before the first row, so row i is line i + 4; the two bad rows follow four lines after the last
    assert '2 (regel 67, 68; bijvoorbeeld "foute regel")' in told["meetrij_zonder_tijd"]
    assert "5 (OVER, <0,1, #N/A, ---, n/a; het eerst op regel 4, 13, 18, 24, 44)" in told["meetwaarde_onleesbaar"]
    assert set(told["meetwaarde_foutcode"].str.extract(r"foutcode (-?\d+)")[0]) == {"-9999", "9999"}
    assert sum("niet meegeteld: 1" in line for line in measured.notes) == 3


def test_a_positive_error_code_may_be_a_measured_value(tmp_path):
    text = "tijd;debiet m3/d\n" + rows(lambda i, t, q: f"{t};{9999 if i == 3 else round(q * 300)}")
    measured = read(tmp_path, text)
    assert measured.flow_m3h[3] == pytest.approx(9999 / 24)
    assert measured.findings.count() == 0


def test_negative_flow_is_kept(tmp_path):
    measured = read(tmp_path, "tijd;debiet m3/h\n" + rows(lambda _i, t, q: f"{t};{-q}"))
    expect(measured, -1.0)


def test_rows_stay_in_their_order_double_and_backward(tmp_path):
    order = [*range(10), 9, 9, *range(30, 20, -1)]
    text = "tijd;debiet m3/h\n" + "".join(f"{at(i)};{FLOW[i]}\n" for i in order)
    measured = read(tmp_path, text)
    assert measured.time.tolist() == [at(i) for i in order]
    assert measured.flow_m3h.tolist() == [FLOW[i] for i in order]


@pytest.mark.parametrize("clock", ["lokaal", "wintertijd", "utc"])
def test_a_given_clock_is_kept(tmp_path, clock):
    text = "tijd;debiet m3/h\n" + rows(lambda _i, t, q: f"{t};{q}")
    assert read(tmp_path, text, clock=clock).clock == clock


def test_the_name_of_the_column_tells_the_clock(tmp_path):
    for name, clock in (
        ("Tijd (UTC)", "utc"),
        ("tijd [MET]", "wintertijd"),
        ("Datum (wintertijd)", "wintertijd"),
        ("Tijd UTC+1", "wintertijd"),
        ("Tijd (lokale tijd)", "lokaal"),
    ):
        measured = read(tmp_path, f"{name};debiet m3/h\n" + rows(lambda _i, t, q: f"{t};{q}"))
        assert measured.clock == clock, name
        expect(measured, 1.0)


def test_lines_above_the_header_tell_the_clock(tmp_path):
    for line, clock in (
        ("Tijdzone: MET", "wintertijd"),
        ("Tijden zonder zomertijd", "wintertijd"),
        ("Time zone: UTC", "utc"),
        ("DEBIETMETING MET NIVUS", "lokaal"),
    ):
        text = f"{line}\ntijd;debiet m3/h\n" + rows(lambda _i, t, q: f"{t};{q}")
        assert read(tmp_path, text).clock == clock, line


def test_of_two_columns_with_times_the_one_in_utc_counts(tmp_path):
    text = "Tijd (lokaal);Tijd (UTC);debiet m3/h\n"
    measured = read(tmp_path, text + rows(lambda i, t, q: f"{t};{at(i, 5) - dt.timedelta(hours=1)};{q}"))
    expect(measured, 1.0, [at(i) - dt.timedelta(hours=1) for i in range(N)])
    assert measured.clock == "utc"


def test_powers_of_ten_and_totals_of_pumps(tmp_path):
    text = "tijd;Q1 (m3/s);Q2 (m3/s);Qtot (m3/s)\n"
    measured = read(tmp_path, text + rows(lambda _i, t, q: f"{t};1;1;{q / 1000:.6E}"))
    expect(measured, 3.6)


def test_the_rows_tell_the_clock(tmp_path):
    """Over the change of 26 March 2023: with the hour from 2 to 3 the logger is on winter time."""
    for gap, clock in ((False, "wintertijd"), (True, "lokaal")):
        times = [dt.datetime(2023, 3, 25) + dt.timedelta(minutes=30 * i) for i in range(150)]  # noqa: DTZ001
        kept = [t for t in times if not (gap and t.day == 26 and t.hour == 2)]
        text = "tijd;debiet m3/h\n" + "".join(f"{t};{i % 7}\n" for i, t in enumerate(kept))
        measured = read(tmp_path, text)
        assert measured.clock == clock
        assert measured.findings.count() == 0
    forced = read(tmp_path, "tijd;debiet m3/h\n" + "".join(f"{t};{t.hour}\n" for t in times), clock="lokaal")
    assert forced.findings.counts() == {"meetrij_overgeslagen_uur": 1}
    assert "2 (bijvoorbeeld 2023-03-26 02:00:00)" in forced.findings.frame(None)["tekst"][0]


def test_levels_temperature_and_rain_in_their_units(tmp_path):
    text = "tijd;debiet m3/h;waterstand (cm NAP);watertemperatuur (K);luchttemperatuur;neerslag (mm/h)\n"
    measured = read(tmp_path, text + rows(lambda i, t, q: f"{t};{q};-123;285,65;3,0;{i % 3}"))
    np.testing.assert_allclose(measured.level_m, -1.23)
    np.testing.assert_allclose(measured.temperature_c, 12.5)
    # an intensity of 2 mm/h in steps of 5 minutes is 2/12 mm per row
    np.testing.assert_allclose(measured.rain_mm, [i % 3 / 12 for i in range(N)])


def test_a_level_in_mm_is_no_rain(tmp_path):
    text = "tijd;debiet m3/h;Niveau put 3 (mm);kwaliteit debiet\n"
    measured = read(tmp_path, text + rows(lambda _i, t, q: f"{t};{q};250;1"))
    expect(measured, 1.0)
    np.testing.assert_allclose(measured.level_m, 0.25)
    assert measured.rain_mm is None


@pytest.mark.parametrize(
    ("written", "factor"),
    [
        # a foot is 0.3048 m, a gallon 231 cubic inches of 2.54 cm
        ("Flow (cfs)", 0.3048**3 * 3600),
        ("Flow (gpm)", 231 * 0.0254**3 * 60),
        ("Flow (mgd)", 231 * 0.0254**3 * 1e6 / 24),
        ("Debiet (ML/d)", 1000 / 24),
    ],
)
def test_units_of_loggers_from_elsewhere(tmp_path, written, factor):
    measured = read(tmp_path, f"Date/Time,{written}\n" + rows(lambda _i, t, q: f"{us(t)},{q}"))
    expect(measured, factor)


def test_a_number_too_large_to_be_measured(tmp_path):
    text = "tijd;debiet m3/h\n" + rows(lambda i, t, q: f"{t};{'3.4028235E38' if i == 4 else q}")
    measured = read(tmp_path, text)
    assert np.flatnonzero(np.isnan(measured.flow_m3h)).tolist() == [4]
    assert measured.findings.counts() == {"meetwaarde_foutcode": 1}


def test_the_columns_may_be_chosen(tmp_path):
    text = "wanneer;a;b;c\n" + rows(lambda i, t, q: f"{t};{i};{q};12,5")
    measured = read(tmp_path, text, unit="l/s", columns={"debiet": "b", "temperature": "C"})
    expect(measured, 3.6)
    np.testing.assert_allclose(measured.temperature_c, 12.5)
    expect(read(tmp_path, text, unit="l/s", columns={"flow": "3"}), 3.6)


def test_other_flow_columns_are_named_in_a_note(tmp_path):
    text = "tijd;debiet (m3/h);max debiet (m3/h);debiet ruw\n" + rows(lambda _i, t, q: f"{t};{q};99;98")
    measured = read(tmp_path, text)
    expect(measured, 1.0)
    assert any("max debiet (m3/h), debiet ruw" in line for line in measured.notes)


def test_one_of_more_measuring_points(tmp_path):
    text = "meetpunt;tijd;debiet m3/h\n" + rows(lambda _i, t, q: f"A;{t};{q}\nB;{t};{q * 2}")
    measured = read(tmp_path, text, columns={"meetpunt": "b"})
    expect(measured, 2.0)
    assert measured.rows == 2 * N


def test_levels_at_other_times_than_the_flow_are_counted(tmp_path):
    text = "tijd;parameter;waarde;eenheid\n" + rows(
        lambda i, t, q: f"{t};debiet;{q};m3/h\n{at(i, 10)};waterstand;{i};cm"
    )
    measured = read(tmp_path, text)
    expect(measured, 1.0)
    expected = [i / 200 if i % 2 == 0 else np.nan for i in range(N)]
    np.testing.assert_allclose(measured.level_m, expected)
    assert any("niet gebruikt: 30" in line for line in measured.notes)


def test_a_table_gives_the_same_as_the_file(tmp_path):
    frame = pd.DataFrame(
        {
            "Tijd": [at(i) for i in range(N)],
            "Debiet (l/s)": FLOW,
            "Temperatuur": [12.5] * N,
            "opmerking": ["goed", None] * (N // 2),
        }
    )
    text = [f"{t:%d-%m-%Y %H:%M:%S}" for t in frame["Tijd"]]
    frames = [
        frame,
        frame.assign(Tijd=text),
        frame.assign(Tijd=pd.Series(list(frame["Tijd"].dt.to_pydatetime()), dtype=object)),
        frame.assign(**{"Debiet (l/s)": [comma(q) for q in FLOW]}),
        frame.assign(
            **{"Debiet (l/s)": pd.Series([comma(q) if i % 2 else q for i, q in enumerate(FLOW)], dtype=object)}
        ),
        gpd.GeoDataFrame(frame, geometry=[Point(0, 0)] * N, crs=28992),
    ]
    for table in frames:
        measured = read_measurement(table, kentallen=KENTALLEN, name="tabel")
        expect(measured, 3.6)
        np.testing.assert_allclose(measured.temperature_c, 12.5)
        assert measured.source == "tabel"
        assert measured.clock == "lokaal"


def test_a_table_with_its_header_in_a_row(tmp_path):
    """A workbook with lines above the header comes as a layer with names like Field1."""
    cells = [["Meting Middenweg", None, None], [None, None, None], ["Datum", "Tijd", "Debiet m3/h"]]
    cells += [[at(i).date(), at(i).time(), FLOW[i]] for i in range(N)]
    frame = pd.DataFrame(cells, columns=["Field1", "Field2", "Field3"])
    expect(read_measurement(frame, kentallen=KENTALLEN), 1.0)


def test_a_table_with_a_date_and_a_clock_of_excel():
    frame = pd.DataFrame(
        {
            "Datum": [f"{at(i):%Y/%m/%d} 00:00:00" for i in range(N)],
            "Tijd": [f"1899-12-30T{at(i):%H:%M:%S}" for i in range(N)],
            "Q (m3/h)": FLOW,
        }
    )
    expect(read_measurement(frame, kentallen=KENTALLEN), 1.0)


def test_a_table_with_moments_in_a_time_zone():
    zone = dt.timezone(dt.timedelta(hours=1))
    frame = pd.DataFrame(
        {"tijd": pd.to_datetime([at(i).replace(tzinfo=zone) for i in range(N)], utc=True), "Q l/s": FLOW}
    )
    measured = read_measurement(frame, kentallen=KENTALLEN)
    expect(measured, 3.6, [at(i) - dt.timedelta(hours=1) for i in range(N)])
    assert measured.clock == "utc"


def test_a_table_whose_columns_were_not_separated():
    frame = pd.DataFrame({"tijd;debiet (m3/h)": [f"{at(i)};{comma(q)}" for i, q in enumerate(FLOW)]})
    expect(read_measurement(frame, kentallen=KENTALLEN), 1.0)


def test_a_day_number_column_in_a_table():
    frame = pd.DataFrame({"dag": [round(i / 24, 4) for i in range(N)], "debiet_m3d": FLOW})
    measured = read_measurement(frame, kentallen=KENTALLEN, start="2023-01-30")
    assert measured.time.tolist() == [dt.datetime(2023, 1, 30) + dt.timedelta(hours=i) for i in range(N)]  # noqa: DTZ001


def test_the_file_is_read_in_parts_without_a_seam(tmp_path, monkeypatch):
    """Whatever the size of the parts, the same rows, lines and findings come out."""
    text = "tijd;debiet m3/h\r\n" + "".join(
        f"{at(i):%d-%m-%Y %H:%M};{'fout' if i == 33 else comma(FLOW[i])}\r\n" for i in range(N)
    )
    whole = read(tmp_path, text)
    for encoding in ("utf-8", "utf-16", "utf-8-sig"):
        for size in (37, 64, 100, 1001):
            monkeypatch.setattr(measured_text, "PART", size)
            parts = read(tmp_path, text, encoding)
            assert parts.time.tolist() == whole.time.tolist()
            np.testing.assert_array_equal(parts.flow_m3h, whole.flow_m3h)
            assert parts.findings.frame(None)["tekst"].tolist() == whole.findings.frame(None)["tekst"].tolist()
    assert "het eerst op regel 35" in whole.findings.frame(None)["tekst"][0]


def test_cancel_between_parts(tmp_path, monkeypatch):
    monkeypatch.setattr(measured_text, "PART", 200)
    seen = []
    asked = iter([False] * 4 + [True] * 100)
    with pytest.raises(CancelledError):
        read(
            tmp_path,
            "tijd;debiet m3/h\n" + rows(lambda _i, t, q: f"{t};{q}"),
            cancelled=lambda: next(asked),
            progress=seen.append,
        )
    assert 0 < len(seen) < 10
    assert seen == sorted(seen)
    assert max(seen) < 90


def test_the_benchmark_influent(shared_data):
    """BSM2: 609 days of hours in days with four decimals, m3/d and degrees C; sums by an independent reading."""
    path = shared_data / "weather_flow" / "bsm2_influent_hourly.csv"
    measured = read_measurement(path, kentallen=KENTALLEN)
    lines = [line.split(",") for line in path.read_text().splitlines()[1:]]
    assert len(measured.time) == measured.rows == len(lines) == 14617
    assert set(np.diff(measured.time).astype(int).tolist()) == {3600}
    np.testing.assert_allclose(measured.flow_m3h.sum(), sum(float(line[1]) for line in lines) / 24, rtol=1e-12)
    np.testing.assert_allclose(measured.temperature_c.sum(), sum(float(line[2]) for line in lines), rtol=1e-12)
    assert (measured.unit, measured.clock) == ("m3/d", "onbekend")
    assert measured.findings.count() == 0
