"""The steps of a study: which algorithm, what it reads, what it leaves.

A step reads inputs of the study (in capitals) and tables that earlier steps left (lower case). The shell runs them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """Where an input of a step can come from.

    Attributes
    ----------
    name
        An input of the study, in capitals, or a table that an earlier step leaves, in lower case.
    only
        Expression of QGIS: of that layer only these features. "" for all.
    """

    name: str
    only: str = ""

    @property
    def table(self) -> bool:
        """Whether it is a table of an earlier step."""
        return self.name.islower()


@dataclass(frozen=True)
class Feed:
    """An input layer (or file) of a step.

    Attributes
    ----------
    parameter
        Of the algorithm.
    origins
        The first one that is there is taken.
    required
        Without it the step cannot be done.
    unless
        A table; when it is there, this input is not taken.
    """

    parameter: str
    origins: tuple[Origin, ...]
    required: bool = False
    unless: str = ""


@dataclass(frozen=True)
class Step:
    """A step.

    Attributes
    ----------
    key
        Name, unique.
    algorithm
        Id without the provider.
    part
        The part of the study it belongs to, one of `PARTS`: the choice of the user.
    naam, name
        What it does, in Dutch and English.
    feeds
        Its layers and files.
    outputs
        Parameter of an output to the name of its table.
    values
        Parameter to the parameter of the study whose value it takes.
    fixed
        Parameter to a value that always holds here.
    one_of
        Parameters of which at least one must be there.
    files
        Parameter of an output file to the name of the file.
    """

    key: str
    algorithm: str
    part: str
    naam: str
    name: str
    feeds: tuple[Feed, ...]
    outputs: tuple[tuple[str, str], ...]
    values: tuple[tuple[str, str], ...] = ()
    fixed: tuple[tuple[str, object], ...] = ()
    one_of: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()

    def title(self, language: str) -> str:
        """Return what it does, in "nl" or "en"."""
        return self.naam if language == "nl" else self.name

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables it leaves."""
        return tuple(table for _, table in self.outputs)


PARTS = (
    "riool", "warmtevraag", "bronnen", "energiematch", "warmtenet", "bodem", "kavels", "geld", "rapport", "webkaart",
)  # fmt: skip
"""Parts that a user can leave out, in order."""

RESTRICTION_ROLES = (
    "VERBOD", "DIEPTEBEPERKING", "GRONDWATERBESCHERMING", "ORDENING", "INTERFERENTIE", "ARCHEOLOGIE", "NATUUR",
    "AARDKUNDIG", "OBES", "GBES", "ONTTREKKINGEN",
)  # fmt: skip
"""Maps of restrictions, by the parameter of bodemrestricties; the study has the same parameters."""

CHOSEN = Origin("selectie", '"gekozen" = 1')
"""The buildings that get the heat."""

BUILDINGS = ("gebouwen",)
SOURCES = ("BRON", "bronpunten")


def _feed(parameter: str, *origins: str | Origin, required: bool = False) -> Feed:
    """Return an input; without origins that of the same name."""
    made = tuple(origin if isinstance(origin, Origin) else Origin(origin) for origin in origins or (parameter,))
    return Feed(parameter, made, required)


def _needed(parameter: str, *origins: str | Origin) -> Feed:
    return _feed(parameter, *origins, required=True)


def _same(*parameters: str) -> tuple[Feed, ...]:
    return tuple(_feed(parameter) for parameter in parameters)


