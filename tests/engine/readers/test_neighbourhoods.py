"""Neighbourhoods of CBS in every spelling, with sentinels, water, cut names, other layers, and bad ones."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import box
from shapely.geometry import LineString, MultiPolygon, Point, Polygon

from riothermie_kansen import kentallen
from riothermie_kansen.errors import InputError
from riothermie_kansen.readers.neighbourhoods import COLUMNS, GAS, read_neighbourhoods

K = kentallen.load()
SPELLINGS = {
    "snake": (
        *("buurtcode", "buurtnaam", "gemeentenaam", "water", "aantal_inwoners", "aantal_huishoudens"),
        *("gemiddelde_huishoudsgrootte", "woningvoorraad", "gemiddeld_gasverbruik_totaal"),
        *("gemiddeld_gasverbruik_2_onder_1_kap_woning", "perc_huurwoningen_in_bezit_woningcorporaties"),
        "percentage_woningen_met_stadsverwarming",
    ),
    "camel": (
        *("buurtcode", "buurtnaam", "gemeentenaam", "water", "aantalInwoners", "aantalHuishoudens"),
        *("gemiddeldeHuishoudsgrootte", "woningvoorraad", "gemiddeldGasverbruikTotaal"),
        *("gemiddeldGasverbruik2Onder1KapWoning", "percHuurwoningenInBezitWoningcorporaties"),
        "percentageWoningenMetStadsverwarming",
    ),
    "kerncijfers": (
        *("gwb_code", "regio", "gm_naam", "water", "a_inw", "a_hh", "g_hhgro", "a_woning", "g_gas", "g_gas_2w"),
        *("p_wcorpw", "p_stadsv"),
    ),
}
VALUES = (
    ["BU02000706", "Noord", "Apeldoorn", "NEE", 180, 90, 2.0, 95, 1270, 1510, 35, 4],
    ["BU02000707", "Zuid", "Apeldoorn", "NEE", 2500, 1100, 2.3, 1150, -99997, -99997, -99999, -99995],
    ["BU02000708", "Plas", "Apeldoorn", "JA", 0, 0, -99997, 0, -99997, -99997, -99997, -99997],
)


def layer(names, rows=VALUES, shapes=None):
    shapes = shapes or [box(100 * i, 0, 100 * i + 100, 100) for i in range(len(rows))]
    return gpd.GeoDataFrame(pd.DataFrame(rows, columns=list(names)), geometry=shapes, crs=28992)


def adds_up(found):
    assert found.read == len(found.frame) + sum(found.dropped.values())
    return found


@pytest.mark.parametrize("names", SPELLINGS.values(), ids=SPELLINGS)
def test_spellings(names):
    found = adds_up(read_neighbourhoods(layer(names), kentallen=K))
    frame = found.frame.set_index("buurtcode")
    assert tuple(found.frame.columns.drop("geometry")) == COLUMNS
    assert list(frame.index) == ["BU02000706", "BU02000707"]
    first = frame.loc["BU02000706"]
    assert first[["buurtnaam", "gemeentenaam"]].tolist() == ["Noord", "Apeldoorn"]
    assert first[["inwoners", "huishoudens", "personen", "woningen", "gas_m3"]].tolist() == [180, 90, 2.0, 95, 1270]
    assert first[GAS["2-onder-1-kap"]] == 1510
    assert first[["corporatie", "stadsverwarming"]].tolist() == [0.35, 0.04]
    second = frame.loc["BU02000707"]
    assert second["inwoners"] == 2500
    assert second[["gas_m3", GAS["2-onder-1-kap"], "corporatie", "stadsverwarming"]].isna().all()
    assert found.dropped == {"buurt_water": 1}
    assert not len(found.findings.frame(28992))


def test_gas_column_that_is_filled_counts():
    names = ("buurtcode", "gemiddeldGasverbruikTotaal", "gemiddeldAardgasverbruik")
    found = read_neighbourhoods(layer(names, [["BU1", -99997, 900], ["BU2", 1000, 900]]), kentallen=K)
    assert found.frame["gas_m3"].tolist() == [900, 1000]


def test_cut_names_are_not_guessed(shared_data):
    names = ["buurtcode", "aantalInwo", "aantalHuis", "gemiddelde", "percentage", "percenta_1", "percenta12"]
    found = adds_up(read_neighbourhoods(layer(names, [["BU1", 180, 90, 1.7, 12, 2, 9]]), kentallen=K))
    row = found.frame.iloc[0]
    assert row[["inwoners", "huishoudens"]].tolist() == [180, 90]
    assert row[list(COLUMNS[5:])].isna().all()
    (told,) = (text for text in found.notes if "afgekapt" in text)
    assert all(name in told for name in names[3:])


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("postcode6", "gemiddeld_gasverbruik_woning"), "7323AA"),
        (("crs28992res100m", "gemiddeldGasverbruikWoning"), "E1950N4720"),
        (("crs28992res500m", "gemiddeld_gasverbruik_woning"), "E1950N4720"),
    ],
)
def test_postcode_areas_and_squares(names, code):
    found = adds_up(read_neighbourhoods(layer(names, [[code, 1200]]), kentallen=K))
    assert found.frame[["buurtcode", "gas_m3"]].to_numpy().tolist() == [[code, 1200]]


def test_share_of_corporaties_from_numbers():
    names = ("crs28992res100m", "aantal_woningen", "aantal_huurwoningen_in_bezit_woningcorporaties")
    found = read_neighbourhoods(layer(names, [["E1", 40, 10], ["E2", 0, 5], ["E3", 40, -99997]]), kentallen=K)
    assert found.frame["corporatie"].fillna(-1).tolist() == [0.25, -1, -1]


def test_shapes_that_are_no_area():
    bow = Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    shapes = [
        box(0, 0, 10, 10),
        None,
        Point(1, 1),
        LineString([(0, 0), (1, 1)]),
        bow,
        MultiPolygon([box(20, 0, 30, 9)]),
    ]
    rows = [[f"BU{i}", 10.0 * i] for i in range(6)]
    found = adds_up(read_neighbourhoods(layer(("buurtcode", "a_inw"), rows, shapes), kentallen=K))
    assert found.frame["buurtcode"].tolist() == ["BU0", "BU4", "BU5"]
    assert found.frame.geometry.is_valid.all()
    assert found.frame.geometry.area.round(6).tolist() == [100, 50, 90]
    assert found.findings.counts() == {"buurt_zonder_vlak": 3, "buurt_ongeldig": 1}


def test_codes_twice():
    shapes = [box(0, 0, 10, 10), box(0, 0, 10, 10), box(50, 0, 55, 10)]
    rows = [["BU1", 5.0], ["BU1", 5.0], ["BU1", 7.0]]
    found = adds_up(read_neighbourhoods(layer(("buurtcode", "a_inw"), rows, shapes), kentallen=K))
    assert found.frame["buurtcode"].tolist() == ["BU1", "BU1 (2)"]
    assert found.frame["inwoners"].tolist() == [5, 7]
    assert found.dropped == {"buurt_dubbel": 1}


def test_values_that_cannot_be():
    rows = [["BU1", -5, 50000, "veel"], ["BU2", 5, 900, 120]]
    found = read_neighbourhoods(layer(("buurtcode", "a_inw", "g_gas", "p_wcorpw"), rows), kentallen=K)
    assert found.frame[["inwoners", "gas_m3", "corporatie"]].fillna(-1).to_numpy().tolist() == [
        [-1, -1, -1],
        [5, 900, -1],
    ]
    assert found.findings.counts() == {"buurt_getal": 2}


@pytest.mark.parametrize(
    ("frame", "error"),
    [
        (layer(("buurtcode",), [["BU1"]]).iloc[:0], "buurten_leeg"),
        (layer(("kleur",), [["rood"]]), "buurten_kolommen"),
        (layer(("buurtcode",), [["BU1"]], [Point(0, 0)]), "buurten_geen_vlak"),
        (pd.DataFrame({"buurtcode": ["BU1"]}), "geen_geometrie"),
    ],
)
def test_wrong_layer_is_one_sentence(frame, error):
    with pytest.raises(InputError) as raised:
        read_neighbourhoods(frame, kentallen=K)
    assert raised.value.key == error


def test_apeldoorn(shared_data):
    ogr = pytest.importorskip("osgeo.ogr")
    source = ogr.Open(str(shared_data / "streets_buildings" / "apeldoorn_bag" / "bag_buurt.shp"))
    feature = next(iter(source[0]))
    shape = gpd.GeoSeries.from_wkb([bytes(feature.GetGeometryRef().ExportToWkb())], crs=4326)
    found = adds_up(read_neighbourhoods(gpd.GeoDataFrame(pd.DataFrame([feature.items()]), geometry=shape), kentallen=K))
    row = found.frame.iloc[0]
    assert row[["buurtcode", "gemeentenaam", "inwoners", "huishoudens"]].tolist() == [
        "BU02000706",
        "Apeldoorn",
        180,
        90,
    ]
    # the land and water of the register, in hectares
    assert row.geometry.area / 1e4 == pytest.approx(209, rel=0.01)
    assert row[list(COLUMNS[5:])].isna().all()


ROW = st.tuples(
    st.sampled_from(["BU1", "BU2", "", None]),
    st.sampled_from([10, -99997, None, "12,5", "x"]),
    st.sampled_from(["NEE", "JA", "B", None]),
    st.sampled_from([box(0, 0, 1, 1), box(1, 0, 2, 1), Point(0, 0), None]),
)


@given(rows=st.lists(ROW, min_size=1, max_size=8), order=st.randoms(use_true_random=False))
def test_rows_add_up_and_their_order_does_not_matter(rows, order):
    rows = [*rows, ("BU9", 3, "NEE", box(9, 9, 10, 10))]
    rows = [(code or f"BU-{i}", *rest) for i, (code, *rest) in enumerate(rows)]
    shuffled = list(rows)
    order.shuffle(shuffled)
    found = [
        adds_up(
            read_neighbourhoods(
                layer(("buurtcode", "a_inw", "water"), [r[:3] for r in each], [r[3] for r in each]), kentallen=K
            )
        )
        for each in (rows, shuffled)
    ]
    assert found[0].frame.drop(columns="geometry").equals(found[1].frame.drop(columns="geometry"))
    assert np.array_equal(found[0].frame.geometry.to_wkb(), found[1].frame.geometry.to_wkb())
    assert found[0].dropped == found[1].dropped
