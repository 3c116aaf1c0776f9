"""HydX: the official test set whole, and small synthetic sets with everything that goes wrong in practice."""

import io
import shutil
import zipfile

import numpy as np
import pytest

from riothermie_kansen.errors import CancelledError, InputError
from riothermie_kansen.kentallen import load
from riothermie_kansen.readers.csvfiles import decode, parse
from riothermie_kansen.readers.hydx import read_hydx

KENTALLEN = load()

KNOOPPUNT = """UNI_IDE;RST_IDE;PUT_IDE;KNP_XCO;KNP_YCO;CMP_IDE;MVD_NIV;KNP_TYP
a;01/Gemengd;1;0;0;;2,75;INS
b;01/Gemengd;2;50;0;;2.80;INS
c;01/Gemengd;3;100;0;c1;2.80;CMP
d;01/Gemengd;3;100;0;c2;2.80;CMP
e;01/Gemengd;4;200;0;;2.80;UIT
"""
VERBINDING = """UNI_IDE;KN1_IDE;KN2_IDE;VRB_TYP;LEI_IDE;BOB_KN1;BOB_KN2;STR_RCH;VRB_LEN;INZ_TYP;PRO_IDE;STA_OBJ
l1;a;b;GSL;10;1,10;1,00;OPN;49,5;GMD;BET300;ACT
l2;b;c;GSL;11;1.00;0.90;OPN;50;DWA;EI400;ACT
p1;d;c;PMP;;;;2_1;;NVT;;
o1;d;e;OVS;;;;OPN;;NVT;;
"""
KUNSTWERK = "UNI_IDE;KWK_TYP;PMP_CAP\np1;PMP;36\n"
DEBIET = "UNI_IDE;DEB_TYP;VER_IDE;AVV_ENH;AFV_OPP;ALG_TOE\na;VWD;Inwoner;100;;\nl2;VWD;Bedrijf;10;;\n"
HEADER = VERBINDING.partition("\n")[0]
FILES = {"Knooppunt": KNOOPPUNT, "Verbinding": VERBINDING, "Kunstwerk": KUNSTWERK, "Debiet": DEBIET}


def write(folder, *, encoding="utf-8", rename=lambda name: f"{name}.csv", change=lambda text: text, **files):
    folder.mkdir(exist_ok=True)
    for name, text in (FILES | files).items():
        if text is not None:
            (folder / rename(name)).write_bytes(change(text).encode(encoding))
    return folder


def read(path):
    sewer = read_hydx(path, kentallen=KENTALLEN)
    listed = sum(sewer.findings.count(kind) for kind in sewer.dropped_kinds)
    assert sewer.read["leidingen"] == len(sewer.pipes) + listed
    sewer.validate()
    return sewer


# the official test set


@pytest.fixture(scope="module")
def testhyd(shared_data):
    return shared_data / "sewer" / "hydx_testhyd"


def test_the_official_set_comes_in_whole(testhyd):
    sewer = read(testhyd)
    assert sewer.read == {"leidingen": 96, "putten": 85, "kunstwerk": 19, "debiet": 71}
    assert len(sewer.pipes) == 96
    assert len(sewer.nodes) == 84  # GWSW-Hyd: 84 nodes; knp9 stands there twice
    # GWSW-Hyd, "Verbindingen": 75 closed pipes, 1 open, 4 infiltration, 8 pumps, 2 orifices, 6 weirs
    kinds = sewer.pipes["type"].value_counts()
    closed = ["GemengdRiool", "Vuilwaterriool", "Hemelwaterriool", "VrijvervalTransportleiding"]
    assert kinds[closed].sum() == 75
    assert kinds.drop(closed).to_dict() == {
        "OpenLeiding": 1,
        "Infiltratieriool": 4,
        "Pomp": 8,
        "Doorlaat": 2,
        "Overstortdrempel": 6,
    }
    assert sewer.pipes["functie"].value_counts().to_dict() == {
        "vrijverval": 64 + 5 + 2,
        "geen": 1 + 3 + 4 + 1,  # lei30 is closed
        "pomp": 8,
        "doorlaat": 2,
        "overstort": 6,
    }
    assert sewer.nodes["soort"].value_counts().to_dict() == {"put": 73, "pomp": 7, "uitlaat": 3, "overig": 1}


