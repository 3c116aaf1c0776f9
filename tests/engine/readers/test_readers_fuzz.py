"""Whatever stands in a layer or file: an answer in which every row is there or listed, or one plain sentence."""

import datetime as dt
import math

import geopandas as gpd
import numpy as np
import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import GeometryCollection, LineString, MultiLineString, Point, Polygon

from riothermie_kansen.errors import InputError, RiothermieError
from riothermie_kansen.kentallen import load
from riothermie_kansen.readers import fields
from riothermie_kansen.readers.gwsw import read_sewer
from riothermie_kansen.readers.hydx import FILES, read_hydx
from riothermie_kansen.schema import DWA_FUNCTIES, KNOOP_COLUMNS, LEIDING_COLUMNS

KENTALLEN = load()
TODAY = dt.date(2026, 1, 1)

SPELLED = (
    *("Stelsel", "stelseltype", "naam", "uri", "type", "beginpunt", "uriB", "eindpunt", "uriE", "Begindatum"),
    *("Einddatum", "BobBeginpuntLeiding", "bob_eindpunt_leiding", "MateriaalL", "VORM", "BREEDTE_LE", "hoogteleiding"),
    *("LengteLeiding", "Wanddikte", "AantalWoningen", "Aantal_ieB", "LateraalDe", "Lateraal_1", "WIONThema", "soort"),
    *("functie", "leiding_id", "breedte_mm", "Dataset", "StatusFunctioneren", "begin", "eind", "Pompcapaciteit1"),
    *("Stromingsrichting", "capaciteit_ls", "Maaiveldhoogte", "id", "x"),
)
WORDS = (
    *("GemengdRiool", "http://data.gwsw.nl/1.4/totaal/PVC", "Hemelwaterstelsel", "Aansluitleiding", "PVC", "Eivormig"),
    *("A", "B", "A (2)", "rij 1", "", "NULL", "999", "0,3", "1.234,5", "300/450", "2_1", "Pomp", "1980-01-01", "nan"),
    *("InOntwerp", "gemengd", "vrijverval", "pomp", "-1e400", "\x00", "%s{0}{x}", "Rond", "Overstortdrempel"),
)

values = st.one_of(
    st.none(),
    st.sampled_from(WORDS),
    st.text(max_size=12),
    st.floats(),
    st.integers(-(10**20), 10**20),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.sampled_from(
        [pd.NaT, pd.NA, np.float32("nan"), np.int64(7), b"\xff", (1, 2), [1], {"a": 1}, {1}, 1j, Point(0, 0)]
    ),
)
coordinates = st.sampled_from([0.0, 0.01, 50.0, 50.3, 1000.0, -5.0, 280000.0, 1e18])
pairs = st.tuples(coordinates, coordinates)
lines = st.lists(pairs, min_size=2, max_size=4).map(LineString)
geometries = st.one_of(
    lines,
    lines,
    st.just(None),
    st.just(LineString()),
    st.just(LineString([(math.nan, 0), (1, 1)])),
    st.just(LineString([(0, 0, 1), (math.inf, 1, 2)])),
    pairs.map(Point),
    st.just(Point(math.nan, 0)),
    st.lists(lines, max_size=3).map(MultiLineString),
    st.just(Polygon([(0, 0), (1, 0), (0, 1)])),
    st.just(GeometryCollection([Point(0, 0)])),
)
names = st.one_of(st.sampled_from(SPELLED), st.text(max_size=10))


@st.composite
def layers(draw, geometry=geometries):
    n = draw(st.integers(0, 6))
    columns = draw(st.lists(names, max_size=8))
    data = {i: [draw(values) for _ in range(n)] for i in range(len(columns))}
    frame = pd.DataFrame(data, index=range(n), dtype=object)
    frame.columns = [name if name != "geometry" else "g" for name in columns]
    return gpd.GeoDataFrame(frame, geometry=[draw(geometry) for _ in range(n)], crs=28992)


def plain(error):
    """Check that an error has something to say, in both languages."""
    assert all(error.text(language) for language in ("en", "nl"))


def checked(pipes, **options):
    """Read, check what must always hold, and return the sewer; None where the answer is a sentence."""
    try:
        sewer = read_sewer(pipes, kentallen=KENTALLEN, today=TODAY, **options)
    except RiothermieError as error:
        plain(error)
        return None
    sewer.validate()
    own = sewer.pipes["bron_rij"] >= 0
    listed = sum(sewer.findings.count(kind) for kind in sewer.dropped_kinds)
    assert len(pipes) == own.sum() + listed
    assert sewer.pipes.loc[own, "bron_rij"].is_unique
    assert (sewer.pipes.geom_type == "LineString").all()
    for name in ("breedte_mm", "hoogte_mm", "bob_begin_m", "verhang", "jaar", "capaciteit_ls", "woningen", "lengte_m"):
        assert sewer.pipes[name].dtype == float
        assert not np.isinf(sewer.pipes[name]).any(), name
    assert (sewer.pipes["breedte_mm"].dropna() > 0).all()
    assert (sewer.pipes["lengte_m"] >= 0).all()
    for table, columns in ((sewer.pipes, LEIDING_COLUMNS), (sewer.nodes, KNOOP_COLUMNS)):
        for name in (column.name for column in columns if column.kind == "text"):
            assert all(isinstance(value, str) for value in table[name]), name
    assert all(isinstance(text, str) for text in sewer.findings.frame(28992)["tekst"])
    return sewer


FUZZ = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@FUZZ
@given(layers())
def test_any_pipe_layer(pipes):
    checked(pipes)


