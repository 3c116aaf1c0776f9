"""The numbers of each watervoerend pakket: what of it lies within a depth, how it lets water through, its clay."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .layering import NONE, Floats, Ints, Layers

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Cover:
    """The clay over or under the packages; shapes (g, n).

    Attributes
    ----------
    thick_m
        Thickness of the layers that close off, m; 0 for none.
    c_d
        Their resistance, d; NaN where that of one of them is not known.
    unit
        Unit of the thickest of them, a row of the `Stack`; -1 for none.
    count
        How many layers close off.
    closes
        Whether the package counts as closed off on this side.
    """

    thick_m: Floats
    c_d: Floats
    unit: Ints
    count: Floats
    closes: Flags


@dataclass(frozen=True)
class Packages:
    """The packages of n points as far as they lie between two depths; shapes (g, n), NaN where there is none.

    Attributes
    ----------
    top_m, bottom_m
        Ends of the part within the depths that a screen is put in, m NAP.
    thick_m
        Thickness of the layers with a screen, m; 0 for none.
    kh_md
        Their mean conductivity, weighed with thickness, m/d; NaN where it is not known of more than half.
    kd_m2d
        `thick_m` times `kh_md`.
    highest_kh
        Highest conductivity of its layers: where water flows fastest.
    guessed
        Whether a part has an unknown conductivity, so that the mean of the rest stands for all.
    cut_above, cut_below
        Whether the package goes on above or below that part.
    over, under
        Its clay.
    at_base
        Whether nothing is known under the package: the model ends there.
    screened, poor
        Shape (r, n): layers within the depths that a screen is put in, and those that let too little through for one.
    """

    top_m: Floats
    bottom_m: Floats
    thick_m: Floats
    kh_md: Floats
    kd_m2d: Floats
    highest_kh: Floats
    guessed: Flags
    cut_above: Flags
    cut_below: Flags
    over: Cover
    under: Cover
    at_base: Flags
    screened: Flags
    poor: Flags


def packages_within(
    layers: Layers, highest_m: Floats, lowest_m: Floats, *, closing_m: float, closing_c: float, screen_share: float
) -> Packages:
    """Return the packages between two heights.

    Parameters
    ----------
    layers
        Of n points.
    highest_m, lowest_m
        Shape (n,): m NAP.
    closing_m, closing_c
        Thickness (m) from which clay closes off, and resistance (d), which decides where it is known.
    screen_share
        Layers of a package that let through less than this share of what is typical of it get no screen.
    """
    g, n = layers.packages, layers.unit.shape[1]
    mine = layers.package >= 0
    kh = np.nan_to_num(layers.kh_md)
    top = np.where(mine, np.minimum(layers.top_m, highest_m), np.nan)
    bottom = np.where(mine, np.maximum(layers.bottom_m, lowest_m), np.nan)
    part = np.where(mine & (top > bottom), top - bottom, 0.0)
    screened = (part > 0.0) & (np.isnan(layers.kh_md) | (kh >= screen_share * _typical(layers.package, part, kh, g)))
    poor = (part > 0.0) & ~screened
    part = np.where(screened, part, 0.0)
    known = np.isfinite(layers.kh_md)
    thick = _sums(layers.package, part, g)
    with_kh = _sums(layers.package, np.where(known, part, 0.0), g)
    flow = _sums(layers.package, part * kh, g)
    enough = (with_kh > 0.0) & (with_kh >= 0.5 * thick)
    mean = np.divide(flow, with_kh, out=np.full((g, n), np.nan), where=enough)
    full_high = _extreme(layers.package, np.where(mine, layers.top_m, np.nan), g, np.fmax)
    full_low = _extreme(layers.package, np.where(mine, layers.bottom_m, np.nan), g, np.fmin)
    last = _extreme(layers.package, np.where(mine, np.arange(len(mine), dtype=np.float64)[:, None], np.nan), g, np.fmax)
    count = layers.there.sum(axis=0)
    return Packages(
        _extreme(layers.package, np.where(screened, top, np.nan), g, np.fmax),
        _extreme(layers.package, np.where(screened, bottom, np.nan), g, np.fmin),
        thick,
        mean,
        thick * mean,
        np.where(enough, _extreme(layers.package, np.where(screened, layers.kh_md, np.nan), g, np.fmax), np.nan),
        (with_kh > 0.0) & (with_kh < thick),
        (thick > 0.0) & (full_high > highest_m + 1e-6),
        (thick > 0.0) & (full_low < lowest_m - 1e-6),
        _cover(layers, layers.above, g, closing_m, closing_c),
        _cover(layers, layers.below, g, closing_m, closing_c),
        last == count - 1,
        screened,
        poor,
    )


def _typical(package: Ints, part: Floats, kh: Floats, g: int) -> Floats:
    """Return for each layer the conductivity of its package weighed with the flow, shape (r, n); 0 outside packages.

    The sum of kh squared times thickness over that of kh times thickness: what most of the water meets, which a thin
    layer of gravel does not change much.
    """
    flow = _sums(package, part * kh, g)
    squared = _sums(package, part * kh**2, g)
    typical = np.divide(squared, flow, out=np.zeros(flow.shape), where=flow > 0.0)
    if not g:
        return np.zeros(package.shape)
    found = np.take_along_axis(typical, np.maximum(package, 0), axis=0)
    return np.where(package >= 0, found, 0.0)


def _cover(layers: Layers, of: Ints, g: int, closing_m: float, closing_c: float) -> Cover:
    thick = layers.top_m - layers.bottom_m
    which = np.where(layers.covering, of, NONE)
    total = _sums(which, np.nan_to_num(thick), g)
    unknown = _sums(which, np.isnan(layers.c_d).astype(np.float64), g) > 0.0
    c = np.where(unknown | (total == 0.0), np.nan, _sums(which, np.nan_to_num(layers.c_d), g))
    unit = np.full(total.shape, NONE, dtype=np.int64)
    best = np.zeros(total.shape)
    points = np.arange(total.shape[1])
    for r in range(len(which)):
        at = which[r] >= 0
        rows, columns = which[r][at], points[at]
        better = thick[r][at] > best[rows, columns]
        rows, columns, at = rows[better], columns[better], np.flatnonzero(at)[better]
        best[rows, columns] = thick[r][at]
        unit[rows, columns] = layers.unit[r][at]
    closes = np.where(np.isfinite(c), c >= closing_c, total >= closing_m) & (total > 0.0)
    count = _sums(which, np.ones(which.shape), g)
    return Cover(total, c, unit, count, np.asarray(closes, dtype=np.bool_))


def _sums(package: Ints, values: Floats, g: int) -> Floats:
    """Return the sums of values over the layers of each package, shape (g, n)."""
    n = package.shape[1]
    at = package >= 0
    flat = (package * n + np.arange(n))[at]
    return np.asarray(np.bincount(flat, weights=values[at], minlength=g * n), dtype=np.float64).reshape(g, n)


def _extreme(package: Ints, values: Floats, g: int, keep: np.ufunc) -> Floats:
    """Return the highest or lowest value over the layers of each package, shape (g, n); NaN counts for nothing."""
    found = np.full((g, package.shape[1]), np.nan)
    points = np.arange(package.shape[1])
    for r in range(len(package)):
        at = package[r] >= 0
        rows, columns = package[r][at], points[at]
        found[rows, columns] = keep(found[rows, columns], values[r][at])
    return found