def test_the_discharges_of_the_official_set(testhyd):
    sewer = read(testhyd)
    table = sewer.inflow.groupby("curve")[["eenheden", "volume_m3d"]].sum()
    # by hand from Debiet.csv: Bedrijf 14 on five nodes and 57 x 6 on pipes, Inwoner 22 + 12, Kantoor 12
    assert table.loc["bedrijf"].to_list() == pytest.approx([14 + 57 * 6, (14 + 57 * 6) * 0.06])
    assert table.loc["inwoner"].to_list() == pytest.approx([34, 34 * 0.12])
    assert table.loc["Kantoor"].to_list() == pytest.approx([12, 12 * 0.06 * 5 / 7])
    assert table.loc["Proceslozer"].to_list() == pytest.approx([1, (0.1 + 0.2 + 0.3 + 0.4 + 0.3 + 0.2 + 0.1) / 7])
    assert len(sewer.inflow) == 68  # 71 rows less the three lateral ones, which are listed
    counts = sewer.findings.counts()
    assert (counts["hydx_verloop_onbekend"], counts["hydx_debiet_regen"]) == (2, 1)
    for hours in sewer.inflow["uren"]:
        assert hours.shape == (24,)
        assert hours.sum() == pytest.approx(1.0)
    hours = sewer.inflow.set_index("curve")["uren"]
    assert hours["inwoner"].iloc[0][[0, 11, 23]] == pytest.approx([0.015, 0.085, 0.02])
    assert hours["Proceslozer"] == pytest.approx(np.full(24, 1 / 24))
    assert hours["Kantoor"].iloc[0][[7, 8, 17, 18]] == pytest.approx([0, 0.1, 0.1, 0])


def test_discharges_on_a_closed_pipe_go_to_its_node(testhyd):
    sewer = read(testhyd)
    assert sewer.findings.count("hydx_debiet_verplaatst") == 1
    assert "knp39" in set(sewer.inflow.loc[sewer.inflow["op"] == "knoop", "object_id"])
    carrying = set(sewer.pipes.loc[sewer.pipes["functie"] == "vrijverval", "leiding_id"])
    assert set(sewer.inflow.loc[sewer.inflow["op"] == "leiding", "object_id"]) <= carrying


def test_the_profiles_of_the_official_set(testhyd):
    pipes = read(testhyd).pipes.set_index("leiding_id")
    expected = {
        "lei1": ("Rond", "Beton", 1100, 1100),
        "lei13": ("Eivormig", "Beton", 400, 600),
        "lei58": ("Rond", "PVC", 400, 400),  # HydX has inside sizes
        "lei80": ("Rechthoekig", "Beton", 2000, 1000),
        "lei66": ("Rechthoekig", "Gres", 400, 400),  # its height stands one column too far in the file
        "lei81": ("Anders", "Beton", 1500, 1000),  # tabulated in metres
        "lei22": ("Rond", "Plaatijzer", 300, 300),
    }
    for name, values in expected.items():
        assert tuple(pipes.loc[name, ["vorm", "materiaal", "breedte_mm", "hoogte_mm"]]) == values, name
    assert pipes["breedte_mm"][["lei34", "lei50", "lei24"]].isna().all()  # PRO13 unknown, PRO12 and PRO3 without size


def test_pumps_of_the_official_set(testhyd):
    sewer = read(testhyd)
    pumps = sewer.pipes[sewer.pipes["functie"] == "pomp"].set_index("leiding_id")
    assert pumps["capaciteit_ls"].to_dict() == pytest.approx(
        {f"pmp{n}": c / 3.6 for n, c in zip(range(88, 96), [72, 7.2, 18, 144, 18, 3.6, 10.8, 14.4], strict=True)}
    )
    node = sewer.nodes.set_index("knoop_id")["capaciteit_ls"]
    assert node["knp75"] == pytest.approx(14.4 / 3.6)  # two pumps together
    assert np.isnan(node["knp1"])


# synthetic sets


