"""Words and columns that the steps about the ground share."""

from __future__ import annotations

from ..schema import Column

WKO, BODEMLUS = "wko", "bodemlus"
TECHNIEKEN = (WKO, BODEMLUS)
"""Techniques that are judged: open systems with wells, and closed loops."""

TOEGESTAAN, ONBEKEND, AANDACHT, VERBODEN = "toegestaan", "onbekend", "aandacht", "verboden"
OORDELEN = (TOEGESTAAN, ONBEKEND, AANDACHT, VERBODEN)
"""Verdicts, the heavier the later. onbekend: nothing was found, but not every map that could tell was given."""

ROLLEN = (
    "VERBOD", "DIEPTEBEPERKING", "ORDENING", "GRONDWATERBESCHERMING", "ARCHEOLOGIE", "NATUUR", "AARDKUNDIG",
    "INTERFERENTIE", "OBES", "GBES", "ONTTREKKINGEN",
)  # fmt: skip
"""Roles of the layers of restrictions, also the names of the parameters. The last three are installations: points
whose neighbourhood asks for attention, never a prohibition."""

INSTALLATIES = ("OBES", "GBES", "ONTTREKKINGEN")
"""Roles of layers with existing systems."""

RESTRICTIE_COLUMNS = (
    Column("locatie_id", "text", "", "Locatie"),
    Column("pand_id", "text", "", "Pand"),
    Column("wko", "text", "", "Oordeel WKO"),
    Column("bodemlus", "text", "", "Oordeel bodemlus"),
    Column("max_diepte_m", "real", "m", "Grootste diepte (onder maaiveld)", 1),
    Column("diepte_bron", "text", "", "Waar die diepte vandaan komt"),
    Column("wko_toegestaan", "real", "%", "Deel waar WKO is toegestaan", 1),
    Column("wko_onbekend", "real", "%", "Deel waar WKO niet volledig is getoetst", 1),
    Column("wko_aandacht", "real", "%", "Deel waar WKO aandacht vraagt", 1),
    Column("wko_verboden", "real", "%", "Deel waar WKO is verboden", 1),
    Column("lus_toegestaan", "real", "%", "Deel waar bodemlussen zijn toegestaan", 1),
    Column("lus_onbekend", "real", "%", "Deel waar bodemlussen niet volledig zijn getoetst", 1),
    Column("lus_aandacht", "real", "%", "Deel waar bodemlussen aandacht vragen", 1),
    Column("lus_verboden", "real", "%", "Deel waar bodemlussen zijn verboden", 1),
    Column("afstand_obes_m", "real", "m", "Afstand tot het dichtstbijzijnde open systeem", 1),
    Column("obes", "text", "", "Dichtstbijzijnde open systeem"),
    Column("obes_binnen", "int", "", "Open systemen binnen de zoekafstand"),
    Column("afstand_gbes_m", "real", "m", "Afstand tot het dichtstbijzijnde gesloten systeem", 1),
    Column("gbes", "text", "", "Dichtstbijzijnde gesloten systeem"),
    Column("gbes_binnen", "int", "", "Gesloten systemen binnen de zoekafstand"),
    Column("afstand_onttrekking_m", "real", "m", "Afstand tot de dichtstbijzijnde onttrekking", 1),
    Column("redenen", "text", "", "Redenen"),
    Column("regels", "text", "", "Regels die gelden"),
    Column("niet_getoetst", "text", "", "Kaarten die ontbraken"),
    Column("bronnen", "text", "", "Kaarten die het oordeel dragen, met datum"),
)
"""``OORDEEL``: a row per location, as it was given, with its verdicts. Shares are those of a line or an area; of a
point 0 or 100. Distances are NaN where the layer was not given or empty."""
