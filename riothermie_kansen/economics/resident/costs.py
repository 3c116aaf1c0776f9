"""The costs of each concept for each dwelling: investment, a year, the whole period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ...callbacks import Cancelled, Progress, never, silent, stop_if
from ...demand.columns import WONINGTYPEN
from ...errors import InputError
from ...kentallen import Kentallen
from ...schema import rounded
from ...subsurface.mini_networks.costs import Table, gas_m3
from ..columns import BEWONER_COLUMNS, CONCEPTEN, CV, LUCHT, LUS, MINI
from .choices import BTW_AFGEDRUKT, CONTANT, INDEX_AFGEDRUKT, Choices
from .dwellings import Dwellings
from .insulation import heat_after, insulated, insulation_eur
from .investment import (
    adaptation_eur,
    connection_eur,
    installation_eur,
    possible,
    source_eur,
    subsidy_connection,
    subsidy_heat_pump,
    subsidy_insulation,
    vat,
)
from .lifetime import (
    all_replacements,
    boiler_beside,
    boiler_left_over,
    factor,
    in_words,
    left_over,
    replacements,
)
from .rates import Rates, annuity, growth
from .remarks import notes_of, reasons_of
from .yearly import maintenance_eur, standing_eur, use

Floats = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]
Flags = npt.NDArray[np.bool_]

AMOUNTS = tuple(c.name for c in BEWONER_COLUMNS if c.kind == "real" and c.name != "woningen")
"""Columns with a number per dwelling and concept."""

_FOLDER = {CV: "cv", LUCHT: "lucht", LUS: "lus", MINI: "mini"}


@dataclass(frozen=True)
class Factors:
    """What EUR 1 of the first year is over the period, per concept; shape (c,) each.

    Attributes
    ----------
    gas, stroom, warmte, vast
        Of gas, electricity, heat, and of standing charges with maintenance.
    """

    gas: Floats
    stroom: Floats
    warmte: Floats
    vast: Floats


@dataclass(frozen=True)
class ResidentCosts:
    """The costs of concepts.

    Attributes
    ----------
    dwellings, concepts
        Rows (n) and columns (c) of the arrays.
    choices, rates
        What was chosen, and the prices and rates that follow.
    amounts
        Name of a numeric column of `columns.BEWONER_COLUMNS` to shape (n, c); NaN where a concept is not possible.
    years
        Shape (c,): years of replacing in words.
    possible
        Shape (n, c).
    reasons
        Shape (n, c): why it is not possible, or what to bear in mind (Dutch).
    nominal, present
        Factors of the period, without and with the discount rate.
    notes
        Assumptions, for the report and the log (Dutch).
    """

    dwellings: Dwellings
    concepts: tuple[str, ...]
    choices: Choices
    rates: Rates
    amounts: dict[str, Floats]
    years: Texts
    possible: Flags
    reasons: Texts
    nominal: Factors
    present: Factors
    notes: tuple[str, ...]

    @property
    def frame(self) -> pd.DataFrame:
        """Columns `columns.BEWONER_COLUMNS`: a row per dwelling and concept, in the order of both."""
        n, c = self.possible.shape
        cheapest = (self.cheapest[:, None] == np.array(self.concepts, dtype=object)) & self.possible
        columns: dict[str, object] = {name: values.reshape(n * c) for name, values in self.amounts.items()}
        for name in ("woning_id", "type"):
            columns[name] = np.repeat(self.dwellings.texts(name), c)
        columns["woningen"] = np.repeat(self.dwellings.numbers("woningen"), c)
        columns["concept"] = np.tile(np.array(self.concepts, dtype=object), n)
        columns["goedkoopst"] = cheapest.astype(np.int64).reshape(n * c)
        columns["herinvestering_jaren"] = np.tile(self.years, n)
        columns["reden"] = self.reasons.reshape(n * c)
        made = pd.DataFrame({column.name: columns[column.name] for column in BEWONER_COLUMNS})
        return rounded(made, BEWONER_COLUMNS)

    @property
    def cheapest(self) -> Texts:
        """Shape (n,): the concept with the lowest ``per_jaar_eur``; the first in order of equal ones, "" for none."""
        cost = np.where(self.possible, self.amounts["per_jaar_eur"], np.inf)
        words = np.array(self.concepts, dtype=object)[np.argmin(cost, axis=1)]
        return np.where(np.isfinite(cost).any(axis=1), words, "").astype(object)


def resident_costs(
    dwellings: Dwellings,
    *,
    concepten: Sequence[str] = CONCEPTEN,
    choices: Choices | None = None,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> ResidentCosts:
    """Return the costs of each concept for each dwelling.

    All costs over the period: investment with VAT less subsidies, replacing, standing charges, maintenance and energy,
    each year at its price; ``TCO = I + R + sum_t c (1 + i)^(t-1)``. Source: Leusden 6.5 (table 6-8, without discount).

    Parameters
    ----------
    dwellings
        n rows.
    concepten
        Concepts to compare, from `columns.CONCEPTEN`.
    choices
        None: the standard choices.
    kentallen
        ``bewoner.*``, ``isde.*``, ``cop.*``, ``tarieven.*``, ``mini.*``, ``isolatie.*``, ``gasverbruik.*``.
    progress, cancelled
        See `callbacks`.

    Raises
    ------
    InputError
        There is no concept, one is unknown or there twice, or a choice cannot be.
    CancelledError
        The user cancelled.
    """
    choices = Choices() if choices is None else choices
    choices.check()
    concepts = _checked(concepten)
    rates = Rates.of(choices, kentallen)
    n, c = len(dwellings), len(concepts)
    amounts = {name: np.full((n, c), np.nan) for name in AMOUNTS}
    able = np.zeros((n, c), dtype=bool)
    nominal, present = _factors(concepts, choices, rates, 0.0), _factors(concepts, choices, rates, rates.disconto)
    again = [all_replacements(concept, choices.jaren, kentallen) for concept in concepts]
    years = np.array([in_words(found) for found in again], dtype=object)
    worse = insulated(choices.isolatie, dwellings.texts("label"), dwellings.numbers("bouwjaar"), kentallen)
    shell = insulation_eur(dwellings.texts("type"), dwellings.numbers("oppervlakte_m2"), kentallen)
    for k, concept in enumerate(concepts):
        stop_if(cancelled)
        able[:, k] = possible(concept, dwellings.texts("type"))
        for name, values in _concept(concept, dwellings, worse, shell, choices, rates, kentallen).items():
            amounts[name][:, k] = np.where(able[:, k], values, np.nan)
        progress(90.0 * (k + 1) / c)
    years = np.where([_replaced(amounts, k) for k in range(c)], years, "").astype(object)
    total(amounts, choices, rates, nominal, present)
    compare(amounts, able, concepts)
    progress(100.0)
    return ResidentCosts(
        dwellings, concepts, choices, rates, amounts, years, able, reasons_of(dwellings, concepts), nominal, present,
        notes_of(dwellings, concepts, worse, choices, rates, kentallen),
    )  # fmt: skip


def _checked(concepten: Sequence[str]) -> tuple[str, ...]:
    """Return the concepts in the order of `CONCEPTEN`."""
    if not concepten:
        raise InputError("bewoner_geen_concept")
    for concept in concepten:
        if concept not in CONCEPTEN or list(concepten).count(concept) > 1:
            raise InputError("bewoner_concept", value=concept, allowed=", ".join(CONCEPTEN))
    return tuple(concept for concept in CONCEPTEN if concept in concepten)


def _concept(
    concept: str,
    dwellings: Dwellings,
    worse: Flags,
    shell: Floats,
    choices: Choices,
    rates: Rates,
    kentallen: Kentallen,
) -> dict[str, Floats]:
    """Return the amounts of one concept up to those of the first year and of replacing, shape (n,) each."""
    n = len(dwellings)
    given = choices.bedragen.get(concept, {})
    block = dwellings.numbers("in_blok")
    insulates = worse if concept in choices.isolatie_concepten else np.zeros(n, dtype=bool)
    saves = insulates & ~dwellings.frame["geisoleerd"].to_numpy(dtype=bool) & choices.besparing
    tap = dwellings.numbers("tap_gj")
    space = heat_after(dwellings.numbers("rv_gj"), tap, saves, kentallen)
    heat = space + tap

    def amount(post: str, worked_out: Floats | float) -> Floats:
        return np.full(n, given[post]) if post in given else np.broadcast_to(np.asarray(worked_out, float), (n,))

    installation = amount("installatie", installation_eur(concept, heat, kentallen))
    source = amount("bron", source_eur(concept, heat, kentallen))
    insulation = np.where(insulates, amount("isolatie", shell), 0.0)
    adaptation = amount("aanpassing", adaptation_eur(concept, kentallen))
    fee = amount("bak", connection_eur(concept, block, choices, kentallen))
    subsidy = (
        amount("subsidie_isolatie", subsidy_insulation(insulation, choices, kentallen))
        + amount("subsidie_warmtepomp", subsidy_heat_pump(concept, installation, heat, choices, kentallen))
        + amount("subsidie_aansluiting", subsidy_connection(concept, block, choices, kentallen))
    )
    gross = installation + source + insulation + adaptation + fee
    tax = vat(gross, subsidy, rates.btw, choices.btw)
    used = use(concept, space, tap, dwellings.numbers("koude_gj"), choices, kentallen)
    bills = {
        "gas_eur_jaar": used.gas_m3 * rates.gas,
        "stroom_eur_jaar": used.stroom_kwh * rates.stroom,
        "afname_eur_jaar": used.afname_gj * rates.warmte,
    }
    index = rates.index_herinvestering
    tax_again = 1.0 if choices.btw == BTW_AFGEDRUKT else 1.0 + rates.btw
    price = installation * tax_again
    boiler = boiler_beside(concept, kentallen) * tax_again * _boiler_eur(choices, kentallen)
    own, beside = replacements(concept, choices.jaren, kentallen), replacements(CV, choices.jaren, kentallen)
    plain = price * factor(own, index) + boiler * factor(beside, index)
    later = price * factor(own, index, rates.disconto) + boiler * factor(beside, index, rates.disconto)
    replacing = amount("herinvestering", plain)
    way = _FOLDER.get(concept)
    return {
        "installatie_eur": installation,
        "bron_eur": source,
        "isolatie_eur": insulation,
        "aanpassing_eur": adaptation,
        "bak_eur": fee,
        "subsidie_eur": subsidy,
        "investering_excl_eur": gross - subsidy,
        "btw_eur": tax,
        "investering_incl_eur": gross - subsidy + tax,
        "warmte_gj": heat,
        "gas_m3": used.gas_m3,
        "stroom_kwh": used.stroom_kwh,
        "afname_gj": used.afname_gj,
        "vast_eur_jaar": amount("vast", standing_eur(concept, block, choices, kentallen)),
        **bills,
        "energie_eur_jaar": np.asarray(sum(bills.values()), dtype=np.float64),
        "onderhoud_eur_jaar": amount("onderhoud", maintenance_eur(concept, kentallen)),
        "herinvestering_eur": replacing,
        "restwaarde_eur": choices.restwaarde
        * (
            price * left_over(concept, choices.jaren, index, kentallen)
            + boiler * boiler_left_over(choices.jaren, index, kentallen)
        ),
        # until all is added up: what replacing is worth now
        "tco_contant_eur": np.where(
            plain > 0,
            replacing * later / np.where(plain > 0, plain, 1.0),
            replacing * _middle(choices.jaren, rates.disconto),
        ),
        "folder_eur_jaar": np.full(n, np.nan)
        if way is None
        else Table.from_kentallen(kentallen).cost(way, gas_m3(heat, kentallen)),
    }


def _boiler_eur(choices: Choices, kentallen: Kentallen) -> float:
    """Return the price of a gas boiler, EUR without VAT: what was given for that concept, else the kental."""
    given = choices.bedragen.get(CV, {})
    return given.get("installatie", kentallen.value("bewoner.installatie_cv"))


def _middle(years: int, disconto: float) -> float:
    """Return the present value of EUR 1 halfway: for replacing of which only the amount was given."""
    return float((1.0 + disconto) ** (-years / 2.0))


def _replaced(amounts: dict[str, Floats], k: int) -> bool:
    """Tell whether a concept has costs of replacing."""
    return bool((np.nan_to_num(amounts["herinvestering_eur"][:, k]) > 0).any())


def _factors(concepts: tuple[str, ...], choices: Choices, rates: Rates, disconto: float) -> Factors:
    """Return the factors of the period, see `choices.INDEX_WIJZEN`."""
    boiler = np.array([concept == CV for concept in concepts])

    def each(index: float) -> Floats:
        if choices.index_wijze == INDEX_AFGEDRUKT:
            rising = growth(rates.index_gas, choices.jaren, disconto)
            return np.asarray(np.where(boiler, rising, growth(0.0, choices.jaren, disconto)), dtype=np.float64)
        return np.full(len(concepts), growth(index, choices.jaren, disconto))

    return Factors(each(rates.index_gas), each(rates.index_stroom), each(rates.index_warmte), each(rates.index_vast))


def total(amounts: dict[str, Floats], choices: Choices, rates: Rates, nominal: Factors, present: Factors) -> None:
    """Add up the costs of the first year and of the period, in place."""
    fixed = amounts["vast_eur_jaar"] + amounts["onderhoud_eur_jaar"]
    amounts["jaar_eur"] = fixed + amounts["energie_eur_jaar"]

    def energy(factors: Factors) -> Floats:
        carriers = (("gas", factors.gas), ("stroom", factors.stroom), ("afname", factors.warmte))
        found = sum(amounts[f"{name}_eur_jaar"] * factor_of for name, factor_of in carriers)
        return np.asarray(found, dtype=np.float64)

    amounts["vast_tco_eur"], amounts["energie_tco_eur"] = fixed * nominal.vast, energy(nominal)
    amounts["tco_eur"] = (
        amounts["investering_incl_eur"]
        + amounts["herinvestering_eur"]
        + amounts["vast_tco_eur"]
        + amounts["energie_tco_eur"]
        - amounts["restwaarde_eur"]
    )
    end = (1.0 + rates.disconto) ** -choices.jaren
    amounts["tco_contant_eur"] = (
        amounts["investering_incl_eur"]
        + amounts["tco_contant_eur"]
        + fixed * present.vast
        + energy(present)
        - amounts["restwaarde_eur"] * end
    )
    amounts["per_jaar_eur"] = per_year(amounts["tco_eur"], amounts["tco_contant_eur"], choices, rates)


def per_year(tco: Floats, present: Floats, choices: Choices, rates: Rates) -> Floats:
    """Return the mean costs per year: the sum over the years, or the annuity of the present value."""
    if choices.maatstaf == CONTANT:
        return np.asarray(present / annuity(choices.jaren, rates.disconto), dtype=np.float64)
    return np.asarray(tco / choices.jaren, dtype=np.float64)


def compare(amounts: dict[str, Floats], able: Flags, concepts: tuple[str, ...]) -> None:
    """Add what each concept costs more than the cheapest one and than the gas boiler, in place."""
    cost = amounts["per_jaar_eur"]
    lowest = np.where(able, cost, np.inf).min(axis=1, initial=np.inf)
    amounts["meer_eur_jaar"] = np.where(able, cost - lowest[:, None], np.nan)
    boiler = cost[:, [concepts.index(CV)]] if CV in concepts else np.full((len(cost), 1), np.nan)
    amounts["tov_cv_eur_jaar"] = cost - boiler


def mean_per_type(costs: ResidentCosts) -> ResidentCosts:
    """Return the mean costs per type of dwelling, weighted by dwellings; woning_id is the type.

    In order of `demand.columns.WONINGTYPEN`; the cheapest concept of the mean may not be that of most dwellings.
    """
    frame = costs.dwellings.frame
    weight = costs.dwellings.numbers("woningen")
    found = [name for name in (*WONINGTYPEN, "") if ((frame["type"] == name).to_numpy() & (weight > 0)).any()]
    masks = [(frame["type"] == name).to_numpy(dtype=bool) & (weight > 0) for name in found]
    amounts = {
        name: np.array([_weighted(values[mask], weight[mask]) for mask in masks]).reshape(len(found), -1)
        for name, values in costs.amounts.items()
    }
    able = np.array([costs.possible[mask].all(axis=0) for mask in masks]).reshape(len(found), len(costs.concepts))
    rows = []
    for name, mask in zip(found, masks, strict=True):
        row: dict[str, object] = {"woning_id": name or "onbekend", "type": name, "label": "", "geisoleerd": False}
        for column in ("bouwjaar", "in_blok", "oppervlakte_m2", "rv_gj", "tap_gj", "warmte_gj", "koude_gj"):
            values = costs.dwellings.numbers(column)[mask]
            known = np.isfinite(values)
            row[column] = float(np.average(values[known], weights=weight[mask][known])) if known.any() else np.nan
        row["woningen"] = float(weight[mask].sum())
        rows.append(row)
    dwellings = Dwellings(pd.DataFrame(rows, columns=list(frame.columns)))
    compare(amounts, able, costs.concepts)
    return ResidentCosts(
        dwellings, costs.concepts, costs.choices, costs.rates, amounts, costs.years, able,
        reasons_of(dwellings, costs.concepts), costs.nominal, costs.present, costs.notes,
    )  # fmt: skip


def _weighted(values: Floats, weight: Floats) -> Floats:
    """Return the weighted mean of each column, NaN for a column with NaN."""
    return np.asarray((values * weight[:, None]).sum(axis=0) / weight.sum(), dtype=np.float64)
