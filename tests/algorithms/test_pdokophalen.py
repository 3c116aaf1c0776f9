"""`pdokophalen` on a real QGIS Server (WFS and OGC API Features) and on services as of the WKO-tool and the BGT."""

import re

import pytest
import shapely
from qgis import processing
from qgis.core import QgsApplication, QgsProcessingContext, QgsProject, QgsSettings
from riothermie_plugin.algorithms import inputs, several
from riothermie_plugin.riothermie_kansen.services import datasets

from tests.algorithms.fetching import (
    EXTENT,
    NOBODY,
    X,
    Y,
    fetch,
    hasty,
    laboratory,
    left_over,
    of_labs,
    of_server,
    qgis_server,
    services,
)
from tests.algorithms.made import Log, layer, refusal, rows, run
from tests.algorithms.packages import read, refused, tables

ON_SERVER = ["riool", "bag", "nwb", "cbs", "grondwaterbescherming", "natuur"]
EVERYTHING = [*ON_SERVER, "wko", "bgt"]
COUNTS = {
    "riool_leiding": 8, "riool_put": 9, "riool_pomp": 1, "riool_gebied": 1, "riool_bouwwerk": 1, "bag_pand": 40,
    "bag_verblijfsobject": 40, "nwb_wegvakken": 19, "cbs_gemeenten": 1, "cbs_buurten": 2, "cbs_vierkanten100": 4,
    "natura2000": 1, "grondwaterbescherming": 1, "wko_obes": 1, "wko_gbes": 1, "wko_grondwateronttrekking": 1,
    "wko_verbodsgebied": 1, "wko_dieptebeperking": 1, "wko_ordening": 1, "wko_specprovbeleid": 1, "wko_natuur": 1,
    "wko_archeologie": 1, "wko_aardkundig": 1, "bgt_wegdeel": 4, "bgt_ondersteunendwegdeel": 1, "bgt_waterdeel": 1,
    "bgt_ondersteunendwaterdeel": 1, "bgt_spoor": 1, "bgt_begroeidterreindeel": 1, "bgt_onbegroeidterreindeel": 1,
    "bgt_overigbouwwerk": 1,
}  # fmt: skip
OFFERED = {
    "riool_leiding": "BeheerLeiding", "riool_put": "BeheerPut", "riool_pomp": "BeheerPomp", "bag_pand": "pand",
    "bag_verblijfsobject": "verblijfsobject", "nwb_wegvakken": "wegvakken", "cbs_buurten": "buurten",
    "cbs_vierkanten100": "vierkant_100m",
}  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory, root):
    """Return (address, log of requests, frames) of a QGIS Server."""
    with qgis_server(tmp_path_factory.mktemp("bron"), root) as found:
        yield found


@pytest.fixture(scope="module")
def bases(server):
    """Return service to address, all of them on this machine."""
    with laboratory() as labs:
        yield of_server(server[0]) | of_labs(labs)


@pytest.fixture(scope="module")
def fetched(bases, tmp_path_factory):
    """Return (outputs, GeoPackage, log) of a run that fetches everything."""
    log = Log()
    made, target = fetch(tmp_path_factory.mktemp("doel"), bases, log, DATASETS=EVERYTHING)
    return made, target, log


def table(file, name):
    return rows(read(f"{file}|layername={name}"))


def test_everything_arrives_in_one_file(fetched):
    made, target, log = fetched
    assert {name: read(f"{target}|layername={name}").featureCount() for name in tables(target)} == COUNTS | {
        "bronnen": len(COUNTS)
    }
    assert (made["OBJECTEN"], made["LAGEN"], made["MISLUKT"]) == (sum(COUNTS.values()), len(COUNTS), 0)
    assert not log.errors
    assert log.seen == sorted(log.seen)
    assert len(log.seen) > 50
    assert left_over(target.parent) == ["gegevens.gpkg"]


def test_fields_and_places_are_those_of_the_source(fetched, server):
    """Spelling, leading zeros, numbers that are text and absent values arrive as they were."""
    _, target, _ = fetched
    for name, offered in OFFERED.items():
        frame, written = server[2][offered], read(f"{target}|layername={name}")
        assert written.crs().authid() == "EPSG:28992"
        fields = [field for field in frame.columns if field != "geometry"]
        assert set(fields) <= set(written.fields().names())
        key = "naam" if offered.startswith("Beheer") else fields[0]
        found = {row[key]: row for row in rows(written)}
        assert len(found) == len(frame)
        for _, row in frame.iterrows():
            twin = found[row[key]]
            for field in fields:
                value = None if row[field] != row[field] or row[field] == "" else row[field]
                assert twin[field] == value, (name, field)
            place = shapely.from_wkt(twin["wkt"])
            assert place.hausdorff_distance(row.geometry) < 1.0  # rows() rounds to metres
    assert table(target, "bag_pand")[0]["identificatie"].startswith("0228")


