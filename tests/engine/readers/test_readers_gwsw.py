"""Rows that stay or are listed, ids, node references, pumps: small synthetic layers, and Bodegraven whole."""

import datetime as dt
import sqlite3

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import GeometryCollection, LineString, MultiLineString, Point, Polygon

from riothermie_kansen.errors import CancelledError, InputError
from riothermie_kansen.kentallen import load
from riothermie_kansen.readers.gwsw import read_sewer

KENTALLEN = load()
TODAY = dt.date(2026, 1, 1)


def line(x1, x2, y=0.0):
    return LineString([(x1, y), (x2, y)])


def layer(geometry, **columns):
    return gpd.GeoDataFrame(columns, geometry=geometry, crs=28992)


def read(pipes, **options):
    sewer = read_sewer(pipes, kentallen=KENTALLEN, today=TODAY, **options)
    listed = sum(sewer.findings.count(kind) for kind in sewer.dropped_kinds)
    assert sewer.read["leidingen"] == len(pipes) == (sewer.pipes["bron_rij"] >= 0).sum() + listed
    sewer.validate()
    return sewer


def test_what_carries_nothing_is_left_out_and_listed():
    types = "GemengdRiool LozeLeiding Kolkaansluitleiding Goot GemengdRiool GemengdRiool GemengdRiool GemengdRiool"
    pipes = layer(
        [line(i, i + 1) for i in range(8)],
        naam=[f"L{i}" for i in range(8)],
        type=types.split(),
        StatusFunctioneren=["", "", "", "", "BuitenGebruik", "InOntwerp", "InAanleg", "InGebruik"],
        Einddatum=[None] * 7 + ["31-12-2025"],
    )
    sewer = read(pipes)
    assert list(sewer.pipes["leiding_id"]) == ["L0", "L6"]
    assert sewer.findings.counts() == {
        "aansluitleiding": 1,
        "loze_leiding": 2,
        "buiten_gebruik": 1,
        "in_ontwerp": 1,
        "einddatum_voorbij": 1,
    }
    assert set(sewer.findings.frame(28992)["ernst"]) == {"info"}


def test_an_end_date_to_come_is_no_end():
    pipes = layer([line(0, 1)] * 3, Einddatum=["2026-01-01", "9999-12-31", "2026"], naam=["A", "B", "C"])
    assert len(read(pipes).pipes) == 3


def test_geometry_that_is_no_line_is_listed():
    geometry = [
        line(0, 1),
        None,
        LineString(),
        LineString([(0, 0), (np.nan, 1)]),
        LineString([(0, 0), (np.inf, 1)]),
        Point(0, 0),
        MultiLineString([[(0, 0), (1, 0)]]),
        MultiLineString([[(0, 0), (1, 0)], [(1, 0), (2, 0)]]),
        MultiLineString([[(0, 0), (1, 0)], [(5, 0), (6, 0)]]),
        LineString([(0, 0, 5), (3, 0, 6)]),
        LineString([(4, 4), (4, 4)]),
        Polygon([(0, 0), (1, 0), (1, 1)]),
        GeometryCollection(),
        shapely.LinearRing([(0, 0), (1, 0), (1, 1)]),
    ]
    sewer = read(layer(geometry, naam=[f"L{i}" for i in range(len(geometry))]))
    assert list(sewer.pipes["bron_rij"]) == [0, 6, 7, 9, 10, 13]
    assert list(sewer.pipes["lengte_m"].round(2)) == [1.0, 1.0, 2.0, 3.0, 0.0, 3.41]
    assert not sewer.pipes.geometry.has_z.any()
    assert (sewer.pipes.geom_type == "LineString").all()
    counts = sewer.findings.counts()
    assert (counts["geometrie_ontbreekt"], counts["geometrie_ongeldig"], counts["geen_lijn"]) == (3, 2, 3)


