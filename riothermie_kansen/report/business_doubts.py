"""Sections of the report on a business case about doubt: what matters most, the draws, what the sources disagree on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..economics.supplier import BusinessCases, Variant
from .business_plots import chance_plot, tornado_plot
from .business_words import TIED, capital, each, figure_of, money, name_within
from .language import Words
from .page import Page

SHOWN = 12
"""Assumptions in the plot of the sensitivity; the table has all of them."""


def add_sensitivity(page: Page, cases: BusinessCases, words: Words, own: Words) -> None:
    """Add what matters most."""
    page.heading(own.say("tornado"))
    page.paragraph(own.say("tornado_lead"))
    for variant in each(page, cases):
        table = variant.sensitivity[variant.sensitivity["uitslag_eur"] > 0.0]
        if not len(table):
            page.paragraph(own.say("tornado_none"))
            continue
        page.paragraph(_most(variant, table, words, own))
        shown = table.head(SHOWN).assign(
            laag=[figure_of(f, v, words) for f, v in zip(table["veld"][:SHOWN], table["laag"][:SHOWN], strict=True)],
            hoog=[figure_of(f, v, words) for f, v in zip(table["veld"][:SHOWN], table["hoog"][:SHOWN], strict=True)],
        )
        paying = not variant.kostenvergelijking
        caption = own.say("tornado_caption" if paying else "tornado_costs_caption")
        page.figure(tornado_plot(shown, variant.ncw_eur, words, own, paying=paying), caption)
        rows = [
            [
                row["aanname"], figure_of(row["veld"], row["waarde"], words),
                " – ".join(figure_of(row["veld"], row[end], words) for end in ("laag", "hoog")),
                words.rounded(row["ncw_laag_eur"]), words.rounded(row["ncw_hoog_eur"]),
                figure_of(row["veld"], row["kantelpunt"], words), row["bron"],
            ]
            for _, row in table.iterrows()
        ]  # fmt: skip
        head = [own.say(k) for k in ("assumption", "used", "range", "ncw_low", "ncw_high", "tips_at", "source")]
        page.table(head, rows, caption=own.say("tornado_table_caption"), left=(0, 6), lang=(0, 6), dense=True)


def _most(variant: Variant, table: pd.DataFrame, words: Words, own: Words) -> str:
    """Return in words which assumption matters most, and which ones turn the outcome within their range."""
    rows = [row for _, row in table.iterrows()]
    first = rows[0]
    said = [
        own.say(
            "tornado_most",
            name=name_within(first["aanname"]),
            low=figure_of(first["veld"], first["laag"], words),
            high=figure_of(first["veld"], first["hoog"], words),
            from_=money(first["ncw_laag_eur"], words),
            to=money(first["ncw_hoog_eur"], words),
        )
    ]
    if len(rows) > 2:
        said.append(
            own.say("tornado_next", names=words.sentence_list([name_within(row["aanname"]) for row in rows[1:3]]))
        )
    if variant.kostenvergelijking:
        return " ".join(said)
    turning = [
        f"{name_within(row['aanname'])} ({figure_of(row['veld'], row['kantelpunt'], words)})"
        for row in rows
        if np.isfinite(row["kantelpunt"])
    ]
    key = "tornado_turns" if turning else "tornado_no_turn"
    return " ".join([*said, own.say(key, names="; ".join(turning))])


def add_chances(page: Page, cases: BusinessCases, words: Words, own: Words) -> None:
    """Add how the outcome spreads when all uncertain assumptions are drawn together."""
    page.heading(own.say("chances"))
    page.paragraph(own.say("chances_lead"))
    for variant in each(page, cases):
        draws = variant.simulation
        marked = [(draws.kwantiel(share), f"P{round(100 * share)}") for share in (0.1, 0.5, 0.9)]
        page.figure(
            chance_plot(draws.ncw_eur, marked, words, own, paying=not variant.kostenvergelijking),
            own.say("chance_caption", n=words.number(draws.trekkingen), seed=draws.zaad),
        )
        page.paragraph(_weighs(variant, words, own))
        quantiles = [
            [own.say("quantile", share=words.percent(share)), money(value, words)]
            for share, value in sorted(draws.kwantielen.items())
        ]
        page.table([own.say("draws_below"), own.say("ncw")], quantiles, caption=own.say("quantile_caption"), left=(0,))
        rows = [
            [
                row["aanname"], own.say(f"shape_{row['verdeling']}"),
                *(figure_of(row["veld"], row[name], words) for name in ("laag", "waarde", "hoog")),
                words.number(row["correlatie"], 2), row["bron"],
            ]
            for _, row in draws.verdelingen.iterrows()
        ]  # fmt: skip
        head = [own.say(key) for key in ("assumption", "shape", "low", "used", "high", "weighs", "source")]
        page.table(head, rows, caption=own.say("draws_caption"), left=(0, 1, 6), lang=(0, 6), dense=True)


def _weighs(variant: Variant, words: Words, own: Words) -> str:
    """Return in words how wide the draws lie, and what they hang on most."""
    draws = variant.simulation
    ends = {name: money(draws.kwantiel(share), words) for name, share in (("low", 0.25), ("high", 0.75))}
    said = own.say("draws_half", **ends)
    drawn = draws.verdelingen.dropna(subset=["correlatie"])
    if not len(drawn):
        return said
    most = drawn.loc[drawn["correlatie"].abs().idxmax()]
    key = "draws_most_down" if most["correlatie"] < 0.0 else "draws_most_up"
    return f"{said} {own.say(key, name=name_within(most['aanname']), weight=words.number(most['correlatie'], 2))}"


def add_contested(page: Page, cases: BusinessCases, words: Words, own: Words) -> None:
    """Add what the sources disagree on, with the outcome under each reading."""
    page.heading(own.say("contested"))
    page.paragraph(own.say("contested_lead"))
    for variant in each(page, cases, income=True):
        rows = []
        for choice in variant.contested:
            for i, reading in enumerate(choice.lezingen):
                name = choice.naam(words.code)
                rows.append(
                    [
                        f"{name[:1].upper()}{name[1:]}" if not i else "",
                        reading.naam(words.code) + (f" ({own.say('in_use')})" if reading.gekozen else ""),
                        words.number(reading.ncw_eur),
                        own.say("turns").replace(" ", TIED) if choice.kantelt(reading) else "",
                    ]
                )
        if not rows:
            page.paragraph(own.say("contested_none"))
            continue
        head = [own.say(key) for key in ("choice", "reading", "ncw_eur", "sign")]
        page.table(head, rows, caption=own.say("contested_caption"), left=(0, 1, 3))
        page.bullets(
            [f"{capital(choice.naam(words.code))}: {choice.uitleg(words.code)}" for choice in variant.contested]
        )
