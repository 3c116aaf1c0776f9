"""Distances and heat density along the street, on streets that can be reckoned by hand."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import LineString, Point

from riothermie_kansen.match.density import heat_density, sections
from riothermie_kansen.match.distance import sewer_lines, straight_distance, street_distance
from riothermie_kansen.network.place import PlaceSettings, read_place
from tests.engine.match.made_match import K, X, Y, frame, line, row, source, street


def place(streets, buildings, sources=None):
    return read_place(
        streets, buildings, source() if sources is None else sources, settings=PlaceSettings(candidates=1), kentallen=K
    )


def test_distance_along_the_street_with_the_house_connection():
    found = place(street(), row([100.0, 300.0]))
    # the facade lies 8 m from the street; the connection starts in its middle
    assert street_distance(found.site) == pytest.approx([108.0, 308.0], abs=0.05)


def test_distance_to_the_nearest_source():
    two = frame([Point(X, Y), Point(X + 1000, Y)], bron_id=["a", "b"])
    found = place(street(), row([100.0, 900.0]), two)
    assert street_distance(found.site) == pytest.approx([108.0, 108.0], abs=0.05)


def test_a_house_on_a_loose_street_has_no_distance():
    streets = pd.concat([street(), frame([line((400, 500), (600, 500))], wvk_id=["los"])], ignore_index=True)
    houses = gpd.GeoDataFrame(pd.concat([row([100]), row([500], y=508.0, pand_id=["q"])]), crs=28992)
    assert np.isinf(street_distance(place(streets, houses).site)).tolist() == [False, True]


def test_foot_points_and_joints_do_not_divide_a_section():
    found = sections(place(street(), row([100.0, 300.0, 800.0])).site)
    # two lines in a row are one stretch of street
    assert len(found.length) == 1
    assert found.length[0] == pytest.approx(1000.0, abs=1e-6)
    assert len(found.joined) == 0


def cross():
    """Return four streets of 100, 200, 300 and 400 m that meet in the middle."""
    arms = {"o": (100, 0), "n": (0, 200), "w": (-300, 0), "z": (0, -400)}
    return frame([line((0, 0), end) for end in arms.values()], wvk_id=list(arms))


def test_density_by_hand():
    heat = np.array([36.0, 72.0])
    houses = row([50.0, -150.0], warmte_gj=heat.tolist())
    site = place(cross(), houses, source(100.0)).site
    assert len(sections(site).length) == 4
    assert len(sections(site).joined) == 6
    # 10 MWh on the street of 100 m, 20 MWh on that of 300 m
    assert heat_density(site, heat, 0.0) == pytest.approx([10 / 100, 20 / 300], abs=1e-6)
    # half of the other streets counts along: 200, 300 and 400 m; 100, 200 and 400 m
    assert heat_density(site, heat, 0.5) == pytest.approx(
        [(10 + 0.5 * 20) / (100 + 0.5 * 900), (20 + 0.5 * 10) / (300 + 0.5 * 700)], abs=1e-6
    )
    assert heat_density(site, heat, 1.0) == pytest.approx([30 / 1000] * 2, abs=1e-6)


def test_no_heat_gives_no_density_and_no_street_none():
    houses = gpd.GeoDataFrame(pd.concat([row([50.0]), row([50.0], y=300.0, pand_id=["ver"])]), crs=28992)
    found = heat_density(place(cross(), houses, source(100.0)).site, np.array([np.nan, 50.0]), 0.5)
    assert found[0] == 0.0
    assert np.isnan(found[1])


def test_heat_on_the_streets_adds_up():
    rng = np.random.default_rng(7)
    at = np.sort(rng.uniform(-250, 90, 25).round(1))
    heat = rng.uniform(5, 200, 25)
    site = place(cross(), row(at.tolist(), warmte_gj=heat.tolist()), source(100.0)).site
    found, every = sections(site), heat_density(site, heat, 0.0)
    west = at < 0
    assert every[west] == pytest.approx([heat[west].sum() / 3.6 / 300] * west.sum(), rel=1e-6)
    assert found.length.sum() == pytest.approx(1000.0, abs=1e-6)


def test_straight_distance_counts_from_the_facade():
    houses = row([100.0, 200.0])
    assert straight_distance(houses.geometry, source(100.0).geometry) == pytest.approx([8.0, np.hypot(97, 8)])
    nowhere = gpd.GeoSeries([None, Point(X, Y)], crs=28992)
    assert straight_distance(nowhere, source(3.0, 4.0).geometry) == pytest.approx([np.nan, 5.0], nan_ok=True)


def test_of_an_opportunity_map_the_pipes_with_heat_count():
    pipes = frame([LineString([(0, i), (9, i)]) for i in range(3)], kans=["Kansrijk", "geen", "mogelijk"])
    notes = []
    assert len(sewer_lines(pipes, notes)) == 2
    assert "2 leidingen" in notes[0]
    little = pipes.assign(kans=["geen", "beperkt", "geen"])
    assert len(sewer_lines(little, notes)) == 1
    assert "met kans beperkt" in notes[1]
    cold = pipes.assign(kans="geen")
    assert len(sewer_lines(cold, notes)) == 3
    assert len(sewer_lines(pipes.drop(columns="kans"), notes)) == 3
    assert len(notes) == 4
