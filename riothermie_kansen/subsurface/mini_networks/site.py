"""The houses of a town as neighbours with places for loops: what the division works on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...kentallen import Kentallen
from .columns import OPENBAAR, RING
from .costs import Prices, Table, gas_m3, own_eur, standard_eur, standard_own_eur
from .groups import Members, Rules
from .places import Places
from .reading import Houses
from .result import Settings
from .town import Links

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

FIRST = 10_000.0
"""EUR a year for each dwelling that takes part, where taking part goes before cost: more than any saving, so that no
saving outweighs a dwelling. It is in no figure that comes out."""


@dataclass(frozen=True)
class Site:
    """Members and their links; shape (n,) each unless told otherwise.

    Attributes
    ----------
    row
        Row of each member in the houses.
    members, links
        For `divide.divide`.
    node
        Shape (n, 2): place on the wall where the pipes of a building come together, m.
    gas_m3
        Gas per dwelling that the heat stands for.
    mini_eur, lus_eur
        Yearly cost of all dwellings of the building: the folder's in the standard mini network; with own loops that of
        the folder, and what this soil and depth make them dearer.
    standard_eur
        Investment in the source of the standard network, for all dwellings of the building.
    of_place, place_m
        Shape (p,): member and length of pipe of each place.
    """

    row: Ints
    members: Members
    links: Links
    node: Floats
    gas_m3: Floats
    mini_eur: Floats
    lus_eur: Floats
    standard_eur: Floats
    of_place: Ints
    place_m: Floats


def rules_of(settings: Settings, kentallen: Kentallen) -> Rules:
    """Return what networks must keep to."""
    wide = settings.definition != "2-10"
    standard = kentallen.value("mini.n_max_folder" if wide else "mini.n_max")
    least = round(kentallen.value("mini.n_min")) if settings.least is None else settings.least
    return Rules(
        least=least,
        most=round(standard) if settings.most is None else settings.most,
        per_loop=kentallen.value("mini.n_per_lus") if settings.per_loop is None else float(settings.per_loop),
        shallow_m=kentallen.value("bodem.diepte_minst"),
        ring=kentallen.value("mini.ring_factor") if settings.variant == RING else 1.0,
        bonus_eur=FIRST if settings.goal == "deelname" else 0.0,
    )


def site_of(houses: Houses, places: Places, node: Floats, first: Ints, second: Ints, kentallen: Kentallen) -> Site:
    """Return the members of a town.

    Parameters
    ----------
    node
        Shape (b, 2): see `nodes.nodes`.
    first, second
        Pairs of neighbours, as rows of the houses that can take part.
    """
    row = np.flatnonzero(houses.can)
    at = np.full(len(houses.reason), -1, dtype=np.int64)
    at[row] = np.arange(len(row))
    detour = kentallen.value("mini.leiding_omweg")
    prices = Prices.from_kentallen(kentallen)
    node = node[row]
    one, other = at[first], at[second]
    links = Links(one, other, detour * np.hypot(*(node[one] - node[other]).T))
    of_place = at[places.house]
    place_m = detour * np.hypot(*(places.xy - node[of_place]).T) if len(of_place) else np.empty(0)
    place_eur = place_m * prices.pipe_m + np.where(places.ground == OPENBAAR, prices.public, 0.0)
    dwellings = houses.homes.woningen[row]
    gas = gas_m3(houses.homes.warmte_gj[row] / dwellings, kentallen)
    table = Table.from_kentallen(kentallen)
    standard = dwellings * standard_eur(gas, kentallen)
    mini = dwellings * table.cost("mini", gas)
    metres = np.maximum(houses.power_m[row], houses.energy_m[row]) / dwellings
    soil_eur = own_eur(metres, houses.depth_m[row], kentallen) - standard_own_eur(gas, kentallen)
    own = dwellings * (table.cost("lus", gas) + soil_eur / prices.years)
    members = Members(
        dwellings=dwellings,
        power_m=houses.power_m[row],
        energy_m=houses.energy_m[row],
        depth_m=houses.depth_m[row],
        base_eur=own - (mini - standard / prices.years),
        pipe_m=np.full(len(row), kentallen.value("mini.binnen_m")),
        place_eur=_table(of_place, place_eur, len(row)),
    )
    return Site(row, members, links, node, gas, mini, own, standard, of_place, place_m)


def _table(of_place: Ints, values: Floats, n: int) -> Floats:
    """Return the values of each member in a row, rising; inf behind them. Shape (n, most), most at least 1."""
    order = np.lexsort((values, of_place))
    count = np.bincount(of_place, minlength=n) if n else np.zeros(0, dtype=np.int64)
    result = np.full((n, max(int(count.max(initial=0)), 1)), np.inf)
    within = np.arange(len(order)) - np.repeat(np.cumsum(count) - count, count)
    result[of_place[order], within] = values[order]
    return result
