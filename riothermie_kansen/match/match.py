"""From layers to who gets the heat: the one function behind the algorithm `energiematch`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np

from ..callbacks import Cancelled, Progress, never, part, silent, stop_if
from ..errors import InputError
from ..findings import Findings
from ..network.graph import ObjectArray
from ..network.layout import THOROUGH_TO
from ..network.loads import BRONNET, NETS, Regime
from ..network.place import PlaceSettings, make_task, read_place
from ..network.site import BoolArray
from ..plausible import refuse_impossible
from ..readers.buildings import read_buildings
from ..readers.qualities import read_qualities
from ..readers.shapes import unusable
from ..readers.tables import in_rd
from ..wording import amount, dutch, note
from .blocks import Blocks, make_blocks
from .choice import Choice, Ground
from .columns import METHODEN, OPTIMAAL
from .density import heat_density
from .distance import sewer_lines, straight_distance, street_distance
from .fill import fill, ranked
from .marginal import marginal_costs
from .optimise import greedy_selection, optimise
from .outcome import outcome
from .power import Demand, demand_with
from .preselect import nearest
from .problem import Problem
from .result import Match
from .score import Scores, flats, score
from .supply import Supply, read_supply

if TYPE_CHECKING:
    from ..kentallen import Kentallen

QUICK, THOROUGH, AUTO = "snel", "grondig", "auto"
EFFORTS = (AUTO, QUICK, THOROUGH)
"""How long to search, as for `network.design`."""


@dataclass(frozen=True)
class Settings:
    """Choices of the user.

    Attributes
    ----------
    net
        Of `network.loads.NETS`.
    method
        Of `columns.METHODEN`; without streets always by score.
    effort
        Of `EFFORTS`.
    bound
        Prove how far the selection can be from the best one.
    supply_gj, supply_kw
        What the sources give together to buildings, in place of their fields; None for the fields.
    uptake
        Part of the demand that connects, above 0 and at most 1; the selection is made for it.
    flats_always
        Blocks of flats connect as a whole whatever the uptake.
    block_field
        Column with the block that a building belongs to; None for none.
    place
        Streets, house connections and pipes; its ``required_field`` says which buildings must be chosen.
    """

    net: str = BRONNET
    method: str = OPTIMAAL
    effort: str = AUTO
    bound: bool = True
    supply_gj: float | None = None
    supply_kw: float | None = None
    uptake: float = 1.0
    flats_always: bool = True
    block_field: str | None = None
    place: PlaceSettings = field(default_factory=PlaceSettings)


def energy_match(
    buildings: gpd.GeoDataFrame,
    sources: gpd.GeoDataFrame,
    *,
    streets: gpd.GeoDataFrame | None,
    sewer: gpd.GeoDataFrame | None = None,
    barriers: gpd.GeoDataFrame | None = None,
    water: gpd.GeoDataFrame | None = None,
    settings: Settings,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Match:
    """Choose the buildings that get the heat of a source.

    Parameters
    ----------
    buildings
        ``GEBOUWEN`` of warmtevraag, or any layer with places and a heat demand.
    sources
        Points, or selected pipes of a kansenkaart, with heat and power.
    streets
        Centre lines that a network may follow; None: straight distances and the score alone.
    sewer
        Sewer that a building may be near to; a kansenkaart also tells which sources share their water.
    barriers
        Surfaces and barriers for the network.
    water
        The kansenkaart that `sources` are a selection of; None for `sewer`.
    settings
        Choices of the user.
    kentallen
        Values of this run.

    Raises
    ------
    InputError
        Nothing tells what the sources give, no building can get heat, or a choice does not exist; the sentence says why
        and what to do.
    """
    _check(settings)
    _check_places(buildings)
    supply = read_supply(
        sources, heat_gj=settings.supply_gj, power_kw=settings.supply_kw, water=sewer if water is None else water,
        kentallen=kentallen, cancelled=cancelled,
    )  # fmt: skip
    progress(5.0)
    ground = (
        _straight(buildings, supply, settings, kentallen, part(progress, 5, 40), cancelled)
        if streets is None
        else _along(buildings, supply, streets, barriers, settings, kentallen, part(progress, 5, 40), cancelled)
    )
    stop_if(cancelled)
    ground.notes += [*supply.sources.notes, *supply.notes]
    ground.findings.extend(supply.findings)
    qualities = read_qualities(buildings, ground.buildings, block_field=settings.block_field)
    ground.notes += qualities.notes
    frame = ground.buildings.frame
    refuse_impossible(frame["pand_id"].to_numpy(dtype=object), frame["warmte_gj"].to_numpy(dtype=np.float64), kentallen)
    # a power without heat takes nothing from the supply: there is nothing to choose
    ground.reason[(ground.reason == "") & ~(frame["warmte_gj"].to_numpy(dtype=np.float64) > 0)] = "geen_vraag"
    sewer_m = None
    if sewer is not None:
        sewer_m = straight_distance(frame.geometry, sewer_lines(sewer, ground.notes))
    blocks = make_blocks(qualities.block, frame, ground.reason)
    if not blocks.can.any():
        raise InputError("match_niets_te_kiezen", n=len(frame))
    homes = frame["woningen"].to_numpy(dtype=np.float64)
    scores = score(
        distance_m=ground.distance_m, sewer_m=sewer_m, density=ground.density, homes=homes, qualities=qualities,
        counts=blocks.can, straight=ground.place is None, kentallen=kentallen,
    )  # fmt: skip
    ground.notes += scores.notes
    always = flats(qualities, homes, kentallen) & settings.flats_always
    _tell_blocks(blocks, ground, settings, always)
    demand = demand_with(ground.buildings.frame, settings.uptake, always, ground.regime)
    blocks = nearest(ground, blocks, supply, demand, kentallen)
    progress(45.0)
    stop_if(cancelled)
    choice = _choose(ground, blocks, scores, supply, demand, settings, kentallen, part(progress, 45, 92), cancelled)
    stop_if(cancelled)
    match = outcome(
        ground, blocks, scores, supply, choice, sewer_m=sewer_m, uptake=settings.uptake, always=always,
        method=settings.method, kentallen=kentallen,
    )  # fmt: skip
    progress(100.0)
    return match


def _check(settings: Settings) -> None:
    """Refuse choices that do not exist."""
    for name, value, allowed in (
        ("NETTYPE", settings.net, NETS),
        ("METHODE", settings.method, METHODEN),
        ("REKENWIJZE", settings.effort, EFFORTS),
    ):
        if value not in allowed:
            raise InputError("pipe_choice", name=name, value=value, allowed=", ".join(allowed))
    if not 0.0 < settings.uptake <= 1.0:
        raise InputError("match_volloop", value=100.0 * settings.uptake)


def _check_places(buildings: gpd.GeoDataFrame) -> None:
    """Refuse a layer of which no building has a place: without it nothing can be connected."""
    table = in_rd(buildings, "gebouwen")
    if len(table) and unusable(np.array(table.geometry.array, dtype=object)).all():
        raise InputError("match_geen_plaats", n=amount(len(table)))


def _along(
    buildings: gpd.GeoDataFrame,
    supply: Supply,
    streets: gpd.GeoDataFrame,
    barriers: gpd.GeoDataFrame | None,
    settings: Settings,
    kentallen: Kentallen,
    progress: Progress,
    cancelled: Cancelled,
) -> Ground:
    """Return the buildings with the streets that reach them."""
    # what the sources give is known already; the network itself has no limit
    feeds = supply.sources.frame[["bron_id", "geometry"]]
    place = read_place(
        streets, buildings, feeds, barriers=barriers, settings=settings.place, kentallen=kentallen,
        progress=progress, cancelled=cancelled,
    )  # fmt: skip
    prepared = make_task(place, settings.net, settings.place, kentallen)
    heat = place.buildings.frame["warmte_gj"].to_numpy(dtype=np.float64)
    findings = Findings()
    findings.extend(place.findings)
    for label in prepared.unknown_dn:
        findings.add("bestaande_dn_onbekend", "waarschuwing", [label], None, smallest=prepared.smallest_dn)
    unlimited = note("bronnen_notitie_onbeperkt")
    return Ground(
        buildings=place.buildings,
        reason=place.reason.copy(),
        words=place.reason_values,
        distance_m=street_distance(place.site),
        density=heat_density(place.site, np.where(place.can, heat, 0.0), kentallen.value("match.dichtheid_buren")),
        regime=prepared.task.regime,
        net=settings.net,
        place=place,
        prepared=prepared,
        findings=findings,
        notes=[text for text in place.notes if text != unlimited],
    )


def _straight(
    buildings: gpd.GeoDataFrame,
    supply: Supply,
    settings: Settings,
    kentallen: Kentallen,
    progress: Progress,
    cancelled: Cancelled,
) -> Ground:
    """Return the buildings with their straight distances."""
    read = read_buildings(
        buildings, required_field=settings.place.required_field, kentallen=kentallen, progress=progress,
        cancelled=cancelled,
    )  # fmt: skip
    frame = read.frame
    reason: ObjectArray = frame["reason"].to_numpy(dtype=object).copy()
    if not (reason == "").any():
        raise InputError("network_no_demand", n=read.read)
    reason[(reason == "") & (frame["status"] == "verboden").to_numpy()] = "verboden"
    if not (reason == "").any():
        raise InputError("network_all_forbidden", n=int((frame["reason"] == "").sum()))
    findings = Findings()
    findings.extend(read.findings)
    findings.extend(supply.sources.findings)
    regime = Regime.from_kentallen(
        kentallen, settings.net, method=settings.place.simultaneity, cop=settings.place.cop,
        delta_t=settings.place.delta_t,
    )  # fmt: skip
    distance = straight_distance(frame.geometry, supply.sources.frame.geometry)
    return Ground(
        buildings=read,
        reason=reason,
        words=[{} for _ in range(len(frame))],
        distance_m=np.where(np.isfinite(distance), distance, np.inf),
        density=None,
        regime=regime,
        net=settings.net,
        place=None,
        prepared=None,
        findings=findings,
        notes=[*read.notes, note("match_notitie_zonder_straten")],
    )


def _tell_blocks(blocks: Blocks, ground: Ground, settings: Settings, always: BoolArray) -> None:
    """Add what is known of blocks, required buildings and uptake to the notes and findings."""
    frame = ground.buildings.frame
    named = blocks.name != ""
    if settings.block_field:
        ground.notes.append(
            note(
                "match_notitie_blokken",
                field=settings.block_field,
                blocks=amount(len(set(blocks.name[named]))),
                buildings=amount(int(named.sum())),
            )
        )
    asked = (frame["status"] == "verplicht").to_numpy()
    lost = asked & ~blocks.can
    ground.findings.add(
        "match_verplicht_kan_niet",
        "waarschuwing",
        frame["pand_id"].to_numpy(dtype=object)[lost],
        frame.geometry.to_numpy()[lost],
    )
    if settings.uptake < 1.0:
        ground.notes.append(note("match_notitie_volloop", uptake=dutch(100.0 * settings.uptake)))
    if always.any():
        ground.notes.append(note("match_notitie_flats", buildings=amount(int((always & blocks.can).sum()))))


def _choose(
    ground: Ground,
    blocks: Blocks,
    scores: Scores,
    supply: Supply,
    demand: Demand,
    settings: Settings,
    kentallen: Kentallen,
    progress: Progress,
    cancelled: Cancelled,
) -> Choice:
    """Choose the buildings."""
    order = ranked(blocks, scores.total, demand.gj)
    asked = float(demand.gj[blocks.required].sum())
    if asked > supply.gj:
        ground.findings.add(
            "match_verplicht_te_veel", "waarschuwing", [note("match_aanbod")], None, asked=amount(asked),
            supply=amount(supply.gj),
        )  # fmt: skip
    unknown = np.full(len(ground.buildings.frame), np.nan)
    if ground.prepared is None:
        chosen = fill(blocks, order, demand, gj=supply.gj, kw=supply.kw)
        return Choice(demand, chosen, chosen, None, None, unknown, unknown, order, np.nan, np.nan, np.nan, ())
    task, fixed = ground.prepared.task, ground.prepared.fixed_eur
    problem = Problem(
        heat_gj=demand.gj,
        homes=demand.homes,
        rv_kw=demand.rv_kw,
        tap_kw=demand.tap_kw,
        block=blocks.number,
        can=blocks.can,
        required=blocks.required,
        preference=scores.total / 100.0,
        fixed_eur=fixed,
        supply_gj=supply.gj,
        supply_kw=supply.kw,
        network_weight=scores.network_weight,
        tolerance=kentallen.value("match.speling"),
    )
    place = np.full(blocks.count, blocks.count, dtype=np.int64)
    place[order] = np.arange(len(order))
    rank = place[blocks.number]
    if settings.method == OPTIMAAL:
        thorough = settings.effort == THOROUGH or (settings.effort == AUTO and task.site.streets <= THOROUGH_TO)
        found = optimise(
            task, problem, rank, thorough=thorough, bound=settings.bound, progress=progress, cancelled=cancelled
        )
        return Choice(
            demand, found.best.chosen, found.greedy.chosen, found.best.layout, found.greedy.layout,
            found.marginal_eur, fixed, order, found.gap, found.bound_gj, found.greedy.cost_eur, found.words,
        )  # fmt: skip
    greedy = greedy_selection(task, problem, rank, cancelled=cancelled)
    marginal = marginal_costs(task, problem, greedy.layout, greedy.chosen, cancelled)
    return Choice(
        demand, greedy.chosen, greedy.chosen, greedy.layout, greedy.layout, marginal, fixed, order, np.nan, np.nan,
        greedy.cost_eur, (note("match_notitie_op_score"),),
    )  # fmt: skip
