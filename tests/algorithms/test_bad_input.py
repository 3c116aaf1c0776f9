"""Bad input: each gives the right answer or one plain sentence, in both algorithms, and never half an output."""

import resource
import shutil

import pytest
from qgis import processing
from qgis.core import (
    NULL,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsVectorLayer,
)

from tests.algorithms import made
from tests.algorithms.made import FIELDS, OUTPUTS, PIPES, layer, pipes, rows

BOTH = pytest.mark.parametrize("algorithm", ["rioolinlezen", "kansenkaart"])
QGIS_SAYS = "Unable to execute algorithm\n"


def run(algorithm, feedback=None, **parameters):
    extra = {"INWONERS_TOTAAL": 150} if algorithm == "kansenkaart" and "ADRESSEN" not in parameters else {}
    return made.run(algorithm, feedback, **(extra | parameters))


def lines(algorithm, result):
    return rows(result[OUTPUTS[algorithm][0]])


def sentence(algorithm, **parameters):
    """Return the one sentence with which a run is refused."""
    return made.refusal(lambda: run(algorithm, **parameters), longest=300)


@BOTH
def test_no_layer(algorithm):
    assert "no sewer yet" in sentence(algorithm)
    assert "no sewer yet" in sentence(algorithm, LEIDINGEN=None, HYDX="")


@BOTH
def test_layer_that_does_not_exist(algorithm):
    with pytest.raises(QgsProcessingException, match=r"nergens\.gpkg"):
        run(algorithm, LEIDINGEN="nergens.gpkg")


@BOTH
def test_empty_layer(algorithm):
    assert "no features" in sentence(algorithm, LEIDINGEN=pipes([]))


@BOTH
def test_points_instead_of_lines(algorithm):
    points = layer("Point", FIELDS, [("POINT(0 0)", *PIPES[0][1:])], name="putten")
    assert sentence(algorithm, LEIDINGEN=points) == 'The layer "putten" holds points, but lines are needed here.'
    assert "lines, but points" in sentence(algorithm, LEIDINGEN=pipes(), PUTTEN=pipes())


UNDEFINED = (
    'GEOGCS["Undefined geographic SRS",DATUM["unknown",SPHEROID["unknown",6378137,298.257223563]],'
    'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]'
)
"""What a GeoPackage without a CRS has."""


@BOTH
@pytest.mark.parametrize("crs", [QgsCoordinateReferenceSystem(), QgsCoordinateReferenceSystem.fromWkt(UNDEFINED)])
def test_unknown_crs(algorithm, crs):
    source = pipes()
    source.setCrs(crs)
    assert "no known coordinate reference system" in sentence(algorithm, LEIDINGEN=source)


@BOTH
@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:25832", "EPSG:3857", "EPSG:7415"])
def test_other_crs_gives_the_same(algorithm, crs):
    there = processing.run("native:reprojectlayer", {"INPUT": pipes(), "TARGET_CRS": crs, "OUTPUT": "memory:"})[
        "OUTPUT"
    ]
    result = run(algorithm, LEIDINGEN=there)
    assert result[OUTPUTS[algorithm][0]].crs().authid() == "EPSG:28992"
    plain = {row["leiding_id"]: row for row in lines(algorithm, run(algorithm, LEIDINGEN=pipes()))}
    for row in lines(algorithm, result):
        assert row["wkt"] == plain[row["leiding_id"]]["wkt"]
        assert row["lengte_m"] == pytest.approx(plain[row["leiding_id"]]["lengte_m"], abs=0.01)


@BOTH
def test_null_and_empty_geometry_are_listed(algorithm):
    source = pipes([*PIPES, (None, "leeg", *PIPES[0][2:]), ("LINESTRING EMPTY", "niets", *PIPES[0][2:])])
    log = made.Log()
    result = run(algorithm, log, LEIDINGEN=source)
    assert (result["AANTAL_IN"], result["AANTAL_UIT"], result["AANTAL_WEG"]) == (5, 3, 2)
    assert log.errors == []
    listed = {row["object_id"]: row for row in rows(result["MELDINGEN"])}
    assert {"leeg", "niets"} <= set(listed)
    assert listed["leeg"]["ernst"] == "fout"


def test_only_null_geometry():
    source = pipes([(None, *PIPES[0][1:])])
    result = run("rioolinlezen", LEIDINGEN=source)
    assert (result["AANTAL_IN"], result["AANTAL_UIT"], result["AANTAL_WEG"]) == (1, 0, 1)
    sentence("kansenkaart", LEIDINGEN=source)


