"""Names and words of BAG and BGT: how deliveries call a column, a status, a use.

Spellings: PDOK WFS and OGC API, bag-light, the LVBAG driver of GDAL, NLExtract, Amsterdam, BGT.
"""

from __future__ import annotations

from ..demand.columns import APPARTEMENT, CORPORATIE, HOEK, OVERIG, PARTICULIER, TUSSEN, TWEE, VRIJSTAAND, WONEN
from .fields import Aliases

PAND_IDS = ("pandid", "pandidentificatie", "bagpandid", "pandbagpandid")
"""Names that can only be the id of a pand."""

PAND_NAMES = (
    *PAND_IDS,
    *("gebouwid", "buildingid", "identificatie", "identificatiebagpnd", "lokaalid", "gmlid", "sinkid", "nodeid"),
    *("objectid", "naam", "name", "id", "fid"),
)
"""Names of the id of a building."""

OBJECT_IDS = (
    *("vboid", "verblijfsobjectid", "verblijfsobjectidentificatie", "bagverblijfsobjectid"),
    "pandbagverblijfsobjectid",
)
"""Names that can only be the id of a verblijfsobject."""

REGISTRATION_END = ("eindregistratie", "tijdstipeindregistratielv", "tijdstipeindregistratie")
"""Names of the moment from which a version no longer is in the register."""

VALID_END = (
    *("terminationdate", "einddatum", "einddatumtijdvakgeldigheid", "eindgeldigheid", "voorkomeneindgeldigheid"),
    *("objecteindtijd", "datumeindegeldigheid"),
)
"""Names of the day from which something no longer is there."""

FOR_EVER = 2900
"""Year from which an end date means that there is none."""

OCCURRENCE: Aliases = {
    "begin": ("begingeldigheid", "begindatumtijdvakgeldigheid", "voorkomenbegingeldigheid", "datumbegingeldigheid"),
    "einde": VALID_END,
    "einde_registratie": REGISTRATION_END,
    "registratie": ("tijdstipregistratie", "tijdstipregistratielv"),
    "inactief": ("tijdstipinactief", "tijdstipinactieflv", "tijdstipnietbaglv", "tijdstipnietbag"),
    "record_inactief": ("aanduidingrecordinactief", "recordinactief"),
    "correctie": ("aanduidingrecordcorrectie",),
    "voorkomen": ("voorkomenidentificatie", "voorkomen", "volgnummer"),
}
"""Roles of the columns that tell which of several versions counts."""

RESIDENTS = (
    *("aantalbewonersaantalbewoners", "aantalbewoners", "bewoners", "aantalinwoners", "inwoners", "aantinw"),
    *("aantalpersonen", "personen", "inw"),
)
"""Names of the field with the inhabitants of an address; the first is PBL VIVET's."""

OWN: Aliases = {
    "type": ("woningtype", "typewoning", "soortwoning", "type"),
    "eigenaar": (
        *("eigenaar", "eigendom", "eigenaartype", "typeeigenaar", "soorteigenaar", "eigendomsvorm", "bezit"),
        *("corporatie", "woningcorporatie"),
    ),
    "label": ("energielabel", "label", "energieklasse", "labelletter", "labelklasse"),
}
"""Roles of fields that a user adds."""

DERIVED: Aliases = {"bron": ("typebron", "labelbron", "eigenaarbron", "bouwjaarbron", "inwonersbron")}
"""Role of the columns of an earlier outcome that tell where a value comes from.

Not that of the floor area: cut by a shapefile its name is that of the area itself.
"""

PAND: Aliases = {
    "pand_id": PAND_NAMES,
    "status": ("status", "pandstatus", "statusomschrijving", "bgtstatus", "plusstatus"),
    "bouwjaar": ("bouwjaar", "oorspronkelijkbouwjaar", "pandbouwjaar"),
    "aantal": ("aantalverblijfsobjecten", "aantalvbo", "aantalobjecten", "aantaladressen"),
    "woningen": ("woningen", "aantalwoningen"),
    "utiliteit": ("utiliteit", "aantalutiliteit"),
    "oppervlakte": ("oppervlaktem2",),
    "gebruik": ("gebruiksdoel", "gebruiksdoelen", "gebruik"),
    "oppervlakte_min": ("oppervlaktemin", "oppervlakteminm2"),
    "oppervlakte_max": ("oppervlaktemax", "oppervlaktemaxm2"),
    **OWN,
    **DERIVED,
    **OCCURRENCE,
}
"""Roles of the columns of a layer with panden."""

