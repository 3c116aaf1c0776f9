"""The table of pipes: sizes, roughness, heat loss, price and pressure class."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..errors import InputError
from ..kentallen import FOLDER
from .graph import FloatArray, ObjectArray, values
from .loads import BRONNET, NETS
from .thermal import buried_u

if TYPE_CHECKING:
    from ..kentallen import Kentallen

TABLES = {BRONNET: FOLDER / "leidingen_pe.csv", "mt": FOLDER / "leidingen_staal.csv"}
"""The own tables: PE100 for a bronnet, pre-insulated steel (EN 253) for an MT network. A user may hand in an edited
copy."""

SDRS = (11, 17)
SERIES = (1, 2, 3)

NEEDED = ("label", "binnen_mm", "prijs_eur_m")
"""Columns that a table must have."""

NUMBERS = ("sdr", "nominaal", "buiten_mm", "mantel_mm", "ruwheid_mm", "druk_bar", *(f"u_serie{i}_w_mk" for i in SERIES))
TEXTS = ("bron", "prijsbron", "prijsjaar")
"""Columns that may be empty or absent."""

ROUGHNESS_MM = {BRONNET: 0.01, "mt": 0.1}
PRESSURE_BAR = {(BRONNET, 11): 16.0, (BRONNET, 17): 10.0, ("mt", 0): 25.0}
"""What holds where the user's table does not say: PE100 at 20 °C (PN 10 and PN 16, EN 12201) and EN 253 (PN 25)."""


@dataclass(frozen=True)
class Catalogue:
    """Pipes of one network, from small to large.

    Attributes
    ----------
    net
        Type of network.
    label
        Shape (s,): e.g. ``"DN100"`` or ``"PE110 SDR17"``; all different.
    nominal
        Shape (s,): DN of steel, outer diameter in mm of PE.
    outer_mm, inner_mm
        Shape (s,): of the pipe that carries the water; the inner diameter ascends.
    jacket_mm
        Shape (s,): outer diameter with insulation; the pipe itself where it has none.
    roughness_mm
        Shape (s,): of the wall.
    u_w_mk
        Shape (s,): heat loss of ONE pipe of the pair per metre and kelvin between its water and the ground, W/(m K).
    price_eur_m
        Shape (s,): supply and return laid in one trench, EUR per metre of TRENCH.
    pressure_bar
        Shape (s,): pressure class.
    source, price_source, price_year
        Shape (s,): where the dimensions and the price come from, and the year of the price, in words.
    """

    net: str
    label: ObjectArray
    nominal: FloatArray
    outer_mm: FloatArray
    inner_mm: FloatArray
    jacket_mm: FloatArray
    roughness_mm: FloatArray
    u_w_mk: FloatArray
    price_eur_m: FloatArray
    pressure_bar: FloatArray
    source: ObjectArray
    price_source: ObjectArray
    price_year: ObjectArray

    def __len__(self) -> int:
        return len(self.label)

    def position(self, label: str) -> int:
        """Return the position of a label, -1 when there is no such pipe; spaces and capitals do not count."""
        wanted = _plain(label)
        return next((i for i, own in enumerate(self.label) if _plain(own) == wanted), -1)


def catalogue(
    net: str,
    *,
    kentallen: Kentallen,
    sdr: int | None = None,
    series: int | None = None,
    path: Path | str | None = None,
) -> Catalogue:
    """Return the pipes of a type of network.

    Parameters
    ----------
    net
        One of `loads.NETS`: "bronnet" (PE100) or "mt" (pre-insulated steel).
    kentallen
        Ground, depth and insulation.
    sdr
        Bronnet: 17 (also None) with SDR 11 below its smallest size, or 11 for all sizes.
    series
        MT: insulation series 1, 2 or 3; None takes the kental ``net.isolatieserie``.
    path
        CSV with semicolons, decimal comma or point, columns as in `TABLES`; None or "" for those.

    Raises
    ------
    InputError
        A choice does not exist, or the table cannot be read, misses a column or has a value that cannot be.
    """
    if net not in NETS:
        raise InputError("pipe_choice", name="NETTYPE", value=net, allowed=", ".join(NETS))
    wanted = 17 if sdr is None else sdr
    if wanted not in SDRS:
        raise InputError("pipe_choice", name="SDR", value=sdr, allowed="11, 17")
    chosen = round(kentallen.value("net.isolatieserie")) if series is None else series
    if chosen not in SERIES:
        raise InputError("pipe_choice", name="ISOLATIESERIE", value=series, allowed="1, 2, 3")
    own = path is None or str(path) == ""
    file = TABLES[net] if path is None or own else Path(path)
    rows = _chosen(_read(file, net), wanted if net == BRONNET else 0, file.name)
    return _catalogue(rows, net, chosen, wanted, file.name, kentallen)


