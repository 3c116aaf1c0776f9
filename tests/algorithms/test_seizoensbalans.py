"""The algorithm `seizoensbalans`: from an opportunity map to season, table, report and numbers."""

from pathlib import Path

import pytest
from qgis import processing
from qgis.core import (
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
)

from tests.algorithms.made import Log, layer, pipes, rows, run

OUTPUTS = ("LEIDINGEN_UIT", "SEIZOEN", "MELDINGEN")
MAP_FIELDS = (
    "leiding_id:string functie:string knoop_begin:string knoop_eind:string stroomrichting:string lengte_m:double "
    "dwa_gem_ls:double dwa_min_ls:double dwa_eigen_ls:double woningen_wko:int plan:double"
)
FORWARD = "begin naar eind"
# two branches of 10 and 6 l/s that meet at C and go on as 16 l/s; 65, 39 and 104 homes
MAP = (
    ("LINESTRING(0 0,100 0)", "AC", "vrijverval", "A", "C", FORWARD, 100.0, 10.0, 3.6, 10.0, 65, 5.0),
    ("LINESTRING(100 100,100 0)", "BC", "vrijverval", "B", "C", FORWARD, 100.0, 6.0, 3.0, 6.0, 39, 30.0),
    ("LINESTRING(100 0,200 0)", "CD", "vrijverval", "C", "D", FORWARD, 100.0, 16.0, 6.6, 0.0, 104, 180.0),
    ("LINESTRING(0 50,50 50)", "RW", "geen", "E", "F", "", 50.0, 0.0, 0.0, 0.0, 0, 0.0),
)


def season(feedback=None, **parameters):
    """Run the algorithm with temporary outputs."""
    outputs = dict.fromkeys(OUTPUTS, "TEMPORARY_OUTPUT")
    return processing.run("riothermie:seizoensbalans", outputs | parameters, feedback=feedback or Log())


def the_map(features=MAP, fields=MAP_FIELDS):
    """Return an opportunity map of a handful of pipes."""
    return layer("LineString", fields, features, name="kansenkaart")


def by_id(output):
    """Return the pipes of an output by their id."""
    return {row["leiding_id"]: row for row in rows(output)}


