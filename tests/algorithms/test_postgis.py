"""A real PostGIS as source and as target: the same outcome as with files, and plain sentences where it cannot be."""

import json

import pytest
from qgis import processing
from qgis.core import QgsProcessingOutputLayerDefinition, QgsProject, QgsVectorLayer, QgsWkbTypes

from tests.algorithms import ground, homes, made, postgres, town
from tests.algorithms.made import Log, pipes, refusal, rows

INHABITANTS = 150


@pytest.fixture(scope="module")
def database():
    with postgres.cluster() as running:
        running.store(pipes(), "leidingen")
        yield running


def kansenkaart(feedback=None, **parameters):
    outputs = dict.fromkeys(made.OUTPUTS["kansenkaart"], "TEMPORARY_OUTPUT")
    given = {"INWONERS_TOTAAL": INHABITANTS} | outputs | parameters
    return processing.run("riothermie:kansenkaart", given, feedback=feedback or Log())


def told(output, leave=()):
    """Return the rows of a layer without the key that its format adds, by their text."""
    found = []
    for row in rows(output):
        values = {name: value for name, value in row.items() if name not in ("fid", "id", *leave)}
        values = {name: round(value, 9) if isinstance(value, float) else value for name, value in values.items()}
        found.append({name: values[name] for name in sorted(values)})
    return sorted(found, key=repr)


# as a municipality keeps its sewer: names in capitals, another name for the place, kinds of fields that files lack
AWKWARD = """
CREATE TABLE werk."Leidingen_GWSW" (
    gid uuid PRIMARY KEY DEFAULT gen_random_uuid(), "NAAM" varchar(40), "TYPE" text, "STELSELTYPE" text,
    "BobBeginpuntLeiding" numeric(8,3), "BobEindpuntLeiding" numeric(8,3), "BreedteLeiding" numeric,
    "MateriaalLeiding" char(12), "AantalWoningen" smallint, kenmerken json, foto bytea, meer jsonb, jaren integer[],
    woorden text[], gewijzigd timestamptz, tijd time, actief boolean, "The_Geom" geometry(LineString, 28992));
INSERT INTO werk."Leidingen_GWSW" ("NAAM", "TYPE", "STELSELTYPE", "BobBeginpuntLeiding", "BobEindpuntLeiding",
    "BreedteLeiding", "MateriaalLeiding", "AantalWoningen", kenmerken, meer, jaren, woorden, gewijzigd, tijd, actief,
    "The_Geom")
SELECT naam, type, stelseltype, "BobBeginpuntLeiding", "BobEindpuntLeiding", "BreedteLeiding", "MateriaalLeiding",
    "AantalWoningen", '{"a": [1, null]}', '{"b": "c"}', '{1980,NULL}', '{"x","y z"}', '2026-03-29 02:30:00+01',
    '12:00', true, geom FROM werk.leidingen;
INSERT INTO werk."Leidingen_GWSW" ("NAAM", "TYPE", "The_Geom") VALUES ('leeg', 'GemengdRiool', NULL);
"""


@pytest.fixture(scope="module")
def awkward(database):
    database.sql(AWKWARD, user=postgres.MAKER)
    database.sql(
        'CREATE VIEW werk."Kijk" AS SELECT row_number() OVER () AS "Nr", * FROM werk."Leidingen_GWSW";'
        'CREATE VIEW werk.wgs AS SELECT id, naam AS "NAAM", type, stelseltype, "BobBeginpuntLeiding",'
        ' "BobEindpuntLeiding", "BreedteLeiding", ST_Transform(geom, 4326)::geometry(LineString, 4326) AS plek'
        " FROM werk.leidingen;"
        "CREATE VIEW werk.zonder AS SELECT id, naam, type, ST_SetSRID(geom, 0)::geometry(LineString, 0) AS geom"
        " FROM werk.leidingen;",
        user=postgres.MAKER,
    )
    return database


def test_a_table_as_municipalities_keep_it(awkward):
    """Capitals, numeric, NULL, json, arrays, moments and a place by another name: the outcome of the plain layer."""
    log = Log()
    layer = awkward.layer("Leidingen_GWSW", geometry="The_Geom", key="gid")
    assert layer.isValid()
    got = kansenkaart(log, LEIDINGEN=layer)
    plain = kansenkaart(LEIDINGEN=pipes())
    assert told(got["KANSENKAART"]) == told(plain["KANSENKAART"])
    assert (got["AANTAL_IN"], got["AANTAL_WEG"]) == (4, 1)  # the one without a place is counted
    assert log.errors == []


