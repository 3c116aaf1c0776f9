"""Recomputed reports on one HTML page: every printed figure beside ours, so that a reader can follow each number."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np

from ..economics.figures.study import AFRONDING, FOUT, GELIJK, NIET, VERKLAARD
from ..economics.verify.columns import ONVERKLAARD, OVERGENOMEN, UITKOMSTEN
from ..economics.verify.findings import Discovery
from ..economics.verify.readings import STATEMENTS, UPTAKES, Reading
from ..economics.verify.run import Verification
from ..economics.verify.series import Series
from ..kentallen import Kentallen
from .language import MISSING, Words
from .page import Page, Tile
from .sections import add_kentallen, opened
from .verification_plots import cumulative, npv_plot, series_plot
from .verification_tables import STYLE, figures_table, head_cells, verdict_markup

KEYS = ("opslag.", "exploitatie.", "financieel.", "tarieven.", "subsidie.", "co2.", "cop.", "kosten_bron.")
"""Beginnings of the kentallen that the outcomes rest on."""

EXAMPLE = ("L-INV-04", "P-CF-14")
"""Figures that are explained as an example: the first that there is."""


def verification_html(
    verifications: Sequence[Verification], *, kentallen: Kentallen, language: str = "nl", version: str = ""
) -> str:
    """Return the recomputed reports.

    Parameters
    ----------
    verifications
        One per report, at least one.
    kentallen
        The values that were used.
    language
        "nl" or "en". What a report printed, calculations, causes and findings are in Dutch in both.
    version
        Of the plugin, for the foot of the page.
    """
    words, own = Words(language), Words(language, "verification_report_")
    counts = {verdict: sum(one.counts[verdict] for one in verifications) for verdict in UITKOMSTEN}
    page = opened([one.study.bron for one in verifications], _tiles(counts, words, own), words, own)
    page.add(STYLE)
    page.paragraph(own.say("lead"), "message")
    if counts[ONVERKLAARD]:
        page.warning(own.count("unexplained", counts[ONVERKLAARD]))
    page.contents()
    _summary(page, verifications, counts, words, own)
    _findings(page, verifications, own)
    _reading_a_line(page, verifications, words, own)
    for one in verifications:
        if one.series:
            _series(page, one.series, words, own)
        if one.readings:
            _readings(page, one.readings, words, own)
        _figures(page, one, words, own)
    page.heading(own.say("limits"))
    page.bullets([own.say(f"limit_{i}") for i in range(1, 6)])
    page.bullets([note for one in verifications for note in one.notes], lang=None if words.code == "nl" else "nl")
    add_kentallen(page, kentallen, KEYS, words, own)
    page.footer(own.say("footer", version=version))
    return page.html()


def _tiles(counts: dict[str, int], words: Words, own: Words) -> list[Tile]:
    every = sum(counts.values())
    tested = every - counts[OVERGENOMEN]
    return [
        Tile(words.number(every), "", own.say("tile_all"), own.say("tile_all_remark", n=counts[OVERGENOMEN])),
        Tile(
            words.number(counts[GELIJK] + counts[AFRONDING]),
            "",
            own.say("tile_same"),
            own.say("tile_same_remark", n=words.number(tested)),
        ),
        Tile(
            words.number(counts[VERKLAARD]), "", own.say("tile_why"), own.say("tile_why_remark", n=counts[ONVERKLAARD])
        ),
        Tile(words.number(counts[FOUT]), "", own.say("tile_wrong"), own.say("tile_wrong_remark")),
        Tile(words.number(counts[NIET]), "", own.say("tile_open"), own.say("tile_open_remark")),
    ]


def _summary(
    page: Page, verifications: Sequence[Verification], counts: dict[str, int], words: Words, own: Words
) -> None:
    page.heading(own.say("summary"))
    page.paragraph(own.say("summary_lead"))
    titles = [own.say("verdict"), own.say("meaning"), *(one.study.naam for one in verifications), own.say("together")]
    head = head_cells(titles, left=(0, 1))
    body = ""
    for verdict in UITKOMSTEN:
        cells = [f'<td class="left">{verdict_markup(verdict, own)}</td>']
        meaning = own.say(f"meaning_{verdict.replace(' ', '_')}")
        cells.append(f'<td class="left">{escape(meaning)}</td>')
        cells += [f"<td>{words.number(one.counts[verdict])}</td>" for one in verifications]
        body += f"<tr>{''.join(cells)}<td>{words.number(counts[verdict])}</td></tr>"
    totals = [sum(one.counts.values()) for one in verifications]
    foot = "".join(f"<td>{words.number(n)}</td>" for n in [*totals, sum(totals)])
    page.add(
        f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody>'
        f'<tfoot><tr><td class="left">{escape(own.say("together"))}</td><td></td>{foot}</tr></tfoot></table></div>'
    )


def _findings(page: Page, verifications: Sequence[Verification], own: Words) -> None:
    page.heading(own.say("findings"))
    page.paragraph(own.say("findings_lead"))
    lang = "" if own.code == "nl" else ' lang="nl"'
    for one in verifications:
        large = [found for found in one.findings if found.gewicht == "groot"]
        small = [found for found in one.findings if found.gewicht != "groot"]
        page.subheading(one.study.naam)
        for found in large:
            page.add(
                f'<div class="found"{lang}><h3>{escape(found.titel)}</h3><p>{escape(found.tekst)}</p>'
                f"<p><b>{escape(own.say('so'))}</b> {escape(found.gevolg)}</p>{_shown_by(found, own)}</div>"
            )
        if small:
            rows = [[found.titel, found.tekst, found.gevolg] for found in small]
            head = [own.say(key) for key in ("what", "explanation", "we_do")]
            page.table(head, rows, left=(0, 1, 2), lang=(0, 1, 2), caption=own.say("small_caption"))


def _shown_by(found: Discovery, own: Words) -> str:
    ids = ", ".join(found.getallen)
    return f'<p class="small">{escape(own.say("shown_by", ids=ids))}</p>' if ids else ""


def _reading_a_line(page: Page, verifications: Sequence[Verification], words: Words, own: Words) -> None:
    page.heading(own.say("example"))
    page.bullets([own.say(f"example_{i}") for i in range(1, 5)])
    for one in verifications:
        rows = one.rows[one.rows["id"].isin(EXAMPLE)]
        if len(rows):
            page.paragraph(own.say("example_row"))
            figures_table(page, rows.head(1), words, own)
            return


def _series(page: Page, series: Sequence[Series], words: Words, own: Words) -> None:
    page.heading(own.say("series"))
    count = sum(len(line.jaren) for one in series for line in one.regels)
    rest = max(line.rest for one in series for line in one.regels)
    page.paragraph(own.say("series_lead", n=words.number(count), rest=words.number(rest, 1)))
    page.figure(series_plot(series, words, own), own.say("series_caption"))
    rows = [
        [
            one.variant, line.naam, words.number(len(line.jaren)), words.number(line.verschil, 1),
            words.number(line.rest, 1),
        ]
        for one in series
        for line in one.regels
    ]  # fmt: skip
    head = [own.say(key) for key in ("series_name", "line", "years", "largest", "rest")]
    page.table(head, rows, caption=own.say("lines_caption"), left=(0, 1), lang=(0, 1), dense=True)
    for one in series:
        _years(page, one, words, own)


def _years(page: Page, series: Series, words: Words, own: Words) -> None:
    """Add a series year by year: what goes out, and what has gone out."""
    year, so_far = series.regels[-2], cumulative(series)
    other = not np.array_equal(so_far.nagebootst, so_far.waarden)
    rows = []
    for i, jaar in enumerate(so_far.jaren.tolist()):
        cells = [str(jaar)]
        for line in (year, so_far):
            cells += [words.number(line.afgedrukt[i]), words.number(line.waarden[i])]
            if other:
                cells.append(words.number(line.nagebootst[i]))
        rows.append(cells)
    names = ["printed_short", "ours_short", *(["as_source_short"] if other else [])]
    head = [own.say("year"), *(f"{own.say(part)}, {own.say(name)}" for part in ("spent", "so_far") for name in names)]
    caption = own.say("years_caption", place=series.plaats, variant=series.variant)
    page.table(head, rows, caption=caption, dense=True)


def _readings(page: Page, readings: Sequence[Reading], words: Words, own: Words) -> None:
    page.heading(own.say("npv"))
    page.paragraph(own.say("npv_lead"))
    page.bullets([own.say("npv_a"), own.say("npv_b"), own.say("npv_ours")])
    page.figure(npv_plot(readings, "bronnet", words, own), own.say("npv_caption_bronnet"))
    page.figure(npv_plot(readings, "mt", words, own), own.say("npv_caption_mt"))

    def thousand(value: float) -> str:
        return words.number(value / 1000.0)

    head = [
        own.say("reading"),
        *(words.percent(u) for u in UPTAKES),
        *(own.say(k) for k in ("apart", "no_wis", "root")),
    ]
    rows = [
        [
            own.say(f"reading_{one.naam}"), *(thousand(one.bronnet[u]) for u in UPTAKES), thousand(one.individueel),
            thousand(one.zonder_wis), words.percent(one.nulpunt, 1) if np.isfinite(one.nulpunt) else MISSING,
        ]
        for one in readings
    ]  # fmt: skip
    page.table(head, rows, caption=own.say("npv_table_bronnet"))
    head = [own.say("reading"), *(words.percent(u) for u in UPTAKES), *(own.say(k) for k in ("wis", "sde", "neither"))]
    rows = [
        [
            own.say(f"reading_{one.naam}"), *(thousand(one.mt[u]) for u in UPTAKES), thousand(one.mt_wis),
            thousand(one.mt_sde), thousand(one.mt_geen),
        ]
        for one in readings
    ]  # fmt: skip
    page.table(head, rows, caption=own.say("npv_table_mt"))
    page.paragraph(own.say("statements_lead"))
    _statements(page, readings, own)
    page.paragraph(own.say("statements_end"), "message")


def _statements(page: Page, readings: Sequence[Reading], own: Words) -> None:
    names = [own.say(f"reading_{one.naam}") for one in readings]
    top = head_cells(["", *names], left=(0,))
    body = ""
    for statement in STATEMENTS:
        found = ["holds" if one.klopt[statement] else "fails" for one in readings]
        marks = "".join(f'<td><span class="{word}">{escape(own.say(word))}</span></td>' for word in found)
        body += f'<tr><td class="left">{escape(own.say(statement))}</td>{marks}</tr>'
    totals = "".join(f"<td>{sum(one.klopt.values())} / {len(STATEMENTS)}</td>" for one in readings)
    foot = f'<tfoot><tr><td class="left">{escape(own.say("hold_together"))}</td>{totals}</tr></tfoot>'
    page.add(f'<div class="wide"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody>{foot}</table></div>')


def _figures(page: Page, verification: Verification, words: Words, own: Words) -> None:
    page.heading(own.say("figures", study=verification.study.naam))
    page.paragraph(own.say("figures_lead"))
    rows = verification.rows
    places = list(dict.fromkeys(rows["plaats"].tolist()))
    for place in places:
        part = rows[rows["plaats"] == place]
        page.subheading(f"{place[:1].upper()}{place[1:]}")
        figures_table(page, part, words, own)
