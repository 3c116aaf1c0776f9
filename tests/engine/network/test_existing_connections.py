"""Existing house connections keep their diameter; buildings that the user excludes; sources of prices."""

import pytest
from shapely import LineString

from riothermie_kansen.errors import InputError
from riothermie_kansen.network.catalogue import catalogue
from riothermie_kansen.network.connections import connect
from riothermie_kansen.network.streets import street_graph
from riothermie_kansen.readers.buildings import read_buildings
from riothermie_kansen.readers.sources import read_sources
from riothermie_kansen.readers.streets import read_streets
from tests.engine.network.made_town import K, X, Y, at, design, frame, homes, source

STREET = frame([at((0, 0), (100, 0))], wvk_id=["a"])
HOUSES = ((20, 10), (45, 10), (70, 10))


def pipes(*rows):
    """Return existing house connections: pand, DN, x."""
    lines = [LineString([(X + x, Y), (X + x, Y + 10)]) for _, _, x in rows]
    return frame(lines, pand_id=[r[0] for r in rows], dn=[r[1] for r in rows], rol=["aansluiting"] * len(rows))


def built(existing, net="mt", houses=HOUSES):
    """Return the rows of TRACE of the house connections, by building, and the design."""
    (one,) = design(STREET, homes(houses), source(), layers={"existing": existing}, nettypes=(net,))
    return one.trace[one.trace["rol"] == "aansluiting"].set_index("pand_id"), one


def test_candidates_carry_the_diameter():
    existing = pipes(("p00", "DN32", 22), ("p01", None, 47))
    graph = street_graph(read_streets(STREET, kentallen=K), snap_m=0.5, bridge_m=0.0, kentallen=K)
    service = read_streets(existing, kentallen=K).service
    result = connect(
        graph, read_buildings(homes(HOUSES), kentallen=K), read_sources(source()), service=service, kentallen=K
    )
    of = {(b, old): dn for b, old, dn in zip(result.building, result.existing, result.existing_dn, strict=True)}
    assert of == {(0, True): "DN32", (0, False): "", (1, True): "", (1, False): "", (2, False): ""}


def test_an_existing_connection_has_its_own_diameter_and_costs_nothing():
    service, one = built(pipes(("p00", "dn 50", 22)))
    table = catalogue("mt", kentallen=K)
    old, new = service.loc["p00"], service.loc["p01"]
    assert (old["dn"], old["status"], old["kosten_eur"]) == ("DN50", "bestaand", 0.0)
    assert old["binnen_mm"] == table.inner_mm[table.position("DN50")]
    assert old["reden_dn"] == "Bestaande leiding, groot genoeg."
    assert new["status"] == "nieuw"
    assert table.position(new["dn"]) < table.position("DN50")
    assert old["pa_m"] < new["pa_m"]
    assert one.connections.set_index("pand_id").loc["p00", "dn"] == "DN50"
    posts = one.quantities[one.quantities["dn"] == "DN50"]
    assert posts["post"].tolist() == ["leiding, bestaand"]
    assert posts["kosten_eur"].tolist() == [0.0]


def test_a_small_existing_connection_stays_and_says_what_it_would_be():
    big = homes(HOUSES, woningen=[40, 1, 1], rv_kw=[300.0, 6.0, 6.0])
    (one,) = design(STREET, big, source(), layers={"existing": pipes(("p00", "DN20", 22))}, nettypes=("mt",))
    row = one.trace[one.trace["rol"] == "aansluiting"].set_index("pand_id").loc["p00"]
    (new,) = design(STREET, big, source(), nettypes=("mt",))
    wanted = new.trace[new.trace["rol"] == "aansluiting"].set_index("pand_id").loc["p00", "dn"]
    assert (row["dn"], row["status"], row["kosten_eur"]) == ("DN20", "bestaand", 0.0)
    assert row["reden_dn"] == f"Bestaande aansluitleiding, blijft; een nieuwe zou {wanted} zijn."


@pytest.mark.parametrize("label", ["koper 22", None])
def test_a_diameter_that_the_table_does_not_have(label):
    service, one = built(pipes(("p00", label, 22)))
    row = service.loc["p00"]
    assert row["status"] == "bestaand"
    assert row["dn"] == service.loc["p01", "dn"]
    assert row["reden_dn"] == f"Bestaande aansluitleiding met onbekende diameter: gerekend met {row['dn']}."
    assert "bestaande_dn_onbekend" not in one.findings.counts()


def test_both_types_of_network_read_their_own_labels():
    existing = pipes(("p00", "DN50", 22), ("p01", "PE75 SDR17", 47))
    for net, pand, dn in (("mt", "p00", "DN50"), ("bronnet", "p01", "PE75 SDR17")):
        service, _ = built(existing, net)
        assert service.loc[pand, "dn"] == dn
        other = service.loc[{"p00": "p01", "p01": "p00"}[pand]]
        assert other["status"] == "bestaand"
        assert other["dn"] == service.loc["p02", "dn"]


def test_all_buildings_excluded_has_its_own_sentence():
    buildings = homes(HOUSES, keuze=["verboden"] * 3)
    with pytest.raises(InputError) as error:
        design(STREET, buildings, source(), required_field="keuze")
    assert error.value.key == "network_all_forbidden"
    assert error.value.text("nl").startswith("Alle 3 panden met een warmtevraag zijn uitgesloten")
    some = homes(HOUSES, keuze=["verboden", "optioneel", "verboden"])
    (one,) = design(STREET, some, source(), required_field="keuze")
    assert one.connections["pand_id"].tolist() == ["p01"]


@pytest.mark.parametrize("net", ["bronnet", "mt"])
def test_the_bill_says_where_the_prices_come_from(net):
    (one,) = design(STREET, homes(HOUSES), source(), nettypes=(net,))
    assert not one.quantities["bron"].str.contains(r"\(onbekend\)").any()
    metres = one.quantities[one.quantities["eenheid"] == "m"]
    assert metres["bron"].str.contains("(prijsjaar onbekend)", regex=False).all()
    garden = metres["klasse"] == "tuin"
    assert garden.any()
    assert (metres["bron"].str.contains("kental kosten_net.aansluiting_factor: THERMOS", regex=False) == garden).all()
