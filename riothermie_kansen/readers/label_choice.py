"""Which of several energy labels counts: those of this area, that can be used, and of each object the newest."""

from __future__ import annotations

import datetime as dt

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..wording import amount, note
from .area_rows import Area
from .bag import Listing
from .values import Reals

Ints = npt.NDArray[np.int64]

_TEXTS = (
    *("object_id", "pand_id", "postcode", "huisnummer", "huisletter", "toevoeging", "klasse", "label", "label_vol"),
    "type",
)
COLUMNS = (*_TEXTS[:-1], "opname", "type", "oppervlakte_m2", "warmtebehoefte_kwh_m2")
"""Columns of the labels that are handed on."""

_WORST = {label: rank for rank, label in enumerate((*(f"A{'+' * n}" for n in range(5, -1, -1)), *"BCDEFG"))}
_EPOCH = dt.date(1970, 1, 1).toordinal()


def of_area(rows: pd.DataFrame, area: Area, dropped: dict[str, int]) -> pd.DataFrame:
    """Return the rows of this area; the others are counted.

    A row without any id and address stays when its postcode is near: it is listed later.

    Parameters
    ----------
    rows
        Normalised rows: object_id, pand_id, address, postcode.
    area
        What belongs to it.
    dropped
        Kind to number of rows; grows.
    """
    objects, panden, addresses, codes = (
        rows[name].astype(object) for name in ("object_id", "pand_id", "address", "postcode")
    )
    near = {address.split("|")[0] for address in area.addresses} | {""}
    inside = objects.isin(area.ids) | addresses.isin(area.addresses)
    inside |= np.array([not area.ids.isdisjoint(text.split(",")) for text in panden], dtype=bool)
    nameless = (objects == "") & (panden == "") & (addresses == "")
    outside = ~inside & ~(nameless & codes.isin(near))
    if outside.any():
        dropped["label_ander_gebied"] = dropped.get("label_ander_gebied", 0) + int(outside.sum())
    return rows[~outside]


def _no_key(rows: pd.DataFrame) -> pd.Series:
    return (rows["object_id"] == "") & (rows["pand_id"] == "") & (rows["address"] == "")


def usable(rows: pd.DataFrame, lists: Listing, notes: list[str]) -> pd.DataFrame:
    """Return the rows with a key and a label; the others are counted and listed in `lists`."""
    lost = rows["lost"] & (rows["address"] == "")
    no_key = ~lost & _no_key(rows)
    none = ~lost & ~no_key & (rows["label"] == "")
    lists.drop("label_id_verminkt", "waarschuwing", rows.loc[lost, "row"].to_numpy(dtype=object))
    lists.drop("label_zonder_sleutel", "info", rows.loc[no_key, "row"].to_numpy(dtype=object))
    if none.any():
        lists.dropped["label_onbekend"] = int(none.sum())
    lists.add("label_onbekend", "info", _called(rows[none]), text=_shown(rows.loc[none, "text"]))
    kept = rows[~(lost | no_key | none)].reset_index(drop=True)
    odd = kept.loc[kept["odd_type"] != "", "odd_type"]
    if len(odd):
        names = ", ".join(sorted(set(odd))[:10])
        notes.append(note("labels_notitie_type", rows=amount(len(odd)), n=len(odd), types=names))
    return kept


def _called(rows: pd.DataFrame) -> npt.NDArray[np.object_]:
    """Return what to call each row: its object, pand, address, or place in the file."""
    called = rows["object_id"].to_numpy(dtype=object).copy()
    for column in ("address", "pand_id", "row"):
        called = np.where(called == "", rows[column].to_numpy(dtype=object), called)
    return np.asarray(called, dtype=object)


def _shown(texts: pd.Series) -> list[str]:
    return [f"{text[:37]}..." if len(text) > 40 else text or "leeg" for text in texts]


