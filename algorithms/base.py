"""What all algorithms share: name and group, checks beforehand, kentallen, sources and sinks.

A subclass sets NAME and GROUP and writes ``displayName``, ``shortHelpString``, ``initAlgorithm`` and ``process``.
"""

from __future__ import annotations

import gc
import math

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
)
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon

from .environment import ICON, RESOURCES, ROOT, environment_problem, figure, language, needs
from .names import name_after_table

translate = QCoreApplication.translate

MANUAL = "https://github.com/riothermie-kansen/riothermie-kansen/blob/main/docs/{}/index.md"
"""The manual on the web, per language: what a checkout opens, which has not the pages that the zip has."""

UNBOUNDED = 1e300
"""A maximum above this means that a number parameter has none."""

Flag = QgsProcessingParameterDefinition.Flag

USUAL, SELDOM = gc.get_threshold(), (50_000, 20, 50)
"""How often Python looks for cyclic garbage: among the many small objects of a layer that takes as long as the work."""


class RiothermieAlgorithm(QgsProcessingAlgorithm):
    """Base of all algorithms."""

    NAME = ""
    GROUP = ""
    KENTALLEN = "KENTALLEN"

    def __init__(self) -> None:
        super().__init__()
        self._keys: dict[str, str] = {}  # parameter name -> key of the kental whose value it takes

    def createInstance(self):
        return type(self)()

    def name(self) -> str:
        return self.NAME

    def groupId(self) -> str:
        return self.GROUP

    def group(self) -> str:
        titles = {
            "riool": translate("Riothermie", "Sewer"),
            "warmtevraag": translate("Riothermie", "Heat demand"),
            "warmtenet": translate("Riothermie", "Heat network"),
            "bodem": translate("Riothermie", "Ground"),
            "economie": translate("Riothermie", "Economy"),
            "gegevens": translate("Riothermie", "Data"),
            "studie": translate("Riothermie", "Whole study and reports"),
        }
        return titles.get(self.GROUP, "")

    def icon(self) -> QIcon:
        return QIcon(self.svgIconPath())

    def svgIconPath(self) -> str:
        own = RESOURCES / "icons" / f"{self.NAME}.svg"
        return str(own if own.is_file() else ICON)

    def helpUrl(self) -> str:
        page = ROOT / "help" / language() / "algoritmen" / f"{self.NAME}.html"
        return page.as_uri() if page.is_file() else MANUAL.format(language())

    def tags(self) -> list[str]:
        words = translate("Riothermie", "sewer heat,waste water heat,heat network,aquathermal energy,energy transition")
        return [*words.split(","), "riothermie", "aquathermie", "TEA", "warmtenet"]

    def needs(self, parameters) -> tuple[str, ...]:
        """Return the Python packages that a run with these parameters needs."""
        return needs(self.NAME)

    def checkParameterValues(self, parameters, context):
        """Tell beforehand, in one sentence, what is wrong."""
        problem = environment_problem(self.needs(parameters))
        if problem:
            return False, problem
        if message := self._number_problem(parameters) or self._choice_problem(parameters, context):
            return False, message
        good, message = super().checkParameterValues(parameters, context)
        if not good:
            message = self._value_problem(parameters, context) or message
        if good and self.parameterDefinition(self.KENTALLEN) is not None:
            from ..riothermie_kansen.errors import KentalError

            try:
                self._kentallen(parameters, context)
            except KentalError as error:
                return False, error.text(language())
        return good, message

    def _number_problem(self, parameters) -> str:
        """Return in one sentence which number is none or lies outside its range; QGIS only says "incorrect"."""
        for definition in self.parameterDefinitions():
            given = parameters.get(definition.name())
            if not isinstance(definition, QgsProcessingParameterNumber) or not isinstance(given, (str, int, float)):
                continue
            try:
                value = float(given)
            except ValueError:
                if not given:
                    continue
                value = math.nan  # QGIS takes no expression here, and leaves out what is optional without a word
            low, high = definition.minimum(), definition.maximum()
            whole = definition.dataType() == QgsProcessingParameterNumber.Type.Integer
            name = definition.description()
            if low <= value <= high:
                if whole and not value.is_integer():  # QGIS rounds without a word
                    text = translate("Riothermie", "{name}: {value} cannot be; give a whole number.")
                    return text.format(name=name, value=figure(value))
                continue
            if high >= UNBOUNDED:
                text = translate("Riothermie", "{name}: {value} cannot be; give a number of at least {low}.")
            else:
                text = translate("Riothermie", "{name}: {value} cannot be; give a number from {low} to {high}.")
            shown = figure(given) if isinstance(given, float) else given
            return text.format(name=name, value=shown, low=figure(low), high=figure(high))
        return ""

    def _choice_problem(self, parameters, context) -> str:
        """Return in one sentence which choice does not exist; QGIS only says "incorrect"."""
        for definition in self.parameterDefinitions():
            given = parameters.get(definition.name())
            if not isinstance(definition, QgsProcessingParameterEnum) or given is None:
                continue
            if not definition.checkValueIsAcceptable(given, context):
                text = translate("Riothermie", "{name}: {value} is no choice; choose one of: {choices}.")
                choices = ", ".join(definition.options())
                shown = ", ".join(map(str, given)) if isinstance(given, (list, tuple)) else given
                return text.format(name=definition.description(), value=shown, choices=choices)
        return ""

    def _value_problem(self, parameters, context) -> str:
        """Return in one sentence which value is missing or of the wrong kind, named as the dialog does."""
        for definition in self.parameterDefinitions():
            given = parameters.get(definition.name())
            if definition.isDestination() or definition.checkValueIsAcceptable(given, context):
                continue
            name = f"{definition.description()} ({definition.name()})"
            if given is None or (isinstance(given, str) and not given):
                return translate("Riothermie", "{name}: nothing was given; choose one.").format(name=name)
            # of a list of layers the one that cannot be opened
            items = given if isinstance(given, (list, tuple)) else [given]
            wrong = [item for item in items if not definition.checkValueIsAcceptable([item], context)]
            value = next(iter(wrong if wrong and len(items) > 1 else items), None)
            if isinstance(value, (str, int, float)):
                text = translate("Riothermie", "{name}: {value} cannot be used here; choose another one.")
                return text.format(name=name, value=value)
        return ""

    def processAlgorithm(self, parameters, context, feedback):
        """Run `process`; give errors of the engine in the user's language, and {} when the user cancelled."""
        from ..riothermie_kansen.errors import CancelledError, RiothermieError

        gc.set_threshold(*SELDOM)
        try:
            return self.process(parameters, context, feedback)
        except CancelledError:
            return {}
        except RiothermieError as error:
            raise QgsProcessingException(error.text(language())) from error
        finally:
            gc.set_threshold(*USUAL)

    def add(self, parameter, help_text: str, *, advanced: bool = False) -> None:
        """Declare a parameter with its help."""
        parameter.setHelp(help_text)
        if advanced:
            parameter.setFlags(parameter.flags() | Flag.FlagAdvanced)
        self.addParameter(parameter)

    def add_number(
        self, name: str, key: str, title: str, help_text: str, *, whole: bool = False, advanced: bool = False
    ) -> None:
        """Declare a number that is a kental: its value and range are those of the kental, its unit joins the help."""
        kind = QgsProcessingParameterNumber.Type.Integer if whole else QgsProcessingParameterNumber.Type.Double
        from ..riothermie_kansen import kentallen

        kental = kentallen.load()[key]
        low, high = kental.bereik
        parameter = QgsProcessingParameterNumber(name, title, kind, kental.waarde, minValue=low, maxValue=high)
        decimals = max(2, len(f"{kental.waarde:g}".partition(".")[2]))
        parameter.setMetadata({"widget_wrapper": {"decimals": decimals}})
        unit = "" if kental.eenheid == "-" else f" {kental.eenheid}"
        text = translate("Riothermie", "{} Standard value {}{}, from {} to {}. Source: {}.")
        source = kental.bron.rstrip(".")
        limits = (figure(kental.waarde), unit, figure(low), figure(high))
        self.add(parameter, text.format(help_text, *limits, source), advanced=advanced)
        self._keys[name] = key

    def add_kentallen(self) -> None:
        """Declare the optional file in which the user overrides kentallen."""
        parameter = QgsProcessingParameterFile(
            self.KENTALLEN,
            translate("Riothermie", "File with your own key figures (kentallen)"),
            fileFilter="TOML (*.toml)",
            optional=True,
        )
        text = translate(
            "Riothermie",
            "TOML file with the key figures that you want to change, for instance [dwa] followed by "
            "liter_per_inwoner = 110. The standard values stand in the folder riothermie_kansen/kentallen "
            "of the plugin. A parameter above that you changed wins from this file.",
        )
        self.add(parameter, text, advanced=True)

    def kentallen(self, parameters, context, feedback):
        """Return the kentallen of this run: standard values, the user's file, and the parameters made by `add_number`.

        A parameter that still has its standard value leaves the file's value in place, another one replaces it. The log
        names every value that is not the standard one.
        """
        values, from_file = self._kentallen(parameters, context)
        titles = {key: self.parameterDefinition(name).description() for name, key in self._keys.items()}
        for change in values.changed():
            if change.key in from_file:
                text = translate("Riothermie", "{}: {} from the kentallen file instead of {}.")
            else:
                text = translate("Riothermie", "{}: {} instead of {}.")
            label = f"{titles[change.key]} ({change.key})" if change.key in titles else change.key
            feedback.pushInfo(text.format(label, _shown(change.waarde, change.eenheid), _shown(change.standaard)))
        return values

    def _kentallen(self, parameters, context):
        """Return (kentallen of this run, keys whose value the user's file decided)."""
        from ..riothermie_kansen import kentallen

        standard = kentallen.load()
        values = kentallen.load(self.parameterAsFile(parameters, self.KENTALLEN, context) or None)
        chosen = {}
        for name, key in self._keys.items():
            given = self.parameterAsDouble(parameters, name, context)
            if given != standard.value(key):
                chosen[key] = given
        from_file = {change.key for change in values.changed()} - set(chosen)
        return values.replace(chosen), from_file

    def source(self, parameters, name: str, context):
        """Return the features of an input, or None when it is optional and left empty.

        Raises
        ------
        QgsProcessingException
            The layer cannot be read, or a required one is absent.
        """
        if parameters.get(name) in (None, "") and self.parameterDefinition(name).flags() & Flag.FlagOptional:
            return None
        source = self.parameterAsSource(parameters, name, context)
        if source is None:
            raise QgsProcessingException(self.invalidSourceError(parameters, name))
        name_after_table(parameters.get(name), context)
        return source

    def sink(self, parameters, name: str, context, fields, geometry_type, crs):
        """Return (sink, id of the destination) of an output; (None, "") when it is optional and left out.

        Parameters
        ----------
        parameters, name, context, fields, geometry_type, crs
            As for ``parameterAsSink``.

        Raises
        ------
        QgsProcessingException
            The output cannot be made.
        """
        definition = self.parameterDefinition(name)
        if parameters.get(name, definition.defaultValue()) in (None, "") and definition.flags() & Flag.FlagOptional:
            return None, ""
        sink, layer_id = self.parameterAsSink(parameters, name, context, fields, geometry_type, crs)
        if sink is None:
            raise QgsProcessingException(self.invalidSinkError(parameters, name))
        return sink, layer_id


def _shown(value, unit: str = "") -> str:
    """Return a value of a kental with its unit, for the log."""
    number = figure(value) if isinstance(value, float) else "; ".join(figure(item) for item in value)
    return number if unit in ("", "-") else f"{number} {unit}"
