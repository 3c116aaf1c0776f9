"""Kentallen: the shipped values are complete, and a user's file is taken or refused in one sentence."""

import math
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.errors import KentalError

SHIPPED = sorted(kentallen.FOLDER.glob("*.toml"))

STANDARD = """
[dwa.liter_per_inwoner]
waarde = 120.0
eenheid = "l/(inw d)"
bereik = [50.0, 300.0]
bron = "test"
toelichting = "test"
naam = "Huishoudelijk afvalwater per inwoner"

[dwa.verloop]
waarde = [0.25, 0.25, 0.5]
eenheid = "-"
bereik = [0.0, 1.0]
bron = "test"
toelichting = "test"

[bron.delta_t]
waarde = 2
eenheid = "K"
bereik = [0.5, 5]
bron = "test"
toelichting = "test"
"""


@pytest.fixture
def folder(tmp_path):
    """Return a folder with standard values of its own, so that these tests stand apart from the shipped ones."""
    path = tmp_path / "standaard"
    path.mkdir()
    (path / "dwa.toml").write_text(STANDARD, encoding="utf-8")
    return path


@pytest.fixture
def with_file(tmp_path, folder):
    """Return a function that loads the kentallen with the text of a user's file."""

    def load(text: str | bytes, name: str = "mijn.toml") -> kentallen.Kentallen:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return kentallen.load(path, folder=folder)

    return load


def flat(table, path=""):
    """Yield (key, table) for each table with a waarde, by another road than the module's."""
    for name, content in table.items():
        if isinstance(content, dict):
            if "waarde" in content:
                yield f"{path}{name}", content
            else:
                yield from flat(content, f"{path}{name}.")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_shipped_kental_is_complete(path):
    entries = list(flat(tomllib.loads(path.read_text(encoding="utf-8"))))
    assert entries, "a file without kentallen"
    for key, table in entries:
        assert set(table) >= {"waarde", "eenheid", "bereik", "bron", "toelichting"}, key
        assert all(isinstance(table[name], str) and table[name].strip() for name in ("eenheid", "bron")), key
        assert len(table["toelichting"].strip()) > 5, key
        low, high = table["bereik"]
        assert low < high, key
        values = table["waarde"] if isinstance(table["waarde"], list) else [table["waarde"]]
        for value in values:
            assert isinstance(value, (int, float)), key
            assert low <= value <= high, key


def test_shipped_keys_are_unique_over_files():
    keys = [key for path in SHIPPED for key, _ in flat(tomllib.loads(path.read_text(encoding="utf-8")))]
    assert len(keys) == len(set(keys))
    assert sorted(keys) == list(kentallen.load())


def test_values_tables_and_units(folder):
    values = kentallen.load(folder=folder)
    assert values.value("dwa.liter_per_inwoner") == 120.0
    assert values.table("dwa.verloop") == (0.25, 0.25, 0.5)
    assert isinstance(values.value("bron.delta_t"), float)
    assert values["bron.delta_t"] == kentallen.Kental("bron.delta_t", 2.0, "K", (0.5, 5.0), "test", "test", "")
    assert list(values) == ["bron.delta_t", "dwa.liter_per_inwoner", "dwa.verloop"]
    assert values.changed() == []
    with pytest.raises(KeyError):
        values.value("dwa.onbekend")
    with pytest.raises(TypeError):
        values.value("dwa.verloop")
    with pytest.raises(TypeError):
        values.table("bron.delta_t")


@pytest.mark.parametrize(
    "text",
    [
        "[dwa]\nliter_per_inwoner = 110",
        "dwa.liter_per_inwoner = 110.0",
        "[dwa.liter_per_inwoner]\nwaarde = 110\neenheid = 'l/(inw d)'\nbereik = [50, 300]\nbron = 'gemeente'",
        "\ufeff# met BOM en Windows-regels\r\n[dwa]\r\nliter_per_inwoner = 110\r\n",
        '"dwa.liter_per_inwoner" = 110\n[bron]\n',
    ],
    ids=["short", "dotted", "table", "bom", "quoted"],
)
def test_user_file_in_every_form(with_file, text):
    values = with_file(text)
    assert values.value("dwa.liter_per_inwoner") == 110.0
    assert values.changed() == [kentallen.Change("dwa.liter_per_inwoner", 120.0, 110.0, "l/(inw d)")]
    assert values.table("dwa.verloop") == (0.25, 0.25, 0.5)


