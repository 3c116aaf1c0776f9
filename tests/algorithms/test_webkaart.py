"""The web map in a real browser: what QGIS draws and tells, without a network, by mouse and by keyboard."""

import re
import shutil
from urllib.parse import urlsplit

import numpy as np
import pytest
import shapely
from qgis import processing
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsClassificationRange,
    QgsCoordinateReferenceSystem,
    QgsFillSymbol,
    QgsGraduatedSymbolRenderer,
    QgsHeatmapRenderer,
    QgsLineSymbol,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsMarkerSymbol,
    QgsNullSymbolRenderer,
    QgsProcessingException,
    QgsProject,
    QgsProperty,
    QgsRectangle,
    QgsRendererCategory,
    QgsRendererRange,
    QgsRuleBasedRenderer,
    QgsSingleSymbolRenderer,
    QgsSymbolLayer,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

from tests.algorithms.made import Log, layer

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")

HOSTILE = "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1> \" ' & __proto__"
X, Y = 155_000.0, 463_000.0
COLORS = {"goed": "#1b7837", "matig": "#fdae61", "slecht": "#a50f15"}
KAVELS = (
    ("POLYGON((0 0,400 0,400 300,0 300,0 0),(100 100,200 100,200 200,100 200,100 100))", "K1", "goed", 12345.678),
    ("MULTIPOLYGON(((450 0,800 0,800 300,450 300,450 0)))", "K2", "matig", 98.7654),
    ("POLYGON((0 350,400 350,400 600,0 600,0 350))", "K3", "slecht", None),
    ("POLYGON((450 350,800 350,800 600,450 600,450 350))", HOSTILE, "goed", 0.00123),
)  # fmt: skip
PIPES = tuple(
    (f"LINESTRING(-50 {y},850 {y})", f"L{i}", kw) for i, (y, kw) in enumerate(((50, 5.0), (250, 50.0), (450, 500.0)))
)
STREETS = (
    ("LINESTRING(-100 320,900 320)", "Café-laan"), ("LINESTRING(-100 320,-100 700)", "Café-laan"),
    ("LINESTRING(420 -50,420 650)", "Dorpsstraat"),
)  # fmt: skip


def moved(rows):
    return [(shapely.affinity.translate(shapely.from_wkt(wkt), X, Y).wkt, *rest) for wkt, *rest in rows]


def kavels():
    made = layer("MultiPolygon", "kavel_id:string klasse:string vraag_gj:double", moved(KAVELS), name="Kavels")
    made.setFieldAlias(2, "Warmtevraag [GJ/jaar]")
    fills = {name: QgsFillSymbol.createSimple({"color": c, "outline_color": "#222222"}) for name, c in COLORS.items()}
    made.setRenderer(
        QgsCategorizedSymbolRenderer(
            "klasse", [QgsRendererCategory(name, fill, f"{name.capitalize()} te doen") for name, fill in fills.items()]
        )
    )
    return made


def pipes():
    made = layer("LineString", "leiding_id:string kw:double", moved(PIPES), name="Leidingen")
    ranges = []
    for low, high, color, width in ((0, 10, "#555555", 0.4), (10, 100, "#0571b0", 0.9), (100, 1000, "#7b3294", 1.6)):
        symbol = QgsLineSymbol.createSimple({"color": color, "width": str(width)})
        ranges.append(QgsRendererRange(QgsClassificationRange(f"{low} tot {high} kW", low, high), symbol))
    made.setRenderer(QgsGraduatedSymbolRenderer("kw", ranges))
    return made


def points():
    """Points in another CRS, drawn by rules: one of them only when zoomed in."""
    to_wgs = shapely.Point(5.38720621, 52.15517440)  # the spire of Amersfoort: RD 155000, 463000
    made = layer("Point", "bron_id:string", [(to_wgs.wkt, "B1")], name="Bronnen", crs="EPSG:4326")
    root = QgsRuleBasedRenderer.Rule(None)
    symbol = QgsMarkerSymbol.createSimple({"name": "square", "color": "#e7298a", "size": "6", "outline_style": "no"})
    root.appendChild(QgsRuleBasedRenderer.Rule(symbol, 0, 0, "\"bron_id\" = 'B1'", "Bron van warmte"))
    near = QgsMarkerSymbol.createSimple({"name": "circle", "color": "#00ffff", "size": "2", "outline_style": "no"})
    root.appendChild(QgsRuleBasedRenderer.Rule(near, 0, 1000, "", "Alleen dichtbij"))
    made.setRenderer(QgsRuleBasedRenderer(root))
    return made


