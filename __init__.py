"""Riothermie Kansen: a QGIS plugin that maps the heat in sewers and the homes it can warm."""

from __future__ import annotations

from typing import Any


def classFactory(iface: Any) -> Any:
    """Return the plugin; imported here, so that nothing is loaded before QGIS asks."""
    from .plugin import RiothermiePlugin

    return RiothermiePlugin(iface)
