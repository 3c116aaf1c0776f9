"""One series in the styles of many loggers: each file of tests/data/measurement reads back as the series."""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from riothermie_kansen import kentallen
from riothermie_kansen.clock import to_utc
from riothermie_kansen.errors import InputError
from riothermie_kansen.readers.measurements import read_measurement
from riothermie_kansen.readers.weather import read_weather, weather_of

KENTALLEN = kentallen.load()
FOLDER = Path(__file__).parents[2] / "data" / "measurement"
LEVEL, WARM = "niveau", "temperatuur"

FILES = {
    "nivus.txt": ("lokaal", "l/s", {LEVEL, WARM}, {}),
    "eenhedenrij.csv": ("lokaal", "l/s", {LEVEL, WARM}, {}),
    "flowlink.csv": ("lokaal", "l/s", {LEVEL, WARM}, {}),
    "flodar.csv": ("lokaal", "l/s", {LEVEL}, {}),
    "ads.csv": ("lokaal", "l/s", set(), {}),
    "wiski.csv": ("utc", "m3/h", set(), {}),
    "zrxp.rxp": ("wintertijd", "m3/h", set(), {}),
    "fews.csv": ("utc", "m3/h", {LEVEL}, {}),
    "hydronet.csv": ("lokaal", "m3/h", {LEVEL}, {}),
    "telecontrole.csv": ("lokaal", "m3/h", {LEVEL}, {}),
    "sonde.csv": ("wintertijd", "l/s", {WARM}, {}),
    "scada.csv": ("lokaal", "m3/h", set(), {"unit": "m3/h"}),
    "historie.csv": ("lokaal", "l/s", {LEVEL}, {}),
    "excel.csv": ("lokaal", "m3/d", set(), {}),
    "excel_komma.csv": ("lokaal", "m3/d", set(), {}),
    "amerikaans.csv": ("lokaal", "m3/d", set(), {}),
    "zone_tekst.csv": ("utc", "m3/h", set(), {}),
    "zone_uren.csv": ("utc", "l/s", set(), {}),
    "zone_z.csv": ("utc", "l/s", set(), {}),
    "utf16.txt": ("lokaal", "m3/h", {WARM}, {}),
    "influx.csv": ("utc", "m3/h", set(), {}),
    "uurvak.csv": ("wintertijd", "m3/h", set(), {}),
    "nieuwste_eerst.csv": ("lokaal", "m3/h", set(), {}),
    "maandnaam.csv": ("lokaal", "m3/h", set(), {}),
}
"""File to clock, unit, columns beside the flow, and what the user has to say."""


@pytest.fixture(scope="module")
def series():
    """Return the series itself: UTC, flow, level and temperature."""
    table = pd.read_csv(FOLDER / "reeks.csv", sep=";")
    time = np.array(table["utc"].to_list(), dtype="datetime64[s]")
    return time, *(table[name].to_numpy() for name in ("debiet_m3h", "niveau_m", "temperatuur_c"))


def test_every_file_is_told_what_it_is():
    delivered = {path.name for path in FOLDER.iterdir() if path.suffix in (".csv", ".txt", ".rxp")}
    assert delivered == {*FILES, "reeks.csv"}


def test_the_files_are_those_of_their_maker():
    """Line ends and encodings too: a checkout that changes them would test less than it says."""
    spec = importlib.util.spec_from_file_location("make_deliveries", FOLDER / "make_deliveries.py")
    maker = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = maker  # dataclasses look their module up by name
    spec.loader.exec_module(maker)
    for name, (text, encoding) in maker.deliveries().items():
        assert (FOLDER / name).read_bytes() == text.encode(encoding), name


@pytest.mark.parametrize("name", FILES)
def test_a_delivery_is_the_series(name, series):
    clock, unit, beside, given = FILES[name]
    found = read_measurement(FOLDER / name, kentallen=KENTALLEN, **given)
    assert (found.clock, found.unit) == (clock, unit)
    assert not len(found.findings.frame(28992))
    time, flow, level, warm = series
    utc = to_utc(found.time, found.clock)
    order = np.argsort(utc, kind="stable")
    assert (utc[order] == time).all()
    np.testing.assert_allclose(found.flow_m3h[order], flow, rtol=1e-12)
    for column, values, what in ((found.level_m, level, LEVEL), (found.temperature_c, warm, WARM)):
        assert (column is not None) == (what in beside), what
        if column is not None:
            np.testing.assert_allclose(column[order], values, rtol=1e-9)
    assert found.rain_mm is None
    assert weather_of(found) is None


