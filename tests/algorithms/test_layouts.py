"""Printed pages and map images: nothing clipped or lost, the right place at the right scale, the user's layers as they
were."""

import re
import shutil
import subprocess

import pytest
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsFillSymbol,
    QgsLayoutExporter,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemManualTable,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutUtils,
    QgsPrintLayout,
    QgsProcessingException,
    QgsProject,
    QgsReadWriteContext,
    QgsRectangle,
    QgsRendererCategory,
)
from qgis.PyQt.QtGui import QColor, QImage
from qgis.PyQt.QtXml import QDomDocument
from riothermie_plugin.algorithms import layout_items, layout_text, mapping, print_pdf
from riothermie_plugin.riothermie_kansen.errors import CancelledError
from riothermie_plugin.riothermie_kansen.report.sheets import Atlas, Booklet, Picture, Sheet, Table

from tests.algorithms.made import layer

WORDS = "Een alinea over de warmtevraag van 1.234 GJ per jaar, geraamd met kentallen voor type, bouwperiode en label."
LINES = tuple(f"Alinea {n}. {WORDS}" for n in range(9))
FIGURES = tuple((f"Kerngetal {n} met een lange naam die moet worden afgebroken", f"{n}.250.000 GJ") for n in range(6))
LONG = Table(("Post", "DN", "Kosten"), tuple((f"Leiding {n}", f"DN{n}", f"{n} EUR") for n in range(150)), "Posten", 2)
WIDE = Table(
    tuple(f"Kolom nummer {n}" for n in range(14)),
    tuple(("een lange tekst in een cel",) * 14 for _ in range(6)),
    "Breed",
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 300">'
    '<rect width="760" height="300" fill="#ff0000"/></svg>'
)

STRIP = SVG.replace("760 300", "760 80")


def squares():
    """Return heat districts: A and B of 100 x 100 m, 1000 m apart, C without a shape."""
    rows = [
        ("POLYGON((1000 1000,1100 1000,1100 1100,1000 1100,1000 1000))", "A", "hoog"),
        ("POLYGON((2000 1000,2100 1000,2100 1100,2000 1100,2000 1000))", "B", "laag"),
        (None, "C", "laag"),
    ]
    made = layer("Polygon", "kavel_id:string klasse:string", rows, "kavels")
    categories = [
        QgsRendererCategory(value, QgsFillSymbol.createSimple({"color": colour, "outline_style": "no"}), label)
        for value, colour, label in (("hoog", "#ff0000", "Hoge dekking"), ("laag", "#0000ff", "Lage dekking"))
    ]
    made.setRenderer(QgsCategorizedSymbolRenderer("klasse", categories))
    return made


def lines():
    """Return a street from A to B."""
    return layer("LineString", "naam:string", [("LINESTRING(1000 1050,2100 1050)", "straat")], "straten [% 1 + 1 %]")


def booklet(**more):
    """Return a study with a bit of everything."""
    chapters = (
        Sheet("kavels", "Kavels met een kaart", LINES, FIGURES, (LONG, WIDE), ("kavels",)),
        Sheet("geld", "Geld", LINES * 6, FIGURES, (LONG, WIDE, LONG), charts=(Picture(SVG, WORDS),) * 3),
        Sheet("leeg", "Een lege kaart [% 1 + 1 %]", ("Een naam: [% 6 * 7 %].",), roles=("trace",)),
        Sheet("kort", "Kort", (WORDS,), FIGURES[:1], (Table(("a", "b"), (("x", "1"),), "Klein"),), ("kavels",)),
        Sheet("figuur", "Kaart en figuur", (WORDS,), FIGURES, (), ("kavels",), charts=(Picture(SVG, WORDS),) * 2),
        Sheet("strook", "Kaart en strook", (WORDS,), (), (), ("kavels",), charts=(Picture(STRIP, WORDS),)),
    )
    given = {
        "question": WORDS, "organisation": "Gemeente", "date": "1 mei 2030", "maker": "Riothermie Kansen 1",
        "warning": WORDS, "after": "kavels",
        "atlas": Atlas("kavels", "kavel_id", tuple(Sheet(k, f"Kavel {k}", (WORDS,), FIGURES) for k in "BACX")),
    }  # fmt: skip
    cover = Sheet("antwoord", "", LINES[:3], FIGURES, roles=("kavels",))
    return Booklet("Riothermie in Proefstad", "Proefstad", cover, chapters, **(given | more))


