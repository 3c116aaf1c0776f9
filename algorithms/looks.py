"""Which symbols each feature of a layer has, as the renderer of QGIS decides: rules, classes and expressions."""

from __future__ import annotations

import itertools
import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextScope,
    QgsFeature,
    QgsFeatureRenderer,
    QgsRuleBasedRenderer,
    QgsSymbol,
    QgsVariantUtils,
)

from .symbols import Driven, described, driven

AT_SCALE = re.compile(r"@map_scale\s*[<>]=?\s*([\d.]+)")
"""A scale at which an expression changes its mind."""


@dataclass
class Rule:
    """A rule of the renderer, ready to be asked."""

    label: str
    depth: int
    symbol: QgsSymbol | None
    scale: tuple[float, float]
    otherwise: bool
    filter: QgsExpression | None
    driven: list[Driven] = field(default_factory=list)
    children: list[Rule] = field(default_factory=list)
    shown: int | None = None


class Looks:
    """The symbols of the features of one layer.

    Parameters
    ----------
    renderer
        A copy of that of the layer.
    context
        In which expressions are evaluated.
    step_mm
        Lengths are rounded to this.
    otherwise
        For a renderer that has no symbols per feature, such as a heat map.

    Attributes
    ----------
    symbols, looks
        As in `WebLayer` of the engine; they grow while features are asked.
    bands
        Denominators of scale at which looks change.
    levels
        Whether symbol levels are used.
    simple
        The renderer could be read; otherwise everything has one symbol.
    """

    def __init__(
        self, renderer: QgsFeatureRenderer, context: QgsExpressionContext, step_mm: float, otherwise: QgsSymbol
    ) -> None:
        self.context, self.step = context, step_mm
        self.scope = QgsExpressionContextScope()
        context.appendScope(self.scope)
        based = QgsRuleBasedRenderer.convertFromRenderer(renderer)
        if renderer.type() == "nullSymbol":  # nothing but its labels is drawn
            based = QgsRuleBasedRenderer(QgsRuleBasedRenderer.Rule(None))
        self.simple = based is not None
        if based is None:
            based = QgsRuleBasedRenderer(otherwise)
        self.levels = renderer.usingSymbolLevels()
        self.symbols: list[dict[str, Any]] = []
        self.looks: list[tuple[int, ...]] = []
        self._symbols: dict[str, int] = {}
        self._looks: dict[tuple[int, ...], int] = {}
        self._made: dict[Any, int] = {}
        self._based = based  # the rules live as long as this
        self.rules = self._read(based.rootRule(), 0)
        self.bands = sorted(self._scales())
        self.middles = _middles(self.bands)

    def legend(self) -> list[tuple[str, int, int | None]]:
        """Return label, depth and symbol (None for a heading) of the lines of the legend, in order."""
        lines: list[tuple[str, int, int | None]] = []
        for rule in _walk(self.rules):
            if rule.symbol is not None:
                rule.shown = self._symbol(rule, {})
            lines.append((rule.label, rule.depth, rule.shown))
        return lines

    def meanings(self) -> Iterator[tuple[str, str]]:
        """Yield the filter and the label of each rule that has both."""
        for rule in _walk(self.rules):
            if rule.filter is not None and rule.symbol is not None:
                yield rule.filter.expression(), rule.label

    def of(self, feature: QgsFeature) -> list[int]:
        """Return per band of scales the look of a feature."""
        self.context.setFeature(feature)
        found = []
        for scale in self.middles:
            self.scope.setVariable("map_scale", scale)
            parts: list[int] = []
            self._ask(self.rules, parts)
            found.append(self._look(tuple(parts)))
        return found

    def _read(self, parent: QgsRuleBasedRenderer.Rule, depth: int) -> list[Rule]:
        rules = []
        for item in parent.children():
            if not item.active():
                continue
            text = item.filterExpression()
            expression = None
            if text and not item.isElse():
                expression = QgsExpression(text)
                expression.prepare(self.context)
            symbol = item.symbol()
            found = list(driven(symbol)) if symbol is not None else []
            for one in found:
                one.expression.prepare(self.context)
            scale = (float(item.maximumScale() or 0.0), float(item.minimumScale() or 0.0))
            rule = Rule(item.label(), depth, symbol, scale, item.isElse(), expression, found)
            rule.children = self._read(item, depth + 1)
            for child in rule.children:
                child.scale = _both(rule.scale, child.scale)
            rules.append(rule)
        return rules

    def _scales(self) -> set[float]:
        texts = []
        for rule in _walk(self.rules):
            texts += [rule.filter.expression()] if rule.filter is not None else []
            texts += [one.expression.expressionString() for one in rule.driven]
        return {float(found) for text in texts for found in AT_SCALE.findall(text)}

    def _ask(self, rules: list[Rule], parts: list[int]) -> bool:
        """Add the symbols of the rules that the feature meets; return whether there was one."""
        met = False
        for otherwise in (False, True):
            if otherwise and met:
                break
            for rule in rules:
                if rule.otherwise != otherwise:
                    continue
                if rule.filter is not None and not rule.filter.evaluate(self.context):
                    continue
                met = True
                if rule.symbol is not None:
                    parts.append(self._symbol(rule, self._given(rule)))
                self._ask(rule.children, parts)
        return met

    def _given(self, rule: Rule) -> dict[tuple[Any, int], Any]:
        given: dict[tuple[Any, int], Any] = {}
        for one in rule.driven:
            value, good = one.expression.value(self.context, None)
            if good and not QgsVariantUtils.isNull(value):
                given[one.path, one.key] = round(value / 0.05) * 0.05 if isinstance(value, float) else value
        return given

    def _symbol(self, rule: Rule, given: dict[tuple[Any, int], Any]) -> int:
        key = (id(rule), tuple(map(str, given.values())), tuple(given))
        made = self._made.get(key)
        if made is None:
            symbol = described(rule.symbol, given, step_mm=self.step) | {"scale": list(rule.scale)}
            text = json.dumps(symbol, sort_keys=True)
            made = self._symbols.setdefault(text, len(self.symbols))
            if made == len(self.symbols):
                self.symbols.append(symbol)
            self._made[key] = made
        return made

    def _look(self, parts: tuple[int, ...]) -> int:
        made = self._looks.setdefault(parts, len(self.looks))
        if made == len(self.looks):
            self.looks.append(parts)
        return made


def _walk(rules: list[Rule]) -> Iterator[Rule]:
    for rule in rules:
        yield rule
        yield from _walk(rule.children)


def _both(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    """Return the range of scales in which both are drawn; 0 is no limit."""
    high = [limit for limit in (one[1], other[1]) if limit]
    return max(one[0], other[0]), min(high) if high else 0.0


def _middles(bands: list[float]) -> list[float]:
    """Return a scale in each band."""
    if not bands:
        return [10_000.0]
    inner = [math.sqrt(low * high) for low, high in itertools.pairwise(bands)]
    return [bands[0] / 2.0, *inner, bands[-1] * 2.0]
