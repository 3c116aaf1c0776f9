"""Panden of any delivery: what is there now, one row each; every row accounted for."""

import datetime as dt

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.errors import CancelledError, FieldError, InputError
from riothermie_kansen.messages import keys
from riothermie_kansen.readers.bag_names import DOOMED, GONE, IN_USE, PLANNED
from riothermie_kansen.readers.bag_panden import PANDEN_COLUMNS, read_panden
from tests.engine.readers.made_bag import FORMS, Version, lvbag, pand_id

K = kentallen.load()
TODAY = dt.date(2024, 6, 1)
SQUARE = shapely.box(0, 0, 10, 10)
A, B, C = pand_id(1), pand_id(2), pand_id(3)


def layer(columns, geometry=None):
    n = len(next(iter(columns.values())))
    shapes = geometry or [shapely.box(20 * i, 0, 20 * i + 10, 10) for i in range(n)]
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=28992)


def checked(frame, **options):
    found = read_panden(frame, today=TODAY, kentallen=K, **options)
    assert found.read == len(frame) == len(found.frame) + sum(found.dropped.values())
    assert tuple(found.frame.columns) == (*PANDEN_COLUMNS, "geometry")
    assert found.frame["pand_id"].is_unique
    assert found.frame["pand_id"].is_monotonic_increasing
    assert found.frame.index.equals(pd.RangeIndex(len(found.frame)))
    assert found.frame.geometry.is_valid.all()
    assert not found.frame.geometry.has_z.any()
    assert set(found.frame.geometry.geom_type) <= {"Polygon", "MultiPolygon", "Point"}
    assert {f"bag_kort_{kind}" for kind in found.dropped} | {f"melding_{k}" for k in found.findings.counts()} <= set(
        keys()
    )
    return found


def read(columns, geometry=None, **options):
    return checked(layer(columns, geometry), **options)


def column(found, name):
    return found.frame.set_index("pand_id")[name].to_dict()


def said(found, kind):
    rows = found.findings.frame(28992)
    return rows[rows["soort"] == kind]["object_id"].tolist()


def test_wfs():
    found = read(
        {
            "identificatie": [B, A],
            "rdf_seealso": ["x", "y"],
            "bouwjaar": [1975, 2008],
            "status": ["Pand in gebruik", "Pand in gebruik (niet ingemeten)"],
            "gebruiksdoel": ["woonfunctie,winkelfunctie", None],
            "oppervlakte_min": [50, None],
            "oppervlakte_max": [120, None],
            "aantal_verblijfsobjecten": [22, 0],
        }
    )
    assert found.frame["pand_id"].tolist() == [A, B]
    assert column(found, "bouwjaar") == {A: 2008, B: 1975}
    assert column(found, "gebruik") == {A: "", B: "winkel,wonen"}
    assert column(found, "aantal_objecten") == {A: 0, B: 22}
    assert found.frame["oppervlakte_min_m2"].tolist() == pytest.approx([np.nan, 50], nan_ok=True)
    assert found.frame["oppervlakte_max_m2"].tolist() == pytest.approx([np.nan, 120], nan_ok=True)
    assert column(found, "in_gebruik")[A] == "Pand in gebruik (niet ingemeten)"
    assert found.findings.count() == 0
    assert found.notes == ["Panden: 2 uit 2 rijen; niet meegenomen: geen."]


def test_names_cut_by_a_shapefile():
    found = read(
        {
            "identifica": [A],
            "bouwjaar": [1999.0],
            "gebruiksdo": ["overige gebruiksfunctie"],
            "oppervlakt": [40.0],
            "oppervla_1": [90.0],
            "aantal_ver": [3.0],
        }
    )
    row = found.frame.iloc[0]
    assert (row["pand_id"], row["gebruik"], row["aantal_objecten"]) == (A, "overig", 3)
    assert (row["oppervlakte_min_m2"], row["oppervlakte_max_m2"]) == (40, 90)


