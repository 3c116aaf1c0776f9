"""What the codes of Dutch sewer data mean: types, systems, materials, shapes and nodes.

Class names: Stichting RIONED, GWSW; spellings in the wild: Esri mirrors, PDOK, Amsterdam, De Dommel, GBI, GWSW-Exporter
and bgt-inlooptool. Codes of HydX: GWSW-Hyd.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .values import Texts, key


class Meaning(NamedTuple):
    """What a type of pipe means.

    Attributes
    ----------
    soort
        Public ``soort``; "" when the system decides.
    functie
        Public ``functie``; "" when the system decides.
    weg
        Kind of finding with which such a pipe is left out, "" when it stays.
    """

    soort: str
    functie: str
    weg: str = ""


GEMENGD = Meaning("gemengd", "vrijverval")
VUILWATER = Meaning("vuilwater", "vrijverval")
HEMELWATER = Meaning("hemelwater", "geen")
PERS = Meaning("pers", "pers")
DRUK = Meaning("pers", "druk")
OVERIG = Meaning("overig", "geen")
BERGING = Meaning("", "geen")
VRIJVERVAL = Meaning("", "vrijverval")
OVERSTORT = Meaning("overig", "overstort")
POMP = Meaning("overig", "pomp")
DOORLAAT = Meaning("overig", "doorlaat")
AANSLUITING = Meaning("", "geen", "aansluitleiding")
DOOD = Meaning("", "geen", "loze_leiding")
ONBEKEND = Meaning("overig", "geen")

TYPES: dict[str, Meaning] = {
    **dict.fromkeys(("gemengdriool", "gemengd", "gemengderiolering", "gmd", "gem"), GEMENGD),
    **dict.fromkeys(("vuilwaterriool", "vuilwater", "dwariool", "dwa", "droogweerafvoer", "afvalwater"), VUILWATER),
    **dict.fromkeys(
        (
            *("hemelwaterriool", "hemelwater", "regenwaterriool", "regenwater", "hwariool", "hwa", "rwa", "rwariool"),
            *("infiltratieriool", "itriool", "ditriool", "dtriool", "itr", "schoonwaterriool"),
            "overstortleiding",  # GWSW-Hyd, type inzameling: HWA
        ),
        HEMELWATER,
    ),
    **dict.fromkeys(
        ("drain", "drainage", "drainageleiding", "drainleiding", "duiker", "openleiding", "opl", "sloot"), OVERIG
    ),
    **dict.fromkeys(
        (
            *("persleiding", "perslei", "pers", "pl", "plz", "mechanischetransportleiding", "leidingsegment"),
            *("effluentleiding", "persriool"),
        ),
        PERS,
    ),
    **dict.fromkeys(
        (
            *("drukleiding", "druikleiding", "druk", "pd", "drukriolering", "drukriool", "mechanischerioolleiding"),
            *("luchtpersleiding", "vacuumleiding", "mechanischeriolering", "vacuum", "luchtpers"),
        ),
        DRUK,
    ),
    **dict.fromkeys(
        (
            *("vrijvervaltransportleiding", "transportrioolleiding", "vrijvervalrioolleiding", "vrijverval", "vvz"),
            *("benedenstroomseindriool", "eindriool", "vv", "zinker", "gsl", "rioolleiding", "transportriool"),
            *("transportleiding", "vrijvervalriool", "vrijvervalleiding", "conduit"),  # conduit, weir ...: EPA SWMM
        ),
        VRIJVERVAL,
    ),
    **dict.fromkeys(("bergbezinkleiding", "bergingsleiding", "bergbezinkriool", "bergingsriool"), BERGING),
    **dict.fromkeys(
        (
            *("aansluitleiding", "perceelaansluitleiding", "dwaperceelaansluitleiding", "hwaperceelaansluitleiding"),
            *("gemengdeperceelaansluitleiding", "kolkaansluitleiding", "huisaansluiting", "uitlegger"),
        ),
        AANSLUITING,
    ),
    **dict.fromkeys(("lozeleiding", "weesleiding", "gedammerdeleiding", "mantelbuis", "goot"), DOOD),
    **dict.fromkeys(("overstortdrempel", "overstort", "ovs", "stuw", "drempel", "weir"), OVERSTORT),
    **dict.fromkeys(("pomp", "pmp", "pump", "pompverbinding", "gemaal", "rioolgemaal"), POMP),
    **dict.fromkeys(("doorlaat", "drl", "afsluiter", "schuif", "orifice", "outlet"), DOORLAAT),
}
"""Types of pipe by their normalised name."""

PARTS: tuple[tuple[str, Meaning], ...] = (
    ("aansluit", AANSLUITING),
    ("loze", DOOD),
    ("mantelbuis", DOOD),
    ("drukrio", DRUK),
    ("drukleid", DRUK),
    ("vacu", DRUK),
    ("luchtpers", DRUK),
    ("mechanisch", DRUK),
    ("persleid", PERS),
    ("pers", PERS),
    ("overstort", HEMELWATER),
    ("berg", BERGING),
    ("gemengd", GEMENGD),
    ("vuilwater", VUILWATER),
    ("afvalwater", VUILWATER),
    ("dwa", VUILWATER),
    ("hemelwater", HEMELWATER),
    ("regenwater", HEMELWATER),
    ("infiltra", HEMELWATER),
    ("hwa", HEMELWATER),
    ("rwa", HEMELWATER),
    ("drain", OVERIG),
    ("duiker", OVERIG),
    ("vrijverval", VRIJVERVAL),
    ("zinker", VRIJVERVAL),
)
"""Parts of a type that is not in `TYPES`, in the order they are tried (as GeoDynGemGWSW filters with LIKE '%...%')."""

_SHORT = 4
"""Parts of this length only count at the start or the end: "rwa" stands in "Noorderwaard" too."""

SYSTEMS: dict[str, Meaning] = {
    **dict.fromkeys(("gemengdstelsel", "gemengd", "gemengdriool", "gmd", "verbeterdgemengdstelsel"), GEMENGD),
    **dict.fromkeys(("vuilwaterstelsel", "vuilwater", "vuilwaterriool", "dwastelsel", "dwa", "dwariool"), VUILWATER),
    **dict.fromkeys(
        (
            *("hemelwaterstelsel", "verbeterdhemelwaterstelsel", "regenwaterstelsel", "verbeterdregenwaterstelsel"),
            *("hwastelsel", "rwastelsel", "hemelwater", "regenwater", "hwa", "rwa", "infiltratiestelsel"),
            *("hemelwaterriool", "drainagestelsel"),
        ),
        HEMELWATER,
    ),
    **dict.fromkeys(("persleidingsysteem", "persleidingstelsel", "persleiding"), PERS),
    **dict.fromkeys(
        (
            *("drukriolering", "vacuumriolering", "luchtpersriolering", "mechanischeriolering", "mechanischstelsel"),
            *("drukstelsel", "drukrioleringsstelsel"),
        ),
        DRUK,
    ),
    **dict.fromkeys(("vrijvervaltransportstelsel", "transportstelsel", "nvt"), VRIJVERVAL),
}
"""Systems (stelseltype) by their normalised name."""

UNUSED = {"buitengebruik": "buiten_gebruik", "inontwerp": "in_ontwerp", "vervallen": "buiten_gebruik"}
"""Status of a pipe that is not there (any more): normalised StatusFunctioneren to kind of finding."""

MATERIALS: dict[str, str] = {
    **dict.fromkeys(("beton", "bet", "ongewapendbeton", "betonongewapend"), "Beton"),
    **dict.fromkeys(("gewapendbeton", "betongewapend", "gewbeton", "gb"), "GewapendBeton"),
    "betonnensegmenten": "BetonnenSegmenten",
    **dict.fromkeys(("pvc", "pvcu", "upvc", "pvcbi", "polyvinylchloride"), "PVC"),
    **dict.fromkeys(("pe", "polyetheen", "polyethyleen", "mdpe", "ldpe", "pe80", "pe100"), "PE"),
    **dict.fromkeys(("hdpe", "hpe", "pehd"), "HDPE"),
    **dict.fromkeys(("polypropyleen", "polypropeen", "pp"), "Polypropyleen"),
    **dict.fromkeys(("kunststof", "abs"), "Kunststof"),
    **dict.fromkeys(("gres", "gre", "keramiek"), "Gres"),
    **dict.fromkeys(("gietijzer", "gij"), "Gietijzer"),
    **dict.fromkeys(("nodulairgietijzer", "ngij"), "NodulairGietijzer"),
    "grijsgietijzer": "GrijsGietijzer",
    **dict.fromkeys(("plaatijzer", "pij"), "Plaatijzer"),
    **dict.fromkeys(("staal", "stl"), "Staal"),
    **dict.fromkeys(("asbestcement", "ac", "eternit", "asbest"), "Asbestcement"),
    **dict.fromkeys(("gvk", "glasvezelversterktekunststof", "glasvezelkunststof"), "GVK"),
    **dict.fromkeys(("metselwerk", "msw", "baksteen"), "Metselwerk"),
    "polyester": "Polyester",
    **dict.fromkeys(("onbekend", "unknown", "nvt"), ""),
}
"""Materials by their normalised name; an unknown one keeps its own."""

PLASTICS = ("PVC", "PE", "HDPE", "Polypropyleen", "Kunststof")
"""Materials whose usual size is the outside diameter (GWSW-Hyd, "Binnenmaat profiel": HydX codes PVC and HPE)."""

SHAPES: dict[str, str] = {
    **dict.fromkeys(("rond", "rnd", "cirkel", "cirkelvormig", "ronde", "rondebuis"), "Rond"),
    **dict.fromkeys(("eivormig", "eiv", "ei", "eivorm", "eirond", "eiprofiel"), "Eivormig"),
    **dict.fromkeys(("eivormigomgekeerd", "eig", "omgekeerdei", "eiomgekeerd"), "EivormigOmgekeerd"),
    **dict.fromkeys(("rechthoekig", "rhk", "rechthoek", "vierkant", "koker"), "Rechthoekig"),
    **dict.fromkeys(("uvorm", "uvr", "uvormig"), "U_vorm"),
    **dict.fromkeys(("heul", "heu", "heulprofiel"), "Heul"),
    **dict.fromkeys(("muilprofiel", "mvr", "muil", "muilvorm", "muilvormig"), "Muilprofiel"),
    **dict.fromkeys(("trapezium", "tpz"), "Trapezium"),
    **dict.fromkeys(("ovaal", "ova"), "Ovaal"),
    **dict.fromkeys(("anders", "tab", "yzp", "xyv", "xyp"), "Anders"),
    **dict.fromkeys(("onbekend", "unknown", "nvt"), ""),
}
"""Shapes by their normalised name; an unknown one keeps its own."""

NODES: tuple[tuple[str, str], ...] = (
    ("rwzi", "rwzi"),
    ("zuivering", "rwzi"),
    ("overnamepunt", "rwzi"),
    ("outfall", "rwzi"),
    ("inspectieput", "put"),
    ("gemaal", "gemaal"),
    ("pomp", "pomp"),
    ("overstort", "overstort"),
    ("uitlaat", "uitlaat"),
    ("uit", "uitlaat"),
    ("put", "put"),
    ("junction", "put"),
    ("storage", "put"),
    ("hulpstuk", "overig"),
    ("ins", "put"),
    ("cmp", "put"),
)
"""Parts of a node's type, in the order they are tried."""