@pytest.fixture(scope="module", params=["A4", "A3"])
def book(request):
    """Return the composed pages on both sizes of paper."""
    project = QgsProject()
    made = print_pdf.compose(project, booklet(), {"kavels": [squares()]}, [lines()], paper=request.param)
    yield made
    project.clear()


def items(book, kind):
    """Return the items of a kind in reading order."""
    found = [item for item in book.layout.items() if isinstance(item, kind)]
    return sorted(found, key=lambda item: (item.page(), round(item.pos().y()), item.pos().x()))


def tables(book):
    """Return the tables in the order in which they were made."""
    return [made for made in book.layout.multiFrames() if isinstance(made, QgsLayoutItemManualTable)]


def shown(book):
    """Return all text of labels as one line."""
    return " ".join(" ".join(label.currentText().split()) for label in items(book, QgsLayoutItemLabel))


def test_nothing_stands_outside_its_page(book):
    pages = [book.layout.pageCollection().page(n) for n in range(book.layout.pageCollection().pageCount())]
    frames = [page.mapRectToScene(page.rect()).adjusted(-0.01, -0.01, 0.01, 0.01) for page in pages]
    found = [
        one for one in book.layout.items() if isinstance(one, QgsLayoutItem) and not isinstance(one, QgsLayoutItemPage)
    ]
    assert len(found) > 100
    for item in found:
        assert any(frame.contains(item.mapRectToScene(item.rect())) for frame in frames), item.displayName()


def test_no_text_is_larger_than_its_place(book):
    for label in items(book, QgsLayoutItemLabel):
        needed, place = label.sizeForText(), label.rect()
        assert needed.width() <= place.width() + 0.1, label.currentText()
        assert needed.height() <= place.height() + 0.1, label.currentText()
    for made in tables(book):
        context = QgsLayoutUtils.createRenderContextForLayout(book.layout, None, 300)
        assert made.rowRange(context, 0) == (0, len(made.tableContents()))


def test_texts_do_not_lie_over_each_other(book):
    labels = [label for label in items(book, QgsLayoutItemLabel) if label.currentText().strip()]
    boxes = [(label.page(), label.mapRectToScene(label.rect()).adjusted(0.6, 0.6, -2.1, -1.1)) for label in labels]
    frames = [(made.frame(0).page(), made.frame(0).mapRectToScene(made.frame(0).rect())) for made in tables(book)]
    maps = [(one.page(), one.mapRectToScene(one.rect())) for one in items(book, QgsLayoutItemMap)]
    for n, (page, box) in enumerate(boxes):
        for other, place in boxes[n + 1 :] + frames + maps:
            assert page != other or not box.intersects(place), labels[n].currentText()


def test_every_row_of_a_table_is_printed_once_and_in_order(book):
    rows = {}
    for made in tables(book):
        contents = [[cell.content().replace("\u00a0", " ") for cell in row] for row in made.tableContents()]
        rows.setdefault(tuple(contents[0]), []).extend(tuple(row) for row in contents[1:])
    assert rows[LONG.head] == list(LONG.rows) * 3
    assert len([row for head, some in rows.items() if len(head) == 14 for row in some]) == 2 * len(WIDE.rows)


def test_every_chart_is_printed_and_a_flat_one_stands_below_its_map(book):
    drawn = [one for one in items(book, QgsLayoutItemPicture) if one.picturePath().startswith("base64:")]
    assert len(drawn) == 3 + 2 + 1
    strip = next(item for item in items(book, QgsLayoutItemMap) if item.id() == "strook")
    assert drawn[-1].page() == strip.page()
    assert drawn[-1].pos().y() > strip.pos().y() + strip.rect().height()


def test_every_sentence_figure_and_title_is_printed(book):
    text = shown(book)
    for line in LINES:
        assert text.count(line.partition(". ")[0] + ".") == (1 + 6) + (LINES.index(line) < 3)
    for word in (
        "Riothermie in Proefstad",
        "Kavels met een kaart",
        "Geld",
        "Kort",
        "5.250.000",
        "Gemeente",
        "1 mei 2030",
    ):
        assert word in text
    total = len(book.pages)
    for n in range(1, total + 1):
        assert f"bladzijde {n} van {total}" in text


