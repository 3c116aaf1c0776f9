"""What can be fetched, where it stands and how sure that is: ``catalogue.toml`` as dataclasses."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from ..errors import InputError
from .addresses import named, usable

Kind = Literal["wfs", "ogc", "arcgis", "bgt", "rioned"]
"""How a service talks, see `catalogue.toml`."""

GROUPS = ("riool", "bag", "nwb", "cbs", "bgt", "wko", "grondwaterbescherming", "natuur")
"""Groups of datasets, in the order in which a user sees them."""

SEWER_SOURCES = ("pdok_gwsw", "pdok_gwsw_ogc", "rioned")
"""Services that have the sewers; one of them is enough."""

_FILE = Path(__file__).parent / "catalogue.toml"
_PLACE = "{gemeente}"


@dataclass(frozen=True)
class Dataset:
    """A layer of a service.

    Attributes
    ----------
    key
        Its own name in this catalogue, e.g. ``"bag_pand"``.
    service
        Key of its service, e.g. ``"bag"``.
    naam, name
        What it is, in Dutch and in English.
    groep
        One of `GROUPS`.
    kind
        How the service talks.
    base
        Address of the service; of kind "rioned" with ``{gemeente}`` in it.
    layer
        Type name, collection, number of a layer, or feature type, by kind.
    tabel
        Name of its table in the GeoPackage.
    rol
        Inputs that it suits, ``"algorithm.INPUT"``.
    sleutel
        Fields that tell which object it is; none: all fields and the geometry.
    aanbieder, rechten
        Who offers it, and under which terms as far as known (Dutch).
    bron
        "code": address and names were seen at work in public code or documentation; "afgeleid": derived.
    standaard
        Whether its group means it too; others are fetched by key only.
    opmerking
        What a reader must know of it (Dutch).
    crs
        Reference system that is asked for.
    filter
        Parameters that are sent along with each request.
    """

    key: str
    service: str
    naam: str
    name: str
    groep: str
    kind: Kind
    base: str
    layer: str
    tabel: str
    rol: tuple[str, ...]
    sleutel: tuple[str, ...]
    aanbieder: str
    rechten: str
    bron: Literal["code", "afgeleid"]
    standaard: bool = True
    opmerking: str = ""
    crs: str = "EPSG:28992"
    filter: tuple[tuple[str, str], ...] = ()

    def title(self, language: str) -> str:
        """Return what it is, in "nl" or "en"."""
        return self.naam if language == "nl" else self.name


@cache
def datasets() -> tuple[Dataset, ...]:
    """Return all datasets with their standard addresses, in the order of the catalogue."""
    with _FILE.open("rb") as file:
        tables = tomllib.load(file)
    made = []
    for key, row in tables["set"].items():
        service = tables["dienst"][row["dienst"]]
        made.append(
            Dataset(
                key=key,
                service=row["dienst"],
                naam=row["naam"],
                name=row["name"],
                groep=row["groep"],
                kind=service["soort"],
                base=service["base"],
                layer=row["layer"],
                tabel=row["tabel"],
                rol=tuple(row["rol"]),
                sleutel=tuple(row["sleutel"]),
                aanbieder=service["aanbieder"],
                rechten=row.get("rechten", service["rechten"]),
                bron=row.get("zeker", service["zeker"]),
                standaard=row.get("standaard", True),
                opmerking=row.get("opmerking", ""),
                filter=tuple(row.get("filter", {}).items()),
            )
        )
    return tuple(made)


def services() -> dict[str, str]:
    """Return key to standard address of each service: what a user may override."""
    return {dataset.service: dataset.base for dataset in datasets()}


def dataset(key: str, among: tuple[Dataset, ...] | None = None) -> Dataset:
    """Return a dataset by its key.

    Raises
    ------
    KeyError
        There is none: a mistake in the program.
    """
    return {item.key: item for item in among or datasets()}[key]


def of_group(
    groep: str, sewer: str = SEWER_SOURCES[0], among: tuple[Dataset, ...] | None = None
) -> tuple[Dataset, ...]:
    """Return the datasets that a group stands for; of the sewers those of one service, see `SEWER_SOURCES`."""
    return tuple(
        item
        for item in among or datasets()
        if item.groep == groep and item.standaard and (groep != "riool" or item.service == sewer)
    )


def with_bases(bases: Mapping[str, str], among: tuple[Dataset, ...] | None = None) -> tuple[Dataset, ...]:
    """Return the datasets with other addresses.

    Parameters
    ----------
    bases
        Key of a service or of a dataset to its address; the one of a dataset goes first.

    Raises
    ------
    InputError
        A key that no service or dataset has, or an address that is not of the web or holds a name or password.
    """
    known = among or datasets()
    keys = {item.service for item in known} | {item.key for item in known}
    for key, base in bases.items():
        if key not in keys:
            raise InputError("dienst_onbekend", dienst=key, keys=", ".join(sorted({item.service for item in known})))
        if not usable(base.strip()):
            raise InputError("dienst_basis", dienst=key, base=base)
        if named(base.strip()):  # the address is written in the table of sources
            raise InputError("dienst_aanmelding", dienst=key)
    return tuple(
        replace(item, base=bases.get(item.key, bases.get(item.service, item.base)).strip().rstrip("/?&"))
        for item in known
    )


def workspace(municipality: str) -> str:
    """Return a municipality as the server of RIONED spells it.

    Each word with a capital, then without spaces, hyphens, apostrophes and accents: ``Alphen aan den Rijn`` becomes
    ``AlphenAanDenRijn``. Rule seen in public code that reads that server; apostrophes and accents are an assumption.
    """
    plain = unicodedata.normalize("NFKD", municipality).encode("ascii", "ignore").decode()
    words = re.split(r"[\s\-]+", re.sub(r"[^\w\s\-]", "", plain).strip())
    return "".join(word[:1].upper() + word[1:].lower() for word in words)


def for_municipality(item: Dataset, municipality: str | None) -> Dataset:
    """Return a dataset with the name of the municipality in its address, where that has a place for it.

    Raises
    ------
    InputError
        It has one and there is no municipality.
    """
    if _PLACE not in item.base:
        return item
    if not municipality or not workspace(municipality):
        raise InputError("dienst_zonder_gemeente", naam=item.naam)
    return replace(item, base=item.base.replace(_PLACE, workspace(municipality)))
