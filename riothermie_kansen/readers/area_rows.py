"""Which rows of a national text file are of this area: by BAG id or postcode, without a look at each as text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .join_keys import keys_of_addresses
from .measured_text import Block

Integers = npt.NDArray[np.int64]
Matrix = npt.NDArray[np.uint8]

_NINE = 57
_ZERO = 48


@dataclass(frozen=True)
class Area:
    """What belongs to this area.

    Attributes
    ----------
    ids
        BAG ids of objects and panden, and ids of the user's own.
    addresses
        Keys ``postcode|huisnummer|huisletter|toevoeging``.
    """

    ids: frozenset[str]
    addresses: frozenset[str]

    @classmethod
    def of(cls, ids: Iterable[str] | None, addresses: Iterable[str] | None) -> Area | None:
        """Return the area of ids and addresses, None when neither is given."""
        if ids is None and addresses is None:
            return None
        return cls(frozenset(ids or ()) - {""}, keys_of_addresses(addresses or ()))


@dataclass(frozen=True)
class Columns:
    """Which columns of a text file are looked at.

    Attributes
    ----------
    wanted
        Positions of the columns that are kept.
    ids, postcodes
        Positions of those that tell whether a row is of this area.
    """

    wanted: list[int]
    ids: list[int]
    postcodes: list[int]


@dataclass(frozen=True)
class Kept:
    """A part of the rows of a text file, split.

    Attributes
    ----------
    block
        Rows that may be of the area.
    elsewhere, no_key
        Number of rows of another area, and of rows without an id and postcode.
    lost
        Line numbers of the rows with an id in scientific notation and no postcode of the area.
    """

    block: Block
    elsewhere: int
    no_key: int
    lost: Integers


class AreaFilter:
    """Tells which rows may be of an area, by their ids and postcodes as whole numbers.

    Parameters
    ----------
    area
        What is kept.
    columns
        Where the ids and postcodes stand.
    """

    def __init__(self, area: Area, columns: Columns) -> None:
        self.columns = columns
        digits = [i for i in area.ids if i.isascii() and i.isdigit() and len(i) <= 18]
        self.ids = np.unique(np.array(digits, dtype=np.int64)) if digits else np.empty(0, dtype=np.int64)
        self.own = len(digits) < len(area.ids)
        codes = sorted({key.split("|")[0] for key in area.addresses})
        self.postcodes = _postcode_numbers(
            np.array([code.encode() for code in codes], dtype="S6").view(np.uint8).reshape(-1, 6)
        )
        self.postcodes.sort()

    def split(self, block: Block) -> Kept:
        """Return the rows of this area, and what the others are."""
        n = len(block)
        keep, has_id, lost = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
        has_postcode = np.zeros(n, dtype=bool)
        for place in self.columns.ids:
            data = block.cells(place).data
            numbers, whole, odd = _whole_numbers(data)
            keep |= whole & _among(numbers, self.ids)
            wrong = odd & _scientific(data)
            has_id |= (data[:, 0] > 0) & ~wrong
            lost |= wrong
            # an id with something before the digits, or of the user's own, is looked at later
            keep |= odd & ~wrong & (self.own | _long(data))
        for place in self.columns.postcodes:
            data = block.cells(place).data
            codes = _postcode_numbers(data)
            has_postcode |= codes >= 0
            keep |= _among(codes, self.postcodes)
        lost &= ~(keep | has_id | has_postcode)
        no_key = ~(keep | has_id | has_postcode | lost)
        elsewhere = ~(keep | lost | no_key)
        return Kept(block.take(np.flatnonzero(keep)), int(elsewhere.sum()), int(no_key.sum()), block.line[lost])


def _among(values: Integers, known: Integers) -> npt.NDArray[np.bool_]:
    if not len(known):
        return np.zeros(len(values), dtype=bool)
    at = np.minimum(np.searchsorted(known, values), len(known) - 1)
    return np.asarray(known[at] == values, dtype=bool)


def _whole_numbers(data: Matrix) -> tuple[Integers, npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Return the number each cell begins with, where that is all it holds, and where there is something else.

    The number ends at the first sign that is no digit: a comma (more ids behind it) or a decimal point.
    """
    n = len(data)
    value, going = np.zeros(n, dtype=np.int64), np.ones(n, dtype=bool)
    count = np.zeros(n, dtype=np.int64)
    end = np.zeros(n, dtype=np.uint8)
    for column in data.T[:19]:
        digit = going & (column >= _ZERO) & (column <= _NINE)
        value = np.where(digit, value * 10 + (column - np.uint8(_ZERO)), value)
        count += digit
        stopped = going & ~digit
        end[stopped] = column[stopped]
        going = digit
        if not going.any():
            break
    whole = (count > 0) & (count <= 18) & np.isin(end, np.frombuffer(b"\x00,.; ", dtype=np.uint8))
    whole &= ~_scientific(data)
    return value, whole, (data[:, 0] > 0) & ~whole


def _scientific(data: Matrix) -> npt.NDArray[np.bool_]:
    """Tell which cells look like ``2,28E+14``."""
    begin = (data[:, 0] >= _ZERO) & (data[:, 0] <= _NINE)
    return np.asarray(begin & ((data == 69) | (data == 101)).any(axis=1), dtype=bool)


def _long(data: Matrix) -> npt.NDArray[np.bool_]:
    """Tell which cells have more signs than a BAG id: with a name before it."""
    return np.asarray(data[:, 16] > 0, dtype=bool) if data.shape[1] > 16 else np.zeros(len(data), dtype=bool)


def _postcode_numbers(data: Matrix) -> Integers:
    """Return postcodes as numbers: their six signs, capitals, without a space between; -1 where there is none."""
    n, width = data.shape
    if width < 6:
        return np.full(n, -1, dtype=np.int64)
    spaced = data[:, 4] == 32
    letters = np.where(spaced[:, None], data[:, 5:7] if width > 6 else np.zeros((n, 2), dtype=np.uint8), data[:, 4:6])
    letters = np.where((letters >= 97) & (letters <= 122), letters - 32, letters)
    value, valid = np.zeros(n, dtype=np.int64), (data[:, 0] > _ZERO) & (data[:, :4] <= _NINE).all(axis=1)
    valid &= (data[:, :4] >= _ZERO).all(axis=1) & ((letters >= 65) & (letters <= 90)).all(axis=1)
    for column in (*data.T[:4], *letters.T):
        value = value * 256 + column
    return np.where(valid, value, -1)
