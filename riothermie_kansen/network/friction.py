"""Friction in a straight pipe: Colebrook-White, without iteration."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy.special import wrightomega

from .fluid import Fluid
from .graph import FloatArray

LAMINAR, TURBULENT = 2000.0, 4000.0
"""Reynolds numbers: laminar up to the first, Colebrook-White from the second, blended between."""

STILL = 1e-9
"""Reynolds number below which nothing flows."""

HALF_LN10 = math.log(10.0) / 2.0
STEPS = 60
"""Bisections of a Reynolds number between the two: to the last bit."""


def velocity(flow_ls: npt.ArrayLike, inner_mm: npt.ArrayLike) -> FloatArray:
    """Return the mean velocity in a pipe, m/s; arguments of any shapes that broadcast."""
    radius = np.asarray(inner_mm, dtype=np.float64) / 2000.0
    return np.asarray(np.asarray(flow_ls, dtype=np.float64) / 1000.0 / (math.pi * radius**2), dtype=np.float64)


def friction_factor(reynolds: npt.ArrayLike, relative_roughness: npt.ArrayLike) -> FloatArray:
    """Return the Darcy friction factor; NaN where nothing flows.

    Parameters
    ----------
    reynolds, relative_roughness
        Any shapes that broadcast; roughness over inner diameter.

    Notes
    -----
    Turbulent: Colebrook-White solved exactly with the Wright omega function. With y = 1/sqrt(f), a = k/(3.7 D) Re/2.51
    and c = ln(10)/2 the equation reads w + ln(w) = c a + ln(c Re/2.51) for w = c (a + y); y then follows from the
    logarithm, as the difference w/c - a would lose digits. Laminar: 64/Re. Between Re 2000 and 4000 the flow is one or
    the other; ln(f) is blended with a smooth step in ln(Re), so that the pressure drop stays smooth and grows with the
    flow.
    """
    re = np.asarray(reynolds, dtype=np.float64)
    rough = np.asarray(relative_roughness, dtype=np.float64)
    re, rough = np.broadcast_arrays(re, rough)
    laminar = np.divide(64.0, re, out=np.full(re.shape, np.nan), where=re > STILL)
    if not (re > LAMINAR).any():
        return np.asarray(laminar, dtype=np.float64)
    turbulent = _colebrook(np.maximum(re, LAMINAR), rough)
    part = np.clip(np.log(np.maximum(re, LAMINAR) / LAMINAR) / math.log(TURBULENT / LAMINAR), 0.0, 1.0)
    part = part * part * (3.0 - 2.0 * part)
    with np.errstate(invalid="ignore"):
        blended = np.exp((1.0 - part) * np.log(laminar) + part * np.log(turbulent))
    return np.asarray(np.where(re <= LAMINAR, laminar, np.where(re >= TURBULENT, turbulent, blended)))


def _colebrook(re: FloatArray, rough: FloatArray) -> FloatArray:
    a = rough / 3.7 * re / 2.51
    w = np.asarray(wrightomega(HALF_LN10 * a + np.log(HALF_LN10 * re / 2.51)), dtype=np.float64)
    y = np.log(HALF_LN10 * re / 2.51 / w) / HALF_LN10
    return np.asarray(1.0 / y**2, dtype=np.float64)


def pressure_gradient(
    flow_ls: npt.ArrayLike, inner_mm: npt.ArrayLike, roughness_mm: npt.ArrayLike, fluid: Fluid
) -> FloatArray:
    """Return the pressure that friction takes per metre of pipe, Pa/m.

    Parameters
    ----------
    flow_ls, inner_mm, roughness_mm
        Any shapes that broadcast; a flow of 0 gives 0.
    fluid
        What flows.
    """
    inner = np.asarray(inner_mm, dtype=np.float64) / 1000.0
    speed = velocity(flow_ls, inner_mm)
    reynolds = fluid.density * speed * inner / fluid.viscosity
    factor = friction_factor(reynolds, np.asarray(roughness_mm, dtype=np.float64) / 1000.0 / inner)
    gradient = np.where(reynolds > STILL, factor, 0.0) / inner * 0.5 * fluid.density * speed**2
    return np.asarray(gradient, dtype=np.float64)


def largest_flow(
    inner_mm: npt.ArrayLike,
    roughness_mm: npt.ArrayLike,
    fluid: Fluid,
    pa_m: float,
    max_velocity: npt.ArrayLike = math.inf,
) -> FloatArray:
    """Return the largest flow that keeps to both limits, l/s: the exact inverse of `pressure_gradient`.

    Parameters
    ----------
    inner_mm, roughness_mm, max_velocity
        Any shapes that broadcast; m/s.
    fluid
        What flows.
    pa_m
        Limit of the pressure gradient, Pa/m.
    """
    inner = np.asarray(inner_mm, dtype=np.float64)
    by_gradient = flow_at_gradient(inner_mm, roughness_mm, fluid, pa_m)
    by_velocity = np.asarray(max_velocity, dtype=np.float64) * math.pi * (inner / 2000.0) ** 2 * 1000.0
    return np.asarray(np.minimum(by_gradient, by_velocity), dtype=np.float64)


def flow_at_gradient(
    inner_mm: npt.ArrayLike, roughness_mm: npt.ArrayLike, fluid: Fluid, pa_m: npt.ArrayLike
) -> FloatArray:
    """Return the flow at which friction takes a gradient, l/s; arguments of any shapes that broadcast.

    Notes
    -----
    Re sqrt(f) follows from the gradient alone, so Colebrook-White gives Re directly. Only in the blended zone it takes
    a bisection.
    """
    inner, rough, gradient = np.broadcast_arrays(
        np.asarray(inner_mm, dtype=np.float64) / 1000.0,
        np.asarray(roughness_mm, dtype=np.float64) / 1000.0,
        np.asarray(pa_m, dtype=np.float64),
    )
    rough = rough / inner
    key = fluid.density * inner / fluid.viscosity * np.sqrt(2.0 * inner * gradient / fluid.density)  # Re sqrt(f)
    with np.errstate(divide="ignore"):
        turbulent = key * -np.log(rough / 3.7 + 2.51 / key) / HALF_LN10
    laminar = key**2 / 64.0
    low, high = np.full(inner.shape, LAMINAR), np.full(inner.shape, TURBULENT)
    if ((laminar > LAMINAR) & (turbulent < TURBULENT)).any():
        for _ in range(STEPS):
            middle = (low + high) / 2.0
            below = middle * np.sqrt(friction_factor(middle, rough)) <= key
            low, high = np.where(below, middle, low), np.where(below, high, middle)
    reynolds = np.where(laminar <= LAMINAR, laminar, np.where(turbulent >= TURBULENT, turbulent, low))
    return np.asarray(reynolds * fluid.viscosity / fluid.density * inner * math.pi / 4.0 * 1000.0, dtype=np.float64)
