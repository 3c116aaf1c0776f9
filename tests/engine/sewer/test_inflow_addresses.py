"""Addresses and companies on pipes."""

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.errors import CancelledError, FieldError, InputError, KentalError
from riothermie_kansen.sewer.inflow import gather

K = kentallen.load()
PIPES = [
    ("A", "vrijverval", [(0, 0), (100, 0)]),
    ("B", "vrijverval", [(100, 0), (200, 0)]),
    ("P", "pers", [(0, 20), (200, 20)]),
    ("D", "druk", [(0, 100), (200, 100)]),
    ("R", "geen", [(0, 21), (200, 21)]),
]


@pytest.fixture(scope="module")
def street(make_sewer):
    return make_sewer(PIPES)


def texts(inflow, kind):
    frame = inflow.findings.frame("EPSG:28992")
    return frame.loc[frame["soort"] == kind, "tekst"].tolist()


def ids(inflow, kind):
    frame = inflow.findings.frame("EPSG:28992")
    return frame.loc[frame["soort"] == kind, "object_id"].tolist()


def on(case, inflow):
    """Return the persons on each pipe that has any."""
    return {i: v for i, v in zip(case.ids, inflow.pipe_persons.round(9).tolist(), strict=True) if v}


def test_inhabitants_go_to_the_nearest_pipe_that_takes_premises(street):
    # 21 m from A but 1 m from the pressure main and on the storm sewer; 95 m up lies the pressure sewer
    addresses = street.points([(10, 21), (150, 5), (150, 95)])
    inflow = gather(street.network, street.sewer, addresses=addresses, kentallen=K)
    assert on(street, inflow) == {"A": 2.2, "B": 2.2, "D": 2.2}
    assert inflow.pipe_source.tolist() == ["adressen", "adressen", "", "adressen", ""]
    # 2.2 persons x 120 l over 86 400 s
    column = list(inflow.curves).index("inwoner")
    assert inflow.pipe_ls[0, column] == pytest.approx(2.2 * 120 / 86400, rel=1e-15)
    assert inflow.pipe_ls.sum() == pytest.approx(3 * 2.2 * 120 / 86400, rel=1e-15)
    assert not inflow.node_ls.any()


def test_a_point_at_a_shared_manhole_joins_the_manhole_and_not_the_pipe_that_ends_there(make_sewer):
    for order in (PIPES, PIPES[::-1]):
        case = make_sewer(order)
        inflow = gather(case.network, case.sewer, addresses=case.points([(100, 7), (0, 7)]), kentallen=K)
        assert on(case, inflow) == {"A": 2.2}  # the one at (0, 7): the free end of A
        node = int(np.flatnonzero(inflow.node_persons)[0])
        assert case.network.nodes.geometry.iloc[node].coords[0] == (100, 0)
        assert inflow.node_persons.sum() == 2.2
        assert inflow.node_ls.sum() == pytest.approx(2.2 * 120 / 86400, rel=1e-15)


def test_an_address_five_kilometres_away_is_listed_with_its_distance(street):
    addresses = street.points([(50, 0), (50, -5000)], identificatie=["0001", "0002"])
    inflow = gather(street.network, street.sewer, addresses=addresses, kentallen=K)
    assert inflow.unplaced_persons == pytest.approx(2.2)
    assert inflow.unplaced_ls == pytest.approx(2.2 * 120 / 86400)
    assert texts(inflow, "adres_te_ver") == [
        (
            "Adres 0002 ligt 5.000 m van het dichtstbijzijnde riool dat afvalwater opneemt (grens 75 m): "
            "de inwoners zijn niet aangesloten."
        )
    ]


def test_the_distance_is_a_parameter_and_the_limit_itself_counts(street):
    addresses = street.points([(50, -40), (50, -40.001)])
    inflow = gather(street.network, street.sewer, addresses=addresses, max_distance_m=40, kentallen=K)
    assert on(street, inflow) == {"A": 2.2}
    assert inflow.findings.count("adres_te_ver") == 1


