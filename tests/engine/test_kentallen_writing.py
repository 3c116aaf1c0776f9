"""Own kentallen: typed, written, read back, and nothing of the user's file lost."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen.errors import KentalError
from riothermie_kansen.kentallen import load
from riothermie_kansen.kentallen.entry import number, shown, typed
from riothermie_kansen.kentallen.pieces import pieces
from riothermie_kansen.kentallen.writing import Own, read_own, standard_of, with_own, write_text

STANDARD = load()
KEYS = sorted(STANDARD)
ROW = next(key for key in KEYS if isinstance(STANDARD[key].waarde, tuple))


def own(key, waarde, **words):
    return dataclasses.replace(standard_of(STANDARD[key]), waarde=waarde, **words)


@st.composite
def owns(draw):
    """Draw a kental with a value within its range, now and then a source or note of any text."""
    key = draw(st.sampled_from(KEYS))
    kental = STANDARD[key]
    low, high = kental.bereik
    item = st.floats(low, high, allow_nan=False, allow_infinity=False)
    rows = st.tuples(*[item] * len(kental.waarde)) if isinstance(kental.waarde, tuple) else item
    waarde = draw(st.one_of(rows, st.just(kental.waarde)))
    words = st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
    found = standard_of(kental)
    for field in ("bron", "toelichting"):
        text = draw(words)
        found = found if text is None else dataclasses.replace(found, **{field: text})
    return key, dataclasses.replace(found, waarde=waarde)


def reread(text, folder):
    path = folder / "eigen.toml"
    write_text(path, text)
    return read_own(path, STANDARD)


@settings(max_examples=60, deadline=None)
@given(st.lists(owns(), max_size=6), st.lists(owns(), max_size=6), st.integers(0, 3))
def test_what_is_written_is_read_back(tmp_path_factory, first, second, kept):
    """Written anew, then changed in place: what differs from the standard is there, and nothing else."""
    folder = tmp_path_factory.mktemp("eigen")
    wanted = dict(first)
    file = reread(with_own(None, wanted, STANDARD), folder)
    assert file.own == {key: value for key, value in wanted.items() if value != standard_of(STANDARD[key])}
    wanted = dict([*list(file.own.items())[:kept], *second])
    again = reread(with_own(file, wanted, STANDARD), folder)
    assert again.own == {key: value for key, value in wanted.items() if value != standard_of(STANDARD[key])}
    assert again.refused == ()
    assert {key: kental.waarde for key, kental in load(folder / "eigen.toml").items()} == {
        key: again.own[key].waarde if key in again.own else kental.waarde for key, kental in STANDARD.items()
    }


HAND = '''# van de gemeente, 2026
# tweede regel

[dwa]  # huishoudens
liter_per_inwoner = 110 # gemeten # echt
  # een inspringing
inwoners_per_adres.waarde = 2.0

[ "kansen" . vermogen_min ]
waarde = 40          # kW
bron = """beleid # geen opmerking
  [dwa]

