"""Datasets fetched from a real server: all of it, once, counted; or an error that names the source."""

import json
import math

import geopandas as gpd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.errors import CancelledError, InputError
from riothermie_kansen.services import ServiceError, clear, dataset, download, with_bases
from tests.engine.services.lab import Lab, feature, fetch

AREA = shapely.box(100_000, 450_000, 100_400, 450_400)
QUICK = kentallen.load().replace(
    {
        "dienst.wachttijd": 0.0,
        "dienst.bladzijde": 10.0,
        "dienst.grens": 50.0,
        "dienst.pogingen": 3.0,
        "dienst.peiling": 0.0,
        "dienst.tijdslimiet": 5.0,
        "dienst.bladzijden_hoogste": 500.0,
    }
)
KINDS = {"wfs": "bag_pand", "ogc": "nwb_wegvakken", "arcgis": "wko_verbod", "rioned": "rioned_leiding"}
LAYERS = {"wfs": "pand", "ogc": "wegvakken", "arcgis": "verbod", "rioned": "beheer_leiding"}


def points(n):
    """Return points within the area, all of them different."""
    made = []
    for i in range(n):
        place = shapely.Point(100_003 + i * 61 % 391, 450_003 + i * 13 % 391)
        fields = {
            "identificatie": f"{i:016d}",
            "wvk_id": i,
            "uri": f"u{i}",
            "naam": f"n{i}",
            "bouwjaar": 1900 + i % 100,
        }
        made.append(feature(place, **fields))
    return made


def lab_of(kind, features, **faults):
    layers = {LAYERS[kind]: features}
    if kind == "arcgis":
        layers = {**{f"leeg{i}": [] for i in range(4)}, **layers}
    return Lab(layers, **faults)


def get(lab, kind, area=AREA, numbers=QUICK, **options):
    item = dataset(KINDS[kind], with_bases({dataset(KINDS[kind]).service: lab.bases()[kind]}))
    return download(item, area, options.pop("by", fetch), kentallen=numbers, municipality="Teststad", **options)


def ids(delivery):
    return sorted(delivery.frame["identificatie"])


def kinds(delivery):
    return set(delivery.findings.counts())


def adds_up(delivery):
    s = delivery.source
    return s.geleverd == s.aantal + s.dubbel + s.buiten_gebied + s.zonder_geometrie + s.vervallen


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n", [0, 1, 9, 10, 11, 20, 37])
def test_all_objects_come_whatever_the_number(kind, n):
    with lab_of(kind, points(n)) as lab:
        delivery = get(lab, kind)
    assert len(delivery.frame) == n
    assert delivery.source.aantal == delivery.source.geleverd == n
    assert delivery.frame.crs.to_epsg() == 28992
    assert adds_up(delivery)
    assert delivery.source.gemeld_aantal == n
    if n:
        assert ids(delivery) == sorted(f["properties"]["identificatie"] for f in points(n))
        places = {f["properties"]["identificatie"]: f["geometry"]["coordinates"] for f in points(n)}
        for _, row in delivery.frame.iterrows():
            assert (row.geometry.x, row.geometry.y) == places[row.identificatie]
    else:
        assert "dienst_leeg" in kinds(delivery)


@pytest.mark.parametrize("kind", KINDS)
def test_what_does_not_touch_the_area_is_counted(kind):
    triangle = shapely.Polygon([(100_000, 450_000), (100_400, 450_000), (100_000, 450_400)])
    features = points(30)
    inside = [f for f in features if shapely.intersects(triangle, shapely.Point(f["geometry"]["coordinates"]))]
    with lab_of(kind, features) as lab:
        delivery = get(lab, kind, triangle)
    assert 0 < len(inside) < 30
    assert len(delivery.frame) == len(inside)
    assert delivery.source.buiten_gebied == 30 - len(inside)
    assert adds_up(delivery)
    assert "dienst_buiten" in kinds(delivery)


def test_where_a_service_stops_the_area_is_divided_and_objects_on_the_border_come_once():
    lines = [
        feature(shapely.LineString([(100_190 + i % 5, 450_001 + i), (100_210, 450_002 + i)]), identificatie=f"{i:016d}")
        for i in range(150)
    ]
    with lab_of("wfs", lines, stop=50) as lab:
        delivery = get(lab, "wfs")
    assert ids(delivery) == [f"{i:016d}" for i in range(150)]
    assert delivery.source.tegels > 4
    assert delivery.source.dubbel > 0
    assert {"dienst_tegels", "dienst_dubbel"} <= kinds(delivery)
    assert adds_up(delivery)


