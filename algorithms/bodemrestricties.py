"""Algorithm `bodemrestricties`: may we drill here, how deep, and why."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingException, QgsRectangle, QgsWkbTypes
from qgis.PyQt.QtCore import QCoreApplication

from . import destinations, outputs, reports, several
from .bodemrestricties_parameters import RestrictionAlgorithm
from .environment import language
from .layers import located
from .metadata import layer_metadata, plugin_version

translate = QCoreApplication.translate

STYLES = {0: "_punten", 1: "_lijnen", 2: ""}
"""End of the name of the styles, by dimension."""


class Bodemrestricties(RestrictionAlgorithm):
    """Judge places by the maps of restrictions."""

    NAME = "bodemrestricties"

    def displayName(self) -> str:
        return translate("Riothermie", "Ground restrictions: may we drill here")

    def shortDescription(self) -> str:
        return translate(
            "Riothermie",
            "Tells for every building, kavel or trace whether WKO and ground loops are allowed, how deep, and why.",
        )

    def shortHelpString(self) -> str:
        return translate(
            "Riothermie",
            "<p>Tells for every place whether an open system (WKO) and closed loops in the ground are allowed there, "
            "to what depth, for which reasons, by which rule of law, and according to which map.</p>"
            "<p><b>What to give.</b> Places: buildings, parcels, kavels, traces or points. And maps, each in its role: "
            "from the WKO-tool (ArcGIS FeatureServer or GeoJSON), PDOK (WFS), a province, or the BRO; as many layers "
            "per role as you have, in any known coordinate system. For a kind of map that is empty here, such as a "
            "nature map without nature, give the empty layer: then it counts as tested.</p>"
            "<p><b>What comes out.</b> The places with a verdict per technique: toegestaan (allowed), aandacht "
            "(attention), verboden (forbidden) or onbekend (nothing found, but not every kind of map was given); of "
            "lines and areas the share of each. The largest depth, reasons, rules, distances to existing systems, "
            "what was not tested, and the maps with their date. Parts of lines and areas per verdict, a table of the "
            "maps, a report in one HTML file, findings, and numbers for scripts.</p>"
            "<p><b>How to read it.</b> A missing map is never read as allowed. Existing systems forbid nothing: near "
            "one, its influence has to be looked into. Not every system is registered, and the maps of provinces "
            "differ. A first reading of maps: the authority decides.</p>",
        )

    def tags(self) -> list[str]:
        words = translate(
            "Riothermie", "ground energy,aquifer storage,borehole,drilling,permit,depth limit,groundwater protection"
        )
        own = ("WKO", "bodemlus", "WKO-tool", "BRO", "GUF", "boringsvrije zone", "interferentiegebied", "archeologie")
        return [*super().tags(), *words.split(","), *own]

    def initAlgorithm(self, config=None) -> None:
        self.add_places()
        self.add_maps()
        self.add_choices()
        self.add_outputs()
        self.add_numbers(
            LOCATIES_AANTAL=translate("Riothermie", "Places"),
            WKO_TOEGESTAAN=translate("Riothermie", "Places where WKO is allowed"),
            WKO_ONBEKEND=translate("Riothermie", "Places where WKO was not tested in full"),
            WKO_AANDACHT=translate("Riothermie", "Places where WKO asks for attention"),
            WKO_VERBODEN=translate("Riothermie", "Places where WKO is forbidden"),
            LUS_TOEGESTAAN=translate("Riothermie", "Places where ground loops are allowed"),
            LUS_ONBEKEND=translate("Riothermie", "Places where ground loops were not tested in full"),
            LUS_AANDACHT=translate("Riothermie", "Places where ground loops ask for attention"),
            LUS_VERBODEN=translate("Riothermie", "Places where ground loops are forbidden"),
            MAX_DIEPTE_M=translate("Riothermie", "Shallowest depth limit (m)"),
            KAARTEN=translate("Riothermie", "Maps that were used"),
            ROLLEN_ONTBREKEN=translate("Riothermie", "Kinds of map that were not given"),
            AANTAL_MELDINGEN=translate("Riothermie", "Findings"),
        )

    def problem(self, parameters, context) -> str:
        roles = (*self.AREA_ROLES, *self.SYSTEM_ROLES)
        given = [name for name in roles if several.items(parameters.get(name))]
        files = several.items(parameters.get(self.GUF_XML))
        if not given and not files:
            return translate(
                "Riothermie", "There is nothing to judge by: give at least one map, such as the prohibitions."
            )
        try:
            self.check_layer(parameters, self.LOCATIES, context)
            for name in given:
                self.check_several(parameters, name, context)
        except QgsProcessingException as error:
            return str(error)
        for file in files:
            if not Path(file).exists():
                text = translate("Riothermie", "{file} does not exist: choose another file or folder.")
                return text.format(file=file)
        if problem := self._depth_problem(parameters, context):
            return problem
        inputs = [self.LOCATIES, *given]
        return destinations.problem(
            self, parameters, context, inputs, self.OUTPUTS, files=[Path(file) for file in files]
        )

    def _depth_problem(self, parameters, context) -> str:
        """Return in one sentence why the field with the depth limit cannot be used, or ""."""
        field = self.parameterAsString(parameters, self.DIEPTE_VELD, context)
        if not field:
            return ""
        sources = [source for name in self.DEPTH_ROLES for source in self.several(parameters, name, context)]
        if not sources:
            return translate("Riothermie", "A field with the depth limit was given, but no map with depth limits.")
        names = [name for source in sources for name in source.fields().names()]
        if field in names:
            return ""
        text = translate("Riothermie", 'No map with depth limits has a field "{field}". There are: {fields}.')
        return text.format(field=field, fields=", ".join(dict.fromkeys(names)) or "-")

    def process(self, parameters, context, feedback) -> dict:
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.subsurface.restrictions.judge import judge
        from ..riothermie_kansen.subsurface.restrictions.result import Settings
        from ..riothermie_kansen.subsurface.restrictions.rules import fetch_distance

        kentallen = self.kentallen(parameters, context, feedback)
        places = self.read(parameters, self.LOCATIES, context, feedback, progress=part(feedback.setProgress, 0, 8))
        locations = located(places.frame)
        names = [f"{self.LOCATIES.lower()}: {places.name}"]
        near = _around(locations, fetch_distance(kentallen))
        areas = self._areas(parameters, context, feedback, kentallen, near, names, part(feedback.setProgress, 8, 35))
        systems = self._systems(
            parameters, context, feedback, kentallen, near, names, part(feedback.setProgress, 35, 45)
        )
        field = (self.parameterAsStrings(parameters, self.ID_VELD, context) or [None])[0]
        power = (
            self.parameterAsDouble(parameters, self.VERMOGEN_KW, context)
            if self.has(parameters, self.VERMOGEN_KW)
            else None
        )
        result = judge(
            locations,
            areas,
            systems,
            settings=Settings(id_field=field or None, power_kw=power),
            kentallen=kentallen,
            progress=part(feedback.setProgress, 45, 85),
            cancelled=feedback.isCanceled,
        )
        self._tell(result, feedback)
        made = self._write(parameters, context, feedback, result, areas, names, kentallen)
        return made | _numbers(result)

    def _areas(self, parameters, context, feedback, kentallen, near, names, progress) -> dict:
        """Return role to the maps that were given for it."""
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.readers.restriction_areas import read_areas

        depth = self.parameterAsString(parameters, self.DIEPTE_VELD, context)
        default = (
            self.parameterAsDouble(parameters, self.STANDAARD_DIEPTE, context)
            if self.has(parameters, self.STANDAARD_DIEPTE)
            else None
        )
        found: dict = {}
        for i, role in enumerate(self.AREA_ROLES):
            step = part(progress, 100.0 * i / len(self.AREA_ROLES), 100.0 * (i + 1) / len(self.AREA_ROLES))
            maps = self.read_several(parameters, role, context, feedback, near=near, progress=step)
            for name, frame in maps.frames.items():
                deep = role in self.DEPTH_ROLES
                read = read_areas(
                    frame,
                    role,
                    name=name,
                    depth_field=depth if deep and depth else None,
                    default_depth_m=default if deep else None,
                    kentallen=kentallen,
                    fetched=maps.dates[name],
                    cancelled=feedback.isCanceled,
                )
                found.setdefault(role, []).append(read)
                names.append(f"{role.lower()}: {name}")
        return found

    def _systems(self, parameters, context, feedback, kentallen, near, names, progress) -> dict:
        """Return role to the layers of existing systems that were given for it."""
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.readers.bro_guf import read_guf
        from ..riothermie_kansen.readers.installations import read_installations

        found: dict = {}
        for i, role in enumerate(self.SYSTEM_ROLES):
            step = part(progress, 30.0 * i, 30.0 * (i + 1))
            maps = self.read_several(parameters, role, context, feedback, near=near, related=True, progress=step)
            for name, frame in maps.frames.items():
                read = read_installations(
                    frame, role, name=name, kentallen=kentallen, related=maps.related[name], fetched=maps.dates[name]
                )
                found.setdefault(role, []).append(read)
                names.append(f"{role.lower()}: {name}")
        files = [Path(file) for file in several.items(parameters.get(self.GUF_XML))]
        if files:
            registered = read_guf(files)
            title = files[0].name if len(files) == 1 else f"BRO GUF ({len(files)})"
            for role in self.SYSTEM_ROLES:
                read = read_installations(registered, role, name=title, kentallen=kentallen)
                # a file without systems of a kind does not tell that there are none
                if len(read.frame):
                    found.setdefault(role, []).append(read)
            names.append(f"{self.GUF_XML.lower()}: {title}")
        return found

    def _tell(self, result, feedback) -> None:
        """Say in the log what the verdicts are, and the notes."""
        from ..riothermie_kansen.subsurface.columns import AANDACHT, ONBEKEND, TOEGESTAAN, VERBODEN

        text = translate(
            "Riothermie",
            "{technique}: {allowed} allowed + {unknown} not tested in full + {attention} attention + {forbidden} "
            "forbidden = {n} places.",
        )
        for technique, title in (("wko", "WKO"), ("bodemlus", translate("Riothermie", "Ground loops"))):
            counts = result.locations[technique].value_counts()
            feedback.pushInfo(
                text.format(
                    technique=title,
                    allowed=int(counts.get(TOEGESTAAN, 0)),
                    unknown=int(counts.get(ONBEKEND, 0)),
                    attention=int(counts.get(AANDACHT, 0)),
                    forbidden=int(counts.get(VERBODEN, 0)),
                    n=len(result.locations),
                )
            )
        self.tell(result.findings, result.notes, feedback)

    def _write(self, parameters, context, feedback, result, areas, sources, kentallen) -> dict:
        """Write everything or nothing; return name to destination."""
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.report.restriction_report import restriction_html
        from ..riothermie_kansen.schema import MELDING_COLUMNS, RD, rounded
        from ..riothermie_kansen.subsurface.columns import RESTRICTIE_COLUMNS
        from ..riothermie_kansen.subsurface.restrictions.result import DEEL_COLUMNS, LAAG_COLUMNS

        def metadata(title: str, about: str):
            return layer_metadata(
                self, parameters, context, title=title, about=about, kentallen=kentallen, sources=sources,
                notes=result.notes,
            )  # fmt: skip

        kind, suffix = _kind(result.locations)
        parts_kind, parts_suffix = _kind(result.areas)
        written = [
            outputs.Output(
                self.LOCATIES_UIT, rounded(result.locations, RESTRICTIE_COLUMNS), RESTRICTIE_COLUMNS, kind,
                f"restricties{suffix}.qml",
                metadata(
                    "Bodemenergie: oordeel per locatie",
                    "Of WKO en bodemlussen mogen, tot welke diepte, en waarom. Onbekend: niets gevonden, maar niet "
                    "elke soort kaart was gegeven; een ontbrekende kaart is nooit als toegestaan gelezen.",
                ),
                more=_more(suffix),
            ),
            outputs.Output(
                self.DELEN, rounded(result.areas, DEEL_COLUMNS), DEEL_COLUMNS, parts_kind,
                f"restricties{parts_suffix}.qml",
                metadata(
                    "Bodemenergie: delen per oordeel",
                    "Lijnen en vlakken, geknipt waar het oordeel of de grootste diepte verandert.",
                ),
                more=_more(parts_suffix),
            ),
            outputs.Output(
                self.LAGEN, result.layers, LAAG_COLUMNS, QgsWkbTypes.Type.NoGeometry, None,
                metadata("Bodemenergie: gebruikte kaarten", "De kaarten van het oordeel, met hun datum."),
            ),
            outputs.Output(
                self.MELDINGEN, result.findings.frame(RD), MELDING_COLUMNS, QgsWkbTypes.Type.Point, "meldingen.qml",
                metadata("Meldingen", "Wat in de kaarten en locaties is hersteld, aangenomen of weggelaten."),
            ),
        ]  # fmt: skip
        report = self.parameterAsFileOutput(parameters, self.RAPPORT, context)
        text = ""
        if report:
            borders = [(role, layer.frame) for role, maps in areas.items() for layer in maps]
            text = restriction_html(
                result, areas=borders, kentallen=kentallen, sources=sources, language=language(),
                version=plugin_version(),
            )  # fmt: skip
        with reports.saved(report, text):
            made = outputs.write_all(
                self, parameters, context, written, cancelled=feedback.isCanceled,
                progress=part(feedback.setProgress, 85, 100),
            )  # fmt: skip
        return made | ({self.RAPPORT: report} if report else {})


def _around(frame, distance_m: float) -> QgsRectangle | None:
    """Return the extent of places in RD with a margin, None when none has a place."""
    west, south, east, north = frame.total_bounds.tolist()
    if west != west:  # noqa: PLR0124 (NaN: no place at all)
        return None
    rectangle = QgsRectangle(west, south, east, north)
    rectangle.grow(distance_m)
    return rectangle


def _kind(frame) -> tuple[QgsWkbTypes.Type, str]:
    """Return the type of geometry of a frame, and the end of the name of its styles."""
    types = set(frame.geom_type.dropna())
    if types <= {"Point"} and types:
        return QgsWkbTypes.Type.Point, STYLES[0]
    if types <= {"Point", "MultiPoint"} and types:
        return QgsWkbTypes.Type.MultiPoint, STYLES[0]
    if types <= {"LineString", "MultiLineString"} and types:
        return QgsWkbTypes.Type.MultiLineString, STYLES[1]
    if types <= {"Polygon", "MultiPolygon"}:
        return QgsWkbTypes.Type.MultiPolygon, STYLES[2]
    return QgsWkbTypes.Type.Unknown, STYLES[2]


def _more(suffix: str) -> dict[str, str]:
    """Return the other styles: one technique each."""
    return {"WKO": f"restricties{suffix}_wko.qml", "Bodemlussen": f"restricties{suffix}_bodemlus.qml"}


def _numbers(result) -> dict[str, float]:
    """Return the numbers of a run."""
    found: dict[str, float] = {"LOCATIES_AANTAL": len(result.locations)}
    for technique, name in (("wko", "WKO"), ("bodemlus", "LUS")):
        counts = result.locations[technique].value_counts()
        for verdict in ("toegestaan", "onbekend", "aandacht", "verboden"):
            found[f"{name}_{verdict.upper()}"] = int(counts.get(verdict, 0))
    depth = float(result.locations["max_diepte_m"].min())
    if depth == depth:  # noqa: PLR0124 (NaN: no limit)
        found["MAX_DIEPTE_M"] = depth
    return found | {
        "KAARTEN": int(result.totals["kaarten"]),
        "ROLLEN_ONTBREKEN": int(result.totals["rollen_niet_gegeven"]),
        "AANTAL_MELDINGEN": result.findings.count(),
    }
