"""Inhabitants per area and in total, spread over pipes and pump units."""

import math

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.errors import CancelledError, FieldError, InputError
from riothermie_kansen.sewer.inflow import gather

K = kentallen.load()
PIPES = [
    ("A", "vrijverval", [(0, 0), (100, 0)]),
    ("B", "vrijverval", [(100, 0), (400, 0)]),
    ("P", "pers", [(400, 0), (900, 0)]),
    ("D", "druk", [(0, 50), (1000, 50)]),
    ("R", "geen", [(0, 5), (400, 5)]),
]
UNITS = {(0, 50): {"soort": "pomp", "type": "Pompunit"}}


@pytest.fixture(scope="module")
def village(make_sewer):
    return make_sewer(PIPES)


@pytest.fixture(scope="module")
def with_units(make_sewer):
    return make_sewer(PIPES, nodes=UNITS)


def persons(case, inflow):
    return dict(zip(case.ids, inflow.pipe_persons.tolist(), strict=True))


def ids(inflow, kind):
    frame = inflow.findings.frame("EPSG:28992")
    return frame.loc[frame["soort"] == kind, "object_id"].tolist()


def test_a_total_goes_by_length_and_pressure_sewers_count_for_less(village):
    inflow = gather(village.network, village.sewer, total=1100.0, kentallen=K)
    # 100 + 300 + 0.15 x 1000 = 550 weighted metres: 2 inhabitants each
    assert persons(village, inflow) == pytest.approx({"A": 200, "B": 600, "P": 0, "D": 300, "R": 0}, rel=1e-14)
    assert inflow.pipe_source.tolist() == ["totaal", "totaal", "", "totaal", ""]
    assert "Aanname: 1,0 km drukriool zonder bekende pompunits telt voor 0,15 van de lengte mee: 300 inwoners." in (
        inflow.notes
    )


def test_pump_units_get_their_addresses_and_the_rest_goes_to_gravity_sewers(with_units):
    inflow = gather(with_units.network, with_units.sewer, total=103.3, kentallen=K)
    # one pump unit: 1.5 addresses x 2.2 inhabitants = 3.3
    assert persons(with_units, inflow) == pytest.approx({"A": 25, "B": 75, "P": 0, "D": 0, "R": 0}, rel=1e-14)
    unit = with_units.network.nodes.index[with_units.network.nodes["soort"] == "pomp"][0]
    assert inflow.node_persons[unit] == pytest.approx(3.3, rel=1e-15)
    assert np.count_nonzero(inflow.node_persons) == 1
    assert inflow.node_ls.sum() == pytest.approx(3.3 * 120 / 86400, rel=1e-14)


@pytest.mark.parametrize(
    "node",
    [
        {"soort": "put", "type": "Pompunit"},
        {"soort": "pomp", "type": "Pompput"},
        {"soort": "gemaal", "type": "Rioolgemaal"},
    ],
)
def test_other_nodes_of_a_pressure_sewer_are_no_pump_units(make_sewer, node):
    case = make_sewer(PIPES, nodes={(0, 50): node})
    assert not gather(case.network, case.sewer, total=100.0, kentallen=K).node_persons.any()


def test_a_pump_unit_off_the_pressure_sewer_does_not_count(make_sewer):
    case = make_sewer(PIPES, nodes={(0, 0): {"soort": "pomp", "type": "Pompunit"}})
    assert not gather(case.network, case.sewer, total=100.0, kentallen=K).node_persons.any()


def test_more_addresses_at_pump_units_than_inhabitants(with_units):
    inflow = gather(with_units.network, with_units.sewer, total=2.0, kentallen=K)
    assert inflow.node_persons.sum() == pytest.approx(2.0, rel=1e-15)
    assert not inflow.pipe_persons.any()


def test_nothing_but_pressure_sewer(make_sewer):
    druk = [PIPES[3], ("E", "druk", [(1000, 50), (1000, 3050)])]
    case = make_sewer(druk)
    assert persons(case, gather(case.network, case.sewer, total=8.0, kentallen=K)) == {"D": 2.0, "E": 6.0}
    case = make_sewer(druk, nodes=UNITS)
    assert gather(case.network, case.sewer, total=8.0, kentallen=K).node_persons.tolist() == [8.0, 0.0, 0.0]


@pytest.mark.parametrize("total", [0.0, -5.0, math.nan, math.inf])
def test_a_total_that_is_no_number_of_people(village, total):
    with pytest.raises(InputError) as error:
        gather(village.network, village.sewer, total=total, kentallen=K)
    assert error.value.key == "inflow_total"


@settings(max_examples=150, deadline=None)
@given(total=st.floats(0.01, 2e7), factor=st.floats(0.1, 10))
def test_a_total_is_kept_to_the_last_bit_and_scales(village, with_units, total, factor):
    for case in (village, with_units):
        inflow = gather(case.network, case.sewer, total=total, kentallen=K)
        assert math.fsum([*inflow.pipe_persons, *inflow.node_persons]) == pytest.approx(total, rel=4e-16)
        assert inflow.unplaced_persons == 0
    one = gather(village.network, village.sewer, total=total, kentallen=K)
    more = gather(village.network, village.sewer, total=total * factor, kentallen=K)
    assert more.pipe_ls == pytest.approx(one.pipe_ls * factor, rel=1e-12)