def test_addresses_without_a_point_are_unplaced_and_listed(street):
    addresses = street.points([None, (5, 5)], id=["leeg", "goed"])
    addresses.loc[2] = ["ook leeg", shapely.Point()]
    inflow = gather(street.network, street.sewer, addresses=addresses, kentallen=K)
    assert ids(inflow, "adres_zonder_plaats") == ["leeg", "ook leeg"]
    assert inflow.unplaced_persons == pytest.approx(4.4)
    assert inflow.given_persons == pytest.approx(6.6)


def test_numbers_as_people_write_them(street):
    values = ["3", "2,5", " 4 ", "", None, "veel", "-1", "99999", "0"]
    addresses = street.points([(50, 0)] * 9, id=list("abcdefghi"), INWONERS=values)
    inflow = gather(street.network, street.sewer, addresses=addresses, persons_field="INWONERS", kentallen=K)
    # a, b, c as they stand; d-h 2.2 each; i really 0
    assert inflow.pipe_persons[0] == pytest.approx(3 + 2.5 + 4 + 5 * 2.2, rel=1e-15)
    assert ids(inflow, "inwoners_onbekend") == ["d", "e"]
    assert ids(inflow, "inwoners_onleesbaar") == ["f"]
    assert ids(inflow, "inwoners_negatief") == ["g"]
    assert ids(inflow, "inwoners_ongeloofwaardig") == ["h"]
    assert texts(inflow, "inwoners_onleesbaar") == [
        "In veld INWONERS van adres f staat 'veel', en dat is geen getal: gerekend met 2,20 inwoners."
    ]


@pytest.mark.parametrize("name", ["inwoners", "Aantal bewoners/Aantal bewoners", "AANTAL_INWONERS", "aantal_bew"])
def test_the_field_with_inhabitants_is_recognised(street, name):
    addresses = street.points([(50, 0), (150, 0)], **{name: [1.0, 5.0]})
    inflow = gather(street.network, street.sewer, addresses=addresses, kentallen=K)
    assert on(street, inflow) == {"A": 1.0, "B": 5.0}
    assert any(name in line for line in inflow.notes)


def test_a_field_that_does_not_exist(street):
    addresses = street.points([(50, 0)], straat=["Dorpsstraat"])
    with pytest.raises(FieldError) as error:
        gather(street.network, street.sewer, addresses=addresses, persons_field="inw", kentallen=K)
    assert error.value.text("nl") == "De laag met adressen heeft geen veld inw; de velden zijn: straat."


def test_the_geometry_is_no_field(street):
    addresses = street.points([(50, 0)], straat=["Dorpsstraat"]).rename_geometry("geom")
    with pytest.raises(FieldError) as error:
        gather(street.network, street.sewer, addresses=addresses, persons_field="geom", kentallen=K)
    assert error.value.text("nl").endswith("de velden zijn: straat.")


@pytest.mark.parametrize(
    "values",
    [
        pd.array([3, None], dtype="Int64"),
        pd.array(["3,0", None], dtype="string"),
        pd.Categorical(["3", None]),
        np.array([3.0, np.inf]),
    ],
    ids=["Int64", "string", "category", "infinite"],
)
def test_every_type_of_column(street, values):
    addresses = street.points([(50, 0), (50, 0)], inwoners=values)
    addresses.index = [7, 7]
    assert gather(street.network, street.sewer, addresses=addresses, kentallen=K).given_persons == pytest.approx(5.2)


def test_uses_as_a_list(street):
    addresses = street.points([(50, 0), (50, 0)], gebruiksdoel=[["woonfunctie", "winkelfunctie"], ["winkelfunctie"]])
    assert gather(street.network, street.sewer, addresses=addresses, kentallen=K).given_persons == pytest.approx(2.2)


def test_several_dwellings_at_one_point(street):
    addresses = street.points([(50, 0), (150, 0), (150, 1)], aantal_woningen=["12", "0", "tien"])
    inflow = gather(street.network, street.sewer, addresses=addresses, persons_per_address=2.0, kentallen=K)
    assert on(street, inflow) == {"A": 24.0, "B": 2.0}
    assert inflow.findings.count("woningen_onleesbaar") == 1


