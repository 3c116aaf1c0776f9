"""The workbook: raw numbers in sheets, and everything or nothing."""

import zipfile

import numpy as np
import pandas as pd
import pytest
from osgeo import gdal
from qgis.core import QgsProcessingException
from riothermie_plugin.algorithms import workbook
from riothermie_plugin.riothermie_kansen.errors import CancelledError
from riothermie_plugin.riothermie_kansen.schema import Column

COLUMNS = (
    Column("naam", "text", "", "Naam"),
    Column("aantal", "int", "", "Aantal"),
    Column("bedrag_eur", "real", "EUR", "Bedrag"),
)


def table():
    return pd.DataFrame(
        {"naam": ["a & <b>", "", None], "aantal": [3.0, np.nan, -7.0], "bedrag_eur": [1957100.25, np.inf, -0.5]}
    )


def read(file):
    """Return sheet to rows as dictionaries, as GDAL reads it back."""
    gdal.SetThreadLocalConfigOption("OGR_XLSX_HEADERS", "FORCE")
    try:
        dataset = gdal.OpenEx(str(file), gdal.OF_VECTOR)
        layers = [dataset.GetLayer(i) for i in range(dataset.GetLayerCount())]
        return {layer.GetName(): [feature.items() for feature in layer] for layer in layers}
    finally:
        gdal.SetThreadLocalConfigOption("OGR_XLSX_HEADERS", None)


def never():
    return False


def test_numbers_stay_numbers(tmp_path):
    file = tmp_path / "boek.xlsx"
    with workbook.saved(str(file), [workbook.Sheet("Bedragen", table(), COLUMNS)], cancelled=never):
        assert not file.exists()
    assert list(tmp_path.iterdir()) == [file]
    book = read(file)
    assert list(book) == ["Bedragen", "Kolommen"]
    assert book["Bedragen"] == [
        {"naam": "a & <b>", "aantal": 3, "bedrag_eur": 1957100.25},
        {"naam": None, "aantal": None, "bedrag_eur": None},
        {"naam": None, "aantal": -7, "bedrag_eur": -0.5},
    ]
    assert book["Kolommen"][2] == {"blad": "Bedragen", "kolom": "bedrag_eur", "eenheid": "EUR", "betekenis": "Bedrag"}
    # in the file itself the amount is a number, no text: a spreadsheet can add it up
    with zipfile.ZipFile(file) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<v>1957100.25</v>" in sheet


def test_names_of_sheets_are_made_to_fit(tmp_path):
    file = tmp_path / "boek.xlsx"
    long = "Een naam met [haken] / en meer dan eenendertig tekens"
    sheets = [workbook.Sheet(long, table(), COLUMNS), workbook.Sheet(long, table(), COLUMNS)]
    with workbook.saved(str(file), [*sheets, workbook.Sheet("Leeg", table().iloc[:0], COLUMNS)], cancelled=never):
        pass
    book = read(file)
    assert len(book) == 4
    assert all(len(name) <= 31 for name in book)
    assert book["Leeg"] == []


def test_a_table_that_is_too_long_for_one_sheet(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "MOST", 2)
    file = tmp_path / "boek.xlsx"
    with workbook.saved(str(file), [workbook.Sheet("Lang", table(), COLUMNS)], cancelled=never):
        pass
    assert [len(rows) for rows in read(file).values()] == [2, 1, 3]
    assert list(read(file)) == ["Lang", "Lang_2", "Kolommen"]


def test_nothing_is_left_when_the_run_fails(tmp_path):
    file = tmp_path / "boek.xlsx"
    file.write_bytes(b"vorige")

    def fail():
        with workbook.saved(str(file), [workbook.Sheet("a", table(), COLUMNS)], cancelled=never):
            raise ValueError("later")

    with pytest.raises(ValueError, match="later"):
        fail()
    assert file.read_bytes() == b"vorige"
    assert list(tmp_path.iterdir()) == [file]

    def cancel():
        with workbook.saved(str(file), [workbook.Sheet("a", table(), COLUMNS)], cancelled=lambda: True):
            pass

    with pytest.raises(CancelledError):
        cancel()
    assert list(tmp_path.iterdir()) == [file]


def test_a_place_that_cannot_be(tmp_path):
    target = tmp_path / "geen" / "map" / "boek.xlsx"

    def write():
        with workbook.saved(str(target), [workbook.Sheet("a", table(), COLUMNS)], cancelled=never):
            pass

    with pytest.raises(QgsProcessingException, match="cannot be written"):
        write()
    assert "ends in .xlsx" in workbook.problem("boek.ods")
    assert workbook.problem("Boek.XLSX") == workbook.problem("") == ""
