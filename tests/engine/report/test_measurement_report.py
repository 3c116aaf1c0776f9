"""The report on a measurement: a page that stands on its own, with the numbers of the analysis in both languages."""

import re
import tomllib
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
import pytest

from riothermie_kansen import kentallen, messages, report
from riothermie_kansen.measurement.results import Pause
from riothermie_kansen.measurement.yields import rounded_down
from riothermie_kansen.report.language import Words, unit_text
from riothermie_kansen.report.measured_plots import day_kinds, rain_bars, series_plot, unknown_rain
from riothermie_kansen.report.measured_sections import air_by_week, known_share, rain_total
from riothermie_kansen.report.measured_time import Calendar
from riothermie_kansen.report.measurement_report import measurement_html
from riothermie_kansen.report.page import Page
from riothermie_kansen.report.yield_plots import THIN_DAYS, dry_days
from tests.engine.report import made_analysis
from tests.engine.report.made_analysis import bare, made, season, undated

KENTALLEN = kentallen.load()
NL, EN = Words("nl"), Words("en")
VOID = {"meta", "br", "hr", "img", "link", "input"}
HOSTILE = "<script>alert(1)</script>\"&'.csv"

ENGLISH = (
    "the and with from hour hours day days flow rain heat dwelling dwellings source power year years dry wet mean "
    "lowest highest sewage treatment plant storage measured measurement unknown missing table figure chosen given "
    "assumption value values standard cooling exchanger availability"
)
DUTCH = (
    "het een van voor uur dagen debiet neerslag warmte woningen bron bronvermogen jaar droog gemiddeld laagste "
    "hoogste rioolwater zuivering opslag gemeten meting onbekend tabel figuur gekozen aanname waarde standaard "
    "afkoeling wisselaar beschikbaarheid niet"
)


