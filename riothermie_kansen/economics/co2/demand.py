"""The heat and cold that is asked: as entered, or of a layer of buildings."""

from __future__ import annotations

import math
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from ...callbacks import Cancelled, Progress, never, silent
from ...errors import InputError
from ...findings import Findings
from ...kentallen import Kentallen
from ...plausible import refuse_impossible
from ...readers.buildings import read_buildings
from ...readers.fields import Columns, find
from ...readers.tables import first_text
from ...readers.values import Reals, Texts, numbers
from ...wording import amount, dutch, note

NONE, NOT_KNOWN = "co2_nul_vraag", "co2_geen_vraag"
"""Why a building does not count, a kind of finding: it asks no heat, or nobody knows how much."""

MOST = 20
"""Buildings without demand that are each told; of more one finding tells them all."""

SEVERAL = 1.001
"""Heat of a building over that of its first row from which it is taken to have several rows."""

_PARTS = {"rv_gj": ("rvgj", "ruimteverwarminggj"), "tap_gj": ("tapgj", "warmtapwatergj"), "koude_gj": ("koudegj",),
          "type": ("type", "woningtype"),
          "utiliteit": ("utiliteit", "aantalutiliteit")}  # fmt: skip


@dataclass(frozen=True)
class Demand:
    """Demand per year.

    Attributes
    ----------
    rv_gj, tap_gj, koude_gj
        Heating, hot water and cooling of all together, GJ.
    woningen
        Dwellings; NaN: not known.
    alleen_woningen
        Whether all heat is of dwellings, so that a figure per dwelling makes sense.
    frame
        A row per building, sorted by ``pand_id``: pand_id, type, woningen, rv_gj, tap_gj, koude_gj (0 where the
        building does not count), reden ("" or why), and geometry; None when figures were entered.
    findings, notes
        What does not count; sentences (Dutch).
    """

    rv_gj: float
    tap_gj: float
    koude_gj: float
    woningen: float
    frame: gpd.GeoDataFrame | None
    findings: Findings
    notes: tuple[str, ...] = ()
    alleen_woningen: bool = True

    @property
    def warmte_gj(self) -> float:
        """Heating and hot water."""
        return self.rv_gj + self.tap_gj


def entered(
    warmte_gj: float | None,
    *,
    tap_gj: float | None = None,
    koude_gj: float = 0.0,
    woningen: float = float("nan"),
    kentallen: Kentallen,
) -> Demand:
    """Return a demand as figures, GJ per year.

    Parameters
    ----------
    warmte_gj
        Heating and hot water.
    tap_gj
        Of that hot water; None: ``seizoen.aandeel_tap``.
    koude_gj, woningen
        Cooling, and dwellings.

    Raises
    ------
    InputError
        There is no heat, a figure is negative or more than ``co2.vraag_hoogstens``, or hot water is more than all heat.
    """
    given = {"WARMTE_GJ": warmte_gj, "TAP_GJ": tap_gj, "KOUDE_GJ": koude_gj, "WONINGEN": woningen}
    most = kentallen.value("co2.vraag_hoogstens")
    for name, value in given.items():
        if value is not None and value < 0.0:
            raise InputError("co2_vraag_negatief", name=name, value=float(value))
        if value is not None and value > most:
            raise InputError("co2_vraag_te_veel", name=name, value=float(value), most=amount(most))
    if not warmte_gj or math.isnan(warmte_gj):
        raise InputError("co2_vraag_leeg")
    notes = []
    if tap_gj is None:
        share = kentallen.value("seizoen.aandeel_tap")
        tap_gj = share * warmte_gj
        notes.append(note("co2_notitie_tap_deel", share=dutch(100.0 * share), where="seizoen.aandeel_tap"))
    if tap_gj > warmte_gj:
        raise InputError("co2_tap_te_veel", tap=float(tap_gj), heat=float(warmte_gj))
    said = note(
        "co2_notitie_getallen", heat=amount(warmte_gj), tap=amount(tap_gj), cold=amount(koude_gj)
    )  # fmt: skip
    return Demand(warmte_gj - tap_gj, tap_gj, koude_gj, woningen, None, Findings(), (said, *notes))


