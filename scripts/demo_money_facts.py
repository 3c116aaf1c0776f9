"""The numbers and sentences on the sheet about money and CO2: from the runs, their tables and the kentallen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from demo_facts import PLACE, SheetFacts, maker, number
from qgis.core import QgsFeature, QgsVectorLayer

from riothermie_kansen.kentallen import load
from riothermie_kansen.wording import amount, dutch

SOURCE = (
    "Panden: BAG, 2019, publiek domein. Straten: NWB, 2020, CC0. Beide uit het lesmateriaal van GeoScripting-WUR. De "
    "bron is verzonnen. Prijzen en tarieven: Leusden (Syntraal, 2023), Putten (Tauw); bron per getal in de rapporten."
)
NETS = {"Bronnet": "bronnet", "MT-net": "mt"}
CONCEPTS = {
    "cv": "Cv-ketel op gas",
    "bronnet": "Bronnet",
    "mt": "MT-net",
    "hybride": "Hybride",
    "lucht": "Luchtwarmtepomp",
    "lus": "Eigen bodemlus",
    "mini": "Miniwarmtenet",
}
"""Ways to heat in the order of the table."""

JUDGED = {"fout in de bron": "door een fout in het rapport niet", "verklaard": "om een andere reden niet"}
SAME, TAKEN = ("gelijk", "afronding"), "overgenomen"
"""Judgements of a printed figure that does not come out, that does, and of one that is our input."""


@dataclass(frozen=True)
class Net:
    """What the supplier of a network comes out at, EUR; `varied` by name of what is changed."""

    name: str
    invested: float
    per_home: float
    value: float
    low: float
    high: float
    varied: dict[str, float]


@dataclass(frozen=True)
class Way:
    """A way to heat: EUR per home, and tonnes a year of all buildings."""

    title: str
    invested: float
    yearly: float
    more: float
    cheapest: int
    tonnes: float
    less: float


@dataclass(frozen=True, kw_only=True)
class MoneyFacts(SheetFacts):
    """What the sheet says in words and numbers, in Dutch."""

    nets: list[Net]
    ways: list[Way]


def read_money_facts(
    runs: tuple[dict[str, Any], dict[str, Any], dict[str, Any]],
    scenarios: QgsVectorLayer,
    draws: QgsVectorLayer,
    shares: QgsVectorLayer,
    costs: QgsVectorLayer,
    checked: QgsVectorLayer,
) -> MoneyFacts:
    """Return what the sheet says.

    Parameters
    ----------
    runs
        What ``qgis_process run --json`` printed of `businesscase`, `bewonerskosten` and `co2`.
    scenarios, draws
        Tables ``SCENARIOS`` and ``KANSVERDELING`` of `businesscase`.
    shares, costs
        Tables ``AANDELEN`` and ``KOSTEN`` of `bewonerskosten`.
    checked
        Table ``REKENNA_TABEL`` of `businesscase`.
    """
    business, resident, carbon = (run["results"] for run in runs)
    nets, ways = [_net(name, business, scenarios, draws) for name in NETS], _ways(resident, carbon, shares)
    return MoneyFacts(
        title=f"Loont het? {PLACE}",
        subtitle="Wat warmte de leverancier en de bewoners kost, per gebouw en samen, en hoeveel CO2 het scheelt",
        warning="Voorbeeld: bron aangenomen, vraag en kosten geraamd",
        message=f"{_message(nets, business, resident, carbon)}{_doubt(shares, costs)}",
        proof=_proof(checked),
        maker=maker(),
        source=SOURCE,
        nets=nets,
        ways=ways,
        assumptions=_assumptions(),
        limits=(
            "Kentallen, geen offertes: de uitkomst past bij een wijk, niet bij een woning. Of boren mag en past, staat "
            "op het blad over boren. Leverancier zonder btw, bewoner met btw."
        ),
    )


def _net(name: str, business: dict[str, Any], scenarios: QgsVectorLayer, draws: QgsVectorLayer) -> Net:
    rows = [row for row in scenarios.getFeatures() if row["variant"] == name]
    (chosen,) = (row for row in rows if row["gekozen"])
    code = NETS[name].upper()
    mine = (row for row in draws.getFeatures() if row["variant"] == name)
    shares = {round(number(row, "kans"), 2): number(row, "ncw_eur") for row in mine}
    every = next(row for row in rows if row["volloop"] == 1.0 and _alike(row, chosen, "volloop"))
    return Net(
        name,
        business[f"INVESTERING_{code}"],
        number(every, "investering_woning_eur"),
        business[f"NCW_{code}"],
        shares[0.1],
        shares[0.9],
        {
            "Iedereen sluit aan": number(every, "ncw_eur"),
            "De helft sluit aan": _changed(rows, chosen, "volloop", 0.5),
            "Elke woning betaalt zelf": _changed(rows, chosen, "telling", "woning"),
            "Zonder WIS": _changed(rows, chosen, "wis", "nee"),
            "Zonder certificaten": number(chosen, "ncw_zonder_certificaten_eur"),
        },
    )


CHOICES = ("volloop", "telling", "wis", "sde", "certificaten", "piek")


def _alike(row: QgsFeature, other: QgsFeature, but: str) -> bool:
    return all(row[name] == other[name] for name in CHOICES if name != but)


def _changed(rows: list[QgsFeature], chosen: QgsFeature, name: str, value: float | str) -> float:
    """Return the outcome when one choice is another."""
    return number(next(row for row in rows if row[name] == value and _alike(row, chosen, name)), "ncw_eur")


def _ways(resident: dict[str, Any], carbon: dict[str, Any], shares: QgsVectorLayer) -> list[Way]:
    homes = {row["goedkoopst"]: int(row["woningen"]) for row in shares.getFeatures('"berekend" = 1')}
    gas = carbon["UITSTOOT_CV"]
    return [
        Way(
            title,
            resident[f"INVESTERING_{key.upper()}"],
            resident[f"JAAR_{key.upper()}"],
            resident.get(f"MEER_{key.upper()}", 0.0),
            homes.get(key, 0),
            carbon[f"UITSTOOT_{key.upper()}"],
            100.0 * (1.0 - carbon[f"UITSTOOT_{key.upper()}"] / gas),
        )
        for key, title in CONCEPTS.items()
    ]


def millions(eur: float) -> str:
    """Return an amount in millions with a decimal."""
    return f"{amount(eur / 1e6, 1).replace('-', '−')} mln"


def _message(nets: list[Net], business: dict[str, Any], resident: dict[str, Any], carbon: dict[str, Any]) -> str:
    source, mt = nets
    pays = [net.name for net in nets if net.value > 0.0]
    verdict = "geen van beide loont" if not pays else f"alleen het {pays[0]} loont" if len(pays) == 1 else "beide lonen"
    charge = business.get("BREAKEVEN_VASTRECHT")
    if charge and source.value < 0.0:
        verdict += f"; een bronnet pas bij een vastrecht van EUR {amount(charge)} per jaar"
    less = {key: 100.0 * (1.0 - carbon[f"UITSTOOT_{key}"] / carbon["UITSTOOT_CV"]) for key in ("BRONNET", "MT")}
    return (
        f"Een bronnet kost EUR {amount(source.per_home)} per woning en een MT-net EUR {amount(mt.per_home)}; de netto "
        f"contante waarde is EUR {millions(source.value)} en EUR {millions(mt.value)}: {verdict}. Een bewoner betaalt, "
        f"alles meegerekend over 30 jaar, met een bronnet {_than_gas(resident['MEER_BRONNET'])} dan met een cv-ketel "
        f"en met een MT-net {_than_gas(resident['MEER_MT'])}. Een bronnet scheelt {amount(less['BRONNET'])} % CO2, een "
        f"MT-net {amount(less['MT'])} %."
    )


def _than_gas(eur: float) -> str:
    return f"EUR {amount(abs(eur))} per jaar {'meer' if eur > 0.0 else 'minder'}"


def _doubt(shares: QgsVectorLayer, costs: QgsVectorLayer) -> str:
    """Return that the folder of the province has another way as the cheapest, where it has."""
    homes = {row["goedkoopst"]: row["woningen"] for row in shares.getFeatures('"berekend" = 1')}
    ours = max(CONCEPTS, key=lambda key: homes.get(key, 0))
    rows = list(costs.getFeatures('"folder_eur_jaar" IS NOT NULL'))
    types = {row["type"] for row in rows if row["concept"] == ours}
    printed: Counter[str] = Counter()
    for kind in sorted(types):
        # type by type: a flat has no loops, so that sums over all types would not be of the same homes
        least = min((row for row in rows if row["type"] == kind), key=lambda row: row["folder_eur_jaar"])
        printed[least["concept"]] += least["woningen"]
    theirs = max(printed, key=printed.__getitem__, default=ours)
    if theirs == ours:
        return ""
    return (
        f" Dat een {CONCEPTS[ours].lower()} vaak het goedkoopst is, hangt af van aangenomen prijzen; in de folder van "
        f"de provincie (2024) is een {CONCEPTS[theirs].lower()} dat."
    )


def _proof(checked: QgsVectorLayer) -> str:
    """Return how much of the two reports comes out as printed."""
    counts: Counter[str] = Counter(row["oordeel"] for row in checked.getFeatures())
    whole, same = counts.total() - counts.pop(TAKEN, 0), sum(counts.pop(word, 0) for word in SAME)
    told = [f"{amount(counts.pop(word))} {how}" for word, how in JUDGED.items() if counts[word]]
    rest = f"; {amount(counts.total())} zijn niet te herleiden" if counts.total() else ""
    return (
        f"Nagerekend: van de {amount(whole)} uitkomsten die Putten en Leusden afdrukken komen er {amount(same)} uit "
        f"zoals afgedrukt, {' en '.join(told)}{rest}."
    )


def _assumptions() -> list[tuple[str, str]]:
    value = load().value
    years, term = (dutch(value(key)) for key in ("financieel.horizon", "kosten_bron.looptijd"))
    rates = ("financieel.volloop", "financieel.disconto", "kosten_bron.rente", "financieel.inflatie")
    uptake, discount, interest, rise = (dutch(round(100.0 * value(key), 2)) for key in rates)
    gas, power = (dutch(value(f"bewoner.{name}")) for name in ("gasprijs", "stroomprijs"))
    plant, burnt = (dutch(value(f"co2.ef_{name}")) for name in ("elektra", "gas"))
    money = f"{years} jaar, disconto {discount} %, lening {term} jaar tegen {interest} %, inflatie {rise} %"
    return [
        ("Net", "ontwerp van het blad over het warmtenet; wat de bron kan geven, beperkt het niet"),
        ("Volloop", f"{uptake} % van wie kiezen mag; appartementen sluiten altijd aan"),
        ("Geld", money),
        ("Subsidie", f"WIS EUR {amount(value('subsidie.wis_eur'))} per woning; SDE++ alleen bij het MT-net"),
        ("Prijzen", f"gas EUR {gas} per m3, stroom EUR {power} per kWh"),
        ("CO2", f"stroom {plant} kg per kWh (gascentrale), gas {burnt} kg per GJ"),
    ]
