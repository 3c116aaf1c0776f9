"""Depth limits in every spelling: what is a depth, what is a level, and what is neither."""

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.readers.fields import find
from riothermie_kansen.readers.restriction_depths import parse_limit, read_depths
from riothermie_kansen.readers.restriction_names import AREA


@pytest.mark.parametrize(
    ("text", "depth"),
    [
        ("50", 50),
        ("50,5", 50.5),
        ("-50", 50),
        ("tot 50 m", 50),
        ("50 m -mv", 50),
        ("50 m-mv", 50),
        ("max. 50 meter onder maaiveld", 50),
        ("dieper dan 30 meter verboden", 30),
        ("> 80 m", 80),
        ("ca. 50", 50),
        ("500 cm", 5),
        ("50m", 50),
        ("art. 3.7: niet dieper dan 50 m", 50),
        ("2e watervoerend pakket, 80 m-mv", 80),
        ("2 boringen tot 50 m", 50),
        ("0-50 m", 50),
        ("0", 0),
    ],
)
def test_a_depth_in_words(text, depth):
    found = parse_limit(text)
    assert (found.value, found.level, found.kind) == (pytest.approx(depth), False, "")


@pytest.mark.parametrize(
    "text", ["50-80 m", "tussen 50 en 80 m", "80 m tot 50 m", "50 m / 80 m", "50 – 80", "5000-8000 cm"]
)
def test_of_several_depths_the_shallowest_counts(text):
    found = parse_limit(text)
    assert (found.value, found.kind) == (50, "bereik")


@pytest.mark.parametrize(
    "text", ["zie verordening", "artikel 3.7", "5e kleilaag", "10 m²", "Formatie van Waalre", "1e-3", "geen"]
)
def test_what_is_not_a_depth(text):
    found = parse_limit(text)
    assert np.isnan(found.value)
    assert found.kind == "tekst"


@pytest.mark.parametrize("text", ["", "n.v.t.", "nvt", "-", "onbekend", "NULL"])
def test_what_says_nothing(text):
    assert parse_limit(text).kind == "leeg"


@pytest.mark.parametrize(
    "text", ["-50 m NAP", "NAP -50 m", "50 m -NAP", "50 meter beneden NAP", "50 m - N.A.P.", "-50 tot -80 m NAP"]
)
def test_a_level(text):
    found = parse_limit(text)
    assert (found.value, found.level) == (-50, True)


@given(st.text(max_size=60))
def test_any_text_is_a_limit_of_some_sort(text):
    found = parse_limit(text)
    assert found.kind in ("", "leeg", "tekst", "bereik")
    assert np.isnan(found.value) == (found.kind in ("leeg", "tekst"))


@given(
    st.decimals(min_value="0.1", max_value="700", places=1), st.sampled_from(["{} m", "tot {} m", "max {} m-mv", "{}"])
)
def test_a_number_is_found_back(number, sentence):
    for text in (sentence.format(number), sentence.format(number).replace(".", ",")):
        assert parse_limit(text).value == pytest.approx(float(number))


def depths(table, **changes):
    frame = gpd.GeoDataFrame(table, geometry=[None] * len(next(iter(table.values()))), crs=28992)
    return read_depths(find(frame, AREA), kentallen.load().replace(changes))


@pytest.mark.parametrize("name", ["Max_Diepte", "max_diepte", "maxdiepte", "MAX_DIEPTE_M", "diepte", "Dieptebeperking"])
def test_names_of_the_depth(name):
    found = depths({name: [80, "-40", None]})
    assert found.depth[:2].tolist() == [80, 40]
    assert np.isnan(found.depth[2])
    assert found.column == name


def test_a_name_that_only_speaks_of_depth():
    assert depths({"BVZ_DIEPTE_TM": [30.0]}).depth.tolist() == [30]
    unclear = depths({"diepte_oost": [30.0], "diepte_west": [40.0]})
    assert np.isnan(unclear.depth).all()
    assert unclear.unclear == ["diepte_oost", "diepte_west"]
    assert depths({"bron_diepte": ["kaart"], "min_diepte": [3]}).unclear == []


def test_centimetres_in_the_name():
    assert depths({"diepte_cm": [5000]}).depth.tolist() == [50]


def test_a_later_column_fills_what_an_earlier_one_leaves_open():
    found = depths({"Max_Diepte": [None, "zie verordening", 20], "diepte": [50, 60, 70]})
    assert found.depth.tolist() == [50, 60, 20]
    assert not found.no_number.any()


def test_levels_need_the_surface():
    found = depths({"diepte_nap": [-50.0, -50.0, 5.0], "maaiveld": [12.5, None, None]})
    assert found.depth[:2].tolist() == [62.5, 50]
    assert found.assumed.tolist() == [False, True, False]
    assert np.isnan(found.depth[2])
    assert found.above.tolist() == [False, False, True]
    other = depths({"diepte_nap": [-50.0]}, **{"grondlagen.maaiveld": -5.0})
    assert other.depth.tolist() == [45]


def test_a_level_above_nap_on_high_ground():
    found = depths({"max_diepte": ["+10 m NAP"], "maaiveldhoogte": [40.0]})
    assert found.depth.tolist() == [30]


def test_zero_and_too_much_are_unknown():
    found = depths({"Max_Diepte": [0, 9999, 750, -999.0]})
    assert found.zero.tolist() == [True, False, False, False]
    assert found.too_much.tolist() == [False, True, False, True]
    assert np.isnan(found.depth).tolist() == [True, True, False, True]
