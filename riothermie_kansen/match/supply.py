"""What sources can give together: fields of the layer or the user's own numbers, the same water counted once."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd

from ..callbacks import Cancelled, never
from ..claims.graph import flow_map
from ..claims.opportunity_table import MAP, REQUIRED
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..network.graph import FloatArray
from ..readers.fields import find
from ..readers.shapes import is_line
from ..readers.sources import ENERGY_SOURCE, Sources, read_sources
from ..readers.tables import first_text
from ..season.supply import passes_again
from ..sewer.potential import building_power_kw
from ..wording import amount, dutch, note


@dataclass
class Supply:
    """What the sources can give to buildings.

    Attributes
    ----------
    sources
        As read, with the heat of each.
    gj, kw
        Heat per year and power that can be given out; infinite where it is not known.
    given_gj, given_kw
        The same before the reserve is taken off.
    findings, notes
        What was assumed.
    """

    sources: Sources
    gj: float
    kw: float
    given_gj: float
    given_kw: float
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)


def read_supply(
    frame: gpd.GeoDataFrame,
    *,
    heat_gj: float | None = None,
    power_kw: float | None = None,
    water: gpd.GeoDataFrame | None = None,
    kentallen: Kentallen,
    cancelled: Cancelled = never,
) -> Supply:
    """Read sources and what they can give together.

    Parameters
    ----------
    frame
        Points, or selected pipes of a kansenkaart.
    heat_gj, power_kw
        What they give together at the side of the buildings, in place of the fields; None for the fields.
    water
        The whole kansenkaart that the pipes are a selection of: pipes after each other share their water. None: only
        the selection is known.
    kentallen
        The COP, for a power at the sewer, and ``match.reserve``.

    Raises
    ------
    InputError
        Nothing tells what the sources give, it is nothing, or a value is none.
    """
    for name, value in (("AANBOD_GJ", heat_gj), ("AANBOD_KW", power_kw)):
        if value is not None and not 0 < value < np.inf:
            raise InputError("match_aanbod_getal", name=name, value=value)
    sources = read_sources(_used_columns(frame, heat_gj, power_kw), kentallen=kentallen, energy=True)
    findings, notes = Findings(), list[str]()
    share = _own_water(frame, sources, water, kentallen, findings, notes, cancelled)
    given_gj = _together(sources, "warmte_gj", heat_gj, share, 1.0, findings, notes)
    factor = 1.0
    if power_kw is None and sources.sewer_side:
        factor = float(building_power_kw(np.ones(1), kentallen.value("warmtepomp.cop"))[0])
        notes.append(note("match_notitie_rioolzijde", cop=dutch(kentallen.value("warmtepomp.cop"))))
    given_kw = _together(sources, "vermogen_kw", power_kw, share, factor, findings, notes)
    if sources.stored and power_kw is None and np.isfinite(given_gj) and np.isfinite(given_kw):
        # what the sewer gives at once charges the storage all year; the wells give what is asked on a cold day
        notes.append(note("match_notitie_wko", power=amount(given_kw)))
        given_kw = float("inf")
    if np.isinf(given_gj) and np.isinf(given_kw):
        raise InputError("match_aanbod_onbekend")
    if not min(given_gj, given_kw) > 0:
        raise InputError("match_aanbod_niets", n=len(sources.frame))
    kept = kentallen.value("match.reserve")
    if kept > 0:
        notes.append(note("match_notitie_reserve", share=dutch(100.0 * kept)))
    if np.isinf(given_gj):
        notes.append(note("match_notitie_zonder_gj"))
    if len(sources.frame) > 1:
        notes.append(note("match_notitie_bronnen", n=amount(len(sources.frame))))
    return Supply(
        sources, given_gj * (1.0 - kept), given_kw * (1.0 - kept), given_gj, given_kw, findings, notes
    )  # fmt: skip


def _used_columns(frame: gpd.GeoDataFrame, heat_gj: float | None, power_kw: float | None) -> gpd.GeoDataFrame:
    """Return the layer without the fields that the user's own numbers replace."""
    columns = find(frame, ENERGY_SOURCE)
    replaced = [role for role, value in (("warmte_gj", heat_gj), ("vermogen_kw", power_kw)) if value is not None]
    gone = {place for role in replaced for _, place in columns.places.get(role, [])}
    return frame.iloc[:, [i for i in range(len(frame.columns)) if i not in gone]]


def _together(
    sources: Sources,
    column: str,
    given: float | None,
    share: FloatArray,
    factor: float,
    findings: Findings,
    notes: list[str],
) -> float:
    """Return what the sources give together in a unit, infinite when nothing tells."""
    unit = "GJ" if column == "warmte_gj" else "kW"
    if given is not None:
        notes.append(note("match_notitie_aanbod_eigen", value=amount(given), unit=unit))
        return given
    values = sources.frame[column].to_numpy(dtype=np.float64)
    known = np.isfinite(values)
    if not known.any():
        return float("inf")
    if unit == "GJ":
        findings.add(
            "match_bron_zonder_gj", "waarschuwing", sources.frame["bron_id"].to_numpy(dtype=object)[~known],
            sources.frame.geometry.to_numpy()[~known],
        )  # fmt: skip
    elif not known.all():
        return float("inf")  # one source without a limit
    total = float((np.nan_to_num(values) * share).sum()) * factor
    notes.append(note("match_notitie_aanbod", value=amount(total), unit=unit, sources=amount(int(known.sum()))))
    return total


def _own_water(
    frame: gpd.GeoDataFrame,
    sources: Sources,
    water: gpd.GeoDataFrame | None,
    kentallen: Kentallen,
    findings: Findings,
    notes: list[str],
    cancelled: Cancelled,
) -> FloatArray:
    """Return the part of the heat of each source that no other one further down the stream counts too, shape (s,)."""
    share = np.ones(len(sources.frame))
    shapes = np.asarray(frame.geometry.array, dtype=object)[sources.row]
    pipes = is_line(shapes)
    if pipes.sum() < 2:
        return share
    ids = first_text(find(frame, MAP), "leiding_id")[sources.row]
    if water is not None and not (_is_map(water) and np.isin(ids, first_text(find(water, MAP), "leiding_id")).any()):
        water = None  # another sewer
    whole = frame if water is None else water
    if not _is_map(whole):
        findings.add(
            "match_bron_dubbel", "waarschuwing", sources.frame["bron_id"].to_numpy(dtype=object)[pipes],
            sources.frame.geometry.to_numpy()[pipes],
        )  # fmt: skip
        notes.append(note("match_notitie_dubbel", n=amount(int(pipes.sum()))))
        return share
    sewer = flow_map(whole, kentallen=kentallen, cancelled=cancelled)
    position = pd.Series(np.arange(len(sewer.frame)), index=sewer.pipe_id)
    at = position.reindex(ids).to_numpy(dtype=np.float64)
    here = pipes & np.isfinite(at)
    selected = np.zeros(len(sewer.frame), dtype=bool)
    selected[at[here].astype(np.int64)] = True
    again = passes_again(sewer.tail, sewer.head, sewer.share, selected)
    share[here] = 1.0 - again[at[here].astype(np.int64)]
    notes.append(note("match_notitie_water", n=amount(int(here.sum())), shared=amount(int((share < 0.999).sum()))))
    if water is None:
        notes.append(note("match_notitie_water_deel"))
    return share


def _is_map(frame: gpd.GeoDataFrame) -> bool:
    """Tell whether a layer is a kansenkaart: it knows which pipe drains to which."""
    columns = find(frame, MAP)
    return all(role in columns for role in REQUIRED)
