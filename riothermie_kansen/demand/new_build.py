"""New build: demand and power of dwellings that are planned, from a table with type, number and area.

The rules of Putten Matchpoint (Tauw), tables 2-1 to 2-7::

    heating and cooling = 25 kWh/m2, of which a part by type is cooling
    tap water           = 764 kWh per person
    power for heating   = 25 W/m2
    power for tap water = boiler x 4.18 kJ/(kg K) x 52 K / 3 h

Heating and tap water are added up without simultaneity, as there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..findings import Findings
from ..readers.dwelling_words import plain
from ..schema import RD, Column, names
from ..units import GJ_PER_KWH
from .columns import APPARTEMENT, GEBOUW_COLUMNS, HOEK, TUSSEN, TWEE, VRIJSTAAND
from .power import boiler_power, power_of_area
from .vesta import Floats, Ints, Texts

if TYPE_CHECKING:
    from ..kentallen import Kentallen

GROUND, UPPER, LEVEL = "benedenwoning", "bovenwoning", "nultredenwoning"
PLAN_TYPES = (GROUND, UPPER, LEVEL, HOEK, TUSSEN, TWEE, VRIJSTAAND, APPARTEMENT)
"""Types of planned dwelling, in the order of the rows of eight in ``nieuwbouw.*``."""

DWELLING_TYPE = {GROUND: APPARTEMENT, UPPER: APPARTEMENT, LEVEL: TUSSEN}
"""Type on the map of types that only plans have."""

_WORDS = (("beneden", GROUND), ("boven", UPPER), ("nultreden", LEVEL))

TOTAL = "totaal"
"""Id of the row with the totals."""

PREFIX = "nieuwbouw-"
"""Before the id of a plan in the id of its building: it never is the id of a pand."""

NIEUWBOUW_COLUMNS = (
    Column("plan_id", "text", "", "Plan"),
    Column("naam", "text", "", "Naam"),
    Column("type", "text", "", "Type"),
    Column("aantal", "int", "", "Woningen"),
    Column("oppervlakte_m2", "real", "m2", "Oppervlakte per woning"),
    Column("oppervlakte_totaal_m2", "real", "m2", "Oppervlakte van alle woningen"),
    Column("personen", "real", "", "Personen per woning"),
    Column("boiler_l", "real", "l", "Boiler per woning"),
    Column("koude_kwh_m2", "real", "kWh/m2", "Koeling per m2 en jaar"),
    Column("tap_kwh_m2", "real", "kWh/m2", "Tapwater per m2 en jaar"),
    Column("rv_kwh_m2", "real", "kWh/m2", "Ruimteverwarming per m2 en jaar"),
    Column("totaal_kwh_m2", "real", "kWh/m2", "Totaal per m2 en jaar"),
    Column("tap_kw_woning", "real", "kW", "Vermogen tapwater per woning"),
    Column("rv_kw_woning", "real", "kW", "Vermogen ruimteverwarming per woning"),
    Column("totaal_kw_woning", "real", "kW", "Vermogen per woning"),
    Column("koude_kwh", "real", "kWh/jaar", "Koeling"),
    Column("tap_kwh", "real", "kWh/jaar", "Tapwater"),
    Column("rv_kwh", "real", "kWh/jaar", "Ruimteverwarming"),
    Column("totaal_kwh", "real", "kWh/jaar", "Totaal"),
    Column("tap_kw", "real", "kW", "Vermogen tapwater, opgeteld"),
    Column("rv_kw", "real", "kW", "Vermogen ruimteverwarming, opgeteld"),
    Column("totaal_kw", "real", "kW", "Vermogen, opgeteld"),
    Column("koude_gj", "real", "GJ/jaar", "Koeling"),
    Column("tap_gj", "real", "GJ/jaar", "Tapwater"),
    Column("rv_gj", "real", "GJ/jaar", "Ruimteverwarming"),
    Column("warmte_gj", "real", "GJ/jaar", "Warmtevraag"),
)
"""``NIEUWBOUW_UIT``: a row per row of the plan, and one with the totals (Putten tables 2-2 to 2-7)."""

_MEANS = ("oppervlakte_m2", "personen", "boiler_l")
_ADDED = (
    *("aantal", "oppervlakte_totaal_m2", "koude_kwh", "tap_kwh", "rv_kwh", "totaal_kwh", "tap_kw", "rv_kw"),
    *("totaal_kw", "koude_gj", "tap_gj", "rv_gj", "warmte_gj"),
)


def cooling_share(kwh_m2: npt.ArrayLike, share: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Split the need for heating and cooling; return that for heating and that for cooling, kWh/m2."""
    need, part = np.asarray(kwh_m2, dtype=np.float64), np.asarray(share, dtype=np.float64)
    return np.asarray((1.0 - part) * need, dtype=np.float64), np.asarray(part * need, dtype=np.float64)