@BOTH
@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("MultiLineString", lambda wkt: wkt.replace("(", "((").replace(")", "))").replace("LINE", "MULTILINE")),
        ("LineStringZ", lambda wkt: wkt.replace("LINESTRING", "LINESTRING Z").replace(" 1000,", " 1000 3,")),
        ("CompoundCurve", lambda wkt: f"COMPOUNDCURVE({wkt.replace('LINESTRING', '')})"),
    ],
)
def test_multipart_z_and_curves_give_the_same(algorithm, kind, change):
    if kind == "LineStringZ":
        source = pipes([(_with_z(row[0]), *row[1:]) for row in PIPES], "LineStringZM")
    else:
        source = pipes([(change(row[0]), *row[1:]) for row in PIPES], kind)
    assert source.featureCount() == 3
    assert [feature.hasGeometry() for feature in source.getFeatures()] == [True] * 3
    assert lines(algorithm, run(algorithm, LEIDINGEN=source)) == lines(algorithm, run(algorithm, LEIDINGEN=pipes()))


def _with_z(wkt):
    inside = wkt[len("LINESTRING(") : -1]
    return "LINESTRING ZM(" + ",".join(f"{point} 3 7" for point in inside.split(",")) + ")"


@BOTH
def test_double_ids_stay_apart(algorithm):
    result = run(algorithm, LEIDINGEN=pipes([(row[0], "zelfde", *row[2:]) for row in PIPES]))
    ids = [row["leiding_id"] for row in lines(algorithm, result)]
    assert len(set(ids)) == 3
    assert "dubbele_leiding_id" in {row["soort"] for row in rows(result["MELDINGEN"])}


@BOTH
def test_the_same_pipe_twice_is_listed(algorithm):
    result = run(algorithm, LEIDINGEN=pipes([*PIPES, (PIPES[0][0], "nog eens", *PIPES[0][2:])]))
    assert (result["AANTAL_IN"], result["AANTAL_UIT"], result["AANTAL_WEG"]) == (4, 3, 1)


def test_only_storm_sewers():
    storm = pipes([(row[0], row[1], "Hemelwaterriool", "Hemelwaterstelsel", *row[4:]) for row in PIPES])
    assert {row["soort"] for row in lines("rioolinlezen", run("rioolinlezen", LEIDINGEN=storm))} == {"hemelwater"}
    sentence("kansenkaart", LEIDINGEN=storm)


def test_storm_sewers_stay_on_the_map_without_flow():
    storm = (
        "LINESTRING(1000 1000,1000 1100)",
        "H",
        "Hemelwaterriool",
        "Hemelwaterstelsel",
        NULL,
        NULL,
        900,
        "Beton",
        NULL,
    )
    got = {row["leiding_id"]: row for row in lines("kansenkaart", run("kansenkaart", LEIDINGEN=pipes([*PIPES, storm])))}
    assert got["H"]["dwa_gem_ls"] in (0, None)
    assert got["H"]["kans"] == "geen"


def test_no_outlet_at_all():
    """A ring on the level: the water has nowhere to go, which is said, and nothing is lost."""
    ring = ["0 0,100 0", "100 0,100 100", "100 100,0 100", "0 100,0 0"]
    source = pipes([(f"LINESTRING({line})", str(i), "GemengdRiool", "GemengdStelsel", 1, 1, 300, "Beton", NULL)
                    for i, line in enumerate(ring)])  # fmt: skip
    result = run("kansenkaart", LEIDINGEN=source)
    assert result["GESTRAND_LS"] == pytest.approx(result["TOTAAL_DWA_LS"])
    assert result["AFGEVOERD_LS"] == 0
    assert "geen_afvoerpunt" in {row["soort"] for row in rows(result["MELDINGEN"])}


@BOTH
def test_absurd_values_are_listed_and_do_no_harm(algorithm):
    strange = [
        (PIPES[0][0], "AB", "GemengdRiool", "GemengdStelsel", -9999, 99999, -300, "Beton", -5),
        (PIPES[1][0], "BC", "GemengdRiool", "GemengdStelsel", 1e30, float("inf"), 1e12, "Kaas", 10**9),
        (PIPES[2][0], "DB", "Onzin", "Onzin", float("nan"), 0, 0, "", 0),
        ("LINESTRING(1200 1000,1200 1000)", "punt", "GemengdRiool", "GemengdStelsel", 1, 1, 300, "Beton", 1),
    ]
    log = made.Log()
    result = run(algorithm, log, LEIDINGEN=pipes(strange))
    assert log.errors == []
    assert result["AANTAL_UIT"] + result["AANTAL_WEG"] == 4
    for row in lines(algorithm, result):
        assert row["breedte_mm"] is None or 0 < row["breedte_mm"] < 20000
        assert row["bob_begin_m"] is None or abs(row["bob_begin_m"]) < 500
    assert result["MELDINGEN"].featureCount() > 3


