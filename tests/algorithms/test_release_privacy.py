"""Nothing personal comes out that the manual does not name: outputs of a town whose inputs are full of it."""

import re
import sys
from pathlib import Path

import pytest
from qgis import processing
from qgis.core import QgsApplication, QgsFeatureRequest, QgsField, QgsVectorLayer
from qgis.PyQt.QtCore import QMetaType

from tests.algorithms import ground, homes, made, study_town, town
from tests.algorithms.made import Log, layer, rows

ROOT = Path(__file__).resolve().parents[2]
PAGES = {language: ROOT / "docs" / language / "privacy.md" for language in ("nl", "en")}
SECRET = "geheim"
PERSONAL = (
    "eigenaar_naam",
    "gebruiker",
    "straatnaam",
    "huisnummer_tekst",
    "postcode_tekst",
    "telefoon",
    "email",
    "bsn",
)
"""Fields that no algorithm has a use for."""
IDS = {"pand_id", "pand_ids", "object_id", "perceel_id", "percelen", "locatie_id", "deel_id"}
"""Columns that lead to one building, dwelling or parcel."""
OF_HOMES = {"bouwjaar", "label", "eigenaar", "inwoners"}
"""Columns that say something of who lives there, where one of the former stands beside them."""
NAMES = {
    "naam", "leiding_id", "beste_leiding", "tweede_leiding", "elders_leiding", "plek_id", "bron_id", "kavel_id",
    "buurtcode", "buurtnaam", "punt_id", "plan_id", "straat_id",
}  # fmt: skip
"""Columns with what users called things."""
NO_NAMES = {("wkogeschiktheid", "LAGEN"): {"naam"}, ("co2", "CO2"): {"naam"}}
"""Columns of that name which hold a word of our own: a layer of REGIS, a way to heat."""


def personal(source):
    """Return a copy of a layer with fields on persons that no algorithm asks for, each with its own mark."""
    marked = source.materialize(QgsFeatureRequest())
    marked.setName(source.name())
    provider, first = marked.dataProvider(), len(source.fields())
    assert provider.addAttributes([QgsField(name, QMetaType.Type.QString) for name in PERSONAL])
    marked.updateFields()
    changes = {
        feature.id(): {first + i: f"{SECRET} {name} {number}" for i, name in enumerate(PERSONAL)}
        for number, feature in enumerate(marked.getFeatures())
    }
    assert provider.changeAttributeValues(changes)
    return marked


def identifying(source):
    """Return the texts of a layer that lead to a place or a person: names and ids, not the words of a list."""
    found = set()
    for feature in source.getFeatures():
        for field, value in zip(source.fields(), feature.attributes(), strict=True):
            if field.name() not in PERSONAL and isinstance(value, str) and re.search(r"\d{4}|-\d", value):
                found.add(value)
    return found


def parcels():
    """Return the ground of the terrace, a strip per home."""
    rows = [study_town.square(10 + 7 * i, -2, 7, 40, f"APD01-K-{1000 + i}") for i in range(12)]
    return layer("Polygon", "perceelnummer:string", rows, name="percelen")


def run(algorithm, folder, **given):
    """Run an algorithm with all its layers, pages and workbooks; return them by name."""
    definition = QgsApplication.processingRegistry().algorithmById(f"riothermie:{algorithm}")
    outputs = {}
    for item in definition.parameterDefinitions():
        if item.isDestination():
            outputs[item.name()] = str(folder / f"{algorithm}_{item.name()}.{item.defaultFileExtension()}")
    processing.run(f"riothermie:{algorithm}", outputs | given, feedback=Log())
    return {name: Path(file) for name, file in outputs.items() if Path(file).exists()}


