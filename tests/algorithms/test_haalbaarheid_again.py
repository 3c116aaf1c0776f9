"""Algorithm haalbaarheid run again after a change, with much left out, with wrong inputs, cancelled, in a thread."""

import shutil

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingException,
    QgsVectorLayer,
)
from riothermie_plugin.algorithms import study_place
from riothermie_plugin.riothermie_kansen.study.plan import STEPS

from tests.algorithms import study_town, town
from tests.algorithms.made import Log, layer, refusal, rows

CHAIN = ["riool", "warmtevraag", "bronnen", "energiematch", "warmtenet", "kavels"]


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """Return (folder, inputs) of a study of the tables alone."""
    folder = tmp_path_factory.mktemp("keten")
    given = study_town.everything(folder)
    del given["VERBOD"]
    given |= {"REKENWIJZE": "snel", "NETTYPE": "bronnet", "ONDERDELEN": CHAIN}
    study_town.run(folder / "uit", **given)
    return folder / "uit", given


@pytest.fixture
def again(first, tmp_path):
    """Return (a copy of the result, inputs)."""
    folder, given = first
    shutil.copytree(folder, tmp_path / "uit")
    return tmp_path / "uit", dict(given)


def steps(folder):
    found = QgsVectorLayer(f"{folder / 'haalbaarheid.gpkg'}|layername=stappen", "stappen", "ogr")
    assert found.isValid()
    return {row["stap"]: row for row in rows(found)}


def done(folder):
    apart = {"project", "cad", "rapport", "webkaart"}
    return {key for key, row in steps(folder).items() if row["stand"] == "gedaan" and key not in apart}


def content(folder, name):
    found = QgsVectorLayer(f"{folder / 'haalbaarheid.gpkg'}|layername={name}", name, "ogr")
    assert found.isValid(), name
    return sorted(str({key: value for key, value in row.items() if key != "fid"}) for row in rows(found))


def test_another_file_with_the_same_content_changes_nothing(again, tmp_path):
    folder, given = again
    moved = tmp_path / "elders"
    moved.mkdir()
    renamed = study_town.inputs(moved, PANDEN=study_town.panden(), STRATEN=town.streets())
    study_town.run(folder, **given | renamed)
    assert done(folder) == set()


def test_a_change_touches_what_depends_on_it(again, tmp_path):
    folder, given = again
    shifted = layer("Polygon", "kavel_id:string naam:string", [study_town.square(-20, -20, 240, 260, "K", "alles")])
    study_town.run(folder, **given | {"KAVELS": shifted})
    assert done(folder) == {"warmtekavels"}
    assert steps(folder)["cad"]["stand"] == "ongewijzigd"
    # demand changes: all that uses it, and not the sewer
    fewer = study_town.panden(study_town.BUILDINGS[1:])
    study_town.run(folder, **given | {"KAVELS": shifted, "PANDEN": fewer})
    assert done(folder) == {"warmtevraag", "bronpunten", "energiematch", "warmtenet", "warmtekavels"}
    assert len(content(folder, "gebouwen")) == len(study_town.BUILDINGS) - 1


def test_run_again_gives_what_a_fresh_run_gives(again, tmp_path):
    folder, given = again
    changed = given | {"COP": 3.5}
    study_town.run(folder, **changed)
    assert "warmtevraag" not in done(folder)
    assert {"kansenkaart", "energiematch", "warmtenet"} <= done(folder)
    study_town.run(tmp_path / "vers", **changed)
    for name in ("kansenkaart", "bronpunten", "selectie", "trace", "hoeveelheden", "kaveltabel"):
        assert content(folder, name) == content(tmp_path / "vers", name)
    old, new = steps(folder), steps(tmp_path / "vers")
    assert {key: row["vingerafdruk"] for key, row in old.items()} == {
        key: row["vingerafdruk"] for key, row in new.items()
    }