@dataclass(frozen=True)
class _Row:
    number: int
    text: dict[str, str]
    value: dict[str, float]


def _read(path: Path, net: str) -> list[_Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, delimiter=";")
            rows = list(reader)
            columns = reader.fieldnames or ()
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError("pipe_file", path=path.name, example=TABLES[net].name) from error
    for column in NEEDED:
        if column not in columns:
            raise InputError("pipe_column", path=path.name, column=column, example=TABLES[net].name)
    found = []
    for number, row in enumerate(rows, start=2):
        text = {name: (row.get(name) or "").strip() for name in ("label", *TEXTS)}
        if not any((value or "").strip() for name, value in row.items() if isinstance(name, str)):
            continue
        if text["label"] == "":
            raise InputError("pipe_label", path=path.name, row=number)
        value = {name: _number(row.get(name), name, number, path.name) for name in NUMBERS}
        for name in ("binnen_mm", "prijs_eur_m"):
            value[name] = _number(row.get(name), name, number, path.name)
            if math.isnan(value[name]):
                raise InputError("pipe_value", path=path.name, row=number, column=name, value="-")
        found.append(_Row(number, text, value))
    return found


def _number(text: str | None, column: str, number: int, path: str) -> float:
    text = (text or "").strip()
    if text == "":
        return math.nan
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = math.nan
    if not (0.0 < value < math.inf or (column == "prijs_eur_m" and value == 0.0)):
        raise InputError("pipe_value", path=path, row=number, column=column, value=text)
    return value


def _chosen(rows: list[_Row], sdr: int, path: str) -> list[_Row]:
    """Return the rows of one SDR, with the smaller sizes of the thicker wall below it; all rows where none is given."""
    if sdr and any(not math.isnan(row.value["sdr"]) for row in rows):
        own = [row for row in rows if row.value["sdr"] == sdr]
        smallest = min((row.value["nominaal"] for row in own), default=math.inf)
        rows = [row for row in rows if row.value["sdr"] == SDRS[0] and row.value["nominaal"] < smallest] + own
    if not rows:
        raise InputError("pipe_none", path=path)
    labels: dict[str, int] = {}
    for before, row in zip([None, *rows], rows, strict=False):
        if before is not None and not row.value["binnen_mm"] > before.value["binnen_mm"]:
            raise InputError("pipe_order", path=path, row=row.number, label=row.text["label"])
        same = labels.setdefault(_plain(row.text["label"]), row.number)
        if same != row.number:
            raise InputError("pipe_double", path=path, row=row.number, label=row.text["label"], other=same)
        if row.value["buiten_mm"] <= row.value["binnen_mm"] or row.value["mantel_mm"] < row.value["buiten_mm"]:
            raise InputError("pipe_wall", path=path, row=row.number, label=row.text["label"])
    return rows


def _catalogue(rows: list[_Row], net: str, series: int, sdr: int, path: str, kentallen: Kentallen) -> Catalogue:
    def column(name: str) -> FloatArray:
        return np.array([row.value[name] for row in rows])

    inner = column("binnen_mm")
    outer = _filled(column("buiten_mm"), inner * (1.0 / (1.0 - 2.0 / sdr) if net == BRONNET else 1.0))
    jacket = _filled(column("mantel_mm"), outer)
    u = column(f"u_serie{series}_w_mk")
    if net == BRONNET:
        u = _filled(u, buried_u(inner, outer, kentallen))
    elif np.isnan(u).any():
        row = rows[int(np.flatnonzero(np.isnan(u))[0])]
        raise InputError("pipe_value", path=path, row=row.number, column=f"u_serie{series}_w_mk", value="-")
    return Catalogue(
        net=net,
        label=values([row.text["label"] for row in rows]),
        nominal=_filled(column("nominaal"), outer if net == BRONNET else inner),
        outer_mm=outer,
        inner_mm=inner,
        jacket_mm=jacket,
        roughness_mm=_filled(column("ruwheid_mm"), ROUGHNESS_MM[net]),
        u_w_mk=u,
        price_eur_m=column("prijs_eur_m"),
        pressure_bar=_filled(column("druk_bar"), PRESSURE_BAR[net, sdr if net == BRONNET else 0]),
        source=values([row.text["bron"] or path for row in rows]),
        price_source=values([row.text["prijsbron"] or path for row in rows]),
        price_year=values([row.text["prijsjaar"] for row in rows]),
    )


def _filled(numbers: FloatArray, default: FloatArray | float) -> FloatArray:
    return np.where(np.isnan(numbers), default, numbers)


def _plain(label: str) -> str:
    return "".join(str(label).split()).upper()
