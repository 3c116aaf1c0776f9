"""Verblijfsobjecten of any delivery: what is there now, one row each; every row accounted for."""

import datetime as dt

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.errors import CancelledError, InputError
from riothermie_kansen.messages import keys
from riothermie_kansen.readers.bag_objects import OBJECTS_COLUMNS, read_objects
from tests.engine.readers.made_bag import FORMS, Version, lvbag, pand_id, vbo_id

K = kentallen.load()
TODAY = dt.date(2024, 6, 1)
A, B, C = vbo_id(1), vbo_id(2), vbo_id(3)
P, Q = pand_id(1), pand_id(2)


def layer(columns, geometry=None):
    n = len(next(iter(columns.values())))
    return gpd.GeoDataFrame(columns, geometry=geometry or [shapely.Point(20 * i, 5) for i in range(n)], crs=28992)


def checked(frame, **options):
    found = read_objects(frame, today=TODAY, kentallen=K, **options)
    assert found.read == len(frame) == len(found.frame) + sum(found.dropped.values())
    assert tuple(found.frame.columns) == (*OBJECTS_COLUMNS, "geometry")
    assert found.frame["object_id"].is_unique
    assert found.frame["object_id"].is_monotonic_increasing
    assert found.frame.index.equals(pd.RangeIndex(len(found.frame)))
    assert found.frame.crs.to_epsg() == 28992
    there = found.frame.geometry[found.frame.geometry.notna()]
    assert set(there.geom_type) <= {"Point"}
    assert not there.has_z.any()
    assert {f"bag_kort_{kind}" for kind in found.dropped} | {f"melding_{k}" for k in found.findings.counts()} <= set(
        keys()
    )
    return found


def read(columns, geometry=None, **options):
    return checked(layer(columns, geometry), **options)


def column(found, name):
    return found.frame.set_index("object_id")[name].to_dict()


def said(found, kind):
    rows = found.findings.frame(28992)
    return rows[rows["soort"] == kind]["object_id"].tolist()


def one(**columns):
    return read({"identificatie": [A], **{name: [value] for name, value in columns.items()}}).frame.iloc[0]


def test_wfs():
    found = read(
        {
            "identificatie": [B, A],
            "oppervlakte": [80, 120],
            "status": ["Verblijfsobject in gebruik", "Verblijfsobject in gebruik (niet ingemeten)"],
            "gebruiksdoel": ["woonfunctie", "kantoorfunctie,winkelfunctie"],
            "openbare_ruimte": ["Dorpsstraat"] * 2,
            "huisnummer": [12, 14],
            "huisletter": ["A", None],
            "toevoeging": [None, "2"],
            "postcode": ["7323AZ", "7323 az"],
            "bouwjaar": [1975, 2008],
            "pandidentificatie": [f"{Q},{P}", Q],
            "pandstatus": ["Pand in gebruik"] * 2,
        }
    )
    assert found.frame["object_id"].tolist() == [A, B]
    assert column(found, "pand_id") == {A: Q, B: P}
    assert column(found, "panden") == {A: Q, B: f"{P},{Q}"}
    assert column(found, "gebruik") == {A: "kantoor,winkel", B: "wonen"}
    assert column(found, "oppervlakte_m2") == {A: 120, B: 80}
    address = found.frame[["postcode", "huisnummer", "huisletter", "toevoeging"]].to_numpy().tolist()
    assert address == [["7323AZ", "14", "", "2"], ["7323AZ", "12", "A", ""]]
    assert found.findings.count() == 0
    assert found.notes == ["Verblijfsobjecten: 2 uit 2 rijen; niet meegenomen: geen."]


@pytest.mark.parametrize(
    "name",
    ["pandidentificatie", "pand_identificatie", "pandRef", "pandref", "maaktDeelUitVan", "pand_id", "pandidenti"],
)
def test_names_of_the_pand(name):
    assert one(**{name: P})["pand_id"] == P


@pytest.mark.parametrize("value", [[Q, P], f"['{Q}', '{P}']", f"{{{Q},{P}}}", f"(2:{Q},{P})", f"{Q};{P}"])
def test_objects_in_more_panden(value):
    row = one(pandidentificatie=value)
    assert (row["pand_id"], row["panden"]) == (P, f"{P},{Q}")


