"""The table of all layers under all points."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from ...readers.regis import Stack
from .layering import Flags, Layers

Texts = npt.NDArray[np.object_]

ROL_WKO, ROL_HTO, ROL_GEOTOP = "wko", "hto", "geotop"
"""Layers of REGIS II with a screen; the last one marks the rows that are no layer of REGIS II but of GeoTOP."""


def layer_table(stack: Stack, layers: Layers, ids: Texts, roles: Mapping[str, Flags]) -> pd.DataFrame:
    """Return a row per layer per point, from the surface down, in the order of the points.

    Parameters
    ----------
    stack, layers
        Units and layers of n points.
    ids
        Shape (n,).
    roles
        Role to the layers that have it, shape (r, n).
    """
    point, row = np.nonzero(layers.there.T)
    unit = layers.unit[row, point]
    top, bottom = stack.top_m[unit, point], stack.bottom_m[unit, point]
    surface = layers.surface_m[point]
    package = layers.package[row, point]
    role = np.full(len(point), "", dtype=object)
    for name, which in roles.items():
        role[which[row, point]] = name
    return pd.DataFrame(
        {
            "punt_id": ids[point],
            "volgnr": row + 1,
            "code": stack.codes[unit],
            "oude_code": stack.old_codes[unit],
            "naam": stack.names[unit],
            "soort": stack.kind[unit],
            "top_m": top,
            "basis_m": bottom,
            "top_mv_m": surface - top,
            "basis_mv_m": surface - bottom,
            "dikte_m": top - bottom,
            "kh_md": stack.kh_md[unit, point],
            "kv_md": stack.kv_md[unit, point],
            "kd_m2d": stack.kd_m2d[unit, point],
            "c_d": stack.c_d[unit, point],
            "pakket": np.where(package >= 0, package + 1.0, np.nan),
            "rol": role,
        }
    )
