"""The inputs and outputs of `debietmeting`."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingParameterDateTime,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterPoint,
    QgsProcessingParameterString,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QDate

from .base import RiothermieAlgorithm
from .inputs import POINTS, TABLES, InputAlgorithm

translate = QCoreApplication.translate

KNOWN = {
    "METING": (
        ("debietm3h", 9), ("debietls", 9), ("debietm3d", 9), ("debiet", 5), ("flow", 4), ("afvoer", 4), ("tijd", 2),
        ("tijdstip", 3), ("datumtijd", 3), ("datum", 2), ("time", 2), ("timestamp", 3), ("uur", -9), ("dwagemls", -99),
        ("dagsoort", -99), ("beschikbaarheid", -99), ("droog", -99), ("leidingid", -99), ("traceid", -99),
    ),
    "NEERSLAG": (
        ("neerslag", 5), ("neerslagmm", 9), ("regen", 5), ("regenmm", 9), ("yyyymmdd", 5), ("rh", 3), ("rd", 3),
        ("droog", -99), ("debiet", -4),
    ),
}  # fmt: skip
"""Fields that tell what a table of the project is, see `InputAlgorithm`; minus: what tells that it is not."""


DATES = ("yyyy-MM-dd", "d-M-yyyy", "d/M/yyyy", "yyyyMMdd")
"""Ways to write a date as text, beside those that QGIS knows."""


class MeasurementAlgorithm(InputAlgorithm):
    """The parameters of a measured series."""

    GROUP = "riool"
    METING, NEERSLAG = "METING", "NEERSLAG"
    EENHEID, KLOK, BEGINDATUM, STATION = "EENHEID", "KLOK", "BEGINDATUM", "STATION"
    AANDEEL_RWZI, DUURKROMME_OVER, GELIJKTIJDIGHEID = "AANDEEL_RWZI", "DUURKROMME_OVER", "GELIJKTIJDIGHEID"
    WONINGEN, KOUDE_GJ, PUNT, NAAM = "WONINGEN", "KOUDE_GJ", "PUNT", "NAAM"
    PROFIEL, DUURKROMME, DAGEN, UITKOMSTEN = "PROFIEL", "DUURKROMME", "DAGEN", "UITKOMSTEN"
    SEIZOEN, MEETPUNT, RAPPORT = "SEIZOEN", "MEETPUNT", "RAPPORT"

    KNOWN = KNOWN
    SHAPES = dict.fromkeys(KNOWN, "any")
    OUTPUTS = ("PROFIEL", "DUURKROMME", "DAGEN", "UITKOMSTEN", "SEIZOEN", "MEETPUNT", "RAPPORT", "MELDINGEN")
    EENHEDEN = ("herkennen", "l/s", "l/min", "l/h", "m3/s", "m3/min", "m3/h", "m3/d")
    KLOKKEN = ("herkennen", "lokaal", "wintertijd", "utc")
    UREN = ("alle", "droog")
    METHODEN = ("n-afhankelijk", "leusden")
    VELDEN = {  # noqa: RUF012
        "TIJD_VELD": "tijd", "DEBIET_VELD": "debiet", "NIVEAU_VELD": "niveau", "TEMPERATUUR_VELD": "temperatuur",
        "NEERSLAG_VELD": "neerslag",
    }  # fmt: skip
    """Parameter with the name of a column, and what the column holds."""

    def checkParameterValues(self, parameters, context):
        # QGIS would open the tables as layers, and refuse a text file that it does not know: `problem` looks at them
        shown = dict(parameters)
        if self.has(parameters, self.METING):
            shown[self.METING] = QgsVectorLayer("NoGeometry", self.METING, "memory")
        shown |= dict.fromkeys((self.NEERSLAG, self.BEGINDATUM, self.PUNT))
        good, message = RiothermieAlgorithm.checkParameterValues(self, shown, context)
        if good or not self.has(parameters, self.METING):
            message = self.problem(parameters, context)
        return not message, message

    def start(self, parameters, context) -> QDate:
        """Return the date of day 0, an invalid one when it was not given or is none."""
        value = parameters.get(self.BEGINDATUM)
        if isinstance(value, str):
            for form in DATES:
                date = QDate.fromString(value.strip(), form)
                if date.isValid():
                    return date
        return self.parameterAsDateTime(parameters, self.BEGINDATUM, context).date()

    def add_series(self) -> None:
        """Declare the measurement and the rain."""
        self.add_source(
            self.METING,
            TABLES,
            translate("Riothermie", "Flow measurement"),
            translate(
                "Riothermie",
                "Text file (CSV), workbook (xlsx, ods, xls) or table with time and flow, and if measured level, "
                "temperature and rain. Columns, units, date notation and lines above the header are recognised; any "
                "step will do. Choose a sheet of a workbook with book.xlsx|layername=sheet.",
            ),
            optional=False,
        )
        self.add_source(
            self.NEERSLAG,
            TABLES,
            translate("Riothermie", "Rain"),
            translate(
                "Riothermie",
                "File of the KNMI as delivered (hours, days or rain stations, also in its zip), or a table with time "
                "and rain in mm. Empty: a column with rain in the measurement; without rain a low flow tells which "
                "days are dry, which is an estimate.",
            ),
        )

    def add_reading(self) -> None:
        """Declare how the measurement is to be read."""
        self.add_choice(
            self.EENHEID,
            self.EENHEDEN,
            translate("Riothermie", "Unit of the flow"),
            translate("Riothermie", "herkennen: from the name of the column; the log tells which one it is."),
            advanced=False,
        )
        self.add_choice(
            self.KLOK,
            self.KLOKKEN,
            translate("Riothermie", "Clock of the measurement"),
            translate(
                "Riothermie",
                "lokaal: Dutch clock with summer time. wintertijd: UTC + 1 all year, as many loggers do. utc: "
                "universal time. herkennen: from the hour that is missing in March and double in October.",
            ),
            advanced=False,
        )
        date = QgsProcessingParameterDateTime(
            self.BEGINDATUM,
            translate("Riothermie", "Date of day 0"),
            QgsProcessingParameterDateTime.Type.Date,
            optional=True,
        )
        self.add(
            date,
            translate(
                "Riothermie",
                "Only for a measurement whose time counts days from a start (0.5 is noon): the date of day 0.",
            ),
        )

    def add_columns(self) -> None:
        """Declare the names of the columns, for those that are not recognised."""
        titles = (
            translate("Riothermie", "Column with the time"),
            translate("Riothermie", "Column with the flow"),
            translate("Riothermie", "Column with the level"),
            translate("Riothermie", "Column with the temperature of the waste water"),
            translate("Riothermie", "Column with the rain"),
        )
        for (name, _), title in zip(self.VELDEN.items(), titles, strict=True):
            column = QgsProcessingParameterString(name, title, optional=True)
            self.add(
                column,
                translate("Riothermie", "Name of the column in the measurement. Empty: recognised by its name."),
                advanced=True,
            )
        station = QgsProcessingParameterString(self.STATION, translate("Riothermie", "KNMI station"), optional=True)
        self.add(
            station,
            translate("Riothermie", "Number of the station, for a KNMI file with more than one."),
            advanced=True,
        )

    def add_choices(self) -> None:
        """Declare the coefficients that are asked for most."""
        self.add_number(
            "DELTA_T",
            "bron.delta_t",
            translate("Riothermie", "Cooling of the waste water (K)"),
            translate("Riothermie", "Agree it with the water authority; 2 K and 3 K are always shown beside it."),
        )
        self.add_number(
            "COP",
            "warmtepomp.cop",
            translate("Riothermie", "COP of the heat pump"),
            translate("Riothermie", "Heat delivered per unit of electricity; more than 1."),
        )
        self.add_number(
            "BESCHIKBAARHEID",
            "meetreeks.beschikbaarheid",
            translate("Riothermie", "Availability of the flow with storage (0-1)"),
            translate("Riothermie", "Share of the time that the design flow with heat storage (WKO) is exceeded."),
        )
        self.add_number(
            "VOLLASTUREN",
            "wko.vollasturen",
            translate("Riothermie", "Full load hours with storage (h/year)"),
            translate("Riothermie", "For the rule of thumb; the heat added up from the series stands beside it."),
        )
        self.add_number(
            "WARMTE_PER_WONING",
            "vraag.warmte_per_woning",
            translate("Riothermie", "Heat demand of a home (GJ/year)"),
            translate("Riothermie", "Space heating and hot tap water together."),
        )
        self.add_number(
            "DROGE_DAG_MM",
            "droogweer.drempel",
            translate("Riothermie", "Rain on a dry day, at most (mm)"),
            translate("Riothermie", "A day with more rain or melting snow is not dry."),
        )
        self.add_number(
            "DAGEN_NA_REGEN",
            "droogweer.dagen_erna",
            translate("Riothermie", "Days after rain that are not dry"),
            translate("Riothermie", "The sewer is still emptying then."),
            whole=True,
        )

    def add_place(self) -> None:
        """Declare where was measured."""
        point = QgsProcessingParameterPoint(self.PUNT, translate("Riothermie", "Where was measured"), optional=True)
        self.add(
            point,
            translate(
                "Riothermie",
                "Gives a measuring point, with which the opportunity map (kansenkaart) is calibrated. In scripts "
                "x,y [EPSG:28992]; without a reference system RD New.",
            ),
        )
        name = QgsProcessingParameterString(
            self.NAAM, translate("Riothermie", "Name of the measurement"), optional=True
        )
        self.add(
            name,
            translate("Riothermie", "Stands in the report and on the measuring point. Empty: the name of the file."),
        )

    def add_more(self) -> None:
        """Declare the choices that are made seldom."""
        self.add_choice(
            self.DUURKROMME_OVER,
            self.UREN,
            translate("Riothermie", "Hours of the duration curve"),
            translate(
                "Riothermie",
                "alle: all measured hours, rain included, as Leusden did. droog: dry days only, which is safer. The "
                "table and the report show both.",
            ),
        )
        self.add_choice(
            self.GELIJKTIJDIGHEID,
            self.METHODEN,
            translate("Riothermie", "Simultaneity of the demand"),
            translate(
                "Riothermie",
                "n-afhankelijk: falls with the number of homes, also right for small groups. leusden: the constants of "
                "60 % and 8 % that hold for hundreds of homes.",
            ),
        )
        self.add_optional(
            self.AANDEEL_RWZI,
            translate("Riothermie", "Share of the inflow of the treatment plant (%)"),
            translate("Riothermie", "How much colder the treatment plant gets follows from this. Empty: unknown."),
            high=100,
        )
        self.add_optional(
            self.WONINGEN,
            translate("Riothermie", "Homes in the season balance"),
            translate("Riothermie", "Empty: as many as the source with storage (WKO) can heat."),
        )
        self.add_optional(
            self.KOUDE_GJ,
            translate("Riothermie", "Cooling demand (GJ/year)"),
            translate(
                "Riothermie",
                "Of all homes together; the heat that cooling gives is stored for the winter. Empty: the key figure "
                "(kental) per home, which is 0.",
            ),
        )
        self.add_kentallen()

    def add_outputs(self) -> None:
        """Declare the report and the tables."""
        self.add_report(
            translate("Riothermie", "One file with figures and plots that opens in any browser, also without network."),
        )
        self._add_sink(
            self.PROFIEL,
            translate("Riothermie", "Day profile"),
            translate("Riothermie", "Table: mean dry day per hour with its spread, and working days and weekends."),
        )
        self._add_sink(
            self.DUURKROMME,
            translate("Riothermie", "Duration curve"),
            translate(
                "Riothermie", "Table: flow, power and heat per percent of the time, with the chosen point marked."
            ),
        )
        self._add_sink(
            self.UITKOMSTEN,
            translate("Riothermie", "Outcomes"),
            translate("Riothermie", "Table: every number, at the chosen cooling and at 2 K and 3 K."),
        )
        self._add_sink(
            self.DAGEN,
            translate("Riothermie", "Days"),
            translate("Riothermie", "Table: every date with rain, volume and lowest hour, dry or not, and why."),
            asked=True,
        )
        self._add_sink(
            self.SEIZOEN,
            translate("Riothermie", "Season balance"),
            translate("Riothermie", "Table: supply, demand, storage and shortage per month."),
            asked=True,
        )
        place = QgsProcessingParameterFeatureSink(
            self.MEETPUNT, translate("Riothermie", "Measuring point"), POINTS, optional=True
        )
        self.add(
            place,
            translate("Riothermie", "Point with mean, lowest and highest hour, for the opportunity map (kansenkaart)."),
        )
        self._add_sink(
            self.MELDINGEN,
            translate("Riothermie", "Findings"),
            translate(
                "Riothermie",
                "Table: what was repaired, assumed or left out. ernst is fout (left out), waarschuwing (repaired or "
                "assumed, have a look) or info; tekst says it in a sentence.",
            ),
        )

    def _add_sink(self, name: str, title: str, help_text: str, *, asked: bool = False) -> None:
        """Declare a table; with `asked` it is made only when asked for."""
        sink = QgsProcessingParameterFeatureSink(name, title, TABLES, optional=True, createByDefault=not asked)
        self.add(sink, help_text)
