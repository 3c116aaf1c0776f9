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
