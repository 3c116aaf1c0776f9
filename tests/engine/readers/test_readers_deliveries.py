"""The same small (synthetic) sewer must read as the same table in every spelling that reaches a municipality."""

import datetime as dt

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import LineString, Point

from riothermie_kansen.kentallen import load
from riothermie_kansen.readers.gwsw import read_sewer

TODAY = dt.date(2026, 1, 1)
URI = "http://data.gwsw.nl/1.6/totaal/"
NODES = {name: (135000.0 + 50.0 * i, 455000.0) for i, name in enumerate("ABCDEFG")}
NODE_TYPES = dict(zip("ABCDEFG", ["Inspectieput"] * 4 + ["Pompput", "Inspectieput", "Uitlaatconstructie"], strict=True))

# type, stelseltype, materiaal, vorm, breedte, hoogte, wanddikte, bob begin, bob eind, begin, eind, jaar, woningen
ROWS = (
    ("GemengdRiool", "GemengdStelsel", "Beton", "Rond", 300, 300, None, 1.10, 1.00, "A", "B", 1980, 12),
    ("GemengdRiool", "GemengdStelsel", "Beton", "Eivormig", 400, 600, None, 1.00, 0.85, "B", "C", 1981, 8),
    ("Vuilwaterriool", "Vuilwaterstelsel", "PVC", "Rond", 250, 250, None, 0.55, 0.45, "C", "D", 2001, None),
    ("Hemelwaterriool", "Hemelwaterstelsel", "PVC", "Rond", 315, 315, 7.7, 0.80, 0.70, "C", "G", 2001, None),
    ("Persleiding", "Persleidingsysteem", "PE", "Rond", 110, 110, None, None, None, "E", "F", 1995, None),
    ("Perceelaansluitleiding", "Vuilwaterstelsel", "PVC", "Rond", 125, 125, None, 0.9, 0.8, "D", "E", 2001, None),
)
COLUMNS = [
    "type",
    "stelseltype",
    "materiaal",
    "vorm",
    "breedte",
    "hoogte",
    "wanddikte",
    "bob1",
    "bob2",
    "begin",
    "eind",
    "jaar",
    "woningen",
]

# what must come out of the first five; inside sizes of plastics by hand: 250 - 2 x 250/41 = 237.80,
# 315 - 2 x 7.7 = 299.6 (and 315 - 2 x 315/41 = 299.63), 110 - 2 x 110/41 = 104.63
EXPECTED = pd.DataFrame(
    {
        "naam": ["L1", "L2", "L3", "L4", "L5"],
        "soort": ["gemengd", "gemengd", "vuilwater", "hemelwater", "pers"],
        "functie": ["vrijverval", "vrijverval", "vrijverval", "geen", "pers"],
        "type": ["GemengdRiool", "GemengdRiool", "Vuilwaterriool", "Hemelwaterriool", "Persleiding"],
        "stelsel": ["GemengdStelsel", "GemengdStelsel", "Vuilwaterstelsel", "Hemelwaterstelsel", "Persleidingsysteem"],
        "vorm": ["Rond", "Eivormig", "Rond", "Rond", "Rond"],
        "breedte_mm": [300.0, 400.0, 237.8, 299.6, 104.6],
        "hoogte_mm": [300.0, 600.0, 237.8, 299.6, 104.6],
        "materiaal": ["Beton", "Beton", "PVC", "PVC", "PE"],
        "bob_begin_m": [1.10, 1.00, 0.55, 0.80, np.nan],
        "bob_eind_m": [1.00, 0.85, 0.45, 0.70, np.nan],
        "knoop_begin": ["A", "B", "C", "C", "E"],
        "knoop_eind": ["B", "C", "D", "G", "F"],
        "lengte_m": [50.0, 50.0, 50.0, 200.0, 50.0],
        "verhang": [0.002, 0.003, 0.002, 0.0005, np.nan],
        "jaar": [1980.0, 1981.0, 2001.0, 2001.0, 1995.0],
        "woningen": [12.0, 8.0, np.nan, np.nan, np.nan],
    }
)


def base() -> gpd.GeoDataFrame:
    frame = pd.DataFrame(ROWS, columns=COLUMNS)
    frame.insert(0, "naam", [f"L{i + 1}" for i in range(len(frame))])
    lines = [LineString([NODES[b], NODES[e]]) for b, e in zip(frame["begin"], frame["eind"], strict=True)]
    return gpd.GeoDataFrame(frame, geometry=lines, crs=28992)