OBJECT: Aliases = {
    "object_id": (
        *(*OBJECT_IDS, "woningvboid", "adresseerbaarobjectidentificatie", "identificatie", "bagid", "objectid"),
        *("adresid", "nummeraanduidingidentificatie", "lokaalid", "id", "gmlid", "fid"),
    ),
    "pand_id": (
        *(*PAND_IDS, "pandidentificaties", "pandref", "maaktdeeluitvan", "gerelateerdpand", "gerelateerdepanden"),
        *("ligtinpand", "ligtinpandid", "ligtinpanden"),
    ),
    "status": (
        *("status", "verblijfsobjectstatus", "statusomschrijving", "vbostatus", "ligplaatsstatus", "standplaatsstatus"),
    ),
    "pandstatus": ("pandstatus", "statuspand"),
    "gebruik": (
        *("gebruiksdoel", "gebruiksdoelen", "gebruiksdoelverblijfsobject", "verblijfsobjectgebruiksdoel", "gebruik"),
    ),
    "oppervlakte": ("oppervlakte", "oppervlaktem2", "oppervlakteverblijfsobject", "gebruiksoppervlakte", "gbo"),
    "bouwjaar": ("bouwjaar", "pandbouwjaar", "oorspronkelijkbouwjaar"),
    "postcode": ("postcode", "pc6"),
    "huisnummer": ("huisnummer", "huisnr"),
    "huisletter": ("huisletter",),
    "toevoeging": ("toevoeging", "huisnummertoevoeging", "huisnummertoev", "huisnrtoev"),
    "nevenadres": ("nevenadres", "indicatienevenadres", "typeadres"),
    "inwoners": RESIDENTS,
    **OWN,
    **DERIVED,
    **OCCURRENCE,
}
"""Roles of the columns of a layer with verblijfsobjecten or addresses."""

PLANNED = frozenset(("bouwvergunningverleend", "bouwgestart", "verblijfsobjectgevormd", "gevormd", "plan"))
"""Status, as `values.key`, of what is not there yet."""

DOOMED = frozenset(("sloopvergunningverleend",))
"""Status of what will not stand there for long."""

GONE = frozenset(
    (
        *("nietgerealiseerdpand", "pandgesloopt", "pandbuitengebruik", "pandtenonrechteopgevoerd"),
        *("nietgerealiseerdverblijfsobject", "verblijfsobjectingetrokken", "verblijfsobjectbuitengebruik"),
        *("verblijfsobjecttenonrechteopgevoerd", "plaatsingetrokken", "historie", "gesloopt", "buitengebruik"),
        *("ingetrokken", "nietgerealiseerd", "tenonrechteopgevoerd"),
    )
)
"""Status of what does not stand there any more, or never did."""

NOT_IN_USE = PLANNED | DOOMED | GONE
"""Status (BAG, BGT), as `values.key`, of what does not stand there, or will not for long."""

IN_USE = frozenset(
    (
        *("pandingebruik", "pandingebruiknietingemeten", "verbouwingpand", "verblijfsobjectingebruik"),
        *("verblijfsobjectingebruiknietingemeten", "verbouwingverblijfsobject", "plaatsaangewezen", "ingebruik"),
        *("ingebruiknietingemeten", "verbouwing", "bestaand", "geenwaarde", "waardeonbekend"),
    )
)
"""Status of what is there."""

