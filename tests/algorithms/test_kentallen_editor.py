"""The editor of key figures: what a person types is kept, refused in a sentence, written and read back."""

import types

import pytest
from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QLineEdit, QMessageBox, QWidget
from riothermie_plugin.panel import kentallen_editor, kentallen_model, settings
from riothermie_plugin.panel.kentallen_model import NAME, NOTE, SOURCE, STANDARD, VALUE
from riothermie_plugin.panel.kentallen_row import RowDialog
from riothermie_plugin.panel.kentallen_themes import THEMES, theme, titles
from riothermie_plugin.riothermie_kansen.kentallen import load

STANDARD_VALUES = load()
KEY = "dwa.liter_per_inwoner"
ROW = next(key for key, kental in STANDARD_VALUES.items() if isinstance(kental.waarde, tuple))
Answer = QMessageBox.StandardButton


@pytest.fixture
def editor(qgis_app, monkeypatch):
    """Return the editor of a new project, in Dutch numbers."""
    for module in (kentallen_model, kentallen_editor):
        monkeypatch.setattr(module, "language", lambda: "nl")
    QgsSettings().remove(settings.SCOPE)
    QgsProject.instance().clear()
    window = QWidget()
    panel = types.SimpleNamespace(form=types.SimpleNamespace(read=lambda: None))
    iface = types.SimpleNamespace(mainWindow=lambda: window)
    around = types.SimpleNamespace(iface=iface, panel=panel, tools={}, undo=[])
    found = kentallen_editor.open_editor(around)
    yield found
    found.edits.saved = dict(found.edits.own)
    for undo in around.undo:
        undo()
    QgsProject.instance().clear()
    QgsSettings().remove(settings.SCOPE)


def cell(editor, key, column):
    """Return the index of a cell as the table shows it; made current."""
    index = editor.shown.mapFromSource(editor.rows.index(editor.rows.keys.index(key), column))
    editor.table.setCurrentIndex(index)
    return index


def type_in(editor, key, column, text):
    """Type in a cell with the keyboard: F2, the text, Enter."""
    editor.table.setFocus()
    cell(editor, key, column)
    QTest.keyClick(editor.table, Qt.Key.Key_F2)
    (line,) = [item for item in editor.table.findChildren(QLineEdit) if item.isVisible()]
    line.clear()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    QApplication.processEvents()  # a table takes it over a moment later


def shown(editor, key, column):
    return editor.shown.data(cell(editor, key, column), Qt.ItemDataRole.DisplayRole)


def test_all_key_figures_are_shown(editor):
    assert editor.shown.rowCount() == len(STANDARD_VALUES)
    assert shown(editor, KEY, VALUE) == shown(editor, KEY, STANDARD) == "120"
    assert not editor.isWindowModified()


def test_a_number_is_typed_and_marked(editor):
    type_in(editor, KEY, VALUE, "110,5")
    assert editor.edits.now(KEY).waarde == 110.5
    assert shown(editor, KEY, VALUE) == "110,5"
    assert shown(editor, KEY, STANDARD) == "120"
    assert editor.isWindowModified()
    index = cell(editor, KEY, NAME)
    assert editor.shown.data(index, Qt.ItemDataRole.FontRole).bold()
    assert editor.shown.data(index, Qt.ItemDataRole.AccessibleTextRole).endswith(", changed")
    assert "1 changed" in editor.count.text()


@pytest.mark.parametrize(
    ("text", "says"),
    [("9999", "kan niet; geef een getal van 50 tot 300"), ("veel", "is geen getal"), ("1.500", "op twee manieren")],
)
def test_what_cannot_be_is_refused_in_a_sentence(editor, text, says):
    type_in(editor, KEY, VALUE, text)
    assert editor.edits.own == {}
    assert says in editor.problem.text()
    assert editor.problem.isVisible()


def test_the_standard_typed_again_is_no_change(editor):
    type_in(editor, KEY, VALUE, "100")
    type_in(editor, KEY, VALUE, "120")
    assert editor.edits.own == {}
    assert not editor.isWindowModified()


def test_source_and_note_are_typed(editor):
    type_in(editor, KEY, SOURCE, "gemeten in 2026")
    type_in(editor, KEY, NOTE, "<b>zo</b>")
    own = editor.edits.own[KEY]
    assert (own.waarde, own.bron, own.toelichting) == (120.0, "gemeten in 2026", "<b>zo</b>")
    assert "&lt;b&gt;zo" in editor.detail.toHtml()
    type_in(editor, KEY, SOURCE, "")
    assert editor.edits.own[KEY].bron == STANDARD_VALUES[KEY].bron


def test_rows_and_all_go_back_to_the_standard(editor, monkeypatch):
    type_in(editor, KEY, VALUE, "100")
    type_in(editor, "dwa.ie_per_bedrijf", VALUE, "4")
    cell(editor, KEY, VALUE)
    editor.reset.click()
    assert set(editor.edits.own) == {"dwa.ie_per_bedrijf"}
    monkeypatch.setattr(QMessageBox, "question", lambda *_given: Answer.No)
    editor.reset_all.click()
    assert set(editor.edits.own) == {"dwa.ie_per_bedrijf"}
    monkeypatch.setattr(QMessageBox, "question", lambda *_given: Answer.Yes)
    editor.reset_all.click()
    assert editor.edits.own == {}
    assert not editor.reset_all.isEnabled()


def test_search_group_and_changed_only(editor):
    editor.text.setText("LITER huishoudelijk")
    assert [editor.shown.key(editor.shown.index(row, 0)) for row in range(editor.shown.rowCount())] == [KEY]
    editor.text.setText("")
    editor.group.setCurrentIndex(editor.group.findData("co2"))
    keys = [editor.shown.key(editor.shown.index(row, 0)) for row in range(editor.shown.rowCount())]
    assert keys
    assert {key.partition(".")[0] for key in keys} == {"co2"}
    editor.only.setChecked(True)
    assert editor.shown.rowCount() == 0


