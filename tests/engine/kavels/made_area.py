"""A municipality made by hand: homes on a grid, kavels around them."""

import geopandas as gpd
import numpy as np
import shapely

from riothermie_kansen import kentallen
from riothermie_kansen.kavels.plots import heat_plots

K = kentallen.load()
RD = "EPSG:28992"


def square(x, y, size=100.0):
    """Return a square with its lower left corner at a place."""
    return shapely.box(x, y, x + size, y + size)


def house(x, y, size=8.0):
    """Return a footprint around a point."""
    return shapely.box(x - size / 2, y - size / 2, x + size / 2, y + size / 2)


def buildings(places, footprint=True, **columns):
    """Return buildings at places with 1 home, 6 and 20 kW and 36 GJ each, unless columns say otherwise."""
    n = len(places)
    usual = {
        "pand_id": [f"P{i:03}" for i in range(n)],
        "woningen": [1] * n,
        "rv_kw": [6.0] * n,
        "tap_kw": [20.0] * n,
        "warmte_gj": [36.0] * n,
    }
    geometry = [house(x, y) if footprint else shapely.Point(x, y) for x, y in places]
    return gpd.GeoDataFrame(usual | columns, geometry=geometry, crs=RD)


def kavels(**areas):
    """Return kavels by id."""
    return gpd.GeoDataFrame({"kavel_id": list(areas)}, geometry=list(areas.values()), crs=RD)


def layer(geometry, **columns):
    """Return any layer in RD."""
    return gpd.GeoDataFrame(columns, geometry=geometry, crs=RD)


def plots(areas, homes, **more):
    """Return the warmtekavels with the standard kentallen."""
    return heat_plots(areas, homes, **({"kentallen": K} | more))


def rows(result):
    """Return the rows of the table by id."""
    return {row["kavel_id"]: row for row in result.table.to_dict("records")}


def add_up(result):
    """Return the additive columns of which kavels and rest are not the total."""
    from riothermie_kansen.kavels.columns import SUMMED

    table = result.table
    wrong = []
    for name in SUMMED:
        total, parts = table[name].iloc[-1], table[name].iloc[:-1]
        if np.isfinite(total) and not np.isclose(total, parts.sum(), rtol=1e-9, atol=1e-6):
            wrong.append(name)
    return wrong
