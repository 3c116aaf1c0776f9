"""The score: its scales, its weights, and what happens when something is not known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.errors import InputError
from riothermie_kansen.match.score import PARTS, flats, linear, score
from riothermie_kansen.readers.qualities import Qualities

K = kentallen.load()
N = np.nan


def qualities(n, **columns):
    base = {"kind": [""] * n, "label": [""] * n, "year": [N] * n, "owner": [""] * n, "corporatie": [N] * n,
            "block": [""] * n} | columns  # fmt: skip
    real = ("year", "corporatie")
    return Qualities(**{k: np.array(v, dtype=float if k in real else object) for k, v in base.items()},
                     there=frozenset())  # fmt: skip


def scored(n=1, *, distance=None, sewer=None, density=None, homes=None, values=None, counts=None, **columns):
    return score(
        distance_m=np.array([100.0] * n if distance is None else distance),
        sewer_m=None if sewer is None else np.array(sewer),
        density=None if density is None else np.array(density),
        homes=np.array([1.0] * n if homes is None else homes),
        qualities=qualities(n, **columns),
        counts=np.ones(n, dtype=bool) if counts is None else np.array(counts),
        kentallen=K.replace(values) if values else K,
    )


def test_a_scale_is_a_straight_line_between_its_ends():
    values = np.array([0.0, 100.0, 800.0, 1150.0, 1500.0, 9e9, np.inf, N])
    assert linear(values, (100.0, 1500.0)) == pytest.approx([100, 100, 50, 25, 0, 0, 0, N], nan_ok=True)
    assert linear(np.array([0.0, 0.5, 1.75, 3.0, 9.0]), (3.0, 0.5)) == pytest.approx([0, 0, 50, 100, 100])
    with pytest.raises(InputError):
        linear(values, (7.0, 7.0))


@given(
    st.lists(st.floats(-1e12, 1e12), min_size=2, max_size=20),
    st.floats(-1e6, 1e6),
    st.floats(-1e6, 1e6).filter(lambda gap: abs(gap) > 1e-3),
)
def test_a_scale_never_leaves_0_to_100_and_never_turns(values, best, gap):
    points = linear(np.sort(np.array(values)), (best, best + gap))
    assert (points >= 0).all()
    assert (points <= 100 + 1e-9).all()
    assert (np.diff(points) * np.sign(gap) <= 1e-9).all()


def test_the_score_by_hand():
    found = scored(
        2, distance=[100.0, 800.0], sewer=[25.0, 300.0], density=[3.0, 0.5], kind=["appartement", "vrijstaand"],
        owner=["corporatie", "particulier"], label=["A", "G"],
    )  # fmt: skip
    # weights 3, 1, 2, 2, 2, 1; second: 50 at the distance and 10 of the type
    assert found.total == pytest.approx([100.0, (3 * 50 + 2 * 10) / 11])
    assert found.network_weight == pytest.approx(10 / 21)
    assert found.contributions().sum(axis=1) == pytest.approx(found.total)
    assert "Gewichten van de score: afstand langs de straat tot de bron 3, afstand tot het riool 1" in found.notes[0]


def test_a_weight_of_0_leaves_a_part_out():
    found = scored(1, distance=[800.0], label=["A"], values={"match.gewicht_isolatie": 0.0})
    assert found.total == pytest.approx([50.0])
    assert found.weights["isolatie"] == 0
    assert any("gewicht 0: isolatie" in text for text in found.notes)
    more = scored(1, distance=[800.0], label=["A"], values={"match.gewicht_isolatie": 10.0})
    assert more.total == pytest.approx([(3 * 50 + 10 * 100) / 13])


def test_what_is_not_known_of_a_building_does_not_count_for_it():
    found = scored(3, distance=[800.0] * 3, label=["A", "G", ""])
    assert found.total == pytest.approx([(3 * 50 + 100) / 4, 3 * 50 / 4, 50.0])
    assert np.isnan(found.parts["isolatie"][2])
    assert any('Van 1 pand is het onderdeel "isolatie"' in text for text in found.notes)


def test_what_is_not_known_at_all_is_told_once():
    found = scored(2)
    assert {part for part in PARTS if found.weights[part] > 0} == {"afstand"}
    assert sum("Van geen enkel pand" in text for text in found.notes) == 5


def test_buildings_that_cannot_be_chosen_do_not_make_a_part_count():
    found = scored(2, label=["", "A"], counts=[True, False])
    assert found.weights["isolatie"] == 0


def test_the_label_goes_before_the_year():
    found = scored(4, label=["", "", "F", ""], year=[2005.0, 1975.0, 2020.0, N])
    assert found.parts["isolatie"] == pytest.approx([100.0, 50.0, 15.0, N], nan_ok=True)
    assert any("2 panden hebben geen label" in text for text in found.notes)


def test_labels_fall_from_a_to_g():
    points = scored(7, label=list("ABCDEFG")).parts["isolatie"]
    assert (np.diff(points) < 0).all()
    assert points[0] == 100
    assert points[-1] == 0


def test_a_corporatie_counts_for_its_share():
    found = scored(
        5, owner=["", "overig", "particulier", "corporatie", ""], corporatie=[0.5, 0.25, N, N, N],
    )  # fmt: skip
    assert found.parts["eigendom"] == pytest.approx([50.0, 0.25 * 100 + 0.75 * 40, 0.0, 100.0, N], nan_ok=True)


def test_buildings_with_more_homes_are_flats_unless_the_layer_says_otherwise():
    known = qualities(5, kind=["", "", "tussen", "gemengd", "gemengd"])
    assert flats(known, np.array([1.0, 2.0, 12.0, 3.0, 1.0]), K).tolist() == [False, True, False, True, False]
    found = scored(2, homes=[1.0, 6.0])
    assert found.parts["type"] == pytest.approx([N, 100.0], nan_ok=True)
    assert any("afgeleid" in text for text in found.notes)
    high = {"match.appartement_vanaf": 10.0}
    assert np.isnan(scored(2, homes=[1.0, 6.0], values=high).parts["type"]).all()


def test_types_stand_in_order():
    kinds = ["appartement", "gemengd", "tussen", "utiliteit", "hoek", "2-onder-1-kap", "vrijstaand"]
    points = scored(7, kind=kinds).parts["type"]
    assert (np.diff(points) < 0).all()


@given(st.data())
def test_a_score_lies_between_its_parts(data):
    n = 4
    text = st.sampled_from
    found = scored(
        n,
        distance=data.draw(st.lists(st.floats(0, 3000), min_size=n, max_size=n)),
        density=data.draw(st.lists(st.floats(0, 9), min_size=n, max_size=n)),
        label=data.draw(st.lists(text(["", "A", "D", "G"]), min_size=n, max_size=n)),
        owner=data.draw(st.lists(text(["", "corporatie", "overig"]), min_size=n, max_size=n)),
        values={f"match.gewicht_{p}": float(data.draw(st.integers(1, 10))) for p in PARTS},
    )
    every = np.column_stack([found.parts[name] for name in PARTS])
    low, high = np.nanmin(every, axis=1), np.nanmax(every, axis=1)
    assert ((found.total >= low - 1e-9) & (found.total <= high + 1e-9)).all()
    assert found.contributions().sum(axis=1) == pytest.approx(found.total)
    assert 0 < found.network_weight <= 1
