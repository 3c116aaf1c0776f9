"""Toolbar, menu and panel in the desktop of QGIS: put there, and taken away again."""

from __future__ import annotations

from functools import partial
from typing import Any

from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtGui import QAction
from qgis.PyQt.QtWidgets import QMenu

from ..algorithms.environment import TITLE
from . import settings
from .commands import Command, Surroundings, commands, grouped, picture
from .dock import Panel
from .launch import Launcher

translate = QCoreApplication.translate

OPEN = "paneel/open"
"""Setting of the user: whether the panel was open when QGIS was closed."""


class Desktop:
    """What the plugin puts in the desktop.

    Parameters
    ----------
    iface, provider
        The desktop of QGIS, and the provider.
    """

    def __init__(self, iface: Any, provider: Any) -> None:  # noqa: QGS105 (the plugin has it)
        self.iface = iface
        self.actions: list[QAction] = []
        self.menus: list[QMenu] = []
        self.in_menu: list[QAction] = []
        self.launcher = Launcher(iface)
        self.panel = Panel(iface, provider, self.launcher)
        self.around = Surroundings(iface, provider, self.launcher, self.panel)
        self.toolbar = iface.addToolBar(TITLE)
        self.toolbar.setObjectName("RiothermieKansenToolbar")
        self._add_panel()
        self._add_algorithms()
        self._add_commands()

    def _action(self, key: str, text: str, tip: str, icon: Any) -> QAction:
        action = QAction(icon, text, self.iface.mainWindow())
        action.setObjectName(f"RiothermieKansen_{key}")
        action.setToolTip(f"{TITLE}: {tip or text}")
        action.setStatusTip(tip)
        self.actions.append(action)
        self.around.actions[key] = action
        return action

    def _to_menu(self, action: QAction) -> None:
        self.iface.addPluginToMenu(TITLE, action)
        self.in_menu.append(action)

    def _add_panel(self) -> None:
        """Put the panel at the right, and its button first."""
        tip = translate("Riothermie", "The steps of a study: what is there, what it still needs, and the results")
        icon = picture("paneel")
        action = self._action("paneel", translate("Riothermie", "Panel Riothermie"), tip, icon)
        self.iface.addTabifiedDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.panel, ["ProcessingToolbox"], True)
        self.panel.setUserVisible(settings.user_value(OPEN, True))
        self.panel.setToggleVisibilityAction(action)
        self.panel.closed.connect(partial(settings.set_user_value, OPEN, False))
        action.triggered.connect(partial(settings.set_user_value, OPEN))
        self.toolbar.addAction(action)
        self._to_menu(action)

    def _add_algorithms(self) -> None:
        """Put the algorithms in the menu, in groups as in the toolbox."""
        for title, algorithms in grouped(self.around.provider):
            menu = QMenu(title, self.iface.mainWindow())
            menu.setToolTipsVisible(True)
            for algorithm in algorithms:
                name = algorithm.name()
                icon = picture(name)
                action = self._action(name, f"{algorithm.displayName()}…", algorithm.shortDescription(), icon)
                action.triggered.connect(partial(self._open, name))
                menu.addAction(action)
            self.menus.append(menu)
            self._to_menu(menu.menuAction())

    def _add_commands(self) -> None:
        """Put the commands in the toolbar and the menu; one of an algorithm that is absent is left out."""
        for command in commands():
            if command.run is None:
                action = self.around.actions.get(command.key)
                if action is None:
                    continue
                action.setIcon(picture(command.icon, command.theme))
                action.setIconText(command.text)
                action.setToolTip(f"{TITLE}: {command.tip or command.text}")
            else:
                action = self._action(command.key, command.text, command.tip, picture(command.icon, command.theme))
                action.setCheckable(command.checkable)
                action.triggered.connect(partial(self._run, command))
            if command.toolbar:
                self.toolbar.addAction(action)
            if command.menu:
                self._to_menu(action)
            if command.key == "handleiding":
                self.iface.pluginHelpMenu().addAction(action)

    def _open(self, name: str, _checked: bool = False) -> None:
        self.launcher.open(name)

    def _run(self, command: Command, checked: bool = False) -> None:
        if command.run is not None:
            command.run(self.around, checked) if command.checkable else command.run(self.around)

    def remove(self) -> None:
        """Leave nothing behind."""
        for undo in reversed(self.around.undo):
            undo()
        self.launcher.close()
        for action in self.in_menu:
            self.iface.removePluginMenu(TITLE, action)
        for menu in self.menus:
            menu.deleteLater()
        for action in self.actions:
            self.iface.pluginHelpMenu().removeAction(action)
            action.deleteLater()
        self.iface.removeDockWidget(self.panel)
        self.panel.deleteLater()
        self.iface.mainWindow().removeToolBar(self.toolbar)
        self.toolbar.deleteLater()
        self.launcher.deleteLater()
