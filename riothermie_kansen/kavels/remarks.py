"""What is worth saying of a kavel, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..kentallen import Kentallen
from ..wording import amount, dutch, note
from .assign import Assigned
from .regime import regime
from .restrictions import ATTENTION, FORBIDDEN, NO_KNOWN, UNKNOWN, Verdicts
from .stock import Homes
from .supply import Supply
from .table import Groups, derived_labels

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Facts:
    """What the sentences are made of; shapes (k + 2,) per row of the table, (b,) per building, (k,) per kavel.

    Attributes
    ----------
    table
        With all numbers.
    homes, groups, found
        Buildings, and where they belong.
    ids, drawn_ha
        Shape (k,): ids and areas of the kavels as drawn.
    verdicts, pairs
        Restrictions (None: not given) and overlaps.
    large, outside
        Shape (b,): large consumers, buildings outside the municipality.
    given
        Supply of the sewer; None when not given.
    twice
        Per kavel the ids of other sources that another kavel reaches too.
    """

    table: pd.DataFrame
    homes: Homes
    groups: Groups
    found: Assigned
    ids: Texts
    drawn_ha: Floats
    verdicts: Verdicts | None
    pairs: pd.DataFrame
    large: Flags
    outside: Flags
    given: Supply | None
    twice: list[list[str]]


def reasons(facts: Facts, kentallen: Kentallen) -> Texts:
    """Return the remarks of every row, shape (k + 2,)."""
    n = len(facts.ids)
    rows: list[list[str]] = [[] for _ in range(n + 2)]
    for source in (_empty, _demand, _labels, _law, _overlaps, _supply, _restrictions, _edges):
        for row, text in source(facts, kentallen):
            rows[row].append(text)
    return np.array([" ".join(texts) for texts in rows], dtype=object)


def _empty(facts: Facts, _: Kentallen) -> Iterator[tuple[int, str]]:
    n = len(facts.ids)
    covered = facts.found.covered(facts.homes.has_demand, n)
    for row in np.flatnonzero(facts.table["gebouwen"].to_numpy()[:n] == 0):
        yield int(row), note("kavels_reden_overdekt" if covered[row] else "kavels_reden_leeg")
    bare = (facts.table["straat_m"].to_numpy()[:n] == 0) & (facts.table["gebouwen"].to_numpy()[:n] > 0)
    for row in np.flatnonzero(bare):
        yield int(row), note("kavels_reden_geen_straat")


def _demand(facts: Facts, _: Kentallen) -> Iterator[tuple[int, str]]:
    unknown = facts.groups.sums(facts.homes.unknown.astype(np.float64))
    lost = facts.groups.sums(np.array([shape is None for shape in facts.homes.geometry], dtype=np.float64))
    for row in np.flatnonzero(unknown > 0):
        yield int(row), note("kavels_reden_onbekend", n=amount(unknown[row]))
    for row in np.flatnonzero(lost > 0):
        yield int(row), note("kavels_reden_zonder_plaats", n=amount(lost[row]))
    corporate = facts.table["corporatie"].to_numpy(dtype=np.float64)
    owned, homes = facts.groups.sums(facts.homes.owned), facts.table["woningen"].to_numpy(dtype=np.float64)
    for row in np.flatnonzero(np.isfinite(corporate) & (owned < homes)):
        yield int(row), note("kavels_reden_eigenaar", n=amount(owned[row]), total=amount(homes[row]))


def _labels(facts: Facts, _: Kentallen) -> Iterator[tuple[int, str]]:
    if not facts.homes.has_labels:
        return
    derived = derived_labels(facts.homes, facts.groups)
    known = facts.table["label_ab"].to_numpy(dtype=np.float64)
    for row in np.flatnonzero(derived > 0):
        key = "kavels_reden_label_afgeleid" if np.isfinite(known[row]) else "kavels_reden_label_alleen_afgeleid"
        yield int(row), note(key, n=amount(derived[row]))


def _law(facts: Facts, kentallen: Kentallen) -> Iterator[tuple[int, str]]:
    large = facts.groups.sums((facts.large).astype(np.float64))
    number = facts.table["aansluitingen"].to_numpy(dtype=np.float64)
    for row in range(len(facts.ids)):
        remark = regime(float(number[row]), kentallen)[1]
        if remark:
            yield row, remark
        if large[row] > 0:
            yield row, note("kavels_reden_grootverbruik", n=amount(large[row]))


def _overlaps(facts: Facts, _: Kentallen) -> Iterator[tuple[int, str]]:
    at = {name: i for i, name in enumerate(facts.ids)}
    others: dict[int, list[str]] = {}
    for one, other in zip(facts.pairs["kavel_a"], facts.pairs["kavel_b"], strict=True):
        others.setdefault(at[one], []).append(other)
        others.setdefault(at[other], []).append(one)
    exclusive = facts.table["oppervlakte_ha"].to_numpy(dtype=np.float64)
    for row in sorted(others):
        yield row, note("kavels_reden_overlap", others=", ".join(others[row]))
        elsewhere = facts.drawn_ha[row] - exclusive[row]
        if elsewhere >= 0.005:
            yield (
                row,
                note("kavels_reden_oppervlakte", drawn=dutch(facts.drawn_ha[row], 2), elsewhere=dutch(elsewhere, 2)),
            )


def _supply(facts: Facts, _: Kentallen) -> Iterator[tuple[int, str]]:
    n = len(facts.ids)
    if facts.given is not None:
        for row in range(n):
            if facts.given.reach_gj[row] <= 0:
                yield row, note("kavels_reden_geen_leiding")
            elif facts.given.shared_gj[row] > 0:
                share = 100.0 * facts.given.shared_gj[row] / facts.given.reach_gj[row]
                yield row, note("kavels_reden_gedeeld", share=amount(max(share, 1.0)))
        yield n, note("kavels_reden_rest_aanbod")
        yield n + 1, note("kavels_reden_totaal_aanbod")
    for row, names in enumerate(facts.twice):
        if names:
            yield row, note("kavels_reden_bron_gedeeld", n=len(names), names=", ".join(names))


def _restrictions(facts: Facts, _: Kentallen) -> Iterator[tuple[int, str]]:
    if facts.verdicts is None:
        return
    homes, groups = facts.homes.woningen, facts.groups
    for kind, verdict in facts.verdicts.of.items():
        attention = groups.sums(np.where(verdict == ATTENTION, homes, 0.0))
        forbidden = groups.sums(np.where(verdict == FORBIDDEN, homes, 0.0))
        for row in np.flatnonzero(attention + forbidden > 0):
            yield (
                int(row),
                note(
                    "kavels_reden_beperking",
                    kind=note(f"kavels_woord_{kind}"),
                    attention=amount(attention[row]),
                    forbidden=amount(forbidden[row]),
                ),
            )
    for code, name in ((NO_KNOWN, "kavels_reden_geen_bekende_beperking"), (UNKNOWN, "kavels_reden_zonder_oordeel")):
        these = groups.sums(np.where(facts.verdicts.worst == code, homes, 0.0))
        for row in np.flatnonzero(these > 0):
            yield int(row), note(name, n=amount(these[row]))


def _edges(facts: Facts, _: Kentallen) -> Iterator[tuple[int, str]]:
    """Tell of the rest what lies outside the municipality."""
    outside = facts.outside & (facts.groups.of == facts.groups.kavels)
    if outside.any():
        homes = float(facts.homes.woningen[outside].sum())
        yield facts.groups.kavels, note("kavels_reden_buiten_gebied", n=amount(int(outside.sum())), homes=amount(homes))
