"""What sources give together: fields, the user's own numbers, storage, and the same water once."""

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from shapely import Point

from riothermie_kansen import kentallen
from riothermie_kansen.errors import InputError
from riothermie_kansen.match.supply import read_supply
from riothermie_kansen.readers.sources import read_sources
from tests.engine.claims.made_sewer import Made, sewers

K = kentallen.load()


def points(**columns):
    n = len(next(iter(columns.values())))
    return gpd.GeoDataFrame(columns, geometry=[Point(1000.0 + i, 1000.0) for i in range(n)], crs=28992)


def supply(frame, **options):
    return read_supply(frame, **({"kentallen": K} | options))


@pytest.mark.parametrize(
    ("column", "value", "gj"),
    [("warmte_gj", "16.000,5", 16000.5), ("Warmte_MWh", 1000.0, 3600.0), ("energie_kwh", 1e6, 3600.0), ("GJ", 7, 7.0)],
)
def test_names_and_units_of_the_heat(column, value, gj):
    assert supply(points(**{column: [value]})).gj == pytest.approx(gj)


def test_heat_and_power_of_sources_are_summed():
    found = supply(points(bron_id=["a", "b"], warmte_gj=[100.0, 50.0], vermogen_kw=[30.0, 20.0]))
    assert (found.gj, found.kw) == (150.0, 50.0)
    assert not found.findings.count()


def test_own_numbers_replace_the_fields_whatever_stands_there():
    found = supply(points(warmte_gj=["veel"], vermogen_kw=[0.0]), heat_gj=80.0, power_kw=9.0)
    assert (found.gj, found.kw) == (80.0, 9.0)


def test_a_source_without_heat_is_told_and_one_without_power_has_no_limit():
    found = supply(points(bron_id=["a", "b"], warmte_gj=[100.0, None], vermogen_kw=[30.0, None]))
    assert found.gj == 100.0
    assert np.isinf(found.kw)
    assert found.findings.count("match_bron_zonder_gj") == 1


def test_power_at_the_sewer_counts_at_the_buildings():
    assert supply(points(vermogen_gem_kw=[300.0])).kw == pytest.approx(400.0)
    assert supply(points(vermogen_gebouw_kw=[300.0])).kw == pytest.approx(300.0)
    cop = K.replace({"warmtepomp.cop": 3.0})
    assert supply(points(vermogen_gem_kw=[300.0]), kentallen=cop).kw == pytest.approx(450.0)


def test_through_a_storage_the_power_of_the_sewer_is_no_limit():
    both = points(warmte_wko_gj=[16000.0], vermogen_gebouw_kw=[790.0])
    found = supply(both)
    assert found.gj == 16000.0
    assert np.isinf(found.kw)
    assert any("790 kW" in text for text in found.notes)
    assert supply(both, power_kw=790.0).kw == 790.0


def test_a_reserve_is_taken_off_both():
    found = supply(points(warmte_gj=[100.0], vermogen_kw=[50.0]), kentallen=K.replace({"match.reserve": 0.1}))
    assert (found.gj, found.kw) == pytest.approx((90.0, 45.0))
    assert (found.given_gj, found.given_kw) == (100.0, 50.0)


@pytest.mark.parametrize(
    ("columns", "options", "key"),
    [
        ({"naam": ["a"]}, {}, "match_aanbod_onbekend"),
        ({"warmte_gj": [None]}, {}, "match_aanbod_onbekend"),
        ({"warmte_gj": [0.0]}, {}, "match_aanbod_niets"),
        ({"warmte_gj": [-1.0]}, {}, "bron_warmte"),
        ({"warmte_gj": ["veel"]}, {}, "bron_warmte"),
        ({"naam": ["a"]}, {"heat_gj": 0.0}, "match_aanbod_getal"),
        ({"naam": ["a"]}, {"power_kw": float("nan")}, "match_aanbod_getal"),
    ],
)
def test_no_supply_is_one_sentence(columns, options, key):
    with pytest.raises(InputError) as error:
        supply(points(**columns), **options)
    assert error.value.key == key


