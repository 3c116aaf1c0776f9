"""Where the plugin runs: its folder, the language of QGIS, and whether Python and its packages can run the engine.

An older Python than the engine needs must be able to load this module too: it tells the user to update QGIS.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication

translate = QCoreApplication.translate

TITLE = "Riothermie Kansen"
"""Name of the plugin, as windows and messages bear it."""

ROOT = Path(__file__).resolve().parents[1]
RESOURCES = ROOT / "resources"
ICON = RESOURCES / "icons" / "riothermie.svg"

PYTHON = (3, 11)
FLOOR = {
    "numpy": (1, 24),
    "pandas": (1, 5),
    "scipy": (1, 10),
    "networkx": (3, 0),
    "shapely": (2, 0),
    "geopandas": (1, 0),
}
"""Oldest version of each package that works."""
MAP_TOOL = ("numpy", "pandas", "scipy")
"""What following pipes on the map needs; the rest of the panel needs none."""
USUAL = ("numpy", "pandas", "scipy", "shapely", "geopandas")
"""What most algorithms need."""
NEEDS = {
    **dict.fromkeys(
        ("bewonerskosten", "co2", "pdokophalen", "warmtevraag", "webkaart"), ("numpy", "pandas", "shapely", "geopandas")
    ),
    **dict.fromkeys(("energiematch", "warmtenet"), (*USUAL, "networkx")),
}
"""What the other algorithms need: a package that is absent stops those alone that call it."""


def language() -> str:
    """Return the language of QGIS as far as the engine speaks it: "nl" or "en"."""
    return "nl" if QgsApplication.locale()[:2].lower() == "nl" else "en"


def figure(value: float, decimals: int | None = None) -> str:
    """Return a number as the language of QGIS writes it; without `decimals` as short as it can be."""
    text = f"{value:.10g}" if decimals is None else f"{value:.{decimals}f}"
    return text.replace(".", ",") if language() == "nl" else text


def amount(value: float, decimals: int = 0) -> str:
    """Return a number as the language of QGIS writes it, with thousands apart and a true minus."""
    text = f"{value:,.{decimals}f}".replace("-", "\N{MINUS SIGN}")
    return text.translate(str.maketrans(",.", ".,")) if language() == "nl" else text


def needs(name: str) -> tuple[str, ...]:
    """Return the packages that an algorithm needs."""
    return NEEDS.get(name, USUAL)


def missing_packages(names: Iterable[str]) -> list[str]:
    """Return which of some packages are absent or too old, in words (imports nothing heavy)."""
    missing = []
    for name, floor in FLOOR.items():
        if name not in names:
            continue
        wanted = f"{name} >= {'.'.join(map(str, floor))}"
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            missing.append(wanted)
            continue
        if tuple(int(part) for part in re.findall(r"\d+", found)[:2]) < floor:
            missing.append(translate("Riothermie", "{} ({} is installed)").format(wanted, found))
    return missing


def python_problem() -> str:
    """Return in one sentence that the Python of this QGIS is too old, or ""; no algorithm can be loaded then."""
    if sys.version_info >= PYTHON:
        return ""
    text = translate("Riothermie", "Riothermie Kansen needs Python {} or newer, and this QGIS has {}: update QGIS.")
    return text.format(".".join(map(str, PYTHON)), ".".join(map(str, sys.version_info[:2])))


def packages_problem(names: Iterable[str]) -> str:
    """Return in one sentence which of some packages are absent or too old, or ""."""
    missing = missing_packages(names)
    if not missing:
        return ""
    text = translate(
        "Riothermie", "Missing Python packages: {}. The manual, chapter Installation, tells how to get them."
    )
    return text.format(", ".join(missing))


def environment_problem(names: Iterable[str] = tuple(FLOOR)) -> str:
    """Return in one sentence what keeps what needs some packages from running in this QGIS, or ""."""
    names = tuple(names)
    problem = packages_problem(names)
    if problem:
        return problem
    try:
        shapely = importlib.import_module("shapely")
        shapely.to_wkb(shapely.Point(0, 0))
        importlib.import_module("geopandas")
        if "scipy" in names:
            importlib.import_module("scipy.sparse")
    except Exception as error:  # noqa: BLE001 (a broken installation can raise anything, and must give a sentence)
        # on Linux the wheel of shapely calls the GEOS of QGIS instead of its own
        text = translate(
            "Riothermie",
            "The Python packages shapely, geopandas and scipy do not work in this QGIS ({}): "
            "install the packages of your distribution instead of those of pip.",
        )
        return text.format(" ".join(f"{type(error).__name__}: {error}".split())[:200])
    return ""
