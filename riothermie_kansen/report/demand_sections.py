"""Sections of the report on heat demand: what was read, averages, types, neighbourhoods, sources of the values."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..demand.columns import BRONNEN, EIGENAREN, SAMENVATTING_COLUMNS
from ..demand.result import HeatDemand
from ..demand.totals import TOTAL
from ..messages import keys, message
from . import demand_plots
from .language import Words, unit_text
from .page import Page, Tile
from .svg import Floats

PROPERTIES = (
    ("type", "type_bron"),
    ("bouwjaar", "bouwjaar_bron"),
    ("oppervlakte_m2", "oppervlakte_bron"),
    ("label", "label_bron"),
    ("eigenaar", "eigenaar_bron"),
    ("inwoners", "inwoners_bron"),
    ("warmte_gj", "vraag_bron"),
)
"""Property of an object, and the column that tells where it comes from."""

PER_OBJECT = (
    ("oppervlakte_m2", "m²", 0),
    ("rv_gj", "GJ/jr", 1),
    ("tap_gj", "GJ/jr", 1),
    ("warmte_gj", "GJ/jr", 1),
    ("koude_gj", "GJ/jr", 1),
    ("rv_kw", "kW", 1),
    ("tap_kw", "kW", 1),
    ("koude_kw", "kW", 1),
)
"""Rows of the table of means: column, unit and decimals."""


def tiles(page: Page, result: HeatDemand, words: Words, own: Words) -> None:
    """Add the key figures."""
    totals = result.totals
    homes, heat = totals["woningen"], totals["warmte_gj"]
    before = totals.get("warmte_voor_gj", heat)
    people = totals.get("inwoners", np.nan)
    less = 1.0 - heat / before if before else 0.0
    saved = own.say("saved", share=words.percent(less, 0 if less > 0.1 else 1)) if less > 0.0005 else ""
    unit = f"GJ{own.say('per_year')}"
    tap = words.percent(totals["tap_gj"] / heat if heat else np.nan)
    others = own.say("homes_remark", n=words.number(totals["utiliteit"]))
    page.tiles(
        [
            Tile(words.number(homes), "", own.say("homes"), others),
            Tile(words.number(people), "", own.say("people"), own.say("people_remark")),
            Tile(words.number(heat), unit, own.say("heat"), saved or own.say("heat_remark")),
            Tile(words.number(totals["rv_gj"]), unit, own.say("rv"), own.say("rv_remark", share=tap)),
            Tile(words.number(totals["koude_gj"]), unit, own.say("cooling"), own.say("cooling_remark")),
        ]
    )


def parts(page: Page, result: HeatDemand, words: Words, own: Words) -> None:
    """Add the demand before and after insulation of homes and other objects, and that of new build."""
    objects = result.objects
    rows: list[tuple[str, float, float, float, float]] = []
    home = objects["woning"].to_numpy(dtype=float) == 1.0
    for key, some in (("homes", objects[home]), ("others", objects[~home])):
        if len(some):
            rows.append((own.say(f"part_{key}"), float(len(some)), *_sums(some)))
    plan = result.new_build[result.new_build["plan_id"] != TOTAL]
    if len(plan):
        heat, cold = float(plan["warmte_gj"].sum()), float(plan["koude_gj"].sum())
        rows.append((own.say("part_new"), float(plan["aantal"].sum()), heat, heat, cold))
    head = [own.say(key) for key in ("col_part", "col_objects", "col_before", "col_after", "col_cooling")]
    shown = [[name, *(words.number(value) for value in values)] for name, *values in rows]
    total = [words.number(sum(column)) for column in list(zip(*rows, strict=True))[1:]]
    foot = [own.say("total"), *total] if len(rows) > 1 else ()
    page.table(head, shown, caption=own.say("cap_parts"), foot=foot)


def _sums(objects: pd.DataFrame) -> tuple[float, float, float]:
    return (
        float(objects["warmte_voor_gj"].sum()),
        float(objects["warmte_gj"].sum()),
        float(objects["koude_gj"].sum()),
    )


def counts(page: Page, result: HeatDemand, sources: Sequence[str], words: Words, own: Words) -> None:
    """Add what was read and what became of each row."""
    page.heading(own.say("h_input"))
    page.bullets(list(sources), lang=None if words.code == "nl" else "nl")
    rows = []
    for name in sorted(result.read):
        kinds = result.dropped.get(name, {})
        left = sum(kinds.values())
        why = "; ".join(f"{words.number(n)} {_kind(kind)}" for kind, n in sorted(kinds.items()))
        read = result.read[name]
        rows.append([name, words.number(read), words.number(read - left), words.number(left), why])
    if rows:
        head = [own.say(key) for key in ("col_input", "col_read", "col_used", "col_left", "col_why")]
        page.table(head, rows, caption=own.say("cap_counts"), left=(0, 4), lang=(0, 4))
    page.paragraph(own.say("counts_remark"), "small")


def _kind(kind: str) -> str:
    """Return a kind of row that was left out in words (Dutch)."""
    key = f"bag_kort_{kind}"
    return message(key, "nl") if key in keys() else kind.replace("_", " ")


def averages(page: Page, result: HeatDemand, words: Words, own: Words) -> None:
    """Add the mean home and the mean other object, as the tables of a consultant's report have them."""
    page.heading(own.say("h_average"))
    objects = result.objects
    home = objects["woning"].to_numpy(dtype=float) == 1.0
    groups = [objects[home], objects[~home]]
    rows = [[own.say("row_number"), own.say("unit_number"), *(words.number(len(group)) for group in groups)]]
    for name, symbol, decimals in PER_OBJECT:
        unit = symbol.replace("/jr", own.say("per_year"))
        mean = [float(group[name].mean()) if len(group) else np.nan for group in groups]
        per = "" if name == "oppervlakte_m2" else f" {own.say('per_object')}"
        rows.append([own.say(f"row_{name}"), f"{unit}{per}", *(words.number(value, decimals) for value in mean)])
    total = [float(group["warmte_gj"].sum()) for group in groups]
    rows.append([own.say("row_total"), f"GJ{own.say('per_year')}", *(words.number(value) for value in total)])
    head = [own.say(key) for key in ("col_quantity", "col_unit", "col_home", "col_other")]
    page.table(head, rows, caption=own.say("cap_average"), left=(0, 1))
    page.paragraph(own.say("average_remark"), "small")


