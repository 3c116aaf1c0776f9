"""How each kind of service is asked: what the first page is, and what comes after it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from .addresses import host, resolved, same_server, under, with_parameters
from .answers import Page, checked_esri, esrijson, fields_of, geojson, json_of
from .catalogue import Dataset
from .transport import Request, Response, ServiceError

Box = tuple[float, float, float, float]
"""Lowest x and y, highest x and y in RD."""

RD_URI = "http://www.opengis.net/def/crs/EPSG/0/28992"
_JSON = {"Accept": "application/geo+json, application/json;q=0.9, */*;q=0.1", "Accept-Encoding": "gzip"}

Ask = Callable[[Request, Callable[[Response], Any]], Any]
"""Returns what the second makes of the answer to the first, see `transport.ask`."""


class Service(Protocol):
    """A dataset of a service.

    `limited`: the service stops after a number of objects, so that the area is divided first when it names more.
    """

    @property
    def limited(self) -> bool:
        """Return whether it stops."""

    @property
    def size(self) -> int:
        """Return the number of objects that are asked for at once."""

    def count(self, box: Box) -> tuple[Request, Callable[[Response], int | None]] | None:
        """Return how to ask for the number of objects beforehand; None when the first page tells."""

    def first(self, box: Box) -> Request:
        """Return the request for the first page of a box."""

    def read(self, response: Response) -> Page:
        """Return the page in an answer."""

    def following(self, request: Request, page: Page, received: int) -> Request | None:
        """Return the request for the page after `page`, `received` objects having come in all; None after the last."""


@dataclass(frozen=True)
class Wfs:
    """A WFS that gives GeoJSON.

    Both the names of WFS 2.0 (typeNames, count) and of earlier versions (typeName, maxFeatures) are sent: servers take
    the ones that they know.
    """

    dataset: Dataset
    size: int
    timeout_s: float
    most: int
    limited: bool = True

    def count(self, box: Box) -> tuple[Request, Callable[[Response], int | None]] | None:
        """Return the request for hits: the GeoJSON itself often names no number."""
        asked = {**self._asked(box), "resultType": "hits"}
        for name in ("outputFormat", "count", "maxFeatures", "startIndex"):
            asked.pop(name, None)
        return self._request(asked), _hits

    def first(self, box: Box) -> Request:
        """Return the request for the first page of a box."""
        return self._request({**self._asked(box), "startIndex": "0"})

    def read(self, response: Response) -> Page:
        """Return the page in an answer."""
        return geojson(response)

    def following(self, request: Request, page: Page, received: int) -> Request | None:
        """Return the page from the object after the last one; after a full page even past the number named.

        No page reaches over the number after which a service may stop: a refusal then says that there is more.
        """
        full = len(page.features) >= self.size
        if not page.features or (page.matched is not None and received >= page.matched and not full):
            return None
        size = str(min(self.size, self.most - received) if received < self.most else self.size)
        asked = {"startIndex": str(received), "count": size, "maxFeatures": size}
        return Request(with_parameters(request.url, asked), headers=_JSON, timeout_s=self.timeout_s)

    def _asked(self, box: Box) -> dict[str, str]:
        return {
            "service": "WFS",
            "version": "2.0.0",
            "request": "GetFeature",
            "typeNames": self.dataset.layer,
            "typeName": self.dataset.layer,
            "outputFormat": "application/json",
            "srsName": self.dataset.crs,
            "bbox": f"{_box(box)},{self.dataset.crs}",
            "count": str(self.size),
            "maxFeatures": str(self.size),
            **dict(self.dataset.filter),
        }

    def _request(self, asked: dict[str, str]) -> Request:
        if "filter" in asked:
            # a WFS takes either a box or a filter
            asked.pop("bbox", None)
        return Request(with_parameters(self.dataset.base, asked), headers=_JSON, timeout_s=self.timeout_s)


@dataclass(frozen=True)
class Ogc:
    """OGC API Features: pages follow each other by their links."""

    dataset: Dataset
    size: int
    timeout_s: float
    limited: bool = False

    def count(self, box: Box) -> tuple[Request, Callable[[Response], int | None]] | None:
        """Return None: each page names the number, or the service does not know it."""
        return None

    def first(self, box: Box) -> Request:
        """Return the request for the first page of a box."""
        asked = {
            "f": "json",
            "limit": str(self.size),
            "crs": RD_URI,
            "bbox": _box(box),
            "bbox-crs": RD_URI,
            **dict(self.dataset.filter),
        }
        items = under(self.dataset.base, "collections", self.dataset.layer, "items")
        return Request(with_parameters(items, asked), headers=_JSON, timeout_s=self.timeout_s)

    def read(self, response: Response) -> Page:
        """Return the page in an answer."""
        page = geojson(response)
        if page.link:
            page.link = followed(page.link, response.url)
        return page

    def following(self, request: Request, page: Page, received: int) -> Request | None:
        """Return the page that the answer links to."""
        return Request(page.link, headers=_JSON, timeout_s=self.timeout_s) if page.link else None


@dataclass
class Arcgis:
    """A layer of a FeatureServer or MapServer of ArcGIS."""

    dataset: Dataset
    size: int
    timeout_s: float
    id_field: str = "OBJECTID"
    by_offset: bool = True
    limited: bool = False
    _total: int | None = field(default=None, repr=False)

    def prepare(self, ask: Ask) -> None:
        """Ask the layer which field numbers its objects, how many it gives at once and how it pages."""
        request = Request(
            with_parameters(under(self.dataset.base, self.dataset.layer), {"f": "json"}),
            headers=_JSON,
            timeout_s=self.timeout_s,
        )
        known = ask(request, checked_esri)
        numbers = [f.get("name") for f in fields_of(known) if f.get("type") == "esriFieldTypeOID"]
        self.id_field = str(known.get("objectIdField") or next(iter(numbers), None) or self.id_field)
        largest = known.get("maxRecordCount")
        if isinstance(largest, int) and largest > 0:
            self.size = min(self.size, largest)
        able = known.get("advancedQueryCapabilities")
        self.by_offset = not isinstance(able, dict) or bool(able.get("supportsPagination", True))

    def count(self, box: Box) -> tuple[Request, Callable[[Response], int | None]] | None:
        """Return the request for the number of objects in a box."""
        return self._request({**self._asked(box), "returnCountOnly": "true"}), self._counted

    def first(self, box: Box) -> Request:
        """Return the request for the first page of a box."""
        return self._request(self._page(box, "0"))

    def read(self, response: Response) -> Page:
        """Return the page in an answer."""
        page = esrijson(response, self.id_field)
        page.matched = self._total
        return page

    def following(self, request: Request, page: Page, received: int) -> Request | None:
        """Return the next page: from the object after the last one, or with higher numbers than the last one."""
        if not page.features or not (page.more or (page.matched is not None and received < page.matched)):
            return None
        if self.by_offset:
            url = with_parameters(request.url, {"resultOffset": str(received)})
        elif page.last_id is None:
            raise ServiceError("geen_nummers", url=request.url, veld=self.id_field)
        else:
            url = with_parameters(request.url, {"where": f"({self._where()}) AND {self.id_field} > {page.last_id}"})
        return Request(url, headers=_JSON, timeout_s=self.timeout_s)

    def _where(self) -> str:
        return dict(self.dataset.filter).get("where", "1=1")

    def _asked(self, box: Box) -> dict[str, str]:
        return {
            "f": "json",
            "where": self._where(),
            "geometry": _box(box),
            "geometryType": "esriGeometryEnvelope",
            "inSR": "28992",
            "spatialRel": "esriSpatialRelIntersects",
        }

    def _page(self, box: Box, offset: str) -> dict[str, str]:
        asked = {
            **self._asked(box),
            "outFields": "*",
            "outSR": "28992",
            "returnGeometry": "true",
            "returnTrueCurves": "false",
            "orderByFields": self.id_field,
        }
        return {**asked, "resultOffset": offset, "resultRecordCount": str(self.size)} if self.by_offset else asked

    def _request(self, asked: dict[str, str]) -> Request:
        address = with_parameters(under(self.dataset.base, self.dataset.layer, "query"), asked)
        return Request(address, headers=_JSON, timeout_s=self.timeout_s)

    def _counted(self, response: Response) -> int | None:
        count = checked_esri(response).get("count")
        self._total = count if isinstance(count, int) else None
        return self._total


def service(dataset: Dataset, size: int, most: int, timeout_s: float, ask: Ask) -> Service:
    """Return how a dataset is asked for; of ArcGIS the layer is looked at first.

    Parameters
    ----------
    size, most
        Objects that are asked for at once, and those after which a service may stop.
    timeout_s
        See `Request`.

    Raises
    ------
    ServiceError
        The layer cannot be looked at.
    """
    if dataset.kind == "ogc":
        return Ogc(dataset, size, timeout_s)
    if dataset.kind == "arcgis":
        arcgis = Arcgis(dataset, size, timeout_s)
        arcgis.prepare(ask)
        return arcgis
    return Wfs(dataset, size, timeout_s, most)


def followed(link: str, asked: str) -> str:
    """Return the full address of a link in the answer to what was asked.

    Raises
    ------
    ServiceError
        It leads to another server: neither what is asked nor who asks is handed on.
    """
    full = resolved(link, asked)
    address = same_server(full, asked)
    if address is None:
        raise ServiceError("andere_host", url=asked, ander=host(full))
    return address


def _box(box: Box) -> str:
    """Return a box with three decimals, rounded outwards: nothing on its edge is lost."""
    low = [math.floor(value * 1000) / 1000 for value in box[:2]]
    high = [math.ceil(value * 1000) / 1000 for value in box[2:]]
    return ",".join(f"{value:.3f}" for value in (*low, *high))


def _hits(response: Response) -> int | None:
    """Return the number of objects in an answer to resultType=hits, in XML or JSON; None when it names none."""
    body = response.content()
    if body.lstrip()[:1] == b"{":
        value = json_of(response)
        number = value.get("numberMatched", value.get("totalFeatures"))
        return number if isinstance(number, int) and not isinstance(number, bool) else None
    found = re.search(rb"\b(?:numberMatched|numberOfFeatures)\s*=\s*[\"'](\d+)[\"']", body[:20000])
    return int(found[1]) if found else None
