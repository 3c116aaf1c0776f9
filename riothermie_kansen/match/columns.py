"""Columns of what `energiematch` hands out."""

from __future__ import annotations

from ..schema import Column

SELECTIE_COLUMNS = (
    Column("pand_id", "text", "", "Pand"),
    Column("blok", "text", "", "Blok dat bij elkaar blijft"),
    Column("gekozen", "int", "", "Gekozen (1)"),
    Column("rang", "int", "", "Volgorde van toevoegen"),
    Column("score", "real", "", "Score (0-100)", 1),
    Column("score_afstand", "real", "", "Score afstand langs de straat tot de bron", 1),
    Column("score_riool", "real", "", "Score afstand tot het riool", 1),
    Column("score_dichtheid", "real", "", "Score warmtedichtheid langs de straat", 1),
    Column("score_type", "real", "", "Score type woning", 1),
    Column("score_eigendom", "real", "", "Score eigendom", 1),
    Column("score_isolatie", "real", "", "Score isolatie", 1),
    Column("woningen", "int", "", "Woningen"),
    Column("warmte_gj", "real", "GJ/jaar", "Warmtevraag", 3),
    Column("afname_gj", "real", "GJ/jaar", "Warmte van de bron, met de volloop", 3),
    Column("vermogen_kw", "real", "kW", "Gelijktijdig vermogen van dit gebouw", 3),
    Column("rv_kw", "real", "kW", "Vermogen ruimteverwarming", 3),
    Column("tap_kw", "real", "kW", "Vermogen warm tapwater", 3),
    Column("afstand_bron_m", "real", "m", "Afstand langs de straat tot de bron", 1),
    Column("afstand_riool_m", "real", "m", "Afstand tot het riool", 1),
    Column("dichtheid_mwh_m", "real", "MWh/m", "Warmtedichtheid langs de straat", 3),
    Column("cum_woningen", "int", "", "Woningen tot en met dit gebouw"),
    Column("cum_gj", "real", "GJ/jaar", "Warmte van de bron tot en met dit gebouw", 1),
    Column("cum_kw", "real", "kW", "Gelijktijdig vermogen tot en met dit gebouw", 1),
    Column("marginaal_eur", "real", "EUR", "Kosten van dit blok erbij of eraf", 0),
    Column("marginaal_eur_gj", "real", "EUR per GJ/jaar", "Kosten van dit blok per GJ", 2),
    Column("volgens_score", "int", "", "Gekozen op score alleen (1)"),
    Column("soort", "text", "", "Gekozen, of soort reden"),
    Column("reden", "text", "", "Waarom wel of niet"),
)
"""``SELECTIE``: every building of the layer, chosen ones first in order of joining."""

VOLLOOP_COLUMNS = (
    Column("volloop", "real", "%", "Deel dat aansluit", 3),
    Column("gebouwen", "int", "", "Gebouwen in de selectie"),
    Column("woningen", "int", "", "Woningen in de selectie"),
    Column("aangesloten_woningen", "real", "", "Woningen die aansluiten", 1),
    Column("warmte_gj", "real", "GJ/jaar", "Warmte die zij vragen", 1),
    Column("benut", "real", "%", "Deel van het aanbod dat zij benutten", 1),
    Column("vermogen_kw", "real", "kW", "Gelijktijdig vermogen", 1),
    Column("kosten_eur", "real", "EUR", "Kosten van het net", 0),
    Column("eur_woning", "real", "EUR", "Kosten per aangesloten woning", 0),
    Column("eur_gj", "real", "EUR per GJ/jaar", "Kosten per GJ per jaar", 2),
    Column("passend_woningen", "int", "", "Woningen die bij deze volloop binnen het aanbod passen"),
    Column("passend_gebouwen", "int", "", "Gebouwen die bij deze volloop binnen het aanbod passen"),
)
"""``VOLLOOP``: a row per uptake."""

KROMME_COLUMNS = (
    Column("methode", "text", "", "Keuze (optimaal of score)"),
    Column("nr", "int", "", "Volgorde"),
    Column("pand_id", "text", "", "Pand"),
    Column("blok", "text", "", "Blok dat bij elkaar blijft"),
    Column("gekozen", "int", "", "Gekozen (1)"),
    Column("woningen", "int", "", "Woningen"),
    Column("afname_gj", "real", "GJ/jaar", "Warmte van de bron, met de volloop", 3),
    Column("cum_woningen", "int", "", "Woningen tot en met dit gebouw"),
    Column("cum_gj", "real", "GJ/jaar", "Warmte van de bron tot en met dit gebouw", 1),
    Column("cum_kw", "real", "kW", "Gelijktijdig vermogen tot en met dit gebouw", 1),
    Column("cum_eur", "real", "EUR", "Kosten van het net tot en met dit gebouw", 0),
    Column("aanbod_gj", "real", "GJ/jaar", "Aanbod", 1),
    Column("aanbod_kw", "real", "kW", "Vermogen van het aanbod", 1),
)
"""``KROMME``: the chosen buildings in order of joining, then those that would follow; and the choice by score alone."""

OPTIMAAL, SCORE = "optimaal", "score"
METHODEN = (OPTIMAAL, SCORE)
"""Ways to choose: score and costs of the network together, or the score alone."""

GEKOZEN = "gekozen"
SOORTEN = (
    GEKOZEN, "aanbod_op", "vermogen_op", "blok_te_groot", "duurder", "buiten_zoekgebied", "blok_niet_heel", "verboden",
    "geen_vraag", "vraag_onbekend", "geen_geometrie", "te_ver", "geblokkeerd", "straatdeel_los", "niet_gekozen",
)  # fmt: skip
"""Values of ``soort``: chosen, or why not."""
