"""Source points: hand-computed cases, and every choice against an enumeration that works another way."""

from itertools import pairwise

import geopandas as gpd
import networkx as nx
import numpy as np
import pandas as pd
import pytest
import shapely

from riothermie_kansen import kentallen
from riothermie_kansen.errors import CancelledError, InputError
from riothermie_kansen.readers.sources import read_sources
from riothermie_kansen.roles import recognise
from riothermie_kansen.schema import names
from riothermie_kansen.sewer.opportunity import KANSENKAART_COLUMNS
from riothermie_kansen.source_points.columns import BRONPUNT_COLUMNS, KANDIDAAT_COLUMNS
from riothermie_kansen.source_points.result import Settings, source_points
from riothermie_kansen.source_points.worth import Prices

K = kentallen.load().replace({"bronkeuze.omweg": 1.0})
KW, GJ, BUILDING = 4.18 * 2, 6000 * 0.0036 * 0.95 * 4 / 3, 4 / 3
"""kW that 1 l/s gives at 2 K; GJ a year and kW at the building that a kW of the sewer gives."""


def sewer(pipes, classes=None):
    """Return a kansenkaart of (id, begin, end, flow, own inflow, line)."""
    rows = []
    for name, begin, end, flow, own, line in pipes:
        row = {column.name: "" if column.kind == "text" else np.nan for column in KANSENKAART_COLUMNS}
        row |= {
            "leiding_id": name, "knoop_begin": begin, "knoop_eind": end, "dwa_gem_ls": flow, "dwa_eigen_ls": own,
            "stroomrichting": "begin naar eind" if flow else "", "vermogen_gem_kw": flow * KW,
            "vermogen_gebouw_kw": flow * KW * BUILDING, "warmte_wko_gj": flow * KW * GJ,
            "kans": (classes or {}).get(name, "mogelijk"), "lengte_m": line.length, "geometry": line,
        }  # fmt: skip
        rows.append(row)
    return gpd.GeoDataFrame(rows, geometry="geometry", crs="EPSG:28992")


def street(*points):
    return shapely.LineString([(100000 + x, 400000 + y) for x, y in points])


def homes(rows):
    """Return buildings of (id, x, y, GJ, dwellings)."""
    frame = pd.DataFrame([row[:1] + row[3:] for row in rows], columns=["pand_id", "warmte_gj", "woningen"])
    points = [shapely.Point(100000 + row[1], 400000 + row[2]) for row in rows]
    return gpd.GeoDataFrame(frame.assign(rv_kw=5.0, tap_kw=2.0), geometry=points, crs="EPSG:28992")


ONE = [("a", "1", "2", 10.0, 10.0, street((0, 0), (80, 0)))]
"""One pipe with 10 l/s: 83.6 kW, 2287 GJ; its middle at 40 m."""


def test_one_pipe_by_hand():
    """1000 GJ at 30 m and 3000 GJ at 100 m: the second building gets what the water leaves."""
    result = source_points(sewer(ONE), homes([("near", 40, 30, 1000.0, 20), ("far", 140, 0, 3000.0, 60)]), kentallen=K)
    point = result.points.iloc[0]
    heat = 10 * KW * GJ
    assert point["bereik_gj"] == pytest.approx(heat, abs=0.5)
    assert point["warmte_gj"] == pytest.approx(heat, abs=0.5)
    assert point["vraag_gj"] == 4000
    assert point["woningen"] == int(20 + 60 * (heat - 1000) / 3000)
    assert point["lengte_m"] == pytest.approx((1000 * 30 + (heat - 1000) * 100) / heat, abs=0.5)
    assert point["bronvermogen_kw"] == pytest.approx(83.6, abs=0.05)
    assert point["vermogen_kw"] == pytest.approx(heat / (1500 * 0.0036), abs=0.05)
    assert (point.geometry.x, point.geometry.y) == (100040, 400000)
    # 873 EUR/kW, and WKO, room and electricity at 592 kW to the power 0.6
    source = 873 * 83.6 + (369 + 169 + 3.4) * 592 * (83.6 / 592) ** 0.6
    assert point["bron_eur"] == pytest.approx(source, abs=1)
    assert point["kosten_eur"] == pytest.approx(point["bron_eur"] + point["leiding_eur"], abs=1)
    assert point["gj_per_eur"] == pytest.approx(heat / point["kosten_eur"], rel=1e-3)
    assert "Het water is de grens: binnen bereik ligt 4.000 GJ" in point["reden"]


