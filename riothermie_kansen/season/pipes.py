"""The season of every pipe of an opportunity map, and of a selection of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..callbacks import Cancelled, Progress, never, silent, stop_if
from ..errors import InputError
from ..kentallen import Kentallen
from ..schema import Column, names
from ..units import GJ_PER_KWH
from .balance import CLOSE, season_balance, store_m3_per_gj, totals
from .profiles import DemandYear
from .reasons import season_class, season_reasons
from .result import SeasonBalance
from .supply import Flows, pipe_flows, supply_shape
from .windows import largest_window

Floats = npt.NDArray[np.float64]

SEIZOEN_LEIDING_COLUMNS = (
    Column("seizoen", "text", "", "Seizoen: direct, dagbuffer, wko, tekort of geen"),
    Column("woningen_seizoen", "int", "", "Woningen in de seizoensbalans"),
    Column("aanbod_gj", "real", "GJ/jr", "Warmte die het riool kan geven (bronzijde)"),
    Column("vraag_gj", "real", "GJ/jr", "Warmtevraag aan de bronzijde"),
    Column("direct_gj", "real", "GJ/jr", "Direct geleverd (bronzijde)"),
    Column("wko_gj", "real", "GJ/jr", "Via WKO of dagbuffer geleverd (bronzijde)"),
    Column("tekort_gj", "real", "GJ/jr", "Niet geleverd, ook niet met WKO (bronzijde)"),
    Column("direct_deel", "real", "-", "Deel van de vraag dat direct wordt geleverd"),
    Column("wko_nodig", "text", "", "WKO nodig"),
    Column("wko_inhoud_gj", "real", "GJ", "Inhoud van de WKO"),
    Column("wko_inhoud_m3", "real", "m3", "Inhoud van de WKO als grondwater"),
    Column("woningen_zonder_wko", "int", "", "Woningen zonder WKO (elke dag genoeg, met dagbuffer)"),
    Column("woningen_jaar", "int", "", "Woningen waarvoor het jaar sluit (met WKO)"),
    Column("seizoen_reden", "text", "", "Reden bij het seizoen"),
)
"""Columns that the season adds to an opportunity map, in order."""

CELLS = 2_000_000
"""Steps times pipes that are worked on at once."""


@dataclass(frozen=True)
class SeasonSettings:
    """What the user chooses.

    Attributes
    ----------
    cop
        COP of the heat pump.
    dwelling_gj, dwelling_cooling_gj
        Heat and cooling demand of a dwelling, GJ per year.
    """

    cop: float
    dwelling_gj: float
    dwelling_cooling_gj: float = 0.0

    @classmethod
    def from_kentallen(cls, kentallen: Kentallen) -> SeasonSettings:
        """Return the settings with the values of the kentallen."""
        return cls(
            cop=kentallen.value("warmtepomp.cop"),
            dwelling_gj=kentallen.value("vraag.warmte_per_woning"),
            dwelling_cooling_gj=kentallen.value("seizoen.koude_per_woning"),
        )

    def source_gj(self) -> float:
        """Return what a dwelling asks at the side of the source: its heat times (COP - 1)/COP, GJ per year.

        Raises
        ------
        InputError
            The COP is not more than 1.
        """
        if not (1.0 < self.cop < np.inf):
            raise InputError("potential_cop", value=self.cop)
        return self.dwelling_gj * (self.cop - 1.0) / self.cop


def season_of_flow(
    flows: Flows,
    dwellings: float,
    *,
    year: DemandYear,
    cooling: Floats,
    settings: SeasonSettings,
    kentallen: Kentallen,
    design_ls: float | None = None,
) -> SeasonBalance:
    """Return the season of one source, for instance a selection (`supply.selected_flow`).

    Parameters
    ----------
    flows
        Shape (1,).
    dwellings
        Number of dwellings that hang on it.
    year, cooling
        From `profiles.demand_year` and `profiles.usable_cooling`.
    settings, kentallen
        Of the run.
    design_ls
        Design flow of the exchanger (l/s); None for ``seizoen.wisselaar_debiet`` times the mean flow.

    Raises
    ------
    InputError
        The number of dwellings or a setting cannot be right.
    """
    if not (0.0 <= dwellings < np.inf):
        raise InputError("season_dwellings", value=dwellings)
    hourly = supply_shape(flows, kentallen, design_ls)[:, 0]
    supply_kw = kw_per_ls(kentallen, cooling)[year.month - 1][:, None] * hourly
    return season_balance(
        supply_kw.ravel(),
        (year.demand * (dwellings * settings.source_gj() / GJ_PER_KWH)).ravel(),
        (year.cooling * (dwellings * settings.dwelling_cooling_gj / GJ_PER_KWH)).ravel(),
        1.0,
        np.repeat(year.month, 24),
        repeats=np.repeat(year.times, 24),
        efficiency=kentallen.value("wko.rendement"),
        m3_per_gj=well_m3_per_gj(kentallen),
    )


def seasons(
    pipes: pd.DataFrame,
    dwellings: npt.ArrayLike,
    *,
    year: DemandYear,
    cooling: Floats,
    settings: SeasonSettings,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> pd.DataFrame:
    """Return the season of every pipe, each as if it were the only source.

    Parameters
    ----------
    pipes
        Opportunity map: at least the columns `supply.NEEDED`.
    dwellings
        Dwellings per pipe, shape (n_pipes,); NaN and less than 0 count as none.
    year, cooling, settings, kentallen
        As for `season_of_flow`.
    progress, cancelled
        How the work reports and stops.

    Returns
    -------
    pd.DataFrame
        Index of `pipes`, columns `SEIZOEN_LEIDING_COLUMNS`. Supply and demand per pipe are those of `season_of_flow`;
        what the storage must hold is 0 where none is needed.
    """
    flows = pipe_flows(pipes)
    number = np.asarray(dwellings, dtype=np.float64)
    number = np.where(np.isfinite(number) & (number > 0), number, 0.0)
    columns = {name: np.zeros(len(pipes)) for name in _PARTS}
    wet = np.flatnonzero(flows.mean > 0)
    size = max(1, CELLS // (24 * len(year.month)))
    for start in range(0, len(wet), size):
        stop_if(cancelled)
        rows = wet[start : start + size]
        some = Flows(flows.mean[rows], flows.lowest[rows])
        for name, values in _chunk(some, number[rows], year, cooling, settings, kentallen).items():
            columns[name][rows] = values
        progress(100.0 * (start + len(rows)) / len(wet))
    made = pd.DataFrame(columns, index=pipes.index)
    made["vraag_gj"] = number * settings.source_gj()
    made["tekort_gj"] = np.where(flows.mean > 0, made["tekort_gj"], made["vraag_gj"])
    kind = season_class(
        flows.mean > 0, made["vraag_gj"].to_numpy(), made["direct_gj"].to_numpy(), made["tekort_gj"].to_numpy(),
        made["dag_genoeg"].to_numpy() > 0,
    )  # fmt: skip
    stored = np.isin(kind.astype(str), ("wko", "tekort")) & (flows.mean > 0)
    made["seizoen"] = kind
    made["woningen_seizoen"] = number
    demand = made["vraag_gj"].to_numpy()
    share = np.divide(made["direct_gj"].to_numpy(), demand, out=np.full(len(made), np.nan), where=demand > 0)
    made["direct_deel"] = share
    made["wko_nodig"] = np.where(kind == "geen", "", np.where(stored, "ja", "nee"))
    made["seizoen_reden"] = season_reasons(made, kind)
    made["wko_inhoud_gj"] = np.where(stored, made["inhoud_gj"], 0.0)
    made["wko_inhoud_m3"] = made["wko_inhoud_gj"] * well_m3_per_gj(kentallen)
    return made[list(names(SEIZOEN_LEIDING_COLUMNS))]


_PARTS = (
    "aanbod_gj", "direct_gj", "wko_gj", "tekort_gj", "inhoud_gj", "dag_genoeg", "woningen_zonder_wko", "woningen_jaar",
)  # fmt: skip


def kw_per_ls(kentallen: Kentallen, cooling: Floats) -> Floats:
    """Return the power that a l/s gives in each month (kW), shape (12,): rho c dT (R1)."""
    return np.asarray(
        cooling * kentallen.value("bron.dichtheid") / 1000.0 * kentallen.value("bron.warmtecapaciteit"),
        dtype=np.float64,
    )


def well_m3_per_gj(kentallen: Kentallen) -> float:
    """Return the groundwater that carries a GJ between the wells of the WKO (m3/GJ)."""
    return store_m3_per_gj(
        kentallen.value("bron.dichtheid"), kentallen.value("bron.warmtecapaciteit"), kentallen.value("wko.delta_t")
    )


def _chunk(
    flows: Flows, number: Floats, year: DemandYear, cooling: Floats, settings: SeasonSettings, kentallen: Kentallen
) -> dict[str, Floats]:
    """Return the parts of the season of some pipes that all carry water, each of shape (n,)."""
    eta = kentallen.value("wko.rendement")
    power = kw_per_ls(kentallen, cooling)[year.month - 1] * GJ_PER_KWH
    supply = power[:, None, None] * supply_shape(flows, kentallen)
    asked = year.demand * settings.source_gj()
    cooled = year.cooling * settings.dwelling_cooling_gj
    weight = np.repeat(year.times, 24).astype(np.float64)
    demand = asked[:, :, None] * number
    direct = np.minimum(supply, demand)

    def over_year(values: Floats) -> Floats:
        return np.asarray(weight @ values.reshape(len(weight), -1), dtype=np.float64)

    surplus, net = supply - direct, (demand - direct) / eta
    lacking = over_year(net) * eta
    lacking = np.where(lacking <= CLOSE * number * settings.source_gj(), 0.0, lacking)
    regenerated = float(weight @ cooled.ravel()) * number
    through = totals(over_year(surplus), lacking, regenerated, eta)
    net -= cooled[:, :, None] * number
    inhoud = np.where(lacking > 0, _content(surplus, net, year), 0.0)
    per_day, daily = supply.sum(axis=1), asked.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        enough = np.where(daily[:, None] > 0, per_day / daily[:, None], np.inf).min(axis=0)
    return {
        "aanbod_gj": over_year(supply),
        "direct_gj": number * settings.source_gj() - lacking,
        "wko_gj": through.from_store,
        "tekort_gj": through.shortage,
        "inhoud_gj": inhoud,
        "dag_genoeg": (number <= enough * (1 + CLOSE)).astype(np.float64),
        "woningen_zonder_wko": _whole(enough),
        "woningen_jaar": _whole(_closing(supply, asked, cooled, weight, eta)),
    }


def _content(surplus: Floats, net: Floats, year: DemandYear) -> Floats:
    """Return what the storage must hold: the highest of `balance.levels`, for days that are repeated."""
    weight = year.times[:, None, None]
    content = np.zeros(surplus.shape[-1])
    for flow in (-net, net - surplus):
        # a stretch of more than a year is no stretch: the sum over the year may not be positive
        sign = np.where((flow * weight).sum(axis=(0, 1)) > 0, -1.0, 1.0)
        content = np.maximum(content, largest_window(sign * flow, year.times))
    return content


def _closing(supply: Floats, asked: Floats, cooled: Floats, weight: Floats, eta: float) -> Floats:
    """Return the number of dwellings for which the year just closes, shape (n,); inf when cooling alone is enough.

    What is over, times the efficiency, minus what lacks is concave and piecewise linear in the number of dwellings:
    Newton from a number that is too high comes down to it in a few steps.
    """
    n = supply.shape[-1]
    flat, one = supply.reshape(-1, n), asked.ravel()
    gain = eta * float(weight @ cooled.ravel())
    asked_year = float(weight @ one)
    if asked_year <= gain:
        return np.full(n, np.inf)
    number = (weight @ flat) / (asked_year - gain)
    for _ in range(60):
        left = flat - one[:, None] * number
        part = np.where(left > 0, eta, 1.0)
        value = weight @ (part * left) + gain * number
        slope = gain - (weight * one) @ part
        step = value / slope
        number = number - step
        if (np.abs(step) <= 1e-10 * np.maximum(number, 1.0)).all():
            break
    return np.asarray(number, dtype=np.float64)


def _whole(number: Floats) -> Floats:
    """Return whole numbers, rounded down; NaN for what has no bound."""
    return np.where(np.isfinite(number), np.floor(number + 1e-6), np.nan)
