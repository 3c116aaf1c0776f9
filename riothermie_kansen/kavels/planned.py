"""What earlier steps planned: the trace and connections of a network, and the buildings that a match chose."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..errors import InputError
from ..findings import Findings
from ..readers.fields import Aliases, find
from ..readers.shapes import Shapes, is_line, unusable
from ..readers.tables import first_text, in_rd
from ..readers.values import Texts, key, numbers
from ..sewer.allocation import summed
from ..wording import amount, note
from .assign import Ints, assign, metres_in, only
from .stock import Homes

Floats = npt.NDArray[np.float64]

PLAN: Aliases = {
    "pand_id": ("pandid",),
    "rol": ("rol",),
    "lengte_m": ("lengtem",),
    "kosten_eur": ("kosteneur",),
    "woningen": ("woningen",),
    "gekozen": ("gekozen",),
    "nettype": ("nettype",),
}
"""Columns of ``TRACE``, ``AANSLUITINGEN`` and ``SELECTIE``."""

SERVICE = "aansluiting"
FIRST = "bronnet"
"""Kind of network that counts when two were designed beside each other for the same homes."""


@dataclass
class Planned:
    """Sums per kavel; the last place is what lies in none. Shape (k + 1,); None for what was not given."""

    metres: Floats | None = None
    euros: Floats | None = None
    homes: Floats | None = None
    chosen: Floats | None = None
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)


def planned(
    kavels: Shapes,
    homes: Homes,
    kavel_of: Ints,
    *,
    trace: gpd.GeoDataFrame | None,
    connections: gpd.GeoDataFrame | None,
    selection: gpd.GeoDataFrame | None,
) -> Planned:
    """Return what is planned in each kavel.

    The trace is cut at the borders, its costs by length; a connection or a chosen building counts in the kavel of its
    building. With connections the costs of house connections are theirs, else those of the trace. Of networks that were
    designed beside each other for the same homes one counts: the source network, else the first by name.

    Raises
    ------
    InputError
        A layer is not the output that it should be.
    """
    made = Planned()
    n = len(kavels)
    trace, connections = _one_network(trace, connections, made)
    if trace is not None:
        made.metres, made.euros = _trace(trace, kavels, made, with_service=connections is None)
    if connections is not None:
        group, table = _groups(connections, "AANSLUITINGEN", ("woningen", "kosten_eur"), kavels, homes, kavel_of, made)
        made.homes = summed(group, table["woningen"].to_numpy(), n + 1)
        costs = summed(group, table["kosten_eur"].to_numpy(), n + 1)
        made.euros = costs if made.euros is None else made.euros + costs
    if selection is not None:
        group, table = _groups(selection, "SELECTIE", ("gekozen", "woningen"), kavels, homes, kavel_of, made)
        weights = np.where(table["gekozen"] > 0, table["woningen"], 0.0)
        made.chosen = summed(group, weights, n + 1)
    return made


def _one_network(
    trace: gpd.GeoDataFrame | None, connections: gpd.GeoDataFrame | None, made: Planned
) -> tuple[gpd.GeoDataFrame | None, gpd.GeoDataFrame | None]:
    """Return the rows of one kind of network: added up, alternatives would cost twice and serve every home twice."""
    given = [None if frame is None else first_text(find(frame, PLAN), "nettype") for frame in (trace, connections)]
    kinds = sorted({str(kind) for found in given if found is not None for kind in found} - {""})
    if len(kinds) < 2:
        return trace, connections
    kept = FIRST if FIRST in kinds else kinds[0]
    made.notes.append(note("kavels_notitie_een_net", nets=", ".join(kinds), net=kept))
    one, two = (
        frame if frame is None or found is None else frame[np.isin(found, [kept, ""])]
        for frame, found in zip((trace, connections), given, strict=True)
    )
    return one, two


def _trace(
    frame: gpd.GeoDataFrame, kavels: Shapes, made: Planned, *, with_service: bool
) -> tuple[Floats, Floats | None]:
    """Return metres and costs of the trace per kavel, and beside all kavels."""
    table = in_rd(frame, "trace")
    columns = find(table, PLAN)
    if "rol" not in columns and "kosten_eur" not in columns:  # any line has a length: streets are no network
        raise InputError("kavels_andere_laag", layer="TRACE", columns="rol, kosten_eur")
    lines = np.empty(len(table), dtype=object)
    lines[:] = shapely.force_2d(np.asarray(table.geometry.array, dtype=object))
    usable = is_line(lines) & ~unusable(lines)
    if len(table) and not usable.any():
        raise InputError("kavels_geen_trace")
    drawn = np.where(usable, shapely.length(lines), 0.0)
    length = _number(columns.all("lengte_m"), len(table))
    length = np.where(np.isfinite(length) & usable, length, drawn)
    cost = np.nan_to_num(_number(columns.all("kosten_eur"), len(table)))
    if not with_service:
        cost[np.array([key(rol) == SERVICE for rol in first_text(columns, "rol")], dtype=bool)] = 0.0
    line, kavel, metres = metres_in(only(usable, lines), kavels)
    part = np.divide(metres, drawn[line], out=np.zeros(len(metres)), where=drawn[line] > 0)
    lost = int((~usable).sum())
    if lost:
        made.notes.append(note("kavels_notitie_trace_zonder_lijn", n=amount(lost)))
    return (
        split_sum(line, kavel, part, length, len(kavels)),
        split_sum(line, kavel, part, cost, len(kavels)) if "kosten_eur" in columns else None,
    )


def split_sum(line: Ints, kavel: Ints, part: Floats, values: Floats, n: int) -> Floats:
    """Return values of lines divided over kavels, and what is left in the last place, shape (n + 1,).

    Parameters
    ----------
    line, kavel, part
        Shape (p,): which part of a line lies in which kavel.
    values
        Shape (lines,).
    n
        Number of kavels.
    """
    inside = summed(kavel, part * values[line], n)
    rest = values - summed(line, part * values[line], len(values))
    return np.append(inside, np.maximum(rest, 0.0).sum())


def _groups(
    frame: gpd.GeoDataFrame,
    layer: str,
    needed: tuple[str, ...],
    kavels: Shapes,
    homes: Homes,
    kavel_of: Ints,
    made: Planned,
) -> tuple[Ints, pd.DataFrame]:
    """Return in which kavel each row counts (the last place: none), and its numbers."""
    columns = find(in_rd(frame, layer.lower()), PLAN)
    missing = [name for name in needed if name not in columns]
    if missing:
        raise InputError("kavels_andere_laag", layer=layer, columns=", ".join(missing))
    n, rows = len(kavels), len(columns.frame)
    ids: Texts = first_text(columns, "pand_id")
    at = pd.Index(homes.ids).get_indexer(pd.Index(ids))
    geometry = np.empty(rows, dtype=object)
    geometry[:] = shapely.force_2d(np.asarray(columns.frame.geometry.array, dtype=object))
    geometry[unusable(geometry)] = None
    other = at < 0
    group = np.where(other, -1, kavel_of[at])
    if other.any():
        group[other] = assign(geometry[other], kavels).kavel
        made.notes.append(note("kavels_notitie_ander_pand", layer=layer, n=amount(int(other.sum()))))
    values = {role: np.nan_to_num(_number(columns.all(role), rows)) for role in ("woningen", "gekozen", "kosten_eur")}
    return np.where(group < 0, n, group).astype(np.int64), pd.DataFrame(values)


def _number(found: list[pd.Series], n: int) -> Floats:
    return numbers(found[0])[0] if found else np.full(n, np.nan)