def test_bag_light():
    found = read(
        {
            "feature_id": ["x"],
            "identificatie": [A],
            "oppervlakte": [80],
            "gebruiksdoel": ["woonfunctie"],
            "openbare_ruimte_naam": ["Dorpsstraat"],
            "huisnummer": [12],
            "pand_identificatie": [P],
            "nummeraanduiding_hoofdadres_identificatie": ["0200200000000001"],
            "openbare_ruimte_identificatie": ["0200300000000001"],
            "bronhouder_identificatie": ["0200"],
        }
    )
    assert column(found, "pand_id") == {A: P}


def test_names_cut_by_a_shapefile():
    found = read(
        {
            "identifica": [A],
            "oppervlakt": [144.0],
            "gebruiksdo": ["industriefunctie"],
            "openbare_r": ["Laan van de Maagd"],
            "huisnummer": [69.0],
            "toevoeging": [np.nan],
            "pandidenti": [P],
        }
    )
    row = found.frame.iloc[0]
    assert (row["pand_id"], row["gebruik"], row["oppervlakte_m2"]) == (P, "industrie", 144)
    assert (row["huisnummer"], row["toevoeging"]) == ("69", "")


def test_house_number_and_addition_cut_to_the_same_name():
    row = one(huisnummer=12, huisnumm_1="bis", postcode="1234AB")
    assert (row["huisnummer"], row["toevoeging"]) == ("12", "bis")


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("12", ("12", "", "")),
        ("012", ("12", "", "")),
        (12.0, ("12", "", "")),
        ("12a", ("12", "a", "")),
        ("12 A", ("12", "A", "")),
        ("12-3", ("12", "", "3")),
        ("12A-2", ("12", "A", "2")),
        ("12 bis", ("12", "", "bis")),
        (None, ("", "", "")),
    ],
)
def test_house_numbers(value, parts):
    row = one(huisnummer=value)
    assert (row["huisnummer"], row["huisletter"], row["toevoeging"]) == parts


def test_postcodes():
    found = read({"identificatie": [A, B, C], "postcode": ["1234 ab", "0123AB", "Dorp"]})
    assert found.frame["postcode"].tolist() == ["1234AB", "", ""]
    assert said(found, "bag_postcode") == [B, C]


HISTORY = [
    Version(1, 1, "2010-01-01", "2015-01-01", area=1, panden=(1,)),
    Version(1, 2, "2015-01-01", area=90, panden=(1, 2), uses=("woonfunctie", "winkelfunctie")),
    Version(2, 1, "2010-01-01", "2030-01-01", area=80, panden=(1,)),
    Version(2, 2, "2030-01-01", area=85, panden=(1,)),
    Version(3, 1, area=70, panden=(3,)),
    Version(3, 2, "2012-01-01", inactive="2012-02-01", panden=(3,)),
    Version(4, 1, "2010-01-01", "2016-01-01", panden=(4,)),
    Version(4, 2, "2016-01-01", status="Verblijfsobject ingetrokken", panden=(4,)),
    Version(5, 1, "2023-01-01", status="Verblijfsobject gevormd", panden=(5,)),
    Version(6, 1, "2010-01-01", area=60, status="Verbouwing verblijfsobject", panden=(6,)),
]
DROPPED = {"historie": 2, "toekomst": 1, "inactief": 1, "niet_in_gebruik": 1, "gepland": 1}


@pytest.mark.parametrize("form", FORMS)
def test_history(form):
    frame = FORMS[form](HISTORY, "Verblijfsobject")
    found = checked(frame)
    # BAG 1.0 has a row for each use and pand: four of object 1
    rest = {"object_samengevoegd": 3} if form == "nlextract_1" else {}
    assert found.dropped == {f"object_{why}": n for why, n in DROPPED.items()} | rest
    assert column(found, "oppervlakte_m2") == {vbo_id(n): a for n, a in {1: 90, 2: 80, 3: 70, 6: 60}.items()}
    assert column(found, "panden")[vbo_id(1)] == f"{P},{Q}"
    assert column(found, "gebruik")[vbo_id(1)] == "winkel,wonen"
    assert {k: n for k, n in found.findings.counts().items() if k not in found.dropped} == {}


