"""Measured series made by hand, as the files and tables in which they come."""

import datetime as dt
import zipfile

from qgis.core import QgsCoordinateTransformContext, QgsFeature, QgsVectorFileWriter, QgsVectorLayer
from qgis.PyQt.QtCore import QDate, QDateTime, QTime

START = dt.datetime(2023, 1, 9)  # noqa: DTZ001 (a clock time; a Monday, no change of the clock in the weeks after it)

# m3/h per hour of the day: lowest 50 at nine, five of 24 hours below 170 and eleven at or below it, so that 170 is the
# flow that is exceeded 77 % of the time by any way to count
DAY = (
    230, 210, 190, 170, 170, 130, 110, 100, 80, 50, 170, 170,
    170, 200, 240, 260, 280, 300, 310, 320, 330, 300, 280, 250,
)  # fmt: skip


def series(days=28, day=DAY):
    """Return rows (time, m3/h) of hours, the same every day."""
    return [(START + dt.timedelta(hours=i), float(day[i % 24])) for i in range(24 * days)]


def text(rows, header=("tijd", "debiet_m3h"), separator=";", comma=True, form="%d-%m-%Y %H:%M", before=()):
    """Return rows as the text of a file, as a Dutch logger writes it."""

    def cell(value):
        if isinstance(value, dt.datetime):
            return value.strftime(form)
        return str(value).replace(".", ",") if comma and isinstance(value, float) else str(value)

    lines = [*before, separator.join(header), *(separator.join(map(cell, row)) for row in rows)]
    return "\n".join(lines) + "\n"


def csv(folder, rows=None, name="meting.csv", **how):
    """Return the path of a text file."""
    file = folder / name
    file.write_text(text(series() if rows is None else rows, **how), encoding="utf-8")
    return str(file)


def table(rows=None, fields="tijd:datetime debiet_m3h:double", name="meting"):
    """Return a memory table; times as QDateTime, other values as they are."""
    made = QgsVectorLayer("NoGeometry?" + "&".join(f"field={f}" for f in fields.split()), name, "memory")
    features = []
    for row in series() if rows is None else rows:
        feature = QgsFeature(made.fields())
        feature.setAttributes([moment(value) if isinstance(value, dt.datetime) else value for value in row])
        features.append(feature)
    assert made.dataProvider().addFeatures(features)[0]
    return made


def moment(value):
    """Return a time on the clock, also one that summer time skips where this computer stands."""
    return QDateTime(QDate(value.year, value.month, value.day), QTime(value.hour, value.minute, value.second))


def save(layer, file, driver):
    """Write a table with GDAL; return the path."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = driver, layer.name()
    done = QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(file), QgsCoordinateTransformContext(), options)
    assert done[0] == QgsVectorFileWriter.WriterError.NoError, done
    return str(file)


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
DAY_0 = dt.datetime(1899, 12, 30)  # noqa: DTZ001 (of Excel)
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="165" formatCode="dd\\-mm\\-yyyy\\ hh:mm"/>'
    '</numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/>'
    '<xf numFmtId="165" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def xlsx(file, sheets):
    """Write a workbook (name of a sheet to its rows) as Excel does, dates as days since 1899; return its path."""
    kinds, books, links = [], [], []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        for n, (name, rows) in enumerate(sheets.items(), 1):
            lines = [
                f'<row r="{r}">' + "".join(_cell(f"{_letters(c)}{r}", value) for c, value in enumerate(row)) + "</row>"
                for r, row in enumerate(rows, 1)
            ]
            place = f"worksheets/sheet{n}.xml"
            body = f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'
            book.writestr(f"xl/{place}", body)
            kinds.append(f'<Override PartName="/xl/{place}" ContentType="{SHEET}.worksheet+xml"/>')
            books.append(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>')
            links.append(f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="{place}"/>')
        links.append(f'<Relationship Id="r0" Type="{OFFICE}/styles" Target="styles.xml"/>')
        book.writestr("xl/styles.xml", STYLES)
        book.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{SHEET}.styles+xml"/>{"".join(kinds)}</Types>',
        )
        book.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        book.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{"".join(books)}</sheets></workbook>',
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(links)}</Relationships>',
        )
    return str(file)


def _letters(column):
    """Return A to Z, AA to AZ and so on."""
    return ("" if column < 26 else chr(64 + column // 26)) + chr(65 + column % 26)


def _cell(place, value):
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
    if isinstance(value, dt.datetime):
        days = (value - DAY_0) / dt.timedelta(days=1)
        return f'<c r="{place}" s="1"><v>{days!r}</v></c>'
    return f'<c r="{place}"><v>{value!r}</v></c>'
