"""What lies above the trench: price factor per metre and crossings, from barriers such as the BGT."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..callbacks import Cancelled, never, stop_if
from ..findings import Findings
from ..kentallen import Kentallen
from ..readers.values import key
from ..schema import RD
from ..wording import amount, dutch, note
from .barriers import Barriers, read_barriers
from .graph import FloatArray, IntArray, ObjectArray
from .passages import Covers, covers, cut_points, passages
from .surface_table import CROSSINGS, FUNCTION, OTHER, PAVING, ROADS, combined, surface_table

_SHORT_M = 1e-6
"""Shorter pieces are rounding."""


@dataclass
class Surfaces:
    """Prices of lines of shape (m,).

    Attributes
    ----------
    factor
        Shape (m,): price factor, mean over the length.
    crossings_eur
        Shape (m,): extra price of crossings, EUR.
    klasse
        Shape (m,): class with the greatest length (text).
    parts
        A row per line and class: edge (position of the line), klasse, lengte_m, factor; the lengths of a line add up
        to its length.
    crossings
        A row per line and kind of crossing: edge, soort, aantal (0.5 where the line ends in the barrier: the other
        half belongs to the line that goes on), prijs_eur (of one).
    findings
        Barriers that could not be used.
    notes
        Sentences for the log and the metadata (Dutch).
    """

    factor: FloatArray
    crossings_eur: FloatArray
    klasse: ObjectArray
    parts: pd.DataFrame
    crossings: pd.DataFrame
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)


def price_surfaces(
    lines: ObjectArray,
    barriers: gpd.GeoDataFrame | Barriers | None,
    *,
    base_factor: FloatArray | None = None,
    base_class: ObjectArray | None = None,
    service: npt.NDArray[np.bool_] | None = None,
    own_m: FloatArray | None = None,
    kentallen: Kentallen,
    cancelled: Cancelled = never,
) -> Surfaces:
    """Return what the surface does to the price of each line.

    A trench lies at ground level: where barriers overlap those of level 0 count, then those of the level nearest to
    it; of those the one with the highest factor (then the first class by name). A bridge over water is water, a street
    below a viaduct is a street.

    A house connection begins in a garden, which is dug at ``kosten_net.aansluiting_factor`` of the price of a street,
    as is all unpaved and private ground: what makes it a bad route for street pipe (Alliander's weights) does not make
    a connection dearer. Paving, water and rail keep their factor. What the connection is longer than `own_m` lies along
    the street or in the gardens of others, and costs ``kosten_net.aansluiting_omweg_factor`` times what a street does.

    Parameters
    ----------
    lines
        Shape (m,): LineStrings, EPSG:28992.
    barriers
        Areas and lines, see `barriers.read_barriers`, or what that made of them; None for none. What is forbidden does
        not count here: streets are cut there (`forbidden_parts`).
    base_factor, base_class
        Shape (m,): factor (NaN where unknown) and class ("" where unknown) where no barrier lies; a class that the
        table knows has its own factor. Else ``ondergrond.factor_standaard``.
    service
        Shape (m,): the line is a house connection. It ends on the centre line of the road that it is fed from, where
        the pipe may as well lie on its own side: that half passage of a road does not count.
    own_m
        Shape (m,): how far from its start a house connection lies in the garden of its building, m; NaN for other
        lines. None prices all lines as street.
    kentallen
        Groups ``ondergrond`` and ``kosten_net``.
    cancelled
        Asked between the steps.

    Raises
    ------
    InputError
        A factor is negative.
    """
    findings, notes = Findings(), list[str]()
    m = len(lines)
    klasse, factor = _base(m, base_factor, base_class, kentallen)
    length = np.asarray(shapely.length(lines), dtype=np.float64)
    if isinstance(barriers, Barriers):
        known = barriers
    elif barriers is None:
        known = _none()
    else:
        known = read_barriers(barriers, kentallen=kentallen, findings=findings, notes=notes)
    stop_if(cancelled)
    polygon = ~known.forbidden & (shapely.get_dimensions(known.geometry) == 2)
    areas = np.flatnonzero(polygon)
    found = covers(lines, length, known.geometry[areas], cancelled=cancelled)
    own = np.full(m, np.nan) if own_m is None else own_m
    parts = _parts(length, found, areas, known, klasse, factor, own, kentallen)
    stop_if(cancelled)
    crossings = _crossings(lines, length, found, areas, known, service, kentallen)
    weight = parts["lengte_m"].to_numpy() * parts["factor"].to_numpy()
    total = np.bincount(parts["edge"], weights=weight, minlength=m)
    mean = np.where(length > 0, total / np.where(length > 0, length, 1.0), factor)
    money = crossings["aantal"].to_numpy() * crossings["prijs_eur"].to_numpy()
    longest = parts.sort_values(["edge", "lengte_m", "klasse"], ascending=[True, False, True], kind="stable")
    main = longest.drop_duplicates("edge")["klasse"].to_numpy(dtype=object)
    if len(crossings):
        counts = crossings.groupby("soort")["aantal"].sum()
        named = ", ".join(f"{kind.replace('_', ' ')} {amount(float(n), 1)}" for kind, n in counts.items())
        notes.append(note("notitie_kruisingen", counts=named))
    if not np.isnan(own).all():
        garden, more = (kentallen.value(f"kosten_net.aansluiting_{name}") for name in ("factor", "omweg_factor"))
        notes.append(note("notitie_aansluitprijs", garden=dutch(garden), more=dutch(more)))
    return Surfaces(
        np.asarray(mean, dtype=np.float64),
        np.bincount(crossings["edge"].to_numpy(dtype=np.int64), weights=money, minlength=m).astype(np.float64),
        main,
        parts,
        crossings,
        findings,
        notes,
    )


def forbidden_parts(barriers: gpd.GeoDataFrame | Barriers | None, *, kentallen: Kentallen) -> gpd.GeoDataFrame:
    """Return the barriers where no pipe may lie, for `street_graph`: geometry only, EPSG:28992.

    Parameters
    ----------
    barriers
        As for `price_surfaces`: those with a field ``verboden`` that says yes, or a factor of at least
        ``ondergrond.verboden_factor``.
    kentallen
        Group ``ondergrond``.

    Raises
    ------
    InputError
        A factor is negative.
    """
    if isinstance(barriers, Barriers):
        known = barriers
    elif barriers is None or not len(barriers):
        return gpd.GeoDataFrame(geometry=[], crs=RD)
    else:
        known = read_barriers(barriers, kentallen=kentallen, findings=Findings(), notes=[])
    return gpd.GeoDataFrame(geometry=known.geometry[known.forbidden], crs=RD)


def _none() -> Barriers:
    texts, numbers = np.empty(0, dtype=object), np.empty(0)
    whole = np.empty(0, dtype=np.int64)
    return Barriers(texts, texts, numbers, texts, whole, np.empty(0, dtype=bool), numbers)


def _base(
    m: int, factor: FloatArray | None, klasse: ObjectArray | None, kentallen: Kentallen
) -> tuple[ObjectArray, FloatArray]:
    """Return class and factor where no barrier lies, shape (m,)."""
    names = np.full(m, "", dtype=object) if klasse is None else np.asarray(klasse, dtype=object)
    value = np.full(m, np.nan) if factor is None else np.asarray(factor, dtype=np.float64)
    word, uniques = pd.factorize(names)
    table = surface_table()
    made = []
    for name in uniques:
        found = {kind: table[kind].get(key(str(name))) for kind in (FUNCTION, PAVING, OTHER)}
        made.append(combined(found[FUNCTION], found[PAVING], found[OTHER], kentallen))
    own = np.array([one[1] for one in made] or [np.nan])[word] if m else value
    value = np.where(np.isnan(value), own, value)
    value = np.where(np.isnan(value), kentallen.value("ondergrond.factor_standaard"), value)
    return np.where(names == "", note("ondergrond_standaard"), names), value


def _parts(
    length: FloatArray,
    found: Covers,
    areas: IntArray,
    known: Barriers,
    klasse: ObjectArray,
    factor: FloatArray,
    own_m: FloatArray,
    kentallen: Kentallen,
) -> pd.DataFrame:
    """Return the length of each class on each line."""
    leave = np.flatnonzero(own_m < length)
    edge, start, end = cut_points(
        length,
        Covers(
            np.append(found.line, leave),
            np.append(found.area, np.zeros_like(leave)),
            np.append(found.start, own_m[leave]),
            np.append(found.end, own_m[leave]),
        ),
    )
    # the pieces that each stretch in an area consists of
    offset = np.concatenate([[0.0], np.cumsum(length + 1.0)])
    places = start + offset[edge]
    low = np.searchsorted(places, found.start + offset[found.line] - _SHORT_M)
    high = np.searchsorted(places, found.end + offset[found.line] - _SHORT_M)
    count = np.maximum(high - low, 0)
    cover = np.repeat(np.arange(len(found.line)), count)
    piece = np.arange(len(cover)) - np.repeat(np.cumsum(count) - count, count) + np.repeat(low, count)
    barrier = areas[found.area[cover]]
    name_rank, _ = pd.factorize(known.klasse, sort=True)
    order = np.lexsort((name_rank[barrier], -known.factor[barrier], np.abs(known.level[barrier]), piece))
    piece, barrier = piece[order], barrier[order]
    best = np.ones(len(piece), dtype=bool)
    best[1:] = piece[1:] != piece[:-1]
    piece, barrier = piece[best], barrier[best]
    of, price, soft = klasse[edge].copy(), factor[edge].copy(), factor[edge].copy()
    of[piece], price[piece], soft[piece] = known.klasse[barrier], known.factor[barrier], known.soft_factor[barrier]
    given = np.zeros(len(edge), dtype=bool)
    given[piece] = known.soft_factor[barrier] != 1.0
    house = ~np.isnan(own_m[edge])
    garden = house & (start < own_m[edge] - _SHORT_M) & ~np.isnan(soft)
    beyond = house & (start >= own_m[edge] - _SHORT_M)
    price[garden] = soft[garden] * kentallen.value("kosten_net.aansluiting_factor")
    of[garden & ~given] = note("ondergrond_tuin")
    aside = np.where(np.isnan(soft), price, soft)[beyond]
    price[beyond] = aside * kentallen.value("kosten_net.aansluiting_omweg_factor")
    table = pd.DataFrame({"edge": edge, "klasse": of, "lengte_m": end - start, "factor": price})
    table = table.groupby(["edge", "klasse", "factor"], as_index=False, sort=True)["lengte_m"].sum()
    return table[["edge", "klasse", "lengte_m", "factor"]]


def _crossings(
    lines: ObjectArray,
    length: FloatArray,
    found: Covers,
    areas: IntArray,
    known: Barriers,
    service: npt.NDArray[np.bool_] | None,
    kentallen: Kentallen,
) -> pd.DataFrame:
    """Return the crossings of each line, per kind."""
    tables = []
    ground = ~known.forbidden & (known.level == 0)
    linear = shapely.get_dimensions(known.geometry) == 1
    for kind in CROSSINGS:
        wanted = ground & (known.crossing == kind)
        if not wanted.any():
            continue
        over = wanted[areas[found.area]]
        edge, count = passages(
            lines,
            length,
            Covers(found.line[over], found.area[over], found.start[over], found.end[over]),
            known.geometry[wanted & linear],
            least_m=kentallen.value("ondergrond.kruising_min_m"),
            joined_m=kentallen.value("ondergrond.kruising_samen_m"),
            line_joined_m=kentallen.value(f"ondergrond.{'spoor' if kind == 'spoor' else 'kruising'}_samen_m"),
        )
        if service is not None and kind in ROADS:
            count = np.where(service[edge], np.floor(count), count)
            edge, count = edge[count > 0], count[count > 0]
        tables.append(
            pd.DataFrame(
                {
                    "edge": edge,
                    "soort": np.full(len(edge), kind, dtype=object),
                    "aantal": count,
                    "prijs_eur": np.full(len(edge), kentallen.value(f"ondergrond.kruising_{kind}_eur")),
                }
            )
        )
    empty = pd.DataFrame({"edge": np.empty(0, np.int64), "soort": np.empty(0, object), "aantal": [], "prijs_eur": []})
    tables = [table for table in tables if len(table)]
    if not tables:
        return empty
    return pd.concat(tables, ignore_index=True).sort_values(["edge", "soort"], kind="stable", ignore_index=True)