def test_planned_objects_may_be_kept():
    found = checked(lvbag(HISTORY, "Verblijfsobject"), planned=True)
    assert vbo_id(5) in set(found.frame["object_id"])
    assert "object_gepland" not in found.dropped


@pytest.mark.parametrize(
    ("status", "pandstatus", "kind"),
    [
        ("Verblijfsobject in gebruik", "Pand in gebruik", ""),
        ("Verbouwing verblijfsobject", "Verbouwing pand", ""),
        ("Plaats aangewezen", None, ""),
        ("Verblijfsobject gevormd", "Pand in gebruik", "object_gepland"),
        ("Verblijfsobject in gebruik", "Bouw gestart", "object_gepland"),
        ("Verblijfsobject in gebruik", "Sloopvergunning verleend", "object_sloop"),
        ("Verblijfsobject in gebruik", "Pand gesloopt", "object_niet_in_gebruik"),
        ("Verblijfsobject ingetrokken", None, "object_niet_in_gebruik"),
        ("Verblijfsobject buiten gebruik", None, "object_niet_in_gebruik"),
        ("Niet gerealiseerd verblijfsobject", "Bouw gestart", "object_niet_in_gebruik"),
        ("Verblijfsobject ten onrechte opgevoerd", None, "object_niet_in_gebruik"),
        ("Plaats ingetrokken", None, "object_niet_in_gebruik"),
    ],
)
def test_every_status(status, pandstatus, kind):
    found = read({"identificatie": [A, B], "status": [status, None], "pandstatus": [pandstatus, None]})
    assert found.dropped == ({kind: 1} if kind else {})


def test_areas_and_years_that_cannot_be():
    found = read(
        {
            "identificatie": [vbo_id(i) for i in range(6)],
            "oppervlakte": [0, 1, 999999, 2, "80", None],
            "bouwjaar": [9999, 1005, 0, 2026, 1980, None],
        }
    )
    nan = np.nan
    assert found.frame["oppervlakte_m2"].tolist() == pytest.approx([nan, nan, nan, 2, 80, nan], nan_ok=True)
    assert found.frame["bouwjaar"].tolist() == pytest.approx([nan, nan, nan, nan, 1980, nan], nan_ok=True)
    assert said(found, "bag_oppervlakte") == [vbo_id(i) for i in range(3)]
    assert said(found, "bag_bouwjaar") == [vbo_id(i) for i in range(4)]


def test_a_very_large_dwelling_is_told_but_stays():
    found = read(
        {
            "identificatie": [A, B, C],
            "oppervlakte": [2001, 2000, 9000],
            "gebruiksdoel": ["woonfunctie", "woonfunctie", "industriefunctie"],
        }
    )
    assert len(found.frame) == 3
    assert said(found, "object_groot") == [A]


def test_the_same_object_twice():
    places = [shapely.Point(0, 0)] * 3 + [shapely.Point(9, 9)]
    found = read({"identificatie": [A, A, A, B], "oppervlakte": [80, 80, 95, 50]}, places)
    assert column(found, "oppervlakte_m2") == {A: 95, B: 50}
    assert found.dropped == {"object_verschilt": 2}
    again = read({"identificatie": [A, A, B], "oppervlakte": [80, 80, 50]}, places[1:])
    assert again.dropped == {"object_dubbel": 1}


def test_a_known_area_goes_before_an_unknown_one():
    found = read({"identificatie": [A, A], "oppervlakte": [999999, 60]}, [shapely.Point(0, 0)] * 2)
    assert column(found, "oppervlakte_m2") == {A: 60}


