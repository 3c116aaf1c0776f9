"""The bench: sewers, networks, measurements, heat demand, the ground and money against peers and goals, as one table.

Usage: bench_run.py [sewer|net|measure|demand|ground|money|SIZE]... [--full] [--keep FOLDER] [--instances FOLDER] [--xl]
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path

from bench_demand import demand
from bench_ground import ground
from bench_ground_heat import ground_heat
from bench_money import money
from bench_net import SIZES as TOWN_SIZES
from bench_net import net
from bench_series import measure
from bench_sewer import SIZES, sewer
from bench_table import table_of

PARTS = ("sewer", "net", "measure", "demand", "ground", "money")


def arguments() -> argparse.Namespace:
    """Return what the user asked for."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Time, memory and quality against the peers.")
    parser.add_argument(
        "what",
        nargs="*",
        metavar="WHAT",
        help="sewer, net, measure, demand, ground, money, or numbers of pipes (sewer); default: all",
    )
    parser.add_argument("--full", action="store_true", help="networkx also beyond 500 k pipes (minutes, 6 GB)")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="folder for the towns, kept afterwards")
    parser.add_argument("--instances", type=Path, metavar="FOLDER", help="other Steiner instances (*.gr, optima.csv)")
    parser.add_argument("--xl", action="store_true", help="also the town of 300 k streets and 150 k buildings")
    chosen = parser.parse_args()
    parts = [word for word in chosen.what if word in PARTS]
    try:
        chosen.sizes = [int(word) for word in chosen.what if word not in PARTS]
    except ValueError:
        parser.error("give sewer, net, measure, demand, ground, money, or numbers of pipes")
    if chosen.sizes and min(chosen.sizes) < 1000:
        parser.error("a size is a number of pipes, at least 1000")
    if chosen.instances is not None and not chosen.instances.is_dir():
        parser.error(f"{chosen.instances} is no folder")
    # sizes are sizes of sewers; instances and the largest town belong to networks
    implied = {"sewer": bool(chosen.sizes), "net": chosen.instances is not None or chosen.xl}
    chosen.parts = parts or [part for part in PARTS if implied.get(part)] or list(PARTS)
    return chosen


def main() -> None:
    """Run the bench."""
    chosen = arguments()
    folder = chosen.keep or Path(tempfile.mkdtemp(prefix="riothermie-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    rows, texts = [], []
    try:
        if "sewer" in chosen.parts:
            found, text = sewer(folder, chosen.sizes or list(SIZES), full=chosen.full)
            rows, texts = rows + found, [*texts, text]
        if "net" in chosen.parts:
            towns = [*TOWN_SIZES, *(["XL"] if chosen.xl else [])]
            found, text = net(folder, source=chosen.instances, towns=towns)
            rows, texts = rows + found, [*texts, text]
        if "measure" in chosen.parts:
            found, text = measure(folder)
            rows, texts = rows + found, [*texts, text]
        if "demand" in chosen.parts:
            found, text = demand(folder)
            rows, texts = rows + found, [*texts, text]
        if "ground" in chosen.parts:
            for some in (ground, ground_heat):
                found, text = some(folder)
                rows, texts = rows + found, [*texts, text]
        if "money" in chosen.parts:
            found, text = money(folder)
            rows, texts = rows + found, [*texts, text]
    finally:
        if chosen.keep is None:
            shutil.rmtree(folder, ignore_errors=True)
    load = os.getloadavg()[1]
    machine = f"{platform.machine()}, {os.cpu_count()} cores, load {load:.1f}"
    print(f"Synthetic towns (scripts/bench_towns.py, bench_streets.py, bench_homes.py), medians; {machine}.")
    print("Read the ratios: the seconds depend on the machine and on what else it does.\n")
    print("\n\n".join([table_of(rows), *filter(None, texts)]))
    if any(row.met == "NO" for row in rows):
        sys.exit(1)


if __name__ == "__main__":
    main()
