"""scripts/demo as a user runs it: from another folder, twice, into a folder that is then moved."""

import csv
import math
import os
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtGui import QImage

ROOT = Path(__file__).resolve().parents[2]
NAME, NET = "kansenkaart-bodegraven-reeuwijk", "warmtenet-wageningen"
TAKEN, SERIES = "onttrekkingen-bodegraven", "debietmeting-bsm2"
FILES = (
    "riothermie-demo.qgz",
    *(f"{NAME}.{end}" for end in ("gpkg", "png", "pdf", "log")),
    *(f"{TAKEN}.{end}" for end in ("gpkg", "log")),
    *(f"{SERIES}.{end}" for end in ("gpkg", "html", "log")),
    *(f"{NET}.{end}" for end in ("gpkg", "dxf", "html", "png", "pdf", "log")),
)
GROUPS = {
    "Kansenkaart riothermie": ["Verzamelpunten", "Kansenkaart", "Kernen (afgeleid uit het riool)"],
    "Controle": ["Meldingen", "Rioolknopen"],
    "Onttrekkingen (aangenomen)": [
        *("Onttrekkingen (aangenomen)", "Meldingen onttrekkingen", "Ruimte per leiding", "Temperatuur per maand"),
    ],
    "Warmtenet": [
        *("Aangenomen bron", "Niet aangesloten", "Aansluitingen", "Tracé, beide netten", "Tracé bronnet"),
        *("Tracé MT-net", "Panden (BAG 2019)", "Straten (NWB 2020)"),
    ],
    "Warmtenet, tabellen en meldingen": ["Meldingen warmtenet", "Hoeveelheden", "Kosten en aansluitingen"],
}
TABLES = (
    *((NAME, table) for table in ("kansenkaart", "knopen", "meldingen", "kernen", "verzamelpunten")),
    *((TAKEN, table) for table in ("onttrekkingen", "ruimte", "temperatuur_maand", "meldingen")),
    *((SERIES, table) for table in ("profiel", "duurkromme", "uitkomsten", "dagen", "seizoen")),
    *((NET, table) for table in ("trace", "aansluitingen", "niet_aangesloten", "panden", "straten", "bron")),
)
NETS = {"bronnet": "", "mt": "_MT"}


def demo(folder, cwd):
    """Run the script in an environment that knows nothing of this process's QGIS."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QGIS", "PYTHON", "RT_"))}
    command = [str(ROOT / "scripts" / "demo"), str(folder)]
    return subprocess.run(command, cwd=cwd, env=kept, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    cwd = tmp_path_factory.mktemp("elders")
    for _ in range(2):
        done = demo("uit voer", cwd)
        assert done.returncode == 0, done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith("/")] == [
        str(cwd / "uit voer" / name) for name in FILES
    ]
    assert "35.000" in done.stdout
    assert "Bewezen: " in done.stdout
    moved = cwd / "verplaatst"
    shutil.move(cwd / "uit voer", moved)
    return moved


def rows(made, table, where="TRUE", file=NET):
    return list(QgsVectorLayer(f"{made / file}.gpkg|layername={table}", "", "ogr").getFeatures(where))


def numbers(made, file=NET):
    """Return the numbers of a run, from its log."""
    lines = (made / f"{file}.log").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" = ") for line in lines if line.partition(" = ")[0].isupper() and " = " in line)
    return {name: float(value) for name, value in pairs}


def test_leaves_its_files_and_nothing_else(made):
    assert sorted(path.name for path in made.iterdir()) == sorted(FILES)
    assert "Aanname: 35.000 inwoners" in (made / f"{NAME}.log").read_text(encoding="utf-8")


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
    assert set(layouts) == {"Kansenkaart A3", "Warmtenet A3"}
    assert layouts["Kansenkaart A3"].itemById("Hoofdkaart").scale() == pytest.approx(11500, rel=1e-6)
    sides = [layouts["Warmtenet A3"].itemById(name) for name in ("Bronnet", "MT-net")]
    assert sides[0].scale() == pytest.approx(sides[1].scale())
    assert [mark.name() for mark in project.bookmarkManager().bookmarks()] == [
        "Kansenkaart riothermie Bodegraven-Reeuwijk",
        "Onttrekkingen op het riool van Bodegraven",
        "Warmtenet Wageningen",
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
    assert styles == 1


@pytest.mark.parametrize("file", [NAME, NET])
def test_map_is_a3_and_not_blank(made, file):
    image = QImage(str(made / f"{file}.png"))
    assert (image.width(), image.height()) == (pytest.approx(2480, abs=1), pytest.approx(1754, abs=1))  # A3, 150 dpi
    strip = {image.pixel(x, y) for x in range(80, 1250, 7) for y in range(200, 1600, 7)}
    assert len(strip) > 50
    assert (made / f"{file}.pdf").read_bytes().startswith(b"%PDF")


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
    assert sorted(ids) == sorted(row["pand_id"] for row in rows(made, "panden"))
    assert len(ids) == len(set(ids)) == 1000
    assert len(connected) == total[f"AANGESLOTEN{end}"] > 400
    assert all(row["reden"] for row in listed)
    assert 0 <= total[f"GAT_PROCENT{end}"] < 10


def test_panden_say_what_became_of_them(made):
    found = {row["pand_id"]: row["uitkomst"] for row in rows(made, "panden")}
    listed = {row["pand_id"]: row["soort"] for row in rows(made, "niet_aangesloten", "\"nettype\" = 'bronnet'")}
    assert found == dict.fromkeys(found, "aangesloten") | listed


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


@pytest.mark.parametrize("folder", ["/proc/demo", "bestand"])
def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path, folder):
    (tmp_path / "bestand").write_text("in de weg")
    done = demo(folder, tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("demo: cannot write in the folder ")
    assert done.stderr.count("\n") == 1
