"""Bad input for `debietmeting`: one plain sentence, and never half an output."""

import os
import stat
from pathlib import Path

import pytest
from qgis.core import QgsProcessingException

from tests.algorithms import flows, made
from tests.algorithms.made import layer, rows


def run(feedback=None, **parameters):
    return made.run("debietmeting", feedback, **parameters)


@pytest.fixture
def sentence(tmp_path):
    """Return a function that gives the one sentence with which a run is refused, and looks for what it left."""
    (out := tmp_path / "uit").mkdir()

    def call(**parameters):
        targets = {name: str(out / f"{name}.gpkg") for name in ("PROFIEL", "DUURKROMME", "UITKOMSTEN", "MELDINGEN")}
        targets["RAPPORT"] = str(out / "rapport.html")
        with pytest.raises(QgsProcessingException) as error:
            run(**(targets | parameters))
        text = str(error.value).removeprefix("Unable to execute algorithm\n")
        assert "\n" not in text
        assert "Traceback" not in text
        assert text.endswith(".")
        assert len(text) < 500
        assert list(out.iterdir()) == []
        return text

    return call


def test_file_without_a_time_column(sentence, tmp_path):
    flow_only = [(f"put {i}", flow) for i, (_, flow) in enumerate(flows.series(7))]
    text = sentence(METING=flows.csv(tmp_path, flow_only, header=("naam", "debiet_m3h")))
    assert "meting.csv" in text
    assert "time" in text


def test_file_without_a_flow_column(sentence, tmp_path):
    times = [(time, "goed") for time, _ in flows.series(7)]
    assert "meting.csv" in sentence(METING=flows.csv(tmp_path, times, header=("tijd", "opmerking")))


def test_mixed_units(sentence, tmp_path):
    mixed = [(time, flow, "m3/h" if i % 2 else "l/s") for i, (time, flow) in enumerate(flows.series(7))]
    text = sentence(METING=flows.csv(tmp_path, mixed, header=("tijd", "debiet", "eenheid")))
    assert "l/s" in text
    assert "m3/h" in text


def test_one_day_of_data(sentence, tmp_path):
    assert sentence(METING=flows.csv(tmp_path, flows.series(1)))


def test_no_dry_day_at_all(tmp_path):
    """What needs a dry day is left out, and one sentence says so; the duration curve of the whole series remains."""
    rain = [(time, flow, 2.0) for time, flow in flows.series(14)]
    log, report = made.Log(), tmp_path / "r.html"
    got = run(
        log,
        METING=flows.csv(tmp_path, rain, header=("tijd", "debiet_m3h", "neerslag_mm")),
        PUNT="155000,463000",
        MEETPUNT="TEMPORARY_OUTPUT",
        RAPPORT=str(report),
    )
    assert got["DROGE_DAGEN"] == 0
    assert not {"MIN_UUR_M3H", "VERMOGEN_DIRECT_KW", "DWA_GEM_M3H", "RIOOLVREEMD_M3H", "MEETPUNT"} & set(got)
    assert got["DEBIET_WKO_M3H"] == pytest.approx(170)
    assert rows(got["PROFIEL"]) == []
    assert len([line for line in log.lines if line.startswith("Geen enkele dag is droog")]) == 1
    assert "<svg" in report.read_text(encoding="utf-8")


def test_rain_of_another_period(sentence, tmp_path, shared_data):
    knmi = shared_data / "weather_flow" / "neerslaggeg_DE-BILT_550.txt"  # of 2000; the measurement is of 2023
    text = sentence(METING=flows.csv(tmp_path), NEERSLAG=str(knmi))
    assert "2023" in text
    assert "2000" in text


def test_negative_flow(sentence, tmp_path):
    turned = [(time, -flow) for time, flow in flows.series(14)]
    assert "negative" in sentence(METING=flows.csv(tmp_path, turned))


def test_a_few_negative_values_are_listed_and_do_not_count(tmp_path):
    some = [(time, -40.0 if i == 100 else flow) for i, (time, flow) in enumerate(flows.series())]
    got = run(METING=flows.csv(tmp_path, some))
    assert any("negatie" in row["tekst"].lower() for row in rows(got["MELDINGEN"]))
    assert got["MIN_UUR_M3H"] == pytest.approx(50)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("leeg.csv", b""),
        ("wit.csv", b"\n\n  \n"),
        ("kop.csv", b"tijd;debiet_m3h\n"),
        ("foto.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("foto.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("brief.txt", b"Geachte heer, mevrouw,\n\nHierbij de meting.\n\nMet vriendelijke groet\n"),
        ("map.xlsx", b"geen werkmap"),
        ("rapport.pdf", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\0\n"),
        ("getallen.csv", b"1;2;3\n4;5;6\n7;8;9\n"),
    ],
)
def test_files_that_hold_no_measurement(sentence, tmp_path, name, content):
    file = tmp_path / name
    file.write_bytes(content)
    assert name in sentence(METING=str(file))


