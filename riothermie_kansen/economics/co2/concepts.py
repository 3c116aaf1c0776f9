"""Ways to heat and cool as what they take: COP for heating, hot water and cooling, loss, pumps, and a share of gas."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ...errors import InputError
from ...findings import Findings
from ...kentallen import Kentallen
from ...wording import dutch
from ..case import Number
from ..columns import BRONNET, CONCEPTEN, CV, HYBRIDE, LUCHT, LUS, MINI, MT
from ..energy import (
    GELEVERD,
    OPGEWEKT,
    Of,
    cop_carnot,
    cop_together,
    electricity_kwh,
    gas_gj,
    number,
    produced_gj,
    pump_kwh,
)
from ..loop_cops import AFGIFTE, COP_LUSSEN, GEGEVEN, OPGEGEVEN, loop_cops
from .emissions import electricity_t, gas_t_of

RAPPORTEN, CARNOT = "rapporten", "carnot"
COPS = (RAPPORTEN, CARNOT)
"""Where COPs come from: the two reports, or the temperatures; those of loops have a choice of their own."""

SAMEN, APART = "samen", "apart"
KETELS = (SAMEN, APART)
"""Efficiency of the boiler: one for all heat (Leusden), or one for heating and one for hot water (Putten)."""

AIRCO, GEEN_KOELING = "airco", "geen"
KOELINGEN = (AIRCO, GEEN_KOELING)
"""Whether cooling counts: then the boiler has air conditioning beside it."""

BRONWARMTE, STROOM = "bronwarmte", "stroom"
BRONVERLIEZEN = (BRONWARMTE, STROOM)
"""What the loss of a source network costs: heat of the source only (Putten, and the business case), for the heat pump
stands behind it; or electricity in the same proportion, pumps included (Leusden, table 6-1)."""

NAMES: Mapping[str, str] = {
    CV: "cv-ketel", BRONNET: "bronnet", MT: "MT-net", HYBRIDE: "hybride warmtepomp", LUCHT: "lucht/water-warmtepomp",
    LUS: "eigen bodemlus", MINI: "miniwarmtenet",
}  # fmt: skip
"""Names in words (Dutch)."""

COLLECTIVE = (BRONNET, MT, MINI)
"""Ways that are a network: these may sell certificates."""

REPORTED, COMPUTED, ENTERED = "rapporten", "uit de temperaturen", "opgegeven"
"""Where a COP comes from, in words (Dutch)."""

GIVEN = {AFGIFTE: COMPUTED, GEGEVEN: REPORTED, OPGEGEVEN: ENTERED}
"""Where a COP of a loop comes from to the same in words."""

LOOPS = (LUS, MINI)
"""Ways with ground loops."""


@dataclass(frozen=True)
class Boiler:
    """A gas boiler: efficiency for heating and for hot water, on the lower calorific value."""

    rv: Number
    tap: Number


@dataclass(frozen=True)
class Choices:
    """What is chosen.

    Attributes
    ----------
    concepten
        Ways to heat, of `CONCEPTEN`; the boiler is always there, as the reference.
    cop, ketel, koeling
        One of `COPS`, `KETELS` and `KOELINGEN`.
    cop_lussen
        One of `loop_cops.COP_LUSSEN`: the COP of loops, whatever `cop` is.
    verlies_van, bronverlies
        What a loss is a share of, `energy.GELEVERD` or `energy.OPGEWEKT`; one of `BRONVERLIEZEN`.
    getallen
        Numbers that replace a kental (``cop.bronnet``, ``net.verlies_mt``, ...), by key; besides ``cop.bronnet_tap``
        with `RAPPORTEN`: then ``cop.bronnet`` is that of heating only.
    """

    concepten: tuple[str, ...] = (CV, BRONNET, MT, LUCHT, LUS)
    cop: str = RAPPORTEN
    cop_lussen: str = AFGIFTE
    ketel: str = SAMEN
    koeling: str = AIRCO
    verlies_van: Of = GELEVERD
    bronverlies: str = BRONWARMTE
    getallen: Mapping[str, float] = field(default_factory=dict)

    def check(self) -> None:
        """Raise `InputError` when a word is unknown."""
        for concept in self.concepten:
            if concept not in CONCEPTEN:
                raise InputError("co2_concept_onbekend", value=concept, allowed=", ".join(CONCEPTEN))
        for name, value, allowed in (
            ("cop", self.cop, COPS),
            ("cop_lussen", self.cop_lussen, COP_LUSSEN),
            ("ketel", self.ketel, KETELS),
            ("koeling", self.koeling, KOELINGEN),
            ("verlies_van", self.verlies_van, (GELEVERD, OPGEWEKT)),
            ("bronverlies", self.bronverlies, BRONVERLIEZEN),
        ):
            if value not in allowed:
                raise InputError("co2_keuze_onbekend", name=name, value=value, allowed=", ".join(allowed))


@dataclass(frozen=True)
class Concept:
    """A way to heat and cool.

    Attributes
    ----------
    key, naam
        One of `CONCEPTEN`, and its name (Dutch).
    cop_rv, cop_tap
        Of the heat pump, for heating and hot water; NaN without one.
    cop_koude
        Of cooling.
    gas_deel
        Share of the heat that a gas boiler makes.
    bij_deel
        Share of the heat that an electric element makes (COP 1).
    verlies, verlies_van
        Loss that the heat pump makes up for, as a share, and of what.
    pomp_deel
        Electricity of the pumps of the network per unit of heat that is delivered.
    bron_rv_c, bron_tap_c, rv_c, tap_c
        Temperatures of source and sink that belong to the COP; NaN where none do.
    gegeven
        Where the COP comes from: `REPORTED`, `COMPUTED`, `ENTERED`, or "" without a heat pump.
    """

    key: str
    naam: str
    cop_rv: Number = math.nan
    cop_tap: Number = math.nan
    cop_koude: Number = math.nan
    gas_deel: Number = 0.0
    bij_deel: Number = 0.0
    verlies: Number = 0.0
    verlies_van: Of = GELEVERD
    pomp_deel: Number = 0.0
    bron_rv_c: float = math.nan
    bron_tap_c: float = math.nan
    rv_c: float = math.nan
    tap_c: float = math.nan
    gegeven: str = ""


@dataclass(frozen=True)
class Energy:
    """What a way to heat takes per year: gas (GJ), and electricity for heat, pumps and cooling (kWh)."""

    gas_gj: Number
    warmte_kwh: Number
    pomp_kwh: Number
    koude_kwh: Number

    @property
    def kwh(self) -> Number:
        """All electricity."""
        return number(np.asarray(self.warmte_kwh) + self.pomp_kwh + self.koude_kwh)


def boiler(ketel: str, kentallen: Kentallen) -> Boiler:
    """Return the boiler of the reference, see `KETELS`."""
    if ketel == APART:
        return Boiler(kentallen.value("co2.ketel_rv"), kentallen.value("co2.ketel_tap"))
    return Boiler(kentallen.value("co2.ketelrendement"), kentallen.value("co2.ketelrendement"))


def concepts(choices: Choices, kentallen: Kentallen) -> tuple[Concept, ...]:
    """Return the ways to heat that were chosen, the boiler first, in order of `CONCEPTEN`.

    Raises
    ------
    InputError
        A word is unknown, or a source is not colder than what it heats.
    KentalError
        A number is out of the range of its kental.
    """
    choices.check()
    values = kentallen.replace(dict(choices.getallen))
    chosen = {CV, *choices.concepten}
    return tuple(_concept(key, choices, values) for key in CONCEPTEN if key in chosen)


def _concept(key: str, choices: Choices, kentallen: Kentallen) -> Concept:
    value = kentallen.value
    airco = value("cop.koeling_airco")
    if key == CV:
        return Concept(key, NAMES[key], cop_koude=airco, gas_deel=1.0)
    source_rv, source_tap = {
        BRONNET: ("cop.t_bron_bronnet", "cop.t_bron_bronnet"),
        MT: ("cop.t_bron_mt", "cop.t_bron_mt"),
        HYBRIDE: ("cop.t_bron_lucht", "cop.t_bron_lucht"),
        LUCHT: ("cop.t_bron_lucht", "cop.t_bron_lucht"),
        LUS: ("cop.t_bron_lus_rv", "cop.t_bron_lus_tap"),
        MINI: ("cop.t_bron_lus_rv", "cop.t_bron_lus_tap"),
    }[key]
    low, warm = value(source_rv), value(source_tap)
    rv, tap = (value("cop.t_mt"),) * 2 if key == MT else (value("cop.t_rv"), value("cop.t_tap"))
    if key in LOOPS:
        loop = loop_cops(kentallen, choices.cop_lussen, entered=choices.getallen)
        cop_rv, cop_tap, given, rv, tap = loop.rv, loop.tap, GIVEN[loop.bron], loop.rv_c, loop.tap_c
    else:
        cop_rv, cop_tap, given = _cops(key, choices, kentallen, low, warm, rv, tap)
    if given != COMPUTED and key in (HYBRIDE, LUCHT):
        low = warm = rv = tap = math.nan  # a mean over a year: no temperatures belong to it
    loss, pumps = 0.0, value("cop.pomp_deel") if key in (BRONNET, MT) else 0.0
    if key == MT:
        loss = value("net.verlies_mt")
    elif key == BRONNET and choices.bronverlies == STROOM:
        loss = value("net.verlies_bron")
        pumps = float(produced_gj(pumps, loss, of=choices.verlies_van))
    return Concept(
        key,
        NAMES[key],
        cop_rv=cop_rv,
        cop_tap=cop_tap,
        cop_koude={
            BRONNET: value("cop.koeling_bronnet"),
            LUS: value("cop.koeling_passief"),
            MINI: value("cop.koeling_passief"),
        }.get(key, airco),
        gas_deel=1.0 - value("cop.hybride_deel") if key == HYBRIDE else 0.0,
        bij_deel=value("cop.lucht_bij") if key == LUCHT else 0.0,
        verlies=loss,
        verlies_van=choices.verlies_van,
        pomp_deel=pumps,
        bron_rv_c=low,
        bron_tap_c=warm,
        rv_c=rv,
        tap_c=tap,
        gegeven=given,
    )


def _cops(
    key: str, choices: Choices, kentallen: Kentallen, low: float, warm: float, rv: float, tap: float
) -> tuple[float, float, str]:
    """Return the COP for heating and for hot water, not of loops, and its origin; what was entered goes first."""
    names = (f"cop.{key}", f"cop.{key}")
    if key == BRONNET and "cop.bronnet_tap" in choices.getallen:
        names = ("cop.bronnet", "cop.bronnet_tap")
    entered = any(name in choices.getallen for name in names)
    if choices.cop == CARNOT and not entered:
        share = kentallen.value("cop.carnot")
        return float(cop_carnot(low, rv, share)), float(cop_carnot(warm, tap, share)), COMPUTED
    return kentallen.value(names[0]), kentallen.value(names[1]), ENTERED if entered else REPORTED


def energy(concept: Concept, heating_gj: Number, tap_gj: Number, cooling_gj: Number, *, boiler: Boiler) -> Energy:
    """Return what a way to heat takes for a demand, figures or arrays.

    Heat over the network is what is delivered with its loss; a heat pump makes all of it but the shares of boiler and
    electric element. Sources: Putten, tables 4.7 to 4.10; Leusden, table 6-1.
    """
    electric = 1.0 - np.asarray(concept.gas_deel, dtype=np.float64)
    gas = np.asarray(gas_gj(heating_gj, boiler.rv)) + gas_gj(tap_gj, boiler.tap)
    rv = np.asarray(produced_gj(heating_gj, concept.verlies, of=concept.verlies_van)) * electric
    tap = np.asarray(produced_gj(tap_gj, concept.verlies, of=concept.verlies_van)) * electric
    if bool(np.any(electric > 0.0)):
        pumped = np.asarray(electricity_kwh(rv, concept.cop_rv)) + electricity_kwh(tap, concept.cop_tap)
        heat = (1.0 - np.asarray(concept.bij_deel)) * pumped + concept.bij_deel * np.asarray(
            electricity_kwh(rv + tap, 1.0)
        )
    else:
        heat = np.zeros_like(rv + tap)
    return Energy(
        number(gas * concept.gas_deel),
        number(heat),
        pump_kwh(number(np.asarray(heating_gj, dtype=np.float64) + tap_gj), concept.pomp_deel),
        electricity_kwh(cooling_gj, concept.cop_koude),
    )


def emitted_t(used: Energy, factor: object, ef_gas: float) -> npt.NDArray[np.float64]:
    """Return the tonnes of what is used, for one or more factors of electricity."""
    power = np.asarray(electricity_t(used.kwh, np.asarray(factor, dtype=np.float64)), dtype=np.float64)
    return np.asarray(np.asarray(gas_t_of(used.gas_gj, ef_gas)) + power, dtype=np.float64)


def overall(concept: Concept, heating_gj: float, tap_gj: float) -> float:
    """Return the COP of the heat pump over heating and hot water together; NaN without one."""
    if not np.isfinite(concept.cop_rv):
        return math.nan
    return float(cop_together(heating_gj, concept.cop_rv, tap_gj, concept.cop_tap))


def carnot_share(concept: Concept, heating_gj: float, tap_gj: float) -> float:
    """Return the share of Carnot that the COP over heating and hot water stands for; NaN where that is not known."""
    if not (np.isfinite(concept.cop_rv) and np.isfinite(concept.bron_rv_c)):
        return math.nan
    best_rv = cop_carnot(concept.bron_rv_c, concept.rv_c, 1.0)
    best_tap = cop_carnot(concept.bron_tap_c, concept.tap_c, 1.0)
    return overall(concept, heating_gj, tap_gj) / float(cop_together(heating_gj, best_rv, tap_gj, best_tap))


def suspect(
    found: tuple[Concept, ...], heating_gj: float, tap_gj: float, findings: Findings, kentallen: Kentallen
) -> None:
    """Add a finding for each COP that asks more of a heat pump than is usual at its temperatures."""
    high = kentallen.value("cop.carnot_hoog")
    for concept in found:
        share = carnot_share(concept, heating_gj, tap_gj)
        if share > high:
            findings.add(
                "co2_cop_hoog",
                "waarschuwing",
                [concept.naam],
                cop=dutch(round(overall(concept, heating_gj, tap_gj), 2)),
                source=dutch(concept.bron_rv_c),
                sinks=f"{dutch(concept.rv_c)}/{dutch(concept.tap_c)}",
                share=dutch(100.0 * share, 0),
            )
