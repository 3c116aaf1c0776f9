"""Real GeoPackages for tests, and what must hold when a run is refused."""

from qgis import processing
from qgis.core import QgsVectorLayer

from tests.algorithms.made import refusal


def stored(given, folder):
    """Return inputs with every layer in a GeoPackage of its own."""
    folder.mkdir(exist_ok=True)
    found = {}
    for name, value in given.items():
        found[name] = value
        if isinstance(value, QgsVectorLayer):
            file = str(folder / f"{name.lower()}_{len(list(folder.iterdir()))}.gpkg")
            found[name] = processing.run("native:savefeatures", {"INPUT": value, "OUTPUT": file})["OUTPUT"]
    return found


def read(file):
    """Return a layer of a file."""
    made = QgsVectorLayer(str(file), "x", "ogr")
    assert made.isValid(), file
    return made


def tables(file):
    """Return the tables with features of a GeoPackage."""
    layer = read(file)
    return {item.split(layer.dataProvider().sublayerSeparator())[1] for item in layer.dataProvider().subLayers()}


def refused(run, *words):
    """Check that a run is refused in one plain sentence with some words in it, and return the sentence."""
    text = refusal(run, ends=".)")
    for word in words:
        assert word in text, text
    return text
