"""Measured series that cannot be read: one sentence that says what is wrong and what to do."""

import io
import zipfile

import numpy as np
import pandas as pd
import pytest

from riothermie_kansen import kentallen
from riothermie_kansen.errors import FieldError, InputError, RiothermieError
from riothermie_kansen.readers.measurements import read_measurement

KENTALLEN = kentallen.load()


def stamp(i, step=300):
    return str(np.datetime64("2023-01-30T22:00:00") + np.timedelta64(step * i, "s")).replace("T", " ")


def lines(make, n=60, step=300):
    return "".join(make(stamp(i, step), round(20 + 10 * np.sin(i / 4), 2), i) + "\n" for i in range(n))


def workbook():
    """Return the bytes of a zip, as a workbook is one."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    return content.getvalue()


BAD = {
    "meetreeks_leeg": ("", {}),
    "meetreeks_geen_rijen": ("tijd;debiet\n", {}),
    "meetreeks_te_kort": ("tijd;debiet m3/h\n2023-01-01 00:00;1\n", {}),
    "meetreeks_geen_tabel": ("Beste heer,\nHierbij de meting.\nGroet\n", {}),
    "meetreeks_geen_tijd": ("debiet;temperatuur\n" + lines(lambda _t, q, _i: f"{q};12.5"), {}),
    "meetreeks_geen_debiet": ("tijd;niveau (m)\n" + lines(lambda t, q, _i: f"{t};{q}"), {}),
    "meetreeks_keuze_debiet": ("tijd;debiet A m3/h;debiet B m3/h\n" + lines(lambda t, q, _i: f"{t};{q};1"), {}),
    "meetreeks_eenheid_onbekend": ("tijd;debiet\n" + lines(lambda t, q, _i: f"{t};{q}"), {}),
    "meetreeks_eenheid_keuze": ("tijd;debiet\n" + lines(lambda t, q, _i: f"{t};{q}"), {"unit": "bar"}),
    "meetreeks_volume": ("tijd;debiet (m3)\n" + lines(lambda t, q, _i: f"{t};{q}"), {}),
    "meetreeks_geen_getallen": ("tijd;debiet m3/h\n" + lines(lambda t, _q, _i: f"{t};n/a"), {}),
    "meetreeks_zonder_kop": (lines(lambda t, q, _i: f"{t};{q};12.5"), {"unit": "l/s"}),
    "meetreeks_komma": ("tijd,debiet m3/h,temperatuur\n" + lines(lambda t, _q, i: f"{t},{i},5,12,5"), {}),
    "meetreeks_meetpunten": ("put;tijd;debiet m3/h\n" + lines(lambda t, q, i: f"{'AB'[i % 2]};{t};{q}"), {}),
    "meetreeks_meetpunt_onbekend": (
        "put;tijd;debiet m3/h\n" + lines(lambda t, q, i: f"{'AB'[i % 2]};{t};{q}"),
        {"columns": {"meetpunt": "C"}},
    ),
    "meetreeks_keuze_parameter": (
        "tijd;parameter;waarde;eenheid\n" + lines(lambda t, q, i: f"{t};debiet {'AB'[i % 2]};{q};l/s"),
        {},
    ),
    "meetreeks_start": ("dag;debiet m3/h\n" + lines(lambda _t, q, i: f"{i};{q}"), {"start": "ooit"}),
    "meetreeks_klok": ("tijd;debiet m3/h\n" + lines(lambda t, q, _i: f"{t};{q}"), {"clock": "amerikaans"}),
    "meetreeks_kolom_onbekend": (
        "tijd;debiet m3/h\n" + lines(lambda t, q, _i: f"{t};{q}"),
        {"columns": {"debiet": "Q"}},
    ),
    "meetreeks_rol_onbekend": ("tijd;debiet m3/h\n" + lines(lambda t, q, _i: f"{t};{q}"), {"columns": {"kleur": "Q"}}),
    "meetreeks_excel": (workbook(), {}),
    "meetreeks_ingepakt": (b"\x1f\x8b\x08\x00aaaaaaaaaaaaaa", {}),
    "meetreeks_geen_tekst": (bytes(range(256)) * 20, {}),
}


@pytest.mark.parametrize("key", BAD)
def test_one_sentence_in_both_languages(tmp_path, key):
    content, options = BAD[key]
    path = tmp_path / "meting.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(RiothermieError) as caught:
        read_measurement(path, kentallen=KENTALLEN, **options)
    assert caught.value.key == key
    assert isinstance(caught.value, FieldError if "kolom" in key or "rol" in key else InputError)
    for language in ("nl", "en"):
        text = caught.value.text(language)
        assert "{" not in text
        assert "\n" not in text
        assert text.endswith(".")


def test_a_file_that_is_not_there(tmp_path):
    for path in (tmp_path / "weg.csv", tmp_path):
        with pytest.raises(InputError) as caught:
            read_measurement(path, kentallen=KENTALLEN)
        assert caught.value.key == "meetreeks_bestaat_niet"


@pytest.mark.parametrize(
    "text",
    [
        "tijd;waarde;eenheid\n" + lines(lambda t, q, i: f"{t};{q};{'l/s' if i < 30 else 'm3/h'}"),
        "tijd;debiet\n" + lines(lambda t, q, i: f"{t};{q} {'l/s' if i < 30 else 'm3/h'}"),
        "tijd;debiet (m3/h);eenheid\n" + lines(lambda t, q, _i: f"{t};{q};l/s"),
        "tijd;debiet (m3/h)\n" + lines(lambda t, q, _i: f"{t};{q} l/s"),
        "tijd;parameter;waarde;eenheid\n" + lines(lambda t, q, i: f"{t};debiet;{q};{'l/s' if i < 30 else 'm3/h'}"),
    ],
)
def test_mixed_units(tmp_path, text):
    path = tmp_path / "meting.csv"
    path.write_text(text)
    with pytest.raises(InputError) as caught:
        read_measurement(path, kentallen=KENTALLEN)
    assert caught.value.key == "meetreeks_eenheden_gemengd"
    assert "l/s, m3/h" in caught.value.text("nl")


@pytest.mark.parametrize(
    "text",
    [
        "tijd;meterstand\n" + lines(lambda t, _q, i: f"{t};{1000 + 3 * i}"),
        "tijd;totaal\n" + lines(lambda t, _q, i: f"{t};{1000 + 3 * i}"),
        # called a flow, but it only rises: for two and a half days, hour after hour
        "tijd;debiet m3/h\n" + lines(lambda t, _q, i: f"{t};{1000 + 3 * i}", step=3600),
        "tijd;parameter;waarde;eenheid\n" + lines(lambda t, _q, i: f"{t};tellerstand;{i};-"),
    ],
)
def test_a_counter_is_no_flow(tmp_path, text):
    path = tmp_path / "meting.csv"
    path.write_text(text)
    with pytest.raises(InputError) as caught:
        read_measurement(path, kentallen=KENTALLEN)
    assert caught.value.key == "meetreeks_teller"


def test_a_counter_that_is_reset_each_day(tmp_path):
    """It rises all day and falls to zero at midnight: the volume of the day, whatever its name."""
    path = tmp_path / "meting.csv"
    path.write_text("tijd;debiet m3/h\n" + lines(lambda t, _q, i: f"{t};{(i % 24) * 30 + i % 5}", n=120, step=3600))
    with pytest.raises(InputError) as caught:
        read_measurement(path, kentallen=KENTALLEN)
    assert caught.value.key == "meetreeks_dagteller"
    assert "4 keer" in caught.value.text("nl")


def test_a_flow_that_rises_for_some_hours_is_no_counter(tmp_path):
    path = tmp_path / "meting.csv"
    path.write_text("tijd;debiet m3/h\n" + lines(lambda t, _q, i: f"{t};{10 + i}"))
    assert read_measurement(path, kentallen=KENTALLEN).flow_m3h.max() == 69.0


def test_a_constant_flow_is_no_counter(tmp_path):
    path = tmp_path / "meting.csv"
    path.write_text("tijd;debiet m3/h\n" + lines(lambda t, _q, _i: f"{t};7", step=3600))
    assert (read_measurement(path, kentallen=KENTALLEN).flow_m3h == 7.0).all()


def test_times_that_cannot_be_read(tmp_path):
    path = tmp_path / "meting.csv"
    path.write_text(
        "tijd;debiet m3/h\n2023-01-01 00:00;1\n" + "".join(f"2023-13-{i + 10} 00:00;{i}\n" for i in range(20))
    )
    with pytest.raises(InputError) as caught:
        read_measurement(path, kentallen=KENTALLEN)
    assert caught.value.key == "meetreeks_tijd_onleesbaar"
    assert "2023-13-10 00:00" in caught.value.text("nl")


def test_an_empty_table_and_one_without_sense():
    for frame, key in (
        (pd.DataFrame({"tijd": [], "debiet": []}), "meetreeks_leeg"),
        (pd.DataFrame({"a": ["x", "y"], "b": ["p", "q"]}), "meetreeks_geen_tabel"),
        (pd.DataFrame({"tijd": [None, None], "debiet m3/h": [1.0, 2.0]}), "meetreeks_geen_tabel"),
    ):
        with pytest.raises(InputError) as caught:
            read_measurement(frame, kentallen=KENTALLEN)
        assert caught.value.key == key


def test_the_choices_are_listed(tmp_path):
    path = tmp_path / "meting.csv"
    path.write_text("tijd;debiet A m3/h;debiet B m3/h\n" + lines(lambda t, q, _i: f"{t};{q};1"))
    with pytest.raises(InputError) as caught:
        read_measurement(path, kentallen=KENTALLEN)
    assert "debiet A m3/h, debiet B m3/h" in caught.value.text("nl")
