"""What a season balance means, in sentences."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from ..messages import message
from ..units import GJ_PER_KWH
from ..wording import amount
from .result import SeasonBalance

SMALL_GJ = 10.0
"""Below this a number of GJ is given with a decimal."""


def season_words(balance: SeasonBalance, language: str) -> list[str]:
    """Return in sentences whether a WKO is needed and why, what it must hold and how the wells stay in balance.

    Source of the rule: Putten par. 2.3.2 (R7).

    Parameters
    ----------
    balance
        The balance; its own `words` are not looked at.
    language
        "nl" or "en".
    """
    if balance.demand_gj <= 0:
        return [message("season_no_demand", language, supply=number(balance.supply_gj, language))]
    values = {
        name: number(value, language)
        for name, value in {
            "supply": balance.supply_gj,
            "demand": balance.demand_gj,
            "direct": balance.direct_gj,
            "out": balance.from_store_gj,
            "charged": balance.to_store_gj,
            "regeneration": balance.regeneration_gj,
            "shortage": balance.shortage_gj,
            "cooling": balance.cooling_gj,
            "unused": balance.cooling_gj - balance.regeneration_gj,
            "rest": balance.supply_gj - balance.direct_gj - balance.to_store_gj,
            "capacity": balance.capacity_gj,
            "buffer": balance.capacity_gj / GJ_PER_KWH,
        }.items()
    }
    values |= {
        "share": _percent(balance.direct_gj / balance.demand_gj, language),
        "short": _percent(balance.shortage_gj / balance.demand_gj, language),
        "months": month_names(balance.table.loc[_short_months(balance), "maand"], language),
        "eta": _percent(balance.efficiency, language),
        "lost": number((1.0 - balance.efficiency) * (balance.to_store_gj + balance.regeneration_gj), language),
    }
    keys = ["season_direct", _needed(balance)]
    if balance.needed and not balance.day_only:
        keys.append("season_holds" if math.isnan(balance.volume_m3) else "season_holds_m3")
        keys.append(_wells(balance))
        values |= _extremes(balance, language)
        if not math.isnan(balance.volume_m3):
            values["volume"] = number(balance.volume_m3, language)
    if balance.closes and balance.supply_gj - balance.direct_gj - balance.to_store_gj > 1e-6 * balance.supply_gj:
        keys.append("season_rest")
    return [message(key, language, **values) for key in keys]


def number(value: float, language: str) -> str:
    """Return a quantity as the language writes it, small ones with a decimal."""
    value = abs(value) if abs(value) < 0.05 else value  # no -0
    decimals = 1 if abs(value) < SMALL_GJ and value else 0
    return amount(value, decimals) if language == "nl" else f"{value:,.{decimals}f}"


def month_names(months: Iterable[int], language: str) -> str:
    """Return months in words, a row of more than two as from-to; a row may pass the turn of the year."""
    words = message("season_months", language).split(",")
    there = sorted({int(month) for month in months})
    if len(there) == len(words):
        return message("season_every_month", language)
    rows: list[list[int]] = []
    for month in there:
        if rows and rows[-1][-1] == month - 1:
            rows[-1].append(month)
        else:
            rows.append([month])
    if len(rows) > 1 and rows[0][0] == 1 and rows[-1][-1] == len(words):
        rows[0] = rows.pop() + rows[0]
    parts: list[str] = []
    for row in rows:
        named = [words[month - 1] for month in row]
        if len(row) > 2:
            parts.append(message("season_from_to", language, first=named[0], last=named[-1]))
        else:
            parts += named
    if len(parts) < 2:
        return "".join(parts)
    return message("season_and", language, first=", ".join(parts[:-1]), last=parts[-1])


def _needed(balance: SeasonBalance) -> str:
    if not balance.needed:
        return "season_not_needed"
    if balance.day_only:
        return "season_day_only"
    return "season_needed" if balance.closes else "season_too_little"


def _wells(balance: SeasonBalance) -> str:
    """Return the key of the sentence on what keeps the wells in balance."""
    if balance.cooling_gj <= 0:
        return "season_no_cooling"
    if balance.to_store_gj > 0:
        return "season_cooling_part"
    return "season_cooling_enough"


def _short_months(balance: SeasonBalance) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return in which months the sewer gives less than is asked; when in none, in which moments lack something."""
    table = balance.table
    below = (table["aanbod_gj"] < table["vraag_gj"] * (1 - 1e-9)).to_numpy()
    lacking = (table["vraag_gj"] - table["direct_gj"] > 1e-9 * balance.demand_gj).to_numpy()
    return np.asarray(below if below.any() else lacking, dtype=np.bool_)


def _extremes(balance: SeasonBalance, language: str) -> dict[str, str]:
    """Return at the end of which months the storage is fullest and emptiest."""
    months = balance.table["maand"].to_numpy()
    level = balance.table["voorraad_gj"].to_numpy()
    return {
        "full": month_names([months[int(level.argmax())]], language),
        "empty": month_names([months[int(level.argmin())]], language),
    }


def _percent(share: float, language: str) -> str:
    # 99.96 % is not all of it
    value = min(round(100.0 * share, 1), 99.9) if share < 1 else 100.0
    decimals = 0 if value == round(value) or 10 <= value < 99 else 1
    text = f"{value:.{decimals}f}"
    return text.replace(".", ",") if language == "nl" else text
