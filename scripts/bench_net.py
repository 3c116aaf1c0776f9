"""The part of the bench about networks: trees against proved optima and against others, and whole `warmtenet`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from bench_grass import steiner_in_grass
from bench_steiner import Case, instances, save, town_case
from bench_streets import TOWNS
from bench_table import Bench, Outcome, Row, bridge, seconds, steps_table, table, verdict

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

DATA = ROOT.parent / "shared" / "data"
SIZES = ("S", "M", "L")

GOAL = {
    "quick": {"geo": 1.0, "i": 0.06},
    "thorough": {"geo": 0.25, "i": 0.02},
    "proof": {"geo": 1.3, "i": 0.1, "town": 1.0},
}
"""Mean gap (%): of the tree to the optimum, and of our tree to what is proved."""

MOST_SECONDS = 60.0

CLOSED = 1e-6
"""Proved gap (%) below which a tree is the best one."""

GOAL_TOWNS = ("M", "L")
TIME, CHEAPER, SHORTER, PROOF, WHOLE = 1.5, 2.0, 20.0, 0.5, 3.0
"""Time against networkx, how much cheaper than networkx and shorter than the union of shortest paths (%), the proof
against the search, and the whole algorithm against the layout."""

Found = dict[str, Outcome]


def net(folder: Path, *, source: Path | None, towns: Iterable[str]) -> tuple[list[Row], str]:
    """Measure everything about networks; return the rows, and the tables behind them as text.

    Parameters
    ----------
    folder
        For the towns and the outputs.
    source
        Folder with Steiner instances; None for those of the reference data.
    towns
        Of `bench_streets.TOWNS`.
    """
    bench = Bench(folder, "bench_net_measure.py")
    rows, texts = _steiner(bench, source or DATA / "steiner")
    pure: dict[str, Found] = {}
    for name in towns:
        found, pure[name] = _town(bench, name)
        rows += found
    steps = {}
    for name in towns:
        if name in GOAL_TOWNS:
            found, steps[f"town {name}"] = _whole(bench, name, pure[name])
            rows += found
    if steps:
        texts.append(
            "Where the time of warmtenet goes (CPU; a step holds the steps that it calls; Python packages loaded "
            f"beforehand):\n\n{steps_table(steps)}"
        )
    rows += _topotherm(bench, DATA / "heatnet" / "topotherm")
    texts.append("All times of the part about networks are CPU seconds of one process: wall time holds other work too.")
    return rows, "\n\n".join(texts)


def thorough_by_default(case: Case) -> bool:
    """Tell whether the plugin itself would search thoroughly."""
    from riothermie_kansen.network.layout import THOROUGH_TO

    return case.edges <= THOROUGH_TO


def above(cost: float, least: float) -> float:
    """Return how much a cost is above another one (%)."""
    return 100.0 * (cost / least - 1.0)


def _percent(value: float, digits: int = 2) -> str:
    return "" if np.isnan(value) else f"{round(value, digits) + 0.0:.{digits}f} %"


def _steiner(bench: Bench, source: Path) -> tuple[list[Row], list[str]]:
    """Compare trees with proved optima."""
    cases = instances(source, bench.folder) if source.is_dir() else []
    if not cases:
        return [Row("Steiner instances", f"skipped: no *.gr in {source}", "", "")], []
    found = {case.name: bench.several(("union", "mehlhorn", "quick", "thorough"), case.name, 1) for case in cases}
    head = (
        "instance", "group", "edges", "terminals", "union of paths", "networkx mehlhorn", "time", "quick", "time",
        "thorough", "time", "restarts", "proved", "bound below optimum", "proof / search",
    )  # fmt: skip
    lines = [head]
    for case in cases:
        one = found[case.name]
        quick, best, peer = one["quick"], one["thorough"], one["mehlhorn"]
        # where no optimum is known the gap is to what is proved
        least = best["bound"] if np.isnan(case.optimum) else case.optimum
        lines.append(
            (
                case.title, case.group, str(case.edges), str(case.terminals),
                _percent(above(one["union"]["cost"], least), 1), _percent(above(peer["cost"], least), 1),
                seconds(peer["cpu"]), _percent(above(quick["cost"], least), 3), seconds(quick["search"]),
                _percent(above(best["cost"], least), 3), seconds(best["cpu"]), f"{best['restarts']:.0f}",
                _percent(above(best["cost"], best["bound"]), 3), _percent(-above(best["bound"], least), 3),
                f"{_proof(case, one):.2f}",
            )
        )  # fmt: skip
    note = "" if not any(np.isnan(case.optimum) for case in cases) else ", or to the bound where none is known"
    text = (
        f"Steiner instances of {source}: gap to the proved optimum{note}; proved: thorough tree above our bound; "
        f"proof / search: their time in the default mode. v.net.steiner of GRASS needs coordinates, which these have "
        f"not: see town S.\n\n{table(lines)}"
    )
    rows = []
    for group in dict.fromkeys(case.group for case in cases):
        rows += _group(group, [case for case in cases if case.group == group], found)
    return rows, [text]


def _group(group: str, cases: list[Case], found: dict[str, Found]) -> list[Row]:
    """Return the rows about the instances of one group."""
    rows = []
    known = [case for case in cases if not np.isnan(case.optimum)]
    label = f"Steiner instances {group} ({len(cases)})"
    for mode in ("quick", "thorough") if known else ():
        ones = [found[case.name] for case in known]
        gaps, peers, unions = (
            np.array([above(one[name]["cost"], case.optimum) for one, case in zip(ones, known, strict=True)])
            for name in (mode, "mehlhorn", "union")
        )
        times = np.array([one[mode]["search" if mode == "quick" else "cpu"] for one in ones])
        theirs = np.array([one["mehlhorn"]["cpu"] for one in ones])
        goal = GOAL[mode].get(group)
        limit = mode == "thorough" and goal is not None
        met = goal is None or (gaps.mean() <= goal and (not limit or times.max() <= MOST_SECONDS))
        rows.append(
            Row(
                f"{label}, {mode}: mean gap",
                f"networkx {_percent(peers.mean(), 1)} ({seconds(theirs.max())}), union {_percent(unions.mean(), 1)}",
                f"{_percent(gaps.mean(), 3)}, worst {_percent(gaps.max(), 3)} (at most {seconds(times.max())})",
                f"{peers.mean() / gaps.mean():.0f}x closer" if gaps.mean() > 0 else "optimal",
                "" if goal is None else f"<= {goal} %{f', {MOST_SECONDS:.0f} s' if limit else ''}",
                "" if goal is None else verdict(bool(met)),
            )
        )
    proved = np.array([above(found[c.name]["thorough"]["cost"], found[c.name]["thorough"]["bound"]) for c in cases])
    goal = GOAL["proof"].get(group)
    rows.append(
        Row(
            "    our tree above our bound" if known else f"{label}, thorough: tree above our bound",
            "none proves anything",
            f"{_percent(proved.mean(), 3)}, worst {_percent(proved.max(), 3)}",
            "",
            "" if goal is None else f"<= {goal} %",
            "" if goal is None else verdict(bool(proved.mean() <= goal)),
        )
    )
    # a proof without a gap was the search too
    ratios = {case.title: _proof(case, found[case.name]) for case in cases if not _closed(case, found[case.name])}
    if ratios:
        worst = max(ratios, key=lambda name: ratios[name])
        rows.append(
            Row(
                "    proof against search, default mode",
                "",
                f"{worst} is worst",
                f"{ratios[worst]:.2f}x the time",
                f"<= {PROOF}x",
                verdict(ratios[worst] <= PROOF),
            )
        )
    return rows


def _default(case: Case, one: Found) -> Outcome:
    """Return what came out in the mode that the plugin itself would choose."""
    return one["thorough" if thorough_by_default(case) else "quick"]


def _proof(case: Case, one: Found) -> float:
    """Return the time of the proof against that of the search, in the default mode."""
    return _default(case, one)["proof"] / _default(case, one)["search"]


def _closed(case: Case, one: Found) -> bool:
    """Tell whether the tree of the default mode is proved to be the best."""
    return above(_default(case, one)["cost"], _default(case, one)["bound"]) < CLOSED


def _town(bench: Bench, name: str) -> tuple[list[Row], Found]:
    """Compare the layout of a town, split at the foot points of its buildings."""
    case = town_case(name, bench.folder)
    found = bench.several(("mehlhorn", "union", "quick"), name, 3 if case.edges < 100_000 else 1, case.title)
    default = "quick"
    if thorough_by_default(case):
        default = "thorough"
        found |= bench.several(("thorough",), name, 1, case.title)
    peer, union, quick, used = found["mehlhorn"], found["union"], found["quick"], found[default]
    time = quick["search"] / peer["cpu"]
    lower, shorter = -above(quick["cost"], peer["cost"]), -above(quick["cost"], union["cost"])
    proved = above(used["cost"], used["bound"])
    goal = name in GOAL_TOWNS
    size = TOWNS[name]
    rows = [
        Row(
            f"town {name} ({size.edges} streets, {size.buildings} buildings), quick layout",
            f"networkx mehlhorn {seconds(peer['cpu'])}",
            seconds(quick["search"]),
            f"{time:.2f}x the time",
            f"<= {TIME}x" if goal else "",
            verdict(time <= TIME) if goal else "",
        ),
        Row(
            "    length",
            f"{peer['cost']:.0f} m",
            f"{quick['cost']:.0f} m",
            f"{lower:.1f} % shorter",
            f">= {CHEAPER:.0f} %" if goal else "",
            verdict(lower >= CHEAPER) if goal else "",
        ),
        Row(
            "    against the union of shortest paths",
            f"{union['cost']:.0f} m ({seconds(union['cpu'])})",
            f"{quick['cost']:.0f} m",
            f"{shorter:.1f} % shorter",
            f">= {SHORTER:.0f} %",
            verdict(shorter >= SHORTER),
        ),
        Row(
            f"    default mode ({default}): proved gap",
            "none proves anything",
            f"{used['cost']:.0f} m in {seconds(used['cpu'])}",
            _percent(proved),
            f"<= {GOAL['proof']['town']} %",
            verdict(proved <= GOAL["proof"]["town"]),
        ),
        Row(
            "    proof against search, default mode",
            f"search {seconds(used['search'])}",
            seconds(used["proof"]),
            f"{used['proof'] / used['search']:.2f}x the time",
            f"<= {PROOF}x",
            verdict(used["proof"] <= PROOF * used["search"] or proved < CLOSED),
        ),
    ]
    if name == "S":
        rows += steiner_in_grass(bench.folder, name, used)
    return rows, found


def _whole(bench: Bench, name: str, pure: Found) -> tuple[list[Row], dict[str, float]]:
    """Compare `warmtenet`, buildings as polygons and three connections to choose from, with its parts and its peers."""
    bench.once("make-layers", name)
    # first: its outputs are what the peer writes
    used = bench.several(("whole-quick",), name, 3 if name != "L" else 1, f"town {name}")["whole-quick"]
    found = bench.several(("read", "write"), name, 3, f"town {name}")
    read, write = found["read"], found["write"]
    steps = used["steps"]
    ratio, both = used["cpu"] / used["layout"], read["cpu"] + write["cpu"]
    goal = name == "L"
    all_of_them = int(used["AANGESLOTEN"] + used["NIET_AANGESLOTEN_AANTAL"])
    rows = [
        Row(
            f"warmtenet, town {name}, quick (read, connect, lay, prove, size, write)",
            f"its layout alone {seconds(used['layout'])}",
            seconds(used["cpu"]),
            f"{ratio:.1f}x the time",
            f"<= {WHOLE:.0f}x" if goal else "",
            verdict(ratio <= WHOLE) if goal else "",
        ),
        _times("    against the layout with one connection per building", pure["quick"]["search"], used["cpu"]),
        _times("    against networkx mehlhorn, layout alone", pure["mehlhorn"]["cpu"], used["cpu"]),
        _times("    against QGIS reading the input", read["cpu"], used["cpu"]),
        _times("    against QGIS reading and writing the layers", both, used["cpu"]),
        Row("    connected + listed", f"{TOWNS[name].buildings}", f"{all_of_them}", "", "all",
            verdict(all_of_them == TOWNS[name].buildings)),
        Row("    proved gap of the costs", "none proves anything", "", _percent(used["GAT_PROCENT"])),
        Row("    peak memory", f"networkx {pure['mehlhorn']['mb']:.0f} MB", f"{used['mb']:.0f} MB",
            f"{used['mb'] / pure['mehlhorn']['mb']:.1f}"),
        bridge("    layers to frames", f"QGIS {read['features']:.0f} features", read["cpu"], steps["layers.read"]),
        bridge("    frames to layers", f"QGIS {write['features']:.0f} features", write["cpu"],
               steps["outputs.write_all"]),
    ]  # fmt: skip
    return rows, steps


def _times(what: str, theirs: float, ours: float) -> Row:
    return Row(what, seconds(theirs), seconds(ours), f"{ours / theirs:.1f}x the time")


def _topotherm(bench: Bench, data: Path) -> list[Row]:
    """Compare with the connected graph of topotherm."""
    if not data.is_dir():
        return [Row("topotherm's district", f"skipped: no {data}", "", "")]
    from bench_topotherm import graph

    problem = graph(data)
    save(bench.folder, "topotherm", problem)
    tree = bench.several(("mehlhorn", "union", "thorough"), "topotherm", 1)
    best = tree["thorough"]
    net_of = bench.once("topotherm", str(data))
    size = f"{len(problem.u)} edges, {int(problem.terminal.sum()) - 1} sinks"
    return [
        Row(
            f"topotherm's own graph ({size}): tree",
            f"networkx {tree['mehlhorn']['cost']:.0f} m, union of paths {tree['union']['cost']:.0f} m",
            f"{best['cost']:.0f} m in {seconds(best['cpu'])}",
            f"{_percent(-above(best['cost'], tree['mehlhorn']['cost']))} shorter",
            "not longer",
            verdict(best["cost"] <= min(tree["mehlhorn"]["cost"], tree["union"]["cost"]) * (1 + 1e-9)),
        ),
        Row("    our tree above our bound (their own tree is not published)", "", "",
            _percent(above(best["cost"], best["bound"]), 3)),
        Row(
            "topotherm's roads, sinks and source, MT: length",
            f"cheapest in their graph {net_of['their_length']:.0f} m",
            f"own connections {net_of['our_length']:.0f} m",
            f"{-above(net_of['our_length'], net_of['their_length']):.1f} % shorter",
        ),
        Row(
            "    costs of pipes, the same prices and sizes",
            f"{net_of['their_cost']:.0f} EUR",
            f"{net_of['our_cost']:.0f} EUR",
            f"{-above(net_of['our_cost'], net_of['their_cost']):.1f} % cheaper",
            "not dearer",
            verdict(net_of["our_cost"] <= net_of["their_cost"]),
        ),
        Row(
            "    sinks connected",
            f"{net_of['their_connected']:.0f}",
            f"{net_of['our_connected']:.0f}",
            "",
            "no fewer",
            verdict(net_of["our_connected"] >= net_of["their_connected"]),
        ),
        Row("    proved gap of the costs", _percent(net_of["their_gap"]), _percent(net_of["our_gap"]), ""),
    ]  # fmt: skip