T = pd.date_range("2023-01-09", periods=24 * 5, freq="h")
Q = np.round(40 + 25 * np.sin(np.arange(len(T)) / 24 * 2 * np.pi) + np.arange(len(T)) % 7, 2)


def read(tmp_path, text, **options):
    path = tmp_path / "meting.csv"
    path.write_text(text, encoding="utf-8")
    return read_measurement(path, kentallen=KENTALLEN, **options)


def lines(line):
    return "".join(line(t, q) + "\n" for t, q in zip(T, Q, strict=True))


@pytest.mark.parametrize(
    ("unit", "m3h"),
    [
        *(("m³.h-1", 1.0), ("m3 h-1", 1.0), ("cubic meters per hour", 1.0), ("x 1000 m3/d", 1000 / 24)),
        *(("1000 m3/d", 1000 / 24), ("MLD", 1000 / 24), ("kuub/uur", 1.0), ("dm3/s", 3.6)),
        # a foot is 0.3048 m, a gallon (US) 3.785411784 l
        *(("cfs", 101.940648), ("gpm", 0.22712470704), ("MGD", 157.72549)),
    ],
)
def test_units_of_other_makes(tmp_path, unit, m3h):
    found = read(tmp_path, f"tijd;debiet [{unit}]\n" + lines(lambda t, q: f"{t};{q}"))
    np.testing.assert_allclose(found.flow_m3h, Q * m3h, rtol=1e-6)


def test_a_factor_before_a_unit_is_not_overlooked(tmp_path):
    """Ten times too little would be read in silence."""
    with pytest.raises(InputError) as error:
        read(tmp_path, "tijd;debiet [x 10 m3/h]\n" + lines(lambda t, q: f"{t};{q}"))
    assert error.value.key == "meetreeks_eenheid_onbekend"


def test_whole_numbers_of_another_column_in_a_table_tell_nothing():
    """Codes of quality without a sign would make 42,480 forty thousand."""
    frame = pd.DataFrame(
        {"tijd": T, "debiet m3/h": [f"{q:.3f}".replace(".", ",") for q in Q], "code": ["200"] * len(T)}
    )
    np.testing.assert_allclose(read_measurement(frame, kentallen=KENTALLEN).flow_m3h, Q)


def test_half_days_with_points(tmp_path):
    found = read(
        tmp_path,
        "tijd;debiet (l/s)\n" + lines(lambda t, q: f"{t:%d-%m-%Y %I:%M} {'a.m.' if t.hour < 12 else 'p.m.'};{q}"),
    )
    assert (found.time == T.to_numpy().astype("datetime64[s]")).all()


def test_rain_beside_a_level_in_the_same_unit(tmp_path):
    found = read(
        tmp_path,
        "tijd;debiet (m3/h);waterhoogte (mm);regenmeter (mm);luchttemp (°C);watertemp (°C)\n"
        + lines(lambda t, q: f"{t};{q};{3 * q:.1f};0.2;3.0;12.5"),
    )
    np.testing.assert_allclose(found.rain_mm, 0.2)
    np.testing.assert_allclose(found.level_m, [float(f"{3 * q:.1f}") / 1000 for q in Q])
    assert set(found.temperature_c) == {12.5}


CODES = {
    3: "-9999", 7: "-7999", 11: "32767", 13: "-32768", 17: "65535", 19: "1E+30", 23: "-3.402823466E+38", 29: "NaN",
    31: "Bad Input", 37: "I/O Timeout", 41: "[-11059] No Good Data For Calculation", 43: "", 47: "<Null>", 53: "9999",
}  # fmt: skip


def test_codes_of_many_sensors(tmp_path):
    """All of them are no flow, and all are counted."""
    values = [CODES.get(i, str(q)) for i, q in enumerate(Q)]
    text = "tijd;debiet (m3/h)\n" + "".join(f"{t};{v}\n" for t, v in zip(T, values, strict=True))
    found = read(tmp_path, text)
    assert set(np.flatnonzero(np.isnan(found.flow_m3h))) == set(CODES)
    table = found.findings.frame(28992)
    assert (table["soort"] == "meetwaarde_foutcode").sum() == 8
    unreadable = table.loc[table["soort"] == "meetwaarde_onleesbaar", "tekst"].item()
    assert "tellen als niet gemeten: 3 (" in unreadable
    assert "I/O Timeout" in unreadable


