"""May we drill here: the verdict on WKO and closed loops for every place, with its reasons."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ...callbacks import Cancelled, Progress, never, part, silent, stop_if
from ...errors import InputError
from ...findings import Findings
from ...kentallen import Kentallen
from ...readers.values import Flags, Texts
from ...schema import RD, names
from ...wording import note
from ..columns import INSTALLATIES, OORDELEN, RESTRICTIE_COLUMNS, ROLLEN, TECHNIEKEN
from . import reasons
from .by_depth import cut_by_depth
from .distances import Near, Systems, near, systems_of
from .groups import Groups, Maps, groups_of, maps_of
from .law import rules_in_words
from .locations import Places, read_places
from .overlay import Covers, grouped, joined, overlay
from .remarks import Facts, findings_of, layers_of, notes_of, role_words, totals_of
from .result import DEEL_COLUMNS, AreaLayer, InstallationLayer, Judgement, Settings
from .rules import ALLOWED, FORBIDDEN, UNKNOWN, matters, search_distance
from .verdict import Parts, in_tenths, parts_of, shares, verdicts

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_SHARES = {"wko": "wko", "bodemlus": "lus"}
"""Technique -> how the columns with its shares begin."""

_DISTANCES = {"OBES": "obes", "GBES": "gbes", "ONTTREKKINGEN": "onttrekking"}


def judge(
    locations: gpd.GeoDataFrame,
    areas: Mapping[str, Sequence[AreaLayer]],
    installations: Mapping[str, Sequence[InstallationLayer]],
    *,
    settings: Settings | None = None,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Judgement:
    """Judge places.

    What each map means for each technique stands in `.rules`. Of overlapping areas the heaviest counts, each metre
    once. Existing systems never forbid: within a search distance they ask for attention. Where nothing is found the
    verdict is ``toegestaan`` only if every map that could tell was given and reaches the place; else ``onbekend``.

    Parameters
    ----------
    locations
        Points, lines or areas, mixed if need be, in EPSG:28992 or with a CRS.
    areas
        Role (see `..columns.ROLLEN`) to the maps of that role. A role that is not there was not given; a map without
        features was.
    installations
        Role (`..columns.INSTALLATIES`) to the maps of that role.
    settings
        What the user chooses; None for the standard.

    Raises
    ------
    InputError
        There are no locations, none has a place, no map at all was given, a role is not one of these, or a setting
        cannot be.
    CancelledError
        The user cancelled.
    """
    chosen = settings or Settings()
    _check(areas, installations, chosen)
    places = read_places(locations, kentallen, chosen.id_field)
    maps = maps_of(areas, installations)
    if not maps.layers:
        raise InputError("restricties_geen_kaart")
    progress(10)
    stop_if(cancelled)
    groups = groups_of(maps, kentallen)
    pairs = overlay(places, groups.shapes, progress=part(progress, 10, 40), cancelled=cancelled)
    covers, row = grouped(pairs, groups.of, places)
    texts = [reasons.of_areas(pairs, row, covers, groups, maps, places)]
    stop_if(cancelled)
    labels = reasons.map_labels(maps)
    systems, radius, found = dict[str, Systems](), dict[str, float](), dict[str, Near]()
    whole, hits = [covers], [_hits(covers, groups)]
    for number, role in enumerate(role for role in INSTALLATIES if role in maps.given):
        layers = maps.of(role)
        systems[role] = systems_of([maps.layers[m].frame for m in layers], kentallen.value("restrictie.zelfde_systeem"))
        own = chosen.search(role)
        radius[role] = search_distance(role, kentallen) if own is None else own
        found[role] = near(places, systems[role], radius[role], cancelled=cancelled)
        more = found[role].covers
        whole.append(Covers(more.place, np.full_like(more.place, groups.installations(role)), more.share, more.piece))
        at = layers[systems[role].layer] if len(systems[role]) else np.empty(0, dtype=np.int64)
        hits.append((more.place, at[found[role].nearest[more.place]]))
        texts.append(reasons.of_systems(role, found[role], systems[role], radius[role], groups, labels[layers], places))
        progress(45 + 10 * number)
        stop_if(cancelled)
    every, order = joined(whole)
    text, bare = (np.concatenate(lines)[order] for lines in zip(*texts, strict=True))
    reached = _reached(maps, places, kentallen)
    rest, missing = _rest(maps, reached, chosen, kentallen)
    share = shares(every, groups.codes, rest, places, cancelled=cancelled)
    code = verdicts(share, kentallen.value("restrictie.deel_minst") / 100.0)
    code[~places.placed] = UNKNOWN
    depth, source = _depths(covers, groups, maps, len(places.ids))
    progress(80)
    stop_if(cancelled)
    hit = _joined_hits(hits)
    touched = np.bincount(hit[1], minlength=len(maps.layers)).astype(np.int64)
    facts = Facts(places, maps, groups, systems, radius, reached, touched, code, share, depth)
    table = _table(facts, every, text, missing, source, hit, labels, found, chosen, kentallen)
    progress(90)
    wanted = places if chosen.parts else replace(places, dimension=np.full_like(places.dimension, -1))
    made = parts_of(every, groups.codes, rest, wanted, cancelled=cancelled)
    limit = groups.table["depth"].to_numpy(dtype=np.float64)[every.group]
    made = cut_by_depth(made, every, limit, wanted, cancelled=cancelled)
    parts = _parts(made, places, bare, limit, table)
    progress(100)
    return _judgement(facts, table, parts, kentallen)


def _check(
    areas: Mapping[str, Sequence[AreaLayer]],
    installations: Mapping[str, Sequence[InstallationLayer]],
    settings: Settings,
) -> None:
    """Raise when a role or a setting cannot be."""
    for given, kind in ((areas, "gebieden"), (installations, "installaties")):
        allowed = [role for role in ROLLEN if (role in INSTALLATIES) == (kind == "installaties")]
        for role in given:
            if role not in allowed:
                raise InputError(
                    "restricties_rol", role=role, kind=note(f"restricties_woord_{kind}"), allowed=", ".join(allowed)
                )
    if settings.power_kw is not None and not (math.isfinite(settings.power_kw) and settings.power_kw > 0):
        raise InputError("restricties_vermogen", value=settings.power_kw)
    for distance in (settings.search_obes_m, settings.search_gbes_m, settings.search_abstraction_m):
        if distance is not None and not (math.isfinite(distance) and distance >= 0):
            raise InputError("restricties_zoekafstand", value=distance)


def _reached(maps: Maps, places: Places, kentallen: Kentallen) -> Flags:
    """Tell which map tells something, even if nothing, about which place, shape (m, n)."""
    margin = 1000.0 * kentallen.value("restrictie.bereik_kaart_km")
    bounds = shapely.bounds(places.shapes)
    result = np.ones((len(maps.layers), len(places.ids)), dtype=bool)
    for number, layer in enumerate(maps.layers):
        if len(layer.frame):
            west, south, east, north = layer.frame.total_bounds
            result[number] = (bounds[:, 2] >= west - margin) & (bounds[:, 0] <= east + margin)
            result[number] &= (bounds[:, 3] >= south - margin) & (bounds[:, 1] <= north + margin)
    return result & places.placed


def _rest(maps: Maps, reached: Flags, settings: Settings, kentallen: Kentallen) -> tuple[Ints, Flags]:
    """Return the verdict where nothing is found, shape (n, 2), and which roles were not tested where, shape (11, n)."""
    missing = np.array([~reached[maps.roles == role].any(axis=0) for role in ROLLEN])
    rest = np.full((reached.shape[1], len(TECHNIEKEN)), ALLOWED, dtype=np.int64)
    for role, without in zip(ROLLEN, missing, strict=True):
        if role in settings.required:
            rest[np.ix_(without, matters(role, kentallen))] = UNKNOWN
    return rest, missing


def _depths(covers: Covers, groups: Groups, maps: Maps, n: int) -> tuple[Floats, Texts]:
    """Return the shallowest limit anywhere on each place, NaN for none, and where it comes from; shape (n,)."""
    depth, source = np.full(n, np.nan), np.full(n, "", dtype=object)
    limit = groups.table["depth"].to_numpy(dtype=np.float64)[covers.group]
    rows = np.flatnonzero(np.isfinite(limit))
    rows = rows[np.lexsort((covers.group[rows], limit[rows], covers.place[rows]))]
    if len(rows):
        first = rows[np.concatenate([[True], np.diff(covers.place[rows]) != 0])]
        depth[covers.place[first]] = limit[first]
        words = {group: reasons.depth_source(group, groups, maps) for group in np.unique(covers.group[first]).tolist()}
        source[covers.place[first]] = [words[group] for group in covers.group[first].tolist()]
    return depth, source


def _hits(covers: Covers, groups: Groups) -> tuple[Ints, Ints]:
    """Return pairs of a place and a map that has an area there."""
    return covers.place, groups.table["layer"].to_numpy(dtype=np.int64)[covers.group]


def _joined_hits(hits: Sequence[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    """Return pairs of a place and a map, each once, by place and then by map."""
    place, layer = (np.concatenate(column) for column in zip(*hits, strict=True))
    maps = int(layer.max(initial=0)) + 1
    keys = np.unique(place * maps + layer)
    return (keys // maps).astype(np.int64), (keys % maps).astype(np.int64)


def _table(
    facts: Facts,
    covers: Covers,
    text: Texts,
    missing: Flags,
    depth_source: Texts,
    hit: tuple[Ints, Ints],
    labels: Texts,
    found: Mapping[str, Near],
    settings: Settings,
    kentallen: Kentallen,
) -> gpd.GeoDataFrame:
    """Return the row of each place."""
    places, n = facts.places, len(facts.places.ids)
    data: dict[str, object] = {"locatie_id": places.ids, "pand_id": places.buildings}
    words = np.array(OORDELEN, dtype=object)
    for column, technique in enumerate(TECHNIEKEN):
        data[technique] = words[facts.code[:, column]]
        tenths = in_tenths(facts.share[:, column])
        for code, word in enumerate(OORDELEN):
            data[f"{_SHARES[technique]}_{word}"] = tenths[:, code]
    data |= {"max_diepte_m": facts.depth, "diepte_bron": depth_source}
    for role in INSTALLATIES:
        data |= _nearness(role, found.get(role), facts.systems.get(role), n)
    untested = _untested(missing)
    data["redenen"] = _told(reasons.per_place(text, covers.place, n), untested, places)
    interference = np.zeros(n, dtype=bool)
    interference[covers.place[facts.groups.table["role"].to_numpy()[covers.group] == "INTERFERENTIE"]] = True
    closed = facts.share[:, :, FORBIDDEN] >= 1.0
    tested = ~missing[ROLLEN.index("INTERFERENTIE")]
    rules = rules_in_words(closed, interference, tested, settings.power_kw, kentallen)
    data["regels"] = np.where(places.placed, rules, "").astype(object)
    data["niet_getoetst"] = untested
    data["bronnen"] = _sources(hit, labels, facts.reached, places)
    result = gpd.GeoDataFrame(data, geometry=places.given, crs=RD)
    return result[[*names(RESTRICTIE_COLUMNS), "geometry"]]


def _nearness(role: str, found: Near | None, systems: Systems | None, n: int) -> dict[str, object]:
    """Return the columns about the systems of one role."""
    name = _DISTANCES[role]
    distance = found.distance if found is not None else np.full(n, np.nan)
    columns: dict[str, object] = {f"afstand_{name}_m": distance}
    if role == "ONTTREKKINGEN":
        return columns
    nearest = np.full(n, "", dtype=object)
    count = np.zeros(n, dtype=np.int64)
    if found is not None and systems is not None:
        count = found.count
        known = found.nearest >= 0
        nearest[known] = systems.ids[found.nearest[known]]
    return columns | {name: nearest, f"{name}_binnen": count}


def _untested(missing: Flags) -> Texts:
    """Return the maps that did not test each place in words, shape (n,)."""
    first, kind = _kinds(missing)
    made = [
        role_words(tuple(role for role, out in zip(ROLLEN, column, strict=True) if out)) for column in missing.T[first]
    ]
    return np.asarray(np.array(made, dtype=object)[kind], dtype=object)


def _kinds(flags: Flags) -> tuple[Ints, Ints]:
    """Return an example of each different column of flags (k, n), and which of them every column is like."""
    kind = np.zeros(flags.shape[1], dtype=np.int64)
    for row in flags:
        # numbered anew at every row: as many flags as there may be, the numbers stay small
        _, kind = np.unique(2 * kind + row, return_inverse=True)
    _, first = np.unique(kind, return_index=True)
    return first.astype(np.int64), kind.reshape(-1).astype(np.int64)


def _told(text: Texts, untested: Texts, places: Places) -> Texts:
    """Return the reasons of each place, also where nothing was found."""
    result = text.copy()
    nothing = result == ""
    result[nothing] = np.where(untested[nothing] != "", _nothing(True), _nothing(False))
    result[~places.placed] = note("restricties_reden_zonder_plaats")
    return result


def _nothing(untested: bool) -> str:
    """Return what is said where nothing was found."""
    text = note("restricties_reden_geen")
    return f"{text}{reasons.BETWEEN}{note('restricties_reden_niet_volledig')}" if untested else text


def _sources(hit: tuple[Ints, Ints], labels: Texts, reached: Flags, places: Places) -> Texts:
    """Return the maps that carry each verdict; where none has anything, all that were looked at. Shape (n,)."""
    place, layer = hit
    result = reasons.per_place(labels[layer], place, len(places.ids))
    nothing = np.flatnonzero((result == "") & places.placed)
    if len(nothing):
        first, kind = _kinds(reached[:, nothing])
        made = [
            note("restricties_bronnen_niets", maps=", ".join(labels[column])) if column.any() else ""
            for column in reached.T[nothing[first]]
        ]
        result[nothing] = np.array(made, dtype=object)[kind]
    return result


def _parts(made: Parts, places: Places, text: Texts, limit: Floats, table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the parts of lines and areas as a table; a part that is all of its place is told as in `table`."""
    start = np.flatnonzero(np.diff(made.place, prepend=-1))
    number = np.arange(len(made.place)) - np.repeat(start, np.diff([*start, len(made.place)])) + 1
    depths, told, untested = (
        table[name].to_numpy()[made.place] for name in ("max_diepte_m", "redenen", "niet_getoetst")
    )
    for cut, rows in made.touches.items():
        depths[cut] = np.fmin.reduce(limit[rows], initial=np.nan)
        told[cut] = reasons.BETWEEN.join(text[rows]) or _nothing(bool(untested[cut]))
    words = np.array(OORDELEN, dtype=object)
    line = places.dimension[made.place] == 1
    whole = places.size[made.place]
    data = {
        "deel_id": [f"{place}-{i}" for place, i in zip(places.ids[made.place], number, strict=True)],
        "locatie_id": places.ids[made.place],
        "pand_id": places.buildings[made.place],
        **{technique: words[made.code[:, column]] for column, technique in enumerate(TECHNIEKEN)},
        "max_diepte_m": depths,
        "deel": 100.0 * made.size / np.where(whole > 0, whole, 1.0),
        "lengte_m": np.where(line, made.size, np.nan),
        "oppervlakte_m2": np.where(line, np.nan, made.size),
        "redenen": told,
    }
    result = gpd.GeoDataFrame(data, geometry=made.shape, crs=RD)
    return result[[*names(DEEL_COLUMNS), "geometry"]]


def _judgement(facts: Facts, table: gpd.GeoDataFrame, parts: gpd.GeoDataFrame, kentallen: Kentallen) -> Judgement:
    """Return everything together, with what the readers had to say."""
    findings, notes = Findings(), list[str]()
    for layer in facts.maps.layers:
        findings.extend(layer.findings)
        notes.extend(layer.notes)
    findings.extend(facts.places.findings)
    findings.extend(findings_of(facts, kentallen))
    notes.extend(notes_of(facts, kentallen))
    return Judgement(table, parts, pd.DataFrame(layers_of(facts)), findings, notes, totals_of(facts))
