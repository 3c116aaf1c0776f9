"""CO2 of ways to heat: per year, with other assumptions, per type and per building."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from ...callbacks import Cancelled, Progress, never, silent, stop_if
from ...demand.columns import APPARTEMENT
from ...errors import InputError
from ...findings import Findings
from ...kentallen import Kentallen
from ...schema import names
from ...wording import dutch, note
from ..columns import BRONNET, CO2_COLUMNS, CONCEPTEN, CV, MT
from ..resident.investment import ON_OWN_GROUND
from .columns import BUILDING_COLUMNS, TYPE_COLUMNS
from .concepts import (
    APART,
    CARNOT,
    COLLECTIVE,
    COMPUTED,
    ENTERED,
    GEEN_KOELING,
    LOOPS,
    Boiler,
    Choices,
    Concept,
    boiler,
    concepts,
    emitted_t,
    energy,
    suspect,
)
from .demand import Demand, by_type
from .emissions import certificates_eur, electricity_t, gas_t_of, saving_share, saving_t
from .factors import GASCENTRALE, Course, FactorPath, factor_path
from .variants import other_assumptions

LONGEST = 100
"""Years at most."""


@dataclass(frozen=True)
class Co2Result:
    """What CO2 the ways to heat give.

    Attributes
    ----------
    demand, choices, course
        What was asked.
    concepts
        The ways to heat, the boiler first.
    boiler, path
        Reference boiler, and the factor of electricity per year.
    frame
        `CO2_COLUMNS`: a row per way and year.
    variants, types
        `VARIANT_COLUMNS`; `TYPE_COLUMNS` (no rows without buildings).
    buildings
        `BUILDING_COLUMNS` with geometry; None without buildings.
    omslag
        Way to the factor of electricity (kg/kWh) at which it emits as much as the boiler; NaN when it has none.
    totals
        Numbers of the first year by name, see `_totals`.
    notes, findings
        Sentences (Dutch); what was left out or asks attention.
    """

    demand: Demand
    choices: Choices
    course: Course
    concepts: tuple[Concept, ...]
    boiler: Boiler
    path: FactorPath
    frame: pd.DataFrame
    variants: pd.DataFrame
    types: pd.DataFrame
    buildings: gpd.GeoDataFrame | None
    omslag: Mapping[str, float]
    totals: Mapping[str, float]
    notes: tuple[str, ...]
    findings: Findings

    def first(self) -> pd.DataFrame:
        """Return the rows of the first year."""
        return self.frame[self.frame["jaar"] == self.course.start].reset_index(drop=True)

    def lowest(self) -> str:
        """Return the way to heat that emits least in the first year; the first of equals."""
        return self.equals()[0]

    def equals(self) -> tuple[str, ...]:
        """Return the ways to heat that emit least in the first year: more than one when they emit alike."""
        rows = self.first()
        tonnes = rows["tonnen"].to_numpy(dtype=np.float64)
        least = np.isclose(tonnes, float(tonnes.min()), rtol=1e-9, atol=1e-12)
        return tuple(rows.loc[least, "concept"].astype(str))

    def flats(self) -> tuple[int, str]:
        """Return the dwellings in flats, and what emits least there: no loop, for it takes ground of one's own."""
        rows = self.types[is_flat(self.types["type"])] if len(self.types) else self.types
        ways = [one.key for one in self.concepts if one.key not in ON_OWN_GROUND]
        if not len(rows):
            return 0, ""
        sums = rows[[f"{key}_t" for key in ways]].sum().to_numpy(dtype=np.float64)
        return int(rows["woningen"].sum()), ways[int(np.argmin(sums))]


