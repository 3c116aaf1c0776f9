"""A project of the supplier: what is known of it before the kentallen say the rest, and the choices in reckoning it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Literal

from ..errors import InputError
from .case import Group, Item, Number, Stream, Surcharge
from .columns import JURIDISCH, PER_WONING, TELLINGEN

Surcharges = Literal["leusden", "putten", "geen"]
LEUSDEN, PUTTEN, GEEN = "leusden", "putten", "geen"
OPSLAGEN = (LEUSDEN, PUTTEN, GEEN)
"""Sets of surcharges: those of Leusden (table 6-2), of Putten (tables 4.1 and 4.3), or none."""

GAS, ELEKTRISCH = "gas", "elektrisch"
PIEKEN = (GEEN, GAS, ELEKTRISCH)
"""What gives the peak load: the source itself, a gas boiler, or an electric boiler."""

_NONE: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True)
class Choices:
    """How a business case is reckoned where the sources leave a choice.

    Attributes
    ----------
    tarief_telling
        How connections count for BAK, standing charge, metering and billing, one of `columns.TELLINGEN`.
    wis
        Whether the WIS subsidy is received.
    wis_telling
        How connections count for it.
    certificaten
        Whether CO2 certificates are sold.
    sde
        Whether SDE++ is received; None: for an MT network only.
    lening
        Whether what is not covered is borrowed.
    annuitair
        Whether the loan is paid back in equal yearly amounts, else linearly.
    opslagen
        One of `OPSLAGEN`; a project with surcharges of its own keeps those.
    onvoorzien_gestapeld
        Whether contingency is also taken over the other surcharges (`LEUSDEN` only).
    piek
        One of `PIEKEN`.
    volloop_jaren
        Share of the final uptake that has connected by year 1, 2, ...; see `case.Case.volloop_jaren`.
    meegroeien
        Whether house connections and delivery sets are built as dwellings connect, else all in year 0.
    """

    tarief_telling: str = JURIDISCH
    wis: bool = True
    wis_telling: str = PER_WONING
    certificaten: bool = True
    sde: bool | None = None
    lening: bool = True
    annuitair: bool = False
    opslagen: str = LEUSDEN
    onvoorzien_gestapeld: bool = False
    piek: str = GEEN
    volloop_jaren: tuple[float, ...] = (1.0,)
    meegroeien: bool = False

    def __post_init__(self) -> None:
        """Check the choices.

        Raises
        ------
        InputError
            A choice is not one of the allowed ones.
        """
        for name, allowed in (
            ("tarief_telling", TELLINGEN),
            ("wis_telling", TELLINGEN),
            ("opslagen", OPSLAGEN),
            ("piek", PIEKEN),
        ):
            value = getattr(self, name)
            if value not in allowed:
                raise InputError("econ_keuze", choice=name, value=str(value), allowed=", ".join(allowed))
        for name in ("wis", "certificaten", "lening", "annuitair", "onvoorzien_gestapeld", "meegroeien"):
            if not isinstance(getattr(self, name), bool):
                raise InputError("econ_keuze", choice=name, value=str(getattr(self, name)), allowed="true, false")
        if self.sde is not None and not isinstance(self.sde, bool):
            raise InputError("econ_keuze", choice="sde", value=str(self.sde), allowed="true, false")

    def change(self, values: Mapping[str, object]) -> Choices:
        """Return the choices with others in their place.

        Raises
        ------
        InputError
            There is no such choice (the nearest is named), or its value is not allowed.
        """
        known = [one.name for one in fields(self)]
        for name in values:
            if name not in known:
                hint = difflib.get_close_matches(name, known, n=1, cutoff=0.0)[0]
                raise InputError("econ_keuze_onbekend", choice=name, hint=hint)
        given = dict(values)
        if "volloop_jaren" in given:
            years = given["volloop_jaren"]
            if not isinstance(years, (list, tuple)) or not all(_is_number(year) for year in years):
                raise InputError("econ_volloop_jaren", value=str(years))
            given["volloop_jaren"] = tuple(float(year) for year in years)
        return replace(self, **given)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Project:
    """A variant of a project: investment, who can connect, and what differs from the kentallen.

    Attributes
    ----------
    naam, nettype, prijspeil
        Name of the variant, one of `columns.NETTYPEN`, and the year of the prices.
    posten
        Items of the investment; `case.Item.onderhoud` and `levensduur` None: from the kentallen by kind.
    opslagen
        Surcharges of the project itself; None: from the kentallen, as the choices say.
    groepen
        Who can connect.
    jaarposten
        Yearly amounts of the project itself: each replaces the one of the kentallen with the same key.
    weg
        Keys of yearly amounts of the kentallen to leave out.
    kentallen
        Kentallen of this variant, by key (uptake: ``financieel.volloop``).
    keuzes
        Fields of `Choices` of this variant.
    bron_kw, wko_kw, warmtepomp_kw
        Capacity of the source, of its storage and of the collective heat pumps, kW; 0: unknown or none.
    subsidie_eur
        A subsidy of a fixed amount in year 0, beside WIS.
    bron
        Where the figures come from, in words (Dutch).
    notes
        Sentences for report and log (Dutch).
    """

    naam: str
    nettype: str
    prijspeil: float
    posten: tuple[Item, ...]
    groepen: tuple[Group, ...]
    opslagen: tuple[Surcharge, ...] | None = None
    jaarposten: tuple[Stream, ...] = ()
    weg: tuple[str, ...] = ()
    kentallen: Mapping[str, object] = field(default_factory=lambda: _NONE)
    keuzes: Mapping[str, object] = field(default_factory=lambda: _NONE)
    bron_kw: Number = 0.0
    wko_kw: Number = 0.0
    warmtepomp_kw: Number = 0.0
    subsidie_eur: Number = 0.0
    bron: str = ""
    notes: tuple[str, ...] = ()

    @property
    def woningen(self) -> float:
        """Dwellings that can connect."""
        return sum(group.woningen for group in self.groepen)

    @property
    def aansluitingen(self) -> float:
        """Legal connections that can be made."""
        return sum(group.aansluitingen for group in self.groepen)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
