"""Report unscoped enum members such as ``Qt.AlignCenter``, which PyQt6 and therefore QGIS 4 do not have.

Usage: enumlint.py FILE_OR_FOLDER...

Needs a Python that can import qgis; one built with Qt 5 will do, and no display is needed. It sees ``Class.MEMBER``
with the class under its own name, not a member reached through an instance, an alias or a module. Exit code 1 when it
finds any.
"""

from __future__ import annotations

import ast
import enum
import sys
from collections.abc import Iterator
from pathlib import Path

import qgis.analysis
import qgis.core
import qgis.gui
from qgis.PyQt import QtCore, QtGui, QtNetwork, QtPrintSupport, QtWidgets, QtXml

MODULES = (QtCore, QtGui, QtNetwork, QtPrintSupport, QtWidgets, QtXml, qgis.analysis, qgis.core, qgis.gui)


def is_enum(kind: object) -> bool:
    """Tell whether something is an enum class: of Python (Qt 6) or of sip (Qt 5)."""
    return isinstance(kind, type) and (issubclass(kind, enum.Enum) or type(kind).__name__ == "enumtype")


def scoped_names() -> dict[tuple[str, str], str]:
    """Return, for each (class, member) that Qt 5 also takes unscoped, how it must be written."""
    names: dict[tuple[str, str], str] = {}
    for module in MODULES:
        for class_name, cls in vars(module).items():
            if not isinstance(cls, type) or is_enum(cls):
                continue
            members = {name: getattr(cls, name, None) for name in dir(cls)}
            enums: dict[type, str] = {}
            for name, value in members.items():
                if is_enum(value):
                    enums.setdefault(value, name)
            for name, value in members.items():
                if type(value) in enums:
                    names[class_name, name] = f"{class_name}.{enums[type(value)]}.{name}"
    return names


def python_files(arguments: list[str]) -> Iterator[Path]:
    """Yield the Python files named, and those below the folders named but not below hidden ones."""
    for argument in map(Path, arguments):
        if argument.is_file():
            yield argument
        elif argument.is_dir():
            for path in sorted(argument.rglob("*.py")):
                if not any(part.startswith(".") for part in path.relative_to(argument).parts):
                    yield path
        else:
            sys.exit(f"enumlint.py: {argument} does not exist.")


def main(arguments: list[str]) -> int:
    """Check files; return the exit code."""
    if not arguments:
        sys.exit(__doc__)
    names = scoped_names()
    files = list(python_files(arguments))
    found = 0
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                better = names.get((node.value.id, node.attr))
                if better:
                    print(f"{path}:{node.lineno}:{node.col_offset + 1}: {node.value.id}.{node.attr}, write {better}")
                    found += 1
    print(f"{len(files)} files, {len(names)} names of enums known, {found} unscoped.")
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
