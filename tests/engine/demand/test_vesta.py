"""The tables of Vesta MAIS: the shipped ones are the source's, and a user's own is taken or refused in a sentence."""

import csv
from pathlib import Path

import numpy as np
import pytest

from riothermie_kansen.demand import vesta
from riothermie_kansen.demand.columns import GEBRUIK, LABELS, WONEN
from riothermie_kansen.errors import InputError

REFERENCE = Path(__file__).resolve().parents[4] / "shared" / "reference" / "tables"
TYPES = {
    "vrijstaand": "vrijstaand", "2-onder-1-kap": "2 onder 1 kap", "hoek": "rijwoning hoek",
    "tussen": "rijwoning tussen", "appartement laag": "meergezins: laag en midden",
    "appartement hoog": "meergezins: hoog",
}  # fmt: skip


def row(table, kind, year):
    return int(table.rows(np.array([table.kinds.index(kind)]), np.array([float(year)]))[0])


def test_terraced_house_by_hand():
    table = vesta.dwelling_table()
    at = row(table, "tussen", 1980)
    c = LABELS.index("C")
    assert table.space_gj[at, c] + 110 * table.space_gj_m2[at, c] == pytest.approx(15.37397657 + 110 * 0.086813975)
    assert (table.tap_gj[at], table.tap_gj_m2[at]) == (7.3, 0.0)
    assert 100 * table.cold_gj_m2[at] == pytest.approx(1.296)
    assert LABELS[table.label[at]] == "C"


