#!/usr/bin/env python3
"""Make the example models: the study of a whole place with the separate algorithms as steps, to adapt in QGIS.

Usage: scripts/make_models.py [FOLDER]

Writes ``haalbaarheid.model3``, and ``haalbaarheid_wko.model3`` that also judges the aquifer, to FOLDER, by default
``resources/models``. To be run in a Python that can import qgis, with the plugin's own algorithms.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_HASH_SEED"] = "0"  # otherwise the attributes stand in another order each time
ROOT = Path(__file__).resolve().parents[1]

from qgis.core import (  # noqa: E402 (the platform must be chosen first)
    QgsApplication,
    QgsProcessing,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QPointF, QSizeF  # noqa: E402

Source = QgsProcessingModelChildParameterSource
LINE, POINT = QgsProcessing.SourceType.TypeVectorLine, QgsProcessing.SourceType.TypeVectorPoint
AREA, TABLE = QgsProcessing.SourceType.TypeVectorPolygon, QgsProcessing.SourceType.TypeVector

LAYERS = (
    ("leidingen", "Riool: leidingen", LINE, False),
    ("putten", "Riool: putten", POINT, True),
    ("pompen", "Riool: gemalen en pompen", TABLE, True),
    ("panden", "BAG: panden", AREA, False),
    ("verblijfsobjecten", "BAG: verblijfsobjecten", POINT, True),
    ("straten", "Straten (NWB)", LINE, False),
    ("gebied", "Gebied van de studie", AREA, False),
    ("kavels", "Warmtekavels (leeg: een voorstel)", AREA, True),
)
"""Name, title, kind, and whether it may be left out."""

MAPS = (
    ("verbod", "Bodem: verbodsgebieden", "VERBOD"),
    ("dieptebeperking", "Bodem: dieptebeperking", "DIEPTEBEPERKING"),
    ("grondwaterbescherming", "Bodem: grondwaterbescherming", "GRONDWATERBESCHERMING"),
)
"""Maps of restrictions: name, title, and parameter of bodemrestricties."""

STEPS: tuple[tuple[str, str, str, dict[str, Any], tuple[tuple[str, str], ...]], ...] = (
    ("kansenkaart", "kansenkaart", "Kansenkaart van het riool",
     {"LEIDINGEN": "leidingen", "PUTTEN": "putten", "POMPEN": "pompen", "INWONERS_TOTAAL": "inwoners"},
     (("KANSENKAART", "Kansenkaart"), ("KNOPEN_UIT", ""))),
    ("vraag", "warmtevraag", "Warmtevraag van de gebouwen",
     {"PANDEN": "panden", "VERBLIJFSOBJECTEN": "verblijfsobjecten", "GEBIED": "gebied"},
     (("GEBOUWEN", "Gebouwen"), ("SAMENVATTING", ""))),
    ("bronnen", "bronpunten", "Beste bronpunten",
     {"KANSENKAART": "kansenkaart:KANSENKAART", "GEBOUWEN": "vraag:GEBOUWEN", "STRATEN": "straten", "AANTAL": "=1"},
     (("BRONPUNTEN", "Bronpunten"),)),
    ("match", "energiematch", "Wie krijgt de warmte",
     {"GEBOUWEN": "vraag:GEBOUWEN", "BRON": "bronnen:BRONPUNTEN", "STRATEN": "straten",
      "RIOOL": "kansenkaart:KANSENKAART"},
     (("SELECTIE", "Selectie"), ("VOLLOOP_TABEL", ""))),
    ("gekozen", "native:extractbyexpression", "Alleen de gekozen gebouwen",
     {"INPUT": "match:SELECTIE", "EXPRESSION": '="gekozen" = 1'}, ()),
    ("net", "warmtenet", "Warmtenet langs de straten",
     {"STRATEN": "straten", "GEBOUWEN": "gekozen:OUTPUT", "BRON": "bronnen:BRONPUNTEN", "NETTYPE": "=beide"},
     (("TRACE", "Warmtenet"), ("AANSLUITINGEN", ""), ("NIET_AANGESLOTEN", ""),
      ("HOEVEELHEDEN", ""), ("DXF", "Warmtenet (DXF)"))),
    ("gebied_bodem", "bodemrestricties", "Mag in het gebied worden geboord",
     {"LOCATIES": "gebied", **{role: name for name, _, role in MAPS}}, ()),
    ("bodem", "bodemrestricties", "Mag bij de gebouwen worden geboord",
     {"LOCATIES": "vraag:GEBOUWEN", **{role: name for name, _, role in MAPS}},
     (("LOCATIES_UIT", "Bodemrestricties"), ("LAGEN", ""))),
    ("wko", "wkogeschiktheid", "Geschiktheid voor WKO",
     {"REGIS": "regis", "GEBIED": "gebied", "RESTRICTIES": "gebied_bodem:DELEN"},
     (("GESCHIKTHEID", ""), ("GEBIEDEN", ""))),
    ("lussen", "bodemlussen", "Bodemlussen",
     {"GEBOUWEN": "vraag:GEBOUWEN", "RESTRICTIES": "gebied_bodem:DELEN", "STRATEN": "straten",
      "RIOOL": "kansenkaart:KANSENKAART"},
     (("LUSSEN", ""), ("GEBOUWEN_UIT", ""))),
    ("mini", "miniwarmtenetten", "Mini-warmtenetten",
     {"GEBOUWEN": "vraag:GEBOUWEN", "RESTRICTIES": "gebied_bodem:DELEN", "STRATEN": "straten",
      "OPBRENGST": "lussen:GEBOUWEN_UIT"},
     (("CLUSTERS", ""), ("LEIDINGEN", ""))),
    ("kavel", "warmtekavels", "Warmtekavels",
     {"KAVELS": "kavels", "GEBOUWEN": "vraag:GEBOUWEN", "KANSENKAART": "kansenkaart:KANSENKAART",
      "STRATEN": "straten", "GEBIED": "gebied", "KANSEN": "bodem:LOCATIES_UIT", "TRACE": "net:TRACE",
      "AANSLUITINGEN": "net:AANSLUITINGEN", "SELECTIE": "match:SELECTIE"},
     (("KAVELS_UIT", "Warmtekavels"), ("TABEL", ""))),
    ("geld", "businesscase", "Loont het: businesscase",
     {"HOEVEELHEDEN": "net:HOEVEELHEDEN", "AANSLUITINGEN": "net:AANSLUITINGEN", "GEBOUWEN": "vraag:GEBOUWEN"},
     (("KASSTROOM", ""), ("INVESTERING_UIT", ""), ("SCENARIOS", ""),
      ("GEVOELIGHEID", ""), ("KANSVERDELING", ""), ("BETWIST", ""))),
    ("bewoner", "bewonerskosten", "Wat een bewoner betaalt", {"GEBOUWEN": "vraag:GEBOUWEN"},
     (("KOSTEN", ""), ("GEBOUWEN_UIT", ""), ("AANDELEN", ""))),
    ("uitstoot", "co2", "CO2", {"GEBOUWEN": "vraag:GEBOUWEN"},
     (("CO2", ""), ("GEBOUWEN_UIT", ""))),
)  # fmt: skip
"""Child, algorithm, title, parameters (an input, child:output, or = and a value), and the outputs for the report; those
with a title are outputs of the model too."""

FILES = ("DXF",)
"""Outputs that are no layer."""

TABLES = (
    "SAMENVATTING", "VOLLOOP_TABEL", "HOEVEELHEDEN", "LAGEN", "TABEL", "KASSTROOM", "INVESTERING_UIT", "SCENARIOS",
    "GEVOELIGHEID", "KANSVERDELING", "BETWIST", "KOSTEN", "AANDELEN", "CO2",
)  # fmt: skip
"""Outputs without places: nothing for a map."""


def _inputs(model: QgsProcessingModelAlgorithm, *, ground: bool) -> None:
    """Declare what the model asks."""
    asked: list[QgsProcessingParameterDefinition] = [
        QgsProcessingParameterFeatureSource(name, title, [kind], optional=optional)
        for name, title, kind, optional in LAYERS
    ]
    asked += [QgsProcessingParameterMultipleLayers(name, title, AREA, optional=True) for name, title, _ in MAPS]
    if ground:
        files = "REGIS II (*.nc *.tif *.tiff *.asc *.idf);;* (*)"
        asked.append(QgsProcessingParameterFile("regis", "REGIS II", fileFilter=files))
    asked += [
        QgsProcessingParameterNumber(
            "inwoners", "Inwoners op het riool in totaal", QgsProcessingParameterNumber.Type.Double, None, True, 0
        ),
        QgsProcessingParameterString("plaats", "Plaats", optional=True),
    ]
    for i, parameter in enumerate(asked):
        component = QgsProcessingModelParameter(parameter.name())
        component.setPosition(QPointF(160 + 240 * (i % 4), 60 + 70 * (i // 4)))
        component.setSize(QSizeF(220, 40))
        model.addModelParameter(parameter, component)
    model.setParameterOrder([parameter.name() for parameter in asked])


def _source(text: str) -> QgsProcessingModelChildParameterSource:
    """Return where a parameter comes from, as told in `STEPS`."""
    if text.startswith("="):
        return Source.fromStaticValue(text[1:])
    child, colon, output = text.partition(":")
    return Source.fromChildOutput(child, output) if colon else Source.fromModelParameter(child)


def _child(name: str, algorithm: str, title: str, place: int) -> QgsProcessingModelChildAlgorithm:
    made = QgsProcessingModelChildAlgorithm(algorithm if ":" in algorithm else f"riothermie:{algorithm}")
    made.setChildId(name)
    made.setDescription(title)
    made.setPosition(QPointF(200 + 300 * (place % 3), 340 + 110 * (place // 3)))
    made.setSize(QSizeF(260, 50))
    return made


def _outputs(child: QgsProcessingModelChildAlgorithm, titles: tuple[tuple[str, str], ...]) -> None:
    """Let outputs of a child be outputs of the model."""
    found = {}
    for i, (output, title) in enumerate((output, title) for output, title in titles if title):
        name = f"{child.childId()}_{output.lower()}"
        made = QgsProcessingModelOutput(name, title)
        made.setChildId(child.childId())
        made.setChildOutputName(output)
        made.setPosition(QPointF(child.position().x() + 40 + 20 * i, child.position().y() + 55))
        made.setSize(QSizeF(180, 26))
        found[name] = made
    child.setModelOutputs(found)


def build(*, ground: bool) -> QgsProcessingModelAlgorithm:
    """Return the model; `ground`: with REGIS and the aquifer."""
    model = QgsProcessingModelAlgorithm(
        "Haalbaarheid in stappen, met WKO" if ground else "Haalbaarheid in stappen", "Riothermie"
    )
    model.setName("haalbaarheid_stappen_wko" if ground else "haalbaarheid_stappen")
    model.setHelpContent(
        {
            "ALG_DESC": "De studie van een plek met de losse algoritmen als stappen: kansenkaart, warmtevraag, "
            "bronpunten, energiematch, warmtenet, bodem, kavels, geld, bewoners en CO2, met rapport en webkaart. "
            "Een voorbeeld om aan te passen. Het algoritme haalbaarheid doet hetzelfde in een keer en rekent na een "
            "wijziging alleen uit wat is veranderd.",
            "ALG_CREATOR": "Riothermie Kansen",
        }
    )
    _inputs(model, ground=ground)
    shown: list[QgsProcessingModelChildParameterSource] = []
    place = 0
    for name, algorithm, title, parameters, outputs in STEPS:
        if name == "wko" and not ground:
            continue
        child = _child(name, algorithm, title, place)
        given = dict(parameters)
        if name == "lussen" and ground:
            given["REGIS"] = "regis"
        for parameter, text in given.items():
            child.addParameterSources(parameter, [_source(text)])
        _outputs(child, outputs)
        shown += [Source.fromChildOutput(name, output) for output, _ in outputs if output not in FILES]
        model.addChildAlgorithm(child)
        place += 1
    under = [Source.fromModelParameter("gebied"), Source.fromModelParameter("straten")]
    on_map = [source for source in shown if source.outputName() not in TABLES]
    for name, title, outputs in (
        ("rapport", "Rapport", (("HTML", "Rapport"), ("PDF", "Rapport (PDF)"), ("WERKBOEK", "Werkboek"))),
        ("webkaart", "Webkaart", (("HTML", "Webkaart"),)),
    ):
        child = _child(name, name, title, place)
        child.addParameterSources("LAGEN", shown if name == "rapport" else on_map)
        child.addParameterSources("ACHTERGROND", under)
        child.addParameterSources("PLAATS", [Source.fromModelParameter("plaats")])
        child.addParameterSources("TITEL", [Source.fromStaticValue("Riothermie: haalbaarheid")])
        child.addParameterSources("TAAL", [Source.fromStaticValue("nl")])
        _outputs(child, outputs)
        model.addChildAlgorithm(child)
        place += 1
    model.updateDestinationParameters()
    return model


def _plugin() -> Any:
    """Return the plugin, loaded from this checkout, with its algorithms registered."""
    spec = importlib.util.spec_from_file_location(
        "riothermie_plugin", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)]
    )
    if spec is None or spec.loader is None:
        sys.exit("make_models.py: the plugin cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    sys.modules["riothermie_plugin"] = module
    spec.loader.exec_module(module)
    made = module.classFactory(None)
    made.initProcessing()
    return made


def main(folder: Path) -> int:
    """Write the models; return 1 when one of them is not good."""
    folder.mkdir(parents=True, exist_ok=True)
    for ground, name in ((False, "haalbaarheid"), (True, "haalbaarheid_wko")):
        model = build(ground=ground)
        wrong = [
            f"{name}: {child}: {problem}"
            for child in model.childAlgorithms()
            for problem in model.validateChildAlgorithm(child)[1]
        ]
        if wrong:
            print("\n".join(wrong), file=sys.stderr)
            return 1
        if not model.toFile(str(folder / f"{name}.model3")):
            print(f"make_models.py: cannot write {folder / name}.model3", file=sys.stderr)
            return 1
        print(folder / f"{name}.model3")
    return 0


if __name__ == "__main__":
    sys.path.append("/usr/share/qgis/python/plugins")
    application = QgsApplication([], False)  # False: no windows
    application.initQgis()
    from qgis.analysis import QgsNativeAlgorithms

    QgsApplication.processingRegistry().addProvider(QgsNativeAlgorithms())
    plugin = _plugin()
    code = main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "resources" / "models")
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # exitQgis() with live Python references can crash at exit