@pytest.fixture(scope="module")
def town_with_persons(tmp_path_factory, provider):
    """Return (algorithm to output to file, the identifying texts that went in)."""
    folder = tmp_path_factory.mktemp("personen")
    houses = tuple((f"02001000000001{i:02d}", *row[1:]) for i, row in enumerate(study_town.BUILDINGS[:14]))
    given = {
        "LEIDINGEN": layer(
            "LineString", study_town.FIELDS,
            [
                (row.geometry().asWkt(), f"leiding-{i}-2026", *row.attributes()[1:])
                for i, row in enumerate(study_town.sewer().getFeatures())
            ],
        ),
        "PANDEN": homes.panden(homes.pand_rows(houses)),
        "VERBLIJFSOBJECTEN": homes.objects(homes.object_rows(houses)),
        "STRATEN": town.streets(),
        "KAVELS": study_town.districts(),
        "PERCELEN": parcels(),
        "VERBOD": study_town.ban(),
        "BRON": layer(
            "Point", "bron_id:string vermogen_kw:double warmte_gj:double",
            [(f"POINT({study_town.at(0, 0)})", "bron-1-2026", 120.0, 900.0)], name="bron",
        ),
        "BUURTEN": homes.neighbourhood(),
    }  # fmt: skip
    texts = set().union(*map(identifying, given.values()))
    given = {name: personal(found) for name, found in given.items()}
    files = {}

    def add(algorithm, **inputs):
        files[algorithm] = run(algorithm, folder, **inputs)
        return {name: str(file) for name, file in files[algorithm].items()}

    def again(file):
        return personal(QgsVectorLayer(file, Path(file).stem, "ogr"))

    add("rioolinlezen", LEIDINGEN=given["LEIDINGEN"])
    chart = add("kansenkaart", LEIDINGEN=given["LEIDINGEN"])
    chart = again(chart["KANSENKAART"])
    demand = add(
        "warmtevraag", PANDEN=given["PANDEN"], VERBLIJFSOBJECTEN=given["VERBLIJFSOBJECTEN"], BUURTEN=given["BUURTEN"],
    )  # fmt: skip
    buildings = again(demand["GEBOUWEN"])
    net = {"STRATEN": given["STRATEN"], "GEBOUWEN": buildings, "BRON": given["BRON"]}
    add("energiematch", **net)
    add("warmtenet", **net)
    add("bronpunten", KANSENKAART=chart, GEBOUWEN=buildings, STRATEN=given["STRATEN"])
    verdicts = add("bodemrestricties", LOCATIES=given["PANDEN"], **ground.nothing_else(VERBOD=[given["VERBOD"]]))
    add("warmtekavels", KAVELS=given["KAVELS"], KANSENKAART=chart, GEBOUWEN=buildings)
    add("bodemlussen", GEBOUWEN=buildings, PERCELEN=given["PERCELEN"], RESTRICTIES=again(verdicts["LOCATIES_UIT"]))
    add("miniwarmtenetten", GEBOUWEN=buildings, PERCELEN=given["PERCELEN"], STRATEN=given["STRATEN"])
    add("bewonerskosten", GEBOUWEN=buildings)
    add("co2", GEBOUWEN=buildings)
    return files, texts


def tables(file):
    """Return the columns of a table with all their texts."""
    table = QgsVectorLayer(str(file), file.stem, "ogr")
    assert table.isValid(), file
    found = {field.name(): set() for field in table.fields()}
    for feature in table.getFeatures():
        for name, value in zip(found, feature.attributes(), strict=True):
            if isinstance(value, str):
                found[name].add(value)
    return found


def test_what_nobody_asked_for_stays_behind(town_with_persons):
    """Not in a column, a style, the metadata, a page or a workbook: the files hold no mark at all."""
    by_algorithm, _ = town_with_persons
    looked = 0
    for files in by_algorithm.values():
        for file in files.values():
            assert SECRET.encode() not in file.read_bytes(), file.name
            if file.suffix == ".gpkg":
                assert not [texts for texts in tables(file).values() if SECRET in " ".join(texts)], file.name
            looked += 1
    assert looked > 60


def travelling(by_algorithm, texts):
    """Return (algorithm, output) to the columns in which a name or id of an input stands."""
    found = {}
    for algorithm, files in by_algorithm.items():
        for output, file in files.items():
            if file.suffix == ".gpkg":
                for column, values in tables(file).items():
                    if any(text in value for value in values for text in texts):
                        found.setdefault((algorithm, output), set()).add(column)
    return found


def table(language):
    """Return (algorithm, output) to the columns that the manual names."""
    found = {}
    for line in PAGES[language].read_text(encoding="utf-8").splitlines():
        cells = [re.findall(r"`(\w+)`", cell) for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 4 and cells[1]:
            for output in cells[1]:
                found[(cells[0] or ["*"])[0], output] = set(cells[2] + cells[3])
    return found


def test_the_manual_says_the_same_in_both_languages():
    assert table("nl") == table("en")
    assert len(table("nl")) > 30


def test_names_and_ids_travel_only_where_the_manual_says(town_with_persons):
    listed = table("nl")
    for (algorithm, output), columns in travelling(*town_with_persons).items():
        named = listed.get((algorithm, output), listed.get(("*", output), set()))
        assert columns <= named, (algorithm, output, columns - named)


def test_every_output_that_can_hold_them_is_listed():
    """By the columns of all outputs, also of those that the town does not make."""
    sys.path.insert(0, str(ROOT / "scripts"))
    import manual_facts

    listed = table("nl")
    for algorithm, outputs in manual_facts.fields().items():
        for output, columns in outputs.items():
            names = {column.name for column in columns if column.kind == "text"} | {
                column.name for column in columns
            } & OF_HOMES
            wanted = names & (IDS | NAMES) | (names & OF_HOMES if names & IDS else set())
            named = listed.get((algorithm, output), set())
            assert wanted - NO_NAMES.get((algorithm, output), set()) <= named, (algorithm, output, wanted - named)
            assert named <= {column.name for column in columns}, (algorithm, output)


def test_an_owner_comes_out_as_a_kind_of_owner():
    """Also where the user chooses a field with names for it: the finding says what was not understood, no map does."""
    panden = personal(homes.panden())
    given = {"PANDEN": panden, "VERBLIJFSOBJECTEN": homes.objects(), "EIGENAAR_VELD": "eigenaar_naam"}
    got = made.run("warmtevraag", **given)
    assert got["GEBOUWEN"].featureCount() > 0
    for output in ("GEBOUWEN", "OBJECTEN_UIT", "SAMENVATTING"):
        assert SECRET not in repr(rows(got[output])), output
    assert "eigenaar" in got["GEBOUWEN"].fields().names()
