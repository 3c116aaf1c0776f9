"""The small card over the map that tells of the pipe that was clicked."""

from __future__ import annotations

import html
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QToolButton, QVBoxLayout

from .highlight import COLOURS, DOWNSTREAM, UPSTREAM
from .map_tool_words import Told

translate = QCoreApplication.translate

MARGIN = 10
"""Pixels between the card and the edges of the map."""

LETTERS = 46
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
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setAccessibleName(translate("Riothermie", "The pipe that was clicked"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.title = QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        close = self.close_ = QToolButton(self)
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
        margins = self.layout().contentsMargins()
        inside = width - margins.left() - margins.right() - 2 * self.frameWidth()
        head = self.title.heightForWidth(inside - 2 * self.close_.sizeHint().width())
        foot = 0 if self.zoom.isHidden() else self.zoom.sizeHint().height() + self.layout().spacing()
        text = self.body.heightForWidth(inside) + max(head, self.close_.sizeHint().height()) + foot
        edges = margins.top() + margins.bottom() + self.layout().spacing() + 2 * self.frameWidth()
        height = min(text + edges + 4, room.height())
        self.setGeometry(MARGIN, self.canvas.height() - MARGIN - height, width, height)

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
            sign = f'<span style="color:{COLOURS[part]}">\N{BLACK SQUARE}\N{BLACK SQUARE}</span>'
            parts.append(f"<p>{sign} <b>{html.escape(head)}</b><br>{html.escape(totals)}</p>")
    parts.extend(f"<p><i>{html.escape(note)}</i></p>" for note in told.notes)
    return "".join(parts)
