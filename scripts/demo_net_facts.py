"""The numbers and sentences on the sheet and in the report of the heat network: from the layers and the run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from demo_facts import PLACE, SheetFacts, maker
from qgis.core import QgsVectorLayer

from riothermie_kansen.kentallen import Kentallen, load
from riothermie_kansen.wording import amount, dutch

SOURCE = (
    "Straten: Nationaal Wegenbestand (NWB), 2020, CC0. Panden: BAG, 2019, publiek domein. Beide uit het lesmateriaal "
    "van GeoScripting-WUR. Kentallen van de vraag: Vesta MAIS (PBL). Bron en gebied zijn verzonnen."
)
TITLES = {"bronnet": "Bronnet", "mt": "MT-net"}
REASONS = {
    "straatdeel_los": "Straat los van de bron",
    "te_ver": "Te ver van een straat",
    "geblokkeerd": "Weg geblokkeerd",
    "vraag_onbekend": "Vraag onbekend",
    "geen_vraag": "Geen vraag (schuur)",
    "buiten_gebied": "Buiten het gebied",
}
"""Kinds of reasons in the order of the legend."""

CONNECTED, OUTSIDE = "aangesloten", "buiten_gebied"


@dataclass(frozen=True)
class Size:
    """Metres of trench with a diameter, and what they cost."""

    dn: str
    street_m: float
    service_m: float
    eur: float


@dataclass(frozen=True)
class Item:
    """What else has to be made."""

    post: str
    quantity: float
    unit: str
    eur: float


@dataclass(frozen=True)
class Net:
    """One type of network.

    Attributes
    ----------
    numbers
        Numbers of the run, without ``_MT``.
    curve
        Homes, EUR per home and EUR per home of the last group, from few homes to all.
    """

    key: str
    title: str
    numbers: dict[str, float]
    sizes: list[Size]
    items: list[Item]
    curve: list[tuple[int, float, float]]

    @property
    def street_m(self) -> float:
        """Trench in streets, m."""
        return sum(size.street_m for size in self.sizes)

    @property
    def service_m(self) -> float:
        """Trench of house connections, m."""
        return sum(size.service_m for size in self.sizes)

    @property
    def eur_home(self) -> float:
        """Costs per home, EUR."""
        return self.numbers["KOSTEN_EUR"] / max(self.numbers["WONINGEN"], 1)


@dataclass(frozen=True, kw_only=True)
class NetFacts(SheetFacts):
    """What the sheet and the report say in words and numbers, in Dutch."""

    nets: list[Net]
    reasons: list[tuple[str, str, int]]


def read_net_facts(
    run: dict[str, Any],
    quantities: QgsVectorLayer,
    curve: QgsVectorLayer,
    unconnected: QgsVectorLayer,
    outside: int,
) -> NetFacts:
    """Return what the sheet says.

    Parameters
    ----------
    run
        What ``qgis_process run --json`` printed, of a bronnet and an MT network beside each other.
    quantities, curve, unconnected
        Output of the run.
    outside
        Number of buildings outside the area that takes part.
    """
    nets = [_net(key, run["results"], quantities, curve) for key in TITLES]
    return NetFacts(
        title=f"Warmtenet {PLACE}",
        subtitle="Bronnet en MT-net langs dezelfde straten, vanaf dezelfde aangenomen bron",
        warning="Voorbeeld: bron aangenomen, vraag geraamd",
        message=_message(nets),
        proof=_proof(nets),
        maker=maker(),
        source=SOURCE,
        nets=nets,
        reasons=_reasons(unconnected, outside),
        assumptions=_assumptions(load()),
        limits=(
            "Directe kosten zonder btw. Niet meegerekend: de bron, de warmtepompen, onvoorzien, engineering. Wat "
            "verder in de grond ligt, is niet bekeken."
        ),
    )


def _net(key: str, results: dict[str, Any], quantities: QgsVectorLayer, curve: QgsVectorLayer) -> Net:
    end = "_MT" if key == "mt" else ""
    names = (
        *("LENGTE_M", "KOSTEN_EUR", "KOSTEN_LAAG_EUR", "KOSTEN_HOOG_EUR", "AANGESLOTEN", "WONINGEN", "VERMOGEN_KW"),
        *("POMPDRUK_KPA", "VERLIES_PROCENT", "GAT_PROCENT"),
    )
    numbers = {name: float(results[f"{name}{end}"]) for name in names}
    sizes: dict[str, Size] = {}
    items: list[Item] = []
    for row in quantities.getFeatures(f"\"nettype\" = '{key}'"):
        metres, eur = row["hoeveelheid"], row["kosten_eur"]
        if row["eenheid"] == "m":
            old = sizes.get(row["dn"], Size(row["dn"], 0.0, 0.0, 0.0))
            service = metres if row["rol"] == "aansluiting" else 0.0
            sizes[row["dn"]] = Size(row["dn"], old.street_m + metres - service, old.service_m + service, old.eur + eur)
        elif eur:
            items.append(Item(row["post"], metres, row["eenheid"], eur))
    points = [
        (int(row["woningen"]), float(row["eur_woning"]), float(row["marginaal_eur_woning"]))
        for row in curve.getFeatures(f"\"nettype\" = '{key}'")
    ]
    return Net(key, TITLES[key], numbers, sorted(sizes.values(), key=_bore), items, sorted(points))


def _bore(size: Size) -> float:
    """Return the number in a diameter such as "PE110 SDR17" or "DN100"."""
    return float("".join(sign for sign in size.dn.partition(" ")[0] if sign.isdigit()))


def _message(nets: list[Net]) -> str:
    bron = nets[0]
    first = bron.numbers
    cost = " en ".join(
        f"{words} EUR {amount(net.numbers['KOSTEN_EUR'] / 1e6, 1)} miljoen (EUR {amount(net.eur_home)} per woning)"
        for words, net in zip(("het bronnet kost", "het MT-net"), nets, strict=True)
    )
    return (
        f"{amount(first['AANGESLOTEN'])} panden met {amount(first['WONINGEN'])} woningen, "
        f"{amount(bron.street_m / 1000, 1)} km sleuf in de straat en {amount(bron.service_m / 1000, 1)} km "
        f"aansluitleiding; {cost}, zonder bron en warmtepompen."
    )


def _proof(nets: list[Net]) -> str:
    bron, mt = (f"hooguit {dutch(net.numbers['GAT_PROCENT'], 1)} %" for net in nets)
    return (
        f"Bewezen: de leidingen van het bronnet kosten {bron} meer dan die van het goedkoopste net dat dezelfde panden "
        f"langs dezelfde straten aansluit; bij het MT-net is dat {mt}."
    )


def _reasons(unconnected: QgsVectorLayer, outside: int) -> list[tuple[str, str, int]]:
    """Return kind, title and number of buildings; the same for both networks."""
    found = Counter(str(row["soort"]) for row in unconnected.getFeatures("\"nettype\" = 'bronnet'"))
    found[OUTSIDE] = outside
    order = [*REASONS, *sorted(set(found) - set(REASONS))]
    return [(kind, REASONS.get(kind, kind), found[kind]) for kind in order if found[kind]]


def _assumptions(kentallen: Kentallen) -> list[tuple[str, str]]:
    def value(key: str) -> str:
        return dutch(kentallen.value(key))

    cold = kentallen.value("net.t_aanvoer_bron") - kentallen.value("net.delta_t_bron")
    back = kentallen.value("net.t_aanvoer_mt") - kentallen.value("net.delta_t_mt")
    limit = kentallen.value("gelijktijdigheid.rv_grens")
    demand = (
        f"uitkomst van warmtevraag: kentallen van Vesta MAIS, {value('vraag.rv_w_m2')} W/m2 en "
        f"{value('vraag.vermogen_tap')} kW tapwater per woning"
    )
    cold_net = f"{value('net.t_aanvoer_bron')}/{dutch(cold)} °C, COP {value('warmtepomp.cop')}"
    hot_net = f"{value('net.t_aanvoer_mt')}/{dutch(back)} °C"
    prices = f"prijspeil {value('kosten_net.prijspeil')}; die van PE is een aanname; ondergrond onbekend"
    return [
        ("Bron", "verzonnen plaats (Nijenoord Allee), vermogen onbeperkt"),
        ("Vraag", demand),
        ("Bronnet", f"{cold_net}, PE, tot {value('net.pa_m_bron')} Pa/m"),
        ("MT-net", f"{hot_net}, geïsoleerd staal, tot {value('net.pa_m_mt')} Pa/m"),
        ("Gelijktijdigheid", f"{dutch(limit)} + {dutch(round(1 - limit, 6))}/n; tapwater 1/√n"),
        ("Gebied", "verzonnen grens; daarbinnen mag elk pand meedoen"),
        ("Prijzen", prices),
    ]
