"""Inputs that are a text file, a workbook or a table: what reaches the engine is what was delivered."""

import csv
import datetime as dt
import shutil
import time
import zipfile

import numpy as np
import pandas as pd
import pytest
from qgis.core import (
    NULL,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDateTime, Qt
from riothermie_plugin.algorithms import tables
from riothermie_plugin.algorithms.debietmeting import Debietmeting
from riothermie_plugin.riothermie_kansen.errors import CancelledError

from tests.algorithms import flows
from tests.algorithms.made import Log


@pytest.fixture
def algorithm():
    made = Debietmeting()
    made.initAlgorithm({})
    return made


@pytest.fixture
def context():
    made = QgsProcessingContext()
    made.setProject(QgsProject.instance())
    return made


@pytest.fixture
def found(algorithm, context):
    """Return a function that gives the table of a value."""
    return lambda value: tables.find(algorithm, {"METING": value}, "METING", context)


@pytest.fixture
def read(found, context):
    """Return a function that gives what the engine reads: a frame, or the rows of a text file."""

    def call(value, feedback=None):
        source, _ = tables.read(found(value), context, feedback or Log(), lambda _: None)
        if isinstance(source, pd.DataFrame):
            return source
        with source.open(encoding="utf-8", newline="") as stream:
            return [row for row in csv.reader(stream, delimiter=";") if any(row)]

    return call


@pytest.fixture
def project():
    """Return a function that adds a layer to the project until the test is over."""
    added = []

    def add(layer):
        assert layer.isValid()
        added.append(QgsProject.instance().addMapLayer(layer).id())
        return layer

    yield add
    QgsProject.instance().removeMapLayers(added)


HOURS = flows.series(2)


def test_a_text_file_is_not_opened_as_a_layer(found, tmp_path, shared_data):
    knmi = shared_data / "weather_flow" / "neerslaggeg_DE-BILT_550.txt"
    for file in (flows.csv(tmp_path), str(knmi), f"{flows.csv(tmp_path, name='b.TSV')}|layername=b"):
        assert str(found(file).file) == file.partition("|")[0]
        assert found(file).source is None


def test_workbook_as_excel_writes_it(read, tmp_path):
    head = [["Debietmeting Middenweg"], ["Locatie", "put 12", "RD 155000"], [], ["Datum", "Debiet [m3/h]", "Opmerking"]]
    rows = [[*row, "a;b"] for row in HOURS]
    book = flows.xlsx(tmp_path / "m.xlsx", {"Uitleg": [["Zie blad 2"], ["2023", "4"]], "Blad1": head + rows})
    log = Log()
    got = read(book, log)
    assert got[2] == ["Datum", "Debiet [m3/h]", "Opmerking"]
    assert got[3:] == [[t.strftime("%Y-%m-%d %H:%M:%S"), str(q), "a;b"] for t, q in HOURS]
    assert any("Blad1" in line for line in log.lines)


def test_five_minute_times_of_excel_are_whole_minutes(read, tmp_path):
    times = [flows.START + dt.timedelta(minutes=5 * i) for i in range(2000)]
    book = flows.xlsx(tmp_path / "m.xlsx", {"x": [["tijd", "q"], *([time, 1.5] for time in times)]})
    got = [row[0] for row in read(book)[1:]]
    assert got == [time.strftime("%Y-%m-%d %H:%M:%S") for time in times]


@pytest.mark.parametrize(("driver", "name"), [("XLSX", "m.xlsx"), ("ODS", "m.ods")])
def test_workbook_of_gdal(read, tmp_path, driver, name):
    file = flows.save(flows.table(HOURS), tmp_path / name, driver)
    got = read(file)
    assert got[0] == ["tijd", "debiet_m3h"]
    assert [dt.datetime.fromisoformat(row[0]) for row in got[1:]] == [time for time, _ in HOURS]
    assert [float(row[1]) for row in got[1:]] == [q for _, q in HOURS]


def test_sheet_that_was_named(read, found, tmp_path):
    book = flows.xlsx(tmp_path / "m.xlsx", {"A": [["tijd", "q"], *HOURS], "B": [["tijd", "q"], *HOURS[:3]]})
    assert len(read(f"{book}|layername=b")) == 4
    assert len(read(book)) == len(HOURS) + 1
    with pytest.raises(QgsProcessingException, match='no sheet "C"; it has: A, B'):
        read(f"{book}|layername=C")
    assert found(f"{book}|layername=B").name == "m.xlsx (B)"


def test_workbook_that_is_none_or_holds_nothing(read, tmp_path):
    wrong = tmp_path / "m.xlsx"
    wrong.write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(QgsProcessingException, match="cannot be read as a workbook"):
        read(str(wrong))
    with pytest.raises(QgsProcessingException, match="is empty"):
        read(flows.xlsx(tmp_path / "leeg.xlsx", {"Blad1": []}))


def test_workbook_opened_as_a_layer_is_read_from_its_file(read, project, tmp_path):
    book = flows.xlsx(tmp_path / "m.xlsx", {"Los": [["a"]], "Reeks": [["Kop"], ["tijd", "q"], *HOURS]})
    layer = project(QgsVectorLayer(f"{book}|layername=Reeks", "x", "ogr"))
    assert len(read(layer.id())) == len(HOURS) + 2


def test_layers_of_text_files_are_read_from_the_file(found, project, tmp_path):
    file = flows.csv(tmp_path)
    for layer in (
        project(QgsVectorLayer(f"file://{file}?delimiter=;&decimalPoint=,", "tekst", "delimitedtext")),
        project(QgsVectorLayer(file, "ogr", "ogr")),
    ):
        for value in (layer, layer.id(), layer.name(), QgsProcessingFeatureSourceDefinition(layer.id())):
            assert str(found(value).file) == file


def test_what_a_layer_says_more_than_its_file_counts(found, read, project, tmp_path):
    file = flows.csv(tmp_path, HOURS, separator=",", comma=False, form="%Y-%m-%d %H:%M")
    layer = project(QgsVectorLayer(file, "ogr", "ogr"))
    assert found(layer).file is not None
    layer.selectByIds([3, 4, 5])
    chosen = QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True)
    assert len(read(chosen)) == 3
    some = QgsProcessingFeatureSourceDefinition(layer.id(), featureLimit=5)
    assert len(read(some)) == 5
    odd = QgsProcessingFeatureSourceDefinition(layer.id(), filterExpression="\"debiet_m3h\" = '50.0'")
    assert len(read(odd)) == 2
    layer.setSubsetString("debiet_m3h = '50.0'")
    assert read(layer)["debiet_m3h"].astype(float).tolist() == [50.0, 50.0]


