"""Algorithm `debietmeting`: what a measured sewer gives, with tables and a report."""

from __future__ import annotations

import contextlib
from pathlib import Path

from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingException, QgsWkbTypes
from qgis.PyQt.QtCore import QCoreApplication

from . import destinations, outputs, reports, tables
from .debietmeting_parameters import MeasurementAlgorithm
from .environment import language
from .metadata import layer_metadata, plugin_version
from .sources import RD

translate = QCoreApplication.translate


class Debietmeting(MeasurementAlgorithm):
    """Read, clean and analyse a measured flow."""

    NAME = "debietmeting"

    def displayName(self) -> str:
        return translate("Riothermie", "Flow measurement in the sewer")

    def shortDescription(self) -> str:
        return translate(
            "Riothermie", "Tells from a measured flow how much heat the sewer gives, directly and with storage."
        )

    def shortHelpString(self) -> str:
        return translate(
            "Riothermie",
            "<p>Tells from weeks of measured flow what the sewer really gives: the mean dry day and its lowest hour, "
            "the duration curve, power, heat and homes, delivered directly and with heat storage (WKO).</p>"
            "<p><b>What to give.</b> The measurement: a text file, a workbook or a table with time and flow, with "
            "temperature if it was measured. And rain: a file of the KNMI as delivered, or a column. Nothing has to be "
            "prepared: gaps, double rows, changes of the clock, zeros and stuck values of the sensor are recognised "
            "and listed. With the place of the measurement you also get a point for the opportunity map.</p>"
            "<p><b>What comes out.</b> A report with plots in one HTML file, tables with the day profile, the duration "
            "curve, all outcomes, the days and the seasons, findings, and numbers for scripts.</p>"
            "<p><b>How to read it.</b> Without storage the lowest hour of the dry day counts, because the demand is "
            "highest in the morning; with storage the flow that is there most of the time. Heat by the rule of thumb "
            "(full load hours) stands beside the heat added up from the series: where they differ, the series tells "
            "what this sewer does. A few weeks are not a year: ground water, holidays and seasons change the flow. "
            "Long stretches without flow point to a pump; then first look at its regime.</p>",
        )

    def tags(self) -> list[str]:
        words = translate("Riothermie", "flow,measurement,logger,dry weather flow,duration curve,rain,profile,storage")
        return [*super().tags(), *words.split(","), "debiet", "meting", "DWA", "KNMI", "duurkromme", "WKO"]

    def initAlgorithm(self, config=None) -> None:
        self.add_series()
        self.add_reading()
        self.add_choices()
        self.add_place()
        self.add_columns()
        self.add_more()
        self.add_outputs()
        self.add_numbers(
            MIN_UUR_M3H=translate("Riothermie", "Lowest hour of the mean dry day (m3/h)"),
            DEBIET_WKO_M3H=translate("Riothermie", "Design flow with storage (m3/h)"),
            VERMOGEN_DIRECT_KW=translate("Riothermie", "Power without storage, source (kW)"),
            VERMOGEN_DIRECT_GEBOUW_KW=translate("Riothermie", "Power without storage, buildings (kW)"),
            VERMOGEN_WKO_KW=translate("Riothermie", "Power with storage, source (kW)"),
            VERMOGEN_WKO_GEBOUW_KW=translate("Riothermie", "Power with storage, buildings (kW)"),
            WARMTE_WKO_GJ=translate("Riothermie", "Heat with storage, rule of thumb (GJ/year)"),
            WARMTE_REEKS_GJ=translate("Riothermie", "Heat with storage, added up from the series (GJ/year)"),
            WONINGEN_DIRECT=translate("Riothermie", "Homes without storage"),
            WONINGEN_WKO=translate("Riothermie", "Homes with storage"),
            DROGE_DAGEN=translate("Riothermie", "Dry days"),
            DWA_GEM_M3H=translate("Riothermie", "Mean dry weather flow (m3/h)"),
            DAGVOLUME_M3=translate("Riothermie", "Volume of a dry day (m3)"),
            RIOOLVREEMD_M3H=translate("Riothermie", "Extraneous water, estimate (m3/h)"),
            POMPREGIME=translate("Riothermie", "Long stretches without flow (1: yes, 0: no)"),
            T_MIN_C=translate("Riothermie", "Lowest temperature of the waste water (°C)"),
            BESCHIKBAARHEID_ECONOMISCH=translate("Riothermie", "Availability of the economic flow (0-1)"),
            AANTAL_RIJEN=translate("Riothermie", "Rows read"),
            AANTAL_MELDINGEN=translate("Riothermie", "Findings"),
        )

    def problem(self, parameters, context) -> str:
        if not self.has(parameters, self.METING):
            return translate("Riothermie", "There is no measurement yet: choose a file or a table with time and flow.")
        date = parameters.get(self.BEGINDATUM)
        if date not in (None, "") and not self.start(parameters, context).isValid():
            text = translate("Riothermie", "{title}: {value} is not a date; write it as 2023-01-31.")
            return text.format(title=self.parameterDefinition(self.BEGINDATUM).description(), value=date)
        point = self.parameterDefinition(self.PUNT)
        if self.has(parameters, self.PUNT) and not point.checkValueIsAcceptable(parameters[self.PUNT], context):
            text = translate("Riothermie", "{title}: {value} is not a point; write it as 155000,463000 [EPSG:28992].")
            return text.format(title=point.description(), value=parameters[self.PUNT])
        given = [name for name in (self.METING, self.NEERSLAG) if self.has(parameters, name)]
        try:
            found = [tables.find(self, parameters, name, context) for name in given]
        except QgsProcessingException as error:
            return str(error)
        layers = [name for name, table in zip(given, found, strict=True) if table.file is None]
        files = [table.file for table in found if table.file is not None]
        return destinations.problem(self, parameters, context, layers, self.OUTPUTS, files=files)

    def process(self, parameters, context, feedback) -> dict:
        from ..riothermie_kansen.callbacks import part, stop_if
        from ..riothermie_kansen.measurement.analysis import analyse

        kentallen = self.kentallen(parameters, context, feedback)
        measured, weather = self._read(parameters, context, feedback, kentallen, part(feedback.setProgress, 0, 60))
        analysis = analyse(
            measured,
            weather,
            settings=self._settings(parameters, context, kentallen),
            kentallen=kentallen,
            progress=part(feedback.setProgress, 60, 85),
            cancelled=feedback.isCanceled,
        )
        stop_if(feedback.isCanceled)
        season = self._season(parameters, context, analysis, kentallen)
        feedback.setProgress(90)
        stop_if(feedback.isCanceled)
        self.tell(analysis.findings, analysis.notes, feedback)
        _warn(analysis.findings, feedback)
        made = self._write(parameters, context, feedback, analysis, season, kentallen)
        return made | _numbers(analysis)

    def _read(self, parameters, context, feedback, kentallen, progress):
        """Return the measurement, and the rain: that of its own file, else of a column of the measurement, or None."""
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.readers.measurements import read_measurement
        from ..riothermie_kansen.readers.weather import read_weather, weather_of

        date = self.start(parameters, context)
        columns = {
            role: text
            for name, role in self.VELDEN.items()
            if (text := self.parameterAsString(parameters, name, context).strip())
        }
        measured = self._table(
            parameters, self.METING, context, feedback, part(progress, 0, 80), read_measurement,
            unit=self.parameterAsEnumString(parameters, self.EENHEID, context),
            clock=self.parameterAsEnumString(parameters, self.KLOK, context),
            start=date.toString("yyyy-MM-dd") if date.isValid() else None,
            columns=columns or None,
            kentallen=kentallen,
        )  # fmt: skip
        if not self.has(parameters, self.NEERSLAG):
            return measured, weather_of(measured)
        weather = self._table(
            parameters, self.NEERSLAG, context, feedback, part(progress, 80, 100), read_weather,
            station=self.parameterAsString(parameters, self.STATION, context).strip() or None,
            kentallen=kentallen,
        )  # fmt: skip
        return measured, weather

    def _table(self, parameters, name: str, context, feedback, progress, reader, **choices):
        """Return what a reader makes of a table; the log tells what is read."""
        from ..riothermie_kansen.callbacks import part

        table = tables.find(self, parameters, name, context)
        feedback.pushInfo(f"{name}: {table.name}")
        source, title = tables.read(table, context, feedback, part(progress, 0, 50 if table.copied else 0))
        own = self.parameterAsString(parameters, self.NAAM, context).strip()
        title = f"{own} ({title})" if own and name == self.METING else title
        try:
            return reader(
                source,
                name=title,
                progress=part(progress, 50 if table.copied else 0, 100),
                cancelled=feedback.isCanceled,
                **choices,
            )
        finally:
            if table.copied:
                with contextlib.suppress(OSError):  # a temporary file: QGIS removes what is left of those
                    Path(source).unlink(missing_ok=True)

    def _settings(self, parameters, context, kentallen):
        """Return the choices of the user for the engine."""
        from ..riothermie_kansen.measurement.results import Settings

        given = self.has(parameters, self.AANDEEL_RWZI)
        share = self.parameterAsDouble(parameters, self.AANDEEL_RWZI, context) / 100.0 if given else None
        return Settings.from_kentallen(
            kentallen,
            rwzi_share=share or None,
            curve=self.parameterAsEnumString(parameters, self.DUURKROMME_OVER, context),
            simultaneity=self.parameterAsEnumString(parameters, self.GELIJKTIJDIGHEID, context),
        )

    def _season(self, parameters, context, analysis, kentallen):
        """Return the season balance of the homes that were given, or of those that the source can heat."""
        from ..riothermie_kansen.season.measured import season_of_measurement

        homes = (
            self.parameterAsDouble(parameters, self.WONINGEN, context)
            if self.has(parameters, self.WONINGEN)
            else analysis.stored[0].dwellings
        )
        if not homes > 0:
            return None
        given = self.has(parameters, self.KOUDE_GJ)
        cooling = self.parameterAsDouble(parameters, self.KOUDE_GJ, context) if given else None
        return season_of_measurement(
            analysis, dwellings=homes, weather=analysis.weather, kentallen=kentallen, cooling_gj=cooling
        )

    def _place(self, parameters, context, feedback) -> tuple[float, float] | None:
        """Return where was measured in RD, None when that was not told."""
        if not self.has(parameters, self.PUNT):
            return None
        point = self.parameterAsPoint(parameters, self.PUNT, context, QgsCoordinateReferenceSystem(RD))
        return point.x(), point.y()

    def _write(self, parameters, context, feedback, analysis, season, kentallen) -> dict:
        """Write everything or nothing; return name to destination."""
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.measurement import point, results
        from ..riothermie_kansen.report.measurement_report import measurement_html
        from ..riothermie_kansen.schema import MELDING_COLUMNS
        from ..riothermie_kansen.season.result import SEIZOEN_COLUMNS

        sources = [analysis.measured.source, *([analysis.weather.source] if analysis.weather else [])]
        none = QgsWkbTypes.Type.NoGeometry

        def output(name: str, frame, columns, title: str, about: str, kind=none) -> outputs.Output:
            metadata = layer_metadata(
                self, parameters, context, title=title, about=about, kentallen=kentallen, sources=sources,
                notes=analysis.notes,
            )  # fmt: skip
            return outputs.Output(name, frame, columns, kind, None, metadata)

        profile, place = analysis.profile, self._place(parameters, context, feedback)
        written = [
            output(
                self.PROFIEL, _table_or_empty(profile, results.PROFIEL_COLUMNS), results.PROFIEL_COLUMNS, "Dagprofiel",
                "Gemiddelde droge dag per uur, met de spreiding tussen de dagen; ook werkdag en weekend.",
            ),
            output(
                self.DUURKROMME, analysis.duration.table, results.DUURKROMME_COLUMNS, "Duurkromme",
                "Debiet, vermogen en warmte bij elke beschikbaarheid. Veld keuze merkt het gekozen punt.",
            ),
            output(
                self.UITKOMSTEN, analysis.outcomes, results.UITKOMSTEN_COLUMNS, "Uitkomsten van de debietmeting",
                "Elk getal van de analyse, bij de gekozen afkoeling en bij 2 K en 3 K.",
            ),
            output(
                self.DAGEN, analysis.days.table, results.DAGEN_COLUMNS, "Dagen van de debietmeting",
                "Elke dag van de meting: droog of niet, en waarom.",
            ),
            output(
                self.SEIZOEN, _table_or_empty(season, SEIZOEN_COLUMNS), SEIZOEN_COLUMNS, "Seizoensbalans",
                "Aanbod, vraag, opslag en tekort per maand.",
            ),
            output(
                self.MELDINGEN, analysis.findings.frame(RD).drop(columns="geometry"), MELDING_COLUMNS, "Meldingen",
                "Wat is hersteld, aangenomen of weggelaten bij het lezen van de debietmeting.",
            ),
        ]  # fmt: skip
        if place is not None and profile is not None:
            name = self._title(parameters, context, analysis)
            frame = point.measuring_point(analysis, profile, place, name)
            about = "Gemeten droogweerafvoer; ijkt de kansenkaart (METINGEN)."
            kind = QgsWkbTypes.Type.Point
            written.append(output(self.MEETPUNT, frame, point.MEETPUNT_COLUMNS, "Meetpunt", about, kind))
        report = self.parameterAsFileOutput(parameters, self.RAPPORT, context)
        text = (
            measurement_html(analysis, season, kentallen=kentallen, language=language(), version=plugin_version())
            if report
            else ""
        )
        with reports.saved(report, text):
            made = outputs.write_all(
                self, parameters, context, written, cancelled=feedback.isCanceled,
                progress=part(feedback.setProgress, 90, 100),
            )  # fmt: skip
        return made | ({self.RAPPORT: report} if report else {})

    def _title(self, parameters, context, analysis) -> str:
        return self.parameterAsString(parameters, self.NAAM, context).strip() or analysis.measured.source


