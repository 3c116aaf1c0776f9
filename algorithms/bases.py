"""Addresses of services: those of the plugin, those in the settings of QGIS, and those in a file of the user."""

from __future__ import annotations

import tomllib
from pathlib import Path

from qgis.core import QgsProcessingException, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication

translate = QCoreApplication.translate

SETTINGS = "riothermie_kansen/diensten"
"""Group in the settings of QGIS: a service or data set of the catalogue to its address."""

TABLE = "diensten"
"""Table in the file of the user with the same."""


def given(file: str) -> dict[str, str]:
    """Return the addresses that the user gave: service or data set to address; the file goes before the settings.

    Raises
    ------
    QgsProcessingException
        The file cannot be used, in one sentence.
    """
    return stored() | (_of_file(Path(file)) if file else {})


def stored() -> dict[str, str]:
    """Return the addresses in the settings of QGIS."""
    settings = QgsSettings()
    settings.beginGroup(SETTINGS)
    found = {key: str(settings.value(key) or "").strip() for key in sorted(settings.childKeys())}
    settings.endGroup()
    return {key: address for key, address in found.items() if address}


def _of_file(file: Path) -> dict[str, str]:
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        text = translate("Riothermie", "{file} cannot be opened: choose another file with addresses.")
        raise QgsProcessingException(text.format(file=file)) from error
    except ValueError as error:
        text = translate("Riothermie", "{file} cannot be read as TOML: {why}")
        raise QgsProcessingException(text.format(file=file, why=" ".join(str(error).split()))) from error
    table = tables.get(TABLE)
    if not isinstance(table, dict) or set(tables) != {TABLE} or not all(isinstance(v, str) for v in table.values()):
        text = translate(
            "Riothermie", '{file}: write [diensten] followed by lines such as bag = "https://server/wfs", nothing else.'
        )
        raise QgsProcessingException(text.format(file=file))
    return {key: address.strip() for key, address in table.items()}
