"""The DXF drawing of a network: opened again by OGR, and by ezdxf where that is installed."""

import geopandas as gpd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point

from riothermie_kansen.errors import CancelledError, InputError
from riothermie_kansen.report import dxf
from riothermie_kansen.report.dxf_format import escaped

ROWS = (
    # rol, dn, aantal, status, voeding_id, line
    ("transport", "DN 100", 1, "nieuw", "", LineString([(120000, 450000), (120050, 450000)])),
    ("distributie", "DN 50", 1, "nieuw", "T1", LineString([(120050, 450000), (120050, 450040), (120020, 450040)])),
    ("distributie", "DN 500", 2, "bestaand", "T1", LineString([(120050, 450000), (120000, 449990)])),
    ("distributie", "DN 50", 1, "nieuw", "T1", LineString([(120050, 450000), (120051, 450000)])),
    ("aansluiting", "DN 20", 1, "verzwaard", "T2", LineString([(120050, 450010), (120062.3456789, 450010)])),
)


def network(rows=ROWS, nettypes=None, source="Gemaal Oost"):
    role, dn, count, status, feeder, lines = zip(*rows, strict=True)
    return gpd.GeoDataFrame(
        {
            "nettype": nettypes or ["mt"] * len(rows), "rol": role, "dn": dn, "aantal": count, "status": status,
            "voeding_id": feeder, "bron_id": source,
        },
        geometry=list(lines), crs=28992,
    )  # fmt: skip


def connections(*ids):
    points = [Point(120060 + i, 450010) for i in range(len(ids))]
    return gpd.GeoDataFrame({"pand_id": list(ids)}, geometry=points, crs=28992)


def pairs(text):
    lines = text.split("\n")
    assert lines.pop() == ""
    return list(zip(map(int, lines[::2]), lines[1::2], strict=True))


@pytest.fixture
def opened(tmp_path):
    """Return a function that writes a drawing and reads its features with OGR."""
    ogr = pytest.importorskip("osgeo.ogr")

    def read(trace, points):
        file = tmp_path / "net.dxf"
        dxf.write_dxf(file, trace, points)
        source = ogr.GetDriverByName("DXF").Open(str(file))
        found = []
        for feature in source.GetLayer(0):
            geometry = feature.GetGeometryRef()
            geometry.FlattenTo2D()
            found.append((feature["Layer"], feature["Text"], geometry.ExportToWkt(), feature["Linetype"]))
        return found

    return read


def test_ogr_reads_every_line_on_the_layer_of_its_role_and_diameter(opened):
    got = opened(network(), connections("a"))
    lines = [(layer, shapely.from_wkt(wkt)) for layer, _, wkt, _ in got if wkt.startswith("LINE")]
    assert [layer for layer, _ in lines] == [
        "WARMTENET-TRANSPORT-DN100",
        "WARMTENET-DISTRIBUTIE-DN50",
        "WARMTENET-DISTRIBUTIE-2XDN500-BESTAAND",
        "WARMTENET-DISTRIBUTIE-DN50",
        "WARMTENET-AANSLUITING-DN20",
    ]
    for (_, line), row in zip(lines, ROWS, strict=True):
        assert line.equals_exact(row[5], 0.0001)


def test_ogr_reads_points_and_texts(opened):
    got = opened(network(), connections("0307100000345678", "pand é"))
    points = [layer for layer, text, wkt, _ in got if wkt.startswith("POINT") and not text]
    assert points == ["WARMTENET-AANSLUITPUNT"] * 2 + ["WARMTENET-BRON"]
    texts = [(layer, text) for layer, text, *_ in got if text]
    assert texts == [
        ("WARMTENET-TEKST", "DN 100"),
        ("WARMTENET-TEKST", "DN 50"),  # the stretch of 1 m has no room, the house connection no label
        ("WARMTENET-TEKST", "2 x DN 500"),
        ("WARMTENET-AANSLUITPUNT-TEKST", "0307100000345678"),
        ("WARMTENET-AANSLUITPUNT-TEKST", "pand é"),
        ("WARMTENET-BRON", "Gemaal Oost"),
    ]


def test_source_stands_where_its_lines_start(opened):
    other = ("transport", "DN 80", 1, "nieuw", "", LineString([(120000, 450000), (120000, 450090)]))
    got = opened(network((*ROWS, other)), connections())
    assert [wkt for layer, text, wkt, _ in got if layer == "WARMTENET-BRON" and not text] == ["POINT (120000 450000)"]


def test_two_networks_have_layers_of_their_own(opened):
    got = opened(network(ROWS[:2], ["bronnet", "mt"]), connections())
    layers = {layer for layer, _, wkt, _ in got if wkt.startswith("LINE")}
    assert layers == {"WARMTENET-BRONNET-TRANSPORT-DN100", "WARMTENET-MT-DISTRIBUTIE-DN50"}


