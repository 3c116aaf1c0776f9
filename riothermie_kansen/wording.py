"""Dutch numbers and lists in sentences, for whole columns at once."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Texts = npt.NDArray[np.object_]


def dutch(value: float, decimals: int | None = None) -> str:
    """Return a number with a decimal comma; without `decimals` as short as it can be ("10", "4,5")."""
    text = f"{value:.10g}" if decimals is None else f"{value:.{decimals}f}"
    return text.replace(".", ",")


def dutch_floor(values: npt.ArrayLike, decimals: int) -> Texts:
    """Return numbers as texts, rounded down so that 9.96 never reads as the 10 it falls short of.

    Parameters
    ----------
    values
        Shape (n,): numbers; NaN gives "".
    decimals
        Digits after the comma.
    """
    numbers = np.asarray(values, dtype=np.float64)
    scale = 10.0**decimals
    whole = np.where(np.isfinite(numbers), np.floor(numbers * scale + 1e-6), np.nan)
    unique, inverse = np.unique(whole, return_inverse=True)
    texts = np.array(["" if np.isnan(u) else dutch(u / scale, decimals) for u in unique], dtype=object)
    return np.asarray(texts[inverse.reshape(numbers.shape)], dtype=object) if texts.size else np.empty(0, dtype=object)


def fill(template: str, mask: npt.NDArray[np.bool_], **values: Any) -> Texts:
    """Return a sentence per row where `mask` holds, "" elsewhere.

    Parameters
    ----------
    template
        Sentence with placeholders as in `str.format`.
    mask
        Shape (n,).
    values
        A text for all rows, or an array of texts of shape (n,).
    """
    out = np.full(mask.shape, "", dtype=object)
    if not mask.any():
        return out
    columns = {k: np.asarray(v, dtype=object)[mask] for k, v in values.items() if not isinstance(v, str)}
    fixed = {k: v for k, v in values.items() if isinstance(v, str)}
    if not columns:
        out[mask] = template.format(**fixed)
        return out
    cache: dict[tuple[Any, ...], str] = {}
    filled = []
    for row in zip(*columns.values(), strict=True):
        text = cache.get(row)
        if text is None:
            text = cache[row] = template.format(**fixed, **dict(zip(columns, row, strict=True)))
        filled.append(text)
    out[mask] = filled
    return out


def join(separator: str, *parts: Texts) -> Texts:
    """Return the parts of each row joined, empty ones left out."""
    out = parts[0]
    for part in parts[1:]:
        both = (out != "") & (part != "")
        out = out + np.where(both, separator, "").astype(object) + part
    return np.asarray(out, dtype=object)


def sentences(*parts: Texts) -> Texts:
    """Return the parts of each row as sentences: each starts with a capital and ends with a full stop."""
    capitals = [np.array([text[:1].upper() + text[1:] for text in part], dtype=object) for part in parts]
    return join(" ", *(part + np.where(part == "", "", ".").astype(object) for part in capitals))
