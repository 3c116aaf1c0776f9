"""The yearly amounts that the kentallen have, by key: what a file with figures may leave out of one it replaces."""

from __future__ import annotations

from dataclasses import dataclass

from ...wording import note
from ..columns import (
    ADMINISTRATIE,
    BATEN,
    CERTIFICATEN,
    ELEKTRICITEIT,
    LASTEN,
    ONDERHOUD,
    POSTSOORTEN,
    SDE,
    VASTRECHT,
    WARMTE,
)
from ..streams import upkeep_key


@dataclass(frozen=True)
class Known:
    """A yearly amount of the kentallen.

    Attributes
    ----------
    naam
        In words (Dutch).
    regel
        Line of the cash flow.
    years
        Kental with the number of years that it is received, "" for the horizon. Such an amount is not indexed either
        (certificates, SDE++).
    """

    naam: str
    regel: str
    years: str = ""


_OTHERS = {
    "elektriciteit": ("econ_elektriciteit", ELEKTRICITEIT, ""),
    "elektriciteit_vast": ("econ_elektriciteit_vast", ELEKTRICITEIT, ""),
    "administratie": ("econ_administratie", ADMINISTRATIE, ""),
    "onderhoud_afleversets": ("econ_onderhoud_sets", ONDERHOUD, ""),
    "piek_energie": ("econ_piek_energie", LASTEN, ""),
    "vastrecht": ("econ_vastrecht", VASTRECHT, ""),
    "warmteverkoop": ("econ_warmteverkoop", WARMTE, ""),
    "meettarief": ("econ_meettarief", BATEN, ""),
    "huur_afleverset": ("econ_huur", BATEN, ""),
    "sde": ("econ_sde", SDE, "subsidie.sde_jaren"),
    "certificaten": ("econ_certificaten", CERTIFICATEN, "co2.certificaat_jaren"),
}


def known_streams() -> dict[str, Known]:
    """Return the yearly amounts of the kentallen by key, see `economics.streams.STREAM_KEYS`."""
    upkeep = {upkeep_key(soort): Known(note("econ_onderhoud", soort=soort), ONDERHOUD) for soort in POSTSOORTEN}
    return upkeep | {key: Known(note(words), line, years) for key, (words, line, years) in _OTHERS.items()}
