"""The page of the web map: what is packed comes back, what is too large is simplified or refused, nothing escapes."""

import base64
import hashlib
import html.parser
import json
import re
import zlib
from datetime import date

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from riothermie_plugin.riothermie_kansen.errors import CancelledError, InputError
from riothermie_plugin.riothermie_kansen.kentallen import load
from riothermie_plugin.riothermie_kansen.report.web.model import Field, Item, WebLayer
from riothermie_plugin.riothermie_kansen.report.web.naming import found_by, named_by, plain
from riothermie_plugin.riothermie_kansen.report.web.packing import content, packed, shape
from riothermie_plugin.riothermie_kansen.report.web.page import Texts, web_map

LINE = {"layers": [{"t": "line", "color": "#112233ff", "width": 0.5, "dash": [], "offset": 0.0}], "opacity": 1.0}
HOSTILE = "</script><script>window.hacked=1</script><!-- ' \" & @zoek@ @@titel@@ \u2028 __proto__"
TEXTS = Texts(title="Proef", place="Ergens", version="9.9.9", day=date(2026, 3, 1))


def layer(geometries, kind="line", title="Leidingen", **more):
    n = len(geometries)
    return WebLayer(
        title=title, group="Riool", kind=kind, geometries=np.array(geometries, dtype=object),
        fields=more.pop("fields", [Field("leiding_id", "Leiding")]),
        values=more.pop("values", [pd.Series([f"L{i}" for i in range(n)], dtype=object)]),
        symbols=[LINE], looks=[(0,)], look=[np.zeros(n, dtype=np.int64)], legend=[Item("Leiding", 0, 0)], **more,
    )  # fmt: skip


def unpacked(block):
    return json.loads(zlib.decompress(base64.b64decode(block)))


def rings(content):
    """Read places back, apart from the code of the page: a list of parts per feature, each a list of (x, y)."""
    steps = np.array(content["d"], dtype=float).reshape(-1, 2)
    places = (np.cumsum(steps, axis=0) + np.array([content["x"], content["y"]])) * content["q"]
    parts = np.split(places, np.cumsum(content["n"])[:-1]) if content["n"] else []
    ends = np.cumsum(content["p"])
    return [[part.tolist() for part in parts[end - n : end]] for n, end in zip(content["p"], ends, strict=True)]


def made(layers, root, **replaced):
    kentallen = load().replace({f"webkaart.{name}": value for name, value in replaced.items()})
    return web_map(layers, TEXTS, folder=root / "resources" / "web", kentallen=kentallen)


