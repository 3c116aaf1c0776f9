"""The measurement of the demo: a synthetic series of a benchmark; its log, and in short what came out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from demo_data import log_text
from demo_facts import maker

from riothermie_kansen.kentallen import load
from riothermie_kansen.wording import amount, dutch

TITLE = "Debietmeting met de reeks IWA BSM2"
WARNING = "Een synthetische rekenreeks: er is nergens gemeten"
SOURCE = (
    "Benchmark Simulation Model no. 2 (IWA): aanvoer van een rwzi, een jaar, uurwaarden; uit bsm2-python (FAU-EVT, "
    "BSD-3). Zonder datum en zonder neerslag."
)


def summary(run: dict[str, Any]) -> str:
    """Return what came out, in Dutch.

    Parameters
    ----------
    run
        What ``qgis_process run --json`` printed.
    """
    found, value = run["results"], load().value
    cooling, share = dutch(value("bron.delta_t")), dutch(100 * value("meetreeks.beschikbaarheid"))
    direct = (
        f"laagste uur {amount(found['MIN_UUR_M3H'])} m3/h, {amount(found['VERMOGEN_DIRECT_KW'])} kW, "
        f"{amount(found['WONINGEN_DIRECT'])} woningen"
    )
    stored = (
        f"{amount(found['DEBIET_WKO_M3H'])} m3/h ({share} % van de tijd), {amount(found['VERMOGEN_WKO_KW'])} kW, "
        f"{amount(found['WARMTE_WKO_GJ'])} GJ per jaar, {amount(found['WONINGEN_WKO'])} woningen"
    )
    return (
        f"{TITLE}. {WARNING}.\n"
        f"{amount(found['DROGE_DAGEN'])} droge dagen, herkend aan hun lage debiet, met gemiddeld "
        f"{amount(found['DWA_GEM_M3H'])} m3/h. Bij {cooling} K afkoeling direct: {direct}. Met WKO: {stored}."
    )


def write_log(package: Path, run: dict[str, Any]) -> None:
    """Write the log beside the GeoPackage."""
    head = [TITLE, f"{maker()}, QGIS {run['qgis_version']}", f"{WARNING}.", SOURCE]
    package.with_suffix(".log").write_text(log_text(run, head), encoding="utf-8")
