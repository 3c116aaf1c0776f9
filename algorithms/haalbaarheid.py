"""Algorithm `haalbaarheid`: a study of a whole place in one run, and again after a change."""

from __future__ import annotations

import os
from pathlib import Path

from qgis.core import QgsProcessing, QgsProcessingException
from qgis.PyQt.QtCore import QCoreApplication

from . import sources, study_child, study_package, study_place, study_products, study_run, tables
from .base import RiothermieAlgorithm
from .haalbaarheid_parameters import FILES, MAKERS, StudyAlgorithm
from .several import items

translate = QCoreApplication.translate

PACKAGE = FILES["GEOPACKAGE"]

NUMBERS = {
    "TOTAAL_WONINGEN": (("warmtevraag", "WONINGEN"), ("warmtekavels", "TOTAAL_WONINGEN")),
    "TOTAAL_VRAAG_GJ": (
        ("warmtevraag", "WARMTE_GJ"), ("co2", "WARMTE_TOTAAL_GJ"), ("warmtekavels", "TOTAAL_VRAAG_GJ"),
    ),
    "BRON_GJ": (("energiematch", "AANBOD_GJ"),),
    "GEKOZEN_WONINGEN": (("energiematch", "WONINGEN"),),
    "GEKOZEN_GJ": (("energiematch", "WARMTE_GJ"),),
    "LENGTE_M": (("warmtenet", "LENGTE_M"),),
    "KOSTEN_EUR": (("warmtenet", "KOSTEN_EUR"),),
    "KOSTEN_EUR_MT": (("warmtenet", "KOSTEN_EUR_MT"),),
    "INVESTERING_BRONNET": (("businesscase", "INVESTERING_BRONNET"),),
    "INVESTERING_MT": (("businesscase", "INVESTERING_MT"),),
    "NCW_BRONNET": (("businesscase", "NCW_BRONNET"),),
    "NCW_MT": (("businesscase", "NCW_MT"),),
    "BESPARING_BRONNET": (("co2", "BESPARING_BRONNET"),),
    "BESPARING_MT": (("co2", "BESPARING_MT"),),
}  # fmt: skip
"""Numbers of a run: of the first of these steps that gave it."""


