"""Algorithm `warmtenet`: the cheapest network along the streets, with diameters, pressures and costs."""

from __future__ import annotations

import contextlib
from pathlib import Path

from qgis.core import QgsProcessingException, QgsWkbTypes
from qgis.PyQt.QtCore import QCoreApplication

from . import destinations, outputs, sources
from .environment import figure
from .inputs import read_source, shape_of
from .metadata import layer_metadata
from .names import name_after_table
from .warmtenet_parameters import NetworkAlgorithm

translate = QCoreApplication.translate

NUMBERS = {
    "LENGTE_M": "lengte_m",
    "KOSTEN_EUR": "kosten_eur",
    "KOSTEN_LAAG_EUR": "kosten_laag_eur",
    "KOSTEN_HOOG_EUR": "kosten_hoog_eur",
    "AANGESLOTEN": "aangesloten",
    "WONINGEN": "woningen",
    "NIET_AANGESLOTEN_AANTAL": "niet_aangesloten",
    "VERMOGEN_KW": "vermogen_kw",
    "WARMTE_GJ": "warmte_gj",
    "POMPDRUK_KPA": "pompdruk_kpa",
    "VERLIES_PROCENT": "verlies_procent",
    "GAT_PROCENT": "gat_procent",
}
"""Numbers of a run, and their name in the totals of a design."""

COUNTS = ("AANGESLOTEN", "WONINGEN", "NIET_AANGESLOTEN_AANTAL")

BESIDE = (
    "LENGTE_M", "KOSTEN_EUR", "KOSTEN_LAAG_EUR", "KOSTEN_HOOG_EUR", "AANGESLOTEN", "WONINGEN", "VERMOGEN_KW",
    "POMPDRUK_KPA", "VERLIES_PROCENT", "GAT_PROCENT",
)  # fmt: skip
"""Numbers that are also given, with _MT behind their name, of an MT network beside a bronnet."""

STYLES = {"bronnet": "trace_bronnet.qml", "mt": "trace_mt.qml", "beide": "trace.qml"}


