"""The layer and the curve of an energy match."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..network.graph import FloatArray, IntArray, ObjectArray, values
from ..network.site import BoolArray
from ..readers.shapes import squares
from ..schema import RD, names
from ..wording import amount, dutch, note
from .blocks import Blocks
from .choice import Choice, Ground
from .columns import KROMME_COLUMNS, OPTIMAAL, SCORE, SELECTIE_COLUMNS
from .order import Joining
from .power import together_kw
from .score import PARTS, Scores
from .supply import Supply


def selection_table(
    ground: Ground,
    blocks: Blocks,
    scores: Scores,
    choice: Choice,
    joining: Joining,
    follow: IntArray,
    rank: IntArray,
    sewer_m: FloatArray | None,
    rate: FloatArray,
    kinds: ObjectArray,
    texts: ObjectArray,
    spot_m: float,
) -> gpd.GeoDataFrame:
    """Return every building with its score and reason.

    Parameters
    ----------
    ground, blocks, scores, choice
        What was read, and what was chosen.
    joining, follow
        Chosen buildings in order, and those that would follow.
    rank
        Shape (b,): place of each chosen building, from 1.
    sewer_m
        Shape (b,): distance to the sewer, m; None without a sewer.
    rate
        Shape (b,): costs of the block of each building, EUR per GJ a year.
    kinds, texts
        Shape (b,): kind of reason and sentence.
    spot_m
        Side of the square that shows a building without an outline, on a map of areas, m.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns `SELECTIE_COLUMNS`; chosen ones in order, then those that follow, then the others by id.
    """
    frame, demand, n = ground.buildings.frame, choice.demand, len(ground.buildings.frame)
    homes = frame["woningen"].to_numpy(dtype=np.float64)
    order = joining.building

    def along(totals: FloatArray) -> FloatArray:
        result = np.full(n, np.nan)
        result[order] = totals
        return result

    def known(values_: FloatArray | None) -> FloatArray:
        return np.full(n, np.nan) if values_ is None else np.where(np.isfinite(values_), values_, np.nan)

    counted = ground.reason == ""
    own_kw = together_kw(demand.loads / np.maximum(demand.uptake, 1e-9)[:, None], ground.regime)
    table = pd.DataFrame(
        {
            "pand_id": frame["pand_id"].to_numpy(dtype=object),
            "blok": blocks.name,
            "gekozen": choice.chosen.astype(np.int64),
            "rang": np.where(choice.chosen, rank, np.nan),
            "score": np.where(counted, scores.total, np.nan),
            **{f"score_{name}": scores.parts[name] for name in PARTS},
            "woningen": frame["woningen"].to_numpy(dtype=np.int64),
            "warmte_gj": frame["warmte_gj"].to_numpy(dtype=np.float64),
            "afname_gj": np.where(choice.chosen, demand.gj, 0.0),
            "vermogen_kw": np.where(counted, own_kw, np.nan),
            "rv_kw": frame["rv_kw"].to_numpy(dtype=np.float64),
            "tap_kw": frame["tap_kw"].to_numpy(dtype=np.float64),
            "afstand_bron_m": known(ground.distance_m),
            "afstand_riool_m": known(sewer_m),
            "dichtheid_mwh_m": known(ground.density),
            "cum_woningen": along(np.cumsum(homes[order])),
            "cum_gj": along(np.cumsum(demand.gj[order])),
            "cum_kw": along(demand.cumulative_kw(order)),
            "marginaal_eur": known(choice.marginal_eur),
            "marginaal_eur_gj": known(rate),
            "volgens_score": choice.greedy.astype(np.int64),
            "soort": kinds,
            "reden": texts,
        }
    )
    rest = np.setdiff1d(np.arange(n), np.concatenate([order, follow]))
    rows = np.concatenate([order, follow, rest])
    geometry = _one_kind(frame.geometry.to_numpy(), spot_m, ground.notes)
    result = gpd.GeoDataFrame(table[list(names(SELECTIE_COLUMNS))], geometry=geometry, crs=RD)
    return result.iloc[rows].reset_index(drop=True)


def _one_kind(shapes: ObjectArray, spot_m: float, notes: list[str]) -> ObjectArray:
    """Return geometries of one kind: areas where there are any, with a small square for each point; else points."""
    area = shapely.get_dimensions(shapes) == 2
    result = values(list(shapes))
    if not area.any():
        return result
    spots = np.flatnonzero(shapely.get_type_id(shapes) == 0)
    if len(spots):
        result[spots] = squares(shapes[spots], spot_m)
        notes.append(note("match_notitie_punten", buildings=amount(len(spots)), size=dutch(spot_m)))
    single = np.flatnonzero(shapely.get_type_id(result) == 3)
    result[single] = shapely.multipolygons(result[single], indices=np.arange(len(single)))
    return result


def curve_table(
    ground: Ground,
    blocks: Blocks,
    choice: Choice,
    joining: Joining,
    other: Joining,
    follow: IntArray,
    supply: Supply,
    method: str,
) -> pd.DataFrame:
    """Return cumulative heat against supply: the chosen ones, those that would follow, and the choice by score.

    Parameters
    ----------
    ground, blocks, choice, supply
        What was read, and what was chosen.
    joining, other
        Chosen buildings in order, and those of the choice by score.
    follow
        Buildings that would follow.
    method
        Of `columns.METHODEN`.

    Returns
    -------
    pandas.DataFrame
        Columns `KROMME_COLUMNS`.
    """
    made = OPTIMAAL if method == OPTIMAAL and choice.layout is not None else SCORE
    cost = np.concatenate([np.cumsum(joining.cost_eur), np.full(len(follow), np.nan)])
    tables = [_cumulative(ground, blocks, choice, np.concatenate([joining.building, follow]), cost, made)]
    if made == OPTIMAAL:
        tables.append(
            _cumulative(ground, blocks, choice, other.building, np.cumsum(other.cost_eur), SCORE, choice.greedy)
        )
    curve = pd.concat(tables, ignore_index=True)
    curve["aanbod_gj"] = supply.gj if np.isfinite(supply.gj) else np.nan
    curve["aanbod_kw"] = supply.kw if np.isfinite(supply.kw) else np.nan
    return curve[list(names(KROMME_COLUMNS))]


def _cumulative(
    ground: Ground,
    blocks: Blocks,
    choice: Choice,
    order: IntArray,
    cost: FloatArray,
    method: str,
    chosen: BoolArray | None = None,
) -> pd.DataFrame:
    frame, demand = ground.buildings.frame, choice.demand
    who = choice.chosen if chosen is None else chosen
    homes = frame["woningen"].to_numpy(dtype=np.int64)[order]
    return pd.DataFrame(
        {
            "methode": method,
            "nr": np.arange(1, len(order) + 1),
            "pand_id": frame["pand_id"].to_numpy(dtype=object)[order],
            "blok": blocks.name[order],
            "gekozen": who[order].astype(np.int64),
            "woningen": homes,
            "afname_gj": demand.gj[order],
            "cum_woningen": np.cumsum(homes),
            "cum_gj": np.cumsum(demand.gj[order]),
            "cum_kw": demand.cumulative_kw(order) if len(order) else np.empty(0),
            "cum_eur": cost,
        }
    )
