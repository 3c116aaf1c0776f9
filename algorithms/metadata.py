"""Layer metadata: with what, from what and under which assumptions an output was made."""

from __future__ import annotations

import configparser
import os
from functools import cache
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsLayerMetadata,
    QgsProcessing,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
    QgsProperty,
)
from qgis.PyQt.QtCore import QDate, QDateTime

from . import tables
from .environment import ROOT
from .sources import RD

KEYWORDS = {
    "warmtekavels": ["riothermie", "aquathermie", "warmtekavel", "Wcw", "warmteprogramma", "warmtevraag"],
    "riool": ["riothermie", "aquathermie", "TEA", "riool", "DWA", "kansenkaart"],
    "warmtenet": ["riothermie", "aquathermie", "warmtenet", "bronnet", "MT-net", "tracé"],
    "bodem": ["bodemenergie", "WKO", "bodemlus", "restricties", "bodem", "aquathermie"],
    "debietmeting": ["riothermie", "aquathermie", "TEA", "riool", "DWA", "debietmeting", "duurkromme", "WKO"],
    "warmtevraag": ["riothermie", "aquathermie", "warmtevraag", "gebouwen", "BAG", "energielabel", "warmtenet"],
    "energiematch": ["riothermie", "aquathermie", "energiematch", "warmtevraag", "aanbod", "volloop", "warmtenet"],
    "economie": ["riothermie", "aquathermie", "warmtenet", "kosten", "businesscase", "bewoners", "CO2"],
    "gegevens": ["riothermie", "aquathermie", "PDOK", "GWSW", "BAG", "NWB", "CBS", "BGT", "WKO-tool"],
    "studie": ["riothermie", "aquathermie", "haalbaarheid", "rapport", "webkaart", "warmtenet", "warmtekavel"],
}
RIGHTS = {
    "warmtekavels": "Indicatief: ramingen voor een eerste keuze van gebieden. Het regime van de Wet collectieve warmte "
    "is een eerste lezing, geen juridisch advies; een jurist beslist.",
    "riool": "Indicatief: een eerste selectie van kansen, geen ontwerp. Meet het debiet voor een besluit.",
    "warmtenet": "Indicatief: een voorontwerp op hartlijnen van straten, met kentallen voor de kosten. Kabels, "
    "leidingen en bomen in de ondergrond zijn niet onderzocht.",
    "warmtevraag": "Indicatief: geraamd met kentallen per type, bouwperiode en label, tenzij een registratie is "
    "gebruikt. Waarden van één woning zijn geen verbruik van haar bewoners.",
    "energiematch": "Indicatief: een eerste keuze met kentallen en gewichten, geen ontwerp en geen besluit. Kosten "
    "zijn die van het net alleen.",
    "bodem": "Indicatief: een eerste lezing van kaarten en kentallen, geen vergunning, geen melding en geen ontwerp. "
    "Niet alle bestaande systemen zijn geregistreerd; het bevoegd gezag beslist.",
    "gegevens": "Gegevens van anderen: de voorwaarden van de bronhouder gelden, zie de tabel bronnen. Een kopie van "
    "een dag; de bron is leidend.",
    "studie": "Indicatief: een eerste verkenning met kentallen en aannamen, geen ontwerp, geen offerte en "
    "geen besluit.",
    "economie": "Indicatief: een raming met kentallen en aannamen, geen offerte en geen investeringsbesluit. De "
    "uitkomst is een bandbreedte; prijzen, tarieven en subsidies veranderen elk jaar.",
    "debietmeting": "Indicatief: een meting van weken is geen jaar. Grondwater, seizoen en pompregime veranderen de "
    "afvoer.",
}
"""Per algorithm, or else per group of algorithms."""


