"""Who connects: from the connections of a network, and its buildings, to groups that connect and pay alike."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ...demand.columns import APPARTEMENT, CORPORATIE, GEMENGD
from ...errors import FieldError, InputError
from ...findings import Findings
from ...kentallen import Kentallen
from ...readers.fields import Aliases, Columns, find
from ...readers.values import numbers, texts
from ...wording import amount, dutch, note
from ..case import Group
from ..columns import NETTYPEN

Floats = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]

ALTIJD = (APPARTEMENT, CORPORATIE)
"""Kinds of building that can be said to connect whatever the uptake: flats, property of a corporatie."""

CONNECTION: Aliases = {
    "pand_id": ("pandid", "identificatie"),
    "nettype": ("nettype", "soortnet"),
    "woningen": ("woningen", "aantalwoningen"),
    "vermogen_kw": ("vermogenkw",),
    "warmte_gj": ("warmtegj",),
}
BUILDING: Aliases = {
    "pand_id": ("pandid", "identificatie"),
    "woningen": ("woningen", "aantalwoningen"),
    "type": ("type", "woningtype"),
    "eigenaar": ("eigenaar",),
    "rv_kw": ("rvkw",),
    "tap_kw": ("tapkw",),
}
_LARGEST = 1e9
_MOST = 20
_MOST_DWELLINGS = 1e7
"""More than there are in the Netherlands (8.3 million)."""


@dataclass(frozen=True)
class Users:
    """Who is connected at full uptake.

    Attributes
    ----------
    groups
        Groups in a fixed order; their sums are those of the connections.
    heat_gj
        Heat of all, GJ per year.
    space_kw, tap_kw
        Summed power of all for space heating and for tap water, kW; from the kentallen where buildings do not say.
    users
        Dwellings, and buildings without.
    connections
        Rows of the connections that count.
    notes
        Sentences for the report (Dutch).
    """

    groups: tuple[Group, ...]
    heat_gj: float
    space_kw: float
    tap_kw: float
    users: float
    connections: int
    notes: tuple[str, ...]


def number_of_dwellings(woningen: float, kentallen: Kentallen) -> Users:
    """Return a number of dwellings as users: each with its own connection, and power and heat of the kentallen.

    Raises
    ------
    InputError
        It is not above zero, or more than there are in the country.
    """
    if not (math.isfinite(woningen) and woningen > 0):
        raise InputError("quantities_dwellings", value=float(woningen))
    if woningen > _MOST_DWELLINGS:
        raise InputError("quantities_dwellings_many", value=float(woningen), most=amount(_MOST_DWELLINGS))
    heat = woningen * kentallen.value("vraag.warmte_per_woning")
    space, tap = (woningen * kentallen.value(f"vraag.vermogen_{what}") for what in ("rv", "tap"))
    group = Group(note("group_dwellings"), woningen, woningen, space, heat)
    words = note("quantities_only_number", count=amount(woningen), heat=amount(heat))
    return Users((group,), heat, space, tap, woningen, 0, (words,))


def users_of(
    connections: pd.DataFrame,
    buildings: pd.DataFrame | None,
    nettype: str,
    *,
    altijd: Sequence[str],
    kentallen: Kentallen,
    findings: Findings,
) -> Users:
    """Return the users of a network in groups that connect and pay alike.

    A block of flats is one legal connection up to ``tarieven.grens_collectief`` (power on the network); above it, and
    in any other building, each dwelling has its own. A building without dwellings is one connection.

    Parameters
    ----------
    connections
        ``AANSLUITINGEN``: pand_id, nettype, woningen, vermogen_kw, warmte_gj. Rows of another kind of network are left.
    buildings
        ``GEBOUWEN``: type and eigenaar by pand_id; None: a building of ``match.appartement_vanaf`` dwellings is flats.
    nettype
        One of `columns.NETTYPEN`.
    altijd
        Kinds (`ALTIJD`) that connect whatever the uptake.
    kentallen
        ``tarieven.grens_collectief``, ``vraag.*``, ``match.appartement_vanaf``.
    findings
        Grows.

    Raises
    ------
    FieldError
        A column is missing.
    InputError
        There are no connections (of this network), a value is negative, or a kind is unknown.
    """
    for kind in altijd:
        if kind not in ALTIJD:
            raise InputError("quantities_always", value=kind, allowed=", ".join(ALTIJD))
    rows = _connections(connections, nettype, kentallen, findings)
    rows = _described(rows, buildings, kentallen, findings)
    limit = kentallen.value("tarieven.grens_collectief")
    homes = rows["woningen"].to_numpy(dtype=np.float64)
    kw = rows["vermogen_kw"].to_numpy(dtype=np.float64)
    flats = rows["flats"].to_numpy(dtype=bool)
    always = np.zeros(len(rows), dtype=bool)
    if APPARTEMENT in altijd:
        always |= flats
    if CORPORATIE in altijd:
        always |= (rows["eigenaar"] == CORPORATIE).to_numpy(dtype=bool)
    kinds = np.select(
        [homes == 0, ~flats, kw <= limit], ["utility", "houses", "block"], default="large"
    )  # fmt: skip
    own = np.where(np.isin(kinds, ("utility", "block")), 1.0, homes)
    groups = []
    for kind in ("block", "large", "houses", "utility"):
        for fixed in (True, False):
            here = (kinds == kind) & (always == fixed)
            if not here.any():
                continue
            words = note(f"group_{kind}", limit=amount(limit))
            groups.append(
                Group(
                    note("group_always", name=words) if fixed else words,
                    math.fsum(homes[here]),
                    math.fsum(own[here]),
                    math.fsum(kw[here]),
                    math.fsum(rows["warmte_gj"].to_numpy(dtype=np.float64)[here]),
                    fixed,
                )
            )
    large = kinds == "large"
    findings.add_most(
        "blok_boven_grens",
        "info",
        rows["pand_id"].to_numpy(dtype=object)[large],
        most=_MOST,
        woningen=homes[large].astype(int),
        kw=[amount(value) for value in kw[large]],
        limit=amount(limit),
    )
    space, tap = (math.fsum(rows[name].to_numpy(dtype=np.float64)) for name in ("rv_kw", "tap_kw"))
    heat = math.fsum(group.warmte_gj for group in groups)
    users = math.fsum(np.maximum(homes, 1.0))
    return Users(tuple(groups), heat, space, tap, users, len(rows), tuple(_notes(limit, buildings is not None)))


def _notes(limit: float, known: bool) -> list[str]:
    """Return in words how connections count."""
    notes = [note("quantities_users", limit=amount(limit))]
    if not known:
        notes.append(note("quantities_no_buildings"))
    return notes


def _connections(frame: pd.DataFrame, nettype: str, kentallen: Kentallen, findings: Findings) -> pd.DataFrame:
    """Return the connections of a network, one row per building, sorted, complete."""
    columns = find(frame, CONNECTION)
    for role in ("pand_id", "woningen"):
        if role not in columns:
            raise FieldError("quantities_connection_field", field=role, fields=", ".join(map(str, frame.columns)))
    keep = np.ones(len(frame), dtype=bool)
    if "nettype" in columns:
        kinds = np.array([text.lower() for text in texts(columns.all("nettype")[0])], dtype=object)
        keep = kinds == nettype
        for word in sorted(set(kinds) - set(NETTYPEN)):
            label = word or note("post_zonder_soort_net")
            count = amount(int((kinds == word).sum()))
            findings.add("aansluiting_nettype_onbekend", "waarschuwing", [label], rows=count)
    if not keep.any():
        raise InputError("quantities_connections_none", value=nettype)
    made = pd.DataFrame(
        {
            "pand_id": texts(columns.all("pand_id")[0])[keep],
            "woningen": _numbers(columns, "woningen", "AANSLUITINGEN")[keep],
            "vermogen_kw": _numbers(columns, "vermogen_kw", "AANSLUITINGEN")[keep],
            "warmte_gj": _numbers(columns, "warmte_gj", "AANSLUITINGEN")[keep],
        }
    )
    made = made.sort_values(list(made.columns), kind="stable", ignore_index=True)
    double = made.duplicated("pand_id") & (made["pand_id"] != "")
    findings.add_most("aansluiting_dubbel", "waarschuwing", made.loc[double, "pand_id"].tolist(), most=_MOST)
    made = made[~double].reset_index(drop=True)
    ids = made["pand_id"].to_numpy(dtype=object)

    unknown = made["woningen"].isna().to_numpy()
    findings.add_most("aansluiting_woningen_onbekend", "waarschuwing", ids[unknown], most=_MOST)
    homes = np.rint(np.nan_to_num(made["woningen"].to_numpy(dtype=np.float64)))
    parted = ~unknown & (made["woningen"].to_numpy(dtype=np.float64) != homes)
    findings.add_most(
        "aansluiting_woningen_afgerond",
        "waarschuwing",
        ids[parted],
        most=_MOST,
        given=[dutch(float(value)) for value in made.loc[parted, "woningen"]],
        homes=homes[parted].astype(int),
    )
    made["woningen"] = homes
    for name, kental in (("vermogen_kw", "vraag.vermogen_rv"), ("warmte_gj", "vraag.warmte_per_woning")):
        values = made[name].to_numpy(dtype=np.float64)
        missing = np.isnan(values)
        made[name] = np.where(missing, homes * kentallen.value(kental), values)
        guess, none = missing & (homes > 0), missing & (homes == 0)
        findings.add_most("aansluiting_kental", "waarschuwing", ids[guess], most=_MOST, field=name, kental=kental)
        findings.add_most("aansluiting_zonder_vraag", "waarschuwing", ids[none], most=_MOST, field=name)
    return made


def _described(
    rows: pd.DataFrame, buildings: pd.DataFrame | None, kentallen: Kentallen, findings: Findings
) -> pd.DataFrame:
    """Return the connections with what the buildings say of them: flats, owner, power."""
    homes = rows["woningen"].to_numpy(dtype=np.float64)
    several = homes >= kentallen.value("match.appartement_vanaf")
    kind, owner = np.full(len(rows), "", dtype=object), np.full(len(rows), "", dtype=object)
    space, tap = np.full(len(rows), np.nan), np.full(len(rows), np.nan)
    if buildings is not None:
        columns = find(buildings, BUILDING)
        if "pand_id" not in columns:
            raise FieldError(
                "quantities_building_field", field="pand_id", fields=", ".join(map(str, buildings.columns))
            )
        known = pd.DataFrame(
            {
                "pand_id": texts(columns.all("pand_id")[0]),
                "type": texts(columns.all("type")[0]) if "type" in columns else "",
                "eigenaar": texts(columns.all("eigenaar")[0]) if "eigenaar" in columns else "",
                "rv_kw": _numbers(columns, "rv_kw", "GEBOUWEN"),
                "tap_kw": _numbers(columns, "tap_kw", "GEBOUWEN"),
            }
        )
        known = known[known["pand_id"] != ""].sort_values(list(known.columns), kind="stable")
        known = known.drop_duplicates("pand_id").set_index("pand_id")
        ids = rows["pand_id"].to_numpy(dtype=object)
        place = known.index.get_indexer(ids)
        there = place >= 0
        findings.add_most("aansluiting_zonder_gebouw", "info", ids[~there], most=_MOST)
        for target, name in ((kind, "type"), (owner, "eigenaar"), (space, "rv_kw"), (tap, "tap_kw")):
            target[there] = known[name].to_numpy()[place[there]]
    kind = np.array([str(text).lower() for text in kind], dtype=object)
    owner = np.array([str(text).lower() for text in owner], dtype=object)
    stacked = (kind == APPARTEMENT) | (kind == GEMENGD)
    # a building without dwellings and without power of its own: what it asks of the network is all there is to go by
    fallback = np.where(homes > 0, homes * kentallen.value("vraag.vermogen_rv"), rows["vermogen_kw"])
    return rows.assign(
        flats=(homes > 1) & np.where(kind == "", several, stacked),
        eigenaar=owner,
        rv_kw=np.where(np.isnan(space), fallback, space),
        tap_kw=np.where(np.isnan(tap), homes * kentallen.value("vraag.vermogen_tap"), tap),
    )


def _numbers(columns: Columns, role: str, layer: str) -> Floats:
    """Return a role as numbers, NaN where it is not there.

    Raises
    ------
    InputError
        One is negative or larger than can be.
    """
    if role not in columns:
        return np.full(len(columns.frame), np.nan)
    values, _ = numbers(columns.all(role)[0])
    with np.errstate(invalid="ignore"):
        wrong = np.flatnonzero((values < 0.0) | (values > _LARGEST))
    if len(wrong):
        found = {"field": columns.names(role), "row": int(wrong[0]) + 1, "value": float(values[wrong[0]])}
        raise InputError("quantities_value", layer=layer, **found)
    return np.asarray(values, dtype=np.float64)