def tap_kwh(kwh_person: float, persons: npt.ArrayLike, dwellings: npt.ArrayLike = 1.0) -> Floats:
    """Return tap water in kWh a year of dwellings with so many persons each."""
    return np.asarray(
        kwh_person * np.asarray(persons, dtype=np.float64) * np.asarray(dwellings, dtype=np.float64), dtype=np.float64
    )


def plan_types(kind: Texts, name: Texts) -> Texts:
    """Return the type of each row of a plan: what its name or type says (`PLAN_TYPES`), else the type of dwelling.

    Parameters
    ----------
    kind
        Shape (n,): type, `columns.WONINGTYPEN` or a word of the plan; "" counts as `columns.TUSSEN`.
    name
        Shape (n,): what the plan calls it.
    """
    found = []
    for own, text in zip(kind, name, strict=True):
        words = plain(f"{own} {text}")
        special = next((plan for word, plan in _WORDS if word in words and own in ("", plan, *_SPECIAL[plan])), None)
        found.append(special or (str(own) if own in PLAN_TYPES else TUSSEN))
    return np.array(found, dtype=object)


_SPECIAL = {GROUND: (APPARTEMENT,), UPPER: (APPARTEMENT,), LEVEL: (TUSSEN, HOEK)}
"""Types of dwelling that a reader may make of the types that only plans have."""


def new_build_table(plan: pd.DataFrame, *, kentallen: Kentallen, findings: Findings | None = None) -> pd.DataFrame:
    """Return demand and power of a plan: `NIEUWBOUW_COLUMNS`, a row per row and one with the totals.

    Parameters
    ----------
    plan
        Columns plan_id, naam, type, aantal, oppervlakte_m2 (per dwelling), personen, boiler_l; NaN or "" where not
        given: then the value of the type holds (``nieuwbouw.*``).
    findings
        Grows: rows without an area.

    Returns
    -------
    pd.DataFrame
        In the order of the plan; no rows for an empty plan. Means in the row with the totals are per dwelling or m2.
    """
    if not len(plan):
        return pd.DataFrame(columns=list(names(NIEUWBOUW_COLUMNS)))
    kind = plan_types(plan["type"].astype(object).to_numpy(), plan["naam"].astype(object).to_numpy())
    code: Ints = np.array([PLAN_TYPES.index(str(word)) for word in kind], dtype=np.int64)

    def given(column: str) -> Floats:
        own = plan[column].to_numpy(dtype=np.float64) if column in plan else np.full(len(plan), np.nan)
        usual = np.array(kentallen.table(f"nieuwbouw.{column}"))[code]
        return np.where(np.isnan(own), usual, own)

    area, persons, boiler = given("oppervlakte_m2"), given("personen"), given("boiler_l")
    number = plan["aantal"].to_numpy(dtype=np.float64)
    share = np.array(kentallen.table("nieuwbouw.aandeel_koeling"))[code]
    heat, cold = cooling_share(kentallen.value("nieuwbouw.beng_kwh_m2"), share)
    tap = tap_kwh(kentallen.value("nieuwbouw.tap_kwh_persoon"), persons)
    tap_kw = boiler_power(boiler, kentallen)
    rv_kw = power_of_area(kentallen.value("nieuwbouw.rv_w_m2"), area)
    total_m2 = area * number
    table = pd.DataFrame(
        {
            "plan_id": plan["plan_id"].astype(object).to_numpy(),
            "naam": plan["naam"].astype(object).to_numpy(),
            "type": kind,
            "aantal": number,
            "oppervlakte_m2": area,
            "oppervlakte_totaal_m2": total_m2,
            "personen": persons,
            "boiler_l": boiler,
            "koude_kwh": cold * total_m2,
            "tap_kwh": tap * number,
            "rv_kwh": heat * total_m2,
            "tap_kw": tap_kw * number,
            "rv_kw": rv_kw * number,
        }
    )
    table["totaal_kwh"] = table["koude_kwh"] + table["tap_kwh"] + table["rv_kwh"]
    table["totaal_kw"] = table["tap_kw"] + table["rv_kw"]
    for name in ("koude", "tap", "rv"):
        table[f"{name}_gj"] = table[f"{name}_kwh"] * GJ_PER_KWH
    table["warmte_gj"] = table["tap_gj"] + table["rv_gj"]
    if findings is not None and "oppervlakte_m2" in plan:
        rows = np.flatnonzero(plan["oppervlakte_m2"].isna().to_numpy())
        findings.add(
            "nieuwbouw_oppervlakte",
            "waarschuwing",
            table["plan_id"].to_numpy()[rows],
            None if "geometry" not in plan else plan["geometry"].to_numpy()[rows],
            area=[float(value) for value in area[rows]],
            soort=list(kind[rows]),
        )
    return _finished(pd.concat([table, _total(table)], ignore_index=True))


