"""Energy labels: every form of the file, the newest per object, keys, labels from the index, and bad files."""

import datetime as dt
import zipfile

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.errors import FieldError, InputError
from riothermie_kansen.readers.energy_labels import read_labels
from riothermie_kansen.readers.label_choice import COLUMNS

K = kentallen.load()
META = "PublicatieDatum;01-04-2026\nLaatstVerwerkteMutatievolgnummer;19345219\n"
NAMES = (
    "Pand_opnamedatum;Pand_energieindex;Pand_energieklasse;Pand_gebouwklasse;Meting_geldig_tot;Pand_registratiedatum;"
    "Pand_postcode;Pand_huisnummer;Pand_huisnummer_toev;Pand_bagverblijfsobjectid;Pand_bagpandid;Pand_gebouwtype;"
    "Pand_gebouwsubtype;Pand_gebruiksoppervlakte;Pand_warmtebehoefte\n"
)
A, B, C = "0200010000009675", "0200010000009676", "0200010000009677"
PAND = "0200100000086721"
ROWS = (
    f"20200101;;C;W;20300101;20200105;7323 aa;129;A-2;{A};{PAND};Twee-onder-één-kap;;120,5;85,2\n"
    f"20220101;;B;W;20320101;20220105;7323AA;129;A-2;{A};{PAND};Twee-onder-één-kap;;121;\n"
    f"20160301;1,41;;W;20260301;20160302;7323AA;130;;{B};{PAND};Flatwoning (overig);;70;\n"
    f"20230101;;A+++;W;20330101;20230102;9999ZZ;1;;{C};0200100000086799;Vrijstaande woning;;200;30\n"
)