def types(page: Page, result: HeatDemand, words: Words, own: Words) -> None:
    """Add demand by type and period."""
    page.heading(own.say("h_types"))
    if (result.objects["woning"] == 1).any():
        page.figure(demand_plots.type_and_period(result.summary, words, own), own.say("period_caption"))
        page.figure(demand_plots.per_home(result.objects, words, own), own.say("home_caption"))
    _summary(page, result.summary, words, own)
    _uses(page, result.objects, words, own)


def _uses(page: Page, objects: pd.DataFrame, words: Words, own: Words) -> None:
    """Add the objects that are no home, by use."""
    others = objects[objects["woning"] != 1]
    if others.empty:
        return
    use = others["gebruik"].astype(object).where(others["gebruik"] != "", words.say("unknown"))
    groups = others.groupby(use.to_numpy())[["oppervlakte_m2", "warmte_gj", "koude_gj"]].sum()
    groups["number"] = pd.Series(use.to_numpy()).value_counts()
    groups = groups.sort_values(["warmte_gj", "number"], ascending=False, kind="stable")
    rows = []
    for name, row in groups.iterrows():
        per = row["warmte_gj"] / row["oppervlakte_m2"] if row["oppervlakte_m2"] > 0 else np.nan
        numbers = [words.number(row[column]) for column in ("number", "oppervlakte_m2", "warmte_gj")]
        rows.append([str(name).replace(",", ", "), *numbers, words.number(per, 2), words.number(row["koude_gj"])])
    head = [own.say(key) for key in ("col_use", "col_objects", "col_area", "col_heat", "col_heat_m2", "col_cooling")]
    page.table(head, rows, caption=own.say("cap_uses"), lang=(0,))


def _summary(page: Page, summary: pd.DataFrame, words: Words, own: Words) -> None:
    decimals = {"objecten": 0, "oppervlakte_m2": 0, "totaal_gj": 0, "totaal_voor_gj": 0}
    head = []
    for column in SAMENVATTING_COLUMNS:
        unit = f" ({unit_text(column.unit).replace('/jaar', own.say('per_year'))})" if column.unit else ""
        head.append(f"{own.say(f'sum_{column.name}')}{unit}")
    rows = []
    for row in summary.to_dict("records"):
        cells = [
            str(row[column.name]).replace("-onder-1-", "\u2011onder\u20111\u2011")
            if column.kind == "text"
            else words.number(float(row[column.name]), decimals.get(column.name, 1))
            for column in SAMENVATTING_COLUMNS
        ]
        rows.append(cells)
    last = summary.iloc[-1] if len(summary) else None
    total = last is not None and str(last["type"]) == TOTAL
    foot = rows.pop() if total else ()
    page.table(head, rows, caption=own.say("cap_summary"), left=(0, 1), lang=(0, 1), foot=foot, dense=True)


