"""What a mini network costs a year: the folder's table, and what one network has more or less than another.

The folder of the province of Utrecht (2024) gives yearly costs per dwelling of four ways of heating at four levels of
gas use: purchase and maintenance and mean energy over 15 years. It does not say how its mini network is built. Here a
standard network (``mini.standaard_*``) stands for it; another network differs by the investment in drilling and pipes
(`Prices.source_eur`), spread over the same years, and so do own loops in another soil. So the standard network costs
what the folder says, and the model only judges differences between networks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...diversity import danish
from ...errors import InputError
from ...kentallen import Kentallen
from ..boreholes.loop_length import loops_needed
from .columns import GEEXTRAPOLEERD, GEINTERPOLEERD, TABEL

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]

WAYS = ("cv", "mini", "lus", "lucht")
"""Columns of the folder's table: gas boiler, mini network, own loop, air heat pump."""

_SLACK = 1e-9
_ROUND_M3 = 0.5


@dataclass(frozen=True)
class Table:
    """Yearly costs per dwelling by gas use.

    Attributes
    ----------
    gas_m3
        Shape (k,): m3 a year, rising.
    eur
        Way (`WAYS`) to shape (k,): EUR a year.
    """

    gas_m3: Floats
    eur: dict[str, Floats]

    @classmethod
    def from_kentallen(cls, kentallen: Kentallen) -> Table:
        """Return the table of ``mini.tabel_*``.

        Raises
        ------
        InputError
            The gas use does not rise.
        """
        gas = np.array(kentallen.table("mini.tabel_gas"))
        if not (np.diff(gas) > 0).all():
            raise InputError("mini_tabel")
        return cls(gas, {way: np.array(kentallen.table(f"mini.tabel_{way}")) for way in WAYS})

    def cost(self, way: str, gas_m3: npt.ArrayLike) -> Floats:
        """Return the yearly cost of a way of heating at any gas use, EUR: on the lines through the table's points."""
        return on_lines(gas_m3, self.gas_m3, self.eur[way])

    def how(self, gas_m3: npt.ArrayLike) -> Texts:
        """Return how a cost follows from the table: a row of it, between rows, or outside."""
        gas = np.atleast_1d(np.asarray(gas_m3, dtype=np.float64))
        inside = (gas >= self.gas_m3[0]) & (gas <= self.gas_m3[-1])
        row = np.abs(gas[:, None] - self.gas_m3).min(axis=1) <= _ROUND_M3
        return np.where(row, TABEL, np.where(inside, GEINTERPOLEERD, GEEXTRAPOLEERD)).astype(object)


def on_lines(x: npt.ArrayLike, at: Floats, values: Floats) -> Floats:
    """Return values on the lines through points; before the first and after the last one the outer lines go on."""
    x = np.asarray(x, dtype=np.float64)
    i = np.clip(np.searchsorted(at, x, side="right") - 1, 0, len(at) - 2)
    share = (x - at[i]) / (at[i + 1] - at[i])
    return np.asarray(values[i] + share * (values[i + 1] - values[i]), dtype=np.float64)


def gas_m3(heat_gj: npt.ArrayLike, kentallen: Kentallen) -> Floats:
    """Return the gas that heat stands for, m3: ``heat / gasverbruik.warmte_per_m3``, without cooking."""
    return np.asarray(heat_gj, dtype=np.float64) * 1000.0 / kentallen.value("gasverbruik.warmte_per_m3")


@dataclass(frozen=True)
class Prices:
    """What drilling and pipes cost, EUR; ``mini.*``."""

    rig: float
    loop: float
    metre: float
    pipe_m: float
    public: float
    years: float

    @classmethod
    def from_kentallen(cls, kentallen: Kentallen) -> Prices:
        """Return the prices of the kentallen."""
        names = ("boorstelling_eur", "lus_vast_eur", "lus_eur_m", "leiding_eur_m", "openbaar_eur", "jaren")
        return cls(*(kentallen.value(f"mini.{name}") for name in names))

    def source_eur(self, loops: Floats, metres: Floats, pipe_m: Floats) -> Floats:
        """Return the investment in a source: ``rig + loops x fixed + metres x price + pipe x price``, EUR."""
        return np.asarray(self.rig + loops * self.loop + metres * self.metre + pipe_m * self.pipe_m, dtype=np.float64)


