"""Words and columns of what `miniwarmtenetten` hands out."""

from __future__ import annotations

from ...schema import Column

DEFINITIES = ("2-10", "2-50")
"""How many dwellings a mini network may have: the Utrecht pilots (2025), or the folder of the province (2024)."""

LUS, RING = "gedeelde lus", "ringnet"
VARIANTEN = (LUS, RING)
"""gedeelde lus: each loop serves a few neighbours; ringnet: all loops on one pipe that passes all dwellings."""

KOSTEN, DEELNAME = "kosten", "deelname"
DOELEN = (KOSTEN, DEELNAME)
"""What the division aims for: the lowest cost of all, or first as many dwellings as possible and then the cost."""

EIGEN, OPENBAAR, GEMENGD = "eigen", "openbaar", "eigen en openbaar"
GROND = (EIGEN, OPENBAAR, GEMENGD)
"""Whose ground the loops of a cluster are in."""

TABEL, GEINTERPOLEERD, GEEXTRAPOLEERD = "tabel", "geïnterpoleerd", "geëxtrapoleerd"
"""How a yearly cost follows from the table of the folder; outside 500-2,000 m3 of gas a year it is extrapolated."""

IN_CLUSTER, OVER, ONGESCHIKT = "in cluster", "blijft over", "doet niet mee"
OORDELEN = (IN_CLUSTER, OVER, ONGESCHIKT)
"""Verdicts of a building. blijft over: it could take part, but is in no cluster; doet niet mee: it cannot."""

CLUSTER_COLUMNS = (
    Column("cluster_id", "text", "", "Miniwarmtenet"),
    Column("woningen", "int", "", "Woningen"),
    Column("panden", "int", "", "Panden"),
    Column("types", "text", "", "Woningtypen"),
    Column("lussen", "int", "", "Bodemlussen"),
    Column("meters_lus", "real", "m", "Bodemlus in totaal", 1),
    Column("diepte_m", "real", "m", "Diepte per lus", 1),
    Column("leiding_m", "real", "m", "Leiding tussen lussen en woningen (schatting)", 1),
    Column("variant", "text", "", "Gedeelde lus of ringnet"),
    Column("grond", "text", "", "Grond van de lussen: eigen, openbaar of beide"),
    Column("warmte_gj", "real", "GJ/jaar", "Warmtevraag", 1),
    Column("vermogen_kw", "real", "kW", "Gelijktijdig vermogen van de warmtepompen", 1),
    Column("bodem_kw", "real", "kW", "Gelijktijdig vermogen uit de bodem", 1),
    Column("gas_m3", "real", "m3/jaar", "Gasverbruik per woning dat bij de warmtevraag hoort", 0),
    Column("kosten_mini_eur", "real", "EUR/jaar", "Miniwarmtenet, per woning", 0),
    Column("kosten_cv_eur", "real", "EUR/jaar", "Cv-ketel op aardgas, per woning", 0),
    Column("kosten_lus_eur", "real", "EUR/jaar", "Bodemwarmtepomp met eigen lus, per woning", 0),
    Column("kosten_lucht_eur", "real", "EUR/jaar", "Luchtwarmtepomp, per woning", 0),
    Column("kosten_bron", "text", "", "Hoe de kosten uit de tabel volgen"),
    Column("voordeel_eur", "real", "EUR/jaar", "Goedkoper dan eigen lussen, per woning", 0),
    Column("voordeel_15_eur", "real", "EUR", "Dat voordeel over 15 jaar, per woning", 0),
    Column("bron_eur", "real", "EUR", "Investering in lussen en leidingen (schatting), hele net", -2),
    Column("buren_k", "real", "K", "Afkoeling door andere miniwarmtenetten (schatting)", 2),
    Column("bodemlus", "text", "", "Zwaarste oordeel over bodemlussen"),
    Column("niet_getoetst", "text", "", "Kaarten die bij dat oordeel ontbraken"),
    Column("percelen", "text", "", "Percelen met een lus"),
    Column("regime_wcw", "text", "", "Regime van de Wet collectieve warmte"),
    Column("regelen", "text", "", "Wat er geregeld moet worden"),
    Column("reden", "text", "", "Bijzonderheden"),
)
"""``CLUSTERS``: an area per mini network: the parcels of its buildings, or the buildings themselves."""

BUILDING_COLUMNS = (
    Column("pand_id", "text", "", "Pand"),
    Column("cluster_id", "text", "", "Miniwarmtenet"),
    Column("oordeel", "text", "", "In cluster, blijft over of doet niet mee"),
    Column("woningen", "int", "", "Woningen"),
    Column("type", "text", "", "Type"),
    Column("warmte_gj", "real", "GJ/jaar", "Warmtevraag", 1),
    Column("gas_m3", "real", "m3/jaar", "Gasverbruik per woning dat daarbij hoort", 0),
    Column("meters_lus", "real", "m", "Bodemlus die het pand alleen nodig heeft", 1),
    Column("max_diepte_m", "real", "m", "Grootste diepte die mag", 1),
    Column("w_per_m", "real", "W/m", "Opbrengst van de bodem", 1),
    Column("plaatsen", "int", "", "Plaatsen voor een lus op eigen grond"),
    Column("plaatsen_openbaar", "int", "", "Plaatsen voor een lus op openbare grond vlakbij"),
    Column("buren", "int", "", "Buren die ook kunnen meedoen"),
    Column("groep", "text", "", "Groep buren waarin het pand ligt"),
    Column("reden_soort", "text", "", "Reden in een woord"),
    Column("reden", "text", "", "Reden"),
)
"""``GEBOUWEN_UIT``: every building of the input, with its cluster or why it has none."""

PIPE_COLUMNS = (
    Column("leiding_id", "text", "", "Leiding"),
    Column("cluster_id", "text", "", "Miniwarmtenet"),
    Column("rol", "text", "", "Tussen buren, aansluiting of naar de lus"),
    Column("pand_id", "text", "", "Pand"),
    Column("lus_id", "text", "", "Lus"),
    Column("lengte_m", "real", "m", "Lengte", 1),
)
"""``LEIDINGEN``: what has to be dug, as straight stretches: an estimate of length, no route."""

STAM, AANSLUITING, LUSLEIDING = "tussen buren", "aansluiting", "naar de lus"
"""Values of ``rol`` of a pipe."""

LOOP_COLUMNS = (
    Column("lus_id", "text", "", "Lus"),
    Column("cluster_id", "text", "", "Miniwarmtenet"),
    Column("diepte_m", "real", "m", "Diepte", 1),
    Column("vermogen_kw", "real", "kW", "Vermogen uit de bodem", 1),
    Column("woningen", "real", "", "Woningen per lus", 2),
    Column("grond", "text", "", "Eigen of openbare grond"),
    Column("perceel_id", "text", "", "Perceel"),
    Column("pand_id", "text", "", "Pand waar de lus bij ligt"),
    Column("pand_ids", "text", "", "Panden van het cluster"),
)
"""``LUSSEN``: a point per loop."""

LEFT_COLUMNS = (
    Column("oordeel", "text", "", "Blijft over of doet niet mee"),
    Column("reden_soort", "text", "", "Reden in een woord"),
    Column("reden", "text", "", "Reden"),
    Column("panden", "int", "", "Panden"),
    Column("woningen", "int", "", "Woningen"),
    Column("warmte_gj", "real", "GJ/jaar", "Warmtevraag", 1),
)
"""``OVERZICHT``: how many buildings and dwellings are in no cluster, by reason; with those in one they are all."""
