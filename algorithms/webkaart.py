"""Algorithm `webkaart`: one page with a map that works without a network."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingException
from qgis.PyQt.QtCore import QCoreApplication

from . import destinations, reports
from .environment import RESOURCES
from .metadata import plugin_version
from .webkaart_parameters import WebkaartAlgorithm

translate = QCoreApplication.translate


class Webkaart(WebkaartAlgorithm):
    """Make a web map of layers."""

    NAME = "webkaart"

    def displayName(self) -> str:
        return translate("Riothermie", "Web map: one file that works without a network")

    def shortDescription(self) -> str:
        return translate("Riothermie", "Makes one HTML file with a map of the outcomes, to share and to open anywhere.")

    def shortHelpString(self) -> str:
        return translate(
            "Riothermie",
            "<p>Makes one HTML file with a map of the layers that you give: to send by e-mail, to put on a file share, "
            "to open in any web browser of the last years, with or without a network. Nothing is fetched and nothing "
            "is sent.</p>"
            "<p><b>What to give.</b> Layers (LAGEN), or a GeoPackage of which all layers are shown, such as "
            "haalbaarheid.gpkg. Below them, if you like, a background of your own: streets, water, outlines.</p>"
            "<p><b>What comes out.</b> One file with a map: layers on and off, the styles of QGIS, the legend, the "
            "attributes in words when you click, search by street, building or district, measure lengths and areas in "
            "RD, a table of each layer, print to scale, a link to what you see. It works with the keyboard and with a "
            "screen reader, and on a phone. Lines and outlines are simplified in small steps until the file fits in "
            "MAX_MB; the page and the log say by how much. If it does not fit then, the run stops and names the "
            "largest layers.</p>"
            "<p><b>How to read it.</b> As an indication, like the layers themselves. All their attributes are in the "
            "file, also those that you do not see at once: give no layers with names or consumption of persons to "
            "share with others.</p>",
        )

    def initAlgorithm(self, config=None) -> None:
        self.add_layers()
        self.add_texts()
        self.add_outputs()

    def problem(self, parameters, context) -> str:
        given = [name for name in (self.LAGEN, self.GEOPACKAGE) if self.has(parameters, name)]
        if not given:
            return translate("Riothermie", "There is nothing to show: choose layers (LAGEN) or a GeoPackage.")
        package = self.parameterAsFile(parameters, self.GEOPACKAGE, context)
        if package and not Path(package).is_file():
            return translate("Riothermie", "There is no file {file}: choose another one.").format(file=package)
        layers = [name for name in (self.LAGEN, self.ACHTERGROND) if self.has(parameters, name)]
        files = [Path(package)] if package else []
        return destinations.problem(self, parameters, context, layers, (self.HTML,), files=files)

    def prepareAlgorithm(self, parameters, context, feedback) -> bool:
        """Take what has to be known of the layers while QGIS holds still: styles, fields, how to read them."""
        from . import web_layers

        self._layers = web_layers.collect(self, parameters, context, feedback)
        return True

    def process(self, parameters, context, feedback) -> dict:
        from ..riothermie_kansen.callbacks import part, stop_if
        from ..riothermie_kansen.report.web.page import Texts, web_map
        from . import web_layers

        kentallen = self.kentallen(parameters, context, feedback)
        layers = []
        for i, found in enumerate(self._layers):
            step = part(feedback.setProgress, 70.0 * i / len(self._layers), 70.0 * (i + 1) / len(self._layers))
            made = web_layers.read(found, context, feedback, progress=step)
            if made is not None:
                layers.append(made)
        if not layers:
            raise QgsProcessingException(
                translate("Riothermie", "None of the layers has a place on the map: choose other layers.")
            )
        texts = Texts(
            title=self.parameterAsString(parameters, self.TITEL, context).strip(),
            place=self.parameterAsString(parameters, self.PLAATS, context).strip(),
            language=self.parameterAsEnumString(parameters, self.TAAL, context),
            version=plugin_version(),
        )
        page = web_map(
            layers, texts, folder=RESOURCES / "web", kentallen=kentallen,
            progress=part(feedback.setProgress, 70, 99), cancelled=feedback.isCanceled,
        )  # fmt: skip
        for note in page.notes:
            feedback.pushInfo(note)
        target = self.parameterAsFileOutput(parameters, self.HTML, context)
        with reports.saved(target, page.html):
            stop_if(feedback.isCanceled)
        return {
            self.HTML: target,
            "LAGEN_AANTAL": len(layers),
            "OBJECTEN": sum(len(layer.geometries) for layer in layers),
            "GROOTTE_MB": len(page.html.encode()) / 1e6,
            "VEREENVOUDIGD_M": page.tolerance_m,
        }
