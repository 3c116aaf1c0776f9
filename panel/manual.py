"""The manual: the pages beside the plugin where they are there (in the zip), else those on the web."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices

from ..algorithms.base import MANUAL
from ..algorithms.environment import ROOT, language


def manual_url(root: Path = ROOT) -> str:
    """Return the address of the manual in the language of QGIS, for a plugin in the folder `root`."""
    page = root / "help" / language() / "index.html"
    return page.as_uri() if page.is_file() else MANUAL.format(language())


def open_manual(_surroundings: Any) -> None:
    """Open the manual in the browser."""
    QDesktopServices.openUrl(QUrl(manual_url()))
