"""Storage at a higher temperature: which deeper package could hold it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...kentallen import Kentallen
from .columns import HTO_MOGELIJK, HTO_NEE, HTO_ONBEKEND, HTO_ZELFDE
from .layering import Floats, Ints, Layers
from .packages import Packages, packages_within

Texts = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Storage:
    """Whether heat of a higher temperature can be stored, per point.

    Attributes
    ----------
    packages
        The packages within the depths that count for it, shapes (g, n).
    verdict
        Shape (n,): one of `columns.HTO`.
    chosen
        Shape (n,): package that could hold it, else the one under that of the WKO that lets most water through; -1 for
        none.
    """

    packages: Packages
    verdict: Texts
    chosen: Ints


def storage(
    layers: Layers, wko: Ints, deepest_m: Floats, forbidden: npt.NDArray[np.bool_], kentallen: Kentallen
) -> Storage:
    """Return where heat of a higher temperature could be stored.

    A package will do when its top lies between ``aquifer.hto_diepte_min_m`` and ``aquifer.hto_diepte_max_m`` below the
    surface, it lets water through better than ``aquifer.hto_kh``, is ``aquifer.hto_dikte_m`` thick, and has
    ``aquifer.hto_klei_m`` of clay above it. The package of the WKO itself comes last: both cannot use the same ground.

    Parameters
    ----------
    layers
        Of n points.
    wko
        Shape (n,): package chosen for the doublet, -1 for none.
    deepest_m
        Shape (n,): depth below the surface that must not be passed; inf for none.
    forbidden
        Shape (n,): whether open systems are forbidden, and with them this one.
    kentallen
        Limits.
    """
    low = kentallen.value("aquifer.hto_diepte_max_m")
    clay = kentallen.value("aquifer.hto_klei_m")
    surface = layers.surface_m
    found = packages_within(
        layers,
        surface,
        surface - np.minimum(low, deepest_m),
        closing_m=clay,
        closing_c=np.inf,
        screen_share=kentallen.value("aquifer.filter_deel"),
    )
    numbers = np.arange(len(found.thick_m))[:, None]
    depth = surface - found.top_m
    deep = (found.thick_m > 0) & (depth >= kentallen.value("aquifer.hto_diepte_min_m"))
    fits = deep & (found.thick_m >= kentallen.value("aquifer.hto_dikte_m")) & (found.over.thick_m >= clay)
    good = fits & (found.kh_md > kentallen.value("aquifer.hto_kh"))
    unknown = fits & np.isnan(found.kh_md)
    other = numbers != wko[None, :]
    below = other & (found.thick_m > 0) & (numbers > wko[None, :])
    # the WKO's own package may begin above the depth that storage asks for: what counts is whether it will do at all
    same = ~other & (found.kh_md > kentallen.value("aquifer.hto_kh"))
    same &= found.thick_m >= kentallen.value("aquifer.hto_dikte_m")
    n = len(surface)
    verdict = np.full(n, HTO_NEE, dtype=object)
    chosen = _largest(below, np.where(np.isfinite(found.kd_m2d), found.kd_m2d, found.thick_m))
    for allowed, word in ((unknown & other, HTO_ONBEKEND), (same, HTO_ZELFDE), (good & other, HTO_MOGELIJK)):
        at = allowed.any(axis=0) if len(allowed) else np.zeros(n, dtype=np.bool_)
        verdict[at] = word
        if word != HTO_ZELFDE:
            chosen = np.where(at, _first(allowed), chosen)
    verdict[~layers.there.any(axis=0) if len(layers.unit) else np.ones(n, dtype=np.bool_)] = HTO_ONBEKEND
    verdict[forbidden] = HTO_NEE
    return Storage(found, verdict, chosen)


def _largest(allowed: npt.NDArray[np.bool_], values: Floats) -> Ints:
    """Return the allowed package with the largest value, -1 for none."""
    if not len(allowed):
        return np.full(allowed.shape[1], -1, dtype=np.int64)
    best = np.argmax(np.where(allowed, values, -np.inf), axis=0)
    return np.where(allowed.any(axis=0), best, -1).astype(np.int64)


def _first(allowed: npt.NDArray[np.bool_]) -> Ints:
    """Return the shallowest package that is allowed, -1 for none."""
    if not len(allowed):
        return np.full(allowed.shape[1], -1, dtype=np.int64)
    return np.where(allowed.any(axis=0), np.argmax(allowed, axis=0), -1).astype(np.int64)
