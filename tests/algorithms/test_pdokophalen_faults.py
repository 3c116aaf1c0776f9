"""`pdokophalen` on services that fail: nothing half-written, the source is named, and a next run goes on."""

import os
import shutil
import time
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsProcessingAlgRunnerTask, QgsProcessingContext, QgsProcessingFeedback
from riothermie_plugin.algorithms.pdokophalen import RESUMED

from tests.algorithms import open_data
from tests.algorithms.fetching import (
    EXTENT,
    NOBODY,
    fetch,
    hasty,
    laboratory,
    left_over,
    of_labs,
    services,
    two_services,
)
from tests.algorithms.made import Log, rows
from tests.algorithms.packages import read, refused, tables
from tests.engine.services.lab import Lab

ALL_WKO = {
    "wko_obes", "wko_gbes", "wko_grondwateronttrekking", "wko_verbodsgebied", "wko_dieptebeperking", "wko_ordening",
    "wko_specprovbeleid", "wko_natuur", "wko_archeologie", "wko_aardkundig",
}  # fmt: skip
RESTRICTED = {"wko_verbodsgebied", "wko_dieptebeperking", "wko_ordening", "wko_specprovbeleid", "wko_natuur",
              "wko_aardkundig"}  # fmt: skip


TWO, TWO_SERVICES = ["natuur", "grondwaterbescherming"], ("natura2000", "grondwaterbescherming")


@pytest.fixture
def labs():
    """Give the services of the WKO-tool and the BGT."""
    with laboratory() as found:
        yield found


@pytest.fixture
def two():
    """Give two services: natura2000 and grondwaterbescherming."""
    with two_services() as found:
        yield found


