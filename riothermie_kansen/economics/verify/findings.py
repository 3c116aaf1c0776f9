"""Contradictions and errors in the reports, told with our own figures."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from ...errors import InputError
from ..figures.study import Printed
from .bench import Bench, Outcome
from .words import figure, percent

FOUND = Path(__file__).parent.parent / "studies" / "bevindingen.toml"
"""The contradictions and errors, with the figures that show them."""

_SLOT = re.compile(r"\{(\w+)(%?) ([\w.-]+)\}")


@dataclass(frozen=True)
class Discovery:
    """A contradiction or error.

    Attributes
    ----------
    titel, tekst, gevolg
        What it is, the reasoning with its figures, and what we do about it (Dutch).
    gewicht
        ``"groot"`` when it changes a conclusion, else ``"klein"``.
    getallen
        Ids of the printed figures that show it.
    """

    titel: str
    tekst: str
    gevolg: str
    gewicht: str
    getallen: tuple[str, ...]


def discoveries_of(bench: Bench, rows: pd.DataFrame, outcome: Callable[[Printed], Outcome]) -> tuple[Discovery, ...]:
    """Return the contradictions of a study that is shipped, with the figures in their places.

    A study of the user may bear the same name: what rests on figures that it does not have is left out.

    Parameters
    ----------
    rows
        Columns `columns.VERIFY_COLUMNS`.
    outcome
        Returns our value of a figure.
    """
    with FOUND.open("rb") as file:
        listed = [one for one in tomllib.load(file)["bevinding"] if one["studie"] == bench.study.naam]
    by_id = rows.set_index("id")
    return tuple(_discovery(one, by_id, outcome) for one in listed if _figures(one) <= set(by_id.index))


def _figures(data: Mapping[str, Any]) -> set[str]:
    """Return the ids of the printed figures that a text speaks of."""
    named = {m.group(3) for m in _SLOT.finditer(data["tekst"] + data["gevolg"]) if m.group(1) != "uit"}
    return named | set(data.get("getallen", ()))


def _discovery(data: Mapping[str, Any], rows: pd.DataFrame, outcome: Callable[[Printed], Outcome]) -> Discovery:
    extra = {
        name: outcome(
            Printed(name, name, 0.0, variant=one.get("variant", ""), grootheid=one["grootheid"],
                    grootheid_index=one.get("index", {}))
        ).waarde
        for name, one in data.get("waarden", {}).items()
    }  # fmt: skip
    columns = {"rapport": "afgedrukt", "wij": "waarde", "nagebootst": "nagebootst"}

    def filled(match: re.Match[str]) -> str:
        kind, share, name = match.groups()
        if kind == "uit":
            value = extra[name]
        else:
            if name not in rows.index:
                raise InputError("verify_getal", study=str(data["studie"]), id=name)
            text = str(rows.loc[name, f"{columns[kind]}_tekst"])
            value = text or float(rows.loc[name, columns[kind]])
        if isinstance(value, str):
            return value
        return percent(round(float(value), 3)) if share else figure(_short(float(value)))

    return Discovery(
        data["titel"],
        _SLOT.sub(filled, data["tekst"]),
        _SLOT.sub(filled, data["gevolg"]),
        data.get("gewicht", "klein"),
        tuple(data.get("getallen", ())),
    )


def _short(value: float) -> float:
    """Return a number without decimals that say nothing in a sentence."""
    return round(value) if abs(value) >= 100.0 else round(value, 3)
