"""From the deliveries to the tables: BAG, labels, VIVET, CBS, owners and plans in one run."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from riothermie_kansen.demand.demand import Settings, heat_demand
from riothermie_kansen.errors import CancelledError, InputError
from tests.engine.demand.made_demand import K

X, Y = 170_000.0, 450_000.0
PAND, VBO = "02001000000{:05d}", "02000100000{:05d}"


def row_of_houses(n=4):
    """Return panden and objects of a row of houses 6 m wide, as the WFS of PDOK gives them."""
    houses = [shapely.box(X + 6 * i, Y, X + 6 * (i + 1), Y + 9) for i in range(n)]
    panden = gpd.GeoDataFrame(
        {"identificatie": [PAND.format(i) for i in range(n)], "bouwjaar": 1980, "status": "Pand in gebruik",
         "gebruiksdoel": "woonfunctie", "aantal_verblijfsobjecten": 1},
        geometry=houses, crs="EPSG:28992",
    )  # fmt: skip
    objects = gpd.GeoDataFrame(
        {"identificatie": [VBO.format(i) for i in range(n)], "oppervlakte": 110,
         "status": "Verblijfsobject in gebruik", "gebruiksdoel": "woonfunctie", "postcode": "7311AA",
         "huisnummer": range(1, n + 1), "huisletter": "", "toevoeging": "",
         "pandidentificatie": [PAND.format(i) for i in range(n)]},
        geometry=[house.centroid for house in houses], crs="EPSG:28992",
    )  # fmt: skip
    return panden, objects


def buurt(**values):
    table = {"buurtcode": "BU02000101", "buurtnaam": "Binnenstad", "woningvoorraad": 4, "aantal_inwoners": 10} | values
    return gpd.GeoDataFrame([table], geometry=[shapely.box(X - 50, Y - 50, X + 50, Y + 50)], crs="EPSG:28992")


LABELS = pd.DataFrame(
    {
        "Pand_bagverblijfsobjectid": [VBO.format(1), VBO.format(1)],
        "Pand_energieklasse": ["G", "A++"],
        "Pand_opnamedatum": ["20120101", "20230101"],
        "Pand_gebouwklasse": "W",
        "Pand_warmtebehoefte": ["", "45"],
    }
)


def run(panden, objects, settings=Settings(), **inputs):  # noqa: B008
    return heat_demand(panden, objects, settings=settings, kentallen=K, **inputs)


def test_row_of_houses_by_hand():
    result = run(*row_of_houses())
    assert list(result.buildings["type"]) == ["hoek", "tussen", "tussen", "hoek"]
    terraced = result.objects.iloc[1]
    assert terraced["rv_gj"] == pytest.approx(15.37397657 + 110 * 0.086813975)
    assert terraced["tap_gj"] == 7.3
    assert (terraced["label"], terraced["label_bron"], terraced["vraag_bron"]) == ("C", "afgeleid", "vesta")
    assert terraced["rv_kw"] == pytest.approx(5.5)
    assert result.read == {"panden": 4, "verblijfsobjecten": 4}
    assert result.totals["inwoners"] == pytest.approx(2 * 2.44 + 2 * 2.47)


def test_labels_and_their_own_demand():
    result = run(*row_of_houses(), labels=LABELS)
    home = result.objects.iloc[1]
    assert (home["label"], home["label_bron"]) == ("A", "ep-online")
    assert home["rv_gj"] == pytest.approx(3.974507449 + 110 * 0.177016981)
    own = run(*row_of_houses(), labels=LABELS, settings=Settings(method="label")).objects.iloc[1]
    assert own["rv_gj"] == pytest.approx(45 * 110 * 0.0036)
    assert own["vraag_bron"] == "ep-online"


def test_gas_and_inhabitants_of_the_neighbourhood():
    result = run(*row_of_houses(), neighbourhoods=buurt(gemiddeld_gasverbruik_totaal=1037))
    assert result.objects["warmte_gj"].mean() == pytest.approx(31.65)
    assert result.totals["inwoners"] == pytest.approx(10)
    assert list(result.neighbourhoods["buurtnaam"]) == ["Binnenstad"]
    off = run(
        *row_of_houses(), neighbourhoods=buurt(gemiddeld_gasverbruik_totaal=1037), settings=Settings(calibrate=False)
    )
    assert (off.objects["factor_cbs"] == 1).all()
    assert off.neighbourhoods["gas_gj"][0] == pytest.approx(4 * 31.65)


def test_vivet_goes_before():
    references = pd.DataFrame(
        {
            "Woning/vbo_id": [VBO.format(2)],
            "Aantal bewoners/Aantal bewoners": [4],
            "Functionele vraag/warm tapwater": [9.5],
            "Functionele vraag/ruimteverwarming": [21.0],
            "Regio/buurtcode": ["BU02000101"],
        }
    )
    result = run(*row_of_houses(), references=references, neighbourhoods=buurt(gemiddeld_gasverbruik_totaal=1037))
    home = result.objects.iloc[2]
    assert (home["rv_gj"], home["tap_gj"], home["vraag_bron"]) == (21.0, 9.5, "vivet")
    assert (home["inwoners"], home["inwoners_bron"]) == (4.0, "vivet")
    assert result.totals["inwoners"] == pytest.approx(10)
    others = result.objects["vraag_bron"] == "vesta"
    assert result.objects.loc[others, "warmte_gj"].mean() == pytest.approx(31.65)


def test_owners_and_plans():
    owners = pd.DataFrame({"pand_id": [PAND.format(0)], "eigenaar": ["corporatie"]})
    plans = pd.DataFrame({"type": ["Rijwoning"], "aantal": [12], "oppervlakte_m2": [120]})
    result = run(*row_of_houses(), owners=owners, new_build=plans)
    assert list(result.buildings["corporatie_woningen"]) == [1, 0, 0, 0]
    assert result.new_build["rv_kwh"].iloc[-1] == pytest.approx(0.85 * 25 * 120 * 12)
    assert result.read["nieuwbouw"] == 1


def test_only_panden_or_only_objects():
    panden, objects = row_of_houses()
    only = run(panden, None)
    assert only.totals["woningen"] == 4
    assert only.totals["warmte_gj"] > 0
    points = run(None, objects)
    assert (points.buildings.geom_type == "Point").all()
    assert points.totals["warmte_gj"] > 0


def test_only_a_plan():
    plans = pd.DataFrame({"type": ["Rijwoning"], "aantal": [12], "oppervlakte_m2": [120]})
    result = run(None, None, new_build=plans)
    assert len(result.buildings) == 0
    assert result.totals["nieuwbouw_aantal"] == 12
    assert result.totals["warmte_gj"] == 0


def test_area_in_another_crs():
    box = gpd.GeoDataFrame(geometry=[shapely.box(X - 1, Y - 1, X + 11, Y + 10)], crs="EPSG:28992").to_crs(4326)
    result = run(*row_of_houses(), area=box)
    assert list(result.buildings["pand_id"]) == [PAND.format(0), PAND.format(1)]
    assert result.totals["buiten_gebied"] == 2


def test_nothing_given():
    with pytest.raises(InputError) as caught:
        run(None, None, neighbourhoods=buurt())
    assert caught.value.key == "vraag_geen_invoer"


def test_panden_without_objects():
    panden, _ = row_of_houses()
    with pytest.raises(InputError) as caught:
        run(panden.assign(aantal_verblijfsobjecten=0, gebruiksdoel=""), None)
    assert "verblijfsobjecten" in caught.value.text("nl")


def test_all_left_out():
    panden, objects = row_of_houses()
    with pytest.raises(InputError):
        run(panden.assign(status="Pand gesloopt"), objects.assign(status="Verblijfsobject ingetrokken"))


def test_cancelled():
    with pytest.raises(CancelledError):
        heat_demand(*row_of_houses(), settings=Settings(), kentallen=K, cancelled=lambda: True)


def test_progress_runs_to_the_end():
    steps = []
    heat_demand(*row_of_houses(), settings=Settings(), kentallen=K, progress=steps.append)
    assert steps == sorted(steps)
    assert steps[-1] == 100


def accounted(result):
    for name in ("panden", "verblijfsobjecten"):
        if name in result.read:
            left = sum(result.dropped[name].values())
            assert 0 <= left < result.read[name]
    assert result.totals["objecten"] == len(result.objects)
    assert result.buildings["warmte_gj"].sum() == pytest.approx(result.objects["warmte_gj"].sum())
    homes = result.objects[result.objects["woning"] == 1]
    return homes["warmte_gj"].mean()


def test_apeldoorn(shared_data):
    folder = shared_data / "streets_buildings" / "apeldoorn_bag"
    panden, objects, area = (
        gpd.read_file(folder / f"bag_{name}.shp") for name in ("gebouw", "verblijfsobject", "buurt")
    )
    result = run(panden, objects, neighbourhoods=area)
    assert 30 < accounted(result) < 50
    left = sum(result.dropped["verblijfsobjecten"].values())
    assert len(result.objects) + left == result.read["verblijfsobjecten"] == 490


def test_wageningen(shared_data):
    """1,000 panden with their number of objects, without the objects: nearly all dwellings of the fifties and later."""
    panden = gpd.read_file(shared_data / "streets_buildings" / "wageningen_nwb_bag.gpkg", layer="bag_pand_2019")
    result = run(panden, None)
    assert 25 < accounted(result) < 60
    assert len(result.buildings) + sum(result.dropped["panden"].values()) == result.read["panden"] == 1000


def test_otterlo(shared_data):
    folder = shared_data / "streets_buildings"
    addresses = gpd.read_file(folder / "dutch_addresses_28992.gpkg")
    panden = gpd.read_file(folder / "otterlo_bgt.gpkg", layer="pand")
    result = run(panden, addresses)
    assert accounted(result) > 20
    assert np.isfinite(result.totals["warmte_gj"])
