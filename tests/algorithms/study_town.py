"""A town made by hand with all that a study asks: a sewer, buildings, streets, an area, a map of restrictions."""

from qgis import processing
from qgis.core import QgsProcessingFeedback, QgsVectorFileWriter

from tests.algorithms import homes, town
from tests.algorithms.made import FIELDS, Log, layer

TERRACE = tuple(
    (f"rij{i}", 10 + 7 * i, 8, 6, 9, 1975, ((105, "woonfunctie"),)) for i in range(12)
)  # along the southern street
FLATS = (
    ("flat1", 120, 112, 40, 12, 1970, ((75, "woonfunctie"),) * 24),
    ("flat2", 20, 112, 40, 12, 1982, ((80, "woonfunctie"),) * 12),
)
SHOP = (("winkel", 130, 208, 20, 20, 1990, ((400, "winkelfunctie"),)),)
BUILDINGS = (*TERRACE, *FLATS, *SHOP)
HOMES = 12 + 24 + 12


def at(x, y):
    return f"{town.X + x} {town.Y + y}"


def sewer():
    """Return a combined sewer that brings the water of a suburb along the southern street."""
    rows = (
        (
            f"LINESTRING({at(200, 2)},{at(100, 2)})",
            "AB",
            "GemengdRiool",
            "GemengdStelsel",
            2.0,
            1.6,
            600,
            "Beton",
            9000,
        ),
        (f"LINESTRING({at(100, 2)},{at(0, 2)})", "BC", "GemengdRiool", "GemengdStelsel", 1.6, 1.2, 800, "Beton", 12),
        (
            f"LINESTRING({at(100, 100)},{at(100, 2)})",
            "DB",
            "GemengdRiool",
            "GemengdStelsel",
            2.1,
            1.6,
            300,
            "Beton",
            36,
        ),
    )
    return layer("LineString", FIELDS, rows, name="riool")


def square(x, y, width, depth, *values):
    """Return a row with a rectangle."""
    ring = ",".join(at(x + a, y + b) for a, b in ((0, 0), (width, 0), (width, depth), (0, depth), (0, 0)))
    return (f"POLYGON(({ring}))", *values)


def area():
    return layer("Polygon", "naam:string", [square(-20, -20, 240, 260, "dorp")], name="gebied")


def districts():
    rows = [square(-20, -20, 240, 100, "K1", "zuid"), square(-20, 80, 240, 160, "K2", "noord")]
    return layer("Polygon", "kavel_id:string naam:string", rows, name="kavels")


def ban():
    """Return an area where drilling is forbidden, over the shop."""
    return layer("Polygon", "Bronhouder:string", [square(110, 190, 60, 60, "provincie")], name="verbodsgebied")


def source(heat=900.0):
    rows = [(f"POINT({at(0, 0)})", "gemaal", 120.0, heat)]
    return layer("Point", "bron_id:string vermogen_kw:double warmte_gj:double", rows, name="bron")


def panden(buildings=BUILDINGS):
    return homes.panden(homes.pand_rows(buildings))


def inputs(folder, **layers):
    """Save layers in a GeoPackage each; return parameter to path, as a script gives them."""
    found = {}
    for name, made in layers.items():
        file = folder / f"{name.lower()}.gpkg"
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName, options.layerName = "GPKG", made.name()
        code, why, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(made, str(file), made.transformContext(), options)
        assert code == QgsVectorFileWriter.WriterError.NoError, why
        found[name] = f"{file}|layername={made.name()}"
    return found


def everything(folder):
    """Return all inputs of the study, as files."""
    return inputs(
        folder,
        LEIDINGEN=sewer(),
        PANDEN=panden(),
        STRATEN=town.streets(),
        GEBIED=area(),
        KAVELS=districts(),
        VERBOD=ban(),
    )


def run(folder, feedback: QgsProcessingFeedback | None = None, **parameters):
    """Run a study; return (results, what it said)."""
    log = feedback or Log()
    found = processing.run("riothermie:haalbaarheid", {"UITVOER": str(folder), **parameters}, feedback=log)
    return found, log
