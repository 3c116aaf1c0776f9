"""The table of warmtekavels, column by column."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..callbacks import Cancelled, Progress, part, stop_if
from ..findings import Findings
from ..kentallen import Kentallen
from ..readers.shapes import Shapes
from ..schema import RD, names
from ..wording import amount, dutch, note
from . import table as rows
from .assign import HECTARE, Assigned, assign, metres_in, overlap_of, overlaps, points_of, territories
from .columns import GEBOUW_KAVEL_COLUMNS, KAVEL_COLUMNS, REST
from .planned import Planned, split_sum
from .reading import Kavels
from .regime import INDIVIDUAL, connections
from .remarks import Facts, reasons
from .restrictions import ATTENTION, UNKNOWN, Verdicts, in_words
from .result import Plots, Settings
from .sources import HeatSources
from .stock import Homes
from .supply import Pipes, Supply, supply

Floats = npt.NDArray[np.float64]


@dataclass
class Work:
    """What every step needs: kavels, buildings, and who belongs where."""

    read: Kavels
    homes: Homes
    origin: str
    area: Shapes
    chosen: Settings
    kentallen: Kentallen
    findings: Findings
    notes: list[str] = field(default_factory=list)
    found: Assigned = field(init=False)
    shapes: Shapes = field(init=False)
    groups: rows.Groups = field(init=False)
    connections: Floats = field(init=False)
    large: npt.NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        self.shapes = np.asarray(self.read.frame.geometry.array, dtype=object)
        self.found = assign(self.homes.geometry, self.shapes)
        n = len(self.shapes)
        self.groups = rows.Groups(np.where(self.found.kavel < 0, n, self.found.kavel).astype(np.int64), n)
        self.connections, self.large = connections(self.homes, self.chosen.count, self.kentallen)


def fill(
    work: Work,
    lines: gpd.GeoDataFrame | None,
    pipes: Pipes | None,
    spots: HeatSources | None,
    verdicts: Verdicts | None,
    plan: Planned,
    progress: Progress,
    cancelled: Cancelled,
) -> Plots:
    """Return the table with everything in it."""
    homes, groups, kentallen, n = work.homes, work.groups, work.kentallen, len(work.shapes)
    ids = work.read.frame["kavel_id"].to_numpy(dtype=object)
    table = rows.empty(ids, work.read.frame["naam"].to_numpy(dtype=object), work.origin)
    rows.add_demand(table, homes, work.connections, groups, kentallen)
    own = _areas(table, work)
    outside = _outside(work)
    if lines is not None:
        table["straat_m"] = rows.with_total(_streets(lines, work))
    else:
        work.notes.append(note("kavels_notitie_geen_straten"))
    beside = outside & (work.found.kavel < 0)
    rows.add_densities(table, float(homes.woningen[beside].sum()), float(homes.warmte_gj[beside].sum()), kentallen)
    stop_if(cancelled)
    progress(30.0)
    given, twice = _supplied(table, work, pipes, spots, part(progress, 30, 90), cancelled)
    _planned(table, plan, work)
    if verdicts is not None:
        worst = verdicts.worst
        hit = groups.sums(np.where(worst >= ATTENTION, homes.woningen, 0.0))
        table["beperking"] = rows.percent(hit, groups.sums(np.where(worst > UNKNOWN, homes.woningen, 0.0)))
        table["bodem_oordeel"] = in_words(verdicts, homes.woningen, groups)
    else:
        work.notes.append(note("kavels_notitie_geen_kansen"))
    pairs, splinters = overlaps(work.shapes, ids, work.found, homes.woningen, kentallen.value("kavel.splinter_breedte"))
    _overlapping(table, pairs, splinters, work, ids)
    table["reden"] = reasons(
        Facts(table, homes, groups, work.found, ids, own, verdicts, pairs, work.large, outside, given, twice),
        kentallen,
    )  # fmt: skip
    table = rows.ordered(table)
    kavels = gpd.GeoDataFrame(table.iloc[:n].copy(), geometry=work.shapes, crs=RD)[[*names(KAVEL_COLUMNS), "geometry"]]
    totals = _totals(table, work, given, pairs, splinters, outside)
    _count(work, totals)
    return Plots(kavels, table, _buildings(work, ids), pairs, work.findings, work.notes, totals)


def _areas(table: pd.DataFrame, work: Work) -> Floats:
    """Fill the area of every row, each square metre once; return that of the kavels as drawn, ha."""
    exclusive = shapely.area(territories(work.shapes)) / HECTARE
    drawn = np.asarray(shapely.area(work.shapes) / HECTARE, dtype=np.float64)
    rest = np.nan
    if len(work.area):
        beyond = shapely.union_all(work.shapes) if len(work.shapes) else shapely.Polygon()
        rest = float(shapely.area(shapely.difference(work.area[0], beyond))) / HECTARE
        outside = float(shapely.area(shapely.difference(beyond, work.area[0]))) / HECTARE
        if outside > 0.005:
            work.notes.append(note("kavels_notitie_buiten_gebied", area=dutch(outside, 2)))
    else:
        work.notes.append(note("kavels_notitie_geen_gebied"))
    table["oppervlakte_ha"] = rows.with_total(np.append(exclusive, rest))
    return drawn


def _streets(lines: gpd.GeoDataFrame, work: Work) -> Floats:
    """Return the metres of street of every kavel and of the rest, shape (k + 1,).

    The rest is what lies in no kavel and, with a municipality, within it: streets beyond it are of others, and would
    make the rest look thin. As with the ground and the buildings, what lies in a kavel counts in it wherever it is.
    """
    n = len(work.shapes)
    shapes = np.asarray(lines.geometry.array, dtype=object)
    # the municipality comes after the kavels: it gets the metres that none of them has
    line, place, metres = metres_in(shapes, np.concatenate([work.shapes, work.area]))
    length = np.asarray(lines.geometry.length, dtype=np.float64)
    share = np.divide(metres, length[line], out=np.zeros(len(metres)), where=length[line] > 0)
    found = split_sum(line, place, share, length, n + len(work.area))
    if len(work.area) and found[-1] >= 0.5:
        work.notes.append(note("kavels_notitie_straat_buiten", length=amount(found[-1])))
    return found[: n + 1]


def _supplied(
    table: pd.DataFrame,
    work: Work,
    pipes: Pipes | None,
    spots: HeatSources | None,
    progress: Progress,
    cancelled: Cancelled,
) -> tuple[Supply | None, list[list[str]]]:
    """Fill the supply and the coverage; return that of the sewer, and per kavel the sources that others reach too."""
    n, reach = len(work.shapes), work.kentallen.value("kavel.bereik")
    together = np.zeros(n + 2)
    given = None
    twice: list[list[str]] = [[] for _ in range(n)]
    if pipes is not None:
        given = supply(pipes, work.shapes, reach, progress=progress, cancelled=cancelled)
        missed, missed_kw = max(given.map_gj - given.all_gj, 0.0), max(given.map_kw - given.all_kw, 0.0)
        table["aanbod_gj"] = np.concatenate([given.reach_gj, [missed, given.map_gj]])
        table["aanbod_kw"] = np.concatenate([given.power_kw, [missed_kw, given.map_kw]])
        table.loc[: n - 1, "aanbod_binnen_gj"] = given.inside_gj
        table["aanbod_gedeeld_gj"] = np.concatenate([given.shared_gj, [np.nan, given.common_gj]])
        table.loc[: n - 1, "beste_leiding"] = given.best
        together += np.nan_to_num(table["aanbod_gj"].to_numpy(dtype=np.float64))
        work.notes.append(note("kavels_notitie_aanbod", reach=amount(reach)))
    else:
        work.notes.append(note("kavels_notitie_geen_kansenkaart"))
    if spots is not None:
        near = spots.near(work.shapes, reach)
        nowhere, several = ~near.any(axis=0), near.sum(axis=0) > 1
        twice = [list(spots.ids[row & several]) for row in near]
        heat, power = np.nan_to_num(spots.heat_gj), np.nan_to_num(spots.power_kw)
        table["aanbod_bron_gj"] = np.concatenate([near @ heat, [heat[nowhere].sum(), heat.sum()]])
        table["aanbod_bron_kw"] = np.concatenate([near @ power, [power[nowhere].sum(), power.sum()]])
        together += table["aanbod_bron_gj"].to_numpy(dtype=np.float64)
        # what a source without power or heat gives is not known: neither is what it covers
        unknown = np.isnan(spots.heat_gj)
        doubtful = np.concatenate([near @ unknown, [(nowhere & unknown).any(), unknown.any()]]).astype(bool)
        table.loc[doubtful & (table["aanbod_bron_gj"] == 0), ["aanbod_bron_gj", "aanbod_bron_kw"]] = np.nan
    if pipes is not None or spots is not None:
        table["dekking"] = rows.coverage(together, table["vraag_gj"].to_numpy(dtype=np.float64))
        if spots is not None:
            table.loc[doubtful, "dekking"] = np.nan
        table.loc[n, "dekking"] = np.nan  # what no kavel reaches lies anywhere: it covers no demand
    return given, twice


def _planned(table: pd.DataFrame, plan: Planned, work: Work) -> None:
    """Fill what earlier steps planned."""
    for column, values in (
        ("net_m", plan.metres),
        ("net_eur", plan.euros),
        ("net_woningen", plan.homes),
        ("gekozen_woningen", plan.chosen),
    ):
        if values is not None:
            table[column] = rows.with_total(values)
    if plan.metres is None and plan.homes is None:
        work.notes.append(note("kavels_notitie_geen_net"))
    if plan.chosen is None:
        work.notes.append(note("kavels_notitie_geen_selectie"))


def _overlapping(
    table: pd.DataFrame, pairs: pd.DataFrame, splinters: int, work: Work, ids: npt.NDArray[np.object_]
) -> None:
    """Fill and list the overlaps."""
    n = len(ids)
    at = pd.Index(ids)
    shared = np.zeros(n)
    for side in ("kavel_a", "kavel_b"):
        np.add.at(shared, at.get_indexer(pd.Index(pairs[side])), pairs["overlap_ha"].to_numpy(dtype=np.float64))
    table.loc[: n - 1, "overlap_ha"] = shared
    table.loc[: n - 1, "overlap_woningen"] = overlap_of(n, work.found, work.homes.woningen)
    work.findings.add(
        "kavel_overlap",
        "waarschuwing",
        pairs["kavel_a"].to_numpy(dtype=object),
        np.asarray(pairs.geometry.array, dtype=object),
        other=pairs["kavel_b"].to_numpy(dtype=object),
        area=[dutch(value, 2) for value in pairs["overlap_ha"]],
        homes=[amount(value) for value in pairs["woningen"]],
    )
    if splinters:
        width = dutch(work.kentallen.value("kavel.splinter_breedte"))
        work.notes.append(note("kavels_notitie_splinters", n=amount(splinters), width=width))
    empty = np.bincount(work.groups.of, weights=work.homes.has_demand, minlength=n + 1)[:n] == 0
    covered = empty & work.found.covered(work.homes.has_demand, n)
    for kind, which in (("kavel_leeg", empty & ~covered), ("kavel_overdekt", covered)):
        work.findings.add(kind, "waarschuwing", ids[which], work.shapes[which])


def _outside(work: Work) -> npt.NDArray[np.bool_]:
    """Return which buildings lie outside the municipality, shape (b,); none where that is not known."""
    if not len(work.area):
        return np.zeros(len(work.homes.ids), dtype=bool)
    points = points_of(work.homes.geometry)
    shapely.prepare(work.area)
    return np.asarray(~shapely.is_missing(points) & ~shapely.intersects(work.area[0], points), dtype=bool)


def _buildings(work: Work, ids: npt.NDArray[np.object_]) -> gpd.GeoDataFrame:
    """Return the buildings with their kavel."""
    homes, found = work.homes, work.found
    also = np.full(len(homes.ids), "", dtype=object)
    several = found.several & (found.kavel[found.building] != found.inside)
    other = pd.Series(ids[found.inside[several]]).groupby(found.building[several]).agg(", ".join)
    also[other.index.to_numpy(dtype=np.int64)] = other.to_numpy(dtype=object)
    frame = pd.DataFrame(
        {
            "pand_id": homes.ids,
            "kavel_id": np.append(ids, REST)[found.kavel],
            "ook_in": also,
            "woningen": homes.woningen,
            "aansluitingen": work.connections,
            "warmte_gj": np.where(homes.unknown, np.nan, homes.warmte_gj),
        }
    )[list(names(GEBOUW_KAVEL_COLUMNS))]
    return gpd.GeoDataFrame(frame, geometry=points_of(homes.geometry), crs=RD)


def _totals(
    table: pd.DataFrame,
    work: Work,
    given: Supply | None,
    pairs: pd.DataFrame,
    splinters: int,
    outside: npt.NDArray[np.bool_],
) -> dict[str, float]:
    """Return the numbers of the run."""
    n = len(work.shapes)
    kavels, rest, whole = table.iloc[:n], table.iloc[n], table.iloc[n + 1]
    return {
        "kavels": float(n),
        "gebouwen": float(len(work.homes.ids)),
        "woningen": float(kavels["woningen"].sum()),
        "vraag_gj": float(kavels["vraag_gj"].sum()),
        "aanbod_gj": np.nan if given is None else given.all_gj,
        "rest_woningen": float(rest["woningen"]),
        "rest_vraag_gj": float(rest["vraag_gj"]),
        "totaal_woningen": float(whole["woningen"]),
        "totaal_vraag_gj": float(whole["vraag_gj"]),
        "buiten_woningen": float(work.homes.woningen[outside].sum()) if len(work.area) else np.nan,
        "overlap_ha": float(pairs["overlap_ha"].sum()),
        "overlap_woningen": float(pairs["woningen"].sum()),
        "splinters": float(splinters),
        "leeg": float((kavels["gebouwen"] == 0).sum()),
    }


def _count(work: Work, totals: dict[str, float]) -> None:
    """Say that nothing is lost, and how the law was counted."""
    read, homes = work.read, work.homes
    if read.read:
        work.notes.append(
            note(
                "kavels_notitie_kavels",
                read=amount(read.read),
                n=amount(len(read.frame)),
                dropped=amount(sum(read.dropped.values())),
            )
        )
    work.notes.append(
        note(
            "kavels_notitie_gebouwen",
            read=amount(homes.read),
            n=amount(len(homes.ids)),
            dropped=amount(sum(homes.dropped.values())),
        )
    )
    work.notes.append(
        note(
            "kavels_notitie_som",
            homes=amount(totals["woningen"]),
            rest=amount(totals["rest_woningen"]),
            total=amount(totals["totaal_woningen"]),
        )
    )
    work.notes.append(note("kavels_notitie_regel"))
    key = "kavels_notitie_wcw_blok" if work.chosen.count != INDIVIDUAL else "kavels_notitie_wcw"
    limit = amount(work.kentallen.value("wcw.grens_kleinverbruik"))
    work.notes.append(note(key, limit=limit))
