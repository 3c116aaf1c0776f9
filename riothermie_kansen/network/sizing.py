"""The diameter of a pipe: the smallest that keeps to the limits, at once for one pipe or a hundred thousand."""

from __future__ import annotations

import bisect
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ..errors import InputError
from ..messages import message, template
from ..wording import Texts, dutch, fill, join
from .catalogue import Catalogue
from .fluid import Fluid
from .friction import flow_at_gradient, pressure_gradient, velocity
from .graph import FloatArray, IntArray
from .loads import BRONNET, Regime

if TYPE_CHECKING:
    from ..kentallen import Kentallen

Mask = npt.NDArray[np.bool_]

GRADIENT, VELOCITY, MINIMUM, PARALLEL = 0, 1, 2, 3
REASONS = ("drukverlies", "snelheid", "minimum", "parallel")
"""What decided a size: the next smaller one loses too much pressure, or is too fast; the smallest that is laid; or not
even the largest one carries the flow, so that several lie side by side."""


@dataclass(frozen=True)
class Sizes:
    """Sizes of pipes.

    Attributes
    ----------
    index
        Shape (t,): position in the catalogue.
    parallel
        Shape (t,): pairs of that size side by side; more than 1 only with the largest size.
    reason
        Shape (t,): position in `REASONS`.
    flow_ls
        Shape (t,): design flow, all pairs together.
    """

    index: IntArray
    parallel: IntArray
    reason: npt.NDArray[np.int8]
    flow_ls: FloatArray


