"""Tables of recomputed reports: a printed figure, ours beside it, and under them how and why."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd

from ..economics.figures.study import AFRONDING, FOUT, GELIJK, NIET, VERKLAARD
from ..economics.verify.columns import ONVERKLAARD, OVERGENOMEN, SHARE
from .language import MISSING, Words, unit_text
from .page import Page

SIGNS: Mapping[str, str] = {
    GELIJK: "=",
    AFRONDING: "≈",
    VERKLAARD: "→",
    FOUT: "✗",
    NIET: "?",
    OVERGENOMEN: "·",
    ONVERKLAARD: "!",
}
"""Sign of each judgement, beside its colour: readable in grey print too."""

CLASSES: Mapping[str, str] = {
    GELIJK: "v-same",
    AFRONDING: "v-same",
    VERKLAARD: "v-why",
    FOUT: "v-wrong",
    NIET: "v-open",
    OVERGENOMEN: "v-input",
    ONVERKLAARD: "v-wrong",
}
"""Look of each judgement."""

READING = ", lezing "
"""In the name of a variant that reconstructs a model of which no figures were printed."""

_LEFT = ' class="left"'

STYLE = """<style>
.verdict { white-space: nowrap; font-weight: 600; } .v-same { color: #0f766e; } .v-why { color: #2f7ebc; }
.v-wrong { color: #a50f15; } .v-open { color: #9a5b0c; } .v-input { color: #5f6b73; font-weight: 400; }
.figures { table-layout: fixed; min-width: 34em; } .figures th:nth-child(1) { width: 44%; }
.figures th:nth-child(2) { width: 17%; } .figures th:nth-child(5) { width: 18%; }
.figures td { border-bottom: 0; padding-bottom: 0; } .figures tr.how td { border-bottom: 1px solid #e4dfd4;
  padding: 0 .6em .45em; color: #5f6b73; font-size: .88em; text-align: left; }
.figures tr.how b { color: #16324a; font-weight: 600; } .code { color: #6f6a5e; font-size: .78em; white-space: nowrap; }
.figures tr.first td { padding-top: .45em; }
.found { border-left: 4px solid #a50f15; background: #f6f3ec; padding: .5em 1em .6em; margin: 1em 0;
  break-inside: avoid; }
.found h3 { margin: .2em 0; } .found p { max-width: none; margin: .35em 0; }
.holds { color: #0f766e; font-weight: 600; } .fails { color: #a50f15; font-weight: 600; }
@media print { .found { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
</style>"""
"""Look of these tables."""


def figures_table(page: Page, rows: pd.DataFrame, words: Words, own: Words) -> None:
    """Add the figures of one place: printed, ours, difference and judgement; under each the calculation and the cause.

    Parameters
    ----------
    rows
        Columns `verify.columns.VERIFY_COLUMNS`.
    """
    head = [own.say(key) for key in ("figure", "printed", "ours", "difference", "verdict")]
    top = head_cells(head, left=(0, 4))
    body = "".join(_figure(row, words, own) for row in rows.to_dict("records"))
    page.add(
        f'<div class="wide"><table class="figures"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def head_cells(titles: Sequence[str], *, left: Sequence[int] = ()) -> str:
    """Return the cells of the head of a table; columns in `left` stand to the left."""
    return "".join(
        f'<th scope="col"{_LEFT if i in left else ""}>{escape(title)}</th>' for i, title in enumerate(titles)
    )


def verdict_markup(verdict: str, own: Words) -> str:
    """Return a judgement with its sign and colour."""
    text = own.say(f"verdict_{verdict.replace(' ', '_')}")
    return f'<span class="verdict {CLASSES[verdict]}">{SIGNS[verdict]} {escape(text)}</span>'


def shown(value: float, printed: float, words: Words) -> str:
    """Return a value of ours with the digits of the printed one; one more where that shows a difference."""
    if not math.isfinite(value):
        return MISSING
    digits = decimals(printed)
    if abs(value - printed) > 1e-9 and (digits or abs(printed) < 100.0):
        digits += 1
    return words.number(value, digits)


def decimals(value: float) -> int:
    """Return the digits after the comma that a number is printed with."""
    if not math.isfinite(value):
        return 0
    text = f"{value:.6f}".rstrip("0")
    return len(text) - text.index(".") - 1


def difference(value: float, printed: float, words: Words) -> str:
    """Return a difference with its sign; 0 where it is less than can be seen."""
    apart = value - printed
    if not math.isfinite(apart):
        return ""
    digits = decimals(printed) + (1 if decimals(printed) or abs(printed) < 100.0 else 0)
    if abs(apart) < 0.5 * 10.0**-digits:
        return "0"
    return ("+" if apart > 0 else "") + words.number(apart, digits)


def _figure(row: Mapping[str, object], words: Words, own: Words) -> str:
    scale, unit = _unit(str(row["eenheid"]))
    printed, value = (scale * float(str(row[name])) for name in ("afgedrukt", "waarde"))
    ours = str(row["waarde_tekst"]) or shown(value, printed, words)
    told = str(row["afgedrukt_tekst"]) or f"{words.number(printed, decimals(printed))} {unit}".strip()
    name = f'{escape(_capital(str(row["omschrijving"])))} <span class="code">{escape(str(row["id"]))}</span>'
    cells = [
        f'<td class="left"{_dutch(own)}>{name}</td>',
        f"<td>{escape(told)}</td>",
        f"<td>{escape(ours)}</td>",
        f"<td>{escape(difference(value, printed, words))}</td>",
        f'<td class="left">{verdict_markup(str(row["oordeel"]), own)}</td>',
    ]
    parts = _how(row, printed, words, own)
    under = f'<tr class="how"><td colspan="5"{_dutch(own)}>{" ".join(parts)}</td></tr>' if parts else ""
    # without a second line the first one has to close off itself
    line = "" if under else ' style="border-bottom:1px solid #e4dfd4;padding-bottom:.45em"'
    return f'<tr class="first">{"".join(cells).replace("<td", f"<td{line}")}</tr>{under}'


def _how(row: Mapping[str, object], printed: float, words: Words, own: Words) -> list[str]:
    """Return the calculation, that of the source where it differs, and the cause."""
    parts = []
    formula, source = str(row["formule"]), str(row["formule_bron"])
    taken = row["oordeel"] == OVERGENOMEN
    if formula and not taken:
        parts.append(f"<b>{escape(own.say('how'))}</b> {escape(formula)}.")
    copied = str(row["nagebootst_tekst"]) or shown(
        _unit(str(row["eenheid"]))[0] * float(str(row["nagebootst"])), printed, words
    )
    if copied != MISSING:
        text = f"{source} = {copied}" if source else copied
        # a reading is a reconstruction: not what the source did, but what it may have done
        label = own.say("how_reading" if READING in source else "how_source")
        parts.append(f"<b>{escape(label)}</b> {escape(text)}.")
    if row["oorzaak"]:
        parts.append(f"<b>{escape(own.say('why'))}</b> {escape(str(row['oorzaak']))}")
    return parts


def _unit(unit: str) -> tuple[float, str]:
    """Return what to multiply by and the unit to print: a share is read as a percentage."""
    if unit.startswith(SHARE):
        return 100.0, f"%{unit.removeprefix(SHARE)}"
    return 1.0, unit_text(unit) if unit != "-" else ""


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _dutch(own: Words) -> str:
    return "" if own.code == "nl" else ' lang="nl"'
