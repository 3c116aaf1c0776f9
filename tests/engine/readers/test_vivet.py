"""Reference demand of PBL: input and output files, headers in one and two levels, several files, bad ones."""

import zipfile

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.errors import InputError
from riothermie_kansen.readers.vivet import COLUMNS, read_references

K = kentallen.load()
A, B, C = "0003010000125985", "0003010000125986", "0003010000125987"
INPUT = (
    "BAG_id,adres,BU_CODE,TBE_string,W,B,E,bouwjaar,energielabel,labeldatum,Oppervlak [m^2],lokale praktijkfactor,"
    "klimaatfactor,Inst_RVb,Inst_RVp,Inst_TWb,Inst_TWp,Koken\n"
    "3010000125985,9901AA_1,BU00030000,T1B4E0,1,4,0,1978,C,20190101,145,1.02,1.01,HR,HR,HR,HR,gas\n"
    "3010000125986,9901AA_3,BU00030000,T6B4E2,6.0,4,2.0,9999,x,,64,1.02,1.01,HR,HR,HR,HR,gas\n"
    "3010000125987,9901AA_5,BU00030001,T9999,9999,9999,9999,9999,x,,9999,1.02,1.01,HR,HR,HR,HR,gas\n"
)
TOP = [
    "",
    "Woning",
    "Aantal bewoners",
    "Regio",
    "",
    "Woningkenmerken",
    "",
    "",
    "",
    "",
    "Functionele vraag",
    "",
    "",
    "Metervraag totaal",
]
NAMES = [
    *("", "vbo_id", "Aantal bewoners", "gemeente", "buurtcode", "woningtype", "bouwjaar", "schillabel", "eigendom"),
    *("oppervlakte", "koken", "warm tapwater", "ruimteverwarming", "aardgas"),
]
DATA = [
    ["0", "3010000125985", "3.0", "0003", "BU00030000", "1", "1978", "C", "0", "145", "1.2", "9.87", "51.25", "70.1"],
    ["1", "3010000125986", "1.0", "0003", "BU00030000", "6", "2004", "x", "2", "64", "0.8", "4.5", "12.5", "20"],
    ["2", "3010000125987", "", "0003", "BU00030001", "9999", "9999", "x", "9999", "80", "", "", "", "0"],
]


def adds_up(references):
    assert references.read == len(references.frame) + sum(references.dropped.values())
    return references


def flat():
    groups, name = [], ""
    for top, own in zip(TOP, NAMES, strict=True):
        name = top or name
        groups.append(f"{name}/{own}" if own else "")
    return groups


def lines(*rows, delimiter=";"):
    return "".join(delimiter.join(row) + "\n" for row in rows)


def test_input_file(tmp_path):
    path = tmp_path / "Data_GM0003.csv"
    path.write_text(INPUT)
    references = adds_up(read_references(path, kentallen=K))
    frame = references.frame.set_index("object_id")
    assert list(frame.index) == [A, B, C]
    assert frame.loc[A, ["type", "label", "eigenaar", "buurtcode"]].tolist() == [
        *("vrijstaand", "C", "particulier", "BU00030000")
    ]
    assert frame.loc[A, ["hoogbouw", "bouwjaar", "oppervlakte_m2"]].tolist() == [0, 1978, 145]
    assert frame.loc[B, ["type", "label", "eigenaar"]].tolist() == ["appartement", "", "corporatie"]
    assert frame.loc[B, "hoogbouw"] == 1
    assert frame.loc[C, ["type", "label", "eigenaar"]].tolist() == ["", "", ""]
    assert frame.loc[[B, C], "bouwjaar"].isna().all()
    assert np.isnan(frame.loc[C, "oppervlakte_m2"])
    assert frame[["rv_gj", "tap_gj", "inwoners"]].isna().all(axis=None)


@pytest.mark.parametrize("form", ["flat", "two", "two_filled", "units"])
@pytest.mark.parametrize("delimiter", [";", ","])
def test_output_file_in_each_form_of_header(tmp_path, form, delimiter):
    filled = [name.rsplit("/", 1)[0] if "/" in name else "" for name in flat()]
    units = ["", "code", "aantal", "code", "code", "code", "jaar", "code", "code", "m2", "GJ", "GJ", "GJ", "GJ"]
    header = {"flat": [flat()], "two": [TOP, NAMES], "two_filled": [filled, NAMES], "units": [TOP, NAMES, units]}[form]
    path = tmp_path / "GM0003.csv"
    path.write_text(lines(*header, *DATA, delimiter=delimiter))
    references = adds_up(read_references(path, kentallen=K))
    frame = references.frame.set_index("object_id")
    assert tuple(references.frame.columns) == COLUMNS
    assert frame.loc[A, ["inwoners", "tap_gj", "rv_gj", "oppervlakte_m2"]].tolist() == [3, 9.87, 51.25, 145]
    assert frame.loc[B, ["inwoners", "tap_gj", "rv_gj"]].tolist() == [1, 4.5, 12.5]
    assert frame.loc[C, ["rv_gj", "tap_gj", "inwoners"]].isna().all()
    assert frame["eigenaar"].tolist() == ["particulier", "corporatie", ""]
    assert references.dropped == ({"referentie_kopregel": 1} if form == "units" else {})
    assert not len(references.findings.frame(28992))


