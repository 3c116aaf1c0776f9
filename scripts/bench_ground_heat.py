"""The part about the ground, heat: rasters, line sources, places of loops, and bodemlussen and mini networks of a town.

CPU seconds, of several runs in turn the least: other work on the machine only ever adds.
"""

from __future__ import annotations

from pathlib import Path

from bench_series import least
from bench_table import SCRIPTS, Bench, Row, seconds, steps_table, verdict

SAMPLING = 1.2
"""Time against a loop over the tiles."""

APART_PERCENT = 0.1
"""Largest difference with pygfunction, % of the drop."""

EXACT_PERCENT = 99.0
"""Part of the loops that an exact solver places on the same places, %."""

WHOLE_S = {"usual-30000": 30.0, "usual-30000-estimated": None, "tight-5000": 10.0, "tight-30000": None}
"""Seconds of bodemlussen, by kind of town and number of houses; None: no goal."""

MINI_S = 60.0
LEAST_MB = 2000
NAMES = {"usual": "row houses", "tight": "row houses with small gardens"}
PEERS = SCRIPTS.parent / ".venv-peers" / "bin" / "python"


def ground_heat(folder: Path) -> tuple[list[Row], str]:
    """Measure all of it; return the rows, and where the time goes as text."""
    bench = Bench(folder, "bench_ground_heat_measure.py")
    bench.once("make-raster", "")
    rows = [_sampling(bench, way) for way in ("rasterio", "gdal")]
    rows += _line_sources(folder)
    rows += [_grid(bench), _exact(bench), *_mini(bench)]
    steps = {}
    for town in WHOLE_S:
        found, steps[town] = _loops(bench, town)
        rows += found
    return rows, f"Where the time of bodemlussen goes (CPU; Python packages loaded beforehand):\n\n{steps_table(steps)}"


def _sampling(bench: Bench, way: str) -> Row:
    """Compare sampling with reading by tiles; the values must be the same."""
    found = least(bench, ("sample-blocks", "sample"), way, 5)
    peer, ours = found["sample-blocks"], found["sample"]
    if any(peer[key] != ours[key] for key in ("sum", "empty", "in")):
        raise SystemExit(f"bench: ours and the tiles differ ({way}).")
    points = ""
    if way == "rasterio":
        points = f", rasterio.sample {seconds(bench.once('sample-points', way)['cpu'])}"
    ratio = ours["cpu"] / peer["cpu"]
    return Row(
        f"150 k points on a raster of 10,000 x 10,000, by {way}",
        f"tile by tile {seconds(peer['cpu'])}{points}", seconds(ours["cpu"]), f"{ratio:.2f}x the time",
        f"<= {SAMPLING:g}x", verdict(ratio <= SAMPLING),
    )  # fmt: skip


def _line_sources(folder: Path) -> list[Row]:
    """Compare finite line sources with pygfunction, where that is installed."""
    what = "1,000 loops of three depths, 4 years, all on all"
    if not PEERS.is_file():
        return [Row(what, "pygfunction is not installed: scripts/setup dev latest", "", "")]
    bench = Bench(folder, "bench_ground_heat_measure.py", PEERS)
    ours = least(bench, ("heat",), "", 5)["heat"]
    quick, exact = (bench.once("heat-pygfunction", way) for way in ("quick", "exact"))
    apart = bench.once("heat-apart", "")
    return [
        Row(
            what, f"pygfunction {seconds(exact['cpu'])}, approximated {seconds(quick['cpu'])}", seconds(ours["cpu"]),
            f"{quick['cpu'] / ours['cpu']:.0f}x faster than approximated", "> 1x",
            verdict(ours["cpu"] < quick["cpu"]),
        ),
        Row(
            "    largest difference with pygfunction", "", f"{apart['k']:.5f} K", f"{apart['percent']:.4f} %",
            f"<= {APART_PERCENT:g} %", verdict(apart["percent"] <= APART_PERCENT),
        ),
    ]  # fmt: skip


def _grid(bench: Bench) -> Row:
    """Compare the number of loops in gardens with that of a regular grid over the town."""
    found = bench.once("placed", "tight-5000")
    return Row(
        "as many loops as fit in 5,000 small gardens", f"the fullest square grid {found['grid']}",
        f"{found['loops']} in {seconds(found['cpu'])}", f"{found['loops'] / found['grid']:.2f}x the loops", ">= 1x",
        verdict(found["loops"] >= found["grid"]),
    )  # fmt: skip


def _exact(bench: Bench) -> Row:
    """Compare the number of loops in small rows of gardens with the most there can be on the same places."""
    found = bench.once("exact", "")
    part = 100.0 * found["held"] / found["best"]
    return Row(
        "40 rows of six gardens, loops on the same places",
        f"MILP {found['best']} in {seconds(found['solver'])}, in turn {found['turns']}",
        f"{found['held']} in {seconds(found['cpu'])}", f"{part:.1f} % of the most, at most {found['short']} less",
        f">= {EXACT_PERCENT:g} %", verdict(part >= EXACT_PERCENT),
    )  # fmt: skip


def _mini(bench: Bench) -> list[Row]:
    """Measure mini networks of a town."""
    found = least(bench, ("mini",), "usual-30000", 2)["mini"]
    more = found["voordeel_eur"] / found["volgorde_eur"]
    return [
        Row(
            "mini networks of 30,000 row houses, without reading and writing", "", seconds(found["cpu"]), "",
            f"<= {MINI_S:g} s", verdict(found["cpu"] <= MINI_S),
        ),
        Row(
            f"    saving a year of {found['clusters']:.0f} networks",
            f"first come, first served {found['volgorde_eur'] / 1e6:.2f} M euro",
            f"{found['voordeel_eur'] / 1e6:.2f} M euro", f"{100 * (more - 1):.1f} % more, proved gap "
            f"{100 * found['gat']:.1f} %", ">= 0 %", verdict(more >= 1),
        ),
    ]  # fmt: skip


def _loops(bench: Bench, town: str) -> tuple[list[Row], dict[str, float]]:
    """Measure the whole of `bodemlussen`."""
    kind, count = town.split("-")[:2]
    estimated = town.endswith("-estimated")
    bench.once("make-rows", f"{kind}-{count}")
    found = least(bench, ("loops",), town, 2)["loops"]
    most = WHOLE_S[town]
    rows = [
        Row(
            f"bodemlussen: {count} {NAMES[kind]}{', parcels estimated' if estimated else ''}", "",
            f"{seconds(found['cpu'])}: {found['loops']} loops, enough for {found['fit']} houses", "",
            "" if most is None else f"<= {most:g} s", "" if most is None else verdict(found["cpu"] <= most),
        ),
        Row(
            "    peak memory", "", f"{found['mb']:.0f} MB", "", f"<= {LEAST_MB} MB", verdict(found["mb"] <= LEAST_MB)
        ),
    ]  # fmt: skip
    return rows, found["steps"]
