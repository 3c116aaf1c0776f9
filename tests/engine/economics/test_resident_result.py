"""Costs of residents in one call: who may choose from what, means, tipping points, one home and a layer."""

import dataclasses

import numpy as np
import pytest

from riothermie_kansen import kentallen
from riothermie_kansen.economics.columns import CONCEPTEN
from riothermie_kansen.economics.loop_cops import GEGEVEN
from riothermie_kansen.economics.resident.choices import Choices
from riothermie_kansen.economics.resident.dwellings import one_dwelling
from riothermie_kansen.economics.resident_result import SETS, resident_result
from riothermie_kansen.errors import CancelledError, InputError
from tests.engine.economics.test_resident_buildings import layer

K = kentallen.load()


def one(kind="tussen", **more):
    home = one_dwelling(type=kind, oppervlakte_m2=110.0, warmte_gj=36.0, kentallen=K)
    return resident_result(dwelling=home, kentallen=K, **more)


@pytest.fixture(scope="module")
def many():
    return resident_result(buildings=layer(), kentallen=K)


def test_one_home_is_that_of_the_costs():
    result = one()
    assert result.plan is None
    assert result.main == 0
    row = result.costs.amounts["per_jaar_eur"][0]
    assert result.cheapest == CONCEPTEN[int(np.argmin(row))]
    assert list(result.means("per_jaar_eur").values()) == pytest.approx(row)
    assert result.price("gas") == 1.28
    assert resident_result(
        dwelling=result.costs.dwellings, choices=Choices(gasprijs_eur_m3=2.0), kentallen=K
    ).price("gas") == 2.0  # fmt: skip


def test_who_may_choose_from_less_pays_no_less(many):
    for result in (one(), many):
        table = result.among().set_index("keuze")
        everything = table.loc["alle", "per_jaar_eur"]
        assert (table["per_jaar_eur"] >= everything - 1e-9).all()
        for name, row in table.iterrows():
            assert row["concept"] in SETS[name]
            assert 0 < row["woningen"] <= row["alle_woningen"]


def test_among_by_hand(many):
    """Of each building the least of the set, weighted by dwellings."""
    frame = many.plan.frame[many.plan.frame["goedkoopst"] != ""]
    homes = frame["woningen"].to_numpy(dtype=float)
    for name, members in SETS.items():
        cost = frame[[f"{concept}_eur_jaar" for concept in members]].to_numpy(dtype=float)
        row = many.among().set_index("keuze").loc[name]
        assert row["per_jaar_eur"] == pytest.approx(np.average(np.nanmin(cost, axis=1), weights=homes), abs=0.01)
        best = np.nanargmin(cost, axis=1)
        counts = {concept: homes[best == k].sum() for k, concept in enumerate(members)}
        assert counts[row["concept"]] == max(counts.values()) == row["woningen"]


def test_sets_of_which_less_than_two_concepts_were_reckoned_are_left_out():
    assert set(one(concepten=("cv", "bronnet")).among()["keuze"]) == {"alle"}
    assert not len(one(concepten=("bronnet",)).among())


def test_a_flat_is_never_cheapest_with_a_loop():
    result = one("appartement")
    assert np.isnan(result.means("per_jaar_eur")["lus"])
    assert result.cheapest not in ("lus", "mini")
    assert not set(result.tips["onder"]) & {"lus", "mini"}


def test_floor_heating_by_hand():
    """28 GJ heating, 2 to 50 degrees at half of Carnot, or at 4.5; 8 GJ hot water, of which 2.6 is the lower one."""
    result, cop = one(), 0.5 * 323.15 / 48.0
    given = one(choices=Choices(cop_lussen=GEGEVEN))
    less = 28.0 / 0.0036 * (1.0 / cop - 1.0 / 4.5) * 0.32
    for concept in ("lus", "mini"):
        before, after = (made.means("per_jaar_eur")[concept] for made in (result, given))
        assert before - after == pytest.approx(less)
    assert result.cheapest == "hybride"
    assert given.cheapest == result.floor.concept == "mini"
    assert result.floor.minder_eur_jaar == pytest.approx(less)
    assert (result.floor.cop_rv, result.floor.gegeven_rv) == (pytest.approx(cop), 4.5)
    assert (result.floor.woningen, result.floor.alle_woningen, result.floor.vloer_c) == (1.0, 1.0, 40.0)
    assert given.floor is None  # it is reckoned already


def test_floor_heating_that_changes_nothing_is_not_told():
    assert one("appartement").floor is None
    assert one(concepten=("cv", "lucht")).floor is None
    assert one(concepten=("lus", "mini")).floor is None  # a loop is the cheapest already
    dear = Choices(bedragen={"lus": {"bron": 90_000.0}, "mini": {"bron": 90_000.0}})
    assert one(choices=dear).floor is None
    home = one().costs.dwellings
    assert resident_result(dwelling=home, kentallen=K.replace({"cop.lus_rv": 3.3})).floor is None


@pytest.mark.parametrize("choices", [Choices(), Choices(maatstaf="contant"), Choices(index_stroom=0.03)])
def test_floor_heating_of_a_layer_is_what_the_other_choice_gives(choices):
    """Homes that turn to a loop are those that have one as the cheapest only with the COP as given."""
    other = dataclasses.replace(choices, cop_lussen=GEGEVEN)
    now, then = (resident_result(buildings=layer(), choices=c, kentallen=K).plan.frame for c in (choices, other))
    loops = ["lus", "mini"]
    turned = then["goedkoopst"].isin(loops) & ~now["goedkoopst"].isin(loops)
    floor = resident_result(buildings=layer(), choices=choices, kentallen=K).floor
    assert (0.0 if floor is None else floor.woningen) == now.loc[turned, "woningen"].sum()
    if floor is not None:
        less = now["lus_eur_jaar"] - then["lus_eur_jaar"]
        mean = np.average(less[turned], weights=now.loc[turned, "woningen"])
        assert floor.minder_eur_jaar == pytest.approx(mean, abs=0.02)


def test_the_layer_is_the_mean_of_its_types(many):
    totals = many.plan.totals
    for concept, mean in many.means("per_jaar_eur").items():
        assert mean == pytest.approx(totals[f"per_jaar_{concept}"], rel=1e-9)
    assert many.cheapest
    assert totals[f"goedkoopst_{many.cheapest}"] == max(totals[f"goedkoopst_{concept}"] for concept in CONCEPTEN)
    names = set(many.costs.dwellings.frame["woning_id"])
    assert set(many.grid["woning_id"]) == names
    assert set(many.tips["woning_id"]) <= names


def test_turning_point_is_the_nearest_one(many):
    name = many.costs.dwellings.frame["woning_id"].iloc[many.main]
    for carrier in ("gas", "stroom", "warmte"):
        tips = many.tips[(many.tips["woning_id"] == name) & (many.tips["drager"] == carrier)]["prijs"]
        point = many.turning_point(carrier)
        if len(tips):
            assert abs(point - many.price(carrier)) == pytest.approx((tips - many.price(carrier)).abs().min())
        else:
            assert np.isnan(point)


def test_nothing_to_reckon_is_refused():
    with pytest.raises(InputError):
        resident_result(kentallen=K)
    with pytest.raises(InputError):
        one(concepten=())
    with pytest.raises(CancelledError):
        resident_result(buildings=layer(), kentallen=K, cancelled=lambda: True)


def test_progress_goes_up_to_the_end():
    seen = []
    resident_result(buildings=layer(), kentallen=K, progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 100
