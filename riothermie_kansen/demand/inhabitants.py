"""Inhabitants of each dwelling: what is given, else the neighbourhood's (CBS), else the usual number of its type."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..wording import amount, note
from .calibration import complete, expected_dwellings
from .vesta import DWELLINGS, KINDS, Floats, Texts, dwelling_kinds

if TYPE_CHECKING:
    from ..kentallen import Kentallen


@dataclass
class Inhabitants:
    """Inhabitants per object, shape (n,); 0 for what is no dwelling and has none given.

    Attributes
    ----------
    number
        Inhabitants.
    source
        eigen, vivet, cbs or kental; "" where there is none.
    notes
        Dutch sentences.
    """

    number: Floats
    source: Texts
    notes: list[str] = field(default_factory=list)


def household_sizes(kind: Texts, high_rise: Floats, kentallen: Kentallen) -> Floats:
    """Return the usual number of inhabitants of each type of dwelling (PBL), shape (n,).

    Parameters
    ----------
    kind
        Shape (n,): `columns.WONINGTYPEN`; another one has ``dwa.inwoners_per_adres``.
    high_rise
        Shape (n,): 1 in a building of five storeys or more.
    """
    size = np.array([*kentallen.table("vraag.inwoners_per_type"), kentallen.value("dwa.inwoners_per_adres")])
    if len(size) != len(KINDS[DWELLINGS.name]) + 1:
        raise ValueError("vraag.inwoners_per_type has another number of types than the table of dwellings")
    return np.asarray(size[dwelling_kinds(kind, np.nan_to_num(high_rise) == 1)], dtype=np.float64)


def fill_inhabitants(
    objects: pd.DataFrame, neighbourhoods: pd.DataFrame | None, *, kentallen: Kentallen
) -> Inhabitants:
    """Return the inhabitants of objects.

    A number that is given stays. The other dwellings of a complete neighbourhood share what is left of its inhabitants
    in proportion to the usual size of a household of their type, so that the sum is that of the CBS; those of a
    neighbourhood that is there in part get its mean household size in the same proportion. Elsewhere the usual size
    holds.

    Parameters
    ----------
    objects
        Columns woning, type, hoogbouw, buurtcode, inwoners and inwoners_bron.
    neighbourhoods
        Columns buurtcode, inwoners, personen (mean household) and woningen; None for none.
    """
    given = objects["inwoners"].to_numpy(dtype=np.float64)
    source = objects["inwoners_bron"].astype(object).to_numpy().copy()
    home = objects["woning"].to_numpy(dtype=np.float64) == 1
    open_ = home & np.isnan(given)
    size = household_sizes(
        objects["type"].astype(object).to_numpy(), objects["hoogbouw"].to_numpy(dtype=np.float64), kentallen
    )
    number = np.where(np.isnan(given), np.where(home, size, 0.0), given)
    source[open_] = "kental"
    # none in an office says nothing of where a number of inhabitants comes from
    source[~home & ~(given > 0)] = ""
    result = Inhabitants(number, source)
    if neighbourhoods is not None and len(neighbourhoods):
        _by_neighbourhood(result, objects, neighbourhoods, open_, home, kentallen)
    for name in ("eigen", "vivet", "cbs", "kental"):
        rows = home & (source == name)
        if rows.any():
            result.notes.append(
                note(f"vraag_notitie_inwoners_{name}", n=amount(int(rows.sum())), sum=amount(float(number[rows].sum())))
            )
    return result


def _by_neighbourhood(
    result: Inhabitants,
    objects: pd.DataFrame,
    neighbourhoods: pd.DataFrame,
    open_: Floats,
    home: Floats,
    kentallen: Kentallen,
) -> None:
    """Fill the dwellings of the neighbourhoods that have a figure."""
    frame = neighbourhoods.drop_duplicates("buurtcode")
    place = pd.Index(frame["buurtcode"]).get_indexer(pd.Index(objects["buurtcode"].astype(object)))
    n = len(frame)
    inside = (place >= 0) & (objects["buurtcode"].astype(object).to_numpy() != "")

    def column(name: str) -> Floats:
        return frame[name].to_numpy(dtype=np.float64) if name in frame else np.full(n, np.nan)

    def summed(rows: Floats, values: Floats) -> Floats:
        return np.bincount(place[rows], weights=values[rows], minlength=n).astype(np.float64)

    people, dwellings = column("inwoners"), expected_dwellings(column("woningen"), column("huishoudens"))
    ones = np.ones(len(objects))
    whole = complete(summed(home & inside, ones), dwellings, kentallen) & (people >= 0)
    # institutions have inhabitants too when these are given; they are among those of the CBS
    left = people - summed(inside & ~open_, result.number)
    usual, count = summed(open_ & inside, result.number), summed(open_ & inside, ones)
    personen = column("personen")
    mean = np.where(personen > 0, personen, np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        households = np.where(np.isnan(mean), people / column("huishoudens"), mean)
        factor = np.where(whole & (left >= 0), left / usual, households * count / usual)
    good = np.isfinite(factor) & (factor >= 0)
    rows = open_ & inside
    rows[rows] = good[place[rows]]
    result.number[rows] *= factor[place[rows]]
    result.source[rows] = "cbs"
    parts = int((good & ~whole & (count > 0)).sum())
    if parts:
        result.notes.append(note("vraag_notitie_inwoners_deel", n=amount(parts)))
    over = whole & (left < 0) & (count > 0)
    if over.any():
        codes = ", ".join(sorted(str(code) for code in frame["buurtcode"].to_numpy()[over])[:5])
        result.notes.append(note("vraag_notitie_inwoners_over", n=amount(int(over.sum())), codes=codes))
