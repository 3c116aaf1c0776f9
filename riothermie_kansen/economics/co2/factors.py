"""Emission factors of electricity by source and year; years that nobody published are not made up but marked."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ...errors import InputError
from ...kentallen import FOLDER, Kentallen
from ...wording import dutch, note

TABLE = FOLDER / "emissiefactoren.csv"
"""Published factors; a user may hand in an edited copy."""

GASCENTRALE, GEMIDDELD, KETEN, GROEN, EIGEN = "gascentrale", "gemiddeld", "keten", "groen", "eigen"
BRONNEN = (GASCENTRALE, GEMIDDELD, KETEN, GROEN, EIGEN)
"""Where electricity is thought to come from: a modern gas-fired plant (marginal), the mean of Dutch production without
and with its supply chain, green, or a factor of one's own."""

GELIJK, DALEND = "gelijk", "dalend"
VERLOPEN = (DALEND, GELIJK)
"""Course over the years: falling in equal steps to 0 in ``co2.nul_jaar``, or the same."""

HIGHEST = 2.0
"""kg per kWh; no plant emits more."""


@dataclass(frozen=True)
class Published:
    """A published factor: kind of source, year, kg CO2 per kWh, who published it, and a note (Dutch)."""

    soort: str
    jaar: int
    kg_kwh: float
    bron: str
    toelichting: str


@dataclass(frozen=True)
class Course:
    """Years and electricity: first year, number of years, source and course of the factor, and a factor of one's own.

    See `factor_path`.
    """

    start: int = 2026
    jaren: int = 30
    bron: str = GASCENTRALE
    verloop: str = DALEND
    factor: float | None = None


@dataclass(frozen=True)
class FactorPath:
    """Emission factor of electricity over the years.

    Attributes
    ----------
    bron, verloop
        One of `BRONNEN` and of `VERLOPEN`.
    jaren, kg_kwh
        Shape (n,): year, and kg CO2 per kWh.
    gepubliceerd
        Shape (n,): whether the value of that year was published as such.
    notes
        Sentences (Dutch).
    """

    bron: str
    verloop: str
    jaren: npt.NDArray[np.int64]
    kg_kwh: npt.NDArray[np.float64]
    gepubliceerd: npt.NDArray[np.bool_]
    notes: tuple[str, ...] = ()


@cache
def published(path: Path = TABLE) -> tuple[Published, ...]:
    """Return the published factors, in order of source and year.

    Raises
    ------
    InputError
        A row cannot be read.
    """
    rows = []
    with path.open(encoding="utf-8", newline="") as stream:
        for n, row in enumerate(csv.DictReader(stream, delimiter=";"), 2):
            soort = (row.get("soort") or "").strip()
            if soort not in BRONNEN:
                raise InputError("co2_tabel_fout", file=path.name, row=n, value=soort, column="soort")
            jaar = _read(row, "jaar", path, n)
            factor = _read(row, "kg_kwh", path, n)
            if not 0.0 <= factor <= HIGHEST:
                raise InputError("co2_tabel_fout", file=path.name, row=n, value=factor, column="kg_kwh")
            rows.append(Published(soort, int(jaar), factor, row.get("bron") or "", row.get("toelichting") or ""))
    return tuple(sorted(rows, key=lambda one: (BRONNEN.index(one.soort), one.jaar)))


def _read(row: dict[str, str], column: str, path: Path, n: int) -> float:
    text = (row.get(column) or "").strip()
    try:
        value = float(text.replace(",", "."))
    except ValueError as error:
        raise InputError("co2_tabel_fout", file=path.name, row=n, value=text, column=column) from error
    if not math.isfinite(value):
        raise InputError("co2_tabel_fout", file=path.name, row=n, value=text, column=column)
    return value


def factor_path(
    bron: str, verloop: str, start: int, years: int, *, kentallen: Kentallen, own: float | None = None
) -> FactorPath:
    """Return the emission factor of electricity per year.

    The factor of a gas-fired plant and one's own hold in the first year. Means are those published: interpolated
    between published years, after the last one following `verloop` from there.

    Parameters
    ----------
    bron, verloop
        One of `BRONNEN` and of `VERLOPEN`.
    start, years
        First year, and how many.
    kentallen
        ``co2.ef_elektra`` and ``co2.nul_jaar``.
    own
        kg per kWh, with ``eigen``.

    Raises
    ------
    InputError
        A word is unknown, the own factor is missing, superfluous or impossible, or the year lies before the first
        published one.
    """
    for name, value, allowed in (("bron", bron, BRONNEN), ("verloop", verloop, VERLOPEN)):
        if value not in allowed:
            raise InputError("co2_keuze_onbekend", name=name, value=value, allowed=", ".join(allowed))
    if bron == EIGEN and own is None:
        raise InputError("co2_factor_leeg")
    if bron != EIGEN and own is not None:
        raise InputError("co2_factor_overbodig", source=bron)
    if own is not None and not 0.0 <= own <= HIGHEST:
        raise InputError("co2_factor_fout", value=float(own))
    jaren = np.arange(start, start + years, dtype=np.int64)
    zero = kentallen.value("co2.nul_jaar")
    rows = [one for one in published() if one.soort == bron]
    notes = []
    if bron in (GEMIDDELD, KETEN):
        known = np.array([one.jaar for one in rows], dtype=np.float64)
        told = np.array([one.kg_kwh for one in rows], dtype=np.float64)
        if not rows or start < known[0]:
            raise InputError("co2_jaar_te_vroeg", year=start, source=bron, first=rows[0].jaar if rows else "-")
        factor = np.interp(jaren, known, told)
        factor = np.where(jaren > known[-1], _course(jaren, float(known[-1]), float(told[-1]), verloop, zero), factor)
        there = np.isin(jaren, known)
        if (~there & (jaren < known[-1])).any():
            notes.append(note("co2_notitie_tussen"))
        if (jaren > known[-1]).any():
            notes.append(note("co2_notitie_na", last=int(known[-1])))
    else:
        first = {GASCENTRALE: kentallen.value("co2.ef_elektra"), GROEN: 0.0, EIGEN: own or 0.0}[bron]
        factor = _course(jaren, float(start), first, verloop, zero)
        there = np.zeros(years, dtype=bool)
    if bron != GROEN:
        notes.append(note("co2_notitie_gelijk") if verloop == GELIJK else note("co2_notitie_dalend", year=int(zero)))
    said = note(
        "co2_notitie_factor", source=bron, first=dutch(float(factor[0]), 3), year=start, basis=note(f"co2_basis_{bron}")
    )
    return FactorPath(bron, verloop, jaren, factor, there, (said, *notes))


def _course(
    years: npt.NDArray[np.int64], base: float, value: float, verloop: str, zero: float
) -> npt.NDArray[np.float64]:
    """Return a value that holds in the year `base`, the same ever after or falling to 0 in the year `zero`."""
    if verloop == GELIJK:
        return np.full(len(years), value)
    if zero <= base:
        return np.zeros(len(years))
    return np.asarray(value * np.clip((zero - years) / (zero - base), 0.0, 1.0), dtype=np.float64)
