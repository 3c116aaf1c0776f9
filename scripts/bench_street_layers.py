"""The synthetic towns of `bench_streets` as layers: streets in NWB spelling, buildings with their demand, one source.

Run in a Python that can import qgis, see `bench_layers`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from bench_layers import layer
from bench_streets import Town
from qgis.core import QgsGeometry, QgsPointXY, QgsWkbTypes

STREET_FIELDS = "wvk_id:i jte_id_beg:i jte_id_end:i stt_naam wegbehsrt"
BUILDING_FIELDS = "pand_id bouwjaar:i woningen:i rv_kw:r tap_kw:r warmte_gj:r"
SOURCE_FIELDS = "bron_id"

HOUSE = (8.0, 9.0)
"""Width along the street and depth of a building (m)."""

ROOM_KW, TAP_KW, HEAT_GJ = 6.0, 2.0, 30.0
"""Demand of a dwelling."""


def write(file: Path, made: Town) -> dict[str, int]:
    """Write the layers of a town; return the number of features per layer."""
    kinds = QgsWkbTypes.Type
    layer(file, "straten", STREET_FIELDS, kinds.LineString, _streets(made), first=True)
    layer(file, "gebouwen", BUILDING_FIELDS, kinds.Polygon, _buildings(made))
    layer(file, "bron", SOURCE_FIELDS, kinds.Point, _source(made))
    return {"straten": len(made.ends), "gebouwen": len(made.street), "bron": 1}


def _streets(made: Town) -> Iterable[tuple[QgsGeometry, dict[str, Any]]]:
    xy = [QgsPointXY(x, y) for x, y in made.xy.tolist()]
    for row, (a, b) in enumerate(made.ends.tolist()):
        yield (
            QgsGeometry.fromPolylineXY([xy[a], xy[b]]),
            {
                "wvk_id": row + 1,
                "jte_id_beg": a + 1,
                "jte_id_end": b + 1,
                "stt_naam": f"Straat {row // 8}",
                "wegbehsrt": "G",
            },
        )


def _buildings(made: Town) -> Iterable[tuple[QgsGeometry, dict[str, Any]]]:
    corners = 0.5 * np.array([(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0)]) * HOUSE
    cos, sin = np.cos(made.turn), np.sin(made.turn)
    turned = np.stack([np.column_stack([cos, -sin]), np.column_stack([sin, cos])], axis=1)
    rings = made.place[:, None, :] + np.einsum("bij,cj->bci", turned, corners)
    for row, (ring, homes) in enumerate(zip(rings.tolist(), made.homes.tolist(), strict=True)):
        yield (
            QgsGeometry.fromPolygonXY([[QgsPointXY(x, y) for x, y in ring]]),
            {
                "pand_id": f"{row:016d}",
                "bouwjaar": 1975,
                "woningen": homes,
                "rv_kw": ROOM_KW * homes,
                "tap_kw": TAP_KW * homes,
                "warmte_gj": HEAT_GJ * homes,
            },
        )


def _source(made: Town) -> Iterable[tuple[QgsGeometry, dict[str, Any]]]:
    x, y = (made.xy[made.source] + (4.0, 3.0)).tolist()
    yield QgsGeometry.fromPointXY(QgsPointXY(x, y)), {"bron_id": "bron"}