def check(sewer):
    assert list(sewer.pipes["leiding_id"]) == ["l1", "l2", "p1", "o1"]
    assert list(sewer.pipes["functie"]) == ["vrijverval", "vrijverval", "pomp", "overstort"]
    assert list(sewer.pipes["knoop_begin"]) == ["a", "b", "c", "d"]  # the pump runs 2_1
    assert list(sewer.pipes["breedte_mm"])[:2] == [300.0, 400.0]  # standard profiles: there is no Profiel.csv
    assert list(sewer.pipes["hoogte_mm"])[:2] == [300.0, 600.0]
    assert list(sewer.pipes["lengte_m"]) == [49.5, 50.0, 0.0, 100.0]
    assert list(sewer.pipes["naam"]) == ["10", "11", "p1", "o1"]
    assert sewer.pipes["verhang"][0] == pytest.approx(0.1 / 49.5)
    assert sewer.pipes["capaciteit_ls"][2] == pytest.approx(10.0)
    assert sewer.nodes["maaiveld_m"][0] == 2.75
    assert list(sewer.nodes["soort"]) == ["put", "put", "pomp", "put", "uitlaat"]
    assert list(sewer.inflow["volume_m3d"]) == pytest.approx([12.0, 0.6])


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"encoding": "utf-8-sig"},
        {"encoding": "utf-16"},
        {"encoding": "cp1252"},
        {"rename": lambda name: f"{name.upper()}.CSV"},
        {"rename": lambda name: f"Gouda_{name.lower()}.csv"},
        {"change": lambda text: text.replace("\n", "\r\n")},
        {"change": lambda text: text.replace("\n", "\r")},
        {"change": lambda text: text.replace(",", ".").replace(";", ",")},
        {"change": lambda text: text.replace(";", "\t")},
        {"change": lambda text: text.replace(";", " ; ")},
        {"change": lambda text: text.replace("UNI_IDE;", "UNI_IDE ;").lower().replace("01/gemengd", "01/Gemengd")},
        {"change": lambda text: text.rstrip("\n")},
        {"change": lambda text: text.replace("\n", "\n\n") + ";;;\n\n"},
        {
            "change": lambda text: "\n".join(
                ";".join(f'"{cell}"' for cell in row.split(";")) for row in text.split("\n")
            )
        },
    ],
)
def test_a_small_set_in_every_form(tmp_path, options):
    sewer = read(write(tmp_path / "hydx", **options))
    check(sewer)
    assert sewer.findings.counts() == {}


def test_a_zip_a_folder_deeper_and_one_of_its_files(tmp_path):
    folder = write(tmp_path / "levering" / "x" if (tmp_path / "levering").mkdir() is None else tmp_path)
    check(read(tmp_path / "levering"))
    check(read(folder / "Verbinding.csv"))
    archive = shutil.make_archive(str(tmp_path / "set"), "zip", tmp_path / "levering")
    check(read(tmp_path / archive))


@pytest.mark.parametrize(("encoding", "text"), [("cp850", "Perquè é ë ï"), ("cp1252", "Één cafévuilriool ë")])
def test_code_pages(encoding, text):
    assert decode(text.encode(encoding)) == text


def test_a_quoted_cell_may_hold_delimiters_and_lines():
    table = parse("x.csv", b'A;B\n1;"x;y\nz"\n2;"open\n3;c\n')
    assert list(table.text("A")) == ["1", "2", "3"]
    assert list(table.text("B")) == ["x;y z", "open", "c"]


# what is no HydX


def no_hydx(tmp_path, name):
    target = tmp_path / name
    if name == "leeg":
        target.mkdir()
    elif name == "andere.csv":
        target.write_text("a;b\n1;2\n")
    elif name == "kapot.zip":
        target.write_bytes(b"PK\x03\x04 this is no archive")
    elif name == "vreemd.zip":
        with zipfile.ZipFile(target, "w") as archive:
            archive.writestr("readme.txt", "hello")
    return target


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("leeg", "hydx_geen_map"),
        ("andere.csv", "hydx_geen_map"),
        ("kapot.zip", "hydx_zip"),
        ("vreemd.zip", "hydx_geen_map"),
        ("bestaat niet", "hydx_bestaat_niet"),
        ("nul\x00teken", "hydx_bestaat_niet"),
    ],
)
def test_what_is_no_hydx_is_one_sentence(tmp_path, name, key):
    with pytest.raises(InputError) as error:
        read(no_hydx(tmp_path, name))
    assert error.value.key == key
    assert "\n" not in error.value.text("nl")


@pytest.mark.parametrize(
    ("files", "key", "word"),
    [
        ({"Verbinding": None}, "hydx_bestand_ontbreekt", "Verbinding.csv"),
        ({"Knooppunt": None}, "hydx_bestand_ontbreekt", "Knooppunt.csv"),
        ({"Verbinding": VERBINDING.replace("KN1_IDE", "KNX")}, "hydx_kolom", "KN1_IDE"),
        ({"Verbinding": HEADER}, "hydx_geen_rijen", "Verbinding.csv"),
        ({"Verbinding": ""}, "hydx_leeg_bestand", "Verbinding.csv"),
        ({"Verbinding": "UNI\x00IDE"}, "hydx_geen_tekst", "Verbinding.csv"),
    ],
)
def test_a_file_or_column_that_is_missing(tmp_path, files, key, word):
    with pytest.raises(InputError) as error:
        read(write(tmp_path / "h", **files))
    assert error.value.key == key
    assert word in error.value.text("nl")


