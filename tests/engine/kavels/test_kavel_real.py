"""Warmtekavels on real data: a municipality's sewer, panden of Wageningen, the demand of Apeldoorn."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from riothermie_kansen.demand.demand import Settings as DemandSettings
from riothermie_kansen.demand.demand import heat_demand
from riothermie_kansen.kavels.supply import read_pipes, supply
from riothermie_kansen.readers.gwsw import read_sewer
from riothermie_kansen.sewer.opportunity import Premises, opportunity_map
from tests.engine.kavels.made_area import K, add_up, plots, rows

GJ_PER_LS = 8.36 * 4 / 3 * 6000 * 3.6e-3 * 0.95


def grid(bounds, n, margin=0.0):
    """Return n x n rectangles over bounds, each `margin` wider to the right: then they overlap."""
    x, y = np.linspace(bounds[0], bounds[2], n + 1), np.linspace(bounds[1], bounds[3], n + 1)
    shapes = [shapely.box(x[i], y[j], x[i + 1] + margin, y[j + 1]) for i in range(n) for j in range(n)]
    return gpd.GeoDataFrame({"kavel": [f"V{i}" for i in range(n * n)]}, geometry=shapes, crs="EPSG:28992")


@pytest.fixture(scope="module")
def bodegraven(shared_data):
    file = shared_data / "sewer" / "bodegraven_gwsw_default.gpkg"
    lines, points = (gpd.read_file(file, layer=name) for name in ("default_lijn", "default_punt"))
    return opportunity_map(read_sewer(lines, nodes=points, kentallen=K), Premises(total=35000.0), kentallen=K)


def test_all_water_of_a_municipality_counts_once(bodegraven):
    pipes = read_pipes(bodegraven.pipes, least="alle", kentallen=K)
    kavels = np.asarray(grid(bodegraven.pipes.total_bounds, 5).geometry.array)
    found = supply(pipes, kavels, 200.0)
    # 35,000 inhabitants at 120 l a day, wherever they are
    assert found.map_gj == pytest.approx(35000 * 120 / 86400 * GJ_PER_LS, rel=1e-3)
    assert found.all_gj <= found.map_gj * (1 + 1e-9)
    # every pipe lies in a square of the grid
    assert found.all_gj == pytest.approx(found.map_gj, rel=1e-6)
    assert (found.shared_gj <= found.reach_gj + 1e-6).all()
    assert (found.inside_gj <= found.reach_gj + 1e-6).all()
    alone = (found.reach_gj - found.shared_gj).sum()
    assert alone + found.common_gj == pytest.approx(found.all_gj, rel=1e-6)


def test_wageningen_with_a_grid(shared_data):
    file = shared_data / "streets_buildings" / "wageningen_nwb_bag.gpkg"
    panden = gpd.read_file(file, layer="bag_pand_2019")
    streets = gpd.read_file(file, layer="nwb_wegvakken_2020")
    areas = grid(panden.to_crs(28992).total_bounds, 4, margin=25.0)
    result = plots(areas.to_crs(4326), panden, streets=streets)
    assert add_up(result) == []
    whole = rows(result)["totaal"]
    assert whole["woningen"] == 923
    assert whole["straat_m"] == pytest.approx(streets.to_crs(28992).length.sum(), rel=1e-6)
    assert len(result.overlaps) == 12
    assert result.overlaps["woningen"].sum() == result.kavels["overlap_woningen"].sum() / 2


def test_apeldoorn_after_the_heat_demand(shared_data):
    folder = shared_data / "streets_buildings" / "apeldoorn_bag"
    panden, objects = (gpd.read_file(folder / f"bag_{name}.shp") for name in ("gebouw", "verblijfsobject"))
    demand = heat_demand(panden, objects, settings=DemandSettings(), kentallen=K)
    result = plots(grid(demand.buildings.total_bounds, 3).iloc[:7], demand.buildings)
    assert add_up(result) == []
    whole = rows(result)["totaal"]
    assert whole["woningen"] == demand.totals["woningen"]
    assert whole["utiliteit"] == demand.totals["utiliteit"]
    assert whole["vraag_gj"] == pytest.approx(demand.totals["warmte_gj"])
    assert whole["koude_gj"] == pytest.approx(demand.totals["koude_gj"])
    assert len(result.buildings) == len(demand.buildings)
