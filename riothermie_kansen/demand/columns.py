"""Words and columns of the heat demand of buildings."""

from __future__ import annotations

from ..schema import Column

VRIJSTAAND, TWEE, HOEK, TUSSEN, APPARTEMENT = "vrijstaand", "2-onder-1-kap", "hoek", "tussen", "appartement"
WONINGTYPEN = (VRIJSTAAND, TWEE, HOEK, TUSSEN, APPARTEMENT)
"""Types of dwelling."""

UTILITEIT, GEMENGD, GEEN_OBJECT = "utiliteit", "gemengd", "geen verblijfsobject"
GEBOUWTYPEN = (*WONINGTYPEN, GEMENGD, UTILITEIT, GEEN_OBJECT)
"""Types of building: that of its dwellings; gemengd with dwellings and other uses; without objects a shed or garage."""

WONEN = "wonen"
GEBRUIK = (
    WONEN, "winkel", "kantoor", "industrie", "gezondheidszorg", "logies", "onderwijs", "bijeenkomst", "sport", "cel",
    "overig",
)  # fmt: skip
"""Uses of an object: the BAG gebruiksdoelen in one word."""

LABELS = ("A", "B", "C", "D", "E", "F", "G")
"""Energy labels from good to bad; A+ and better count as A in the kentallen."""

CORPORATIE, PARTICULIER, OVERIG = "corporatie", "particulier", "overig"
EIGENAREN = (CORPORATIE, PARTICULIER, OVERIG)
"""Kinds of owner; "" where it is not known. particulier: owner-occupied; overig: let by another than a corporatie."""

BRONNEN = (
    "bag", "ep-online", "vivet", "cbs", "eigen", "afgeleid", "vesta", "kental", "nieuwbouw",
)  # fmt: skip
"""Where a value comes from. eigen: a field of the user's own; afgeleid: from geometry, number of objects or year."""

OBJECT_COLUMNS = (
    Column("object_id", "text", "", "Verblijfsobject"),
    Column("pand_id", "text", "", "Pand"),
    Column("gebruik", "text", "", "Gebruik"),
    Column("woning", "int", "", "Woning (1) of utiliteit (0)"),
    Column("type", "text", "", "Woningtype"),
    Column("type_bron", "text", "", "Bron van het type"),
    Column("hoogbouw", "int", "", "In een gebouw van vijf of meer lagen (1)"),
    Column("bouwjaar", "int", "", "Bouwjaar"),
    Column("bouwjaar_bron", "text", "", "Bron van het bouwjaar"),
    Column("oppervlakte_m2", "real", "m2", "Gebruiksoppervlakte"),
    Column("oppervlakte_bron", "text", "", "Bron van de oppervlakte"),
    Column("label", "text", "", "Energielabel"),
    Column("label_bron", "text", "", "Bron van het label"),
    Column("eigenaar", "text", "", "Eigenaar"),
    Column("eigenaar_bron", "text", "", "Bron van de eigenaar"),
    Column("inwoners", "real", "", "Inwoners"),
    Column("inwoners_bron", "text", "", "Bron van de inwoners"),
    Column("buurtcode", "text", "", "Buurt (CBS)"),
    Column("rv_gj", "real", "GJ/jaar", "Ruimteverwarming"),
    Column("tap_gj", "real", "GJ/jaar", "Warm tapwater"),
    Column("warmte_gj", "real", "GJ/jaar", "Warmtevraag"),
    Column("warmte_voor_gj", "real", "GJ/jaar", "Warmtevraag voor isolatie"),
    Column("koude_gj", "real", "GJ/jaar", "Koelvraag"),
    Column("rv_kw", "real", "kW", "Vermogen ruimteverwarming"),
    Column("tap_kw", "real", "kW", "Vermogen warm tapwater"),
    Column("koude_kw", "real", "kW", "Vermogen koeling"),
    Column("vraag_bron", "text", "", "Bron van de warmtevraag"),
    Column("factor_cbs", "real", "-", "Bijstelling op het gasverbruik van de buurt"),
)
"""``OBJECTEN_UIT``: a row per verblijfsobject. Each value has beside it where it comes from (`BRONNEN`)."""

