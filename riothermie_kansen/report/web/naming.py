"""Which attributes name a feature, and which numbers are names."""

from __future__ import annotations

import re

from .model import Field

NAMES = re.compile(
    r"(^|_)(naam|stt_naam|straat|straatnaam|openbareruimte\w*|adres|postcode|huisnummer|woonplaats\w*|buurt\w*|wijk\w*|"
    r"gemeente\w*|kavel|identificatie|eigenaar|label_adres|name|street)($|_)|_id$|^id$|naam$|^bronnen$"
)
"""Fields whose values people search for."""

STREETS = re.compile(r"stt_naam|straat|openbareruimte|adres|^naam$|name")
"""Of these the ones that read best as the name of a feature."""

PLAIN = re.compile(r"jaar$|^jaar|year|_id$|^id$|nummer|postcode|code|identificatie|bouwjaar|^wvk_id")
"""Whole numbers that are names: written without a mark per thousand."""

_NOT = re.compile(r"^(knoop_begin|knoop_eind|bronnen|redenen)$")


def found_by(fields: list[Field]) -> list[int]:
    """Return the fields that are searched, as indices."""
    return [i for i, field in enumerate(fields) if NAMES.search(field.name.lower()) and not _NOT.match(field.name)]


def named_by(fields: list[Field]) -> list[int]:
    """Return the fields that name a feature, the best one first, as indices."""
    found = found_by(fields)
    return sorted(found, key=lambda i: (not STREETS.search(fields[i].name.lower()), i))


def plain(field: Field) -> bool:
    """Tell whether a number is a name rather than an amount."""
    return field.unit in ("", "jaar") and PLAIN.search(field.name.lower()) is not None
