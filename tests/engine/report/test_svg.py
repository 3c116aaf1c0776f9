"""Plots as SVG: places worked out by hand, gaps that stay gaps, and many values that look the same as few."""

from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen.report import charts, pointers, svg
from riothermie_kansen.report.axes import (
    Axis,
    Scale,
    Values,
    label_axis,
    nice_step,
    number_axis,
    seconds,
    time_axis,
)
from riothermie_kansen.report.charts import Panel, chart
from riothermie_kansen.report.language import MISSING, Words
from riothermie_kansen.report.marks import Band, Bars, Box, Dots, Line, steps
from riothermie_kansen.report.pointers import Level, Moment, Points, Spans

NL, EN = Words("nl"), Words("en")
NAN = float("nan")
BOX = Box(0.0, 0.0, 100.0, 100.0)
ACROSS, UP = Scale(0.0, 10.0, 0.0, 100.0), Scale(0.0, 10.0, 100.0, 0.0)


def numbers(*values):
    return np.array(values, dtype=float)


def data(drawn):
    """Return the ``d`` of the first path."""
    return drawn.split(' d="')[1].split('"')[0]


@pytest.mark.parametrize(
    ("value", "text"), [(12.04, "12"), (12.06, "12.1"), (-0.04, "0"), (-3.0, "-3"), (100.0, "100")]
)
def test_coordinates_are_short(value, text):
    assert svg.number(value) == text


def test_attributes_and_words_are_escaped():
    drawn = svg.text(1.0, 2.0, '<script>"&', anchor="end")
    assert drawn == '<text x="1" y="2" text-anchor="end">&lt;script&gt;&quot;&amp;</text>'
    assert svg.element("a", href='"><b>') == '<a href="&quot;&gt;&lt;b&gt;"/>'
    assert svg.element("path", stroke_width=None, d="M0,0") == '<path d="M0,0"/>'


def test_scale_by_hand():
    assert Scale(0.0, 10.0, 200.0, 0.0).at([0.0, 2.5, 10.0]).tolist() == [200.0, 150.0, 0.0]
    assert Axis(0.0, 10.0, inverted=True).scale(200.0, 0.0).at([0.0, 10.0]).tolist() == [0.0, 200.0]


@pytest.mark.parametrize(
    ("span", "count", "step"), [(7.0, 5, 2.0), (100.0, 4, 25.0), (100.0, 5, 20.0), (0.09, 3, 0.05), (1.0, 1, 1.0)]
)
def test_nice_step_by_hand(span, count, step):
    assert nice_step(span, count) == pytest.approx(step)


@given(st.floats(1e-6, 1e9), st.integers(1, 20))
def test_nice_step_is_the_smallest_that_fits(span, count):
    step = nice_step(span, count)
    assert step * count >= span * (1 - 1e-6)
    assert step <= 2.5 * span / count


def test_number_axis_ends_on_ticks_and_writes_in_the_language():
    axis = number_axis([300.0, NAN, 4700.0], 238.0, NL, apart=34.0)  # at most 7 steps of 4700: 1000
    assert (axis.low, axis.high) == (0.0, 5000.0)
    assert [tick.label for tick in axis.ticks] == ["0", "1.000", "2.000", "3.000", "4.000", "5.000"]
    small = number_axis([0.1, 0.9], 100.0, EN, apart=25.0)
    assert [tick.label for tick in small.ticks] == ["0.00", "0.25", "0.50", "0.75", "1.00"]


def test_number_axis_of_nothing_or_of_one_value():
    assert number_axis([NAN], 100.0, NL).high > 0.0
    flat = number_axis([12.0, 12.0], 100.0, NL, Values(zero=False))
    assert flat.low <= 12.0 < flat.high
    assert number_axis([5.0], 100.0, NL, Values(low=2.0, high=8.0)).high == 8.0


def test_axis_of_weeks_has_mondays_and_each_year_once():
    axis = time_axis(np.datetime64("2022-12-13"), np.datetime64("2023-01-17"), 300.0, NL)
    assert [tick.label for tick in axis.ticks] == ["19 dec", "26 dec", "2 jan", "9 jan", "16 jan"]
    assert [tick.under for tick in axis.ticks] == ["2022", "", "2023", "", ""]
    assert axis.ticks[0].value == float(seconds(np.datetime64("2022-12-19")))