@pytest.mark.parametrize(
    ("pipes", "key"),
    [
        (layer([], naam=[]), "leidingen_leeg"),
        (layer([Point(0, 0), Point(1, 1)], naam=["a", "b"]), "punten_geen_lijnen"),
        (layer([Polygon([(0, 0), (1, 0), (1, 1)])], naam=["a"]), "geen_lijnen"),
        (gpd.GeoDataFrame({"naam": ["a"]}), "geen_geometrie"),
        (pd.DataFrame({"naam": ["a"]}), "geen_geometrie"),
    ],
)
def test_layers_that_are_no_pipes(pipes, key):
    with pytest.raises(InputError) as error:
        read_sewer(pipes, kentallen=KENTALLEN)
    assert error.value.key == key


def test_nothing_but_null_geometry_is_listed_not_refused():
    sewer = read(layer([None, None], naam=["a", "b"]))
    assert len(sewer.pipes) == 0
    assert sewer.findings.counts() == {"geometrie_ontbreekt": 2}


def test_only_connections_gives_an_empty_sewer():
    sewer = read(layer([line(0, 1)], naam=["a"], type=["Aansluitleiding"]), nodes=layer([Point(0, 0)], naam=["P"]))
    assert len(sewer.pipes) == 0
    assert list(sewer.nodes["knoop_id"]) == ["P"]


def test_another_crs_is_transformed():
    pipes = gpd.GeoDataFrame({"naam": ["a"]}, geometry=[LineString([(5.0, 52.0), (5.001, 52.0)])], crs=4326)
    assert read(pipes).pipes["lengte_m"][0] == pytest.approx(68.7, abs=0.2)  # 0.001 degree at 52 degrees north


def test_cancelling_stops_the_reading():
    with pytest.raises(CancelledError):
        read_sewer(layer([line(0, 1)], naam=["a"]), kentallen=KENTALLEN, cancelled=lambda: True)


