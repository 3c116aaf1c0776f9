"""What the toolbar and the menu offer, one entry each; and the algorithms, in groups as in the toolbox."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon

from ..algorithms.environment import ICON, RESOURCES
from .steps import steps

translate = QCoreApplication.translate

GROUPS = ("gegevens", "riool", "warmtevraag", "warmtenet", "bodem", "economie", "studie")
"""Groups of the toolbox in the order of the work; others come after them."""


@dataclass
class Surroundings:
    """What a command may use.

    Attributes
    ----------
    iface, provider, launcher, panel
        The desktop of QGIS, the provider, what opens dialogs, and the panel.
    undo
        What a command leaves here is called when the plugin is unloaded.
    actions
        Action of each command by its key: a command that can be checked unchecks its own.
    tools
        What commands keep from one time to the next, by their key.
    """

    iface: Any
    provider: Any
    launcher: Any
    panel: Any
    undo: list[Callable[[], None]] = field(default_factory=list)
    actions: dict[str, Any] = field(default_factory=dict)
    tools: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Command:
    """An entry of the toolbar and the menu.

    Attributes
    ----------
    key
        Name; with ``RiothermieKansen_`` before it the name of the action. That of an algorithm opens its dialog.
    text, tip
        What it says, and what it does in a sentence.
    run
        Called with the surroundings when it is chosen, one that can be checked also with whether it is on; None opens
        the dialog of the algorithm `key`.
    icon, theme
        Name of a picture in ``resources/icons``; picture of QGIS that is used while that is absent.
    toolbar, menu
        Where it stands.
    checkable
        Whether it is on or off.
    """

    key: str
    text: str
    tip: str = ""
    run: Callable[..., None] | None = None
    icon: str = ""
    theme: str = ""
    toolbar: bool = True
    menu: bool = True
    checkable: bool = False


def later(module: str, function: str) -> Callable[..., None]:
    """Return a function of a module of this folder that is imported when it is called: QGIS does not wait for it."""

    def call(*given: Any) -> None:
        getattr(importlib.import_module(f".{module}", __package__), function)(*given)

    return call


def commands() -> tuple[Command, ...]:
    """Return the commands in the order of the toolbar, in the language of QGIS; a new one is one entry here."""
    return (
        Command(
            "haalbaarheid",
            translate("Riothermie", "All in one run"),
            translate("Riothermie", "From the sewer to a report, a project and a web map in one run"),
            icon="haalbaarheid",
            theme="/mActionStart.svg",
            menu=False,
        ),
        Command(
            "kansenkaart",
            translate("Riothermie", "Map of opportunities"),
            translate("Riothermie", "Where the sewer has heat, and how much"),
            icon="kansenkaart",
            theme="/mActionAddOgrLayer.svg",
            menu=False,
        ),
        Command(
            "rapport",
            translate("Riothermie", "Report"),
            translate("Riothermie", "A report of all results in the project"),
            icon="rapport",
            theme="/mActionNewReport.svg",
            menu=False,
        ),
        Command(
            "webkaart",
            translate("Riothermie", "Web map"),
            translate("Riothermie", "All results in one file that opens in a browser, without internet"),
            icon="webkaart",
            theme="/mActionShowAllLayers.svg",
            menu=False,
        ),
        Command(
            "leidingvolgen",
            translate("Riothermie", "Follow a pipe"),
            translate("Riothermie", "Click a pipe: what it carries, where that comes from and where it goes to"),
            later("map_tool", "toggle"),
            icon="leidingvolgen",
            theme="/mActionIdentify.svg",
            checkable=True,
        ),
        Command(
            "kentallen",
            translate("Riothermie", "Key figures…"),
            translate("Riothermie", "Look up and change prices, thresholds and other key figures (kentallen)"),
            later("kentallen_editor", "open_editor"),
            icon="kentallen",
            theme="/mActionOpenTable.svg",
        ),
        Command(
            "stijlen",
            translate("Riothermie", "Symbols for the style manager…"),
            translate("Riothermie", "Add the symbols and colour ramps of the plugin to the style manager of QGIS"),
            later("style_manager", "offer"),
            icon="stijlen",
            theme="/mActionStyleManager.svg",
            toolbar=False,
        ),
        Command(
            "modellen",
            translate("Riothermie", "Example models…"),
            translate("Riothermie", "Copy the example models to your own models"),
            later("models", "offer"),
            icon="modellen",
            theme="/processingModel.svg",
            toolbar=False,
        ),
        Command(
            "handleiding",
            translate("Riothermie", "Manual"),
            translate("Riothermie", "Open the manual in the browser"),
            later("manual", "open_manual"),
            icon="handleiding",
            theme="/mActionHelpContents.svg",
            toolbar=False,
        ),
    )


def picture(name: str, theme: str = "") -> QIcon:
    """Return a picture of the plugin, else one of QGIS, else the icon of the plugin."""
    file = RESOURCES / "icons" / f"{name}.svg"
    if name and file.is_file():
        return QIcon(str(file))
    icon = QgsApplication.getThemeIcon(theme) if theme else QIcon()
    return QIcon(str(ICON)) if icon.isNull() else icon


def grouped(provider: Any) -> list[tuple[str, list[Any]]]:
    """Return (title of a group, its algorithms), groups and algorithms in the order of the work."""
    work = [task.algorithm for step in steps() for task in step.tasks]
    place = {name: number for number, name in enumerate(work)}
    found: dict[str, list[Any]] = {}
    for algorithm in provider.algorithms():
        found.setdefault(algorithm.groupId(), []).append(algorithm)
    order = {name: number for number, name in enumerate(GROUPS)}
    return [
        (
            found[group][0].group(),
            sorted(found[group], key=lambda item: (place.get(item.name(), -1), item.displayName())),
        )
        for group in sorted(found, key=lambda name: (order.get(name, len(order)), name))
    ]
