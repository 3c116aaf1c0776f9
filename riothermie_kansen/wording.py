"""Dutch numbers and lists in sentences, for whole columns at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from .messages import message

Texts = npt.NDArray[np.object_]


def note(key: str, **values: object) -> str:
    """Return the Dutch sentence `key` with its placeholders filled: part of a Dutch map."""
    return message(key, "nl", **values)


def amount(value: float, decimals: int = 0) -> str:
    """Return a number with a dot per thousand and a decimal comma: ``12.345,6``."""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def euro(value: float, language: str = "nl", decimals: int = 0) -> str:
    """Return an amount of money as reports have it: ``-743.000 EUR`` with a true minus and tied to its unit."""
    text = amount(value, decimals) if language == "nl" else f"{value:,.{decimals}f}"
    unsigned = text.removeprefix("-")
    sign = "\N{MINUS SIGN}" if text != unsigned and unsigned.strip("0.,") else ""
    return f"{sign}{unsigned}\N{NO-BREAK SPACE}EUR"


def estimated(value: float, language: str = "nl") -> str:
    """Return an amount of money that is an estimate: three digits, as `euro`."""
    return euro(float(f"{value:.3g}"), language)


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


def fill(template: str, **values: str | Texts) -> Texts | str:
    """Return a sentence per row.

    Parameters
    ----------
    template
        Sentence with placeholders as in `str.format`.
    values
        A text for all rows, or an array of texts of shape (n,).

    Returns
    -------
    Texts | str
        Shape (n,); one sentence when no value is an array.
    """
    fixed = {name: value for name, value in values.items() if isinstance(value, str)}
    columns = {name: value for name, value in values.items() if not isinstance(value, str)}
    if not columns:
        return template.format(**fixed)
    made: dict[tuple[str, ...], str] = {}
    texts = []
    for row in zip(*columns.values(), strict=True):
        text = made.get(row)
        if text is None:
            text = made[row] = template.format(**fixed, **dict(zip(columns, row, strict=True)))
        texts.append(text)
    return np.array(texts, dtype=object)


def place(mask: npt.NDArray[np.bool_], template: str, **values: str | Texts) -> Texts:
    """Return `fill` where `mask` holds, "" elsewhere; `mask` and the arrays are of shape (n,)."""
    out = np.full(mask.shape, "", dtype=object)
    out[mask] = fill(template, **{k: v if isinstance(v, str) else v[mask] for k, v in values.items()})
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
    return join(" ", *(_sentence(part) for part in parts))


def _sentence(texts: Texts) -> Texts:
    codes, unique = pd.factorize(texts)
    made = [f"{text[:1].upper()}{text[1:]}." if text else "" for text in unique]
    return np.asarray(np.array([*made, ""], dtype=object)[codes], dtype=object)
