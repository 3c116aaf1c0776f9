"""The cash flow by hand, and what must hold for any case."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen.economics.case import Case, Finance, Grant, Group, Item, Stream, Surcharge
from riothermie_kansen.economics.cashflow import cash_flow
from riothermie_kansen.economics.columns import KASSTROOM_COLUMNS
from riothermie_kansen.errors import InputError

MONEY = st.floats(0.0, 1e6).map(lambda x: round(x, 2))
SHARE = st.floats(0.0, 1.0)
RATE = st.floats(0.0, 0.15)


def simple(**changes):
    """Return ten dwellings for EUR 100,000 that pay EUR 5,000 each over three years, without inflation or discount."""
    base = Case(
        naam="tien",
        nettype="bronnet",
        prijspeil=2023.0,
        posten=(Item("net", "net", "transportnet", 100000.0),),
        opslagen=(),
        groepen=(Group("woningen", 10, 10, 50.0, 300.0),),
        jaarposten=(Stream("vastrecht", "vastrecht", "vastrecht", 5000.0, "aansluiting"),),
        bak_eur=1000.0,
        bak_telling="juridisch",
        subsidie=Grant(500.0, 0.49),
        financiering=Finance(horizon=3, looptijd=2, rente=0.04, disconto=0.0, inflatie=0.0),
        volloop_jaren=(0.4, 1.0),
    )
    return replace(base, **changes)


@st.composite
def cases(draw):
    """Draw a case: any investment, surcharges, replacement, uptake, growth and amounts."""
    items = tuple(
        Item(
            f"p{i}",
            f"post {i}",
            draw(st.sampled_from(["riothermie", "warmtepomp", "aansluitleiding", "afleverset"])),
            draw(MONEY),
            0.01,
            levensduur=draw(st.sampled_from([3.0, 7.0, 15.0, 50.0])),
            herinvestering_opslagen=draw(st.booleans()),
            meegroei=draw(st.booleans()),
        )
        for i in range(draw(st.integers(1, 4)))
    )
    extra = (
        Surcharge("een", "een", draw(SHARE)),
        Surcharge("twee", "twee", draw(SHARE), ("direct", "een"), draw(st.sampled_from([(), ("p0",)]))),
    )
    streams = (
        Stream("in", "in", "vastrecht", draw(st.floats(0, 1000)), "aansluiting", draw(st.sampled_from(TELLINGEN))),
        Stream("gj", "gj", "warmte", draw(st.floats(0, 60)), "gj", index=draw(RATE)),
        Stream("uit", "uit", "onderhoud", draw(MONEY)),
        Stream("per", "per", "certificaten", draw(st.floats(0, 500)), "woning", index=0.0, tot=15),
    )
    homes = draw(st.integers(1, 300))
    ramp = sorted(draw(st.lists(SHARE, min_size=1, max_size=5)))
    return Case(
        naam="getrokken",
        nettype="mt",
        prijspeil=2023.0,
        posten=items,
        opslagen=extra,
        groepen=(Group("a", homes, homes, 5.0 * homes, 35.0 * homes), Group("b", 50, 3, 90.0, 1500.0, altijd=True)),
        jaarposten=streams,
        bak_eur=draw(st.floats(0, 10000)),
        bak_telling="juridisch",
        subsidie=Grant(draw(st.floats(0, 10000)), draw(SHARE), draw(st.sampled_from(TELLINGEN)), draw(MONEY)),
        financiering=Finance(
            horizon=draw(st.integers(15, 40)),
            looptijd=15,
            rente=draw(RATE),
            disconto=draw(RATE),
            inflatie=draw(RATE),
            lening=draw(st.booleans()),
            annuitair=draw(st.booleans()),
            restwaarde=draw(SHARE),
        ),
        volloop=draw(SHARE),
        volloop_jaren=tuple(ramp),
    )


TELLINGEN = ["woning", "juridisch"]


def close(found, expected, case):
    """Compare money that came about along two ways: to a millionth of what goes round in the case."""
    flows = cash_flow(case)
    size = sum(float(np.abs(line).sum()) for line in flows.lijnen.values())
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-9 * size + 1e-6)


def test_uptake_over_years_by_hand():
    flows = cash_flow(simple())
    lines = flows.lijnen
    assert flows.woningen.tolist() == [0, 4, 10, 10]
    assert flows.warmte_gj.tolist() == [0, 120, 300, 300]
    # four dwellings in year 0, six in year 1: built for and paid in the year before they pay tariffs
    assert lines["bak_eur"].tolist() == [4000, 6000, 0, 0]
    assert lines["subsidie_eur"].tolist() == [2000, 3000, 0, 0]
    assert lines["lening_eur"].tolist() == [94000, 0, 0, 0]
    assert lines["rente_eur"].tolist() == pytest.approx([0, -3760, -1880, 0])
    assert lines["aflossing_eur"].tolist() == [0, -47000, -47000, 0]
    assert lines["vastrecht_eur"].tolist() == [0, 20000, 50000, 50000]
    assert flows.kasstroom.tolist() == pytest.approx([0, 9000 + 20000 - 50760, 50000 - 48880, 50000])
    assert flows.projectkasstroom.tolist() == pytest.approx([-94000, 29000, 50000, 50000])


def test_what_grows_with_the_uptake_is_built_and_borrowed_later():
    growing = Item("huis", "huis", "aansluitleiding", 20000.0, meegroei=True)
    lines = cash_flow(simple(posten=(*simple().posten, growing))).lijnen
    assert lines["investering_eur"].tolist() == [-108000, -12000, 0, 0]
    assert lines["lening_eur"].tolist() == [102000, 3000, 0, 0]
    assert lines["aflossing_eur"].tolist() == [0, -51000, -52500, -1500]
    assert lines["rente_eur"].tolist() == pytest.approx([0, -4080, -2040 - 120, -60])


def test_what_grows_is_replaced_as_it_was_built():
    growing = Item("set", "set", "afleverset", 20000.0, levensduur=4.0, meegroei=True)
    finance = Finance(horizon=10, looptijd=2, rente=0.0, disconto=0.0, inflatie=0.1)
    lines = cash_flow(simple(posten=(growing,), financiering=finance, volloop=0.5)).lijnen
    # 20 % in year 0 and 30 % in year 1, replaced in 4 and 8, and in 5 and 9
    expected = np.zeros(11)
    for year, share in ((4, 0.2), (8, 0.2), (5, 0.3), (9, 0.3)):
        expected[year] = -20000 * share * 1.1**year
    assert lines["herinvestering_eur"] == pytest.approx(expected)
    assert lines["investering_eur"][:2] == pytest.approx([-4000, -6600])


def test_the_highest_share_holds_the_subsidy_back():
    lines = cash_flow(simple(subsidie=Grant(9000.0, 0.49, vast_eur=700.0))).lijnen
    # 4 x 9,000 first; with ten 90,000 would be more than 49 % of 100,000
    assert lines["subsidie_eur"].tolist() == pytest.approx([36700, 13000, 0, 0])


def test_residual_value_of_what_was_replaced():
    item = Item("wp", "wp", "warmtepomp", 1000.0, levensduur=15.0)
    finance = Finance(horizon=20, looptijd=15, rente=0.0, disconto=0.0, inflatie=0.0, restwaarde=0.5)
    flows = cash_flow(simple(posten=(item,), financiering=finance))
    assert flows.lijnen["herinvestering_eur"][15] == -1000
    assert flows.lijnen["restwaarde_eur"][20] == pytest.approx(0.5 * 1000 * 10 / 15)
    assert flows.lijnen["restwaarde_eur"][:20].tolist() == [0] * 20
    # a loan of year 15 is not dropped at year 20: 5/15 regular and the rest at once
    assert flows.lijnen["aflossing_eur"].sum() == pytest.approx(-flows.lijnen["lening_eur"].sum())


def test_table_has_the_public_columns_and_adds_up():
    frame = cash_flow(simple()).frame("tien")
    assert list(frame.columns) == [column.name for column in KASSTROOM_COLUMNS]
    money = frame.loc[:, "investering_eur":"restwaarde_eur"].sum(axis=1)
    assert frame["kasstroom_eur"].to_numpy() == pytest.approx(money.to_numpy())
    assert frame["jaar"].tolist() == [0, 1, 2, 3]
    assert "-0.0" not in frame.to_csv()


@given(cases())
def test_where_rent_and_discount_are_equal_a_loan_is_worth_nothing(case):
    finance = replace(case.financiering, rente=case.financiering.disconto)
    with_loan = cash_flow(replace(case, financiering=replace(finance, lening=True)))
    without = cash_flow(replace(case, financiering=replace(finance, lening=False)))
    close(float(with_loan.npv), float(without.npv), case)


@given(cases())
def test_without_rates_the_net_present_value_is_the_plain_sum(case):
    finance = replace(case.financiering, rente=0.0, disconto=0.0, inflatie=0.0)
    flows = cash_flow(replace(case, financiering=finance))
    lines = {name: float(line.sum()) for name, line in flows.lijnen.items()}
    assert lines.pop("rente_eur") == pytest.approx(0.0, abs=1e-6)
    assert lines.pop("lening_eur") == pytest.approx(-lines.pop("aflossing_eur"), rel=1e-9, abs=1e-6)
    close(float(flows.npv), sum(lines.values()), case)
    close(float(flows.npv), float(flows.projectkasstroom.sum()), case)


@given(cases(), st.floats(0.01, 100.0))
def test_all_money_twice_is_twice_the_outcome(case, times):
    scaled = replace(
        case,
        posten=tuple(replace(item, direct_eur=item.direct_eur * times) for item in case.posten),
        jaarposten=tuple(replace(stream, eur=stream.eur * times) for stream in case.jaarposten),
        bak_eur=case.bak_eur * times,
        subsidie=replace(case.subsidie, eur=case.subsidie.eur * times, vast_eur=case.subsidie.vast_eur * times),
    )
    close(float(cash_flow(scaled).npv), times * float(cash_flow(case).npv), scaled)


@given(cases(), st.floats(0, 5000), SHARE, MONEY)
def test_more_subsidy_never_lowers_the_net_present_value(case, eur, share, fixed):
    grant = case.subsidie
    more = replace(
        grant, eur=grant.eur + eur, deel=grant.deel + share * (1.0 - grant.deel), vast_eur=grant.vast_eur + fixed
    )
    before, after = (float(cash_flow(replace(case, subsidie=one)).npv) for one in (grant, more))
    assert after >= before - 1e-6 * (1.0 + abs(before))


@given(cases(), st.randoms(use_true_random=False))
def test_order_does_not_matter(case, random):
    items, streams, groups = (list(part) for part in (case.posten, case.jaarposten, case.groepen))
    for part in (items, streams, groups):
        random.shuffle(part)
    mixed = replace(case, posten=tuple(items), jaarposten=tuple(streams), groepen=tuple(groups))
    close(float(cash_flow(mixed).npv), float(cash_flow(case).npv), case)


@settings(max_examples=30)
@given(cases(), st.integers(0, 2**32 - 1))
def test_runs_together_are_runs_alone(case, seed):
    draw = np.random.default_rng(seed)
    n = 4
    drawn = {
        "rente": draw.uniform(0, 0.1, n),
        "disconto": draw.uniform(0, 0.1, n),
        "inflatie": draw.uniform(0, 0.05, n),
    }
    uptake, price, bak = draw.uniform(0, 1, n), draw.uniform(0, 1e6, n), draw.uniform(0, 5000, n)

    def of(i):
        pick = (lambda values: values) if i is None else (lambda values: float(values[i]))
        return replace(
            case,
            posten=(replace(case.posten[0], direct_eur=pick(price)), *case.posten[1:]),
            financiering=replace(case.financiering, **{name: pick(values) for name, values in drawn.items()}),
            volloop=pick(uptake),
            bak_eur=pick(bak),
        )

    together = cash_flow(of(None))
    assert together.npv.shape == (n,)
    for i in range(n):
        close(float(together.npv[i]), float(cash_flow(of(i)).npv), of(i))


def broken(**changes):
    finance = {name: changes.pop(name) for name in list(changes) if name in Finance.__dataclass_fields__}
    return simple(financiering=replace(simple().financiering, **finance), **changes)


@pytest.mark.parametrize(("changes", "key", "said"), [
    ({"posten": ()}, "econ_geen_posten", "tien"),
    ({"groepen": ()}, "econ_geen_aansluitingen", "tien"),
    ({"groepen": (Group("flat", 20, 0),)}, "econ_groep_aansluitingen", "flat"),
    ({"horizon": 1}, "econ_horizon_lening", "2"),
    ({"horizon": 0, "lening": False}, "econ_horizon", "0"),
    ({"looptijd": 0}, "econ_looptijd", "0"),
    ({"disconto": -1.0}, "econ_voet", "-100"),
    ({"disconto": np.array([0.04, -1.2])}, "econ_voet", "-120"),
    ({"inflatie": float("nan")}, "econ_geen_getal", "inflatie"),
    ({"volloop": 1.2}, "econ_deel", "120"),
    ({"volloop": np.array([0.5, -0.1])}, "econ_deel", "-10"),
    ({"volloop_jaren": ()}, "econ_volloop_jaren", ""),
    ({"volloop_jaren": (0.8, 0.4)}, "econ_volloop_jaren", "0.8; 0.4"),
    ({"volloop_jaren": (0.8, 1.4)}, "econ_volloop_jaren", "1.4"),
    ({"bak_eur": -1.0}, "econ_negatief", "BAK"),
    ({"subsidie": Grant(-5.0)}, "econ_negatief", "subsidie"),
    ({"jaarposten": (Stream("a", "prijs", "warmte", -40.0, "gj"),)}, "econ_negatief", "prijs"),
    ({"jaarposten": (Stream("a", "prijs", "warmt", 40.0),)}, "econ_woord", "warmt"),
    ({"jaarposten": (Stream("a", "a", "warmte", 1.0), Stream("a", "b", "warmte", 1.0))}, "econ_dubbel", "a"),
    ({"groepen": (Group("a", 5, 5),), "jaarposten": (Stream("a", "warmte", "warmte", 40.0, "gj"),)},
     "econ_geen_warmte", "warmte"),
    ({"posten": (Item("a", "pomp", "warmtepomp", float("nan")),)}, "econ_geen_getal", "pomp"),
    ({"posten": (Item("a", "pomp", "warmtepmp", 1.0),)}, "econ_woord", "warmtepmp"),
    ({"posten": (Item("a", "pomp", "warmtepomp", 1.0, levensduur=0.0),)}, "econ_levensduur", "pomp"),
    ({"opslagen": (Surcharge("a", "auk", -0.1),)}, "econ_negatief", "auk"),
    ({"opslagen": (Surcharge("a", "auk", 0.1, ("b",)), Surcharge("b", "b", 0.1))}, "econ_woord", "auk"),
    ({"opslagen": (Surcharge("a", "auk", 0.1, zonder=("wp",)),)}, "econ_zonder_onbekend", "wp"),
])  # fmt: skip
def test_what_cannot_be_is_refused_in_words(changes, key, said):
    with pytest.raises(InputError) as caught:
        cash_flow(broken(**changes))
    assert caught.value.key == key
    for language in ("en", "nl"):
        assert said in caught.value.text(language)


def test_a_short_horizon_without_a_loan_is_fine():
    flows = cash_flow(broken(horizon=1, lening=False))
    assert flows.kasstroom.tolist() == pytest.approx([-94000, 20000])  # nothing is built for years that do not come
