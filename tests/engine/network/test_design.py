"""The whole chain on towns made by hand: layers, tables and totals agree, and say what the input says."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, MultiLineString, Point, box

from riothermie_kansen.errors import CancelledError, InputError
from tests.engine.network.made_town import (
    PLACES,
    K,
    X,
    Y,
    at,
    check,
    check_sizes,
    design,
    frame,
    grid,
    homes,
    house,
    same,
    source,
)


@pytest.fixture(scope="module")
def both():
    """Return a bronnet and an MT network of the same town."""
    return design(nettypes=("bronnet", "mt"), effort="auto")


def test_both_nets_in_one_run(both):
    assert [one.trace["nettype"].unique().tolist() for one in both] == [["bronnet"], ["mt"]]
    for one in both:
        check(one, 12)
        assert len(one.connections) == 12
        assert one.totals["gat_procent"] < 1.0
    # a bronnet carries what the evaporators take, an MT network tap water too
    bron, mt = both
    assert bron.connections["vermogen_kw"].tolist() == pytest.approx([6.0 * (1 - 1 / K.value("warmtepomp.cop"))] * 12)
    assert mt.connections["vermogen_kw"].tolist() == [6.0] * 12
    alone = design(nettypes=("mt",), effort="auto")[0]
    same(alone, mt)


def test_loads_and_sizes_by_hand(both):
    mt = both[1].trace.set_index("trace_id")
    top = mt[mt["voeding_id"] == ""]
    assert len(top) == 1
    # 12 dwellings of 6 kW: 0.62 + 0.38/12; tap water 12 x 3 kW / sqrt(12) is less
    factor = 0.62 + 0.38 / 12
    assert top["som_kw"].iloc[0] == pytest.approx(72.0)
    assert top["gelijktijdigheid"].iloc[0] == pytest.approx(factor)
    assert top["vermogen_kw"].iloc[0] == pytest.approx(72.0 * factor)
    assert both[1].totals["vermogen_kw"] == pytest.approx(72.0 * factor * (1 + K.value("net.verlies_mt")))
    assert both[1].totals["warmte_gj"] == 360.0
    assert both[1].totals["pompdruk_kpa"] == pytest.approx(both[1].trace["druk_kpa"].max())


def test_pressure_rises_along_the_way(both):
    for one in both:
        need = one.trace.set_index("trace_id")["druk_kpa"]
        for name, fed in zip(one.trace["trace_id"], one.trace["voeding_id"], strict=True):
            assert fed == "" or need[name] >= need[fed] - 1e-9
        lost = one.connections["druk_kpa"]
        assert (lost > 0).all()
        far = one.connections.sort_values("afstand_bron_m")
        assert far["druk_kpa"].iloc[0] < far["druk_kpa"].iloc[-1]


def test_the_curve_ends_at_the_total(both):
    for one in both:
        last = one.curve.iloc[-1]
        assert last["aansluitingen"] == 12
        assert last["kosten_eur"] == pytest.approx(one.totals["kosten_eur"], abs=0.05)
        assert one.curve["kosten_eur"].is_monotonic_increasing


def test_notes_tell_what_was_proved(both):
    for one in both:
        told = [line for line in one.notes if line.startswith("Bewezen")]
        assert len(told) == 1
        assert f"{one.totals['gat_procent']:.2f}".replace(".", ",") in told[0]
    assert not [line for line in design(bound=False)[0].notes if line.startswith("Bewezen")]


def test_a_second_run_gives_the_same_to_the_last_bit(both):
    for one, two in zip(both, design(nettypes=("bronnet", "mt"), effort="auto"), strict=True):
        same(one, two)


@settings(max_examples=3)
@given(st.randoms(use_true_random=False))
def test_rows_in_another_order_give_the_same(random):
    streets, houses = grid(), homes()
    feeds = pd.concat([source(), source(220, 100, bron_id=["wko"])], ignore_index=True)
    one = design(streets, houses, feeds)[0]
    shuffled = []
    for layer in (streets, houses, feeds):
        order = list(range(len(layer)))
        random.shuffle(order)
        shuffled.append(layer.iloc[order].reset_index(drop=True))
    same(one, design(*shuffled)[0])


def test_two_sources_share_the_town():
    feeds = pd.concat([source(), source(205, 200, bron_id=["wko"])], ignore_index=True)
    one = design(sources=feeds)[0]
    check(one, 12)
    assert set(one.connections["bron_id"]) == {"gemaal", "wko"}
    assert (one.trace["voeding_id"] == "").sum() == 2
    assert one.totals["kosten_eur"] < design()[0].totals["kosten_eur"]


def test_limited_sources_leave_buildings_out():
    feeds = pd.concat([source(vermogen_kw=[14.0]), source(205, 200, bron_id=["wko"], vermogen_kw=[11.0])])
    one = design(sources=feeds.reset_index(drop=True))[0]
    check(one, 12)
    assert set(one.unconnected["soort"]) == {"bron_vol"}
    top = one.trace[one.trace["voeding_id"] == ""]
    loss = 1 + K.value("net.verlies_bron")
    for name, limit in (("gemaal", 14.0), ("wko", 11.0)):
        used = top.loc[top["bron_id"] == name, "vermogen_kw"].sum() * loss
        assert 0 < used <= limit + 1e-6
    assert sum("kW" in line and "geeft" in line for line in one.notes) == 2


def test_a_limit_on_costs_leaves_buildings_out_with_the_reason():
    one = design(limit_eur_dwelling=20_000.0)[0]
    check(one, 12)
    assert set(one.unconnected["soort"]) == {"te_duur"}
    assert 0 < len(one.connections) < 12
    assert one.totals["kosten_eur"] <= 20_000.0 * one.totals["woningen"]
    assert all("20.000" in text for text in one.unconnected["reden"])
    # required buildings stay
    choice = ["ja" if i == 10 else None for i in range(12)]
    kept = design(buildings=homes(keuze=choice), required_field="keuze", limit_eur_dwelling=20_000.0)[0]
    check(kept, 12)
    assert "p10" in set(kept.connections["pand_id"])


def test_own_trace_as_existing_network_costs_nothing():
    for net in ("bronnet", "mt"):
        one = design(nettypes=(net,))[0]
        again = design(nettypes=(net,), layers={"existing": one.trace})[0]
        check(again, 12, kept=set(again.connections["pand_id"]))
        assert again.totals["kosten_eur"] == pytest.approx(0.0, abs=0.01)
        assert set(again.trace["status"]) == {"bestaand"}
        assert again.totals["lengte_m"] == pytest.approx(one.totals["lengte_m"], abs=0.5)
        # one more house: only its own connection and street are new
        more = design(
            nettypes=(net,), buildings=homes((*PLACES, (150, 12))), layers={"existing": one.trace}
        )[0]  # fmt: skip
        check(more, 13, kept=set(again.connections["pand_id"]))
        new = more.trace[more.trace["status"] != "bestaand"]
        assert set(new.loc[new["rol"] == "aansluiting", "pand_id"]) == {"p12"}
        assert 0 < more.totals["kosten_eur"] < 45_000


def test_existing_pipe_that_is_too_small_is_replaced():
    old = frame([at((0, 0), (100, 0))], dn=["PE63 SDR17"])
    houses = homes(((40, 10), (150, 10)), woningen=[60, 60], rv_kw=[400.0, 400.0])
    one = design(buildings=houses, layers={"existing": old})[0]
    check(one, 2)
    street = one.trace[one.trace["rol"] != "aansluiting"].set_index("trace_id")
    assert "verzwaard" in set(street["status"])
    assert (street.loc[street["status"] == "verzwaard", "kosten_eur"] > 0).all()
    assert "leiding, vervangen door een grotere" in set(one.quantities["post"])


def test_a_street_whose_diameter_is_not_in_the_table_is_listed():
    old = frame([at((0, 0), (100, 0))], dn=["gietijzer"])
    one = design(layers={"existing": old})[0]
    check(one, 12)
    assert one.findings.counts()["bestaande_dn_onbekend"] == 1


def test_barriers_price_and_forbid():
    water = frame([box(X + 90, Y - 50, X + 110, Y + 50)], soort=["water"], verboden=[1])
    one = design(buildings=homes(((20, 10), (150, 10))), layers={"barriers": water})[0]
    check(one, 2)
    area = water.geometry.iloc[0]
    assert not one.trace.geometry.intersects(area.buffer(-0.01)).any()
    dear = design(buildings=homes(((20, 10), (150, 10))))[0]
    assert one.totals["lengte_m"] > dear.totals["lengte_m"] + 100


def test_hand_drawn_traces_are_more_streets():
    extra = frame([at((0, 0), (100, 100))])
    houses = homes(((102, 105), (95, 85)))
    one = design(buildings=houses, layers={"extra": extra})[0]
    check(one, 2)
    assert one.totals["lengte_m"] < 0.8 * design(buildings=houses)[0].totals["lengte_m"]


def test_houses_are_leaves_even_between_two_streets():
    # two parallel streets that meet 500 m on; a house between them would be the short cut
    streets = frame([at((0, 0), (250, 0)), at((0, 40), (250, 40)), at((250, 0), (250, 40))])
    houses = homes(((20, 12), (60, 48)))
    one = design(streets, houses, source(-5, 0), reach_m=20.0)[0]
    check(one, 2)
    assert one.connections["kandidaten"].tolist() == [2, 1]
    assert one.totals["lengte_m"] > 400
    assert len(one.trace[one.trace["pand_id"] == "p00"]) == 1


def test_front_or_back_is_chosen_with_the_trunk():
    # house p01 is nearest to the back street, where nothing else is
    streets = frame([at((0, 0), (200, 0)), at((0, 0), (0, 60), (200, 60))])
    houses = frame([house(40, 10), box(X + 100, Y + 30, X + 108, Y + 55), house(160, 10)], pand_id=["a", "b", "c"])
    one = design(streets, houses, source(-5, 0))[0]
    check(one, 3)
    own = one.connections.set_index("pand_id")
    assert own.loc["b", "kandidaten"] == 2
    assert own.loc["b", "lengte_m"] == pytest.approx(30.0)
    assert one.trace["lengte_m"].sum() < 300


def test_flats_count_their_dwellings():
    houses = homes(((20, 10), (60, 10)), woningen=[40, 1], rv_kw=[200.0, 5.0])
    one = design(buildings=houses)[0]
    check(one, 2)
    top = one.trace[one.trace["voeding_id"] == ""].iloc[0]
    assert (top["n_aansluitingen"], top["n_woningen"]) == (2, 41)
    assert one.totals["woningen"] == 41


def test_the_largest_single_demand_is_never_undercut():
    houses = homes(((20, 10), (60, 10)), woningen=[0, 0], rv_kw=[100.0, 5.0], tap_kw=[0.0, 0.0])
    one = design(buildings=houses, nettypes=("mt",))[0]
    check(one, 2)
    assert one.trace[one.trace["voeding_id"] == ""]["vermogen_kw"].iloc[0] == pytest.approx(100.0)


def test_a_flow_beyond_the_table_is_said_and_laid_in_parallel():
    houses = homes(((20, 10),), woningen=[1], rv_kw=[40_000.0])
    one = design(buildings=houses)[0]
    check(one, 1)
    assert (one.trace["aantal"] > 1).all()
    assert one.findings.counts()["leiding_parallel"] == len(one.trace)


def test_multipart_streets_and_heights_do_not_matter():
    streets = grid()
    whole = gpd.GeoDataFrame(
        {"wvk_id": ["s"]},
        geometry=[MultiLineString(list(shapely.force_3d(streets.geometry.to_numpy(), 3.0)))],
        crs=28992,
    )
    one, two = design(streets)[0], design(whole)[0]
    check(two, 12)
    assert two.totals["kosten_eur"] == pytest.approx(one.totals["kosten_eur"])


def test_a_town_in_degrees_gives_the_same():
    one = design()[0]
    two = design(*(layer.to_crs(4326) for layer in (grid(), homes(), source())))[0]
    check(two, 12)
    assert two.totals["lengte_m"] == pytest.approx(one.totals["lengte_m"], abs=0.05)


def test_progress_rises_and_cancelling_stops():
    seen = []
    design(layers={"progress": seen.append})
    assert seen == sorted(seen)
    assert 0.0 <= seen[0] <= seen[-1] == 100.0
    calls = []

    def stop():
        calls.append(1)
        return len(calls) > 12

    with pytest.raises(CancelledError):
        design(layers={"cancelled": stop})


@st.composite
def towns(draw):
    """Give small towns with everything that goes wrong in them."""
    spot = st.tuples(st.integers(0, 12), st.integers(0, 12))
    place = draw(st.lists(st.lists(spot, min_size=2, max_size=4), min_size=1, max_size=8))
    lines = [LineString([(X + 10 * x, Y + 10 * y) for x, y in way]) for way in place]
    if draw(st.booleans()):
        lines += list(grid(3, 3, 60.0).geometry)
    shapes = []
    for (x, y), kind in draw(st.lists(st.tuples(spot, st.integers(0, 5)), min_size=1, max_size=9)):
        a, b = X + 10 * x, Y + 10 * y
        shape = (None, Point(a + 3, b), box(a - 4, b - 4, a + 4, b + 4), *[box(a + 1, b + 1, a + 7, b + 9)] * 3)[kind]
        shapes.append(shape)
    n = len(shapes)

    def pick(*some):
        return draw(st.lists(st.sampled_from(some), min_size=n, max_size=n))

    houses = frame(shapes, pand_id=[f"p{i}" for i in range(n)], woningen=pick(0, 1, 1, 30),
                   rv_kw=pick(0.0, np.nan, 6.0, 300.0), tap_kw=pick(0.0, np.nan, 6.0), warmte_gj=pick(np.nan, 30.0),
                   keuze=pick("verplicht", None, None, "verboden"))  # fmt: skip
    feeds = draw(st.lists(st.tuples(spot, st.sampled_from([np.nan, 5.0, 50.0, 5000.0])), min_size=1, max_size=3))
    sources = frame([Point(X + 10 * x, Y + 10 * y) for (x, y), _ in feeds],
                    bron_id=[f"b{i}" for i in range(len(feeds))], vermogen_kw=[kw for _, kw in feeds])  # fmt: skip
    layers = {}
    if draw(st.booleans()):
        (a, b), width = draw(spot), draw(st.sampled_from([4.0, 40.0]))
        layers["forbidden"] = frame([box(X + 10 * a, Y + 10 * b, X + 10 * a + width, Y + 10 * b + 15)])
    if draw(st.booleans()):
        layers["existing"] = frame(
            [at((0, 0), (60, 0), (60, 60))], dn=[draw(st.sampled_from(["PE63 SDR17", "PE315 SDR17", "?"]))]
        )
    if draw(st.booleans()):
        layers["barriers"] = frame([box(X + 33, Y - 20, X + 39, Y + 200)], soort=["water"], factor=[2.0])
    options = {
        "nettypes": draw(st.sampled_from([("bronnet",), ("mt",)])),
        "effort": draw(st.sampled_from(["snel", "snel", "grondig"])),
        "simultaneity": draw(st.sampled_from(["deens", "leusden", "geen"])),
        "reach_m": draw(st.sampled_from([5.0, 60.0])),
        "bridge_m": draw(st.sampled_from([0.0, 25.0])),
        "limit_eur_dwelling": draw(st.sampled_from([None, None, 15_000.0, 60_000.0])),
        "required_field": draw(st.sampled_from([None, "keuze"])),
    }
    return frame(lines), houses, sources, layers, options


@settings(max_examples=25)
@given(towns())
def test_any_town_gives_a_right_answer_or_one_sentence(town):
    streets, houses, sources, layers, options = town
    try:
        (one,) = design(streets, houses, sources, layers=layers, **options)
    except InputError as error:
        for language in ("nl", "en"):
            assert "{" not in error.text(language)
        return
    check(one, len(houses), kept=set(houses["pand_id"]))
    limits = dict(zip(sources["bron_id"], sources["vermogen_kw"], strict=True))
    top = one.trace[one.trace["voeding_id"] == ""]
    loss = 1 + K.value("net.verlies_bron" if options["nettypes"] == ("bronnet",) else "net.verlies_mt")
    for name, power in top.groupby("bron_id")["vermogen_kw"].max().items():
        limit = limits[name]
        assert np.isnan(limit) or power * loss <= limit * (1 + 1e-6)
    if options["required_field"]:
        forbidden = set(houses.loc[houses["keuze"] == "verboden", "pand_id"])
        assert not forbidden & set(one.connections["pand_id"])


def test_wageningen_in_a_hurry(shared_data):
    file = shared_data / "streets_buildings" / "wageningen_nwb_bag.gpkg"
    streets = gpd.read_file(file, layer="nwb_wegvakken_2020").to_crs(28992)
    panden = gpd.read_file(file, layer="bag_pand_2019").to_crs(28992)
    middle = frame([streets.geometry.union_all().centroid], bron_id=["riool"])
    (one,) = design(streets, panden, middle)
    check(one, 1000)
    check_sizes(one)
    assert len(one.connections) > 400
    assert 0.0 <= one.totals["gat_procent"] < 25.0
    assert one.totals["gat_trace_procent"] < 15.0
