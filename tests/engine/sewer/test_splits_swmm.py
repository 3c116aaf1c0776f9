"""How the water divides in looped sewers, against the steady flow that EPA SWMM finds."""

from pathlib import Path

import geopandas as gpd
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
