"""Point sources beside the sewer, with the heat and the power that they give to buildings."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from ..findings import Findings
from ..kentallen import Kentallen
from ..readers.shapes import Shapes
from ..readers.sources import read_sources
from ..readers.values import Texts
from ..sewer.potential import building_power_kw
from ..units import GJ_PER_KWH
from ..wording import amount, note

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class HeatSources:
    """Sources with a place and a heat.

    Attributes
    ----------
    ids, points
        Shape (s,), sorted by id.
    heat_gj, power_kw
        Shape (s,): what they give to buildings; NaN where it is not known.
    findings, notes
        What was left out or assumed.
    """

    ids: Texts
    points: Shapes
    heat_gj: Floats
    power_kw: Floats
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)

    def near(self, kavels: Shapes, reach_m: float) -> Flags:
        """Tell which sources lie within reach of which kavels, shape (k, s)."""
        table = np.zeros((len(kavels), len(self.ids)), dtype=bool)
        pairs = shapely.STRtree(self.points).query(kavels, predicate="dwithin", distance=reach_m)
        table[pairs[0], pairs[1]] = True
        return table


def read_heat_sources(frame: gpd.GeoDataFrame, *, kentallen: Kentallen) -> HeatSources:
    """Read sources; one of which only the power is known gives it for ``wko.vollasturen`` hours a year.

    Raises
    ------
    InputError
        There is no source with a place, or a power or heat cannot be right.
    """
    found = read_sources(frame, kentallen=kentallen, energy=True)
    table, notes = found.frame, list(found.notes)
    power = table["vermogen_kw"].to_numpy(dtype=np.float64)
    if found.sewer_side:
        power = building_power_kw(power, kentallen.value("warmtepomp.cop"))
    heat = table["warmte_gj"].to_numpy(dtype=np.float64)
    hours = kentallen.value("wko.vollasturen")
    derived = np.isnan(heat) & np.isfinite(power)
    if derived.any():
        notes.append(note("kavels_notitie_bron_uren", n=amount(int(derived.sum())), hours=amount(hours)))
    heat = np.where(derived, power * hours * GJ_PER_KWH, heat)
    ids = table["bron_id"].to_numpy(dtype=object)
    points = np.asarray(table.geometry.array, dtype=object)
    unknown = np.isnan(heat)
    findings = Findings()
    findings.extend(found.findings)
    findings.add("kavel_bron_onbekend", "waarschuwing", ids[unknown], points[unknown])
    return HeatSources(ids, points, heat, power, findings, notes)
