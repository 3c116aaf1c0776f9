"""What belongs to the source: its power, and items priced per kW where no amount is given."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...diversity import danish, square_root
from ...errors import InputError
from ...kentallen import Kentallen
from ...units import GJ_PER_KWH
from ...wording import amount, note
from ..case import Item
from ..columns import BRONNET, ELEKTRA, MT, OVERDRACHT, OVERIG, RIOTHERMIE, RUIMTE, WARMTEPOMP, WKO
from ..energy import produced_gj


@dataclass(frozen=True)
class Source:
    """What is known of the source; None: from the kentallen or derived, 0: there is none.

    Attributes
    ----------
    bron_kw
        Power drawn from the sewer.
    wko_kw
        Power of the storage; None: that of the source.
    warmtepomp_kw
        Heat of the collective heat pumps (MT only).
    riothermie_eur, wko_eur, ruimte_eur, warmtepomp_eur, overdracht_eur, elektra_eur
        Direct costs of the items, EUR; None: per kW from the kentallen.
    overig_eur
        Other direct costs, EUR; below zero for costs that are saved.
    subsidie_eur
        A subsidy of a fixed amount, beside WIS.
    """

    bron_kw: float | None = None
    wko_kw: float | None = None
    warmtepomp_kw: float | None = None
    riothermie_eur: float | None = None
    wko_eur: float | None = None
    ruimte_eur: float | None = None
    warmtepomp_eur: float | None = None
    overdracht_eur: float | None = None
    elektra_eur: float | None = None
    overig_eur: float = 0.0
    subsidie_eur: float = 0.0


@dataclass(frozen=True)
class Power:
    """Powers of a source, kW, and how they were found (sentences, Dutch)."""

    bron_kw: float
    wko_kw: float
    warmtepomp_kw: float
    notes: tuple[str, ...]


def source_power_kw(heat_gj: float, nettype: str, kentallen: Kentallen) -> float:
    """Return the power of a source that gathers the heat of a year with storage, kW.

    ``P = Q (1 + loss) (1 - 1/COP) / (hours * efficiency)``: the rule of Leusden 2.5 the other way round.

    Parameters
    ----------
    heat_gj
        Heat delivered, GJ per year.
    nettype
        One of `columns.NETTYPEN`.
    kentallen
        ``net.verlies_*``, ``cop.*``, ``wko.*``.
    """
    short = "bron" if nettype == BRONNET else MT
    made = produced_gj(heat_gj, kentallen.value(f"net.verlies_{short}"))
    drawn = float(made) * (1.0 - 1.0 / kentallen.value(f"cop.{nettype}"))
    return drawn / (kentallen.value("wko.vollasturen") * GJ_PER_KWH * kentallen.value("wko.rendement"))


def heat_pump_kw(space_kw: float, tap_kw: float, users: float, kentallen: Kentallen) -> float:
    """Return the heat of the collective heat pumps of an MT network, kW.

    The larger of space heating (``g + (1 - g)/n``) and tap water (``1/sqrt(n)``), as in the design of the network,
    times one plus the loss (Leusden 5.3.2).

    Parameters
    ----------
    space_kw, tap_kw
        Summed power of all users.
    users
        How many there are.
    kentallen
        ``gelijktijdigheid.*``, ``net.verlies_mt``.
    """
    n = max(users, 1.0)
    space = float(danish(n, kentallen.value("gelijktijdigheid.rv_grens"))) * space_kw
    tap = float(square_root(n, kentallen.value("gelijktijdigheid.tap_grens"))) * tap_kw
    return max(space, tap) * (1.0 + kentallen.value("net.verlies_mt"))


def powers(source: Source, nettype: str, heat_gj: float, pump_kw: float, kentallen: Kentallen) -> Power:
    """Return the powers of a source: as given, or derived.

    Parameters
    ----------
    source
        What is given.
    nettype
        One of `columns.NETTYPEN`.
    heat_gj
        Heat of all users, GJ per year.
    pump_kw
        From `heat_pump_kw`.
    kentallen
        See `source_power_kw`.

    Raises
    ------
    InputError
        There is no storage and the power of the source is not given: what to derive it from is not known.
    """
    notes = []
    kw = source.bron_kw
    if kw is None:
        if source.wko_kw == 0.0:
            raise InputError("quantities_no_storage")
        kw = source_power_kw(heat_gj, nettype, kentallen)
        notes.append(note("quantities_source_kw", kw=amount(kw), heat=amount(heat_gj)))
    storage = kw if source.wko_kw is None else source.wko_kw
    if source.wko_kw is None:
        notes.append(note("quantities_storage_kw", kw=amount(storage)))
    pump = 0.0
    if nettype == MT:
        pump = pump_kw if source.warmtepomp_kw is None else source.warmtepomp_kw
        if source.warmtepomp_kw is None:
            notes.append(note("quantities_pump_kw", kw=amount(pump)))
    return Power(kw, storage, pump, tuple(notes))


def source_items(source: Source, power: Power, nettype: str, kentallen: Kentallen) -> tuple[Item, ...]:
    """Return the items of the source; those that cost nothing are left out.

    Parameters
    ----------
    source
        Amounts where they are given.
    power
        From `powers`.
    nettype
        One of `columns.NETTYPEN`; heat pumps and substations only for an MT network.
    kentallen
        ``kosten_bron.*``, EUR per kW.
    """
    mt = nettype == MT
    rows: list[tuple[str, float | None, str, float]] = [
        (RIOTHERMIE, source.riothermie_eur, "riothermie_mt" if mt else "riothermie", power.bron_kw),
        (WKO, source.wko_eur, "wko", power.wko_kw),
        (RUIMTE, source.ruimte_eur, f"ruimte_{nettype}", power.bron_kw),
        (ELEKTRA, source.elektra_eur, f"elektra_{nettype}", power.warmtepomp_kw if mt else power.bron_kw),
    ]
    if mt or source.warmtepomp_eur:
        rows.append((WARMTEPOMP, source.warmtepomp_eur, "warmtepomp", power.warmtepomp_kw))
    if mt or source.overdracht_eur:
        rows.append((OVERDRACHT, source.overdracht_eur, "overdracht", power.warmtepomp_kw))
    items = []
    for soort, given, kental, kw in rows:
        key = f"kosten_bron.{kental}"
        eur = float(np.round(kw * kentallen.value(key))) if given is None else given
        origin = (
            note("quantities_given")
            if given is not None
            else note("quantities_per_kw", kw=amount(kw), kental=key, source=kentallen[key].bron)
        )
        if eur:
            name = soort.replace(" ", "_")
            items.append(Item(name, note(f"post_{name}"), soort, eur, bron=origin))
    if source.overig_eur:
        items.append(Item("overig", note("post_overig"), OVERIG, source.overig_eur, bron=note("quantities_given")))
    return tuple(items)