@pytest.mark.parametrize("fault", [{"stop": 50}, {"silent_stop": 50}])
def test_a_service_that_names_no_number_and_stops_is_divided_too(fault):
    with lab_of("wfs", points(180), hits=False, **fault) as lab:
        delivery = get(lab, "wfs")
    assert len(delivery.frame) == 180
    assert delivery.source.tegels >= 4
    assert delivery.source.gemeld_aantal is None
    assert "dienst_zonder_aantal" in kinds(delivery)


def test_parts_of_the_box_outside_the_area_are_not_asked():
    corner = shapely.Polygon([(100_000, 450_000), (100_400, 450_000), (100_000, 450_400)])
    features = points(160)
    with lab_of("wfs", features, stop=50) as lab:
        delivery = get(lab, "wfs", corner)
        asked = {tuple(map(float, q["bbox"].split(",")[:4])) for _, q in lab.log if "bbox" in q}
    assert len(delivery.frame) == sum(
        shapely.intersects(corner, shapely.Point(f["geometry"]["coordinates"])) for f in features
    )
    assert all(shapely.intersects(corner, shapely.box(*box)) for box in asked)


def test_a_place_that_is_too_full_is_refused():
    with (
        lab_of(
            "wfs", [feature(shapely.Point(100_001, 450_001), identificatie=str(i)) for i in range(60)], stop=50
        ) as lab,
        pytest.raises(ServiceError) as caught,
    ):
        get(lab, "wfs")
    assert caught.value.kind == "te_vol"


@pytest.mark.parametrize("kind", ["wfs", "ogc", "arcgis"])
@pytest.mark.parametrize("fault", ["fail", "truncate", "html", "cut"])
def test_what_breaks_for_a_moment_is_tried_again(kind, fault):
    with lab_of(kind, points(25), **{fault: 2}) as lab:
        delivery = get(lab, kind)
    assert len(delivery.frame) == 25


@pytest.mark.parametrize("kind", ["wfs", "ogc", "arcgis"])
@pytest.mark.parametrize(
    ("fault", "expected"),
    [("fail", "status"), ("truncate", "onvolledig"), ("html", "geen_json"), ("cut", "verbinding")],
)
def test_what_stays_broken_is_an_error_that_names_the_source(kind, fault, expected):
    with lab_of(kind, points(25), **{fault: -1}) as lab:
        with pytest.raises(ServiceError) as caught:
            get(lab, kind)
        most = max(lab.asked[key] for key in lab.asked if key[0] == fault)
    assert caught.value.kind == expected
    assert most == 3
    for language in ("en", "nl"):
        assert dataset(KINDS[kind]).naam in caught.value.text(language)
        assert "127.0.0.1" in caught.value.text(language)


def test_a_refusal_is_not_repeated():
    with lab_of("ogc", points(5), fail=-1, fail_status=404) as lab:
        with pytest.raises(ServiceError, match="404"):
            get(lab, "ogc")
        assert len(lab.log) == 1
    with Lab({"andere": points(3)}) as lab:
        with pytest.raises(ServiceError, match="laag bestaat niet"):
            get(lab, "wfs")
        assert len(lab.log) == 2
    with lab_of("wfs", points(5), exception=True) as lab, pytest.raises(ServiceError, match="laag bestaat niet"):
        get(lab, "wfs")


def test_an_error_of_arcgis_within_a_good_status_is_an_error():
    with lab_of("arcgis", points(25), esri_error=503, fail=2) as lab:
        assert len(get(lab, "arcgis").frame) == 25
    with lab_of("arcgis", points(25), esri_error=400, fail=-1) as lab, pytest.raises(ServiceError, match="te druk"):
        get(lab, "arcgis")


def test_the_server_may_give_smaller_pages_than_asked():
    for kind in KINDS:
        with lab_of(kind, points(23), page=4) as lab:
            assert len(get(lab, kind).frame) == 23, kind
    with lab_of("wfs", points(23), page=4, hits=False) as lab:
        assert len(get(lab, "wfs").frame) == 23


