"""Every verdict in words: what lies there, what it means, on how much of the place, and which map says so."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from ...messages import template
from ...readers.values import Texts
from ...wording import amount, dutch, dutch_floor, note
from ...wording import place as where
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

_SHOWN = 5
"""Names of areas in one reason."""

_DIMENSIONS = ("punten", "lijn", "vlak")


def of_areas(
    pairs: Pairs, row: Ints, covers: Covers, groups: Groups, maps: Maps, places: Places, *, share: bool = True
) -> Texts:
    """Return the reason of each cover of areas, shape (c,).

    Parameters
    ----------
    pairs, row
        Which areas lie on which places, and the cover that each of them is in.
    covers
        c covers.
    share
        Say of how much of the place it holds.
    """
    texts = np.full(len(covers.place), "", dtype=object)
    order = np.argsort(row, kind="stable")
    begin = np.searchsorted(row[order], np.arange(len(covers.place)))
    count = np.bincount(row, minlength=len(covers.place))
    area = pairs.area[order]
    simple = (count == 1) & covers.full
    alone = area[begin[simple]]
    unique, inverse = np.unique(alone, return_inverse=True)
    made = np.array([_sentence(int(groups.of[a]), [groups.names[a]], "", groups, maps) for a in unique], dtype=object)
    if len(unique):
        texts[simple] = made[inverse.reshape(-1)]
    known: dict[tuple[int, str, bytes], str] = {}
    for at in np.flatnonzero(~simple).tolist():
        mine = area[begin[at] : begin[at] + count[at]]
        part = share_in_words(float(covers.share[at]), int(places.dimension[covers.place[at]])) if share else ""
        key = (int(covers.group[at]), part, mine.tobytes())
        if key not in known:
            known[key] = _sentence(key[0], groups.names[mine].tolist(), part, groups, maps)
        texts[at] = known[key]
    return texts


def of_systems(
    role: str,
    near: Near,
    systems: Systems,
    radius_m: float,
    groups: Groups,
    labels: Texts,
    places: Places,
    *,
    share: bool = True,
) -> Texts:
    """Return the reason of each cover of the systems of one role, shape (c,).

    Parameters
    ----------
    near
        Its covers are those that get a reason.
    labels
        Shape (m,): what each map of this role is called in a reason.
    share
        Say of how much of the place it holds.
    """
    at = near.covers.place
    system = near.nearest[at]
    every = np.ones(len(at), dtype=bool)
    power = systems.power_kw[system]
    known = np.isfinite(power)
    kw = np.where(known, where(known, ", {kw} kW", kw=_numbers(power)), "").astype(object)
    others = near.count[at] - 1
    more = where(
        others > 0,
        " " + template("restricties_reden_nog", "nl"),
        n=np.array([amount(value) for value in others], dtype=object),
        radius=dutch(radius_m),
    )
    one = where(others <= 0, template("restricties_reden_binnen", "nl"), radius=dutch(radius_m))
    pieces = np.array(
        [
            share_in_words(float(part), int(dimension)) if share and part < 1.0 else ""
            for part, dimension in zip(near.covers.share, places.dimension[at], strict=True)
        ],
        dtype=object,
    )
    return where(
        every,
        template("restricties_reden_systeem", "nl"),
        what=note(f"restricties_wat_{role.lower()}"),
        name=systems.names[system],
        distance=_distances(near.distance[at]),
        power=kw,
        others=np.where(others > 0, more, one).astype(object),
        share=pieces,
        effect=effect_in_words(tuple(groups.codes[groups.installations(role)].tolist())),
        map=labels[systems.layer[system]],
    )


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
    return np.array([f"{layer.name}, {layer.datum}" if layer.datum else layer.name for layer in maps.layers] or [],
                    dtype=object)  # fmt: skip


def depth_source(group: int, groups: Groups, maps: Maps) -> str:
    """Return where the depth of a group of areas comes from."""
    row = groups.table.iloc[group]
    key = "restricties_diepte_bron_standaard" if row["standard"] else "restricties_diepte_bron"
    text = note(key, what=note(f"restricties_wat_{row['name']}"), map=map_labels(maps)[int(row["layer"])])
    return f"{text} {note('restricties_ontwerp')}" if row["design"] else text


def _sentence(group: int, names: list[str], part: str, groups: Groups, maps: Maps) -> str:
    """Return the reason that a group of areas is."""
    row = groups.table.iloc[group]
    depth = float(row["depth"])
    effect = effect_in_words(tuple(groups.codes[group].tolist()))
    if math.isfinite(depth):
        key = "restricties_reden_standaarddiepte" if row["standard"] else "restricties_reden_diepte"
        effect = note(key, depth=dutch(depth), effect=effect)
    elif row["text"]:
        effect = note("restricties_reden_diepte_tekst", text=row["text"], effect=effect)
    elif row["name"] in ("dieptebeperking", "boringsvrije_zone") and max(groups.codes[group]) > ALLOWED:
        effect = note("restricties_reden_diepte_onbekend", effect=effect)
    design = " " + note("restricties_ontwerp") if row["design"] else ""
    return note(
        "restricties_reden_gebied",
        what=note(f"restricties_wat_{row['name']}") + design,
        names=_called(names),
        share=part,
        effect=effect,
        map=map_labels(maps)[int(row["layer"])],
    )


def _called(names: list[str]) -> str:
    """Return names for in a sentence, each once: `` 'A', 'B' en nog 3``."""
    unique = sorted({name for name in names if name})
    if not unique:
        return "" if len(names) == 1 else f" ({amount(len(names))})"
    shown = ", ".join(f"'{name}'" for name in unique[:_SHOWN])
    rest = len(unique) - _SHOWN
    return f" {shown}" if rest <= 0 else f" {shown} {note('restricties_nog', n=amount(rest))}"


def _distances(metres: Floats) -> Texts:
    """Return distances for in a sentence: whole metres, of less than 10 m with a decimal."""
    near = metres < 10.0
    return np.where(near, dutch_floor(metres, 1), dutch_floor(metres, 0)).astype(object)


def _numbers(values: Floats) -> Texts:
    unique, inverse = np.unique(np.nan_to_num(values), return_inverse=True)
    made = np.array([dutch(value) for value in unique], dtype=object)
    return np.asarray(made[inverse.reshape(-1)], dtype=object) if len(unique) else np.empty(0, dtype=object)
