"""Columns of one role put together, by hand."""

import numpy as np
import pytest

from riothermie_kansen.readers.tables import largest, summed
from riothermie_kansen.sewer import allocation

NAN = np.nan


@pytest.mark.parametrize(
    ("columns", "total", "most"),
    [
        ([[1.0, 2.0]], [1, 2], [1, 2]),
        ([[1.0, NAN, NAN, 0.0], [2.0, 5.0, NAN, NAN]], [3, 5, NAN, 0], [2, 5, NAN, 0]),
        ([[0.1, -1.0], [0.2, 4.0], [0.4, NAN]], [0.7, 3], [0.4, 4]),
    ],
)
def test_of_several_columns(columns, total, most):
    """What lacks in one column counts for nothing, what lacks in all is not known."""
    columns = [np.array(column) for column in columns]
    n = len(columns[0])
    assert summed(columns, n) == pytest.approx(total, nan_ok=True)
    assert largest(columns, n) == pytest.approx(most, nan_ok=True)


def test_of_no_columns():
    assert np.isnan(summed([], 3)).tolist() == [True, True, True]
    assert np.isnan(largest([], 2)).tolist() == [True, True]


def test_sums_per_place():
    index, values = np.array([2, 0, 2]), np.array([1.5, 4.0, -0.25])
    assert allocation.summed(index, values, 4).tolist() == [4.0, 0.0, 1.25, 0.0]
    none = allocation.summed(np.empty(0, dtype=int), np.empty(0), 2)
    assert (none.tolist(), none.dtype) == ([0.0, 0.0], np.float64)
