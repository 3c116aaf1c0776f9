"""Source points of a sewer: read, choose, explain."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import numpy.typing as npt

from ..callbacks import Cancelled, Progress, never, part, silent, stop_if
from ..claims.graph import flow_map
from ..claims.heat import carrier
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..network.loads import BRONNET
from ..network.streets import street_graph
from ..readers.buildings import read_buildings
from ..readers.shapes import as_spots
from ..readers.streets import read_streets
from ..wording import amount, dutch, note
from .candidates import Candidates, already_taken, find_candidates, limits_of
from .choice import Water, choose
from .reach import Reach, StraightReach, StreetReach
from .tables import candidates_table, points_table
from .worth import Demand, Prices


@dataclass(frozen=True)
class Settings:
    """Choices of a run beside the kentallen.

    Attributes
    ----------
    net
        One of `network.loads.NETS`.
    """

    net: str = BRONNET


@dataclass
class SourcePoints:
    """Source points.

    Attributes
    ----------
    points
        Point, RD, columns `BRONPUNT_COLUMNS`, in order of choice.
    candidates
        Point, RD, columns `KANDIDAAT_COLUMNS`, every place by itself, best first.
    findings, notes
        What was repaired, assumed or left out; Dutch sentences.
    totals
        punten, kandidaten, bereik_gj, warmte_gj, kosten_eur, woningen.
    """

    points: gpd.GeoDataFrame
    candidates: gpd.GeoDataFrame
    findings: Findings
    notes: list[str] = field(default_factory=list)
    totals: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class _Homes:
    """Buildings with demand: ids and points, shape (b,), and what they ask."""

    ids: npt.NDArray[np.object_]
    spots: npt.NDArray[np.object_]
    demand: Demand


def source_points(
    chart: gpd.GeoDataFrame,
    buildings: gpd.GeoDataFrame,
    *,
    streets: gpd.GeoDataFrame | None = None,
    nodes: gpd.GeoDataFrame | None = None,
    minimum_kw: float | None = None,
    settings: Settings | None = None,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> SourcePoints:
    """Choose where along a sewer to take heat: most heat within reach per euro, one point after the other.

    Parameters
    ----------
    chart
        ``KANSENKAART`` of kansenkaart, or ``KANSENKAART_UIT`` of onttrekkingen: existing offtakes then keep what they
        take.
    buildings
        Buildings with heat demand.
    streets
        Centre lines; None: straight distances times ``bronkeuze.omweg``.
    nodes
        ``KNOPEN_UIT`` of the kansenkaart, which tells what kind of outlet a node is.
    minimum_kw
        Least power of a point at the side of the buildings, kW; None: ``kansen.vermogen_min``.
    settings
        Choices of the run.
    kentallen
        ``bronkeuze.*``, ``kosten_bron.*`` and those of the sewer and the network.

    Raises
    ------
    InputError
        No pipe can be a source, no building asks for heat, or no place serves enough; a layer cannot be used.
    CancelledError
        The user cancelled.
    """
    settings = settings or Settings()
    least = kentallen.value("kansen.vermogen_min") if minimum_kw is None else minimum_kw
    findings, notes = Findings(), list[str]()
    sewer = flow_map(chart, nodes, kentallen=kentallen, cancelled=cancelled)
    findings.extend(sewer.findings)
    notes += sewer.notes
    limits = limits_of(sewer, kentallen)
    carry = carrier(sewer, kentallen.value("onttrekking.herstel"))
    water = Water(carry, limits, *already_taken(chart, carry, notes))
    places = find_candidates(sewer, least, kentallen, findings, notes)
    progress(10)
    homes = _homes(buildings, kentallen, findings, notes, part(progress, 10, 25), cancelled)
    reach = _reach(streets, places, homes, kentallen, findings, notes, part(progress, 25, 40), cancelled)
    prices = Prices.from_kentallen(kentallen, settings.net)
    _assumed(prices, limits.end_k, notes)
    wanted = int(kentallen.value("bronkeuze.aantal"))
    choice = choose(
        places, water, reach, homes.demand, prices, count=wanted, minimum_kw=least,
        elsewhere_m=kentallen.value("bronkeuze.elders"), progress=part(progress, 40, 95), cancelled=cancelled,
    )  # fmt: skip
    if not choice.steps:
        raise InputError(
            "source_points_no_demand", minimum=dutch(least), reach=dutch(reach.metres), n=amount(len(places.name))
        )
    stop_if(cancelled)
    points = points_table(sewer.frame, places, choice, prices)
    if len(points) < wanted:
        findings.add(
            "bronpunten_minder", "info", [points["bron_id"].iloc[-1]], [points.geometry.iloc[-1]],
            found=len(points), asked=wanted, minimum=dutch(least),
        )  # fmt: skip
    totals = _totals(points, len(places.name))
    notes.append(
        note(
            "source_points_note_total", n=len(points), gj=amount(totals["bereik_gj"]), eur=amount(totals["kosten_eur"]),
            share=dutch(100.0 * totals["bereik_gj"] / float(homes.demand.gj.sum()), 1),
        )
    )  # fmt: skip
    progress(100)
    return SourcePoints(points, candidates_table(sewer.frame, places, choice, least), findings, notes, totals)


def _homes(
    buildings: gpd.GeoDataFrame,
    kentallen: Kentallen,
    findings: Findings,
    notes: list[str],
    progress: Progress,
    cancelled: Cancelled,
) -> _Homes:
    """Return the buildings that ask for heat, in order of their id."""
    read = read_buildings(buildings, kentallen=kentallen, progress=progress, cancelled=cancelled)
    findings.extend(read.findings)
    notes += read.notes
    frame = read.frame
    heat = frame["warmte_gj"].to_numpy(dtype=np.float64)
    asks = (frame["reason"] == "").to_numpy(dtype=bool) & (np.nan_to_num(heat) > 0)
    if not asks.any():
        raise InputError("source_points_no_heat", n=amount(len(frame)))
    frame = frame[asks]
    notes.append(
        note(
            "source_points_note_demand", n=amount(len(frame)), gj=amount(float(heat[asks].sum())),
            without=amount(int((~asks).sum())),
        )
    )  # fmt: skip
    spots = as_spots(np.asarray(frame.geometry.array, dtype=object))
    homes = frame["woningen"].to_numpy(dtype=np.float64)
    return _Homes(frame["pand_id"].to_numpy(dtype=object), spots, Demand(heat[asks], np.nan_to_num(homes)))


def _reach(
    streets: gpd.GeoDataFrame | None,
    places: Candidates,
    homes: _Homes,
    kentallen: Kentallen,
    findings: Findings,
    notes: list[str],
    progress: Progress,
    cancelled: Cancelled,
) -> Reach:
    """Return who reaches whom; places and buildings too far from a street are listed."""
    metres, factor = kentallen.value("bronkeuze.bereik"), kentallen.value("bronkeuze.omweg")
    if streets is None:
        notes.append(note("source_points_note_straight", factor=dutch(factor)))
        return StraightReach(places.points, homes.spots, metres, factor)
    read = read_streets(streets, kentallen=kentallen, progress=part(progress, 0, 30), cancelled=cancelled)
    graph = street_graph(
        read, snap_m=kentallen.value("straten.snap_m"), bridge_m=kentallen.value("straten.brug_gaten_m"),
        kentallen=kentallen, progress=part(progress, 30, 100), cancelled=cancelled,
    )  # fmt: skip
    for told in (read, graph):
        findings.extend(told.findings)
        notes += told.notes
    notes.append(note("source_points_note_streets"))
    farthest = kentallen.value("bronkeuze.straat_max")
    reach = StreetReach(graph, places.points, homes.spots, metres, farthest)
    for kind, ids, points, good in (
        ("bronpunt_ver_van_straat", places.name, places.points, reach.place_ok),
        ("gebouw_ver_van_straat", homes.ids, homes.spots, reach.building_ok),
    ):
        findings.add(kind, "info", ids[~good], points[~good], reach=dutch(farthest))
    return reach


def _assumed(prices: Prices, end_k: float, notes: list[str]) -> None:
    """Say what the choice rests on."""
    notes += [
        note("source_points_note_rule"),
        note(
            "source_points_note_costs", exchanger=amount(prices.exchanger), fixed=amount(prices.fixed),
            power=amount(prices.reference_kw), scale=dutch(prices.scale),
        ),
        note("source_points_note_heat", hours=amount(prices.hours)),
        note("source_points_note_end", end=dutch(end_k)),
    ]  # fmt: skip


def _totals(points: gpd.GeoDataFrame, candidates: int) -> dict[str, float]:
    """Return the numbers of a run."""
    return {
        "punten": float(len(points)),
        "kandidaten": float(candidates),
        **{name: float(points[name].sum()) for name in ("bereik_gj", "warmte_gj", "kosten_eur", "woningen")},
    }
