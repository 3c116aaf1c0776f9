"""Symbols and colour ramps in the style manager: added, never over those of the user, taken away."""

import pytest
from qgis.core import QgsGradientColorRamp, QgsLineSymbol, QgsStyle
from qgis.PyQt.QtGui import QColor
from riothermie_plugin.panel import style_manager

Entity = QgsStyle.StyleEntity
SYMBOL, RAMP = "Riothermie kansenkaart: Kansrijk", "Riothermie warmtevraag"


@pytest.fixture
def few(monkeypatch):
    """Let the plugin have a few symbols only: the database is written for each."""
    names = ("kansenkaart", "bronpunten", "gebouwen")
    monkeypatch.setattr(style_manager, "SYMBOLS", {name: style_manager.SYMBOLS[name] for name in names})


@pytest.fixture
def style(qgis_app, tmp_path):
    """Return a style database of its own, with a symbol of the user."""
    found = QgsStyle()
    assert found.createDatabase(str(tmp_path / "stijl.db"))
    mine = QgsLineSymbol.createSimple({"color": "red"})
    found.addSymbol("van mij", mine)
    found.saveSymbol("van mij", mine, False, [])
    return found


def names(style):
    return {*style.symbolNames(), *style.colorRampNames()}


def test_symbols_and_ramps_are_added_under_a_tag(few, style, tmp_path):
    added, kept = style_manager.install(style)
    assert kept == []
    assert names(style) == {"van mij", *added}
    assert {SYMBOL, RAMP} <= set(added)
    assert style.tagsOfSymbol(Entity.SymbolEntity, SYMBOL) == [style_manager.TAG]
    again = QgsStyle()
    assert again.load(str(tmp_path / "stijl.db"))
    assert names(again) == names(style)
    assert again.symbol(SYMBOL).symbolLayerCount() == style_manager.symbols()[SYMBOL].symbolLayerCount()


def test_what_is_taken_away_leaves_what_the_user_has(few, style, tmp_path):
    added, _ = style_manager.install(style)
    gone, kept = style_manager.uninstall(style)
    assert (sorted(gone), kept) == (sorted(added), [])
    assert names(style) == {"van mij"}
    assert style_manager.TAG not in style.tags()
    assert style_manager.uninstall(style) == ([], [])
    again = QgsStyle()
    assert again.load(str(tmp_path / "stijl.db"))
    assert names(again) == {"van mij"}


def test_a_symbol_of_the_user_of_that_name_stays(few, style):
    mine = QgsLineSymbol.createSimple({"color": "#123456"})
    style.addSymbol(SYMBOL, mine)
    style.saveSymbol(SYMBOL, mine, False, ["eigen"])
    added, kept = style_manager.install(style)
    assert kept == [SYMBOL]
    assert style.symbol(SYMBOL).color() == QColor("#123456")
    gone, kept = style_manager.uninstall(style)
    assert (sorted(gone), kept) == (sorted(added), [])
    assert style.symbol(SYMBOL).color() == QColor("#123456")


def test_a_symbol_that_the_user_changed_stays(few, style, tmp_path):
    style_manager.install(style)
    changed = style.symbol(SYMBOL)
    changed.setColor(QColor("#00ff00"))
    style.addSymbol(SYMBOL, changed, True)
    ramp = QgsGradientColorRamp(QColor("red"), QColor("blue"))
    style.addColorRamp(RAMP, ramp, True)
    again = QgsStyle()
    assert again.load(str(tmp_path / "stijl.db"))
    _, kept = style_manager.uninstall(again)
    assert sorted(kept) == sorted([SYMBOL, RAMP])
    assert {SYMBOL, RAMP} <= names(again)


def test_what_was_saved_is_the_same_when_it_is_read_again(style, tmp_path):
    """Else it would seem changed, and could not be taken away in another session."""
    added, _ = style_manager.install(style)
    again = QgsStyle()
    assert again.load(str(tmp_path / "stijl.db"))
    gone, kept = style_manager.uninstall(again)
    assert (sorted(gone), kept) == (sorted(added), [])


def test_every_style_gives_symbols():
    for file, (geometry, _) in style_manager.SYMBOLS.items():
        assert style_manager._rules(file, geometry), file
    for _, ramp in sorted(style_manager.ramps().items()):
        shades = {ramp.color(k / 4).name() for k in range(5)}
        assert len(shades) == 5
