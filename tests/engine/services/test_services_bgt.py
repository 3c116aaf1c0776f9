"""The download service of the BGT: order, wait, unpack; the GML is read by whoever starts the engine."""

import io
import re
import zipfile
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from riothermie_kansen import kentallen
from riothermie_kansen.callbacks import never
from riothermie_kansen.errors import CancelledError, InputError
from riothermie_kansen.services import Response, ServiceError, Setting, dataset, download, download_bgt, with_bases
from riothermie_kansen.services.bgt import _holds_nothing, _zip, unpacked
from tests.engine.services.lab import Lab, feature, fetch

AREA = shapely.box(100_000, 450_000, 100_400, 450_400)
QUICK = kentallen.load().replace(
    {"dienst.wachttijd": 0.0, "dienst.pogingen": 3.0, "dienst.peiling": 0.0, "dienst.tijdslimiet": 5.0}
)


def surfaces(n, **fields):
    return [
        feature(
            shapely.box(100_000 + 10 * i, 450_000, 100_008 + 10 * i, 450_005),
            **{"identificatie.lokaalID": f"G{i}", "bgt-functie": "rijbaan", "relatieveHoogteligging": 0, **fields},
        )
        for i in range(n)
    ]


def read_gml(path):
    """Read the GML of the lab without the engine: fields and the ring of each member."""
    rows, places = [], []
    for member in re.findall(r"<gml:featureMember>(.*?)</gml:featureMember>", path.read_text(encoding="utf-8")):
        fields, _, rest = member.partition("<geometrie2d>")
        rows.append(dict(re.findall(r"<([\w.\-]+)>([^<]*)</", fields)))
        numbers = [float(word) for word in re.search(r"<gml:posList>(.*?)<", rest)[1].split()]
        places.append(shapely.Polygon(list(zip(numbers[::2], numbers[1::2], strict=True))))
    return gpd.GeoDataFrame(rows, geometry=places, crs="EPSG:28992")


def sets(lab, *keys):
    known = with_bases({"bgt": f"{lab.url}/bgt"})
    return tuple(dataset(key, known) for key in keys)


def get(lab, *keys, area=AREA, **options):
    progress = options.pop("progress", lambda _: None)
    reader = options.pop("reader", read_gml)
    return download_bgt(
        sets(lab, *keys), area, Setting(options.pop("by", fetch), kentallen=QUICK, **options), reader, progress=progress
    )


def test_several_layers_come_in_one_order():
    steps = []
    with Lab({"wegdeel": surfaces(12), "waterdeel": surfaces(3)}) as lab:
        roads, water = get(lab, "bgt_wegdeel", "bgt_waterdeel", progress=steps.append)
        orders = [query for path, query in lab.log if path.endswith("/full/custom")]
    assert [len(roads.frame), len(water.frame)] == [12, 3]
    assert list(roads.frame["lokaalID"]) == [f"G{i}" for i in range(12)]
    assert roads.frame.crs.to_epsg() == 28992
    assert len(orders) == 1
    assert orders[0]["featuretypes"] == ["wegdeel", "waterdeel"]
    assert orders[0]["format"] == "gmllight"
    assert shapely.from_wkt(orders[0]["geofilter"]).equals(AREA)
    assert steps == sorted(steps)
    assert steps[-1] == 100
    assert roads.source.url == f"{lab.url}/bgt"


def test_ended_objects_doubles_and_what_lies_outside_are_counted():
    rows = [*surfaces(6), *surfaces(6)[:2], *surfaces(2, eindRegistratie="2020-01-01")]
    triangle = shapely.Polygon([(100_000, 450_000), (100_032, 450_000), (100_000, 450_040)])
    with Lab({"wegdeel": rows}) as lab:
        delivery = download(sets(lab, "bgt_wegdeel")[0], triangle, fetch, kentallen=QUICK, read_gml=read_gml)
    source = delivery.source
    assert (source.aantal, source.dubbel, source.vervallen, source.buiten_gebied) == (4, 2, 2, 0)
    assert source.geleverd == 8
    assert {"dienst_dubbel", "dienst_vervallen"} <= set(delivery.findings.counts())


