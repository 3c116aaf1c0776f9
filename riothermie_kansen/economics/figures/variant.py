"""A variant of a study: its items, surcharges, groups and yearly amounts as a `Project`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import fields
from itertools import pairwise

from ...errors import InputError
from ...kentallen import Kentallen
from ...wording import note
from ..case import DIRECT, Group, Item, Stream, Surcharge
from ..columns import JURIDISCH, MATEN, NETTYPEN, POSTSOORTEN, REGELS_BATEN, REGELS_LASTEN, TELLINGEN, VAST
from ..project import OPSLAGEN, PIEKEN, Choices, Project
from .document import LARGEST, Part, kental_values, listed, nearest
from .streams import known_streams

VARIANT = (
    "naam", "nettype", "prijspeil", "volloop", "volloop_jaren", "bron_kw", "wko_kw", "warmtepomp_kw", "subsidie_eur",
    "weg", "kentallen", "keuzes", "investering", "opslagen", "groep", "jaarposten",
)  # fmt: skip
ITEM = (
    "eur", "soort", "naam", "onderhoud", "levensduur", "herinvestering_deel", "herinvestering_opslagen",
    "herinvestering_index", "meegroei", "bron",
)  # fmt: skip
SURCHARGE = ("deel", "grondslag", "zonder", "naam")
GROUP = (
    "naam", "woningen", "aansluitingen", "kw_per_woning", "warmte_per_woning_gj", "kw", "warmte_gj", "altijd",
)  # fmt: skip
STREAM = ("eur", "regel", "maat", "telling", "index", "van", "tot", "naam", "bron")
SURCHARGES = ("auk", "winst_risico", "onvoorzien", "projectkosten", "engineering")
"""Surcharges of the kentallen: their names in words are known."""

YEARS = (1990.0, 2100.0)
"""First and last year that prices can be of."""

WORDS = {"tarief_telling": TELLINGEN, "wis_telling": TELLINGEN, "opslagen": OPSLAGEN, "piek": PIEKEN}
"""Choices that are a word; the others are true or false, and the uptake a list."""

UPTAKE = "financieel.volloop"
_ELDERLY = 500.0
_RATE = (-0.99, 1.0)


def kind_key(soort: str) -> str:
    """Return a kind of item as a key: a space written as _."""
    return soort.replace(" ", "_")


KINDS = {kind_key(soort): soort for soort in POSTSOORTEN}
"""Kinds of an item by key."""


def project_of(part: Part, *, bron: str, prijspeil: float | None, kentallen: Kentallen) -> Project:
    """Return a variant as a project.

    Parameters
    ----------
    part
        A ``[[variant]]``.
    bron, prijspeil
        Those of the study; None: not given there.
    kentallen
        Those of the study.

    Raises
    ------
    InputError
        A name is unknown, a value cannot be, or a part is missing.
    KentalError
        A kental of the variant is unknown or out of range.
    """
    name = part.text("naam")
    part = Part(part.file, f"[[variant]] ({name})", part.table)
    part.allow(VARIANT)
    net = part.choice("nettype", NETTYPEN)
    if "prijspeil" in part:
        prijspeil = part.number("prijspeil", low=YEARS[0], high=YEARS[1])
    if prijspeil is None:
        raise InputError("figures_price_year", file=part.file, place=part.place)

    values = kental_values(_section(part, "kentallen", name), kentallen)
    if "volloop" in part:
        if UPTAKE in values:
            raise part.wrong("figures_twice", "volloop", other=f"[variant.kentallen] {UPTAKE}")
        values[UPTAKE] = part.share("volloop")
    own = kentallen.replace(values, source=f"{part.file}, {part.place}")
    choices = _choices(part, _section(part, "keuzes", name))

    posten = tuple(_items(part, _section(part, "investering", name), bron))
    return Project(
        name,
        net,
        prijspeil,
        posten,
        tuple(_groups(part, name, own)),
        _surcharges(_section(part, "opslagen", name), [item.key for item in posten]) if "opslagen" in part else None,
        tuple(_streams(_section(part, "jaarposten", name), own, bron)),
        _left_out(part),
        values,
        choices,
        part.amount("bron_kw", 0.0),
        part.amount("wko_kw", 0.0),
        part.amount("warmtepomp_kw", 0.0),
        part.amount("subsidie_eur", 0.0),
        bron,
    )


def _section(part: Part, name: str, variant: str) -> Part:
    return part.part(name, f"[variant.{name}] ({variant})")


def _choices(part: Part, section: Part) -> dict[str, object]:
    """Return the choices of a variant, checked: names, kinds and values."""
    section.allow([one.name for one in fields(Choices)])
    chosen: dict[str, object] = {}
    for name in section.table:
        if name in WORDS:
            chosen[name] = section.choice(name, WORDS[name])
        elif name != "volloop_jaren":
            chosen[name] = section.flag(name, False)
    if "volloop_jaren" in part and "volloop_jaren" in section:
        raise part.wrong("figures_twice", "volloop_jaren", other="[variant.keuzes] volloop_jaren")
    for one in (part, section):
        if "volloop_jaren" in one:
            chosen["volloop_jaren"] = _uptake(one)
    return chosen


def _uptake(part: Part) -> tuple[float, ...]:
    years = part.shares("volloop_jaren", (1.0,))
    if any(later < earlier for earlier, later in pairwise(years)):
        raise part.wrong("figures_falls", "volloop_jaren")
    return years


def _items(variant: Part, section: Part, bron: str) -> Iterator[Item]:
    """Yield the items of the investment; they must add up to more than zero."""
    if not section.table:
        raise InputError("figures_no_investment", file=variant.file, place=variant.place)
    total = 0.0
    for key in section.table:
        item = _item(section, key, bron)
        total += float(item.direct_eur)
        yield item
    if total <= 0.0:
        raise InputError("figures_no_total", file=section.file, place=section.place, value=f"{total:.10g}")


def _item(section: Part, key: str, bron: str) -> Item:
    one = _entry(section, key)
    one.allow(ITEM)
    if "soort" in one:
        soort = KINDS[kind_key(one.choice("soort", (*POSTSOORTEN, *KINDS)))]
    elif key in KINDS:
        soort = KINDS[key]
    else:
        raise section.wrong("figures_kind", key, allowed=listed(KINDS), hint=nearest(key, list(KINDS)))
    words = note(f"post_{key}") if key in KINDS else _words(key)
    cost = _amount(section, one, key)
    if cost < 0.0 and key in KINDS:
        # what is saved has a name of its own: under the name of an item it is a slip of the pen
        raise one.wrong("figures_saving", "eur") if "eur" in one else section.wrong("figures_saving", key)
    return Item(
        key,
        one.text("naam", words),
        soort,
        cost,
        onderhoud=one.number("onderhoud", low=0.0, high=1.0) if "onderhoud" in one else None,
        levensduur=_lifetime(one),
        herinvestering_deel=one.number("herinvestering_deel", 1.0, low=0.0, high=10.0),
        herinvestering_opslagen=one.flag("herinvestering_opslagen", True),
        herinvestering_index=_rate(one, "herinvestering_index"),
        meegroei=one.flag("meegroei", False),
        bron=one.text("bron", bron),
    )


def _words(key: str) -> str:
    """Return a key as a name: a capital, spaces."""
    words = key.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _entry(section: Part, key: str) -> Part:
    """Return what stands behind a key as a table; empty for a bare amount."""
    value = section.table[key]
    return Part(section.file, f"{section.place} {key}", value if isinstance(value, dict) else {})


def _amount(section: Part, one: Part, key: str, *, low: float = -LARGEST) -> float:
    """Return the amount of an entry: its ``eur``, or the bare number."""
    return one.amount("eur", low=low) if isinstance(section.table[key], dict) else section.amount(key, low=low)


def _lifetime(one: Part) -> float | None:
    """Return a lifetime; 0 or inf: it is not replaced; None: as the kental."""
    value = one.table.get("levensduur")
    if isinstance(value, float) and value == math.inf:
        return math.inf
    years = one.whole("levensduur", 0, int(_ELDERLY))
    return None if years is None else float(years) or math.inf


def _rate(one: Part, name: str) -> float | None:
    return one.number(name, low=_RATE[0], high=_RATE[1]) if name in one else None


def _surcharges(section: Part, items: Sequence[str]) -> tuple[Surcharge, ...]:
    """Return the surcharges, each over the direct costs and those before it."""
    found: list[Surcharge] = []
    for key in section.table:
        one = _entry(section, key)
        one.allow(SURCHARGE)
        if key == DIRECT:
            raise section.wrong("figures_direct", key)
        table = isinstance(section.table[key], dict)
        share = one.number("deel", low=0.0, high=5.0) if table else section.number(key, low=0.0, high=5.0)
        before = [DIRECT, *(other.key for other in found)]
        base, without = one.texts("grondslag") if "grondslag" in one else (DIRECT,), one.texts("zonder")
        if not base or len(set(base)) < len(base):
            raise one.wrong("figures_base_empty" if not base else "figures_base_twice", "grondslag")
        for name in base:
            if name not in before:
                raise one.wrong("figures_base", "grondslag", base=name)
        for name in without:
            if name not in items:
                raise one.wrong("figures_without", "zonder", item=name, hint=nearest(name, items))
        words = note(f"econ_{key}") if key in SURCHARGES else _words(key)
        found.append(Surcharge(key, one.text("naam", words), share, base, without))
    return tuple(found)


def _groups(part: Part, variant: str, kentallen: Kentallen) -> Iterator[Group]:
    """Yield who connects; there must be somebody."""
    groups = part.parts("groep", "variant.groep")
    if not groups:
        raise InputError("figures_no_group", file=part.file, place=part.place)
    for number, group in enumerate(groups, start=1):
        one = Part(group.file, f"{group.place} ({variant})", group.table)
        one.allow(GROUP)
        homes = one.amount("woningen")
        if homes == 0.0 and "aansluitingen" not in one:
            raise InputError("figures_nobody", file=one.file, place=one.place)
        connections = one.amount("aansluitingen", homes)
        if homes + connections <= 0.0:
            raise InputError("figures_nobody", file=one.file, place=one.place)
        if connections > homes > 0.0:
            raise one.wrong("figures_connections", "aansluitingen", homes=f"{homes:.10g}")
        kw = _per_home(one, "kw_per_woning", "vraag.vermogen_rv", kentallen) * homes
        heat = _per_home(one, "warmte_per_woning_gj", "vraag.warmte_per_woning", kentallen) * homes
        for total, per in (("kw", "kw_per_woning"), ("warmte_gj", "warmte_per_woning_gj")):
            if total in one and per in one:
                raise one.wrong("figures_twice", total, other=per)
        yield Group(
            one.text("naam", note("figures_group", number=number)),
            homes,
            connections,
            one.amount("kw", kw),
            one.amount("warmte_gj", heat),
            one.flag("altijd", False),
        )


def _per_home(one: Part, name: str, key: str, kentallen: Kentallen) -> float:
    """Return a figure per dwelling, not above the range of its kental; that kental where it is not there."""
    return one.number(name, kentallen.value(key), low=0.0, high=kentallen[key].bereik[1])


def _streams(section: Part, kentallen: Kentallen, bron: str) -> Iterator[Stream]:
    """Yield the yearly amounts of the variant itself."""
    known, lines = known_streams(), (*REGELS_BATEN, *REGELS_LASTEN)
    for key in section.table:
        one = _entry(section, key)
        one.allow(STREAM)
        usual = known.get(key)
        if usual is None and "regel" not in one:
            raise section.wrong("figures_line", key, allowed=listed(lines), hint=nearest(key, list(known)))
        first = one.whole("van", 1, int(_ELDERLY)) or 1
        last = one.whole("tot", 1, int(_ELDERLY))
        index = _rate(one, "index")
        if usual is not None and usual.years:
            last = int(kentallen.value(usual.years)) if last is None else last
            index = 0.0 if index is None else index
        if last is not None and last < first:
            raise one.wrong("figures_years", "tot", first=first, last=last)
        words = usual.naam if usual is not None else _words(key)
        yield Stream(
            key,
            one.text("naam", words),
            one.choice("regel", lines, usual.regel if usual is not None else None),
            _amount(section, one, key, low=0.0),
            one.choice("maat", MATEN, VAST),
            one.choice("telling", TELLINGEN, JURIDISCH),
            index,
            first,
            last,
            one.text("bron", bron),
        )


def _left_out(part: Part) -> tuple[str, ...]:
    """Return the yearly amounts of the kentallen that the variant leaves out."""
    known = list(known_streams())
    names = part.texts("weg")
    for name in names:
        if name not in known:
            raise part.unknown(name, known)
    return names