def test_geojson_with_numbers_as_text():
    found = read(
        {
            "identificatie": [A, B],
            "bouwjaar": ["1975", ""],
            "oppervlakte_min": ["50", ""],
            "oppervlakte_max": ["120.0", ""],
            "aantal_verblijfsobjecten": ["2", "0"],
        }
    )
    assert found.frame["bouwjaar"].tolist() == pytest.approx([1975, np.nan], nan_ok=True)
    assert found.frame["oppervlakte_max_m2"].tolist() == pytest.approx([120, np.nan], nan_ok=True)
    assert found.findings.count() == 0


def test_smallest_and_largest_area_the_other_way_round():
    row = read({"identificatie": [A], "oppervlakte_min": [90], "oppervlakte_max": [40]}).frame.iloc[0]
    assert (row["oppervlakte_min_m2"], row["oppervlakte_max_m2"]) == (40, 90)


HISTORY = [
    Version(1, 1, "2010-01-01", "2015-01-01", year=1005),
    Version(1, 2, "2015-01-01"),
    Version(2, 1, "2010-01-01", "2030-01-01", year=1980),  # an announced change
    Version(2, 2, "2030-01-01", year=2030),
    Version(3, 1, "2010-01-01", year=1990),
    Version(3, 2, "2012-01-01", inactive="2012-02-01"),
    Version(4, 1, "2010-01-01", "2016-01-01"),
    Version(4, 2, "2016-01-01", status="Pand gesloopt"),
    Version(5, 1, "2023-01-01", status="Bouwvergunning verleend", year=2026),
    Version(6, 1, "2010-01-01", status="Sloopvergunning verleend"),
    Version(7, 1, "2010-01-01"),
    Version(7, 2, "2011-01-01", year=2000),  # the first one was never closed
    Version(8, 1, "2010-01-01", status="Verbouwing pand", year=1960),
]
DROPPED = {
    "pand_historie": 2,
    "pand_toekomst": 1,
    "pand_inactief": 1,
    "pand_niet_in_gebruik": 1,
    "pand_gepland": 1,
    "pand_sloop": 1,
    "pand_voorkomen": 1,
}


@pytest.mark.parametrize("form", FORMS)
def test_history(form):
    found = checked(FORMS[form](HISTORY))
    assert found.dropped == DROPPED
    assert column(found, "bouwjaar") == {
        pand_id(n): y for n, y in {1: 1975, 2: 1980, 3: 1990, 7: 2000, 8: 1960}.items()
    }
    assert found.absent == {pand_id(4): "pand_niet_in_gebruik", pand_id(5): "pand_gepland", pand_id(6): "pand_sloop"}
    # nothing is said about values of versions that do not count
    assert found.findings.counts() == DROPPED
    left_out = "1 gepland, 2 beëindigd, 1 uit de registratie gehaald, 1 niet in gebruik, 1 te slopen"
    zeros = "5 nummers van de BAG hadden geen voorloopnullen meer; die zijn teruggezet."
    assert found.notes == [
        f"Panden: 5 uit 13 rijen; niet meegenomen: {left_out}, 1 nog niet ingegaan, 1 oudere versie.",
        *([zeros] if form == "nlextract_1" else []),  # ids as numbers
        "De levering bevat meer versies van een object: die van 01-06-2024 tellen.",
    ]


def test_a_later_day_gives_another_version():
    later = read_panden(lvbag(HISTORY), today=dt.date(2030, 1, 1), kentallen=K)
    assert column(later, "bouwjaar")[pand_id(2)] == 2030
    assert "pand_toekomst" not in later.dropped


def test_of_two_versions_that_begin_together_the_highest_number_counts():
    versions = [Version(1, 3, year=1970), Version(1, 10, year=1980), Version(1, 2, year=1960)]
    found = checked(lvbag(versions))
    assert found.frame["bouwjaar"].tolist() == [1980]
    assert found.dropped == {"pand_voorkomen": 2}


def test_the_newest_version_decides_about_the_status():
    versions = [Version(1, 1), Version(1, 2, "2011-01-01", status="Pand gesloopt"), Version(2)]
    found = checked(lvbag(versions))
    assert found.frame["pand_id"].tolist() == [pand_id(2)]
    assert found.dropped == {"pand_voorkomen": 1, "pand_niet_in_gebruik": 1}


