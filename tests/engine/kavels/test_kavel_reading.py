"""Kavels in every state: named, numbered, doubled, broken, in another coordinate system, or no area at all."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from riothermie_kansen.errors import FieldError, InputError
from riothermie_kansen.kavels.reading import natural_order, read_area, read_kavels
from tests.engine.kavels.made_area import RD, kavels, layer, square

BOWTIE = shapely.Polygon([(0, 0), (100, 100), (100, 0), (0, 100)])


def test_ids_in_natural_order():
    found = read_kavels(kavels(K10=square(0, 0), K2=square(200, 0), K1=square(400, 0)))
    assert list(found.frame["kavel_id"]) == ["K1", "K2", "K10"]
    assert list(found.frame["naam"]) == ["K1", "K2", "K10"]
    assert natural_order(np.array(["b", "a10", "a9", "10", "9"], dtype=object)).tolist() == [4, 3, 2, 1, 0]


@pytest.mark.parametrize(
    ("columns", "ids", "names"),
    [
        ({"BU_CODE": ["BU1", "BU2"], "BU_NAAM": ["Noord", "Zuid"]}, ["BU1", "BU2"], ["Noord", "Zuid"]),
        ({"Naam": ["Zuid", "Noord"]}, ["Noord", "Zuid"], ["Noord", "Zuid"]),
        ({"kavel": [7.0, 12.0]}, ["7", "12"], ["7", "12"]),
        ({"kleur": ["rood", "blauw"]}, ["nr. 1", "nr. 2"], ["nr. 1", "nr. 2"]),
    ],
)
def test_fields_are_recognised(columns, ids, names):
    found = read_kavels(layer([square(0, 0), square(200, 0)], **columns))
    assert list(found.frame["kavel_id"]) == ids
    assert list(found.frame["naam"]) == names


def test_own_fields_go_first():
    frame = layer([square(0, 0)], kavel_id=["A"], plan=["P9"], titel=["Kern"])
    found = read_kavels(frame, id_field="plan", name_field="titel").frame
    assert (found["kavel_id"].iloc[0], found["naam"].iloc[0]) == ("P9", "Kern")
    with pytest.raises(FieldError):
        read_kavels(frame, id_field="bestaat_niet")


def test_double_and_reserved_ids_are_told_apart():
    found = read_kavels(
        layer([square(400, 0), square(0, 0), square(200, 0), square(600, 0)], id=["A", "A", "rest", "totaal"])
    )
    assert list(found.frame["kavel_id"]) == ["A", "A (2)", "rest (2)", "totaal (2)"]
    assert found.findings.count("kavel_id_dubbel") == 3
    # the first by place keeps the id
    assert found.frame.geometry.iloc[0].equals(square(0, 0))


def test_every_row_is_read_or_listed():
    frame = layer(
        [square(0, 0), BOWTIE, None, shapely.Polygon(), shapely.LineString([(0, 0), (9, 9)]), shapely.Point(1, 1)],
        id=list("ABCDEF"),
    )
    found = read_kavels(frame)
    assert list(found.frame["kavel_id"]) == ["A", "B"]
    assert found.frame.geometry.is_valid.all()
    assert found.frame.area.tolist() == pytest.approx([10000.0, 5000.0])
    assert found.dropped == {"kavel_zonder_vlak": 2, "kavel_geen_vlak": 2}
    assert found.read == len(found.frame) + sum(found.dropped.values())
    assert found.findings.counts() == {"kavel_hersteld": 1, "kavel_zonder_vlak": 2, "kavel_geen_vlak": 2}


def test_several_parts_heights_and_other_coordinates():
    both = shapely.MultiPolygon([square(155000, 463000), square(155500, 463000)])
    high = shapely.force_3d(both, 12.0)
    found = read_kavels(gpd.GeoDataFrame({"id": [1]}, geometry=[high], crs=RD).to_crs(4326))
    shape = found.frame.geometry.iloc[0]
    assert found.frame.crs == RD
    assert not shape.has_z
    assert shape.symmetric_difference(both).area < 1.0


def test_lines_are_refused_in_a_sentence():
    with pytest.raises(InputError) as caught:
        read_kavels(layer([shapely.LineString([(0, 0), (9, 9)]), None], id=[1, 2]))
    assert caught.value.key == "kavels_geen_vlak"
    assert "1 lijn of punt, 1 rij zonder geometrie" in caught.value.text("nl")
    with pytest.raises(InputError):
        read_kavels(layer([], id=[]))
    with pytest.raises(InputError):
        read_area(layer([shapely.Point(0, 0)]))


def test_the_area_is_one_shape():
    assert read_area(None).size == 0
    found = read_area(layer([square(0, 0), square(50, 0), BOWTIE]))
    assert found.shape == (1,)
    assert shapely.area(found[0]) == pytest.approx(15000.0)


def test_order_of_rows_does_not_matter():
    frame = layer([square(0, 0), square(300, 0), square(0, 300), square(300, 300)], id=["A", None, "A", ""])
    one, other = read_kavels(frame).frame, read_kavels(frame.iloc[[3, 1, 0, 2]]).frame
    assert list(one["kavel_id"]) == list(other["kavel_id"])
    assert shapely.equals(one.geometry.array, other.geometry.array).all()