def _total(table: pd.DataFrame) -> pd.DataFrame:
    """Return the row with the totals; means are weighted by the number of dwellings."""
    number = table["aantal"].sum()
    row = {name: [table[name].sum()] for name in _ADDED}
    for name in _MEANS:
        row[name] = [(table[name] * table["aantal"]).sum() / number if number > 0 else np.nan]
    return pd.DataFrame({"plan_id": [TOTAL], "naam": [""], "type": [""], **row})


def _finished(table: pd.DataFrame) -> pd.DataFrame:
    """Add what is per m2 and per dwelling."""
    m2, number = table["oppervlakte_totaal_m2"].to_numpy(), table["aantal"].to_numpy(dtype=np.float64)
    for name in ("koude", "tap", "rv", "totaal"):
        kwh = table[f"{name}_kwh"].to_numpy()
        table[f"{name}_kwh_m2"] = np.divide(kwh, m2, out=np.full(len(kwh), np.nan), where=m2 > 0)
    for name in ("tap", "rv", "totaal"):
        kw = table[f"{name}_kw"].to_numpy()
        table[f"{name}_kw_woning"] = np.divide(kw, number, out=np.full(len(kw), np.nan), where=number > 0)
    table["aantal"] = np.round(number).astype(np.int64)
    return table[list(names(NIEUWBOUW_COLUMNS))]


def new_build_buildings(
    table: pd.DataFrame, places: npt.NDArray[np.object_] | None, years: npt.ArrayLike | None = None
) -> gpd.GeoDataFrame:
    """Return the rows of a plan that have a place as buildings, columns `columns.GEBOUW_COLUMNS`, `schema.RD`.

    Parameters
    ----------
    table
        From `new_build_table`, with its row of totals or without rows.
    places
        Shape (n,): geometry (`schema.RD`) of each row of the plan, None where it has none; None for no places.
    years
        Shape (n,): year of building, NaN unknown; None for not known.
    """
    n = 0 if places is None else len(places)
    shapes = np.full(n, None, dtype=object) if places is None else np.asarray(places, dtype=object)
    rows = table.iloc[:n].reset_index(drop=True)
    here = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes)) if n else np.zeros(0, dtype=bool)
    rows, shapes = rows[here].reset_index(drop=True), shapes[here]
    kind = [DWELLING_TYPE.get(str(word), str(word)) for word in rows["type"]]
    texts = dict.fromkeys(("label", "label_bron", "eigenaar", "buurtcode", "reden"), "")
    number = rows["aantal"].to_numpy(dtype=np.float64)
    columns = {
        "pand_id": np.array([PREFIX + str(plan) for plan in rows["plan_id"]], dtype=object),
        "woningen": rows["aantal"].to_numpy(dtype=np.int64),
        "utiliteit": np.zeros(len(rows), dtype=np.int64),
        "bouwjaar": np.full(len(rows), np.nan) if years is None else np.asarray(years, dtype=np.float64)[here],
        "type": np.array(kind, dtype=object),
        "type_bron": np.full(len(rows), "eigen", dtype=object),
        "oppervlakte_m2": rows["oppervlakte_totaal_m2"].to_numpy(dtype=np.float64),
        **{name: rows[name].to_numpy(dtype=np.float64) for name in ("rv_gj", "tap_gj", "warmte_gj", "koude_gj")},
        "warmte_voor_gj": rows["warmte_gj"].to_numpy(dtype=np.float64),
        "rv_kw": rows["rv_kw"].to_numpy(dtype=np.float64),
        "tap_kw": rows["tap_kw"].to_numpy(dtype=np.float64),
        "koude_kw": np.full(len(rows), np.nan),
        "inwoners": rows["personen"].to_numpy(dtype=np.float64) * number,
        "corporatie_woningen": np.zeros(len(rows), dtype=np.int64),
        "factor_cbs": np.ones(len(rows)),
        "bron": np.full(len(rows), "nieuwbouw", dtype=object),
    }
    frame = pd.DataFrame(columns).assign(**texts)
    for name in texts:
        frame[name] = frame[name].astype(object)
    return gpd.GeoDataFrame(frame[list(names(GEBOUW_COLUMNS))], geometry=shapes, crs=RD)
