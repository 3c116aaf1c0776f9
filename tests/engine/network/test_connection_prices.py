"""What a house connection costs: garden, paving, and what is longer than the shortest connection of the building."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, box

from riothermie_kansen.network.catalogue import catalogue
from riothermie_kansen.network.design import Settings, design_network
from riothermie_kansen.network.surfaces import price_surfaces
from tests.engine.network.made_town import K, X, Y, at, check, design, frame, homes, source

GARDEN = 0.47
LOCAL = (12 / 9) ** 0.19
"""Factor of a local road in open paving, see ondergrond.toml."""


def lines(*points):
    result = np.empty(len(points), dtype=object)
    result[:] = [LineString(p) for p in points]
    return result


def ground(*rows):
    """Return barriers over the whole height, from x to x, of a class."""
    table = {"klasse": [row[2] for row in rows], "factor": [row[3] if len(row) > 3 else None for row in rows]}
    return gpd.GeoDataFrame(table, geometry=[box(row[0], -5, row[1], 5) for row in rows], crs=28992)


def price(barriers, own, *ends, kentallen=K):
    """Return the parts of connections along the x-axis, and their factors."""
    made = lines(*[[(0, 0), (end, 0)] for end in ends])
    found = price_surfaces(made, barriers, service=np.ones(len(ends), dtype=bool), own_m=own, kentallen=kentallen)
    rows = [(row.edge, row.klasse, round(row.lengte_m, 6), round(row.factor, 6)) for row in found.parts.itertuples()]
    weight = np.bincount(found.parts["edge"], found.parts["lengte_m"] * found.parts["factor"], minlength=len(ends))
    assert found.factor * shapely.length(made) == pytest.approx(weight)
    assert np.bincount(found.parts["edge"], found.parts["lengte_m"]) == pytest.approx(shapely.length(made))
    return rows, found


def test_a_garden_and_what_is_longer_than_the_shortest():
    rows, found = price(None, np.array([10.0, 10.0]), 10, 30)
    assert rows == [(0, "tuin", 10, GARDEN), (1, "standaard", 20, 1), (1, "tuin", 10, GARDEN)]
    assert found.factor == pytest.approx([GARDEN, (4.7 + 20) / 30])
    (told,) = found.notes
    assert "tuin 0,47 maal" in told
    assert "kost 1 maal" in told


def test_the_kentallen_set_both():
    other = K.replace({"kosten_net.aansluiting_factor": 0.25, "kosten_net.aansluiting_omweg_factor": 1.5})
    rows, _ = price(None, np.array([10.0]), 30, kentallen=other)
    assert rows == [(0, "standaard", 20, 1.5), (0, "tuin", 10, 0.25)]


def test_paving_keeps_its_factor_private_ground_is_garden():
    surface = ground((-9, 6, "erf"), (6, 8, "voetpad"), (8, 99, "rijbaan lokale weg"))
    rows, _ = price(surface, np.array([10.0]), 10)
    assert rows == [(0, "lokale weg", 2, round(LOCAL, 6)), (0, "tuin", 6, GARDEN), (0, "voetpad", 2, 1)]


@pytest.mark.parametrize("word", ["erf", "groenvoorziening", "berm", "struiken", "haag", "bouwland", "oever"])
def test_unpaved_ground_is_never_dearer_than_a_garden(word):
    rows, _ = price(ground((-9, 99, word)), np.array([10.0]), 10)
    assert rows == [(0, "tuin", 10, GARDEN)]
    # beyond the own garden it costs what a street costs, not what makes it a bad route
    _, found = price(ground((-9, 99, word)), np.array([10.0]), 30)
    assert found.factor == pytest.approx([(4.7 + 20) / 30])


@pytest.mark.parametrize("word", ["gesloten verharding", "half verhard", "kanaal", "rijbaan regionale weg"])
def test_what_is_no_soft_ground_keeps_its_factor(word):
    surface = ground((-9, 99, word))
    _, found = price(surface, np.array([10.0]), 10)
    plain = price_surfaces(lines([(0, 0), (10, 0)]), surface, kentallen=K)
    assert found.factor == pytest.approx(plain.factor)


def test_a_given_factor_makes_garden_and_street_dearer_alike():
    rows, _ = price(ground((-9, 99, "puin", 2.0)), np.array([10.0]), 30)
    assert rows == [(0, "puin", 10, 2 * GARDEN), (0, "puin", 20, 2)]


def test_a_street_in_private_ground_has_the_factor_of_private_ground():
    made = lines([(0, 0), (10, 0)], [(0, 1), (10, 1)])
    found = price_surfaces(made, ground((-9, 99, "erf")), own_m=np.array([np.nan, 10.0]), kentallen=K)
    assert found.factor == pytest.approx([(79 / 9) ** 0.19, GARDEN])


def test_a_building_on_the_street_has_no_garden():
    rows, _ = price(None, np.array([0.0, 0.0]), 0.0, 12)
    assert rows[-1] == (1, "standaard", 12, 1)


WORDS = st.sampled_from(["erf", "berm", "voetpad", "gesloten verharding", "kanaal", "groenvoorziening"])
STRIPS = st.lists(st.tuples(st.integers(-5, 40), st.integers(1, 20), WORDS), max_size=6)


@given(STRIPS, st.integers(0, 30), st.integers(1, 40))
def test_a_connection_costs_what_its_metres_cost(strips, own, end):
    """Metre by metre: the surface in the middle of it, or the garden, or the street."""
    surface = ground(*[(x, x + width, word) for x, width, word in strips]) if strips else None
    _, found = price(surface, np.array([float(min(own, end))]), end)
    metres = lines(*[[(x + 0.25, 0), (x + 0.75, 0)] for x in range(end)])
    street = price_surfaces(metres, surface, kentallen=K)
    soft = np.isin(street.klasse, ["standaard", "erf", "berm", "groen"])
    expected = np.where(soft, np.where(np.arange(end) < min(own, end), GARDEN, 1.0), street.factor)
    assert found.factor == pytest.approx([expected.mean()])


def two_streets():
    """Return a house 10 m from a street far round the block and 30 m from the one at the source, and one beside it."""
    streets = frame(
        [at((0, 0), (100, 0)), at((100, 0), (300, 0)), at((300, 0), (300, 50)), at((300, 50), (0, 50))],
        wvk_id=["a", "b", "c", "d"],
    )
    return streets, homes(((20, 30), (60, 5)))


@pytest.mark.parametrize("net", ["bronnet", "mt"])
def test_trace_bill_and_layout_agree(net):
    streets, buildings = two_streets()
    (one,) = design(streets, buildings, source(), nettypes=(net,))
    check(one)
    service = one.trace[one.trace["rol"] == "aansluiting"].set_index("pand_id")
    assert service.loc["p00", "lengte_m"] == pytest.approx(30)
    assert service["factor"].to_dict() == pytest.approx({"p00": (4.7 + 20) / 30, "p01": GARDEN})
    pipes = catalogue(net, kentallen=K)
    unit = {row.Index: pipes.price_eur_m[pipes.position(row.dn)] for row in service.itertuples()}
    assert service.loc["p00", "kosten_eur"] == pytest.approx(unit["p00"] * (4.7 + 20), abs=0.01)
    assert service.loc["p01", "kosten_eur"] == pytest.approx(unit["p01"] * 5 * GARDEN, abs=0.006)
    bill = one.quantities[one.quantities["rol"] == "aansluiting"]
    metres = bill[bill["eenheid"] == "m"].groupby("klasse")["hoeveelheid"].sum()
    assert metres.to_dict() == pytest.approx({"standaard": 20, "tuin": 15})
    assert bill[bill["eenheid"] == "m"]["kosten_eur"].sum() == pytest.approx(service["kosten_eur"].sum(), abs=1e-6)
    # the nearer house shares the street with the other, so that only its connection is its own: priced by the layout
    joined = one.connections.set_index("pand_id")
    assert joined.loc["p00", "marginaal_eur"] == pytest.approx(joined.loc["p00", "kosten_eur"], abs=0.011)


def test_the_layout_sees_the_price_beyond_the_garden():
    """Where 20 m beyond the garden costs more than 50 m of street, the network goes round."""
    streets = frame([at((0, 0), (100, 0)), at((0, 0), (0, 50)), at((0, 50), (100, 50))], wvk_id=["a", "b", "c"])
    dear = K.replace({"kosten_net.aansluiting_omweg_factor": 5.0})
    for kentallen, metres in ((K, 30), (dear, 10)):
        (one,) = design_network(streets, homes(((70, 30),)), source(), settings=Settings(), kentallen=kentallen)
        service = one.trace[one.trace["rol"] == "aansluiting"]
        assert service["lengte_m"].tolist() == pytest.approx([metres])


def test_a_house_in_the_bgt():
    """Six metres of private ground, two of footpath and two of road: the same house costs more than in grass."""
    streets, buildings = frame([at((0, 0), (100, 0))], wvk_id=["a"]), homes(((20, 10),))
    bgt = gpd.GeoDataFrame(
        {"klasse": ["erf", "voetpad", "rijbaan lokale weg"]},
        geometry=[box(X, Y + 4, X + 99, Y + 40), box(X, Y + 2, X + 99, Y + 4), box(X, Y - 2, X + 99, Y + 2)],
        crs=28992,
    )
    (one,) = design(streets, buildings, source(), layers={"barriers": bgt})
    check(one)
    service = one.trace[one.trace["rol"] == "aansluiting"].iloc[0]
    assert service["factor"] == pytest.approx((6 * GARDEN + 2 + 2 * LOCAL) / 10)
    assert service["klasse"] == "tuin"
    assert [text for text in one.notes if text.startswith("Aansluitleidingen kosten in de eigen tuin 0,47")]
