"""The part about measurements: series against pandas, offtakes against networkx, measurements on the kansenkaart.

CPU seconds, of several runs in turn the least: other work on the machine only ever adds.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bench_table import Bench, Outcome, Row, seconds, steps_table, verdict

SIZES = (1_000_000, 10_000_000)
STYLES = {
    "iso": ("2023-01-01T00:00:00,12.3", 1.0),
    "comma": ("2023-01-01 00:00:00;12,3", 1.0),
    "dutch": ("01-01-2023 00:00:00;12,3", 0.5),
}
"""Style to an example and the largest ratio to pandas: it has a quick way for ISO times written in C, and no other."""

PIPES = 50_000
LEAST_MB = 1500
PER_MILLION = 3.0
CALIBRATION = 0.15


def measure(folder: Path) -> tuple[list[Row], str]:
    """Measure all of it; return the rows, and where the time goes as text."""
    bench = Bench(folder, "bench_series_measure.py")
    rows, steps = [], {}
    for size in SIZES:
        found, steps[f"{size / 1e6:g} M rows"] = series(bench, size)
        rows += found
        for file in folder.glob(f"series-*-{size}.csv"):
            file.unlink()
    rows += offtakes(bench)
    found, parts = calibration(bench)
    rows += found
    text = f"Where the time of a series goes (CPU):\n\n{steps_table(steps)}\n\n"
    text += f"What measurements cost in kansenkaart ({PIPES / 1000:g} k pipes, CPU):\n\n{steps_table(parts)}\n\n"
    return (
        rows,
        text + "All times of the part about measurements are CPU seconds of one process, the least of the runs.",
    )


def least(bench: Bench, names: tuple[str, ...], case: int, times: int) -> dict[str, Outcome]:
    """Run measurements in turn; return of each the run with the least CPU time."""
    runs: dict[str, list[Outcome]] = {name: [] for name in names}
    for _ in range(times):
        for name in names:
            print(f"  {name} {case} ...", file=sys.stderr, flush=True)
            runs[name].append(bench.once(name, str(case)))
    return {name: min(outcomes, key=lambda outcome: outcome["cpu"]) for name, outcomes in runs.items()}


def series(bench: Bench, size: int) -> tuple[list[Row], dict[str, float]]:
    """Measure reading against pandas, and the whole way to a report; return the rows and the seconds per step."""
    bench.once("make-series", str(size))
    rows = []
    millions = size / 1e6
    for style, (example, most) in STYLES.items():
        found = least(bench, (f"pandas-{style}", f"read-{style}"), size, 3)
        peer, ours = found[f"pandas-{style}"], found[f"read-{style}"]
        if any(peer[key] != ours[key] for key in ("rows", "last")) or abs(peer["sum"] / ours["sum"] - 1) > 1e-9:
            sys.exit(f"bench: ours and pandas differ ({style}, {size} rows).")
        ratio = ours["cpu"] / peer["cpu"]
        rows += [
            Row(
                f"reading {millions:g} M rows as {example}", f"pandas {seconds(peer['cpu'])}", seconds(ours["cpu"]),
                f"{ratio:.2f}x the time", f"<= {most:g}x", verdict(ratio <= most),
            ),
            Row(
                "    peak memory", f"{peer['mb']:.0f} MB", f"{ours['mb']:.0f} MB", f"{ours['mb'] / peer['mb']:.2f}",
                f"<= {LEAST_MB} MB", verdict(ours["mb"] <= LEAST_MB),
            ),
        ]  # fmt: skip
    whole = least(bench, ("chain",), size, 3)["chain"]
    per = whole["cpu"] / millions
    rows.append(
        Row(
            f"read, analyse, season and report, {millions:g} M rows", "", seconds(whole["cpu"]),
            f"{per:.2f} s per million", f"<= {PER_MILLION:g} s", verdict(per <= PER_MILLION),
        )
    )  # fmt: skip
    rows.append(
        Row("    peak memory", "", f"{whole['mb']:.0f} MB", "", f"<= {LEAST_MB} MB", verdict(whole["mb"] <= LEAST_MB))
    )
    return rows, whole["steps"]


def offtakes(bench: Bench) -> list[Row]:
    """Measure the room per pipe and the season per pipe against peers with the same answer."""
    rows = []
    for ours_name, peer_name, what, peer_title, goal in (
        ("room", "room-networkx", "room per pipe with 100 offtakes", "networkx", 1.5),
        ("season", "season-hourly", "season per pipe", "numpy per pipe, linear from 500,", 1.0),
    ):
        found = least(bench, (peer_name, ours_name), PIPES, 3)
        peer, ours = found[peer_name], found[ours_name]
        if abs(peer["check"] / ours["check"] - 1) > 1e-6:
            sys.exit(f"bench: ours and {peer_title} differ ({what}).")
        ratio = ours["cpu"] / peer["cpu"]
        rows.append(
            Row(
                f"{what}, {PIPES / 1000:g} k pipes", f"{peer_title} {seconds(peer['cpu'])}", seconds(ours["cpu"]),
                f"{ratio:.2f}x the time", f"<= {goal:g}x", verdict(ratio <= goal),
            )
        )  # fmt: skip
        if ours_name == "room":
            rows.append(
                Row("    all of the judgement of the offtakes, map read included", "", seconds(ours["whole"]), "")
            )
            error = ours["balance"]
            rows.append(Row("    heat balance", "", f"{error:.0e}", "", "<= 1e-9", verdict(error <= 1e-9)))
    return rows


def calibration(bench: Bench) -> tuple[list[Row], dict[str, dict[str, float]]]:
    """Measure what 200 measurements cost in `kansenkaart`; return the rows and the seconds per step."""
    bench.once("map-plain", str(PIPES))
    found = least(bench, ("map-measured",), PIPES, 3)["map-measured"]
    share = found["calibration"] / found["cpu"]
    count = found["measurements"]
    rows = [
        Row(
            f"{count:.0f} measurements on a kansenkaart of {PIPES / 1000:g} k pipes",
            f"all of kansenkaart {seconds(found['cpu'])}", seconds(found["calibration"]), f"{100 * share:.0f} % of it",
            f"<= {100 * CALIBRATION:g} %", verdict(share <= CALIBRATION),
        ),
        Row("    mass balance", "", f"{found['balance']:.0e}", "", "<= 1e-9", verdict(found["balance"] <= 1e-9)),
    ]  # fmt: skip
    return rows, {"kansenkaart": found["steps"] | {"all": found["cpu"]}}