def streets():
    made = layer("LineString", "stt_naam:string", moved(STREETS), name="Straten")
    made.setRenderer(QgsSingleSymbolRenderer(QgsLineSymbol.createSimple({"color": "#bbbbbb", "width": "0.3"})))
    return made


@pytest.fixture(scope="module")
def layers():
    return [points(), pipes(), kavels()]


@pytest.fixture(scope="module")
def file(layers, tmp_path_factory):
    target = tmp_path_factory.mktemp("kaart") / "kaart.html"
    background = streets()
    got = processing.run(
        "riothermie:webkaart",
        {
            "LAGEN": layers,
            "ACHTERGROND": [background],
            "TITEL": "Proef <b>&",
            "PLAATS": "Amersfoort",
            "HTML": str(target),
        },
    )
    assert (got["LAGEN_AANTAL"], got["OBJECTEN"], got["VEREENVOUDIGD_M"]) == (4, 11, 0.0)
    assert got["GROOTTE_MB"] == pytest.approx(target.stat().st_size / 1e6)
    return target


@pytest.fixture(scope="module")
def chromium():
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, file):
    """Return the opened map; afterwards nothing was asked of a network and nothing went wrong."""
    context = chromium.new_context(viewport={"width": 1200, "height": 760}, reduced_motion="reduce")
    opened = context.new_page()
    opened.set_default_timeout(8000)
    said, asked = [], []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    visit(opened, file)
    yield opened
    context.close()
    assert said == []
    assert {urlsplit(url)._replace(fragment="").geturl() for url in asked} == {file.as_uri()}


def visit(page, file, fragment=""):
    page.goto(file.as_uri() + fragment)
    page.wait_for_selector("body[data-klaar]")


def look_at(page, x, y, scale=5000):
    """Move the map; x, y relative to the corner of the layers."""
    page.evaluate(
        "([x, y, n]) => { riothermie.map.options.zoomSnap = 0; riothermie.map.setView(L.latLng(y, x),"
        " Math.log2(96 / 25.4 * 1000 / n * 1024), { animate: false }); }",
        [X + x, Y + y, scale],
    )


def pixel(page, x, y):
    """Return where a place is on the screen."""
    return page.evaluate(
        "([x, y]) => { const at = riothermie.map.latLngToContainerPoint(L.latLng(y, x));"
        " const box = riothermie.map.getContainer().getBoundingClientRect(); return [at.x + box.x, at.y + box.y]; }",
        [X + x, Y + y],
    )


def click(page, x, y):
    page.mouse.click(*pixel(page, x, y))


def painted(page, x, y):
    """Return the colour of the map at a place, as drawn on its canvas."""
    from qgis.PyQt.QtGui import QImage

    at = [round(value) for value in pixel(page, x, y)]
    image = QImage.fromData(page.screenshot(clip={"x": at[0], "y": at[1], "width": 1, "height": 1}))
    return QColor(image.pixel(0, 0)).name()


def test_opens_with_title_layers_and_legend(page):
    assert page.locator("h1").inner_text() == "Proef <b>&"
    assert "Amersfoort" in page.locator("header p").inner_text()
    panel = page.locator("#paneel").inner_text()
    for text in ("Bronnen", "Leidingen", "Kavels", "Straten", "Goed te doen", "10 tot 100 kW", "Bron van warmte"):
        assert text in panel
    assert "vanaf 1:1.000" in panel
    assert page.evaluate("document.documentElement.lang") == "nl"


