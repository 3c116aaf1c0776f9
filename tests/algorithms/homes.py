"""A small neighbourhood made by hand, as the BAG delivers it: a terrace of three, a villa, flats, a shop and a shed."""

from qgis.core import NULL

from tests.algorithms.made import layer
from tests.algorithms.town import X, Y, turned

PAND_FIELDS = (
    "identificatie:string bouwjaar:int status:string gebruiksdoel:string oppervlakte_min:int oppervlakte_max:int "
    "aantal_verblijfsobjecten:int"
)
OBJECT_FIELDS = (
    "identificatie:string oppervlakte:int status:string gebruiksdoel:string huisnummer:int huisletter:string "
    "toevoeging:string postcode:string bouwjaar:int pandidentificatie:string"
)
IN_USE, OBJECT_IN_USE = "Pand in gebruik", "Verblijfsobject in gebruik"
# a name, west and south side, width and depth (m), year, and (area, use) of each object
BUILDINGS = (
    ("rij1", 0, 0, 6, 10, 1980, ((110, "woonfunctie"),)),
    ("rij2", 6, 0, 6, 10, 1980, ((110, "woonfunctie"),)),
    ("rij3", 12, 0, 6, 10, 1980, ((110, "woonfunctie"),)),
    ("villa", 60, 0, 12, 12, 2005, ((200, "woonfunctie"),)),
    ("flat", 0, 60, 30, 12, 1970, ((80, "woonfunctie"),) * 4),
    ("winkel", 60, 60, 20, 20, 1990, ((350, "winkelfunctie"),)),
    ("schuur", 0, 30, 4, 4, 1980, ()),
)
NAMES = {name: f"02001000000000{n:02d}" for n, (name, *_) in enumerate(BUILDINGS, 1)}


def pand_rows(buildings=BUILDINGS, status=IN_USE):
    """Return the rows of a layer of panden."""
    found = []
    for name, x, y, width, depth, year, objects in buildings:
        uses = ",".join(sorted({use for _, use in objects})) or NULL
        areas = [area for area, _ in objects]
        found.append(
            (
                _ring(x, y, width, depth), NAMES.get(name, name), year, status, uses,
                min(areas, default=NULL), max(areas, default=NULL), len(objects),
            )
        )  # fmt: skip
    return found


def object_rows(buildings=BUILDINGS):
    """Return the rows of a layer of verblijfsobjecten."""
    found = []
    for name, x, y, width, depth, year, objects in buildings:
        for area, use in objects:
            n = len(found) + 1
            place = f"POINT({X + x + width / 2} {Y + y + depth / 2})"
            found.append(
                (
                    place, object_id(n), area, OBJECT_IN_USE, use, n, NULL, NULL, "7300AA", year,
                    NAMES.get(name, name),
                )
            )  # fmt: skip
    return found


def object_id(n):
    """Return the id of the n-th object."""
    return f"02000100000000{n:02d}"


def panden(rows_=None, crs="EPSG:28992", fields=PAND_FIELDS, kind="Polygon"):
    return turned(layer(kind, fields, pand_rows() if rows_ is None else rows_, name="panden"), crs)


def objects(rows_=None, crs="EPSG:28992", fields=OBJECT_FIELDS, kind="Point"):
    return turned(layer(kind, fields, object_rows() if rows_ is None else rows_, name="objecten"), crs)


def neighbourhood(gas=1000, name="BU02000101", homes=8, x=-50, y=-50, size=300, fields=None, values=()):
    """Return a layer with one neighbourhood of CBS."""
    wanted = fields or (
        "buurtcode:string buurtnaam:string gemeentenaam:string aantal_inwoners:int aantal_huishoudens:int "
        "woningvoorraad:int gemiddeld_gasverbruik_totaal:int percentage_woningen_met_stadsverwarming:int"
    )
    row = values or (name, "Buurt", "Apeldoorn", 20, 8, homes, gas, 0)
    return layer("Polygon", wanted, [(_ring(x, y, size, size), *row)], name="buurten")


def area(x, y, width, depth):
    """Return a layer with a rectangle."""
    return layer("Polygon", "naam:string", [(_ring(x, y, width, depth), "gebied")], name="gebied")


def _ring(x, y, width, depth):
    corners = ((0, 0), (width, 0), (width, depth), (0, depth), (0, 0))
    return "POLYGON((" + ",".join(f"{X + x + dx} {Y + y + dy}" for dx, dy in corners) + "))"
