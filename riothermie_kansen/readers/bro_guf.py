"""Groundwater use systems (GUF) of the BRO as XML: open and closed systems in the ground, and abstractions.

After the catalogue of the BRO (BROprogramma/GUF: messages ``GUF_PO``, ``GUF_PPO`` and ``BRO_DO`` of the service, and
value lists UsageType, InstallationType, RegistrationStatus). Points of an installation stand in RD; the standardised
location stands in ETRS89, latitude first.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import InputError
from ..schema import RD
from ..wording import note
from .bro_xml import Element, read_xml
from .rd_places import from_degrees
from .values import parse_number

OBJECTS = ("GUF_PO", "GUF_PPO", "GUF_PO_DP", "GUF_PPO_DP")
"""Elements that hold a groundwater use system: for the public, for partners, and their older forms."""

REMOVED = "BRO_DO"
"""Element of a system that was taken out of the registration: nothing but its id is known."""

COLUMNS = (
    *("installatie_id", "soort", "status", "einddatum", "uit_registratie_genomen", "vermogen_kw", "diepte_m"),
    *("debiet_m3h", "onttrekking_m3jr", "warmte_mwh", "koude_mwh", "datum", "opmerking_lezen"),
)
"""Columns of what `read_guf` returns, with names that `.installations.read_installations` knows."""

_POWER = {"w": 1e-3, "kw": 1.0, "mw": 1e3}
_ENERGY = {"kwh": 1e-3, "mwh": 1.0, "gwh": 1e3, "gj": 1 / 3.6, "mj": 1 / 3600.0}
_LENGTH = {"m": 1.0, "cm": 0.01, "km": 1000.0}
_FLOW = {"m3/h": 1.0, "m3/u": 1.0, "m3h": 1.0, "l/s": 3.6, "m3/s": 3600.0, "m3/d": 1 / 24.0, "m3/dag": 1 / 24.0}
_VOLUME = {"m3": 1.0}
_GEOMETRIES = ("Point", "MultiPoint", "LineString", "Curve", "Polygon", "Surface", "MultiSurface", "MultiCurve")
_RD_NUMBER = "28992"
_POWERS = ("power", "powerWarm", "powerCold")
_DEPTHS = ("loopDepth", "wellDepth", "maximumWellDepth")


@dataclass
class _Numbers:
    """Reads numbers with their unit; keeps what could not be read."""

    odd: list[str]

    def largest(self, elements: Sequence[Element | None], units: dict[str, float]) -> float:
        """Return the largest number in elements, in the unit with factor 1; NaN for none."""
        found = [self.one(element, units) for element in elements if element is not None]
        return max((value for value in found if not math.isnan(value)), default=math.nan)

    def one(self, element: Element, units: dict[str, float]) -> float:
        """Return the number in an element; NaN where it is not one, or its unit is not known."""
        text = " ".join(element.text.split())
        value = parse_number(text)
        unit = element.attributes.get("uom", next(iter(unit for unit, factor in units.items() if factor == 1.0)))
        factor = units.get(unit.replace("³", "3").replace("^", "").lower())
        if not np.isfinite(value) or factor is None:
            if text:
                self.odd.append(f"{element.name} {text[:40]} {unit[:20]}".strip())
            return math.nan
        return value * factor


def read_guf(paths: Sequence[Path]) -> gpd.GeoDataFrame:
    """Read groundwater use systems from XML files of the BRO.

    Parameters
    ----------
    paths
        Files, and folders of which all ``.xml`` files are read.

    Returns
    -------
    GeoDataFrame
        EPSG:28992, sorted by id and place. One row per place of a system: each different point, line or area of its
        loops or wells, else that of its installation, else its standardised location; so an id can be there more than
        once. What is realised goes before what was only designed. Power, energy and flow are those of the whole
        system. Columns: `COLUMNS`; what could not be read stands in the last one. Geometry None where none is known.

    Raises
    ------
    InputError
        There is no XML file, one of them is not complete XML or asks for entities, it holds another object than a
        groundwater use system, or it is the refusal of a request.
    """
    files = sorted({file for path in paths for file in _files(Path(path))}, key=str)
    if not files:
        raise InputError("guf_geen_bestanden", path=", ".join(str(path) for path in paths) or "-")
    rows: list[dict[str, Any]] = []
    degrees: list[bool] = []
    for file in files:
        for row, in_degrees in _rows_of_file(file):
            rows.append(row)
            degrees.append(in_degrees)
    geometry = np.empty(len(rows), dtype=object)
    geometry[:] = [row.pop("geometry") for row in rows]
    turned = np.array(degrees, dtype=bool) & ~shapely.is_missing(geometry)
    if turned.any():
        geometry[turned] = from_degrees(geometry[turned])
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    wkb = np.array(["" if one is None else shapely.to_wkb(one, hex=True) for one in geometry], dtype=str)
    order = np.lexsort((wkb, table["installatie_id"].to_numpy(dtype=object).astype(str)))
    return gpd.GeoDataFrame(table.iloc[order].reset_index(drop=True), geometry=geometry[order], crs=RD)


def _files(path: Path) -> list[Path]:
    """Return the XML files of a path."""
    if path.is_dir():
        return sorted(file for file in path.iterdir() if file.suffix.lower() == ".xml" and file.is_file())
    return [path]


def _rows_of_file(file: Path) -> Iterator[tuple[dict[str, Any], bool]]:
    """Yield the rows of a file, and whether their place is in degrees."""
    root = read_xml(file)
    found = False
    for item in root.every(*OBJECTS, REMOVED):
        found = True
        if item.name == REMOVED:
            yield _row(item.value("broId"), removed="ja"), False
        else:
            yield from _rows(item)
    if found:
        return
    reason = next((element for element in root.every("rejectionReason")), None)
    if reason is not None:
        raise InputError("guf_afgewezen", file=file.name, reason=" ".join(reason.text.split())[:200])
    document = next((element for element in root.every("dispatchDocument")), None)
    other = document.children[0].name if document is not None and document.children else root.name
    raise InputError("guf_ander_object", file=file.name, found=other[:60])


def _row(identity: str, *, removed: str = "", **values: Any) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(COLUMNS, "")
    for name in ("vermogen_kw", "diepte_m", "debiet_m3h", "onttrekking_m3jr", "warmte_mwh", "koude_mwh"):
        row[name] = math.nan
    row.update({"installatie_id": identity, "uit_registratie_genomen": removed, "geometry": None})
    row.update(values)
    return row


def _rows(guf: Element) -> Iterator[tuple[dict[str, Any], bool]]:
    """Yield a row per place of a system, and whether it is in degrees."""
    reader = _Numbers([])
    licences = guf.all("licence", "LicenceGroundwaterUsage")
    designs = [one for licence in licences for one in licence.all("designInstallation", "DesignInstallation")]
    realised = guf.all("realisedInstallation", "RealisedInstallation")
    energy = [one for design in designs for one in design.all("energyCharacteristics")]
    quantities = [one for licence in licences for one in licence.all("licensedQuantity")]
    kinds = [one.value("usageTypeFacility", "primaryUsageType") for one in licences]
    kinds += [one.value("installationFunction") for one in (*realised, *designs)]
    common = {
        "soort": next((kind for kind in reversed(kinds[: len(licences)]) if kind), next((k for k in kinds if k), "")),
        "vermogen_kw": _sum([reader.largest([one.first(name) for name in _POWERS], _POWER) for one in energy]),
        "warmte_mwh": _sum([reader.largest([one.first("energyWarm")], _ENERGY) for one in energy]),
        "koude_mwh": _sum([reader.largest([one.first("energyCold")], _ENERGY) for one in energy]),
        "debiet_m3h": _flow(designs, quantities, reader),
        "onttrekking_m3jr": _yearly(quantities, reader),
        "datum": _newest(guf),
    }
    ended = _date(guf.first("lifespan", "endTime"))
    status = guf.value("registrationHistory", "registrationStatus")
    removed = guf.value("registrationHistory", "deregistered").lower()
    identity = guf.value("broId")
    places = list(_places(realised or designs, reader, realised=bool(realised)))
    if not places:
        shape = _geometry(guf.first("standardizedLocation", "location"), reader)
        places = [(shape, math.nan, "")]
    told = note("guf_niet_gelezen", values="; ".join(dict.fromkeys(reader.odd))) if reader.odd else ""
    for (shape, in_degrees), depth, end in places:
        row = _row(identity, removed=removed, **common)
        row.update({"status": status or ("" if realised else "ontwerp"), "einddatum": ended or end, "diepte_m": depth})
        row.update({"geometry": shape, "opmerking_lezen": told})
        yield row, in_degrees


def _places(
    installations: Sequence[Element], reader: _Numbers, *, realised: bool
) -> Iterator[tuple[tuple[Any, bool], float, str]]:
    """Yield (place, in degrees), depth and end of each different place of installations."""
    parts = ("realisedLoop", "realisedWell") if realised else ("designLoop", "designWell")
    found: dict[bytes, tuple[tuple[Any, bool], float, str]] = {}
    for one in installations:
        own = _geometry(one.first("geometry"), reader)
        end = _date(one.first("lifespan", "endTime"))
        pieces = [piece for part in parts for holder in one.all(part) for piece in holder.children]
        for piece in pieces or [one]:
            shape = _geometry(piece.first("geometry"), reader) if pieces else own
            shape = own if shape[0] is None else shape
            if shape[0] is None:
                continue
            depth = reader.largest(
                [piece.first(name) for name in ("loopDepth", "wellDepth", "maximumWellDepth")], _LENGTH
            )
            last = end or _date(piece.first("lifespan", "endTime"))
            key = shapely.to_wkb(shape[0])
            if key in found:
                # of parts at one place the deepest, and that which is still there
                _, known, before = found[key]
                depth = float(np.fmax(depth, known))
                last = last if before and last else ""
            found[key] = (shape, depth, last)
    yield from found.values()


def _geometry(holder: Element | None, reader: _Numbers) -> tuple[Any, bool]:
    """Return the first geometry in an element, and whether it is in degrees; (longitude, latitude) then."""
    element = next(holder.every(*_GEOMETRIES), None) if holder is not None else None
    if element is None:
        return None, False
    system = next((one.attributes["srsName"] for one in _walk(element) if "srsName" in one.attributes), "")
    pieces = []
    for one in element.every("pos", "posList", "exterior", "interior"):
        numbers = [parse_number(text) for leaf in one.every("pos", "posList") for text in leaf.text.split()]
        if len(numbers) < 2 or len(numbers) % 2 or not np.isfinite(numbers).all():
            reader.odd.append(f"{element.name} {' '.join(one.text.split())[:40]}".strip())
            continue
        pieces.append((one.name, np.array(numbers, dtype=np.float64).reshape(-1, 2)))
    in_degrees = _RD_NUMBER not in system and bool(pieces) and all(np.abs(xy).max() < 180.0 for _, xy in pieces)
    shapes = [_shape(kind, xy[:, ::-1] if in_degrees else xy) for kind, xy in pieces if kind != "interior"]
    return (shapely.union_all(shapes) if len(shapes) > 1 else shapes[0]) if shapes else None, in_degrees


def _shape(kind: str, xy: Any) -> Any:
    """Return a point, line or area of coordinates (n, 2); an area without its holes."""
    if len(xy) == 1:
        return shapely.Point(xy[0])
    if kind == "exterior" and len(xy) > 3:
        return shapely.make_valid(shapely.Polygon(xy))
    return shapely.LineString(xy)


def _walk(element: Element) -> Iterator[Element]:
    waiting = [element]
    while waiting:
        here = waiting.pop()
        yield here
        waiting.extend(here.children[::-1])


def _sum(values: Sequence[float]) -> float:
    known = [value for value in values if not math.isnan(value)]
    return float(sum(known)) if known else math.nan


def _flow(designs: Sequence[Element], quantities: Sequence[Element], reader: _Numbers) -> float:
    """Return the flow of a system, m3/h: what it may take in an hour, else the largest capacity of its wells."""
    per_hour = reader.largest([one.first("maximumPerHour") for one in quantities], _VOLUME)
    if not math.isnan(per_hour):
        return per_hour
    wells = [well for design in designs for well in design.all("designWell", "DesignWell")]
    return reader.largest([well.first("maximumWellCapacity") for well in wells], _FLOW)


def _yearly(quantities: Sequence[Element], reader: _Numbers) -> float:
    """Return what may be taken in a year, m3: as licensed per year, NaN where that is not stated."""
    return reader.largest([one.first("maximumPerYear") for one in quantities], _VOLUME)


def _newest(guf: Element) -> str:
    """Return the day of the last addition or correction, else of the registration."""
    history = guf.first("registrationHistory")
    names = ("latestCorrectionTime", "latestAdditionTime", "registrationCompletionTime", "objectRegistrationTime")
    found = [history.value(name)[:10] for name in names] if history is not None else []
    return max((day for day in found if day), default="")


def _date(element: Element | None) -> str:
    """Return the day, month or year in a date of the BRO, "" for none."""
    if element is None:
        return ""
    return next(
        (" ".join(one.text.split()) for one in element.every("date", "yearMonth", "year") if one.text.strip()), ""
    )
