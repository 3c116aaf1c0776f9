"""Names and words of maps of restrictions and of systems in the ground, as provinces, PDOK and WKO-tool use them."""

from __future__ import annotations

from collections.abc import Iterable

from .fields import CUT, Aliases
from .values import Texts, key

_DEPTH_BASES = (
    *("maxdiepte", "maximalediepte", "maximumdiepte", "dieptebeperking", "dieptegrens", "diepterestrictie"),
    *("restrictiediepte", "toegestanediepte", "maxboordiepte", "maximaleboordiepte", "boordiepte", "dieptelimiet"),
    *("dieptetot", "diepteverbod", "grensdiepte", "maxdepth"),
)
_PLAIN_BASES = ("diepte", "depth")
_DEPTH_UNITS = ("", "m", "inm", "meter", "mv", "mmv", "inmmv", "minmaaiveld", "cm", "dm", "nap", "mnap", "tovnap")

LIMITS = tuple(f"{base}{unit}" for base in _DEPTH_BASES for unit in _DEPTH_UNITS)
"""Names of a column with the depth below which nothing may be made, with and without the unit."""

DEPTHS = (*LIMITS, *(f"{base}{unit}" for base in _PLAIN_BASES for unit in _DEPTH_UNITS))
"""Those, and names that only say depth: in a map of restrictions to depth a limit, on other maps the depth of a find
or of a layer of soil."""

VALUE_ROLES = ("ARCHEOLOGIE", "NATUUR", "AARDKUNDIG")
"""Roles of maps of what is worth something: a depth on them is no limit, unless its name says so."""

_STATUS = (
    *("status", "statusgebied", "gebiedsstatus", "planstatus", "juridischestatus", "statusplan", "rechtsstatus"),
    *("registratiestatus", "statusregistratie"),
)
_END = (
    *("eindregistratie", "eindregistr", "objecteindtijd", "einddatum", "datumeinde", "eindgeldigheid"),
    *("einddatumgeldigheid", "datumeindegeldigheid", "endlifespanversion", "validto", "geldigtot", "vervaldatum"),
    *("datumtot", "datumvervallen", "enddate", "einde", "designationperiodtimeperiodendposition"),
)
_DATE = (
    *("datum", "peildatum", "actualisatiedatum", "datumactualisatie", "actualiteit", "datumactueel", "stand"),
    *("standdatum", "lastediteddate", "editdate", "laatstgewijzigd", "laatstewijziging", "mutatiedatum"),
    *("wijzigingsdatum", "datummutatie", "datumwijziging", "modified", "lvpublicatiedatum", "tijdstipregistratie"),
    *("beginlifespanversion", "beginregistratie", "datumvaststelling", "vaststellingsdatum", "datumvastgesteld"),
    *("besluitdatum", "datumbesluit", "datuminwerking", "datuminwerkingtreding", "ingangsdatum", "datumingang"),
    *("begingeldigheid", "begindatum", "legalfoundationdate", "createddate", "createdate", "creationdate"),
)
_HOLDER = (
    *("bronhouder", "bronhouderr", "bevoegdgezag", "provincie", "provincienaam", "naamprovincie", "gemeente"),
    *("gemeentenaam", "organisatie", "beheerder", "overheid", "competentauthority", "instantie", "dataeigenaar"),
)

AREA: Aliases = {
    "area_id": (
        *("areaid", "gebiedid", "gebiedsid", "lokaalid", "localid", "inspireididentifierlocalid", "identificatie"),
        *("inspireid", "globalid", "gmlid", "uuid", "guid", "gid", "gebiedscode", "gebiedcode", "code", "objectid"),
        *("objectid1", "fid", "ogcfid", "id", "nummer", "nr"),
    ),
    "naam": (
        *("naam", "gebiedsnaam", "gebiednaam", "naamgebied", "naamgeb", "name", "sitename", "displayname", "titel"),
        *("naamgeographicalnamespellingspellingofnametext", "namegeographicalnamespellingspellingofnametext"),
        *("omschrijving", "beschrijving", "winning", "naamwinning", "winningnaam", "winplaats", "locatie", "label"),
    ),
    "soort": (
        *("soort", "type", "typegebied", "gebiedstype", "gebiedtype", "soortgebied", "zonetype", "typezone", "zone"),
        *("specialisedzonetype", "specialisedzonetypetitle", "specialisedzonetypehref", "categorie", "legenda"),
        *("klasse", "beschermingszone", "themanaam", "thema", "bvebvr"),
    ),
    "diepte_m": DEPTHS,
    "maaiveld_m": ("maaiveldm", "maaiveld", "maaiveldhoogte", "maaiveldmnap", "mvnap", "hoogtemaaiveld"),
    "bronhouder": _HOLDER,
    "status": _STATUS,
    "einddatum": _END,
    "datum": _DATE,
}
"""Roles of the columns of a map of areas; also those of what `read_areas` returns."""