def test_edits_that_are_not_saved_count(found, read, project, tmp_path):
    layer = project(QgsVectorLayer(flows.csv(tmp_path, HOURS, separator=","), "ogr", "ogr"))
    # GDAL writes no text file row by row: the edit stands in a copy in memory
    copy = project(flows.table(HOURS))
    copy.startEditing()
    copy.changeAttributeValue(1, 1, 77.0)
    assert read(copy)["debiet_m3h"].tolist()[0] == 77.0
    copy.rollBack()
    assert found(layer).file is not None


def test_table_in_memory_and_in_a_file(read, tmp_path):
    layer = flows.table(HOURS)
    file = flows.save(layer, tmp_path / "m.gpkg", "GPKG")
    for value in (layer, file, f"{file}|layername=meting"):
        frame = read(value)
        assert frame["tijd"].astype("datetime64[s]").tolist() == [pd.Timestamp(time) for time, _ in HOURS]
        assert frame["debiet_m3h"].tolist() == [q for _, q in HOURS]


def test_the_hour_that_summer_time_skips_is_kept(read, monkeypatch, tmp_path):
    """QDateTime calls it invalid where the computer stands in the Netherlands; a logger on winter time has it."""
    monkeypatch.setenv("TZ", "Europe/Amsterdam")
    time.tzset()
    try:
        midnight = flows.START.replace(month=3, day=26)
        night = [(midnight + dt.timedelta(hours=hour), float(hour)) for hour in range(5)]
        layer = flows.table(night)
        for value in (layer, flows.save(layer, tmp_path / "m.gpkg", "GPKG")):
            assert read(value)["tijd"].tolist() == [pd.Timestamp(moment) for moment, _ in night]
    finally:
        monkeypatch.undo()
        time.tzset()


def test_times_with_a_zone_are_utc(read):
    zoned = QDateTime.fromString("2023-07-01T12:00:00+02:00", Qt.DateFormat.ISODate)
    utc = QDateTime.fromString("2023-07-01T11:00:00Z", Qt.DateFormat.ISODate)
    plain = QDateTime.fromString("2023-07-01T13:00:00", Qt.DateFormat.ISODate)
    frame = read(flows.table([(zoned, 1.0), (utc, 2.0), (NULL, 3.0)]))
    assert str(frame["tijd"].dt.tz) == "UTC"
    assert frame["tijd"].dt.hour.tolist()[:2] == [10, 11]
    assert frame["tijd"].isna().tolist() == [False, False, True]
    mixed = read(flows.table([(zoned, 1.0), (plain, 2.0), (NULL, 3.0)]))
    assert mixed["tijd"].tolist() == ["2023-07-01T10:00:00.000Z", "2023-07-01T13:00:00.000", None]