def test_a_view_with_a_filter(awkward):
    layer = awkward.layer("Kijk", geometry="The_Geom", key="Nr", sql="\"NAAM\" IN ('AB', 'BC')")
    assert layer.isValid()
    got = kansenkaart(LEIDINGEN=layer)
    assert {row["leiding_id"] for row in rows(got["KANSENKAART"])} == {"AB", "BC"}
    assert got["AANTAL_IN"] == 2


def test_a_view_in_degrees_comes_out_in_rd(awkward):
    layer = awkward.layer("wgs", geometry="plek", key="id")
    assert layer.crs().authid() == "EPSG:4326"
    got = kansenkaart(LEIDINGEN=layer)
    assert got["KANSENKAART"].crs().authid() == "EPSG:28992"
    lengths = {row["leiding_id"]: row["lengte_m"] for row in rows(got["KANSENKAART"])}
    assert lengths == pytest.approx({"AB": 100, "BC": 100, "DB": 50}, abs=0.01)


def test_a_view_without_crs_is_refused_in_a_sentence(awkward):
    text = refusal(lambda: kansenkaart(LEIDINGEN=awkward.layer("zonder", key="id")))
    assert "zonder" in text
    assert "no known coordinate reference system" in text


def test_a_reader_may_read_and_not_write(awkward):
    layer = awkward.layer("leidingen", user=postgres.READER)
    assert kansenkaart(LEIDINGEN=layer)["AANTAL_UIT"] == 3
    text = refusal(lambda: kansenkaart(LEIDINGEN=layer, KANSENKAART=awkward.target("nieuw", user=postgres.READER)))
    assert "no right to write table werk.nieuw" in text
    text = refusal(
        lambda: kansenkaart(LEIDINGEN=pipes(), KANSENKAART=awkward.target("leidingen", user=postgres.READER))
    )
    assert "no right to write table werk.leidingen" in text
    assert awkward.sql("SELECT count(*) FROM werk.leidingen") == [["3"]]


