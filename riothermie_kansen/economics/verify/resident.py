"""Outcomes of the resident: the reference dwelling of a study through the functions of the costs of residents."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from ...kentallen import Kentallen
from ...wording import note
from ..columns import CV
from ..resident.choices import Choices
from ..resident.costs import resident_costs
from ..resident.dwellings import one_dwelling
from ..resident.lifetime import boiler_beside
from .bench import Bench, Index, Outcome
from .words import figure, named_total, product

DWELLING = Path(__file__).parent.parent / "studies" / "leusden_bewoner.toml"
"""The reference dwelling of Leusden, with its amounts in two ways."""

RIGHT, PRINTED = "juist", "afgedrukt"
"""Ways: as we reckon, and as the report did."""

COLUMNS = {
    "investering_excl": "investering_excl_eur",
    "investering_incl": "investering_incl_eur",
    "herinvestering": "herinvestering_eur",
    "jaar": "jaar_eur",
    "tco": "tco_eur",
}
"""Word in an index to the column of the costs."""


@lru_cache(maxsize=1)
def reference_dwelling() -> Mapping[str, Any]:
    """Return the reference dwelling as it stands in its file."""
    with DWELLING.open("rb") as file:
        return tomllib.load(file)


def concepts(kentallen: Kentallen, way: str) -> dict[str, dict[str, float]]:
    """Return the amounts of each concept for the reference dwelling, reckoned one of the two ways.

    Each concept is reckoned with its own heat, because the report does so.
    """
    data = reference_dwelling()
    dwelling, part = data["woning"], data[way]
    kentallen = _of_way(kentallen, way)
    choices = Choices(**part["keuzes"], bedragen=part["bedragen"])
    found: dict[str, dict[str, float]] = {}
    for concept, heat in part["warmte_gj"].items():
        one = one_dwelling(
            type=dwelling["type"],
            oppervlakte_m2=dwelling["oppervlakte_m2"],
            warmte_gj=heat,
            kentallen=kentallen,
            bouwjaar=dwelling["bouwjaar"],
        )
        costs = resident_costs(one, concepten=(concept,), choices=choices, kentallen=kentallen)
        found[concept] = {name: float(values[0, 0]) for name, values in costs.amounts.items()}
    return found


def _of_way(kentallen: Kentallen, way: str) -> Kentallen:
    """Return the kentallen with those that a way has of its own."""
    return kentallen.replace(reference_dwelling()[way].get("kentallen", {}), DWELLING.name)


def resident(bench: Bench, _variant: str, index: Index) -> Outcome:
    """Return column ``kolom`` of concept ``concept``, reckoned in way ``wijze``."""
    way, concept, column = str(index.get("wijze", RIGHT)), str(index["concept"]), str(index["kolom"])
    found = concepts(bench.study.kentallen, way)
    amounts = found[concept]
    value = amounts[COLUMNS[column]]
    boiler = boiler_beside(concept, _of_way(bench.study.kentallen, way)) * found[CV]["herinvestering_eur"]
    vat = bench.study.kentallen.value("bewoner.btw") if way == RIGHT else 0.0
    return Outcome(value, _formula(column, amounts, vat, boiler))


def extreme(bench: Bench, _variant: str, index: Index) -> Outcome:
    """Return the concept with the lowest or highest (``welke``) total costs, in way ``wijze``."""
    found = concepts(bench.study.kentallen, str(index.get("wijze", RIGHT)))
    names = reference_dwelling()["namen"]
    ranked = sorted((amounts["tco_eur"], names[concept]) for concept, amounts in found.items())
    text = " < ".join(f"{name} {figure(round(value))}" for value, name in ranked)
    return Outcome(ranked[0 if index["welke"] == "laagste" else -1][1], text)


RESIDENT: Mapping[str, Callable[[Bench, str, Index], Outcome]] = {"bewoner": resident, "bewoner_uiterste": extreme}
"""Outcomes of the resident."""


def _formula(column: str, amounts: Mapping[str, float], vat: float, boiler: float) -> str:
    parts: list[tuple[str, str, float]] = {
        "investering_excl": [
            ("installatie", "installatie_eur", 1.0),
            ("isolatie", "isolatie_eur", 1.0),
            ("aanpassing", "aanpassing_eur", 1.0),
            ("bak", "bak_eur", 1.0),
            ("subsidie_af", "subsidie_eur", -1.0),
        ],
        "investering_incl": [("excl", "investering_excl_eur", 1.0), ("btw", "btw_eur", 1.0)],
        "herinvestering": [("vervangen", "herinvestering_eur", 1.0)],
        "jaar": [
            ("vast", "vast_eur_jaar", 1.0),
            ("energie", "energie_eur_jaar", 1.0),
            ("onderhoud", "onderhoud_eur_jaar", 1.0),
        ],
        "tco": [
            ("incl", "investering_incl_eur", 1.0),
            ("vervangen", "herinvestering_eur", 1.0),
            ("vast_jaren", "vast_tco_eur", 1.0),
            ("energie_jaren", "energie_tco_eur", 1.0),
        ],
    }[column]
    shown = [(note(f"verify_f_{word}"), sign * amounts[name]) for word, name, sign in parts if amounts[name]]
    text = named_total(shown)
    price = amounts["installatie_eur"] * (1.0 + vat)
    if column == "herinvestering" and price:
        factors = [(amounts["herinvestering_eur"] - boiler) / price, amounts["installatie_eur"], 1.0 + vat]
        text = product([value for value in factors if value != 1.0])
        return f"{text} + {figure(boiler)}" if boiler else text
    return text
