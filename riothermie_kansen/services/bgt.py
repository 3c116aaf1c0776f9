"""The download service of the BGT: ask for a zip, wait until it is made, read the files of GML-light in it.

The engine has no reader of GML: whoever starts it hands one over (QGIS has GDAL).
"""

from __future__ import annotations

import io
import json
import re
import tempfile
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..callbacks import Cancelled, Progress, never, part, stop_if
from ..findings import Findings
from ..kentallen import Kentallen
from .addresses import under
from .answers import json_of
from .catalogue import Dataset
from .delivery import Delivery, deliver
from .pages import Store
from .places import RD
from .protocols import followed
from .tidy import Tidied, cut, once
from .transport import Request, Response, ServiceError, shown
from .walk import Asker

ReadGml = Callable[[Path], gpd.GeoDataFrame]
"""Reads a file of GML-light: all its objects with their own fields, in RD.

An object can have two geometries, ``geometrie2d`` (the one to read) and ``kruinlijn`` (the crest of a slope: leave it
out); curves must come as pieces of straight line.
"""

_MEMBER = re.compile(rb"<(?:[\w.-]+:)?(?:\w*Member|member|featureMembers)(?:\s[^>]*)?(?<!/)>\s*<(?!/)")
"""Where an object begins in a file of GML."""

_SMALL = 100_000
"""Bytes: a file without objects is smaller."""

_PIECE = 1 << 20
"""Bytes of a file in a zip that are read at once."""

_LOCKED = 0x1
"""Bit of a file in a zip that says that it has a password."""

_ENDED = ("eindregistratie", "objecteindtijd", "terminationdate")
_HEADERS = {"Accept": "application/json", "Content-Type": "application/json"}


def fetch_all(
    datasets: Sequence[Dataset],
    area: Any,
    asker: Asker,
    numbers: Kentallen,
    read_gml: ReadGml,
    place: Store,
    progress: Progress,
    *,
    keep: bool,
) -> tuple[Delivery, ...]:
    """Return datasets of the BGT for an area, see `download.download_bgt`."""
    request = _order(datasets, area, numbers)
    kept = place.take(request)
    if kept is None:
        kept = _made(request, asker, numbers, part(progress, 0, 60))
        place.put(request, kept)
    stop_if(asker.cancelled)
    deliveries = []
    with tempfile.TemporaryDirectory(prefix="riothermie-bgt-") as folder:
        files = unpacked(kept, Path(folder), _largest(numbers), asker.cancelled)
        for i, dataset in enumerate(datasets):
            stop_if(asker.cancelled)
            found = [path for name, path in files.items() if _is_of(name, dataset.layer)]
            if not found:
                raise ServiceError("geen_bestand", url=kept.url, laag=dataset.layer, bestanden=", ".join(files) or "-")
            frames = [_read(name, path, kept.url, read_gml) for name, path in sorted(files.items()) if path in found]
            deliveries.append(_delivery(dataset, frames, area))
            progress(60.0 + 40.0 * (i + 1) / len(datasets))
    stop_if(asker.cancelled)
    if not keep:
        place.clear()
    return tuple(deliveries)


def _order(datasets: Sequence[Dataset], area: Any, numbers: Kentallen) -> Request:
    """Return the request for a zip: within the hull of the area, as the service takes one polygon without holes."""
    hull = shapely.force_2d(shapely.convex_hull(area))
    asked = {
        "featuretypes": [dataset.layer for dataset in datasets],
        "format": "gmllight",
        "geofilter": shapely.to_wkt(hull, rounding_precision=3),
    }
    return Request(
        under(datasets[0].base, "full", "custom"),
        "POST",
        _HEADERS,
        json.dumps(asked).encode(),
        timeout_s=numbers.value("dienst.tijdslimiet"),
    )


