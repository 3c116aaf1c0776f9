"""Heat sources of any delivery."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from riothermie_kansen import kentallen
from riothermie_kansen.errors import FieldError, InputError
from riothermie_kansen.readers.sources import read_sources


def read(columns, geometry, **options):
    return read_sources(gpd.GeoDataFrame(columns, geometry=geometry, crs=28992), **options)


TWO = [shapely.Point(0, 0), shapely.Point(5, 0)]


def test_points_with_power():
    found = read({"bron_id": ["b", "a"], "vermogen_kw": [None, "250,5"]}, TWO, kentallen=kentallen.load())
    assert found.frame["bron_id"].tolist() == ["a", "b"]
    assert found.frame["vermogen_kw"].tolist()[0] == 250.5
    assert np.isnan(found.frame["vermogen_kw"].iloc[1])
    assert found.frame.geometry.x.tolist() == [5, 0]
    assert "1 bron is onbeperkt" in found.notes[0]


@pytest.mark.parametrize("name", ["kw", "Power", "vermogen_gem_kw", "vermogen_gebouw_kw", "capaciteit_kW"])
def test_names_of_the_power(name):
    assert read({name: [100, 200]}, TWO).frame["vermogen_kw"].tolist() == [100, 200]


def test_without_power_there_is_no_limit():
    found = read({"naam": ["RG", "RWZI"]}, TWO)
    assert found.frame["vermogen_kw"].isna().all()
    assert "onbeperkt" in found.notes[0]


def test_without_a_name_the_row_counts():
    assert read({"x": [1, 2]}, TWO).frame["bron_id"].tolist() == ["rij 1", "rij 2"]


def test_a_selected_sewer_is_a_source_in_its_middle():
    shapes = [shapely.LineString([(0, 0), (10, 0), (10, 10)]), shapely.box(0, 0, 4, 2)]
    found = read({"leiding_id": ["L1", "terrein"], "vermogen_gem_kw": [90, 20]}, shapes)
    assert found.frame["bron_id"].tolist() == ["L1", "terrein"]
    assert found.frame.geometry.iloc[0].equals(shapely.Point(10, 0))
    assert shapes[1].contains(found.frame.geometry.iloc[1])
    assert any("2 bronnen zijn een lijn of een vlak" in text for text in found.notes)


def test_a_pipe_without_length_is_a_source_where_it_lies():
    shapes = [shapely.LineString([(3, 4), (3, 4)]), shapely.LineString([(0, 0), (10, 0)])]
    found = read({"leiding_id": ["punt", "lijn"]}, shapes)
    assert found.frame.geometry.to_wkt().tolist() == ["POINT (5 0)", "POINT (3 4)"]


@pytest.mark.parametrize("value", [0, -5, "veel", np.inf])
def test_power_must_be_more_than_nothing(value):
    with pytest.raises(InputError) as error:
        read({"naam": ["RG", "x"], "kw": [value, 10]}, TWO)
    assert "RG" in str(error.value)
    assert "kw" in str(error.value)


def test_sources_without_a_place():
    found = read({"naam": ["a", "b"]}, [None, shapely.Point(1, 2)])
    assert found.frame["bron_id"].tolist() == ["b"]
    assert found.findings.counts() == {"bron_zonder_plaats": 1}
    assert found.read == 2
    with pytest.raises(InputError, match="place"):
        read({"naam": ["a", "b"]}, [None, shapely.Point()])


def test_no_sources():
    with pytest.raises(InputError, match="at least one"):
        read({"naam": []}, [])


def test_names_that_occur_twice_in_any_order():
    a = read({"naam": ["x", "x"], "kw": [1, 2]}, TWO)
    b = read({"naam": ["x", "x"], "kw": [2, 1]}, TWO[::-1])
    assert a.frame["bron_id"].tolist() == ["x", "x (2)"]
    assert a.frame.to_wkb().equals(b.frame.to_wkb())
    assert a.findings.counts() == {"bron_id_dubbel": 1}


def test_multipoints_z_and_another_crs():
    points = [shapely.MultiPoint([(155000, 463000, 3)]), shapely.Point(155100, 463000, 1)]
    frame = gpd.GeoDataFrame({"naam": ["a", "b"]}, geometry=points, crs=28992).to_crs(4326)
    found = read_sources(frame).frame
    assert found.geometry.geom_type.tolist() == ["Point", "Point"]
    assert not found.geometry.has_z.any()
    assert found.geometry.iloc[0].distance(shapely.Point(155000, 463000)) < 0.01


def test_the_user_s_own_field():
    assert read({"a": [5, 6], "kw": [1, 2]}, TWO, fields={"vermogen_kw": "a"}).frame["vermogen_kw"].tolist() == [5, 6]
    with pytest.raises(FieldError, match="weg"):
        read({"a": [5, 6]}, TWO, fields={"vermogen_kw": "weg"})