def test_sources_tell_where_when_and_how_many(fetched, bases):
    _, target, _ = fetched
    found = {row["tabel"]: row for row in table(target, "bronnen")}
    assert set(found) == set(COUNTS)
    for name, row in found.items():
        assert row["aantal"] == COUNTS[name]
        assert row["geleverd"] == sum(
            row[part] or 0 for part in ("aantal", "dubbel", "buiten_gebied", "zonder_geometrie", "vervallen")
        )
        assert row["stand"] == "opgehaald"
        assert row["url"] in bases.values()
        assert re.match(r"\d{4}-\d\d-\d\dT", row["datum"])
        assert row["licentie"]
        assert row["aanbieder"]
        assert row["zekerheid"] in ("code", "afgeleid")
    assert found["bgt_wegdeel"]["vervallen"] == 1
    assert found["bag_pand"]["gemeld_aantal"] == 40
    assert "geen verbod" in found["wko_obes"]["opmerking"]


def test_pages_were_asked_one_by_one(fetched, server):
    """Forty panden in pages of fifteen, nineteen streets by the links of the OGC API."""
    asked = server[1].read_text().splitlines()
    starts = {match[1] for line in asked if "bag%3Apand" in line and (match := re.search(r"startIndex=(\d+)", line))}
    assert {"0", "15", "30"} <= starts
    assert any("wegvakken/items" in line and "offset=15" in line for line in asked)


def test_tables_carry_style_and_metadata(fetched):
    _, target, _ = fetched
    colours = set()
    for name in COUNTS:
        found = read(f"{target}|layername={name}")
        _, there = found.loadDefaultStyle()
        assert there, name
        colours.add(found.renderer().symbol().color().name())
        about = found.metadata()
        assert about.title()
        assert about.rights()
        assert "pdokophalen" in " ".join(about.history())
        assert any(item.startswith("Bron: ") for item in about.history())
    assert len(colours) > 15


def test_layers_come_in_groups(bases, tmp_path):
    given = {
        "OMVANG": EXTENT, "DATASETS": ["bag", "nwb"], "HERVATTEN": False, "GEOPACKAGE": str(tmp_path / "a.gpkg"),
        "DIENSTEN": services(tmp_path, bases), "KENTALLEN": hasty(tmp_path),
    }  # fmt: skip
    asked = {}
    for wanted in (True, False):  # and none when the user does not want them
        project, context = QgsProject(), QgsProcessingContext()
        context.setProject(project)
        few = {} if wanted else {"ALLEEN": "nwb_wegvakken"}
        processing.run("riothermie:pdokophalen", given | few | {"LADEN": wanted}, context=context, feedback=Log())
        asked[wanted] = {
            uri.partition("|layername=")[2]: (found.name, found.groupName, bool(found.postProcessor()))
            for uri, found in context.layersToLoadOnCompletion().items()
        }
        assert project.count() == 0
    assert asked[True] == {
        "bag_pand": ("Panden (BAG)", "Buildings (BAG)", True),
        "bag_verblijfsobject": ("Verblijfsobjecten (BAG)", "Buildings (BAG)", True),
        "nwb_wegvakken": ("Wegvakken (NWB)", "Streets (NWB)", True),
        "bronnen": ("Sources", "", False),
    }
    assert not asked[False]


@pytest.fixture
def project(fetched):
    """Give the open project with all fetched tables in it, as the algorithm would load them."""
    _, target, _ = fetched
    whole = QgsProject.instance()
    titles = {item.tabel: item.naam for item in datasets() if item.standaard}
    for name in COUNTS:
        found = read(f"{target}|layername={name}")
        found.setName(titles[name])
        whole.addMapLayer(found)
    yield whole
    whole.clear()


def chosen(algorithm, name):
    """Return the tables that the dialog of an algorithm proposes for an input."""
    known = algorithm.KNOWN.get(name)
    if known is not None:
        ids = [inputs.recognised(known, algorithm.SHAPES[name])]
    else:
        ids = several.recognised(algorithm.RECOGNISED[name])
    sources = [QgsProject.instance().mapLayer(item).source() for item in ids if item]
    return {source.partition("|layername=")[2] for source in sources}


