"""The editor of key figures: look, change, go back to the standard, and keep it in a file of the user."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QModelIndex, Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QShortcut,
    QSplitter,
    QTableView,
    QTextBrowser,
    QVBoxLayout,
)

from ..algorithms.environment import TITLE, language
from ..riothermie_kansen.errors import KentalError
from ..riothermie_kansen.kentallen.entry import unit
from . import settings
from .commands import picture
from .kentallen_model import KEY, NAME, NOTE, RANGE, SOURCE, STANDARD, UNIT, VALUE, Rows, Shown
from .kentallen_row import RowDialog
from .kentallen_state import Edits
from .kentallen_themes import titles

translate = QCoreApplication.translate

WIDTHS = {NAME: 34, VALUE: 12, UNIT: 11, STANDARD: 12, RANGE: 18, SOURCE: 28, NOTE: 40, KEY: 26}
"""Width of the columns, in letters."""

FILTER = "TOML (*.toml)"
Button = QMessageBox.StandardButton


class Editor(QDialog):
    """A table of all key figures.

    Parameters
    ----------
    around
        Surroundings of the commands.
    """

    def __init__(self, around: Any) -> None:
        super().__init__(around.iface.mainWindow())
        self.around = around
        self.edits = Edits()
        self.project_left = False
        self.setObjectName("RiothermieKentallen")
        self.setWindowIcon(picture("kentallen"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self.rows = Rows(self.edits, self)
        self.rows.refused.connect(self._tell)
        self.rows.edited.connect(self._edited)
        self.shown = Shown(self.rows, self)
        whole = QVBoxLayout(self)
        whole.addLayout(self._head())
        whole.addLayout(self._search())
        self.problem = QLabel(self)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        self.problem.setStyleSheet("QLabel { border: 1px solid #b06f00; border-radius: 3px; padding: 4px; }")
        self.problem.setVisible(False)
        whole.addWidget(self.problem)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(self._table())
        self.detail = QTextBrowser(self)
        self.detail.setAccessibleName(translate("Riothermie", "The key figure that is chosen"))
        split.addWidget(self.detail)
        split.setStretchFactor(0, 4)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        whole.addWidget(split, 1)
        whole.addLayout(self._buttons())
        screen = self.screen().availableGeometry()
        self.resize(min(1180, screen.width() - 40), min(720, screen.height() - 60))
        QgsProject.instance().cleared.connect(self._project_went)
        self._edited()
        self._show_detail()

    def _head(self) -> QHBoxLayout:
        self.where = QLabel(self)
        self.where.setTextFormat(Qt.TextFormat.PlainText)
        self.where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.where.setMinimumWidth(1)
        line = QHBoxLayout()
        line.addWidget(self.where, 1)
        self.new = self._button(
            translate("Riothermie", "New"),
            translate("Riothermie", "Begin with the standard values, in a new file"),
            self._new,
        )
        self.open = self._button(
            translate("Riothermie", "Open…"),
            translate("Riothermie", "Open a file with your own key figures"),
            self._open,
        )
        line.addWidget(self.new)
        line.addWidget(self.open)
        return line

    def _search(self) -> QHBoxLayout:
        self.text = QLineEdit(self)
        self.text.setPlaceholderText(translate("Riothermie", "Search in name, key, source and note"))
        self.text.setAccessibleName(translate("Riothermie", "Search"))
        self.text.setClearButtonEnabled(True)
        self.text.textChanged.connect(self._look)
        self.group = QComboBox(self)
        self.group.setAccessibleName(translate("Riothermie", "Group"))
        self.group.addItem(translate("Riothermie", "All groups"), "")
        for name, title in titles().items():
            self.group.addItem(title, name)
        self.group.currentIndexChanged.connect(self._look)
        self.only = QCheckBox(translate("Riothermie", "Changed only"), self)
        self.only.toggled.connect(self._look)
        QShortcut(QKeySequence.StandardKey.Find, self, self.text.setFocus)
        line = QHBoxLayout()
        line.addWidget(self.text, 1)
        line.addWidget(self.group)
        line.addWidget(self.only)
        return line

    def _table(self) -> QTableView:
        table = self.table = QTableView(self)
        table.setModel(self.shown)
        table.setAccessibleName(translate("Riothermie", "Key figures"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.horizontalHeader().setSortIndicator(KEY, Qt.SortOrder.AscendingOrder)
        table.setSortingEnabled(True)
        table.setWordWrap(False)
        table.setAlternatingRowColors(True)
        table.verticalHeader().setVisible(False)
        table.horizontalHeader().setStretchLastSection(True)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        letter = table.fontMetrics().averageCharWidth()
        for column, letters in WIDTHS.items():
            table.setColumnWidth(column, letter * letters)
        table.activated.connect(self._activated)
        table.doubleClicked.connect(self._activated)
        table.selectionModel().selectionChanged.connect(self._show_detail)
        table.selectionModel().currentRowChanged.connect(self._show_detail)
        return table

    def _buttons(self) -> QHBoxLayout:
        self.reset = self._button(
            translate("Riothermie", "Back to standard"),
            translate("Riothermie", "Give the chosen rows their standard value, source and note again"),
            self._reset,
        )
        self.reset_all = self._button(
            translate("Riothermie", "All back to standard"),
            translate("Riothermie", "Give all key figures their standard value again"),
            self._reset_all,
        )
        self.count = QLabel(self)
        box = QDialogButtonBox(self)
        self.save = box.addButton(translate("Riothermie", "Save"), QDialogButtonBox.ButtonRole.ApplyRole)
        self.save_as = box.addButton(translate("Riothermie", "Save as…"), QDialogButtonBox.ButtonRole.ApplyRole)
        close = box.addButton(translate("Riothermie", "Close"), QDialogButtonBox.ButtonRole.RejectRole)
        for button in (self.save, self.save_as, close):
            button.setAutoDefault(False)
        self.save.clicked.connect(self._save)
        self.save_as.clicked.connect(self._save_as)
        close.clicked.connect(self.close)
        QShortcut(QKeySequence.StandardKey.Save, self, self._save)
        line = QHBoxLayout()
        for widget in (self.reset, self.reset_all, self.count):
            line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(box)
        return line

    def _button(self, text: str, tip: str, slot: Any) -> QPushButton:
        button = QPushButton(text, self)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: slot())
        return button

    def load(self, path: str) -> None:
        """Read a file, "" for none; what cannot be read is told, and standard values are shown."""
        self.edits.new()
        self._tell("")
        if path:
            self.read(Path(path))
        self.rows.again()

    def read(self, path: Path) -> bool:
        """Read a file in place of what is there; tell whether that could be done."""
        try:
            refused = self.edits.open(path)
        except KentalError as error:
            self._tell(error.text(language()))
            return False
        lines = [error.text(language()) for error in refused[:3]]
        if refused:
            text = translate(
                "Riothermie", "A run refuses {n} of the lines in this file; when saved they become comments."
            )
            lines.insert(0, text.format(n=len(refused)))
        self._tell("\n".join(lines))
        self.rows.again()
        return True

    def _look(self) -> None:
        self.shown.look(self.text.text(), self.group.currentData(), changed_only=self.only.isChecked())
        self._edited()

    def _tell(self, text: str) -> None:
        """Show a sentence above the table, or hide it."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _edited(self) -> None:
        """Show what is changed, and in which file."""
        file = str(self.edits.path) if self.edits.path else translate("Riothermie", "no file yet")
        self.where.setText(translate("Riothermie", "File: {}").format(file))
        self.where.setToolTip(file)
        title = translate("Riothermie", "Key figures (kentallen)")
        self.setWindowTitle(f"{TITLE}: {title}[*]")
        self.setWindowModified(self.edits.dirty)
        n, seen, of = len(self.edits.own), self.shown.rowCount(), self.rows.rowCount()
        text = translate("Riothermie", "{n} changed; {seen} of {of} shown")
        self.count.setText(text.format(n=n, seen=seen, of=of))
        self.save.setEnabled(self.edits.dirty or bool(self.edits.file and self.edits.file.refused))
        self.reset_all.setEnabled(bool(n))
        self._show_detail()

    def _keys(self) -> list[str]:
        return [self.shown.key(index) for index in self.table.selectionModel().selectedRows()]

    def _show_detail(self, *_given: Any) -> None:
        """Tell all of the row that is chosen."""
        keys = self._keys()
        self.reset.setEnabled(any(key in self.edits.own for key in keys))
        index = self.table.currentIndex()
        if not index.isValid():
            text = translate(
                "Riothermie", "Choose a row to read all of it. Type in the columns Value, Source and Note."
            )
            self.detail.setPlainText(text)
            return
        key = self.shown.key(index)
        kental = self.edits.kental(key)
        titles_ = {column: self.rows.headerData(column, Qt.Orientation.Horizontal) for column in WIDTHS}
        lines = [f"<b>{html.escape(self.rows.text(key, NAME))}</b> ({html.escape(key)})"]
        lines += [
            f"{titles_[column]}: {html.escape(self.rows.text(key, column))} {html.escape(unit(kental))}"
            for column in (VALUE, STANDARD, RANGE)
        ]
        for column, usual in ((SOURCE, kental.bron), (NOTE, kental.toelichting)):
            text = self.rows.text(key, column)
            lines.append(f"{titles_[column]}: {html.escape(text)}")
            if text != usual:
                was = translate("Riothermie", "standard: {}").format(usual)
                lines[-1] += f" <i>({html.escape(was)})</i>"
        self.detail.setHtml("<br>".join(lines))

    def _activated(self, index: QModelIndex) -> None:
        """Open the window of a row of numbers."""
        key = self.shown.key(index)
        if index.column() in (NAME, VALUE) and self.rows.is_row(key):
            self.edit_row(key)

    def edit_row(self, key: str) -> None:
        """Let the user change a row of numbers."""
        dialog = RowDialog(self.edits.kental(key), self.edits.now(key).waarde, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._tell("")
            self.rows.type_value(key, dialog.text())

    def _reset(self) -> None:
        self.edits.reset(self._keys())
        self._tell("")
        self.rows.again()

    def _reset_all(self) -> None:
        text = translate("Riothermie", "Give all {n} changed key figures their standard value again?")
        if self._ask(text.format(n=len(self.edits.own))):
            self.edits.reset(list(self.edits.own))
            self._tell("")
            self.rows.again()

    def _new(self) -> None:
        if self._may_lose():
            self.load("")

    def _open(self) -> None:
        if not self._may_lose():
            return
        title = translate("Riothermie", "Open a file with your own key figures")
        path, _ = QFileDialog.getOpenFileName(self, title, self._folder(), FILTER)
        if path and self.read(Path(path)):
            self._use(Path(path))

    def _folder(self) -> str:
        return str(self.edits.path.parent) if self.edits.path else QgsProject.instance().homePath()

    def _save(self) -> bool:
        if self.edits.path is None:
            return self._save_as()
        if self.edits.elsewhere_changed():
            text = translate("Riothermie", "{} was changed by another program since it was opened. Write over it?")
            if not self._ask(text.format(self.edits.path)):
                return False
        return self.write(self.edits.path)

    def _save_as(self) -> bool:
        title = translate("Riothermie", "Save your own key figures")
        start = self.edits.path or Path(self._folder()) / "kentallen.toml"
        path, _ = QFileDialog.getSaveFileName(self, title, str(start), FILTER)
        if not path:
            return False
        return self.write(Path(path) if path.lower().endswith(".toml") else Path(f"{path}.toml"))

    def write(self, path: Path) -> bool:
        """Write the file and use it in the project; tell whether that could be done."""
        try:
            self.edits.save(path)
        except KentalError as error:
            self._tell(error.text(language()))
            return False
        self._tell("")
        self._use(path)
        self._edited()
        return True

    def _use(self, path: Path) -> None:
        """Let the project use a file, unless another project was opened meanwhile."""
        if self.project_left:
            text = translate(
                "Riothermie", "Another project was opened meanwhile: choose this file in its settings to use it there."
            )
            self._tell(text)
            return
        settings.set_kentallen_file(str(path))
        form = getattr(self.around.panel, "form", None)
        if form is not None:
            form.read()

    def _project_went(self) -> None:
        self.project_left = True

    def _ask(self, text: str) -> bool:
        return QMessageBox.question(self, TITLE, text) == Button.Yes

    def _may_lose(self) -> bool:
        """Ask what to do with changes that are not saved; tell whether to go on."""
        if not self.edits.dirty:
            return True
        text = translate("Riothermie", "Save the changes in your own key figures?")
        answer = QMessageBox.question(self, TITLE, text, Button.Save | Button.Discard | Button.Cancel, Button.Save)
        return self._save() if answer == Button.Save else answer == Button.Discard

    def closeEvent(self, event: Any) -> None:
        """Ask first when something is not saved."""
        if self._may_lose():
            event.accept()
            self.edits.saved = dict(self.edits.own)
        else:
            event.ignore()

    def reject(self) -> None:
        """Close with Escape as with the button."""
        self.close()

    def remove(self) -> None:
        """Go without a question: the plugin is unloaded."""
        QgsProject.instance().cleared.disconnect(self._project_went)
        self.hide()
        self.deleteLater()


KIND = "kentallen"


def open_editor(around: Any) -> Editor:
    """Open the editor with the file of the project, or bring it to the front."""
    editor = around.tools.get(KIND)
    if editor is None:
        editor = around.tools[KIND] = Editor(around)
        around.undo.append(editor.remove)
    if not editor.isVisible():
        editor.project_left = False
        editor.load(settings.kentallen_file())
        editor.text.setFocus()
    editor.show()
    editor.raise_()
    editor.activateWindow()
    return editor
