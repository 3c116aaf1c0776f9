"""Which layer suits a doublet at each point or cell, what it gives, and how many fit in an area."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ...callbacks import Cancelled, Progress, never, silent, stop_if
from ...findings import Findings
from ...kentallen import Kentallen
from ...readers.geotop import Voxels
from ...readers.regis import Stack
from ...schema import RD, names
from ...wording import amount, dutch
from ..columns import VERBODEN
from . import columns, words
from .area import squares
from .areas import judge_areas, overlap_ha, unjudged
from .choice import NAMES, Marks, best, marks_of, picked
from .hto import Storage, storage
from .layering import Ints, Layers, layers_of
from .packages import Packages, packages_within
from .restricted import Limits, limits_at
from .result import Settings, Suitability
from .shallow import Second, column_table, merged, second_opinion
from .table import ROL_HTO, ROL_WKO, layer_table
from .wells import Wells, wells_in

Floats = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]
Flags = npt.NDArray[np.bool_]

LISTED = 50
"""Of more places that nothing is known of one finding stands for all."""


def judge_aquifers(
    stack: Stack,
    *,
    xy: npt.ArrayLike,
    ids: Sequence[Any] | npt.NDArray[Any],
    size_m: float = 0.0,
    areas: gpd.GeoDataFrame | None = None,
    restrictions: gpd.GeoDataFrame | None = None,
    voxels: Voxels | None = None,
    settings: Settings | None = None,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Suitability:
    """Return the best aquifer at each point, and what a doublet gives there.

    Parameters
    ----------
    stack
        Units under n points.
    xy
        Shape (n, 2): the points, RD.
    ids
        Shape (n,): their names.
    size_m
        Side of the cell around each point, m; 0 for points.
    areas
        Areas to count doublets in, RD, with a column ``gebied_id``; only with cells.
    restrictions
        Output of `bodemrestricties`: the depth limits the search, a prohibition makes a place unsuitable.
    voxels
        GeoTOP under the same points, a second opinion on the shallow part; None when not given. It never decides.
    settings, kentallen
        Choices and limits.
    progress, cancelled
        See `callbacks`.

    Raises
    ------
    InputError
        The restrictions have no verdict.
    """
    chosen_settings = settings or Settings()
    places = np.asarray(xy, dtype=np.float64).reshape(-1, 2)
    titles = np.asarray(ids, dtype=object)
    findings = Findings()
    findings.extend(stack.findings)
    if voxels is not None:
        findings.extend(voxels.findings)
    limits = limits_at(places, restrictions, kentallen)
    progress(5.0)
    stop_if(cancelled)
    layers = layers_of(stack, kentallen)
    progress(25.0)
    stop_if(cancelled)
    deepest = np.minimum(limits.depth_m, kentallen.value("aquifer.diepte_max_m"))
    packages = packages_within(
        layers,
        layers.surface_m - kentallen.value("aquifer.diepte_min_m"),
        layers.surface_m - deepest,
        closing_m=kentallen.value("aquifer.afdekkend_m"),
        closing_c=kentallen.value("aquifer.afdekkend_c"),
        screen_share=kentallen.value("aquifer.filter_deel"),
    )
    wells = wells_in(
        packages.kh_md, packages.thick_m, layers.surface_m - packages.top_m, kentallen, packages.highest_kh
    )
    marks = marks_of(packages, wells, kentallen)
    chosen = best(packages, wells, marks, kentallen)
    progress(45.0)
    stop_if(cancelled)
    forbidden = limits.verdict == VERBODEN
    held = storage(layers, chosen, limits.depth_m, forbidden, kentallen)
    second = None if voxels is None else second_opinion(voxels, layers, packages, chosen, kentallen)
    table = _table(stack, layers, packages, wells, marks, chosen, limits, deepest, titles, second, kentallen)
    if chosen_settings.hto:
        _add_storage(table, stack, layers, held, forbidden, kentallen)
    progress(70.0)
    stop_if(cancelled)
    geometry = squares(places, size_m) if size_m > 0 else np.asarray(shapely.points(places), dtype=object)
    points = gpd.GeoDataFrame(table[list(names(columns.PUNT_COLUMNS))], geometry=geometry, crs=RD)
    roles = {ROL_WKO: (layers.package == chosen) & packages.screened & (chosen >= 0)}
    if chosen_settings.hto:
        where = np.where(held.verdict == columns.HTO_MOGELIJK, held.chosen, -1)
        roles[ROL_HTO] = (layers.package == where) & held.packages.screened & (where >= 0)
    rows = layer_table(stack, layers, titles, roles) if chosen_settings.layers else layer_table_empty()
    if voxels is not None and chosen_settings.layers:
        rows = merged(rows, column_table(voxels, layers.surface_m, titles), titles)
    progress(85.0)
    stop_if(cancelled)
    area = judge_areas(points, areas, size_m, restricted=limits.given)
    overlap = overlap_ha(area)
    if overlap > 0.0:
        findings.add("aquifer_overlap", "waarschuwing", [""], None, hectares=dutch(overlap, 2))
    _notice(findings, titles, geometry, stack, limits, table)
    if second is not None and second.against.any():
        against = titles[second.against]
        findings.add("aquifer_geotop", "info", [""], None, count=len(against), shown=_shown(against))
    progress(100.0)
    return Suitability(
        points, rows, area, stack, size_m, _totals(table, area, limits.given, second), findings,
        [*stack.notes, *_geotop_notes(voxels, kentallen), *_notes(layers, limits, size_m, kentallen)],
    )  # fmt: skip


def layer_table_empty() -> pd.DataFrame:
    """Return a table of layers without rows."""
    return pd.DataFrame(
        {
            column.name: np.empty(0, dtype=object if column.kind == "text" else np.float64)
            for column in columns.LAAG_COLUMNS
        }
    )


def _table(
    stack: Stack,
    layers: Layers,
    packages: Packages,
    wells: Wells,
    marks: Marks,
    chosen: Ints,
    limits: Limits,
    deepest: Floats,
    titles: Texts,
    second: Second | None,
    kentallen: Kentallen,
) -> pd.DataFrame:
    """Return the columns of the points, those of storage still empty."""
    n = len(chosen)
    rank = picked(marks.rank, chosen, -1.0).astype(np.int64)
    alone = np.array([NAMES.get(int(one), columns.ONGESCHIKT) for one in rank], dtype=object)
    alone[~layers.there.any(axis=0) if len(layers.unit) else np.ones(n, dtype=np.bool_)] = columns.ONBEKEND
    klass = np.where(limits.verdict == VERBODEN, columns.ONGESCHIKT, alone)
    codes, full_names = words.package_texts(layers, stack, packages, chosen)
    top, bottom = picked(packages.top_m, chosen, np.nan), picked(packages.bottom_m, chosen, np.nan)
    governed = picked(wells.governed, chosen, -1.0).astype(np.int64)
    return pd.DataFrame(
        {
            "punt_id": titles,
            "klasse": klass,
            "klasse_bodem": alone,
            "laag": codes,
            "laag_naam": full_names,
            "top_m": top,
            "basis_m": bottom,
            "top_mv_m": layers.surface_m - top,
            "basis_mv_m": layers.surface_m - bottom,
            "dikte_m": picked(packages.thick_m, chosen, np.nan),
            "kh_md": picked(packages.kh_md, chosen, np.nan),
            "kd_m2d": picked(packages.kd_m2d, chosen, np.nan),
            "bovenste_klei": words.cover_texts(packages.over, stack, chosen),
            "klei_boven_m": picked(packages.over.thick_m, chosen, np.nan),
            "klei_boven_d": picked(packages.over.c_d, chosen, np.nan),
            "onderste_klei": words.cover_texts(packages.under, stack, chosen),
            "klei_onder_m": picked(packages.under.thick_m, chosen, np.nan),
            "klei_onder_d": picked(packages.under.c_d, chosen, np.nan),
            "debiet_m3h": picked(wells.flow_m3h, chosen, np.nan),
            "debiet_maat": np.array(["", *columns.MATEN], dtype=object)[governed + 1],
            "vermogen_kw": picked(wells.power_kw, chosen, np.nan),
            "warmte_gj": picked(wells.heat_gj, chosen, np.nan),
            "thermische_straal_m": picked(wells.radius_m, chosen, np.nan),
            "bronafstand_m": picked(wells.distance_m, chosen, np.nan),
            "doubletten_ha": picked(wells.per_ha, chosen, np.nan),
            "geotop_zand": np.full(n, np.nan) if second is None else second.sand,
            "geotop_m": np.full(n, np.nan) if second is None else second.known_m,
            "pakketten": (packages.thick_m > 0).sum(axis=0).astype(np.float64),
            "maaiveld_m": layers.surface_m,
            "max_diepte_m": deepest,
            "wko": limits.verdict,
            "hto": np.full(n, "", dtype=object),
            "hto_laag": np.full(n, "", dtype=object),
            "hto_reden": np.full(n, "", dtype=object),
            "reden": words.reasons(
                stack, layers, packages, wells, marks, chosen, limits, full_names, second, kentallen
            ),
        }
    )


def _add_storage(
    table: pd.DataFrame, stack: Stack, layers: Layers, held: Storage, forbidden: Flags, kentallen: Kentallen
) -> None:
    codes, full_names = words.package_texts(layers, stack, held.packages, held.chosen)
    table["hto"] = held.verdict
    table["hto_laag"] = np.where(held.verdict == columns.HTO_MOGELIJK, codes, "")
    table["hto_reden"] = words.storage_reasons(layers, held, full_names, forbidden, kentallen)


def _notice(
    findings: Findings, titles: Texts, geometry: npt.NDArray[np.object_], stack: Stack, limits: Limits,
    table: pd.DataFrame,
) -> None:  # fmt: skip
    """Tell of the points that nothing can be said of, and of those without a verdict."""
    outside = ~stack.covered
    findings.add_most("aquifer_buiten", "waarschuwing", titles[outside], geometry[outside], most=LISTED)
    empty = stack.covered & (table["klasse_bodem"] == columns.ONBEKEND).to_numpy() & (table["laag"] == "").to_numpy()
    findings.add_most("aquifer_leeg", "waarschuwing", titles[empty], geometry[empty], most=LISTED)
    level = stack.covered & ~empty & ~np.isfinite(stack.surface_m)
    if level.any():
        findings.add("aquifer_maaiveld", "info", [""], None, count=int(level.sum()), shown=_shown(titles[level]))
    if limits.given and not limits.reached.all():
        missed = ~limits.reached
        shown = _shown(titles[missed])
        findings.add("aquifer_niet_getoetst", "waarschuwing", [""], None, count=int(missed.sum()), shown=shown)


def _shown(titles: Texts) -> str:
    """Return the first names of a list."""
    return ", ".join(map(str, titles[:5])) + (" ..." if len(titles) > 5 else "")


def _totals(table: pd.DataFrame, area: gpd.GeoDataFrame, restricted: bool, second: Second | None) -> dict[str, float]:
    found = {klass: float((table["klasse"] == klass).sum()) for klass in columns.KLASSEN}
    good = table["klasse"].isin((columns.GESCHIKT, columns.MATIG))
    return {
        "punten": float(len(table)),
        **found,
        "debiet_m3h": float(table.loc[good, "debiet_m3h"].median()) if good.any() else np.nan,
        "vermogen_kw": float(table.loc[good, "vermogen_kw"].median()) if good.any() else np.nan,
        "bronafstand_m": float(table.loc[good, "bronafstand_m"].median()) if good.any() else np.nan,
        "doubletten": float(area["doubletten"].sum()) if len(area) else np.nan,
        "totaal_kw": float(area["totaal_kw"].sum()) if len(area) else np.nan,
        "verboden": float((table["wko"] == VERBODEN).sum()) if restricted else np.nan,
        "zonder_oordeel": float(unjudged(table, restricted).sum()) if restricted else np.nan,
        "doubletten_zonder_oordeel": (
            float(area["doubletten_zonder_oordeel"].sum()) if restricted and len(area) else np.nan
        ),
        "geotop": float(np.isfinite(second.sand).sum()) if second is not None else np.nan,
        "geotop_tegen": float(second.against.sum()) if second is not None else np.nan,
        "hto": float((table["hto"] == columns.HTO_MOGELIJK).sum()),
    }


def _geotop_notes(voxels: Voxels | None, kentallen: Kentallen) -> list[str]:
    if voxels is None:
        return []
    least, metres = (dutch(kentallen.value(f"aquifer.geotop_{name}")) for name in ("zand_min", "minst_m"))
    low = dutch(float(voxels.z_bottom_m[0]))
    return [*voxels.notes, words.sentence("aquifer_noot_geotop", low=low, least=least, metres=metres)]


def _notes(layers: Layers, limits: Limits, size_m: float, kentallen: Kentallen) -> list[str]:
    def value(key: str) -> str:
        number = kentallen.value(key)
        return amount(number, 0 if number == round(number) else 1)

    made = [
        words.sentence(
            "aquifer_noot_diepte", low=value("aquifer.diepte_min_m"), high=value("aquifer.diepte_max_m"),
        ),
        words.sentence(
            "aquifer_noot_debiet", hours=value("aquifer.vollasturen_seizoen"), bore=value("aquifer.boorgat_m"),
            most=value("aquifer.debiet_max"), delta=value("wko.delta_t"),
        ),
        words.sentence("aquifer_noot_afstand", factor=value("aquifer.afstand_factor")),
        words.sentence("aquifer_noot_model"),
    ]  # fmt: skip
    if not limits.given:
        made.append(words.sentence("aquifer_noot_geen_restricties"))
    if size_m > 0:
        made.append(words.sentence("aquifer_noot_cellen", size=amount(size_m), n=amount(len(layers.surface_m))))
    return made
