"""Finite line sources and fields of loops against pygfunction, an independent implementation.

pygfunction lives in the environment with the solvers of others; `scripts/test` runs this file there.
"""

import numpy as np
import pytest

from riothermie_kansen import kentallen
from riothermie_kansen.subsurface.boreholes.gfunction import responses
from riothermie_kansen.subsurface.boreholes.line_source import W_PER_GJ, YEAR_S, Loops, influence
from riothermie_kansen.subsurface.boreholes.soil import Ground

pygfunction = pytest.importorskip("pygfunction", reason="pygfunction has its own environment: scripts/setup dev latest")

STANDARD = kentallen.load()
HEAD = STANDARD.value("bodem.kop_m")
WALL = STANDARD.value("bodem.boorstraal_mm") / 1000.0
SAND = Ground(2.4, 2.5e6)


def borehole(depth, x=0.0, y=0.0):
    return pygfunction.boreholes.Borehole(H=depth - HEAD, D=HEAD, r_b=WALL, x=x, y=y)


@pytest.mark.parametrize("seconds", [6 * 3600.0, 30 * 86400.0, YEAR_S, 50 * YEAR_S])
@pytest.mark.parametrize(("drawn", "felt"), [(150.0, 150.0), (100.0, 40.0), (500.0, 150.0), (40.0, 300.0)])
def test_response_of_a_pair(seconds, drawn, felt):
    distance = np.array([WALL, 1.0, 6.0, 25.0, 100.0, 200.0])
    ours = responses(distance, seconds, SAND.diffusivity, [drawn], [felt], HEAD)[:, 0]
    theirs = [
        pygfunction.heat_transfer.finite_line_source(
            np.array([seconds]), SAND.diffusivity, borehole(drawn), borehole(felt, x=r)
        ).item()
        for r in distance
    ]
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-12)


def test_field_with_the_same_heat_in_each_loop():
    x, y = (places.ravel() for places in np.meshgrid(np.arange(4) * 6.0, np.arange(3) * 8.0))
    loops = Loops(
        np.stack([x, y], axis=1), np.full(12, 120.0), np.full(12, 20.0), np.array(["veld"] * 12, dtype=object)
    )
    ours = influence(loops, ground=SAND, kentallen=STANDARD, years=(1, 25)).own_k
    field = [borehole(120.0, *place) for place in loops.xy]
    gfunc = pygfunction.gfunction.gFunction(
        field,
        SAND.diffusivity,
        time=np.array([YEAR_S, 25 * YEAR_S]),
        boundary_condition="UHTR",
        method="similarities",
        options={"nSegments": 1},
    ).gFunc
    flux = 20.0 * W_PER_GJ / (120.0 - HEAD)
    np.testing.assert_allclose(ours.mean(axis=0), gfunc * flux / (2.0 * np.pi * SAND.conductivity), rtol=1e-4)


def test_the_same_heat_stays_near_the_same_temperature_on_the_wall():
    """Even heat along every loop, as here, against one temperature on all walls: ten loops of a street."""
    x, y = (places.ravel() for places in np.meshgrid(np.arange(5) * 6.0, np.arange(2) * 6.0))
    loops = Loops(np.stack([x, y], axis=1), np.full(10, 150.0), np.full(10, 20.0), np.array(["v"] * 10, dtype=object))
    ours = influence(loops, ground=SAND, kentallen=STANDARD, years=(25,)).own_k.mean()
    gfunc = pygfunction.gfunction.gFunction(
        [borehole(150.0, *place) for place in loops.xy],
        SAND.diffusivity,
        time=np.array([25 * YEAR_S]),
        boundary_condition="UBWT",
        method="equivalent",
    ).gFunc
    theirs = (gfunc * 20.0 * W_PER_GJ / (150.0 - HEAD) / (2.0 * np.pi * SAND.conductivity)).item()
    assert theirs < ours < 1.10 * theirs  # on the safe side
