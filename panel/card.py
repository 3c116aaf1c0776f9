"""A step in the panel: its state, what was found and what is missing, its buttons and its results."""

from __future__ import annotations

import html
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QFont, QIcon, QPainter, QPaintEvent, QPalette, QPen, QPixmap
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from .state import State, StepState, TaskState

translate = QCoreApplication.translate

COLOURS = {State.DONE: "#2b8a4b", State.READY: "#2c6fbb", State.NEEDS: "#b06f00", State.ABSENT: "#7d7d7d"}
"""Fill behind a white sign: enough contrast with the sign, and with light and dark panels; the words say it too."""

FILE, LAYER = "file:", "layer:"
"""What a link in a card leads to."""


class Box(QWidget):
    """A widget with a thin line around it, in any theme and at any size of the letters."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line within the widget: one on its very edge is lost where pixels are not whole."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(self.palette().color(QPalette.ColorRole.WindowText))
        colour.setAlpha(80)
        painter.setPen(QPen(colour, 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 4, 4)
        painter.end()


class Card(Box):
    """A step that can be folded.

    Signals
    -------
    asked
        Name of an algorithm whose button was pressed.
    followed
        Link that was followed: `LAYER` and the id of a layer, or `FILE` and a path.
    folded
        Whether the user opened the card.
    """

    asked = pyqtSignal(str)
    followed = pyqtSignal(str)
    folded = pyqtSignal(bool)

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = number
        self.buttons: dict[str, TaskButton] = {}
        self.head = QToolButton(self)
        self.head.setCheckable(True)
        self.head.setAutoRaise(True)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setArrowType(Qt.ArrowType.RightArrow)
        self.head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        font = QFont(self.head.font())
        font.setBold(True)
        self.head.setFont(font)
        self.head.toggled.connect(self.unfold)
        self.head.clicked.connect(self.folded)
        self.sign = QLabel(self)
        self.word = QLabel(self)
        self.body = QWidget(self)
        self.body.setVisible(False)
        self.aim = text_label(self.body)
        self.facts = text_label(self.body, links=self.followed)
        self.made = text_label(self.body, links=self.followed)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(3)
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(8, 0, 8, 6)
        for item in (self.aim, self.facts):
            inside.addWidget(item)
        inside.addLayout(self.rows)
        inside.addWidget(self.made)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 6, 0)
        for item in (self.head, self.word, self.sign):
            line.addWidget(item)
        line.setStretch(0, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(4, 3, 4, 3)
        whole.setSpacing(2)
        whole.addLayout(line)
        whole.addWidget(self.body)

    def unfold(self, open_: bool) -> None:
        """Show or hide what is in the card."""
        self.head.setChecked(open_)
        self.head.setArrowType(Qt.ArrowType.DownArrow if open_ else Qt.ArrowType.RightArrow)
        self.body.setVisible(open_)

    def show_state(self, state: StepState, totals: dict[str, list[str]], files: dict[str, dict[str, str]]) -> None:
        """Show how far the step is.

        Parameters
        ----------
        state
            Of this step.
        totals
            Id of an output layer to the lines with its figures, as far as they are known.
        files
            Algorithm to the files that its last run made: output to path.
        """
        word, tip = WORDS[state.state]
        self.head.setText(f"{self.number}  {state.step.title}")
        self.head.setToolTip(state.step.aim)
        self.head.setAccessibleName(f"{self.number}. {state.step.title}: {word()}")
        self.word.setText(word())
        self.word.setToolTip(tip())
        self.sign.setPixmap(sign(state.state, self._size()))
        self.sign.setToolTip(tip())
        self.aim.setText(html.escape(state.step.aim))
        set_lines(self.facts, self._facts(state))
        set_lines(self.made, self._made(state, totals, files))
        self._show_buttons(state.tasks)

    def _show_buttons(self, tasks: Iterable[TaskState]) -> None:
        """Show a button per task; made again only when the tasks are others, so that the focus stays."""
        tasks = tuple(tasks)
        if list(self.buttons) != [task.task.algorithm for task in tasks]:
            for button in self.buttons.values():
                self.rows.removeWidget(button)
                button.deleteLater()
            self.buttons = {}
            for task in tasks:
                button = TaskButton(self.body)
                button.setObjectName(f"RiothermiePaneel_{task.task.algorithm}")
                button.clicked.connect(lambda _checked=False, name=task.task.algorithm: self.asked.emit(name))
                self.rows.addWidget(button)
                self.buttons[task.task.algorithm] = button
        for task in tasks:
            word = WORDS[task.state][0]()
            lines = [task.task.title, word]
            if task.missing:
                lines.append(translate("Riothermie", "Not found yet: {}.").format(_listed(task.missing)))
            if task.task.hint:
                lines.append(task.task.hint)
            button = self.buttons[task.task.algorithm]
            button.setIcon(QIcon(sign(task.state, self._size())))
            button.setIconSize(QSize(self._size(), self._size()))
            button.show_text(f"{task.task.title}…")
            button.setToolTip("\n".join(lines))
            button.setAccessibleName(f"{task.task.title}: {word}")
            button.setAccessibleDescription(" ".join(lines[2:]))

    def _facts(self, state: StepState) -> list[str]:
        """Return as HTML what was found for the step and what is missing."""
        lines = []
        for words, layer in state.found:
            text = translate("Riothermie", "Found: {what} in {layer}")
            lines.append(text.format(what=html.escape(words), layer=link(LAYER + layer.id, layer.name)))
        if state.missing and state.state is not State.DONE:
            text = translate("Riothermie", "Needed: {}.")
            lines.append(f"<b>{text.format(html.escape(_listed(state.missing)))}</b>")
            first = translate("Riothermie", "First do this: {}.").format(state.first) if state.first else ""
            lines.extend(html.escape(line) for line in (first, state.hint) if line)
        if state.state is State.ABSENT:
            lines.append(html.escape(translate("Riothermie", "This version of the plugin does not have this step.")))
        return lines

    def _made(self, state: StepState, totals: dict[str, list[str]], files: dict[str, dict[str, str]]) -> list[str]:
        """Return as HTML the outputs of the step with their figures."""
        lines = []
        for made in state.outputs:
            lines.append(f"{link(LAYER + made.layer.id, made.layer.name)}")
            lines.extend(f"&nbsp;&nbsp;{html.escape(text)}" for text in totals.get(made.layer.id, ()))
        for task in state.tasks:
            lines.extend(link(FILE + path, Path(path).name) for path in files.get(task.task.algorithm, {}).values())
        title = html.escape(translate("Riothermie", "Results"))
        return [f"<b>{title}</b>", *lines] if lines else []

    def _size(self) -> int:
        """Return the size of a sign: that of the letters."""
        return max(14, self.fontMetrics().height())


class TaskButton(QPushButton):
    """A button whose text gives way in a narrow panel, with dots at its end; its tool tip has all of it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setStyleSheet("QPushButton { text-align: left; padding: 3px 6px; }")

    def show_text(self, text: str) -> None:
        """Show a text."""
        self.whole = text
        self._fit()

    def resizeEvent(self, event: Any) -> None:
        """Show as much of the text as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - self.iconSize().width() - 2 * self.fontMetrics().averageCharWidth() - 12
        self.setText(self.fontMetrics().elidedText(self.whole, Qt.TextElideMode.ElideRight, max(room, 0)))


def sign(state: State, size: int) -> QPixmap:
    """Return the sign of a state: a filled circle with a tick, an arrow, an exclamation mark or a stripe."""
    scale = 3  # drawn larger for screens with small pixels
    picture = QPixmap(size * scale, size * scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size * scale / 16, size * scale / 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(COLOURS[state]))
    painter.drawEllipse(QRectF(0.5, 0.5, 15, 15))
    pen = QPen(QColor("white"), 2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    strokes = {
        State.DONE: ((4.5, 8.2), (7, 10.8), (11.6, 5.4)),
        State.READY: ((6.6, 4.6), (10.2, 8), (6.6, 11.4)),
        State.NEEDS: ((8, 4), (8, 8.6)),
        State.ABSENT: ((5, 8), (11, 8)),
    }[state]
    for start, end in pairwise(strokes):
        painter.drawLine(QPointF(*start), QPointF(*end))
    if state is State.NEEDS:
        painter.drawPoint(QPointF(8, 11.8))
    painter.end()
    picture.setDevicePixelRatio(scale)
    return picture


WORDS = {
    State.DONE: (
        lambda: translate("Riothermie", "done"),
        lambda: translate("Riothermie", "The results of this step are in the project."),
    ),
    State.READY: (
        lambda: translate("Riothermie", "ready"),
        lambda: translate("Riothermie", "All that this step needs is there: it can be done now."),
    ),
    State.NEEDS: (
        lambda: translate("Riothermie", "needs"),
        lambda: translate("Riothermie", "Something that this step needs was not found in the project."),
    ),
    State.ABSENT: (
        lambda: translate("Riothermie", "absent"),
        lambda: translate("Riothermie", "This version of the plugin does not have this step."),
    ),
}
"""Word and explanation of each state, in the language of QGIS."""


def text_label(parent: QWidget, links: object = None) -> QLabel:
    """Return a label that wraps; with `links` a signal that gets the links that are followed."""
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setMinimumWidth(1)  # a long name does not make the panel wider
    if links is not None:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        label.linkActivated.connect(links)
    return label


def set_lines(label: QLabel, lines: list[str]) -> None:
    """Show lines of HTML in a label of `text_label`; without lines it is hidden."""
    # the standard blue of links cannot be read on a dark panel
    colour = label.palette().color(QPalette.ColorRole.WindowText).name()
    label.setText("<br>".join(lines).replace("<a ", f'<a style="color:{colour}" '))
    label.setVisible(bool(lines))


def link(target: str, text: str) -> str:
    """Return a link as HTML; a long name may be broken after an underscore."""
    shown = html.escape(text).replace("_", "_&#8203;")
    return f'<a href="{html.escape(target)}">{shown}</a>'


def _listed(words: Iterable[str]) -> str:
    """Return words with commas between them and "and" before the last."""
    words = list(words)
    if len(words) < 2:
        return "".join(words)
    return translate("Riothermie", "{} and {}").format(", ".join(words[:-1]), words[-1])
