"""The provider, its algorithms and what they share; the translation."""

import importlib.metadata
import os
import subprocess
import sys

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSource,
    QgsSettings,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QTranslator
from riothermie_plugin.algorithms import base, environment
from riothermie_plugin.riothermie_kansen import kentallen
from riothermie_plugin.riothermie_kansen.errors import CancelledError, InputError

GROUPS = {
    "bewonerskosten": "economie",
    "bodemlussen": "bodem",
    "bodemrestricties": "bodem",
    "bronpunten": "warmtevraag",
    "businesscase": "economie",
    "co2": "economie",
    "debietmeting": "riool",
    "energiematch": "warmtevraag",
    "haalbaarheid": "studie",
    "kansenkaart": "riool",
    "miniwarmtenetten": "bodem",
    "onttrekkingen": "riool",
    "pdokophalen": "gegevens",
    "rapport": "studie",
    "rioolinlezen": "riool",
    "seizoensbalans": "riool",
    "warmtekavels": "warmtevraag",
    "warmtenet": "warmtenet",
    "warmtevraag": "warmtevraag",
    "webkaart": "studie",
    "wkogeschiktheid": "bodem",
}
ALGORITHMS = tuple(GROUPS)
TITLES = {
    "bodem": ("Ground", "Bodem"),
    "economie": ("Economy", "Economie"),
    "gegevens": ("Data", "Gegevens"),
    "riool": ("Sewer", "Riool"),
    "studie": ("Whole study and reports", "Hele studie en rapporten"),
    "warmtenet": ("Heat network", "Warmtenet"),
    "warmtevraag": ("Heat demand", "Warmtevraag"),
}


class Log(QgsProcessingFeedback):
    """Feedback that keeps what was said."""

    def __init__(self):
        super().__init__(False)
        self.lines = []

    def pushInfo(self, info):
        self.lines.append(info)


class Example(base.RiothermieAlgorithm):
    """An algorithm with one number that is a kental."""

    NAME = "voorbeeld"
    GROUP = "riool"

    def displayName(self):
        return "Voorbeeld"

    def initAlgorithm(self, config=None):
        self.add_number("LITER", "dwa.liter_per_inwoner", "Litres", "Help.")
        self.add_kentallen()
        layer = QgsProcessingParameterFeatureSource(
            "LAAG", "Layer", [QgsProcessing.SourceType.TypeVectorAnyGeometry], optional=True
        )
        self.add(layer, "Help.", advanced=True)

    def process(self, parameters, context, feedback):
        return {"LITER": self.kentallen(parameters, context, feedback).value("dwa.liter_per_inwoner")}


@pytest.fixture
def example():
    return Example().create()


def run(algorithm, parameters):
    """Check and run an algorithm as QGIS does; return (result, log)."""
    context, log = QgsProcessingContext(), Log()
    good, message = algorithm.checkParameterValues(parameters, context)
    assert good, message
    return algorithm.processAlgorithm(parameters, context, log), log.lines


@pytest.fixture
def dutch(root, qgis_app):
    """Return a function that calls another one in English and in Dutch."""
    translator = QTranslator()
    assert translator.load(str(root / "i18n" / "riothermie_kansen_nl.qm"))

    def both(function):
        english = function()
        QCoreApplication.installTranslator(translator)
        try:
            return english, function()
        finally:
            QCoreApplication.removeTranslator(translator)

    return both


def texts(algorithm):
    """Return all texts of an algorithm that a user sees, by where they stand."""
    found = {
        "name": algorithm.displayName(),
        "group": algorithm.group(),
        "help": algorithm.shortHelpString(),
        "description": algorithm.shortDescription(),
        "tags": ",".join(algorithm.tags()),
    }
    for definition in algorithm.parameterDefinitions():
        found[f"{definition.name()} description"] = definition.description()
        found[f"{definition.name()} help"] = definition.help()
    for output in algorithm.outputDefinitions():
        found[f"{output.name()} output"] = output.description()
    return found


def test_provider_has_the_algorithms(provider):
    assert sorted(algorithm.name() for algorithm in provider.algorithms()) == sorted(ALGORITHMS)
    assert provider.id() == "riothermie"
    assert not provider.icon().isNull()
    assert QgsApplication.processingRegistry().algorithmById("riothermie:kansenkaart") is not None


