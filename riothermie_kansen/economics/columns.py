"""Words and columns that the steps about money and CO2 share."""

from __future__ import annotations

from ..schema import Column

BRONNET, MT = "bronnet", "mt"
NETTYPEN = (BRONNET, MT)
"""Kinds of network, as in `network`."""

CV, HYBRIDE, LUCHT, LUS, MINI = "cv", "hybride", "lucht", "lus", "mini"
CONCEPTEN = (CV, BRONNET, MT, HYBRIDE, LUCHT, LUS, MINI)
"""Ways to heat a dwelling: gas boiler, source network with a heat pump of one's own, medium temperature network, hybrid
heat pump, air/water heat pump, own ground loop, shared ground loops (mini heat network)."""

RIOTHERMIE, WKO, RUIMTE, WARMTEPOMP, OVERDRACHT = "riothermie", "wko", "technische ruimte", "warmtepomp", "overdracht"
TRANSPORT, DISTRIBUTIE, AANSLUITLEIDING, ELEKTRA = "transportnet", "distributienet", "aansluitleiding", "elektra"
AFLEVERSET, PIEK, OVERIG = "afleverset", "piekvoorziening", "overig"
POSTSOORTEN = (
    RIOTHERMIE, WKO, RUIMTE, WARMTEPOMP, OVERDRACHT, TRANSPORT, DISTRIBUTIE, AANSLUITLEIDING, ELEKTRA, AFLEVERSET, PIEK,
    OVERIG,
)  # fmt: skip
"""Kinds of an item of the investment: each has its own maintenance and lifetime in the kentallen."""

VAST, WONING, AANSLUITING, KW, GJ = "vast", "woning", "aansluiting", "kw", "gj"
MATEN = (VAST, WONING, AANSLUITING, KW, GJ)
"""What a yearly amount is paid per: a fixed amount, or the dwellings, connections, kW or GJ that are connected."""

PER_WONING, JURIDISCH = "woning", "juridisch"
TELLINGEN = (PER_WONING, JURIDISCH)
"""How connections count for tariffs and subsidies: each dwelling, or a block up to 100 kW as one."""

BAK, VASTRECHT, WARMTE, CERTIFICATEN, SDE, BATEN = "bak", "vastrecht", "warmte", "certificaten", "sde", "overige_baten"
ONDERHOUD, ELEKTRICITEIT, ADMINISTRATIE, LASTEN = "onderhoud", "elektriciteit", "administratie", "overige_lasten"
REGELS_BATEN = (VASTRECHT, WARMTE, SDE, CERTIFICATEN, BATEN)
REGELS_LASTEN = (ONDERHOUD, ELEKTRICITEIT, ADMINISTRATIE, LASTEN)
"""Lines of the cash flow that a yearly amount can belong to."""

KASSTROOM_COLUMNS = (
    Column("variant", "text", "", "Variant"),
    Column("jaar", "int", "", "Jaar"),
    Column("woningen", "real", "", "Aangesloten woningen", 1),
    Column("aansluitingen", "real", "", "Aansluitingen die betalen", 1),
    Column("warmte_gj", "real", "GJ/jaar", "Geleverde warmte", 1),
    Column("investering_eur", "real", "EUR", "Investering", 2),
    Column("herinvestering_eur", "real", "EUR", "Herinvestering", 2),
    Column("bak_eur", "real", "EUR", "Bijdrage aansluitkosten", 2),
    Column("subsidie_eur", "real", "EUR", "Subsidie op de investering", 2),
    Column("lening_eur", "real", "EUR", "Opgenomen lening", 2),
    Column("vastrecht_eur", "real", "EUR", "Vastrecht", 2),
    Column("warmte_eur", "real", "EUR", "Verkoop van warmte", 2),
    Column("sde_eur", "real", "EUR", "SDE++", 2),
    Column("certificaten_eur", "real", "EUR", "CO2-certificaten", 2),
    Column("overige_baten_eur", "real", "EUR", "Overige baten", 2),
    Column("onderhoud_eur", "real", "EUR", "Onderhoud", 2),
    Column("elektriciteit_eur", "real", "EUR", "Elektriciteit", 2),
    Column("administratie_eur", "real", "EUR", "Facturatie en administratie", 2),
    Column("overige_lasten_eur", "real", "EUR", "Overige lasten", 2),
    Column("rente_eur", "real", "EUR", "Rente", 2),
    Column("aflossing_eur", "real", "EUR", "Aflossing", 2),
    Column("restwaarde_eur", "real", "EUR", "Restwaarde", 2),
    Column("kasstroom_eur", "real", "EUR", "Kasstroom", 2),
    Column("disconteringsfactor", "real", "-", "Disconteringsfactor"),
    Column("contant_eur", "real", "EUR", "Contante waarde", 2),
    Column("ncw_eur", "real", "EUR", "Netto contante waarde, opgeteld", 2),
    Column("projectkasstroom_eur", "real", "EUR", "Kasstroom zonder lening", 2),
)
"""``KASSTROOM``: a row per year from 0. Money that goes out is negative; ``kasstroom_eur`` is the sum of the columns
before it from ``investering_eur``."""

