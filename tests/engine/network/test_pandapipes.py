"""Pressure and temperature on trees against pandapipes, an independent solver.

pandapipes holds pandas below 3, so it lives in an environment of its own; `scripts/test` runs this file there.
"""

import numpy as np
import pytest

from riothermie_kansen import kentallen
from riothermie_kansen.network.catalogue import catalogue
from riothermie_kansen.network.friction import pressure_gradient
from riothermie_kansen.network.loads import NETS, Regime, building_loads, design_tree
from riothermie_kansen.network.pressure import Heads, pressure
from riothermie_kansen.network.sizing import Sizer
from riothermie_kansen.network.thermal import temperatures
from riothermie_kansen.network.tree import root_tree

pandapipes = pytest.importorskip("pandapipes", reason="pandapipes has its own environment: scripts/setup dev latest")

STANDARD = kentallen.load()
START_BAR = 60.0


def made(net, seed):
    """Return a tree with lengths, sized for dwellings at its ends, and the flow when all ask their power at once."""
    source = np.random.default_rng(seed)
    size = 60
    above = [int(source.integers(max(0, i - 6), i + 1)) for i in range(size)]
    rooted = root_tree(size + 1, np.array([(up, i + 1) for i, up in enumerate(above)]), np.arange(size), np.array([0]))
    leaf = ~np.isin(np.arange(size), rooted.parent)
    regime = Regime.from_kentallen(STANDARD, net, method="geen")
    at_lower = building_loads(leaf.astype(int), np.where(leaf, source.uniform(10, 60, size), 0), np.zeros(size), regime)
    at_lower[~leaf] = 0.0
    design = design_tree(rooted, at_lower, regime)
    sizer = Sizer.build(catalogue(net, kentallen=STANDARD), regime, kentallen=STANDARD)
    sizes = sizer.size(design.power_kw, service=leaf)
    return rooted, source.uniform(5, 120, size), sizer, sizes, regime, leaf


def solved(rooted, length, sizer, sizes, regime, leaf):
    """Return pressure (bar) and temperature (°C) at the lower end of every edge of the supply, from pandapipes."""
    net = pandapipes.create_empty_network(fluid="water")
    fluid = regime.fluid
    for name, value in (
        ("density", fluid.density),
        ("viscosity", fluid.viscosity),
        ("heat_capacity", fluid.heat_capacity),
    ):
        pandapipes.create_constant_property(net, name, value, overwrite=True, warn_on_duplicates=False)
    start = regime.supply_c + 273.15
    for _ in range(len(length) + 1):
        pandapipes.create_junction(net, pn_bar=START_BAR, tfluid_k=start)
    pandapipes.create_ext_grid(net, 0, p_bar=START_BAR, t_k=start)
    table = sizer.catalogue
    for i, (upper, lower) in enumerate(zip(rooted.upper, rooted.lower, strict=True)):
        at = int(sizes.index[i])
        pandapipes.create_pipe_from_parameters(
            net,
            int(upper),
            int(lower),
            length_km=length[i] / 1000,
            inner_diameter_mm=float(table.inner_mm[at]),
            k_mm=float(table.roughness_mm[at]),
            # its coefficient holds per square metre of the inside of the wall
            u_w_per_m2k=float(table.u_w_mk[at] / (np.pi * table.inner_mm[at] / 1000)),
            text_k=regime.ground_c + 273.15,
            sections=20,
        )
        if leaf[i]:
            pandapipes.create_sink(net, int(lower), mdot_kg_per_s=float(sizes.flow_ls[i] * fluid.density / 1000))
    pandapipes.pipeflow(
        net, friction_model="colebrook", mode="sequential", tol_p=1e-7, tol_m=1e-7, max_iter_colebrook=100
    )
    junctions = net.res_junction.loc[rooted.lower]
    return junctions["p_bar"].to_numpy(), junctions["t_k"].to_numpy() - 273.15


@pytest.mark.parametrize("net", NETS)
@pytest.mark.parametrize("seed", range(3))
def test_pressure_and_temperature_on_random_trees(net, seed):
    rooted, length, sizer, sizes, regime, leaf = made(net, seed)
    bar, celsius = solved(rooted, length, sizer, sizes, regime, leaf)
    heads = Heads(surcharge=0.0, consumer_kpa=0.0, source_kpa=0.0, static_kpa=0.0)
    ours = pressure(rooted, pa_m=sizer.gradient(sizes), length_m=length, heads=heads)
    theirs = (START_BAR - bar) * 100.0
    assert ours.lost_kpa / 2 == pytest.approx(theirs, rel=2e-3)
    found = temperatures(
        rooted,
        flow_ls=sizes.flow_ls,
        at_lower_ls=np.where(leaf, sizes.flow_ls, 0.0),
        length_m=length,
        u_w_mk=sizer.catalogue.u_w_mk[sizes.index],
        fluid=regime.fluid,
        supply_c=regime.supply_c,
        delta_t=regime.delta_t,
        ground_c=regime.ground_c,
    )
    fallen = regime.supply_c - found.supply_out
    assert fallen == pytest.approx(regime.supply_c - celsius, rel=1e-6)


def test_gradient_of_single_pipes():
    # from well into turbulent flow on: below Re 4000 either solver has its own way through the transition
    fluid = Regime.from_kentallen(STANDARD, "mt").fluid
    rooted = root_tree(2, np.array([[0, 1]]), np.array([0]), np.array([0]))
    assert len(rooted.edge) == 1
    for inner, rough, flow in ((21.7, 0.1, 0.15), (107.1, 0.1, 12.0), (312.7, 0.1, 200.0), (96.8, 0.01, 7.0)):
        net = pandapipes.create_empty_network(fluid="water")
        pandapipes.create_constant_property(net, "density", fluid.density, overwrite=True, warn_on_duplicates=False)
        pandapipes.create_constant_property(net, "viscosity", fluid.viscosity, overwrite=True, warn_on_duplicates=False)
        pandapipes.create_junctions(net, 2, pn_bar=START_BAR, tfluid_k=328.15)
        pandapipes.create_ext_grid(net, 0, p_bar=START_BAR, t_k=328.15)
        pandapipes.create_pipe_from_parameters(
            net, 0, 1, length_km=0.1, inner_diameter_mm=inner, k_mm=rough, u_w_per_m2k=0.0
        )
        pandapipes.create_sink(net, 1, mdot_kg_per_s=flow * fluid.density / 1000)
        pandapipes.pipeflow(net, friction_model="colebrook", tol_p=1e-7, tol_m=1e-7, max_iter_colebrook=100)
        theirs = (START_BAR - net.res_junction["p_bar"].to_numpy()[1]) * 1e5 / 100.0
        assert float(pressure_gradient(flow, inner, rough, fluid)) == pytest.approx(theirs, rel=1e-3)