def test_arcgis_that_does_not_page_is_followed_by_number():
    with lab_of("arcgis", points(33), pagination=False, page=10) as lab:
        delivery = get(lab, "arcgis")
        asked = [q.get("where") for p, q in lab.log if p.endswith("query") and "returnCountOnly" not in q]
    assert len(delivery.frame) == 33
    assert asked[0] == "1=1"
    assert asked[1] == "(1=1) AND OBJECTID > 10"


@pytest.mark.parametrize("kind", ["wfs", "ogc", "arcgis"])
def test_fewer_objects_than_named_is_an_error_after_a_second_try(kind):
    with lab_of(kind, points(25), lost=3) as lab, pytest.raises(ServiceError) as caught:
        get(lab, kind)
    assert caught.value.kind == "te_weinig"
    assert caught.value.details["genoemd"] == 25
    assert caught.value.details["gekomen"] == 22
    assert "25" in caught.value.text("nl")


def test_objects_that_were_missing_for_a_moment_come_the_second_time():
    with lab_of("wfs", points(25), lost=3) as lab:

        def healing(request, cancelled):
            if len(lab.log) > 4:
                lab.faults["lost"] = 0
            return fetch(request, cancelled)

        assert len(get(lab, "wfs", by=healing).frame) == 25


@pytest.mark.parametrize("kind", ["wfs", "arcgis"])
def test_more_objects_than_named_all_come_and_are_told(kind):
    with lab_of(kind, points(25), matched=20) as lab:
        delivery = get(lab, kind)
    assert len(delivery.frame) == 25
    assert "dienst_meer_dan_genoemd" in kinds(delivery)
    assert "25" in " ".join(delivery.findings.frame(28992)["tekst"])


def test_a_page_with_another_number_of_objects_than_it_says_is_not_taken():
    with lab_of("ogc", points(8), returned=9) as lab, pytest.raises(ServiceError) as caught:
        get(lab, "ogc")
    assert caught.value.kind == "onvolledig"


@pytest.mark.parametrize("kind", ["wfs", "ogc", "arcgis"])
@pytest.mark.parametrize("numbers", [{}, {"matched": "absent"}])
def test_the_same_page_for_ever_is_an_error(kind, numbers):
    if kind == "arcgis" and numbers:
        numbers = {"matched": 25}
    with lab_of(kind, points(25), repeat=True, **numbers) as lab, pytest.raises(ServiceError) as caught:
        get(lab, kind)
    assert caught.value.kind == "herhaling"


def test_a_service_that_cannot_page_gives_a_small_layer_whole():
    with lab_of("wfs", points(7), repeat=True, hits=False, matched="absent") as lab:
        assert len(get(lab, "wfs").frame) == 7


def test_links_in_a_circle_and_to_elsewhere_are_errors():
    with lab_of("ogc", points(25), self_next=True) as lab, pytest.raises(ServiceError) as caught:
        get(lab, "ogc")
    assert caught.value.kind == "kring"
    with lab_of("ogc", points(25), elsewhere=True) as lab, pytest.raises(ServiceError) as caught:
        get(lab, "ogc")
    assert caught.value.kind == "andere_host"
    assert "elders.voorbeeld.nl" in str(caught.value)


def test_a_service_without_end_is_stopped():
    features = points(40)
    with lab_of("ogc", features, page=1) as lab, pytest.raises(ServiceError) as caught:
        get(lab, "ogc", numbers=QUICK.replace({"dienst.bladzijden_hoogste": 30.0}))
    assert caught.value.kind == "te_veel_bladzijden"


def test_an_answer_that_does_not_come_in_time_is_an_error():
    hasty = QUICK.replace({"dienst.tijdslimiet": 0.1, "dienst.pogingen": 2.0})
    with lab_of("ogc", points(5), slow_s=0.4) as lab:
        with pytest.raises(ServiceError, match="no answer within") as caught:
            get(lab, "ogc", numbers=hasty)
        assert len(lab.log) == 2
    assert caught.value.kind == "tijd"


def test_packed_answers_are_unpacked():
    for kind in ("wfs", "ogc", "arcgis"):
        with lab_of(kind, points(25), gzip=True) as lab:
            assert len(get(lab, kind).frame) == 25
    with lab_of("wfs", points(25), gzip=True, cut=1) as lab:
        assert len(get(lab, "wfs").frame) == 25


