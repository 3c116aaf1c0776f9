"""The inflow of real deliveries: the HydX test set and Bodegraven-Reeuwijk."""

import math

import geopandas as gpd
import numpy as np
import pytest
import shapely

from riothermie_kansen import kentallen
from riothermie_kansen.readers.gwsw import read_sewer
from riothermie_kansen.readers.hydx import read_hydx
from riothermie_kansen.sewer.inflow import gather
from riothermie_kansen.sewer.network import build

K = kentallen.load()


def test_the_hydx_test_set_keeps_its_own_water(shared_data):
    sewer = read_hydx(shared_data / "sewer" / "hydx_testhyd", kentallen=K)
    network = build(sewer, tolerance_m=0.05, kentallen=K)
    inflow = gather(network, sewer, kentallen=K)
    m3d = (inflow.pipe_ls.sum(axis=0) + inflow.node_ls.sum(axis=0)) * 86.4
    # counted in Debiet.csv: 34 inhabitants of 0.12 m3; companies 14 on nodes and 57 x 6 on pipes of 0.06 m3;
    # a process discharge of 1.6 m3 a week; 12 office units of 0.06 m3 on 5 of 7 days
    expected = {"inwoner": 34 * 0.12, "bedrijf": (14 + 57 * 6) * 0.06, "vlak": 1.6 / 7, "kantoor": 12 * 0.06 * 5 / 7}
    assert dict(zip(inflow.curves, m3d, strict=True)) == pytest.approx(expected, rel=1e-12)
    assert inflow.given_persons == 34
    assert inflow.unplaced_ls == 0


def test_a_total_over_bodegraven(shared_data):
    path = shared_data / "sewer" / "bodegraven_gwsw_default.gpkg"
    sewer = read_sewer(
        gpd.read_file(path, layer="default_lijn"), nodes=gpd.read_file(path, layer="default_punt"), kentallen=K
    )
    network = build(sewer, tolerance_m=0.05, kentallen=K)
    inflow = gather(network, sewer, total=35_000.0, kentallen=K)
    assert math.fsum([*inflow.pipe_persons, *inflow.node_persons]) == pytest.approx(35_000, rel=1e-15)
    units = inflow.node_persons > 0
    # GWSW has 1418 Pompunits, nearly all at the end of a pressure sewer
    assert 1350 < units.sum() <= 1418
    assert inflow.node_persons[units] == pytest.approx(1.5 * 2.2, rel=1e-12)
    gravity = (network.pipes["functie"] == "vrijverval").to_numpy()
    assert not inflow.pipe_persons[~gravity].any()
    per_metre = inflow.pipe_persons[gravity] / shapely.length(network.pipes.geometry.to_numpy()[gravity])
    assert np.ptp(per_metre) < 1e-9 * per_metre.mean()
