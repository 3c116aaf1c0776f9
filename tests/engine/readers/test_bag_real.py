"""The BAG and BGT of Apeldoorn, Wageningen and Otterlo come in whole: read = kept + listed."""

import datetime as dt

import geopandas as gpd
import numpy as np
import pytest
import shapely

from riothermie_kansen import kentallen
from riothermie_kansen.errors import InputError
from riothermie_kansen.readers.bag_objects import read_objects
from riothermie_kansen.readers.bag_panden import read_panden

K = kentallen.load()
TODAY = dt.date(2025, 1, 1)


@pytest.fixture(scope="module")
def folder(shared_data):
    return shared_data / "streets_buildings"


def counted(found, frame):
    assert found.read == len(frame) == len(found.frame) + sum(found.dropped.values())
    return len(found.frame), found.dropped


def test_apeldoorn(folder):
    """Cut names, EPSG:4326, planned buildings with their planned objects."""
    rows = gpd.read_file(folder / "apeldoorn_bag" / "bag_gebouw.shp")
    panden = read_panden(rows, today=TODAY, kentallen=K)
    assert counted(panden, rows) == (353, {"pand_gepland": 29})
    used = rows[rows["status"].isin(["Pand in gebruik", "Verbouwing pand"])].sort_values("identifica")
    assert panden.frame["pand_id"].tolist() == used["identifica"].tolist()
    assert panden.frame["bouwjaar"].tolist() == used["bouwjaar"].tolist()
    assert panden.frame["aantal_objecten"].sum() == used["aantal_ver"].sum()
    assert (panden.frame["oppervlakte_min_m2"] <= panden.frame["oppervlakte_max_m2"]).sum() == (
        used["aantal_ver"] > 0
    ).sum()
    assert (panden.frame["gebruik"] == "wonen").sum() == (used["gebruiksdo"] == "woonfunctie").sum()
    areas = used.to_crs(28992).area.to_numpy()
    assert panden.frame.area.to_numpy() == pytest.approx(areas, rel=1e-9)
    assert panden.findings.counts() == {"pand_gepland": 29}

    points = gpd.read_file(folder / "apeldoorn_bag" / "bag_verblijfsobject.shp")
    objects = read_objects(points, today=TODAY, kentallen=K)
    assert counted(objects, points) == (447, {"object_gepland": 43})
    used = points[points["status"] != "Verblijfsobject gevormd"].sort_values("identifica")
    assert objects.frame["object_id"].tolist() == used["identifica"].tolist()
    assert objects.frame["oppervlakte_m2"].sum() == used["oppervlakt"].sum()
    assert objects.frame["gebruik"].str.contains("wonen").sum() == used["gebruiksdo"].str.contains("woonfunctie").sum()
    assert objects.frame["pand_id"].tolist() == used["pandidenti"].tolist()
    # every object is in a pand that is there
    assert set(objects.frame["pand_id"]) <= set(panden.frame["pand_id"])
    both = read_panden(rows, planned=True, today=TODAY, kentallen=K)
    assert counted(both, rows) == (382, {})
    assert counted(read_objects(points, planned=True, today=TODAY, kentallen=K), points) == (490, {})


def test_apeldoorn_with_the_layers_swapped(folder):
    with pytest.raises(InputError) as error:
        read_panden(gpd.read_file(folder / "apeldoorn_bag" / "bag_verblijfsobject.shp"), kentallen=K)
    assert error.value.key == "bag_panden_zijn_objecten"
    with pytest.raises(InputError) as error:
        read_objects(gpd.read_file(folder / "apeldoorn_bag" / "bag_gebouw.shp"), kentallen=K)
    assert error.value.key == "bag_objecten_zijn_panden"


def test_wageningen(folder):
    """Ids as numbers that lost their zeros, polygons with Z, sheds with an area of 0."""
    rows = gpd.read_file(folder / "wageningen_nwb_bag.gpkg", layer="bag_pand_2019")
    panden = read_panden(rows, today=TODAY, kentallen=K)
    assert counted(panden, rows) == (1000, {})
    assert panden.findings.count() == 0
    assert panden.frame["pand_id"].tolist() == sorted(f"{number:016d}" for number in rows["identificatie"])
    assert panden.frame["oppervlakte_min_m2"].isna().sum() == (rows["aantal_verblijfsobjecten"] == 0).sum() == 275
    assert panden.frame["oppervlakte_min_m2"].sum() == rows["oppervlakte_min"].sum()
    assert not panden.frame.geometry.has_z.any()
    assert panden.frame.area.sum() == pytest.approx(rows.area.sum())


def test_otterlo(folder):
    """Labels and outlines of the same pand, history, plans, and an id for panden that the BAG does not know."""
    rows = gpd.read_file(folder / "otterlo_bgt.gpkg", layer="pand")
    panden = read_panden(rows, today=TODAY, kentallen=K)
    assert counted(panden, rows) == (
        1677,
        {"pand_historie": 562, "pand_gepland": 30, "pand_dubbel": 3, "pand_deel": 1},
    )
    now = rows[rows["eindRegistratie"].isna() & (rows["plus-status"] != "plan")]
    ids = {f"{number:016d}" for number in now["identificatieBAGPND"]}
    named = panden.frame["pand_id"].str[:16]
    assert set(named) == ids
    # numbered: the others of the unknown ones, and labels far from the first one
    unknown = int((now["identificatieBAGPND"] == 228109999999999).sum())
    numbered = panden.frame["pand_id"].str.contains(r" \(").sum()
    assert numbered == panden.findings.counts()["pand_id_dubbel"] == 17
    assert len(panden.frame) - numbered == len(ids)
    assert (named == "0228109999999999").sum() == unknown == 17
    assert shapely.area(panden.frame.geometry.array).sum() == pytest.approx(now.area.sum())
    assert len(set(panden.absent) & set(panden.frame["pand_id"])) == 0
    assert np.isin(panden.frame.geometry.geom_type, ("Point", "MultiPolygon", "Polygon")).all()


def test_addresses_around_otterlo(folder):
    rows = gpd.read_file(folder / "dutch_addresses_28992.gpkg")
    objects = read_objects(rows, today=TODAY, kentallen=K)
    assert counted(objects, rows) == (2481, {})
    assert objects.findings.count() == 0
    assert (objects.frame["gebruik"] == "").all()
    assert (objects.frame["pand_id"] == "").all()
    table = rows.sort_values("id")
    assert objects.frame["object_id"].tolist() == table["id"].tolist()
    assert objects.frame["huisnummer"].tolist() == table["huisnummer"].tolist()
    assert objects.frame["toevoeging"].tolist() == table["toevoeging"].fillna("").tolist()
    assert objects.frame["postcode"].tolist() == table["postcode"].fillna("").tolist()