STEPS = (
    Step(
        "kansenkaart", "kansenkaart", "riool", "Kansenkaart van het riool", "Opportunity map of the sewer",
        (*_same("LEIDINGEN", "PUTTEN", "POMPEN", "HYDX"), _feed("ADRESSEN", "ADRESSEN", "VERBLIJFSOBJECTEN"),
         _feed("METINGEN")),
        (("KANSENKAART", "kansenkaart"), ("KNOPEN_UIT", "knopen"), ("MELDINGEN", "meldingen_kansenkaart")),
        values=(("INWONERS_TOTAAL", "INWONERS_TOTAAL"), ("COP", "COP"), ("DELTA_T", "DELTA_T")),
        one_of=("LEIDINGEN", "HYDX"),
    ),
    Step(
        "warmtevraag", "warmtevraag", "warmtevraag", "Warmtevraag van de gebouwen", "Heat demand of the buildings",
        _same("PANDEN", "VERBLIJFSOBJECTEN", "LABELS", "BUURTEN", "GEBIED"),
        (("GEBOUWEN", "gebouwen"), ("SAMENVATTING", "samenvatting"), ("MELDINGEN", "meldingen_warmtevraag")),
        one_of=("PANDEN", "VERBLIJFSOBJECTEN"),
    ),
    Step(
        "bronpunten", "bronpunten", "bronnen", "Beste bronpunten in het riool", "Best source points in the sewer",
        (_needed("KANSENKAART", "kansenkaart"), _feed("KNOPEN", "knopen"), _needed("GEBOUWEN", *BUILDINGS),
         _feed("STRATEN")),
        (("BRONPUNTEN", "bronpunten"), ("KANDIDATEN", "bronkandidaten"), ("MELDINGEN", "meldingen_bronpunten")),
        values=(("AANTAL", "MAX_BRONNEN"), ("NETTYPE", "NETTYPE_EEN")),
    ),
    Step(
        "energiematch", "energiematch", "energiematch", "Wie krijgt de warmte", "Who gets the heat",
        (_needed("GEBOUWEN", *BUILDINGS), _needed("BRON", *SOURCES), _feed("STRATEN"), _feed("RIOOL", "kansenkaart")),
        (("SELECTIE", "selectie"), ("TRACE", "selectie_trace"), ("VOLLOOP_TABEL", "volloop"),
         ("KROMME", "keuze"), ("MELDINGEN", "meldingen_energiematch")),
        values=(("AANBOD_GJ", "AANBOD_GJ"), ("NETTYPE", "NETTYPE_EEN"), ("COP", "COP"),
                ("REKENWIJZE", "REKENWIJZE")),
    ),
    Step(
        "warmtenet", "warmtenet", "warmtenet", "Warmtenet langs de straten", "Heat network along the streets",
        (_needed("STRATEN"), _needed("GEBOUWEN", CHOSEN, *BUILDINGS), _needed("BRON", *SOURCES)),
        (("TRACE", "trace"), ("AANSLUITINGEN", "aansluitingen"), ("NIET_AANGESLOTEN", "niet_aangesloten"),
         ("HOEVEELHEDEN", "hoeveelheden"), ("MELDINGEN", "meldingen_warmtenet")),
        values=(("NETTYPE", "NETTYPE"), ("COP", "COP"), ("REKENWIJZE", "REKENWIJZE")),
        files=(("DXF", "trace.dxf"),),
    ),
    Step(
        "gebied_restricties", "bodemrestricties", "bodem", "Mag in dit gebied worden geboord",
        "May one drill in this area",
        (_needed("LOCATIES", "GEBIED"), *_same(*RESTRICTION_ROLES)),
        (("LOCATIES_UIT", "gebied_restricties"), ("DELEN", "restrictiedelen"), ("LAGEN", "gebied_restrictielagen"),
         ("MELDINGEN", "meldingen_gebied_restricties")),
        one_of=RESTRICTION_ROLES,
    ),
    Step(
        "restricties", "bodemrestricties", "bodem", "Mag bij de gebouwen worden geboord",
        "May one drill near the buildings",
        (_needed("LOCATIES", *BUILDINGS), *_same(*RESTRICTION_ROLES)),
        (("LOCATIES_UIT", "restricties"), ("LAGEN", "restrictielagen"), ("MELDINGEN", "meldingen_restricties")),
        one_of=RESTRICTION_ROLES,
    ),
    Step(
        "wkogeschiktheid", "wkogeschiktheid", "bodem", "Geschiktheid voor WKO", "Aquifer for heat storage",
        (_needed("REGIS"), _needed("GEBIED"), _feed("RESTRICTIES", "restrictiedelen")),
        (("GESCHIKTHEID", "geschiktheid"), ("LAGEN", "geschiktheid_lagen"), ("GEBIEDEN", "geschiktheid_gebieden"),
         ("MELDINGEN", "meldingen_wkogeschiktheid")),
    ),
    Step(
        "bodemlussen", "bodemlussen", "bodem", "Bodemlussen", "Ground loops",
        (_needed("GEBOUWEN", *BUILDINGS), *_same("PERCELEN"), _feed("RESTRICTIES", "restrictiedelen"),
         _feed("RIOOL", "kansenkaart"), _feed("BESTAAND", "GBES"), *_same("STRATEN", "REGIS")),
        (("LUSSEN", "lussen"), ("GEBOUWEN_UIT", "lusgebouwen"), ("GROND", "lusgrond"), ("OVERZICHT", "lusoverzicht"),
         ("MELDINGEN", "meldingen_bodemlussen")),
    ),
    Step(
        "miniwarmtenetten", "miniwarmtenetten", "bodem", "Mini-warmtenetten", "Mini heat networks",
        (_needed("GEBOUWEN", *BUILDINGS), *_same("PERCELEN"), _feed("RESTRICTIES", "restrictiedelen"),
         _feed("STRATEN"), _feed("OPBRENGST", "lusgebouwen")),
        (("CLUSTERS", "clusters"), ("GEBOUWEN_UIT", "minigebouwen"), ("LEIDINGEN", "minileidingen"),
         ("LUSSEN_UIT", "minilussen"), ("OVERZICHT", "minioverzicht"), ("MELDINGEN", "meldingen_miniwarmtenetten")),
    ),
    Step(
        "warmtekavels", "warmtekavels", "kavels", "Warmtekavels", "Heat districts",
        (_feed("KAVELS"), _needed("GEBOUWEN", *BUILDINGS), _feed("KANSENKAART", "kansenkaart"), _feed("STRATEN"),
         Feed("BRONNEN", (Origin("BRON"),), unless="kansenkaart"), _feed("GEBIED"), _feed("KANSEN", "restricties"),
         _feed("TRACE", "trace"), _feed("AANSLUITINGEN", "aansluitingen"), _feed("SELECTIE", "selectie")),
        (("KAVELS_UIT", "kavels"), ("TABEL", "kaveltabel"), ("GEBOUWEN_UIT", "kavelgebouwen"),
         ("MELDINGEN", "meldingen_warmtekavels")),
    ),
    Step(
        "businesscase", "businesscase", "geld", "Loont het: businesscase", "Does it pay: business case",
        (_needed("HOEVEELHEDEN", "hoeveelheden"), _needed("AANSLUITINGEN", "aansluitingen"),
         _needed("GEBOUWEN", *BUILDINGS)),
        (("KASSTROOM", "kasstroom"), ("INVESTERING_UIT", "investering"), ("SCENARIOS", "scenarios"),
         ("GEVOELIGHEID", "gevoeligheid"), ("KANSVERDELING", "kansverdeling"), ("BETWIST", "betwist"),
         ("MELDINGEN", "meldingen_businesscase")),
    ),
    Step(
        "bewonerskosten", "bewonerskosten", "geld", "Wat een bewoner betaalt", "What a resident pays",
        (_needed("GEBOUWEN", *BUILDINGS),),
        (("KOSTEN", "bewonerskosten"), ("GEBOUWEN_UIT", "bewonersgebouwen"), ("GEVOELIGHEID", "bewonersgevoeligheid"),
         ("KANTELPUNTEN", "kantelpunten"), ("AANDELEN", "aandelen"), ("MELDINGEN", "meldingen_bewonerskosten")),
    ),
    Step(
        "co2", "co2", "geld", "CO2", "CO2",
        (_needed("GEBOUWEN", *BUILDINGS),),
        (("CO2", "co2"), ("VARIANTEN", "co2varianten"), ("TYPEN", "co2typen"), ("GEBOUWEN_UIT", "co2gebouwen"),
         ("MELDINGEN", "meldingen_co2")),
    ),
)  # fmt: skip
"""All steps that leave tables, in the order of the work."""

COPIES = (("GEBOUWEN", "gebouwen"), ("BRON", "bron"), ("GEBIED", "gebied"), ("STRATEN", "straten"))
"""Inputs that are kept with the results, so that the GeoPackage tells the whole story, and their tables."""

REPLACED = {"warmtevraag": "GEBOUWEN", "bronpunten": "BRON"}
"""Steps that are not needed when this input is given."""

WEIGHTS = {
    "kansenkaart": 2.0, "warmtevraag": 2.0, "bronpunten": 2.0, "energiematch": 5.0, "warmtenet": 8.0,
    "restricties": 2.0, "bodemlussen": 5.0, "miniwarmtenetten": 3.0, "businesscase": 4.0, "bewonerskosten": 2.0,
}  # fmt: skip
"""How long steps take beside each other, for the progress; others 1."""
