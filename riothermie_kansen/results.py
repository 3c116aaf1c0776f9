"""Outputs of earlier runs brought together: what each is, and what its metadata says of how it was made.

The shell of QGIS writes the history of a layer (`algorithms/metadata.py`); this reads it back, for a report on all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from .roles import Role

MADE = re.compile(r"Riothermie Kansen (?P<version>\S+), (?P<algorithm>\S+)")
SOURCE = re.compile(r"Bron: (?P<source>.+)", re.DOTALL)
PARAMETER = re.compile(r"Parameter (?P<name>\w+) = (?P<value>.*)", re.DOTALL)
KENTAL = re.compile(r"Kental (?P<key>\S+) = (?P<value>.*) \(standaard (?P<standard>.*)\)", re.DOTALL)
NOTES = "Aannamen en tellingen:\n- "


@dataclass(frozen=True)
class Changed:
    """A kental that differed from its standard value: all as text, the value with its unit."""

    key: str
    value: str
    standard: str


@dataclass(frozen=True)
class About:
    """How a layer was made.

    Attributes
    ----------
    title, abstract
        What it is and how to read it.
    notes
        Assumptions and counts.
    version, algorithm
        Of the plugin; id of the algorithm. "" when the layer does not tell.
    date
        ISO date and time of the run, "" when unknown.
    sources
        What was read, in words.
    parameters
        Name and value as text, in the order of the dialog.
    kentallen
        Those that differed from the standard.
    rights
        Limits of use.
    """

    title: str = ""
    abstract: str = ""
    notes: tuple[str, ...] = ()
    version: str = ""
    algorithm: str = ""
    date: str = ""
    sources: tuple[str, ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()
    kentallen: tuple[Changed, ...] = ()
    rights: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """An output: its role, the name of the layer, its rows (GeoDataFrame in RD or DataFrame), how it was made."""

    role: Role
    name: str
    frame: Any
    about: About = field(default_factory=About)


@dataclass(frozen=True)
class Results:
    """The outputs of a study, and the names of layers that were given but are no known output."""

    parts: tuple[Part, ...]
    others: tuple[str, ...] = ()

    def get(self, key: str) -> Part | None:
        """Return the first output with this role, None when there is none."""
        return next((part for part in self.parts if part.role.key == key), None)

    def all(self, key: str) -> tuple[Part, ...]:
        """Return the outputs with this role."""
        return tuple(part for part in self.parts if part.role.key == key)


def about(*, title: str, abstract: str, history: Sequence[str], rights: Sequence[str] = (), date: str = "") -> About:
    """Return how a layer was made, from the texts of its metadata; what is not there stays empty."""
    made = next(filter(None, map(MADE.fullmatch, history)), None)
    text, _, listed = abstract.partition(NOTES)
    return About(
        title=title,
        abstract=text.strip(),
        notes=tuple(listed.split("\n- ")) if listed else (),
        version=made["version"] if made else "",
        algorithm=made["algorithm"].rpartition(":")[2] if made else "",
        date=date,
        sources=tuple(found["source"] for found in map(SOURCE.fullmatch, history) if found),
        parameters=tuple((found["name"], found["value"]) for found in map(PARAMETER.fullmatch, history) if found),
        kentallen=tuple(
            Changed(found["key"], found["value"], found["standard"])
            for found in map(KENTAL.fullmatch, history)
            if found
        ),
        rights=tuple(rights),
    )
