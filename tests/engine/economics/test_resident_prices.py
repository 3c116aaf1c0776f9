"""Prices at which the ranking of the concepts flips: solved, and checked by reckoning again at that price."""

import dataclasses
import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.economics.columns import BEWONER_OMSLAG_COLUMNS, BEWONER_PRIJS_COLUMNS, CONCEPTEN
from riothermie_kansen.economics.resident.choices import CONTANT, Choices
from riothermie_kansen.economics.resident.costs import resident_costs
from riothermie_kansen.economics.resident.dwellings import one_dwelling
from riothermie_kansen.economics.resident.prices import (
    DRAGERS,
    at_prices,
    lowest_lines,
    price_grid,
    price_line,
    tipping_points,
)
from riothermie_kansen.errors import InputError

K = kentallen.load()
NAMES = {"gas": "gasprijs_eur_m3", "stroom": "stroomprijs_eur_kwh", "warmte": "warmteprijs_eur_gj"}


def costs(choices=Choices(), concepts=CONCEPTEN, kind="tussen"):  # noqa: B008 - frozen
    dwelling = one_dwelling(type=kind, oppervlakte_m2=110.0, warmte_gj=36.0, label="C", kentallen=K)
    return resident_costs(dwelling, concepten=concepts, choices=choices, kentallen=K)


@pytest.mark.parametrize("drager", DRAGERS)
@pytest.mark.parametrize(
    "choices", [Choices(), Choices(maatstaf=CONTANT, index_stroom=0.01), Choices(index_wijze="afgedrukt")]
)
def test_other_prices_equal_reckoning_again(drager, choices):
    for price in (0.0, 0.7, 3.0, 90.0):
        again = costs(dataclasses.replace(choices, **{NAMES[drager]: price}))
        total, mean = at_prices(costs(choices), {drager: price})
        assert np.allclose(total, again.amounts["tco_eur"])
        assert np.allclose(mean, again.amounts["per_jaar_eur"])


def test_two_concepts_flip_where_their_lines_cross():
    """Boiler against bronnet: the gas price at which both cost the same, by hand."""
    found = costs(concepts=("cv", "bronnet"))
    gap = found.amounts["tco_eur"][0, 1] - found.amounts["tco_eur"][0, 0]
    rising = (1.02**30 - 1) / 0.02
    flips = tipping_points(found, "gas")
    assert list(flips.columns) == [column.name for column in BEWONER_OMSLAG_COLUMNS]
    assert len(flips) == 1
    assert flips["prijs"][0] == pytest.approx(1.28 + gap / (found.amounts["gas_m3"][0, 0] * rising))
    assert (flips["onder"][0], flips["boven"][0], flips["nu"][0]) == ("cv", "bronnet", 1.28)


@pytest.mark.parametrize("drager", DRAGERS)
@pytest.mark.parametrize("choices", [Choices(), Choices(maatstaf=CONTANT)])
@pytest.mark.parametrize("kind", ["tussen", "appartement"])
def test_ranking_flips_exactly_there(drager, choices, kind):
    flips = tipping_points(costs(choices, kind=kind), drager)
    for _, flip in flips.iterrows():
        for price, cheapest in ((flip["prijs"] * 0.9999, flip["onder"]), (flip["prijs"] * 1.0001, flip["boven"])):
            again = costs(dataclasses.replace(choices, **{NAMES[drager]: price}), kind=kind)
            assert again.cheapest[0] == cheapest
    assert not {"lus", "mini"} & {*flips["onder"], *flips["boven"]} or kind == "tussen"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(0, 20)), min_size=1, max_size=7))
def test_lowest_lines_are_the_lowest(lines):
    """The corners against brute force: between two corners the line that is said is the lowest."""
    start = np.array([line[0] for line in lines], dtype=np.float64)
    rise = np.array([line[1] for line in lines], dtype=np.float64)
    corners = lowest_lines(start, rise)
    edges = [0.0, *(x for x, _, _ in corners), 1000.0]
    assert edges == sorted(edges)
    # the line on each stretch
    flat = [corners[0][1], *(above for _, _, above in corners)] if corners else None
    for k in range(len(edges) - 1):
        x = (edges[k] + edges[k + 1]) / 2
        lowest = (start + rise * x).min()
        if flat is not None:
            assert start[flat[k]] + rise[flat[k]] * x == pytest.approx(lowest)
        else:
            # one line all along
            assert (start + rise * x)[np.lexsort((rise, start))[0]] == lowest
    for (_, _, above), (_, below, _) in itertools.pairwise(corners):
        assert above == below


def test_no_lines():
    assert lowest_lines(np.empty(0), np.empty(0)) == []
    assert lowest_lines(np.array([5.0]), np.array([1.0])) == []


def test_heat_price_only_matters_to_who_buys_heat():
    assert tipping_points(costs(concepts=("cv", "bronnet", "lucht")), "warmte").empty
    found = tipping_points(costs(concepts=("cv", "mt")), "warmte")
    assert list(zip(found["onder"], found["boven"], strict=True)) == [("mt", "cv")]


def test_grid_has_every_pair():
    found = costs()
    grid = price_grid(found, kentallen=K, gas=(0.5, 1.28), stroom=(0.32, 0.4, 0.6))
    assert list(grid.columns) == [column.name for column in BEWONER_PRIJS_COLUMNS]
    assert len(grid) == 2 * 3 * len(CONCEPTEN)
    assert grid.groupby(["gasprijs_eur_m3", "stroomprijs_eur_kwh"])["goedkoopst"].sum().tolist() == [1] * 6
    now = grid[(grid["gasprijs_eur_m3"] == 1.28) & (grid["stroomprijs_eur_kwh"] == 0.32)]
    assert np.allclose(now["tco_eur"], found.amounts["tco_eur"][0], atol=0.01)
    assert (grid["warmteprijs_eur_gj"] == 47.38).all()
    standard = price_grid(found, kentallen=K)
    pairs = len(K.table("bewoner.gasprijs_reeks")) * len(K.table("bewoner.stroomprijs_reeks"))
    assert len(standard) == pairs * len(CONCEPTEN)


def test_line_of_prices():
    line = price_line(costs(concepts=("mt",)), "warmte", (0.0, 40.0))
    assert list(line["warmteprijs_eur_gj"]) == [0.0, 40.0]
    heat = costs(concepts=("mt",)).amounts["afname_gj"][0, 0]
    assert line["tco_eur"][1] - line["tco_eur"][0] == pytest.approx(30 * 40 * heat, abs=0.02)
    assert (line["goedkoopst"] == 1).all()


def test_wrong_prices_and_carriers():
    with pytest.raises(InputError, match=r"gasprijs_eur_m3 is -1"):
        price_grid(costs(), kentallen=K, gas=(-1.0,))
    with pytest.raises(InputError, match="hout is not an energy carrier"):
        price_line(costs(), "hout", (1.0,))
    with pytest.raises(InputError, match="hout"):
        tipping_points(costs(), "hout")
