"""The page of a web map: everything in one file, nothing from outside."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import numpy as np
import shapely

from ...callbacks import Cancelled, Progress, never, silent, stop_if
from ...errors import InputError
from ...kentallen import Kentallen
from ...messages import keys, template
from ..language import Words
from .model import WebLayer
from .packing import content, packed, shape

SCRIPTS = ("words", "decode", "draw", "sheet", "popup", "table", "panel", "search", "measure", "print", "start")
"""Own scripts in ``resources/web``, in the order in which they are put together."""

GROUPS = ("studie", "riool", "warmtevraag", "warmtenet", "bodem", "economie", "gegevens", "overig", "achtergrond")
"""Groups of layers in the order of the list; those of a project go before them."""

PREFIX = "webkaart_"
MB = 1_000_000


@dataclass(frozen=True)
class Texts:
    """What is written around the map.

    Attributes
    ----------
    title, place
        "" for the standard title, and for no place.
    language
        "nl" or "en".
    version
        Of the plugin.
    day
        On which it was made; None: today.
    """

    title: str = ""
    place: str = ""
    language: str = "nl"
    version: str = ""
    day: dt.date | None = None


@dataclass(frozen=True)
class WebMap:
    """The page, by how much (m) lines were simplified at most, and what was done, in words for the log."""

    html: str
    tolerance_m: float
    notes: tuple[str, ...]


def web_map(
    layers: Sequence[WebLayer],
    texts: Texts,
    *,
    folder: Path,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> WebMap:
    """Return a map as one page.

    Parameters
    ----------
    layers
        From below to above, at least one.
    texts
        What is written around it.
    folder
        ``resources/web`` of the plugin: page, style and scripts, and Leaflet.
    kentallen
        ``webkaart.max_mb``, ``webkaart.raster_m``, ``webkaart.vereenvoudig_m``.
    progress, cancelled
        Callbacks.

    Raises
    ------
    InputError
        The page is larger than allowed, also with the coarsest lines.
    CancelledError
        The user cancelled.
    """
    words = Words(texts.language, PREFIX)
    raster = kentallen.value("webkaart.raster_m")
    taken: list[str] = []
    contents: list[str] = []
    for i, layer in enumerate(layers):
        taken.append(_key(layer.title, taken))
        contents.append(packed(content(layer, taken[-1])))
        stop_if(cancelled)
        progress(50.0 * (i + 1) / len(layers))
    limit = kentallen.value("webkaart.max_mb") * MB
    tolerance, shapes = 0.0, [""]
    for tolerance in kentallen.table("webkaart.vereenvoudig_m"):
        shapes = []
        for layer in layers:
            shapes.append(packed(shape(layer, tolerance, raster)))
            stop_if(cancelled)
        page = _page(layers, contents, shapes, tolerance, texts, words, folder)
        progress(90.0)
        if len(page.encode()) <= limit:
            return WebMap(page, tolerance, _notes(page, tolerance, raster, words))
    sizes = sorted(
        zip((len(one) + len(other) for one, other in zip(contents, shapes, strict=True)), layers, strict=True),
        key=lambda item: (-item[0], item[1].title),
    )
    raise InputError(
        "webkaart_te_groot",
        size=round(len(page.encode()) / MB, 1),
        limit=round(limit / MB, 1),
        tolerance=tolerance,
        layers=", ".join(f"{layer.title} ({size / MB:.1f} MB)" for size, layer in sizes[:3]),
    )


def _key(title: str, taken: Sequence[str]) -> str:
    """Return a name for links: small letters and digits, unique."""
    plain = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:40] or "laag"
    key, n = plain, 1
    while key in taken:
        n += 1
        key = f"{plain}-{n}"
    return key


def _notes(page: str, tolerance: float, raster: float, words: Words) -> tuple[str, ...]:
    size = words.number(len(page.encode()) / MB, 1)
    first = words.say("grootte", mb=size)
    return first, _accuracy(tolerance, raster, words)


def _accuracy(tolerance: float, raster: float, words: Words) -> str:
    if tolerance == 0.0:
        return words.say("volledig", raster=words.shortest(raster))
    return words.say("vereenvoudigd", tolerance=words.shortest(tolerance), raster=words.shortest(raster))


def _bounds(layers: Sequence[WebLayer]) -> list[float]:
    """Return the rectangle of the layers that are on, else of all, without background: x, y, x, y in RD."""
    main = [layer for layer in layers if not layer.background] or list(layers)
    some = [layer for layer in main if layer.visible] or main
    boxes = np.array([shapely.total_bounds(layer.geometries) for layer in some])
    return [*np.floor(boxes[:, :2].min(axis=0)).tolist(), *np.ceil(boxes[:, 2:].max(axis=0)).tolist()]


def _page(
    layers: Sequence[WebLayer], contents: Sequence[str], shapes: Sequence[str], tolerance: float, texts: Texts,
    words: Words, folder: Path,
) -> str:  # fmt: skip
    """Return the page; what comes from layers and texts is escaped or compressed."""
    day = texts.day or dt.datetime.now(tz=dt.UTC).date()
    date = Words(texts.language).day(np.datetime64(day))
    title = texts.title or words.say("titel")
    bounds = _bounds(layers)
    data = {
        "language": words.code,
        "words": {key.removeprefix(PREFIX): template(key, words.code) for key in keys() if key.startswith(PREFIX)},
        "groups": [words.say(f"groep_{name}") for name in GROUPS],
        "layers": len(layers),
        "bounds": bounds,
        "origin": [bounds[0], bounds[3]],
    }
    library = _text(folder / "leaflet" / "leaflet.js")
    own = "\n".join(_text(folder / f"{name}.js") for name in SCRIPTS)
    script = f'(() => {{\n"use strict";\nconst DATA = {_script_json(data)};\n{own}}})();'
    style = f"{_text(folder / 'leaflet' / 'leaflet.css')}\n{_text(folder / 'kaart.css')}"
    made = words.say("gemaakt", date=date, version=texts.version)
    pieces = {
        "titel": escape(title),
        "onder": escape(" · ".join(part for part in (texts.place, made) if part)),
        "kort": escape(words.say("indicatief")),
        "voet": escape(f"{words.say('crs')} {words.say('rechten')}"),
        "over": _about(layers, tolerance, words, folder),
    }
    body = _filled(_text(folder / "kaart.html"), pieces, words)
    stored = "\n".join(
        f'<script type="text/plain" id="{name}-{i}">{block}</script>'
        for name, blocks in (("laag", contents), ("vorm", shapes))
        for i, block in enumerate(blocks)
    )
    policy = (
        f"default-src 'none'; script-src {_hash(library)} {_hash(script)}; style-src {_hash(style)}; img-src data:; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'"
    )
    return (
        f'<!doctype html>\n<html lang="{words.code}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy, quote=False)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n{body}\n{stored}\n"
        f"<script>{library}</script>\n<script>{script}</script>\n</body>\n</html>\n"
    )


def _text(file: Path) -> str:
    """Return a file with the ends of lines as a browser reads them: the check on the text counts those."""
    return file.read_bytes().decode("utf-8").replace("\r\n", "\n")


def _hash(text: str) -> str:
    """Return what the policy says of a script or style that may be used."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"