@pytest.mark.parametrize(
    ("begin", "end", "labels"),
    [
        ("2000-01-01", "2001-01-01", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec Jan"),
        ("2000-05-05T10:20", "2000-05-05T15:00", "11:00 12:00 13:00 14:00 15:00"),
        ("1990-03-01", "2010-03-01", "1992 1994 1996 1998 2000 2002 2004 2006 2008 2010"),
    ],
)
def test_axis_of_time_by_hand(begin, end, labels):
    axis = time_axis(np.datetime64(begin), np.datetime64(end), 660.0, EN)
    assert [tick.label for tick in axis.ticks] == labels.split()
    assert all(axis.low <= tick.value <= axis.high for tick in axis.ticks)


def test_names_stand_in_the_middle():
    assert [(tick.value, tick.label) for tick in label_axis(["a", "b"]).ticks] == [(0.5, "a"), (1.5, "b")]


def test_path_is_interrupted_where_a_value_is_missing():
    x = numbers(0, 1, 2, 3, 4, 5)
    assert svg.path_data(x, numbers(0, 1, NAN, 3, NAN, 5)) == "M0,0L1,1M3,3h0M5,5h0"
    assert svg.path_data(x[:0], x[:0]) == ""


def test_line_by_hand():
    drawn = Line(numbers(0, 5, 10), numbers(0, NAN, 10)).draw(ACROSS, UP, BOX)
    assert data(drawn) == "M0,100h0M100,0h0"
    assert Line(numbers(0, 1), numbers(NAN, NAN)).draw(ACROSS, UP, BOX) == ""


def test_steps_keep_the_value_over_each_interval_and_break_between_intervals_that_do_not_touch():
    x, y = steps(numbers(0, 1, 2), numbers(7, 8))
    assert (x.tolist(), y.tolist()) == ([0, 1, 1, 2], [7, 7, 8, 8])
    x, y = steps(np.array([[0.0, 1.0], [1.0, 2.0], [4.0, 5.0]]), numbers(7, 8, 9))
    assert svg.path_data(x, y) == "M0,7L1,7 1,8 2,8M4,9L5,9"


def test_rain_hangs_from_the_top():
    down = Axis(0.0, 10.0, inverted=True).scale(100.0, 0.0)
    drawn = Bars(numbers(0, 5), numbers(0.4, 5.4), numbers(5, NAN)).draw(ACROSS, down, BOX)
    assert data(drawn) == "M0,0H4V50H0Z"


def test_bars_keep_a_gap_when_wide_and_a_width_when_narrow():
    wide = Bars(numbers(0), numbers(10), numbers(10), gap=0.2).draw(ACROSS, UP, BOX)
    assert data(wide) == "M10,100H90V0H10Z"
    narrow = Bars(numbers(0), numbers(0.001), numbers(10)).draw(ACROSS, UP, BOX)
    assert data(narrow) == "M0,100H0.8V0H0Z"


def test_stacked_bars_begin_where_the_other_ends():
    drawn = Bars(numbers(0), numbers(0.4), numbers(6), numbers(2)).draw(ACROSS, UP, BOX)
    assert data(drawn) == "M0,80H4V40H0Z"


def test_band_by_hand_with_a_gap():
    drawn = Band(numbers(0, 1, 2, 3, 4), numbers(1, 1, NAN, 2, 2), numbers(3, 3, 3, 4, 4)).draw(ACROSS, UP, BOX)
    assert data(drawn) == "M0,70L10,70 10,90 0,90ZM30,60L40,60 40,80 30,80Z"


def test_dots_leave_out_what_is_missing():
    drawn = Dots(numbers(1, 2, NAN), numbers(1, NAN, 3)).draw(ACROSS, UP, BOX)
    assert drawn.count("<circle") == 1
    assert 'cx="10" cy="90"' in drawn


def test_level_and_moment_by_hand_and_outside_the_panel():
    assert data(Level(2.5, "x").draw(ACROSS, UP, BOX)) == "M0,75H100"
    assert data(Moment(2.5, "x").draw(ACROSS, UP, BOX)) == "M25,0V100"
    assert Level(11.0, "x").draw(ACROSS, UP, BOX) == ""
    assert Moment(-1.0, "x").draw(ACROSS, UP, BOX) == ""


def test_name_of_a_moment_near_the_edge_stands_on_its_other_side():
    assert 'text-anchor="end"' in Moment(9.5, "a long name").draw(ACROSS, UP, BOX)
    assert 'text-anchor="end"' not in Moment(0.5, "name").draw(ACROSS, UP, BOX)


def test_shaded_periods_never_disappear_and_touching_ones_are_joined():
    drawn = Spans(numbers(5, 1, 2), numbers(5.001, 2, 3)).draw(ACROSS, UP, BOX)
    assert data(drawn) == "M10,0H30V100H10ZM50,0H51V100H50Z"
    long_and_short = Spans(numbers(1, 2, 8), numbers(6, 3, 9)).draw(ACROSS, UP, BOX)
    assert data(long_and_short) == "M10,0H60V100H10ZM80,0H90V100H80Z"


@given(st.lists(st.tuples(st.floats(0, 10), st.floats(0, 10)), min_size=2, max_size=4), st.booleans())
def test_names_of_points_stay_clear_of_each_other(places, below):
    """In a panel with room for them; each name has a box of its own."""
    box = Box(0.0, 0.0, 800.0, 400.0)
    taken = []
    for x, y in places:
        found, *_ = pointers._room(80.0 * x, 40.0 * y, 60.0, box, taken, below)
        assert not any(found.overlaps(other) for other in taken)
        taken.append(found)


def test_points_lead_to_both_axes():
    drawn = Points(numbers(5), numbers(5), ("half",)).draw(ACROSS, UP, BOX)
    assert data(drawn) == "M0,50H50V100"
    assert ">half<" in drawn
    assert Points(numbers(5), numbers(NAN), ("none",)).draw(ACROSS, UP, BOX) == ""


series = st.lists(
    st.one_of(st.just(NAN), st.floats(-1e3, 1e3)),
    min_size=60,
    max_size=300,
)


@given(series, st.integers(2, 40))
def test_thinned_line_has_the_same_extremes_per_column_and_bridges_no_gap(values, width):
    y = np.array(values)
    x = np.linspace(0.0, width, len(y))
    there = np.isfinite(y)
    thin_x, thin_y = svg.thinned(x, y)
    kept = np.isfinite(thin_y)
    assert kept.any() == there.any()
    for column in np.unique(np.floor(x[there])):
        before = y[there & (np.floor(x) == column)]
        after = thin_y[kept & (np.floor(thin_x) == column)]
        assert (after.min(), after.max()) == (before.min(), before.max())
    gaps = x[~there]
    for start, end in svg.runs(kept):
        columns = np.floor(thin_x[start:end])
        inside = (gaps > thin_x[start]) & (gaps < thin_x[end - 1])
        assert not inside.any() or columns[0] == columns[-1]
    assert kept.sum() <= max(4 * (width + 1) * 3, 8)


def test_line_of_a_million_points_is_small():
    n = 1_000_000
    x = np.linspace(0.0, 10.0, n)
    y = 5.0 + 4.0 * np.sin(np.arange(n) / 50.0)
    y[::7] = NAN
    assert len(Line(x, y).draw(ACROSS, UP, BOX)) < 10_000
    assert len(Band(x, y, y + 1.0).draw(ACROSS, UP, BOX)) < 10_000


def test_line_that_goes_back_keeps_all_its_points():
    x = np.tile(np.arange(24.0), 50)
    y = np.arange(1200.0)
    thin_x, thin_y = svg.thinned(x, y)
    assert len(thin_x) == 1200
    assert thin_y.tolist() == y.tolist()


def simple(**changes):
    panel = Panel([Line(numbers(0, 5, 10), numbers(0, 40, 100), "flow")], Values("flow, m³/h"), height=200.0)
    given_ = {"title": "Flow", "description": "From 0 to 100", "words": NL, **changes}
    return chart([panel], number_axis([0, 10], charts.PLOT, NL), **given_)


def test_chart_places_a_line_by_hand():
    root = ET.fromstring(simple())
    space = "{http://www.w3.org/2000/svg}"
    inner = root.find(f"{space}svg")
    left = svg.text_width("100") + 14.0
    top = 9.0 + 9.0 + 16.0 + 8.0  # legend of one line, its foot, and the title of the axis
    right = charts.WIDTH - svg.text_width("10") / 2 - 2.0
    right = min(right, charts.WIDTH - charts.EDGE)
    path = inner.find(f"{space}path").get("d")
    middle = svg.number((left + right) / 2)
    assert path == f"M{svg.number(left)},{top + 200:g}L{middle},{top + 120:g} {svg.number(right)},{top:g}"


def test_chart_tells_what_it_is_and_is_the_same_each_time():
    drawn = simple(title='<b>"&', description="<i>")
    root = ET.fromstring(drawn)
    assert root.get("role") == "img"
    assert root.get("aria-label") == '<b>"&. <i>'
    assert [root[0].text, root[1].text] == ['<b>"&', "<i>"]
    assert drawn == simple(title='<b>"&', description="<i>")


def test_chart_with_two_y_axes_scales_each_line_by_its_own():
    lines = [Line(numbers(0, 1), numbers(0, 10)), Line(numbers(0, 1), numbers(0, 4000), right=True)]
    panel = Panel(lines, Values("left"), Values("right"), height=100.0)
    root = ET.fromstring(chart([panel], Axis(0, 1), title="t", description="d", words=EN))
    space = "{http://www.w3.org/2000/svg}"
    one, other = (path.get("d") for path in root.find(f"{space}svg").findall(f"{space}path"))
    assert one == other  # both end at the top of their own axis
    written = [text.text for text in root.iter(f"{space}text")]
    assert {"10", "4,000", "left", "right"} <= set(written)


def test_everything_written_stays_inside_the_drawing():
    names = ["a rather long name in the legend", "another long name", "and a third one, also long", "fourth"]
    lines = [Line(numbers(0, 1), numbers(0, 123456.0), name) for name in names]
    axis = time_axis(np.datetime64("2000-01-01"), np.datetime64("2001-01-01"), charts.PLOT, NL, title="time")
    panels = [Panel(lines, Values("one")), Panel([Line(numbers(0, 1), numbers(0, 2.5))], Values("two"), height=60)]
    root = ET.fromstring(chart(panels, axis, title="t", description="d", words=NL))
    width, height = (float(value) for value in root.get("viewBox").split()[2:])
    for text in root.iter("{http://www.w3.org/2000/svg}text"):
        wide, at = svg.text_width(text.text), float(text.get("x"))
        start = {"end": at - wide, "middle": at - wide / 2}.get(text.get("text-anchor"), at)
        assert start >= -1.0, text.text
        assert start + wide <= width + 1.0, text.text
        assert 0.0 < float(text.get("y")) <= height, text.text


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [
        (12345.6, "12.345,6", "12,345.6"),
        (-0.04, "0,0", "0.0"),
        (-2.5, "−2,5", "−2.5"),
        (NAN, MISSING, MISSING),
        (float("inf"), MISSING, MISSING),
    ],
)
def test_numbers_in_both_languages(value, dutch, english):
    assert (NL.number(value, 1), EN.number(value, 1)) == (dutch, english)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (16197.1, "16.200"),
        (591.7, "592"),
        (13.889, "13,9"),
        (50.0, "50"),
        (0.01234, "0,0123"),
        (0.0, "0"),
        (999.9, "1.000"),
    ],
)
def test_three_significant_digits(value, text):
    assert NL.rounded(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(2.0, "2"), (0.77, "0,77"), (6000.0, "6.000"), (100.0, "100"), (NAN, MISSING)]
)
def test_as_short_as_can_be(value, text):
    assert NL.shortest(value) == text


