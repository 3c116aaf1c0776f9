"""Small sewers to let water into."""

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from riothermie_kansen import schema
from riothermie_kansen.findings import Findings
from riothermie_kansen.sewer.network import Network

REGISTERED = ("woningen", "ve_bedrijven", "dwa_lateraal_ls")


def _frame(rows, columns, geometry):
    frame = gpd.GeoDataFrame(rows, geometry=np.array(geometry, dtype=object), crs=schema.RD)
    for column in columns:
        if column.name not in frame:
            frame[column.name] = "" if column.kind == "text" else np.nan
    for name in REGISTERED:
        if name not in frame:
            frame[name] = np.nan
    return frame


@dataclass
class SewerCase:
    """A sewer and its network, and quick ways to make the layers that go with it."""

    network: Network
    sewer: schema.Sewer
    ids: list[str] = field(default_factory=list)

    @staticmethod
    def points(xy, **columns):
        """Return points (None: no geometry) with columns."""
        geometry = [None if place is None else shapely.Point(place) for place in xy]
        return gpd.GeoDataFrame(columns, geometry=np.array(geometry, dtype=object), crs=schema.RD)

    @staticmethod
    def boxes(bounds, **columns):
        """Return boxes (None: no geometry) with columns."""
        geometry = [None if bound is None else shapely.box(*bound) for bound in bounds]
        return gpd.GeoDataFrame(columns, geometry=np.array(geometry, dtype=object), crs=schema.RD)


@pytest.fixture(scope="session")
def make_sewer():
    """Return a function that makes a sewer.

    Its argument: a row per pipe ``(leiding_id, functie, coordinates)`` or with a dict of more columns behind it; nodes
    are made at the ends. `nodes`: coordinate to columns of that node. `discharges`: rows of ``Sewer.inflow``.
    """

    def make(pipes, nodes=None, discharges=(), source_pipes=None):
        places = {}
        rows = []
        for leiding_id, functie, coordinates, *more in pipes:
            begin, eind = (places.setdefault(tuple(coordinates[i]), len(places)) for i in (0, -1))
            row = {"leiding_id": leiding_id, "functie": functie, "soort": "gemengd", "begin": begin, "eind": eind}
            rows.append({"bron_rij": len(rows), **row, **(more[0] if more else {})})
        lines = [shapely.LineString(p[2]) for p in pipes]
        frame = _frame(rows, schema.LEIDING_COLUMNS, lines)
        node_rows = [{"knoop_id": f"K{i}", "soort": "put", **((nodes or {}).get(xy, {}))} for xy, i in places.items()]
        node_frame = _frame(node_rows, schema.KNOOP_COLUMNS, [shapely.Point(xy) for xy in places])
        columns = ["object_id", "op", "curve", "eenheden", "volume_m3d", "uren"]
        inflow = pd.DataFrame(list(discharges), columns=columns)
        read = frame.drop(columns=["begin", "eind"]) if source_pipes is None else source_pipes
        sewer = schema.Sewer(read, node_frame.copy(), inflow, {"leidingen": len(read)}, Findings())
        return SewerCase(Network(frame, node_frame, Findings()), sewer, [row["leiding_id"] for row in rows])

    return make


@pytest.fixture(scope="session")
def as_read():
    """Return a function that makes a sewer as a reader hands it on, without node numbers.

    Its arguments: pipes as ``(leiding_id, coordinates[, columns])`` and nodes as ``(knoop_id, xy[, columns])``.
    """

    def make(pipes, nodes=()):
        rows = [
            {"leiding_id": p[0], "soort": "gemengd", "functie": "vrijverval", "bron_rij": i,
             "lengte_m": shapely.LineString(p[1]).length, **(p[2] if len(p) > 2 else {})}
            for i, p in enumerate(pipes)
        ]  # fmt: skip
        points = [{"knoop_id": n[0], "soort": "put", **(n[2] if len(n) > 2 else {})} for n in nodes]
        lines = _frame(pd.DataFrame(rows), schema.LEIDING_COLUMNS, [shapely.LineString(p[1]) for p in pipes])
        places = _frame(pd.DataFrame(points), schema.KNOOP_COLUMNS, [shapely.Point(n[1]) for n in nodes])
        for name in schema.PIPE_EXTRA:
            if name not in lines:
                lines[name] = np.nan
        inflow = pd.DataFrame(columns=["object_id", "op", "curve", "eenheden", "volume_m3d", "uren"])
        return schema.Sewer(lines, places, inflow, {"leidingen": len(lines)}, Findings())

    return make
