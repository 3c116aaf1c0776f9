"""The extract of the Kadaster itself (LVBAG XML, as GDAL reads it) gives what the services give."""

import pytest
from qgis import processing
from qgis.core import QgsVectorLayer

from tests.algorithms import homes, made
from tests.algorithms.made import rows
from tests.algorithms.town import X, Y

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<sl-bag-extract:bagStand xmlns:Objecten="www.kadaster.nl/schemas/lvbag/imbag/objecten/v20200601"
 xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:Historie="www.kadaster.nl/schemas/lvbag/imbag/historie/v20200601"
 xmlns:Objecten-ref="www.kadaster.nl/schemas/lvbag/imbag/objecten-ref/v20200601"
 xmlns:selecties-extract="http://www.kadaster.nl/schemas/lvbag/extract-selecties/v20200601"
 xmlns:sl-bag-extract="http://www.kadaster.nl/schemas/lvbag/extract-deelbestand-lvc/v20200601"
 xmlns:sl="http://www.kadaster.nl/schemas/standlevering-generiek/1.0">
<sl-bag-extract:bagInfo><selecties-extract:LVC-Extract>
<selecties-extract:StandTechnischeDatum>2024-01-08</selecties-extract:StandTechnischeDatum>
</selecties-extract:LVC-Extract></sl-bag-extract:bagInfo>
<sl:standBestand><sl:dataset>LVBAG</sl:dataset><sl:inhoud><sl:gebied>Nederland</sl:gebied>
<sl:leveringsId>0000000001</sl:leveringsId><sl:objectTypen><sl:objectType>{kind}</sl:objectType></sl:objectTypen>
</sl:inhoud>
"""
TAIL = "</sl:standBestand></sl-bag-extract:bagStand>\n"
PLACE = 'srsName="urn:ogc:def:crs:EPSG::28992" srsDimension="3"'


def tag(name, text):
    return f"<Objecten:{name}>{text}</Objecten:{name}>"


def version(number, begin, end=""):
    """Return when a version holds."""
    ended = f"<Historie:eindGeldigheid>{end}</Historie:eindGeldigheid>" if end else ""
    closed = f"<Historie:eindRegistratie>{end}T10:11:12.000</Historie:eindRegistratie>" if end else ""
    return tag(
        "voorkomen",
        f"<Historie:Voorkomen><Historie:voorkomenidentificatie>{number}</Historie:voorkomenidentificatie>"
        f"<Historie:beginGeldigheid>{begin}</Historie:beginGeldigheid>{ended}"
        f"<Historie:tijdstipRegistratie>{begin}T10:11:12.000</Historie:tijdstipRegistratie>{closed}"
        f"</Historie:Voorkomen>",
    )


def item(kind, body):
    return f"<sl:stand><sl-bag-extract:bagObject>{tag(kind, body)}</sl-bag-extract:bagObject></sl:stand>\n"


def identified(kind, text):
    return f'<Objecten:identificatie domein="NL.IMBAG.{kind}">{text}</Objecten:identificatie>'


def pand(row, status, *when):
    name, x, y, width, depth, year, _ = row
    name = homes.NAMES.get(name, name)
    corners = ((0, 0), (width, 0), (width, depth), (0, depth), (0, 0))
    ring = " ".join(f"{X + x + dx} {Y + y + dy} 0.0" for dx, dy in corners)
    return item(
        "Pand",
        identified("Pand", name)
        + tag("geometrie", f"<gml:Polygon {PLACE}><gml:exterior><gml:LinearRing><gml:posList>{ring}</gml:posList>"
              "</gml:LinearRing></gml:exterior></gml:Polygon>")
        + tag("oorspronkelijkBouwjaar", year) + tag("status", status) + tag("geconstateerd", "N") + version(*when),
    )  # fmt: skip


def panden(file):
    """Write the panden: each has an earlier version, and one more was demolished."""
    rows_ = [
        part
        for row in homes.BUILDINGS
        for part in (
            pand(row, "Pand in gebruik", 2, "2015-03-02"),
            pand(row, "Bouw gestart", 1, "2009-05-01", "2015-03-02"),
        )
    ]
    gone = ("0200100000000050", 200, 0, 10, 10, 1950, ())
    rows_.append(pand(gone, "Pand gesloopt", 2, "2015-03-02"))
    rows_.append(pand(gone, "Pand in gebruik", 1, "2009-05-01", "2015-03-02"))
    file.write_text(HEAD.format(kind="PND") + "".join(rows_) + TAIL, encoding="utf-8")
    return len(rows_)


def objects(file):
    """Write the objects; the shop is an office too, and the last home lies in two panden."""
    rows_ = []
    for row in homes.object_rows():
        place, name, area, status, use, *_, home = row
        x, y = place[6:-1].split()
        uses = [use, "kantoorfunctie"] if use == "winkelfunctie" else [use]
        refs = [home, homes.NAMES["schuur"]] if name == homes.object_id(4) else [home]
        rows_.append(
            item(
                "Verblijfsobject",
                version(1, "2009-05-01")
                + identified("Verblijfsobject", name)
                + tag("geometrie", tag("punt", f"<gml:Point {PLACE}><gml:pos>{x} {y} 0.0</gml:pos></gml:Point>"))
                + "".join(tag("gebruiksdoel", text) for text in uses)
                + tag("oppervlakte", area) + tag("status", status) + tag("geconstateerd", "N")
                + tag("maaktDeelUitVan", "".join(
                    f'<Objecten-ref:PandRef domein="NL.IMBAG.Pand">{text}</Objecten-ref:PandRef>' for text in refs)),
            )
        )  # fmt: skip
    file.write_text(HEAD.format(kind="VBO") + "".join(rows_) + TAIL, encoding="utf-8")
    return len(rows_)


@pytest.mark.parametrize("end", ["xml", "gpkg", "shp"])
def test_the_extract_itself(end, tmp_path):
    """Lists of uses and panden come as lists, as JSON text, or as what a shapefile leaves of them."""
    given = {}
    counts = {}
    for name, write in (("PANDEN", panden), ("VERBLIJFSOBJECTEN", objects)):
        file = tmp_path / f"0200{name[:3]}08012024.xml"
        counts[name] = write(file)
        source = QgsVectorLayer(str(file), name.lower(), "ogr")
        if not source.isValid():
            pytest.skip("this GDAL does not read the LVBAG extract")
        assert source.featureCount() == counts[name]
        given[name] = source
        if end != "xml":
            target = str(tmp_path / f"{name.lower()}.{end}")
            given[name] = processing.run("native:savefeatures", {"INPUT": source, "OUTPUT": target})["OUTPUT"]
    got = made.run("warmtevraag", **given)
    expected = made.run("warmtevraag", PANDEN=homes.panden(), VERBLIJFSOBJECTEN=homes.objects())
    assert (got["PANDEN_IN"], got["OBJECTEN_IN"]) == (counts["PANDEN"], counts["VERBLIJFSOBJECTEN"])
    assert got["PANDEN_WEGGELATEN"] == 7 + 2
    shop = homes.NAMES["winkel"]
    mine = {row["pand_id"]: row for row in rows(got["GEBOUWEN"])}
    for row in rows(expected["GEBOUWEN"]):
        again = mine[row["pand_id"]]
        assert (again["woningen"], again["bouwjaar"], again["type"]) == (row["woningen"], row["bouwjaar"], row["type"])
        if row["pand_id"] != shop:
            assert again["warmte_gj"] == pytest.approx(row["warmte_gj"])
    assert len(mine) == len(homes.BUILDINGS)
    uses = {row["object_id"]: row["gebruik"] for row in rows(got["OBJECTEN_UIT"])}
    assert uses[homes.object_id(9)] == "kantoor,winkel"
    assert [row["soort"] for row in rows(got["MELDINGEN"])].count("object_meer_panden") == 1
