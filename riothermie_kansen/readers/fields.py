"""Which column of a delivery holds what: one alias table for all spellings of the same schema."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from ..errors import FieldError
from .values import key

CUT = 10
"""Length of a field name in a shapefile."""

_NUMBERED = re.compile(r"(.{1,8})_([0-9]{1,2})")
"""A cut name that a writer numbered because it was there already: ``LateraalDe``, ``Lateraal_1``."""

Aliases = Mapping[str, tuple[str, ...]]
"""Role to normalised names, the most reliable one first."""

PIPE: Aliases = {
    "leiding_id": ("leidingid",),
    "naam": ("naam", "leidingnaam", "leidingcode", "code", "objnr", "gbiid", "wsinfonetid", "objid", "entid", "id"),
    "uri": ("uri", "guid"),
    "dataset": ("dataset",),
    "soort": ("soort",),
    "functie": ("functie",),
    "type": (
        *("type", "typeleiding", "leidingtype", "leidingtyp", "wstypeleiding", "typenaam", "typeriool", "rioolsoort"),
        *("rioolsoortleiding", "soortleiding", "soortriool"),
    ),
    "stelsel": ("stelseltype", "typestelsel", "soortstelsel"),
    "stelsel_naam": ("stelsel", "stelselnaam", "stelselid"),
    "vorm": ("vorm", "vormleiding", "wsvorm", "vormprofiel"),
    "breedte_mm": (
        *("breedtemm", "breedteleiding", "breedte", "breedtediameter", "diameterleiding", "diameter", "diammm"),
        *("wsdiameter1", "diametermm", "breedtebuis", "afmeting"),
    ),
    "hoogte_mm": ("hoogtemm", "hoogteleiding", "hoogte", "hoogtebuis"),
    "wanddikte_mm": ("wanddiktemm", "wanddikte"),
    "sdr": ("sdrwaarde", "sdr"),
    "materiaal": ("materiaal", "materiaalleiding", "wsmateriaal"),
    "bob_begin_m": (
        *("bobbeginm", "bobbeginpuntleiding", "bobbeginpunt", "bobbegin", "bobbov", "wsbobb", "bob1"),
        "bobfrom",
    ),
    "bob_eind_m": (
        *("bobeindm", "bobeindpuntleiding", "bobeindpunt", "bobeind", "bobben", "wsbobo", "bob2"),
        "bobto",
    ),
    "knoop_begin": (
        *("knoopbegin", "beginpunt", "urib", "beginputid", "beginputcode", "beginput", "beginknoop", "knoop1"),
        *("vanknoop", "putbegin", "begin", "fromnode"),
    ),
    "knoop_eind": (
        *("knoopeind", "eindpunt", "urie", "eindputid", "eindputcode", "eindput", "eindknoop", "knoop2"),
        *("naarknoop", "puteind", "eind", "tonode"),
    ),
    "lengte_m": ("lengtem", "lengteleiding", "lengte", "lengteinmeters"),
    "jaar": (
        *("jaar", "begindatum", "jaarvanaanleg", "aanlegjaar", "bouwjaar", "jaaraanleg", "aanlegdatum"),
        *("datumaanleg",),
    ),
    "status": ("statusfunctioneren", "status", "staobj"),
    "einddatum": ("einddatum",),
    "thema": ("wionthema",),
    "capaciteit_ls": ("capaciteitls", "pompcapaciteit"),
    "woningen": ("woningen", "aantalwoningen"),
    "ve_bedrijven": ("vebedrijven", "aantaliebedrijven", "aantalierecreatie"),
    "dwa_lateraal_ls": ("dwalateraalls", "lateraaldebietdwa"),
}
"""Roles of the columns of a pipe layer. Begin and end nodes are in parallel: the same place is the same kind of id."""

NODE: Aliases = {
    "naam": (
        *("knoopid", "naam", "putcode", "code", "knoopnummer", "putnummer", "nummer", "put", "uri", "guid", "id"),
        *("objnr", "gbiid", "putid", "wsinfonetid", "objid", "entid"),
    ),
    "soort": ("soort",),
    "type": ("type", "puttype", "typeput", "typeknoop", "objectsoort", "objecttype", "typenaam"),
    "maaiveld_m": ("maaiveldm", "maaiveldhoogte", "maaiveld", "putdekselhoogte", "hoogtemaaiveld"),
    "capaciteit_ls": ("capaciteitls", "pompcapaciteit", "pompcapaciteit1", "pompcapaciteit2", "capaciteitgemaal"),
    "woningen": ("woningen", "aantalwoningen"),
    "ve_bedrijven": ("vebedrijven", "aantaliebedrijven", "aantalierecreatie"),
    "dwa_lateraal_ls": ("dwalateraalls", "lateraaldebietdwa"),
    "status": ("statusfunctioneren", "status"),
    "einddatum": ("einddatum",),
}
"""Roles of the columns of a node layer; every column of ``naam`` is an id that pipes may refer to."""

STRUCTURE: Aliases = {
    "naam": ("naam", "knoopid", "leidingid", "code", "gemaalnummer", "gemaalnaam", "pompnaam", "id", "objnr", "nummer"),
    "uri": ("uri", "guid"),
    "soort": ("soort",),
    "functie": ("functie",),
    "type": ("type", "kunstwerktype", "typekunstwerk", "objectsoort", "objecttype", "kwktyp", "typenaam"),
    "begin": (
        *(
            "begin",
            "knoopbegin",
            "beginpunt",
            "urib",
            "beginputid",
            "beginputcode",
            "beginput",
            "vanknoop",
            "vanknoopn",
        ),
        "van",
    ),
    "eind": (
        *("eind", "knoopeind", "eindpunt", "urie", "eindputid", "eindputcode", "eindput", "naarknoop", "naarknoopn"),
        "naar",
    ),
    "capaciteit_ls": (
        *("capaciteitls", "pompcapaciteit", "pompcapaciteit1", "pompcapaciteit2", "capaciteitgemaal", "capinstm"),
        *("pmpcap", "capaciteit", "ontwerpcapaciteitgemaal"),
    ),
    "doorlaat_cap": ("maxcapdoorlaat",),
    "richting": ("stromingsrichting", "strrch"),
    "status": ("statusfunctioneren", "status"),
    "einddatum": ("einddatum",),
}
"""Roles of the columns of a layer with pumps and other structures."""

OTHER = (
    *("lateraaldebiethwa", "lateraalafvoerendoppervlak", "afvoerendoppervlak", "bergendoppervlak"),
    *("datuminwinningbobbegin", "datuminwinningbobeind", "wijzeinwinningbobbegin", "wijzeinwinningbobeind"),
    *("datuminwinningmaaiveld", "wijzeinwinningmaaiveld", "datumlining", "datuminspectie", "datumreiniging"),
    *("verbindingstype", "fundering", "maaiveldschematisering", "materiaalput", "vormput", "breedteput", "lengteput"),
    *("hoogteput", "breedteopening", "hoogteopening", "vormopening", "doorlaatniveau", "contractiecoef"),
    *("aanslagniveaubeneden", "afslagniveaubeneden", "aanslagniveauboven", "afslagniveauboven", "drempelbreedte"),
    *("drempelniveau", "buitenwaterstand", "breedtebouwwerk", "lengtebouwwerk"),
)
"""Known names without a role, so that a cut name that could also be one of these is not mistaken."""

SPELLED = ("LateraalDebietDWA", "LateraalDebietHWA")
"""Names that become the same when cut, in the order of the official attribute lists (gwsw_queries, geo/)."""


@dataclass
class Columns:
    """Which columns of a table hold which role.

    Attributes
    ----------
    frame
        The table.
    places
        Role to (alias, position of the column), the most reliable one first.
    unclear
        Names of columns that could be more than one thing, and were left alone.
    explicit
        Roles that the user mapped.
    """

    frame: pd.DataFrame
    places: dict[str, list[tuple[str, int]]]
    unclear: list[str] = field(default_factory=list)
    explicit: frozenset[str] = frozenset()

    def __contains__(self, role: object) -> bool:
        return role in self.places

    def all(self, role: str) -> list[pd.Series]:
        """Return all columns of a role, the most reliable one first."""
        return [self.frame.iloc[:, place] for _, place in self.places.get(role, [])]

    def aliases(self, role: str) -> list[str]:
        """Return the normalised names under which the columns of a role were found, parallel to `all`."""
        return [alias for alias, _ in self.places.get(role, [])]

    def rows(self, keep: Any) -> Columns:
        """Return the same columns of a part of the rows; `keep` has shape (n,)."""
        return Columns(self.frame.loc[np.asarray(keep)], self.places, self.unclear, self.explicit)

    def names(self, role: str) -> str:
        """Return the names of the columns of a role as delivered, for a sentence."""
        return ", ".join(str(self.frame.columns[place]) for _, place in self.places.get(role, []))


def find(frame: pd.DataFrame, aliases: Aliases, fields: Mapping[str, str] | None = None) -> Columns:
    """Find the columns of a table by their names.

    Names are compared in lower case without ``_`` and spaces; a name of 10 characters may be the beginning of a longer
    one (shapefile). A cut name that fits more than one role is left alone, unless the writer numbered the doubles.

    Parameters
    ----------
    frame
        Any table.
    aliases
        `PIPE`, `NODE` or `STRUCTURE`.
    fields
        Role to column name, the user's own; goes before the aliases.

    Raises
    ------
    FieldError
        The user's map has an unknown role or a column that is not there.
    """
    explicit = _mapped(frame, aliases, fields or {})
    roles = {alias: role for role, names in aliases.items() for alias in names}
    places: dict[str, list[tuple[str, int]]] = {}
    unclear: list[str] = []
    raw = [str(name) for name in frame.columns]
    numbered = _numbered(raw)
    for place, name in enumerate(raw):
        alias = key(name)
        if alias not in roles:
            if len(name) != CUT or alias in OTHER:
                continue
            candidates = _candidates(numbered.get(name, name), name, roles, numbered)
            found = {roles.get(candidate) for candidate in candidates}
            if len(found) > 1 and found != {None}:
                unclear.append(name)
            if len(found) != 1 or found == {None}:
                continue
            alias = candidates[0]
        places.setdefault(roles[alias], []).append((alias, place))
    order = {alias: i for names in aliases.values() for i, alias in enumerate(names)}
    for role, found_places in places.items():
        places[role] = sorted(found_places, key=lambda item: order[item[0]])
    for role, place in explicit.items():
        places[role] = [("", place)]
    geometry = str(getattr(frame, "_geometry_column_name", "geometry"))
    hidden = {place for place, name in enumerate(raw) if name == geometry}
    places = {role: kept for role, all_ in places.items() if (kept := [item for item in all_ if item[1] not in hidden])}
    return Columns(frame, places, unclear, frozenset(explicit))


def may_matter(names: Sequence[str], aliases: Aliases) -> list[str]:
    """Return the names that `find` looks at: without the others it finds the same.

    Parameters
    ----------
    names
        Names of columns as delivered.
    aliases
        `PIPE`, `NODE` or `STRUCTURE`.
    """
    known = {alias for role in aliases.values() for alias in role}
    return [name for name in names if key(name) in known or len(name) == CUT or _NUMBERED.fullmatch(name)]


def _numbered(names: Sequence[str]) -> dict[str, str]:
    """Return numbered doubles of a cut name with the beginning they share: ``Lateraal_1`` -> ``Lateraal``."""
    found = {}
    for name in names:
        match = _NUMBERED.fullmatch(name)
        if match and any(len(other) == CUT and other != name and other.startswith(match[1]) for other in names):
            found[name] = match[1]
    return found


def _candidates(stem: str, name: str, roles: Mapping[str, str], numbered: Mapping[str, str]) -> list[str]:
    """Return the full names that a cut name may stand for, in official order."""
    start = key(stem)
    if len(start) < CUT - 4:
        return []
    candidates = [alias for alias in (*roles, *OTHER) if alias.startswith(start)]
    spelled = [key(full) for full in SPELLED]
    doubles = [alias for alias in candidates if alias in spelled]
    counted = sorted(other for other, shared in numbered.items() if key(shared) == key(name[:8]) or other == name)
    if doubles and set(candidates) - set(OTHER) <= set(spelled) and len(counted) == len(spelled) - 1:
        return [spelled[counted.index(name) + 1]] if name in numbered else [spelled[0]]
    return candidates


def _mapped(frame: pd.DataFrame, aliases: Aliases, fields: Mapping[str, str]) -> dict[str, int]:
    """Return the user's roles with the positions of their columns."""
    names = [str(name) for name in frame.columns]
    lower = [name.lower() for name in names]
    found: dict[str, int] = {}
    for role, column in fields.items():
        name = "" if column is None else str(column).strip()
        if not name:
            continue
        if role not in aliases:
            hint = difflib.get_close_matches(str(role), list(aliases), n=1, cutoff=0.0)[0]
            raise FieldError("veld_rol_onbekend", role=role, hint=hint, roles=", ".join(aliases))
        if name in names:
            found[role] = names.index(name)
        elif lower.count(name.lower()) == 1:
            found[role] = lower.index(name.lower())
        else:
            raise FieldError("veld_ontbreekt", role=role, column=name, columns=", ".join(names))
    return found