class Haalbaarheid(StudyAlgorithm):
    """From sewer and buildings to report and web map."""

    NAME = "haalbaarheid"

    def displayName(self) -> str:
        return translate("Riothermie", "Feasibility: the whole study in one run")

    def shortDescription(self) -> str:
        return translate(
            "Riothermie",
            "From sewer, buildings and streets to sources, network, costs, report and web map, in one run.",
        )

    def shortHelpString(self) -> str:
        return translate(
            "Riothermie",
            "<p>Does the whole study of a place: opportunity map, heat demand, best source points, who gets the heat, "
            "network, ground, kavels, business case, residents, CO2, report and web map.</p>"
            "<p><b>What to give.</b> What you have. A sewer, buildings (BAG), streets and an area are enough for a "
            "first answer; more makes it better. What a step needs and is not there leaves that step out: the log, the "
            "table stappen and the report say why.</p>"
            "<p><b>What comes out.</b> A folder with a GeoPackage of all layers, a QGIS project, a report (HTML, PDF "
            "and workbook), a web map in one file, and the trace for CAD (DXF, GeoPackage).</p>"
            "<p><b>Run it again</b> in the same folder after a change: only the steps that the change touches are "
            "computed anew. A run that fails or is cancelled leaves an earlier result as it was.</p>"
            "<p><b>How to read it.</b> A first exploration with key figures and assumptions, no design and no "
            "decision. The separate algorithms have all choices; this one has the main ones.</p>",
        )

    def tags(self) -> list[str]:
        words = translate("Riothermie", "feasibility,study,everything,one run,report,web map,whole")
        return [*super().tags(), *words.split(","), "haalbaarheid", "studie", "businesscase", "verkenning"]

    def initAlgorithm(self, config=None) -> None:
        self.add_sewer()
        self.add_stock()
        self.add_ground()
        self.add_choices()
        self.add_study()
        self.add_files()
        self.add_numbers(
            STAPPEN_GEDAAN=translate("Riothermie", "Steps done"),
            STAPPEN_ONGEWIJZIGD=translate("Riothermie", "Steps unchanged, taken over"),
            STAPPEN_OVERGESLAGEN=translate("Riothermie", "Steps left out"),
            STAPPEN_MISLUKT=translate("Riothermie", "Steps not done"),
            TOTAAL_WONINGEN=translate("Riothermie", "All homes"),
            TOTAAL_VRAAG_GJ=translate("Riothermie", "All heat demand (GJ/year)"),
            BRON_GJ=translate("Riothermie", "Heat of the sources (GJ/year)"),
            GEKOZEN_WONINGEN=translate("Riothermie", "Homes that get the heat"),
            GEKOZEN_GJ=translate("Riothermie", "Heat that they take from the sources (GJ/year)"),
            LENGTE_M=translate("Riothermie", "Length of the network (m)"),
            KOSTEN_EUR=translate("Riothermie", "Costs of the network (EUR)"),
            KOSTEN_EUR_MT=translate("Riothermie", "Costs of the MT network beside it (EUR)"),
            INVESTERING_BRONNET=translate("Riothermie", "Investment, source network (EUR)"),
            INVESTERING_MT=translate("Riothermie", "Investment, MT network (EUR)"),
            NCW_BRONNET=translate("Riothermie", "Net present value, source network (EUR)"),
            NCW_MT=translate("Riothermie", "Net present value, MT network (EUR)"),
            BESPARING_BRONNET=translate("Riothermie", "CO2 saved by the source network (t/year)"),
            BESPARING_MT=translate("Riothermie", "CO2 saved by the MT network (t/year)"),
        )

    def checkParameterValues(self, parameters, context):
        # QGIS would open the text tables as layers, and refuse one that it does not know: `problem` looks at them
        shown = parameters | dict.fromkeys(self.TEXT_TABLES)
        good, message = RiothermieAlgorithm.checkParameterValues(self, shown, context)
        if good:
            message = self.problem(parameters, context)
        return not message, message

    def given(self, parameters) -> dict:
        """Return the inputs that were filled in, in the order of the dialog."""
        names = (*self.SHAPES, *self.ROLES, self.HYDX, self.REGIS, self.KENTALLEN)
        found = {name: parameters[name] for name in names if self.has(parameters, name)}
        return {name: value for name, value in found.items() if name not in self.ROLES or items(value)}

    def problem(self, parameters, context) -> str:
        from ..riothermie_kansen.study import choosing
        from ..riothermie_kansen.study.plan import STEPS

        given = self.given(parameters)
        layers = [name for name in given if name in self.SHAPES or name in self.ROLES]
        if not layers and self.HYDX not in given:
            return translate(
                "Riothermie",
                "There is nothing to study: choose at least a sewer (LEIDINGEN) or buildings (PANDEN, "
                "VERBLIJFSOBJECTEN or GEBOUWEN).",
            )
        try:
            for name in layers:
                self._check(parameters, name, context)
        except QgsProcessingException as error:
            return str(error)
        for name in (self.HYDX, self.REGIS):
            if name in given and not Path(str(given[name])).exists():
                text = translate("Riothermie", "{input}: there is no {file}; choose another one.")
                return text.format(input=self.parameterDefinition(name).description(), file=given[name])
        folder = self._folder(parameters, context)
        if folder is None:
            return translate("Riothermie", "No folder was given for the result (UITVOER): choose one.")
        if said := study_place.problem(folder) or self._own_result(parameters, layers, folder, context):
            return said
        # what a step that reads nothing but inputs says of them beforehand
        parts = self._parts(parameters, context)
        known = study_child.names()
        choices = self._choices(parameters, context)
        for step in STEPS:
            task = choosing.task(step, given=given, tables=(), parts=parts, algorithms=known)
            if task.reason is None and (said := study_run.refused(self, task, given, choices, context)):
                return said
        return ""

    def _check(self, parameters, name: str, context) -> None:
        """Raise in one sentence when an input cannot be used."""
        if name in self.ROLES:
            self.check_several(parameters, name, context)
        elif name in self.TEXT_TABLES:
            found = tables.find(self, parameters, name, context)
            if found.source is not None:
                sources.check(found.source, self.shape(name, found.source))
        else:
            self.check_layer(parameters, name, context)

    def _own_result(self, parameters, layers, folder: Path, context) -> str:
        """Return in one sentence that an input is the result itself, or that another file is in its place."""
        places = {os.path.realpath(folder / file) for file in FILES.values()}
        for name in layers:
            for item in items(parameters[name]):
                layer = self.parameterAsVectorLayer({name: item}, name, context)
                if layer is not None and os.path.realpath(layer.source().partition("|")[0]) in places:
                    text = translate(
                        "Riothermie", '"{input}" lies in the result of the study itself: choose another folder.'
                    )
                    return text.format(input=self.parameterDefinition(name).description())
        real = Path(os.path.realpath(folder))
        for name in (self.HYDX, self.REGIS):
            given = Path(os.path.realpath(str(parameters[name]))) if self.has(parameters, name) else None
            if given is not None and given.is_dir() and given in (real, *real.parents):
                text = translate(
                    "Riothermie", "{folder} is the folder of an input ({input}): choose another folder for the result."
                )
                return text.format(folder=folder, input=self.parameterDefinition(name).description())
        return self._foreign(folder)

    def _foreign(self, folder: Path) -> str:
        """Return in one sentence that a file which no study made would be replaced, or ""."""
        place = folder / PACKAGE
        made: set[str] = set()
        if place.exists():
            found = study_package.makers(place)
            if found is None:
                text = translate(
                    "Riothermie",
                    "{file} is no result of a study, or is damaged: remove it or choose another folder.",
                )
                return text.format(file=place)
            made = found
        for output, maker in MAKERS.items():
            file = folder / FILES[output]
            if maker not in made and file.exists():
                text = translate(
                    "Riothermie",
                    "{file} is there already and not of a study: move it away or choose another folder.",
                )
                return text.format(file=file)
        return ""

    def _folder(self, parameters, context) -> Path | None:
        text = self.parameterAsString(parameters, self.UITVOER, context)
        if not text or text == QgsProcessing.TEMPORARY_OUTPUT:
            text = self.parameterAsFileOutput(parameters, self.UITVOER, context)
        return Path(text).absolute() if text else None

    def _parts(self, parameters, context) -> tuple[str, ...]:
        return tuple(self.parameterAsEnumStrings(parameters, self.ONDERDELEN, context))

    def _choices(self, parameters, context) -> dict:
        """Return the choices by the names that the steps know; None for what was left empty."""
        net = self.parameterAsEnumString(parameters, self.NETTYPE, context)
        numbers = (self.INWONERS_TOTAAL, self.AANBOD_GJ)
        return {
            self.NETTYPE: net,
            "NETTYPE_EEN": "mt" if net == "mt" else "bronnet",
            self.COP: self.parameterAsDouble(parameters, self.COP, context),
            self.DELTA_T: self.parameterAsDouble(parameters, self.DELTA_T, context),
            self.MAX_BRONNEN: self.parameterAsInt(parameters, self.MAX_BRONNEN, context),
            self.REKENWIJZE: self.parameterAsEnumString(parameters, self.REKENWIJZE, context),
            **{
                name: self.parameterAsDouble(parameters, name, context) if self.has(parameters, name) else None
                for name in numbers
            },
        }

    def process(self, parameters, context, feedback) -> dict:
        from ..riothermie_kansen.study.table import DONE, FAILED, SAME, SKIPPED

        self.kentallen(parameters, context, feedback)
        folder = self._folder(parameters, context)
        with study_place.workplace(folder) as work:
            study = study_run.Study(
                self, parameters, context, feedback, self.given(parameters), self._choices(parameters, context),
                self._parts(parameters, context), folder, work,
            )  # fmt: skip
            study.package.parent.mkdir()
            if not self.parameterAsBool(parameters, self.OPNIEUW, context):
                study_run.begin(study)
            study_run.keep_inputs(study, 0, 4)
            study_run.compute(study, 4, 80)
            if not any(row.stand in (DONE, SAME) for row in study.rows if not row.stap.startswith(study_run.COPY)):
                raise QgsProcessingException(self._nothing(study))
            texts = {
                name: self.parameterAsString(parameters, name, context).strip()
                for name in (self.TITEL, self.PLAATS, self.VRAAG, self.ORGANISATIE)
            }
            texts[self.TAAL] = self.parameterAsEnumString(parameters, self.TAAL, context)
            study_products.make(study, texts, 80, 99)
            made = study_place.put(work, folder, FILES.values())
        counts = {stand: sum(row.stand == stand for row in study.rows) for stand in (DONE, SAME, SKIPPED, FAILED)}
        text = translate(
            "Riothermie",
            "Result in {folder}: {done} steps done, {same} unchanged, {skipped} left out, {failed} not done.",
        )
        feedback.pushInfo(
            text.format(
                folder=folder, done=counts[DONE], same=counts[SAME], skipped=counts[SKIPPED], failed=counts[FAILED]
            )
        )
        numbers = {
            name: value
            for name, origins in NUMBERS.items()
            if (value := next((v for o in origins if (v := study.number(*o)) is not None), None)) is not None
        }
        files = {name: str(folder / file) for name, file in FILES.items() if file in made}
        return {
            self.UITVOER: str(folder), **files, **numbers, "STAPPEN_GEDAAN": counts[DONE],
            "STAPPEN_ONGEWIJZIGD": counts[SAME], "STAPPEN_OVERGESLAGEN": counts[SKIPPED],
            "STAPPEN_MISLUKT": counts[FAILED],
        }  # fmt: skip

    def _nothing(self, study) -> str:
        """Return in one sentence that no step could be done."""
        rows = [row for row in study.rows if not row.stap.startswith(study_run.COPY)]
        row = next((one for one in rows if one.stand == "mislukt"), rows[0])
        text = translate("Riothermie", "No step of the study could be done. {step}: {why}")
        why = row.reden.rstrip(".") + "."
        return text.format(step=row.naam, why=why)
