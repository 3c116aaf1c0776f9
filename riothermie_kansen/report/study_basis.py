"""Chapters of a study on what it rests on: question and method, data with dates, assumptions, limits, origins."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from ..kentallen import Kentallen
from ..results import Part, Results
from ..roles import role
from .language import Words
from .study_facts import Facts, numbers, part_of, texts, total
from .study_model import Asked, Chapter, Table, columns_of

MADE_UP = re.compile(r"verzonnen|synthetisch|fictief|aangenomen|synthetic", re.IGNORECASE)
"""Words in names and titles that say that data are not real."""

FOLDER, FILE = re.compile(r"^.*[/\\]"), re.compile(r"\s*\((?P<file>[^()]+\.\w{2,7})\)$")
"""The folder of a path, and the file behind the name of a layer."""

METHODS = (
    ("kansenkaart", "method_sewer"), ("bronpunten", "method_points"), ("gebouwen", "method_demand"),
    ("selectie", "method_match"), ("trace", "method_network"), ("restricties", "method_restrictions"),
    ("geschiktheid", "method_wko"), ("lusgebouwen", "method_loops"), ("clusters", "method_mini"),
    ("kavels", "method_kavels"), ("scenarios", "method_case"), ("aandelen", "method_resident"), ("co2", "method_co2"),
)  # fmt: skip
"""Role and the sentence on how it comes about."""

WANTED = (
    ("sewer", ("kansenkaart", "ruimte", "seizoen")), ("source", ("bronpunten",)), ("demand", ("gebouwen",)),
    ("match", ("selectie",)), ("network", ("hoeveelheden", "aansluitingen")), ("ground", ("restricties",)),
    ("kavels", ("kavels",)), ("case", ("scenarios",)), ("resident", ("aandelen", "bewonerskosten")), ("co2", ("co2",)),
)  # fmt: skip
"""Chapter and the roles of which one makes it."""

SAME = (("woningen", ("gebouwen", "selectie", "bewonersgebouwen", "co2gebouwen", "lusgebouwen")),)
"""Columns whose sum has to be the same in several layers."""

ERNST = ("fout", "waarschuwing", "info")
"""How serious a finding is."""

STATES = ("opgehaald", "leeg", "mislukt")
"""What can become of data that are fetched."""

MOST_NOTES = 400
"""Notes that are printed at most."""


def question_chapter(results: Results, asked: Asked, own: Words) -> Chapter:
    """Return what was asked and how it was looked into."""
    steps = tuple(own.say(key) for role, key in METHODS if part_of(results, role) is not None)
    place = asked.plaats or own.say("this_place")
    lines = (asked.vraag or own.say("usual_question", place=place), own.say("method_lead"))
    return Chapter("question", own.say("question"), lines, bullets=steps)


def data_chapter(results: Results, words: Words, own: Words) -> Chapter:
    """Return which layers were used, of which date, and where the data come from."""
    tables = [
        Table(
            own.say("sheet_read"), own.say("read_caption"),
            columns_of(own, ("algorithm", "", "text"), ("version", "", "text"), ("date", "", "text"),
                       ("read*", "", "text")),
            tuple((name, part.about.version, part.about.date[:10], "; ".join(part.about.sources))
                  for name, part in _by_algorithm(results).items()), left=4, dense=True,
        )
    ]  # fmt: skip
    found = _findings(results)
    if found:
        tables.append(
            Table(
                own.say("sheet_findings"), own.say("findings_caption"),
                columns_of(own, ("algorithm", "", "text"), ("errors", "", "whole"), ("cautions", "", "whole"),
                           ("notices", "", "whole")), found,
            )
        )  # fmt: skip
    fetched = part_of(results, "bronnen")
    if fetched is not None:
        tables[:0] = _fetched(fetched, own)
    lines = [own.say("data_lead", n=words.number(len(results.parts)))]
    dates = sorted({part.about.date[:10] for part in results.parts if part.about.date})
    if dates:
        lines.append(own.say("data_dates", first=dates[0], last=dates[-1]) if len(dates) > 1 else
                     own.say("data_date", date=dates[0]))  # fmt: skip
    if results.others:
        lines.append(own.say("data_others", n=words.number(len(results.others))))
    return Chapter("data", own.say("data"), tuple(lines), tuple(doubts_of_data(results, own)), tables=tuple(tables))


def _fetched(part: Part, own: Words) -> list[Table]:
    """Return what was fetched, and of which services under which conditions: each of these once."""
    frame = part.frame
    names = [name or key for name, key in zip(texts(frame, "naam"), texts(frame, "dataset"), strict=True)]
    states = [own.say(f"state_{text}") if text in STATES else text for text in texts(frame, "stand")]
    services = dict.fromkeys(zip(*(texts(frame, name) for name in ("aanbieder", "licentie", "url")), strict=True))
    return [
        Table(
            own.say("sheet_fetched"), own.say("fetched_caption"),
            columns_of(own, ("dataset*", "", "text"), ("date", "", "text"), ("objects", "", "whole"),
                       ("state", "", "text"), ("remark*", "", "text")),
            tuple(zip(names, [text[:10] for text in texts(frame, "datum")], numbers(frame, "aantal").tolist(), states,
                      texts(frame, "opmerking"), strict=True)), left=2, dense=True,
        ),
        Table(
            own.say("sheet_services"), own.say("services_caption"),
            columns_of(own, ("provider*", "", "text"), ("licence*", "", "text"), ("address", "", "text")),
            tuple(services), left=3, dense=True,
        ),
    ]  # fmt: skip


def doubts_of_data(results: Results, own: Words) -> list[str]:
    """Return what keeps the layers from being one study: other versions, key figures or buildings; no metadata."""
    said = []
    versions = sorted({part.about.version for part in results.parts if part.about.version})
    if len(versions) > 1:
        said.append(own.say("mixed_versions", versions=", ".join(versions)))
    silent = [
        part.name for part in results.parts if not part.about.algorithm and part.role.key not in ("bronnen", "stappen")
    ]
    if silent:
        said.append(own.say("no_metadata", names=", ".join(dict.fromkeys(silent))))
    clashes = [key for key, values in _changed(results).items() if len({value for value, _, _ in values}) > 1]
    if clashes:
        said.append(own.say("mixed_kentallen", keys=", ".join(sorted(clashes))))
    return said


def differing(results: Results, kentallen: Kentallen, words: Words, own: Words) -> list[str]:
    """Return which layers that count the same do not agree."""
    said = []
    for column, keys in SAME:
        sums = {part.name if part.name != key else part.role.title(words.code): total(part.frame, column)
                for key in keys if (part := part_of(results, key)) is not None}  # fmt: skip
        known = {name: value for name, value in sums.items() if math.isfinite(value)}
        if known and max(known.values()) - min(known.values()) > kentallen.value("rapport.verschil_deel") * max(
            known.values()
        ):
            told = "; ".join(f"{name}: {words.number(value)}" for name, value in known.items())
            said.append(own.say("different_homes", found=told))
    return said


def made_up(results: Results) -> list[str]:
    """Return the names of layers and inputs that call themselves made up, in the order of the work."""
    found: dict[str, None] = {}
    for part in results.parts:
        about = part.about
        named = [part.name, about.title, *about.sources, *(value for _, value in about.parameters)]
        found.update({name: None for text in named for name in _pieces(text) if MADE_UP.search(name)})
    return list(found)


def missing_of(results: Results, own: Words) -> list[str]:
    """Return the chapters that are not there, and which outputs they need."""
    steps = part_of(results, "stappen")
    told: dict[str, str] = {}
    if steps is not None:
        names = (texts(steps.frame, name) for name in ("stap", "naam", "reden"))
        told = {step: f"{name or step}: {why}" for step, name, why in zip(*names, strict=True) if why}
    said = [
        own.say("missing", chapter=own.say(key), algorithm=role(roles[0]).algorithm)
        for key, roles in WANTED
        if all(part_of(results, name) is None for name in roles) and role(roles[0]).algorithm not in told
    ]
    return [*told.values(), *said]


def assumptions_chapter(results: Results, kentallen: Kentallen, words: Words, own: Words, *, full: bool) -> Chapter:
    """Return what differs from the standard, and what the outcomes rest on by their own account (Dutch)."""
    changed = _changed(results)
    rows = tuple(
        (kentallen[key].naam if key in kentallen else key, key, value, standard, ", ".join(algorithms))
        for key, values in sorted(changed.items())
        for value, standard, algorithms in values
    )
    tables = [
        Table(
            own.say("sheet_changed"), own.say("changed_caption"),
            columns_of(own, ("kental*", "", "text"), ("key", "", "text"), ("used_value", "", "text"),
                       ("standard", "", "text"), ("in", "", "text")), rows, left=5, dense=True,
        )
    ] if rows else []  # fmt: skip
    lines = [own.say("changed_lead", n=words.number(len(changed))) if changed else own.say("unchanged")]
    steps = part_of(results, "stappen")
    if steps is not None:
        assumed = tuple(
            (name, text) for name, text in zip(texts(steps.frame, "naam"), texts(steps.frame, "aannamen"), strict=True)
            if text
        )  # fmt: skip
        if assumed:
            tables.append(
                Table(
                    own.say("sheet_assumed"), own.say("assumed_caption"),
                    columns_of(own, ("step*", "", "text"), ("assumed*", "", "text")), assumed, left=2, dense=True,
                )
            )  # fmt: skip
    notes: dict[str, list[str]] = {}
    for part in results.parts:
        for note in part.about.notes:
            notes.setdefault(note, [])
            if part.about.algorithm not in notes[note]:
                notes[note].append(part.about.algorithm)
    if notes and full:
        lines.append(own.say("notes_lead"))
    said = [f"{', '.join(filter(None, where))}: {note}" for note, where in notes.items()] if full else []
    given = tuple(
        (algorithm, name, value)
        for algorithm, part in _by_algorithm(results).items() for name, value in part.about.parameters
    )  # fmt: skip
    if given:
        tables.append(
            Table(
                own.say("sheet_parameters"), own.say("parameters_caption"),
                columns_of(own, ("algorithm", "", "text"), ("parameter", "", "text"), ("used_value", "", "text")),
                given, left=3, full=True, dense=True,
            )
        )  # fmt: skip
    return Chapter(
        "assumptions", own.say("assumptions"), tuple(lines), tables=tuple(tables), bullets=tuple(said[:MOST_NOTES]),
        dutch=True,
    )  # fmt: skip


def limits_chapter(results: Results, facts: Facts, own: Words) -> Chapter:
    """Return what the study is not, and what the layers say of their own use (Dutch)."""
    rights = dict.fromkeys(text for part in results.parts for text in part.about.rights if text)
    lines = [own.say("limits_lead"), own.say("limits_estimates")]
    if facts.cases:
        lines.append(own.say("limits_money"))
    return Chapter("limits", own.say("limits"), tuple(lines), bullets=tuple(rights), dutch=True)


def sources_chapter(results: Results, words: Words, own: Words) -> Chapter:
    """Return the layers that were used, and those that were given but not known."""
    rows = tuple(
        (part.role.title(words.code), part.name, len(part.frame), part.about.algorithm) for part in results.parts
    )
    table = Table(
        own.say("sheet_layers"), own.say("layers_caption"),
        columns_of(own, ("output", "", "text"), ("layer", "", "text"), ("rows", "", "whole"),
                   ("algorithm", "", "text")), rows, left=2, dense=True, full=True,
    )  # fmt: skip
    lines = [own.say("sources_lead")]
    if results.others:
        lines.append(own.say("sources_others", names="; ".join(results.others)))
    return Chapter("sources", own.say("sources"), tuple(lines), tables=(table,))


def _findings(results: Results) -> tuple[tuple[str, int, int, int], ...]:
    """Return how many findings each algorithm has, by seriousness."""
    found: dict[str, list[int]] = {}
    for part in results.all("meldingen"):
        counts = found.setdefault(part.about.algorithm or part.name, [0, 0, 0])
        for text in texts(part.frame, "ernst"):
            if text in ERNST:
                counts[ERNST.index(text)] += 1
    return tuple((name, bad, odd, told) for name, (bad, odd, told) in found.items() if bad + odd + told)


def _by_algorithm(results: Results) -> dict[str, Part]:
    """Return an output of each algorithm, in the order of the work."""
    found: dict[str, Part] = {}
    for part in results.parts:
        if part.about.algorithm:
            found.setdefault(part.about.algorithm, part)
    return found


def _changed(results: Results) -> dict[str, list[tuple[str, str, list[str]]]]:
    """Return by key what was used instead of the standard: value, standard, the algorithms that did."""
    found: dict[str, list[tuple[str, str, list[str]]]] = {}
    for part in results.parts:
        for change in part.about.kentallen:
            values = found.setdefault(change.key, [])
            same = next((one for one in values if one[0] == change.value), None)
            if same is None:
                values.append((change.value, change.standard, [part.about.algorithm]))
            elif part.about.algorithm not in same[2]:
                same[2].append(part.about.algorithm)
    return found


def _pieces(text: str) -> Sequence[str]:
    """Return the names in a text that lists some: without what they are for, folders, and a file that adds nothing."""
    found = []
    for piece in re.split(r"[,;]", text):
        name = FOLDER.sub("", piece.rpartition(": ")[2]).strip()
        file = FILE.search(name)
        if file:
            outside = FILE.sub("", name)
            name = outside if MADE_UP.search(outside) else file["file"]
        found.append(name)
    return found
