"""Point sources beside the sewer, with the heat or the power that they give."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from ..findings import Findings
from ..kentallen import Kentallen
from ..readers.fields import Aliases, find
from ..readers.shapes import Shapes, as_spots, unusable
from ..readers.sources import SOURCE
from ..readers.tables import column_names, first_text, in_rd, labels, unique_ids
from ..readers.values import Texts, numbers
from ..wording import amount, note

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_FACTORS = {
    **dict.fromkeys(("warmtegj", "warmtegjjaar", "warmtewkogj", "aanbodgj", "energiegj", "gj", "gjjaar"), 1.0),
    **dict.fromkeys(("warmtemwh", "aanbodmwh", "energiemwh", "mwh", "mwhjaar"), 3.6),
    **dict.fromkeys(("warmtekwh", "aanbodkwh", "kwhjaar"), 0.0036),
}
HEAT_SOURCE: Aliases = {**SOURCE, "warmte_gj": tuple(_FACTORS)}
"""Roles of the columns of a layer with sources; heat in GJ a year unless the name says otherwise."""


@dataclass(frozen=True)
class HeatSources:
    """Sources with a place.

    Attributes
    ----------
    ids, points
        Shape (s,), sorted by id.
    heat_gj, power_kw
        Shape (s,): what they give to buildings; NaN unknown.
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
    FieldError
        A column is not there.
    """
    table = in_rd(frame, "bronnen")
    columns = find(table, HEAT_SOURCE)
    findings, notes = Findings(), list[str]()
    names = labels(first_text(columns, "bron_id"))
    found = {}
    for role in ("vermogen_kw", "warmte_gj"):
        values = np.full(len(table), np.nan)
        for column, alias, series in zip(
            column_names(columns, role), columns.aliases(role), columns.all(role), strict=True
        ):
            given, wrong = numbers(series)
            bad = wrong | (given < 0)
            findings.add("kavel_bron_waarde", "waarschuwing", names[bad], column=column)
            given[bad] = np.nan
            values = np.where(np.isnan(values), given * _FACTORS.get(alias, 1.0), values)
        found[role] = values
    power, heat = found["vermogen_kw"], found["warmte_gj"]
    hours = kentallen.value("wko.vollasturen")
    derived = np.isnan(heat) & np.isfinite(power)
    if derived.any():
        notes.append(note("kavels_notitie_bron_uren", n=amount(int(derived.sum())), hours=amount(hours)))
    heat = np.where(derived, power * hours * 0.0036, heat)
    geometry = np.empty(len(table), dtype=object)
    geometry[:] = shapely.force_2d(np.asarray(table.geometry.array, dtype=object))
    lost, unknown = unusable(geometry), np.isnan(heat)
    findings.add("kavel_bron_zonder_plaats", "fout", names[lost])
    findings.add("kavel_bron_onbekend", "waarschuwing", names[~lost & unknown], geometry[~lost & unknown])
    rows = np.flatnonzero(~lost & ~unknown)
    points = as_spots(geometry[rows])
    xy = shapely.get_coordinates(points)
    order = np.lexsort((heat[rows], xy[:, 1], xy[:, 0], names[rows].astype(str)))
    rows, points = rows[order], points[order]
    ids, _ = unique_ids(names[rows])
    return HeatSources(ids, points, heat[rows], power[rows], findings, notes)
