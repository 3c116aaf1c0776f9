"""Surcharges with their base, and the table of the investment."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen.economics.case import DIRECT, Case, Finance, Grant, Group, Item, Surcharge
from riothermie_kansen.economics.columns import INVESTERING_COLUMNS
from riothermie_kansen.economics.investment import factor, invest, lifetime, shares, upkeep_eur


def case(items, extra=(), **changes):
    base = Case(
        naam="x",
        nettype="bronnet",
        prijspeil=2023.0,
        posten=tuple(items),
        opslagen=tuple(extra),
        groepen=(Group("a", 60, 60), Group("b", 40, 2, altijd=True)),
        jaarposten=(),
        bak_eur=0.0,
        bak_telling="juridisch",
        subsidie=Grant(),
        financiering=Finance(horizon=30, looptijd=15, rente=0.04, disconto=0.06, inflatie=0.02),
    )
    return replace(base, **changes)


STACKED = (
    Surcharge("auk", "AUK", 0.08),
    Surcharge("wr", "winst en risico", 0.13),
    Surcharge("onvoorzien", "onvoorzien", 0.15, (DIRECT, "auk", "wr")),
)


def test_stacked_and_not_stacked():
    item = Item("a", "a", "riothermie", 1000.0)
    assert shares(item, STACKED) == pytest.approx([0.08, 0.13, 0.15 * 1.21])
    assert factor(case([item], STACKED), item) == pytest.approx(1.21 * 1.15)
    flat = (*STACKED[:2], replace(STACKED[2], grondslag=(DIRECT,)))
    assert factor(case([item], flat), item) == pytest.approx(1.36)


def test_a_surcharge_over_surcharges_only():
    item = Item("a", "a", "riothermie", 1000.0)
    extra = (STACKED[0], Surcharge("b", "b", 0.5, ("auk",)))
    assert shares(item, extra) == pytest.approx([0.08, 0.04])


def test_table_4_1_of_putten():
    items = (
        Item("wisselaar", "warmtewisselaar", "riothermie", 200000.0),
        Item("riool", "minderkosten riolering", "riothermie", -135000.0),
        Item("leiding", "leidingwerk", "aansluitleiding", 11500.0),
        Item("wp", "warmtepompen", "warmtepomp", 270000.0),
        Item("isde", "ISDE", "overig", -78500.0),
    )
    after = (DIRECT, "onvoorzien")
    extra = (
        Surcharge("onvoorzien", "onvoorzien", 0.15, zonder=("wp", "isde")),
        Surcharge("projectkosten", "projectkosten", 0.15, after),
        Surcharge("engineering", "engineering", 0.15, after),
    )
    found = invest(case(items, extra))
    # printed (rounded): 11,500; 42,000; 42,000; total 364,000
    assert found.surcharges == pytest.approx((11475.0, 0.15 * 279475, 0.15 * 279475))
    assert found.total == pytest.approx(279475 * 1.3)
    assert found.total == pytest.approx(364000, abs=1000)
    assert found.total_item[3] == pytest.approx(270000 * 1.3)
    row = found.frame.iloc[5]
    assert row["post"] == "onvoorzien"
    assert row["grondslag"] == "directe kosten, zonder warmtepompen, ISDE"
    assert found.frame.iloc[6]["grondslag"] == "directe kosten + onvoorzien"


def test_table_4_3_of_putten():
    amounts = [200000, -135000, 8000, 52500, 35000, 40000, 42000, 50000, 60000]
    items = [Item(str(i), str(i), "riothermie", float(eur)) for i, eur in enumerate(amounts)]
    after = (DIRECT, "onvoorzien")
    extra = [Surcharge("onvoorzien", "onvoorzien", 0.15)]
    extra += [Surcharge(key, key, 0.15, after) for key in ("projectkosten", "engineering")]
    found = invest(case(items, extra))
    assert found.surcharges[0] == pytest.approx(52875)  # printed
    assert found.surcharges[1] == pytest.approx(60825, abs=20)  # over the printed 405,500
    assert found.total == pytest.approx(527150, abs=200)


def test_frame():
    items = (
        Item("wp", "pomp", "warmtepomp", 1000.0, 0.035, 15.0, bron="offerte"),
        Item("net", "net", "transportnet", 500.0, 0.013, 50.0, herinvestering_opslagen=False),
        Item("los", "los", "overig", 10.0),
    )
    frame = invest(case(items, STACKED)).frame
    assert list(frame.columns) == [column.name for column in INVESTERING_COLUMNS]
    assert frame["soort"].tolist() == ["warmtepomp", "transportnet", "overig", "opslag", "opslag", "opslag"]
    assert frame["onderhoud_eur"].tolist() == pytest.approx([35.0, 6.5, 0, 0, 0, 0])
    assert frame["herinvestering_eur"].tolist() == pytest.approx([1391.5, 0, 0, 0, 0, 0])
    assert frame["levensduur_jaar"].tolist()[:2] == [15.0, 50.0]
    assert math.isnan(frame["levensduur_jaar"].iloc[2])
    assert frame["bron"].iloc[0] == "offerte"
    assert frame["totaal_eur"].iloc[:3].sum() == pytest.approx(1510 * 1.3915)


def test_what_grows_counts_for_what_is_built_in_the_end():
    growing = Item("huis", "huis", "aansluitleiding", 1000.0, meegroei=True)
    found = invest(case([growing, Item("net", "net", "transportnet", 100.0)], volloop=0.5))
    assert found.total == pytest.approx(1000 * (30 + 40) / 100 + 100)
    # without dwellings: by connections
    users = (Group("a", 0, 6), Group("b", 0, 2, altijd=True))
    assert invest(case([growing], groepen=users, volloop=0.5)).total == pytest.approx(1000 * 5 / 8)


def test_runs():
    item = Item("a", "a", "riothermie", np.array([100.0, 200.0]), onderhoud=0.01)
    extra = (Surcharge("auk", "AUK", np.array([0.1, 0.2])),)
    found = invest(case([item], extra))
    assert found.total == pytest.approx([110.0, 240.0])
    assert upkeep_eur(item) == pytest.approx([1.0, 2.0])
    assert found.frame["totaal_eur"].tolist() == pytest.approx([110.0, 10.0])


@pytest.mark.parametrize(("years", "whole"), [(None, None), (math.inf, None), (15.0, 15), (12.5, 13), (0.2, 1)])
def test_lifetime_in_whole_years(years, whole):
    assert lifetime(Item("a", "a", "riothermie", 1.0, levensduur=years)) == whole


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=6),
    st.lists(st.tuples(st.floats(0, 1), st.booleans(), st.booleans()), max_size=4),
)
def test_items_and_surcharges_add_up(amounts, drawn):
    items = [Item(str(i), str(i), "riothermie", eur) for i, eur in enumerate(amounts)]
    extra = []
    for i, (share, stacked, spared) in enumerate(drawn):
        before = tuple(one.key for one in extra) if stacked else ()
        extra.append(Surcharge(f"s{i}", f"s{i}", share, (DIRECT, *before), ("0",) if spared else ()))
    found = invest(case(items, extra))
    size = 1e-9 * sum(abs(eur) for eur in amounts) * 16 + 1e-6
    assert sum(found.total_item) == pytest.approx(found.total, abs=size)
    assert sum(found.direct) + sum(found.surcharges) == pytest.approx(found.total, abs=size)
    assert sum(found.surcharge) == pytest.approx(sum(found.surcharges), abs=size)