def test_a_network_cannot_be_reached(chromium, file):
    opened = chromium.new_page()
    loaded = []
    opened.on("requestfinished", lambda request: loaded.append(request.url))
    visit(opened, file)
    assert opened.evaluate("fetch('https://example.org/').then(() => 'reached', () => 'refused')") == "refused"
    assert opened.evaluate("fetch('kaart.html').then(() => 'reached', () => 'refused')") == "refused"
    opened.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), { text: 'window.hacked = 2' }))"
    )
    opened.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hacked=3\">')")
    opened.wait_for_timeout(100)
    assert opened.evaluate("window.hacked") is None
    opened.close()
    assert loaded == [file.as_uri()]


def test_colours_are_those_of_the_styles(page):
    look_at(page, 400, 300, 5000)
    assert painted(page, 300, 280) == COLORS["goed"]
    assert painted(page, 600, 150) == COLORS["matig"]
    assert painted(page, 200, 500) == COLORS["slecht"]
    assert painted(page, 150, 150) != COLORS["goed"]  # the hole
    assert painted(page, 600, 450) == "#7b3294"  # the widest pipe, above the area
    assert painted(page, 4, 4) == "#e7298a"  # the point in another CRS lies at RD 155000, 463000


def test_same_picture_as_qgis(page, layers):
    """The share of each colour of the styles is that of a picture by QGIS of the same place and scale."""
    look_at(page, 400, 300, 4000)
    box = page.locator("#kaart").bounding_box()
    width, height = int(box["width"]) // 2 * 2, int(box["height"]) // 2 * 2
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:28992"))
    settings.setOutputDpi(96)
    settings.setOutputSize(QSize(width, height))
    half = 4000 * 0.0254 / 96 / 2
    settings.setExtent(
        QgsRectangle(X + 400 - width * half, Y + 300 - height * half, X + 400 + width * half, Y + 300 + height * half)
    )
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    page.evaluate("document.querySelectorAll('.leaflet-control-container').forEach((item) => item.remove())")
    corner = pixel(page, 400, 300)
    shot = page.screenshot(
        clip={"x": round(corner[0]) - width / 2, "y": round(corner[1]) - height / 2, "width": width, "height": height}
    )
    from qgis.PyQt.QtGui import QImage

    ours, theirs = (pixels(image, width, height) for image in (QImage.fromData(shot), job.renderedImage()))
    # of a line of 3.4 pixels the edges fall on pixels in part: more or fewer of them are of its pure colour
    for color, share in (
        *((one, 0.02) for one in COLORS.values()),
        ("#0571b0", 0.3),
        ("#7b3294", 0.2),
        ("#e7298a", 0.1),
    ):
        wanted = np.array(QColor(color).getRgb()[:3])
        mine, other = (np.abs(image - wanted).max(axis=2) <= 10 for image in (ours, theirs))
        assert other.sum() > 100, color
        assert abs(int(mine.sum()) - int(other.sum())) <= share * other.sum() + 40, color
        if other.sum() > 5000:  # areas: in the same place
            assert (mine & other).sum() > 0.97 * other.sum(), color


def pixels(image, width, height):
    image = image.convertToFormat(image.Format.Format_RGB32)
    data = image.constBits()
    data.setsize(image.sizeInBytes())
    return np.frombuffer(data, np.uint8).reshape(height, width, 4)[:, :, 2::-1].astype(int)


def test_click_tells_fields_in_words(page):
    look_at(page, 400, 300)
    click(page, 600, 100)
    card = page.locator(".kaartje")
    assert card.locator("h2").inner_text() == "K2"
    text = card.inner_text()
    assert "98,77\u00a0GJ/jaar" in text
    assert "Warmtevraag" in text
    assert "Matig te doen (matig)" in text  # a code with what it means
    click(page, 300, 250.0)  # a pipe over an area: two to leaf through
    assert card.locator("h2").inner_text() == "L1"
    page.locator(".volgende").click()
    assert card.locator("h2").inner_text() == "K1"
    assert "12.346\u00a0GJ/jaar" in card.inner_text()
    page.keyboard.press("Escape")
    look_at(page, 400, 300)
    click(page, 200, 500)
    assert "Warmtevraag" not in card.inner_text()  # absent values are not shown
    look_at(page, 400, 300)
    click(page, 150, 150)  # in the hole there is nothing
    page.wait_for_timeout(50)
    assert card.count() == 0


