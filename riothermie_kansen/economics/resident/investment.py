"""What a resident invests in each concept: installation, ground loop, adapting the dwelling, connection, ISDE, VAT."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from ...demand.columns import APPARTEMENT
from ...kentallen import Kentallen
from ...subsurface.mini_networks.costs import gas_m3, standard_eur, standard_own_eur
from ..columns import BRONNET, CV, HYBRIDE, LUCHT, LUS, MINI, MT
from .choices import BTW_AFGEDRUKT, SUBSIDIE_BEDRAG, SUBSIDIE_GEEN, TEL_BLOK, Choices

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]

INSTALLATION = {
    CV: "cv",
    BRONNET: "bronnet",
    MT: "mt",
    HYBRIDE: "hybride",
    LUCHT: "lucht",
    LUS: "bronnet",
    MINI: "bronnet",
}
"""Concept to the kental of its installation and maintenance: own and shared loops have the heat pump of a bronnet."""

HEAT_PUMPS = {BRONNET: 0, HYBRIDE: 1, LUCHT: 2, LUS: 0, MINI: 0}
"""Concepts with a heat pump of one's own, and its place in ``isde.warmtepomp_kw``."""

_ELECTRIC = ("radiatoren", "inductie", "meterkast", "gasleiding", "netbeheer", "leidingwerk")
ADAPTATIONS: Mapping[str, tuple[str, ...]] = {
    CV: (),
    BRONNET: (*_ELECTRIC, "afsluiter"),
    MT: ("inductie", "gasleiding"),
    HYBRIDE: ("meterkast",),
    LUCHT: _ELECTRIC,
    LUS: _ELECTRIC,
    MINI: _ELECTRIC,
}
"""Concept to the adaptations of the dwelling that it needs (``bewoner.aanpassing_*``).

As Leusden, table 6-5, with two differences: for a medium temperature network the report counts none, though cooking on
gas and the gas pipe go there too; for an air/water heat pump it prints 7 041, of which it does not give the parts.
"""

NETWORKS = (BRONNET, MT)
ON_OWN_GROUND = (LUS, MINI)
"""Concepts that need ground of one's own: not for flats."""


def possible(concept: str, dwelling_type: Texts) -> Flags:
    """Return for which dwellings a concept is possible. Shape (n,)."""
    stacked = np.asarray(dwelling_type.astype(str) == APPARTEMENT, dtype=bool)
    return ~stacked if concept in ON_OWN_GROUND else np.ones(len(stacked), dtype=bool)


def scale(heat_gj: Floats, kentallen: Kentallen) -> Floats:
    """Return the price of a heat pump against that of the reference dwelling: ``1 + s (heat / reference - 1)``.

    ``s`` is ``bewoner.installatie_schaal``: the share of the price that goes with the power, and so with the demand.
    """
    share = kentallen.value("bewoner.installatie_schaal")
    return np.asarray(1.0 + share * (heat_gj / kentallen.value("bewoner.referentie_gj") - 1.0), dtype=np.float64)


def installation_eur(concept: str, heat_gj: Floats, kentallen: Kentallen) -> Floats:
    """Return the price of the installation, EUR without VAT, shape (n,). Source: Leusden, table 6-6."""
    price = kentallen.value(f"bewoner.installatie_{INSTALLATION[concept]}")
    return price * (scale(heat_gj, kentallen) if concept in HEAT_PUMPS else np.ones(len(heat_gj)))


def source_eur(concept: str, heat_gj: Floats, kentallen: Kentallen) -> Floats:
    """Return the price of a ground loop, or of the share in one, EUR without VAT, shape (n,).

    Own loops and the standard mini network of ``mini.*`` (prices with VAT) on soil of unknown kind.
    """
    if concept not in ON_OWN_GROUND:
        return np.zeros(len(heat_gj))
    gas = gas_m3(heat_gj, kentallen)
    paid = standard_own_eur(gas, kentallen) if concept == LUS else standard_eur(gas, kentallen)
    return np.asarray(np.maximum(paid, 0.0) / (1.0 + kentallen.value("bewoner.btw")), dtype=np.float64)


