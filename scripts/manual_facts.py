"""What QGIS and the engine know of the plugin, for the manual: algorithms with their help, columns and kentallen."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FIELDS = ROOT / "scripts" / "manual_fields.toml"
NAME = "riothermie_manual"


@dataclass(frozen=True)
class Item:
    """A parameter or an output: name, title, help, kind, standard value; whether it may be left empty, and is rare."""

    name: str
    title: str
    text: str
    kind: str
    value: str
    optional: bool
    advanced: bool
    fields: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Tool:
    """An algorithm as its dialog shows it."""

    key: str
    title: str
    group: str
    about: str
    help: str
    parameters: tuple[Item, ...]
    outputs: tuple[Item, ...]


def plugin(language: str) -> Any:
    """Return the plugin, loaded as QGIS does, in a language; once per process."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from qgis.core import QgsApplication
    from qgis.PyQt.QtCore import QLocale

    application = QgsApplication([], False)
    QgsApplication.setLocale(QLocale(language))
    QgsApplication.initQgis()
    spec = importlib.util.spec_from_file_location(NAME, ROOT / "__init__.py", submodule_search_locations=[str(ROOT)])
    if spec is None or spec.loader is None:
        raise ImportError(str(ROOT))
    module = importlib.util.module_from_spec(spec)
    sys.modules[NAME] = module
    spec.loader.exec_module(module)
    loaded = module.classFactory(None)
    loaded.application = application  # kept alive
    loaded.initProcessing()
    return loaded


def tools(loaded: Any) -> list[Tool]:
    """Return the algorithms, by name."""
    columns = fields()
    return [_tool(algorithm, columns.get(algorithm.name(), {})) for algorithm in _sorted(loaded)]


def _sorted(loaded: Any) -> list[Any]:
    return sorted(loaded.provider.algorithms(), key=lambda algorithm: algorithm.name())


def _tool(algorithm: Any, columns: dict[str, Any]) -> Tool:
    from qgis.core import QgsProcessingParameterDefinition

    flags = QgsProcessingParameterDefinition.Flag
    given, made = [], []
    for parameter in algorithm.parameterDefinitions():
        if parameter.flags() & flags.FlagHidden:
            continue
        item = Item(
            parameter.name(), parameter.description(), parameter.help(), _kind(parameter),
            "" if parameter.isDestination() else _value(parameter), bool(parameter.flags() & flags.FlagOptional),
            bool(parameter.flags() & flags.FlagAdvanced), columns.get(parameter.name(), ()),
        )  # fmt: skip
        (made if parameter.isDestination() else given).append(item)
    names = {item.name for item in made}
    made += [
        Item(output.name(), output.description(), "", "number", "", False, False)
        for output in algorithm.outputDefinitions()
        if output.name() not in names
    ]
    return Tool(
        algorithm.name(), algorithm.displayName(), algorithm.group(), algorithm.shortDescription(),
        algorithm.shortHelpString(), tuple(given), tuple(made),
    )  # fmt: skip


def _kind(parameter: Any) -> str:
    """Return the kind of a parameter: that of QGIS, of a choice its words."""
    options = getattr(parameter, "options", None)
    return " · ".join(options()) if options is not None else parameter.type()


def _value(parameter: Any) -> str:
    value = parameter.defaultValue()
    if value is None or value in ("", []):
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def fields() -> dict[str, dict[str, tuple[Any, ...]]]:
    """Return algorithm to output to its columns."""
    listed = tomllib.loads(FIELDS.read_text(encoding="utf-8"))
    return {
        algorithm: {output: _columns(place) for output, place in outputs.items()}
        for algorithm, outputs in listed.items()
    }


def _columns(place: str) -> tuple[Any, ...]:
    sys.path[:0] = [] if str(ROOT) in sys.path else [str(ROOT)]
    module, _, name = place.partition(":")
    found = getattr(importlib.import_module(f"riothermie_kansen.{module}"), name.removesuffix("()"))
    if name.endswith("()"):
        from riothermie_kansen import kentallen

        found = found(kentallen.load().table("bodem.invloed_jaren"))
    return tuple(found)


def figures() -> dict[str, list[Any]]:
    """Return the kentallen by file, in order of key."""
    sys.path[:0] = [] if str(ROOT) in sys.path else [str(ROOT)]
    from riothermie_kansen import kentallen

    found: dict[str, list[Any]] = {}
    for key, kental in sorted(kentallen.load().items()):
        found.setdefault(key.partition(".")[0], []).append(kental)
    return found