def test_years_have_no_separator_of_thousands():
    assert NL.measured(2040.0, "jaar") == "2040"
    assert NL.measured(12.5, "jaar") == "12,5"
    assert NL.measured(2040.0, "EUR/jr") == "2.040"


def test_dates_and_durations():
    moment = np.datetime64("2022-12-03T08:05:59")
    assert (NL.day(moment), EN.day(moment)) == ("3 december 2022", "3 December 2022")
    assert (NL.moment(moment), EN.moment(moment)) == ("03-12-2022 08:05", "2022-12-03 08:05")
    assert NL.short_day(np.datetime64("2022-03-01")) == "1 mrt"
    assert [NL.duration(s) for s in (30, 900, 3600, 9000, 864000)] == ["30 s", "15 min", "1 uur", "2,5 uur", "10 dagen"]
    assert [EN.duration(s) for s in (3600, 7200)] == ["1 hour", "2 hours"]


def test_language_that_is_not_there_is_english():
    assert Words("fr").say("yes") == "yes"
    assert Words("fr").code == "en"


def test_one_is_not_many():
    assert NL.count("dry_count", 1, days="30") == "Eén van de 30 dagen is droog."
    assert NL.count("dry_count", 12, days="30") == "12 van de 30 dagen zijn droog."


def test_lists_in_a_sentence():
    assert [NL.sentence_list(items) for items in ([], ["a"], ["a", "b", "c"])] == ["", "a", "a, b en c"]
