"""The report on aquifers and its cross-sections: what is drawn is what was judged."""

import re
from html.parser import HTMLParser

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from riothermie_kansen import kentallen as all_kentallen
from riothermie_kansen.readers.geotop import LITHOKLASSEN, Voxels
from riothermie_kansen.readers.regis import Stack
from riothermie_kansen.report.aquifer_map import COLOURS as CLASS_COLOURS
from riothermie_kansen.report.aquifer_map import class_map
from riothermie_kansen.report.aquifer_report import _unbroken, along_line, aquifer_html
from riothermie_kansen.report.cross_section import (
    COLOURS,
    GEOTOP_COLOURS,
    column_ends,
    column_plot,
    drawn_depth,
    section_plot,
    spread,
)
from riothermie_kansen.report.language import Words
from riothermie_kansen.subsurface.aquifer.judge import judge_aquifers

K = all_kentallen.load()
NAN = np.nan
WORDS, OWN = Words("nl"), Words("nl", "aquifer_report_")


def stack(n=1, surface=5.0, clay="klei"):
    """Return sand from 60 to 100 m between clay, at n points; the name of a unit needs escaping."""
    top = np.repeat([[0.0], [-60.0], [-100.0]], n, axis=1) + surface
    bottom = np.repeat([[-60.0], [-100.0], [-150.0]], n, axis=1) + surface
    kh, kv = np.full((3, n), NAN), np.full((3, n), NAN)
    kh[1], kv[[0, 2]] = 40.0, 0.001
    codes = np.array(["NUAk1", "NUBz1", "NUCk1"], dtype=object)
    names = np.array(["klei <boven> & zo", "zand", "klei onder"], dtype=object)
    return Stack(
        codes, codes, names, np.array([clay, "zand", "klei"], dtype=object), top, bottom, kh, kv,
        np.full((3, n), NAN), np.full((3, n), NAN), np.full(n, surface), np.ones(n, dtype=bool), "proef",
    )  # fmt: skip


def judged(n=1, *, cells=False, places=None, voxels=None, restrictions=None, **more):
    xy = np.column_stack([150000.0 + 100.0 * np.arange(n), np.full(n, 460000.0)]) if places is None else places
    areas = None
    if cells:
        areas = gpd.GeoDataFrame(
            {"gebied_id": ["Wijk <1>"]}, geometry=[box(149950, 459950, 150050 + 100 * n, 460050)], crs="EPSG:28992"
        )
    return judge_aquifers(
        stack(n, **more), xy=xy, ids=[f"P{i}" for i in range(n)], size_m=100.0 if cells else 0.0, areas=areas,
        voxels=voxels, restrictions=restrictions, kentallen=K,
    )  # fmt: skip


class Tags(HTMLParser):
    """Check that tags close in order, and keep the text."""

    def __init__(self):
        super().__init__()
        self.open, self.text = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def read(page):
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    return " ".join(" ".join(tags.text).split())


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("cells", [False, True])
def test_page_is_whole_in_both_languages(language, cells):
    page = aquifer_html(judged(4, cells=cells), kentallen=K, sources=["a & b"], language=language, version="9.9")
    text = read(page)
    assert "a & b" in text
    assert "9.9" in text
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    assert page.count("<svg") == (3 if cells else 5)  # map, column and section, or four columns and a section
    assert ("Wijk <1>" in text) == cells
    assert "NUBz1" in text
    assert ("Zand" if language == "nl" else "Sand") in text
    assert not re.search(r"\bnan\b", text)


def test_same_run_same_page():
    one, other = (aquifer_html(judged(5, cells=True), kentallen=K) for _ in range(2))
    assert one == other


def test_no_layers_no_drawing():
    found = judged(2)
    nothing = stack(2)
    nothing.covered[:] = False
    found = judge_aquifers(nothing, xy=np.zeros((2, 2)), ids=["a", "b"], kentallen=K)
    page = aquifer_html(found, kentallen=K)
    assert "<svg" not in page
    assert "een watervoerende laag gevonden" in read(page)


def test_column_is_to_scale():
    found = judged(1)
    drawn = column_plot(found.layers, WORDS, OWN)
    # layers of 60, 40 and 50 m on a column of 430 units: heights in the same ratio
    boxes = re.findall(r'<rect x="62" y="([\d.]+)" width="104" height="([\d.]+)" fill="(#\w+)"', drawn)
    assert [colour for *_, colour in boxes] == [COLOURS["klei"], COLOURS["zand"], COLOURS["klei"]]
    heights = [float(height) for _, height, _ in boxes]
    assert heights == pytest.approx([430 * 60 / 150, 430 * 40 / 150, 430 * 50 / 150], abs=0.11)
    assert drawn.count('stroke="#2f7ebc"') == 1  # one layer is outlined
    assert "NUBz1, 60–100 m, kh 40, WKO" in drawn


