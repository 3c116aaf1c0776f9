"""From layers to a designed network: the one function behind the algorithm `warmtenet`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np

from ..callbacks import Cancelled, Progress, never, part, silent, stop_if
from ..errors import InputError
from ..findings import Findings
from ..wording import note
from .cost_bound import cost_bound, first_bound
from .economy import Choice, choose
from .layout import THOROUGH_TO
from .loads import NETS
from .outcome import Design, Plan, outcome
from .place import Place, PlaceSettings, make_task, read_place

if TYPE_CHECKING:
    from ..kentallen import Kentallen

QUICK, THOROUGH, AUTO = "snel", "grondig", "auto"
EFFORTS = (AUTO, QUICK, THOROUGH)
"""How long to search: as the size allows, one tree improved, many restarts."""


@dataclass(frozen=True)
class Settings(PlaceSettings):
    """Choices of the user, with those of `PlaceSettings`.

    Attributes
    ----------
    nettypes
        Of `loads.NETS`; each gives a design.
    limit_eur_dwelling, limit_eur_mwh
        Optional buildings that cost more are left out; EUR per dwelling, EUR per MWh of heat per year; None for none.
    effort
        One of `EFFORTS`.
    bound
        Prove how far the costs can be from the cheapest network.
    curve
        Work out what the network costs with fewer connections.
    """

    nettypes: tuple[str, ...] = ("bronnet",)
    limit_eur_dwelling: float | None = None
    limit_eur_mwh: float | None = None
    effort: str = AUTO
    bound: bool = True
    curve: bool = True


def design_network(
    streets: gpd.GeoDataFrame,
    buildings: gpd.GeoDataFrame,
    sources: gpd.GeoDataFrame,
    *,
    barriers: gpd.GeoDataFrame | None = None,
    forbidden: gpd.GeoDataFrame | None = None,
    extra: gpd.GeoDataFrame | None = None,
    existing: gpd.GeoDataFrame | None = None,
    settings: Settings,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> list[Design]:
    """Design a heat network along streets.

    Parameters
    ----------
    streets, buildings, sources
        As delivered, EPSG:28992; see `readers`.
    barriers
        Areas and lines with what they do to the price, or where no pipe may lie.
    forbidden
        Lines and areas where no pipe may lie.
    extra
        Hand-drawn traces.
    existing
        Existing pipes.
    settings
        Choices of the user.
    kentallen
        Values of this run.

    Returns
    -------
    list[Design]
        One per type of network, on the same streets and buildings.

    Raises
    ------
    InputError
        The input cannot give a network; the sentence says why and what to do.
    """
    if settings.effort not in EFFORTS:
        raise InputError("pipe_choice", name="REKENWIJZE", value=settings.effort, allowed=", ".join(EFFORTS))
    if not settings.nettypes:
        raise InputError("pipe_choice", name="NETTYPE", value="-", allowed=", ".join(NETS))
    for name, limit in (("EUR_WONING", settings.limit_eur_dwelling), ("EUR_MWH", settings.limit_eur_mwh)):
        if limit is not None and not limit > 0:
            raise InputError("connect_getal", name=f"DREMPEL_{name}", value=limit)
    place = read_place(
        streets, buildings, sources, barriers=barriers, forbidden=forbidden, extra=extra, existing=existing,
        settings=settings, kentallen=kentallen, progress=part(progress, 0, 35), cancelled=cancelled,
    )  # fmt: skip
    designs = []
    share = 65.0 / len(settings.nettypes)
    for i, net in enumerate(settings.nettypes):
        step = part(progress, 35 + i * share, 35 + (i + 1) * share)
        designs.append(_design(place, net, settings, kentallen, step, cancelled))
    return designs


def _design(
    place: Place, net: str, settings: Settings, kentallen: Kentallen, progress: Progress, cancelled: Cancelled
) -> Design:
    """Lay, size and price one type of network."""
    site, frame = place.site, place.buildings.frame
    task, fixed_eur, unknown, smallest = make_task(place, net, settings, kentallen)
    can = place.can
    thorough = settings.effort == THOROUGH or (settings.effort == AUTO and site.streets <= THOROUGH_TO)
    choice: Choice = choose(
        task, frame, place.sources.frame, can,
        fixed_eur=fixed_eur, limit_dwelling=settings.limit_eur_dwelling, limit_mwh=settings.limit_eur_mwh,
        thorough=thorough, bound=settings.bound, curve=settings.curve, progress=part(progress, 0, 80),
        cancelled=cancelled,
    )  # fmt: skip
    stop_if(cancelled)
    first, lowest = choice.layout.bound, np.nan
    if settings.bound:
        first = (
            first if np.isfinite(first) else first_bound(task, choice.connected, thorough=thorough, cancelled=cancelled)
        )
        lowest = cost_bound(task, choice.connected, first, thorough=thorough, cancelled=cancelled)
    progress(90.0)
    reason = place.reason.copy()
    out = can & ~choice.connected
    reason[out] = choice.reason[out]
    words = [one | other for one, other in zip(place.reason_values, choice.words, strict=True)]
    findings = Findings()
    findings.extend(place.findings)
    findings.extend(choice.findings)
    for label in unknown:
        findings.add("bestaande_dn_onbekend", "waarschuwing", [label], None, smallest=smallest)
    plan = Plan(
        net, task, choice.layout, place.connections, place.surfaces, frame, place.sources.frame, choice.connected,
        reason, words, first, lowest, choice.curve,
    )  # fmt: skip
    design = outcome(plan, findings, [*place.notes, *choice.notes], kentallen)
    if thorough:
        design.notes.append(note("net_grondig"))
    progress(100.0)
    return design
