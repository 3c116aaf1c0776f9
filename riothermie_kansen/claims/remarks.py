"""What is said of a run: findings on offtakes and outlets, and notes."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from ..findings import Findings
from ..wording import amount, dutch, note
from .graph import Floats
from .heat import Balance
from .spacing import Next
from .tables import Run
from .verdict import COMPETES, NOT, OVER, PARTLY, power


def list_points(run: Run, judged: gpd.GeoDataFrame, findings: Findings) -> None:
    """List offtakes that do not get what they ask, and those whose outlet is unknown."""
    ids, geometry = judged["punt_id"].to_numpy(dtype=object), judged.geometry.to_numpy()
    reason = judged["reden"].to_numpy(dtype=object)
    for verdict, kind in ((OVER, "boven_grens"), (PARTLY, "past_deels"), (COMPETES, "concurreert"), (NOT, "past_niet")):
        rows = (judged["oordeel"] == verdict).to_numpy()
        findings.add(kind, "waarschuwing", ids[rows], geometry[rows], reden=reason[rows])
    cold = judged["t_na_c"].to_numpy(dtype=np.float64)
    frozen = cold < 0
    findings.add(
        "onttrekking_bevriest",
        "waarschuwing",
        ids[frozen],
        geometry[frozen],
        temperatuur=[dutch(value, 1) for value in cold[frozen]],
    )
    ends = run.sewer.ends
    stuck = run.sewer.stuck[ends]
    lost = run.asking.at_ends[stuck].sum(axis=0) if stuck.any() else np.zeros(len(run.naming.names))
    place = pd.Index(ids).get_indexer(pd.Index(run.naming.names))[lost > 1e-3]
    findings.add("afvoer_onbekend", "waarschuwing", ids[place], geometry[place])


def list_spacing(
    run: Run,
    judged: gpd.GeoDataFrame,
    taking: npt.NDArray[np.intp],
    lengths: Floats,
    following: list[Next],
    findings: Findings,
) -> None:
    """Remark on offtakes that follow each other closer than the sewage needs to recover."""
    low, high = sorted(run.kentallen.table("onttrekking.herstellengte"))[:2]
    remarks = judged["opmerking"].to_numpy(dtype=object).copy()
    for item in following:
        values = {
            "other": run.naming.names[item.other],
            "metres": amount(item.metres),
            "length": amount(float(lengths[item.row])),
            "low": amount(low * float(lengths[item.row])),
            "high": amount(high * float(lengths[item.row])),
        }
        row = int(taking[item.row])
        remarks[row] = note("claims_spacing", **values)
        close = item.metres < low * lengths[item.row]
        place = np.array([judged.geometry.iloc[row]], dtype=object)
        if close:
            findings.add("te_dicht", "waarschuwing", [run.naming.names[item.row]], place, **values)
        else:
            findings.add("krap_op_elkaar", "info", [run.naming.names[item.row]], place, **values)
    judged["opmerking"] = remarks


def list_ends(run: Run, at_node: Floats, findings: Findings) -> None:
    """List outlets whose water gets too cold."""
    sewer = run.sewer
    ends = sewer.ends[at_node[sewer.ends] > 1e-9]
    cooling = run.cooling(at_node[ends], sewer.arriving_ls[ends])
    temperature = run.year.coldest_c(cooling)
    minimum = run.kentallen.value("bron.t_rwzi_min")
    cold = np.nan_to_num(temperature, nan=np.inf) < minimum
    findings.add(
        "afvoerpunt_koud",
        "waarschuwing",
        sewer.node_id[ends[cold]],
        sewer.places[ends[cold]],
        eind=[_capital(kind) for kind in sewer.end[ends[cold]]],
        # 9.97 must not read as the 10.0 that it falls short of
        temperatuur=[dutch(value, 1 if round(value, 1) < minimum else 2) for value in temperature[cold]],
        zonder=dutch(float(run.year.temperature_c.min()), 1),
        minimum=dutch(minimum, 1),
    )
    over = np.nan_to_num(cooling, nan=np.inf) > run.limits.end_k * (1 + 1e-9)
    findings.add(
        "afvoerpunt_te_veel",
        "waarschuwing",
        sewer.node_id[ends[over]],
        sewer.places[ends[over]],
        eind=[_capital(kind) for kind in sewer.end[ends[over]]],
        afkoeling=[dutch(value, 2) for value in cooling[over]],
        grens=dutch(round(run.limits.end_k, 2)),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def notes_of(run: Run, heat: Balance, pipes: gpd.GeoDataFrame) -> list[str]:
    """Return Dutch sentences on limits, recovery and the balance."""
    found = [
        note(
            "claims_note_limits",
            pipe=dutch(round(run.limits.pipe_k, 2)),
            minimum=dutch(run.kentallen.value("bron.t_na_winning_min")),
            end=dutch(round(run.limits.end_k, 2)),
            recovery=dutch(run.carry.recovery * 100.0),
        )
    ]
    if run.limits.pipe_k <= 0:
        found.append(note("claims_note_too_cold"))
    cold = (pipes["afkoeling_k"] > run.limits.pipe_k * (1 + 1e-6) + 1e-9).sum()
    if cold:
        found.append(note("claims_note_pipes_cold", n=amount(int(cold))))
    found.append(
        note(
            "claims_note_balance",
            taken=power(heat.extracted),
            ends=power(heat.ends),
            recovered=power(heat.recovered),
            stuck=power(heat.stuck),
            gone=power(heat.gone),
        )
    )
    return found