def metres_together(dwellings: Floats, power_m: Floats, energy_m: Floats, kentallen: Kentallen) -> Floats:
    """Return the metres of loop of dwellings together: the larger of power, not all at once, and energy.

    ``max(g(n) sum of power metres, sum of energy metres)`` with ``g(n) = 0.62 + 0.38 / n``
    (``gelijktijdigheid.rv_grens``); what a year draws from the ground adds up in full.
    """
    factor = danish(np.maximum(dwellings, 1.0), kentallen.value("gelijktijdigheid.rv_grens"))
    return np.maximum(factor * power_m, energy_m)


def loops_for(dwellings: Floats, metres: Floats, depth_m: Floats, per_loop: float) -> Floats:
    """Return the number of loops: at most `per_loop` dwellings on one, none deeper than `depth_m`. Whole numbers."""
    by_number, by_depth = np.ceil(dwellings / per_loop - _SLACK), np.ceil(metres / depth_m - _SLACK)
    return np.asarray(np.maximum(by_number, by_depth), dtype=np.float64)


def own_eur(metres: Floats, depth_m: Floats, kentallen: Kentallen) -> Floats:
    """Return the investment in the source of a dwelling with own loops, EUR: no pipe to neighbours."""
    loops = np.maximum(np.ceil(metres / depth_m - _SLACK), 1.0)
    return Prices.from_kentallen(kentallen).source_eur(loops, metres, np.zeros(1))


def standard_own_eur(gas: npt.ArrayLike, kentallen: Kentallen) -> Floats:
    """Return the investment in own loops that stands behind the folder's own loop, by gas use, EUR per dwelling.

    For a dwelling like those of the standard network, see `standard_eur`. What soil or a limit of depth make dearer
    here is so for own loops and for a mini network alike.
    """
    power, energy = _standard_metres(kentallen)
    depth = np.full(len(power), kentallen.value("bodem.diepte_hoogst"))
    at = np.array(kentallen.table("mini.tabel_gas"))
    return on_lines(gas, at, own_eur(np.maximum(power, energy), depth, kentallen))


def standard_eur(gas: npt.ArrayLike, kentallen: Kentallen) -> Floats:
    """Return the investment per dwelling in the source of the standard network, by gas use, EUR.

    ``mini.standaard_woningen`` equal dwellings on soil of unknown kind without a limit of depth, worked out at the rows
    of the folder's table and on the lines between them.

    Parameters
    ----------
    gas
        m3 a year per dwelling.
    """
    at = np.array(kentallen.table("mini.tabel_gas"))
    n = np.full(len(at), kentallen.value("mini.standaard_woningen"))
    power, energy = _standard_metres(kentallen)
    metres = metres_together(n, n * power, n * energy, kentallen)
    deepest = np.full(len(at), kentallen.value("bodem.diepte_hoogst"))
    loops = loops_for(n, metres, deepest, kentallen.value("mini.n_per_lus"))
    source = Prices.from_kentallen(kentallen).source_eur(loops, metres, n * kentallen.value("mini.standaard_leiding_m"))
    return on_lines(gas, at, source / n)


def _standard_metres(kentallen: Kentallen) -> tuple[Floats, Floats]:
    """Return the metres by power and by energy of a dwelling at each row of the folder's table."""
    heat = np.array(kentallen.table("mini.tabel_gas")) * kentallen.value("gasverbruik.warmte_per_m3") / 1000.0
    load = heat * kentallen.value("vraag.vermogen_rv") / kentallen.value("vraag.warmte_per_woning")
    need = loops_needed(
        load, heat, w_per_m=kentallen.value("bodem.opbrengst_onbekend"),
        depth_m=kentallen.value("bodem.diepte_hoogst"), kentallen=kentallen,
    )  # fmt: skip
    return need.metres_power, need.metres_energy
