"""The report on heat demand: its numbers are those of the tables, in both languages, whatever is there or not."""

import re
from html.parser import HTMLParser

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from riothermie_kansen import kentallen
from riothermie_kansen.demand.demand import Settings, heat_demand
from riothermie_kansen.report import demand_plots
from riothermie_kansen.report.demand_report import demand_html
from riothermie_kansen.report.language import Words

STANDARD = kentallen.load()
RD = "EPSG:28992"
VOID = {"meta", "br"}


class Page(HTMLParser):
    """Reads a page: tables as rows of texts by caption, sections, figures; fails on tags that do not close."""

    def __init__(self, html):
        super().__init__()
        self.open, self.tables, self.sections, self.figures = [], {}, [], 0
        self.rows, self.caption, self.text = [], "", ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("caption", "td", "th", "h2"):
            self.text = ""
        if tag == "table":
            self.rows, self.caption = [], ""
        if tag == "tr":
            self.rows.append([])
        self.figures += tag == "figure"

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        if tag in ("td", "th"):
            self.rows[-1].append(self.text)
        elif tag == "caption":
            self.caption = self.text
        elif tag == "table":
            self.tables[self.caption] = self.rows
        elif tag == "h2":
            self.sections.append(self.text)

    def handle_data(self, data):
        self.text += data

    def table(self, part):
        """Return the only table whose caption has a part."""
        (found,) = (rows for caption, rows in self.tables.items() if part in caption)
        return found


def square(x, y=0.0, size=10.0):
    return shapely.box(120000 + x, 450000 + y, 120000 + x + size, 450000 + y + size)


def panden(n=6):
    ids = [f"02001000000000{i:02d}" for i in range(1, n + 1)]
    return gpd.GeoDataFrame(
        {"identificatie": ids, "bouwjaar": [1920 + 20 * i for i in range(n)], "status": "Pand in gebruik"},
        geometry=[square(30 * i) for i in range(n)],
        crs=RD,
    )


def objects(n=6, use="woonfunctie", last="kantoorfunctie"):
    return gpd.GeoDataFrame(
        {
            "identificatie": [f"02000100000000{i:02d}" for i in range(1, n + 1)],
            "pandidentificatie": [f"02001000000000{i:02d}" for i in range(1, n + 1)],
            "oppervlakte": [90 + 10 * i for i in range(n)],
            "gebruiksdoel": [use] * (n - 1) + [last],
            "status": "Verblijfsobject in gebruik",
        },
        geometry=[square(30 * i).centroid for i in range(n)],
        crs=RD,
    )


def neighbourhoods(gas=1000):
    return gpd.GeoDataFrame(
        {
            "buurtcode": ["BU02000101"], "buurtnaam": ["Zevenhuizen"], "gemiddeld_gasverbruik_totaal": [gas],
            "woningvoorraad": [5], "aantal_inwoners": [11], "aantal_huishoudens": [5],
            "percentage_woningen_met_stadsverwarming": [0],
        },
        geometry=[square(-100, -100, 500)],
        crs=RD,
    )  # fmt: skip


def plan():
    return pd.DataFrame({"type": ["bovenwoning", "tussenwoning"], "aantal": [8, 10], "oppervlakte_m2": [50.0, 162.0]})


def report(language="nl", settings=None, values=STANDARD, **given):
    settings = settings or Settings()
    inputs = {"panden": panden(), "objects": objects()} | given
    ground, units = inputs.pop("panden"), inputs.pop("objects")
    result = heat_demand(ground, units, settings=settings, kentallen=values, **inputs)
    html = demand_html(result, settings=settings, kentallen=values, sources=["panden: x"], language=language)
    return result, html


def dutch(text):
    return float(text.replace(".", "").replace(",", "."))


def test_numbers_of_the_page_are_those_of_the_tables():
    result, html = report(neighbourhoods=neighbourhoods(), new_build=plan(), settings=Settings(insulation="label_c_40"))
    page = Page(html)
    parts = {row[0]: [dutch(cell) for cell in row[1:]] for row in page.table("voor en na isolatie")[1:]}
    home = result.objects["woning"] == 1
    wanted = {
        "Woningen": (5, result.objects.loc[home, "warmte_voor_gj"].sum(), result.objects.loc[home, "warmte_gj"].sum()),
        "Utiliteit": (1, *[result.objects.loc[~home, "warmte_gj"].sum()] * 2),
        "Nieuwbouw": (18, *[result.new_build["warmte_gj"].iloc[-1]] * 2),
    }
    for name, values in wanted.items():
        assert parts[name][:3] == pytest.approx(values, abs=0.5), name
    assert parts["Totaal"][2] == pytest.approx(sum(values[2] for values in wanted.values()), abs=0.5)
    mean = {row[0]: row[2:] for row in page.table("gemiddelde woning")[1:]}
    assert dutch(mean["Gebruiksoppervlakte"][0]) == pytest.approx(result.objects.loc[home, "oppervlakte_m2"].mean())
    assert dutch(mean["Vraag tapwater"][0]) == pytest.approx(result.objects.loc[home, "tap_gj"].mean(), abs=0.05)
    summary = page.table("naar type en bouwperiode; rechts")
    assert summary[-1][0] == "totaal"
    assert dutch(summary[-1][-2]) == pytest.approx(result.summary["totaal_gj"].iloc[-1], abs=0.5)