def test_table_with_two_levels():
    columns = pd.MultiIndex.from_tuples([tuple(name.split("/", 1)) for name in flat()[1:]])
    table = pd.DataFrame([row[1:] for row in DATA], columns=columns)
    frame = adds_up(read_references(table, kentallen=K)).frame
    assert frame["rv_gj"].tolist()[:2] == [51.25, 12.5]


def test_several_files_a_folder_and_a_zip(tmp_path):
    one, two = INPUT.splitlines(keepends=True)[:2], INPUT.splitlines(keepends=True)[::2]
    for name, text in (("Data_GM0003.csv", one), ("Data_GM0004.csv", two)):
        (tmp_path / name).write_text("".join(text))
    (tmp_path / "leesmij.txt").write_text("Dit is geen tabel.\n")
    paths = [tmp_path / "Data_GM0003.csv", tmp_path / "Data_GM0004.csv"]
    listed = adds_up(read_references(paths, kentallen=K))
    folder = adds_up(read_references(tmp_path, kentallen=K))
    archive_path = tmp_path / "alles.zip"
    with zipfile.ZipFile(archive_path, "w") as archive:
        for path in paths:
            archive.write(path, f"map/{path.name}")
    archived = adds_up(read_references(archive_path, kentallen=K))
    assert listed.frame["object_id"].tolist() == [A, B]
    pd.testing.assert_frame_equal(listed.frame, folder.frame)
    pd.testing.assert_frame_equal(listed.frame, archived.frame)
    assert folder.findings.counts() == {"referentie_ander_bestand": 1}


def test_only_the_area_is_kept(tmp_path):
    path = tmp_path / "Data_GM0003.csv"
    path.write_text(INPUT)
    references = adds_up(read_references(path, keep_ids={B}, kentallen=K))
    assert references.frame["object_id"].tolist() == [B]
    assert references.dropped == {"referentie_ander_gebied": 2}


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "csv_leeg"),
        ("a,b\n1,2\n", "referentie_kolommen"),
        (INPUT.splitlines(keepends=True)[0], "referentie_leeg"),
    ],
)
def test_wrong_file_is_one_sentence(tmp_path, text, error):
    path = tmp_path / "x.csv"
    path.write_text(text)
    with pytest.raises(InputError) as raised:
        read_references(path, kentallen=K)
    assert raised.value.key == error
    assert raised.value.text("nl").endswith(".")


def test_impossible_values_are_unknown():
    table = pd.DataFrame(
        {
            "vbo_id": [A, B, C, A],
            "woningtype": [4, 5, 3, 4],
            "ruimteverwarming": ["30,5", "1e9", "abc", "30,5"],
            "warm tapwater": ["-1", "5", "0", "-1"],
            "oppervlakte": [1, 999999, 90, 1],
        }
    )
    references = adds_up(read_references(table, kentallen=K))
    frame = references.frame.set_index("object_id")
    assert frame["rv_gj"].fillna(-1).tolist() == [30.5, -1, -1]
    assert frame["tap_gj"].fillna(-1).tolist() == [-1, 5, 0]
    assert frame["oppervlakte_m2"].fillna(-1).tolist() == [-1, -1, 90]
    assert references.dropped == {"referentie_dubbel": 1}
    assert references.findings.counts() == {"referentie_getal": 1}


ROW = st.tuples(
    st.sampled_from([A, B, "3010000125985", "3,01E+12", ""]),
    st.sampled_from(["1", "4", "5", "6", "9999", "hoekwoning", ""]),
    st.sampled_from(["C", "x", "A+", "?", ""]),
    st.sampled_from(["12.5", "0", "", "9999", "nee"]),
)


@given(rows=st.lists(ROW, min_size=1, max_size=10), order=st.randoms(use_true_random=False))
def test_rows_add_up_and_their_order_does_not_matter(rows, order):
    names = ["vbo_id", "woningtype", "schillabel", "ruimteverwarming"]
    shuffled = list(rows)
    order.shuffle(shuffled)
    one, two = (adds_up(read_references(pd.DataFrame(each, columns=names), kentallen=K)) for each in (rows, shuffled))
    pd.testing.assert_frame_equal(one.frame, two.frame)
    assert one.dropped == two.dropped
    assert one.read == len(rows)