@pytest.mark.parametrize("crs", [4326, -4326, 3857])
def test_another_reference_system_is_converted_and_told(crs):
    features = points(12)
    with lab_of("wfs", features, crs=crs, say=f"urn:ogc:def:crs:EPSG::{abs(crs)}") as lab:
        delivery = get(lab, "wfs")
    expected = gpd.GeoSeries([shapely.Point(f["geometry"]["coordinates"]) for f in features], crs=28992)
    assert delivery.frame.geometry.distance(expected).max() < 0.5
    assert "dienst_omgerekend" in kinds(delivery)
    assert "dienst_stelsel_anders" not in kinds(delivery)


def test_a_service_that_says_rd_and_gives_degrees_is_told():
    with lab_of("wfs", points(12), crs=4326) as lab:
        delivery = get(lab, "wfs")
    assert len(delivery.frame) == 12
    assert {"dienst_omgerekend", "dienst_stelsel_anders"} <= kinds(delivery)


def test_objects_that_are_the_same_come_once_and_those_that_share_a_name_both():
    features = points(5)
    features = [*features, features[2], feature(shapely.Point(100_100, 450_100), identificatie=f"{3:016d}", bouwjaar=1)]
    with lab_of("wfs", features) as lab:
        delivery = get(lab, "wfs")
    assert len(delivery.frame) == 6
    assert delivery.source.dubbel == 1
    assert {"dienst_dubbel", "dienst_dubbel_in_vlak", "dienst_zelfde_naam"} <= kinds(delivery)
    assert adds_up(delivery)


@pytest.mark.parametrize(
    "shape",
    [
        {"type": "Polygon", "coordinates": [[[100_010, 450_010]]]},
        {"type": "Kubus", "coordinates": [1]},
        {"type": "Point", "coordinates": ["x", None]},
        {"type": "GeometryCollection"},
    ],
)
def test_objects_without_a_place_or_with_an_unreadable_one_are_counted(shape):
    broken = feature(None, identificatie="stuk") | {"geometry": shape}

    with lab_of("wfs", [*points(4), feature(None, identificatie="nergens")]) as lab:

        def breaking(request, cancelled):
            answer = fetch(request, cancelled)
            if "resultType" in request.url:
                return type(answer)(200, {}, b'<x numberMatched="6"/>', answer.url)
            told = json.loads(answer.body)
            if told["features"]:
                told["features"].append(broken)
                told["numberReturned"] += 1
            return type(answer)(200, answer.headers, json.dumps(told).encode(), answer.url)

        delivery = get(lab, "wfs", by=breaking)
    assert len(delivery.frame) == 4
    assert delivery.source.zonder_geometrie == 2
    assert {"dienst_zonder_plaats", "dienst_onleesbaar"} <= kinds(delivery)
    assert adds_up(delivery)


def test_invalid_areas_and_points_far_away_are_kept_or_counted_as_they_came():
    bow = shapely.Polygon([(100_010, 450_010), (100_050, 450_050), (100_050, 450_010), (100_010, 450_050)])
    spike = shapely.Polygon([(100_100, 450_100), (100_100, 450_100), (100_200, 450_100), (100_100, 450_100)])
    assert not bow.is_valid
    assert not spike.is_valid
    with lab_of("wfs", [feature(bow, naam="bow"), feature(spike, naam="spike"), *points(3)], hits=False) as lab:
        lab.found = lambda *_: [*lab.layers["pand"], feature(shapely.Point(0, 0), naam="nul")]
        delivery = get(lab, "wfs")
    assert list(delivery.frame["naam"]) == ["bow", "spike", "n0", "n1", "n2"]
    assert delivery.frame.geometry.iloc[0].equals_exact(bow, 0)
    assert delivery.source.buiten_gebied == 1


def test_values_keep_their_kind():
    features = [
        feature(shapely.Point(100_001, 450_001), identificatie="0001", bouwjaar=1990, h=1.5, doel=["wonen", "winkel"],
                extra={"a": 1}, ja=True),
        feature(shapely.Point(100_002, 450_002), identificatie="0002", bouwjaar=None, h=None, doel=None, ja=False),
    ]  # fmt: skip
    features[0]["properties"]["geometry"] = "x"
    with lab_of("wfs", features) as lab:
        frame = get(lab, "wfs").frame
    assert list(frame["identificatie"]) == ["0001", "0002"]
    assert frame["bouwjaar"].dtype == "Int64"
    assert frame["bouwjaar"].iloc[0] == 1990
    assert math.isnan(frame["h"].iloc[1])
    assert frame["doel"].iloc[0] == "wonen,winkel"
    assert json.loads(frame["extra"].iloc[0]) == {"a": 1}
    assert frame["geometry_1"].iloc[0] == "x"
    assert list(frame["ja"]) == [True, False]


