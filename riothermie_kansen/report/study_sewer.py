"""Chapters of a study on where the heat comes from: the sewer, what was measured, the source."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..results import Results
from ..sewer.classify import KANSEN
from .language import Words
from .page import Tile
from .study_facts import MEASURED, NAN, Facts, numbers, part_of, sewer_of, texts, total
from .study_model import Chapter, Table, columns_of

BEST = 10
"""Pipes in the table of the best."""


def sewer_chapter(results: Results, facts: Facts, words: Words, own: Words) -> Chapter | None:
    """Return what the sewer has to offer, None without an opportunity map."""
    part = sewer_of(results)
    if part is None:
        return None
    frame = part.frame
    kind, length, heat = texts(frame, "kans"), numbers(frame, "lengte_m"), numbers(frame, "warmte_wko_gj")
    rows = []
    for name in KANSEN:
        mine = np.array([text == name for text in kind], dtype=bool)
        most = heat[mine & np.isfinite(heat)]
        rows.append(
            (own.say(f"kans_{name}"), int(mine.sum()), float(np.nansum(length[mine])) / 1000.0,
             float(most.max()) if len(most) else NAN)
        )  # fmt: skip
    good = sum(row[2] for row in rows[:2])
    order = np.lexsort((np.array(texts(frame, "leiding_id")), -np.nan_to_num(heat, nan=-1.0)))[:BEST]
    flow, homes, power = (numbers(frame, name) for name in ("dwa_gem_ls", "woningen_wko", "vermogen_gebouw_kw"))
    names, reasons = texts(frame, "leiding_id"), texts(frame, "reden")
    best = tuple(
        (names[i], own.say(f"kans_{kind[i]}") if kind[i] in KANSEN else kind[i], flow[i], power[i], heat[i], homes[i],
         reasons[i])
        for i in order.tolist() if np.isfinite(heat[i])
    )  # fmt: skip
    status = texts(frame, "dwa_status")
    carries = np.array([bool(text) for text in status], dtype=bool)
    measured = np.array([text == MEASURED or text.startswith("gecorrigeerd") for text in status], dtype=bool)
    share = float(np.nansum(length[measured])) / float(np.nansum(length[carries])) if length[carries].sum() else NAN
    top = best[0] if best else None
    lines = [
        own.say("sewer_lead", n=words.number(len(frame)), km=words.number(float(np.nansum(length)) / 1000.0)),
        own.say("sewer_good" if good > 0.0 else "sewer_none", km=words.number(good, 1)),
    ]
    if top:
        lines.append(
            own.say(
                "sewer_best", pipe=top[0], flow=words.rounded(float(top[2])), heat=words.rounded(float(top[4])),
                homes=words.number(float(top[5])),
            )
        )  # fmt: skip
    lines.append(own.say("sewer_measured" if share > 0.0 else "sewer_estimated", share=words.percent(share)))
    lines.append(own.say("sewer_not_additive"))
    away = tuple(name for name in facts.elsewhere if name.startswith(part.name))
    return Chapter(
        "sewer",
        own.say("sewer"),
        tuple(lines),
        warnings=tuple(own.say("elsewhere", layers=name) for name in away),
        tiles=(
            Tile(words.number(good, 1), "km", own.say("sewer_good_tile"), own.say("sewer_good_remark")),
            Tile(
                words.rounded(float(top[4])) if top else words.number(NAN), "GJ", own.say("sewer_best_tile"),
                own.say("per_year"),
            ),
            Tile(words.percent(share if share == share else 0.0), "", own.say("sewer_measured_tile"), ""),  # noqa: PLR0124
        ),
        tables=(
            Table(
                own.say("sheet_classes"), own.say("classes_caption"),
                columns_of(own, ("class", "", "text"), ("pipes", "", "whole"), ("length", "km", "one"),
                           ("best_heat", "GJ/jr", "rounded")), tuple(rows),
            ),
            Table(
                own.say("sheet_pipes"), own.say("pipes_caption"),
                columns_of(own, ("pipe", "", "text"), ("class", "", "text"), ("flow", "l/s", "rounded"),
                           ("power", "kW", "rounded"), ("heat", "GJ/jr", "rounded"), ("homes", "", "whole"),
                           ("reason*", "", "text")), best, left=2, dense=True, full=True,
            ),
        ),
        roles=(part.role.key,),
    )  # fmt: skip


def measured_chapter(results: Results, words: Words, own: Words) -> Chapter | None:
    """Return what a measurement of the flow came to, None without one."""
    part = part_of(results, "uitkomsten")
    if part is None:
        return None
    frame = part.frame
    rows = tuple(
        zip(
            *(texts(frame, name) for name in ("onderdeel", "grootheid")), numbers(frame, "waarde_gekozen").tolist(),
            *(texts(frame, name) for name in ("eenheid", "toelichting")), strict=True,
        )
    )  # fmt: skip
    return Chapter(
        "measured",
        own.say("measured"),
        (own.say("measured_lead", n=words.number(len(rows))),),
        tables=(
            Table(
                own.say("sheet_measured"), own.say("measured_caption"),
                columns_of(own, ("about*", "", "text"), ("quantity*", "", "text"), ("value", "", "rounded"),
                           ("unit*", "", "text"), ("remark*", "", "text")), rows, left=2, dense=True, full=True,
            ),
        ),
    )  # fmt: skip


def source_chapter(results: Results, words: Words, own: Words) -> Chapter | None:
    """Return where heat is taken: source points, and offtakes that were looked at; None without either."""
    points, taken = part_of(results, "bronpunten"), part_of(results, "onttrekkingen")
    lines: list[str] = []
    tables: list[Table] = []
    tiles: list[Tile] = []
    if points is not None:
        frame = points.frame.sort_values(["rang", "bron_id"], kind="stable")
        heat, reach = total(frame, "warmte_gj"), total(frame, "bereik_gj")
        lines.append(
            own.count("source_points", len(frame), heat=words.rounded(heat), reach=words.rounded(reach))
        )  # fmt: skip
        lines.append(own.say("source_how"))
        tiles += [
            Tile(words.number(len(frame)), "", own.say("source_points_tile")),
            Tile(words.rounded(heat), "GJ", own.say("source_heat_tile"), own.say("per_year")),
            Tile(words.rounded(total(frame, "kosten_eur")), "EUR", own.say("source_cost_tile"), own.say("estimate")),
        ]
        columns = ("rang", "vermogen_kw", "warmte_gj", "bereik_gj", "woningen", "kosten_eur", "gj_per_eur")
        values = [numbers(frame, name).tolist() for name in columns]
        tables.append(
            Table(
                own.say("sheet_points"), own.say("points_caption"),
                columns_of(own, ("point", "", "text"), ("pipe", "", "text"), ("rank", "", "whole"),
                           ("power_wko", "kW", "rounded"), ("heat", "GJ/jr", "rounded"), ("reach", "GJ/jr", "rounded"),
                           ("homes", "", "whole"), ("cost", "EUR", "rounded"), ("per_eur", "GJ/EUR", "exact"),
                           ("reason*", "", "text")),
                tuple(zip(texts(frame, "bron_id"), texts(frame, "leiding_id"), *values[:-1],
                          [float(f"{value:.3g}") for value in values[-1]], texts(frame, "reden"), strict=True)),
                left=2, dense=True,
            )
        )  # fmt: skip
    if taken is not None:
        frame = taken.frame
        counts = pd.Series(texts(frame, "oordeel")).value_counts(sort=False)
        found = ", ".join(f"{words.number(int(n))} {name}" for name, n in sorted(counts.items()))
        lines.append(own.say("source_offtakes", n=words.number(len(frame)), found=found))
        tables.append(
            Table(
                own.say("sheet_offtakes"), own.say("offtakes_caption"),
                columns_of(own, ("point", "", "text"), ("verdict*", "", "text"), ("asked", "kW", "rounded"),
                           ("granted", "kW", "rounded"), ("heat", "GJ/jr", "rounded"), ("reason*", "", "text")),
                tuple(zip(texts(frame, "punt_id"), texts(frame, "oordeel"),
                          *(numbers(frame, name).tolist() for name in ("vermogen_kw", "toegekend_kw", "warmte_gj")),
                          texts(frame, "reden"), strict=True)),
                left=2, dense=True, full=points is not None,
            )
        )  # fmt: skip
    if not lines:
        return None
    sewer = sewer_of(results)
    roles = ("bronpunten", "onttrekkingen", *((sewer.role.key,) if sewer is not None else ()))
    return Chapter("source", own.say("source"), tuple(lines), tiles=tuple(tiles), tables=tuple(tables), roles=roles)
