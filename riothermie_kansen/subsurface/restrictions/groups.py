"""Areas of one map with one meaning, put together: they are one reason, whatever overlaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ...kentallen import Kentallen
from ...readers.restriction_names import is_design
from ...readers.shapes import Shapes
from ...readers.values import Flags, Texts
from ..columns import INSTALLATIES, ROLLEN, TECHNIEKEN
from .result import AreaLayer, InstallationLayer, Layer
from .rules import ATTENTION, TABLE, UNKNOWN_PROTECTION, effects

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Maps:
    """The maps that were given, by role and then by name.

    Attributes
    ----------
    layers
        m maps.
    roles
        Shape (m,): role of each.
    """

    layers: tuple[Layer, ...]
    roles: Texts

    @property
    def given(self) -> tuple[str, ...]:
        """Return the roles with a map."""
        return tuple(role for role in ROLLEN if (self.roles == role).any())

    def of(self, role: str) -> Ints:
        """Return the numbers of the maps of a role."""
        return np.flatnonzero(self.roles == role).astype(np.int64)


@dataclass(frozen=True)
class Groups:
    """Groups of areas with one map and one meaning, the heaviest first; g of them.

    Attributes
    ----------
    table
        A row per group: role, layer (number in `Maps`), name (entry of `rules.TABLE`), depth (m, NaN), standard (the
        depth is the default), text (what the map says where it gives no depth), kind (its word for a kind of
        groundwater protection that is not known), design (not in force yet).
        Installations have a group per role, with layer -1.
    codes
        Shape (g, 2): verdict per technique.
    of
        Shape (a,): group of each area.
    names
        Shape (a,): name of each area, "" where it has none.
    shapes
        Shape (a,).
    """

    table: pd.DataFrame
    codes: Ints
    of: Ints
    names: Texts
    shapes: Shapes

    def installations(self, role: str) -> int:
        """Return the group of the installations of a role."""
        found = np.flatnonzero((self.table["role"] == role).to_numpy())
        return int(found[0])


def maps_of(areas: Mapping[str, Sequence[AreaLayer]], installations: Mapping[str, Sequence[InstallationLayer]]) -> Maps:
    """Return the maps in an order that does not depend on how they were given."""
    layers, roles = list[Layer](), list[str]()
    for role in ROLLEN:
        given: Sequence[Layer] = installations.get(role, ()) if role in INSTALLATIES else areas.get(role, ())
        for layer in sorted(given, key=lambda layer: (layer.name, layer.datum, len(layer.frame))):
            layers.append(layer)
            roles.append(role)
    return Maps(tuple(layers), np.array(roles, dtype=object))


def groups_of(maps: Maps, kentallen: Kentallen) -> Groups:
    """Return the groups of the areas of all maps, and one for the installations of each role."""
    tables, codes, names, shapes = list[pd.DataFrame](), list[Ints](), list[Texts](), list[Shapes]()
    for number, (layer, role) in enumerate(zip(maps.layers, maps.roles, strict=True)):
        if role in INSTALLATIES or not len(layer.frame):
            continue
        frame = layer.frame
        depth = frame["diepte_m"].to_numpy(dtype=np.float64)
        kinds = _texts(frame, "soort")
        found = effects(role, kinds, depth, kentallen)
        design = _designs(_texts(frame, "status"))
        tables.append(
            pd.DataFrame(
                {
                    "role": role,
                    "layer": number,
                    "name": found.names,
                    "depth": depth,
                    "standard": frame["diepte_standaard"].to_numpy(dtype=bool),
                    "text": np.where(np.isnan(depth), _texts(frame, "diepte_tekst"), ""),
                    "kind": np.where(found.names == UNKNOWN_PROTECTION, kinds, ""),
                    "design": design,
                }
            )
        )
        # what is not in force yet forbids nothing yet
        codes.append(np.where(design[:, None], np.minimum(found.codes, ATTENTION), found.codes))
        names.append(_texts(frame, "naam"))
        shapes.append(np.asarray(frame.geometry.array, dtype=object))
    for role in INSTALLATIES:
        own = effects(role, np.array([""], dtype=object), np.array([np.nan]), kentallen)
        tables.append(
            pd.DataFrame(
                {"role": [role], "layer": -1, "name": TABLE[role, ""], "depth": np.nan, "standard": False, "text": "",
                 "kind": "", "design": False}
            )
        )  # fmt: skip
        codes.append(own.codes)
    rows = pd.concat(tables, ignore_index=True)
    code = np.concatenate(codes)
    of, table, found_codes = _put_together(rows, code)
    count = len(rows) - len(INSTALLATIES)
    none = np.empty(0, dtype=object)
    return Groups(table, found_codes, of[:count], np.concatenate([none, *names]), np.concatenate([none, *shapes]))


def _put_together(rows: pd.DataFrame, codes: Ints) -> tuple[Ints, pd.DataFrame, Ints]:
    """Return the group of each row, the groups from heavy to light, and their verdicts."""
    keys = rows.assign(
        heaviest=-codes.max(axis=1),
        both=-codes.sum(axis=1),
        order=[ROLLEN.index(role) for role in rows["role"]],
        **{technique: codes[:, column] for column, technique in enumerate(TECHNIEKEN)},
    )
    by = ["heaviest", "both", "order", "layer", "name", "depth", "standard", "text", "kind", "design", *TECHNIEKEN]
    of = keys.groupby(by, sort=True, dropna=False).ngroup().to_numpy(dtype=np.int64)
    _, first = np.unique(of, return_index=True)
    return of, rows.iloc[first].reset_index(drop=True), codes[first]


def _designs(status: Texts) -> Flags:
    """Tell which areas are not in force yet, by the word for their status."""
    words = {word: is_design(word) for word in set(status)}
    return np.array([words[word] for word in status], dtype=bool)


def _texts(frame: pd.DataFrame, column: str) -> Texts:
    """Return a column of texts, "" where the reader does not give it."""
    if column not in frame.columns:
        return np.full(len(frame), "", dtype=object)
    return np.asarray(frame[column].astype(object).to_numpy(), dtype=object)