@BOTH
def test_text_in_number_fields(algorithm):
    fields = FIELDS.replace(":double", ":string").replace(":int", ":string")
    source = pipes(
        [
            (PIPES[0][0], "AB", "GemengdRiool", "GemengdStelsel", "2,00", "1,80", "300", "Beton", "10"),
            (PIPES[1][0], "BC", "GemengdRiool", "GemengdStelsel", "onbekend", "1.5", "rond 400", "Beton", ""),
            (PIPES[2][0], "DB", "GemengdRiool", "GemengdStelsel", "2.1", "1.8", "300 ", "Beton", "vier"),
        ],
        fields=fields,
    )
    got = {row["leiding_id"]: row for row in lines(algorithm, run(algorithm, LEIDINGEN=source))}
    assert (got["AB"]["bob_begin_m"], got["AB"]["bob_eind_m"], got["AB"]["breedte_mm"]) == (2.0, 1.8, 300)
    assert got["BC"]["bob_begin_m"] is None


@BOTH
def test_folder_that_is_not_hydx(algorithm, tmp_path):
    assert "does not exist" in sentence(algorithm, HYDX=str(tmp_path / "weg"))
    assert "is not a HydX delivery" in sentence(algorithm, HYDX=str(tmp_path))
    assert "not both" in sentence(algorithm, HYDX=str(tmp_path), LEIDINGEN=pipes())


@BOTH
@pytest.mark.parametrize("share", [0.0, 0.3, 0.97])
def test_hydx_cut_off_half_way(algorithm, share, shared_data, tmp_path):
    folder = tmp_path / "hydx"
    shutil.copytree(shared_data / "sewer" / "hydx_testhyd", folder)
    file = folder / "Verbinding.csv"
    content = file.read_bytes()
    file.chmod(0o600)
    file.write_bytes(content[: int(len(content) * share)])
    log = made.Log()
    try:
        result = made.run(algorithm, log, HYDX=str(folder))
    except QgsProcessingException as error:
        assert "Traceback" not in str(error)
        assert "\n" not in str(error)
    else:
        assert share > 0
        assert result["AANTAL_IN"] < 96
        assert result["AANTAL_IN"] <= result["AANTAL_UIT"] + result["AANTAL_WEG"]
        assert log.errors == []


def test_addresses_5_km_away():
    far = layer("Point", "inwoners:int", [("POINT(6000 6000)", 30), ("POINT(6100 6000)", 20)], name="adressen")
    result = run("kansenkaart", LEIDINGEN=pipes(), ADRESSEN=far)
    assert result["INWONERS_NIET_AANGESLOTEN"] == result["TOTAAL_INWONERS"] == 50
    assert result["TOTAAL_DWA_LS"] == 0
    assert sum("adres" in row["soort"] for row in rows(result["MELDINGEN"])) >= 1


def test_no_inhabitants_from_anywhere_is_one_sentence():
    bare = pipes([(*row[:-1], NULL) for row in PIPES])
    text = sentence("kansenkaart", LEIDINGEN=bare, INWONERS_TOTAAL=None)
    assert "nhabitants" in text or "ddresses" in text


def test_an_unknown_direction_is_refused():
    with pytest.raises(QgsProcessingException, match="omhoog is no choice; choose one of: bob, administratief"):
        run("kansenkaart", LEIDINGEN=pipes(), RICHTING="omhoog")


def test_field_that_does_not_exist_is_one_sentence():
    people = layer("Point", "inwoners:int", [("POINT(1050 1005)", 3)], name="adressen")
    assert "mensen" in sentence("kansenkaart", LEIDINGEN=pipes(), ADRESSEN=people, INWONERS_VELD="mensen")


@BOTH
@pytest.mark.parametrize("moment", [5, 25, 45, 65, 85, 97])
def test_cancel_half_way_leaves_nothing(algorithm, moment, tmp_path, shared_data):
    file = shared_data / "sewer" / "bodegraven_gwsw_default.gpkg"
    outputs = {name: str(tmp_path / f"{name}.gpkg") for name in OUTPUTS[algorithm]}
    log = made.Log(cancel_at=moment)
    job = QgsApplication.processingRegistry().createAlgorithmById(f"riothermie:{algorithm}")
    parameters = {"LEIDINGEN": f"{file}|layername=default_lijn", "INWONERS_TOTAAL": 35000} | outputs
    result, _ = job.run(parameters, QgsProcessingContext(), log)
    assert log.isCanceled()
    assert result == {}
    assert log.errors == []
    assert list(tmp_path.iterdir()) == []


@BOTH
def test_cancelled_beforehand(algorithm):
    log = made.Log()
    log.cancel()
    job = QgsApplication.processingRegistry().createAlgorithmById(f"riothermie:{algorithm}")
    outputs = dict.fromkeys(OUTPUTS[algorithm], "TEMPORARY_OUTPUT")
    assert job.run({"LEIDINGEN": pipes()} | outputs, QgsProcessingContext(), log)[0] == {}