def of_buildings(
    frame: gpd.GeoDataFrame, *, kentallen: Kentallen, progress: Progress = silent, cancelled: Cancelled = never
) -> Demand:
    """Return the demand of a layer of buildings, output ``GEBOUWEN`` of warmtevraag or any other.

    Buildings, dwellings and heat are read as everywhere in the plugin (`readers.buildings`). Hot water is the share of
    the row's ``tap_gj`` in its heat, else ``seizoen.aandeel_tap``; cooling its ``koude_gj``.

    Parameters
    ----------
    frame
        Buildings.
    kentallen
        Groups ``vraag`` and ``seizoen``.

    Raises
    ------
    InputError
        There are no buildings, none with a known demand, or a number is negative or impossible.
    """
    read = read_buildings(frame, kentallen=kentallen, progress=progress, cancelled=cancelled)
    table = read.frame
    ids = table["pand_id"].to_numpy(dtype=object)
    heat = table["warmte_gj"].to_numpy(dtype=np.float64)
    refuse_impossible(ids, heat, kentallen)
    counts = np.nan_to_num(heat) > 0.0
    if not counts.any():
        raise InputError("co2_gebouwen_zonder_vraag", n=len(table))
    columns = find(frame, _PARTS)
    rv, tap, cold = (_values(columns, role, read.row) for role in ("rv_gj", "tap_gj", "koude_gj"))
    own = np.nan_to_num(rv) + np.nan_to_num(tap)
    apart = counts & np.isfinite(tap) & np.isfinite(rv) & (own > 0.0)
    share = kentallen.value("seizoen.aandeel_tap")
    part = np.where(apart, np.nan_to_num(tap) / np.where(own > 0.0, own, 1.0), share)
    heat = np.where(counts, heat, 0.0)
    # of a building of several rows: cold in the ratio to heat of its first one
    several = apart & (heat > SEVERAL * own)
    cooling = np.where(counts, np.nan_to_num(cold) * np.where(several, heat / np.where(several, own, 1.0), 1.0), 0.0)
    negative = np.flatnonzero(cooling < 0.0)
    if len(negative):
        raise InputError("co2_vraag_negatief", name=f"koude_gj ({ids[negative[0]]})", value=float(cooling[negative[0]]))
    unknown = ~np.isfinite(table["warmte_gj"].to_numpy(dtype=np.float64))
    findings = Findings()
    findings.extend(read.findings)
    place = table.geometry.to_numpy()
    for kind, rows in ((NOT_KNOWN, unknown), (NONE, ~counts & ~unknown)):
        findings.add_most(kind, "info", ids[rows], place[rows], most=MOST)
    unread = counts & _unread(columns, "koude_gj", read.row)
    findings.add_most("co2_koude_onleesbaar", "waarschuwing", ids[unread], place[unread], most=MOST)
    made = gpd.GeoDataFrame(
        {
            "pand_id": ids,
            "type": _types(columns, read.row),
            "woningen": table["woningen"].to_numpy(dtype=np.int64),
            "rv_gj": heat * (1.0 - part),
            "tap_gj": heat * part,
            "koude_gj": cooling,
            "reden": np.where(counts, "", np.where(unknown, "warmtevraag onbekend", "geen warmtevraag")).astype(object),
        },
        geometry=table.geometry.to_numpy(),
        crs=table.crs,
    )
    sums = made[["rv_gj", "tap_gj", "koude_gj"]].sum()
    homes = int(made.loc[counts, "woningen"].sum())
    notes = [
        note(
            "co2_notitie_gebouwen", buildings=amount(int(counts.sum())), homes=amount(homes),
            others=amount(int((~counts).sum())), rows=amount(read.read), heat=amount(float(heat.sum())),
            tap=amount(float(sums["tap_gj"])), cold=amount(float(sums["koude_gj"])),
        ),
        *read.notes,
    ]  # fmt: skip
    derived = int((counts & ~apart).sum())
    if derived:
        where = f"seizoen.aandeel_tap, {amount(derived)} gebouwen"
        notes.append(note("co2_notitie_tap_deel", share=dutch(100.0 * share), where=where))
    if "koude_gj" not in columns:
        notes.append(note("co2_notitie_geen_koude"))
    return Demand(
        float(sums["rv_gj"]),
        float(sums["tap_gj"]),
        float(sums["koude_gj"]),
        float(homes),
        made,
        findings,
        tuple(notes),
        bool((made.loc[counts, "woningen"] > 0).all())
        and not (_values(columns, "utiliteit", read.row)[counts] > 0).any(),
    )


def _values(columns: Columns, role: str, row: npt.NDArray[np.int64]) -> Reals:
    """Return a number per building, from the row that it has its place from; NaN where there is none."""
    found = np.full(len(columns.frame), np.nan)
    for series in columns.all(role) if role in columns else []:
        values, _ = numbers(series)
        found = np.where(np.isnan(found), values, found)
    return found[row]


def _unread(columns: Columns, role: str, row: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Return which buildings have something that is no number."""
    found = np.zeros(len(columns.frame), dtype=bool)
    for series in columns.all(role) if role in columns else []:
        found |= np.asarray(numbers(series)[1], dtype=bool)
    return found[row]


def _types(columns: Columns, row: npt.NDArray[np.int64]) -> Texts:
    """Return the type per building, "" where the layer has none."""
    if "type" not in columns:
        return np.full(len(row), "", dtype=object)
    return first_text(columns, "type")[row]


def by_type(frame: pd.DataFrame, numbers_: tuple[str, ...]) -> pd.DataFrame:
    """Return sums per type of the buildings that count, in order of the type."""
    counted = frame[frame["reden"] == ""]
    groups = counted.groupby("type", sort=True)
    made = groups[["woningen", *numbers_]].sum(min_count=1)
    made.insert(0, "panden", groups.size())
    return made.reset_index()
