"""Bill of quantities of a heat network: what has to be laid and made, how much of it, and what it costs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ..kentallen import Kentallen
from ..schema import names
from ..wording import amount, dutch, note
from .columns import HOEVEELHEDEN_COLUMNS, ROLLEN
from .costs import CENTS, EXISTING, NEW, REPLACED, ConnectionCosts, StretchCosts, Stretches
from .graph import ObjectArray

PIPE_POSTS = {NEW: "net_post_leiding", EXISTING: "net_post_leiding_bestaand", REPLACED: "net_post_leiding_verzwaard"}
AT_SOURCE = "net_post_bron"
CROSSING = "net_post_kruising"
ORDER = (*PIPE_POSTS.values(), AT_SOURCE, CROSSING, "net_post_doorvoer", "net_post_set", "net_post_onderstation")
"""Posts in the order of the table."""


@dataclass(frozen=True)
class Bill:
    """A bill of quantities.

    Attributes
    ----------
    frame
        A row per post, columns `HOEVEELHEDEN_COLUMNS`. Lengths are metres of trench; ``prijs_eur`` is costs divided by
        quantity, to the cent: with the surface, and a mean where the factors of one surface differ.
    total_eur
        Sum of ``kosten_eur``, to the cent.
    low_eur, high_eur
        The same with the low and the high prices of the kentallen.
    notes
        Sentences for the log and the metadata (Dutch).
    """

    frame: pd.DataFrame
    total_eur: float
    low_eur: float
    high_eur: float
    notes: list[str] = field(default_factory=list)


def bill_of_quantities(
    stretches: Stretches,
    costs: StretchCosts,
    connections: ConnectionCosts,
    *,
    nettype: str,
    kentallen: Kentallen,
) -> Bill:
    """Add up costs per post: pipe per role, diameter and surface; crossings per kind; items of connections.

    Parameters
    ----------
    stretches, costs
        Stretches of trench and what `costs.price_stretches` made of them.
    connections
        From `costs.price_connections`.
    nettype
        One of `costs.NETTYPES`.
    kentallen
        ``kosten_net.*``.
    """
    rows = pd.concat(
        [_pipes(stretches, costs, kentallen), _crossings(costs, kentallen), _items(connections, kentallen)],
        ignore_index=True,
    )
    cents = rows["cents"].to_numpy(dtype=np.int64)
    quantity = rows["hoeveelheid"].to_numpy(dtype=np.float64)
    rows["kosten_eur"] = cents / CENTS
    price = np.divide(rows["kosten_eur"].to_numpy(), quantity, out=np.zeros(len(rows)), where=quantity > 0)
    rows["prijs_eur"] = price.round(2)
    rows["nettype"] = nettype
    rows["post"] = [note(post) for post in rows["post"]]
    frame = rows[list(names(HOEVEELHEDEN_COLUMNS))]

    items = int(connections.items["cents"].sum())
    total = int(cents.sum())
    low, high = (
        ((total - items) * band + items * band_items) / CENTS
        for band, band_items in zip(
            kentallen.table(f"kosten_net.band_leiding_{nettype}"),
            kentallen.table("kosten_net.band_aansluitset"),
            strict=True,
        )
    )
    return Bill(frame, total / CENTS, low, high, cost_notes(total / CENTS, low, high, kentallen))


def cost_notes(total_eur: float, low_eur: float, high_eur: float, kentallen: Kentallen) -> list[str]:
    """Return in words (Dutch) what a network costs, at which price level, and what is not in it."""
    index = kentallen.value("kosten_net.indexering")
    year = f"{kentallen.value('kosten_net.prijspeil'):.0f}"
    words = "" if index == 1.0 else f" {note('net_kosten_index', factor=dutch(index))}"
    mid, low, high = (amount(value) for value in (total_eur, low_eur, high_eur))
    return [
        note("net_kosten_prijspeil", mid=mid, low=low, high=high, year=year, index=words),
        note("net_kosten_direct"),
    ]


def _pipes(stretches: Stretches, costs: StretchCosts, kentallen: Kentallen) -> pd.DataFrame:
    """Return a row per post, role, diameter and surface."""
    parts = costs.parts
    edge = parts["edge"].to_numpy(dtype=np.int64)
    post = np.array([PIPE_POSTS[status] for status in stretches.status], dtype=object)
    post[stretches.at_source & (stretches.status == NEW)] = AT_SOURCE
    several = stretches.count > 1
    label = stretches.dn.copy()
    label[several] = [f"{n} x {dn}" for n, dn in zip(stretches.count[several], stretches.dn[several], strict=True)]
    source = stretches.source.copy()
    source[stretches.status == EXISTING] = note("net_bron_bestaand")
    table = pd.DataFrame(
        {
            "post": post[edge],
            "rol": stretches.role[edge],
            "dn": label[edge],
            "klasse": parts["klasse"].to_numpy(dtype=object),
            "hoeveelheid": parts["lengte_m"].to_numpy(dtype=np.float64),
            "cents": parts["cents"].to_numpy(dtype=np.int64),
            "bron": source[edge],
        }
    )
    garden = (table["klasse"] == note("ondergrond_tuin")) & (stretches.status != EXISTING)[edge]
    table.loc[garden, "bron"] += f"; {_source('kosten_net.aansluiting_factor', kentallen)}"
    keys = ["post", "rol", "dn", "klasse"]
    grouped = table.groupby(keys, sort=False, as_index=False).agg(
        hoeveelheid=("hoeveelheid", "sum"), cents=("cents", "sum"), bron=("bron", _together)
    )
    grouped["eenheid"] = "m"
    place = {value: i for i, value in enumerate((*ORDER, *ROLLEN))}
    grouped["_post"] = grouped["post"].map(place)
    grouped["_rol"] = grouped["rol"].map(place)
    grouped["_dn"] = _sizes(grouped["dn"].to_numpy(dtype=object))
    grouped = grouped.sort_values(["_post", "_rol", "_dn", "dn", "klasse"], kind="stable", ignore_index=True)
    return grouped.drop(columns=["_post", "_rol", "_dn"])


def _crossings(costs: StretchCosts, kentallen: Kentallen) -> pd.DataFrame:
    """Return a row per kind of crossing."""
    table = costs.crossings.assign(hoeveelheid=costs.crossings["aantal"].astype(np.float64))
    grouped = table.groupby("soort", sort=True, as_index=False).agg(
        hoeveelheid=("hoeveelheid", "sum"), cents=("cents", "sum")
    )
    source = [_crossing_source(str(kind), kentallen) for kind in grouped["soort"]]
    klasse = [str(kind).replace("_", " ") for kind in grouped["soort"]]
    grouped = grouped.drop(columns="soort")
    return grouped.assign(post=CROSSING, rol="", dn="", klasse=klasse, eenheid="st", bron=source)


def _crossing_source(kind: str, kentallen: Kentallen) -> str:
    """Return the source of the price of a kind of crossing, "" when no kental of that name gives it."""
    key = f"ondergrond.kruising_{kind}_eur"
    if key not in kentallen:
        return ""
    return _source(key, kentallen)


def _source(key: str, kentallen: Kentallen) -> str:
    return note("net_bron_kental", kental=key, source=kentallen[key].bron)


def _items(connections: ConnectionCosts, kentallen: Kentallen) -> pd.DataFrame:
    """Return the rows of the connections."""
    items = connections.items
    source = [_source(key, kentallen) for key in items["kental"]]
    return items.drop(columns="kental").assign(rol=ROLLEN[2], dn="", klasse="", bron=source)


def _together(texts: pd.Series) -> str:
    return "; ".join(sorted({text for text in texts if text}))


def _sizes(labels: ObjectArray) -> list[float]:
    """Return the first number in each label that is no count, for sorting: "2 x DN 50" gives 50."""
    found = [re.findall(r"\d+(?:\.\d+)?", label.rpartition(" x ")[2]) for label in labels]
    return [float(numbers[0]) if numbers else 0.0 for numbers in found]