def test_hostile_text_is_shown_and_not_run(page):
    look_at(page, 400, 300)
    click(page, 600, 500)
    assert page.locator(".kaartje h2").inner_text() == HOSTILE
    assert "0,00123" in page.locator(".kaartje").inner_text()
    page.locator("#zoekveld").fill("__proto__")
    page.locator("#treffers li").first.wait_for()
    assert HOSTILE in page.locator("#treffers").inner_text()
    assert page.evaluate("window.hacked") is None


def test_layers_go_on_and_off(page):
    look_at(page, 400, 300)
    box = page.get_by_role("checkbox", name="Kavels")
    box.uncheck()
    page.wait_for_timeout(80)
    assert painted(page, 600, 150) != COLORS["matig"]
    click(page, 600, 150)
    assert page.locator(".kaartje").count() == 0
    box.focus()
    page.keyboard.press("Space")
    page.wait_for_timeout(80)
    assert painted(page, 600, 150) == COLORS["matig"]
    assert "Kavels staat aan" in page.locator("#melding").inner_text()


def test_rules_for_scales_are_kept(page):
    look_at(page, 0, 0, 2000)
    assert painted(page, 0, 0) == "#e7298a"
    look_at(page, 0, 0, 500)
    assert painted(page, 0, 0) == "#00ffff"


def test_search_finds_streets_without_accents(page):
    field = page.get_by_role("combobox")
    field.fill("cafe")
    page.locator("#treffers [role=option]").first.wait_for()
    assert page.locator("#treffers [role=option]").all_inner_texts() == ["Café-laan (2)\nstt_naam, Straten"]
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == "treffer-0"
    field.press("Enter")
    view = [float(side) for side in page.evaluate("riothermie.map.getBounds().toBBoxString()").split(",")]
    street = shapely.unary_union([shapely.from_wkt(wkt) for wkt, name in moved(STREETS) if name == "Café-laan"])
    assert shapely.box(*view).contains(street)
    assert (view[2] - view[0]) < 4000
    field.fill("k3")
    field.press("Enter")
    assert page.locator(".kaartje h2").inner_text() == "K3"
    field.fill("bestaat niet")
    page.locator("#treffers .geen").wait_for()


def test_measured_length_and_area_are_those_of_shapely(page):
    look_at(page, 400, 300)
    page.get_by_role("button", name="Meten").click()
    corners = [(0, 0), (400, 0), (800, 600), (0, 600)]
    for x, y in corners:
        click(page, x, y)
    measured = page.evaluate("riothermie.measured()")
    vertices = measured["vertices"]
    # a click falls on a whole pixel: 1.3 m at this scale
    assert np.abs(np.array(vertices) - [(X + x, Y + y) for x, y in corners]).max() < 1.4
    assert measured["length"] == pytest.approx(shapely.LineString(vertices).length, rel=1e-9)
    assert measured["area"] == pytest.approx(shapely.Polygon(vertices).area, rel=1e-9)
    assert measured["area"] == pytest.approx(shapely.Polygon(corners).area, rel=0.01)
    text = page.locator("#meetuitkomst").inner_text()
    hectares = f"{shapely.Polygon(vertices).area / 1e4:.1f}".replace(".", ",")
    assert f"Oppervlakte: {hectares} ha" in text
    metres = f"{shapely.LineString(vertices).length:,.0f}".replace(",", ".")
    assert f"Lengte: {metres} m" in text
    page.locator("#meten-terug").click()
    assert len(page.evaluate("riothermie.measured().vertices")) == 3
    assert page.locator(".kaartje").count() == 0


def test_everything_by_keyboard(page):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "sla-over"
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
        if seen[-1] == "kaart":
            break
    assert seen[:4] == ["zoekveld", "knop-lagen", "knop-alles", "knop-meten"]
    assert seen[-1] == "kaart"
    assert page.locator("#kruis").is_visible()
    look_at(page, 600, 100)
    page.keyboard.press("Enter")
    assert page.locator(".kaartje h2").inner_text() == "K2"
    assert page.evaluate("document.activeElement.className") == "kaartje"
    assert "K2" in page.locator("#melding").text_content() or page.wait_for_timeout(100) is None
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "kaart"
    before = page.evaluate("riothermie.map.getCenter().lng")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(400)
    assert page.evaluate("riothermie.map.getCenter().lng") > before
    page.locator("#knop-meten").focus()
    page.keyboard.press("Enter")
    for key in ("Enter", "ArrowRight", "Enter"):
        page.keyboard.press(key)
        page.wait_for_timeout(350)
    measured = page.evaluate("riothermie.measured()")
    assert len(measured["vertices"]) == 2
    assert measured["length"] > 10