@BOTH
def test_output_in_a_folder_that_is_not_there_or_no_folder(algorithm, tmp_path):
    name = OUTPUTS[algorithm][0]
    assert "cannot be written" in sentence(algorithm, LEIDINGEN=pipes(), **{name: str(tmp_path / "weg" / "a.gpkg")})
    (tmp_path / "bestand").write_text("x")
    assert "cannot be written" in sentence(algorithm, LEIDINGEN=pipes(), **{name: str(tmp_path / "bestand" / "a.gpkg")})
    (tmp_path / "map.gpkg").mkdir()
    assert "cannot be written" in sentence(algorithm, LEIDINGEN=pipes(), **{name: str(tmp_path / "map.gpkg")})


@BOTH
def test_full_disk_leaves_nothing_and_says_so(algorithm, tmp_path, shared_data):
    """A limit on the size of files stands for a full disk."""
    file = shared_data / "sewer" / "bodegraven_gwsw_default.gpkg"
    outputs = {name: str(tmp_path / f"{name}.gpkg") for name in OUTPUTS[algorithm]}
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, before[1]))
    try:
        with pytest.raises(QgsProcessingException) as error:
            run(algorithm, LEIDINGEN=f"{file}|layername=default_lijn", **outputs)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "Traceback" not in str(error.value)
    assert list(tmp_path.iterdir()) == []


@BOTH
def test_output_over_an_input_or_another_output(algorithm, tmp_path):
    first = OUTPUTS[algorithm][0]
    file = tmp_path / "riool.gpkg"
    run(algorithm, LEIDINGEN=pipes(), **{first: str(file)})
    before = rows(QgsVectorLayer(str(file), "riool", "ogr"))
    own = QgsVectorLayer(str(file), "riool", "ogr")
    for source in (str(file), own, QgsProcessingFeatureSourceDefinition(str(file), False)):
        for target in (str(file), str(tmp_path / "." / "riool.gpkg"), f"ogr:dbname='{file}' table=\"riool\" (geom)"):
            assert "would overwrite an input" in sentence(algorithm, LEIDINGEN=source, **{first: target}), (
                source,
                target,
            )
    assert rows(QgsVectorLayer(str(file), "riool", "ogr")) == before
    both = dict.fromkeys(OUTPUTS[algorithm], str(tmp_path / "een.gpkg"))
    assert "would overwrite another output" in sentence(algorithm, LEIDINGEN=pipes(), **both)


@BOTH
def test_output_as_another_table_of_the_input_file(algorithm, tmp_path):
    file = tmp_path / "riool.gpkg"
    made.run("rioolinlezen", LEIDINGEN=pipes(), LEIDINGEN_UIT=str(file))
    target = f"ogr:dbname='{file}' table=\"kaart\" (geom)"
    result = run(algorithm, LEIDINGEN=f"{file}|layername=riool", **{OUTPUTS[algorithm][0]: target})
    assert QgsVectorLayer(result[OUTPUTS[algorithm][0]], "x", "ogr").featureCount() == 3
    assert QgsVectorLayer(f"{file}|layername=riool", "x", "ogr").featureCount() == 3


@BOTH
def test_coordinates_that_are_no_numbers(algorithm):
    source = pipes()
    feature = QgsFeature(source.fields())
    feature.setAttributes(["oneindig", *PIPES[0][2:]])
    feature.setGeometry(QgsGeometry.fromPolylineXY([QgsPointXY(0, 0), QgsPointXY(float("inf"), 1)]))
    source.dataProvider().addFeatures([feature])
    result = run(algorithm, LEIDINGEN=source)
    assert (result["AANTAL_IN"], result["AANTAL_UIT"], result["AANTAL_WEG"]) == (4, 3, 1)


@BOTH
def test_kentallen_file_that_is_wrong(algorithm, tmp_path):
    own = tmp_path / "eigen.toml"
    own.write_text("[dwa]\nliter_per_inwoner = 'veel'\n")
    assert "eigen.toml" in sentence(algorithm, LEIDINGEN=pipes(), KENTALLEN=str(own))


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("INWONERS_TOTAAL", -5, r"-5 .*at least 0"),
        ("DELTA_T", 400, r"400 .*from .* to "),
        ("COP", 0.5, r"0\.5 .*from .* to "),
        ("COP", "2,5", r"2,5 .*from .* to "),
        ("LITER_PER_INWONER", 1e9, r"1000000000 .*from .* to "),
        ("COP", 1.0, r": 1 .*from 1\.1 to 20"),
    ],
)
def test_a_number_that_cannot_be_is_named_with_its_range(name, value, sentence):
    with pytest.raises(QgsProcessingException, match=sentence):
        made.run("kansenkaart", LEIDINGEN=pipes(), **({"INWONERS_TOTAAL": 1000} | {name: value}))
