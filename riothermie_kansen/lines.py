"""Lines as arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

Floats = npt.NDArray[np.float64]


def end_points(lines: npt.NDArray[Any]) -> tuple[Floats, Floats]:
    """Return the first and last coordinates of lines, each of shape (n, 2); much faster than `shapely.get_point`.

    Parameters
    ----------
    lines
        LineStrings, none absent or empty, shape (n,).
    """
    coordinates = shapely.get_coordinates(lines)
    stop = np.cumsum(shapely.get_num_coordinates(lines))
    start = np.concatenate([[0], stop[:-1]]) if len(stop) else stop
    return coordinates[start], coordinates[stop - 1]