def _made(request: Request, asker: Asker, numbers: Kentallen, progress: Progress) -> Response:
    """Order the zip, wait until it is ready and return it.

    Raises
    ------
    ServiceError
        The service refuses, fails, or takes too long.
    """
    timeout_s = numbers.value("dienst.tijdslimiet")
    fresh = Asker(asker.fetch, asker.patience, asker.cancelled, Store(None, 0.0), asker.wait)
    url = fresh(request, lambda response: _link(response, "status", request.url))
    started = time.monotonic()
    while True:
        status, share, link = fresh(Request(url, headers=_HEADERS, timeout_s=timeout_s), _status)
        progress(min(90.0, 90.0 * share))
        if status == "COMPLETED":
            break
        if status not in {"PENDING", "RUNNING"}:
            raise ServiceError("opdracht_mislukt", url=url, status=status)
        if time.monotonic() - started > numbers.value("dienst.peiling_langste"):
            raise ServiceError("opdracht_lang", url=url, minuten=int(numbers.value("dienst.peiling_langste") / 60))
        asker.wait(numbers.value("dienst.peiling"), asker.cancelled)
    response: Response = fresh(
        Request(link, timeout_s=timeout_s), lambda found: _zip(found, _largest(numbers), asker.cancelled)
    )
    progress(100.0)
    return response


def _link(response: Response, name: str, asked: str) -> str:
    links = json_of(response).get("_links")
    entry = links.get(name) if isinstance(links, dict) else None
    href = entry.get("href") if isinstance(entry, dict) else None
    if not isinstance(href, str) or not href:
        raise ServiceError("geen_link", url=response.url, link=name, tekst=shown(response.body) or "-")
    return followed(href, asked)


def _status(response: Response) -> tuple[str, float, str]:
    """Return the status of an order, its progress (0-1) and, when it is ready, the link to the zip."""
    value = json_of(response)
    status = str(value.get("status") or "").upper()
    given = value.get("progress")
    share = float(given) / 100.0 if isinstance(given, (int, float)) else 0.0
    link = _link(response, "download", response.url) if status == "COMPLETED" else ""
    return status or "-", min(1.0, max(0.0, share)), link


def _largest(numbers: Kentallen) -> float:
    """Return how many bytes a zip may unpack to."""
    return 1e6 * numbers.value("dienst.uitpakken_hoogste")