def test_inhabitants_of_areas_by_the_length_inside(village):
    areas = village.boxes(
        [(-10, -10, 200, 10), (200, -10, 500, 10), (5000, 0, 5100, 100)],
        buurtcode=["BU1", "BU2", "BU3"],
        aantal_inwoners=[400, 60, 25],
    )
    inflow = gather(village.network, village.sewer, areas=areas, kentallen=K)
    # BU1 holds 100 m of A and 100 m of B, BU2 the other 200 m of B and no foul water main else
    assert persons(village, inflow) == pytest.approx({"A": 200, "B": 260, "P": 0, "D": 0, "R": 0}, rel=1e-14)
    assert inflow.unplaced_persons == 25
    assert inflow.given_persons == 485
    assert ids(inflow, "gebied_zonder_riool") == ["BU3"]
    assert "1,0 km riool dat afvalwater opneemt ligt buiten de gebieden met bekende inwoners en krijgt er geen." in (
        inflow.notes
    )


def test_pump_units_and_pressure_sewers_inside_areas(make_sewer):
    case = make_sewer(PIPES, nodes=UNITS)
    areas = case.boxes(
        [(-10, -10, 500, 100), (500, 40, 700, 100), (-10, 45, 10, 55)],
        buurtcode=["dorp", "tussen", "hoeve"],
        inwoners=[103.3, 8, 5],
    )
    inflow = gather(case.network, case.sewer, areas=areas, kentallen=K)
    # dorp: 3.3 at its pump unit, 25 and 75 by length; tussen: only pressure sewer, no unit there; hoeve: only a unit
    # and the 10 m of pressure sewer beside it
    assert persons(case, inflow) == pytest.approx({"A": 25, "B": 75, "P": 0, "D": 8, "R": 0}, rel=1e-14)
    assert inflow.node_persons.sum() == pytest.approx(8.3, rel=1e-14)
    assert inflow.unplaced_persons == 0


def test_sentinels_of_cbs_are_unknown_and_listed(village):
    values = [-99995, -99997.0, -99999, -99999999, math.nan, 100]
    areas = village.boxes(
        [(x, -10, x + 50, 10) for x in range(0, 300, 50)], buurtcode=list("abcdef"), aantal_inwoners=values
    )
    inflow = gather(village.network, village.sewer, areas=areas, kentallen=K)
    assert ids(inflow, "gebied_onbekend") == list("abcde")
    assert inflow.given_persons == 100
    assert persons(village, inflow)["B"] == pytest.approx(100)
    assert "Van 5 gebieden is het aantal inwoners onbekend: daar is niets verdeeld." in inflow.notes


def test_numbers_as_text(village):
    areas = village.boxes(
        [(0, -10, 50, 10), (50, -10, 100, 10), (100, -10, 150, 10), (150, -10, 200, 10)],
        buurtcode=list("abcd"),
        aantal_inwoners=["1.250", "12,5", "geheim", "-99997"],
    )
    inflow = gather(village.network, village.sewer, areas=areas, kentallen=K)
    assert persons(village, inflow)["A"] == pytest.approx(1262.5)
    assert ids(inflow, "gebied_onleesbaar") == ["c"]
    assert ids(inflow, "gebied_onbekend") == ["d"]


@pytest.mark.parametrize(
    "name", ["aantal_inwoners", "AantalInwoners", "aantalInwo", "AANT_INW", "aantal_inw", "inwoners"]
)
def test_the_field_with_inhabitants_is_recognised(village, name):
    areas = village.boxes([(0, -10, 400, 10)], **{"aantal_huishoudens": [7], name: [40]})
    assert gather(village.network, village.sewer, areas=areas, kentallen=K).given_persons == 40


def test_a_layer_without_inhabitants_or_without_areas(village):
    with pytest.raises(FieldError) as error:
        gather(village.network, village.sewer, areas=village.boxes([(0, 0, 1, 1)], naam=["x"]), kentallen=K)
    assert error.value.key == "inflow_areas_field"
    with pytest.raises(InputError) as error:
        gather(village.network, village.sewer, areas=village.boxes([], inwoners=[]), kentallen=K)
    assert error.value.key == "inflow_areas_empty"
    with pytest.raises(InputError) as error:
        gather(village.network, village.sewer, areas=village.points([(0, 0)], inwoners=[3]), kentallen=K)
    assert error.value.key == "inflow_areas_geometry"
    with pytest.raises(InputError) as error:
        gather(village.network, village.sewer, areas=village.boxes([(0, 0, 9, 9)], inwoners=[-99997]), kentallen=K)
    assert error.value.key == "inflow_areas_unknown"