def test_equal_versions_of_different_status_do_not_depend_on_their_order():
    versions = [Version(1), Version(2, status="Pand gesloopt"), Version(2, status="Bouw gestart")]
    for some in (versions, versions[::-1]):
        assert checked(lvbag(some)).absent == {pand_id(2): "pand_niet_in_gebruik"}


def test_planned_panden_may_be_kept():
    found = checked(lvbag(HISTORY), planned=True)
    assert column(found, "bouwjaar")[pand_id(5)] == 2026
    assert column(found, "in_gebruik")[pand_id(5)] == "Bouwvergunning verleend"
    assert "pand_gepland" not in found.dropped
    assert pand_id(5) not in found.absent


@pytest.mark.parametrize("mark", ["9999-12-31", "0001-01-01", "", "-", None])
def test_end_dates_that_mean_none(mark):
    assert len(read({"identificatie": [A], "eindGeldigheid": pd.Series([mark], dtype=object)}).frame) == 1


def test_an_end_date_that_is_no_date_is_listed():
    found = read({"identificatie": [A, B], "eindGeldigheid": ["binnenkort", "2020-01-01"]})
    assert found.frame["pand_id"].tolist() == [A]
    assert said(found, "bag_datum") == [A]


@pytest.mark.parametrize("zone", [None, "Europe/Amsterdam"])
def test_dates_of_any_type(zone):
    ends = pd.Series(pd.to_datetime(["2020-01-01", None])).dt.tz_localize(zone)
    assert read({"identificatie": [A, B], "eindGeldigheid": ends}).frame["pand_id"].tolist() == [B]
    ends = ["2020/01/01 10:11:12.5", None]  # as OGR writes them
    assert read({"identificatie": [A, B], "eindGeldigheid": ends}).frame["pand_id"].tolist() == [B]
    days = pd.Series([dt.date(2020, 1, 1), None], dtype=object)
    assert read({"identificatie": [A, B], "eindGeldigheid": days}).frame["pand_id"].tolist() == [B]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("Pand in gebruik", ""),
        ("Pand in gebruik (niet ingemeten)", ""),
        ("Verbouwing pand", ""),
        ("http://bag.basisregistraties.overheid.nl/id/begrip/PandInGebruik", ""),
        ("bestaand", ""),
        (None, ""),
        ("Bouw gestart", "pand_gepland"),
        ("Bouwvergunning verleend", "pand_gepland"),
        ("plan", "pand_gepland"),
        ("Sloopvergunning verleend", "pand_sloop"),
        ("Pand gesloopt", "pand_niet_in_gebruik"),
        ("Pand buiten gebruik", "pand_niet_in_gebruik"),
        ("Niet gerealiseerd pand", "pand_niet_in_gebruik"),
        ("Pand ten onrechte opgevoerd", "pand_niet_in_gebruik"),
    ],
)
def test_every_status(status, kind):
    found = read({"identificatie": [A, B], "status": [status, "Pand in gebruik"]})
    assert found.dropped == ({kind: 1} if kind else {})


def test_a_status_is_in_one_class():
    groups = [PLANNED, DOOMED, GONE, IN_USE]
    assert sum(map(len, groups)) == len(frozenset().union(*groups))


def test_an_unknown_status_is_in_use_and_listed():
    found = read({"identificatie": [A], "status": ["Pand staat leeg"]})
    assert len(found.frame) == 1
    assert said(found, "bag_status") == [A]


def test_bgt():
    """History has an end of registration; plan stands in a status of its own; a label stands beside its pand."""
    shapes = [SQUARE, SQUARE, shapely.Point(14, 5), shapely.box(10, 0, 20, 10), shapely.box(60, 0, 70, 9), SQUARE]
    found = read(
        {
            "lokaalID": list("abcdef"),
            "identificatieBAGPND": [200100000000001] * 4 + [200100000000002, 200109999999999],
            "bgt-status": ["bestaand"] * 4 + ["geenWaarde", "bestaand"],
            "plus-status": ["geenWaarde"] * 4 + ["plan", "geenWaarde"],
            "eindRegistratie": [None, "2016-09-12T10:36:01", None, None, None, None],
            "terminationDate": None,
            "tijdstipRegistratie": "2014-01-01T00:00:00",
        },
        shapes,
    )
    assert found.dropped == {"pand_historie": 1, "pand_gepland": 1, "pand_dubbel": 1, "pand_deel": 1}
    assert found.frame["pand_id"].tolist() == [A, "0200109999999999"]
    assert found.frame.geometry.iloc[0].area == 200  # two parts that share a wall
    assert found.absent == {B: "pand_gepland"}