def test_a_locked_zip(tmp_path):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("Knooppunt.csv", KNOOPPUNT)
    data = bytearray(content.getvalue())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(signature) + offset] |= 1  # the flag "encrypted"
    (tmp_path / "x.zip").write_bytes(bytes(data))
    with pytest.raises(InputError) as error:
        read(tmp_path / "x.zip")
    assert error.value.key == "hydx_zip"


# damage


def test_a_file_that_breaks_off_reports_the_line(tmp_path):
    cut = VERBINDING[: VERBINDING.index("PMP")]  # in the middle of the row of the pump, line 4
    sewer = read(write(tmp_path / "h", Verbinding=cut))
    assert list(sewer.pipes["leiding_id"]) == ["l1", "l2"]
    found = sewer.findings.frame(None).set_index("soort")
    assert found.loc["hydx_leiding_afgekapt", "object_id"] == "p1"
    assert "regel 4" in found.loc["hydx_leiding_afgekapt", "tekst"]


@pytest.mark.parametrize("length", range(len(HEADER) + 1, len(VERBINDING)))
def test_every_way_to_break_off_is_counted(tmp_path, length):
    cut = VERBINDING[:length]
    sewer = read(write(tmp_path / "h", Verbinding=cut)) if cut.count("\n") > 1 else None
    if sewer is not None:
        assert sewer.read["leidingen"] == len([row for row in cut.split("\n")[1:] if row])


def test_a_node_file_that_breaks_off(tmp_path):
    sewer = read(write(tmp_path / "h", Knooppunt=KNOOPPUNT[: KNOOPPUNT.index("e;01") + 9]))
    assert list(sewer.pipes["leiding_id"]) == ["l1", "l2", "p1"]
    assert sewer.findings.counts() == {"hydx_rij_afgekapt": 1, "hydx_knoop_ontbreekt": 1}


def test_rows_with_too_few_and_too_many_cells(tmp_path):
    rows = VERBINDING.strip().split("\n")
    rows[1] += ";;extra"
    rows[3] = "p1;d;c;PMP"
    sewer = read(write(tmp_path / "h", Verbinding="\n".join([*rows, ""])))
    assert len(sewer.pipes) == 4
    found = sewer.findings.frame(None).set_index("soort")
    assert "Regel 2" in found.loc["hydx_te_veel_cellen", "tekst"]
    assert "Regel 4" in found.loc["hydx_te_weinig_cellen", "tekst"]


def test_double_and_moved_nodes_and_double_ids(tmp_path):
    nodes = KNOOPPUNT + "a;01/Gemengd;1;0;0;;2.75;INS\nb;01/Gemengd;2;51;0;;2.8;INS\nf;;;x;;;;\n"
    pipes = VERBINDING + "l1;a;c;GSL;12;1;1;OPN;100;GMD;BET300;ACT\n"
    sewer = read(write(tmp_path / "h", Knooppunt=nodes, Verbinding=pipes))
    assert list(sewer.nodes["knoop_id"]) == list("abcde")
    assert list(sewer.pipes["leiding_id"])[-1] == "l1 (2)"
    counts = sewer.findings.counts()
    kinds = ("hydx_knoop_dubbel", "hydx_knoop_verplaatst", "knoop_zonder_plaats", "dubbele_leiding_id")
    assert [counts[kind] for kind in kinds] == [1, 1, 1, 1]


def test_an_id_that_is_both_node_and_pipe(tmp_path):
    sewer = read(write(tmp_path / "h", Verbinding=VERBINDING.replace("l1;a;b", "a;a;b")))
    assert sewer.findings.count("hydx_id_dubbel") == 1
    assert sewer.inflow["op"][0] == "knoop"


def test_unknown_codes_are_listed(tmp_path):
    pipes = VERBINDING.replace("GSL;10", "XXX;10").replace("DWA", "")
    sewer = read(write(tmp_path / "h", Verbinding=pipes))
    assert list(sewer.pipes["functie"])[:2] == ["geen", "vrijverval"]
    assert sewer.findings.count("hydx_type_onbekend") == 1
    assert sewer.findings.count("hydx_inzameling_onbekend") == 1


