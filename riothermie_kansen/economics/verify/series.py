"""The printed series of 30 years beside ours."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .bench import Bench, Index
from .supplier import SUPPLIER

Floats = npt.NDArray[np.float64]

SERIES = Path(__file__).parent.parent / "studies" / "putten_reeksen.toml"
"""The series of Putten."""


@dataclass(frozen=True)
class Line:
    """A line of a series.

    Attributes
    ----------
    naam
        As printed.
    jaren
        Shape (n,): years.
    afgedrukt, waarden
        Shape (n,): printed, and ours, EUR.
    nagebootst
        Shape (n,): as the source reckoned it; the same as ours where it made no error.
    """

    naam: str
    jaren: npt.NDArray[np.int64]
    afgedrukt: Floats
    waarden: Floats
    nagebootst: Floats

    @property
    def verschil(self) -> float:
        """Largest difference between printed and ours."""
        return float(np.abs(self.waarden - self.afgedrukt).max())

    @property
    def rest(self) -> float:
        """Largest difference that is left when we reckon as the source did."""
        return float(np.abs(self.nagebootst - self.afgedrukt).max())


@dataclass(frozen=True)
class Series:
    """A printed series: its lines, and the largest difference that is rounding."""

    id: str
    plaats: str
    variant: str
    bron_variant: str
    tolerantie: float
    regels: tuple[Line, ...]


def read_series(path: Path = SERIES) -> Sequence[Mapping[str, Any]]:
    """Return the series as they stand in their file."""
    with path.open("rb") as file:
        return list(tomllib.load(file)["reeks"])


def series_of(bench: Bench) -> tuple[Series, ...]:
    """Return the series of the study whose variant it has, each line beside ours."""
    names = {project.naam for project in bench.study.projects}
    own = [one for one in read_series() if one["studie"] == bench.study.naam]
    return tuple(_series(bench, one) for one in own if {one["variant"], one.get("bron_variant", "")} <= {*names, ""})


def _series(bench: Bench, data: Mapping[str, Any]) -> Series:
    variant, source = data["variant"], data.get("bron_variant", data["variant"])
    lines = []
    for one in data["regel"]:
        printed = np.asarray(one["waarden"], dtype=np.float64)
        years = np.arange(one["van"], one["van"] + len(printed))
        ours, copied = (_values(bench, name, one, years) for name in (variant, source))
        lines.append(Line(one["naam"], years, printed, ours, copied))
    return Series(data["id"], data["plaats"], variant, source, float(data["tolerantie"]), tuple(lines))


def _values(bench: Bench, variant: str, line: Mapping[str, Any], years: npt.NDArray[np.int64]) -> Floats:
    outcome = SUPPLIER[line["grootheid"]]
    given: Index = {"posten": line["posten"]} if "posten" in line else {}
    return np.array([outcome(bench, variant, {**given, "jaar": float(year)}).number for year in years.tolist()])