def test_all_controls_have_a_name_and_there_are_landmarks(page):
    for role in ("banner", "main", "complementary", "search", "contentinfo"):
        assert page.get_by_role(role).count() == 1, role
    nameless = page.evaluate(
        "[...document.querySelectorAll('button, input, select, a[href], dialog, [role]')].filter((item) => {"
        " const name = item.getAttribute('aria-labelledby') || item.getAttribute('aria-label') || item.title;"
        " const status = item.getAttribute('role') === 'status';"
        " return !(name || (item.labels && item.labels.length) || item.textContent.trim() || status);"
        " }).map((item) => item.outerHTML.slice(0, 80))"
    )
    assert nameless == []
    assert page.evaluate("[...document.querySelectorAll('h1')].length") == 1


def test_contrast_of_texts(page):
    """WCAG: 4.5 to 1 between letters and what is behind them."""
    ratios = page.evaluate(
        """() => {
          const parse = (text) => text.match(/[\\d.]+/g).map(Number);
          const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
            .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
            .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
          const behind = (item) => { for (let at = item; at; at = at.parentElement) {
            const c = parse(getComputedStyle(at).backgroundColor); if (c.length < 4 || c[3] > 0.5) return c; }
            return [255, 255, 255]; };
          return [...document.querySelectorAll('header *, #paneel *, footer *')].filter((item) => item.checkVisibility()
            && [...item.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())).map((item) => {
            const pair = [light(parse(getComputedStyle(item).color)), light(behind(item))].sort((a, b) => b - a);
            return [(pair[0] + 0.05) / (pair[1] + 0.05), item.textContent.trim().slice(0, 30)]; });
        }"""
    )
    assert len(ratios) > 10
    assert [text for ratio, text in ratios if ratio < 4.5] == []


def test_a_link_brings_back_view_and_layers(page, file):
    look_at(page, 250, 150, 3000)
    page.get_by_role("checkbox", name="Leidingen").uncheck()
    url = urlsplit(page.url)
    centre = re.fullmatch(r"x=([\d.]+)&y=([\d.]+)&schaal=(\d+)&aan=([a-z,]+)", url.fragment)
    assert (float(centre[1]), float(centre[2])) == pytest.approx((X + 250, Y + 150), abs=2)
    assert "leidingen" not in centre[4].split(",")
    visit(page, file, f"#x={X + 600}&y={Y + 400}&schaal=2953&aan=leidingen")
    page.reload()
    page.wait_for_selector("body[data-klaar]")
    assert page.evaluate("riothermie.layers.filter((layer) => layer.on).map((layer) => layer.title)") == ["Leidingen"]
    got = page.evaluate("[riothermie.map.getCenter().lng, riothermie.map.getCenter().lat]")
    assert got == pytest.approx([X + 600, Y + 400], abs=0.5)
    whole = f"riothermie.map.getBounds().contains(L.latLng({Y + 300}, {X + 400}))"
    for broken in ("x=1e99&y=-1e99&schaal=1e-9", "x=a&y=1&schaal=0", "%%%&aan=<script>"):
        visit(page, file, f"#{broken}")
        page.reload()
        page.wait_for_selector("body[data-klaar]")
        assert page.evaluate(whole)


def test_tables_of_one_file_with_the_same_title_are_told_apart(chromium, tmp_path):
    package = tmp_path / "studie.gpkg"
    columns = "soort:string ernst:string object_id:string tekst:string"
    for name in ("meldingen_net", "meldingen_riool"):
        made = layer("Point", columns, [(f"POINT({X} {Y})", "x", "fout", "1", "t")], name=name)
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName, options.layerName = "GPKG", name
        if package.exists():
            options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
        QgsVectorFileWriter.writeAsVectorFormatV3(made, str(package), made.transformContext(), options)
    run({"GEOPACKAGE": str(package), "HTML": str(tmp_path / "kaart.html"), "TAAL": "nl"})
    opened = chromium.new_page()
    visit(opened, tmp_path / "kaart.html")
    titles = opened.evaluate("riothermie.layers.map((layer) => layer.title).sort()")
    assert titles == ["Meldingen (meldingen_net)", "Meldingen (meldingen_riool)"]
    opened.close()