RUNS = {
    "kansenkaart": (lambda: {"LEIDINGEN": pipes(), "INWONERS_TOTAAL": INHABITANTS}, made.OUTPUTS["kansenkaart"]),
    "warmtevraag": (
        lambda: {"PANDEN": homes.panden(), "VERBLIJFSOBJECTEN": homes.objects()}, ("GEBOUWEN", "SAMENVATTING"),
    ),
    "warmtenet": (
        lambda: {"STRATEN": town.streets(), "GEBOUWEN": town.buildings(), "BRON": town.source(), "NETTYPE": "beide"},
        ("TRACE", "AANSLUITINGEN", "NIET_AANGESLOTEN", "HOEVEELHEDEN"),
    ),
    "bodemrestricties": (
        lambda: {
            "LOCATIES": ground.houses(),
            **ground.nothing_else(VERBOD=[ground.areas([(ground.ring(-20, -20, 25, 60), 1, "Provincie")])]),
        },
        ("LOCATIES_UIT", "DELEN", "LAGEN"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RUNS)
def test_tables_hold_what_files_hold(database, tmp_path, name):
    """Every input and output in the database: rows, places, CRS, titles, style and metadata as in a GeoPackage."""
    inputs, outputs = RUNS[name]
    given = inputs()
    stored = {}
    for key, value in given.items():
        some = value if isinstance(value, list) else [value]
        if not isinstance(some[0], QgsVectorLayer):
            stored[key] = value
            continue
        tables = [database.store(layer, f"{name}_{key}_{i}".lower()) for i, layer in enumerate(some)]
        for table, layer in zip(tables, some, strict=True):
            table.setName(layer.name())
        stored[key] = tables if isinstance(value, list) else tables[0]
    files = {output: str(tmp_path / f"{output}.gpkg") for output in outputs}
    targets = {output: database.target(f"{name}_{output}_uit") for output in outputs}
    log = Log()
    first = processing.run(f"riothermie:{name}", given | files, feedback=Log())
    second = processing.run(f"riothermie:{name}", stored | targets, feedback=log)
    numbers = {key: value for key, value in first.items() if isinstance(value, (int, float))}
    assert {key: second[key] for key in numbers} == pytest.approx(numbers, nan_ok=True)
    for output in outputs:
        file = QgsVectorLayer(files[output], output, "ogr")
        kind = "" if file.wkbType() == QgsWkbTypes.Type.NoGeometry else "geom"
        table = database.layer(f"{name}_{output}_uit", geometry=kind)
        assert table.isValid(), output
        assert told(table) == told(file), output
        assert table.wkbType() == file.wkbType(), output
        assert table.crs() == file.crs(), output
        assert table.metadata().title() == file.metadata().title() != "", output
        assert table.metadata().history()[0] == file.metadata().history()[0]
        assert str(database.folder) not in "".join(table.metadata().history()), "how the database is reached is told"
        titles = {field.name(): field.alias() for field in file.fields() if field.name() != "fid"}
        assert {field.name(): field.alias() for field in table.fields() if field.name() in titles} == titles
        if kind:
            assert table.renderer().type() == file.renderer().type(), output
    assert not [line for line in log.lines if "no right" in line], log.lines


def test_a_table_written_is_the_input_of_the_next(database):
    """As a model hands it on: by the text of the destination."""
    outputs = {name: database.target(f"ketting_{name}") for name in ("KANSENKAART", "KNOPEN_UIT")}
    first = kansenkaart(LEIDINGEN=pipes(), **outputs)
    again = kansenkaart(LEIDINGEN=first["KANSENKAART"], PUTTEN=first["KNOPEN_UIT"])
    assert again["AANTAL_IN"] == first["AANTAL_UIT"] == 3


def test_overwriting_says_so(database):
    target = database.target("kaart_weer")
    log = Log()
    kansenkaart(log, LEIDINGEN=pipes(), KANSENKAART=target)
    assert not [line for line in log.lines if "replaced" in line]
    kansenkaart(log, LEIDINGEN=pipes(made.PIPES[:2]), KANSENKAART=target)
    assert [line for line in log.lines if "werk.kaart_weer was there already and is replaced" in line]
    assert database.sql("SELECT count(*) FROM werk.kaart_weer") == [["2"]]
    # one style and one description, of the last run
    assert database.sql("SELECT count(*) FROM layer_styles WHERE f_table_name = 'kaart_weer'") == [["1"]]


def test_a_table_that_a_view_needs_stays_as_it_was(database):
    target = database.target("met_view")
    kansenkaart(LEIDINGEN=pipes(), KANSENKAART=target)
    database.sql("CREATE VIEW werk.op_de_kaart AS SELECT * FROM werk.met_view", user=postgres.MAKER)
    text = refusal(lambda: kansenkaart(LEIDINGEN=pipes(made.PIPES[:2]), KANSENKAART=target))
    assert "other objects depend on it" in text
    assert "user=" not in text
    assert database.sql("SELECT count(*) FROM werk.op_de_kaart") == [["3"]]


@pytest.fixture
def elsewhere(database):
    """Return a target that QGIS may make and cannot fill: a trigger of the database refuses every row."""
    database.sql(
        "CREATE FUNCTION werk.weiger() RETURNS trigger AS 'BEGIN RAISE EXCEPTION ''schijf vol''; END' LANGUAGE plpgsql;"
        "CREATE FUNCTION werk.hang() RETURNS event_trigger AS $$ DECLARE r record; BEGIN"
        " FOR r IN SELECT object_identity AS n FROM pg_event_trigger_ddl_commands() WHERE command_tag = 'CREATE TABLE'"
        " LOOP IF r.n LIKE 'werk.vol%' THEN EXECUTE 'CREATE TRIGGER weiger BEFORE INSERT ON ' || r.n ||"
        " ' FOR EACH ROW EXECUTE FUNCTION werk.weiger()'; END IF; END LOOP; END $$ LANGUAGE plpgsql;"
        "CREATE EVENT TRIGGER hang ON ddl_command_end EXECUTE FUNCTION werk.hang();"
    )
    yield database.target("vol")
    database.sql("DROP EVENT TRIGGER hang; DROP FUNCTION werk.hang(); DROP FUNCTION werk.weiger() CASCADE;")


def test_a_run_that_fails_leaves_no_table(database, elsewhere):
    before = database.tables()
    text = refusal(
        lambda: kansenkaart(LEIDINGEN=pipes(), KANSENKAART=database.target("kaart_half"), KNOPEN_UIT=elsewhere),
        longest=900,
    )
    assert "cannot be written, so no output was made" in text
    assert "schijf vol" in text
    assert database.tables() == before


def test_a_cancelled_run_leaves_no_table(database):
    before = database.tables()
    log = Log(cancel_at=80)
    got = kansenkaart(
        log, LEIDINGEN=pipes(), KANSENKAART=database.target("kaart_af"), KNOPEN_UIT=database.target("k_af")
    )
    assert log.isCanceled()
    assert "AANTAL_IN" not in got
    assert database.tables() == before


def test_what_cannot_be_written_is_refused_beforehand(database):
    before = database.tables()
    layer = database.layer("leidingen")

    def said(**parameters):
        return refusal(lambda: kansenkaart(**{"LEIDINGEN": layer} | parameters))

    assert "would overwrite an input (werk.leidingen)" in said(KANSENKAART=database.target("leidingen"))
    two = database.target("twee")
    assert "would overwrite another output (werk.twee)" in said(KANSENKAART=two, KNOPEN_UIT=two)
    assert "has no schema weg" in said(KANSENKAART=database.target("x", schema="weg"))
    gone = database.target("x").replace(str(database.folder), "/nergens")
    assert "does not answer; check host, name, user and password" in said(KANSENKAART=gone)
    assert "no table" in said(KANSENKAART=f"postgis:{database.connection()}")
    database.sql("CREATE VIEW werk.zicht AS SELECT 1 AS een", user=postgres.MAKER)
    assert "werk.zicht is a view" in said(KANSENKAART=database.target("zicht"))
    database.sql("DROP VIEW werk.zicht")
    assert database.tables() == before
    assert database.sql("SELECT count(*) FROM werk.leidingen") == [["3"]]


def test_a_style_that_the_database_refuses_is_told(database):
    """The rows are there; the tables of QGIS for styles are in a schema where this user may not write."""
    database.sql(
        "CREATE ROLE gast LOGIN; CREATE SCHEMA gast AUTHORIZATION gast; REVOKE ALL ON public.layer_styles FROM gast;"
    )
    log = Log()
    kansenkaart(log, LEIDINGEN=pipes(), KANSENKAART=database.target("kaart", schema="gast", user="gast"))
    assert [line for line in log.lines if "gast.kaart was written, but the database did not take its style" in line]
    assert database.sql("SELECT count(*) FROM gast.kaart") == [["3"]]


def test_qgis_process_reads_and_writes_tables(database, process):
    source = f'postgres://{database.connection()} table="werk"."leidingen" (geom)'
    inputs = {"LEIDINGEN": source, "INWONERS_TOTAAL": INHABITANTS, "KANSENKAART": database.target("van_buiten")}
    code, found, said = process("run", "riothermie:kansenkaart", "-", stdin=json.dumps({"inputs": inputs}))
    assert code == 0, said
    assert found["results"]["AANTAL_IN"] == 3
    assert database.sql("SELECT count(*) FROM werk.van_buiten") == [["3"]]


def test_loaded_into_the_project(database, qgis_new_project):
    """QGIS takes the text of its own dialog as a destination only; the layer is loaded all the same, with its style."""
    target = QgsProcessingOutputLayerDefinition(database.target("geladen"), QgsProject.instance())
    outputs = {"KANSENKAART": target, "KNOPEN_UIT": "TEMPORARY_OUTPUT", "MELDINGEN": "TEMPORARY_OUTPUT"}
    given = {"LEIDINGEN": pipes(), "INWONERS_TOTAAL": INHABITANTS, **outputs}
    processing.runAndLoadResults("riothermie:kansenkaart", given, feedback=Log())
    (layer,) = [layer for layer in QgsProject.instance().mapLayers().values() if layer.providerType() == "postgres"]
    assert layer.isValid()
    assert layer.featureCount() == 3
    assert layer.renderer().type() == "RuleRenderer"


def test_geopackage_stays_the_default(tmp_path):
    """A name without an ending becomes a GeoPackage."""
    kansenkaart(LEIDINGEN=pipes(), KANSENKAART=str(tmp_path / "kaart"))
    assert QgsVectorLayer(str(tmp_path / "kaart.gpkg"), "kaart", "ogr").storageType() == "GPKG"
