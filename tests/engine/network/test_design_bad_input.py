"""Bad and odd input of the whole chain: the right answer, or one plain sentence."""

import geopandas as gpd
import numpy as np
import pytest
from shapely import LineString, Point, box

from riothermie_kansen.errors import InputError
from tests.engine.network.made_town import X, Y, at, check, design, frame, grid, homes, source


def points(count, x=30.0, y=0.0):
    return frame([Point(X + x, Y + y)] * count, pand_id=[f"p{i}" for i in range(count)])


RING = frame([Point(X - 5, Y).buffer(14).difference(Point(X - 5, Y).buffer(9))])
"""Forbidden ground all around the source."""

# name: (arguments of design, key of the sentence)
SENTENCES = {
    "streets of another place": ({"buildings": points(3, x=40_000.0)}, "connect_straten_elders"),
    "source far from all streets": ({"sources": source(5000, 0)}, "connect_bron_ver"),
    "no demand": (
        {"buildings": homes(woningen=[0] * 12, rv_kw=[0.0] * 12, tap_kw=[0.0] * 12, warmte_gj=[0.0] * 12)},
        "network_no_demand",
    ),
    "demand is NULL": (
        {"buildings": homes(woningen=[None] * 12, rv_kw=[None] * 12, tap_kw=[None] * 12, warmte_gj=[None] * 12)},
        "network_no_demand",
    ),
    "negative demand": ({"buildings": homes(rv_kw=[-1.0] * 12)}, "gebouw_negatief"),
    "all buildings excluded": (
        {"buildings": homes(keuze=["verboden"] * 12), "required_field": "keuze"},
        "network_all_forbidden",
    ),
    "unknown choice": (
        {"buildings": homes(keuze=["misschien"] * 12), "required_field": "keuze"},
        "gebouw_status",
    ),
    "forbidden ground around the source": ({"layers": {"forbidden": RING}}, "network_nothing_reached"),
    "a barrier around the source": (
        {"layers": {"barriers": RING.assign(soort="water", verboden=1)}},
        "network_nothing_reached",
    ),
    "a forbidden line around the source": (
        {"layers": {"forbidden": frame([box(X - 30, Y - 30, X + 15, Y + 15).boundary])}},
        "network_nothing_reached",
    ),
    "everything forbidden": (
        {"layers": {"forbidden": frame([box(X - 900, Y - 900, X + 900, Y + 900)])}},
        "streets_all_forbidden",
    ),
    "negative factor of a street": ({"streets": grid().assign(f=-1.0), "factor_field": "f"}, "streets_factor"),
    "negative factor of a barrier": (
        {"layers": {"barriers": frame([box(X, Y, X + 9, Y + 9)], factor=[-1.0])}},
        "barrier_factor",
    ),
    "no candidates": ({"candidates": 0}, "connect_getal"),
    "no reach": ({"reach_m": 0.0}, "connect_getal"),
    "reach too short": ({"reach_m": 0.1}, "network_nothing_reached"),
    "a limit below zero": ({"limit_eur_dwelling": -5.0}, "connect_getal"),
    "a limit that is no number": ({"limit_eur_mwh": float("nan")}, "connect_getal"),
    "a limit nobody meets": ({"limit_eur_dwelling": 1.0}, "network_none_pays"),
    "power of the source zero": ({"sources": source(vermogen_kw=[0.0])}, "bron_vermogen"),
    "power of the source too small": ({"sources": source(vermogen_kw=[0.1])}, "network_sources_too_small"),
    "no friction": ({"pa_m": 0.0}, "pipe_limit"),
    "friction no number": ({"pa_m": float("nan")}, "pipe_limit"),
    "no velocity": ({"max_velocity": 0.0}, "pipe_limit"),
    "COP of 1": ({"cop": 1.0}, "potential_cop"),
    "no difference in temperature": ({"delta_t": 0.0}, "pipe_temperatures"),
    "unknown type of network": ({"nettypes": ("stoom",)}, "pipe_choice"),
    "no type of network": ({"nettypes": ()}, "pipe_choice"),
    "unknown effort": ({"effort": "lang"}, "pipe_choice"),
    "unknown simultaneity": ({"simultaneity": "half"}, "pipe_choice"),
    "no buildings": ({"buildings": homes().iloc[:0]}, "gebouwen_leeg"),
    "no streets": ({"streets": grid().iloc[:0]}, "streets_empty"),
    "no sources": ({"sources": source().iloc[:0]}, "bronnen_leeg"),
    "streets as areas": ({"streets": frame([box(X, Y, X + 100, Y + 5)])}, "streets_polygons"),
    "streets as points": ({"streets": frame([Point(X, Y)])}, "streets_points"),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_one_plain_sentence(name):
    options, key = SENTENCES[name]
    with pytest.raises(InputError) as caught:
        design(**options)
    assert caught.value.key == key
    for language in ("nl", "en"):
        text = caught.value.text(language)
        assert "{" not in text
        assert text[-1] == "."
        assert "\n" not in text


LOOP = [(X, Y), (X + 50, Y), (X + 50, Y + 50), (X, Y + 50), (X, Y)]
BUILT = (30.0, 60.0)
# name: (arguments of design, connected buildings, reasons of the others)
ANSWERS = {
    "streets in two pieces": (
        {"streets": frame([at((0, 0), (100, 0)), at((400, 0), (500, 0))]),
         "buildings": homes([(20, 10), (420, 10), (450, 10)])}, 1, {"straatdeel_los"},
    ),
    "two pieces with a small gap": (
        {"streets": frame([at((0, 0), (100, 0)), at((105, 0), (200, 0))]),
         "buildings": homes([(20, 10), (150, 10)]), "bridge_m": 10.0}, 2, set(),
    ),
    "source on a node": ({"sources": source(0, 0)}, 12, set()),
    "source on a crossing": ({"sources": source(100, 100)}, 12, set()),
    "source on a street": ({"sources": source(50, 0)}, 12, set()),
    "source inside a building": ({"sources": source(24, 15)}, 12, set()),
    "source as an area": ({"sources": frame([box(X - 9, Y - 9, X - 5, Y - 5)], bron_id=["b"])}, 12, set()),
    "two sources on one place": (
        {"sources": frame([Point(X - 5, Y)] * 2, bron_id=["a", "b"])}, 12, set(),
    ),
    "half of the buildings without demand": (
        {"buildings": homes(rv_kw=[0.0] * 6 + [6.0] * 6, tap_kw=[0.0] * 12, warmte_gj=[0.0] * 6 + [30.0] * 6)},
        6, {"geen_vraag"},
    ),
    "demand of some unknown": (
        {"buildings": homes(woningen=[None, *[1] * 11], rv_kw=[None, *[6.0] * 11], tap_kw=[None, *[3.0] * 11],
                            warmte_gj=[None, *[30.0] * 11])}, 11, {"vraag_onbekend"},
    ),
    "one building": ({"buildings": homes([(20, 10)])}, 1, set()),
    "one building beside the source": ({"buildings": homes([(20, 10)]), "sources": source(24, 0)}, 1, set()),
    "a building on the street line": ({"buildings": homes([(20, -5), (60, 10)])}, 2, set()),
    "points on the street line": ({"buildings": frame([Point(X + x, Y) for x in BUILT], pand_id=["a", "b"])}, 2, set()),
    "two buildings with the same footprint": ({"buildings": homes([(20, 10), (20, 10), (60, 10)])}, 3, set()),
    "all buildings at one point": ({"buildings": points(5, 30.0, 5.0)}, 5, set()),
    "all buildings at one point of the street": ({"buildings": points(5)}, 5, set()),
    "all buildings where the source is": ({"buildings": points(5), "sources": source(30, 0)}, 5, set()),
    "a building without a place": (
        {"buildings": frame([Point(X + 30, Y + 5), None], pand_id=["a", "b"])}, 1, {"geen_geometrie"},
    ),
    "a loop": (
        {"streets": frame([LineString(LOOP), at((0, 0), (-60, 0))]), "buildings": homes([(20, 10), (60, 10)])},
        2, set(),
    ),
    "a line that crosses itself": (
        {"streets": frame([at((0, 0), (100, 100), (100, 0), (0, 100))]), "buildings": homes([(20, 40), (60, 110)]),
         "sources": source(0, 0)}, 2, set(),
    ),
    "streets of no price": ({"streets": grid().assign(f=0.0), "factor_field": "f"}, 12, set()),
    "factors that are NULL": ({"streets": grid().assign(f=np.nan), "factor_field": "f"}, 12, set()),
    "a street without geometry": ({"streets": frame([None, *grid().geometry])}, 12, set()),
    "layers without rows": (
        {"layers": {name: grid().iloc[:0] for name in ("existing", "extra", "forbidden", "barriers")}}, 12, set(),
    ),
    "all required and dear": (
        {"buildings": homes(keuze=["ja"] * 12), "required_field": "keuze", "limit_eur_dwelling": 1.0}, 12, set(),
    ),
    "a source that is too small for all": ({"sources": source(vermogen_kw=[20.0])}, None, {"bron_vol"}),
    "double ids": ({"buildings": homes(pand_id=["a"] * 12)}, 12, set()),
    "numbers as text": ({"buildings": homes(rv_kw=["6,0"] * 12)}, 12, set()),
    "a demand of a power station": ({"buildings": homes(rv_kw=[1e6] * 12)}, 12, set()),
    "no curve and no bound": ({"curve": False, "bound": False}, 12, set()),
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
def test_the_right_answer(name):
    options, connected, reasons = ANSWERS[name]
    options = {"curve": False} | options
    buildings = options.get("buildings")
    count = 12 if buildings is None else len(buildings)
    (one,) = design(**options)
    check(one, count)
    assert connected is None or len(one.connections) == connected
    assert set(one.unconnected["soort"]) == reasons
    assert len(one.connections) + len(one.unconnected) == count


def test_buildings_on_the_street_need_no_pipe():
    (one,) = design(buildings=points(5), sources=source(30, 0))
    assert len(one.trace) == 0
    assert one.totals["lengte_m"] == 0.0
    # five times the wall
    assert one.totals["kosten_eur"] == pytest.approx(5 * 200.0)
    assert np.isnan(one.totals["gat_procent"])
    assert one.findings.counts()["pand_op_straat"] == 5


def test_a_loose_piece_says_how_much_hangs_on_it():
    streets = frame([at((0, 0), (100, 0)), at((400, 0), (500, 0))])
    (one,) = design(streets, homes([(20, 10), (420, 10), (450, 10)]))
    assert all("100" in text and "2" in text for text in one.unconnected["reden"])


def test_a_factor_of_zero_leaves_only_what_is_no_street():
    (one,) = design(grid().assign(f=0.0), factor_field="f")
    trace = one.trace.set_index("trace_id")
    streets = trace[(trace["rol"] != "aansluiting") & (trace["voeding_id"] != "")]
    assert (streets["kosten_eur"] == 0).all()
    assert one.totals["kosten_eur"] > 0


def test_own_output_as_streets_and_as_extra_traces():
    (one,) = design()
    for options in ({"streets": one.trace}, {"layers": {"extra": one.trace}}):
        (again,) = design(**options)
        check(again, 12)
        assert len(again.connections) == 12


def test_own_output_of_the_other_net_as_existing_network():
    (steel,) = design(nettypes=("mt",))
    (one,) = design(nettypes=("bronnet",), layers={"existing": steel.trace})
    check(one, 12, kept=set(steel.connections["pand_id"]))
    assert one.findings.counts()["bestaande_dn_onbekend"] >= 1


def test_unknown_crs_is_taken_for_rd_or_told():
    streets = gpd.GeoDataFrame({"wvk_id": grid()["wvk_id"]}, geometry=list(grid().geometry))
    assert streets.crs is None
    try:
        (one,) = design(streets)
    except InputError as error:
        assert "{" not in error.text("nl")
    else:
        check(one, 12)