def test_only_homes_in_use_count_and_each_once(street):
    rows = [
        ("1", "Verblijfsobject in gebruik", "woonfunctie"),
        ("2", "Verblijfsobject in gebruik (niet ingemeten)", "woonfunctie,winkelfunctie"),
        ("3", "Verblijfsobject gevormd", "woonfunctie"),
        ("4", "Verblijfsobject in gebruik", "winkelfunctie"),
        ("5", "Verblijfsobject buiten gebruik", "woonfunctie"),
        ("6", "Plaats aangewezen", ""),
        ("1", "Verblijfsobject in gebruik", "woonfunctie"),
        ("7", "Verbouwing verblijfsobject", "woonfunctie"),
        ("8", "Verblijfsobject ingetrokken", "industriefunctie"),
    ]
    frame = pd.DataFrame(rows, columns=["identifica", "status", "gebruiksdo"])
    addresses = street.points([(50, 0)] * len(rows), **{c: frame[c].tolist() for c in frame})
    inflow = gather(street.network, street.sewer, addresses=addresses, kentallen=K)
    assert inflow.given_persons == pytest.approx(4 * 2.2)  # 1, 2, 6 and 7
    assert ids(inflow, "adres_niet_in_gebruik") == ["3", "5", "8"]
    assert ids(inflow, "adres_geen_woning") == ["4"]
    assert ids(inflow, "adres_dubbel") == ["1"]


@pytest.mark.parametrize("persons", [[5, 3], [3, 5]])
def test_of_an_address_given_twice_the_one_with_most_inhabitants_stays(street, persons):
    addresses = street.points([(50, 0), (50, 0)], identificatie=["1", "1"], inwoners=persons)
    assert gather(street.network, street.sewer, addresses=addresses, kentallen=K).given_persons == 5


def test_a_known_number_of_inhabitants_goes_before_the_use(street):
    addresses = street.points(
        [(50, 0), (50, 0)], gebruiksdoel=["gezondheidszorgfunctie", "kantoorfunctie"], inwoners=[80, 0]
    )
    inflow = gather(street.network, street.sewer, addresses=addresses, kentallen=K)
    assert inflow.given_persons == 80
    assert inflow.findings.counts() == {"adres_geen_woning": 1}


def test_uses_in_codes_of_ones_own_are_not_read_as_companies(street):
    addresses = street.points([(50, 0), (50, 0)], gebruiksdoel=["1", "2"])
    assert gather(street.network, street.sewer, addresses=addresses, kentallen=K).given_persons == pytest.approx(4.4)


def test_an_empty_layer_is_said_to_be_empty(street):
    with pytest.raises(InputError) as error:
        gather(street.network, street.sewer, addresses=street.points([]), kentallen=K)
    assert error.value.key == "inflow_addresses_empty"


def test_only_storm_sewers(make_sewer):
    case = make_sewer([("R", "geen", [(0, 0), (10, 0)]), ("O", "overstort", [(10, 0), (20, 0)])])
    with pytest.raises(InputError) as error:
        gather(case.network, case.sewer, addresses=case.points([(1, 1)]), kentallen=K)
    assert error.value.key == "inflow_no_pipes"


def test_cancelling_stops(street):
    with pytest.raises(CancelledError):
        gather(street.network, street.sewer, addresses=street.points([(1, 1)]), kentallen=K, cancelled=lambda: True)


