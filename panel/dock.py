"""The panel "Riothermie": the steps of a study with their state, their buttons and their results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import Qgis, QgsApplication, QgsProject, QgsVectorLayer
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget

from ..algorithms.environment import TITLE
from . import finding, settings
from .card import FILE, LAYER, Box, Card, link, set_lines, text_label
from .commands import picture
from .form import ProjectForm
from .launch import Launcher
from .results import totals
from .state import StepState, following, judge
from .steps import steps

translate = QCoreApplication.translate

WAIT_MS = 250
"""Pause after a change of the project before the panel looks at it: layers come and go in bunches."""

WIDEST = 640
"""Pixels: the panel asks for no more width than this."""

WHOLE = "haalbaarheid"
"""The algorithm that does all steps."""


class Panel(QgsDockWidget):
    """The dock; what is in it is made when it is first seen, and looks at the project only while it is seen.

    Parameters
    ----------
    iface, provider, launcher
        The desktop, the provider and what opens dialogs.
    """

    def __init__(self, iface: Any, provider: Any, launcher: Launcher) -> None:  # noqa: QGS105 (the plugin has it)
        super().__init__("Riothermie", iface.mainWindow())
        self.setObjectName("RiothermiePaneel")
        self.iface, self.provider, self.launcher = iface, provider, launcher
        self.cards: list[Card] = []
        self.states: tuple[StepState, ...] = ()
        self.lines: dict[str, list[str]] = {}
        self.stale = True
        self.chosen = False  # the user folds the cards; until then the next step is open
        self.keep_open: set[str] = set()
        self.watched: set[str] = set()
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(WAIT_MS)
        self.timer.timeout.connect(self.refresh)
        self.counting = QTimer(self)
        self.counting.setSingleShot(True)
        self.counting.timeout.connect(self._count_next)
        self.visibilityChanged.connect(self._seen)

    def _seen(self, visible: bool) -> None:
        """Make what is in the panel when it is first seen; catch up with the project."""
        if not visible:
            return
        if not self.cards:
            self._build()
        if self.stale:
            self.timer.start(0)

    def changeEvent(self, event: QEvent) -> None:
        """Show the panel again when the theme of QGIS changes: links take the colour of its text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.cards:
            self._changed()

    def _build(self) -> None:
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(2)
        column.addLayout(self._head(inside))
        for number in range(1, len(steps()) + 1):
            card = Card(number, inside)
            card.asked.connect(self.launcher.open)
            card.followed.connect(self._follow)
            card.folded.connect(self._folded)
            self.cards.append(card)
            column.addWidget(card)
        column.addWidget(self._settings(inside))
        column.addStretch(1)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidget(inside)
        self.setWidget(self.area)
        self._connect()

    def _head(self, parent: QWidget) -> QVBoxLayout:
        self.whole = QPushButton(translate("Riothermie", "All in one run…"), parent)
        self.whole.setObjectName(f"RiothermiePaneel_{WHOLE}")
        self.whole.setIcon(picture("haalbaarheid", "/mActionStart.svg"))
        self.whole.setToolTip(translate("Riothermie", "From the sewer to a report, a project and a web map in one run"))
        self.whole.clicked.connect(lambda: self.launcher.open(WHOLE))
        self.whole_files = text_label(parent, links=self._follow)
        self.progress = QLabel(parent)
        self.progress.setWordWrap(True)
        again = QToolButton(parent)
        again.setIcon(QgsApplication.getThemeIcon("/mActionRefresh.svg"))
        again.setIconSize(QSize(16, 16))
        again.setAutoRaise(True)
        again.setToolTip(translate("Riothermie", "Look at the project again"))
        again.setAccessibleName(translate("Riothermie", "Look at the project again"))
        again.clicked.connect(self._again)
        line = QHBoxLayout()
        line.addWidget(self.progress, 1)
        line.addWidget(again)
        head = QVBoxLayout()
        head.addWidget(self.whole)
        head.addWidget(self.whole_files)
        head.addLayout(line)
        return head

    def _settings(self, parent: QWidget) -> QWidget:
        """Return the settings of the project, folded."""
        frame = Box(parent)
        button = QToolButton(frame)
        button.setText(translate("Riothermie", "Settings of this project"))
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setArrowType(Qt.ArrowType.RightArrow)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.form = ProjectForm(frame)
        self.form.setVisible(False)
        self.form.forgotten.connect(self.refresh)

        def fold(open_: bool) -> None:
            self.form.setVisible(open_)
            button.setArrowType(Qt.ArrowType.DownArrow if open_ else Qt.ArrowType.RightArrow)

        button.toggled.connect(fold)
        column = QVBoxLayout(frame)
        column.setContentsMargins(4, 3, 4, 3)
        column.addWidget(button)
        column.addWidget(self.form)
        return frame

    def _connect(self) -> None:
        """Hear of changes; methods of a QObject, so that Qt lets go of them together with the panel."""
        project = QgsProject.instance()
        for signal in (project.layersAdded, project.layersRemoved, project.layerTreeRoot().nameChanged):
            signal.connect(self._changed)
        for signal in (project.readProject, project.cleared):
            signal.connect(self._other_project)
        registry = QgsApplication.processingRegistry()
        for signal in (registry.providerAdded, registry.providerRemoved, self.provider.algorithmsLoaded):
            signal.connect(self._changed)
        self.launcher.finished.connect(self._ran)

    def _changed(self, *_what: Any) -> None:
        self.stale = True
        self.timer.start(WAIT_MS)

    def _other_project(self, *_what: Any) -> None:
        self.chosen = False
        self.keep_open.clear()
        self.lines.clear()
        self.watched.clear()
        self.read_settings()
        self._changed()

    def read_settings(self) -> None:
        """Show the settings of the project again, after something else than the panel changed one."""
        if self.cards:
            self.form.read()

    def _ran(self, name: str) -> None:
        """Keep the card open of what was just done: its results are there."""
        self.keep_open.update(state.step.key for state in self.states if name in _names(state))
        self._changed()

    def _again(self) -> None:
        self.lines.clear()
        self.refresh()

    def _other_data(self) -> None:
        """Count a layer again whose data changed."""
        layer = self.sender()
        if isinstance(layer, QgsVectorLayer):
            self.lines.pop(layer.id(), None)
        self._changed()

    def _folded(self, _open: bool) -> None:
        self.chosen = True

    def refresh(self) -> None:
        """Look at the project and show how far it is; later when the panel is not seen."""
        if not self.isVisible() or not self.cards:
            self.stale = True
            return
        self.stale = False
        order = steps()
        self.states = judge(order, finding.snapshot(self.provider, order))
        self.whole.setVisible(any(algorithm.name() == WHOLE for algorithm in self.provider.algorithms()))
        set_lines(self.whole_files, [link(FILE + path, Path(path).name) for path in _files(WHOLE).values()])
        ready = sum(state.state.value == "done" for state in self.states)
        text = translate("Riothermie", "{done} of {all} steps done.")
        self.progress.setText(text.format(done=ready, all=len(self.states)))
        here = following(self.states)
        for card, state in zip(self.cards, self.states, strict=True):
            self._show(card, state)
            if not self.chosen:
                card.unfold(state.step.key == here or state.step.key in self.keep_open)
        self._widen()
        self._watch()
        self.counting.start(0)

    def _widen(self) -> None:
        """Keep the panel as wide as its titles; with very large letters it can be scrolled instead."""
        needed = self.area.widget().minimumSizeHint().width() + self.area.verticalScrollBar().sizeHint().width()
        self.area.setMinimumWidth(min(needed + 2, WIDEST))

    def _show(self, card: Card, state: StepState) -> None:
        card.show_state(state, self.lines, {name: _files(name) for name in _names(state)})

    def _watch(self) -> None:
        """Hear of changes in the outputs."""
        for state in self.states:
            for made in state.outputs:
                layer = QgsProject.instance().mapLayer(made.layer.id)
                if layer is not None and made.layer.id not in self.watched:
                    self.watched.add(made.layer.id)
                    layer.dataChanged.connect(self._other_data)
                    layer.subsetStringChanged.connect(self._other_data)

    def _count_next(self) -> None:
        """Count one output of those that were not counted yet, then let QGIS go on with its work."""
        for card, state in zip(self.cards, self.states, strict=False):
            for made in state.outputs:
                layer = QgsProject.instance().mapLayer(made.layer.id)
                if made.layer.id not in self.lines and isinstance(layer, QgsVectorLayer):
                    self.lines[made.layer.id] = totals(layer, made.role)
                    self._show(card, state)
                    self.counting.start(0)
                    return

    def _follow(self, link: str) -> None:
        """Make a layer the active one, or open a file."""
        if link.startswith(LAYER):
            layer = QgsProject.instance().mapLayer(link.removeprefix(LAYER))
            if layer is not None:
                self.iface.setActiveLayer(layer)
            return
        path = link.removeprefix(FILE)
        if path.endswith(".qgz"):
            self.iface.addProject(path)
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(path)):
            text = translate("Riothermie", "{} could not be opened.").format(path)
            self.iface.messageBar().pushMessage(TITLE, text, Qgis.MessageLevel.Warning)


def _files(algorithm: str) -> dict[str, str]:
    """Return the files of the last run of an algorithm that are still there: output to path."""
    return {name: path for name, path in settings.files(algorithm).items() if Path(path).exists()}


def _names(state: StepState) -> list[str]:
    return [task.task.algorithm for task in state.tasks]