def _warn(findings, feedback) -> None:
    """Say in the log what the run must not be read without: what was found once, and is more than information."""
    rows = findings.frame(RD)
    once = ~rows["soort"].duplicated(keep=False) & (rows["ernst"] != "info")
    for text in rows.loc[once, "tekst"]:
        feedback.pushWarning(text)


def _table_or_empty(part, columns):
    """Return the table of a part of the analysis; one without rows when that part is absent."""
    import pandas as pd

    return part.table if part is not None else pd.DataFrame(columns=[column.name for column in columns])


def _numbers(analysis) -> dict[str, float]:
    """Return the numbers of a run; those that are not known are left out."""
    profile, direct, stored = analysis.profile, analysis.direct[:1], analysis.stored[:1]
    numbers = {
        "DEBIET_WKO_M3H": analysis.duration.flow_m3h,
        "BESCHIKBAARHEID_ECONOMISCH": analysis.duration.economic,
        "DROGE_DAGEN": analysis.days.days,
        "POMPREGIME": int(analysis.pumping.found),
        "AANTAL_RIJEN": analysis.measured.rows,
        "AANTAL_MELDINGEN": analysis.findings.count(),
    }
    for found in stored:
        numbers |= {"VERMOGEN_WKO_KW": found.source_kw, "VERMOGEN_WKO_GEBOUW_KW": found.building_kw}
        numbers |= {"WARMTE_WKO_GJ": found.heat_gj, "WARMTE_REEKS_GJ": found.heat_series_gj}
        numbers |= {"WONINGEN_WKO": found.dwellings}
    for found in direct:
        numbers |= {"VERMOGEN_DIRECT_KW": found.source_kw, "VERMOGEN_DIRECT_GEBOUW_KW": found.building_kw}
        numbers |= {"WONINGEN_DIRECT": found.dwellings}
    if profile is not None:
        numbers |= {"MIN_UUR_M3H": profile.minimum_m3h, "DWA_GEM_M3H": profile.mean_m3h, "DAGVOLUME_M3": profile.day_m3}
    if analysis.extraneous is not None:
        numbers["RIOOLVREEMD_M3H"] = analysis.extraneous.flow_m3h
    if analysis.temperatures is not None:
        numbers["T_MIN_C"] = analysis.temperatures.minimum_c
    return {name: value for name, value in numbers.items() if value == value}  # noqa: PLR0124 (NaN: not known)
