"""From the layers of a network to a project: to the cent, every dwelling counted, whatever the order of the rows."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point

from riothermie_kansen import kentallen
from riothermie_kansen.economics.assumptions import settle
from riothermie_kansen.economics.build import build_case
from riothermie_kansen.economics.columns import POSTSOORTEN
from riothermie_kansen.economics.project import Choices
from riothermie_kansen.economics.quantities.bill import bill_items, nettypes, read_bill
from riothermie_kansen.economics.quantities.groups import number_of_dwellings, users_of
from riothermie_kansen.economics.quantities.project import project_from_layers
from riothermie_kansen.economics.quantities.source import Source, heat_pump_kw, powers, source_items, source_power_kw
from riothermie_kansen.errors import FieldError, InputError
from riothermie_kansen.findings import Findings
from riothermie_kansen.sewer.potential import annual_heat_gj

STANDARD = kentallen.load()
ROWS = [
    ("bronnet", "leiding, nieuw", "transport", 100.0, 1000.10),
    ("bronnet", "leiding, bestaand", "transport", 50.0, 0.0),
    ("bronnet", "leiding, vervangen door een grotere", "distributie", 10.0, 200.20),
    ("bronnet", "leiding, nieuw", "distributie", 20.0, 300.35),
    ("bronnet", "leiding, nieuw", "aansluiting", 30.0, 400.40),
    ("bronnet", "leiding naar de bron", "transport", 3.0, 70.07),
    ("bronnet", "kruising", "", 2.0, 5000.0),
    ("bronnet", "geveldoorvoer", "aansluiting", 4.0, 800.0),
    ("bronnet", "aansluitset", "aansluiting", 5.0, 0.0),
    ("mt", "leiding, nieuw", "distributie", 20.0, 600.0),
    ("mt", "aansluitset", "aansluiting", 5.0, 7500.0),
    ("mt", "onderstation", "aansluiting", 10.0, 1350.0),
]
BILL = pd.DataFrame(ROWS, columns=["nettype", "post", "rol", "hoeveelheid", "kosten_eur"])
CONNECTIONS = pd.DataFrame(
    [
        ("huis 1", "bronnet", 1, 4.5, 40.0),
        ("huis 2", "bronnet", 1, 5.5, 50.0),
        ("twee", "bronnet", 2, 9.0, 80.0),
        ("flat klein", "bronnet", 22, 99.9, 700.0),
        ("flat groot", "bronnet", 52, 100.1, 1500.0),
        ("school", "bronnet", 0, 60.0, 900.0),
    ],
    columns=["pand_id", "nettype", "woningen", "vermogen_kw", "warmte_gj"],
)
BUILDINGS = pd.DataFrame(
    [
        ("huis 1", "tussen", "corporatie", 5.0, 27.0),
        ("huis 2", "hoek", "particulier", 6.0, 27.0),
        ("twee", "2-onder-1-kap", "particulier", 12.0, 54.0),
        ("flat klein", "appartement", "corporatie", 90.0, 594.0),
        ("flat groot", "gemengd", "particulier", 200.0, 1404.0),
        ("school", "utiliteit", "", 80.0, 5.0),
        ("elders", "tussen", "corporatie", 5.0, 27.0),
    ],
    columns=["pand_id", "type", "eigenaar", "rv_kw", "tap_kw"],
)


def users(connections=CONNECTIONS, buildings=BUILDINGS, *, altijd=("appartement",), standard=STANDARD, findings=None):
    found = Findings() if findings is None else findings
    return users_of(connections, buildings, "bronnet", altijd=altijd, kentallen=standard, findings=found)


def project(bill=BILL, connections=CONNECTIONS, buildings=BUILDINGS, **more):
    given = {"nettype": "bronnet", "source": Source(bron_kw=592.0), "choices": Choices(), "kentallen": STANDARD}
    return project_from_layers(bill, connections, buildings, **(given | more))


def by_key(items):
    return {item.key: item for item in items}


def cents(items):
    return sum(round(item.direct_eur * 100) for item in items)


def test_pipes_go_by_role_and_the_rest_by_post():
    items = by_key(bill_items(read_bill(BILL, "bronnet"), Findings()))
    assert {key: item.direct_eur for key, item in items.items()} == {
        "transportnet": 1070.17,  # with the pipe to the source
        "distributienet": 500.55,  # new and replaced
        "aansluitleiding": 400.40,
        "kruisingen": 5000.0,
        "geveldoorvoeren": 800.0,
    }
    assert items["kruisingen"].soort == "distributienet"
    assert items["geveldoorvoeren"].soort == "aansluitleiding"
    mt = by_key(bill_items(read_bill(BILL, "mt"), Findings()))
    assert {key: (item.soort, item.direct_eur) for key, item in mt.items()} == {
        "distributienet": ("distributienet", 600.0),
        "afleverset": ("afleverset", 7500.0),
        "onderstations": ("overdracht", 1350.0),
    }


def test_crossings_of_a_net_with_transport_pipes_only_belong_to_those():
    rows = BILL[(BILL["nettype"] == "bronnet") & (BILL["rol"] != "distributie")]
    assert by_key(bill_items(read_bill(rows, "bronnet"), Findings()))["kruisingen"].soort == "transportnet"


def extended(*rows):
    return pd.concat([BILL, pd.DataFrame(rows, columns=BILL.columns)], ignore_index=True)


def test_a_post_in_other_capitals_is_the_same_item_whatever_the_order():
    more = extended(
        ("bronnet", "Fontein", "", 1.0, 5.0), ("bronnet", "fontein", "", 1.0, 7.0), ("bronnet", "FONTEIN", "", 1.0, 1.0)
    )
    found = []
    for table in (more, more.iloc[::-1]):
        findings = Findings()
        made, _ = project(table)
        chosen, own, assumptions = settle(made, Choices(), STANDARD)
        build_case(made, chosen, assumptions, own)
        items = bill_items(read_bill(table, "bronnet"), findings)
        found.append((items, findings.frame(28992)["tekst"].tolist()))
        assert by_key(items)["overig: fontein"].direct_eur == 13.0
        assert findings.count("kosten_post_onbekend") == 1
    assert found[0] == found[1]


def test_rows_of_no_known_network_are_counted_and_listed():
    more = extended(("ht", "leiding", "", 1.0, 100.0), ("", "leiding", "", 1.0, 40.0), (None, "x", "", 1.0, np.nan))
    made, findings = project(more)
    plain, _ = project()
    assert made.posten == plain.posten
    texts = " ".join(findings.frame(28992)["tekst"])
    assert findings.count("kosten_nettype_onbekend") == 2
    assert "hoort 1 rij niet bij een bekend net (ht; 100 EUR)" in texts
    assert "horen 2 rijen niet bij een bekend net (geen soort net; 40 EUR)" in texts
    odd = pd.concat([CONNECTIONS, CONNECTIONS.iloc[:1].assign(pand_id="z", nettype="stoom")])
    findings = Findings()
    assert users(odd, findings=findings).groups == users().groups
    assert findings.count("aansluiting_nettype_onbekend") == 1


def test_a_part_of_a_dwelling_is_rounded_and_told():
    odd = CONNECTIONS.assign(woningen=CONNECTIONS["woningen"].astype(float))
    odd.loc[3, "woningen"] = 21.6
    findings = Findings()
    assert users(odd, findings=findings).groups == users().groups
    assert (
        findings.frame(28992)["tekst"].tolist().count("Aansluiting flat klein heeft 21,6 woningen; gerekend is met 22.")
        == 1
    )


def test_a_number_that_cannot_be_says_in_which_layer():
    for frames, layer in (
        ((CONNECTIONS.assign(vermogen_kw=-1.0), BUILDINGS), "AANSLUITINGEN, rij 1: vermogen_kw is -1"),
        ((CONNECTIONS, BUILDINGS.assign(tap_kw=-2.0)), "GEBOUWEN, rij 1: tap_kw is -2"),
    ):
        with pytest.raises(InputError) as caught:
            users(*frames)
        assert layer in caught.value.text("nl")


def test_a_dot_that_can_be_thousands_is_not_guessed():
    more = extended(("bronnet", "kruising", "", 1.0, 1.0))
    more["kosten_eur"] = more["kosten_eur"].astype(object)
    more.loc[len(more) - 1, "kosten_eur"] = "50.000"
    with pytest.raises(InputError) as caught:
        read_bill(more, "bronnet")
    assert "Rij 13" in caught.value.text("nl")
    assert "50.000" in caught.value.text("nl")
    for clear, eur in (("50.000,00", 50000.0), ("50.00", 50.0), ("1.250.000", 1250000.0), (50.125, 50.125)):
        more.loc[len(more) - 1, "kosten_eur"] = clear
        assert read_bill(more, "bronnet").frame["cents"].iloc[-1] == round(100 * eur)


def test_a_post_that_is_not_known_is_an_item_of_its_own_and_is_listed():
    extra = pd.DataFrame(
        [
            ("bronnet", "Kunstwerk", "", 1.0, 12.34),
            ("bronnet", "leiding, nieuw", "ander", 1.0, 5.0),
            ("bronnet", None, "", 1, 1),
        ],
        columns=BILL.columns,
    )
    findings = Findings()
    items = by_key(bill_items(read_bill(pd.concat([BILL, extra]), "bronnet"), findings))
    assert items["overig: kunstwerk"].naam == "Kunstwerk"
    assert items["overig: kunstwerk"].soort == "overig"
    assert items["overig: leiding, nieuw"].direct_eur == 5.0
    assert findings.counts() == {"kosten_post_onbekend": 3}
    assert "12" in findings.frame(None)["tekst"].str.cat()


def test_a_row_of_the_user_that_names_a_kind_of_item_is_that_item_and_goes_before_the_kental():
    extra = pd.DataFrame(
        [("bronnet", "Riothermiesysteem", "", 1.0, 5.0), ("bronnet", "wko", "", 1.0, 7.0)], columns=BILL.columns
    )
    made, _ = project(pd.concat([BILL, extra]))
    items = by_key(made.posten)
    assert items["riothermie"].direct_eur == 5.0
    assert items["wko"].direct_eur == 7.0
    assert any("Riothermiesysteem, WKO-systeem" in text for text in made.notes)


ROW = st.tuples(
    st.sampled_from([row[1] for row in ROWS] + ["iets anders", "", "riothermie", "technische ruimte"]),
    st.sampled_from(["transport", "distributie", "aansluiting", "", "ander"]),
    st.integers(0, 10**10),
)


@given(st.lists(ROW, min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_items_add_up_to_the_bill_to_the_cent_whatever_the_order(rows, random):
    frame = pd.DataFrame([("mt", post, role, 1.0, whole / 100) for post, role, whole in rows], columns=BILL.columns)
    items = bill_items(read_bill(frame, "mt"), Findings())
    assert cents(items) == sum(whole for *_, whole in rows)
    assert read_bill(frame, "mt").total_eur == sum(whole for *_, whole in rows) / 100
    assert len({item.key for item in items}) == len(items)
    shuffled = frame.sample(frac=1.0, random_state=random.randrange(2**32))
    assert bill_items(read_bill(shuffled, "mt"), Findings()) == items


def test_a_table_of_the_user_without_nettype_counts_whole_and_amounts_may_be_dutch_texts():
    frame = pd.DataFrame(
        {"Post": ["leiding, nieuw", "kruising"], "ROL": ["transport", None], "Kosten": ["1.000,50", "7"]}
    )
    assert nettypes(frame) == ()
    assert read_bill(frame, "mt").total_eur == 1007.5
    assert nettypes(BILL) == ("bronnet", "mt")


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (BILL.drop(columns="post"), "post"),
        (BILL.drop(columns="kosten_eur"), "kosten_eur"),
        (BILL.iloc[:0], "geen rijen"),
        (BILL[BILL["nettype"] == "mt"], "mt"),
        (BILL.assign(kosten_eur=[None, *BILL["kosten_eur"][1:]]), "Rij 1"),
        (BILL.assign(kosten_eur=["veel", *BILL["kosten_eur"][1:]]), "Rij 1"),
        (BILL.assign(kosten_eur=[0.0, -5.0, *BILL["kosten_eur"][2:]]), "-5"),
        (BILL.assign(kosten_eur=1e15), "komma"),
    ],
)
def test_a_bill_that_cannot_be_used(frame, words):
    with pytest.raises(InputError) as caught:
        read_bill(frame, "bronnet")
    assert words in caught.value.text("nl")


def test_a_block_up_to_the_limit_is_one_connection_and_above_it_each_dwelling():
    found = {group.naam: group for group in users().groups}
    small, large, houses, school = found.values()
    assert (small.woningen, small.aansluitingen, small.kw, small.warmte_gj, small.altijd) == (22, 1, 99.9, 700.0, True)
    assert (large.woningen, large.aansluitingen, large.altijd) == (52, 52, True)
    # a semi-detached pair in one building is no block
    assert (houses.woningen, houses.aansluitingen, houses.altijd) == (4, 4, False)
    assert (houses.kw, houses.warmte_gj) == (19.0, 170.0)
    assert (school.woningen, school.aansluitingen, school.warmte_gj, school.altijd) == (0, 1, 900.0, False)
    assert users().heat_gj == 3270.0


def test_the_limit_itself_still_counts_as_one():
    level = CONNECTIONS.assign(vermogen_kw=CONNECTIONS["vermogen_kw"].replace(100.1, 100.0))
    assert [group.aansluitingen for group in users(level).groups] == [2.0, 4.0, 1.0]


def test_large_blocks_are_listed():
    findings = Findings()
    users(findings=findings)
    frame = findings.frame(None)
    assert list(frame["object_id"]) == ["flat groot"]
    assert "52 woningen" in frame["tekst"][0]


def test_property_of_a_corporatie_can_be_said_to_connect_always():
    fixed = {kinds: sum(g.woningen for g in users(altijd=kinds).groups if g.altijd) for kinds in
             [(), ("appartement",), ("corporatie",), ("appartement", "corporatie")]}  # fmt: skip
    assert list(fixed.values()) == [0, 74, 23, 75]


def test_without_buildings_more_dwellings_in_a_building_are_flats():
    blocks = [group for group in users(buildings=None).groups if group.altijd]
    assert sum(group.woningen for group in blocks) == 76  # the pair too
    assert any("Zonder laag met gebouwen" in text for text in users(buildings=None).notes)


def test_power_of_the_buildings_counts_for_the_heat_pumps_and_else_the_kental():
    found = users()
    assert found.space_kw == 5 + 6 + 12 + 90 + 200 + 80
    bare = users(buildings=None)
    homes = 1 + 1 + 2 + 22 + 52
    assert bare.space_kw == pytest.approx(homes * STANDARD.value("vraag.vermogen_rv") + 60.0)
    assert bare.tap_kw == pytest.approx(homes * STANDARD.value("vraag.vermogen_tap"))
    assert found.users == homes + 1


@st.composite
def connected(draw):
    n = draw(st.integers(1, 25))
    number = st.one_of(st.none(), st.floats(0, 1000, allow_nan=False))
    return pd.DataFrame(
        {
            "pand_id": [f"p{i}" for i in range(n)],
            "nettype": draw(st.lists(st.sampled_from(["bronnet", "mt"]), min_size=n, max_size=n)),
            "woningen": draw(st.lists(st.one_of(st.none(), st.integers(0, 60)), min_size=n, max_size=n)),
            "vermogen_kw": draw(st.lists(number, min_size=n, max_size=n)),
            "warmte_gj": draw(st.lists(number, min_size=n, max_size=n)),
        }
    )


@given(connected(), st.randoms(use_true_random=False))
def test_every_connection_is_in_one_group_whatever_the_order(frame, random):
    frame.loc[0, "nettype"] = "bronnet"
    own = frame[frame["nettype"] == "bronnet"]
    findings = Findings()
    found = users(frame, None, findings=findings)
    homes = own["woningen"].astype(float).fillna(0.0)
    assert sum(group.woningen for group in found.groups) == homes.sum()
    given = own["warmte_gj"].astype(float)
    guessed = homes * STANDARD.value("vraag.warmte_per_woning")
    assert found.heat_gj == pytest.approx(given.fillna(guessed).sum())
    assert found.connections == len(own)
    assert sum(group.aansluitingen for group in found.groups) >= max(len(own) - (homes == 0).sum(), 1) - 1e-9
    if own["woningen"].isna().any():
        assert findings.count("aansluiting_woningen_onbekend")
    shuffled = frame.sample(frac=1.0, random_state=random.randrange(2**32))
    assert users(shuffled, None).groups == found.groups


def test_a_building_that_is_there_twice_counts_once_and_is_listed():
    findings = Findings()
    found = users(pd.concat([CONNECTIONS, CONNECTIONS.iloc[:2]]), findings=findings)
    assert found.groups == users().groups
    assert findings.count("aansluiting_dubbel") == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"woningen": -1}, "woningen"),
        ({"warmte_gj": -5.0}, "warmte_gj"),
        ({"vermogen_kw": 1e12}, "vermogen_kw"),
        ({"nettype": "mt"}, "bronnet"),
    ],
)
def test_connections_that_cannot_be_used(change, words):
    with pytest.raises(InputError) as caught:
        users(CONNECTIONS.assign(**change))
    assert words in caught.value.text("nl")


def test_columns_that_are_needed_are_named():
    for frame, other in (
        (CONNECTIONS.drop(columns="pand_id"), BUILDINGS),
        (CONNECTIONS, BUILDINGS.drop(columns="pand_id")),
    ):
        with pytest.raises(FieldError, match="pand_id"):
            users(frame, other)
    with pytest.raises(InputError, match="appartement"):
        users(altijd=("flat",))


def test_the_source_gathers_the_heat_of_a_year():
    """The rule of Leusden 2.5 and its inverse, with the loss of the network between."""
    kw = source_power_kw(12902.0, "bronnet", STANDARD)
    back = annual_heat_gj(kw, 6000.0, 0.95, STANDARD.value("cop.bronnet"))
    assert float(back) == pytest.approx(12902.0 * 1.05)
    assert source_power_kw(12902.0, "mt", STANDARD) == pytest.approx(
        12902.0 * 1.18 * (1 - 1 / STANDARD.value("cop.mt")) / (6000 * 0.0036 * 0.95)
    )


def test_heat_pumps_are_as_large_as_the_network_was_designed_for():
    # 0.62 + 0.38/100 of 100 x 5.85 kW, more than 0.1 of 100 x 27 kW; plus 18 % loss
    assert heat_pump_kw(585.0, 2700.0, 100.0, STANDARD) == pytest.approx(0.6238 * 585.0 * 1.18)
    # one dwelling: the tap
    assert heat_pump_kw(5.85, 27.0, 1.0, STANDARD) == pytest.approx(27.0 * 1.18)


def test_prices_per_kw_give_back_the_amounts_of_leusden():
    for net, total in (
        ("bronnet", {"riothermie": 517000, "wko": 218400, "technische_ruimte": 100000, "elektra": 2000}),
        (
            "mt",
            {
                "riothermie": 610000,
                "wko": 218400,
                "technische_ruimte": 200000,
                "warmtepomp": 1304800,
                "overdracht": 48000,
                "elektra": 25000,
            },
        ),
    ):
        source = Source(bron_kw=592.0, warmtepomp_kw=1900.0)
        items = by_key(source_items(source, powers(source, net, 0.0, 0.0, STANDARD), net, STANDARD))
        assert set(items) == set(total)
        for key, eur in total.items():
            assert items[key].direct_eur == pytest.approx(eur, rel=0.015)
            assert "kosten_bron." in items[key].bron


def test_amounts_of_the_user_go_first_and_0_leaves_an_item_out():
    source = Source(
        bron_kw=100.0, wko_kw=0.0, riothermie_eur=12345.0, ruimte_eur=0.0, overig_eur=-500.0, subsidie_eur=7.0
    )
    made, _ = project(source=source)
    items = by_key(made.posten)
    assert items["riothermie"].direct_eur == 12345.0
    assert items["riothermie"].bron == "opgegeven"
    assert items["overig"].direct_eur == -500.0
    assert not {"wko", "technische_ruimte"} & set(items)
    assert (made.bron_kw, made.wko_kw, made.warmtepomp_kw, made.subsidie_eur) == (100.0, 0.0, 0.0, 7.0)


def test_a_project_from_layers_is_a_case_that_can_be_reckoned():
    made, findings = project()
    assert cents(item for item in made.posten if item.bron == "hoeveelheden van het net") == 777112
    assert made.woningen == 78
    assert made.prijspeil == 2023.0
    order = [POSTSOORTEN.index(item.soort) for item in made.posten]
    assert order == sorted(order)
    choices, own, assumptions = settle(made, Choices(), STANDARD)
    case = build_case(made, choices, assumptions, own)
    assert sum(group.aansluitingen for group in case.groepen) == 58
    assert {stream.key for stream in case.jaarposten} >= {"vastrecht", "onderhoud_riothermie", "onderhoud_transportnet"}
    assert findings.counts() == {"blok_boven_grens": 1}


def test_without_storage_the_power_of_the_source_is_needed():
    with pytest.raises(InputError) as caught:
        project(source=Source(wko_kw=0.0))
    assert "vermogen van de bron" in caught.value.text("nl")
    made, _ = project(source=Source(wko_kw=0.0, bron_kw=200.0))
    assert "wko" not in by_key(made.posten)


def test_what_is_derived_is_said():
    made, _ = project(source=Source())
    text = " ".join(made.notes)
    assert "vermogen van de bron is afgeleid" in text
    assert "WKO is gelijk gesteld" in text
    given, _ = project(source=Source(bron_kw=5.0, wko_kw=5.0))
    assert "afgeleid" not in " ".join(given.notes)


def test_without_connections_the_number_of_dwellings_is_needed():
    with pytest.raises(InputError) as caught:
        project(connections=None)
    assert "AANSLUITINGEN" in caught.value.text("nl")
    made, _ = project(connections=None, woningen=40)
    (group,) = made.groepen
    assert (group.woningen, group.aansluitingen, group.warmte_gj) == (40, 40, 1400.0)
    for count in (0.0, -3.0, np.nan, np.inf, 1e12):
        with pytest.raises(InputError):
            number_of_dwellings(count, STANDARD)


def test_a_bill_of_another_design_is_noticed():
    _, findings = project(connections=CONNECTIONS.iloc[:3])
    assert findings.count("ander_ontwerp") == 1


def test_layers_with_geometry_and_null_are_read_like_tables():
    layer = gpd.GeoDataFrame(
        CONNECTIONS.astype(object)
        .where(lambda frame: frame["pand_id"] != "school", other=None)
        .assign(pand_id=CONNECTIONS["pand_id"], nettype="bronnet"),
        geometry=[Point(i, i) for i in range(len(CONNECTIONS))],
        crs="EPSG:28992",
    )
    findings = Findings()
    found = users(layer, BUILDINGS, findings=findings)
    assert found.heat_gj == 2370.0
    assert findings.counts() == {
        "aansluiting_woningen_onbekend": 1,
        "aansluiting_zonder_vraag": 2,
        "blok_boven_grens": 1,
    }
