"""From the bill of quantities of a network to items of the investment: to the cent, and nothing dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from ...errors import FieldError, InputError
from ...findings import Findings
from ...network.bill_of_quantities import AT_SOURCE, CROSSING, PIPE_POSTS
from ...network.columns import ROLLEN
from ...network.costs import CENTS
from ...readers.fields import Aliases, Columns, find
from ...readers.values import numbers, texts
from ...wording import amount, note
from ..case import Item
from ..columns import (
    AANSLUITLEIDING,
    AFLEVERSET,
    DISTRIBUTIE,
    NETTYPEN,
    OVERDRACHT,
    OVERIG,
    POSTSOORTEN,
    TRANSPORT,
)

BILL: Aliases = {
    "nettype": ("nettype", "soortnet"),
    "post": ("post", "omschrijving"),
    "rol": ("rol",),
    "hoeveelheid": ("hoeveelheid", "aantal"),
    "kosten_eur": ("kosteneur", "kosten", "bedrageur", "totaaleur"),
}
"""Roles of the columns of ``HOEVEELHEDEN``."""

PENETRATION = "net_post_doorvoer"
SETS = "net_post_set"
_ROLES = dict(zip(ROLLEN, (TRANSPORT, DISTRIBUTIE, AANSLUITLEIDING), strict=True))
_LARGEST = 1e12
_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
Floats = np.ndarray[tuple[int], np.dtype[np.float64]]
_Place = tuple[str, str, str]
"""Kind, key and name of the item that a row belongs to."""


@dataclass(frozen=True)
class Bill:
    """A bill of quantities as read, of one kind of network.

    Attributes
    ----------
    frame
        A row per row of the table: post, rol, hoeveelheid (NaN: not given) and cents (whole).
    read, other
        Rows of the table, and those of another kind of network.
    strange
        Of those that are of no kind that is known: the word ("" for none), their number and their costs.
    """

    frame: pd.DataFrame
    read: int
    other: int
    strange: tuple[tuple[str, int, float], ...] = ()

    @property
    def total_eur(self) -> float:
        """Sum of the costs."""
        return int(self.frame["cents"].sum()) / CENTS

    def quantity(self, post: str) -> float:
        """Return the summed quantity of the rows of a post (key of its sentence); NaN when there is none."""
        rows = self.frame.loc[self.frame["post"] == note(post), "hoeveelheid"]
        return float(rows.sum(min_count=1))


def nettypes(frame: pd.DataFrame) -> tuple[str, ...]:
    """Return the kinds of network that a table has rows of, in order of `columns.NETTYPEN`; () without that column."""
    columns = find(frame, BILL)
    if "nettype" not in columns:
        return ()
    found = {text.lower() for text in texts(columns.all("nettype")[0])}
    return tuple(net for net in NETTYPEN if net in found)


def read_bill(frame: pd.DataFrame, nettype: str) -> Bill:
    """Read the rows of one kind of network.

    Parameters
    ----------
    frame
        ``HOEVEELHEDEN``, or a table of the user with at least ``post`` and ``kosten_eur``. Without ``nettype`` all
        rows count.
    nettype
        One of `columns.NETTYPEN`.

    Raises
    ------
    FieldError
        A column is missing.
    InputError
        There are no rows (of this kind), or an amount is missing, no number, not clear, or negative.
    """
    if nettype not in NETTYPEN:
        raise InputError("econ_nettype", value=nettype, allowed=", ".join(NETTYPEN))
    columns = find(frame, BILL)
    for role in ("post", "kosten_eur"):
        if role not in columns:
            raise FieldError("quantities_field", field=role, fields=", ".join(map(str, frame.columns)))
    if not len(frame):
        raise InputError("quantities_empty")
    keep = np.ones(len(frame), dtype=bool)
    kinds = np.full(len(frame), nettype, dtype=object)
    if "nettype" in columns:
        kinds = np.array([text.lower() for text in texts(columns.all("nettype")[0])], dtype=object)
        keep = kinds == nettype
        if not keep.any():
            raise InputError("quantities_nettype", value=nettype, found=", ".join(sorted(set(kinds) - {""})) or "-")
    post = texts(columns.all("post")[0])[keep]
    every, wrong = numbers(columns.all("kosten_eur")[0])
    eur, wrong = every[keep], wrong[keep]
    written = columns.all("kosten_eur")[0].astype(object).to_numpy()[keep]
    dotted = np.array([isinstance(one, str) and bool(_THOUSANDS.fullmatch(one.strip())) for one in written], dtype=bool)
    for bad, key in (
        (dotted, "quantities_thousands"),
        (wrong | np.isnan(eur), "quantities_amount"),
        (eur < 0.0, "quantities_negative"),
        (eur > _LARGEST, "quantities_large"),
    ):
        if bad.any():
            i = int(np.flatnonzero(bad)[0])
            value = written[i] if bad is dotted else float(eur[i])
            raise InputError(key, post=post[i] or "?", row=int(np.flatnonzero(keep)[i]) + 1, value=value)
    made = pd.DataFrame(
        {
            "post": post,
            "rol": _optional(columns, "rol", keep),
            "hoeveelheid": numbers(columns.all("hoeveelheid")[0])[0][keep] if "hoeveelheid" in columns else np.nan,
            "cents": np.rint(eur * CENTS).astype(np.int64),
        }
    )
    return Bill(made, len(frame), int((~keep).sum()), tuple(_strange(kinds, every)))


def _strange(kinds: np.ndarray[tuple[int], np.dtype[np.object_]], eur: Floats) -> Iterator[tuple[str, int, float]]:
    """Yield the words that are no kind of network, with the number of their rows and what those cost."""
    for word in sorted({str(kind) for kind in kinds} - set(NETTYPEN)):
        here = kinds == word
        yield word, int(here.sum()), float(np.nansum(eur[here]))


def bill_items(bill: Bill, findings: Findings) -> tuple[Item, ...]:
    """Return the items of a bill, which add up to it to the cent, in order of `columns.POSTSOORTEN`.

    Pipes by role: transport (with the pipe to the source), distribution, house connections. Crossings belong to the
    street pipes, wall penetrations to the house connections. A row whose post is a kind of item itself keeps it; any
    other row becomes an item of its own of the kind "overig", with a finding. Kinds that cost nothing are left out.

    Parameters
    ----------
    bill
        From `read_bill`.
    findings
        Grows.
    """
    rows = bill.frame
    places = _places()
    roles = set(rows["rol"])
    street = TRANSPORT if ROLLEN[0] in roles and ROLLEN[1] not in roles else DISTRIBUTIE
    sums: dict[_Place, int] = {}
    strange: dict[str, int] = {}
    labels = _labels(rows["post"])
    for post, role, cents in zip(rows["post"], rows["rol"], rows["cents"], strict=True):
        what = str(post).lower()
        if what in places:
            place = places[what]
        elif what in _pipes() and role in _ROLES:
            place = _own(_ROLES[role])
        elif what == note(CROSSING):
            place = (street, "kruisingen", note("post_kruisingen"))
        else:
            label = labels[what] or note("post_zonder_naam")
            place = (OVERIG, f"overig: {label.lower()}", label)
            strange[label] = strange.get(label, 0) + int(cents)
        sums[place] = sums.get(place, 0) + int(cents)
    named = sorted(strange)
    findings.add(
        "kosten_post_onbekend",
        "waarschuwing",
        named,
        eur=[amount(strange[label] / CENTS) for label in named],
    )
    kinds = [kind or note("post_zonder_soort_net") for kind, _, _ in bill.strange]
    findings.add(
        "kosten_nettype_onbekend",
        "waarschuwing",
        kinds,
        rows=[amount(count) for _, count, _ in bill.strange],
        eur=[amount(eur) for _, _, eur in bill.strange],
    )
    order = {soort: i for i, soort in enumerate(POSTSOORTEN)}
    found = sorted(sums.items(), key=lambda pair: (order[pair[0][0]], pair[0][1]))
    source = note("quantities_source")
    return tuple(
        Item(key, name, soort, cents / CENTS, bron=source) for (soort, key, name), cents in found if cents != 0
    )


def _labels(posts: pd.Series) -> dict[str, str]:
    """Return how each post is called by its words in lower case: the same whatever the order of the rows."""
    found: dict[str, str] = {}
    for post in sorted(set(posts), reverse=True):
        found[str(post).lower()] = str(post)
    return found


@cache
def _places() -> dict[str, _Place]:
    """Return the place of each post that has one whatever its role, by its Dutch words in lower case."""
    found = {words.lower(): _own(soort) for soort in POSTSOORTEN for words in (soort, note(f"post_{_key(soort)}"))}
    found[note(AT_SOURCE)] = _own(TRANSPORT)
    found[note(SETS)] = _own(AFLEVERSET)
    found[note(PENETRATION)] = (AANSLUITLEIDING, "geveldoorvoeren", note("post_geveldoorvoeren"))
    found[note("net_post_onderstation")] = (OVERDRACHT, "onderstations", note("post_onderstations"))
    return found


@cache
def _pipes() -> frozenset[str]:
    """Return the posts that are pipes, of which the role says the kind."""
    return frozenset(note(key) for key in PIPE_POSTS.values())


def _own(soort: str) -> _Place:
    """Return the place of a kind of item: an item of that kind, with its name."""
    return soort, _key(soort), note(f"post_{_key(soort)}")


def _key(soort: str) -> str:
    return soort.replace(" ", "_")


def _optional(columns: Columns, role: str, keep: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> object:
    return texts(columns.all(role)[0])[keep] if role in columns else ""
