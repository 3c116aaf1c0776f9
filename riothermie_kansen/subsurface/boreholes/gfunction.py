r"""The finite line source: how the ground answers a loop that draws heat evenly along its length.

A loop that draws :math:`q` W per metre from time 0 on lowers the temperature around it by
:math:`q / (2 \pi \lambda)` times a response. That of an infinite line is half of
:math:`E_1(r^2 / 4 a t)`. A finite one, with the surface held at its temperature by a mirror image above it, follows
by integrating point sources along both loops (Claesson and Javed 2011; Cimmino and Bernier 2014):

.. math::

    h(r, t) = \frac{1}{2 H_2} \int_{1 / \sqrt{4 a t}}^\infty \frac{e^{-r^2 s^2}}{s^2} I(s) \, ds

where :math:`I` is a sum of :math:`\mathrm{ierf}(x s)` over the differences in depth of the ends of both loops, minus
the same for the mirror image.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import erf, exp1, roots_legendre

Floats = npt.NDArray[np.float64]

NODES = 240
"""Nodes of the quadrature, on a logarithmic scale; the error is below 1e-9 of the response of a metre away."""

REACHED = 6.5
"""exp(-REACHED^2) counts as nothing: 4e-19."""


def responses(
    distance: npt.ArrayLike, time_s: float, diffusivity: float, source: npt.ArrayLike, place: npt.ArrayLike, head: float
) -> Floats:
    """Return the mean response along loops to other loops, shape (r, p); times ``q / (2 pi conductivity)`` it is K.

    Parameters
    ----------
    distance
        Shape (r,): horizontal distances, m, above 0; the radius of the borehole for a loop itself.
    time_s
        Time since the heat is drawn, s.
    diffusivity
        Thermal diffusivity of the ground, m2/s.
    source, place
        Shape (p,): depth of the end of the loop that draws heat and of the one that feels it, m below the surface.
    head
        Depth where both begin, m below the surface.
    """
    far = np.atleast_1d(np.asarray(distance, dtype=np.float64))
    begin = 1.0 / np.sqrt(4.0 * diffusivity * time_s)
    end = max(REACHED / float(far.min(initial=np.inf)), begin * 1.0001)
    node, weight = roots_legendre(NODES)
    half = 0.5 * np.log(end / begin)
    scale = begin * np.exp(half * (node + 1.0))
    drawn = np.atleast_1d(np.asarray(source, dtype=np.float64)) - head
    felt = np.atleast_1d(np.asarray(place, dtype=np.float64)) - head
    along = _along(scale[:, None], drawn[None, :], felt[None, :], head)
    # ds = s d(ln s): one s of the two below cancels
    spread = np.exp(-((far[:, None] * scale[None, :]) ** 2)) * (half * weight / scale)[None, :]
    return np.asarray(spread @ along / (2.0 * felt[None, :]), dtype=np.float64)


def infinite_response(distance: npt.ArrayLike, time_s: float, diffusivity: float) -> Floats:
    """Return the response to an infinitely long loop, ``E1(r^2 / 4 a t) / 2``; the shape of `distance`, m."""
    far = np.asarray(distance, dtype=np.float64)
    return np.asarray(0.5 * exp1(far**2 / (4.0 * diffusivity * time_s)), dtype=np.float64)


def _along(scale: Floats, drawn: Floats, felt: Floats, head: float) -> Floats:
    """Return I(s), the differences of the ends of two loops of lengths `drawn` and `felt` that begin at `head`."""
    deep = 2.0 * head
    real = _ierf(felt * scale) + _ierf(drawn * scale) - _ierf((felt - drawn) * scale)
    image = (
        _ierf((deep + felt) * scale)
        - _ierf(deep * scale)
        + _ierf((deep + drawn) * scale)
        - _ierf((deep + felt + drawn) * scale)
    )
    return np.asarray(real + image, dtype=np.float64)


def _ierf(x: Floats) -> Floats:
    """Return the integral of the error function from 0 to x."""
    return np.asarray(x * erf(x) - (1.0 - np.exp(-(x**2))) / np.sqrt(np.pi), dtype=np.float64)