def test_layer_that_draws_nothing_stays_unseen(chromium, tmp_path):
    only = kavels()
    only.setRenderer(QgsNullSymbolRenderer())
    log = Log()
    run({"LAGEN": [only, pipes()], "HTML": str(tmp_path / "kaart.html")}, log)
    assert not any("cannot draw" in line for line in log.lines)
    opened = chromium.new_page()
    visit(opened, tmp_path / "kaart.html")
    assert opened.evaluate("riothermie.layers.map((layer) => layer.symbols.length)") == [0, 3]
    opened.close()


@pytest.mark.parametrize("size", [(360, 740), (740, 360), (320, 568)])
def test_map_has_most_of_a_phone(chromium, file, size):
    context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, has_touch=True, is_mobile=True)
    opened = context.new_page()
    visit(opened, file)
    assert opened.evaluate("document.documentElement.scrollWidth") == size[0]
    assert opened.locator("#kaart").bounding_box()["height"] > 0.6 * size[1]
    context.close()


def test_table_of_a_layer(page):
    page.get_by_role("button", name="Tabel: Kavels").click()
    dialog = page.get_by_role("dialog", name="Kavels")
    assert dialog.locator("tbody tr").count() == 4
    assert "1 tot en met 4 van 4" in dialog.inner_text()
    dialog.get_by_role("button", name="Warmtevraag [GJ/jaar]").click()
    cells = [row.locator("td").nth(1).inner_text() for row in dialog.locator("tbody tr").all()]
    assert cells == [HOSTILE, "K2", "K1", "K3"]  # rising; what is absent comes last
    dialog.get_by_role("button", name="Toon: K2").click()
    assert page.locator(".kaartje h2").inner_text() == "K2"


def test_printed_to_scale(page):
    page.get_by_role("button", name="Afdrukken").click()
    page.locator("#vel-schaal").select_option("5000")
    metres_per_mm = page.evaluate(
        "25.4 / 96 ** 1 && (1 / riothermie.map.options.crs.scale(riothermie.map.getZoom())) / (25.4 / 96)"
    )
    assert metres_per_mm == pytest.approx(5.0, rel=1e-6)  # 1 mm is 5 m
    size = page.locator("#kaart").bounding_box()
    assert (size["width"] * 25.4 / 96, size["height"] * 25.4 / 96) == pytest.approx((205, 171), abs=0.5)
    bar = page.locator("#vel-balk")
    length = float(bar.inner_text().split()[0].replace(".", ""))
    assert bar.bounding_box()["width"] * 25.4 / 96 == pytest.approx(length / 5.0, abs=0.3)
    assert "Goed te doen" in page.locator("#vel-legenda").inner_text()
    assert "1 : 5.000" in page.locator(".velvoet").inner_text()
    paper = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    page.locator("#vel-sluiten").click()
    assert page.locator("#paneel").is_visible()


def test_on_a_phone_nothing_is_cut_off(page, file):
    page.set_viewport_size({"width": 375, "height": 700})
    visit(page, file)
    page.reload()
    page.wait_for_selector("body[data-klaar]")
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert not page.locator("#paneel").is_visible()
    page.get_by_role("button", name="Lagen", exact=True).click()
    assert page.get_by_role("checkbox", name="Kavels").is_visible()
    page.locator("#paneel-sluiten").click()
    look_at(page, 400, 300, 15000)
    click(page, 600, 100)
    page.wait_for_timeout(400)  # the map moves so that the card fits
    card = page.locator(".leaflet-popup").bounding_box()
    assert card["x"] >= 0
    assert card["x"] + card["width"] <= 375


# the algorithm itself


def run(parameters, feedback=None):
    return processing.run("riothermie:webkaart", parameters, feedback=feedback or Log())


