"""Offtakes on one sewer: in series, in parallel, over splits and pumps, by hand."""

import numpy as np
import pandas as pd
import pytest

from riothermie_kansen.claims import verdict
from riothermie_kansen.claims.claims import Settings, claims
from riothermie_kansen.claims.columns import PIPE_COLUMNS, POINT_COLUMNS, SEASON_COLUMNS
from riothermie_kansen.schema import names
from tests.engine.claims.made_sewer import C, K, Made, points

# own inflow of 10 l/s in each of three pipes: 10, 20 and 30 l/s; 2 K of these are 83.6, 167.2 and 250.8 kW
SERIES = Made([("a", "1", "2", 1, 10, 100), ("b", "2", "3", 1, 10, 100), ("c", "3", "4", 1, 10, 100)])
# a and b of 10 l/s join in c
PARALLEL = Made([("a", "1", "3", 1, 10, 50), ("b", "2", "3", 1, 10, 50), ("c", "3", "4", 1, 0, 50)])
# 10 l/s parts 3 : 7 over b and c, and joins again in d
REJOIN = Made(
    [("a", "1", "2", 1, 10, 50), ("b", "2", "3", 0.3, 0, 50), ("c", "2", "3", 0.7, 0, 50), ("d", "3", "4", 1, 0, 50)]
)
# 10 l/s enters at 1; half of what reaches 2 is pumped back: 20 l/s in e, 10 in the pump and 10 out
PUMP = Made([("e", "1", "2", 1, 0, 50), ("p", "2", "1", 0.5, 0, 50), ("o", "2", "3", 0.5, 0, 50)], {"1": 10.0})


def run(sewer, rows, kentallen=None, **options):
    result = claims(
        sewer.chart(), points(sewer, rows) if rows else None, kentallen=K.replace(kentallen or {}), **options
    )
    assert abs(result.heat.error) <= 1e-9 * max(result.heat.extracted, 1e-9)
    return result


def told(result):
    """Return name -> (verdict, granted, competitors)."""
    rows = result.points.set_index("punt_id")
    return {
        name: (row["oordeel"], pytest.approx(row["toegekend_kw"]), row["concurreert_met"])
        for name, row in rows.iterrows()
    }


def room(result):
    return result.pipes.set_index("leiding_id")["ruimte_kw"].to_dict()


def why(result):
    return result.pipes.set_index("leiding_id")["ruimte_reden"].to_dict()


def test_without_offtakes_the_room_is_what_the_limits_allow():
    result = run(SERIES, [])
    assert room(result) == pytest.approx({"a": 83.6, "b": 167.2, "c": 250.8})
    assert all("de leiding zelf" in text for text in why(result).values())
    pipes = result.pipes.set_index("leiding_id")
    assert pipes["temperatuur_c"].tolist() == [10.0] * 3
    assert pipes["temperatuur_zomer_c"].tolist() == [20.5] * 3
    assert pipes["ruimte_gebouw_kw"].to_dict() == pytest.approx({"a": 83.6 * 4 / 3, "b": 167.2 * 4 / 3, "c": 334.4})
    # 250.8 kW x 6000 h x 3.6e-3 x 0.95 x 4/3 = 6862 GJ, over 35 GJ: 196 homes
    assert pipes["ruimte_woningen"]["c"] == 196
    assert result.totals["end_room_kw"] == pytest.approx(250.8)


def test_columns_are_the_public_ones():
    result = run(SERIES, [("A", "a", 50, 10, "bestaand")])
    assert tuple(result.pipes.columns) == (*names(PIPE_COLUMNS), "geometry")
    assert tuple(result.points.columns) == (*names(POINT_COLUMNS), "geometry")
    assert tuple(result.season.columns) == names(SEASON_COLUMNS)


def test_three_in_series_the_last_one_gets_what_is_left():
    result = run(
        SERIES, [("A", "a", 50, 50, "bestaand"), ("B", "b", 50, 100, "gepland"), ("C", "c", 50, 150, "gepland")]
    )
    assert told(result) == {
        "A": (verdict.FITS, 50, "B, C"),
        "B": (verdict.FITS, 100, "A, C"),
        "C": (verdict.PARTLY, 100.8, "A, B"),
    }
    assert room(result) == pytest.approx({"a": 0, "b": 0, "c": 0}, abs=1e-9)
    pipes = result.pipes.set_index("leiding_id")
    assert pipes["onttrokken_kw"].to_dict() == pytest.approx({"a": 50, "b": 150, "c": 250.8})
    assert pipes["afkoeling_k"].to_dict() == pytest.approx({"a": 50 / (10 * C), "b": 150 / (20 * C), "c": 2.0})
    assert pipes["temperatuur_c"]["c"] == pytest.approx(8.0)
    assert pipes["temperatuur_zomer_c"]["c"] == pytest.approx(18.5)
    row = result.points.set_index("punt_id").loc["C"]
    assert "100,8" not in row["reden"]
    assert "101 van 150 kW past" in row["reden"]
    assert "A en B" in row["reden"]
    assert (row["t_voor_c"], row["t_na_c"]) == pytest.approx((10 - 150 / (30 * C), 8.0))
    assert result.totals["granted_kw"] == pytest.approx(250.8)
    assert result.totals["end_room_kw"] == pytest.approx(0.0, abs=1e-9)