INVESTERING_COLUMNS = (
    Column("variant", "text", "", "Variant"),
    Column("post", "text", "", "Post"),
    Column("soort", "text", "", "Soort"),
    Column("direct_eur", "real", "EUR", "Directe kosten", 2),
    Column("opslag_eur", "real", "EUR", "Opslagen", 2),
    Column("totaal_eur", "real", "EUR", "Totaal", 2),
    Column("grondslag", "text", "", "Waarover (bij een opslag)"),
    Column("onderhoud_eur", "real", "EUR/jaar", "Onderhoud", 2),
    Column("levensduur_jaar", "real", "jaar", "Vervangen na", 1),
    Column("herinvestering_eur", "real", "EUR", "Herinvestering, prijs van jaar 0", 2),
    Column("bron", "text", "", "Bron van het bedrag"),
)
"""``INVESTERING``: a row per item and per surcharge; the rows of the items add up to the investment."""

SCENARIO_COLUMNS = (
    Column("variant", "text", "", "Variant"),
    Column("scenario", "text", "", "Scenario"),
    Column("gekozen", "int", "", "Is het gekozen uitgangspunt (1: ja)"),
    Column("volloop", "real", "-", "Volloop"),
    Column("telling", "text", "", "Tarieven en BAK per"),
    Column("wis", "text", "", "WIS (ja, nee)"),
    Column("wis_telling", "text", "", "WIS per"),
    Column("sde", "text", "", "SDE++ (ja, nee)"),
    Column("certificaten", "text", "", "CO2-certificaten (ja, nee)"),
    Column("piek", "text", "", "Piekvoorziening"),
    Column("investering_eur", "real", "EUR", "Investering", 2),
    Column("investering_woning_eur", "real", "EUR/woning", "Investering per aangesloten woning", 2),
    Column("ncw_eur", "real", "EUR", "Netto contante waarde", 2),
    Column("ncw_zonder_certificaten_eur", "real", "EUR", "Netto contante waarde zonder certificaten", 2),
    Column("tvt_jaar", "real", "jaar", "Terugverdientijd", 1),
    Column("irr", "real", "-", "Interne rentevoet van het project", 4),
    Column("onrendabele_top_eur", "real", "EUR", "Onrendabele top", 2),
    Column("breakeven_volloop", "real", "-", "Volloop waarbij de NCW nul is", 4),
)
"""``SCENARIOS``: a row per combination; the break-even uptake is the same for the uptakes of one combination."""

