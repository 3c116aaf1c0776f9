"""The bench: every measurement in a process of its own, medians, and a table of peer, ours and goal.

Usage: bench_run.py [--full] [--keep FOLDER] [SIZE...] (see scripts/bench).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench_measure import INPUTS, parameters

SCRIPTS = Path(__file__).resolve().parent
SIZES = (5_000, 50_000, 500_000, 3_000_000)

LARGEST_PEER = 500_000
"""networkx needs 6 GB and minutes beyond: it is extrapolated from here, unless --full."""

LARGEST_MAP = 500_000
LARGEST_PROCESS = 50_000
GOAL_SIZE = {"accumulation": 3_000_000, "map": 50_000}

Outcome = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    what: str
    peer: str
    ours: str
    ratio: str
    goal: str = ""
    met: str = ""


class Bench:
    """Runs measurements."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def once(self, what: str, pipes: int) -> Outcome:
        """Run one measurement in a new process."""
        command = [sys.executable, str(SCRIPTS / "bench_measure.py"), what, str(self.folder), str(pipes)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        lines = [line for line in done.stdout.splitlines() if line.startswith("OUTCOME ")]
        if not lines:
            sys.exit(f"bench: {what} of {pipes} pipes failed.\n{done.stderr[-3000:]}")
        return json.loads(lines[-1].removeprefix("OUTCOME "))

    def several(self, names: tuple[str, ...], pipes: int, times: int) -> dict[str, Outcome]:
        """Run measurements in turn, so that other work on the machine hits all alike; return the medians."""
        runs: dict[str, list[Outcome]] = {name: [] for name in names}
        for _ in range(times):
            for name in names:
                print(f"  {name} {size(pipes)} ...", file=sys.stderr, flush=True)
                runs[name].append(self.once(name, pipes))
        return {name: median(outcomes) for name, outcomes in runs.items()}


def median(outcomes: list[Outcome]) -> Outcome:
    """Return the median of every number, and the worst mass balance."""
    result: Outcome = {}
    for key, value in outcomes[0].items():
        values = [outcome[key] for outcome in outcomes]
        if isinstance(value, dict):
            result[key] = median(values)
        else:
            result[key] = max(values) if key == "balance" else statistics.median(values)
    return result


def size(pipes: int) -> str:
    """Return a size in words."""
    return f"{pipes / 1e6:g} M" if pipes >= 1_000_000 else f"{pipes / 1000:g} k"


def seconds(value: float) -> str:
    """Return a time in words."""
    return f"{value:.3f} s" if value < 1 else f"{value:.1f} s"


def accumulation(bench: Bench, pipes: int, *, full: bool, known: dict[str, tuple[int, Outcome]]) -> list[Row]:
    """Measure accumulation alone against networkx."""
    bench.once("make-arrays", pipes)
    rows = []
    for kind in ("cycles", "splits"):
        peer_name, ours_name = f"networkx-{kind}", f"ours-{kind}"
        measured = pipes <= LARGEST_PEER or full
        times = 3 if pipes <= LARGEST_PEER else 1
        if measured:
            found = bench.several((peer_name, ours_name), pipes, times)
            known[kind] = pipes, found[peer_name]
            note = ""
        else:
            found = bench.several((ours_name,), pipes, 3)
            if kind not in known:
                bench.once("make-arrays", LARGEST_PEER)
                known[kind] = LARGEST_PEER, bench.several((peer_name,), LARGEST_PEER, 1)[peer_name]
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
    bench.once("make-layers", pipes)
    bench.once("map", pipes)  # its outputs are what the peer writes
    found = bench.several(("read", "map", "write"), pipes, 3 if pipes <= LARGEST_PROCESS else 1)
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


def bridge(what: str, peer: str, theirs: float, ours: float) -> Row:
    """Return a row about reading or writing alone."""
    return Row(
        what, f"{peer} {seconds(theirs)}", seconds(ours), f"{ours / theirs:.1f}x the time", "<= 3x",
        verdict(ours <= 3 * theirs),
    )  # fmt: skip


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


def verdict(met: bool) -> str:
    """Return yes or NO."""
    return "yes" if met else "NO"


def table(rows: list[tuple[str, ...]]) -> str:
    """Return rows as columns of text."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-+-".join("-" * width for width in widths), *lines[1:]])


def profile(steps: dict[int, dict[str, float]]) -> str:
    """Return the seconds per step of `kansenkaart` as a table."""
    names = list(dict.fromkeys(name for found in steps.values() for name in found))
    head = ("step", *(size(pipes) for pipes in steps))
    return table([head, *((name, *(seconds(found.get(name, 0.0)) for found in steps.values())) for name in names)])


def main() -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Time and memory against the peers.")
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="SIZE", help="pipes; default 5 k to 3 M")
    parser.add_argument("--full", action="store_true", help="networkx also beyond 500 k pipes (minutes, 6 GB)")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="folder for the towns, kept afterwards")
    chosen = parser.parse_args()
    if min(chosen.sizes) < 1000:
        parser.error("a size is a number of pipes, at least 1000")
    folder = chosen.keep or Path(tempfile.mkdtemp(prefix="riothermie-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    bench, rows, steps = Bench(folder), [], {}
    known: dict[str, tuple[int, Outcome]] = {}
    try:
        for pipes in sorted(chosen.sizes):
            rows += accumulation(bench, pipes, full=chosen.full, known=known)
        for pipes in sorted(chosen.sizes):
            if pipes <= LARGEST_MAP:
                found, steps[pipes] = whole_map(bench, pipes)
                rows += found
    finally:
        if chosen.keep is None:
            shutil.rmtree(folder, ignore_errors=True)
    load = os.getloadavg()[1]
    machine = f"{platform.machine()}, {os.cpu_count()} cores, load {load:.1f}"
    print(f"Synthetic towns (scripts/bench_towns.py), medians; {machine}.")
    print("Read the ratios: the seconds depend on the machine and on what else it does.\n")
    head = ("what", "peer", "ours", "ratio", "goal", "met")
    print(table([head, *((r.what, r.peer, r.ours, r.ratio, r.goal, r.met) for r in rows)]))
    if steps:
        layers = ", ".join(INPUTS.values())
        print(
            f"\nWhere the time of kansenkaart goes ({layers}; Python packages loaded beforehand):\n\n{profile(steps)}"
        )
    if any(row.met == "NO" for row in rows):
        sys.exit(1)


if __name__ == "__main__":
    main()
