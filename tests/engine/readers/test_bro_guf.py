"""Groundwater use systems of the BRO as XML: the real message, and messages made in its form."""

import re

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from riothermie_kansen import kentallen
from riothermie_kansen.errors import InputError
from riothermie_kansen.readers.bro_guf import read_guf
from riothermie_kansen.readers.installations import read_installations

NAMESPACES = (
    'xmlns="http://www.broservices.nl/xsd/dsguf/1.0" xmlns:brocom="http://www.broservices.nl/xsd/brocommon/3.0"'
    ' xmlns:g="http://www.broservices.nl/xsd/gufcommon/1.0" xmlns:gml="http://www.opengis.net/gml/3.2"'
)


def day(name, text):
    return f"<g:{name}><brocom:date>{text}</brocom:date></g:{name}>" if text else ""


def place(x, y, system="28992"):
    return (
        f'<g:geometry><gml:Point srsName="urn:ogc:def:crs:EPSG::{system}"><gml:pos>{x} {y}</gml:pos></gml:Point>'
        "</g:geometry>"
    )


def well(kind, x, y, depth="", capacity="", end=""):
    inside = place(x, y) if x else ""
    inside += f'<g:wellDepth uom="m">{depth}</g:wellDepth>' if depth and kind == "Realised" else ""
    inside += f'<g:maximumWellDepth uom="m">{depth}</g:maximumWellDepth>' if depth and kind == "Design" else ""
    inside += f'<g:maximumWellCapacity uom="m3/h">{capacity}</g:maximumWellCapacity>' if capacity else ""
    inside += f"<g:lifespan>{day('endTime', end)}</g:lifespan>" if end else ""
    return f"<g:{kind.lower()}Well><g:{kind}Well>{inside}</g:{kind}Well></g:{kind.lower()}Well>"


def system(
    identity="GUF000000000001",
    usage="openBodemenergiesysteem",
    design="",
    realised=None,
    *,
    element="GUF_PO",
    location="52.1 5.2",
    ended="",
    deregistered="nee",
    licences=1,
):
    """Return a groundwater use system; `design` and `realised` are the inside of their installation."""
    right = "".join(
        f"<licence><g:LicenceGroundwaterUsage><g:usageTypeFacility><g:primaryUsageType>{usage}</g:primaryUsageType>"
        "</g:usageTypeFacility><g:licensedQuantity><g:licensedInOut>onttrekken</g:licensedInOut>"
        '<g:maximumPerYear uom="m3">250000</g:maximumPerYear></g:licensedQuantity>'
        + (f"<g:designInstallation><g:DesignInstallation>{design}</g:DesignInstallation></g:designInstallation>" * last)
        + "</g:LicenceGroundwaterUsage></licence>"
        for last in [0] * (licences - 1) + [1]
    )
    made = (
        f"<realisedInstallation><g:RealisedInstallation>{realised}</g:RealisedInstallation></realisedInstallation>"
        if realised is not None
        else ""
    )
    return (
        f"<dispatchDocument><{element}><brocom:broId>{identity}</brocom:broId>"
        f'<standardizedLocation><brocom:location><gml:Point srsName="urn:ogc:def:crs:EPSG::4258"><gml:pos>{location}'
        "</gml:pos></gml:Point></brocom:location></standardizedLocation><registrationHistory>"
        "<brocom:objectRegistrationTime>2021-08-06T16:57:49+02:00</brocom:objectRegistrationTime>"
        "<brocom:registrationStatus>aangevuld</brocom:registrationStatus>"
        "<brocom:latestAdditionTime>2022-01-18T09:19:21+01:00</brocom:latestAdditionTime>"
        f"<brocom:deregistered>{deregistered}</brocom:deregistered></registrationHistory>"
        f"<lifespan>{day('startTime', '2021-02-01')}{day('endTime', ended)}</lifespan>{right}{made}"
        f"</{element}></dispatchDocument>"
    )


def write(folder, *systems, name="bro.xml"):
    path = folder / name
    path.write_text(f"<dispatchDataResponse {NAMESPACES}>{''.join(systems)}</dispatchDataResponse>", encoding="utf-8")
    return path


ENERGY = (
    '<g:energyCharacteristics><g:energyCold uom="MWh">300</g:energyCold><g:energyWarm uom="GJ">1800</g:energyWarm>'
    '<g:powerCold uom="kW">90</g:powerCold><g:powerWarm uom="kW">120</g:powerWarm></g:energyCharacteristics>'
)


