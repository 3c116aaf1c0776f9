"""How the water divides in looped sewers, against the steady flow that EPA SWMM finds."""

from pathlib import Path

import geopandas as gpd
import networkx as nx
import numpy as np
import pandas as pd
import pytest
import shapely

from riothermie_kansen import kentallen, schema
from riothermie_kansen.findings import Findings
from riothermie_kansen.sewer.flow import accumulate
from riothermie_kansen.sewer.network import build
from riothermie_kansen.sewer.routing import arrays, plan
from riothermie_kansen.sewer.splits import divide

K = kentallen.load()
LOCAL = K.replace({"stroming.max_leidingen_lussen": 0.0})
FOLDER = Path(__file__).resolve().parents[2] / "data" / "sewer"
NETWORKS = sorted(path.name.removesuffix("_leidingen.csv") for path in FOLDER.glob("*_leidingen.csv"))
OPTIONAL = ("breedte_mm", "hoogte_mm", "bob_begin_m", "bob_eind_m", "capaciteit_ls")


def make_sewer(pipes, nodes):
    """Return a sewer from tables: nodes on a line, pipes between them (lengths as given)."""
    place = pd.Series(np.arange(len(nodes)), index=nodes["knoop"].astype(str))
    begin, eind = place[pipes["begin"].astype(str)].to_numpy(), place[pipes["eind"].astype(str)].to_numpy()
    # a point on the way that is its own keeps parallel pipes apart
    middle = np.arange(len(pipes)) + 0.5
    ends = np.stack([np.c_[begin, 0 * begin], np.c_[middle, 5.0 + middle], np.c_[eind, 0 * eind]], axis=1)
    frame = gpd.GeoDataFrame(geometry=shapely.linestrings(10.0 * ends), crs=schema.RD)
    frame["leiding_id"] = pipes["leiding"].astype(str)
    frame["soort"], frame["functie"] = "gemengd", pipes["functie"]
    frame["knoop_begin"], frame["knoop_eind"] = pipes["begin"].astype(str), pipes["eind"].astype(str)
    frame["lengte_m"] = pipes["lengte_m"]
    frame["vorm"] = pipes.get("vorm", "Rond")
    for name in OPTIONAL:
        frame[name] = pipes.get(name, np.nan)
    points = gpd.GeoDataFrame(geometry=shapely.points(10.0 * place.to_numpy(), 0.0), crs=schema.RD)
    points["knoop_id"], points["soort"] = nodes["knoop"].astype(str), nodes["soort"]
    columns = ((frame, schema.LEIDING_COLUMNS, schema.PIPE_EXTRA), (points, schema.KNOOP_COLUMNS, schema.NODE_EXTRA))
    for table, named, extra in columns:
        for column in named:
            if column.name not in table:
                table[column.name] = "" if column.kind == "text" else np.nan
        for name in extra:
            if name not in table:
                table[name] = np.nan
    inflow = pd.DataFrame(columns=["object_id", "op", "curve", "eenheden", "volume_m3d", "uren"])
    return schema.Sewer(frame, points, inflow, {"leidingen": len(frame)}, Findings())


def solve(pipes, nodes, coefficients=K, method="bob"):
    """Return the flow from begin to eind (l/s) per row of pipes, the report of the splits and what leaves."""
    network = build(make_sewer(pipes, nodes), tolerance_m=0.0, kentallen=K)
    assert network.pipes["leiding_id"].tolist() == pipes["leiding"].astype(str).tolist()
    assert network.nodes["knoop_id"].tolist() == nodes["knoop"].astype(str).tolist()
    shape = arrays(network, K)
    directed = plan(shape, method)
    inflow, nothing = nodes["dwa_ls"].to_numpy(dtype=float), np.zeros(len(pipes))
    report = divide(shape, directed, inflow, nothing, coefficients)
    flow, through = accumulate(directed.graph(), inflow, nothing)
    leaves = float(through[directed.outlet != ""].sum())
    return np.where(directed.tail == shape.begin, flow, -flow), report, leaves


def shares(found, expected, total, tolerances=(0.02, 0.05, 0.10)):
    """Return the share of the pipes with more than 1 % of the total whose flow is within each tolerance."""
    large = np.abs(expected) > 0.01 * total
    error = np.abs(found - expected)[large] / np.abs(expected)[large]
    return [float((error <= tolerance).mean()) for tolerance in tolerances]


