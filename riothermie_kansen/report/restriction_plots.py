"""Plots of the verdicts on drilling: how much of what verdict."""

from __future__ import annotations

from collections.abc import Sequence

from ..subsurface.columns import AANDACHT, ONBEKEND, OORDELEN, TOEGESTAAN, VERBODEN
from .language import Words
from .svg import GREY, INK, PAPER, element, number, text, text_width

COLOURS = {TOEGESTAAN: "#6fa9d6", ONBEKEND: "#e6e1d6", AANDACHT: "#f0a02c", VERBODEN: "#8c0d14"}
"""Colour of a verdict, as on the map in QGIS."""

WIDTH = 760.0
LEFT, RIGHT, BAR = 232.0, 14.0, 26.0


def share_plot(rows: Sequence[tuple[str, Sequence[float]]], words: Words, own: Words) -> str:
    """Return a bar per row, cut by verdict.

    Parameters
    ----------
    rows
        Title and share (0-1) of each of `OORDELEN`.
    words, own
        Language, and the sentences of the report.
    """
    room = WIDTH - LEFT - RIGHT
    drawn, top = [legend(own)], 40.0
    for title, shares in rows:
        drawn.append(text(LEFT - 10.0, top + 18.0, title, anchor="end"))
        x = LEFT
        for verdict, share in zip(OORDELEN, shares, strict=True):
            wide = room * share
            if wide < 0.05:
                continue
            drawn.append(
                element(
                    "rect", x=x, y=top, width=wide, height=BAR, fill=COLOURS[verdict], stroke=PAPER, stroke_width=0.6
                )
            )
            label = words.percent(share)
            if text_width(label) + 6.0 < wide:
                colour = PAPER if verdict == VERBODEN else INK
                drawn.append(text(x + wide / 2.0, top + 17.5, label, anchor="middle", colour=colour))
            x += wide
        top += BAR + 12.0
    told = "; ".join(
        f"{title}: "
        + ", ".join(
            f"{own.say(verdict)} {words.percent(share)}" for verdict, share in zip(OORDELEN, shares, strict=True)
        )
        for title, shares in rows
    )
    return drawing("".join(drawn), top, own.say("share_plot_title"), told, words)


def legend(own: Words, left: float = LEFT) -> str:
    """Return the colours of the verdicts with their words, in a row."""
    drawn, x = "", left
    for verdict in OORDELEN:
        label = own.say(verdict)
        drawn += element("rect", x=x, y=10.0, width=14.0, height=10.0, fill=COLOURS[verdict], stroke=GREY,
                         stroke_width=0.4)  # fmt: skip
        drawn += text(x + 19.0, 19.0, label)
        x += 19.0 + text_width(label) + 14.0
    return drawn


def drawing(content: str, bottom: float, title: str, told: str, words: Words) -> str:
    """Return a drawing as wide as the page, with its title and what it says."""
    described = element("title", _escaped(title)) + (element("desc", _escaped(told)) if told else "")
    return element(
        "svg", described + content, xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(WIDTH)} {number(bottom)}", font_size=12.0, fill=INK, role="img", aria_label=title,
        lang=words.code,
    )  # fmt: skip


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")