def test_the_real_closed_system(shared_data):
    found = read_guf([shared_data / "subsurface" / "GUF000000016723.xml"])
    assert found.crs == "EPSG:28992"
    row = found.iloc[0].to_dict()
    assert len(found) == 1
    assert row["geometry"].equals(Point(118254, 439851))
    assert (row["installatie_id"], row["soort"]) == ("GUF000000016723", "geslotenBodemenergiesysteem")
    assert (row["vermogen_kw"], row["diepte_m"], row["warmte_mwh"], row["koude_mwh"]) == (10, 150, 26, 5)
    assert (row["status"], row["datum"], row["opmerking_lezen"]) == ("aangevuld", "2023-10-02", "")
    # the standardised location of the same message says the same, within the grid of RDNAPTRANS
    degrees = gpd.GeoSeries([Point(4.852749773, 51.945892979)], crs=4258).to_crs(28992).iloc[0]
    assert row["geometry"].distance(degrees) < 0.5
    systems = read_installations(found, "GBES", name="BRO", kentallen=kentallen.load())
    assert systems.frame["vermogen_kw"].tolist() == [10]
    assert systems.frame["actief"].all()


def test_an_open_system_with_its_wells(tmp_path):
    design = place(150000, 450000) + ENERGY + well("Design", 150001, 450000, 95, 80) + well("Design", 1, 2, 95, 60)
    realised = place(150000, 450000) + well("Realised", 150010, 450000, 90) + well("Realised", 150110, 450000, 92)
    found = read_guf([write(tmp_path, system(design=design, realised=realised, licences=2))])
    assert [point.x for point in found.geometry] == [150010, 150110]
    assert found["diepte_m"].tolist() == [90, 92]
    for name, value in {"vermogen_kw": 120, "warmte_mwh": 500, "koude_mwh": 300, "debiet_m3h": 80}.items():
        assert found[name].tolist() == pytest.approx([value, value])
    assert found["onttrekking_m3jr"].tolist() == [250000, 250000]
    frame = read_installations(found, "OBES", name="BRO", kentallen=kentallen.load()).frame
    assert frame["installatie_id"].nunique() == 1
    assert len(frame) == 2


def test_only_designed(tmp_path):
    found = read_guf([write(tmp_path, system(design=place(150000, 450000) + well("Design", 150005, 450000, 60)))])
    assert found.geometry.iloc[0].equals(Point(150005, 450000))
    assert found["diepte_m"].tolist() == [60]


def test_a_well_without_a_public_place_has_that_of_its_installation(tmp_path):
    inside = place(150000, 450000) + well("Design", "", "", 60) + well("Design", "", "", 70)
    found = read_guf([write(tmp_path, system(usage="openbareDrinkwatervoorziening", design=inside))])
    assert found.geometry.tolist() == [Point(150000, 450000)]
    assert found["diepte_m"].tolist() == [70]


def test_without_installation_the_standardised_location_counts(tmp_path):
    found = read_guf([write(tmp_path, system())])
    right = gpd.GeoSeries([Point(5.2, 52.1)], crs=4258).to_crs(28992).iloc[0]
    assert found.geometry.iloc[0].distance(right) < 1e-6


def test_closed_parts_and_systems(tmp_path):
    parts = well("Realised", 150010, 450000, 90, end="2022-01-01") + well("Realised", 150110, 450000, 92)
    two_at_one = well("Realised", 150010, 450000, 80, end="2022-01-01") + well("Realised", 150010, 450000, 70)
    found = read_guf(
        [
            write(
                tmp_path,
                system("GUF1", realised=place(150000, 450000) + parts),
                system("GUF2", realised=two_at_one),
                system("GUF3", realised=place(150000, 450000), ended="2023-05"),
                system("GUF4", realised=place(150000, 450000), deregistered="ja"),
            )
        ]
    )
    frame = read_installations(found, "OBES", name="BRO", kentallen=kentallen.load()).frame
    active = frame.groupby("installatie_id")["actief"].apply(list).to_dict()
    assert active == {"GUF1": [False, True], "GUF2": [True], "GUF3": [False], "GUF4": [False]}
    assert frame.set_index("installatie_id").loc["GUF2", "diepte_m"] == 80


def test_loops_as_lines_and_areas(tmp_path):
    line = (
        '<g:geometry><g:PointOrCurveOrSurface><gml:LineString srsName="urn:ogc:def:crs:EPSG::28992">'
        "<gml:posList>150000 450000 150020 450000</gml:posList></gml:LineString></g:PointOrCurveOrSurface></g:geometry>"
    )
    area = (
        '<g:geometry><gml:Polygon srsName="urn:ogc:def:crs:EPSG::28992"><gml:exterior><gml:LinearRing><gml:posList>'
        "150000 450000 150010 450000 150010 450010 150000 450010 150000 450000"
        "</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></g:geometry>"
    )
    loops = "".join(f"<g:realisedLoop><g:RealisedLoop>{one}</g:RealisedLoop></g:realisedLoop>" for one in (line, area))
    found = read_guf([write(tmp_path, system(usage="geslotenBodemenergiesysteem", realised=loops))])
    assert sorted(found.geom_type) == ["LineString", "Polygon"]
    assert found.area.max() == 100
    assert found.length.min() == 20