@cache
def plugin_version() -> str:
    """Return the version of the plugin."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(ROOT / "metadata.txt", encoding="utf-8")
    return parser.get("general", "version", fallback="?")


def layer_metadata(
    algorithm, parameters, context, *, title: str, about: str, kentallen, sources: list[str], notes: list[str]
) -> QgsLayerMetadata:
    """Return the metadata of an output, in Dutch as the map itself.

    Parameters
    ----------
    algorithm, parameters, context
        The run.
    title, about
        What the layer is, and how to read it.
    kentallen
        Of this run; those that differ from the standard values are named.
    sources
        What was read.
    notes
        Assumptions and counts.
    """
    version = plugin_version()
    metadata = QgsLayerMetadata()
    metadata.setTitle(title)
    metadata.setType("dataset")
    metadata.setLanguage("NLD")
    metadata.setCrs(QgsCoordinateReferenceSystem(RD))
    metadata.setDateTime(Qgis.MetadataDateType.Created, QDateTime.currentDateTime())
    subject = algorithm.name() if algorithm.name() in RIGHTS else algorithm.groupId()
    metadata.setKeywords({"Trefwoorden": KEYWORDS[subject]})
    metadata.setAbstract("\n\n".join([about, *(["Aannamen en tellingen:\n- " + "\n- ".join(notes)] if notes else [])]))
    metadata.addHistoryItem(f"Riothermie Kansen {version}, {algorithm.id() or algorithm.name()}")
    for source in sources:
        metadata.addHistoryItem(f"Bron: {source}")
    for name, value in given(algorithm, parameters, context).items():
        metadata.addHistoryItem(f"Parameter {name} = {value}")
    changed = kentallen.changed()
    for change in changed:
        metadata.addHistoryItem(
            f"Kental {change.key} = {_number(change.waarde)} {change.eenheid} (standaard {_number(change.standaard)})"
        )
    if not changed:
        metadata.addHistoryItem("Kentallen: alle standaard")
    metadata.setRights([RIGHTS[subject]])
    return metadata


def given(algorithm, parameters, context) -> dict[str, str]:
    """Return the inputs of a run as text, in the order of the dialog; what was left empty is left out."""
    found = {}
    for definition in algorithm.parameterDefinitions():
        if definition.isDestination():
            continue
        value = parameters.get(definition.name(), definition.defaultValue())
        if isinstance(value, QgsProcessingFeatureSourceDefinition):
            value = value.source
        if isinstance(value, QgsProperty):
            value = value.valueAsString(context.expressionContext(), "")[0]
        if isinstance(value, (str, os.PathLike)) and tables.is_table_file(value):
            found[definition.name()] = Path(value).name  # not opened: it may be no layer, or take long to open as one
            continue
        if isinstance(definition, QgsProcessingParameterFile) and isinstance(value, (str, os.PathLike)) and value:
            found[definition.name()] = Path(value).name  # where it lies on this computer tells nothing to others
            continue
        # other texts, such as a name, are no layers: GDAL would try to open them and say that it cannot
        layer = (
            algorithm.parameterAsVectorLayer({definition.name(): value}, definition.name(), context)
            if isinstance(definition, QgsProcessingParameterFeatureSource)
            else None
        )
        if value is None or value in ("", []):
            continue
        if isinstance(definition, QgsProcessingParameterMultipleLayers):
            if definition.layerType() == QgsProcessing.SourceType.TypeFile:
                several = algorithm.parameterAsFileList(parameters, definition.name(), context)
                value = ", ".join(Path(item).name for item in several)
            else:
                several = algorithm.parameterAsLayerList(parameters, definition.name(), context)
                value = ", ".join(item.name() for item in several)
        if layer is not None:
            file = Path(layer.source().partition("|")[0]).name if layer.providerType() == "ogr" else ""
            value = f"{layer.name()} ({file})" if file and file != layer.name() else layer.name()
        value = value.asWkt() if hasattr(value, "asWkt") else value  # a point
        if isinstance(value, (QDate, QDateTime)):
            value = (value.date() if isinstance(value, QDateTime) else value).toString("yyyy-MM-dd")
        found[definition.name()] = _number(value) if isinstance(value, float) else str(value)
    return found


def _number(value) -> str:
    return f"{value:g}" if isinstance(value, float) else ", ".join(f"{item:g}" for item in value)
