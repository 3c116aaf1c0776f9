"""Styles of the CO2 of buildings: how much can be saved in each; by ``scripts/styles.py``."""

from __future__ import annotations

from collections.abc import Callable

import styles
from qgis.core import (
    QgsRuleBasedRenderer,
    QgsSymbol,
)

FIELDS = (
    "pand_id:string type:string woningen:int rv_gj:double tap_gj:double koude_gj:double cv_t:double bronnet_t:double "
    "mt_t:double hybride_t:double lucht_t:double lus_t:double mini_t:double besparing_t:double zuinigst:string "
    "reden:string"
)
NAMES = (
    ("cv", "Cv-ketel"),
    ("bronnet", "Bronnet"),
    ("mt", "MT-net"),
    ("hybride", "Hybride warmtepomp"),
    ("lucht", "Luchtwarmtepomp"),
    ("lus", "Eigen bodemlus"),
    ("mini", "Miniwarmtenet"),
)
CLASSES = (
    ("#dcebf5", 0, 1, "Minder dan 1 ton"),
    ("#a9cbe6", 1, 2, "1 tot 2 ton"),
    ("#6fa9d6", 2, 3, "2 tot 3 ton"),
    ("#3f83bd", 3, 5, "3 tot 5 ton"),
    ("#1d5a96", 5, 20, "5 tot 20 ton"),
    ("#08306b", 20, None, "20 ton of meer"),
)
"""Colour, limits (t CO2 a year) and title, from light to dark."""

HEAD = "Grootste CO2-besparing tegenover gas, per jaar"
NOTHING, EDGE = "#e3e1dc", "#8f8a80"
SAVED = '"besparing_t"'

TIP = (
    '<b>[% "pand_id" %]</b> [% coalesce("type", \'\') %], [% "woningen" %] '
    "[% if(\"woningen\" = 1, 'woning', 'woningen') %]<br>"
    + "".join(
        f"[% coalesce('{title}: ' || format_number(\"{name}_t\", 1, 'nl') || ' t CO2 per jaar<br>', '') %]"
        for name, title in NAMES
    )
    + "[% coalesce(\"reden\", '') %]"
)


def _area(colour: str) -> QgsSymbol:
    return styles.building(colour, EDGE)


def _point(colour: str) -> QgsSymbol:
    return styles.sized(colour, EDGE, 'scale_exp(coalesce("cv_t", 1), 1, 500, 2, 7, 0.5)')


def _saving(symbol: Callable[[str], QgsSymbol]) -> QgsRuleBasedRenderer:
    rules = [styles.rule(None, HEAD, "FALSE")]
    for colour, low, high, title in CLASSES:
        upper = "" if high is None else f" AND {SAVED} < {high}"
        rules.append(styles.rule(symbol(colour), title, f"{SAVED} >= {low}{upper}"))
    return styles.renderer([*rules, styles.rule(symbol(NOTHING), "Geen warmtevraag", f"{SAVED} IS NULL")])


def write() -> None:
    """Write buildings by the CO2 that can be saved."""
    for kind, symbol, ending in (("MultiPolygon", _area, ""), ("Point", _point, "_punten")):
        layer = styles.layer_with(kind, FIELDS)
        layer.setRenderer(_saving(symbol))
        layer.setMapTipTemplate(TIP)
        styles.save(layer, f"co2gebouwen{ending}.qml")