def homes(page: Page, result: HeatDemand, words: Words, own: Words) -> None:
    """Add labels and owners of the homes."""
    found = result.objects[result.objects["woning"] == 1]
    if found.empty:
        return
    page.heading(own.say("h_homes"))
    registered = found["label_bron"].isin(demand_plots.REGISTERED)
    good = found["label"].isin(("A", "B"))
    total = words.number(len(found))
    if registered.any():
        share = words.percent(float(good[registered].mean()))
        page.paragraph(own.say("labels_lead", n=words.number(int(registered.sum())), total=total, good=share))
    else:
        page.paragraph(own.say("labels_none", total=total))
    page.figure(demand_plots.labels(found, words, own), own.say("label_caption"))
    rows = []
    if not (found["eigenaar"] != "").any():
        page.paragraph(own.say("owners_none"))
        return
    for owner in (*EIGENAREN, ""):
        some = found[found["eigenaar"] == owner]
        if len(some):
            share = words.percent(len(some) / len(found))
            heat = words.number(float(some["warmte_gj"].sum()))
            rows.append([owner or words.say("unknown"), words.number(len(some)), share, heat])
    head = [own.say(key) for key in ("col_owner", "col_homes", "col_share", "col_heat")]
    page.table(head, rows, caption=own.say("cap_owner"), lang=(0,))


def neighbourhoods(page: Page, result: HeatDemand, words: Words, own: Words) -> None:
    """Add demand per neighbourhood before and after it was scaled to the gas use."""
    table = result.neighbourhoods
    if not (table["buurtcode"] != "").any():
        return
    page.heading(own.say("h_neighbourhoods"))
    page.paragraph(own.say("neighbourhoods_lead"))
    after = _after(result)
    known = table["gas_gj"].to_numpy(dtype=np.float64) > 0
    if known.any():
        plot = demand_plots.neighbourhoods(table[known], after[known], words, own)
        shown = min(int(known.sum()), demand_plots.MOST_NEIGHBOURHOODS)
        page.figure(plot, own.say("neighbourhood_caption", n=shown))
    reasons = {reason: place for place, reason in enumerate(dict.fromkeys(table["reden"].astype(str)), start=1)}
    rows = []
    for row, scaled in zip(table.to_dict("records"), after.tolist(), strict=True):
        numbers = [row[name] for name in ("woningen", "woningen_cbs", "gas_m3", "model_gj", "gas_gj")]
        rows.append(
            [
                str(row["buurtnaam"] or row["buurtcode"] or own.say("no_neighbourhood")),
                *(words.number(value) for value in (*numbers, scaled)),
                words.number(row["factor"], 2),
                words.number(row["warmte_gj"]),
                f"({reasons[str(row['reden'])]})",
            ]
        )
    keys = (
        "col_neighbourhood", "col_homes", "col_homes_cbs", "col_gas", "by_model", "by_gas", "after", "col_factor",
        "col_all", "col_what",
    )  # fmt: skip
    head = [own.say(key) for key in keys]
    page.table(head, rows, caption=own.say("cap_neighbourhoods"), dense=True)
    lines = [f"({place}) {reason}" for reason, place in reasons.items()]
    page.bullets(lines, lang=None if words.code == "nl" else "nl")


def _after(result: HeatDemand) -> Floats:
    """Return the heat of the homes of each neighbourhood after scaling and before insulation, GJ a year. Shape (n,)."""
    found = result.objects[(result.objects["woning"] == 1) & (result.objects["vraag_bron"] != "nieuwbouw")]
    sums = found.groupby("buurtcode")["warmte_voor_gj"].sum()
    return np.asarray(result.neighbourhoods["buurtcode"].map(sums).fillna(0.0), dtype=np.float64)


def origins(page: Page, result: HeatDemand, words: Words, own: Words) -> None:
    """Add where the values come from: the number of objects per property and source."""
    objects = result.objects
    if objects.empty:
        return
    page.heading(own.say("h_origins"))
    page.paragraph(own.say("origins_lead"))
    counts = {name: objects[column].astype(object).value_counts() for name, column in PROPERTIES}
    used = [source for source in BRONNEN if any(source in found.index for found in counts.values())]
    rows = []
    for name, _ in PROPERTIES:
        numbers = [int(counts[name].get(source, 0)) for source in used]
        cells = [_count(n, len(objects), words) for n in (*numbers, len(objects) - sum(numbers))]
        rows.append([own.say(f"row_{name}"), *cells])
    page.table(
        [own.say("col_property"), *used, own.say("col_nothing")],
        rows,
        caption=own.say("cap_origins"),
        lang=tuple(range(1, len(used) + 1)),
    )
    page.bullets([own.say(f"source_{source.replace('-', '_')}") for source in used])


def _count(n: int, total: int, words: Words) -> str:
    return f"{words.number(n)} ({words.percent(n / total)})" if n else "–"