def test_depth_that_is_drawn():
    layers = pd.DataFrame({"basis_mv_m": [100.0, 600.0], "rol": ["", ""]})
    assert drawn_depth(layers) == 350.0
    assert drawn_depth(layers.assign(rol=["", "hto"])) == 600.0
    assert drawn_depth(layers.assign(basis_mv_m=[100.0, 200.0])) == 200.0


def test_section_has_a_column_per_place_and_gaps_for_cells():
    found = judged(3)
    along = np.array([0.0, 100.0, 300.0])
    whole = section_plot(found.layers, ["P0", "P1", "P2"], along, WORDS, OWN)
    assert [name in whole for name in (">P0<", ">P1<", ">P2<")] == [True] * 3
    cells = section_plot(found.layers, ["P0", "P1", "P2"], along, WORDS, OWN, wide_m=100.0)
    assert ">P0<" not in cells
    for drawn in (whole, cells):
        clay = re.search(rf'<path d="([^"]*)" fill="{COLOURS["klei"]}"', drawn)[1]
        assert clay.count("M") == 6


def test_ends_of_columns():
    begin, end = column_ends(np.array([0.0, 100.0, 300.0]))
    assert begin.tolist() == [-50.0, 50.0, 200.0]
    assert end.tolist() == [50.0, 200.0, 400.0]
    begin, end = column_ends(np.array([0.0, 300.0]), 100.0)
    assert (begin.tolist(), end.tolist()) == ([-50.0, 250.0], [50.0, 350.0])
    begin, end = column_ends(np.array([7.0]))
    assert (begin.tolist(), end.tolist()) == ([6.5], [7.5])


@given(st.lists(st.floats(0, 400), max_size=20).map(sorted))
@settings(max_examples=80, deadline=None)
def test_labels_keep_apart_and_stay_in_place_where_they_can(wanted):
    places = spread(np.array(wanted), 15.0, 0.0, 400.0)
    assert len(places) == len(wanted)
    assert (np.diff(places) >= 15.0 - 1e-6).all()
    if len(wanted) < 2 or (np.diff(wanted) >= 15.0).all():
        assert places == pytest.approx(wanted)


def test_line_through_places_whatever_their_order():
    xy = np.array([[0.0, 0.0], [30.0, 40.0], [60.0, 80.0]])
    assert np.diff(along_line(xy)) == pytest.approx([50.0, 50.0])
    assert np.diff(along_line(xy[::-1])) == pytest.approx([-50.0, -50.0])
    assert np.diff(along_line(xy * [0, 1])) == pytest.approx([40.0, 40.0])


def test_places_on_one_spot_have_no_section():
    found = judged(2, places=np.full((2, 2), 1000.0))
    page = aquifer_html(found, kentallen=K)
    assert page.count("<svg") == 2  # both columns


def test_many_places_are_thinned():
    page = aquifer_html(judged(80), kentallen=K.replace({"aquifer.doorsnede_punten": 10}))
    section = page[page.rindex("<svg") :]
    clay = re.search(rf'<path d="([^"]*)" fill="{COLOURS["klei"]}"', section)[1]
    assert clay.count("M") == 2 * 10
    assert "De eerste 6 van 80 plekken zijn getekend." in read(page)


def test_map_shows_each_cell_once_in_its_colour():
    limit = gpd.GeoDataFrame({"wko": ["verboden"]}, geometry=[box(149950, 459950, 150049, 460050)], crs="EPSG:28992")
    one = judged(4, cells=True)
    found = judge_aquifers(
        stack(4), xy=np.column_stack([150000.0 + 100.0 * np.arange(4), np.full(4, 460000.0)]), ids=list("abcd"),
        size_m=100.0, areas=one.area[["gebied_id", "geometry"]], restrictions=limit, kentallen=K,
    )  # fmt: skip
    drawn = class_map(found, WORDS, OWN)
    forbidden, good = (
        re.search(rf'<path d="([^"]*)" fill="{CLASS_COLOURS[name]}"/>', drawn)[1] for name in ("verboden", "geschikt")
    )
    assert forbidden.count("M") == 1
    assert good.count("M") == 3
    # the area is 500 m across, 748 units: the forbidden cell is its western fifth
    left, right = (float(re.search(pattern, forbidden)[1]) for pattern in (r"^M([\d.]+)", r"H([\d.]+)V"))
    assert (left, right) == (6.0, 155.6)


def test_estimates_say_no_more_than_two_digits():
    text = read(aquifer_html(judged(1), kentallen=K))
    row = judged(1).points.iloc[0]
    assert row["debiet_m3h"] == pytest.approx(131.3, abs=0.1)
    assert " 130 " in text
    assert "131" not in text


