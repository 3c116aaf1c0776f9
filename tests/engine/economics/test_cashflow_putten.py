"""The three 30-year series of Putten (tables 4.4 to 4.6), rebuilt from their bases, and the error in one of them."""

import numpy as np
import pytest

from riothermie_kansen.economics.case import DIRECT, Case, Finance, Grant, Group, Item, Stream, Surcharge
from riothermie_kansen.economics.cashflow import cash_flow
from riothermie_kansen.economics.measures import measures

# printed cumulative outlays of years 0 to 30
CUMULATIVE = {
    "individueel": (
        361366, 372611, 384080, 395779, 407712, 419884, 432299, 444962, 457879, 471054, 484492, 498199, 512180,
        526441, 540987, 812002, 827136, 842573, 858318, 874378, 890759, 907468, 924511, 941895, 959627, 977713,
        996161, 1014978, 1034172, 1053749, 1073718,
    ),
    "collectief": (
        526755, 543359, 560296, 577572, 595193, 613166, 631499, 650199, 669272, 688727, 708571, 728812, 749458,
        770517, 791997, 1038790, 1061138, 1083932, 1107183, 1130899, 1155088, 1179762, 1204929, 1230600, 1256784,
        1283491, 1310733, 1338519, 1366862, 1395771, 1425258,
    ),
    "lussen": (
        259201, 270275, 281570, 293091, 304843, 316829, 329055, 341526, 354247, 367221, 380455, 393954, 407723,
        421767, 436092, 687286, 702190, 717392, 732897, 748714, 764846, 781301, 798085, 815205, 832667, 850478,
        868646, 887177, 906079, 925358, 945023,
    ),
}  # fmt: skip
UPKEEP = {"individueel": (5631, 7430, 10000), "collectief": (8747, 11541, 15533), "lussen": (5333, 7037, 9471)}
ELECTRICITY = {"individueel": (5015, 6617, 8906), "collectief": (7858, 10368, 13954), "lussen": (5740, 7574, 10194)}
AGAIN = {"individueel": 256178, "collectief": 224884, "lussen": 236582}


def turning(key, eur, upkeep, index=None):
    return Item(
        key, key, "warmtepomp", eur, upkeep, levensduur=15.0, herinvestering_opslagen=False, herinvestering_index=index
    )


def amount(key, regel, eur):
    return Stream(key, key, regel, eur)


def case(name, index=0.03):
    if name == "individueel":
        items = (Item("vast", "vast", "riothermie", 76200.0, 0.01), turning("wp", 190343.9, 0.025))
        streams = (amount("elektriciteit", "elektriciteit", 4916.736), amount("meter", "administratie", 586.843))
    elif name == "collectief":
        items = (
            Item("vast", "vast", "riothermie", 208000.0, 0.01),
            turning("wp", 52344.4, 0.045, index),
            turning("besturing", 50000.0, 0.045, index),
            turning("sets", 42000.0, 0.045, index),
        )
        streams = (amount("elektriciteit", "elektriciteit", 4277.6), amount("vast", "elektriciteit", 3426.01))
    else:
        items = (Item("lussen", "lussen", "riothermie", 83416.9, 0.01), turning("wp", 175784.1, 0.025))
        streams = (amount("elektriciteit", "elektriciteit", 5627.85),)
    upkeep = sum(item.direct_eur * item.onderhoud for item in items)
    after = (DIRECT, "onvoorzien")
    extra = (
        Surcharge("onvoorzien", "onvoorzien", 0.15, zonder=("wp",) if name == "individueel" else ()),
        Surcharge("projectkosten", "projectkosten", 0.15, after),
        Surcharge("engineering", "engineering", 0.15, after),
    )
    return Case(
        naam=name,
        nettype="bronnet",
        prijspeil=2018.0,
        posten=items,
        opslagen=() if name == "lussen" else extra,
        groepen=(Group("woningen", 28, 28),),
        jaarposten=(*streams, amount("onderhoud", "onderhoud", upkeep)),
        bak_eur=0.0,
        bak_telling="juridisch",
        subsidie=Grant(),
        financiering=Finance(horizon=30, looptijd=15, rente=0.0, disconto=0.0, inflatie=0.02, lening=False),
    )


@pytest.mark.parametrize("name", CUMULATIVE)
def test_cumulative_outlays(name):
    found = -cash_flow(case(name)).ncw
    assert found == pytest.approx(np.array(CUMULATIVE[name]), abs=1.5)  # rounded years added up


@pytest.mark.parametrize("name", CUMULATIVE)
def test_lines_of_the_tables(name):
    lines = cash_flow(case(name)).lijnen
    years = [1, 15, 30]
    assert -lines["onderhoud_eur"][years] == pytest.approx(UPKEEP[name], abs=1.0)
    assert -lines["elektriciteit_eur"][years] == pytest.approx(ELECTRICITY[name], abs=1.5)
    assert -lines["herinvestering_eur"][15] == pytest.approx(AGAIN[name], abs=1.0)
    assert np.count_nonzero(lines["herinvestering_eur"]) == 1


def test_the_collective_replacement_with_the_index_of_the_others():
    flows = cash_flow(case("collectief", index=None))
    assert -flows.lijnen["herinvestering_eur"][15] == pytest.approx(194269, abs=1.0)
    assert -float(flows.npv) == pytest.approx(1394643, abs=2.0)
    ranking = [-float(cash_flow(case(name, index=None)).npv) for name in ("lussen", "individueel", "collectief")]
    assert ranking == sorted(ranking)  # as printed


def test_outlays_alone_never_pay_back():
    made = case("lussen")
    found = measures(made, cash_flow(made))
    assert np.isnan(found.tvt_jaar)
    assert np.isnan(found.irr)
    assert found.irr_aantal == 0
    assert found.onrendabele_top_eur == pytest.approx(-found.ncw_eur)
    assert np.isnan(found.kostprijs_eur_gj)  # no heat, no cost of heat
    assert found.lening_eur == 0.0
