"""Fingerprints: whether a step would give the same again.

A fingerprint covers the content of the inputs, not their names or dates; the choices; the kentallen; and the version
of the plugin. What an earlier step left counts by the fingerprint of that step: every step gives the same for the same.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..callbacks import Cancelled, never, stop_if

CHUNK = 1 << 20


class Content:
    """Fingerprint of the rows of a layer, in their order."""

    def __init__(self, *head: object) -> None:
        self._hash = hashlib.sha256(_plain(head))

    def add(self, values: Iterable[object], shape: bytes = b"") -> None:
        """Add a row: its values, and its place as WKB."""
        self._hash.update(_plain(values))
        self._hash.update(len(shape).to_bytes(8, "little"))
        self._hash.update(shape)

    def text(self) -> str:
        """Return the fingerprint."""
        return self._hash.hexdigest()


def of_files(place: Path, *, cancelled: Cancelled = never) -> str:
    """Return the fingerprint of a file, or of a folder with all that is in it.

    Raises
    ------
    OSError
        It cannot be read.
    CancelledError
        The user cancelled.
    """
    place.stat()  # what is not there has no content, also not that of an empty folder
    files = [place] if place.is_file() else sorted(found for found in place.rglob("*") if found.is_file())
    made = hashlib.sha256()
    for file in files:
        name = "" if place.is_file() else file.relative_to(place).as_posix()
        made.update(_plain((name, file.stat().st_size)))
        with file.open("rb") as opened:
            while block := opened.read(CHUNK):
                stop_if(cancelled)
                made.update(block)
    return made.hexdigest()


def of_step(algorithm: str, inputs: Mapping[str, str], choices: Mapping[str, object], version: str) -> str:
    """Return the fingerprint of a step.

    Parameters
    ----------
    algorithm
        Id of what is done.
    inputs
        Parameter to the fingerprint of what it takes.
    choices
        Parameter to its value.
    version
        Of the plugin.
    """
    text = json.dumps(
        [algorithm, sorted(inputs.items()), sorted(choices.items()), version], default=str, ensure_ascii=True
    )
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _plain(values: Iterable[object]) -> bytes:
    """Return values as bytes that differ when the values do: the kind counts, so that 1 is not "1"."""
    return "\x1f".join(f"{type(value).__name__}:{_one(value)}" for value in values).encode("utf-8", "surrogatepass")


def _one(value: object) -> str:
    if isinstance(value, float):
        return "nan" if math.isnan(value) else repr(value)
    return json.dumps(value) if isinstance(value, str) else str(value)
