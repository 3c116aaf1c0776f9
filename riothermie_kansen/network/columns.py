"""Columns of what `warmtenet` hands out."""

from __future__ import annotations

from ..schema import Column

ROLLEN = ("transport", "distributie", "aansluiting")
"""Values of ``rol``: carries at least the share of the power that the kentallen call transport, other street pipe,
house connection."""

TRACE_COLUMNS = (
    Column("trace_id", "text", "", "Leidingdeel"),
    Column("voeding_id", "text", "", "Gevoed door leidingdeel"),
    Column("bron_id", "text", "", "Bron"),
    Column("nettype", "text", "", "Soort net"),
    Column("rol", "text", "", "Rol"),
    Column("pand_id", "text", "", "Pand (alleen bij aansluiting)"),
    Column("straat_id", "text", "", "Straat"),
    Column("status", "text", "", "Nieuw, bestaand of verzwaard"),
    Column("n_aansluitingen", "int", "", "Aansluitingen benedenstrooms"),
    Column("n_woningen", "int", "", "Woningen benedenstrooms"),
    Column("som_kw", "real", "kW", "Opgeteld vermogen benedenstrooms"),
    Column("gelijktijdigheid", "real", "-", "Gelijktijdigheid"),
    Column("vermogen_kw", "real", "kW", "Ontwerpvermogen"),
    Column("debiet_ls", "real", "l/s", "Ontwerpdebiet"),
    Column("dn", "text", "", "Diameter (DN of buitendiameter)"),
    Column("aantal", "int", "", "Leidingparen naast elkaar"),
    Column("binnen_mm", "real", "mm", "Inwendige diameter"),
    Column("snelheid_ms", "real", "m/s", "Snelheid"),
    Column("pa_m", "real", "Pa/m", "Drukverlies per meter leiding"),
    Column("druk_kpa", "real", "kPa", "Drukverschil aanvoer-retour aan het einde, nodig vanaf de pomp"),
    Column("verlies_w", "real", "W", "Warmteverlies (negatief: opname uit de bodem)"),
    Column("lengte_m", "real", "m", "Lengte van de sleuf"),
    Column("klasse", "text", "", "Ondergrond"),
    Column("factor", "real", "-", "Prijsfactor ondergrond"),
    Column("eur_m", "real", "EUR/m", "Prijs per meter sleuf, met ondergrond"),
    Column("kruisingen_eur", "real", "EUR", "Toeslag kruisingen"),
    Column("kosten_eur", "real", "EUR", "Kosten"),
    Column("reden_dn", "text", "", "Waarom deze diameter"),
)
"""``TRACE``: a line per stretch between junctions, connections or changes of pipe, directed away from the source."""

AANSLUITING_COLUMNS = (
    Column("pand_id", "text", "", "Pand"),
    Column("trace_id", "text", "", "Leidingdeel van de aansluiting"),
    Column("bron_id", "text", "", "Bron"),
    Column("nettype", "text", "", "Soort net"),
    Column("woningen", "int", "", "Woningen"),
    Column("vermogen_kw", "real", "kW", "Vermogen aan het net"),
    Column("warmte_gj", "real", "GJ/jaar", "Warmtevraag"),
    Column("dn", "text", "", "Diameter"),
    Column("lengte_m", "real", "m", "Lengte van de aansluitleiding"),
    Column("afstand_bron_m", "real", "m", "Afstand tot de bron langs het net"),
    Column("druk_kpa", "real", "kPa", "Drukverlies van bron tot pand (aanvoer en retour)"),
    Column("kandidaten", "int", "", "Onderzochte aansluitpunten"),
    Column("kosten_eur", "real", "EUR", "Kosten van de aansluiting"),
    Column("marginaal_eur", "real", "EUR", "Kosten die zonder dit pand vervallen"),
)
"""``AANSLUITINGEN``: a point per connected building, on its facade."""

NIET_COLUMNS = (
    Column("pand_id", "text", "", "Pand"),
    Column("nettype", "text", "", "Soort net"),
    Column("woningen", "int", "", "Woningen"),
    Column("vermogen_kw", "real", "kW", "Vermogen"),
    Column("soort", "text", "", "Soort reden"),
    Column("reden", "text", "", "Reden"),
)
"""``NIET_AANGESLOTEN``: a point per building without a connection."""

HOEVEELHEDEN_COLUMNS = (
    Column("nettype", "text", "", "Soort net"),
    Column("post", "text", "", "Post"),
    Column("rol", "text", "", "Rol"),
    Column("dn", "text", "", "Diameter"),
    Column("klasse", "text", "", "Ondergrond"),
    Column("hoeveelheid", "real", "", "Hoeveelheid"),
    Column("eenheid", "text", "", "Eenheid"),
    Column("prijs_eur", "real", "EUR", "Prijs per eenheid"),
    Column("kosten_eur", "real", "EUR", "Kosten"),
    Column("bron", "text", "", "Bron van de prijs"),
)
"""``HOEVEELHEDEN``: a row per DN and surface, per kind of crossing and per kind of item; they add up to the total."""

CURVE_COLUMNS = (
    Column("nettype", "text", "", "Soort net"),
    Column("stap", "int", "", "Stap"),
    Column("aansluitingen", "int", "", "Aansluitingen"),
    Column("woningen", "int", "", "Woningen"),
    Column("warmte_gj", "real", "GJ/jaar", "Warmtevraag"),
    Column("kosten_eur", "real", "EUR", "Kosten"),
    Column("eur_woning", "real", "EUR", "Kosten per woning"),
    Column("eur_mwh", "real", "EUR per MWh/jaar", "Kosten per MWh warmtevraag per jaar"),
    Column("marginaal_eur_woning", "real", "EUR", "Kosten per woning van de laatst toegevoegde groep"),
)
"""``KROMME``: what the network costs with the best n connections."""