class Warmtenet(NetworkAlgorithm):
    """Lay, size and price a heat network."""

    NAME = "warmtenet"

    def displayName(self) -> str:
        return translate("Riothermie", "Heat network along streets")

    def shortDescription(self) -> str:
        return translate(
            "Riothermie",
            "Lays the cheapest heat network along the streets from a source to buildings, sizes and prices it.",
        )

    def shortHelpString(self) -> str:
        return translate(
            "Riothermie",
            "<p>Lays a heat network from a source along the streets to the buildings: the cheapest one it can find, "
            "with house connections, diameters, pressures and costs, and a proof of how far it can be from the "
            "optimum.</p>"
            "<p><b>What to give.</b> Streets (NWB, OpenStreetMap, TOP10NL or your own), buildings with their heat "
            "demand, and at least one source. If you have them: surfaces and barriers (BGT), forbidden areas, extra "
            "traces and existing pipes. Choose a bronnet (cold, heat pump in each home), an MT network (hot) or both "
            "side by side.</p>"
            "<p><b>What comes out.</b> The trace with diameters and the reason for each, the connections, a list of "
            "every building that is not connected with the reason, a bill of quantities whose costs add up to the "
            "total, and findings. On request a curve of costs against connections and a DXF drawing.</p>"
            "<p><b>How to read it.</b> The wider the line, the larger the pipe; dark is transport, lighter is "
            "distribution, thin are the house connections. The log says at most how many percent the layout is above "
            "the cheapest that exists. Costs are direct costs at the price level shown, without contingency, "
            "engineering, source or heat pumps: those belong to the business case. It is a preliminary design: what "
            "else lies in the ground has not been looked at.</p>",
        )

    def tags(self) -> list[str]:
        words = translate(
            "Riothermie", "pipes,layout,route,diameter,costs,bill of quantities,Steiner tree,district heating"
        )
        return [*super().tags(), *words.split(","), "bronnet", "MT-net", "tracé", "leidingen", "DXF", "NWB", "BAG"]

    def initAlgorithm(self, config=None) -> None:
        self.add_layers()
        self.add_design()
        self.add_search()
        self.add_outputs()
        self.add_numbers(
            LENGTE_M=translate("Riothermie", "Length of trench (m)"),
            KOSTEN_EUR=translate("Riothermie", "Costs (EUR)"),
            KOSTEN_LAAG_EUR=translate("Riothermie", "Costs with low prices (EUR)"),
            KOSTEN_HOOG_EUR=translate("Riothermie", "Costs with high prices (EUR)"),
            AANGESLOTEN=translate("Riothermie", "Buildings connected"),
            WONINGEN=translate("Riothermie", "Homes connected"),
            NIET_AANGESLOTEN_AANTAL=translate("Riothermie", "Buildings not connected, all listed"),
            VERMOGEN_KW=translate("Riothermie", "Design power of the sources (kW)"),
            WARMTE_GJ=translate("Riothermie", "Heat demand connected (GJ/year)"),
            POMPDRUK_KPA=translate("Riothermie", "Pressure of the pump (kPa)"),
            VERLIES_PROCENT=translate("Riothermie", "Heat loss (% of the heat that is fed in)"),
            GAT_PROCENT=translate("Riothermie", "At most this much above the cheapest layout (%)"),
            LENGTE_M_MT=translate("Riothermie", "Length of trench, MT network beside a bronnet (m)"),
            KOSTEN_EUR_MT=translate("Riothermie", "Costs, MT network beside a bronnet (EUR)"),
            KOSTEN_LAAG_EUR_MT=translate("Riothermie", "Costs with low prices, MT network beside a bronnet (EUR)"),
            KOSTEN_HOOG_EUR_MT=translate("Riothermie", "Costs with high prices, MT network beside a bronnet (EUR)"),
            AANGESLOTEN_MT=translate("Riothermie", "Buildings connected, MT network beside a bronnet"),
            WONINGEN_MT=translate("Riothermie", "Homes connected, MT network beside a bronnet"),
            VERMOGEN_KW_MT=translate("Riothermie", "Design power of the sources, MT network beside a bronnet (kW)"),
            POMPDRUK_KPA_MT=translate("Riothermie", "Pressure of the pump, MT network beside a bronnet (kPa)"),
            VERLIES_PROCENT_MT=translate("Riothermie", "Heat loss, MT network beside a bronnet (%)"),
            GAT_PROCENT_MT=translate("Riothermie", "At most this much above the cheapest layout, MT network (%)"),
            AANTAL_MELDINGEN=translate("Riothermie", "Findings"),
        )

    def problem(self, parameters, context) -> str:
        given = [name for name in self.SHAPES if self.has(parameters, name)]
        try:
            for name in given:
                filled = name in (self.STRATEN, self.GEBOUWEN, self.BRON)
                self.check_layer(parameters, name, context, filled=filled)
            for source in self.more_barriers(parameters, context):
                sources.check(source, shape_of("surface", source))
        except QgsProcessingException as error:
            return str(error)
        both = self.parameterAsEnumString(parameters, self.NETTYPE, context) == self.NETTYPES[2]
        if both and self.has(parameters, self.LEIDINGTABEL):
            return translate(
                "Riothermie", "A table of pipes holds for one type of network: choose bronnet or mt, or leave it empty."
            )
        return destinations.problem(self, parameters, context, given, self.OUTPUTS)

    def more_barriers(self, parameters, context) -> list:
        """Return the sources of the extra layers with barriers."""
        if not self.has(parameters, self.BARRIERES_EXTRA):
            return []
        found = self.parameterAsLayerList(parameters, self.BARRIERES_EXTRA, context)
        for layer in found:
            name_after_table(layer, context)
        return [self.parameterAsSource({self.BARRIERES: layer}, self.BARRIERES, context) for layer in found]

    def optional_number(self, parameters, name: str, context) -> float | None:
        """Return a number that may be left empty; None for empty and 0."""
        return (self.parameterAsDouble(parameters, name, context) or None) if self.has(parameters, name) else None

    def process(self, parameters, context, feedback) -> dict:
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.findings import Findings
        from ..riothermie_kansen.network.design import design_network

        kentallen = self.kentallen(parameters, context, feedback)
        frames, names = self._frames(parameters, context, feedback, part(feedback.setProgress, 0, 15))
        designs = design_network(
            frames[self.STRATEN],
            frames[self.GEBOUWEN],
            frames[self.BRON],
            barriers=frames[self.BARRIERES],
            forbidden=frames[self.VERBODEN],
            extra=frames[self.EXTRA_TRACES],
            existing=frames[self.BESTAAND],
            settings=self._settings(parameters, context, kentallen),
            kentallen=kentallen,
            progress=part(feedback.setProgress, 15, 85),
            cancelled=feedback.isCanceled,
        )
        findings = Findings()
        for design in designs:
            self._tell(design, feedback)
            findings.extend(design.findings)
        findings = findings.unique()  # what concerns both networks is listed once
        self.tell(findings, (), feedback)
        notes = list(dict.fromkeys(note for design in designs for note in design.notes))

        def metadata(title: str, about: str):
            return layer_metadata(
                self, parameters, context, title=title, about=about, kentallen=kentallen, sources=names, notes=notes
            )

        made = self._write(parameters, context, feedback, designs, findings, metadata)
        numbers = {name: designs[0].totals[key] for name, key in NUMBERS.items()}
        if len(designs) > 1:
            numbers |= {f"{name}_MT": designs[1].totals[NUMBERS[name]] for name in BESIDE}
        numbers = {
            name: int(value) if name.removesuffix("_MT") in COUNTS else value
            for name, value in numbers.items()
            if value == value  # noqa: PLR0124 (NaN: not known)
        }
        return made | numbers | {"AANTAL_MELDINGEN": findings.count()}

    def _frames(self, parameters, context, feedback, progress):
        """Return the inputs as frames, None for those that were not given, and what was read in words."""
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.network.barriers import BARRIER
        from ..riothermie_kansen.readers.buildings import BUILDING
        from ..riothermie_kansen.readers.sources import SOURCE
        from ..riothermie_kansen.readers.streets import STREET

        aliases = dict.fromkeys((self.STRATEN, self.EXTRA_TRACES, self.BESTAAND), STREET)
        aliases |= {self.GEBOUWEN: BUILDING, self.BRON: SOURCE, self.BARRIERES: BARRIER}
        chosen = (self.FACTOR_VELD, self.KLASSE_VELD, self.VERPLICHT_VELD)
        extra = [field for name in chosen if (field := self._field(parameters, name, context))]
        frames, names = {}, []
        for i, name in enumerate(self.SHAPES):
            step = part(progress, 100.0 * i / len(self.SHAPES), 100.0 * (i + 1) / len(self.SHAPES))
            layer = self.read(
                parameters, name, context, feedback, aliases=aliases.get(name), extra=extra, progress=step
            )
            frames[name] = None if layer is None else _named(layer) if name == self.BARRIERES else layer.frame
            names += [] if layer is None else [f"{name.lower()}: {layer.name}"]
        more = [
            read_source(
                source, self.BARRIERES_EXTRA, context, feedback, shape=shape_of("surface", source), aliases=BARRIER
            )
            for source in self.more_barriers(parameters, context)
        ]
        if more:
            frames[self.BARRIERES] = _stacked([frames[self.BARRIERES], *map(_named, more)])
            names += [f"{self.BARRIERES_EXTRA.lower()}: {layer.name}" for layer in more]
        return frames, names

    def _field(self, parameters, name: str, context) -> str | None:
        return (self.parameterAsStrings(parameters, name, context) or [None])[0]

    def _settings(self, parameters, context, kentallen):
        """Return the choices of the user for the engine."""
        from ..riothermie_kansen.network.design import Settings

        net = self.parameterAsEnumString(parameters, self.NETTYPE, context)
        table = self.parameterAsFile(parameters, self.LEIDINGTABEL, context)
        return Settings(
            nettypes=("bronnet", "mt") if net == "beide" else (net,),
            reach_m=kentallen.value("aansluiting.zoekafstand"),
            candidates=int(kentallen.value("aansluiting.kandidaten")),
            pa_m=self.optional_number(parameters, self.PA_PER_M, context),
            max_velocity=self.optional_number(parameters, self.MAX_SNELHEID, context),
            snap_m=kentallen.value("straten.snap_m"),
            bridge_m=kentallen.value("straten.brug_gaten_m"),
            simultaneity=self.parameterAsEnumString(parameters, self.GELIJKTIJDIGHEID, context),
            cop=kentallen.value("warmtepomp.cop"),
            delta_t=self.optional_number(parameters, self.DELTA_T, context),
            limit_eur_dwelling=self.optional_number(parameters, self.DREMPEL_EUR_WONING, context),
            limit_eur_mwh=self.optional_number(parameters, self.DREMPEL_EUR_MWH, context),
            effort=self.parameterAsEnumString(parameters, self.REKENWIJZE, context),
            bound=self.parameterAsBool(parameters, self.ONDERGRENS, context),
            required_field=self._field(parameters, self.VERPLICHT_VELD, context),
            factor_field=self._field(parameters, self.FACTOR_VELD, context),
            class_field=self._field(parameters, self.KLASSE_VELD, context),
            pipe_table=Path(table) if table else None,
            curve=self.has(parameters, self.KROMME),
        )

    def _tell(self, design, feedback) -> None:
        """Say in the log what came out: counts that add up, the proved gap, the notes."""
        totals = design.totals
        connected, listed = len(design.connections), len(design.unconnected)
        net = design.connections["nettype"].iloc[0] if connected else ""
        text = translate(
            "Riothermie", "{net}: {all} buildings = {connected} connected + {listed} listed with a reason."
        )
        feedback.pushInfo(text.format(net=net, all=connected + listed, connected=connected, listed=listed))
        gap = totals.get("gat_procent")
        if gap is not None and gap == gap:  # noqa: PLR0124 (NaN: not proved)
            text = translate("Riothermie", "{net}: the pipes cost at most {gap} % above the optimum (proved).")
            feedback.pushInfo(text.format(net=net, gap=figure(gap, 2)))
        for note in design.notes:
            feedback.pushInfo(note)

    def _write(self, parameters, context, feedback, designs, findings, metadata) -> dict:
        """Write everything or nothing; return name to destination."""
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.network import columns
        from ..riothermie_kansen.report.dxf import write_dxf
        from ..riothermie_kansen.schema import MELDING_COLUMNS, RD

        net = self.parameterAsEnumString(parameters, self.NETTYPE, context)
        line, point, none = QgsWkbTypes.Type.LineString, QgsWkbTypes.Type.Point, QgsWkbTypes.Type.NoGeometry
        trace, connections, unconnected, quantities, curve = (
            _stacked([getattr(design, name) for design in designs])
            for name in ("trace", "connections", "unconnected", "quantities", "curve")
        )
        written = [
            outputs.Output(
                self.TRACE, trace, columns.TRACE_COLUMNS, line, STYLES[net],
                metadata(
                    "Tracé warmtenet",
                    "Leidingen van de bron naar de gebouwen. Kleur: rol; lijndikte: inwendige diameter; streep: "
                    "bestaand. Veld reden_dn zegt waarom een leiding zo groot is.",
                ),
            ),
            outputs.Output(
                self.AANSLUITINGEN, connections, columns.AANSLUITING_COLUMNS, point, "aansluitingen.qml",
                metadata("Aansluitingen", "Gebouwen die op het warmtenet zijn aangesloten."),
            ),
            outputs.Output(
                self.NIET_AANGESLOTEN, unconnected, columns.NIET_COLUMNS, point, "niet_aangesloten.qml",
                metadata("Niet aangesloten", "Gebouwen zonder aansluiting, met de reden."),
            ),
            outputs.Output(
                self.HOEVEELHEDEN, quantities, columns.HOEVEELHEDEN_COLUMNS, none, None,
                metadata("Hoeveelheden", "Wat er gelegd en gemaakt moet worden; de kosten tellen op tot het totaal."),
            ),
            outputs.Output(
                self.KROMME, curve, columns.CURVE_COLUMNS, none, None,
                metadata("Kosten en aansluitingen", "Wat het net kost met de gunstigste aansluitingen."),
            ),
            outputs.Output(
                self.MELDINGEN, findings.frame(RD), MELDING_COLUMNS, point, "meldingen.qml",
                metadata("Meldingen", "Wat is hersteld, aangenomen of weggelaten bij het ontwerp van het warmtenet."),
            ),
        ]  # fmt: skip
        drawing = self.parameterAsFileOutput(parameters, self.DXF, context)
        fresh = bool(drawing) and not Path(drawing).exists()
        try:
            if drawing:
                write_dxf(drawing, trace, connections, cancelled=feedback.isCanceled)
            made = outputs.write_all(
                self, parameters, context, written, cancelled=feedback.isCanceled,
                progress=part(feedback.setProgress, 85, 100),
            )  # fmt: skip
        except BaseException:
            if fresh:
                with contextlib.suppress(OSError):  # the first error is the one to tell
                    Path(drawing).unlink(missing_ok=True)
            raise
        return made | ({self.DXF: drawing} if drawing else {})


def _named(layer):
    """Return the frame of a layer with its name in the field laag: in the BGT the layer tells what things are."""
    frame = layer.frame
    return frame if "laag" in frame.columns else frame.assign(laag=layer.name)


def _stacked(frames):
    """Return frames below each other; None counts as nothing."""
    import pandas as pd

    kept = [frame for frame in frames if frame is not None]
    return pd.concat(kept, ignore_index=True) if len(kept) > 1 else kept[0]
