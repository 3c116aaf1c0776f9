"""The tables of mini networks: clusters, their pipes and loops, every building, and what is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ...callbacks import Cancelled, never, stop_if
from ...kavels.regime import power_kw, regime
from ...kentallen import Kentallen
from ...readers.values import Texts
from ...schema import RD, Column, names
from ...wording import amount, dutch, note
from ..columns import AANDACHT, ONBEKEND, OORDELEN
from .columns import (
    AANSLUITING,
    BUILDING_COLUMNS,
    CLUSTER_COLUMNS,
    EIGEN,
    GEEXTRAPOLEERD,
    GEINTERPOLEERD,
    GEMENGD,
    IN_CLUSTER,
    LEFT_COLUMNS,
    LOOP_COLUMNS,
    LUSLEIDING,
    ONGESCHIKT,
    OPENBAAR,
    OVER,
    PIPE_COLUMNS,
    STAM,
    TABEL,
)
from .costs import Prices, Table
from .divide import Division
from .groups import Rules, Worth
from .packing import Group
from .places import Places
from .reading import Houses
from .result import Settings
from .site import Site

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Made:
    """All that the tables are made of."""

    houses: Houses
    places: Places
    parcels: gpd.GeoDataFrame
    site: Site
    division: Division
    worth: Worth
    trees: list[list[tuple[int, int, float]]]
    left: Texts
    rules: Rules
    settings: Settings
    kentallen: Kentallen

    @property
    def ids(self) -> Texts:
        """Return the name of each cluster: ``M1`` is the one with the first pand_id."""
        width = len(str(max(len(self.division.groups), 1)))
        return np.array([f"M{k + 1:0{width}d}" for k in range(len(self.division.groups))], dtype=object)


def table(rows: list[dict[str, Any]], columns: tuple[Column, ...], geometry: list[Any] | None = None) -> Any:
    """Return rows with the columns of a table, of the right type; with geometry a GeoDataFrame in `RD`."""
    frame = pd.DataFrame(rows, columns=list(names(columns)))
    kinds = {"text": object, "int": np.int64, "real": np.float64}
    frame = frame.astype({column.name: kinds[column.kind] for column in columns})
    for column in columns:
        if column.decimals is not None:
            frame[column.name] = frame[column.name].round(column.decimals)
    if geometry is None:
        return frame
    shapes = np.empty(len(rows), dtype=object)
    shapes[:] = geometry
    return gpd.GeoDataFrame(frame, geometry=shapes, crs=RD)


def chosen_places(made: Made, group: Group, loops: int) -> Ints:
    """Return the places that a cluster uses: the cheapest of its buildings, ties by place."""
    of = np.flatnonzero(np.isin(made.site.of_place, group))
    prices = Prices.from_kentallen(made.kentallen)
    public = made.places.ground[of] == OPENBAAR
    cost = made.site.place_m[of] * prices.pipe_m + np.where(public, prices.public, 0.0)
    return np.asarray(of[np.lexsort((of, cost))[:loops]], dtype=np.int64)


def pipes_and_loops(made: Made, *, cancelled: Cancelled = never) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Return the stretches of pipe, and the loops."""
    rows, lines = list[dict[str, Any]](), list[Any]()
    spots, at = list[dict[str, Any]](), list[Any]()
    homes, site, places = made.houses.homes, made.site, made.places
    inside = made.kentallen.value("mini.binnen_m")
    middle = shapely.get_coordinates(shapely.centroid(made.houses.footprint[site.row])).reshape(-1, 2)

    def dig(cluster: str, role: str, metres: float, ends: tuple[Any, Any], member: int, loop: str = "") -> None:
        pand = "" if member < 0 else homes.ids[site.row[member]]
        rows.append(
            {
                "leiding_id": f"{cluster}-{len(rows) - begin + 1}", "cluster_id": cluster, "rol": role,
                "pand_id": pand, "lus_id": loop, "lengte_m": metres,
            }
        )  # fmt: skip
        lines.append(shapely.LineString(np.array(ends)))

    for k, (cluster, group) in enumerate(zip(made.ids, made.division.groups, strict=True)):
        stop_if(cancelled)
        begin = len(rows)
        for one, other, metres in made.trees[k]:
            dig(cluster, STAM, metres * made.rules.ring, (site.node[one], site.node[other]), -1)
        for member in group:
            into = middle[member] - site.node[member]
            size = float(np.hypot(*into))
            end = site.node[member] + (into / size * min(inside, size) if size > 0 else np.array([0.0, 0.1]))
            dig(cluster, AANSLUITING, float(site.members.pipe_m[member]), (site.node[member], end), member)
        loops = int(made.worth.loops[k])
        panden = ", ".join(homes.ids[site.row[list(group)]])
        ground_kw = _ground_kw(made, group)
        for number, place in enumerate(chosen_places(made, group, loops), start=1):
            name = f"{cluster}-{number}"
            member = int(site.of_place[place])
            dig(cluster, LUSLEIDING, float(site.place_m[place]), (site.node[member], places.xy[place]), member, name)
            spots.append(
                {
                    "lus_id": name, "cluster_id": cluster, "diepte_m": made.worth.depth_m[k],
                    "vermogen_kw": ground_kw / loops, "woningen": made.worth.dwellings[k] / loops,
                    "grond": places.ground[place], "perceel_id": places.parcel[place],
                    "pand_id": homes.ids[site.row[member]], "pand_ids": panden,
                }
            )  # fmt: skip
            at.append(shapely.Point(places.xy[place]))
    return table(rows, PIPE_COLUMNS, lines), table(spots, LOOP_COLUMNS, at)


