"""Every sentence the engine says, in English and Dutch, by key.

The sentences stand in the TOML files of this folder: a table per key with ``en`` and ``nl``, placeholders as in
`str.format`; ``{n:leiding|leidingen}`` is the first word when n is 1 and the second one otherwise.
Qt's translation finds literals in the QGIS shell only, so the engine carries its own.
"""

from __future__ import annotations

import string
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "nl")


class _Sentence(string.Formatter):
    """Formatter that knows one and more, and how a language writes a number."""

    def __init__(self, comma: str) -> None:
        self.comma = comma

    def format_field(self, value: Any, format_spec: str) -> str:
        """Return a value as text; with a | in its specification one of the words there."""
        one, bar, more = format_spec.partition("|")
        if bar:
            return one if str(value) == "1" else more
        if isinstance(value, float) and not format_spec:
            return f"{value:.10g}".replace(".", self.comma)
        return str(super().format_field(value, format_spec))


_SENTENCES = {"en": _Sentence("."), "nl": _Sentence(",")}


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
    return _SENTENCES.get(language, _SENTENCES["en"]).vformat(template(key, language), (), values)
