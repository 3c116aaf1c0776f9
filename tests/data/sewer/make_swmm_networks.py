"""Make the looped sewers of this folder and let EPA SWMM compute their steady dry weather flow.

Needs pyswmm (EPA SWMM 5.2) beside the packages of the plugin; run by hand, never by the tests::

    python tests/data/sewer/make_swmm_networks.py [name ...]

Per network two tables: ``<name>_leidingen.csv`` (with the flow that SWMM finds, l/s, positive from begin to eind) and
``<name>_knopen.csv`` (with the inflow). All inverts, sizes and inflows are made up; the layout of the networks
``bodegraven*`` is that of pieces of the open GWSW file of Bodegraven-Reeuwijk, without coordinates or names.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, dijkstra

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
DATA = ROOT.parent / "shared" / "data" / "sewer" / "bodegraven_gwsw_default.gpkg"
MANNING = 0.013
HOURS = 96
"""Simulated time; the flows are means over the last 12 hours."""

OPTIONS = """[OPTIONS]
FLOW_UNITS LPS
FLOW_ROUTING DYNWAVE
LINK_OFFSETS ELEVATION
MIN_SLOPE 0
ALLOW_PONDING NO
SKIP_STEADY_STATE NO
START_DATE 01/01/2020
START_TIME 00:00:00
REPORT_START_DATE 01/01/2020
REPORT_START_TIME 00:00:00
END_DATE 01/{end:02d}/2020
END_TIME 00:00:00
REPORT_STEP 01:00:00
WET_STEP 00:15:00
DRY_STEP 01:00:00
ROUTING_STEP 0:00:05
INERTIAL_DAMPING PARTIAL
NORMAL_FLOW_LIMITED BOTH
VARIABLE_STEP 0.75
LENGTHENING_STEP 0
MIN_SURFAREA 1.167
MINIMUM_STEP 1
MAX_TRIALS 8
HEAD_TOLERANCE 0.0005
THREADS 1
"""

Tables = tuple[pd.DataFrame, pd.DataFrame]


def street_grid(rng: np.random.Generator, columns: int, rows: int, missing: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends of the pipes of a street grid (connected, from node 0) and their lengths (m)."""
    xy = 60.0 * np.stack(np.meshgrid(np.arange(columns), np.arange(rows), indexing="ij"), -1).reshape(-1, 2)
    xy = xy + rng.uniform(-12, 12, xy.shape)
    number = np.arange(columns * rows).reshape(columns, rows)
    ends = np.vstack(
        [np.c_[number[:-1].ravel(), number[1:].ravel()], np.c_[number[:, :-1].ravel(), number[:, 1:].ravel()]]
    )
    ends = ends[rng.random(len(ends)) > missing]
    graph = coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(len(xy),) * 2).tocsr()
    piece = connected_components(graph, directed=False)[1]
    ends = ends[piece[ends[:, 0]] == piece[0]]
    return ends, np.hypot(*(xy[ends[:, 0]] - xy[ends[:, 1]]).T)


