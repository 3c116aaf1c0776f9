"""The map tool: what is clicked is found, drawn, told, and cleared."""

import numpy as np
import pytest
from qgis.core import NULL, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsPointXY, QgsProject, QgsRectangle
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent
from qgis.PyQt.QtCore import QEvent, QPoint, QSize, Qt
from qgis.PyQt.QtTest import QTest
from riothermie_plugin.algorithms import environment
from riothermie_plugin.panel import map_tool, map_tool_words
from riothermie_plugin.panel.highlight import COLOURS, DOWNSTREAM, PIPE, UPSTREAM
from riothermie_plugin.panel.map_tool_card import page
from riothermie_plugin.panel.map_tool_layers import Cache, kind_of

from tests.algorithms import made

FIELDS = (
    "leiding_id:string knoop_begin:string knoop_eind:string stroomrichting:string dwa_gem_ls:double lengte_m:double "
    "inwoners:double vermogen_gebouw_kw:double woningen_wko:int warmte_wko_gj:double kans:string reden:string"
)
FORWARD, BACKWARD = "begin naar eind", "eind naar begin"
X, Y = 173000, 444000


class Bar:
    def __init__(self):
        self.said = []

    def pushMessage(self, *parts):
        self.said.append(parts[1])


class Iface:
    """The little of the desktop that the tool needs."""

    def __init__(self, canvas):
        self.canvas, self.bar = canvas, Bar()

    def mapCanvas(self):
        return self.canvas

    def messageBar(self):
        return self.bar


def pipe(name, x, y, *, to=100, begin, end, way=FORWARD, flow=1.0, people=100.0):
    line = f"LINESTRING({X + x} {Y + y},{X + x + to} {Y + y})"
    return (line, name, begin, end, way, flow, 100.0, people, 30.0, 4, 1200.0, "mogelijk", "Genoeg water <voor> 4.")


def sewer(name="kansenkaart"):
    """a and b join in c, drawn from right to left; d carries rain; e lies apart."""
    rows = [
        pipe("a", 0, 0, begin="k1", end="k2"),
        pipe("b", 0, 50, begin="k3", end="k2", people=50.0),
        pipe("c", 100, 0, begin="k4", end="k2", way=BACKWARD, people=1200.0),
        pipe("d", 200, 0, begin="k4", end="k5", way="", flow=0.0, people=NULL),
        pipe("e", 0, 300, begin="k8", end="k9"),
    ]
    return made.layer("LineString", FIELDS, rows, name)


@pytest.fixture
def tool(qgis_app):
    """Return the tool on a canvas of 400 by 400 m with the sewer."""
    canvas = QgsMapCanvas()
    canvas.resize(QSize(800, 800))
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:28992"))
    layer = sewer()
    QgsProject.instance().addMapLayer(layer)
    canvas.setLayers([layer])
    canvas.setExtent(QgsRectangle(X - 50, Y - 200, X + 350, Y + 400))
    found = map_tool.PipeTool(Iface(canvas))
    canvas.setMapTool(found)
    yield found
    found.remove()
    QgsProject.instance().clear()


def click(tool, x, y, button=Qt.MouseButton.LeftButton):
    """Click at a place in the coordinates of the canvas."""
    canvas = tool.canvas()
    place = canvas.getCoordinateTransform().transform(QgsPointXY(x, y))
    event = QgsMapMouseEvent(
        canvas, QEvent.Type.MouseButtonRelease, QPoint(round(place.x()), round(place.y())), button, button
    )
    tool.canvasReleaseEvent(event)


def drawn(tool):
    return {part: max(band.asGeometry().length(), 0) for part, band in tool.highlight.bands.items()}


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_click_draws_and_tells(tool):
    click(tool, X + 150, Y + 2)
    assert drawn(tool) == pytest.approx({PIPE: 100, UPSTREAM: 200, DOWNSTREAM: 0})
    text = plain(tool.card.body.text())
    assert tool.card.title.text() == "Pipe c"
    assert "2 pipes, 200 m · 1,200 inhabitants" in text
    assert "nothing: here the sewer on this map ends" in text
    assert "Genoeg water &lt;voor&gt; 4." in text
    assert not tool.card.isHidden()