def co2(
    demand: Demand,
    *,
    choices: Choices | None = None,
    course: Course | None = None,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Co2Result:
    """Return the CO2 of ways to heat a demand, the boiler with air conditioning as the reference.

    The demand is the same in all years; only the factor of electricity changes.

    Parameters
    ----------
    demand
        See `demand.entered` and `demand.of_buildings`.
    choices, course
        None: the standard ones.
    kentallen
        Groups ``co2``, ``cop`` and ``net``.

    Raises
    ------
    InputError
        A choice is unknown or impossible, see `Choices.check` and `factors.factor_path`.
    KentalError
        A number of `choices` is out of range.
    """
    choices, course = choices or Choices(), course or Course()
    if not 1 <= course.jaren <= LONGEST or course.jaren != int(course.jaren):
        raise InputError("co2_horizon", value=course.jaren)
    values = kentallen.replace(dict(choices.getallen))
    found = concepts(choices, kentallen)
    path = factor_path(
        course.bron, course.verloop, course.start, course.jaren, kentallen=values, own=course.factor
    )  # fmt: skip
    cold = 0.0 if choices.koeling == GEEN_KOELING else demand.koude_gj
    made = boiler(choices.ketel, values)
    stop_if(cancelled)
    frame = _years(demand, cold, found, made, path, values, course)
    progress(40.0)
    stop_if(cancelled)
    variants = other_assumptions(demand, cold, found, made, float(path.kg_kwh[0]), choices, course, kentallen)
    progress(60.0)
    stop_if(cancelled)
    types, buildings = _places(demand, choices, found, made, float(path.kg_kwh[0]), values)
    findings = Findings()
    findings.extend(demand.findings)
    suspect(found, demand.rv_gj, demand.tap_gj, findings, kentallen)
    first = frame[frame["jaar"] == course.start]
    _warn(first, findings)
    progress(100.0)
    return Co2Result(
        demand,
        choices,
        course,
        found,
        made,
        path,
        frame,
        variants,
        types,
        buildings,
        _tipping(first),
        _totals(demand, cold, first),
        (*demand.notes, *_notes(choices, made, path, found, values)),
        findings,
    )


def _years(
    demand: Demand,
    cold: float,
    found: tuple[Concept, ...],
    made: Boiler,
    path: FactorPath,
    kentallen: Kentallen,
    course: Course,
) -> pd.DataFrame:
    ef_gas, lower = kentallen.value("co2.ef_gas"), kentallen.value("co2.onderwaarde_gas")
    n = len(path.jaren)
    certified = factor_path(GASCENTRALE, course.verloop, course.start, n, kentallen=kentallen).kg_kwh
    paid = np.arange(n) < kentallen.value("co2.certificaat_jaren")
    reference = emitted_t(energy(found[0], demand.rv_gj, demand.tap_gj, cold, boiler=made), path.kg_kwh, ef_gas)
    gas_only = emitted_t(energy(found[0], demand.rv_gj, demand.tap_gj, 0.0, boiler=made), certified, ef_gas)
    parts = []
    for concept in found:
        used = energy(concept, demand.rv_gj, demand.tap_gj, cold, boiler=made)
        gas, power = float(gas_t_of(used.gas_gj, ef_gas)), np.asarray(electricity_t(used.kwh, path.kg_kwh))
        tonnes = gas + power
        heat_only = replace(used, koude_kwh=0.0)
        earned = certificates_eur(
            saving_t(gas_only, emitted_t(heat_only, certified, ef_gas)), kentallen.value("co2.certificaat_eur")
        )
        saved = np.asarray(saving_t(reference, tonnes))
        parts.append(
            pd.DataFrame(
                {
                    "concept": concept.key,
                    "naam": concept.naam,
                    "jaar": path.jaren,
                    "warmte_gj": demand.warmte_gj,
                    "koude_gj": cold,
                    "gas_gj": float(used.gas_gj),
                    "gas_m3": float(used.gas_gj) * 1000.0 / lower,
                    "warmte_kwh": float(used.warmte_kwh),
                    "pomp_kwh": float(used.pomp_kwh),
                    "koude_kwh": float(used.koude_kwh),
                    "elektriciteit_kwh": float(used.kwh),
                    "factor_kg_kwh": path.kg_kwh,
                    "gas_t": gas,
                    "elektriciteit_t": power,
                    "tonnen": tonnes,
                    "besparing_t": saved,
                    "besparing_deel": saving_share(reference, tonnes),
                    "opgeteld_t": np.cumsum(saved),
                    "certificaten_eur": np.where(paid & (concept.key in COLLECTIVE), earned, 0.0),
                }
            )
        )
    return pd.concat(parts, ignore_index=True)[list(names(CO2_COLUMNS))]


def _places(
    demand: Demand, choices: Choices, found: tuple[Concept, ...], made: Boiler, factor: float, kentallen: Kentallen
) -> tuple[pd.DataFrame, gpd.GeoDataFrame | None]:
    """Return the first year per type and per building."""
    if demand.frame is None:
        return pd.DataFrame(columns=list(names(TYPE_COLUMNS))), None
    ef_gas = kentallen.value("co2.ef_gas")
    table = demand.frame.copy()
    counted = (table["reden"] == "").to_numpy()
    heating, tap, cold = (table[name].to_numpy(dtype=np.float64) for name in ("rv_gj", "tap_gj", "koude_gj"))
    if choices.koeling == GEEN_KOELING:
        cold = np.zeros_like(cold)
        table["koude_gj"] = cold
    for key in CONCEPTEN:
        table[f"{key}_t"] = np.nan
    for concept in found:
        tonnes = emitted_t(energy(concept, heating, tap, cold, boiler=made), factor, ef_gas)
        table[f"{concept.key}_t"] = np.where(counted, tonnes, np.nan)
    columns = [f"{concept.key}_t" for concept in found]
    every = np.where(counted[:, None], table[columns].to_numpy(dtype=np.float64), 0.0)
    own = np.array([concept.key in ON_OWN_GROUND for concept in found])
    best = np.argmin(np.where(is_flat(table["type"])[:, None] & own, np.inf, every), axis=1)
    keys = np.array([concept.key for concept in found], dtype=object)
    table["besparing_t"] = np.where(counted, every[:, 0] - every[np.arange(len(every)), best], np.nan)
    table["zuinigst"] = np.where(counted, keys[best], "").astype(object)
    numbers = ("rv_gj", "tap_gj", "koude_gj", *(f"{key}_t" for key in CONCEPTEN))
    types = by_type(table, numbers)[list(names(TYPE_COLUMNS))]
    return types, table[[*names(BUILDING_COLUMNS), "geometry"]]


def is_flat(types: pd.Series) -> npt.NDArray[np.bool_]:
    """Return which types of building are flats. Shape (n,)."""
    return np.asarray(types.astype(str).str.strip().str.lower() == APPARTEMENT, dtype=bool)


def _warn(first: pd.DataFrame, findings: Findings) -> None:
    worse = first[(first["besparing_t"] < 0.0) & (first["concept"] != CV)]
    findings.add(
        "co2_meer_dan_gas",
        "waarschuwing",
        worse["naam"].tolist(),
        year=[int(year) for year in worse["jaar"]],
        factor=[dutch(float(value), 3) for value in worse["factor_kg_kwh"]],
    )


def _tipping(first: pd.DataFrame) -> dict[str, float]:
    """Return the factor of electricity at which each way emits as much as the boiler (both are linear in it)."""
    reference = first.iloc[0]
    found = {}
    for _, row in first.iloc[1:].iterrows():
        more = float(row["elektriciteit_kwh"] - reference["elektriciteit_kwh"])
        less = float(reference["gas_t"] - row["gas_t"])
        found[str(row["concept"])] = less * 1000.0 / more if more > 0.0 and less > 0.0 else math.nan
    return found


def _totals(demand: Demand, cold: float, first: pd.DataFrame) -> dict[str, float]:
    """Return numbers of the first year: the demand, and per way ``tonnen_``, ``besparing_``, ``deel_``, ``eur_``."""
    found = {
        "warmte_gj": demand.warmte_gj,
        "tap_gj": demand.tap_gj,
        "koude_gj": cold,
        "woningen": demand.woningen,
    }
    for _, row in first.iterrows():
        for name, column in (
            ("tonnen", "tonnen"), ("besparing", "besparing_t"), ("deel", "besparing_deel"),
            ("eur", "certificaten_eur"), ("kwh", "elektriciteit_kwh"), ("m3", "gas_m3"),
        ):  # fmt: skip
            found[f"{name}_{row['concept']}"] = float(row[column])
    return found


def _notes(
    choices: Choices, made: Boiler, path: FactorPath, found: tuple[Concept, ...], kentallen: Kentallen
) -> list[str]:
    value = kentallen.value
    if choices.ketel == APART:
        said = [note("co2_notitie_ketel_apart", heating=dutch(float(made.rv)), tap=dutch(float(made.tap)))]
    else:
        less = dutch(100.0 * (1.0 - float(made.rv)), 0)
        said = [note("co2_notitie_ketel_samen", value=dutch(float(made.rv)), less=less)]
    said += [note("co2_notitie_gas", ef=dutch(value("co2.ef_gas"))), *path.notes]
    said.append(note("co2_notitie_cop_carnot", share=dutch(value("cop.carnot"))) if choices.cop == CARNOT
                else note("co2_notitie_cop_rapporten"))  # fmt: skip
    loop = next((concept for concept in found if concept.key in LOOPS), None)
    if loop is not None and loop.gegeven != ENTERED:
        key = "co2_notitie_lussen_afgifte" if loop.gegeven == COMPUTED else "co2_notitie_lussen_gegeven"
        cops = {"rv": dutch(float(loop.cop_rv), 2), "tap": dutch(float(loop.cop_tap), 2)}
        said.append(note(key, sink=dutch(loop.rv_c), hot=dutch(loop.tap_c), **cops))
    keys = {concept.key for concept in found}
    if keys & set(COLLECTIVE[:2]):
        losses = {name: dutch(100.0 * value(f"net.verlies_{name}")) for name in ("bron", "mt")}
        of = {"geleverd": "geleverde", "opgewekt": "opgewekte"}[choices.verlies_van]
        if MT in keys:
            said.append(note("co2_notitie_verlies_mt", mt=losses["mt"], of=of))
        if BRONNET in keys:
            said.append(note(f"co2_notitie_verlies_{choices.bronverlies}", source=losses["bron"], of=of))
        said.append(note("co2_notitie_pompen", share=dutch(100.0 * value("cop.pomp_deel"))))
    if choices.koeling == GEEN_KOELING:
        said.append(note("co2_notitie_koeling_uit"))
    said.append(note("co2_notitie_allen"))
    if keys & set(COLLECTIVE):
        price, years = dutch(value("co2.certificaat_eur")), dutch(value("co2.certificaat_jaren"))
        said.append(note("co2_notitie_certificaten", price=price, years=years))
    return said
