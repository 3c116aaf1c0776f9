"""Dwellings with a restriction for heat from or in the ground.

Two sorts of layer tell of it. One judges places or buildings, as ``bodemrestricties`` does: what is not in it has no
verdict. The other only draws where something is forbidden or asks for attention, as a province does: outside its areas
no restriction is known, which is not the same as allowed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..errors import InputError
from ..findings import Findings
from ..readers.fields import Aliases, find
from ..readers.shapes import as_footprints, is_line, unusable
from ..readers.tables import first_text, in_rd, labels
from ..readers.values import Texts, key
from ..wording import amount, note
from .assign import points_of
from .stock import Homes
from .table import Groups

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

KINDS = ("wko", "bodemlus")
RESTRICTION: Aliases = {
    "pand_id": ("pandid", "pandidentificatie", "bagpandid", "gebouwid"),
    "locatie": ("locatieid", "id", "naam", "objectid", "fid"),
    "wko": ("wko", "oordeelwko", "wkooordeel"),
    "bodemlus": ("bodemlus", "oordeelbodemlus", "bodemlussen", "lus", "gbes"),
}
"""Roles of the columns of a layer with verdicts."""

JUDGED = ("redenen", "maxdieptem", "afstandobesm", "afstandgbesm")
"""Columns of a layer that judges places one by one, in lower case without ``_``."""

UNKNOWN, ALLOWED, NO_KNOWN, ATTENTION, FORBIDDEN = -1, 0, 1, 2, 3
"""Verdicts, the heavier the higher. `UNKNOWN`: nobody judged; `NO_KNOWN`: outside the areas of a layer that only draws
restrictions."""

_TOLD = (
    (FORBIDDEN, "verboden"),
    (ATTENTION, "aandacht"),
    (ALLOWED, "toegestaan"),
    (NO_KNOWN, "geen_bekend"),
    (UNKNOWN, "geen"),
)
_WORDS = {
    **dict.fromkeys(("toegestaan", "ja", "geen", "vrij", "geschikt"), ALLOWED),
    **dict.fromkeys(("aandacht", "aandachtsgebied", "voorwaarden", "onderzoek", "misschien"), ATTENTION),
    **dict.fromkeys(("verboden", "nee", "verbod", "uitgesloten", "ongeschikt"), FORBIDDEN),
    **dict.fromkeys(("onbekend", "nietgetoetst", "geenoordeel"), UNKNOWN),
}
"""Words for a verdict, also in other layers.

