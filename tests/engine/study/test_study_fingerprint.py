"""Fingerprints of a study: the same for the same content, different for every difference."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen.errors import CancelledError
from riothermie_kansen.study.fingerprint import Content, of_files, of_step

VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=5))
ROWS = st.lists(st.tuples(st.lists(VALUES, max_size=3), st.binary(max_size=4)), max_size=4)


def mark(rows, *head):
    content = Content(*head)
    for values, shape in rows:
        content.add(values, shape)
    return content.text()


def exact(rows):
    """Return rows in a way that tells 1 from 1.0 and True, and 0.0 from -0.0."""
    return [([(type(v).__name__, math.copysign(1, v) if v == 0.0 and isinstance(v, float) else 0, v) for v in values],
             shape) for values, shape in rows]  # fmt: skip


@given(ROWS, ROWS)
def test_rows_have_one_fingerprint_each(first, second):
    assert (mark(first) == mark(second)) == (exact(first) == exact(second))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ([(["a", "b"], b"")], [(["ab"], b"")]),
        ([(["a\x1fstr:b"], b"")], [(["a", "b"], b"")]),
        ([(["a"], b"x"), ([], b"")], [(["a"], b""), ([], b"x")]),
        ([([1], b"")], [(["1"], b"")]),
        ([([1], b"")], [([1.0], b"")]),
        ([([None], b"")], [(["None"], b"")]),
        ([([1], b""), ([2], b"")], [([2], b""), ([1], b"")]),
        ([], [([], b"")]),
    ],
)
def test_what_looks_alike_differs(first, second):
    assert mark(first) != mark(second)


def test_nan_is_nan_and_the_head_counts():
    assert mark([([float("nan")], b"")]) == mark([([float("nan")], b"")])
    assert mark([], "EPSG:28992") != mark([], "EPSG:4326")


def test_files_count_by_content_and_place_in_the_folder(tmp_path):
    one, other = tmp_path / "een", tmp_path / "twee"
    for folder in (one, other):
        (folder / "sub").mkdir(parents=True)
        (folder / "a.txt").write_text("a", encoding="utf-8")
        (folder / "sub" / "b.txt").write_text("b", encoding="utf-8")
    assert of_files(one) == of_files(other)
    assert of_files(one / "a.txt") == of_files(other / "a.txt") != of_files(one / "sub" / "b.txt")
    (other / "sub" / "b.txt").rename(other / "b.txt")
    assert of_files(one) != of_files(other)
    (other / "b.txt").rename(other / "sub" / "b.txt")
    (other / "a.txt").write_text("c", encoding="utf-8")
    assert of_files(one) != of_files(other)


def test_reading_files_can_be_cancelled(tmp_path):
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    with pytest.raises(CancelledError):
        of_files(tmp_path, cancelled=lambda: True)
    with pytest.raises(OSError, match="geen"):
        of_files(tmp_path / "geen")


def test_step_counts_inputs_choices_and_version_in_any_order():
    base = of_step("co2", {"GEBOUWEN": "x", "A": "y"}, {"COP": 4.0, "JAAR": 2026}, "1.6.0")
    assert base == of_step("co2", {"A": "y", "GEBOUWEN": "x"}, {"JAAR": 2026, "COP": 4.0}, "1.6.0")
    others = (
        of_step("warmtenet", {"GEBOUWEN": "x", "A": "y"}, {"COP": 4.0, "JAAR": 2026}, "1.6.0"),
        of_step("co2", {"GEBOUWEN": "y", "A": "x"}, {"COP": 4.0, "JAAR": 2026}, "1.6.0"),
        of_step("co2", {"GEBOUWEN": "x"}, {"COP": 4.0, "JAAR": 2026}, "1.6.0"),
        of_step("co2", {"GEBOUWEN": "x", "A": "y"}, {"COP": 4.1, "JAAR": 2026}, "1.6.0"),
        of_step("co2", {"GEBOUWEN": "x", "A": "y"}, {"COP": 4.0}, "1.6.0"),
        of_step("co2", {"GEBOUWEN": "x", "A": "y"}, {"COP": 4.0, "JAAR": 2026}, "1.6.1"),
    )
    assert len({base, *others}) == 7
