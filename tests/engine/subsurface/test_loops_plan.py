"""The whole step `bodemlussen`: figures by hand, bad input, and that everything adds up."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import pdist

from riothermie_kansen.errors import InputError
from riothermie_kansen.kentallen import load
from riothermie_kansen.schema import names
from riothermie_kansen.subsurface.boreholes.columns import GEBOUW_COLUMNS, OORDELEN, OVERZICHT_COLUMNS
from riothermie_kansen.subsurface.boreholes.ground import Blocked, free_ground, keep_off, plots
from riothermie_kansen.subsurface.boreholes.plan import plan_loops
from riothermie_kansen.subsurface.boreholes.result import Settings

RD = "EPSG:28992"
KENTALLEN = load()
X, Y = 150_000.0, 450_000.0


def box(x, y, width, height):
    return shapely.box(X + x, Y + y, X + x + width, Y + y + height)


def shapes(*items):
    result = np.empty(len(items), dtype=object)
    result[:] = items
    return result


def houses(n=3, kw=8.0, gj=40.0, homes=1, pitch=20.0, width=8.0, ids=None):
    return gpd.GeoDataFrame(
        {
            "pand_id": ids or [f"P{i}" for i in range(n)], "woningen": homes, "rv_kw": kw, "tap_kw": 0.0,
            "warmte_gj": gj,
        },
        geometry=[box(pitch * i + (pitch - width) / 2, 10, width, 10) for i in range(n)], crs=RD,
    )  # fmt: skip


def parcels(n=3, pitch=20.0, height=40.0):
    return gpd.GeoDataFrame(
        {"perceelnummer": [str(i) for i in range(n)]}, geometry=[box(pitch * i, 0, pitch, height) for i in range(n)],
        crs=RD,
    )  # fmt: skip


def run(buildings=None, ground=None, *, kentallen=KENTALLEN, depth_m=None, w_per_m=40.0, estimate=True, **more):
    buildings = houses() if buildings is None else buildings
    chosen = Settings(depth_m=depth_m, w_per_m=w_per_m, estimate=estimate, attention=more.pop("attention", True))
    return plan_loops(buildings, ground, settings=chosen, kentallen=kentallen, **more)


def words(plan):
    return dict(zip(plan.buildings["pand_id"], plan.buildings["oordeel"], strict=True))


def rows(plan):
    return plan.buildings.set_index("pand_id")


# golden: rules.md R20 and R21


def test_eight_kilowatt_at_cop_four_and_forty_watt_asks_150_m():
    plan = run(houses(1), parcels(1))
    assert plan.loops["diepte_m"].tolist() == pytest.approx([150.0])
    assert plan.loops["vermogen_kw"].tolist() == pytest.approx([6.0])
    assert rows(plan).loc["P0", "bodem_kw"] == pytest.approx(6.0)


@pytest.mark.parametrize(("kw", "metres", "per_loop"), [(8.0, 150.0, 3), (20 / 3, 125.0, 4), (16 / 3, 100.0, 5)])
def test_a_loop_of_500_m_serves_three_to_four_dwellings(kw, metres, per_loop):
    # each dwelling on its own asks 100 to 150 m; the whole part of 500 m by that is what a loop serves
    plan = run(houses(1, kw=kw, gj=kw * 1.0), parcels(1), depth_m=500.0)
    assert plan.loops["diepte_m"].tolist() == pytest.approx([metres])
    # as many dwellings in one building, each asking its full power (no simultaneity), need one loop
    full = KENTALLEN.replace({"gelijktijdigheid.rv_grens": 1.0})
    together = run(houses(1, kw=kw * per_loop, gj=1.0, homes=per_loop), parcels(1), depth_m=500.0, kentallen=full)
    assert len(together.loops) == 1
    assert together.loops["woningen"].tolist() == pytest.approx([per_loop])
    more = run(houses(1, kw=kw * (per_loop + 1), gj=1.0, homes=per_loop + 1), parcels(1), depth_m=500.0, kentallen=full)
    assert len(more.loops) == 2


def test_space_heating_and_the_tank_take_turns():
    tank = KENTALLEN.value("net.boiler_kw")
    table = houses(3)
    table["rv_kw"], table["tap_kw"] = [0.0, 5.85, 40.0], [27.0, 27.0, 0.0]
    table["woningen"] = [1, 1, 10]
    plan = run(table, parcels())
    # only tap water: the power of the tank; both: the larger; ten dwellings at once: 0.62 + 0.38 / 10
    assert rows(plan)["vermogen_kw"].tolist() == pytest.approx([tank, max(5.85, tank), 40.0 * 0.658])


# what fits


def test_parcels_smaller_than_the_distances_are_said_per_building():
    tight = gpd.GeoDataFrame({"id": ["0", "1", "2"]}, geometry=[box(20 * i + 5, 9, 10, 12) for i in range(3)], crs=RD)
    plan = run(ground=tight)
    assert set(words(plan).values()) == {"past niet"}
    assert rows(plan)["reden"].str.contains("te klein voor de afstanden").all()
    assert len(plan.loops) == 0
    assert plan.together is None
    assert plan.totals["lussen_nodig"] == 3


def test_a_loop_deeper_than_the_limit_becomes_more_loops_or_none():
    limits = gpd.GeoDataFrame(
        {"pand_id": ["P0", "P1", "P2"], "bodemlus": "toegestaan", "max_diepte_m": [60.0, 29.0, np.nan]},
        geometry=houses().geometry, crs=RD,
    )  # fmt: skip
    plan = run(ground=parcels(), restrictions=limits, depth_m=150.0)
    found = rows(plan)
    assert found.loc["P0", ["lussen_nodig", "lussen_geplaatst"]].tolist() == [3, 3]
    assert found.loc["P0", "meters_geplaatst"] == pytest.approx(150.0)
    assert words(plan) == {"P0": "past", "P1": "te ondiep", "P2": "past"}
    assert (plan.loops.set_index("pand_ids").loc["P0", "diepte_m"] <= 60.0).all()
    # deeper than there is a technique for: as deep as there is
    deep = run(houses(1, kw=80.0, gj=100.0), parcels(1), depth_m=900.0)
    assert rows(deep).loc["P0", "max_diepte_m"] == KENTALLEN.value("bodem.diepte_hoogst")


def test_partly_fitting_loops_are_as_deep_as_they_may_be():
    plan = run(houses(1, kw=128.0, gj=100.0), parcels(1), depth_m=60.0)
    row = rows(plan).loc["P0"]
    assert row["oordeel"] == "past deels"
    assert row["lussen_nodig"] == 40
    assert 0 < row["lussen_geplaatst"] < 40
    assert row["meters_geplaatst"] == pytest.approx(60.0 * row["lussen_geplaatst"])
    assert f"{row['lussen_geplaatst']} van 40 lussen" in row["reden"]
    # heat and homes of the loops are the part that has a place
    share = row["meters_geplaatst"] / row["meters"]
    assert plan.loops["woningen"].sum() == pytest.approx(share)


def test_areas_that_are_forbidden_take_their_places_only():
    banned = gpd.GeoDataFrame({"bodemlus": ["verboden"]}, geometry=[box(-5, 22, 100, 30)], crs=RD)
    plan = run(ground=parcels(), restrictions=banned)
    assert set(words(plan).values()) == {"past"}
    assert (plan.loops.geometry.y <= Y + 22 + 1e-6).all()
    everywhere = gpd.GeoDataFrame({"bodemlus": ["verboden"]}, geometry=[box(-5, -5, 200, 200)], crs=RD)
    whole = run(ground=parcels(), restrictions=everywhere)
    assert set(words(whole).values()) == {"verboden"}
    assert set(whole.buildings["reden"]) == {"Bodemlussen zijn hier verboden."}
    depth = gpd.GeoDataFrame({"max_diepte_m": [50.0]}, geometry=[box(-5, 22, 30, 30)], crs=RD)
    limited = run(ground=parcels(), restrictions=depth)
    # the parcels of the first two meet the area of 50 m
    assert rows(limited)["lussen_nodig"].tolist() == [3, 3, 1]


def test_a_verdict_on_a_parcel_is_none_on_the_parcel_beside_it():
    """Verdicts made for parcels: they share a border, and each holds for its own building alone."""
    ground = parcels()
    ground["bodemlus"] = ["toegestaan", "aandacht", "toegestaan"]
    ground["max_diepte_m"] = [np.nan, 60.0, np.nan]
    plan = run(ground=ground, restrictions=ground.rename(columns={"perceelnummer": "locatie_id"}))
    found = rows(plan)
    assert found.loc[["P0", "P1", "P2"], "max_diepte_m"].tolist() == [150.0, 60.0, 150.0]
    assert found.loc[["P0", "P1", "P2"], "bodemlus"].tolist() == ["toegestaan", "aandacht", "toegestaan"]
    # verdicts of buildings that are in no layer here hold for nobody here
    other = ground.assign(pand_id=["Q0", "Q1", "Q2"], bodemlus="verboden")
    assert set(words(run(ground=parcels(), restrictions=other)).values()) == {"past"}


def test_no_loop_in_a_small_part_with_a_limit_of_depth():
    """A corner of less than 1 % of a plot shortens no loop, but no loop stands in it either."""
    corner = box(0.0, 0.0, 3.5, 2.0)
    zone = gpd.GeoDataFrame({"bodemlus": ["toegestaan"], "max_diepte_m": [20.0]}, geometry=[corner], crs=RD)
    plan = run(houses(1), parcels(1), restrictions=zone, depth_m=30.0)
    assert rows(plan).loc["P0", "max_diepte_m"] == 30.0
    assert not any(corner.contains(point) for point in plan.loops.geometry)
    assert words(plan) == {"P0": "past"}


def test_ground_that_is_all_but_forbidden_is_no_ground():
    """Parts of a map with the same edges but for rounding: no loop in the sliver between."""
    free = run(houses(1), parcels(1))
    part = shapely.buffer(box(0.0, 0.0, 20.0, 40.0), -1.0005)
    zone = gpd.GeoDataFrame({"bodemlus": ["verboden"]}, geometry=[part], crs=RD)
    assert len(free.loops) == 1
    assert len(run(houses(1), parcels(1), restrictions=zone).loops) == 0


def test_where_it_is_forbidden_nothing_is_said_of_lengths():
    table = houses(1).assign(bodemlus="verboden")[["pand_id", "bodemlus", "geometry"]]
    text = rows(run(houses(1), parcels(1), restrictions=table)).loc["P0", "reden"]
    assert text == "Bodemlussen zijn hier verboden."


def test_no_ground_at_all_is_said():
    plan = run(estimate=False)
    assert set(words(plan).values()) == {"geen grond"}
    far = gpd.GeoDataFrame({"id": ["x"]}, geometry=[box(5000, 0, 10, 10)], crs=RD)
    assert set(words(run(ground=far)).values()) == {"geen grond"}
    green = gpd.GeoDataFrame({"id": ["g"]}, geometry=[box(0, 25, 60, 20)], crs=RD)
    public = run(estimate=False, green=green)
    assert set(words(public).values()) == {"past"}
    assert set(public.loops["grond"]) == {"openbaar"}
    # no two loops may take one place: room for two
    small = gpd.GeoDataFrame({"id": ["g"]}, geometry=[box(20, 30, 8.5, 1.5)], crs=RD)
    assert sorted(words(run(estimate=False, green=small)).values()) == ["past", "past", "past niet"]


def test_an_estimated_parcel_is_of_its_building_alone():
    table = houses(2)
    table.loc[1, "geometry"] = shapely.Point(X + 10, Y + 24)
    plan = run(table)
    assert words(plan) == {"P0": "past", "P1": "geen grond"}
    assert rows(plan)["perceel_bron"].tolist() == ["geschat", ""]
    assert any("1 gebouw is een punt" in told for told in plan.notes)


def test_buildings_of_one_parcel_share_its_ground():
    plan = run(ground=gpd.GeoDataFrame({"id": ["vve"]}, geometry=[box(0, 0, 60, 40)], crs=RD))
    assert set(words(plan).values()) == {"past"}
    assert set(plan.loops["perceel_id"]) == {"vve"}
    assert sorted(plan.loops["pand_ids"]) == ["P0", "P1", "P2"]


def test_of_a_large_parcel_only_the_ground_near_its_building_counts():
    field = gpd.GeoDataFrame({"id": ["farm"]}, geometry=[box(-500, -500, 1000, 1000)], crs=RD)
    plan = run(houses(1, kw=80.0, gj=100.0), field)
    assert words(plan) == {"P0": "past"}
    assert plan.loops.geometry.distance(houses(1).geometry.iloc[0]).max() <= KENTALLEN.value("lus.bereik_eigen")
    reach = KENTALLEN.value("lus.bereik_eigen") - 1.0
    # the house with a strip around it, less the house with 2 m around it
    strip = shapely.area(shapely.buffer(houses(1).geometry.iloc[0], reach)) - (8 * 10 + 2 * 36 + np.pi * 4)
    assert rows(plan).loc["P0", "vrij_m2"] == pytest.approx(strip, rel=0.01)


def test_obstacles_count_with_their_distance():
    tree = gpd.GeoDataFrame({"id": ["t"]}, geometry=[shapely.Point(X + 10, Y + 35)], crs=RD)
    pipe = gpd.GeoDataFrame({"id": ["r"]}, geometry=[shapely.LineString([(X - 5, Y + 5), (X + 65, Y + 5)])], crs=RD)
    crown = gpd.GeoDataFrame({"id": ["k"]}, geometry=[box(25, 25, 10, 14)], crs=RD)
    plan = run(
        ground=parcels(), trees=gpd.GeoDataFrame(crs=RD, geometry=[*tree.geometry, *crown.geometry]), sewers=pipe
    )
    places = plan.loops.geometry
    assert places.distance(tree.geometry.iloc[0]).min() >= KENTALLEN.value("lus.afstand_boom")
    assert places.distance(pipe.geometry.iloc[0]).min() >= KENTALLEN.value("lus.afstand_riool")
    assert not places.intersects(shapely.buffer(crown.geometry.iloc[0], -1e-6)).any()


# ground


def test_distances_of_round_corners_are_never_short():
    point = shapely.Point(0.0, 0.0)
    around = keep_off(shapes(point), 2.0)[0]
    assert shapely.distance(point, shapely.boundary(around)) >= 2.0
    assert np.abs(shapely.get_coordinates(around)).max() < 2.02


def test_free_ground_by_hand():
    free = free_ground(shapes(shapely.box(0, 0, 20, 10)), 1.0, Blocked(shapes(shapely.box(5, -5, 10, 20))))
    # 18 x 8 less a strip of 5 x 8
    assert shapely.area(free[0]) == pytest.approx(13 * 8)
    assert shapely.is_empty(free_ground(shapes(shapely.box(0, 0, 2, 50)), 1.0, Blocked(shapes()))[0])


def test_a_sliver_of_a_building_on_the_parcel_of_another_does_not_join_them():
    lots = shapes(shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10), shapely.box(20, 0, 30, 10))
    homes = shapes(shapely.box(2, 2, 10.3, 8), shapely.box(12, 2, 25, 8), shapely.Point(5, 1), None)
    found = plots(homes, lots, np.array(["a", "b", "c"], dtype=object), least_share=0.1)
    assert found.of[0] == found.of[2] != found.of[1]
    assert found.of[3] == -1
    assert list(found.parcel_ids[found.of[:2]]) == ["a", "b, c"]


# everything adds up


def test_every_building_is_there_once_and_the_overview_adds_up():
    table = houses(4)
    table.loc[1, ["rv_kw", "warmte_gj"]] = 0.0
    table.loc[2, ["rv_kw", "tap_kw", "warmte_gj"]] = np.nan
    table.loc[3, "geometry"] = None
    plan = run(table, parcels(4))
    assert list(words(plan).values()) == ["past", "geen vraag", "vraag onbekend", "niet op de kaart"]
    assert plan.overview["panden"].sum() == len(table)
    assert list(plan.buildings.columns) == [*names(GEBOUW_COLUMNS), "geometry"]
    assert list(plan.overview.columns) == list(names(OVERZICHT_COLUMNS))
    assert sum(plan.totals[word.replace(" ", "_")] for word in OORDELEN) == len(table)
    assert plan.buildings["reden"].str.len().min() > 5


@settings(max_examples=12)
@given(st.integers(0, 1000), st.randoms())
def test_properties_of_random_rows(seed, shuffle):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 7))
    table = houses(n, pitch=float(rng.uniform(8, 18)), width=6.0)
    table["rv_kw"] = rng.uniform(3, 30, n)
    lots = parcels(n, pitch=float(table.geometry.iloc[1].bounds[0] - table.geometry.iloc[0].bounds[0]), height=32.0)
    plan = run(table, lots, depth_m=float(rng.uniform(40, 200)))
    order = list(range(n))
    shuffle.shuffle(order)
    other = run(table.iloc[order].reset_index(drop=True), lots.iloc[::-1].reset_index(drop=True), depth_m=None)
    assert list(other.buildings["pand_id"]) == list(plan.buildings["pand_id"])
    same = run(table.iloc[order].reset_index(drop=True), lots, depth_m=None)
    assert other.loops.drop(columns="geometry").equals(same.loops.drop(columns="geometry"))
    if len(plan.loops) > 1:
        xy = shapely.get_coordinates(np.asarray(plan.loops.geometry.array))
        assert pdist(xy).min() >= KENTALLEN.value("lus.afstand") * (1 - 1e-8)
    inside = (
        plan.ground.geometry.union_all()
        if hasattr(plan.ground.geometry, "union_all")
        else shapely.union_all(np.asarray(plan.ground.geometry.array))
    )
    assert (plan.loops.geometry.distance(inside) < 1e-6).all()
    assert (plan.loops.geometry.distance(shapely.union_all(np.asarray(table.geometry.array))) >= 2.0 - 1e-9).all()
    count = plan.loops.groupby("pand_ids")["lus_id"].count().reindex(plan.buildings["pand_id"], fill_value=0)
    assert count.tolist() == plan.buildings["lussen_geplaatst"].tolist()
    assert (plan.buildings["lussen_geplaatst"] <= plan.buildings["lussen_nodig"]).all()
    placed = plan.loops.groupby("pand_ids")["diepte_m"].sum().reindex(plan.buildings["pand_id"], fill_value=0.0)
    assert placed.tolist() == pytest.approx(plan.buildings["meters_geplaatst"].tolist())


# what loops do to each other


def test_neighbours_cool_each_other_and_a_lone_system_is_not_cooled():
    lone = run(houses(1), parcels(1))
    assert rows(lone).loc["P0", "buren_k"] == 0.0
    pair = run(houses(2), parcels(2))
    assert (pair.buildings["buren_k"] > 0.1).all()
    # what two loops do to each other is the same both ways: equal heat, depth and distance
    assert pair.buildings["buren_k"].iloc[0] == pytest.approx(pair.buildings["buren_k"].iloc[1])
    drops = pair.loops[[name for name in pair.loops.columns if name.startswith("daling_")]].to_numpy(dtype=float)
    assert (np.diff(drops, axis=1) > 0).all()


def test_cooling_the_house_warms_the_ground_and_a_surplus_is_said():
    table = houses(1)
    table["koude_gj"] = 20.0
    plain, cooled = run(houses(1), parcels(1)), run(table, parcels(1))
    # 40 GJ at COP 4: 30 GJ from the ground, less 20 GJ back
    assert plain.loops["warmte_gj"].sum() == pytest.approx(30.0)
    assert cooled.loops["warmte_gj"].sum() == pytest.approx(10.0)
    assert cooled.buildings["eigen_k"].iloc[0] < plain.buildings["eigen_k"].iloc[0]
    table["koude_gj"] = 45.0
    assert "warmteoverschot" in rows(run(table, parcels(1))).loc["P0", "reden"]


# bad input


def test_numbers_that_cannot_be_are_refused():
    for chosen in (Settings(depth_m=0.0), Settings(w_per_m=-1.0), Settings(depth_m=float("nan"))):
        with pytest.raises(InputError):
            plan_loops(houses(), parcels(), settings=chosen, kentallen=KENTALLEN)


def test_a_layer_without_verdicts_is_refused():
    with pytest.raises(InputError) as error:
        run(ground=parcels(), restrictions=parcels())
    assert error.value.key == "lussen_geen_oordeel"


def test_odd_verdicts_are_listed_and_count_for_nothing():
    odd = gpd.GeoDataFrame(
        {"pand_id": ["P0", "P1"], "bodemlus": ["paars", "aandacht"], "max_diepte_m": [0.0, np.nan]},
        geometry=[None, None], crs=RD,
    )  # fmt: skip
    plan = run(ground=parcels(), restrictions=odd)
    assert {"lussen_oordeel", "lussen_diepte_nul"} <= set(plan.findings.counts())
    assert set(words(plan).values()) == {"past"}
    assert "aandacht" in rows(plan).loc["P1", "reden"]
    assert words(run(ground=parcels(), restrictions=odd, attention=False))["P1"] == "verboden"


def test_empty_layers_are_no_obstacle():
    empty = gpd.GeoDataFrame({"id": np.empty(0, dtype=object)}, geometry=[], crs=RD)
    plan = run(ground=parcels(), green=empty, trees=empty, sewers=empty, obstacles=empty)
    assert set(words(plan).values()) == {"past"}


def test_a_neighbourhood_of_wageningen(shared_data):
    path = shared_data / "streets_buildings" / "wageningen_nwb_bag.gpkg"
    buildings = gpd.read_file(path, layer="bag_pand_2019")
    streets = gpd.read_file(path, layer="nwb_wegvakken_2020")
    plan = plan_loops(buildings, streets=streets, settings=Settings(), kentallen=KENTALLEN)
    assert len(plan.buildings) == 1000
    assert plan.overview["panden"].sum() == 1000
    # 5.85 kW, COP 4 and 40 W/m: between the 100 and 150 m of the Q&A
    single = plan.buildings[(plan.buildings["woningen"] == 1) & (plan.buildings["lussen_nodig"] > 0)]
    assert single["meters"].tolist() == pytest.approx([5850.0 * 0.75 / 40.0] * len(single))
    assert plan.totals["past"] / plan.totals["gevraagd"] > 0.95
    assert plan.totals["afstand_m"] >= 6.0
    assert plan.totals["past"] + plan.totals["past_deels"] + plan.totals["past_niet"] == plan.totals["gevraagd"]