@pytest.fixture
def cache():
    """Give the folder for pages in the profile, empty before and after."""
    folder = Path(QgsApplication.qgisSettingsDirPath()) / RESUMED
    shutil.rmtree(folder, ignore_errors=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def sources(file):
    return {row["dataset"]: row for row in rows(read(f"{file}|layername=bronnen"))}


FAULTS = {
    "500": ({"fail": -1}, "500"),
    "too busy": ({"fail": -1, "fail_status": 429, "retry_after": "9999"}, "wait 9999 seconds"),
    "half": ({"truncate": 99}, "broke off"),
    "web page": ({"html": 99}, "web page"),
    "cut": ({"cut": 99}, "no connection"),
    "refusal in a good answer": ({"exception": True}, "laag bestaat niet"),
    "fewer than promised": ({"matched": 23}, "names 23 objects and gives 20"),
}
"""Faults of each kind; the engine's own tests have all of them."""


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_service_that_fails_is_named_and_the_other_is_delivered(two, tmp_path, fault):
    faults, word = FAULTS[fault]
    two["natura2000"][1].faults.update(faults)
    log = Log()
    made, target = fetch(tmp_path, of_labs(two), log, DATASETS=TWO)
    assert tables(target) == {"grondwaterbescherming", "bronnen"}
    assert (made["MISLUKT"], made["LAGEN"], made["OBJECTEN"]) == (1, 1, 1)
    told = sources(target)
    assert {name: row["stand"] for name, row in told.items()} == {
        "natura2000": "mislukt", "grondwaterbescherming": "opgehaald",
    }  # fmt: skip
    failed = told["natura2000"]
    assert failed["naam"] in failed["opmerking"]
    assert failed["tabel"] is None
    assert failed["aantal"] is None
    assert failed["url"] == two["natura2000"][0]
    assert [word in line for line in log.errors] == [True], log.errors
    assert sum("1 of 2 data sets are missing: Natura 2000" in line for line in log.lines) == 1
    assert left_over(tmp_path) == ["gegevens.gpkg"]


def test_layers_of_one_server_fail_on_their_own(labs, tmp_path):
    """An error within an answer that calls itself good, as ArcGIS gives it: restrictions fail, installations stand."""
    labs["wko_restricties"][1].faults.update({"esri_error": 400, "fail": -1})
    made, target = fetch(tmp_path, of_labs(labs), DATASETS=["wko"])
    assert tables(target) == ALL_WKO - RESTRICTED | {"bronnen"}
    assert (made["MISLUKT"], made["LAGEN"]) == (len(RESTRICTED), len(ALL_WKO - RESTRICTED))


def test_a_server_that_cannot_be_reached_is_asked_once(labs, tmp_path):
    """Without a connection every layer of it would take all tries and waits again."""
    labs["wko_restricties"][1].faults["cut"] = 99
    made, target = fetch(tmp_path, of_labs(labs), DATASETS=["wko"])
    assert len(labs["wko_restricties"][1].log) == 2  # one question, tried twice
    assert made["MISLUKT"] == len(RESTRICTED)
    told = [row["opmerking"] for row in sources(target).values() if row["stand"] == "mislukt"]
    assert all("geen verbinding" in text for text in told)
    assert len(set(told)) == len(RESTRICTED)


@pytest.mark.parametrize("fault", ["500", "fewer than promised"])
def test_strict_leaves_everything_as_it_was(two, tmp_path, fault):
    bases = of_labs(two)
    _, target = fetch(tmp_path, bases, DATASETS=TWO)
    before = target.read_bytes()
    two["natura2000"][1].faults.update(FAULTS[fault][0])
    refused(lambda: fetch(tmp_path, bases, DATASETS=TWO, STRENG=True), "No file was made", FAULTS[fault][1])
    assert target.read_bytes() == before
    assert left_over(tmp_path) == ["gegevens.gpkg"]


def test_nothing_at_all_makes_no_file(tmp_path):
    refused(lambda: fetch(tmp_path, dict.fromkeys(TWO_SERVICES, NOBODY), DATASETS=TWO), "none of the sources")
    assert not left_over(tmp_path)


def test_what_fails_for_a_moment_is_tried_again(two, tmp_path):
    for _, lab in two.values():
        lab.faults["fail"] = 1
    made, _ = fetch(tmp_path, of_labs(two), DATASETS=TWO)
    assert (made["MISLUKT"], made["OBJECTEN"]) == (0, 21)


@pytest.mark.parametrize("faults", [{"order": ["PENDING", "FAILED"]}, {"zip": "broken"}, {"zip": "empty"}])
def test_an_order_that_fails(labs, two, tmp_path, faults):
    """The surfaces come in one zip, so all of them fail together; the other source stands."""
    labs["bgt"][1].faults.update(faults)
    log = Log()
    made, target = fetch(tmp_path, of_labs(labs) | of_labs(two), log, DATASETS=["natuur", "bgt"])
    assert made["MISLUKT"] == 8
    assert tables(target) == {"natura2000", "bronnen"}
    assert len(log.errors) == 1  # told once, and in the table for each of them


def test_no_railway_here(tmp_path):
    """Most places have none: its file in the zip is empty, and the other surfaces are there."""
    layers = open_data.surfaces() | {"spoor": []}
    with Lab(layers) as lab:
        made, target = fetch(tmp_path, {"bgt": lab.bases()["bgt"]}, ALLEEN="bgt_wegdeel,bgt_spoor")
    assert (made["MISLUKT"], made["LAGEN"]) == (0, 1)
    rails = sources(target)["bgt_spoor"]
    assert (rails["stand"], rails["geleverd"]) == ("leeg", 0)
    names = read(f"{target}|layername=bgt_wegdeel").fields().names()
    assert {"lokaalID", "bgt_functie", "bgt_fysiekVoorkomen", "plus_status"} <= set(names)


def test_next_run_goes_on_where_one_stopped(two, tmp_path, cache):
    """What came in is not asked again, and once all is there nothing is kept."""
    bases, (_, nature), (_, water) = of_labs(two), two["natura2000"], two["grondwaterbescherming"]
    water.faults["fail"] = -1
    made, _ = fetch(tmp_path, bases, DATASETS=TWO, HERVATTEN=True)
    assert made["MISLUKT"] == 1
    assert list(cache.rglob("*.bladzijde"))
    water.faults.clear()
    nature.log.clear()
    water.log.clear()
    made, _ = fetch(tmp_path, bases, DATASETS=TWO, HERVATTEN=True)
    assert (made["MISLUKT"], made["OBJECTEN"]) == (0, 21)
    assert not nature.log
    assert water.log
    assert not list(cache.rglob("*.bladzijde"))
    # of another place nothing is used
    fetch(tmp_path, bases, DATASETS=TWO, HERVATTEN=True, BUFFER_M=10.0)
    assert nature.log


def test_pages_of_a_cancelled_run_are_used_by_the_next_one(two, tmp_path, cache):
    """Stopped after the first page of two."""
    bases, nature = of_labs(two), two["natura2000"][1]
    log = Log()
    answer = nature.answer

    def stop_after(request, body):
        answer(request, body)
        if "startIndex=15" in request.path:
            log.cancel()

    nature.answer = stop_after
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("riothermie:pdokophalen")
    target = tmp_path / "gegevens.gpkg"
    asked = {
        "OMVANG": EXTENT, "DATASETS": ["natuur"], "DIENSTEN": services(tmp_path, bases),
        "KENTALLEN": hasty(tmp_path), "GEOPACKAGE": str(target),
    }  # fmt: skip
    assert "GEOPACKAGE" not in algorithm.run(asked, QgsProcessingContext(), log)[0]
    assert not target.exists()
    nature.answer = answer
    nature.log.clear()
    made, _ = fetch(tmp_path, bases, DATASETS=["natuur"], HERVATTEN=True)
    assert made["OBJECTEN"] == 20
    assert not any(asked.get("startIndex") == "0" for _, asked in nature.log)


def test_without_going_on_nothing_is_kept(two, tmp_path, cache):
    two["natura2000"][1].faults["fail"] = -1
    fetch(tmp_path, of_labs(two), DATASETS=TWO)
    assert not cache.exists()


@pytest.mark.parametrize("share", [0.0, 40.0, 96.0])
def test_cancelled_run_leaves_the_earlier_file(two, tmp_path, share):
    bases = of_labs(two)
    _, target = fetch(tmp_path, bases, DATASETS=["natuur"])
    before = target.read_bytes()
    log = Log(cancel_at=share)
    log.setProgress(0)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("riothermie:pdokophalen")
    asked = {
        "OMVANG": EXTENT, "DATASETS": TWO, "HERVATTEN": False, "DIENSTEN": services(tmp_path, bases),
        "KENTALLEN": hasty(tmp_path), "GEOPACKAGE": str(target),
    }  # fmt: skip
    found, _ = algorithm.run(asked, QgsProcessingContext(), log)
    assert "GEOPACKAGE" not in found
    assert target.read_bytes() == before
    assert left_over(tmp_path) == ["gegevens.gpkg"]


def test_a_folder_that_cannot_be_written(two, tmp_path):
    refused(
        lambda: fetch(tmp_path, of_labs(two), DATASETS=TWO, GEOPACKAGE=str(tmp_path / "weg" / "a.gpkg")),
        "cannot be written",
        "another folder",
    )


def test_a_run_in_another_thread(two, tmp_path):
    """As the dialog does it: in the background, with the events of QGIS going on."""
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("riothermie:pdokophalen")
    target = tmp_path / "gegevens.gpkg"
    asked = {
        "OMVANG": EXTENT, "DATASETS": TWO, "HERVATTEN": False, "DIENSTEN": services(tmp_path, of_labs(two)),
        "KENTALLEN": hasty(tmp_path), "GEOPACKAGE": str(target),
    }  # fmt: skip
    context, feedback, ended = QgsProcessingContext(), QgsProcessingFeedback(False), []
    task = QgsProcessingAlgRunnerTask(algorithm, asked, context, feedback)
    task.executed.connect(lambda good, found: ended.append((good, found)))
    QgsApplication.taskManager().addTask(task)
    while not ended:
        QgsApplication.processEvents()
        time.sleep(0.005)
    assert ended[0][0], feedback.textLog()
    assert tables(target) == {"natura2000", "grondwaterbescherming", "bronnen"}


def test_old_pages_are_thrown_away(two, tmp_path, cache):
    """Of a run that nobody goes on with: two days old, where a day is the limit; newer ones stay."""
    old, new = cache / "plaats" / "set" / "oud.bladzijde", cache / "plaats" / "set" / "nieuw.bladzijde"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"x")
    new.write_bytes(b"x")
    os.utime(old, (time.time() - 48 * 3600,) * 2)
    fetch(tmp_path, of_labs(two), DATASETS=TWO, HERVATTEN=True)
    assert not old.exists()
    assert new.exists()


def test_a_profile_that_cannot_be_written(two, tmp_path, cache):
    """Nothing is kept then, and the data come all the same."""
    cache.parent.mkdir(parents=True, exist_ok=True)
    cache.write_text("geen map")
    try:
        made, _ = fetch(tmp_path, of_labs(two), DATASETS=TWO, HERVATTEN=True)
    finally:
        cache.unlink()
    assert made["OBJECTEN"] == 21
