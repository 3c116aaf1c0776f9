"""The cheapest concept of every building of a layer, and what the others cost more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from ...callbacks import Cancelled, Progress, never, part, silent, stop_if
from ...errors import InputError
from ...findings import Findings
from ...kentallen import Kentallen
from ...schema import RD, rounded
from ...wording import amount, join, note
from ..columns import BEWONER_AANDEEL_COLUMNS, BEWONER_GEBOUW_COLUMNS, CONCEPTEN
from .buildings import Stock, read_dwellings
from .choices import Choices
from .costs import ResidentCosts, mean_per_type, resident_costs

Floats = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]

_SHOWN = 20


@dataclass(frozen=True)
class PerBuilding:
    """The concepts per building.

    Attributes
    ----------
    frame
        The buildings in order of pand_id, each once, with their geometry (`RD`); columns
        `columns.BEWONER_GEBOUW_COLUMNS`. goedkoopst is "" and the amounts NaN where nothing was worked out: reden says
        why.
    costs
        Of the buildings that were worked out.
    by_type
        The mean of those per type of dwelling, for tables and `prices`.
    types
        ``by_type.frame``: columns `columns.BEWONER_COLUMNS` (woning_id is the type).
    cheapest
        Columns `columns.BEWONER_AANDEEL_COLUMNS`: buildings and dwellings by cheapest concept, and by reason why none.
    totals
        Numbers by name: panden, woningen, berekend_panden, berekend_woningen, overgeslagen_panden,
        overgeslagen_woningen, and per concept goedkoopst_<concept> (dwellings), jaar_<concept>, per_jaar_<concept>,
        tco_<concept>, investering_<concept>, meer_<concept>, tov_cv_<concept> (means per dwelling where it is possible,
        EUR; NaN where nowhere).
    findings, notes
        What was left out; assumptions (Dutch).
    """

    frame: gpd.GeoDataFrame
    costs: ResidentCosts
    by_type: ResidentCosts
    types: pd.DataFrame
    cheapest: pd.DataFrame
    totals: dict[str, float]
    findings: Findings = field(default_factory=Findings)
    notes: tuple[str, ...] = ()


def per_building(
    buildings: gpd.GeoDataFrame,
    *,
    concepten: Sequence[str] = CONCEPTEN,
    choices: Choices | None = None,
    kentallen: Kentallen,
    id_field: str | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> PerBuilding:
    """Return the cheapest concept of each building with dwellings, per dwelling and year.

    Parameters
    ----------
    buildings
        ``GEBOUWEN`` of warmtevraag, or any layer with dwellings and their heat demand; a known CRS.
    concepten, choices, kentallen, progress, cancelled
        See `costs.resident_costs`.
    id_field
        Column with the id of the buildings; None for one whose name is known.

    Raises
    ------
    InputError
        There are no buildings, none has dwellings with a known demand, a number cannot be, or a choice cannot be.
    CancelledError
        The user cancelled.
    """
    stock = read_dwellings(
        buildings, kentallen=kentallen, id_field=id_field, progress=part(progress, 0, 40), cancelled=cancelled
    )
    if not (stock.reason == "").any():
        raise InputError("bewoner_geen_woning", count=len(stock.ids))
    costs = resident_costs(
        stock.dwellings, concepten=concepten, choices=choices, kentallen=kentallen, progress=part(progress, 40, 80),
        cancelled=cancelled,
    )  # fmt: skip
    stop_if(cancelled)
    by_type = mean_per_type(costs)
    frame = _frame(stock, costs)
    progress(90.0)
    findings = Findings()
    findings.extend(stock.findings)
    for reason in sorted(set(stock.reason) - {""}):
        mask = stock.reason == reason
        findings.add_most(
            "bewoner_overgeslagen", "info", stock.ids[mask], stock.geometry[mask], most=_SHOWN,
            reason=_in_sentence(reason),
        )  # fmt: skip
    totals = _totals(stock, costs)
    counts = note(
        "bewoner_notitie_panden", n=amount(totals["berekend_panden"]), total=amount(totals["panden"]),
        homes=amount(totals["berekend_woningen"]), all_homes=amount(totals["woningen"]),
    )  # fmt: skip
    progress(100.0)
    return PerBuilding(
        frame, costs, by_type, by_type.frame, _shares(stock, costs), totals, findings,
        (counts, *stock.notes, *costs.notes),
    )  # fmt: skip


def _in_sentence(reason: str) -> str:
    words = note(f"bewoner_reden_{reason}")
    return words[:1].lower() + words[1:]


def _spread(stock: Stock, values: Floats) -> Floats:
    """Return values of the buildings that were worked out as values of all, NaN for the others."""
    result = np.full((len(stock.ids), *values.shape[1:]), np.nan)
    result[stock.reason == ""] = values
    return result


def _frame(stock: Stock, costs: ResidentCosts) -> gpd.GeoDataFrame:
    """Return the table of the buildings."""
    n = len(stock.ids)
    done = stock.reason == ""
    per_year = costs.amounts["per_jaar_eur"]
    cost = np.where(costs.possible, per_year, np.inf)
    order = np.argsort(cost, axis=1, kind="stable")
    ranked = np.take_along_axis(cost, order, axis=1)
    names = np.array(costs.concepts, dtype=object)
    first, second = np.full(n, "", dtype=object), np.full(n, "", dtype=object)
    lowest = np.where(np.isfinite(ranked[:, 0]), ranked[:, 0], np.nan)
    first[done] = costs.cheapest
    gap = np.full(len(ranked), np.nan)
    if len(costs.concepts) > 1:
        there = np.isfinite(ranked[:, 1])
        second[done] = np.where(there, names[order[:, 1]], "")
        gap[there] = ranked[there, 1] - ranked[there, 0]
    count = costs.dwellings.numbers("woningen")
    columns: dict[str, object] = {
        "pand_id": stock.ids, "type": stock.type, "label": stock.label, "bouwjaar": stock.year,
        "woningen": stock.homes.astype(np.int64), "utiliteit": stock.utility, "warmte_gj": stock.heat_gj,
        "warmte_woning_gj": _spread(stock, costs.dwellings.numbers("warmte_gj")),
        "oppervlakte_m2": _spread(stock, costs.dwellings.numbers("oppervlakte_m2") * count),
        "tap_gj": _spread(stock, costs.dwellings.numbers("tap_gj") * count),
        "goedkoopst": first, "goedkoopst_eur_jaar": _spread(stock, lowest), "tweede": second,
        "voorsprong_eur_jaar": _spread(stock, gap), "reden": _reasons(stock, costs),
    }  # fmt: skip
    for tail, amounts in (("", "per_jaar_eur"), ("_meer", "meer_eur_jaar"), ("_tov_cv", "tov_cv_eur_jaar")):
        all_of = _spread(stock, costs.amounts[amounts])
        for concept in CONCEPTEN:
            at = costs.concepts.index(concept) if concept in costs.concepts else None
            columns[f"{concept}{tail}_eur_jaar"] = np.full(n, np.nan) if at is None else all_of[:, at]
    table = pd.DataFrame({column.name: columns[column.name] for column in BEWONER_GEBOUW_COLUMNS})
    return gpd.GeoDataFrame(rounded(table, BEWONER_GEBOUW_COLUMNS), geometry=stock.geometry, crs=RD)


def _reasons(stock: Stock, costs: ResidentCosts) -> Texts:
    """Return why each building was not worked out, or which concepts are not possible there."""
    result = np.full(len(stock.ids), "", dtype=object)
    done = stock.reason == ""
    for reason in set(stock.reason) - {""}:
        result[stock.reason == reason] = note(f"bewoner_reden_{reason}")
    parts: list[Texts] = []
    for k in range(len(costs.concepts)):
        words = np.where(costs.possible[:, k], "", costs.reasons[:, k]).astype(object)
        # mini and an own loop are impossible for one reason: the longer sentence is not needed twice
        seen = np.array([word in before for word, before in zip(words, parts[-1], strict=True)]) if parts else False
        parts.append(np.where(seen, "", words).astype(object))
    result[done] = join(". ", *parts)
    return result


def _shares(stock: Stock, costs: ResidentCosts) -> pd.DataFrame:
    """Return how many buildings and dwellings have which cheapest concept, and how many none."""
    word = np.full(len(stock.ids), "", dtype=object)
    done = stock.reason == ""
    word[done] = costs.cheapest
    rows = [(concept, 1, *_counted(stock, done & (word == concept))) for concept in costs.concepts]
    rows.extend(
        (note(f"bewoner_reden_{reason}"), 0, *_counted(stock, stock.reason == reason))
        for reason in sorted(set(stock.reason) - {""})
    )
    return pd.DataFrame(rows, columns=[column.name for column in BEWONER_AANDEEL_COLUMNS])


def _counted(stock: Stock, mask: npt.NDArray[np.bool_]) -> tuple[int, int, int]:
    """Return the number of buildings, dwellings and other objects."""
    return int(mask.sum()), round(float(stock.homes[mask].sum())), round(float(np.nansum(stock.utility[mask])))


def _totals(stock: Stock, costs: ResidentCosts) -> dict[str, float]:
    """Return the numbers of the whole layer."""
    done = stock.reason == ""
    weight = costs.dwellings.numbers("woningen")
    totals = {
        "panden": float(len(stock.ids)),
        "woningen": float(stock.homes.sum()),
        "berekend_panden": float(done.sum()),
        "berekend_woningen": float(weight.sum()),
        "overgeslagen_panden": float((~done).sum()),
        "overgeslagen_woningen": float(stock.homes[~done].sum()),
    }
    names = {
        "jaar": "jaar_eur", "per_jaar": "per_jaar_eur", "tco": "tco_eur", "investering": "investering_incl_eur",
        "meer": "meer_eur_jaar", "tov_cv": "tov_cv_eur_jaar",
    }  # fmt: skip
    for k, concept in enumerate(costs.concepts):
        able = costs.possible[:, k]
        totals[f"goedkoopst_{concept}"] = float(weight[costs.cheapest == concept].sum())
        for name, column in names.items():
            values = costs.amounts[column][able, k]
            totals[f"{name}_{concept}"] = float(np.average(values, weights=weight[able])) if len(values) else np.nan
    return totals
