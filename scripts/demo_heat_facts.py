"""The numbers and sentences on the sheet about who gets the heat: from the layers, the runs and the kentallen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from demo_facts import PLACE, SheetFacts, maker, number
from qgis.core import NULL, QgsVectorLayer

from riothermie_kansen.kentallen import load
from riothermie_kansen.wording import amount, dutch

SOURCE = (
    "Panden: BAG, 2019, publiek domein. Straten: NWB, 2020, CC0. Beide uit het lesmateriaal van GeoScripting-WUR. "
    "Kentallen van de warmtevraag: Vesta MAIS (PBL). Bron, gebied en kavels zijn verzonnen."
)
TYPES = {
    "vrijstaand": "Vrijstaand",
    "2-onder-1-kap": "2-onder-1-kap",
    "hoek": "Hoekwoning",
    "tussen": "Tussenwoning",
    "appartement": "Appartement",
    "utiliteit": "Utiliteit",
}
"""Types of the summary in the order of the table."""

REST, TOTAL = "rest", "totaal"
WEAK = 100.0
"""From this gap (%) the sheet does not tell it: the bound says too little."""


@dataclass(frozen=True)
class Kavel:
    """A row of the table of kavels; `dense` is MWh per metre of street, `cover` percent or None."""

    key: str
    name: str
    homes: int
    heat_gj: float
    dense: float
    cover: float | None
    chosen: int
    net_m: float


@dataclass(frozen=True)
class Uptake:
    """A row of the table of uptakes."""

    percent: float
    homes: float
    heat_gj: float
    used: float
    eur_home: float
    fits: int


@dataclass(frozen=True)
class Choice:
    """A way to choose, and what it comes to."""

    title: str
    buildings: int
    homes: int
    heat_gj: float
    eur: float


@dataclass(frozen=True, kw_only=True)
class HeatFacts(SheetFacts):
    """What the sheet says in words and numbers, in Dutch."""

    types: list[tuple[str, int, float]]
    choices: list[Choice]
    kavels: list[Kavel]
    uptakes: list[Uptake]


def read_heat_facts(
    runs: tuple[dict[str, Any], dict[str, Any], dict[str, Any]],
    summary: QgsVectorLayer,
    selection: QgsVectorLayer,
    uptake: QgsVectorLayer,
    kavels: QgsVectorLayer,
) -> HeatFacts:
    """Return what the sheet says.

    Parameters
    ----------
    runs
        What ``qgis_process run --json`` printed of `warmtevraag`, `energiematch` and `warmtekavels`.
    summary, selection, uptake, kavels
        Their tables ``SAMENVATTING``, ``SELECTIE``, ``VOLLOOP_TABEL`` and ``TABEL``.
    """
    demand, match, _ = (run["results"] for run in runs)
    choices, table = _choices(match, selection), _kavels(kavels)
    return HeatFacts(
        title=f"Wie krijgt de warmte? {PLACE}",
        subtitle="De warmtevraag van elk gebouw, en de gebouwen die de warmte van één aangenomen bron krijgen",
        warning="Voorbeeld: bron en kavels aangenomen, vraag geraamd",
        message=_message(demand, match, choices, table),
        proof=_proof(match),
        maker=maker(),
        source=SOURCE,
        types=_types(summary),
        choices=choices,
        kavels=table,
        uptakes=_uptakes(uptake),
        assumptions=_assumptions(match),
        limits=(
            "Kentallen passen bij straten en buurten, niet bij één woning. Kosten zijn die van het net, zonder bron en "
            "warmtepompen."
        ),
    )


def _types(summary: QgsVectorLayer) -> list[tuple[str, int, float]]:
    """Return title, number and heat (GJ) per type, and the total."""
    found: dict[str, tuple[int, float]] = {}
    for row in summary.getFeatures():
        count, heat = found.get(row["type"], (0, 0.0))
        found[row["type"]] = (count + int(row["objecten"]), heat + float(row["totaal_gj"]))
    return [(title, *found[kind]) for kind, title in (TYPES | {TOTAL: "Totaal"}).items() if kind in found]


def _choices(match: dict[str, Any], selection: QgsVectorLayer) -> list[Choice]:
    scored = list(selection.getFeatures('"volgens_score" = 1'))
    homes = sum(int(row["woningen"]) for row in scored)
    return [
        Choice(
            "Score en kosten",
            int(match["GEKOZEN"]),
            int(match["WONINGEN"]),
            match["WARMTE_GJ"],
            match["KOSTEN_EUR"],
        ),
        Choice("Alleen score", len(scored), homes, match["WARMTE_SCORE_GJ"], match["KOSTEN_SCORE_EUR"]),
    ]


def _kavels(table: QgsVectorLayer) -> list[Kavel]:
    return [
        Kavel(
            key=str(row["kavel_id"]),
            name={REST: "Rest", TOTAL: "Totaal"}.get(row["kavel_id"], f"{row['kavel_id']}  {row['naam']}"),
            homes=int(row["woningen"]),
            heat_gj=number(row, "vraag_gj"),
            dense=number(row, "lijndichtheid"),
            cover=None if row["dekking"] == NULL else float(row["dekking"]),
            chosen=int(row["gekozen_woningen"]),
            net_m=number(row, "net_m"),
        )
        for row in table.getFeatures()
    ]


def _uptakes(table: QgsVectorLayer) -> list[Uptake]:
    names = ("volloop", "aangesloten_woningen", "warmte_gj", "benut", "eur_woning")
    return [Uptake(*(number(row, name) for name in names), int(row["passend_woningen"])) for row in table.getFeatures()]


def _message(demand: dict[str, Any], match: dict[str, Any], choices: list[Choice], kavels: list[Kavel]) -> str:
    best, scored = choices
    told = (
        f"Het gebied vraagt {amount(demand['WARMTE_GJ'])} GJ per jaar, de bron geeft {amount(match['AANBOD_GJ'])} GJ. "
        f"Die warmte gaat naar {amount(best.buildings)} gebouwen met {amount(best.homes)} woningen, langs "
        f"{amount(match['LENGTE_M'] / 1000, 1)} km sleuf. Het net kost EUR {amount(best.eur / 1e6, 1)} miljoen; wie "
        f"alleen op score kiest, betaalt EUR {amount(scored.eur / 1e6, 1)} miljoen."
    )
    drawn = [kavel for kavel in kavels if kavel.key not in (REST, TOTAL)]
    densest = max(drawn, key=lambda kavel: kavel.dense)
    if densest.chosen and densest.cover == 0:
        told += (
            f" De bron ligt buiten bereik van kavel {densest.key}, en toch krijgt dat warmte: daar is de vraag per "
            f"meter straat het grootst ({dutch(round(densest.dense, 1))} MWh)."
        )
    return told


def _proof(match: dict[str, Any]) -> str:
    most = amount(match["HOOGSTENS_GJ"])
    told = f"Bewezen: geen enkele keuze benut meer dan {most} GJ; deze benut {amount(match['WARMTE_GJ'])} GJ."
    gap = match.get("GAT_PROCENT", WEAK)
    if gap >= WEAK:
        return told
    return f"{told} Kosten en score samen kan een andere keuze hooguit {dutch(gap, 1)} % van de netkosten schelen."


def _assumptions(match: dict[str, Any]) -> list[tuple[str, str]]:
    value = load().value
    weights = (
        ("afstand tot de bron", "afstand"),
        ("dichtheid", "dichtheid"),
        ("type", "type"),
        ("isolatie", "isolatie"),
        ("kosten van het net", "netkosten"),
    )
    weighed = ", ".join(f"{title} {dutch(value(f'match.gewicht_{key}'))}" for title, key in weights)
    return [
        ("Bron", f"verzonnen plaats (Nijenoord Allee) en warmte: {amount(match['AANBOD_GJ'])} GJ per jaar"),
        ("Vraag", "type en label afgeleid, kentallen van Vesta MAIS; eigenaren en gasverbruik onbekend"),
        ("Gewichten", weighed),
        ("Net", f"bronnet, COP {dutch(value('warmtepomp.cop'))}; prijs van PE is een aanname"),
        ("Kavels", f"verzonnen; dekking: bron binnen {dutch(value('kavel.bereik'))} m; gekozen: woningen in de match"),
    ]
