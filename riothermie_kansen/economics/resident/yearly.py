"""What a resident uses and pays in a year: energy, standing charges, maintenance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...kentallen import Kentallen
from ...subsurface.mini_networks.costs import gas_m3
from ..columns import BRONNET, CV, HYBRIDE, LUS, MINI, MT
from ..energy import cop_together, electricity_kwh
from ..loop_cops import loop_cops
from .choices import Choices
from .investment import INSTALLATION, sharing

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Use:
    """What a concept uses in a year; shape (n,) each.

    Attributes
    ----------
    gas_m3, stroom_kwh, afname_gj
        Gas, electricity, and heat that is paid per GJ.
    """

    gas_m3: Floats
    stroom_kwh: Floats
    afname_gj: Floats


def use(concept: str, space_gj: Floats, tap_gj: Floats, cold_gj: Floats, choices: Choices, kentallen: Kentallen) -> Use:
    """Return what a concept uses.

    Gas boiler: heat over ``gasverbruik.warmte_per_m3``. Heat pumps: heat over the COP of ``cop.*``; that of a loop
    (`loop_cops`) over heating and tap water apart. Hybrid: ``cop.hybride_deel`` by the heat pump, the rest on gas.
    Cooking counts nowhere.
    Source: Leusden 6.5.2 and table 6-7; Putten, table 4.10 (loops).

    Parameters
    ----------
    concept
        One of `columns.CONCEPTEN`.
    space_gj, tap_gj, cold_gj
        Shape (n,): space heating, tap water and cooling, GJ.
    """
    heat = space_gj + tap_gj
    zero = np.zeros(len(heat))
    gas, power, bought = zero, zero, zero
    if concept == CV:
        gas = gas_m3(heat, kentallen)
    elif concept == MT:
        bought = heat
    elif concept == HYBRIDE:
        share = kentallen.value("cop.hybride_deel")
        gas = gas_m3((1.0 - share) * heat, kentallen)
        power = _kwh(share * heat, kentallen.value("cop.hybride"))
    elif concept in (LUS, MINI):
        loop = loop_cops(kentallen, choices.cop_lussen)
        power = _kwh(heat, cop_together(space_gj, loop.rv, tap_gj, loop.tap))
    else:
        power = _kwh(heat, kentallen.value(f"cop.{concept}"))
    if choices.koeling:
        name = {BRONNET: "koeling_bronnet", LUS: "koeling_passief", MINI: "koeling_passief"}
        power = power + _kwh(cold_gj, kentallen.value(f"cop.{name.get(concept, 'koeling_airco')}"))
    return Use(gas, power, bought)


def standing_eur(concept: str, block: Floats, choices: Choices, kentallen: Kentallen) -> Floats:
    """Return the standing charge per dwelling, EUR a year with VAT, shape (n,).

    Gas (boiler, hybrid): ``bewoner.vastrecht_gas``. A bronnet: the base and an amount per kW above those that are free
    (249 + 63 x (7 - 3) = 501 without VAT); a medium temperature network with metering and rent of the delivery set.
    Source: Leusden 6.2, 6.4.2 (a block) and table 6-7.
    """
    vat = 1.0 + kentallen.value("bewoner.btw")
    if concept in (CV, HYBRIDE):
        return np.full(len(block), kentallen.value("bewoner.vastrecht_gas"))
    if concept == BRONNET:
        above = kentallen.value("tarieven.aansluiting_kw") - kentallen.value("tarieven.vastrecht_bron_vrij_kw")
        amount = kentallen.value("tarieven.vastrecht_bron_basis") + kentallen.value("tarieven.vastrecht_bron_kw") * max(
            above, 0.0
        )
        amount = amount if choices.vastrecht_bronnet_eur is None else choices.vastrecht_bronnet_eur
    elif concept == MT:
        amount = kentallen.value("tarieven.vastrecht_mt")
        amount = amount if choices.vastrecht_mt_eur is None else choices.vastrecht_mt_eur
        amount += kentallen.value("tarieven.meettarief") + kentallen.value("tarieven.huur_afleverset")
    else:
        return np.zeros(len(block))
    return np.asarray(vat * amount / sharing(block, choices), dtype=np.float64)


def maintenance_eur(concept: str, kentallen: Kentallen) -> float:
    """Return maintenance, EUR a year with VAT. Source: Leusden, table 6-7."""
    return kentallen.value(f"bewoner.onderhoud_{INSTALLATION[concept]}")


def _kwh(heat_gj: Floats, cop: object) -> Floats:
    return np.asarray(electricity_kwh(heat_gj, np.asarray(cop, dtype=np.float64)), dtype=np.float64)
