"""Heat demand of dwellings set right by the gas that their neighbourhood uses (CBS).

Of each neighbourhood the mean heat of a dwelling follows from its gas::

    q = weather (gas / (1 - share with city heating) - gas for cooking) x 31.65 MJ/m3

The CBS counts dwellings with city heating and (almost) no gas in the mean, hence the division; those dwellings are
taken to need as much heat as the others. Space heating of the dwellings gets one factor per neighbourhood, so that
their mean, tap water included, is q. When the neighbourhood is there in part, its mean is not that of these dwellings:
then each type counts with its own gas, where the CBS gives it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..wording import dutch, note
from .columns import WONINGTYPEN
from .vesta import Floats, Ints, Texts

if TYPE_CHECKING:
    from ..kentallen import Kentallen

MJ_PER_GJ = 1000.0


def gas_heat_gj(gas_m3: npt.ArrayLike, mj_per_m3: float) -> Floats:
    """Return gas in m3 as heat in GJ (R10; Leusden par. 4.2: 1,150 m3 is 36.5 GJ at 31.65 MJ/m3)."""
    return np.asarray(np.asarray(gas_m3, dtype=np.float64) * mj_per_m3 / MJ_PER_GJ, dtype=np.float64)


def heat_gas_m3(heat_gj: npt.ArrayLike, mj_per_m3: float) -> Floats:
    """Return heat in GJ as gas in m3, the reverse of `gas_heat_gj`."""
    return np.asarray(np.asarray(heat_gj, dtype=np.float64) * MJ_PER_GJ / mj_per_m3, dtype=np.float64)


def dwelling_heat_gj(gas_m3: npt.ArrayLike, city_heating: npt.ArrayLike, kentallen: Kentallen) -> Floats:
    """Return the heat of a dwelling that follows from the mean gas of its neighbourhood, GJ a year.

    Parameters
    ----------
    gas_m3
        Mean gas of a dwelling, those with city heating counted, any shape; NaN gives NaN.
    city_heating
        Share of dwellings with city heating, 0 to 1; NaN counts as 0.
    """
    gas = np.asarray(gas_m3, dtype=np.float64)
    without = 1.0 - np.nan_to_num(np.asarray(city_heating, dtype=np.float64))
    own = np.divide(gas, without, out=np.full(np.broadcast(gas, without).shape, np.nan), where=without > 0)
    used = np.maximum(own - kentallen.value("gasverbruik.koken_m3"), 0.0)
    return gas_heat_gj(used * kentallen.value("gasverbruik.weer"), kentallen.value("gasverbruik.warmte_per_m3"))


def complete(dwellings: npt.ArrayLike, expected: npt.ArrayLike, kentallen: Kentallen) -> npt.NDArray[np.bool_]:
    """Tell which neighbourhoods have about as many dwellings as the CBS counts; not where that is unknown."""
    share = kentallen.value("vraag.buurt_volledig")
    found, wanted = np.asarray(dwellings, dtype=np.float64), np.asarray(expected, dtype=np.float64)
    with np.errstate(invalid="ignore"):
        return np.asarray((wanted > 0) & (found >= share * wanted) & (found * share <= wanted), dtype=bool)


def expected_dwellings(dwellings: npt.ArrayLike, households: npt.ArrayLike) -> Floats:
    """Return the dwellings that the CBS counts, its households where it does not tell the dwellings."""
    number = np.asarray(dwellings, dtype=np.float64)
    return np.asarray(np.where(np.isnan(number), households, number), dtype=np.float64)


@dataclass(frozen=True)
class Calibration:
    """Factors on space heating.

    Attributes
    ----------
    factor
        Shape (n_objects,): factor on space heating; 1 where nothing was changed.
    model_gj, gas_gj
        Shape (n_objects,): heat of each dwelling in a neighbourhood by the kentallen, and the mean that the gas gives
        (NaN without a figure); 0 for other objects.
    table
        A row per neighbourhood that has objects, in order of code, RangeIndex. Columns: buurtcode, factor, applied
        (bool), reden (Dutch).
    refused
        Neighbourhoods whose factor was out of bounds: row of `table`, shape (k,).
    """

    factor: Floats
    model_gj: Floats
    gas_gj: Floats
    table: pd.DataFrame
    refused: Ints


def calibrate(
    objects: pd.DataFrame,
    neighbourhoods: pd.DataFrame,
    *,
    space_gj: Floats,
    tap_gj: Floats,
    source: Texts,
    kentallen: Kentallen,
    scale_vivet: bool = False,
    apply: bool = True,
) -> Calibration:
    """Return the factor on space heating of each object.

    Parameters
    ----------
    objects
        Columns buurtcode, woning and type.
    neighbourhoods
        Columns buurtcode, woningen, gas_m3, stadsverwarming and ``gas_<type>_m3``; a column that lacks is unknown.
    space_gj, tap_gj, source
        Shape (n,): of each object, see `heat.Heat`.
    scale_vivet
        Scale dwellings with a figure from VIVET too; that has a local factor of its own already.
    apply
        Tell what would be right, and leave all factors 1.

    Notes
    -----
    Where it is applied, the mean of the dwellings that are scaled equals the figure from the gas (to rounding). A
    factor below ``gasverbruik.factor_laag`` or above ``gasverbruik.factor_hoog`` is not applied.
    """
    codes = objects["buurtcode"].astype(object).to_numpy()
    names = np.array(sorted({str(code) for code in codes if code}), dtype=object)
    place = pd.Index(names).get_indexer(pd.Index(codes)).astype(np.int64)
    figures = _figures(names, neighbourhoods)
    home = (objects["woning"].to_numpy(dtype=np.float64) == 1) & (place >= 0) & ~np.isnan(space_gj + tap_gj)
    moved = home & (scale_vivet | (source != "vivet"))
    n = len(names)
    mean = _means(objects["type"].astype(object).to_numpy(), place, home, figures, kentallen)

    def summed(rows: npt.NDArray[np.bool_], values: Floats) -> Floats:
        return np.bincount(place[rows], weights=values[rows], minlength=n).astype(np.float64)

    wanted, space, tap = summed(moved, mean), summed(moved, space_gj), summed(moved, tap_gj)
    homes, scaled = summed(home, np.ones(len(home))), summed(moved, np.ones(len(home)))
    with np.errstate(invalid="ignore", divide="ignore"):
        factor = (wanted - tap) / space
    reasons = _reasons(factor, homes, scaled, figures, kentallen, apply)
    applied = np.array([reason.applied for reason in reasons], dtype=bool)
    factor = np.where(applied, factor, 1.0)
    table = pd.DataFrame(
        {
            "buurtcode": names,
            "factor": factor,
            "applied": applied,
            "reden": np.array([reason.words for reason in reasons], dtype=object),
        }
    )
    each = np.where(moved, factor[np.maximum(place, 0)] if n else 1.0, 1.0)
    refused = np.array([reason.refused for reason in reasons], dtype=bool)
    model = np.where(home, space_gj + tap_gj, 0.0)
    return Calibration(each, model, np.where(home, mean, 0.0), table, np.flatnonzero(refused))


@dataclass(frozen=True)
class _Figures:
    """Figures of the CBS per neighbourhood, shape (n,); ``types`` (n, n_types)."""

    known: npt.NDArray[np.bool_]
    gas: Floats
    types: Floats
    city: Floats
    dwellings: Floats


def _figures(names: Texts, neighbourhoods: pd.DataFrame) -> _Figures:
    frame = neighbourhoods.drop_duplicates("buurtcode").set_index("buurtcode")
    at = frame.index.get_indexer(pd.Index(names))

    def column(name: str) -> Floats:
        if name not in frame:
            return np.full(len(names), np.nan)
        values = frame[name].to_numpy(dtype=np.float64)
        return np.where(at >= 0, values[at], np.nan) if len(values) else np.full(len(names), np.nan)

    types = [column(f"gas_{kind}_m3") for kind in WONINGTYPEN]
    dwellings = expected_dwellings(column("woningen"), column("huishoudens"))
    return _Figures(at >= 0, column("gas_m3"), np.column_stack(types), column("stadsverwarming"), dwellings)


def _means(kind: Texts, place: Ints, home: npt.NDArray[np.bool_], figures: _Figures, kentallen: Kentallen) -> Floats:
    """Return the heat that the gas gives each dwelling, shape (n_objects,); NaN where there is no figure."""
    homes = np.bincount(place[home], minlength=len(figures.gas))
    general = dwelling_heat_gj(figures.gas, figures.city, kentallen)
    mean = np.where(home, general[np.maximum(place, 0)] if len(general) else np.nan, np.nan)
    # with city heating the means by type mix dwellings with and without gas, and the share is not known per type
    by_type = ~complete(homes, figures.dwellings, kentallen) & ~(figures.city > 0)
    code = np.array([_TYPE.get(str(text), -1) for text in kind], dtype=np.int64)
    own = home & (code >= 0)
    own[own] = by_type[place[own]]
    given = figures.types[place[own], code[own]]
    figure = dwelling_heat_gj(given, 0.0, kentallen)
    mean[own] = np.where(np.isnan(figure), mean[own], figure)
    return mean


_TYPE = {name: code for code, name in enumerate(WONINGTYPEN)}


@dataclass(frozen=True)
class _Reason:
    words: str
    applied: bool = False
    refused: bool = False


def _reasons(
    factor: Floats, homes: Floats, scaled: Floats, figures: _Figures, kentallen: Kentallen, apply: bool
) -> list[_Reason]:
    """Tell per neighbourhood whether the factor is applied, and why (not)."""
    low, high = kentallen.value("gasverbruik.factor_laag"), kentallen.value("gasverbruik.factor_hoog")
    most = kentallen.value("gasverbruik.stadsverwarming_grens")
    whole = complete(homes, figures.dwellings, kentallen)
    reasons = []
    for i in range(len(factor)):
        if not figures.known[i]:
            reason = _Reason(note("vraag_buurt_onbekend"))
        elif homes[i] == 0:
            reason = _Reason(note("vraag_buurt_geen_woningen"))
        elif not apply:
            reason = _Reason(note("vraag_buurt_niet_gevraagd"))
        elif scaled[i] == 0:
            reason = _Reason(note("vraag_buurt_vivet"))
        elif figures.city[i] > most:
            share = dutch(100 * figures.city[i], 0)
            reason = _Reason(note("vraag_buurt_stadsverwarming", share=share))
        elif np.isnan(factor[i]) or np.isinf(factor[i]):
            reason = _Reason(note("vraag_buurt_geen_gas"))
        elif not low <= factor[i] <= high:
            words = note("vraag_buurt_grens", factor=dutch(factor[i], 2), low=dutch(low), high=dutch(high))
            reason = _Reason(words, refused=True)
        else:
            key = "vraag_buurt_volledig" if whole[i] else "vraag_buurt_deel"
            reason = _Reason(note(key), applied=True)
        reasons.append(reason)
    return reasons
