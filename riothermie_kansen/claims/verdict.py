"""Who may take what: existing offtakes first, then planned ones in order of claim, each with a verdict in words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..readers.values import Texts
from ..wording import dutch, note
from .graph import Floats, FlowMap, Ints
from .room import END, OWN, Asked, Limits, Room, room_for

FITS, PARTLY, COMPETES, NOT, OVER, LEFT_OUT = (
    "past", "past deels", "concurreert", "past niet", "boven de grens", "niet meegenomen",
)  # fmt: skip
VERDICTS = (FITS, PARTLY, COMPETES, NOT, OVER, LEFT_OUT)
"""Values of ``oordeel``.

past: fits; past deels: fits in part; concurreert: others use up what it needs; past niet: nothing fits, also without
others; boven de grens: existing, and over a limit; niet meegenomen: it has no place, water or power.
"""

SLIGHT = 1e-9
"""Relative rounding within which power equals room."""


@dataclass(frozen=True)
class Verdicts:
    """Verdicts in the order of the offtakes.

    Attributes
    ----------
    granted_kw
        What each one takes, shape (n,).
    verdict, reason
        One of `VERDICTS`, and why, shape (n,).
    rivals
        Rows of the offtakes that each one competes with, in order of claim.
    room_kw
        Room it found when its turn came, shape (n,); what it needs included.
    """

    granted_kw: Floats
    verdict: Texts
    reason: Texts
    rivals: list[list[int]]
    room_kw: Floats


@dataclass(frozen=True)
class Naming:
    """How limits are called in sentences.

    Attributes
    ----------
    sewer, limits
        The map and what may be cooled.
    names
        Of the offtakes, shape (n,).
    """

    sewer: FlowMap
    limits: Limits
    names: Texts

    def limit(self, asking: Asked, row: int, room: Room) -> str:
        """Return what limits an offtake, in words."""
        if room.kind == END:
            node = int(self.sewer.ends[room.index])
            return note(
                "claims_limit_end",
                kind=self.sewer.end[node],
                node=self.sewer.node_id[node],
                cooling=dutch(round(self.limits.end_k, 2)),
                limit=power(float(asking.end_kw[room.index])),
            )
        pipe = int(asking.taken.pipe[room.index])
        values = {
            "pipe": self.sewer.pipe_id[pipe],
            "flow": dutch(float(self.sewer.flow_ls[pipe]), 1),
            "cooling": dutch(round(self.limits.pipe_k, 2)),
            "limit": power(float(asking.offtake_kw[room.index])),
        }
        if room.kind == OWN:
            return note("claims_limit_own", **values)
        return note("claims_limit_offtake", name=self.names[room.index], **values)

    def of(self, rows: list[int]) -> str:
        """Return names in a list: "A", "A en B", "A, B en C"."""
        names = [str(self.names[row]) for row in rows]
        if len(names) < 2:
            return "".join(names)
        return note("claims_and", first=", ".join(names[:-1]), last=names[-1])


def power(kw: float) -> str:
    """Return a power for a sentence: whole kW, below 10 with a decimal."""
    value = f"{kw:,.{1 if abs(kw) < 9.95 else 0}f}".translate(str.maketrans(",.", ".,"))
    return value.removesuffix(",0")


def order_of_claim(existing: npt.NDArray[np.bool_], priority: Floats, names: Texts) -> Ints:
    """Return the offtakes in order of claim: existing ones, then by priority (lowest first, none last), then by id."""
    rank = np.where(np.isnan(priority), np.inf, priority)
    rank = np.where(existing, -np.inf, rank)
    return np.asarray(np.lexsort((names.astype(str), rank, ~existing)), dtype=np.int64)


def decide(
    asking: Asked,
    wanted_kw: Floats,
    existing: npt.NDArray[np.bool_],
    priority: Floats,
    naming: Naming,
    rival_share: float,
) -> Verdicts:
    """Grant every offtake what there is room for.

    Parameters
    ----------
    asking
        What the offtakes do to each other.
    wanted_kw, existing, priority
        Power, whether it exists, and rank of claim (NaN: last), shape (n,).
    naming
        For the sentences.
    rival_share
        Part of a limit that another one must use to be called a competitor.
    """
    n = len(wanted_kw)
    order = order_of_claim(existing, priority, naming.names)
    granted = np.where(existing, wanted_kw, 0.0)
    rooms: list[Room] = [Room(0.0, OWN, row) for row in range(n)]
    at_turn: list[Floats] = [granted] * n
    for row in order:
        rooms[row] = room_for(asking, int(row), granted)
        at_turn[row] = granted.copy()
        if not existing[row]:
            fits = wanted_kw[row] <= rooms[row].kw * (1.0 + SLIGHT)
            some = rooms[row].kw > SLIGHT * wanted_kw[row]
            granted[row] = wanted_kw[row] if fits else rooms[row].kw if some else 0.0
    verdict, reason = np.full(n, "", dtype=object), np.full(n, "", dtype=object)
    rivals: list[list[int]] = [[] for _ in range(n)]
    place = np.empty(n, dtype=np.int64)
    place[order] = np.arange(n)
    for row in order:
        whole = granted[row] >= wanted_kw[row] * (1.0 - SLIGHT)
        # who got all counts everyone; who got less counts those that were before it
        room = room_for(asking, int(row), granted) if whole else rooms[row]
        takers = granted if whole else at_turn[row]
        used = _used(asking, room, takers)
        limit = asking.end_kw[room.index] if room.kind == END else asking.offtake_kw[room.index]
        others = (used > 0) & (np.arange(n) != row)
        large = others & (used > rival_share * limit)
        users = np.flatnonzero(large if whole or large.any() else others)
        rivals[row] = sorted((int(user) for user in users), key=lambda user: int(place[user]))
        verdict[row], reason[row] = _words(
            asking, int(row), wanted_kw, granted, room, used, rivals[row], naming, existing=bool(existing[row])
        )
        if verdict[row] == NOT:
            rivals[row] = []
    return Verdicts(granted, verdict, reason, rivals, np.array([room.kw for room in rooms]))


def _used(asking: Asked, room: Room, kw: Floats) -> Floats:
    """Return what each offtake uses of a limit, kW, shape (n,)."""
    part = asking.at_ends[room.index] if room.kind == END else asking.at_offtakes[room.index]
    return np.asarray(part * kw, dtype=np.float64)


def _words(
    asking: Asked,
    row: int,
    wanted: Floats,
    granted: Floats,
    room: Room,
    used: Floats,
    rivals: list[int],
    naming: Naming,
    *,
    existing: bool,
) -> tuple[str, str]:
    """Return the verdict on an offtake and the reason."""
    limit = naming.limit(asking, row, room)
    full = float(asking.end_kw[room.index] if room.kind == END else asking.offtake_kw[room.index])
    values = {
        "asked": power(float(wanted[row])),
        "granted": power(float(granted[row])),
        "limit": limit,
        "names": naming.of(rivals),
        "theirs": power(float(used[rivals].sum())),
    }
    if granted[row] >= wanted[row] * (1.0 - SLIGHT):
        left = full - float(used.sum())
        if existing and left < -SLIGHT * max(full, float(used.sum())):
            key = "claims_over_with" if rivals else "claims_over"
            return OVER, note(key, over=power(-left), **values)
        key = "claims_fits_with" if rivals else "claims_fits"
        return FITS, note(key, left=power(max(left, 0.0)), **values)
    alone = room_for(asking, row, np.zeros(len(wanted)))
    values["alone"] = power(alone.kw)
    if alone.kw <= SLIGHT * wanted[row]:
        return NOT, note("claims_fits_not", **values)
    if granted[row] <= 0:
        return COMPETES, note("claims_competes", **values)
    if alone.kw < wanted[row] * (1.0 - SLIGHT):
        values["limit_alone"] = naming.limit(asking, row, alone)
        if not rivals or granted[row] >= alone.kw * (1.0 - SLIGHT):
            return PARTLY, note("claims_partly_alone", **values)
        if values["limit_alone"] != limit:
            return PARTLY, note("claims_partly_both", **values)
    return PARTLY, note("claims_partly", **values)
