"""Data as PDOK and others have it, of one made-up place in Wageningen, in a GeoPackage for a server to offer."""

from __future__ import annotations

from itertools import pairwise

import geopandas as gpd
import shapely

from tests.engine.services.lab import feature

X, Y = 173600.0, 443400.0
SIZE = 400.0
RD = "EPSG:28992"
GWSW = "http://data.gwsw.nl/1.6/totaal/"
NODES = 9


def box(x=0.0, y=0.0, size=SIZE):
    """Return a square, its lower left corner x and y metres from that of the place."""
    return shapely.box(X + x, Y + y, X + x + size, Y + y + size)


def table(rows, geometry):
    """Return a frame of rows with a place each."""
    return gpd.GeoDataFrame(rows, geometry=list(geometry), crs=RD)


def sewer(fields=lambda name: name):
    """Return pipes, manholes and a pump of a combined sewer that falls 0.1 m each 40 m, eastwards to a pump.

    `fields` respells the names, as the OGC API does.
    """
    spots = [shapely.Point(X + 20 + 40 * i, Y + 200) for i in range(NODES)]
    pipes = [
        {
            "Dataset": "Voorbeeld", "Stelsel": "1", "stelseltype": f"{GWSW}GemengdStelsel", "naam": f"L{i}",
            "uri": f"http://voorbeeld.nl/L{i}", "type": f"{GWSW}GemengdRiool", "beginpunt": f"P{i}",
            "uriB": f"http://voorbeeld.nl/P{i}", "eindpunt": f"P{i + 1}", "uriE": f"http://voorbeeld.nl/P{i + 1}",
            "BobBeginpuntLeiding": f"{8 - 0.1 * i:.2f}", "BobEindpuntLeiding": f"{7.9 - 0.1 * i:.2f}",
            "MateriaalLeiding": f"{GWSW}Beton", "VormLeiding": f"{GWSW}Rond", "BreedteLeiding": "400",
            "HoogteLeiding": "400", "LengteLeiding": "40", "AantalWoningen": "12" if i == 0 else "",
        }
        for i in range(NODES - 1)
    ]  # fmt: skip
    puts = [
        {
            "Dataset": "Voorbeeld", "Stelsel": "1", "stelseltype": f"{GWSW}GemengdStelsel", "naam": f"P{i}",
            "uri": f"http://voorbeeld.nl/P{i}", "type": f"{GWSW}{'Pompput' if i == NODES - 1 else 'Inspectieput'}",
            "Maaiveldhoogte": "10.0", "MateriaalPut": f"{GWSW}Beton", "VormPut": f"{GWSW}Rechthoekig",
        }
        for i in range(NODES)
    ]  # fmt: skip
    pumps = [
        {
            "naam": "Gemaal", "uri": "http://voorbeeld.nl/G", "type": f"{GWSW}Pomp", "Pompcapaciteit": "36",
            "Drempelniveau": "",
        }
    ]  # fmt: skip
    lines = [shapely.MultiLineString([shapely.LineString(pair)]) for pair in pairwise(spots)]
    named = [[{fields(key): value for key, value in row.items()} for row in rows] for rows in (pipes, puts, pumps)]
    return table(named[0], lines), table(named[1], spots), table(named[2], spots[-1:])


