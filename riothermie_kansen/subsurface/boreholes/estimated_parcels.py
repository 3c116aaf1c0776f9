"""Ground that probably belongs to a building, where no map of parcels was given: an estimate, never ownership."""

from __future__ import annotations

from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from scipy.spatial import Voronoi

from ...callbacks import Cancelled, Progress, never, silent, stop_if
from ...kentallen import Kentallen
from ...readers.shapes import Shapes
from ...readers.values import Texts
from ...schema import RD

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

PREFIX = "geschat "
"""How the id of an estimated parcel begins."""

_APART_M = 0.2
_GRID_M = 0.001

_TILE_M = 300.0
"""Side of the squares that are worked out one after another: a diagram of a whole town takes half a minute at once."""


def estimate_parcels(
    ids: Texts,
    footprints: Shapes,
    *,
    streets: Shapes | None = None,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> gpd.GeoDataFrame:
    """Return an estimated parcel for each building with a footprint.

    The ground that lies closer to the walls of a building than to those of any other, at most ``perceel.diepte`` from
    it and not in a street (``perceel.straat_breedte`` around its centre line); of this the part that touches the
    building, and the building itself. Estimated parcels do not overlap, apart from footprints that do.

    Parameters
    ----------
    ids
        Shape (b,): unique.
    footprints
        Shape (b,): (Multi)Polygon, `RD`; points and None have no walls and get no parcel.
    streets
        Centre lines, `RD`; None: nothing is taken off.
    kentallen
        Group ``perceel``.

    Returns
    -------
    GeoDataFrame
        perceel_id, pand_id, geometry ((Multi)Polygon, `RD`), in the order of the buildings.
    """
    solid = np.flatnonzero(shapely.get_dimensions(footprints) == 2)
    reach, step = kentallen.value("perceel.diepte"), kentallen.value("perceel.stap")
    parcels = np.empty(len(solid), dtype=object)
    built = footprints[solid]
    strips = _strips(streets, kentallen.value("perceel.straat_breedte") / 2.0)
    done = 0
    for mine, near in _tiles(built, 2.0 * (reach + step), cancelled):
        cells = _closest(built[near], np.searchsorted(near, mine), step)
        stop_if(cancelled)
        around = shapely.buffer(built[mine], reach, quad_segs=3)
        ground = _areas(shapely.intersection(cells, around, grid_size=_GRID_M))
        stop_if(cancelled)
        parcels[mine] = _at_building(_without_streets(ground, strips), built[mine])
        done += len(mine)
        progress(100.0 * done / len(solid))
    named = np.array([f"{PREFIX}{ids[i]}" for i in solid], dtype=object)
    return gpd.GeoDataFrame(
        {"perceel_id": named, "pand_id": np.asarray(ids, dtype=object)[solid]}, geometry=list(parcels), crs=RD
    )


def _tiles(footprints: Shapes, margin_m: float, cancelled: Cancelled) -> Iterator[tuple[Ints, Ints]]:
    """Return the buildings of one square after another, and those with all within a margin of them; rows, in order.

    What lies farther off takes no ground from a building.
    """
    if not len(footprints):
        return
    tree = shapely.STRtree(footprints)
    square = np.floor(shapely.get_coordinates(shapely.centroid(footprints)) / _TILE_M).astype(np.int64)
    _, tile = np.unique(square, axis=0, return_inverse=True)
    order = np.argsort(tile.ravel(), kind="stable")
    for mine in np.split(order, np.flatnonzero(np.diff(tile.ravel()[order])) + 1):
        stop_if(cancelled)
        yield mine, np.unique(tree.query(footprints[mine], predicate="dwithin", distance=margin_m)[1])


def _closest(footprints: Shapes, wanted: Ints, step: float) -> Shapes:
    """Return the ground closest to the walls of the wanted buildings among all; without end at the outer ones.

    The Voronoi cells of points along the walls, joined per building. The walls are drawn inwards a little, so that the
    party wall of two houses in a row parts their gardens.
    """
    inner = shapely.buffer(footprints, -_APART_M, join_style="mitre")
    inner = np.where(shapely.is_empty(inner), footprints, inner)
    walls = shapely.segmentize(shapely.boundary(inner), step)
    xy, owner = shapely.get_coordinates(walls, return_index=True)
    places, first = np.unique(np.round(xy, 3), axis=0, return_index=True)
    owner = owner[first]
    low, high = places.min(axis=0), places.max(axis=0)
    middle = (low + high) / 2.0
    far = 10.0 * (float((high - low).max()) + _TILE_M)
    corners = far * np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])
    diagram = Voronoi(np.vstack([places - middle, corners]), qhull_options="Qbb Qc Qz")
    # of the buildings in the margin nobody asks the cells
    number = np.full(len(footprints), -1, dtype=np.int64)
    number[wanted] = np.arange(len(wanted))
    asked = np.flatnonzero(number[owner] >= 0)
    regions = [diagram.regions[region] for region in diagram.point_region[asked]]
    flat = np.array([corner for region in regions for corner in (*region, region[0])], dtype=np.int64)
    ring = np.repeat(np.arange(len(regions)), [len(region) + 1 for region in regions])
    cells = shapely.polygons(shapely.linearrings(diagram.vertices[flat] + middle, indices=ring))
    return _joined(cells, number[owner[asked]], len(wanted))


