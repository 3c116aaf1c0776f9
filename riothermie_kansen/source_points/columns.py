"""Columns of source points and of the places they were chosen from."""

from __future__ import annotations

from ..schema import Column

_WORTH = (
    Column("bereik_gj", "real", "GJ/jr", "Vraag binnen bereik die het punt bedient", 0),
    Column("vraag_gj", "real", "GJ/jr", "Vraag binnen bereik, ook wat het punt niet kan bedienen", 0),
    Column("woningen", "int", "", "Woningen die het punt bedient"),
    Column("lengte_m", "real", "m", "Hoofdleiding: gemiddelde afstand tot de bediende vraag", 0),
    Column("bron_eur", "real", "EUR", "Kosten van de bron (raming)", 0),
    Column("leiding_eur", "real", "EUR", "Kosten van de hoofdleiding (raming)", 0),
    Column("kosten_eur", "real", "EUR", "Kosten van bron en hoofdleiding (raming)", 0),
    Column("gj_per_eur", "real", "GJ/jr/EUR", "Warmte per jaar per euro", 6),
)

BRONPUNT_COLUMNS = (
    Column("bron_id", "text", "", "Bronpunt"),
    Column("leiding_id", "text", "", "Leiding"),
    Column("rang", "int", "", "Rang"),
    Column("vermogen_kw", "real", "kW", "Vermogen dat de bron met WKO kan geven (gebouwzijde)", 1),
    Column("warmte_gj", "real", "GJ/jr", "Warmte die de bron kan geven naast de andere (gebouwzijde)", 0),
    *_WORTH,
    Column("bronvermogen_kw", "real", "kW", "Bronvermogen dat de bediende vraag kost (rioolzijde)", 1),
    Column("dwa_gem_ls", "real", "l/s", "Gemiddeld debiet van de leiding", 2),
    Column("kans", "text", "", "Kans van de leiding"),
    Column("tweede_leiding", "text", "", "Leiding van de nummer twee"),
    Column("tweede_pct", "real", "%", "Zoveel minder GJ per euro geeft nummer twee", 1),
    Column("elders_leiding", "text", "", "Leiding van de beste plek elders"),
    Column("elders_pct", "real", "%", "Zoveel minder GJ per euro geeft de beste plek elders", 1),
    Column("reden", "text", "", "Reden"),
)
"""Columns of ``BRONPUNTEN``; ``vermogen_kw`` and ``warmte_gj`` are what energiematch and warmtenet read of a source."""

KANDIDAAT_COLUMNS = (
    Column("plek_id", "text", "", "Plek"),
    Column("leiding_id", "text", "", "Leiding"),
    Column("volgorde", "int", "", "Volgorde naar GJ per euro, op zichzelf"),
    Column("gekozen_rang", "int", "", "Rang als bronpunt"),
    Column("aanbod_gj", "real", "GJ/jr", "Warmte die het riool hier kan geven (gebouwzijde)", 0),
    *_WORTH,
    Column("kans", "text", "", "Kans van de leiding"),
    Column("reden", "text", "", "Reden"),
)
"""Columns of ``KANDIDATEN``: every place by itself, as if it were the first."""