def test_structure_is_that_of_autocad_2000_in_metres():
    found = pairs(dxf.network_dxf(network(), connections("a")))
    header = dict(zip((v for c, v in found if c == 9), (found[i + 1] for i, p in enumerate(found) if p[0] == 9),
                      strict=True))  # fmt: skip
    assert header["$ACADVER"] == (1, "AC1015")
    assert header["$INSUNITS"] == (70, "6")
    sections = [found[i + 1][1] for i, pair in enumerate(found) if pair == (0, "SECTION")]
    assert sections == ["HEADER", "TABLES", "BLOCKS", "ENTITIES", "OBJECTS"]
    assert found[-1] == (0, "EOF")
    seed = int(header["$HANDSEED"][1], 16)
    handles = [int(v, 16) for c, v in found if c == 5][1:]
    assert len(handles) == len(set(handles))
    assert max(handles) < seed
    owners = {v for c, v in found if c == 330} - {"0"}
    assert {int(owner, 16) for owner in owners} <= set(handles)
    used = {v for c, v in found if c == 8}
    named = {found[i + 4][1] for i, pair in enumerate(found) if pair == (100, "AcDbSymbolTableRecord")} | {
        v for i, (c, v) in enumerate(found) if c == 2
    }
    assert used <= named


def test_ezdxf_finds_no_errors(tmp_path):
    ezdxf = pytest.importorskip("ezdxf")
    file = tmp_path / "net.dxf"
    dxf.write_dxf(file, network(), connections("a", "ω"))
    drawing = ezdxf.readfile(file)
    audit = drawing.audit()
    assert (audit.errors, audit.fixes) == ([], [])
    assert drawing.dxfversion == "AC1015"
    assert drawing.layers.get("WARMTENET-DISTRIBUTIE-2XDN500-BESTAAND").dxf.linetype == "DASHED"
    assert drawing.layers.get("WARMTENET-TRANSPORT-DN100").dxf.color == 1
    assert len(drawing.modelspace().query("LWPOLYLINE")) == 5


def test_label_is_never_upside_down():
    east, north = (10.0, 0.0), (0.0, 10.0)
    for dx, dy, angle in (
        (*east, 0),
        (-10.0, 0.0, 0),
        (*north, 90),
        (0.0, -10.0, 90),
        (-10.0, -10.0, 45),
        (-9.0, 9.0, -45),
    ):
        row = ("transport", "DN 100", 1, "nieuw", "", LineString([(0, 0), (dx, dy)]))
        found = pairs(dxf.network_dxf(network([row], source=""), connections()))
        assert [float(v) for c, v in found if c == 50][-1] == pytest.approx(angle), (dx, dy)


def test_nothing_to_draw_is_a_drawing_too(opened):
    row = ("transport", "DN 100", 1, "nieuw", "", None)
    assert opened(network([row]), connections()) == []
    assert opened(network().iloc[:0], connections()) == []


def test_same_input_same_drawing():
    assert dxf.network_dxf(network(), connections("a")) == dxf.network_dxf(network(), connections("a"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DN 100", "DN 100"),
        ("a\nb\tc", "a b c"),
        ("één", "één"),
        ("Ω", "\\U+03A9"),
        ("\U0001f525", "\\U+D83D\\U+DD25"),
        ("C:\\pad", "C:\\pad"),
        ("\\U+00E9", "\\U+005CU+00E9"),
        ("50%%d", "50%%%%%%d"),
        ("x^y", "x\\U+005Ey"),
    ],
)
def test_escaped(text, expected):
    assert escaped(text) == expected


@given(st.text())
def test_any_name_makes_a_layer_and_a_text_that_can_be_written(text):
    name = dxf.layer_name(["", text, "DN 100"])
    assert name.startswith("WARMTENET-")
    assert len(name) <= 255
    assert not set(name) & set('<>/\\":;?*|=`, ')
    assert "\n" not in escaped(text).encode("cp1252").decode("cp1252")


@given(st.text(min_size=1))
def test_any_id_keeps_the_pairs_of_the_file_in_step(text):
    found = pairs(dxf.network_dxf(network(source=text), connections(text)))
    assert found[-1] == (0, "EOF")
    assert sum(pair == (0, "LWPOLYLINE") for pair in found) == len(ROWS)


def test_cancelled_and_unwritable_leave_the_file_alone(tmp_path):
    file = tmp_path / "net.dxf"
    file.write_text("oud")
    with pytest.raises(CancelledError):
        dxf.write_dxf(file, network(), connections(), cancelled=lambda: True)
    assert file.read_text() == "oud"
    with pytest.raises(InputError, match=r"nergens.*net\.dxf"):
        dxf.write_dxf(tmp_path / "nergens" / "net.dxf", network(), connections())
