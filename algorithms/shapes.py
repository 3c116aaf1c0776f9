"""Geometries of QGIS as the engine wants them: straight, two dimensions, single lines and points, valid polygons."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from qgis.core import QgsGeometry
from qgis.PyQt.QtCore import QCoreApplication

if TYPE_CHECKING:
    import numpy as np

translate = QCoreApplication.translate

Shape = Literal["line", "point", "polygon", "building", "any", "whole", "table"]
"""What a layer must hold.

building: areas (whole) and points beside each other; any: points, lines, areas or a table, one geometry per row; whole:
the same, with all parts and not repaired; table: geometry is not read.
"""

DIMENSION = {"point": 0, "line": 1, "polygon": 2}
CURVED = range(8, 18)  # base WKB types with arcs, and the surfaces (TIN, triangle) that GEOS does not read


@dataclass
class Shaped:
    """Geometries in the form that was asked for.

    Attributes
    ----------
    geometries
        Shape (n,): shapely geometries, None for absent and empty ones.
    row, part
        Shape (n,): which feature (from 0) and which part of it (from 0).
    notes
        What was done, as sentences for the log.
    repaired
        Rows whose polygon was not valid.
    """

    geometries: np.ndarray
    row: np.ndarray
    part: np.ndarray
    name: str
    notes: list[str] = field(default_factory=list)
    repaired: list[int] = field(default_factory=list)

    def note(self, n: int, text: str) -> None:
        """Note a sentence with a number, unless the number is 0."""
        if n:
            self.notes.append(text.format(n=n, name=self.name))


def normalise(wkb: list[bytes], shape: Shape, name: str, lost: int = 0) -> Shaped:
    """Return the geometries of a layer as the engine wants them.

    Parameters
    ----------
    wkb
        Per feature; empty for NULL.
    shape
        What is wanted: of multipart lines every part becomes a row, of points and "any" one part is kept, polygons stay
        whole; "whole" keeps everything as it is.
    name
        Name of the layer, for the notes.
    lost
        Geometries that could not be transformed, for the notes.
    """
    import numpy as np
    import shapely

    kinds = np.frombuffer(b"".join(item[1:5] or b"\0\0\0\0" for item in wkb), dtype="<u4") & 0x0FFFFFFF
    curved = np.isin(kinds % 1000, CURVED)
    wkb = list(wkb)
    for i in np.flatnonzero(curved):
        wkb[i] = _straight(wkb[i])
    geometries = np.array(shapely.from_wkb([item or None for item in wkb], on_invalid="ignore"), dtype=object)
    if (kinds >= 1000).any():
        geometries = np.asarray(shapely.force_2d(geometries), dtype=object)
    shaped = Shaped(geometries, np.arange(len(wkb)), np.zeros(len(wkb), dtype=int), name)
    shaped.note(int(curved.sum()), translate("Riothermie", 'Curved geometries of "{name}" made straight: {n}.'))
    shaped.note(
        lost,
        translate(
            "Riothermie", 'Geometries of "{name}" that cannot be transformed to RD New: {n}; they have no place.'
        ),
    )
    geometries[shapely.is_empty(geometries)] = None
    broken = ~np.isfinite(shapely.bounds(geometries)).all(axis=1) & ~shapely.is_missing(geometries)
    geometries[broken] = None
    shaped.note(
        int(broken.sum()),
        translate("Riothermie", 'Geometries of "{name}" without finite coordinates: {n}; they have no place.'),
    )
    if shape == "polygon":
        _polygons(shaped)
    elif shape == "building":
        _buildings(shaped)
    elif shape != "whole":
        _parts(shaped, shape)
    return shaped


def _straight(wkb: bytes) -> bytes:
    """Return the WKB of a geometry with its arcs replaced by straight pieces."""
    geometry = QgsGeometry()
    geometry.fromWkb(wkb)
    return QgsGeometry(geometry.constGet().segmentize()).asWkb().data()


def _parts(shaped: Shaped, shape: Shape) -> None:
    """Bring multipart geometries down to single ones."""
    import numpy as np
    import shapely

    geometries = shaped.geometries
    single = {"point": (0,), "line": (1,), "any": (0, 1, 3)}[shape]
    rows = np.flatnonzero(~np.isin(shapely.get_type_id(geometries), (*single, -1)))
    if not len(rows):
        return
    pieces = geometries[rows]
    if shape != "point" and shapely.geos_version >= (3, 11, 0):  # parts that run on into each other are one line
        lines = shapely.get_type_id(pieces) == 5
        pieces[lines] = shapely.line_merge(pieces[lines], directed=True)
    parts, owner = shapely.get_parts(pieces, return_index=True)
    while (shapely.get_type_id(parts) >= 4).any():  # collections in collections
        parts, back = shapely.get_parts(parts, return_index=True)
        owner = owner[back]
    fits = ~shapely.is_empty(parts)
    if shape != "any":
        fits &= shapely.get_dimensions(parts) == DIMENSION[shape]
    parts, owner = parts[fits], owner[fits]
    owners, first = np.unique(owner, return_index=True)
    geometries[rows] = None
    geometries[rows[owners]] = parts[first]
    shaped.note(
        len(rows) - len(first),
        translate("Riothermie", 'Features of "{name}" with geometries of another kind: {n}; they have no place.'),
    )
    rest = np.ones(len(parts), dtype=bool)
    rest[first] = False
    n = int(rest.sum())
    if shape != "line":
        shaped.note(n, translate("Riothermie", 'Parts of multipart features of "{name}" that are not used: {n}.'))
        return
    shaped.note(
        n, translate("Riothermie", 'Lines that multipart features of "{name}" gave on top of their number: {n}.')
    )
    row = np.concatenate([shaped.row, rows[owner[rest]]])
    part = np.concatenate([shaped.part, (np.arange(len(owner)) - first[np.searchsorted(owners, owner)])[rest]])
    order = np.lexsort((part, row))
    shaped.row, shaped.part = row[order], part[order]
    shaped.geometries = np.concatenate([geometries, parts[rest]])[order]


def _buildings(shaped: Shaped) -> None:
    """Bring areas to valid polygons and multipolygons, and everything else to points; a layer may hold both."""
    import numpy as np
    import shapely

    area = shapely.get_dimensions(shaped.geometries) == 2
    for rows, shape in ((np.flatnonzero(area), "polygon"), (np.flatnonzero(~area), "point")):
        some = Shaped(shaped.geometries[rows], shaped.row[rows], shaped.part[rows], shaped.name)
        if shape == "polygon":
            _polygons(some)
        else:
            _parts(some, "point")
        shaped.geometries[rows] = some.geometries
        shaped.notes += some.notes


def _polygons(shaped: Shaped) -> None:
    """Bring everything to valid polygons and multipolygons."""
    import numpy as np
    import shapely

    geometries = shaped.geometries
    invalid = ~shapely.is_valid(geometries) & ~shapely.is_missing(geometries)
    shaped.note(int(invalid.sum()), translate("Riothermie", 'Invalid polygons of "{name}" repaired: {n}.'))
    geometries[invalid] = shapely.make_valid(geometries[invalid])
    shaped.repaired += np.flatnonzero(invalid).tolist()
    mixed = np.flatnonzero(~np.isin(shapely.get_type_id(geometries), (-1, 3, 6)))
    for i in mixed:
        parts = shapely.get_parts(geometries[i])
        areas = parts[shapely.get_dimensions(parts) == 2]
        geometries[i] = shapely.union_all(areas) if len(areas) else None
    shaped.note(
        sum(geometries[i] is None for i in mixed),
        translate("Riothermie", 'Features of "{name}" with geometries of another kind: {n}; they have no place.'),
    )