def test_progress_never_goes_back():
    seen = []
    read(layer([line(0, 1)], naam=["a"]), progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 100


# type and system


def test_a_layer_without_types_is_a_gravity_sewer_and_says_so():
    sewer = read(layer([line(0, 1), line(1, 2)], nummer=[1, 2]))
    assert set(sewer.pipes["functie"]) == {"vrijverval"}
    assert set(sewer.pipes["soort"]) == {"overig"}
    assert sewer.findings.counts() == {"alles_vrijverval": 1}
    assert any("2 leidingen" in note for note in sewer.notes)


def test_a_layer_of_which_no_type_is_known_too():
    sewer = read(layer([line(0, 1), line(1, 2)], type=["T1", None]))
    assert set(sewer.pipes["functie"]) == {"vrijverval"}
    assert sewer.findings.counts() == {"alles_vrijverval": 1}


def test_a_single_unknown_type_carries_nothing_and_is_listed():
    pipes = layer(
        [line(i, i + 1) for i in range(4)],
        naam=list("abcd"),
        type=["GemengdRiool", "Geheimzinnig", None, "Geheimzinnig"],
        stelseltype=["", "", None, "Vuilwaterstelsel"],
    )
    sewer = read(pipes)
    assert list(sewer.pipes["functie"]) == ["vrijverval", "geen", "geen", "vrijverval"]
    found = sewer.findings.frame(28992)
    assert list(found["object_id"]) == ["b", "c"]
    assert "Geheimzinnig" in found["tekst"][0]
    assert list(sewer.pipes["type"]) == ["GemengdRiool", "Geheimzinnig", "", "Geheimzinnig"]


def test_a_vague_type_gives_way_to_a_second_column():
    pipes = layer([line(0, 1), line(1, 2)], type=["Leiding", "Leiding"], leidingtype=["Vuilwater", "Gemengd"])
    assert list(read(pipes).pipes["soort"]) == ["vuilwater", "gemengd"]


def test_the_theme_of_a_pressure_pipe_without_type():
    pipes = layer([line(0, 1), line(1, 2)], type=["GemengdRiool", ""], WIONThema=["", "RioolOnderDrukThema"])
    assert list(read(pipes).pipes["functie"]) == ["vrijverval", "pers"]


# ids


def test_ids_are_made_unique_and_listed():
    pipes = layer([line(i, i + 1) for i in range(6)], naam=["A", "A", None, "A (2)", "A", "rij 3"])
    sewer = read(pipes)
    assert list(sewer.pipes["leiding_id"]) == ["A", "A (3)", "rij 3", "A (2)", "A (4)", "rij 3 (2)"]
    assert list(sewer.pipes["naam"]) == ["A", "A", "", "A (2)", "A", "rij 3"]
    assert sewer.findings.count("dubbele_leiding_id") == 3


def test_the_system_tells_equal_names_apart():
    pipes = layer([line(0, 1), line(1, 2), line(2, 3)], naam=["1", "1", "2"], Stelsel=["noord", "zuid", "zuid"])
    sewer = read(pipes)
    assert list(sewer.pipes["leiding_id"]) == ["noord/1", "zuid/1", "2"]
    assert sewer.findings.count("dubbele_leiding_id") == 0


def test_a_pipe_that_was_downloaded_twice_counts_once():
    pipes = layer(
        [line(0, 1), line(0, 1), line(5, 6)],
        naam=["A", "A", "A"],
        uri=["u1", "u1", "u1"],
        type=["Hemelwaterriool", "GemengdRiool", "GemengdRiool"],
    )
    sewer = read(pipes)
    assert sewer.findings.count("dubbel_object") == 1
    assert list(sewer.pipes["bron_rij"]) == [1, 2]  # the one that carries dry weather flow, and another line


# node references


def test_uris_when_names_of_nodes_repeat():
    pipes = layer(
        [line(0, 50), line(10_000, 10_050)],
        naam=["a", "b"],
        beginpunt=["1", "1"],
        uriB=["n/1", "z/1"],
        eindpunt=["2", "2"],
        uriE=["n/2", "z/2"],
    )
    nodes = layer(
        [Point(0, 0), Point(50, 0), Point(10_000, 0), Point(10_050, 0)],
        naam=["1", "2", "1", "2"],
        uri=["n/1", "n/2", "z/1", "z/2"],
    )
    sewer = read(pipes, nodes=nodes)
    assert list(sewer.pipes["knoop_begin"]) == ["n/1", "z/1"]
    assert list(sewer.nodes["knoop_id"]) == ["n/1", "n/2", "z/1", "z/2"]
    assert list(read(pipes).pipes["knoop_eind"]) == ["n/2", "z/2"]  # without node table: the places tell


def test_repeated_names_without_uris_go_to_the_nearest_node():
    pipes = layer([line(0, 50), line(10_000, 10_050)], beginpunt=["1", "1"], eindpunt=["2", "2"])
    nodes = layer([Point(0, 0), Point(50, 0), Point(10_000, 0), Point(10_050, 0)], naam=["1", "2", "1", "2"])
    sewer = read(pipes, nodes=nodes)
    assert list(sewer.pipes["knoop_begin"]) == ["1", "1 (2)"]
    assert list(sewer.pipes["knoop_eind"]) == ["2", "2 (2)"]
    assert sewer.findings.count("dubbele_knoop") == 2


def test_repeated_names_without_anything_else_fall_back_on_the_place():
    pipes = layer([line(0, 50), line(10_000, 10_050)], beginpunt=["1", "1"], eindpunt=["2", "3"])
    sewer = read(pipes)
    assert list(sewer.pipes["knoop_begin"]) == ["", ""]
    assert list(sewer.pipes["knoop_eind"]) == ["2", "3"]
    assert sewer.findings.count("knoopnaam_dubbel") == 2


def test_a_line_drawn_backwards_is_turned():
    pipes = layer(
        [line(0, 50), line(100, 50), line(100, 150)], naam=list("abc"), beginpunt=list("ABC"), eindpunt=list("BCD")
    )
    nodes = layer([Point(50.0 * i, 0) for i in range(4)], naam=list("ABCD"))
    for sewer in (read(pipes, nodes=nodes), read(pipes)):
        assert [tuple(g.coords[0]) for g in sewer.pipes.geometry] == [(0, 0), (50, 0), (100, 0)]
        assert list(
            sewer.findings.frame(None)["object_id"][sewer.findings.frame(None)["soort"] == "lijn_omgekeerd"]
        ) == ["b"]


def test_nodes_that_nobody_refers_to_are_kept_and_told():
    sewer = read(layer([line(0, 50)], beginpunt=["A"], eindpunt=["B"]), nodes=layer([Point(0, 0)], naam=["X"]))
    assert list(sewer.nodes["knoop_id"]) == ["X"]
    assert list(sewer.pipes["knoop_begin"]) == ["A"]
    assert any("putten" in note for note in sewer.notes)


def test_nodes_without_a_place_are_listed():
    sewer = read(layer([line(0, 50)]), nodes=layer([Point(0, 0), None, Point()], naam=["X", "Y", None]))
    assert list(sewer.nodes["knoop_id"]) == ["X"]
    assert sewer.findings.count("knoop_zonder_plaats") == 2
    assert sewer.read == {"leidingen": 1, "putten": 3}


# levels, lengths, registered flows


def test_levels_that_cannot_be():
    pipes = layer(
        [line(0, 50)] * 4, BobBeginpuntLeiding=[999.0, -0.5, 12.0, "n.b."], BobEindpuntLeiding=[500.0, -0.6, 0.0, 1]
    )
    sewer = read(pipes)
    np.testing.assert_array_equal(sewer.pipes["bob_begin_m"], [np.nan, -0.5, 12.0, np.nan])
    np.testing.assert_array_equal(sewer.pipes["bob_eind_m"], [np.nan, -0.6, np.nan, 1.0])
    assert sewer.pipes["verhang"][1] == pytest.approx(0.002)
    counts = sewer.findings.counts()
    assert (counts["hoogte_nap_onmogelijk"], counts["bob_nul"], counts["tekst_in_getal"]) == (1, 1, 1)


def test_a_length_far_from_the_line_is_not_believed():
    sewer = read(layer([line(0, 50)] * 4, LengteLeiding=[49.0, 5.0, None, -3]))
    assert list(sewer.pipes["lengte_m"]) == [49.0, 50.0, 50.0, 50.0]
    assert sewer.findings.count("lengte_wijkt_af") == 1


def test_registered_dwellings_and_companies():
    pipes = layer(
        [line(0, 50)] * 4,
        AantalWoningen=["12", 999, "", -4],
        Aantal_ieBedrijven=[3, None, None, 0],
        Aantal_ieRecreatie=[2, 5, None, None],
        LateraalDebietDWA=["3,6", None, 999, 0],
    )
    sewer = read(pipes)
    np.testing.assert_array_equal(sewer.pipes["woningen"], [12, np.nan, np.nan, np.nan])
    np.testing.assert_array_equal(sewer.pipes["ve_bedrijven"], [5, 5, np.nan, 0])
    np.testing.assert_allclose(sewer.pipes["dwa_lateraal_ls"], [1.0, np.nan, np.nan, 0.0])  # 3.6 m3/h = 1 l/s
    assert sewer.findings.count("negatief_getal") == 1
    assert any("LateraalDebietDWA" in note for note in sewer.notes)


# pumps


def pump_case(**columns):
    pipes = layer(
        [line(0, 50), line(100, 150)],
        naam=["a", "b"],
        type=["Vuilwaterriool"] * 2,
        beginpunt=["A", "C"],
        eindpunt=["B", "D"],
    )
    nodes = layer([Point(x, 0) for x in (0, 50, 100, 150)], naam=list("ABCD"), type="Inspectieput")
    structures = layer([Point(50, 0)] * len(columns["naam"]), **columns)
    return read(pipes, nodes=nodes, structures=structures), read(pipes, structures=structures)


def test_a_pump_between_two_nodes_becomes_a_pipe():
    for sewer in pump_case(naam=["B"], type=["Pomp"], begin=["B"], eind=["C"], Pompcapaciteit=[36]):
        row = sewer.pipes.iloc[2]
        assert (row["functie"], row["knoop_begin"], row["knoop_eind"], row["bron_rij"]) == ("pomp", "B", "C", -1)
        assert list(row.geometry.coords) == [(50, 0), (100, 0)]
        assert row["capaciteit_ls"] == pytest.approx(10.0)  # 36 m3/h
        assert row["lengte_m"] == 50.0
        assert sewer.read["pompen"] == 1
        assert any("m3/h" in note for note in sewer.notes)
    sewer, _ = pump_case(naam=["B"], type=["Pomp"], begin=["B"], eind=["C"], Pompcapaciteit=[36])
    node = sewer.nodes.set_index("knoop_id").loc["B"]
    assert (node["soort"], node["capaciteit_ls"]) == ("pomp", pytest.approx(10.0))


def test_pumps_weirs_and_orifices_and_the_direction_of_flow():
    sewer, _ = pump_case(
        naam=["B", "B", "B", "B"],
        type=["Pomp", "Pomp", "Overstortdrempel", "Doorlaat"],
        begin=["B", "C", "B", "B"],
        eind=["C", "B", "C", "C"],
        Stromingsrichting=["", "2_1", "", ""],
        MaxCapDoorlaat=[None, None, None, 18.0],
    )
    made = sewer.pipes.iloc[2:]
    assert list(made["functie"]) == ["pomp", "pomp", "overstort", "doorlaat"]
    assert list(made["knoop_begin"]) == ["B"] * 4
    assert list(made["knoop_eind"]) == ["C"] * 4
    assert list(made["leiding_id"]) == ["pomp B", "pomp B (2)", "overstort B", "doorlaat B"]
    assert made["capaciteit_ls"].iloc[3] == pytest.approx(5.0)


def test_a_pump_to_an_unknown_node_is_listed():
    sewer, _ = pump_case(naam=["B"], type=["Pomp"], begin=["B"], eind=["Z"])
    assert len(sewer.pipes) == 2
    found = sewer.findings.frame(28992)
    assert list(found["soort"]) == ["pomp_zonder_knoop"]
    assert "Z" in found["tekst"][0]
    assert sewer.nodes.set_index("knoop_id").loc["B", "soort"] == "pomp"


def test_pumps_as_points_belong_to_a_node_or_become_one():
    pipes = layer([line(0, 50)], naam=["a"], type=["Vuilwaterriool"])
    nodes = layer([Point(0, 0), Point(50, 0)], naam=["A", "B"], type="Inspectieput")
    structures = layer(
        [Point(50.3, 0), Point(90, 0), None, Point(0, 30), Point(7, 7)],
        naam=["P1", "P2", "P3", "A", "P4"],
        type=["Pompput", "Rioolgemaal", "Pompunit", "Pompunit", "Inspectieput"],
        Pompcapaciteit1=[7.2, 72, 5, 1, 1],
        Pompcapaciteit2=[3.6, 144, None, None, 1],
    )
    sewer = read(pipes, nodes=nodes, structures=structures)
    table = sewer.nodes.set_index("knoop_id")
    assert list(table.index) == ["A", "B", "P2"]
    assert list(table["soort"]) == ["pomp", "pomp", "gemaal"]
    assert table["capaciteit_ls"].to_numpy() == pytest.approx([1 / 3.6, 2.0, 40.0])
    assert sewer.findings.counts() == {
        "kunstwerk_geen_pomp": 1,
        "kunstwerk_zonder_plaats": 1,
        "kunstwerk_nieuwe_knoop": 1,
    }


def test_pumps_as_lines_become_pipes():
    pipes = layer([line(0, 50)], naam=["a"], type=["Vuilwaterriool"])
    structures = layer([line(50, 90), MultiLineString([[(0, 0), (1, 0)], [(1, 0), (2, 0)]])], naam=["P", "Q"])
    sewer = read(pipes, structures=structures)
    assert list(sewer.pipes["functie"]) == ["vrijverval", "pomp", "pomp"]
    assert list(sewer.pipes["lengte_m"]) == [50.0, 40.0, 2.0]


def test_pumps_refer_by_uri_where_pipes_refer_by_name():
    pipes = layer([line(0, 50), line(100, 150)], type=["Vuilwaterriool"] * 2, beginpunt=["A", "C"], eindpunt=["B", "D"])
    nodes = layer(
        [Point(x, 0) for x in (0, 50, 100, 150)], naam=list("ABCD"), uri=["u/A", "u/B", "u/C", "u/D"], type="Put"
    )
    structures = layer([None], naam=["P"], type=["Pomp"], begin=["u/B"], eind=["u/C"])
    sewer = read(pipes, nodes=nodes, structures=structures)
    assert list(sewer.pipes["knoop_begin"]) == ["A", "C", "B"]
    assert list(sewer.pipes["knoop_eind"]) == ["B", "D", "C"]


# Bodegraven


@pytest.fixture(scope="module")
def bodegraven(shared_data):
    path = shared_data / "sewer" / "bodegraven_gwsw_default.gpkg"

    def table(name):
        with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as connection:
            rows = pd.read_sql(f'select * from "{name}"', connection)
        header = rows["geometry"].map(lambda blob: 8 + (0, 32, 48, 48, 64)[blob[3] >> 1 & 7])
        wkb = [blob[n:] for blob, n in zip(rows["geometry"], header, strict=True)]
        return gpd.GeoDataFrame(rows.drop(columns="geometry"), geometry=shapely.from_wkb(wkb), crs=28992)

    return table("default_lijn"), table("default_punt")


def test_bodegraven_comes_in_whole(bodegraven):
    pipes, points = bodegraven
    sewer = read(pipes, nodes=points)
    assert sewer.read == {"leidingen": 8986, "putten": 9012}
    assert len(sewer.pipes) == 8828
    assert sewer.findings.counts() == {"aansluitleiding": 4, "loze_leiding": 154}
    assert len(sewer.nodes) == 9012
    assert sewer.pipes["functie"].value_counts().to_dict() == {
        "vrijverval": 3030 + 1065 + 2,
        "druk": 2919,
        "geen": 1310 + 357 + 69 + 37,
        "pers": 39,
    }
    assert sewer.pipes["soort"].value_counts()["gemengd"] == 3030
    assert sewer.nodes["soort"].value_counts().to_dict() == {
        "put": 7238 + 18 + 2,
        "pomp": 1418 + 63,
        "uitlaat": 127,
        "overstort": 77,
        "overig": 44 + 9 + 7,
        "gemaal": 9,
    }
    assert sewer.pipes["breedte_mm"].isna().all()
    assert (sewer.pipes["knoop_begin"] == "").all()
    np.testing.assert_allclose(sewer.pipes["lengte_m"], pipes.length.to_numpy()[sewer.pipes["bron_rij"]], atol=1e-3)


def test_the_points_of_bodegraven_as_pumps(bodegraven):
    pipes, points = bodegraven
    sewer = read(pipes, nodes=points, structures=points)
    assert len(sewer.nodes) == 9012  # every pump is a node already
    assert sewer.nodes["soort"].value_counts()["pomp"] == 1418 + 63
    alone = read(pipes, structures=points).nodes
    assert len(alone) == 1418 + 63 + 9 + 127 + 77 + 18  # pumps, gemalen, outlets and weirs
