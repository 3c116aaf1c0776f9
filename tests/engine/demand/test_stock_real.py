"""The stock from real deliveries: Apeldoorn, Wageningen and Otterlo."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from riothermie_kansen.demand.stock import build_stock
from riothermie_kansen.readers.bag_objects import read_objects
from riothermie_kansen.readers.bag_panden import read_panden
from tests.engine.demand.made_stock import K


@pytest.fixture(scope="module")
def folder(shared_data):
    return shared_data / "streets_buildings"


@pytest.fixture(scope="module")
def apeldoorn(folder):
    pand = gpd.read_file(folder / "apeldoorn_bag" / "bag_gebouw.shp")
    obj = gpd.read_file(folder / "apeldoorn_bag" / "bag_verblijfsobject.shp")
    return read_panden(pand, kentallen=K), read_objects(obj, kentallen=K)


@pytest.fixture(scope="module")
def wageningen(folder):
    layer = gpd.read_file(folder / "wageningen_nwb_bag.gpkg", layer="bag_pand_2019")
    return read_panden(layer, kentallen=K)


def homes(stock):
    return stock.objects.loc[stock.objects["woning"] == 1, "type"].value_counts().to_dict()


def balance(stock):
    """Check that what went in came out or was listed."""
    alone = int(stock.buildings["losse"].sum())
    if "panden" in stock.read:
        assert stock.read["panden"] == len(stock.buildings) - alone + sum(stock.dropped["panden"].values())
    if "verblijfsobjecten" in stock.read:
        assert stock.read["verblijfsobjecten"] == len(stock.objects) + sum(stock.dropped["verblijfsobjecten"].values())


def test_apeldoorn(apeldoorn):
    stock = build_stock(*apeldoorn, kentallen=K)
    balance(stock)
    assert (len(stock.buildings), len(stock.objects)) == (353, 447)
    assert homes(stock) == {"appartement": 86, "tussen": 15, "vrijstaand": 12, "2-onder-1-kap": 4, "hoek": 2}
    # every object lies in the pand that it is registered in
    places = shapely.points(stock.objects["x"], stock.objects["y"])
    shapes = np.asarray(stock.buildings.geometry.array)[stock.objects["building"]]
    assert shapely.intersects(shapes, places).all()
    # without the ids the places give the same, but for two objects that lie in two panden
    pand, obj = apeldoorn
    by_place = type(obj)(obj.frame.assign(pand_id="", panden=""), obj.findings, [], obj.read, obj.dropped)
    again = build_stock(pand, by_place, kentallen=K)
    other = again.objects["pand_id"] != stock.objects["pand_id"]
    both = [int(pand.frame.geometry.intersects(point).sum()) for point in obj.frame.geometry[other]]
    assert both == [2, 2]


def test_apeldoorn_from_one_layer(apeldoorn):
    pand, obj = apeldoorn
    both = build_stock(pand, obj, kentallen=K)
    counted = build_stock(pand, None, kentallen=K)
    balance(counted)
    # 14 flats ... the same dwellings; one pand has an object that was not delivered
    assert homes(counted) == homes(both)
    assert counted.objects["building"].nunique() == both.objects["building"].nunique() + 1
    points = build_stock(None, obj, kentallen=K)
    balance(points)
    assert len(points.buildings) == both.objects["pand_id"].nunique()
    # who has no neighbour within 18 m is detached, also without outlines; but for half of a farm of 700 m2
    assert homes(points) == {"appartement": 86, "tussen": 23, "vrijstaand": 10}
    known = both.objects.set_index("object_id")["type"]
    alone = points.objects.set_index("object_id")["type"] == "vrijstaand"
    assert known[alone].value_counts().to_dict() == {"vrijstaand": 9, "2-onder-1-kap": 1}


def test_areas_that_panden_count_come_near_those_of_the_objects(apeldoorn):
    pand, obj = apeldoorn
    both, counted = build_stock(pand, obj, kentallen=K), build_stock(pand, None, kentallen=K)
    several = both.objects["pand_id"].value_counts()
    several = several[(several > 2) & (several < 100)].index
    totals = [made.objects.groupby("pand_id")["oppervlakte_m2"].sum()[several] for made in (both, counted)]
    ratio = (totals[1] / totals[0]).drop(totals[0].idxmax())
    assert 0.9 < ratio.median() < 1.15
    assert ratio.between(0.8, 1.35).all()


def test_wageningen(wageningen):
    stock = build_stock(wageningen, None, kentallen=K)
    balance(stock)
    counts = wageningen.frame["aantal_objecten"]
    assert (len(stock.buildings), len(stock.objects)) == (1000, int(counts.sum()))
    assert stock.buildings["reason"].str.startswith("Geen verblijfsobject").sum() == int((counts == 0).sum()) == 275
    assert homes(stock) == {"appartement": 282, "vrijstaand": 240, "2-onder-1-kap": 156, "hoek": 126, "tussen": 116}
    # the layer is a sample of 1,000 panden: of many a house the neighbours are missing
    assert any("129 van de 240 vrijstaande woningen hebben een grondvlak onder 60 m2" in text for text in stock.notes)
    # seen on the map: a row of ten, and two pairs east of it
    seen = stock.objects.drop_duplicates("pand_id").set_index("pand_id")["type"]
    row = gpd.GeoSeries([shapely.LineString([(173_355, 443_375), (173_412, 443_391)])], crs="EPSG:28992")[0]
    lived_in = stock.buildings[stock.buildings["pand_id"].isin(seen.index)]
    line = lived_in[lived_in.intersects(row)]
    line = line.assign(x=line.centroid.x).sort_values("x")
    assert seen[line["pand_id"]].tolist() == ["hoek", *["tussen"] * 8, "hoek"]
    pairs = lived_in[lived_in.intersects(shapely.box(173_425, 443_378, 173_440, 443_406))]
    assert seen[pairs["pand_id"]].tolist() == ["2-onder-1-kap"] * 4


def test_wageningen_by_a_plain_search(wageningen):
    """The walls are those that shapely finds with a buffer, pand by pand."""
    stock = build_stock(wageningen, None, kentallen=K)
    frame = wageningen.frame
    warm = (frame["aantal_objecten"] > 0) & (frame["gebruik"] != "overig")
    shapes, count = frame.geometry[warm].to_numpy(), frame["aantal_objecten"][warm].to_numpy()
    tree, near = shapely.STRtree(shapes), []
    for i, shape in enumerate(shapes):
        boundary = shape.boundary
        near.append(
            {
                int(j)
                for j in tree.query(shape.buffer(0.3))
                if j != i and boundary.intersection(shapes[j].buffer(0.3, join_style="mitre")).length > 2.0
            }
        )
    expected = {}
    for i, pand_id in enumerate(frame["pand_id"][warm]):
        if count[i] > 1:
            expected[pand_id] = "appartement"
        elif len(near[i]) != 1:
            expected[pand_id] = "tussen" if near[i] else "vrijstaand"
        else:
            (j,) = near[i]
            expected[pand_id] = "2-onder-1-kap" if len(near[j]) == 1 and count[j] == 1 else "hoek"
    found = stock.objects[stock.objects["woning"] == 1].groupby("pand_id")["type"].first().to_dict()
    assert found == {pand_id: expected[pand_id] for pand_id in found}


def test_otterlo(folder):
    pand = read_panden(gpd.read_file(folder / "otterlo_bgt.gpkg", layer="pand"), kentallen=K)
    addresses = gpd.read_file(folder / "dutch_addresses_28992.gpkg")
    obj = read_objects(addresses, kentallen=K)
    stock = build_stock(pand, obj, kentallen=K)
    balance(stock)
    assert len(stock.objects) == len(addresses) == 2481
    # most houses of the village are label points, most outlines are sheds: few addresses lie in one
    (text,) = (text for text in stock.notes if "op pand-id" in text)
    inside, near, alone = 3, 930, 1548
    assert f"{inside} op hun plaats in een pand en {near} bij een pand vlakbij; 1.548 zijn" in text
    assert inside + near + alone == 2481
    assert stock.findings.counts()["object_bij_pand"] == near
    loose = stock.buildings["losse"].to_numpy()[stock.objects["building"]]
    assert loose.sum() == alone
    # inside the box of the map one in five is alone
    low_x, low_y, high_x, high_y = pand.frame.total_bounds
    box = stock.objects["x"].between(low_x, high_x) & stock.objects["y"].between(low_y, high_y)
    assert (int(box.sum()), int((box & loose).sum())) == (1152, 1152 - inside - near)
    assert set(stock.buildings.geom_type) == {"Polygon", "MultiPolygon"}
    assert (stock.objects["oppervlakte_bron"] != "bag").all()
    assert homes(stock) == {"tussen": 1522, "vrijstaand": 871, "appartement": 86}


def test_otterlo_without_addresses(folder):
    pand = read_panden(gpd.read_file(folder / "otterlo_bgt.gpkg", layer="pand"), kentallen=K)
    stock = build_stock(pand, None, kentallen=K)
    balance(stock)
    small = shapely.area(np.asarray(pand.frame.geometry.array)) < 33
    outline = shapely.get_dimensions(np.asarray(pand.frame.geometry.array)) == 2
    assert len(stock.objects) == int((~(small & outline)).sum())
    assert any("grove schatting" in text for text in stock.notes)