def test_main_has_the_price_of_its_power():
    """The smallest size for the power that goes through the network, times the length."""
    prices = Prices.from_kentallen(K, "bronnet")
    heat, metres = np.array([2000.0]), np.array([150.0])
    power = 2000 / (1500 * 0.0036) * (1 - 1 / 4) * (1 + K.value("net.verlies_bron"))
    assert prices.main_eur(heat, metres)[0] == pytest.approx(150 * prices.sizer.price_of(power))
    assert prices.main_eur(heat * 20, metres)[0] > 1.5 * prices.main_eur(heat, metres)[0]


def test_mt_network_has_its_own_prices():
    given = sewer(ONE), homes([("near", 40, 30, 5000.0, 20)])
    cold, hot = (source_points(*given, settings=Settings(net), kentallen=K).points.iloc[0] for net in ("bronnet", "mt"))
    assert hot["bereik_gj"] == cold["bereik_gj"]
    assert hot["bron_eur"] == pytest.approx(1030 * 83.6 + (369 + 338) * 592 * (83.6 / 592) ** 0.6, abs=1)


def test_demand_can_be_the_limit():
    result = source_points(sewer(ONE), homes([("only", 40, 30, 1500.0, 20)]), kentallen=K)
    point = result.points.iloc[0]
    assert point["bereik_gj"] == 1500
    assert point["warmte_gj"] == pytest.approx(10 * KW * GJ, abs=0.5)  # what the source can give is more
    assert "De vraag is de grens" in point["reden"]
    assert result.findings.counts() == {"bronpunten_minder": 1}


# a Y of two branches and a stem; demand at the end of each
Y = [
    ("left", "1", "3", 8.0, 8.0, street((0, 500), (0, 430))),
    ("right", "2", "3", 12.0, 12.0, street((1000, 500), (1000, 430))),
    ("stem", "3", "4", 20.0, 0.0, street((500, -1000), (500, -1070))),
]


def test_next_point_gets_the_water_that_is_left():
    """All demand lies at the stem and at the left branch; the stem takes all water, so nothing is left upstream."""
    chart = sewer(Y)
    near = homes([("s", 510, -1035, 90000.0, 900), ("l", 10, 465, 90000.0, 900)])
    result = source_points(chart, near, kentallen=K)
    assert list(result.points["leiding_id"]) == ["stem"]
    assert result.points["warmte_gj"].sum() == pytest.approx(20 * KW * GJ, abs=1)
    # half of the demand at the stem: the left branch keeps what the stem does not use, at most its own
    near.loc[0, "warmte_gj"] = 14 * KW * GJ
    result = source_points(chart, near, kentallen=K)
    assert list(result.points["leiding_id"]) == ["stem", "left"]
    assert result.points["bereik_gj"].tolist() == pytest.approx([14 * KW * GJ, 6 * KW * GJ], abs=1)
    assert "Na bron 1" in result.points["reden"].iloc[1]


