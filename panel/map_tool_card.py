"""The small card over the map that tells of the pipe that was clicked."""

from __future__ import annotations

import html
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent, QPainter, QPalette
from qgis.PyQt.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
)

from .highlight import COLOURS, DOWNSTREAM, UPSTREAM
from .map_tool_words import Told

translate = QCoreApplication.translate

MARGIN = 10
"""Pixels between the card and the edges of the map."""

LETTERS = 50
"""Width of the card, in letters."""


class PipeCard(QFrame):
    """A card at the lower left of a map canvas, hidden until there is something to tell.

    Signals
    -------
    cleared
        The user closed it, or pressed Escape in it.
    zoomed
        The user wants to see all that is drawn.
    """

    cleared = pyqtSignal()
    zoomed = pyqtSignal()

    def __init__(self, canvas: Any) -> None:
        super().__init__(canvas)
        self.canvas = canvas
        self.setObjectName("RiothermieLeiding")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(translate("Riothermie", "The pipe that was clicked"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.title = QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        close = QToolButton(self)
        close.setAutoRaise(True)
        close.setIcon(QgsApplication.getThemeIcon("/mIconClose.svg"))
        close.setIconSize(QSize(16, 16))
        close.setToolTip(translate("Riothermie", "Clear (Escape)"))
        close.setAccessibleName(translate("Riothermie", "Clear"))
        close.clicked.connect(self.cleared)
        self.body = QLabel()
        self.body.setTextFormat(Qt.TextFormat.RichText)
        self.body.setWordWrap(True)
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.body.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.body)
        for widget in (self.area.viewport(), self.body):
            widget.setAutoFillBackground(False)
        self.area.setStyleSheet("QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }")
        self.zoom = QPushButton(translate("Riothermie", "Show all of it"), self)
        self.zoom.setToolTip(translate("Riothermie", "Zoom to the pipe and all that lies above and below it"))
        self.zoom.clicked.connect(self.zoomed)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(10, 6, 6, 8)
        whole.setSpacing(4)
        whole.addLayout(head)
        whole.addWidget(self.area, 1)
        whole.addWidget(self.zoom, 0, Qt.AlignmentFlag.AlignLeft)
        canvas.installEventFilter(self)
        self.hide()

    def tell(self, told: Told) -> None:
        """Show what is told of a pipe."""
        self.title.setText(told.title)
        self.body.setText(page(told))
        self.setAccessibleDescription(". ".join([told.title, *(f"{label}: {value}" for label, value in told.rows)]))
        self.zoom.setVisible(told.upstream is not None)
        self.area.verticalScrollBar().setValue(0)
        self.show()
        self.raise_()
        self.fit()

    def fit(self) -> None:
        """Make the card as large as its text needs and the map has room for; messages of QGIS come at the top."""
        room = self.canvas.size() - QSize(2 * MARGIN, 2 * MARGIN)
        width = min(self.fontMetrics().averageCharWidth() * LETTERS, room.width())
        height = min(self.sizeHint().height(), room.height())
        # a scroll bar that is there makes the text longer, and so keeps itself: only when there is no room for all
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for _ in range(3):  # what is around the text differs between themes: measure, and measure again
            self.setGeometry(MARGIN, self.canvas.height() - MARGIN - height, width, height)
            self.layout().activate()
            lacks = self.body.heightForWidth(self.area.viewport().width()) - self.area.viewport().height()
            if not lacks or (lacks > 0 and height == room.height()):
                break
            height = max(MARGIN, min(height + lacks, room.height()))
        if lacks > 0:
            self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def paintEvent(self, event: Any) -> None:
        """Fill the card: a theme of QGIS may leave frames over the map without a background."""
        colours = QApplication.palette()
        painter = QPainter(self)
        painter.setPen(colours.color(QPalette.ColorRole.Mid))
        painter.setBrush(colours.color(QPalette.ColorRole.Base))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
        super().paintEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the map."""
        if watched is self.canvas and event.type() == QEvent.Type.Resize and self.isVisible():
            self.fit()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.cleared.emit()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: Any) -> None:
        """Keep a click in the card from the map below it."""
        event.accept()

    def mouseReleaseEvent(self, event: Any) -> None:
        """Keep a click in the card from the map below it."""
        event.accept()

    def wheelEvent(self, event: Any) -> None:
        """Keep the wheel from the map below it."""
        event.accept()


def page(told: Told) -> str:
    """Return what is told as HTML; all text is escaped."""
    row = '<tr><td style="padding-right:8px">{}</td><td align="right"><b>{}</b></td></tr>'
    cells = "".join(row.format(html.escape(label), html.escape(value)) for label, value in told.rows)
    parts = [f'<table width="100%" cellspacing="0" cellpadding="1">{cells}</table>']
    if told.reason:
        parts.append(f"<p>{html.escape(told.reason)}</p>")
    for part, lines in ((UPSTREAM, told.upstream), (DOWNSTREAM, told.downstream)):
        if lines is not None:
            head, totals = lines
            # on white, as on the map: purple is lost on a dark card
            squares = "\N{BLACK SQUARE}\N{BLACK SQUARE}"
            sign = f'<span style="background-color:#ffffff; color:{COLOURS[part]}">{squares}</span>'
            parts.append(f"<p>{sign} <b>{html.escape(head)}</b><br>{html.escape(totals)}</p>")
    parts.extend(f"<p><i>{html.escape(note)}</i></p>" for note in told.notes)
    return "".join(parts)