@pytest.mark.parametrize("element", ["GUF_PO", "GUF_PPO", "GUF_PO_DP", "GUF_PPO_DP"])
def test_messages_in_an_envelope(tmp_path, element):
    path = tmp_path / "soap.xml"
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="s"><soap:Body {NAMESPACES}><!-- two -->'
        f"{system('GUF1', element=element)}{system('GUF2', element=element)}</soap:Body></soap:Envelope>"
    )
    assert read_guf([path])["installatie_id"].tolist() == ["GUF1", "GUF2"]


def test_a_removed_object_is_counted(tmp_path):
    removed = "<dispatchDocument><BRO_DO><brocom:broId>GUF9</brocom:broId></BRO_DO></dispatchDocument>"
    found = read_guf([write(tmp_path, removed, system("GUF1"))])
    assert found["uit_registratie_genomen"].tolist() == ["nee", "ja"]
    systems = read_installations(found, "OBES", name="BRO", kentallen=kentallen.load())
    assert systems.dropped == {"bodemsysteem_zonder_plaats": 1}


def test_what_could_not_be_read_is_said(tmp_path):
    odd = (
        '<g:energyCharacteristics><g:power uom="paardenkracht">9</g:power><g:energyWarm uom="MWh">veel</g:energyWarm>'
        "</g:energyCharacteristics>"
    )
    found = read_guf([write(tmp_path, system(design=place("x", 450000) + odd))])
    assert np.isnan(found[["vermogen_kw", "warmte_mwh"]].to_numpy(dtype=float)).all()
    remark = found["opmerking_lezen"].iloc[0]
    assert all(text in remark for text in ("power 9 paardenkracht", "energyWarm veel", "Point x 450000"))
    systems = read_installations(found, "OBES", name="BRO", kentallen=kentallen.load())
    assert systems.findings.counts() == {"bodemsysteem_opmerking": 1}


def test_folders_and_the_order_of_files(tmp_path):
    one = write(tmp_path, system("GUF1"), name="b.xml")
    two = write(tmp_path, system("GUF2"), name="a.XML")
    (tmp_path / "lees.txt").write_text("niet lezen")
    whole = read_guf([tmp_path])
    assert whole["installatie_id"].tolist() == ["GUF1", "GUF2"]
    assert read_guf([two, one, one]).to_wkt().equals(whole.to_wkt())


WRONG = {
    "other": ("<dispatchDocument><GMW_PO/></dispatchDocument>", "guf_ander_object", "GMW_PO"),
    "nothing": ("", "guf_ander_object", "dispatchDataResponse"),
    "refused": ("<brocom:rejectionReason>Bestaat niet.</brocom:rejectionReason>", "guf_afgewezen", "Bestaat niet."),
    "broken": ("<dispatchDocument>", "xml_kapot", "kapot.xml"),
    "hostile": ("<!DOCTYPE x>", "xml_doctype", "kapot.xml"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_not_a_system_is_one_sentence(case, tmp_path):
    inside, key, part = WRONG[case]
    write(tmp_path, system(), name="goed.xml")
    write(tmp_path, inside, name="kapot.xml")
    with pytest.raises(InputError) as caught:
        read_guf([tmp_path])
    assert caught.value.key == key
    for language in ("en", "nl"):
        assert part in caught.value.text(language)
        assert "kapot.xml" in caught.value.text(language)


def test_a_folder_without_files(tmp_path):
    with pytest.raises(InputError) as caught:
        read_guf([tmp_path])
    assert caught.value.key == "guf_geen_bestanden"
    with pytest.raises(InputError):
        read_guf([])


NONSENSE = ("", "-1", "1e308", "nan", "x y", "0 0 0", "1 2 3 4", "1 2 3 4 5 6 1 2", "gml:Polygon", "a", "&amp;")


@given(st.data())
def test_a_damaged_message_is_read_or_refused(shared_data, tmp_path_factory, data):
    """Values and names of the real message changed at random: never anything but a sentence or systems."""
    text = (shared_data / "subsurface" / "GUF000000016723.xml").read_text(encoding="utf-8")
    for _ in range(data.draw(st.integers(1, 4))):
        values = list(re.finditer(r">([^<>]+)<|<(/?[\w:]+)", text))
        match = data.draw(st.sampled_from(values))
        group = 1 if match[1] else 2
        new = data.draw(st.sampled_from(NONSENSE))
        text = text[: match.start(group)] + new + text[match.end(group) :]
    path = tmp_path_factory.mktemp("guf") / "x.xml"
    path.write_text(text, encoding="utf-8")
    try:
        found = read_guf([path])
        systems = read_installations(found, "GBES", name="BRO", kentallen=kentallen.load())
    except InputError as error:
        assert "\n" not in error.text("nl")
    else:
        assert systems.read == len(found) == len(systems.frame) + sum(systems.dropped.values())
