"""How suitable a building is for the heat of a source: 0 to 100, from parts that each have their own scale."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from ..demand.columns import (
    APPARTEMENT,
    CORPORATIE,
    GEMENGD,
    HOEK,
    LABELS,
    OVERIG,
    PARTICULIER,
    TUSSEN,
    TWEE,
    UTILITEIT,
    VRIJSTAAND,
)
from ..errors import InputError
from ..network.graph import FloatArray
from ..readers.qualities import Qualities
from ..readers.values import Flags
from ..wording import amount, dutch, note

if TYPE_CHECKING:
    from ..kentallen import Kentallen

DISTANCE, SEWER, DENSITY, KIND, OWNER, INSULATION = "afstand", "riool", "dichtheid", "type", "eigendom", "isolatie"
PARTS = (DISTANCE, SEWER, DENSITY, KIND, OWNER, INSULATION)
"""Parts of the score; ``score_<part>`` is its column and ``match.gewicht_<part>`` its weight."""

NETWORK = "netkosten"
"""The weight that the costs of the network have beside those of the parts."""

_TYPE_KEYS = {
    APPARTEMENT: "appartement",
    TUSSEN: "tussen",
    HOEK: "hoek",
    TWEE: "twee",
    VRIJSTAAND: "vrijstaand",
    GEMENGD: "gemengd",
    UTILITEIT: "utiliteit",
}
_OWNER_KEYS = {CORPORATIE: "corporatie", OVERIG: "overig", PARTICULIER: "particulier"}


@dataclass
class Scores:
    """Scores of buildings, shape (b,) each.

    Attributes
    ----------
    parts
        Part to score 0-100, NaN where it is not known.
    weights
        Part to its weight; 0 where the part does not count at all.
    total
        Weighted mean of the parts that are known; 0 where none is.
    network_weight
        Part of all weights together that the costs of the network have, above 0 and at most 1.
    notes
        Sentences for the log (Dutch).
    """

    parts: dict[str, FloatArray]
    weights: dict[str, float]
    total: FloatArray
    network_weight: float
    notes: list[str] = field(default_factory=list)

    def contributions(self) -> FloatArray:
        """Return how many points each part adds to the score, shape (b, parts); 0 where it is not known."""
        weight = np.array([self.weights[name] for name in PARTS])
        values = np.column_stack([self.parts[name] for name in PARTS])
        known = np.isfinite(values)
        total = (weight * known).sum(axis=1, keepdims=True)
        return np.divide(weight * np.nan_to_num(values), total, out=np.zeros(values.shape), where=total > 0)


def linear(values: FloatArray, ends: tuple[float, ...]) -> FloatArray:
    """Return 100 at the first of two ends, 0 at the second, a straight line between, and no more or less beyond.

    Parameters
    ----------
    values
        Any shape; NaN stays NaN.
    ends
        Value with 100 points and value with 0 points, different from each other.

    Raises
    ------
    InputError
        The two ends are the same.
    """
    best, worst = ends
    if best == worst:
        raise InputError("match_schaal", value=best)
    within = np.clip(values, min(ends), max(ends))
    return np.asarray(100.0 * (worst - within) / (worst - best), dtype=np.float64)


def score(
    *,
    distance_m: FloatArray,
    sewer_m: FloatArray | None,
    density: FloatArray | None,
    homes: FloatArray,
    qualities: Qualities,
    counts: Flags,
    straight: bool = False,
    kentallen: Kentallen,
) -> Scores:
    """Return the scores.

    Parameters
    ----------
    distance_m
        Shape (b,): distance to the source; infinite where there is no way.
    sewer_m, density
        Shape (b,): distance to the sewer, and heat density along the street (MWh/m); None when there is no layer.
    homes
        Shape (b,): dwellings.
    qualities
        Type, label, year and owner.
    counts
        Shape (b,): buildings that the notes count.
    straight
        The distance is not along the street.
    kentallen
        Group ``match``.

    Raises
    ------
    InputError
        Every part that is known has weight 0.
    """
    empty = np.full(len(distance_m), np.nan)
    notes: list[str] = []
    parts = {
        DISTANCE: linear(distance_m, kentallen.table("match.afstand_bron")),
        SEWER: empty if sewer_m is None else linear(sewer_m, kentallen.table("match.afstand_riool")),
        DENSITY: empty if density is None else linear(density, kentallen.table("match.dichtheid")),
        KIND: _kinds(qualities, homes, counts, kentallen, notes),
        OWNER: _owners(qualities, kentallen),
        INSULATION: _insulation(qualities, counts, kentallen, notes),
    }
    asked = {name: kentallen.value(f"match.gewicht_{name}") for name in PARTS}
    weights = {name: asked[name] if np.isfinite(parts[name][counts]).any() else 0.0 for name in PARTS}
    if not sum(weights.values()) > 0:
        raise InputError("match_geen_gewicht")
    scores = Scores(parts, weights, np.zeros(len(distance_m)), 1.0, notes)
    scores.total = scores.contributions().sum(axis=1)
    network = kentallen.value(f"match.gewicht_{NETWORK}")
    scores.network_weight = network / (network + sum(weights.values()))
    _tell(scores, asked, counts, network, straight)
    return scores


def flats(qualities: Qualities, homes: FloatArray, kentallen: Kentallen) -> Flags:
    """Return which buildings are blocks of flats: by their type, or else by their number of dwellings, shape (b,).

    A mixed building with several dwellings is one too.
    """
    several = homes >= kentallen.value("match.appartement_vanaf")
    kind = qualities.kind
    return np.asarray((kind == APPARTEMENT) | (np.isin(kind.astype(str), ("", GEMENGD)) & several), dtype=bool)


def _kinds(
    qualities: Qualities, homes: FloatArray, counts: Flags, kentallen: Kentallen, notes: list[str]
) -> FloatArray:
    """Return the points of the type of each building."""
    result = np.full(len(homes), np.nan)
    for kind, name in _TYPE_KEYS.items():
        result[qualities.kind == kind] = kentallen.value(f"match.type_{name}")
    derived = (qualities.kind == "") & flats(qualities, homes, kentallen)
    result[derived] = kentallen.value("match.type_appartement")
    if (derived & counts).any():
        least = kentallen.value("match.appartement_vanaf")
        notes.append(
            note("match_notitie_appartement", buildings=amount(int((derived & counts).sum())), least=dutch(least))
        )
    return result


def _owners(qualities: Qualities, kentallen: Kentallen) -> FloatArray:
    """Return the points of the owner: those of the corporatie for its share, those of the other owner for the rest."""
    points = {kind: kentallen.value(f"match.eigendom_{name}") for kind, name in _OWNER_KEYS.items()}
    rest = np.where(qualities.owner == OVERIG, points[OVERIG], points[PARTICULIER])
    known = np.isfinite(qualities.corporatie) | (qualities.owner != "")
    share = np.where(
        np.isfinite(qualities.corporatie), qualities.corporatie, (qualities.owner == CORPORATIE).astype(np.float64)
    )
    return np.where(known, share * points[CORPORATIE] + (1.0 - share) * rest, np.nan)


def _insulation(qualities: Qualities, counts: Flags, kentallen: Kentallen, notes: list[str]) -> FloatArray:
    """Return the points of the label, else those of the year."""
    result = linear(qualities.year, kentallen.table("match.bouwjaar"))
    by_year = np.isfinite(result) & (qualities.label == "")
    for label, points in zip(LABELS, kentallen.table("match.label"), strict=True):
        result[qualities.label == label] = points
    if (by_year & counts).any():
        notes.append(note("match_notitie_bouwjaar", buildings=amount(int((by_year & counts).sum()))))
    return np.asarray(result, dtype=np.float64)


def title(part: str, straight: bool = False) -> str:
    """Return the name of a part in words (Dutch)."""
    return note("match_deel_afstand_recht" if straight and part == DISTANCE else f"match_deel_{part}")


def _tell(scores: Scores, asked: dict[str, float], counts: Flags, network: float, straight: bool) -> None:
    """Add what the score is made of to the notes."""
    used = [f"{title(name, straight)} {dutch(scores.weights[name])}" for name in PARTS if scores.weights[name] > 0]
    scores.notes.insert(0, note("match_notitie_gewichten", weights=", ".join(used)))
    if not straight:
        scores.notes.insert(1, note("match_notitie_gewicht_net", weight=dutch(network)))
    off = [title(name, straight) for name in PARTS if asked[name] == 0]
    if off:
        scores.notes.append(note("match_notitie_gewicht_nul", parts=", ".join(off)))
    for name in PARTS:
        known = np.isfinite(scores.parts[name][counts])
        if asked[name] > 0 and not known.any():
            scores.notes.append(note("match_notitie_deel_geen", part=title(name, straight)))
        elif asked[name] > 0 and not known.all():
            scores.notes.append(
                note("match_notitie_deel_deels", part=title(name, straight), buildings=amount(int((~known).sum())))
            )