def test_three_in_series_the_middle_one_is_the_limit_upstream():
    result = run(
        SERIES, [("A", "a", 50, 60, "bestaand"), ("B", "b", 50, 120, "gepland"), ("C", "c", 50, 10, "gepland")]
    )
    assert told(result) == {
        "A": (verdict.FITS, 60, "B"),
        "B": (verdict.PARTLY, 107.2, "A"),
        "C": (verdict.FITS, 10, "A, B"),
    }
    # a has 23.6 of its own, but at B nothing is left; in c and at the end 250.8 - 177.2
    assert room(result) == pytest.approx({"a": 0, "b": 0, "c": 73.6}, abs=1e-9)
    assert why(result)["a"].startswith("Geen ruimte meer.")
    assert "onttrekking B" in why(result)["a"]
    assert "leiding zelf" in why(result)["c"]


def test_three_in_parallel_and_behind_them():
    result = run(
        PARALLEL, [("A", "a", 25, 83.6, "gepland"), ("B", "b", 25, 83.6, "gepland"), ("C", "c", 25, 5, "gepland")]
    )
    assert told(result) == {
        "A": (verdict.FITS, 83.6, ""),
        "B": (verdict.FITS, 83.6, ""),
        "C": (verdict.COMPETES, 0, "A, B"),
    }
    assert "Concurreert met A en B: daar gaat 167 kW naartoe" in result.points["reden"][2]
    free = run(PARALLEL, [("A", "a", 25, 40, "bestaand")])
    assert room(free) == pytest.approx({"a": 43.6, "b": 83.6, "c": 127.2})


def test_order_of_claim_is_existing_then_priority_then_name():
    rows = [
        ("Z", "c", 10, 200, "gepland", {"prioriteit": 1}),
        ("A", "c", 20, 200, "gepland", {"prioriteit": 2}),
        ("B", "c", 30, 200, "gepland", {"prioriteit": None}),
        ("M", "c", 40, 20, "bestaand", {"prioriteit": 9}),
    ]
    result = run(SERIES, rows)
    assert told(result) == {
        "M": (verdict.FITS, 20, "Z, A"),
        "Z": (verdict.FITS, 200, "M, A"),
        "A": (verdict.PARTLY, 30.8, "M, Z"),
        "B": (verdict.COMPETES, 0, "M, Z, A"),
    }


def test_what_does_not_fit_alone_says_so():
    result = run(SERIES, [("A", "a", 50, 90, "gepland")])
    assert told(result) == {"A": (verdict.PARTLY, 83.6, "")}
    assert "ook niet zonder andere" in result.points["reden"][0]
    both = run(SERIES, [("A", "a", 50, 90, "gepland"), ("M", "a", 10, 20, "bestaand")])
    assert told(both)["A"] == (verdict.PARTLY, 63.6, "M")


def test_existing_over_the_limit_keeps_all_and_leaves_nothing():
    result = run(SERIES, [("A", "a", 50, 100, "bestaand"), ("B", "b", 50, 10, "gepland")])
    assert told(result) == {"A": (verdict.OVER, 100, ""), "B": (verdict.FITS, 10, "A")}
    assert room(result) == pytest.approx({"a": 0, "b": 57.2, "c": 140.8})
    assert "16 kW meer dan mag" in result.points["reden"][0]
    assert result.findings.count("boven_grens") == 1


def test_existing_ones_together_over_the_limit_of_the_outlet_are_both_told():
    rows = [("A", "a", 50, 80, "bestaand"), ("B", "c", 50, 100, "bestaand")]
    result = run(SERIES, rows, {"onttrekking.delta_t_rwzi": 1.0})
    assert told(result) == {"A": (verdict.OVER, 80, "B"), "B": (verdict.OVER, 100, "A")}
    assert result.findings.count("afvoerpunt_te_veel") == 1
    assert room(result) == {"a": 0, "b": 0, "c": 0}