class Reader(HTMLParser):
    """Reads a page: texts with the language they are in, tags that do not match, attributes."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.wrong, self.texts, self.attributes = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in VOID:
            lang = dict(attrs).get("lang") or (self.open[-1][1] if self.open else "")
            self.open.append((tag, lang))

    def handle_startendtag(self, tag, attrs):
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_endtag(self, tag):
        if not self.open or self.open.pop()[0] != tag:
            self.wrong.append(tag)

    def handle_data(self, data):
        if self.open and self.open[-1][0] != "style" and data.strip():
            self.texts.append((self.open[-1][0], self.open[-1][1], data.strip()))


def read(html):
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    assert reader.wrong == []
    return reader


def words_of(html):
    """Return the text of a page on one line, spaces between number and unit as ordinary ones."""
    return " ".join(" ".join(text for _, _, text in read(html).texts).replace("\u00a0", " ").split())


def page(analysis=None, balance=None, language="nl", values=KENTALLEN, version="1.2.3"):
    return measurement_html(analysis or made(), balance, kentallen=values, language=language, version=version)


CASES = {
    "full": lambda: (made(), season()),
    "no_season": lambda: (made(), None),
    "undated": lambda: (undated(made()), None),
    "bare": lambda: (bare(made()), None),
}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("case", CASES)
def test_page_is_well_formed_and_stands_on_its_own(case, language):
    analysis, balance = CASES[case]()
    html = page(analysis, balance, language)
    reader = read(html)
    assert html.startswith("<!doctype html>")
    assert ("html", "lang", language) in reader.attributes
    drawings = re.findall(r"<figure><div class=\"wide\">(<svg.*?</svg>)</div><figcaption>", html, re.DOTALL)
    assert len(drawings) == html.count("<figure>")
    for drawing in drawings:
        root = ET.fromstring(drawing)
        assert root.get("role") == "img"
        assert len(root.get("aria-label")) > 20
    outside = {"script", "link", "img", "iframe", "object", "use", "image", "foreignobject"}
    assert not outside & {tag for tag, *_ in reader.attributes}
    assert not any(name.startswith("on") or name in ("src", "style") for _, name, _ in reader.attributes)
    links = [value for _, name, value in reader.attributes if name in ("href", "xlink:href")]
    assert all(link.startswith("#") for link in links)
    targets = {value for _, name, value in reader.attributes if name == "id"}
    assert {link[1:] for link in links} <= targets
    assert html.replace("http://www.w3.org/2000/svg", "").count("http") == 0
    assert "url(" not in html
    assert "@import" not in html


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("case", CASES)
def test_same_input_same_bytes(case, language):
    one, other = (page(*CASES[case](), language) for _ in range(2))
    assert one == other


@pytest.mark.parametrize("language", ["nl", "en"])
def test_hostile_texts_are_shown_not_run(language):
    analysis = made()
    findings = made_analysis.Findings()
    analysis = replace(
        analysis,
        measured=replace(analysis.measured, source=HOSTILE, unit=HOSTILE),
        weather=replace(analysis.weather, source=HOSTILE),
        notes=[HOSTILE],
        findings=findings,
        days=replace(analysis.days, table=analysis.days.table.assign(reden=HOSTILE, datum=HOSTILE)),
        pumping=replace(analysis.pumping, found=True, words={"nl": HOSTILE, "en": HOSTILE}),
        pauses=[replace(analysis.pauses[0], kind=HOSTILE)],
    )
    balance = replace(season(), words={"nl": [HOSTILE], "en": [HOSTILE]})
    html = page(analysis, balance, language, version=HOSTILE)
    assert "<script" not in html.lower()
    assert words_of(html).count(HOSTILE) >= 9


def test_the_answer_stands_first_in_numbers_of_the_analysis():
    text = words_of(page())
    start = text.index("Het antwoord in het kort")
    first = text[start : start + 900]
    assert "Bij 3 K afkoeling kan dit riool ongeveer 25 woningen direct verwarmen, en ongeveer 450 met" in first
    for part in (
        "50 m³/h",
        "174 kW",
        "232 kW",
        "170 m³/h",
        "77 % van de tijd",
        "592 kW",
        "16.200 GJ/jaar",
        "van 9 tot 10",
    ):
        assert part in first, part


def rows(html, caption):
    """Return the cells of the table with a caption."""
    table = next(part for part in html.split("<table")[1:] if caption in part.split("</table>")[0]).split("</table>")[0]
    return [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row) for row in re.findall(r"<tr>(.*?)</tr>", table)]


def test_two_and_three_kelvin_stand_side_by_side():
    found = {row[0]: row[2:] for row in rows(page(), "Wat het riool oplevert")}
    assert found[""] == ["2 K", "3 K (gekozen)"]
    assert found["Direct: bronvermogen"] == ["116", "174"]
    assert found["Direct: vermogen aan de gebouwzijde"] == ["155", "232"]
    assert found["Direct: woningen"] == ["15", "25"]
    assert found["Met WKO: bronvermogen (maat van de wisselaar)"] == ["395", "592"]
    assert found["Met WKO: warmte bij 6.000 vollasturen"] == ["10.801", "16.202"]
    assert found["Met WKO: warmte opgeteld uit de gemeten uren"] == ["14.137", "21.205"]
    assert found["Met WKO: woningen"] == ["308", "462"]
    assert found["Met WKO: woningen, naar beneden afgerond"] == ["300", "450"]


def test_formulas_are_filled_in():
    text = words_of(page())
    assert "P = Q · ρ · c · ΔT = 50 / 3600 × 1.000 × 4,18 × 3 ≈ 174 kW" in text
    assert "P · COP / (COP − 1) = 174 × 4 / 3 ≈ 232 kW" in text
    assert "= 170 / 3600 × 1.000 × 4,18 × 3 ≈ 592 kW" in text
    assert "= 592 × 6.000 × 0,0036 × 0,95 × 4 / 3 ≈ 16.200 GJ" in text
    english = words_of(page(language="en"))
    assert "= 592 × 6,000 × 0.0036 × 0.95 × 4 / 3 ≈ 16,200 GJ" in english


@pytest.mark.parametrize(
    ("exact", "told"), [(25.0, 25.0), (199.0, 199.0), (200.0, 200.0), (462.0, 450.0), (1058.0, 1050.0)]
)
def test_dwellings_are_told_rounded_down_unless_there_are_few(exact, told):
    assert rounded_down(exact, KENTALLEN) == told


def test_every_number_of_the_season_table_and_its_totals():
    found = rows(page(balance=season()), "Warmte aan de bronzijde per maand")
    assert [row[0] for row in found] == ["Maand", *messages.template("report_months", "nl").split("|"), "Jaar"]
    assert found[1][1:4] == ["600", "1.000", "600"]
    assert found[-1][1:7] == ["7.200", "6.000", "4.800", "1.263", "0", "1.200"]


def test_without_a_season_the_section_is_not_there():
    assert "Bron en vraag door het jaar" in page(balance=season())
    assert "Bron en vraag door het jaar" not in page()
    assert page(balance=season()).count("<figure>") == page().count("<figure>") + 1


def test_missing_parts_leave_a_sentence():
    html = page(bare(made()))
    text = words_of(html)
    assert html.count("<figure>") == 4  # series, days, duration curve, heat
    for sentence in (
        "er is geen volledig gemeten droge dag",
        "De meting bevat geen temperatuur",
        "Er is geen neerslag opgegeven. Droge dagen zijn daarom herkend aan hun lage debiet",
        "Zonder volledige droge dag is er geen dagprofiel",
        "Een economische maat van de wisselaar volgt niet uit deze meting",
        "valt er niets te vergelijken",
        "Er zijn geen gaten, geen uitval van de sensor",
    ):
        assert sentence in text, sentence
    assert "nan" not in text.lower().split()


@pytest.mark.parametrize("case", CASES)
def test_no_number_is_missing_where_it_should_be(case):
    text = words_of(page(*CASES[case]()))
    assert not {"nan", "NaN", "None", "inf", "NaT"} & set(re.findall(r"\w+", text))


def visible(html, language):
    """Return the words on the page that claim to be in its language; names of files and kentallen are not words."""
    sources = {unit_text(kental.bron) for kental in KENTALLEN.values()}
    texts = [
        text
        for tag, lang, text in read(html).texts
        if (lang == language or tag in ("title", "desc", "text")) and text not in sources
    ]
    return set(re.findall(r"[a-zà-ÿ]+", " ".join(texts).lower()))


@pytest.mark.parametrize("case", CASES)
def test_dutch_page_has_no_english_words(case):
    assert visible(page(*CASES[case](), "nl"), "nl") & set(ENGLISH.split()) == set()


@pytest.mark.parametrize("case", CASES)
def test_english_page_has_no_dutch_words_but_where_it_says_so(case):
    assert visible(page(*CASES[case](), "en"), "en") & set(DUTCH.split()) == set()


def asked():
    """Return the keys that the report package asks for, and the beginnings of those it puts together."""
    whole, begun = set(), set()
    for path in Path(report.__file__).parent.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        whole |= set(re.findall(r"[\"']([a-z][a-z0-9_]*)[\"']", text))
        begun |= set(re.findall(r"f\"([a-z_]+_)\{", text))
    return whole, begun


def test_each_sentence_of_the_report_is_used():
    path = Path(messages.__file__).parent / "report.toml"
    keys = [key.removeprefix("report_") for key in tomllib.loads(path.read_text(encoding="utf-8"))]
    whole, begun = asked()
    unused = [key for key in keys if key.removesuffix("_one") not in whole and not key.startswith(tuple(begun))]
    assert unused == []


def longest_path(drawing, colour):
    return max(re.findall(rf'<path d="([^"]*)" fill="none" stroke="{colour}"', drawing), key=len)


def test_gap_in_the_series_is_not_bridged():
    """Six hours without a value on the fourth day; the pause itself is shaded."""
    drawing = series_plot(made(), NL)
    line = longest_path(drawing, "#2f7ebc")
    assert line.count("M") == 2
    whole = made()
    filled = replace(whole, hourly=replace(whole.hourly, flow_m3h=np.nan_to_num(whole.hourly.flow_m3h)))
    assert longest_path(series_plot(filled, NL), "#2f7ebc").count("M") == 1
    assert messages.template("report_legend_pauses", "nl") in drawing
    assert messages.template("report_legend_pauses", "nl") not in series_plot(replace(whole, pauses=[]), NL)


def test_rain_is_added_up_per_day_on_the_dutch_clock_and_nothing_is_lost():
    analysis = made()
    hourly, weather = analysis.hourly, analysis.weather
    calendar = Calendar.of(analysis, NL)
    begin, end = hourly.begin[0], hourly.begin[-1] + np.timedelta64(1, "h")
    bars, per = rain_bars(weather, begin, end, calendar)
    assert per == "day"
    assert len(bars.top) == 35
    assert bars.top.sum() == pytest.approx(rain_total(weather, begin, end)) == 66.0  # 11 days of 24 x 0.25 mm
    assert bars.begin[0] == calendar.places(hourly.begin)[0]
    few = begin + np.timedelta64(3, "D")
    bars, per = rain_bars(weather, begin, few, calendar)
    assert (per, len(bars.top)) == ("interval", 72)
    missing = replace(weather, rain_mm=np.where(np.arange(840) < 30, np.nan, weather.rain_mm))
    bars, _ = rain_bars(missing, begin, end, calendar)
    assert np.isnan(bars.top[0])
    assert rain_total(missing, begin, end) == pytest.approx(66.0)  # the first day was dry
    assert known_share(missing, missing.rain_mm, begin, end) == pytest.approx(810 / 840)
    assert "De neerslag is bekend van 96 % van de periode" in words_of(page(made(weather=missing)))
    assert "De neerslag is bekend van" not in words_of(page())
    assert rain_bars(replace(weather, rain_mm=np.full(840, np.nan)), begin, end, calendar) is None


def test_rain_that_is_not_known_is_shaded_not_dry():
    """Hours 5-9 have no value, the hours from 20 on are not there: both are told apart from no rain."""
    weather = made().weather
    hour = np.timedelta64(1, "h")
    begin = weather.begin[0]
    some = replace(
        weather,
        begin=weather.begin[:20],
        end=weather.end[:20],
        rain_mm=np.where((np.arange(20) >= 5) & (np.arange(20) < 10), np.nan, 0.0),
        air_c=weather.air_c[:20],
        snow_cm=weather.snow_cm[:20],
    )
    found = (unknown_rain(some, begin - 2 * hour, begin + 30 * hour) - begin) / hour
    assert found.tolist() == [[-2, 0], [5, 10], [20, 30]]
    assert len(unknown_rain(weather, begin, begin + 30 * hour)) == 0
    assert "neerslag niet bekend" in series_plot(made(weather=some), NL)
    assert "neerslag niet bekend" not in series_plot(made(), NL)


def test_each_day_is_of_one_kind():
    analysis = made()
    table = analysis.days.table.copy()
    table.loc[5, "neerslag_mm"] = np.nan
    dry, wet, unknown, short = day_kinds(replace(analysis, days=replace(analysis.days, table=table)), KENTALLEN)
    assert (dry.astype(int) + wet + unknown + short).tolist() == [1] * 35
    assert (dry.sum(), wet.sum(), unknown.sum(), short.sum()) == (24, 9, 1, 1)
    assert np.flatnonzero(unknown).tolist() == [5]
    assert np.flatnonzero(short).tolist() == [3]


def test_calendar_of_summer_and_of_unknown_dates():
    analysis = made()
    dated = Calendar(True, analysis.hourly.begin[0], NL)
    assert dated.moment(np.datetime64("2022-07-01T22:30:00")) == "02-07-2022 00:30"
    assert dated.day_of(np.datetime64("2022-07-01T22:30:00")) == "2 juli 2022"
    counted = Calendar(False, np.datetime64("1970-01-01T06:00:00"), EN)
    assert counted.moment(np.datetime64("1970-01-12T03:15:00")) == "day 12 03:15"
    assert counted.places(np.array(["1970-01-01T00:00:00", "1970-01-02T12:00:00"], "datetime64[s]")).tolist() == [
        1,
        2.5,
    ]


def test_air_of_each_week_is_the_mean_of_its_hours():
    analysis = made()
    weeks = pd.DataFrame({"begin": np.array(["2022-12-19", "2023-03-06"], dtype="datetime64[D]")})
    air = air_by_week(analysis, weeks)
    first = 24 * 6  # 19 December is the seventh day
    assert air[0] == pytest.approx(analysis.weather.air_c[first : first + 168].mean())
    assert np.isnan(air[1])
    assert air_by_week(replace(analysis, weather=None), weeks) is None


def test_separate_dry_days_are_those_days_and_no_more_than_can_be_seen():
    analysis = made()
    flow, drawn, there = dry_days(analysis)
    assert (drawn, there) == (24, 24)
    assert flow[0].tolist() == analysis.hourly.flow_m3h[:24].tolist()
    hourly = made_analysis.hours(days=400)
    long = replace(analysis, hourly=hourly, days=replace(analysis.days, dry=np.ones(9600, dtype=bool)))
    flow, drawn, there = dry_days(long)
    assert (drawn, there, len(flow)) == (THIN_DAYS, 400, THIN_DAYS)


def test_long_list_of_pauses_is_shortened_and_counted():
    begin = np.datetime64("2022-12-14T00:00:00")
    pauses = [
        Pause("leeg", begin + np.timedelta64(i, "h"), begin + np.timedelta64(i * 60 + i % 50 + 1, "m"), 1)
        for i in range(300)
    ]
    html = page(made(pauses=pauses))
    assert "De 12 langste van 300 perioden" in html
    assert len(rows(html, "langste van 300")) == 13
    total = rows(html, "Wat opvalt in de meetreeks")[1]
    assert total[:2] == ["rijen zonder waarde", "300"]
    assert total[3:] == ["50 min", "300"]


def test_cooling_that_the_temperature_does_not_allow_is_told():
    analysis = made()
    stored = [replace(analysis.stored[0], used_k=2.4), replace(analysis.stored[1], used_k=2.0)]
    html = page(replace(analysis, stored=stored))
    assert "laat geen 3 K afkoeling toe: er is met 2,4 K gerekend" in words_of(html)
    found = {row[0]: row[2:] for row in rows(html, "Wat het riool oplevert")}
    assert found["Afkoeling die de temperatuur toelaat"] == ["2,0", "2,4"]
    assert "Afkoeling die de temperatuur toelaat" not in page()


def test_pumping_regime_is_a_warning_above_the_numbers():
    pumping = replace(made().pumping, found=True, words={"nl": "Het riool dient als buffer.", "en": "A buffer."})
    text = words_of(page(made(pumping=pumping)))
    assert text.index("Het riool dient als buffer.") < text.index("bronvermogen")
    assert text.count("Het riool dient als buffer.") == 2


def test_what_differs_from_the_standard_is_shown_with_the_standard():
    changed = KENTALLEN.replace(
        {"wko.rendement": 0.8, "net.spreiding_bronnet": 7.0} if False else {"wko.rendement": 0.8}
    )
    html = page(values=changed)
    kental = next(row for row in rows(html, "Andere kentallen") if row[0] == "Thermisch rendement van de WKO")
    assert kental[1] == "0,8 (standaard 0,95)"
    chosen = {row[0]: row[1:] for row in rows(html, "Gekozen voor deze berekening")}
    assert chosen["Afkoeling van het rioolwater"] == ["3", "K", "2", "opgegeven voor deze berekening"]
    assert chosen["COP van de warmtepomp"][2] == ""
    assert "2 waarden wijken af van de standaard" in html
    same = made(settings=replace(made().settings, delta_t=2.0))
    assert "Alle waarden zijn standaard." in page(same)


def test_each_kental_is_listed_once_with_its_source():
    html = page(balance=season())
    listed = [
        row
        for caption in ("Andere kentallen", "Kentallen van de seizoensbalans", "Drempels van de verwerking")
        for row in rows(html, caption)[1:]
    ]
    names = [row[0] for row in listed]
    assert len(names) == len(set(names)) > 40
    assert all(row[3] for row in listed)


def test_a_kental_that_is_changed_but_not_used_is_named():
    other = next(key for key in KENTALLEN if key.startswith("straten."))
    low, high = KENTALLEN[other].bereik
    value = low if KENTALLEN.value(other) != low else high
    assert f"niet gebruikt in dit rapport: {other}." in page(values=KENTALLEN.replace({other: value}))


@pytest.mark.parametrize("gaps", [False, True])
def test_twenty_years_of_hours_make_a_page_of_modest_size(gaps):
    analysis = made()
    hourly = made_analysis.hours(days=7300, first="2000-01-01T00")
    if gaps:
        hourly.flow_m3h[::5] = np.nan
    n = len(np.unique(hourly.date))
    table = analysis.days.table.iloc[np.arange(n) % 35].reset_index(drop=True)
    begin = np.datetime64("2000-01-02T00:00:00")
    pauses = [
        Pause("leeg", begin + np.timedelta64(i, "h"), begin + np.timedelta64(i + 1, "h"), 1)
        for i in range(0, 100_000, 5)
    ]
    rain = np.full(len(hourly.begin), 0.1)
    weather = replace(
        analysis.weather,
        begin=hourly.begin,
        end=hourly.begin + np.timedelta64(1, "h"),
        rain_mm=rain,
        air_c=rain,
        snow_cm=rain,
    )
    weeks = pd.DataFrame({"begin": np.arange("2000-01-03", "2019-12-20", 7, dtype="datetime64[D]")})
    weeks = weeks.assign(laagste=10.0, gemiddeld=11.0, hoogste=12.0)
    long = replace(
        analysis,
        hourly=hourly,
        weather=weather,
        pauses=pauses,
        days=replace(analysis.days, table=table, dry=np.ones(len(hourly.begin), dtype=bool)),
        temperatures=replace(analysis.temperatures, weeks=weeks),
    )
    html = page(long, season())
    read(html)
    assert len(html.encode()) < 1_000_000


def test_sewer_without_flow_or_heat_still_has_a_report():
    analysis = made()
    none = [
        replace(one, flow_m3h=0.0, source_kw=0.0, building_kw=0.0, dwellings=0.0, used_k=0.0) for one in analysis.stored
    ]
    table = analysis.profile.table.assign(debiet_m3h=0.0, p10_m3h=0.0, p90_m3h=0.0)
    still = replace(
        analysis,
        hourly=replace(analysis.hourly, flow_m3h=analysis.hourly.flow_m3h * 0.0),
        profile=replace(analysis.profile, table=table, minimum_m3h=0.0, maximum_m3h=0.0, mean_m3h=0.0, day_m3=0.0),
        stored=[replace(one, heat_gj=0.0, heat_series_gj=0.0) for one in none],
        direct=[replace(one, heat_gj=float("nan")) for one in none],
        duration=replace(
            analysis.duration, table=analysis.duration.table.assign(debiet_m3h=0.0, vermogen_kw=0.0), flow_m3h=0.0
        ),
    )
    empty = season().table.assign(**{name: 0.0 for name in season().table.columns if name != "maand"})
    text = words_of(page(still, replace(season(), table=empty, demand_gj=0.0)))
    assert "laat geen 3 K afkoeling toe: er is met 0 K gerekend" in text
    assert "Zoals gemeten kan dit riool bij 3 K afkoeling geen woning verwarmen" in text
    text = words_of(page(replace(still, stored=analysis.stored), season()))
    assert "verwarmt dit riool geen woning direct" in text
    assert "kan het ongeveer 450 woningen verwarmen" in text


def test_page_numbers_its_figures_tables_and_sections():
    made_page = Page("Title", EN)
    made_page.heading("First")
    made_page.contents()
    made_page.heading("Second & last")
    made_page.table(["a", "b"], [["1", "2"]], caption="numbers", chosen=1)
    made_page.figure("<svg/>", "drawn")
    made_page.figure("<svg/>", "drawn again")
    html = made_page.html()
    read(html)
    assert '<nav><ol start="2"><li><a href="#s2">Second &amp; last</a></li></ol></nav>' in html
    assert "<b>Table 1.</b> numbers" in html
    assert "<b>Figure 2.</b> drawn again" in html
    assert '<td class="left">1</td><td class="chosen">2</td>' in html


def test_number_and_unit_stay_together_and_nothing_is_added_for_nothing():
    made_page = Page("Title", NL)
    made_page.paragraph("50 m³/h is 77 % van 3 keer")
    made_page.paragraph("")
    made_page.bullets([])
    assert "<p>50\u00a0m³/h is 77\u00a0% van 3 keer</p>" in made_page.html()
    assert "<p></p>" not in made_page.html()
    assert "<ul" not in made_page.html()