USES = {
    **dict.fromkeys(("woonfunctie", "wonen", "woning", "woningen"), WONEN),
    **dict.fromkeys(("winkelfunctie", "winkel", "winkels"), "winkel"),
    **dict.fromkeys(("kantoorfunctie", "kantoor", "kantoren"), "kantoor"),
    **dict.fromkeys(("industriefunctie", "industrie", "bedrijf"), "industrie"),
    **dict.fromkeys(("gezondheidszorgfunctie", "gezondheidszorg", "zorg"), "gezondheidszorg"),
    **dict.fromkeys(("logiesfunctie", "logies"), "logies"),
    **dict.fromkeys(("onderwijsfunctie", "onderwijs", "school"), "onderwijs"),
    **dict.fromkeys(("bijeenkomstfunctie", "bijeenkomst"), "bijeenkomst"),
    **dict.fromkeys(("sportfunctie", "sport"), "sport"),
    **dict.fromkeys(("celfunctie", "cel"), "cel"),
    **dict.fromkeys(("overigegebruiksfunctie", "overigefunctie", "overig", "overige"), "overig"),
}
"""BAG gebruiksdoel, as `values.key`, to `demand.columns.GEBRUIK`."""

TYPES = {
    **dict.fromkeys(("vrijstaand", "vrijstaandewoning", "villa", "vrijstaandhuis"), VRIJSTAAND),
    **dict.fromkeys(
        (
            *("2onder1kap", "2onder1kapwoning", "tweeondereenkap", "tweeondereenkapwoning", "twee1kap", "21kap"),
            *("tweeonder1kap", "tweeonder1kapwoning", "halfvrijstaand", "halfvrijstaandewoning", "2kapper", "2kap"),
            *("twee1kapwoning", "2ondereenkap", "2ondereenkapwoning", "tweekapper"),
        ),
        TWEE,
    ),
    **dict.fromkeys(
        (
            *("hoek", "hoekwoning", "rijwoninghoek", "rijhoek", "eindwoning", "rijwoningeind", "hoekhuis"),
            *("hoekoftweeondereenkap",),
        ),
        HOEK,
    ),
    **dict.fromkeys(
        ("tussen", "tussenwoning", "rijwoningtussen", "rijtussen", "rijwoning", "rijtjeswoning", "rijhuis"), TUSSEN
    ),
    **dict.fromkeys(
        (
            *("appartement", "appartementen", "flat", "flatwoning", "flatwoningoverig", "galerijwoning", "galerijflat"),
            *("portiekwoning", "portiekflat", "portieketagewoning", "maisonnette", "maisonnettewoning", "meergezins"),
            *("meergezinswoning", "meergezinslaagenmidden", "meergezinshoog", "bovenwoning", "benedenwoning", "studio"),
            *("etagewoning",),
        ),
        APPARTEMENT,
    ),
}
"""Type of dwelling, as `values.key`, to `demand.columns.WONINGTYPEN`."""

OWNERS = {
    **dict.fromkeys(
        (
            *("corporatie", "woningcorporatie", "corporatiebezit", "corporatiewoning", "woco", "socialehuur"),
            *("socialeverhuur", "huurcorporatie", "corporatiehuur", "huurwoningcorporatie", "toegelateninstelling"),
        ),
        CORPORATIE,
    ),
    **dict.fromkeys(
        (
            *("particulier", "particulierbezit", "koop", "koopwoning", "eigenwoning", "eigenaarbewoner", "eigenbezit"),
            *("particuliereeigenaar", "eigenaarbewoond", "vve"),
        ),
        PARTICULIER,
    ),
    **dict.fromkeys(
        (
            *("overig", "overige", "particulierehuur", "particuliereverhuur", "particuliereverhuurder", "belegger"),
            *("verhuurder", "huuroverig", "overigehuur", "overigeverhuurders", "overigehuurwoning", "gemeente"),
            *("institutionelebelegger", "vrijesectorhuur"),
        ),
        OVERIG,
    ),
}
"""Owner, as `values.key`, to `demand.columns.EIGENAREN`."""

CORPORATIE_PARTS = (
    *("corporatie", "woonstichting", "woningstichting", "woningbouw", "stichtingwonen", "woningvereniging"),
    *("woonbedrijf", "woningbedrijf", "volkshuisvesting"),
)
"""Parts of the name of a corporatie."""
