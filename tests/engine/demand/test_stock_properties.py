"""What holds for every stock: nothing is lost, and neither order nor place matters."""

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen.demand.columns import GEBRUIK, WONINGTYPEN
from riothermie_kansen.demand.stock import build_stock
from riothermie_kansen.readers.bag import BagObjects, BagPanden
from tests.engine.demand.made_stock import K, at, box, objects, panden

NAN = np.nan


@st.composite
def deliveries(draw):
    """Return panden and objects with everything that goes wrong in them; one of both may be None."""
    cells = sorted(draw(st.sets(st.tuples(st.integers(0, 6), st.integers(0, 3)), max_size=12)))
    rows = []
    for number, (i, j) in enumerate(cells):
        shape = draw(st.sampled_from([box(6 * i, 12 * j), box(6 * i, 12 * j), box(6 * i, 12 * j, 3, 4)]))
        if draw(st.integers(0, 5)) == 0:
            shape = shapely.point_on_surface(shape)
        values = {
            "bouwjaar": draw(st.sampled_from([NAN, 1930.0, 1975.0])),
            "aantal_objecten": draw(st.sampled_from([NAN, 0.0, 1.0, 2.0, 5.0, 99_999.0])),
            "gebruik": draw(st.sampled_from(["", "wonen", "winkel", "overig", "kantoor,wonen"])),
            "oppervlakte_min_m2": draw(st.sampled_from([NAN, 1.0, 60.0])),
            "oppervlakte_max_m2": draw(st.sampled_from([NAN, 60.0, 200.0])),
            "type": draw(st.sampled_from(["", "", "hoek"])),
        }
        rows.append((f"P{number:02}", shape, values))
    ids = ["", *(row[0] for row in rows), "X", "Y"]
    things = []
    for number in range(draw(st.integers(0, 14))):
        spot = draw(st.one_of(st.none(), st.tuples(st.integers(-5, 60), st.integers(-5, 60))))
        many = sorted(draw(st.sets(st.sampled_from(ids), max_size=3)) - {""})
        values = {
            "pand_id": many[0] if many else "",
            "panden": ",".join(many),
            "gebruik": draw(st.sampled_from(["", "wonen", *GEBRUIK, "kantoor,wonen"])),
            "oppervlakte_m2": draw(st.sampled_from([NAN, 0.0, 1.0, 75.0, 120.0, 999_999.0])),
            "bouwjaar": draw(st.sampled_from([NAN, 1950.0])),
        }
        things.append((f"V{number:02}", None if spot is None else at(*spot), values))
    which = draw(st.sampled_from(["both", "both", "both", "panden", "objects"]))
    pand = panden(*rows, dropped={"pand_historie": 3}) if rows and which != "objects" else None
    obj = objects(*things, dropped={"object_gepland": 2}) if which != "panden" else None
    return pand, obj


def stock(pand, obj):
    if not any(source is not None and len(source.frame) for source in (pand, obj)):
        return None
    return build_stock(pand, obj, kentallen=K)


@settings(max_examples=60)
@given(deliveries())
def test_nothing_is_lost_and_nothing_counts_twice(delivery):
    pand, obj = delivery
    made = stock(pand, obj)
    if made is None:
        return
    ids = list(made.buildings["pand_id"])
    assert ids == sorted(set(ids))
    assert list(made.objects["object_id"]) == sorted(set(made.objects["object_id"]))
    assert made.objects["building"].between(0, len(ids) - 1).all()
    assert [ids[row] for row in made.objects["building"]] == list(made.objects["pand_id"])
    assert not shapely.is_missing(np.asarray(made.buildings.geometry.array)).any()
    if pand is not None:
        assert set(pand.frame["pand_id"]) <= set(ids)
        loose = int((~made.buildings["pand_id"].isin(pand.frame["pand_id"])).sum())
        assert loose == made.buildings["losse"].sum()
        assert made.read["panden"] == len(made.buildings) - loose + sum(made.dropped["panden"].values())
    if obj is not None and len(obj.frame):
        assert made.read["verblijfsobjecten"] == len(made.objects) + sum(made.dropped["verblijfsobjecten"].values())
        left_out = set(obj.frame["object_id"]) - set(made.objects["object_id"])
        findings = made.findings.frame("EPSG:28992")
        assert left_out == set(findings.loc[findings["soort"] == "object_zonder_plaats", "object_id"])
        # an object with a place, or of a pand that is there, is never left out
        there = set(pand.frame["pand_id"]) if pand is not None else set()
        for row in obj.frame[obj.frame["object_id"].isin(left_out)].itertuples():
            assert row.geometry is None
            assert not there & set(row.panden.split(","))


@settings(max_examples=40)
@given(deliveries())
def test_every_object_has_what_the_heat_demand_needs(delivery):
    made = stock(*delivery)
    if made is None:
        return
    homes = made.objects["woning"] == 1
    assert made.objects.loc[homes, "type"].isin(WONINGTYPEN).all()
    assert made.objects.loc[homes, "type_bron"].isin(["afgeleid", "kental", "eigen"]).all()
    assert (made.objects.loc[~homes, ["type", "type_bron"]] == "").all(axis=None)
    assert made.objects["oppervlakte_m2"].between(2, 300_000).all()
    assert made.objects["oppervlakte_bron"].isin(["bag", "afgeleid", "kental"]).all()
    assert ((made.objects["bouwjaar_bron"] == "") == made.objects["bouwjaar"].isna()).all()
    assert made.objects[["x", "y"]].notna().all(axis=None)
    empty = ~made.buildings.index.isin(made.objects["building"])
    assert (made.buildings.loc[empty, "reason"] != "").all()


def shuffled(source, kind, random):
    if source is None:
        return None
    order = list(range(len(source.frame)))
    random.shuffle(order)
    return kind(source.frame.iloc[order].reset_index(drop=True), source.findings, [], source.read, source.dropped)


@settings(max_examples=40)
@given(deliveries(), st.randoms())
def test_the_order_of_the_rows_is_irrelevant(delivery, random):
    pand, obj = delivery
    made = stock(pand, obj)
    again = stock(shuffled(pand, BagPanden, random), shuffled(obj, BagObjects, random))
    if made is None:
        assert again is None
        return
    assert made.buildings.equals(again.buildings)
    assert made.objects.equals(again.objects)
    assert made.notes == again.notes
    assert made.findings.counts() == again.findings.counts()


def moved(source, kind, change):
    if source is None:
        return None
    frame = source.frame.copy()
    frame = frame.set_geometry([None if s is None else shapely.transform(s, change) for s in frame.geometry])
    return kind(frame.set_crs("EPSG:28992"), source.findings, [], source.read, source.dropped)


@settings(max_examples=40)
@given(deliveries(), st.integers(-40_000, 40_000), st.integers(-40_000, 40_000), st.integers(0, 3))
def test_moving_or_turning_the_town_changes_no_object(delivery, dx, dy, quarter):
    def change(xy):
        for _ in range(quarter):
            xy = np.column_stack([-xy[:, 1], xy[:, 0]])
        return xy + np.array([dx, dy])

    pand, obj = delivery
    made = stock(pand, obj)
    again = stock(moved(pand, BagPanden, change), moved(obj, BagObjects, change))
    if made is None:
        return
    same = [name for name in made.objects if name not in ("x", "y", "oppervlakte_m2")]
    assert made.objects[same].equals(again.objects[same])
    assert np.allclose(made.objects["oppervlakte_m2"], again.objects["oppervlakte_m2"])
    assert list(made.buildings["reason"]) == list(again.buildings["reason"])
