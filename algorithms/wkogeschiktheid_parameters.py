"""Inputs and outputs of the algorithm `wkogeschiktheid`."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
)
from qgis.PyQt.QtCore import QCoreApplication

from .inputs import AREAS, PLACES, POINTS, TABLES, InputAlgorithm

translate = QCoreApplication.translate


class AquiferAlgorithm(InputAlgorithm):
    """The parameters of wkogeschiktheid."""

    GROUP = "bodem"
    REGIS, GEBIED, PUNTEN, RESTRICTIES = "REGIS", "GEBIED", "PUNTEN", "RESTRICTIES"
    GEOTOP = "GEOTOP"
    NAAM_VELD, CELGROOTTE = "NAAM_VELD", "CELGROOTTE"
    GESCHIKTHEID, LAGEN, GEBIEDEN, RAPPORT = "GESCHIKTHEID", "LAGEN", "GEBIEDEN", "RAPPORT"

    SHAPES = {"GEBIED": "polygon", "PUNTEN": "place", "RESTRICTIES": "surface"}  # noqa: RUF012
    KNOWN = {"RESTRICTIES": (("wko", 3), ("bodemlus", 3), ("maxdieptem", 2), ("klasse", -99))}  # noqa: RUF012
    OUTPUTS = ("GESCHIKTHEID", "LAGEN", "GEBIEDEN", "RAPPORT", "MELDINGEN")

    def add_inputs(self) -> None:
        """Declare the model, the places and the restrictions."""
        model = QgsProcessingParameterFile(
            self.REGIS,
            translate("Riothermie", "REGIS II: NetCDF, folder, or a raster in it"),
            fileFilter="REGIS II (*.nc *.tif *.tiff *.asc *.idf);;* (*)",
        )
        self.add(
            model,
            translate(
                "Riothermie",
                "Layers of the ground as TNO delivers them: REGIS.nc, or a folder with rasters per unit (GeoTIFF, ASC, "
                "IDF or NetCDF; old and new codes). Choose one of the rasters to read the folder that it lies in, or "
                "type the path of the folder.",
            ),
        )
        self.add_source(
            self.GEBIED,
            AREAS,
            translate("Riothermie", "Area"),
            translate(
                "Riothermie",
                "Polygons, such as kavels or a municipality: every cell of the model in them is judged, and the "
                "doublets that fit in each are counted. Give an area or points, not both.",
            ),
        )
        self.add_source(
            self.PUNTEN,
            (POINTS, AREAS),
            translate("Riothermie", "Points"),
            translate(
                "Riothermie",
                "Places to look at, also buildings: the report draws the layers under the first ones, and a "
                "cross-section along all of them.",
            ),
        )
        self.add_source(
            self.RESTRICTIES,
            PLACES,
            translate("Riothermie", "Ground restrictions"),
            translate(
                "Riothermie",
                "Output of bodemrestricties: LOCATIES_UIT, or of areas and traces better DELEN, which follows the "
                "borders of the maps. The depth that it allows limits the search, and where WKO is forbidden no place "
                "is suitable. Empty: the verdict is on the ground alone.",
            ),
        )
        geotop = QgsProcessingParameterFile(
            self.GEOTOP, translate("Riothermie", "GeoTOP: NetCDF"), fileFilter="NetCDF (*.nc);;* (*)", optional=True
        )
        self.add(
            geotop,
            translate(
                "Riothermie",
                "Voxels of the ground to 50 m below NAP, as a second opinion: the shallow layers beside those of REGIS "
                "II, and where it finds little sand in the chosen layer. It decides nothing.",
            ),
            advanced=True,
        )

    def add_choices(self) -> None:
        """Declare the choices."""
        self.add_field(
            self.NAAM_VELD,
            self.PUNTEN,
            translate("Riothermie", "Field with the name of a point"),
            translate("Riothermie", "Empty: a field that is recognised by its name, else points are numbered."),
        )
        self.add_number(
            "DIEPTE_MAX",
            "aquifer.diepte_max_m",
            translate("Riothermie", "Largest depth of a WKO (m below surface)"),
            translate("Riothermie", "Layers count above this depth, or above what the restrictions allow."),
        )
        self.add_number(
            "VOLLASTUREN",
            "aquifer.vollasturen_seizoen",
            translate("Riothermie", "Full-load hours of a well per season"),
            translate(
                "Riothermie",
                "More hours store more water: a larger distance between the wells, and less flow by the norm for "
                "infiltration.",
            ),
        )
        self.add_number(
            "DELTA_T",
            "wko.delta_t",
            translate("Riothermie", "Temperature difference between the wells (K)"),
            translate("Riothermie", "Power of a doublet per flow."),
            advanced=True,
        )
        self.add_number(
            "KH_GESCHIKT",
            "aquifer.kh_geschikt",
            translate("Riothermie", "Conductivity above which a layer is suitable (m/d)"),
            translate("Riothermie", "Mean horizontal conductivity of the layer."),
            advanced=True,
        )
        self.add_number(
            "DIKTE_GESCHIKT",
            "aquifer.dikte_geschikt_m",
            translate("Riothermie", "Thickness from which a layer is suitable (m)"),
            translate("Riothermie", "Of the part within the depths."),
            advanced=True,
        )
        self.add_number(
            "BRONAFSTAND",
            "aquifer.afstand_factor",
            translate("Riothermie", "Distance between wells (thermal radii)"),
            translate("Riothermie", "Between a warm and a cold well."),
            advanced=True,
        )
        self.add_optional(
            self.CELGROOTTE,
            translate("Riothermie", "Size of a cell (m)"),
            translate(
                "Riothermie",
                "Of an area. Empty: that of the rasters, larger where an area has very many of them. Rounded to whole "
                "cells of the rasters.",
            ),
            high=100_000.0,
        )
        self.add_kentallen()

    def add_outputs(self) -> None:
        """Declare the outputs."""
        sinks = (
            (
                self.GESCHIKTHEID,
                PLACES,
                translate("Riothermie", "Suitability for WKO"),
                translate(
                    "Riothermie",
                    "Cells of the area or the points: class, the layer with its depth, thickness, kh and kD, clay "
                    "above and below, flow, power, thermal radius, distance between wells, and why.",
                ),
            ),
            (
                self.LAGEN,
                TABLES,
                translate("Riothermie", "Layers"),
                translate(
                    "Riothermie",
                    "Table with a row per layer under each point or cell, from the surface down; of GeoTOP, where it "
                    "was given, with the role geotop.",
                ),
            ),
            (
                self.GEBIEDEN,
                AREAS,
                translate("Riothermie", "Doublets per area"),
                translate(
                    "Riothermie",
                    "The areas with the share of each class and the doublets that fit in them, those without a verdict "
                    "of the restrictions apart.",
                ),
            ),
        )
        for name, kind, title, about in sinks:
            optional = name != self.GESCHIKTHEID
            sink = QgsProcessingParameterFeatureSink(
                name, title, kind, optional=optional, createByDefault=name != self.LAGEN
            )
            self.add(sink, about)
        self.add_report(
            translate("Riothermie", "One HTML file with the layers under a place, cross-sections and the assumptions."),
        )
        self.add_findings()
