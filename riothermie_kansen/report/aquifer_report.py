"""The report on aquifers, on one HTML page: which layer carries a doublet, with cross-sections of the ground."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..kentallen import Kentallen
from ..subsurface.aquifer.areas import unjudged
from ..subsurface.aquifer.columns import GESCHIKT, HTO, KLASSEN, MATIG, ONBEKEND, ONGESCHIKT
from ..subsurface.aquifer.result import Suitability
from ..subsurface.aquifer.table import ROL_GEOTOP, ROL_HTO, ROL_WKO
from ..subsurface.columns import VERBODEN
from .aquifer_map import class_map
from .cross_section import column_plot, drawn_depth, section_plot
from .language import MISSING, Words
from .page import Page, Tile
from .sections import add_kentallen, add_notes, opened

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

KEYS = ("aquifer.", "wko.delta_t", "bodem.capaciteit_zand", "bron.dichtheid", "bron.warmtecapaciteit")
"""Beginnings of the kentallen that the verdict rests on."""

ESTIMATES = ("kh_md", "debiet_m3h", "vermogen_kw", "bronafstand_m", "totaal_kw")
"""Columns that say no more than two digits do."""

LISTED, DRAWN = 60, 6
"""Places in a table, and places whose layers are drawn; of more the first ones."""


def aquifer_html(
    found: Suitability, *, kentallen: Kentallen, sources: Sequence[str] = (), language: str = "nl", version: str = ""
) -> str:
    """Return the report on aquifers.

    Parameters
    ----------
    found
        What was judged.
    kentallen
        The values that it was judged with.
    sources
        What was read, in words.
    language
        "nl" or "en". Names, reasons, notes and kentallen are in Dutch in both.
    version
        Of the plugin, for the foot of the page.
    """
    words, own = Words(language), Words(language, "aquifer_report_")
    page = opened(sources, _tiles(found, words, own), words, own)
    page.paragraph(own.say("lead"), "message")
    page.contents()
    _layers(page, found, kentallen, words, own)
    if found.size_m > 0:
        page.figure(class_map(found, words, own), own.say("map_caption"))
    drawn = _columns(page, found, words, own)
    _sections(page, found, drawn, kentallen, words, own)
    _areas(page, found, words, own)
    _storage(page, found, words, own)
    _formulas(page, kentallen, words, own)
    add_notes(page, found.notes, found.findings, words, own)
    add_kentallen(page, kentallen, KEYS, words, own)
    page.footer(own.say("footer", version=version))
    return page.html()


def _tiles(found: Suitability, words: Words, own: Words) -> list[Tile]:
    totals = found.totals
    everything = words.number(totals["punten"])
    if found.size_m > 0:
        of = own.say("cells_remark", all=everything, size=words.number(found.size_m))
    else:
        of = own.say("places_remark", all=everything)
    others = {
        name: words.number(totals[klass])
        for name, klass in (("fair", MATIG), ("poor", ONGESCHIKT), ("unknown", ONBEKEND))
    }
    if totals["verboden"] > 0:
        others["poor"] = own.say("forbidden_remark", poor=others["poor"], n=words.number(totals["verboden"]))
    remark = own.say("suits_remark", of=of, **others)
    if totals["zonder_oordeel"] > 0:
        remark += own.say("unjudged_remark", n=words.number(totals["zonder_oordeel"]))
    tiles = [Tile(words.number(totals[GESCHIKT]), "", own.say("suits"), remark)]
    if np.isfinite(totals["debiet_m3h"]):
        tiles += [
            Tile(words.rounded(totals["debiet_m3h"], 2), "m³/h", own.say("flow"), own.say("median")),
            Tile(words.rounded(totals["vermogen_kw"], 2), "kW", own.say("power"), own.say("power_remark")),
            Tile(words.rounded(totals["bronafstand_m"], 2), "m", own.say("distance")),
        ]
    if np.isfinite(totals["doubletten"]):
        remark = own.say("doublets_remark")
        if totals["doubletten_zonder_oordeel"] > 0:
            remark += own.say("doublets_unjudged", n=words.number(totals["doubletten_zonder_oordeel"]))
        tiles.append(Tile(words.number(totals["doubletten"]), "", own.say("doublets"), remark))
    return tiles


def _layers(page: Page, found: Suitability, kentallen: Kentallen, words: Words, own: Words) -> None:
    """Add the layers that were chosen, and for few places each of them."""
    page.heading(own.say("which"))
    page.paragraph(own.say("which_lead"))
    points = _shown_points(found, own)
    some = points[points["laag"] != ""]
    if not len(some):
        page.paragraph(own.say("none"))
    numbers = ["top_mv_m", "basis_mv_m", "dikte_m", "kh_md", "debiet_m3h", "vermogen_kw", "bronafstand_m"]
    heads = [own.say(key) for key in ("top", "bottom", "thick", "kh", "flow_unit", "power_unit", "distance_unit")]
    if len(points) > DRAWN and len(some):
        rows = []
        for (klass, layer), group in sorted(
            some.groupby(["getoond", "laag"], sort=False),
            key=lambda one: (KLASSEN.index(one[1]["klasse"].iloc[0]), one[0][0], -len(one[1]), one[0]),
        ):
            medians = [_shown(_median(group[name]), name, words) for name in numbers]
            rows.append([klass, _unbroken(layer), words.number(len(group)), *medians])
        head = [own.say("class"), own.say("code"), own.say("count"), *heads]
        page.table(head, rows, caption=own.say("layers_caption"), left=(0, 1), lang=(0, 1), dense=len(rows) > LISTED)
    if found.totals["verboden"] > 0:
        page.paragraph(own.say("forbidden_note"), "small")
    if found.totals["zonder_oordeel"] > 0:
        page.paragraph(own.say("unjudged_note", n=words.number(found.totals["zonder_oordeel"])), "small")
    if found.totals["geotop"] > 0:
        count, of = (words.number(found.totals[name]) for name in ("geotop_tegen", "geotop"))
        least = words.shortest(kentallen.value("aquifer.geotop_zand_min"))
        key = "geotop_against" if found.totals["geotop_tegen"] > 0 else "geotop_with"
        page.paragraph(own.say(key, n=count, of=of, least=least))
    if len(points) > LISTED:
        return
    if points["geotop_zand"].notna().any():
        numbers, heads = [*numbers, "geotop_zand"], [*heads, own.say("geotop_sand")]
    rows = [
        [
            str(row["punt_id"]), row["getoond"], _unbroken(row["laag"]),
            *(_shown(float(row[name]), name, words) for name in numbers),
        ]
        for _, row in points.iterrows()
    ]  # fmt: skip
    head = [own.say("place"), own.say("class"), own.say("code"), *heads]
    page.table(head, rows, caption=own.say("points_caption"), left=(0, 1, 2), lang=(1, 2))
    why = [[str(row["punt_id"]), row["reden"]] for _, row in points.iterrows()]
    page.table([own.say("place"), own.say("why")], why, caption=own.say("why_caption"), left=(0, 1), lang=(1,))


def _shown_points(found: Suitability, own: Words) -> pd.DataFrame:
    """Return the places with the class as it is shown; where WKO is forbidden nothing is available."""
    points = pd.DataFrame(found.points.drop(columns="geometry"))
    restricted = bool(np.isfinite(found.totals["verboden"]))
    forbidden = (points["wko"] == VERBODEN).to_numpy(dtype=np.bool_)
    without = unjudged(points, restricted)
    points["getoond"] = [
        own.say("forbidden_class", **{"class": alone})
        if no
        else own.say("unjudged_class", **{"class": klass})
        if not_judged
        else klass
        for klass, alone, no, not_judged in zip(
            points["klasse"], points["klasse_bodem"], forbidden, without, strict=True
        )
    ]
    for name in ("debiet_m3h", "vermogen_kw", "bronafstand_m"):
        points[name] = points[name].where(~forbidden)
    return points


def _median(values: pd.Series) -> float:
    known = values.dropna()
    return float(known.median()) if len(known) else np.nan


def _shown(value: float, name: str, words: Words, decimals: int = 0) -> str:
    """Return a number in a table: estimates in two digits, the rest with so many decimals."""
    return words.rounded(value, 2) if name in ESTIMATES else words.number(value, decimals)


def _unbroken(code: str) -> str:
    """Return codes of units that each stay on one line, `MISSING` for none."""
    return code.replace("-", "\u2011").replace("+", " + ") or MISSING


def _columns(page: Page, found: Suitability, words: Words, own: Words) -> Ints:
    """Add the layers under some places; return which: the first ones, or the usable cell nearest to the middle."""
    points = found.points
    held = set(found.layers["punt_id"].astype(str))
    there = np.array([str(name) in held for name in points["punt_id"]], dtype=np.bool_)
    if not there.any():
        return np.empty(0, dtype=np.int64)
    picked = np.array([middle_of(found, there)]) if found.size_m > 0 else np.flatnonzero(there)[:DRAWN]
    page.heading(own.say("column"))
    geotop = found.layers["rol"] == ROL_GEOTOP
    page.paragraph(own.say("column_lead") + (" " + own.say("column_geotop") if geotop.any() else ""))
    shown = _shown_points(found, own)["getoond"]
    for i in picked:
        point = points.iloc[int(i)]
        rows = found.layers[found.layers["punt_id"].astype(str) == str(point["punt_id"])]
        key = "column_caption" if rows["rol"].isin((ROL_WKO, ROL_HTO)).any() else "column_caption_none"
        caption = own.say(key, name=point["punt_id"], **{"class": shown.iloc[int(i)]})
        deepest = float(rows["basis_mv_m"].max())
        if deepest > drawn_depth(rows) + 1.0:
            caption += " " + own.say("cut_off", depth=words.number(deepest))
        page.figure(column_plot(rows, words, own), caption)
    if found.size_m == 0 and int(there.sum()) > len(picked):
        page.paragraph(own.say("more_places", n=words.number(len(picked)), all=words.number(int(there.sum()))), "small")
    return picked


def middle_of(found: Suitability, there: npt.NDArray[np.bool_]) -> int:
    """Return the place nearest to the middle of the usable ones, else of all that have layers."""
    good = there & found.points["klasse"].isin((GESCHIKT, MATIG)).to_numpy()
    some = np.flatnonzero(good if good.any() else there)
    xy = shapely.get_coordinates(shapely.centroid(np.asarray(found.points.geometry.array, dtype=object)))
    away = np.hypot(*(xy[some] - xy[some].mean(axis=0)).T)
    return int(some[np.argmin(np.round(away, 3))])


def _sections(page: Page, found: Suitability, drawn: Ints, kentallen: Kentallen, words: Words, own: Words) -> None:
    """Add a section along the places, or two through the cell that was drawn."""
    if not len(drawn):
        return
    most = int(kentallen.value("aquifer.doorsnede_punten"))
    xy = shapely.get_coordinates(shapely.centroid(np.asarray(found.points.geometry.array, dtype=object)))
    names = found.points["punt_id"].astype(str).to_numpy(dtype=object)
    held = set(found.layers.loc[found.layers["rol"] != ROL_GEOTOP, "punt_id"].astype(str))
    there = np.array([name in held for name in names], dtype=np.bool_)
    if not there.any():
        return
    lines = []
    if found.size_m > 0:
        middle = int(drawn[0])
        for axis, key in ((0, "section_we"), (1, "section_sn")):
            near = there & (np.abs(xy[:, 1 - axis] - xy[middle, 1 - axis]) < found.size_m / 2.0)
            lines.append((np.flatnonzero(near), xy[near, axis], own.say(key, name=names[middle])))
    else:
        along = along_line(xy[there])
        lines.append((np.flatnonzero(there), along, own.say("section_points")))
    shown = [line for line in lines if len(np.unique(np.round(line[1], 2))) > 1]
    if not shown:
        return
    page.heading(own.say("section"))
    page.paragraph(own.say("section_lead_cells" if found.size_m > 0 else "section_lead"))
    for which, along, caption in shown:
        order = np.lexsort((names[which].astype(str), np.round(along, 3)))
        # two places on one spot of the line cannot both have a column: the first by name has it
        order = order[np.append(True, np.diff(np.round(along[order], 2)) > 0)]
        if len(order) > most:
            order = order[np.unique(np.round(np.linspace(0, len(order) - 1, most)).astype(np.int64))]
        ids = names[which][order]
        rows = found.layers[found.layers["punt_id"].astype(str).isin(ids)]
        drawn_section = section_plot(
            rows, ids.tolist(), along[order] - along[order[0]], words, own, wide_m=found.size_m
        )
        page.figure(drawn_section, caption)


def along_line(xy: Floats) -> Floats:
    """Return where places lie along the direction in which they are furthest apart, shape (n,), m, from west."""
    away = xy - xy.mean(axis=0)
    _, vectors = np.linalg.eigh(away.T @ away)
    direction = vectors[:, -1]
    # the sign of a direction is arbitrary: from west to east, or from south to north
    turned = direction if direction[np.argmax(np.abs(direction) > 1e-9)] > 0 else -direction
    return np.asarray(away @ turned, dtype=np.float64)


def _areas(page: Page, found: Suitability, words: Words, own: Words) -> None:
    area = found.area
    if not len(area):
        return
    page.heading(own.say("areas"))
    page.paragraph(own.say("areas_lead"))
    columns = [
        ("oppervlakte_ha", "hectares", 1), ("geschikt", "share_good", 0), ("matig", "share_fair", 0),
        ("bronafstand_m", "distance_unit", 0), ("vermogen_kw", "power_unit", 0), ("doubletten", "doublets_short", 0),
        ("totaal_kw", "total_kw", 0),
    ]  # fmt: skip
    if found.totals["doubletten_zonder_oordeel"] > 0:
        page.paragraph(own.say("areas_unjudged"))
        columns.append(("doubletten_zonder_oordeel", "doublets_unjudged_short", 0))
    rows = [
        [
            str(row["gebied_id"]),
            _unbroken(row["laag"]),
            *(_shown(float(row[name]), name, words, n) for name, _, n in columns),
        ]
        for _, row in area.iterrows()
    ]
    head = [own.say("area"), own.say("code"), *(own.say(key) for _, key, _ in columns)]
    foot: list[str] = []
    if len(area) > 1:
        summed = ("oppervlakte_ha", "doubletten", "totaal_kw", "doubletten_zonder_oordeel")
        sums = {name: float(area[name].sum()) for name in summed}
        foot = [own.say("areas_total"), "", *(_shown(sums[n], n, words, d) if n in sums else "" for n, _, d in columns)]
    page.table(
        head, rows, caption=own.say("areas_caption"), left=(0, 1), lang=(1,), foot=foot, dense=len(rows) > LISTED
    )


def _storage(page: Page, found: Suitability, words: Words, own: Words) -> None:
    points = found.points
    if not (points["hto"] != "").any():
        return
    page.heading(own.say("hto"))
    page.paragraph(own.say("hto_lead"))
    rows = []
    for verdict in HTO:
        mine = points[points["hto"] == verdict]
        if len(mine):
            rows.append([verdict, words.number(len(mine)), mine["hto_reden"].iloc[0] or MISSING])
    head = [own.say("hto_verdict"), own.say("count"), own.say("why")]
    page.table(head, rows, caption=own.say("hto_caption"), left=(0, 2), lang=(0, 2))


def _formulas(page: Page, kentallen: Kentallen, words: Words, own: Words) -> None:
    page.heading(own.say("formulas"))

    def value(key: str) -> str:
        return words.shortest(kentallen.value(key))

    page.paragraph(
        own.say(
            "formula_flow", f=value("aquifer.infiltratie_factor"), k=value("aquifer.infiltratie_kh"),
            m=value("aquifer.infiltratie_macht"), d=value("aquifer.onttrekking_deler"),
            p=value("aquifer.druk_per_m"), most=value("aquifer.debiet_max"),
        ),
        "formula",
    )  # fmt: skip
    page.paragraph(own.say("formula_power", dt=value("wko.delta_t"), factor=value("aquifer.afstand_factor")), "formula")