def row(name, label, values):
    return f"{name:12s} {label:22s} " + "  ".join(f"{100 * value:6.1f} %" for value in values)


@pytest.mark.parametrize("name", NETWORKS)
def test_looped_sewers_divide_their_water_as_swmm_does(name):
    pipes = pd.read_csv(FOLDER / f"{name}_leidingen.csv")
    nodes = pd.read_csv(FOLDER / f"{name}_knopen.csv")
    total = nodes["dwa_ls"].sum()
    expected = pipes["swmm_ls"].to_numpy()
    found, report, leaves = solve(pipes, nodes)
    local, _, leaves_locally = solve(pipes, nodes, LOCAL)
    ours, split = shares(found, expected, total), shares(local, expected, total)
    lines = [row(name, "water levels", ours), row(name, "every split alone", split)]
    print("\n" + "\n".join(lines))  # noqa: T201  (pytest -s shows the figures)
    assert leaves == pytest.approx(total, rel=1e-12)
    assert leaves_locally == pytest.approx(total, rel=1e-12)
    assert report.unsolved == 0
    assert ours[1] >= 0.98
    assert ours[2] >= 0.99
    assert ours[1] >= split[1]


def test_there_are_networks():
    assert len(NETWORKS) >= 9


def drawn_accumulation(pipes, nodes):
    """Return the flow (l/s) when water follows the drawn direction and splits equally: a loop over a sorted graph.

    Circles are cut at the pipe that closes them.
    """
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(nodes["knoop"])
    graph.add_edges_from(zip(pipes["begin"], pipes["eind"], pipes.index, strict=True))
    while not nx.is_directed_acyclic_graph(graph):
        graph.remove_edge(*nx.find_cycle(graph)[-1])
    through = dict(zip(nodes["knoop"], nodes["dwa_ls"], strict=True))
    flow = np.zeros(len(pipes))
    outlets = set(nodes.loc[nodes["soort"] == "rwzi", "knoop"])
    for node in nx.topological_sort(graph):
        ways = [] if node in outlets else list(graph.out_edges(node, keys=True))
        for _, head, pipe in ways:
            flow[pipe] = through[node] / len(ways)
            through[head] += flow[pipe]
    return flow


def epsilon(path):
    """Return pipes and nodes (flows in cubic feet per second) of a SWMM input file; weirs are openings here."""
    section, rows = "", {}
    for line in path.read_text(encoding="latin-1").splitlines():
        if line.startswith("["):
            section = line.strip("[] ")
        elif line.strip() and not line.startswith(";"):
            rows.setdefault(section, []).append(line.split())
    inverts = {r[0]: float(r[1]) for name in ("JUNCTIONS", "STORAGE", "OUTFALLS") for r in rows[name]}
    inflow = pd.Series({r[0]: float(r[2]) for r in rows["DWF"]})
    sizes = {r[0]: (r[1], float(r[2]), float(r[3])) for r in rows["XSECTIONS"]}
    pipes = []
    for name, functie in (("CONDUITS", "vrijverval"), ("WEIRS", "doorlaat")):
        for r in rows[name]:
            shape, tall, wide = sizes.get(r[0], ("CIRCULAR", 3.0, 0.0))
            offsets = (float(r[5]), float(r[6])) if functie == "vrijverval" else (float(r[4]), float(r[4]))
            pipes.append(
                {
                    "leiding": r[0], "functie": functie, "begin": r[1], "eind": r[2],
                    "lengte_m": float(r[3]) * 0.3048 if functie == "vrijverval" else 1.0,
                    "vorm": "Rond" if shape == "CIRCULAR" else "Rechthoekig",
                    "breedte_mm": 304.8 * (tall if shape == "CIRCULAR" else wide), "hoogte_mm": 304.8 * tall,
                    "bob_begin_m": 0.3048 * (inverts[r[1]] + offsets[0]),
                    "bob_eind_m": 0.3048 * (inverts[r[2]] + offsets[1]),
                }
            )  # fmt: skip
    outlets = {r[0] for r in rows["OUTFALLS"]}
    nodes = pd.DataFrame({"knoop": list(inverts), "dwa_ls": inflow.reindex(list(inverts)).fillna(0.0).to_numpy()})
    nodes["soort"] = np.where(nodes["knoop"].isin(outlets), "rwzi", "put")
    return pd.DataFrame(pipes), nodes