def test_kentallen_count_by_their_content(again, tmp_path):
    folder, given = again
    file = tmp_path / "eigen.toml"
    file.write_text("[dwa]\nliter_per_inwoner = 110\n", encoding="utf-8")
    given["ONDERDELEN"] = ["riool"]
    study_town.run(folder, **given | {"KENTALLEN": str(file)})
    assert "kansenkaart" in done(folder)
    other = tmp_path / "zelfde.toml"
    shutil.copy(file, other)
    study_town.run(folder, **given | {"KENTALLEN": str(other)})
    assert done(folder) == set()


def test_source_that_was_given_is_kept_and_nothing_is_chosen(again):
    folder, given = again
    parts = [part for part in CHAIN if part != "warmtenet"]
    results, _ = study_town.run(folder, **given | {"BRON": study_town.source(5000.0), "ONDERDELEN": parts})
    found = steps(folder)
    assert found["bronpunten"]["stand"] == "overgeslagen"
    assert "BRON" in found["bronpunten"]["reden"]
    assert results["BRON_GJ"] == 5000.0
    assert len(content(folder, "bron")) == 1
    # what was chosen before is gone with its findings; what it gave to others too
    left = QgsVectorLayer(f"{folder / 'haalbaarheid.gpkg'}|layername=bronpunten", "x", "ogr")
    assert not left.isValid()
    assert "hetzelfde water" in found["warmtekavels"]["aannamen"]


def test_everything_anew(again):
    folder, given = again
    some = given | {"ONDERDELEN": ["riool", "warmtevraag"]}
    study_town.run(folder, **some)
    assert done(folder) == set()
    results, _ = study_town.run(folder, **some | {"OPNIEUW": True})
    assert results["STAPPEN_ONGEWIJZIGD"] == 0
    assert done(folder) >= {"kansenkaart", "warmtevraag"}


def test_cancelled_run_leaves_the_earlier_result(again):
    folder, given = again
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    log = Log(cancel_at=30.0)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("riothermie:haalbaarheid")
    parameters = given | {"UITVOER": str(folder), "COP": 3.0}
    results, _ = algorithm.run(parameters, QgsProcessingContext(), log)
    assert results == {}
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_cancelled_first_run_leaves_nothing(first, tmp_path):
    _, given = first
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("riothermie:haalbaarheid")
    results, _ = algorithm.run(
        given | {"UITVOER": str(tmp_path / "uit")}, QgsProcessingContext(), Log(cancel_at=20.0)
    )  # fmt: skip
    assert results == {}
    assert not (tmp_path / "uit").exists()


def test_step_that_fails_is_listed_and_the_rest_goes_on(first, tmp_path):
    _, given = first
    place = ("POINT(200000 500000)", "ver", 500, 50)
    far = layer("Point", "bron_id:string warmte_gj:double vermogen_kw:double", [place])
    study_town.run(tmp_path / "uit", **given | {"BRON": far})
    found = steps(tmp_path / "uit")
    failed = [key for key, row in found.items() if row["stand"] == "mislukt"]
    assert failed
    assert all(found[key]["reden"].endswith(".") for key in failed)
    assert found["warmtekavels"]["stand"] == "gedaan"
    assert found["cad"]["stand"] == "overgeslagen"
    assert not (tmp_path / "uit" / "trace.dxf").exists()


def test_buildings_alone(first, tmp_path):
    _, given = first
    results, log = study_town.run(
        tmp_path / "uit", PANDEN=given["PANDEN"], ONDERDELEN=["riool", "warmtevraag", "warmtenet", "energiematch"]
    )
    found = steps(tmp_path / "uit")
    assert done(tmp_path / "uit") == {"warmtevraag"}
    assert "LEIDINGEN" in found["kansenkaart"]["reden"]
    assert "STRATEN" in found["warmtenet"]["reden"]
    assert "BRON" in found["energiematch"]["reden"]
    assert "ONDERDELEN" in found["bewonerskosten"]["reden"]
    assert results["TOTAAL_WONINGEN"] == study_town.HOMES
    assert {file.name for file in (tmp_path / "uit").iterdir()} == {"haalbaarheid.gpkg", "haalbaarheid.qgz"}
    assert any("LEIDINGEN" in line for line in log.lines)


