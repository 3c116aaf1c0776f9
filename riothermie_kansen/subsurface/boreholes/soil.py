"""What the ground under a place gives a closed loop: yield per metre, conductivity, heat capacity, temperature."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ...callbacks import Cancelled, Progress, never, silent, stop_if
from ...errors import InputError
from ...findings import Findings
from ...kentallen import Kentallen
from ...readers.geotop import Voxels
from ...readers.regis import Stack
from ...wording import dutch, note

Floats = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]
Flags = npt.NDArray[np.bool_]

SOORTEN = ("zand", "grind", "klei", "leem", "veen", "kalksteen", "bruinkool", "droog", "onbekend")
"""Soils with a yield, conductivity and capacity of their own; the last one is everything else."""

LITHOCLASS_SOIL = {
    1: "veen", 2: "klei", 3: "leem", 4: "zand", 5: "zand", 6: "zand", 7: "zand", 8: "grind", 9: "zand",
}  # fmt: skip
"""Soil of a lithoclass of GeoTOP. Made ground (0) can be anything; shells conduct like the sand they lie in."""

KIND_SOIL = {
    "zand": "zand", "klei": "klei", "veen": "veen", "bruinkool": "bruinkool", "complex": "leem",
    "kalksteen": "kalksteen",
}  # fmt: skip
"""Soil of a kind of unit of REGIS II. A complex unit is an alternation of sand and clay."""

ROUNDING = 0.995
"""A share that is known from here on counts as all of it: a hundredth of a loop less changes nothing."""

DRAINED = ("zand", "grind")
"""Soils that hold little water above the water table; clay and peat stay moist."""


@dataclass(frozen=True)
class Ground:
    """One ground for a whole area, as the superposition of loops asks.

    Attributes
    ----------
    conductivity
        W/(m K).
    capacity
        Heat capacity by volume, J/(m3 K).
    """

    conductivity: float
    capacity: float

    @property
    def diffusivity(self) -> float:
        """Thermal diffusivity, m2/s."""
        return self.conductivity / self.capacity


@dataclass(frozen=True)
class Soil:
    """What the ground gives at n places, over the depth of a loop there.

    Attributes
    ----------
    depth_m
        Shape (n,): depth of the loop, metres below the surface.
    w_per_m
        Shape (n,): heat that a metre of loop gives, W/m, for `bodem.vollasturen_opbrengst` hours a year. An estimate.
    conductivity
        Shape (n,): W/(m K), mean over the depth.
    capacity
        Shape (n,): heat capacity by volume, J/(m3 K), mean over the depth.
    temperature
        Shape (n,): undisturbed temperature, °C, mean over the depth.
    known
        Shape (n,): share of the depth whose soil is known, 0-1.
    source
        Shape (n,): what it was derived from (Dutch), e.g. "GeoTOP en REGIS II, deels onbekend".
    findings, notes
        What was noticed, and remarks for the report (Dutch).
    """

    depth_m: Floats
    w_per_m: Floats
    conductivity: Floats
    capacity: Floats
    temperature: Floats
    known: Floats
    source: Texts
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.w_per_m)

    def ground(self) -> Ground:
        """Return one ground for all places: the means of conductivity and capacity, weighted by depth."""
        return Ground(
            float(np.average(self.conductivity, weights=self.depth_m)),
            float(np.average(self.capacity, weights=self.depth_m)),
        )


def specific_yield(
    stack: Stack | None,
    voxels: Voxels | None,
    xy: npt.ArrayLike,
    depth_m: npt.ArrayLike,
    *,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Soil:
    """Return what the ground gives at places.

    GeoTOP counts where its voxels are known, REGIS II below and beside it, and the yield of unknown ground elsewhere.
    The yield of a place is the mean of the yields of the soils along the loop, weighted by thickness, between
    `bodem.opbrengst_laag` and `bodem.opbrengst_hoog`. What is not known of the depth counts as unknown ground; places
    where less than `bodem.bekend_deel` is known are told.

    Parameters
    ----------
    stack, voxels
        Read at the same places; None for "not given".
    xy
        Shape (n, 2): places in RD.
    depth_m
        Depth of the loop below the surface, metres: a scalar or shape (n,). NaN counts as `bodem.diepte_standaard`.
    kentallen
        ``bodem.*``.
    progress, cancelled
        See `callbacks`.

    Raises
    ------
    InputError
        A depth is not positive, or the stack or voxels were read at another number of places.
    """
    places = np.asarray(xy, dtype=np.float64).reshape(-1, 2)
    n = len(places)
    depth = _depths(depth_m, n, kentallen)
    for given, count in ((stack, _count(stack)), (voxels, _count(voxels))):
        if given is not None and count != n:
            raise InputError("bodem_plaatsen", given=count, asked=n)
    surface = _surface(stack, voxels, n)
    water = kentallen.value("bodem.grondwaterstand")
    metres = np.zeros((len(SOORTEN), n))
    shallow = _from_voxels(metres, voxels, surface, depth, water, cancelled)
    told_by = [metres.sum(axis=0)]
    progress(50.0)
    _from_stack(metres, stack, surface, shallow, depth, water, cancelled)
    told = metres.sum(axis=0)
    told_by.append(told - told_by[0])
    progress(90.0)
    # units that overlap in the source must not make a loop longer than it is
    metres *= np.minimum(1.0, depth / np.maximum(told, 1e-9))
    known = np.minimum(told / depth, 1.0)
    metres[-1] += depth - metres.sum(axis=0)
    share = metres / depth
    low, high = kentallen.value("bodem.opbrengst_laag"), kentallen.value("bodem.opbrengst_hoog")
    findings, notes = _remarks(stack, voxels, known, kentallen)
    progress(100.0)
    return Soil(
        depth,
        np.clip(_values("opbrengst", kentallen) @ share, low, high),
        np.asarray(_values("geleiding", kentallen) @ share),
        np.asarray(_values("capaciteit", kentallen) @ share * 1e6),
        undisturbed(depth, kentallen),
        known,
        _sources(np.stack(told_by), known),
        findings,
        notes,
    )


def undisturbed(depth_m: Floats, kentallen: Kentallen) -> Floats:
    """Return the undisturbed temperature, °C, mean over loops of these depths (any shape), m."""
    start = kentallen.value("bodem.gradient_vanaf")
    below = np.maximum(depth_m - start, 0.0)
    warmer = kentallen.value("bodem.gradient") * below**2 / (2.0 * depth_m)
    return np.asarray(kentallen.value("bodem.t_bodem") + warmer, dtype=np.float64)


def _depths(depth_m: npt.ArrayLike, n: int, kentallen: Kentallen) -> Floats:
    depth = np.array(np.broadcast_to(np.asarray(depth_m, dtype=np.float64), (n,)))
    depth[np.isnan(depth)] = kentallen.value("bodem.diepte_standaard")
    wrong = ~(np.isfinite(depth) & (depth > 0.0))
    if wrong.any():
        raise InputError("bodem_diepte", value=float(depth[wrong][0]))
    return depth


def _count(given: Stack | Voxels | None) -> int:
    return 0 if given is None else len(given.covered)


def _surface(stack: Stack | None, voxels: Voxels | None, n: int) -> Floats:
    """Return the height of the ground, m NAP: that of the voxels, else that of the units, else the highest unit."""
    surface = np.full(n, np.nan)
    if voxels is not None:
        surface = np.where(np.isnan(surface), voxels.surface_m, surface)
    if stack is not None:
        surface = np.where(np.isnan(surface), stack.surface_m, surface)
        tops = np.where(np.isnan(stack.top_m), -np.inf, stack.top_m).max(axis=0, initial=-np.inf)
        surface = np.where(np.isnan(surface) & np.isfinite(tops), tops, surface)
    return np.asarray(surface, dtype=np.float64)


def _from_voxels(
    metres: Floats, voxels: Voxels | None, surface: Floats, depth: Floats, water: float, cancelled: Cancelled
) -> Floats:
    """Add the metres of loop in voxels; return how deep they reach at each place, m below the surface, 0 for not."""
    reach = np.zeros(len(surface))
    if voxels is None:
        return reach
    soil_of = np.full(int(max(voxels.lithoclass.max(initial=0), *LITHOCLASS_SOIL)) + 2, -1)
    for code, soil in LITHOCLASS_SOIL.items():
        soil_of[code] = SOORTEN.index(soil)
    for layer, (bottom, top) in enumerate(zip(voxels.z_bottom_m, voxels.z_top_m, strict=True)):
        if layer % 32 == 0:
            stop_if(cancelled)
        code = soil_of[np.maximum(voxels.lithoclass[:, layer], -1)]
        code[voxels.lithoclass[:, layer] < 0] = -1
        begin, end = _within(surface - top, surface - bottom, depth)
        known = (code >= 0) & (end > begin)
        _add(metres, np.where(known, code, -1), begin, end, water)
        reach = np.where(known, np.maximum(reach, end), reach)
    return reach


def _from_stack(
    metres: Floats,
    stack: Stack | None,
    surface: Floats,
    above: Floats,
    depth: Floats,
    water: float,
    cancelled: Cancelled,
) -> None:
    """Add the metres of loop in units of REGIS II below what the voxels told."""
    if stack is None:
        return
    for unit, kind in enumerate(stack.kind):
        if unit % 32 == 0:
            stop_if(cancelled)
        if kind not in KIND_SOIL:
            continue
        begin, end = _within(surface - stack.top_m[unit], surface - stack.bottom_m[unit], depth)
        begin = np.maximum(begin, above)
        code = np.where(end > begin, SOORTEN.index(KIND_SOIL[kind]), -1)
        _add(metres, code, begin, end, water)


def _within(begin: Floats, end: Floats, depth: Floats) -> tuple[Floats, Floats]:
    """Return a range of depths cut off at the surface and at the end of the loop; NaN becomes an empty range."""
    first, last = np.maximum(begin, 0.0), np.minimum(end, depth)
    empty = ~(last > first)
    return np.where(empty, 0.0, first), np.where(empty, 0.0, last)


def _add(metres: Floats, code: npt.NDArray[np.int64], begin: Floats, end: Floats, water: float) -> None:
    """Add ranges of depth to the soil of each place (-1 for none); sand and gravel above the water table are dry."""
    at = np.flatnonzero(code >= 0)
    soil, first, last = code[at], begin[at], end[at]
    dry = np.isin(soil, [SOORTEN.index(name) for name in DRAINED]) * np.maximum(np.minimum(last, water) - first, 0.0)
    metres[soil, at] += last - first - dry
    metres[SOORTEN.index("droog"), at] += dry


def _values(what: str, kentallen: Kentallen) -> Floats:
    return np.array([kentallen.value(f"bodem.{what}_{soil}") for soil in SOORTEN])


def _sources(metres: Floats, known: Floats) -> Texts:
    """Return what each place was derived from: `metres` known from GeoTOP and from REGIS II, shape (2, n)."""
    kind = (metres[0] > 0.0) + 2 * (metres[1] > 0.0) + 4 * (known < ROUNDING)
    partly = note("bodem_bron_deels")
    names = ["", *(note(f"bodem_bron_{name}") for name in ("geotop", "regis", "beide"))]
    texts = [note("bodem_bron_geen")] * 8
    for i in (1, 2, 3):
        texts[i], texts[i + 4] = names[i], names[i] + partly
    return np.asarray(np.array(texts, dtype=object)[kind], dtype=object)


def _remarks(
    stack: Stack | None, voxels: Voxels | None, known: Floats, kentallen: Kentallen
) -> tuple[Findings, list[str]]:
    findings = Findings()
    low, high = (dutch(kentallen.value(f"bodem.opbrengst_{name}")) for name in ("laag", "hoog"))
    if stack is None and voxels is None:
        return findings, [
            note("bodem_zonder_opbouw", value=dutch(kentallen.value("bodem.opbrengst_onbekend")), low=low, high=high)
        ]
    least = kentallen.value("bodem.bekend_deel")
    unknown = int((known < least).sum())
    if unknown:
        findings.add(
            "bodem_onbekend",
            "waarschuwing",
            [""],
            n=unknown,
            all=len(known),
            share=dutch(100.0 * least),
            value=dutch(kentallen.value("bodem.opbrengst_onbekend")),
        )
    return findings, [note("bodem_met_opbouw", low=low, high=high, n=len(known) - unknown, all=len(known))]