# a main from A to D, with a branch of its own water that joins in C; 4 of the 6 l/s of the last pipe pass the first
SEWER = Made(
    [("ab", "A", "B", 1.0, 4.0, 100.0), ("bc", "B", "C", 1.0, 0.0, 100.0), ("zc", "Z", "C", 1.0, 2.0, 100.0),
     ("cd", "C", "D", 1.0, 0.0, 100.0)]
)  # fmt: skip


def chart():
    """Return the kansenkaart with 100 GJ and 10 kW (at the buildings) per l/s."""
    frame = SEWER.chart()
    flow = frame["dwa_gem_ls"]
    return frame.assign(warmte_wko_gj=100.0 * flow, vermogen_gebouw_kw=10.0 * flow)


def selected(*ids):
    return chart()[lambda t: t["leiding_id"].isin(ids)]


def test_the_sewer_of_this_test():
    assert SEWER.flow == pytest.approx({"ab": 4.0, "bc": 4.0, "zc": 2.0, "cd": 6.0})


@pytest.mark.parametrize(
    ("ids", "gj"),
    [(("ab",), 400), (("ab", "bc"), 400), (("ab", "zc"), 600), (("ab", "cd"), 600), (("ab", "bc", "zc", "cd"), 600)],
)
def test_the_same_water_counts_once(ids, gj):
    assert supply(selected(*ids), water=chart()).gj == pytest.approx(gj)
    assert supply(selected(*ids), water=chart(), power_kw=5.0).kw == 5.0


def first_met(sewer, chosen):
    """Return the water that meets a chosen pipe, counted at the first one: what left a chosen pipe is taken out."""
    n = len(sewer.pipes)
    matrix, known = np.eye(n), np.zeros(n)
    for i, (_, tail, _, share, own, _) in enumerate(sewer.pipes):
        known[i] = own + share * sewer.inflow.get(tail, 0.0)
        for j, (name, _, head, _, _, _) in enumerate(sewer.pipes):
            if head == tail and name not in chosen:
                matrix[i, j] -= share
    flow = dict(zip(sewer.ids, np.linalg.solve(matrix, known), strict=True))
    return sum(flow[name] for name in chosen)


@given(st.data())
def test_in_any_sewer_the_water_that_meets_a_source_counts_once(data):
    sewer = data.draw(sewers())
    wet = [name for name in sewer.ids if sewer.flow[name] > 1e-6]
    # a pipe from a node to itself carries nothing anywhere
    assume(len(wet) > 1 and all(pipe[1] != pipe[2] for pipe in sewer.pipes))
    chosen = data.draw(st.lists(st.sampled_from(wet), min_size=2, max_size=4, unique=True))
    frame = sewer.chart()
    frame = frame.assign(warmte_wko_gj=100.0 * frame["dwa_gem_ls"])
    found = supply(frame[frame["leiding_id"].isin(chosen)], water=frame)
    assert found.gj == pytest.approx(100.0 * first_met(sewer, chosen), rel=1e-6)


def test_without_the_rest_of_the_map_a_way_through_other_pipes_is_not_known():
    # between ab and cd lies bc, which is not selected
    assert supply(selected("ab", "cd"), water=chart()).gj == pytest.approx(600.0)
    found = supply(selected("ab", "cd"))
    assert found.gj == pytest.approx(1000.0)
    assert any("andere leidingen" in text for text in found.notes)
    # another sewer tells nothing about this one
    other = chart().assign(leiding_id=["p", "q", "r", "s"])
    assert supply(selected("ab", "bc"), water=other).gj == pytest.approx(400.0)


def test_pipes_without_nodes_may_be_double_and_that_is_told():
    bare = selected("ab", "bc")[["leiding_id", "warmte_wko_gj", "geometry"]]
    found = supply(bare)
    assert found.gj == pytest.approx(800.0)
    assert found.findings.count("match_bron_dubbel") == 2


def test_heat_is_read_only_when_it_is_asked_for():
    plain = read_sources(points(warmte_gj=["veel"]))
    assert "warmte_gj" not in plain.frame.columns
    found = read_sources(points(bron_id=["b", "a"], warmte_gj=[5.0, 6.0]), energy=True)
    assert found.frame["warmte_gj"].tolist() == [6.0, 5.0]
    assert found.row.tolist() == [1, 0]