def test_addresses_of_nlextract():
    """A row per address and pand; a secondary address is not another object."""
    found = read(
        {
            "openbareruimte": ["Dorpsstraat"] * 4,
            "huisnummer": [1, 3, 1, 5],
            "huisletter": [None, None, None, "b"],
            "huisnummertoevoeging": [None, None, None, "2"],
            "postcode": ["1234AB"] * 4,
            "nummeraanduiding": ["0200200000000001", "0200200000000002", "0200200000000001", "0200200000000003"],
            "verblijfsobjectgebruiksdoel": ["woonfunctie"] * 3 + [None],
            "oppervlakteverblijfsobject": [80, 80, 80, None],
            "verblijfsobjectstatus": ["Verblijfsobject in gebruik"] * 3 + [None],
            "object_id": [A, A, A, "0200020000000001"],
            "object_type": ["VBO", "VBO", "VBO", "LIG"],
            "nevenadres": ["f", "t", "f", "f"],
            "pandid": [P, P, Q, None],
            "pandstatus": ["Pand in gebruik"] * 3 + [None],
            "pandbouwjaar": [1975, 1975, 1975, None],
        },
        [shapely.Point(1, 1)] * 3 + [shapely.box(5, 5, 9, 9)],
    )
    assert found.frame["object_id"].tolist() == [A, "0200020000000001"]
    assert found.frame["panden"].tolist() == [f"{P},{Q}", ""]
    assert found.frame["huisnummer"].tolist() == ["1", "5"]
    assert found.frame["bouwjaar"].tolist() == pytest.approx([1975, np.nan], nan_ok=True)
    assert found.dropped == {"object_nevenadres": 1, "object_samengevoegd": 1}
    assert shapely.box(5, 5, 9, 9).contains(found.frame.geometry.iloc[1])


def test_addresses_without_bag():
    found = read({"id": ["inspireadressen.2", "inspireadressen.1"], "straatnaam": ["x", "x"], "huisnummer": ["2", "4"]})
    assert found.frame["object_id"].tolist() == ["inspireadressen.1", "inspireadressen.2"]
    assert found.frame["gebruik"].tolist() == ["", ""]
    assert found.frame["oppervlakte_m2"].isna().all()
    assert any("waarvoor" in text for text in found.notes)


def test_objects_without_an_id():
    """The same address at the same place is one; without an address each row is one."""
    spot = shapely.Point(1, 1)
    found = read({"huisnummer": ["2", "2", None, None], "postcode": ["1234AB", "1234AB", None, None]}, [spot] * 4)
    assert found.frame["object_id"].tolist() == ["zonder id", "zonder id (2)", "zonder id (3)"]
    assert found.dropped == {"object_dubbel": 1}


def test_rounded_ids_are_no_ids():
    found = read(
        {
            "identificatie": ["2,0001E+14"] * 2,
            "huisnummer": [1, 2],
            "pandidentificatie": ["2,001E+14", P],
        }
    )
    assert len(found.frame) == 2
    assert sorted(found.frame["pand_id"]) == ["", P]
    assert found.findings.counts() == {"bag_id_afgerond": 2, "bag_pand_id_afgerond": 1, "object_zonder_id": 2}


def test_own_fields():
    found = read(
        {
            "vbo_id": [A, B, C],
            "woningtype": ["Appartement", "tussenwoning", None],
            "eigendom": ["corporatiebezit", "koopwoning", "belegger"],
            "energielabel": ["b", "A+++", "onbekend"],
            "bewoners": ["2", 9999, -1],
        }
    )
    assert found.frame["type"].tolist() == ["appartement", "tussen", ""]
    assert found.frame["eigenaar"].tolist() == ["corporatie", "particulier", "overig"]
    assert found.frame["label"].tolist() == ["B", "A", ""]
    assert found.frame["inwoners"].tolist() == pytest.approx([2, np.nan, np.nan], nan_ok=True)
    assert said(found, "bag_inwoners") == [B, C]


def test_geometries_as_they_come():
    shapes = [
        None,
        shapely.Point(),
        shapely.Point(np.nan, 1),
        shapely.Point(1, 2, 3),
        shapely.MultiPoint([(5, 5)]),
        shapely.box(0, 0, 10, 10),
    ]
    found = read({"identificatie": [vbo_id(i) for i in range(6)]}, shapes)
    assert found.frame.geometry.isna().tolist() == [True, True, True, False, False, False]
    assert said(found, "object_zonder_punt") == [vbo_id(i) for i in range(3)]
    assert found.frame.geometry.iloc[3].wkt == "POINT (1 2)"
    assert found.frame.geometry.iloc[4].wkt == "POINT (5 5)"


def test_a_table_without_places():
    found = checked(pd.DataFrame({"identificatie": [A], "pandidentificatie": [P], "oppervlakte": ["80"]}))
    assert found.frame.geometry.isna().all()
    assert found.findings.count() == 0
    assert column(found, "oppervlakte_m2") == {A: 80}


