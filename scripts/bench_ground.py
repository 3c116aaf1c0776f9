"""The part about the ground: restrictions of 150 k buildings against 5,000 areas and 6,000 existing systems.

CPU seconds, of several runs in turn the least: other work on the machine only ever adds.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bench_series import least
from bench_table import Bench, Row, bridge, seconds, steps_table, verdict

WHOLE, OVERLAY, DISTANCES = 3.0, 1.5, 1.5
"""Time against QGIS reading and writing the same layers; overlay and distances against shapely."""

LEAST_MB = 2000
CASES = {"points": "points", "areas": "footprints, with the part inside"}


def ground(folder: Path) -> tuple[list[Row], str]:
    """Measure all of it; return the rows, and where the time goes as text."""
    bench = Bench(folder, "bench_ground_measure.py")
    rows, steps = _whole(bench)
    for case in CASES:
        rows += [_overlay(bench, case), _distances(bench, case)]
    text = f"Where the time of bodemrestricties goes (CPU; Python packages loaded beforehand):\n\n{steps_table(steps)}"
    return (
        rows,
        f"{text}\n\nAll times of the part about the ground are CPU seconds of one process, the least of the runs.",
    )


def _whole(bench: Bench) -> tuple[list[Row], dict[str, dict[str, float]]]:
    """Compare `bodemrestricties` with reading and writing its layers."""
    made = bench.once("make", "")
    whole = least(bench, ("whole",), 0, 3)["whole"]  # first: its outputs are what the peer writes
    found = least(bench, ("read", "write"), 0, 3)
    both = found["read"]["cpu"] + found["write"]["cpu"]
    ratio = whole["cpu"] / both
    areas = sum(made.values()) - made["LOCATIES"] - 6000
    listed = whole["judged"] == whole["places"] == made["LOCATIES"]
    rows = [
        Row(
            f"bodemrestricties: {made['LOCATIES']} buildings, {areas} areas, 6000 systems",
            f"QGIS reading and writing {seconds(both)}", seconds(whole["cpu"]),
            f"{ratio:.1f}x the time", f"<= {WHOLE:g}x", verdict(ratio <= WHOLE),
        ),
        bridge("    layers to frames", "QGIS", found["read"]["cpu"], whole["steps"]["layers.read"]),
        Row("    every building has a verdict", str(made["LOCATIES"]), str(whole["judged"]), "", "all",
            verdict(listed)),
        Row("    peak memory", f"QGIS {found['write']['mb']:.0f} MB", f"{whole['mb']:.0f} MB",
            f"{whole['mb'] / found['write']['mb']:.1f}", f"<= {LEAST_MB} MB", verdict(whole["mb"] <= LEAST_MB)),
    ]  # fmt: skip
    return rows, {"municipality": whole["steps"]}


def _overlay(bench: Bench, case: str) -> Row:
    """Compare the overlay with shapely; pairs and square metres must be the same."""
    found = least(bench, ("overlay-shapely", "overlay"), case, 3)
    peer, ours = found["overlay-shapely"], found["overlay"]
    if peer["pairs"] != ours["pairs"] or abs(peer["square"] / ours["square"] - 1) > 1e-6:
        sys.exit(f"bench: ours and shapely differ (overlay of {case}).")
    ratio = ours["cpu"] / peer["cpu"]
    return Row(
        f"150 k {CASES[case]} in 5000 areas ({ours['pairs']} pairs)",
        f"shapely and geopandas, the best of three {seconds(peer['cpu'])} (sjoin alone {seconds(peer['sjoin'])})",
        seconds(ours["cpu"]), f"{ratio:.2f}x the time", f"<= {OVERLAY:g}x", verdict(ratio <= OVERLAY),
    )  # fmt: skip


def _distances(bench: Bench, case: str) -> Row:
    """Compare distances and numbers of systems with shapely; the sums must be the same.

    Ours also tells which part of a building is near a system.
    """
    found = least(bench, ("distances-shapely", "distances"), case, 3)
    peer, ours = found["distances-shapely"], found["distances"]
    if peer["count"] != ours["count"] or abs(peer["metres"] / ours["metres"] - 1) > 1e-9:
        sys.exit(f"bench: ours and shapely differ (distances of {case}).")
    ratio = ours["cpu"] / peer["cpu"]
    return Row(
        f"150 k {case}: nearest of 5000 systems, number within 100 m",
        f"shapely {seconds(peer['cpu'])}", seconds(ours["cpu"]),
        f"{ratio:.2f}x the time", f"<= {DISTANCES:g}x", verdict(ratio <= DISTANCES),
    )  # fmt: skip