def written(tmp_path, text, name="labels.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def adds_up(labels):
    assert labels.read == len(labels.frame) + sum(labels.dropped.values())
    return labels


def by_id(labels):
    return labels.frame.set_index("object_id")


@pytest.mark.parametrize("metadata", [0, 1, 2, 5])
@pytest.mark.parametrize(
    ("delimiter", "encoding", "newline"),
    [(";", "utf-8", "\n"), (";", "utf-8-sig", "\r\n"), ("\t", "cp1252", "\r\n"), ("|", "utf-16", "\n")],
)
def test_every_form_of_the_file_gives_the_same(tmp_path, metadata, delimiter, encoding, newline):
    text = "".join(META.splitlines(keepends=True)[:1] * metadata) + NAMES + ROWS
    path = written(tmp_path, text.replace(";", delimiter).replace("\n", newline), encoding=encoding)
    labels = adds_up(read_labels(path, kentallen=K))
    plain = adds_up(read_labels(written(tmp_path, META + NAMES + ROWS, "plain.csv"), kentallen=K))
    pd.testing.assert_frame_equal(labels.frame, plain.frame)
    assert labels.read == 4
    assert tuple(labels.frame.columns) == COLUMNS


def test_values_are_read(tmp_path):
    labels = adds_up(read_labels(written(tmp_path, META + NAMES + ROWS), kentallen=K))
    frame = by_id(labels)
    assert list(frame.index) == [A, B, C]
    assert frame.loc[A, ["label", "label_vol", "type", "klasse", "postcode", "huisnummer"]].tolist() == [
        *("B", "B", "2-onder-1-kap", "W", "7323AA", "129")
    ]
    assert frame.loc[A, "oppervlakte_m2"] == 121
    assert frame.loc[A, "opname"] == pd.Timestamp("2022-01-01")
    assert np.isnan(frame.loc[A, "warmtebehoefte_kwh_m2"])
    assert frame.loc[C, "label"] == "A"
    assert frame.loc[C, "label_vol"] == "A+++"
    assert frame.loc[C, "warmtebehoefte_kwh_m2"] == 30
    assert labels.dropped == {"label_ouder": 1}


def test_newer_export_without_pand_before_the_names(tmp_path):
    names = (
        "Registratiedatum;Opnamedatum;GeldigTot;Status;Berekeningstype;Energieklasse;EnergieIndex;Gebouwklasse;"
        "Gebouwtype;Gebouwsubtype;Postcode;Huisnummer;Huisletter;Huisnummertoevoeging;Detailaanduiding;"
        "BAGVerblijfsobjectID;BAGLigplaatsID;BAGStandplaatsID;BAGPandIDs;GebruiksoppervlakteThermischeZone;"
        "Warmtebehoefte\n"
    )
    row = (
        f"20240105;20240101;20340101;Bestaand;NTA 8800:2023;A++++;;Woningbouw;Rijwoning hoek;;7323AA;12;B;1;;{A};;;"
        f"0200100000000002,0200100000000001;95,55;61,2\n"
        f"20140105;20140101;20240101;Bestaand;ISSO82.3;D;1,7;Utiliteitsbouw;;;7323AA;14;;;;{B};;;{PAND};;61,2\n"
    )
    labels = adds_up(read_labels(written(tmp_path, META + names + row), kentallen=K))
    frame = by_id(labels)
    assert frame.loc[A, ["label", "label_vol", "type", "klasse", "huisletter", "toevoeging"]].tolist() == [
        *("A", "A++++", "hoek", "W", "B", "1")
    ]
    assert frame.loc[A, "pand_id"] == "0200100000000001,0200100000000002"
    assert frame.loc[A, "warmtebehoefte_kwh_m2"] == 61.2
    assert frame.loc[B, "klasse"] == "U"
    # only NTA 8800 gives the heat demand per m2
    assert np.isnan(frame.loc[B, "warmtebehoefte_kwh_m2"])
    assert any("01-04-2026" in text for text in labels.notes)


@pytest.mark.parametrize(
    ("index", "klasse", "survey", "label"),
    [
        # bounds of the Nader Voorschrift: A to 1.2, B to 1.4, C to 1.8, D to 2.1, E to 2.4, F to 2.7
        *(("1,2", "W", "20160101", "A"), ("1,21", "W", "20160101", "B"), ("1,80", "W", "20160101", "C")),
        *(("2,11", "W", "20160101", "E"), ("2,71", "W", "20160101", "G"), ("0,6", "W", "20160101", "A")),
        # those before 2015: A to 1.05, C to 1.6, D to 2.0, F to 2.9
        *(("1,2", "W", "20140101", "B"), ("1,80", "W", "20140101", "D"), ("2,71", "W", "20140101", "F")),
        # other than dwellings: A to 1.05, C to 1.3
        *(("1,05", "U", "20160101", "A"), ("1,3", "U", "20160101", "C"), ("1,8", "U", "20160101", "G")),
    ],
)
def test_class_follows_from_the_index(tmp_path, index, klasse, survey, label):
    row = f"{survey};{index};;{klasse};;;;;;{A};;;;;\n"
    labels = adds_up(read_labels(written(tmp_path, NAMES + row), kentallen=K))
    assert labels.frame["label"].tolist() == [label]
    assert any("energie-index" in text for text in labels.notes)


@pytest.mark.parametrize(
    ("written_id", "object_id"),
    [("200010000009675", A), ("200010000009675.0", A), (A, A), (f"NL.IMBAG.Verblijfsobject.{A}", A)],
)
def test_ids_that_lost_their_zeros(tmp_path, written_id, object_id):
    row = f"20200101;;C;W;;;;;;{written_id};;;;;\n"
    for keep in (None, {A, B}):
        labels = adds_up(read_labels(written(tmp_path, NAMES + row), keep_ids=keep, kentallen=K))
        assert labels.frame["object_id"].tolist() == [object_id]


@pytest.mark.parametrize("keep", [None, {A}])
def test_ids_in_scientific_notation_are_lost_and_listed(tmp_path, keep):
    rows = f"20200101;;C;W;;;;;;2,00E+14;;;;;\n20200101;;D;W;;;7323AA;12;;2,28E+14;;;;;\n20200101;;B;W;;;;;;{A};;;;;\n"
    labels = read_labels(
        written(tmp_path, META + NAMES + rows),
        keep_ids=keep,
        keep_addresses=None if keep is None else {"7323AA|12||"},
        kentallen=K,
    )
    adds_up(labels)
    assert labels.dropped == {"label_id_verminkt": 1}
    assert sorted(labels.frame["label"]) == ["B", "D"]  # the second one has an address
    assert labels.findings.counts() == {"label_id_verminkt": 1}
    assert "regel 4" in labels.findings.frame(28992)["object_id"].iloc[0]


def test_only_the_area_is_kept(tmp_path):
    path = written(tmp_path, META + NAMES + ROWS)
    labels = adds_up(read_labels(path, keep_ids={A}, kentallen=K))
    assert labels.frame["object_id"].tolist() == [A]
    assert labels.dropped == {"label_ander_gebied": 2, "label_ouder": 1}
    by_pand = adds_up(read_labels(path, keep_ids={PAND}, kentallen=K))
    assert by_pand.frame["object_id"].tolist() == [A, B]
    by_address = adds_up(read_labels(path, keep_ids=set(), keep_addresses={"7323aa|129|a|2"}, kentallen=K))
    assert by_address.frame["object_id"].tolist() == [A]
    own = adds_up(read_labels(path, keep_ids={"eigen-1"}, kentallen=K))
    assert not len(own.frame)
    assert list(own.frame.columns) == list(COLUMNS)


def test_file_and_table_give_the_same(tmp_path):
    path = written(tmp_path, META + NAMES + ROWS)
    rows = [line.split(";") for line in ROWS.splitlines()]
    table = pd.DataFrame(rows, columns=NAMES.strip().split(";"))
    from_file, from_table = read_labels(path, kentallen=K), adds_up(read_labels(table, kentallen=K))
    pd.testing.assert_frame_equal(from_file.frame, from_table.frame)
    as_layer = gpd.GeoDataFrame(table, geometry=gpd.points_from_xy([0] * 4, [0] * 4), crs=28992)
    pd.testing.assert_frame_equal(from_file.frame, read_labels(as_layer, kentallen=K).frame)


def test_header_among_the_rows_of_a_layer():
    cells = [line.split(";") for line in (META + NAMES + ROWS).splitlines()]
    width = len(cells[2])
    cells = [row + [None] * (width - len(row)) for row in cells]
    first, *rest = cells
    table = pd.DataFrame(rest, columns=[name or f"field_{i}" for i, name in enumerate(first)])
    labels = adds_up(read_labels(table, kentallen=K))
    assert labels.dropped["label_kopregel"] == 2
    assert by_id(labels).loc[A, "label"] == "B"


def test_zip_with_one_csv(tmp_path):
    path = tmp_path / "v20260401_v2_csv.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("v20260401_v2_csv.csv", META + NAMES + ROWS)
    assert len(adds_up(read_labels(path, keep_ids={A, B, C}, kentallen=K)).frame) == 3


def test_own_table_with_a_few_columns():
    table = pd.DataFrame({"vbo_id": [200010000009675, 200010000009676], "energielabel": ["Label C", "onbekend"]})
    labels = adds_up(read_labels(table, kentallen=K))
    assert by_id(labels)["label"].to_dict() == {A: "C"}
    assert labels.dropped == {"label_onbekend": 1}
    mapped = pd.DataFrame({"sleutel": [A], "waarde": ["d"]})
    labels = read_labels(mapped, fields={"object_id": "sleutel", "label": "waarde"}, kentallen=K)
    assert by_id(labels)["label"].to_dict() == {A: "D"}
    with pytest.raises(FieldError):
        read_labels(mapped, fields={"object_id": "weg"}, kentallen=K)


def test_refused_labels_are_listed(tmp_path):
    rows = "".join(
        f"20200101;;{text};W;;;;;;020001000000967{i};;;;;\n" for i, text in enumerate(("Z", "", "A++++++", "geen", "g"))
    )
    labels = adds_up(read_labels(written(tmp_path, NAMES + rows), kentallen=K))
    assert labels.frame["label"].tolist() == ["G"]
    texts = labels.findings.frame(28992)["tekst"].tolist()
    assert sum("(Z)" in text for text in texts) == 1
    assert labels.dropped == {"label_onbekend": 4}


def test_labels_twice_on_one_day():
    table = pd.DataFrame(
        {
            "Pand_bagverblijfsobjectid": [A, A, B, B, B],
            "Pand_energieklasse": ["B", "D", "C", "C", "E"],
            "Pand_opnamedatum": ["20200101", "20200101", "20210101", "20210101", "20210101"],
            "Pand_registratiedatum": ["", "", "20210203", "20210203", "20210202"],
        }
    )
    labels = adds_up(read_labels(table, kentallen=K))
    # of one day the worst counts and is told; the same twice is not; a later registration goes before an earlier one
    assert by_id(labels)["label"].to_dict() == {A: "D", B: "C"}
    assert labels.dropped == {"label_ouder": 1, "label_dubbel": 2}
    assert labels.findings.counts() == {"label_dubbel": 1}


def test_labels_that_are_no_longer_valid_count(tmp_path):
    labels = adds_up(read_labels(written(tmp_path, META + NAMES + ROWS), kentallen=K))
    assert len(labels.frame) == 3
    assert next(text for text in labels.notes if "01-04-2026" in text).startswith("1 label was")
    later = read_labels(written(tmp_path, NAMES + ROWS), today=dt.date(2031, 1, 1), kentallen=K)
    assert any(text.startswith("1 label was op 01-01-2031") for text in later.notes)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "csv_leeg"),
        ("\ufeff\n \n", "csv_leeg"),
        ("a;b;c\n1;2;3\n", "labels_kolommen"),
        ("identificatie;bouwjaar\n1;2\n", "labels_kolommen"),
        (NAMES, "labels_leeg"),
        (META, "labels_kolommen"),
        ("Pand_energieklasse;Pand_x\nA;2\n", "labels_geen_id"),
        ("Pand_bagpandid;Pand_x\nA;2\n", "labels_geen_label"),
        ("PK\x03\x04\x00\x00", "csv_geen_tekst"),
    ],
)
def test_wrong_file_is_one_sentence(tmp_path, text, error):
    with pytest.raises(InputError) as raised:
        read_labels(written(tmp_path, text), kentallen=K)
    assert raised.value.key == error
    for language in ("nl", "en"):
        assert raised.value.text(language).endswith(".")


