"""Columns of what `warmtekavels` hands out."""

from __future__ import annotations

from ..schema import Column

KAVEL_COLUMNS = (
    Column("kavel_id", "text", "", "Kavel"),
    Column("naam", "text", "", "Naam"),
    Column("herkomst", "text", "", "Gegeven, gevormd of rest"),
    Column("oppervlakte_ha", "real", "ha", "Oppervlakte", 4),
    Column("gebouwen", "int", "", "Gebouwen met warmtevraag"),
    Column("woningen", "int", "", "Woningen"),
    Column("utiliteit", "int", "", "Objecten die geen woning zijn"),
    Column("aansluitingen", "int", "", "Aansluitingen voor de wet"),
    Column("inwoners", "real", "", "Inwoners", 1),
    Column("vraag_gj", "real", "GJ/jaar", "Warmtevraag", 1),
    Column("vraag_kw", "real", "kW", "Gelijktijdig vermogen", 1),
    Column("koude_gj", "real", "GJ/jaar", "Koelvraag", 1),
    Column("woningen_ha", "real", "1/ha", "Woningen per hectare", 1),
    Column("vraag_gj_ha", "real", "GJ/ha", "Warmtevraag per hectare", 1),
    Column("lijndichtheid", "real", "MWh/m", "Warmtevraag per meter straat", 3),
    Column("lijndichtheid_klasse", "text", "", "Lijndichtheid: goed, matig of laag"),
    Column("straat_m", "real", "m", "Straat", 1),
    Column("corporatie", "real", "%", "Woningen van een corporatie", 1),
    Column("label_ab", "real", "%", "Woningen met label A of B", 1),
    Column("label_onbekend", "real", "%", "Woningen zonder geregistreerd label", 1),
    Column("label_meest", "text", "", "Meest voorkomend label"),
    Column("aanbod_gj", "real", "GJ/jaar", "Riothermie binnen bereik", 1),
    Column("aanbod_binnen_gj", "real", "GJ/jaar", "Waarvan binnen het kavel", 1),
    Column("aanbod_kw", "real", "kW", "Vermogen riothermie binnen bereik", 1),
    Column("aanbod_gedeeld_gj", "real", "GJ/jaar", "Waarvan ook binnen bereik van een ander kavel", 1),
    Column("aanbod_bron_gj", "real", "GJ/jaar", "Andere bronnen binnen bereik", 1),
    Column("aanbod_bron_kw", "real", "kW", "Vermogen van die bronnen", 1),
    Column("dekking", "real", "%", "Aanbod ten opzichte van de vraag, ten hoogste 100", 1),
    Column("beste_leiding", "text", "", "Leiding met de meeste warmte"),
    Column("beperking", "real", "%", "Deel van de woningen met een beperking voor de bodem", 1),
    Column("bodem_oordeel", "text", "", "Woningen per oordeel over de bodem"),
    Column("net_m", "real", "m", "Ontworpen net in het kavel", 1),
    Column("net_eur", "real", "EUR", "Kosten daarvan", 0),
    Column("net_woningen", "int", "", "Woningen op het ontworpen net"),
    Column("gekozen_woningen", "int", "", "Woningen in de energiematch"),
    Column("regime_wcw", "text", "", "Regime van de Wet collectieve warmte"),
    Column("overlap_ha", "real", "ha", "Overlap met andere kavels", 4),
    Column("overlap_woningen", "int", "", "Woningen die ook in een ander kavel liggen"),
    Column("reden", "text", "", "Bijzonderheden"),
)
"""``KAVELS_UIT``: a polygon per kavel. ``TABEL``: the same rows, and those of the remainder and the whole area."""

GEBOUW_KAVEL_COLUMNS = (
    Column("pand_id", "text", "", "Pand"),
    Column("kavel_id", "text", "", "Kavel, of rest"),
    Column("ook_in", "text", "", "Ligt ook in kavel"),
    Column("woningen", "int", "", "Woningen"),
    Column("aansluitingen", "int", "", "Aansluitingen voor de wet"),
    Column("warmte_gj", "real", "GJ/jaar", "Warmtevraag", 3),
)
"""``GEBOUWEN_UIT``: every building with the kavel that it counts in."""

OVERLAP_COLUMNS = (
    Column("kavel_a", "text", "", "Kavel"),
    Column("kavel_b", "text", "", "Overlapt met"),
    Column("overlap_ha", "real", "ha", "Overlap", 4),
    Column("woningen", "int", "", "Woningen in beide"),
)
"""Overlaps between kavels, pair by pair."""

GEGEVEN, GEVORMD = "gegeven", "gevormd"
"""Values of ``herkomst`` beside `REST` and `TOTAAL`."""

GOED, MATIG, LAAG = "goed", "matig", "laag"
"""Classes of line density."""

SUMMED = (
    "oppervlakte_ha", "gebouwen", "woningen", "utiliteit", "aansluitingen", "inwoners", "vraag_gj", "koude_gj",
    "straat_m", "net_m", "net_eur", "net_woningen", "gekozen_woningen",
)  # fmt: skip
"""Columns of which the kavels and the rest add up to the total; supply does not: the same water passes several."""

REST, TOTAAL = "rest", "totaal"
"""Ids of the rows of ``TABEL`` for what lies in no kavel, and for everything: kavels + rest = totaal."""
