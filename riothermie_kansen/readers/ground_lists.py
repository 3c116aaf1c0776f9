"""What readers of maps of the ground share: findings about one layer, and the dates of its rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..findings import Findings, Severity
from ..kentallen import Kentallen
from ..wording import amount, note
from .fields import Columns
from .shapes import Shapes, unusable
from .values import Flags, Texts, dates, texts

_FIRST_DAY = dt.date(1900, 1, 1).toordinal()


@dataclass
class Listing:
    """Findings about one layer, each kind at most so many times.

    Attributes
    ----------
    layer
        Name of the layer, part of each sentence.
    most
        Largest number of findings of a kind.
    findings, dropped
        Grow; `dropped` counts rows by kind.
    """

    layer: str
    most: int
    findings: Findings = field(default_factory=Findings)
    dropped: dict[str, int] = field(default_factory=dict)

    def tell(self, kind: str, severity: Severity, which: Flags, ids: Texts, places: Shapes, **values: Any) -> None:
        """List rows; `values` of shape (n,) as `which`, or a scalar."""
        if which.any():
            points = places[which].copy()
            points[unusable(points)] = None
            picked = {
                name: [str(item) for item in np.asarray(value, dtype=object)[which]]
                if isinstance(value, np.ndarray)
                else value
                for name, value in values.items()
            }
            self.findings.add_most(kind, severity, ids[which], points, most=self.most, layer=self.layer, **picked)

    def drop(self, kind: str, severity: Severity, which: Flags, ids: Texts, places: Shapes, **values: Any) -> None:
        """List and count rows that are left out."""
        if which.any():
            self.dropped[kind] = self.dropped.get(kind, 0) + int(which.sum())
            self.tell(kind, severity, which, ids, places, **values)

    def counted(self) -> str:
        """Return in words how many rows were left out and why, "" for none."""
        parts = [f"{amount(count)} {note(f'{kind}_kort')}" for kind, count in sorted(self.dropped.items())]
        return ", ".join(parts)


def listing(layer: str, kentallen: Kentallen) -> Listing:
    """Return an empty listing of a layer."""
    return Listing(layer, int(kentallen.value("grondlagen.meldingen_per_soort")))


def row_order(
    table: pd.DataFrame, columns: Columns, geometry: Shapes, ids: Texts | None = None
) -> npt.NDArray[np.intp]:
    """Return the rows by id (where given), place and values: what is made of them does not depend on their order.

    Parameters
    ----------
    table, columns
        The layer, and which of its columns are used.
    geometry
        Shape (n,): finite geometries or None.
    ids
        Shape (n,): goes before the place.
    """
    bounds = np.nan_to_num(shapely.bounds(geometry), nan=np.inf)
    used = sorted({place for found in columns.places.values() for _, place in found})
    values = [pd.factorize(texts(table.iloc[:, place]).astype(str), sort=True)[0] for place in used]
    shape = (np.nan_to_num(shapely.area(geometry)), shapely.get_num_coordinates(geometry))
    first = [] if ids is None else [pd.factorize(ids.astype(str), sort=True)[0]]
    return np.asarray(np.lexsort((*values, *shape, *bounds.T[::-1], *first)), dtype=np.intp)


def newest_dates(columns: Columns, day: dt.date) -> tuple[Texts, str]:
    """Return the date of each row (ISO, or the year where only that is given), and the newest; "" for none.

    A date after `day` is an end that is far away or a mistake, one before 1900 stands for none: both do not count.
    """
    n = len(columns.frame)
    best = np.full(n, -1.0)
    shown = np.full(n, "", dtype=object)
    for series in columns.all("datum"):
        days, years, _ = dates(series)
        only_year = np.array([len(text) == 4 for text in texts(series)], dtype=bool)
        # a bare year counts as its last day, which may still have to come
        days = np.where(only_year & (years == day.year), day.toordinal(), days)
        with np.errstate(invalid="ignore"):
            good = (days >= _FIRST_DAY) & (days <= day.toordinal()) & (best < 0)
        best[good] = days[good]
        shown[good] = [
            str(int(year)) if short else dt.date.fromordinal(int(one)).isoformat()
            for one, year, short in zip(days[good], years[good], only_year[good], strict=True)
        ]
    if not (best > 0).any():
        return shown, ""
    newest = np.flatnonzero(best == best.max())
    return shown, str(max(shown[newest], key=len))


def date_in_words(newest: str, fetched: str) -> str:
    """Return the date of a map for a note: the newest of its rows, else when it was fetched or saved, else none."""
    if newest:
        return note("grondlaag_datum", date=newest)
    return note("grondlaag_datum_levering", fetched=fetched) if fetched else note("grondlaag_zonder_datum")
