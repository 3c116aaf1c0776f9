"""The sewer part of the bench: accumulation against networkx, `kansenkaart` against reading and writing its layers."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from bench_measure import INPUTS, parameters
from bench_table import SCRIPTS, Bench, Outcome, Row, bridge, seconds, steps_table, verdict

SIZES = (5_000, 50_000, 500_000, 3_000_000)

LARGEST_PEER = 500_000
"""networkx needs 6 GB and minutes beyond: it is extrapolated from here, unless --full."""

LARGEST_MAP = 500_000
LARGEST_PROCESS = 50_000
GOAL_SIZE = {"accumulation": 3_000_000, "map": 50_000}


def sewer(folder: Path, sizes: list[int], *, full: bool) -> tuple[list[Row], str]:
    """Measure everything about sewers of some sizes; return the rows, and where the time goes as text."""
    bench, rows, steps = Bench(folder, "bench_measure.py"), [], {}
    known: dict[str, tuple[int, Outcome]] = {}
    for pipes in sorted(sizes):
        rows += accumulation(bench, pipes, full=full, known=known)
    for pipes in sorted(sizes):
        if pipes <= LARGEST_MAP:
            found, steps[size(pipes)] = whole_map(bench, pipes)
            rows += found
    layers = ", ".join(INPUTS.values())
    head = f"Where the time of kansenkaart goes ({layers}; Python packages loaded beforehand):"
    return rows, f"{head}\n\n{steps_table(steps)}" if steps else ""


def size(pipes: int) -> str:
    """Return a size in words."""
    return f"{pipes / 1e6:g} M" if pipes >= 1_000_000 else f"{pipes / 1000:g} k"


def accumulation(bench: Bench, pipes: int, *, full: bool, known: dict[str, tuple[int, Outcome]]) -> list[Row]:
    """Measure accumulation alone against networkx."""
    bench.once("make-arrays", str(pipes))
    rows = []
    for kind in ("cycles", "splits"):
        peer_name, ours_name = f"networkx-{kind}", f"ours-{kind}"
        measured = pipes <= LARGEST_PEER or full
        times = 3 if pipes <= LARGEST_PEER else 1
        if measured:
            found = bench.several((peer_name, ours_name), str(pipes), times, size(pipes))
            known[kind] = pipes, found[peer_name]
            note = ""
        else:
            found = bench.several((ours_name,), str(pipes), 3, size(pipes))
            if kind not in known:
                bench.once("make-arrays", str(LARGEST_PEER))
                known[kind] = LARGEST_PEER, bench.once(peer_name, str(LARGEST_PEER))
            measured_at = known[kind][0]
            note = f", linear from {size(measured_at)}"
        at, peer = known[kind]
        ours = found[ours_name]
        if at == pipes and not same(peer["check"], ours["check"]):
            sys.exit(f"bench: ours and networkx differ at {pipes} pipes ({kind}).")
        peer_seconds, peer_mb = (peer[key] * pipes / at for key in ("seconds", "mb"))
        ratio = peer_seconds / ours["seconds"]
        what = f"accumulation, splits{' and cycles' if kind == 'cycles' else ' only'}, {size(pipes)}"
        goal = pipes == GOAL_SIZE["accumulation"]
        rows.append(
            Row(
                what,
                f"networkx {seconds(peer_seconds)}{note}",
                seconds(ours["seconds"]),
                f"{ratio:.0f}x faster",
                ">= 40x" if goal else "",
                verdict(ratio >= 40) if goal else "",
            )
        )
        rows.append(
            Row(
                "    peak memory",
                f"{peer_mb:.0f} MB{note}",
                f"{ours['mb']:.0f} MB",
                f"{ours['mb'] / peer_mb:.2f}",
                "<= 500 MB" if goal else "",
                verdict(ours["mb"] <= 500) if goal else "",
            )
        )
        rows.append(
            Row("    mass balance", "", f"{ours['balance']:.0e}", "", "<= 1e-9", verdict(ours["balance"] <= 1e-9))
        )
    return rows


def same(a: float, b: float) -> bool:
    """Tell whether two sums of flows agree."""
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b))


def whole_map(bench: Bench, pipes: int) -> tuple[list[Row], dict[str, float]]:
    """Measure `kansenkaart` against reading and writing its layers; return the rows and the seconds per step."""
    bench.once("make-layers", str(pipes))
    bench.once("map", str(pipes))  # its outputs are what the peer writes
    found = bench.several(("read", "map", "write"), str(pipes), 3 if pipes <= LARGEST_PROCESS else 1, size(pipes))
    ours, read, write = found["map"], found["read"], found["write"]
    peer = read["seconds"] + write["seconds"]
    steps = ours["steps"]
    ratio = ours["seconds"] / peer
    goal = pipes == GOAL_SIZE["map"]
    rows = [
        Row(
            f"kansenkaart, {size(pipes)}",
            f"read and write {seconds(peer)}",
            seconds(ours["seconds"]),
            f"{ratio:.1f}x the time",
            "<= 3x" if goal else "",
            verdict(ratio <= 3) if goal else "",
        ),
        Row(
            "    peak memory",
            f"{max(read['mb'], write['mb']):.0f} MB",
            f"{ours['mb']:.0f} MB",
            f"{ours['mb'] / max(read['mb'], write['mb']):.1f}",
        ),
        Row("    mass balance", "", f"{ours['balance']:.0e}", "", "<= 1e-9", verdict(ours["balance"] <= 1e-9)),
        bridge("    layers to frames", f"QGIS {read['features']:.0f} features", read["seconds"], steps["layers.read"]),
        bridge(
            "    frames to layers",
            f"QGIS {write['features']:.0f} features",
            write["seconds"],
            steps["outputs.write_all"],
        ),
    ]
    if pipes <= LARGEST_PROCESS:
        rows.append(Row("    the same in qgis_process", "", seconds(in_process(bench.folder, pipes)), ""))
    return rows, {"QGIS reads": read["seconds"], "QGIS writes": write["seconds"], **steps, "all": ours["seconds"]}


def in_process(folder: Path, pipes: int) -> float:
    """Return how long qgis_process takes, start and packages included (s)."""
    script = '. "$0"/qgis-env.sh && time_file=$1 && shift && date +%s.%N >"$time_file" && exec qgis_process run "$@"'
    arguments = [f"{key}={value}" for key, value in parameters(folder, pipes).items()]
    stamp = folder / "began"
    command = ["bash", "-c", script, str(SCRIPTS), str(stamp), "riothermie:kansenkaart", "--", *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | {"RT_HOME": str(folder / "profile")}
    )
    if done.returncode:
        sys.exit(f"bench: qgis_process failed.\n{done.stderr[-3000:]}")
    return time.time() - float(stamp.read_text(encoding="ascii"))
