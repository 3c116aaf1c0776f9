"""Cross-sections of pipes: area, hydraulic radius, width, normal and critical depth.

Shapes: circle, the standard egg (2:3) and rectangle; every other shape is taken as a circle of its own height and
scaled in width. Tables over the relative depth keep it fast for many pipes at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

GRAVITY = 9.81
"""Acceleration of gravity (m/s2)."""

STEPS = 400
CIRCLE, EGG, RECTANGLE = 0, 1, 2
CIRCLE_STEPS, EGG_STEPS = 50, 25
"""Steps of depth in which EPA SWMM tabulates these shapes; both divide `STEPS`."""

CRITICAL_STEPS = 25
"""Steps of the depth at which the critical flow is tabulated, as EPA SWMM does (Ref. Manual Vol. II, 3.3)."""


@dataclass(frozen=True)
class Sections:
    """Cross-sections of n pipes.

    Attributes
    ----------
    height, width
        Inner height and width (m), shape (n,).
    shape
        `CIRCLE`, `EGG` or `RECTANGLE`, shape (n,).
    """

    height: Floats
    width: Floats
    shape: npt.NDArray[np.int64]

    def take(self, rows: npt.NDArray[np.int64]) -> Sections:
        """Return the sections of some pipes."""
        return Sections(self.height[rows], self.width[rows], self.shape[rows])

    def at(self, depth: Floats) -> tuple[Floats, Floats, Floats]:
        """Return wet area (m2), hydraulic radius (m) and surface width (m) at a depth (m)."""
        relative = np.clip(depth / self.height, 0.0, 1.0)
        # uniform grid: direct linear interpolation in one flat table is several times faster than np.interp
        position = relative * STEPS
        cell = np.minimum(position.astype(np.int64), STEPS - 1)
        part = position - cell
        cell += (self.shape == EGG) * (STEPS + 1)
        (area, d_area), (radius, d_radius), (width, d_width) = _flat_tables()
        wet = (area[cell] + part * d_area[cell]) * self.height * self.width
        hydraulic = (radius[cell] + part * d_radius[cell]) * self.width
        surface = (width[cell] + part * d_width[cell]) * self.width
        self._exact_boxes(relative, wet, hydraulic, surface)
        return wet, hydraulic, surface

    def at_steps(self, depth: Floats) -> tuple[Floats, Floats, Floats]:
        """Return wet area, hydraulic radius and surface width as `at` does, between SWMM's steps of depth.

        EPA SWMM tabulates the circle in 50 and the egg in 25 steps and interpolates linearly, in the lowest two steps
        quadratically (Ref. Manual Vol. II, 5.1). Dry weather flow is often no deeper than one or two steps, and in
        loops the difference decides how water divides: flows between levels follow these steps to agree with SWMM.
        """
        relative = np.clip(depth / self.height, 0.0, 1.0)
        egg = self.shape == EGG
        steps = np.where(egg, EGG_STEPS, CIRCLE_STEPS)
        position = relative * steps
        cell = np.minimum(position.astype(np.int64), steps - 1)
        part = position - cell
        cell += egg * (CIRCLE_STEPS + 1)
        area, radius, width = _step_tables()
        wet = (area[0][cell] + part * (area[1][cell] + part * area[2][cell])) * self.height * self.width
        hydraulic = (radius[0][cell] + part * (radius[1][cell] + part * radius[2][cell])) * self.width
        surface = (width[0][cell] + part * (width[1][cell] + part * width[2][cell])) * self.width
        self._exact_boxes(relative, wet, hydraulic, surface)
        return wet, hydraulic, surface

    def _exact_boxes(self, relative: Floats, wet: Floats, hydraulic: Floats, surface: Floats) -> None:
        """Fill in the rectangles: their radius does not scale with the size, and needs no table."""
        box = self.shape == RECTANGLE
        if box.any():
            y, b = (relative * self.height)[box], self.width[box]
            wet[box], hydraulic[box], surface[box] = b * y, b * y / (b + 2.0 * y), b

    def normal_depth(self, flow: Floats, slope: Floats, manning: float) -> Floats:
        """Return the depth (m) of uniform flow after Manning; the full height where the pipe cannot carry it.

        Parameters
        ----------
        flow
            Flow (m3/s).
        slope
            Slope (m/m), positive.
        manning
            Manning's n (s/m^(1/3)).
        """
        need = flow * manning / np.sqrt(slope) / (self.height * self.width ** (5.0 / 3.0))
        result: Floats = np.empty_like(need)
        for shape in (CIRCLE, EGG, RECTANGLE):
            rows = self.shape == shape
            if not rows.any():
                continue
            if shape == RECTANGLE:
                result[rows] = _box_depth(flow[rows], slope[rows], manning, self.width[rows], self.height[rows])
                continue
            table = _tables(shape)
            section = table[0] * table[1] ** (2.0 / 3.0)
            top = int(np.argmax(section)) + 1
            result[rows] = np.interp(need[rows], section[:top], np.linspace(0, 1, STEPS + 1)[:top]) * self.height[rows]
        return result

    def critical_depth(self, flow: Floats) -> Floats:
        """Return the critical depth (m) of a flow (m3/s), interpolated between steps of 1/25 of the height."""
        grid = np.arange(CRITICAL_STEPS) / CRITICAL_STEPS
        result = np.empty_like(flow)
        box = self.shape == RECTANGLE
        result[box] = np.minimum(((flow[box] / self.width[box]) ** 2 / GRAVITY) ** (1.0 / 3.0), self.height[box])
        for shape in (CIRCLE, EGG):
            rows = self.shape == shape
            if rows.any():
                area, _, width = (np.interp(grid, np.linspace(0, 1, STEPS + 1), column) for column in _tables(shape))
                critical = np.divide(area**1.5, np.sqrt(width), out=np.zeros_like(area), where=width > 0)
                scale = np.sqrt(GRAVITY) * self.height[rows] ** 1.5 * self.width[rows]
                result[rows] = np.interp(flow[rows] / scale, critical, grid) * self.height[rows]
        return result

    def wave_speed(self, flow: Floats, slope: Floats, manning: float) -> Floats:
        """Return the kinematic wave celerity dQ/dA (m/s) of uniform flow (Lighthill and Whitham 1955)."""
        depth = np.minimum(self.normal_depth(flow, slope, manning), 0.8 * self.height)
        step = 0.01 * self.height
        (a0, r0, _), (a1, r1, _) = self.at(depth), self.at(depth + step)
        factor = np.sqrt(slope) / manning
        return np.asarray((a1 * r1 ** (2 / 3) - a0 * r0 ** (2 / 3)) * factor / (a1 - a0), dtype=np.float64)


def sections_of(width_mm: Floats, height_mm: Floats, shape: npt.NDArray[np.object_], unknown_mm: float) -> Sections:
    """Return the sections of pipes from the normalised schema.

    Parameters
    ----------
    width_mm, height_mm
        Inner sizes (mm), NaN where unknown, shape (n,).
    shape
        GWSW names of the shape ("Rond", "Eivormig", "Rechthoekig", ...).
    unknown_mm
        Width where it is unknown (mm), kental ``stroming.breedte_onbekend_mm``.
    """
    width = np.where(np.isfinite(width_mm) & (width_mm > 0), width_mm, unknown_mm) / 1000.0
    names = np.char.lower(shape.astype(str))
    egg = np.char.startswith(names, "eivormig")
    box = np.char.startswith(names, "rechthoek") | np.char.startswith(names, "u_vorm")
    known = np.isfinite(height_mm) & (height_mm > 0)
    height = np.where(known, height_mm / 1000.0, np.where(egg, 1.5 * width, width))
    return Sections(height, width, np.where(box, RECTANGLE, np.where(egg, EGG, CIRCLE)).astype(np.int64))


@cache
def _tables(shape: int) -> tuple[Floats, Floats, Floats]:
    """Return area / (height x width), hydraulic radius / width and surface width / width at 0, 1/STEPS, ..., 1."""
    grid = np.linspace(0.0, 1.0, 20 * STEPS + 1)
    half = _half_width_circle(grid) if shape == CIRCLE else _half_width_egg(grid)
    tall = 1.0 if shape == CIRCLE else 1.5
    step_h = np.diff(grid) * tall
    step_w = np.diff(half)
    area = np.concatenate([[0.0], np.cumsum((half[1:] + half[:-1]) * step_h)])
    perimeter = 2.0 * np.concatenate([[0.0], np.cumsum(np.hypot(step_h, step_w))])
    radius = np.divide(area, perimeter, out=np.zeros_like(area), where=perimeter > 0)
    return area[::20] / tall, radius[::20], 2.0 * half[::20]


@cache
def _flat_tables() -> tuple[tuple[Floats, Floats], ...]:
    """Return area, radius and width of circle and egg behind each other, each with its differences."""
    result = []
    for circle, egg in zip(_tables(CIRCLE), _tables(EGG), strict=True):
        flat = np.concatenate([circle, egg])
        result.append((flat, np.append(np.diff(flat), 0.0)))
    return tuple(result)


@cache
def _step_tables() -> tuple[tuple[Floats, Floats, Floats], ...]:
    """Return area, radius and width of circle and egg behind each other: value, slope and curvature per step."""
    parts: list[tuple[list[Floats], ...]] = [([], [], []) for _ in range(3)]
    for shape, steps in ((CIRCLE, CIRCLE_STEPS), (EGG, EGG_STEPS)):
        for k, table in enumerate(_tables(shape)):
            value = table[:: STEPS // steps].copy()
            if k == 1:
                # SWMM's radius does not vanish on the bottom
                value[0] = 0.01 * value[-1]
            slope = np.append(np.diff(value), 0.0)
            curve = np.zeros(steps + 1)
            curve[:2] = 0.5 * value[:2] - value[1:3] + 0.5 * value[2:4]
            for column, values in zip(parts[k], (value, slope - curve, curve), strict=True):
                column.append(values)
    area, radius, width = (
        (np.concatenate(value), np.concatenate(slope), np.concatenate(curve)) for value, slope, curve in parts
    )
    return area, radius, width


def _half_width_circle(relative: Floats) -> Floats:
    return np.asarray(np.sqrt(np.maximum(relative * (1.0 - relative), 0.0)), dtype=np.float64)


def _half_width_egg(relative: Floats) -> Floats:
    """Half the width of the standard egg of width 1 and height 1.5, at relative heights from the bottom.

    Crown: half circle of radius 1/2; sides: arcs of radius 3/2; bottom: arc of radius 1/4 (DIN 4263).
    """
    y = 1.5 * relative
    bottom = np.sqrt(np.maximum(0.25**2 - (0.25 - y) ** 2, 0.0))
    sides = np.sqrt(np.maximum(1.5**2 - (1.0 - y) ** 2, 0.0)) - 1.0
    crown = np.sqrt(np.maximum(0.5**2 - (y - 1.0) ** 2, 0.0))
    # the bottom arc touches the side arc where both centres are in line: 0.1 above the bottom at width 1
    return np.where(y < 0.1, bottom, np.where(y < 1.0, sides, crown))


def _box_depth(flow: Floats, slope: Floats, manning: float, width: Floats, height: Floats) -> Floats:
    """Return the normal depth in a rectangle by bisection."""
    low, high = np.zeros_like(flow), height.copy()
    for _ in range(50):
        y = 0.5 * (low + high)
        q = width * y * (width * y / (width + 2 * y)) ** (2 / 3) * np.sqrt(slope) / manning
        low, high = np.where(q < flow, y, low), np.where(q < flow, high, y)
    return 0.5 * (low + high)
