"""A table of insulation of the user: parts and percentages, and what cannot be."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen.errors import InputError
from riothermie_kansen.readers.reductions import read_reductions

LABELS = "ABCDEFG"


def table(labels, values, names=("label", "reductie")):
    return pd.DataFrame({names[0]: pd.Series(list(labels), dtype=object), names[1]: pd.Series(values, dtype=object)})


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ([0.15, 0.4], {"C": 0.15, "G": 0.4}),
        (["0,15", "0.4"], {"C": 0.15, "G": 0.4}),
        (["15", "40"], {"C": 0.15, "G": 0.4}),
        (["15 %", "40%"], {"C": 0.15, "G": 0.4}),
        (["1 %", "0,5 %"], {"C": 0.01, "G": 0.005}),
        ([0, 15], {"C": 0.0, "G": 0.15}),
        ([0.0, 0.99], {"C": 0.0, "G": 0.99}),
        (["15 %", "0,40"], {"C": 0.15, "G": 0.4}),
        (["15 %", "40"], {"C": 0.15, "G": 0.4}),
    ],
)
def test_parts_and_percentages(values, wanted):
    assert read_reductions(table("CG", values)) == pytest.approx(wanted)


def test_words_of_other_tables_and_empty_rows():
    found = read_reductions(table(["label C", None, "A++", ""], ["20", None, "5", None], ("Energielabel", "Besparing")))
    assert found == pytest.approx({"A": 0.05, "C": 0.2})


def test_the_same_twice_counts_once():
    assert read_reductions(table("CC", [0.2, "0,2"])) == {"C": 0.2}


@pytest.mark.parametrize(
    ("labels", "values", "key"),
    [
        ("C", [-0.1], "isolatietabel_bereik"),
        ("C", [1], "isolatietabel_bereik"),
        ("C", ["100 %"], "isolatietabel_bereik"),
        ("C", [250], "isolatietabel_bereik"),
        ("H", [0.1], "isolatietabel_label"),
        ([""], [0.1], "isolatietabel_label"),
        ("C", ["veel"], "isolatietabel_getal"),
        ("C", [None], "isolatietabel_getal"),
        ("CC", [0.1, 0.2], "isolatietabel_dubbel"),
        ([None], [None], "isolatietabel_leeg"),
    ],
)
def test_what_cannot_be_is_refused(labels, values, key):
    with pytest.raises(InputError) as error:
        read_reductions(table(labels, values))
    assert error.value.key == key


@pytest.mark.parametrize(("names", "column"), [(("label", "iets"), "reductie"), (("iets", "reductie"), "label")])
def test_missing_column(names, column):
    with pytest.raises(InputError, match=column):
        read_reductions(table("C", [0.1], names))


@given(st.dictionaries(st.sampled_from(LABELS), st.integers(0, 99), min_size=1), st.randoms())
def test_percentages_and_parts_say_the_same_in_any_order(percent, random):
    items = list(percent.items())
    random.shuffle(items)
    labels = [label for label, _ in items]
    with_sign = read_reductions(table(labels, [f"{value} %" for _, value in items]))
    as_part = read_reductions(table(labels, [value / 100 for _, value in items]))
    assert with_sign == pytest.approx(as_part)
    assert with_sign == pytest.approx({label: value / 100 for label, value in percent.items()})
    assert list(with_sign) == sorted(percent)
