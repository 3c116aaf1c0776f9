"""Words and columns of what `bodemlussen` hands out."""

from __future__ import annotations

from collections.abc import Sequence

from ...schema import Column

EIGEN, OPENBAAR = "eigen", "openbaar"
GROND = (EIGEN, OPENBAAR)
"""Whose ground a loop is in."""

PAST, DEELS, NIET = "past", "past deels", "past niet"
VERBODEN, TE_ONDIEP, GEEN_GROND = "verboden", "te ondiep", "geen grond"
GEEN_VRAAG, VRAAG_ONBEKEND, GEEN_PLAATS = "geen vraag", "vraag onbekend", "niet op de kaart"
OORDELEN = (PAST, DEELS, NIET, VERBODEN, TE_ONDIEP, GEEN_GROND, GEEN_VRAAG, VRAAG_ONBEKEND, GEEN_PLAATS)
"""Verdicts of a building. te ondiep: the depth that is allowed is too little for a loop; geen grond: no parcel is known
and no public ground lies within reach; geen vraag, vraag onbekend and niet op de kaart: nothing was judged."""

GEVRAAGD = (PAST, DEELS, NIET, VERBODEN, TE_ONDIEP, GEEN_GROND)
"""Verdicts of buildings that ask for heat and are on the map."""

KADASTER, GESCHAT = "gegeven", "geschat"
"""Where the parcel of a building comes from; "" where it has none."""


def loop_columns(years: Sequence[float]) -> tuple[Column, ...]:
    """Return the columns of ``LUSSEN``, with a drop in temperature per year of `years`."""
    return (
        Column("lus_id", "text", "", "Lus"),
        Column("diepte_m", "real", "m", "Diepte (onder maaiveld)", 1),
        Column("vermogen_kw", "real", "kW", "Vermogen uit de bodem (schatting)", 2),
        Column("woningen", "real", "", "Woningen per lus", 2),
        Column("perceel_id", "text", "", "Perceel of stuk openbare grond"),
        Column("grond", "text", "", "Eigen of openbare grond"),
        Column("pand_ids", "text", "", "Pand"),
        Column("w_per_m", "real", "W/m", "Opbrengst van de bodem (schatting)", 1),
        Column("warmte_gj", "real", "GJ/jaar", "Warmte uit de bodem min wat koeling terugbrengt", 1),
        Column("afstand_lus_m", "real", "m", "Afstand tot de dichtstbijzijnde andere lus", 1),
        Column("afstand_pand_m", "real", "m", "Afstand tot het pand, in rechte lijn", 1),
        *(
            Column(f"daling_{year:g}_k".replace(".", "_"), "real", "K", f"Daling van de bodem na {year:g} jaar", 2)
            for year in years
        ),
        Column("buren_k", "real", "K", "Deel van de daling door andere systemen, in het jaar van het oordeel", 2),
        Column("invloed", "text", "", "Invloed van andere systemen onder of boven de grens"),
    )


GEBOUW_COLUMNS = (
    Column("pand_id", "text", "", "Pand"),
    Column("oordeel", "text", "", "Passen de lussen"),
    Column("woningen", "int", "", "Woningen"),
    Column("warmte_gj", "real", "GJ/jaar", "Warmtevraag", 1),
    Column("vermogen_kw", "real", "kW", "Vermogen van de warmtepomp", 1),
    Column("bodem_kw", "real", "kW", "Vermogen dat de bodem moet geven", 1),
    Column("w_per_m", "real", "W/m", "Opbrengst van de bodem (schatting)", 1),
    Column("opbrengst_bron", "text", "", "Waar de opbrengst uit volgt"),
    Column("meters", "real", "m", "Lus die nodig is", 1),
    Column("meters_geplaatst", "real", "m", "Lus die een plaats heeft", 1),
    Column("bepaald_door", "text", "", "Of vermogen of energie de lengte bepaalt"),
    Column("max_diepte_m", "real", "m", "Grootste diepte van een lus hier", 1),
    Column("lussen_nodig", "int", "", "Lussen die nodig zijn"),
    Column("lussen_geplaatst", "int", "", "Lussen met een plaats"),
    Column("lussen_openbaar", "int", "", "Daarvan in openbare grond"),
    Column("perceel_id", "text", "", "Perceel"),
    Column("perceel_bron", "text", "", "Perceel gegeven of geschat"),
    Column("vrij_m2", "real", "m2", "Grond waar een lus mag staan", 0),
    Column("bodemlus", "text", "", "Oordeel van bodemrestricties"),
    Column("eigen_k", "real", "K", "Daling door de eigen lussen, in het jaar van het oordeel", 2),
    Column("buren_k", "real", "K", "Daling door andere systemen, in het jaar van het oordeel", 2),
    Column("t_vloeistof_c", "real", "°C", "Laagste temperatuur van de vloeistof in dat jaar", 1),
    Column("verlies_pct", "real", "%", "Opbrengst die verloren gaat aan andere systemen", 1),
    Column("samen", "text", "", "Als iedereen boort"),
    Column("reden", "text", "", "Toelichting"),
)
"""``GEBOUWEN_UIT``: a row per building with its verdict."""

GROND_COLUMNS = (
    Column("grond", "text", "", "Eigen of openbare grond"),
    Column("perceel_id", "text", "", "Perceel of stuk openbare grond"),
    Column("vrij_m2", "real", "m2", "Oppervlakte", 0),
)
"""``GROND``: where a loop may stand."""

OVERZICHT_COLUMNS = (
    Column("oordeel", "text", "", "Passen de lussen"),
    Column("reden", "text", "", "Reden"),
    Column("panden", "int", "", "Panden"),
    Column("woningen", "int", "", "Woningen"),
    Column("warmte_gj", "real", "GJ/jaar", "Warmtevraag", 1),
    Column("lussen", "int", "", "Geplaatste lussen"),
    Column("meters", "real", "m", "Geplaatste lus", 0),
)
"""``OVERZICHT``: buildings by verdict and main reason; together they are all buildings."""
