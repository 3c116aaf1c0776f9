"""Postcodes, addresses and positions by which deliveries find each other; words for type, label and owner."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen.readers.dwelling_words import dwelling_type, labels, owner, planned_type
from riothermie_kansen.readers.join_keys import address_keys, house_numbers, keys_of_addresses, places_of, postcodes


def column(*values):
    return pd.Series(values, dtype=object)


def texts(*values):
    return np.array(values, dtype=object)


def test_postcodes():
    found = postcodes(column("7323aa", " 7323 AB ", "0323AA", "7323", None, "7323AAX"))
    assert found.tolist() == ["7323AA", "7323AB", "", "", "", ""]


def test_house_numbers():
    number, behind = house_numbers(column("12", 12.0, "012", "12a", "12 - 2", "A", None))
    assert number.tolist() == ["12", "12", "12", "12", "12", "", ""]
    assert behind.tolist() == ["", "", "", "A", "2", "", ""]


@pytest.mark.parametrize("behind", [("A", "2"), ("", "A2"), ("A-2", ""), ("", "-a2"), ("a", " 2")])
def test_letter_and_addition_in_any_form(behind):
    keys = address_keys(texts("7323AA"), texts("12"), *(texts(part) for part in behind))
    assert keys.tolist() == ["7323AA|12|A2"]
    assert keys_of_addresses(["7323aa|12|A|2"]) == {"7323AA|12|A2"}
    assert keys_of_addresses(["7323AA|12|A2"]) == {"7323AA|12|A2"}


def test_no_address_without_number_or_postcode():
    assert address_keys(texts("7323AA", ""), texts("", "12"), texts("A", "A")).tolist() == ["", ""]
    assert keys_of_addresses(["", "|||", "7323AA", "12|12||"]) == frozenset()


@given(st.lists(st.sampled_from("abcd"), max_size=8), st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=8))
def test_positions_of_keys(among, keys):
    found = places_of(keys, among)
    for key, place in zip(keys, found, strict=True):
        assert place == (among.index(key) if key and among.count(key) == 1 else -1)


@pytest.mark.parametrize(
    ("text", "subtype", "kind"),
    [
        *(("Vrijstaande woning", "", "vrijstaand"), ("Twee-onder-één-kap", "", "2-onder-1-kap")),
        *(
            ("Twee-onder-een-kap", "", "2-onder-1-kap"),
            ("2^1 kap", "", "2-onder-1-kap"),
            ("Halfvrijstaand", "", "2-onder-1-kap"),
        ),
        *(("Rijwoning hoek", "", "hoek"), ("Hoekwoning", "", "hoek"), ("Rijwoning tussen", "", "tussen")),
        *(("Tussenwoning", "", "tussen"), ("Flatwoning (overig)", "Tussenmidden", "appartement")),
        *(("Appartement", "", "appartement"), ("Maisonnette", "Hoekdak", "appartement")),
        *(("Galerijwoning", "", "appartement"), ("Portiekwoning", "", "appartement")),
        ("Twee-onder-een-kap / rijwoning hoek", "Twee-onder-een-kap", "2-onder-1-kap"),
        ("Twee-onder-een-kap / rijwoning hoek", "Rijwoning hoek", "hoek"),
        ("Twee-onder-een-kap / rijwoning hoek", "", ""),
        *(("Woonwagen", "", ""), ("Kantoor", "", ""), ("", "", "")),
    ],
)
def test_types_of_dwelling(text, subtype, kind):
    assert dwelling_type(text, subtype) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *(("Nultredenwoning", "tussen"), ("Benedenwoning", "appartement"), ("Bovenwoningen", "appartement")),
        *(
            ("Rijwoning", "tussen"),
            ("Hoekwoning", "hoek"),
            ("Rij-/hoekwoning", "tussen"),
            ("Rijwoning/ hoekwoning", "tussen"),
        ),
        *(("Hoek- en tussenwoning", "tussen"), ("Rijwoning hoek", "hoek"), ("Vrijstaand", "vrijstaand"), ("Kas", "")),
    ],
)
def test_types_in_a_plan(text, kind):
    assert planned_type(text) == kind


def test_labels():
    letter, full, wrong = labels(
        column("A+++", "a ++++", "A+++++", "b", "Label C", "Energielabel: g", "x", None, "H", "A1")
    )
    assert letter.tolist() == ["A", "A", "A", "B", "C", "G", "", "", "", ""]
    assert full.tolist() == ["A+++", "A++++", "A+++++", "B", "C", "G", "", "", "", ""]
    assert wrong.tolist() == [False] * 8 + [True] * 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *(("Koopwoning", "particulier"), ("koop", "particulier"), ("Eigenaar-bewoner", "particulier")),
        *(
            ("sociale huur", "corporatie"),
            ("Woningcorporatie", "corporatie"),
            ("Stichting Woonstichting X", "corporatie"),
        ),
        *(
            ("particuliere huur", "overig"),
            ("Overige verhuurders", "overig"),
            ("belegger", "overig"),
            ("", ""),
            ("?", ""),
        ),
    ],
)
def test_owners(text, kind):
    assert owner(text) == kind
