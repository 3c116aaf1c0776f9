"""What the loops of other mini networks do to the ground of each."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from ...callbacks import Cancelled, never
from ..boreholes.interference import highest
from ..boreholes.line_source import Loops, influence
from ..boreholes.soil import Ground
from .outcome import Made


def neighbours_k(made: Made, loops: gpd.GeoDataFrame, *, cancelled: Cancelled = never) -> npt.NDArray[np.float64]:
    """Return how much colder other networks make the loop of each that is worst off, K after ``bodem.oordeel_jaren``.

    All networks begin together, in ground of unknown kind everywhere; own loops of others and existing systems are not
    in it. The loops of a network draw equal shares of what its buildings draw in a year. Shape (c,).
    """
    groups, k9 = made.division.groups, made.kentallen
    if not groups:
        return np.empty(0)
    code = np.repeat(np.arange(len(groups)), made.worth.loops.astype(np.int64))
    net = np.array([made.houses.net_gj[made.site.row[list(group)]].sum() for group in groups])
    xy = shapely.get_coordinates(np.asarray(loops.geometry.array, dtype=object))
    drilled = Loops(xy, made.worth.depth_m[code], (net / made.worth.loops)[code], made.ids[code])
    ground = Ground(k9.value("bodem.geleiding_onbekend"), 1e6 * k9.value("bodem.capaciteit_onbekend"))
    year = (k9.value("bodem.oordeel_jaren"),)
    found = influence(drilled, ground=ground, kentallen=k9, years=year, cancelled=cancelled)
    return highest(code, found.others_k[:, 0], len(groups))
