"""The verdicts as input of warmtekavels: every word is understood, and unknown is not allowed."""

import numpy as np
import pytest
import shapely

from riothermie_kansen.kavels.plots import heat_plots
from tests.engine.kavels.made_area import buildings
from tests.engine.kavels.made_area import kavels as kavels_of
from tests.engine.subsurface.made_restrictions import K, X, Y, areas, box, judged, layer, nothing, systems


def town():
    """Return four buildings of 1, 2, 3 and 4 homes in a row, and a kavel round them."""
    homes = buildings([(X + 10 + 40 * i, Y + 10) for i in range(4)], woningen=[1, 2, 3, 4])
    return homes, kavels_of(A=box(-50, -50, 250, 100))


def of_kavel(restrictions):
    homes, kavels = town()
    result = heat_plots(kavels, homes, restrictions=restrictions, kentallen=K)
    return result, next(row for row in result.table.to_dict("records") if row["kavel_id"] == "A")


def verdicts(**more):
    """Return the judgement of the four: forbidden, attention, and two free of anything."""
    homes, _ = town()
    given, installed = nothing("VERBOD", "ARCHEOLOGIE", "GBES", *more.get("without", ()))
    given |= {"VERBOD": [areas("VERBOD", box(0, 0, 30, 30))], "ARCHEOLOGIE": [areas("ARCHEOLOGIE", box(40, 0, 70, 30))]}
    installed["GBES"] = [systems("GBES", box(900, 900, 901, 901), ids=["verboden"])]
    return judged(homes, given, installed)


def test_the_output_is_read_by_building():
    judgement = verdicts()
    assert judgement.locations["wko"].tolist() == ["verboden", "aandacht", "toegestaan", "toegestaan"]
    result, row = of_kavel(judgement.locations)
    assert row["bodem_oordeel"] == "1 verboden, 2 aandacht, 7 toegestaan"
    assert row["beperking"] == pytest.approx(100 * 3 / 10)
    assert result.findings.count("kavel_oordeel") == 0


def test_unknown_is_unknown_and_no_odd_word():
    judgement = verdicts(without=("NATUUR",))
    assert judgement.locations["wko"].tolist() == ["verboden", "aandacht", "onbekend", "onbekend"]
    result, row = of_kavel(judgement.locations)
    assert row["bodem_oordeel"] == "1 verboden, 2 aandacht, 7 geen oordeel"
    assert result.findings.count("kavel_oordeel") == 0
    assert "Van 7 woningen is geen oordeel bekend." in row["reden"]


def test_parts_of_an_area_are_read_by_place():
    """A kavel cut by verdict: each home has that of its own part; the column gbes with an id is no verdict."""
    judgement = judged(
        [box(-50, -50, 250, 100)],
        {"VERBOD": [areas("VERBOD", box(-60, -60, 30, 200))]},
        {"GBES": [systems("GBES", box(900, 900, 901, 901))]},
    )
    assert len(judgement.areas) == 2
    result, row = of_kavel(judgement.areas)
    assert row["bodem_oordeel"] == "1 verboden, 9 geen oordeel"
    assert result.findings.count("kavel_oordeel") == 0
    # the kavel as a whole is forbidden: its heaviest verdict
    assert of_kavel(judgement.locations)[1]["bodem_oordeel"] == "10 verboden"


def test_another_word_is_still_odd():
    odd = layer([shapely.box(X, Y, X + 100, Y + 100)], wko=["misschien wel"])
    assert of_kavel(odd)[0].findings.count("kavel_oordeel") == 1


def test_a_layer_of_unknowns_has_no_share():
    only = layer([shapely.box(X - 60, Y - 60, X + 260, Y + 100)], wko=["onbekend"], redenen=[""])
    assert np.isnan(of_kavel(only)[1]["beperking"])
