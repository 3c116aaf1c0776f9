"""The business case in one call: its parts agree with each other, and what the user gives wins."""

import itertools
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from riothermie_kansen import kentallen
from riothermie_kansen.callbacks import never
from riothermie_kansen.economics.case import Group, Item, Stream
from riothermie_kansen.economics.columns import BRONNET, JURIDISCH, MT, PER_WONING
from riothermie_kansen.economics.project import Choices, Project
from riothermie_kansen.economics.supplier import TABLES, business_cases, different_choices
from riothermie_kansen.economics.supplier_given import Given, laid_over, standing_charge, surcharges_of
from riothermie_kansen.economics.supplier_input import kinds_of_network, studies_of_kind, uptake_over_years
from riothermie_kansen.economics.verify.run import STUDIES
from riothermie_kansen.errors import CancelledError, FieldError, InputError

K = kentallen.load()
RUNS = 300


def project(naam="Bronnet", nettype=BRONNET, **changes):
    """Return a small network: a row of houses that may choose, and a block that always connects."""
    made = Project(
        naam,
        nettype,
        2023.0,
        (
            Item("riothermie", "Riothermie", "riothermie", 60000.0, onderhoud=0.02),
            Item("transportnet", "Leidingen", "transportnet", 90000.0, onderhoud=0.013),
            Item("afleverset", "Sets", "afleverset", 20000.0, onderhoud=0.0, levensduur=15.0),
        ),
        (
            Group("Huizen", 30, 30, 210.0, 1080.0),
            Group("Flat", 20, 1, 90.0, 600.0, altijd=True),
        ),
    )
    return replace(made, **changes)


@pytest.fixture(scope="module")
def cases():
    return business_cases([project(), project("MT-net", MT)], K, runs=RUNS)


def test_every_part_has_the_same_outcome(cases):
    for variant in cases.variants:
        value = variant.ncw_eur
        flow = variant.flows.frame(variant.name)
        assert flow["ncw_eur"].iloc[-1] == pytest.approx(value, abs=0.01)
        chosen = variant.scenarios.frame.query("gekozen == 1")
        assert chosen["ncw_eur"].tolist() == [pytest.approx(value, abs=0.01)]
        assert variant.simulation.basis_eur == pytest.approx(value, abs=0.01)
        assert all(one.gekozen.ncw_eur == pytest.approx(value, abs=0.01) for one in variant.contested)
        assert variant.investment.total == pytest.approx(170000.0 * 1.36)
        assert variant.scenarios.cumulatief[0.7][-1] == pytest.approx(value, abs=0.01)


def test_the_build_up_is_the_net_present_value(cases):
    for variant in cases.variants:
        parts = variant.buildup
        sides = parts.groupby("kant")["contant_eur"].sum()
        assert sides["baten"] - sides["lasten"] == pytest.approx(variant.ncw_eur, abs=1.0)
        homes = parts.groupby("kant")["eur_woning"].sum()
        assert (homes["baten"] - homes["lasten"]) * 50 == pytest.approx(variant.ncw_eur, abs=1.0)
        assert (parts["contant_eur"] > 0).all()
        assert not parts["regel"].duplicated().any()


def test_tables_hold_all_variants(cases):
    for name, columns in TABLES.items():
        table = cases.table(name)
        assert list(table.columns) == [column.name for column in columns]
        assert list(dict.fromkeys(table["variant"])) == ["Bronnet", "MT-net"]
    assert len(cases.table("kasstroom")) == 62
    assert cases.of(MT).name == "MT-net"


def test_order_and_company_of_variants_do_not_matter(cases):
    turned = business_cases([project("MT-net", MT), project()], K, runs=RUNS)
    for variant in cases.variants:
        other = turned.of(variant.project.nettype)
        assert other.ncw_eur == variant.ncw_eur
        np.testing.assert_array_equal(other.simulation.ncw_eur, variant.simulation.ncw_eur)
        pd.testing.assert_frame_equal(other.sensitivity, variant.sensitivity)