def test_project_tells_groups_order_and_what_is_on(tmp_path):
    project = QgsProject()
    top, under = kavels(), pipes()
    project.addMapLayers([top, under], False)
    group = project.layerTreeRoot().addGroup("Mijn <groep>")
    group.addLayer(top)
    group.addLayer(under).setItemVisibilityChecked(False)
    target = tmp_path / "kaart.html"
    from qgis.core import QgsProcessingContext
    from riothermie_plugin.algorithms import web_layers
    from riothermie_plugin.algorithms.webkaart import Webkaart

    context = QgsProcessingContext()
    context.setProject(project)
    algorithm = Webkaart()
    algorithm.initAlgorithm()
    parameters = {"LAGEN": [under.id(), top.id()], "HTML": str(target)}
    found = web_layers.collect(algorithm, parameters, context, Log())
    assert [(one.title, one.group, one.visible) for one in found] == [
        ("Leidingen", "Mijn <groep>", False), ("Kavels", "Mijn <groep>", True),
    ]  # fmt: skip


def test_geopackage_with_its_styles_and_tables_left_out(root, tmp_path, chromium):
    source = tmp_path / "twee.gpkg"
    made = kavels()
    made.setName("kavels")
    processing.run("native:package", {"LAYERS": [made, pipes()], "OUTPUT": str(source), "SAVE_STYLES": True})
    table = QgsVectorLayer("None?field=a:int", "losse_tabel", "memory")
    processing.run(
        "native:package", {"LAYERS": [table], "OUTPUT": str(source), "OVERWRITE": False, "SAVE_STYLES": False}
    )
    log = Log()
    target = tmp_path / "kaart.html"
    got = run({"GEOPACKAGE": str(source), "HTML": str(target)}, log)
    assert (got["LAGEN_AANTAL"], got["OBJECTEN"]) == (2, 7)
    assert any("losse_tabel" in line for line in log.lines)
    opened = chromium.new_page()
    visit(opened, target)
    colors = opened.evaluate("riothermie.layers.map((layer) => layer.symbols.map((symbol) => symbol.layers[0].color))")
    opened.close()
    assert [color[:7] for color in colors[0]] == list(COLORS.values())


def test_a_style_without_symbols_is_drawn_plainly(tmp_path, chromium):
    spots = layer("Point", "naam:string", [(f"POINT({X} {Y})", "a"), (f"POINT({X + 50} {Y})", "b")], name="Warmte")
    spots.setRenderer(QgsHeatmapRenderer())
    log = Log()
    target = tmp_path / "kaart.html"
    run({"LAGEN": [spots], "HTML": str(target)}, log)
    assert any("Warmte" in line for line in log.lines)
    opened = chromium.new_page()
    visit(opened, target)
    assert opened.evaluate("riothermie.layers[0].looks[riothermie.layers[0].look[0][1]].length") == 1
    opened.close()


def test_output_without_style_gets_that_of_its_role(tmp_path, chromium):
    """As in a model, whose steps hand on layers that QGIS has not styled yet."""
    made = layer(
        "LineString",
        "leiding_id:string functie:string dwa_gem_ls:double warmte_wko_gj:double woningen_wko:double kans:string "
        "reden:string vermogen_gebouw_kw:double dwa_status:string",
        [
            (
                f"LINESTRING({X} {Y},{X + 400} {Y})",
                "L1",
                "vrijverval",
                12.0,
                900.0,
                30.0,
                "kansrijk",
                "veel",
                900.0,
                "raming",
            )
        ],
        name="output",
    )
    before = made.renderer().symbol().color().name()
    target = tmp_path / "kaart.html"
    run({"LAGEN": [made], "HTML": str(target)})
    assert made.renderer().symbol().color().name() == before
    opened = chromium.new_page()
    visit(opened, target)
    look_at(opened, 200, 0)
    assert painted(opened, 200, 0) == "#a50f15"  # kansrijk
    assert "Kansrijk" in opened.locator("#paneel").inner_text()
    opened.close()