def homes():
    """Return 40 panden of 8 by 10 m in four rows, and an object in each, with the fields of the BAG."""
    spots = [(30.0 + 36.0 * (i % 10), 40.0 + 90.0 * (i // 10)) for i in range(40)]
    panden = [
        {
            "identificatie": f"02281000{i:08d}", "rdf_seealso": f"http://bag/pand/{i}", "bouwjaar": 1960 + i,
            "status": "Pand in gebruik", "gebruiksdoel": "woonfunctie", "oppervlakte_min": 90, "oppervlakte_max": 90,
            "aantal_verblijfsobjecten": 1,
        }
        for i in range(40)
    ]  # fmt: skip
    objects = [
        {
            "identificatie": f"02280100{i:08d}", "rdf_seealso": f"http://bag/vbo/{i}", "oppervlakte": 90,
            "status": "Verblijfsobject in gebruik", "gebruiksdoel": "woonfunctie", "openbare_ruimte": "Rooseveltweg",
            "huisnummer": i + 1, "huisletter": None, "toevoeging": None, "postcode": "6700AA",
            "woonplaats": "Wageningen", "bouwjaar": 1960 + i, "pandidentificatie": f"02281000{i:08d}",
            "pandstatus": "Pand in gebruik",
        }
        for i in range(40)
    ]  # fmt: skip
    shapes = [shapely.box(X + x, Y + y, X + x + 8, Y + y + 10) for x, y in spots]
    return table(panden, shapes), table(objects, [shape.centroid for shape in shapes])


def streets():
    """Return a grid of four streets along the rows of homes and one across, with the fields of the NWB."""
    rows, lines = [], []
    for row in range(4):
        for piece in range(4):
            x, y = X + 100 * piece, Y + 30 + 90 * row
            lines.append(shapely.MultiLineString([[(x, y), (x + 100, y)]]))
            rows.append((row * 10 + piece, row * 10 + piece + 1))
        if row < 3:
            lines.append(shapely.MultiLineString([[(X, Y + 30 + 90 * row), (X, Y + 120 + 90 * row)]]))
            rows.append((row * 10, row * 10 + 10))
    return table(
        [
            {"wvk_id": 1000 + n, "jte_id_beg": a, "jte_id_end": b, "wegbehsrt": "G", "stt_naam": "Rooseveltweg"}
            for n, (a, b) in enumerate(rows)
        ],
        lines,
    )


def statistics():
    """Return municipalities, neighbourhoods and squares, with the fields of CBS."""
    towns = [
        {"gemeentecode": "GM0289", "gemeentenaam": "Wageningen", "water": "NEE", "aantal_inwoners": 80},
        {"gemeentecode": "GM0228", "gemeentenaam": "Ede", "water": "NEE", "aantal_inwoners": 120000},
    ]
    quarters = [
        {
            "buurtcode": f"BU0289000{i}", "buurtnaam": f"Buurt {i}", "gemeentenaam": "Wageningen", "water": "NEE",
            "gemeentecode": "GM0289", "aantal_inwoners": 40, "gemiddeld_gasverbruik_totaal": 1200 if i else -99997,
        }
        for i in range(2)
    ]  # fmt: skip
    squares = [
        {"crs28992res100m": f"E{i}N4434", "aantal_inwoners": 20, "aantal_woningen": 10, "aantal_part_huishoudens": 9}
        for i in range(4)
    ]
    return (
        table(towns, [box(), box(x=3000.0, size=2000.0)]),
        table(quarters, [shapely.box(X, Y, X + 200, Y + SIZE), shapely.box(X + 200, Y, X + SIZE, Y + SIZE)]),
        table(squares, [box(100.0 * i, 0.0, 100.0) for i in range(4)]),
    )


def snake(name):
    """Return a name as the OGC API of PDOK spells it."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


def write(folder):
    """Write everything to GeoPackages in a folder, a table for each layer of a service; return (files, frames).

    Two files: names of tables differ in capitals between the WFS and the OGC API.
    """
    pipes, puts, pumps = sewer()
    wfs = {"BeheerLeiding": pipes, "BeheerPut": puts, "BeheerPomp": pumps}
    wfs["BeheerGebied"] = table([{"naam": "Gebied 1", "uri": "http://voorbeeld.nl/A1"}], [box(0.0, 100.0, 200.0)])
    wfs["BeheerBouwwerk"] = pumps[["naam", "uri", "geometry"]].assign(type=f"{GWSW}Rioolgemaal")
    wfs |= dict(zip(("pand", "verblijfsobject"), homes(), strict=True))
    wfs |= dict(zip(("gemeenten", "buurten", "vierkant_100m"), statistics(), strict=True))
    wfs["natura2000"] = table([{"naam_n2k": "Binnenveld", "nr": 65}], [box(300.0, 300.0, 200.0)])
    wfs["AM.DrinkingWaterProtectionArea"] = table(
        [{"naam": "Wageningse Berg", "type": "boringsvrije zone"}], [box(0.0, 0.0, 150.0)]
    )
    ogc = dict(zip(("beheerleiding", "beheerput", "beheerpomp"), sewer(snake), strict=True))
    ogc |= {"wegvakken": streets(), "beheergebied": wfs["BeheerGebied"], "beheerbouwwerk": wfs["BeheerBouwwerk"]}
    gwsw = {"leiding": pipes, "put": puts, "pomp": pumps, "gebied": wfs["BeheerGebied"]}
    ogc |= {f"beheer_{name}": frame for name, frame in gwsw.items()} | {"beheer_bouwwerk": wfs["BeheerBouwwerk"]}
    files = folder / "wfs.gpkg", folder / "ogc.gpkg"
    for file, made in zip(files, (wfs, ogc), strict=True):
        for name, frame in made.items():
            frame.to_file(file, layer=name, driver="GPKG")
    return files, wfs | ogc


def ground():
    """Return the layers of the three services of the WKO-tool, in the order of their numbers, as GeoJSON features.

    An open system stands beside the homes, an area where it is forbidden and one with a largest depth lie over some.
    """
    system = {"bodemzijdigvermogen": 50.0, "einddiepte": 120.0, "pompcapaciteit": 20.0}
    installations = [feature(shapely.Point(X + 150, Y + 150), installatie_id="O1", type="OBES", **system)]
    closed = [feature(shapely.Point(X + 250, Y + 250), installatie_id="G1", type="GBES", **system)]
    taken = [feature(shapely.Point(X + 350, Y + 50), installatie_id="W1", type="GWO", pompcapaciteit=30.0)]
    return {
        "wko_installaties": {
            "alle": [*installations, *closed, *taken], "obes": installations, "gwo": taken, "gbes": closed,
        },
        "wko_restricties": {
            "natuur": [feature(box(300.0, 300.0, 80.0), naam="Binnenveld")],
            "diepte": [feature(box(0.0, 0.0, 120.0), Bronhouder="Provincie", Max_Diepte=50.0)],
            "aardkundig": [feature(box(350.0, 0.0, 40.0), naam="Stuwwal")],
            "ordening": [feature(box(100.0, 300.0, 50.0), Bronhouder="Gemeente")],
            "verbod": [feature(box(200.0, 20.0, 100.0), Bronhouder="Provincie")],
            "provinciaal": [feature(box(0.0, 350.0, 40.0), Bronhouder="Provincie")],
        },
        "wko_aandacht": {
            "natuur": [], "archeologie": [feature(box(0.0, 200.0, 60.0), waarde="hoog")], "aardkundig": [],
        },
    }  # fmt: skip


def surfaces():
    """Return feature types of the BGT: a carriageway along each row of homes, and one thing of each other type."""
    now = {"relatieveHoogteligging": 0, "bronhouder": "G0289", "bgt-status": "bestaand", "plus-status": "geenWaarde"}
    roads = [
        feature(
            shapely.box(X, Y + 27 + 90 * row, X + SIZE, Y + 33 + 90 * row), lokaalID=f"W{row}",
            **{"bgt-functie": "rijbaan lokale weg", "bgt-fysiekVoorkomen": "open verharding"}, **now,
        )
        for row in range(4)
    ]  # fmt: skip
    old = feature(box(0.0, 0.0, 5.0), lokaalID="W9", eindRegistratie="2020-01-01", **now)
    others = ("ondersteunendwegdeel", "waterdeel", "ondersteunendwaterdeel", "spoor", "begroeidterreindeel",
              "onbegroeidterreindeel", "overigbouwwerk")  # fmt: skip
    found = {name: [feature(box(40.0 * i, 140.0, 10.0), lokaalID=f"{name}1", **now)] for i, name in enumerate(others)}
    return {"wegdeel": [*roads, old], **found}
