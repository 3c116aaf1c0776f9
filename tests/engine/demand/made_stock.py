"""Panden and objects as the readers hand them on, made by hand."""

import geopandas as gpd
import numpy as np
import shapely

from riothermie_kansen import kentallen
from riothermie_kansen.findings import Findings
from riothermie_kansen.readers.bag import BagObjects, BagPanden

K = kentallen.load()
X, Y = 150_000.0, 450_000.0

PAND = {
    "bouwjaar": np.nan,
    "aantal_objecten": np.nan,
    "gebruik": "",
    "oppervlakte_min_m2": np.nan,
    "oppervlakte_max_m2": np.nan,
    "type": "",
    "eigenaar": "",
    "label": "",
    "in_gebruik": "",
}
OBJECT = {
    "pand_id": "",
    "gebruik": "wonen",
    "oppervlakte_m2": 100.0,
    "bouwjaar": 1970.0,
    "postcode": "",
    "huisnummer": "",
    "huisletter": "",
    "toevoeging": "",
    "type": "",
    "eigenaar": "",
    "label": "",
    "inwoners": np.nan,
}


def box(x, y, width=6.0, depth=9.0):
    """Return a house with its lower left corner at x, y metres from the middle of the country."""
    return shapely.box(X + x, Y + y, X + x + width, Y + y + depth)


def at(x, y):
    return shapely.Point(X + x, Y + y)


def _frame(rows, standard, shapes):
    columns = {name: [row.get(name, value) for row in rows] for name, value in standard.items()}
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries(shapes, crs="EPSG:28992"), crs="EPSG:28992")


def panden(*rows, dropped=None, absent=None):
    """Return panden from (id, shape) or (id, shape, values)."""
    rows = [(*row, {})[:3] for row in rows]
    frame = _frame([row[2] for row in rows], PAND, [row[1] for row in rows])
    frame.insert(0, "pand_id", np.array([row[0] for row in rows], dtype=object))
    dropped = dropped or {}
    return BagPanden(frame, Findings(), [], len(frame) + sum(dropped.values()), dropped, absent or {})


def objects(*rows, dropped=None):
    """Return objects from (id, point or None) or (id, point or None, values); panden is pand_id where not given."""
    rows = [(*row, {})[:3] for row in rows]
    frame = _frame([row[2] for row in rows], OBJECT, [row[1] for row in rows])
    frame.insert(0, "object_id", np.array([row[0] for row in rows], dtype=object))
    frame["panden"] = np.array([row[2].get("panden", row[2].get("pand_id", "")) for row in rows], dtype=object)
    dropped = dropped or {}
    return BagObjects(frame, Findings(), [], len(frame) + sum(dropped.values()), dropped)
