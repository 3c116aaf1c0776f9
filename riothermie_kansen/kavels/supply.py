"""Heat that a sewer gives to areas, each litre counted once.

A pipe upstream and one downstream carry the same water: what an exchanger takes in the first is gone in the second. So
of the pipes within reach of an area not the sum counts but the union of their water: a litre that passes any of them
counts once, in the last one that it passes. What several areas can take of it is shared; seen together they get no
more than the union of all their pipes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import breadth_first_order

from ..callbacks import Cancelled, Progress, never, silent, stop_if
from ..claims.graph import flow_map
from ..claims.opportunity_table import MAP, REQUIRED
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..readers.fields import find
from ..readers.shapes import Shapes
from ..readers.tables import first_text, in_rd, labels
from ..readers.values import Texts, numbers
from ..season.supply import passes_again
from ..sewer.potential import annual_heat_gj, building_power_kw, source_power_kw, usable_delta_t
from ..wording import amount, note
from .assign import only

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

CLASSES = ("alle", "beperkt", "mogelijk", "kansrijk")
"""Least class on the opportunity map of a pipe that counts as supply."""


@dataclass(frozen=True)
class Pipes:
    """Pipes of an opportunity map that can give heat.

    Attributes
    ----------
    ids, lines
        Shape (n,).
    heat_gj, power_kw
        Shape (n,): at the building side, each pipe as if it were the only one.
    tail, head, share
        The directed sewer as in `claims.graph.FlowMap`, reduced to what lies between pipes that count; None when the
        map does not tell the nodes: then nothing is known of who shares whose water.
    counts
        Shape (n,): the pipe may count as supply; the others only carry water on.
    findings, notes
        What was noticed.
    """

    ids: Texts
    lines: Shapes
    heat_gj: Floats
    power_kw: Floats
    tail: Ints | None
    head: Ints | None
    share: Floats | None
    counts: Flags
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)

    def together(self, values: Floats, chosen: Flags) -> float:
        """Return what chosen pipes give together (`values` per pipe), the same water counted once.

        Without nodes: the largest single pipe.
        """
        if not chosen.any():
            return 0.0
        if self.tail is None or self.head is None or self.share is None:
            return float(values[chosen].max())
        again = passes_again(self.tail, self.head, self.share, chosen)
        return float(((1.0 - again) * values)[chosen].sum())


def read_pipes(
    frame: gpd.GeoDataFrame, *, least: str = "beperkt", kentallen: Kentallen, cancelled: Cancelled = never
) -> Pipes:
    """Read an opportunity map as supply.

    Parameters
    ----------
    frame
        ``KANSENKAART``, the whole map.
    least
        One of `CLASSES`: pipes of a lower class only carry water on.
    kentallen
        Groups ``bron``, ``wko`` and ``warmtepomp``, for what the map does not tell.

    Raises
    ------
    InputError
        It is no opportunity map, it is empty or dry, or the class does not exist.
    """
    if least not in CLASSES:
        raise InputError("unknown_method", method=least, allowed=", ".join(CLASSES))
    columns = find(in_rd(frame, "kansenkaart"), MAP)
    missing = [name for name in REQUIRED if name not in columns]
    if not missing:
        sewer = flow_map(frame, kentallen=kentallen, cancelled=cancelled)
        table = sewer.frame
        pipes = _pipes(table, table["leiding_id"].to_numpy(dtype=object), least, kentallen)
        pipes.findings.extend(sewer.findings)
        return _between(pipes, sewer.tail, sewer.head, sewer.share)
    if "dwa_gem_ls" not in columns and "warmte_wko_gj" not in columns:
        raise InputError("claims_not_a_map", columns=", ".join(missing))
    table = gpd.GeoDataFrame(
        {
            name: first_text(columns, name) if name == "kans" else _numbers(columns.all(name), len(columns.frame))
            for name in ("dwa_gem_ls", "warmte_wko_gj", "vermogen_gebouw_kw", "kans")
        },
        geometry=columns.frame.geometry,
    )
    pipes = _pipes(table, labels(first_text(columns, "leiding_id")), least, kentallen)
    pipes.notes.append(note("kavels_notitie_zonder_knopen", columns=", ".join(missing)))
    return pipes


def _numbers(found: list[pd.Series], n: int) -> Floats:
    return numbers(found[0])[0] if found else np.full(n, np.nan)


def _pipes(table: gpd.GeoDataFrame, ids: Texts, least: str, kentallen: Kentallen) -> Pipes:
    """Return pipes without their graph; what the map does not tell follows from the flow."""
    notes: list[str] = []
    flow = np.nan_to_num(table["dwa_gem_ls"].to_numpy(dtype=np.float64))
    heat = table["warmte_wko_gj"].to_numpy(dtype=np.float64)
    power = table["vermogen_gebouw_kw"].to_numpy(dtype=np.float64)
    cop = kentallen.value("warmtepomp.cop")
    delta_t = usable_delta_t(
        kentallen.value("bron.delta_t"), kentallen.value("bron.t_winter"), kentallen.value("bron.t_na_winning_min")
    )
    source = source_power_kw(
        np.maximum(flow, 0.0), delta_t, kentallen.value("bron.dichtheid"), kentallen.value("bron.warmtecapaciteit")
    )
    derived = np.isnan(heat) & (flow > 0)
    if derived.any():
        notes.append(note("kavels_notitie_warmte_afgeleid", n=amount(int(derived.sum()))))
    usual = annual_heat_gj(source, kentallen.value("wko.vollasturen"), kentallen.value("wko.rendement"), cop)
    heat = np.where(np.isnan(heat), usual, heat)
    power = np.where(np.isnan(power), building_power_kw(source, cop), power)
    kans = table["kans"].to_numpy(dtype=object)
    if least != CLASSES[0] and not (kans != "").any():
        notes.append(note("kavels_notitie_zonder_kans"))
        least = CLASSES[0]
    enough = (
        np.isin(kans.astype(str), CLASSES[CLASSES.index(least) :]) if least != CLASSES[0] else np.full(len(kans), True)
    )
    counts = enough & (heat > 0) & ~table.geometry.isna().to_numpy()
    lines = np.empty(len(table), dtype=object)
    lines[:] = shapely.force_2d(np.asarray(table.geometry.array, dtype=object))
    notes.append(note("kavels_notitie_leidingen", n=amount(int(counts.sum())), total=amount(len(ids)), least=least))
    return Pipes(ids, lines, np.maximum(heat, 0.0), np.maximum(power, 0.0), None, None, None, counts, Findings(), notes)


def _between(pipes: Pipes, tail: Ints, head: Ints, share: Floats) -> Pipes:
    """Return the pipes that count and those downstream of them: elsewhere no litre passes one of them again."""
    n = int(max(tail.max(initial=-1), head.max(initial=-1))) + 1
    # a pipe that ends where it begins leads nowhere: its water leaves through the other pipes of that node
    round_ = tail == head
    back = np.bincount(tail[round_], weights=share[round_], minlength=n)[tail]
    share = np.where(round_ | (back >= 1.0), 0.0, share / np.maximum(1.0 - back, 1e-12))
    used = share > 0
    counts = pipes.counts & ~round_
    start = np.unique(head[counts])
    links = coo_array(
        (
            np.ones(int(used.sum()) + len(start), dtype=np.int8),
            (np.append(tail[used], np.full(len(start), n)), np.append(head[used], start)),
        ),
        shape=(n + 1, n + 1),
    ).tocsr()
    below = np.zeros(n + 1, dtype=bool)
    below[breadth_first_order(links, n, directed=True, return_predecessors=False)] = True
    kept = np.flatnonzero(counts | (below[tail] & used))
    renumbered = np.unique(np.concatenate([tail[kept], head[kept]]), return_inverse=True)[1]
    renumbered = renumbered.reshape(-1).astype(np.int64)
    return Pipes(
        pipes.ids[kept], pipes.lines[kept], pipes.heat_gj[kept], pipes.power_kw[kept],
        renumbered[: len(kept)], renumbered[len(kept) :], share[kept], counts[kept],
        pipes.findings, pipes.notes,
    )  # fmt: skip


@dataclass(frozen=True)
class Supply:
    """Supply per kavel, GJ a year and kW at the building side.

    Attributes
    ----------
    reach_gj, inside_gj, shared_gj, power_kw
        Shape (k,): within reach, within the kavel, within reach of another kavel as well, power within reach.
    best
        Shape (k,): id of the pipe within reach with the most heat, "" for none.
    all_gj, all_kw
        What all kavels together can take, the same water counted once.
    common_gj
        The part of it that more than one kavel can reach; NaN where it is not known who shares whose water.
    map_gj, map_kw
        What the whole map gives, counted once.
    """

    reach_gj: Floats
    inside_gj: Floats
    shared_gj: Floats
    power_kw: Floats
    best: Texts
    all_gj: float
    all_kw: float
    common_gj: float
    map_gj: float
    map_kw: float


def supply(
    pipes: Pipes, kavels: Shapes, reach_m: float, *, progress: Progress = silent, cancelled: Cancelled = never
) -> Supply:
    """Return what pipes give to kavels.

    Parameters
    ----------
    pipes
        From `read_pipes`.
    kavels
        Shape (k,): areas.
    reach_m
        How far outside a kavel a pipe may lie, m.
    """
    n = len(kavels)
    lines = only(pipes.counts, pipes.lines)
    tree = shapely.STRtree(lines)
    inside = _table(tree.query(kavels, predicate="intersects"), n, len(lines))
    near = inside if reach_m <= 0 else _table(tree.query(kavels, predicate="dwithin", distance=reach_m), n, len(lines))
    reached = near.sum(axis=0) if n else np.zeros(len(lines), dtype=np.int64)
    everything = pipes.together(pipes.heat_gj, reached > 0)
    found = {name: np.zeros(n) for name in ("reach", "inside", "shared", "power")}
    best = np.full(n, "", dtype=object)
    order = np.lexsort((pipes.ids.astype(str), -pipes.heat_gj))
    for k in range(n):
        stop_if(cancelled)
        mine = near[k]
        if not mine.any():
            continue
        found["reach"][k] = pipes.together(pipes.heat_gj, mine)
        found["inside"][k] = pipes.together(pipes.heat_gj, inside[k])
        found["power"][k] = pipes.together(pipes.power_kw, mine)
        best[k] = pipes.ids[order[mine[order]][0]]
        if pipes.tail is None:
            both = mine & (reached > 1)
            found["shared"][k] = pipes.together(pipes.heat_gj, both)
        else:
            # of two sets of litres: common = one + other - either
            others = pipes.together(pipes.heat_gj, (reached - mine) > 0)
            common = found["reach"][k] + others - everything
            found["shared"][k] = min(max(common, 0.0), found["reach"][k])
        progress(100.0 * (k + 1) / n)
    small = 1e-9 * max(everything, 1.0)
    found["shared"][found["shared"] < small] = 0.0
    alone = float((found["reach"] - found["shared"]).sum())  # water that one kavel only can reach: no litre is in two
    common = everything - alone if everything - alone >= small else 0.0
    return Supply(
        found["reach"], found["inside"], found["shared"], found["power"], best, everything,
        pipes.together(pipes.power_kw, reached > 0), np.nan if pipes.tail is None else common,
        pipes.together(pipes.heat_gj, pipes.counts),
        pipes.together(pipes.power_kw, pipes.counts),
    )  # fmt: skip


def _table(pairs: Ints, n: int, width: int) -> Flags:
    table = np.zeros((n, width), dtype=bool)
    table[pairs[0], pairs[1]] = True
    return table
