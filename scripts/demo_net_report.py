"""The report of the heat network: one HTML page without scripts, with quantities, totals and the proved gap."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from demo_net_facts import Net, NetFacts

from riothermie_kansen.wording import amount, dutch

STYLE = """
body { font: 16px/1.5 "Open Sans", "Segoe UI", sans-serif; color: #16324a; max-width: 60em; margin: 2em auto;
       padding: 0 1em; }
h1 { margin-bottom: 0; } h2 { margin-top: 2em; } .sub { color: #5f6b73; margin-top: 0; }
.warning { border: 2px solid #a50f15; color: #a50f15; font-weight: bold; padding: .4em .8em; display: inline-block; }
.message { background: #f6f3ec; padding: .8em 1em; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #c9c2b4; padding: .25em .5em; text-align: right; vertical-align: top; }
th:first-child, td:first-child, .text td { text-align: left; }
tfoot td { font-weight: bold; }
img, svg { width: 100%; height: auto; }
.small { color: #5f6b73; font-size: .85em; }
"""
CURVE = (
    "Van links naar rechts sluiten steeds duurdere woningen aan. Elk punt is het net van alle panden, ingekort en "
    "opnieuw gedimensioneerd; het tracé wordt niet opnieuw gezocht, zodat de punten aan de voorzichtige kant liggen."
)
COLOURS = {"bronnet": "#2f7ebc", "mt": "#d7301f"}
WIDE, TALL, LEFT, BOTTOM = 720, 300, 70, 40  # of the chart, in its own units


def report_html(facts: NetFacts, picture: str) -> str:
    """Return the page.

    Parameters
    ----------
    facts
        Texts and numbers.
    picture
        Name of the picture of the sheet, in the same folder.
    """
    parts = [
        f"<h1>{escape(facts.title)}</h1>",
        f'<p class="sub">{escape(facts.subtitle)}</p>',
        f'<p class="warning">{escape(facts.warning)}</p>',
        f'<p class="message">{escape(facts.message)} {escape(facts.proof)}</p>',
        f'<p><img src="{escape(picture)}" alt="Kaart van het bronnet en het MT-net"></p>',
        "<h2>Totalen</h2>",
        _table(["", *(net.title for net in facts.nets)], totals(facts.nets)),
        "<h2>Wat de bewezen afstand zegt</h2>",
        f"<p>{escape(_gap(facts.nets))}</p>",
    ]
    for net in facts.nets:
        parts += [f"<h2>{escape(net.title)}: hoeveelheden</h2>", _quantities(net)]
    parts += [
        "<h2>Kosten per woning bij minder aansluitingen</h2>",
        _chart(facts.nets),
        f"<p>{CURVE}</p>",
        "<h2>Niet aangesloten panden</h2>",
        _table(["Reden", "Panden"], [(title, amount(count)) for _, title, count in facts.reasons]),
        '<p class="small">In het bronnet. De laag niet_aangesloten noemt elk pand in het gebied met de reden.</p>',
        "<h2>Aannamen</h2>",
        f'<div class="text">{_table([], facts.assumptions)}</div>',
        f'<p class="small">{escape(facts.limits)}<br>{escape(facts.source)}<br>{escape(facts.maker)}</p>',
    ]
    head = f'<meta charset="utf-8"><title>{escape(facts.title)}</title><style>{STYLE}</style>'
    return f'<!doctype html>\n<html lang="nl"><head>{head}</head>\n<body>\n' + "\n".join(parts) + "\n</body></html>\n"


def totals(nets: list[Net]) -> list[tuple[str, ...]]:
    """Return the totals, a column per type of network; the first column is what they are."""

    def row(title: str, values: list[str]) -> tuple[str, ...]:
        return (title, *values)

    numbers = [net.numbers for net in nets]
    return [
        row("Panden aangesloten", [amount(one["AANGESLOTEN"]) for one in numbers]),
        row("Woningen aangesloten", [amount(one["WONINGEN"]) for one in numbers]),
        row("Sleuf in de straat", [f"{amount(net.street_m)} m" for net in nets]),
        row("Aansluitleidingen", [f"{amount(net.service_m)} m" for net in nets]),
        row("Ontwerpvermogen bron", [f"{amount(one['VERMOGEN_KW'])} kW" for one in numbers]),
        row("Pompdruk", [f"{amount(one['POMPDRUK_KPA'])} kPa" for one in numbers]),
        row("Warmteverlies", [f"{dutch(abs(one['VERLIES_PROCENT']), 1)} %" for one in numbers]),
        row("Kosten (EUR)", [amount(one["KOSTEN_EUR"]) for one in numbers]),
        row("  bij lage prijzen (EUR)", [amount(one["KOSTEN_LAAG_EUR"]) for one in numbers]),
        row("  bij hoge prijzen (EUR)", [amount(one["KOSTEN_HOOG_EUR"]) for one in numbers]),
        row("Kosten per woning (EUR)", [amount(net.eur_home) for net in nets]),
        row("Hooguit boven goedkoopste", [f"{dutch(one['GAT_PROCENT'], 1)} %" for one in numbers]),
    ]


def _gap(nets: list[Net]) -> str:
    worst = max(net.numbers["GAT_PROCENT"] for net in nets)
    return (
        "Bij elk net hoort een ondergrens: een bedrag waaronder geen enkel net kan blijven dat dezelfde panden langs "
        "dezelfde straten op dezelfde bron aansluit, met dezelfde prijzen en diameters. Het verschil met het bedrag "
        f"van dit ontwerp, hier {dutch(worst, 1)} % of minder, is dus het meeste wat een ander tracé nog kan schelen; "
        "meestal is het minder, want ook de ondergrens is niet scherp. Het zegt niets over de prijzen zelf."
    )


def _quantities(net: Net) -> str:
    rows = [(size.dn, _metres(size.street_m), _metres(size.service_m), amount(size.eur, 2)) for size in net.sizes] + [
        (item.post, "", f"{amount(item.quantity)} {item.unit}", amount(item.eur, 2)) for item in net.items
    ]
    total = sum(part.eur for part in (*net.sizes, *net.items))
    foot = ("Totaal", _metres(net.street_m), _metres(net.service_m), amount(total, 2))
    return _table(["", "Sleuf in de straat", "Aansluiting", "Kosten (EUR)"], rows, foot)


def _metres(value: float) -> str:
    return f"{amount(value)} m" if value >= 0.5 else ""


def _table(head: Sequence[str], rows: Sequence[tuple[str, ...]], foot: tuple[str, ...] = ()) -> str:
    def line(cells: Sequence[str], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{escape(cell).replace('  ', '&emsp;')}</{tag}>" for cell in cells) + "</tr>"

    top = f"<thead>{line(head, 'th')}</thead>" if head else ""
    end = f"<tfoot>{line(foot, 'td')}</tfoot>" if foot else ""
    return f"<table>{top}<tbody>{''.join(line(row, 'td') for row in rows)}</tbody>{end}</table>"


def _chart(nets: list[Net]) -> str:
    """Return the costs per home against the number of homes, as a drawing (SVG)."""
    points = [point for net in nets for point in net.curve]
    if not points:
        return ""
    most_homes = max(homes for homes, *_ in points)
    step = 5000
    top = step * -(-int(max(eur for _, eur, _ in points)) // step)

    def x(homes: float) -> float:
        return LEFT + (WIDE - LEFT - 20) * homes / most_homes

    def y(eur: float) -> float:
        return TALL - BOTTOM - (TALL - BOTTOM - 20) * eur / top

    drawn = []
    for eur in range(0, top + 1, step):
        drawn.append(f'<line x1="{LEFT}" x2="{WIDE - 20}" y1="{y(eur):.1f}" y2="{y(eur):.1f}" stroke="#e4dfd4"/>')
        drawn.append(f'<text x="{LEFT - 8}" y="{y(eur) + 4:.1f}" text-anchor="end">{amount(eur)}</text>')
    drawn += [
        f'<text x="{x(homes):.1f}" y="{TALL - BOTTOM + 18}" text-anchor="middle">{homes}</text>'
        for homes in range(0, most_homes + 1, 100)
    ]
    middle = (LEFT + WIDE) / 2
    drawn.append(f'<text x="{middle}" y="{TALL - 4}" text-anchor="middle">aangesloten woningen</text>')
    drawn.append(f'<text x="{LEFT - 60}" y="12">EUR per woning</text>')
    for net in nets:
        way = " ".join(f"{x(homes):.1f},{y(eur):.1f}" for homes, eur, _ in net.curve)
        colour = COLOURS[net.key]
        drawn.append(f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
        homes, eur, _ = net.curve[-1]
        place = f'x="{x(homes):.1f}" y="{y(eur) - 8:.1f}" text-anchor="end"'
        drawn.append(f'<text {place} fill="{colour}">{escape(net.title)}</text>')
    return (
        f'<svg viewBox="0 0 {WIDE} {TALL}" font-size="12" fill="#16324a" role="img" '
        f'aria-label="Kosten per woning tegen het aantal woningen">{"".join(drawn)}</svg>'
    )
