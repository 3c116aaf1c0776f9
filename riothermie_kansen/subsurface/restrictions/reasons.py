"""Every verdict in words: what lies there, what it means, on how much of the place, and which map says so."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pandas as pd

from ...readers.values import Texts
from ...wording import amount, dutch, note
from ..columns import TECHNIEKEN
from .distances import Near, Systems
from .groups import Groups, Maps
from .locations import Places
from .overlay import Covers, Pairs
from .rules import ALLOWED, ATTENTION, FORBIDDEN

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

BETWEEN = "; "
"""Stands between reasons, rules and maps; none of them has it inside."""

_GAP = "\ue000"
"""Stands where the rest of a sentence comes: a sign for private use, that no name has."""

_SHOWN = 5
"""Names of areas in one reason."""

_DIMENSIONS = ("punten", "lijn", "vlak")


def of_areas(
    pairs: Pairs, row: Ints, covers: Covers, groups: Groups, maps: Maps, places: Places
) -> tuple[Texts, Texts]:
    """Return the reason of each cover of areas, shape (c,): with the part of the place that it holds for, and without.

    Parameters
    ----------
    pairs, row
        Which areas lie on which places, and the cover that each of them is in.
    covers
        c covers.
    """
    forms = [_sentence(group, groups, maps).split(_GAP) for group in range(len(groups.table))]
    texts = np.full(len(covers.place), "", dtype=object)
    order = np.argsort(row, kind="stable")
    begin = np.searchsorted(row[order], np.arange(len(covers.place)))
    count = np.bincount(row, minlength=len(covers.place))
    area = pairs.area[order]
    alone = count == 1
    unique, inverse = np.unique(area[begin[alone]], return_inverse=True)
    texts[alone] = np.array([_called([groups.names[a]]) for a in unique.tolist()], dtype=object)[inverse.reshape(-1)]
    known: dict[bytes, str] = {}
    for at in np.flatnonzero(~alone).tolist():
        mine = area[begin[at] : begin[at] + count[at]]
        key = mine.tobytes()
        text = known.get(key)
        if text is None:
            text = known[key] = _called(groups.names[mine].tolist())
        texts[at] = text
    before = np.array([form[0] for form in forms], dtype=object)[covers.group]
    after = np.array([form[1] for form in forms], dtype=object)[covers.group]
    return before + texts + _shares(covers, places) + after, before + texts + after


def of_systems(
    role: str,
    near: Near,
    systems: Systems,
    radius_m: float,
    groups: Groups,
    labels: Texts,
    places: Places,
) -> tuple[Texts, Texts]:
    """Return the reason of each cover of the systems of one role, shape (c,): with the part of the place, and without.

    Parameters
    ----------
    near
        Its covers are those that get a reason.
    labels
        Shape (m,): what each map of this role is called in a reason.
    """
    at = near.covers.place
    system = near.nearest[at]
    # most of a sentence is of the system: put together once for each, with gaps for what is of the place
    what = note(f"restricties_wat_{role.lower()}")
    effect = effect_in_words(tuple(groups.codes[groups.installations(role)].tolist()))
    forms = [
        note(
            "restricties_reden_systeem",
            what=what,
            name=as_part(name),
            distance=_GAP,
            power=f", {dutch(kw)} kW" if math.isfinite(kw) else "",
            others=_GAP,
            share="",
            effect=effect,
            map=labels[layer],
        ).split(_GAP)
        for name, kw, layer in zip(systems.ids, systems.power_kw.tolist(), systems.layer.tolist(), strict=True)
    ]
    begin, middle, end = (np.array([form[k] for form in forms], dtype=object)[system] for k in range(3))
    metres = near.distance[at]
    counts, which = np.unique(near.count[at], return_inverse=True)
    others = np.array([_others(count - 1, radius_m) for count in counts.tolist()], dtype=object)[which.reshape(-1)]
    before = begin + _numbers(np.where(metres < 10.0, np.round(metres, 1), np.round(metres))) + middle + others
    return before + _shares(near.covers, places) + end, before + end


def _others(count: int, radius_m: float) -> str:
    """Return how many more systems are within the search distance."""
    if count > 0:
        return " " + note("restricties_reden_nog", n=amount(count), radius=dutch(radius_m))
    return note("restricties_reden_binnen", radius=dutch(radius_m))


def per_place(texts: Texts, place: Ints, n: int) -> Texts:
    """Return the texts of each place joined in their order, shape (n,); `place` is sorted, shape (c,)."""
    result = np.full(n, "", dtype=object)
    if not len(place):
        return result
    first = np.concatenate([[True], place[1:] != place[:-1]])
    start = np.flatnonzero(first)
    rank = np.arange(len(place)) - np.repeat(start, np.diff([*start, len(place)]))
    for k in range(int(rank.max()) + 1):
        rows = np.flatnonzero(rank == k)
        result[place[rows]] = texts[rows] if k == 0 else result[place[rows]] + BETWEEN + texts[rows]
    return result


def share_in_words(share: float, dimension: int) -> str:
    """Return a part of a place for in a sentence, e.g. `` (12 % van het vlak)``; "" for all of it."""
    if share >= 1.0:
        return ""
    percent = 100.0 * share
    if percent < 1.0:
        text = note("restricties_deel_weinig")
    elif percent > 99.0:
        text = note("restricties_deel_veel")
    else:
        text = amount(percent)
    return " " + note(f"restricties_deel_{_DIMENSIONS[dimension]}", percent=text)


def effect_in_words(codes: tuple[int, ...]) -> str:
    """Return what both verdicts mean in words, e.g. ``WKO verboden, aandacht voor bodemlussen``."""
    names = [note(f"restricties_techniek_{technique}") for technique in TECHNIEKEN]
    parts = []
    for code, key in ((FORBIDDEN, "restricties_gevolg_verboden"), (ATTENTION, "restricties_gevolg_aandacht")):
        mine = [name for name, own in zip(names, codes, strict=True) if own == code]
        if mine:
            parts.append(note(key, techniques=" en ".join(mine)))
    return ", ".join(parts) if parts else note("restricties_gevolg_geen")


def map_labels(maps: Maps) -> Texts:
    """Return how each map is called in a reason: its name and date, shape (m,)."""
    labels = [f"{layer.name}, {layer.datum}" if layer.datum else layer.name for layer in maps.layers]
    return np.array([as_part(label) for label in labels], dtype=object)


def as_part(text: str) -> str:
    """Return a text of others as part of a sentence: without what separates or completes sentences."""
    return text.replace(_GAP, " ").replace(BETWEEN, ", ")


def depth_source(group: int, groups: Groups, maps: Maps) -> str:
    """Return where the depth of a group of areas comes from."""
    row = groups.table.iloc[group]
    key = "restricties_diepte_bron_standaard" if row["standard"] else "restricties_diepte_bron"
    text = note(key, what=_what(row), map=map_labels(maps)[int(row["layer"])])
    return f"{text} {note('restricties_ontwerp')}" if row["design"] else text


def _what(row: pd.Series) -> str:
    """Return what the areas of a group are; of an unknown kind with the word of the map."""
    what = note(f"restricties_wat_{row['name']}")
    return f'{what} "{as_part(row["kind"])}"' if row["kind"] else what


def _sentence(group: int, groups: Groups, maps: Maps) -> str:
    """Return the reason that a group of areas is, with `_GAP` where the names and the part come."""
    row = groups.table.iloc[group]
    if row["layer"] < 0:
        return _GAP
    depth = float(row["depth"])
    effect = effect_in_words(tuple(groups.codes[group].tolist()))
    if math.isfinite(depth):
        key = "restricties_reden_standaarddiepte" if row["standard"] else "restricties_reden_diepte"
        effect = note(key, depth=dutch(depth), effect=effect)
    elif row["text"]:
        effect = note("restricties_reden_diepte_tekst", text=as_part(row["text"]), effect=effect)
    elif row["name"] in ("dieptebeperking", "boringsvrije_zone") and max(groups.codes[group]) > ALLOWED:
        effect = note("restricties_reden_diepte_onbekend", effect=effect)
    design = " " + note("restricties_ontwerp") if row["design"] else ""
    return note(
        "restricties_reden_gebied",
        what=_what(row) + design,
        names=_GAP,
        share="",
        effect=effect,
        map=map_labels(maps)[int(row["layer"])],
    )


def _shares(covers: Covers, places: Places) -> Texts:
    """Return the part of the place of each cover in words, "" for all of it, shape (c,)."""
    result = np.full(len(covers.place), "", dtype=object)
    cut = np.flatnonzero(~covers.full)
    result[cut] = [
        share_in_words(share, dimension)
        for share, dimension in zip(
            covers.share[cut].tolist(), places.dimension[covers.place[cut]].tolist(), strict=True
        )
    ]
    return result


def _called(names: list[str]) -> str:
    """Return names for in a sentence, each once: `` 'A', 'B' en nog 3``."""
    unique = sorted({as_part(name) for name in names if name})
    if not unique:
        return "" if len(names) == 1 else f" ({amount(len(names))})"
    shown = ", ".join(f"'{name}'" for name in unique[:_SHOWN])
    rest = len(unique) - _SHOWN
    return f" {shown}" if rest <= 0 else f" {shown} {note('restricties_nog', n=amount(rest))}"


def _numbers(values: npt.ArrayLike) -> Texts:
    """Return numbers as short as they can be, shape (n,); NaN as 0."""
    unique, inverse = np.unique(np.nan_to_num(np.asarray(values, dtype=np.float64)), return_inverse=True)
    made = np.array([dutch(value) for value in unique], dtype=object)
    return np.asarray(made[inverse.reshape(-1)], dtype=object) if len(unique) else np.empty(0, dtype=object)
