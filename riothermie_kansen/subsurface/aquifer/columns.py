"""Words and columns of what `wkogeschiktheid` hands out."""

from __future__ import annotations

from ...schema import Column

GESCHIKT, MATIG, ONGESCHIKT, ONBEKEND = "geschikt", "matig", "ongeschikt", "onbekend"
KLASSEN = (GESCHIKT, MATIG, ONGESCHIKT, ONBEKEND)
"""Classes of a place; onbekend: no layers are known there, or not how well they let water through."""

HTO_MOGELIJK, HTO_ZELFDE, HTO_NEE, HTO_ONBEKEND = "mogelijk", "alleen in de laag van de WKO", "nee", "onbekend"
HTO = (HTO_MOGELIJK, HTO_ZELFDE, HTO_NEE, HTO_ONBEKEND)
"""Whether heat can be stored at a higher temperature, and in which layer."""

MATEN = ("infiltratienorm", "onttrekkingsnorm", "infiltratiedruk", "grootste debiet")
"""What limits the flow of a well."""

PUNT_COLUMNS = (
    Column("punt_id", "text", "", "Punt of cel"),
    Column("klasse", "text", "", "Geschiktheid voor een doublet"),
    Column("klasse_bodem", "text", "", "Geschiktheid naar de bodem alleen"),
    Column("laag", "text", "", "Gekozen laag (eenheden)"),
    Column("laag_naam", "text", "", "Naam van de laag"),
    Column("top_m", "real", "m NAP", "Bovenkant van het bruikbare deel", 1),
    Column("basis_m", "real", "m NAP", "Onderkant van het bruikbare deel", 1),
    Column("top_mv_m", "real", "m", "Bovenkant onder maaiveld", 1),
    Column("basis_mv_m", "real", "m", "Onderkant onder maaiveld", 1),
    Column("dikte_m", "real", "m", "Bruikbare dikte", 1),
    Column("kh_md", "real", "m/d", "Gemiddelde horizontale doorlatendheid", 1),
    Column("kd_m2d", "real", "m2/d", "Doorlaatvermogen", 0),
    Column("bovenste_klei", "text", "", "Klei erboven"),
    Column("klei_boven_m", "real", "m", "Dikte van de klei erboven", 1),
    Column("klei_boven_d", "real", "d", "Weerstand van de klei erboven", 0),
    Column("onderste_klei", "text", "", "Klei eronder"),
    Column("klei_onder_m", "real", "m", "Dikte van de klei eronder", 1),
    Column("klei_onder_d", "real", "d", "Weerstand van de klei eronder", 0),
    Column("debiet_m3h", "real", "m3/h", "Debiet per bron (raming)", 0),
    Column("debiet_maat", "text", "", "Wat het debiet begrenst"),
    Column("vermogen_kw", "real", "kW", "Vermogen van een doublet (raming)", 0),
    Column("warmte_gj", "real", "GJ/seizoen", "Warmte van een doublet per seizoen (raming)", 0),
    Column("thermische_straal_m", "real", "m", "Thermische straal", 0),
    Column("bronafstand_m", "real", "m", "Afstand tussen de bronnen", 0),
    Column("doubletten_ha", "real", "1/ha", "Doubletten per hectare, ten hoogste", 3),
    Column("geotop_zand", "real", "%", "Zand en grind in het gekozen pakket volgens GeoTOP", 0),
    Column("geotop_m", "real", "m", "Meters van het pakket waar GeoTOP iets over zegt", 1),
    Column("pakketten", "int", "", "Watervoerende pakketten binnen de diepte"),
    Column("maaiveld_m", "real", "m NAP", "Maaiveld", 2),
    Column("max_diepte_m", "real", "m", "Grootste diepte waarmee is gerekend", 1),
    Column("wko", "text", "", "Oordeel WKO van bodemrestricties"),
    Column("hto", "text", "", "Opslag op hogere temperatuur"),
    Column("hto_laag", "text", "", "Laag daarvoor"),
    Column("hto_reden", "text", "", "Toelichting daarop"),
    Column("reden", "text", "", "Toelichting"),
)
"""``GESCHIKTHEID``: a row per point or cell."""

LAAG_COLUMNS = (
    Column("punt_id", "text", "", "Punt of cel"),
    Column("volgnr", "int", "", "Volgnummer van boven af"),
    Column("code", "text", "", "Eenheid"),
    Column("oude_code", "text", "", "Oude code"),
    Column("naam", "text", "", "Naam"),
    Column("soort", "text", "", "Soort"),
    Column("top_m", "real", "m NAP", "Bovenkant", 2),
    Column("basis_m", "real", "m NAP", "Onderkant", 2),
    Column("top_mv_m", "real", "m", "Bovenkant onder maaiveld", 2),
    Column("basis_mv_m", "real", "m", "Onderkant onder maaiveld", 2),
    Column("dikte_m", "real", "m", "Dikte", 2),
    Column("kh_md", "real", "m/d", "Horizontale doorlatendheid", 3),
    Column("kv_md", "real", "m/d", "Verticale doorlatendheid", 6),
    Column("kd_m2d", "real", "m2/d", "Doorlaatvermogen", 1),
    Column("c_d", "real", "d", "Verticale weerstand", 0),
    Column("pakket", "int", "", "Watervoerend pakket, van boven af"),
    Column("rol", "text", "", "Rol: wko, hto, geotop (kolom van GeoTOP) of leeg"),
)
"""``LAGEN``: a row per layer per point or cell, from the surface down; then the column of GeoTOP where it was given."""

GEBIED_COLUMNS = (
    Column("gebied_id", "text", "", "Gebied"),
    Column("oppervlakte_ha", "real", "ha", "Oppervlakte", 2),
    Column("cellen", "int", "", "Cellen"),
    Column("geschikt", "real", "%", "Deel geschikt", 1),
    Column("matig", "real", "%", "Deel matig", 1),
    Column("ongeschikt", "real", "%", "Deel ongeschikt", 1),
    Column("onbekend", "real", "%", "Deel onbekend", 1),
    Column("laag", "text", "", "Laag van het pakket dat het vaakst is gekozen"),
    Column("debiet_m3h", "real", "m3/h", "Debiet per bron daarin, mediaan", 0),
    Column("vermogen_kw", "real", "kW", "Vermogen per doublet daarin, mediaan", 0),
    Column("bronafstand_m", "real", "m", "Afstand tussen de bronnen daarin, mediaan", 0),
    Column("doubletten", "int", "", "Doubletten die passen, alle pakketten, ten hoogste"),
    Column("totaal_kw", "real", "kW", "Vermogen daarvan, ten hoogste", 0),
    Column("zonder_oordeel", "real", "%", "Deel dat bruikbaar lijkt, maar zonder oordeel van de beperkingen", 1),
    Column("doubletten_zonder_oordeel", "int", "", "Doubletten die daar nog passen; niet in de som"),
    Column("hto", "real", "%", "Deel waar opslag op hogere temperatuur mogelijk lijkt", 1),
    Column("reden", "text", "", "Toelichting"),
)
"""``GEBIEDEN``: a row per area that was given."""