GEVOELIGHEID_COLUMNS = (
    Column("variant", "text", "", "Variant"),
    Column("aanname", "text", "", "Aanname"),
    Column("veld", "text", "", "Veld"),
    Column("waarde", "real", "", "Waarde"),
    Column("laag", "real", "", "Lage waarde"),
    Column("hoog", "real", "", "Hoge waarde"),
    Column("eenheid", "text", "", "Eenheid"),
    Column("ncw_laag_eur", "real", "EUR", "NCW bij de lage waarde", 2),
    Column("ncw_hoog_eur", "real", "EUR", "NCW bij de hoge waarde", 2),
    Column("uitslag_eur", "real", "EUR", "Verschil", 2),
    Column("kantelpunt", "real", "", "Waarde waarbij de NCW nul is, binnen de bandbreedte"),
    Column("verdeling", "text", "", "Verdeling"),
    Column("correlatie", "real", "-", "Rangcorrelatie met de NCW", 3),
    Column("bron", "text", "", "Bron van de bandbreedte"),
)
"""``GEVOELIGHEID``: a row per assumption, the one that matters most first. ``correlatie``: of the draws, else NaN."""

KANSVERDELING_COLUMNS = (
    Column("variant", "text", "", "Variant"),
    Column("kans", "real", "-", "Kans op een lagere uitkomst", 2),
    Column("ncw_eur", "real", "EUR", "Netto contante waarde", 2),
    Column("investering_eur", "real", "EUR", "Investering", 2),
)
"""``KANSVERDELING``: a row per quantile of the runs; each column sorted on its own."""

BETWIST_COLUMNS = (
    Column("variant", "text", "", "Variant"),
    Column("keuze", "text", "", "Betwiste keuze"),
    Column("lezing", "text", "", "Lezing"),
    Column("gekozen", "int", "", "Is de gekozen lezing (1: ja)"),
    Column("ncw_eur", "real", "EUR", "Netto contante waarde", 2),
    Column("omslag", "int", "", "Ander teken dan de gekozen lezing (1: ja)"),
)
"""A row per reading of each contested choice."""

BEWONER_COLUMNS = (
    Column("woning_id", "text", "", "Woning of woningtype"),
    Column("type", "text", "", "Woningtype"),
    Column("woningen", "real", "", "Woningen", 0),
    Column("concept", "text", "", "Warmteconcept"),
    Column("goedkoopst", "int", "", "Goedkoopste concept (1)"),
    Column("installatie_eur", "real", "EUR", "Installatie, zonder btw", 2),
    Column("bron_eur", "real", "EUR", "Bodemlus, zonder btw", 2),
    Column("isolatie_eur", "real", "EUR", "Isolatie, zonder btw", 2),
    Column("aanpassing_eur", "real", "EUR", "Aanpassing van de woning, zonder btw", 2),
    Column("bak_eur", "real", "EUR", "Bijdrage aansluitkosten, zonder btw", 2),
    Column("subsidie_eur", "real", "EUR", "Subsidies (ISDE)", 2),
    Column("investering_excl_eur", "real", "EUR", "Investering na subsidies, zonder btw", 2),
    Column("btw_eur", "real", "EUR", "Btw", 2),
    Column("investering_incl_eur", "real", "EUR", "Investering na subsidies, met btw", 2),
    Column("warmte_gj", "real", "GJ/jaar", "Warmtevraag", 2),
    Column("gas_m3", "real", "m3/jaar", "Aardgas", 1),
    Column("stroom_kwh", "real", "kWh/jaar", "Elektriciteit", 1),
    Column("afname_gj", "real", "GJ/jaar", "Warmte van het net die per GJ wordt betaald", 2),
    Column("vast_eur_jaar", "real", "EUR/jaar", "Vastrecht, met btw", 2),
    Column("gas_eur_jaar", "real", "EUR/jaar", "Aardgas, met btw", 2),
    Column("stroom_eur_jaar", "real", "EUR/jaar", "Elektriciteit, met btw", 2),
    Column("afname_eur_jaar", "real", "EUR/jaar", "Warmte, met btw", 2),
    Column("energie_eur_jaar", "real", "EUR/jaar", "Energie samen, met btw", 2),
    Column("onderhoud_eur_jaar", "real", "EUR/jaar", "Onderhoud, met btw", 2),
    Column("jaar_eur", "real", "EUR/jaar", "Kosten per jaar in het eerste jaar, met btw", 2),
    Column("herinvestering_eur", "real", "EUR", "Vervangen in de periode, met btw", 2),
    Column("herinvestering_jaren", "text", "", "Jaren van vervangen"),
    Column("restwaarde_eur", "real", "EUR", "Restwaarde aan het eind", 2),
    Column("vast_tco_eur", "real", "EUR", "Vastrecht en onderhoud over de periode", 2),
    Column("energie_tco_eur", "real", "EUR", "Energie over de periode", 2),
    Column("tco_eur", "real", "EUR", "Alle kosten over de periode, met btw", 2),
    Column("tco_contant_eur", "real", "EUR", "Contante waarde van alle kosten, met btw", 2),
    Column("per_jaar_eur", "real", "EUR/jaar", "Alle kosten, gemiddeld per jaar", 2),
    Column("meer_eur_jaar", "real", "EUR/jaar", "Meer dan het goedkoopste concept", 2),
    Column("tov_cv_eur_jaar", "real", "EUR/jaar", "Meer dan de cv-ketel", 2),
    Column("folder_eur_jaar", "real", "EUR/jaar", "Jaarkosten volgens de folder van de provincie Utrecht", 2),
    Column("reden", "text", "", "Waarom niet, of waarop te letten"),
)
"""``KOSTEN``: a row per dwelling (or type) and concept; amounts per dwelling. ``tco_eur`` is the sum of
investering_incl, herinvestering, vast_tco and energie_tco, minus restwaarde."""

