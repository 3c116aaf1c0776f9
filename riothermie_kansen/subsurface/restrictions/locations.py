"""Places that are judged: points, lines and areas of any delivery, kept as they are given."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from ...errors import InputError
from ...findings import Findings, Severity
from ...kentallen import Kentallen
from ...readers.fields import Aliases, Columns, find
from ...readers.shapes import Shapes, unusable
from ...readers.tables import first_text, in_rd, labels, unique_ids
from ...readers.values import Flags, Texts
from ...wording import amount, note

LOCATION: Aliases = {
    "locatie_id": (
        *("locatieid", "locatie", "kavelid", "traceid", "perceelid", "clusterid", "leidingid", "gebiedid", "objectid"),
        *("identificatie", "identificatiebag"),
    ),
    "pand_id": ("pandid", "pandidentificatie", "bagpandid", "gebouwid"),
    "ander_id": ("gmlid", "code", "nummer", "nr", "id", "fid", "ogcfid", "naam", "name"),
}
"""Roles of the columns of a layer with places; also those of ``LOCATIES_UIT``."""

_EMPTY = shapely.Point()
_ERROR: Severity = "fout"
_WARNING: Severity = "waarschuwing"


@dataclass(frozen=True)
class Places:
    """Places to judge.

    Attributes
    ----------
    ids, buildings
        Shape (n,): unique id, and the id of the building ("" where there is none).
    given
        Shape (n,): geometry as given, in RD; None where there is none.
    shapes
        Shape (n,): what is judged: valid, 2D, points, lines or areas only; an empty point where there is no place.
    dimension
        Shape (n,): 0, 1 or 2 of `shapes`; -1 without a place.
    size
        Shape (n,): number of points, metres or square metres; 0 without a place.
    findings, notes
        What was repaired or cannot be judged.
    """

    ids: Texts
    buildings: Texts
    given: Shapes
    shapes: Shapes
    dimension: npt.NDArray[np.int64]
    size: npt.NDArray[np.float64]
    findings: Findings
    notes: list[str]

    @property
    def placed(self) -> Flags:
        """Tell which have a place, shape (n,)."""
        return np.asarray(self.dimension >= 0, dtype=bool)


def read_places(frame: gpd.GeoDataFrame, kentallen: Kentallen, id_field: str | None = None) -> Places:
    """Return the places of a layer, a place per row.

    A line without length and an area without surface count as the point where they are. Of a collection of all sorts
    the areas count, else the lines, else the points.

    Parameters
    ----------
    frame
        Points, lines, areas; EPSG:28992 or with a CRS.
    kentallen
        ``grondlagen.meldingen_per_soort``.
    id_field
        Column with the id, unique or made so. None: the id of a place, else of a building where every row has one of
        its own, else another one that is known, else the number of the row.

    Raises
    ------
    InputError
        The layer is empty, or no row has a place.
    FieldError
        The column for the id is not there.
    """
    if not len(frame):
        raise InputError("restricties_leeg")
    table = in_rd(frame, "locaties")
    columns = find(table, LOCATION, {"locatie_id": id_field} if id_field else None)
    buildings = first_text(columns, "pand_id")
    ids, changed = unique_ids(labels(_ids(columns, buildings)))
    given = np.empty(len(table), dtype=object)
    given[:] = np.asarray(table.geometry.array, dtype=object)
    shapes = np.empty(len(table), dtype=object)
    shapes[:] = shapely.force_2d(given)
    lost = unusable(shapes)
    if lost.all():
        raise InputError("restricties_zonder_plaats", n=len(lost))
    findings, notes = Findings(), list[str]()
    shapes[lost] = _EMPTY
    repaired = _repair(shapes)
    dimension, size = _measured(shapes, lost)
    most = round(kentallen.value("grondlagen.meldingen_per_soort"))
    spots = shapes.copy()
    spots[lost] = None
    for kind, severity, rows in (
        ("locatie_zonder_plaats", _ERROR, lost),
        ("locatie_hersteld", _WARNING, repaired),
        ("locatie_id_dubbel", _WARNING, changed),
    ):
        findings.add_most(kind, severity, ids[rows], spots[rows], most=most)
    kinds = [int((dimension == d).sum()) for d in range(3)]
    notes.append(
        note(
            "restricties_notitie_locaties",
            n=amount(len(ids)),
            points=amount(kinds[0]),
            lines=amount(kinds[1]),
            areas=amount(kinds[2]),
            without=amount(int(lost.sum())),
        )
    )
    return Places(ids, buildings, given, shapes, dimension, size, findings, notes)


def _ids(columns: Columns, buildings: Texts) -> Texts:
    """Return an id per row, "" where there is none, see `read_places`."""
    found = first_text(columns, "locatie_id")
    if "locatie_id" in columns and (found != "").any():
        return found
    if (buildings != "").all() and len(set(buildings)) == len(buildings):
        return buildings
    other = first_text(columns, "ander_id")
    return np.where(other == "", buildings, other).astype(object)


def measure(shapes: Shapes, dimension: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Return number of points, length or surface of geometries, by the dimension of what they are part of; (n,)."""
    result = np.zeros(len(shapes))
    for d, size in ((0, shapely.get_num_coordinates), (1, shapely.length), (2, shapely.area)):
        rows = dimension == d
        if rows.any():
            result[rows] = size(shapes[rows])
    return result


def _repair(shapes: Shapes) -> Flags:
    """Make geometries valid and of one dimension, in place; tell which were not valid."""
    mixed = shapely.get_type_id(shapes) == 7
    flat = shapely.get_dimensions(shapes) == 2
    bad = np.zeros(len(shapes), dtype=bool)
    bad[mixed | flat] = ~shapely.is_valid(shapes[mixed | flat])
    for row in np.flatnonzero(bad | mixed):
        whole = shapely.make_valid(shapes[row]) if bad[row] else shapes[row]
        shapes[row] = of_dimension(whole, shapely.get_dimensions(shapes[row]))
    return bad


def of_dimension(geometry: shapely.Geometry, dimension: int) -> shapely.Geometry:
    """Return the parts of a geometry of a dimension as one, or those of the largest dimension below that it has."""
    parts = np.asarray(shapely.get_parts(shapely.get_parts(geometry)))
    found = shapely.get_dimensions(parts)
    for wanted in range(int(dimension), -1, -1):
        chosen = parts[(found == wanted) & ~shapely.is_empty(parts)]
        if len(chosen):
            return shapely.union_all(chosen) if len(chosen) > 1 else chosen[0]
    return _EMPTY


def _measured(shapes: Shapes, lost: Flags) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Return dimension and size; a line or area without size becomes the point where it is, in place."""
    dimension = shapely.get_dimensions(shapes).astype(np.int64)
    # points and metres that are there twice count once, as they do in what is cut off by an area
    twice = (shapely.get_type_id(shapes) == 4) | ((dimension == 1) & ~shapely.is_simple(shapes))
    shapes[twice] = [shapely.unary_union(shape) for shape in shapes[twice]]
    size = measure(shapes, dimension)
    for row in np.flatnonzero(~lost & (size <= 0)):
        shapes[row] = shapely.Point(shapely.get_coordinates(shapes[row])[0])
        dimension[row], size[row] = 0, 1.0
    dimension[lost], size[lost] = -1, 0.0
    return dimension, size