``onbekend`` is of ``bodemrestricties``: nothing was found, but not every map was given.
"""


@dataclass(frozen=True)
class Verdicts:
    """The heaviest verdict per building.

    Attributes
    ----------
    of
        Kind (`KINDS`, those that the layer has) to shape (b,): `UNKNOWN`, `ALLOWED`, `NO_KNOWN`, `ATTENTION` or
        `FORBIDDEN`.
    """

    of: dict[str, Ints]
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)

    @property
    def worst(self) -> Ints:
        """Return the heaviest of the kinds, shape (b,)."""
        return np.asarray(np.max(list(self.of.values()), axis=0), dtype=np.int64)


def read_verdicts(frame: gpd.GeoDataFrame, homes: Homes) -> Verdicts:
    """Return the verdicts that hold for buildings.

    A row with the id of a building holds for that building; another one for the buildings that it touches: an area for
    those whose point lies in it, a line or point for the footprints that it meets. Of several the heaviest counts.
    Where the areas of a layer name restrictions only (nothing is allowed), are not judged one by one (`JUDGED`), and
    lie among the buildings, a building outside of them has no known restriction.

    Raises
    ------
    InputError
        The layer has no column with verdicts.
    """
    table = in_rd(frame, "kansen")
    columns = find(table, RESTRICTION)
    kinds = [kind for kind in KINDS if kind in columns]
    if not kinds:
        raise InputError(
            "kavels_geen_oordeel", columns=", ".join(str(name) for name in table.columns if name != "geometry") or "-"
        )
    findings = Findings()
    names = labels(first_text(columns, "locatie"))
    geometry = np.empty(len(table), dtype=object)
    geometry[:] = shapely.force_2d(np.asarray(table.geometry.array, dtype=object))
    geometry[unusable(geometry)] = None
    solid = np.flatnonzero(~is_line(geometry) & ~shapely.is_missing(geometry))
    geometry[solid] = as_footprints(geometry[solid])[0]
    by_id = pd.Index(homes.ids).get_indexer(pd.Index(first_text(columns, "pand_id")))
    row, building = _touched(geometry, by_id < 0, homes)
    row = np.concatenate([np.flatnonzero(by_id >= 0), row])
    building = np.concatenate([by_id[by_id >= 0], building])
    places = (by_id < 0) & (shapely.get_dimensions(geometry) == 2)
    drawn = not any(key(str(name)) in JUDGED for name in table.columns)
    near = _among(geometry[places], homes)
    located = ~shapely.is_missing(homes.geometry)
    of: dict[str, Ints] = {}
    only, notes = list[str](), list[str]()
    for kind in kinds:
        words = first_text(columns, kind)
        verdict = _verdicts(words)
        odd = np.array([word != "" and key(word) not in _WORDS for word in words], dtype=bool)
        findings.add("kavel_oordeel", "waarschuwing", names[odd], geometry[odd], method=kind, value=list(words[odd]))
        found = np.full(len(homes.ids), UNKNOWN, dtype=np.int64)
        np.maximum.at(found, building, verdict[row])
        if drawn and near and (verdict[places] >= ATTENTION).any() and not (verdict == ALLOWED).any():
            found[(found == UNKNOWN) & located] = NO_KNOWN
            only.append(kind)
        of[kind] = found
    if only:
        notes.append(note("kavels_notitie_alleen_beperkingen", kinds=" en ".join(only)))
    if places.any() and not near:
        notes.append(note("kavels_notitie_beperkingen_elders"))
    known = np.max(list(of.values()), axis=0) > UNKNOWN
    told = note("kavels_notitie_oordelen", kinds=", ".join(kinds), n=amount(int(known.sum())), total=amount(len(known)))
    return Verdicts(of, findings, [told, *notes])


def in_words(verdicts: Verdicts, dwellings: Floats, groups: Groups) -> Texts:
    """Return how many dwellings have which heaviest verdict, per row of the table; together they are all of the row."""
    worst = verdicts.worst
    counts = [(name, groups.sums(np.where(worst == code, dwellings, 0.0))) for code, name in _TOLD]
    parts = [
        [f"{amount(values[row])} {note(f'kavels_oordeel_{name}')}" for name, values in counts if values[row] > 0]
        for row in range(groups.kavels + 2)
    ]
    return np.array([", ".join(words) for words in parts], dtype=object)


def _among(places: npt.NDArray[np.object_], homes: Homes) -> bool:
    """Tell whether the extent of places meets that of the buildings: else the layer is of elsewhere."""
    if not len(places) or shapely.is_missing(homes.geometry).all():
        return False
    one, other = shapely.total_bounds(places), shapely.total_bounds(homes.geometry)
    return bool((one[:2] <= other[2:]).all() and (other[:2] <= one[2:]).all())


def _touched(geometry: npt.NDArray[np.object_], free: npt.NDArray[np.bool_], homes: Homes) -> tuple[Ints, Ints]:
    """Return pairs of a row without the id of a building, and a building that it holds for."""
    areas = np.flatnonzero(free & (shapely.get_dimensions(geometry) == 2))
    thin = np.flatnonzero(free & np.isin(shapely.get_dimensions(geometry), (0, 1)))
    a, inside = shapely.STRtree(points_of(homes.geometry)).query(geometry[areas], predicate="intersects")
    b, met = shapely.STRtree(homes.geometry).query(geometry[thin], predicate="intersects")
    return np.concatenate([areas[a], thin[b]]).astype(np.int64), np.concatenate([inside, met]).astype(np.int64)


def _verdicts(words: Texts) -> Ints:
    return np.array([_WORDS.get(key(word), UNKNOWN) for word in words], dtype=np.int64)