def test_every_pipe_and_the_whole(tmp_path):
    made = season(KANSENKAART=the_map(), RAPPORT=str(tmp_path / "seizoen.html"))
    found = by_id(made["LEIDINGEN_UIT"])
    assert set(found) == {"AC", "BC", "CD", "RW"}
    # 10 l/s at 2 K is 83.6 kW; RIONED's curve cut at its mean runs 6774.4 h: 2039 GJ; 65 homes ask 65 x 35 x 3/4
    assert found["AC"]["aanbod_gj"] == pytest.approx(2038.8, abs=0.1)
    assert found["AC"]["vraag_gj"] == pytest.approx(1706.25)
    assert found["AC"]["seizoen"] == "wko"
    assert found["AC"]["wko_nodig"] == "ja"
    assert found["AC"]["wko_inhoud_m3"] == pytest.approx(found["AC"]["wko_inhoud_gj"] * 47.847, rel=1e-3)
    assert found["AC"]["woningen_zonder_wko"] < 65 < found["AC"]["woningen_jaar"]
    assert "65 woningen" in found["AC"]["seizoen_reden"]
    assert found["RW"]["seizoen"] == "geen"
    assert found["RW"]["wko_nodig"] is None
    # the whole: what goes through CD, 16 l/s, not 32
    assert made["DWA_LS"] == pytest.approx(16.0)
    assert made["AANTAL_LEIDINGEN"] == 4
    assert made["AANTAL_WONINGEN"] == 104
    assert made["VRAAG_GJ"] == pytest.approx(104 * 26.25)
    assert made["VRAAG_GJ"] == pytest.approx(made["DIRECT_GJ"] + made["WKO_GJ"] + made["TEKORT_GJ"])
    assert made["WKO_GJ"] == pytest.approx(0.95 * made["LADEN_GJ"])
    assert (made["WKO_NODIG"], made["SLUIT"]) == (1, 1)
    months = rows(made["SEIZOEN"])
    assert [row["maand"] for row in months] == list(range(1, 13))
    assert sum(row["direct_gj"] for row in months) == pytest.approx(made["DIRECT_GJ"])
    assert max(row["voorraad_gj"] for row in months) <= made["INHOUD_GJ"] + 1e-6
    page = (tmp_path / "seizoen.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "<svg" in page
    assert "WKO" in page


def test_the_selection_counts_its_water_once():
    kansenkaart = the_map()
    QgsProject.instance().addMapLayer(kansenkaart)
    try:
        for chosen, expected in ((("AC", "BC"), 16.0), (("AC", "CD"), 16.0), (("AC",), 10.0), (("BC",), 6.0)):
            kansenkaart.selectByExpression(
                f"leiding_id IN {chosen}" if len(chosen) > 1 else f"leiding_id = '{chosen[0]}'"
            )
            made = season(KANSENKAART=QgsProcessingFeatureSourceDefinition(kansenkaart.id(), selectedFeaturesOnly=True))
            assert made["DWA_LS"] == pytest.approx(expected)
            assert set(by_id(made["LEIDINGEN_UIT"])) == set(chosen)
    finally:
        QgsProject.instance().removeMapLayer(kansenkaart.id())


def test_homes_that_are_given():
    made = season(KANSENKAART=the_map(), WONINGEN=10, WONINGEN_VELD="plan")
    assert made["AANTAL_WONINGEN"] == 10
    assert (made["WKO_NODIG"], made["INHOUD_GJ"]) == (0, 0)
    found = by_id(made["LEIDINGEN_UIT"])
    assert [found[name]["woningen_seizoen"] for name in ("AC", "BC", "CD")] == [5, 30, 180]
    assert [found[name]["seizoen"] for name in ("AC", "CD")] == ["direct", "tekort"]
    assert found["CD"]["tekort_gj"] > 0


def test_cooling_regenerates():
    plain = season(KANSENKAART=the_map())
    made = season(KANSENKAART=the_map(), KOUDE_GJ=2)
    assert made["REGENERATIE_GJ"] == pytest.approx(208)
    assert made["LADEN_GJ"] == pytest.approx(plain["LADEN_GJ"] - 208)


def test_numbers_that_change_the_outcome():
    plain, wide = season(KANSENKAART=the_map()), season(KANSENKAART=the_map(), DELTA_T=3)
    assert wide["AANBOD_GJ"] == pytest.approx(1.5 * plain["AANBOD_GJ"])
    tap = season(KANSENKAART=the_map(), TAP_AANDEEL=1.0)
    assert tap["VRAAG_GJ"] == pytest.approx(plain["VRAAG_GJ"])
    assert tap["WKO_NODIG"] == 0


def test_after_kansenkaart_itself():
    source = run("kansenkaart", LEIDINGEN=pipes(), INWONERS_TOTAAL=4000)
    made = season(KANSENKAART=source["KANSENKAART"])
    assert made["DWA_LS"] == pytest.approx(source["TOTAAL_DWA_LS"])
    again = season(KANSENKAART=made["LEIDINGEN_UIT"])
    assert [row["direct_gj"] for row in rows(again["LEIDINGEN_UIT"])] == [
        row["direct_gj"] for row in rows(made["LEIDINGEN_UIT"])
    ]


def test_weather_of_a_year(tmp_path):
    """KNMI hours: 8 degrees all year but for a frost of two weeks in February."""
    lines = ["# STN,YYYYMMDD,   HH,    T,   RH"]
    days = [
        (month, day)
        for month, n in enumerate((31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1)
        for day in range(1, n + 1)
    ]
    for month, day in days:
        frost = month == 2 and day <= 14
        lines += [f"  260,2001{month:02d}{day:02d},{hour:5d},{-100 if frost else 80:5d},    0" for hour in range(1, 25)]
    file = tmp_path / "uurgeg.txt"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    log = Log()
    made = season(log, KANSENKAART=the_map(), WEER=str(file), WEERJAAR=2001)
    assert any("2001" in line for line in log.lines)
    table = {row["maand"]: row for row in rows(made["SEIZOEN"])}
    assert table[2]["vraag_gj"] > 1.3 * table[1]["vraag_gj"]
    assert table[2]["uit_wko_gj"] > 0
    file.write_text("\n".join(lines[:2000]) + "\n", encoding="utf-8")
    short = season(KANSENKAART=the_map(), WEER=str(file))
    assert [row["soort"] for row in rows(short["MELDINGEN"])] == ["seizoen_weer"]
    assert short["DIRECT_GJ"] == pytest.approx(season(KANSENKAART=the_map())["DIRECT_GJ"])
    with pytest.raises(QgsProcessingException, match="2005"):
        season(KANSENKAART=the_map(), WEER=str(file), WEERJAAR=2005)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"KANSENKAART": lambda: the_map(())}, "empty|leeg"),
        ({"KANSENKAART": lambda: layer("LineString", "a:string", [("LINESTRING(0 0,1 1)", "x")])}, "kansenkaart"),
        ({"KANSENKAART": lambda: the_map([(*row[:7], 0.0, 0.0, 0.0, 0, 0.0) for row in MAP])}, "dwa_gem_ls"),
        ({"WEER": "/nergens/weer.txt"}, "weer.txt"),
        ({"WEERJAAR": 2001}, "weather file|weerbestand"),
        ({"COP": 1.0}, "COP"),
        ({"WONINGEN": -5}, "-5"),
        ({"RAPPORT": "/nergens/rapport.html"}, "rapport.html"),
    ],
    ids=["empty", "no map", "no water", "no weather", "year alone", "cop", "homes", "report"],
)
def test_bad_input_is_one_sentence(change, words):
    made = {name: value() if callable(value) else value for name, value in change.items()}
    with pytest.raises(QgsProcessingException, match=words) as caught:
        season(**({"KANSENKAART": the_map()} | made))
    assert "Traceback" not in str(caught.value)