def test_of_two_areas_the_hull_is_ordered_and_what_lies_between_left_out():
    both = shapely.MultiPolygon(
        [shapely.box(100_000, 450_000, 100_009, 450_009), shapely.box(100_050, 450_000, 100_059, 450_009)]
    )
    with Lab({"wegdeel": surfaces(6)}) as lab:
        (delivery,) = get(lab, "bgt_wegdeel", area=both)
    assert list(delivery.frame["lokaalID"]) == ["G0", "G5"]
    assert delivery.source.buiten_gebied == 4


def test_an_order_that_fails_or_takes_too_long_is_an_error():
    with Lab({"wegdeel": surfaces(2)}, order=["PENDING", "FAILED"]) as lab, pytest.raises(ServiceError, match="FAILED"):
        get(lab, "bgt_wegdeel")
    slow = QUICK.replace({"dienst.peiling_langste": 0.0})
    with (
        Lab({"wegdeel": surfaces(2)}, order=["RUNNING"] * 1000) as lab,
        pytest.raises(ServiceError, match="has not made the file"),
    ):
        download(sets(lab, "bgt_wegdeel")[0], AREA, fetch, kentallen=slow, read_gml=read_gml)


@pytest.mark.parametrize("faults", [{"fail": 2}, {"truncate": 1}, {"cut": 1}])
def test_what_breaks_for_a_moment_is_tried_again(faults):
    with Lab({"wegdeel": surfaces(5)}, **faults) as lab:
        (delivery,) = get(lab, "bgt_wegdeel")
    assert len(delivery.frame) == 5


def test_a_zip_that_is_broken_or_has_not_what_was_ordered_is_an_error():
    with Lab({"wegdeel": surfaces(5)}, zip="broken") as lab, pytest.raises(ServiceError) as caught:
        get(lab, "bgt_wegdeel")
    assert caught.value.kind == "onvolledig"
    with Lab({"wegdeel": surfaces(5)}, zip="empty") as lab, pytest.raises(ServiceError, match="no file for wegdeel"):
        get(lab, "bgt_wegdeel")
    with Lab({"wegdeel": surfaces(5)}) as lab, pytest.raises(ServiceError, match="400"):
        get(lab, "bgt_spoor")


def test_names_in_a_zip_decide_nothing_about_where_is_written(tmp_path):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("../../bgt_wegdeel.gml", "x")
        archive.writestr("lees.txt", "x")
    inside = tmp_path / "map"
    inside.mkdir()
    files = unpacked(Response(200, {}, content.getvalue(), "http://h/x"), inside, 1e6)
    assert [path.parent for path in files.values()] == [inside]
    assert sorted(tmp_path.rglob("*.gml")) == list(files.values())
    with pytest.raises(ServiceError, match="unpacks to more than"):
        unpacked(Response(200, {}, content.getvalue(), "http://h/x"), inside, 0.5)
    with pytest.raises(CancelledError):
        unpacked(Response(200, {}, content.getvalue(), "http://h/x"), inside, 1e6, lambda: True)


def test_a_zip_is_judged_by_its_size_before_it_is_read_and_by_its_sums_after():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("bgt_wegdeel.gml", "abcdefgh" * 100)
    damaged = Response(200, {}, content.getvalue().replace(b"abcdefgh", b"abcdefgX", 1), "http://h/x")
    with pytest.raises(ServiceError, match="unpacks to more than"):
        _zip(damaged, 799.0, never)
    with pytest.raises(ServiceError) as caught:
        _zip(damaged, 800.0, never)
    assert caught.value.kind == "onvolledig"
    assert caught.value.again