class Reader(html.parser.HTMLParser):
    """Elements as a browser sees them, with the text of scripts and styles."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found, self.text, self.open = [], "", False

    def handle_starttag(self, tag, attrs):
        self.found.append([tag, dict(attrs), ""])
        self.open = True

    def handle_endtag(self, tag):
        self.open = False

    def handle_data(self, data):
        self.text += data
        if self.open:
            self.found[-1][2] += data


def read(page):
    reader = Reader()
    reader.feed(page)
    return reader


def test_places_come_back_within_half_a_raster():
    # two parts, a hole, and a line shorter than the raster, in the far corner of RD
    two = shapely.MultiLineString(
        [[(277000.04, 618000.06), (277010.0, 618005.0)], [(277020, 618000), (277021, 618000)]]
    )
    short = shapely.LineString([(277000.01, 618000.01), (277000.02, 618000.02)])
    got = rings(shape(layer([two, short]), 0.0, 0.1))
    assert [len(parts) for parts in got] == [2, 1]
    assert np.abs(np.array(got[0][0]) - [(277000.04, 618000.06), (277010.0, 618005.0)]).max() <= 0.05 + 1e-9
    assert len(got[1][0]) == 2  # a line keeps two ends
    hole = shapely.Polygon([(0, 0), (10, 0), (10, 10), (0, 10)], [[(4, 4), (6, 4), (6, 6), (4, 6)]])
    got = rings(shape(layer([hole], "polygon"), 0.0, 0.1))
    assert [len(part) for part in got[0]] == [4, 4]  # not closed
    assert shapely.Polygon(got[0][0], [got[0][1]]).equals(hole)


@given(
    st.lists(
        st.lists(
            st.tuples(st.floats(0, 280_000), st.floats(300_000, 620_000)), min_size=2, max_size=9, unique=True
        ),
        min_size=1, max_size=6,
    )
)  # fmt: skip
def test_simplified_lines_stay_within_the_tolerance(lines):
    geometries = [shapely.LineString(line) for line in lines]
    for tolerance in (0.0, 2.0, 16.0):
        got = rings(shape(layer(geometries), tolerance, 0.1))
        for line, parts in zip(geometries, got, strict=True):
            drawn = shapely.LineString(parts[0])
            far = max(drawn.distance(shapely.Point(vertex)) for vertex in line.coords)
            assert far <= tolerance + 0.0708  # half the diagonal of the raster


def test_collections_and_absent_parts_are_counted_per_feature():
    mixed = shapely.GeometryCollection([shapely.Point(1, 1), shapely.LineString([(0, 0), (5, 5)])])
    other = shapely.GeometryCollection([shapely.Point(1, 1)])
    packed_shape = shape(layer([mixed, other, shapely.LineString([(0, 0), (1, 0)])]), 0.0, 0.1)
    assert packed_shape["p"] == [1, 0, 1]


def test_attributes_come_back():
    fields = [
        Field("pand_id", "Pand"), Field("bouwjaar", "Bouwjaar", "", numeric=True),
        Field("kw", "Vermogen", "kW", numeric=True), Field("kans", "Kans", codes={"a": "alfa"}),
    ]  # fmt: skip
    n = 4
    values = [
        pd.Series(["0123", "0124", None, HOSTILE], dtype=object), pd.Series([1950, 1960, np.nan, 2001]),
        pd.Series([1.23456789, np.inf, 2.0, -0.000123456789]), pd.Series(["a", "a", "a", None], dtype=object),
    ]  # fmt: skip
    lines = [shapely.LineString([(i, 0), (i, 1)]) for i in range(n)]
    got = unpacked(packed(content(layer(lines, fields=fields, values=values), "sleutel")))
    assert got["values"][0]["v"] == ["0123", "0124", None, HOSTILE]
    assert got["values"][1]["v"] == [1950, 1960, None, 2001]
    assert got["values"][2]["v"] == [1.23457, None, 2, -0.000123457]
    assert [got["values"][3]["u"], got["values"][3]["i"]] == [["a"], [0, 0, 0, -1]]
    assert [field["plain"] for field in got["fields"]] == [True, True, False, False]
    assert got["search"] == [0]
    assert got["key"] == "sleutel"


@pytest.mark.parametrize(
    ("name", "searched", "is_plain"),
    [
        ("pand_id", True, True), ("stt_naam", True, False), ("kavel_id", True, True), ("identificatie", True, True),
        ("openbareruimtenaam", True, False), ("warmte_gj", False, False), ("bouwjaar", False, True),
        ("knoop_begin", False, False), ("straat_m", False, False),
    ],
)  # fmt: skip
def test_which_fields_name_a_feature(name, searched, is_plain):
    field = Field(name, name)
    assert (found_by([field]) == [0]) is searched or name == "straat_m"
    assert plain(field) is is_plain


def test_a_street_is_a_better_name_than_a_number():
    fields = [Field("pand_id", ""), Field("warmte_gj", ""), Field("stt_naam", "")]
    assert named_by(fields) == [2, 0]


def test_page_allows_itself_and_nothing_else(root):
    page = made([layer([shapely.LineString([(0, 0), (1, 1)])])], root).html
    found = read(page).found
    policy = next(attrs["content"] for tag, attrs, _ in found if attrs.get("http-equiv") == "Content-Security-Policy")
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["connect-src"] == "'none'"
    assert rules["img-src"] == "data:"
    assert "unsafe" not in policy
    scripts = [text for tag, attrs, text in found if tag == "script" and "type" not in attrs]
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts]
    assert rules["script-src"].split() == hashes
    assert len(scripts) == 2
    outside = [attrs for _, attrs, _ in found if {"src", "href", "style", "onclick"} & set(attrs)]
    assert [attrs.get("href") for attrs in outside] == ["#kaart"]


def test_leaflet_is_unmodified(root):
    # the tarball of the npm registry, leaflet-1.9.4.tgz
    known = {
        "leaflet.js": "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a",  # pragma: allowlist secret
        "leaflet.css": "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6",  # pragma: allowlist secret
        "LICENSE": "53e8dc25862014e4324741ca18fbe3611e11d42ef69f59f86ea8c5389647d4cb",  # pragma: allowlist secret
    }
    folder = root / "resources" / "web" / "leaflet"
    assert {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()} == known
    page = made([layer([shapely.LineString([(0, 0), (1, 1)])])], root).html
    assert (folder / "leaflet.js").read_text(encoding="utf-8") in page
    assert "BSD 2-Clause License" in page


def test_hostile_texts_stay_text(root):
    line = layer([shapely.LineString([(0, 0), (1, 1)])], title=HOSTILE, notes=[HOSTILE])
    line.group = HOSTILE
    kentallen = load()
    texts = Texts(title=HOSTILE, place=HOSTILE, day=date(2026, 3, 1))
    page = web_map([line], texts, folder=root / "resources" / "web", kentallen=kentallen).html
    reader = read(page)
    assert [
        text for tag, attrs, text in reader.found if tag == "script" and "type" not in attrs and "hacked" in text
    ] == []
    assert len([tag for tag, _, _ in reader.found if tag == "script"]) == 4
    assert HOSTILE in reader.text


def test_same_input_same_page_and_unique_keys(root):
    lines = [layer([shapely.LineString([(0, 0), (1, 1)])], title=title) for title in ("Straat A", "straat-a", "é")]
    assert made(lines, root).html == made(lines, root).html
    blocks = dict(re.findall(r'id="(laag-\d)">([^<]+)<', made(lines, root).html))
    assert [unpacked(block)["key"] for block in blocks.values()] == ["straat-a", "straat-a-2", "laag"]


def wobbly(n):
    """Return lines of many vertices that wobble by less than a metre: easy to simplify, hard to compress."""
    rng = np.random.default_rng(1)
    x = np.cumsum(rng.uniform(1.0, 400.0, 2000))
    return [
        shapely.LineString(np.c_[x + rng.uniform(0, 40, 2000), 10.0 * i + rng.uniform(-0.4, 0.4, 2000)])
        for i in range(n)
    ]


def test_lines_are_simplified_only_as_far_as_needed(root):
    lines = [layer(wobbly(160))]
    large = made(lines, root)
    assert large.tolerance_m == 0.0
    assert len(large.html) > 1e6
    small = made(lines, root, max_mb=1.0)
    assert len(small.html.encode()) <= 1e6
    steps = load().table("webkaart.vereenvoudig_m")
    at = steps.index(small.tolerance_m)
    assert at > 0
    before, after = (len(packed(shape(lines[0], step, 0.1))) for step in steps[at - 1 : at + 1])
    assert len(small.html) - after + before > 1e6  # the step before it is not enough
    said = f"ten hoogste {f'{small.tolerance_m:g}'.replace('.', ',')} m"
    assert said in " ".join(small.notes)
    assert said in read(small.html).text


def test_too_large_is_refused_with_the_largest_layers(root):
    rng = np.random.default_rng(2)
    texts = pd.Series([base64.b64encode(rng.bytes(900)).decode() for _ in range(1200)], dtype=object)
    points = layer([shapely.Point(i, 0) for i in range(1200)], "point", "Putten", values=[texts])
    with pytest.raises(InputError) as caught:
        made([layer([shapely.LineString([(0, 0), (1, 1)])]), points], root, max_mb=1.0)
    assert caught.value.key == "webkaart_te_groot"
    assert "Putten (1" in caught.value.text("nl")
    assert "MAX_MB" in caught.value.text("en")


def test_cancel_stops(root):
    with pytest.raises(CancelledError):
        web_map(
            [layer([shapely.LineString([(0, 0), (1, 1)])])], TEXTS, folder=root / "resources" / "web",
            kentallen=load(), cancelled=lambda: True,
        )  # fmt: skip


def test_english_page_and_every_word_of_the_scripts_exists(root):
    texts = Texts(language="en", day=date(2026, 3, 1))
    lines = [layer([shapely.LineString([(0, 0), (1, 1)])])]
    page = web_map(lines, texts, folder=root / "resources" / "web", kentallen=load()).html
    reader = read(page)
    assert reader.found[0][1]["lang"] == "en"
    assert "made on 1 March 2026" in reader.text
    data = json.loads(re.search(r"const DATA = (\{.*?\});\n", page)[1])
    own = "".join(file.read_text(encoding="utf-8") for file in (root / "resources" / "web").glob("*.js"))
    asked = set(re.findall(r'say\("(\w+)"', own)) | {
        word for pair in re.findall(r'\? "(\w+_\w+)" : "(\w+_\w+)"', own) for word in pair
    }
    assert asked
    assert asked <= set(data["words"])
    assert "@" not in re.sub(r"<(script|style).*?</\1>", "", page, flags=re.DOTALL)
