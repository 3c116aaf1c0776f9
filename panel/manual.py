"""The manual: that of the plugin's folder where it is there, else on the web."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices

from ..algorithms.base import MANUAL
from ..algorithms.environment import language


def manual_url() -> str:
    """Return the address of the manual in the language of QGIS."""
    return MANUAL.replace("README.md", "README.nl.md") if language() == "nl" else MANUAL


def open_manual(_surroundings: Any) -> None:
    """Open the manual in the browser."""
    QDesktopServices.openUrl(QUrl(manual_url()))