def test_buildings_with_demand_are_taken_as_they_are(first, tmp_path):
    folder, _ = first
    own = f"{folder / 'haalbaarheid.gpkg'}|layername=gebouwen"
    study_town.run(tmp_path / "uit", GEBOUWEN=own, KAVELS=study_town.districts(), ONDERDELEN=["warmtevraag", "kavels"])
    assert steps(tmp_path / "uit")["warmtevraag"]["stand"] == "overgeslagen"
    assert content(tmp_path / "uit", "gebouwen") == content(folder, "gebouwen")
    kept = QgsVectorLayer(f"{tmp_path / 'uit' / 'haalbaarheid.gpkg'}|layername=gebouwen", "gebouwen", "ogr")
    assert kept.renderer().type() != "singleSymbol"


def test_in_a_thread(first, tmp_path, qgis_app):
    _, given = first
    context, log = QgsProcessingContext(), Log()
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("riothermie:haalbaarheid")
    parameters = {"PANDEN": given["PANDEN"], "GEBIED": given["GEBIED"], "UITVOER": str(tmp_path / "uit")}
    task = QgsProcessingAlgRunnerTask(algorithm, parameters | {"ONDERDELEN": ["warmtevraag"]}, context, log)
    ended = []
    task.executed.connect(lambda good, results: ended.append((good, results)))
    QgsApplication.taskManager().addTask(task)
    while not ended:
        QgsApplication.processEvents()
    good, results = ended[0]
    assert good
    assert results["STAPPEN_MISLUKT"] == 0
    assert (tmp_path / "uit" / "haalbaarheid.qgz").is_file()


WRONG = (
    ({}, "niets|nothing"),
    ({"PANDEN": "/nergens/niets.gpkg"}, "PANDEN"),
    ({"PANDEN": town.streets}, "straten"),
    ({"PANDEN": study_town.panden, "REGIS": "/nergens/regis"}, "/nergens/regis"),
    ({"PANDEN": study_town.panden, "KENTALLEN": "/nergens/eigen.toml"}, "eigen.toml"),
    ({"PANDEN": study_town.panden, "HYDX": "/nergens"}, "nergens"),
    ({"LEIDINGEN": study_town.sewer, "HYDX": "."}, "HydX"),
    ({"PANDEN": study_town.panden, "UITVOER": "/proc/1/uit"}, "/proc/1/uit"),
    ({"STRATEN": town.streets}, "LEIDINGEN"),
    ({"PANDEN": study_town.panden, "ONDERDELEN": ["rapport"]}, "ONDERDELEN"),
)


@pytest.mark.parametrize(("parameters", "words"), WRONG)
def test_wrong_inputs_are_told_in_one_sentence(parameters, words, tmp_path):
    given = {name: value() if callable(value) else value for name, value in parameters.items()}
    folder = given.pop("UITVOER", tmp_path / "uit")
    text = refusal(lambda: study_town.run(folder, **given))
    assert any(word in text for word in words.split("|"))
    assert not (tmp_path / "uit").exists()


def test_folder_that_is_not_ours_is_left_alone(first, tmp_path):
    folder, _ = first
    other = study_town.inputs(tmp_path, PANDEN=study_town.panden())
    foreign = tmp_path / "haalbaarheid.gpkg"
    shutil.copy(tmp_path / "panden.gpkg", foreign)
    before = foreign.read_bytes()
    assert "haalbaarheid.gpkg" in refusal(lambda: study_town.run(tmp_path, **other))
    assert foreign.read_bytes() == before
    own = {"GEBOUWEN": f"{folder / 'haalbaarheid.gpkg'}|layername=gebouwen"}
    refusal(lambda: study_town.run(folder, **own))