def adaptation_eur(concept: str, kentallen: Kentallen) -> float:
    """Return the costs of adapting a dwelling, EUR without VAT. Source: Leusden, table 6-5."""
    return sum(kentallen.value(f"bewoner.aanpassing_{name}") for name in ADAPTATIONS[concept])


def sharing(block: Floats, choices: Choices) -> Floats:
    """Return the dwellings that share a connection: those of the block, or 1. Shape (n,)."""
    return np.maximum(block, 1.0) if choices.telling == TEL_BLOK else np.ones(len(block))


def connection_eur(concept: str, block: Floats, choices: Choices, kentallen: Kentallen) -> Floats:
    """Return the connection fee per dwelling, EUR without VAT, shape (n,). Source: Leusden 6.2 and 6.4.2."""
    if concept not in NETWORKS:
        return np.zeros(len(block))
    fee = kentallen.value("tarieven.bak") if choices.bak_eur is None else choices.bak_eur
    return np.asarray(fee / sharing(block, choices), dtype=np.float64)


def subsidy_heat_pump(
    concept: str, installation: Floats, heat_gj: Floats, choices: Choices, kentallen: Kentallen
) -> Floats:
    """Return the ISDE on a heat pump, EUR, shape (n,); never more than the installation.

    A share of the installation (Leusden 6.5.1), or ``start + (kW - 1) x amount + bonus`` (ISDE 2025).
    """
    none = np.zeros(len(installation))
    if concept not in HEAT_PUMPS or choices.subsidies == SUBSIDIE_GEEN:
        return none
    reference = kentallen.table("isde.warmtepomp_kw")[HEAT_PUMPS[concept]]
    kw = reference * heat_gj / kentallen.value("bewoner.referentie_gj")
    if choices.subsidies == SUBSIDIE_BEDRAG:
        amount = (
            kentallen.value("isde.warmtepomp_start_eur")
            + kentallen.value("isde.warmtepomp_kw_eur") * np.maximum(kw - 1.0, 0.0)
            + kentallen.value("isde.warmtepomp_bonus_eur")
        )
    else:
        amount = kentallen.value("isde.warmtepomp_deel") * installation
    allowed = np.where(kw <= kentallen.value("isde.hoogste_kw"), np.minimum(amount, installation), 0.0)
    return np.asarray(allowed, dtype=np.float64)


def subsidy_insulation(insulation: Floats, choices: Choices, kentallen: Kentallen) -> Floats:
    """Return the ISDE on insulation, EUR, shape (n,): a share of the costs. Source: Leusden 6.5.1."""
    share = 0.0 if choices.subsidies == SUBSIDIE_GEEN else kentallen.value("isde.isolatie_deel")
    return np.asarray(share * insulation, dtype=np.float64)


def subsidy_connection(concept: str, block: Floats, choices: Choices, kentallen: Kentallen) -> Floats:
    """Return the ISDE on a connection to a network, EUR per dwelling, shape (n,). Source: Leusden 6.5.1."""
    if concept not in NETWORKS or choices.subsidies == SUBSIDIE_GEEN:
        return np.zeros(len(block))
    name = "isde.aansluiting_nu_eur" if choices.subsidies == SUBSIDIE_BEDRAG else "isde.aansluiting_eur"
    return np.asarray(kentallen.value(name) / sharing(block, choices), dtype=np.float64)


def vat(gross_eur: Floats, subsidy_eur: Floats, rate: float, way: str) -> Floats:
    """Return the VAT of an investment, EUR.

    Over what is bought; a subsidy carries none. As printed (Leusden, table 6-6): over the balance after subsidies.

    Parameters
    ----------
    gross_eur, subsidy_eur
        Any equal shape, EUR without VAT.
    rate
        Share.
    way
        One of `choices.BTW_WIJZEN`.
    """
    return np.asarray(rate * (gross_eur - subsidy_eur if way == BTW_AFGEDRUKT else gross_eur), dtype=np.float64)