def test_dates_texts_and_numbers_of_a_table(read):
    fields = "dag:date uur:int q:double opm:string ver:datetime"
    rows = [
        (QDateTime(2023, 1, 9, 0, 0, 0).date(), 1, 2.5, "a", QDateTime(9999, 12, 31, 0, 0, 0)),
        (NULL, NULL, NULL, NULL, NULL),
    ]
    frame = read(flows.table(rows, fields=fields))
    assert frame["dag"].tolist()[0] == pd.Timestamp("2023-01-09")
    assert frame["dag"].isna().tolist() == [False, True]
    assert frame["uur"].tolist()[0] == 1
    assert np.isnan(frame["q"].tolist()[1])
    assert frame["opm"].tolist() == ["a", None]
    assert frame["ver"].isna().all()


def test_a_run_that_is_cancelled_stops(read, tmp_path):
    feedback = Log()
    feedback.cancel()
    for value in (flows.table(HOURS), flows.xlsx(tmp_path / "m.xlsx", {"x": HOURS})):
        with pytest.raises(CancelledError):
            read(value, feedback)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("weg.csv", None, "does not exist"),
        ("leeg.csv", b"", "is empty"),
        ("beeld.csv", b"\x89PNG\0\0\0\x0d", "is not a text file"),
        ("beeld.png", b"\x89PNG\0\0\0\x0d", "is not a table"),
    ],
)
def test_files_that_cannot_be(algorithm, context, tmp_path, name, content, words):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    good, message = algorithm.checkParameterValues({"METING": str(tmp_path / name)}, context)
    assert not good
    assert words in message
    assert message.endswith(".")
    assert "\n" not in message


def test_zip_with_one_text_file(found, context, tmp_path):
    file = tmp_path / "uurgeg.zip"
    text = flows.text(HOURS)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("map/meting.TXT", text)
        archive.writestr("__MACOSX/map/._meting.txt", "x")
        archive.writestr("lees_mij.pdf", "x")
    source, name = tables.read(found(str(file)), context, Log(), lambda _: None)
    assert name == "meting.TXT"
    assert source.read_text(encoding="utf-8") == text


def test_zip_that_cannot_be_used(read, tmp_path):
    several, none, broken = tmp_path / "a.zip", tmp_path / "b.zip", tmp_path / "c.zip"
    for file, names in ((several, ("a.csv", "b.csv")), (none, ("a.pdf",))):
        with zipfile.ZipFile(file, "w") as archive:
            for name in names:
                archive.writestr(name, "x")
    whole = several.read_bytes()
    broken.write_bytes(whole[:40] + b"?" + whole[41:60])
    for file, words in ((several, "holds 2"), (none, "holds 0"), (broken, "cannot be unpacked")):
        with pytest.raises(QgsProcessingException, match=words):
            read(str(file))


def test_text_in_utf_16_is_text(found, tmp_path):
    file = tmp_path / "m.csv"
    file.write_bytes(flows.text(HOURS).encode("utf-16"))
    assert found(str(file)).file == file


def test_an_unknown_extension_that_is_text(found, tmp_path):
    file = tmp_path / "meting.dmp2"
    shutil.copy(flows.csv(tmp_path), file)
    assert found(str(file)).file == file


def test_other_parameters_are_still_checked(algorithm, context, tmp_path):
    given = {"METING": flows.csv(tmp_path)}
    assert algorithm.checkParameterValues(given, context) == (True, "")
    for wrong, word in (
        ({"COP": 0.5}, "COP"),
        ({"BESCHIKBAARHEID": 2}, "vailability"),
        ({"BEGINDATUM": "vorige week"}, "vorige week is not a date"),
        ({"KENTALLEN": str(tmp_path / "weg.toml")}, "weg.toml"),
        ({"NEERSLAG": str(tmp_path / "regen.txt")}, "regen.txt"),
        ({"EENHEID": "emmers"}, ""),
        ({"METING": None}, "no measurement"),
    ):
        good, message = algorithm.checkParameterValues(given | wrong, context)
        assert not good, wrong
        assert word in message


def test_layer_without_rows_and_name_of_nothing(algorithm, context):
    for value, words in ((flows.table([]), "is empty"), ("geen laag", "not a layer")):
        good, message = algorithm.checkParameterValues({"METING": value}, context)
        assert not good
        assert words in message
