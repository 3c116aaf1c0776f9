"""Names of the areas in which pipes lie."""

import geopandas as gpd
import numpy as np
import shapely

from riothermie_kansen.sewer.areas import area_of

LINES = np.array(
    [
        shapely.LineString([(1, 5), (3, 5)]),
        shapely.LineString([(9, 5), (13, 5)]),
        shapely.LineString([(90, 0), (95, 0)]),
    ]
)


def test_middle_of_the_line_decides():
    areas = gpd.GeoDataFrame(
        {"Naam": ["west", "oost"]}, geometry=[shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)]
    )
    assert area_of(LINES, areas).tolist() == ["west", "oost", ""]


def test_smallest_of_overlapping_areas_then_first_name_in_any_order():
    shapes = [shapely.box(0, 0, 50, 50), shapely.box(0, 0, 10, 10), shapely.box(0, 0, 10, 10), None]
    areas = gpd.GeoDataFrame({"naam": ["groot", "b", "a", "leeg"]}, geometry=shapes)
    assert area_of(LINES, areas).tolist() == ["a", "groot", ""]
    assert area_of(LINES, areas.iloc[::-1].reset_index(drop=True)).tolist() == ["a", "groot", ""]


def test_areas_without_names_and_no_areas():
    areas = gpd.GeoDataFrame({"x": [1.5]}, geometry=[shapely.box(0, 0, 10, 10)])
    assert area_of(LINES, areas).tolist() == ["rij 1", "", ""]
    assert area_of(LINES, areas.iloc[:0]).tolist() == ["", "", ""]
