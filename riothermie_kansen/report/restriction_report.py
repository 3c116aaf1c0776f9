"""The report of bodemrestricties on one HTML page: may we drill here, how deep, why, and what was not looked at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..kentallen import Kentallen
from ..subsurface.columns import AANDACHT, BODEMLUS, OORDELEN, ROLLEN, TECHNIEKEN, VERBODEN, WKO
from ..subsurface.restrictions.result import Judgement
from ..subsurface.restrictions.rules import search_distance
from .language import MISSING, Words
from .page import Page, Tile
from .restriction_plots import share_plot
from .sections import add_kentallen, add_notes, opened
from .verdict_map import DRAWN, verdict_map

KEYS = ("restrictie.", "bodem.diepte_minst", "bodem.diepte_hoogst")
"""Beginnings of the kentallen that the verdicts rest on."""

LISTED = 60
"""Rows of the table with places."""

REASONS = 25
"""Rows of the table with reasons."""

SEPARATOR = "; "
"""Between the reasons, and between the rules, of a place."""

OWN = re.compile(r" \((?:[a-z ]+)?[\d.,]+ % van [a-z ]+\)| op [\d.,]+ m\b")
"""What a reason says of one place only: its share, and the distance to a system."""

MAP = " (kaart "
"""Before the map, at the end of a reason."""

SHARES = {WKO: "wko_", BODEMLUS: "lus_"}
"""Beginning of the columns with the shares of a technique."""

SYSTEMS = (
    ("OBES", "obes", "afstand_obes_m", "obes"),
    ("GBES", "gbes", "afstand_gbes_m", "gbes"),
    ("ONTTREKKINGEN", "onttrekking", "afstand_onttrekking_m", ""),
)
"""Role, its words, and the columns with distance and name."""


def restriction_html(
    judgement: Judgement,
    *,
    areas: Sequence[tuple[str, gpd.GeoDataFrame]] = (),
    kentallen: Kentallen,
    sources: Sequence[str] = (),
    language: str = "nl",
    version: str = "",
) -> str:
    """Return the report on restrictions of the ground.

    Parameters
    ----------
    judgement
        The verdicts.
    areas
        Role and areas of the maps, for the borders on the small map.
    kentallen
        The values that were used.
    sources
        What was read, in words.
    language
        "nl" or "en". Reasons, notes and kentallen are in Dutch in both.
    version
        Of the plugin, for the foot of the page.
    """
    words, own = Words(language), Words(language, "restriction_report_")
    missing = _missing(judgement)
    page = opened(sources, _tiles(judgement, missing, words, own), words, own)
    if missing:
        page.warning(own.say("missing_warning", roles=", ".join(_role(role, own) for role in missing)))
    page.paragraph(own.say("lead"), "message")
    page.contents()
    _verdicts(page, judgement, areas, words, own)
    _why(page, judgement, words, own)
    _depth(page, judgement, words, own)
    _systems(page, judgement, missing, kentallen, words, own)
    _rules(page, judgement, words, own)
    _layers(page, judgement, words, own)
    _list(page, judgement, words, own)
    add_notes(page, judgement.notes, judgement.findings, words, own)
    add_kentallen(page, kentallen, KEYS, words, own)
    page.footer(own.say("footer", version=version))
    return page.html()


def _missing(judgement: Judgement) -> list[str]:
    """Return the roles for which no layer was given, in their fixed order."""
    layers = judgement.layers
    given = set(layers.loc[layers["bron"] != "", "rol"])
    return [role for role in ROLLEN if role not in given]


def _counts(judgement: Judgement, technique: str) -> dict[str, int]:
    found = judgement.locations[technique].value_counts()
    return {verdict: int(found.get(verdict, 0)) for verdict in OORDELEN}


def _tiles(judgement: Judgement, missing: Sequence[str], words: Words, own: Words) -> list[Tile]:
    places = judgement.locations
    dimension = shapely.get_dimensions(np.asarray(places.geometry.array, dtype=object))
    kinds = {name: words.number(int((dimension == k).sum())) for k, name in enumerate(("points", "lines", "areas"))}
    tiles = [Tile(words.number(len(places)), "", own.say("places"), own.say("places_remark", **kinds))]
    for technique, title in ((WKO, "wko_tile"), (BODEMLUS, "lus_tile")):
        counts = _counts(judgement, technique)
        told = {"attention": AANDACHT, "unknown": "onbekend", "allowed": "toegestaan"}
        remark = own.say("tile_remark", **{key: words.number(counts[verdict]) for key, verdict in told.items()})
        tiles.append(Tile(words.number(counts[VERBODEN]), "", own.say(title), remark))
    depth = places["max_diepte_m"].to_numpy(dtype=np.float64)
    known = np.isfinite(depth)
    if known.any():
        remark = own.say("depth_tile_remark", n=words.number(int(known.sum())))
        tiles.append(Tile(words.shortest(float(depth[known].min())), "m", own.say("depth_tile"), remark))
    remark = own.say("missing_tile_remark", n=words.number(len(ROLLEN)))
    return [*tiles, Tile(words.number(len(missing)), "", own.say("missing_tile"), remark)]


def _verdicts(
    page: Page, judgement: Judgement, areas: Sequence[tuple[str, gpd.GeoDataFrame]], words: Words, own: Words
) -> None:
    page.heading(own.say("verdicts"))
    page.paragraph(own.say("verdicts_lead"))
    rows = [
        [own.say(technique), *(words.number(n) for n in _counts(judgement, technique).values())]
        for technique in TECHNIEKEN
    ]
    head = [own.say("technique"), *(own.say(verdict) for verdict in OORDELEN)]
    page.table(head, rows, caption=own.say("verdicts_caption"))
    if not len(judgement.locations):
        return
    page.figure(share_plot(_shares(judgement, own), words, own), own.say("share_plot_caption"))
    shown = _shown(judgement)
    drawing = verdict_map(shown, [(_role(role, own).capitalize(), frame) for role, frame in areas], words, own)
    if drawing:
        many = len(shown) > DRAWN
        page.figure(drawing, own.say("map_caption_many" if many else "map_caption"))


def _role(role: str, own: Words) -> str:
    return own.say(f"role_{role.lower()}")


def _shown(judgement: Judgement) -> gpd.GeoDataFrame:
    """Return what the small map shows: the parts of lines and areas where there are any, and the points."""
    places, parts = judgement.locations, judgement.areas
    if parts is None or not len(parts) or len(parts) > DRAWN:
        return places
    points = shapely.get_dimensions(np.asarray(places.geometry.array, dtype=object)) == 0
    columns = [*TECHNIEKEN, "geometry"]
    return gpd.GeoDataFrame(pd.concat([parts[columns], places.loc[points, columns]], ignore_index=True), crs=places.crs)


def _shares(judgement: Judgement, own: Words) -> list[tuple[str, list[float]]]:
    """Return the bars of the plot: title, and the share of each verdict among places, length and surface."""
    places = judgement.locations
    shapes = np.asarray(places.geometry.array, dtype=object)
    dimension = shapely.get_dimensions(shapes)
    rows = []
    for technique in TECHNIEKEN:
        title = own.say(technique)
        counts = np.array(list(_counts(judgement, technique).values()), dtype=np.float64)
        rows.append((own.say("share_places", technique=title), (counts / counts.sum()).tolist()))
        for key, at, size in (("share_lines", 1, shapely.length(shapes)), ("share_areas", 2, shapely.area(shapes))):
            weight = np.where(dimension == at, np.nan_to_num(size), 0.0)
            if not weight.sum():
                continue
            parts = places[[f"{SHARES[technique]}{verdict}" for verdict in OORDELEN]].to_numpy(dtype=np.float64)
            total = weight @ np.nan_to_num(parts)
            if total.sum():
                rows.append((own.say(key, technique=title), (total / total.sum()).tolist()))
    return rows


def _why(page: Page, judgement: Judgement, words: Words, own: Words) -> None:
    page.heading(own.say("why"))
    layers = judgement.layers
    touched = layers[(layers["bron"] != "") & (layers["geraakt"] > 0)].sort_values(
        "geraakt", ascending=False, kind="stable"
    )
    counts = _pieces(judgement.locations["redenen"])
    if not len(touched):
        page.paragraph(own.say("why_none"))
    else:
        rows = [
            [_role(row["rol"], own), str(row["bron"]), words.number(float(row["geraakt"]))]
            for _, row in touched.iterrows()
        ]
        head = [own.say(key) for key in ("role", "layer", "number")]
        page.table(head, rows, caption=own.say("why_maps_caption"), left=(0, 1), lang=(1,))
    if not counts:
        return
    page.paragraph(own.say("why_lead"))
    shown = counts[:REASONS]
    caption = own.say("why_caption")
    if len(shown) < len(counts):
        caption += " " + own.say("more", n=words.number(len(shown)), all=words.number(len(counts)))
    head = [own.say(key) for key in ("reason", "layer", "number")]
    rows = [[*_without_map(reason), words.number(n)] for reason, n in shown]
    page.table(head, rows, caption=caption, left=(0, 1), lang=(0, 1))


def _without_map(reason: str) -> tuple[str, str]:
    """Return a reason and the map, with its date, that it ends with."""
    bare, between, rest = reason.rpartition(MAP)
    return (bare, rest.removesuffix(")")) if between and rest.endswith(")") else (reason, MISSING)


def _pieces(texts: pd.Series) -> list[tuple[str, int]]:
    """Return the separate sentences of a column and how many rows have each, the most frequent first."""
    counts: Counter[str] = Counter()
    for whole, n in Counter(texts.astype(object).fillna("").tolist()).items():
        for piece in dict.fromkeys(OWN.sub("", part.strip()) for part in whole.split(SEPARATOR) if part.strip()):
            counts[piece] += n
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _depth(page: Page, judgement: Judgement, words: Words, own: Words) -> None:
    known = judgement.locations[judgement.locations["max_diepte_m"].notna()]
    if not len(known):
        return
    page.heading(own.say("depth"))
    page.paragraph(own.say("depth_lead"))
    counts = known.groupby(["max_diepte_m", "diepte_bron"], sort=True).size()
    rows = [
        [words.shortest(float(depth)), source or MISSING, words.number(int(n))]
        for (depth, source), n in list(counts.items())[:REASONS]
    ]
    caption = own.say("depth_caption")
    if len(rows) < len(counts):
        caption += " " + own.say("more", n=words.number(len(rows)), all=words.number(len(counts)))
    head = [own.say("depth_m"), own.say("depth_source"), own.say("number")]
    page.table(head, rows, caption=caption, left=(1,), lang=(1,))


def _systems(
    page: Page, judgement: Judgement, missing: Sequence[str], kentallen: Kentallen, words: Words, own: Words
) -> None:
    page.heading(own.say("systems"))
    page.paragraph(own.say("systems_lead"))
    rows = []
    for role, title, distance, name in SYSTEMS:
        metres = judgement.locations[distance].to_numpy(dtype=np.float64)
        if role in missing:
            rows.append([own.say(title), MISSING, MISSING, own.say("not_given")])
            continue
        if not np.isfinite(metres).any():
            rows.append([own.say(title), "0", MISSING, own.say("none_found")])
            continue
        nearest = int(np.nanargmin(metres))
        near = words.number(int((metres <= search_distance(role, kentallen)).sum()))
        which = str(judgement.locations[name].iloc[nearest] or MISSING) if name else MISSING
        rows.append([own.say(title), near, words.number(float(metres[nearest])), which])
    head = [own.say(key) for key in ("kind", "nearby", "nearest", "which")]
    page.table(head, rows, caption=own.say("systems_caption"), left=(0, 3), lang=(3,))


def _rules(page: Page, judgement: Judgement, words: Words, own: Words) -> None:
    pieces = _pieces(judgement.locations["regels"])
    if not pieces:
        return
    page.heading(own.say("rules"))
    page.paragraph(own.say("rules_lead"))
    page.bullets([piece for piece, _ in pieces], lang="nl" if words.code != "nl" else None)


def _layers(page: Page, judgement: Judgement, words: Words, own: Words) -> None:
    page.heading(own.say("layers"))
    rows = [
        [
            _role(row["rol"], own), str(row["bron"]) or own.say("not_given"), str(row["datum"]) or MISSING,
            *(words.number(float(row[name])) for name in ("aantal", "gerepareerd", "weggelaten", "geraakt")),
        ]
        for _, row in judgement.layers.iterrows()
    ]  # fmt: skip
    head = [own.say(key) for key in ("role", "layer", "date", "features", "repaired", "left_out", "touched")]
    page.table(head, rows, caption=own.say("layers_caption"), left=(0, 1, 2), lang=(1, 2))
    untested: Counter[str] = Counter()
    for whole, n in Counter(judgement.locations["niet_getoetst"].astype(object).fillna("").tolist()).items():
        untested.update({piece: n for piece in whole.split(", ") if piece})
    if untested:
        pieces = sorted(untested.items(), key=lambda item: (-item[1], item[0]))
        table = [[piece, words.number(n)] for piece, n in pieces]
        page.table([own.say("role"), own.say("number")], table, caption=own.say("untested_caption"), lang=(0,))


def _list(page: Page, judgement: Judgement, words: Words, own: Words) -> None:
    places = judgement.locations
    if not len(places):
        return
    page.heading(own.say("list"))
    heavy = np.max([_codes(places[technique]) for technique in TECHNIEKEN], axis=0)
    order = np.argsort(-heavy, kind="stable")[:LISTED] if len(places) > LISTED else np.arange(len(places))
    rows = []
    for _, row in places.iloc[order].iterrows():
        name = row["locatie_id"] or row["pand_id"] or MISSING
        depth = words.shortest(float(row["max_diepte_m"]))
        rows.append([name, own.say(row[WKO]), own.say(row[BODEMLUS]), depth, row["redenen"] or MISSING])
    caption = own.say("list_caption")
    if len(rows) < len(places):
        caption += " " + own.say("list_some", n=words.number(len(rows)), all=words.number(len(places)))
    head = [own.say(key) for key in ("place", "wko", "bodemlus", "depth_m", "reasons")]
    page.table(head, rows, caption=caption, left=(0, 1, 2, 4), lang=(4,), dense=True)


def _codes(verdicts: pd.Series) -> npt.NDArray[np.int64]:
    return np.array([OORDELEN.index(verdict) for verdict in verdicts], dtype=np.int64)