def test_files_that_are_not_there(tmp_path):
    for source, error in (
        (tmp_path / "weg.csv", "csv_bestaat_niet"),
        (tmp_path, "csv_geen_in"),
        (pd.DataFrame({"vbo_id": [], "label": []}), "labels_leeg"),
    ):
        with pytest.raises(InputError) as raised:
            read_labels(source, kentallen=K)
        assert raised.value.key == error
    broken = tmp_path / "kapot.zip"
    with zipfile.ZipFile(broken, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", (NAMES + ROWS) * 50)
    content = bytearray(broken.read_bytes())
    content[60:90] = bytes(30)
    broken.write_bytes(bytes(content))
    with pytest.raises(InputError):
        read_labels(broken, kentallen=K)


ROW = st.tuples(
    st.sampled_from([A, B, C, "200010000009675", "2,28E+14", ""]),
    st.sampled_from(["A", "a++", "G", "", "zzz", "Label C"]),
    st.sampled_from(["20200101", "20210101", "01-02-2021", "", "gisteren"]),
    st.sampled_from(["", "7323AA", "7323 ab", "x"]),
    st.sampled_from(["", "12", "12B", "0"]),
    st.sampled_from(["", PAND, "200100000086721"]),
)


@given(rows=st.lists(ROW, min_size=1, max_size=12), order=st.randoms(use_true_random=False), keep=st.booleans())
def test_rows_add_up_and_their_order_does_not_matter(rows, order, keep):
    names = ["vbo_id", "label", "opnamedatum", "postcode", "huisnummer", "pand_id"]
    shuffled = list(rows)
    order.shuffle(shuffled)
    options = {"keep_ids": {A, PAND}, "keep_addresses": {"7323AA|12|B|"}} if keep else {}
    found = [
        adds_up(read_labels(pd.DataFrame(each, columns=names), kentallen=K, **options)) for each in (rows, shuffled)
    ]
    pd.testing.assert_frame_equal(found[0].frame, found[1].frame)
    assert found[0].dropped == found[1].dropped
    assert found[0].read == len(rows)


@given(rows=st.lists(ROW, min_size=1, max_size=12))
def test_file_is_read_as_the_table(tmp_path_factory, rows):
    names = ["vbo_id", "label", "opnamedatum", "postcode", "huisnummer", "pand_id"]
    path = tmp_path_factory.mktemp("labels") / "labels.csv"
    path.write_text(";".join(names) + "\n" + "".join(";".join(row) + "\n" for row in rows))
    options = {"keep_ids": {A, PAND}, "keep_addresses": {"7323AA|12|B|"}, "kentallen": K}
    from_file, from_table = (adds_up(read_labels(s, **options)) for s in (path, pd.DataFrame(rows, columns=names)))
    pd.testing.assert_frame_equal(from_file.frame, from_table.frame)
    assert from_file.read == len(rows)