def _ground_kw(made: Made, group: Group) -> float:
    """Return the power that a cluster asks from the ground at once."""
    members = made.site.row[list(group)]
    n = made.houses.homes.woningen[members].sum()
    none = np.zeros(1)
    return float(power_kw(np.array([n]), made.houses.ground_kw[members].sum(keepdims=True), none, made.kentallen)[0])


def clusters(
    made: Made, pipes: gpd.GeoDataFrame, loops: gpd.GeoDataFrame, *, cancelled: Cancelled = never
) -> gpd.GeoDataFrame:
    """Return an area with figures per cluster."""
    homes, site, houses, k9 = made.houses.homes, made.site, made.houses, made.kentallen
    prices, costs = Prices.from_kentallen(k9), Table.from_kentallen(k9)
    digging = pipes.groupby("cluster_id")["lengte_m"].sum()
    drilled = dict(iter(loops.groupby("cluster_id")))
    ground = made.parcels.groupby("pand_id").indices
    shapes = np.asarray(made.parcels.geometry.array, dtype=object)
    rows, areas = list[dict[str, Any]](), list[Any]()
    for k, (cluster, group) in enumerate(zip(made.ids, made.division.groups, strict=True)):
        stop_if(cancelled)
        members = list(group)
        row = site.row[members]
        n = made.worth.dwellings[k]
        weight = homes.woningen[row] / n
        source = float(made.worth.source_eur[k])
        mini = (site.mini_eur[members].sum() + (source - site.standard_eur[members].sum()) / prices.years) / n
        own = site.lus_eur[members].sum() / n
        mine = drilled[cluster]
        grounds = sorted(set(mine["grond"]))
        where = grounds[0] if len(grounds) == 1 else GEMENGD
        how = costs.how(site.gas_m3[members])
        law, edge = regime(float(n), k9)
        ground_kw = _ground_kw(made, group)
        rank = max(OORDELEN.index(word) for word in houses.verdict[row])
        untested = _together(houses.untested[row])
        total = power_kw(np.array([n]), houses.load_kw[row].sum(keepdims=True), np.zeros(1), k9)
        rows.append(
            {
                "cluster_id": cluster, "woningen": int(n), "panden": len(members),
                "types": _counted(houses.type[row], homes.woningen[row]), "lussen": int(made.worth.loops[k]),
                "meters_lus": made.worth.metres[k], "diepte_m": made.worth.depth_m[k],
                "leiding_m": float(digging[cluster]), "variant": made.settings.variant, "grond": where,
                "warmte_gj": homes.warmte_gj[row].sum(), "vermogen_kw": float(total[0]),
                "bodem_kw": ground_kw, "gas_m3": float((site.gas_m3[members] * weight).sum()),
                "kosten_mini_eur": mini, "kosten_lus_eur": own,
                "kosten_cv_eur": float((costs.cost("cv", site.gas_m3[members]) * weight).sum()),
                "kosten_lucht_eur": float((costs.cost("lucht", site.gas_m3[members]) * weight).sum()),
                "kosten_bron": _heaviest(how), "voordeel_eur": own - mini,
                "voordeel_15_eur": (own - mini) * prices.years, "bron_eur": source,
                "bodemlus": OORDELEN[rank], "niet_getoetst": untested,
                "percelen": ", ".join(dict.fromkeys(mine["perceel_id"])),
                "regime_wcw": law, "regelen": _to_arrange(where, rank, law, edge, ground_kw, k9),
                "reden": _why(made, k, len(mine)),
            }
        )  # fmt: skip
        parts = [*houses.footprint[row], *(shapes[i] for pand in homes.ids[row] for i in ground.get(pand, ()))]
        areas.append(shapely.make_valid(shapely.union_all(parts, grid_size=0.001)))
    return table(rows, CLUSTER_COLUMNS, areas)


def _to_arrange(ground: str, rank: int, law: str, edge: str, ground_kw: float, kentallen: Kentallen) -> str:
    """Return what the residents must arrange."""
    told = [note("mini_regel_samen", law=law)]
    if edge:
        told.append(note("mini_regel_grens", edge=edge[:1].upper() + edge[1:].rstrip(".")))
    if ground != OPENBAAR:
        told.append(note("mini_regel_eigen"))
    if ground != EIGEN:
        told.append(note("mini_regel_openbaar"))
    limit, weeks = kentallen.value("restrictie.vergunning_kw"), kentallen.value("restrictie.melding_weken")
    key = "vergunning" if ground_kw >= limit else "melding"
    told.append(note(f"mini_regel_{key}", kw=dutch(ground_kw, 0), limit=dutch(limit), weeks=dutch(weeks)))
    if OORDELEN[rank] == AANDACHT:
        told.append(note("mini_regel_aandacht"))
    if OORDELEN[rank] == ONBEKEND:
        told.append(note("mini_regel_onbekend"))
    told.append(note("mini_regel_net"))
    return " ".join(told)