def _joined(cells: Shapes, owner: Ints, count: int) -> Shapes:
    """Return the union of the cells of each building; cells of one diagram only share edges."""
    order = np.argsort(owner, kind="stable")
    edges = np.searchsorted(owner[order], np.arange(count + 1))
    result = np.empty(count, dtype=object)
    for k in range(count):
        mine = cells[order[edges[k] : edges[k + 1]]]
        result[k] = shapely.make_valid(shapely.coverage_union_all(mine))
    return result


def _strips(streets: Shapes | None, half: float) -> Shapes:
    """Return strips along the centre lines of streets."""
    if streets is None or not half:
        return np.empty(0, dtype=object)
    return np.asarray(shapely.buffer(streets, half, quad_segs=3, cap_style="flat"), dtype=object)


def _without_streets(ground: Shapes, strips: Shapes) -> Shapes:
    """Return the ground without the strips along streets."""
    if not len(strips):
        return ground
    row, strip = shapely.STRtree(strips).query(ground, predicate="intersects")
    result = ground.copy()
    edges = np.searchsorted(row, np.arange(len(ground) + 1))
    for k in np.unique(row):
        public = shapely.union_all(strips[strip[edges[k] : edges[k + 1]]])
        result[k] = shapely.difference(ground[k], public, grid_size=_GRID_M)
    return _areas(result)


def _at_building(ground: Shapes, footprints: Shapes) -> Shapes:
    """Return each building with the parts of its ground that touch it."""
    parts, owner = shapely.get_parts(ground, return_index=True)
    good = (shapely.get_dimensions(parts) == 2) & (shapely.distance(parts, footprints[owner]) < _APART_M)
    parts, owner = parts[good], owner[good]
    pieces = np.concatenate([parts, footprints])
    whose = np.concatenate([owner, np.arange(len(footprints))])
    order = np.argsort(whose, kind="stable")
    edges = np.searchsorted(whose[order], np.arange(len(footprints) + 1))
    return np.array(
        [
            _solid(shapely.union_all(pieces[order[edges[k] : edges[k + 1]]], grid_size=_GRID_M))
            for k in range(len(footprints))
        ],
        dtype=object,
    )


def _areas(geometry: Shapes) -> Shapes:
    """Return geometries without the lines and points that an overlay leaves; an empty area where nothing is left."""
    result = geometry.copy()
    for k in np.flatnonzero(shapely.get_type_id(geometry) == 7):
        result[k] = _solid(geometry[k])
    result[shapely.get_dimensions(result) < 2] = shapely.Polygon()
    return result


def _solid(area: shapely.Geometry) -> shapely.Geometry:
    """Return the areas of a geometry."""
    parts = shapely.get_parts(area)
    parts = parts[shapely.get_dimensions(parts) == 2]
    return parts[0] if len(parts) == 1 else shapely.multipolygons(parts)
