"""A window for a kental that is a row of numbers: a line per number."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtGui import QGuiApplication, QKeySequence
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from ..algorithms.environment import language
from ..riothermie_kansen.errors import KentalError
from ..riothermie_kansen.kentallen import Kental
from ..riothermie_kansen.kentallen.entry import number, shown, typed, unit

translate = QCoreApplication.translate


class RowDialog(QDialog):
    """Edit the numbers of a kental.

    Parameters
    ----------
    kental
        Its standard.
    values
        The numbers now.
    """

    def __init__(self, kental: Kental, values: tuple[float, ...], parent: Any = None) -> None:
        super().__init__(parent)
        self.kental = kental
        self.setWindowTitle(kental.naam or kental.key)
        low, high = (shown(limit, language()) for limit in kental.bereik)
        note = translate("Riothermie", "In {unit}, each from {low} to {high}.")
        if not unit(kental):
            note = translate("Riothermie", "Each from {low} to {high}.")
        head = QLabel(f"{kental.toelichting}\n\n{note.format(unit=unit(kental), low=low, high=high)}", self)
        head.setTextFormat(Qt.TextFormat.PlainText)
        head.setWordWrap(True)
        self.table = QTableWidget(len(values), 2, self)
        self.table.setHorizontalHeaderLabels(
            [translate("Riothermie", "Value"), translate("Riothermie", "Standard value")]
        )
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setAccessibleName(kental.naam or kental.key)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        standard = kental.waarde if isinstance(kental.waarde, tuple) else (kental.waarde,)
        for line, (value, usual) in enumerate(zip(values, standard, strict=True)):
            for column, item in enumerate((value, usual)):
                cell = QTableWidgetItem(shown(item, language()))
                cell.setTextAlignment(right)
                if column:
                    cell.setFlags(Qt.ItemFlag.ItemIsEnabled)
                self.table.setItem(line, column, cell)
        self.problem = QLabel(self)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        self.problem.setVisible(False)
        again = QPushButton(translate("Riothermie", "Back to standard"), self)
        again.setAutoDefault(False)
        again.clicked.connect(self.back)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(translate("Riothermie", "Cancel"))
        buttons.addButton(again, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        for widget in (head, self.table, self.problem, buttons):
            whole.addWidget(widget)
        self.resize(self.fontMetrics().averageCharWidth() * 60, min(560, 220 + 32 * len(values)))

    def text(self) -> str:
        """Return the numbers as one text, as `entry.typed` reads it."""
        return "; ".join(self.table.item(line, 0).text() for line in range(self.table.rowCount()))

    def back(self) -> None:
        """Fill in the standard values."""
        for line in range(self.table.rowCount()):
            self.table.item(line, 0).setText(self.table.item(line, 1).text())

    def accept(self) -> None:
        """Close when all numbers are allowed; else say which one is not, and stand on it."""
        for line in range(self.table.rowCount()):
            try:
                number(self.table.item(line, 0).text().strip(), self.kental, language())
            except KentalError as error:
                place = translate("Riothermie", "Line {n}: {problem}")
                self.problem.setText(place.format(n=line + 1, problem=error.text(language())))
                self.problem.setVisible(True)
                self.table.setCurrentCell(line, 0)
                return
        super().accept()

    def keyPressEvent(self, event: Any) -> None:
        """Take a row of numbers from the clipboard, as a spreadsheet leaves it there."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        else:
            super().keyPressEvent(event)

    def paste(self, text: str) -> None:
        """Fill in numbers from the line where one stands on."""
        parts = text.split(";") if ";" in text else text.split()
        for line, part in enumerate(parts, max(0, self.table.currentRow())):
            if line < self.table.rowCount():
                self.table.item(line, 0).setText(part.strip())

    def values(self) -> Any:
        """Return the numbers."""
        return typed(self.text(), self.kental, language())
