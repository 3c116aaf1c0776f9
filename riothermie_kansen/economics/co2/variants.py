"""The first year with one assumption changed at a time."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from ...errors import InputError
from ...kentallen import Kentallen
from ...schema import names
from ...wording import dutch
from ..columns import BRONNET, CV
from ..loop_cops import AFGIFTE, GEGEVEN
from .columns import VARIANT_COLUMNS
from .concepts import (
    APART,
    BRONWARMTE,
    CARNOT,
    KETELS,
    LOOPS,
    RAPPORTEN,
    SAMEN,
    STROOM,
    Boiler,
    Choices,
    Concept,
    boiler,
    concepts,
    emitted_t,
    energy,
)
from .demand import Demand
from .emissions import saving_share
from .factors import GASCENTRALE, GEMIDDELD, GROEN, KETEN, Course, factor_path


def other_assumptions(
    demand: Demand,
    cold: float,
    found: tuple[Concept, ...],
    made: Boiler,
    factor: float,
    choices: Choices,
    course: Course,
    kentallen: Kentallen,
) -> pd.DataFrame:
    """Return the first year with one assumption changed at a time; the first variant is that of the run."""
    values = kentallen.replace(dict(choices.getallen))
    rows = _variant("zoals gerekend", demand, cold, found, made, factor, values, chosen=True)
    for bron in (GASCENTRALE, GEMIDDELD, KETEN, GROEN):
        if bron != course.bron:
            try:
                power = float(
                    factor_path(bron, course.verloop, course.start, 1, kentallen=values).kg_kwh[0]
                )  # fmt: skip
            except InputError:  # of that year nothing was published: no row
                continue
            rows += _variant(f"elektriciteit: {bron}", demand, cold, found, made, power, values)
    for ketel in KETELS:
        if ketel != choices.ketel:
            rows += _variant(f"ketel: {KETEL[ketel]}", demand, cold, found, boiler(ketel, values), factor, values)
    whole = Boiler(1.0, 1.0)
    rows += _variant("ketel: 100 % van de onderwaarde", demand, cold, found, whole, factor, values)
    turned = CARNOT if choices.cop == RAPPORTEN else RAPPORTEN
    other_cops = concepts(replace(choices, cop=turned), kentallen)
    said = "uit de temperaturen" if turned == CARNOT else "uit de rapporten"
    rows += _variant(f"COP: {said}", demand, cold, other_cops, made, factor, values)
    turned = GEGEVEN if choices.cop_lussen == AFGIFTE else AFGIFTE
    other_loops = tuple(
        concept
        for concept in concepts(replace(choices, cop_lussen=turned), kentallen)
        if concept.key in (CV, *LOOPS) and concept.key in {one.key for one in found}
    )
    here = {one.key: (one.cop_rv, one.cop_tap) for one in found}
    if any((one.cop_rv, one.cop_tap) != here[one.key] for one in other_loops[1:]):
        rows += _but_gas(_variant(LOOP_COPS[turned], demand, cold, other_loops, made, factor, values))
    if any(concept.key == BRONNET for concept in found):
        cop = min(kentallen.table("betwist.cop_woning"))
        careful = tuple(replace(concept, cop_rv=cop, cop_tap=cop) for concept in found if concept.key in (CV, BRONNET))
        said = f"COP van het bronnet {dutch(cop, 1)}"
        rows += _but_gas(_variant(said, demand, cold, careful, made, factor, values))
        turned = STROOM if choices.bronverlies == BRONWARMTE else BRONWARMTE
        other = tuple(
            concept
            for concept in concepts(replace(choices, bronverlies=turned), kentallen)
            if concept.key in (CV, BRONNET)
        )
        said = f"verlies van het bronnet kost {turned}"
        rows += _but_gas(_variant(said, demand, cold, other, made, factor, values))
    if cold > 0.0:
        rows += _variant("zonder koeling", demand, 0.0, found, made, factor, values)
    return pd.DataFrame(rows, columns=list(names(VARIANT_COLUMNS)))


KETEL = {SAMEN: "één rendement", APART: "verwarming en tapwater apart"}
"""Efficiency of the boiler in words (Dutch)."""


LOOP_COPS = {AFGIFTE: "COP van lussen bij radiatoren", GEGEVEN: "COP van lussen bij vloerverwarming (Putten)"}
"""COP of loops in words (Dutch)."""


def _but_gas(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return the rows without those of the boiler, which the variant leaves as it is."""
    return [row for row in rows if row["concept"] != CV]


def _variant(
    name: str,
    demand: Demand,
    cold: float,
    found: tuple[Concept, ...],
    made: Boiler,
    factor: float,
    kentallen: Kentallen,
    *,
    chosen: bool = False,
) -> list[dict[str, object]]:
    ef_gas = kentallen.value("co2.ef_gas")
    uses = [energy(concept, demand.rv_gj, demand.tap_gj, cold, boiler=made) for concept in found]
    tonnes = [float(emitted_t(used, factor, ef_gas)) for used in uses]
    return [
        {
            "variant": name,
            "concept": concept.key,
            "gekozen": int(chosen),
            "factor_kg_kwh": factor,
            "elektriciteit_kwh": float(used.kwh),
            "tonnen": value,
            "besparing_t": tonnes[0] - value,
            "besparing_deel": float(saving_share(tonnes[0], value)),
        }
        for concept, used, value in zip(found, uses, tonnes, strict=True)
    ]