def node_base() -> gpd.GeoDataFrame:
    frame = pd.DataFrame({"naam": list(NODES), "type": list(NODE_TYPES.values()), "maaiveld": 3.0})
    return gpd.GeoDataFrame(frame, geometry=[Point(xy) for xy in NODES.values()], crs=28992)


def official(theme: str) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Return pipes and nodes in the columns of gwsw_queries (geo/<theme>), typed as in the GeoPackage."""
    b, n = base(), node_base()
    pipes = {"Stelsel": "01", "stelseltype": URI + b["stelseltype"], "naam": b["naam"]}
    nodes = {"Stelsel": "01", "stelseltype": URI + "GemengdStelsel", "naam": n["naam"]}
    if theme != "netwerk":
        pipes["uri"] = "http://x.nl/id/" + b["naam"]
        nodes["uri"] = "http://x.nl/id/put-" + n["naam"]
    pipes["type"], nodes["type"] = URI + b["type"], URI + n["type"]
    pipes["beginpunt"] = b["begin"]
    if theme != "netwerk":
        pipes["uriB"] = "http://x.nl/id/put-" + b["begin"]
    pipes["eindpunt"] = b["eind"]
    if theme != "netwerk":
        pipes["uriE"] = "http://x.nl/id/put-" + b["eind"]
    if theme != "netwerk":
        pipes |= {"Begindatum": b["jaar"].astype(str) + "-01-01", "Einddatum": None}
    pipes["BobBeginpuntLeiding"] = b["bob1"]
    if theme == "beheer":
        pipes |= {"datumInwinningBobBegin": "2019-05-01", "wijzeInwinningBobBegin": URI + "Inspectie"}
    pipes["BobEindpuntLeiding"] = b["bob2"]
    if theme == "beheer":
        pipes |= {"datumInwinningBobEind": "2019-05-01", "wijzeInwinningBobEind": URI + "Inspectie"}
    pipes |= {
        "MateriaalLeiding": URI + b["materiaal"],
        "VormLeiding": URI + b["vorm"],
        "BreedteLeiding": b["breedte"],
        "HoogteLeiding": b["hoogte"],
        "LengteLeiding": b.length,
    }
    if theme != "netwerk":
        pipes |= {
            "Wanddikte": b["wanddikte"],
            "Verbindingstype": None,
            "Fundering": None,
            "DatumInspectie": "2020-02-02",
        }
        pipes |= {"WIONThema": URI + "RioolVrijvervalThema"}
    pipes |= {"AantalWoningen": b["woningen"], "Aantal_ieBedrijven": None, "Aantal_ieRecreatie": None}
    pipes |= {"AfvoerendOppervlak": 100.0}
    if theme != "beheer":
        pipes |= {"LateraalDebietDWA": None, "LateraalDebietHWA": 5.0, "LateraalAfvoerendOppervlak": None}
    nodes |= {
        "Maaiveldhoogte": n["maaiveld"],
        "MateriaalPut": URI + "Beton",
        "VormPut": URI + "Rond",
        "BreedtePut": 800,
    }
    return gpd.GeoDataFrame(pipes, geometry=b.geometry), gpd.GeoDataFrame(nodes, geometry=n.geometry)


def snake(name: str) -> str:
    """Return a column name as the OGC API of PDOK spells it."""
    known = {
        "BobBeginpuntLeiding": "bob_beginpunt_leiding",
        "BobEindpuntLeiding": "bob_eindpunt_leiding",
        "MateriaalLeiding": "materiaal_leiding",
        "VormLeiding": "vorm_leiding",
        "BreedteLeiding": "breedte_leiding",
        "HoogteLeiding": "hoogte_leiding",
        "LengteLeiding": "lengte_leiding",
        "AantalWoningen": "aantal_woningen",
        "Aantal_ieBedrijven": "aantal_ie_bedrijven",
        "Aantal_ieRecreatie": "aantal_ie_recreatie",
        "WIONThema": "wion_thema",
        "AfvoerendOppervlak": "afvoerend_oppervlak",
        "LateraalDebietDWA": "lateraal_debiet_dwa",
        "LateraalDebietHWA": "lateraal_debiet_hwa",
    }
    return known.get(name, name.lower())


def rioned(theme):
    return (*official(theme), {})


def pdok_wfs(comma=False):
    """Everything is text, NULL is an empty text; with decimal commas if wanted."""
    pipes, nodes = official("beheer")
    for frame in (pipes, nodes):
        frame.insert(0, "Dataset", "Voorbeeld")
        for name in frame.columns.drop("geometry"):
            text = frame[name].map(lambda v: "" if pd.isna(v) else str(v).replace(URI, URI.replace("1.6", "1.4")))
            frame[name] = text.str.replace(".", ",", regex=False) if comma and _is_number(frame[name]) else text
    return pipes, nodes, {}


def _is_number(series):
    return series.dtype.kind == "f"


def ogc_api():
    pipes, nodes = official("beheer")
    return pipes.rename(columns=snake), nodes.rename(columns=snake), {}


def esri():
    """Lower case, dates as milliseconds, bare codes, another case here and there."""
    pipes, nodes = official("beheer")
    pipes, nodes = pipes.rename(columns=str.lower), nodes.rename(columns=str.lower)
    pipes["begindatum"] = [dt.datetime(y, 6, 1, tzinfo=dt.UTC).timestamp() * 1000 for y in base()["jaar"]]
    pipes["type"] = base()["type"].replace({"GemengdRiool": "Gemengdriool"})
    pipes["materiaalleiding"] = base()["materiaal"].str.upper()
    return pipes, nodes, {}


def shapefile(tmp_path, names, theme):
    """Let GDAL cut the names of a shapefile."""
    pipes, nodes = official(theme)
    result = []
    for frame, file in ((pipes, "lijn"), (nodes, "punt")):
        named = frame.rename(columns=lambda name: name if name == "geometry" else names(name)).set_crs(28992)
        named.to_file(tmp_path / f"{file}.shp", driver="ESRI Shapefile")
        result.append(gpd.read_file(tmp_path / f"{file}.shp"))
    assert max(map(len, result[0].columns.drop("geometry"))) == 10
    return (*result, {})


def exporter():
    """GWSW-Exporter (HansvBug): one CSV with its own capitals; nodes are referred to by number."""
    b, n = base(), node_base()
    number = {name: f"{100 + i}" for i, name in enumerate(NODES)}
    pipes = gpd.GeoDataFrame(
        {
            "OBJECT_TYPE": "Leiding",
            "ID": range(1, 7),
            "GUID": [f"guid-{i}" for i in range(6)],
            "NAAM": b["naam"],
            "STELSEL_TYPE": b["stelseltype"],
            "STELSEL_NAAM": "Noord",
            "LEIDING_TYPE": b["type"],
            "BEGINPUT_ID": b["begin"].map(number),
            "EINDPUT_ID": b["eind"].map(number),
            "LENGTE": b.length.map("{:.2f}".format),
            "BREEDTE": b["breedte"].where(b["vorm"] != "Rond"),
            "HOOGTE": b["hoogte"].where(b["vorm"] != "Rond"),
            "DIAMETER": b["breedte"].where(b["vorm"] == "Rond"),
            "MATERIAAL": b["materiaal"],
            "VORM": b["vorm"],
            "STATUS_FUNCTIONEREN": "InGebruik",
            "BEGINDATUM": b["jaar"].map("{}0101".format),
            "BOB_BEGIN": b["bob1"],
            "BOB_EIND": b["bob2"],
            "WANDDIKTE": b["wanddikte"],
        },
        geometry=b.geometry,
    )
    nodes = gpd.GeoDataFrame(
        {"ID": n["naam"].map(number), "NAAM": n["naam"], "PUT_TYPE": n["type"], "MAAIVELD": n["maaiveld"]},
        geometry=n.geometry,
    )
    return pipes, nodes, {}


def amsterdam():
    b = base()
    kind = {"GemengdRiool": "Gemengd-Riool", "Vuilwaterriool": "DWA-Riool", "Hemelwaterriool": "HWA-Riool"}
    system = {"GemengdStelsel": "Gemengd stelsel", "Hemelwaterstelsel": "Regenwaterstelsel"}
    pipes = gpd.GeoDataFrame(
        {
            "objnr": range(9001, 9007),
            "vorm": b["vorm"].str.lower(),
            "diameter": b["breedte"].astype(str),
            "materiaal": b["materiaal"],
            "bob_beginpunt": b["bob1"],
            "bob_eindpunt": b["bob2"],
            "leidingnaam": b["naam"],
            "type_leiding": b["type"].replace(kind),
            "type_stelsel": b["stelseltype"].replace(system),
            "lengte_in_meters": b.length,
            "bemalingsgebied": "12",
            "leiding_toelichting": "",
            "type_fundering": "Onbekend",
        },
        geometry=b.geometry,
    )
    return pipes, None, {}


def gbi():
    """GBI export with the names of third parties for the rest."""
    b, n = base(), node_base()
    pipes = gpd.GeoDataFrame(
        {
            "GBI_ID": range(1, 7),
            "CODE": b["naam"],
            "BEGINPUT_ID": [f"{i}" for i in range(6)],
            "BEGINPUT_CODE": b["begin"],
            "X_COORDINAAT_BEGINPUT": 1.0,
            "EINDPUT_ID": [f"{i}" for i in range(10, 16)],
            "EINDPUT_CODE": b["eind"],
            "type_stelsel": b["stelseltype"],
            "leidingtype": b["type"],
            "jaar_van_aanleg": b["jaar"],
            "materiaal_leiding": b["materiaal"],
            "vorm": b["vorm"],
            "breedte_diameter": b["breedte"],
            "bob_beginpunt": b["bob1"].map(lambda v: None if v is None else str(v).replace(".", ",")),
            "bob_eindpunt": b["bob2"],
        },
        geometry=b.geometry,
    )
    return pipes, gpd.GeoDataFrame({"CODE": n["naam"], "type": n["type"]}, geometry=n.geometry), {}


def own_map():
    b = base()
    columns = {name: f"kolom {i}" for i, name in enumerate(b.columns.drop("geometry"))}
    roles = {
        "naam": "naam",
        "type": "type",
        "stelsel": "stelseltype",
        "materiaal": "materiaal",
        "vorm": "vorm",
        "breedte_mm": "breedte",
        "hoogte_mm": "hoogte",
        "wanddikte_mm": "wanddikte",
        "bob_begin_m": "bob1",
        "bob_eind_m": "bob2",
        "knoop_begin": "begin",
        "knoop_eind": "eind",
        "jaar": "jaar",
        "woningen": "woningen",
    }
    return b.rename(columns=columns), node_base(), {role: columns[name] for role, name in roles.items()}


NO_NODES = ("knoop_begin", "knoop_eind", "woningen")
AMSTERDAM = {"type": ["Gemengd-Riool", "Gemengd-Riool", "DWA-Riool", "HWA-Riool", "Persleiding"]} | {
    "stelsel": ["Gemengd stelsel", "Gemengd stelsel", "Vuilwaterstelsel", "Regenwaterstelsel", "Persleidingsysteem"]
}
MISCASED = {"type": ["Gemengdriool", "Gemengdriool", *EXPECTED["type"][2:]]}

DELIVERIES = {
    "rioned beheer": (lambda _: rioned("beheer"), (), {}),
    "rioned default": (lambda _: rioned("default"), (), {}),
    "rioned netwerk": (lambda _: rioned("netwerk"), ("jaar",), {}),
    "pdok wfs": (lambda _: pdok_wfs(), (), {}),
    "decimal comma": (lambda _: pdok_wfs(comma=True), (), {}),
    "pdok ogc api": (lambda _: ogc_api(), (), {}),
    "esri": (lambda _: esri(), (), MISCASED),
    "shapefile beheer": (lambda path: shapefile(path, lambda name: name, "beheer"), (), {}),
    "shapefile default": (lambda path: shapefile(path, lambda name: name, "default"), (), {}),
    "shapefile of the ogc api": (lambda path: shapefile(path, snake, "default"), (), {}),
    "shapefile capitals": (lambda path: shapefile(path, lambda name: snake(name).upper(), "beheer"), (), {}),
    "gwsw-exporter": (lambda _: exporter(), ("knoop_begin", "knoop_eind", "woningen"), {}),
    "amsterdam": (lambda _: amsterdam(), (*NO_NODES, "jaar"), AMSTERDAM),
    "gbi": (lambda _: gbi(), ("woningen",), {}),
    "veldenlijst": (lambda _: own_map(), (), {}),
}


@pytest.mark.filterwarnings("ignore:Column names longer than 10", "ignore:Normalized")
@pytest.mark.parametrize("name", DELIVERIES)
def test_every_delivery_reads_as_the_same_table(name, tmp_path):
    make, absent, differs = DELIVERIES[name]
    pipes, nodes, fields = make(tmp_path)
    sewer = read_sewer(pipes, nodes=nodes, fields=fields, kentallen=load(), today=TODAY)
    expected = EXPECTED.drop(columns=list(absent)).assign(**differs)
    pd.testing.assert_frame_equal(
        pd.DataFrame(sewer.pipes[expected.columns]), expected, check_dtype=False, check_index_type=False, rtol=1e-9
    )
    assert sewer.findings.counts() == {"aansluitleiding": 1}
    assert list(sewer.pipes["bron_rij"]) == [0, 1, 2, 3, 4]
    if nodes is not None:
        kinds = dict(zip(sewer.nodes["knoop_id"], sewer.nodes["soort"], strict=True))
        assert sorted(kinds.values()) == ["pomp", "put", "put", "put", "put", "put", "uitlaat"]
        used = set(sewer.pipes["knoop_begin"]) | set(sewer.pipes["knoop_eind"])
        assert used <= set(kinds)


def test_the_order_of_the_rows_does_not_matter():
    pipes, nodes, _ = rioned("beheer")
    first = read_sewer(pipes, nodes=nodes, kentallen=load(), today=TODAY).pipes
    turned = read_sewer(pipes[::-1], nodes=nodes[::-1], kentallen=load(), today=TODAY).pipes
    turned = turned.sort_values("leiding_id", ignore_index=True)
    pd.testing.assert_frame_equal(first.drop(columns="bron_rij"), turned.drop(columns="bron_rij"))


def test_waterschap_de_dommel_reads_its_transport_mains():
    lines = [LineString([(0, 0), (100, 0)]), LineString([(100, 0), (200, 0)])]
    pipes = gpd.GeoDataFrame(
        {
            "ws_infonet_id": ["T1", "T2"],
            "ws_bob_b": [10.5, None],
            "ws_bob_o": [10.2, None],
            "ws_materiaal": ["GB", "HDPE"],
            "ws_vorm": ["Rond", "Rond"],
            "ws_diameter1": [1250, 630],
            "WS_TYPE_LEIDING": ["Vrijverval", "PLZ"],
        },
        geometry=lines,
    )
    read = read_sewer(pipes, kentallen=load()).pipes
    assert list(read["leiding_id"]) == ["T1", "T2"]
    assert list(read["functie"]) == ["vrijverval", "pers"]
    assert list(read["materiaal"]) == ["GewapendBeton", "HDPE"]
    assert list(read["breedte_mm"]) == [1250.0, 599.3]  # 630 - 2 x 630/41 = 599.27
    assert read["verhang"][0] == pytest.approx(0.003)


def test_waterschap_theme_of_gwsw():
    pipes = gpd.GeoDataFrame(
        {
            "type": ["http://data.gwsw.nl/1.5/totaal/MechanischeTransportleiding"],
            "Stelsel": ["Transport West"],
            "Begindatum": ["1975-05-01"],
            "LengteLeiding": [99.0],
            "DiameterLeiding": [900],
            "MateriaalLeiding": [URI + "Staal"],
            "StatusFunctioneren": [URI + "InGebruik"],
            "code": ["TL-7"],
            "stelseltype": [""],
        },
        geometry=[LineString([(0, 0), (100, 0)])],
    )
    row = read_sewer(pipes, kentallen=load()).pipes.iloc[0]
    assert (row["leiding_id"], row["functie"], row["breedte_mm"], row["jaar"]) == ("TL-7", "pers", 900.0, 1975.0)
    assert row["lengte_m"] == 99.0
    assert row["stelsel"] == "Transport West"


def test_its_own_output_reads_back_unchanged():
    pipes, nodes, _ = rioned("beheer")
    first = read_sewer(pipes, nodes=nodes, kentallen=load(), today=TODAY)
    again = read_sewer(first.pipes, nodes=first.nodes, kentallen=load(), today=TODAY)
    assert again.findings.counts() == {}
    pd.testing.assert_frame_equal(again.pipes.drop(columns="bron_rij"), first.pipes.drop(columns="bron_rij"))
    pd.testing.assert_frame_equal(again.nodes, first.nodes)