def test_split_that_rejoins_counts_the_part_that_arrives():
    result = run(REJOIN, [("X", "c", 25, 20, "bestaand")])
    # X: 7 l/s, 58.52 kW; 7/10 of what is taken in a arrives there
    assert room(result) == pytest.approx({"a": 38.52 / 0.7, "b": 25.08, "c": 38.52, "d": 63.6})
    assert "onttrekking X" in why(result)["a"]
    whole = run(REJOIN, [("X", "a", 25, 40, "bestaand")])
    pipes = whole.pipes.set_index("leiding_id")
    assert pipes["onttrokken_kw"].to_dict() == pytest.approx({"a": 40, "b": 12, "c": 28, "d": 40})
    assert pipes["temperatuur_c"].tolist() == pytest.approx([10 - 40 / (10 * C)] * 4)  # same in all arms


def test_pump_that_brings_water_round():
    result = run(PUMP, [("X", "e", 25, 30, "bestaand")])
    pipes = result.pipes.set_index("leiding_id")
    # the deficit in e is 30 and what comes round: 60; out goes 30
    assert pipes["onttrokken_kw"].to_dict() == pytest.approx({"e": 60, "p": 30, "o": 30})
    assert result.heat.ends == pytest.approx(30)
    # in e 167.2 - 60, and a kW taken there is felt twice; the pump's water of 10 l/s likewise
    assert room(result) == pytest.approx({"e": 53.6, "p": (83.6 - 30) / 2, "o": 53.6})


def test_recovery_along_the_way():
    sewer = Made([("a", "1", "2", 1, 10, 1000), ("b", "2", "3", 1, 0, 500)])
    result = run(sewer, [("A", "a", 0, 40, "bestaand")], {"onttrekking.herstel": 0.5})
    pipes = result.pipes.set_index("leiding_id")
    assert pipes["onttrokken_kw"].to_dict() == pytest.approx({"a": 20, "b": 20 * 0.5**0.5})
    assert result.heat.recovered == pytest.approx(40 - 20 * 0.5**0.5)
    # coldest in a is right after A; in b at its beginning
    assert room(result) == pytest.approx({"a": 43.6, "b": 63.6})
    half = run(sewer, [("A", "a", 500, 40, "bestaand")], {"onttrekking.herstel": 0.5})
    assert half.pipes["onttrokken_kw"][0] == pytest.approx(40 * 0.5**0.5)
    # taken 500 m upstream of A less arrives there
    more = run(
        sewer, [("A", "a", 500, 83.6, "bestaand"), ("B", "b", 250, 1e4, "gepland")], {"onttrekking.herstel": 0.5}
    )
    assert told(more)["B"] == (verdict.PARTLY, 83.6 - 83.6 * 0.5**0.75, "A")


def test_position_counts_along_the_flow_of_a_pipe_registered_the_other_way():
    sewer = Made([("a", "1", "2", 1, 10, 1000)])
    rows = points(sewer, [("A", "a", 250, 40, "bestaand")])
    ends = [
        claims(sewer.chart(backward), rows, kentallen=K.replace({"onttrekking.herstel": 0.5})).heat.ends
        for backward in ((), ("a",))
    ]
    assert ends == pytest.approx([40 * 0.5**0.75] * 2)


def test_lowest_hour_is_a_quarter_here():
    result = run(SERIES, [("A", "a", 50, 10, "bestaand")], settings=Settings(flow="minimumuur"))
    assert room(result) == pytest.approx({"a": 10.9, "b": 31.8, "c": 52.7})
    assert result.points["debiet_ls"][0] == 2.5


def test_power_at_the_building_and_as_a_share():
    frame = points(SERIES, [("A", "a", 50, None, "gepland"), ("B", "b", 50, None, "gepland")])
    frame["vermogen_gebouw_kw"] = [40.0, None]
    frame["aandeel"] = [None, "25 %"]
    result = claims(SERIES.chart(), frame, kentallen=K)
    asked = result.points.set_index("punt_id")
    assert asked["vermogen_kw"].to_dict() == pytest.approx({"A": 30.0, "B": 41.8})
    assert asked["vermogen_gebouw_kw"].to_dict() == pytest.approx({"A": 40.0, "B": 41.8 * 4 / 3})
    frame["cop"] = [2.0, 5.0]
    own = claims(SERIES.chart(), frame, kentallen=K).points.set_index("punt_id")
    assert own["vermogen_kw"]["A"] == pytest.approx(20.0)
    assert own["toegekend_gebouw_kw"].to_dict() == pytest.approx({"A": 40.0, "B": 41.8 * 1.25})


