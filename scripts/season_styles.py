"""Style of the pipes with their season; written by ``scripts/styles.py``."""

from __future__ import annotations

import styles
from qgis.core import QgsFeatureRequest, QgsLineSymbol
from qgis.PyQt.QtCore import Qt

DELIVERED = 'coalesce("direct_gj", 0) + coalesce("wko_gj", 0)'
WIDTH = f"scale_exp({DELIVERED}, 0, 20000, 0.25, 3.4, 0.5)"  # mm; 100 GJ 0.47, 1000 GJ 0.95, 5000 GJ 1.83


def sample(heat: int) -> QgsLineSymbol:
    """Return the line of an amount of heat, for the legend."""
    return styles.line("#5a5a5a", 0.25 + (3.4 - 0.25) * (heat / 20000) ** 0.5)


def write() -> None:
    """Pipes with their season: colour by class, width by the heat that is delivered in a year."""
    layer = styles.layer_with(
        "LineString",
        "leiding_id:string functie:string seizoen:string seizoen_reden:string direct_gj:double wko_gj:double "
        "wko_inhoud_m3:double woningen_zonder_wko:int woningen_jaar:int",
    )
    carries = "\"functie\" NOT IN ('geen', 'overstort')"
    classes = [
        styles.rule(styles.by_power("#1f6e43", 20, WIDTH), "Direct: elk uur genoeg", "\"seizoen\" = 'direct'"),
        styles.rule(styles.by_power("#7fb95a", 25, WIDTH), "Dagbuffer: elke dag genoeg", "\"seizoen\" = 'dagbuffer'"),
        styles.rule(styles.by_power("#f0a92e", 30, WIDTH), "WKO: over het jaar genoeg", "\"seizoen\" = 'wko'"),
        styles.rule(styles.by_power("#8c1d18", 35, WIDTH), "Tekort, ook met WKO", "\"seizoen\" = 'tekort'"),
        styles.rule(styles.line("#a8a49c", 0.26), "Geen woningen of geen water", f"\"seizoen\" = 'geen' AND {carries}"),
        styles.rule(
            styles.line("#9db4c8", 0.18, dash=Qt.PenStyle.SolidLine, opacity=0.6),
            "Hemelwater en overig",
            f"\"seizoen\" = 'geen' AND NOT ({carries})",
            30000,
        ),
    ]
    widths = styles.rule(None, "Lijndikte: geleverd per jaar (bronzijde)", "FALSE")
    for heat in (1000, 5000, 20000):
        widths.appendChild(styles.rule(sample(heat), f"{heat:,} GJ".replace(",", "."), "FALSE"))
    made = styles.renderer([*classes, widths], levels=True)
    made.setOrderBy(QgsFeatureRequest.OrderBy([QgsFeatureRequest.OrderByClause(DELIVERED, True)]))
    made.setOrderByEnabled(True)
    layer.setRenderer(made)
    layer.setMapTipTemplate(
        '<b>[% "leiding_id" %]</b><br>[% "seizoen_reden" %]<br>'
        "Zonder WKO (met dagbuffer) genoeg voor [% format_number(\"woningen_zonder_wko\", 0, 'nl') %] woningen, "
        "met WKO voor [% format_number(\"woningen_jaar\", 0, 'nl') %]"
    )
    styles.save(layer, "seizoen.qml")
