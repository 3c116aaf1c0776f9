"""A proved lower bound on the costs of a network, with all its diameters."""

from __future__ import annotations

import numpy as np

from ..callbacks import Cancelled, never
from .graph import FloatArray
from .loads import SPACE, consumers
from .site import BoolArray, Site
from .steiner import lower_bound
from .task import Task, first_weights, street_away


def first_bound(task: Task, connected: BoolArray, *, thorough: bool, cancelled: Cancelled = never) -> float:
    """Return what no network that connects the same buildings weighs less than at the first price, EUR.

    Parameters
    ----------
    connected
        Shape (b,): buildings that are connected.
    """
    return _tree_bound(task, connected, first_weights(task), thorough, cancelled)


def cost_bound(
    task: Task,
    connected: BoolArray,
    first: float,
    *,
    thorough: bool,
    cancelled: Cancelled = never,
) -> float:
    """Return what no network that connects the same buildings costs less than, EUR (pipes and crossings).

    Parameters
    ----------
    connected
        Shape (b,): buildings that are connected.
    first
        Bound with every street at its smallest diameter (`first_bound`): already one.
    thorough
        Take the time for a sharper bound.

    Notes
    -----
    The price per metre of a street pipe rises with the demand G behind it (kW of space heating, which adds up). The
    steps of that price never come below a line a + s G through the smallest size. So a network costs at least the
    cheapest tree at price a, plus for every building s times its demand times its shortest way to a source. The larger
    of this and `first` counts.
    """
    space = np.where(connected, task.at_building[:, SPACE], 0.0)
    count = float(consumers(np.where(connected[:, None], task.at_building, 0.0).sum(axis=0)[None, :])[0])
    line = price_line(task, float(space.sum()), count)
    if line is None:
        return first
    base, slope = line
    tree = _tree_bound(task, connected, line_weights(task, base), thorough, cancelled)
    carried = slope * float((space[connected] * metres_away(task)[connected]).sum())
    return max(first, tree + carried)


def price_line(task: Task, total_kw: float, count: float) -> tuple[float, float] | None:
    """Return a line that the price per metre of a street pipe never comes below: EUR/m at no demand, and per kW behind.

    Parameters
    ----------
    total_kw, count
        At most so much demand for space heating, kW, and so many consumers hang on the network together.

    Returns
    -------
    tuple or None
        None where no such line rises.
    """
    sizer, regime = task.pricer.sizer, task.regime
    # the pipes carry at least this part of the demand, however many share them
    least = float(regime.factors(np.array([count]))[0][0]) * regime.share
    largest = sizer.largest_kw[sizer.street_from :]
    pairs = np.arange(2.0, np.ceil(total_kw * least / largest[-1]) + 1.0)
    steps = np.concatenate([largest, pairs * largest[-1]])
    inside = steps < total_kw * least
    ends = np.append(steps[inside] / least, total_kw)
    prices = sizer.price(np.append(steps[inside], total_kw * least))
    if len(ends) < 2 or total_kw <= 0:
        return None
    slope = float(np.min((prices[1:] - prices[0]) / (ends[1:] - ends[0])))
    base = float(prices[0] - slope * ends[0])
    return (base, slope) if slope > 0 and base > 0 else None


def line_weights(task: Task, base: float) -> FloatArray:
    """Return what edges cost when a street pipe costs `base` per metre, at most `first_weights`, EUR, shape (e,)."""
    site = task.site
    weight = first_weights(task)
    metres = _paid_metres(task)
    line = base * metres + site.crossing_eur * task.pricer.crossing_index
    return np.where(~site.service & (metres > 0), np.minimum(line, weight), weight)


def metres_away(task: Task) -> FloatArray:
    """Return the shortest way over streets from a source to each building, in metres that cost something, shape (b,).

    Metres times surface factor; to the nearest of its candidates. 0 where there is no way.
    """
    return _away(task.site, _paid_metres(task))


def _paid_metres(task: Task) -> FloatArray:
    return np.where(task.site.free | (task.pricer.have >= 0), 0.0, task.site.metres)


def _tree_bound(task: Task, connected: BoolArray, weight: FloatArray, thorough: bool, cancelled: Cancelled) -> float:
    """Return what no tree in which the connected buildings are leaves weighs less than."""
    site = task.site
    use = np.ones(len(site.ends), dtype=bool)
    use[site.service] = connected[site.ends[site.service, 1] - site.building_node[0]]
    use &= site.reached()[site.ends].all(axis=1)
    edges = np.flatnonzero(use)
    toll = np.where(site.service, site.toll(weight), 0.0)
    terminal = np.zeros(site.size, dtype=bool)
    terminal[site.building_node[connected]] = terminal[site.root] = True
    tree = lower_bound(
        site.size,
        site.ends[edges, 0],
        site.ends[edges, 1],
        (weight + toll)[edges],
        terminal,
        toll[edges],
        thorough=thorough,
        cancelled=cancelled,
    )
    return tree - float(connected.sum()) * float(toll.max(initial=0.0))


def _away(site: Site, metres: FloatArray) -> FloatArray:
    """Return the shortest way over streets from a source to the nearest candidate of each building, shape (b,)."""
    reach = street_away(site, metres, np.array([site.root]))
    away = np.full(len(site.building_node), np.inf)
    candidate = np.flatnonzero(site.service)
    np.minimum.at(away, site.ends[candidate, 1] - site.building_node[0], reach[site.ends[candidate, 0]])
    return np.where(np.isfinite(away), away, 0.0)
