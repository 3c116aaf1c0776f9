"""The boundary of a municipality by its name, from CBS."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from ..callbacks import Cancelled, Progress, never, part, silent
from ..errors import InputError
from ..kentallen import Kentallen
from .answers import Feature
from .catalogue import Dataset, dataset
from .places import RD, declared, in_rd
from .protocols import Wfs
from .transport import Fetch, ServiceError, Wait, pause
from .walk import Asker, Gathered, gather

_WHOLE = shapely.box(0.0, 290_000.0, 300_000.0, 640_000.0)
"""Box around the land of the Netherlands in RD."""

_SHOWN = 5
_LONGEST = 60


@dataclass(frozen=True)
class Municipality:
    """A municipality.

    Attributes
    ----------
    naam, code
        As CBS has them, e.g. ``"Utrecht"`` and ``"GM0344"``.
    area
        Polygon or multipolygon in RD: its land; large water that CBS has as a row of its own is left out.
    url
        Where it came from.
    """

    naam: str
    code: str
    area: Any
    url: str


def plain(name: str) -> str:
    """Return a name of a municipality as it is compared: lower case, without accents, signs and "gemeente"."""
    text = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    text = re.sub(r"\(([^)]*)\)", r" \1 ", text)
    words = re.findall(r"[a-z0-9]+", text.replace("'", ""))
    if len(words) > 1 and words[0] in {"gemeente", "gem"}:
        words = words[1:]
    return "".join("sint" if word == "st" else word for word in words)


def municipality(
    name: str,
    fetch: Fetch,
    *,
    source: Dataset | None = None,
    folder: Path | str | None = None,
    kentallen: Kentallen | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
    wait: Wait = pause,
) -> Municipality:
    """Return a municipality by its name or code.

    Case, accents, hyphens and "gemeente" do not matter; ``GM0344`` and ``344`` are codes. First the names are asked,
    then the one boundary.

    Parameters
    ----------
    name
        What the user wrote.
    fetch, folder, kentallen, progress, cancelled, wait
        See `download.download`.
    source
        Dataset with the municipalities; None: ``cbs_gemeenten`` with its standard address.

    Raises
    ------
    InputError
        No municipality or more than one bears that name; the sentence names what comes near.
    ServiceError
        The service fails.
    CancelledError
        The user cancelled.
    """
    from .download import Setting, limits, page_size

    item = source or dataset("cbs_gemeenten")
    setting = Setting(fetch, folder, kentallen, cancelled, wait=wait)
    numbers = setting.numbers()
    size, timeout_s = page_size(numbers), numbers.value("dienst.tijdslimiet")

    def rows(extra: dict[str, str], step: Progress) -> Gathered:
        asked = replace(item, filter=(*item.filter, *extra.items()))
        place = setting.store(asked, _WHOLE)
        asker: Asker = setting.asker(place)
        found = gather(Wfs(asked, size, timeout_s, limits(numbers).objects), _WHOLE, asker, limits(numbers), step)
        place.clear()
        return found

    def named(extra: dict[str, str], step: Progress) -> Gathered | None:
        try:
            return rows(extra, step)
        except ServiceError as error:
            if error.again or error.kind not in {"status", "weigert"}:
                raise
            return None

    try:
        listed = named({"propertyName": "gemeentecode,gemeentenaam"}, part(progress, 0, 50))
        whole = None if listed is not None else rows({}, part(progress, 0, 90))
        code, naam = chosen(name, [_pair(feature) for feature in (listed or whole or Gathered()).features])
        found = whole or named({"filter": _filter(code)}, part(progress, 50, 80))
        mine = [] if found is None else _bounded(found, code)
        if not mine and whole is None:
            mine = _bounded(rows({}, part(progress, 80, 95)), code)
    except ServiceError as error:
        raise error.of(item.naam) from error
    land = [pair for pair in mine if _text(pair[0].fields, "water").upper() != "JA"]
    mine = land or mine
    if not mine:
        raise InputError("gemeente_zonder_grens", naam=naam)
    shapes = []
    for feature, system in mine:
        placed, _ = in_rd(np.array([None, feature.geometry], dtype=object)[1:], declared(system) or RD)
        shapes.append(placed[0])
    area = shapely.union_all(shapely.make_valid(np.array(shapes, dtype=object)))
    progress(100.0)
    return Municipality(naam, code, _areas(area), item.base)


def chosen(name: str, listed: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Return code and name of the municipality that a text means.

    Parameters
    ----------
    name
        What the user wrote.
    listed
        Codes and names of all municipalities; the same pair may come more than once.

    Raises
    ------
    InputError
        None or several are meant.
    """
    known = {code: naam for code, naam in sorted(set(listed)) if code and naam}
    if not known:
        raise InputError("gemeente_lijst_leeg")
    if not plain(name):
        raise InputError("gemeente_leeg")
    number = re.fullmatch(r"\s*(?:gm)?0*(\d{1,4})\s*", name, re.IGNORECASE)
    if number and f"GM{int(number[1]):04d}" in known:
        code = f"GM{int(number[1]):04d}"
        return code, known[code]
    wanted, told = plain(name), shortened(name)
    exact = [code for code, naam in known.items() if plain(naam) == wanted]
    if not exact:
        # "Hengelo" for "Hengelo (O.)"
        exact = [code for code, naam in known.items() if plain(re.sub(r"\([^)]*\)", "", naam)) == wanted]
    if len(exact) == 1:
        return exact[0], known[exact[0]]
    if exact:
        options = ", ".join(f"{known[code]} ({code})" for code in exact)
        raise InputError("gemeente_meer", naam=told, keuze=options)
    names = {plain(naam): naam for naam in known.values()}
    near = difflib.get_close_matches(wanted, sorted(names), n=_SHOWN, cutoff=0.6)
    parts = [key for key in sorted(names) if wanted in key and key not in near]
    options = ", ".join(names[key] for key in [*near, *parts][:_SHOWN])
    if options:
        raise InputError("gemeente_onbekend", naam=told, keuze=options)
    raise InputError("gemeente_onbekend_zonder", naam=told)


def shortened(name: str) -> str:
    """Return a name on one line, as long as fits in a sentence."""
    words = " ".join(name.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}..."


def _pair(feature: Feature) -> tuple[str, str]:
    return _text(feature.fields, "gemeentecode"), _text(feature.fields, "gemeentenaam")


def _bounded(found: Gathered, code: str) -> list[tuple[Feature, str]]:
    """Return the objects of a municipality that have a geometry, with what their page says of its system."""
    return [
        (feature, system)
        for feature, system in zip(found.features, found.systems, strict=True)
        if _pair(feature)[0] == code and feature.geometry is not None
    ]


def _text(fields: dict[str, Any], key: str) -> str:
    """Return a field by its name in any case and with or without underscores."""
    wanted = key.replace("_", "")
    return next(
        (
            str(value).strip()
            for name, value in fields.items()
            if name.lower().replace("_", "") == wanted and value is not None
        ),
        "",
    )


def _filter(code: str) -> str:
    return (
        '<fes:Filter xmlns:fes="http://www.opengis.net/fes/2.0"><fes:PropertyIsEqualTo><fes:ValueReference>gemeentecode'
        f"</fes:ValueReference><fes:Literal>{code}</fes:Literal></fes:PropertyIsEqualTo></fes:Filter>"
    )


def _areas(geometry: Any) -> Any:
    """Return the surfaces of a geometry as one polygon or multipolygon."""
    parts = shapely.get_parts(geometry) if geometry.geom_type == "GeometryCollection" else np.array([geometry])
    return shapely.union_all(parts[shapely.get_dimensions(parts) == 2])