BEWONER_GEBOUW_COLUMNS = (
    Column("pand_id", "text", "", "Pand"),
    Column("type", "text", "", "Type"),
    Column("label", "text", "", "Energielabel"),
    Column("bouwjaar", "int", "", "Bouwjaar"),
    Column("woningen", "int", "", "Woningen"),
    Column("utiliteit", "int", "", "Objecten die geen woning zijn"),
    Column("oppervlakte_m2", "real", "m2", "Gebruiksoppervlakte van de woningen", 1),
    Column("warmte_gj", "real", "GJ/jaar", "Warmtevraag van het pand, zoals in de laag", 2),
    Column("tap_gj", "real", "GJ/jaar", "Warm tapwater van de woningen", 2),
    Column("warmte_woning_gj", "real", "GJ/jaar", "Warmtevraag per woning, zoals in de laag", 2),
    Column("goedkoopst", "text", "", "Goedkoopste concept"),
    Column("goedkoopst_eur_jaar", "real", "EUR/jaar", "Kosten van het goedkoopste concept per woning", 2),
    Column("tweede", "text", "", "Op een na goedkoopste concept"),
    Column("voorsprong_eur_jaar", "real", "EUR/jaar", "Wat dat meer kost per woning", 2),
    *(Column(f"{c}_eur_jaar", "real", "EUR/jaar", f"Kosten per woning: {c}", 2) for c in CONCEPTEN),
    *(Column(f"{c}_meer_eur_jaar", "real", "EUR/jaar", f"Meer dan het goedkoopste: {c}", 2) for c in CONCEPTEN),
    *(Column(f"{c}_tov_cv_eur_jaar", "real", "EUR/jaar", f"Meer dan de cv-ketel: {c}", 2) for c in CONCEPTEN),
    Column("reden", "text", "", "Waarom niet berekend, of waarop te letten"),
)
"""``GEBOUWEN_UIT`` of the costs of residents: a row per building, mean costs per dwelling and year over the period."""

BEWONER_AANDEEL_COLUMNS = (
    Column("goedkoopst", "text", "", "Goedkoopste concept, of waarom niet berekend"),
    Column("berekend", "int", "", "Berekend (1) of niet (0)"),
    Column("panden", "int", "", "Panden"),
    Column("woningen", "int", "", "Woningen"),
    Column("utiliteit", "int", "", "Objecten die geen woning zijn"),
)
"""How many buildings and dwellings have which cheapest concept, and how many none and why."""