def test_what_stands_in_a_name_is_no_expression(book):
    text = shown(book).replace("\u200b", "")
    assert "Een naam: [% 6 * 7 %]." in text
    assert "Een lege kaart [% 1 + 1 %]" in text
    legend = items(book, QgsLayoutItemLegend)[0]
    titles = [node.customProperty("legend/title-label") for node in legend.model().rootGroup().findLayers()]
    assert [title.replace("\u200b", "").replace("\u241f", " ").replace("\u00a0", " ") for title in titles] == [
        "Warmtekavels", "straten [% 1 + 1 %]",
    ]  # fmt: skip


def test_a_page_for_each_district_in_the_order_of_the_sheets(book):
    maps = {item.id(): item for item in items(book, QgsLayoutItemMap)}
    assert [name for name in maps if name in "ABCX"] == ["B", "A"]  # C has no shape, X is no district
    assert maps["A"].extent().contains(QgsRectangle(1000, 1000, 1100, 1100))
    assert maps["B"].extent().contains(QgsRectangle(2000, 1000, 2100, 1100))
    assert not maps["A"].extent().intersects(QgsRectangle(2000, 1000, 2100, 1100))
    assert maps["kavels"].extent().contains(QgsRectangle(1000, 1000, 2100, 1100))
    assert maps["B"].page() == maps["A"].page() - 1 > maps["kavels"].page()
    assert shown(book).count("Dit gebied staat niet op de kaart") == 2
    assert "leeg" not in maps  # its layer is absent


def test_the_legend_shows_what_the_map_shows(book):
    def labels(legend):
        model = legend.model()
        nodes = [node for found in model.rootGroup().findLayers() for node in model.layerLegendNodes(found)]
        return [str(node.data(0)) for node in nodes]

    by_map = {legend.linkedMap().id(): labels(legend) for legend in items(book, QgsLayoutItemLegend)}
    assert by_map["kavels"][:2] == ["Hoge dekking", "Lage dekking"]
    assert by_map["A"][:1] == ["Hoge dekking"]
    assert "Lage dekking" not in by_map["A"]
    assert by_map["B"][:1] == ["Lage dekking"]


