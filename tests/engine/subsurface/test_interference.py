"""Systems against the limit of 1.5 K, existing ones as loops, and the balance of five years."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.subsurface.boreholes.balance import BALANS, GEEN, OVERSCHOT, TEKORT, balance
from riothermie_kansen.subsurface.boreholes.interference import IN_ORDE, INVLOED, existing_loops, interference
from riothermie_kansen.subsurface.boreholes.line_source import influence
from riothermie_kansen.subsurface.boreholes.soil import Ground
from tests.engine.subsurface.made_heat import loops

STANDARD = kentallen.load()
SAND = Ground(2.4, 2.5e6)


def judged(some, **options):
    return interference(some, ground=SAND, kentallen=STANDARD, **options)


def installations(**columns):
    rows = {
        "installatie_id": ["g1"], "soort": "GBES", "actief": True, "vermogen_kw": 6.0, "diepte_m": 150.0,
        "warmte_mwh": 8.0, "koude_mwh": 2.0, "geometry": [shapely.Point(0, 0)],
    } | columns  # fmt: skip
    return gpd.GeoDataFrame(pd.DataFrame(rows), geometry="geometry", crs="EPSG:28992")


def test_one_neighbour_nearby_and_one_far_away():
    found = judged(loops([[0, 0], [5, 0], [400, 0]], 150.0, [20.0, 60.0, 20.0], ["a", "b", "c"]))
    rows = found.systems.set_index("systeem_id")
    assert found.years == (1.0, 5.0, 25.0, 50.0)
    assert (found.verdict_year, found.limit_k) == (25.0, 1.5)
    assert rows["oordeel"].to_dict() == {"a": INVLOED, "b": IN_ORDE, "c": IN_ORDE}
    drop = influence(loops([[0, 0], [5, 0]], 150.0, [20.0, 60.0], ["a", "b"]), ground=SAND, kentallen=STANDARD)
    assert rows.loc["a", "buren_k"] == pytest.approx(drop.others_k[0, 2])
    assert rows.loc["a", "eigen_50_k"] == pytest.approx(drop.own_k[0, 3])
    assert rows.loc["a", "buur"] == "b"
    assert rows.loc["a", "buur_m"] == pytest.approx(5.0)
    assert rows.loc["c", "buur"] == ""
    assert rows.loc["c", "reden"] == ""
    assert "het meest door b" in rows.loc["a", "reden"]
    assert "op 5,0 m" in rows.loc["a", "reden"]
    assert "1 van 3 systemen krijgt" in found.notes[0]


def test_regeneration_brings_a_system_back_to_the_limit():
    some = loops([[0, 0], [5, 0], [5, 6]], 150.0, [20.0, 50.0, 40.0], ["a", "b", "c"])
    row = judged(some).systems.set_index("systeem_id").loc["a"]
    less = 1.0 - row["regeneratie_pct"] / 100.0
    again = judged(loops(some.xy, 150.0, [20.0, 50.0 * less, 40.0 * less], some.system))
    assert again.systems.set_index("systeem_id").loc["a", "buren_k"] == pytest.approx(1.5)


def test_existing_systems_cool_and_are_cooled():
    found = judged(
        loops([[0, 0]], 150.0, 90.0, ["nieuw"]), existing=loops([[6, 0]], 120.0, 30.0, ["oud"])
    ).systems.set_index("systeem_id")
    assert found["bestaand"].to_dict() == {"nieuw": False, "oud": True}
    assert found.loc["oud", "oordeel"] == INVLOED
    assert found.loc["oud", "buur"] == "nieuw"
    assert found.loc["nieuw", "buren_k"] > 0.0


def test_a_system_of_several_loops_is_judged_by_its_worst_one():
    some = loops([[0, 0], [60, 0], [64, 0]], [100.0, 200.0, 150.0], [10.0, 20.0, 40.0], ["a", "a", "b"])
    row = judged(some).systems.set_index("systeem_id").loc["a"]
    drop = influence(some, ground=SAND, kentallen=STANDARD)
    assert row["buren_k"] == pytest.approx(max(drop.others_k[:2, 2]))
    assert row["eigen_k"] == pytest.approx((100 * drop.own_k[0, 2] + 200 * drop.own_k[1, 2]) / 300)
    assert (row["lussen"], row["meters"], row["netto_gj"]) == (2, 300.0, 30.0)


def test_other_years_and_the_verdict_in_the_last_of_them():
    found = judged(loops([[0, 0], [5, 0]], 150.0, 20.0), years=(2, 12.5))
    assert found.verdict_year == 12.5
    assert {"buren_2_k", "buren_12.5_k", "eigen_2_k"} <= set(found.systems)


def test_an_empty_plan():
    found = judged(loops(np.empty((0, 2))))
    assert len(found.systems) == 0
    assert {"systeem_id", "oordeel", "reden"} <= set(found.systems)


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000))
def test_rows_do_not_depend_on_the_order(seed):
    source = np.random.default_rng(seed)
    xy, net = source.uniform(0, 60, (12, 2)), source.uniform(-10, 40, 12)
    system = source.choice(["a", "b", "c", "d"], 12)
    order = source.permutation(12)
    one = judged(loops(xy, 150.0, net, system)).systems
    other = judged(loops(xy[order], 150.0, net[order], system[order])).systems
    pd.testing.assert_frame_equal(one, other, rtol=1e-6, atol=1e-7)
    assert one["lussen"].sum() == 12


def test_an_installation_becomes_a_loop():
    made, findings = existing_loops(installations(), w_per_m=40.0, kentallen=STANDARD)
    assert len(made) == 1
    assert made.net_gj[0] == pytest.approx((8.0 - 2.0) * 3.6)
    assert made.depth_m[0] == 150.0
    assert findings.count() == 0


def test_a_large_installation_becomes_a_square_of_loops():
    made, _ = existing_loops(installations(vermogen_kw=54.0), w_per_m=40.0, kentallen=STANDARD)
    # 54 kW at 40 W/m and 150 m: nine loops, 6 m apart, around the point
    assert len(made) == 9
    np.testing.assert_allclose(made.xy.mean(axis=0), [0.0, 0.0], atol=1e-9)
    np.testing.assert_allclose(sorted(set(np.round(made.xy[:, 0], 6))), [-6.0, 0.0, 6.0])
    assert made.net_gj.sum() == pytest.approx((8.0 - 2.0) * 3.6)


def test_what_a_register_does_not_tell_is_assumed_and_said():
    rows = installations(
        installatie_id=["a", "b", "c", "d"], vermogen_kw=[6.0, np.nan, np.nan, 5.0],
        diepte_m=[np.nan, 100.0, 100.0, 90.0], warmte_mwh=[np.nan, np.nan, 9.0, 1.0],
        koude_mwh=np.nan, actief=[True, True, True, False],
        geometry=[shapely.Point(i * 100, 0) for i in range(4)],
    )  # fmt: skip
    made, findings = existing_loops(rows, w_per_m=40.0, kentallen=STANDARD)
    assert made.system.tolist() == ["a", "b", "c"]
    # 6 kW for 1800 h; 40 W/m over 100 m for 1800 h; 9 MWh
    np.testing.assert_allclose(made.net_gj, [6 * 1800 * 3.6e-3, 4 * 1800 * 3.6e-3, 9 * 3.6])
    np.testing.assert_array_equal(made.depth_m, [150.0, 100.0, 100.0])
    assert findings.counts() == {
        "gbes_buiten_bedrijf": 1, "gbes_zonder_diepte": 1, "gbes_zonder_gegevens": 1, "gbes_zonder_warmte": 1,
    }  # fmt: skip


def test_rows_of_one_installation_share_its_heat():
    rows = installations(installatie_id=["a", "a", "b", "b"], warmte_mwh=[8.0, 8.0, 3.0, 5.0], koude_mwh=0.0,
                         geometry=[shapely.Point(i, 0) for i in range(4)])  # fmt: skip
    made, _ = existing_loops(rows, w_per_m=40.0, kentallen=STANDARD)
    assert pd.Series(made.net_gj).groupby(made.system).sum().to_dict() == pytest.approx({"a": 28.8, "b": 28.8})


def test_areas_lines_and_empty_shapes():
    shapes = [shapely.box(0, 0, 4, 2), shapely.LineString([(0, 0), (8, 0)]), shapely.Point()]
    rows = installations(installatie_id=["a", "b", "c"], geometry=shapes)
    made, findings = existing_loops(rows, w_per_m=40.0, kentallen=STANDARD)
    np.testing.assert_allclose(made.xy, [[2.0, 1.0], [4.0, 0.0]])
    assert findings.counts() == {"gbes_buiten_bedrijf": 1}


def test_no_installations():
    made, findings = existing_loops(installations().iloc[:0], w_per_m=40.0, kentallen=STANDARD)
    assert len(made) == 0
    assert made.xy.shape == (0, 2)
    assert findings.count() == 0


def test_balance_over_five_years():
    found = balance([20.0, 20.0, 20.0, 20.0, 0.0, 0.0], [25.0, 20.0, 18.5, 5.0, 0.0, 3.0], kentallen=STANDARD)
    assert found.verdict.tolist() == [OVERSCHOT, BALANS, BALANS, TEKORT, GEEN, OVERSCHOT]
    np.testing.assert_allclose(found.out_gj, [100.0, 100.0, 100.0, 100.0, 0.0, 0.0])
    np.testing.assert_allclose(found.extra_gj, [0.0, 0.0, 1.5, 15.0, 0.0, 0.0])
    np.testing.assert_allclose(found.share, [1.25, 1.0, 0.925, 0.25, np.nan, np.nan])