def test_missing_file_and_folder(sentence, tmp_path):
    assert "weg.csv" in sentence(METING=str(tmp_path / "weg.csv"))
    assert "folder" in sentence(METING=str(tmp_path))
    assert "regen.txt" in sentence(METING=flows.csv(tmp_path), NEERSLAG=str(tmp_path / "regen.txt"))


def test_nothing_given(sentence):
    assert "no measurement" in sentence(METING=None)
    assert "no measurement" in sentence(METING="")


def test_layer_that_is_no_table_of_a_measurement(sentence):
    buildings = layer("Point", "pand_id:string bouwjaar:int", [("POINT(1 1)", "a", 1970)], name="panden")
    assert "panden" in sentence(METING=buildings)


def test_rain_file_that_is_the_measurement(sentence, tmp_path):
    file = flows.csv(tmp_path)
    assert sentence(METING=file, NEERSLAG=file)


def test_unwritable_outputs(sentence, tmp_path):
    file = flows.csv(tmp_path)
    nowhere = str(tmp_path / "weg" / "x.gpkg")
    assert "cannot be written" in sentence(METING=file, PROFIEL=nowhere)
    assert "cannot be written" in sentence(METING=file, RAPPORT=str(tmp_path / "weg" / "r.html"))
    (tmp_path / "map.html").mkdir()
    assert "cannot be written" in sentence(METING=file, RAPPORT=str(tmp_path / "map.html"))
    if os.geteuid():  # root may write everywhere
        (closed := tmp_path / "dicht").mkdir()
        closed.chmod(stat.S_IRUSR | stat.S_IXUSR)
        assert "cannot be written" in sentence(METING=file, RAPPORT=str(closed / "r.html"))


def test_output_that_would_overwrite_an_input_or_another_output(sentence, tmp_path):
    file = flows.csv(tmp_path)
    before = Path(file).read_bytes()
    assert "overwrite an input" in sentence(METING=file, PROFIEL=file)
    assert "overwrite an input" in sentence(METING=file, RAPPORT=file)
    rain = flows.csv(tmp_path, name="regen.csv")
    assert "overwrite an input" in sentence(METING=file, NEERSLAG=rain, DAGEN=rain)
    table = flows.save(flows.table(), tmp_path / "m.gpkg", "GPKG")
    assert "overwrite an input" in sentence(METING=table, PROFIEL=table)
    both = str(tmp_path / "beide.html")
    assert "overwrite another output" in sentence(
        METING=file, RAPPORT=both, DAGEN=f"{both}.gpkg", SEIZOEN=f"{both}.gpkg"
    )
    assert Path(file).read_bytes() == before


def test_older_outputs_stay_when_a_run_is_refused(tmp_path):
    report = tmp_path / "rapport.html"
    report.write_text("ouder rapport")
    with pytest.raises(QgsProcessingException):
        run(METING=flows.csv(tmp_path, flows.series(1)), RAPPORT=str(report))
    assert report.read_text() == "ouder rapport"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["meting.csv", "rapport.html"]


def test_point_and_numbers_that_cannot_be(sentence, tmp_path):
    file = flows.csv(tmp_path)
    assert "midden in de straat is not a point" in sentence(METING=file, PUNT="midden in de straat")
    assert "BEGINDATUM" not in sentence(METING=file, BEGINDATUM="32-13-2020")
    assert "0.05" in sentence(METING=file, DELTA_T=0.05)
    assert "120" in sentence(METING=file, AANDEEL_RWZI=120)


def test_name_of_a_column_that_is_not_there(sentence, tmp_path):
    assert "Q_meter" in sentence(METING=flows.csv(tmp_path), DEBIET_VELD="Q_meter")


def test_day_numbers_without_a_date(tmp_path, shared_data):
    """Without a date the days are counted; rain of the KNMI cannot be laid beside them."""
    bsm2 = str(shared_data / "weather_flow" / "bsm2_influent_hourly.csv")
    got = run(METING=bsm2)
    assert got["AANTAL_RIJEN"] == 14617
    assert got["MIN_UUR_M3H"] > 0


def test_refusal_in_dutch(process, tmp_path):
    file = flows.csv(tmp_path, flows.series(1))
    for inputs, words in (
        ([f"METING={tmp_path / 'weg.csv'}"], "bestaat niet"),
        (["METING="], "Er is nog geen meting"),
        ([f"METING={file}"], "etmalen"),
        ([f"METING={file}", f"RAPPORT={file}"], "zou een invoer overschrijven"),
    ):
        code, _, said = process("run", "riothermie:debietmeting", "--", *inputs)
        assert code == 1, said
        assert words in said
        assert "Traceback" not in said
