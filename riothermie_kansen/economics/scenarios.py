"""The scenario matrix: uptake, counting, subsidies and certificates in every combination."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..callbacks import Cancelled, Progress, never, silent, stop_if
from ..kentallen import Kentallen
from ..schema import names
from ..wording import dutch, note
from .assumptions import Assumptions
from .build import build_case
from .cashflow import cash_flow
from .columns import JURIDISCH, MT, PER_WONING, SCENARIO_COLUMNS, SDE
from .measures import measures
from .project import Choices, Project
from .solve import Array, function_of, roots, value_of

UPTAKE = "volloop"


@dataclass(frozen=True)
class Scenarios:
    """The matrix, and the lines for its plots.

    Attributes
    ----------
    frame
        `SCENARIO_COLUMNS`: per combination a row per uptake, the chosen combination first.
    jaren
        Shape (H + 1,): years.
    cumulatief
        Uptake to net present value so far (H + 1,), with the chosen settings.
    vergelijking
        Words (Dutch) to net present value so far (H + 1,) at the chosen uptake: the chosen settings, and each of them
        turned round on its own.
    """

    frame: pd.DataFrame
    jaren: npt.NDArray[np.int64]
    cumulatief: Mapping[float, Array]
    vergelijking: Mapping[str, Array]


def scenarios(
    project: Project,
    choices: Choices,
    assumptions: Assumptions,
    kentallen: Kentallen,
    *,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Scenarios:
    """Return the outcome at every uptake and combination of settings.

    The uptakes are those of ``financieel.volloop_scenarios`` and the one in use. Turned round are: tariffs per legal
    connection or per dwelling, WIS, certificates, and for an MT network (or where it is received) SDE++. With tariffs
    per dwelling WIS counts per dwelling too: each has a connection of its own.

    Parameters
    ----------
    project, choices, assumptions, kentallen
        The business case; the assumptions single figures.
    progress, cancelled
        Callbacks.
    """
    used = value_of(project, assumptions, UPTAKE)
    uptakes = np.array(sorted({*kentallen.table("financieel.volloop_scenarios"), used}, reverse=True))
    settings = [choices, *(one for one in _settings(project, choices) if one != choices)]
    parts = []
    for i, setting in enumerate(settings):
        stop_if(cancelled)
        parts.append(_rows(project, setting, assumptions, kentallen, uptakes))
        progress(90.0 * (i + 1) / len(settings))
    frame = pd.concat(parts, ignore_index=True)
    frame["gekozen"] = ((np.arange(len(frame)) < len(uptakes)) & (frame[UPTAKE] == used)).astype(np.int64)
    frame["ncw_zonder_certificaten_eur"] = _without_certificates(frame)
    flows = cash_flow(build_case(project, choices, assumptions.change(volloop=uptakes), kentallen))
    # where nobody may choose, the uptake changes nothing and there is one run
    lines = np.broadcast_to(flows.ncw, (len(uptakes), len(flows.jaren)))
    compared = {
        name: np.asarray(cash_flow(build_case(project, one, assumptions, kentallen)).ncw)
        for name, one in _turned(project, choices).items()
    }
    progress(100.0)
    return Scenarios(
        frame=frame[list(names(SCENARIO_COLUMNS))],
        jaren=flows.jaren,
        cumulatief={float(uptake): line for uptake, line in zip(uptakes, lines, strict=True)},
        vergelijking=compared,
    )


def with_counting(choices: Choices, counting: str) -> Choices:
    """Return choices with another counting of connections; turned to per dwelling, WIS counts per dwelling too."""
    if counting == choices.tarief_telling:
        return choices
    wis = PER_WONING if counting == PER_WONING else choices.wis_telling
    return replace(choices, tarief_telling=counting, wis_telling=wis)


def receives_sde(project: Project, choices: Choices) -> bool:
    """Return whether SDE++ is received: as chosen, else an MT network, or a project that brings an amount itself."""
    own = any(stream.regel == SDE for stream in project.jaarposten)
    return project.nettype == MT or own if choices.sde is None else choices.sde


def turned_sde(project: Project, choices: Choices) -> Choices | None:
    """Return choices with SDE++ turned round; None where it plays no part."""
    if receives_sde(project, choices):
        return replace(choices, sde=False)
    # as it would have been without a choice, where that is "received"
    asked = replace(choices, sde=None)
    return asked if receives_sde(project, asked) else None


def _settings(project: Project, chosen: Choices) -> Iterator[Choices]:
    other = turned_sde(project, chosen)
    subsidies = [chosen] if other is None else [chosen, other]
    blocks = project.woningen != project.aansluitingen
    countings = (JURIDISCH, PER_WONING) if blocks else (chosen.tarief_telling,)
    for counting, wis, certificates, base in itertools.product(countings, (True, False), (True, False), subsidies):
        yield replace(with_counting(base, counting), wis=wis, certificaten=certificates)


def _turned(project: Project, chosen: Choices) -> dict[str, Choices]:
    """Return the chosen settings and those with one thing turned round, by a name in words."""
    other = JURIDISCH if chosen.tarief_telling == PER_WONING else PER_WONING
    found = {
        note("scenario_gekozen"): chosen,
        note(f"scenario_telling_{other}"): with_counting(chosen, other),
        note("scenario_zonder_wis" if chosen.wis else "scenario_met_wis"): replace(chosen, wis=not chosen.wis),
        note("scenario_zonder_certificaten" if chosen.certificaten else "scenario_met_certificaten"): replace(
            chosen, certificaten=not chosen.certificaten
        ),
    }
    subsidy = turned_sde(project, chosen)
    if subsidy is not None:
        found[note("scenario_zonder_sde" if subsidy.sde is False else "scenario_met_sde")] = subsidy
    if project.woningen == project.aansluitingen:
        del found[note(f"scenario_telling_{other}")]
    return found


def _rows(
    project: Project, setting: Choices, assumptions: Assumptions, kentallen: Kentallen, uptakes: Array
) -> pd.DataFrame:
    """Return the rows of one combination: all uptakes as runs of one case."""
    case = build_case(project, setting, assumptions.change(volloop=uptakes), kentallen)
    flows = cash_flow(case)
    found = measures(case, flows)
    connected = np.broadcast_to(flows.woningen, (len(uptakes), len(flows.jaren)))[:, -1]
    invested = _column(found.investering_eur, uptakes)
    used = value_of(project, assumptions, UPTAKE)
    sde = receives_sde(project, setting)
    crossings = roots(function_of(project, setting, assumptions, kentallen, UPTAKE), 0.0, 1.0)
    tipping = min(crossings, key=lambda value: (abs(value - used), value), default=float("nan"))
    return pd.DataFrame(
        {
            "variant": project.naam,
            "scenario": [_name(setting, float(uptake), sde=sde) for uptake in uptakes],
            "volloop": uptakes,
            "telling": setting.tarief_telling,
            "wis": _yes(setting.wis),
            "wis_telling": setting.wis_telling if setting.wis else "",
            "sde": _yes(sde),
            "certificaten": _yes(setting.certificaten),
            "piek": setting.piek,
            "investering_eur": invested,
            "investering_woning_eur": np.divide(
                invested, connected, out=np.full(len(uptakes), np.nan), where=connected > 0
            ),
            "ncw_eur": _column(found.ncw_eur, uptakes),
            "tvt_jaar": _column(found.tvt_jaar, uptakes),
            "irr": _column(found.irr, uptakes),
            "onrendabele_top_eur": _column(found.onrendabele_top_eur, uptakes),
            "breakeven_volloop": tipping,
        }
    )


def _without_certificates(frame: pd.DataFrame) -> Array:
    """Return per row the outcome of the same scenario without certificates."""
    key = ["volloop", "telling", "wis", "sde"]
    without = frame[frame["certificaten"] == _yes(False)].set_index(key)["ncw_eur"]
    found = without.loc[pd.MultiIndex.from_frame(frame[key])]
    return np.asarray(found.to_numpy(dtype=np.float64))


def _column(value: npt.ArrayLike, uptakes: Array) -> Array:
    return np.broadcast_to(np.asarray(value, dtype=np.float64), uptakes.shape).copy()


def _yes(value: bool) -> str:
    return "ja" if value else "nee"


def _name(setting: Choices, uptake: float, *, sde: bool) -> str:
    """Return a scenario in words (Dutch)."""
    words = [f"{dutch(round(100.0 * uptake, 2))} %", note(f"scenario_per_{setting.tarief_telling}")]
    words.append(note("scenario_wis" if setting.wis else "scenario_geen_wis"))
    words += [note("scenario_sde")] if sde else []
    words.append(note("scenario_certificaten" if setting.certificaten else "scenario_geen_certificaten"))
    return ", ".join(words)