@FUZZ
@given(layers(lines), st.one_of(st.none(), layers()), st.one_of(st.none(), layers()))
def test_any_node_and_pump_layer(pipes, nodes, structures):
    try:
        checked(pipes, nodes=nodes, structures=structures)
    except InputError as error:
        plain(error)


@FUZZ
@given(layers(lines), st.dictionaries(st.one_of(st.sampled_from(list(fields.PIPE)), st.text(max_size=5)), names))
def test_any_field_map(pipes, mapped):
    checked(pipes, fields=mapped)


@FUZZ
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_change_what_a_pipe_is(kinds, random):
    pipes = gpd.GeoDataFrame(
        {"naam": [f"L{i}" for i in range(len(kinds))], "type": kinds, "BreedteLeiding": [40] * len(kinds)},
        geometry=[LineString([(i, 0), (i + 1, 0)]) for i in range(len(kinds))],
    )
    order = random.sample(range(len(kinds)), len(kinds))
    first, second = checked(pipes), checked(pipes.iloc[order])
    columns = ["leiding_id", "soort", "functie", "breedte_mm", "lengte_m"]
    one, two = (s.pipes[columns].sort_values("leiding_id", ignore_index=True) for s in (first, second))
    pd.testing.assert_frame_equal(pd.DataFrame(one), pd.DataFrame(two))


@FUZZ
@given(
    st.lists(
        st.sampled_from(["Overstortleiding", "Hemelwaterriool", "Drain", "Duiker", "Overstortdrempel"]), min_size=1
    )
)
def test_storm_and_overflow_never_carry_sewage(kinds):
    pipes = gpd.GeoDataFrame({"type": kinds}, geometry=[LineString([(0, 0), (1, 0)])] * len(kinds))
    assert not checked(pipes).pipes["functie"].isin(DWA_FUNCTIES).any()


# HydX

HEADERS = {
    "Knooppunt": "UNI_IDE;RST_IDE;KNP_XCO;KNP_YCO;MVD_NIV;KNP_TYP",
    "Verbinding": "UNI_IDE;KN1_IDE;KN2_IDE;VRB_TYP;BOB_KN1;BOB_KN2;STR_RCH;VRB_LEN;INZ_TYP;PRO_IDE;STA_OBJ",
    "Kunstwerk": "UNI_IDE;KWK_TYP;PMP_CAP;DRL_CAP",
    "Debiet": "UNI_IDE;DEB_TYP;VER_IDE;AVV_ENH;AFV_OPP",
    "Verloop": "VER_IDE;VER_TYP;VER_DAG;VER_VOL;" + ";".join(f"U{hour:02d}_DAG" for hour in range(24)),
    "Profiel": "PRO_IDE;PRO_MAT;PRO_VRM;PRO_BRE;PRO_HGT;TAB_BRE;TAB_HGT",
    "Meta": "ALG_ATL;ALG_VRS",
}
cells = st.sampled_from(
    [
        *(
            "",
            "a",
            "b",
            "c",
            "1",
            "0",
            "-1",
            "50",
            "1,5",
            "1e999",
            "nan",
            "GSL",
            "PMP",
            "OVS",
            "GMD",
            "DWA",
            "2_1",
            "GSL",
        ),
        *(
            "VWD",
            "LAT",
            "Inwoner",
            "Bedrijf",
            "P",
            "DAG",
            "CST",
            "VAR",
            "BET300",
            "RND",
            "TAB",
            "0.1 0.5 x",
            "ONT",
            '"',
        ),
        *("é", "UIT", "\x1c", " ", "1e300"),
    ]
)
rows = st.lists(st.lists(cells, max_size=12), max_size=6)


@st.composite
def hydx(draw):
    files = {}
    for name in FILES:
        header = HEADERS.get(name, "X")
        if draw(st.integers(0, 9)) == 0:
            continue
        text = "\n".join([header, *(";".join(row) for row in draw(rows))])
        if name == "Knooppunt":
            text += "\na;r;0;0;1;INS\nb;r;50;0;;INS\nc;;50;0;;UIT"
        files[name] = (text + "\n")[: draw(st.one_of(st.just(10**6), st.integers(0, len(text))))]
    return files


@settings(FUZZ, suppress_health_check=list(HealthCheck))
@given(hydx(), st.sampled_from(["utf-8", "cp1252", "cp850", "utf-16"]))
def test_any_hydx(tmp_path_factory, files, encoding):
    folder = tmp_path_factory.mktemp("hydx")
    for name, text in files.items():
        (folder / f"{name}.csv").write_bytes(text.encode(encoding))
    try:
        sewer = read_hydx(folder, kentallen=KENTALLEN)
    except RiothermieError as error:
        plain(error)
        return
    sewer.validate()
    listed = sum(sewer.findings.count(kind) for kind in sewer.dropped_kinds)
    assert sewer.read["leidingen"] == len(sewer.pipes) + listed
    assert np.isfinite(sewer.inflow["volume_m3d"]).all()
    assert all(abs(hours.sum() - 1) < 1e-9 for hours in sewer.inflow["uren"])
    known = set(sewer.nodes["knoop_id"]) | set(sewer.pipes["leiding_id"])
    assert set(sewer.inflow["object_id"]) <= known


@FUZZ
@given(st.binary(max_size=300), st.binary(max_size=300))
def test_any_bytes(tmp_path_factory, nodes, pipes):
    folder = tmp_path_factory.mktemp("hydx")
    (folder / "Knooppunt.csv").write_bytes(nodes)
    (folder / "Verbinding.csv").write_bytes(pipes)
    try:
        read_hydx(folder, kentallen=KENTALLEN)
    except RiothermieError as error:
        plain(error)
