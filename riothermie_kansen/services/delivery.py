"""What a download hands over: the table, where it came from, and what was noticed."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

import geopandas as gpd

from ..findings import Findings
from .catalogue import Dataset
from .tidy import Tidied


@dataclass(frozen=True)
class Source:
    """A row of the table of sources.

    ``geleverd`` = ``aantal`` + ``dubbel`` + ``buiten_gebied`` + ``zonder_geometrie`` + ``vervallen``.

    Attributes
    ----------
    dataset, naam, tabel
        Key, Dutch name and table of the dataset.
    url
        Address of the service.
    laag
        Layer of the service.
    datum
        Day and time of fetching, ISO 8601 with time zone.
    aantal
        Objects in the table.
    geleverd
        Objects that came in, doubles too.
    dubbel
        Objects that came more than once, once each time too many.
    buiten_gebied
        Objects that do not touch the area.
    zonder_geometrie
        Objects without a place, or with one that cannot be read.
    vervallen
        Objects that have ended (BGT).
    bladzijden, tegels
        Pages, and parts that the area was divided in.
    gemeld_aantal
        Number that the service named, over all parts; None when it named none.
    aanbieder, licentie, zekerheid
        Who offers it, under which terms as far as known, and how sure address and names are.
    opmerking
        What a reader must know.
    """

    dataset: str
    naam: str
    tabel: str
    url: str
    laag: str
    datum: str
    aantal: int
    geleverd: int
    dubbel: int
    buiten_gebied: int
    zonder_geometrie: int
    vervallen: int
    bladzijden: int
    tegels: int
    gemeld_aantal: int | None
    aanbieder: str
    licentie: str
    zekerheid: str
    opmerking: str

    def row(self) -> dict[str, Any]:
        """Return it as a row: column to value."""
        return asdict(self)


@dataclass(frozen=True)
class Delivery:
    """A dataset as it was fetched.

    Attributes
    ----------
    dataset
        What was asked, with the address that was used.
    frame
        Objects that touch the area, in RD, with the source's own column names; no rows and no columns of its own when
        there is nothing.
    source
        Where it came from.
    findings
        What was noticed; without places.
    """

    dataset: Dataset
    frame: gpd.GeoDataFrame
    source: Source
    findings: Findings


def deliver(
    dataset: Dataset,
    tidied: Tidied,
    *,
    delivered: int,
    pages: int,
    boxes: int,
    matched: int | None,
    findings: Findings,
    now: dt.datetime | None = None,
) -> Delivery:
    """Return a delivery with its row of the table of sources, after what was left out has been told in `findings`."""
    tell(dataset, tidied, findings)
    moment = (now or dt.datetime.now().astimezone()).isoformat(timespec="seconds")
    source = Source(
        dataset=dataset.key,
        naam=dataset.naam,
        tabel=dataset.tabel,
        url=dataset.base,
        laag=dataset.layer,
        datum=moment,
        aantal=len(tidied.frame),
        geleverd=delivered,
        dubbel=tidied.doubles,
        buiten_gebied=tidied.outside,
        zonder_geometrie=tidied.without_place,
        vervallen=tidied.ended,
        bladzijden=pages,
        tegels=boxes,
        gemeld_aantal=matched,
        aanbieder=dataset.aanbieder,
        licentie=dataset.rechten,
        zekerheid=dataset.bron,
        opmerking=dataset.opmerking,
    )
    return Delivery(dataset, tidied.frame, source, findings)


def tell(dataset: Dataset, tidied: Tidied, findings: Findings) -> None:
    """Add what was left out and converted to the findings."""
    name = [dataset.naam]
    for number, kind in (
        (tidied.doubles, "dienst_dubbel"),
        (tidied.outside, "dienst_buiten"),
        (tidied.ended, "dienst_vervallen"),
    ):
        if number:
            findings.add(kind, "info", name, n=number)
    for number, kind in (
        (tidied.without_place, "dienst_zonder_plaats"),
        (tidied.conflicting, "dienst_zelfde_naam"),
        (tidied.unknown_system, "dienst_stelsel_onbekend"),
        (tidied.contradicted, "dienst_stelsel_anders"),
    ):
        if number:
            findings.add(kind, "waarschuwing", name, n=number)
    for system in tidied.converted_from:
        findings.add("dienst_omgerekend", "info", name, epsg=system)
    if not len(tidied.frame):
        findings.add("dienst_leeg", "waarschuwing", name)
