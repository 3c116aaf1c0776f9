"""Every sentence the engine says, in English and Dutch, by key.

The sentences stand in the TOML files of this folder: a table per key with ``en`` and ``nl``, placeholders as in
`str.format`. Qt's translation finds literals in the QGIS shell only, so the engine carries its own.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "nl")


@cache
def _sentences() -> dict[str, dict[str, str]]:
    sentences: dict[str, dict[str, str]] = {}
    for path in sorted(Path(__file__).parent.glob("*.toml")):
        with path.open("rb") as file:
            sentences.update(tomllib.load(file))
    return sentences


def keys() -> tuple[str, ...]:
    """Return all keys, sorted."""
    return tuple(sorted(_sentences()))


def template(key: str, language: str = "en") -> str:
    """Return the sentence with its placeholders open."""
    return _sentences()[key][language if language in LANGUAGES else "en"]


def message(key: str, language: str = "en", **values: object) -> str:
    """Return the sentence `key` in `language` ("en", "nl"; another one gives English), placeholders filled."""
    return template(key, language).format(**values)
