"""Keys by which deliveries about the same dwelling find each other: BAG ids, postcodes and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from .values import Texts, as_text, mapped, texts

_POSTCODE = re.compile(r"([1-9][0-9]{3})\s*([A-Za-z]{2})")
_NUMBER = re.compile(r"\s*([0-9]+)(?:\.0+)?(.*)")
_NO_SIGN = re.compile(r"[^0-9A-Z]")


def postcodes(values: pd.Series) -> Texts:
    """Return postcodes as ``1234AB``, "" where there is none; shape (n,)."""
    return mapped(values, _postcode, "")


def _postcode(value: Any) -> str:
    match = _POSTCODE.fullmatch(as_text(value))
    return match[1] + match[2].upper() if match else ""


def house_numbers(values: pd.Series) -> tuple[Texts, Texts]:
    """Return house numbers without what stands behind them, and that: ``12A`` is ``12`` and ``A``; shape (n,) each."""
    split = [_NUMBER.fullmatch(text) for text in texts(values)]
    number = np.array([str(int(match[1])) if match else "" for match in split], dtype=object)
    behind = np.array([_clean(match[2]) if match else "" for match in split], dtype=object)
    return number, behind


def _clean(text: str) -> str:
    return _NO_SIGN.sub("", text.upper()) if text else ""


def suffixes(*parts: Texts) -> Texts:
    """Return letter and addition in one: capitals and digits, without the signs between; shape (n,).

    ``A`` and ``2``, ``A2``, ``A-2`` and ``-a2`` give the same.
    """
    result = np.full(len(parts[0]), "", dtype=object)
    some = np.flatnonzero(np.any([part != "" for part in parts], axis=0))  # most addresses have nothing behind them
    result[some] = ["".join(map(_clean, row)) for row in zip(*(part[some] for part in parts), strict=True)]
    return result


def address_keys(postcode: Texts, number: Texts, *behind: Texts) -> Texts:
    """Return a key per address: postcode, number, letter and addition in one; "" where one of the first two lacks.

    Parameters
    ----------
    postcode
        From `postcodes`, shape (n,).
    number
        From `house_numbers`.
    behind
        Letter, addition and so on: what stands behind the number, in order.
    """
    suffix = suffixes(*behind) if behind else np.full(len(postcode), "", dtype=object)
    return np.array(
        [f"{p}|{n}|{s}" if p and n else "" for p, n, s in zip(postcode, number, suffix, strict=True)], dtype=object
    )


def keys_of_addresses(addresses: Iterable[str]) -> frozenset[str]:
    """Return the keys of addresses written as ``postcode|huisnummer|huisletter|toevoeging``, or keys already."""
    split = [(*text.split("|"), "", "", "")[:4] for text in addresses]
    if not split:
        return frozenset()
    postcode, number, *behind = (pd.Series(column, dtype=object) for column in zip(*split, strict=True))
    digits, more = house_numbers(number)
    found = address_keys(postcodes(postcode), digits, more, *(column.to_numpy() for column in behind))
    return frozenset(found) - {""}


def places_of(keys: npt.ArrayLike, among: Iterable[str]) -> npt.NDArray[np.int64]:
    """Return the position of each key among others, -1 where it is not there or there more than once.

    Parameters
    ----------
    keys
        Shape (n,): texts; "" is nowhere.
    among
        Shape (m,): texts.
    """
    wanted = np.asarray(keys, dtype=object)
    index = pd.Index(np.asarray(list(among), dtype=object))
    single = ~index.duplicated(keep=False) & (index != "")
    rows = np.flatnonzero(single)
    if not len(rows) or not len(wanted):
        return np.full(len(wanted), -1)
    at = index[rows].get_indexer(pd.Index(wanted))
    return np.where((at >= 0) & (wanted != ""), rows[at], -1)