def test_other_algorithms_find_their_table(project):
    """Each table is proposed for every input that the catalogue names for it, and restrictions for no other one."""
    algorithms = {
        found.name(): found for found in QgsApplication.processingRegistry().providerById("riothermie").algorithms()
    }
    meant = {}
    for item in datasets():
        for role in item.rol if item.standaard else ():
            meant.setdefault(tuple(role.split(".")), set()).add(item.tabel)
    proposed = {(name, role): chosen(algorithms[name], role) for name, role in meant}
    for (name, role), expected in meant.items():
        found = proposed[name, role]
        if name == "bodemrestricties" and role != "LOCATIES":
            assert found == expected, role
        else:
            assert len(found & expected) == len(found) == 1, (name, role, found)


def test_sewer_of_the_result_gives_a_kansenkaart(fetched):
    _, target, _ = fetched
    made = run(
        "kansenkaart", LEIDINGEN=f"{target}|layername=riool_leiding", PUTTEN=f"{target}|layername=riool_put",
        ADRESSEN=f"{target}|layername=bag_verblijfsobject", INWONERS_PER_ADRES=2.0,
    )  # fmt: skip
    flows = sorted((row["leiding_id"], row["inwoners"]) for row in rows(made["KANSENKAART"]))
    assert len(flows) == 8
    # two of the four rows of ten homes lie within reach of the sewer: 20 homes of 2, all of them past the last pipe
    assert flows[-1] == ("L7", 40.0)
    assert (made["TOTAAL_INWONERS"], made["INWONERS_NIET_AANGESLOTEN"]) == (80.0, 40.0)


def test_buildings_streets_and_restrictions_of_the_result_work_on(fetched):
    """Demand of the 40 homes, a network to all of them, and the verdict of the WKO-tool: an installation is no ban."""
    _, target, _ = fetched
    homes = run(
        "warmtevraag", PANDEN=f"{target}|layername=bag_pand",
        VERBLIJFSOBJECTEN=f"{target}|layername=bag_verblijfsobject", BUURTEN=f"{target}|layername=cbs_buurten",
    )["GEBOUWEN"]  # fmt: skip
    assert homes.featureCount() == 40
    source = layer("Point", "bron_id:string vermogen_kw:double", [(f"POINT({X + 1} {Y + 30})", "B", 900.0)], "bron")
    net = run(
        "warmtenet", STRATEN=f"{target}|layername=nwb_wegvakken", GEBOUWEN=homes, BRON=source, NETTYPE="mt",
        BARRIERES=f"{target}|layername=bgt_wegdeel",
    )  # fmt: skip
    assert net["AANGESLOTEN"] == 40
    given = {
        role: [f"{target}|layername={name}"]
        for role, name in (
            ("VERBOD", "wko_verbodsgebied"), ("DIEPTEBEPERKING", "wko_dieptebeperking"), ("OBES", "wko_obes"),
            ("GBES", "wko_gbes"), ("ONTTREKKINGEN", "wko_grondwateronttrekking"), ("NATUUR", "wko_natuur"),
            ("GRONDWATERBESCHERMING", "grondwaterbescherming"), ("ARCHEOLOGIE", "wko_archeologie"),
        )
    }  # fmt: skip
    outputs = dict.fromkeys(("LOCATIES_UIT", "DELEN", "LAGEN", "MELDINGEN"), "TEMPORARY_OUTPUT")
    judged = processing.run(
        "riothermie:bodemrestricties", given | outputs | {"LOCATIES": homes}, feedback=Log()
    )["LOCATIES_UIT"]  # fmt: skip
    found = {row["locatie_id"]: row for row in rows(judged)}
    banned = {name for name, row in found.items() if row["wko"] == "verboden"}
    # the second square of 100 m of the bottom row and a half: homes 5 (210), 6 (246) and 7 (282 m) stand in it
    assert banned == {f"02281000{i:08d}" for i in (5, 6, 7)}
    assert len(found) == 40