AREA_OF_VALUE: Aliases = {**AREA, "diepte_m": LIMITS}
"""Roles of the columns of a map of one of `VALUE_ROLES`."""

INSTALLATION: Aliases = {
    "installatie_id": (
        *("installatieid", "installati", "installatienummer", "installatienr", "broid", "lgrid", "lgrnummer"),
        *("systeemid", "inrichtingid", "putid", "globalid", "objectid", "objectid1", "fid", "ogcfid", "id", "gid"),
        *("naam", "installatie", "name"),
    ),
    "soort": (
        *("soort", "type", "typeinstallatie", "installatietype", "soortinstallatie", "typebodemenergiesysteem"),
        *("primaryusagetype", "primairgebruiksdoel", "gebruiksdoel", "usagetype", "installatiefunctie"),
        *("installationfunction", "functie", "systeem", "systeemtype", "typesysteem", "soortsysteem"),
    ),
    "status": (
        *("statusinstal", "statusinstallatie", "statusput", "status", "gebruiksstatus", "statussysteem"),
        *("registrationstatus", "registratiestatus"),
    ),
    "weg": ("deregistered", "uitregistratiegenomen"),
    "einddatum": (*_END, "lifespanendtime", "eindtijd", "datumbuitengebruik"),
    "vermogen_kw": (
        *("vermogenkw", "bodemzijdigvermogen", "bodemzijdigvermogenkw", "bodemzijdi", "vermogen", "powerkw", "power"),
        *("powerwarm", "powercold", "kw", "thermischvermogen", "thermischvermogenkw"),
    ),
    "diepte_m": (
        *("dieptem", "einddiepte", "einddieptem", "diepte", "loopdepth", "welldepth", "maximumwelldepth", "putdiepte"),
        *("lusdiepte", "boordiepte", "onderkantfilter", "filteronder", "maxdiepte"),
    ),
    "debiet_m3h": (
        *(
            "debietm3h",
            "pompcapaciteit",
            "pompcapaciteitm3h",
            "debiet",
            "maxdebiet",
            "maximumwellcapacity",
            "capaciteit",
        ),
        *("vergunddebiet", "maximumperhour", "m3h", "m3uur", "m3u"),
    ),
    "onttrekking_m3jr": (
        *("onttrekkingm3jr", "maxhoeveelheidm3onttrekking", "maxhoeveelheidm3ontrekking", "maximumperyear"),
        *("vergundehoeveelheid", "m3jaar", "hoeveelheidm3jaar"),
    ),
    "warmte_mwh": (
        *("warmtemwh", "warmtevraag", "warmtevraagmwh", "energywarm", "energiewarmte", "warmte", "warmtevraagkwh"),
        "warmtevraaggj",
    ),
    "koude_mwh": (
        *("koudemwh", "koudevraag", "koudevraagmwh", "energycold", "energiekoude", "koude", "koudevraagkwh"),
        "koudevraaggj",
    ),
    "datum": (*_DATE, "lifespanstarttime", "startdatum", "datumstart", "starttime", "objectregistrationtime"),
    "x": (
        "x",
        "xrd",
        "rdx",
        "xcoord",
        "xcoordinaat",
        "xcoordinaatrd",
        "xco",
        "easting",
        "lon",
        "longitude",
        "lengtegraad",
    ),
    "y": (
        "y",
        "yrd",
        "rdy",
        "ycoord",
        "ycoordinaat",
        "ycoordinaatrd",
        "yco",
        "northing",
        "lat",
        "latitude",
        "breedtegraad",
    ),
    "opmerking": ("opmerkinglezen",),
}
"""Roles of the columns of a layer of systems in the ground; also those of what the readers of systems return."""

INSTALLATION_MARKS = frozenset(
    (
        *("installatieid", "bodemzijdigvermogen", "bodemzijdi", "statusinstal", "statusinstallatie", "pompcapaciteit"),
        *("energierendement", "aantalputten", "warmtevraag", "koudevraag", "statusput", "primaryusagetype"),
        *("totalelengte", "maxhoeveelheidm3onttrekking", "maxhoeveelheidm3ontrekking"),
    )
)
"""Columns (normalised) that only a layer of systems has; with two of them, or one and their kinds, it is one."""

_OF_ONE_SYSTEM = frozenset({"installatieid", "statusput", "statusinstal", "statusinstallatie", "primaryusagetype"})
"""Those of a single system: a plan for an area may tell the demand for heat and cold in it, but has none of these."""