def test_a_zip_that_came_is_not_ordered_again_and_goes_when_all_is_done(tmp_path):
    def refusing(path: Path):
        raise InputError("dienst_gebied_leeg")

    with Lab({"wegdeel": surfaces(5)}) as lab:
        with pytest.raises(InputError):
            get(lab, "bgt_wegdeel", folder=tmp_path, reader=refusing)
        before = len(lab.log)
        (delivery,) = get(lab, "bgt_wegdeel", folder=tmp_path)
        assert len(lab.log) == before
    assert len(delivery.frame) == 5
    assert not list(tmp_path.rglob("*"))


def test_cancel_while_the_service_makes_the_file():
    with Lab({"wegdeel": surfaces(5)}, order=["RUNNING"] * 1000) as lab, pytest.raises(CancelledError):
        get(lab, "bgt_wegdeel", cancelled=lambda: len(lab.log) > 5)


def test_without_a_reader_of_gml_it_is_said_before_anything_is_asked():
    with Lab({"wegdeel": surfaces(1)}) as lab:
        with pytest.raises(InputError, match="GML"):
            download(sets(lab, "bgt_wegdeel")[0], AREA, fetch, kentallen=QUICK)
        assert lab.log == []


def test_a_layer_without_objects_in_the_area():
    """No railway here: an empty file is no broken file, and the roads are there."""

    def strict(path):
        if b"featureMember" not in path.read_bytes():
            raise ServiceError("geen_objecten", url=str(path), tekst="-")  # as GDAL does
        return read_gml(path)

    with Lab({"wegdeel": surfaces(3), "spoor": []}) as lab:
        roads, rails = get(lab, "bgt_wegdeel", "bgt_spoor", reader=strict)
    assert (len(roads.frame), len(rails.frame), rails.source.geleverd) == (3, 0, 0)
    assert "dienst_leeg" in rails.findings.counts()


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        (b'<?xml version="1.0"?><gml:FeatureCollection xmlns:gml="x"></gml:FeatureCollection>\n', True),
        (b'<CityModel xmlns="x"/>', True),
        (b"<a:CityModel>\n<a:boundedBy><b/></a:boundedBy>\n</a:CityModel>", True),
        (b"<gml:FeatureCollection><gml:featureMembers>\n</gml:featureMembers></gml:FeatureCollection>", True),
        (b"<gml:FeatureCollection><gml:featureMembers/></gml:FeatureCollection>", True),
        (b"<gml:FeatureCollection>", False),
        (b"<FeatureCollection><gml:featureMember><Spoor/></gml:featureMember></FeatureCollection>", False),
        (b"<CityModel><cityObjectMember>\n <Spoor>1</Spoor></cityObjectMember></CityModel>", False),
        (b"<wfs:FeatureCollection><wfs:member><Spoor/></wfs:member></wfs:FeatureCollection>", False),
        (b"<html></html>", False),
        (b"", False),
    ],
)
def test_an_empty_file_is_told_from_a_broken_one(text, nothing):
    assert _holds_nothing(text) == nothing


def test_a_file_that_cannot_be_read_is_named_as_in_the_zip():
    def broken(path):
        raise ServiceError("geen_objecten", url=str(path), tekst="stuk")

    with Lab({"wegdeel": surfaces(3)}) as lab, pytest.raises(ServiceError) as caught:
        get(lab, "bgt_wegdeel", reader=broken)
    assert "bgt_wegdeel.gml" in str(caught.value)
    assert "stuk" in str(caught.value)
    assert "/tmp" not in str(caught.value)


def test_columns_have_the_names_that_readers_know():
    """A path and hyphens in the GML; a path stays where its end is there twice."""
    with Lab({"wegdeel": surfaces(1, **{"a.naam": "x", "b.naam": "y"})}) as lab:
        (delivery,) = get(lab, "bgt_wegdeel")
    assert {"lokaalID", "bgt_functie", "relatieveHoogteligging", "a_naam", "b_naam"} <= set(delivery.frame.columns)
