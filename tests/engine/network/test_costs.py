"""Costs of stretches and connections, and the bill of quantities: by hand, and to the cent."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen import kentallen as module
from riothermie_kansen.errors import InputError
from riothermie_kansen.network import bill_of_quantities, costs
from riothermie_kansen.network.columns import HOEVEELHEDEN_COLUMNS
from riothermie_kansen.network.graph import values
from riothermie_kansen.schema import names

KENTALLEN = module.load()
NO_PARTS = pd.DataFrame({"edge": [], "klasse": [], "lengte_m": [], "factor": []})
NO_CROSSINGS = pd.DataFrame({"edge": [], "soort": [], "aantal": [], "prijs_eur": []})


def stretches(*rows):
    """Return stretches of (role, dn, count, length, eur_m, status, at_source)."""
    role, dn, count, length, eur_m, status, at_source = zip(*rows, strict=True)
    return costs.Stretches(
        values(role),
        values(dn),
        np.array(count, dtype=np.int64),
        np.array(length, dtype=float),
        np.array(eur_m, dtype=float),
        values([f"tabel {label}" for label in dn]),
        values(status),
        np.array(at_source, dtype=bool),
    )


def street(length=100.0, eur_m=936.0, dn="DN 100", *, count=1, status="nieuw", role="distributie", at_source=False):
    return (role, dn, count, length, eur_m, status, at_source)


def priced(rows, parts=NO_PARTS, crossings=NO_CROSSINGS, kentallen=KENTALLEN):
    return costs.price_stretches(stretches(*rows), parts, crossings, kentallen=kentallen)


def parts(*rows):
    return pd.DataFrame(rows, columns=["edge", "klasse", "lengte_m", "factor"])


def crossings(*rows):
    return pd.DataFrame(rows, columns=["edge", "soort", "aantal", "prijs_eur"])


def connected(dwellings=(1, 3, 0), power=(8.0, 20.0, 100.0), existing=(False, False, False), nettype="mt", **changed):
    kentallen = KENTALLEN.replace({f"kosten_net.{key}": value for key, value in changed.items()})
    return costs.price_connections(
        np.array(dwellings, dtype=int),
        np.array(power, dtype=float),
        np.array(existing, dtype=bool),
        nettype=nettype,
        kentallen=kentallen,
    )


def bill(rows, parts=NO_PARTS, crossings=NO_CROSSINGS, *, connections=None, nettype="mt", kentallen=KENTALLEN):
    pipes = stretches(*rows)
    priced = costs.price_stretches(pipes, parts, crossings, kentallen=kentallen)
    made = bill_of_quantities.bill_of_quantities(
        pipes, priced, connections or connected((), (), ()), nettype=nettype, kentallen=kentallen
    )
    return made, priced


def test_stretch_in_the_reference_surface_costs_length_times_price():
    got = priced([street(100, 936)])
    assert got.total_eur.tolist() == [93600.0]
    assert got.eur_m.tolist() == [936.0]
    assert got.factor.tolist() == [1.0]
    assert got.crossings_eur.tolist() == [0.0]


def test_surfaces_count_by_their_length_and_crossings_come_on_top():
    """60 m at 1.5 and 40 m at 0.8 of 1000 EUR/m is 90,000 + 32,000; two crossings of 25,000."""
    surfaces = parts((0, "gesloten verharding", 60.0, 1.5), (0, "berm", 40.0, 0.8))
    got = priced([street(100, 1000)], surfaces, crossings((0, "spoor", 2, 25000.0)))
    assert got.total_eur.tolist() == [172000.0]
    assert got.crossings_eur.tolist() == [50000.0]
    assert got.factor[0] == pytest.approx(1.22)
    assert got.eur_m[0] == pytest.approx(1220.0)


def test_parts_are_scaled_to_the_stretch():
    """Surfaces measured on 50 m hold for the 100 m of the stretch in the same proportion."""
    got = priced([street(100, 1000)], parts((0, "a", 30.0, 1.5), (0, "b", 20.0, 0.8)))
    assert got.total_eur.tolist() == [122000.0]
    assert got.parts["lengte_m"].tolist() == pytest.approx([60.0, 40.0])


def test_existing_pipe_is_free_with_its_crossings_and_a_larger_one_is_not():
    rows = [street(status="bestaand"), street(status="verzwaard"), street()]
    across = crossings(*((edge, "water", 1, 10000.0) for edge in range(3)))
    kentallen = KENTALLEN.replace({"kosten_net.verzwaren_factor": 1.2})
    got = priced(rows, crossings=across, kentallen=kentallen)
    assert got.total_eur.tolist() == [0.0, 93600 * 1.2 + 10000, 93600 + 10000]
    assert got.crossings_eur.tolist() == [0.0, 10000.0, 10000.0]
    assert got.crossings["edge"].tolist() == [1, 2]


def test_pairs_beside_each_other():
    rows = [street(10, 1000, count=3)]
    assert priced(rows).total_eur.tolist() == [30000.0]
    shared = KENTALLEN.replace({"kosten_net.parallel_deel": 0.6})
    assert priced(rows, kentallen=shared).total_eur.tolist() == [22000.0]


def test_index_multiplies_everything():
    kentallen = KENTALLEN.replace({"kosten_net.indexering": 1.1})
    got = priced([street(100, 1000)], crossings=crossings((0, "weg", 1, 5000.0)), kentallen=kentallen)
    assert got.total_eur.tolist() == [115500.0]
    assert connected(indexering=1.1).total_eur.tolist() == pytest.approx(connected().total_eur * 1.1)


@pytest.mark.parametrize("price", [-1.0, np.nan, np.inf])
def test_prices_that_cannot_be_are_refused(price):
    with pytest.raises(InputError, match="DN 100"):
        priced([street(), street(eur_m=price)])
    with pytest.raises(InputError, match="moeras"):
        priced([street()], parts((0, "moeras", 10.0, price)))
    with pytest.raises(InputError, match="spoor"):
        priced([street()], crossings=crossings((0, "spoor", 1, price)))


def test_connections_of_an_mt_network():
    """1 home: 200 + 1500; 3 homes: 200 + 4500; 100 kW without homes: 200 + 13,500."""
    got = connected()
    assert got.total_eur.tolist() == [1700.0, 4700.0, 13700.0]
    assert got.items[["hoeveelheid", "eenheid", "cents"]].to_numpy().tolist() == [
        [3.0, "st", 60000],
        [4.0, "st", 600000],
        [100.0, "kW", 1350000],
    ]


def test_connections_of_a_bronnet_have_no_set_in_the_network():
    got = connected(nettype="bronnet")
    assert got.total_eur.tolist() == [200.0, 200.0, 200.0]
    assert got.items["hoeveelheid"].tolist() == [3.0, 5.0]
    assert connected(nettype="bronnet", aansluitset_bronnet=300).total_eur.tolist() == [500.0, 1100.0, 500.0]


def test_existing_connection_is_free():
    got = connected(existing=(True, False, True))
    assert got.total_eur.tolist() == [0.0, 4700.0, 0.0]
    assert connected(existing=(True, True, True)).items.empty


def test_unknown_network_is_refused():
    with pytest.raises(InputError, match=r"ht.*bronnet, mt"):
        connected(nettype="ht")


def test_bill_has_a_row_per_post_role_diameter_and_surface():
    rows = [
        street(50, 1355, "DN 200", role="transport", at_source=True),
        street(100, 936, "DN 100"),
        street(30, 936, "DN 100"),
        street(20, 778, "DN 50"),
        street(70, 936, "DN 100", status="bestaand"),
        street(12, 696, "DN 20", role="aansluiting"),
        street(10, 2000, "DN 300", count=2, role="transport"),
    ]
    surfaces = parts((1, "berm", 40.0, 0.8), (1, "klinkers", 60.0, 1.0), (2, "klinkers", 30.0, 1.0))
    made, priced = bill(rows, surfaces, crossings((1, "regionale_weg", 1, 20000.0)), connections=connected())
    assert tuple(made.frame.columns) == names(HOEVEELHEDEN_COLUMNS)
    got = made.frame[["post", "rol", "dn", "klasse", "hoeveelheid", "prijs_eur", "kosten_eur"]].to_numpy().tolist()
    assert got == [
        ["leiding, nieuw", "transport", "2 x DN 300", "", 10.0, 4000.0, 40000.0],
        ["leiding, nieuw", "distributie", "DN 50", "", 20.0, 778.0, 15560.0],
        ["leiding, nieuw", "distributie", "DN 100", "berm", 40.0, pytest.approx(748.8), 29952.0],
        ["leiding, nieuw", "distributie", "DN 100", "klinkers", 90.0, 936.0, 84240.0],
        ["leiding, nieuw", "aansluiting", "DN 20", "", 12.0, 696.0, 8352.0],
        ["leiding, bestaand", "distributie", "DN 100", "", 70.0, 0.0, 0.0],
        ["leiding naar de bron", "transport", "DN 200", "", 50.0, 1355.0, 67750.0],
        ["kruising", "", "", "regionale weg", 1.0, 20000.0, 20000.0],
        ["geveldoorvoer", "aansluiting", "", "", 3.0, 200.0, 600.0],
        ["aansluitset", "aansluiting", "", "", 4.0, 1500.0, 6000.0],
        ["onderstation", "aansluiting", "", "", 100.0, 135.0, 13500.0],
    ]
    assert made.total_eur == priced.total_eur.sum() + 20100 == 285954.0
    sources = dict(zip(made.frame["post"], made.frame["bron"], strict=True))
    assert sources["leiding naar de bron"] == "tabel DN 200"
    assert "bestaand" in sources["leiding, bestaand"]
    assert "Putten" in sources["aansluitset"]
    assert sources["kruising"].startswith("kental ondergrond.kruising_regionale_weg_eur: ")


def test_range_and_notes():
    """Pipe at 0.75 and 1.25, connection at 0.87 and 1.07."""
    made, _ = bill([street(100, 1000)], connections=connected((1,), (8.0,), (False,)))
    assert made.low_eur == pytest.approx(75000 + 0.87 * 1700)
    assert made.high_eur == pytest.approx(125000 + 1.07 * 1700)
    assert made.notes[0] == (
        "Kosten: EUR 101.700 zonder btw, prijspeil 2023; tussen EUR 76.479 en EUR 126.819 bij lage en hoge prijzen."
    )
    assert "businesscase" in made.notes[1]
    kentallen = KENTALLEN.replace({"kosten_net.indexering": 1.25, "kosten_net.prijspeil": 2026})
    made, _ = bill([street(100, 1000)], kentallen=kentallen, nettype="bronnet")
    assert "prijspeil 2026 (gepubliceerde prijzen maal 1,25)" in made.notes[0]
    assert (made.low_eur, made.high_eur) == pytest.approx((75000, 175000))


def test_network_of_nothing():
    empty = costs.Stretches(*(np.empty(0, dtype=kind) for kind in (object, object, int, float, float)),
                            *(np.empty(0, dtype=kind) for kind in (object, object, bool)))  # fmt: skip
    priced = costs.price_stretches(empty, NO_PARTS, NO_CROSSINGS, kentallen=KENTALLEN)
    made = bill_of_quantities.bill_of_quantities(
        empty, priced, connected((), (), ()), nettype="mt", kentallen=KENTALLEN
    )
    assert made.total_eur == 0.0
    assert made.frame.empty
    assert tuple(made.frame.columns) == names(HOEVEELHEDEN_COLUMNS)


@st.composite
def networks(draw):
    """Return (stretches, parts, crossings, connections) of any make."""
    t = draw(st.integers(1, 12))
    prices = st.floats(0, 5000)
    metres = st.floats(0.01, 2000)
    rows = [
        street(
            draw(metres), draw(prices), draw(st.sampled_from(["DN 20", "PE 63"])), count=draw(st.integers(1, 3)),
            status=draw(st.sampled_from(["nieuw", "bestaand", "verzwaard"])),
            role=draw(st.sampled_from(["transport", "distributie", "aansluiting"])), at_source=draw(st.booleans()),
        )
        for _ in range(t)
    ]  # fmt: skip
    edges = st.integers(0, t - 1)
    surfaces = draw(st.lists(st.tuples(edges, st.sampled_from(["a", "b", "c"]), metres, st.floats(0, 10)), max_size=20))
    across = draw(st.lists(st.tuples(edges, st.sampled_from(["spoor", "x"]), st.integers(1, 5), prices), max_size=8))
    homes = draw(st.lists(st.integers(0, 200), max_size=10))
    made = connected(homes, [10.0] * len(homes), [False] * len(homes), nettype=draw(st.sampled_from(costs.NETTYPES)))
    return rows, parts(*surfaces), crossings(*across), made


@given(networks())
def test_rows_add_up_to_the_traces_and_the_connections_to_the_cent(network):
    rows, surfaces, across, connections = network
    made, priced = bill(rows, surfaces, across, connections=connections)
    whole = sum(round(value * 100) for value in [*priced.total_eur, *connections.total_eur])
    assert sum(round(value * 100) for value in made.frame["kosten_eur"]) == whole
    assert round(made.total_eur * 100) == whole
    laid = made.frame[made.frame["eenheid"] == "m"]
    assert laid["hoeveelheid"].sum() == pytest.approx(sum(row[3] for row in rows))
    assert made.low_eur <= made.total_eur <= made.high_eur
    difference = (made.frame["prijs_eur"] * made.frame["hoeveelheid"] - made.frame["kosten_eur"]).abs()
    assert (difference <= 0.00501 * made.frame["hoeveelheid"]).all()


@given(networks(), st.randoms(use_true_random=False))
def test_order_of_the_rows_does_not_matter(network, random):
    rows, surfaces, across, connections = network
    before, _ = bill(rows, surfaces, across, connections=connections)
    after, _ = bill(
        rows,
        surfaces.sample(frac=1, random_state=random.randint(0, 2**30)),
        across.sample(frac=1, random_state=random.randint(0, 2**30)),
        connections=connections,
    )
    assert before.total_eur == after.total_eur
    numbers = ["hoeveelheid", "prijs_eur", "kosten_eur"]
    assert before.frame.drop(columns=numbers).equals(after.frame.drop(columns=numbers))
    assert before.frame[numbers].to_numpy() == pytest.approx(after.frame[numbers].to_numpy())
