"""All objects in a box: page after page, in four where a service stops, again where objects are missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import shapely

from ..callbacks import Cancelled, Progress, part
from .answers import Feature, Page
from .pages import Store
from .protocols import Box, Service
from .transport import Fetch, Patience, Request, Response, ServiceError, Wait, ask


@dataclass(frozen=True)
class Limits:
    """How far a service is followed.

    Attributes
    ----------
    objects
        Objects after which a service may stop.
    divisions
        Times that a box is divided in four at most.
    pages
        Pages of a dataset at most.
    repeats
        Times that a box is done again when objects are missing.
    """

    objects: int
    divisions: int
    pages: int
    repeats: int


@dataclass
class Asker:
    """Asks pages, first of the store and then of the service."""

    fetch: Fetch
    patience: Patience
    cancelled: Cancelled
    store: Store
    wait: Wait

    def __call__(self, request: Request, read: Callable[[Response], Any]) -> Any:
        """Return what `read` makes of the answer; only what can be read is kept."""
        kept = self.store.take(request)
        if kept is not None:
            try:
                return read(kept)
            except ServiceError:
                self.store.drop(request)

        def read_and_keep(response: Response) -> Any:
            value = read(response)
            self.store.put(request, response)
            return value

        return ask(self.fetch, request, read_and_keep, self.patience, self.cancelled, wait=self.wait)


@dataclass
class Gathered:
    """What came in.

    Attributes
    ----------
    features
        Objects in order of arrival, doubles too.
    systems
        Per object what its page says of its reference system.
    pages, boxes
        Numbers of pages and of boxes (1: not divided).
    matched
        Sum of the numbers that the service named; None when it did not for one of the boxes.
    more_than_named
        Objects that came beyond those numbers.
    within
        Objects that came twice within one box.
    unreadable
        Objects with a geometry that cannot be read.
    """

    features: list[Feature] = field(default_factory=list)
    systems: list[str] = field(default_factory=list)
    pages: int = 0
    boxes: int = 0
    matched: int | None = 0
    more_than_named: int = 0
    within: int = 0
    unreadable: int = 0


class _TooManyError(Exception):
    """A service stops before the end of a box."""


@dataclass
class _Box:
    """What came for one box."""

    pages: list[Page] = field(default_factory=list)
    asked: list[Request] = field(default_factory=list)
    received: int = 0
    matched: int | None = None


def gather(service: Service, area: Any, asker: Asker, limits: Limits, progress: Progress) -> Gathered:
    """Return all objects of a service in the box around an area.

    Parameters
    ----------
    area
        Polygon in RD; parts of its box that do not touch it are not asked for once the box is divided.

    Raises
    ------
    ServiceError
        The service fails, keeps giving the same page, or gives fewer objects than it names.
    CancelledError
        The user cancelled.
    """
    found = Gathered()
    shapely.prepare(area)
    _gather(service, area.bounds, 0, area, asker, limits, progress, found)
    progress(100.0)
    return found


def _gather(
    service: Service,
    box: Box,
    depth: int,
    area: Any,
    asker: Asker,
    limits: Limits,
    progress: Progress,
    found: Gathered,
) -> None:
    try:
        came = _complete(service, box, asker, limits, progress, found)
    except _TooManyError as error:
        request = service.first(box)
        if depth >= limits.divisions:
            raise ServiceError("te_vol", url=request.url, n=limits.objects) from error
        quarters = [quarter for quarter in _quarters(box) if shapely.intersects(area, shapely.box(*quarter))]
        for i, quarter in enumerate(quarters):
            step = part(progress, 100.0 * i / len(quarters), 100.0 * (i + 1) / len(quarters))
            _gather(service, quarter, depth + 1, area, asker, limits, step, found)
        return
    found.boxes += 1
    found.matched = None if came.matched is None or found.matched is None else found.matched + came.matched
    found.more_than_named += max(0, came.received - came.matched) if came.matched is not None else 0
    for page in came.pages:
        found.features.extend(page.features)
        found.systems.extend([page.crs] * len(page.features))
        found.unreadable += page.unreadable
    found.within += came.received - len({feature.print for page in came.pages for feature in page.features})


def _complete(service: Service, box: Box, asker: Asker, limits: Limits, progress: Progress, found: Gathered) -> _Box:
    """Return the pages of a box, all that the service names.

    Raises
    ------
    ServiceError
        Fewer came than the service names, each time.
    """
    tried, fresh = 0, False
    while True:
        came = _Box()
        try:
            _walk(service, box, asker, limits, progress, found, came)
        except ServiceError as error:
            if fresh or error.again or not asker.store.taken:
                raise
            # pages of an earlier run may link to what the service no longer knows
            fresh = True
            _forget(asker, came)
            continue
        if came.matched is None or came.received >= came.matched:
            return came
        _forget(asker, came)
        if tried >= limits.repeats:
            url = came.asked[0].url
            raise ServiceError("te_weinig", url=url, genoemd=came.matched, gekomen=came.received)
        tried += 1


def _forget(asker: Asker, came: _Box) -> None:
    for request in came.asked:
        asker.store.drop(request)


def _walk(
    service: Service, box: Box, asker: Asker, limits: Limits, progress: Progress, found: Gathered, came: _Box
) -> None:
    """Gather the pages of a box in `came`."""
    counting = service.count(box)
    if counting is not None:
        came.asked.append(counting[0])
        came.matched = _counted(asker, *counting)
        if service.limited and came.matched is not None and came.matched > limits.objects:
            raise _TooManyError
    request: Request | None = service.first(box)
    visited: set[str] = set()
    seen: set[tuple[bytes, ...]] = set()
    while request is not None:
        if request.url in visited:
            raise ServiceError("kring", url=request.url)
        visited.add(request.url)
        came.asked.append(request)
        page = _page(service, request, asker, limits, came)
        found.pages += 1
        if found.pages > limits.pages:
            raise ServiceError("te_veel_bladzijden", url=request.url, n=limits.pages)
        prints = tuple(feature.print for feature in page.features)
        if prints and prints in seen:
            if _all_at_once(service, came):
                return
            raise ServiceError("herhaling", url=request.url)
        seen.add(prints)
        came.pages.append(page)
        came.received += len(page.features)
        named = [number for number in (page.matched, came.matched) if number is not None]
        page.matched = came.matched = max(named, default=None)
        if service.limited and came.matched is not None and came.matched > limits.objects:
            raise _TooManyError
        progress(_share(came))
        request = service.following(request, page, came.received)
    if came.matched is None and service.limited and came.received and came.received % limits.objects == 0:
        raise _TooManyError


def _page(service: Service, request: Request, asker: Asker, limits: Limits, came: _Box) -> Page:
    """Return a page; an empty one when a service refuses to go on after the last object that it named.

    Raises
    ------
    _TooManyError
        It refuses to go on after as many objects as the limit.
    """
    try:
        page: Page = asker(request, service.read)
    except ServiceError as error:
        if error.again or error.kind not in {"status", "weigert"} or not came.received:
            raise
        if came.matched is not None and came.received >= came.matched:
            return Page()
        if came.received >= limits.objects:
            raise _TooManyError from error
        raise
    return page


def _all_at_once(service: Service, came: _Box) -> bool:
    """Return whether a service that cannot page gave all it has: one page that is short of a full one."""
    return came.matched is None and len(came.pages) == 1 and came.received < service.size


def _counted(asker: Asker, request: Request, read: Callable[[Response], int | None]) -> int | None:
    """Return the number of objects that a service names; None when it does not know the question."""
    try:
        value: int | None = asker(request, read)
    except ServiceError as error:
        if error.again:
            raise
        return None
    return value


def _share(came: _Box) -> float:
    """Return the progress within a box in percent; without a number it nears the end with each page."""
    if came.matched:
        return min(100.0, 100.0 * came.received / came.matched)
    return 100.0 * (1.0 - 1.0 / (1.0 + len(came.pages)))


def _quarters(box: Box) -> Iterator[Box]:
    low_x, low_y, high_x, high_y = box
    x, y = (low_x + high_x) / 2, (low_y + high_y) / 2
    yield (low_x, low_y, x, y)
    yield (x, low_y, high_x, y)
    yield (low_x, y, x, high_y)
    yield (x, y, high_x, high_y)
