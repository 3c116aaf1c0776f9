"""Type, label, year, owner and block of buildings, from whatever fields a layer has."""

import geopandas as gpd
import numpy as np
import pytest
from shapely import Point, box

from riothermie_kansen import kentallen
from riothermie_kansen.errors import FieldError
from riothermie_kansen.readers.buildings import read_buildings
from riothermie_kansen.readers.qualities import read_qualities

K = kentallen.load()


def frame(n, **columns):
    base = {"pand_id": [f"p{n - i}" for i in range(n)], "woningen": [1] * n}
    shapes = [box(20.0 * i, 0, 20.0 * i + 9, 9) for i in range(n)]
    return gpd.GeoDataFrame(base | columns, geometry=shapes, crs=28992)


def read(table, **options):
    return read_qualities(table, read_buildings(table, kentallen=K), **options)


def test_values_follow_the_order_of_the_buildings():
    found = read(frame(3, type=["vrijstaand", "hoek", "appartement"], bouwjaar=[1900, 1950, 2000], blok=["x", "", "y"]),
                 block_field="blok")  # fmt: skip
    assert found.kind.tolist() == ["appartement", "hoek", "vrijstaand"]
    assert found.year.tolist() == [2000, 1950, 1900]
    assert found.block.tolist() == ["y", "", "x"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Galerijflat", "appartement"), ("Tussenwoning", "tussen"), ("twee-onder-een-kap", "2-onder-1-kap"),
     ("Vrijstaande woning", "vrijstaand"), ("gemengd", "gemengd"), ("utiliteit", "utiliteit"),
     ("geen verblijfsobject", ""), ("hoek", "hoek")],
)  # fmt: skip
def test_types_in_other_words(text, kind):
    assert read(frame(1, woningtype=[text])).kind.tolist() == [kind]


def test_labels_owners_and_what_is_not_understood():
    found = read(frame(4, energielabel=["A+++", "b", "onbekend", "zeer goed"],
                       eigenaar=["Woningcorporatie", "koop", None, "de buurman"]))  # fmt: skip
    assert found.label.tolist() == ["", "", "B", "A"]
    assert found.owner.tolist() == ["", "", "particulier", "corporatie"]
    assert sorted("zeer goed" in note or "de buurman" in note for note in found.notes) == [True, True]


def test_the_share_of_a_corporatie():
    found = read(frame(4, woningen=[10, 10, 0, 4], corporatie_woningen=[5, None, 3, 8],
                       eigenaar=["particulier", "corporatie", "", "corporatie"]))  # fmt: skip
    # p4: 5 of 10; p3: no number, all of the owner; p2: no dwelling; p1: never more than all
    assert found.corporatie.tolist() == pytest.approx([1.0, np.nan, 1.0, 0.5], nan_ok=True)


def test_a_zero_says_nothing_without_an_owner():
    assert np.isnan(read(frame(1, corporatie_woningen=[0])).corporatie[0])
    assert read(frame(1, corporatie_woningen=[0], eigenaar=["koop"])).corporatie[0] == 0.0


def test_of_several_objects_in_a_pand_the_most_frequent_counts():
    table = gpd.GeoDataFrame(
        {"vbo_id": [f"v{i}" for i in range(5)], "pand_id": ["a", "a", "a", "b", "b"],
         "label": ["C", "C", "A", "D", "B"], "eigenaar": ["corporatie", "koop", "koop", "koop", ""],
         "bouwjaar": [1960, 1955, None, 1970, "onbekend"]},
        geometry=[Point(0, i) for i in range(5)], crs=28992,
    )  # fmt: skip
    found = read(table)
    assert found.label.tolist() == ["C", "B"]  # of equally many the first
    assert found.corporatie.tolist() == pytest.approx([1 / 3, 0.0])
    assert found.owner.tolist() == ["particulier", "particulier"]
    assert found.year.tolist() == [1955, 1970]


def test_the_same_id_at_another_place_is_another_building():
    table = frame(3, type=["hoek", "tussen", "vrijstaand"]).assign(pand_id=["a", "a", "b"])
    buildings = read_buildings(table, kentallen=K)
    found = read_qualities(table, buildings)
    assert buildings.frame["pand_id"].tolist() == ["a", "a (2)", "b"]
    assert sorted(found.kind.tolist()) == ["hoek", "tussen", "vrijstaand"]


def test_impossible_years_do_not_count():
    found = read(frame(4, bouwjaar=[0, 9999, 1200, -5]))
    assert found.year.tolist() == pytest.approx([np.nan, 1200, np.nan, np.nan], nan_ok=True)


def test_an_absent_block_field_is_told():
    with pytest.raises(FieldError) as error:
        read(frame(1), block_field="wijk")
    assert "wijk" in str(error.value)
    assert "pand_id" in str(error.value)