@pytest.mark.parametrize("source", ["pdok_ogc", "rioned"])
def test_other_sources_of_the_sewer_fill_the_same_tables(bases, tmp_path, source):
    """Other spellings of the same fields; RIONED has data per municipality, and CBS tells which ones there are."""
    own = bases | {"rioned": bases["bag"].replace("/wfs", "/{gemeente}-beheer/wfs")}
    made, target = fetch(tmp_path, own, DATASETS=["riool"], RIOOLBRON=source)
    assert (made["MISLUKT"], made["LAGEN"]) == (0, 5)
    if source == "rioned":
        assert {row["url"].split("/")[3] for row in table(target, "bronnen")} == {"Wageningen-beheer"}
    flows = run("kansenkaart", LEIDINGEN=f"{target}|layername=riool_leiding", PUTTEN=f"{target}|layername=riool_put")
    found = rows(flows["KANSENKAART"])
    assert [row["leiding_id"] for row in found] == [f"L{i}" for i in range(8)]
    assert {row["breedte_mm"] for row in found} == {400}


def test_municipality_by_its_name(bases, tmp_path):
    """The boundary comes from CBS: what lies in the next municipality does not come along, with a buffer it does."""
    made, target = fetch(tmp_path, bases, GEMEENTE="gemeente WAGENINGEN", DATASETS=["bag", "cbs"])
    assert made["OBJECTEN"] == 40 + 40 + 1 + 2 + 4
    assert [row["gemeentenaam"] for row in table(target, "cbs_gemeenten")] == ["Wageningen"]
    made, target = fetch(tmp_path, bases, GEMEENTE="Wageningen", BUFFER_M=3000.0, DATASETS=["cbs"])
    assert {row["gemeentenaam"] for row in table(target, "cbs_gemeenten")} == {"Wageningen", "Ede"}


def test_area_of_two_polygons_in_another_system(bases, tmp_path):
    """Homes 0 and 39 of the forty, each in a polygon of its own, in degrees."""
    squares = [shapely.box(X + 28, Y + 38, X + 40, Y + 52), shapely.box(X + 352, Y + 308, X + 364, Y + 322)]
    area = layer("Polygon", "naam:string", [(square.wkt, "") for square in squares], "gebied")
    degrees = processing.run(
        "native:reprojectlayer", {"INPUT": area, "TARGET_CRS": "EPSG:4326", "OUTPUT": "TEMPORARY_OUTPUT"}
    )["OUTPUT"]
    _, target = fetch(tmp_path, bases, GEBIED=degrees, DATASETS=["bag"])
    assert [row["bouwjaar"] for row in table(target, "bag_pand")] == [1960, 1999]
    told = next(row for row in table(target, "bronnen") if row["tabel"] == "bag_pand")
    assert told["geleverd"] == 40
    assert told["buiten_gebied"] == 38


def test_nothing_here_is_told(bases, tmp_path):
    """A place in the sea of the Wadden: no table, and a source that says so."""
    made, target = fetch(tmp_path, bases, OMVANG="200000,200100,620000,620100 [EPSG:28992]", DATASETS=["bag"])
    assert (made["OBJECTEN"], made["LAGEN"], made["MISLUKT"]) == (0, 0, 0)
    assert tables(target) == {"bronnen"}
    assert {row["stand"] for row in table(target, "bronnen")} == {"leeg"}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"GEMEENTE": "Wageningen", "OMVANG": EXTENT}, ("one of these", "Municipality")),
        ({"GEMEENTE": " "}, ("one of these",)),
        ({"GEMEENTE": "Wagenigen"}, ("Wageningen",)),
        ({"OMVANG": "5.6,5.7,51.9,52.0 [EPSG:3857]"}, ("outside the Netherlands",)),
        ({"OMVANG": "100000,200000,400000,500000 [EPSG:28992]"}, ("10000 km2", "2500")),
        ({"OMVANG": "nan,nan,nan,nan [EPSG:28992]"}, ("polygon",)),
        ({"OMVANG": "0,0,0,0 [EPSG:28992]"}, ("no polygon with a surface",)),
        ({"GEMEENTE": "x" * 5000}, ("xxx...",)),
        ({"OMVANG": EXTENT, "ALLEEN": "bag_pand,bag_pand_ogc"}, ("bag_pand_ogc", "same table", "choose one")),
        ({"OMVANG": EXTENT, "GEOPACKAGE": f"{'x' * 252}.gpkg"}, ("cannot be written",)),
        ({"OMVANG": EXTENT, "DIENSTEN": None}, ("niet.toml", "cannot be opened")),
        ({"OMVANG": EXTENT, "DIENSTEN": "bag = 1"}, ("[diensten]",)),
        ({"OMVANG": EXTENT, "DIENSTEN": "[diensten"}, ("TOML",)),
        ({"OMVANG": EXTENT, "DIENSTEN": '[diensten]\nbagger = "http://x.nl"'}, ("bagger", "bag")),
        ({"OMVANG": EXTENT, "DIENSTEN": '[diensten]\nbag = "file:///etc/passwd"'}, ("bag", "https://")),
        ({"OMVANG": EXTENT, "GEOPACKAGE": "gegevens.shp"}, (".gpkg",)),
    ],
)  # fmt: skip
def test_refused_beforehand_or_at_once(bases, tmp_path, given, words):
    own = dict(given)
    if "DIENSTEN" in own:
        file = tmp_path / ("eigen.toml" if own["DIENSTEN"] else "niet.toml")
        if own["DIENSTEN"]:
            file.write_text(own["DIENSTEN"])
        own["DIENSTEN"] = str(file)
    if "GEOPACKAGE" in own:
        own["GEOPACKAGE"] = str(tmp_path / own["GEOPACKAGE"])
    text = refusal(lambda: fetch(tmp_path, bases, **own), ends=".?)")
    for word in words:
        assert word in text
    assert not left_over(tmp_path)