@pytest.mark.parametrize("name", ALGORITHMS)
def test_algorithm_keeps_the_conventions(provider, name):
    algorithm = provider.algorithm(name)
    assert algorithm.name().isalnum()
    assert algorithm.name().islower()
    assert algorithm.groupId() == GROUPS[name]
    assert not algorithm.icon().isNull()
    assert algorithm.svgIconPath().endswith(".svg")
    assert algorithm.helpUrl().startswith("https://")
    assert "riothermie" in algorithm.tags()
    for definition in algorithm.parameterDefinitions():
        assert definition.name().isupper(), definition.name()
        assert len(definition.help()) > 10, definition.name()
    assert [where for where, text in texts(algorithm).items() if not text.strip()] == []


@pytest.mark.parametrize("name", ALGORITHMS)
def test_algorithm_speaks_both_languages(provider, dutch, name):
    english, dutch_texts = dutch(lambda: texts(provider.algorithm(name).create()))
    assert (english["group"], dutch_texts["group"]) == TITLES[GROUPS[name]]
    for where, text in english.items():
        if where.endswith("help"):
            assert text != dutch_texts[where], where


def test_number_takes_value_range_unit_and_source_from_the_kental(example):
    kental = kentallen.load()["dwa.liter_per_inwoner"]
    definition = example.parameterDefinition("LITER")
    assert definition.defaultValue() == kental.waarde
    assert (definition.minimum(), definition.maximum()) == kental.bereik
    assert f"{kental.waarde:g} {kental.eenheid}" in definition.help()
    assert kental.bron.rstrip(".") in definition.help()


def test_algorithm_without_a_kentallen_file(example):
    assert run(example, {}) == ({"LITER": 120.0}, [])


def test_parameter_wins_over_the_standard_value(example):
    result, log = run(example, {"LITER": 130})
    assert result == {"LITER": 130.0}
    assert log == ["Litres (dwa.liter_per_inwoner): 130 l/(inw d) instead of 120."]


def test_file_wins_over_a_parameter_left_at_its_standard_value(example, tmp_path):
    file = tmp_path / "mijn.toml"
    file.write_text("dwa.liter_per_inwoner = 110")
    for parameters in ({}, {"LITER": 120}):
        result, log = run(example, {"KENTALLEN": str(file), **parameters})
        assert result == {"LITER": 110.0}
        assert log == ["Litres (dwa.liter_per_inwoner): 110 l/(inw d) from the kentallen file instead of 120."]
    result, log = run(example, {"KENTALLEN": str(file), "LITER": 130})
    assert result == {"LITER": 130.0}
    assert log == ["Litres (dwa.liter_per_inwoner): 130 l/(inw d) instead of 120."]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("dwa.liter_per_inwoner = 1", "outside its range"),
        ("dwa.liter_per_inwonr = 110", "did you mean dwa.liter_per_inwoner?"),
        ("120,5", "not valid TOML"),
        (None, "does not exist"),
    ],
)
def test_wrong_kentallen_file_is_refused_beforehand(example, tmp_path, text, part):
    file = tmp_path / "mijn.toml"
    if text is not None:
        file.write_text(text)
    good, message = example.checkParameterValues({"KENTALLEN": str(file)}, QgsProcessingContext())
    assert not good
    assert part in message
    assert "\n" not in message


def test_number_out_of_range_is_refused_beforehand(example):
    good, message = example.checkParameterValues({"LITER": 1}, QgsProcessingContext())
    assert not good
    assert message == "Litres: 1 cannot be; give a number from 50 to 300."


@pytest.fixture
def locale(qgis_app):
    """Return a function that sets the language of QGIS, and put it back afterwards."""
    settings = QgsSettings()
    before = {key: settings.value(key) for key in ("locale/overrideFlag", "locale/userLocale")}

    def use(name):
        settings.setValue("locale/overrideFlag", True)
        settings.setValue("locale/userLocale", name)

    yield use
    for key, value in before.items():
        settings.remove(key) if value is None else settings.setValue(key, value)


@pytest.mark.parametrize(
    ("name", "expected"), [("nl", "nl"), ("nl_BE", "nl"), ("en_US", "en"), ("de", "en"), ("nds", "en")]
)
def test_language_of_the_engine_follows_qgis(locale, name, expected):
    locale(name)
    assert environment.language() == expected