BEWONER_PRIJS_COLUMNS = (
    Column("woning_id", "text", "", "Woning of woningtype"),
    Column("gasprijs_eur_m3", "real", "EUR/m3", "Gasprijs"),
    Column("stroomprijs_eur_kwh", "real", "EUR/kWh", "Stroomprijs"),
    Column("warmteprijs_eur_gj", "real", "EUR/GJ", "Warmteprijs"),
    Column("concept", "text", "", "Warmteconcept"),
    Column("tco_eur", "real", "EUR", "Alle kosten over de periode, met btw", 2),
    Column("per_jaar_eur", "real", "EUR/jaar", "Alle kosten, gemiddeld per jaar", 2),
    Column("goedkoopst", "int", "", "Goedkoopste concept (1)"),
)
"""``GEVOELIGHEID`` of the costs of residents: a row per dwelling, set of prices and concept."""

BEWONER_OMSLAG_COLUMNS = (
    Column("woning_id", "text", "", "Woning of woningtype"),
    Column("drager", "text", "", "Energiedrager"),
    Column("prijs", "real", "EUR per eenheid", "Prijs waarbij het omslaat"),
    Column("eenheid", "text", "", "Eenheid"),
    Column("onder", "text", "", "Goedkoopst onder die prijs"),
    Column("boven", "text", "", "Goedkoopst boven die prijs"),
    Column("nu", "real", "EUR per eenheid", "Prijs waarmee is gerekend"),
)
"""Prices at which another concept becomes the cheapest; solved, as costs are straight lines in a price."""

VERDELING_COLUMNS = (
    Column("variant", "text", "", "Variant"),
    Column("aanname", "text", "", "Aanname"),
    Column("veld", "text", "", "Veld"),
    Column("verdeling", "text", "", "Verdeling"),
    Column("waarde", "real", "", "Waarde"),
    Column("laag", "real", "", "Lage waarde"),
    Column("hoog", "real", "", "Hoge waarde"),
    Column("eenheid", "text", "", "Eenheid"),
    Column("p10", "real", "", "P10 van de trekkingen"),
    Column("p50", "real", "", "P50 van de trekkingen"),
    Column("p90", "real", "", "P90 van de trekkingen"),
    Column("correlatie", "real", "-", "Rangcorrelatie met de NCW", 3),
    Column("bron", "text", "", "Bron van de bandbreedte"),
)
"""A row per assumption that was drawn."""

CO2_COLUMNS = (
    Column("concept", "text", "", "Manier van verwarmen"),
    Column("naam", "text", "", "Naam"),
    Column("jaar", "int", "", "Jaar"),
    Column("warmte_gj", "real", "GJ/jaar", "Warmtevraag", 1),
    Column("koude_gj", "real", "GJ/jaar", "Koelvraag", 1),
    Column("gas_gj", "real", "GJ/jaar", "Aardgas (onderwaarde)", 1),
    Column("gas_m3", "real", "m3/jaar", "Aardgas", 0),
    Column("warmte_kwh", "real", "kWh/jaar", "Elektriciteit voor warmte", 0),
    Column("pomp_kwh", "real", "kWh/jaar", "Elektriciteit voor pompen van het net", 0),
    Column("koude_kwh", "real", "kWh/jaar", "Elektriciteit voor koeling", 0),
    Column("elektriciteit_kwh", "real", "kWh/jaar", "Elektriciteit", 0),
    Column("factor_kg_kwh", "real", "kg/kWh", "CO2 van elektriciteit", 4),
    Column("gas_t", "real", "t/jaar", "CO2 van aardgas", 2),
    Column("elektriciteit_t", "real", "t/jaar", "CO2 van elektriciteit", 2),
    Column("tonnen", "real", "t/jaar", "CO2", 2),
    Column("besparing_t", "real", "t/jaar", "Minder CO2 dan de cv-ketel", 2),
    Column("besparing_deel", "real", "-", "Besparing als deel", 4),
    Column("opgeteld_t", "real", "t", "Besparing, opgeteld vanaf het eerste jaar", 1),
    Column("certificaten_eur", "real", "EUR/jaar", "CO2-certificaten", 0),
)
"""``CO2``: a row per way to heat and year."""
