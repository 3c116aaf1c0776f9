"""scripts/demo as a user runs it: from another folder, over earlier results, into a folder that is then moved."""

import csv
import math
import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from osgeo import ogr
from qgis.core import (
    NULL,
    QgsGeometry,
    QgsLayoutExporter,
    QgsLayoutFrame,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QImage

ROOT = Path(__file__).resolve().parents[2]
NAME, NET = "kansenkaart-bodegraven-reeuwijk", "warmtenet-wageningen"
TAKEN, SERIES = "onttrekkingen-bodegraven", "debietmeting-bsm2"
DEMAND, MATCH, KAVELS = "warmtevraag-wageningen", "energiematch-wageningen", "warmtekavels-wageningen"
AREA, HOMES = "bodemrestricties-gebied-wageningen", "bodemrestricties-gebouwen-wageningen"
WELLS, LOOPS, MINI = "wkogeschiktheid-wageningen", "bodemlussen-wageningen", "miniwarmtenetten-wageningen"
SHEET, DRILLING, PAYING = "wie-krijgt-de-warmte", "mag-hier-worden-geboord", "loont-het"
BUSINESS, RESIDENT, CARBON = "businesscase-wageningen", "bewonerskosten-wageningen", "co2-wageningen"
CHECKED = "narekenen-putten-leusden"
STUDY = "haalbaarheid-wageningen"
STUDY_FILES = {
    *("haalbaarheid.gpkg", "haalbaarheid.qgz", "rapport.html", "rapport.pdf", "kaart.html", "tabellen.xlsx"),
    *("trace.dxf", "trace.gpkg"),
}
SUPPLY_GJ = 12000  # of the made-up source
EARLIER = "van een eerdere keer"
FILES = (
    "riothermie-demo.qgz",
    *(f"{NAME}.{end}" for end in ("gpkg", "png", "pdf", "log")),
    *(f"{TAKEN}.{end}" for end in ("gpkg", "log")),
    *(f"{SERIES}.{end}" for end in ("gpkg", "html", "log")),
    *(f"{name}.{end}" for name in (DEMAND, MATCH, KAVELS) for end in ("gpkg", "html", "log")),
    *(f"{SHEET}.{end}" for end in ("png", "pdf")),
    *(f"{name}.{end}" for name in (AREA, HOMES, WELLS, LOOPS, MINI) for end in ("gpkg", "html", "log")),
    *(f"{DRILLING}.{end}" for end in ("png", "pdf")),
    *(f"{NET}.{end}" for end in ("gpkg", "dxf", "html", "png", "pdf", "log")),
    *(f"{BUSINESS}.{end}" for end in ("gpkg", "xlsx", "html", "log")),
    f"{CHECKED}.html",
    *(f"{name}.{end}" for name in (RESIDENT, CARBON) for end in ("gpkg", "xlsx", "html", "log")),
    *(f"{PAYING}.{end}" for end in ("png", "pdf")),
)
GROUPS = {
    "Kansenkaart riothermie": ["Verzamelpunten", "Kansenkaart", "Kernen (afgeleid uit het riool)"],
    "Controle": ["Meldingen", "Rioolknopen"],
    "Onttrekkingen (aangenomen)": [
        *("Onttrekkingen (aangenomen)", "Meldingen onttrekkingen", "Ruimte per leiding", "Temperatuur per maand"),
    ],
    "Wie krijgt de warmte": [
        *("Grenzen van de kavels (aangenomen)", "Energiematch: net", "Energiematch: wie krijgt warmte"),
        *("Gebouwen per kavel", "Warmtevraag per gebouw", "Warmtekavels (aangenomen)", "Aangenomen gebied"),
    ],
    "Wie krijgt de warmte, tabellen en meldingen": [
        *("Meldingen warmtevraag", "Meldingen energiematch", "Meldingen warmtekavels"),
        *("Warmtevraag naar type en periode", "Energiematch: volloop", "Energiematch: opgetelde warmte"),
        "Tabel warmtekavels",
    ],
    "Mag hier worden geboord": [
        *("Bestaande systemen (verzonnen)", "Beperkingen (verzonnen)", "Miniwarmtenetten: lussen"),
        *("Miniwarmtenetten: leidingen", "Miniwarmtenetten", "Miniwarmtenetten: gebouwen", "Bodemlussen"),
        *("Bodemlussen: gebouwen", "Grond voor bodemlussen", "Bodemlussen: oordeel per gebouw"),
        *("WKO en bodemlussen: oordeel per gebouw", "Bodemlussen: oordeel over de grond"),
        *("Doubletten in het gebied (verzonnen lagen)", "Geschiktheid voor WKO (verzonnen lagen)"),
    ],
    "Mag hier worden geboord, tabellen en meldingen": [
        *("Meldingen bodemrestricties, gebied", "Meldingen bodemrestricties, gebouwen", "Meldingen wkogeschiktheid"),
        *("Meldingen bodemlussen", "Meldingen miniwarmtenetten", "Gebruikte kaarten (verzonnen)"),
        *("Bodemlussen: overzicht", "Miniwarmtenetten: wie overblijft", "Lagen van de ondergrond (verzonnen)"),
    ],
    "Warmtenet": [
        *("Aangenomen bron", "Niet aangesloten", "Aansluitingen", "Tracé, beide netten", "Tracé bronnet"),
        *("Tracé MT-net", "Panden (BAG 2019)", "Straten (NWB 2020)"),
    ],
    "Warmtenet, tabellen en meldingen": ["Meldingen warmtenet", "Hoeveelheden", "Kosten en aansluitingen"],
    "Loont het": ["Goedkoopste warmte per gebouw", "Wat een bronnet meer kost dan gas", "CO2 per gebouw"],
    "Loont het, tabellen en meldingen": [
        *("Meldingen businesscase", "Meldingen bewonerskosten", "Meldingen co2", "Businesscase: kasstroom per jaar"),
        *("Businesscase: investering", "Businesscase: scenario's", "Businesscase: gevoeligheid"),
        *("Businesscase: kansverdeling", "Businesscase: betwiste aannamen", "Putten en Leusden nagerekend"),
        *("Bewonerskosten per type en concept", "Bewonerskosten: prijzen waarbij het omslaat"),
        *("Bewonerskosten bij andere prijzen", "Bewonerskosten: woningen naar goedkoopste concept"),
        *("CO2 per concept en jaar", "CO2 bij andere aannamen", "CO2 naar type gebouw"),
    ],
}
TABLES = (
    *((NAME, table) for table in ("kansenkaart", "knopen", "meldingen", "kernen", "verzamelpunten")),
    *((TAKEN, table) for table in ("onttrekkingen", "ruimte", "temperatuur_maand", "meldingen")),
    *((SERIES, table) for table in ("profiel", "duurkromme", "uitkomsten", "dagen", "seizoen")),
    *((DEMAND, table) for table in ("gebouwen", "samenvatting")),
    *((MATCH, table) for table in ("selectie", "trace", "volloop", "kromme", "meldingen")),
    *((KAVELS, table) for table in ("kavels", "tabel", "gebouwen", "grenzen", "gebied")),
    *((AREA, table) for table in ("locaties", "delen", "lagen")),
    *((HOMES, table) for table in ("locaties", "delen", "lagen", "beperkingen", "systemen")),
    *((WELLS, table) for table in ("geschiktheid", "lagen", "gebieden")),
    *((LOOPS, table) for table in ("lussen", "gebouwen", "grond", "overzicht")),
    *((MINI, table) for table in ("clusters", "gebouwen", "leidingen", "lussen", "overzicht")),
    *((NET, table) for table in ("trace", "aansluitingen", "niet_aangesloten", "panden", "straten", "bron")),
    *((BUSINESS, table) for table in ("kasstroom", "investering", "scenarios", "gevoeligheid", "kansverdeling")),
    *((BUSINESS, table) for table in ("betwist", "rekenna")),
    *((RESIDENT, table) for table in ("kosten", "gebouwen", "gevoeligheid", "kantelpunten", "aandelen")),
    *((CARBON, table) for table in ("co2", "varianten", "typen", "gebouwen")),
)
NETS = {"bronnet": "", "mt": "_MT"}


def demo(folder, cwd, most_kib="unlimited"):
    """Run the script in an environment that knows nothing of this process's QGIS; no file may become larger."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QGIS", "PYTHON", "RT_"))}
    limited = ["bash", "-c", f'ulimit -f {most_kib} && exec "$@"', "demo"]
    command = [*limited, str(ROOT / "scripts" / "demo"), str(folder)]
    return subprocess.run(command, cwd=cwd, env=kept, capture_output=True, text=True, timeout=900, check=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    cwd = tmp_path_factory.mktemp("elders")
    folder = cwd / "uit voer"
    folder.mkdir()
    for name in FILES:
        (folder / name).write_text(EARLIER)
    mine = folder / "eigen.txt"
    mine.write_text("van de gebruiker")
    done = demo("uit voer", cwd)
    assert done.returncode == 0, done.stderr
    assert mine.read_text() == "van de gebruiker"
    mine.unlink()
    listed = [line for line in done.stdout.splitlines() if line.startswith("/")]
    assert listed[: len(FILES)] == [str(folder / name) for name in FILES]
    assert set(listed[len(FILES) :]) == {str(folder / STUDY / name) for name in STUDY_FILES}
    assert "35.000" in done.stdout
    assert "Bewezen: " in done.stdout
    assert f"  {folder / STUDY / 'rapport.html'}" in done.stderr.splitlines()  # what to open first
    moved = cwd / "verplaatst"
    shutil.move(folder, moved)
    return moved


def rows(made, table, where="TRUE", file=NET):
    return list(QgsVectorLayer(f"{made / file}.gpkg|layername={table}", "", "ogr").getFeatures(where))


def numbers(made, file=NET):
    """Return the numbers of a run, from its log."""
    lines = (made / f"{file}.log").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" = ") for line in lines if line.partition(" = ")[0].isupper() and " = " in line)
    return {name: float(value) for name, value in pairs}


def test_leaves_its_files_and_nothing_else(made):
    assert sorted(path.name for path in made.iterdir()) == sorted((*FILES, STUDY))
    assert [path.name for path in made.iterdir() if path.is_file() and path.read_bytes() == EARLIER.encode()] == []
    assert {path.name for path in (made / STUDY).iterdir()} == STUDY_FILES
    assert "Aanname: 35.000 inwoners" in (made / f"{NAME}.log").read_text(encoding="utf-8")


def test_study_in_one_run_does_every_step_and_opens_where_it_was_moved_to(made):
    """The separate steps of the demo and the study agree on the demand; its source is another one: from the sewer."""
    package = made / STUDY / "haalbaarheid.gpkg"
    steps = {
        row["stap"]: row for row in QgsVectorLayer(f"{package}|layername=stappen", "", "ogr").getFeatures()
    }  # fmt: skip
    assert {key for key, row in steps.items() if row["stand"] != "gedaan"} == set()
    assert {"kansenkaart", "bronpunten", "warmtenet", "wkogeschiktheid", "businesscase", "rapport"} <= set(steps)
    totals = [
        sum(row["warmte_gj"] for row in QgsVectorLayer(f"{file}|layername=gebouwen", "", "ogr").getFeatures())
        for file in (package, made / f"{DEMAND}.gpkg")
    ]
    assert totals[0] == pytest.approx(totals[1])
    project = QgsProject()
    assert project.read(str(made / STUDY / "haalbaarheid.qgz"))
    layers = list(project.mapLayers().values())
    assert [layer.name() for layer in layers if not layer.isValid()] == []
    assert {Path(layer.source().partition("|")[0]) for layer in layers} == {package}
    themes = project.mapThemeCollection()
    assert {"Warmtenet", "Wie krijgt de warmte", "Kansenkaart van het riool"} <= set(themes.mapThemes())
    assert all(themes.mapThemeVisibleLayers(name) for name in themes.mapThemes())
    assert "verzonnen" in project.title()
    project.clear()


def page_text(page):
    """Return the words of a page, one blank between them."""
    return " ".join(re.sub(r"<style>.*?</style>|<svg.*?</svg>|<[^>]*>", " ", page, flags=re.DOTALL).split())


def studied(made, table):
    """Return a table of the study."""
    layer = QgsVectorLayer(f"{made / STUDY / 'haalbaarheid.gpkg'}|layername={table}", "", "ogr")
    assert layer.isValid(), table
    return list(layer.getFeatures())


def test_study_adds_up(made):
    """Who was chosen is on each network or listed; its costs are those of its bill, also spread over the kavels."""
    chosen = {row["pand_id"]: row["woningen"] for row in studied(made, "selectie") if row["gekozen"]}
    assert sum(chosen.values()) > 100
    assert sum(row["aangesloten_woningen"] for row in studied(made, "volloop") if row["volloop"] == 100) == sum(
        chosen.values()
    )
    ends, left, bill = (studied(made, name) for name in ("aansluitingen", "niet_aangesloten", "hoeveelheden"))
    for net in ("bronnet", "mt"):
        found = [row for row in (*ends, *left) if row["nettype"] == net]
        assert sorted(row["pand_id"] for row in found) == sorted(chosen)
        assert sum(row["woningen"] for row in found) == sum(chosen.values())
    cost = sum(row["kosten_eur"] for row in bill if row["nettype"] == "bronnet")
    whole = next(row for row in studied(made, "kaveltabel") if row["herkomst"] == "totaal")
    assert whole["net_eur"] == pytest.approx(cost, rel=1e-6)
    assert whole["net_woningen"] == whole["gekozen_woningen"] == sum(chosen.values())
    named = {row["bron_id"] for row in studied(made, "bronpunten")}
    assert {row["bron_id"] for row in ends} <= named
    metres = sum(row["lengte_m"] for row in studied(made, "trace"))
    drawn = QgsVectorLayer(f"{made / STUDY / 'trace.dxf'}|layername=entities|geometrytype=LineString", "", "ogr")
    assert sum(item.geometry().length() for item in drawn.getFeatures()) == pytest.approx(metres, rel=0.001)
    cad = QgsVectorLayer(f"{made / STUDY / 'trace.gpkg'}|layername=trace", "", "ogr")
    assert sum(item["lengte_m"] for item in cad.getFeatures()) == pytest.approx(metres)


def test_report_of_the_study_says_what_its_tables_say(made):
    said = page_text((made / STUDY / "rapport.html").read_text(encoding="utf-8"))
    homes = sum(row["woningen"] for row in studied(made, "selectie") if row["gekozen"])
    every = sum(row["woningen"] or 0 for row in studied(made, "gebouwen"))
    assert f"Woningen die de warmte krijgen {homes} {homes / every * 100:.0f} % van de woningen" in said
    case = next(row for row in studied(made, "scenarios") if row["gekozen"] and row["variant"] == "Bronnet")
    shown = re.search(r"Investering, Bronnet ([0-9]+,[0-9]+) mln EUR", said)
    assert float(shown[1].replace(",", ".")) == pytest.approx(case["investering_eur"] / 1e6, rel=0.005)
    for net, name in (("bronnet", "Bronnet"), ("mt", "MT-net")):
        cost = sum(row["kosten_eur"] for row in studied(made, "hoeveelheden") if row["nettype"] == net)
        shown = re.search(rf"{name}, directe kosten ([0-9]+,[0-9]+) mln EUR", said)
        assert float(shown[1].replace(",", ".")) == pytest.approx(cost / 1e6, rel=0.005)
    # one source point: the match and the design lay the same network, so there is no difference to explain
    assert len(studied(made, "bronpunten")) == 1
    assert "Dat verschil komt hierdoor" not in said
    cost = sum(row["kosten_eur"] for row in studied(made, "hoeveelheden") if row["nettype"] == "bronnet")
    match = sum(row["kosten_eur"] for row in studied(made, "selectie_trace"))
    assert match == pytest.approx(cost, rel=0.02)
    given = sum(row["warmte_gj"] for row in studied(made, "aansluitingen") if row["nettype"] == "bronnet")
    assert given <= sum(row["warmte_gj"] for row in studied(made, "bronpunten"))
    book = ogr.Open(str(made / STUDY / "tabellen.xlsx"))
    raw = [item.GetField("kosten_eur") for item in book.GetLayerByName("tabel_hoeveelheden")]
    assert sum(raw) == pytest.approx(sum(row["kosten_eur"] for row in studied(made, "hoeveelheden")), rel=1e-6)


def test_study_is_self_contained_and_calls_what_is_made_up_so(made):
    """Report and web map are opened in a browser from where they were moved to: no request besides the file itself."""
    said = page_text((made / STUDY / "rapport.html").read_text(encoding="utf-8"))
    for name in ("verzonnen_beheer_leiding", "aangenomen_gebied", "verzonnen of aangenomen"):
        assert name in said, name
    pdftotext = shutil.which("pdftotext")
    if pdftotext:
        command = [pdftotext, str(made / STUDY / "rapport.pdf"), "-"]
        sheets = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout.split("\f")[:-1]
        assert len(sheets) > 12
        assert [i for i, sheet in enumerate(sheets) if "verzonnen" not in sheet] == []
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no chromium")
    browser_api = pytest.importorskip("playwright.sync_api")
    with browser_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name in ("rapport.html", "kaart.html"):
            page, asked, wrong = browser.new_page(), [], []
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.on("pageerror", lambda error, wrong=wrong: wrong.append(str(error)))
            page.on("console", lambda line, wrong=wrong: wrong.append(line.text) if line.type == "error" else None)
            page.goto((made / STUDY / name).as_uri())
            assert "verzonnen" in page.inner_text("h1")
            assert [url for url in asked if not url.startswith("data:")] == [(made / STUDY / name).as_uri()]
            assert wrong == []
        # the map opens with the design, which has the same columns as the network of the choice of buildings
        shown = {"Tracé van het warmtenet": True, "Wie krijgt de warmte": True, "Tracé van de energiematch": False}
        boxes = {name: page.get_by_role("checkbox", name=name, exact=True) for name in shown}
        boxes["Wie krijgt de warmte"].wait_for()
        assert {name: box.is_checked() for name, box in boxes.items()} == shown
        browser.close()


def test_project_opens_where_it_was_moved_to(made):
    project = QgsProject()
    assert project.read(str(made / "riothermie-demo.qgz"))
    layers = list(project.mapLayers().values())
    assert [layer.name() for layer in layers if not layer.isValid()] == []
    assert {Path(layer.source().partition("|")[0]).parent for layer in layers} == {made}
    assert project.crs().authid() == "EPSG:28992"
    root = project.layerTreeRoot()
    assert {group.name(): [node.name() for node in group.findLayers()] for group in root.children()} == GROUPS
    layouts = {layout.name(): layout for layout in project.layoutManager().printLayouts()}
    assert set(layouts) == {
        *("Kansenkaart A3", "Wie krijgt de warmte A3", "Mag hier worden geboord A3", "Warmtenet A3", "Loont het A3"),
    }
    assert layouts["Kansenkaart A3"].itemById("Hoofdkaart").scale() == pytest.approx(11500, rel=1e-6)
    for name, titles in (
        ("Warmtenet A3", ("Bronnet", "MT-net")),
        ("Wie krijgt de warmte A3", ("Warmtevraag en kavels", "Energiematch")),
        ("Loont het A3", ("Goedkoopste warmte", "Bronnet tegenover gas")),
    ):
        sides = [layouts[name].itemById(title) for title in titles]
        assert sides[0].scale() == pytest.approx(sides[1].scale())
    assert [mark.name() for mark in project.bookmarkManager().bookmarks()] == [
        "Kansenkaart riothermie Bodegraven-Reeuwijk",
        "Onttrekkingen op het riool van Bodegraven",
        "Wie krijgt de warmte? Wageningen",
        "Mag hier worden geboord? Wageningen",
        "Warmtenet Wageningen",
        "Loont het? Wageningen",
    ]
    themes = project.mapThemeCollection()
    assert set(themes.mapThemes()) == {
        *("Kansenkaart", "Onttrekkingen (aangenomen)", "Warmtevraag", "Energiematch", "Warmtekavels", "Warmtenet"),
        *("Bodemrestricties", "WKO-geschiktheid", "Bodemlussen", "Miniwarmtenetten"),
        *("Goedkoopste warmte", "Bronnet tegenover gas"),
    }
    assert [layer.name() for layer in themes.mapThemeVisibleLayers("Warmtekavels")] == [
        *("Warmtekavels (aangenomen)", "Aangenomen gebied", "Aangenomen bron", "Straten (NWB 2020)"),
    ]


def test_each_map_of_the_network_shows_one_type(made):
    project = QgsProject()
    assert project.read(str(made / "riothermie-demo.qgz"))
    (sheet,) = (layout for layout in project.layoutManager().printLayouts() if layout.name() == "Warmtenet A3")
    for name, net, colour in (("Bronnet", "bronnet", "#08306b"), ("MT-net", "mt", "#67000d")):
        shown = {layer.name(): layer for layer in sheet.itemById(name).layers()}
        trace = shown[f"Tracé {name.replace('B', 'b')}"]
        assert set(shown) == {trace.name(), "Aangenomen bron", "Panden (BAG 2019)", "Straten (NWB 2020)"}
        assert {row["nettype"] for row in trace.getFeatures()} == {net}
        transport = trace.renderer().rootRule().children()[0]
        assert transport.symbol().symbolLayer(1).color().name() == colour  # on a white edge


@pytest.mark.parametrize(("file", "table"), TABLES)
def test_layers_bring_style_and_metadata(made, file, table):
    layer = QgsVectorLayer(f"{made / file}.gpkg|layername={table}", table, "ogr")
    assert layer.featureCount() > 0
    assert layer.metadata().abstract()
    styles, *_ = layer.listStylesInDatabase()
    more = {(DEMAND, "gebouwen"): 2, (RESIDENT, "gebouwen"): 2}  # by heat per m2, and by extra costs too
    more |= {(file, table): 3 for file in (AREA, HOMES) for table in ("locaties", "delen")}  # of one technique too
    assert styles == more.get((file, table), 1)


@pytest.mark.parametrize("file", [NAME, SHEET, DRILLING, NET, PAYING])
def test_map_is_a3_and_not_blank(made, file):
    image = QImage(str(made / f"{file}.png"))
    assert (image.width(), image.height()) == (pytest.approx(2480, abs=1), pytest.approx(1754, abs=1))  # A3, 150 dpi
    strip = {image.pixel(x, y) for x in range(80, 1250, 7) for y in range(200, 1600, 7)}
    assert len(strip) > 50
    assert (made / f"{file}.pdf").read_bytes().startswith(b"%PDF")


def test_legends_do_not_run_over_what_stands_beside_them(made):
    def inside(item):
        space = item.boxSpace() if isinstance(item, QgsLayoutItemLegend) else 0
        return item.sceneBoundingRect().adjusted(space, space, -space, -space)

    project = QgsProject()
    assert project.read(str(made / "riothermie-demo.qgz"))
    for layout in project.layoutManager().printLayouts():
        # legends get their size from the letters, so at the resolution of the picture
        assert not QgsLayoutExporter(layout).renderPageToImage(0, dpi=150).isNull()
        placed = [item for item in layout.items() if isinstance(item, (QgsLayoutItemLegend, QgsLayoutFrame))]
        legends = [item for item in placed if isinstance(item, QgsLayoutItemLegend)]
        assert all(inside(legend).width() > 30 for legend in legends)
        assert len(placed) >= 4
        over = [(one, other) for one in legends for other in placed if other is not one]
        assert not [pair for pair in over if inside(pair[0]).intersects(inside(pair[1]))], layout.name()


def test_places_agree_with_the_pipes_that_feed_them(made):
    """The heat of a place is computed apart from that of the pipes: per l/s both must be the same."""
    pipes = QgsVectorLayer(f"{made / NAME}.gpkg|layername=kansenkaart", "", "ogr")
    best = max(pipes.getFeatures(), key=lambda pipe: pipe["vermogen_gebouw_kw"] or 0.0)
    per_ls = best["vermogen_gebouw_kw"] / best["dwa_gem_ls"]
    assert per_ls == pytest.approx(4.18 * 2 * 4 / 3)
    places = list(QgsVectorLayer(f"{made / NAME}.gpkg|layername=verzamelpunten", "", "ogr").getFeatures())
    assert [place["nr"] for place in places] == list(range(1, 9))
    for place in places:
        assert place["vermogen_gebouw_kw"] == pytest.approx(place["dwa_gem_ls"] * per_ls)


def test_room_has_the_pipes_of_the_map_and_the_style_of_room(made):
    pipes = {row["leiding_id"]: row for row in rows(made, "kansenkaart", file=NAME)}
    room = {row["leiding_id"]: row for row in rows(made, "ruimte", file=TAKEN)}
    assert set(room) == set(pipes)
    flowing = [name for name, row in room.items() if isinstance(row["ruimte_kw"], float)]
    assert len(flowing) > 5000
    for name in flowing:  # no pipe has more room than its own water gives, and none has less than nothing
        assert 0 <= room[name]["ruimte_kw"] <= pipes[name]["vermogen_gem_kw"] + 1e-6
    layer = QgsVectorLayer(f"{made / TAKEN}.gpkg|layername=ruimte", "", "ogr")
    titles = [rule.label() for rule in layer.renderer().rootRule().children()]
    assert "Vergeven: geen ruimte meer" in titles


def test_offtakes_share_the_water_of_one_sewer(made):
    """What two get fills the limit of the pipe they share; the heat is missing at the pumping station."""
    found = {row["punt_id"].removesuffix(" (aangenomen)"): row for row in rows(made, "onttrekkingen", file=TAKEN)}
    verdicts = {name: row["oordeel"] for name, row in found.items()}
    assert verdicts == {"Zwembad": "past", "Woongebouw": "past", "School": "past deels", "Gymzaal": "concurreert"}
    assert all(row["punt_id"].endswith(" (aangenomen)") for row in found.values())
    granted = {name: row["toegekend_kw"] for name, row in found.items()}
    pipe = rows(made, "kansenkaart", f"\"leiding_id\" = '{found['Woongebouw']['leiding_id']}'", NAME)
    assert granted["School"] == pytest.approx(pipe[0]["dwa_gem_ls"] * 4.18 * 2 - 20 - 24)
    assert granted["Gymzaal"] == 0
    assert found["School"]["concurreert_met"] == "Zwembad (aangenomen), Woongebouw (aangenomen)"
    (end,) = rows(made, "temperatuur_maand", '"soort" = \'afvoerpunt\' AND "maand" = 2', TAKEN)
    assert end["vermogen_kw"] == pytest.approx(sum(granted.values()))
    (place,) = rows(made, "verzamelpunten", f"\"knoop_id\" = '{end['punt_id']}'", NAME)
    cooled = sum(granted.values()) / (place["dwa_gem_ls"] * 4.18)
    assert end["ongestoord_c"] - end["t_na_c"] == pytest.approx(cooled)
    log = (made / f"{TAKEN}.log").read_text(encoding="utf-8")
    assert "verzonnen" in log
    assert numbers(made, TAKEN)["TOEGEKEND_KW"] == pytest.approx(sum(granted.values()))


def test_measurement_is_that_of_the_series(made):
    """Design flow and power worked out from the file itself."""
    with (ROOT / "resources" / "demo" / "bsm2_influent_een_jaar.csv").open(encoding="utf-8") as file:
        flow = sorted((float(row["debiet_m3d"]) / 24 for row in csv.DictReader(file)), reverse=True)
    assert len(flow) == 8760
    told = numbers(made, SERIES)
    design = flow[math.ceil(0.77 * len(flow)) - 1]
    assert told["DEBIET_WKO_M3H"] == pytest.approx(design)
    assert told["VERMOGEN_WKO_KW"] == pytest.approx(design / 3.6 * 4.18 * 2)
    hours = [row["debiet_m3h"] for row in rows(made, "profiel", "\"dagsoort\" = 'droog'", SERIES)]
    assert len(hours) == 24
    assert told["MIN_UUR_M3H"] == pytest.approx(min(hours))
    days = rows(made, "dagen", file=SERIES)
    assert len(days) == 365
    assert sum(day["droog"] == "ja" for day in days) == told["DROGE_DAGEN"] > 200


def test_report_of_the_measurement_says_what_the_series_is(made):
    text = (made / f"{SERIES}.html").read_text(encoding="utf-8")
    page = Page(text)
    words = " ".join(page.words)
    assert "Synthetische rekenreeks IWA BSM2, geen meting" in words
    assert words.count("Figuur ") >= 6
    assert page.pictures == []
    assert "<script" not in text
    assert text.count("<svg") >= 6
    assert "synthetische rekenreeks" in (made / f"{SERIES}.log").read_text(encoding="utf-8")


@pytest.mark.parametrize(("net", "end"), NETS.items())
def test_network_adds_up(made, net, end):
    """Tables, lines and the numbers of the run are written apart: they must say the same."""
    where, total = f"\"nettype\" = '{net}'", numbers(made)
    quantities, trace = rows(made, "hoeveelheden", where), rows(made, "trace", where)
    assert sum(row["kosten_eur"] for row in quantities) == pytest.approx(total[f"KOSTEN_EUR{end}"], abs=0.005)
    metres = sum(row["hoeveelheid"] for row in quantities if row["eenheid"] == "m")
    assert metres == pytest.approx(total[f"LENGTE_M{end}"])
    assert metres == pytest.approx(sum(row.geometry().length() for row in trace))
    assert {row["bron_id"] for row in trace} == {"aangenomen bron"}
    connected, listed = rows(made, "aansluitingen", where), rows(made, "niet_aangesloten", where)
    ids = [row["pand_id"] for row in connected + listed]
    assert sorted(ids) == sorted(row["pand_id"] for row in rows(made, "gebouwen", file=DEMAND))
    assert len(ids) == len(set(ids)) == 872
    assert len(connected) == total[f"AANGESLOTEN{end}"] > 400
    assert all(row["reden"] for row in listed)
    assert 0 <= total[f"GAT_PROCENT{end}"] < 10


def test_panden_say_what_became_of_them(made):
    found = {row["pand_id"]: row["uitkomst"] for row in rows(made, "panden")}
    listed = {row["pand_id"]: row["soort"] for row in rows(made, "niet_aangesloten", "\"nettype\" = 'bronnet'")}
    connected = [row["pand_id"] for row in rows(made, "aansluitingen", "\"nettype\" = 'bronnet'")]
    assert len(found) == 1000
    assert found == dict.fromkeys(found, "buiten_gebied") | dict.fromkeys(connected, "aangesloten") | listed


def inside(made, area):
    """Return the ids of the panden of the delivery with their middle in an area, tested by QGIS."""
    layer = QgsVectorLayer(f"{made / NET}.gpkg|layername=panden", "", "ogr")
    return {row["pand_id"] for row in layer.getFeatures() if area.contains(row.geometry().pointOnSurface())}


def test_demand_is_that_of_the_panden_in_the_area(made):
    told, found = numbers(made, DEMAND), rows(made, "gebouwen", file=DEMAND)
    (area,) = rows(made, "gebied", file=KAVELS)
    assert {row["pand_id"] for row in found} == inside(made, area.geometry())
    assert len(found) + told["BUITEN_GEBIED"] == told["PANDEN_IN"] == 1000
    assert sum(row["warmte_gj"] or 0 for row in found) == pytest.approx(told["WARMTE_GJ"])
    assert sum(row["woningen"] for row in found) == told["WONINGEN"] > 800
    parts = rows(made, "samenvatting", "\"type\" <> 'totaal'", DEMAND)
    assert sum(row["totaal_gj"] for row in parts) == pytest.approx(told["WARMTE_GJ"])
    assert sum(row["objecten"] for row in parts) == told["WONINGEN"] + told["UTILITEIT"]
    for row in found:  # demand is an estimate, and says so
        assert not row["woningen"] or "vesta" in row["bron"]


def test_heat_goes_to_as_many_as_it_suffices_for(made):
    told, found = numbers(made, MATCH), rows(made, "selectie", file=MATCH)
    heat = {row["pand_id"]: row["warmte_gj"] or 0 for row in rows(made, "gebouwen", file=DEMAND)}
    assert {row["pand_id"] for row in found} == set(heat)
    assert all(row["reden"] for row in found)
    chosen = sorted((row for row in found if row["gekozen"]), key=lambda row: row["rang"])
    assert [row["rang"] for row in chosen] == list(range(1, len(chosen) + 1))
    used = sum(heat[row["pand_id"]] for row in chosen)
    assert 0.98 * SUPPLY_GJ < used <= SUPPLY_GJ
    assert used == pytest.approx(told["WARMTE_GJ"])
    assert chosen[-1]["cum_gj"] == pytest.approx(used, abs=0.05)
    assert told["HOOGSTENS_GJ"] <= SUPPLY_GJ
    (full,) = rows(made, "volloop", '"volloop" = 100', MATCH)
    assert full["kosten_eur"] == pytest.approx(told["KOSTEN_EUR"], abs=0.5)
    assert told["KOSTEN_EUR"] < told["KOSTEN_SCORE_EUR"]


def test_kavels_and_rest_add_up(made):
    """Homes are counted anew by QGIS, the network by its length."""
    table = {row["kavel_id"]: row for row in rows(made, "tabel", file=KAVELS)}
    total, parts = table.pop("totaal"), table
    for name in ("gebouwen", "woningen", "vraag_gj", "straat_m", "oppervlakte_ha", "net_m", "gekozen_woningen"):
        assert sum(row[name] for row in parts.values()) == pytest.approx(total[name])
    assert total["vraag_gj"] == pytest.approx(numbers(made, DEMAND)["WARMTE_GJ"], abs=0.05)
    assert total["gekozen_woningen"] == numbers(made, MATCH)["WONINGEN"]
    drawn_m = sum(row.geometry().length() for row in rows(made, "trace", file=MATCH))
    assert total["net_m"] == pytest.approx(drawn_m, abs=0.05)
    homes = {row["pand_id"]: row["woningen"] for row in rows(made, "gebouwen", file=DEMAND)}
    drawn = {row["kavel_id"]: row.geometry() for row in rows(made, "grenzen", file=KAVELS)}
    assert sorted(drawn) == list("ABCDE")
    for name, area in drawn.items():
        assert parts[name]["woningen"] == sum(homes[pand] for pand in inside(made, area))
        assert parts[name]["oppervlakte_ha"] == pytest.approx(area.area() / 10_000, abs=0.0001)


@pytest.mark.parametrize(
    ("file", "number", "title"),
    [
        (DEMAND, "WARMTE_GJ", "Warmtevraag"),
        (MATCH, "WARMTE_GJ", "Energiematch"),
        (KAVELS, "WONINGEN", "Warmtekavels"),
        (AREA, "MAX_DIEPTE_M", "Mag hier worden geboord"),
        (HOMES, "LUS_AANDACHT", "Mag hier worden geboord"),
        (WELLS, "DOUBLETTEN", "Geschikt"),
        (LOOPS, "PAST", "Bodemlussen"),
        (MINI, "KOSTEN_MINI_EUR", "Miniwarmtenetten"),
        (RESIDENT, "MEER_BRONNET", "Wat kost warmte"),
        (CARBON, "UITSTOOT_BRONNET", "CO2"),
    ],
)
def test_reports_hold_the_numbers_of_their_run(made, file, number, title):
    text = (made / f"{file}.html").read_text(encoding="utf-8")
    page = Page(text)
    assert page.open == page.pictures == []
    assert "<script" not in text
    assert any(words.startswith(title) for words in page.words)
    told = f"{numbers(made, file)[number]:,.0f}".replace(",", ".")
    assert any(told in words for words in page.words)
    assert "verzonnen" in (made / f"{file}.log").read_text(encoding="utf-8")


def test_sheet_says_who_gets_the_heat(made):
    project = QgsProject()
    assert project.read(str(made / "riothermie-demo.qgz"))
    (sheet,) = (one for one in project.layoutManager().printLayouts() if one.name().startswith("Wie krijgt"))
    words = " ".join(item.text() for item in sheet.items() if isinstance(item, QgsLayoutItemLabel))
    told = numbers(made, MATCH)
    for number in (told["GEKOZEN"], told["WONINGEN"], SUPPLY_GJ, numbers(made, DEMAND)["WARMTE_GJ"]):
        assert f"{number:,.0f}".replace(",", ".") in words
    assert "aangenomen" in words
    shown = {layer.name() for layer in sheet.itemById("Energiematch").layers()}
    assert {"Energiematch: wie krijgt warmte", "Energiematch: net", "Aangenomen bron"} < shown


def outlines(made, role):
    """Return the made-up areas of a role as one shape, from the input of the demo."""
    shapes = [row.geometry() for row in rows(made, "beperkingen", f"\"rol\" = '{role}'", HOMES)]
    assert shapes
    return QgsGeometry.unaryUnion(shapes)


def test_verdicts_are_those_of_the_areas(made):
    """Which part of a building lies in which made-up area, worked out by QGIS; a verdict counts from 1 %."""
    told, found = numbers(made, HOMES), rows(made, "locaties", file=HOMES)
    banned = outlines(made, "VERBOD").combine(outlines(made, "GRONDWATERBESCHERMING"))
    shallow = outlines(made, "DIEPTEBEPERKING")
    forbidden = 0
    for row in found:
        place = row.geometry()
        inside = banned.intersection(place).area() / place.area()
        assert (row["bodemlus"] == "verboden") == (row["wko"] == "verboden") == (inside >= 0.01)
        forbidden += inside >= 0.01
        depth = None if row["max_diepte_m"] == NULL else row["max_diepte_m"]
        share = shallow.intersection(place).area() / place.area()
        assert depth == (80 if share > 1e-6 else None)
    assert told["LUS_VERBODEN"] == told["WKO_VERBODEN"] == forbidden > 50
    verdicts = ("VERBODEN", "AANDACHT", "ONBEKEND", "TOEGESTAAN")
    for technique in ("LUS", "WKO"):
        assert sum(told[f"{technique}_{word}"] for word in verdicts) == len(found) == 872
    assert told["ROLLEN_ONTBREKEN"] == told["WKO_ONBEKEND"] == 0  # empty maps are maps too
    parts = rows(made, "delen", file=AREA)
    (area,) = rows(made, "gebied", file=KAVELS)
    assert sum(row["oppervlakte_m2"] for row in parts) == pytest.approx(area.geometry().area(), abs=1)


def raster(name):
    """Return the south-west corner and the rows of a raster of the synthetic model, from the north."""
    lines = (ROOT / "resources" / "demo" / "regis_verzonnen" / name).read_text(encoding="ascii").splitlines()
    head = {key.lower(): float(value) for key, value in (line.split() for line in lines[:6])}
    assert head["cellsize"] == 100
    values = [[float(value) for value in line.split()] for line in lines[6:]]
    return head["xllcorner"], head["yllcorner"], values


def test_aquifer_is_that_of_the_rasters(made):
    """Top, bottom and kh of the layer read from the files; a cell is named after its south-west corner or middle."""
    told, cells = numbers(made, WELLS), rows(made, "geschiktheid", file=WELLS)
    kinds = ("GESCHIKT", "MATIG", "ONGESCHIKT", "ONBEKEND")
    assert sum(told[kind] for kind in kinds) == told["AANTAL"] == len(cells) > 100
    best = [row for row in cells if row["klasse"] == "geschikt"]
    assert len(best) == told["GESCHIKT"] > 0
    assert {row["laag"] for row in best} == {"NUPZ-WAz3"}
    west, south, top = raster("NUPZ-WAz3-t-ck.asc")
    bottom, flow = (raster(f"NUPZ-WAz3-{kind}.asc")[2] for kind in ("b-ck", "kh-sk"))
    for row in best:
        middle = row.geometry().centroid().asPoint()
        x, y = int((middle.x() - west) // 100), len(top) - 1 - int((middle.y() - south) // 100)
        # the table is rounded, and the screen may be shorter than the layer where a depth limits it
        assert row["kh_md"] == pytest.approx(flow[y][x], rel=0.01)
        assert row["top_m"] == pytest.approx(top[y][x], abs=0.06)
        assert row["basis_m"] >= bottom[y][x] - 0.06
    for row in cells:
        if row["wko"] == "verboden":
            assert row["klasse"] == "ongeschikt"


def test_loops_keep_apart_and_out_of_what_is_forbidden(made):
    told, loops = numbers(made, LOOPS), rows(made, "lussen", file=LOOPS)
    assert len(loops) == told["LUSSEN_AANTAL"] <= told["LUSSEN_NODIG"]
    assert sum(row["diepte_m"] for row in loops) == pytest.approx(told["METERS"], abs=0.05 * len(loops))
    spots = [(row.geometry().asPoint().x(), row.geometry().asPoint().y()) for row in loops]
    least = min(math.dist(one, other) for i, one in enumerate(spots) for other in spots[i + 1 :])
    assert 6 <= least + 1e-6 == pytest.approx(told["KLEINSTE_AFSTAND"], abs=1e-3)
    parts = rows(made, "delen", file=AREA)
    held = 0
    for row in loops:
        for part in parts:
            if part.geometry().contains(row.geometry()):
                held += 1
                assert part["bodemlus"] != "verboden"
                assert part["max_diepte_m"] == NULL or row["diepte_m"] <= part["max_diepte_m"]
    # gardens reach over the edge of the area, where nobody judged
    assert 0.95 * len(loops) <= held <= len(loops)
    homes = rows(made, "gebouwen", file=LOOPS)
    assert len(homes) == 872
    assert sum(row["oordeel"] == "past" for row in homes) == told["PAST"]
    assert sum(row["panden"] for row in rows(made, "overzicht", file=LOOPS)) == 872


def test_every_home_is_in_one_mini_network_or_left_over(made):
    told, clusters = numbers(made, MINI), {row["cluster_id"]: row for row in rows(made, "clusters", file=MINI)}
    homes = rows(made, "gebouwen", file=MINI)
    assert len(clusters) == told["AANTAL_CLUSTERS"] > 10
    assert len({row["pand_id"] for row in homes}) == len(homes) == 872
    inside = dict.fromkeys(clusters, 0)
    for row in homes:
        if row["cluster_id"] != NULL and row["cluster_id"]:
            inside[row["cluster_id"]] += row["woningen"]
    assert inside == {name: row["woningen"] for name, row in clusters.items()}
    assert sum(inside.values()) == told["WONINGEN"]
    assert told["WONINGEN"] + told["OVER_WONINGEN"] + told["ONGESCHIKT_WONINGEN"] == told["ALLE_WONINGEN"]
    assert all(2 <= count <= 10 for count in inside.values())
    mean = sum(row["kosten_mini_eur"] * row["woningen"] for row in clusters.values()) / told["WONINGEN"]
    assert mean == pytest.approx(told["KOSTEN_MINI_EUR"], abs=0.5)
    assert len(rows(made, "lussen", file=MINI)) == told["LUSSEN_AANTAL"]


def test_sheet_says_where_to_drill(made):
    project = QgsProject()
    assert project.read(str(made / "riothermie-demo.qgz"))
    (sheet,) = (one for one in project.layoutManager().printLayouts() if one.name().startswith("Mag hier"))
    words = " ".join(item.text() for item in sheet.items() if isinstance(item, QgsLayoutItemLabel))
    homes, wells, loops, mini = (numbers(made, file) for file in (HOMES, WELLS, LOOPS, MINI))
    told = (homes["LUS_VERBODEN"], homes["LUS_AANDACHT"], wells["GESCHIKT"], loops["PAST"], mini["KOSTEN_MINI_EUR"])
    for number in told:
        assert f"{number:,.0f}".replace(",", ".") in words
    assert "verzonnen" in words
    near = sheet.itemById("Miniwarmtenetten")
    assert near.scale() == pytest.approx(2000)
    cells = [frame.tableContents() for frame in sheet.multiFrames() if hasattr(frame, "tableContents")]
    (networks,) = (rows for rows in cells if rows[0][0].content() == "Net")
    clusters = {row["cluster_id"]: row for row in rows(made, "clusters", file=MINI)}
    named = [row for row in networks[1:] if row[0].content() != "Alle"]
    assert len(named) > 5
    for row in named:
        cluster = clusters[row[0].content()]
        assert near.extent().contains(cluster.geometry().boundingBox())
        assert [row[i].content() for i in (1, 2)] == [str(cluster["woningen"]), str(cluster["lussen"])]


@pytest.mark.parametrize(("name", "net"), [("Bronnet", "bronnet"), ("MT-net", "mt")])
def test_business_case_builds_the_network_that_was_designed(made, name, net):
    items = rows(made, "investering", f"\"variant\" = '{name}'", BUSINESS)
    network = sum(row["direct_eur"] for row in items if row["bron"] == "hoeveelheden van het net")
    bill = rows(made, "hoeveelheden", f"\"nettype\" = '{net}'")
    assert network == pytest.approx(sum(row["kosten_eur"] for row in bill), abs=0.01)
    assert network == pytest.approx(numbers(made)[f"KOSTEN_EUR{NETS[net]}"], abs=0.01)


@pytest.mark.parametrize(("name", "net"), [("Bronnet", "BRONNET"), ("MT-net", "MT")])
def test_value_is_the_cash_flow_discounted_anew(made, name, net):
    told = numbers(made, BUSINESS)
    flows = {row["jaar"]: row for row in rows(made, "kasstroom", f"\"variant\" = '{name}'", BUSINESS)}
    assert sorted(flows) == list(range(31))
    value = sum(row["kasstroom_eur"] / 1.06**year for year, row in flows.items())
    assert value == pytest.approx(told[f"NCW_{net}"], abs=1)
    assert -sum(row["investering_eur"] for row in flows.values()) == pytest.approx(told[f"INVESTERING_{net}"], abs=1)
    (used,) = rows(made, "scenarios", f'"variant" = \'{name}\' AND "gekozen" = 1', BUSINESS)
    assert used["ncw_eur"] == pytest.approx(value, abs=1)
    homes = {row["pand_id"]: row["woningen"] for row in rows(made, "aansluitingen", f"\"nettype\" = '{net.lower()}'")}
    always = sum(count for count in homes.values() if count > 1)
    joined = always + 0.7 * (sum(homes.values()) - always)
    assert flows[30]["woningen"] == pytest.approx(joined, abs=0.1)


def test_reports_that_were_recomputed_are_all_there(made):
    found, told = rows(made, "rekenna", file=BUSINESS), numbers(made, BUSINESS)
    assert {row["studie"] for row in found} == {"Putten Matchpoint", "Leusden 't Ruige Veld"}
    same = [row for row in found if row["oordeel"] in ("gelijk", "afronding")]
    assert len(same) == told["AANTAL_GELIJK"] > 100
    assert not [row["id"] for row in found if row["oordeel"] == "onverklaard"]
    text = (made / f"{CHECKED}.html").read_text(encoding="utf-8")
    page = Page(text)
    assert page.open == page.pictures == []
    assert "<script" not in text
    for word in ("3,6", "Putten", "Leusden", "2.723.500"):
        assert any(word in words for words in page.words), word


def test_cheapest_heat_of_a_building_is_the_lowest_of_its_costs(made):
    concepts = ("cv", "bronnet", "mt", "hybride", "lucht", "lus", "mini")
    found, told = rows(made, "gebouwen", file=RESIDENT), numbers(made, RESIDENT)
    assert len({row["pand_id"] for row in found}) == len(found) == told["PANDEN"] == 872
    reckoned, count = 0, dict.fromkeys(concepts, 0)
    for row in found:
        costs = {name: row[f"{name}_eur_jaar"] for name in concepts if row[f"{name}_eur_jaar"] != NULL}
        if row["goedkoopst"] == NULL or not row["goedkoopst"]:
            assert row["reden"]
            continue
        reckoned += row["woningen"]
        count[row["goedkoopst"]] += row["woningen"]
        assert costs[row["goedkoopst"]] == min(costs.values())
        assert row["bronnet_tov_cv_eur_jaar"] == pytest.approx(costs["bronnet"] - costs["cv"], abs=0.02)
    assert reckoned == told["WONINGEN"] > 700
    shares = {row["goedkoopst"]: row["woningen"] for row in rows(made, "aandelen", '"berekend" = 1', RESIDENT)}
    assert shares == count


def test_co2_of_the_buildings_adds_up(made):
    told = numbers(made, CARBON)
    first = {row["concept"]: row for row in rows(made, "co2", '"jaar" = 2026', CARBON)}
    heat = sum(row["warmte_gj"] or 0 for row in rows(made, "gebouwen", file=DEMAND))
    assert told["WARMTE_TOTAAL_GJ"] == pytest.approx(heat)
    # gas: heat over 0.9 at 56.5 kg per GJ, and air conditioning
    assert first["cv"]["gas_t"] == pytest.approx(heat / 0.9 * 56.5 / 1000, rel=1e-3)
    for name, row in first.items():
        assert row["tonnen"] == pytest.approx(told[f"UITSTOOT_{name.upper()}"], abs=0.01)
        assert row["besparing_t"] == pytest.approx(first["cv"]["tonnen"] - row["tonnen"], abs=0.02)


def test_sheet_says_whether_it_pays(made):
    project = QgsProject()
    assert project.read(str(made / "riothermie-demo.qgz"))
    (sheet,) = (one for one in project.layoutManager().printLayouts() if one.name().startswith("Loont"))
    words = " ".join(item.text() for item in sheet.items() if isinstance(item, QgsLayoutItemLabel))
    business, resident = numbers(made, BUSINESS), numbers(made, RESIDENT)
    assert f"{business['AANTAL_GELIJK']:,.0f} uit zoals afgedrukt".replace(",", ".") in words
    for number in (business["BREAKEVEN_VASTRECHT"], abs(resident["MEER_BRONNET"]), abs(resident["MEER_MT"])):
        assert f"EUR\u00a0{number:,.0f}".replace(",", ".") in words
    for net in ("BRONNET", "MT"):
        assert f"{business[f'NCW_{net}'] / 1e6:.1f} mln".replace(".", ",").replace("-", "\u2212") in words
    printed = {}
    for row in rows(made, "kosten", '"folder_eur_jaar" IS NOT NULL AND "type" <> \'appartement\'', RESIDENT):
        printed.setdefault(row["type"], {})[row["folder_eur_jaar"]] = row["concept"]
    assert {costs[min(costs)] for costs in printed.values()} == {"lucht"}
    assert resident["MEER_LUCHT"] > 0  # another order than that of the folder, and the sheet says so
    assert "in de folder van de provincie (2024) is een luchtwarmtepomp dat" in words
    shown = {layer.name() for layer in sheet.itemById("Bronnet tegenover gas").layers()}
    assert "Wat een bronnet meer kost dan gas" in shown


class Page(HTMLParser):
    """Tags that are open, pictures, and the words of a page."""

    def __init__(self, text):
        super().__init__()
        self.open, self.pictures, self.words = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag == "img":
            self.pictures.append(dict(attrs)["src"])
        elif tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def test_report_holds_the_totals_and_the_proved_gap(made):
    page = Page((made / f"{NET}.html").read_text(encoding="utf-8"))
    assert page.open == []
    assert [(made / name).exists() for name in page.pictures] == [True]
    total = numbers(made)
    for end in NETS.values():
        assert f"{total[f'KOSTEN_EUR{end}']:,.0f}".replace(",", ".") in page.words
        assert f"{total[f'GAT_PROCENT{end}']:.1f} %".replace(".", ",") in page.words
    for word in ("Aangenomen bron", "PE63 SDR17", "DN32", "geveldoorvoer", "verzonnen plaats (Nijenoord Allee)"):
        assert any(word.lower() in words.lower() for words in page.words), word


def test_a_run_that_stops_leaves_no_half_results(tmp_path):
    """The first run makes the folder, the second finds a result in it; both stop at the first large file."""
    folder = tmp_path / "nieuw" / "uit voer"
    for before in ({}, {"loont-het.pdf": EARLIER}):
        for name, text in before.items():
            (folder / name).write_text(text)
        done = demo("nieuw/uit voer", tmp_path, most_kib=100)
        assert done.returncode != 0
        assert done.stdout == ""
        assert {path.name: path.read_text() for path in folder.iterdir()} == before


@pytest.mark.parametrize("folder", ["/proc/demo", "bestand"])
def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path, folder):
    (tmp_path / "bestand").write_text("in de weg")
    done = demo(folder, tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("demo: cannot write in the folder ")
    assert done.stderr.count("\n") == 1