_WHOLE = ("uit", "ins", "cmp")
"""Codes in `NODES` that must be the whole name."""


def type_of(name: str) -> Meaning | None:
    """Return what a type of pipe means, None when it is not known."""
    short = key(name)
    return TYPES[short] if short in TYPES else _by_part(short)


def by_part(name: str) -> bool:
    """Tell whether a type is only known by a part of its name."""
    short = key(name)
    return short not in TYPES and _by_part(short) is not None


def _by_part(short: str) -> Meaning | None:
    for part, meaning in PARTS:
        if short.startswith(part) or short.endswith(part) or (len(part) > _SHORT and part in short):
            return meaning
    return None


def system_of(name: str) -> Meaning | None:
    """Return what a system means, None when it is not known."""
    short = key(name)
    if short in SYSTEMS:
        return SYSTEMS[short]
    meaning = _by_part(short)
    return None if meaning in (AANSLUITING, DOOD, BERGING, OVERIG) else meaning


def combined(kind: Meaning | None, system: Meaning | None) -> Meaning | None:
    """Return the meaning of a pipe from its type and its system, None when neither is known.

    The type decides; a system decides where the type leaves it open (a gravity pipe without more, a siphon, a storage
    pipe) or is not known. A pressure main of a storm water system carries no dry weather flow.
    """
    if kind is None:
        if system is None:
            return None
        return system if system.soort else Meaning("overig", system.functie)
    if kind.weg:
        return Meaning(kind.soort or "overig", kind.functie, kind.weg)
    storm = system is not None and system is HEMELWATER
    if kind.functie in ("pers", "druk"):
        return Meaning("pers", "geen") if storm else kind
    if kind.soort:
        return kind
    # a gravity pipe in a pressure system is still a gravity pipe: it says how the system as a whole transports
    soort = system.soort if system is not None and system.soort not in ("", "pers") else "overig"
    return Meaning(soort, "geen" if storm else kind.functie)


def node_of(name: str) -> str:
    """Return the ``soort`` of a node by its type: "put" when there is none, "overig" when it is not known."""
    short = key(name)
    if not short:
        return "put"
    return next((soort for part, soort in NODES if (short == part if part in _WHOLE else part in short)), "overig")


def translate(names: Texts, table: dict[str, str]) -> Texts:
    """Return names in one spelling; what is not in the table keeps its own. Shape (n,)."""
    unique, inverse = np.unique(names.astype(str), return_inverse=True)
    result = np.array([table.get(key(name), name) for name in unique], dtype=object)
    spelled: Texts = result[inverse.reshape(len(names))]
    return spelled
