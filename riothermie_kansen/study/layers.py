"""How the tables of a study are called and grouped on a map."""

from __future__ import annotations

from dataclasses import dataclass

from ..roles import ROLES


@dataclass(frozen=True)
class Group:
    """Layers that belong together.

    Attributes
    ----------
    naam, name
        Title, in Dutch and English.
    tables
        The upper layer first.
    theme
        Whether a click shows this group alone, over the background.
    """

    naam: str
    name: str
    tables: tuple[str, ...]
    theme: bool = True

    def title(self, language: str) -> str:
        """Return the title in "nl" or "en"."""
        return self.naam if language == "nl" else self.name


SHOWN = ("bronpunten", "bron", "trace", "aansluitingen", "selectie", "gebied", "straten")
"""Layers that one sees when the project is opened."""

BACKGROUND = ("gebied", "straten")
"""Under all maps, the upper one first."""

SOURCES = ("bronpunten", "bron")
"""On top of the maps of demand and network too."""

APART = ("gebied_restricties",)
"""Layers that would hide the others of their group: no theme shows them."""

MAPS = (
    Group("Bronnen", "Sources", ("bronpunten", "bron", "bronkandidaten")),
    Group("Warmtenet", "Heat network", ("trace", "aansluitingen", "niet_aangesloten")),
    Group("Wie krijgt de warmte", "Who gets the heat", ("selectie_trace", "selectie")),
    Group("Warmtekavels", "Heat districts", ("kavels", "kavelgebouwen")),
    Group("Kansenkaart van het riool", "Opportunity map of the sewer", ("knopen", "kansenkaart")),
    Group("Warmtevraag", "Heat demand", ("gebouwen",)),
    Group("Mag hier worden geboord", "May one drill here", ("restricties", "restrictiedelen", "gebied_restricties")),
    Group("Geschiktheid voor WKO", "Aquifer for heat storage", ("geschiktheid_gebieden", "geschiktheid")),
    Group("Bodemlussen", "Ground loops", ("lussen", "lusgebouwen", "lusgrond")),
    Group("Mini-warmtenetten", "Mini heat networks", ("minilussen", "minileidingen", "minigebouwen", "clusters")),
    Group("Goedkoopste warmte", "Cheapest heat", ("bewonersgebouwen",)),
    Group("CO2", "CO2", ("co2gebouwen",)),
)
"""Groups of layers with places, the upper one first."""

TABLES = (
    "stappen", "samenvatting", "volloop", "keuze", "hoeveelheden", "kaveltabel", "restrictielagen",
    "gebied_restrictielagen", "geschiktheid_lagen", "lusoverzicht", "minioverzicht", "investering", "kasstroom",
    "scenarios", "gevoeligheid", "kansverdeling", "betwist", "bewonerskosten", "bewonersgevoeligheid", "kantelpunten",
    "aandelen", "co2", "co2varianten", "co2typen",
)  # fmt: skip
"""Tables without places, in order."""

FINDINGS = "meldingen_"
"""Before the name of a step: its findings."""

_TITLES = {
    "stappen": ("Stappen van de studie", "Steps of the study"),
    "bron": ("Bron", "Source"),
    "gebied": ("Gebied", "Area"),
    "straten": ("Straten", "Streets"),
    "bronkandidaten": ("Kandidaten voor een bronpunt", "Candidates for a source point"),
    "selectie_trace": ("Tracé van de energiematch", "Trace of the energy match"),
    "kavelgebouwen": ("Gebouwen en hun warmtekavel", "Buildings and their heat district"),
    "gebied_restricties": ("Mag in dit gebied worden geboord", "May one drill in this area"),
    "gebied_restrictielagen": ("Kaarten met beperkingen, gebied", "Maps of restrictions, area"),
    "geschiktheid_lagen": ("Lagen van de ondergrond", "Layers of the ground"),
    "lusgrond": ("Grond voor bodemlussen", "Ground for loops"),
    "lusoverzicht": ("Bodemlussen, overzicht", "Ground loops, overview"),
    "minigebouwen": ("Gebouwen in mini-warmtenetten", "Buildings in mini heat networks"),
    "minilussen": ("Lussen van mini-warmtenetten", "Loops of mini heat networks"),
    "minioverzicht": ("Mini-warmtenetten, overzicht", "Mini heat networks, overview"),
    "bewonersgevoeligheid": ("Gevoeligheid voor bewoners", "Sensitivity for residents"),
    "kantelpunten": ("Kantelpunten voor bewoners", "Tipping points for residents"),
    "co2varianten": ("CO2 met andere aannamen", "CO2 with other assumptions"),
    "co2typen": ("CO2 per type gebouw", "CO2 by type of building"),
}


def title(table: str, language: str) -> str:
    """Return what a table is, in "nl" or "en"."""
    if table in _TITLES:
        return _TITLES[table][0 if language == "nl" else 1]
    if table.startswith(FINDINGS):
        return table.removeprefix(FINDINGS)
    found = next((role for role in ROLES if role.key == table), None)
    return table if found is None else found.title(language)