def test_moments_of_arcgis_are_dates():
    with lab_of("arcgis", [feature(shapely.Point(100_001, 450_001), datum=1_700_000_000_000)]) as lab:
        assert get(lab, "arcgis").frame["datum"].tolist() == ["2023-11-14T22:13:20Z"]


def test_holes_and_parts_of_arcgis_are_kept():
    ring = shapely.box(100_050, 450_050, 100_150, 450_150).difference(shapely.box(100_080, 450_080, 100_120, 450_120))
    island = shapely.box(100_090, 450_090, 100_110, 450_110)
    shape = shapely.MultiPolygon([ring, island])
    with lab_of("arcgis", [feature(shape, naam="a"), feature(ring, naam="b")]) as lab:
        frame = get(lab, "arcgis").frame
    assert frame.geometry.iloc[0].equals(shape)
    assert frame.geometry.iloc[1].equals(ring)


@pytest.mark.parametrize("kind", ["wfs", "ogc", "arcgis"])
def test_a_run_that_broke_off_goes_on_where_it_was(kind, tmp_path):
    with lab_of(kind, points(85)) as lab:

        def breaking(request, cancelled):
            if len(lab.log) >= 6:
                raise ServiceError("verbinding", url=request.url, reden="weg")
            return fetch(request, cancelled)

        with pytest.raises(ServiceError) as caught:
            get(lab, kind, folder=tmp_path, by=breaking)
        assert caught.value.kind == "verbinding"
        assert len(list(tmp_path.rglob("*.bladzijde"))) == 6
        delivery = get(lab, kind, folder=tmp_path)
        asked = len(lab.log)
    with lab_of(kind, points(85)) as fresh:
        whole = get(fresh, kind)
        assert asked == len(fresh.log)
    assert ids(delivery) == ids(whole)
    assert delivery.findings.counts()["dienst_hervat"] == 1
    assert not list(tmp_path.rglob("*"))


def test_a_run_that_breaks_off_twice_keeps_what_came_both_times(tmp_path):
    with lab_of("wfs", points(48)) as lab:
        for reach in (2, 4):

            def breaking(request, cancelled, reach=reach):
                if len(lab.log) >= reach:
                    raise ServiceError("verbinding", url=request.url, reden="weg")
                return fetch(request, cancelled)

            with pytest.raises(ServiceError):
                get(lab, "wfs", folder=tmp_path, by=breaking)
            assert len(list(tmp_path.rglob("*.bladzijde"))) == reach
        assert len(get(lab, "wfs", folder=tmp_path).frame) == 48
        assert len(lab.log) == 1 + 5


def test_kept_pages_that_are_damaged_or_old_are_asked_again(tmp_path):
    with lab_of("wfs", points(25)) as lab:
        get(lab, "wfs", folder=tmp_path, keep=True)
        first = len(lab.log)
        get(lab, "wfs", folder=tmp_path, keep=True)
        assert len(lab.log) == first
        for path in tmp_path.rglob("*.bladzijde"):
            path.write_bytes(path.read_bytes()[:-7])
        assert len(get(lab, "wfs", folder=tmp_path, keep=True).frame) == 25
        assert len(lab.log) == 2 * first
        old = QUICK.replace({"dienst.hervatten": 0.0})
        assert len(get(lab, "wfs", folder=tmp_path, keep=True, numbers=old).frame) == 25
        assert len(lab.log) == 3 * first
        assert list(tmp_path.rglob("*.bladzijde"))
        clear(tmp_path)
    assert not tmp_path.exists()


def test_clearing_leaves_what_is_not_ours(tmp_path):
    with lab_of("wfs", points(3)) as lab:
        get(lab, "wfs", folder=tmp_path, keep=True)
    mine = tmp_path / "eigen.txt"
    mine.write_text("x", encoding="utf-8")
    clear(tmp_path)
    assert list(tmp_path.rglob("*")) == [mine]


def test_pages_kept_for_another_area_are_not_used(tmp_path):
    other = shapely.box(100_000, 450_000, 100_200, 450_400)
    with lab_of("wfs", points(25)) as lab:
        whole = get(lab, "wfs", folder=tmp_path, keep=True)
        half = get(lab, "wfs", other, folder=tmp_path, keep=True)
    assert 0 < len(half.frame) < len(whole.frame)