def test_scales_are_round_and_the_bar_agrees_with_the_map(book):
    for item in items(book, QgsLayoutItemMap):
        step = 10.0 ** (len(str(round(item.scale()))) - 1) / 20.0
        assert item.scale() / step == pytest.approx(round(item.scale() / step), abs=1e-6)
        metres = item.extent().width()
        assert item.scale() == pytest.approx(metres * 1000.0 / item.rect().width(), rel=1e-3)
    for bar in items(book, QgsLayoutItemScaleBar):
        length = bar.unitsPerSegment() * bar.numberOfSegments() * (1000.0 if bar.unitLabel() == "km" else 1.0)
        assert length < 0.3 * bar.linkedMap().extent().width()
        assert float(f"{length:e}".split("e")[0]) in (1.0, 2.0, 5.0)


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Return a written PDF, the layers that were given, and the number of pages."""
    target = tmp_path_factory.mktemp("pdf") / "rapport.pdf"
    given, under = squares(), lines()
    before = set(QgsProject.instance().mapLayers()), given.renderer(), under.name()
    count = print_pdf.make_pdf(target, booklet(), {"kavels": [given]}, [under])
    assert (set(QgsProject.instance().mapLayers()), given.renderer(), under.name()) == before
    return target, count


def test_the_pdf_has_all_pages_and_text_that_can_be_found(printed):
    target, count = printed
    data = target.read_bytes()
    assert data.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", data)) == count > 8
    assert sorted(path.name for path in target.parent.iterdir()) == ["rapport.pdf"]
    if shutil.which("pdftotext"):
        done = subprocess.run(["pdftotext", str(target), "-"], capture_output=True, text=True, check=True)
        assert "Riothermie in Proefstad" in done.stdout
        assert "Hoge dekking" in done.stdout


def test_the_pdf_names_its_title_and_nobody_who_is_logged_on(book):
    about = book.layout.project().metadata()
    assert (about.title(), about.author()) == (book.booklet.title, book.booklet.organisation)


def test_a_place_that_cannot_be_is_told_and_leaves_nothing(tmp_path):
    (tmp_path / "weg").write_text("een bestand", encoding="utf-8")
    small = Booklet("T", "P", Sheet("c", "c", ("x",)), ())
    with pytest.raises(QgsProcessingException, match="weg"):
        print_pdf.make_pdf(tmp_path / "weg" / "rapport.pdf", small, {})
    assert [path.name for path in tmp_path.iterdir()] == ["weg"]


def test_a_cancelled_run_leaves_the_earlier_file(tmp_path):
    target = tmp_path / "rapport.pdf"
    target.write_bytes(b"eerder")
    asked = []

    def cancelled():
        asked.append(1)
        return len(asked) > 3

    with pytest.raises(CancelledError):
        print_pdf.make_pdf(target, booklet(), {"kavels": [squares()]}, cancelled=cancelled)
    assert target.read_bytes() == b"eerder"
    assert [path.name for path in tmp_path.iterdir()] == ["rapport.pdf"]


def test_english_pages_say_nothing_in_dutch():
    project = QgsProject()
    made = print_pdf.compose(
        project, Booklet("T", "P", Sheet("c", "c"), (Sheet("s", "S", roles=("kavels",)),), language="en"),
        {"kavels": [squares()]},
    )  # fmt: skip
    text = shown(made)
    assert "page 2 of 2" in text
    assert "Contents" in text
    assert re.search(r"Scale 1:\d+,\d{3}", text)
    assert items(made, QgsLayoutItemLegend)[0].title() == "Legend"
    project.clear()


def at(image, drawn, x, y):
    """Return the colour of a map image at a place in RD."""
    xmin, ymin, xmax, ymax = drawn.extent
    column = (x - xmin) / (xmax - xmin) * drawn.width_px
    row = (ymax - y) / (ymax - ymin) * drawn.height_px
    return image.pixelColor(int(column), int(row)).name()


@pytest.fixture(scope="module")
def images():
    """Return the map images of two sheets, one zoomed to a layer."""
    points = layer("Point", "pand_id:string", [("POINT(1050 1050)", "1")], "gebouwen")
    sheets = [
        Sheet("alles", "", roles=("kavels", "gebouwen")),
        Sheet("dichtbij", "", roles=("kavels", "gebouwen"), focus="gebouwen"),
        Sheet("niets", "", roles=("trace", "knopen")),
    ]
    empty = layer("Point", "a:string", [], "leeg")
    return mapping.map_images(sheets, {"kavels": [squares()], "gebouwen": [points], "knopen": [empty]}, [lines()])


def test_colours_stand_where_the_areas_lie(images):
    assert sorted(images) == ["alles", "dichtbij"]
    drawn = images["alles"]
    image = QImage.fromData(drawn.png)
    assert (image.width(), image.height()) == (drawn.width_px, drawn.height_px)
    assert at(image, drawn, 1020, 1020) == "#ff0000"
    assert at(image, drawn, 2080, 1080) == "#0000ff"
    assert at(image, drawn, 1500, 1150) == "#ffffff"
    assert at(image, drawn, 1500, 1050) != "#ffffff"  # the street below


def test_an_image_tells_its_scale_and_what_is_on_it(images):
    drawn = images["alles"]
    metres_per_mm = (drawn.extent[2] - drawn.extent[0]) / (drawn.width_px / 192 * 25.4)
    assert drawn.scale == pytest.approx(1000 * metres_per_mm, rel=1e-3)
    told = {part.title: [entry.label for entry in part.entries] for part in drawn.legend}
    assert told["Warmtekavels"] == ["Hoge dekking", "Lage dekking"]
    near = {part.title: [entry.label for entry in part.entries] for part in images["dichtbij"].legend}
    assert near["Warmtekavels"] == ["Hoge dekking"]
    sample = QImage.fromData(drawn.legend[[part.title for part in drawn.legend].index("Warmtekavels")].entries[0].png)
    assert sample.pixelColor(sample.width() // 2, sample.height() // 2) == QColor("#ff0000")


def test_a_single_point_is_shown_with_its_surroundings(images):
    xmin, ymin, xmax, ymax = images["dichtbij"].extent
    assert min(xmax - xmin, ymax - ymin) == pytest.approx(mapping.LEAST_M)
    assert ((xmin + xmax) / 2, (ymin + ymax) / 2) == pytest.approx((1050, 1050))


def test_layers_in_degrees_are_drawn_in_rd():
    given = layer("Point", "a:string", [("POINT(5.3876388888 52.1561605555)", "1")], "gebouwen", crs="EPSG:4326")
    drawn = mapping.map_images([Sheet("s", "", roles=("gebouwen",))], {"gebouwen": [given]})["s"]
    middle = (drawn.extent[0] + drawn.extent[2]) / 2, (drawn.extent[1] + drawn.extent[3]) / 2
    assert middle == pytest.approx((155000, 463000), abs=150)  # Onze Lieve Vrouwetoren; datum shift of some 100 m


def test_images_can_be_cancelled():
    with pytest.raises(CancelledError):
        mapping.map_images([Sheet("s", "", roles=("kavels",))], {"kavels": [squares()]}, cancelled=lambda: True)


def test_drawings_are_simple_enough_for_qt():
    inner = '<svg x="1" y="2" width="3" height="4" viewBox="1 2 3 4"><path d="M1,2H3"/></svg>'
    edge = ' stroke="#fff" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke"'
    given = f'<svg viewBox="0 0 9 9"><title>t</title>{inner}<text x="1" y="1"{edge}>a</text></svg>'
    expected = '<svg viewBox="0 0 9 9"><title>t</title><g><path d="M1,2H3"/></g><text x="1" y="1">a</text></svg>'
    assert layout_items.simple(given) == expected


@pytest.mark.parametrize("width", [12.0, 30.0, 90.0])
def test_broken_lines_fit_and_lose_no_word(book, width):
    style = layout_text.letters(9.0)
    text = f"{WORDS} eenwoorddatveeltelangisvooreenregelenwordtafgebroken\nnieuwe alinea"
    found = book.ruler.wrap(text, style, width)
    assert all(book.ruler.width(line, style) <= width for line in found)
    squeezed = re.sub(r"\s", "", "".join(found))
    assert squeezed == re.sub(r"\s", "", text)


@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_the_templates_open_and_follow_an_atlas(root, tmp_path, paper):
    project = QgsProject()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:28992"))
    districts = squares()
    project.addMapLayer(districts)
    layout = QgsPrintLayout(project)
    document = QDomDocument()
    text = (root / "resources" / "layouts" / f"riothermie_{paper}.qpt").read_text(encoding="utf-8")
    assert str(root) not in text
    document.setContent(text)
    layout.loadFromTemplate(document, QgsReadWriteContext())
    atlas = layout.atlas()
    atlas.setCoverageLayer(districts)
    atlas.setPageNameExpression('"kavel_id"')
    atlas.setFilterExpression("\"kavel_id\" in ('A', 'B')")
    atlas.setFilterFeatures(True)
    atlas.setEnabled(True)
    assert atlas.updateFeatures() == 2
    title, shown = layout.itemById("Titel"), layout.itemById("Kaart")
    seen = {}
    atlas.beginRender()
    while atlas.next():
        seen[title.currentText()] = shown.extent()
    atlas.endRender()
    assert sorted(seen) == ["A", "B"]
    assert seen["A"].contains(QgsRectangle(1000, 1000, 1100, 1100))
    assert not seen["A"].intersects(QgsRectangle(2000, 1000, 2100, 1100))
    assert layout.itemById("Legenda").linkedMap() is shown
    target = str(tmp_path / "atlas.pdf")
    QgsLayoutExporter.exportToPdf(atlas, target, QgsLayoutExporter.PdfExportSettings())
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", (tmp_path / "atlas.pdf").read_bytes())) == 2
    project.clear()


def test_lengths_of_scale_bars_are_round():
    cases = {7.0: 5.0, 10.0: 10.0, 19.9: 10.0, 20.0: 20.0, 499.0: 200.0, 5000.0: 5000.0, 0.3: 0.2}
    assert {most: mapping.round_length(most) for most in cases} == pytest.approx(cases)
    assert mapping.length_text(5000.0) == "5 km"
    assert mapping.length_text(200.0) == "200 m"
