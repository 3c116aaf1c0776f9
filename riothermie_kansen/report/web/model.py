"""What a web map shows: layers with places, attributes and the way they are drawn, free of QGIS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from ...results import About

Kind = Literal["point", "line", "polygon"]
Symbol = Mapping[str, Any]
"""How something is drawn: ``layers`` (from below to above), ``opacity`` and ``scale`` (smallest and largest denominator
of the map's scale, 0 for none). Lengths are in mm on the screen, or ``{"m": metres}`` in the terrain."""


@dataclass(frozen=True)
class Field:
    """An attribute.

    Attributes
    ----------
    name, title, unit
        Name in the layer, in words, and its unit ("" for none).
    numeric
        Values are numbers, NaN where absent; else texts, None where absent.
    codes
        Value to what it means.
    """

    name: str
    title: str
    unit: str = ""
    numeric: bool = False
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Item:
    """A line of the legend: its text, how deep it stands, its symbol (None: a heading)."""

    label: str
    depth: int
    symbol: int | None


@dataclass(frozen=True)
class Labels:
    """Texts beside features.

    Attributes
    ----------
    texts
        Shape (n,): "" where there is none.
    size_mm, color, halo, scale, along
        Height, colours ("" for no halo), range of scales as in `Symbol`, and whether it follows a line.
    beside
        Distance (mm) from the line that it follows; 0: on it.
    """

    texts: Sequence[str]
    size_mm: float
    color: str
    halo: str
    halo_mm: float = 0.0
    scale: tuple[float, float] = (0.0, 0.0)
    along: bool = False
    beside: float = 0.0


@dataclass
class WebLayer:
    """A layer of the map.

    Attributes
    ----------
    title, group
        In the list of layers.
    kind
        Of geometry.
    geometries
        Shape (n,): shapely geometries in RD (m), none missing.
    fields, values
        Attributes, and per attribute the n values.
    symbols
        How features are drawn.
    looks
        Symbols of a feature, from below to above, as indices.
    look
        Per range of scales (see `bands`) shape (n,): the index of its look.
    bands
        Denominators of scale, rising, at which looks change; one fewer than `look` has members.
    levels
        All features of a level before those of the next one (symbol levels of QGIS).
    legend, labels
        Lines of the legend; texts beside features.
    visible, background
        On at the start; drawn below all others and not to be clicked.
    opacity, scale
        Of the whole layer, scale as in `Symbol`.
    about
        How it was made.
    notes
        What is different from the layer in QGIS, in words.
    """

    title: str
    group: str
    kind: Kind
    geometries: npt.NDArray[Any]
    fields: Sequence[Field] = ()
    values: Sequence[Any] = ()
    symbols: Sequence[Symbol] = ()
    looks: Sequence[Sequence[int]] = ()
    look: Sequence[npt.NDArray[np.int64]] = ()
    bands: Sequence[float] = ()
    levels: bool = False
    legend: Sequence[Item] = ()
    labels: Sequence[Labels] = ()
    visible: bool = True
    background: bool = False
    opacity: float = 1.0
    scale: tuple[float, float] = (0.0, 0.0)
    about: About = field(default_factory=About)
    notes: Sequence[str] = ()
