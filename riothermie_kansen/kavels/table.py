"""The row of every kavel, of the rest and of the whole: sums that add up, and what follows from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..demand.columns import LABELS
from ..kentallen import Kentallen
from ..schema import names, rounded
from ..sewer.allocation import summed
from ..units import GJ_PER_MWH
from ..wording import note
from .assign import Ints
from .columns import GOED, KAVEL_COLUMNS, LAAG, MATIG, REST, SUMMED, TOTAAL
from .regime import power_kw, regime
from .stock import Homes

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Groups:
    """Which buildings belong to which row: kavels 0 to k - 1, the rest k."""

    of: Ints
    kavels: int

    def sums(self, values: Floats) -> Floats:
        """Return sums per row and over all, shape (k + 2,); the last is the sum of the others.

        NaN counts as 0; all NaN when no value is known: then the layer does not tell.
        """
        if len(values) and np.isnan(values).all():
            return np.full(self.kavels + 2, np.nan)
        found = summed(self.of, np.nan_to_num(values), self.kavels + 1)
        return with_total(found)


def with_total(rows: Floats) -> Floats:
    """Return rows with their sum behind them."""
    return np.append(rows, rows.sum())


def empty(ids: Sequence[str], titles: Sequence[str], origin: str) -> pd.DataFrame:
    """Return a table with a row per kavel, the rest and the whole; numbers NaN, texts ""."""
    n = len(ids)
    table = pd.DataFrame(
        {
            column.name: np.full(n + 2, "", dtype=object) if column.kind == "text" else np.full(n + 2, np.nan)
            for column in KAVEL_COLUMNS
        }
    )
    table["kavel_id"] = np.array([*ids, REST, TOTAAL], dtype=object)
    table["naam"] = np.array([*titles, note("kavels_naam_rest"), note("kavels_naam_totaal")], dtype=object)
    table["herkomst"] = np.array([*[origin] * n, REST, TOTAAL], dtype=object)
    return table


def add_demand(table: pd.DataFrame, homes: Homes, connections: Floats, groups: Groups, kentallen: Kentallen) -> None:
    """Fill what the buildings tell: counts, demand, owners, labels, regime."""
    for column, values in {
        "gebouwen": homes.has_demand.astype(np.float64),
        "woningen": homes.woningen,
        "utiliteit": homes.utiliteit,
        "aansluitingen": connections,
        "inwoners": homes.inwoners,
        "vraag_gj": homes.warmte_gj,
        "koude_gj": homes.koude_gj,
    }.items():
        table[column] = groups.sums(values)
    consumers = np.where(homes.has_demand, np.maximum(homes.woningen, 1.0), 0.0)
    table["vraag_kw"] = power_kw(groups.sums(consumers), groups.sums(homes.rv_kw), groups.sums(homes.tap_kw), kentallen)
    owned = groups.sums(homes.owned)
    table["corporatie"] = percent(groups.sums(np.nan_to_num(homes.corporatie)), owned)
    table["regime_wcw"] = [
        regime(number, kentallen)[0] if row < groups.kavels else "" for row, number in enumerate(table["aansluitingen"])
    ]
    if homes.has_labels:
        _add_labels(table, homes, groups)


def _add_labels(table: pd.DataFrame, homes: Homes, groups: Groups) -> None:
    """Fill the shares of labels: of registered ones; the most frequent one of derived ones where there is none."""
    counts = {
        (letter, given): groups.sums(
            np.where((homes.label == letter) & (homes.registered == given), homes.woningen, 0.0)
        )
        for letter in LABELS
        for given in (True, False)
    }
    given = np.sum([counts[letter, True] for letter in LABELS], axis=0)
    table["label_ab"] = percent(counts["A", True] + counts["B", True], given)
    all_homes = groups.sums(homes.woningen)
    table["label_onbekend"] = percent(all_homes - given, all_homes)
    for source in (False, True):  # registered ones go before derived ones
        stack = np.array([counts[letter, source] for letter in LABELS])
        there = stack.max(axis=0) > 0
        best = np.array(LABELS, dtype=object)[stack.argmax(axis=0)]
        table.loc[there, "label_meest"] = best[there]


def derived_labels(homes: Homes, groups: Groups) -> Floats:
    """Return the dwellings with a derived label per row, shape (k + 2,)."""
    return groups.sums(np.where((homes.label != "") & ~homes.registered, homes.woningen, 0.0))


def add_densities(table: pd.DataFrame, beside_homes: float, beside_gj: float, kentallen: Kentallen) -> None:
    """Fill what is divided by area or metres of street.

    Parameters
    ----------
    table
        With areas, streets, dwellings and demand.
    beside_homes, beside_gj
        What lies in no kavel and outside the municipality: it is in the rest and in the whole, but the ground and the
        streets there are not.
    """
    area = table["oppervlakte_ha"].to_numpy(dtype=np.float64)
    homes, heat = (table[name].to_numpy(dtype=np.float64).copy() for name in ("woningen", "vraag_gj"))
    homes[-2:] -= beside_homes
    heat[-2:] -= beside_gj
    table["woningen_ha"] = over(homes, area)
    table["vraag_gj_ha"] = over(heat, area)
    density = over(heat / GJ_PER_MWH, table["straat_m"])
    table["lijndichtheid"] = density
    good, fair = kentallen.value("kavel.lijndichtheid_goed"), kentallen.value("kavel.lijndichtheid_matig")
    known = np.isfinite(density)
    table["lijndichtheid_klasse"] = np.array([GOED, MATIG, LAAG, ""], dtype=object)[
        np.select([~known, density >= good, density >= fair], [3, 0, 1], 2)
    ]


def over(values: npt.ArrayLike, by: npt.ArrayLike) -> Floats:
    """Return values divided by others, NaN where these are 0 or unknown."""
    top, bottom = np.asarray(values, dtype=np.float64), np.asarray(by, dtype=np.float64)
    return np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom > 0)


def percent(part: Floats, whole: Floats) -> Floats:
    """Return parts as percentages, NaN where there is no whole."""
    return 100.0 * over(part, whole)


def coverage(supply: Floats, demand: Floats) -> Floats:
    """Return supply as a percentage of demand, at most 100; NaN without demand."""
    return np.minimum(percent(supply, demand), 100.0)


def ordered(table: pd.DataFrame) -> pd.DataFrame:
    """Return the columns in their public order."""
    return table[list(names(KAVEL_COLUMNS))]


def handed_out(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with its numbers rounded, each in the digits of its column.

    Of what adds up (`SUMMED`) the rounded rows still do: not each row is rounded by itself but the sum up to and with
    it, so that the total is the rounded total and a row is at most one unit of the last digit away from its value.
    """
    result = rounded(table, KAVEL_COLUMNS)
    digits = {column.name: column.decimals for column in KAVEL_COLUMNS}
    for name in SUMMED:
        values, decimals = table[name].to_numpy(dtype=np.float64), digits[name]
        if decimals is None or not np.isfinite(values[-1]):
            continue
        steps = np.round(np.cumsum(np.nan_to_num(values[:-1])), decimals)
        parts = np.round(np.diff(steps, prepend=0.0), decimals) + 0.0
        result[name] = np.append(np.where(np.isnan(values[:-1]), np.nan, parts), steps[-1])
    return result