def _script_json(data: object) -> str:
    """Return JSON that can stand in a script: nothing in it ends the script, or a line."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _filled(page: str, pieces: dict[str, str], words: Words) -> str:
    """Return the page with its ``@@pieces@@`` (ready) and ``@words@`` (escaped) filled in one pass."""
    return re.sub(
        r"@@(\w+)@@|@(\w+)@",
        lambda found: pieces[found[1]] if found[1] else escape(words.say(found[2])),
        page,
    )


def _about(layers: Sequence[WebLayer], tolerance: float, words: Words, folder: Path) -> str:
    """Return what the reader must know: how to use it, limits, how the layers were made, licence of Leaflet."""
    say = words.say
    foreign = "" if words.code == "nl" else ' lang="nl"'
    parts = [f"<h3>{escape(say('over_gebruik'))}</h3><ul>"]
    parts += [f"<li>{escape(line)}</li>" for line in words.options("uitleg")]
    parts.append(f"</ul><h3>{escape(say('over_grenzen'))}</h3>")
    parts.append(f"<p>{escape(say('rechten'))}</p>")
    accuracy = say("volledig_kort") if tolerance == 0.0 else say("vereenvoudigd_kort", m=words.shortest(tolerance))
    parts.append(f"<p>{escape(say('crs'))} {escape(accuracy)} {escape(say('geen_netwerk'))}</p>")
    parts.append(f"<h3>{escape(say('over_lagen'))}</h3>")
    for layer in reversed(layers):
        parts.append(f"<h4>{escape(layer.title)}</h4>")
        about = layer.about
        lines = [say("objecten", n=words.number(len(layer.geometries)))]
        lines += [say("gemaakt_met", algorithm=about.algorithm, version=about.version)] if about.algorithm else []
        lines += [about.date] if about.date else []
        parts.append(f"<p>{escape(' · '.join(lines))}</p>")
        said = [about.abstract, *(f"{say('bron')}: {source}" for source in about.sources), *about.rights, *layer.notes]
        parts += [f"<p{foreign}>{escape(text)}</p>" for text in said if text]
        if about.notes:
            items = "".join(f"<li>{escape(note)}</li>" for note in about.notes)
            parts.append(f"<details><summary>{escape(say('aannamen'))}</summary><ul{foreign}>{items}</ul></details>")
    licence = escape(_text(folder / "leaflet" / "LICENSE"))
    parts.append(f"<h3>{escape(say('over_leaflet'))}</h3><p>{escape(say('leaflet'))}</p>")
    parts.append(f'<details><summary>{escape(say("licentie"))}</summary><pre lang="en">{licence}</pre></details>')
    return "".join(parts)