def test_a_first_value_that_is_no_number_is_not_lost(tmp_path):
    found = read(tmp_path, "tijd;debiet (m3/h)\n2023-01-08 23:00;kalibratie\n" + lines(lambda t, q: f"{t};{q}"))
    assert len(found.time) == len(T) + 1
    assert np.isnan(found.flow_m3h[0])
    assert found.findings.count("meetwaarde_onleesbaar") == 1


def counter(reset):
    """Return a counter in m3 that starts again after so many hours."""
    return [Q[i - i % reset : i + 1].sum() for i in range(len(Q))]


SENTENCES = {
    "a counter that is reset each day": (
        "tijd;debiet (m3/h)\n" + "".join(f"{t};{v:.2f}\n" for t, v in zip(T, counter(24), strict=True)),
        "meetreeks_dagteller",
    ),
    "a counter that never is": (
        "tijd;debiet (m3/h)\n" + "".join(f"{t};{v:.2f}\n" for t, v in zip(T, counter(999), strict=True)),
        "meetreeks_teller",
    ),
    "volumes per day": (
        "datum;dagtotaal (m3)\n" + "".join(f"{t:%d-%m-%Y};{24 * q}\n" for t, q in zip(T[::24], Q, strict=False)),
        "meetreeks_volume",
    ),
    "a level and no flow": (
        "tijd;niveau (m);temp (C)\n" + lines(lambda t, q: f"{t};{q / 100};12"),
        "meetreeks_geen_debiet",
    ),
    "a level and no flow, a row per parameter": (
        "tijd;parameter;waarde;eenheid\n" + lines(lambda t, q: f"{t};Waterstand;{q / 100};m"),
        "meetreeks_geen_debiet",
    ),
    "two sewers beside each other": (
        "tijd;Middenweg debiet (m3/h);Hamersveld debiet (m3/h)\n" + lines(lambda t, q: f"{t};{q};{2 * q}"),
        "meetreeks_keuze_debiet",
    ),
    "two sewers below each other": (
        "meetpunt;tijd;debiet (m3/h)\n" + lines(lambda t, q: f"A;{t};{q}") + lines(lambda t, q: f"B;{t};{q}"),
        "meetreeks_meetpunten",
    ),
    "a row per day with its hours beside each other": (
        "datum;" + ";".join(f"{h:02d}:00" for h in range(24)) + "\n"
        + "".join(f"{T[24 * d]:%d-%m-%Y};" + ";".join(map(str, Q[24 * d : 24 * d + 24])) + "\n" for d in range(5)),
        "meetreeks_breed",
    ),
    "units that change halfway": (
        "tijd;debiet;eenheid\n" + lines(lambda t, q: f"{t};{q};{'m3/h' if t < T[60] else 'l/s'}"),
        "meetreeks_eenheden_gemengd",
    ),
    "xml": (
        "<TimeSeries>\n" + lines(lambda t, q: f'<event date="{t:%Y-%m-%d}" time="{t:%H:%M}" value="{q}"/>'),
        "meetreeks_geen_tabel",
    ),
    "no year": ("tijd;debiet (m3/h)\n" + lines(lambda t, q: f"{t:%d-%m %H:%M};{q}"), "meetreeks_geen_tijd"),
}  # fmt: skip


@pytest.mark.parametrize("what", SENTENCES)
def test_one_sentence_for_what_is_no_flow(tmp_path, what):
    text, key = SENTENCES[what]
    with pytest.raises(InputError) as error:
        read(tmp_path, text)
    assert error.value.key == key
    sentence = error.value.text("nl")
    assert "\n" not in sentence
    assert sentence.endswith(".")
    assert "meting.csv" in sentence


def test_a_pump_is_no_counter(tmp_path):
    """A main that carries nothing or 42 l/s rises now and then and falls to zero each time."""
    on = np.arange(len(T)) // 7 % 4 == 0
    found = read(tmp_path, "tijd;debiet (l/s)\n" + "".join(f"{t};{42 * k}\n" for t, k in zip(T, on, strict=True)))
    np.testing.assert_allclose(found.flow_m3h, 151.2 * on)