def sloping(
    rng: np.random.Generator, ends: np.ndarray, length: np.ndarray, outlets: list[int], *, slope: float, noise: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return the invert at begin and end of each pipe: rising with the distance to the nearest outlet, roughly.

    One in seven pipes begins up to 10 cm above the bottom of its manhole; noise (m) makes adverse slopes and pits.
    """
    n = int(ends.max()) + 1
    graph = coo_array((length, (ends[:, 0], ends[:, 1])), shape=(n, n)).tocsr()
    far = dijkstra(graph, directed=False, indices=outlets, min_only=True)
    z = -4.0 + slope * np.where(np.isfinite(far), far, 0.0) + rng.normal(0.0, noise, n)
    z[outlets] = z[np.unique(ends)].min() - 0.1
    above = (rng.random(len(ends)) < 0.15) * rng.uniform(0.0, 0.1, len(ends))
    return z[ends[:, 0]] + above, z[ends[:, 1]]


def tables(
    rng: np.random.Generator,
    ends: np.ndarray,
    length: np.ndarray,
    inverts: tuple[np.ndarray, np.ndarray],
    width: np.ndarray,
    inflow: tuple[float, float],
    outlets: list[int],
) -> Tables:
    """Return pipes and nodes; three in ten pipes are drawn from low to high."""
    begin, eind = ends.T
    low, high = inverts
    turned = rng.random(len(ends)) < 0.3
    pipes = pd.DataFrame(
        {
            "leiding": [f"L{i}" for i in range(len(ends))],
            "functie": "vrijverval",
            "begin": np.where(turned, eind, begin),
            "eind": np.where(turned, begin, eind),
            "lengte_m": length.round(2),
            "vorm": "Rond",
            "breedte_mm": (1000 * width).round(),
            "hoogte_mm": np.nan,
            "bob_begin_m": np.where(turned, high, low).round(4),
            "bob_eind_m": np.where(turned, low, high).round(4),
        }
    )
    names = np.unique(ends)
    nodes = pd.DataFrame({"knoop": names, "soort": "put", "dwa_ls": rng.uniform(*inflow, len(names)).round(5)})
    nodes.loc[nodes["knoop"].isin(outlets), ["soort", "dwa_ls"]] = ["rwzi", 0.0]
    return pipes, nodes


def grid(seed: int, *, slope: float, noise: float) -> Tables:
    """Return a grid of streets that drains to a corner."""
    rng = np.random.default_rng(seed)
    ends, length = street_grid(rng, 12, 10, 0.2)
    outlet = int(ends.max()) + 1
    ends, length = np.vstack([ends, [0, outlet]]), np.append(length, 40.0)
    inverts = sloping(rng, ends, length, [outlet], slope=slope, noise=noise)
    width = rng.choice([0.3, 0.3, 0.4, 0.5], len(ends))
    width[-1] = 0.7
    return tables(rng, ends, length, inverts, width, (0.01, 0.08), [outlet])


def profiles(seed: int) -> Tables:
    """Return a grid of egg-shaped, rectangular and round sewers with adverse slopes and one pit of 0.5 m."""
    pipes, nodes = grid(seed, slope=1 / 400, noise=0.02)
    rng = np.random.default_rng(seed)
    kind = rng.choice(["Rond", "Eivormig", "Rechthoekig"], len(pipes), p=[0.4, 0.35, 0.25])
    width = pipes["breedte_mm"].to_numpy()
    pipes["vorm"] = kind
    pipes["hoogte_mm"] = np.where(kind == "Eivormig", 1.5 * width, np.where(kind == "Rechthoekig", 0.8 * width, np.nan))
    adverse = rng.choice(len(pipes), 15, replace=False)
    higher = np.where(pipes["bob_begin_m"] > pipes["bob_eind_m"], "bob_begin_m", "bob_eind_m")
    for row in adverse:
        # the lower end rises 1-5 cm above the other: water runs against it or takes another way
        lower = "bob_eind_m" if higher[row] == "bob_begin_m" else "bob_begin_m"
        pipes.loc[row, lower] = round(pipes.loc[row, higher[row]] + rng.uniform(0.01, 0.05), 4)
    pit = int(nodes["knoop"].iloc[len(nodes) // 2])
    for end in ("begin", "eind"):
        pipes.loc[pipes[end] == pit, f"bob_{end}_m"] = (pipes.loc[pipes[end] == pit, f"bob_{end}_m"] - 0.5).round(4)
    return pipes, nodes


def ring(seed: int) -> Tables:
    """Return a ring of 60 pipes with cross links and side branches, and an outlet on either side."""
    rng = np.random.default_rng(seed)
    n = 60
    around = np.c_[np.arange(n), (np.arange(n) + 1) % n]
    across = np.array([[3, 50], [12, 41], [20, 35], [5, 10], [44, 57]])
    side = np.array([[node, n + i] for i, node in enumerate(range(0, n, 4))])
    tips = side[:, 1]
    outlets = [int(tips.max()) + 1, int(tips.max()) + 2]
    ends = np.vstack([around, across, side, [[15, outlets[0]], [47, outlets[1]]]])
    length = rng.uniform(30.0, 70.0, len(ends))
    inverts = sloping(rng, ends, length, outlets, slope=1 / 1500, noise=0.03)
    width = rng.choice([0.3, 0.4], len(ends))
    width[-2:] = 0.5
    return tables(rng, ends, length, inverts, width, (0.02, 0.1), outlets)


def pumped(seed: int) -> Tables:
    """Return three grids: one is pumped into another through a main, both through a chain into the third."""
    rng = np.random.default_rng(seed)
    pipes, nodes, offset = [], [], 0
    pits: list[int] = []
    for name, size in (("A", (6, 6)), ("B", (7, 6)), ("C", (9, 8))):
        ends, length = street_grid(rng, *size, 0.15)
        outlet = int(ends.max()) + 1
        ends, length = np.vstack([ends, [0, outlet]]), np.append(length, 25.0)
        low, high = sloping(rng, ends, length, [outlet], slope=1 / 350, noise=0.02)
        width = rng.choice([0.3, 0.4], len(ends))
        width[-1] = 0.6
        own_pipes, own_nodes = tables(rng, ends + offset, length, (low, high), width, (0.02, 0.1), [outlet + offset])
        own_pipes["leiding"] = [f"{name}{i}" for i in range(len(own_pipes))]
        last = own_pipes.index[-1]
        if own_pipes.loc[last, "begin"] == outlet + offset:
            # an ideal pump of SWMM wants no other pipe to begin in its pit
            for a, b in (("begin", "eind"), ("bob_begin_m", "bob_eind_m")):
                own_pipes.loc[last, [a, b]] = own_pipes.loc[last, [b, a]].to_numpy()
        pipes.append(own_pipes)
        nodes.append(own_nodes)
        pits.append(outlet + offset)
        offset += outlet + 1
    targets = [int(nodes[1]["knoop"].iloc[30]), int(nodes[2]["knoop"].iloc[60])]
    for k, (pit, target) in enumerate(zip(pits[:2], targets, strict=True)):
        nodes[k].loc[nodes[k]["knoop"] == pit, "soort"] = "gemaal"
        top = offset + k
        nodes.append(pd.DataFrame({"knoop": [top], "soort": "put", "dwa_ls": 0.0}))
        blank = {"vorm": "Rond", "hoogte_mm": np.nan}
        arrives = pd.concat(pipes).query("begin == @target or eind == @target")
        z = arrives[["bob_begin_m", "bob_eind_m"]].to_numpy().max() + 0.2
        pump = {"leiding": f"P{k}", "functie": "pomp", "begin": pit, "eind": top, "lengte_m": 1.0, "breedte_mm": np.nan}
        main = {
            "leiding": f"M{k}", "functie": "pers", "begin": top, "eind": target, "lengte_m": 300.0,
            "breedte_mm": 160.0, "bob_begin_m": z + 1.5, "bob_eind_m": z,
        }  # fmt: skip
        pipes.append(pd.DataFrame([blank | pump, blank | main]))
    return pd.concat(pipes, ignore_index=True), pd.concat(nodes, ignore_index=True)


def bodegraven(piece: int, *, noise: float) -> Tables:
    """Return one connected piece of gravity sewers of Bodegraven-Reeuwijk (0: the largest), inverts made up."""
    import geopandas as gpd

    sys.path.insert(0, str(ROOT))
    from riothermie_kansen import kentallen
    from riothermie_kansen.readers.gwsw import read_sewer
    from riothermie_kansen.sewer.network import build

    coefficients = kentallen.load()
    frames = [gpd.read_file(DATA, layer=layer) for layer in ("default_lijn", "default_punt")]
    network = build(
        read_sewer(frames[0], nodes=frames[1], kentallen=coefficients), tolerance_m=0.05, kentallen=coefficients
    )
    gravity = network.pipes.query("functie == 'vrijverval' and begin != eind")
    ends = gravity[["begin", "eind"]].to_numpy()
    n = len(network.nodes)
    graph = coo_array((np.ones(len(ends)), tuple(ends.T)), shape=(n, n)).tocsr()
    label = connected_components(graph, directed=False)[1]
    size = np.bincount(label[ends[:, 0]])
    mine = label[ends[:, 0]] == np.argsort(-size, kind="stable")[piece]
    _, ends = np.unique(ends[mine], return_inverse=True)
    ends = ends.reshape(-1, 2)
    length = np.maximum(gravity["lengte_m"].to_numpy()[mine], 2.0)
    rng = np.random.default_rng(100 * piece + int(1000 * noise))
    # a free outfall of SWMM takes one pipe: the first end of a branch
    outlet = int(np.flatnonzero(np.bincount(ends.ravel()) == 1)[0])
    inverts = sloping(rng, ends, length, [outlet], slope=1 / 500, noise=noise)
    return tables(
        rng, ends, length, inverts, rng.choice([0.25, 0.3, 0.3, 0.4, 0.5], len(ends)), (0.002, 0.03), [outlet]
    )


NETWORKS: dict[str, Callable[[], Tables]] = {
    "grid_even": lambda: grid(1, slope=1 / 400, noise=0.0),
    "grid_rough": lambda: grid(2, slope=1 / 400, noise=0.08),
    "grid_flat": lambda: grid(3, slope=1 / 1000, noise=0.03),
    "bodegraven0": lambda: bodegraven(0, noise=0.02),
    "bodegraven1": lambda: bodegraven(1, noise=0.05),
    "bodegraven3": lambda: bodegraven(3, noise=0.05),
    "bodegraven5": lambda: bodegraven(5, noise=0.05),
    "pumped": lambda: pumped(4),
    "profiles": lambda: profiles(5),
    "ring": lambda: ring(6),
}


def swmm_input(pipes: pd.DataFrame, nodes: pd.DataFrame) -> str:
    """Return the network as input of SWMM."""
    ends = pd.DataFrame(
        {
            "knoop": np.concatenate([pipes["begin"], pipes["eind"]]),
            "z": np.concatenate([pipes["bob_begin_m"], pipes["bob_eind_m"]]),
        }
    )
    bottom = ends.groupby("knoop")["z"].min()
    bottom[nodes.set_index("knoop")["soort"] == "gemaal"] -= 1.5
    lines = [OPTIONS.format(end=1 + HOURS // 24), "[JUNCTIONS]"]
    outlet = nodes["soort"] == "rwzi"
    lines += [f"N{k} {bottom[k]:.4f} 8 0 0 0" for k in nodes.loc[~outlet, "knoop"]]
    lines += ["[OUTFALLS]", *(f"N{k} {bottom[k]:.4f} FREE NO" for k in nodes.loc[outlet, "knoop"]), "[CONDUITS]"]
    conduits = pipes[pipes["functie"] != "pomp"]
    for p in conduits.itertuples():
        lines.append(
            f"{p.leiding} N{p.begin} N{p.eind} {p.lengte_m} {MANNING} {p.bob_begin_m:.4f} {p.bob_eind_m:.4f} 0 0"
        )
    lines += ["[PUMPS]"]
    lines += [f"{p.leiding} N{p.begin} N{p.eind} * ON 0 0" for p in pipes[pipes["functie"] == "pomp"].itertuples()]
    lines += ["[XSECTIONS]"]
    for p in conduits.itertuples():
        width, height = p.breedte_mm / 1000, p.hoogte_mm / 1000
        sizes = {
            "Rond": f"CIRCULAR {width} 0",
            "Eivormig": f"EGG {height} 0",
            "Rechthoekig": f"RECT_CLOSED {height} {width}",
        }
        lines.append(f"{p.leiding} {sizes[p.vorm]} 0 0")
    lines += ["[DWF]", *(f"N{k.knoop} FLOW {k.dwa_ls}" for k in nodes.itertuples() if k.dwa_ls > 0)]
    return "\n".join([*lines, "[REPORT]", "INPUT NO", "NODES ALL", "LINKS ALL", ""])


def swmm_flow(pipes: pd.DataFrame, nodes: pd.DataFrame) -> np.ndarray:
    """Return the flow of each pipe (l/s) in each of the last 12 hours."""
    from pyswmm import Output
    from swmm.toolkit import solver
    from swmm.toolkit.shared_enum import LinkAttribute

    with tempfile.TemporaryDirectory() as folder:
        stem = str(Path(folder) / "net")
        Path(stem + ".inp").write_text(swmm_input(pipes, nodes), encoding="ascii")
        solver.swmm_run(stem + ".inp", stem + ".rpt", stem + ".out")
        with Output(stem + ".out") as output:
            series = [list(output.link_series(p, LinkAttribute.FLOW_RATE).values())[-12:] for p in pipes["leiding"]]
    return np.array(series)


def main(wanted: list[str]) -> None:
    """Make the networks and write their tables."""
    for name, make in NETWORKS.items():
        if wanted and name not in wanted:
            continue
        pipes, nodes = make()
        flow = swmm_flow(pipes, nodes)
        pipes["swmm_ls"], pipes["swmm_min_ls"], pipes["swmm_max_ls"] = (
            np.round(values, 5) for values in (flow.mean(axis=1), flow.min(axis=1), flow.max(axis=1))
        )
        outlets = nodes.loc[nodes["soort"] == "rwzi", "knoop"]
        leaves = np.where(pipes["eind"].isin(outlets), 1, -1) * pipes["swmm_ls"]
        leaves = leaves[pipes["eind"].isin(outlets) | pipes["begin"].isin(outlets)].sum()
        swing = (np.ptp(flow, axis=1) > 0.02 * np.maximum(np.abs(flow.mean(axis=1)), 0.01 * leaves)).mean()
        inflow = nodes["dwa_ls"].sum()
        print(f"{name}: {len(pipes)} pipes, {inflow:.4f} l/s in, {leaves:.4f} out, unsteady {swing:.3f}")  # noqa: T201
        pipes.to_csv(HERE / f"{name}_leidingen.csv", index=False)
        nodes.to_csv(HERE / f"{name}_knopen.csv", index=False)


if __name__ == "__main__":
    main(sys.argv[1:])
