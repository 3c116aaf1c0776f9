"""Tables of the report on what heat costs a resident: investment, yearly costs, all costs, types, prices."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..economics.resident.costs import ResidentCosts
from .language import MISSING, Words
from .page import Page

INVESTMENT = (
    ("installatie_eur", 1.0), ("bron_eur", 1.0), ("isolatie_eur", 1.0), ("aanpassing_eur", 1.0), ("bak_eur", 1.0),
    ("subsidie_eur", -1.0), ("investering_excl_eur", 1.0), ("btw_eur", 1.0), ("investering_incl_eur", 1.0),
)  # fmt: skip
"""Rows of the table with the investment, and the sign with which they count."""

YEARLY = (
    ("vast_eur_jaar", 0), ("gas_m3", 0), ("gas_eur_jaar", 0), ("afname_gj", 1), ("afname_eur_jaar", 0),
    ("stroom_kwh", 0), ("stroom_eur_jaar", 0), ("onderhoud_eur_jaar", 0), ("jaar_eur", 0),
)  # fmt: skip
"""Rows of the table with yearly costs, and their decimals."""

TOTALS = (
    ("investering_incl_eur", 1.0), ("herinvestering_eur", 1.0), ("vast_tco_eur", 1.0), ("energie_tco_eur", 1.0),
    ("restwaarde_eur", -1.0), ("tco_eur", 1.0), ("tco_contant_eur", 1.0), ("per_jaar_eur", 1.0),
    ("meer_eur_jaar", 1.0), ("tov_cv_eur_jaar", 1.0), ("folder_eur_jaar", 1.0),
)  # fmt: skip
"""Rows of the table with all costs."""


def of_dwelling(costs: ResidentCosts, place: int) -> pd.DataFrame:
    """Return the rows of one dwelling, the concepts that are possible as index, in order."""
    n = len(costs.concepts)
    rows = costs.frame.iloc[place * n : (place + 1) * n]
    return rows[costs.possible[place]].set_index("concept")


def add_investment(page: Page, rows: pd.DataFrame, words: Words, own: Words, of: str = "") -> None:
    """Add the investment per concept; `of` ends the caption."""
    table = [_line(rows, name, own, words, sign=sign) for name, sign in INVESTMENT if _filled(rows, name)]
    page.table(_head(rows, own), table, caption=own.say("investment_caption") + of)


def add_yearly(page: Page, rows: pd.DataFrame, words: Words, own: Words, of: str = "") -> None:
    """Add the costs of the first year per concept, with what is used; `of` ends the caption."""
    table = [_line(rows, name, own, words, decimals=decimals) for name, decimals in YEARLY if _filled(rows, name)]
    page.table(_head(rows, own), table[:-1], foot=table[-1], caption=own.say("yearly_caption") + of)


def add_totals(page: Page, rows: pd.DataFrame, years: int, words: Words, own: Words, of: str = "") -> None:
    """Add all costs over the years per concept; `of` ends the caption."""
    table = []
    for name, sign in TOTALS:
        if not _filled(rows, name):
            continue
        table.append(_line(rows, name, own, words, sign=sign))
        if name == "herinvestering_eur":
            when = rows["herinvestering_jaren"].astype(object).fillna("").tolist()
            table.append([own.say("herinvestering_jaren"), *(str(text) or MISSING for text in when)])
    page.table(_head(rows, own), table, caption=own.say("total_caption", years=words.number(years)) + of)


def add_dwellings(page: Page, costs: ResidentCosts, words: Words, own: Words) -> None:
    """Add what the dwellings need."""
    rows = [
        [
            str(row["type"]) or own.say("type_unknown"), words.number(float(row["woningen"])),
            words.number(float(row["oppervlakte_m2"])), words.number(float(row["warmte_gj"]), 1),
            words.number(float(row["tap_gj"]), 1), words.number(float(row["koude_gj"]), 1),
            str(row["label"] or "") or MISSING,
        ]
        for _, row in costs.dwellings.frame.iterrows()
    ]  # fmt: skip
    head = [own.say(key) for key in ("type", "number", "area", "heat", "tap", "cold", "label")]
    page.table(head, rows, caption=own.say("dwellings_caption"), left=(0, 6), lang=(0,))


def add_choices(page: Page, table: pd.DataFrame, words: Words, own: Words, *, many: bool) -> None:
    """Add what is the cheapest for who may choose from which concepts."""
    rows = []
    for _, row in table.iterrows():
        cells = [own.say(f"choice_{row['keuze']}"), own.say(str(row["concept"]))]
        if many:
            share = words.percent(float(row["woningen"]) / float(row["alle_woningen"]))
            cells.append(
                own.say("of_homes", n=words.number(float(row["woningen"])), share=share.replace(" ", NO_BREAK))
            )
        rows.append([*cells, words.number(float(row["per_jaar_eur"]))])
    head = [own.say(key) for key in ("choice", "cheapest", *(("for_homes",) if many else ()), "mean_cost")]
    page.table(head, rows, caption=own.say("choice_caption"), left=(0, 1, 2) if many else (0, 1))


def add_types(page: Page, table: pd.DataFrame, caption: str, words: Words, own: Words, *, best: bool = False) -> None:
    """Add amounts by type: a row of `table` per type, a column per concept; with `best` the cheapest one is named."""
    rows = []
    for name, row in table.iterrows():
        values = row.to_numpy(dtype=np.float64)
        cells = [str(name), *(words.number(value) for value in values.tolist())]
        if best:
            there = bool(np.isfinite(values).any())
            cells.append(short_name(str(table.columns[int(np.nanargmin(values))]), own) if there else MISSING)
        rows.append(cells)
    head = [own.say("type"), *(short_name(concept, own) for concept in table.columns)]
    head += [own.say("cheapest")] if best else []
    page.table(head, rows, caption=caption, left=(0, len(head) - 1) if best else (0,), lang=(0,), dense=True)


def add_tips(page: Page, tips: pd.DataFrame, words: Words, own: Words, *, types: bool) -> None:
    """Add the prices at which another concept becomes the cheapest; nothing where there are none."""
    if not len(tips):
        page.paragraph(own.say("no_flips"))
        return
    rows = [
        [
            *([str(row["woning_id"])] if types else []), own.say(str(row["drager"])),
            words.number(float(row["nu"]), 2), words.number(float(row["prijs"]), 2), own.say(str(row["onder"])),
            own.say(str(row["boven"])),
        ]
        for _, row in tips.iterrows()
    ]  # fmt: skip
    keys = (*(("type",) if types else ()), "carrier", "price_used", "at", "below", "above")
    words_at = (0, 1, 4, 5) if types else (0, 3, 4)
    page.table([own.say(key) for key in keys], rows, caption=own.say("flips_caption"), left=words_at, dense=types)


def add_reasons(page: Page, costs: ResidentCosts, own: Words) -> None:
    """Add which concepts are not possible for which dwellings and why, and what to bear in mind; nothing for none."""
    rows: dict[tuple[str, str, str], list[str]] = {}
    for place, name in enumerate(costs.dwellings.frame["woning_id"].astype(str).tolist()):
        for i, concept in enumerate(costs.concepts):
            reason = str(costs.reasons[place, i] or "")
            if reason:
                key = (concept, reason, own.say("yes" if costs.possible[place, i] else "no"))
                rows.setdefault(key, []).append(name)
    if not rows:
        return
    page.heading(own.say("not"))
    listed = [
        [own.say(concept), done, ", ".join(names) if len(costs.dwellings.frame) > 1 else MISSING, reason]
        for (concept, reason, done), names in rows.items()
    ]
    head = [own.say(key) for key in ("concept", "reckoned", "type", "reason")]
    if len(costs.dwellings.frame) == 1:
        listed, head = [[row[0], row[1], row[3]] for row in listed], [head[0], head[1], head[3]]
    left = tuple(range(len(head)))
    page.table(head, listed, caption=own.say("reasons_caption"), left=left, lang=left[2:], dense=True)


def _head(rows: pd.DataFrame, own: Words) -> list[str]:
    return ["", *(short_name(str(concept), own) for concept in rows.index)]


def short_name(concept: str, own: Words) -> str:
    """Return the short name of a concept on one line."""
    first, _, second = own.say(f"short_{concept}").partition("|")
    return f"{first.removesuffix('-')}{'' if first.endswith('-') else ' '}{second}".strip()


def _line(
    rows: pd.DataFrame, name: str, own: Words, words: Words, *, sign: float = 1.0, decimals: int = 0
) -> list[str]:
    values = sign * rows[name].to_numpy(dtype=np.float64)
    if name not in ZEROS:
        values = np.where(values == 0.0, np.nan, values)
    return [own.say(name), *(words.number(value, decimals) for value in values.tolist())]


def _filled(rows: pd.DataFrame, name: str) -> bool:
    """Tell whether a row of a table says anything."""
    return bool(np.nan_to_num(rows[name].to_numpy(dtype=np.float64)).any()) or name in ALWAYS


NO_BREAK = "\u00a0"

ALWAYS: Sequence[str] = ("investering_incl_eur", "jaar_eur", "tco_eur", "per_jaar_eur")
"""Rows that are there even when all is 0."""

ZEROS = (*ALWAYS, "investering_excl_eur", "meer_eur_jaar", "tov_cv_eur_jaar", "folder_eur_jaar")
"""Rows in which a 0 says something; in others it stands for what a concept does not have."""