@pytest.mark.parametrize("name", ["rapport.html", "trace.dxf", "trace.gpkg", "haalbaarheid.qgz"])
def test_file_of_someone_else_is_not_replaced(again, tmp_path, name):
    folder, given = again
    empty = tmp_path / "leeg"
    empty.mkdir()
    # the report was not chosen in the earlier result; the trace and the project were made there
    for place, refused in ((empty, True), (folder, name == "rapport.html")):
        if refused:
            (place / name).write_text("van mij", encoding="utf-8")
            assert name in refusal(lambda here=place: study_town.run(here, **given))
            assert (place / name).read_text(encoding="utf-8") == "van mij"
    assert [file.name for file in empty.iterdir()] == [name]


def test_folder_of_an_input_is_no_place_for_the_result(again, tmp_path):
    _, given = again
    delivery = tmp_path / "hydx"
    delivery.mkdir()
    for place in (delivery, delivery / "uit"):
        assert "hydx" in refusal(lambda here=place: study_town.run(here, **given | {"HYDX": str(delivery)}))
    assert list(delivery.iterdir()) == []


def test_two_runs_do_not_work_in_one_folder(again):
    folder, given = again
    with study_place.workplace(folder) as work:
        (work / "half.txt").write_text("bezig", encoding="utf-8")
        assert str(folder) in refusal(lambda: study_town.run(folder, **given | {"COP": 3.1}))
        assert (work / "half.txt").is_file()
    study_town.run(folder, **given)
    assert not [file.name for file in folder.iterdir() if file.name.startswith(".")]


def test_files_are_replaced_together_or_not_at_all(tmp_path):
    work, folder = tmp_path / "werk", tmp_path / "uit"
    (work / "map").mkdir(parents=True)
    folder.mkdir()
    for file, text in ((work / "a.txt", "nieuw"), (work / "map" / "b.txt", "nieuw"), (folder / "a.txt", "oud")):
        file.write_text(text, encoding="utf-8")
    with pytest.raises(QgsProcessingException, match=r"b\.txt"):
        study_place.put(work, folder, ["a.txt", "map/b.txt"])  # there is no folder for the second one
    assert (folder / "a.txt").read_text(encoding="utf-8") == "oud"
    shutil.rmtree(work / "vorige")
    assert study_place.put(work, folder, ["a.txt", "c.txt"]) == ["a.txt"]
    assert (folder / "a.txt").read_text(encoding="utf-8") == "nieuw"


def test_qgis_process_in_dutch(process, first, tmp_path):
    _, given = first
    code, found, said = process(
        "run", "riothermie:haalbaarheid", "--json", "--", f"PANDEN={given['PANDEN']}", f"GEBIED={given['GEBIED']}",
        "ONDERDELEN=warmtevraag", f"UITVOER={tmp_path / 'uit'}",
    )  # fmt: skip
    assert code == 0, said
    assert found["results"]["TOTAAL_WONINGEN"] == study_town.HOMES
    assert any("overgeslagen" in line for line in found["log"]["info"])
    assert (tmp_path / "uit" / "haalbaarheid.qgz").is_file()


def test_parameters_are_those_of_the_algorithms_that_do_the_work():
    # a choice or input that a step does not know would be left out without a word
    registry = QgsApplication.processingRegistry()
    whole = registry.createAlgorithmById("riothermie:haalbaarheid")
    for step in STEPS:
        algorithm = registry.createAlgorithmById(f"riothermie:{step.algorithm}")
        asked = [name for name, _ in (*step.values, *step.outputs, *step.files)]
        for name in (*asked, *(feed.parameter for feed in step.feeds)):
            assert algorithm.parameterDefinition(name) is not None, f"{step.key}: {name}"
        for feed in step.feeds:
            for origin in feed.origins:
                assert origin.table or whole.parameterDefinition(origin.name) is not None
