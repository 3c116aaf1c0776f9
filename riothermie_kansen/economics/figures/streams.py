"""The yearly amounts that the kentallen have, by key: what a file with figures may leave out of one it replaces."""

from __future__ import annotations

from dataclasses import dataclass

from ..columns import (
    ADMINISTRATIE,
    BATEN,
    CERTIFICATEN,
    ELEKTRICITEIT,
    LASTEN,
    ONDERHOUD,
    SDE,
    VASTRECHT,
    WARMTE,
)

UPKEEP = "onderhoud_"
"""Start of the key of the maintenance of an item."""


@dataclass(frozen=True)
class Known:
    """A yearly amount of the kentallen.

    Attributes
    ----------
    regel
        Line of the cash flow.
    years
        Kental with the number of years that it is received, "" for the horizon. Such an amount is not indexed either
        (certificates, SDE++).
    """

    regel: str
    years: str = ""


STREAMS = {
    "elektriciteit": Known(ELEKTRICITEIT),
    "elektriciteit_vast": Known(ELEKTRICITEIT),
    "administratie": Known(ADMINISTRATIE),
    "onderhoud_afleversets": Known(ONDERHOUD),
    "piek_energie": Known(LASTEN),
    "vastrecht": Known(VASTRECHT),
    "warmteverkoop": Known(WARMTE),
    "meettarief": Known(BATEN),
    "huur_afleverset": Known(BATEN),
    "sde": Known(SDE, "subsidie.sde_jaren"),
    "certificaten": Known(CERTIFICATEN, "co2.certificaat_jaren"),
}
"""Keys of the yearly amounts of the kentallen, besides the maintenance of an item."""