def test_savings_are_those_of_the_run():
    """Of every label, also when the kental of the scenario was changed."""
    _, html = report(
        settings=Settings(insulation="label_c_15"), values=STANDARD.replace({"isolatie.reductie_licht": 0.2})
    )
    rows = dict(Page(html).table("Keuzes van deze")[1:])
    assert rows["Besparing op de warmtevraag, per label"] == "C 20 %; D 20 %; E 20 %; F 20 %; G 20 %"
    _, html = report(settings=Settings(insulation="eigen", reductions={"D": 0.3}))
    assert "D 30 %" in dict(Page(html).table("Keuzes van deze")[1:]).values()


def test_counts_add_up_on_the_page():
    ground = panden()
    ground.loc[2, "status"] = "Pand gesloopt"
    result, html = report(panden=ground)
    rows = Page(html).table("weggelaten rijen")[1:]
    assert {row[0] for row in rows} == {"panden", "verblijfsobjecten"}
    for row in rows:
        read, used, left = map(int, row[1:4])
        assert read == used + left == result.read[row[0]]
    assert "1 " in {row[0]: row[4] for row in rows}["panden"]


def test_neighbourhood_before_and_after():
    """Five homes of (1000 - 37) m3: after scaling the neighbourhood has the heat of its gas."""
    result, html = report(neighbourhoods=neighbourhoods())
    (row,) = Page(html).table("per buurt")[1:]
    gas, after = dutch(row[5]), dutch(row[6])
    assert gas == pytest.approx(5 * 963 * 0.03165, abs=0.5)
    assert after == gas
    assert dutch(row[4]) == pytest.approx(result.neighbourhoods["model_gj"].iloc[0], abs=0.5)
    assert row[0] == "Zevenhuizen"


def test_sources_of_every_property_count_all_objects():
    result, html = report(neighbourhoods=neighbourhoods())
    for row in Page(html).table("Bron van de eigenschappen")[1:]:
        counts = [int(re.match(r"\d+", cell).group()) for cell in row[1:] if cell != "–"]
        assert sum(counts) == len(result.objects), row


def test_new_build_as_putten_has_it():
    result, html = report(panden=None, objects=None, new_build=plan())
    page = Page(html)
    energy = page.table("Totaal energieverbruik")
    assert [row[0] for row in energy[1:]] == ["bovenwoning", "tussenwoning", "Totaal"]
    assert dutch(energy[1][1]) == 3000  # cooling of eight upper flats, Putten table 2-6
    assert dutch(energy[1][3]) == 7000
    assert dutch(energy[2][2]) == 16808
    assert page.figures == 0
    assert result.objects.empty


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "given",
    [
        {},
        {"objects": None},
        {"panden": None},
        {"objects": objects(use="winkelfunctie", last="sportfunctie")},
        {"objects": objects(n=1, last="woonfunctie"), "panden": panden(1)},
        {"neighbourhoods": neighbourhoods(gas=-99997)},
        {"new_build": plan()},
    ],
    ids=["all", "panden", "objects", "no homes", "one home", "no gas", "plan"],
)
def test_page_is_whole_whatever_is_there(given, language):
    _, html = report(language, **given)
    page = Page(html)
    assert len(page.sections) == len(set(page.sections)) >= 7
    assert "nan" not in re.sub(r"<[^>]*>", " ", html).lower().split()
    assert "<script" not in html
    assert "http" not in html.replace("http://www.w3.org/2000/svg", "")
    assert "{" not in re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    assert (f'<html lang="{language}">') in html


def test_same_input_same_page_in_any_order():
    _, html = report()
    order = [4, 1, 5, 0, 2, 3]
    _, other = report(panden=panden().iloc[order], objects=objects().iloc[order])
    assert html == other


def test_changed_kentallen_and_texts_of_the_user_are_safe():
    values = STANDARD.replace({"vraag.rv_w_m2": 45.0})
    around = neighbourhoods()
    around["buurtnaam"] = "<b>&Co</b>"
    _, html = report(values=values, neighbourhoods=around)
    rows = Page(html).table("van de standaard afwijken")
    assert rows[1][1:3] == ["45", "50"]
    assert "<b>&Co" not in html
    assert "&lt;b&gt;&amp;Co" in html


def test_periods_from_old_to_new():
    given = ["nieuwbouw", "1930-1945", "onbekend", "2015-2020", "voor 1930", "tot en met 1920", "1930-1945"]
    assert demand_plots.period_order(given) == [
        "tot en met 1920", "voor 1930", "1930-1945", "2015-2020", "nieuwbouw", "onbekend",
    ]  # fmt: skip


def test_stacks_are_as_high_as_their_sum():
    """The bars of a period end where the heat of all its types together is."""
    result, _ = report()
    rows = demand_plots.of_kind(result.summary)
    assert rows["totaal_gj"].sum() == pytest.approx(
        result.objects.loc[result.objects["woning"] == 1, "warmte_gj"].sum()
    )
    table = rows.pivot_table(index="soort", columns="bouwperiode", values="totaal_gj", aggfunc="sum", fill_value=0.0)
    marks = demand_plots._stacked(table, Words("nl", "demand_report_"))
    top = np.max([mark.top for mark in marks], axis=0)
    assert top == pytest.approx(table.sum().to_numpy())
