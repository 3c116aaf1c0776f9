"""How a calculation is written: Dutch numbers, sums, products and powers."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ...wording import amount

TIMES, MINUS = "×", "−"


def figure(value: float, decimals: int | None = None) -> str:
    """Return a number as it is read: with the decimals that it needs, or, when these are many, those that matter."""
    if not math.isfinite(value):
        return "–"
    if decimals is None:
        decimals = _decimals(value)
    text = amount(abs(value), decimals)
    return f"{MINUS}{text}" if value < 0 and text.strip("0,.") else text


def percent(share: float) -> str:
    """Return a share as a percentage with the decimals that it needs."""
    return f"{figure(100.0 * share, _needed(100.0 * share, 3))} %"


def total(values: Sequence[float]) -> str:
    """Return a sum: ``200.000 − 135.000 + 11.500``."""
    text = ""
    for value in values:
        if not text:
            text = figure(value)
        else:
            text += f" {MINUS} {figure(-value)}" if value < 0 else f" + {figure(value)}"
    return text


def named_total(parts: Sequence[tuple[str, float]]) -> str:
    """Return a sum of which each part has its name: ``gevel 1.033 + raam 2.046``."""
    text = ""
    for name, value in parts:
        sign = (f" {MINUS} " if value < 0 else " + ") if text else (MINUS if value < 0 else "")
        text += f"{sign}{name} {figure(abs(value))}"
    return text


def product(values: Sequence[float]) -> str:
    """Return a product: ``35 × 29,51``."""
    return f" {TIMES} ".join(figure(value) for value in values)


def grown(text: str, index: float, year: int) -> str:
    """Return an amount that rises over the years: ``5.000 × 1,02^15``."""
    return f"{text} {TIMES} {figure(1.0 + index)}^{year}" if year and index else text


def bracketed(text: str) -> str:
    """Return a sum between brackets; one number stays as it is."""
    return f"({text})" if " + " in text or f" {MINUS} " in text else text


def _decimals(value: float) -> int:
    """Return the decimals of a number: all when they are few, else the less the larger it is."""
    large = abs(value)
    if large >= 10000.0:
        return 1 if _needed(value, 2) == 1 else 0
    most = 2 if large >= 100.0 else 4
    found = _needed(value, most + 1)
    return found if found <= most else 0 if large >= 1000.0 else 1 if large >= 100.0 else 2 if large >= 1.0 else 4


def _needed(value: float, most: int) -> int:
    return next((n for n in range(most) if abs(round(value, n) - value) < 1e-9 * max(abs(value), 1.0)), most)
