"""Sentences about the work, in Dutch: part of a Dutch map."""

from __future__ import annotations

from ..messages import message


def note(key: str, **values: object) -> str:
    """Return the Dutch sentence `key` with its placeholders filled."""
    return message(key, "nl", **values)


def amount(value: float, decimals: int = 0) -> str:
    """Return a number the Dutch way: ``12.345,6``."""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))
