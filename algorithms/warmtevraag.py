"""Algorithm `warmtevraag`: heat demand, power and inhabitants of every building."""

from __future__ import annotations

import contextlib

from qgis.core import QgsProcessingException, QgsWkbTypes
from qgis.PyQt.QtCore import QCoreApplication

from . import destinations, mixed, outputs, reports
from .environment import language
from .metadata import layer_metadata, plugin_version
from .warmtevraag_parameters import DemandAlgorithm

translate = QCoreApplication.translate

NUMBERS = {
    "WONINGEN": "woningen",
    "UTILITEIT": "utiliteit",
    "INWONERS": "inwoners",
    "WARMTE_GJ": "warmte_gj",
    "WARMTE_VOOR_GJ": "warmte_voor_gj",
    "RV_GJ": "rv_gj",
    "TAP_GJ": "tap_gj",
    "KOUDE_GJ": "koude_gj",
    "VERMOGEN_RV_KW": "rv_kw",
    "VERMOGEN_TAP_KW": "tap_kw",
    "VERMOGEN_KOUDE_KW": "koude_kw",
}
"""Numbers of a run, and their name in the totals of the demand."""

WHOLE = ("WONINGEN", "UTILITEIT")

POINT_STYLES = ("gebouwen_punten.qml", "gebouwen_punten_m2.qml")
AREA_STYLES = ("gebouwen.qml", "gebouwen_m2.qml")
"""Style by heat, and by heat per m2 of floor."""