@dataclass(frozen=True)
class Sizer:
    """Sizes and prices pipes; built once, then a binary search per pipe.

    Attributes
    ----------
    catalogue, fluid
        What may be laid, and what flows.
    kw_per_ls
        Power of one litre per second, kW.
    pa_m
        Limit of the friction per metre of pipe, Pa/m.
    max_velocity
        Shape (s,): limit of the velocity per size, m/s.
    street_from, service_from
        Position of the smallest size in a street and of a house connection.
    extra_pair
        Price of each further pair in a trench, as a share of the first.
    index_price
        Factor on all prices.
    by_gradient_ls, by_velocity_ls
        Shape (s,): largest flow of each size within each limit, l/s.
    largest_ls, largest_kw
        Shape (s,): within both, ascending.
    """

    catalogue: Catalogue
    fluid: Fluid
    kw_per_ls: float
    pa_m: float
    max_velocity: FloatArray
    street_from: int
    service_from: int
    extra_pair: float
    index_price: float
    by_gradient_ls: FloatArray
    by_velocity_ls: FloatArray
    largest_ls: FloatArray
    largest_kw: FloatArray
    _limits: tuple[list[float], ...]
    _prices: tuple[list[float], ...]

    @classmethod
    def build(
        cls,
        catalogue: Catalogue,
        regime: Regime,
        *,
        kentallen: Kentallen,
        pa_m: float | None = None,
        max_velocity: float | None = None,
        street_min: float | None = None,
        service_min: float | None = None,
    ) -> Sizer:
        """Return a sizer.

        Parameters
        ----------
        catalogue
            Pipes of the same type of network.
        regime
            Temperatures and fluid.
        kentallen
            Default limits, and the price level.
        pa_m
            Limit of the friction, Pa per metre of pipe; None keeps the kental.
        max_velocity
            Upper limit of the velocity of all sizes, m/s, on top of the one per diameter; None keeps the kental.
        street_min, service_min
            Smallest nominal size (DN, or outer diameter of PE in mm) in a street and of a house connection; None keeps
            the kental. The largest size of the table when it has none that large.

        Raises
        ------
        InputError
            A limit is not more than 0.
        """
        kind = "bron" if regime.net == BRONNET else "mt"
        gradient = kentallen.value(f"net.pa_m_{kind}") if pa_m is None else pa_m
        fastest = kentallen.value("net.snelheid_max") if max_velocity is None else max_velocity
        for name, value in (("PA_PER_M", gradient), ("MAX_SNELHEID", fastest)):
            if not 0.0 < value < math.inf:
                raise InputError("pipe_limit", name=name, value=value)
        speed = size_velocity(catalogue.inner_mm, kentallen.table("net.snelheid_formule"), fastest)
        by_gradient = flow_at_gradient(catalogue.inner_mm, catalogue.roughness_mm, regime.fluid, gradient)
        by_velocity = speed * math.pi * (catalogue.inner_mm / 2000.0) ** 2 * 1000.0
        # a rougher large pipe in the user's table must not make a smaller one the better
        largest = np.maximum.accumulate(np.minimum(by_gradient, by_velocity))
        kw_per_ls = regime.fluid.kw_per_ls_k * regime.delta_t
        street = kentallen.value(f"net.min_straat_{kind}") if street_min is None else street_min
        service = kentallen.value(f"net.min_aansluiting_{kind}") if service_min is None else service_min
        firsts = tuple(
            min(int(np.searchsorted(catalogue.nominal, least - 1e-9)), len(catalogue) - 1)
            for least in (street, service)
        )
        index_price = kentallen.value("kosten_net.indexering")
        return cls(
            catalogue=catalogue,
            fluid=regime.fluid,
            kw_per_ls=kw_per_ls,
            pa_m=gradient,
            max_velocity=speed,
            street_from=firsts[0],
            service_from=firsts[1],
            extra_pair=kentallen.value("kosten_net.parallel_deel"),
            index_price=index_price,
            by_gradient_ls=by_gradient,
            by_velocity_ls=by_velocity,
            largest_ls=largest,
            largest_kw=largest * kw_per_ls,
            _limits=tuple((largest * kw_per_ls)[first:].tolist() for first in firsts),
            _prices=tuple((catalogue.price_eur_m * index_price)[first:].tolist() for first in firsts),
        )

    def flow_ls(self, power_kw: npt.ArrayLike) -> FloatArray:
        """Return the flow that carries powers (any shape, kW), l/s."""
        return np.asarray(power_kw, dtype=np.float64) / self.kw_per_ls

    def size(self, power_kw: npt.ArrayLike, *, service: npt.ArrayLike = False) -> Sizes:
        """Return the size for powers.

        Parameters
        ----------
        power_kw
            Shape (t,): design power, kW; 0 gives the smallest size.
        service
            Shape (t,) or one value: True for a house connection.

        Notes
        -----
        A flow beyond the largest size takes as many of that size as it needs, so that sizes and prices never fall as
        the power grows.
        """
        power = np.atleast_1d(np.asarray(power_kw, dtype=np.float64))
        fits = np.searchsorted(self.largest_kw, power)
        first = np.where(np.asarray(service, dtype=bool), self.service_from, self.street_from)
        top = len(self.catalogue) - 1
        index = np.minimum(np.maximum(fits, first), top)
        pairs = np.where(fits > top, self._pairs(power), 1).astype(np.int64)
        smaller = np.maximum(index - 1, 0)
        reason = np.where(self.by_gradient_ls[smaller] <= self.by_velocity_ls[smaller], GRADIENT, VELOCITY)
        reason = np.where((fits < first) | (index == 0), MINIMUM, reason)
        reason = np.where(pairs > 1, PARALLEL, reason)
        return Sizes(index.astype(np.int64), pairs, reason.astype(np.int8), power / self.kw_per_ls)

    def price(self, power_kw: npt.ArrayLike, *, service: npt.ArrayLike = False) -> FloatArray:
        """Return the price per metre of trench in the reference surface for powers (any shape, kW), EUR/m."""
        power = np.asarray(power_kw, dtype=np.float64)
        fits = np.searchsorted(self.largest_kw, power)
        first = np.where(np.asarray(service, dtype=bool), self.service_from, self.street_from)
        top = len(self.catalogue) - 1
        price = self.catalogue.price_eur_m[np.minimum(np.maximum(fits, first), top)] * self.index_price
        if (fits > top).any():
            price = price * (1.0 + (np.where(fits > top, self._pairs(power), 1.0) - 1.0) * self.extra_pair)
        return np.asarray(price, dtype=np.float64)

    def price_of(self, power_kw: float, service: bool = False) -> float:
        """Return `price` of one power, without arrays."""
        limits, prices = self._limits[service], self._prices[service]
        place = bisect.bisect_left(limits, power_kw)
        if place < len(prices):
            return prices[place]
        return prices[-1] * (1.0 + (math.ceil(power_kw / limits[-1] - 1e-9) - 1) * self.extra_pair)

    def gradient(self, sizes: Sizes) -> FloatArray:
        """Return the friction per metre of pipe at the design flow, Pa/m, shape (t,)."""
        inner, rough = self.catalogue.inner_mm[sizes.index], self.catalogue.roughness_mm[sizes.index]
        return pressure_gradient(sizes.flow_ls / sizes.parallel, inner, rough, self.fluid)

    def velocity(self, sizes: Sizes) -> FloatArray:
        """Return the velocity at the design flow, m/s, shape (t,)."""
        return velocity(sizes.flow_ls / sizes.parallel, self.catalogue.inner_mm[sizes.index])

    def explain(
        self,
        sizes: Sizes,
        *,
        service: npt.ArrayLike = False,
        single: npt.ArrayLike = False,
        fed: npt.ArrayLike = False,
    ) -> Texts:
        """Return why each pipe has its size, in Dutch.

        Parameters
        ----------
        sizes
            From `size`.
        service, single, fed
            Shape (t,) or one value: house connection; the largest single demand decides the power; the power is that of
            a pipe it feeds (`loads.TreeLoads`).
        """
        return _explain(self, sizes, service, single, fed)

    def _pairs(self, power_kw: FloatArray) -> FloatArray:
        return np.asarray(np.ceil(power_kw / self.largest_kw[-1] - 1e-9), dtype=np.float64)


