"""The three 30-year series of Putten (tables 4.4 to 4.6), rebuilt from their bases, and the error in one of them."""

import numpy as np
import pytest

from riothermie_kansen.economics.case import DIRECT, Case, Finance, Grant, Group, Item, Stream, Surcharge
from riothermie_kansen.economics.cashflow import cash_flow
from riothermie_kansen.economics.measures import measures

# years -> printed cumulative outlays
CUMULATIVE = {
    "individueel": {
        0: 361366, 1: 372611, 5: 419884, 10: 484492, 14: 540987, 15: 812002, 16: 827136, 20: 890759, 25: 977713,
        30: 1073718,
    },
    "collectief": {
        0: 526755, 1: 543359, 5: 613166, 10: 708571, 14: 791997, 15: 1038790, 16: 1061138, 20: 1155088, 25: 1283491,
        30: 1425258,
    },
    "lussen": {
        0: 259201, 1: 270275, 5: 316829, 10: 380455, 14: 436092, 15: 687286, 16: 702190, 20: 764846, 25: 850478,
        30: 945023,
    },
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
    flows = cash_flow(case(name))
    for year, printed in CUMULATIVE[name].items():
        assert -flows.ncw[year] == pytest.approx(printed, abs=6.0)  # tolerance of the series: 30 rounded years


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
