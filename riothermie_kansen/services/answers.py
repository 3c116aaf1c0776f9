"""What services answer, as features: GeoJSON and the JSON of ArcGIS."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import shapely
from shapely.geometry import shape

from .esri import geometry_of, moment
from .transport import Response, ServiceError, shown


class Feature(NamedTuple):
    """An object as it came: its fields, its geometry (None: absent or unreadable) and a check sum of both."""

    fields: dict[str, Any]
    geometry: Any
    print: bytes


@dataclass
class Page:
    """A page of an answer.

    Attributes
    ----------
    features
        Objects, those without a readable geometry too.
    matched
        Number of objects in all that the service gives; None when it does not.
    link
        Link to the next page; "" when there is none.
    more
        Whether the service says that there is more; None when it says nothing.
    crs
        Reference system that the service gives, in its own words.
    unreadable
        Objects of which the geometry cannot be read.
    last_id
        Highest object number on the page (ArcGIS).
    """

    features: list[Feature] = field(default_factory=list)
    matched: int | None = None
    link: str = ""
    more: bool | None = None
    crs: str = ""
    unreadable: int = 0
    last_id: int | None = None


def json_of(response: Response) -> dict[str, Any]:
    """Return an answer in JSON.

    Raises
    ------
    ServiceError
        It is a refusal in XML, a web page or cut off.
    """
    body = response.content()
    start = body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<"):
        if re.search(rb"Exception(Report)?[\s>]", start):
            raise ServiceError("weigert", url=response.url, tekst=shown(body) or "-")
        raise ServiceError("geen_json", url=response.url, again=True, tekst=shown(body) or "-")
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ServiceError("onvolledig", url=response.url, again=True) from error
    if not isinstance(value, dict):
        raise ServiceError("geen_objecten", url=response.url, tekst=shown(body))
    return value


def geojson(response: Response) -> Page:
    """Return a page of GeoJSON (WFS, OGC API Features).

    Raises
    ------
    ServiceError
        No GeoJSON, or fewer objects than the page itself says.
    """
    value = json_of(response)
    features = value.get("features")
    if not isinstance(features, list):
        raise ServiceError("geen_objecten", url=response.url, tekst=shown(json.dumps(value)))
    returned = _number(value.get("numberReturned"))
    if returned is not None and returned != len(features):
        raise ServiceError("onvolledig", url=response.url, again=True)
    page = Page(matched=_number(value.get("numberMatched", value.get("totalFeatures"))))
    page.link = next((link["href"] for link in _links(value) if link.get("rel") == "next"), "")
    page.crs = _crs(value.get("crs")) or response.header("Content-Crs")
    for item in map(_dict, features):
        properties = item.get("properties")
        fields = {str(k): _plain(v) for k, v in properties.items()} if isinstance(properties, dict) else {}
        given = item.get("geometry")
        page.features.append(_feature(page, fields, given, _shape(given)))
    return page


def esrijson(response: Response, id_field: str = "OBJECTID") -> Page:
    """Return a page of a FeatureServer or MapServer of ArcGIS.

    Raises
    ------
    ServiceError
        It is no such page, or an error within an answer that calls itself good.
    """
    value = checked_esri(response)
    features = value.get("features")
    if not isinstance(features, list):
        raise ServiceError("geen_objecten", url=response.url, tekst=shown(json.dumps(value)))
    system = value.get("spatialReference") or {}
    number = system.get("latestWkid") or system.get("wkid") if isinstance(system, dict) else None
    page = Page(more=bool(value.get("exceededTransferLimit")), crs=f"EPSG:{number}" if number else "")
    id_field = str(value.get("objectIdFieldName") or id_field)
    dates = {str(f.get("name")) for f in fields_of(value) if f.get("type") == "esriFieldTypeDate"}
    for item in map(_dict, features):
        attributes = item.get("attributes")
        fields = {
            str(k): moment(v) if k in dates else _plain(v)
            for k, v in (attributes.items() if isinstance(attributes, dict) else ())
        }
        given = item.get("geometry")
        page.features.append(_feature(page, fields, given, geometry_of(given)))
        number = _number(fields.get(id_field))
        if number is not None:
            page.last_id = number if page.last_id is None else max(page.last_id, number)
    return page


def checked_esri(response: Response) -> dict[str, Any]:
    """Return an answer of ArcGIS in JSON.

    Raises
    ------
    ServiceError
        It is no JSON or holds an error; errors of 500 and up and "too many requests" may pass.
    """
    value = json_of(response)
    error = value.get("error")
    if not isinstance(error, dict):
        return value
    code = _number(error.get("code")) or 0
    said = " ".join([str(error.get("message") or ""), *map(str, error.get("details") or ())])
    raise ServiceError(
        "status", url=response.url, again=code >= 500 or code in {408, 429}, status=code, tekst=shown(said) or "-"
    )


def fields_of(value: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what an answer of ArcGIS says of its fields."""
    fields = value.get("fields")
    return [field for field in fields if isinstance(field, dict)] if isinstance(fields, list) else []


def _feature(page: Page, fields: dict[str, Any], given: Any, geometry: Any) -> Feature:
    if geometry is None and given is not None:
        page.unreadable += 1
    text = json.dumps([fields, given], sort_keys=True, default=str)
    return Feature(fields, geometry, hashlib.blake2b(text.encode(), digest_size=16).digest())


def _shape(given: Any) -> Any:
    """Return a geometry of GeoJSON; None when it is absent, empty or cannot be read."""
    if not isinstance(given, dict):
        return None
    try:
        geometry = shape(given)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, shapely.errors.ShapelyError):
        return None
    bounds = np.asarray(geometry.bounds)
    return None if geometry.is_empty or not np.isfinite(bounds).all() else geometry


def _plain(value: Any) -> Any:
    """Return a value that fits in a table: lists as words with commas, tables as JSON."""
    if isinstance(value, list) and all(not isinstance(item, (dict, list)) for item in value):
        return ",".join("" if item is None else str(item) for item in value)
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return value


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _number(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)) and value >= 0 and value == int(value):
        return int(value)
    return int(value) if isinstance(value, str) and value.isdigit() else None


def _links(value: dict[str, Any]) -> Iterable[dict[str, Any]]:
    links = value.get("links")
    return [
        link
        for link in (links if isinstance(links, list) else [])
        if isinstance(link, dict) and isinstance(link.get("href"), str)
    ]


def _crs(value: Any) -> str:
    """Return the name of the reference system in the old member ``crs`` of GeoJSON."""
    if isinstance(value, dict) and isinstance(value.get("properties"), dict):
        return str(value["properties"].get("name") or value["properties"].get("code") or "")
    return ""
