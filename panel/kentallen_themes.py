"""Key figures in groups that a person looks for."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication

translate = QCoreApplication.translate

THEMES = {
    "riool": ("dwa", "kansen", "riool", "stroming"),
    "meting": ("droogweer", "kalibratie", "meetreeks", "seizoen", "weer"),
    "bron": ("bron", "bronkeuze", "cop", "onttrekking", "warmtepomp", "wko"),
    "vraag": (
        *("bag", "buurt", "eigenaar", "gasverbruik", "gebouw", "isolatie", "label", "nieuwbouw", "referentie"),
        *("tapwater", "vraag"),
    ),
    "match": ("kavel", "match", "wcw"),
    "net": ("aansluiting", "gelijktijdigheid", "kosten_net", "net", "ondergrond", "straten"),
    "bodem": (
        *("aquifer", "bodem", "geotop", "grondlagen", "lus", "mini", "perceel", "potentie", "regis", "restrictie"),
    ),
    "geld": (
        *("betwist", "bewoner", "exploitatie", "financieel", "isde", "kosten_bron", "onzekerheid", "opslag"),
        *("subsidie", "tarieven"),
    ),
    "co2": ("co2",),
    "gegevens": ("dienst", "rapport", "webkaart"),
}
"""Group to the first parts of the keys in it."""


def theme(key: str) -> str:
    """Return the group of a kental; one that no group names is with the data."""
    first = key.partition(".")[0]
    return next((name for name, parts in THEMES.items() if first in parts), "gegevens")


def titles() -> dict[str, str]:
    """Return group to its title."""
    return {
        "riool": translate("Riothermie", "Sewer and waste water"),
        "meting": translate("Riothermie", "Measurement and seasons"),
        "bron": translate("Riothermie", "Source, storage and heat pump"),
        "vraag": translate("Riothermie", "Heat demand"),
        "match": translate("Riothermie", "Match and heat districts"),
        "net": translate("Riothermie", "Heat network"),
        "bodem": translate("Riothermie", "Ground"),
        "geld": translate("Riothermie", "Money"),
        "co2": "CO2",
        "gegevens": translate("Riothermie", "Data, report and map"),
    }