def size_velocity(inner_mm: npt.ArrayLike, formula: tuple[float, ...], fastest: float) -> FloatArray:
    """Return the highest velocity allowed in pipes: a + b d^c with d in m, at most `fastest`; at least a tenth of it.

    Parameters
    ----------
    inner_mm
        Any shape.
    formula
        a, b and c.
    fastest
        m/s.
    """
    a, b, c = formula
    speed = a + b * (np.asarray(inner_mm, dtype=np.float64) / 1000.0) ** c
    return np.asarray(np.clip(speed, fastest / 10.0, fastest), dtype=np.float64)


def _explain(sizer: Sizer, sizes: Sizes, service: npt.ArrayLike, single: npt.ArrayLike, fed: npt.ArrayLike) -> Texts:
    shape = sizes.index.shape
    house, alone, below = (np.broadcast_to(np.asarray(mask, dtype=bool), shape) for mask in (service, single, fed))
    flow = sizes.flow_ls
    smaller = np.maximum(sizes.index - 1, 0)
    table = sizer.catalogue
    would_pa = pressure_gradient(flow, table.inner_mm[smaller], table.roughness_mm[smaller], sizer.fluid)
    would_ms = velocity(flow, table.inner_mm[smaller])
    label = table.label[smaller]
    out = np.full(shape, "", dtype=object)

    def put(mask: Mask, key: str, **columns: Texts | str) -> None:
        if mask.any():
            out[mask] = fill(
                template(key, "nl"), **{k: v if isinstance(v, str) else v[mask] for k, v in columns.items()}
            )

    put(
        sizes.reason == GRADIENT,
        "reden_dn_drukverlies",
        kleiner=label,
        waarde=_up(would_pa, 0),
        grens=dutch(sizer.pa_m),
    )
    put(
        sizes.reason == VELOCITY,
        "reden_dn_snelheid",
        kleiner=label,
        waarde=_up(would_ms, 2),
        grens=_texts(sizer.max_velocity[smaller], 2),
    )
    least = sizes.reason == MINIMUM
    put(least & ~house, "reden_dn_minimum_straat")
    put(least & house, "reden_dn_minimum_aansluiting")
    put(
        sizes.reason == PARALLEL,
        "reden_dn_parallel",
        aantal=_texts(sizes.parallel.astype(np.float64), 0),
        debiet=_texts(flow, 1),
        grootste=str(table.label[-1]),
        grens=dutch(float(sizer.largest_ls[-1]), 1),
    )
    extra = np.full(shape, "", dtype=object)
    extra[alone & ~least] = message("reden_dn_grootste", "nl")
    extra[below & ~least] = message("reden_dn_voeding", "nl")
    return join("; ", out, extra)


def _texts(numbers: FloatArray, decimals: int) -> Texts:
    unique, inverse = np.unique(np.round(numbers, decimals), return_inverse=True)
    texts = np.array([dutch(float(value), decimals) for value in unique], dtype=object)
    return np.asarray(texts[inverse.reshape(numbers.shape)], dtype=object)


def _up(numbers: FloatArray, decimals: int) -> Texts:
    """Return numbers rounded up: what exceeds a limit must not read as that limit."""
    scale = 10.0**decimals
    return _texts(np.ceil(numbers * scale - 1e-9) / scale, decimals)
