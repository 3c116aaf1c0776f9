"""Who gets the heat in a real piece of Wageningen, against every choice of blocks, each with its network laid."""

import itertools

import geopandas as gpd
import numpy as np
import pytest
import shapely

from riothermie_kansen import kentallen
from riothermie_kansen.demand.demand import Settings as DemandSettings
from riothermie_kansen.demand.demand import heat_demand
from riothermie_kansen.match import match as module
from riothermie_kansen.network.layout import lay

K = kentallen.load()
SIDE, REACH, BLOCKS = 160.0, 40.0, 10


@pytest.fixture(scope="module")
def piece(shared_data):
    """Return streets, and buildings with their demand in blocks of about the same number."""
    file = shared_data / "streets_buildings" / "wageningen_nwb_bag.gpkg"
    streets = gpd.read_file(file, layer="nwb_wegvakken_2020").to_crs(28992)
    # the largest part of the streets that hangs together
    parts = shapely.get_parts(shapely.union_all(shapely.buffer(streets.geometry.to_numpy(), 0.5)))
    streets = streets[streets.geometry.intersects(parts[np.argmax(shapely.area(parts))])]
    panden = gpd.read_file(file, layer="bag_pand_2019").to_crs(28992)
    found = heat_demand(panden, None, settings=DemandSettings(), kentallen=K).buildings
    found = found[found["warmte_gj"] > 0]
    reached = found[shapely.distance(found.geometry.centroid.to_numpy(), streets.union_all()) < REACH]
    x, y = (np.median(values) for values in (reached.geometry.centroid.x, reached.geometry.centroid.y))
    near = reached[reached.geometry.intersects(shapely.box(x - SIDE, y - SIDE, x + SIDE, y + SIDE))].copy()
    # blocks by direction: what is neighbours stays together, and no two are alike
    angle = np.arctan2(near.geometry.centroid.y - y, near.geometry.centroid.x - x)
    place = np.argsort(np.argsort(angle.to_numpy(), kind="stable"), kind="stable")
    near["blok"] = [f"b{number}" for number in place * BLOCKS // len(near)]
    return streets, near.reset_index(drop=True), shapely.Point(x, y)


@pytest.mark.parametrize(("share", "tolerance", "costs"), [(0.55, 0.08, True), (0.3, 0.01, False)])
def test_every_choice_of_blocks(piece, monkeypatch, share, tolerance, costs):
    """The best of all sets of blocks that use enough of the supply, their networks laid one by one, is found."""
    streets, buildings, middle = piece
    asked = []
    optimise = module.optimise

    def kept(task, problem, order, **named):
        asked.append((task, problem, optimise(task, problem, order, **named)))
        return asked[0][-1]

    monkeypatch.setattr(module, "optimise", kept)
    values = {"match.gewicht_netkosten": 100.0 if costs else 10.0, "match.speling": tolerance}
    source = gpd.GeoDataFrame({"bron_id": ["bron"]}, geometry=[middle], crs=28992)
    supply = share * float(buildings["warmte_gj"].sum())
    match = module.energy_match(
        buildings, source, streets=streets, kentallen=K.replace(values),
        settings=module.Settings(supply_gj=supply, block_field="blok", effort="grondig"),
    )  # fmt: skip
    task, problem, found = asked[0]
    blocks = sorted(buildings["blok"].unique())
    block = buildings.set_index("pand_id")["blok"].reindex(sorted(buildings["pand_id"])).to_numpy()
    assert problem.can.all()
    heat = {name: float(problem.heat_gj[block == name].sum()) for name in blocks}
    sets = [one for n in range(1, len(blocks) + 1) for one in itertools.combinations(blocks, n)]
    used = np.array([sum(heat[name] for name in one) for one in sets])
    most = used[used <= supply * (1 + 1e-9)].max()
    assert most * (1 - 1e-9) <= found.bound_gj <= supply
    enough = [sets[k] for k in np.flatnonzero((used <= supply * (1 + 1e-9)) & (used >= (1 - tolerance) * most - 1e-9))]
    assert len(enough) > (30 if tolerance > 0.05 else 0)

    def judged(one, thorough):
        mine = np.isin(block, one)
        eur = lay(task, mine, thorough=thorough, bound=False).total + float(problem.fixed_eur[mine].sum())
        worth = float((problem.heat_gj * problem.preference)[mine].sum())
        return problem.network_weight * eur / found.reference_eur_gj - (1.0 - problem.network_weight) * worth, eur

    rank = sorted(enough, key=lambda one: judged(one, False)[0])
    objective, eur = min(judged(one, True) for one in rank[:3])
    # of the size of the costs: the objective itself may be near 0
    size = problem.network_weight * eur / found.reference_eur_gj
    assert found.best.objective <= objective + 1e-3 * size
    if np.isfinite(found.bound_objective):
        assert found.bound_objective <= objective + 1e-6 * size
    chosen = match.selection[match.selection["gekozen"] == 1]
    assert tuple(sorted(chosen["blok"].unique())) in enough
    assert match.totals["kosten_eur"] == pytest.approx(found.best.cost_eur, rel=1e-5)
    # taking the best score first costs more, or uses less
    assert found.best.cost_eur / found.best.heat_gj <= found.greedy.cost_eur / found.greedy.heat_gj