def test_user_file_tells_its_own_source(with_file):
    values = with_file("[bron.delta_t]\nwaarde = 3\nbron = 'waterschap'\n")
    assert values["bron.delta_t"].bron == "waterschap"
    assert values["bron.delta_t"].toelichting == "test"


def test_user_file_with_a_table(with_file):
    values = with_file("dwa.verloop = [0.5, 0.5, 0]")
    assert values.changed() == [kentallen.Change("dwa.verloop", (0.25, 0.25, 0.5), (0.5, 0.5, 0.0), "-")]


def test_no_user_file(folder):
    assert kentallen.load(None, folder=folder) == kentallen.load("", folder=folder)


WRONG = {
    "unknown": ("[dwa]\nliter_per_inwonr = 110", "kental_unknown", ["dwa.liter_per_inwonr", "dwa.liter_per_inwoner"]),
    "no_group": ("liter_per_inwoner = 110", "kental_unknown", ["dwa.liter_per_inwoner"]),
    "unit": ("[bron.delta_t]\nwaarde=3\neenheid='C'", "kental_unit", ['"C"', " K"]),
    "unit_kind": ("[bron.delta_t]\nwaarde=3\neenheid=5", "kental_unit", ["5", " K"]),
    "high": ("bron.delta_t = 5.01", "kental_range", ["5.01 K", "0.5", " 5"]),
    "low": ("bron.delta_t = -1", "kental_range", ["-1 K"]),
    "infinite": ("bron.delta_t = inf", "kental_range", ["inf"]),
    "huge": (f"bron.delta_t = {'9' * 400}", "kental_range", ["1e"]),
    "endless": (f"bron.delta_t = {'9' * 5000}", "kental_toml", ["line 1"]),
    "text": ("bron.delta_t = '3'", "kental_number", ['"3"', " K"]),
    "bool": ("bron.delta_t = true", "kental_number", ["true"]),
    "nan": ("bron.delta_t = nan", "kental_number", ["nan"]),
    "list": ("bron.delta_t = [3]", "kental_number", ["[3]"]),
    "date": ("bron.delta_t = 2024-01-01", "kental_number", ["2024"]),
    "number_for_table": ("dwa.verloop = 1", "kental_table", ["3"]),
    "short_table": ("dwa.verloop = [0.5, 0.5]", "kental_table", ["3"]),
    "text_in_table": ("dwa.verloop = [0.5, 0.5, 'x']", "kental_number", ['"x"']),
    "field": ("[bron.delta_t]\nwarde = 3", "kental_field", ["warde", "waarde"]),
    "no_value": ("[bron.delta_t]\neenheid = 'K'", "kental_no_value", ["bron.delta_t"]),
    "limits": ("[bron.delta_t]\nwaarde = 9\nbereik = [0, 10]", "kental_limits", ["0.5", "5"]),
    "comma": ("[bron]\n\ndelta_t = 3,5", "kental_toml", ["line 3"]),
    "not_toml": ("Beste collega,\nhierbij de kentallen.", "kental_toml", ["line 1"]),
    "end": ("bron.delta_t = [", "kental_toml", ["line"]),
    "nested": ("a = " + "[" * 5000, "kental_toml", ["line"]),
    "latin": ("# één\nbron.delta_t = 3".encode("latin-1"), "kental_encoding", []),
    "binary": (bytes(range(256)), "kental_encoding", []),
    "lines": ('"bron.\\ndelta" = 3', "kental_unknown", ["bron. delta"]),
    "long": (f"bron.delta_t = '{'x' * 500}'", "kental_number", ["..."]),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_user_file_is_one_sentence(with_file, case):
    text, key, parts = WRONG[case]
    with pytest.raises(KentalError) as caught:
        with_file(text)
    assert caught.value.key == key
    english, dutch = caught.value.text("en"), caught.value.text("nl")
    assert english != dutch
    for sentence in (english, dutch):
        assert "mijn.toml" in sentence
        assert "\n" not in sentence
        assert len(sentence) < 250
    for part in parts:
        assert part in english


def test_file_that_cannot_be_opened(tmp_path, folder):
    with pytest.raises(KentalError, match="does not exist") as caught:
        kentallen.load(tmp_path / "weg.toml", folder=folder)
    assert "bestaat niet" in caught.value.text("nl")
    with pytest.raises(KentalError, match="is a folder") as caught:
        kentallen.load(tmp_path, folder=folder)
    assert "is een map" in caught.value.text("nl")


def test_empty_user_file_changes_nothing(with_file):
    assert with_file("").changed() == []


def test_replace_validates_and_leaves_the_original(folder):
    values = kentallen.load(folder=folder)
    other = values.replace({"dwa.liter_per_inwoner": 110})
    assert other.value("dwa.liter_per_inwoner") == 110.0
    assert values.value("dwa.liter_per_inwoner") == 120.0
    assert [change.key for change in other.changed()] == ["dwa.liter_per_inwoner"]
    assert other.replace({"dwa.liter_per_inwoner": 120}).changed() == []
    with pytest.raises(KentalError, match=r"parameters: .* outside its range of 50 to 300"):
        values.replace({"dwa.liter_per_inwoner": 10})
    with pytest.raises(KentalError, match="there is no kental"):
        values.replace({"dwa.x": 10})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[a.b]\nwaarde = 1\n", "must have"),
        (STANDARD, "already"),
    ],
)
def test_mistake_in_the_standard_values_is_found(tmp_path, folder, text, message):
    (folder / "z.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        kentallen.load(folder=folder)


def test_no_standard_values_at_all(tmp_path):
    empty = tmp_path / "leeg"
    empty.mkdir()
    assert len(kentallen.load(folder=empty)) == 0
    user = tmp_path / "a.toml"
    user.write_text("x = 1")
    with pytest.raises(KentalError, match=r"a\.toml: there is no kental x\."):
        kentallen.load(user, folder=empty)


toml_values = st.one_of(
    st.floats(),
    st.integers(),
    st.booleans(),
    st.text(alphabet=st.characters(codec="ascii", categories=("L", "N")), max_size=8),
    st.lists(st.floats(allow_nan=False) | st.integers(0, 1), max_size=4),
)


def as_toml(value) -> str:
    """Write a value as TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list):
        return f"[{', '.join(map(as_toml, value))}]"
    return repr(value)


@settings(max_examples=300)
@given(key=st.sampled_from(["dwa.liter_per_inwoner", "dwa.verloop", "bron.delta_t", "bron.iets"]), value=toml_values)
def test_a_value_is_taken_within_range_or_refused(tmp_path_factory, key, value):
    """Whatever stands in the file: a value in range is taken over exactly, of any other an error says why not."""
    folder = tmp_path_factory.getbasetemp() / "eigenschap"
    folder.mkdir(exist_ok=True)
    (folder / "dwa.toml").write_text(STANDARD, encoding="utf-8")
    user = folder.parent / "gebruiker.toml"
    user.write_text(f"{key} = {as_toml(value)}", encoding="utf-8")
    limits = {"dwa.liter_per_inwoner": (50, 300), "bron.delta_t": (0.5, 5)}
    if key in limits:
        low, high = limits[key]
        good = type(value) in (int, float) and not math.isnan(value) and low <= value <= high
    else:
        good = key == "dwa.verloop" and isinstance(value, list) and len(value) == 3 and all(0 <= v <= 1 for v in value)
    if good:
        taken = kentallen.load(user, folder=folder)
        assert taken[key].waarde == (tuple(value) if isinstance(value, list) else value)
        assert len(taken.changed()) == (taken[key].waarde != kentallen.load(folder=folder)[key].waarde)
    else:
        with pytest.raises(KentalError) as caught:
            kentallen.load(user, folder=folder)
        assert key in caught.value.text("nl")


@settings(max_examples=200)
@given(content=st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_file_is_taken_or_refused_in_a_sentence(tmp_path_factory, content):
    folder = tmp_path_factory.getbasetemp() / "eigenschap"
    folder.mkdir(exist_ok=True)
    (folder / "dwa.toml").write_text(STANDARD, encoding="utf-8")
    user = Path(folder.parent / "willekeurig.toml")
    user.write_bytes(content)
    try:
        sentences = ["", *kentallen.load(user, folder=folder)]
    except KentalError as error:
        sentences = [error.text("en"), error.text("nl")]
    assert sentences[0] != sentences[1]
    assert all("\n" not in sentence for sentence in sentences)
