"""Ids of the BAG, whatever was done to them."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen.readers.bag_ids import first_ids, id_lists, ids, is_placeholder, kind_of, mostly, parts, restored
from riothermie_kansen.readers.fields import find

PAND = "0200100000001882"


def one(value):
    found, rounded = ids(pd.Series([value], dtype=object))
    assert found[0] == "" or not rounded[0]
    return "lost" if rounded[0] else found[0]


@pytest.mark.parametrize(
    "value",
    [
        PAND,
        f" {PAND} ",
        f"'{PAND}",
        200100000001882,
        200100000001882.0,
        np.int64(200100000001882),
        "200100000001882",
        "200100000001882.0",
        "200100000001882,00",
        "2.00100000001882E+14",
        "2,00100000001882e+14",
        f"NL.IMBAG.Pand.{PAND}",
        f"NL.IMBAG.Pand.{PAND}-0",
        f"http://bag.basisregistraties.overheid.nl/bag/id/pand/{PAND}",
        f"https://bag.basisregistraties.overheid.nl/id/pand/{PAND}/",
        [PAND],
    ],
)
def test_one_id_in_many_forms(value):
    assert one(value) == PAND


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3100000012345, "0003100000012345"),  # Appingedam: three zeros
        ("1883100000010452", "1883100000010452"),
        (1883100000010452, "1883100000010452"),
        (1883100000010452.0, "1883100000010452"),
        ("pand 12", "pand 12"),
        (12, "12"),
        ("228109999999999", "0228109999999999"),
        ("228777777777777", "228777777777777"),  # 77 is no kind of BAG object
        ("2.281E+14", "lost"),
        ("2,28E+14", "lost"),
        ("1,88310000001E+15", "lost"),
        ("", ""),
        (None, ""),
        (float("nan"), ""),
        ("NULL", ""),
    ],
)
def test_other_values(value, expected):
    assert one(value) == expected


def test_columns_of_numbers():
    assert ids(pd.Series([200100000001882, 12]))[0].tolist() == [PAND, "12"]
    assert ids(pd.Series([200100000001882.0, np.nan, 2.5]))[0].tolist() == [PAND, "", "2.5"]
    assert ids(pd.Series([200100000001882, None], dtype="Int64"))[0].tolist() == [PAND, ""]
    found, rounded = ids(pd.Series([200100000001882], dtype=np.float32))
    assert found.tolist() == [""]
    assert rounded.tolist() == [True]


@given(st.integers(1, 1999), st.sampled_from(["01", "02", "03", "10"]), st.integers(0, 10**10 - 1))
def test_every_id_survives_every_form(municipality, kind, number):
    bag_id = f"{municipality:04d}{kind}{number:010d}"
    forms = [bag_id, int(bag_id), float(bag_id), str(int(bag_id)), f"{int(bag_id)}.0", f"NL.IMBAG.Pand.{bag_id}"]
    assert [one(form) for form in forms] == [bag_id] * len(forms)
    assert ids(pd.Series([int(bag_id)]))[0][0] == bag_id
    assert ids(pd.Series([float(bag_id)]))[0][0] == bag_id
    assert kind_of(bag_id) == ("pand" if kind == "10" else "object")


@pytest.mark.parametrize(
    "value",
    [
        "a,b",
        "b, a",
        "a;b",
        "b|a",
        "['a', 'b']",
        '["b","a"]',
        "{a,b}",
        "(2:a,b)",
        ["b", "a"],
        ("a", None, "b"),
        {"a", "b"},
        np.array(["a", "b"], dtype=object),
    ],
)
def test_lists_in_many_forms(value):
    assert sorted(parts(value)) == ["a", "b"]
    assert id_lists(pd.Series([value], dtype=object))[0].tolist() == ["a,b"]


def test_lists_of_ids_are_sorted_without_doubles():
    values = [f"200100000001882,{PAND}", [200100000001883, PAND], "(1:228100000012345)", "2,281E+14", None, []]
    found, rounded = id_lists(pd.Series(values, dtype=object))
    assert found.tolist() == [PAND, f"{PAND},0200100000001883", "0228100000012345", "", "", ""]
    assert rounded.tolist() == [False, False, False, True, False, False]


@pytest.mark.parametrize(
    "value",
    [PAND, f"NL.IMBAG.Pand.{PAND}", f"[{PAND}]", f'[ "NL.IMBAG.Pand.{PAND}" ]', f"{{{PAND}}}", f"('{PAND}')", [PAND]],
)
def test_a_list_of_one_is_that_one(value):
    found, rounded = id_lists(pd.Series([value, None, 200100000001883.0], dtype=object))
    assert found.tolist() == [PAND, "", "0200100000001883"]
    assert not rounded.any()


def test_kinds():
    some = np.array([PAND, "0200010000000001", "x", ""], dtype=object)
    assert [kind_of(text) for text in some] == ["pand", "object", "", ""]
    assert not mostly(some, "pand")
    assert mostly(np.array([PAND, PAND, "x"], dtype=object), "pand")
    assert is_placeholder(np.array(["0228109999999999", "0228100000000000", PAND, "9"], dtype=object)).tolist() == [
        True,
        True,
        False,
        False,
    ]


def test_zeros_that_came_back_are_counted():
    raw = pd.Series([PAND, PAND.lstrip("0"), 200100000001882, None, "x", "1742100000000001"], dtype=object)
    columns = find(pd.DataFrame({"identificatie": raw}), {"pand_id": ("identificatie",)})
    assert restored(columns, "pand_id", first_ids(columns, "pand_id")[0]) == 2
    numbers = find(
        pd.DataFrame({"identificatie": [200100000001882.0, np.nan, 1742100000000001.0]}),
        {"pand_id": ("identificatie",)},
    )
    assert restored(numbers, "pand_id", first_ids(numbers, "pand_id")[0]) == 1
