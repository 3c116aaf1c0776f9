"""The tables of a run: the kansenkaart with its room, the offtakes with their verdicts, and the months."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from ..kentallen import Kentallen
from ..readers.offtakes import Offtakes
from ..schema import RD, names
from ..sewer.potential import annual_heat_gj, building_power_kw, dwellings_with_wko
from ..units import GJ_PER_KWH
from ..wording import dutch, note
from .columns import PIPE_COLUMNS, POINT_COLUMNS, SEASON_COLUMNS
from .graph import Floats, FlowMap
from .heat import Carrier, Taken, along
from .places import Placement
from .room import DRY, OFFTAKE, OWN, Asked, Limits, PipeRoom
from .temperature import Season
from .verdict import LEFT_OUT, Naming, Verdicts

PIPE_POINT, END_POINT = "onttrekking", "afvoerpunt"
"""Values of ``soort`` in the table of the season."""


@dataclass(frozen=True)
class Run:
    """What the tables of the outcome are made from."""

    sewer: FlowMap
    limits: Limits
    year: Season
    carry: Carrier
    taken: Taken
    verdicts: Verdicts
    asking: Asked
    kentallen: Kentallen
    naming: Naming

    def cooling(self, deficit_kw: Floats, flow_ls: Floats) -> Floats:
        """Return how much colder water is that misses heat, K; NaN without water."""
        rate = flow_ls * self.limits.kw_per_ls_k
        return np.divide(deficit_kw, rate, out=np.full(len(rate), np.nan), where=rate > 0)

    @property
    def after_kw(self) -> Floats:
        """Return the deficit right after each offtake, kW, shape (n,)."""
        return np.asarray(self.asking.at_offtakes @ self.verdicts.granted_kw, dtype=np.float64)


def points_table(
    run: Run,
    offtakes: Offtakes,
    placed: Placement,
    taking: npt.NDArray[np.intp],
    wanted: Floats,
    lengths: Floats,
    origin: npt.NDArray[np.object_],
) -> gpd.GeoDataFrame:
    """Return every offtake with its verdict."""
    frame, verdicts = offtakes.frame, run.verdicts
    n = len(frame)
    kw = verdicts.granted_kw
    cop = frame["cop"].to_numpy(dtype=np.float64)
    cop = np.where(np.isnan(cop), run.kentallen.value("warmtepomp.cop"), cop)
    hours = frame["vollasturen"].to_numpy(dtype=np.float64)
    hours = np.where(np.isnan(hours), run.kentallen.value("wko.vollasturen"), hours)

    def spread(values: npt.NDArray[np.generic], empty: object = np.nan) -> npt.NDArray[np.generic]:
        made = np.full(n, empty, dtype=object if isinstance(empty, str) else np.float64)
        made[taking] = values
        return made

    flow = run.sewer.flow_ls[run.taken.pipe]
    granted = spread(kw)
    granted[placed.problem != ""] = 0.0
    columns = {
        "punt_id": frame["punt_id"].to_numpy(dtype=object),
        "status": frame["status"].to_numpy(dtype=object),
        "oordeel": spread(verdicts.verdict, LEFT_OUT),
        "toegekend_kw": granted,
        "reden": spread(verdicts.reason, ""),
        "concurreert_met": spread(
            np.array([", ".join(map(str, run.naming.names[rows])) for rows in verdicts.rivals], dtype=object), ""
        ),
        "vermogen_kw": np.where(placed.problem == "", spread(wanted), frame["vermogen_kw"].to_numpy(dtype=np.float64)),
        "vermogen_gebouw_kw": frame["vermogen_gebouw_kw"].to_numpy(dtype=np.float64),
        "aandeel": frame["aandeel"].to_numpy(dtype=np.float64),
        "cop": cop,
        "toegekend_gebouw_kw": granted * cop / (cop - 1.0),
        "warmte_gj": granted * hours * GJ_PER_KWH,
        "vollasturen": hours,
        "prioriteit": frame["prioriteit"].to_numpy(dtype=np.float64),
        "leiding_id": np.where(placed.pipe >= 0, run.sewer.pipe_id[placed.pipe], "").astype(object),
        "afstand_m": placed.distance_m,
        "debiet_ls": spread(flow),
        "t_voor_c": spread(run.year.coldest_c(run.cooling(run.after_kw - kw, flow))),
        "t_na_c": spread(run.year.coldest_c(run.cooling(run.after_kw, flow))),
        "afvoerpunten": spread(_end_names(run), ""),
        "lengte_m": spread(lengths),
        "bron_lengte": spread(origin, ""),
        "opmerking": np.full(n, "", dtype=object),
    }
    out = placed.problem != ""
    columns["reden"][out] = placed.problem[out]
    building = np.isnan(columns["vermogen_gebouw_kw"])
    asked_kw = np.asarray(columns["vermogen_kw"], dtype=np.float64)
    columns["vermogen_gebouw_kw"] = np.where(building, asked_kw * cop / (cop - 1.0), columns["vermogen_gebouw_kw"])
    result = gpd.GeoDataFrame(pd.DataFrame(columns), geometry=placed.geometry, crs=RD)
    return result[[*names(POINT_COLUMNS), "geometry"]]


def _end_names(run: Run) -> npt.NDArray[np.object_]:
    """Return the outlets that the water of each offtake reaches, in words, shape (n,)."""
    sewer = run.sewer
    ends = sewer.ends
    found = []
    for row in range(len(run.taken.pipe)):
        arrives = run.asking.at_ends[:, row]
        reached = np.flatnonzero(arrives > 1e-3)
        reached = reached[np.lexsort((reached, -arrives[reached]))][:5]
        found.append(", ".join(f"{sewer.end[ends[end]]} {sewer.node_id[ends[end]]}" for end in reached))
    return np.array(found, dtype=object)


def pipes_table(run: Run, room: PipeRoom, at_node: Floats) -> gpd.GeoDataFrame:
    """Return the kansenkaart with temperatures and room."""
    sewer, kentallen = run.sewer, run.kentallen
    leaves, _ = along(run.carry, run.taken, run.verdicts.granted_kw, at_node)
    cooling = run.cooling(leaves, sewer.flow_ls)
    cop = kentallen.value("warmtepomp.cop")
    kw = np.where(sewer.unknown, np.nan, room.kw)
    heat = annual_heat_gj(kw, kentallen.value("wko.vollasturen"), kentallen.value("wko.rendement"), cop)
    frame = sewer.frame.copy()
    frame["temperatuur_c"] = run.year.coldest_c(cooling)
    warmest = run.year.warmest
    frame["temperatuur_zomer_c"] = run.year.temperature_c[warmest] - run.year.factor[warmest] * cooling
    frame["afkoeling_k"] = cooling
    frame["onttrokken_kw"] = np.where(sewer.unknown, np.nan, leaves)
    frame["ruimte_kw"] = kw
    frame["ruimte_gebouw_kw"] = building_power_kw(kw, cop)
    frame["ruimte_woningen"] = dwellings_with_wko(heat, kentallen.value("vraag.warmte_per_woning"))
    frame["ruimte_reden"] = _reasons(run, room)
    return frame[[*names(PIPE_COLUMNS), "geometry"]]


def _reasons(run: Run, room: PipeRoom) -> npt.NDArray[np.object_]:
    """Return what limits each pipe, in words; few different ones, so each is made once."""
    sewer = run.sewer
    codes = room.index * 4 + room.kind
    different, place = np.unique(codes, return_inverse=True)
    texts = []
    for code in different:
        kind, index = int(code % 4), int(code // 4)
        if kind == DRY:
            texts.append(note("claims_room_dry"))
        elif kind == OWN:
            texts.append(note("claims_room_own", cooling=dutch(round(run.limits.pipe_k, 2))))
        elif kind == OFFTAKE:
            texts.append(
                note(
                    "claims_room_offtake",
                    name=run.naming.names[index],
                    pipe=sewer.pipe_id[run.taken.pipe[index]],
                    cooling=dutch(round(run.limits.pipe_k, 2)),
                )
            )
        else:
            node = sewer.ends[index]
            key = "claims_room_end_unknown" if sewer.stuck[node] else "claims_room_end"
            texts.append(
                note(key, kind=sewer.end[node], node=sewer.node_id[node], cooling=dutch(round(run.limits.end_k, 2)))
            )
    full = (room.kw <= 0) & (room.kind != DRY)
    words = np.array(texts, dtype=object)[place.reshape(-1)]
    none = note("claims_room_none")
    return np.where(full, none + " " + words, words).astype(object)


def season_table(run: Run, at_node: Floats) -> pd.DataFrame:
    """Return the temperatures and powers per month."""
    sewer, kw = run.sewer, run.verdicts.granted_kw
    flow = sewer.flow_ls[run.taken.pipe]
    reached = np.flatnonzero((run.asking.at_ends @ kw) > 0) if len(kw) else np.zeros(0, dtype=np.int64)
    ends = sewer.ends[reached]
    months = np.arange(12)
    rows = pd.DataFrame(
        {
            "punt_id": np.concatenate([run.naming.names, sewer.node_id[ends]]),
            "soort": [PIPE_POINT] * len(kw) + [END_POINT] * len(ends),
            "before": np.concatenate([run.cooling(run.after_kw - kw, flow), np.zeros(len(ends))]),
            "after": np.concatenate(
                [run.cooling(run.after_kw, flow), run.cooling(at_node[ends], sewer.arriving_ls[ends])]
            ),
            "kw": np.concatenate([kw, at_node[ends]]),
        }
    )
    table = rows.loc[np.repeat(rows.index, 12)].reset_index(drop=True)
    month = np.tile(months, len(rows))
    table["maand"] = month + 1
    table["ongestoord_c"] = run.year.temperature_c[month]
    factor = run.year.factor[month]
    table["t_voor_c"] = table["ongestoord_c"] - factor * table["before"]
    table["t_na_c"] = table["ongestoord_c"] - factor * table["after"]
    table["vermogen_kw"] = factor * table["kw"]
    return table[list(names(SEASON_COLUMNS))]
