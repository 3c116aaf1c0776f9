"""What the sewer gives through the year, per pipe of an opportunity map or for several of them together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import FieldError
from ..kentallen import Kentallen
from ..sewer.daycurve import INHABITANT, standard_curves
from ..sewer.flow import accumulate, flow_graph

if TYPE_CHECKING:
    from ..claims.graph import FlowMap

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

NEEDED = ("dwa_gem_ls", "dwa_min_ls")
"""Columns of an opportunity map without which there is no season."""

LEAK = 1.0 - 1e-12
"""Share that goes on round a closed circle of pipes: a map cut out of a larger one may have such a circle."""


@dataclass(frozen=True)
class Flows:
    """Dry weather flow of some sources: mean and lowest hour (l/s), shapes (n,); 0 where there is none."""

    mean: Floats
    lowest: Floats


def pipe_flows(pipes: pd.DataFrame) -> Flows:
    """Return the flows of the pipes of an opportunity map; unknown counts as none.

    Raises
    ------
    FieldError
        A column is missing.
    """
    for column in NEEDED:
        if column not in pipes.columns:
            raise FieldError("season_map_column", column=column)
    mean = _numbers(pipes, "dwa_gem_ls")
    return Flows(mean, np.clip(_numbers(pipes, "dwa_min_ls"), 0.0, mean))


def selected_flow(sewer: FlowMap, selected: Bools) -> Flows:
    """Return the flow of a selection, in which the same water counts once.

    Pipes of one flow share its heat: what an exchanger upstream takes is gone downstream. So of every selected pipe
    only that part of the flow counts that meets no other selected pipe further down: the flow of the pipe times one
    minus the share of its water that still passes one (`passes_again`). The lowest hours of pipes side by side are
    added, as if they fell together.

    Parameters
    ----------
    sewer
        The whole opportunity map, so that also ways through pipes that are not selected are known.
    selected
        Pipes of `sewer.frame`, shape (n_pipes,).

    Returns
    -------
    Flows
        Shape (1,).
    """
    flows = pipe_flows(sewer.frame)
    part = np.where(selected, 1.0 - passes_again(sewer.tail, sewer.head, sewer.share, selected), 0.0)
    return Flows(np.array([float(part @ flows.mean)]), np.array([float(part @ flows.lowest)]))


def passes_again(tail: Ints, head: Ints, share: Floats, selected: Bools) -> Floats:
    """Return which share of the water that leaves each pipe passes a selected pipe after it, shape (n_pipes,).

    Parameters
    ----------
    tail, head
        Node where the water enters and leaves each pipe, shape (n_pipes,).
    share
        Share of the water through its tail that each pipe takes, shape (n_pipes,).
    selected
        Shape (n_pipes,).
    """
    n_nodes = int(max(tail.max(initial=-1), head.max(initial=-1))) + 1
    # against the stream: of the water at a node each pipe takes a share; a selected one is met, the others lead on
    onward = np.where(selected, 0.0, share * LEAK)
    upstream = flow_graph(head, tail, onward, n_nodes)
    _, met = accumulate(upstream, np.zeros(n_nodes), np.where(selected, share, 0.0))
    return np.asarray(np.clip(met[head], 0.0, 1.0), dtype=np.float64)


def supply_shape(flows: Flows, kentallen: Kentallen, design_ls: float | None = None) -> Floats:
    """Return the flow that an exchanger can use per hour of a dry day (l/s), shape (24, n).

    The curve of RIONED for inhabitants, flattened so that its lowest hour is that of the pipe: water from near and far
    mixes underway. What is above the design flow of the exchanger (`design_ls`, l/s; None: ``seizoen.wisselaar_debiet``
    times the mean) passes without being cooled.
    """
    curve = 24.0 * standard_curves(kentallen)[INHABITANT]
    depth = 1.0 - curve.min()
    fall = np.divide(flows.mean - flows.lowest, flows.mean, out=np.zeros_like(flows.mean), where=flows.mean > 0)
    amplitude = fall / depth if depth > 0 else np.zeros_like(fall)
    hourly = flows.mean * np.clip(1.0 + amplitude * (curve[:, None] - 1.0), 0.0, None)
    design = kentallen.value("seizoen.wisselaar_debiet") * flows.mean if design_ls is None else design_ls
    return np.asarray(np.minimum(hourly, design), dtype=np.float64)


def _numbers(pipes: pd.DataFrame, column: str) -> Floats:
    values = pd.to_numeric(pipes[column], errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    return np.asarray(np.where(np.isfinite(values) & (values > 0), values, 0.0), dtype=np.float64)
