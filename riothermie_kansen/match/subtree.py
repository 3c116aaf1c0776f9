"""The cheapest part of a tree that uses a given amount: a knapsack in which a branch needs what feeds it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..network.graph import FloatArray, IntArray
from ..network.site import BoolArray
from ..network.tree import Rooted

HALVINGS = 60
"""Times that the price at which branches pay is halved."""

WIDTHS = (8.0, 4.0, 2.0, 1.5, 1.25, 1.1, 1.05, 1.02, 1.01)
"""What pays at the price divided by a width is in, what does not pay at the price times it is out; what is left is
weighed in full. The first width that leaves few enough counts."""

LEFT = 250
"""Ends of branches that are weighed in full at most, if the smallest width allows."""

STEPS = 2_500
"""Parts that the amount left for them is divided in."""

MARGIN = 25
"""Parts by which a sum may seem too large or too small through rounding."""

TRIED = 100
"""Amounts, the cheapest first, for which a part of the tree is checked before it is given up."""


def cheapest_part(
    rooted: Rooted,
    cost: FloatArray,
    amount: FloatArray,
    must: BoolArray,
    *,
    least: float,
    most: float,
    fine: Callable[[BoolArray], bool],
) -> BoolArray | None:
    """Return the part of a tree, the root included, that costs least among those that use enough.

    Parameters
    ----------
    rooted
        The tree.
    cost, amount
        Shape (t,): what each edge costs (negative: yields), and what is used at its lower end (0 or more).
    must
        Shape (t,): edges that the part has to hold.
    least, most
        Limits of the amount used.
    fine
        Tells of a part, shape (t,), whether it may be.

    Returns
    -------
    BoolArray or None
        Shape (t,): edges of the part; None when none was found.

    Notes
    -----
    At a price per unit the branches that pay follow at once from the ends to the root. The price is halved until what
    pays just fits. Branches that pay or not only near that price are then weighed in full: a dynamic programme over
    the edges, each after all that it feeds, takes an edge with the best of what lies below it or skips it with all of
    that (Johnson and Niemi, 1983).
    """
    if not len(rooted.edge):
        return None

    def pays(price: float) -> BoolArray:
        return paying(rooted, price * amount - cost, must)

    def fits(keep: BoolArray) -> bool:
        used = float(amount[keep].sum())
        return least * (1.0 - 1e-9) <= used <= most * (1.0 + 1e-9) and fine(keep)

    inner, left = _near(pays, rooted, amount, must, least, most)
    base = float(amount[inner].sum())
    if base > most * (1.0 + 1e-9):
        return None
    if not left.any():
        return inner if fits(inner) else None
    at = np.flatnonzero(left)
    place = np.full(len(left), -1, dtype=np.int64)
    place[at] = np.arange(len(at))
    parent = np.where(rooted.parent[at] >= 0, place[rooted.parent[at]], -1)
    post, first = _postorder(parent)
    own = at[post]
    room = min(most - base, float(amount[own].sum()))
    step = room / STEPS if room > 0 else most + 1.0
    whole = np.floor(np.cumsum(amount[own]) / step + 0.5).astype(np.int64)
    size = np.diff(whole, prepend=0)
    value, taken = _programme(size, cost[own], first)
    low = max(int((least - base) / step) - MARGIN, 0)
    for amounts in (low + np.argsort(value[low:], kind="stable"))[:TRIED].tolist():
        if not np.isfinite(value[amounts]):
            break
        keep = inner.copy()
        keep[own[_traced(size, first, taken, amounts)]] = True
        if fits(keep):
            return keep
    return inner if fits(inner) else None


def _near(
    pays: Callable[[float], BoolArray], rooted: Rooted, amount: FloatArray, must: BoolArray, least: float, most: float
) -> tuple[BoolArray, BoolArray]:
    """Return the part that is in for sure, and what is to be weighed in full, shapes (t,)."""
    inner = np.asarray(rooted.towards_root(must.astype(np.int64), how="max"), dtype=bool)
    if (amount[~inner] > 0).sum() <= LEFT:
        return inner, ~inner
    price = _price(pays, amount, most if float(amount.sum()) > most else least)
    for width in WIDTHS:
        aside = max(abs(price), 1e-9) * (width - 1.0)
        inner, outer = pays(price - aside / width), pays(price + aside)
        if (amount[outer & ~inner] > 0).sum() <= LEFT:
            break
    return inner, outer & ~inner


def paying(rooted: Rooted, gain: FloatArray, must: BoolArray) -> BoolArray:
    """Return the part of a tree with the largest gain, shape (t,).

    Parameters
    ----------
    gain
        Shape (t,): what each edge yields, costs taken off.
    must
        Shape (t,): edges that the part has to hold.
    """
    total = np.where(must, np.inf, gain)
    for first, last in zip(rooted.level[-2:0:-1], rooted.level[:1:-1], strict=True):
        np.add.at(total, rooted.parent[first:last], np.maximum(total[first:last], 0.0))
    keep = total > 0
    for first, last in zip(rooted.level[1:-1], rooted.level[2:], strict=True):
        keep[first:last] &= keep[rooted.parent[first:last]]
    return np.asarray(keep, dtype=bool)


def _price(pays: Callable[[float], BoolArray], amount: FloatArray, most: float) -> float:
    """Return about the highest price at which what pays fits."""

    def over(price: float) -> bool:
        return bool(float(amount[pays(price)].sum()) > most * (1.0 + 1e-9))

    low, high = 0.0, 1.0
    if over(0.0):
        low, high = -1.0, 0.0
        while over(low) and low > -1e12:
            low, high = 4.0 * low, low
    else:
        while not over(high) and high < 1e12:
            low, high = high, 4.0 * high
        if high >= 1e12:
            return high
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        if high - low <= 1e-4 * abs(middle):
            break
        if over(middle):
            high = middle
        else:
            low = middle
    return low


def _postorder(parent: IntArray) -> tuple[IntArray, IntArray]:
    """Return the edges, each after all that it feeds, and per place the first one of what it feeds (or itself).

    Parameters
    ----------
    parent
        Shape (k,): position of the edge that feeds each edge, -1 for none; a parent comes before its children.
    """
    count = len(parent)
    below, up = [1] * count, parent.tolist()
    for k in range(count - 1, -1, -1):
        if up[k] >= 0:
            below[up[k]] += below[k]
    begin, used = [0] * count, [0] * (count + 1)
    for k in range(count):
        # used[-1] counts for those without a parent
        begin[k] = (begin[up[k]] if up[k] >= 0 else 0) + used[up[k]]
        used[up[k]] += below[k]
    place = np.array(begin, dtype=np.int64) + np.array(below, dtype=np.int64) - 1
    post = np.empty(count, dtype=np.int64)
    post[place] = np.arange(count)
    return post, np.array(begin, dtype=np.int64)[post]


def _programme(size: IntArray, cost: FloatArray, first: IntArray) -> tuple[FloatArray, BoolArray]:
    """Return the least cost per amount in whole steps, and per place and amount whether its edge is taken."""
    parts = STEPS + MARGIN + 1
    taken = np.zeros((len(size), parts), dtype=bool)
    start = np.full(parts, np.inf)
    start[0] = 0.0
    # what the places before the one in hand make; kept as long as something can be skipped back to it
    kept = [(0, start)]
    for k, (here, eur, back) in enumerate(zip(size.tolist(), cost.tolist(), first.tolist(), strict=True)):
        now = kept[-1][1]
        if here == 0:
            new = now + eur
        else:
            new = np.full(parts, np.inf)
            if here < parts:
                new[here:] = now[: parts - here] + eur
        while kept[-1][0] > back:
            kept.pop()
        skipped = kept[-1][1]
        np.less(new, skipped, out=taken[k])
        kept.append((k + 1, np.minimum(new, skipped)))
    return kept[-1][1], taken


def _traced(size: IntArray, first: IntArray, taken: BoolArray, at: int) -> IntArray:
    """Return the places that are taken to make an amount."""
    found = []
    k = len(size) - 1
    sizes, firsts = size.tolist(), first.tolist()
    while k >= 0:
        if taken[k, at]:
            found.append(k)
            at -= sizes[k]
            k -= 1
        else:
            k = firsts[k] - 1
    return np.array(found, dtype=np.int64)
