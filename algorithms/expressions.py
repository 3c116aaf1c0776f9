"""The field map: which column of a layer plays which role, a field as it is or the outcome of an expression."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsFields,
    QgsProcessingContext,
    QgsProcessingException,
)
from qgis.PyQt.QtCore import QCoreApplication

translate = QCoreApplication.translate


@dataclass(eq=False)
class Expression:
    """A prepared expression with the column it fills and the errors it met."""

    role: str
    text: str
    column: str
    expression: QgsExpression
    context: QgsExpressionContext
    errors: int = 0
    first: str = ""

    def value(self, feature: QgsFeature) -> Any:
        """Return the outcome for a feature, None when there is none; that is counted."""
        self.context.setFeature(feature)
        value = self.expression.evaluate(self.context)
        if self.expression.hasEvalError():
            self.errors += 1
            self.first = self.first or self.expression.evalErrorString()
            return None
        return value

    def note(self, layer: str, features: int) -> str:
        """Return a sentence about rows without outcome, "" when there are none."""
        if not self.errors:
            return ""
        text = translate("Riothermie", '{role} = {text} has no outcome for {n} of {all} features of "{name}": {error}')
        return text.format(
            role=self.role, text=self.text, n=self.errors, all=features, name=layer, error=self.first.strip()
        )


def resolve(
    source: QgsFeatureSource,
    context: QgsProcessingContext,
    request: QgsFeatureRequest,
    columns: Iterable[str] | None,
    mapping: Mapping[str, str],
) -> tuple[list[int], dict[str, str], list[Expression]]:
    """Return indices of the fields to read, role to column, and the expressions; narrow the request to them."""
    names = source.fields().names()
    wanted = set(names) if columns is None else set(columns)
    needed: set[str] = set()
    fields: dict[str, str] = {}
    expressions: list[Expression] = []
    for role, text in mapping.items():
        plain = field_named(source.fields(), text)
        if plain is not None:
            fields[role] = plain
            wanted.add(plain)
            continue
        expression = _expression(source, context, role, text, names)
        needed |= set(names) if "*" in (used := expression.expression.referencedColumns()) else used
        fields[role] = expression.column
        expressions.append(expression)
    getters = [index for index, name in enumerate(names) if name in wanted]
    request.setSubsetOfAttributes(sorted({*getters, *(i for i, name in enumerate(names) if name in needed)}))
    return getters, fields, expressions


def field_named(fields: QgsFields, text: str) -> str | None:
    """Return the field that `text` names (quotes and capitals do not matter), or None."""
    bare = text.strip()
    bare = bare[1:-1] if len(bare) > 1 and bare[0] == bare[-1] == '"' else bare
    names = fields.names()
    return bare if bare in names else next((name for name in names if name.lower() == bare.lower()), None)


def _expression(
    source: QgsFeatureSource, context: QgsProcessingContext, role: str, text: str, names: list[str]
) -> Expression:
    expression = QgsExpression(text)
    unknown = sorted(c for c in expression.referencedColumns() if c != "*" and c.lower() not in map(str.lower, names))
    if expression.hasParserError() or unknown:
        raise QgsProcessingException(
            translate(
                "Riothermie",
                '"{text}" (for {role}) is not a field of the layer "{name}", nor a valid expression: {why}.',
            ).format(
                text=text,
                role=role,
                name=source.sourceName(),
                why=" ".join(expression.parserErrorString().split())
                or translate("Riothermie", "it has no field {}").format(", ".join(unknown)),
            )
        )
    scopes = QgsExpressionContext(context.expressionContext())
    if hasattr(source, "createExpressionContextScope"):
        scopes.appendScope(source.createExpressionContextScope())
    scopes.setFields(source.fields())
    expression.prepare(scopes)
    column = f"veld_{role}"
    while column in names:
        column += "_"
    return Expression(role, text, column, expression, scopes)