class Warmtevraag(DemandAlgorithm):
    """Reckon the heat demand of buildings."""

    NAME = "warmtevraag"

    def displayName(self) -> str:
        return translate("Riothermie", "Heat demand of buildings")

    def shortDescription(self) -> str:
        return translate(
            "Riothermie",
            "Reckons heat demand, power and inhabitants per building from BAG, energy labels, CBS and key figures.",
        )

    def shortHelpString(self) -> str:
        return translate(
            "Riothermie",
            "<p>Reckons for every building how much heat it asks for space heating and hot tap water, how much "
            "cooling, the power that goes with it, and how many people live there.</p>"
            "<p><b>What to give.</b> Panden and verblijfsobjecten of the BAG; one of the two is enough. If you have "
            "them: energy labels (EP-online), the reference use of homes of the PBL (VIVET), neighbourhoods of CBS "
            "with gas use, property of corporations, and new-build plans. Nothing has to be prepared: history, cut "
            "field names, other coordinate systems and ids without their leading zeros are recognised and listed.</p>"
            "<p><b>What comes out.</b> A map of buildings with heat, power, homes, inhabitants, type, label and owner, "
            "tables by type and period and per neighbourhood, a report in one HTML file, findings, and numbers for "
            "scripts. The map goes into warmtenet, energiematch and warmtekavels, and gives the inhabitants for "
            "kansenkaart.</p>"
            "<p><b>How to read it.</b> The darker the building, the more heat it asks. A dark edge: label or use is "
            "registered; without it the demand is an estimate from type, year and floor area. Field bron says where "
            "each value comes from; what is derived is called afgeleid. The demand of one home can differ much from "
            "the estimate; that of a neighbourhood that was scaled to its gas use (factor_cbs) is right on the whole. "
            "Powers are added up without simultaneity: the network does that.</p>",
        )

    def tags(self) -> list[str]:
        words = translate(
            "Riothermie", "buildings,homes,dwellings,demand,space heating,tap water,cooling,insulation,inhabitants"
        )
        own = ("BAG", "panden", "verblijfsobjecten", "EP-online", "energielabel", "VIVET", "CBS", "Vesta", "BENG")
        return [*super().tags(), *words.split(","), *own]

    def initAlgorithm(self, config=None) -> None:
        self.add_stock()
        self.add_choices()
        self.add_kentallen()
        self.add_outputs()
        self.add_numbers(
            PANDEN_IN=translate("Riothermie", "Panden read"),
            OBJECTEN_IN=translate("Riothermie", "Objects read"),
            PANDEN_WEGGELATEN=translate("Riothermie", "Panden left out, all listed"),
            OBJECTEN_WEGGELATEN=translate("Riothermie", "Objects left out, all listed"),
            BUITEN_GEBIED=translate("Riothermie", "Buildings outside the area"),
            GEBOUWEN_AANTAL=translate("Riothermie", "Buildings on the map"),
            WONINGEN=translate("Riothermie", "Homes"),
            UTILITEIT=translate("Riothermie", "Objects that are no home"),
            INWONERS=translate("Riothermie", "Inhabitants"),
            WARMTE_GJ=translate("Riothermie", "Heat demand (GJ/year)"),
            WARMTE_VOOR_GJ=translate("Riothermie", "Heat demand before insulation (GJ/year)"),
            RV_GJ=translate("Riothermie", "Space heating (GJ/year)"),
            TAP_GJ=translate("Riothermie", "Hot tap water (GJ/year)"),
            KOUDE_GJ=translate("Riothermie", "Cooling (GJ/year)"),
            VERMOGEN_RV_KW=translate("Riothermie", "Power for space heating, added up (kW)"),
            VERMOGEN_TAP_KW=translate("Riothermie", "Power for hot tap water, added up (kW)"),
            VERMOGEN_KOUDE_KW=translate("Riothermie", "Power for cooling, added up (kW)"),
            AANTAL_MELDINGEN=translate("Riothermie", "Findings"),
        )

    def problem(self, parameters, context) -> str:
        if not any(self.has(parameters, name) for name in (self.PANDEN, self.VERBLIJFSOBJECTEN, self.NIEUWBOUW)):
            return translate(
                "Riothermie",
                "There are no buildings yet: choose panden, verblijfsobjecten or a table with new-build plans.",
            )
        own = self.parameterAsEnumString(parameters, self.ISOLATIE, context) == self.ISOLATIES[-1]
        if self.has(parameters, self.ISOLATIETABEL) and not own:
            return translate(
                "Riothermie", "A table of insulation was given, but the choice of insulation is not eigen: choose that."
            )
        given = [name for name in self.SHAPES if self.has(parameters, name)]
        found = {}
        try:
            for name in given:
                if name in (*self.MIXED, *self.FILES):
                    found[name] = mixed.check(self, parameters, name, self.SHAPES[name], context)
                    continue
                self.check_layer(parameters, name, context)
        except QgsProcessingException as error:
            return str(error)
        files = [table.file for table in found.values() if table.file is not None]
        shown = [name for name in given if name not in found or found[name].file is None]
        return destinations.problem(self, parameters, context, shown, self.OUTPUTS, files=files)

    def process(self, parameters, context, feedback) -> dict:
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.demand.demand import heat_demand

        kentallen = self.kentallen(parameters, context, feedback)
        fields = [self._fields(parameters, roles, context) for roles in (self.PAND_FIELDS, self.OBJECT_FIELDS)]
        with contextlib.ExitStack() as copies:
            frames, names = self._frames(
                parameters, context, feedback, copies, fields, part(feedback.setProgress, 0, 25)
            )
            settings = self._settings(parameters, context, frames[self.ISOLATIETABEL])
            result = heat_demand(
                frames[self.PANDEN],
                frames[self.VERBLIJFSOBJECTEN],
                labels=frames[self.LABELS],
                references=frames[self.REFERENTIE],
                neighbourhoods=frames[self.BUURTEN],
                owners=frames[self.EIGENDOM],
                new_build=frames[self.NIEUWBOUW],
                area=frames[self.GEBIED],
                pand_fields=fields[0] or None,
                object_fields=fields[1] or None,
                settings=settings,
                kentallen=kentallen,
                progress=part(feedback.setProgress, 25, 80),
                cancelled=feedback.isCanceled,
            )
        result.notes[:] = dict.fromkeys(result.notes)
        self._tell(result, feedback)
        sources = [f"{name.lower()}: {title}" for name, title in names.items()]
        made = self._write(parameters, context, feedback, result, settings, sources, kentallen)
        if frames[self.NIEUWBOUW] is not None and self.NIEUWBOUW_UIT not in made:
            text = translate(
                "Riothermie",
                'The rows of the new-build plans are in no table: give an output for "{output}" ({name}) to get the '
                "heat and power of each.",
            )
            title = self.parameterDefinition(self.NIEUWBOUW_UIT).description()
            feedback.pushInfo(text.format(output=title, name=self.NIEUWBOUW_UIT))
        return made | _numbers(result)

    def _frames(self, parameters, context, feedback, copies, fields, progress):
        """Return the inputs by name, None for those that were not given, and the names of those that were.

        Parameters
        ----------
        copies
            ``ExitStack`` that removes unpacked files when the engine has read them.
        fields
            Role to own field, of panden and of objects.
        """
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.readers.bag_names import OBJECT, PAND
        from ..riothermie_kansen.readers.energy_labels import LABEL
        from ..riothermie_kansen.readers.new_build import NEW_BUILD
        from ..riothermie_kansen.readers.ownership import OWNER
        from ..riothermie_kansen.readers.reductions import REDUCTION
        from ..riothermie_kansen.readers.vivet import REFERENCE

        weights = {self.PANDEN: 40.0, self.VERBLIJFSOBJECTEN: 40.0}
        wanted = {
            self.PANDEN: {"aliases": PAND, "extra": tuple(fields[0].values())},
            self.VERBLIJFSOBJECTEN: {"aliases": OBJECT, "extra": tuple(fields[1].values()), "header": OBJECT},
            self.LABELS: {"header": LABEL}, self.REFERENTIE: {"header": REFERENCE}, self.EIGENDOM: {"header": OWNER},
            self.NIEUWBOUW: {"header": NEW_BUILD}, self.ISOLATIETABEL: {"header": REDUCTION},
        }  # fmt: skip
        total = sum(weights.get(name, 3.0) for name in self.SHAPES)
        frames, names, done = dict.fromkeys(self.SHAPES), {}, 0.0
        for name, shape in self.SHAPES.items():
            step = part(progress, 100.0 * done / total, 100.0 * (done + weights.get(name, 3.0)) / total)
            done += weights.get(name, 3.0)
            if not self.has(parameters, name):
                continue
            if name in self.FILES:
                found = mixed.check(self, parameters, name, shape, context)
                read = mixed.as_file(found, context, feedback, step, **wanted[name])
                frames[name], names[name] = copies.enter_context(read)
                feedback.pushInfo(f"{name}: {names[name]}")
            elif name in self.MIXED:
                frames[name], names[name] = mixed.read(
                    self, parameters, name, context, feedback, shape=shape, progress=step, **wanted.get(name, {})
                )
            else:
                layer = self.read(parameters, name, context, feedback, progress=step, **wanted.get(name, {}))
                frames[name], names[name] = layer.frame, layer.name
        return frames, names

    def _fields(self, parameters, roles, context) -> dict[str, str]:
        """Return role to field, of the fields that were chosen."""
        chosen = {role: self.parameterAsStrings(parameters, name, context) for name, role in roles.items()}
        return {role: found[0] for role, found in chosen.items() if found and found[0]}

    def _settings(self, parameters, context, reductions):
        """Return the choices of the user for the engine."""
        from ..riothermie_kansen.demand.demand import Settings
        from ..riothermie_kansen.readers.reductions import read_reductions

        return Settings(
            insulation=self.parameterAsEnumString(parameters, self.ISOLATIE, context),
            reductions=None if reductions is None else read_reductions(reductions),
            power=self.parameterAsEnumString(parameters, self.VERMOGEN, context),
            tap=self.parameterAsEnumString(parameters, self.TAPWATER, context),
            method=self.parameterAsEnumString(parameters, self.METHODE, context),
            insulate_others=self.parameterAsBool(parameters, self.ISOLATIE_UTILITEIT, context),
            power_follows=self.parameterAsBool(parameters, self.VERMOGEN_VOLGT, context),
            calibrate=self.parameterAsBool(parameters, self.KALIBREREN, context),
            scale_vivet=self.parameterAsBool(parameters, self.KALIBREREN_VIVET, context),
            planned=self.parameterAsBool(parameters, self.GEPLAND, context),
        )

    def _tell(self, result, feedback) -> None:
        """Say in the log what became of every row, and the notes."""
        from ..riothermie_kansen.report.language import Words

        for name, title in (
            ("panden", translate("Riothermie", "Panden: {read} read = {written} used + {listed} listed.")),
            ("verblijfsobjecten", translate("Riothermie", "Objects: {read} read = {written} used + {listed} listed.")),
        ):
            read = result.read.get(name, 0)
            if read:
                listed = sum(result.dropped.get(name, {}).values())
                feedback.pushInfo(title.format(read=read, written=read - listed, listed=listed))
        text = translate("Riothermie", "Heat demand: {heat} GJ a year, of {homes} homes and {others} other objects.")
        shown = {"heat": "warmte_gj", "homes": "woningen", "others": "utiliteit"}
        words = Words(language())
        feedback.pushInfo(text.format(**{key: words.number(result.totals[name]) for key, name in shown.items()}))
        self.tell(result.findings, result.notes, feedback)

    def _write(self, parameters, context, feedback, result, settings, sources, kentallen) -> dict:
        """Write everything or nothing; return name to destination."""
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.demand import columns
        from ..riothermie_kansen.demand.new_build import NIEUWBOUW_COLUMNS
        from ..riothermie_kansen.report.demand_report import demand_html
        from ..riothermie_kansen.schema import MELDING_COLUMNS, RD

        def metadata(title: str, about: str):
            return layer_metadata(
                self, parameters, context, title=title, about=about, kentallen=kentallen, sources=sources,
                notes=result.notes,
            )  # fmt: skip

        point, none = QgsWkbTypes.Type.Point, QgsWkbTypes.Type.NoGeometry
        only_points = set(result.buildings.geom_type.dropna()) <= {"Point"}
        kind = point if only_points else QgsWkbTypes.Type.MultiPolygon
        styles = POINT_STYLES if only_points else AREA_STYLES
        written = [
            outputs.Output(
                self.GEBOUWEN, result.buildings, columns.GEBOUW_COLUMNS, kind,
                styles[0],
                metadata(
                    "Gebouwen met warmtevraag",
                    "Warmtevraag, koelvraag, vermogen en inwoners per gebouw. Kleur: warmtevraag per jaar. Donkere "
                    "rand: label of verbruik geregistreerd; zonder die rand is de vraag geraamd uit type, bouwjaar en "
                    "oppervlakte. Veld bron zegt waar elke waarde vandaan komt. Vermogens zijn opgeteld, zonder "
                    "gelijktijdigheid.",
                ),
                more={"Warmtevraag per m2": styles[1]},
            ),
            outputs.Output(
                self.OBJECTEN_UIT, result.objects, columns.OBJECT_COLUMNS, none, None,
                metadata(
                    "Warmtevraag per object",
                    "Een rij per verblijfsobject, met bij elke waarde waar die vandaan komt. Het nummer in de BAG "
                    "leidt naar een adres: gegevens van een woning kunnen persoonsgegevens zijn.",
                ),
            ),
            outputs.Output(
                self.BUURTEN_UIT, result.neighbourhoods, columns.BUURT_COLUMNS, none, None,
                metadata("Warmtevraag per buurt", "Vraag volgens kentallen en volgens gasverbruik (CBS), per buurt."),
            ),
            outputs.Output(
                self.SAMENVATTING, result.summary, columns.SAMENVATTING_COLUMNS, none, None,
                metadata("Samenvatting warmtevraag", "Aantal, warmte en vermogen per object, per type en bouwperiode."),
            ),
            outputs.Output(
                self.NIEUWBOUW_UIT, result.new_build, NIEUWBOUW_COLUMNS, none, None,
                metadata("Warmtevraag nieuwbouw", "Warmte, koude en vermogen van elke regel van de nieuwbouwplannen."),
            ),
            outputs.Output(
                self.MELDINGEN, result.findings.frame(RD), MELDING_COLUMNS, point, "meldingen.qml",
                metadata("Meldingen", "Wat is hersteld, aangenomen of weggelaten bij het bepalen van de warmtevraag."),
            ),
        ]  # fmt: skip
        if not self.has(parameters, self.NIEUWBOUW) and not destinations.destination(
            self, parameters, context, self.NIEUWBOUW_UIT
        ):
            # the dialog asks for it in any case: without plans it would put a table without rows in the project
            written = [output for output in written if output.name != self.NIEUWBOUW_UIT]
        report = self.parameterAsFileOutput(parameters, self.RAPPORT, context)
        text = (
            demand_html(
                result, settings=settings, kentallen=kentallen, sources=sources, language=language(),
                version=plugin_version(),
            )
            if report
            else ""
        )  # fmt: skip
        with reports.saved(report, text):
            made = outputs.write_all(
                self, parameters, context, written, cancelled=feedback.isCanceled,
                progress=part(feedback.setProgress, 82, 100),
            )  # fmt: skip
        return made | ({self.RAPPORT: report} if report else {})


def _numbers(result) -> dict[str, float]:
    """Return the numbers of a run; those that are not known are left out."""
    left = {name: sum(kinds.values()) for name, kinds in result.dropped.items()}
    numbers = {name: result.totals[key] for name, key in NUMBERS.items() if key in result.totals}
    numbers = {
        name: int(value) if name in WHOLE else value
        for name, value in numbers.items()
        if value == value  # noqa: PLR0124 (NaN: not known)
    }
    return numbers | {
        "PANDEN_IN": result.read.get("panden", 0),
        "OBJECTEN_IN": result.read.get("verblijfsobjecten", 0),
        "PANDEN_WEGGELATEN": left.get("panden", 0),
        "OBJECTEN_WEGGELATEN": left.get("verblijfsobjecten", 0),
        "BUITEN_GEBIED": int(result.totals.get("buiten_gebied", 0)),
        "GEBOUWEN_AANTAL": len(result.buildings),
        "AANTAL_MELDINGEN": result.findings.count(),
    }