def test_engine_error_is_given_in_the_language_of_the_user(example, locale, monkeypatch):
    def refuse(parameters, context, feedback):
        raise InputError("kental_folder", file="x")

    monkeypatch.setattr(example, "process", refuse)
    locale("nl")
    with pytest.raises(QgsProcessingException, match="x is een map"):
        run(example, {})
    locale("en")
    with pytest.raises(QgsProcessingException, match="x is a folder"):
        run(example, {})


def test_cancelled_run_gives_nothing(example, monkeypatch):
    def cancel(parameters, context, feedback):
        raise CancelledError

    monkeypatch.setattr(example, "process", cancel)
    assert run(example, {})[0] == {}


def test_optional_source(example):
    context = QgsProcessingContext()
    assert example.source({}, "LAAG", context) is None
    assert example.source({"LAAG": ""}, "LAAG", context) is None
    layer = QgsVectorLayer("Point?crs=EPSG:28992", "punten", "memory")
    assert example.source({"LAAG": layer}, "LAAG", context).featureCount() == 0
    with pytest.raises(QgsProcessingException, match="niet_daar"):
        example.source({"LAAG": "niet_daar.gpkg"}, "LAAG", context)


def test_missing_and_old_packages_are_named(example, monkeypatch):
    assert environment.environment_problem() == ""
    real = importlib.metadata.version

    def version(name):
        if name == "geopandas":
            raise importlib.metadata.PackageNotFoundError(name)
        return "1.8.5.post1" if name == "shapely" else real(name)

    monkeypatch.setattr(importlib.metadata, "version", version)
    good, message = example.checkParameterValues({}, QgsProcessingContext())
    assert not good
    assert "shapely >= 2.0 (1.8.5.post1 is installed), geopandas >= 1.0." in message


def test_shapely_that_cannot_write_is_reported(example, monkeypatch):
    def to_wkb(geometry):
        raise ValueError("output dimension must be 2 or 3")

    monkeypatch.setattr("shapely.to_wkb", to_wkb)
    good, message = example.checkParameterValues({}, QgsProcessingContext())
    assert not good
    assert "ValueError: output dimension" in message


def test_old_python_is_reported(monkeypatch):
    assert environment.python_problem() == ""
    monkeypatch.setattr(sys, "version_info", (3, 9, 5))
    assert "needs Python 3.11 or newer, and this QGIS has 3.9" in environment.python_problem()


LOAD = """
import os
import sys
from qgis.core import QgsApplication
application = QgsApplication([], False)
sys.path.insert(0, sys.argv[1])
before = set(sys.modules)  # QGIS itself may import shapely
import conftest
from riothermie_plugin import classFactory
plugin = classFactory(None)
plugin.initProcessing()
heavy = {"geopandas", "networkx", "pandas", "scipy", "shapely"} & (set(sys.modules) - before)
print(len(plugin.provider.algorithms()), sorted(heavy), flush=True)
os._exit(0)  # QGIS may crash at exit while references are left
"""


def test_loading_the_plugin_imports_nothing_heavy(root, tmp_path):
    """Each start of QGIS would wait for it, also when the plugin is not used."""
    command = [sys.executable, "-c", LOAD, str(root / "tests")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"{len(ALGORITHMS)} []"


def qgis_process(root, home, *commands):
    """Run commands in the environment of ``scripts/qgis-env.sh``; return what they print."""
    script = "\n".join(['. "$1/scripts/qgis-env.sh" || exit 1', *commands])
    env = os.environ | {"RT_HOME": str(home), "RT_LOCALE": "nl"}
    done = subprocess.run(
        ["bash", "-c", script, "test", str(root)], env=env, capture_output=True, text=True, check=False
    )
    return done.stdout


def test_qgis_process_enables_lists_helps_and_disables(root, tmp_path):
    listed = qgis_process(root, tmp_path, "qgis_process list")
    assert "Riothermie Kansen" in listed
    assert "riothermie:kansenkaart" in listed
    helped = qgis_process(root, tmp_path, "qgis_process help riothermie:kansenkaart")
    assert " het " in helped
    gone = qgis_process(root, tmp_path, "qgis_process plugins disable riothermie_kansen", "qgis_process list")
    assert "Available algorithms" in gone
    assert "riothermie:" not in gone
