"""Offtakes on random sewers, held against the same worked out another way."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen.claims import verdict
from riothermie_kansen.claims.claims import claims
from riothermie_kansen.claims.graph import flow_map
from riothermie_kansen.claims.heat import Taken, after, arriving, balance, carrier
from tests.engine.claims.made_sewer import C, K, cases, points

RECOVERIES = st.sampled_from([0.0, 0.2, 0.9])
DT = 2.0


def run(sewer, rows, recovery=0.0, end_k=2.0):
    kentallen = K.replace({"onttrekking.herstel": recovery, "onttrekking.delta_t_rwzi": end_k})
    return claims(sewer.chart(), points(sewer, rows) if rows else None, kentallen=kentallen)


def granted(result, rows):
    """Return what each offtake takes, as `Made.deficits` wants it."""
    kw = dict(zip(result.points["punt_id"], result.points["toegekend_kw"], strict=True))
    return [(pipe, metres, kw[name]) for name, pipe, metres, *_ in rows]


def strains(sewer, offtakes, recovery, end_k):
    """Return deficit over limit at each offtake that takes something, and at each end with water."""
    offtakes = [row for row in offtakes if row[2] > 0]
    after_kw, ends = sewer.deficits(offtakes, recovery)
    found = {
        (i, pipe, metres): kw / (sewer.flow[pipe] * C * DT)
        for i, ((pipe, metres, _), kw) in enumerate(zip(offtakes, after_kw, strict=True))
    }
    return found | {
        (end,): kw / (sewer.arriving(end) * C * end_k) for end, kw in ends.items() if sewer.arriving(end) > 0
    }


@settings(max_examples=40)
@given(cases(), RECOVERIES)
def test_balance_closes(case, recovery):
    sewer, rows = case
    result = run(sewer, rows, recovery)
    heat = result.heat
    assert heat.extracted == pytest.approx(result.points["toegekend_kw"].sum())
    assert abs(heat.error) <= 1e-9 * heat.extracted
    assert heat.gone == 0
    assert min(heat.ends, heat.recovered) >= 0
    _, ends = sewer.deficits(granted(result, rows), recovery)
    assert heat.ends == pytest.approx(sum(ends.values()), rel=1e-9, abs=1e-9)
    if recovery == 0:
        assert heat.recovered == 0


@settings(max_examples=40)
@given(cases(), RECOVERIES)
def test_deficits_are_those_worked_out_pipe_by_pipe(case, recovery):
    sewer, rows = case
    result = run(sewer, rows, recovery)
    offtakes = granted(result, rows)
    after_kw, _ = sewer.deficits(offtakes, recovery)
    told = result.points.set_index("punt_id")
    for (name, pipe, *_), kw in zip(rows, after_kw, strict=True):
        assert told.loc[name, "t_na_c"] == pytest.approx(10.0 - kw / (sewer.flow[pipe] * C), abs=1e-7)


@settings(max_examples=40)
@given(cases(), RECOVERIES, st.sampled_from([0.7, 2.0, 4.0]))
def test_what_is_granted_passes_no_limit_that_existing_ones_did_not_pass(case, recovery, end_k):
    sewer, rows = case
    result = run(sewer, rows, recovery, end_k)
    offtakes = granted(result, rows)
    existing = [(pipe, metres, kw) for _, pipe, metres, kw, status, _ in rows if status == "bestaand"]
    before = max(strains(sewer, existing, recovery, end_k).values(), default=0.0)
    assert max(strains(sewer, offtakes, recovery, end_k).values(), default=0.0) <= max(1.0, before) + 1e-7
    verdicts = dict(zip(result.points["punt_id"], result.points["oordeel"], strict=True))
    for (name, _, _, kw, status, _), (_, _, got) in zip(rows, offtakes, strict=True):
        if status == "bestaand":
            assert got == pytest.approx(kw)
        assert (got == pytest.approx(kw)) == (verdicts[name] in (verdict.FITS, verdict.OVER))
        assert got <= kw * (1 + 1e-9)


@settings(max_examples=50)
@given(cases(), RECOVERIES, st.sampled_from([0.7, 2.0, 4.0]), st.floats(0, 1))
def test_exactly_the_room_fits_and_a_percent_more_does_not(case, recovery, end_k, where):
    sewer, rows = case
    result = run(sewer, rows, recovery, end_k)
    room = dict(zip(result.pipes["leiding_id"], result.pipes["ruimte_kw"], strict=True))
    taken = [row for row in granted(result, rows) if row[2] > 0]
    before = strains(sewer, taken, recovery, end_k)
    for name, _, _, _, _, length in sewer.pipes:
        if sewer.flow[name] <= 1e-9:
            continue
        own = sewer.flow[name] * C * DT
        # wherever in the pipe it is taken
        places = [0.0, length, where * length, *(metres for pipe, metres, _ in taken if pipe == name)]
        worst = 0.0
        for metres in places:
            fits = strains(sewer, [*taken, (name, metres, room[name])], recovery, end_k)
            for key, strain in fits.items():
                assert strain <= max(1.0, before.get(key, 0.0)) + 1e-6
            more = strains(sewer, [*taken, (name, metres, room[name] * 1.01 + 0.001 * own)], recovery, end_k)
            worst = max(worst, *more.values())
        assert worst > 1.0


@settings(max_examples=40)
@given(cases(), st.randoms(use_true_random=False))
def test_order_of_rows_does_not_matter(case, random):
    sewer, rows = case
    chart, frame = sewer.chart(), points(sewer, rows) if rows else None
    first = claims(chart, frame, kentallen=K)
    turned = chart.sample(frac=1.0, random_state=random.randrange(1000)).reset_index(drop=True)
    shuffled = None if frame is None else frame.sample(frac=1.0, random_state=random.randrange(1000))
    second = claims(turned, shuffled, kentallen=K)
    for column in first.points.columns.drop("geometry"):
        if first.points[column].dtype.kind == "f":
            assert np.allclose(first.points[column], second.points[column], rtol=1e-9, atol=1e-9, equal_nan=True)
        else:
            assert first.points[column].tolist() == second.points[column].tolist()
    one = first.pipes.set_index("leiding_id").sort_index()
    other = second.pipes.set_index("leiding_id").sort_index()
    assert np.allclose(one["ruimte_kw"], other["ruimte_kw"], rtol=1e-9, atol=1e-9, equal_nan=True)
    assert one["ruimte_reden"].tolist() == other["ruimte_reden"].tolist()


@settings(max_examples=40)
@given(cases(most=4), st.data())
def test_one_more_that_comes_last_never_gives_more_room(case, data):
    sewer, rows = case
    pipe = data.draw(st.sampled_from([p for p in sewer.pipes if sewer.flow[p[0]] > 0]))
    kw = data.draw(st.floats(0.01, 1.0)) * sewer.flow[pipe[0]] * C * DT
    extra = ("zz", pipe[0], pipe[5] / 2, kw, "gepland", {"leiding_id": pipe[0]})
    before, later = run(sewer, rows), run(sewer, [*rows, extra])
    assert (later.pipes["ruimte_kw"] <= before.pipes["ruimte_kw"] + 1e-7).all()
    got = later.points.set_index("punt_id")["toegekend_kw"]
    assert got.drop("zz").tolist() == pytest.approx(before.points["toegekend_kw"].tolist())


@settings(max_examples=15)
@given(cases())
def test_the_room_of_a_pipe_is_what_one_more_would_get_there(case):
    sewer, rows = case
    before = run(sewer, rows)
    room = dict(zip(before.pipes["leiding_id"], before.pipes["ruimte_kw"], strict=True))
    for name, _, _, _, _, length in sewer.pipes:
        if sewer.flow[name] <= 0:
            continue
        # without recovery the head of the pipe is as bad a place as any
        extra = ("zz", name, length, 1e5, "gepland", {"leiding_id": name})
        got = run(sewer, [*rows, extra]).points.set_index("punt_id").loc["zz", "toegekend_kw"]
        assert got == pytest.approx(room[name], rel=1e-6, abs=1e-6)


@given(cases(), RECOVERIES)
def test_carrier_gives_back_what_was_put_in(case, recovery):
    """The engine's own pieces: deficits solved, then added up per pipe, give the balance."""
    sewer, rows = case
    chart = flow_map(sewer.chart(), kentallen=K)
    carry = carrier(chart, recovery)
    index = {name: i for i, name in enumerate(chart.pipe_id)}
    taken = Taken(np.array([index[row[1]] for row in rows], dtype=np.int64), np.array([row[2] for row in rows], float))
    kw = np.array([row[3] for row in rows], dtype=float)
    at_node = arriving(carry, taken, kw)
    assert (at_node >= -1e-12).all()
    assert abs(balance(carry, taken, kw, at_node).error) <= 1e-9 * max(kw.sum(), 1e-12)
    assert (after(carry, taken, kw, at_node) >= kw * (1 - 1e-9)).all()
