"""Algorithm `wkogeschiktheid`: which layer of the ground carries a doublet, and what it gives."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingException, QgsWkbTypes
from qgis.PyQt.QtCore import QCoreApplication

from . import destinations, outputs, reports
from .environment import language
from .metadata import layer_metadata, plugin_version
from .wkogeschiktheid_parameters import AquiferAlgorithm

translate = QCoreApplication.translate

NUMBERS = {
    "AANTAL": "punten",
    "GESCHIKT": "geschikt",
    "MATIG": "matig",
    "ONGESCHIKT": "ongeschikt",
    "ONBEKEND": "onbekend",
    "DEBIET_M3H": "debiet_m3h",
    "VERMOGEN_KW": "vermogen_kw",
    "BRONAFSTAND_M": "bronafstand_m",
    "DOUBLETTEN": "doubletten",
    "TOTAAL_KW": "totaal_kw",
    "ZONDER_OORDEEL": "zonder_oordeel",
    "DOUBLETTEN_ZONDER_OORDEEL": "doubletten_zonder_oordeel",
    "GEOTOP_TEGEN": "geotop_tegen",
    "HTO_MOGELIJK": "hto",
}
"""Numbers of a run, and their name in the totals of the engine."""

REALS = ("DEBIET_M3H", "VERMOGEN_KW", "BRONAFSTAND_M", "TOTAAL_KW")
"""Those that are no count."""


class Wkogeschiktheid(AquiferAlgorithm):
    """Judge aquifers at points or in areas."""

    NAME = "wkogeschiktheid"

    def displayName(self) -> str:
        return translate("Riothermie", "WKO suitability: which layer carries a doublet")

    def shortDescription(self) -> str:
        return translate(
            "Riothermie",
            "Finds the best water-bearing layer for an open system in REGIS II, with flow, power and well distance.",
        )

    def shortHelpString(self) -> str:
        return translate(
            "Riothermie",
            "<p>Reads the layers of the ground from REGIS II and tells which one suits an open system (WKO): sand "
            "that lets water through, thick enough, at the right depth, with clay above and below.</p>"
            "<p><b>What to give.</b> The rasters of REGIS II (NetCDF, or a folder with GeoTIFF, ASC or IDF), and an "
            "area or points. If you have it: the output of bodemrestricties, which limits the depth, and GeoTOP "
            "(NetCDF) for a second opinion on the shallow part.</p>"
            "<p><b>What comes out.</b> Cells or points with a class (geschikt, matig, ongeschikt, onbekend) and the "
            "reason, the layer with depth, thickness, kh and kD, the clay around it, and estimates: flow of a well, "
            "power of a doublet, thermal radius and distance between wells. Per area the doublets that fit "
            "at most, each layer at its own distance; those where the restrictions gave no verdict stand apart. "
            "Whether a deeper layer could store heat at a higher temperature. A table of all layers, and a report "
            "with the layers under a place and cross-sections.</p>"
            "<p><b>How to read it.</b> Adjoining sand without clay between counts as one layer. The flow follows from "
            "design rules, not from a test; groundwater flow, salt and quality are not looked at. Onbekend is no "
            "verdict: the model says nothing there. A study and a test drilling decide, and the province permits.</p>",
        )

    def tags(self) -> list[str]:
        words = translate("Riothermie", "aquifer,groundwater,doublet,well,ground energy,suitability,cross-section,sand")
        own = ("WKO", "REGIS", "DINOloket", "bodemenergie", "open systeem", "HTO", "kD", "bronafstand")
        return [*super().tags(), *words.split(","), *own]

    def initAlgorithm(self, config=None) -> None:
        self.add_inputs()
        self.add_choices()
        self.add_outputs()
        self.add_numbers(
            AANTAL=translate("Riothermie", "Points or cells"),
            GESCHIKT=translate("Riothermie", "Suitable ones"),
            MATIG=translate("Riothermie", "Fairly suitable ones"),
            ONGESCHIKT=translate("Riothermie", "Unsuitable ones"),
            ONBEKEND=translate("Riothermie", "Points or cells where nothing is known"),
            DEBIET_M3H=translate("Riothermie", "Flow of a well, median (m3/h)"),
            VERMOGEN_KW=translate("Riothermie", "Power of a doublet, median (kW)"),
            BRONAFSTAND_M=translate("Riothermie", "Distance between wells, median (m)"),
            DOUBLETTEN=translate("Riothermie", "Doublets that fit, at most"),
            TOTAAL_KW=translate("Riothermie", "Power of those doublets (kW)"),
            ZONDER_OORDEEL=translate("Riothermie", "Usable points or cells without a verdict of the restrictions"),
            DOUBLETTEN_ZONDER_OORDEEL=translate("Riothermie", "Doublets that fit there, not in the sum"),
            GEOTOP_TEGEN=translate("Riothermie", "Points or cells where GeoTOP contradicts the chosen layer"),
            HTO_MOGELIJK=translate(
                "Riothermie", "Points or cells where storage at a higher temperature seems possible"
            ),
            AANTAL_MELDINGEN=translate("Riothermie", "Findings"),
        )

    def problem(self, parameters, context) -> str:
        given = [name for name in self.SHAPES if self.has(parameters, name)]
        area, points = self.GEBIED in given, self.PUNTEN in given
        if area == points:
            if area:
                return translate("Riothermie", "Both an area and points were given: choose one of the two.")
            return translate("Riothermie", "Neither an area nor points were given: choose one of the two.")
        if self.parameterAsStrings(parameters, self.NAAM_VELD, context) and not points:
            return translate("Riothermie", "A field of the points was chosen, but no points: choose that layer too.")
        path = Path(self.parameterAsString(parameters, self.REGIS, context))
        if not path.exists():
            text = translate("Riothermie", "REGIS: {path} does not exist; choose a NetCDF file or a folder.")
            return text.format(path=path)
        geotop = self._geotop(parameters, context)
        if geotop is not None and not geotop.exists():
            text = translate("Riothermie", "{path} does not exist; choose a file, or leave it empty.")
            return text.format(path=geotop)
        try:
            for name in given:
                self.check_layer(parameters, name, context, filled=name != self.RESTRICTIES)
        except QgsProcessingException as error:
            return str(error)
        files = [one for one in (path, geotop) if one is not None and one.is_file()]
        return destinations.problem(self, parameters, context, given, self.OUTPUTS, files=files)

    def _geotop(self, parameters, context) -> Path | None:
        text = self.parameterAsString(parameters, self.GEOTOP, context)
        return Path(text) if text else None

    def process(self, parameters, context, feedback) -> dict:
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.readers.geotop import read_voxels
        from ..riothermie_kansen.readers.regis import read_stack
        from ..riothermie_kansen.subsurface.aquifer import places
        from ..riothermie_kansen.subsurface.aquifer.judge import judge_aquifers

        kentallen = self.kentallen(parameters, context, feedback)
        frames, sources = {}, []
        for i, name in enumerate(self.SHAPES):
            step = part(feedback.setProgress, 4 * i, 4 * i + 4)
            layer = self.read(parameters, name, context, feedback, progress=step)
            frames[name] = None if layer is None else layer.frame
            sources += [] if layer is None else [f"{name.lower()}: {layer.name}"]
        model = places.model_of(Path(self.parameterAsString(parameters, self.REGIS, context)))
        areas, size = None, 0.0
        if frames[self.GEBIED] is not None:
            areas, left_out = places.areas_of(frames[self.GEBIED])
            asked = self.parameterAsDouble(parameters, self.CELGROOTTE, context)
            ids, xy, size = places.cells_of(
                model, areas, size_m=asked or None, kentallen=kentallen,
                progress=part(feedback.setProgress, 12, 20), cancelled=feedback.isCanceled,
            )  # fmt: skip
        else:
            field = (self.parameterAsStrings(parameters, self.NAAM_VELD, context) or [None])[0]
            ids, xy, left_out = places.points_of(frames[self.PUNTEN], field)
        stack = read_stack(
            model, xy, kentallen=kentallen, progress=part(feedback.setProgress, 20, 50), cancelled=feedback.isCanceled
        )
        geotop, voxels = self._geotop(parameters, context), None
        if geotop is not None:
            sources.append(f"geotop: {geotop.name}")
            voxels = read_voxels(
                geotop, xy, kentallen=kentallen, progress=part(feedback.setProgress, 50, 60),
                cancelled=feedback.isCanceled,
            )  # fmt: skip
        stack.findings.extend(left_out)
        found = judge_aquifers(
            stack, xy=xy, ids=ids, size_m=size, areas=areas, restrictions=frames[self.RESTRICTIES],
            voxels=voxels, kentallen=kentallen, progress=part(feedback.setProgress, 60, 80),
            cancelled=feedback.isCanceled,
        )  # fmt: skip
        self._tell(found, feedback)
        made = self._write(parameters, context, feedback, found, [f"regis: {stack.source}", *sources], kentallen)
        return made | _numbers(found)

    def _tell(self, found, feedback) -> None:
        """Say in the log that the classes add up, and the notes."""
        from ..riothermie_kansen.report.language import Words

        words = Words(language())
        text = translate("Riothermie", "Suitable {good} + fair {fair} + unsuitable {poor} + unknown {unknown} = {all}.")
        shown = {"good": "geschikt", "fair": "matig", "poor": "ongeschikt", "unknown": "onbekend", "all": "punten"}
        feedback.pushInfo(text.format(**{key: words.number(found.totals[name]) for key, name in shown.items()}))
        self.tell(found.findings, found.notes, feedback)

    def _write(self, parameters, context, feedback, found, sources, kentallen) -> dict:
        """Write everything or nothing; return name to destination."""
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.report.aquifer_report import aquifer_html
        from ..riothermie_kansen.schema import MELDING_COLUMNS, RD, rounded
        from ..riothermie_kansen.subsurface.aquifer import columns

        def metadata(title: str, about: str):
            return layer_metadata(
                self, parameters, context, title=title, about=about, kentallen=kentallen, sources=sources,
                notes=found.notes,
            )  # fmt: skip

        point, area = QgsWkbTypes.Type.Point, QgsWkbTypes.Type.MultiPolygon
        cells = found.size_m > 0
        written = [
            outputs.Output(
                self.GESCHIKTHEID, rounded(found.points, columns.PUNT_COLUMNS), columns.PUNT_COLUMNS,
                QgsWkbTypes.Type.Polygon if cells else point,
                "geschiktheid.qml" if cells else "geschiktheid_punten.qml",
                metadata(
                    "Geschiktheid voor WKO",
                    "De beste watervoerende laag per cel of punt, met ramingen van debiet, vermogen en bronafstand. "
                    "Onbekend is geen oordeel: het model zegt daar niets.",
                ),
            ),
            outputs.Output(
                self.LAGEN, rounded(found.layers, columns.LAAG_COLUMNS), columns.LAAG_COLUMNS,
                QgsWkbTypes.Type.NoGeometry, None,
                metadata(
                    "Lagen",
                    "De lagen onder elk punt of elke cel, van boven naar beneden; rol geotop: de kolom van GeoTOP.",
                ),
            ),
            outputs.Output(
                self.GEBIEDEN, rounded(found.area, columns.GEBIED_COLUMNS), columns.GEBIED_COLUMNS, area,
                "geschiktheid_gebieden.qml",
                metadata(
                    "Doubletten per gebied",
                    "Hoeveel doubletten ten hoogste passen, zonder bebouwing, bestaande systemen en warmtevraag.",
                ),
            ),
            outputs.Output(
                self.MELDINGEN, found.findings.frame(RD), MELDING_COLUMNS, point, "meldingen.qml",
                metadata("Meldingen", "Wat is hersteld, aangenomen of weggelaten."),
            ),
        ]  # fmt: skip
        report = self.parameterAsFileOutput(parameters, self.RAPPORT, context)
        text = ""
        if report:
            text = aquifer_html(
                found, kentallen=kentallen, sources=sources, language=language(), version=plugin_version()
            )
        with reports.saved(report, text):
            made = outputs.write_all(
                self, parameters, context, written, cancelled=feedback.isCanceled,
                progress=part(feedback.setProgress, 82, 100),
            )  # fmt: skip
        return made | ({self.RAPPORT: report} if report else {})


def _numbers(found) -> dict[str, float]:
    """Return the numbers of a run; those that are not known are left out."""
    numbers = {
        name: value if name in REALS else int(value)
        for name, key in NUMBERS.items()
        if (value := found.totals[key]) == value  # NaN: not known
    }
    return numbers | {"AANTAL_MELDINGEN": found.findings.count()}
