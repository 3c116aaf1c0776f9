"""Algorithm `energiematch`: which buildings get the heat of a source."""

from __future__ import annotations

from qgis.core import Qgis, QgsProcessingException, QgsWkbTypes
from qgis.PyQt.QtCore import QCoreApplication

from . import destinations, outputs, reports
from .energiematch_parameters import MatchAlgorithm
from .environment import figure, language
from .inputs import read_source
from .metadata import layer_metadata, plugin_version

translate = QCoreApplication.translate

NUMBERS = {
    "GEBOUWEN_AANTAL": "gebouwen",
    "GEKOZEN": "gekozen",
    "WONINGEN": "woningen",
    "WARMTE_GJ": "warmte_gj",
    "VERMOGEN_KW": "vermogen_kw",
    "AANBOD_GJ": "aanbod_gj",
    "AANBOD_KW": "aanbod_kw",
    "BENUT_PROCENT": "benut_procent",
    "KOSTEN_EUR": "kosten_eur",
    "LENGTE_M": "lengte_m",
    "KOSTEN_SCORE_EUR": "kosten_score_eur",
    "WARMTE_SCORE_GJ": "warmte_score_gj",
    "HOOGSTENS_GJ": "hoogstens_gj",
    "GAT_PROCENT": "gat_procent",
}
"""Numbers of a run, and their name in the totals of a match."""

COUNTS = ("GEBOUWEN_AANTAL", "GEKOZEN", "WONINGEN")

TRACE_STYLES = {"bronnet": "trace_bronnet.qml", "mt": "trace_mt.qml"}