def test_a_run_that_fails_leaves_no_report(tmp_path):
    report = tmp_path / "seizoen.html"
    report.write_text("van vroeger", encoding="utf-8")
    dry = the_map([(*row[:7], 0.0, 0.0, 0.0, 0, 0.0) for row in MAP])
    with pytest.raises(QgsProcessingException):
        season(KANSENKAART=dry, RAPPORT=str(report), LEIDINGEN_UIT=str(tmp_path / "uit.gpkg"))
    with pytest.raises(QgsProcessingException):
        season(KANSENKAART=the_map(), RAPPORT=str(report), LEIDINGEN_UIT="/nergens/uit.gpkg")
    assert [file.name for file in tmp_path.iterdir()] == ["seizoen.html"]
    assert report.read_text(encoding="utf-8") == "van vroeger"


def test_output_in_a_file_has_style_and_titles(tmp_path):
    file = tmp_path / "seizoen.gpkg"
    season(KANSENKAART=the_map(), LEIDINGEN_UIT=str(file))
    written = QgsVectorLayer(str(file), "seizoen", "ogr")
    assert written.isValid()
    assert written.crs().authid() == "EPSG:28992"
    assert (
        written.attributeAlias(written.fields().lookupField("wko_inhoud_m3")) == "Inhoud van de WKO als grondwater [m3]"
    )
    labels = [item.label() for item in written.renderer().legendSymbolItems()]
    assert "WKO: over het jaar genoeg" in labels


def test_cancel():
    log = Log(cancel_at=20.0)
    assert season(log, KANSENKAART=the_map()) == {}


def test_temporary_report():
    made = season(KANSENKAART=the_map(), RAPPORT="TEMPORARY_OUTPUT")
    assert Path(made["RAPPORT"]).is_file()
    assert made["RAPPORT"].startswith(QgsProcessingUtils.tempFolder())


def test_a_weather_file_without_air_temperatures_is_one_sentence(tmp_path):
    file = tmp_path / "meting.csv"
    file.write_text("tijd;debiet_m3h\n2023-01-01 00:00;5\n2023-01-01 01:00;6\n", encoding="utf-8")
    with pytest.raises(QgsProcessingException, match=r"meting\.csv is no file with the weather of the KNMI"):
        season(KANSENKAART=the_map(), WEER=str(file))


def test_values_of_the_wrong_kind_are_named_as_in_the_dialog(tmp_path):
    with pytest.raises(QgsProcessingException, match=r"File with your own key figures .*eigen\.txt cannot be used"):
        season(KANSENKAART=the_map(), KENTALLEN=str(tmp_path / "eigen.txt"))
    with pytest.raises(QgsProcessingException, match=r"Opportunity map \(KANSENKAART\): nothing was given"):
        season(KANSENKAART=None)