def test_an_area_without_a_polygon_keeps_its_inhabitants_as_unplaced(village):
    areas = village.boxes([(0, -10, 400, 10), None], buurtcode=["a", "b"], inwoners=[40, 7])
    inflow = gather(village.network, village.sewer, areas=areas, kentallen=K)
    assert ids(inflow, "gebied_zonder_plaats") == ["b"]
    assert inflow.findings.counts() == {"gebied_zonder_plaats": 1}
    assert (inflow.unplaced_persons, inflow.given_persons) == (7, 47)


def test_invalid_polygons_are_repaired_and_listed(village):
    bow_tie = shapely.Polygon([(0, -10), (100, 10), (100, -10), (0, 10)])
    areas = gpd.GeoDataFrame({"buurtcode": ["a"], "inwoners": [40]}, geometry=[bow_tie], crs="EPSG:28992")
    inflow = gather(village.network, village.sewer, areas=areas, kentallen=K)
    assert ids(inflow, "gebied_hersteld") == ["a"]
    assert persons(village, inflow)["A"] == pytest.approx(40)


def test_overlapping_areas_are_reported_and_keep_their_inhabitants(village):
    areas = village.boxes([(0, -10, 300, 10), (200, -10, 400, 10)], buurtcode=["a", "b"], inwoners=[30, 20])
    inflow = gather(village.network, village.sewer, areas=areas, kentallen=K)
    assert ids(inflow, "gebieden_overlappen") == ["a"]
    assert inflow.pipe_persons.sum() == pytest.approx(50, rel=1e-15)


def test_parts_of_one_area_are_counted_once(village):
    areas = village.boxes(
        [(0, -10, 100, 10), (200, -10, 300, 10), (300, -10, 400, 10)],
        buurtcode=["BU1", "BU1", "BU2"],
        aantal_inwoners=[30, 30, 5],
    )
    inflow = gather(village.network, village.sewer, areas=areas, kentallen=K)
    assert persons(village, inflow) == pytest.approx({"A": 15, "B": 20, "P": 0, "D": 0, "R": 0})
    assert ids(inflow, "gebied_in_delen") == ["BU1"]


def test_one_code_with_different_numbers_is_reported(village):
    areas = village.boxes([(0, -10, 100, 10), (200, -10, 300, 10)], buurtcode=["a", "a"], inwoners=[30, 10])
    inflow = gather(village.network, village.sewer, areas=areas, kentallen=K)
    assert inflow.given_persons == 40
    assert ids(inflow, "gebied_dubbel") == ["a", "a"]


def test_water_without_figures_is_no_unknown_area(village):
    areas = village.boxes(
        [(0, -10, 400, 10), (400, -10, 500, 10)],
        buurtcode=["a", "a"],
        water=["NEE", "JA"],
        aantal_inwoners=[30, -99997],
    )
    inflow = gather(village.network, village.sewer, areas=areas, kentallen=K)
    assert inflow.findings.counts() == {"gebied_water": 1}
    assert not any("onbekend:" in line for line in inflow.notes)


def test_cancelling_stops(village):
    areas = village.boxes([(0, -10, 400, 10)], inwoners=[30])
    with pytest.raises(CancelledError):
        gather(village.network, village.sewer, areas=areas, kentallen=K, cancelled=lambda: True)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            st.integers(-200, 1100),
            st.integers(1, 500),
            st.integers(-60, 60),
            st.integers(1, 90),
            st.one_of(st.integers(0, 5000), st.sampled_from([-99997, -99995])),
        ),
        min_size=1,
        max_size=15,
    ),
    seed=st.integers(0, 99),
)
def test_nobody_is_lost_and_the_order_of_the_areas_does_not_matter(with_units, rows, seed):
    boxes = [(x, y, x + w, y + h) for x, w, y, h, _ in rows]
    values = [row[-1] for row in rows]
    areas = with_units.boxes(boxes, buurtcode=[f"BU{i}" for i in range(len(rows))], inwoners=values)
    if max(values) < 0:
        with pytest.raises(InputError):
            gather(with_units.network, with_units.sewer, areas=areas, kentallen=K)
        return
    first = gather(with_units.network, with_units.sewer, areas=areas, kentallen=K)
    assert first.given_persons == sum(value for value in values if value > 0)
    placed = first.pipe_persons.sum() + first.node_persons.sum()
    assert placed + first.unplaced_persons == pytest.approx(first.given_persons, rel=1e-13, abs=1e-13)
    assert first.findings.count("gebied_onbekend") == sum(value < 0 for value in values)
    assert (first.pipe_persons >= 0).all()
    assert not first.pipe_persons[[2, 4]].any()
    shuffled = areas.iloc[np.random.default_rng(seed).permutation(len(areas))]
    second = gather(with_units.network, with_units.sewer, areas=shuffled, kentallen=K)
    assert second.pipe_persons == pytest.approx(first.pipe_persons, rel=1e-9, abs=1e-9)
    assert second.node_persons == pytest.approx(first.node_persons, rel=1e-9, abs=1e-9)
