"""Tables that `pdokophalen` wrote: which inputs each one suits, by its name in the catalogue of services."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache

from qgis.core import QgsProject, QgsProviderRegistry, QgsVectorLayer

from ..algorithms.environment import ROOT

CATALOGUE = ROOT / "riothermie_kansen" / "services" / "catalogue.toml"

RESTRICTIONS, WHOLE = "bodemrestricties", "haalbaarheid"
"""The algorithm whose inputs the maps of restrictions are, and the one that has the same inputs."""


@cache
def suits() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return name of a table to the (algorithm, input) pairs that it suits; {} when there is no catalogue.

    The file is read, not the module beside it: that one needs packages that take a second to load.
    """
    if not CATALOGUE.is_file():
        return {}
    with CATALOGUE.open("rb") as file:
        sets = tomllib.load(file)["set"]
    found: dict[str, dict[tuple[str, str], None]] = {}
    for row in sets.values():
        for role in row["rol"]:
            algorithm, _, name = role.partition(".")
            found.setdefault(row["tabel"], {})[algorithm, name] = None
    return {table: tuple(pairs) for table, pairs in found.items()}


def for_inputs(algorithm: str, inputs: Iterable[str]) -> dict[str, list[str]]:
    """Return input to the ids of the layers of the project that suit it, for inputs that take several layers."""
    wanted = RESTRICTIONS if algorithm == WHOLE else algorithm
    names = set(inputs)
    found: dict[str, list[str]] = {}
    layers = QgsProject.instance().mapLayers().values()
    for layer in sorted(layers, key=lambda item: (item.name(), item.id())):
        for owner, name in suits().get(_table(layer), ()) if isinstance(layer, QgsVectorLayer) else ():
            if owner == wanted and name in names and layer.isValid():
                found.setdefault(name, []).append(layer.id())
    return found


def _table(layer: QgsVectorLayer) -> str:
    """Return the name of the table of a layer in its file or database, "" when it has none."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    return str(parts.get("layerName") or parts.get("table") or "")