AREA_MARKS = frozenset({"maxdiepte", "dieptebeperking", "maximalediepte", "typegebied", "gebiedsnaam", "zonetype"})
"""Columns (normalised) that a map of areas has and a layer of systems has not."""

WATERWINGEBIED, BESCHERMINGSGEBIED = "waterwingebied", "beschermingsgebied"
BORINGSVRIJ, VOORRAAD = "boringsvrije zone", "strategische voorraad"
WATER_KINDS = (WATERWINGEBIED, BESCHERMINGSGEBIED, BORINGSVRIJ, VOORRAAD)
"""Kinds of area of the role GRONDWATERBESCHERMING."""

_WATER_WORDS = (
    ("boringsvrij", BORINGSVRIJ),
    ("boorvrij", BORINGSVRIJ),
    ("borevrij", BORINGSVRIJ),
    ("waterwin", WATERWINGEBIED),
    ("wingebied", WATERWINGEBIED),
    ("puttenveld", WATERWINGEBIED),
    ("strategisch", VOORRAAD),
    ("grondwatervoorraad", VOORRAAD),
    ("grondwaterbescherming", BESCHERMINGSGEBIED),
    ("beschermingsgebied", BESCHERMINGSGEBIED),
    ("beschermingszone", BESCHERMINGSGEBIED),
    ("gwbgebied", BESCHERMINGSGEBIED),
    ("25jaarszone", BESCHERMINGSGEBIED),
    ("25jaarzone", BESCHERMINGSGEBIED),
)
_OTHER_WATER = ("oppervlaktewater", "zwemwater", "100jaar", "aandachtsgebied", "intrekgebied")
"""Zones of another water, or wider than where rules forbid: their word looks like one of these zones, and is not."""

_SHORT = {"wwg": WATERWINGEBIED, "gwb": BESCHERMINGSGEBIED, "gbg": BESCHERMINGSGEBIED, "bvz": BORINGSVRIJ}
"""Abbreviations that stand for a kind as a whole value."""

_ROLES = (
    ("DIEPTEBEPERKING", ("dieptebeperking", "diepterestrictie", "wkodiepte", "boordiepte")),
    ("INTERFERENTIE", ("interferentie",)),
    ("ORDENING", ("ordening", "specifiekprovinciaalbeleid", "specprovbeleid", "bodemenergieplan")),
    ("ARCHEOLOGIE", ("archeolog",)),
    ("AARDKUNDIG", ("aardkund",)),
    ("NATUUR", ("natura2000", "natuur", "protectedsite")),
    (
        "GRONDWATERBESCHERMING",
        (
            *("grondwaterbescherming", "waterwin", "boringsvrij", "boorvrij", "drinkingwaterprotection"),
            *("grondwatervoorraad", "drinkwaterbescherming"),
        ),
    ),
    ("VERBOD", ("verbod",)),
    ("GBES", ("gbes", "geslotenbodemenergie", "geslotensyste")),
    ("OBES", ("obes", "openbodemenergie", "opensyste")),
    ("ONTTREKKINGEN", ("onttrekking", "wkogwo", "wkogwi")),
)
_FITS = frozenset(
    (
        *(("VERBOD", "GRONDWATERBESCHERMING"), ("DIEPTEBEPERKING", "GRONDWATERBESCHERMING"), ("ORDENING", "VERBOD")),
        *(("ORDENING", "INTERFERENTIE"), ("INTERFERENTIE", "ORDENING"), ("GRONDWATERBESCHERMING", "DIEPTEBEPERKING")),
    )
)
"""Role that was chosen and role that the name suggests, where both make sense."""

_WITHDRAWN = (
    *("ingetrokken", "vervallen", "beeindigd", "beëindigd", "historisch", "nietmeervankracht", "buitenwerking"),
    *("opgeheven", "withdrawn", "superseded", "retired", "nietlangergeldig", "afgewezen", "vernietigd"),
)
_DESIGN = ("ontwerp", "concept", "voorstel", "inprocedure", "voorontwerp", "proposed", "draft")

_INACTIVE = (
    *("buitengebruik", "buitenwerking", "nietingebruik", "nietactief", "inactief", "nietgerealiseerd", "ontmanteld"),
    *(
        "verwijderd",
        "afgedicht",
        "gesloopt",
        "beeindigd",
        "beindigd",
        "vervallen",
        "ingetrokken",
        "voltooid",
        "gestopt",
    ),
    *("opgeheven", "gedempt", "geweigerd", "afgewezen", "uitregistratie", "gesloten", "nietmeer"),
)
_INACTIVE_WORDS = ("voltooid", "gesloten", "nee", "beeindigd")
_ACTIVE = (
    *("ingebruik", "actief", "gerealiseerd", "inwerking", "inbedrijf", "operationeel", "aangevuld", "geregistreerd"),
    *("vergund", "vergunning", "gemeld", "melding", "aangevraagd", "inaanvraag", "ontwerp", "gepland", "inaanleg"),
    *("onbekend", "definitief", "beschikking", "bestaand", "aanwezig", "open", "ja"),
)

