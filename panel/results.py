"""Totals of the outputs of the plugin, with their unit, as the panel shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qgis.core import Qgis, QgsAggregateCalculator, QgsExpression, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication

from ..algorithms.environment import amount

translate = QCoreApplication.translate

MANY = 500_000
"""Features above which the panel counts only: summing would hold up QGIS."""


TIED = "\N{NO-BREAK SPACE}"
"""Between a figure, its unit and what it is."""


@dataclass(frozen=True)
class Figure:
    """A figure of a layer.

    Attributes
    ----------
    label, unit
        What it is; its unit, "" for a number of things.
    field
        Field that is added up; "" counts the features.
    where
        Expression that tells which features count, "" for all.
    highest
        The largest value instead of the sum: of pipes after each other the last carries what the others carry.
    scale, decimals
        Factor and decimals with which the value is shown.
    """

    label: str
    unit: str = ""
    field: str = ""
    where: str = ""
    highest: bool = False
    scale: float = 1.0
    decimals: int = 0


def figures(role: str) -> tuple[tuple[Figure, ...], str]:
    """Return (figures of an output with this role, field by whose values they are told apart or "")."""
    homes = translate("Riothermie", "homes")
    count = (Figure(translate("Riothermie", "rows")),)
    chosen = '"gekozen" = 1'
    pipes = (
        Figure(translate("Riothermie", "pipes")),
        Figure(translate("Riothermie", "promising (kansrijk)"), where="\"kans\" = 'kansrijk'"),
        Figure(translate("Riothermie", "most power"), "kW", "vermogen_gebouw_kw", highest=True),
        Figure(translate("Riothermie", "most homes with storage (WKO)"), "", "woningen_wko", highest=True),
    )
    known: dict[str, tuple[tuple[Figure, ...], str]] = {
        "leidingen": (
            (pipes[0], Figure(translate("Riothermie", "length"), "km", "lengte_m", scale=0.001, decimals=1)),
            "",
        ),
        "kansenkaart": (pipes, ""),
        "ruimte": ((pipes[0], Figure(translate("Riothermie", "most room left"), "kW", "ruimte_kw", highest=True)), ""),
        "seizoen": ((pipes[0],), ""),
        "knopen": ((Figure(translate("Riothermie", "nodes")),), ""),
        "onttrekkingen": (
            (
                Figure(translate("Riothermie", "offtakes")),
                Figure(translate("Riothermie", "fit"), where="\"oordeel\" = 'past'"),
                Figure(translate("Riothermie", "granted"), "kW", "toegekend_kw"),
            ),
            "",
        ),
        "bronpunten": (
            (
                Figure(translate("Riothermie", "source points")),
                Figure(translate("Riothermie", "heat within reach"), "GJ", "bereik_gj"),
            ),
            "",
        ),
        "gebouwen": (
            (
                Figure(translate("Riothermie", "buildings")),
                Figure(homes, "", "woningen"),
                Figure(translate("Riothermie", "heat demand"), translate("Riothermie", "GJ a year"), "warmte_gj"),
            ),
            "",
        ),
        "selectie": (
            (
                Figure(translate("Riothermie", "buildings chosen"), where=chosen),
                Figure(homes, "", "woningen", chosen),
                Figure(translate("Riothermie", "heat"), translate("Riothermie", "GJ a year"), "afname_gj", chosen),
            ),
            "",
        ),
        "trace": ((Figure(translate("Riothermie", "length"), "km", "lengte_m", scale=0.001, decimals=1),), "nettype"),
        "aansluitingen": ((Figure(translate("Riothermie", "connections")), Figure(homes, "", "woningen")), "nettype"),
        "niet_aangesloten": ((Figure(translate("Riothermie", "not connected")),), "nettype"),
        "hoeveelheden": (
            (Figure(translate("Riothermie", "estimated costs"), "mln EUR", "kosten_eur", scale=1e-6, decimals=2),),
            "nettype",
        ),
        "restricties": (
            (
                Figure(translate("Riothermie", "places")),
                Figure(translate("Riothermie", "WKO allowed"), where="\"wko\" = 'toegestaan'"),
                Figure(translate("Riothermie", "ground loop allowed"), where="\"bodemlus\" = 'toegestaan'"),
            ),
            "",
        ),
        "geschiktheid": (
            (
                Figure(translate("Riothermie", "cells or points")),
                Figure(translate("Riothermie", "suitable"), where="\"klasse\" = 'geschikt'"),
            ),
            "",
        ),
        "lussen": (
            (
                Figure(translate("Riothermie", "loops")),
                Figure(translate("Riothermie", "depth together"), "km", "diepte_m", scale=0.001, decimals=1),
            ),
            "",
        ),
        "lusgebouwen": (
            (
                Figure(translate("Riothermie", "buildings")),
                Figure(translate("Riothermie", "fits"), where="\"oordeel\" = 'past'"),
            ),
            "",
        ),
        "clusters": ((Figure(translate("Riothermie", "networks")), Figure(homes, "", "woningen")), ""),
        "kavels": (
            (
                Figure(translate("Riothermie", "districts")),
                Figure(homes, "", "woningen"),
                Figure(translate("Riothermie", "heat demand"), translate("Riothermie", "GJ a year"), "vraag_gj"),
            ),
            "",
        ),
        "scenarios": (
            (
                Figure(
                    translate("Riothermie", "estimated net present value"),
                    "mln EUR",
                    "ncw_eur",
                    chosen,
                    scale=1e-6,
                    decimals=2,
                ),
            ),
            "variant",
        ),
        "aandelen": ((Figure(homes, "", "woningen", '"berekend" = 1'),), ""),
        "bewonersgebouwen": ((Figure(translate("Riothermie", "buildings")),), ""),
        "co2gebouwen": (
            (
                Figure(translate("Riothermie", "buildings")),
                Figure(translate("Riothermie", "saving"), translate("Riothermie", "tonnes CO2 a year"), "besparing_t"),
            ),
            "",
        ),
        "meldingen": (
            (
                Figure(translate("Riothermie", "findings")),
                Figure(translate("Riothermie", "errors"), where="\"ernst\" = 'fout'"),
            ),
            "",
        ),
    }
    return known.get(role, (count, ""))


def totals(layer: QgsVectorLayer, role: str) -> list[str]:
    """Return the figures of an output, a line per value of the field by which they are told apart.

    A figure whose field is absent or that cannot be reckoned is left out.
    """
    wanted, by = figures(role)
    if layer.featureCount() > MANY:
        return [f"{amount(layer.featureCount())} {wanted[0].label}"]
    index = layer.fields().lookupField(by) if by else -1
    if index < 0:
        return [text] if (text := _line(layer, wanted, "")) else []
    lines = []
    for value in sorted(map(str, layer.uniqueValues(index))):
        part = f"{QgsExpression.quotedColumnRef(by)} = {QgsExpression.quotedString(value)}"
        if text := _line(layer, wanted, part):
            lines.append(f"{value}: {text}")
    return lines


def _line(layer: QgsVectorLayer, wanted: tuple[Figure, ...], part: str) -> str:
    return " · ".join(_texts(layer, wanted, part))


def _texts(layer: QgsVectorLayer, wanted: tuple[Figure, ...], part: str) -> Iterator[str]:
    for figure in wanted:
        value = _value(layer, figure, part)
        if value is not None:
            number = amount(value * figure.scale, figure.decimals)
            yield TIED.join(filter(None, (figure.label, number, figure.unit)))


def _value(layer: QgsVectorLayer, figure: Figure, part: str) -> float | None:
    """Return a figure of the features that count, None when there is none."""
    where = " AND ".join(f"({text})" for text in (part, figure.where) if text)
    if not where and not figure.field:
        return float(layer.featureCount()) if layer.featureCount() >= 0 else None
    field = figure.field or layer.fields().names()[0]
    if layer.fields().lookupField(field) < 0:
        return None
    calculator = QgsAggregateCalculator(layer)
    parameters = QgsAggregateCalculator.AggregateParameters()
    parameters.filter = where
    calculator.setParameters(parameters)
    kind = Qgis.Aggregate.Count if not figure.field else Qgis.Aggregate.Max if figure.highest else Qgis.Aggregate.Sum
    value, good = calculator.calculate(kind, QgsExpression.quotedColumnRef(field))
    return float(value) if good and isinstance(value, (int, float)) else None
