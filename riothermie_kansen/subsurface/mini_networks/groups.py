"""Candidates for a mini network: groups of neighbours, and what each is worth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...kentallen import Kentallen
from .costs import Prices, loops_for, metres_together

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_CHUNK = 2_000_000
"""Numbers held at a time while places are sorted."""


@dataclass(frozen=True)
class Rules:
    """What a group must keep to.

    Attributes
    ----------
    least, most
        Dwellings in a network.
    per_loop
        Dwellings on a loop, at most.
    shallow_m
        Least depth of a loop, m.
    ring
        Factor on the length between neighbours: 1, or that of a ring.
    bonus_eur
        Worth of a dwelling that takes part beside what it saves, EUR a year: large where taking part goes first.
    """

    least: int
    most: int
    per_loop: float
    shallow_m: float
    ring: float
    bonus_eur: float


@dataclass(frozen=True)
class Members:
    """Buildings that can take part, shape (n,) each unless told otherwise.

    Attributes
    ----------
    dwellings
        Number, 1 or more.
    power_m, energy_m
        Metres of loop that the building alone needs by power and by energy.
    depth_m
        Greatest depth allowed.
    base_eur
        What the building saves a year in a network with a free source, against own loops: positive.
    pipe_m
        From the line between neighbours to the heat pump, m.
    place_eur
        Shape (n, p): cost of the pipe to each place for a loop that belongs to the building, rising; inf: no place.
    """

    dwellings: Floats
    power_m: Floats
    energy_m: Floats
    depth_m: Floats
    base_eur: Floats
    pipe_m: Floats
    place_eur: Floats

    def padded(self) -> Members:
        """Return the same with a last row that adds nothing: row -1 stands for "no building" in a group."""
        none = {"depth_m": np.inf, "place_eur": np.inf}
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return Members(
            **{
                name: np.concatenate([value, np.full((1, *value.shape[1:]), none.get(name, 0.0))])
                for name, value in values.items()
            }
        )


@dataclass(frozen=True)
class Worth:
    """What m groups are worth, shape (m,) each.

    Attributes
    ----------
    eur
        Saving a year against own loops, with the bonus; -inf: the group cannot be.
    saving_eur
        The same without bonus.
    dwellings, metres, loops, depth_m, source_eur
        Of the group; loops of equal depth.
    fits
        The loops have a place.
    """

    eur: Floats
    saving_eur: Floats
    dwellings: Floats
    metres: Floats
    loops: Floats
    depth_m: Floats
    source_eur: Floats
    fits: npt.NDArray[np.bool_]


def worth(
    members: Members, groups: Ints, between_m: Floats, rules: Rules, prices: Prices, kentallen: Kentallen
) -> Worth:
    """Return what groups of buildings are worth.

    The saving of a group is what its dwellings pay for own loops, less the folder's cost of a mini network without its
    source, less the source of this network over ``mini.jaren``.

    Parameters
    ----------
    members
        As made by `Members.padded`.
    groups
        Shape (m, k): rows of `members`, each at most once in a group; -1 for none.
    between_m
        Shape (m,): length of pipe between the neighbours of a group.
    """
    parts = [
        _worth(members, groups[rows], between_m[rows], rules, prices, kentallen)
        for rows in np.array_split(
            np.arange(len(groups)), max(1, groups.size * members.place_eur.shape[1] // _CHUNK + 1)
        )
    ]
    return Worth(*(np.concatenate([getattr(one, name) for one in parts]) for name in Worth.__dataclass_fields__))


def _worth(
    members: Members, groups: Ints, between_m: Floats, rules: Rules, prices: Prices, kentallen: Kentallen
) -> Worth:
    dwellings = members.dwellings[groups].sum(axis=1)
    metres = metres_together(
        dwellings, members.power_m[groups].sum(axis=1), members.energy_m[groups].sum(axis=1), kentallen
    )
    deepest = members.depth_m[groups].min(axis=1)
    loops = loops_for(dwellings, metres, deepest, rules.per_loop)
    metres = np.maximum(metres, loops * rules.shallow_m)
    places = members.place_eur[groups].reshape(len(groups), groups.shape[1] * members.place_eur.shape[1])
    places.sort(axis=1)
    there = np.isfinite(places).sum(axis=1)
    fits = loops <= there
    cheapest = np.cumsum(np.where(np.isfinite(places), places, 0.0), axis=1)
    at = np.clip(loops.astype(np.int64) - 1, 0, places.shape[1] - 1)
    pipe = rules.ring * between_m + members.pipe_m[groups].sum(axis=1)
    source = prices.source_eur(loops, metres, pipe) + cheapest[np.arange(len(groups)), at]
    saving = members.base_eur[groups].sum(axis=1) - source / prices.years
    may = fits & (dwellings >= rules.least) & (dwellings <= rules.most)
    worth_eur = np.where(may, saving + rules.bonus_eur * dwellings, -np.inf)
    return Worth(worth_eur, saving, dwellings, metres, loops, metres / loops, source, fits)
