"""Measurements as layers deliver them: names, units, values that cannot be, and the pipe that each is about."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from riothermie_kansen import kentallen, schema
from riothermie_kansen.errors import FieldError, InputError
from riothermie_kansen.findings import Findings
from riothermie_kansen.readers.measuring_points import DROPPED, read_measuring_points, unit_of
from riothermie_kansen.sewer.gauges import place

K = kentallen.load()


def layer(places, crs=schema.RD, **columns):
    geometry = [None if xy is None else shapely.Point(xy) for xy in places]
    return gpd.GeoDataFrame(columns, geometry=np.array(geometry, dtype=object), crs=crs)


def one(**columns):
    return read_measuring_points(layer([(0, 0)], **{name: [value] for name, value in columns.items()}))


def kinds(findings):
    return findings.frame(schema.RD)["soort"].tolist()


@pytest.mark.parametrize(
    ("name", "value", "litres"),
    [
        ("dwa_gem_ls", 10.0, 10.0),
        ("DWA_GEM_LS", "10,5", 10.5),
        ("gem_m3h", 36.0, 10.0),
        ("debiet_gemiddeld_m3u", 36.0, 10.0),
        ("Debiet gemiddeld (m³/h)", 36, 10.0),
        ("gemiddeld_debiet_m3_dag", 864.0, 10.0),
        ("debiet_m3d", 864.0, 10.0),
        ("q_gem", 10.0, 10.0),
        ("debiet", "36 m3/h", 10.0),
        ("debiet", "10 l/s", 10.0),
        ("gem_m3s", 0.01, 10.0),
    ],
)
def test_names_and_units(name, value, litres):
    found = one(**{"naam": "A", name: value})
    assert found.frame["gem_ls"].tolist() == pytest.approx([litres])
    assert any(name in text for text in found.notes)


def test_a_field_without_a_unit_is_told():
    assert any("aangenomen is l/s" in text for text in one(debiet=10.0).notes)
    assert not any("aangenomen" in text for text in one(debiet_gem_m3h=10.0).notes)


def test_a_unit_behind_the_number_is_told_instead():
    found = one(debiet="36 m3/h")
    assert [text for text in found.notes if "debiet" in text] == [
        "Metingen: in debiet geldt de eenheid achter het getal (m3/h)."
    ]
    both = read_measuring_points(layer([(0, 0), (1, 0)], naam=["A", "B"], debiet=["36 m3/h", "12"]))
    assert both.frame["gem_ls"].tolist() == pytest.approx([10.0, 12.0])
    assert len(both.notes) == 2


def test_a_chosen_field_that_does_not_exist_is_one_sentence():
    with pytest.raises(FieldError) as error:
        read_measuring_points(layer([(0, 0)], dwa_gem_ls=[1.0]), fields={"gem_ls": "debiet"})
    assert error.value.text("nl") == "De laag met metingen heeft geen veld debiet; de velden zijn: dwa_gem_ls."


def test_units_at_the_end_of_a_name():
    assert [unit_of(name) for name in ("mijn_veld_m3h", "stroom_ls", "meting_2023", "debiet")] == [
        pytest.approx(1 / 3.6), 1.0, None, None,
    ]  # fmt: skip


def test_the_users_own_fields_go_first():
    frame = layer([(0, 0)], dwa_gem_ls=[5.0], droog_m3h=[36.0], nacht_m3h=[18.0])
    found = read_measuring_points(frame, fields={"gem_ls": "droog_m3h", "min_ls": "nacht_m3h"})
    assert found.frame[["gem_ls", "min_ls"]].to_numpy().tolist() == [pytest.approx([10.0, 5.0])]
    with pytest.raises(FieldError):
        read_measuring_points(frame, fields={"gem_ls": "er_is_niets"})


def test_the_output_of_a_measurement_needs_no_choice():
    found = one(
        naam="Riool Hoofdstraat", dwa_gem_ls=12.0, dwa_min_ls=4.0, dwa_max_ls=20.0, temperatuur_c=11.5,
        periode="13-12-2022 t/m 17-1-2023", droge_dagen=14, bron="meting.csv",
    )  # fmt: skip
    row = found.frame.iloc[0]
    assert (row["naam"], row["gem_ls"], row["min_ls"], row["max_ls"], row["temperatuur_c"]) == (
        "Riool Hoofdstraat", 12.0, 4.0, 20.0, 11.5,
    )  # fmt: skip


def test_every_row_is_used_or_listed():
    frame = layer(
        [(0, 0), (1, 0), (2, 0), (3, 0), None, None, (6, 0)],
        naam=["a", "b", "c", "d", "e", "f", "a"],
        dwa_gem_ls=["5", "0", "-3", "kapot", "5", "5", None],
        leiding_id=["", "", "", "", "", "L1", ""],
    )
    found = read_measuring_points(frame)
    assert found.frame["naam"].tolist() == ["a", "f"]
    assert found.frame["leiding_id"].tolist() == ["", "L1"]
    listed = [kind for kind in kinds(found.findings) if kind in DROPPED]
    assert sorted(listed) == ["meting_zonder_gemiddelde"] * 4 + ["meting_zonder_plaats"]
    assert len(found.frame) + len(listed) == found.read == 7
    assert "tekst_in_getal" in kinds(found.findings)


@pytest.mark.parametrize(
    ("column", "value", "kind"),
    [
        ("dwa_min_ls", 12.0, "meting_minimum_past_niet"),
        ("dwa_min_ls", 0.0, "meting_uur_nul"),
        ("dwa_min_ls", -1.0, "meting_uur_nul"),
        ("dwa_max_ls", 8.0, "meting_maximum_past_niet"),
    ],
)
def test_an_hour_that_cannot_be_is_listed_and_the_mean_counts(column, value, kind):
    found = one(naam="A", dwa_gem_ls=10.0, **{column: value})
    assert found.frame["gem_ls"].tolist() == [10.0]
    assert np.isnan(found.frame[["min_ls", "max_ls"]].to_numpy()).all()
    assert kinds(found.findings) == [kind]


def test_one_sentence_when_there_is_nothing_to_read():
    with pytest.raises(InputError, match="dwa_gem_ls") as caught:
        one(naam="A", hoogte=3.0)
    assert "hoogte" in str(caught.value)
    with pytest.raises(InputError):
        read_measuring_points(layer([], dwa_gem_ls=np.zeros(0)))
    with pytest.raises(InputError):
        read_measuring_points(gpd.GeoDataFrame({"dwa_gem_ls": [1.0]}))


def test_the_order_of_the_rows_does_not_matter():
    columns = {"naam": ["b", "a", "c"], "dwa_gem_ls": [1.0, 2.0, 3.0]}
    places = [(0, 0), (1, 1), (2, 2)]
    turned = {name: values[::-1] for name, values in columns.items()}
    first = read_measuring_points(layer(places, **columns)).frame
    second = read_measuring_points(layer(places[::-1], **turned)).frame
    assert first.drop(columns="geometry").equals(second.drop(columns="geometry"))
    assert first["naam"].tolist() == ["a", "b", "c"]


def test_degrees_are_transformed():
    where = gpd.GeoSeries([shapely.Point(110000, 455000)], crs=schema.RD).to_crs(4326)
    found = read_measuring_points(gpd.GeoDataFrame({"dwa_gem_ls": [1.0]}, geometry=where))
    assert shapely.distance(found.frame.geometry[0], shapely.Point(110000, 455000)) < 0.1


STREET = (
    ("a", "vrijverval", [(0, 0), (100, 0)]),
    ("b", "vrijverval", [(100, 0), (200, 0)]),
    ("c", "vrijverval", [(100, 50), (100, 0)]),
    ("regen", "geen", [(0, 2), (200, 2)]),
)
FLOWS = np.array([2.0, 5.0, 3.0, 0.0])


def placed(make_sewer, frame, flows=FLOWS, pipes=STREET):
    case = make_sewer(list(pipes))
    findings = Findings()
    return place(read_measuring_points(frame), case.network, case.sewer, flows, K, findings), findings


def test_the_nearest_pipe_with_flow_counts(make_sewer):
    found, findings = placed(make_sewer, layer([(50, 3), (103, 30)], naam=["A", "B"], dwa_gem_ls=[4.0, 6.0]))
    assert found.rows.tolist() == [0, 2]  # the storm sewer is nearer to A, but carries nothing
    assert found.metres.tolist() == pytest.approx([3.0, 3.0])
    assert kinds(findings) == []


def test_at_a_manhole_the_pipe_that_leads_on_counts(make_sewer):
    found, _ = placed(make_sewer, layer([(100.2, 0.1)], naam=["A"], dwa_gem_ls=[4.0]))
    assert found.rows.tolist() == [1]


def test_a_pipe_that_is_named_wins_from_the_place(make_sewer):
    found, _ = placed(make_sewer, layer([(50, 0)], naam=["A"], dwa_gem_ls=[4.0], leiding_id=["c"]))
    assert found.rows.tolist() == [2]
    far, findings = placed(make_sewer, layer([(50, 900)], naam=["A"], dwa_gem_ls=[4.0], leiding_id=["c"]))
    assert far.rows.tolist() == [2]
    assert kinds(findings) == []
    alone, _ = placed(make_sewer, layer([None], naam=["A"], dwa_gem_ls=[4.0], leiding_id=["c"]))
    assert alone.rows.tolist() == [2]
    assert np.isnan(alone.metres).all()


def test_of_a_split_pipe_the_nearest_part_counts(make_sewer):
    parts = [("x (1)", "vrijverval", [(0, 0), (100, 0)], {"bron_rij": 7}),
             ("x (2)", "vrijverval", [(100, 0), (200, 0)], {"bron_rij": 7})]  # fmt: skip
    whole = make_sewer([("x", "vrijverval", [(0, 0), (200, 0)], {"bron_rij": 7})]).sewer.pipes
    case = make_sewer(parts, source_pipes=whole)
    frame = layer([(150, 5)], naam=["A"], dwa_gem_ls=[4.0], leiding_id=["x"])
    points = read_measuring_points(frame)
    assert place(points, case.network, case.sewer, np.array([1.0, 2.0]), K, Findings()).rows.tolist() == [1]


def test_measurements_without_a_pipe_are_listed(make_sewer):
    frame = layer(
        [(50, 60), (50, 1), (50, 1), None],
        naam=["ver", "droog", "onbekend", "weg"],
        dwa_gem_ls=[4.0, 4.0, 4.0, 4.0],
        leiding_id=["", "regen", "zz", "zz2"],
    )
    found, findings = placed(make_sewer, frame)
    assert found.names.tolist() == ["onbekend"]  # by its place
    listed = findings.frame(schema.RD).set_index("object_id")["soort"]
    assert listed["ver"] == "meting_te_ver"
    assert listed["droog"] == "meting_zonder_debiet"
    assert listed["onbekend"] == "meting_onbekende_leiding"
    assert listed["weg"].tolist() == ["meting_onbekende_leiding", "meting_zonder_plaats"]
    text = findings.frame(schema.RD).set_index("object_id").loc["ver", "tekst"]
    assert "c op 51 m" in text


def test_no_flow_anywhere_is_listed_too(make_sewer):
    found, findings = placed(make_sewer, layer([(50, 0)], naam=["A"], dwa_gem_ls=[4.0]), np.zeros(4))
    assert len(found.rows) == 0
    assert kinds(findings) == ["meting_te_ver"]


def test_two_measurements_on_a_pipe_count_as_their_mean(make_sewer):
    frame = layer(
        [(40, 0), (60, 0)], naam=["A", "B"], dwa_gem_ls=[4.0, 6.0], dwa_min_ls=[1.0, 3.0], dwa_max_ls=[None, 9.0]
    )
    found, findings = placed(make_sewer, frame)
    assert found.rows.tolist() == [0]
    assert found.mean_ls.tolist() == [5.0]
    assert found.lowest_ls.tolist() == pytest.approx([5.0 * (0.25 + 0.5) / 2])
    assert found.highest_ls.tolist() == pytest.approx([7.5])
    assert found.names.tolist() == ["A, B"]
    assert (found.used, found.read) == (2, 2)
    assert kinds(findings) == ["meting_meer_op_leiding"] * 2