def test_a_parameter_out_of_range(street):
    for parameter in ("max_distance_m", "persons_per_address", "litres_per_person", "extraneous_percent"):
        with pytest.raises(KentalError):
            gather(street.network, street.sewer, addresses=street.points([(1, 1)]), kentallen=K, **{parameter: -1.0})


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            st.integers(-20, 220),
            st.integers(-200, 200),
            st.one_of(st.none(), st.integers(-3, 3000).map(str), st.sampled_from(["2,5", "x", ""])),
            st.sampled_from(["woonfunctie", "winkelfunctie", ""]),
            st.integers(1, 6).map(str),
        ),
        min_size=1,
        max_size=25,
    ),
    seed=st.integers(0, 99),
    litres=st.floats(50, 300),
)
def test_nobody_is_lost_and_the_order_of_the_rows_does_not_matter(street, rows, seed, litres):
    x, y, persons, use, number = (list(column) for column in zip(*rows, strict=True))
    addresses = street.points(list(zip(x, y, strict=True)), inwoners=persons, gebruiksdoel=use, identificatie=number)
    first = gather(street.network, street.sewer, addresses=addresses, litres_per_person=litres, kentallen=K)
    placed = first.pipe_persons.sum() + first.node_persons.sum()
    assert placed + first.unplaced_persons == pytest.approx(first.given_persons, rel=1e-12, abs=1e-12)
    litres_placed = (first.pipe_ls.sum() + first.node_ls.sum()) * 86400
    assert litres_placed == pytest.approx(placed * litres, rel=1e-12, abs=1e-12)
    known = [value == "2,5" or (str(value).isdigit() and 0 < int(value) <= 2000) for value in persons]
    homes = {n for n, u, k in zip(number, use, known, strict=True) if k or u != "winkelfunctie"}
    left_out = ("adres_geen_woning", "adres_dubbel", "adres_niet_in_gebruik")
    assert len(rows) - sum(first.findings.count(kind) for kind in left_out) == len(homes)
    shuffled = addresses.iloc[np.random.default_rng(seed).permutation(len(addresses))]
    second = gather(street.network, street.sewer, addresses=shuffled, litres_per_person=litres, kentallen=K)
    assert second.pipe_persons == pytest.approx(first.pipe_persons, rel=1e-12)
    assert second.findings.counts() == first.findings.counts()


def test_companies_in_every_unit(street):
    day = 86400.0
    for name, value, ls in (
        ("ie", "10,0", 10 * 120 / day),
        ("aantal_ve", 10, 10 * 120 / day),
        ("m3_d", 8.64, 0.1),
        ("m3_per_jaar", 365.0, 1000 / day),
        ("ZAK_RESULT", 36.0, 0.01),
    ):
        companies = street.points([(50, 5)], **{name: [value]})
        inflow = gather(street.network, street.sewer, companies=companies, kentallen=K)
        assert inflow.pipe_ls[0, list(inflow.curves).index("bedrijf")] == pytest.approx(ls, rel=1e-12), name
        assert inflow.pipe_ls.sum() == pytest.approx(ls, rel=1e-12), name
        assert inflow.pipe_source[0] == "bedrijven"
        assert inflow.given_persons == 0


def test_companies_without_a_number_and_far_away(street):
    companies = street.points([(50, 5), (50, 5), (50, 900), None], identificatie=list("abcd"), ie=["", "x", "6", "6"])
    inflow = gather(street.network, street.sewer, companies=companies, kentallen=K)
    assert inflow.pipe_ls.sum() == pytest.approx(2 * 3 * 120 / 86400)
    assert inflow.unplaced_ls == pytest.approx(2 * 6 * 120 / 86400)
    assert ids(inflow, "bedrijf_onleesbaar") == ["b"]
    assert ids(inflow, "bedrijf_te_ver") == ["c"]
    assert ids(inflow, "bedrijf_zonder_plaats") == ["d"]


def test_homes_in_the_layer_with_companies_do_not_count(street):
    companies = street.points(
        [(50, 5)] * 4,
        gebruiksdoel=["woonfunctie", "winkelfunctie", "woonfunctie,winkelfunctie", "winkelfunctie"],
        status=["Verblijfsobject in gebruik"] * 3 + ["Verblijfsobject ingetrokken"],
    )
    inflow = gather(street.network, street.sewer, companies=companies, kentallen=K)
    assert inflow.pipe_ls.sum() == pytest.approx(2 * 3 * 120 / 86400)
    assert inflow.findings.counts() == {"bedrijf_niet_in_gebruik": 1, "bedrijf_is_woning": 1}