def test_labels_without_an_outline_are_points():
    found = read({"identificatieBAGPND": [200100000000001]}, [shapely.Point(3, 4)])
    assert found.frame.geometry.iloc[0].wkt == "POINT (3 4)"


def test_an_id_at_more_places_is_no_id():
    far = shapely.box(500, 0, 510, 10)
    found = read({"identificatieBAGPND": [A, A, A]}, [far, SQUARE, far])
    assert found.frame["pand_id"].tolist() == [A, f"{A} (2)"]
    assert found.dropped == {"pand_dubbel": 1}
    assert said(found, "pand_id_dubbel") == [f"{A} (2)"]


def test_panden_that_the_bag_does_not_know_are_never_parts_of_one():
    nine = 200109999999999
    shapes = [SQUARE, shapely.box(10, 0, 20, 10), SQUARE]
    found = read({"identificatieBAGPND": [nine] * 3}, shapes)
    assert found.frame["pand_id"].tolist() == ["0200109999999999", "0200109999999999 (2)"]
    assert found.frame.geometry.area.tolist() == [100, 100]
    assert found.dropped == {"pand_dubbel": 1}


def test_a_pand_twice():
    shapes = [SQUARE, SQUARE, shapely.box(0, 0, 10, 9), shapely.box(50, 0, 60, 10)]
    found = read({"identificatie": [A, A, A, B], "bouwjaar": [1980, 1980, 1990, 2000]}, shapes)
    assert column(found, "bouwjaar") == {A: 1980, B: 2000}
    assert found.dropped == {"pand_dubbel": 1, "pand_verschilt": 1}
    assert found.frame.geometry.area.tolist() == [100, 100]


def test_of_equal_outlines_the_row_that_says_most_counts():
    columns = {"identificatie": [A, A], "bouwjaar": [np.nan, 1980.0], "gebruiksdoel": ["", "woonfunctie"]}
    found = read(columns, [SQUARE, SQUARE])
    assert column(found, "bouwjaar") == {A: 1980}
    assert found.dropped == {"pand_verschilt": 1}


def test_panden_without_an_id():
    shapes = [shapely.box(50, 0, 60, 10), SQUARE, SQUARE, shapely.box(90, 0, 99, 10)]
    found = read({"identificatie": [None, "", None, A]}, shapes)
    assert found.frame["pand_id"].tolist() == [A, "zonder id", "zonder id (2)"]
    assert found.dropped == {"pand_dubbel": 1}
    assert found.frame.geometry.iloc[1].equals(SQUARE)  # named by place, not by row
    assert found.findings.counts()["pand_zonder_id"] == 2


def test_no_field_with_an_id_at_all():
    assert read({"bouwjaar": [1980, 1990]}).frame["pand_id"].tolist() == ["zonder id", "zonder id (2)"]


def test_rounded_ids_are_no_ids():
    found = read({"identificatie": ["2,001E+14", "2,001E+14"], "bouwjaar": [1980, 1990]})
    assert found.frame["pand_id"].tolist() == ["zonder id", "zonder id (2)"]
    assert found.findings.counts() == {"bag_id_afgerond": 2, "pand_zonder_id": 2}


YEARS = [1975, 9999, 1005, 0, 2024, 2025, 2026, 1006, None, -1, 1]


def test_years_that_cannot_be():
    found = read({"identificatie": [pand_id(i) for i in range(len(YEARS))], "bouwjaar": YEARS})
    expected = [1975, np.nan, np.nan, np.nan, 2024, 2025, np.nan, 1006, np.nan, np.nan, np.nan]
    assert found.frame["bouwjaar"].tolist() == pytest.approx(expected, nan_ok=True)
    assert said(found, "bag_bouwjaar") == [pand_id(i) for i in (1, 2, 3, 6, 9, 10)]