def test_season_per_offtake_and_outlet():
    result = run(SERIES, [("A", "a", 50, 41.8, "bestaand")], settings=Settings(profile="warmtevraag"))
    table = result.season.set_index(["punt_id", "maand"])
    assert len(table) == 24
    temperature, factor = K.table("bron.temperatuur_maand"), K.table("onttrekking.warmtevraag_maand")
    for month in range(12):
        offtake, outlet = table.loc[("A", month + 1)], table.loc[("4", month + 1)]
        assert offtake["vermogen_kw"] == pytest.approx(41.8 * factor[month])
        assert offtake["t_voor_c"] == pytest.approx(temperature[month])
        assert offtake["t_na_c"] == pytest.approx(temperature[month] - factor[month])
        assert outlet["t_na_c"] == pytest.approx(temperature[month] - factor[month] / 3)
        assert outlet["soort"] == "afvoerpunt"
    row = result.points.iloc[0]
    # January: 10.7 - 1; February: 10 - 0.98
    assert row["t_na_c"] == pytest.approx(10.0 - 0.98)
    summer = result.pipes["temperatuur_zomer_c"][0]
    assert summer == pytest.approx(20.5 - factor[7])


def test_lowest_temperature_limits_the_cooling():
    cold = pd.DataFrame({"Maand": range(1, 13), "Temperatuur (C)": ["6,5"] + ["12,0"] * 11})
    result = run(SERIES, [("A", "a", 50, 90, "gepland")], temperatures=cold.rename(columns={"Temperatuur (C)": "t_c"}))
    # 6.5 - 5 = 1.5 K in January
    assert told(result)["A"] == (verdict.PARTLY, 62.7, "")
    frozen = pd.DataFrame({"maand": range(1, 13), "temperatuur_c": [5.0] + [12.0] * 11})
    nothing = run(SERIES, [("A", "a", 50, 90, "gepland")], temperatures=frozen)
    assert told(nothing)["A"] == (verdict.NOT, 0, "")
    assert set(room(nothing).values()) == {0.0}


def test_spacing_of_exchangers():
    sewer = Made([("a", "1", "2", 1, 10, 1000), ("b", "2", "3", 1, 0, 1000)])
    rows = [
        ("A", "a", 700, 10, "bestaand", {"lengte_m": 100}),
        ("B", "a", 950, 10, "bestaand", {"lengte_m": 30}),
        ("C", "b", 20, 10, "bestaand", {"lengte_m": 50}),
        ("D", "b", 150, 10, "bestaand", {"lengte_m": 500}),
    ]
    result = run(sewer, rows)
    remark = result.points.set_index("punt_id")["opmerking"]
    assert (
        remark["A"]
        == "B volgt 250 m benedenstrooms; bij een wisselaar van 100 m hoort een herstellengte van 200 tot 300 m."
    )
    assert remark["B"].startswith("C volgt 70 m")
    assert remark["C"].startswith("D volgt 130 m")
    assert remark["D"] == ""
    assert (result.findings.count("te_dicht"), result.findings.count("krap_op_elkaar")) == (0, 3)
    closer = run(sewer, [("A", "a", 0, 10, "bestaand", {"lengte_m": 100}), ("B", "a", 199, 10, "gepland")])
    assert closer.findings.count("te_dicht") == 1
    without = run(sewer, [("A", "a", 0, 10, "bestaand"), ("B", "a", 5, 10, "gepland")])
    assert without.points["bron_lengte"][0].startswith("indicatie")
    # Uhrig in DN800: 1.59 kW per metre in the standard table
    assert without.points["lengte_m"][0] == pytest.approx(10 / 1.59, rel=0.02)


def test_two_at_the_same_place():
    result = run(SERIES, [("A", "a", 50, 50, "gepland"), ("B", "a", 50, 50, "gepland")])
    assert told(result) == {"A": (verdict.FITS, 50, "B"), "B": (verdict.PARTLY, 33.6, "A")}
    assert result.points["t_na_c"].tolist() == pytest.approx([8.0, 8.0])


def test_outlet_that_gets_cold_is_a_warning_only():
    result = run(SERIES, [("A", "a", 50, 80, "bestaand")])
    texts = result.findings.frame("EPSG:28992").set_index("soort")["tekst"]
    assert "komt het water daar aan met 9,4 °C" in texts["afvoerpunt_koud"]
    assert told(result)["A"][0] == verdict.FITS
    warm = run(SERIES, [("A", "a", 50, 80, "bestaand")], {"bron.t_rwzi_min": 9.0})
    assert warm.findings.count("afvoerpunt_koud") == 0


def test_cooling_that_cannot_be_is_told():
    result = run(SERIES, [("A", "a", 50, 1000, "bestaand")])
    assert result.findings.count("onttrekking_bevriest") == 1
    assert np.isfinite(result.pipes["temperatuur_c"]).all()
