"""Fetching a dataset for an area: all of it or an error, whole and counted."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely

from .. import kentallen as kentallen_module
from ..callbacks import Cancelled, Progress, never, part, silent, stop_if
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from . import bgt
from .catalogue import Dataset, for_municipality
from .delivery import Delivery, deliver
from .pages import Store, store
from .places import RANGES, RD
from .protocols import service
from .tidy import tidy
from .transport import Fetch, Patience, ServiceError, Wait, pause
from .walk import Asker, Gathered, Limits, gather


@dataclass(frozen=True)
class Setting:
    """How is fetched: what all requests of a run share.

    Attributes
    ----------
    fetch
        Answers a request.
    folder
        Where pages are kept until all is done, so that a run that breaks off goes on where it was; None: nowhere.
    kentallen
        Numbers of `diensten.toml`; None: the standard ones.
    cancelled
        Whether the user asked to stop.
    municipality
        Name of the municipality, for services that have an address per municipality.
    keep
        Keep the pages also when the dataset is done: the caller clears them (`pages.clear`) after the last dataset.
    wait
        Waits; tests wait otherwise.
    """

    fetch: Fetch
    folder: Path | str | None = None
    kentallen: Kentallen | None = None
    cancelled: Cancelled = never
    municipality: str | None = None
    keep: bool = False
    wait: Wait = pause

    def numbers(self) -> Kentallen:
        """Return the kentallen."""
        return self.kentallen or kentallen_module.load()

    def asker(self, place: Store) -> Asker:
        """Return what asks, and keeps pages in `place`."""
        return Asker(self.fetch, Patience.of(self.numbers()), self.cancelled, place, self.wait)

    def store(self, dataset: Dataset, area: Any) -> Store:
        """Return the store for a dataset in an area."""
        asked = "|".join((dataset.kind, dataset.base, dataset.layer, repr(dataset.filter), shapely.to_wkt(area)))
        name = f"{dataset.key}-{hashlib.sha256(asked.encode()).hexdigest()[:12]}"
        return store(self.folder, name, 3600.0 * self.numbers().value("dienst.hervatten"))


def download(
    dataset: Dataset,
    area: Any,
    fetch: Fetch,
    *,
    folder: Path | str | None = None,
    kentallen: Kentallen | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
    municipality: str | None = None,
    keep: bool = False,
    read_gml: bgt.ReadGml | None = None,
    wait: Wait = pause,
) -> Delivery:
    """Return a dataset for an area.

    Parameters
    ----------
    dataset
        What, see `catalogue.datasets`.
    area
        Polygon or multipolygon in RD.
    fetch
        Answers a request, see `transport.Fetch`.
    folder, kentallen, cancelled, municipality, keep, wait
        See `Setting`.
    progress
        Receives 0-100.
    read_gml
        Reads a file of GML-light of the BGT, see `bgt.ReadGml`.

    Raises
    ------
    InputError
        The area is no polygon, or a municipality or a reader of GML is needed.
    ServiceError
        The service fails or does not give all it names; it says which dataset.
    CancelledError
        The user cancelled; the pages that came stay in `folder`.
    """
    setting = Setting(fetch, folder, kentallen, cancelled, municipality, keep, wait)
    checked(area)
    if dataset.kind == "bgt":
        return download_bgt((dataset,), area, setting, read_gml, progress=progress)[0]
    dataset = for_municipality(dataset, municipality)
    progress = forward(progress)
    numbers = setting.numbers()
    place = setting.store(dataset, area)
    try:
        asker = setting.asker(place)
        far, timeout_s = limits(numbers), numbers.value("dienst.tijdslimiet")
        asked = service(dataset, page_size(numbers), far.objects, timeout_s, asker)
        found = gather(asked, area, asker, far, part(progress, 0, 95))
    except ServiceError as error:
        if dataset.kind == "rioned" and error.details.get("status") == 404:
            raise ServiceError("rioned_gemeente", url=error.url, naam=dataset.naam, gemeente=municipality) from error
        raise error.of(dataset.naam) from error
    stop_if(cancelled)
    tidied = tidy(found.features, found.systems, area, dataset.sleutel, cancelled)
    findings = Findings()
    _tell_counts(dataset, found, place, findings)
    delivery = deliver(
        dataset,
        tidied,
        delivered=len(found.features),
        pages=found.pages,
        boxes=found.boxes,
        matched=found.matched,
        findings=findings,
    )
    stop_if(cancelled)
    if not keep:
        place.clear()
    progress(100.0)
    return delivery


def download_bgt(
    datasets: Sequence[Dataset],
    area: Any,
    setting: Setting,
    read_gml: bgt.ReadGml | None,
    *,
    progress: Progress = silent,
) -> tuple[Delivery, ...]:
    """Return datasets of the BGT for an area, all of one address, in one zip that the service makes.

    Parameters
    ----------
    datasets
        Of kind "bgt".
    area
        Polygon or multipolygon in RD.
    setting
        How is fetched.
    read_gml
        Reads a file of GML-light; None is an error.
    progress
        Receives 0-100.

    Raises
    ------
    InputError, ServiceError, CancelledError
        See `download`.
    """
    checked(area)
    if read_gml is None:
        raise InputError("dienst_geen_gml", naam=datasets[0].naam)
    progress = forward(progress)
    place = setting.store(datasets[0], area)
    try:
        return bgt.fetch_all(
            datasets, area, setting.asker(place), setting.numbers(), read_gml, place, progress, keep=setting.keep
        )
    except ServiceError as error:
        raise error.of(datasets[0].naam if len(datasets) == 1 else datasets[0].aanbieder) from error


def limits(numbers: Kentallen) -> Limits:
    """Return how far services are followed."""
    return Limits(
        int(numbers.value("dienst.grens")),
        int(numbers.value("dienst.delingen")),
        int(numbers.value("dienst.bladzijden_hoogste")),
        int(numbers.value("dienst.herhalingen")),
    )


def page_size(numbers: Kentallen) -> int:
    """Return the objects that are asked for at once: never more than a service pages through."""
    return int(min(numbers.value("dienst.bladzijde"), numbers.value("dienst.grens")))


def checked(area: Any) -> None:
    """Check the area.

    Raises
    ------
    InputError
        It is no polygon with a surface, or its coordinates are not those of RD.
    """
    if area is None or area.geom_type not in {"Polygon", "MultiPolygon"} or area.is_empty or not area.area > 0:
        raise InputError("dienst_gebied_leeg")
    low_x, low_y, high_x, high_y = area.bounds
    left, bottom, right, top = RANGES[RD]
    if not (left <= low_x <= high_x <= right and bottom <= low_y <= high_y <= top):
        raise InputError("dienst_gebied_rd", x=int(low_x), y=int(low_y))


def forward(progress: Progress) -> Progress:
    """Return a progress that never goes back, also when something is done again."""
    reached = 0.0

    def step(percent: float) -> None:
        nonlocal reached
        reached = max(reached, percent)
        progress(reached)

    return step


def _tell_counts(dataset: Dataset, found: Gathered, place: Store, findings: Findings) -> None:
    """Add what the numbers of the service tell."""
    name = [dataset.naam]
    if place.taken:
        findings.add("dienst_hervat", "info", name, n=place.taken)
    if found.boxes > 1:
        findings.add("dienst_tegels", "info", name, n=found.boxes)
    if found.more_than_named:
        findings.add(
            "dienst_meer_dan_genoemd", "waarschuwing", name, n=found.more_than_named, gekomen=len(found.features)
        )
    if found.within:
        findings.add("dienst_dubbel_in_vlak", "waarschuwing", name, n=found.within)
    if found.matched is None:
        findings.add("dienst_zonder_aantal", "info", name)
    if found.unreadable:
        findings.add("dienst_onleesbaar", "fout", name, n=found.unreadable)
