"""The numbers and sentences on the sheet about drilling: from the layers, the runs and the kentallen."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from demo_facts import PLACE, SheetFacts, maker, number
from qgis.core import NULL, QgsFeature, QgsVectorLayer

from riothermie_kansen.kentallen import load
from riothermie_kansen.wording import amount, dutch

SOURCE = (
    "Panden: BAG, 2019, publiek domein. Straten: NWB, 2020, CC0. Beide uit het lesmateriaal van GeoScripting-WUR. "
    "Beperkingen, bestaande systemen en lagen van de ondergrond zijn verzonnen. Jaarkosten: folder Utrecht, 2024."
)
VERDICTS = {
    "verboden": "Verboden",
    "aandacht": "Aandacht",
    "onbekend": "Niet alles getoetst",
    "toegestaan": "Toegestaan",
}
"""Verdicts in the order of the table, the heaviest first."""

CLASSES = ("geschikt", "matig", "ongeschikt", "verboden", "onbekend")
"""Classes of cells in the order of the table; those where WKO is forbidden apart."""

FITS = {
    "past": "Alle lussen passen",
    "past deels": "Een deel past",
    "past niet": "Geen plaats",
    "verboden": "Verboden",
    "te ondiep": "Te ondiep",
    "geen grond": "Geen grond",
    "vraag onbekend": "Vraag onbekend",
    "geen vraag": "Geen vraag",
}
ROWS = 9
"""Rows of the table of mini networks, besides the head and the total."""


@dataclass(frozen=True)
class Verdict:
    """Buildings and part of the area (%) with a verdict, per technique."""

    title: str
    loop_buildings: int
    loop_area: float
    well_buildings: int
    well_area: float


@dataclass(frozen=True)
class Aquifer:
    """Cells with one class and one layer chosen ("" for none); medians of what they say."""

    kind: str
    layer: str
    cells: int
    top_m: float
    bottom_m: float
    kh_md: float
    flow_m3h: float
    power_kw: float


@dataclass(frozen=True)
class Fit:
    """Buildings with one verdict on their loops."""

    title: str
    buildings: int
    homes: int
    loops: int
    metres: float


@dataclass(frozen=True)
class Mini:
    """A mini network, or all of them; euros per home per year."""

    key: str
    homes: int
    loops: int
    metres: float
    pipe_m: float
    shared_eur: float
    gas_eur: float
    own_eur: float
    air_eur: float


@dataclass(frozen=True, kw_only=True)
class GroundFacts(SheetFacts):
    """What the sheet says in words and numbers, in Dutch."""

    verdicts: list[Verdict]
    aquifers: list[Aquifer]
    fits: list[Fit]
    networks: list[Mini]
    every: Mini
    count: int


@dataclass(frozen=True)
class Tables:
    """Layers and tables that the numbers come from.

    Attributes
    ----------
    area, homes
        Places with a verdict: the area, and the buildings in it.
    cells
        Suitability for WKO.
    overview
        Buildings by verdict on their loops.
    clusters
        Mini networks.
    """

    area: QgsVectorLayer
    homes: QgsVectorLayer
    cells: QgsVectorLayer
    overview: QgsVectorLayer
    clusters: QgsVectorLayer


def read_ground_facts(runs: tuple[dict[str, Any], ...], tables: Tables, shown: set[str]) -> GroundFacts:
    """Return what the sheet says.

    Parameters
    ----------
    runs
        What ``qgis_process run --json`` printed of `bodemrestricties` (area, buildings), `wkogeschiktheid`,
        `bodemlussen` and `miniwarmtenetten`.
    tables
        Their layers.
    shown
        Ids of the mini networks on the map: the table has the largest of these.
    """
    _, homes, wells, loops, mini = (run["results"] for run in runs)
    networks = sorted(
        (_network(row) for row in tables.clusters.getFeatures() if row["cluster_id"] in shown),
        key=lambda one: (-one.homes, one.key),
    )
    return GroundFacts(
        title=f"Mag hier worden geboord? {PLACE}",
        subtitle="Oordeel per gebouw, de bodemlaag voor een WKO, en buren die bodemlussen kunnen delen",
        warning="Voorbeeld: beperkingen en ondergrond zijn verzonnen",
        message=_message(homes, wells, loops, mini),
        proof=_proof(mini),
        maker=maker(),
        source=SOURCE,
        verdicts=_verdicts(tables.area, tables.homes),
        aquifers=_aquifers(tables.cells),
        fits=_fits(tables.overview),
        networks=sorted(networks[:ROWS], key=lambda one: one.key),
        every=Mini(
            "Alle",
            int(mini["WONINGEN"]),
            int(mini["LUSSEN_AANTAL"]),
            mini["METERS_LUS"],
            mini["LEIDING_M"],
            mini["KOSTEN_MINI_EUR"],
            mini["KOSTEN_CV_EUR"],
            mini["KOSTEN_LUS_EUR"],
            mini["KOSTEN_LUCHT_EUR"],
        ),
        count=int(mini["AANTAL_CLUSTERS"]),
        assumptions=_assumptions(tables.homes),
        limits=(
            "Geen vergunning en geen ontwerp: gemeente en provincie beslissen, en niet elk bestaand systeem staat op "
            "een kaart. De lagen vragen een proefboring. Of een boorstelling in een tuin kan komen, is niet bekend."
        ),
    )


def _verdicts(area: QgsVectorLayer, homes: QgsVectorLayer) -> list[Verdict]:
    loop, well = Counter[str](), Counter[str]()
    for row in homes.getFeatures():
        loop[row["bodemlus"]] += 1
        well[row["wko"]] += 1
    size = sum(row.geometry().area() for row in area.getFeatures())

    def part(field: str) -> float:
        return sum(number(row, field) * row.geometry().area() for row in area.getFeatures()) / size

    return [
        Verdict(title, loop[word], part(f"lus_{word}"), well[word], part(f"wko_{word}"))
        for word, title in VERDICTS.items()
    ]


def _aquifers(cells: QgsVectorLayer) -> list[Aquifer]:
    found: dict[tuple[str, str], list[QgsFeature]] = defaultdict(list)
    for row in cells.getFeatures():
        banned = row["wko"] == "verboden"
        layer = "" if banned or row["laag"] == NULL else row["laag"]
        found["verboden" if banned else row["klasse"], layer].append(row)
    rows = sorted(found.items(), key=lambda item: (CLASSES.index(item[0][0]), -len(item[1]), item[0][1]))
    fields = ("top_mv_m", "basis_mv_m", "kh_md", "debiet_m3h", "vermogen_kw")
    return [
        Aquifer(kind, layer, len(group), *(statistics.median(number(row, name) for row in group) for name in fields))
        for (kind, layer), group in rows
    ]


def _fits(overview: QgsVectorLayer) -> list[Fit]:
    found: dict[str, list[float]] = defaultdict(lambda: [0.0] * 4)
    for row in overview.getFeatures():
        for place, name in enumerate(("panden", "woningen", "lussen", "meters")):
            found[row["oordeel"]][place] += number(row, name)
    order = list(FITS)
    rows = sorted(found.items(), key=lambda item: (order.index(item[0]) if item[0] in FITS else len(order), item[0]))
    return [Fit(FITS.get(word, word), int(a), int(b), int(c), d) for word, (a, b, c, d) in rows]


def _network(row: QgsFeature) -> Mini:
    costs = ("kosten_mini_eur", "kosten_cv_eur", "kosten_lus_eur", "kosten_lucht_eur")
    metres = ("meters_lus", "leiding_m", *costs)
    return Mini(row["cluster_id"], int(row["woningen"]), int(row["lussen"]), *(number(row, name) for name in metres))


def _message(homes: dict[str, Any], wells: dict[str, Any], loops: dict[str, Any], mini: dict[str, Any]) -> str:
    cheaper = mini["KOSTEN_LUCHT_EUR"] < mini["KOSTEN_MINI_EUR"]
    air = "alleen de luchtwarmtepomp is goedkoper" if cheaper else "niets is goedkoper"
    return (
        f"Bij {amount(homes['LUS_VERBODEN'])} van de {amount(homes['LOCATIES_AANTAL'])} gebouwen mag geen bodemlus; "
        f"bij {amount(homes['LUS_AANDACHT'])} vraagt boren aandacht. Bij {amount(loops['PAST'])} van de "
        f"{amount(loops['PANDEN'])} gebouwen met warmtevraag passen alle lussen, maar boort iedereen, dan koelen "
        f"{amount(loops['BOVEN_GRENS'])} systemen door andere te veel af. Van de {amount(wells['AANTAL'])} cellen "
        f"zijn er {amount(wells['GESCHIKT'])} geschikt voor een WKO. {amount(mini['WONINGEN'])} woningen kunnen lussen "
        f"delen in {amount(mini['AANTAL_CLUSTERS'])} miniwarmtenetten, voor EUR {amount(mini['KOSTEN_MINI_EUR'])} per "
        f"woning per jaar (eigen lus {amount(mini['KOSTEN_LUS_EUR'])}, gas {amount(mini['KOSTEN_CV_EUR'])}); {air} "
        f"({amount(mini['KOSTEN_LUCHT_EUR'])})."
    )


def _proof(mini: dict[str, Any]) -> str:
    gap = mini["GAT_PROCENT"]
    if gap <= 0.0:
        return "Bewezen: geen andere verdeling van deze woningen bespaart samen meer."
    return f"Bewezen: geen andere verdeling van deze woningen bespaart samen ruim {dutch(gap, 1)} % meer."


def _assumptions(homes: QgsVectorLayer) -> list[tuple[str, str]]:
    value = load().value
    limits = sorted({row["max_diepte_m"] for row in homes.getFeatures() if row["max_diepte_m"] != NULL})
    deep = " en ".join(dutch(limit) for limit in limits)
    own, shared = (dutch(value(f"bodem.diepte_{kind}")) for kind in ("standaard", "hoogst"))
    depth = f"tot {own} m, in een miniwarmtenet tot {shared} m" + (f"; waar het moet tot {deep} m" if limits else "")
    wide, close = (dutch(value(f"restrictie.zoekafstand_{kind}")) for kind in ("obes", "gbes"))
    years, cooled = dutch(value("bodem.oordeel_jaren")), dutch(value("bodem.invloed_grens"))
    return [
        (
            "Kaarten",
            f"verzonnen; lege kaarten beperken niets. Een bestaande WKO telt mee tot {wide} m, een lus tot {close} m",
        ),
        ("Lagen", "verzonnen REGIS II, naar de beschrijving van Leusden; cellen van 100 bij 100 m"),
        ("Percelen", "geschat uit gebouwen en straten; openbaar groen, bomen en riolen onbekend"),
        ("Lussen", f"{depth}; {dutch(value('lus.afstand'))} m uit elkaar"),
        ("Afkoeling", f"na {years} jaar ten hoogste {cooled} K door anderen; geen stromend grondwater"),
        ("Kosten", "folder miniwarmtenetten, prijspeil 2024; het verschil per net is een schatting"),
    ]
