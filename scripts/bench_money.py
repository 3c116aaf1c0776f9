"""The part about money: thousands of runs of a business case against numpy-financial, and what surrounds them.

CPU seconds, of several runs the least: other work on the machine only ever adds.
"""

from __future__ import annotations

from pathlib import Path

from bench_series import least
from bench_table import SCRIPTS, Bench, Row, seconds, steps_table, verdict

RUNS = 10_000
MANY = 100_000
FASTER = {"npv": 3.0, "rate": 8.0}
"""Times as fast as numpy-financial, which gets one line per year; ours has every line of every run."""

APART_EUR = 0.01
WHOLE_S = 1.0
MANY_S = 10.0
LEAST_MB = 1000
AROUND_S = 2.0
PEERS = SCRIPTS.parent / ".venv-peers" / "bin" / "python"


def money(folder: Path) -> tuple[list[Row], str]:
    """Measure all of it; return the rows, and where the time goes as text."""
    rows = _against_peer(folder)
    bench = Bench(folder, "bench_money_measure.py")
    for runs, goal in ((RUNS, WHOLE_S), (MANY, MANY_S)):
        found = least(bench, ("whole",), runs, 3)["whole"]
        rows.append(
            Row(
                f"{runs:,} draws of an MT network, with quantiles and tables", "", seconds(found["cpu"]), "",
                f"<= {goal:g} s", verdict(found["cpu"] <= goal),
            )
        )  # fmt: skip
    rows.append(
        Row("    peak memory", "", f"{found['mb']:.0f} MB", "", f"<= {LEAST_MB} MB", verdict(found["mb"] <= LEAST_MB))
    )
    found = least(bench, ("around",), 0, 3)["around"]
    rows.append(
        Row(
            "tipping points, scenarios, tornado and contested choices", "", seconds(found["cpu"]), "",
            f"<= {AROUND_S:g} s", verdict(found["cpu"] <= AROUND_S),
        )
    )  # fmt: skip
    return rows, f"Where the time around the draws goes (CPU):\n\n{steps_table({'MT network': found['steps']})}"


def _against_peer(folder: Path) -> list[Row]:
    """Compare with numpy-financial run by run in the same process, where that is installed."""
    what = f"net present value of {RUNS:,} runs of 30 years"
    if not PEERS.is_file():
        return [Row(what, "numpy-financial is not installed: scripts/setup dev latest", "", "")]
    found = Bench(folder, "bench_money_measure.py", PEERS).once("against-peer", str(RUNS))
    rows = []
    for title, key in ((what, "npv"), ("    internal rate of each", "rate")):
        ratio = found[f"{key}_peer"] / found[key]
        rows.append(
            Row(
                title, f"numpy-financial run by run {seconds(found[f'{key}_peer'])}", seconds(found[key]),
                f"{ratio:.0f}x faster", f">= {FASTER[key]:g}x", verdict(ratio >= FASTER[key]),
            )
        )  # fmt: skip
    rows.append(
        Row(
            "    largest difference with numpy-financial", "", f"{found['apart']:.0e} EUR",
            f"{found['rate_apart']:.0e} in the rate", f"<= {APART_EUR:g} EUR", verdict(found["apart"] <= APART_EUR),
        )
    )  # fmt: skip
    return rows