def test_the_water_goes_down_and_its_end_is_told(tool):
    click(tool, X + 50, Y)
    assert drawn(tool) == pytest.approx({PIPE: 100, UPSTREAM: 0, DOWNSTREAM: 100})
    text = plain(tool.card.body.text())
    assert "1 pipe, 100 m · one end · 1,200 inhabitants there" in text
    assert "nothing: here it begins" in text


def test_a_pipe_without_water_is_told_and_not_followed(tool):
    click(tool, X + 250, Y)
    assert drawn(tool) == pytest.approx({PIPE: 100, UPSTREAM: 0, DOWNSTREAM: 0})
    assert "No waste water is known in this pipe" in tool.card.body.text()
    assert tool.card.zoom.isHidden()


def test_escape_another_button_and_an_empty_place_clear(tool):
    for clear in (
        lambda: QTest.keyClick(tool.canvas().viewport(), Qt.Key.Key_Escape),
        lambda: QTest.keyClick(tool.card, Qt.Key.Key_Escape),
        lambda: click(tool, X + 50, Y, Qt.MouseButton.RightButton),
        lambda: click(tool, X + 50, Y + 200),
        lambda: tool.canvas().unsetMapTool(tool),
    ):
        click(tool, X + 50, Y)
        assert sum(drawn(tool).values()) > 0
        clear()
        assert sum(drawn(tool).values()) == 0
        assert tool.card.isHidden()


def test_the_canvas_may_have_other_coordinates(tool):
    rd, web = (QgsCoordinateReferenceSystem(f"EPSG:{code}") for code in (28992, 3857))
    change = QgsCoordinateTransform(rd, web, QgsProject.instance())
    canvas = tool.canvas()
    click(tool, X + 150, Y)
    canvas.setDestinationCrs(web)
    canvas.setExtent(change.transformBoundingBox(QgsRectangle(X - 50, Y - 200, X + 350, Y + 400)))
    box = tool.highlight.extent()
    assert canvas.extent().contains(box)
    tool.clear()
    spot = change.transform(QgsPointXY(X + 150, Y))
    click(tool, spot.x(), spot.y())
    assert tool.card.title.text() == "Pipe c"
    assert drawn(tool)[UPSTREAM] == pytest.approx(200 / np.cos(np.radians(51.98)), rel=0.02)


def test_a_layer_that_changes_is_read_again(tool):
    (layer,) = tool.layers()
    click(tool, X + 50, Y)
    first = tool.cache.known[layer.id()]
    click(tool, X + 150, Y)
    assert tool.cache.known[layer.id()] is first
    layer.startEditing()
    feature = next(item for item in layer.getFeatures() if item["leiding_id"] == "b")
    layer.changeAttributeValue(feature.id(), layer.fields().indexOf("knoop_eind"), "elders")
    assert tool.card.isHidden()
    click(tool, X + 150, Y)
    assert drawn(tool)[UPSTREAM] == pytest.approx(100)
    layer.rollBack()
    click(tool, X + 150, Y)
    assert drawn(tool)[UPSTREAM] == pytest.approx(200)
    QgsProject.instance().removeMapLayer(layer)
    assert tool.card.isHidden()
    assert tool.cache.known == {}


def test_of_two_pipes_the_nearest_is_taken(tool):
    other = made.layer("LineString", FIELDS, [pipe("z", 0, 3, begin="q", end="r")], "boven")
    QgsProject.instance().addMapLayer(other)
    tool.canvas().setLayers([other, *tool.layers()])
    click(tool, X + 50, Y + 0.5)
    assert tool.card.title.text() == "Pipe a"
    click(tool, X + 50, Y + 3)
    assert tool.card.title.text() == "Pipe z"


def test_a_selected_pipe_is_told_when_the_tool_is_taken(tool):
    """Who does not use a mouse selects a pipe in the table of the layer."""
    (layer,) = tool.layers()
    tool.canvas().unsetMapTool(tool)
    layer.selectByExpression("leiding_id = 'c'")
    tool.canvas().setMapTool(tool)
    assert tool.card.title.text() == "Pipe c"


def test_a_map_without_pipes_says_what_to_do(tool):
    tool.canvas().unsetMapTool(tool)
    tool.canvas().setLayers([])
    tool.canvas().setMapTool(tool)
    assert "make a map of opportunities" in tool.iface.bar.said[-1]