def test_units_stay_whole_and_their_list_does_not():
    assert _unbroken("NUBXz1+NUPZ-WAz2") == "NUBXz1 + NUPZ\u2011WAz2"
    assert _unbroken("") == "–"


def voxels(*codes, surface=5.0, n=1):
    """Return voxels of 10 m from above down under each of n points."""
    litho = np.repeat(np.array([codes[::-1]], dtype=np.int16), n, axis=0)
    low = surface - 10.0 * np.arange(len(codes), 0, -1.0)
    return Voxels(litho, litho, low, low + 10.0, np.full(n, surface), np.ones(n, dtype=bool), "g.nc")


def test_geotop_has_its_own_column_and_legend():
    found = judged(1, voxels=voxels(2, 2, 6, 8, -1))
    drawn = column_plot(found.layers, WORDS, OWN)
    boxes = re.findall(r'<rect x="124" y="([\d.]+)" width="42" height="([\d.]+)" fill="(#\w+)"', drawn)
    assert [colour for *_, colour in boxes] == [GEOTOP_COLOURS[code] for code in (2, 6, 8)]
    scale = 430.0 / 150.0
    assert [float(height) for _, height, _ in boxes] == pytest.approx([20 * scale, 10 * scale, 10 * scale], abs=0.2)
    assert len(re.findall(r'<rect x="62" [^>]*width="56"', drawn)) == 4  # three layers of REGIS and the outline
    assert all(word in drawn for word in ("REGIS II", "GeoTOP", "matig grof zand", "grind"))
    assert "lithoklasse" not in drawn
    without = column_plot(judged(1).layers, WORDS, OWN)
    assert "GeoTOP" not in without
    assert section_plot(found.layers, ["P0"], np.zeros(1), WORDS, OWN) == section_plot(
        judged(1).layers, ["P0"], np.zeros(1), WORDS, OWN
    )


def test_every_lithoclass_has_a_colour_and_a_name():
    assert sorted(LITHOKLASSEN) == list(range(len(GEOTOP_COLOURS)))
    for language in ("nl", "en"):
        own = Words(language, "aquifer_report_")
        assert len({own.say(f"litho_{code}") for code in LITHOKLASSEN}) == len(LITHOKLASSEN)


def test_place_with_geotop_alone_is_drawn():
    nothing = stack(2)
    nothing.covered[1] = False
    for values in (nothing.top_m, nothing.bottom_m):
        values[:, 1] = NAN
    found = judge_aquifers(nothing, xy=[[0, 0], [100, 0]], ids=["a", "b"], voxels=voxels(2, 5, n=2), kentallen=K)
    page = aquifer_html(found, kentallen=K)
    assert page.count("<svg") == 2  # two columns; a section of one place is none
    read(page)


@pytest.mark.parametrize("cells", [False, True])
def test_forbidden_and_unjudged_places_are_told_as_such(cells):
    given = gpd.GeoDataFrame(
        {"wko": ["verboden", "toegestaan"]},
        geometry=[box(149960, 459950, 150040, 460050), box(150060, 459950, 150140, 460050)],
        crs="EPSG:28992",
    )
    found = judged(10, cells=cells, restrictions=given)
    assert found.points["wko"].tolist() == ["verboden", "toegestaan", *[""] * 8]
    page = aquifer_html(found, kentallen=K)
    text = read(page)
    first = next(row for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if "verboden (bodem: geschikt)" in row)
    cells_of = re.findall(r"<td[^>]*>(.*?)</td>", first, re.DOTALL)
    assert cells_of[-3:] == ["–"] * 3  # flow, power and distance are not available
    assert "geschikt, zonder oordeel" in text
    assert "deze 8 plekken kregen geen oordeel" in text
    assert "ongeschikt 1 (waarvan 1 verboden), onbekend 0; van de bruikbare 8 zonder oordeel" in text
    free = aquifer_html(judged(10, cells=cells), kentallen=K)
    assert "verboden (" not in free
    assert "zonder oordeel" not in free


def test_contradiction_of_geotop_is_counted():
    # the sand lies from 60 m below the surface: the seventh and eighth voxel are in it
    text = read(aquifer_html(judged(2, voxels=voxels(*[2] * 6, 6, 2, 2, n=2)), kentallen=K))
    assert "Op 2 van de 2 plekken waar GeoTOP" in text
    text = read(aquifer_html(judged(2, voxels=voxels(*[2] * 6, 6, 6, 2, n=2)), kentallen=K))
    assert "spreekt REGIS II daar nergens tegen" in text
    assert "67" in text