def test_existing_offtakes_keep_what_they_take():
    """An offtake of 60 kW in the stem: of the heat that the stem gives together with all upstream so much is gone."""
    chart = sewer(Y).assign(onttrokken_kw=[0.0, 0.0, 60.0])
    everywhere = homes([("s", 510, -1035, 90000.0, 900), ("l", 10, 465, 90000.0, 900), ("r", 1010, 465, 9e4, 900)])
    result = source_points(chart, everywhere, kentallen=K)
    assert result.totals["warmte_gj"] == pytest.approx((20 * KW - 60) * GJ, abs=2)
    assert "De kaart kent bestaande onttrekkingen in 1 leiding, samen 60 kW" in " ".join(result.notes)
    # upstream: its water is missed in the stem too, but it was taken once
    chart = sewer(Y).assign(onttrokken_kw=[60.0, 0.0, 60.0])
    result = source_points(chart, everywhere, kentallen=K)
    assert result.totals["warmte_gj"] == pytest.approx((20 * KW - 60) * GJ, abs=2)
    assert result.candidates.set_index("leiding_id")["aanbod_gj"].to_dict() == pytest.approx(
        {"stem": (20 * KW - 60) * GJ, "right": 12 * KW * GJ, "left": (8 * KW - 60) * GJ}, abs=1
    )


def test_long_pipe_has_places_along_the_way_of_its_water():
    line = street((0, 0), (250, 0))
    chart = sewer([("main", "1", "2", 10.0, 10.0, line)])
    near = homes([("near", 240, 0, 1500.0, 20)])
    assert len(source_points(chart, near, kentallen=K).candidates) == 3
    assert source_points(chart, near, kentallen=K).points.geometry.iloc[0].x == pytest.approx(100000 + 250 * 5 / 6)
    back = chart.assign(stroomrichting="eind naar begin")
    assert source_points(back, near, kentallen=K).points.geometry.iloc[0].x == pytest.approx(100000 + 250 * 5 / 6)


def test_distance_follows_the_streets():
    """Straight it is 50 m; along the street 40 + 100 + 100 + 30 m, and 5 m and 7 m aside."""
    streets = gpd.GeoDataFrame(
        {"wvk_id": ["1", "2", "3"]},
        geometry=[street((0, 5), (100, 5)), street((100, 5), (100, 105)), street((100, 105), (0, 105))],
        crs="EPSG:28992",
    )
    chart = sewer([("a", "1", "2", 10.0, 10.0, street((20, 0), (100, 0)))])
    result = source_points(chart, homes([("h", 70, 98, 9000.0, 9)]), streets=streets, kentallen=K)
    assert result.points["lengte_m"].iloc[0] == 5 + 40 + 100 + 30 + 7
    # on the same street the way does not go round a crossing
    result = source_points(chart, homes([("h", 20, 8, 9000.0, 9)]), streets=streets, kentallen=K)
    assert result.points["lengte_m"].iloc[0] == 5 + 40 + 3


def test_what_lies_far_from_a_street_is_listed():
    streets = gpd.GeoDataFrame({"wvk_id": ["1"]}, geometry=[street((0, 5), (100, 5))], crs="EPSG:28992")
    chart = sewer([*ONE, ("away", "8", "9", 50.0, 50.0, street((0, 900), (80, 900)))])
    near = homes([("h", 70, 8, 9000.0, 9), ("far", 70, 700, 9000.0, 9)])
    result = source_points(chart, near, streets=streets, kentallen=K)
    counts = result.findings.counts()
    assert (counts["bronpunt_ver_van_straat"], counts["gebouw_ver_van_straat"]) == (1, 1)
    assert set(result.points["leiding_id"]) == {"a"}
    reason = result.candidates.set_index("leiding_id").loc["away", "reden"]
    assert reason == "Geen warmtevraag binnen bereik."