def test_values_of_expressions_in_symbols(tmp_path, chromium):
    """Width, colour and whether a part is drawn may differ per feature and per scale, as in the styles shipped here."""
    lines = layer(
        "LineString",
        "mm:double",
        [(f"LINESTRING({X} {Y + 40 * i},{X + 400} {Y + 40 * i})", mm) for i, mm in enumerate((1.0, 4.0))],
    )
    symbol = QgsLineSymbol.createSimple({"color": "#000000", "width": "0.2"})
    part = symbol.symbolLayer(0)
    part.setDataDefinedProperty(QgsSymbolLayer.Property.StrokeWidth, QgsProperty.fromExpression('"mm"'))
    color = "if(@map_scale < 3000, color_mix('#ff0000', '#0000ff', 0.5), '#00aa00')"
    part.setDataDefinedProperty(QgsSymbolLayer.Property.StrokeColor, QgsProperty.fromExpression(color))
    lines.setRenderer(QgsSingleSymbolRenderer(symbol))
    target = tmp_path / "kaart.html"
    run({"LAGEN": [lines], "HTML": str(target)})
    opened = chromium.new_page()
    visit(opened, target)
    look_at(opened, 200, 20, 2000)
    assert painted(opened, 200, 40) == "#800080"  # half-way red and blue
    assert painted(opened, 200, 42.9) == "#800080"  # 4 mm wide: 4 m to either side at 1:2000
    assert painted(opened, 200, 3.5) != "#800080"
    look_at(opened, 200, 20, 4000)
    assert painted(opened, 200, 40) == "#00a800"  # rounded to steps of 4
    opened.close()


def test_twice_the_same_and_without_places(tmp_path):
    target = tmp_path / "kaart.html"
    one = kavels()
    empty = layer("Point", "naam:string", [(None, "nergens")], name="Leeg")
    log = Log()
    got = run({"LAGEN": [one, one, empty], "HTML": str(target)}, log)
    assert got["LAGEN_AANTAL"] == 1
    said = " ".join(log.lines)
    assert "Kavels" in said
    assert "Leeg" in said


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({}, "LAGEN"),
        ({"GEOPACKAGE": "/bestaat/niet.gpkg"}, "niet.gpkg"),
        ({"LAGEN": "empty"}, "None of the layers"),
        ({"LAGEN": "nowhere"}, "coordinate reference system"),
    ],
)
def test_refused_in_one_sentence(parameters, words, tmp_path):
    made = {
        "empty": [layer("Point", "naam:string", [(None, "nergens")])],
        "nowhere": [layer("Point", "naam:string", [("POINT(1 1)", "a")], crs="")],
    }
    given = {key: made.get(value, value) for key, value in parameters.items()}
    target = tmp_path / "kaart.html"
    target.write_text("eerder")
    with pytest.raises(QgsProcessingException, match=words):
        run({**given, "HTML": str(target)})
    assert target.read_text() == "eerder"
    assert [file.name for file in tmp_path.iterdir()] == ["kaart.html"]


def test_cancelled_run_leaves_the_earlier_map(tmp_path):
    target = tmp_path / "kaart.html"
    target.write_text("eerder")
    log = Log()
    log.cancel()
    from qgis.core import QgsApplication, QgsProcessingContext

    algorithm = QgsApplication.processingRegistry().algorithmById("riothermie:webkaart")
    algorithm.run({"LAGEN": [kavels()], "HTML": str(target)}, QgsProcessingContext(), log)
    assert target.read_text() == "eerder"


def test_same_run_same_file(tmp_path):
    one = kavels()
    for name in ("a.html", "b.html"):
        run({"LAGEN": [one], "HTML": str(tmp_path / name)})
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_by_qgis_process(process, tmp_path):
    source = tmp_path / "lagen.gpkg"
    processing.run("native:package", {"LAYERS": [kavels(), pipes()], "OUTPUT": str(source), "SAVE_STYLES": True})
    target = tmp_path / "kaart.html"
    code, found, said = process(
        "run", "--json", "riothermie:webkaart", "--", f"GEOPACKAGE={source}", "TAAL=en", f"HTML={target}"
    )
    assert code == 0, said
    assert found["results"]["LAGEN_AANTAL"] == 2
    assert '<html lang="en">' in target.read_text(encoding="utf-8")