def test_years_as_text():
    years = ["1975", "9999", "1005", "0", "1975.0", "1975-05-06", "oud", None, "20155"]
    found = read({"identificatie": [pand_id(i) for i in range(len(years))], "oorspronkelijkBouwjaar": years})
    expected = [1975, np.nan, np.nan, np.nan, 1975, 1975, np.nan, np.nan, np.nan]
    assert found.frame["bouwjaar"].tolist() == pytest.approx(expected, nan_ok=True)
    assert said(found, "bag_bouwjaar") == [pand_id(i) for i in (1, 2, 3, 6, 8)]


def test_areas_that_cannot_be():
    areas = [0, 1, 999999, 2, 500000, 0]
    found = read(
        {
            "identificatie": [pand_id(i) for i in range(6)],
            "aantal_verblijfsobjecten": [1, 1, 1, 1, 1, 0],
            "oppervlakte_max": areas,
        }
    )
    expected = [np.nan, np.nan, np.nan, 2, 500000, np.nan]
    assert found.frame["oppervlakte_max_m2"].tolist() == pytest.approx(expected, nan_ok=True)
    assert found.frame["oppervlakte_min_m2"].isna().all()
    # a shed has no object: nothing is unknown there
    assert said(found, "bag_oppervlakte") == [pand_id(i) for i in range(3)]


def test_geometries_as_they_come():
    bowtie = shapely.Polygon([(0, 40), (10, 50), (10, 40), (0, 50)])
    shapes = [
        None,
        shapely.Polygon(),
        shapely.MultiPolygon([SQUARE, shapely.box(20, 0, 30, 10)]),
        shapely.force_3d(shapely.box(0, 20, 5, 25), 3),
        bowtie,
        shapely.MultiPoint([(60, 60), (70, 70)]),
        shapely.LineString([(0, 0), (1, 1)]),
        shapely.GeometryCollection([shapely.box(80, 80, 90, 90), shapely.Point(81, 81)]),
        shapely.Point(np.nan, 3),
    ]
    names = [pand_id(i) for i in range(9)]
    found = read({"identificatie": names}, shapes)
    assert found.dropped == {"pand_zonder_plaats": 3, "pand_geen_vlak": 1}
    assert column(found, "geometry").keys() == {names[i] for i in (2, 3, 4, 5, 7)}
    assert column(found, "geometry")[names[4]].area == pytest.approx(50)
    assert column(found, "geometry")[names[5]].geom_type == "Point"
    assert said(found, "pand_ongeldig") == [names[4], names[7]]


def test_bad_geometries_of_history_are_no_trouble():
    bowtie = shapely.Polygon([(0, 40), (10, 50), (10, 40), (0, 50)])
    shapes = [
        bowtie,
        shapely.Polygon(),
        shapely.Point(np.nan, 1),
        None,
        shapely.LineString([(0, 0), (np.nan, 1)]),
        SQUARE,
    ]
    columns = {"identificatie": [pand_id(i) for i in range(6)], "eindGeldigheid": ["2020-01-01"] * 5 + [None]}
    found = read(columns, shapes)
    assert found.dropped == {"pand_historie": 5}
    assert len(found.findings.frame(28992)) == 5


def test_own_fields():
    found = read(
        {
            "identificatie": [A, B, C],
            "woningtype": ["Twee-onder-een-kap", "rijwoning hoek", "paleis"],
            "corporatie": ["ja", None, "Ymere"],
            "energielabel": ["A++", "Label C", "Q"],
        }
    )
    assert found.frame["type"].tolist() == ["2-onder-1-kap", "hoek", ""]
    assert found.frame["eigenaar"].tolist() == ["corporatie", "", "corporatie"]
    assert found.frame["label"].tolist() == ["A", "C", ""]
    assert said(found, "bag_type") == said(found, "bag_label") == [C]


def test_owners_in_words():
    words = ["Woningcorporatie", "koop", "particuliere huur", "sociale huur", "Woonstichting De Kade", "mevrouw X"]
    found = read({"identificatie": [pand_id(i) for i in range(6)], "eigenaar": words})
    assert found.frame["eigenaar"].tolist() == ["corporatie", "particulier", "overig", "corporatie", "corporatie", ""]
    assert said(found, "bag_eigenaar") == [pand_id(5)]