def test_notes_of_all_variants_are_said_once(cases):
    assert len(set(cases.notes)) == len(cases.notes)
    shared = [text for text in cases.notes if not text.startswith(("Bronnet: ", "MT-net: "))]
    assert any("contant gemaakt" in text for text in shared)
    assert any(text.startswith("MT-net: ") for text in cases.notes)
    alone = business_cases([project()], K, runs=RUNS)
    assert not any(text.startswith("Bronnet: ") for text in alone.notes)


def test_names_are_made_to_differ():
    found = business_cases([project(), project(), project(naam="")], K, runs=RUNS)
    assert [variant.name for variant in found.variants] == ["Bronnet", "Bronnet (2)", "Bronnet (3)"]
    assert found.table("kasstroom")["variant"].nunique() == 3


def test_what_is_given_wins_from_the_project():
    own = project(
        kentallen={"tarieven.bak": 1000.0, "financieel.volloop": 0.5},
        keuzes={"wis": False, "lening": False},
        jaarposten=(Stream("vastrecht", "Vastrecht", "vastrecht", 100.0, "woning"),),
        weg=("warmteverkoop", "certificaten"),
    )
    plain = business_cases([own], K, runs=RUNS).variants[0]
    assert float(plain.case.bak_eur) == 1000.0
    assert plain.case.volloop == 0.5
    assert not plain.case.financiering.lening
    given = Given({"tarieven.bak": 2000.0, **standing_charge(700.0)}, {"wis": True})
    laid = laid_over(own, given)
    assert laid.jaarposten == ()
    assert laid.weg == ("warmteverkoop", "certificaten")
    variant = business_cases([own], K, given=given, runs=RUNS).variants[0]
    assert float(variant.case.bak_eur) == 2000.0
    assert variant.case.volloop == 0.5
    assert float(variant.assumptions.vastrecht_eur) == 700.0
    assert different_choices(variant.choices) == {"lening": False}
    fixed = {stream.key: stream for stream in variant.case.jaarposten}["vastrecht"]
    assert float(fixed.eur) == 700.0
    # another set of surcharges replaces those that the project brings itself
    bare = replace(own, opslagen=())
    assert business_cases([bare], K, runs=RUNS).variants[0].investment.total == pytest.approx(170000.0)
    asked = business_cases([bare], K, given=Given({}, {"opslagen": "leusden"}), runs=RUNS)
    assert asked.variants[0].investment.total == pytest.approx(170000.0 * 1.36)


@pytest.mark.parametrize("amount", [0.0, 501.0, 1234.5])
def test_one_standing_charge_for_every_kind_of_network(amount):
    for nettype in (BRONNET, MT):
        variant = business_cases([project(nettype=nettype)], K, given=Given(standing_charge(amount), {}), runs=RUNS)
        assert float(variant.variants[0].assumptions.vastrecht_eur) == pytest.approx(amount)


def test_nobody_may_choose():
    """Where all connect whatever the uptake, every uptake has the same outcome."""
    groups = (Group("Flat", 20, 1, 90.0, 600.0, altijd=True),)
    variant = business_cases([project(groepen=groups)], K, runs=RUNS).variants[0]
    ends = {float(line[-1]) for line in variant.scenarios.cumulatief.values()}
    assert len(ends) == 1
    assert variant.root("volloop").soort == "los"


def test_nothing_to_reckon_and_cancelling():
    with pytest.raises(InputError) as error:
        business_cases([], K)
    assert "niets om mee te rekenen" in error.value.text("nl")
    with pytest.raises(CancelledError):
        business_cases([project()], K, runs=RUNS, cancelled=lambda: True)
    seen = []
    business_cases([project(), project("MT-net", MT)], K, runs=RUNS, progress=seen.append, cancelled=never)
    assert seen == sorted(seen)
    assert seen[-1] == pytest.approx(100.0)


