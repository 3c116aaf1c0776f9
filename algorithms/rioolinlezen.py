"""Algorithm `rioolinlezen`: a sewer in any delivery as one table of pipes, nodes and findings."""

from __future__ import annotations

from qgis.core import QgsProcessing, QgsProcessingParameterFeatureSink, QgsWkbTypes
from qgis.PyQt.QtCore import QCoreApplication

from . import outputs
from .inputs import AREAS
from .metadata import layer_metadata
from .sewer_parameters import SewerAlgorithm

translate = QCoreApplication.translate


class RioolInlezen(SewerAlgorithm):
    """Read a sewer and connect it."""

    NAME = "rioolinlezen"
    LEIDINGEN_UIT = "LEIDINGEN_UIT"
    OUTPUTS = ("LEIDINGEN_UIT", "KNOPEN_UIT", "MELDINGEN")

    def displayName(self) -> str:
        return translate("Riothermie", "Read sewer")

    def shortDescription(self) -> str:
        return translate(
            "Riothermie", "Reads a sewer in any delivery into one table of pipes, connected at their nodes."
        )

    def shortHelpString(self) -> str:
        return translate(
            "Riothermie",
            "<p>Reads the sewer layers of a municipality as they are delivered, and makes one table of them that every "
            "other tool understands.</p>"
            "<p><b>What to give.</b> A layer of pipes: GWSW in any spelling (GeoPackage, WFS, OGC API, shapefile), or "
            "a layer of your own with VELDEN. If there is one, also the layers of manholes and pumps. Or the folder of "
            "a GWSW-Hyd (HydX) delivery. Any known coordinate system will do.</p>"
            "<p><b>What comes out.</b> Pipes with one schema (sizes in mm inside, levels in m NAP), nodes, and "
            "findings: everything that was repaired, assumed or left out, with the object, the place and a sentence. "
            "Nothing disappears: the log shows that pipes read = pipes written + pipes listed.</p>"
            "<p><b>How to read the map.</b> Colour is the kind of sewer. Look at the red diamonds first: these objects "
            "could not be used.</p>",
        )

    def tags(self) -> list[str]:
        words = translate("Riothermie", "sewer,pipes,network,topology,read,import,manholes,pumps")
        return [*super().tags(), *words.split(","), "riool", "leidingen", "GWSW", "HydX", "DWA", "inlezen"]

    def initAlgorithm(self, config=None) -> None:
        self.add_sewer()
        self.add_source(
            self.GEBIEDEN,
            AREAS,
            translate("Riothermie", "Areas"),
            translate(
                "Riothermie",
                "Polygons, such as drainage areas or neighbourhoods: each pipe gets the name of the area in which its "
                "middle lies, in the field gebied.",
            ),
        )
        self.add_sewer_options()
        self.add_kentallen()
        self.add(
            QgsProcessingParameterFeatureSink(
                self.LEIDINGEN_UIT, translate("Riothermie", "Pipes"), QgsProcessing.SourceType.TypeVectorLine
            ),
            translate("Riothermie", "Lines with one schema; fields have Dutch titles with their unit."),
        )
        self.add_common_outputs()
        self.add_numbers(
            AANTAL_IN=translate("Riothermie", "Pipes read"),
            AANTAL_UIT=translate("Riothermie", "Pipes written"),
            AANTAL_WEG=translate("Riothermie", "Pipes left out and listed"),
            AANTAL_KNOPEN=translate("Riothermie", "Nodes"),
            AANTAL_MELDINGEN=translate("Riothermie", "Findings"),
            LENGTE_M=translate("Riothermie", "Length of the pipes (m)"),
        )

    def process(self, parameters, context, feedback) -> dict:
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.findings import Findings
        from ..riothermie_kansen.schema import KNOOP_COLUMNS, LEIDING_COLUMNS, MELDING_COLUMNS, RD, Column
        from ..riothermie_kansen.sewer import areas, network

        kentallen = self.kentallen(parameters, context, feedback)
        step = part(feedback.setProgress, 0, 60)
        sewer, extra = self.read_sewer(parameters, context, feedback, kentallen, step)
        built = network.build(
            sewer,
            tolerance_m=kentallen.value("stroming.tolerantie_m"),
            kentallen=kentallen,
            progress=part(feedback.setProgress, 60, 80),
            cancelled=feedback.isCanceled,
        )
        findings = Findings()
        findings.extend(sewer.findings)
        findings.extend(built.findings)
        counts = self.balance(sewer, len(built.pipes), extra, findings, feedback)
        pipes = built.pipes
        districts = self.frame(parameters, self.GEBIEDEN, context, feedback)
        pipes["gebied"] = "" if districts is None else areas.area_of(pipes.geometry.to_numpy(), districts)
        table = findings.frame(RD)
        self.tell(findings, sewer.notes, feedback)

        def metadata(title: str, about: str):
            return layer_metadata(
                self, parameters, context, title=title, about=about, kentallen=kentallen, sources=[sewer.source],
                notes=sewer.notes,
            )  # fmt: skip

        # what the source registers goes along, so that a next step on these layers knows it too
        registered = (
            Column("capaciteit_ls", "real", "l/s", "Pompcapaciteit"),
            Column("woningen", "real", "", "Geregistreerde woningen"),
            Column("ve_bedrijven", "real", "i.e.", "Geregistreerde bedrijven"),
            Column("dwa_lateraal_ls", "real", "l/s", "Geregistreerd lateraal DWA-debiet"),
        )
        columns = (*LEIDING_COLUMNS, *registered, Column("gebied", "text", "", "Gebied"))
        line, point = QgsWkbTypes.Type.LineString, QgsWkbTypes.Type.Point
        layers = [
            outputs.Output(
                self.LEIDINGEN_UIT, pipes, columns, line, "leidingen.qml",
                metadata("Rioolleidingen", "Leidingen in één schema; maten inwendig in mm, hoogten in m NAP."),
            ),
            outputs.Output(
                self.KNOPEN_UIT, built.nodes, (*KNOOP_COLUMNS, *registered[1:]), point, "knopen.qml",
                metadata("Rioolknopen", "Knopen van het rioolnet."),
            ),
            outputs.Output(
                self.MELDINGEN, table, MELDING_COLUMNS, point, "meldingen.qml",
                metadata("Meldingen", "Wat is hersteld, aangenomen of weggelaten bij het inlezen van het riool."),
            ),
        ]  # fmt: skip
        result = outputs.write_all(
            self,
            parameters,
            context,
            layers,
            cancelled=feedback.isCanceled,
            progress=part(feedback.setProgress, 80, 100),
        )
        numbers = {"AANTAL_KNOPEN": len(built.nodes), "AANTAL_MELDINGEN": len(table)}
        return result | counts | numbers | {"LENGTE_M": float(pipes["lengte_m"].sum())}
