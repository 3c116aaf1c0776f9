"""Any way of writing down a series reads back as that series."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.errors import RiothermieError
from riothermie_kansen.readers import measured_numbers, measured_text
from riothermie_kansen.readers.measured_clock import on_grid
from riothermie_kansen.readers.measured_dates import notation_of
from riothermie_kansen.readers.measured_times import NONE, TimeTally, read_times
from riothermie_kansen.readers.measurements import read_measurement

KENTALLEN = kentallen.load()

MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
WEEKDAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")

DATES = {
    "iso": lambda t: f"{t:%Y-%m-%d %H:%M:%S}",
    "iso T": lambda t: f"{t:%Y-%m-%dT%H:%M:%S}",
    "iso without seconds": lambda t: f"{t:%Y/%m/%d %H:%M}",
    "iso with a fraction": lambda t: f"{t:%Y-%m-%d %H:%M:%S}.000",
    "dutch": lambda t: f"{t:%d-%m-%Y %H:%M}",
    "dutch, short": lambda t: f"{t.day}-{t.month}-{t.year} {t.hour}:{t:%M}",
    "slashes": lambda t: f"{t:%d/%m/%Y %H:%M:%S}",
    "points": lambda t: f"{t:%d.%m.%Y %H:%M}",
    "year in two digits": lambda t: f"{t:%d-%m-%y %H:%M}",
    "compact": lambda t: f"{t:%Y%m%d %H%M}",
    "all digits": lambda t: f"{t:%Y%m%d%H%M}",
    "month in letters": lambda t: f"{t.day:02d}-{MONTHS[t.month - 1]}-{t:%Y %H:%M}",
    "weekday in front": lambda t: f"{WEEKDAYS[t.weekday()]} {t:%d-%m-%Y %H:%M}",
    "half days": lambda t: f"{t:%Y-%m-%d} {t.hour % 12 or 12}:{t:%M:%S} {'AM' if t.hour < 12 else 'PM'}",
}
SPLIT = {
    "two columns": (lambda t: f"{t:%d-%m-%Y}", lambda t: f"{t:%H:%M}"),
    "two columns, compact": (lambda t: f"{t:%Y%m%d}", lambda t: f"{t:%H:%M:%S}"),
}
UNITS = {
    "l/s": 3.6,
    "L/S": 3.6,
    "m3/h": 1.0,
    "m³/h": 1.0,
    "m3/uur": 1.0,
    "m3/d": 1 / 24,
    "m3/etmaal": 1 / 24,
    "l/min": 0.06,
    "m3/s": 3600.0,
}
PREAMBLES = (
    [],
    ["Meting Middenweg"],
    ["# logger 12", "# serienummer 8", ""],
    ["Locatie;Middenweg", "Diameter;700 mm", "", "Opmerking: put 12, geplaatst 05-12-2022"],
    ["Periode van 01-01-2023 tot 31-01-2023", ""],
)


@dataclass(frozen=True)
class Style:
    """How a series is written down."""

    date: str
    delimiter: str
    decimal: str
    unit: str
    where: str
    preamble: list
    ends: str
    encoding: str
    quoted: bool
    tail: str
    extra: bool
    decimals: int


styles = st.builds(
    Style,
    date=st.sampled_from([*DATES, *SPLIT]),
    delimiter=st.sampled_from([";", "\t", "|", ",", " "]),
    decimal=st.sampled_from([",", "."]),
    unit=st.sampled_from(list(UNITS)),
    where=st.sampled_from(["brackets", "space", "row below", "given"]),
    preamble=st.sampled_from(PREAMBLES),
    ends=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    quoted=st.booleans(),
    tail=st.sampled_from(["", "delimiter"]),
    extra=st.booleans(),
    decimals=st.sampled_from([0, 1, 2, 4]),
)


def sensible(style):
    """Tell whether a style can be told apart at all: no space between columns with a space in the time, say."""
    if style.delimiter == " ":
        return (
            style.date in ("iso T", "all digits", *SPLIT)
            and not style.quoted
            and style.where in ("given", "row below")
            and not style.tail
            and not any(style.preamble)
        )
    if style.delimiter == "," and style.decimal == "," and not style.quoted:
        return not style.extra and not style.tail and style.where != "row below" and style.decimals > 0
    return True


def written(style, times, flow, temperature):
    """Return the series as a file in a style."""
    mark = '"' if style.quoted else ""

    def line(cells):
        end = style.delimiter if style.tail else ""
        return style.delimiter.join(f"{mark}{cell}{mark}" for cell in cells) + end

    def number(value):
        return f"{value:.{style.decimals}f}".replace(".", style.decimal)

    apart = style.date in SPLIT
    stamp = SPLIT[style.date] if apart else (DATES[style.date],)
    name = {"brackets": f"Debiet [{style.unit}]", "space": f"Debiet {style.unit}"}.get(style.where, "Debiet")
    header = [*(("Datum", "Tijd") if apart else ("Datumtijd",)), name, *(("Temperatuur",) if style.extra else ())]
    lines = [*style.preamble, line(header)]
    if style.where == "row below":
        blank = ["-"] * len(stamp) if style.delimiter == " " else [""] * len(stamp)
        lines.append(line([*blank, style.unit, *(("°C",) if style.extra else ())]))
    for moment, q, t in zip(times, flow, temperature, strict=True):
        lines.append(line([*(make(moment) for make in stamp), number(q), *((number(t),) if style.extra else ())]))
    return (style.ends.join(lines) + style.ends).encode(style.encoding)


@settings(max_examples=300)
@given(
    style=styles,
    begin=st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2035, 1, 1)),  # noqa: DTZ001
    minutes=st.sampled_from([1, 5, 15, 60]),
    seed=st.integers(0, 10_000),
)
def test_any_way_of_writing_reads_back(tmp_path_factory, style, begin, minutes, seed):
    assume(sensible(style))
    begin = begin.replace(second=0, microsecond=0)
    n = 26 * 60 // minutes + 40  # more than a day: day and month show which is which, or the step does
    times = [begin + dt.timedelta(minutes=minutes * i) for i in range(n)]
    random = np.random.default_rng(seed)
    flow = np.round(random.gamma(3.0, 30.0, n), style.decimals)
    temperature = np.round(random.normal(12.0, 1.0, n), style.decimals)
    path = tmp_path_factory.mktemp("reeks") / "meting.csv"
    path.write_bytes(written(style, times, flow, temperature))
    unit = style.unit if style.where == "given" else "herkennen"
    measured = read_measurement(path, unit=unit, kentallen=KENTALLEN)
    np.testing.assert_allclose(measured.flow_m3h, flow * UNITS[style.unit], rtol=1e-12, atol=0)
    if style.extra:
        np.testing.assert_allclose(measured.temperature_c, temperature)
    assert measured.time.tolist() == times
    assert measured.rows == n
    assert measured.findings.count("meetrij_zonder_tijd") == 0


@given(st.binary(max_size=400))
@settings(max_examples=200)
def test_any_bytes_give_a_series_or_a_sentence(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("reeks") / "meting.csv"
    path.write_bytes(content)
    with pytest.raises(RiothermieError):
        read_measurement(path, kentallen=KENTALLEN)


@given(st.text(alphabet="0123456789-/:;,. \n\"'#abcTtijdQdebiet[]l/s|\t", max_size=300), st.booleans())
@settings(max_examples=300)
def test_any_text_gives_a_series_or_a_sentence(tmp_path_factory, text, headed):
    path = tmp_path_factory.mktemp("reeks") / "meting.csv"
    path.write_text(("tijd;debiet (l/s)\n2023-01-01 00:00;1,0\n" if headed else "") + text)
    try:
        measured = read_measurement(path, kentallen=KENTALLEN)
    except RiothermieError as error:
        assert "{" not in error.text("nl").replace(text, "")
    else:
        assert len(measured.time) == len(measured.flow_m3h) >= 2
        assert not np.isnat(measured.time).any()
        assert measured.rows >= len(measured.time)


@given(
    st.lists(st.floats(-1e9, 1e9, allow_nan=False), min_size=1, max_size=50),
    st.integers(0, 6),
    st.sampled_from([",", "."]),
)
def test_numbers_are_those_that_python_reads(values, decimals, decimal):
    texts = [f"{value:.{decimals}f}" for value in values]
    cells = measured_numbers.cells_of([text.replace(".", decimal) for text in texts])
    tally = measured_numbers.NumberTally()
    # without grouping: 1.234 would be a thousand where the comma is the decimal sign, never here
    found = measured_numbers.read_numbers(cells, decimal, np.arange(len(texts)), tally)
    assert found.tolist() == [float(text) for text in texts]
    assert tally.wrong == 0


@given(st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2199, 12, 31)), st.sampled_from(list(DATES)))  # noqa: DTZ001
def test_a_date_is_the_one_that_python_wrote(moment, style):
    moment = moment.replace(second=0, microsecond=0)
    text = DATES[style](moment)
    assert notation_of(text) is not None
    tally = TimeTally(order="dmj")
    seconds = read_times(measured_numbers.cells_of([text]), tally)[0]
    expected = moment
    if style == "year in two digits":
        expected = moment.replace(year=2000 + moment.year % 100 if moment.year % 100 < 70 else 1900 + moment.year % 100)
        assume(DATES[style](expected) == text)
    assert np.datetime64(int(seconds), "s") == np.datetime64(expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12,3",
        "abc",
        "2023-02-30 10:00",
        "2023-01-05 25:00",
        "32-01-2023",
        "10.10.10.10",
        "2023-W05",
        "10:00 uur ma",
    ],
)
def test_what_is_no_date(text):
    assert read_times(measured_numbers.cells_of([text]), TimeTally())[0] == NONE


@given(
    st.integers(0, 80_000),
    st.sampled_from([60, 300, 900, 3600, 7200, 86_400]),
    st.integers(2, 200),
    st.integers(4, 8),
)
def test_day_numbers_with_few_decimals_fall_on_their_step(first, step, n, decimals):
    seconds = first * 86_400 + step * np.arange(n)
    days = np.round(seconds / 86_400, decimals)
    assert on_grid(days).tolist() == seconds.tolist()


def test_lines_are_the_same_for_any_size_of_part(tmp_path, monkeypatch):
    path = tmp_path / "x.txt"
    path.write_bytes(b"a;1\r\n\r\nb;2\rc;3\n\n\nd;4")
    seen = set()
    for size in range(1, 30):
        monkeypatch.setattr(measured_text, "PART", size)
        file, *_ = measured_text.open_text(path)
        found = [
            (int(line), text)
            for block, _ in measured_text.blocks(file, ";")
            for line, text in zip(block.line, block.cells(0).texts(np.arange(len(block))), strict=True)
        ]
        seen.add(tuple(found))
    assert seen == {((1, "a"), (3, "b"), (4, "c"), (7, "d"))}
