"""A business case as data: what is built, who connects, what comes in and goes out every year, and how it is financed.

Money is in euro without VAT, at the price level of year 0. A `Number` is one figure, or an array with a figure per run:
everything that computes on a case works on whole arrays, so that thousands of runs cost as much as a few.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from .columns import JURIDISCH, PER_WONING, REGELS_BATEN, VAST

Number = float | npt.NDArray[np.float64]
"""A figure, or an array (n,) with one per run."""

DIRECT = "direct"
"""Base of a surcharge: the direct costs."""


@dataclass(frozen=True)
class Item:
    """An item of the investment.

    Attributes
    ----------
    key, naam
        Key within the case, and its name in words (Dutch).
    soort
        One of `columns.POSTSOORTEN`.
    direct_eur
        Direct costs, before surcharges; below zero for costs that are saved.
    onderhoud
        Maintenance per year, as a share of the direct costs; None: as the kentallen say for its kind (in a case: 0).
    levensduur
        Years until it is replaced; inf: outlives the horizon; None: as the kentallen say for its kind (in a case: inf).
        One figure for all runs.
    herinvestering_deel
        Share of the costs that replacing takes.
    herinvestering_opslagen
        Whether the surcharges are paid again when it is replaced.
    herinvestering_index
        Rise of its price per year until it is replaced; None: inflation.
    meegroei
        Whether the costs are made when dwellings connect, in proportion; else all in year 0.
    bron
        Where the amount comes from, in words (Dutch).
    """

    key: str
    naam: str
    soort: str
    direct_eur: Number
    onderhoud: Number | None = None
    levensduur: float | None = None
    herinvestering_deel: Number = 1.0
    herinvestering_opslagen: bool = True
    herinvestering_index: Number | None = None
    meegroei: bool = False
    bron: str = ""


@dataclass(frozen=True)
class Surcharge:
    """A surcharge on the investment.

    Attributes
    ----------
    key, naam
        Key within the case, and its name in words (Dutch).
    deel
        Share of its base.
    grondslag
        What it is taken over: `DIRECT` and keys of surcharges before it. ``("direct",)`` is unstacked.
    zonder
        Keys of items that it is not taken over.
    """

    key: str
    naam: str
    deel: Number
    grondslag: tuple[str, ...] = (DIRECT,)
    zonder: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Dwellings (or other users) that connect alike.

    Attributes
    ----------
    naam
        In words (Dutch).
    woningen
        Dwellings at full uptake.
    aansluitingen
        Legal connections of those: a block that is connected as one counts as one.
    kw
        Capacity of all of them together at the facade, kW.
    warmte_gj
        Heat of all of them together, GJ per year.
    altijd
        Whether they always connect, whatever the uptake.
    """

    naam: str
    woningen: float
    aansluitingen: float
    kw: Number = 0.0
    warmte_gj: Number = 0.0
    altijd: bool = False


@dataclass(frozen=True)
class Stream:
    """An amount per year.

    Attributes
    ----------
    key, naam
        Key within the case, and its name in words (Dutch).
    regel
        Line of the cash flow: one of `columns.REGELS_BATEN` (comes in) or `columns.REGELS_LASTEN` (goes out).
    eur
        Amount per unit of `maat` and year, at the price of year 0; above zero.
    maat
        One of `columns.MATEN`: what it is paid per. ``"vast"``: the amount itself, whatever the uptake.
    telling
        With ``maat = "aansluiting"``: how connections count, one of `columns.TELLINGEN`.
    index
        Rise per year from year 1 (the amount of year t is ``eur * (1 + index) ** t``); None: inflation, 0: fixed.
    van, tot
        First and last year; None: the horizon.
    bron
        Where the amount comes from, in words (Dutch).
    """

    key: str
    naam: str
    regel: str
    eur: Number
    maat: str = VAST
    telling: str = JURIDISCH
    index: Number | None = None
    van: int = 1
    tot: int | None = None
    bron: str = ""


@dataclass(frozen=True)
class Grant:
    """A subsidy on the investment: an amount per connection, at most a share of the investment.

    Attributes
    ----------
    eur
        Per dwelling or legal connection.
    deel
        Highest share of the investment so far (with surcharges).
    telling
        One of `columns.TELLINGEN`.
    vast_eur
        A fixed amount in year 0 besides, outside the highest share.
    """

    eur: Number = 0.0
    deel: Number = 1.0
    telling: str = PER_WONING
    vast_eur: Number = 0.0


@dataclass(frozen=True)
class Finance:
    """How it is paid.

    Attributes
    ----------
    horizon, looptijd
        Years of the case and of a loan; the same in all runs.
    rente, disconto, inflatie
        Per year.
    lening
        Whether what BAK and subsidy do not cover is borrowed; else it is paid from own means in the year itself.
    annuitair
        Whether a loan is paid back in equal yearly amounts; else linearly (equal repayments, falling interest).
    herfinanciering
        Whether replacing is paid by a new loan (only with `lening`).
    restwaarde
        Share (0 to 1) of the linear book value of what was replaced that counts in the last year.
    """

    horizon: int
    looptijd: int
    rente: Number
    disconto: Number
    inflatie: Number
    lening: bool = True
    annuitair: bool = False
    herfinanciering: bool = True
    restwaarde: Number = 0.0


@dataclass(frozen=True)
class Case:
    """A business case, complete.

    Attributes
    ----------
    naam, nettype, prijspeil
        Name of the variant, one of `columns.NETTYPEN`, and the year of the prices.
    posten, opslagen, groepen, jaarposten
        Investment, surcharges in order, who connects, yearly amounts.
    bak_eur
        Contribution to the costs of a connection.
    bak_telling
        How connections count for it, one of `columns.TELLINGEN`.
    subsidie, financiering
        See `Grant` and `Finance`.
    volloop
        Share of the dwellings that may choose and connects in the end, 0 to 1.
    volloop_jaren
        Share of that which has connected by year 1, 2, ...; later years have the last. ``(1.0,)``: at once.
    notes
        Sentences for the report and the log (Dutch): assumptions.
    """

    naam: str
    nettype: str
    prijspeil: float
    posten: tuple[Item, ...]
    opslagen: tuple[Surcharge, ...]
    groepen: tuple[Group, ...]
    jaarposten: tuple[Stream, ...]
    bak_eur: Number
    bak_telling: str
    subsidie: Grant
    financiering: Finance
    volloop: Number = 1.0
    volloop_jaren: tuple[float, ...] = (1.0,)
    notes: tuple[str, ...] = field(default=())

    @property
    def zonder_inkomsten(self) -> bool:
        """Whether nobody pays anything: a comparison of costs, in which there is nothing that could pay or not."""
        income = (stream.eur for stream in self.jaarposten if stream.regel in REGELS_BATEN)
        return not any(bool(np.any(np.asarray(eur) > 0.0)) for eur in (self.bak_eur, *income))
