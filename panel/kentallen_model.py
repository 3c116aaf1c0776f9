"""Key figures as rows of a table, and which of them are shown."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QSortFilterProxyModel, Qt, pyqtSignal
from qgis.PyQt.QtGui import QFont

from ..algorithms.environment import language
from ..riothermie_kansen.errors import KentalError
from ..riothermie_kansen.kentallen.entry import shown
from .commands import picture
from .kentallen_state import Edits
from .kentallen_themes import theme

translate = QCoreApplication.translate

NAME, VALUE, UNIT, STANDARD, RANGE, SOURCE, NOTE, KEY = range(8)
"""Columns."""

WORDS = {SOURCE: "bron", NOTE: "toelichting"}
"""Columns with a text that may be changed."""

_RIGHT: Any = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
RIGHT = int(getattr(_RIGHT, "value", _RIGHT))
"""At the right, in the middle; as a number, the only form that Qt 5 and Qt 6 both take from a model."""

Role = Qt.ItemDataRole
Flag = Qt.ItemFlag


class Rows(QAbstractTableModel):
    """A row per kental, in order of key.

    Signals
    -------
    refused
        Sentence that tells why something that was typed cannot be.
    edited
        Something was changed.
    """

    refused = pyqtSignal(str)
    edited = pyqtSignal()

    def __init__(self, edits: Edits, parent: Any = None) -> None:
        super().__init__(parent)
        self.edits = edits
        self.keys = sorted(edits.standard)
        self.mark = picture("gewijzigd", "/mActionToggleEditing.svg")

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        """Return the number of key figures."""
        return 0 if parent is not None and parent.isValid() else len(self.keys)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else KEY + 1

    def headerData(self, section: int, orientation: Any, role: int = Role.DisplayRole) -> Any:
        """Return the title of a column."""
        if orientation != Qt.Orientation.Horizontal or role != Role.DisplayRole:
            return None
        return (
            translate("Riothermie", "Name"),
            translate("Riothermie", "Value"),
            translate("Riothermie", "Unit"),
            translate("Riothermie", "Standard value"),
            translate("Riothermie", "Range"),
            translate("Riothermie", "Source"),
            translate("Riothermie", "Note"),
            translate("Riothermie", "Key"),
        )[section]

    def data(self, index: QModelIndex, role: int = Role.DisplayRole) -> Any:
        """Return what a cell shows."""
        key, column = self.keys[index.row()], index.column()
        changed = key in self.edits.own
        if role in (Role.DisplayRole, Role.EditRole):
            return self.text(key, column)
        if role == Role.ToolTipRole:
            return self._tip(key, column)
        if role == Role.FontRole and changed and column in (NAME, VALUE):
            font = QFont()
            font.setBold(True)
            return font
        if role == Role.DecorationRole and changed and column == NAME:
            return self.mark
        if role == Role.TextAlignmentRole and column in (VALUE, STANDARD, RANGE):
            return RIGHT
        if role == Role.AccessibleTextRole and changed and column == NAME:
            return translate("Riothermie", "{}, changed").format(self.text(key, column))
        return None

    def text(self, key: str, column: int) -> str:
        """Return the text of a cell."""
        kental = self.edits.kental(key)
        if column == VALUE:
            return shown(self.edits.now(key).waarde, language())
        if column == STANDARD:
            return shown(kental.waarde, language())
        if column == RANGE:
            low, high = (shown(limit, language()) for limit in kental.bereik)
            return translate("Riothermie", "{low} to {high}").format(low=low, high=high)
        if column in WORDS:
            return str(getattr(self.edits.now(key), WORDS[column]))
        return {NAME: kental.naam or key, UNIT: kental.eenheid, KEY: key}[column]

    def _tip(self, key: str, column: int) -> str:
        if column == VALUE and self.is_row(key):
            return translate("Riothermie", "A row of numbers: double-click to change them")
        return self.text(key, column)

    def is_row(self, key: str) -> bool:
        """Tell whether a kental is a row of numbers."""
        return isinstance(self.edits.kental(key).waarde, tuple)

    def flags(self, index: QModelIndex) -> Any:
        """Return what can be done with a cell: numbers and texts can be typed, a row of numbers has its own window."""
        flags = Flag.ItemIsEnabled | Flag.ItemIsSelectable
        column = index.column()
        if column in WORDS or (column == VALUE and not self.is_row(self.keys[index.row()])):
            flags |= Flag.ItemIsEditable
        return flags

    def setData(self, index: QModelIndex, value: Any, role: int = Role.EditRole) -> bool:
        """Take over what was typed, or say why that cannot be."""
        if role != Role.EditRole:
            return False
        key, column = self.keys[index.row()], index.column()
        if str(value) == self.text(key, column):
            return False
        if column in WORDS:
            self.edits.type_word(key, WORDS[column], str(value))
            self.tell(key)
            return True
        return self.type_value(key, str(value))

    def type_value(self, key: str, text: str) -> bool:
        """Take over a value as it was typed; tell whether it was."""
        try:
            self.edits.type_value(key, text, language())
        except KentalError as error:
            self.refused.emit(error.text(language()))
            return False
        self.tell(key)
        return True

    def tell(self, key: str) -> None:
        """Let the table show a row again."""
        row = self.keys.index(key)
        self.dataChanged.emit(self.index(row, 0), self.index(row, KEY))
        self.edited.emit()

    def again(self) -> None:
        """Let the table show all rows again."""
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.keys) - 1, KEY))
        self.edited.emit()


class Shown(QSortFilterProxyModel):
    """The rows of a group, with the words that are looked for, all or those that were changed."""

    def __init__(self, rows: Rows, parent: Any = None) -> None:
        super().__init__(parent)
        self.rows = rows
        self.words: tuple[str, ...] = ()
        self.group = ""
        self.changed_only = False
        self.setSourceModel(rows)
        self.setDynamicSortFilter(False)  # a row that is edited stays under the hand

    def look(self, text: str, group: str, *, changed_only: bool) -> None:
        """Show the rows with all words of a text, in one group or all ("")."""
        self.words = tuple(text.casefold().split())
        self.group, self.changed_only = group, changed_only
        self.invalidateFilter()

    def filterAcceptsRow(self, row: int, _parent: QModelIndex) -> bool:
        """Tell whether a row is shown."""
        key = self.rows.keys[row]
        if self.group and theme(key) != self.group:
            return False
        if self.changed_only and key not in self.rows.edits.own:
            return False
        if not self.words:
            return True
        text = " ".join(self.rows.text(key, column) for column in (NAME, KEY, UNIT, NOTE, SOURCE)).casefold()
        return all(word in text for word in self.words)

    def lessThan(self, left: QModelIndex, right: QModelIndex) -> bool:
        """Order by number in the columns with numbers, else by text."""
        column = left.column()
        if column == KEY:  # the order of the rows themselves
            return bool(left.row() < right.row())
        keys = self.rows.keys[left.row()], self.rows.keys[right.row()]
        if column in (VALUE, STANDARD):
            values = [self.rows.edits.now(key).waarde for key in keys] if column == VALUE else [
                self.rows.edits.kental(key).waarde for key in keys
            ]  # fmt: skip
            first, second = ((value,) if isinstance(value, float) else value for value in values)
            return bool(first < second)
        first, second = (self.rows.text(key, column).casefold() for key in keys)
        return bool((first, keys[0]) < (second, keys[1]))

    def key(self, index: QModelIndex) -> str:
        """Return the key of a row that is shown."""
        return self.rows.keys[self.mapToSource(index).row()]
