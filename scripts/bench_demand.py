"""The part about heat demand: warmtevraag on a municipality, kavels over it, and energiematch on towns.

CPU seconds, of several runs in turn the least: other work on the machine only ever adds.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from bench_series import least
from bench_table import SCRIPTS, Bench, Outcome, Row, seconds, steps_table, verdict

WHOLE, BRIDGE, DEMAND, OVERLAY = 3.0, 3.0, 1.5, 1.5
"""Time against QGIS and pandas reading and writing the same; layers to frames against QGIS; the demand step against
pandas; the overlay against shapely."""

LEAST_MB = 2000
KAVELS = (100, 5_000)
TOWNS = ("M", "L")
CHEAPER = {"score": 20.0, "least": 0.0}
"""How much cheaper per GJ than greedy by score (weights as they come), and than the cheapest next (only costs), %."""

ABOVE = (0.5, 5.0)
"""How far a quick match of a small town lies above the proved optimum, on average and at most, %."""

GAP = 10.0
"""Proved gap (%) with the weights as they come."""

LATEST = SCRIPTS.parent / ".venv-latest" / "bin" / "python"


def demand(folder: Path) -> tuple[list[Row], str]:
    """Measure all of it; return the rows, and where the time goes as text."""
    bench = Bench(folder, "bench_demand_measure.py")
    rows, steps = _whole(bench, folder)
    rows += _step(bench)
    for count in KAVELS:
        rows += _overlay(bench, count)
    rows.append(_proved(bench))
    for town in TOWNS:
        rows += _match(bench, town)
    text = f"Where the time of warmtevraag goes (CPU; Python packages loaded beforehand):\n\n{steps_table(steps)}\n\n"
    return rows, text + "All times of the part about heat demand are CPU seconds of one process, the least of the runs."


def _whole(bench: Bench, folder: Path) -> tuple[list[Row], dict[str, dict[str, float]]]:
    """Compare `warmtevraag` with reading and writing its layers, and with a script that reads and joins them."""
    made = bench.once("make", "")
    whole = least(bench, ("whole",), 0, 3)["whole"]  # first: its outputs are what the peer writes
    found = least(bench, ("read", "write", "pandas"), 0, 3)
    read, write, peer = found["read"], found["write"], found["pandas"]
    title = "geopandas, pandas"
    if LATEST.is_file():
        newest = least(Bench(folder, bench.script.name, LATEST), ("pandas",), 0, 3)["pandas"]
        if newest["cpu"] < peer["cpu"]:
            peer, title = newest, "geopandas with pyogrio, pandas"
    _must_agree(whole, peer)
    steps, both = whole["steps"], read["cpu"] + write["cpu"]
    ratio, bridged = whole["cpu"] / both, steps["layers.read"] / read["layers"]
    listed = whole["GEBOUWEN_AANTAL"] + whole["PANDEN_WEGGELATEN"] == made["pand"]
    listed &= whole["objecten"] + whole["OBJECTEN_WEGGELATEN"] == made["verblijfsobject"]
    rows = [
        Row(
            f"warmtevraag: {made['pand']} + {made['verblijfsobject']} rows of history, {made['labels']} labels",
            f"QGIS reading and writing, pandas reading the labels {seconds(both)}", seconds(whole["cpu"]),
            f"{ratio:.1f}x the time", f"<= {WHOLE:g}x", verdict(ratio <= WHOLE),
        ),
        Row(
            "    layers to frames", f"QGIS {read['features']} features {seconds(read['layers'])}",
            seconds(steps["layers.read"]), f"{bridged:.1f}x the time", f"<= {BRIDGE:g}x", verdict(bridged <= BRIDGE),
        ),
        _beside("    read and join alone", f"{title} {seconds(peer['cpu'])}", peer, steps),
        Row("    buildings and objects out + listed", f"{made['pand']}, {made['verblijfsobject']}",
            f"{whole['GEBOUWEN_AANTAL']} + {whole['PANDEN_WEGGELATEN']}, "
            f"{whole['objecten']} + {whole['OBJECTEN_WEGGELATEN']}", "", "all", verdict(listed)),
        Row("    peak memory", f"{title} {peer['mb']:.0f} MB", f"{whole['mb']:.0f} MB",
            f"{whole['mb'] / peer['mb']:.1f}", f"<= {LEAST_MB} MB", verdict(whole["mb"] <= LEAST_MB)),
    ]  # fmt: skip
    return rows, {"municipality": steps}


def _beside(what: str, title: str, peer: Outcome, steps: dict[str, float]) -> Row:
    """Return a row without a goal: the peer reads with compiled code, and QGIS gives features one by one to us."""
    names = ("layers.read", "demand.read_panden", "demand.read_objects", "demand.build_stock", "demand.read_labels",
             "demand.read_neighbourhoods", "demand.enrich")  # fmt: skip
    ours = sum(steps[name] for name in names)
    after = ours - steps["layers.read"]
    return Row(
        what, title, f"{seconds(ours)} ({seconds(after)} without the layers)", f"{ours / peer['cpu']:.1f}x the time"
    )


def _must_agree(whole: Outcome, peer: Outcome) -> None:
    """Stop when the script found other buildings or objects."""
    if (whole["GEBOUWEN_AANTAL"], whole["objecten"]) != (peer["panden"], peer["objecten"]):
        sys.exit("bench: ours and pandas differ (warmtevraag).")


def _step(bench: Bench) -> list[Row]:
    """Compare the demand step with pandas; the sums must be the same."""
    found = least(bench, ("demand-pandas", "demand"), 0, 3)
    peer, ours = found["demand-pandas"], found["demand"]
    if any(abs(peer[key] / ours[key] - 1) > 1e-9 for key in ("gj", "most")):
        sys.exit("bench: ours and pandas differ (demand).")
    ratio = ours["cpu"] / peer["cpu"]
    return [
        Row("demand step, 150 k panden with 180 k objects (same sums)", f"pandas merge, groupby {seconds(peer['cpu'])}",
            seconds(ours["cpu"]), f"{ratio:.2f}x the time", f"<= {DEMAND:g}x", verdict(ratio <= DEMAND)),
    ]  # fmt: skip


def _overlay(bench: Bench, count: int) -> list[Row]:
    """Compare the overlay with kavels with shapely."""
    found = least(bench, ("overlay-shapely", "overlay"), count, 3)
    peer, ours = found["overlay-shapely"], found["overlay"]
    same = peer["inside"] == ours["inside"] and abs(peer["metres"] / ours["metres"] - 1) < 1e-6
    if not same:
        sys.exit(f"bench: ours and shapely differ ({count} kavels).")
    rows = []
    for what, key in (
        (f"150 k buildings in {ours['kavels']} kavels", "buildings"),
        (f"{ours['lines']} streets in {ours['kavels']} kavels, each metre once", "streets"),
    ):
        ratio = ours[key] / peer[key]
        rows.append(
            Row(what, f"shapely STRtree {seconds(peer[key])}", seconds(ours[key]), f"{ratio:.2f}x the time",
                f"<= {OVERLAY:g}x", verdict(ratio <= OVERLAY))
        )  # fmt: skip
    return rows


def _proved(bench: Bench) -> Row:
    """Compare an energy match of small towns with a programme in whole numbers."""
    found = bench.once("match-proved", "small")
    return Row(
        f"energiematch, {found['cases']} towns of 16-28 buildings: above the optimum",
        f"proved by a MILP ({seconds(found['programme'])} each); any order {found['other']:.0f} %",
        f"mean {found['mean']:.2f} %, worst {found['worst']:.1f} % ({seconds(found['cpu'])})", "",
        f"mean <= {ABOVE[0]:g} %, worst <= {ABOVE[1]:g} %",
        verdict(found["mean"] <= ABOVE[0] and found["worst"] <= ABOVE[1]),
    )  # fmt: skip


def _match(bench: Bench, town: str) -> list[Row]:
    """Compare an energy match with greedy choices."""
    costs, usual = bench.once("match-costs", town), bench.once("match", town)
    rows = []
    for found, key, peer, what in (
        (usual, "score", "best score first", f"energiematch, town {town}: costs per GJ, weights as they come"),
        (costs, "least", "cheapest next first", "    costs per GJ, only costs count"),
    ):
        mine, theirs = found["eur"] / found["gj"], found[f"{key}-eur"] / found[f"{key}-gj"]
        lower = 100.0 * (1.0 - mine / theirs)
        rows.append(
            Row(what, f"{peer} {theirs:.0f} EUR/GJ ({seconds(found[f'{key}-cpu'])})",
                f"{mine:.0f} EUR/GJ ({seconds(found['cpu'])})", f"{lower:.1f} % cheaper", f">= {CHEAPER[key]:g} %",
                verdict(lower >= CHEAPER[key])),
        )  # fmt: skip
        used = [100.0 * heat / found["supply"] for heat in (found[f"{key}-gj"], found["gj"])]
        rows.append(
            Row("        of the supply used", f"{used[0]:.1f} %", f"{used[1]:.1f} %", "", ">= 98.9 %",
                verdict(used[1] >= 98.9))
        )  # fmt: skip
    known = np.isfinite(usual["gap"])
    rows.append(
        Row("    proved gap", "none proves anything", f"{usual['gap']:.1f} %" if known else "not known", "",
            f"<= {GAP:g} %", verdict(bool(known and usual["gap"] <= GAP)))
    )  # fmt: skip
    return rows
