"""What the sewer registers itself, and which source goes before which."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.errors import InputError, KentalError
from riothermie_kansen.sewer import daycurve
from riothermie_kansen.sewer.inflow import gather

K = kentallen.load()
DAY = 86400.0
RIONED = [1.5, 1.5, 1.5, 1.5, 1.5, 3, 4, 5, 6, 6.5, 7.5, 8.5, 7.5, 6.5, 6, 5, 5, 5, 4, 3.5, 3, 2.5, 2, 2]
OFFICE = [0.0] * 8 + [0.1] * 10 + [0.0] * 6
FLAT = [1 / 24] * 24
NIGHT = [0.25] * 4 + [0.0] * 20
PIPES = [
    ("A", "vrijverval", [(0, 0), (100, 0)], {"woningen": 10.0, "ve_bedrijven": 5.0, "dwa_lateraal_ls": 0.2}),
    ("B", "vrijverval", [(100, 0), (200, 0)], {"woningen": -1.0}),
    ("S", "geen", [(300, 5), (400, 5)], {"woningen": 4.0}),
]
NODES = {(100, 0): {"woningen": 3.0}, (300, 5): {"ve_bedrijven": 2.0}}


def discharge(object_id, op="knoop", curve="inwoner", units=1.0, volume=0.12, hours=None):
    shares = [h / 100 for h in RIONED] if hours is None else hours
    return {
        "object_id": object_id,
        "op": op,
        "curve": curve,
        "eenheden": units,
        "volume_m3d": volume,
        "uren": np.array(shares),
    }


def flow(inflow, curve):
    """Return l/s over all pipes and nodes with a curve."""
    column = list(inflow.curves).index(curve)
    return inflow.pipe_ls[:, column].sum() + inflow.node_ls[:, column].sum()


def test_the_curves_are_those_of_rioned():
    curves = daycurve.standard_curves(K)
    assert list(curves) == ["inwoner", "bedrijf", "vlak"]
    assert curves["inwoner"] == pytest.approx(np.array(RIONED) / 100, abs=1e-15)
    assert curves["bedrijf"] == pytest.approx(OFFICE, abs=1e-15)
    for curve in curves.values():
        assert curve.sum() == pytest.approx(1, abs=1e-15)
    # 8.5 % of 120 l between 11 and 12 h, 1.5 % at night
    assert curves["inwoner"].max() * 120 == pytest.approx(10.2)
    assert int(curves["inwoner"].argmax()) == 11
    assert curves["inwoner"].min() * 120 == pytest.approx(1.8)


def test_a_curve_of_ones_own_is_scaled_and_an_impossible_one_refused():
    doubled = K.replace({"dwa.verloop_inwoner": [min(2 * h, 100) for h in RIONED]})
    assert daycurve.standard_curves(doubled)["inwoner"] == pytest.approx(np.array(RIONED) / 100)
    with pytest.raises(KentalError) as error:
        daycurve.standard_curves(K.replace({"dwa.verloop_bedrijf": [0.0] * 24}))
    assert "dwa.verloop_bedrijf" in error.value.text("nl")


def test_registered_dwellings_companies_and_lateral_flow(make_sewer):
    case = make_sewer(PIPES, nodes=NODES)
    inflow = gather(case.network, case.sewer, kentallen=K)
    assert inflow.pipe_persons.tolist() == [22.0, 0.0, 0.0]
    assert inflow.node_persons.sum() == pytest.approx(6.6)
    assert inflow.unplaced_persons == pytest.approx(8.8)  # on the storm sewer
    assert inflow.given_persons == pytest.approx(17 * 2.2)
    assert flow(inflow, "inwoner") == pytest.approx(13 * 2.2 * 120 / DAY)
    assert flow(inflow, "bedrijf") == pytest.approx(5 * 120 / DAY)
    assert flow(inflow, "vlak") == pytest.approx(0.2)
    assert inflow.unplaced_ls == pytest.approx((4 * 2.2 + 2) * 120 / DAY)
    assert inflow.pipe_source[0] == "GWSW AantalWoningen + GWSW Aantal_ie + GWSW LateraalDebietDWA"
    assert inflow.findings.counts() == {"registratie_negatief": 1, "registratie_zonder_dwa": 2}


def test_one_source_of_inhabitants_and_the_finest(make_sewer):
    case = make_sewer(PIPES, nodes=NODES)
    address, area = case.points([(50, 1)]), case.boxes([(0, -1, 200, 1)], inwoners=[100])
    every = {"addresses": address, "areas": area, "total": 1000.0}
    for given_layers, source, count in (
        (("addresses", "areas", "total"), "adressen", 2.2),
        (("areas", "total"), "buurten", 100),
        (("total",), "totaal", 1000),
    ):
        inflow = gather(case.network, case.sewer, kentallen=K, **{name: every[name] for name in given_layers})
        assert inflow.pipe_persons.sum() + inflow.node_persons.sum() == pytest.approx(count)
        # companies and lateral flow stay those of the sewer itself
        assert inflow.pipe_source[0] == f"{source} + GWSW Aantal_ie + GWSW LateraalDebietDWA"
        ignored = [line for line in inflow.notes if line.startswith(f"Inwoners komen uit: {source}.")]
        assert len(ignored) == len(given_layers)


def test_a_layer_with_companies_replaces_the_registered_ones(make_sewer):
    case = make_sewer(PIPES, nodes=NODES)
    inflow = gather(case.network, case.sewer, companies=case.points([(50, 1)], ie=[50]), kentallen=K)
    assert flow(inflow, "bedrijf") == pytest.approx(50 * 120 / DAY)
    assert flow(inflow, "vlak") == pytest.approx(0.2)
    assert inflow.pipe_persons[0] == 22
    assert any(line.startswith("Bedrijven komen uit de laag") for line in inflow.notes)


def test_nothing_at_all_is_one_plain_sentence(make_sewer):
    case = make_sewer([("A", "vrijverval", [(0, 0), (100, 0)])])
    with pytest.raises(InputError) as error:
        gather(case.network, case.sewer, kentallen=K)
    assert error.value.key == "inflow_none"
    for word in ("adressen", "gebieden", "totaal", "bedrijven", "AantalWoningen", "HydX"):
        assert word in error.value.text("nl")


def test_discharges_of_hydx_keep_their_volume_and_curve(make_sewer):
    rows = [
        discharge("K1", units=22, volume=2.64),
        discharge("A", "leiding", "bedrijf", 2, 0.12, OFFICE),
        discharge("B", "leiding", "Kantoor", 10, 0.43, NIGHT),
        discharge("K0", "knoop", "LatDeb1", 1, 8.64, FLAT),
    ]
    case = make_sewer([(i, f, c) for i, f, c, _ in PIPES], discharges=rows)
    inflow = gather(case.network, case.sewer, kentallen=K)
    assert list(inflow.curves) == ["inwoner", "bedrijf", "vlak", "kantoor"]
    assert inflow.curves["kantoor"].tolist() == NIGHT
    assert inflow.node_ls[1] == pytest.approx([2.64 / 86.4, 0, 0, 0])
    assert inflow.node_ls[0] == pytest.approx([0, 0, 0.1, 0])
    assert inflow.pipe_ls[0] == pytest.approx([0, 0.12 / 86.4, 0, 0])
    assert inflow.pipe_ls[1] == pytest.approx([0, 0, 0, 0.43 / 86.4])
    assert inflow.node_persons.tolist()[1] == 22
    assert inflow.given_persons == 22
    assert inflow.pipe_source.tolist() == ["HydX Debiet", "HydX Debiet", ""]


def test_discharges_beside_addresses(make_sewer):
    rows = [
        discharge("K1", units=22, volume=2.64),
        discharge("B", "leiding", "kantoor", 10, 0.43, NIGHT),
        discharge("K0", "knoop", "latdeb1", 1, 8.64, FLAT),
    ]
    case = make_sewer([(i, f, c) for i, f, c, _ in PIPES], discharges=rows)
    inflow = gather(case.network, case.sewer, addresses=case.points([(50, 1)]), kentallen=K)
    assert inflow.given_persons == pytest.approx(2.2)
    assert flow(inflow, "inwoner") == pytest.approx(2.2 * 120 / DAY)
    assert flow(inflow, "kantoor") == pytest.approx(0.43 / 86.4)
    assert flow(inflow, "vlak") == pytest.approx(0.1)


def test_own_curves_with_a_name_that_is_taken(make_sewer):
    rows = [
        discharge("K1", hours=NIGHT, units=3, volume=1.0),
        discharge("K0", hours=OFFICE, units=4, volume=1.0),
        discharge("A", "leiding", hours=NIGHT, units=5, volume=1.0),
    ]
    case = make_sewer([(i, f, c) for i, f, c, _ in PIPES], discharges=rows)
    inflow = gather(case.network, case.sewer, kentallen=K)
    assert list(inflow.curves) == ["inwoner", "bedrijf", "vlak", "inwoner 2", "inwoner 3"]
    assert inflow.curves["inwoner 2"].tolist() == NIGHT
    assert flow(inflow, "inwoner 2") == pytest.approx(2 / 86.4)
    assert inflow.given_persons == 12


def test_a_discharge_on_a_split_pipe_is_divided_by_length(make_sewer):
    case = make_sewer(
        [
            ("A-1", "vrijverval", [(0, 0), (30, 0)], {"bron_rij": 0}),
            ("A-2", "vrijverval", [(30, 0), (120, 0)], {"bron_rij": 0}),
        ],
        discharges=[discharge("A", "leiding", units=8, volume=0.96)],
    )
    case.sewer.pipes = case.sewer.pipes.iloc[:1].assign(leiding_id="A")
    inflow = gather(case.network, case.sewer, kentallen=K)
    assert inflow.pipe_persons == pytest.approx([2.0, 6.0], rel=1e-15)
    assert inflow.pipe_ls.sum() == pytest.approx(0.96 / 86.4)


def test_discharges_that_reach_no_sewer_are_listed(make_sewer):
    rows = [
        discharge("nergens", units=5, volume=0.6),
        discharge("nergens", "leiding", units=5, volume=0.6),
        discharge("S", "leiding", units=2, volume=0.24),
        discharge("A", "leiding", units=2, volume=np.nan),
        discharge("A", "leiding", "stuk", 2, 0.12, [0.0] * 24),
        discharge("A", "leiding", units=1, volume=0.12),
    ]
    case = make_sewer([(i, f, c) for i, f, c, _ in PIPES], discharges=rows)
    inflow = gather(case.network, case.sewer, kentallen=K)
    assert inflow.findings.counts() == {"debiet_verloop": 1, "debiet_ongeldig": 1, "debiet_zonder_dwa": 3}
    assert (inflow.given_persons, inflow.unplaced_persons) == (13, 12)
    assert inflow.pipe_ls[0, :3] == pytest.approx([0.12 / 86.4, 0, 0.12 / 86.4])
    assert inflow.unplaced_ls == pytest.approx(1.44 / 86.4)


@settings(max_examples=60, deadline=None)
@given(
    homes=st.lists(st.one_of(st.just(np.nan), st.floats(0, 500)), min_size=3, max_size=3),
    rows=st.lists(
        st.tuples(
            st.sampled_from(["A", "B", "S", "K0", "K1", "K3", "weg"]),
            st.sampled_from(["knoop", "leiding"]),
            st.floats(0.01, 50),
        ),
        max_size=12,
    ),
    percent=st.floats(0, 200),
)
def test_water_is_conserved_whatever_is_registered(make_sewer, homes, rows, percent):
    pipes = [(i, f, c, {"woningen": home}) for (i, f, c, _), home in zip(PIPES, homes, strict=True)]
    discharges = [discharge(i, op, units=volume, volume=volume) for i, op, volume in rows]
    case = make_sewer(pipes, discharges=discharges)
    given_m3d = sum(volume for *_, volume in rows) + np.nansum(homes) * 2.2 * 0.12
    if not given_m3d:
        return
    inflow = gather(case.network, case.sewer, extraneous_percent=percent, kentallen=K)
    placed = (inflow.pipe_ls.sum() + inflow.node_ls.sum()) / (1 + percent / 100)
    assert (placed + inflow.unplaced_ls) * 86.4 == pytest.approx(given_m3d, rel=1e-12)
    people = inflow.pipe_persons.sum() + inflow.node_persons.sum() + inflow.unplaced_persons
    assert people == pytest.approx(inflow.given_persons, rel=1e-12)
