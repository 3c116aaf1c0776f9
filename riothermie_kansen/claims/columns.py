"""Columns of what `claims` makes."""

from __future__ import annotations

from ..schema import Column
from ..sewer.opportunity import KANSENKAART_COLUMNS

ROOM_COLUMNS = (
    Column("temperatuur_c", "real", "°C", "Laagste temperatuur in het jaar, benedenstroomse eind"),
    Column("temperatuur_zomer_c", "real", "°C", "Temperatuur in de warmste maand, benedenstroomse eind"),
    Column("afkoeling_k", "real", "K", "Afkoeling door onttrekkingen bij vol vermogen, benedenstroomse eind"),
    Column("onttrokken_kw", "real", "kW", "Warmte die het water mist, benedenstroomse eind"),
    Column("ruimte_kw", "real", "kW", "Ruimte die over is (bronzijde)"),
    Column("ruimte_gebouw_kw", "real", "kW", "Ruimte die over is aan de gebouwzijde"),
    Column("ruimte_woningen", "int", "", "Woningen met WKO uit de ruimte die over is"),
    Column("ruimte_reden", "text", "", "Wat de ruimte begrenst"),
)
"""Columns that offtakes add to the kansenkaart, in order."""

PIPE_COLUMNS = (*KANSENKAART_COLUMNS, *ROOM_COLUMNS)
"""Columns of ``KANSENKAART_UIT``."""

POINT_COLUMNS = (
    Column("punt_id", "text", "", "Onttrekking"),
    Column("status", "text", "", "Bestaand of gepland"),
    Column("oordeel", "text", "", "Oordeel"),
    Column("toegekend_kw", "real", "kW", "Toegekend vermogen (bronzijde)"),
    Column("reden", "text", "", "Reden"),
    Column("concurreert_met", "text", "", "Concurreert met"),
    Column("vermogen_kw", "real", "kW", "Gevraagd vermogen (bronzijde)"),
    Column("vermogen_gebouw_kw", "real", "kW", "Gevraagd vermogen aan de gebouwzijde"),
    Column("aandeel", "real", "-", "Gevraagd deel van de potentie van de leiding"),
    Column("cop", "real", "-", "COP van de warmtepomp"),
    Column("toegekend_gebouw_kw", "real", "kW", "Toegekend vermogen aan de gebouwzijde"),
    Column("warmte_gj", "real", "GJ/jr", "Warmte per jaar uit het riool (toegekend vermogen maal vollasturen)"),
    Column("vollasturen", "real", "h/jr", "Vollasturen"),
    Column("prioriteit", "real", "", "Volgorde van aanspraak"),
    Column("leiding_id", "text", "", "Leiding"),
    Column("afstand_m", "real", "m", "Afstand tot de leiding"),
    Column("debiet_ls", "real", "l/s", "Debiet waarmee is gerekend"),
    Column("t_voor_c", "real", "°C", "Laagste temperatuur in het jaar voor de onttrekking"),
    Column("t_na_c", "real", "°C", "Laagste temperatuur in het jaar na de onttrekking"),
    Column("afvoerpunten", "text", "", "Afvoerpunten benedenstrooms"),
    Column("lengte_m", "real", "m", "Lengte van de wisselaar"),
    Column("bron_lengte", "text", "", "Herkomst van de lengte"),
    Column("opmerking", "text", "", "Opmerking"),
)
"""Columns of ``PUNTEN_UIT``; those that are read keep their name, so that the layer can be read again."""

SEASON_COLUMNS = (
    Column("punt_id", "text", "", "Onttrekking of afvoerpunt"),
    Column("soort", "text", "", "Soort punt"),
    Column("maand", "int", "", "Maand"),
    Column("ongestoord_c", "real", "°C", "Temperatuur zonder warmtewinning"),
    Column("t_voor_c", "real", "°C", "Temperatuur voor de onttrekking"),
    Column("t_na_c", "real", "°C", "Temperatuur na de onttrekking, of bij aankomst"),
    Column("vermogen_kw", "real", "kW", "Vermogen in de maand; bij een afvoerpunt de warmte die daar ontbreekt"),
)
"""Columns of ``SEIZOEN``: twelve rows per offtake, and per outlet that an offtake reaches."""