def test_companies_come_on_top_of_inhabitants(street):
    inflow = gather(
        street.network,
        street.sewer,
        addresses=street.points([(50, 0), (150, 0)]),
        companies=street.points([(50, 0), (150, 100)], ie=[1, 1]),
        extraneous_percent=60,
        kentallen=K,
    )
    assert inflow.pipe_source.tolist() == ["adressen + bedrijven", "adressen", "", "bedrijven", ""]
    assert list(inflow.curves) == ["inwoner", "bedrijf", "vlak"]
    litre = 120 / 86400
    assert inflow.pipe_ls[0] == pytest.approx([2.2 * litre, litre, 0.6 * 3.2 * litre], rel=1e-12)
    assert inflow.pipe_ls.sum() == pytest.approx(1.6 * 6.4 * litre, rel=1e-12)


def test_an_empty_layer_with_companies_is_noted(street):
    inflow = gather(street.network, street.sewer, total=10.0, companies=street.points([]), kentallen=K)
    assert "De laag met bedrijven is leeg." in inflow.notes
    assert inflow.pipe_persons.sum() == pytest.approx(10)


@pytest.fixture(scope="module")
def linked(make_sewer):
    """Two parallel sewers; the one far away was split in two."""
    far = [(0, 50), (100, 50), (200, 50)]
    case = make_sewer(
        [
            ("near", "vrijverval", [(0, 0), (200, 0)], {"naam": "N1"}),
            ("far-1", "vrijverval", far[:2], {"naam": "F1", "bron_rij": 1}),
            ("far-2", "vrijverval", far[1:], {"naam": "F1", "bron_rij": 1}),
            ("storm", "geen", [(0, 5), (200, 5)], {"naam": "H1", "bron_rij": 2}),
        ]
    )
    read = case.sewer.pipes.drop(index=2).reset_index(drop=True)
    read.loc[1, "leiding_id"] = "far"
    case.sewer.pipes = read
    return case


def test_the_bgt_inlooptabel_goes_before_the_nearest_pipe(linked):
    links = pd.DataFrame(
        {
            "identificatieBAGPND": ["100000000000001", "0200100000000002", "3", "4", "5"],
            "leidingcode_gemengd": ["far", "near", None, "H1", "gone"],
            "leidingcode_dwa": ["", "F1", "", "", ""],
        }
    )
    addresses = linked.points(
        [(10, 1), (190, 1), (10, 1), (10, 1), (10, 1), (10, 1), None],
        pandidentificatie=["0100000000000001", "0200100000000002", "3", "4", "5", "6", "0100000000000001"],
    )
    inflow = gather(linked.network, linked.sewer, addresses=addresses, links=links, persons_per_address=1, kentallen=K)
    # the code for foul water goes before that of the combined sewer; the nearest piece takes the address;
    # a storm sewer, an unknown code and a missing row fall back on the nearest pipe
    assert on(linked, inflow) == {"near": 4.0, "far-1": 2.0, "far-2": 1.0}
    assert "3 adressen gekoppeld met de BGT-inlooptabel; de andere 4 aan de dichtstbijzijnde leiding." in inflow.notes


def test_the_bgt_inlooptabel_by_place(linked):
    links = linked.boxes(
        [(0, 0, 20, 10), (100, 0, 120, 10)], bgt_identificatie=["G1", "G2"], leidingcode_gemengd=["far", ""]
    )
    addresses = linked.points([(10, 1), (110, 1), (190, 1)])
    inflow = gather(linked.network, linked.sewer, addresses=addresses, links=links, persons_per_address=1, kentallen=K)
    assert on(linked, inflow) == {"near": 2.0, "far-1": 1.0}


def test_a_link_to_a_pipe_far_away_is_followed_and_listed(linked):
    links = pd.DataFrame({"pand_id": ["a"], "leidingcode_gemengd": ["far"]})
    addresses = linked.points([(10, -50)], pand_id=["a"])
    inflow = gather(linked.network, linked.sewer, addresses=addresses, links=links, kentallen=K)
    assert on(linked, inflow) == {"far-1": 2.2}
    assert inflow.findings.counts() == {"koppeling_ver": 1}