def test_all_of_it_is_shown(tool):
    click(tool, X + 150, Y)
    tool.canvas().setExtent(QgsRectangle(X + 140, Y - 10, X + 160, Y + 10))
    tool.card.zoom.click()
    assert tool.canvas().extent().contains(QgsRectangle(X, Y, X + 200, Y + 50))


NET = (
    "trace_id:string voeding_id:string nettype:string rol:string dn:string kosten_eur:double lengte_m:double "
    "n_woningen:int vermogen_kw:double debiet_ls:double bron_id:string reden_dn:string"
)


def test_a_heat_network_shows_the_way_back_and_what_it_feeds(tool):
    def part(name, feeding, x, y, homes):
        line = f"LINESTRING({X + x} {Y + y},{X + x + 100} {Y + y})"
        return (line, name, feeding, "mt", "transport", "DN100", 1e5, 100.0, homes, 1234.5, 12.3, "RWZI", "past")

    rows = [
        part("1", NULL, 0, 0, 30),
        part("2", "1", 100, 0, 20),
        part("3", "2", 200, 0, 1),
        part("4", "1", 100, 60, 9),
    ]
    layer = made.layer("LineString", NET, rows, "net")
    QgsProject.instance().addMapLayer(layer)
    tool.canvas().setLayers([layer])
    click(tool, X + 150, Y)
    assert drawn(tool) == pytest.approx({PIPE: 100, UPSTREAM: 100, DOWNSTREAM: 100})
    text = plain(tool.card.body.text())
    assert "1 pipe, 100 m · source: RWZI" in text
    assert "1 pipe, 100 m · 20 homes" in text
    assert "12.3 l/s" in text
    assert "1,234 kW" in text or "1,235 kW" in text


def test_sewer_pipes_are_followed_by_their_levels(tool):
    texts = ("leiding_id", "functie", "stelsel", "knoop_begin", "knoop_eind")
    numbers = ("bob_begin_m", "bob_eind_m", "verhang", "lengte_m")
    fields = " ".join([*(f"{name}:string" for name in texts), *(f"{name}:double" for name in numbers)])
    rows = [
        (f"LINESTRING({X} {Y},{X + 100} {Y})", "a", "vrijverval", "g", "1", "2", 2.0, 1.0, 0.01, 100.0),
        (f"LINESTRING({X + 100} {Y},{X + 200} {Y})", "b", "vrijverval", "g", "2", "3", NULL, 1.0, NULL, 100.0),
    ]
    layer = made.layer("LineString", fields, rows, "leidingen")
    QgsProject.instance().addMapLayer(layer)
    tool.canvas().setLayers([layer])
    click(tool, X + 50, Y)
    assert drawn(tool)[DOWNSTREAM] == pytest.approx(100)
    assert "Followed by the levels of the pipe ends" in tool.card.body.text()
    assert "The direction of one of these pipes is a guess" in tool.card.body.text()


def test_layers_that_are_no_network_are_not_followed():
    assert kind_of(made.layer("LineString", "id:int", [], "x")) is None
    assert kind_of(made.layer("Point", FIELDS, [], "x")) is None
    assert kind_of(sewer()) == "riool"


def test_only_a_few_layers_are_kept(tool):
    cache = Cache(lambda _layer: None)
    layers = [sewer(str(number)) for number in range(cache.KEPT + 2)]
    for layer in layers:
        cache.get(layer, "riool")
    assert list(cache.known) == [layer.id() for layer in layers[2:]]
    cache.clear()
    assert cache.undo == {}


def test_what_is_told_is_escaped():
    hostile = "<script>&\"'"
    words = map_tool_words.Told(hostile, ((hostile, hostile),), hostile, (hostile, hostile), None, (hostile,))
    assert "<script>" not in page(words)


def test_numbers_are_those_of_the_language(monkeypatch):
    monkeypatch.setattr(environment, "language", lambda: "nl")
    assert map_tool_words.amount(1234567.25, 1) == "1.234.567,2"
    assert plain(map_tool_words.length(12345)) == "12,3 km"
    assert plain(map_tool_words.length(999.4)) == "999 m"


def test_the_colours_differ_for_who_cannot_tell_colours():
    def grey(colour):
        return sum(w * int(colour[i : i + 2], 16) for w, i in ((0.299, 1), (0.587, 3), (0.114, 5)))

    shades = sorted(grey(colour) for colour in COLOURS.values())
    assert min(np.diff(shades)) > 25
