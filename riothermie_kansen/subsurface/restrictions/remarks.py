"""Notes, totals and the table of maps: what was given, what was not, and what that means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ...findings import Findings
from ...kentallen import Kentallen
from ...schema import names
from ...wording import amount, dutch, note
from ..columns import INSTALLATIES, OORDELEN, ROLLEN, TECHNIEKEN
from .distances import Systems
from .groups import Groups, Maps
from .locations import Places
from .result import LAAG_COLUMNS

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_METRES, _SQUARE_METRES = "m", "m2"


@dataclass(frozen=True)
class Facts:
    """What the remarks are about.

    Attributes
    ----------
    places, maps, groups
        What was judged, and by which maps.
    systems, radius_m
        Existing systems and search distance by role.
    reached
        Shape (m, n): which map tells something, even if nothing, about which place.
    touched
        Shape (m,): number of places where a map has something.
    code
        Shape (n, 2): verdicts.
    share
        Shape (n, 2, 4): parts by verdict.
    depth
        Shape (n,): governing depth, NaN for none.
    """

    places: Places
    maps: Maps
    groups: Groups
    systems: Mapping[str, Systems]
    radius_m: Mapping[str, float]
    reached: Flags
    touched: Ints
    code: Ints
    share: Floats
    depth: Floats


def role_words(roles: tuple[str, ...]) -> str:
    """Return the maps of roles in words: ``verbodsgebieden, ordening``."""
    return ", ".join(note(f"restricties_kaart_{role.lower()}") for role in roles)


def notes_of(facts: Facts, kentallen: Kentallen) -> list[str]:
    """Return the sentences about a run."""
    placed = facts.places.placed
    notes = list(facts.places.notes)
    for column, technique in enumerate(TECHNIEKEN):
        count = [amount(int((facts.code[placed, column] == code).sum())) for code in range(len(OORDELEN))]
        name = note(f"restricties_techniek_{technique}")
        notes.append(
            note(
                "restricties_notitie_oordelen",
                technique=name[:1].upper() + name[1:],
                allowed=count[0],
                unknown=count[1],
                attention=count[2],
                forbidden=count[3],
            )
        )
    missing = tuple(role for role in ROLLEN if role not in facts.maps.given)
    if missing:
        notes.append(note("restricties_notitie_zonder_kaart", roles=role_words(missing)))
    km = dutch(kentallen.value("restrictie.bereik_kaart_km"))
    for number, (layer, role) in enumerate(zip(facts.maps.layers, facts.maps.roles, strict=True)):
        away = int((placed & ~facts.reached[number]).sum())
        if 0 < away < int(placed.sum()):
            notes.append(
                note(
                    "restricties_notitie_bereik",
                    map=layer.name,
                    role=role_words((role,)),
                    n=amount(away),
                    total=amount(int(placed.sum())),
                    km=km,
                )
            )
    for role, systems in facts.systems.items():
        words = role_words((role,))
        notes.append(
            note(
                "restricties_notitie_systemen",
                role=words[:1].upper() + words[1:],
                n=amount(len(systems)),
                radius=dutch(facts.radius_m[role]),
                idle=amount(systems.idle),
                double=amount(systems.double),
            )
        )
    if (facts.places.dimension > 0).any():
        notes.append(note("restricties_notitie_delen", share=dutch(kentallen.value("restrictie.deel_minst"))))
    design = int(facts.groups.table["design"].to_numpy(dtype=bool)[facts.groups.of].sum())
    if design:
        notes.append(note("restricties_notitie_ontwerp", n=amount(design)))
    return [*notes, note("restricties_notitie_registratie")]


def findings_of(facts: Facts, kentallen: Kentallen) -> Findings:
    """Return findings about maps that are of elsewhere; those of the places and the readers come beside them."""
    findings = Findings()
    placed = facts.places.placed
    elsewhere = ~facts.reached[:, placed].any(axis=1)
    for number in np.flatnonzero(elsewhere):
        findings.add(
            "restrictie_elders",
            "waarschuwing",
            [facts.maps.layers[number].name],
            role=role_words((facts.maps.roles[number],)),
            n=amount(int(placed.sum())),
            km=dutch(kentallen.value("restrictie.bereik_kaart_km")),
        )
    return findings


def totals_of(facts: Facts) -> dict[str, float]:
    """Return the numbers of a run, see `.result.Judgement`."""
    placed = facts.places.placed
    totals: dict[str, float] = {
        "locaties": float(len(placed)),
        "zonder_plaats": float((~placed).sum()),
        "met_diepte": float(np.isfinite(facts.depth).sum()),
        "vlakken": float(len(facts.groups.of)),
        "installaties": float(sum(len(systems) for systems in facts.systems.values())),
        "kaarten": float(len(facts.maps.layers)),
        "rollen_gegeven": float(len(facts.maps.given)),
        "rollen_niet_gegeven": float(len(ROLLEN) - len(facts.maps.given)),
    }
    for column, technique in enumerate(TECHNIEKEN):
        for code, word in enumerate(OORDELEN):
            totals[f"{technique}_{word}"] = float((facts.code[placed, column] == code).sum())
            part = facts.share[:, column, code] * facts.places.size
            for dimension, unit in ((1, _METRES), (2, _SQUARE_METRES)):
                totals[f"{technique}_{word}_{unit}"] = float(part[facts.places.dimension == dimension].sum())
    return totals


def layers_of(facts: Facts) -> pd.DataFrame:
    """Return the table of maps: a row per map, and one per role without a map; columns `LAAG_COLUMNS`."""
    rows = []
    for role in ROLLEN:
        numbers = facts.maps.of(role)
        for number in numbers:
            layer = facts.maps.layers[number]
            remark = ""
            if not len(layer.frame):
                remark = note("restricties_laag_leeg")
            elif not facts.reached[number, facts.places.placed].any():
                remark = note("restricties_laag_elders")
            dropped = sum(layer.dropped.values())
            repaired = 0 if role in INSTALLATIES else int(getattr(layer, "repaired", 0))
            rows.append(
                (role, layer.name, layer.datum, layer.read, len(layer.frame), repaired, dropped,
                 int(facts.touched[number]), remark)
            )  # fmt: skip
        if not len(numbers):
            rows.append((role, "", "", 0, 0, 0, 0, 0, note("restricties_laag_niet_gegeven")))
    return pd.DataFrame(rows, columns=list(names(LAAG_COLUMNS)))