def test_every_pipe_of_epsilon_carries_what_swmm_says(shared_data):
    folder = shared_data / "sewer"
    pipes, nodes = epsilon(folder / "epsilon_dry_const.inp")
    swmm = pd.read_csv(folder / "epsilon_link_flows.csv", dtype={"link": str}).set_index("link")
    expected = swmm["q_mean"].reindex(pipes["leiding"]).to_numpy()
    assert len(pipes) == 77
    assert np.isfinite(expected).all()
    found, _, leaves = solve(pipes, nodes)
    assert leaves == pytest.approx(nodes["dwa_ls"].sum(), rel=1e-12)
    # the network is a tree: the flow is the sum of all inflow upstream, which SWMM meets to 1e-5
    graph = nx.DiGraph(list(zip(pipes["begin"], pipes["eind"], strict=True)))
    inflow = nodes.set_index("knoop")["dwa_ls"]
    upstream = [inflow[[begin, *nx.ancestors(graph, begin)]].sum() for begin in pipes["begin"]]
    assert found == pytest.approx(upstream, rel=1e-12)
    assert (np.abs(found - expected) <= 1e-3 * np.abs(expected) + 1e-6).sum() == 77


@pytest.fixture(scope="module")
def bellinge(shared_data):
    """Return the sewer of Bellinge: pipes (with SWMM's flow) and nodes."""
    path = shared_data / "sewer" / "bellinge_swmm.gpkg"
    links, points = (gpd.read_file(path, layer=layer, ignore_geometry=True) for layer in ("links", "nodes"))
    functie = {
        "conduit": "vrijverval", "pump": "pomp", "weir": "overstort", "orifice": "doorlaat", "outlet": "doorlaat"
    }  # fmt: skip
    invert = points.set_index("node")["invert_m"]
    pipes = pd.DataFrame(
        {
            "leiding": links["link"], "functie": links["type"].map(functie), "begin": links["from_node"],
            "eind": links["to_node"], "lengte_m": links["length_m"].fillna(1.0), "vorm": "Rond",
            "breedte_mm": 1000.0 * links["geom1_m"].fillna(0.3), "hoogte_mm": np.nan,
            "bob_begin_m": links["bob_from"].fillna(links["from_node"].map(invert)),
            "bob_eind_m": links["bob_to"].fillna(links["to_node"].map(invert)),
            "swmm_ls": links["swmm_q_lps"],
            "swmm_min_ls": links["swmm_qmin_lps"], "swmm_max_ls": links["swmm_qmax_lps"],
        }
    )  # fmt: skip
    nodes = pd.DataFrame({"knoop": points["node"], "dwa_ls": points["dwf_lps"].fillna(0.0)})
    nodes["soort"] = np.where(points["type"] == "outfall", "rwzi", "put")
    return pipes, nodes


def test_bellinge_against_swmm(bellinge):
    pipes, nodes = bellinge
    total = nodes["dwa_ls"].sum()
    expected = pipes["swmm_ls"].to_numpy()
    found, report, leaves = solve(pipes, nodes)
    drawn = drawn_accumulation(pipes[pipes["functie"] != "overstort"].reset_index(drop=True), nodes)
    plain = np.zeros(len(pipes))
    plain[(pipes["functie"] != "overstort").to_numpy()] = drawn
    ours, theirs = shares(found, expected, total), shares(plain, expected, total)
    lines = [row("bellinge", "water levels", ours), row("bellinge", "as drawn, equal splits", theirs)]
    print("\n" + "\n".join(lines))  # noqa: T201  (pytest -s shows the figures)
    assert leaves == pytest.approx(total, rel=1e-12)
    assert total == pytest.approx(12.41, abs=0.01)
    assert report.unsolved == 0
    assert ours[0] >= 0.90
    assert ours[1] >= 0.95
    assert ours[2] >= 0.96
    assert ours[1] > theirs[1]
    # a pump that switches on and off keeps one branch from coming to rest: there SWMM's own range counts
    low, high = pipes[["swmm_min_ls", "swmm_max_ls"]].min(axis=1), pipes[["swmm_min_ls", "swmm_max_ls"]].max(axis=1)
    large = np.abs(expected) > 0.01 * total
    close = np.abs(found - expected) <= 0.05 * np.abs(expected)
    restless = (high - low > 0.05 * np.abs(expected)).to_numpy()
    inside = ((low <= found) & (found <= high)).to_numpy()
    assert (close | (restless & inside))[large].all()