def test_own_output_is_read_again():
    first = read({"identificatie": [A], "gebruiksdoel": ["woonfunctie"], "oppervlakte": [80], "pandidentificatie": [P]})
    again = checked(first.frame)
    pd.testing.assert_frame_equal(pd.DataFrame(again.frame), pd.DataFrame(first.frame))


def test_another_crs_is_transformed():
    frame = layer({"identificatie": [A]}, [shapely.Point(155000, 463000)]).to_crs(4326)
    assert checked(frame).frame.geometry.iloc[0].distance(shapely.Point(155000, 463000)) < 0.01


def test_layers_that_cannot_be_objects():
    with pytest.raises(InputError, match="no features"):
        read_objects(layer({"id": [1]}).iloc[:0], kentallen=K)
    with pytest.raises(InputError, match="history"):
        read({"identificatie": [A], "status": ["Verblijfsobject ingetrokken"]})


@pytest.mark.parametrize(
    "columns",
    [
        {"identificatie": [P], "bouwjaar": [1975]},
        {"identifica": [P], "oppervlakt": [1.0], "oppervla_1": [2.0]},
        {"identificatie": [f"NL.IMBAG.Pand.{P}"], "oorspronkelijkBouwjaar": [1975]},
        {"lokaalID": ["x"], "identificatieBAGPND": [200100000000001]},
        {"id": ["x"], "aantal_verblijfsobjecten": [1]},
        {"OBJECTID": [1], "pand_id": ["schuur 3"], "woningen": [2]},
    ],
)
def test_panden_where_objects_belong(columns):
    with pytest.raises(InputError) as error:
        read(columns, [shapely.box(0, 0, 1, 1)])
    assert error.value.key == "bag_objecten_zijn_panden"


def test_cancel():
    with pytest.raises(CancelledError):
        read({"identificatie": [A]}, cancelled=lambda: True)


ROW = st.tuples(
    st.sampled_from([A, B, "", None, "adres 7"]),
    st.sampled_from([P, Q, "", f"{Q},{P}"]),
    st.sampled_from(["woonfunctie", "winkelfunctie", None]),
    st.sampled_from([80, 95, 999999, None]),
    st.sampled_from(["1", "3", None]),
    st.sampled_from([None, "2016-01-01", "2030-01-01"]),
    st.sampled_from(["Verblijfsobject in gebruik", "Verblijfsobject gevormd", "Verblijfsobject ingetrokken"]),
    st.sampled_from(["f", "t"]),
    st.sampled_from([shapely.Point(0, 0), shapely.Point(5, 0), None]),
)
NAMES = ["identificatie", "pandidentificatie", "gebruiksdoel", "oppervlakte", "huisnummer", "eindgeldigheid", "status"]


@settings(max_examples=80)
@given(st.lists(ROW, min_size=1, max_size=10), st.randoms())
def test_every_row_is_accounted_for_in_any_order(rows, random):
    table = pd.DataFrame([row[:-1] for row in rows], columns=[*NAMES, "nevenadres"]).astype({"oppervlakte": float})
    frame = gpd.GeoDataFrame(table, geometry=[row[-1] for row in rows], crs=28992)
    there = [row for row in rows if row[5] != "2016-01-01" and row[6] == "Verblijfsobject in gebruik"]
    if not there:
        with pytest.raises(InputError):
            checked(frame)
        return
    found = checked(frame)
    named = {row[0] for row in there} - {"", None}
    assert named <= set(found.frame["object_id"])
    assert {p for row in there for p in row[1].split(",") if p} == {
        p for text in found.frame["panden"] for p in text.split(",") if p
    }
    order = list(range(len(rows)))
    random.shuffle(order)
    again = checked(frame.iloc[order])
    pd.testing.assert_frame_equal(
        pd.DataFrame(found.frame.drop(columns="geometry")), pd.DataFrame(again.frame.drop(columns="geometry"))
    )
    assert found.frame.geometry.to_wkb().tolist() == again.frame.geometry.to_wkb().tolist()
    assert found.dropped == again.dropped
    names = ["soort", "object_id", "tekst"]
    lists = [one.findings.frame(28992)[names].sort_values(names).to_numpy().tolist() for one in (found, again)]
    assert lists[0] == lists[1]
