"""The best division of a row or a ring of neighbours into networks: dynamic programming, exact."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

Piece = tuple[int, int]
"""First position of a network along the row, and its number of buildings."""


def divide_row(gain: Floats) -> tuple[float, list[Piece]]:
    """Return the best division of a row, and what it is worth.

    A building is in one network or in none; networks worth nothing are not made. Of divisions that are worth the same
    the one is taken whose last network begins last, so the outcome does not depend on chance.

    Parameters
    ----------
    gain
        Shape (n, k): what the network of buildings i to i + j is worth, at ``[i, j]``; -inf: it cannot be.

    Notes
    -----
    ``best(e) = max(best(e - 1), max over s of best(s) + gain[s, e - s - 1])``: n x k steps.
    """
    n, most = gain.shape
    best = np.zeros(n + 1)
    took = np.zeros(n + 1, dtype=np.int64)
    for end in range(1, n + 1):
        size = np.arange(1, min(most, end) + 1)
        value = best[end - size] + gain[end - size, size - 1]
        j = int(np.argmax(value))
        better = value[j] > best[end - 1]
        best[end] = value[j] if better else best[end - 1]
        took[end] = size[j] if better else 0
    pieces: list[Piece] = []
    end = n
    while end:
        if took[end]:
            pieces.append((end - int(took[end]), int(took[end])))
            end -= int(took[end])
        else:
            end -= 1
    return float(best[n]), pieces[::-1]


def divide_ring(gain: Floats) -> tuple[float, list[Piece]]:
    """Return the best division of a ring, and what it is worth; see `divide_row`.

    No network has more than k buildings, so of any k links in a row at least one is inside none: the ring is cut open
    at each of the first k links (or all, where it is smaller), and the best row counts. A network of the whole ring
    is among the rows.

    Parameters
    ----------
    gain
        Shape (n, k): worth of the network that begins at i and goes on round the ring; k at most n.
    """
    n, most = gain.shape
    best, found = 0.0, list[Piece]()
    for cut in range(min(most, n)):
        turned = np.roll(gain, -cut, axis=0)
        late = np.arange(n)[:, None] + np.arange(1, most + 1) > n
        value, pieces = divide_row(np.where(late, -np.inf, turned))
        if value > best:
            best, found = value, [((start + cut) % n, size) for start, size in pieces]
    return best, sorted(found)
