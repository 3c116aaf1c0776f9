"""What a well gives: flow by the design rules of the trade, power of a doublet, thermal radius and distance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...kentallen import Kentallen
from ...units import GJ_PER_KWH

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

SECONDS_PER_HOUR = 3600.0
HOURS_PER_DAY = 24.0
M2_PER_HA = 10_000.0
SEASONS = 2.0
PER_DOUBLET = 2.0
"""Squares of the distance between wells that a doublet takes: its two wells stand in a chessboard of warm and cold."""


@dataclass(frozen=True)
class Wells:
    """A doublet in each of some aquifers; all shapes those of the aquifers, NaN where its conductivity is not known.

    Attributes
    ----------
    flow_m3h
        Flow of a well.
    governed
        Index in `columns.MATEN` of what limits it; -1 where there is no flow.
    power_kw
        Heat that it exchanges at full flow, before any heat pump.
    heat_gj
        The same over a season.
    radius_m, distance_m
        Thermal radius, and distance between the warm and the cold well.
    per_ha
        Doublets that fit in a hectare when all wells stand that far apart.
    """

    flow_m3h: Floats
    governed: Ints
    power_kw: Floats
    heat_gj: Floats
    radius_m: Floats
    distance_m: Floats
    per_ha: Floats


def infiltration_speed(kh_md: npt.ArrayLike, kentallen: Kentallen) -> Floats:
    """Return the largest speed of water that goes into the ground at the wall of the borehole, m/h.

    v = f (kh / 150)^0.6 sqrt(v_v / (2 MFI u)), with kh in m/d, v_v the clogging that is allowed (m/year), MFI that of
    the water (s/l2) and u the full-load hours of both seasons (the NVOE's norm for infiltration; see the kentallen).

    Parameters
    ----------
    kh_md
        Any shape.
    kentallen
        ``aquifer.infiltratie_*`` and others.
    """
    kh = np.asarray(kh_md, dtype=np.float64) / kentallen.value("aquifer.infiltratie_kh")
    hours = SEASONS * kentallen.value("aquifer.vollasturen_seizoen")
    clogging = kentallen.value("aquifer.verstopping") / (2.0 * kentallen.value("aquifer.mfi") * hours)
    factor = kentallen.value("aquifer.infiltratie_factor") * np.sqrt(clogging)
    return np.asarray(factor * kh ** kentallen.value("aquifer.infiltratie_macht"), dtype=np.float64)


def thermal_radius(volume_m3: npt.ArrayLike, thick_m: npt.ArrayLike, kentallen: Kentallen) -> Floats:
    """Return how far the water of a season changes the temperature around a well, m.

    r = sqrt(c_w V / (c_a pi H)): the heat of the water fills a cylinder of ground, without losses (Bloemendal and
    Hartog, Geothermics 71, 2018).

    Parameters
    ----------
    volume_m3, thick_m
        Any shape: water of a season, and length of the screen.
    kentallen
        Heat capacities of water and of the ground.
    """
    volume, thick = np.asarray(volume_m3, dtype=np.float64), np.asarray(thick_m, dtype=np.float64)
    ratio = water_mj(kentallen) / kentallen.value("bodem.capaciteit_zand")
    area = np.divide(ratio * volume, np.pi * thick, out=np.full(volume.shape, np.nan), where=thick > 0)
    return np.asarray(np.sqrt(area), dtype=np.float64)


def water_mj(kentallen: Kentallen) -> float:
    """Return the heat capacity of water, MJ/(m3 K)."""
    return kentallen.value("bron.dichtheid") * kentallen.value("bron.warmtecapaciteit") / 1000.0


def wells_in(
    kh_md: Floats, thick_m: Floats, top_depth_m: Floats, kentallen: Kentallen, highest_kh: Floats | None = None
) -> Wells:
    """Return a doublet in each aquifer.

    The flow is the least of four: infiltration (see `infiltration_speed`), abstraction (speed kh / 12 m/h at the wall),
    the head that infiltration may build up (Thiem for a doublet: s = Q / (2 pi kD) ln(L / r), at most
    ``aquifer.druk_per_m`` per metre of depth, with the distance L of the flow that the first two allow, which is on the
    safe side), and ``aquifer.debiet_max``.

    Parameters
    ----------
    kh_md, thick_m, top_depth_m
        The same shape: conductivity, length of the screen, and depth of its top below the surface.
    kentallen
        Design rules.
    highest_kh
        The same shape: conductivity of the best layer of each aquifer, where the water flows fastest: the norm for
        infiltration holds there, so that Q kh_highest / kh stays below it. None where an aquifer is one layer.
    """
    fastest = kh_md if highest_kh is None else highest_kh
    bore = kentallen.value("aquifer.boorgat_m")
    wall = np.pi * bore * thick_m
    evenly = np.divide(kh_md, fastest, out=np.full(np.shape(kh_md), np.nan), where=fastest > 0)
    infiltration = wall * infiltration_speed(fastest, kentallen) * evenly
    abstraction = wall * kh_md / kentallen.value("aquifer.onttrekking_deler")
    most = np.full(np.shape(kh_md), kentallen.value("aquifer.debiet_max"))
    norm = np.fmin(np.fmin(infiltration, abstraction), most)
    apart = _distance(norm, thick_m, kentallen)
    head = kentallen.value("aquifer.druk_per_m") * np.maximum(top_depth_m, 0.0)
    around = np.log(np.maximum(apart / (bore / 2.0), np.e))
    pressure = 2.0 * np.pi * kh_md * thick_m * head / around / HOURS_PER_DAY
    choices = np.stack([infiltration, abstraction, pressure, most])
    known = np.isfinite(choices).all(axis=0) & (thick_m > 0)
    governed = np.argmin(np.where(known, choices, 0.0), axis=0)
    flow = np.where(known, np.take_along_axis(choices, governed[None], axis=0)[0], np.nan)
    delta_t = kentallen.value("wko.delta_t")
    power = flow / SECONDS_PER_HOUR * water_mj(kentallen) * delta_t * 1000.0
    hours = kentallen.value("aquifer.vollasturen_seizoen")
    radius = thermal_radius(flow * hours, thick_m, kentallen)
    distance = _distance(flow, thick_m, kentallen)
    per_ha = np.divide(M2_PER_HA, PER_DOUBLET * distance**2, out=np.full(distance.shape, np.nan), where=distance > 0)
    return Wells(flow, np.where(known, governed, -1), power, power * hours * GJ_PER_KWH, radius, distance, per_ha)


def _distance(flow_m3h: Floats, thick_m: Floats, kentallen: Kentallen) -> Floats:
    volume = flow_m3h * kentallen.value("aquifer.vollasturen_seizoen")
    return kentallen.value("aquifer.afstand_factor") * thermal_radius(volume, thick_m, kentallen)