def newest(rows: pd.DataFrame, today: dt.date | None, lists: Listing, notes: list[str]) -> pd.DataFrame:
    """Return one row per object: the newest survey, then registration, then the worst label.

    Parameters
    ----------
    rows
        From `usable`: `COLUMNS`, address, registratie, geldig_tot, derived; days as proleptic ordinals.
    today
        Day from which labels count as no longer valid; None for the newest registration.
    lists, notes
        Grow: rows that are older or the same, and what was done.

    Returns
    -------
    pd.DataFrame
        `COLUMNS`, sorted by object, address and pand; opname as datetime64[ns].
    """
    who = np.where(rows["object_id"] != "", rows["object_id"], "")
    who = np.where(who == "", "|" + rows["address"], who)
    who = np.where(who == "|", "p" + rows["pand_id"], who)
    survey = np.nan_to_num(rows["opname"].to_numpy(dtype=np.float64))
    registered = np.nan_to_num(rows["registratie"].to_numpy(dtype=np.float64))
    group = pd.factorize(who, sort=True)[0]
    order = np.argsort(group, kind="stable")
    several = np.flatnonzero(np.bincount(group)[group[order]] > 1) if len(group) else order
    again = order[several]  # most objects have one label, and need no weighing
    order[several] = again[_ranked(rows.iloc[again], group[again], survey[again], registered[again])]
    rows, group, survey, registered = rows.iloc[order], group[order], survey[order], registered[order]
    first = np.r_[True, group[1:] != group[:-1]] if len(group) else np.zeros(0, dtype=bool)
    head = np.maximum.accumulate(np.where(first, np.arange(len(first)), 0))
    same = ~first & (survey == survey[head]) & (registered == registered[head])
    full = rows["label_vol"].to_numpy(dtype=object)
    differs = same & (full != full[head])
    for kind, which in (("label_ouder", ~first & ~same), ("label_dubbel", same)):
        if which.any():
            lists.dropped[kind] = int(which.sum())
    lists.add("label_dubbel", "waarschuwing", _called(rows[differs]), label=full[differs], other=full[head][differs])
    kept = rows[first]
    _tell(kept, today, lists.dropped, notes)
    # pandas 3 reads texts as another type than it is given
    frame = kept[list(COLUMNS)].reset_index(drop=True).astype(dict.fromkeys(_TEXTS, object))
    days = frame["opname"].to_numpy(dtype=np.float64)
    frame["opname"] = pd.to_datetime(np.where(np.isnan(days), np.nan, days - _EPOCH), unit="D")
    return frame


def _ranked(rows: pd.DataFrame, group: Ints, survey: Reals, registered: Reals) -> Ints:
    """Return rows by object, the one that counts first; what stands in them decides, not their order."""
    worst = rows["label_vol"].map(_WORST).to_numpy(dtype=np.int64)
    last = [pd.factorize(rows[name], sort=True)[0] for name in ("address", *COLUMNS[1:7], "type")]
    real = (rows[name] for name in ("warmtebehoefte_kwh_m2", "oppervlakte_m2", "geldig_tot", "derived"))
    last.extend(-np.nan_to_num(column.to_numpy(dtype=np.float64)) for column in real)
    return np.asarray(np.lexsort((*last, -worst, -registered, -survey, group)), dtype=np.int64)


def _tell(kept: pd.DataFrame, today: dt.date | None, dropped: dict[str, int], notes: list[str]) -> None:
    """Add what was done to the notes."""
    n = len(kept)
    older = dropped.get("label_ouder", 0) + dropped.get("label_dubbel", 0)
    elsewhere = dropped.get("label_ander_gebied", 0)
    notes.append(
        note("labels_notitie", labels=amount(n), n=n, older=amount(older), m=older, elsewhere=amount(elsewhere))
    )
    derived = int(kept["derived"].sum())
    if derived:
        notes.append(note("labels_notitie_index", labels=amount(derived), n=derived))
    limit = today.toordinal() if today else kept["registratie"].max() if n else np.nan
    expired = int((kept["geldig_tot"] < limit).sum()) if n else 0
    if expired:
        day = dt.date.fromordinal(int(limit)).strftime("%d-%m-%Y")
        notes.append(note("labels_notitie_verlopen", labels=amount(expired), n=expired, day=day))
