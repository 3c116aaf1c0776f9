"""v.net.steiner of GRASS GIS on a synthetic town, where GRASS is installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
from bench_streets import TOWNS, layout_graph, places, town
from bench_table import Outcome, Row, seconds

LONGEST = 300
"""Seconds after which GRASS is stopped."""

POINTS = {"default": -1, "npoints=0": 0}
"""Steiner points that it may look for: as many as it likes, none."""

STEPS = """
set -e
v.in.ascii -n input="$1/streets.txt" output=streets format=standard --quiet
v.in.ascii -n input="$1/terminals.txt" output=terminals format=standard --quiet
v.net input=streets points=terminals output=joined operation=connect threshold=0.01 --quiet
TIMEFORMAT="TAKEN %U %S"
time v.net.steiner input=joined output=tree arc_type=line terminal_cats="1-$2" npoints="$3" --quiet
v.out.ascii input=tree type=line format=standard output="$1/tree.txt" --quiet
"""


def steiner_in_grass(folder: Path, name: str, ours: Outcome) -> list[Row]:
    """Return how long GRASS takes and how long its tree is, or that it is not there."""
    grass = shutil.which("grass")
    if grass is None:
        return [Row("    GRASS v.net.steiner", "GRASS is not installed", "", "")]
    work = folder / "grass"
    work.mkdir(exist_ok=True)
    terminals = _write(work, name)
    rows = []
    for title, points in POINTS.items():
        print(f"  GRASS v.net.steiner, {title}, town {name} ...", file=sys.stderr, flush=True)
        told = _run(grass, work, terminals, points)
        if isinstance(told, str):
            rows.append(Row(f"    GRASS v.net.steiner, {title}", told, "", ""))
            continue
        took, length = told
        rows.append(
            Row(
                f"    GRASS v.net.steiner, {title}",
                f"{length:.0f} m in {seconds(took)}",
                f"{ours['cost']:.0f} m in {seconds(ours['cpu'])}",
                f"{100.0 * (1.0 - ours['cost'] / length):.2f} % shorter, {took / ours['cpu']:.0f}x faster",
            )
        )
    return rows


def _write(work: Path, name: str) -> int:
    """Write the split streets and the terminals in the ASCII format of GRASS; return the number of terminals."""
    made = town(TOWNS[name])
    problem, xy = layout_graph(made), places(made)
    lines = [
        f"L 2 1\n {a[0]:.6f} {a[1]:.6f}\n {b[0]:.6f} {b[1]:.6f}\n 1 {row + 1}\n"
        for row, (a, b) in enumerate(zip(xy[problem.u].tolist(), xy[problem.v].tolist(), strict=True))
    ]
    (work / "streets.txt").write_text("".join(lines), encoding="ascii")
    terminals = xy[problem.terminal].tolist()
    points = [f"P 1 1\n {x:.6f} {y:.6f}\n 1 {row + 1}\n" for row, (x, y) in enumerate(terminals)]
    (work / "terminals.txt").write_text("".join(points), encoding="ascii")
    (work / "steps.sh").write_text(STEPS, encoding="ascii")
    return len(terminals)


def _run(grass: str, work: Path, terminals: int, points: int) -> tuple[float, float] | str:
    """Return the seconds of v.net.steiner and the length of its tree, or in words why there is none."""
    (work / "tree.txt").unlink(missing_ok=True)
    # timeout stops all that GRASS has started
    command = ["timeout", str(LONGEST), grass, "--tmp-location", "XY", "--exec", "bash", str(work / "steps.sh")]
    done = subprocess.run(
        [*command, str(work), str(terminals), str(points)], capture_output=True, text=True, check=False
    )
    if done.returncode == 124:
        return f"no tree in {LONGEST} s"
    taken = [line.split()[1:] for line in done.stderr.splitlines() if line.startswith("TAKEN ")]
    if done.returncode or not taken or not (work / "tree.txt").is_file():
        last = [line for line in done.stderr.splitlines() if line.strip()][-1:]
        return f"failed: {''.join(last)[:60]}"
    return sum(map(float, taken[0])), _length(work / "tree.txt")


def _length(tree: Path) -> float:
    """Return the summed length of lines in the ASCII format of GRASS."""
    total, points = 0.0, []
    for line in tree.read_text(encoding="ascii").splitlines():
        words = line.split()
        if words[:1] == ["L"]:
            points = []
        elif len(words) == 2 and line.startswith(" ") and "." in line:
            points.append([float(word) for word in words])
            if len(points) > 1:
                total += float(np.hypot(*(np.array(points[-1]) - points[-2])))
    return total