_KINDS = (
    ("ONTTREKKING", ("grondwateronttrekking", "drinkwater", "bemaling", "sanering", "brandblus", "industrie")),
    ("ONTTREKKING", ("agrarisch", "beregening", "veedrenking", "overigedoeleinden", "proceswater", "noodwater")),
    ("GBES", ("gbes", "geslotenbodem", "geslotensyste", "bodemlus", "bodemwarmtewisselaar", "gesloten", "lussysteem")),
    (
        "OBES",
        ("obes", "openbodem", "opensyste", "doublet", "monobron", "recirculatie", "wko", "kwo", "koudewarmteopslag"),
    ),
    ("OBES", ("warmtekoudeopslag", "bodemenergie")),
    ("ONTTREKKING", ("onttrek", "infiltratie", "retourner", "koelwater", "drinkwaterwinning", "waterwinning")),
)
_KIND_WORDS = {
    **dict.fromkeys(("gwo", "gwi", "gwio", "gw", "o", "io"), "ONTTREKKING"),
    **dict.fromkeys(("open", "o.b.e.s."), "OBES"),
}


def suggested_role(name: str) -> str:
    """Return the role (see `..subsurface.columns.ROLLEN`) that the name of a layer suggests, "" for none."""
    text = key(name)
    return next((role for role, words in _ROLES if any(word in text for word in words)), "")


def other_role(name: str, role: str) -> str:
    """Return the role that the name of a layer suggests where it is another one than was chosen, else ""."""
    found = suggested_role(name)
    return "" if found in ("", role) or (role, found) in _FITS else found


def water_kind(text: str) -> str:
    """Return which of `WATER_KINDS` a text names, "" for none; the word that comes first decides."""
    bare = key(text)
    if bare in _SHORT:
        return _SHORT[bare]
    if names_other_water(text):
        return ""
    found = [(bare.find(word), kind) for word, kind in _WATER_WORDS if word in bare]
    return min(found)[1] if found else ""


def names_other_water(text: str) -> bool:
    """Tell whether a text names a zone of water that is none of `WATER_KINDS`."""
    bare = key(text)
    return any(word in bare for word in _OTHER_WATER)


def installation_kind(text: str) -> str:
    """Return OBES, GBES or ONTTREKKING for the word for a kind of system, "" where the word is not known."""
    bare = key(text)
    if bare in _KIND_WORDS:
        return _KIND_WORDS[bare]
    return next((kind for kind, words in _KINDS if any(word in bare for word in words)), "")


def is_withdrawn(status: str) -> bool:
    """Tell whether a status says that a restriction does not hold any more."""
    bare = key(status)
    return any(key(word) in bare for word in _WITHDRAWN)


def is_design(status: str) -> bool:
    """Tell whether a status says that a restriction does not hold yet."""
    bare = key(status)
    return any(word in bare for word in _DESIGN)


def is_active(status: str) -> bool | None:
    """Tell whether a status says that a system works or will work; None where the word is not known."""
    bare = key(status)
    if not bare:
        return True
    if bare in _INACTIVE_WORDS or any(word in bare for word in _INACTIVE):
        return False
    return True if any(word in bare for word in _ACTIVE) else None


def looks_like_installations(names: Iterable[str], kinds: Texts | None = None, *, areas: bool = False) -> bool:
    """Tell whether a layer holds systems rather than areas, by its columns and the words in its column of kinds.

    Parameters
    ----------
    names
        Of the columns.
    kinds
        Words in the column of kinds.
    areas
        The layer has polygons: outlines of systems, or areas with a plan that tells of systems.
    """
    bare = [(key(str(name)), len(str(name)) == CUT) for name in names]
    # of a shapefile the names are cut
    marks = {m for m in INSTALLATION_MARKS for name, cut in bare if m == name or (cut and m.startswith(name))}
    words = {key(str(word)) for word in kinds[:1000]} if kinds is not None else set()
    if marks and words & {"gbes", "obes", "gwo", "gwi", "gwio"}:
        return True
    if areas:
        return bool(marks & _OF_ONE_SYSTEM) and not {name for name, _ in bare} & AREA_MARKS
    return len(marks) > 1 or "installatieid" in marks


def looks_like_areas(names: Iterable[str]) -> bool:
    """Tell whether the columns of a layer are those of a map of areas and not of systems."""
    bare = {key(str(name)) for name in names}
    return bool(bare & AREA_MARKS) and not bare & INSTALLATION_MARKS
