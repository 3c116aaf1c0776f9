"""The yearly amounts of the supplier as the kentallen have them: maintenance, energy, billing, tariffs, subsidies."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..wording import note
from .assumptions import Assumptions
from .case import Group, Item, Number, Stream
from .co2.emissions import certificates_eur, electricity_t, gas_t, saving_t
from .columns import (
    AANSLUITING,
    ADMINISTRATIE,
    AFLEVERSET,
    BATEN,
    BRONNET,
    CERTIFICATEN,
    ELEKTRICITEIT,
    GJ,
    LASTEN,
    MT,
    ONDERHOUD,
    POSTSOORTEN,
    REGELS_LASTEN,
    SDE,
    VAST,
    VASTRECHT,
    WARMTE,
    WONING,
)
from .energy import electricity_kwh, number, produced_gj, pump_kwh
from .investment import upkeep_eur
from .project import ELEKTRISCH, GAS, GEEN, Choices

FIXED = 0.0
"""Index of subsidies and certificates: the same amount every year."""


def upkeep_key(soort: str) -> str:
    """Return the key of the maintenance of a kind of item."""
    return f"onderhoud_{soort.replace(' ', '_')}"


STREAM_KEYS = (
    *(upkeep_key(soort) for soort in POSTSOORTEN if soort != AFLEVERSET),
    "onderhoud_afleverset",
    "elektriciteit",
    "elektriciteit_vast",
    "administratie",
    "onderhoud_afleversets",
    "piek_energie",
    "vastrecht",
    "warmteverkoop",
    "meettarief",
    "huur_afleverset",
    "sde",
    "certificaten",
)
"""Keys of the yearly amounts that the kentallen give; a project replaces or leaves out an amount by its key."""


@dataclass(frozen=True)
class Energy:
    """What one GJ of delivered heat takes, see `energy_per_gj`.

    Attributes
    ----------
    supplier_kwh, dwelling_kwh
        Electricity of the supplier (without the peak) and of the heat pumps in dwellings, kWh.
    peak_kwh, peak_gj
        Electricity for an electric peak (kWh), and heat from a gas peak (GJ).
    """

    supplier_kwh: Number
    dwelling_kwh: Number
    peak_kwh: Number
    peak_gj: Number


def energy_per_gj(nettype: str, choices: Choices, a: Assumptions) -> Energy:
    """Return the energy that one GJ of heat at the dwelling takes.

    MT: heat pumps make the heat and the loss of the net, ``(1 + loss) / COP``, less the share of the peak; bronnet:
    the heat pump stands in the dwelling, ``1 / COP``, and the net brings ``(1 - 1 / COP)`` and its loss. Pumps take a
    share of the delivered heat. A peak source makes a share of what the heat pumps (MT) or the source (bronnet) give.
    """
    peak: Number = 0.0 if choices.piek == GEEN else a.piek_warmte_deel
    pumps = np.asarray(pump_kwh(1.0, a.pomp_deel))
    if nettype == MT:
        made = np.asarray(produced_gj(1.0, a.verlies))
        own = np.asarray(electricity_kwh(number(made * (1.0 - np.asarray(peak))), a.cop)) + pumps
        dwelling: Number = 0.0
    else:
        made = np.asarray(produced_gj(1.0, a.verlies)) * (1.0 - 1.0 / np.asarray(a.cop_woning))
        own = pumps
        dwelling = electricity_kwh(1.0, a.cop_woning)
    heat = number(made * np.asarray(peak))
    electric: Number = electricity_kwh(heat, 1.0) if choices.piek == ELEKTRISCH else 0.0
    return Energy(number(own), dwelling, electric, heat if choices.piek == GAS else 0.0)


def certificates_per_gj(energy: Energy, a: Assumptions) -> Number:
    """Return what the certificates of one GJ of heat bring in: gas that is replaced less what the net emits.

    ``price * (EF_gas / efficiency - kWh * EF_electricity)`` in tonnes, at least 0 (Leusden 6.3).
    """
    used = number(np.asarray(energy.supplier_kwh) + energy.dwelling_kwh + energy.peak_kwh)
    emitted = np.asarray(electricity_t(used, a.ef_elektra_kg_kwh))
    emitted = emitted + np.asarray(gas_t(energy.peak_gj, a.ketelrendement, a.ef_gas_kg_gj))
    reference = gas_t(1.0, a.ketelrendement, a.ef_gas_kg_gj)
    return certificates_eur(saving_t(reference, number(emitted)), a.certificaat_eur_t)


def upkeep_streams(items: tuple[Item, ...], groups: tuple[Group, ...] = ()) -> list[Stream]:
    """Return the maintenance, a yearly amount per kind of item; kinds without maintenance are left out.

    Costs that are saved (below zero) lower the maintenance of their own kind, never below 0. Of a kind that is built as
    dwellings connect only what stands is maintained.
    """
    homes, legal = sum(group.woningen for group in groups), sum(group.aansluitingen for group in groups)
    found = []
    for soort in POSTSOORTEN:
        own = [item for item in items if item.soort == soort]
        total = np.maximum(sum((np.asarray(upkeep_eur(item)) for item in own), np.asarray(0.0)), 0.0)
        if not bool(np.any(total > 0.0)):
            continue
        stream = Stream(upkeep_key(soort), note("econ_onderhoud", soort=soort), ONDERHOUD, number(total))
        if all(item.meegroei for item in own) and (homes or legal):
            stream = replace(stream, eur=number(total / (homes or legal)), maat=WONING if homes else AANSLUITING)
        found.append(stream)
    return found


def first_year(groups: tuple[Group, ...], choices: Choices) -> int:
    """Return the first year in which heat is delivered: 1 with somebody who always connects, else when uptake begins.

    Where the uptake stays 0 it is 1.
    """
    if any(group.altijd for group in groups):
        return 1
    return next((year for year, share in enumerate(choices.volloop_jaren, start=1) if share > 0.0), 1)


def standard_streams(
    items: tuple[Item, ...], groups: tuple[Group, ...], nettype: str, choices: Choices, a: Assumptions
) -> list[Stream]:
    """Return the yearly amounts of the kentallen.

    Parameters
    ----------
    items
        Items of the investment, complete.
    groups
        Who can connect: the fixed costs of energy are made for the heat of all of them from the beginning; SDE++ and
        certificates run from the first year in which there is heat.
    nettype, choices, a
        Which amounts there are, and how high.
    """
    energy = energy_per_gj(nettype, choices, a)
    bought = number(np.asarray(energy.supplier_kwh) * a.elektra_eur_kwh)
    heat = sum((np.asarray(group.warmte_gj) for group in groups), np.asarray(0.0))
    fixed = number(heat * a.elektra_vast_eur_gj)
    before = first_year(groups, choices) - 1
    found = upkeep_streams(items, groups)
    found += [
        Stream("elektriciteit", note("econ_elektriciteit"), ELEKTRICITEIT, bought, GJ),
        Stream("elektriciteit_vast", note("econ_elektriciteit_vast"), ELEKTRICITEIT, fixed, VAST),
        Stream(
            "administratie",
            note("econ_administratie"),
            ADMINISTRATIE,
            a.administratie_eur,
            AANSLUITING,
            choices.tarief_telling,
        ),
        Stream("vastrecht", note("econ_vastrecht"), VASTRECHT, a.vastrecht_eur, AANSLUITING, choices.tarief_telling),
    ]
    if choices.piek != GEEN:
        peak = np.asarray(energy.peak_kwh) * a.elektra_eur_kwh + np.asarray(energy.peak_gj) * a.piek_gas_eur_gj
        found.append(Stream("piek_energie", note("econ_piek_energie"), LASTEN, number(peak), GJ))
    if nettype != BRONNET:
        found += [
            Stream(
                "onderhoud_afleversets",
                note("econ_onderhoud_sets"),
                ONDERHOUD,
                a.afleverset_eur,
                AANSLUITING,
                choices.tarief_telling,
            ),
            Stream("warmteverkoop", note("econ_warmteverkoop"), WARMTE, a.warmteprijs_eur_gj, GJ),
            Stream("meettarief", note("econ_meettarief"), BATEN, a.meettarief_eur, AANSLUITING, choices.tarief_telling),
            Stream(
                "huur_afleverset", note("econ_huur"), BATEN, a.huur_afleverset_eur, AANSLUITING, choices.tarief_telling
            ),
        ]
    if (nettype == MT if choices.sde is None else choices.sde) and a.sde_jaren:
        found.append(Stream("sde", note("econ_sde"), SDE, a.sde_eur_gj, GJ, index=FIXED, tot=before + a.sde_jaren))
    if choices.certificaten and a.certificaat_jaren:
        eur = certificates_per_gj(energy, a)
        years = before + a.certificaat_jaren
        found.append(Stream("certificaten", note("econ_certificaten"), CERTIFICATEN, eur, GJ, index=FIXED, tot=years))
    return [replace(stream, bron=note("econ_bron_kentallen")) for stream in found]


def scaled(streams: list[Stream], factor: Number) -> list[Stream]:
    """Return yearly amounts with the costs (not the income) multiplied."""
    return [
        replace(stream, eur=number(np.asarray(stream.eur) * factor)) if stream.regel in REGELS_LASTEN else stream
        for stream in streams
    ]