def test_counting_and_subsidy_show_in_the_choices():
    assert different_choices(Choices()) == {}
    changed = Choices(tarief_telling=PER_WONING, wis_telling=JURIDISCH, volloop_jaren=(0.5, 1.0))
    assert different_choices(changed) == {
        "tarief_telling": PER_WONING,
        "wis_telling": JURIDISCH,
        "volloop_jaren": (0.5, 1.0),
    }


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("10;40;80;100", (0.1, 0.4, 0.8, 1.0)),
        (" 10 ; 40 %; 80%;100 ", (0.1, 0.4, 0.8, 1.0)),
        ("12,5;100", (0.125, 1.0)),
        ("100", (1.0,)),
        ("10 40; 100;", (0.1, 0.4, 1.0)),
        ("0;0;50", (0.0, 0.0, 0.5)),
    ],
)
def test_uptake_in_words(text, shares):
    assert uptake_over_years(text) == pytest.approx(shares)


def test_whose_surcharges():
    own, usual = project(opslagen=()), project(opslagen=None)
    assert surcharges_of([own, usual], Given({}, {})) == {"", "leusden"}
    assert surcharges_of([own, usual], Given({}, {"opslagen": "putten"})) == {"putten"}
    assert surcharges_of([replace(usual, keuzes={"opslagen": "geen"})], Given({}, {})) == {"geen"}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "business_uptake_text"),
        (";", "business_uptake_text"),
        ("tien;20", "business_uptake_text"),
        ("-10;20", "business_uptake_text"),
        ("1e2", "business_uptake_text"),
        ("10;nan", "business_uptake_text"),
        ("10;101", "business_uptake_above"),
        ("50;40", "business_uptake_falls"),
        ("10;;20", "business_uptake_text"),
    ],
)
def test_uptake_that_cannot_be(text, key):
    with pytest.raises(InputError) as error:
        uptake_over_years(text)
    assert error.value.key == key
    for language in ("nl", "en"):
        assert error.value.text(language).endswith(".")


def test_kinds_of_network_of_a_table():
    table = pd.DataFrame({"nettype": ["MT", "bronnet", "", None], "post": "leiding, nieuw", "kosten_eur": 1.0})
    for order in itertools.permutations(range(4)):
        assert kinds_of_network(table.iloc[list(order)]) == (BRONNET, MT)
    assert kinds_of_network(table, MT) == (MT,)
    with pytest.raises(InputError):
        kinds_of_network(table[table["nettype"] == "MT"], BRONNET)
    with pytest.raises(InputError):
        kinds_of_network(table.assign(nettype="ht"))
    bare = table.drop(columns="nettype")
    assert kinds_of_network(bare, MT) == (MT,)
    with pytest.raises(FieldError) as error:
        kinds_of_network(bare)
    assert "NETTYPE" in error.value.text("nl")
    with pytest.raises(FieldError) as error:  # another table: choosing a type of network would not help
        kinds_of_network(bare.drop(columns="kosten_eur"))
    assert "kosten_eur" in error.value.text("nl")


def test_variants_of_a_kind():
    putten, leusden = (STUDIES[name] for name in ("Putten", "Leusden"))
    every = studies_of_kind([putten, leusden], "alle", K)
    assert [study.naam for study, _ in every] == ["Putten Matchpoint", "Leusden 't Ruige Veld"]
    assert all(projects == study.projects for study, projects in every)
    # a study without the kind is passed over, unless there is no other
    ((study, projects),) = studies_of_kind([putten, leusden], MT, K)
    assert study.naam.startswith("Leusden")
    assert projects
    assert {one.nettype for one in projects} == {MT}
    with pytest.raises(InputError) as error:
        studies_of_kind([putten], MT, K)
    assert "putten.toml" in error.value.text("nl")
    assert studies_of_kind([], MT, K) == []
