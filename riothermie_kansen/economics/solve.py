"""Varying what a business case assumes, and the points where its outcome crosses zero.

All values of an assumption are worked out in one go, as runs of one case (`case.Number`).
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import fields, replace

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq

from ..errors import InputError
from ..kentallen import Kentallen
from .assumptions import VASTRECHT, Assumptions
from .build import build_case
from .case import Case, Stream
from .cashflow import cash_flow
from .columns import AANSLUITING, GJ
from .project import Choices, Project

Array = npt.NDArray[np.float64]
Function = Callable[[Array], Array]
"""From values (n,) to outcomes (n,)."""

OWN: Mapping[str, tuple[str, str]] = {
    VASTRECHT: ("vastrecht", AANSLUITING),
    "warmteprijs_eur_gj": ("warmteverkoop", GJ),
    "sde_eur_gj": ("sde", GJ),
    "meettarief_eur": ("meettarief", AANSLUITING),
    "huur_afleverset_eur": ("huur_afleverset", AANSLUITING),
    "administratie_eur": ("administratie", AANSLUITING),
    "afleverset_eur": ("onderhoud_afleversets", AANSLUITING),
    "elektra_eur_kwh": ("elektriciteit", ""),
    "elektra_vast_eur_gj": ("elektriciteit_vast", GJ),
    "certificaat_eur_t": ("certificaten", ""),
}
"""Assumption to the yearly amount that a project can bring itself instead, and what that is paid per when its amount is
the assumption itself."""

_POINTS = 257
_ROUNDS = 3
_APART = 1e-9


def net_present_value(case: Case) -> Array:
    """Return the net present value of a case, EUR: shape (n,), or (1,) for a case of single figures."""
    return np.atleast_1d(np.asarray(cash_flow(case).npv, dtype=np.float64))


def outcome(project: Project, choices: Choices, assumptions: Assumptions, kentallen: Kentallen) -> Array:
    """Return the net present value of a project, EUR: shape (n,), or (1,) where all figures are single.

    Raises
    ------
    InputError
        The project, the choices or the assumptions do not make a case, see `build.build_case`.
    """
    return net_present_value(build_case(project, choices, assumptions, kentallen))


def variables() -> tuple[str, ...]:
    """Return the names of all that can be varied, sorted.

    They are the fields of `Assumptions` with a figure per run, and ``"vastrecht"``, the standing charge as one amount
    for every connection.
    """
    return tuple(sorted({VASTRECHT, *(one.name for one in fields(Assumptions) if str(one.type) == "Number")}))


def value_of(project: Project, assumptions: Assumptions, field: str) -> float:
    """Return the value in use of something that can be varied.

    Where the project brings its own amount per year in the same measure, that is the value in use.

    Raises
    ------
    InputError
        There is no such field (the nearest is named), or it has a value per run.
    """
    known = variables()
    if field not in known:
        hint = difflib.get_close_matches(field, known, n=1, cutoff=0.0)[0]
        raise InputError("econ_aanname_onbekend", name=field, hint=hint)
    stream = _own(project, field)
    value = stream.eur if stream is not None and stream.maat == OWN[field][1] else assumptions.value(field)
    array = np.asarray(value, dtype=np.float64)
    if array.ndim:
        raise InputError("aanname_reeks", field=field)
    return float(array)


def varied(
    project: Project, assumptions: Assumptions, values: Mapping[str, npt.ArrayLike]
) -> tuple[Project, Assumptions]:
    """Return a project and assumptions with other values.

    An amount per year that the project brings itself, moves in proportion: the price of electricity of a project that
    gives its electricity in euro per year, say.

    Parameters
    ----------
    project, assumptions
        What to start from: single figures.
    values
        Field to values, each of shape (n,) or single.
    """
    changed: dict[str, Array | float] = {}
    streams = list(project.jaarposten)
    for field, given in values.items():
        value = np.asarray(given, dtype=np.float64)
        stream = _own(project, field)
        if stream is not None:
            used = value_of(project, assumptions, field)
            new = stream.eur * (value / used) if used else value if stream.maat == OWN[field][1] else stream.eur
            streams[streams.index(stream)] = replace(stream, eur=new)
        else:
            changed[field] = float(value) if value.ndim == 0 else value
    return replace(project, jaarposten=tuple(streams)), assumptions.change(**changed)


def _own(project: Project, field: str) -> Stream | None:
    key = OWN.get(field, ("", ""))[0]
    return next((stream for stream in project.jaarposten if stream.key == key), None)


def function_of(
    project: Project, choices: Choices, assumptions: Assumptions, kentallen: Kentallen, field: str
) -> Function:
    """Return the net present value as a function of one assumption."""

    def of(values: Array) -> Array:
        changed, numbers = varied(project, assumptions, {field: values})
        found = outcome(changed, choices, numbers, kentallen)
        return np.broadcast_to(found, values.shape).astype(np.float64)

    return of


def roots(function: Function, low: float, high: float) -> tuple[float, ...]:
    """Return where a function crosses or touches zero between two values, ascending.

    Every change of sign over a grid of 257 points is solved by Brent's method; around each point where the function
    turns just before zero, a finer grid looks for a pair of crossings in between. What lies at zero over a stretch
    gives both of its ends. Two crossings within 1/257 of the range that no turn of the grid shows, are missed.

    Parameters
    ----------
    function
        Continuous; from values (n,) to outcomes (n,).
    low, high
        The range, `low` below `high`.
    """
    grid = np.linspace(low, high, _POINTS)
    found = function(grid)
    scale = float(np.max(np.abs(found)))
    # flat but for the last digits: nothing to solve
    if not np.isfinite(scale) or float(np.ptp(found)) <= 1e-12 * scale:
        return ()
    brackets: list[tuple[float, float]] = []
    exact: list[float] = []
    _collect(grid, found, brackets, exact)
    for i in _turns(found):
        _zoom(function, grid[i - 1], grid[i + 1], brackets, exact)
    exact += [_solved(function, start, end) for start, end in brackets]
    return _distinct(exact, (high - low) * _APART)


def _collect(grid: Array, found: Array, brackets: list[tuple[float, float]], exact: list[float]) -> None:
    """Add the points at zero (of a stretch its ends) and the changes of sign of a grid."""
    zero = found == 0.0
    inside = zero & np.append(zero[1:], False) & np.append(False, zero[:-1])
    exact += grid[zero & ~inside].tolist()
    changes = np.flatnonzero(found[:-1] * found[1:] < 0.0)
    brackets += zip(grid[changes].tolist(), grid[changes + 1].tolist(), strict=True)


def _turns(found: Array) -> npt.NDArray[np.intp]:
    """Return the points of a grid where the function comes closest to zero without reaching it."""
    size = np.abs(found)
    same = (found[1:-1] * found[:-2] > 0.0) & (found[1:-1] * found[2:] > 0.0)
    lower = (size[1:-1] <= size[:-2]) & (size[1:-1] <= size[2:])
    return np.flatnonzero(same & lower & ((size[1:-1] < size[:-2]) | (size[1:-1] < size[2:]))) + 1


def _zoom(function: Function, low: float, high: float, brackets: list[tuple[float, float]], exact: list[float]) -> None:
    """Look for a pair of crossings around a turn, on ever finer grids."""
    for _ in range(_ROUNDS):
        grid = np.linspace(low, high, _POINTS)
        found = function(grid)
        size = np.abs(found)
        if (found == 0.0).any() or (found[:-1] * found[1:] < 0.0).any():
            _collect(grid, found, brackets, exact)
            return
        i = int(np.argmin(size))
        if i in (0, len(grid) - 1) or np.ptp(found) == 0.0:
            return
        low, high = float(grid[i - 1]), float(grid[i + 1])


def _solved(function: Function, low: float, high: float) -> float:
    span = high - low
    return float(
        brentq(lambda x: float(function(np.array([x]))[0]), low, high, xtol=max(span * 1e-12, 1e-15), rtol=1e-14)
    )


def _distinct(values: list[float], apart: float) -> tuple[float, ...]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > apart:
            kept.append(value)
    return tuple(kept)
