"""Streets of houses to make mini networks of."""

import geopandas as gpd
import numpy as np
import shapely

from riothermie_kansen import kentallen
from riothermie_kansen.subsurface.mini_networks.mini import mini_networks
from riothermie_kansen.subsurface.mini_networks.result import Settings

K = kentallen.load()
X, Y = 173000.0, 443000.0
WIDTH, DEPTH, FRONT, BACK = 6.0, 9.0, 5.0, 12.0


def house(column, line=0.0, *, name=None, gas=1000.0, woningen=1, kind="tussen", width=WIDTH):
    """Return a house of `width` x 9 m with its front to the south; gas in m3 for each dwelling."""
    heat = gas * woningen * K.value("gasverbruik.warmte_per_m3") / 1000.0
    return {
        "pand_id": name or f"p{int(line):03d}-{int(column * 10):05d}",
        "woningen": woningen,
        "type": kind,
        "rv_gj": 0.75 * heat,
        "tap_gj": 0.25 * heat,
        "rv_kw": heat * K.value("vraag.vermogen_rv") / K.value("vraag.warmte_per_woning"),
        "tap_kw": 27.0 * woningen,
        "geometry": shapely.box(X + column, Y + line, X + column + width, Y + line + DEPTH),
    }


def row(count, line=0.0, start=0.0, **kwargs):
    """Return a row of houses wall to wall."""
    return [house(start + WIDTH * k, line, **kwargs) for k in range(count)]


def frame(houses):
    return gpd.GeoDataFrame(houses, geometry="geometry", crs="EPSG:28992")


def parcels_of(houses, front=FRONT, back=BACK):
    """Return a parcel round each house: as wide as the house, with a front and a back garden."""
    bounds = shapely.bounds(np.array([h["geometry"] for h in houses]))
    shapes = shapely.box(bounds[:, 0], bounds[:, 1] - front, bounds[:, 2], bounds[:, 3] + back)
    return gpd.GeoDataFrame(
        {"perceel_id": ["K " + h["pand_id"] for h in houses]}, geometry=list(shapes), crs="EPSG:28992"
    )


def street(line, name="Dorpsstraat", length=2000.0):
    return {"straatnaam": name, "geometry": shapely.LineString([(X - 20, Y + line), (X + length, Y + line)])}


def plan(houses, parcels="own", *, kentallen=K, settings=None, **kwargs):
    own = parcels_of(houses) if isinstance(parcels, str) else parcels
    return mini_networks(frame(houses), own, settings=settings or Settings(), kentallen=kentallen, **kwargs)


def sizes(result):
    return sorted(result.clusters["woningen"])


def reasons(result):
    return dict(zip(result.buildings["pand_id"], result.buildings["reden_soort"], strict=True))


def add_up(result, houses):
    """Return what does not add up in a plan."""
    wrong = []
    b, c = result.buildings, result.clusters
    if sorted(b["pand_id"]) != sorted({h["pand_id"] for h in houses}):
        wrong.append("buildings are not each there once")
    inside = b[b["cluster_id"] != ""]
    if inside.groupby("cluster_id")["woningen"].sum().to_dict() != c.set_index("cluster_id")["woningen"].to_dict():
        wrong.append("dwellings of clusters")
    if inside.groupby("cluster_id").size().to_dict() != c.set_index("cluster_id")["panden"].to_dict():
        wrong.append("buildings of clusters")
    left, t = result.left, result.totals
    if left["panden"].sum() + c["panden"].sum() != len(b):
        wrong.append("what is left and what is in a cluster are not all")
    if left["woningen"].sum() + c["woningen"].sum() != t["alle_woningen"]:
        wrong.append("dwellings left and in a cluster are not all")
    if t["woningen"] + t["over_woningen"] + t["ongeschikt_woningen"] != t["alle_woningen"]:
        wrong.append("totals")
    for name, table, column in (("lussen", result.loops, "lus_id"), ("leiding_m", result.pipes, "leiding_id")):
        if not table[column].is_unique:
            wrong.append(f"{column} double")
        group = table.groupby("cluster_id")
        found = group.size() if name == "lussen" else group["lengte_m"].sum()
        for cluster, value in c.set_index("cluster_id")[name].items():
            if abs(found[cluster] - value) > 0.3:
                wrong.append(f"{name} of {cluster}")
    for cluster, part in result.loops.groupby("cluster_id"):
        mine = c.set_index("cluster_id").loc[cluster]
        if abs(part["diepte_m"].sum() - mine["meters_lus"]) > 0.1 * len(part) + 0.1:
            wrong.append(f"metres of {cluster}")
    return wrong
