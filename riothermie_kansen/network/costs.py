"""What stretches of trench and connections cost, to the cent.

Amounts are rounded once, per part of a stretch and per connection, and from there on added as whole cents: a total is
exactly the sum of its rows, whatever way they are grouped.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import InputError
from ..kentallen import Kentallen
from .graph import FloatArray, IntArray, ObjectArray

NETTYPES = ("bronnet", "mt")
"""Types of network: ambient source network with a heat pump per home, medium temperature network."""

NEW, EXISTING, REPLACED = "nieuw", "bestaand", "verzwaard"
"""Values of ``status``: to be laid, there and large enough, there but replaced by a larger one."""

CENTS = 100.0


@dataclass(frozen=True)
class Stretches:
    """Stretches of trench with the pipe that lies in them.

    Attributes
    ----------
    role
        Shape (t,): one of `columns.ROLLEN`.
    dn
        Shape (t,): label of the diameter.
    count
        Shape (t,): pairs of pipes beside each other, 1 or more.
    length
        Shape (t,): m.
    eur_m
        Shape (t,): price of one pair per metre of trench in the reference surface, EUR/m; 0 or more.
    source
        Shape (t,): where that price comes from.
    status
        Shape (t,): `NEW`, `EXISTING` or `REPLACED`.
    at_source
        Shape (t,): True for the pipe from a source to the street.
    """

    role: ObjectArray
    dn: ObjectArray
    count: IntArray
    length: FloatArray
    eur_m: FloatArray
    source: ObjectArray
    status: ObjectArray
    at_source: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class StretchCosts:
    """Costs of stretches.

    Attributes
    ----------
    factor
        Shape (t,): price factor of the surface, mean over the length.
    eur_m
        Shape (t,): price per metre of trench with surface, parallel pipes and status, EUR/m.
    crossings_eur
        Shape (t,): crossings, EUR, whole cents.
    total_eur
        Shape (t,): all, EUR, whole cents.
    parts
        edge (row of the stretch), klasse, lengte_m, factor and cents: the pipe per surface.
    crossings
        edge, soort, aantal and cents: the crossings that have to be made.
    """

    factor: FloatArray
    eur_m: FloatArray
    crossings_eur: FloatArray
    total_eur: FloatArray
    parts: pd.DataFrame
    crossings: pd.DataFrame


@dataclass(frozen=True)
class ConnectionCosts:
    """Costs of connections, without their pipe.

    Attributes
    ----------
    total_eur
        Shape (b,): EUR, whole cents.
    items
        A row per kind of item: post (key of the sentence), kental (key), hoeveelheid, eenheid, cents.
    """

    total_eur: FloatArray
    items: pd.DataFrame


def price_stretches(
    stretches: Stretches, parts: pd.DataFrame, crossings: pd.DataFrame, *, kentallen: Kentallen
) -> StretchCosts:
    """Price stretches of trench: length times price per metre times surface factor, plus crossings.

    Existing pipe that is large enough costs nothing, nor do its crossings; replacing pipe that is too small costs the
    price of new pipe times ``kosten_net.verzwaren_factor``, and its crossings are made anew.

    Parameters
    ----------
    stretches
        t stretches.
    parts
        Columns edge (row of the stretch, 0 up to t), klasse, lengte_m and factor: how much of a stretch lies in which
        surface. Lengths are scaled to that of the stretch; a stretch without parts has surface "" and factor 1.
    crossings
        Columns edge, soort, aantal and prijs_eur (of one crossing).
    kentallen
        ``kosten_net.*``.

    Raises
    ------
    InputError
        A price or factor is negative or not a number.
    """
    _check(stretches.eur_m, "network_price", lambda i: {"dn": stretches.dn[i]})
    unit = stretches.eur_m * kentallen.value("kosten_net.indexering")
    unit = unit * (1.0 + (stretches.count - 1) * kentallen.value("kosten_net.parallel_deel"))
    laid = stretches.status != EXISTING
    unit = np.where(stretches.status == REPLACED, unit * kentallen.value("kosten_net.verzwaren_factor"), unit)
    unit = np.where(laid, unit, 0.0)

    surface = _covering(parts, stretches.length)
    edge = surface["edge"].to_numpy()
    factor = surface["factor"].to_numpy(dtype=np.float64)
    _check(factor, "network_surface_factor", lambda i: {"klasse": surface["klasse"].iloc[i]})
    metres = surface["lengte_m"].to_numpy(dtype=np.float64)
    surface["cents"] = _cents(unit[edge] * factor * metres)
    t = len(stretches.length)
    pipe = _sums(edge, surface["cents"].to_numpy(), t)

    across = crossings.loc[:, ["edge", "soort", "aantal"]].reset_index(drop=True)
    price = crossings["prijs_eur"].to_numpy(dtype=np.float64)
    _check(price, "network_crossing_price", lambda i: {"soort": across["soort"].iloc[i]})
    amount = across["aantal"].to_numpy(dtype=np.float64) * price * kentallen.value("kosten_net.indexering")
    across["cents"] = _cents(amount)
    across = across[laid[across["edge"].to_numpy(dtype=np.int64)]].reset_index(drop=True)
    made = _sums(across["edge"].to_numpy(dtype=np.int64), across["cents"].to_numpy(), t)

    weight = np.bincount(edge, factor * metres, minlength=t)
    whole = np.bincount(edge, metres, minlength=t)
    mean = np.divide(weight, whole, out=np.ones(t), where=whole > 0)
    return StretchCosts(mean, unit * mean, made / CENTS, (pipe + made) / CENTS, surface, across)


def price_connections(
    dwellings: IntArray,
    power_kw: FloatArray,
    existing: npt.NDArray[np.bool_],
    *,
    nettype: str,
    kentallen: Kentallen,
) -> ConnectionCosts:
    """Price what a connection needs beside its pipe: the way through the wall, and the set or substation inside.

    Parameters
    ----------
    dwellings
        Shape (b,): dwellings of each connected building; each has a set. A building without dwellings has a substation
        in an MT network (by its power), and one set in a bronnet.
    power_kw
        Shape (b,): power on the network, kW.
    existing
        Shape (b,): True for a connection that is there already, which costs nothing.
    nettype
        One of `NETTYPES`.
    kentallen
        ``kosten_net.*``.

    Raises
    ------
    InputError
        The type of network is unknown.
    """
    if nettype not in NETTYPES:
        raise InputError("network_net_type", value=nettype, allowed=", ".join(NETTYPES))
    new = ~existing
    homes = np.maximum(dwellings, 0)
    other = new & (homes == 0)
    sets = np.where(new, homes, 0)
    if nettype == "bronnet":
        sets = np.where(other, 1, sets)
        other = np.zeros_like(other)
    items = [
        ("net_post_doorvoer", "kosten_net.geveldoorvoer", new.astype(np.float64), "st"),
        ("net_post_set", f"kosten_net.aansluitset_{nettype}", sets.astype(np.float64), "st"),
        ("net_post_onderstation", "kosten_net.onderstation_mt", np.where(other, power_kw, 0.0), "kW"),
    ]
    index = kentallen.value("kosten_net.indexering")
    total = np.zeros(len(homes), dtype=np.int64)
    rows = []
    for post, key, quantity, unit in items:
        cents = _cents(quantity * kentallen.value(key) * index)
        total += cents
        if quantity.any():
            rows.append((post, key, float(quantity.sum()), unit, int(cents.sum())))
    frame = pd.DataFrame(rows, columns=["post", "kental", "hoeveelheid", "eenheid", "cents"])
    return ConnectionCosts(total / CENTS, frame)


def _covering(parts: pd.DataFrame, length: FloatArray) -> pd.DataFrame:
    """Return parts that add up to the length of their stretch, with one for each stretch that had none."""
    t = len(length)
    edge = parts["edge"].to_numpy(dtype=np.int64)
    metres = np.maximum(parts["lengte_m"].to_numpy(dtype=np.float64), 0.0)
    total = np.bincount(edge, metres, minlength=t)
    scale = np.divide(length, total, out=np.zeros(t), where=total > 0)
    bare = np.flatnonzero(total <= 0)
    keep = metres > 0
    frame = pd.DataFrame(
        {
            "edge": np.concatenate([edge[keep], bare]),
            "klasse": [*parts["klasse"].to_numpy(dtype=object)[keep], *[""] * len(bare)],
            "lengte_m": np.concatenate([(metres * scale[edge])[keep], length[bare]]),
            "factor": np.concatenate([parts["factor"].to_numpy(dtype=np.float64)[keep], np.ones(len(bare))]),
        }
    )
    return frame.sort_values(["edge", "klasse", "factor"], kind="stable", ignore_index=True)


def _cents(amount: FloatArray) -> IntArray:
    """Return amounts in EUR as whole cents."""
    cents: IntArray = np.rint(amount * CENTS).astype(np.int64)
    return cents


def _sums(place: IntArray, cents: IntArray, n: int) -> IntArray:
    """Return sums of whole cents per place, shape (n,); `numpy.bincount` would add them as fractions."""
    total = np.zeros(n, dtype=np.int64)
    np.add.at(total, place, cents)
    return total


def _check(values: FloatArray, key: str, where: Callable[[int], dict[str, object]]) -> None:
    """Raise for the first value that is negative or not finite."""
    wrong = np.flatnonzero(~(np.isfinite(values) & (values >= 0)))
    if len(wrong):
        i = int(wrong[0])
        raise InputError(key, value=f"{values[i]:g}", **where(i))