def test_findings_cannot_go_into_the_file_that_is_put_in_place(bases, tmp_path):
    """They would be lost when the GeoPackage takes its place."""
    table = f"ogr:dbname='{tmp_path / 'gegevens.gpkg'}' table=\"meldingen\" (geom)"
    refused(lambda: fetch(tmp_path, bases, DATASETS=["natuur"], MELDINGEN=table), "Findings", "another output")
    assert not left_over(tmp_path)


def test_a_file_that_is_open_is_not_replaced(bases, tmp_path):
    """Another GeoPackage under an open one would lose what both hold."""
    _, target = fetch(tmp_path, bases, DATASETS=["natuur"])
    seen = read(f"{target}|layername=natura2000")
    assert seen.startEditing()
    assert seen.changeAttributeValue(1, seen.fields().lookupField("nr"), 99)
    assert seen.commitChanges(False)
    before = target.read_bytes()
    refused(lambda: fetch(tmp_path, bases, DATASETS=["natuur"]), "is open", "project")
    assert target.read_bytes() == before
    seen.rollBack()
    # and neither is one that is only looked at
    QgsProject.instance().addMapLayer(seen)
    del seen
    refused(lambda: fetch(tmp_path, bases, DATASETS=["natuur"]), "is open", "project")
    QgsProject.instance().clear()
    made, _ = fetch(tmp_path, bases, DATASETS=["natuur"])
    assert made["OBJECTEN"] == 1


def test_single_data_sets(bases, tmp_path):
    """Also one that no group holds; a name that does not exist is refused with those that do."""
    made, target = fetch(tmp_path, bases, ALLEEN="wko_installaties, BAG_Pand")
    assert tables(target) == {"bag_pand", "wko_installaties", "bronnen"}
    assert made["OBJECTEN"] == 43
    text = refusal(lambda: fetch(tmp_path, bases, ALLEEN="bag_panden"), longest=2000)
    assert "bag_panden" in text
    assert "bag_pand," in text


def test_addresses_in_the_settings_of_qgis(bases, tmp_path):
    """The file goes before the settings, the settings before the catalogue."""
    settings = QgsSettings()
    key = "riothermie_kansen/diensten/natura2000"
    settings.setValue(key, bases["natura2000"])
    try:
        made, _ = fetch(tmp_path, {"bag": NOBODY}, DATASETS=["natuur"])
        assert made["OBJECTEN"] == 1
        refused(lambda: fetch(tmp_path, {"natura2000": NOBODY}, DATASETS=["natuur"]), "no connection")
    finally:
        settings.remove(key)


def test_under_qgis_process(bases, tmp_path, process):
    """In Dutch, in another process, with the words of the choices."""
    target = tmp_path / "gegevens.gpkg"
    code, found, said = process(
        "--json", "run", "riothermie:pdokophalen", "--", f"OMVANG={EXTENT}",
        "DATASETS=natuur", "DATASETS=grondwaterbescherming", f"GEOPACKAGE={target}",
        f"DIENSTEN={services(tmp_path, bases)}", f"KENTALLEN={hasty(tmp_path)}",
    )  # fmt: skip
    assert code == 0, said
    assert found["results"]["OBJECTEN"] == 2
    assert "Objecten van Natura 2000-gebieden (RVO): 1" in said
    assert tables(target) == {"natura2000", "grondwaterbescherming", "bronnen"}
