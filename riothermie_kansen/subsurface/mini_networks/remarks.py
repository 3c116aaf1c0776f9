"""Numbers and sentences about mini networks for the log, the report and the metadata."""

from __future__ import annotations

import geopandas as gpd
import numpy as np

from ...wording import amount, dutch, note
from .columns import GEEXTRAPOLEERD, IN_CLUSTER, OPENBAAR, OVER
from .divide import OTHER, PART, RING, ROW
from .outcome import Made
from .town import Town

_ROUNDING = 1e-9


def sums(made: Made, areas: gpd.GeoDataFrame, buildings: gpd.GeoDataFrame, town: Town) -> dict[str, float]:
    """Return the numbers of a plan by name; means per dwelling NaN without clusters."""
    verdict = buildings["oordeel"].to_numpy(dtype=object)
    dwellings = buildings["woningen"].to_numpy(dtype=np.float64)
    first = town.worths(made.division.first_come)
    saving = float(made.worth.saving_eur.sum())
    n = made.worth.dwellings
    found = {
        "panden": float(len(buildings)),
        "alle_woningen": float(dwellings.sum()),
        "clusters": float(len(areas)),
        "woningen": float(dwellings[verdict == IN_CLUSTER].sum()),
        "panden_in_cluster": float((verdict == IN_CLUSTER).sum()),
        "over_woningen": float(dwellings[verdict == OVER].sum()),
        "ongeschikt_woningen": float(dwellings[(verdict != OVER) & (verdict != IN_CLUSTER)].sum()),
        "kan_meedoen_woningen": float(dwellings[made.houses.can].sum()),
        "lussen": float(made.worth.loops.sum()),
        "lussen_openbaar": float(sum(areas["grond"] != "eigen")),
        "meters_lus": float(made.worth.metres.sum()),
        "leiding_m": float(areas["leiding_m"].sum()),
        "bron_eur": float(made.worth.source_eur.sum()),
        "voordeel_eur": saving,
        "volgorde_eur": float(first.saving_eur.sum()),
        "volgorde_woningen": float(first.dwellings.sum()),
        "grens_eur": made.division.bound - made.rules.bonus_eur * float(n.sum()),
        "gat": _gap(made.division.value, made.division.bound),
        "groepen": float(len(made.division.kind)),
        "groepen_met_grens": float(made.division.kind.count(PART)),
        "buren_boven": float((areas["buren_k"] > made.kentallen.value("bodem.invloed_grens")).sum()),
        "op_grens": float((areas["woningen"] == made.kentallen.value("wcw.grens_beperkt")).sum()),
        "geextrapoleerd": float((areas["kosten_bron"] == GEEXTRAPOLEERD).sum()),
    }
    for name in ("kosten_mini_eur", "kosten_lus_eur", "kosten_cv_eur", "kosten_lucht_eur", "meters_lus"):
        whole = float((areas[name] * (1.0 if name == "meters_lus" else areas["woningen"])).sum())
        key = "meters_per_woning" if name == "meters_lus" else name
        found[key] = whole / float(n.sum()) if len(areas) else float("nan")
    return found


def _gap(value: float, bound: float) -> float:
    """Return how far a bound lies above a value, as a share; what is left of adding up in another order is no gap."""
    share = (bound - value) / value if value > 0 else 0.0
    return share if share > _ROUNDING else 0.0


def given_note(given: int, used: int, lost: dict[str, int]) -> str:
    """Return what became of the places that were given: used, and why not; together they are all."""
    why = [note(f"mini_plaats_{word}", n=amount(lost[word])) for word in sorted(lost)]
    told = note("mini_notitie_plaatsen_gegeven", n=amount(used), all=amount(given))
    return told if not why else f"{told} {note('mini_notitie_plaatsen_niet', why='; '.join(why))}"


def remarks(made: Made, totals: dict[str, float], notes: list[str]) -> list[str]:
    """Return the notes of a plan: what was read, what was assumed, and how good the division is."""
    kinds, k9 = made.division.kind, made.kentallen
    told = [
        *notes,
        note(
            "mini_notitie_telling",
            **{name: amount(totals[name]) for name in ("alle_woningen", "woningen", "clusters", "over_woningen")},
            rest=amount(totals["ongeschikt_woningen"]),
        ),
        note("mini_notitie_groepen", rows=kinds.count(ROW), rings=kinds.count(RING), others=kinds.count(OTHER)),
    ]
    if PART in kinds:
        told.append(
            note("mini_notitie_grens", n=kinds.count(PART), gap=dutch(100.0 * totals["gat"], 2),
                 limit=amount(k9.value("mini.kandidaten")))
        )  # fmt: skip
    if totals["clusters"]:
        told += [
            note("mini_notitie_volgorde", best=amount(totals["voordeel_eur"]), first=amount(totals["volgorde_eur"])),
            note("mini_notitie_kosten", years=dutch(k9.value("mini.jaren"))),
            note("mini_notitie_tegenspraak"),
        ]
    if totals["op_grens"]:
        told.append(
            note("mini_notitie_grens_wcw", n=amount(totals["op_grens"]), limit=dutch(k9.value("wcw.grens_beperkt")))
        )
    if totals["geextrapoleerd"]:
        told.append(note("mini_notitie_extrapolatie", n=amount(totals["geextrapoleerd"])))
    if (made.places.ground == OPENBAAR).any():
        told.append(note("mini_notitie_openbaar"))
    told.append(note("mini_notitie_invloed"))
    if totals["clusters"]:
        told.append(
            note("mini_notitie_buren", n=amount(totals["buren_boven"]), all=amount(totals["clusters"]),
                 limit=dutch(k9.value("bodem.invloed_grens")), years=dutch(k9.value("bodem.oordeel_jaren")))
        )  # fmt: skip
    return told
