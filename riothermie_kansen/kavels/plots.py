"""Warmtekavels: what each area asks, what it can get, what stands in the way, and what lies outside all of them."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd

from ..callbacks import Cancelled, Progress, never, part, silent, stop_if
from ..findings import Findings
from ..kentallen import Kentallen
from ..readers.streets import read_streets
from .candidates import form_kavels
from .columns import GEGEVEN, GEVORMD
from .filling import Work, fill
from .planned import planned
from .reading import read_area, read_kavels
from .restrictions import read_verdicts
from .result import Plots, Settings
from .sources import read_heat_sources
from .stock import read_homes
from .supply import read_pipes


def heat_plots(
    kavels: gpd.GeoDataFrame | None,
    buildings: gpd.GeoDataFrame,
    *,
    map_: gpd.GeoDataFrame | None = None,
    sources: gpd.GeoDataFrame | None = None,
    streets: gpd.GeoDataFrame | None = None,
    restrictions: gpd.GeoDataFrame | None = None,
    trace: gpd.GeoDataFrame | None = None,
    connected: gpd.GeoDataFrame | None = None,
    selection: gpd.GeoDataFrame | None = None,
    area: gpd.GeoDataFrame | None = None,
    repaired: Sequence[int] = (),
    settings: Settings | None = None,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Plots:
    """Return a table of warmtekavels: demand, supply, densities, obstacles, plans, regime, and what lies outside.

    Parameters
    ----------
    kavels
        Areas with an id or name; None forms them from dense demand, see `candidates.form_kavels`.
    buildings
        ``GEBOUWEN`` of warmtevraag, or any layer that `readers.buildings` reads.
    map_
        ``KANSENKAART``, the whole map; None: nothing is told about supply.
    sources
        Other sources with power or heat.
    streets
        Centre lines, for the line density. Those of the rest are the ones in `area`, when it is given.
    restrictions
        Places with the verdicts wko and bodemlus, or where something is forbidden; see `restrictions`.
    trace, connected
        ``TRACE`` and ``AANSLUITINGEN`` of warmtenet.
    selection
        ``SELECTIE`` of energiematch.
    area
        The municipality: then the area of the rest is known too, and its streets are those within it. A building
        outside it counts in its kavel or in the rest; what lies in no kavel counts in no density then.
    repaired
        Rows of `kavels` whose polygon was repaired before.
    settings
        Choices; None for the standard ones.
    kentallen
        Groups ``kavel``, ``wcw``, ``vraag``, ``aansluiting``, ``gelijktijdigheid``, ``straten``, ``bron``, ``wko``.

    Raises
    ------
    InputError
        A layer holds nothing usable, or is another one than asked for.
    FieldError
        A column is not there.
    CancelledError
        The user cancelled.
    """
    chosen = settings or Settings()
    homes = read_homes(buildings, kentallen=kentallen, progress=part(progress, 0, 25), cancelled=cancelled)
    findings, notes = Findings(), list[str]()
    findings.extend(homes.findings)
    notes.extend(homes.notes)
    pipes = None if map_ is None or not len(map_) else read_pipes(
        map_, least=chosen.least, kentallen=kentallen, cancelled=cancelled
    )  # fmt: skip
    spots = None if sources is None or not len(sources) else read_heat_sources(sources, kentallen=kentallen)
    stop_if(cancelled)
    progress(35.0)
    lines = None
    if streets is not None and len(streets):
        found = read_streets(streets, kentallen=kentallen, cancelled=cancelled)
        findings.extend(found.findings)
        notes.extend(found.notes)
        lines = found.lines
    for extra in (pipes, spots):
        if extra is not None:
            findings.extend(extra.findings)
            notes.extend(extra.notes)
    progress(40.0)
    if kavels is None:
        read = form_kavels(homes, lines, pipes, spots, kentallen=kentallen, cancelled=cancelled)
    else:
        read = read_kavels(kavels, id_field=chosen.id_field, name_field=chosen.name_field, repaired=repaired)
    findings.extend(read.findings)
    notes.extend(read.notes)
    stop_if(cancelled)
    progress(60.0)
    work = Work(read, homes, GEVORMD if kavels is None else GEGEVEN, read_area(area), chosen, kentallen, findings)
    verdicts = None if restrictions is None or not len(restrictions) else read_verdicts(restrictions, homes)
    plan = planned(
        work.shapes, homes, work.found.kavel, trace=trace, connections=connected, selection=selection
    )  # fmt: skip
    for extra_notes in (verdicts, plan):
        if extra_notes is not None:
            findings.extend(extra_notes.findings)
            notes.extend(extra_notes.notes)
    made = fill(work, lines, pipes, spots, verdicts, plan, part(progress, 60, 95), cancelled)
    notes.extend(work.notes)
    progress(100.0)
    return Plots(made.kavels, made.table, made.buildings, made.overlaps, findings, notes, made.totals)
