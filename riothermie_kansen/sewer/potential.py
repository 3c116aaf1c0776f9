"""What a pipe can deliver: power, heat and dwellings, the exchangers that fit, and its class on the opportunity map.

The formulas are those of the feasibility studies Putten Matchpoint (Tauw) and Leusden 't Ruige Veld (Syntraal, 2023).
Flow in l/s, power in kW, heat in GJ per year. Unknown (NaN) flow stays NaN: it is not zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import InputError
from ..messages import message
from ..schema import Column
from ..units import GJ_PER_KWH
from ..wording import dutch, sentences
from .classify import USABLE, Limits, classify
from .exchangers import Exchanger, fit, nominal_size_mm, read_exchangers
from .simultaneity import N_DEPENDENT, Simultaneity

if TYPE_CHECKING:
    from ..kentallen import Kentallen

Array = npt.NDArray[np.float64]

POTENTIAL_COLUMNS = (
    Column("vermogen_gem_kw", "real", "kW", "Bronvermogen bij gemiddeld debiet"),
    Column("vermogen_min_kw", "real", "kW", "Bronvermogen in het minimumuur"),
    Column("vermogen_gebouw_kw", "real", "kW", "Vermogen aan de gebouwzijde bij gemiddeld debiet"),
    Column("warmte_wko_gj", "real", "GJ/jr", "Warmte per jaar met WKO (gebouwzijde, gemiddeld debiet)"),
    Column("woningen_direct", "int", "", "Woningen zonder WKO (minimumuur)"),
    Column("woningen_wko", "int", "", "Woningen met WKO"),
    Column("wisselaars", "text", "", "Passende wisselaars"),
    Column("wisselaar_lengte_m", "real", "m", "Lengte van de eerste wisselaar (indicatie)"),
    Column("kans", "text", "", "Kans"),
    Column("reden", "text", "", "Reden"),
)
"""Columns that `potential` adds, in order."""


@dataclass(frozen=True)
class PotentialSettings:
    """What the user chooses for a run.

    Attributes
    ----------
    delta_t
        Cooling of the sewage that is allowed, K.
    t_winter
        Temperature of the sewage in winter, degrees C. It limits the cooling, see `usable_delta_t`; the power itself
        depends on the cooling only.
    cop
        COP of the heat pump.
    warmte_per_woning_gj
        Heat demand of a dwelling, GJ per year.
    methode_gelijktijdigheid
        One of `simultaneity.METHODS`.
    """

    delta_t: float
    t_winter: float
    cop: float
    warmte_per_woning_gj: float
    methode_gelijktijdigheid: str = N_DEPENDENT

    @classmethod
    def from_kentallen(cls, kentallen: Kentallen, methode: str = N_DEPENDENT) -> PotentialSettings:
        """Return the settings with the values of the kentallen."""
        return cls(
            delta_t=kentallen.value("bron.delta_t"),
            t_winter=kentallen.value("bron.t_winter"),
            cop=kentallen.value("warmtepomp.cop"),
            warmte_per_woning_gj=kentallen.value("vraag.warmte_per_woning"),
            methode_gelijktijdigheid=methode,
        )


def m3h_to_ls(flow_m3h: npt.ArrayLike) -> Array:
    """Return m3/h as l/s."""
    return np.asarray(flow_m3h, dtype=np.float64) / 3.6


def mass_flow_kgs(flow_ls: npt.ArrayLike, rho: float) -> Array:
    """Return the mass flow in kg/s of a flow in l/s at a density in kg/m3."""
    return np.asarray(flow_ls, dtype=np.float64) * rho / 1000.0


def source_power_kw(flow_ls: npt.ArrayLike, delta_t: float, rho: float, cp: float) -> Array:
    """Return the heat that cooling a flow yields: Q rho cp dT.

    Source: Putten par. 2.3.1, Leusden par. 2.4.

    Parameters
    ----------
    flow_ls
        Any shape: flow, l/s, 0 or more; NaN is unknown and stays so.
    delta_t
        Cooling, K.
    rho
        Density, kg/m3.
    cp
        Specific heat, kJ/(kg K).

    Raises
    ------
    InputError
        The cooling, density or specific heat is not more than 0, or a flow is negative or infinite.
    """
    if not (0.0 < delta_t < np.inf):
        raise InputError("potential_delta_t", value=delta_t)
    _positive(rho=rho, cp=cp)
    flow = np.asarray(flow_ls, dtype=np.float64)
    wrong = (flow < 0) | np.isinf(flow)
    if wrong.any():
        raise InputError("potential_flow", value=float(flow[wrong].flat[0]))
    return mass_flow_kgs(flow, rho) * cp * delta_t


def building_power_kw(power_kw: npt.ArrayLike, cop: float) -> Array:
    """Return what a heat pump delivers to the building from a source power: P COP/(COP - 1).

    Source: Putten par. 2.3.1, Leusden par. 2.4.

    Raises
    ------
    InputError
        The COP is not more than 1.
    """
    if not (1.0 < cop < np.inf):
        raise InputError("potential_cop", value=cop)
    return np.asarray(power_kw, dtype=np.float64) * (cop / (cop - 1.0))


def annual_heat_gj(power_kw: npt.ArrayLike, hours: float, efficiency: float, cop: float) -> Array:
    """Return the yearly heat to the building with seasonal storage: P h eta COP/(COP - 1), GJ.

    Source: Leusden par. 2.5.

    Parameters
    ----------
    power_kw
        Any shape: source power, kW.
    hours
        Full load hours of the extraction, h per year.
    efficiency
        Thermal efficiency of the storage, 0-1.
    cop
        COP of the heat pump.

    Raises
    ------
    InputError
        The COP is not more than 1, or the hours or the efficiency are not more than 0.
    """
    _positive(vollasturen=hours, rendement=efficiency)
    return np.asarray(building_power_kw(power_kw, cop) * (hours * GJ_PER_KWH * efficiency), dtype=np.float64)


def dwellings_with_wko(heat_gj: npt.ArrayLike, per_dwelling: float, step: float = 1.0) -> Array:
    """Return the dwellings that a yearly heat supplies, rounded down.

    Source: Leusden par. 2.5, which rounds 457 down to 450.

    Parameters
    ----------
    heat_gj
        Any shape: heat, GJ per year.
    per_dwelling
        Heat demand of a dwelling, GJ per year.
    step
        Round down to a multiple of this.

    Raises
    ------
    InputError
        The demand or the step is not more than 0.
    """
    _positive(warmte_per_woning=per_dwelling, step=step)
    return np.asarray(np.floor(np.asarray(heat_gj, dtype=np.float64) / per_dwelling / step) * step, dtype=np.float64)


def suffices(supply: npt.ArrayLike, demand: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """Return whether a supply covers a demand (same unit); unknown does not.

    Source: Putten par. 2.3.1.
    """
    return np.asarray(np.asarray(supply, dtype=np.float64) >= np.asarray(demand, dtype=np.float64), dtype=np.bool_)


def usable_delta_t(delta_t: float, t_winter: float, t_minimum: float) -> float:
    """Return the cooling that leaves the sewage no colder than a minimum in winter, K.

    Raises
    ------
    InputError
        The cooling is not more than 0, or the winter temperature is not above the minimum.
    """
    if not (0.0 < delta_t < np.inf):
        raise InputError("potential_delta_t", value=delta_t)
    if not (t_minimum < t_winter < np.inf):
        raise InputError("potential_t_winter", value=t_winter, minimum=t_minimum)
    return min(delta_t, t_winter - t_minimum)


def notes(settings: PotentialSettings, kentallen: Kentallen) -> list[str]:
    """Return Dutch sentences on what was assumed or limited."""
    minimum = kentallen.value("bron.t_na_winning_min")
    used = usable_delta_t(settings.delta_t, settings.t_winter, minimum)
    if used == settings.delta_t:
        return []
    values = {"asked": settings.delta_t, "used": used, "winter": settings.t_winter, "minimum": minimum}
    return [message("potential_cooling_limited", "nl", **{k: dutch(round(v, 3)) for k, v in values.items()})]


def potential(
    pipes: pd.DataFrame,
    *,
    settings: PotentialSettings,
    kentallen: Kentallen,
    exchangers: tuple[Exchanger, ...] | None = None,
) -> pd.DataFrame:
    """Return what each pipe can deliver.

    Parameters
    ----------
    pipes
        Columns functie, soort, breedte_mm, hoogte_mm, lengte_m, jaar, dwa_gem_ls, dwa_min_ls; the flows are mean and
        minimum hour on a dry day, l/s, NaN where unknown and 0 outside the DWA network.
    settings
        What the user chose.
    kentallen
        Everything else.
    exchangers
        Table from `exchangers.read_exchangers`; None for the standard one.

    Returns
    -------
    pd.DataFrame
        Index of `pipes`, columns `POTENTIAL_COLUMNS`. Whole numbers are floats, NaN where the flow is unknown.

    Raises
    ------
    InputError
        A setting or a flow cannot be right.

    Notes
    -----
    With storage the mean flow counts, since heat is gathered all year: it gives ``vermogen_gem_kw``,
    ``vermogen_gebouw_kw`` (the same at the building side), ``warmte_wko_gj`` and ``woningen_wko``. Leusden uses the
    flow available 77 % of the time, which takes a measurement. Without storage the minimum hour counts, since it
    falls in the morning when the demand peaks (Leusden par. 2.4): ``vermogen_min_kw`` and, through the building-side
    power in that hour, ``woningen_direct``. The exchanger is sized for ``vermogen_gem_kw``. Exchangers are named only
    where the class is not "geen".
    """
    delta_t = usable_delta_t(settings.delta_t, settings.t_winter, kentallen.value("bron.t_na_winning_min"))
    rho, cp = kentallen.value("bron.dichtheid"), kentallen.value("bron.warmtecapaciteit")
    mean_ls, night_ls = _numbers(pipes, "dwa_gem_ls"), _numbers(pipes, "dwa_min_ls")
    mean_kw = source_power_kw(mean_ls, delta_t, rho, cp)
    night_kw = source_power_kw(night_ls, delta_t, rho, cp)
    building_kw = building_power_kw(mean_kw, settings.cop)
    heat_gj = annual_heat_gj(
        mean_kw, kentallen.value("wko.vollasturen"), kentallen.value("wko.rendement"), settings.cop
    )
    simultaneity = Simultaneity.from_kentallen(kentallen, settings.methode_gelijktijdigheid)

    size_mm = nominal_size_mm(_numbers(pipes, "breedte_mm"), _numbers(pipes, "hoogte_mm"))
    function = pipes["functie"].to_numpy(dtype=object)
    kans, reason = classify(
        function=function,
        kind=pipes["soort"].to_numpy(dtype=object),
        size_mm=size_mm,
        year=_numbers(pipes, "jaar"),
        mean_ls=mean_ls,
        night_ls=night_ls,
        building_kw=building_kw,
        limits=Limits.from_kentallen(kentallen),
    )
    names = np.full(len(pipes), "", dtype=object)
    length_m = np.full(len(pipes), np.nan)
    worth = np.isin(kans.astype(str), USABLE)
    found = fit(
        function=function[worth],
        size_mm=size_mm[worth],
        flow_ls=mean_ls[worth],
        power_kw=mean_kw[worth],
        length_m=_numbers(pipes, "lengte_m")[worth],
        table=read_exchangers() if exchangers is None else exchangers,
    )
    names[worth], length_m[worth] = found.wisselaars, found.lengte_m
    reason[worth] = sentences(reason[worth], found.reden)
    reason[~worth] = sentences(reason[~worth])
    return pd.DataFrame(
        {
            "vermogen_gem_kw": mean_kw,
            "vermogen_min_kw": night_kw,
            "vermogen_gebouw_kw": building_kw,
            "warmte_wko_gj": heat_gj,
            "woningen_direct": simultaneity.dwellings(building_power_kw(night_kw, settings.cop)),
            "woningen_wko": dwellings_with_wko(heat_gj, settings.warmte_per_woning_gj),
            "wisselaars": names,
            "wisselaar_lengte_m": length_m,
            "kans": kans,
            "reden": reason,
        },
        index=pipes.index,
    )


def _numbers(pipes: pd.DataFrame, column: str) -> Array:
    values: Any = pipes[column].to_numpy(dtype=np.float64, na_value=np.nan)
    return np.asarray(values, dtype=np.float64)


def _positive(**values: float) -> None:
    for name, value in values.items():
        if not (0.0 < value < np.inf):
            raise InputError("potential_number", name=name, value=value)
