"""Types of dwelling, energy labels and owners in the words of BAG, EP-online, CBS, PBL and municipalities."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import numpy as np
import pandas as pd

from ..demand.columns import APPARTEMENT, CORPORATIE, HOEK, OVERIG, PARTICULIER, TUSSEN, TWEE, VRIJSTAAND
from .bag_names import CORPORATIE_PARTS, OWNERS, TYPES
from .values import Flags, Texts, as_text, key, mapped

_FLATS = (
    *("appartement", "flat", "galerij", "portiek", "maisonnette", "maisonette", "meergezins", "bovenwoning", "etage"),
    *(
        "benedenwoning",
        "bovenhuis",
        "benedenhuis",
        "penthouse",
        "studio",
        "woongebouw",
        "tussenverdieping",
        "gestapeld",
    ),
    "stapel",
)
_GROUND = ("eengezins", "nultreden", "levensloop", "grondgebonden", "rijwoning", "rijhuis")
"""Words for a dwelling on the ground that do not tell where in the row it stands."""

_ROWS = ("rijwoning", "rijwoningen", "rijhuis", "rijhuizen", "rijtjeswoning")

_EITHER = ("rijhoek", "rijenhoek", "rijwoninghoekwoning", "rijwoningenhoekwoning", "hoekentussen", "tussenenhoek")
"""Words for a row with its corners in one: the middle stands for both."""

_PAIR = ("onder1kap", "ondereenkap", "1kap", "2kap", "tweekap", "halfvrijstaand", "semidetached", "21k")

_OWNER_PARTS = (
    *((part, CORPORATIE) for part in ("corporatie", "socialehuur", "socialeverhuur", "wocorp", *CORPORATIE_PARTS)),
    *((part, OVERIG) for part in ("particulierehuur", "particuliereverhuur", "vrijesector", "belegger", "verhuur")),
    *((part, OVERIG) for part in ("institutioneel", "huurwoning", "gemeente", "overig")),
    *((part, PARTICULIER) for part in ("koop", "eigenwoning", "particulier", "eigenaarbewon", "eigenbewoning")),
)
"""Parts of words, the ones that say most first."""

_LABEL = re.compile(r"(?:energie)?(?:label|klasse)?[\s:]*(A\s?\+{1,5}|[A-G])", re.IGNORECASE)
NO_LABEL = frozenset(("", "x", "-", "geen", "onbekend", "nvt", "n.v.t.", "geen label", "n/a", "na"))
"""Texts that say that there is no label."""


def plain(text: str) -> str:
    """Return a text as `values.key`, with the letters under accents kept: ``één`` is ``een``."""
    if text.isascii():
        return key(text)
    return key("".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign)))


def dwelling_type(text: str, subtype: str = "") -> str:
    """Return the type of dwelling (`demand.columns.WONINGTYPEN`) that a text says, "" when it says none.

    ``Twee-onder-een-kap / rijwoning hoek`` of EP-online is two types at once; the subtype tells which.
    """
    name = plain(text)
    if not name:
        return ""
    if name in TYPES:
        return TYPES[name]
    pair, corner = any(word in name for word in _PAIR), "hoek" in name or "eindwoning" in name
    if any(word in name for word in _FLATS):
        return APPARTEMENT
    if pair and corner:
        other = plain(subtype)
        return "" if not other or plain(text) == other else dwelling_type(subtype)
    if pair:
        return TWEE
    if "vrijstaand" in name or name == "detached":
        return VRIJSTAAND
    if "tussen" in name:
        return TUSSEN
    return HOEK if corner else ""


def planned_type(text: str) -> str:
    """Return the type of a dwelling in a plan: as `dwelling_type`, one that may be either is in the row."""
    name = plain(text)
    if any(word in name for word in _EITHER):
        return TUSSEN
    return dwelling_type(text) or (TUSSEN if on_the_ground(text) else "")


def on_the_ground(text: str) -> bool:
    """Tell whether a text is about a dwelling on the ground without saying which type it is."""
    name = plain(text)
    return any(word in name for word in _EITHER) or (
        name in _ROWS or (not dwelling_type(text) and (name.startswith("rij") or any(w in name for w in _GROUND)))
    )


def dwelling_types(values: pd.Series, subtypes: Texts | None = None) -> tuple[Texts, Flags]:
    """Return types of dwelling, and where a text stands that is none. Shape (n,).

    Parameters
    ----------
    values
        Shape (n,): texts.
    subtypes
        Shape (n,): what EP-online adds; None for nothing.
    """
    names = mapped(values, as_text, "")
    if subtypes is None:
        found = mapped(pd.Series(names, dtype=object), lambda value: dwelling_type(str(value)), "")
    else:
        both = pd.Series([f"{a}\n{b}" for a, b in zip(names, subtypes, strict=True)], dtype=object)
        found = mapped(both, lambda value: dwelling_type(*str(value).split("\n")), "")
    return found, np.asarray((found == "") & (names != ""), dtype=bool)


def labels(values: pd.Series) -> tuple[Texts, Texts, Flags]:
    """Return the letter of energy labels, the label in full, and where something else stands.

    Parameters
    ----------
    values
        Shape (n,): ``A++++``, ``b``, ``Label C``, ``x`` ...

    Returns
    -------
    letter, full, wrong
        Shape (n,): A-G or "", A+++++ - G or "", and True where a text is neither a label nor says that there is none.
    """
    full = mapped(values, _label, "")
    wrong = np.array([label is None for label in full], dtype=bool)
    full[wrong] = ""
    letter = np.array([label[:1] for label in full], dtype=object)
    return letter, full, wrong


def _label(value: Any) -> str | None:
    text = as_text(value)
    if text.lower() in NO_LABEL:
        return ""
    match = _LABEL.fullmatch(text)
    return match[1].upper().replace(" ", "") if match else None


def owner(text: str) -> str:
    """Return the kind of owner (`demand.columns.EIGENAREN`) that a text says, "" when it says none."""
    name = plain(text)
    return OWNERS.get(name) or next((kind for part, kind in _OWNER_PARTS if part in name), "")


def owners(values: pd.Series) -> Texts:
    """Return kinds of owner, "" where a text says none. Shape (n,)."""
    return mapped(values, lambda value: owner(as_text(value)), "")
