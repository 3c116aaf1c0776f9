"""An earlier outcome as panden or objects: its counts are read, and what it derived is not taken for given."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from riothermie_kansen import kentallen
from riothermie_kansen.demand.stock import build_stock
from riothermie_kansen.readers.bag_objects import read_objects
from riothermie_kansen.readers.bag_panden import read_panden

K = kentallen.load()
IDS = [f"02001000000000{n:02d}" for n in range(1, 5)]


def layer(**columns):
    """Return four buildings."""
    shapes = [shapely.box(20.0 * n, 0, 20.0 * n + 10, 10) for n in range(4)]
    return gpd.GeoDataFrame({"pand_id": IDS} | columns, geometry=shapes, crs=28992)


def panden(**columns):
    return read_panden(layer(**columns), kentallen=K)


def test_homes_and_others_are_counted():
    found = panden(
        woningen=[1, 4, 0, 0], utiliteit=[0, 2, 1, 0], oppervlakte_m2=[100.0, 600.0, 300.0, 0.0],
        type=["tussen", "gemengd", "utiliteit", "geen verblijfsobject"],
    )  # fmt: skip
    assert found.findings.count() == 0
    assert found.frame["aantal_objecten"].tolist() == [1, 6, 1, 0]
    assert found.frame["woningen"].tolist() == [1, 4, 0, 0]
    assert found.frame["oppervlakte_max_m2"].tolist()[:3] == [100, 100, 300]
    assert found.frame["type"].tolist() == ["tussen", "", "", ""]
    stock = build_stock(found, None, kentallen=K)
    by_pand = stock.objects.groupby("pand_id")["woning"].agg(["sum", "size"])
    assert by_pand.to_dict("index") == {
        IDS[0]: {"sum": 1, "size": 1}, IDS[1]: {"sum": 4, "size": 6}, IDS[2]: {"sum": 0, "size": 1},
    }  # fmt: skip
    assert stock.objects["oppervlakte_m2"].sum() == pytest.approx(1000)


def test_the_own_count_goes_before_the_homes():
    found = panden(aantal_verblijfsobjecten=[3, 3, np.nan, 0], woningen=[2, 9, 2, np.nan])
    assert found.frame["aantal_objecten"].tolist() == [3, 3, 2, 0]
    assert found.frame["woningen"].tolist()[:3] == [2, 3, 2]
    uses = build_stock(found, None, kentallen=K).objects.groupby("pand_id")["gebruik"].agg(list)
    assert uses.to_dict() == {IDS[0]: ["wonen", "wonen", "overig"], IDS[1]: ["wonen"] * 3, IDS[2]: ["wonen"] * 2}


def test_without_such_counts_nothing_changes():
    found = panden(aantal_verblijfsobjecten=[2, 2, 2, 2], gebruiksdoel=["woonfunctie,winkelfunctie"] * 4)
    assert found.frame["woningen"].isna().all()
    uses = build_stock(found, None, kentallen=K).objects["gebruik"].tolist()
    assert sorted(uses) == ["winkel"] * 4 + ["wonen"] * 4


def test_what_was_derived_is_unknown_again():
    given = {"label": ["C", "B", "A", "D"], "type": ["tussen", "hoek", "vrijstaand", "appartement"]}
    found = panden(
        **given, label_bron=["afgeleid", "ep-online", "eigen", "kental"], type_bron=["afgeleid", "bag", None, "eigen"]
    )
    assert found.frame["label"].tolist() == ["", "B", "A", ""]
    assert found.frame["type"].tolist() == ["", "hoek", "vrijstaand", "appartement"]
    objects = gpd.GeoDataFrame(
        {
            "object_id": [f"02000100000000{n:02d}" for n in range(1, 5)],
            "pand_id": IDS,
            "bouwjaar": [1970, 1980, 1990, 2000],
            "bouwjaar_bron": ["bag", "afgeleid", "", "vivet"],
            "inwoners": [1.0, 2.0, 3.0, 4.0],
            "inwoners_bron": ["eigen", "afgeleid", "kental", "cbs"],
        },
        geometry=layer().geometry.centroid,
        crs=28992,
    )
    read = read_objects(objects, kentallen=K).frame
    np.testing.assert_array_equal(read["bouwjaar"], [1970, np.nan, 1990, 2000])
    np.testing.assert_array_equal(read["inwoners"], [1, np.nan, np.nan, 4])
