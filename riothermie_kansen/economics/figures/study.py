"""A study: variants of a business case in figures, and what a report printed of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...kentallen import Kentallen
from ..project import Project

GELIJK, AFRONDING, VERKLAARD, FOUT, NIET = "gelijk", "afronding", "verklaard", "fout in de bron", "niet te herleiden"
OORDELEN = (GELIJK, AFRONDING, VERKLAARD, FOUT, NIET)
"""Judgements of a printed figure beside ours: equal, rounding, explained, an error in the source, not reproducible."""


@dataclass(frozen=True)
class Printed:
    """A figure that a report printed.

    Attributes
    ----------
    id
        Unique within the study.
    omschrijving
        What it is, in words (Dutch).
    waarde
        As printed: a number, or a text where it is none.
    eenheid
        Unit of `waarde` and `tolerantie`; "" for none.
    plaats
        Table, figure or section, in words (Dutch).
    tolerantie
        Largest difference that is rounding; None: not given.
    variant
        Name of the variant that it is about; "" for none in particular.
    grootheid
        Name of our outcome beside it; "" for none.
    grootheid_index
        Which value of that outcome: names with a number or a text, e.g. ``{"jaar": 15}``.
    oordeel
        One of `OORDELEN` when the study says so beforehand; "" when it follows from the difference.
    oorzaak
        Cause of the difference, in words (Dutch).
    """

    id: str
    omschrijving: str
    waarde: float | str
    eenheid: str = ""
    plaats: str = ""
    tolerantie: float | None = None
    variant: str = ""
    grootheid: str = ""
    grootheid_index: Mapping[str, float | str] = field(default_factory=dict)
    oordeel: str = ""
    oorzaak: str = ""


@dataclass(frozen=True)
class Study:
    """What `read.read_figures` read.

    Attributes
    ----------
    naam, bron
        Name and source, in words (Dutch).
    prijspeil
        Year of the prices.
    projects
        A project per variant, in the order of the file.
    afgedrukt
        What the report printed, in the order of the file.
    kentallen
        The kentallen of the run with those of the study in their place (those of a variant are in its project).
    notes
        Sentences for the report and the log (Dutch).
    """

    naam: str
    bron: str
    prijspeil: float
    projects: tuple[Project, ...]
    afgedrukt: tuple[Printed, ...]
    kentallen: Kentallen
    notes: tuple[str, ...] = ()