def made(seed):
    """Return a random tree of pipes, buildings and streets, small enough to enumerate."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(3, 9))
    xy = rng.uniform(0, 1500, (n + 1, 2)).round(1)
    after = [int(rng.integers(i + 1, n + 1)) for i in range(n)]  # every node drains to a later one
    own = rng.uniform(2, 15, n).round(2)
    flow = own.copy()
    for i in range(n):
        if after[i] < n:
            flow[after[i]] += flow[i]
    pipes = []
    for i in range(n):
        x, y = xy[i]
        pipes.append((f"p{i}", f"n{i}", f"n{after[i]}", flow[i], own[i], street((x - 20, y), (x + 20, y))))
    b = int(rng.integers(2, 14))
    rows = [
        (f"h{i:02d}", *rng.uniform(0, 1500, 2).round(1), float(rng.integers(50, 3000)), int(rng.integers(1, 40)))
        for i in range(b)
    ]  # fmt: skip
    lines = [street((x, 0), (x, 1500)) for x in (0, 500, 1000, 1500)]
    lines += [street((0, y), (1500, y)) for y in (0, 500, 1000, 1500)]
    streets = gpd.GeoDataFrame({"wvk_id": [str(i) for i in range(8)]}, geometry=lines, crs="EPSG:28992")
    return sewer(pipes), homes(rows), streets, after


def way(streets, one, other):
    """Return the distance between two points along streets, with a graph made anew for this pair."""
    graph = nx.Graph()
    feet = []
    for point in (one, other):
        lines = sorted(streets.geometry, key=point.distance)
        feet.append((point, lines[0].interpolate(lines[0].project(point))))
    for line in streets.geometry:
        stops = {0.0, line.length, *(line.project(line.intersection(x)) for x in streets.geometry if x is not line and
                                     line.intersects(x))}  # fmt: skip
        stops |= {line.project(foot) for _, foot in feet if line.distance(foot) < 1e-6}
        ordered = [line.interpolate(stop) for stop in sorted(stops)]
        for a, b in pairwise(ordered):
            ends = tuple((round(p.x, 4), round(p.y, 4)) for p in (a, b))
            graph.add_edge(*ends, metres=a.distance(b))
    start, end = ((round(foot.x, 4), round(foot.y, 4)) for _, foot in feet)
    aside = sum(point.distance(foot) for point, foot in feet)
    return aside + nx.shortest_path_length(graph, start, end, weight="metres")


class Enumeration:
    """The choice by plain loops: each place valued by hand, given what was chosen before it."""

    def __init__(self, chart, buildings, streets, after, values):
        self.chart, self.buildings, self.after, self.k = chart, buildings, after, values
        self.flow = chart["dwa_gem_ls"].to_numpy() * KW
        self.left = dict(zip(buildings["pand_id"], buildings["warmte_gj"], strict=True))
        self.used = np.zeros(len(chart))
        self.prices = Prices.from_kentallen(values, "bronnet")
        spots = [line.interpolate(0.5, normalized=True) for line in chart.geometry]
        self.away = [
            {
                row.pand_id: spot.distance(row.geometry) if streets is None else way(streets, spot, row.geometry)
                for row in buildings.itertuples()
            }
            for spot in spots
        ]

    def down(self, pipe):
        """Yield a pipe and all pipes that its water passes."""
        while pipe < len(self.chart):
            yield pipe
            pipe = self.after[pipe]

    def room(self, pipe):
        """Return the most that can be taken so that no pipe on the way down misses more than it may."""
        return min(
            self.flow[q] - sum(self.used[p] for p in range(len(self.chart)) if q in self.down(p))
            for q in self.down(pipe)
        )

    def value(self, pipe):
        """Return (heat, euro, who gets it) of a place."""
        heat, order = max(self.room(pipe), 0.0) * GJ, sorted(self.left, key=lambda name: (self.away[pipe][name], name))
        got = {}
        for name in order:
            if self.away[pipe][name] <= self.k.value("bronkeuze.bereik"):
                got[name] = min(self.left[name], heat - sum(got.values()))
        total = sum(got.values())
        if total <= 1e-9:
            return 0.0, 0.0, {}
        mean = sum(part * self.away[pipe][name] for name, part in got.items()) / total
        peak = total / (1500 * 0.0036) * 0.75 * (1 + self.k.value("net.verlies_bron"))
        power = total / GJ
        euro = 873 * power + 541.4 * 592 * (power / 592) ** 0.6 + mean * self.prices.sizer.price_of(peak)
        return total, euro, got

    def choose(self, count):
        chosen = []
        for _ in range(count):
            found = {p: self.value(p) for p in range(len(self.chart)) if p not in [c[0] for c in chosen]}
            able = {p: v for p, v in found.items() if v[0] / GJ * BUILDING >= 50}
            if not able:
                break
            best = max(able, key=lambda p: able[p][0] / able[p][1])
            heat, euro, got = able[best]
            others = sorted((v[0] / v[1] for p, v in able.items() if p != best), reverse=True)
            chosen.append((best, heat, euro, others[0] / (heat / euro) if others else None))
            self.used[best] = heat / GJ
            for name, part in got.items():
                self.left[name] -= part
        return chosen


@pytest.mark.parametrize("along", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_every_choice_is_the_best_of_an_enumeration(seed, along):
    chart, buildings, streets, after = made(seed)
    values = K.replace({"bronkeuze.straat_max": 2000.0})
    wanted = Enumeration(chart, buildings, streets if along else None, after, values).choose(3)
    try:
        result = source_points(chart, buildings, streets=streets if along else None, kentallen=values)
    except InputError as error:
        assert not wanted, error
        return
    points = result.points
    assert [f"p{one[0]}" for one in wanted] == list(points["leiding_id"])
    assert points["bereik_gj"].tolist() == pytest.approx([one[1] for one in wanted], abs=0.51)
    assert points["kosten_eur"].tolist() == pytest.approx([one[2] for one in wanted], rel=1e-6, abs=0.51)
    behind = [np.nan if one[3] is None else 100 * (1 - one[3]) for one in wanted]
    assert points["tweede_pct"].tolist() == pytest.approx(behind, abs=0.051, nan_ok=True)


@pytest.mark.parametrize("seed", range(6))
def test_points_fit_together(seed):
    """What the points may have beside each other never cools a pipe more than it may; no demand is served twice."""
    chart, buildings, _, after = made(seed)
    try:
        result = source_points(chart, buildings, kentallen=K.replace({"bronkeuze.aantal": 6.0}))
    except InputError:
        return
    count = Enumeration(chart, buildings, None, after, K)
    for point in result.points.itertuples():
        count.used[int(point.leiding_id[1:])] = point.warmte_gj / GJ
        assert point.warmte_gj >= point.bereik_gj - 1
    for pipe in range(len(chart)):
        through = sum(count.used[p] for p in range(len(chart)) if pipe in count.down(p))
        assert through <= count.flow[pipe] + 0.1  # rounded to whole GJ
    assert result.totals["bereik_gj"] <= buildings["warmte_gj"].sum() + 3


def test_order_of_the_rows_does_not_matter():
    chart, buildings, streets, _ = made(3)
    once = source_points(chart, buildings, streets=streets, kentallen=K)
    again = source_points(
        chart.sample(frac=1, random_state=1), buildings.sample(frac=1, random_state=2),
        streets=streets.sample(frac=1, random_state=3), kentallen=K,
    )  # fmt: skip
    pd.testing.assert_frame_equal(pd.DataFrame(once.points), pd.DataFrame(again.points))
    pd.testing.assert_frame_equal(pd.DataFrame(once.candidates), pd.DataFrame(again.candidates))
    assert once.notes == again.notes


def test_equal_places_go_by_their_id():
    twins = [
        (name, f"{name}1", f"{name}2", 10.0, 10.0, street((x, 0), (x + 80, 0))) for name, x in (("b", 0), ("a", 200))
    ]
    both = homes([("l", 40, 30, 9000.0, 20), ("r", 240, 30, 9000.0, 20)])
    result = source_points(sewer(twins), both, kentallen=K)
    assert list(result.points["leiding_id"]) == ["a", "b"]
    assert result.points["tweede_pct"].iloc[0] == 0.0


def test_reason_tells_the_runner_up_and_the_best_elsewhere():
    pipes = [
        (name, f"{name}1", f"{name}2", 10.0, 10.0, street((x, 0), (x + 80, 0)))
        for name, x in (("best", 0), ("next", 100), ("off", 600))
    ]
    result = source_points(sewer(pipes), homes([("h", 30, 20, 90000.0, 20)]), kentallen=K)
    first = result.points.iloc[0]
    assert (first["leiding_id"], first["tweede_leiding"], first["elders_leiding"]) == ("best", "next", "off")
    assert 0 < first["tweede_pct"] < first["elders_pct"]
    assert "Nummer twee is leiding next, 100 m verderop" in first["reden"]
    assert "De beste plek elders, leiding off op 600 m" in first["reden"]


def test_candidates_are_all_there_by_themselves():
    chart = sewer(Y, classes={"left": "geen"})
    near = homes([("s", 510, -1035, 90000.0, 900), ("r", 1010, 465, 90000.0, 900)])
    result = source_points(chart, near, kentallen=K)
    table = result.candidates.set_index("leiding_id")
    assert set(table.index) == {"right", "stem"}
    assert table.loc["right", "aanbod_gj"] == pytest.approx(12 * KW * GJ, abs=1)
    assert table.loc["stem", "aanbod_gj"] == pytest.approx(20 * KW * GJ, abs=1)
    assert sorted(table["volgorde"]) == [1, 2]
    assert "2 van 3 leidingen kunnen bron zijn" in " ".join(result.notes)


def test_other_algorithms_read_the_points():
    points = source_points(sewer(ONE), homes([("near", 40, 30, 9000.0, 20)]), kentallen=K).points
    read = read_sources(points, energy=True).frame
    assert read["bron_id"].tolist() == ["bron 1"]
    assert read["warmte_gj"].tolist() == points["warmte_gj"].tolist()
    assert read["vermogen_kw"].tolist() == points["vermogen_kw"].tolist()
    assert tuple(points.columns.drop("geometry")) == names(BRONPUNT_COLUMNS)
    assert recognise(points.columns, "point").key == "bronpunten"
    assert recognise(names(KANDIDAAT_COLUMNS), "point").key == "bronkandidaten"


def test_pipe_without_a_line_is_listed():
    chart = sewer(Y)
    chart.loc[2, "geometry"] = None
    result = source_points(chart, homes([("l", 10, 465, 2000.0, 9), ("s", 510, -1035, 2000.0, 9)]), kentallen=K)
    assert set(result.points["leiding_id"]) <= {"left", "right"}
    assert result.findings.counts()["bronpunt_zonder_lijn"] == 1


def test_what_sums_leave_over_is_no_point():
    near = homes([("near", 40, 30, 10 * KW * GJ, 20)])
    chart = sewer([*ONE, ("b", "3", "4", 10.0, 10.0, street((100, 0), (180, 0)))])
    assert len(source_points(chart, near, minimum_kw=0.0, kentallen=K).points) == 1


def test_what_cannot_be_is_said():
    near = homes([("near", 40, 30, 9000.0, 20)])
    with pytest.raises(InputError, match="None of the 1 pipes") as error:
        source_points(sewer(ONE), near, minimum_kw=500.0, kentallen=K)
    assert "1 geeft minder dan 500 kW" in error.value.text("nl")
    with pytest.raises(InputError, match="too little heat demand"):
        source_points(sewer(ONE), homes([("away", 40, 5000, 9000.0, 20)]), kentallen=K)
    with pytest.raises(InputError, match="None of the 1 buildings has a heat demand"):
        source_points(sewer(ONE), homes([("near", 40, 30, 0.0, 0)]).assign(rv_kw=0.0, tap_kw=0.0), kentallen=K)


def test_cancel():
    with pytest.raises(CancelledError):
        source_points(sewer(ONE), homes([("near", 40, 30, 9000.0, 20)]), kentallen=K, cancelled=lambda: True)


def test_progress_grows_to_the_end():
    seen = []
    source_points(sewer(ONE), homes([("near", 40, 30, 9000.0, 20)]), kentallen=K, progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 100
