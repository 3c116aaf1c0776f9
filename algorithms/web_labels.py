"""Labels of a layer as plain texts with their look, for a map that is drawn outside QGIS."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from qgis.core import (
    Qgis,
    QgsExpression,
    QgsExpressionContext,
    QgsPalLayerSettings,
    QgsRuleBasedLabeling,
    QgsVariantUtils,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)

from .symbols import color, length

ALONG = (Qgis.LabelPlacement.Line, Qgis.LabelPlacement.Curved, Qgis.LabelPlacement.PerimeterCurved)


@dataclass
class LabelRule:
    """One way in which features are labelled, ready to be asked."""

    look: dict[str, Any]
    text: QgsExpression
    filter: QgsExpression | None
    texts: list[str] = field(default_factory=list)

    def add(self, context: QgsExpressionContext) -> None:
        """Keep the text for the feature of the context."""
        if self.filter is not None and not self.filter.evaluate(context):
            self.texts.append("")
            return
        value = self.text.evaluate(context)
        self.texts.append("" if QgsVariantUtils.isNull(value) else str(value))


def label_rules(layer: QgsVectorLayer, context: QgsExpressionContext) -> list[LabelRule]:
    """Return how a layer is labelled, none when it is not."""
    labeling = layer.labeling()
    if not layer.labelsEnabled() or labeling is None:
        return []
    if isinstance(labeling, QgsVectorLayerSimpleLabeling):
        return [_rule(labeling.settings(), "", (0.0, 0.0), context)]
    if isinstance(labeling, QgsRuleBasedLabeling):
        found: list[LabelRule] = []
        _descend(labeling.rootRule(), [], found, context)
        return found
    return []


def _descend(parent, filters: list[str], found: list[LabelRule], context: QgsExpressionContext) -> None:
    for item in parent.children():
        if not item.active() or item.isElse():
            continue
        mine = [*filters, *([item.filterExpression()] if item.filterExpression() else [])]
        if item.settings() is not None:
            scale = (float(item.maximumScale() or 0.0), float(item.minimumScale() or 0.0))
            every = " AND ".join(f"({one})" for one in mine)
            found.append(_rule(item.settings(), every, scale, context))
        _descend(item, mine, found, context)


def _rule(
    settings: QgsPalLayerSettings, text: str, scale: tuple[float, float], context: QgsExpressionContext
) -> LabelRule:
    name = settings.fieldName
    expression = QgsExpression(name if settings.isExpression else QgsExpression.quotedColumnRef(name))
    expression.prepare(context)
    chosen = QgsExpression(text) if text else None
    if chosen is not None:
        chosen.prepare(context)
    if settings.scaleVisibility:
        scale = (max(scale[0], settings.maximumScale), settings.minimumScale)
    style = settings.format()
    size = length(style.size(), style.sizeUnit(), 0.05)
    halo = style.buffer()
    look = {
        "size_mm": size if isinstance(size, float) else 2.5,
        "color": color(style.color()),
        "halo": color(halo.color()) if halo.enabled() else "",
        "halo_mm": length(halo.size(), Qgis.RenderUnit.Millimeters, 0.05) if halo.enabled() else 0.0,
        "scale": scale,
        "along": settings.placement in ALONG,
        "beside": 0.1 + settings.dist if _beside(settings) else 0.0,
    }
    return LabelRule(look, expression, chosen)


def _beside(settings: QgsPalLayerSettings) -> bool:
    """Tell whether a label along a line stands above or below it."""
    return (
        settings.placement in ALONG
        and not settings.lineSettings().placementFlags() & Qgis.LabelLinePlacementFlag.OnLine
    )
