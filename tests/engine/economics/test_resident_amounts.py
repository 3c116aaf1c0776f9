"""Amounts of one's own from a text: what is read, what is refused in a sentence that helps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.economics.resident.choices import Choices
from riothermie_kansen.economics.resident.costs import resident_costs
from riothermie_kansen.economics.resident.dwellings import one_dwelling
from riothermie_kansen.economics.resident_amounts import KEYS, read_amounts
from riothermie_kansen.errors import InputError

K = kentallen.load()


def test_amounts_are_read():
    text = " bronnet.installatie = 9500 ;\n LUCHT.onderhoud=120,5; mt.bak=0;"
    assert read_amounts(text) == {"bronnet": {"installatie": 9500.0}, "lucht": {"onderhoud": 120.5}, "mt": {"bak": 0.0}}
    assert read_amounts("") == read_amounts(" ; \n") == {}


@given(st.dictionaries(st.sampled_from(KEYS), st.integers(0, 10**6), max_size=12))
def test_what_is_written_is_read(amounts):
    found = read_amounts("; ".join(f"{key}={value}" for key, value in amounts.items()))
    flat = {f"{concept}.{post}": value for concept, posts in found.items() for post, value in posts.items()}
    assert flat == amounts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("bronnet.instalatie=1", "bronnet.installatie"),
        ("bronet.bak=1", "bronnet.bak"),
        ("installatie=1", "did you mean"),
        ("bronnet.bak", "is no amount"),
        ("bronnet.bak=", "is no amount"),
        ("x" * 5000, "is no amount"),
        ("x" * 5000 + "=1", "did you mean"),
        ("bronnet.bak=" + "9" * 5000, "0 or more"),
        ("bronnet.bak=-1", "0 or more"),
        ("bronnet.bak=veel", "0 or more"),
        ("bronnet.bak=nan", "0 or more"),
        ("bronnet.bak=1e9", "0 or more"),
        ("bronnet.bak=4.411", "write 4411"),
        ("bronnet.bak=4,411", "write 4411"),
        ("bronnet.bak=1;bronnet.bak=2", "twice"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(text, words):
    with pytest.raises(InputError) as error:
        read_amounts(text)
    for language in ("en", "nl"):
        assert error.value.text(language).endswith((".", "?"))
        assert len(error.value.text(language)) < 200
    assert words in error.value.text("en")


def test_an_amount_takes_the_place_of_the_kental():
    home = one_dwelling(type="tussen", oppervlakte_m2=110.0, warmte_gj=36.0, kentallen=K)
    usual, own = (
        resident_costs(home, choices=Choices(bedragen=read_amounts(text)), kentallen=K).frame.set_index("concept")
        for text in ("", "bronnet.onderhoud=250; bronnet.bak=0")
    )
    assert own.loc["bronnet", "jaar_eur"] - usual.loc["bronnet", "jaar_eur"] == pytest.approx(200.0)
    assert usual.loc["bronnet", "investering_incl_eur"] - own.loc["bronnet", "investering_incl_eur"] == pytest.approx(
        4411.0 * 1.21
    )
    others = [concept for concept in usual.index if concept != "bronnet"]
    assert own.loc[others, "tco_eur"].tolist() == usual.loc[others, "tco_eur"].tolist()