def _zip(response: Response, largest: float, cancelled: Cancelled) -> Response:
    """Return an answer that holds a whole zip: all its files are read once, which checks their sums.

    Raises
    ------
    ServiceError
        It is no zip or a broken one, or its files are larger than `largest` bytes.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(response.body)) as archive:
            for info in _members(archive, response, largest):
                for _ in _pieces(archive, info, cancelled):
                    continue
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
        raise ServiceError("onvolledig", url=response.url, again=True) from error
    return response


def _members(archive: zipfile.ZipFile, response: Response, largest: float) -> list[zipfile.ZipInfo]:
    """Return the GML files of a zip by their name; see `unpacked`."""
    members = [info for info in archive.infolist() if info.filename.lower().endswith((".gml", ".xml"))]
    if sum(info.file_size for info in members) > largest:
        raise ServiceError("te_groot", url=response.url, mb=int(largest / 1e6))
    if any(info.flag_bits & _LOCKED for info in members):
        raise ServiceError("onvolledig", url=response.url, again=True)
    return sorted(members, key=lambda info: info.filename)


def _pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo, cancelled: Cancelled) -> Iterator[bytes]:
    """Yield a file of a zip in pieces: one of a large municipality does not fit in memory twice."""
    with archive.open(info) as file:
        while piece := file.read(_PIECE):
            stop_if(cancelled)
            yield piece


def unpacked(response: Response, folder: Path, largest: float, cancelled: Cancelled = never) -> dict[str, Path]:
    """Return the GML files of a zip, written to a folder: their name in the zip to their place.

    Names within the zip decide nothing about where they are written.

    Raises
    ------
    ServiceError
        Together they are larger than `largest` bytes.
    CancelledError
        The user cancelled.
    """
    files = {}
    with zipfile.ZipFile(io.BytesIO(response.body)) as archive:
        for i, info in enumerate(_members(archive, response, largest)):
            path = folder / f"{i:03d}.gml"
            with path.open("wb") as file:
                for piece in _pieces(archive, info, cancelled):
                    file.write(piece)
            files[info.filename] = path
    return files


def _read(name: str, path: Path, url: str, read_gml: ReadGml) -> gpd.GeoDataFrame:
    """Return the objects of a file of a zip; most places have no railway, and then its file holds none.

    Raises
    ------
    ServiceError
        The file cannot be read; the sentence has its name in the zip.
    """
    if path.stat().st_size < _SMALL and _holds_nothing(path.read_bytes()):
        return gpd.GeoDataFrame(geometry=[], crs=f"EPSG:{RD}")
    try:
        return _plain_names(read_gml(path))
    except ServiceError as error:
        reason = str(error.details.get("tekst") or "-")
        raise ServiceError("bestand_onleesbaar", url=url, bestand=Path(name).name, reden=reason) from error


def _holds_nothing(text: bytes) -> bool:
    """Return whether a file of GML is whole and has no objects: readers call such a file broken."""
    root = re.search(rb"<([A-Za-z_][\w.:-]*)(?:\s[^>]*)?>", text)
    if root is None or _MEMBER.search(text):
        return False
    whole = text.rstrip().endswith(b"</" + root[1] + b">") or root[0].endswith(b"/>")
    return whole and root[1].rpartition(b":")[2] in {b"FeatureCollection", b"CityModel"}


def _plain_names(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a table with the names that BGT data have elsewhere: ``lokaalID``, ``bgt_functie``.

    GML-light has a path (``identificatie.lokaalID``) and hyphens in them; a path stays where its end is not unique.
    """
    ends = Counter(str(name).rpartition(".")[2].lower() for name in frame.columns)
    names = {
        name: (end if ends[(end := str(name).rpartition(".")[2]).lower()] == 1 else str(name).replace(".", "_"))
        for name in frame.columns
        if name != frame.geometry.name
    }
    return frame.rename(columns={old: new.replace("-", "_") for old, new in names.items()})


def _is_of(name: str, layer: str) -> bool:
    """Return whether a file of the zip holds a feature type: ``bgt_wegdeel.gml`` or ``wegdeel.gml``."""
    stem = Path(name).stem.lower()
    return stem.removeprefix("bgt_") == layer.lower()


def _delivery(dataset: Dataset, frames: list[gpd.GeoDataFrame], area: Any) -> Delivery:
    """Return a dataset: current objects once, and only those that touch the area."""
    findings = Findings()
    all_rows = [_in_rd(frame) for frame in frames]
    whole = gpd.GeoDataFrame(pd.concat(all_rows, ignore_index=True), geometry="geometry", crs=f"EPSG:{RD}")
    ended = np.zeros(len(whole), dtype=bool)
    for column in whole.columns:
        if str(column).lower().replace("_", "").replace("-", "") in _ENDED:
            ended |= (whole[column].notna() & (whole[column].astype(str).str.strip() != "")).to_numpy(dtype=bool)
    current, doubles = once(whole[~ended].reset_index(drop=True))
    tidied: Tidied = cut(current, area, dataset.sleutel, doubles=doubles, ended=int(ended.sum()))
    return deliver(dataset, tidied, delivered=len(whole), pages=1, boxes=1, matched=None, findings=findings)


def _in_rd(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a table in RD with its geometry in ``geometry``; without a system it is RD, as the service says."""
    if frame.geometry.name != "geometry":
        frame = frame.rename_geometry("geometry")
    if frame.crs is None:
        return frame.set_crs(f"EPSG:{RD}")
    return frame if frame.crs.to_epsg() in {RD, 7415} else frame.to_crs(f"EPSG:{RD}")
