"""Algorithm `pdokophalen`: fetch open data of a place into one GeoPackage, with a table of where it came from."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsProcessingException,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..riothermie_kansen.callbacks import silent, stop_if
from . import bases, destinations, layers, network, outputs
from .environment import language
from .metadata import layer_metadata
from .pdokophalen_load import load
from .pdokophalen_package import Package, open_elsewhere, package
from .pdokophalen_parameters import FetchAlgorithm
from .pdokophalen_sources import SOURCES_TABLE, Run, source_columns, sources_frame
from .pdokophalen_styles import give, height
from .sources import RD
from .styling import set_titles

translate = QCoreApplication.translate

RESUMED = "cache/riothermie_kansen"
"""Folder in the profile of QGIS for the pages of a run that stopped."""

ABOUT = (
    "Opgehaald bij de bronhouder, met de veldnamen van de bron. Waar het vandaan komt, van welke dag het is en wat "
    "ontbreekt, staat in de tabel bronnen van dezelfde GeoPackage. Geen namen van personen; adressen zijn open "
    "gegevens, maar samen met een label of een warmtevraag zeggen ze iets over een woning."
)

SEWERS = {"pdok": "pdok_gwsw", "pdok_ogc": "pdok_gwsw_ogc", "rioned": "rioned"}


class PdokOphalen(FetchAlgorithm):
    """Fetch open data of a place."""

    NAME = "pdokophalen"

    def displayName(self) -> str:
        return translate("Riothermie", "Fetch open data (PDOK, GWSW, CBS, WKO-tool)")

    def shortDescription(self) -> str:
        return translate(
            "Riothermie",
            "Fetches sewers, buildings, streets, neighbourhoods and restrictions of a place into one GeoPackage.",
        )

    def shortHelpString(self) -> str:
        return translate(
            "Riothermie",
            "<p>Starts a study in an empty project: the data that the other algorithms need, of a municipality, an "
            "area or the map on the screen, in one GeoPackage in RD New.</p>"
            "<p><b>What to give.</b> A place, and what you want: sewers (GWSW), buildings and addresses (BAG), streets "
            "(NWB), neighbourhoods and squares (CBS), restrictions and installations of the WKO-tool, protection of "
            "groundwater, nature, and the large-scale map (BGT). It goes through the network settings of QGIS (proxy, "
            "certificates), page by page; what fails is tried again with longer waits, and a run that stops goes on "
            "where it was.</p>"
            "<p><b>What comes out.</b> A table per data set with the field names of its source, so that the other "
            "algorithms find it by themselves; the table bronnen with address, date, number, licence and what went "
            "wrong; findings. A source that fails is named and the others are delivered, unless you choose everything "
            "or nothing.</p>"
            "<p><b>How to read it.</b> A copy of today: the source decides. An installation in the WKO-tool is no "
            "prohibition; only the layer with prohibited areas is. No names of people are fetched. Addresses and "
            "building years are open data, but together with a demand or a label they say something about a home: "
            "think before you share them.</p>",
        )

    def tags(self) -> list[str]:
        words = translate("Riothermie", "download,open data,web service,municipality,sewer,buildings,streets")
        return [*super().tags(), *words.split(","), "PDOK", "GWSW", "BAG", "NWB", "CBS", "BGT", "WFS", "OGC API"]

    def initAlgorithm(self, config=None) -> None:
        self.add_place()
        self.add_data()
        self.add_services()
        self.add_kentallen()
        self.add_package()
        self.add_numbers(
            OBJECTEN=translate("Riothermie", "Objects"),
            LAGEN=translate("Riothermie", "Tables with data"),
            MISLUKT=translate("Riothermie", "Data sets that failed"),
            AANTAL_MELDINGEN=translate("Riothermie", "Findings"),
        )

    def problem(self, parameters, context) -> str:
        from ..riothermie_kansen.errors import RiothermieError

        if message := self.problem_of_place(parameters, context):
            return message
        try:
            self._chosen(parameters, context)
        except RiothermieError as error:
            return error.text(language())
        except QgsProcessingException as error:
            return str(error)
        target = Path(self.parameterAsFileOutput(parameters, self.GEOPACKAGE, context))
        if target.suffix.lower() != ".gpkg":
            text = translate("Riothermie", '"{output}" is a GeoPackage: choose a name that ends in .gpkg, not {file}.')
            return text.format(output=self.parameterDefinition(self.GEOPACKAGE).description(), file=target.name)
        own = self.parameterAsFile(parameters, self.DIENSTEN, context)
        files = [Path(own)] if own else []
        return destinations.problem(
            self, parameters, context, [self.GEBIED], self.OUTPUTS, files=files
        ) or open_elsewhere(target)

    def process(self, parameters, context, feedback) -> dict:
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.services import clear
        from ..riothermie_kansen.services.addresses import origin

        kentallen = self.kentallen(parameters, context, feedback)
        chosen, catalogue, own = self._chosen(parameters, context)
        fetch = network.fetcher(self.parameterAsString(parameters, self.AANMELDING, context), map(origin, own.values()))
        strict = self.parameterAsBool(parameters, self.STRENG, context)
        target = Path(self.parameterAsFileOutput(parameters, self.GEOPACKAGE, context))
        keep = self.parameterAsBool(parameters, self.HERVATTEN, context)
        with kept_pages(keep, kentallen.value("dienst.hervatten")) as folder:
            run = Run(fetch, folder, kentallen, feedback, strict, catalogue, partial(gml, context, feedback))
            area, municipality = self._place(parameters, context, feedback, run)
            run.folder = folder / sha256(area.wkb).hexdigest()[:16]  # another place is another run to go on with
            with package(target) as made:
                for i, items in enumerate(chosen):
                    step = part(feedback.setProgress, 5 + 90 * i / len(chosen), 5 + 90 * (i + 1) / len(chosen))
                    feedback.setProgressText(items[0].title(language()))
                    run.add(items, area, municipality, made, step)
                run.refuse_nothing()
                self._finish(parameters, context, run, made)
                written = self._findings(parameters, context, feedback, run)
                stop_if(feedback.isCanceled)
            if not run.failures:
                clear(run.folder)
        run.tell()
        if self.parameterAsBool(parameters, self.LADEN, context):
            load(target, run.written, context)
        return written | {self.GEOPACKAGE: str(target)} | run.numbers()

    def _chosen(self, parameters, context) -> tuple[list, tuple, dict[str, str]]:
        """Return (data sets to fetch, those that come together in a list, all data sets, addresses of the user).

        Raises
        ------
        QgsProcessingException, InputError
            The file with addresses cannot be used, in one sentence.
        """
        from ..riothermie_kansen.services import catalogue

        own = bases.given(self.parameterAsFile(parameters, self.DIENSTEN, context))
        known = catalogue.with_bases(own)
        sewer = SEWERS[self.parameterAsEnumString(parameters, self.RIOOLBRON, context)]
        groups = self.parameterAsEnumStrings(parameters, self.DATASETS, context)
        found = [item for group in self.GROEPEN if group in groups for item in catalogue.of_group(group, sewer, known)]
        keys = [key.strip().lower() for key in self.parameterAsString(parameters, self.ALLEEN, context).split(",")]
        if only := set(filter(None, keys)):
            if unknown := only - {item.key for item in known}:
                text = translate("Riothermie", "{title}: {wrong} is no data set; choose from: {keys}.")
                title, every = (
                    self.parameterDefinition(self.ALLEEN).description(),
                    ", ".join(item.key for item in known),
                )
                raise QgsProcessingException(text.format(title=title, wrong=", ".join(sorted(unknown)), keys=every))
            found = [item for item in known if item.key in only]
            for item in found:  # the second would take the place of the first
                if same := [other.key for other in found if other.tabel == item.tabel and other is not item]:
                    text = translate("Riothermie", "{one} and {other} fill the same table {table}: choose one of them.")
                    raise QgsProcessingException(text.format(one=item.key, other=same[0], table=item.tabel))
        bgt = [item for item in found if item.kind == "bgt"]  # one delivery for all of them
        return [[item] for item in found if item.kind != "bgt"] + ([bgt] if bgt else []), known, own

    def _place(self, parameters, context, feedback, run: Run):
        """Return (area in RD as a shapely polygon, name of the municipality or None)."""
        import shapely

        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.errors import InputError
        from ..riothermie_kansen.services import dataset, municipality
        from ..riothermie_kansen.services.download import checked

        name = self.parameterAsString(parameters, self.GEMEENTE, context).strip() or None
        if name is not None:
            feedback.setProgressText(name)
            found = municipality(
                name, run.fetch, source=dataset("cbs_gemeenten", run.catalogue), folder=run.folder,
                kentallen=run.kentallen, progress=part(feedback.setProgress, 0, 5), cancelled=feedback.isCanceled,
            )  # fmt: skip
            name, area = found.naam, found.area
        elif self.has(parameters, self.GEBIED):
            frame = self.read(parameters, self.GEBIED, context, feedback, progress=silent).frame
            area = shapely.union_all(frame.geometry.dropna().to_numpy())
        else:
            rectangle = self.parameterAsExtentGeometry(
                parameters, self.OMVANG, context, QgsCoordinateReferenceSystem(RD)
            )
            area = shapely.from_wkb(rectangle.asWkb().data(), on_invalid="ignore")
        buffer = self.parameterAsDouble(parameters, self.BUFFER_M, context)
        area = area.buffer(buffer) if buffer else area
        checked(area)
        most = run.kentallen.value("dienst.gebied_hoogste")
        if area.area / 1e6 > most:
            raise InputError("dienst_gebied_groot", km2=f"{area.area / 1e6:.0f}", grens=f"{most:.0f}")
        return area, name

    def _finish(self, parameters, context, run: Run, made: Package) -> None:
        """Add the table of sources, and give all tables a style and metadata."""
        made.add(
            SOURCES_TABLE, sources_frame(run.rows), source_columns(), cancelled=run.feedback.isCanceled, progress=silent
        )
        for i, table in enumerate(run.written):
            run.feedback.setProgress(95 + 4 * i / len(run.written))
            stop_if(run.feedback.isCanceled)
            layer = made.layer(table.table)
            table.style, table.above = give(layer, table.table), height(layer, table.table)
            table.metadata = self._about(parameters, context, run, table.title, table.sources, table.notes)
            keep(layer, table.title, table.metadata)
            del layer  # closes the file
        layer = made.layer(SOURCES_TABLE)
        set_titles(layer, source_columns())
        keep(layer, SOURCES_TABLE, self._about(parameters, context, run, "Bronnen van de gegevens", [], []))
        del layer

    def _findings(self, parameters, context, feedback, run: Run) -> dict:
        """Write the findings."""
        from ..riothermie_kansen.schema import MELDING_COLUMNS
        from ..riothermie_kansen.schema import RD as ENGINE_RD

        findings = outputs.Output(
            self.MELDINGEN,
            run.findings.frame(ENGINE_RD),
            MELDING_COLUMNS,
            QgsWkbTypes.Type.Point,
            "meldingen.qml",
            self._about(parameters, context, run, "Meldingen van het ophalen", [], []),
        )
        return outputs.write_all(self, parameters, context, [findings], cancelled=feedback.isCanceled, progress=silent)

    def _about(self, parameters, context, run: Run, title: str, sources: list[str], notes: list[str]):
        """Return the metadata of a table."""
        return layer_metadata(
            self, parameters, context, title=title, about=ABOUT, kentallen=run.kentallen, sources=sources, notes=notes
        )


def keep(layer: QgsVectorLayer, title: str, metadata) -> None:
    """Keep the style and the metadata of a layer in its file."""
    layer.setMetadata(metadata)
    layer.saveDefaultMetadata()
    layer.saveStyleToDatabase(layer.name(), title, True, "")


@contextlib.contextmanager
def kept_pages(keep: bool, oldest_h: float) -> Iterator[Path]:
    """Give the folder for the pages of a run: one in the profile, where the next run finds them, or for this run only.

    Pages that are too old to be used again are thrown away: they may be of a run that nobody goes on with.
    """
    folder = Path(QgsApplication.qgisSettingsDirPath()) / RESUMED
    if keep:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:  # a profile that cannot be written: then nothing is kept
            keep = False
    if not keep:
        with TemporaryDirectory(prefix="riothermie-") as scratch:
            yield Path(scratch)
        return
    for page in folder.glob("*/*/*"):
        with contextlib.suppress(OSError):  # another run may have thrown it away just now
            if page.stat().st_mtime < time.time() - 3600.0 * oldest_h:
                page.unlink()
    yield folder


def gml(context, feedback, file: Path):
    """Return a file of GML as a frame in RD, arcs made straight."""
    from ..riothermie_kansen.services import ServiceError

    layer = QgsVectorLayer(str(file), file.stem, "ogr")
    if not layer.isValid():
        raise ServiceError("geen_objecten", url=str(file), tekst=layer.error().summary() or "-")
    if not layer.crs().isValid():
        layer.setCrs(QgsCoordinateReferenceSystem(RD))  # the service delivers nothing else
    try:
        return layers.read(layer, context, feedback, shape="whole", progress=silent).frame
    except QgsProcessingException as error:
        raise ServiceError("geen_objecten", url=str(file), tekst=str(error)) from error
