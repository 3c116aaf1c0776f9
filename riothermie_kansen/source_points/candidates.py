"""Places along the sewer where heat could be taken, and how much of it the water gives there."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..callbacks import Cancelled, never
from ..claims.graph import FlowMap
from ..claims.heat import Carrier, Taken
from ..claims.opportunity_table import MAP
from ..claims.room import Limits, room_per_pipe
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..readers.fields import find
from ..readers.tables import first_text
from ..readers.values import key, numbers
from ..sewer.allocation import summed
from ..sewer.classify import USABLE
from ..sewer.potential import annual_heat_gj, building_power_kw
from ..wording import amount, dutch, note

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]

MISSED = "onttrokken_kw"
"""Column of a map with offtakes: heat that the water misses at the lower end of a pipe, kW."""

LEAST_KW = 0.01
"""A smaller offtake is a rounding of the map."""


@dataclass(frozen=True)
class Candidates:
    """Places along the sewer, sorted by the id of the pipe and the way of its water.

    Attributes
    ----------
    name
        Id of each place: that of the pipe, with a number where a pipe has several. Shape (c,).
    pipe
        Row of its pipe in ``sewer.frame``, shape (c,).
    metres
        Distance from the upstream end of the pipe, shape (c,).
    points
        Shape (c,), RD.
    gj_per_kw
        Heat per year at the side of the buildings that a kW of the sewer gives, GJ/kW, shape (c,).
    building_per_kw
        Power at the side of the buildings per kW of the sewer, shape (c,).
    """

    name: Texts
    pipe: Ints
    metres: Floats
    points: Texts
    gj_per_kw: Floats
    building_per_kw: Floats

    def rows(self, keep: npt.NDArray[np.bool_]) -> Candidates:
        """Return some of the places."""
        return Candidates(
            self.name[keep], self.pipe[keep], self.metres[keep], self.points[keep], self.gj_per_kw[keep],
            self.building_per_kw[keep],
        )  # fmt: skip


def find_candidates(
    sewer: FlowMap, minimum_kw: float, kentallen: Kentallen, findings: Findings, notes: list[str]
) -> Candidates:
    """Return the places where heat could be taken.

    Pipes of class kansrijk, mogelijk or beperkt with enough power at the side of the buildings; a long pipe has a
    place every ``bronkeuze.tussenafstand``, a shorter one has one in its middle.

    Parameters
    ----------
    sewer
        The kansenkaart.
    minimum_kw
        Least power, kW at the side of the buildings.
    kentallen
        ``bronkeuze.*``; ``wko.*`` and the COP where the map does not tell heat and power.
    findings, notes
        Grow.

    Raises
    ------
    InputError
        There is none.
    """
    frame = sewer.frame
    classed = frame["kans"].isin(USABLE).to_numpy(dtype=bool) & (sewer.flow_ls > 0)
    power, gj_per_kw, building_per_kw = _given(frame, sewer, kentallen)
    strong = power * building_per_kw >= minimum_kw
    drawn = np.nan_to_num(shapely.length(np.asarray(frame.geometry.array, dtype=object))) > 0
    can = classed & strong & drawn
    counts = {
        "n": amount(len(frame)),
        "without": amount(int((~classed).sum())),
        "weak": amount(int((classed & ~strong).sum())),
        "minimum": dutch(minimum_kw),
    }
    lost = np.flatnonzero(classed & strong & ~drawn)
    findings.add("bronpunt_zonder_lijn", "waarschuwing", sewer.pipe_id[lost])
    if not can.any():
        raise InputError("source_points_no_pipe", **counts)
    rows = np.flatnonzero(can)
    ids = sewer.pipe_id
    rows = rows[np.argsort(ids[rows].astype(str), kind="stable")]
    lines = np.asarray(frame.geometry.array, dtype=object)[rows]
    length = shapely.length(lines)
    several = np.maximum(np.ceil(length / kentallen.value("bronkeuze.tussenafstand") - 1e-9), 1).astype(np.int64)
    which = np.repeat(np.arange(len(rows)), several)
    serial = np.arange(len(which)) - np.repeat(np.cumsum(several) - several, several)
    along = (serial + 0.5) / several[which]
    back = sewer.backward[rows][which]
    points = shapely.line_interpolate_point(lines[which], np.where(back, 1.0 - along, along), normalized=True)
    pipe = rows[which]
    name = [
        f"{ids[p]} ({k + 1})" if several[w] > 1 else str(ids[p])
        for p, w, k in zip(pipe, which, serial, strict=True)
    ]  # fmt: skip
    notes.append(note("source_points_note_candidates", pipes=amount(len(rows)), places=amount(len(pipe)), **counts))
    named = np.empty(len(pipe), dtype=object)
    named[:] = name
    return Candidates(
        named, pipe.astype(np.int64), along * sewer.length_m[pipe], np.asarray(points, dtype=object), gj_per_kw[pipe],
        building_per_kw[pipe],
    )  # fmt: skip


def _given(frame: gpd.GeoDataFrame, sewer: FlowMap, kentallen: Kentallen) -> tuple[Floats, Floats, Floats]:
    """Return per pipe the power of the sewer (kW), and heat (GJ) and power of the buildings per kW of it."""
    told, heat, building = (
        frame[name].to_numpy(dtype=np.float64) for name in ("vermogen_gem_kw", "warmte_wko_gj", "vermogen_gebouw_kw")
    )
    cooled = kentallen.value("bron.delta_t") * per_ls_k(kentallen) * sewer.flow_ls
    power = np.where(told > 0, told, cooled)
    one = np.ones(len(frame))
    cop = kentallen.value("warmtepomp.cop")
    usual_gj = annual_heat_gj(one, kentallen.value("wko.vollasturen"), kentallen.value("wko.rendement"), cop)
    usual_kw = building_power_kw(one, cop)
    known = told > 0
    gj = np.divide(heat, told, out=usual_gj, where=known & (heat > 0))
    kw = np.divide(building, told, out=usual_kw, where=known & (building > 0))
    return power, gj, kw


def per_ls_k(kentallen: Kentallen) -> float:
    """Return the power that cooling 1 l/s by 1 K gives, kW."""
    return kentallen.value("bron.dichtheid") * kentallen.value("bron.warmtecapaciteit") / 1000.0


def limits_of(sewer: FlowMap, kentallen: Kentallen) -> Limits:
    """Return what may be cooled how far: per pipe what the map counted on, at an outlet the kental.

    The cooling of the map follows from its power and flow; a map without power has that of ``bron.delta_t``.
    """
    factor = per_ls_k(kentallen)
    power = sewer.frame["vermogen_gem_kw"].to_numpy(dtype=np.float64)
    mean = sewer.frame["dwa_gem_ls"].to_numpy(dtype=np.float64)
    known = (power > 0) & (mean > 0)
    cooling = (
        float(np.median(power[known] / (mean[known] * factor))) if known.any() else kentallen.value("bron.delta_t")
    )
    return Limits(factor, cooling, kentallen.value("onttrekking.delta_t_rwzi"))


def already_taken(chart: gpd.GeoDataFrame, carry: Carrier, notes: list[str]) -> tuple[Taken, Floats]:
    """Return where existing offtakes take heat and how much (kW), from ``onttrokken_kw`` where the map has it.

    That is the heat that the water misses at the lower end of each pipe. What comes in is missed upstream already; the
    rest was taken in the pipe itself::

        taken[e] = missed[e] - share[e] * kept[e] * (sum of missed over the pipes that end where e begins)
    """
    sewer = carry.sewer
    columns = find(chart, {**MAP, MISSED: (key(MISSED),)})
    missed = np.zeros(len(sewer.frame))
    if MISSED in columns:
        values, _ = numbers(columns.all(MISSED)[0])
        told = pd.Series(values, index=first_text(columns, "leiding_id"))
        found = told[~told.index.duplicated()].reindex(sewer.pipe_id).to_numpy(dtype=np.float64)
        missed = np.where(found > 0, found, 0.0)
    arriving = summed(sewer.head, missed, len(sewer.node_id))
    own = missed - sewer.share * carry.kept * arriving[sewer.tail]
    rows = np.flatnonzero(own > LEAST_KW)
    if len(rows):
        notes.append(note("source_points_note_taken", n=len(rows), kw=amount(float(own[rows].sum()))))
    return Taken(rows.astype(np.int64), sewer.length_m[rows]), own[rows]


def supply_kw(
    carry: Carrier, places: Candidates, taken: Taken, kw: Floats, limits: Limits, cancelled: Cancelled = never
) -> Floats:
    """Return what can still be taken at each place (kW of the sewer) beside what is taken already, shape (c,).

    The colder water is followed downstream, and offtakes downstream keep what they have.
    """
    room = room_per_pipe(carry, taken, kw, limits, cancelled=cancelled).kw
    return np.asarray(room[places.pipe], dtype=np.float64)
