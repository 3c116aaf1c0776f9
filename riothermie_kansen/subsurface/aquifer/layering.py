"""From the units of a model to watervoerende pakketten: sand that hangs together, and the clay around it.

Arrays have shape (r, n): the layers of each of n points from above down, r being the most that any of them has.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...kentallen import Kentallen
from ...readers.regis import Stack

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

NONE = -1
"""No unit, no package."""

TIGHT = ("klei", "veen", "bruinkool")
"""Kinds that never carry water."""

COVERING = (*TIGHT, "complex")
"""Kinds that close a package off."""


@dataclass(frozen=True)
class Layers:
    """The layers of each point, from above down.

    Attributes
    ----------
    unit
        Shape (r, n): row of the `Stack`; -1 below the last layer.
    top_m, bottom_m
        Shape (r, n): m NAP, NaN below the last layer.
    kh_md, c_d
        Shape (r, n): conductivity, m/d, and vertical resistance, d; NaN where not known.
    package
        Shape (r, n): number of the package that a water-bearing layer belongs to, from above down from 0; -1 else.
    above, below
        Shape (r, n): of a layer that bears no water the package that it lies on and the one that it lies under, -1 for
        none; both -1 for a thin one inside a package.
    covering
        Shape (r, n): whether such a layer closes off.
    surface_m
        Shape (n,): m NAP; the top of the first layer where the surface is not known.
    """

    unit: Ints
    top_m: Floats
    bottom_m: Floats
    kh_md: Floats
    c_d: Floats
    package: Ints
    above: Ints
    below: Ints
    covering: Flags
    surface_m: Floats

    @property
    def there(self) -> Flags:
        """Where there is a layer, shape (r, n)."""
        return np.asarray(self.unit >= 0)

    @property
    def packages(self) -> int:
        """Most packages of any point."""
        return int(self.package.max(initial=NONE)) + 1


def layers_of(stack: Stack, kentallen: Kentallen) -> Layers:
    """Return the layers of each point in the order of their tops, and the packages that they form.

    A layer bears water when it is no clay, peat or lignite and its kh is ``aquifer.doorlatend_kh`` or more; sand of
    unknown kh does too. Water-bearing layers form one package unless what lies between them has a resistance of
    ``aquifer.scheidend_c``, or, where that is not known, a thickness of ``aquifer.scheidend_m``. A gap in the model
    counts as a layer that is not known.

    Parameters
    ----------
    stack
        Units of n points.
    kentallen
        Limits.
    """
    thickness = stack.thickness_m
    present = np.isfinite(thickness) & (thickness > 0.0) & stack.covered[None, :]
    order = np.argsort(np.where(present, -stack.top_m, np.inf), axis=0, kind="stable")
    order = order[: int(present.sum(axis=0).max(initial=0))]

    def taken(values: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
        return np.take_along_axis(values, order, axis=0)

    there = np.asarray(taken(present), dtype=np.bool_)
    top, bottom, kh, c, thick = (
        np.where(there, taken(values), np.nan)
        for values in (stack.top_m, stack.bottom_m, _kh(stack), _c(stack), thickness)
    )
    unit = np.where(there, order, NONE)
    kind = stack.kind[unit] if len(stack.kind) else np.full(unit.shape, "", dtype=object)
    bears = there & ~np.isin(kind, TIGHT) & (kh >= kentallen.value("aquifer.doorlatend_kh"))
    bears |= there & (kind == "zand") & np.isnan(kh)
    package = _packages(there, bears, top, bottom, thick, c, kentallen)
    above, below = _neighbours(package, there & ~bears)
    first = top[0] if len(top) else np.full(len(stack.covered), np.nan)
    surface = np.where(np.isfinite(stack.surface_m), stack.surface_m, first)
    covering = there & ~bears & np.isin(kind, COVERING)
    return Layers(unit, top, bottom, kh, c, package, above, below, covering, surface)


def _kh(stack: Stack) -> Floats:
    """Return kh, from kD and thickness where it is not given."""
    thickness = stack.thickness_m
    derived = np.divide(stack.kd_m2d, thickness, out=np.full(thickness.shape, np.nan), where=thickness > 0)
    return np.where(np.isfinite(stack.kh_md), stack.kh_md, derived)


def _c(stack: Stack) -> Floats:
    """Return the resistance, from thickness and kv where it is not given."""
    known = stack.kv_md > 0
    derived = np.divide(stack.thickness_m, stack.kv_md, out=np.full(known.shape, np.nan), where=known)
    return np.where(np.isfinite(stack.c_d), stack.c_d, derived)


def _packages(
    there: Flags, bears: Flags, top: Floats, bottom: Floats, thick: Floats, c: Floats, kentallen: Kentallen
) -> Ints:
    """Return the package of each water-bearing layer."""
    most_c, most_m = kentallen.value("aquifer.scheidend_c"), kentallen.value("aquifer.scheidend_m")
    n = there.shape[1]
    package = np.full(there.shape, NONE, dtype=np.int64)
    number = np.full(n, NONE, dtype=np.int64)
    between_m, between_c, known = np.zeros(n), np.zeros(n), np.ones(n, dtype=np.bool_)
    lowest = np.full(n, np.nan)
    for r in range(len(there)):
        gap = np.where(there[r], np.nan_to_num(np.maximum(lowest - top[r], 0.0)), 0.0)
        tight = there[r] & ~bears[r]
        between_m += gap + np.where(tight, thick[r], 0.0)
        between_c += np.where(tight, np.nan_to_num(c[r]), 0.0)
        known &= (gap < 1e-6) & ~(tight & np.isnan(c[r]))
        apart = np.where(known, between_c >= most_c, between_m >= most_m) & (between_m > 0.0)
        new = bears[r] & ((number == NONE) | apart)
        number += new
        package[r] = np.where(bears[r], number, NONE)
        between_m[bears[r]] = between_c[bears[r]] = 0.0
        known |= bears[r]
        lowest = np.where(there[r], bottom[r], lowest)
    return package


def _neighbours(package: Ints, tight: Flags) -> tuple[Ints, Ints]:
    """Return of each tight layer the package under it and the one over it; of one inside a package neither."""
    over, under = np.full(package.shape, NONE, dtype=np.int64), np.full(package.shape, NONE, dtype=np.int64)
    rows = range(len(package))
    for into, order in ((over, rows), (under, reversed(rows))):
        last = np.full(package.shape[1], NONE, dtype=np.int64)
        for r in order:
            into[r] = last
            last = np.where(package[r] >= 0, package[r], last)
    inside = ~tight | ((over == under) & (over != NONE))
    return np.where(inside, NONE, under), np.where(inside, NONE, over)