def test_every_kental_has_one_group():
    firsts = [first for parts in THEMES.values() for first in parts]
    assert len(firsts) == len(set(firsts))
    assert {key.partition(".")[0] for key in STANDARD_VALUES} == set(firsts)
    assert set(titles()) == set(THEMES)
    assert theme("iets.nieuws") == "gegevens"


def test_a_row_of_numbers_has_a_window(editor):
    kental = STANDARD_VALUES[ROW]
    assert not editor.shown.flags(cell(editor, ROW, VALUE)) & Qt.ItemFlag.ItemIsEditable
    dialog = RowDialog(kental, kental.waarde, editor)
    dialog.table.item(0, 0).setText("nee")
    dialog.accept()
    assert dialog.result() == 0
    assert "Line 1: " in dialog.problem.text()
    dialog.back()
    assert dialog.values() == kental.waarde
    dialog.table.setCurrentCell(0, 0)
    high = kental.bereik[1]
    dialog.paste("\n".join([str(high)] * len(kental.waarde)))
    dialog.accept()
    assert dialog.result() == 1
    assert dialog.values() == (high,) * len(kental.waarde)
    assert editor.rows.type_value(ROW, dialog.text())
    assert editor.edits.own[ROW].waarde == (high,) * len(kental.waarde)


def test_a_file_is_written_used_and_read_back(editor, tmp_path):
    type_in(editor, KEY, VALUE, "110")
    path = tmp_path / "eigen.toml"
    assert editor.write(path)
    assert load(path).value(KEY) == 110
    assert settings.kentallen_file() == str(path)
    assert not editor.isWindowModified()
    path.write_text(f"# met de hand\n{path.read_text()}")
    editor.close()
    again = kentallen_editor.open_editor(editor.around)
    assert again is editor
    assert editor.edits.now(KEY).waarde == 110
    type_in(editor, KEY, VALUE, "111")
    assert editor._save()
    assert path.read_text().startswith("# met de hand\n")
    assert load(path).value(KEY) == 111


def test_a_file_that_another_program_changed_is_not_written_over(editor, tmp_path, monkeypatch):
    path = tmp_path / "eigen.toml"
    assert editor.write(path)
    type_in(editor, KEY, VALUE, "110")
    path.write_text("[dwa]\nie_per_bedrijf = 4\n")
    monkeypatch.setattr(QMessageBox, "question", lambda *_given: Answer.No)
    assert not editor._save()
    assert path.read_text() == "[dwa]\nie_per_bedrijf = 4\n"


def test_what_a_run_refuses_is_told(editor, tmp_path):
    path = tmp_path / "fout.toml"
    path.write_text("[dwa]\nliter_per_inwoner = 9999\nie_per_bedrijf = 4\n")
    assert editor.read(path)
    assert "refuses 1 of the lines" in editor.problem.text()
    assert editor.save.isEnabled()
    assert editor.write(path)
    assert load(path).value("dwa.ie_per_bedrijf") == 4


def test_a_file_that_is_no_toml_leaves_what_is_there(editor, tmp_path):
    type_in(editor, KEY, VALUE, "110")
    path = tmp_path / "kapot.toml"
    path.write_text("[dwa\n")
    assert not editor.read(path)
    assert "geen geldige TOML" in editor.problem.text()
    assert editor.edits.now(KEY).waarde == 110


def test_a_file_that_is_gone_leaves_the_standard_values(editor, tmp_path):
    """Not those of the file that was open before, of another project perhaps."""
    type_in(editor, KEY, VALUE, "110")
    editor.load(str(tmp_path / "weg.toml"))
    assert "bestaat niet" in editor.problem.text()
    assert editor.edits.own == {}
    assert editor.edits.path is None


def test_a_folder_without_right_is_told(editor, tmp_path):
    assert not editor.write(tmp_path / "weg" / "eigen.toml")
    assert "kan niet worden geschreven" in editor.problem.text()


def test_closing_asks_about_changes(editor, monkeypatch):
    type_in(editor, KEY, VALUE, "110")
    monkeypatch.setattr(QMessageBox, "question", lambda *_given: Answer.Cancel)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.isVisible()
    monkeypatch.setattr(QMessageBox, "question", lambda *_given: Answer.Discard)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert not editor.isVisible()


def test_another_project_does_not_get_the_file(editor, tmp_path):
    type_in(editor, KEY, VALUE, "110")
    QgsProject.instance().clear()
    assert editor.write(tmp_path / "eigen.toml")
    assert settings.kentallen_file() == ""
    assert "Another project was opened" in editor.problem.text()


def test_numbers_are_ordered_as_numbers(editor):
    editor.group.setCurrentIndex(editor.group.findData("co2"))
    editor.table.sortByColumn(STANDARD, Qt.SortOrder.AscendingOrder)
    values = [
        STANDARD_VALUES[editor.shown.key(editor.shown.index(row, 0))].waarde for row in range(editor.shown.rowCount())
    ]
    first = [value[0] if isinstance(value, tuple) else value for value in values]
    assert first == sorted(first)


def test_texts_follow_the_theme(editor):
    """The table and the text below it take the colours of QGIS: none of their own that a dark theme would hide."""
    for widget in (editor.table, editor.detail):
        assert widget.styleSheet() == ""
        palette = widget.palette()
        assert palette.color(QPalette.ColorRole.Text) != palette.color(QPalette.ColorRole.Base)
