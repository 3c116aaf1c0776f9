"""Existing systems near a place: distance, number, reach; they ask for attention and forbid nothing."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen.subsurface.restrictions.result import Settings
from tests.engine.subsurface.made_restrictions import (
    K,
    areas,
    box,
    first,
    judged,
    line,
    nothing,
    point,
    shares,
    systems,
)

SPOT = [point(0, 0)]


def near(*shapes, role="GBES", places=SPOT, more=None, **columns):
    """Return the judgement of places with systems of one role."""
    return judged(places, {}, {role: [systems(role, *shapes, **columns)]}, complete=True, **(more or {}))


def test_the_nearest_with_name_distance_and_power():
    row = first(near(point(30, 40), point(0, 80), point(500, 0), bodemzijdigvermogen=[8.5, 30, 5]))
    assert (row["afstand_gbes_m"], row["gbes"], row["gbes_binnen"]) == (50.0, "GBES-0", 2)
    assert (row["wko"], row["bodemlus"]) == ("aandacht", "aandacht")
    assert row["redenen"] == (
        "Gesloten bodemenergiesysteem 'GBES-0' op 50 m, 8,5 kW en nog 1 binnen 100 m: aandacht voor WKO en bodemlussen "
        "(kaart Gbes)"
    )
    assert np.isnan(row["afstand_obes_m"])  # an empty map
    assert (row["obes"], row["obes_binnen"]) == ("", 0)


@pytest.mark.parametrize(("role", "field", "within"), [("OBES", "obes", 500), ("GBES", "gbes", 100),
                                                       ("ONTTREKKINGEN", "onttrekking", 500)])  # fmt: skip
def test_the_search_distance(role, field, within):
    for metres, verdict in ((within, "aandacht"), (within + 0.001, "toegestaan")):
        row = first(near(point(metres, 0), role=role))
        assert row["wko"] == verdict
        assert row["bodemlus"] == ("toegestaan" if role == "ONTTREKKINGEN" else verdict)
        assert row[f"afstand_{field}_m"] == pytest.approx(metres)
    chosen = Settings(search_obes_m=40.0, search_gbes_m=40.0, search_abstraction_m=40.0)
    assert first(near(point(41, 0), role=role, more={"settings": chosen}))["wko"] == "toegestaan"
    assert first(near(point(40, 0), role=role, more={"settings": chosen}))["wko"] == "aandacht"
    assert first(near(point(0, 0), role=role, more={"settings": Settings(search_gbes_m=0, search_obes_m=0)}))[
        "wko"
    ] == ("aandacht")


def test_installations_never_forbid():
    """The known trap: a system where the place is, of any size, is no prohibition."""
    given_maps, installed = nothing("GBES", "OBES", "ONTTREKKINGEN")
    installed = {role: [systems(role, point(0, 0), bodemzijdigvermogen=[5000])] for role in ("GBES", "OBES")}
    installed["ONTTREKKINGEN"] = [systems("ONTTREKKINGEN", point(0, 0))]
    row = first(judged(SPOT, given_maps, installed))
    assert (row["wko"], row["bodemlus"]) == ("aandacht", "aandacht")
    assert (row["wko_verboden"], row["lus_verboden"]) == (0.0, 0.0)
    assert (row["afstand_gbes_m"], row["afstand_obes_m"], row["afstand_onttrekking_m"]) == (0.0, 0.0, 0.0)


def test_a_system_of_several_wells_counts_once():
    wells = [point(40, 0), point(0, 60), point(90, 0)]
    row = first(near(*wells, ids=["a", "a", "b"]))
    assert (row["gbes_binnen"], row["afstand_gbes_m"], row["gbes"]) == (2, 40.0, "a")


def test_a_system_on_two_maps_counts_once():
    one = systems("GBES", point(10, 0), point(20, 0), ids=["a", "b"], name="BRO")
    two = systems("GBES", point(15, 0), point(20, 0), point(230, 0), ids=["a", "x", "b"], name="WKO-tool")
    result = judged(SPOT, {}, {"GBES": [two, one]}, complete=True)
    assert first(result)["gbes_binnen"] == 3  # a, b, x: another id; the other b lies 210 m from the first
    assert any("1 die ook op een andere kaart staat" in note for note in result.notes)
    assert result.layers.set_index("bron").loc[["BRO", "WKO-tool"], "aantal"].tolist() == [2, 3]


def test_systems_out_of_use_do_not_count_and_are_said():
    result = near(point(10, 0), point(50, 0), status=["Buiten gebruik", "In gebruik"])
    assert (first(result)["afstand_gbes_m"], first(result)["gbes_binnen"]) == (50.0, 1)
    assert any("1 buiten gebruik weggelaten" in note for note in result.notes)


def test_equally_near_systems_are_told_by_id():
    for ids in (["b", "a", "c"], ["c", "b", "a"], ["a", "c", "b"]):
        row = first(near(point(3, 4), point(-3, 4), point(5, 0), ids=ids))
        assert (row["gbes"], row["gbes_binnen"]) == ("a", 3)
        area = first(near(point(23, 4), point(-23, 4), point(0, 24), ids=ids, places=[box(-20, -20, 20, 20)]))
        assert (area["gbes"], area["afstand_gbes_m"]) == (min(ids[1], ids[0]), 3.0)


def test_only_the_part_of_a_trace_near_a_system_asks_for_attention():
    """A system 60 m beside a trace of 1 km: a search distance of 100 m covers 2 x 80 m of it."""
    result = near(point(500, 60), places=[line((0, 0), (1000, 0))])
    row = first(result)
    assert shares(row) == pytest.approx({"aandacht": 16.0, "toegestaan": 84.0}, abs=0.05)
    assert (row["wko"], row["afstand_gbes_m"]) == ("aandacht", 60.0)
    assert "(16 % van de lengte)" in row["redenen"]
    assert result.areas["lengte_m"].sum() == pytest.approx(1000.0)
    assert result.areas["wko"].tolist() == ["aandacht", "toegestaan"]


def test_overlapping_circles_count_once():
    """Two circles of 100 m, 100 m apart, in a square of 400 m: their union, from the area of a lens."""
    row = first(near(point(150, 200), point(250, 200), places=[box(0, 0, 400, 400)]))
    lens = 2 * 100**2 * np.arccos(0.5) - 0.5 * 100 * np.sqrt(4 * 100**2 - 100**2)
    union = 2 * np.pi * 100**2 - lens
    assert row["wko_aandacht"] == pytest.approx(100 * union / 160_000, abs=0.06)
    assert (row["afstand_gbes_m"], row["gbes_binnen"]) == (0.0, 2)


def test_systems_that_are_lines_or_areas():
    result = near(line((10, -50), (10, 50)), box(-80, -5, -60, 5), point(90, 0))
    row = first(result)
    assert (row["afstand_gbes_m"], row["gbes_binnen"]) == (10.0, 3)


def test_two_closed_systems_beside_a_district_as_in_leusden():
    """Leusden 3.3 (synthetic map): archaeology along the district, two closed systems nearby, no objection."""
    district = box(0, 0, 600, 600)
    given_maps, installed = nothing("ARCHEOLOGIE", "GBES")
    strip = areas("ARCHEOLOGIE", box(-60, -300, 0, 900), naam=["Hessenweg"], name="Archeologie", datum=["2023-05-01"])
    closed = systems("GBES", point(640, 300), point(650, 320), ids=["Noord", "Zuid"], bodemzijdigvermogen=[28, 40])
    result = judged([district, box(100, 100, 500, 500), line((-30, 10), (300, 10))],
                    given_maps | {"ARCHEOLOGIE": [strip]}, installed | {"GBES": [closed]})  # fmt: skip
    whole, middle, trace = (row for _, row in result.locations.iterrows())
    assert whole["wko_verboden"] == 0.0
    assert (whole["wko"], whole["bodemlus"]) == ("aandacht", "aandacht")
    assert "archeologie" not in whole["redenen"]  # it runs along the district, not in it
    assert (whole["gbes"], whole["afstand_gbes_m"], whole["gbes_binnen"]) == ("Noord", 40.0, 2)
    assert (middle["wko"], middle["bodemlus"]) == ("toegestaan", "toegestaan")
    assert middle["afstand_gbes_m"] == 140.0
    assert "Aandachtsgebied archeologie 'Hessenweg' (9 % van de lengte)" in trace["redenen"]
    assert "Archeologie, 2023-05-01" in trace["bronnen"]
    assert result.totals["wko_verboden"] == result.totals["bodemlus_verboden"] == 0


def test_no_restriction_as_in_putten():
    """Putten 2.3.2 and 2.3.3 (synthetic map): no restrictions on the place or around it, and no systems."""
    block = box(0, 0, 120, 80)
    given_maps, installed = nothing("VERBOD", "GBES")
    given_maps["VERBOD"] = [areas("VERBOD", box(3000, 0, 4000, 1000))]
    installed["GBES"] = [systems("GBES", point(5000, 0))]
    result = judged([block], given_maps, installed)
    row = first(result)
    assert (row["wko"], row["bodemlus"], row["niet_getoetst"]) == ("toegestaan", "toegestaan", "")
    assert np.isnan(row["max_diepte_m"])
    assert (row["afstand_gbes_m"], row["gbes_binnen"]) == (4880.0, 0)
    assert shares(row) == shares(row, "bodemlus") == {"toegestaan": 100.0}


coordinate = st.integers(-300, 300)
spot = st.tuples(coordinate, coordinate)
shape = st.one_of(
    spot.map(lambda xy: point(*xy)),
    st.tuples(spot, spot).filter(lambda p: p[0] != p[1]).map(lambda p: line(*p)),
    st.tuples(spot, st.integers(1, 80), st.integers(1, 80)).map(
        lambda p: box(p[0][0], p[0][1], p[0][0] + p[1], p[0][1] + p[2])
    ),
)


@settings(max_examples=60)
@given(st.lists(shape, min_size=1, max_size=6), st.lists(st.tuples(spot, st.integers(0, 5)), min_size=1, max_size=9),
       st.integers(0, 400))  # fmt: skip
def test_distances_and_counts_against_every_pair(places, wells, radius):
    """All distances, one by one: nearest, first by id, and the number within the search distance."""
    found = near(*[point(*xy) for xy, _ in wells], ids=[f"s{i}" for _, i in wells], places=places,
                 more={"settings": Settings(search_gbes_m=float(radius))})  # fmt: skip
    grouped = {}
    for xy, i in wells:
        grouped.setdefault(f"s{i}", []).append(point(*xy))
    for place, (_, row) in zip(places, found.locations.iterrows(), strict=True):
        far = {name: min(place.distance(well) for well in own) for name, own in grouped.items()}
        least = min(far.values())
        assert row["afstand_gbes_m"] == pytest.approx(least, abs=1e-9)
        assert far[row["gbes"]] == pytest.approx(least, abs=1e-6)
        assert row["gbes"] == min(name for name, metres in far.items() if metres <= least + 1e-9)
        assert row["gbes_binnen"] == sum(metres <= radius for metres in far.values())
        discs = shapely.union_all([well.buffer(radius, quad_segs=256) for own in grouped.values() for well in own])
        size = place.length if place.geom_type == "LineString" else place.area
        if size:
            cut = place.intersection(discs)
            part = (cut.length if place.geom_type == "LineString" else cut.area) / size
            assert row["wko_aandacht"] == pytest.approx(100 * part, abs=0.2)


def test_the_effect_of_systems_can_be_switched_off():
    own = K.replace({"restrictie.gevolg_gbes": [0.0, 1.0]})
    row = first(near(point(10, 0), more={"kentallen": own}))
    assert (row["wko"], row["bodemlus"]) == ("toegestaan", "aandacht")
