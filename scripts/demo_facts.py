"""The numbers and sentences on the demo map: all from the layers, the run and the kentallen."""

from __future__ import annotations

import configparser
import datetime as dt
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.core import NULL, QgsFeature, QgsVectorLayer

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from riothermie_kansen.kentallen import Kentallen, load  # noqa: E402 (the engine lies beside the scripts)
from riothermie_kansen.sewer.classify import rule_text  # noqa: E402
from riothermie_kansen.sewer.potential import (  # noqa: E402
    annual_heat_gj,
    building_power_kw,
    dwellings_with_wko,
    source_power_kw,
)
from riothermie_kansen.wording import amount, dutch  # noqa: E402

MUNICIPALITY, PLACE = "Bodegraven-Reeuwijk", "Wageningen"
SOURCE = (
    "Riolering: GWSW open data van de gemeente Bodegraven-Reeuwijk via Stichting RIONED (2020), thema default; "
    "levering uit de testgegevens van nens/bgt-inlooptool."
)
PLACES = 8
CLASSES = ("kansrijk", "mogelijk", "beperkt", "geen")
KINDS = {"zuivering of overnamepunt": "zuivering", "gemaal": "gemaal", "einde persleiding": "einde persleiding"}


@dataclass(frozen=True)
class Place:
    """A place where waste water comes together; the fields of the table verzamelpunten."""

    fid: int
    nr: int
    knoop_id: str
    soort: str
    kern: str
    inwoners: float
    dwa_gem_ls: float
    vermogen_gebouw_kw: float
    woningen_wko: int


@dataclass(frozen=True)
class Facts:
    """What the map says in words and numbers, in Dutch."""

    title: str
    subtitle: str
    warning: str
    message: str
    maker: str
    source: str
    rule: str
    totals: list[tuple[str, str]]
    assumptions: list[tuple[str, str]]
    most_kw: float
    classes: dict[str, tuple[int, float]]
    places: list[Place]


@dataclass(frozen=True, kw_only=True)
class SheetFacts:
    """What a sheet with two maps says in words, in Dutch; each has numbers of its own besides."""

    title: str
    subtitle: str
    warning: str
    message: str
    proof: str
    maker: str
    source: str
    assumptions: list[tuple[str, str]]
    limits: str


def read_facts(run: dict[str, Any], pipes: QgsVectorLayer, nodes: QgsVectorLayer, areas: QgsVectorLayer) -> Facts:
    """Return what the map says.

    Parameters
    ----------
    run
        What ``qgis_process run --json`` printed.
    pipes, nodes
        Output of the run.
    areas
        Towns, with ``naam``.
    """
    results = run["results"]
    kentallen = load()
    classes = _classes(pipes)
    places = _places(nodes, areas, kentallen)
    return Facts(
        title=f"Kansenkaart riothermie {MUNICIPALITY}",
        subtitle="Hoeveel warmte zit er in het rioolwater, en waar komt die samen?",
        warning="Schatting met aangenomen inwoners, geen meting en geen ontwerp",
        message=_message(classes, places, kentallen),
        maker=maker(),
        source=SOURCE,
        rule=rule_text(kentallen),
        totals=_totals(results, classes, kentallen),
        assumptions=_assumptions(results, nodes, kentallen),
        most_kw=max((number(pipe, "vermogen_gebouw_kw") for pipe in pipes.getFeatures()), default=0.0),
        classes=classes,
        places=places,
    )


def maker() -> str:
    """Return who made it, and when."""
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(ROOT / "metadata.txt", encoding="utf-8")
    today = dt.datetime.now(tz=dt.UTC).astimezone().date()
    return f"Riothermie Kansen {metadata.get('general', 'version')}, {today:%d-%m-%Y}"


def _classes(pipes: QgsVectorLayer) -> dict[str, tuple[int, float]]:
    """Return number and length (m) per class; pipes that carry no dry weather flow are "overig"."""
    found: dict[str, tuple[int, float]] = {}
    for pipe in pipes.getFeatures():
        kind = "overig" if pipe["functie"] in ("geen", "overstort") else pipe["kans"]
        count, length = found.get(kind, (0, 0.0))
        found[kind] = (count + 1, length + number(pipe, "lengte_m"))
    return found


def _heat(flow_ls: float, kentallen: Kentallen) -> tuple[float, int]:
    """Return power at the side of the building (kW) and dwellings with storage that a mean flow gives."""
    value, cop = kentallen.value, kentallen.value("warmtepomp.cop")
    source = source_power_kw(flow_ls, value("bron.delta_t"), value("bron.dichtheid"), value("bron.warmtecapaciteit"))
    heat = annual_heat_gj(source, value("wko.vollasturen"), value("wko.rendement"), cop)
    dwellings = dwellings_with_wko(heat, value("vraag.warmte_per_woning"))
    return float(building_power_kw(source, cop)), int(dwellings)