def _why(made: Made, k: int, loops: int) -> str:
    """Return why the cluster is as it is: what governs the number of loops and their length."""
    members = list(made.division.groups[k])
    n, metres = made.worth.dwellings[k], made.worth.metres[k]
    by_number = np.ceil(n / made.rules.per_loop - 1e-9)
    deepest = float(made.site.members.depth_m[members].min())
    key = "diepte" if loops > by_number else "aantal"
    text = note(f"mini_reden_lussen_{key}", n=loops, dwellings=dutch(made.rules.per_loop), depth=dutch(deepest, 0))
    energy = float(made.site.members.energy_m[members].sum())
    by = "energie" if metres <= energy * (1.0 + 1e-9) else "vermogen"
    if metres > max(energy, 0.0) and np.isclose(metres, loops * made.rules.shallow_m):
        by = "minst"
    return f"{text} {note(f'mini_reden_lengte_{by}', metres=amount(float(metres)))}"


def _counted(words: Texts, dwellings: Floats) -> str:
    """Return types with their number of dwellings: ``2 hoek, 4 tussen``."""
    sums: dict[str, float] = {}
    for name, value in zip(words.tolist(), dwellings.tolist(), strict=True):
        sums[name] = sums.get(name, 0.0) + value
    return ", ".join(f"{amount(sums[name])} {name}" for name in sorted(sums))


def _together(texts: Texts) -> str:
    return ", ".join(sorted({part for text in texts for part in str(text).split(", ") if part}))


def _heaviest(how: Texts) -> str:
    return next(word for word in (GEEXTRAPOLEERD, GEINTERPOLEERD, TABEL) if (how == word).any())


def building_table(made: Made) -> gpd.GeoDataFrame:
    """Return every building with its cluster, or why it has none."""
    homes, houses, site = made.houses.homes, made.houses, made.site
    n = len(homes.ids)
    cluster = np.full(n, "", dtype=object)
    for name, group in zip(made.ids, made.division.groups, strict=True):
        cluster[site.row[list(group)]] = name
    can = houses.can
    reason = houses.reason.copy()
    reason[site.row] = made.left
    reason[cluster != ""] = "in_cluster"
    texts = {word: note(f"mini_reden_{word}") for word in np.unique(reason.astype(str))}
    links = np.bincount(np.concatenate([site.links.first, site.links.second]), minlength=len(site.row))
    count = np.zeros(n, dtype=np.int64)
    count[site.row] = links
    own = made.places.ground == EIGEN
    group_ = np.full(n, "", dtype=object)
    group_[site.row] = [f"G{number + 1}" for number in made.division.neighbourhood]
    gas = np.full(n, np.nan)
    gas[site.row] = site.gas_m3
    data = {
        "pand_id": homes.ids,
        "cluster_id": cluster,
        "oordeel": np.where(cluster != "", IN_CLUSTER, np.where(can, OVER, ONGESCHIKT)).astype(object),
        "woningen": homes.woningen.astype(np.int64),
        "type": houses.type,
        "warmte_gj": homes.warmte_gj,
        "gas_m3": gas,
        "meters_lus": np.where(can, np.maximum(houses.power_m, houses.energy_m), np.nan),
        "max_diepte_m": houses.depth_m,
        "w_per_m": houses.w_per_m,
        "plaatsen": np.bincount(made.places.house[own], minlength=n),
        "plaatsen_openbaar": np.bincount(made.places.house[~own], minlength=n),
        "buren": count,
        "groep": group_,
        "reden_soort": reason,
        "reden": np.array([texts[word] for word in reason.astype(str)], dtype=object),
    }
    frame = pd.DataFrame(data)[list(names(BUILDING_COLUMNS))]
    for column in BUILDING_COLUMNS:
        if column.decimals is not None:
            frame[column.name] = frame[column.name].round(column.decimals)
    return gpd.GeoDataFrame(frame, geometry=homes.geometry, crs=RD)


def left_table(buildings: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the buildings in no cluster, counted by reason, those that could take part first."""
    rest = buildings[buildings["oordeel"] != IN_CLUSTER]
    keys = ["oordeel", "reden_soort", "reden"]
    sums = rest.groupby(keys, as_index=False).agg(
        panden=("pand_id", "size"), woningen=("woningen", "sum"), warmte_gj=("warmte_gj", "sum")
    )
    first = (sums["oordeel"] != OVER).astype(int)
    order = np.lexsort((sums["reden_soort"].astype(str), -sums["woningen"], first))
    rows = sums.iloc[order].to_dict("records")
    return table(rows, LEFT_COLUMNS)
