"""A kansenkaart as it comes back: edited, filtered, cut; and temperatures and places that are off."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from riothermie_kansen.claims import verdict
from riothermie_kansen.claims.claims import Settings, claims
from riothermie_kansen.claims.graph import LOOP, MAP_END, flow_map
from riothermie_kansen.claims.temperature import month_temperatures, season
from riothermie_kansen.errors import CancelledError, InputError
from riothermie_kansen.sewer.routing import LOWEST, PLANT
from tests.engine.claims.made_sewer import K, Made, points

FORK = Made(
    [
        ("a", "1", "2", 1, 10, 100),
        ("b", "2", "3", 0.25, 1, 100),
        ("c", "2", "4", 0.75, 0, 100),
        ("d", "4", "5", 1, 2.5, 100),
    ]
)


def nodes(**kinds):
    """Return a node layer: node -> kind of outlet."""
    return gpd.GeoDataFrame(
        {"knoop_id": list(kinds), "afvoerpunt": list(kinds.values())},
        geometry=[shapely.Point(0, 0)] * len(kinds),
        crs="EPSG:28992",
    )


def shares(chart):
    return dict(zip(chart.pipe_id, chart.share.round(9), strict=True))


def sentence(call, *args, **options):
    with pytest.raises(InputError) as error:
        call(*args, **options)
    for language in ("nl", "en"):
        text = error.value.text(language)
        assert text.endswith(".")
        assert "{" not in text
    return error.value.text("nl")


def test_shares_without_what_enters_in_the_pipe_itself():
    chart = flow_map(FORK.chart(), kentallen=K)
    assert shares(chart) == {"a": 0, "b": 0.25, "c": 0.75, "d": 1}
    assert chart.end.tolist() == ["", "", MAP_END, "", MAP_END]
    assert chart.arriving_ls[chart.ends].tolist() == pytest.approx([3.5, 10.0])


def test_registered_the_other_way_gives_the_same():
    one = flow_map(FORK.chart(), kentallen=K)
    two = flow_map(FORK.chart(("b", "d")), kentallen=K)
    assert (one.tail.tolist(), one.head.tolist(), shares(one)) == (two.tail.tolist(), two.head.tolist(), shares(two))


def test_map_without_own_inflow_takes_the_share_of_inhabitants():
    people = {"a": (100, 100), "b": (35, 10), "c": (75, 0), "d": (100, 25)}
    chart = FORK.chart().assign(
        dwa_eigen_ls=np.nan,
        inwoners=[people[p][0] for p in FORK.ids],
        inwoners_eigen=[people[p][1] for p in FORK.ids],
    )
    made = flow_map(chart, kentallen=K)
    assert shares(made) == {"a": 0, "b": 0.25, "c": 0.75, "d": 1}
    assert any("geschat uit de inwoners" in note for note in made.notes)
    blind = flow_map(chart.assign(inwoners=np.nan), kentallen=K)
    assert shares(blind)["b"] == pytest.approx(3.5 / 11)


def test_filtered_map_loses_the_water_that_goes_off_it():
    chart = flow_map(FORK.chart().query("leiding_id != 'c'"), kentallen=K)
    assert shares(chart) == {"a": 0, "b": 0.25, "d": 1}
    found = chart.findings.frame("EPSG:28992").set_index("soort")["tekst"]
    assert "7,500 van 10,000 l/s" in found["water_verdwijnt"]
    result = claims(
        FORK.chart().query("leiding_id != 'c'"), points(FORK, [("A", "a", 10, 40, "bestaand")]), kentallen=K
    )
    assert (result.heat.ends, result.heat.gone) == pytest.approx((10, 30))


def test_less_water_than_arrives_by_rounding_is_no_loss():
    chart = FORK.chart()
    chart[["dwa_gem_ls", "dwa_eigen_ls"]] *= np.array([[1.004], [1], [1], [1]])
    made = flow_map(chart, kentallen=K)
    assert made.findings.counts() == {}
    assert shares(made) == {"a": 0, "b": 0.25, "c": 0.75, "d": 1}


def test_water_that_disappears_in_a_pipe_takes_its_heat_along():
    """As where measurements contradict each other: b carries 6 of the 10 l/s that come to it."""
    sewer = Made([("a", "1", "2", 1, 10, 100), ("b", "2", "3", 1, -4, 100), ("c", "3", "4", 1, 0, 100)])
    chart = flow_map(sewer.chart(), kentallen=K)
    assert shares(chart) == {"a": 0, "b": 0.6, "c": 1}
    assert "4,000 van 10,000 l/s" in chart.findings.frame("EPSG:28992").set_index("soort")["tekst"]["water_verdwijnt"]
    result = claims(sewer.chart(), points(sewer, [("A", "a", 10, 40, "bestaand")]), kentallen=K)
    assert (result.heat.ends, result.heat.gone, result.heat.error) == pytest.approx((24, 16, 0))
    assert result.pipes["afkoeling_k"].tolist() == pytest.approx([40 / (10 * 4.18)] * 3)


def test_water_that_enters_in_a_node_dilutes():
    sewer = Made([("a", "1", "2", 1, 10, 100), ("b", "2", "3", 1, 0, 100)], {"2": 10.0})
    result = claims(sewer.chart(), points(sewer, [("A", "a", 10, 41.8, "bestaand")]), kentallen=K)
    assert result.pipes["afkoeling_k"].tolist() == pytest.approx([1.0, 0.5])


def test_node_layer_says_what_the_ends_are():
    layer = nodes(**{"1": "", "2": "", "3": LOWEST, "4": "", "5": PLANT})
    chart = flow_map(FORK.chart(), layer, kentallen=K)
    assert chart.end.tolist() == ["", "", LOWEST, "", PLANT]
    result = claims(FORK.chart(), points(FORK, [("A", "a", 10, 40, "bestaand")]), nodes=layer, kentallen=K)
    assert (result.heat.ends, result.heat.stuck) == pytest.approx((30, 10))
    assert result.findings.count("afvoer_onbekend") == 1
    assert result.points["afvoerpunten"][0] == f"{PLANT} 5, {LOWEST} 3"
    # only the plant counts: 10 l/s x 4.18 x 2 - 30
    assert result.totals["end_room_kw"] == pytest.approx(53.6)
    reasons = dict(zip(result.pipes["leiding_id"], result.pipes["ruimte_reden"], strict=True))
    assert "leiding zelf" in reasons["b"]
    # at 3 are 29.26 - 10 kW left, of which a quarter of what is taken in a arrives; its own pipe allows 43.6
    assert result.pipes["ruimte_kw"][0] == pytest.approx(43.6)


def test_outlet_inside_the_map_and_end_that_is_none():
    chart = flow_map(FORK.chart(), nodes(**{"1": "", "2": "", "3": "", "4": PLANT, "5": ""}), kentallen=K)
    assert chart.findings.counts() == {"afvoerpunt_met_vervolg": 1, "kaart_houdt_op": 2}
    assert shares(chart)["d"] == 0
    assert chart.end.tolist() == ["", "", MAP_END, PLANT, MAP_END]


def test_own_water_of_a_pipe_that_starts_at_an_outlet():
    """At an outlet the water of the network leaves; a pipe from there carries only what enters in itself."""
    sewer = Made([("a", "1", "2", 1, 10, 100), ("b", "2", "3", 0, 4, 100)])
    chart = flow_map(sewer.chart(), kentallen=K)
    assert chart.end.tolist() == ["", MAP_END, MAP_END]
    result = claims(sewer.chart(), points(sewer, [("A", "a", 10, 40, "bestaand")]), kentallen=K)
    assert result.pipes["onttrokken_kw"].tolist() == [40, 0]


def test_cycle_without_a_way_out_is_cut():
    chart = FORK.chart()
    ring = chart.iloc[[0, 0]].assign(
        leiding_id=["r1", "r2"], knoop_begin=["x", "y"], knoop_eind=["y", "x"], dwa_gem_ls=5.0, dwa_eigen_ls=0.0
    )
    both = pd.concat([chart, ring], ignore_index=True)
    made = flow_map(both, kentallen=K)
    assert made.end[list(made.node_id).index("x")] == LOOP
    assert made.findings.counts() == {"kring": 1}
    offtake = points(FORK, [("A", "a", 10, 20, "bestaand", {"leiding_id": "r1"})])
    result = claims(both, offtake, kentallen=K)
    assert result.heat.stuck == pytest.approx(20)
    assert abs(result.heat.error) < 1e-9


def test_pipe_from_a_node_to_itself():
    chart = FORK.chart()
    loop = chart.iloc[[0]].assign(leiding_id="r", knoop_begin="2", knoop_eind="2", dwa_gem_ls=5.0, dwa_eigen_ls=0.0)
    made = flow_map(pd.concat([chart, loop], ignore_index=True), kentallen=K)
    assert shares(made)["r"] == pytest.approx(5 / 15)
    result = claims(
        pd.concat([chart, loop], ignore_index=True), points(FORK, [("A", "a", 10, 20, "bestaand")]), kentallen=K
    )
    assert abs(result.heat.error) < 1e-9
    assert result.heat.ends == pytest.approx(20)


def test_doubles_and_lost_values_are_listed():
    chart = pd.concat([FORK.chart(), FORK.chart().iloc[[1]]], ignore_index=True)
    made = flow_map(chart, kentallen=K)
    assert len(made.frame) == 4
    assert made.findings.counts() == {"kaart_dubbel": 1}
    renamed = FORK.chart().assign(leiding_id=["a", "b", "c", "a"])
    made = flow_map(renamed, kentallen=K)
    assert made.pipe_id.tolist() == ["a", "b", "c", "a (2)"]
    assert made.findings.counts() == {"kaart_id_dubbel": 1}
    unnamed = flow_map(FORK.chart().assign(leiding_id=None), kentallen=K)
    assert unnamed.pipe_id[0] == "zonder nummer"
    text = FORK.chart().assign(dwa_gem_ls=["10", "x", "7,5", "-1"])
    made = flow_map(text, kentallen=K)
    assert made.flow_ls.tolist() == [10, 0, 7.5, 0]
    assert made.findings.count("kaart_waarde") == 2


def test_pipe_without_direction_or_node():
    chart = FORK.chart()
    chart.loc[2, "stroomrichting"] = None
    chart.loc[1, "knoop_begin"] = None
    made = flow_map(chart, kentallen=K)
    assert made.findings.counts()["zonder_richting"] == 1
    assert made.findings.counts()["zonder_knoop"] == 1
    assert shares(made)["c"] == pytest.approx(0.75)
    english = FORK.chart()
    english["stroomrichting"] = "begin to end"
    assert flow_map(english, kentallen=K).findings.counts() == {}


def test_names_that_a_shapefile_cut():
    chart = FORK.chart()
    cut = chart.rename(columns={name: name[:10] for name in chart.columns if name != "geometry"})
    cut = cut.loc[:, ~cut.columns.duplicated()]
    assert shares(flow_map(cut, kentallen=K)) == {"a": 0, "b": 0.25, "c": 0.75, "d": 1}


def test_more_own_water_than_flow_is_listed():
    made = flow_map(FORK.chart(dwa_eigen_ls=[10, 9, 0, 2.5]), kentallen=K)
    assert made.findings.counts()["eigen_groter"] == 1


@pytest.mark.parametrize("column", ["stroomrichting", "dwa_gem_ls", "knoop_begin"])
def test_layer_that_is_no_kansenkaart(column):
    text = sentence(flow_map, FORK.chart().drop(columns=column), kentallen=K)
    assert text.startswith(f"Deze laag is geen kansenkaart (ontbrekende velden: {column})")


def test_maps_that_cannot_be_used():
    assert "geen objecten" in sentence(flow_map, FORK.chart().iloc[:0], kentallen=K)
    assert "geen van de 4" in sentence(flow_map, FORK.chart(dwa_gem_ls=0.0), kentallen=K).lower()
    assert "laagste uur" in sentence(flow_map, FORK.chart().assign(dwa_min_ls=np.nan), flow="minimumuur", kentallen=K)
    assert "knopen" in sentence(flow_map, FORK.chart(), FORK.chart(), kentallen=K)
    assert "Geen van de knopen" in sentence(flow_map, FORK.chart(), nodes(z=PLANT), kentallen=K)
    with pytest.raises(InputError):
        flow_map(FORK.chart(), flow="maximum", kentallen=K)


def test_cancel():
    with pytest.raises(CancelledError):
        claims(FORK.chart(), points(FORK, [("A", "a", 10, 20, "bestaand")]), kentallen=K, cancelled=lambda: True)


def table(months=range(1, 13), values=None, **names):
    frame = pd.DataFrame({"maand": list(months), "temperatuur_c": values or [12.0] * len(list(months))})
    return frame.rename(columns=names)


def test_month_table_in_any_spelling():
    words = ["januari", "Februari", "mrt", "April", "mei", "juni", "July", "aug", "sept", "okt", "November", "dec"]
    values = [f"{10 + i},5" for i in range(12)]
    assert month_temperatures(table(words, values)).tolist() == [10.5 + i for i in range(12)]
    turned = pd.DataFrame({"Maand": list(range(12, 0, -1)), "T_C": list(range(12, 0, -1))})
    assert month_temperatures(turned).tolist() == list(range(1, 13))
    assert month_temperatures(pd.concat([table(), table(["", ""], [None, None])])).tolist() == [12.0] * 12


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (table(temperatuur_c="hoogte"), "mist temperatuur_c"),
        (table(range(1, 12)), "geen rij voor dec"),
        (table([*range(1, 12), 11]), "meer dan eens"),
        (table([*range(1, 12), 13]), "13; dat is geen maand"),
        (table([*range(1, 12), "lente"]), "lente; dat is geen maand"),
        (table(values=[12.0] * 11 + ["warm"]), "geen getal van 0 tot 40"),
        (table(values=[12.0] * 11 + [None]), "geen getal van 0 tot 40"),
        (table(values=[12.0] * 11 + [-4]), "geen getal van 0 tot 40"),
    ],
)
def test_month_table_that_cannot_be_used(frame, said):
    assert said in sentence(month_temperatures, frame)


def test_season_of_the_kentallen():
    year = season(K)
    assert (year.temperature_c.min(), year.temperature_c.argmin()) == (10.0, 1)
    assert year.warmest == 7
    assert year.factor.tolist() == [1.0] * 12
    follows = season(K, "warmtevraag")
    assert (follows.factor.max(), follows.factor.argmax()) == (1.0, 0)
    # 10.7 - 1 x 6 in January is colder than 10 - 0.98 x 6 in February? 4.7 against 4.12
    assert follows.coldest_c([6.0, 0.0]).tolist() == pytest.approx([4.12, 10.0])
    # down to 5 degrees: 5 / 0.98 in February
    assert follows.room_k(9.0, 5.0) == pytest.approx(5 / 0.98)
    assert "0" in sentence(season, K.replace({"onttrekking.warmtevraag_maand": [0.0] * 12}), "warmtevraag")
    with pytest.raises(InputError):
        season(K, "piek")


def spot(x, y, kw=1.0, **columns):
    return {"naam": "A", "kw": kw, "status": "bestaand", **columns, "geometry": shapely.Point(x, y)}


def judged(sewer, *rows, **kentallen):
    frame = gpd.GeoDataFrame(list(rows), geometry="geometry", crs="EPSG:28992")
    return claims(sewer.chart(), frame, kentallen=K.replace(kentallen))


def test_nearest_pipe_with_water():
    """Pipe a lies on y = 1000, a dry one on 2000."""
    sewer = Made([("a", "1", "2", 1, 10, 100), ("droog", "3", "4", 1, 0, 100)])
    near = judged(sewer, spot(1050, 1020)).points.iloc[0]
    assert (near["leiding_id"], near["afstand_m"], near["oordeel"]) == ("a", 20, verdict.FITS)
    far = judged(sewer, spot(1050, 1051))
    assert far.points["oordeel"][0] == verdict.LEFT_OUT
    assert "Binnen 50 m" in far.points["reden"][0]
    assert far.findings.count("onttrekking_niet_mee") == 1
    assert judged(sewer, spot(1050, 1051), **{"onttrekking.max_afstand": 60.0}).points["oordeel"][0] == verdict.FITS
    dry = judged(sewer, spot(1050, 2010)).points.iloc[0]
    assert (dry["leiding_id"], dry["oordeel"], dry["toegekend_kw"]) == ("droog", verdict.LEFT_OUT, 0)
    assert "geen water" in dry["reden"]
    # a pipe that is named counts, how far it may be
    named = judged(sewer, spot(1050, 1400, leiding_id="a"))
    assert named.points["oordeel"][0] == verdict.FITS
    assert named.findings.count("ver_van_leiding") == 1
    unknown = judged(sewer, spot(1050, 1020, leiding_id="zz"))
    assert unknown.points["leiding_id"][0] == "a"
    assert unknown.findings.count("leiding_onbekend") == 1


def test_larger_pipe_nearby_is_told():
    chart = FORK.chart()
    chart.geometry = [shapely.LineString([(0, y), (100, y)]) for y in (0, 10, 20, 200)]
    small = chart.assign(dwa_gem_ls=[10, 1, 7.5, 10], dwa_eigen_ls=[10, 0, 0, 2.5])

    def told(**columns):
        frame = gpd.GeoDataFrame([spot(50, 11, **columns)], crs="EPSG:28992")
        result = claims(small, frame, kentallen=K)
        return result.points["leiding_id"][0], result.findings.frame("EPSG:28992").set_index("soort")["tekst"]

    pipe, texts = told()
    assert pipe == "b"
    assert "op 11 m ligt a met 10,00 l/s" in texts["grotere_leiding"]
    pipe, texts = told(leiding_id="b")
    assert "grotere_leiding" not in texts


def test_dry_in_the_lowest_hour_only():
    chart = FORK.chart(dwa_min_ls=[0.0, 1, 1, 1])
    frame = gpd.GeoDataFrame([spot(1050, 1000)], crs="EPSG:28992")
    result = claims(chart, frame, kentallen=K, settings=Settings(flow="minimumuur"))
    assert "in het laagste uur geen water" in result.points["reden"][0]


def test_named_pipe_without_a_place():
    row = spot(0, 0, leiding_id="a") | {"geometry": None}
    result = judged(FORK, row)
    assert result.findings.count("midden_van_leiding") == 1
    assert result.points.geometry[0].equals(shapely.Point(1050, 1000))
    lost = judged(FORK, spot(0, 0, leiding_id="zz") | {"geometry": None})
    assert "Leiding zz staat niet op de kansenkaart" in lost.points["reden"][0]


def test_at_a_manhole_the_pipe_with_most_water_counts():
    line = FORK.chart()
    line.geometry = [shapely.LineString([(0, 0), (50, 0)])] + [
        shapely.LineString([(50, 0), (50, y)]) for y in (9, 19, -9)
    ]
    result = claims(line, gpd.GeoDataFrame([spot(50, 0)], crs="EPSG:28992"), kentallen=K)
    assert result.points["leiding_id"][0] == "a"


def test_nothing_is_dropped():
    rows = [
        spot(1050, 1000, 10, naam="goed"),
        spot(1050, 1000, None, naam="leeg"),
        spot(1050, 1000, -3, naam="negatief"),
        spot(9999, 9999, 3, naam="ver"),
        spot(1050, 1000, 3, naam="goed"),
    ]
    result = judged(FORK, *rows)
    assert sorted(result.points["punt_id"]) == ["goed", "goed (2)", "leeg", "negatief", "ver"]
    assert result.totals[verdict.LEFT_OUT] == 3
    assert sum(result.totals[name] for name in verdict.VERDICTS) == 5
    assert result.findings.count("onttrekking_niet_mee") == 3
    assert (result.points["reden"] != "").all()


def test_power_for_sentences():
    assert [verdict.power(kw) for kw in (0.0, 0.04, 4.4, 9.94, 9.96, 1234.5)] == ["0", "0", "4,4", "9,9", "10", "1.234"]