@pytest.mark.parametrize(
    ("year", "period"),
    [
        (1600, "voor 1930"), (1929, "voor 1930"), (1930, "1930-1945"), (1945, "1930-1945"), (1946, "1946-1964"),
        (1991, "1975-1991"), (1992, "1992-1995"), (2014, "2011-2014"), (2015, "2015-2020"), (2040, "2015-2020"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", TYPES)
def test_periods_of_dwellings(kind, year, period):
    table = vesta.dwelling_table()
    assert table.period[row(table, kind, year)] == period


@pytest.mark.parametrize(
    ("year", "period"),
    [(1850, "tot en met 1920"), (1920, "tot en met 1920"), (1921, "1921-1975"), (1975, "1921-1975"),
     (1976, "1976-1990"), (1996, "1996-2019"), (2030, "1996-2019"), (np.nan, "onbekend")],
)  # fmt: skip
def test_periods_of_other_objects(year, period):
    table = vesta.utility_table()
    for use in table.kinds:
        assert table.period[row(table, use, year)] == period


def test_a_dwelling_without_a_year_or_type_has_no_row():
    table = vesta.dwelling_table()
    assert list(table.rows(np.array([0, -1]), np.array([np.nan, 1980.0]))) == [-1, -1]


def test_all_types_and_uses_are_there():
    assert vesta.dwelling_table().kinds == tuple(TYPES)
    assert set(vesta.utility_table().kinds) == set(GEBRUIK) - {WONEN}
    assert len(vesta.dwelling_table().period) == 66
    assert len(vesta.utility_table().period) == 60
    assert vesta.utility_table().periods()[-1] == "onbekend"


def test_kinds_of_dwellings():
    kinds = np.array(["vrijstaand", "tussen", "appartement", "appartement", "", "iets"], dtype=object)
    found = vesta.dwelling_kinds(kinds, [0, 1, 0, 1, 0, 0])
    assert [vesta.dwelling_table().kinds[code] if code >= 0 else "" for code in found] == [
        "vrijstaand", "tussen", "appartement laag", "appartement hoog", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("own", "file", "names"),
    [
        (vesta.DWELLINGS, "vesta_woningen_kentallen.csv", TYPES),
        (vesta.UTILITY, "vesta_utiliteit_kentallen.csv", {use: use.capitalize() for use in GEBRUIK if use != WONEN}),
    ],
)
def test_shipped_tables_are_the_source(own, file, names):
    """Every number of the source by another road: text against text, the decimal comma aside."""
    if not (REFERENCE / file).is_file():
        pytest.skip("the source of the table (../shared/reference/tables beside the repository) is not here")
    with (REFERENCE / file).open(encoding="utf-8-sig", newline="") as source:
        wanted = list(csv.DictReader(source))
    with own.open(encoding="utf-8", newline="") as shipped:
        found = list(csv.DictReader(shipped, delimiter=";"))
    assert len(found) == len(wanted)
    for line, source in zip(found, wanted, strict=True):
        assert names[line["type"]] == source["type_str"]
        assert line["label"] == source["Default_label"]
        pairs = {f"rv_{label.lower()}": f"Vrv_{label}" for label in LABELS} | {"tap": "Vww", "koude": "Vk"}
        for mine, theirs in pairs.items():
            for end, their_end in (("gj", "asl"), ("gj_m2", "opp")):
                number = float(line[f"{mine}_{end}"].replace(",", "."))
                assert number == float(source[f"{theirs}_{their_end}"]), (line["type"], line["bouwperiode"], mine)
        assert line["bron"].startswith("PBL, Vesta MAIS")


def test_a_better_label_does_not_ask_more_over_the_whole_table():
    """Single cells of the source may; the mean over types and periods does not."""
    table = vesta.dwelling_table()
    means = (table.space_gj + 100 * table.space_gj_m2).mean(axis=0)
    assert (np.diff(means) > -0.2).all()


def changed(tmp_path, old, new):
    text = vesta.DWELLINGS.read_text(encoding="utf-8")
    assert old in text
    own = tmp_path / "eigen.csv"
    own.write_text(text.replace(old, new, 1), encoding="utf-8")
    return own


def test_own_table_counts(tmp_path):
    own = changed(tmp_path, "15,37397657;0,086813975", "20;0.1")
    table = vesta.dwelling_table(own)
    at = row(table, "tussen", 1980)
    assert (table.space_gj[at, 2], table.space_gj_m2[at, 2]) == (20.0, 0.1)
    assert vesta.dwelling_table().space_gj[at, 2] == 15.37397657
    assert vesta.dwelling_table("") is vesta.dwelling_table()


@pytest.mark.parametrize(
    ("old", "new", "key", "word"),
    [
        ("rv_c_gj_m2", "rv_c", "vesta_column", "rv_c_gj_m2"),
        ("vrijstaand;voor 1930", "villa;voor 1930", "vesta_value", "villa"),
        ("voor 1930;;1929;F", "voor 1930;;1929;X", "vesta_value", "X"),
        ("15,37397657", "veel", "vesta_value", "veel"),
        ("15,37397657", "-1", "vesta_value", "-1"),
        ("1930-1945;1930;1945", "1930-1945;1930;1929", "vesta_double", "vrijstaand"),
    ],
)
def test_wrong_table_is_a_sentence(tmp_path, old, new, key, word):
    with pytest.raises(InputError) as caught:
        vesta.dwelling_table(changed(tmp_path, old, new))
    assert caught.value.key == key
    assert word in caught.value.text("nl")
    assert "eigen.csv" in caught.value.text("nl")


def test_table_without_a_type(tmp_path):
    lines = vesta.DWELLINGS.read_text(encoding="utf-8").splitlines()
    own = tmp_path / "eigen.csv"
    own.write_text("\n".join(line for line in lines if not line.startswith("hoek")), encoding="utf-8")
    with pytest.raises(InputError, match="hoek"):
        vesta.dwelling_table(own)


def test_table_of_uses_needs_a_row_without_a_year(tmp_path):
    lines = vesta.UTILITY.read_text(encoding="utf-8").splitlines()
    own = tmp_path / "eigen.csv"
    own.write_text("\n".join(line for line in lines if not line.startswith("sport;onbekend")), encoding="utf-8")
    with pytest.raises(InputError, match="sport, onbekend"):
        vesta.utility_table(own)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_table_that_cannot_be_read(tmp_path, content):
    own = tmp_path / "weg.csv"
    if content is not None:
        own.write_bytes(content)
    with pytest.raises(InputError) as caught:
        vesta.dwelling_table(own)
    assert caught.value.key == "vesta_file"
