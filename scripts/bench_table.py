"""What the parts of the bench share: a process per measurement, medians, and a table of peer, ours and goal."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SCRIPTS = Path(__file__).resolve().parent
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
    """Runs measurements.

    Parameters
    ----------
    folder
        Where the towns and the outputs are.
    script
        Name of the script that makes a measurement: it gets WHAT, the folder and CASE, and prints its outcome.
    python
        Interpreter; None for this one.
    """

    def __init__(self, folder: Path, script: str, python: Path | None = None) -> None:
        self.folder = folder
        self.script = SCRIPTS / script
        self.python = str(python or sys.executable)

    def once(self, what: str, case: str) -> Outcome:
        """Run one measurement in a new process."""
        command = [self.python, str(self.script), what, str(self.folder), case]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        lines = [line for line in done.stdout.splitlines() if line.startswith("OUTCOME ")]
        if not lines:
            sys.exit(f"bench: {what} of {case} failed.\n{done.stderr[-3000:]}")
        return json.loads(lines[-1].removeprefix("OUTCOME "))

    def several(self, names: tuple[str, ...], case: str, times: int, title: str = "") -> dict[str, Outcome]:
        """Run measurements in turn, so that other work on the machine hits all alike; return the medians."""
        runs: dict[str, list[Outcome]] = {name: [] for name in names}
        for _ in range(times):
            for name in names:
                print(f"  {name} {title or case} ...", file=sys.stderr, flush=True)
                runs[name].append(self.once(name, case))
        return {name: median(outcomes) for name, outcomes in runs.items()}


def median(outcomes: list[Outcome]) -> Outcome:
    """Return the median of every number, and the worst mass balance."""
    result: Outcome = {}
    for key, value in outcomes[0].items():
        values = [outcome[key] for outcome in outcomes]
        if isinstance(value, dict):
            result[key] = median(values)
        elif isinstance(value, str):
            result[key] = value
        else:
            result[key] = max(values) if key == "balance" else statistics.median(values)
    return result


def seconds(value: float) -> str:
    """Return a time in words."""
    return f"{value:.3f} s" if value < 1 else f"{value:.1f} s"


def verdict(met: bool) -> str:
    """Return yes or NO."""
    return "yes" if met else "NO"


def table(rows: list[tuple[str, ...]]) -> str:
    """Return rows as columns of text; the first one is the head."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-+-".join("-" * width for width in widths), *lines[1:]])


def table_of(rows: list[Row]) -> str:
    """Return rows with their head as text."""
    head = ("what", "peer", "ours", "ratio", "goal", "met")
    return table([head, *((r.what, r.peer, r.ours, r.ratio, r.goal, r.met) for r in rows)])


def bridge(what: str, peer: str, theirs: float, ours: float) -> Row:
    """Return a row about reading or writing alone."""
    return Row(
        what, f"{peer} {seconds(theirs)}", seconds(ours), f"{ours / theirs:.1f}x the time", "<= 3x",
        verdict(ours <= 3 * theirs),
    )  # fmt: skip


def steps_table(steps: dict[str, dict[str, float]]) -> str:
    """Return the seconds per step of some runs as a table."""
    names = list(dict.fromkeys(name for found in steps.values() for name in found))
    return table(
        [("step", *steps), *((name, *(seconds(found.get(name, 0.0)) for found in steps.values())) for name in names)]
    )