GEBOUW_COLUMNS = (
    Column("pand_id", "text", "", "Pand"),
    Column("woningen", "int", "", "Woningen"),
    Column("utiliteit", "int", "", "Objecten die geen woning zijn"),
    Column("bouwjaar", "int", "", "Bouwjaar"),
    Column("type", "text", "", "Type"),
    Column("type_bron", "text", "", "Bron van het type"),
    Column("label", "text", "", "Energielabel (van de meeste oppervlakte)"),
    Column("label_bron", "text", "", "Bron van het label"),
    Column("oppervlakte_m2", "real", "m2", "Gebruiksoppervlakte"),
    Column("rv_gj", "real", "GJ/jaar", "Ruimteverwarming"),
    Column("tap_gj", "real", "GJ/jaar", "Warm tapwater"),
    Column("warmte_gj", "real", "GJ/jaar", "Warmtevraag"),
    Column("warmte_voor_gj", "real", "GJ/jaar", "Warmtevraag voor isolatie"),
    Column("koude_gj", "real", "GJ/jaar", "Koelvraag"),
    Column("rv_kw", "real", "kW", "Vermogen ruimteverwarming"),
    Column("tap_kw", "real", "kW", "Vermogen warm tapwater, opgeteld over de objecten"),
    Column("koude_kw", "real", "kW", "Vermogen koeling"),
    Column("inwoners", "real", "", "Inwoners"),
    Column("eigenaar", "text", "", "Eigenaar (van de meeste woningen)"),
    Column("corporatie_woningen", "int", "", "Woningen van een corporatie"),
    Column("buurtcode", "text", "", "Buurt (CBS)"),
    Column("factor_cbs", "real", "-", "Bijstelling op het gasverbruik van de buurt"),
    Column("bron", "text", "", "Waar de waarden vandaan komen"),
    Column("reden", "text", "", "Bijzonderheden"),
)
"""``GEBOUWEN``: a row per pand; sums of its objects. `network` and every later step read this layer."""

BUURT_COLUMNS = (
    Column("buurtcode", "text", "", "Buurt (CBS)"),
    Column("buurtnaam", "text", "", "Naam"),
    Column("woningen", "int", "", "Woningen"),
    Column("woningen_cbs", "int", "", "Woningen volgens CBS"),
    Column("inwoners", "real", "", "Inwoners"),
    Column("gas_m3", "real", "m3/jaar", "Gemiddeld gasverbruik per woning (CBS)"),
    Column("model_gj", "real", "GJ/jaar", "Warmtevraag woningen volgens kentallen"),
    Column("gas_gj", "real", "GJ/jaar", "Warmtevraag woningen volgens gasverbruik"),
    Column("warmte_gj", "real", "GJ/jaar", "Warmtevraag, alle gebouwen"),
    Column("warmte_voor_gj", "real", "GJ/jaar", "Warmtevraag voor isolatie, alle gebouwen"),
    Column("factor", "real", "-", "Bijstelling ruimteverwarming"),
    Column("reden", "text", "", "Wat er met de bijstelling is gedaan"),
)
"""``BUURTEN_UIT``: a row per neighbourhood, and one for what lies in none."""

SAMENVATTING_COLUMNS = (
    Column("type", "text", "", "Type"),
    Column("bouwperiode", "text", "", "Bouwperiode"),
    Column("objecten", "int", "", "Woningen of utiliteitsobjecten"),
    Column("oppervlakte_m2", "real", "m2", "Gemiddelde oppervlakte"),
    Column("rv_gj", "real", "GJ/jaar", "Ruimteverwarming per object"),
    Column("tap_gj", "real", "GJ/jaar", "Warm tapwater per object"),
    Column("warmte_gj", "real", "GJ/jaar", "Warmtevraag per object"),
    Column("koude_gj", "real", "GJ/jaar", "Koelvraag per object"),
    Column("rv_kw", "real", "kW", "Ruimteverwarming per object"),
    Column("tap_kw", "real", "kW", "Warm tapwater per object"),
    Column("totaal_gj", "real", "GJ/jaar", "Warmtevraag van alle"),
    Column("totaal_voor_gj", "real", "GJ/jaar", "Warmtevraag van alle voor isolatie"),
)
"""``SAMENVATTING``: a row per type and period, and a row with the total; the tables of a consultant's report."""