def test_unknown_profiles_and_text_for_numbers(tmp_path):
    pipes = VERBINDING.replace("BET300", "PRO99").replace("1,10", "hoog")
    sewer = read(write(tmp_path / "h", Verbinding=pipes))
    assert np.isnan(sewer.pipes["breedte_mm"][0])
    assert np.isnan(sewer.pipes["verhang"][0])
    assert sewer.findings.counts() == {"tekst_in_getal": 1, "hydx_profiel_onbekend": 1}


def test_without_debiet_there_is_no_inflow(tmp_path):
    assert len(read(write(tmp_path / "h", Debiet=None, Kunstwerk=None)).inflow) == 0


def test_meta_announces_files_that_are_not_there(tmp_path):
    sewer = read(write(tmp_path / "h", Meta="ALG_ATL;ALG_VRS\n10;x\n"))
    assert "10 bestanden" in sewer.findings.frame(None)["tekst"][0]


def test_cancelling_stops_the_reading(tmp_path):
    with pytest.raises(CancelledError):
        read_hydx(write(tmp_path / "h"), kentallen=KENTALLEN, cancelled=lambda: True)


# discharges

HOURS = ";".join(f"U{hour:02d}_DAG" for hour in range(24))
FLAT, EMPTY = ";".join(["4"] * 24), ";" * 23


def discharge(tmp_path, debiet, verloop):
    debiet = "UNI_IDE;DEB_TYP;VER_IDE;AVV_ENH;AFV_OPP\n" + debiet
    return read(write(tmp_path / "h", Debiet=debiet, Verloop=f"VER_IDE;VER_TYP;VER_DAG;VER_VOL;{HOURS}\n" + verloop))


def test_volumes_in_litres(tmp_path):
    # as in table 10 of GWSW-Hyd: 120 litres per inhabitant, 100 litres per day of a process discharge
    sewer = discharge(tmp_path, "a;VWD;Inwoner;10;\nb;VWD;P;;\n", f"Inwoner;DAG;;120;{FLAT}\nP;CST;;100;{EMPTY}\n")
    assert list(sewer.inflow["volume_m3d"]) == pytest.approx([1.2, 0.1])
    assert any("liters" in note for note in sewer.notes)


def test_a_curve_per_weekday_is_averaged_over_the_week(tmp_path):
    night, day = ";".join(["100"] + ["0"] * 23), ";".join(["0"] * 23 + ["50"])
    week = "".join(f"W;VAR;{n};{3 if n < 3 else 1};{night if n < 3 else day}\n" for n in range(1, 8))
    inflow = discharge(tmp_path, "a;VWD;W;2;\n", week).inflow
    assert inflow["volume_m3d"][0] == pytest.approx(2 * (3 + 3 + 5) / 7)
    assert inflow["uren"][0][[0, 23]] == pytest.approx([6 / 11, 5 / 11])
    assert inflow["curve"][0] == "W"


def test_missing_weekdays_have_no_flow_and_are_listed(tmp_path):
    sewer = discharge(tmp_path, "a;VWD;W;1;\n", f"W;VAR;1;7;{FLAT}\nW;VAR;2;7;{FLAT}\n")
    assert sewer.inflow["volume_m3d"][0] == pytest.approx(2.0)
    assert sewer.findings.count("hydx_verloop_dagen") == 1


def test_lateral_flow_with_a_curve_is_sewage_with_a_surface_it_is_rain(tmp_path):
    # table 9 of GWSW-Hyd: a process discharge and a surface, both LAT
    sewer = discharge(tmp_path, "a;LAT;P;;\nb;LAT;;;200\nc;LAT;P;;50\n", f"P;CST;;0.3;{EMPTY}\n")
    assert list(sewer.inflow["object_id"]) == ["a"]
    assert list(sewer.inflow["volume_m3d"]) == pytest.approx([0.3])
    assert sewer.findings.count("hydx_debiet_regen") == 2


def test_discharges_that_cannot_be_used_are_listed(tmp_path):
    rows = (
        "zz;VWD;Inwoner;1;\na;XXX;Inwoner;1;\na;VWD;Nergens;1;\na;VWD;Inwoner;;\na;VWD;Inwoner;veel;\na;VWD;Leeg;1;\n"
    )
    sewer = discharge(tmp_path, rows, f"Leeg;DAG;;;{EMPTY}\n")
    assert len(sewer.inflow) == 0
    assert sewer.findings.counts() == {
        "hydx_verloop_onbruikbaar": 1,
        "hydx_debiet_zonder_object": 1,
        "hydx_debiet_soort": 1,
        "hydx_verloop_onbekend": 2,
        "hydx_debiet_eenheden": 2,
    }