class Energiematch(MatchAlgorithm):
    """Choose who gets the heat."""

    NAME = "energiematch"

    def displayName(self) -> str:
        return translate("Riothermie", "Energy match: who gets the heat")

    def shortDescription(self) -> str:
        return translate(
            "Riothermie",
            "Chooses the buildings that get the heat of a source: most heat used, least network, best score.",
        )

    def shortHelpString(self) -> str:
        return translate(
            "Riothermie",
            "<p>A source gives so much heat a year, and the buildings around it ask for more. This algorithm chooses "
            "who gets it: nearly all heat is used, at the least costs of a network along the streets, and buildings "
            "that suit it best go first.</p>"
            "<p><b>What to give.</b> Buildings with their heat demand (output of warmtevraag), and a source: a point, "
            "or selected pipes of the opportunity map, with the heat they give in a year. Better with streets; without "
            "them only the score decides. The sewer is optional.</p>"
            "<p><b>The score</b> is 0 to 100, from the distance to the source and to the sewer, the heat density along "
            "the street, the type of dwelling (flats first), ownership (corporations first) and insulation. All "
            "weights are visible and can be changed. Buildings of one block stay together; a field can say which "
            "buildings must or may not be chosen.</p>"
            "<p><b>What comes out.</b> Every building with its score, its place in the order of joining and the reason "
            "why it was chosen or not; the network; a table of uptakes (100, 90, 70, 50 %); a report with the "
            "cumulative heat against the supply; findings, and numbers for scripts.</p>"
            "<p><b>How to read it.</b> Blue buildings are chosen, the darker the sooner they join. An orange edge: by "
            "score alone the choice would have been another. Other colours tell why not; the sentence stands in the "
            "field reden. The log says at most how far the selection can be from the best one. It is a first choice "
            "with key figures, no design: lay the network of the selection with warmtenet.</p>",
        )

    def tags(self) -> list[str]:
        words = translate("Riothermie", "match,selection,supply,demand,score,knapsack,uptake,blocks,corporation")
        return [*super().tags(), *words.split(","), "energiematch", "volloop", "startmotor", "corporatie", "aanbod"]

    def initAlgorithm(self, config=None) -> None:
        self.add_layers()
        self.add_weights()
        self.add_choices()
        self.add_outputs()
        self.add_numbers(
            GEBOUWEN_AANTAL=translate("Riothermie", "Buildings, chosen and not"),
            GEKOZEN=translate("Riothermie", "Buildings chosen"),
            WONINGEN=translate("Riothermie", "Homes chosen"),
            WARMTE_GJ=translate("Riothermie", "Heat they take (GJ/year)"),
            VERMOGEN_KW=translate("Riothermie", "Power they ask at the same time (kW)"),
            AANBOD_GJ=translate("Riothermie", "Heat that can be given (GJ/year)"),
            AANBOD_KW=translate("Riothermie", "Power that can be given (kW)"),
            BENUT_PROCENT=translate("Riothermie", "Part of the heat that is used (%)"),
            KOSTEN_EUR=translate("Riothermie", "Costs of the network (EUR)"),
            LENGTE_M=translate("Riothermie", "Length of trench (m)"),
            KOSTEN_SCORE_EUR=translate("Riothermie", "Costs of the network when chosen by score alone (EUR)"),
            WARMTE_SCORE_GJ=translate("Riothermie", "Heat used when chosen by score alone (GJ/year)"),
            HOOGSTENS_GJ=translate("Riothermie", "No selection uses more heat than this (GJ/year)"),
            GAT_PROCENT=translate("Riothermie", "At most this far from the best selection (% of the network costs)"),
            AANTAL_MELDINGEN=translate("Riothermie", "Findings"),
        )

    def needs(self, parameters) -> tuple[str, ...]:
        """Return the Python packages of a run; without streets no network is laid."""
        found = super().needs(parameters)
        return found if self.has(parameters, self.STRATEN) else tuple(name for name in found if name != "networkx")

    def problem(self, parameters, context) -> str:
        given = [name for name in self.SHAPES if self.has(parameters, name)]
        try:
            for name in given:
                self.check_layer(parameters, name, context)
            if message := self._field_problem(parameters, context):
                return message
        except QgsProcessingException as error:
            return str(error)
        return destinations.problem(self, parameters, context, given, self.OUTPUTS)

    def optional_number(self, parameters, name: str, context) -> float | None:
        """Return a number that may be left empty; None for empty and 0."""
        return (self.parameterAsDouble(parameters, name, context) or None) if self.has(parameters, name) else None

    def process(self, parameters, context, feedback) -> dict:
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.match.match import energy_match

        kentallen = self.kentallen(parameters, context, feedback)
        frames, names, water = self._frames(parameters, context, feedback, part(feedback.setProgress, 0, 12))
        result = energy_match(
            frames[self.GEBOUWEN],
            frames[self.BRON],
            streets=frames[self.STRATEN],
            sewer=frames[self.RIOOL],
            barriers=frames[self.BARRIERES],
            water=water,
            settings=self._settings(parameters, context, kentallen),
            kentallen=kentallen,
            progress=part(feedback.setProgress, 12, 88),
            cancelled=feedback.isCanceled,
        )
        result.notes[:] = dict.fromkeys(result.notes)
        self._tell(result, feedback)
        made = self._write(parameters, context, feedback, result, names, kentallen)
        numbers = {
            name: int(result.totals[key]) if name in COUNTS else result.totals[key]
            for name, key in NUMBERS.items()
            if abs(result.totals[key]) < float("inf")  # not known, or no limit
        }
        return made | numbers | {"AANTAL_MELDINGEN": result.findings.count()}

    def _frames(self, parameters, context, feedback, progress):
        """Return the inputs by name, what was read in words, and the whole layer of which the sources were selected."""
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.claims.opportunity_table import MAP
        from ..riothermie_kansen.network.barriers import BARRIER
        from ..riothermie_kansen.readers.buildings import BUILDING
        from ..riothermie_kansen.readers.qualities import QUALITY
        from ..riothermie_kansen.readers.sources import ENERGY_SOURCE
        from ..riothermie_kansen.readers.streets import STREET

        aliases = {
            self.GEBOUWEN: {**BUILDING, **{f"kwaliteit_{role}": names for role, names in QUALITY.items()}},
            self.BRON: {**ENERGY_SOURCE, **{f"kaart_{role}": names for role, names in MAP.items()}},
            self.STRATEN: STREET,
            self.RIOOL: MAP,
            self.BARRIERES: BARRIER,
        }
        extra = [
            field for name in (self.VERPLICHT_VELD, self.BLOK_VELD) if (field := self._field(parameters, name, context))
        ]
        frames, names = dict.fromkeys(self.SHAPES), []
        for i, name in enumerate(self.SHAPES):
            step = part(progress, 90.0 * i / len(self.SHAPES), 90.0 * (i + 1) / len(self.SHAPES))
            layer = self.read(parameters, name, context, feedback, aliases=aliases[name], extra=extra, progress=step)
            if layer is not None:
                frames[name] = _named(layer) if name == self.BARRIERES else layer.frame
                names.append(f"{name.lower()}: {layer.name}")
        return frames, names, self._whole(parameters, context, feedback, frames[self.BRON], aliases[self.BRON])

    def _whole(self, parameters, context, feedback, chosen, aliases):
        """Return the layer that the sources are a selection of when they are pipes, else None."""
        layer = self.parameterAsVectorLayer(parameters, self.BRON, context)
        source = self.source(parameters, self.BRON, context)
        pipes = QgsWkbTypes.geometryType(source.wkbType()) == Qgis.GeometryType.Line
        if not pipes or layer is None or layer.featureCount() == len(chosen):
            return None
        return read_source(layer, self.BRON, context, feedback, shape="line", aliases=aliases).frame

    def _field(self, parameters, name: str, context) -> str | None:
        return (self.parameterAsStrings(parameters, name, context) or [None])[0]

    def _field_problem(self, parameters, context) -> str:
        """Return in one sentence which chosen field the buildings do not have, or ""."""
        there = self.source(parameters, self.GEBOUWEN, context).fields()
        for name in (self.VERPLICHT_VELD, self.BLOK_VELD):
            field = self._field(parameters, name, context)
            if field and there.lookupField(field) < 0:
                text = translate("Riothermie", '{title}: the layer has no field "{field}"; it has: {fields}.')
                title = self.parameterDefinition(name).description()
                return text.format(title=title, field=field, fields=", ".join(there.names()))
        return ""

    def _settings(self, parameters, context, kentallen):
        """Return the choices of the user for the engine."""
        from ..riothermie_kansen.match.match import Settings
        from ..riothermie_kansen.network.place import PlaceSettings

        return Settings(
            net=self.parameterAsEnumString(parameters, self.NETTYPE, context),
            method=self.parameterAsEnumString(parameters, self.METHODE, context),
            effort=self.parameterAsEnumString(parameters, self.REKENWIJZE, context),
            bound=self.parameterAsBool(parameters, self.ONDERGRENS, context),
            supply_gj=self.optional_number(parameters, self.AANBOD_GJ, context),
            supply_kw=self.optional_number(parameters, self.AANBOD_KW, context),
            uptake=self.parameterAsDouble(parameters, self.VOLLOOP, context) / 100.0,
            flats_always=self.parameterAsBool(parameters, self.FLATS_ALTIJD, context),
            block_field=self._field(parameters, self.BLOK_VELD, context),
            place=PlaceSettings(
                reach_m=kentallen.value("aansluiting.zoekafstand"),
                bridge_m=kentallen.value("straten.brug_gaten_m"),
                simultaneity=self.parameterAsEnumString(parameters, self.GELIJKTIJDIGHEID, context),
                cop=kentallen.value("warmtepomp.cop"),
                required_field=self._field(parameters, self.VERPLICHT_VELD, context),
            ),
        )

    def _tell(self, result, feedback) -> None:
        """Say in the log what came out: counts that add up, the proved gap, the notes."""
        totals = result.totals
        everyone, chosen = len(result.selection), int(totals["gekozen"])
        if everyone == 1:
            text = translate("Riothermie", "{all} building = {chosen} chosen + {others} listed with a reason.")
        else:
            text = translate("Riothermie", "{all} buildings = {chosen} chosen + {others} listed with a reason.")
        feedback.pushInfo(text.format(all=everyone, chosen=chosen, others=everyone - chosen))
        gap = totals["gat_procent"]
        if gap == gap:  # noqa: PLR0124 (NaN: not proved)
            text = translate(
                "Riothermie", "Another selection can be better by at most {gap} % of the network costs (proved)."
            )
            feedback.pushInfo(text.format(gap=figure(gap, 2)))
        self.tell(result.findings, result.notes, feedback)

    def _write(self, parameters, context, feedback, result, names, kentallen) -> dict:
        """Write everything or nothing; return name to destination."""
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.match import columns
        from ..riothermie_kansen.network.columns import TRACE_COLUMNS
        from ..riothermie_kansen.report.match_report import match_html
        from ..riothermie_kansen.schema import MELDING_COLUMNS, RD, rounded

        def metadata(title: str, about: str):
            return layer_metadata(
                self, parameters, context, title=title, about=about, kentallen=kentallen, sources=names,
                notes=result.notes,
            )  # fmt: skip

        point, none = QgsWkbTypes.Type.Point, QgsWkbTypes.Type.NoGeometry
        areas = not set(result.selection.geom_type.dropna()) <= {"Point"}
        net = self.parameterAsEnumString(parameters, self.NETTYPE, context)
        written = [
            outputs.Output(
                self.SELECTIE, rounded(result.selection, columns.SELECTIE_COLUMNS), columns.SELECTIE_COLUMNS,
                QgsWkbTypes.Type.MultiPolygon if areas else point,
                "selectie.qml" if areas else "selectie_punten.qml",
                metadata(
                    "Energiematch: selectie",
                    "Wie de warmte van de bron krijgt. Blauw: gekozen, hoe donkerder hoe eerder op het net. Oranje "
                    "rand: alleen op score zou de keuze anders zijn. Andere kleuren: waarom niet; het veld reden zegt "
                    "het in een zin. Score en onderdelen van 0 tot 100; cum_gj loopt op tot de benutte warmte.",
                ),
            ),
            outputs.Output(
                self.TRACE, result.trace, TRACE_COLUMNS, QgsWkbTypes.Type.LineString, TRACE_STYLES[net],
                metadata(
                    "Energiematch: net van de selectie",
                    "Het net dat de gekozen gebouwen verbindt, met vermogen, diameter en kosten: een eerste ontwerp. "
                    "Leg het net van de selectie met het algoritme warmtenet voor een uitgewerkt ontwerp.",
                ),
            ),
            outputs.Output(
                self.VOLLOOP_TABEL, rounded(result.uptake, columns.VOLLOOP_COLUMNS), columns.VOLLOOP_COLUMNS, none,
                None,
                metadata("Energiematch: volloop", "Warmte, benutting, vermogen en kosten als niet iedereen aansluit."),
            ),
            outputs.Output(
                self.KROMME, rounded(result.curve, columns.KROMME_COLUMNS), columns.KROMME_COLUMNS, none, None,
                metadata("Energiematch: kromme", "Opgetelde warmte tegenover het aanbod, gebouw na gebouw."),
            ),
            outputs.Output(
                self.MELDINGEN, result.findings.frame(RD), MELDING_COLUMNS, point, "meldingen.qml",
                metadata("Meldingen", "Wat is hersteld, aangenomen of weggelaten bij de energiematch."),
            ),
        ]  # fmt: skip
        report = self.parameterAsFileOutput(parameters, self.RAPPORT, context)
        text = ""
        if report:
            text = match_html(result, kentallen=kentallen, sources=names, language=language(), version=plugin_version())
        with reports.saved(report, text):
            made = outputs.write_all(
                self, parameters, context, written, cancelled=feedback.isCanceled,
                progress=part(feedback.setProgress, 88, 100),
            )  # fmt: skip
        return made | ({self.RAPPORT: report} if report else {})


def _named(layer):
    """Return the frame of a layer with its name in the field laag: in the BGT the layer tells what things are."""
    frame = layer.frame
    return frame if "laag" in frame.columns else frame.assign(laag=layer.name)
