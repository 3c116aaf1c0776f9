"""What the output layers are: recognised by their columns, whatever the layer or its file is called.

The report, the web map, the panel and the study of a whole place (`haalbaarheid`) all take "the outputs of the others"
and must know which is which.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Geometry = Literal["line", "point", "polygon", "place", "none"]
"""Geometry of a layer; "place": points or polygons; "none": a table."""


@dataclass(frozen=True)
class Role:
    """An output of an algorithm.

    Attributes
    ----------
    key
        Name of the role, unique; also the name of its table in a GeoPackage of a whole study.
    algorithm, output
        Id of the algorithm (without the provider) and name of its output parameter.
    geometry
        What it holds.
    fields
        Columns that tell it from all others; a layer with all of them has this role.
    naam, name
        What it is, in Dutch and in English.
    """

    key: str
    algorithm: str
    output: str
    geometry: Geometry
    fields: tuple[str, ...]
    naam: str
    name: str

    def title(self, language: str) -> str:
        """Return what it is, in "nl" or "en"."""
        return self.naam if language == "nl" else self.name


def _role(key: str, algorithm: str, output: str, geometry: Geometry, fields: str, naam: str, name: str) -> Role:
    return Role(key, algorithm, output, geometry, tuple(fields.split()), naam, name)


ROLES = (
    _role("bronnen", "pdokophalen", "GEOPACKAGE", "none", "dataset url datum aantal licentie",
          "Opgehaalde gegevens", "Data that were fetched"),
    _role("leidingen", "rioolinlezen", "LEIDINGEN_UIT", "line", "leiding_id functie stelsel bob_begin_m verhang",
          "Rioolleidingen", "Sewer pipes"),
    _role("kansenkaart", "kansenkaart", "KANSENKAART", "line",
          "leiding_id dwa_gem_ls warmte_wko_gj woningen_wko kans reden",
          "Kansenkaart riothermie", "Opportunities for sewer heat"),
    _role("ruimte", "onttrekkingen", "KANSENKAART_UIT", "line",
          "leiding_id dwa_gem_ls warmte_wko_gj woningen_wko kans reden ruimte_kw",
          "Ruimte na onttrekkingen", "Room that offtakes leave"),
    _role("seizoen", "seizoensbalans", "LEIDINGEN_UIT", "line",
          "leiding_id dwa_gem_ls warmte_wko_gj woningen_wko kans reden seizoen woningen_seizoen",
          "Seizoensbalans van het riool", "Season balance of the sewer"),
    _role("knopen", "kansenkaart", "KNOPEN_UIT", "point", "knoop_id afvoerpunt inwoners dwa_gem_ls",
          "Rioolknopen", "Nodes of the sewer"),
    _role("onttrekkingen", "onttrekkingen", "PUNTEN_UIT", "point", "punt_id oordeel toegekend_kw concurreert_met",
          "Onttrekkingen", "Offtakes"),
    _role("bronpunten", "bronpunten", "BRONPUNTEN", "point", "bron_id leiding_id rang bereik_gj gj_per_eur",
          "Bronpunten", "Source points"),
    _role("bronkandidaten", "bronpunten", "KANDIDATEN", "point", "plek_id leiding_id volgorde gekozen_rang aanbod_gj",
          "Kandidaten voor een bronpunt", "Candidates for a source point"),
    _role("gebouwen", "warmtevraag", "GEBOUWEN", "place", "pand_id rv_gj tap_gj warmte_gj warmte_voor_gj label_bron",
          "Warmtevraag van gebouwen", "Heat demand of buildings"),
    _role("samenvatting", "warmtevraag", "SAMENVATTING", "none", "type bouwperiode objecten totaal_gj",
          "Warmtevraag per type", "Heat demand by type"),
    _role("selectie", "energiematch", "SELECTIE", "place", "pand_id gekozen rang score afname_gj",
          "Wie krijgt de warmte", "Who gets the heat"),
    _role("volloop", "energiematch", "VOLLOOP_TABEL", "none", "volloop gebouwen aangesloten_woningen passend_woningen",
          "Volloop", "Uptake"),
    _role("keuze", "energiematch", "KROMME", "none", "methode nr pand_id gekozen cum_gj aanbod_gj",
          "Volgorde van aansluiten", "Order of joining"),
    _role("trace", "warmtenet", "TRACE", "line", "trace_id voeding_id nettype rol dn kosten_eur",
          "Tracé van het warmtenet", "Trace of the heat network"),
    _role("aansluitingen", "warmtenet", "AANSLUITINGEN", "point", "pand_id trace_id nettype afstand_bron_m druk_kpa",
          "Aansluitingen", "Connections"),
    _role("niet_aangesloten", "warmtenet", "NIET_AANGESLOTEN", "point", "pand_id nettype woningen soort reden",
          "Niet aangesloten", "Not connected"),
    _role("hoeveelheden", "warmtenet", "HOEVEELHEDEN", "none", "nettype post rol dn hoeveelheid prijs_eur kosten_eur",
          "Hoeveelheden en kosten van het net", "Bill of quantities of the network"),
    _role("restricties", "bodemrestricties", "LOCATIES_UIT", "place",
          "locatie_id wko bodemlus max_diepte_m wko_verboden",
          "Mag hier worden geboord", "May one drill here"),
    _role("restrictiedelen", "bodemrestricties", "DELEN", "place", "deel_id locatie_id wko bodemlus redenen",
          "Mag hier worden geboord, per deel", "May one drill here, by part"),
    _role("restrictielagen", "bodemrestricties", "LAGEN", "none", "rol bron datum gelezen geraakt",
          "Kaarten met beperkingen", "Maps of restrictions"),
    _role("geschiktheid", "wkogeschiktheid", "GESCHIKTHEID", "place", "punt_id klasse klasse_bodem laag kd_m2d",
          "WKO-geschiktheid", "Aquifer for heat storage"),
    _role("geschiktheid_gebieden", "wkogeschiktheid", "GEBIEDEN", "polygon", "gebied_id geschikt doubletten totaal_kw",
          "WKO per gebied", "Aquifer storage per area"),
    _role("lussen", "bodemlussen", "LUSSEN", "point", "lus_id perceel_id daling_1_k daling_25_k",
          "Bodemlussen", "Ground loops"),
    _role("lusgebouwen", "bodemlussen", "GEBOUWEN_UIT", "place", "pand_id oordeel lussen_nodig lussen_geplaatst",
          "Gebouwen en hun bodemlussen", "Buildings and their ground loops"),
    _role("clusters", "miniwarmtenetten", "CLUSTERS", "polygon", "cluster_id woningen meters_lus leiding_m variant",
          "Mini-warmtenetten", "Mini heat networks"),
    _role("minileidingen", "miniwarmtenetten", "LEIDINGEN", "line", "leiding_id cluster_id rol lus_id",
          "Leidingen van mini-warmtenetten", "Pipes of mini heat networks"),
    _role("kavels", "warmtekavels", "KAVELS_UIT", "polygon", "kavel_id herkomst vraag_gj aanbod_gj dekking",
          "Warmtekavels", "Heat districts"),
    _role("kaveltabel", "warmtekavels", "TABEL", "none", "kavel_id herkomst vraag_gj aanbod_gj dekking",
          "Tabel van warmtekavels", "Table of heat districts"),
    _role("kasstroom", "businesscase", "KASSTROOM", "none", "variant jaar investering_eur vastrecht_eur",
          "Kasstroom", "Cash flow"),
    _role("investering", "businesscase", "INVESTERING_UIT", "none", "variant post direct_eur opslag_eur totaal_eur",
          "Investering", "Investment"),
    _role("scenarios", "businesscase", "SCENARIOS", "none", "variant scenario gekozen volloop telling ncw_eur",
          "Scenario's", "Scenarios"),
    _role("gevoeligheid", "businesscase", "GEVOELIGHEID", "none",
          "variant aanname ncw_laag_eur ncw_hoog_eur kantelpunt",
          "Gevoeligheid", "Sensitivity"),
    _role("kansverdeling", "businesscase", "KANSVERDELING", "none", "variant kans ncw_eur investering_eur",
          "Bandbreedte", "Range of the outcome"),
    _role("betwist", "businesscase", "BETWIST", "none", "variant keuze lezing ncw_eur omslag",
          "Betwiste keuzes", "Contested choices"),
    _role("bewonersgebouwen", "bewonerskosten", "GEBOUWEN_UIT", "place",
          "pand_id goedkoopst goedkoopst_eur_jaar tweede",
          "Goedkoopste warmte per gebouw", "Cheapest heat per building"),
    _role("bewonerskosten", "bewonerskosten", "KOSTEN", "none",
          "woning_id concept installatie_eur investering_incl_eur",
          "Kosten van bewoners", "Costs of residents"),
    _role("aandelen", "bewonerskosten", "AANDELEN", "none", "goedkoopst berekend panden woningen utiliteit",
          "Goedkoopste warmte, aandelen", "Cheapest heat, shares"),
    _role("co2gebouwen", "co2", "GEBOUWEN_UIT", "place", "pand_id cv_t bronnet_t mt_t besparing_t",
          "CO2 per gebouw", "CO2 per building"),
    _role("co2", "co2", "CO2", "none", "concept jaar gas_t elektriciteit_t factor_kg_kwh",
          "CO2 per manier van verwarmen", "CO2 per way of heating"),
    _role("profiel", "debietmeting", "PROFIEL", "none", "dagsoort uur debiet_m3h p10_m3h p90_m3h",
          "Dagverloop van het debiet", "Day profile of the flow"),
    _role("duurkromme", "debietmeting", "DUURKROMME", "none", "beschikbaarheid debiet_m3h vermogen_kw vollasturen_h",
          "Duurkromme van het debiet", "Duration curve of the flow"),
    _role("uitkomsten", "debietmeting", "UITKOMSTEN", "none", "onderdeel grootheid waarde_gekozen eenheid toelichting",
          "Uitkomsten van de meting", "Outcomes of the measurement"),
    _role("stappen", "haalbaarheid", "STAPPEN", "none", "stap stand reden vingerafdruk",
          "Stappen van de studie", "Steps of the study"),
    _role("meldingen", "", "MELDINGEN", "point", "soort ernst object_id tekst",
          "Meldingen", "Findings"),
)  # fmt: skip
"""Roles in the order of the work: sewer, demand, match, network, ground, areas, money."""


def recognise(fields: Iterable[str], geometry: Geometry) -> Role | None:
    """Return the role of a layer, None when it is no output of the plugin.

    Parameters
    ----------
    fields
        Names of its columns; capitals do not matter.
    geometry
        "line", "point", "polygon" or "none".

    Returns
    -------
        Of several roles whose columns are all there the one with the most; the first of those.
    """
    present = {field.lower() for field in fields}
    best: Role | None = None
    for found in ROLES:
        wanted = ("point", "polygon") if found.geometry == "place" else (found.geometry,)
        if geometry not in wanted or not present.issuperset(found.fields):
            continue
        if best is None or len(found.fields) > len(best.fields):
            best = found
    return best


def role(key: str) -> Role:
    """Return a role by its key.

    Raises
    ------
    KeyError
        There is none: a mistake in the program.
    """
    for found in ROLES:
        if found.key == key:
            return found
    raise KeyError(key)
