"""A small town made by hand: a grid of streets, eight buildings, one source."""

from qgis.core import NULL, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsProject

from tests.algorithms.made import layer

X, Y = 120000, 450000
# a grid of streets of 100 x 100 m: three by three, the source in the south-west corner
GRID = [((i, j), (i + 1, j)) for i in range(2) for j in range(3)] + [
    ((i, j), (i, j + 1)) for i in range(3) for j in range(2)
]
FIELDS = "pand_id:string woningen:int rv_kw:double tap_kw:double warmte_gj:double keuze:string"


def at(x, y):
    return f"{X + x} {Y + y}"


def streets(crs="EPSG:28992", extra=()):
    lines = [(f"LINESTRING({at(100 * a, 100 * b)},{at(100 * c, 100 * d)})", f"s{n}", NULL, NULL)
             for n, ((a, b), (c, d)) in enumerate(GRID)]  # fmt: skip
    return turned(
        layer("LineString", "wvk_id:string factor:double klasse:string", [*lines, *extra], name="straten"), crs
    )


def house(x, y, name, size=8, homes=1, power=6.0, choice=NULL):
    # a little askew: one corner of each house is nearest to the street
    corners = ((0, 0), (1, 0.1), (0.9, 1.1), (-0.1, 1), (0, 0))
    ring = ",".join(at(x + size * dx, y + size * dy) for dx, dy in corners)
    return (f"POLYGON(({ring}))", name, homes, power * homes, 2.0 * homes, 30.0 * homes, choice)


HOUSES = (
    house(40, 10, "a"),
    house(60, 10, "b"),
    house(140, 90, "c"),
    house(140, 110, "d", homes=12),
    house(190, 150, "e"),
    house(40, 190, "f"),
    house(205, 40, "g", homes=2),
    house(90, 150, "h"),
)


def buildings(rows_=HOUSES, crs="EPSG:28992"):
    return turned(layer("Polygon", FIELDS, rows_, name="gebouwen"), crs)


def source(crs="EPSG:28992", power=NULL, place=(-5, 0)):
    return turned(layer("Point", "bron_id:string vermogen_kw:double", [(f"POINT({at(*place)})", "gemaal", power)],
                        name="bron"), crs)  # fmt: skip


def turned(made_layer, crs):
    """Return a layer in another CRS."""
    if crs == "EPSG:28992":
        return made_layer
    transform = QgsCoordinateTransform(made_layer.crs(), QgsCoordinateReferenceSystem(crs), QgsProject.instance())
    copies = []
    for feature in made_layer.getFeatures():
        geometry = feature.geometry()
        geometry.transform(transform)
        copies.append((geometry.asWkt(12), *feature.attributes()))
    kind = made_layer.wkbType().name
    fields = " ".join(f"{f.name()}:{f.typeName()}" for f in made_layer.fields())
    return layer(kind, fields, copies, name=made_layer.name(), crs=crs)