DAYS = [f"202301{day:02d}" for day in range(1, 32)]
TENTHS = [(7 * i) % 53 - 1 for i in range(31)]
STATION = "# STN         LON(east)   LAT(north)  ALT(m)      NAME\n"
STATION += "# 260         5.180       52.100      1.90        De Bilt\n"


def knmi(head, sign=",", station="260", date=str):
    return head + "".join(
        f"{sign.join((station, date(day), str(i), str(rh)))}\n"
        for i, (day, rh) in enumerate(zip(DAYS, TENTHS, strict=True))
    )


def dashed(day):
    return f"{day[:4]}-{day[4:6]}-{day[6:]}"


KNMI = {
    "older, without signs": ("BRON: KNMI\n\n" + knmi("STN,YYYYMMDD,   TG,   RH\n\n", ",  "), {}),
    "newer": (knmi("# BRON: KNMI\n# STN,YYYYMMDD,   TG,   RH\n"), {}),
    "with the stations": (knmi("# BRON: KNMI\n" + STATION + "# STN,YYYYMMDD,   TG,   RH\n"), {"station": "De Bilt"}),
    "without anything above": (knmi("STN,YYYYMMDD,TG,RH\n"), {}),
    "saved by a spreadsheet": (knmi("STN;YYYYMMDD;TG;RH\n", ";"), {}),
    "tabs": (knmi("# STN\tYYYYMMDD\tTG\tRH\n", "\t"), {}),
    "dates with strokes": (knmi("STN,YYYYMMDD,TG,RH\n", date=dashed), {}),
    "moments": (knmi("STN,YYYYMMDD,TG,RH\n", date=lambda day: dashed(day) + "T00:00:00.000Z"), {}),
    "two stations": (knmi("# STN,YYYYMMDD,   TG,   RH\n") + knmi("", station="380"), {"station": 260}),
}


@pytest.mark.parametrize("style", KNMI)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_days_of_knmi_in_all_their_clothes(tmp_path, style, end):
    text, given = KNMI[style]
    path = tmp_path / "etmgeg_260.txt"
    path.write_bytes(text.replace("\n", end).encode())
    found = read_weather(path, kentallen=KENTALLEN, **given)
    begin = np.array([dashed(day) for day in DAYS], dtype="datetime64[s]")
    assert (found.begin == begin).all()
    assert (found.end == begin + np.timedelta64(86400, "s")).all()
    rain = [rh / 10 if rh >= 0 else KENTALLEN.value("weer.spoor_mm") for rh in TENTHS]
    np.testing.assert_allclose(found.rain_mm, rain)
    np.testing.assert_allclose(found.air_c, np.arange(31) / 10)
    assert not found.findings.count("neerslag_zonder_datum")


def test_rain_missing_in_a_file_of_hours(tmp_path):
    rows = [(day, hour) for day in DAYS for hour in range(1, 25)]
    text = "# STN,YYYYMMDD,   HH,    T,   RH\n" + "".join(
        f"  260,{day},{hour:5d},{i % 100:5d},{'     ' if i % 5 == 0 else f'{i % 7:5d}'}\n"
        for i, (day, hour) in enumerate(rows)
    )
    path = tmp_path / "uurgeg_260_2021-2030.txt"
    path.write_text(text, encoding="utf-8")
    found = read_weather(path, kentallen=KENTALLEN)
    assert (np.isnan(found.rain_mm) == (np.arange(744) % 5 == 0)).all()
    assert found.findings.count("neerslag_leeg_deel") == 1
    assert found.begin[0] == np.datetime64("2023-01-01T00:00:00")


def test_coordinates_above_the_header_are_no_rows(tmp_path):
    text = "latitude,longitude,elevation\n52.1,5.18,2\n\ntime,temperature_2m (°C),precipitation (mm)\n" + "".join(
        f"{t:%Y-%m-%dT%H:%M},{i % 10},{i % 7 / 10}\n" for i, t in enumerate(T)
    )
    path = tmp_path / "weer.csv"
    path.write_text(text, encoding="utf-8")
    found = read_weather(path, clock="utc", kentallen=KENTALLEN)
    np.testing.assert_allclose(found.rain_mm, np.arange(len(T)) % 7 / 10)
    assert found.end[0] == T.to_numpy().astype("datetime64[s]")[0]
