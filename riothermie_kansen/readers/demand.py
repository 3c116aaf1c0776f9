"""The heat demand of buildings, from whatever fields a layer has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..units import GJ_PER_KWH
from ..wording import amount, dutch, note
from .fields import Aliases, Columns
from .shapes import Shapes
from .tables import column_names, first_text, not_numbers
from .values import Flags, Reals, Texts, key, numbers

_POWER = {
    "rv_kw": {"rvkw": 1.0, "vermogenrvkw": 1.0, "vermogenrv": 1.0, "kwrv": 1.0, "spaceheatingkw": 1.0},
    "tap_kw": {"tapkw": 1.0, "vermogentapkw": 1.0, "vermogentap": 1.0, "kwtap": 1.0, "hotwaterkw": 1.0, "dhwkw": 1.0},
    "vermogen_kw": {
        **dict.fromkeys(
            (
                *("vermogenkw", "aansluitvermogenkw", "aansluitwaardekw", "piekvermogenkw", "powerkw", "powerthkw"),
                *("peakkw", "peakloadkw", "heatdemandkw", "demandkw", "loadkw", "maxkw", "kw", "vermogen"),
                *("aansluitvermogen", "piekvermogen", "power", "peak", "pheatmax", "ts0", "demand", "heatdemand"),
            ),
            1.0,
        ),
        **dict.fromkeys(("vermogenw", "powerw", "demandw"), 0.001),
        **dict.fromkeys(("vermogenmw", "powermw", "demandmw"), 1000.0),
    },
}
_HEAT = {
    "warmte_gj": {
        **dict.fromkeys(("warmtegj", "warmtevraaggj", "warmtevraaggjjaar", "heatgj", "demandgj", "heatdemandgj"), 1.0),
        **dict.fromkeys(
            (
                *("warmtekwh", "warmtevraagkwh", "heatkwh", "heatdemandkwh", "demandkwh", "kwhjaar", "kwha"),
                *("annualdemandkwh", "warmteverbruikkwh"),
            ),
            GJ_PER_KWH,
        ),
        **dict.fromkeys(("warmtemwh", "warmtevraagmwh", "heatmwh", "heatdemandmwh", "demandmwh", "mwha"), 3.6),
    },
    "rv_gj": {"rvgj": 1.0, "ruimteverwarminggj": 1.0},
    "tap_gj": {"tapgj": 1.0, "warmtapwatergj": 1.0},
}
_FACTORS = {**_POWER, **_HEAT}

DEMAND: Aliases = {
    **{role: tuple(names) for role, names in _FACTORS.items()},
    "vollasturen": ("vollasturen", "flh0", "flh", "fullloadhours"),
    "woningen": ("woningen", "aantalwoningen", "aantalwon", "dwellings", "numberofdwellings"),
    "eenheden": ("aantalverblijfsobjecten", "aantalvbo", "aantalvbos", "aantaladressen", "adressen"),
    "utiliteit": ("utiliteit", "aantalutiliteit"),
    "gebruiksdoel": ("gebruiksdoel", "gebruiksdoelen", "gebruiksfunctie"),
}
"""Roles of the columns with demand; power in kW, heat in GJ a year unless the name says otherwise."""


@dataclass
class Demand:
    """Demand per row of the layer, as delivered.

    Attributes
    ----------
    rv_kw, tap_kw
        Shape (n,): power, kW; NaN where unknown.
    warmte_gj
        Shape (n,): heat, GJ a year; NaN where unknown.
    vollasturen
        Shape (n,): full load hours; NaN where unknown.
    woningen
        Shape (n,): dwellings; NaN where unknown.
    utiliteit
        Shape (n,): True where the row is certainly no dwelling.
    gemengd
        Shape (n,): True where not all units of the row need be dwellings.
    given
        The layer has a field with power or heat.
    """

    rv_kw: Reals
    tap_kw: Reals
    warmte_gj: Reals
    vollasturen: Reals
    woningen: Reals
    utiliteit: Flags
    gemengd: Flags
    given: bool
    notes: list[str] = field(default_factory=list)

    def take(self, rows: npt.NDArray[np.int64]) -> Demand:
        """Return the demand of some rows."""
        return Demand(
            self.rv_kw[rows],
            self.tap_kw[rows],
            self.warmte_gj[rows],
            self.vollasturen[rows],
            self.woningen[rows],
            self.utiliteit[rows],
            self.gemengd[rows],
            self.given,
        )

    def same(self, one: npt.NDArray[np.int64], other: npt.NDArray[np.int64]) -> Flags:
        """Tell which of two rows each have the same demand."""
        equal = np.ones(len(one), dtype=bool)
        for column in (self.rv_kw, self.tap_kw, self.warmte_gj, self.woningen):
            equal &= (column[one] == column[other]) | (np.isnan(column[one]) & np.isnan(column[other]))
        return equal


def read_demand(columns: Columns, names: Texts, geometry: Shapes, keep: Flags, findings: Findings) -> Demand:
    """Read dwellings, power and heat.

    Parameters
    ----------
    columns
        Found with `DEMAND`.
    names
        Shape (n,): what to call each row.
    keep
        Shape (n,): rows that count; what stands in the others is not looked at.

    Raises
    ------
    InputError
        A number is negative.
    """
    found = {role: _numbers(columns, role, names, geometry, keep, findings) for role in _FACTORS}
    hours = _numbers(columns, "vollasturen", names, geometry, keep, findings)
    rv, tap, power = found["rv_kw"], found["tap_kw"], found["vermogen_kw"]
    notes = []
    if "rv_kw" in columns or "tap_kw" in columns:
        none = np.isnan(rv) & np.isnan(tap)
        rv = np.where(none, power, rv)
        notes.append(note("gebouwen_notitie_rv_tap", fields=_names(columns, "rv_kw", "tap_kw")))
    elif "vermogen_kw" in columns:
        rv = power
        notes.append(note("gebouwen_notitie_vermogen", fields=_names(columns, "vermogen_kw")))
    parts = np.where(
        np.isnan(found["rv_gj"]) & np.isnan(found["tap_gj"]),
        np.nan,
        np.nan_to_num(found["rv_gj"]) + np.nan_to_num(found["tap_gj"]),
    )
    heat = np.where(np.isnan(found["warmte_gj"]), parts, found["warmte_gj"])
    if any(role in columns for role in _HEAT):
        notes.append(note("gebouwen_notitie_warmte", fields=_names(columns, *_HEAT)))
    homes, other, mixed = _dwellings(columns, names, geometry, keep, findings, notes)
    given = any(role in columns for role in _FACTORS)
    return Demand(rv, tap, heat, hours, homes, other, mixed, given, notes)


def _dwellings(
    columns: Columns, names: Texts, geometry: Shapes, keep: Flags, findings: Findings, notes: list[str]
) -> tuple[Reals, Flags, Flags]:
    """Return the dwellings (NaN: unknown), which rows are no dwelling, and which may be one only in part."""
    uses = [key(text) for text in first_text(columns, "gebruiksdoel")]
    use = _uses(uses)
    homes = _numbers(columns, "woningen", names, geometry, keep, findings)
    units = _numbers(columns, "eenheden", names, geometry, keep, findings)
    utility = _numbers(columns, "utiliteit", names, geometry, keep, findings)
    counted = np.isnan(homes) & ~np.isnan(units)
    homes = np.where(counted, np.where(use.home | ~use.known, units, 0.0), homes)
    other = (use.known & ~use.home) | (np.nan_to_num(utility) > 0)
    homes = np.where(np.isnan(homes) & other, 0.0, homes)
    mixed = counted & use.home & use.mixed & (units > 1)
    rounded = np.round(homes)
    odd = keep & ~np.isnan(homes) & (rounded != homes)
    if odd.any():
        notes.append(note("gebouwen_notitie_afgerond", rows=amount(int(odd.sum()))))
    return rounded, other & (rounded == 0), mixed


@dataclass(frozen=True)
class _Use:
    known: Flags
    home: Flags
    mixed: Flags


def _uses(uses: list[str]) -> _Use:
    """Return what BAG uses (``woonfunctie,winkelfunctie`` as `values.key`) say, shape (n,) each."""
    known = np.array(["functie" in use for use in uses], dtype=bool)
    home = np.array(["woonfunctie" in use for use in uses], dtype=bool)
    mixed = np.array([use.count("functie") > 1 for use in uses], dtype=bool)
    return _Use(known, home, mixed)


def _numbers(columns: Columns, role: str, names: Texts, geometry: Shapes, keep: Flags, findings: Findings) -> Reals:
    """Return a role in its own unit, each row from the first column that has a number; NaN where there is none."""
    result = np.full(len(columns.frame), np.nan)
    factors: Mapping[str, float] = _FACTORS.get(role, {})
    for column, alias, series in zip(
        column_names(columns, role), columns.aliases(role), columns.all(role), strict=True
    ):
        found, wrong = numbers(series)
        not_numbers(column, series, wrong & keep, names, findings, geometry)
        negative = np.flatnonzero(keep & (found < 0))
        if len(negative):
            row = negative[np.argmin(names[negative].astype(str))]
            raise InputError(
                "gebouw_negatief", building=names[row], column=column, value=f"{found[row]:g}", count=len(negative)
            )
        result = np.where(np.isnan(result), found * factors.get(alias, 1.0), result)
    return result


def _names(columns: Columns, *roles: str) -> str:
    return ", ".join(columns.names(role) for role in roles if role in columns)


@dataclass(frozen=True)
class Filled:
    """Demand without gaps.

    Attributes
    ----------
    rv_kw, tap_kw, warmte_gj
        Shape (n,): NaN only where `reason` is not "".
    woningen
        Shape (n,): dwellings.
    reason
        Shape (n,): "", "geen_vraag" or "vraag_onbekend".
    """

    rv_kw: Reals
    tap_kw: Reals
    warmte_gj: Reals
    woningen: npt.NDArray[np.int64]
    reason: Texts


def fill_demand(demand: Demand, kentallen: Kentallen, notes: list[str]) -> Filled:
    """Fill what is not known, with the kentallen of a dwelling.

    A building counts as one dwelling when nothing says how many it has. Without a field with power or heat in the layer
    a dwelling has ``vraag.vermogen_rv``, ``vraag.vermogen_tap`` and ``vraag.warmte_per_woning``. Where only the heat is
    known, the power for space heating follows from the ratio of those kentallen, and the other way round (unless the
    full load hours are known).

    Parameters
    ----------
    demand
        Per building.
    notes
        Grows: what was assumed, and how often.
    """
    space, tap = kentallen.value("vraag.vermogen_rv"), kentallen.value("vraag.vermogen_tap")
    heat = kentallen.value("vraag.warmte_per_woning")
    derived = np.isnan(demand.woningen)
    homes = np.where(derived, 1.0, demand.woningen)
    rv_kw, tap_kw, gj = demand.rv_kw.copy(), demand.tap_kw.copy(), demand.warmte_gj.copy()
    reason = np.full(len(homes), "", dtype=object)
    if not demand.given:
        rv_kw, tap_kw, gj = homes * space, homes * tap, homes * heat
        reason[demand.utiliteit] = "vraag_onbekend"
        reason[(homes == 0) & ~demand.utiliteit] = "geen_vraag"
        notes.append(note("gebouwen_notitie_kentallen", space=dutch(space), tap=dutch(tap), heat=dutch(heat)))
    else:
        no_power = np.isnan(rv_kw) & np.isnan(tap_kw)
        reason[no_power & np.isnan(gj)] = "vraag_onbekend"
        from_heat = no_power & (gj > 0)
        rv_kw[from_heat] = gj[from_heat] * space / heat
        tap_kw[from_heat] = homes[from_heat] * tap
        rv_kw[no_power & (gj == 0)] = 0.0
        known = reason == ""
        rv_kw[known & np.isnan(rv_kw)] = 0.0
        tap_kw[known & np.isnan(tap_kw)] = 0.0
        no_heat = known & np.isnan(gj)
        hours = np.where(np.isnan(demand.vollasturen), heat / space / GJ_PER_KWH, demand.vollasturen)
        gj[no_heat] = (rv_kw * hours * GJ_PER_KWH)[no_heat]
        only_tap = no_heat & (rv_kw == 0)
        gj[only_tap] = homes[only_tap] * heat
        reason[known & (rv_kw + tap_kw == 0)] = "geen_vraag"
        for what, rows in (("vermogen", from_heat), ("warmte", no_heat & (reason == ""))):
            if rows.any():
                notes.append(note(f"gebouwen_notitie_{what}_afgeleid", buildings=amount(int(rows.sum()))))
    if derived.any():
        notes.append(note("gebouwen_notitie_een_woning", buildings=amount(int(derived.sum()))))
    if demand.gemengd.any():
        notes.append(note("gebouwen_notitie_gemengd", buildings=amount(int(demand.gemengd.sum()))))
    return Filled(rv_kw, tap_kw, gj, homes.astype(np.int64), reason)