def test_unknown_uses_count_as_overig():
    found = read({"identificatie": [A], "gebruiksdoel": ["woonfunctie, kasteelfunctie"]})
    assert found.frame["gebruik"].tolist() == ["overig,wonen"]
    assert said(found, "bag_gebruik") == [A]


def test_the_user_s_own_field_goes_first():
    found = read({"identificatie": [A], "bouwjaar": [1900], "jaar2": [1950]}, fields={"bouwjaar": "jaar2"})
    assert found.frame["bouwjaar"].tolist() == [1950]
    with pytest.raises(FieldError, match="jaar3"):
        read({"identificatie": [A]}, fields={"bouwjaar": "jaar3"})


def test_own_output_is_read_again():
    first = read({"identificatie": [A, B], "bouwjaar": [1975, 1980], "aantal_verblijfsobjecten": [1, 2]})
    again = checked(first.frame)
    assert again.frame[["pand_id", "bouwjaar", "aantal_objecten"]].equals(
        first.frame[["pand_id", "bouwjaar", "aantal_objecten"]]
    )


def test_another_crs_is_transformed():
    frame = layer({"identificatie": [A]}, [shapely.box(155000, 463000, 155010, 463010)]).to_crs(4326)
    shape = checked(frame).frame.geometry.iloc[0]
    assert shape.area == pytest.approx(100, rel=1e-3)
    assert shape.centroid.distance(shapely.Point(155005, 463005)) < 0.01


def test_layers_that_cannot_be_panden():
    with pytest.raises(InputError, match="no features"):
        read_panden(layer({"id": [1]}).iloc[:0], kentallen=K)
    with pytest.raises(InputError, match="lines"):
        read({"identificatie": [A]}, [shapely.LineString([(0, 0), (1, 1)])])
    with pytest.raises(InputError, match="has an outline"):
        read({"identificatie": [A]}, [None])
    with pytest.raises(InputError, match="history"):
        read({"identificatie": [A], "eindGeldigheid": ["2016-09-12"]})
    with pytest.raises(InputError, match="no geometry"):
        read_panden(pd.DataFrame({"identificatie": [A]}), kentallen=K)


@pytest.mark.parametrize(
    "columns",
    [
        {"identificatie": ["0200010000000001"], "pandidentificatie": [A]},
        {"identifica": ["0200010000000001"], "pandidenti": [A]},
        {"identificatie": [200010000000001]},
        {"identificatie": ["NL.IMBAG.Verblijfsobject.0200010000000001"], "pandRef": [[A]]},
        {"id": ["x"], "huisnummer": [1], "pandidentificatie": [""]},
    ],
)
def test_verblijfsobjecten_where_panden_belong(columns):
    with pytest.raises(InputError) as error:
        read(columns, [shapely.Point(1, 1)])
    assert error.value.key == "bag_panden_zijn_objecten"


def test_cancel():
    with pytest.raises(CancelledError):
        read({"identificatie": [A]}, cancelled=lambda: True)