nog een regel"""

[wko]
# achteraan
'''


@pytest.fixture
def hand(tmp_path):
    """Return a file as a person wrote it."""
    path = tmp_path / "hand.toml"
    path.write_text(HAND, encoding="utf-8")
    return read_own(path, STANDARD)


COMMENTS = ("van de gemeente, 2026", "tweede regel", "huishoudens", "gemeten # echt", "een inspringing", "achteraan")


def test_pieces_put_together_are_the_text():
    lines = [line for piece in pieces(HAND) for line in (*piece.before, *([piece.text] if piece.text else []))]
    assert "\n".join(lines) == HAND
    assert [".".join(piece.path) for piece in pieces(HAND)] == [
        "dwa", "dwa.liter_per_inwoner", "dwa.inwoners_per_adres.waarde", "kansen.vermogen_min",
        "kansen.vermogen_min.waarde", "kansen.vermogen_min.bron", "wko", "",
    ]  # fmt: skip


def test_a_file_that_is_not_changed_stays_as_it_is(hand):
    assert with_own(hand, hand.own, STANDARD) == HAND


@pytest.mark.parametrize(
    "change",
    [
        {"dwa.liter_per_inwoner": own("dwa.liter_per_inwoner", 100.0)},
        {"dwa.liter_per_inwoner": own("dwa.liter_per_inwoner", 100.0, bron="eigen")},
        {"dwa.inwoners_per_adres": own("dwa.inwoners_per_adres", 1.9)},
        {"kansen.vermogen_min": own("kansen.vermogen_min", 30.0, bron="later")},
        {"dwa.liter_per_inwoner": None},
        {"dwa.inwoners_per_adres": None},
        {"kansen.vermogen_min": None},
        {ROW: own(ROW, tuple(STANDARD[ROW].bereik[1] for _ in STANDARD[ROW].waarde))},
        {"dwa.liter_per_inwoner": None, "dwa.inwoners_per_adres": None, "kansen.vermogen_min": None},
    ],
)
def test_a_change_leaves_the_rest_and_all_comments(hand, tmp_path, change):
    wanted = {key: value for key, value in (hand.own | change).items() if value is not None}
    text = with_own(hand, wanted, STANDARD)
    assert reread(text, tmp_path).own == wanted
    for comment in COMMENTS:
        assert comment in text
    if "kansen.vermogen_min" not in change:
        assert "nog een regel" in text
    assert text.startswith("# van de gemeente, 2026\n# tweede regel\n")


def test_going_back_leaves_no_remark_of_ours(hand, tmp_path):
    key = "dwa.ie_per_bedrijf"
    file = reread(with_own(hand, hand.own | {key: own(key, 5.0)}, STANDARD), tmp_path)
    assert "# standaard 3 ie; aanname" in file.text
    assert with_own(file, hand.own, STANDARD) == HAND


def test_what_a_run_refuses_becomes_a_comment(tmp_path):
    path = tmp_path / "fout.toml"
    text = "[dwa]\nliter_per_inwoner = 9999\nonzin = 3  # waarom\nie_per_bedrijf = 4\n\n[oud.spul]\nwaarde = 1\n"
    path.write_text(text, encoding="utf-8")
    file = read_own(path, STANDARD)
    assert {key for key, _ in file.refused} == {"dwa.liter_per_inwoner", "dwa.onzin", "oud.spul"}
    assert {key: value.waarde for key, value in file.own.items()} == {"dwa.ie_per_bedrijf": 4.0}
    written = with_own(file, file.own, STANDARD)
    for line in ("liter_per_inwoner = 9999", "onzin = 3  # waarom", "[oud.spul]", "waarde = 1"):
        assert f"# niet gebruikt: {line}" in written
    assert reread(written, tmp_path).refused == ()


def test_a_table_on_one_line_is_written_anew_with_the_comments(tmp_path):
    path = tmp_path / "kort.toml"
    path.write_text("# zo\ndwa = { liter_per_inwoner = 110 } # of zo\n", encoding="utf-8")
    file = read_own(path, STANDARD)
    text = with_own(file, {"dwa.ie_per_bedrijf": own("dwa.ie_per_bedrijf", 5.0)}, STANDARD)
    assert "# zo" in text
    assert "# of zo" in text
    assert reread(text, tmp_path).own == {"dwa.ie_per_bedrijf": own("dwa.ie_per_bedrijf", 5.0)}


def test_a_file_of_windows_is_read(tmp_path):
    path = tmp_path / "windows.toml"
    path.write_bytes("\ufeff[dwa]\r\nliter_per_inwoner = 110\r\n".encode())
    file = read_own(path, STANDARD)
    wanted = file.own | {"dwa.ie_per_bedrijf": own("dwa.ie_per_bedrijf", 5.0)}
    assert reread(with_own(file, wanted, STANDARD), tmp_path).own == wanted


def test_a_value_outside_its_range_is_not_written():
    with pytest.raises(KentalError):
        with_own(None, {"dwa.liter_per_inwoner": Own(9999.0, "", "", "")}, STANDARD)


def test_a_folder_that_is_not_there_is_told_in_a_sentence(tmp_path):
    with pytest.raises(KentalError, match="cannot be written"):
        write_text(tmp_path / "weg" / "eigen.toml", "")


LITRES = STANDARD["dwa.liter_per_inwoner"]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("110", "nl", 110), ("110,5", "nl", 110.5), ("110.5", "nl", 110.5), ("110,5", "en", 110.5),
        ("110.125", "en", 110.125), (" 1,1e2 ", "nl", 110), ("+110", "en", 110), ("110,125", "nl", 110.125),
    ],
)  # fmt: skip
def test_numbers_of_both_languages_are_accepted(text, language, value):
    assert number(text.strip(), LITRES, language) == value


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [("1.234,5", "nl", 1234.5), ("1,234.5", "en", 1234.5), ("0.125", "nl", 0.125), ("-5", "nl", -5.0),
     ("1.234.567", "nl", 1234567.0)],
)  # fmt: skip
def test_thousands(text, language, value):
    assert number(text, dataclasses.replace(LITRES, bereik=(-1e9, 1e9)), language) == value


@pytest.mark.parametrize(
    ("text", "language", "says"),
    [
        ("1.500", "nl", "schrijf 1500 of 1,500"), ("1,500", "en", "write 1500 or 1.500"),
        ("veel", "nl", "veel is geen getal; geef een getal in l/(inw d)"), ("", "nl", "geen getal"),
        ("nan", "nl", "geen getal"), ("inf", "en", "not a number"), ("1,2,3", "nl", "geen getal"),
        ("310,5", "nl", "310,5 l/(inw d) kan niet; geef een getal van 50 tot 300"), ("1e999", "nl", "geen getal"),
    ],
)  # fmt: skip
def test_what_is_no_value_is_refused_in_a_sentence(text, language, says):
    with pytest.raises(KentalError) as error:
        number(text, LITRES, language)
    assert says in error.value.text(language)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(KEYS), st.data(), st.sampled_from(["nl", "en"]))
def test_what_is_shown_can_be_typed(key, data, language):
    kental = STANDARD[key]
    item = st.floats(*kental.bereik, allow_nan=False)
    row = isinstance(kental.waarde, tuple)
    value = data.draw(st.tuples(*[item] * len(kental.waarde)) if row else item)
    text = shown(value, language)
    try:
        assert typed(text, kental, language) == value
    except KentalError as error:  # 1.125 in English is fine; in Dutch it is shown with a comma
        pytest.fail(f"{text}: {error}")


def test_a_row_has_its_number_of_values():
    with pytest.raises(KentalError, match="numbers are needed"):
        typed("1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 11; 12; 13; 14; 15; 16; 17; 18; 19", STANDARD[ROW], "en")