def test_a_link_that_has_expired_since_the_run_broke_off_starts_again(tmp_path):
    with lab_of("ogc", points(25)) as lab:
        get(lab, "ogc", folder=tmp_path, keep=True)
        last = [p for p in tmp_path.rglob("*.bladzijde") if b"offset=20" in p.read_bytes().partition(b"\n")[0]]
        last[0].unlink()
        lab.faults["expired"] = 1
        assert len(get(lab, "ogc", folder=tmp_path).frame) == 25


@pytest.mark.parametrize("kind", ["wfs", "ogc", "arcgis"])
def test_cancel_is_seen_and_leaves_whole_pages_only(kind, tmp_path):
    with lab_of(kind, points(45)) as lab:
        with pytest.raises(CancelledError):
            get(lab, kind, folder=tmp_path, cancelled=lambda: len(lab.log) >= 4)
        assert len(lab.log) == 4
        assert not list(tmp_path.rglob("*.deel"))
        assert len(get(lab, kind, folder=tmp_path).frame) == 45


@pytest.mark.parametrize("faults", [{}, {"stop": 50}, {"hits": False, "matched": "absent"}])
def test_progress_never_goes_back_and_ends_at_100(faults):
    steps = []
    with lab_of("wfs", points(120), **faults) as lab:
        get(lab, "wfs", progress=steps.append)
    assert steps == sorted(steps)
    assert steps[-1] == 100
    assert len(set(steps)) > 5


def test_the_order_of_the_source_decides_nothing_about_what_comes():
    features = points(30)
    with lab_of("wfs", features) as lab, lab_of("wfs", features[::-1]) as other:
        assert ids(get(lab, "wfs")) == ids(get(other, "wfs"))


@settings(max_examples=40)
@given(st.integers(0, 45), st.integers(1, 12), st.integers(5, 40), st.booleans())
def test_whatever_the_numbers_nothing_is_lost_and_nothing_double(n, page, limit, counts):
    numbers = QUICK.replace({"dienst.bladzijde": float(page), "dienst.grens": float(limit)})
    with lab_of("wfs", points(n), stop=limit, hits=counts) as lab:
        delivery = get(lab, "wfs", numbers=numbers)
    assert len(delivery.frame) == n
    assert adds_up(delivery)
    assert n == 0 or ids(delivery) == [f"{i:016d}" for i in range(n)]


@pytest.mark.parametrize(
    ("area", "said"),
    [
        (shapely.Polygon(), "no polygon"),
        (shapely.LineString([(100_000, 450_000), (100_100, 450_000)]), "no polygon"),
        (shapely.box(5.0, 52.0, 5.1, 52.1), "outside the Netherlands"),
        (None, "no polygon"),
    ],
)
def test_an_area_that_is_none_is_refused_before_anything_is_asked(area, said):
    with lab_of("wfs", points(3)) as lab:
        with pytest.raises(InputError, match=said):
            get(lab, "wfs", area)
        assert lab.log == []


def test_rioned_is_asked_under_the_name_of_the_municipality():
    with lab_of("rioned", points(12)) as lab:
        item = dataset("rioned_leiding", with_bases({"rioned": lab.bases()["rioned"]}))
        delivery = download(item, AREA, fetch, kentallen=QUICK, municipality="Alphen aan den Rijn")
        assert {path for path, _ in lab.log} == {"/rioned/AlphenAanDenRijn-beheer/wfs"}
        assert delivery.source.url.endswith("/rioned/AlphenAanDenRijn-beheer/wfs")
        with pytest.raises(InputError, match="give the name of the municipality"):
            download(item, AREA, fetch, kentallen=QUICK)
        lab.faults.update(fail=-1, fail_status=404)
        with pytest.raises(ServiceError, match="Nergenshuizen"):
            download(item, AREA, fetch, kentallen=QUICK, municipality="Nergenshuizen")


def test_the_row_of_the_table_of_sources_says_where_it_came_from():
    with lab_of("wfs", points(12)) as lab:
        delivery = get(lab, "wfs")
        row = delivery.source.row()
    assert row["url"] == f"{lab.url}/wfs"
    assert row["laag"] == "bag:pand"
    assert row["datum"][:4].isdigit()
    assert row["bladzijden"] == 2
    assert row["gemeld_aantal"] == 12
    assert row["licentie"]
    assert row["zekerheid"] == "code"