def _places(nodes: QgsVectorLayer, areas: QgsVectorLayer, kentallen: Kentallen) -> list[Place]:
    """Return the nodes through which most water leaves the gravity sewers, the largest first."""
    leaving = [node for node in nodes.getFeatures() if node["afvoerpunt"] in KINDS]
    leaving.sort(key=lambda node: (-number(node, "dwa_gem_ls"), str(node["knoop_id"])))
    named = [area for area in areas.getFeatures() if area["naam"]]
    places = []
    for nr, node in enumerate(leaving[:PLACES], 1):
        flow = number(node, "dwa_gem_ls")
        power, dwellings = _heat(flow, kentallen)
        place = Place(
            fid=node.id(),
            nr=nr,
            knoop_id=str(node["knoop_id"]),
            soort=KINDS[node["afvoerpunt"]],
            kern=_nearest(node, named),
            inwoners=number(node, "inwoners"),
            dwa_gem_ls=flow,
            vermogen_gebouw_kw=power,
            woningen_wko=dwellings,
        )
        places.append(place)
    return places


def _nearest(node: QgsFeature, areas: list[QgsFeature]) -> str:
    return str(min(areas, key=lambda area: area.geometry().distance(node.geometry()))["naam"]) if areas else ""


def _message(classes: dict[str, tuple[int, float]], places: list[Place], kentallen: Kentallen) -> str:
    """Return what the map says in a few sentences."""
    least = dutch(kentallen.value("kansen.vermogen_min"))
    strong = {kans: classes[kans] for kans in ("kansrijk", "mogelijk") if kans in classes}
    if strong:
        first = " en ".join(f"{amount(count)} leidingen zijn {kans}" for kans, (count, _) in strong.items()) + "."
    else:
        first = "Geen enkele leiding is kansrijk of mogelijk: het debiet is overal te klein."
    count, length = classes.get("beperkt", (0, 0.0))
    second = f"{amount(count)} leidingen (samen {amount(length)} m) halen wel {least} kW aan de gebouwzijde: beperkt."
    largest = places[0] if places else None
    third = (
        f"De meeste warmte komt samen bij gemalen. Het grootste verzamelpunt, {largest.knoop_id} in {largest.kern}, "
        f"ontvangt {amount(largest.dwa_gem_ls, 1)} l/s: {amount(largest.vermogen_gebouw_kw)} kW of "
        f"{amount(largest.woningen_wko)} woningen met WKO."
        if largest
        else ""
    )
    return f"{first} {second} {third}".rstrip()


def _totals(
    results: dict[str, Any], classes: dict[str, tuple[int, float]], kentallen: Kentallen
) -> list[tuple[str, str]]:
    power, dwellings = _heat(results["TOTAAL_DWA_LS"], kentallen)
    lines = [
        ("Inwoners (aanname, afgerond)", amount(results["TOTAAL_INWONERS"])),
        ("Afvalwater (DWA), gemiddeld", f"{amount(results['TOTAAL_DWA_LS'], 1)} l/s"),
        ("  bereikt een gemaal of persleiding", f"{amount(results['AFGEVOERD_LS'], 1)} l/s"),
        ("  blijft steken (geen afvoerpunt)", f"{amount(results['GESTRAND_LS'], 1)} l/s"),
        ("Warmte uit al dit water, bovengrens", f"{amount(power)} kW"),
        ("  woningen met WKO, bovengrens", amount(dwellings)),
    ]
    titles = {"kansrijk": "Kansrijk", "mogelijk": "Mogelijk", "beperkt": "Beperkt", "geen": "Geen kans"}
    for kans, title in (titles | {"overig": "Hemelwater en overig"}).items():
        count, length = classes.get(kans, (0, 0.0))
        size = f"{amount(count)} ({amount(length / 1000, 1)} km)" if count else "0"
        lines.append((f"Leidingen: {title.lower()}", size))
    lines.append(("Meldingen (hersteld, weggelaten ...)", amount(results["AANTAL_MELDINGEN"])))
    return lines


def _assumptions(results: dict[str, Any], nodes: QgsVectorLayer, kentallen: Kentallen) -> list[tuple[str, str]]:
    def value(key: str, factor: float = 1) -> str:
        number = kentallen.value(key) * factor
        return amount(number) if number >= 1000 else dutch(number)

    pumps = sum(node["afvoerpunt"] == "gemaal" for node in nodes.getFeatures())
    people = amount(results["TOTAAL_INWONERS"])
    water = f"{value('dwa.liter_per_inwoner')} l per inwoner per dag, dagverloop van RIONED"
    storage = f"{value('wko.vollasturen')} vollasturen per jaar, rendement {value('wko.rendement', 100)} %"
    ends = f"{amount(pumps)} gelden als eindpunt, want de levering zegt niet waarheen zij pompen"
    return [
        ("Inwoners", f"{people}: één afgerond gemeentetotaal, naar lengte verdeeld; bedrijven tellen niet mee"),
        ("Afvalwater", f"{water}, {value('dwa.rioolvreemd')} % rioolvreemd water"),
        ("Afkoeling ΔT", f"{value('bron.delta_t')} K, 's winters vanaf {value('bron.t_winter')} °C"),
        ("Warmtepomp", f"COP {value('warmtepomp.cop')}; vermogens gelden aan de gebouwzijde"),
        ("WKO", storage),
        ("Woning", f"{value('vraag.warmte_per_woning')} GJ per jaar"),
        ("Richting", "volgens de registratie: diameters en hoogten ontbreken in deze levering"),
        ("Gemalen", f"{ends}: voorbij een gemaal is het debiet een ondergrens"),
    ]


def number(row: QgsFeature, name: str) -> float:
    """Return a number of a row, 0 where there is none."""
    value = row[name]
    return 0.0 if value is None or value == NULL else float(value)
