"""Maps of restrictions and places made by hand, round a corner in Leusden so that they lie in the Netherlands."""

import geopandas as gpd
import numpy as np
import shapely

from riothermie_kansen import kentallen
from riothermie_kansen.readers.installations import read_installations
from riothermie_kansen.readers.restriction_areas import read_areas
from riothermie_kansen.subsurface.columns import INSTALLATIES, ROLLEN
from riothermie_kansen.subsurface.restrictions.judge import judge

K = kentallen.load()
RD = "EPSG:28992"
X, Y = 158_000.0, 460_000.0

AREA_ROLES = tuple(role for role in ROLLEN if role not in INSTALLATIES)
TYPES = {"OBES": "OBES", "GBES": "GBES", "ONTTREKKINGEN": "GWO"}


def box(x0, y0, x1, y1):
    return shapely.box(X + x0, Y + y0, X + x1, Y + y1)


def point(x, y):
    return shapely.Point(X + x, Y + y)


def line(*xy):
    return shapely.LineString([(X + x, Y + y) for x, y in xy])


def layer(geometry, **columns):
    return gpd.GeoDataFrame(columns, geometry=np.array([*geometry, None], dtype=object)[:-1], crs=RD)


def areas(role, *shapes, name=None, depth_default=None, **columns):
    """Return a map of areas, read."""
    frame = layer(shapes, **columns) if shapes else gpd.GeoDataFrame({"naam": []}, geometry=[], crs=RD)
    return read_areas(frame, role, name=name or role.title(), default_depth_m=depth_default, kentallen=K)


def systems(role, *shapes, name=None, ids=None, **columns):
    """Return a map of existing systems, read."""
    columns = {"installatie_id": ids or [f"{role}-{i}" for i in range(len(shapes))]} | columns
    columns.setdefault("type", [TYPES[role]] * len(shapes))
    frame = layer(shapes, **columns) if shapes else gpd.GeoDataFrame({"installatie_id": []}, geometry=[], crs=RD)
    return read_installations(frame, role, name=name or role.title(), kentallen=K)


def nothing(*but):
    """Return an empty map for every role, except some."""
    found = {role: [areas(role)] for role in AREA_ROLES if role not in but}
    return found, {role: [systems(role)] for role in INSTALLATIES if role not in but}


def judged(places, given=None, installed=None, *, complete=False, kentallen=K, **more):
    """Return the judgement; with `complete` every role that is not given has an empty map."""
    given, installed = dict(given or {}), dict(installed or {})
    frame = places if isinstance(places, gpd.GeoDataFrame) else layer(places)
    if complete:
        all_areas, all_systems = nothing()
        given, installed = all_areas | given, all_systems | installed
    return judge(frame, given, installed, kentallen=kentallen, **more)


def first(result):
    """Return the row of the first place."""
    return result.locations.iloc[0]


def shares(row, technique="wko"):
    """Return the shares of a place as a dict without what is 0."""
    begin = {"wko": "wko", "bodemlus": "lus"}[technique]
    found = {word: row[f"{begin}_{word}"] for word in ("toegestaan", "onbekend", "aandacht", "verboden")}
    return {word: value for word, value in found.items() if value != 0}
