"""The published exercise of IBPSA Project 1: our pressures, temperatures and losses between those of other tools."""

import csv
import math

import numpy as np
import pytest

from riothermie_kansen.network.fluid import Fluid
from riothermie_kansen.network.friction import pressure_gradient
from riothermie_kansen.network.thermal import temperatures
from riothermie_kansen.network.tree import root_tree

# from the far end to the source: node, its two buildings, pipe towards the source (outer, inner, insulation, mm)
P25, P32, P40, P50 = (25.0, 20.4, 34.0), (32.0, 26.2, 30.0), (40.0, 32.6, 26.0), (50.0, 40.8, 31.0)
BRANCHES = (
    (("e", (1, 4), P32), ("f", (7, 8), P40), ("g", (9, 12), P40), ("h", (13, 14), P50)),
    (("a", (2, 3), P32), ("b", (5, 6), P40), ("c", (10, 11), P40), ("d", (15, 16), P50)),
)
FLUID = Fluid(density=988.0, heat_capacity=4180.0, viscosity=0.5434e-3)
KG_H = 553.0

THREE = ("Modelica_Buildings_AAU_JL", "SIM_VICUS", "TRNSYS_TUD_2022")
WATT_UNKNOWN = "TRNSYS_TUD_2021"
"""Prints a heat loss of 0.446, not in watts."""


def read(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def exercise(root):
    """Return our answer to the questions of the exercise, by column."""
    folder = root / "tests" / "data" / "heatnet" / "destest"
    places = {
        row["Node"].replace("SimpleDistrict_", ""): (float(row["X-Position [m]"]), float(row["Y-Position [m]"]))
        for row in read(folder / "Node_data.csv")
    }
    names = sorted(places)
    number = {name: i for i, name in enumerate(names)}
    ends, pipes = [], []
    for branch in BRANCHES:
        towards = [node for node, _, _ in branch[1:]] + ["i"]
        for (node, buildings, pipe), following in zip(branch, towards, strict=True):
            for building in buildings:
                ends.append((str(building), node))
                pipes.append(P25)
            ends.append((node, following))
            pipes.append(pipe)
    length = np.array([math.dist(places[a], places[b]) for a, b in ends])
    rooted = root_tree(
        len(names),
        np.array([(number[a], number[b]) for a, b in ends]),
        np.arange(len(ends)),
        np.array([number["i"]]),
    )
    assert len(rooted.edge) == len(ends) == 24
    length = length[rooted.edge]
    outer, inner, insulation = np.array(pipes)[rooted.edge].T
    own = np.array([KG_H / 3600 / 0.988 if names[node].isdigit() else 0.0 for node in rooted.lower])
    flow = rooted.towards_root(own)
    u = 2 * math.pi / (np.log(outer / inner) / 0.35 + np.log(1 + 2 * insulation / outer) / 0.026)
    found = temperatures(
        rooted,
        flow_ls=flow,
        at_lower_ls=own,
        length_m=length,
        u_w_mk=u,
        fluid=FLUID,
        supply_c=70.0,
        delta_t=30.0,
        ground_c=10.0,
    )
    lost = rooted.from_root(pressure_gradient(flow, inner, 0.007, FLUID) * length)
    at = {names[node]: i for i, node in enumerate(rooted.lower)}
    back = float((found.return_out[at["h"]] + found.return_out[at["d"]]) / 2)
    kg_s = 16 * KG_H / 3600
    ours = {
        "flow_kg_h": flow[rooted.parent < 0].sum() * 0.988 * 3600,
        "drop_supply_ie_pa": lost[at["e"]],
        "drop_return_ai_pa": lost[at["a"]],
        "drop_return_ih_pa": lost[at["h"]],
        "supply_i_c": 70.0,
        "return_i_c": back,
        "loss_supply_ih_w": found.loss_supply_w[at["h"]],
        "heat_supplied_w": kg_s * 4180 * (70.0 - back),
    }
    for name in "hgfe1":
        ours[f"supply_{name}_c"] = found.supply_out[at[name]]
        ours[f"return_{name}_c"] = found.return_in[at[name]]
    return ours, {row["tool"]: row for row in read(folder / "results_network_0.csv")}


def spread(results, column, tools):
    values = [float(results[t][column]) for t in tools if not (column == "loss_supply_ih_w" and t == WATT_UNKNOWN)]
    return min(values), max(values)


def test_every_figure_lies_within_the_published_spread(exercise):
    ours, results = exercise
    assert len(ours) == 18
    for column, value in ours.items():
        low, high = spread(results, column, results)
        assert low - 1e-9 <= value <= high + 1e-9, column


def test_every_figure_lies_within_the_spread_of_three_tools(exercise):
    ours, results = exercise
    for column, value in ours.items():
        low, high = spread(results, column, THREE)
        # temperatures are printed in hundredths; a hundredth of a kelvin in the return is 103 W of heat
        margin = {"heat_supplied_w": 103.0}.get(column, 0.01 if column.endswith("_c") else 1e-9)
        assert low - margin <= value <= high + margin, column


def test_close_to_the_tool_that_prints_most_digits(exercise):
    ours, results = exercise
    martin = results["Modelica_Buildings_AAU_Martin"]
    for column in ("supply_h_c", "supply_g_c", "supply_f_c", "supply_e_c", "supply_1_c", "return_i_c"):
        assert ours[column] == pytest.approx(float(martin[column]), abs=0.01)
    assert ours["heat_supplied_w"] == pytest.approx(float(martin["heat_supplied_w"]), rel=3e-4)
    assert ours["drop_supply_ie_pa"] == pytest.approx(float(martin["drop_supply_ie_pa"]), rel=0.02)