def test_progress_moves_on():
    seen = []
    read({"identificatie": [A]}, progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 100


def test_many_rows_of_a_kind_are_one_finding():
    few = K.replace({"bag.meldingen_per_soort": 3})
    columns = {
        "identificatie": [pand_id(n) for n in range(8)],
        "eindGeldigheid": ["2020-01-01"] * 7 + [None],
        "bouwjaar": [1980] * 7 + [9999],
    }
    found = read_panden(layer(columns), today=TODAY, kentallen=few)
    rows = found.findings.frame(28992)
    assert found.dropped == {"pand_historie": 7}
    assert rows["soort"].tolist() == ["pand_historie", "bag_bouwjaar"]
    text = rows["tekst"].iloc[0]
    assert text.startswith(f"7 keer; de eerste: Pand {pand_id(0)} is historie")
    assert text.endswith(", ".join(pand_id(n) for n in range(1, 6)) + ".")
    assert rows["object_id"].tolist() == ["", pand_id(7)]


STATUSES = ["Pand in gebruik", "Pand gesloopt", "Bouw gestart", "Sloopvergunning verleend"]
DAYS = ["2010-01-01", "2015-01-01", "2024-06-01", "2024-06-02"]
VERSION = st.builds(
    Version,
    n=st.integers(1, 4),
    number=st.integers(1, 3),
    begin=st.sampled_from(DAYS),
    end=st.sampled_from(["", "", *DAYS]),
    status=st.sampled_from([*STATUSES, "", ""]),
    inactive=st.sampled_from(["", "", "2020-01-01"]),
    year=st.sampled_from([1975, 1980, 9999]),
)


def expected(versions):
    """Return the ids that stay and the counts of what does not, from the rules, one version at a time."""
    today = TODAY.isoformat()
    counts, alive = {}, {}
    for v in versions:
        if v.inactive:
            why = "inactief"
        elif v.end and v.end <= today:
            why = "historie"
        elif v.begin > today:
            why = "toekomst"
        else:
            alive.setdefault(v.n, []).append(v)
            continue
        counts[why] = counts.get(why, 0) + 1
    kept = set()
    for n, several in alive.items():
        best = max((v.begin, v.number) for v in several)
        top = [v for v in several if (v.begin, v.number) == best]
        older = len(several) - len(top)
        if older:
            counts["voorkomen"] = counts.get("voorkomen", 0) + older
        for v in top:
            why = {"Pand gesloopt": "niet_in_gebruik", "Bouw gestart": "gepland", "Sloopvergunning verleend": "sloop"}
            if v.status in why:
                counts[why[v.status]] = counts.get(why[v.status], 0) + 1
            else:
                kept.add(pand_id(n))
    return kept, counts


@settings(max_examples=80)
@given(st.lists(VERSION, min_size=1, max_size=10), st.sampled_from(["lvbag", "nlextract"]), st.randoms())
def test_versions_against_the_rules_in_any_order(versions, form, random):
    kept, counts = expected(versions)
    frame = FORMS[form](versions)
    if not kept:
        with pytest.raises(InputError):
            checked(frame)
        return
    found = checked(frame)
    assert set(found.frame["pand_id"]) == kept
    doubles = {kind: n for kind, n in found.dropped.items() if kind in ("pand_dubbel", "pand_verschilt")}
    assert found.dropped == {f"pand_{why}": n for why, n in counts.items()} | doubles
    order = list(range(len(versions)))
    random.shuffle(order)
    same(found, checked(frame.iloc[order]))


def same(one, other):
    left, right = (pd.DataFrame(found.frame.drop(columns="geometry")) for found in (one, other))
    pd.testing.assert_frame_equal(left, right)
    assert one.frame.geometry.to_wkb().tolist() == other.frame.geometry.to_wkb().tolist()
    assert one.dropped == other.dropped
    assert one.absent == other.absent
    names = ["soort", "object_id", "tekst"]
    lists = [found.findings.frame(28992)[names].sort_values(names).values.tolist() for found in (one, other)]
    assert lists[0] == lists[1]


ROW = st.tuples(
    st.sampled_from([A, B, "", None, "0200109999999999", "schuur"]),
    st.sampled_from(
        [
            SQUARE,
            shapely.box(10, 0, 20, 10),
            shapely.box(1, 0, 10, 10),
            shapely.box(300, 0, 310, 10),
            shapely.Point(5, 5),
            shapely.Point(40, 5),
            None,
        ]
    ),
    st.sampled_from([1975, 1980, None, 9999]),
    st.sampled_from(["bestaand", "plan", None]),
    st.sampled_from([None, "2016-01-01T10:00:00"]),
)


@settings(max_examples=80)
@given(st.lists(ROW, min_size=1, max_size=10), st.randoms())
def test_every_row_is_accounted_for_in_any_order(rows, random):
    names = ["identificatieBAGPND", "geometry", "bouwjaar", "plus-status", "eindRegistratie"]
    table = pd.DataFrame(rows, columns=names).astype({"bouwjaar": float})
    frame = gpd.GeoDataFrame(table.drop(columns="geometry"), geometry=[row[1] for row in rows], crs=28992)
    if not any(row[1] is not None and row[3] != "plan" and row[4] is None for row in rows):
        with pytest.raises(InputError):
            checked(frame)
        return
    order = list(range(len(rows)))
    random.shuffle(order)
    same(checked(frame), checked(frame.iloc[order]))
